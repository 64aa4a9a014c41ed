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
    from botoxlog.forecast.snapshot import Outlook
    from botoxlog.input.language.interpreter import Intake


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
    intake = run.intake(journal, ask=can_ask(as_json=as_json))
    if not states and not effect and note is None:
        record = _guided_checkin(intake, run.outlook(journal))
    else:
        effects = intake.effects(effect or ())
        told, on = intake.told_of_looks(states or (), on)
        when = intake.looked(on)
        going = running(journal, intake.reference, when, run.today)
        seen = intake.states(told, [area.area for area in going])
        record = CheckIn(None, when, seen, effects, clean(note, "note"))
    intake.notices += intake.history.oddities(record)
    keep(run, opened, intake, [record], dry_run=False, as_json=as_json)


def _guided_checkin(intake: "Intake", outlook: "Outlook") -> "CheckIn":
    from botoxlog.commands.shared.prompts import Questions
    from botoxlog.reports import sentences

    terminal = asking("Say how it looks, such as 11s=fading.")
    record = Questions(terminal, intake, outlook).checkin()
    if record is None:
        raise CannotDoError(
            "Every question was skipped. Nothing was written.",
            "A word for one area is enough, such as: botoxlog checkin 11s=full",
        )
    say(sentences.saved("To save", [record], (), outlook.today, intake.reference))
    stop_unless_confirmed("Save?")
    return record
