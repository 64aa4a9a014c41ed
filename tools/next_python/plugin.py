"""A pytest plugin for a Python without processes: leaves out what cannot be tried, and says why.

It runs inside that Python. What makes a process, a terminal or a thread ends the test at once, as
left out. A failure is left out where its cause is that the platform lacks something: a call or a
device of the system, a module of the standard library, or a library without a build for it, which
the test asked for in vain and its error names. Every other failure is one.

The folder of the job (the variable NEXT_PYTHON_JOB) holds `absent.json`, which names the
distribution of each module that could not be installed, and `done.json`, the tests that have an
outcome already. `report.jsonl` there gets a line when a test begins and one when it has ended.
"""

import errno
import importlib
import importlib.abc
import json
import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest

BARRIERS: dict[str, dict[str, tuple[str, ...]]] = {
    "a process": {
        "subprocess": ("Popen",),
        "os": ("fork", "forkpty", "posix_spawn", "posix_spawnp", "system", "popen", "kill"),
    },
    "a terminal": {"pty": ("fork", "openpty", "spawn"), "os": ("openpty",)},
    "a thread": {"threading": ("Thread",)},
}
"""What a test may not have here, and what would give it, by the module it belongs to."""

SYSTEM = frozenset({"fcntl", "os", "posix", "pty", "signal", "socket", "termios"})
"""Modules that are the system's own calls: what one lacks, the platform lacks."""

NO_CALL = frozenset({errno.ENOSYS, errno.ENOTSUP})
"""How the platform says that it has no such call."""


def lacking(error: BaseException, absent: dict[str, str]) -> str | None:
    """Return what the platform lacks if that is why the error was raised, else None.

    Args:
        error: What ended the test; what it was raised from, and beside, counts too.
        absent: The distribution of each module that could not be installed.
    """
    return next((need for each in _chain(error) if (need := _lacking(each, absent))), None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions


def _lacking(error: BaseException, absent: dict[str, str]) -> str | None:
    match error:
        case ModuleNotFoundError(name=str(name)):
            top = name.partition(".")[0]
            if top in absent:
                return no_build(absent[top])
            if top in sys.stdlib_module_names:
                return f"the module {top}"
        case AttributeError(name=str(name), obj=ModuleType(__name__=module)) if module in SYSTEM:
            return f"{module}.{name}"
        case FileNotFoundError(filename=str(name)) if name.startswith("/dev/"):
            return f"the device {name}"
        case OSError(errno=code) if code in NO_CALL:
            return "a call that the system does not have"
        case _:
            pass
    return None


EXTRAS = {"pyrage": "encrypt", "resvg-py": "png", "python-calamine": "xlsx"}
"""What the program's own errors call the libraries that it can do without."""


def asked_in_vain(error: BaseException, distribution: str | None) -> str | None:
    """Return what the platform lacks if an error says that a library asked for is not installed.

    Args:
        error: What ended the test.
        distribution: What the test asked for and did not get, None if nothing.
    """
    if distribution is None:
        return None
    names = (distribution, f"botoxlog[{EXTRAS.get(distribution, distribution)}]")
    said = any(name in str(each) for each in _chain(error) for name in names)
    return no_build(distribution) if said else None


def no_build(distribution: str) -> str:
    """Return what is said of a distribution that could not be installed."""
    return f"{distribution}, which has no build for it"


class Missed(importlib.abc.MetaPathFinder):
    """Comes last, so it is asked only for modules that are not here; remembers those of libraries.

    Attributes:
        absent: The distribution of each module that could not be installed.
        asked: The distribution that the current test asked for in vain.
    """

    def __init__(self, absent: dict[str, str]) -> None:
        self.absent = absent
        self.asked: str | None = None

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """Find nothing."""
        del path, target
        self.asked = self.absent.get(fullname.partition(".")[0], self.asked)


class Platform:
    """Watches the tests of one job, and writes down how each ended."""

    def __init__(self, job: Path) -> None:
        self._missed = Missed(json.loads((job / "absent.json").read_text("utf-8")))
        sys.meta_path.append(self._missed)
        self._done = set(json.loads((job / "done.json").read_text("utf-8")))
        self._report = (job / "report.jsonl").open("a", encoding="utf-8")

    def write(self, **line: object) -> None:
        """Add a line to the report, so that it is there even if the interpreter dies next."""
        self._report.write(json.dumps(line) + "\n")
        self._report.flush()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Run only what has no outcome yet."""
        items[:] = [item for item in items if item.nodeid not in self._done]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Say which test runs, in case it is the last."""
        self._missed.asked = None
        self.write(begins=nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Leave out a test that failed because the platform lacks something."""
        report = yield
        if report.failed and call.excinfo is not None:
            need = self._missing(call.excinfo.value)
            if need:
                report.outcome = "skipped"
                report.longrepr = (str(item.path), 0, _needs(need))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down how a test ended: once, unless it failed both in itself and after it."""
        if report.when == "call" or not report.passed:
            self._ended(report)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self,
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Leave out a file that cannot be imported because the platform lacks something."""
        self._missed.asked = None
        report = yield
        call: Any = getattr(report, "call", None)
        if report.failed and call is not None and call.excinfo is not None:
            need = self._missing(call.excinfo.value)
            if need:
                report.outcome = "skipped"
                report.longrepr = (report.nodeid, 0, _needs(need))
        return report

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Write down how a file ended that could not be read."""
        if not report.passed:
            self._ended(report)

    def _missing(self, error: BaseException) -> str | None:
        return lacking(error, self._missed.absent) or asked_in_vain(error, self._missed.asked)

    def _ended(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        seconds = getattr(report, "duration", 0.0)
        self.write(ended=report.nodeid, outcome=report.outcome, why=why, seconds=seconds)


def _needs(what: str) -> str:
    return f"needs {what}"


def _barrier(need: str) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.skip(_needs(need), allow_module_level=True)

    return refuse


def raise_barriers() -> None:
    """Let whatever asks for a process, a terminal or a thread end its test."""
    for need, modules in BARRIERS.items():
        for module_name, names in modules.items():
            module = importlib.import_module(module_name)
            for name in names:
                there = getattr(module, name, None)
                if isinstance(there, type):  # a class stays one: others inherit from it
                    method = "start" if hasattr(there, "start") else "__init__"
                    setattr(there, method, _barrier(need))
                elif there is not None:
                    setattr(module, name, _barrier(need))


def open_like_posix() -> None:
    """Let O_EXCL refuse a link that leads nowhere: Emscripten would make what it leads to."""
    real = os.open

    def open_(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & os.O_EXCL and not named and os.path.islink(path):  # noqa: PTH114
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        return real(path, flags, *rest, **named)

    os.open = open_


def pytest_configure(config: pytest.Config) -> None:
    """Begin the job that the environment names."""
    raise_barriers()
    open_like_posix()
    config.pluginmanager.register(Platform(Path(os.environ["NEXT_PYTHON_JOB"])))
