"""The journal file: find it, read it, add to it. The only module that touches it.

The promise: at every instant the file on disk is the old whole or the new whole. A writer holds a
lock, reads, builds the new text, parses it and compares it with what should be in it, writes it
beside the journal, syncs it to disk, looks once more that nobody else has changed the journal
meanwhile, and only then swaps the two in one step. What comes out of the swap is looked at too:
if it is not what was read, somebody saved at the last instant, and theirs is swapped back.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from botoxlog import codec
from botoxlog.errors import CannotDoError, UnreadableJournalError
from botoxlog.model import Journal, Record

LOCK_SECONDS = 10.0
"""How long a writer waits for another one that changes nothing before it gives up."""

_MOST_WAITS = 30
_ATTEMPTS = 5
_ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike on paper: 0 o, 1 i l
_ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class OpenJournal:
    """A journal as it was read.

    Attributes:
        path: Where it is, as it was asked for.
        journal: What is in it; an empty one where there is no file yet.
        exists: Whether there is a file.
        cautions: Sentences about the file itself: who else can read it, another name it has.
    """

    path: Path
    journal: Journal
    exists: bool
    cautions: tuple[str, ...] = ()


def find(option: Path | None, environ: Mapping[str, str]) -> Path:
    """Return where the journal is: the option, else ``BOTOXLOG_JOURNAL``, else the data folder."""
    if chosen := option or environ.get("BOTOXLOG_JOURNAL"):
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - Path's own raises on "~nobody"
    from platformdirs import user_data_path

    return user_data_path("botoxlog", appauthor=False) / "journal.toml"


def load(path: Path, today: date) -> OpenJournal:
    """Read the journal; no file at all is an empty journal.

    Raises:
        UnreadableJournalError: It is a folder, not readable, not UTF-8 or not TOML.
    """
    raw = _read(path)
    if raw is None:
        return OpenJournal(path, Journal(), exists=False)
    text, data = _parsed(raw, path)
    return OpenJournal(path, codec.decode(data, text, today), True, tuple(_cautions(path)))


def new_id(taken: frozenset[str] = frozenset()) -> str:
    """Return a random record id of eight letters and digits that is not in `taken`."""
    import secrets

    while True:
        letters = "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))
        if letters not in taken:
            return letters


def append(path: Path, records: Sequence[Record]) -> tuple[Record, ...]:
    """Add records to the end of the journal, all of them or none, making the file if need be.

    Returns:
        The records with the ids that were given to them.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    written: tuple[Record, ...] = ()

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        nonlocal written
        taken = _ids(data) | {record.id for record in records if record.id}
        named: list[Record] = []
        for record in records:
            identity = record.id or new_id(taken)
            taken |= {identity}
            named.append(replace(record, id=identity))
        written = tuple(named)
        expected = dict(data)
        for record in written:
            name = codec.table_name(record)
            expected[name] = [*_tables(expected, name), codec.fields_of(record)]
        return codec.appended(text, written), expected

    _rewrite(path, change)
    return written


def change_person(path: Path, changes: Mapping[str, str | int | None]) -> None:
    """Set what the journal knows about its owner; None takes a setting out.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        old = data.get("person")
        person = {**(old if isinstance(old, dict) else {}), **changes}
        person = {key: value for key, value in person.items() if value is not None}
        expected = {key: value for key, value in data.items() if key != "person"}
        if person or "person" in data:
            expected["person"] = person
        return codec.with_person(text, changes), expected

    _rewrite(path, change)


# --- reading ---------------------------------------------------------------------------------


def _read(path: Path) -> bytes | None:
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
            f"The journal {path} cannot be read: {_reason(error)}.",
            "Check who owns the file and that you may read it.",
        ) from None


def _parsed(raw: bytes, path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableJournalError(
            f"{path}, line {line}: not UTF-8 text.",
            "Nothing was changed. Save the file as UTF-8 in your editor.",
        ) from None
    try:
        return text, codec.parse(text)
    except tomli.TOMLDecodeError as error:
        raise UnreadableJournalError(
            f"{path}, line {error.lineno}, column {error.colno}: not valid TOML: {error.msg}.",
            "Nothing was changed. Open the file in an editor and mend that line.",
        ) from None
    except ValueError:  # more digits than Python turns into a number
        raise UnreadableJournalError(
            f"{path}: a number in it is too long to be read.",
            "Nothing was changed. Open the file in an editor and look for a long run of digits.",
        ) from None
    except RecursionError:
        raise UnreadableJournalError(
            f"{path}: values are nested too deeply to be a journal.",
            "Nothing was changed. Open the file in an editor and look for long runs of brackets.",
        ) from None


def _ids(data: Mapping[str, Any]) -> frozenset[str]:
    names = ("session", "checkin", "discussed")
    records = (record for name in names for record in _tables(data, name))
    found = (record.get("id") for record in records if isinstance(record, dict))
    return frozenset(identity for identity in found if isinstance(identity, str))


def _tables(data: Mapping[str, Any], name: str) -> list[Any]:
    tables = data.get(name)
    return tables if isinstance(tables, list) else []


def _cautions(path: Path) -> Iterator[str]:
    if os.name == "nt":  # who may read a file there does not show in its mode
        return
    with suppress(OSError):
        found = path.stat()
        if found.st_mode & (stat.S_IRGRP | stat.S_IROTH):
            import shlex

            shown = f"{stat.S_IMODE(found.st_mode):o}"
            yield (
                f"{path.name} can be read by other users of this computer (its mode is {shown}). "
                f"To keep it to yourself: chmod 600 {shlex.quote(str(path))}"
            )
        if found.st_nlink > 1:
            yield (
                f"{path.name} has another name as well, a hard link. What is written from now on "
                "is under this name alone; use a symbolic link for one journal in two places."
            )


# --- writing ---------------------------------------------------------------------------------

Change = Callable[[str, dict[str, Any]], tuple[str, dict[str, Any]]]
"""From the text and its tables to the new text and the tables it must hold."""


def _rewrite(path: Path, change: Change) -> None:
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
        with _locked(target):
            _sweep(target)
            for _ in range(_ATTEMPTS):
                if _rewritten(path, target, change):
                    return
    except OSError as error:
        raise _cannot_write(path, error) from error
    raise CannotDoError(
        f"{path} is being changed by another program again and again. Nothing was written.",
        "Close what is writing to it and try once more.",
    )


def _rewritten(path: Path, target: Path, change: Change) -> bool:
    """Try once; False where somebody changed the journal while the new text was made."""
    raw = _read(target)
    text, data = _parsed(raw if raw is not None else codec.NEW_JOURNAL.encode(), path)
    if newer := codec.newer_format(data):
        raise CannotDoError(
            f"{path} is a journal of format {newer}, newer than this botoxlog knows. "
            "Nothing was written.",
            "Update botoxlog, then try again.",
        )
    new_text, expected = change(text, data)
    new_raw = new_text.encode("utf-8")
    _verify(new_raw, expected, path)
    with _temporary(target, new_raw) as temporary:
        if _read(target) != raw or not _placed(temporary, target, raw):
            return False
    _sync_folder(target.parent)
    return True


def _placed(temporary: Path, target: Path, raw: bytes | None) -> bool:
    """Put the new file in the journal's place; False where that is no longer `raw`."""
    if raw is None:
        try:
            os.link(temporary, target)  # unlike a rename, it never replaces
        except FileExistsError:
            return False
        except OSError:  # a disk without links
            temporary.replace(target)
        return True
    if not _exchanged(temporary, target):
        temporary.replace(target)
        return True
    same = False
    try:
        same = _read(temporary) == raw
    finally:
        if not same:
            _exchanged(temporary, target)
    return same


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


def _verify(new_raw: bytes, expected: Mapping[str, Any], path: Path) -> None:
    """Refuse a new text that does not hold exactly the old records and the change."""
    try:
        good = codec.parse(new_raw.decode("utf-8")) == expected
    except (tomli.TOMLDecodeError, UnicodeDecodeError):
        good = False
    if not good:
        raise CannotDoError(
            f"{path} is laid out in a way that botoxlog cannot add to safely. Nothing was written.",
            "Write records as [[session]] and [[checkin]] tables and settings under [person].",
        )


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(target.with_name(f".{target.name}.lock"), timeout=LOCK_SECONDS, mode=0o600)
    for _ in range(_MOST_WAITS):
        seen = _stamp(target)
        with suppress(Timeout):
            lock.acquire()
            break
        if _stamp(target) == seen:
            break  # others that come and go are waited for, one that is stuck is not
    if not lock.is_locked:
        raise CannotDoError(
            f"Another botoxlog has held {target} for {LOCK_SECONDS:.0f} seconds. "
            "Nothing was written.",
            "Let the other one finish, then try again.",
        )
    try:
        yield
    finally:
        with suppress(
            OSError
        ):  # the journal is in place by now, and the lock ends with the process
            lock.release()


def _stamp(target: Path) -> tuple[int, int] | None:
    """Return what is another with every write; None where there is no file."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


@contextmanager
def _temporary(target: Path, raw: bytes) -> Iterator[Path]:
    """Write `raw` to a new file beside `target`, on disk and with its mode; gone afterwards."""
    import secrets

    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            with suppress(FileNotFoundError):
                _make_alike(temporary, target.stat())
            os.fsync(file.fileno())
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _make_alike(temporary: Path, old: os.stat_result) -> None:
    """Give a new file the owner and the mode of the old one, as far as one may."""
    new = temporary.stat()
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(PermissionError):  # only root may give a file away
            os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(stat.S_IMODE(old.st_mode))


def _sweep(target: Path) -> None:
    """Remove what a killed writer left: under the lock no temporary file is in use."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.tmp")
    with suppress(OSError):  # a folder that may be written to but not listed
        for beside in target.parent.iterdir():
            if ours.fullmatch(beside.name):
                beside.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    # Some network file systems do not know how, and some folders may be written to but not read.
    # The journal is in place by now: failing here would say that nothing was changed.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_write(path: Path, error: OSError) -> CannotDoError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        hint = "Make room on that disk, then try again."
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        hint = "Check that you may write to that folder, or choose another with --journal."
    else:
        hint = "Check the folder, or choose another journal with --journal."
    return CannotDoError(f"{path} cannot be written: {_reason(error)}. Nothing was changed.", hint)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
