"""`botoxlog areas`: the areas, the words for them, and how long results last in each."""

from typing import Annotated

import typer

from botoxlog.commands.shared.catalog_list import print_catalog
from botoxlog.commands.shared.run import JsonOption


def areas(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Show only this area.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the areas, with the words you can type for them.

    For each area it also shows how long a result of Botox lasts, the source of that figure and
    whether it was checked.

    Examples:
        botoxlog areas
        botoxlog areas jaw
    """
    print_catalog(context.obj, "areas", name, as_json=as_json)
