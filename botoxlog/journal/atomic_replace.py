"""Replace a file as a whole: one writer at a time, never over what another program has saved.

Guarantee: at any moment the file on disk is either the complete old version or the complete new
one. A writer takes a lock, writes the new version to a temporary file, syncs it to disk, checks
that the file still holds what was read, and exchanges the two in one system call. It checks what
came out of the exchange too: if another program saved at the last moment, its version is exchanged
back.

A killed writer leaves a file behind, which the next writer removes. While it is being written it is
called ``.NAME.XXXXXXXX.tmp`` and can hold nobody else's text. During the exchange it is called
``.NAME.XXXXXXXX.OLD-NEW.swap``, after the hashes of what was read and what was written. If it holds
neither, it is what another program saved, perhaps the only copy. Such a file is never deleted, but
renamed so that people see it: ``journal.rescued-HASH.toml``, in the folder of ``journal.toml``.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from botoxlog.core.errors import CannotDoError, UnreadableJournalError, reason
from botoxlog.core.private_files import (
    DISK_FULL,
    NotAFileError,
    TooLargeError,
    make_private_folder,
    read_file,
    sync_folder,
)
from botoxlog.core.text import command_line
from botoxlog.journal.file_lock import lock

LOCK_SECONDS = 10.0
"""How long to wait for another writer that writes nothing in that time."""

MOST_BYTES = 200_000_000
"""Upper limit for the size of a journal in bytes, far above what a person writes. Our choice."""

_RESCUED = "rescued"
_MOST_WAITS = 30
"""How many times `LOCK_SECONDS` to wait at most while other writers take turns."""


def read_bytes(path: Path, *, piped: bool = False) -> bytes | None:
    """Return the bytes of the journal or a copy of it, or None if there is no such file.

    Args:
        path: The file.
        piped: As for `botoxlog.core.private_files.read_file`.
    """
    try:
        return read_file(path, piped=piped, most=MOST_BYTES)
    except FileNotFoundError:
        return None
    except TooLargeError as error:
        raise UnreadableJournalError(
            f"{path} is too large for a journal: {reason(error)}. Nothing was changed.",
            "Check that it is your journal, and name another with --journal if not.",
        ) from None
    except IsADirectoryError:
        raise UnreadableJournalError(
            f"{path} is a folder, not a journal.",
            "Name the journal file with --journal or BOTOXLOG_JOURNAL.",
        ) from None
    except NotAFileError:
        raise UnreadableJournalError(
            f"{path} is a socket, a device or a pipe, not a journal. Nothing was changed.",
            "Name an ordinary file with --journal or BOTOXLOG_JOURNAL.",
        ) from None
    except OSError as error:
        raise UnreadableJournalError(
            f"The journal {path} cannot be read: {reason(error)}.",
            "Check who owns the file and that you may read it.",
        ) from None


@contextmanager
def locked(path: Path) -> Iterator[Path]:
    """Lock a file for writing, and yield the file itself where `path` is a link to it.

    Missing folders are made, and what killed writers left is cleared away. An `OSError` in the
    block becomes the error below.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
    """
    try:
        target = Path(os.path.realpath(path))  # write through a symbolic link, never over it
        if path.is_symlink() and not target.parent.is_dir():
            raise CannotDoError(
                f"{path} links to {target}, in a folder that is missing. Nothing was written.",
                "Connect the disk or shared folder again, or change the link.",
            )
        if target.exists() and not (target.is_file() or target.is_dir()):
            raise CannotDoError(
                f"{path} is a socket, a device or a pipe. Nothing was written.",
                "Name an ordinary file with --journal or BOTOXLOG_JOURNAL.",
            )
        if os.access(target, os.R_OK) and not os.access(target, os.W_OK):
            # Replacing needs no permission to write to the old file, so it must be checked here.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        make_private_folder(target.parent)
        with _lock(target):
            _clear_temporary_files(target)
            yield target
    except OSError as error:
        raise _cannot_write(path, error) from error


def replace(file: Path, target: Path, old: bytes | None, new: bytes) -> bool:
    """Put `file` in the place of `target`, or return False if `target` is no longer `old`.

    Call it under the lock.

    Args:
        file: A synced temporary file in the same folder; a file of that name is gone afterwards.
        target: The file itself, not a symbolic link to it.
        old: What was read from `target`, None if there was no file.
        new: What `file` holds.
    """
    if read_bytes(target) != old or not _placed(file, target, old, new):
        return False
    sync_folder(target.parent)
    return True


def _placed(file: Path, target: Path, old: bytes | None, new: bytes) -> bool:
    """Put the file in place; False if `target` has changed since the last check."""
    if old is None:
        try:
            target.hardlink_to(file)  # unlike a rename, it never replaces
        except FileExistsError:
            return False
        except (OSError, NotImplementedError):  # a disk or a system without links
            file.replace(target)
        return True
    ready = file.with_suffix(f".{_hash(old)}-{_hash(new)}.swap")
    file.rename(ready)
    try:
        if not _exchange(ready, target):
            ready.replace(target)
            return True
        same = False
        try:
            same = read_bytes(ready) == old
        finally:
            if not same:
                _exchange(ready, target)
        return same
    finally:
        with suppress(OSError):
            _remove_or_rescue(ready, target)


def _remove_or_rescue(ready: Path, target: Path) -> None:
    """Remove what an exchange left, or rename it visibly if another program saved it."""
    found = _unknown_hash(ready)
    if found is None:
        ready.unlink(missing_ok=True)
        return
    from logging import getLogger

    visible = target.with_name(f"{target.stem}.{_RESCUED}-{found}{target.suffix}")
    ready.replace(visible)
    getLogger("botoxlog").warning(
        "botoxlog: Another program saved the journal while botoxlog was writing. "
        "Its version is kept. To add it to your journal: %s",
        command_line("merge", str(visible)),
    )


def holds_another_save(file: Path) -> bool:
    """Whether a temporary file is what another program saved, perhaps the only copy.

    One that cannot be read may be that.
    """
    try:
        return _unknown_hash(file) is not None
    except OSError:
        return True


def _unknown_hash(file: Path) -> str | None:
    """Return the hash of a temporary file that no write of ours left, None of any other.

    Raises:
        OSError: It cannot be read.
    """
    if file.suffix != ".swap":
        return None
    try:
        found = _hash(read_file(file, most=MOST_BYTES))
    except FileNotFoundError:
        return None
    return None if found in file.suffixes[-2].removeprefix(".").split("-") else found


def _hash(raw: bytes) -> str:
    from hashlib import sha256

    return sha256(raw).hexdigest()[:16]


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two files in one system call; False if the system or the disk has no such call."""
    import ctypes
    import sys

    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
            code = ctypes.CDLL(None).renameat2(here, names[0], here, names[1], exchange)
        elif sys.platform == "darwin":
            swap = 2  # RENAME_SWAP
            code = ctypes.CDLL(None).renamex_np(*names, swap)
        else:
            return False
    except (AttributeError, OSError):  # an older C library, or one that may not be loaded
        return False
    return bool(code == 0)


# --- the lock ----------------------------------------------------------------------------------


def _lock_file(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    """Hold the lock; wait on while others write in turn, give up on one that is stuck."""
    for _ in range(_MOST_WAITS):
        before = _version(target)
        with lock(_lock_file(target), LOCK_SECONDS) as got:
            if got:
                yield
                return
        if _version(target) == before:
            break
    raise CannotDoError(
        f"Another botoxlog has locked {target} for {LOCK_SECONDS:.0f} seconds. "
        "Nothing was written.",
        "Wait until it has finished, then run the command again.",
    )


def _version(target: Path) -> tuple[int, int, int] | None:
    """Return a value that changes with every write; None if there is no file.

    The size too, because the clock of some file systems stands still for two writes.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _cannot_write(path: Path, error: OSError) -> CannotDoError:
    if error.errno in DISK_FULL:
        hint = "Free some space on that disk, then run the command again."
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        hint = "Check that you may write to that folder, or choose another with --journal."
    else:
        hint = "Check the folder, or choose another journal with --journal."
    return CannotDoError(f"{path} cannot be written: {reason(error)}. Nothing was changed.", hint)


# --- what killed writers left ------------------------------------------------------------------


def temporary_files(path: Path) -> list[Path] | None:
    """Return the temporary files of killed writers; None while another botoxlog is writing."""
    target = Path(os.path.realpath(path))
    try:
        if not _lock_file(target).exists():
            return _temporary_files(target)
        with lock(_lock_file(target), 0) as got:
            return _temporary_files(target) if got else None
    except OSError:  # a folder that may not be entered or written to
        return _temporary_files(target)


def remove_temporary_file(path: Path, file: Path) -> None:
    """Remove a temporary file that a killed writer of the journal at `path` left.

    Raises:
        OSError: It cannot be removed.
        CannotDoError: Another botoxlog holds the lock.
    """
    with _lock(Path(os.path.realpath(path))):
        if not holds_another_save(file):
            file.unlink(missing_ok=True)


def rescued_files(path: Path) -> list[Path]:
    """Return the files that hold what another program saved while a writer was replacing."""
    target = Path(os.path.realpath(path))
    stem, suffix = re.escape(target.stem), re.escape(target.suffix)
    return _siblings(target, rf"{stem}\.{_RESCUED}-[0-9a-f]{{16}}{suffix}")


def _clear_temporary_files(target: Path) -> None:
    """Remove or rescue the temporary files; the caller holds the lock, so none is in use."""
    for file in _temporary_files(target):
        with suppress(OSError):
            _remove_or_rescue(file, target)


def _temporary_files(target: Path) -> list[Path]:
    hashes = "[0-9a-f]{16}-[0-9a-f]{16}"
    name = re.escape(target.name)
    return _siblings(target, rf"\.{name}\.[0-9a-f]{{8}}\.(?:tmp|{hashes}\.swap)")


def _siblings(target: Path, pattern: str) -> list[Path]:
    """Return the ordinary files in the folder of `target` whose whole names match a pattern."""
    try:
        files = sorted(target.parent.iterdir())
    except OSError:  # no folder, or one that may be written to but not listed
        return []
    named = (file for file in files if re.fullmatch(pattern, file.name))
    return [file for file in named if os.path.isfile(file) and not os.path.islink(file)]  # noqa: PTH113, PTH114
