"""What lets a shell start without loading the program: a note that nothing is due.

Shells run `remind --once`, and scripts `remind --quiet`, far more often than there is anything to
say. When the whole way found nothing, it leaves a note of the days on which it would find nothing,
and of everything that the answer depends on: the journal and the reminders already shown, each by
its stamp, and the program. `is_known` ends such a run if all of that is still so. Whatever is
missing, damaged, changed or written differently than expected means only that the whole way is
taken. A note holds no name, path or text of the journal, and none is left of an encrypted one.

This module runs before anything else, so it imports only what Python has loaded or loads in a
fraction of a millisecond: no typing, pathlib, datetime or platformdirs.
"""

import os
import stat
import sys
import time
import zlib

from botoxlog import __version__

QUIET, ONCE = "quiet", "once"
"""The two ways of asking; each has a note of its own."""

SETTLE_SECONDS = 3
"""Seconds that a file must have been unchanged before a note relies on its stamp. A second change
within the resolution of the file system's clock (2 s on FAT) could leave the stamp as it was."""

NO_LOG = "-"
"""Stands for the log of sent reminders where the answer does not depend on it."""

_PROGRAM = os.path.join(os.path.dirname(os.path.dirname(__file__)), "__init__.py")  # noqa: PTH118, PTH120
_OPTIONS = frozenset({"--quiet", "--once", "--exit-code", "--plain", "--no-color"})
_LONGEST = 4_096


class Seen:
    """What an answer depends on, as it was before the answer was worked out.

    Attributes:
        note: The path of the note.
        head: The first lines of the note.
        settled: Whether every file in them had been unchanged for `SETTLE_SECONDS`.
    """

    def __init__(self, note: str, head: str, *, settled: bool) -> None:
        self.note, self.head, self.settled = note, head, settled


def is_known(arguments: list[str]) -> bool:
    """Whether a run with these arguments would print nothing and end with exit code 0.

    Args:
        arguments: The words after the program's name.
    """
    asked = _asked(arguments)
    if asked is None:
        return False
    how, journal, day = asked
    try:
        body, _, checksum = _read(note_path(journal, how)).decode("ascii").rpartition("\n")
        head, _, days = body.rpartition("\n")
        log = head.rpartition("\n")[2].partition(" ")[0]
        return (
            checksum == _checksum(body)
            and day in days.split(" ")
            and head == _head(journal, log)[0]
        )
    except (OSError, ValueError):
        return False


def look(journal: str, how: str, log: str = NO_LOG) -> Seen | None:
    """Return what an answer will depend on; None if no note can be left.

    Args:
        journal: The journal.
        how: `QUIET` or `ONCE`.
        log: The name of the log of sent reminders in the state folder, for `ONCE`.
    """
    try:
        note = note_path(journal, how)
        head, changed = _head(journal, log)
    except (OSError, ValueError):
        return None
    return Seen(note, head, settled=changed < time.time_ns() - SETTLE_SECONDS * 1_000_000_000)


def leave_note(journal: str, before: Seen, days: list[str], state_folder: str) -> None:
    """Leave a note that nothing is due on some days, if all that it depends on is as it was before.

    Args:
        journal: The journal, which is not encrypted.
        before: What `look` returned before the journal was read.
        days: The days, as 2026-11-23.
        state_folder: The program's folder for its state; none is left if notes are looked for
            elsewhere.
    """
    log = before.head.rpartition("\n")[2].partition(" ")[0]
    try:
        is_here = os.path.dirname(before.note) == state_folder  # noqa: PTH120
        if not (is_here and before.settled) or _head(journal, log)[0] != before.head:
            return
        body = f"{before.head}\n{' '.join(days)}"
        os.makedirs(state_folder, mode=0o700, exist_ok=True)  # noqa: PTH103
        descriptor = os.open(before.note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - pathlib takes 6 ms
            file.write(f"{body}\n{_checksum(body)}".encode("ascii"))
    except OSError:  # the next run takes the whole way
        return


def forget(journal: str) -> None:
    """Delete the notes of a journal."""
    for how in (QUIET, ONCE):
        try:
            os.unlink(note_path(journal, how))  # noqa: PTH108
        except (OSError, ValueError):
            continue


def note_path(journal: str, how: str) -> str:
    """Return where the note of a journal is; its name does not reveal the journal's."""
    name = zlib.crc32(os.fsencode(os.path.realpath(journal)))
    return os.path.join(_folder("XDG_STATE_HOME", ".local/state"), f"silent-{how}-{name:08x}")  # noqa: PTH118


# --- what was asked --------------------------------------------------------------------------


def _asked(arguments: list[str]) -> tuple[str, str, str] | None:
    """Return how it was asked, the journal and the day; None for whatever is asked otherwise."""
    journal, day = os.environ.get("BOTOXLOG_JOURNAL", ""), os.environ.get("BOTOXLOG_TODAY", "")
    if "_BOTOXLOG_COMPLETE" in os.environ or os.environ.get("BOTOXLOG_PLAIN", "1") != "1":
        return None
    words = iter(arguments)
    for word in words:
        if word == "remind":
            break
        name, equals, value = word.partition("=")
        if not equals:
            value = next(words, "")
        if not value:
            return None
        if name == "--journal":
            journal = value
        elif name == "--today":
            day = value
        else:
            return None
    options = set(words)
    if not options <= _OPTIONS or not options & {"--quiet", "--once"}:
        return None
    how = ONCE if "--once" in options else QUIET
    path = os.path.expanduser(journal) if journal else _default_journal()  # noqa: PTH111
    return how, path, day or time.strftime("%Y-%m-%d")


def _default_journal() -> str:
    return os.path.join(_folder("XDG_DATA_HOME", ".local/share"), "journal.toml")  # noqa: PTH118


def _folder(variable: str, beneath_home: str) -> str:
    """Return a folder of the program, where platformdirs has it unless the system is unusual.

    Where the two differ, this finds no note, or a file that is not the journal of the note.
    """
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get(variable, "").strip()
        if not base:
            if sys.platform == "darwin":
                beneath_home = "Library/Application Support"
            base = os.path.expanduser(f"~/{beneath_home}")  # noqa: PTH111
    return os.path.join(base, "botoxlog")  # noqa: PTH118


# --- what it depends on ----------------------------------------------------------------------


def _head(journal: str, log: str) -> tuple[str, int]:
    """Return the lines about everything that the answer depends on, and when it last changed.

    Raises:
        OSError: The journal or the program cannot be looked at.
    """
    stamp, changed = _stamp(journal)
    shown, shown_at = "", 0
    if log != NO_LOG:
        try:
            shown, shown_at = _stamp(os.path.join(os.path.dirname(note_path(journal, ONCE)), log))  # noqa: PTH118, PTH120
        except FileNotFoundError:
            shown = "none"
    program = f"botoxlog {__version__} {_stamp(_PROGRAM)[0]}"
    return f"{program}\n{stamp}\n{log} {shown}", max(changed, shown_at)


def _stamp(path: str) -> tuple[str, int]:
    """Return what changes whenever a file does, and when it last changed, in nanoseconds.

    Raises:
        OSError: It is no ordinary file, or cannot be opened.
    """
    descriptor = _open(path)
    try:
        found = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    where = f"{found.st_dev} {found.st_ino} {found.st_size}"
    return f"{where} {found.st_mtime_ns} {found.st_ctime_ns}", changed


def _open(path: str) -> int:
    """Open an ordinary file; a network file system asks its server only then.

    Raises:
        OSError: It is no ordinary file, or cannot be opened.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise OSError
    return os.open(path, os.O_RDONLY)


def _read(path: str) -> bytes:
    descriptor = _open(path)
    try:
        return os.read(descriptor, _LONGEST)
    finally:
        os.close(descriptor)


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode('ascii')):08x}"
