"""A lock on a file, so that only one process writes at a time."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from botoxlog.core.private_files import OWNER_ONLY, NotAFileError

_FIRST_WAIT, _LONGEST_WAIT = 0.01, 0.05  # seconds between two attempts


@contextmanager
def lock(file: Path, seconds: float) -> Iterator[bool]:
    """Hold the lock during the block.

    Yield False if another process still holds it after `seconds`.
    The empty file stays. The lock belongs to the process and ends with it.

    Args:
        file: The lock file, made if missing.
        seconds: How long to wait for the lock.

    Raises:
        OSError: It cannot be locked: the folder is not writable, or the file is a symbolic link.
    """
    from logging import getLogger

    from fasteners import InterProcessLock

    # The library would log tracebacks, which show where the journal is.
    silent = getLogger("botoxlog.journal.file_lock")
    silent.disabled = True
    no_link = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(file, no_link, OWNER_ONLY)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # opening a pipe again would wait
            raise NotAFileError
    finally:
        os.close(descriptor)
    process_lock = InterProcessLock(file, logger=silent)
    got = False
    try:
        try:
            got = process_lock.acquire(delay=_FIRST_WAIT, max_delay=_LONGEST_WAIT, timeout=seconds)
        except RuntimeError as error:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK)) from error
        yield got
    finally:
        # Errors are ignored, because the lock ends with the process at the latest.
        with suppress(OSError, RuntimeError):
            if got:
                process_lock.release()
        with suppress(OSError):
            if process_lock.lockfile is not None:
                process_lock.lockfile.close()
