"""One file replaced whole: by one writer at a time, and never over what somebody else has saved.

The promise: at every instant the file on disk is the old whole or the new whole. A writer holds a
lock, writes the new text beside the file, syncs it to disk, looks once more that nobody else has
changed the file meanwhile, and only then swaps the two in one step. What comes out of the swap is
looked at too: if it is not what was read, somebody saved at the last instant, and theirs is
swapped back.

A writer that is killed leaves a file behind, which the next one removes. While its text is being
written that is called ``.NAME.XXXXXXXX.tmp``, and nobody else's can be in it. For the swap it is
called ``.NAME.XXXXXXXX.OLD-NEW.swap``, after the hashes of what was read and of what was written:
what holds neither is what somebody else saved, perhaps the only copy. That is never removed, but
given a name that is seen: ``journal.rescued-HASH.toml`` beside ``journal.toml``.
"""

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from botoxlog.core.errors import CannotDoError, UnreadableJournalError, reason
from botoxlog.core.private_files import sync_folder, temporary
from botoxlog.journal.file_lock import held

LOCK_SECONDS = 10.0
"""How long a writer waits for another one that changes nothing before it gives up."""

_RESCUED = "rescued"
_MOST_WAITS = 30
_ATTEMPTS = 5


def read_bytes(path: Path) -> bytes | None:
    """Return the bytes of the journal, None where there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise UnreadableJournalError(
            f"{path} is a folder, not a journal.",
            "Name the file itself with --journal or BOTOXLOG_JOURNAL.",
        ) from None
    except OSError as error:
        raise UnreadableJournalError(
            f"The journal {path} cannot be read: {reason(error)}.",
            "Check who owns the file and that you may read it.",
        ) from None


def in_turn(
    path: Path, attempt: Callable[[Path], bool], before: Callable[[Path], object] = bool
) -> None:
    """Let `attempt` write the file itself, again where it says that somebody else just did.

    Args:
        path: The file, or a symbolic link to it: the file itself is written.
        attempt: Given the file itself; returns what `swapped` does.
        before: Called with the file itself before others have to wait for this writer.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
    """
    try:
        target = Path(os.path.realpath(path))  # write through a symbolic link, never over it
        if path.is_symlink() and not target.parent.is_dir():
            raise CannotDoError(
                f"{path} is a link to {target}, and that folder is not there. Nothing was written.",
                "Is a disk or a shared folder missing? Bring it back, or mend the link.",
            )
        if target.exists() and not (target.is_file() or target.is_dir()):
            raise CannotDoError(
                f"{path} is a device or a pipe. Nothing was written.",
                "Name an ordinary file with --journal or BOTOXLOG_JOURNAL.",
            )
        if os.access(target, os.R_OK) and not os.access(target, os.W_OK):  # a rename would not ask
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _make_folder(target.parent)
        before(target)
        with _locked(target):
            _sweep(target)
            for _ in range(_ATTEMPTS):
                if attempt(target):
                    return
    except OSError as error:
        raise _cannot_write(path, error) from error
    raise CannotDoError(
        f"{path} is being changed by another program again and again. Nothing was written.",
        "Close what is writing to it and try once more.",
    )


def swapped(
    target: Path,
    raw: bytes | None,
    new_raw: bytes,
    first: Callable[[], None],
) -> bool:
    """Put `new_raw` where `raw` is; False where `raw` is there no more.

    Args:
        target: The file itself, no symbolic link.
        raw: What was read from it, None where there was none.
        new_raw: What it is to hold.
        first: Done when the new text has reached the disk, before it takes its place.
    """
    with temporary(target, new_raw) as beside:
        first()
        if read_bytes(target) != raw or not _placed(beside, target, raw, new_raw):
            return False
    sync_folder(target.parent)
    return True


def _placed(beside: Path, target: Path, raw: bytes | None, new_raw: bytes) -> bool:
    """Put the new file in the journal's place; False where that is no longer `raw`."""
    if raw is None:
        try:
            os.link(beside, target)  # unlike a rename, it never replaces
        except FileExistsError:
            return False
        except OSError:  # a disk without links
            beside.replace(target)
        return True
    ready = beside.with_suffix(f".{_hash(raw)}-{_hash(new_raw)}.swap")
    beside.rename(ready)
    try:
        if not _exchanged(ready, target):
            ready.replace(target)
            return True
        same = False
        try:
            same = read_bytes(ready) == raw
        finally:
            if not same:
                _exchanged(ready, target)
        return same
    finally:
        with suppress(OSError):
            _clear(ready, target)


def _clear(ready: Path, target: Path) -> None:
    """Remove what a swap left, or give it a name that is seen where it is somebody else's."""
    try:
        found = _hash(ready.read_bytes())
    except FileNotFoundError:
        return
    if found in ready.suffixes[-2].removeprefix(".").split("-"):
        ready.unlink(missing_ok=True)
        return
    from logging import getLogger

    rescued = target.with_name(f"{target.stem}.{_RESCUED}-{found}{target.suffix}")
    ready.replace(rescued)
    getLogger("botoxlog").warning(
        "botoxlog: what another program saved while botoxlog was writing is kept in %s. "
        "botoxlog merge takes it over.",
        rescued,
    )


def _hash(raw: bytes) -> str:
    from hashlib import sha256

    return sha256(raw).hexdigest()[:16]


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two files in one step; False where the system or the disk has no such step."""
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
def _locked(target: Path) -> Iterator[None]:
    for _ in range(_MOST_WAITS):
        seen = _stamp(target)
        with held(_lock_file(target), LOCK_SECONDS) as got:
            if got:
                yield
                return
        if _stamp(target) == seen:
            break  # others that come and go are waited for, one that is stuck is not
    raise CannotDoError(
        f"Another botoxlog has held {target} for {LOCK_SECONDS:.0f} seconds. Nothing was written.",
        "Let the other one finish, then try again.",
    )


def _stamp(target: Path) -> tuple[int, int] | None:
    """Return what is another with every write; None where there is no file."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _sweep(target: Path) -> None:
    """Clear away what a killed writer left: under the lock no temporary file is in use."""
    for beside in _left(target):
        with suppress(OSError):
            if beside.suffix == ".swap":
                _clear(beside, target)
            else:
                beside.unlink(missing_ok=True)


def _left(target: Path) -> list[Path]:
    hashes = "[0-9a-f]{16}-[0-9a-f]{16}"
    return _named(target, rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.(?:tmp|{hashes}\.swap)")


def _named(target: Path, pattern: str) -> list[Path]:
    """Return the files beside the journal whose whole names fit a pattern."""
    try:
        beside = sorted(target.parent.iterdir())
    except OSError:  # no folder, or one that may be written to but not listed
        return []
    return [item for item in beside if re.fullmatch(pattern, item.name)]


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)


def _cannot_write(path: Path, error: OSError) -> CannotDoError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        hint = "Make room on that disk, then try again."
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        hint = "Check that you may write to that folder, or choose another with --journal."
    else:
        hint = "Check the folder, or choose another journal with --journal."
    return CannotDoError(f"{path} cannot be written: {reason(error)}. Nothing was changed.", hint)


def leftovers(path: Path) -> list[Path] | None:
    """Return the temporary files of killed writers; None while another botoxlog is writing."""
    target = Path(os.path.realpath(path))
    if not _lock_file(target).exists():
        return _left(target)
    try:
        with held(_lock_file(target), 0) as got:
            return _left(target) if got else None
    except OSError:  # a folder that may not be written to
        return _left(target)


def rescued(path: Path) -> list[Path]:
    """Return the files that hold what somebody else saved while a writer was at it."""
    target = Path(os.path.realpath(path))
    stem, suffix = re.escape(target.stem), re.escape(target.suffix)
    return _named(target, rf"{stem}\.{_RESCUED}-[0-9a-f]{{16}}{suffix}")


def sweep(path: Path) -> None:
    """Clear away the temporary files of killed writers."""
    target = Path(os.path.realpath(path))
    with _locked(target):
        _sweep(target)
