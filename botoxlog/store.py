"""The journal file: find it, read it, add to it. The only module that touches it.

A writer reads the journal, builds the new text, makes sure that it holds exactly what was there
and the change, keeps the step back for `undo`, and hands the text to
`botoxlog.journal.atomic_replace`, which puts it in the old one's place.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from botoxlog.core.errors import CannotDoError, UnreadableJournalError, no_journal
from botoxlog.core.model import Journal, Record
from botoxlog.journal import atomic_replace, decoder, encoder

if TYPE_CHECKING:
    from botoxlog.journal.encryption import Key

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
        raw: The bytes of the file, None where there is none.
        text: What they say, decrypted where they were encrypted.
        apart: As in `botoxlog.journal.decoder.Read`.
    """

    path: Path
    journal: Journal
    exists: bool
    cautions: tuple[str, ...]
    raw: bytes | None
    text: str
    apart: bool


def find(option: Path | None, environ: Mapping[str, str]) -> Path:
    """Return where the journal is: the option, else ``BOTOXLOG_JOURNAL``, else the data folder."""
    if chosen := option or environ.get("BOTOXLOG_JOURNAL"):
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - Path's own raises on "~nobody"
    return default_folder() / "journal.toml"


def default_folder() -> Path:
    """Return the folder of a journal that nobody put elsewhere."""
    from platformdirs import user_data_path

    return user_data_path("botoxlog", appauthor=False)


def load(path: Path, today: date, *, ask: bool = True) -> OpenJournal:
    """Read the journal; no file at all is an empty journal.

    Args:
        path: Where it is.
        today: Records after it are problems.
        ask: Whether a person may be asked for the passphrase of an encrypted one.

    Raises:
        UnreadableJournalError: It is a folder, not readable, not UTF-8 or not TOML.
    """
    raw = atomic_replace.read_bytes(path)
    cautions = () if raw is None else tuple(_cautions(path))
    return _understood(raw, path, today, cautions, ask=ask)


def read(path: Path) -> tuple[str, dict[str, Any]] | None:
    """Return the text of a journal and its tables as they are, None where there is no such file.

    Raises:
        UnreadableJournalError: As `load`.
    """
    raw = atomic_replace.read_bytes(path)
    return None if raw is None else _parsed(raw, path)


Change = Callable[[str, dict[str, Any]], tuple[str, dict[str, Any]]]
"""From the text and its tables to the new text and the tables it must hold."""


def rewrite(path: Path, change: Change) -> None:
    """Replace the journal by what `change` makes of it, making the file if need be.

    Args:
        path: The journal.
        change: From its text and tables to the new text and the tables it must hold. Called again
            where somebody else has changed the journal meanwhile.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """

    def attempt(target: Path) -> bool:
        raw = atomic_replace.read_bytes(target)
        text, data = _parsed(_clear_or_new(raw), path)
        _refuse_newer(decoder.newer_format(data), path)
        new_text, expected = change(text, data)
        _verify(new_text, expected, path)
        return _put(target, raw, _sealed_as(raw, new_text.encode("utf-8")))

    _write(path, attempt)


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


def append(
    path: Path, records: Sequence[Record], seen: OpenJournal | None = None
) -> tuple[Record, ...]:
    """Add records to the end of the journal, all of them or none, making the file if need be.

    Args:
        path: The journal.
        records: What to add.
        seen: The journal as it was just loaded: where it still is so, it is not read again.

    Returns:
        The records with the ids that were given to them.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    written: tuple[Record, ...] = ()

    def attempt(target: Path) -> bool:
        nonlocal written
        raw = atomic_replace.read_bytes(target)
        known = seen is not None and seen.raw == raw
        now = seen if seen and known else _understood(raw, path, date.max)
        _refuse_newer(now.journal.newer_format, path)
        written = _with_ids(records, now.text)
        if now.apart:  # what has been read stays true, whatever is put behind it
            new_text = encoder.with_records(now.text, written)
            _verify(new_text[len(now.text) :], _with_tables({}, written), path)
        else:
            from botoxlog.journal import toml_edit

            new_text = toml_edit.appended(now.text, written)
            _verify(new_text, _with_tables(decoder.parse(now.text), written), path)
        return _put(target, raw, _sealed_as(raw, new_text.encode("utf-8")))

    _write(path, attempt)
    return written


def change_person(path: Path, changes: Mapping[str, str | int | None]) -> None:
    """Set what the journal knows about its owner; None takes a setting out.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    from botoxlog.journal import toml_edit

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        old = data.get("person")
        person = {**(old if isinstance(old, dict) else {}), **changes}
        person = {key: value for key, value in person.items() if value is not None}
        expected = {key: value for key, value in data.items() if key != "person"}
        if person or "person" in data:
            expected["person"] = person
        return toml_edit.with_person(text, changes), expected

    rewrite(path, change)


# --- mending ---------------------------------------------------------------------------------


def read_text(path: Path) -> str | None:
    """Return the text of the journal, TOML or not; None where there is no file yet.

    Raises:
        UnreadableJournalError: It is a folder, not readable or not UTF-8.
    """
    raw = atomic_replace.read_bytes(path)
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
        raw = atomic_replace.read_bytes(target)
        if raw is None or _decoded(raw, path) != before:
            raise CannotDoError(
                f"{path} was changed by another program meanwhile. Nothing was written.",
                "Do it again: it begins from what is there now.",
            )
        return _put(target, raw, _sealed_as(raw, after.encode("utf-8")))

    _write(path, attempt)


def remove(path: Path, ids: Sequence[str]) -> None:
    """Take records out, all of them or none; each id must stand for exactly one.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    from botoxlog.journal import toml_edit

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        places = [toml_edit.place_of(data, identity) for identity in ids]
        found = [place for place in places if place is not None]
        if len(found) < len(places):
            raise CannotDoError(
                f"{path} was changed meanwhile. Nothing was written.",
                "botoxlog log shows what is there now.",
            )
        return toml_edit.without(text, data, found)

    rewrite(path, change)


def take_back(path: Path, *, redo: bool = False) -> tuple[str, str]:
    """Take back the last write, or with `redo` put back what was last taken back.

    Returns:
        The text before and after.

    Raises:
        CannotDoError: Nothing was changed: there is no such write, or the journal has been
            changed by something else since.
    """
    from botoxlog.journal import undo_log

    stack = undo_log.Stack.REDO if redo else undo_log.Stack.UNDO
    keep = partial(undo_log.push, stack=stack.other, clear_redo=False)
    texts = ("", "")

    def attempt(target: Path) -> bool:
        nonlocal texts
        raw = atomic_replace.read_bytes(target) or b""
        step = undo_log.top(target, raw, stack)
        if step is None:
            verb = "put" if redo else "take"
            raise CannotDoError(
                f"There is nothing to {verb} back in {path}.",
                "botoxlog log shows the records; edit and remove change them.",
            )
        new_raw = step.revert(raw)
        if new_raw is None:
            raise CannotDoError(
                f"{path} has been changed by something else since botoxlog last wrote to it. "
                "Nothing was changed.",
                "botoxlog edit opens it, to take the change back by hand.",
            )
        if not _put(target, raw, new_raw, keep):
            return False
        with suppress(OSError):  # the journal is in place; a step that stays is passed over
            step.file.unlink(missing_ok=True)
        texts = _decoded(raw, path), _decoded(new_raw, path)
        return True

    _write(path, attempt)
    return texts


def steps_back(path: Path) -> int:
    """Return how many writes can be taken back."""
    from botoxlog.journal import undo_log

    raw = atomic_replace.read_bytes(path)
    return 0 if raw is None else len(undo_log.history(Path(os.path.realpath(path)), raw))


def texts_before(path: Path, most: int) -> list[str]:
    """Return the journal as it is now and before each write that can be taken back.

    Args:
        path: The journal.
        most: How many writes to look at; each may take a second where a passphrase opens it.
    """
    from botoxlog.journal import undo_log

    raw = atomic_replace.read_bytes(path)
    if raw is None:
        return []
    older = undo_log.history(Path(os.path.realpath(path)), raw)
    return [_decoded(text, path) for text in (raw, *older[:most])]


def seal(path: Path, key: "Key | None") -> None:
    """Encrypt the journal with a key, or with None put it back in clear; `undo` forgets it.

    Raises:
        CannotDoError: Nothing was changed: it is so already, or as in `append`.
        UnreadableJournalError: As `load`.
    """
    from botoxlog.journal import encryption, undo_log

    def attempt(target: Path) -> bool:
        raw = atomic_replace.read_bytes(target)
        if raw is None:
            raise no_journal(path)
        if _is_sealed(raw) == (key is not None):
            if key is None:
                raise CannotDoError(f"{path} is not encrypted.", "botoxlog encrypt does that.")
            raise CannotDoError(
                f"{path} is encrypted already.", "botoxlog decrypt puts it back in clear."
            )
        clear = _parsed(raw, path)[0].encode("utf-8")
        new_raw = encryption.KEYRING.seal(clear, key) if key else clear
        if key and key.open(new_raw) != clear:
            raise CannotDoError(
                f"{path} could not be encrypted. Nothing was changed.", "Try another key file."
            )
        undo_log.clear(target)  # what was kept in clear; it leads to a text that will not be there
        return _put(target, raw, new_raw, keep=_keep_nothing)

    _write(path, attempt)


def is_sealed(path: Path) -> bool:
    """Whether the journal is encrypted."""
    raw = atomic_replace.read_bytes(path)
    return raw is not None and _is_sealed(raw)


def forget_steps(path: Path) -> int:
    """Delete what could be taken back or put back, and return how many steps it was."""
    from botoxlog.journal import undo_log

    return undo_log.clear(Path(os.path.realpath(path)))


# --- reading ---------------------------------------------------------------------------------


def _is_sealed(raw: bytes) -> bool:
    """Whether these are the bytes of an age file, in ASCII armour or not."""
    return raw.startswith((b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----"))


def _decoded(raw: bytes, path: Path, *, ask: bool = True) -> str:
    if _is_sealed(raw):
        from botoxlog.journal import encryption

        raw = encryption.KEYRING.open(raw, path, ask=ask)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableJournalError(
            f"{path}, line {line}: not UTF-8 text.",
            "Nothing was changed. Save the file as UTF-8 in your editor.",
        ) from None


def _understood(
    raw: bytes | None, path: Path, today: date, cautions: tuple[str, ...] = (), *, ask: bool = True
) -> OpenJournal:
    """Return what the bytes of a journal mean."""
    text = _decoded(_clear_or_new(raw), path, ask=ask)
    with _refusing(path):
        journal, apart = decoder.read(text, today)
    return OpenJournal(path, journal, raw is not None, cautions, raw, text, apart)


def _parsed(raw: bytes, path: Path) -> tuple[str, dict[str, Any]]:
    text = _decoded(raw, path)
    with _refusing(path):
        return text, decoder.parse(text)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say where and why a text is no journal."""
    try:
        yield
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


def _cautions(path: Path) -> Iterator[str]:
    if os.name == "nt":  # who may read a file there does not show in its mode
        return
    with suppress(OSError):
        found = path.stat()
        folder = Path(os.path.realpath(path)).parent.stat()
        if found.st_mode >> 2 & folder.st_mode & (stat.S_IXGRP | stat.S_IXOTH):  # read, and entered
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


def _write(path: Path, attempt: Callable[[Path], bool]) -> None:
    def unlock(target: Path) -> None:
        """Ask a person for a passphrase before others have to wait."""
        if target.is_file() and _is_sealed(raw := atomic_replace.read_bytes(target) or b""):
            _decoded(raw, path)

    atomic_replace.in_turn(path, attempt, unlock)


def _put(
    target: Path,
    raw: bytes | None,
    new_raw: bytes,
    keep: Callable[[Path, bytes, bytes], None] | None = None,
) -> bool:
    """Put `new_raw` where `raw` is, and keep the step back; False where `raw` is there no more.

    The step is kept first: one that leads to a write that never came to be is passed over, but a
    write without its step would cut off those before it.
    """
    before = _clear_or_new(raw)
    return atomic_replace.swapped(
        target, raw, new_raw, partial(keep or _keep_new_step, target, before, new_raw)
    )


def _clear_or_new(raw: bytes | None) -> bytes:
    """Return what a file holds; what a new journal begins with where there is none."""
    return encoder.NEW_JOURNAL.encode() if raw is None else raw


def _refuse_newer(newer: int | None, path: Path) -> None:
    if newer:
        raise CannotDoError(
            f"{path} is a journal of format {newer}, newer than this botoxlog knows. "
            "Nothing was written.",
            "Update botoxlog, then try again.",
        )


def _with_ids(records: Sequence[Record], text: str) -> tuple[Record, ...]:
    """Return the records, each with an id that stands nowhere in the journal."""
    named: list[Record] = []
    taken = {record.id for record in records if record.id}
    for record in records:
        identity = record.id
        while identity is None:
            letters = new_id(frozenset(taken))
            identity = None if letters in text else letters
        taken.add(identity)
        named.append(record._replace(id=identity))
    return tuple(named)


def _with_tables(data: Mapping[str, Any], records: Sequence[Record]) -> dict[str, Any]:
    """Return the tables of a journal with those of more records at the end."""
    tables = dict(data)
    for record in records:
        name = encoder.table_name(record)
        before = tables.get(name)
        kept = before if isinstance(before, list) else []
        tables[name] = [*kept, encoder.fields_of(record)]
    return tables


def _sealed_as(raw: bytes | None, clear: bytes) -> bytes:
    """Return `clear` as it goes to disk: sealed where `raw`, which has been read, was."""
    if raw is None or not _is_sealed(raw):
        return clear
    from botoxlog.journal import encryption

    return encryption.KEYRING.seal_as(raw, clear)


def _keep_new_step(target: Path, before: bytes, after: bytes) -> None:
    from botoxlog.journal import undo_log

    undo_log.push(target, before, after, undo_log.Stack.UNDO, clear_redo=True)


def _keep_nothing(_target: Path, _before: bytes, _after: bytes) -> None:
    """Keep no step: what would be put back is not to lie about."""


def _verify(new_text: str, expected: Mapping[str, Any], path: Path) -> None:
    """Refuse a new text that does not hold exactly the old records and the change."""
    try:
        good = decoder.parse(new_text) == expected
    except tomli.TOMLDecodeError:
        good = False
    if not good:
        raise CannotDoError(
            f"{path} is laid out in a way that botoxlog cannot add to safely. Nothing was written.",
            "Write records as [[session]] and [[checkin]] tables and settings under [person].",
        )
