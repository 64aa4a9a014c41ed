"""What lets a shell start without loading the program: a note that nothing is due.

Shells run `remind --once`, and scripts `remind --quiet`, far more often than there is anything to
say. When the whole way found nothing, it leaves a note of the days on which it would find nothing,
and of everything that the answer depends on: the bytes of the journal and of the log of what was
shown, and the program. `is_known` ends such a run if all of that is still so. Whatever is missing,
damaged, changed or written differently than expected means only that the whole way is taken. A note
holds no name, path or text of the journal, and none is left of an encrypted one.

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

NO_LOG = "-"
"""Stands for the log of sent reminders where the answer does not depend on it."""

_PROGRAM = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - pathlib takes 6 ms
_FLAGS = frozenset({"--plain", "--no-color"})
_OPTIONS = _FLAGS | {"--quiet", "--once", "--exit-code"}
_PLAIN_VALUES = frozenset({"", "1", "true", "yes"})
_ENCRYPTED = (b"age-encryption.org/", b"-----BEGIN AGE ")  # of any version, unlike in `store`
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_UNFINISHED = ".tmp"
_MOST_BYTES, _MOST_OF_A_NOTE = 5_000_000, 4_000
"""Bytes up to which a journal, and a note, is read here: a larger one takes the whole way."""


class _EncryptedError(Exception):
    """The journal is encrypted, so nothing about it may be kept in clear."""


def is_known(arguments: list[str]) -> bool:
    """Whether a run with these arguments would print nothing and end with exit code 0.

    Args:
        arguments: The words after the program's name.
    """
    try:
        asked = _asked(arguments)
        if asked is None:
            return False
        how, journal, day = asked
        note, _ = _read(note_path(journal, how), _MOST_OF_A_NOTE)
        body, _, checksum = note.decode("ascii").rpartition("\n")
        head, _, days = body.rpartition("\n")
        log = head.rpartition("\n")[2].partition(" ")[0]
        return (
            checksum == _checksum(body)
            and day in days.split(" ")
            and (log == NO_LOG) is (how == QUIET)
            and head == _head(journal, how, log)
        )
    except (OSError, ValueError, _EncryptedError):
        return False


def look(journal: str, how: str, log: str = NO_LOG) -> str | None:
    """Return what an answer depends on as it is now; None if no note can be left.

    Notes of a journal that is encrypted by now, or gone, are deleted.

    Args:
        journal: The journal.
        how: `QUIET` or `ONCE`.
        log: The name of the log of sent reminders in the state folder, for `ONCE`.
    """
    try:
        return _head(journal, how, log)
    except (_EncryptedError, FileNotFoundError):
        forget(journal)
    except (OSError, ValueError):
        pass
    return None


def leave_note(journal: str, how: str, before: str, days: list[str], state_folder: str) -> None:
    """Leave a note that nothing is due on some days, if all that it depends on is as it was before.

    Args:
        journal: The journal.
        how: `QUIET` or `ONCE`.
        before: What `look` returned before the journal was read.
        days: The days, as 2026-11-23.
        state_folder: The program's folder for its state, which is there. None is left if notes are
            looked for elsewhere.
    """
    log = before.rpartition("\n")[2].partition(" ")[0]
    if look(journal, how, log) != before:
        return
    body = f"{before}\n{' '.join(days)}"
    try:
        note = note_path(journal, how)
        if os.path.normpath(os.path.dirname(note)) != os.path.normpath(state_folder):  # noqa: PTH120
            return
        new = f"{note}{_UNFINISHED}"
        _remove(new)  # of a run that was killed
        try:
            with open(os.open(new, _WRITING, 0o600), "wb") as file:  # noqa: PTH123
                file.write(f"{body}\n{_checksum(body)}".encode("ascii"))
            os.replace(new, note)  # noqa: PTH105
        except OSError:
            _remove(new)
    except (OSError, ValueError):  # the next run takes the whole way
        return


def forget(journal: str) -> None:
    """Delete the notes of a journal."""
    for how in (QUIET, ONCE):
        for ending in ("", _UNFINISHED):
            try:
                _remove(f"{note_path(journal, how)}{ending}")
            except ValueError:
                continue


def _remove(path: str) -> None:
    try:
        os.unlink(path)  # noqa: PTH108
    except OSError:  # it is not there, or cannot be removed
        return


def note_path(journal: str, how: str) -> str:
    """Return where the note of a journal is; its name does not reveal the journal's.

    Raises:
        ValueError: It is not sure where the state folder is.
    """
    name = zlib.crc32(os.fsencode(os.path.realpath(journal)))
    return os.path.join(_state_folder(), f"silent-{how}-{name:08x}")  # noqa: PTH118


# --- what was asked --------------------------------------------------------------------------


def _asked(arguments: list[str]) -> tuple[str, str, str] | None:
    """Return how it was asked, the journal and the day; None for whatever is asked otherwise.

    Raises:
        ValueError: It is not sure where the default journal is.
    """
    journal, day = os.environ.get("BOTOXLOG_JOURNAL", ""), os.environ.get("BOTOXLOG_TODAY", "")
    plain = os.environ.get("BOTOXLOG_PLAIN", "")
    if "_BOTOXLOG_COMPLETE" in os.environ or plain not in _PLAIN_VALUES:
        return None
    words = iter(arguments)
    for word in words:
        if word == "remind":
            break
        if word in _FLAGS:
            continue
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


# Where the program's folders are, without platformdirs, which takes 5 ms to load. Whatever is not
# plain is left to the whole way.


def _default_journal() -> str:
    return os.path.join(_folder("XDG_DATA_HOME", ".local/share"), "journal.toml")  # noqa: PTH118


def _state_folder() -> str:
    return _folder("XDG_STATE_HOME", ".local/state")


def _folder(variable: str, beneath_home: str) -> str:
    """Return a folder of the program.

    Raises:
        ValueError: It is not sure where the folder is.
    """
    base = os.environ.get(variable, "")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        if base:
            raise ValueError(variable)  # not every version of platformdirs heeds it there
        base = os.path.expanduser("~/Library/Application Support")  # noqa: PTH111
    elif not base:
        base = os.path.expanduser(f"~/{beneath_home}")  # noqa: PTH111
    if base != base.strip() or not os.path.isabs(base):  # noqa: PTH117
        raise ValueError(variable)
    return os.path.join(base, "botoxlog")  # noqa: PTH118


# --- what it depends on ----------------------------------------------------------------------


def _head(journal: str, how: str, log: str) -> str:
    """Return the lines about everything that the answer depends on.

    Raises:
        _EncryptedError: The journal is encrypted.
        OSError: The journal or the program cannot be looked at.
        ValueError: It is not sure where the log is.
    """
    stamp = _stamp(journal)
    shown = ""
    if log != NO_LOG:
        try:
            shown = _stamp(os.path.join(_state_folder(), log))  # noqa: PTH118
        except FileNotFoundError:
            shown = "none"
    return f"{how} {__version__} {_program(_PROGRAM)}\n{stamp}\n{log} {shown}"


def _program(folder: str) -> str:
    """Return what changes whenever a file of the program does.

    Raises:
        OSError: It is no ordinary folder.
    """
    files = size = newest = 0
    folders = [folder]
    while folders:
        for one in os.scandir(folders.pop()):
            if one.is_dir():
                if one.name != "__pycache__":
                    folders.append(one.path)
                continue
            found = one.stat()
            files, size = files + 1, size + found.st_size
            newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
    return f"{files} {size} {newest}"


def _stamp(path: str) -> str:
    """Return what changes whenever a file does: which it is, its times, and a checksum of it.

    Raises:
        _EncryptedError: It is encrypted.
        OSError: It is no ordinary file, or cannot be read.
    """
    raw, found = _read(path, _MOST_BYTES)
    if raw.startswith(_ENCRYPTED):
        raise _EncryptedError
    which = f"{found.st_dev} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"
    return f"{which} {len(raw)} {zlib.crc32(raw):08x}"


def _read(path: str, most: int) -> tuple[bytes, os.stat_result]:
    """Return the bytes of an ordinary file, and its stamps, never waiting for one that is not.

    Raises:
        OSError: It is no ordinary file, has more bytes than `most`, or cannot be read.
    """
    with open(os.open(path, _READING), "rb") as file:  # noqa: PTH123
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            raise OSError
        return file.read(most), found


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode('ascii')):08x}"
