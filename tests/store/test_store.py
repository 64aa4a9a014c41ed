"""The journal on disk is the old whole or the new whole, and nothing in it is lost."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog import store
from botoxlog.core.errors import BotoxlogError, CannotDoError, UnreadableJournalError
from botoxlog.core.model import AreaState, CheckIn, Dose, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.journal import atomic_replace, encoder, encryption
from botoxlog.journal.file_lock import lock
from tests.laws import examples
from tests.locks import held_elsewhere

TODAY = date(2026, 11, 23)
SESSION = Session(
    None, PartialDate.of_day(date(2026, 8, 1)), (Dose("glabella", 20),), product="botox-cosmetic"
)
SWAPS = pytest.mark.skipif(
    sys.platform not in {"linux", "darwin"}, reason="this system cannot swap two files"
)
OLD = (
    "# mine\r\nformat = 1 # one\r\n\r\n"
    '[[session]]\r\nid = "a"\r\ndate = 2026-01-01\r\nareas = ["x"]\r\n'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a journal goes."""
    return tmp_path / "folder" / "journal.toml"


@pytest.fixture
def shared() -> Iterator[Path]:
    """Return a folder that another user of the machine can reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def mode(path: Path) -> int:
    """Return the permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def visible(folder: Path) -> list[str]:
    """Return what a writer may leave in a folder, the lock aside."""
    return sorted(item.name for item in folder.iterdir() if not item.name.endswith(".lock"))


def test_folders_on_the_way_are_private_too(tmp_path: Path) -> None:
    """Every folder that is made has mode 0700; one that was there keeps its own."""
    there = tmp_path / "there"
    there.mkdir()
    there.chmod(0o755)
    path = there / "a" / "b" / "journal.toml"
    store.append(path, [SESSION])
    assert [mode(folder) for folder in (there, there / "a", there / "a" / "b")] == [
        0o755,
        0o700,
        0o700,
    ]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_journal_is_for_its_owner_only(path: Path, umask: int) -> None:
    """A new file has mode 0600 and new folders 0700, whatever the umask."""
    before = os.umask(umask)
    try:
        store.append(path, [SESSION])
    finally:
        os.umask(before)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert visible(path.parent) == ["journal.toml"]


def test_what_is_appended_is_loaded(path: Path) -> None:
    """Records come back in their order, with the ids they were given."""
    checkin = CheckIn(None, SESSION.date, (AreaState("glabella", State.GONE),))
    session, look = store.append(path, [SESSION, checkin])
    opened = store.load(path, TODAY)
    assert opened.journal.sessions == (session,)
    assert opened.journal.checkins == (look,)
    assert session.id
    assert len(session.id) == 8
    assert session.id != look.id


def test_no_file_is_an_empty_journal(path: Path) -> None:
    """Before the first record there is nothing, and that is no error."""
    opened = store.load(path, TODAY)
    assert not opened.exists
    assert opened.journal.sessions == ()
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "old", [OLD, "\ufeff" + OLD, OLD + "# no line end", "my.own = 1\r\n", "x = [\r\n1, # one\r\n]"]
)
def test_old_bytes_stay(tmp_path: Path, old: str) -> None:
    """Comments, unknown keys, line ends, a byte order mark and the mode survive an append."""
    path = tmp_path / "journal.toml"
    path.write_bytes(old.encode())
    path.chmod(0o640)
    store.append(path, [SESSION])
    assert path.read_bytes().startswith(old.encode())
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert mode(path) == 0o640


@pytest.mark.parametrize("old", ["", "\ufeff", "\n", "# only a comment"])
def test_a_file_with_nothing_in_it_is_a_journal(tmp_path: Path, old: str) -> None:
    """An empty file is added to like any other."""
    path = tmp_path / "journal.toml"
    path.write_text(old, encoding="utf-8")
    store.append(path, [SESSION])
    assert path.read_text(encoding="utf-8").startswith(old)
    assert len(store.load(path, TODAY).journal.sessions) == 1


def test_a_new_journal_says_what_it_is(path: Path) -> None:
    """A new file begins with its format and stands as documented."""
    (session,) = store.append(path, [SESSION])
    assert path.read_text() == (
        "# A botoxlog journal: plain TOML, yours to read, edit and carry away.\n\nformat = 1\n\n"
        f'[[session]]\nid = "{session.id}"\ndate = 2026-08-01\nproduct = "botox-cosmetic"\n\n'
        "[session.units]\nglabella = 20\n"
    )


def test_ids_are_never_given_twice(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A random id that is already in the journal, or in the same batch, is drawn again."""
    draws = iter([0, 0, 1, 1, 2, 3, 4])
    random = os.urandom
    monkeypatch.setattr(
        "os.urandom", lambda size: next(draws).to_bytes(16) if size == 16 else random(size)
    )
    store.append(path, [SESSION])
    written = store.append(path, [SESSION, SESSION, SESSION._replace(id="42222222"), SESSION])
    assert [record.id for record in written] == ["32222222", "52222222", "42222222", "62222222"]


def test_a_setting_is_changed_in_place(tmp_path: Path) -> None:
    """Setting what is known about the person leaves every other byte alone."""
    path = tmp_path / "journal.toml"
    path.write_bytes(OLD.encode())
    store.change_person(path, {"birth_year": 1988})
    new = path.read_bytes()
    assert new.replace(b"\r\n[person]\r\nbirth_year = 1988\r\n", b"") == OLD.encode()
    store.change_person(path, {"birth_year": None})
    assert store.load(path, TODAY).journal.person.birth_year is None


def test_taking_out_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    """A setting that is taken out twice leaves the file as it was."""
    path = tmp_path / "journal.toml"
    path.write_bytes(OLD.encode())
    store.change_person(path, {"clinic": None})
    assert path.read_bytes() == OLD.encode()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A symbolic link, dangling or in a chain, is written through and never replaced."""
    real, middle, link = tmp_path / "real.toml", tmp_path / "middle", tmp_path / "link.toml"
    middle.symlink_to(real)
    link.symlink_to(middle)
    store.append(link, [SESSION])
    store.append(link, [SESSION])
    assert link.is_symlink()
    assert middle.is_symlink()
    assert len(store.load(real, TODAY).journal.sessions) == 2


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"format = 1\n[[session]\n", "line 2"),
        (b"format = 1\nx = 'a\n", "line [23]"),
        (b"format = 1\nnote = '\xff'\n", "line 2: not UTF-8"),
        (b"a\x00b", "line 1"),
        (b"x = " + b"[" * 5_000, "not valid TOML|nested too deeply"),
        (b"a." * 3_000 + b"a = 1", "nested too deeply"),
        (b"x = " + b"9" * 5_000, "too long to be read"),
        (b"format = 1\n[a]\n[a]\n", "line 3"),
        (b"format = 1\r\nx = 1 y = 2\r\n", "line 2, column 7"),
        ("format = 1\n".encode("utf-16"), "line 1: not UTF-8"),
        (b"<<<<<<< mine\nformat = 1\n", "line 1, column 1"),
    ],
)
def test_an_unreadable_journal_is_told_and_left(tmp_path: Path, raw: bytes, says: str) -> None:
    """What is no TOML is told with its line; neither reading nor adding changes a byte."""
    path = tmp_path / "journal.toml"
    path.write_bytes(raw)
    for attempt in (lambda: store.load(path, TODAY), lambda: store.append(path, [SESSION])):
        with pytest.raises(UnreadableJournalError, match=says):
            attempt()
    assert path.read_bytes() == raw
    assert visible(tmp_path) == ["journal.toml"]


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    """A folder in the journal's place is told as such."""
    for attempt in (lambda: store.load(tmp_path, TODAY), lambda: store.append(tmp_path, [SESSION])):
        with pytest.raises(UnreadableJournalError, match="is a folder"):
            attempt()
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_a_circle_is_told(tmp_path: Path) -> None:
    """A link that leads to itself is an error of reading, not an endless one."""
    path = tmp_path / "journal.toml"
    path.symlink_to(path)
    with pytest.raises(UnreadableJournalError, match="cannot be read"):
        store.load(path, TODAY)
    with pytest.raises(BotoxlogError):
        store.append(path, [SESSION])
    assert path.is_symlink()


def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    """A pipe or a device in the journal's place is neither waited for nor replaced by a file."""
    path = tmp_path / "journal.toml"
    os.mkfifo(path)
    with pytest.raises(CannotDoError, match="a device or a pipe"):
        store.append(path, [SESSION])
    assert path.is_fifo()
    assert visible(tmp_path) == ["journal.toml"]


def test_a_file_in_a_folders_place_is_told(tmp_path: Path) -> None:
    """Where a folder on the way is a file, nothing is written and the file is as it was."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CannotDoError, match="cannot be written"):
        store.append(tmp_path / "file" / "journal.toml", [SESSION])
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    "text",
    [
        "format = 2\n",
        "[session]\nid = 'x'\ndate = 2026-01-01\n",
        "session = 3\n",
        "session.date = 2026-01-01\n",
    ],
)
def test_what_cannot_be_added_to_safely_is_refused(tmp_path: Path, text: str) -> None:
    """A newer format, or records laid out another way, are never written."""
    path = tmp_path / "journal.toml"
    path.write_text(text)
    with pytest.raises(CannotDoError, match="Nothing was written"):
        store.append(path, [SESSION])
    assert path.read_text() == text
    assert visible(tmp_path) == ["journal.toml"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("session = []\n", "session = [{NEW}]\n"),
        ("session = [ ]", "session = [{NEW} ]"),
        ("session = [{OLD}] # mine\n", "session = [{OLD}, {NEW}] # mine\n"),
        ("session = [{OLD},]\n", "session = [{OLD}, {NEW}]\n"),
        ("session = [ {OLD}, {OLD} ]", "session = [ {OLD}, {OLD}, {NEW} ]"),
        ("\ufeffsession = [{OLD}]\n", "\ufeffsession = [{OLD}, {NEW}]\n"),
        ('"session" = [{OLD}]\n[x]\ny = 1\n', '"session" = [{OLD}, {NEW}]\n[x]\ny = 1\n'),
        ("session = [\n]\n", "session = [\n  {NEW}\n]\n"),
        ("session = [\r\n\t{OLD}\r\n]\r\n", "session = [\r\n\t{OLD},\r\n\t{NEW}\r\n]\r\n"),
        ("session = [\n {OLD}, # [, a\n]\n", "session = [\n {OLD}, # [, a\n {NEW},\n]\n"),
        ("session = [\n {OLD} # ], a\n # b\n]\n", "session = [\n {OLD}, # ], a\n {NEW}\n # b\n]\n"),
        ("session = [3]\n", "session = [3, {NEW}]\n"),
    ],
)
def test_records_in_one_array_are_added_to(tmp_path: Path, text: str, after: str) -> None:
    """Where sessions stand in one array, a new one goes to its end; no other byte moves."""
    old = 'date = 2026-01-01, areas = ["x, ]"]'
    new = 'id = "n", date = 2026-08-01, product = "botox-cosmetic", units = {glabella = 20}'
    path = tmp_path / "journal.toml"
    path.write_bytes(text.replace("OLD", old).encode())
    store.append(path, [SESSION._replace(id="n")])
    assert path.read_bytes().decode() == after.replace("OLD", old).replace("NEW", new)


def test_several_records_find_their_arrays(tmp_path: Path) -> None:
    """A batch is shared out: sessions to their array, a look to the end of the file."""
    path = tmp_path / "journal.toml"
    path.write_text("session = []\n")
    look = CheckIn("c", SESSION.date, (AreaState("chin", State.GONE),), note="one\ntwo")
    store.append(path, [SESSION._replace(id="a"), look, SESSION._replace(id="b", doses=())])
    assert path.read_text() == (
        'session = [{id = "a", date = 2026-08-01, product = "botox-cosmetic", '
        'units = {glabella = 20}}, {id = "b", date = 2026-08-01, product = "botox-cosmetic"}]\n'
        '\n[[checkin]]\nid = "c"\ndate = 2026-08-01\nnote = "one\\ntwo"\n'
        '\n[checkin.state]\nchin = "gone"\n'
    )


@pytest.mark.skipif(os.name == "nt", reason="modes say nothing on Windows")
@pytest.mark.parametrize(
    ("mode", "says"),
    [(0o600, []), (0o700, []), (0o644, ["its mode is 644"]), (0o640, ["640"]), (0o604, ["604"])],
)
def test_a_journal_that_others_can_read_is_told(tmp_path: Path, mode: int, says: list[str]) -> None:
    """Who else can read it is said once, with the remedy; the mode is left to its owner."""
    path = tmp_path / "my journal.toml"
    store.append(path, [SESSION])
    path.chmod(mode)
    assert store.load(path, TODAY).warnings == ()  # nobody else gets into its folder
    tmp_path.chmod(0o755)
    cautions = store.load(path, TODAY).warnings
    assert [part in caution for part, caution in zip(says, cautions, strict=True)] == [True] * len(
        says
    )
    assert all(caution.endswith(f'chmod 600 "{path}"') for caution in cautions)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_the_other_name_of_a_journal_keeps_what_it_had(tmp_path: Path) -> None:
    """A hard link is told; after a write the other name holds the old whole, this one the new."""
    path, other = tmp_path / "journal.toml", tmp_path / "other.toml"
    store.append(path, [SESSION])
    os.link(path, other)
    assert "hard link" in store.load(path, TODAY).warnings[0]
    store.append(path, [SESSION])
    assert store.load(path, TODAY).warnings == ()
    assert [len(store.load(item, TODAY).journal.sessions) for item in (path, other)] == [2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "format = 2\n",
        "person = 3\n",
        "person = {birth_year = 1988} # me\n",
        "[[person]]\nclinic = 'C'\n",
        "person.birth_year = 1988\n",
        "[person.clinic]\nx = 1\n",
    ],
)
def test_settings_laid_out_another_way_are_left(tmp_path: Path, text: str) -> None:
    """Where a setting cannot be put without touching more, nothing is written."""
    path = tmp_path / "journal.toml"
    path.write_text(text)
    with pytest.raises(CannotDoError, match="Nothing was written"):
        store.change_person(path, {"clinic": "D"})
    assert path.read_text() == text
    assert visible(tmp_path) == ["journal.toml"]


def test_a_bad_number_in_an_old_record_blocks_nothing(tmp_path: Path) -> None:
    """Even "nan", which equals nothing, does not keep a new record out."""
    path = tmp_path / "journal.toml"
    path.write_text('[[session]]\ndate = 2026-01-01\nareas = ["x"]\ncost = nan\n')
    store.append(path, [SESSION])
    assert len(store.load(path, TODAY).journal.sessions) == 2


def test_a_change_by_an_editor_meanwhile_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody writes between our reading and our replacing is not overwritten."""
    store.append(path, [SESSION])
    real = encoder.with_entries
    done: list[bool] = []

    def slow(text: str, added: list[encoder.Entry]) -> str:
        if not done:
            done.append(True)
            path.write_text(path.read_text() + "# typed meanwhile\n")
        return real(text, added)

    monkeypatch.setattr(encoder, "with_entries", slow)
    store.append(path, [SESSION])
    assert "# typed meanwhile\n" in path.read_text()
    assert len(store.load(path, TODAY).journal.sessions) == 2


@SWAPS
@pytest.mark.parametrize("in_place", [True, False])
def test_a_change_at_the_last_instant_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, in_place: bool
) -> None:
    """What is saved after the last look, just before the new file goes in, is not overwritten."""
    store.append(path, [SESSION])
    real = atomic_replace._exchange  # noqa: SLF001 - the last instant is just before it
    saved: list[Path] = []

    def late(one: Path, other: Path) -> bool:
        if not saved:
            saved.append(path if in_place else path.with_name("saved"))
            saved[0].write_text(path.read_text() + "# typed meanwhile\n")
            saved[0].rename(path)
        return real(one, other)

    monkeypatch.setattr(atomic_replace, "_exchange", late)
    store.append(path, [SESSION])
    assert "# typed meanwhile\n" in path.read_text()
    assert len(store.load(path, TODAY).journal.sessions) == 2
    assert visible(path.parent) == ["journal.toml"]


def test_a_journal_that_appears_at_the_last_instant_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there was none and somebody puts one there meanwhile, it is added to."""
    real = os.link

    def late(one: Path, other: Path) -> None:
        if not path.exists():
            path.write_text("# theirs\n")
        real(one, other)

    monkeypatch.setattr(os, "link", late)
    store.append(path, [SESSION])
    assert path.read_text().startswith("# theirs\n\n[[session]]\n")


@pytest.mark.parametrize(
    "missing", ["swaps", PermissionError(errno.EPERM, "links"), NotImplementedError("links")]
)
def test_a_disk_without_swaps_or_links_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch, missing: str | Exception
) -> None:
    """Where the disk or the system has no such step, a rename puts the new file in place."""

    def refuse(*_: object) -> None:
        assert isinstance(missing, Exception)
        raise missing

    if missing == "swaps":
        monkeypatch.setattr(atomic_replace, "_exchange", lambda one, other: one == other)
    else:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    store.append(path, [SESSION])
    store.append(path, [SESSION])
    assert len(store.load(path, TODAY).journal.sessions) == 2
    assert visible(path.parent) == ["journal.toml"]


def test_a_link_to_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """An unplugged disk is not begun anew: its journal would seem to be lost."""
    path = tmp_path / "journal.toml"
    path.symlink_to(tmp_path / "unplugged" / "journal.toml")
    with pytest.raises(CannotDoError, match="a folder that is missing"):
        store.append(path, [SESSION])
    assert visible(tmp_path) == ["journal.toml"]


@pytest.mark.skipif(os.name == "nt", reason="files have no such owner on Windows")
def test_the_owner_stays(path: Path) -> None:
    """Root, writing in somebody's journal, leaves it theirs; everybody else keeps their own."""
    store.append(path, [SESSION])
    owner = 65534 if os.getuid() == 0 else os.getuid()
    os.chown(path, owner, -1)
    if path.stat().st_uid != owner:
        pytest.skip("no file can be given away here")
    store.append(path, [SESSION])
    assert path.stat().st_uid == owner
    assert mode(path) == 0o600


def test_a_journal_that_never_rests_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody writes at every attempt, the writer gives up and theirs is kept."""
    store.append(path, [SESSION])
    real = encoder.with_entries

    def slow(text: str, added: list[encoder.Entry]) -> str:
        path.write_text(path.read_text() + "# again\n")
        return real(text, added)

    monkeypatch.setattr(encoder, "with_entries", slow)
    with pytest.raises(CannotDoError, match="keeps changing"):
        store.append(path, [SESSION])
    assert path.read_text().endswith("# again\n" * 5)
    assert visible(path.parent) == ["journal.toml"]


def test_a_journal_that_goes_away_meanwhile_is_begun_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal that was moved away while adding is not brought back from memory."""
    store.append(path, [SESSION])
    real, moved = encoder.with_entries, path.with_name("moved.toml")

    def slow(text: str, added: list[encoder.Entry]) -> str:
        if path.exists():
            path.rename(moved)
        return real(text, added)

    monkeypatch.setattr(encoder, "with_entries", slow)
    store.append(path, [SESSION])
    assert len(store.load(moved, TODAY).journal.sessions) == 1
    assert len(store.load(path, TODAY).journal.sessions) == 1


@pytest.mark.parametrize("name", ["journal.toml", "j[1-9].toml", "a*"])
def test_what_a_killed_writer_left_is_swept(tmp_path: Path, name: str) -> None:
    """A temporary file of a writer that died goes with the next write; nobody else's does."""
    path = tmp_path / name
    store.append(path, [SESSION])
    others = sorted([f".{name}.mine.tmp", f".{name}.bak.deadbeef.tmp", ".j2.toml.deadbeef.tmp"])
    for left in [f".{name}.deadbeef.tmp", *others]:
        (tmp_path / left).write_text("half")
    store.append(path, [SESSION])
    assert visible(tmp_path) == sorted([*others, name])


# The first 16 hexadecimal digits of the SHA-256 of "old", "new" and "typed", by sha256sum.
OLD_HASH, NEW_HASH, TYPED_HASH = "cba06b5736faf67e", "11507a0e2f5e69d5", "2259e961582c9ae1"


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("old", None),  # killed just after the swap
        ("new", None),  # killed just before it, or after it was taken back
        ("typed", "typed"),  # killed just after a swap that took out what an editor had saved
        ("", ""),  # the same, where the editor had emptied the file
    ],
)
@pytest.mark.parametrize(("name", "stem", "end"), [("j.toml", "j", ".toml"), ("a b", "a b", "")])
def test_what_only_a_killed_swap_holds_is_kept(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    content: str,
    kept: str | None,
    name: str,
    stem: str,
    end: str,
) -> None:
    """What is neither what was read nor what was written gets a name that is seen, for good."""
    (tmp_path / f".{name}.deadbeef.{OLD_HASH}-{NEW_HASH}.swap").write_text(content)
    for _ in range(2):
        store.append(tmp_path / name, [SESSION])
    found = [item for item in visible(tmp_path) if item != name]
    if kept is None:
        assert found == []
        assert caplog.messages == []
        return
    (only,) = atomic_replace.rescued_files(tmp_path / name)
    assert found == [only.name]
    assert only.name.startswith(f"{stem}.rescued-")
    assert only.name.endswith(f"{TYPED_HASH if content else ''}{end}")
    assert only.read_text() == kept
    (told,) = caplog.messages
    assert str(only) in told


def test_a_lock_held_for_ever_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer that does not let go is named after a while; nothing is written."""
    store.append(path, [SESSION])
    before = path.read_bytes()
    monkeypatch.setattr(atomic_replace, "LOCK_SECONDS", 0.0)
    with (
        held_elsewhere(path.parent / ".journal.toml.lock"),
        pytest.raises(CannotDoError, match="Another botoxlog has locked"),
    ):
        store.append(path, [SESSION])
    assert path.read_bytes() == before


def test_a_queue_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where others hold the lock in turn, and write, nobody is sent away."""
    store.append(path, [SESSION])
    real, waits = lock, iter(range(3))

    @contextmanager
    def busy(file: Path, seconds: float) -> Iterator[bool]:
        for turn in waits:
            path.write_text(path.read_text() + f"# written in turn {turn}\n")
            yield False
            return
        with real(file, seconds) as got:
            yield got

    monkeypatch.setattr(atomic_replace, "lock", busy)
    store.append(path, [SESSION])
    assert len(store.load(path, TODAY).journal.sessions) == 2
    assert "in turn 2" in path.read_text()


ADD = """
import fasteners, os, platformdirs, resource, signal, sys, tomli_w
from datetime import date
from pathlib import Path
from botoxlog import store
from botoxlog.core.errors import BotoxlogError
from botoxlog.core.model import Dose, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.journal import atomic_replace

path, times, setup = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
if setup == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
if setup == "nobody" and os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
if setup == "killed":
    real = atomic_replace._exchange

    def last(one, other):
        saved = path if sys.argv[4] == "in place" else path.with_name("saved")
        saved.write_text(path.read_text() + "# typed meanwhile\\n")
        saved.rename(path)
        real(one, other)
        os.kill(os.getpid(), signal.SIGKILL)

    atomic_replace._exchange = last
for number in range(times):
    areas = (Dose(f"{os.getpid()}-{number}"),)
    try:
        store.append(path, [Session(None, PartialDate.of_day(date(2026, 8, 1)), areas)])
    except BotoxlogError as error:
        print(error.sentence)
        sys.exit(error.exit_code)
"""


def adder(path: Path, times: int, *setup: str) -> "subprocess.Popen[str]":
    """Start a process that adds sessions to a journal."""
    command = [sys.executable, "-c", ADD, str(path), str(times), *(setup or [""])]
    # What measures coverage writes files too, and would meet the limits that are set here.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)


@SWAPS
@pytest.mark.parametrize("way", ["in place", "by a rename"])
def test_an_editor_loses_nothing_to_a_killed_writer(
    path: Path, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Saved just before a swap that is the last thing a writer does, it is there after the next."""
    store.append(path, [SESSION])
    saved = path.read_text() + "# typed meanwhile\n"
    writer = adder(path, 1, "killed", way)
    writer.communicate()
    assert writer.returncode == -9
    assert "# typed meanwhile" not in path.read_text()
    store.append(path, [SESSION])
    (rescued,) = atomic_replace.rescued_files(path)
    assert rescued.read_text() == saved
    assert visible(path.parent) == [rescued.name, "journal.toml"]
    assert len(store.load(path, TODAY).journal.sessions) == 3
    assert [str(rescued) in told for told in caplog.messages] == [True]


@pytest.mark.parametrize(
    ("setup", "says"), [("full", "file too large"), ("nobody", "permission denied")]
)
def test_a_write_that_fails_changes_nothing(shared: Path, setup: str, says: str) -> None:
    """On a full disk, or where one may not write, it is told and the journal is as it was."""
    path = shared / "journal.toml"
    path.write_text("format = 1\n# " + "x" * 300 + "\n")
    path.chmod(0o644)
    before = path.read_bytes()
    (shared / ".journal.toml.lock").touch()
    (shared / ".journal.toml.lock").chmod(0o666)
    shared.chmod(0o755 if setup == "full" else 0o555)
    writer = adder(path, 1, setup)
    told = writer.communicate()[0]
    shared.chmod(0o755)
    assert told == f"{path} cannot be written: {says}. Nothing was changed.\n"
    assert writer.returncode == 1
    assert path.read_bytes() == before
    assert visible(shared) == ["journal.toml"]


def test_a_read_only_journal_is_not_replaced(shared: Path) -> None:
    """A file that may only be read is left, even where a rename could put another in its place."""
    path = shared / "journal.toml"
    path.write_text("format = 1\n")
    path.chmod(0o444)
    shared.chmod(0o777)
    writer = adder(path, 1, "nobody")
    told = writer.communicate()[0]
    assert told == f"{path} cannot be written: permission denied. Nothing was changed.\n"
    assert writer.returncode == 1
    assert path.read_text() == "format = 1\n"
    assert visible(shared) == ["journal.toml"]


def test_a_folder_that_may_not_be_made_is_told(shared: Path) -> None:
    """Where one may not make the journal's folder, nothing is left behind."""
    shared.chmod(0o555)
    writer = adder(shared / "a" / "b" / "journal.toml", 1, "nobody")
    assert "permission denied. Nothing was changed." in writer.communicate()[0]
    assert writer.returncode == 1
    shared.chmod(0o755)
    assert list(shared.iterdir()) == []


def test_a_folder_that_may_not_be_listed_is_no_failure(shared: Path) -> None:
    """Where one may write but not look, it is written, and not said to have failed."""
    shared.chmod(0o333)
    writer = adder(shared / "journal.toml", 1, "nobody")
    assert writer.communicate()[0] == ""
    assert writer.returncode == 0
    shared.chmod(0o700)
    assert visible(shared) == ["journal.toml"]


def test_one_that_may_not_be_read_is_told(shared: Path) -> None:
    """A journal of somebody else is an error of reading, and not overwritten."""
    path = shared / "journal.toml"
    path.write_text("format = 1\n")
    path.chmod(0o000)
    shared.chmod(0o777)
    writer = adder(path, 1, "nobody")
    assert writer.communicate()[0] == f"The journal {path} cannot be read: permission denied.\n"
    assert writer.returncode == 3
    path.chmod(0o600)
    assert path.read_text() == "format = 1\n"


NOTES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NOTES),
        st.tuples(st.just("clinic"), LINES.filter(str.strip)),
        st.tuples(st.just("comment"), LINES),
    ),
    max_size=8,
)


@examples(25)
@given(CHANGES, st.sampled_from(["\n", "\r\n"]))
def test_a_journal_shared_with_an_editor_keeps_all(steps: list[tuple[str, str]], end: str) -> None:
    """Adding, setting and comments by hand in any order: all of it is there in the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.toml"
        path.write_bytes(f"format = 1{end}".encode())
        for kind, text in steps:
            if kind == "add":
                store.append(path, [SESSION._replace(note=text)])
            elif kind == "clinic":
                store.change_person(path, {"clinic": text})
            else:
                path.write_bytes(path.read_bytes() + f"# {text}{end}".encode())
        journal, raw = store.load(path, TODAY).journal, path.read_bytes()
        assert [item.note for item in journal.sessions] == [x for kind, x in steps if kind == "add"]
        assert len({item.id for item in journal.sessions}) == len(journal.sessions)
        clinics = [text for kind, text in steps if kind == "clinic"]
        assert journal.person.clinic == (clinics[-1] if clinics else None)
        assert all(f"# {text}{end}".encode() in raw for kind, text in steps if kind == "comment")


@examples(25)
@given(
    st.lists(NOTES),
    LINES,
)
def test_any_notes_come_back_and_comments_stay(notes: list[str], comment: str) -> None:
    """Append then load gives every note exactly, and a comment is never touched."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.toml"
        path.write_text(f"# {comment}\nformat = 1\n", encoding="utf-8")
        for note in notes:
            store.append(path, [Session(None, SESSION.date, SESSION.doses, note=note)])
        loaded = store.load(path, TODAY).journal
        assert [session.note for session in loaded.sessions] == notes
        assert path.read_text(encoding="utf-8").startswith(f"# {comment}\n")


@pytest.mark.parametrize(
    ("option", "environ", "found"),
    [
        (Path("a.toml"), {"BOTOXLOG_JOURNAL": "b.toml"}, "a.toml"),
        (None, {"BOTOXLOG_JOURNAL": "b.toml"}, "b.toml"),
        (None, {"BOTOXLOG_JOURNAL": "~nobody-at-all/b.toml"}, "~nobody-at-all/b.toml"),
    ],
)
def test_the_option_wins_over_the_environment(
    option: Path | None, environ: dict[str, str], found: str
) -> None:
    """The journal is where the option says, else the environment."""
    assert store.find(option, environ) == Path(found)


def test_a_tilde_is_the_home() -> None:
    """A "~" that no shell has expanded, as in a settings file, is the person's home."""
    home = Path(os.environ["HOME"])
    assert store.find(Path("~/a.toml"), {}) == home / "a.toml"
    assert store.find(None, {"BOTOXLOG_JOURNAL": "~/b.toml"}) == home / "b.toml"


def test_the_default_is_in_the_data_folder() -> None:
    """With nothing said, the journal is in the user's data folder."""
    assert store.find(None, {}).parts[-2:] == ("botoxlog", "journal.toml")
    assert store.find(None, {"BOTOXLOG_JOURNAL": ""}) == store.find(None, {})


def test_the_guard_holds() -> None:
    """In tests, the data folder is not the one of the person who runs them."""
    assert "home" in str(store.find(None, {}))
    check: Callable[[str], str] = os.path.expanduser
    assert check("~") == os.environ["HOME"]


def test_a_step_that_cannot_be_deleted_fails_no_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is in place by then: to say that nothing was changed would be wrong."""
    path = tmp_path / "journal.toml"
    path.write_bytes(b"format = 1\n")
    store.change_person(path, {"goals": "rest"})
    unlink = Path.unlink

    def refused(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".undo":
            raise PermissionError(errno.EACCES, "Permission denied")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    assert store.undo(path)[1] == "format = 1\n"
    assert path.read_bytes() == b"format = 1\n"
    with pytest.raises(CannotDoError, match="nothing to undo"):
        store.undo(path)


def test_what_was_loaded_before_an_editor_saved_is_read_again(path: Path) -> None:
    """A journal that changed between loading it and adding to it is not written from memory."""
    store.append(path, [SESSION])
    seen = store.load(path, TODAY)
    path.write_text(path.read_text() + "# typed meanwhile\n")
    store.append(path, [SESSION], seen)
    assert "# typed meanwhile\n" in path.read_text()
    assert len(store.load(path, TODAY).journal.sessions) == 2


def test_the_passphrase_is_asked_before_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, before others have to wait, and of the file itself if a link leads to it."""
    path, link = tmp_path / "journal.toml", tmp_path / "link.toml"
    monkeypatch.setattr(encryption, "KEYRING", encryption.Keyring())
    monkeypatch.setattr(encryption, "can_ask_passphrase", lambda: True)
    path.write_bytes(encryption.Passphrase("horse").encrypt(b"format = 1\n"))
    link.symlink_to(path)
    locks: list[bool] = []

    def ask(question: str) -> str:
        locks.append((tmp_path / ".journal.toml.lock").exists())
        return "horse" if question == "Passphrase of link.toml: " else ""

    monkeypatch.setattr(encryption, "ask_passphrase", ask)
    store.change_person(link, {"goals": "rest"})
    assert locks == [False]
    assert store.load(link, TODAY).journal.person.goals == "rest"


@pytest.mark.parametrize("disturbed", [4, 5])
def test_a_writer_starts_again_five_times_at_most(tmp_path: Path, disturbed: int) -> None:
    """The fifth attempt still counts; after it the writer gives up with an error."""
    path = tmp_path / "journal.toml"
    path.write_text("format = 1\n")
    attempts: list[str] = []

    def change(text: str, tables: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        attempts.append(text)
        if len(attempts) <= disturbed:
            path.write_text(text + "# typed\n")
        return text + "# ours\n", tables

    if disturbed < 5:
        store.rewrite(path, change)
        assert path.read_text() == "format = 1\n" + "# typed\n" * 4 + "# ours\n"
    else:
        with pytest.raises(CannotDoError, match="keeps changing"):
            store.rewrite(path, change)
        assert path.read_text() == "format = 1\n" + "# typed\n" * 5
    assert len(attempts) == 5


@pytest.mark.parametrize(
    ("journal", "name", "kind"),
    [
        ("j.toml", ".j.toml.0123abcd.tmp", "left"),
        ("j.toml", ".j.toml.0123abcd.0123456789abcdef-0123456789abcdef.swap", "left"),
        ("j.toml", ".j.toml.0123abcd.swap", None),
        ("j.toml", ".j.toml.0123abcd.0123456789abcdef.swap", None),
        ("j.toml", ".j.toml.0123ABCD.tmp", None),
        ("j.toml", ".j.toml.0123abcd.tmp~", None),
        ("j.toml", "j.rescued-0123456789abcdef.toml", "rescued"),
        ("j.toml", "j.rescued-0123456789abcdef.toml.bak", None),
        ("j.toml", "xj.rescued-0123456789abcdef.toml", None),
        ("j.toml", "j.rescued-mine.toml", None),
        ("a+b", "a+b.rescued-0123456789abcdef", "rescued"),
        ("a+b", "aab.rescued-0123456789abcdef", None),
    ],
)
def test_what_a_writer_left_is_known_by_its_whole_name(
    tmp_path: Path, journal: str, name: str, kind: str | None
) -> None:
    """What is somebody else's, or named a little differently, is never taken for it."""
    (tmp_path / name).write_text("x")
    path = tmp_path / journal
    assert atomic_replace.temporary_files(path) == ([tmp_path / name] if kind == "left" else [])
    assert atomic_replace.rescued_files(path) == ([tmp_path / name] if kind == "rescued" else [])
