"""No command opens a socket or looks up a name."""

import subprocess
import sys
from pathlib import Path

import pytest

from botoxlog.cli import COMMANDS

pytestmark = pytest.mark.unmeasured

WORDS = {
    "add": ["add", "11s=20", "-p", "botox", "--on", "last friday"],
    "checkin": ["checkin", "11s=fading"],
    "me": ["me", "--clinic", "Lakeside"],
    "areas": ["areas", "glabella"],
    "products": ["products", "dysport"],
    "timeline": ["timeline", "11s"],
    "log": ["log", "--json"],
    "remind": ["remind", "--ics", "-"],
    "plan": ["plan", "in", "10", "weeks"],
}
"""How a command is called here; one that is not named is called bare."""

HOOKED = """
import sys

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "ssl.")):
        print("NETWORK", event, arguments, file=sys.__stderr__)
        import os
        os._exit(77)

sys.addaudithook(watch)
from botoxlog.cli import run
sys.exit(run(sys.argv[1:]))
"""

JOURNAL = """\
format = 1

[[session]]
id = "abcdefgh"
date = 2026-08-01
product = "botox-cosmetic"

[session.units]
glabella = 20
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_opens_a_socket(tmp_path: Path, name: str) -> None:
    """Python itself reports every socket that is made; there is none."""
    path = tmp_path / "journal.toml"
    path.write_text(JOURNAL)
    words = ["--journal", str(path), "--today", "2026-11-23", *WORDS.get(name, [name])]
    done = subprocess.run(
        [sys.executable, "-c", HOOKED, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "NETWORK" not in done.stderr
    assert done.returncode in {0, 1, 2}
    assert "Traceback" not in done.stderr


def test_the_watch_sees_a_socket() -> None:
    """The watch ends a process that makes one."""
    code = HOOKED.replace("from botoxlog.cli import run", "import socket; socket.socket()")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 77
    assert "NETWORK socket.__new__" in done.stderr
