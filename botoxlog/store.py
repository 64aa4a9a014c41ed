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
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from botoxlog import reading, writing
from botoxlog.errors import CannotDoError, UnreadableJournalError
from botoxlog.files import reason, sync_folder, temporary
from botoxlog.model import Journal, Record

if TYPE_CHECKING:
    from botoxlog.vault import Key

LOCK_SECONDS = 10.0
"""How long a writer waits for another one that changes nothing before it gives up."""

_MOST_WAITS = 30
_ATTEMPTS = 5
_ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike on paper: 0 o, 1 i l
_ID_LENGTH = 8
_ID_BYTES = 16  # far more than eight letters need, so that none is likelier than another


class OpenJournal(NamedTuple):
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
    return default_folder() / "journal.toml"


def default_folder() -> Path:
    """Return the folder of a journal that nobody put elsewhere."""
    from platformdirs import user_data_path

    return user_data_path("botoxlog", appauthor=False)


def load(path: Path, today: date, *, ask: bool = True, to_write: bool = False) -> OpenJournal:
    """Read the journal; no file at all is an empty journal.

    Args:
        path: Where it is.
        today: Records after it are problems.
        ask: Whether a person may be asked for the passphrase of an encrypted one.
        to_write: Whether it will be written next: a file that is the same then is not read twice.

    Raises:
        UnreadableJournalError: It is a folder, not readable, not UTF-8 or not TOML.
    """
    raw = _read(path)
    if raw is None:
        return OpenJournal(path, Journal(), exists=False)
    text, data = _parsed(raw, path, ask=ask)
    journal = reading.decode(data, text, today)
    if to_write:
        _TO_WRITE[raw] = text, data
    return OpenJournal(path, journal, exists=True, cautions=tuple(_cautions(path)))


_TO_WRITE: dict[bytes, tuple[str, dict[str, Any]]] = {}
"""What a file held when it was read to be written: handed over to the writer, once."""


def read(path: Path) -> tuple[str, dict[str, Any]] | None:
    """Return the text of a journal and its tables as they are, None where there is no such file.

    Raises:
        UnreadableJournalError: As `load`.
    """
    raw = _read(path)
    return None if raw is None else _parsed(raw, path)


def rewrite(path: Path, change: "Change") -> None:
    """Replace the journal by what `change` makes of it, making the file if need be.

    Args:
        path: The journal.
        change: From its text and tables to the new text and the tables it must hold. Called again
            where somebody else has changed the journal meanwhile.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    _rewrite(path, change)


def new_id(taken: frozenset[str] = frozenset()) -> str:
    """Return a random record id of eight letters and digits that is not in `taken`."""
    while True:
        number = int.from_bytes(os.urandom(_ID_BYTES))
        letters = ""
        for _ in range(_ID_LENGTH):
            number, place = divmod(number, len(_ID_LETTERS))
            letters += _ID_LETTERS[place]
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
            named.append(record._replace(id=identity))
        written = tuple(named)
        expected = dict(data)
        for record in written:
            name = writing.table_name(record)
            expected[name] = [*_tables(expected, name), writing.fields_of(record)]
        return writing.appended(text, written), expected

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
        return writing.with_person(text, changes), expected

    _rewrite(path, change)


# --- mending ---------------------------------------------------------------------------------


def read_text(path: Path) -> str | None:
    """Return the text of the journal, TOML or not; None where there is no file yet.

    Raises:
        UnreadableJournalError: It is a folder, not readable or not UTF-8.
    """
    raw = _read(path)
    return None if raw is None else _decoded(raw, path)


def parsed(text: str, path: Path) -> dict[str, Any]:
    """Return the tables of a text that stands, or is to stand, in the journal.

    Raises:
        UnreadableJournalError: Not TOML; the sentence has the line and column.
    """
    return _parsed(text.encode("utf-8"), path)[1]


def replace_text(path: Path, before: str, after: str) -> None:
    """Put `after` where `before` stands, whatever it is; the caller has looked at both.

    Raises:
        CannotDoError: Nothing was changed: `before` stands there no more, or as in `append`.
    """

    def attempt(target: Path) -> bool:
        raw = _read(target)
        if raw is None or _decoded(raw, path) != before:
            raise CannotDoError(
                f"{path} was changed by another program meanwhile. Nothing was written.",
                "Do it again: it begins from what is there now.",
            )
        return _swapped(target, raw, _sealed_as(raw, after.encode("utf-8")))

    _write_under_lock(path, attempt)


def remove(path: Path, ids: Sequence[str]) -> None:
    """Take records out, all of them or none; each id must stand for exactly one.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        places = [writing.place_of(data, identity) for identity in ids]
        found = [place for place in places if place is not None]
        if len(found) < len(places):
            raise CannotDoError(
                f"{path} was changed meanwhile. Nothing was written.",
                "botoxlog log shows what is there now.",
            )
        return writing.without(text, data, found)

    _rewrite(path, change)


def take_back(path: Path, *, redo: bool = False) -> tuple[str, str]:
    """Take back the last write, or with `redo` put back what was last taken back.

    Returns:
        The text before and after.

    Raises:
        CannotDoError: Nothing was changed: there is no such write, or the journal has been
            changed by something else since.
    """
    from botoxlog import steps

    pile = steps.Pile.REDO if redo else steps.Pile.UNDO
    keep = partial(steps.keep, pile=pile.other, fresh=False)
    texts = ("", "")

    def attempt(target: Path) -> bool:
        nonlocal texts
        raw = _read(target) or b""
        step = steps.latest(target, raw, pile)
        if step is None:
            verb = "put" if redo else "take"
            raise CannotDoError(
                f"There is nothing to {verb} back in {path}.",
                "botoxlog log shows the records; edit and remove change them.",
            )
        new_raw = step.back(raw)
        if new_raw is None:
            raise CannotDoError(
                f"{path} has been changed by something else since botoxlog last wrote to it. "
                "Nothing was changed.",
                "botoxlog edit opens it, to take the change back by hand.",
            )
        if not _swapped(target, raw, new_raw, keep):
            return False
        with suppress(OSError):  # the journal is in place; a step that stays is passed over
            step.file.unlink(missing_ok=True)
        texts = _decoded(raw, path), _decoded(new_raw, path)
        return True

    _write_under_lock(path, attempt)
    return texts


def steps_back(path: Path) -> int:
    """Return how many writes can be taken back."""
    from botoxlog import steps

    raw = _read(path)
    return 0 if raw is None else len(steps.trail(Path(os.path.realpath(path)), raw))


def texts_before(path: Path, most: int) -> list[str]:
    """Return the journal as it is now and before each write that can be taken back.

    Args:
        path: The journal.
        most: How many writes to look at; each may take a second where a passphrase opens it.
    """
    from botoxlog import steps

    raw = _read(path)
    if raw is None:
        return []
    older = steps.trail(Path(os.path.realpath(path)), raw)
    return [_decoded(text, path) for text in (raw, *older[:most])]


def seal(path: Path, key: "Key | None") -> None:
    """Encrypt the journal with a key, or with None put it back in clear; `undo` forgets it.

    Raises:
        CannotDoError: Nothing was changed: it is so already, or as in `append`.
        UnreadableJournalError: As `load`.
    """
    from botoxlog import steps, vault

    def attempt(target: Path) -> bool:
        raw = _read(target)
        if raw is None:
            raise CannotDoError(
                f"There is no journal yet at {path}.", "botoxlog add logs the first session."
            )
        if _is_sealed(raw) == (key is not None):
            if key is None:
                raise CannotDoError(f"{path} is not encrypted.", "botoxlog encrypt does that.")
            raise CannotDoError(
                f"{path} is encrypted already.", "botoxlog decrypt puts it back in clear."
            )
        clear = _parsed(raw, path)[0].encode("utf-8")
        new_raw = vault.KEYRING.seal(clear, key) if key else clear
        if key and key.open(new_raw) != clear:
            raise CannotDoError(
                f"{path} could not be encrypted. Nothing was changed.", "Try another key file."
            )
        steps.forget(target)  # what was kept in clear; it leads to a text that will not be there
        return _swapped(target, raw, new_raw, keep=None)

    _write_under_lock(path, attempt)


def is_sealed(path: Path) -> bool:
    """Whether the journal is encrypted."""
    raw = _read(path)
    return raw is not None and _is_sealed(raw)


def forget_steps(path: Path) -> int:
    """Delete what could be taken back or put back, and return how many steps it was."""
    from botoxlog import steps

    return steps.forget(Path(os.path.realpath(path)))


def leftovers(path: Path) -> list[Path] | None:
    """Return the temporary files of killed writers; None while another botoxlog is writing."""
    target = Path(os.path.realpath(path))
    if not _lock_file(target).exists():
        return _left(target)
    from filelock import FileLock, Timeout

    try:
        with FileLock(_lock_file(target), timeout=0, mode=0o600):
            return _left(target)
    except Timeout:
        return None
    except OSError:  # a folder that may not be written to
        return _left(target)


def sweep(path: Path) -> None:
    """Remove the temporary files of killed writers."""
    target = Path(os.path.realpath(path))
    with _locked(target):
        _sweep(target)


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
            f"The journal {path} cannot be read: {reason(error)}.",
            "Check who owns the file and that you may read it.",
        ) from None


def _is_sealed(raw: bytes) -> bool:
    """Whether these are the bytes of an age file, in ASCII armour or not."""
    return raw.startswith((b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----"))


def _decoded(raw: bytes, path: Path, *, ask: bool = True) -> str:
    if _is_sealed(raw):
        from botoxlog import vault

        raw = vault.KEYRING.open(raw, path, ask=ask)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableJournalError(
            f"{path}, line {line}: not UTF-8 text.",
            "Nothing was changed. Save the file as UTF-8 in your editor.",
        ) from None


def _parsed(raw: bytes, path: Path, *, ask: bool = True) -> tuple[str, dict[str, Any]]:
    text = _decoded(raw, path, ask=ask)
    try:
        return text, reading.parse(text)
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
    _write_under_lock(path, lambda target: _rewritten(path, target, change))


def _write_under_lock(path: Path, attempt: Callable[[Path], bool]) -> None:
    """Let `attempt` write the file itself, again where it says that somebody else just did."""
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
        if target.is_file() and _is_sealed(raw := _read(target) or b""):
            _decoded(raw, path)  # a person is asked for a passphrase before others have to wait
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


def _rewritten(path: Path, target: Path, change: Change) -> bool:
    """Try once; False where somebody changed the journal while the new text was made."""
    raw = _read(target)
    before = writing.NEW_JOURNAL.encode() if raw is None else raw
    text, data = _TO_WRITE.pop(before) if before in _TO_WRITE else _parsed(before, path)
    if newer := reading.newer_format(data):
        raise CannotDoError(
            f"{path} is a journal of format {newer}, newer than this botoxlog knows. "
            "Nothing was written.",
            "Update botoxlog, then try again.",
        )
    new_text, expected = change(text, data)
    new_raw = new_text.encode("utf-8")
    _verify(new_raw, expected, path)
    return _swapped(target, raw, _sealed_as(raw, new_raw))


def _sealed_as(raw: bytes | None, clear: bytes) -> bytes:
    """Return `clear` as it goes to disk: sealed where `raw`, which has been read, was."""
    if raw is None or not _is_sealed(raw):
        return clear
    from botoxlog import vault

    return vault.KEYRING.seal_as(raw, clear)


def _keep_new_step(target: Path, before: bytes, after: bytes) -> None:
    from botoxlog import steps

    steps.keep(target, before, after, steps.Pile.UNDO, fresh=True)


def _swapped(
    target: Path,
    raw: bytes | None,
    new_raw: bytes,
    keep: Callable[[Path, bytes, bytes], None] | None = _keep_new_step,
) -> bool:
    """Put `new_raw` where `raw` is, and keep the step back; False where `raw` is there no more.

    Every write goes through here. The step is kept first: one that leads to a write that never
    came to be is passed over, but a write without its step would cut off those before it.
    """
    with temporary(target, new_raw) as beside:
        if keep is not None:
            keep(target, writing.NEW_JOURNAL.encode() if raw is None else raw, new_raw)
        if _read(target) != raw or not _placed(beside, target, raw):
            return False
    sync_folder(target.parent)
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
        good = reading.parse(new_raw.decode("utf-8")) == expected
    except (tomli.TOMLDecodeError, UnicodeDecodeError):
        good = False
    if not good:
        raise CannotDoError(
            f"{path} is laid out in a way that botoxlog cannot add to safely. Nothing was written.",
            "Write records as [[session]] and [[checkin]] tables and settings under [person].",
        )


def _lock_file(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(_lock_file(target), timeout=LOCK_SECONDS, mode=0o600)
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
        with suppress(OSError):  # the journal is in place, and the lock ends with the process
            lock.release()


def _stamp(target: Path) -> tuple[int, int] | None:
    """Return what is another with every write; None where there is no file."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _sweep(target: Path) -> None:
    """Remove what a killed writer left: under the lock no temporary file is in use."""
    for beside in _left(target):
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _left(target: Path) -> list[Path]:
    ours = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.tmp")
    try:
        beside = sorted(target.parent.iterdir())
    except OSError:  # no folder, or one that may be written to but not listed
        return []
    return [item for item in beside if ours.fullmatch(item.name)]


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
