"""A journal whose window opens, and a desktop that can be listened to."""

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Program

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
