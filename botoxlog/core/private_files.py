"""Writing a file whole or not at all, for its owner's eyes."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from botoxlog.core.errors import CannotDoError, reason

OWNER_ONLY = 0o600

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES})


def save_private(path: Path, content: str | bytes, *, replace: bool) -> None:
    """Put `content` into a file that only its owner can read, all of it or none.

    Args:
        path: Where.
        content: What.
        replace: Whether a file that is there may be replaced; a symbolic link is written through.

    Raises:
        CannotDoError: There is one, or it cannot be written; the sentence says why.
    """
    target = Path(os.path.realpath(path)) if replace else path
    try:
        if replace and target.exists() and not target.is_file():
            raise CannotDoError(
                f"{path} is no ordinary file. Nothing was written.", "Name another file."
            )
        raw = content if isinstance(content, bytes) else content.encode("utf-8")
        with temporary(target, raw) as beside:
            beside.chmod(OWNER_ONLY)
            (_put_over if replace else _put_beside)(beside, target)
        sync_folder(target.parent)
    except FileExistsError:
        raise CannotDoError(
            f"{path} is already there. Nothing was written.",
            "Choose another name, or add --force to replace it.",
        ) from None
    except OSError as error:
        raise _cannot_save(path, target, error) from error


def _put_over(beside: Path, target: Path) -> None:
    beside.replace(target)


def _put_beside(beside: Path, target: Path) -> None:
    """Give it its name only if nobody has it, also at this very moment."""
    try:
        target.hardlink_to(beside)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        beside.replace(target)


def _cannot_save(path: Path, target: Path, error: OSError) -> CannotDoError:
    if not target.parent.is_dir():
        hint = "That folder is not there: make it first, or name another."
    elif error.errno in _FULL:
        hint = "Make room on that disk, then try again."
    else:
        hint = "Check that you may write to that folder, or name another."
    return CannotDoError(f"{path} cannot be written: {reason(error)}. Nothing was written.", hint)


@contextmanager
def temporary(target: Path, raw: bytes) -> Iterator[Path]:
    """Write `raw` to a new file beside `target`, on disk and with its mode; gone afterwards."""
    beside = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            with suppress(FileNotFoundError):
                _make_alike(beside, target.stat())
            os.fsync(file.fileno())
        yield beside
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _make_alike(new: Path, old: os.stat_result) -> None:
    """Give a new file the owner and the mode of the old one, as far as one may."""
    made = new.stat()
    if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
        with suppress(PermissionError):  # only root may give a file away
            os.chown(new, old.st_uid, old.st_gid)
    new.chmod(stat.S_IMODE(old.st_mode))


def sync_folder(folder: Path) -> None:
    """Put a rename in `folder` on disk, where the system can."""
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    # Some network file systems do not know how, and some folders may be written to but not read.
    # The file is in place by now: failing here would say that nothing was changed.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
