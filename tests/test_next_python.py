"""What `python -m tools.next_python` leaves out, and how it counts."""

import errno
import os

import pytest

from tools.next_python.plugin import asked_in_vain, lacking
from tools.next_python.results import Ended, batches, read_report, table

ABSENT = {"pyrage": "pyrage", "resvg_py": "resvg-py"}


def missing_call() -> AttributeError:
    """Return the error of a call that no system has."""
    with pytest.raises(AttributeError) as caught:
        os.no_such_call  # type: ignore[attr-defined]  # noqa: B018
    return caught.value


@pytest.mark.parametrize(
    ("error", "need"),
    [
        (ModuleNotFoundError(name="resvg_py"), "resvg-py, which has no build for it"),
        (ModuleNotFoundError(name="pyrage.x25519"), "pyrage, which has no build for it"),
        (ModuleNotFoundError(name="curses"), "the module curses"),
        (OSError(errno.ENOSYS, "no such call"), "a call that the system does not have"),
        (FileNotFoundError(errno.ENOENT, "none", "/dev/zero"), "the device /dev/zero"),
        (missing_call(), "os.no_such_call"),
        (ExceptionGroup("two", [ValueError(), ModuleNotFoundError(name="pwd")]), "the module pwd"),
    ],
)
def test_what_the_platform_lacks_leaves_a_test_out(error: Exception, need: str) -> None:
    """Also where something else was raised because of it."""
    assert lacking(error, ABSENT) == need
    other = ValueError("later")
    other.__cause__ = error
    assert lacking(other, ABSENT) == need


@pytest.mark.parametrize(
    "error",
    [
        AssertionError("1 == 2"),
        DeprecationWarning("the next Python will not have it"),
        ModuleNotFoundError(name="gone_from_the_standard_library"),
        ModuleNotFoundError(name="botoxlog.nothing"),
        AttributeError("no attribute", name="nothing", obj=ABSENT),
        FileNotFoundError(errno.ENOENT, "no such file", "journal.toml"),
    ],
)
def test_every_other_error_is_a_failure(error: Exception) -> None:
    """What the project does wrong is never taken for the platform's."""
    assert lacking(error, ABSENT) is None


REPORT = """\
{"begins": "a.py::one"}
{"ended": "a.py::one", "outcome": "passed", "why": "", "seconds": 0.5}
{"ended": "a.py::one", "outcome": "failed", "why": "left a file", "seconds": 0.1}
{"begins": "a.py::two"}
{"ended": "a.py::two", "outcome": "skipped", "why": "Skipped: needs a process\\nx=1", "seconds": 0}
{"begins": "a.py::three"}
"""


def test_a_report_says_how_tests_ended_and_which_one_ended_the_interpreter() -> None:
    """A failure after a test that passed counts; an example is no part of a reason."""
    ended, running = read_report(REPORT)
    assert list(ended.values()) == [
        Ended("a.py::one", "failed", "left a file", 0.1),
        Ended("a.py::two", "skipped", "needs a process", 0),
    ]
    assert running == "a.py::three"
    assert read_report("") == ({}, None)


def test_every_test_is_counted() -> None:
    """Those of a file that could not be imported too; what is missing is said, and is not well."""
    ended = [
        Ended("a.py::one", "passed"),
        Ended("a.py::two", "skipped", "needs a process"),
        Ended("b.py", "skipped", "needs the module pwd"),
    ]
    printed, well = table(ended, {"a.py": 2, "b.py": 1_200})
    assert printed.splitlines() == [
        "      1 passed",
        "      0 failed",
        "  1,201 left out:",
        "  1,200   needs the module pwd",
        "      1   needs a process",
    ]
    assert well
    printed, well = table(ended[:1], {"a.py": 3})
    assert printed.endswith("\n      2 lost in a.py")
    assert not well
    assert not table([Ended("a.py::one", "failed")], {"a.py": 1})[1]


def test_files_go_into_batches_in_their_order() -> None:
    """A file is never cut, so a large one is a batch of its own."""
    assert batches({"a": 2, "b": 1, "c": 9, "d": 1, "e": 1}, 3) == [["a", "b"], ["c"], ["d", "e"]]
    assert batches({}, 3) == []


@pytest.mark.parametrize(
    ("error", "asked", "left_out"),
    [
        (AssertionError("Encryption needs: pip install 'botoxlog[encrypt]'"), "pyrage", True),
        (ImportError("pyrage is not there"), "pyrage", True),
        (AssertionError("assert 1 + 1 == 3"), "pyrage", False),
        (AssertionError("Encryption needs: pip install 'botoxlog[encrypt]'"), None, False),
        (SyntaxError("invalid syntax"), "pyrage", False),
    ],
)
def test_a_library_that_was_asked_for_excuses_only_an_error_that_names_it(
    error: BaseException, asked: str | None, left_out: bool
) -> None:
    """A test that imports it in vain, and then fails of something else, has failed."""
    assert (asked_in_vain(error, asked) is not None) is left_out
