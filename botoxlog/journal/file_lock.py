"""One writer at a time: a lock on a file beside the one that is written."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from botoxlog.core.private_files import OWNER_ONLY

_FIRST_WAIT, _LONGEST_WAIT = 0.01, 0.05  # seconds between two tries


@contextmanager
def held(file: Path, seconds: float) -> Iterator[bool]:
    """Hold the lock as long as the block lasts; yield False where somebody else kept it.

    The file stays, empty: what holds it is the process, and ends with it.

    Args:
        file: The lock, made if need be.
        seconds: How long to wait for it.

    Raises:
        OSError: There is no way to lock it: a folder that may not be written to, a symbolic link.
    """
    from logging import getLogger

    from fasteners import InterProcessLock

    silent = getLogger(
        "botoxlog.journal.file_lock"
    )  # it would show tracebacks, with the place of the journal
    silent.disabled = True
    alone = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(file, alone, OWNER_ONLY))
    lock = InterProcessLock(file, logger=silent)
    got = False
    try:
        try:
            got = lock.acquire(delay=_FIRST_WAIT, max_delay=_LONGEST_WAIT, timeout=seconds)
        except RuntimeError as error:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK)) from error
        yield got
    finally:
        # The lock ends with the process at the latest.
        with suppress(OSError, RuntimeError):
            if got:
                lock.release()
        with suppress(OSError):
            if lock.lockfile is not None:
                lock.lockfile.close()
