"""Read ordinary files, and write files that only their owner can read, completely or not at all."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from botoxlog.core.errors import CannotDoError, no_home, reason

OWNER_ONLY = 0o600
"""The mode of a file that only its owner can read and write."""

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The error numbers of a disk, a quota or a file size limit that is full."""
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES})
MOST_PIPED = 50_000_000
"""Upper limit for the bytes that are read from a pipe, which may never end. Our choice."""


class NotAFileError(OSError):
    """A device, a pipe or a socket, of which reading may wait or go on for ever."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "it is a socket, a device or a pipe")


class TooLargeError(OSError):
    """A file or a pipe with more bytes than will be read."""

    def __init__(self, most: int) -> None:
        super().__init__(errno.EFBIG, f"it has more than {most} bytes")


def read_file(path: Path, *, piped: bool = False, most: int | None = None) -> bytes:
    """Return the bytes of an ordinary file, without ever waiting for one that is not.

    Args:
        path: The file.
        piped: Whether it may be a pipe that this process was started with, as in
            ``import <(gpg -d diary.gpg)``.
        most: How many bytes to read at most, of a pipe never more than `MOST_PIPED`; None for no
            other limit.

    Raises:
        NotAFileError: It is neither.
        TooLargeError: It has more bytes than that.
        OSError: It cannot be read.
    """
    found = path.stat()
    is_pipe = stat.S_ISFIFO(found.st_mode) and piped and _is_inherited(path)
    if not (is_pipe or stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise NotAFileError
    if is_pipe:
        most = MOST_PIPED if most is None else min(most, MOST_PIPED)
    with path.open("rb") as file:  # of a folder, its own error
        raw = file.read() if most is None else file.read(most + 1)
    if most is not None and len(raw) > most:
        raise TooLargeError(most)
    return raw


def _is_inherited(path: Path) -> bool:
    """Whether a path names an open descriptor of this process: somebody is at the other end."""
    name = os.path.abspath(path)  # noqa: PTH100 - the link itself, not what it leads to
    return name == "/dev/stdin" or name.startswith(("/dev/fd/", "/proc/self/fd/"))


def replace_file(path: Path, raw: bytes) -> None:
    """Replace a file as a whole, keeping its owner and mode.

    Raises:
        OSError: It cannot be written, and is as it was.
    """
    with temporary(path, raw) as temporary_file:
        temporary_file.replace(path)
    sync_folder(path.parent)


def save_private(path: Path, content: str | bytes, *, replace: bool) -> None:
    """Write a file that only its owner can read, completely or not at all.

    Args:
        path: The file.
        content: Its contents.
        replace: Whether an existing file may be replaced. If it is a symbolic link, the file that
            it points to is replaced.

    Raises:
        CannotDoError: The file exists or cannot be written; the sentence says why.
    """
    target = Path(os.path.realpath(path)) if replace else path
    try:
        if replace and target.exists() and not target.is_file():
            raise CannotDoError(
                f"{path} is not an ordinary file. Nothing was written.", "Name another file."
            )
        raw = content if isinstance(content, bytes) else content.encode("utf-8")
        with temporary(target, raw) as temporary_file:
            temporary_file.chmod(OWNER_ONLY)
            (_put_over if replace else _put_if_free)(temporary_file, target)
        sync_folder(target.parent)
    except FileExistsError:
        raise CannotDoError(
            f"{path} already exists. Nothing was written.",
            "Choose another name, or add --force to replace it.",
        ) from None
    except OSError as error:
        raise _cannot_save(path, target, error) from error


def _put_over(temporary_file: Path, target: Path) -> None:
    temporary_file.replace(target)


def _put_if_free(temporary_file: Path, target: Path) -> None:
    """Rename the file only if the new name is free, checked in the same system call."""
    try:
        target.hardlink_to(temporary_file)
    except (OSError, NotImplementedError) as error:  # the latter: a system without links
        if isinstance(error, OSError) and error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        temporary_file.replace(target)


def _cannot_save(path: Path, target: Path, error: OSError) -> CannotDoError:
    if not os.path.isdir(target.parent):  # noqa: PTH112 - Path's own raises if it may not be seen
        hint = "Make that folder first, or name another file."
    elif error.errno in DISK_FULL:
        hint = "Free some space on that disk, then run the command again."
    else:
        hint = "Check that you may write to that folder, or name another."
    return CannotDoError(f"{path} cannot be written: {reason(error)}. Nothing was written.", hint)


@contextmanager
def temporary(target: Path, raw: bytes) -> Iterator[Path]:
    """Write `raw` to a temporary file in the folder of `target`, and remove it after the block.

    The file is synced to disk, and has the owner and mode of `target` if that exists.
    """
    temporary_file = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
    descriptor = os.open(temporary_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            with suppress(FileNotFoundError):
                _make_alike(temporary_file, target.stat())
            os.fsync(file.fileno())
        yield temporary_file
    finally:
        with suppress(OSError):
            temporary_file.unlink(missing_ok=True)


def _make_alike(new: Path, old: os.stat_result) -> None:
    """Give a new file the owner and the mode of the old one, where permitted."""
    made = new.stat()
    if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
        with suppress(PermissionError):  # only root may change the owner
            os.chown(new, old.st_uid, old.st_gid)
    new.chmod(stat.S_IMODE(old.st_mode))


def sync_folder(folder: Path) -> None:
    """Sync a rename in `folder` to disk, if the system can."""
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    # Some network file systems cannot, and some folders may be written to but not read. An error is
    # ignored, because the file is in place already: raising it would say that nothing was changed.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def state_folder() -> Path:
    """Return the folder for the program's own state; it may not exist yet.

    Raises:
        CannotDoError: The account that runs this has no home.
    """
    from platformdirs import user_state_path

    return _folder(user_state_path)


def data_folder() -> Path:
    """Return the folder of the journal if no other path is given; it may not exist yet.

    Raises:
        CannotDoError: The account that runs this has no home.
    """
    from platformdirs import user_data_path

    return _folder(user_data_path)


def _folder(find: Callable[..., Path]) -> Path:
    try:
        return find("botoxlog", appauthor=False)
    except RuntimeError:
        raise no_home() from None


def is_ours(folder: Path) -> bool:
    """Whether a folder, or the first above it that is there, belongs to who runs this.

    Root may have the home of somebody else, who could not replace what root leaves there.
    """
    if sys.platform == "win32":
        return True
    there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    return there.stat().st_uid == os.getuid()


def make_private_folder(folder: Path) -> None:
    """Make a folder, and its missing parents, that only the owner can enter."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
