"""Text to model and back, with nothing hidden and nothing lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from botoxlog.codec import appended, decode, parse, render, with_person
from botoxlog.dates import PartialDate
from botoxlog.model import (
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Journal,
    Outcome,
    Person,
    Record,
    Session,
    State,
)

TODAY = date(2026, 11, 23)

EXAMPLE = """\
format = 1

[person]                    # optional
birth_year = 1988
goals = "softer frown"

[[session]]
id = "k7q2m9xd"
date = 2026-08-01
product = "botox-cosmetic"
purpose = "lines"
lot = "C1234"
expiry = 2027-03-31
cost = 420.0
currency = "USD"
mood = "unknown keys are kept"
areas = ["forehead"]

[session.units]
glabella = 20
masseter-left = 25

[[checkin]]
id = "cccccccc"
date = 2026-11-02
effects = ["eyelid-ptosis"]

[checkin.state]
glabella = "fading"

[[discussed]]
id = "dddddddd"
date = 2026-11-10
topic = "weak-muscle"
outcome = "asked"
"""


def read(text: str, today: date = TODAY) -> Journal:
    """Return a journal text as the program reads it."""
    return decode(parse(text), text, today)


def day(iso: str) -> PartialDate:
    """Return the date of one day."""
    return PartialDate.of_day(date.fromisoformat(iso))


def test_reads_the_documented_example() -> None:
    """The example of the format means what the format says."""
    assert read(EXAMPLE) == Journal(
        person=Person(birth_year=1988, goals="softer frown"),
        sessions=(
            Session(
                id="k7q2m9xd",
                date=day("2026-08-01"),
                doses=(Dose("forehead"), Dose("glabella", 20), Dose("masseter-left", 25)),
                product="botox-cosmetic",
                purpose="lines",
                lot="C1234",
                expiry=day("2027-03-31"),
                cost=420.0,
                currency="USD",
            ),
        ),
        checkins=(
            CheckIn(
                "cccccccc",
                day("2026-11-02"),
                (AreaState("glabella", State.FADING),),
                ("eyelid-ptosis",),
            ),
        ),
        discussed=(Discussed("dddddddd", day("2026-11-10"), "weak-muscle", Outcome.ASKED),),
    )


GOOD = '\n[[session]]\nid = "good"\ndate = 2026-08-01\nareas = ["chin"]\n'


@pytest.mark.parametrize(
    ("bad", "line", "says"),
    [
        ('[[checkin]]\ndate = "2026-02-30"', 2, "28 days"),
        ("[[session]]\ndate = 2026-11-24\nareas = ['x']", 2, "in the future"),
        ("[[session]]\nareas = ['x']", 1, "no date"),
        ("[[session]]\ndate = 5.5\nareas = ['x']", 2, "written as 2026-08-01"),
        ("[[session]]\ndate = 5\nareas = ['x']", 2, "not a date like"),
        ("[[session]]\ndate = 1926-08-01\nareas = ['x']", 2, "too early"),
        ("[[session]]\ndate = 2026-01-01", 1, "names no area"),
        ("[[session]]\ndate = 2026-01-01\nareas = 'x'", 3, "list of names"),
        ("[[session]]\ndate = 2026-01-01\nunits = 3", 3, "table of areas"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = -20", 4, "more than 0"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = inf", 4, "plain number"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = nan", 4, "plain number"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = true", 4, "plain number"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\ncost = -1", 4, "not be negative"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nnote = 3", 4, "text in quotes"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nlot = ''", 4, "is empty"),
        ("[[checkin]]\ndate = 2026-01-01\n[checkin.state]\nchin = 'meh'", 4, "none of none, kick"),
        ("[[checkin]]\ndate = 2026-01-01\nstate = 'full'", 3, "table of areas"),
        ("[[discussed]]\ndate = 2026-01-01\ntopic = 'x'\noutcome = 'eaten'", 4, "none of asked"),
        ("[[discussed]]\ndate = 2026-01-01\noutcome = 'asked'", 1, "topic should be text"),
        ('[[checkin]]\nid = "good"\ndate = 2026-01-01', 2, "used twice"),
        ("[checkin]\ndate = 2026-01-01", 1, "two brackets"),
        ("checkin = [3]", 1, "not a table"),
        ("person = 3", 1, "should be a table"),
        ("[person]\nbirth_year = 'x'", 2, "whole number"),
        ("format = 'x'", 1, "taken as 1"),
        ("format = 2", 1, "newer than the 1"),
    ],
)
def test_a_problem_names_its_line_and_hides_nothing(bad: str, line: int, says: str) -> None:
    """Whatever makes no sense is told with its line; the record beside it is still there."""
    journal = read(f"{bad}\n{GOOD}")
    assert [(problem.line, says in problem.message) for problem in journal.problems] == [
        (line, True)
    ]
    assert "good" in [session.id for session in journal.sessions]


def test_a_bare_year_is_a_year() -> None:
    """`date = 2012` without quotes is the year 2012."""
    (session,) = read('[[session]]\ndate = 2012\nareas = ["x"]').sessions
    assert session.date == PartialDate.of_year(2012)


def test_a_newer_format_is_read_as_far_as_possible() -> None:
    """A journal of a newer format still shows what is understood."""
    journal = read(f"format = 7\n{GOOD}")
    assert journal.newer_format == 7
    assert len(journal.sessions) == 1


# No surrogates: they are no text that a file can hold.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
DATES = st.one_of(
    st.dates(date(1970, 1, 1), TODAY).map(PartialDate.of_day),
    st.builds(PartialDate.of_month, st.integers(1970, 2025), st.integers(1, 12)),
    st.builds(PartialDate.of_year, st.integers(1970, 2025)),
)
UNITS = st.none() | st.integers(1, 10_000) | st.floats(0.01, 1e6)
SESSIONS = st.builds(
    Session,
    id=TEXTS,
    date=DATES,
    doses=st.dictionaries(TEXTS, UNITS, min_size=1, max_size=4).map(
        lambda doses: tuple(Dose(area, units) for area, units in doses.items())
    ),
    product=st.none() | TEXTS,
    lot=st.none() | TEXTS,
    expiry=st.none() | DATES,
    cost=st.none() | st.floats(0, 1e9),
    note=st.none() | TEXTS,
)
CHECKINS = st.builds(
    CheckIn,
    id=TEXTS,
    date=DATES,
    states=st.dictionaries(TEXTS, st.sampled_from(State), max_size=3).map(
        lambda states: tuple(AreaState(area, state) for area, state in states.items())
    ),
    effects=st.lists(TEXTS, max_size=3).map(tuple),
    note=st.none() | TEXTS,
)
DISCUSSED = st.builds(
    Discussed,
    id=TEXTS,
    date=DATES,
    topic=TEXTS,
    outcome=st.sampled_from(Outcome),
    note=st.none() | TEXTS,
)
RECORDS = st.one_of(SESSIONS, CHECKINS, DISCUSSED)


def without_order(record: Record) -> Record:
    """Return a session with its doses sorted: the file keeps those without units first."""
    if not isinstance(record, Session):
        return record
    return replace(record, doses=tuple(sorted(record.doses, key=lambda dose: dose.area)))


@settings(max_examples=150, deadline=None)
@given(RECORDS)
def test_what_is_written_is_read_back(record: Record) -> None:
    """Any record, with any text in it, comes back as it was."""
    journal = read(render(record))
    assert journal.problems == ()
    found: list[Record] = [*journal.sessions, *journal.checkins, *journal.discussed]
    assert [without_order(item) for item in found] == [without_order(record)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(RECORDS, min_size=1, max_size=3, unique_by=lambda record: record.id),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.booleans(),
)
def test_adding_leaves_what_was_there(
    records: list[Record], end: str, mark: str, final: bool
) -> None:
    """New records stand after the old text, which stays byte for byte, in its line ends."""
    old = mark + EXAMPLE.replace("\n", end) + f"# the last word{end if final else ''}"
    new = appended(old, records)
    assert new.startswith(old)
    added = new[len(old) :]
    assert added.count("\n") == added.count(end)
    before, after = read(old), read(new)
    assert len(after.sessions + after.checkins) + len(after.discussed) == 3 + len(records)
    assert after.sessions[:1] == before.sessions


PERSON = 'format = 1 # one\n\n[person] # me\nbirth_year = 1988 # y\ngoals = """a\nb""" # g\n'


@pytest.mark.parametrize(
    ("text", "changes", "new"),
    [
        (PERSON, {"birth_year": 1990}, PERSON.replace("1988", "1990")),
        (PERSON, {"goals": 'x "y"'}, PERSON.replace('"""a\nb"""', '"x \\"y\\""')),
        (PERSON, {"goals": None}, PERSON.replace('goals = """a\nb""" # g\n', "# g\n")),
        (PERSON, {"clinic": "C"}, PERSON + 'clinic = "C"\n'),
        (PERSON, {"clinic": None}, PERSON),
        ("format = 1", {"clinic": "C"}, 'format = 1\n\n[person]\nclinic = "C"\n'),
        ("", {"clinic": "C"}, '\n[person]\nclinic = "C"\n'),
        (
            "format = 1\r\n\r\n[[session]]\r\n",
            {"clinic": "C"},
            'format = 1\r\n\r\n[person]\r\nclinic = "C"\r\n\r\n[[session]]\r\n',
        ),
        ("# c\n[[session]]\n", {"clinic": "C"}, '# c\n[[session]]\n\n[person]\nclinic = "C"\n'),
    ],
)
def test_a_setting_changes_one_value(
    text: str, changes: dict[str, str | int | None], new: str
) -> None:
    """Setting a value touches that value alone, comments and line ends stay."""
    assert with_person(text, changes) == new
