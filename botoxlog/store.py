"""The journal file: find it, read it, add to it. The only module that touches it.

The promise: at every instant the file on disk is the old whole or the new whole. A writer holds a
lock, reads, builds the new text, parses it and compares it with what should be in it, writes it
beside the journal, syncs it to disk, looks once more that nobody else has changed the journal
meanwhile, and only then puts it in place with one rename.
"""

import errno
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from botoxlog import codec
from botoxlog.errors import CannotDoError, UnreadableJournalError
from botoxlog.files import reason as _reason
from botoxlog.files import sync_folder as _sync_folder
from botoxlog.files import temporary as _temporary
from botoxlog.model import Journal, Record

LOCK_SECONDS = 10.0
"""How long a writer waits for another one before it gives up."""

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
    """

    path: Path
    journal: Journal
    exists: bool


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
    return OpenJournal(path, codec.decode(data, text, today), exists=True)


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


# --- writing ---------------------------------------------------------------------------------

Change = Callable[[str, dict[str, Any]], tuple[str, dict[str, Any]]]
"""From the text and its tables to the new text and the tables it must hold."""


def _rewrite(path: Path, change: Change) -> None:
    try:
        target = Path(os.path.realpath(path))  # write through a symbolic link, never over it
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
        if _read(target) != raw:
            return False
        temporary.replace(target)
    _sync_folder(target.parent)
    return True


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
    try:
        with lock:
            yield
    except Timeout:
        raise CannotDoError(
            f"Another botoxlog has held {target} for {LOCK_SECONDS:.0f} seconds. "
            "Nothing was written.",
            "Let the other one finish, then try again.",
        ) from None


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


def _cannot_write(path: Path, error: OSError) -> CannotDoError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        hint = "Make room on that disk, then try again."
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        hint = "Check that you may write to that folder, or choose another with --journal."
    else:
        hint = "Check the folder, or choose another journal with --journal."
    return CannotDoError(f"{path} cannot be written: {_reason(error)}. Nothing was changed.", hint)
