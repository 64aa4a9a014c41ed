"""`botoxlog products`: the products, with the source of each figure."""

from typing import Annotated

import typer

from botoxlog.commands.shared.catalog_list import print_catalog
from botoxlog.commands.shared.run import JsonOption


def products(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Show only this product.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the products, with the source of each figure.

    Examples:
        botoxlog products
        botoxlog products xeomin
    """
    print_catalog(context.obj, "products", name, as_json=as_json)
