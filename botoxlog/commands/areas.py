"""`botoxlog areas`: the areas, the words for them, and how long results last there."""

from typing import Annotated

import typer

from botoxlog.commands.shared.catalog_list import list_known
from botoxlog.commands.shared.run import JsonOption


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
    from botoxlog.input import selection
    from botoxlog.render import json as out
    from botoxlog.render.terminal.catalog import AreasView

    list_known(context.obj, name, selection.areas, out.areas, AreasView, as_json=as_json)
