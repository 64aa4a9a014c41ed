"""The daily job for each system: the files to write, and the commands to install or remove it.

Nothing here touches the system, so a plan can be shown before it is carried out.
"""

import plistlib
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from xml.sax.saxutils import escape

from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import inert

JOB_NAME = "botoxlog"
_TIME = r"([01]\d|2[0-3]):([0-5]\d)"
Command = tuple[str, ...]


class System(StrEnum):
    """The scheduler that runs the job."""

    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    WINDOWS = "windows"
    CRON = "cron"


@dataclass(frozen=True, slots=True)
class Job:
    """A command and its time of day.

    Attributes:
        hour, minute: Local time, from 04:00 on because of daylight saving.
    """

    command: Command
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything needed to install and remove the job.

    Attributes:
        files: Each path with its content.
        install, remove: Commands in order.
        lines: Lines to add by hand, for cron, which has no safe way to add them.
    """

    system: System
    files: Mapping[PurePath, str]
    install: tuple[Command, ...] = ()
    remove: tuple[Command, ...] = ()
    lines: tuple[str, ...] = ()


def parse_time(typed: str) -> tuple[int, int]:
    """Return hour and minute of "09:00".

    Raises:
        BadInputError: Not a time of day, or one that daylight saving can skip or repeat.
    """
    found = re.fullmatch(_TIME, typed)
    if found is None:
        raise BadInputError(f'"{typed}" is not a time of day.', "Write it like 09:00.")
    hour, minute = int(found.group(1)), int(found.group(2))
    if hour < 4:  # noqa: PLR2004 - clocks change between midnight and four
        raise BadInputError(
            f"Daylight saving can skip or repeat {typed}.",
            "Choose a time from 04:00 on.",
        )
    return hour, minute


def plan(system: System, job: Job, folder: PurePath, user: int) -> Plan:
    """Return the plan for a job.

    Args:
        system: The scheduler.
        job: The command and its time.
        folder: Where the scheduler looks for a user's jobs; on Windows, where to keep the file.
        user: The user id, which launchd needs.

    Raises:
        CannotDoError: The command has a line break or another character that controls a terminal:
            it would end the line of the command, or be no text.
    """
    for word in job.command:
        if inert(word) != word:
            raise CannotDoError(
                f'A daily job cannot contain the path "{inert(word)}": it has a line break or '
                "another character that cannot be shown. Nothing was set up.",
                "Rename that file or folder.",
            )
    if system is System.SYSTEMD:
        return _systemd(job, folder)
    if system is System.LAUNCHD:
        return _launchd(job, folder, user)
    if system is System.WINDOWS:
        return _windows(job, folder)
    return _cron(job)


def _systemd(job: Job, folder: PurePath) -> Plan:
    words = " ".join(
        _systemd_word(word, is_program=number == 0) for number, word in enumerate(job.command)
    )
    service = f"""\
[Unit]
Description=botoxlog: refresh the calendar file and remind

[Service]
Type=oneshot
ExecStart={words}
"""
    timer = f"""\
[Unit]
Description=botoxlog, once a day

[Timer]
OnCalendar=*-*-* {job.hour:02}:{job.minute:02}:00
Persistent=true

[Install]
WantedBy=timers.target
"""
    user = ("systemctl", "--user")
    return Plan(
        System.SYSTEMD,
        {folder / f"{JOB_NAME}.service": service, folder / f"{JOB_NAME}.timer": timer},
        install=((*user, "daemon-reload"), (*user, "enable", "--now", f"{JOB_NAME}.timer")),
        remove=((*user, "disable", "--now", f"{JOB_NAME}.timer"),),
    )


def _systemd_word(word: str, *, is_program: bool) -> str:
    """Quote a word for systemd.service(5).

    A dollar sign is left alone if the word is the program: systemd replaces no variable there.
    """
    inside = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    inside = inside if is_program else inside.replace("$", "$$")
    return f'"{inside}"'


def _launchd(job: Job, folder: PurePath, user: int) -> Plan:
    agent = {
        "Label": JOB_NAME,
        "ProgramArguments": list(job.command),
        "StartCalendarInterval": {"Hour": job.hour, "Minute": job.minute},
        "RunAtLoad": True,
        "ProcessType": "Background",
    }
    file = folder / f"{JOB_NAME}.plist"
    return Plan(
        System.LAUNCHD,
        {file: plistlib.dumps(agent, sort_keys=False).decode("utf-8")},
        install=(("launchctl", "bootstrap", f"gui/{user}", str(file)),),
        remove=(("launchctl", "bootout", f"gui/{user}/{JOB_NAME}"),),
    )


def _windows(job: Job, folder: PurePath) -> Plan:
    file = folder / f"{JOB_NAME}-task.xml"
    program, *words = job.command
    # ASCII only, with no encoding declared, because schtasks may read the file in any encoding.
    task = f"""\
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>botoxlog: refresh the calendar file and remind</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{job.hour:02}:{job.minute:02}:00</StartBoundary>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <StartWhenAvailable>true</StartWhenAvailable>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
  </Settings>
  <Actions>
    <Exec>
      <Command>{_xml(program)}</Command>
      <Arguments>{_xml(_windows_words(words))}</Arguments>
    </Exec>
  </Actions>
</Task>
"""
    return Plan(
        System.WINDOWS,
        {file: task},
        install=(("schtasks", "/Create", "/TN", JOB_NAME, "/XML", str(file), "/F"),),
        remove=(("schtasks", "/Delete", "/TN", JOB_NAME, "/F"),),
    )


def _windows_words(words: Sequence[str]) -> str:
    from subprocess import list2cmdline  # quotes as Windows programs expect

    return list2cmdline(words)


def _xml(text: str) -> str:
    return escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _cron(job: Job) -> Plan:
    command = " ".join(map(_cron_word, job.command))
    lines = (f"{job.minute} {job.hour} * * * {command}", f"@reboot sleep 60; {command}")
    return Plan(System.CRON, {}, lines=lines)


def _cron_word(word: str) -> str:
    r"""Quote a word for the shell behind cron.

    cron ends a command at a percent sign without a backslash, and some make two backslashes one.
    So two quotation marks, which the shell drops, keep a backslash apart from what comes next.
    """
    apart = re.sub(r"\\(?=[\\%])", r"\\''", shlex.quote(word))
    return apart.replace("%", r"\%")
