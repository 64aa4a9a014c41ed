"""The questions on the timeline: on the rows, below the picture, and counted elsewhere."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from botoxlog.commands.shared.example import example_text
from tests.conftest import TODAY, Result

Run = Callable[..., Result]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return the example journal, where the program finds it."""
    path = tmp_path / "journal.toml"
    path.write_text(example_text(TODAY), encoding="utf-8")
    return path


def raised(picture: str) -> list[str]:
    """Return the lines below the heading of the questions."""
    return picture.partition("To raise with your clinician\n")[2].splitlines()


@pytest.mark.usefixtures("example")
def test_a_row_has_the_numbers_of_its_questions(run_inside: Run) -> None:
    """Each row has behind its name the numbers of the questions about it; the others have none."""
    rows = run_inside("timeline").out.partition("\n\n")[0].splitlines()
    names = [match[1] for row in rows if (match := re.match(r"(\S.*?)  ", row))]
    assert names == ["crow's feet ?2", "frown lines ?2", "jaw", "forehead ?1"]


@pytest.mark.usefixtures("example")
def test_below_the_picture_each_question_is_short(run_inside: Run) -> None:
    """Its number, title, first reason and research; then how many wait and how to see them."""
    assert raised(run_inside("timeline").out) == [
        "?1 Heavy or lower brows. Heavy or lower brow recorded on 20 Nov 2026, 7 days",
        "   after the session on 13 Nov 2026. Research: some evidence.",
        "?2 A muscle that stays weaker. Crow's feet and frown lines: 3 sessions in the",
        "   past two years. Research: some evidence.",
        "?3 What you want from it. Your goals are recorded, but not whether you discussed",
        "   them. You recorded 1490 USD in the past 12 months.",
        "2 more questions wait. What to ask, in words: botoxlog timeline --long",
    ]


@pytest.mark.usefixtures("example")
def test_long_shows_every_question_with_the_words_to_ask(run_inside: Run) -> None:
    """The same numbers as in short, then the rest, in the words to ask; goals have no research."""
    lines = raised(run_inside("timeline", "--long", columns=200).out)
    assert [line for line in lines if line.startswith("?")] == [
        "?1 Heavy or lower brows",
        "?2 A muscle that stays weaker",
        "?3 What you want from it",
        "?4 The first results",
        "?5 Lot number and expiry date",
    ]
    goals = lines.index("?3 What you want from it")
    assert lines[goals + 1 : goals + 4] == [
        (
            "   Your goals are recorded, but not whether you discussed them. "
            "You recorded 1490 USD in the past 12 months."
        ),
        (
            '   Ask: "These are my goals, and this is what it costs me. Are they still what you '
            'aim for, and could I spend less for the same?"'
        ),
        "?4 The first results",
    ]
    assert lines[-1].startswith("Sources: botoxlog topics brow-heavy. After asking:")


@pytest.mark.usefixtures("example")
def test_a_deferred_question_waits_behind_the_others(run_inside: Run) -> None:
    """It is neither shown nor counted until the next visit, but --long has it and says why."""
    run_inside("discuss", "brow-heavy", "--outcome", "deferred")
    short = run_inside("timeline").out
    assert "Heavy or lower brows" not in short
    assert "2 more questions wait." in short
    assert "4 questions for your next visit" in run_inside("status").out
    lines = raised(run_inside("timeline", "--long", columns=200).out)
    assert lines[lines.index("?5 Heavy or lower brows") + 1] == (
        "   Heavy or lower brow recorded on 20 Nov 2026, 7 days after the session on 13 Nov 2026. "
        "Deferred on 23 Nov 2026 until the next visit."
    )


@pytest.mark.usefixtures("example")
def test_one_area_has_its_own_questions(run_inside: Run) -> None:
    """`timeline forehead` shows the questions about the forehead and those about no area."""
    lines = raised(run_inside("timeline", "forehead").out)
    assert [line[:22] for line in lines if line.startswith("?")] == [
        "?1 Heavy or lower brow",
        "?2 What you want from ",
        "?3 Lot number and expi",
    ]
    told = json.loads(run_inside("timeline", "forehead", "--json").out)
    assert [item["topic"] for item in told["raise"]] == ["brow-heavy", "goals", "counterfeit"]


@pytest.mark.usefixtures("example")
def test_remind_raises_the_same(run_inside: Run) -> None:
    """The three of `remind` are the three of the timeline, in its order and in its JSON."""
    three = json.loads(run_inside("remind", "--json").out)["raise"]
    every = json.loads(run_inside("timeline", "--json").out)["raise"]
    assert [item["topic"] for item in three] == ["brow-heavy", "weak-muscle", "goals"]
    assert (every[:3], len(every)) == (three, 5)
    shown = run_inside("timeline").out
    assert [f"?{number} {item['title']}" in shown for number, item in enumerate(three, 1)] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("areas", "heading"),
    [
        (("11s=20", "forehead=10"), "To raise with your surgeon"),
        (("11s=20", "jaw=50"), "To raise with your clinician"),
        (("underarms=100",), "To raise with your clinician"),
    ],
)
def test_who_treats_lines_is_a_surgeon(
    run_inside: Run, areas: tuple[str, ...], heading: str
) -> None:
    """The heading says "surgeon" where all that was treated is lines, else "clinician"."""
    run_inside("add", *areas, "-p", "botox", "--on", "2026-09-10")
    assert heading in run_inside("timeline").out.splitlines()


LONG_NAME = """format = 1
[[session]]
date = 2026-10-01
product = "botox"
[session.units]
migraine-pattern = 155
"the whole of the upper back and both shoulders" = 20

[[checkin]]
date = 2026-10-20
effects = ["brow-ptosis", "eyelid-ptosis", "neck-weakness"]
"""


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        (72, "migraine patte… ?1,2,3  "),
        (80, "migraine pattern ?1,2,3  "),
        (120, "migraine pattern ?1,"),
    ],
)
def test_marks_leave_the_bar_its_place(
    run_inside: Run, tmp_path: Path, columns: int, name: str
) -> None:
    """A row with three numbers keeps its bar and all numbers; a name is cut where it has to be."""
    (tmp_path / "journal.toml").write_text(LONG_NAME, encoding="utf-8")
    rows = run_inside("timeline", columns=columns).out.splitlines()
    (row,) = [row for row in rows if row.startswith(name)]
    assert row.count("▇") > 2
    assert any(row.startswith("the whole of the") and "…" in row for row in rows)
    assert max(map(len, rows)) <= columns


def test_without_a_question_there_is_no_heading(run_inside: Run) -> None:
    """Where everything was dismissed, the timeline and the status end as they did."""
    run_inside("add", "11s=20", "-p", "botox", "--on", "2026-09-10")
    for topic in ("first-results", "goals", "counterfeit", "cost"):
        run_inside("discuss", topic, "--outcome", "dismissed")
    assert json.loads(run_inside("timeline", "--json").out)["raise"] == []
    assert json.loads(run_inside("status", "--json").out)["questions"] == 0
    for command in ((), ("timeline",), ("timeline", "--long"), ("status",)):
        shown = run_inside(*command).out
        assert "raise with" not in shown
        assert "your next visit:" not in shown


@pytest.mark.usefixtures("example")
def test_the_bare_command_counts_the_questions(run_inside: Run) -> None:
    """It says how many there are, as `status` does, and the first in words."""
    line = "5 questions for your next visit: botoxlog timeline"
    assert f'\nto ask    {line}\n          First: "' in run_inside().out
    assert run_inside("status").out.splitlines()[-1] == line
    assert json.loads(run_inside("status", "--json").out)["questions"] == 5
