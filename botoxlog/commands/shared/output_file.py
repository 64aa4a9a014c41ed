"""Saving what is shown to a file of the person's choice, never over one unasked."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from botoxlog.commands.shared.run import Run, confirmed
from botoxlog.core.errors import BadInputError, CannotDoError

if TYPE_CHECKING:
    from botoxlog.forecast.snapshot import Snapshot


def check_name(path: Path, formats: Sequence[str], hint: str) -> None:
    """Refuse a name that does not say what to write.

    Raises:
        BadInputError: It ends in none of `formats`.
    """
    if path.suffix.casefold() not in formats:
        raise BadInputError(f'"{path.name}" does not say what to write.', hint)


def need_sessions(snapshot: "Snapshot") -> None:
    """Refuse to save a picture or a sheet of nothing.

    Raises:
        CannotDoError: No session is logged.
    """
    if not snapshot.areas:
        raise CannotDoError(
            "No session is logged yet, so there is nothing to save.",
            "botoxlog add logs the first session.",
        )


def save_file(run: Run, typed: Path, content: str | bytes, *, replace: bool, ask: bool) -> Path:
    """Save something that a person named a file for, and return where it is.

    Args:
        run: Whose journal may not be written over.
        typed: The name; ``~`` is their home.
        content: What to save, for its owner's eyes.
        replace: Whether a file that is there may be replaced.
        ask: Whether the person may be asked about it.

    Raises:
        CannotDoError: Nothing was written; the sentence says why.
    """
    from botoxlog.core.private_files import save_private

    path = Path(os.path.expanduser(typed))  # noqa: PTH111 - Path's own raises on "~nobody"
    if os.path.realpath(path) == os.path.realpath(run.path) or _same_file(path, run.path):
        raise CannotDoError(
            f"{path} is the journal itself. Nothing was written.", "Name another file."
        )
    if path.is_file() and not replace and ask:
        if confirmed(f"{path} is already there. Keep it as it is?"):
            raise CannotDoError("Nothing was written.")
        replace = True
    save_private(path, content, replace=replace)
    return path


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
