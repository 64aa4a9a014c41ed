"""Listing the reference data: what `areas`, `products` and `topics` do alike."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from botoxlog.commands.shared.run import Run, load_catalog, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from botoxlog.catalog import Catalog

Item = TypeVar("Item")


def list_known(
    run: Run,
    name: str | None,
    choose: "Callable[[Catalog, str | None], Sequence[Item]]",
    dump: "Callable[[date, Sequence[Item], Catalog], str]",
    view: "Callable[[Sequence[Item], Catalog], RenderableType]",
    *,
    as_json: bool,
) -> None:
    """Show everything of a kind, or what was named."""
    catalog = load_catalog()
    chosen = choose(catalog, name)
    if as_json:
        print(dump(run.today, chosen, catalog))
    else:
        show(view(chosen, catalog))
