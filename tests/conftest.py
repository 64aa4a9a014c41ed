"""No test can touch the real home, the real clock or the network."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

import tests.laws  # noqa: F401 - registers the profiles

# A shell lets its background jobs ignore Ctrl-C, and so would every terminal that a test opens.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Profiles are named before `--hypothesis-profile` is looked up; `laws` says what they are.
settings.load_profile("usual")

TODAY = date(2026, 11, 23)
"""The day it is in every test; a Monday."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the slowest file first, so that it does not keep one core busy at the end."""
    items.sort(key=lambda item: item.path.name != "test_torture.py")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure no coverage of a law, or of a test marked `unmeasured` and the processes it starts.

    Measured code takes three times as long. What is covered by random examples alone is covered by
    chance; and a table of many inputs repeats what other tests have covered.
    """
    if not any(item.get_closest_marker(name) for name in ("hypothesis", "unmeasured")):
        return (yield)
    tracer = sys.gettrace()
    measured = {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("COV")}
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
        os.environ.update(measured)


@pytest.fixture(autouse=True)
def _guard(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Give every test an empty home, no settings of the person who runs it, and private files."""
    before = os.umask(0o077)
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("BOTOXLOG_", "XDG_")) or name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}:
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    yield
    os.umask(before)


@dataclass(frozen=True, slots=True)
class Result:
    """How one run of the program ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Program:
    """The program as a process of its own, on one journal and one day."""

    journal: Path
    today: date = TODAY
    environ: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, columns: int = 80, stdin: str = "") -> Result:
        """Run it with a pipe for a terminal."""
        environ = {**os.environ, "COLUMNS": str(columns), "PYTHONUTF8": "1", **self.environ}
        done = subprocess.run(
            [*self.command, *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            env=environ,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    @property
    def command(self) -> list[str]:
        """The words that start it."""
        where = ["--journal", str(self.journal), "--today", self.today.isoformat()]
        return [sys.executable, "-m", "botoxlog", *where]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideProgram(Program):
    """The program called inside this process: quicker, where a process of its own adds nothing.

    `command` still starts a process, for a shell or a pseudo-terminal.
    """

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *arguments: str, columns: int = 80, stdin: str = "") -> Result:
        """Run it with a pipe for a terminal, and forget the keys of a sealed journal after it."""
        from botoxlog.cli import run
        from botoxlog.journal import encryption

        with self.monkeypatch.context() as patch:
            for name, value in {**self.environ, "COLUMNS": str(columns)}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            patch.setattr(encryption, "KEYRING", encryption.Keyring())
            code = run([*self.command[3:], *arguments])
        shown = self.capsys.readouterr()
        return Result(code, shown.out, shown.err)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program on a journal that is not there yet."""
    return Program(tmp_path / "journal.toml")


@pytest.fixture
def program_inside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Program:
    """Return the program inside this process, on a journal that is not there yet."""
    return InsideProgram(tmp_path / "journal.toml", capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture
def run_inside(program_inside: Program) -> Callable[..., Result]:
    """Return the program inside this process, called on any day."""

    def call(*arguments: str, today: date = TODAY, columns: int = 80) -> Result:
        return replace(program_inside, today=today)(*arguments, columns=columns)

    return call
