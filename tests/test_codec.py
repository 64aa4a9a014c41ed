"""Text to model and back, with nothing hidden and nothing lost."""

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
        ("[[session]]\ndate = 12:30:00\nareas = ['x']", 2, "written as 2026-08-01"),
        ("[[session]]\ndate = true\nareas = ['x']", 2, "written as 2026-08-01"),
        ("[[session]]\ndate = 202601010\nareas = ['x']", 2, "written as 2026-08-01"),
        ('[[session]]\ndate = "\\u001b[31m"\nareas = ["x"]', 2, '"<U+001B>[31m" is not a date'),
        ("[[session]]\ndate = '2026-12'\nareas = ['x']", 2, "2026-12 is in the future"),
        ("[[session]]\ndate = '2027'\nareas = ['x']", 2, "2027 is in the future"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nexpiry = '2027-13'", 4, "no month 13"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\ncost = '420 USD'", 4, "plain number"),
        (f"[[session]]\ndate = 2026-01-01\nareas = ['x']\ncost = {'9' * 400}", 4, "plain number"),
        ("[[session]]\ndate = 2026-01-01", 1, "names no area"),
        ("[[session]]\ndate = 2026-01-01\nareas = []", 1, "names no area"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x', '']", 3, "What is none is left out"),
        ("[[session]]\ndate = 2026-01-01\nareas = [['x']]", 3, "list of names"),
        ("[[session]]\ndate = 2026-01-01\nareas = 'x'", 3, "list of names"),
        ("[[session]]\ndate = 2026-01-01\nunits = 3", 3, "table of areas"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = -20", 4, "more than 0"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = inf", 4, "plain number"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = nan", 4, "plain number"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = true", 4, "plain number"),
        ("[[session]]\ndate = 2026-01-01\n[session.units]\nglabella = 0", 4, "more than 0"),
        ("[[session]]\ndate = 2026-01-01\nunits.glabella = '20'", 3, "plain number"),
        ("[[session]]\ndate = 2026-01-01\nunits = {x = 1, y = -1}", 3, "y: units should be"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\ncost = -1", 4, "not be negative"),
        ("[[session]]\nid = 3\ndate = 2026-01-01\nareas = ['x']", 2, "id: it should be text"),
        ("[[session]]\nnote = '''\n[[session]]\n'''\ndate = 5.5\nareas = ['x']", 5, "2026-08-01"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nnote = 3", 4, "text in quotes"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nlot = ''", 4, "is empty"),
        ("[[checkin]]\ndate = 2026-01-01\n[checkin.state]\nchin = 'meh'", 4, "none of none, kick"),
        ("[[checkin]]\ndate = 2026-01-01\n[checkin.state]\nchin = 3", 4, "one of none, kick"),
        ("[[checkin]]\ndate = 2026-01-01\n[checkin.state]\nchin = ['full']", 4, "one of none"),
        ("[[checkin]]\ndate = 2026-01-01\nstate = {chin = 'Full'}", 3, '"Full" is none of'),
        ("[[checkin]]\ndate = 2026-01-01\neffects = 'x'", 3, "effects: it should be a list"),
        ("[[checkin]]\ndate = 2026-01-01\nstate = 'full'", 3, "table of areas"),
        ("[[discussed]]\ndate = 2026-01-01\ntopic = 'x'\noutcome = 'eaten'", 4, "none of asked"),
        ("[[discussed]]\ndate = 2026-01-01\ntopic = 'x'", 1, "outcome: it should be one of asked"),
        ("[[discussed]]\ndate = 2026-01-01\noutcome = 'asked'", 1, "topic should be text"),
        ("[[discussed]]\noutcome = 'asked'\ntopic = 3\ndate = 2026-01-01", 3, "should be text"),
        ('[[checkin]]\nid = "good"\ndate = 2026-01-01', 2, "used twice"),
        ("[checkin]\ndate = 2026-01-01", 1, "two brackets"),
        ("checkin = [3]", 1, "not a table"),
        ("checkin.date = 2026-01-01", 1, "two brackets"),
        ("discussed = 3", 1, "two brackets"),
        ("person = 3", 1, "should be a table"),
        ("[[person]]\ngoals = 'x'", 1, "should be a table"),
        ("[person]\nbirth_year = 'x'", 2, "birth_year: it should be a whole number"),
        ("[person]\ngoals = 'x'\nweeks_ahead = -1", 3, "whole number"),
        ("[person]\nweeks_ahead = true", 2, "whole number"),
        ("person.goals = 3", 1, "text in quotes"),
        ("a = 1\nperson = {goals = 3}", 2, "text in quotes"),
        ("format = 'x'", 1, "taken as 1"),
        ("format = 0", 1, "taken as 1"),
        ("\nformat = [1]", 2, "taken as 1"),
        ("format = 2", 1, "newer than the 1"),
        (f"format = 0x{'f' * 5_000}", 1, "newer than the 1"),
        ("format = -1", 1, "taken as 1"),
        (f"[person]\nbirth_year = 0x{'f' * 5_000}", 2, "a whole number"),
        (f"[person]\nweeks_ahead = 0b{'1' * 50}", 2, "a whole number"),
        ("[[session]]\ndate = 2026-08-01\nunits = {chin = 1, '' = 2}", 3, "an area has no name"),
        ("[[session]]\ndate = 2026-08-01\n[session.units]\n' ' = 2\nx = 1", 4, "has no name"),
        ('[[checkin]]\ndate = 2026-08-01\n[checkin.state]\n"\\t" = "gone"', 4, "has no name"),
    ],
)
def test_a_problem_names_its_line_and_hides_nothing(bad: str, line: int, says: str) -> None:
    """Whatever makes no sense is told with its line; the record beside it is still there."""
    journal = read(f"{bad}\n{GOOD}")
    assert [(problem.line, says in problem.message) for problem in journal.problems] == [
        (line, True)
    ]
    assert "good" in [session.id for session in journal.sessions]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_are_counted_as_an_editor_does(end: str, mark: str) -> None:
    """Problems come in the order of the file, in any line ends and behind a byte order mark."""
    text = mark + (
        "[[checkin]]\ndate = 2026-01-01\nnote = 3\n\n" + GOOD + "cost = -1\n" + GOOD
    ).replace("\n", end)
    problems = read(text).problems
    assert [problem.line for problem in problems] == [3, 10, 13]
    assert problems[2].message == 'The id "good" is used twice. Give one of them another id.'


def test_what_makes_sense_of_a_record_is_kept() -> None:
    """A value that makes no sense takes nothing else of its record with it."""
    journal = read(
        "[[session]]\ndate = 2026-01-01\ncost = -1\nlot = 3\nnote = 'n'\nareas = ['chin', 3]\n"
        "[session.units]\nglabella = -20\njaw = 25\n"
        "[[checkin]]\ndate = 2026-02-01\neffects = ['bruise', '']\n"
        "[checkin.state]\nchin = 'meh'\njaw = 'full'\n"
        "[person]\nbirth_year = 'x'\nclinic = 'Elm'\n"
    )
    assert journal.sessions == (
        Session(
            None,
            day("2026-01-01"),
            (Dose("chin"), Dose("glabella"), Dose("jaw", 25)),
            note="n",
        ),
    )
    assert journal.checkins == (
        CheckIn(None, day("2026-02-01"), (AreaState("jaw", State.FULL),), ("bruise",)),
    )
    assert journal.person == Person(clinic="Elm")
    assert [problem.line for problem in journal.problems] == [3, 4, 6, 8, 12, 14, 17]


def test_a_thousand_problems_are_found_at_once() -> None:
    """Every problem of a long journal has its own line."""
    record = "[[session]]\ndate = 2026-01-01\nareas = ['x']\ncost = -1\n"
    lines = [problem.line for problem in read(record * 1000).problems]
    assert lines == list(range(4, 4001, 4))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-08-01", "2026-08-01"),
        ("2026-08-01T23:30:00Z", "2026-08-01"),
        ("2026-08-01 10:00:00", "2026-08-01"),
        ('" 2026-08-01 "', "2026-08-01"),
        ('"2026-8"', "2026-08"),
        ('"20260801"', "2026-08-01"),
        ("20260801", "2026-08-01"),
        ('"2026"', "2026"),
        ("'2026-11'", "2026-11"),
        ("2026-11-23", "2026-11-23"),
    ],
)
def test_a_date_by_hand_is_read(written: str, iso: str) -> None:
    """Dates as people write them into the file are read; today's month has begun."""
    journal = read(f"[[session]]\ndate = {written}\nareas = ['x']")
    assert journal.problems == ()
    assert [session.date.iso for session in journal.sessions] == [iso]


def test_an_area_counts_once() -> None:
    """Named twice, an area is one dose, with the units where there are any."""
    text = "[[session]]\ndate = 2026-01-01\nareas = ['a', 'b', 'a']\nunits = {b = 5}"
    assert read(text).sessions[0].doses == (Dose("a"), Dose("b", 5))


def test_a_record_is_written_as_documented() -> None:
    """Unknown fields are not written, texts are escaped, arrays stand on one line."""
    session = Session(
        "k7q2m9xd",
        PartialDate.of_month(2026, 8),
        (Dose("forehead"), Dose("chin"), Dose("crow's feet", 12.5)),
        note='a "b"\n\x1b\\',
    )
    assert render(session) == (
        '[[session]]\nid = "k7q2m9xd"\ndate = "2026-08"\nareas = ["forehead", "chin"]\n'
        'note = "a \\"b\\"\\n\\u001b\\\\"\n\n[session.units]\n"crow\'s feet" = 12.5\n'
    )


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
    purpose=st.none() | TEXTS,
    injector=st.none() | TEXTS,
    clinic=st.none() | TEXTS,
    lot=st.none() | TEXTS,
    expiry=st.none() | DATES,
    cost=st.none() | st.floats(0, 1e9),
    currency=st.none() | TEXTS,
    touch_up_of=st.none() | TEXTS,
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
    return record._replace(doses=tuple(sorted(record.doses, key=lambda dose: dose.area)))


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
        ("[person]\n  clinic = 'C'\nx = 1", {"clinic": None}, "[person]\n  x = 1"),
        ("[person]\r\nclinic = 'C'", {"clinic": None}, "[person]\r\n"),
        ("[person]\nclinic = 'C' # c", {"clinic": None}, "[person]\n# c"),
        ("[person]\n'clinic' = 'C' # c", {"clinic": "D"}, "[person]\n'clinic' = \"D\" # c"),
        ("person.clinic = 'C'\n", {"clinic": "D"}, 'person.clinic = "D"\n'),
        (
            "[person]\ngoals = 'g'\n[person.more]\nx = 1\n",
            {"clinic": "C"},
            "[person]\ngoals = 'g'\nclinic = \"C\"\n[person.more]\nx = 1\n",
        ),
        (
            "format = 1\nmy.own = 2\n[x]\n",
            {"clinic": "C"},
            'format = 1\nmy.own = 2\n\n[person]\nclinic = "C"\n[x]\n',
        ),
        (
            "[person]\n",
            {"clinic": "C", "weeks_ahead": 3, "goals": None},
            '[person]\nclinic = "C"\nweeks_ahead = 3\n',
        ),
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


SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "goals": st.none() | TEXTS,
        "clinic": st.none() | TEXTS,
        "birth_year": st.none() | st.integers(0, 9999),
    },
)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([EXAMPLE, PERSON, "", "# only\n", "[person]", "x = 1\n[person.more]\ny = 2\n"]),
    SETTINGS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_settings_change_nothing_else(
    old: str, changes: dict[str, str | int | None], end: str, mark: str
) -> None:
    """Whatever is set, every comment and every other value is still there."""
    text = mark + old.replace("\n", end)
    new = with_person(text, changes)
    before, after = parse(text), parse(new)
    kept = {key: value for key, value in before.pop("person", {}).items() if key not in changes}
    now = {key: value for key, value in changes.items() if value is not None}
    assert after.pop("person", {}) == kept | now
    assert after == before
    comments = [line.split("#", 1)[1] for line in text.split(end) if "#" in line]
    assert all(comment in new for comment in comments)
    assert end not in text or new.count("\n") == new.count(end)
