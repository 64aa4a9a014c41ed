"""Opening the journal as it lies in its file: for what works on its text, not on its meaning."""

from typing import TYPE_CHECKING

from botoxlog.commands.shared.run import Run
from botoxlog.core.errors import no_journal

if TYPE_CHECKING:
    from botoxlog.journal.merge import Side


def text_of(run: Run) -> str:
    """Return the text of the journal.

    Raises:
        CannotDoError: There is none yet.
    """
    from botoxlog import store

    text = store.read_text(run.path)
    if text is None:
        raise no_journal(run.path)
    return text


def side_of(run: Run) -> "Side":
    """Return the journal as one side of a merge, a new one where there is none."""
    from botoxlog import store
    from botoxlog.journal import decoder, encoder
    from botoxlog.journal.merge import Side

    kept = store.read(run.path)
    return Side(*(kept or (encoder.NEW_JOURNAL, decoder.parse(encoder.NEW_JOURNAL))))
