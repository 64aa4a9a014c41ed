"""A terminal of its own for a program: a test waits for what it sees there, never for time."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import pexpect

Terminal: TypeAlias = "pexpect.spawn[str]"


def opened(command: Sequence[str], **more: Any) -> Terminal:
    """Start a program in a terminal.

    Args:
        command: The program and its arguments.
        more: As `pexpect.spawn` takes them, such as `env` and `dimensions` (rows and columns).
    """
    first, *rest = command
    # A busy machine is slow, never wrong.
    child = pexpect.spawn(first, rest, **{"encoding": "utf-8", "timeout": 120, **more})
    child.delaybeforesend = None  # what is typed waits in the terminal until it is read
    child.ptyproc.delayafterclose = 0  # a program that should have ended is waited for: see `ended`
    child.ptyproc.delayafterterminate = 0.01
    return child


def ended(child: Terminal, key: str = "") -> tuple[int, str]:
    """Wait for the end and return the exit code and what was shown last.

    A `key` is pressed until it is seen: Python misses a Ctrl-C that comes in the instant before it
    waits for input, until the next key.
    """
    for _ in range(5):
        child.send(key)
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=5 if key else 120) == 0:
            child.wait()
            break
    child.close()
    assert child.exitstatus is not None
    return child.exitstatus, str(child.before)
