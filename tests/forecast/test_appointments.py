"""Which appointments are open, which session kept one, and what a stop silences."""

from datetime import date

import pytest

from botoxlog.catalog import load
from botoxlog.core.model import Appointment
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.appointments import is_for
from botoxlog.forecast.due_items import DueKind
from tests.forecast.test_snapshot import checkin, session, snapshot

TODAY = date(2026, 11, 23)
TREATED = session("2026-08-01", 'units = {glabella = 20, "masseter" = 50}', 'lot = "C"')


def appointment(day: str, extra: str = "", identity: str = "vvvv") -> str:
    """Return one appointment as it stands in a journal."""
    return f'\n[[appointment]]\nid = "{identity}"\ndate = {day}\n{extra}\n'


def stop(day: str, areas: str = "") -> str:
    """Return one stop as it stands in a journal."""
    return f'\n[[stopped]]\nid = "ssss"\ndate = {day}\n{areas}\n'


def ids(found: tuple[Appointment, ...]) -> list[str | None]:
    """Return the ids of appointments."""
    return [one.id for one in found]


@pytest.mark.parametrize(
    ("day", "upcoming", "unkept"),
    [
        ("2026-10-23", [], []),  # 31 days ago: doctor names it
        ("2026-10-24", [], ["vvvv"]),  # 30 days ago
        ("2026-11-22", [], ["vvvv"]),
        ("2026-11-23", ["vvvv"], []),
        ("2026-11-24", ["vvvv"], []),
        ("2030-01-01", ["vvvv"], []),
    ],
)
def test_an_appointment_is_to_come_until_its_day_and_then_asked_about(
    day: str, upcoming: list[str], unkept: list[str]
) -> None:
    """On its day it is still to come; for thirty days after, it is asked whether it took place."""
    found = snapshot(TREATED + appointment(day), TODAY)
    assert (ids(found.appointments), ids(found.unkept)) == (upcoming, unkept)


def test_appointments_come_in_order_of_their_times() -> None:
    """The soonest first; of one day, one without a time comes last."""
    text = (
        TREATED
        + appointment("2027-01-12", identity="day")
        + appointment("2027-01-12", 'time = "14:30"', "late")
        + appointment("2027-01-12", 'time = "9:05"', "early")
        + appointment("2027-01-11", identity="before")
    )
    assert ids(snapshot(text, TODAY).appointments) == ["before", "early", "late", "day"]


@pytest.mark.parametrize(
    ("of", "is_open"),
    [
        ('date = 2026-11-20\nareas = ["chin"]\nappointment = "vvvv"', False),  # it names it
        ('date = 2026-11-20\nareas = ["glabella"]', False),  # of its day and areas
        ('date = 2026-11-20\nareas = ["masseter-left"]', False),  # a side of an area of it
        ('date = 2026-11-20\nareas = ["chin"]', True),
        ('date = 2026-11-21\nareas = ["glabella"]', True),
        ('date = "2026-11"\nareas = ["glabella"]', True),  # nobody knows whether it is the day
        ('date = 2026-11-20\nareas = ["glabella"]\nappointment = "wwww"', True),
    ],
)
def test_a_session_keeps_an_appointment_by_its_name_or_its_day(of: str, is_open: bool) -> None:
    """One that names another appointment, or is of other areas or another day, does not."""
    booked = appointment("2026-11-20", 'areas = ["glabella", "masseter"]')
    kept = f'\n[[session]]\nid = "kkkk"\n{of}\n'
    assert bool(snapshot(TREATED + booked + kept, TODAY).unkept) is is_open


def kinds(text: str, today: date = TODAY) -> dict[str, set[DueKind]]:
    """Return what is due, by area."""
    found: dict[str, set[DueKind]] = {}
    for item in snapshot(text, today).due:
        found.setdefault(item.area.area, set()).add(item.kind)
    return found


def test_nothing_asks_to_book_what_is_booked() -> None:
    """Only of the areas of the appointment; one without areas is for all."""
    assert DueKind.BOOK in kinds(TREATED)["glabella"] & kinds(TREATED)["masseter"]
    one = kinds(TREATED + appointment("2027-01-12", 'areas = ["glabella"]'))
    assert (DueKind.BOOK in one["glabella"], DueKind.BOOK in one["masseter"]) == (False, True)
    every = kinds(TREATED + appointment("2027-01-12"))
    assert DueKind.BOOK not in every["glabella"] | every["masseter"]
    assert {DueKind.CHECKIN} <= every["glabella"]


def test_while_it_is_asked_whether_it_took_place_nothing_asks_to_book() -> None:
    """For thirty days; if it is still open then, a visit has to be booked again."""
    passed = TREATED + appointment("2026-11-20", 'areas = ["glabella"]')
    assert DueKind.BOOK not in kinds(passed)["glabella"]
    assert DueKind.BOOK in kinds(passed, date(2026, 12, 21))["glabella"]


def test_booked_names_the_soonest_of_an_area() -> None:
    """And none for an area that none is for."""
    text = (
        TREATED
        + appointment("2027-03-01", 'areas = ["glabella"]', "late")
        + appointment("2027-01-12", 'areas = ["glabella"]', "soon")
    )
    found = snapshot(text, TODAY)
    booked = {area.area: found.booked(area) for area in found.areas}
    assert booked["masseter"] is None
    assert booked["glabella"] is not None
    assert booked["glabella"].id == "soon"


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        (stop("2026-11-01"), {"glabella", "masseter"}),  # no areas: all
        (stop("2026-11-01", 'areas = ["masseter"]'), {"masseter"}),
        (stop("2026-11-01", 'areas = ["jaw"]'), {"masseter"}),  # in everyday words
        (stop("2026-11-01", 'areas = ["masseter-left"]'), set()),  # the other side goes on
        (stop("2026-11-01", 'areas = ["masseter-left", "masseter-right"]'), {"masseter"}),
        (stop("2026-08-01"), {"glabella", "masseter"}),  # "this was my last"
        (stop("2026-07-31"), set()),  # a session came after it
        (stop('"2026-08"'), {"glabella", "masseter"}),  # the session is not certainly later
        (stop('"2026-07"'), set()),
    ],
)
def test_a_stop_lasts_until_a_session_that_is_certainly_later(text: str, stopped: set[str]) -> None:
    """It silences its own areas alone, and neither their forecast nor their history."""
    now, before = snapshot(TREATED + text, TODAY), snapshot(TREATED, TODAY)
    assert {area.area for area in now.areas if area.stopped} == stopped
    assert {item.area.area for item in now.due} == {"glabella", "masseter"} - stopped
    windows = {area.area: area.forecast for area in before.areas}
    assert {area.area: area.forecast for area in now.areas} == windows
    assert {area.area for area in now.areas[len(now.areas) - len(stopped) :]} == stopped


def test_an_area_that_was_stopped_is_looked_at_without_being_asked() -> None:
    """A check-in on it counts as on any other."""
    seen = checkin("2026-11-22", "gone")
    found = snapshot(TREATED + stop("2026-11-01", 'areas = ["glabella"]') + seen, TODAY)
    area = next(area for area in found.areas if area.area == "glabella")
    assert area.chance_worn_off(TODAY) == 1.0


def test_an_appointment_recorded_twice_counts_once() -> None:
    """And a session that names the second record has kept it."""
    twice = appointment("2026-11-20") + appointment("2026-11-20", identity="wwww")
    assert ids(snapshot(TREATED + twice, TODAY).unkept) == ["vvvv"]
    kept = '\n[[session]]\nid = "k"\ndate = 2026-11-21\nareas = ["chin"]\nappointment = "wwww"\n'
    assert snapshot(TREATED + twice + kept, TODAY).unkept == ()


def test_it_is_for_a_whole_area_and_for_its_sides() -> None:
    """In either direction: an appointment for the left jaw is one for the jaw."""
    one = Appointment(None, PartialDate.of_day(TODAY), areas=("jaw",))
    left = one._replace(areas=("masseter-left",))
    catalog = load()
    assert is_for(one, "masseter-left", catalog)
    assert is_for(left, "masseter", catalog)
    assert not is_for(left, "masseter-right", catalog)
