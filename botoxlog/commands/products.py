"""`botoxlog products`: the products, each figure with its source."""

from typing import Annotated

import typer

from botoxlog.commands.shared.catalog_list import list_known
from botoxlog.commands.shared.run import JsonOption


def products(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Only this one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the products, each figure sourced.

    Examples:
        botoxlog products
        botoxlog products xeomin
    """
    from botoxlog.input import selection
    from botoxlog.render import json as out
    from botoxlog.render.terminal.catalog import ProductsView

    list_known(
        context.obj,
        name,
        selection.products,
        lambda today, chosen, _: out.products(today, chosen),
        ProductsView,
        as_json=as_json,
    )
