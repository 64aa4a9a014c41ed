"""What setting up the daily job writes and runs, for every system, letter by letter."""

import plistlib
import re
import shlex
from pathlib import PurePosixPath, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import inert
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


PATHS = st.text(st.sampled_from("a/ %\\$'\"`!&;|<>()*?~#=-\u00e9")) | st.text()


def cron(line: str, *, joins_backslashes: bool) -> str:
    """Return the command that cron hands to the shell for the rest of a line.

    Args:
        line: What stands after the time.
        joins_backslashes: Two backslashes are one, as on Debian; elsewhere they stay two.
    """
    command, escaped = "", False
    for letter in line:
        if escaped and (letter == "%" or (letter == "\\" and joins_backslashes)):
            command, escaped = command[:-1] + letter, False
            continue
        if letter == "%" and not escaped:
            return command
        escaped = letter == "\\" and not escaped
        command += letter
    return command


def systemd(line: str) -> list[str]:
    """Return the words of a line of ExecStart, by systemd.service(5)."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    plain = [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words]
    assert not any(re.search(r"(?<!%)(?:%%)*%(?!%)", word) for word in words)
    return [plain[0], *(word.replace("$$", "$") for word in plain[1:])]


@given(st.lists(PATHS.filter(lambda path: inert(path) == path), min_size=1, max_size=3))
def test_any_path_comes_back_from_cron_and_systemd(paths: list[str]) -> None:
    """Quoted for both kinds of cron and for systemd, a word is what it was."""
    job = Job(tuple(paths), 9, 5)
    (daily, boot) = plan(System.CRON, job, FOLDER, 1000).lines
    for joins_backslashes in (True, False):
        for line, start in ((daily, "5 9 * * * "), (boot, "@reboot sleep 60; ")):
            command = cron(line.removeprefix(start), joins_backslashes=joins_backslashes)
            assert shlex.split(command) == paths
    service = plan(System.SYSTEMD, job, FOLDER, 1000).files[FOLDER / "botoxlog.service"]
    (start_line,) = [line for line in service.split("\n") if line.startswith("ExecStart=")]
    assert systemd(start_line.removeprefix("ExecStart=")) == paths


@pytest.mark.parametrize("system", System)
@pytest.mark.parametrize(
    "odd", ["\n", "\r", "\t", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\udcff"]
)
def test_a_path_that_would_end_the_line_is_refused(system: System, odd: str) -> None:
    """A line break would begin a line of somebody's choice in a crontab or a unit."""
    job = Job(("/usr/bin/python3", "--journal", f"/home/me/a{odd}* * * * * rm -rf x"), 9, 5)
    with pytest.raises(CannotDoError, match="cannot contain the path") as told:
        plan(system, job, FOLDER, 1000)
    assert inert(told.value.sentence) == told.value.sentence


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
