"""The short way of a shell's start: it is never silent where the whole way would speak."""

import contextlib
import io
import mmap
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import ClassVar
from unittest import mock

import pyrage
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from botoxlog import cli, store
from botoxlog.core.private_files import state_folder
from botoxlog.journal import encryption, undo_log
from botoxlog.reminders import silence
from tests.conftest import Result
from tests.laws import examples
from tests.reminders.conftest import JOURNAL

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs symbolic links and file modes")

QUIET, ONCE = ["remind", "--quiet"], ["remind", "--once"]
SILENT_DAY = "2026-08-20"
"""A day on which the journal of `conftest` has nothing to say: its check-in at two weeks is past,
its window opens in October."""

CHECKED_IN = (
    JOURNAL + '\n[[checkin]]\nid = "c2345678"\ndate = 2026-08-16\nstate.glabella = "full"\n'
)


def whole_way(*arguments: str) -> Result:
    """Run a command as if there were no notes; it leaves them."""
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        code = cli.run(list(arguments))
    return Result(code, out.getvalue(), said.getvalue())


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Return a journal with nothing due."""
    path = tmp_path / "journal.toml"
    path.write_text(CHECKED_IN)
    return path


def known(journal: Path, words: list[str], day: str = SILENT_DAY) -> bool:
    """Whether the short way would end at once."""
    return silence.is_known(["--journal", str(journal), "--today", day, *words])


def note_of(journal: Path, how: str = silence.QUIET) -> Path:
    """Return where the note of a journal is."""
    return Path(silence.note_path(str(journal), how))


def leave_notes(journal: Path, day: str = SILENT_DAY) -> None:
    """Take the whole way, both ways of asking; nothing is due."""
    for words in (QUIET, ONCE):
        asked = whole_way("--journal", str(journal), "--today", day, *words)
        assert asked == Result(0, "", "")
        assert known(journal, words, day)


# --- what is asked ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "ends_at_once"),
    [
        (["remind", "--quiet"], True),
        (["remind", "--once"], True),
        (["remind", "--quiet", "--exit-code"], True),
        (["--plain", "remind", "--once", "--quiet"], True),
        (["--no-color", "remind", "--quiet"], True),
        (["remind", "--quiet", "--plain", "--no-color"], True),
        (["remind"], False),
        (["remind", "--exit-code"], False),
        (["remind", "--quiet", "30d"], False),
        (["remind", "--quiet", "--within", "30d"], False),
        (["remind", "--quiet", "--json"], False),
        (["remind", "--once", "--ics", "x.ics"], False),
        (["remind", "--quiet", "--help"], False),
        (["timeline", "--quiet"], False),
        (["--key", "remind", "remind", "--quiet"], False),
        (["add", "remind", "--quiet"], False),
        ([], False),
    ],
)
def test_only_the_words_of_shells_and_scripts_end_at_once(
    journal: Path, words: list[str], ends_at_once: bool
) -> None:
    """Whatever else is asked takes the whole way, even if a note says that nothing is due."""
    leave_notes(journal)
    assert known(journal, words) is ends_at_once


def test_a_wider_look_leaves_no_note(journal: Path) -> None:
    """Nothing within a day says nothing of the two weeks that --quiet looks ahead."""
    day = "2026-09-25"
    ask = ("--journal", str(journal), "--today", day, "remind", "--quiet")
    assert whole_way(*ask, "--within", "1d") == Result(0, "", "")
    assert not known(journal, QUIET, day)
    assert whole_way(*ask).out != ""
    assert not known(journal, QUIET, day)


def test_each_way_of_asking_has_its_own_answer(journal: Path) -> None:
    """--once is silent when the line of the day was shown; --quiet is not, nor for its note."""
    ask = ("--journal", str(journal), "--today", "2026-10-04", *ONCE)
    whole_way(*ask)
    assert whole_way(*ask) == Result(0, "", "")
    assert known(journal, ONCE, "2026-10-04")
    assert known(journal, [*ONCE, "--quiet"], "2026-10-04")
    shutil.copy2(note_of(journal, silence.ONCE), note_of(journal))
    assert not known(journal, QUIET, "2026-10-04")
    assert whole_way("--journal", str(journal), "--today", "2026-10-04", *QUIET).out != ""


def test_the_day_is_that_of_the_clock_here(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --today it is the day where the person is, as everywhere else in the program."""
    now = date.today()
    journal.write_text(f'format = 1\n[[stopped]]\nid = "s2345678"\ndate = {now - timedelta(9)}\n')
    ask = ("--journal", str(journal), *QUIET)
    assert whole_way(*ask) == Result(0, "", "")
    seconds = time.time()
    for hours, there in ((0, True), (24 * 6, True), (24 * 9, False), (-48, False)):
        with monkeypatch.context() as at:
            moved = time.localtime(seconds + 3600 * hours)
            shown = time.strftime("%Y-%m-%d", moved)
            at.setattr("time.strftime", lambda _, shown=shown: shown)
            assert silence.is_known(list(ask)) is there


def test_every_way_to_name_the_journal_and_the_day(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option in two forms, a variable, a relative path, the home and the default are one."""
    leave_notes(journal)
    day = ["--today", SILENT_DAY]
    assert silence.is_known([f"--journal={journal}", f"--today={SILENT_DAY}", *QUIET])
    monkeypatch.chdir(journal.parent)
    assert silence.is_known(["--journal", "journal.toml", *day, *QUIET])
    monkeypatch.setenv("BOTOXLOG_TODAY", SILENT_DAY)
    assert silence.is_known(["--journal", "./journal.toml", *QUIET])
    assert not silence.is_known(["--journal", "", *QUIET])
    assert not silence.is_known(["--journal"])
    monkeypatch.setenv("BOTOXLOG_JOURNAL", str(journal.parent / "nowhere.toml"))
    monkeypatch.setenv("BOTOXLOG_TODAY", "2026-01-01")
    assert not silence.is_known(QUIET)
    assert silence.is_known(["--journal", str(journal), *day, *QUIET])  # options come first
    monkeypatch.setenv("BOTOXLOG_TODAY", "2026-08")  # which the whole way refuses
    assert not silence.is_known(["--journal", str(journal), *QUIET])
    monkeypatch.setenv("BOTOXLOG_TODAY", SILENT_DAY)
    monkeypatch.setenv("BOTOXLOG_JOURNAL", str(journal))
    assert silence.is_known(QUIET)
    monkeypatch.setenv("BOTOXLOG_PLAIN", "1")
    assert silence.is_known(QUIET)
    monkeypatch.setenv("BOTOXLOG_PLAIN", "perhaps")  # the whole way refuses that
    assert not silence.is_known(QUIET)
    monkeypatch.delenv("BOTOXLOG_PLAIN")
    monkeypatch.setenv("_BOTOXLOG_COMPLETE", "complete_bash")
    assert not silence.is_known(QUIET)


@pytest.mark.parametrize("variable", ["XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"])
def test_the_default_journal_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Without an option it is where platformdirs has it, and so is the note."""
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    place = store.find(None, {})
    place.parent.mkdir(parents=True)
    place.write_text(CHECKED_IN)
    assert whole_way("--today", SILENT_DAY, *QUIET) == Result(0, "", "")
    assert silence.is_known(["--today", SILENT_DAY, *QUIET])
    assert note_of(place).parent == state_folder()


@pytest.mark.parametrize("value", ["relative", "~/in-home", " ", " /blank-before", "./here"])
@pytest.mark.parametrize("variable", ["XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"])
def test_folders_that_are_not_plain_take_the_whole_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """Versions of platformdirs read such values differently: no note is left, none believed."""
    monkeypatch.chdir(tmp_path)
    silent = tmp_path / "relative" / "botoxlog" / "journal.toml"
    silent.parent.mkdir(parents=True)
    silent.write_text(CHECKED_IN)
    leave_notes(silent)
    before = sorted(Path.cwd().iterdir())
    monkeypatch.setenv(variable, value)
    assert not silence.is_known(["--today", SILENT_DAY, *QUIET])
    whole_way("--journal", str(silent), "--today", SILENT_DAY, *QUIET)
    if variable != "HOME":  # what another home is, is up to the system
        assert sorted(Path.cwd().iterdir()) == before


def test_without_a_home_the_answer_is_the_same(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No place for a note, or for what was shown, is no error at the start of a shell."""
    monkeypatch.setattr("platformdirs.user_state_path", mock.Mock(side_effect=RuntimeError))
    ask = ("--journal", str(journal), "--today", SILENT_DAY)
    assert whole_way(*ask, *QUIET) == Result(0, "", "")
    once = whole_way(*ask, *ONCE)
    assert (once.code, once.out, once.err.count("\n")) == (0, "", 1)
    assert "no home folder" in once.err
    monkeypatch.setattr("platformdirs.user_data_path", mock.Mock(side_effect=RuntimeError))
    default = whole_way("--today", SILENT_DAY, *QUIET)
    assert (default.code, "no home folder" in default.err) == (1, True)


# --- what the answer depends on --------------------------------------------------------------


def test_a_note_holds_a_week_and_nothing_of_the_journal(journal: Path) -> None:
    """Seven days, numbers and the version; readable by nobody else."""
    leave_notes(journal)
    note = note_of(journal)
    lines = note.read_text().splitlines()
    assert lines[3] == (
        "2026-08-20 2026-08-21 2026-08-22 2026-08-23 2026-08-24 2026-08-25 2026-08-26"
    )
    assert (lines[0].startswith("quiet "), len(lines)) == (True, 5)
    assert [word for word in ("secret", "glabella", str(journal)) if word in note.read_text()] == []
    assert [known(journal, QUIET, f"2026-08-{day}") for day in (19, 20, 26, 27)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_note_and_its_folders_are_private_whatever_the_umask(journal: Path) -> None:
    """0600 in folders of 0700, and nothing else is left there."""
    before = os.umask(0)
    try:
        leave_notes(journal)
    finally:
        os.umask(before)
    folder = note_of(journal).parent
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}
    assert [
        stat.S_IMODE(one.stat().st_mode) for one in (folder, folder.parent, folder.parent.parent)
    ] == [0o700] * 3
    assert len([*folder.iterdir()]) == 2


@pytest.mark.parametrize("kind", ["pipe", "link", "dangling", "hard link"])
def test_what_stands_in_the_place_of_a_note_is_replaced_not_written(
    journal: Path, tmp_path: Path, kind: str
) -> None:
    """A pipe is not waited for, and what a link leads to stays as it is."""
    other, note = tmp_path / "precious", note_of(journal)
    note.parent.mkdir(parents=True)
    other.write_text("mine")
    if kind == "pipe":
        os.mkfifo(note)
    elif kind == "hard link":
        note.hardlink_to(other)
    else:
        note.symlink_to(other if kind == "link" else tmp_path / "nowhere")
    leave_notes(journal)
    assert other.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("kind", ["full disk", "folder"])
def test_a_note_that_cannot_be_placed_leaves_nothing(
    journal: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Neither an unfinished file nor an error; the whole way answers each time."""
    note_of(journal).parent.mkdir(parents=True)
    if kind == "folder":
        note_of(journal).mkdir()
    else:
        full = mock.Mock(side_effect=OSError(28, "full"))
        monkeypatch.setattr("os.replace", full)
    for _ in range(2):
        assert whole_way("--journal", str(journal), "--today", SILENT_DAY, *QUIET).out == ""
    assert [*note_of(journal).parent.glob("*.tmp")] == []


def test_an_unfinished_note_of_a_run_that_was_killed_is_no_obstacle(journal: Path) -> None:
    """The next run replaces it; and it goes with the notes of a journal that is encrypted."""
    unfinished = [Path(f"{note_of(journal, how)}.tmp") for how in (silence.QUIET, silence.ONCE)]
    unfinished[0].parent.mkdir(parents=True)
    for file in unfinished:
        file.write_text("half")
    leave_notes(journal)
    assert [file for file in unfinished if file.exists()] == []
    unfinished[0].write_text("half")
    silence.forget(str(journal))
    assert [*unfinished[0].parent.glob("silent-*")] == []


def test_a_journal_that_has_gone_leaves_no_note(journal: Path) -> None:
    """Moved, and perhaps encrypted under its new name: the next start deletes the old notes."""
    leave_notes(journal)
    journal.rename(journal.with_name("moved.toml"))
    assert not known(journal, QUIET)
    whole_way("--journal", str(journal), "--today", SILENT_DAY, *QUIET)
    assert not note_of(journal).exists()
    assert not note_of(journal, silence.ONCE).exists()


def test_what_is_too_large_is_not_read(journal: Path) -> None:
    """A note that grew, and a journal of gigabytes: the whole way says what there is to say."""
    leave_notes(journal)
    os.truncate(note_of(journal), 2**40)
    assert not known(journal, QUIET)
    assert whole_way("--journal", str(journal), "--today", SILENT_DAY, *QUIET).out == ""
    assert known(journal, QUIET)
    os.truncate(journal, 2**40)
    assert not known(journal, QUIET)
    said = whole_way("--journal", str(journal), "--today", SILENT_DAY, *QUIET)
    assert (said.code, "too large" in said.err) == (3, True)


def test_nobody_leaves_a_note_in_the_home_of_another(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root with a user's HOME makes no folder there, which the user could not write to."""
    monkeypatch.setattr("os.getuid", lambda: 54321)
    for words in (QUIET, ONCE):
        assert whole_way("--journal", str(journal), "--today", SILENT_DAY, *words).out == ""
    assert [*Path.home().iterdir()] == []


def test_a_note_ends_before_the_day_on_which_something_is_due(journal: Path) -> None:
    """The window opens on 4 October, so that --quiet speaks from 20 September, --once that day."""
    leave_notes(journal, "2026-09-16")
    assert [known(journal, QUIET, f"2026-09-{day}") for day in (19, 20)] == [True, False]
    assert whole_way("--journal", str(journal), "--today", "2026-09-20", *QUIET).out != ""
    assert whole_way("--journal", str(journal), "--today", "2026-10-01", *ONCE).out == ""
    assert [known(journal, ONCE, f"2026-10-0{day}") for day in (1, 3, 4)] == [True, True, False]


def test_no_damaged_note_is_believed(journal: Path) -> None:
    """Each bit turned over, each byte lost from the end or the beginning, and no byte at all."""
    leave_notes(journal)
    note = note_of(journal)
    whole = note.read_bytes()
    damaged = [
        bytes([*whole[:at], whole[at] ^ 1 << bit, *whole[at + 1 :]])
        for at in range(len(whole))
        for bit in range(8)
    ]
    damaged += [whole[:end] for end in range(len(whole))]
    damaged += [whole[begin:] for begin in range(1, len(whole))]
    damaged += [whole + b"\n", whole + b"0", b"\xff" * len(whole)]
    believed = []
    for raw in damaged:
        note.write_bytes(raw)
        believed += [raw] if known(journal, QUIET) else []
    assert believed == []
    note.write_bytes(whole)
    assert known(journal, QUIET)


def test_a_note_of_another_program_or_journal_is_not_believed(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version, the same version installed again, and the note of a copy."""
    leave_notes(journal)
    with monkeypatch.context() as other:
        other.setattr(silence, "__version__", "99.0")
        assert not known(journal, QUIET)
    program = Path(cli.__file__).parent
    with monkeypatch.context() as other:
        other.setattr(silence, "_PROGRAM", str(shutil.copytree(program, tmp_path / "botoxlog")))
        assert not known(journal, QUIET)
    copy = journal.with_name("copy.toml")
    shutil.copy2(journal, copy)
    for how in (silence.QUIET, silence.ONCE):
        shutil.copy2(silence.note_path(str(journal), how), silence.note_path(str(copy), how))
    assert (known(copy, QUIET), known(copy, ONCE)) == (False, False)
    assert (known(journal, QUIET), known(journal, ONCE)) == (True, True)


@pytest.mark.parametrize("file", ["commands/remind.py", "catalog/durations.toml"])
def test_a_program_that_changed_is_another(journal: Path, tmp_path: Path, file: str) -> None:
    """A clone that was updated in place, of one version, and one of which a file was lost."""
    program = shutil.copytree(Path(cli.__file__).parent, tmp_path / "botoxlog")
    with mock.patch.object(silence, "_PROGRAM", str(program)):
        leave_notes(journal)
        text = (program / file).read_text()
        (program / file).write_text(text.replace("1", "2", 1))
        assert not known(journal, QUIET)
        leave_notes(journal)
        (program / file).unlink()
        assert not known(journal, QUIET)


@pytest.mark.parametrize("by", ["write", "map"])
def test_a_change_that_keeps_size_and_time_is_seen(journal: Path, by: str) -> None:
    """Written in place with the time of before put back, or through a map of the file's memory.

    The second changes no time at all, if the page was written to before.
    """
    with journal.open("r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
        memory[-1:] = b"\n"
        leave_notes(journal)
        before = journal.stat()
        at = CHECKED_IN.index("2026-08-01")
        if by == "map":
            memory[at : at + 10] = b"2026-05-01"
        else:
            file.seek(at)
            file.write(b"2026-05-01")
            file.flush()
            os.utime(journal, ns=(before.st_atime_ns, before.st_mtime_ns))
        after = journal.stat()
        assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
            before.st_ino,
            before.st_size,
            before.st_mtime_ns,
        )
        assert not known(journal, QUIET)


def test_no_time_of_the_file_is_needed_to_see_a_change(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file system keeps no times or numbers of files, the bytes tell."""
    real = os.fstat

    def bare(descriptor: int) -> os.stat_result:
        found = list(real(descriptor))
        found[1:3], found[7:10] = [0, 0], [0, 0, 0]
        return os.stat_result(found[:10])

    monkeypatch.setattr("os.fstat", bare)
    leave_notes(journal)
    journal.write_text(CHECKED_IN.replace("2026-08-01", "2026-05-01"))
    assert not known(journal, QUIET)


def test_a_journal_with_problems_gives_a_note_of_today_alone(journal: Path) -> None:
    """A record of the future is left out today, and counts when its day has come."""
    journal.write_text(f'{CHECKED_IN}\n[[checkin]]\nid = "d2345678"\ndate = 2026-08-23\n')
    leave_notes(journal)
    assert not known(journal, QUIET, "2026-08-21")


def test_a_journal_that_changes_while_it_is_read_gets_no_note(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp is taken before and after: an answer about old records says nothing of new ones."""
    load = store.load

    def slow(path: Path, today: date, *, ask: bool = True) -> store.OpenJournal:
        opened = load(path, today, ask=ask)
        journal.write_text(CHECKED_IN.replace("2026-08-01", "2026-05-01"))
        return opened

    monkeypatch.setattr(store, "load", slow)
    assert whole_way("--journal", str(journal), "--today", SILENT_DAY, *QUIET).out == ""
    assert not known(journal, QUIET)


def test_what_was_shown_counts(journal: Path) -> None:
    """After the line of the day the rest of it is silent, unless the log of it is lost."""
    ask = ("--journal", str(journal), "--today", "2026-10-04", *ONCE)
    assert whole_way(*ask).out.startswith("botoxlog: frown lines")
    assert not known(journal, ONCE, "2026-10-04")
    assert whole_way(*ask) == Result(0, "", "")
    assert [known(journal, ONCE, f"2026-10-0{day}") for day in (3, 4, 5)] == [False, True, False]
    (log,) = state_folder().glob("told-*.toml")
    log.unlink()
    assert not known(journal, ONCE, "2026-10-04")


def test_a_record_of_tomorrow_gives_a_note_of_today_alone(journal: Path) -> None:
    """It counts as of the day on which it is read, so that nothing is known of other days."""
    journal.write_text(CHECKED_IN.replace("2026-08-16", "2026-08-21"))
    leave_notes(journal)
    assert not known(journal, QUIET, "2026-08-21")


def test_an_encrypted_journal_leaves_nothing(journal: Path, tmp_path: Path) -> None:
    """`encrypt` deletes the notes, and no run leaves one, whether it can read it or not."""
    key = tmp_path / "key.txt"
    key.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    leave_notes(journal)
    ask = ("--journal", str(journal), "--today", SILENT_DAY)
    notes = [note_of(journal, how) for how in (silence.QUIET, silence.ONCE)]
    left = [note.read_bytes() for note in notes]
    assert whole_way("--key", str(key), *ask, "encrypt").code == 0
    assert [note for note in notes if note.exists()] == []
    encryption.KEYRING.key_file = None
    for words in (QUIET, ONCE, ONCE):  # without the key, and after its line of the day
        for note, raw in zip(notes, left, strict=True):
            note.write_bytes(raw)
        whole_way(*ask, *words)
        assert [note for note in notes if note.exists()] == []
    for words in (QUIET, ONCE):
        assert whole_way("--key", str(key), *ask, *words) == Result(0, "", "")
        assert [note for note in notes if note.exists()] == []


def test_encrypting_deletes_the_notes_even_if_it_half_fails(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is encrypted, only its undo history could not be deleted: exit code 4."""
    key = tmp_path / "key.txt"
    key.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    leave_notes(journal)
    monkeypatch.setattr(undo_log, "clear", mock.Mock(side_effect=PermissionError(13, "no")))
    assert whole_way("--journal", str(journal), "encrypt", "--key", str(key)).code == 4
    assert not note_of(journal).exists()
    assert not note_of(journal, silence.ONCE).exists()


def test_nothing_is_waited_for(journal: Path, tmp_path: Path) -> None:
    """A pipe in the place of the journal, the note or the log takes the whole way at once."""
    leave_notes(journal)
    note = note_of(journal)
    note.unlink()
    os.mkfifo(note)
    assert not known(journal, QUIET)
    journal.unlink()
    os.mkfifo(journal)
    assert not known(journal, ONCE)
    assert not known(tmp_path, QUIET)
    assert not known(tmp_path / "nul\0", QUIET)


def test_a_state_folder_that_cannot_be_written_is_no_error(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way answers each time."""
    (tmp_path / "state").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for words in (QUIET, ONCE):
        ask = ("--journal", str(journal), "--today", SILENT_DAY, *words)
        assert whole_way(*ask) == Result(0, "", "")
        assert not known(journal, words)


def test_a_silent_start_loads_nothing(journal: Path) -> None:
    """A real process: neither Typer nor a module that Python takes long to load, and no record."""
    leave_notes(journal)
    code = (
        f"import os, sys; sys.path[:0] = {sys.path!r}; before = set(sys.modules);"
        "from botoxlog.__main__ import main;"
        "os._exit = lambda code: (print(code, *sorted(set(sys.modules) - before)), sys.exit());"
        "main()"
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    named = ["--journal", str(journal), "--today", SILENT_DAY]
    for words in (QUIET, ONCE):
        command = [sys.executable, "-S", "-c", code, *named, *words]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        assert done.stdout.split() == [
            "0",
            "botoxlog",
            "botoxlog.__main__",
            "botoxlog.reminders",
            "botoxlog.reminders.silence",
            "gc",
            "zlib",
        ]


# --- the law ---------------------------------------------------------------------------------

AREAS = ("glabella", "forehead", "masseter", "underarms")
STOPPED = 0.6
"""The share of people who have stopped: nothing reminds them, but for appointments."""

days = st.integers(-40, 40)
asked = st.lists(st.sampled_from(("quiet", "once", "exit")), min_size=1, max_size=4)


class Shells(RuleBasedStateMachine):
    """Shells that start while people, programs and clocks do what they do.

    Attributes:
        seen: How many questions were answered by a note, also by one that was left on an earlier
            day, and how many by the whole way.
    """

    seen: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        """Begin with two journals and no note."""
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.environ = mock.patch.dict(os.environ, {"XDG_STATE_HOME": str(self.folder / "state")})
        self.environ.start()
        self.journals = [self.folder / "one.toml", self.folder / "two.toml"]
        self.link = self.folder / "link.toml"
        self.link.symlink_to(self.journals[0])
        self.today = date(2026, 11, 23)
        self.number = 0
        self.kept: list[tuple[Path, bytes]] = []

    def teardown(self) -> None:
        """Clear it away."""
        self.environ.stop()
        shutil.rmtree(self.folder)

    @initialize(sizes=st.tuples(st.integers(0, 6), st.integers(0, 3)), seed=st.integers(0, 999))
    def begin(self, sizes: tuple[int, int], seed: int) -> None:
        """Two histories of the last year."""
        draw = Random(seed)  # noqa: S311 - no secret
        for journal, size in zip(self.journals, sizes, strict=True):
            journal.write_text("format = 1\n")
            for _ in range(size):
                area, ago = draw.choice(AREAS), draw.randrange(20, 90)
                self.append(journal, self.session(area, -ago))
                seen = self.today - timedelta(days=draw.randrange(0, ago))
                self.append(journal, f'[[checkin]]\ndate = {seen}\nstate.{area} = "full"\n')
            if draw.random() < STOPPED:
                self.append(journal, f"[[stopped]]\ndate = {self.today}\n")

    def session(self, area: str, ahead: int) -> str:
        """Return the lines of a session so many days from now."""
        day = self.today + timedelta(days=ahead)
        return (
            f'[[session]]\ndate = {day}\nproduct = "botox-cosmetic"\nlot = "C"\nunits.{area} = 9\n'
        )

    def append(self, journal: Path, lines: str) -> None:
        """Write lines at the end by hand, as any program does."""
        self.number += 1
        head, rest = lines.split("\n", 1)
        with journal.open("a") as file:
            file.write(f'\n{head}\nid = "r{self.number:07d}"\n{rest}')

    def ask(self, names: list[str]) -> None:
        """Ask each way; where a note ends it at once, the whole way has to be silent as well."""
        for number, name in enumerate(names):
            words = {"quiet": QUIET, "once": ONCE, "exit": [*QUIET, "--exit-code"]}[name]
            journal = (*self.journals, self.link)[(number // 2 + self.number) % 3]
            arguments = ["--journal", str(journal), "--today", self.today.isoformat(), *words]
            if not silence.is_known(arguments):
                said = whole_way(*arguments)
                self.seen["said" if said != Result(0, "", "") else "silent"] += 1
                continue
            self.seen["known"] += 1
            note = note_of(journal, silence.ONCE if name == "once" else silence.QUIET)
            first = note.read_text().splitlines()[3].split()[0]
            self.seen[f"{name} on a later day"] += first != self.today.isoformat()
            logs = {log: log.read_bytes() for log in state_folder().glob("told-*.toml")}
            with mock.patch.object(silence, "leave_note"), mock.patch.object(silence, "forget"):
                assert whole_way(*arguments) == Result(0, "", "")
            assert {log: log.read_bytes() for log in state_folder().glob("told-*.toml")} == logs

    def run(self, *arguments: str) -> None:
        """Run a command on the first journal; it may refuse."""
        whole_way("--journal", str(self.journals[0]), "--today", self.today.isoformat(), *arguments)

    @rule(days=st.integers(1, 3))
    def nothing(self, days: int) -> None:
        """Some days pass, with a shell or two on each."""
        for _ in range(days):
            self.ask(["quiet", "once", "exit", "once"])
            self.today += timedelta(days=1)
        self.ask(["quiet", "once"])

    @rule(days=st.sampled_from((1, 1, 1, 2, 5, 14, -1, -3, -30, 90, 400)), then=asked)
    def move_the_clock(self, days: int, then: list[str]) -> None:
        """Midnight, a holiday, or a clock that was put right."""
        self.ask(then)
        self.today += timedelta(days=days)
        self.ask(then)

    @rule(area=st.sampled_from(AREAS), ahead=days, which=st.integers(0, 1), then=asked)
    def log_by_hand(self, area: str, ahead: int, which: int, then: list[str]) -> None:
        """A session appears in the file, perhaps one of a day to come."""
        self.append(self.journals[which], self.session(area, ahead))
        self.ask(then)

    @rule(
        area=st.sampled_from(AREAS), state=st.sampled_from(("full", "fading", "gone")), then=asked
    )
    def check_in(self, area: str, state: str, then: list[str]) -> None:
        """A look at the day's result."""
        self.run("checkin", f"{area}={state}")
        self.ask(then)

    @rule(area=st.sampled_from(AREAS), then=asked)
    def add(self, area: str, then: list[str]) -> None:
        """A session of today."""
        self.run("add", f"{area}=12", "-p", "botox")
        self.ask(then)

    @rule(ahead=st.integers(-10, 30), then=asked)
    def book(self, ahead: int, then: list[str]) -> None:
        """An appointment, perhaps one of the last days."""
        day = self.today + timedelta(days=ahead)
        self.append(self.journals[0], f"[[appointment]]\ndate = {day}\n")
        self.ask(then)

    @rule(words=st.sampled_from((("stop", "glabella"), ("undo",), ("me", "--book-ahead", "6w"))))
    def change(self, words: tuple[str, ...]) -> None:
        """Something else is changed by the program."""
        self.run(*words)

    @rule(then=asked)
    def merge(self, then: list[str]) -> None:
        """The other journal comes in."""
        self.run("merge", str(self.journals[1]))
        self.ask(then)

    @rule(at=st.integers(0, 99), digit=st.sampled_from("0123456789"), then=asked)
    def edit_in_place(self, at: int, digit: str, then: list[str]) -> None:
        """One digit of a date becomes another; size and time of the file stay."""
        journal = self.journals[at % 2]
        text, before = journal.read_text(), journal.stat()
        places = [start + 14 for start in range(len(text)) if text.startswith("date = 20", start)]
        if not places:
            return
        place = places[at % len(places)]
        journal.write_text(text[:place] + digit + text[place + 1 :])
        os.utime(journal, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.ask(then)

    @rule(which=st.integers(0, 1))
    def keep_a_copy(self, which: int) -> None:
        """A backup is made of a journal, and of everything in the state folder."""
        found = [self.journals[which], *state_folder().glob("*-*")]
        self.kept = [(file, file.read_bytes()) for file in found if file.is_file()]

    @rule(then=asked)
    def restore(self, then: list[str]) -> None:
        """The backup is put back; only the notes, or all of it."""
        for file, raw in self.kept:
            if file.parent.is_dir() and (self.number % 2 or "silent" in file.name):
                file.write_bytes(raw)
        self.ask(then)

    @rule(which=st.integers(0, 1), then=asked)
    def point_elsewhere(self, which: int, then: list[str]) -> None:
        """The link leads to the other journal."""
        self.link.unlink()
        self.link.symlink_to(self.journals[which])
        self.ask(then)

    @rule(at=st.integers(0, 9_999), how=st.sampled_from(("turn", "cut", "swap", "day")), then=asked)
    def damage(self, at: int, how: str, then: list[str]) -> None:
        """A note is damaged, or stands in the place of another, or tells of a later day."""
        notes = sorted(state_folder().glob("silent-*"))
        if not notes:
            return
        note, other = notes[at % len(notes)], notes[(at + 1) % len(notes)]
        raw = note.read_bytes()
        changed = {
            "turn": bytes(
                [*raw[: at % len(raw)], raw[at % len(raw)] ^ 1, *raw[at % len(raw) + 1 :]]
            ),
            "cut": raw[: at % len(raw)],
            "swap": other.read_bytes(),
            "day": raw.replace(self.today.isoformat().encode(), b"2031-01-01"),
        }[how]
        note.write_bytes(changed)
        self.ask(then)

    @rule(then=asked)
    def lose_the_log(self, then: list[str]) -> None:
        """What was shown is forgotten."""
        for log in state_folder().glob("told-*.toml"):
            log.unlink()
        self.ask(then)

    @rule(then=asked)
    def break_it(self, then: list[str]) -> None:
        """A journal that cannot be read, for as long as one question, and then again as it was."""
        raw = self.journals[1].read_bytes()
        self.journals[1].write_bytes(raw + b"\n[[session]\n")
        self.ask(then)
        self.journals[1].write_bytes(raw)


@pytest.fixture
def counted() -> Iterator[Counter[str]]:
    """Count the questions of one run of the law."""
    Shells.seen.clear()
    yield Shells.seen
    Shells.seen.clear()


@pytest.mark.unmeasured
def test_a_known_silence_is_the_silence_of_the_whole_way(counted: Counter[str]) -> None:
    """The law: random edits, merges, bookings, clocks, backups and damage, then the same answer.

    Some 600 questions, of which one in six at least is answered by a note, and some of these of an
    earlier day. The long run (--hypothesis-profile=long) asks more than 10,000.
    """
    run_state_machine_as_test(
        Shells, settings=examples(20, steps=20, suppress=(HealthCheck.too_slow,))
    )
    asked = counted["known"] + counted["said"] + counted["silent"]
    assert asked > 500
    assert counted["known"] > asked / 6
    assert counted["quiet on a later day"] > asked / 60
    assert counted["once on a later day"] > asked / 60


def test_the_checksum_is_that_of_the_whole_note(journal: Path) -> None:
    """CRC-32 of all lines before it, as any other program computes it."""
    leave_notes(journal)
    body, _, last = Path(silence.note_path(str(journal), silence.ONCE)).read_text().rpartition("\n")
    assert last == f"{zlib.crc32(body.encode()):08x}"
