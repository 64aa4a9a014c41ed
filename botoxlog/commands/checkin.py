"""`botoxlog checkin`: note how it looks now."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.record_saving import keep
from botoxlog.commands.shared.run import (
    JsonOption,
    Run,
    answer_emergency,
    asking,
    can_ask,
    say,
    stop_unless_confirmed,
)
from botoxlog.core.errors import CannotDoError

if TYPE_CHECKING:
    from botoxlog.core.model import CheckIn
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.input.language.interpreter import Interpreter


def checkin(
    context: typer.Context,
    states: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AREA=STATE]...", help='How it looks: "11s=fading" or all=full.'),
    ] = None,
    on: Annotated[str, typer.Option(help="When.", metavar="DATE")] = "today",
    effect: Annotated[
        list[str] | None, typer.Option(help="A side effect; may be given again.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything else.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Note how it looks now.

    States: none, kicking-in, full, fading, gone, no-effect. Without any, in a terminal, it
    asks.

    Examples:
        botoxlog checkin
        botoxlog checkin 11s=fading
        botoxlog checkin all=full --on yesterday
        botoxlog checkin jaw=full --effect headache --note "on one side"
    """
    from botoxlog.commands.shared.prompts import running
    from botoxlog.core.model import CheckIn
    from botoxlog.core.text import clean

    run: Run = context.obj
    answer_emergency(effect or (), [note, *(states or ())])
    opened = run.open()
    journal = opened.journal
    interpreter = run.interpreter(journal, ask=can_ask(as_json=as_json))
    if not states and not effect and note is None:
        record = _guided_checkin(interpreter, run.snapshot(journal))
    else:
        effects = interpreter.effects(effect or ())
        told, on = interpreter.checkin_words(states or (), on)
        when = interpreter.checkin_date(on)
        going = running(journal, interpreter.catalog, when, run.today)
        seen = interpreter.states(told, [area.area for area in going])
        record = CheckIn(None, when, seen, effects, clean(note, "note"))
    interpreter.notices += interpreter.history.oddities(record)
    keep(run, opened, interpreter, [record], dry_run=False, as_json=as_json)


def _guided_checkin(interpreter: "Interpreter", snapshot: "Snapshot") -> "CheckIn":
    from botoxlog.commands.shared.prompts import Questions
    from botoxlog.reports import sentences

    terminal = asking("Say how it looks, such as 11s=fading.")
    record = Questions(terminal, interpreter, snapshot).checkin()
    if record is None:
        raise CannotDoError(
            "Every question was skipped. Nothing was written.",
            "A word for one area is enough, such as: botoxlog checkin 11s=full",
        )
    say(sentences.saved("To save", [record], (), snapshot.today, interpreter.catalog))
    stop_unless_confirmed("Save?")
    return record
