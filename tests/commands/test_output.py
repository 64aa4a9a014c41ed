"""Output that nobody can read: what was saved is said to be saved, and quiet otherwise."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from botoxlog.journal import atomic_replace
from tests.conftest import Program

JOURNAL = (
    '# mine\nformat = 1\n\n[[session]]\nid = "good2345"\ndate = 2026-08-01\nareas = ["chin"]\n'
)
SAVED = "botoxlog: Your journal was saved. "
NOT_AGAIN = "Do not run the command again. To see your records: botoxlog log\n"
WRITING = [
    "add 11s=20 --on 2026-10-01",
    "add 11s=20 --on 2026-10-01 --json",
    "checkin chin=full",
    "checkin chin=full --json",
    "me --clinic x",
    "me --clinic x --json",
    "discuss weak-muscle",
    "edit",
    "edit good2345 --json",
    "remove good2345 --yes",
    "remove good2345 --yes --json",
    "undo",
    "undo --json",
    "import sheet.csv --yes --json",
    "merge other.toml",
    "merge other.toml --json",
    "encrypt --key key.txt",
]
READING = ["log", "log --json", "timeline", "remind", "brief", "stats", "export", "areas", "--help"]
GONE = "| true"
FULL = "> /dev/full"

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")


@pytest.fixture
def written(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program on a journal with a step of undo, and files to import, merge and type."""
    import pyrage

    monkeypatch.chdir(tmp_path)
    program.journal.write_text(JOURNAL)
    program.journal.chmod(0o600)
    program("add", "jaw=40", "--on", "2026-09-01")
    Path("sheet.csv").write_text("Date,Area,Units\n2026-05-01,forehead,4\n")
    Path("other.toml").write_text(JOURNAL.replace("good2345", "other234").replace("chin", "lips"))
    Path("key.txt").write_text(str(pyrage.x25519.Identity.generate()))
    return program


def run(program: Program, arguments: str, end: str, **environ: str) -> tuple[int, str]:
    """Run a command whose output goes to `end`; return its own exit code and what it said."""
    line = f"{shlex.join(program.command)} {arguments} {end}; exit ${{PIPESTATUS[0]}}"
    editor = "sed -i s/mine/yours/;s/chin/lips/"
    done = subprocess.run(
        ["bash", "-c", line],  # noqa: S607 - the one that is found
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "EDITOR": editor, **environ},
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("end", [FULL, GONE])
@pytest.mark.parametrize("arguments", WRITING)
def test_what_was_saved_is_said_to_be_saved(written: Program, arguments: str, end: str) -> None:
    """With exit code 4, so that neither a person nor a script does it again."""
    before = written.journal.read_bytes()
    # A process whose output is not buffered meets the closed pipe at its first word.
    code, said = run(written, arguments, end, PYTHONUNBUFFERED="1" if end == FULL else "")
    assert code == 4
    assert SAVED in said
    assert said.endswith(NOT_AGAIN)
    assert ("bug" in said, "Unexpected" in said) == (False, False)
    assert written.journal.read_bytes() != before


def test_the_exit_code_says_it_where_nobody_reads_messages_either(written: Program) -> None:
    """Both streams on a full disk."""
    before = written.journal.read_bytes()
    assert run(written, "checkin chin=full", f"{FULL} 2>&1") == (4, "")
    assert written.journal.read_bytes() != before


@pytest.mark.unmeasured
@pytest.mark.parametrize("arguments", READING)
def test_what_only_reads_ends_quietly(written: Program, arguments: str) -> None:
    """Behind a pipe that is closed nothing is said, and the journal is as it was."""
    before = written.journal.read_bytes()
    code, said = run(written, arguments, GONE)
    assert (code in {0, 1}, said) == (True, "")
    assert written.journal.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    ["add 11s=20 --dry-run", "merge journal.toml", "undo --list", "import sheet.csv --yes"],
)
def test_nothing_is_said_to_be_saved_that_was_not(written: Program, arguments: str) -> None:
    """A dry run, a merge with nothing new, a list, what is shown before: 1 on a full disk."""
    before = written.journal.read_bytes()
    code, said = run(written, arguments, FULL)
    assert (code, "saved" in said) == (1, False)
    assert written.journal.read_bytes() == before


def test_ctrl_c_just_after_the_write_says_that_it_is_saved(
    program_inside: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file is in place; typing it again would make two records."""

    def interrupted(_folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic_replace, "sync_folder", interrupted)
    result = program_inside("add", "chin=3")
    assert (result.code, "Your journal was saved." in result.err) == (4, True)
    assert "chin" in program_inside.journal.read_text()
