"""`botoxlog status`: the state of each area on face and body."""

from typing import Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_text, print_view
from botoxlog.commands.shared.terminal import can_ask


def status(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[AREA]...", help="Only these areas.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """See the state of each area on face and body.

    Examples:
        botoxlog status
        botoxlog status 11s
    """
    from botoxlog.input import command_words, selection

    run: Run = context.obj
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    chosen = command_words.choose_areas("status", words, interpreter, takes_dates=False)
    snapshot = run.snapshot(opened.journal)
    areas = selection.treated_areas(snapshot, interpreter, chosen.areas)
    if as_json:
        from botoxlog.render import json as out

        print_text(out.status(snapshot, areas))
    elif areas:
        from botoxlog.render.terminal.status import StatusView

        print_view(StatusView(snapshot, areas))
    else:
        print_first_step(opened)
