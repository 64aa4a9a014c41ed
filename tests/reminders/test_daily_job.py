"""What setting up the daily job writes and runs, for every system, letter by letter."""

import plistlib
import shlex
from pathlib import PurePosixPath, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.reminders.daily_job import Job, System, parse_time, plan

FOLDER = PurePosixPath("/home/me/jobs")
ODD = ("/opt/my python", "-m", "botoxlog", "--folder", '/home/me/a "b" 50% $HOME \\ é <&>')
JOB = Job(("/usr/bin/python3", "-P", "-m", "botoxlog", "schedule", "--now"), 9, 5)


def test_a_systemd_timer() -> None:
    """A user unit that catches up on missed days, and the two commands that start it."""
    made = plan(System.SYSTEMD, JOB, FOLDER, 1000)
    assert {str(path): text for path, text in made.files.items()} == {
        "/home/me/jobs/botoxlog.service": """\
[Unit]
Description=botoxlog: refresh the calendar file and remind

[Service]
Type=oneshot
ExecStart="/usr/bin/python3" "-P" "-m" "botoxlog" "schedule" "--now"
""",
        "/home/me/jobs/botoxlog.timer": """\
[Unit]
Description=botoxlog, once a day

[Timer]
OnCalendar=*-*-* 09:05:00
Persistent=true

[Install]
WantedBy=timers.target
""",
    }
    assert made.install == (
        ("systemctl", "--user", "daemon-reload"),
        ("systemctl", "--user", "enable", "--now", "botoxlog.timer"),
    )
    assert made.remove == (("systemctl", "--user", "disable", "--now", "botoxlog.timer"),)


def test_systemd_reads_odd_words_as_they_are() -> None:
    """Quotes, percent and dollar signs and backslashes are doubled or escaped."""
    made = plan(System.SYSTEMD, Job(ODD, 9, 0), FOLDER, 1000)
    service = made.files[FOLDER / "botoxlog.service"]
    assert r'"/home/me/a \"b\" 50%% $$HOME \\ é <&>"' in service


def test_a_launchd_agent() -> None:
    """A property list that runs at the hour, or at the next log-in where that was missed."""
    made = plan(System.LAUNCHD, Job(ODD, 9, 5), FOLDER, 501)
    (text,) = made.files.values()
    assert plistlib.loads(text.encode()) == {
        "Label": "botoxlog",
        "ProgramArguments": list(ODD),
        "StartCalendarInterval": {"Hour": 9, "Minute": 5},
        "RunAtLoad": True,
        "ProcessType": "Background",
    }
    agent = "/home/me/jobs/botoxlog.plist"
    assert made.install == (("launchctl", "bootstrap", "gui/501", agent),)
    assert made.remove == (("launchctl", "bootout", "gui/501/botoxlog"),)


def test_a_windows_task() -> None:
    """A task in ASCII that starts when a missed hour is over, its words quoted as Windows does."""
    made = plan(System.WINDOWS, Job(ODD, 9, 5), PureWindowsPath(r"C:\Users\me"), 0)
    ((path, text),) = made.files.items()
    assert str(path) == r"C:\Users\me\botoxlog-task.xml"
    assert text.isascii()
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    task = ET.fromstring(text)  # noqa: S314 - our own text
    found = {one.tag.removeprefix(space): one.text for one in task.iter()}
    assert found["Command"] == "/opt/my python"
    assert found["Arguments"] == (r'-m botoxlog --folder "/home/me/a \"b\" 50% $HOME \ é <&>"')
    assert found["StartBoundary"] == "2026-01-01T09:05:00"
    assert found["DaysInterval"] == "1"
    assert found["StartWhenAvailable"] == "true"
    assert made.install == (
        ("schtasks", "/Create", "/TN", "botoxlog", "/XML", r"C:\Users\me\botoxlog-task.xml", "/F"),
    )
    assert made.remove == (("schtasks", "/Delete", "/TN", "botoxlog", "/F"),)


def test_cron_lines() -> None:
    """Nothing is written: one line for the hour, one for a machine that was off at it."""
    made = plan(System.CRON, Job(ODD, 9, 5), FOLDER, 1000)
    assert (made.files, made.install, made.remove) == ({}, (), ())
    daily, boot = made.lines
    assert daily.startswith("5 9 * * * ")
    assert boot.startswith("@reboot sleep 60; ")
    command = daily.removeprefix("5 9 * * * ")
    assert r"50\%" in command
    assert tuple(shlex.split(command.replace(r"\%", "%"))) == ODD


@pytest.mark.parametrize(
    ("typed", "time"), [("09:00", (9, 0)), ("04:00", (4, 0)), ("23:59", (23, 59))]
)
def test_a_time_of_day(typed: str, time: tuple[int, int]) -> None:
    """Hours and minutes by the person's own clock."""
    assert parse_time(typed) == time


@pytest.mark.parametrize(
    "typed", ["9:00", "24:00", "09:60", "noon", "", "09:00 ", "02:30", "00:00"]
)
def test_no_time_of_day(typed: str) -> None:
    """What is none, and the hours that a change of clocks leaves out, are refused."""
    with pytest.raises(BadInputError):
        parse_time(typed)
