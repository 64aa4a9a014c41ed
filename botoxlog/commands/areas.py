"""`botoxlog areas`: the areas, the words for them, and how long results last there."""

from typing import Annotated

import typer

from botoxlog.commands.shared import JsonOption, Run, load_reference, show


def areas(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Only this one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the areas and the words for them.

    Each with how long results of Botox last there, where that was read and how well it is
    verified.

    Examples:
        botoxlog areas
        botoxlog areas jaw
    """
    from botoxlog import selection

    run: Run = context.obj
    reference = load_reference()
    chosen = selection.areas(reference, name)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.areas(run.today, chosen, reference))
        return
    from botoxlog.views.lists import AreasView

    show(AreasView(chosen, reference))
