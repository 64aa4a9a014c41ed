"""The journal file: find it, read it, change it. The only module that touches it.

A change goes one way: lock the file, read it, make the new text, check that it holds exactly the
old contents and the change, save an undo step, and replace the file. If another program has saved
the journal meanwhile, it starts again from what that program wrote.
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

from botoxlog.core.errors import (
    CannotDoError,
    SavedError,
    UnreadableJournalError,
    no_journal,
    reason,
)
from botoxlog.core.model import ID_LENGTH, ID_LETTERS, Journal, Record
from botoxlog.core.private_files import data_folder, temporary
from botoxlog.core.text import shell_words
from botoxlog.journal import atomic_replace, decoder, encoder
from botoxlog.journal.decoder import JournalText

if TYPE_CHECKING:
    from botoxlog.journal.encryption import Key

_ID_BYTES = 16  # far more than an id needs, so that every letter is almost equally likely
ATTEMPTS = 5
"""How often to start again when another program saves the journal while a change is written."""


class Saves:
    """Whether this run has saved a journal: a command that fails after it must not be repeated."""

    done = False


SAVES = Saves()


class OpenJournal(NamedTuple):
    """A journal as it was read.

    Attributes:
        path: The path that was asked for.
        journal: The records and settings; an empty journal if there is no file yet.
        warnings: Sentences about the file itself: who else can read it, another name it has.
        raw: The bytes of the file, None if there is no file.
        text: The decrypted text.
        tables: As in `botoxlog.journal.decoder.ReadJournal`.
    """

    path: Path
    journal: Journal
    warnings: tuple[str, ...]
    raw: bytes | None
    text: str
    tables: dict[str, Any] | None

    @property
    def exists(self) -> bool:
        """Whether there is a file."""
        return self.raw is not None


# --- reading ---------------------------------------------------------------------------------


def find(option: Path | None, environ: Mapping[str, str]) -> Path:
    """Return the path of the journal: the option, else ``BOTOXLOG_JOURNAL``, else the default."""
    if chosen := option or environ.get("BOTOXLOG_JOURNAL"):
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - Path's own raises on "~nobody"
    return data_folder() / "journal.toml"


def load(path: Path, today: date, *, ask: bool = True) -> OpenJournal:
    """Read the journal; if there is no file, it is empty.

    Args:
        path: The journal.
        today: Records dated later are problems.
        ask: Whether a person may be asked for the passphrase of an encrypted journal.

    Raises:
        UnreadableJournalError: It is a folder, not readable, not UTF-8 or not TOML.
    """
    raw = atomic_replace.read_bytes(path)
    warnings = () if raw is None else tuple(_warnings(path))
    return _opened(raw, path, today, warnings, ask=ask)


def read(path: Path, *, piped: bool = False) -> JournalText | None:
    """Return the contents of a journal, or None if there is no such file.

    Args:
        path: The journal, or a copy of it.
        piped: Whether a copy may come from a pipe that this process was started with.

    Raises:
        UnreadableJournalError: As `load`.
    """
    raw = atomic_replace.read_bytes(path, piped=piped)
    if raw is None:
        return None
    text = _decrypted(raw, path)
    return JournalText(text, parse(text, path))


def read_text(path: Path) -> str | None:
    """Return the text of the journal, whether it is TOML or not; None if there is no file.

    Raises:
        UnreadableJournalError: It is a folder, not readable or not UTF-8.
    """
    raw = atomic_replace.read_bytes(path)
    return None if raw is None else _decrypted(raw, path)


def parse(text: str, path: Path) -> dict[str, Any]:
    """Return the tables of a text that is in the journal, or will be.

    Raises:
        UnreadableJournalError: Not TOML; the sentence has the line and column.
    """
    with _readable(path, text):
        return decoder.parse(text)


def is_encrypted(path: Path) -> bool:
    """Whether the journal is encrypted."""
    raw = atomic_replace.read_bytes(path)
    return raw is not None and _is_encrypted(raw)


# --- changing --------------------------------------------------------------------------------


class ChangedMeanwhileError(CannotDoError):
    """Another program has changed the journal since it was loaded."""


def append(
    path: Path,
    records: Sequence[Record],
    seen: OpenJournal | None = None,
    *,
    unchanged: bool = False,
) -> tuple[Record, ...]:
    """Add records to the end of the journal, all of them or none; make the file if it is missing.

    Args:
        path: The journal.
        records: What to add.
        seen: The journal as it was just loaded. It is not decoded again unless it has changed.
        unchanged: Write nothing if it has changed.

    Returns:
        The records with the ids that they were given.

    Raises:
        ChangedMeanwhileError: It has changed, and nothing was written.
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    written: tuple[Record, ...] = ()

    def change(raw: bytes | None) -> bytes:
        nonlocal written
        if unchanged and seen and seen.raw != raw:
            raise changed_meanwhile(path)
        now = seen if seen and seen.raw == raw else _opened(raw, path, date.max)
        _refuse_newer(now.journal.newer_format, path)
        written = _with_ids(records, now.text)
        entries = encoder.entries(written)
        if now.tables is None:  # the new text cannot change what was read before it: check only it
            new_text = encoder.with_entries(now.text, entries)
            _verify(new_text[len(now.text) :], encoder.extended({}, entries), path)
        else:
            from botoxlog.journal import toml_edit

            new_text, expected = toml_edit.appended(now.text, now.tables, entries)
            _verify(new_text, expected, path)
        return _encrypted_like(raw, new_text)

    _write(path, change, may_need_key=seen is None)
    return written


Change = Callable[[str, dict[str, Any]], tuple[str, dict[str, Any]]]
"""From the text and its tables to the new text and the tables that it must hold."""


def rewrite(path: Path, change: Change, seen: JournalText | None = None) -> None:
    """Replace the journal by the result of `change`; make the file if it is missing.

    Args:
        path: The journal.
        change: Called again if another program has changed the journal meanwhile.
        seen: The contents as they were just read. They are not parsed again unless they changed.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """

    def new_bytes(raw: bytes | None) -> bytes:
        text = _decrypted(_or_new(raw), path)
        tables = seen.data if seen and seen.text == text else parse(text, path)
        _refuse_newer(decoder.newer_format(tables), path)
        new_text, expected = change(text, tables)
        _verify(new_text, expected, path)
        return _encrypted_like(raw, new_text)

    _write(path, new_bytes, may_need_key=seen is None)


def change_person(path: Path, changes: Mapping[str, str | int | None]) -> None:
    """Change settings about the journal's owner; None removes a setting.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    from botoxlog.journal import toml_edit

    def change(text: str, tables: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        old = tables.get("person")
        person = {**(old if isinstance(old, dict) else {}), **changes}
        person = {key: value for key, value in person.items() if value is not None}
        expected = {key: value for key, value in tables.items() if key != "person"}
        if person or "person" in tables:
            expected["person"] = person
        return toml_edit.with_person(text, changes), expected

    rewrite(path, change)


def remove(path: Path, ids: Sequence[str], seen: JournalText | None = None) -> None:
    """Remove records, all of them or none; each id must belong to exactly one record.

    Args:
        path: The journal.
        ids: Of the records.
        seen: The journal as it was shown: a record that has changed since is not removed.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    from botoxlog.journal import toml_edit

    def change(text: str, tables: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        places = [toml_edit.place_of(tables, identity) for identity in ids]
        found = [place for place in places if place is not None]
        if len(found) < len(places) or (
            seen is not None and any(_record(tables, one) != _record(seen.data, one) for one in ids)
        ):
            raise changed_meanwhile(path)
        return toml_edit.without(text, tables, found)

    rewrite(path, change, seen)


def change_record(path: Path, identity: str, changes: Mapping[str, Any], seen: JournalText) -> None:
    """Change plain values of one record; None removes a key.

    Args:
        path: The journal.
        identity: The id of the record.
        changes: The keys with their new values.
        seen: The journal as it was shown: a record that has changed since is left as it is.

    Raises:
        CannotDoError: Nothing was changed; the sentence says why.
        UnreadableJournalError: As `load`.
    """
    from botoxlog.journal import toml_edit

    def change(text: str, tables: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        place = toml_edit.place_of(tables, identity)
        if place is None or _record(tables, identity) != _record(seen.data, identity):
            raise changed_meanwhile(path)
        return toml_edit.with_values(text, tables, place, changes)

    rewrite(path, change, seen)


def replace_text(path: Path, before: str, after: str) -> None:
    """Replace the text `before` by `after`; the caller has checked both.

    Raises:
        CannotDoError: Nothing was changed: the journal no longer holds `before`, or as in `append`.
    """

    def change(raw: bytes | None) -> bytes:
        if raw is None or _decrypted(raw, path) != before:
            raise changed_meanwhile(path)
        return _encrypted_like(raw, after)

    _write(path, change)


def encrypt(path: Path, key: "Key") -> None:
    """Encrypt the journal and delete its undo steps, which are not encrypted.

    Raises:
        CannotDoError: Nothing was changed: it is encrypted already, or as in `append`.
        UnreadableJournalError: As `load`.
    """
    from botoxlog.journal import encryption

    def change(raw: bytes | None) -> bytes:
        if raw is None:
            raise no_journal(path)
        if _is_encrypted(raw):
            raise CannotDoError(
                f"{path} is already encrypted. Nothing was changed.",
                "To remove the encryption: botoxlog decrypt",
            )
        plain = _checked(raw, path)
        encrypted = encryption.KEYRING.encrypt(plain, key)
        if key.decrypt(encrypted) != plain:
            raise CannotDoError(
                f"{path} could not be encrypted. Nothing was changed.", "Try another key file."
            )
        return encrypted

    _write(path, change, _push_nothing, after_replace=_clear_undo)


def decrypt(path: Path) -> None:
    """Remove the encryption of the journal, and its undo steps, which need the old key.

    Raises:
        CannotDoError: Nothing was changed: it is not encrypted, or as in `append`.
        UnreadableJournalError: As `load`.
    """

    def change(raw: bytes | None) -> bytes:
        if raw is None:
            raise no_journal(path)
        if not _is_encrypted(raw):
            raise CannotDoError(
                f"{path} is not encrypted. Nothing was changed.", "To encrypt it: botoxlog encrypt"
            )
        return _checked(raw, path)

    _write(path, change, _push_nothing, after_replace=_clear_undo)


# --- undoing ---------------------------------------------------------------------------------


def undo(path: Path, *, redo: bool = False) -> tuple[str, str]:
    """Reverse the last write, or with `redo` the last undo.

    Returns:
        The text before and after.

    Raises:
        CannotDoError: Nothing was changed: there is no such write, or another program has changed
            the journal since.
    """
    from botoxlog.journal import undo_log

    stack = undo_log.Stack.REDO if redo else undo_log.Stack.UNDO
    steps: list[undo_log.Step] = []
    texts = ("", "")

    def change(raw: bytes | None) -> bytes:
        nonlocal texts
        before = raw or b""
        with _undo_history(path):
            step = undo_log.top(_real(path), before, stack)
        after = step.revert(before) if step is not None else None
        if after is None:
            _clear_plain_undo(_real(path), before)
        with _undo_history(path):
            damaged = after is None and undo_log.is_damaged(_real(path), before, stack)
        if damaged:
            raise CannotDoError(
                f"The last step of undo in {undo_log.folder()} is damaged or cannot be read. "
                "Nothing was changed.",
                "To change it by hand: botoxlog edit",
            )
        if step is None:
            raise CannotDoError(
                f"There is nothing to {'redo' if redo else 'undo'} in {path}.",
                "To see your records: botoxlog log",
            )
        if after is None:
            raise CannotDoError(
                f"Another program has changed {path} since the last step of undo, or botoxlog "
                "could not save a step. Nothing was changed.",
                "To change it by hand: botoxlog edit",
            )
        steps[:] = [step]
        texts = _decrypted(before, path), _decrypted(after, path)
        return after

    _write(path, change, partial(undo_log.push, stack=stack.other, clear_redo=False))
    for step in steps:
        with suppress(OSError):  # the journal is in place, and a step that stays is skipped
            step.file.unlink(missing_ok=True)
    return texts


def undo_count(path: Path) -> int:
    """Return how many writes can be undone."""
    from botoxlog.journal import undo_log

    raw = atomic_replace.read_bytes(path)
    with _undo_history(path):
        return 0 if raw is None else len(undo_log.earlier_versions(_real(path), raw))


def earlier_texts(path: Path, most: int) -> list[str]:
    """Return the journal as it is now and before each write that can be undone, latest first.

    Args:
        path: The journal.
        most: How many writes to return. With a passphrase, decrypting each can take a second.
    """
    from botoxlog.journal import undo_log

    raw = atomic_replace.read_bytes(path)
    if raw is None:
        return []
    with _undo_history(path):
        older = undo_log.earlier_versions(_real(path), raw)
    return [_decrypted(text, path) for text in (raw, *older[:most])]


def clear_undo(path: Path) -> int:
    """Delete all undo and redo steps, and return how many there were.

    Raises:
        CannotDoError: One of them cannot be deleted.
    """
    from botoxlog.journal import undo_log

    with _undo_history(path):
        return undo_log.clear(_real(path))


def has_plain_undo(path: Path) -> bool:
    """Whether an encrypted journal has undo steps that are not encrypted.

    An `encrypt` that was killed before it could delete them leaves such steps.
    """
    from botoxlog.journal import undo_log

    try:
        raw = atomic_replace.read_bytes(path) or b""
        return _is_encrypted(raw) and undo_log.holds_plain_text(_real(path))
    except (UnreadableJournalError, OSError):
        return False


@contextmanager
def _undo_history(path: Path) -> Iterator[None]:
    """Raise an error that says why the undo steps cannot be read or deleted."""
    from botoxlog.journal import undo_log

    try:
        yield
    except OSError as error:
        raise CannotDoError(
            f"The undo history in {undo_log.folder()} cannot be used: {reason(error)}. "
            f"{path} was not changed.",
            "Check who owns that folder, and that you may read and write there.",
        ) from None


# --- from bytes to a journal -----------------------------------------------------------------


def _is_encrypted(raw: bytes) -> bool:
    """Whether these are the bytes of an age file, in ASCII armour or not."""
    return raw.startswith((b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----"))


def _decrypted(raw: bytes, path: Path, *, ask: bool = True) -> str:
    if _is_encrypted(raw):
        from botoxlog.journal import encryption

        raw = encryption.KEYRING.decrypt(raw, path, ask=ask)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged(raw, path)
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableJournalError(
            f"{path}, line {line}: not UTF-8 text.",
            "Nothing was changed. Save the file as UTF-8 in your editor.",
        ) from None


def _opened(
    raw: bytes | None, path: Path, today: date, warnings: tuple[str, ...] = (), *, ask: bool = True
) -> OpenJournal:
    text = _decrypted(_or_new(raw), path, ask=ask)
    with _readable(path, text):
        journal, tables = decoder.read(text, today)
    return OpenJournal(path, journal, warnings, raw, text, tables)


def _checked(raw: bytes, path: Path) -> bytes:
    """Return the bytes of a journal without encryption, after checking that they are TOML."""
    text = _decrypted(raw, path)
    _refuse_newer(decoder.newer_format(parse(text, path)), path)
    return text.encode("utf-8")


@contextmanager
def _readable(path: Path, text: str) -> Iterator[None]:
    """Raise an error that says where and why a text is not a journal."""
    try:
        yield
    except tomli.TOMLDecodeError as error:
        _refuse_damaged(text.encode("utf-8"), path)
        raise UnreadableJournalError(
            f"{path}, line {error.lineno}, column {error.colno}: not valid TOML: {error.msg}.",
            "Nothing was changed. Open the file in an editor and correct that line.",
        ) from None
    except ValueError:  # more digits than Python turns into a number
        raise UnreadableJournalError(
            f"{path}: it contains a number that is too long to be read.",
            "Nothing was changed. Open the file in an editor and look for a long run of digits.",
        ) from None
    except RecursionError:
        raise UnreadableJournalError(
            f"{path}: its values are nested too deeply.",
            "Nothing was changed. Open the file in an editor and look for long runs of brackets.",
        ) from None


def _refuse_damaged(raw: bytes, path: Path) -> None:
    """Refuse what was an encrypted journal before its header was damaged; it is no text."""
    from botoxlog.journal import encryption

    if encryption.was_encrypted(raw):
        raise encryption.damaged(path)


def _warnings(path: Path) -> Iterator[str]:
    if os.name == "nt":  # a file's mode does not show there who may read it
        return
    with suppress(OSError):
        found = path.stat()
        folder = Path(os.path.realpath(path)).parent.stat()
        # Others can read it only if they can also enter its folder.
        if found.st_mode >> 2 & folder.st_mode & (stat.S_IXGRP | stat.S_IXOTH):
            shown = f"{stat.S_IMODE(found.st_mode):o}"
            yield (
                f"Other users of this computer can read {path.name} (its mode is {shown}). "
                f"To keep it private: chmod 600 {shell_words(str(path))}"
            )
        if found.st_nlink > 1:
            yield (
                f"{path.name} has a second name, a hard link. New records will be saved under this "
                "name only. To keep one journal in two places, use a symbolic link."
            )


# --- writing ---------------------------------------------------------------------------------


_AroundReplace = Callable[[Path, bytes, bytes], None]
"""Called with the file, its old and its new bytes before or after it is replaced."""


def _write(
    path: Path,
    change: Callable[[bytes | None], bytes],
    before_replace: _AroundReplace | None = None,
    after_replace: _AroundReplace | None = None,
    *,
    may_need_key: bool = True,
) -> None:
    """Replace the file by the result of `change`.

    Args:
        path: The journal.
        change: From the bytes of the file, None if there is none, to its new bytes. Called again
            if another program has saved the file meanwhile.
        before_replace: What to do when the new bytes are on disk; by default, push an undo step.
            A step is saved before the write because one whose write never happened is skipped,
            while a write without its step would make all earlier steps useless.
        after_replace: What to do under the lock when the new bytes are in place.
        may_need_key: Whether the journal may be encrypted with a key that is not known yet.
    """
    if may_need_key:  # a person types the passphrase before the lock makes others wait
        _ask_for_key(path)
    with atomic_replace.locked(path) as target:
        for _ in range(ATTEMPTS):
            raw = atomic_replace.read_bytes(target)
            new_raw = change(raw)
            with temporary(target, new_raw) as file:
                (before_replace or _push_undo)(target, _or_new(raw), new_raw)
                try:
                    placed = atomic_replace.replace(file, target, raw, new_raw)
                except KeyboardInterrupt:  # it may have come just after the new file was in place
                    SAVES.done = atomic_replace.read_bytes(target) == new_raw
                    raise
                if placed:
                    SAVES.done = True
                    if after_replace:
                        after_replace(target, _or_new(raw), new_raw)
                    return
    raise keeps_changing(path)


def _ask_for_key(path: Path) -> None:
    with suppress(OSError):  # under the lock, the same error gets its sentence
        if path.is_file() and _is_encrypted(raw := atomic_replace.read_bytes(path) or b""):
            _decrypted(raw, path)


def _push_undo(target: Path, before: bytes, after: bytes) -> None:
    from botoxlog.journal import undo_log

    _clear_plain_undo(target, before)
    undo_log.push(target, before, after, undo_log.Stack.UNDO, clear_redo=True)


def _push_nothing(_target: Path, _before: bytes, _after: bytes) -> None:
    """Push no step: undo never changes whether a journal is encrypted."""


def _clear_undo(target: Path, _before: bytes, after: bytes) -> None:
    """Delete the steps of a journal whose encryption has changed: they lead to its old form."""
    from botoxlog.journal import undo_log

    try:
        undo_log.clear(target)
    except OSError as error:
        now = "now" if _is_encrypted(after) else "no longer"
        raise SavedError(
            f"{target} is {now} encrypted, but its undo history in {undo_log.folder()} could not "
            f"be deleted: {reason(error)}. That may hold parts of the journal, not encrypted.",
            "Check that you may write to that folder, then run: botoxlog undo --forget",
        ) from error


def _clear_plain_undo(target: Path, raw: bytes) -> None:
    """Delete what an `encrypt` that was killed left of the undo history of before."""
    if not _is_encrypted(raw):
        return
    from botoxlog.journal import undo_log

    with suppress(OSError):  # the next write tries again, and doctor names them
        if undo_log.holds_plain_text(target):
            undo_log.clear(target)


def _real(path: Path) -> Path:
    """Return the file itself where `path` is a symbolic link: undo steps are named after it."""
    return Path(os.path.realpath(path))


def _or_new(raw: bytes | None) -> bytes:
    """Return the bytes of a file, or those of a new journal if there is no file."""
    return encoder.NEW_JOURNAL.encode() if raw is None else raw


def _encrypted_like(raw: bytes | None, text: str) -> bytes:
    """Return the bytes of a text, encrypted as `raw` was, which has been decrypted before."""
    plain = text.encode("utf-8")
    if raw is None or not _is_encrypted(raw):
        return plain
    from botoxlog.journal import encryption

    return encryption.KEYRING.encrypt_like(raw, plain)


def new_id(taken: frozenset[str] = frozenset()) -> str:
    """Return a random record id of eight letters and digits that is not in `taken`."""
    while True:
        number = int.from_bytes(os.urandom(_ID_BYTES))
        letters = ""
        for _ in range(ID_LENGTH):
            number, place = divmod(number, len(ID_LETTERS))
            letters += ID_LETTERS[place]
        if letters not in taken:
            return letters


def _with_ids(records: Sequence[Record], text: str) -> tuple[Record, ...]:
    """Return the records, each with an id that is nowhere in the text of the journal."""
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


def _verify(new_text: str, expected: Mapping[str, Any], path: Path) -> None:
    """Refuse a new text unless it holds exactly the old records and the change."""
    try:
        good = decoder.parse(new_text) == expected
    except tomli.TOMLDecodeError:
        good = False
    if not good:
        raise CannotDoError(
            f"The layout of {path} does not allow a safe change. Nothing was written.",
            "Write records as [[session]] and [[checkin]] tables, and settings under [person].",
        )


def _refuse_newer(newer: float | None, path: Path) -> None:
    if newer:
        raise CannotDoError(
            f"{path} has format {newer}, which needs a newer botoxlog. Nothing was written.",
            "Update botoxlog, then run the command again.",
        )


def _record(tables: dict[str, Any], identity: str) -> Any:
    from botoxlog.journal import toml_edit

    place = toml_edit.place_of(tables, identity)
    return None if place is None else tables[place[0]][place[1]]


def keeps_changing(path: Path) -> CannotDoError:
    """Return the error of a change that was begun again `ATTEMPTS` times."""
    return CannotDoError(
        f"Another program keeps changing {path}. Nothing was written.",
        "Close the program that writes to it, then run the command again.",
    )


def changed_meanwhile(path: Path) -> ChangedMeanwhileError:
    """Return the error of a change that was made for what the journal held before."""
    return ChangedMeanwhileError(
        f"Another program has changed {path} meanwhile. Nothing was written.",
        "Run the command again.",
    )
