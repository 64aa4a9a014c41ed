"""`botoxlog checkin`: record how each area looks."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.record_saving import save_records
from botoxlog.commands.shared.run import JsonOption, Run, print_emergency_text
from botoxlog.commands.shared.screen import print_sentences
from botoxlog.commands.shared.terminal import can_ask, confirm_with_key_or_stop, need_terminal
from botoxlog.core.errors import CannotDoError

if TYPE_CHECKING:
    from botoxlog.commands.shared.terminal import Terminal
    from botoxlog.core.model import CheckIn
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.input.language.interpreter import Interpreter


def checkin(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...", help='How it looks, such as "11s fading" or "all full".'
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", "--date", help="The date.", metavar="DATE")
    ] = None,
    effect: Annotated[
        list[str] | None, typer.Option(help="A side effect. Repeat the option to add more.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="A note in your own words.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Record how each area looks now.

    A state is one of: none, kicking-in, full, partial, fading, gone, no-effect. After "=", one
    letter is enough: n, k, f, p, w (wearing off), g, x. "all" is every area whose result may still
    be running. Run it on its own and it asks you about each area: one key is an answer, ? explains
    the keys.

    Examples:
        botoxlog checkin
        botoxlog checkin 11s=fading
        botoxlog checkin 11s=f jaw=w
        botoxlog checkin all=full --on yesterday
        botoxlog checkin jaw=full --effect headache --note "on one side"
    """
    from botoxlog.forecast.snapshot import active_areas

    run: Run = context.obj
    print_emergency_text(run, " ".join(words or ()), *(effect or ()), note, on=on)
    opened = run.open()
    journal = opened.journal
    interpreter = run.interpreter(journal, ask=can_ask(as_json=as_json))
    if not words and not effect and note is None:
        terminal = need_terminal(
            "Add an area and a state: botoxlog checkin 11s=fading", as_json=as_json
        )
        records = _guided_checkin(terminal, interpreter, run.snapshot(journal), on)
    else:
        records = interpreter.checkins(
            words or (),
            on=on,
            effects=effect or (),
            note=note,
            active=lambda when: [
                area.area for area in active_areas(journal, interpreter.catalog, when, run.today)
            ],
        )
    for record in records:
        interpreter.notices += interpreter.entry_checks.checkin_warnings(record)
    save_records(run, opened, interpreter, records, dry_run=False, as_json=as_json)


def _guided_checkin(
    terminal: "Terminal", interpreter: "Interpreter", snapshot: "Snapshot", on: str | None
) -> "list[CheckIn]":
    from botoxlog.commands.shared.prompts import Prompts
    from botoxlog.reports import sentences

    records = Prompts(terminal, interpreter, snapshot).checkins(on)
    if not records:
        raise CannotDoError(
            "You skipped every question, so nothing was written.",
            "One area is enough: botoxlog checkin 11s=full",
        )
    print_sentences(
        sentences.saved("To be saved", records, (), snapshot.today, interpreter.catalog)
    )
    confirm_with_key_or_stop("Save?")
    return records
