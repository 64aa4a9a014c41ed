"""A journal that holds something, and an editor to change it with."""

import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Program, Result

JOURNAL = """\
# mine
format = 1

# the first
[[session]]
id = "first234"
date = 2026-01-01 # new year
areas = ["chin"]
mood = "good"

[[session]]
id = "touch234"
date = 2026-01-15
touch_up_of = "first234"
areas = ["chin"]

# the look
[[checkin]]
id = "look2345"
date = 2026-03-01

[checkin.state]
chin = "fading"
"""
Editing = Callable[[str], Program]


@pytest.fixture
def program(program_inside: Program) -> Program:
    """Return the program inside this process: most promises of a command need no other."""
    return program_inside


@pytest.fixture
def process(program_inside: Program) -> Program:
    """Return the program as a process of its own: for exit codes, streams and signals."""
    return Program(program_inside.journal)


@pytest.fixture
def written(program: Program) -> Program:
    """Return the program on a journal that holds something."""
    program.journal.write_text(JOURNAL)
    program.journal.chmod(0o600)
    return program


@pytest.fixture
def editing(written: Program, tmp_path: Path) -> Editing:
    """Return a way to give the program an editor that runs Python on the file it is given."""

    def with_editor(code: str) -> Program:
        script = tmp_path / "an editor.py"
        head = "import os, sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n"
        script.write_text(f"{head}text = file.read_bytes().decode()\n{code}\n")
        command = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} --wait"
        return replace(written, environ={"VISUAL": command, "EDITOR": "false"})

    return with_editor


def copies() -> list[Path]:
    """Return every file that an edit left anywhere under the home."""
    return list(Path.home().rglob("botoxlog-edit-*/*"))


def refused(result: Result, code: int, *says: str) -> None:
    """Check how a run ended, and that it said why on stderr alone."""
    assert (result.code, result.out) == (code, "")
    assert "Traceback" not in result.err
    assert [part for part in says if part not in result.err] == []
