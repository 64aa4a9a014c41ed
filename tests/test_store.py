"""The journal on disk is the old whole or the new whole, and nothing in it is lost."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from botoxlog import codec, store
from botoxlog.dates import PartialDate
from botoxlog.errors import CannotDoError, UnreadableJournalError
from botoxlog.model import AreaState, CheckIn, Dose, Session, State

TODAY = date(2026, 11, 23)
SESSION = Session(
    None, PartialDate.of_day(date(2026, 8, 1)), (Dose("glabella", 20),), product="botox-cosmetic"
)
OLD = (
    "# mine\r\nformat = 1 # one\r\n\r\n"
    '[[session]]\r\nid = "a"\r\ndate = 2026-01-01\r\nareas = ["x"]\r\n'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a journal goes."""
    return tmp_path / "folder" / "journal.toml"


def mode(path: Path) -> int:
    """Return the permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def visible(folder: Path) -> list[str]:
    """Return what a writer may leave in a folder, the lock aside."""
    return sorted(item.name for item in folder.iterdir() if not item.name.endswith(".lock"))


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


def test_old_bytes_stay(tmp_path: Path) -> None:
    """Comments, unknown keys, line ends and an unusual mode survive an append."""
    path = tmp_path / "journal.toml"
    path.write_bytes(OLD.encode())
    path.chmod(0o640)
    store.append(path, [SESSION])
    assert path.read_bytes().startswith(OLD.encode())
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert mode(path) == 0o640


def test_a_setting_is_changed_in_place(tmp_path: Path) -> None:
    """Setting what is known about the person leaves every other byte alone."""
    path = tmp_path / "journal.toml"
    path.write_bytes(OLD.encode())
    store.change_person(path, {"birth_year": 1988})
    new = path.read_bytes()
    assert new.replace(b"\r\n[person]\r\nbirth_year = 1988\r\n", b"") == OLD.encode()
    store.change_person(path, {"birth_year": None})
    assert store.load(path, TODAY).journal.person.birth_year is None


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
    with pytest.raises(UnreadableJournalError, match="is a folder"):
        store.load(tmp_path, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "format = 2\n",
        'session = [{date = 2026-01-01, areas = ["x"]}]\n',
        "[session]\ndate = 2026-01-01\n",
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
    real = codec.appended
    done: list[bool] = []

    def slow(text: str, records: list[Session]) -> str:
        if not done:
            done.append(True)
            path.write_text(path.read_text() + "# typed meanwhile\n")
        return real(text, records)

    monkeypatch.setattr(codec, "appended", slow)
    store.append(path, [SESSION])
    assert "# typed meanwhile\n" in path.read_text()
    assert len(store.load(path, TODAY).journal.sessions) == 2


def test_what_a_killed_writer_left_is_swept(path: Path) -> None:
    """A temporary file of a writer that died goes with the next write."""
    store.append(path, [SESSION])
    (path.parent / ".journal.toml.deadbeef.tmp").write_text("half")
    store.append(path, [SESSION])
    assert visible(path.parent) == ["journal.toml"]


def test_a_lock_held_for_ever_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer that does not let go is named after a while; nothing is written."""
    from filelock import FileLock

    store.append(path, [SESSION])
    before = path.read_bytes()
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.0)
    with (
        FileLock(path.parent / ".journal.toml.lock"),
        pytest.raises(CannotDoError, match="Another botoxlog has held"),
    ):
        store.append(path, [SESSION])
    assert path.read_bytes() == before


ADD = """
import os, resource, signal, sys
from datetime import date
from pathlib import Path
from botoxlog import store
from botoxlog.dates import PartialDate
from botoxlog.errors import BotoxlogError
from botoxlog.model import Dose, Session

path, times, setup = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
if setup == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
if setup == "nobody" and os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for number in range(times):
    areas = (Dose(f"{os.getpid()}-{number}"),)
    try:
        store.append(path, [Session(None, PartialDate.of_day(date(2026, 8, 1)), areas)])
    except BotoxlogError as error:
        print(error.sentence)
        sys.exit(error.exit_code)
"""


def adder(path: Path, times: int, setup: str = "") -> "subprocess.Popen[str]":
    """Start a process that adds sessions to a journal."""
    command = [sys.executable, "-c", ADD, str(path), str(times), setup]
    # What measures coverage writes files too, and would meet the limits that are set here.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)


def test_many_writers_at_once_lose_nothing(path: Path) -> None:
    """Eight processes adding at once: every record is there exactly once."""
    writers = [adder(path, 5) for _ in range(8)]
    assert [writer.communicate()[0] for writer in writers] == [""] * 8
    assert [writer.returncode for writer in writers] == [0] * 8
    sessions = store.load(path, TODAY).journal.sessions
    areas = sorted(session.doses[0].area for session in sessions)
    assert areas == sorted(f"{writer.pid}-{number}" for writer in writers for number in range(5))
    assert len({session.id for session in sessions}) == 40


def test_a_killed_writer_leaves_a_whole_journal(path: Path) -> None:
    """Killed at any moment, a writer leaves the old whole or the new whole, comments included."""
    path.parent.mkdir()
    path.write_text("# mine\nformat = 1\n")
    for _ in range(12):
        writer = adder(path, 10_000)
        assert writer.stdout is not None
        before = path.stat().st_ino
        while path.stat().st_ino == before:  # until it has replaced the file once
            pass
        writer.kill()
        writer.communicate()
        assert path.read_text().startswith("# mine\n")
        assert store.load(path, TODAY).journal.problems == ()


@pytest.mark.parametrize(("setup", "says"), [("full", "file too large"), ("nobody", "permission")])
def test_a_write_that_fails_changes_nothing(tmp_path: Path, setup: str, says: str) -> None:
    """On a full disk, or where one may not write, it is told and the journal is as it was."""
    path = tmp_path / "journal.toml"
    path.write_text("format = 1\n# " + "x" * 300 + "\n")
    before = path.read_bytes()
    tmp_path.chmod(0o755 if setup == "full" else 0o555)
    (tmp_path / ".journal.toml.lock").touch(mode=0o666)
    writer = adder(path, 1, setup)
    told = writer.communicate()[0]
    tmp_path.chmod(0o755)
    assert writer.returncode in {1, 3}
    assert says in told
    assert path.read_bytes() == before
    assert visible(tmp_path) == ["journal.toml"]


def test_one_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    """A journal of somebody else is an error of reading, with what to check."""
    path = tmp_path / "journal.toml"
    path.write_text("format = 1\n")
    path.chmod(0o000)
    writer = adder(path, 1, "nobody")
    told = writer.communicate()[0]
    assert writer.returncode in {1, 3}
    assert "permission denied" in told


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
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


def test_the_default_is_in_the_data_folder() -> None:
    """With nothing said, the journal is in the user's data folder."""
    assert store.find(None, {}).parts[-2:] == ("botoxlog", "journal.toml")


def test_the_guard_holds() -> None:
    """In tests, the data folder is not the one of the person who runs them."""
    assert "home" in str(store.find(None, {}))
    check: Callable[[str], str] = os.path.expanduser
    assert check("~") == os.environ["HOME"]
