"""Text to model: nothing hidden, nothing that makes sense lost."""

from datetime import date, time

import pytest

from botoxlog.core.model import (
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Journal,
    Outcome,
    Person,
    Session,
    Site,
    State,
)
from botoxlog.core.partial_dates import PartialDate
from botoxlog.journal.decoder import decode, parse
from tests.records import EXAMPLE

TODAY = date(2026, 11, 23)


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
        ("[[session]]\ndate = 2026-11-25\nareas = ['x']", 2, "in the future"),
        ("[[session]]\nareas = ['x']", 1, "no date"),
        ("[[session]]\ndate = 5.5\nareas = ['x']", 2, "written as 2026-08-01"),
        ("[[session]]\ndate = 5\nareas = ['x']", 2, "not a date like"),
        ("[[session]]\ndate = 1926-08-01\nareas = ['x']", 2, "is before 1970"),
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
        ("[[session]]\ndate = 2026-01-01\nareas = ['x', '']", 3, "Other values are left out"),
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
        (
            "[[checkin]]\ndate = '2024-01-10/2023-12-20'",
            2,
            (
                "The date is not valid: 2024-01-10 is after 2023-12-20. "
                "The earlier of two days goes first."
            ),
        ),
        ("[[checkin]]\ndate = '2023-12/2024-01'", 2, "is not two days like 2023-12-20/2024-01-10"),
        (
            "[[checkin]]\ndate = '2026-12-20/2027-01-10'",
            2,
            "The date 2026-12-20/2027-01-10 is in the future.",
        ),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nnote = 3", 4, "text in quotes"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nlot = ''", 4, "is empty"),
        (
            "[[checkin]]\ndate = 2026-01-01\n[checkin.state]\nchin = 'meh'",
            4,
            "not one of none, kick",
        ),
        ("[[checkin]]\ndate = 2026-01-01\n[checkin.state]\nchin = 3", 4, "one of none, kick"),
        ("[[checkin]]\ndate = 2026-01-01\n[checkin.state]\nchin = ['full']", 4, "one of none"),
        ("[[checkin]]\ndate = 2026-01-01\nstate = {chin = 'Full'}", 3, '"Full" is not one of'),
        ("[[checkin]]\ndate = 2026-01-01\neffects = 'x'", 3, "effects: it should be a list"),
        ("[[checkin]]\ndate = 2026-01-01\nstate = 'full'", 3, "table of areas"),
        ("[[checkin]]\ndate = 2026-01-01\nresolved = 'x'", 3, "resolved: it should be a list"),
        ("[[session]]\ndate = 2026-01-01\nsites = 3", 3, "sites should be a table of areas"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nsites.x = 3", 4, "sites, x: it should be"),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\nsites.x = ['y', 3]", 4, "sites, x: it"),
        (
            "[[session]]\ndate = 2026-01-01\nsites.x = {y = 1, z = 0}",
            3,
            "sites, x, z: units should",
        ),
        ("[[session]]\ndate = 2026-01-01\nsites.x = {y = 1, ' ' = 2}", 3, "it is empty"),
        ("[[session]]\ndate = 2026-01-01\nsites = {x = ['y'], '' = ['z']}", 3, "has no name"),
        ("[[session]]\ndate = 2026-01-01\nsites = {}", 1, "names no area"),
        ("[[discussed]]\ndate = 2026-01-01\ntopic = 'x'\noutcome = 'eaten'", 4, "not one of asked"),
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
        ("format = 'x'", 1, "read as 1"),
        ("format = 0", 1, "read as 1"),
        ("\nformat = [1]", 2, "read as 1"),
        ("format = 2", 1, "which needs a newer botoxlog"),
        ("format = 2.0", 1, "has format 2.0, which needs a newer botoxlog"),
        ("format = 1.5", 1, "has format 1.5, which needs a newer botoxlog"),
        ("format = inf", 1, "has format inf, which needs a newer botoxlog"),
        ("format = 1e30", 1, "has format 1e+30, which needs a newer botoxlog"),
        ("format = nan", 1, "read as 1"),
        (f"format = 0x{'f' * 5_000}", 1, "which needs a newer botoxlog"),
        ("format = -1", 1, "read as 1"),
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


BICEPS = (Site("biceps", 50), Site("flexor carpi", 25))


@pytest.mark.parametrize(
    ("written", "doses"),
    [
        ("units.arm = 75\nsites.arm = {biceps = 50, 'flexor carpi' = 25}", Dose("arm", 75, BICEPS)),
        ("sites.arm = {biceps = 50, 'flexor carpi' = 25}", Dose("arm", 75, BICEPS)),
        ("areas = ['arm']\nsites.arm = {biceps = 50, 'flexor carpi' = 25}",
         Dose("arm", 75, BICEPS)),
        ("units.arm = 80\nsites.arm = {biceps = 50, 'flexor carpi' = 25}", Dose("arm", 80, BICEPS)),
        ("units.arm = 0\nsites.arm = {biceps = 50, 'flexor carpi' = 25}",
         Dose("arm", None, BICEPS)),
        ("sites.arm = {biceps = 0.1, 'flexor carpi' = 0.2}",
         Dose("arm", 0.3, (Site("biceps", 0.1), Site("flexor carpi", 0.2)))),
        ("sites.arm = ['biceps', 'biceps']", Dose("arm", None, (Site("biceps"),))),
        ("units.arm = 75\nsites.arm = ['biceps']", Dose("arm", 75, (Site("biceps"),))),
        ("areas = ['arm']\nsites.arm = {}", Dose("arm")),
    ],
)  # fmt: skip
def test_sites_add_up_and_the_units_of_the_area_count(written: str, doses: Dose) -> None:
    """Without units of its own an area has the sum of its sites; where it has some, they count."""
    (session,) = read(f"[[session]]\ndate = 2026-01-01\n{written}").sessions
    assert session.doses == (doses,)


def test_what_is_over_is_read_beside_what_is_there() -> None:
    """A check-in holds the side effects of its day and those that were over by then."""
    (checkin,) = read(
        "[[checkin]]\ndate = 2026-01-01\neffects = ['headache']\n"
        "resolved = ['eyelid-ptosis-left', 'a lump']\nstate.chin = 'partial'\n"
    ).checkins
    assert checkin == CheckIn(
        None,
        day("2026-01-01"),
        (AreaState("chin", State.PARTIAL),),
        ("headache",),
        ("eyelid-ptosis-left", "a lump"),
    )


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


def test_a_bare_year_is_a_year() -> None:
    """`date = 2012` without quotes is the year 2012."""
    (session,) = read('[[session]]\ndate = 2012\nareas = ["x"]').sessions
    assert session.date == PartialDate.of_year(2012)


def test_a_newer_format_is_read_as_far_as_possible() -> None:
    """A journal of a newer format still shows what is understood."""
    journal = read(f"format = 7\n{GOOD}")
    assert journal.newer_format == 7
    assert len(journal.sessions) == 1


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("[[session]]\ndate = 2026-01-01", False),
        (GOOD + GOOD, False),
        ("format = 2", False),
        ("format = 'x'", False),
        ("[[session]]\nareas = ['x']", True),
        ("[[session]]\ndate = 2026-01-01\nareas = ['x']\ncost = -1", True),
        ("person = 3", True),
    ],
)
def test_a_problem_tells_whether_anything_is_left_out(text: str, left_out: bool) -> None:
    """A problem that only asks for attention is told apart from one that costs a value."""
    assert [problem.left_out for problem in read(text).problems] == [left_out]


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        ("date = 2027-01-12", None),  # it may be to come
        ('date = 2027-01-12\ntime = "9:05"', None),
        ("date = 2027-01-12\ntime = 14:30:20", None),
        ('date = "2027-01"', "An appointment needs a day, and 2027-01 is none."),
        ('time = "14:30"', "It has no date."),
        ('date = 2027-01-12\ntime = "2pm"', 'time: it should be written as "14:30".'),
        ('date = 2027-01-12\ntime = "24:00"', 'time: it should be written as "14:30".'),
        ('date = 2027-01-12\nareas = "chin"', "areas: it should be a list of names in quotes."),
    ],
)
def test_an_appointment_is_a_day_with_perhaps_a_time(extra: str, problem: str | None) -> None:
    """Whatever else is wrong is named with its line, and the rest of it counts."""
    journal = decode(parse(text := f"[[appointment]]\n{extra}\n"), text, date(2026, 11, 23))
    assert [one.message.startswith(problem or "-") for one in journal.problems] == [True] * bool(
        problem
    )
    left_out = problem is not None and ("date" in problem or "needs a day" in problem)
    assert len(journal.appointments) == (not left_out)


def test_the_time_of_an_appointment_is_to_the_minute() -> None:
    """As text or as a TOML time."""
    text = "[[appointment]]\ndate = 2027-01-12\ntime = 14:30:20\n"
    (one,) = decode(parse(text), text, date(2026, 11, 23)).appointments
    assert one.time == time(14, 30)


def test_a_stop_to_come_is_left_out() -> None:
    """Like every record but an appointment."""
    text = "[[stopped]]\ndate = 2027-01-12\n"
    journal = decode(parse(text), text, date(2026, 11, 23))
    assert journal.stopped == ()
    assert "in the future" in journal.problems[0].message
