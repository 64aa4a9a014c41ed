"""Interactive shells in a terminal of their own, and what stands on its screen."""

import shlex
import time
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pyte

from tests.terminals import opened

SECONDS = 30
LINES, COLUMNS = 40, 100


class ShellScreen:
    """A shell that runs in a terminal."""

    def __init__(self, command: str, folder: Path, environ: Mapping[str, str]) -> None:
        """Start it in a folder."""
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.Stream(self._screen)
        self._child = opened(
            shlex.split(command),
            cwd=str(folder),
            env={**environ, "TERM": "xterm", "PS1": "> "},
            dimensions=(LINES, COLUMNS),
        )

    @property
    def lines(self) -> list[str]:
        """The lines of the screen as they are now."""
        return [line.rstrip() for line in self._screen.display]

    def types(self, keys: str) -> None:
        """Type keys; Enter is a line feed."""
        self._child.send(keys)

    def shows(self, text: str) -> bool:
        """Wait until a line of the screen has a text; whether it came."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            try:
                shown = self._child.read_nonblocking(4096, timeout=0.2)
            except pexpect.TIMEOUT:
                shown = ""
            self._stream.feed(shown)
            if "\x1b[c" in shown:
                self._child.send("\x1b[?1;2c")  # fish asks what terminal this is
            if any(text in line for line in self._screen.display):
                return True
        return False

    def close(self) -> None:
        """End it."""
        self._child.close(force=True)
