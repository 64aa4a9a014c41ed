"""What `remind` does unasked, as real processes: the calendar file, the line in a shell."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Program, Result
from tests.reminders.conftest import BROKEN, on

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs sh and file modes")

# --- the calendar file -----------------------------------------------------------------------


def test_a_calendar_file_is_written_for_its_owner_alone(logged: Program, tmp_path: Path) -> None:
    """Mode 0600, nothing on stdout, one line on stderr that counts."""
    file = tmp_path / "c.ics"
    result = logged("remind", "--ics", str(file))
    assert result == Result(0, "", f"{file}: 5 entries, 5 new.\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "secret" not in file.read_text()
    again = logged("remind", "--ics", str(file))
    assert again.err == f"{file}: 5 entries, nothing changed.\n"


def test_a_file_that_did_not_change_is_not_touched(logged: Program, tmp_path: Path) -> None:
    """The same file, not a copy of it: sync tools see nothing to do."""
    file = tmp_path / "c.ics"
    logged("remind", "--ics", str(file))
    before = file.stat()
    assert on(logged, "2026-10-05")("remind", "--ics", str(file)).code == 0
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_calendar_on_stdout(logged: Program) -> None:
    """- prints it, with nothing beside it, its line ends as the format wants them."""
    command = [*logged.command, "remind", "--ics", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert done.stdout.count(b"\n") == done.stdout.count(b"\r\n")
    assert done.stderr == b""


def test_somebody_elses_file_stays(logged: Program, tmp_path: Path) -> None:
    """Exit code 1, the file named, and not one byte changed."""
    file = tmp_path / "work.ics"
    for raw in (b"BEGIN:VCALENDAR\r\nPRODID:-//Work//EN\r\nEND:VCALENDAR\r\n", b"\xff\xfe"):
        file.write_bytes(raw)
        result = logged("remind", "--ics", str(file))
        assert (result.code, result.out) == (1, "")
        assert str(file) in result.err
        assert "Nothing was written" in result.err
        assert file.read_bytes() == raw


def test_an_edited_entry_stays(logged: Program, tmp_path: Path) -> None:
    """A note that somebody put into our file is not lost when the forecast moves."""
    file = tmp_path / "c.ics"
    logged("remind", "--ics", str(file))
    text = file.read_text().replace("CLASS:PRIVATE", "CLASS:PRIVATE\nLOCATION:Lakeside", 1)
    file.write_text(text)
    on(logged, "2026-10-20")("checkin", "11s=full")
    assert on(logged, "2026-10-20")("remind", "--ics", str(file)).code == 1
    assert file.read_text() == text


def test_a_pipe_is_no_calendar(logged: Program, tmp_path: Path) -> None:
    """It is refused at once: reading back what stands in it would never end."""
    os.mkfifo(tmp_path / "pipe")
    result = logged("remind", "--ics", str(tmp_path / "pipe"))
    assert (result.code, result.out) == (1, "")
    assert "not a regular file" in result.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--ics", "c.ics", "--json"], 2),
        (["--detailed"], 2),
        (["--ics", "no/such/folder/c.ics"], 1),
        (["--ics", "."], 1),
        (["--ics", ""], 1),
    ],
)
def test_what_cannot_be_written_is_said(
    logged: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    """Two answers at once, a folder that is not there, a folder for a file."""
    monkeypatch.chdir(tmp_path)
    result = logged("remind", *words)
    assert (result.code, result.out) == (code, "")
    assert "Traceback" not in result.err
    assert not (tmp_path / "c.ics").exists()


def test_a_journal_that_is_not_there_empties_no_calendar(logged: Program, tmp_path: Path) -> None:
    """A mistyped path cancels nothing."""
    file = tmp_path / "c.ics"
    logged("remind", "--ics", str(file))
    before = file.read_bytes()
    other = Program(tmp_path / "typo.toml")
    assert other("remind", "--ics", str(file)).code == 1
    assert file.read_bytes() == before


# --- the shell -------------------------------------------------------------------------------


def test_once_says_one_line_a_day_and_each_thing_once(logged: Program) -> None:
    """Silent before, one line on the day, silent again, and the next thing on its day."""
    assert on(logged, "2026-08-20")("remind", "--once").out == (
        "botoxlog: frown lines: two-week check-in. How well has it worked?\n"
    )
    assert on(logged, "2026-08-21")("remind", "--once") == Result(0, "", "")
    opens = "botoxlog: frown lines: its window for wearing off has opened. How does it look?\n"
    assert logged("remind", "--once") == Result(0, opens, "")
    assert logged("remind", "--once") == Result(0, "", "")
    assert on(logged, "2026-10-05")("remind", "--once") == Result(0, "", "")
    assert on(logged, "2026-11-07")("remind", "--once").out == (
        "botoxlog: frown lines: if you plan to repeat it, you can book now.\n"
    )


def test_once_counts_what_else_there_is(logged: Program) -> None:
    """After a long silence: the most urgent thing, and how many more."""
    result = on(logged, "2026-12-01")("remind", "--once")
    assert result.out.count("\n") == 1
    assert result.out.endswith("(and 1 more: botoxlog remind)\n")


def test_a_broken_journal_never_spoils_a_prompt(logged: Program) -> None:
    """Exit code 0, one calm line on stderr, and that once a day."""
    logged.journal.write_text(BROKEN)
    first, second = logged("remind", "--once"), logged("remind", "--once")
    assert (first.code, first.out, first.err.count("\n")) == (0, "", 1)
    assert "line 1" in first.err
    assert second == Result(0, "", "")
    assert on(logged, "2026-10-05")("remind", "--once").err == first.err


def test_once_without_a_journal_is_silent(program: Program) -> None:
    """Somebody who has not begun is not asked to."""
    assert program("remind", "--once") == Result(0, "", "")


def test_shells_that_start_together_say_it_once(logged: Program) -> None:
    """Six terminals opened at once: one line."""
    started = [
        subprocess.Popen(
            [*logged.command, "remind", "--once"], stdout=subprocess.PIPE, encoding="utf-8"
        )
        for _ in range(6)
    ]
    assert sum(one.communicate()[0].count("\n") for one in started) == 1


def test_a_state_folder_that_cannot_be_used_stops_nothing(logged: Program, tmp_path: Path) -> None:
    """The line comes, every time, and nothing else."""
    (tmp_path / "state").write_text("")
    there = Program(logged.journal, logged.today, {"XDG_STATE_HOME": str(tmp_path / "state")})
    first, second = there("remind", "--once"), there("remind", "--once")
    assert first.out.startswith("botoxlog: frown lines")
    assert first == second


def test_quiet_is_never_longer_than_three_lines(program: Program) -> None:
    """Six areas due at once: the three most urgent lines, and how many more."""
    areas = ["glabella", "forehead", "crows-feet", "masseter", "platysma", "underarms"]
    program.journal.write_text(
        "".join(
            f'[[session]]\nid = "{area}"\ndate = 2026-08-01\nproduct = "botox-cosmetic"\n'
            f'areas = ["{area}"]\n'
            for area in areas
        )
    )
    result = program("remind", "--quiet")
    assert result.out.count("\n") == 3
    assert result.out.endswith(" more: botoxlog remind)\n")
    everything = json.loads(program("remind", "--json").out)["due"]
    assert {item["area"] for item in everything} == set(areas)


def test_the_start_of_a_shell_imports_little(logged: Program) -> None:
    """With something to say or not, the heavy libraries stay where they are."""
    code = (
        "import sys; from botoxlog.cli import run; "
        f"run(['--journal', {str(logged.journal)!r}, '--today', '2026-10-04', 'remind', '--once']);"
        "print(*sys.modules)"
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    loaded: set[str] = set()
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
        )
        loaded = set(done.stdout.split())
        assert {"rich.console", "icalendar", "json", "csv"} & loaded == set()
    assert {
        "fasteners",
        "botoxlog.forecast.snapshot",
    } & loaded == set()  # already said today: not even read
