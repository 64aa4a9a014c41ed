"""No input of a size that a file or a shell can hold keeps the program busy.

What a command does is counted, not timed: the calls it makes for an input and for one twice as
large.
"""

from collections.abc import Callable
from cProfile import Profile
from datetime import date, timedelta

import pytest

from botoxlog.catalog import load
from botoxlog.cli import LONGEST_LINE
from botoxlog.core.text import rows
from botoxlog.input.language import emergency
from botoxlog.render.svg_shapes import shorten
from tests.conftest import TODAY, Program, Result

pytestmark = pytest.mark.unmeasured

Run = Callable[..., Result]

FEW, MANY = 200, 400


def calls(work: Callable[[], object]) -> int:
    """Return how many functions some work calls, those of C included."""
    with Profile() as counted:
        work()
    return sum(entry.callcount for entry in counted.getstats())


def names(count: int) -> str:
    """Return so many areas as TOML."""
    return ", ".join(f'"area {number}"' for number in range(count))


def units(count: int) -> str:
    """Return so many areas with units as TOML."""
    return "\n".join(f'"area {number}" = 2' for number in range(count))


HEAD = '[[session]]\nid = "a"\ndate = 2026-08-01\n'
JOURNALS: dict[str, Callable[[int], str]] = {
    "areas": lambda count: f"{HEAD}areas = [{names(count)}]\n",
    "units": lambda count: f"{HEAD}[session.units]\n{units(count)}\n",
    "sites": lambda count: f'{HEAD}areas = ["chin"]\n[session.sites.chin]\n{units(count)}\n',
    "effects": lambda count: (
        f'{HEAD}areas = ["chin"]\n[[checkin]]\ndate = 2026-10-01\neffects = [{names(count)}]\n'
    ),
    "note": lambda count: f'{HEAD}areas = ["chin"]\nnote = "{"heavy brow and " * 10 * count}"\n',
    "word": lambda count: f'{HEAD}areas = ["chin"]\nnote = "{"n" * 100 * count}"\n',
    "product": lambda count: f'{HEAD}areas = ["chin"]\nproduct = "{"p" * 100 * count}"\n',
    "id": lambda count: (
        f'[[session]]\nid = "{"i" * 100 * count}"\ndate = 2026-08-01\nareas = ["chin"]\n'
    ),
}


PRODUCTS = ("botox", "dysport")
EFFECTS = (
    'effects = ["eyelid-ptosis"]',
    'effects = ["brow-ptosis-left", "trouble swallowing"]',
    'resolved = ["eyelid-ptosis"]',
    'effects = ["headache"]\nresolved = ["trouble swallowing"]',
)
YEARS: dict[str, Callable[[int], str]] = {
    "sessions": lambda count: "".join(
        f'[[session]]\ndate = {day(8 * n)}\nlot = "C{n}"\nproduct = "{PRODUCTS[n % 2]}"\n'
        f'note = "a few words on visit {n}"\n[session.units]\nchin = 20\nmasseter-left = {n + 1}\n'
        for n in range(count)
    ),
    "sessions of a year": lambda count: "".join(
        f'[[session]]\ndate = {day(n * 300 // count)}\nproduct = "botox"\n'
        f"[session.units]\nchin = 20\nmasseter-left = {n + 1}\n"
        for n in range(count)
    ),
    "touch-ups": lambda count: HEAD.replace("2026", "2020") + 'areas = ["chin"]\n' + "".join(
        f'[[session]]\ndate = {day(n)}\ntouch_up_of = "a"\n'
        f"[session.units]\nchin = {n + 1}\n"
        for n in range(count)
    ),
    "check-ins": lambda count: HEAD + 'areas = ["chin"]\n' + "".join(
        f'[[checkin]]\ndate = {day(n % 100)}\nnote = "look {n}"\n[checkin.state]\nchin = "full"\n'
        for n in range(count)
    ),
    "side effects": lambda count: HEAD + 'areas = ["forehead", "glabella"]\n' + "".join(
        f'[[checkin]]\ndate = {day(n % 90)}\n{EFFECTS[n % 4]}\nnote = "number {n}"\n'
        for n in range(count)
    ),
    "side effects in words": lambda count: HEAD + 'areas = ["forehead"]\n' + "".join(
        f'[[checkin]]\ndate = {day(n % 90)}\neffects = ["spot {n // 2} there"]\n'
        for n in range(count)
    ),
    "questions discussed": lambda count: HEAD + 'areas = ["chin"]\n' + "".join(
        f'[[discussed]]\ndate = {day(n % 90)}\ntopic = "subject {n}"\noutcome = "asked"\n'
        for n in range(count)
    ),
    "appointments": lambda count: HEAD + 'areas = ["chin", "glabella"]\n' + "".join(
        f'[[appointment]]\nid = "b{n}"\ndate = {day(-30 - n % 5)}\nareas = ["chin"]\n'
        for n in range(count)
    ),
}  # fmt: skip


def day(ago: int) -> date:
    """Return the day so many days before today."""
    return TODAY - timedelta(days=ago)


@pytest.mark.parametrize("command", ["", "timeline", "timeline --since 1990"])
@pytest.mark.parametrize("kind", [*JOURNALS, *YEARS])
def test_a_picture_of_twice_as_much_takes_about_twice_as_long(
    program_inside: Program, kind: str, command: str
) -> None:
    """Neither a picture nor a question compares every record, or every area, with every other."""

    def work(count: int) -> int:
        program_inside.journal.write_text((JOURNALS | YEARS)[kind](count))
        # The less of two: the first run also loads and compiles.
        return min(calls(lambda: program_inside(*command.split())) for _ in range(2))

    assert work(MANY) < 2.6 * work(FEW)


@pytest.mark.parametrize("command", ["status", "log", "log nowhere", "brief", "stats", "remind"])
@pytest.mark.parametrize("kind", JOURNALS)
def test_twice_as_much_takes_about_twice_as_long(
    program_inside: Program, kind: str, command: str
) -> None:
    """Whatever a journal has much of, the work grows with it and not with its square."""

    def work(count: int) -> int:
        program_inside.journal.write_text(JOURNALS[kind](count))
        # The least of three: what is loaded once, or cached and forgotten by `re`, is not counted.
        return min(calls(lambda: program_inside("--plain", *command.split())) for _ in range(3))

    assert work(MANY) < 2.6 * work(FEW)


@pytest.mark.parametrize("text", ["n", "heavy brow and ", "a=b", "crow's feet ", "你好", "x. "])
@pytest.mark.parametrize(
    "work",
    [
        lambda text: rows(text, 40, 4),
        lambda text: shorten(text, 30.0),
        lambda text: emergency.hear([text], load(), TODAY),
        load().symptoms.read,
    ],
    ids=["rows", "shorten", "hear", "read"],
)
def test_a_text_is_read_and_wrapped_in_time(work: Callable[[str], object], text: str) -> None:
    """However it is put together: without blanks, of pairs, or of many sentences."""
    work(text)
    assert calls(lambda: work(text * 4000)) < 2.6 * calls(lambda: work(text * 2000)) + 1000


@pytest.mark.parametrize("command", ["add", "checkin", "log", "timeline", "stats", "brief"])
def test_a_line_has_an_upper_limit(run_inside: Run, command: str) -> None:
    """A line that no person types is refused in one sentence, before any of it is read."""
    refused = run_inside(command, *["11s"] * (LONGEST_LINE // 3 + 1))
    assert refused.code == 2
    assert refused.err.splitlines() == [
        (
            "botoxlog: These words are too long: 4002 characters. At most 4000 are read. "
            "Nothing was written."
        ),
        "Write it in several commands. A long text can go into --note.",
    ]


@pytest.mark.parametrize(
    "line", ["11s 20 " * 560, "(" * 3990, "11s=" + "9" * 3990, "x" * 3990, "1.5 " * 990]
)
@pytest.mark.parametrize("command", ["add", "checkin", "log"])
def test_the_longest_line_is_read_without_an_error_inside(
    run_inside: Run, command: str, line: str
) -> None:
    """What is no deeper than a line can be is understood or refused."""
    result = run_inside(command, line)
    assert "Unexpected error" not in result.err
    assert result.code in {0, 2}
