"""What reaches a person unasked, as real processes: the calendar file, the shell, the daily job."""

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Program, Result

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs sh and file modes")

JOURNAL = """\
format = 1

[[session]]
id = "k7q2m9xd"
date = 2026-08-01
product = "botox-cosmetic"
lot = "C1"
note = "a secret"

[session.units]
glabella = 20
"""
BROKEN = "[[session]\n"


@pytest.fixture
def logged(program: Program) -> Program:
    """Return the program on a journal with one session, on the day its window opens."""
    program.journal.write_text(JOURNAL)
    return Program(program.journal, date(2026, 10, 4))


def on(program: Program, day: str) -> Program:
    """Return the program on another day."""
    return Program(program.journal, date.fromisoformat(day), program.environ)


# --- the calendar file -----------------------------------------------------------------------


def test_a_calendar_file_is_written_for_its_owner_alone(logged: Program, tmp_path: Path) -> None:
    """Mode 0600, nothing on stdout, one line on stderr that counts."""
    file = tmp_path / "c.ics"
    result = logged("remind", "--ics", str(file))
    assert result == Result(0, "", f"{file}: 4 entries, 4 new.\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "secret" not in file.read_text()
    again = logged("remind", "--ics", str(file))
    assert again.err == f"{file}: 4 entries, nothing changed.\n"


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
    assert "no ordinary file" in result.err


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
        "botoxlog: frown lines: the two-week look. How has it taken?\n"
    )
    assert on(logged, "2026-08-21")("remind", "--once") == Result(0, "", "")
    opens = "botoxlog: frown lines: the fade window is here. How does it look?\n"
    assert logged("remind", "--once") == Result(0, opens, "")
    assert logged("remind", "--once") == Result(0, "", "")
    assert on(logged, "2026-10-05")("remind", "--once") == Result(0, "", "")
    assert on(logged, "2026-11-07")("remind", "--once").out == (
        "botoxlog: frown lines: if you mean to repeat it, it is time to book.\n"
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
        assert {"rich.console", "dateparser", "icalendar", "json", "csv"} & loaded == set()
    assert {"fasteners", "botoxlog.outlook"} & loaded == set()  # already said today: not even read


# --- the daily job ---------------------------------------------------------------------------


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file in which a stand-in for the desktop notes what it is shown."""
    heard, folder = tmp_path / "heard", tmp_path / "bin"
    folder.mkdir()
    for name in ("notify-send", "osascript"):
        (folder / name).write_text(f'#!/bin/sh\nprintf "%s|" "$@" >> {heard}\necho >> {heard}\n')
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return heard


def shown(heard: Path) -> list[str]:
    """Return what the desktop was shown, and forget it."""
    text = heard.read_text() if heard.exists() else ""
    heard.unlink(missing_ok=True)
    return [one.rpartition("journal|")[2] for one in text.split("|\n") if one]


def test_the_job_refreshes_the_calendar_and_reminds(logged: Program, desktop: Path) -> None:
    """A neutral notification once, the calendar every day."""
    folder = logged.journal.parent
    before = on(logged, "2026-10-03")("schedule", "--now", "--folder", str(folder))
    assert before == Result(0, "", "")
    assert (folder / "journal.ics").exists()
    shown(desktop)
    assert logged("schedule", "--now", "--folder", str(folder)).code == 0
    assert shown(desktop) == ["window opens"]
    assert logged("schedule", "--now").code == 0
    assert on(logged, "2026-10-05")("schedule", "--now").code == 0
    assert shown(desktop) == []


def test_the_job_names_areas_only_when_asked(logged: Program, desktop: Path) -> None:
    """With --detailed, the words."""
    on(logged, "2026-10-03")("schedule", "--now")
    shown(desktop)
    logged("schedule", "--now", "--detailed")
    assert shown(desktop) == ["frown lines: the fade window is here. How does it look?"]


def test_missed_days_are_caught_up(logged: Program, desktop: Path) -> None:
    """Off over the day the window opened: told on the next day that it runs."""
    on(logged, "2026-10-03")("schedule", "--now")
    shown(desktop)
    on(logged, "2026-10-19")("schedule", "--now")
    assert shown(desktop) == ["window opens"]


def test_what_was_told_on_the_desktop_is_still_told_in_a_shell(
    logged: Program, desktop: Path
) -> None:
    """A notification passes by; the two remember apart."""
    logged("schedule", "--now")
    assert shown(desktop)
    assert logged("remind", "--once").out


def test_the_job_reports_a_broken_journal_once_a_day(logged: Program, desktop: Path) -> None:
    """A notification, and exit code 3 for whoever runs it; the calendar stays as it was."""
    folder = str(logged.journal.parent)
    logged("schedule", "--now", "--folder", folder)
    shown(desktop)
    before = (logged.journal.parent / "journal.ics").read_bytes()
    logged.journal.write_text(BROKEN)
    first, second = (logged("schedule", "--now", "--folder", folder) for _ in range(2))
    assert (first.code, second.code) == (3, 3)
    assert "line 1" in first.err
    assert shown(desktop) == ["The daily reminder could not be made."]
    assert (logged.journal.parent / "journal.ics").read_bytes() == before
    on(logged, "2026-10-05")("schedule", "--now")
    assert shown(desktop) == ["The daily reminder could not be made."]


def test_the_job_reports_a_journal_that_is_gone(logged: Program, desktop: Path) -> None:
    """No journal is no reason to be silent."""
    logged.journal.unlink()
    assert logged("schedule", "--now").code == 1
    assert shown(desktop) == ["The daily reminder could not be made."]


def test_a_calendar_that_fails_does_not_stop_the_reminder(logged: Program, desktop: Path) -> None:
    """Somebody's file under our name: it stays, the reminder comes, the failure is told."""
    (logged.journal.parent / "journal.ics").write_text("mine")
    result = logged("schedule", "--now", "--folder", str(logged.journal.parent))
    assert result.code == 1
    assert "did not write" in result.err
    told = shown(desktop)
    assert len(told) == 2
    assert "window opens" in told[0]
    assert (logged.journal.parent / "journal.ics").read_text() == "mine"


def test_what_could_not_be_shown_is_shown_later(
    logged: Program, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No desktop to speak to: exit code 1 and why; the next run shows it."""
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", "/nowhere")
    result = logged("schedule", "--now")
    assert result.code == 1
    assert "desktop" in result.err
    monkeypatch.setenv("PATH", path)
    assert logged("schedule", "--now").code == 0
    assert len(shown(desktop)) == 1


# --- setting it up ---------------------------------------------------------------------------


def test_schedule_only_shows(logged: Program, desktop: Path) -> None:
    """Bare, it prints every file whole and every command, and writes nothing."""
    result = logged("schedule", "--system", "systemd")
    home = Path(os.environ["HOME"])
    assert result.code == 0
    assert f"{home}/.config/systemd/user/botoxlog.timer" in result.out
    assert "    Persistent=true" in result.out
    assert "    systemctl --user enable --now botoxlog.timer" in result.out
    assert not (home / ".config").exists()
    assert shown(desktop) == []
    assert result.err == ""


def test_schedule_says_what_is_missing(
    logged: Program, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a program that shows notifications, that is said before anything is set up."""
    monkeypatch.setenv("PATH", "/nowhere")
    result = logged("schedule", "--system", "cron")
    assert result.code == 0
    assert result.err.startswith("Mind: This system has no ")
    assert not desktop.exists()


def test_the_cron_line_does_the_job(logged: Program, desktop: Path) -> None:
    """The printed line, run as cron runs it: by sh, in an environment with next to nothing."""
    folder = logged.journal.parent / "50% of it"
    folder.mkdir()
    result = logged("schedule", "--system", "cron", "--folder", str(folder), "--at", "07:30")
    (line,) = [one for one in result.out.splitlines() if one.startswith("30 7 * * * ")]
    command = line.removeprefix("30 7 * * * ").replace(r"\%", "%")
    environ = {
        "HOME": os.environ["HOME"],
        "PATH": os.environ["PATH"],
        "BOTOXLOG_TODAY": "2026-10-04",
    }
    subprocess.run(["/bin/sh", "-c", command], env=environ, check=True)
    assert (folder / "journal.ics").exists()
    assert len(shown(desktop)) == 1


def test_schedule_json(logged: Program) -> None:
    """Everything it would write and run, for scripts."""
    found = json.loads(logged("schedule", "--system", "launchd", "--json").out)
    assert {name: type(value).__name__ for name, value in found.items()} == {
        "schema": "int",
        "today": "str",
        "system": "str",
        "set_up": "bool",
        "files": "list",
        "install": "list",
        "remove": "list",
        "lines": "list",
    }
    assert (found["system"], found["set_up"]) == ("launchd", False)
    assert found["files"][0]["text"].startswith("<?xml")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--install", "--remove"], 2),
        (["--system", "upstart"], 2),
        (["--at", "nine"], 2),
        (["--folder", "/no/such/folder"], 1),
        (["--install", "--system", "systemd"], 2),
    ],
)
def test_what_cannot_be_scheduled_is_refused(logged: Program, words: list[str], code: int) -> None:
    """Two things at once, an unknown system, no time of day, no folder, nobody to ask."""
    result = logged("schedule", *words)
    assert result.code == code
    assert "Traceback" not in result.err
    assert not (Path(os.environ["HOME"]) / ".config").exists()


SYSTEMCTL = '#!/bin/sh\necho "$@" >> "$HOME/asked"\n'


def test_it_is_set_up_and_taken_away(logged: Program, desktop: Path) -> None:
    """A stand-in for systemd hears both; the files come, are private, and go."""
    (desktop.parent / "bin" / "systemctl").write_text(SYSTEMCTL)
    (desktop.parent / "bin" / "systemctl").chmod(0o755)
    home = Path(os.environ["HOME"])
    result = logged("schedule", "--install", "--yes")
    assert result.code == 0, result.err
    units = home / ".config" / "systemd" / "user"
    assert {unit.name for unit in units.iterdir()} == {"botoxlog.service", "botoxlog.timer"}
    assert {stat.S_IMODE(unit.stat().st_mode) for unit in units.iterdir()} == {0o600}
    assert "A daily job is set up." in logged("schedule").out
    assert logged("schedule", "--install", "--yes", "--at", "10:00").code == 0
    assert "10:00" in (units / "botoxlog.timer").read_text()
    assert "The daily job is gone." in logged("schedule", "--remove").out
    assert list(units.iterdir()) == []
    assert "No daily job was set up." in logged("schedule", "--remove").out
    asked = (home / "asked").read_text().splitlines()
    assert [one for one in asked if "environment" not in one] == [
        "--user daemon-reload",
        "--user enable --now botoxlog.timer",
        "--user disable --now botoxlog.timer",
        "--user daemon-reload",
        "--user enable --now botoxlog.timer",
        "--user disable --now botoxlog.timer",
    ]


def test_what_systemd_refuses_leaves_nothing_behind(logged: Program, desktop: Path) -> None:
    """The command and what it said are told, and the files are gone again."""
    script = '#!/bin/sh\ncase "$2" in enable) echo "Unit is masked" >&2; exit 1;; esac\n'
    (desktop.parent / "bin" / "systemctl").write_text(script)
    (desktop.parent / "bin" / "systemctl").chmod(0o755)
    result = logged("schedule", "--install", "--yes")
    assert result.code == 1
    assert "systemctl --user enable --now botoxlog.timer" in result.err
    assert 'It said: "Unit is masked".' in result.err
    units = Path(os.environ["HOME"]) / ".config" / "systemd" / "user"
    assert list(units.iterdir()) == []


def test_cron_is_left_to_the_person(logged: Program, desktop: Path) -> None:
    """Without systemd nothing is written: the lines are printed, and how to take them away."""
    (desktop.parent / "bin" / "systemctl").write_text("#!/bin/sh\nexit 1\n")
    (desktop.parent / "bin" / "systemctl").chmod(0o755)
    if sys.platform == "linux":
        result = logged("schedule", "--install", "--yes")
        assert result.code == 0
        assert "crontab -e" in result.out
        assert "crontab -e" in logged("schedule", "--remove").out
