"""Saving what is shown to a file of the person's choice, never over one unasked."""

import os
from collections.abc import Sequence
from pathlib import Path

from botoxlog.commands.shared import Run, confirmed
from botoxlog.errors import BadInputError, CannotDoError


def check_name(path: Path, formats: Sequence[str], hint: str) -> None:
    """Refuse a name that does not say what to write.

    Raises:
        BadInputError: It ends in none of `formats`.
    """
    if path.suffix.casefold() not in formats:
        raise BadInputError(f'"{path.name}" does not say what to write.', hint)


def place_for(typed: Path, run: Run, *, replace: bool, ask: bool) -> Path:
    """Return where to write, once it is sure that nothing is lost by it.

    Args:
        typed: What the person named.
        run: Whose journal must not be written over.
        replace: Whether a file that is there may be replaced.
        ask: Whether there is somebody to ask about it.

    Raises:
        CannotDoError: It is the journal, or a file that is to be kept.
    """
    path = Path(os.path.expanduser(typed))  # noqa: PTH111 - Path's own raises on "~nobody"
    if os.path.realpath(path) == os.path.realpath(run.path):
        raise CannotDoError(f"{path} is the journal itself.", "Name another file.")
    if path.is_file() and not replace:
        if not ask:
            raise CannotDoError(
                f"{path} is already there. Nothing was written.", "Add --force to replace it."
            )
        if confirmed(f"{path} is already there. Keep it as it is?"):
            raise CannotDoError("Nothing was written.")
    return path
