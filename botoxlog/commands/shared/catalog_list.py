"""The one implementation of `areas`, `products` and `topics`, which list the catalog."""

from typing import Any, Literal

from botoxlog.commands.shared.run import Run, load_catalog
from botoxlog.commands.shared.screen import print_text, print_view


def print_catalog(
    run: Run, kind: Literal["areas", "products", "topics"], name: str | None, *, as_json: bool
) -> None:
    """Print every entry of a kind, or only the one that is named.

    Raises:
        CannotDoError: Nothing has that name.
    """
    from botoxlog.input import selection
    from botoxlog.render import json as out
    from botoxlog.render.terminal.catalog import AreasView, ProductsView, TopicsView

    parts: dict[str, tuple[Any, Any, Any]] = {
        "areas": (selection.areas, out.areas, AreasView),
        "products": (
            selection.products,
            lambda today, chosen, _: out.products(today, chosen),
            ProductsView,
        ),
        "topics": (selection.topics, out.topics, TopicsView),
    }
    select, to_json, view = parts[kind]
    catalog = load_catalog()
    chosen = select(catalog, name)
    if as_json:
        print_text(to_json(run.today, chosen, catalog))
    else:
        print_view(view(chosen, catalog))
