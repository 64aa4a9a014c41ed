"""`botoxlog status`: the state of each area on face and body."""

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_view


def status(context: typer.Context, as_json: JsonOption = False) -> None:
    """See the state of each area on face and body.

    Examples:
        botoxlog status
    """
    run: Run = context.obj
    opened = run.open()
    snapshot = run.snapshot(opened.journal)
    if as_json:
        from botoxlog.render import json as out

        print(out.status(snapshot))
    elif snapshot.areas:
        from botoxlog.render.terminal.status import StatusView

        print_view(StatusView(snapshot))
    else:
        print_first_step(opened)
