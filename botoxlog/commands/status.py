"""`botoxlog status`: face and body, each area with its state."""

import typer

from botoxlog.commands.shared.run import JsonOption, Run, show, tell_first_step


def status(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show face and body, each area with its state.

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

        show(StatusView(snapshot))
    else:
        tell_first_step(opened)
