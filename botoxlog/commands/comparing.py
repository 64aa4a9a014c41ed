"""Comparing what the journal held with what it holds: what became of it, shown."""

from typing import TYPE_CHECKING

from botoxlog.commands.shared import Run, load_reference, show
from botoxlog.errors import UnreadableJournalError

if TYPE_CHECKING:
    from botoxlog.mending.changes import Changes
    from botoxlog.model import Journal


def compare(run: Run, before: str, after: str) -> "Changes":
    """Return the differences between two texts of the journal."""
    from botoxlog.mending import changes

    return changes.compare(_journal(run, before), _journal(run, after))


def _journal(run: Run, text: str) -> "Journal":
    """Return what a text holds; nothing where it is no journal at all."""
    from botoxlog import codec, store
    from botoxlog.model import Journal

    try:
        return codec.decode(store.parsed(text, run.path), text, run.today)
    except UnreadableJournalError:
        return Journal()


def show_changes(changes: "Changes", put: str = "Added") -> None:
    """Show each difference; `put` is the word for what was not there before."""
    from botoxlog.views.lists import PairsView
    from botoxlog.words import change_lines

    show(PairsView(change_lines(changes, load_reference(), put)))
