"""`plan` says what still works on a day and when a session would, and advises nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.commands.conftest import refused
from tests.conftest import Program, Result
from tests.test_wording import FORBIDDEN

Run = Callable[..., Result]

JOURNAL = """\
format = 1

[[session]]
id = "first234"
date = 2026-08-01
product = "botox-cosmetic"
units = {glabella = 20, crows-feet = 24}

[[session]]
id = "jaw23456"
date = 2026-11-10
product = "botox-cosmetic"
areas = ["masseter"]

[[session]]
id = "toe23456"
date = 2026-09-01
areas = ["xyzzy"]

[[session]]
id = "sweat234"
date = 2025-09-01
product = "botox"
areas = ["underarms"]

[[checkin]]
id = "check234"
date = 2026-11-03
state = {crows-feet = "gone"}

[[stopped]]
id = "stop2345"
date = 2026-11-01
areas = ["underarms"]
"""
BOOKED = '\n[[appointment]]\nid = "visit234"\ndate = {}\nareas = ["glabella"]\n'

TABLE = """\
Sat 12 Jun 2027, in 29 weeks

             still works then                 session between
crow's feet    0%  worn off (seen 3 Nov)      17 Apr - 29 May
frown lines    1%  almost certainly worn off  27 Mar - 29 May
jaw           38%  about even                 12 Feb - 29 May
xyzzy              not known                  no day
             No forecast yet: we found no published figures for this area. Check
             in until 2 results have worn off to get one.

A session between these days, with the product and dose of your last one there,
has a chance of at least 80% to be settled (after 14 days) and still working on
that day.

Left out, because you stopped on purpose: underarms.
"""


@pytest.fixture
def kept(program: Program) -> Program:
    """Return the program on that journal."""
    return journal(program, JOURNAL)


def journal(program: Program, text: str) -> Program:
    """Return the program on a journal of this text."""
    program.journal.write_text(text)
    program.journal.chmod(0o600)
    return program


def one(result: Result) -> dict[str, Any]:
    """Return the only area of a JSON."""
    assert result.code == 0
    (area,) = json.loads(result.out)["areas"]
    return dict(area)


def test_a_plan_is_a_table(kept: Program) -> None:
    """One row an area: the chance and its words, then the days; what is beside it is below."""
    assert kept("plan", "12", "june").out == TABLE


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_a_plan_fits_every_terminal(kept: Program, columns: int) -> None:
    """No line is wider than the terminal, and every fact is there at any width."""
    shown = kept("plan", "12 june", columns=columns).out
    assert max(map(len, shown.splitlines())) <= columns
    words = " ".join(shown.split())
    for fact in ("27 Mar - 29 May", "no day", "Check in until 2 results", "on purpose: underarms."):
        assert fact in words
    assert not FORBIDDEN.search(shown)


def test_a_plan_in_plain_says_one_fact_a_line(kept: Program) -> None:
    """Each line has the name of its area and what it is about."""
    assert kept("--plain", "plan", "12 june", "11s").out == (
        "Sat 12 Jun 2027, in 29 weeks\n"
        "frown lines, still works then: 1%, almost certainly worn off\n"
        "frown lines, session between: 27 Mar - 29 May\n"
        "A session between these days, with the product and dose of your last one there, has a "
        "chance of at least 80% to be settled (after 14 days) and still working on that day.\n"
    )


def test_a_plan_as_json(kept: Program) -> None:
    """Every field of the contract, for an area with days."""
    answer = json.loads(kept("plan", "2027-06-12", "11s", "--json").out)
    assert (answer["schema"], answer["today"], answer["day"]) == (1, "2026-11-23", "2027-06-12")
    assert answer["stopped"] == []
    assert answer["areas"] == [
        {
            "area": "glabella",
            "name": "frown lines",
            "chance_worn_off": 0.987,
            "state": "almost certainly worn off",
            "settled_days": 14,
            "sessions": {
                "first": "2027-03-27",
                "last": "2027-05-29",
                "chance_first": 0.806,
                "chance_last": 1.0,
            },
            "no_sessions": None,
            "why": None,
            "earliest_retreat": "2026-10-30",
            "earliest_retreat_place": "before",
            "booked": None,
        }
    ]
    assert json.loads(kept("plan", "12 june", "--json").out)["stopped"] == ["underarms"]


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ("tomorrow jaw", "too-near", "Too near: a session takes 14 days to settle."),
        ("12 june xyzzy", "not-known", "No forecast yet: we found no published figures"),
        ("12 june underarms", "stopped", "You stopped here on purpose on Sun 1 Nov 2026."),
    ],
)
def test_why_there_is_no_day(kept: Program, words: str, code: str, why: str) -> None:
    """The JSON has a code and the sentence, and the screen the sentence."""
    area = one(kept("plan", *words.split(), "--json"))
    assert (area["sessions"], area["no_sessions"]) == (None, code)
    assert area["why"].startswith(why)
    assert why in kept("--plain", "plan", *words.split()).out


def test_no_effect_gives_no_day(program: Program) -> None:
    """After a session without effect the chance of the next one is not known, and it says so."""
    seen = '\n[[checkin]]\nid = "none2345"\ndate = 2026-11-20\nstate = {glabella = "no-effect"}\n'
    kept = journal(program, JOURNAL + seen)
    area = one(kept("plan", "12 june", "11s", "--json"))
    assert (area["chance_worn_off"], area["no_sessions"]) == (None, "no-effect")
    shown = kept("--plain", "plan", "12 june", "11s").out
    assert "still works then: no effect (seen 20 Nov)" in shown
    assert "No effect was seen on Fri 20 Nov 2026, so the chance that a next session works" in shown


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("today", "not yet"),
        ("12 nov", None),
        ("tomorrow", "kicking in"),
        ("5 dec", "kicking in"),
        ("6 dec", ">99%, probably still working"),
    ],
)
def test_a_result_that_has_just_begun_is_not_called_working(
    program: Program, words: str, state: str | None
) -> None:
    """Two days after 22 Nov it kicks in, after two weeks it counts; before, there are no odds."""
    text = JOURNAL.replace("2026-08-01", "2026-11-22").partition('[[session]]\nid = "jaw')[0]
    kept = journal(program, text)
    result = kept("--plain", "plan", *words.split(), "11s")
    if state is None:
        assert "still works then: <1%, almost certainly worn off" in result.out  # a year ahead
    else:
        assert f"still works then: {state}\n" in result.out


@pytest.mark.parametrize(
    ("day", "label", "place"),
    [
        ("2 mar", "The US label's earliest date is 8 Feb: these days begin before it.", "within"),
        ("12 june", "The US label's earliest date is 8 Feb.", "before"),
        ("1 jan", "The US label's earliest date, 8 Feb, is after these days.", "after"),
    ],
)
def test_the_label_beside_the_days(program: Program, day: str, label: str, place: str) -> None:
    """90 days after 10 Nov 2026 is 8 Feb; where the days begin before it, it is said."""
    kept = journal(program, JOURNAL.replace("2026-08-01", "2026-11-10"))
    assert f"frown lines, label: {label}\n" in kept("--plain", "plan", day, "11s").out
    area = one(kept("plan", day, "11s", "--json"))
    assert area["earliest_retreat"] == "2027-02-08"
    assert area["earliest_retreat_place"] == place
    shown = kept("plan", day, "11s").out
    assert "label from" in shown
    assert (label in shown) == (place != "before")


@pytest.mark.parametrize(
    ("booked", "says"),
    [
        ("2027-01-12", "Booked for 12 Jan, before these days: 24% chance that it still works"),
        ("2027-04-20", "Booked for 20 Apr, within these days: 95% chance that it still works"),
        ("2027-06-05", "Booked for 5 Jun, too late to settle: that takes 14 days."),
        ("2027-07-01", "Booked for 1 Jul, after that day."),
    ],
)
def test_a_booked_visit_beside_the_days(program: Program, booked: str, says: str) -> None:
    """It is said where the visit lies, and the odds of a session on it."""
    kept = journal(program, JOURNAL + BOOKED.format(booked))
    assert says in kept("--plain", "plan", "12 june", "11s").out
    area = one(kept("plan", "12 june", "11s", "--json"))
    assert area["booked"]["id"] == "visit234"
    assert area["booked"]["date"] == booked


REFUSED = {
    "plan": "needs a day to come",
    "plan jaw": "needs a day to come",
    "plan yesterday": '"yesterday" has passed',
    "plan 5 nov 2025": '"5 nov 2025" has passed',
    "plan 2026-11-22": '"2026-11-22" has passed',
    "plan 03/04/2027": "could be 3 Apr 2027 or 4 Mar 2027",
    "plan next friday": "could be Fri 27 Nov 2026 or Fri 4 Dec 2026",
    "plan june": '"june" is more than one day',
    "plan 12 june 2137": "more than 10 years ahead",
    "plan 12 june wedding": 'botoxlog plan can\'t use "wedding"',
    "plan 12 june tomorrow": "12 Jun 2027 and 24 Nov 2026 are two different dates",
    "plan 12 june botox": 'botoxlog plan can\'t use "botox"',
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_no_plan_is_refused(kept: Program, line: str) -> None:
    """A word without a meaning is named, and nothing is guessed."""
    refused(kept(*line.split()), 2, REFUSED[line])


def test_words_may_stand_in_any_order(kept: Program) -> None:
    """Areas before or after the day, the day in one word or in several, "for" and "on"."""
    same = kept("plan", "2027-06-12", "jaw", "11s")
    assert same.code == 0
    assert kept("plan", "jaw", "and", "11s", "on", "12", "june") == same
    assert kept("plan", "for 12 june jaw, 11s") == same


def test_an_area_without_a_session_is_refused(kept: Program) -> None:
    """Nothing is planned for what was never treated."""
    refused(kept("plan", "12 june", "chin"), 1, "Your journal has no session for chin.")


def test_without_a_journal_it_says_how_to_begin(program: Program) -> None:
    """Nobody is shown an empty table."""
    result = program("plan", "12 june")
    assert (result.code, result.out) == (0, "")
    assert "botoxlog add" in result.err
