"""Listing the reference data: what `areas`, `products` and `topics` do alike."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from botoxlog.commands.shared.run import Run, load_reference, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from botoxlog.catalog import Reference

Known = TypeVar("Known")


def list_known(
    run: Run,
    name: str | None,
    choose: "Callable[[Reference, str | None], Sequence[Known]]",
    dump: "Callable[[date, Sequence[Known], Reference], str]",
    view: "Callable[[Sequence[Known], Reference], RenderableType]",
    *,
    as_json: bool,
) -> None:
    """Show everything of a kind, or what was named."""
    reference = load_reference()
    chosen = choose(reference, name)
    if as_json:
        print(dump(run.today, chosen, reference))
    else:
        show(view(chosen, reference))
