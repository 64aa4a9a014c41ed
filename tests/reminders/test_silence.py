"""The short way of a shell's start: it is never silent where the whole way would speak."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
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


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a note rely on a file that was written just now."""
    monkeypatch.setattr(silence, "SETTLE_SECONDS", 0)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Return a journal with nothing due."""
    path = tmp_path / "journal.toml"
    path.write_text(CHECKED_IN)
    return path


def known(journal: Path, words: list[str], day: str = SILENT_DAY) -> bool:
    """Whether the short way would end at once."""
    return silence.is_known(["--journal", str(journal), "--today", day, *words])


def leave_notes(journal: Path, day: str = SILENT_DAY) -> None:
    """Take the whole way, both ways of asking; nothing is due."""
    tick(journal.parent)
    for words in (QUIET, ONCE):
        asked = whole_way("--journal", str(journal), "--today", day, *words)
        assert asked == Result(0, "", "")
        assert known(journal, words, day)


def tick(folder: Path) -> None:
    """Wait until the file system's clock has moved on, so that the next change has another time."""
    probe = folder / ".clock"
    probe.write_text("")
    begun = probe.stat().st_ctime_ns
    while probe.stat().st_ctime_ns == begun:
        probe.write_text("")
    probe.unlink()


# --- what is asked ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "ends_at_once"),
    [
        (["remind", "--quiet"], True),
        (["remind", "--once"], True),
        (["remind", "--quiet", "--exit-code"], True),
        (["--plain", "remind", "--quiet"], False),  # nobody writes it so; the whole way answers
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
    tick(tmp_path)
    assert whole_way("--today", SILENT_DAY, *QUIET) == Result(0, "", "")
    assert silence.is_known(["--today", SILENT_DAY, *QUIET])
    assert Path(silence.note_path(str(place), silence.QUIET)).parent == state_folder()


@pytest.mark.parametrize("value", ["relative", "~/in-home", " "])
def test_a_state_folder_that_is_read_differently_gets_no_note(
    journal: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Where platformdirs would look elsewhere, no folder of that name appears."""
    monkeypatch.setenv("XDG_STATE_HOME", value)
    monkeypatch.chdir(journal.parent)
    tick(journal.parent)
    assert whole_way("--journal", str(journal), "--today", SILENT_DAY, *QUIET).out == ""
    assert not (journal.parent / "~").exists()
    assert not (journal.parent / " ").exists()


# --- what the answer depends on --------------------------------------------------------------


def test_a_note_holds_a_week_and_nothing_of_the_journal(journal: Path) -> None:
    """Seven days, numbers and the version; readable by nobody else."""
    leave_notes(journal)
    note = Path(silence.note_path(str(journal), silence.QUIET))
    lines = note.read_text().splitlines()
    assert lines[3] == (
        "2026-08-20 2026-08-21 2026-08-22 2026-08-23 2026-08-24 2026-08-25 2026-08-26"
    )
    assert (lines[0].startswith("botoxlog "), len(lines)) == (True, 5)
    assert note.stat().st_mode & 0o077 == 0
    assert [word for word in ("secret", "glabella", str(journal)) if word in note.read_text()] == []
    assert [known(journal, QUIET, f"2026-08-{day}") for day in (19, 20, 26, 27)] == [
        False,
        True,
        True,
        False,
    ]


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
    note = Path(silence.note_path(str(journal), silence.QUIET))
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
    assert (believed, len(damaged) > 2_000) == ([], True)
    note.write_bytes(whole)
    assert known(journal, QUIET)


def test_a_note_of_another_program_or_journal_is_not_believed(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version, the same version installed again, and the note of a copy."""
    leave_notes(journal)
    with monkeypatch.context() as other:
        other.setattr(silence, "__version__", "99.0")
        assert not known(journal, QUIET)
    again = journal.parent / "__init__.py"
    again.write_text(Path(cli.__file__).with_name("__init__.py").read_text())
    with monkeypatch.context() as other:
        other.setattr(silence, "_PROGRAM", str(again))
        assert not known(journal, QUIET)
    copy = journal.with_name("copy.toml")
    shutil.copy2(journal, copy)
    for how in (silence.QUIET, silence.ONCE):
        shutil.copy2(silence.note_path(str(journal), how), silence.note_path(str(copy), how))
    assert (known(copy, QUIET), known(copy, ONCE)) == (False, False)
    assert (known(journal, QUIET), known(journal, ONCE)) == (True, True)


def test_a_change_that_keeps_size_and_time_is_seen(journal: Path) -> None:
    """Written in place, with the time of before put back, as some programs that sync do."""
    leave_notes(journal)
    before = journal.stat()
    tick(journal.parent)
    with journal.open("r+") as file:
        file.write(CHECKED_IN.replace("2026-08-01", "2026-05-01"))
    os.utime(journal, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = journal.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )
    assert not known(journal, QUIET)


def test_a_journal_that_has_just_changed_gets_no_note(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does one from a clock that was ahead: a second change might leave the same stamp."""
    monkeypatch.setattr(silence, "SETTLE_SECONDS", 3)
    ask = ("--journal", str(journal), "--today", SILENT_DAY, *QUIET)
    assert whole_way(*ask) == Result(0, "", "")
    assert not known(journal, QUIET)
    changed = journal.stat().st_ctime_ns
    for moved, left in ((-1, False), (2_999_999_999, False), (3_000_000_001, True)):
        with monkeypatch.context() as at:
            at.setattr("time.time_ns", lambda moved=moved: changed + moved)
            whole_way(*ask)
        assert known(journal, QUIET) is left


def test_a_journal_that_changes_while_it_is_read_gets_no_note(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp is taken before and after: an answer about old records says nothing of new ones."""
    tick(journal.parent)
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
    tick(journal.parent)
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
    notes = [Path(silence.note_path(str(journal), how)) for how in (silence.QUIET, silence.ONCE)]
    left = [note.read_bytes() for note in notes]
    assert whole_way("--key", str(key), *ask, "encrypt").code == 0
    assert [note for note in notes if note.exists()] == []
    for note, raw in zip(notes, left, strict=True):
        note.write_bytes(raw)
    tick(tmp_path)
    for words in (QUIET, ONCE):
        assert whole_way("--key", str(key), *ask, *words) == Result(0, "", "")
    assert [note for note in notes if note.exists()] == []
    for _ in range(2):  # without the key: one line, then silence for the day, and no note of it
        tick(tmp_path)
        whole_way(*ask, *ONCE)
    assert [note for note in notes if note.exists()] == []


def test_nothing_is_waited_for(journal: Path, tmp_path: Path) -> None:
    """A pipe in the place of the journal, the note or the log takes the whole way at once."""
    leave_notes(journal)
    note = Path(silence.note_path(str(journal), silence.QUIET))
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
    tick(tmp_path)
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
days = st.integers(-40, 40)
asked = st.lists(st.sampled_from(("quiet", "once", "exit")), min_size=1, max_size=4)


class Shells(RuleBasedStateMachine):
    """Shells that start while people, programs and clocks do what they do.

    Attributes:
        seen: How many questions were answered by a note, and how many by the whole way.
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
                area, ago = draw.choice(AREAS), draw.randrange(20, 400)
                self.append(journal, self.session(area, -ago))
                seen = self.today - timedelta(days=draw.randrange(0, ago))
                self.append(journal, f'[[checkin]]\ndate = {seen}\nstate.{area} = "full"\n')

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
        tick(self.folder)
        with journal.open("a") as file:
            file.write(f'\n{head}\nid = "r{self.number:07d}"\n{rest}')

    def ask(self, names: list[str]) -> None:
        """Ask each way; where a note ends it at once, the whole way has to be silent as well."""
        for number, name in enumerate(names):
            words = {"quiet": QUIET, "once": ONCE, "exit": [*QUIET, "--exit-code"]}[name]
            journal = (*self.journals, self.link)[(number // 2 + self.number) % 3]
            arguments = ["--journal", str(journal), "--today", self.today.isoformat(), *words]
            tick(self.folder)
            if not silence.is_known(arguments):
                said = whole_way(*arguments)
                self.seen["said" if said != Result(0, "", "") else "silent"] += 1
                continue
            self.seen["known"] += 1
            logs = {log: log.read_bytes() for log in state_folder().glob("told-*.toml")}
            with mock.patch.object(silence, "leave_note"), mock.patch.object(silence, "forget"):
                assert whole_way(*arguments) == Result(0, "", "")
            assert {log: log.read_bytes() for log in state_folder().glob("told-*.toml")} == logs

    def run(self, *arguments: str) -> None:
        """Run a command on the first journal; it may refuse."""
        tick(self.folder)
        whole_way("--journal", str(self.journals[0]), "--today", self.today.isoformat(), *arguments)

    @rule(then=asked)
    def nothing(self, then: list[str]) -> None:
        """Another shell starts."""
        self.ask(["quiet", "once", *then])

    @rule(days=st.sampled_from((1, 1, 1, 2, 5, 14, -1, -3, -30, 90, 400)), then=asked)
    def move_the_clock(self, days: int, then: list[str]) -> None:
        """Midnight, a holiday, or a clock that was put right."""
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
        tick(self.folder)
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
        tick(self.folder)
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
        tick(self.folder)
        self.journals[1].write_bytes(raw + b"\n[[session]\n")
        self.ask(then)
        tick(self.folder)
        self.journals[1].write_bytes(raw)


@pytest.fixture
def counted() -> Iterator[Counter[str]]:
    """Count the questions of one run of the law."""
    Shells.seen.clear()
    yield Shells.seen
    Shells.seen.clear()


def test_a_known_silence_is_the_silence_of_the_whole_way(counted: Counter[str]) -> None:
    """The law: random edits, merges, bookings, clocks, backups and damage, then the same answer.

    Some 500 questions, of which one in six at least is answered by a note. The long run
    (--hypothesis-profile=long) asks more than 10,000.
    """
    run_state_machine_as_test(
        Shells, settings=examples(20, steps=20, suppress=(HealthCheck.too_slow,))
    )
    assert counted.total() > 300
    assert counted["known"] > counted.total() / 6


def test_the_checksum_is_that_of_the_whole_note(journal: Path) -> None:
    """CRC-32 of all lines before it, as any other program computes it."""
    leave_notes(journal)
    body, _, last = Path(silence.note_path(str(journal), silence.ONCE)).read_text().rpartition("\n")
    assert last == f"{zlib.crc32(body.encode()):08x}"
