"""Real calendars and shells read the output, and docs/reminders.md shows what they print."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.render.test_ics import OLD

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="these clients are Unix programs"),
    pytest.mark.unmeasured,
]

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "reminders.md"
JOURNAL = """\
format = 1

[[session]]
id = "k7q2m9xd"
date = 2026-08-01
product = "botox-cosmetic"
lot = "C1"

[session.units]
glabella = 20
crows-feet = 24
"""
FULL = """
[[checkin]]
date = 2026-10-20
state = {glabella = "full", crows-feet = "full"}
"""
GONE = """
[[checkin]]
date = 2026-12-20
state = {glabella = "gone", crows-feet = "gone"}
"""
KHAL = """\
[calendars]
[[journal]]
path = {folder}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
"""
APPOINTMENT = """
[[appointment]]
id = "m4x8w2pf"
date = 2026-11-17
time = "14:30"
clinic = "Glow"
areas = ["glabella", "crows-feet"]
"""
MOVED = APPOINTMENT.replace("2026-11-17", "2026-11-19").replace("14:30", "09:15")
FIRST = [
    "2026-08-15  journal: two-week check-in",
    "2026-09-26  journal: window opens",
    "2026-10-24  journal: book ahead",
    "2026-11-07  journal: check in",
    "2027-01-20  journal: window ends",
]
LOOKED = [
    "2026-08-15  journal: two-week check-in",
    "2026-09-26  journal: window opens",
    "2026-11-12  journal: book ahead",
    "2026-11-26  journal: check in",
    "2027-02-07  journal: window ends",
]
BOOKED = [
    "2026-08-15  journal: two-week check-in",
    "2026-09-26  journal: window opens",
    "2026-11-12  cancelled: journal: book ahead CANCELLED",
    "2026-11-17 14:30 journal: appointment",
    "2026-11-26  journal: check in",
    "2027-02-07  journal: window ends",
]
REBOOKED = [
    "2026-08-15  journal: two-week check-in",
    "2026-09-26  journal: window opens",
    "2026-11-12  cancelled: journal: book ahead CANCELLED",
    "2026-11-19 09:15 journal: appointment",
    "2026-11-26  journal: check in",
    "2027-02-07  journal: window ends",
]
CALLED_OFF = [
    "2026-08-15  journal: two-week check-in",
    "2026-09-26  journal: window opens",
    "2026-11-12  journal: book ahead",
    "2026-11-19 09:15 cancelled: journal: appointment CANCELLED",
    "2026-11-26  journal: check in",
    "2027-02-07  journal: window ends",
]
STEPS = [
    (JOURNAL, "2026-09-20", FIRST),
    (JOURNAL + FULL, "2026-10-20", LOOKED),
    (JOURNAL + FULL + APPOINTMENT, "2026-10-21", BOOKED),
    (JOURNAL + FULL + MOVED, "2026-10-22", REBOOKED),
    (JOURNAL + FULL, "2026-10-23", CALLED_OFF),
]
"""The journal of some days, and the calendar on each: a check-in, a booking, its move, its end."""


def needed(name: str) -> str:
    """Return the path of a program; if it is not installed, skip, but fail in CI."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        missing = f"no {name} on this machine; on Debian: apt-get install {name}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def lines(command: Sequence[str], **environ: str) -> list[str]:
    """Run a client and return what it prints."""
    done = subprocess.run(
        command, env={**os.environ, **environ}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return [line.rstrip() for line in done.stdout.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Story:
    """A journal whose forecast moves, and its calendar file."""

    program: Program
    file: Path

    def write(self, text: str, day: str) -> Path:
        """Write the journal and the calendar file of one day."""
        self.program.journal.write_text(text)
        then = Program(self.program.journal, date.fromisoformat(day))
        assert then("remind", "--ics", str(self.file)).code == 0
        return self.file


@pytest.fixture
def story(program: Program, tmp_path: Path) -> Story:
    """Return a story without a journal yet."""
    return Story(program, tmp_path / "journal.ics")


@pytest.fixture(params=["Europe/Berlin", "America/New_York", "Pacific/Auckland"])
def khal(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., list[str]]:
    """Return khal with one calendar, in one time zone."""
    program, folder = needed("khal"), tmp_path / "calendar"
    folder.mkdir()
    settings = tmp_path / "khal.conf"
    settings.write_text(KHAL.format(folder=folder, zone=request.param))
    return lambda *words: lines([program, "-c", str(settings), *words], TZ=request.param)


LISTING = ["list", "--once", "--day-format=", "2026-08-10", "250d"]
SHAPE = "--format={start-date} {start-time} {title} {cancelled}"


def test_khal_shows_each_entry_once(story: Story, khal: Callable[..., list[str]]) -> None:
    """Each import moves, adds and cancels the same entries, as documented."""
    documented = DOCUMENT.read_text(encoding="utf-8")
    for text, day, expected in STEPS:
        khal("import", "--batch", "-a", "journal", str(story.write(text, day)))
        assert khal(*LISTING, SHAPE) == expected
        assert "\n".join(expected) in documented


@pytest.mark.parametrize("khal", ["Pacific/Auckland"], indirect=True)
def test_khal_lists_nothing_twice_in_a_week(story: Story, khal: Callable[..., list[str]]) -> None:
    """The day on which the window opens is one day; and an appointment has half an hour."""
    khal(
        "import", "--batch", "-a", "journal", str(story.write(JOURNAL + APPOINTMENT, "2026-09-20"))
    )
    every_day = ["list", "--day-format=", "2026-09-20", "160d", SHAPE]
    assert khal(*every_day) == [FIRST[1], "2026-11-07  journal: check in", TIMED, FIRST[4]]
    hours = ["list", "--day-format=", "2026-11-17", "1d", "--format={start-time} to {end-time}"]
    assert khal(*hours) == ["14:30 to 15:00"]


TIMED = "2026-11-17 14:30 journal: appointment"


@pytest.mark.parametrize("khal", ["America/New_York"], indirect=True)
def test_khal_takes_over_a_bar(story: Story, khal: Callable[..., list[str]]) -> None:
    """A window of 134 days, as written before, is one day after the next import."""
    story.file.write_bytes(OLD.replace("\n", "\r\n").encode())
    khal("import", "--batch", "-a", "journal", str(story.file))
    month = ["list", "--day-format=", "2026-09-20", "30d", SHAPE]
    assert len(khal(*month)) == 16  # 4 to 19 October
    khal("import", "--batch", "-a", "journal", str(story.write(JOURNAL, "2026-09-20")))
    assert khal(*month) == [FIRST[1]]


def test_calcurse_shows_each_entry_once(story: Story, tmp_path: Path) -> None:
    """It ignores UIDs, so the old entries are deleted first; then it shows the current ones."""
    calcurse = [needed("calcurse"), "-D", str(tmp_path / "calcurse")]
    (tmp_path / "calcurse").mkdir()
    for text, day, expected in STEPS:
        lines([*calcurse, "-P", "--filter-pattern", "^journal: "])
        lines([*calcurse, "-q", "-i", str(story.write(text, day))])
        lines([*calcurse, "-P", "--filter-pattern", "^cancelled: journal: "])
        kept = (tmp_path / "calcurse" / "apts").read_text().splitlines()
        found = sorted(CALCURSE.sub(r"\3-\1-\2 \4 \5", row) for row in kept)
        assert found == [row for row in expected if "CANCELLED" not in row]


CALCURSE = re.compile(r"(..)/(..)/(....) (?:\[1\] |@ (..:..) -> [^>]*)>\w+ !?(.*)")
"""A line of its own file: month, day, year, time, and after the name of a note the title."""


def test_remind_shows_each_entry_once(
    story: Story, khal: Callable[..., list[str]], tmp_path: Path
) -> None:
    """It does not read iCalendar; khal converts all entries each time."""
    remind = needed("remind")
    shape = "--format=REM {start-date} AT {start-time} MSG {title} {cancelled}"
    script = tmp_path / "journal.rem"
    for text, day, expected in (STEPS[1], STEPS[3]):
        khal("import", "--batch", "-a", "journal", str(story.write(text, day)))
        rows = [row for row in khal(*LISTING, shape) if not row.endswith("CANCELLED")]
        script.write_text("\n".join(rows).replace(" AT  ", " ") + "\n")
        found = sorted(lines([remind, "-n", str(script), "2026-10-21"]))
        assert [row.replace("/", "-") for row in found] == [
            row.replace("14:30", "2:30pm").replace("09:15", "9:15am").replace("  ", " ")
            for row in expected[2:]
            if "CANCELLED" not in row
        ]


SHELLS = {
    "bash": "command -v botoxlog >/dev/null && botoxlog remind --once",
    "zsh": "command -v botoxlog >/dev/null && botoxlog remind --once",
    "fish": "type -q botoxlog; and botoxlog remind --once",
}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_documented_line_in_a_real_shell(story: Story, shell: str, tmp_path: Path) -> None:
    """One line when the window opens; none the second time, and none without botoxlog."""
    assert SHELLS[shell] in DOCUMENT.read_text(encoding="utf-8")
    story.program.journal.write_text(JOURNAL)
    start = Program(story.program.journal, date(2026, 9, 26)).command
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "botoxlog").write_text(
        "#!/bin/sh\nexec " + " ".join(f"'{word}'" for word in start) + ' "$@"\n'
    )
    (folder / "botoxlog").chmod(0o755)
    command = [needed(shell), "-c", f"{SHELLS[shell]}; true"]
    path = f"{folder}:/usr/bin:/bin"
    opens = "botoxlog: crow's feet: its window for wearing off has opened. How does it look?"
    assert lines(command, PATH="/usr/bin:/bin") == []
    assert lines(command, PATH=path) == [opens]
    assert lines(command, PATH=path) == []
