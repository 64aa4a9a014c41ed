"""What can go wrong, as values that carry their sentence, the next step and an exit code.

Bad data in a journal is not an error: it is a `model.Problem`, shown beside everything
that does make sense. The exceptions here end a command; one door in the CLI prints them.
"""

from pathlib import Path


class BotoxlogError(Exception):
    """Base of every error that a person can cause.

    Attributes:
        sentence: What happened and where, one sentence. It never holds a note, a name or a place
            from the journal.
        hint: What to do next, or None.
        exit_code: What the process ends with.
    """

    exit_code = 1

    def __init__(self, sentence: str, hint: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class CannotDoError(BotoxlogError):
    """The request was fine but could not be carried out: locked, disk full, not found."""

    exit_code = 1


class BadInputError(BotoxlogError):
    """A value that was typed makes no sense, or has more than one reading."""

    exit_code = 2


class UnreadableJournalError(BotoxlogError):
    """The journal as a whole cannot be read; it is left untouched."""

    exit_code = 3


def reason(error: Exception) -> str:
    """Return why an operation failed, in lower case and without a path: "permission denied"."""
    return str(getattr(error, "strerror", None) or type(error).__name__).lower()


def no_journal(path: Path) -> CannotDoError:
    """Return the error for what needs a journal where there is none."""
    return CannotDoError(
        f"There is no journal yet at {path}.", "botoxlog add logs the first session."
    )
