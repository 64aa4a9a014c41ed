"""Files that a person names: read within a limit, saved privately and never over another."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from botoxlog.errors import CannotDoError

MOST_BYTES = 50_000_000
"""A larger file is no spreadsheet of anybody's sessions. Our choice."""


def read(path: Path) -> bytes:
    """Return the bytes of an ordinary file.

    Raises:
        CannotDoError: It is not there, no ordinary file, not readable, or too large.
    """
    try:
        if not path.is_file():
            what = "is no ordinary file" if path.exists() else "is not there"
            raise CannotDoError(f"{path} {what}.", "Check the name.")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotDoError(
            f"{path} cannot be read: {(error.strerror or '').lower()}.",
            "Check that you may read it.",
        ) from None
    if len(raw) > MOST_BYTES:
        raise CannotDoError(
            f"{path} is larger than {MOST_BYTES // 1_000_000} MB. Nothing was read.",
            "Export only the sheet with your sessions, as CSV.",
        )
    return raw


def save(path: Path, raw: bytes, *, replace: bool) -> None:
    """Write a file with mode 0600, whatever the umask, all of it or none.

    Args:
        path: Where.
        raw: What.
        replace: Whether a file that is there may be replaced.

    Raises:
        CannotDoError: There is one, or it cannot be written; nothing was changed.
    """
    if not replace and os.path.lexists(path):
        raise CannotDoError(
            f"{path} is already there. Nothing was written.",
            "Choose another name, or add --force.",
        )
    try:
        _write(path, raw, _put_over if replace else _put_beside)
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise CannotDoError(
                f"{path} is already there. Nothing was written.", "Choose another name."
            ) from None
        raise CannotDoError(
            f"{path} cannot be written: {(error.strerror or '').lower()}. Nothing was written.",
            "Choose another folder, or make room.",
        ) from None


def _write(path: Path, raw: bytes, put: Callable[[Path, Path], None]) -> None:
    import secrets

    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            temporary.chmod(0o600)  # a umask of 0777 would take it from its owner
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        put(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _put_over(temporary: Path, path: Path) -> None:
    temporary.replace(path)


def _put_beside(temporary: Path, path: Path) -> None:
    """Give it its name only if nobody has it, also at this very moment."""
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES}:
            raise
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # no hard links here
        temporary.replace(path)
