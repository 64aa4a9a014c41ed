"""The differences between two texts of the journal, and printing them."""

from typing import TYPE_CHECKING

from botoxlog.commands.shared.run import Run, load_catalog
from botoxlog.commands.shared.screen import print_view
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
    """Return the journal in a text; an empty one if the text is not a journal."""
    from botoxlog import store
    from botoxlog.core.model import Journal
    from botoxlog.journal import decoder

    try:
        return decoder.decode(store.parse(text, run.path), text, run.today)
    except UnreadableJournalError:
        return Journal()


def print_changes(changes: "Changes", added: str = "Added") -> None:
    """Print each difference; `added` is the word for a record that was not there before."""
    from botoxlog.render.terminal.lists import LinesView

    print_view(LinesView(change_lines(changes, load_catalog(), added)))


def change_lines(
    changes: "Changes", catalog: "Catalog", added: str = "Added"
) -> list[tuple[str, str]]:
    """Return each difference as a label and a record: ("Removed k7q2m9xd: ", "Mon 2 Nov ...").

    Args:
        changes: The differences.
        catalog: For the names of things.
        added: The word for a record that was not there before.
    """
    from botoxlog.reports.sentences import record_line

    lines = [(_label("Removed", item), record_line(item, catalog)) for item in changes.removed]
    lines += [(_label(added, item), record_line(item, catalog)) for item in changes.added]
    for before, after in changes.changed:
        was, now = record_line(before, catalog), record_line(after, catalog)
        if was == now:
            lines.append((_label("Changed", before), "details that are not shown here"))
        else:
            lines += [(_label("Was", before), was), (_label("Now", after), now)]
    if changes.settings:
        lines.append(("Changed: ", "settings. To see them: botoxlog me"))
    return lines or [("Changed: ", "only comments, the order or unknown keys")]


def _label(word: str, record: "Record") -> str:
    return f"{word} {inert(record.id)}: " if record.id else f"{word}: "
