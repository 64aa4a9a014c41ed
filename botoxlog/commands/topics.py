"""`botoxlog topics`: what may be worth raising with the surgeon."""

from typing import Annotated

import typer

from botoxlog.commands.shared.catalog_list import list_known
from botoxlog.commands.shared.run import JsonOption


def topics(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Only this one, in full.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what may be worth raising, each figure sourced.

    Examples:
        botoxlog topics
        botoxlog topics veins
    """
    from botoxlog.input import selection
    from botoxlog.render import json as out
    from botoxlog.render.terminal.catalog import TopicsView

    list_known(context.obj, name, selection.topics, out.topics, TopicsView, as_json=as_json)
