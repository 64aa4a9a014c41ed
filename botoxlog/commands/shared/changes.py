"""Comparing what the journal held with what it holds: what became of it, shown."""

from typing import TYPE_CHECKING

from botoxlog.commands.shared.run import Run, load_catalog, show
from botoxlog.core.errors import UnreadableJournalError
from botoxlog.core.text import inert

if TYPE_CHECKING:
    from botoxlog.catalog import Catalog
    from botoxlog.core.model import Journal, Record
    from botoxlog.journal.differences import Changes


def compare(run: Run, before: str, after: str) -> "Changes":
    """Return the differences between two texts of the journal."""
    from botoxlog.journal import differences

    return differences.compare(_journal(run, before), _journal(run, after))


def _journal(run: Run, text: str) -> "Journal":
    """Return what a text holds; nothing where it is no journal at all."""
    from botoxlog import store
    from botoxlog.core.model import Journal
    from botoxlog.journal import decoder

    try:
        return decoder.decode(store.parse(text, run.path), text, run.today)
    except UnreadableJournalError:
        return Journal()


def show_changes(changes: "Changes", put: str = "Added") -> None:
    """Show each difference; `put` is the word for what was not there before."""
    from botoxlog.render.terminal.lists import PairsView

    show(PairsView(change_lines(changes, load_catalog(), put)))


def change_lines(
    changes: "Changes", catalog: "Catalog", put: str = "Added"
) -> list[tuple[str, str]]:
    """Return each difference with what became of it: ("Taken out k7q2m9xd", "Mon 2 Nov ...").

    Args:
        changes: The differences.
        catalog: For the names of things.
        put: The word for what was not there before.
    """
    from botoxlog.reports.sentences import record_line

    lines = [(_lead("Taken out", item), record_line(item, catalog)) for item in changes.removed]
    lines += [(_lead(put, item), record_line(item, catalog)) for item in changes.added]
    for before, after in changes.changed:
        was, now = record_line(before, catalog), record_line(after, catalog)
        if was == now:
            lines.append((_lead("Changed", before), "keys that are not shown"))
        else:
            lines += [(_lead("Was", before), was), (_lead("Now", after), now)]
    if changes.settings:
        lines.append(("Changed", "settings; botoxlog me shows them"))
    return lines or [("Changed", "comments, order or unknown keys only")]


def _lead(word: str, record: "Record") -> str:
    return f"{word} {inert(record.id)}" if record.id else word
