"""Saving output as a file that the user names; an existing file is replaced only if they agree."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from botoxlog.commands.shared.run import Run
from botoxlog.commands.shared.terminal import confirm
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import inert

if TYPE_CHECKING:
    from botoxlog.forecast.snapshot import Snapshot


def check_name(path: Path, formats: Sequence[str], hint: str) -> None:
    """Check that a file name ends in one of `formats`.

    Raises:
        BadInputError: It does not.
    """
    if path.suffix.casefold() not in formats:
        raise BadInputError(f'The file type is not clear from the name "{inert(path.name)}".', hint)


def need_sessions(snapshot: "Snapshot") -> None:
    """Check that there is something to save.

    Raises:
        CannotDoError: No session is logged.
    """
    if not snapshot.areas:
        raise CannotDoError(
            "No session is logged yet, so there is nothing to save.",
            "To log your first session: botoxlog add",
        )


def save_file(run: Run, typed: Path, content: str | bytes, *, replace: bool, ask: bool) -> Path:
    """Save content as the file that the user named, and return its path.

    Args:
        run: Its journal is never overwritten.
        typed: The name; ``~`` is the home folder.
        content: What to save; only its owner can read the file.
        replace: Whether an existing file may be replaced.
        ask: Whether the user may be asked about that.

    Raises:
        CannotDoError: The file could not be saved.
    """
    from botoxlog.core.private_files import save_private

    path = Path(os.path.expanduser(typed))  # noqa: PTH111 - Path's own raises on "~nobody"
    if os.path.realpath(path) == os.path.realpath(run.path) or _same_file(path, run.path):
        raise CannotDoError(
            f"{path} is your journal. Nothing was written.", "Choose another file name."
        )
    if path.is_file() and not replace and ask:
        if confirm(f"{path} already exists. Keep it?"):
            raise CannotDoError("Nothing was written.")
        replace = True
    save_private(path, content, replace=replace)
    return path


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
