"""Real shells that start with the line of docs/reminders.md in their start-up file."""

import os
import re
import shutil
import zlib
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from botoxlog import cli
from botoxlog.reminders import silence
from tests.reminders.conftest import JOURNAL
from tests.shells import ShellScreen
from tests.stranger import ROOT, Stranger, arrive

LINES = dict(
    re.findall(
        r"^\| (\w+) \| `~/[^`]*` \| `([^`]*)` \|$",
        (ROOT / "docs" / "reminders.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
"""The documented line of each shell."""

PROMPTS = {
    "bash": "PS1='> '",
    "zsh": "PS1='> '",
    "fish": "function fish_prompt; echo -n '> '; end; set -g fish_greeting",
}
FILES = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}
STARTS = {"bash": "bash --noprofile -i", "zsh": "zsh -i", "fish": "fish -i"}

NOTHING, WINDOW, VISIT = date(2026, 8, 30), date(2026, 10, 4), date(2026, 9, 10)
OPENS = "botoxlog: frown lines: its window for wearing off has opened. How does it look?"
TOMORROW = "botoxlog: appointment on Fri 11 Sep at 14:30, Glow."


@pytest.fixture
def stranger(tmp_path: Path) -> Stranger:
    """Return somebody with a session of August, a look at it, and a visit in September."""
    somebody = arrive(tmp_path)
    Path(somebody.environ["BOTOXLOG_JOURNAL"]).write_text(
        f'{JOURNAL}\n[[checkin]]\nid = "c2345678"\ndate = 2026-08-16\nstate.glabella = "full"\n'
        '\n[[appointment]]\nid = "v2345678"\ndate = 2026-09-11\ntime = "14:30"\nclinic = "Glow"\n'
    )
    return somebody


def shown_at_start(shell: str, stranger: Stranger, day: date) -> list[str]:
    """Start a shell with the documented line; return the lines above its first prompt."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not on this machine")
    file = Path(stranger.environ["HOME"], FILES[shell])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{PROMPTS[shell]}\n{LINES[shell]}\n")
    environ = {**stranger.environ, "BOTOXLOG_TODAY": day.isoformat()}
    screen = ShellScreen(STARTS[shell], stranger.folder, environ)
    assert screen.shows(">"), screen.lines
    screen.close()
    lines = screen.lines
    prompt = next(number for number, line in enumerate(lines) if line.startswith(">"))
    return lines[:prompt]


@pytest.mark.parametrize("shell", FILES)
def test_a_shell_starts_with_nothing_one_line_or_the_appointment(
    shell: str, stranger: Stranger
) -> None:
    """Nothing on most days; what begins to matter in one line, in the first shell of the day."""
    assert shown_at_start(shell, stranger, NOTHING) == []
    assert shown_at_start(shell, stranger, VISIT) == [TOMORROW]
    assert shown_at_start(shell, stranger, VISIT) == []
    journal = Path(stranger.environ["BOTOXLOG_JOURNAL"])
    journal.write_text(journal.read_text().partition("\n[[appointment]]")[0])
    assert shown_at_start(shell, stranger, WINDOW) == [OPENS]
    assert shown_at_start(shell, stranger, WINDOW) == []


@pytest.mark.parametrize("shell", FILES)
def test_a_shell_believes_the_note(shell: str, stranger: Stranger) -> None:
    """The documented line takes the short way: with a note that is made to say so, it is silent."""
    journal = Path(stranger.environ["BOTOXLOG_JOURNAL"])
    with mock.patch.dict(os.environ, {"HOME": stranger.environ["HOME"]}):
        day = NOTHING.isoformat()
        assert cli.run(["--journal", str(journal), "--today", day, "remind", "--once"]) == 0
        note = Path(silence.note_path(str(journal), silence.ONCE))
    body = note.read_text().rpartition("\n")[0].replace(day, VISIT.isoformat())
    note.write_text(f"{body}\n{zlib.crc32(body.encode()):08x}")
    assert shown_at_start(shell, stranger, VISIT) == []
    note.unlink()
    assert len(shown_at_start(shell, stranger, VISIT)) == 1
