"""The errors that end a command, each with its sentence, the next step and an exit code.

The CLI prints them in one place. Invalid data in a journal is not an error but a `model.Problem`,
because the rest of the journal can still be read.
"""

from pathlib import Path


class BotoxlogError(Exception):
    """Base of the errors that a person can cause.

    Attributes:
        sentence: What happened and where, and whether anything was written. It never contains a
            note or a name from the journal.
        hint: What to do next, or None.
        exit_code: The exit code of the process.
    """

    exit_code = 1

    def __init__(self, sentence: str, hint: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class CannotDoError(BotoxlogError):
    """A valid request that could not be carried out: locked, disk full, not found."""

    exit_code = 1


class SavedError(BotoxlogError):
    """The journal was saved, and something after that failed: the command must not be repeated."""

    exit_code = 4


class BadInputError(BotoxlogError):
    """A typed value that is not valid, or has more than one meaning."""

    exit_code = 2


class UnreadableJournalError(BotoxlogError):
    """The journal cannot be read at all; it is not changed."""

    exit_code = 3


def reason(error: Exception) -> str:
    """Return why an operation failed, in lower case and without a path: "permission denied"."""
    return str(getattr(error, "strerror", None) or type(error).__name__).lower()


def no_home() -> CannotDoError:
    """Return the error of an account for which the system names no folder."""
    return CannotDoError(
        "This account has no home folder, where botoxlog keeps its files. Nothing was changed.",
        "Set HOME to a folder of yours, then run the command again.",
    )


def no_journal(path: Path) -> CannotDoError:
    """Return the error of a command that needs a journal if there is none."""
    return CannotDoError(
        f"There is no journal yet at {path}.", "To log the first session: botoxlog add"
    )
