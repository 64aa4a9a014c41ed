"""The program that is asked, as often as it takes, by several threads at once."""

import json
import os
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

SERVER = Path(__file__).with_name("server.py")
SECONDS = 60
"""A run that takes longer is no answer."""

ENVIRON = {"PYTHONUTF8": "1", "NO_COLOR": "1", "LANG": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """How one run ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class _Server:
    """A warm interpreter of one thread, and where its runs write."""

    process: "subprocess.Popen[str]"
    tell: IO[str]
    told: IO[str]
    out: Path
    err: Path

    def run(self, arguments: list[str], environ: dict[str, str]) -> Answer:
        """Have one run in it."""
        files = {"out": str(self.out), "err": str(self.err)}
        self.tell.write(json.dumps({"args": arguments, "env": environ, **files}) + "\n")
        self.tell.flush()
        code = int(self.told.readline())
        return Answer(code, *(path.read_text(encoding="utf-8") for path in (self.out, self.err)))

    def close(self) -> None:
        """End it."""
        self.tell.close()
        self.told.close()
        self.process.wait()


class Program:
    """The program; used as a context, so that nothing of it is left running."""

    def __init__(self, path: str, folder: Path, *, fork: bool) -> None:
        """Take the program at `path`; its runs write in `folder`.

        With `fork` they are forks of a warm interpreter beside it: the same code, without its
        start-up.
        """
        self.path, self.folder = path, folder
        self._python = Path(path).with_name("python")
        self._forks = fork and hasattr(os, "fork") and self._python.exists()
        self._local = threading.local()
        self._servers: list[_Server] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.close()

    def run(self, arguments: list[str], columns: int = 100) -> Answer:
        """Run it once."""
        environ = {**os.environ, **ENVIRON, "COLUMNS": str(columns)}
        return (self._server().run if self._forks else self._run)(arguments, environ)

    def _run(self, arguments: list[str], environ: dict[str, str]) -> Answer:
        done = subprocess.run(
            [self.path, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            env=environ,
            timeout=SECONDS,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def areas(self) -> set[str]:
        """Return the ids of the areas it knows."""
        answer = self._run(["areas", "--json"], {**os.environ, **ENVIRON})
        if answer.code:
            raise RuntimeError(answer.err)
        return {area["id"] for area in json.loads(answer.out)["areas"]}

    def _server(self) -> _Server:
        """Return this thread's interpreter."""
        server: _Server | None = getattr(self._local, "server", None)
        if server is None:
            server = self._local.server = self._started()
            with self._lock:
                self._servers.append(server)
        return server

    def _started(self) -> _Server:
        process = subprocess.Popen(
            [str(self._python), "-P", str(SERVER)],  # its own modules, not those beside SERVER
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **ENVIRON},
        )
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes to the interpreter")
        process.stdout.readline()
        number = threading.get_ident()
        files = (self.folder / f"{name}-{number}" for name in ("out", "err"))
        return _Server(process, process.stdin, process.stdout, *files)
