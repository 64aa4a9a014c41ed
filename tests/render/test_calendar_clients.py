"""Real calendars and shells read the output, and docs/reminders.md shows what they print."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Program

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these clients are Unix programs")

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
FIRST = [
    "2026-08-15 to 2026-08-15  journal: two-week check-in",
    "2026-09-26 to 2027-02-14  journal: window",
    "2026-10-24 to 2026-10-24  journal: book ahead",
    "2026-11-07 to 2026-11-07  journal: check in",
]
MOVED = [
    "2026-08-15 to 2026-08-15  cancelled: journal: two-week check-in CANCELLED",
    "2026-10-27 to 2027-02-27  journal: window",
    "2026-11-12 to 2026-11-12  journal: book ahead",
    "2026-11-26 to 2026-11-26  journal: check in",
]
OVER = [
    "2026-08-15 to 2026-08-15  cancelled: journal: two-week check-in CANCELLED",
    "2026-10-27 to 2026-10-27  cancelled: journal: window CANCELLED",
    "2026-10-31 to 2026-10-31  journal: book ahead",
    "2026-11-26 to 2026-11-26  cancelled: journal: check in CANCELLED",
]


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
    # Coverage would be measured in the client too.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        command, env={**clean, **environ}, capture_output=True, encoding="utf-8", check=False
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


def test_khal_shows_one_entry_moved(story: Story, khal: Callable[..., list[str]]) -> None:
    """A second and a third import move and cancel the same events, as documented."""
    shape = "{start-date} to {end-date}  {title} {cancelled}"
    listing = ["list", "--once", "--day-format=", f"--format={shape}", "2026-08-10", "250d"]
    documented = DOCUMENT.read_text(encoding="utf-8")
    steps = [
        (JOURNAL, "2026-09-20", FIRST),
        (JOURNAL + FULL, "2026-10-20", MOVED),
        (JOURNAL + FULL + GONE, "2026-12-20", OVER),
    ]
    for text, day, expected in steps:
        khal("import", "--batch", "-a", "journal", str(story.write(text, day)))
        assert khal(*listing) == expected
        assert "\n".join(expected) in documented


def test_calcurse_shows_one_entry_moved(story: Story, tmp_path: Path) -> None:
    """It ignores UIDs, so the old events are deleted first; then it shows the current ones."""
    calcurse = [needed("calcurse"), "-D", str(tmp_path / "calcurse")]
    (tmp_path / "calcurse").mkdir()
    for text, day in ((JOURNAL, "2026-09-20"), (JOURNAL + FULL, "2026-10-20")):
        lines([*calcurse, "-P", "--filter-pattern", "^journal: "])
        lines([*calcurse, "-q", "-i", str(story.write(text, day))])
        lines([*calcurse, "-P", "--filter-pattern", "^cancelled: journal: "])
    kept = (tmp_path / "calcurse" / "apts").read_text()
    days = [(line[:10], line.partition("journal: ")[2]) for line in kept.splitlines()]
    assert sorted(days) == [
        ("10/27/2026", "window"),
        ("11/12/2026", "book ahead"),
        ("11/26/2026", "check in"),
    ]


def test_remind_shows_one_entry_moved(
    story: Story, khal: Callable[..., list[str]], tmp_path: Path
) -> None:
    """It does not read iCalendar; khal converts all events each time."""
    remind = needed("remind")
    shape = "REM {start-date} THROUGH {end-date} MSG {title} {cancelled}"
    listing = ["list", "--once", "--day-format=", f"--format={shape}", "2026-08-10", "250d"]
    script = tmp_path / "journal.rem"
    for text, day in ((JOURNAL, "2026-09-20"), (JOURNAL + FULL, "2026-10-20")):
        khal("import", "--batch", "-a", "journal", str(story.write(text, day)))
        rows = [row for row in khal(*listing) if not row.endswith("CANCELLED")]
        script.write_text("\n".join(rows) + "\n")
    assert sorted(lines([remind, "-n", str(script), "2026-10-21"])) == [
        "2026/10/27 journal: window",
        "2026/11/12 journal: book ahead",
        "2026/11/26 journal: check in",
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
