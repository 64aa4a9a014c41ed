"""`botoxlog topics`: the questions that may come up at a visit, and the research behind them."""

from typing import Annotated

import typer

from botoxlog.commands.shared.catalog_list import print_catalog
from botoxlog.commands.shared.run import JsonOption


def topics(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Show only this topic, in full.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the questions you could raise, with the research on each.

    Examples:
        botoxlog topics
        botoxlog topics veins
    """
    print_catalog(context.obj, "topics", name, as_json=as_json)
