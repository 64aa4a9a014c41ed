"""The daily job, as a real process, and setting it up."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Program, Result
from tests.reminders.conftest import BROKEN, on, shown

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs sh and file modes")

# --- the daily job ---------------------------------------------------------------------------


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
    assert shown(desktop) == [
        "frown lines: its window for wearing off has opened. How does it look?"
    ]


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
    assert shown(desktop) == ["The daily reminder failed."]
    assert (logged.journal.parent / "journal.ics").read_bytes() == before
    on(logged, "2026-10-05")("schedule", "--now")
    assert shown(desktop) == ["The daily reminder failed."]


def test_the_job_reports_a_journal_that_is_gone(logged: Program, desktop: Path) -> None:
    """No journal is no reason to be silent."""
    logged.journal.unlink()
    assert logged("schedule", "--now").code == 1
    assert shown(desktop) == ["The daily reminder failed."]


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
    assert "botoxlog can't show desktop notifications: " in result.err
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
    assert "The daily job was removed." in logged("schedule", "--remove").out
    assert list(units.iterdir()) == []
    assert "There is no daily job to remove." in logged("schedule", "--remove").out
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
