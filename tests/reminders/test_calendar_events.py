"""What a calendar should hold: few entries, whose names stay while their days move."""

from datetime import date, timedelta

import pytest

from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reminders.calendar_events import CalendarEvent, EventKind, calendar_events
from tests.forecast.test_snapshot import checkin, session, snapshot

TODAY = date(2026, 9, 20)
ONE = session("2026-08-01")


def entries(text: str, today: date = TODAY) -> dict[str, CalendarEvent]:
    """Return the entries of a journal by their names."""
    return {entry.uid: entry for entry in calendar_events(snapshot(text, today))}


def days(text: str, today: date = TODAY) -> list[tuple[str, str, str]]:
    """Return kind, first and last day of each entry."""
    found = entries(text, today).values()
    return [(entry.kind, entry.begins.isoformat(), entry.until.isoformat()) for entry in found]


def test_one_session_has_four_entries() -> None:
    """The two-week look, the window as a span, time to book, the look that tells most."""
    assert days(ONE) == [
        ("review", "2026-08-15", "2026-08-15"),
        ("fading", "2026-10-04", "2027-02-14"),
        ("book", "2026-11-07", "2026-11-07"),
        ("checkin", "2026-11-21", "2026-11-21"),
    ]


def test_names_are_made_of_the_id_and_the_kind() -> None:
    """A look moves three days; not one name changes."""
    before, after = entries(ONE), entries(ONE + checkin("2026-10-20", "full"), date(2026, 10, 20))
    assert set(before) == {f"2026-08-01-{kind}@botoxlog" for kind in EventKind}
    assert set(after) == set(before) - {"2026-08-01-review@botoxlog"}
    assert all(after[name].begins > before[name].begins for name in after)


def test_six_areas_of_one_day_do_not_fill_a_calendar() -> None:
    """Four entries; the window reaches from the first to open to the last to close."""
    areas = '["glabella", "forehead", "crows-feet", "masseter", "platysma", "chin"]'
    text = session("2026-08-01", f"areas = {areas}")
    found = entries(text)
    assert len(found) == 4
    window = found["2026-08-01-fading@botoxlog"]
    forecasts = [area.forecast for area in snapshot(text, TODAY).areas if area.forecast]
    assert window.begins == min(one.early for one in forecasts)
    assert window.until == max(one.late for one in forecasts)
    assert len(window.areas) == 6


def test_an_area_that_was_treated_again_belongs_to_its_new_session() -> None:
    """The older session keeps what is left of it; where nothing is, its entries are gone."""
    both = session("2026-05-01", 'areas = ["glabella", "masseter"]')
    found = entries(both + session("2026-09-10"))
    assert [area.area for area in found["2026-05-01-fading@botoxlog"].areas] == ["masseter"]
    assert [area.area for area in found["2026-09-10-fading@botoxlog"].areas] == ["glabella"]
    assert {name[:10] for name in entries(ONE + session("2026-09-10"))} == {"2026-09-10"}


@pytest.mark.parametrize(("state", "kinds"), [("gone", {"book"}), ("no-effect", set())])
def test_what_is_over_is_not_expected(state: str, kinds: set[str]) -> None:
    """Seen gone, only booking is left; with no effect at all, nothing."""
    found = entries(ONE + checkin("2026-09-15", state))
    assert {str(entry.kind) for entry in found.values()} == kinds


def test_a_look_that_passed_unanswered_rolls_on_to_the_next_area() -> None:
    """One look is asked for at a time; the last one stays."""
    text = session("2026-05-01", 'areas = ["glabella", "masseter"]')
    found = {
        day: entries(text, date.fromisoformat(day))["2026-05-01-checkin@botoxlog"]
        for day in ("2026-06-01", "2026-09-01", "2026-12-20")
    }
    asked = {day: [area.area for area in entry.areas] for day, entry in found.items()}
    assert asked == {
        "2026-06-01": ["glabella"],
        "2026-09-01": ["masseter"],
        "2026-12-20": ["masseter"],
    }
    assert found["2026-09-01"].begins == found["2026-12-20"].begins


def test_a_record_without_an_id_is_named_by_its_areas() -> None:
    """Never by its date: correcting the date of a record moves its entries."""
    bare = '[[session]]\ndate = 2026-08-01\nareas = ["chin", "glabella"]\n'
    names = set(entries(bare))
    assert names == set(entries(bare.replace("08-01", "08-03")))
    assert names == set(entries(bare.replace('"chin", "glabella"', '"glabella", "chin"')))
    assert names.isdisjoint(entries(bare.replace('"chin", ', "")))
    assert all("chin" not in name and "2026" not in name for name in names)


def test_a_result_long_gone_has_no_entries() -> None:
    """A person who moved on finds nothing in the calendar."""
    assert entries(session("2020-08-01")) == {}


def test_a_visit_is_booked_for_its_own_session_alone() -> None:
    """Neither what another session brings nor what is missing of this one moves its day."""
    asked = date(2026, 8, 20)  # two visits running, and no lot noted of the newer one
    both = session("2026-05-01", 'areas = ["masseter"]') + ONE
    found = entries(both, asked)
    booked = {name[:10]: entry.begins for name, entry in found.items() if "book" in name}
    # Two weeks before the likely days, 31 Oct 2026 and 21 Nov 2026.
    assert booked == {"2026-05-01": date(2026, 10, 17), "2026-08-01": date(2026, 11, 7)}
    assert {
        name[:10]: [area.area for area in entry.areas]
        for name, entry in found.items()
        if "book" in name
    } == {"2026-05-01": ["masseter"], "2026-08-01": ["glabella"]}


def test_a_visit_is_for_what_is_next_to_fade() -> None:
    """Two areas whose likely days are ten weeks apart are not booked together."""
    text = session("2026-05-01", 'areas = ["glabella", "masseter"]')
    book = entries(text, date(2026, 6, 1))["2026-05-01-book@botoxlog"]
    assert [area.area for area in book.areas] == ["glabella"]
    assert book.begins == date(2026, 8, 7)  # two weeks before 21 Aug, 112 days after 1 May


@pytest.mark.parametrize(
    ("apart", "looked_at", "booked"), [(0, 2, 2), (7, 2, 2), (8, 1, 2), (28, 1, 2), (29, 1, 1)]
)
def test_what_lies_close_together_is_one_look_and_one_visit(
    apart: int, looked_at: int, booked: int
) -> None:
    """Likely days up to a week apart share a look, up to four weeks apart a visit."""
    seen = snapshot(session("2026-08-01", 'areas = ["glabella", "forehead"]'), TODAY)
    one, other = seen.areas
    assert one.forecast
    assert other.forecast
    later = other.forecast._replace(likely=one.forecast.likely + timedelta(days=apart))
    moved = Snapshot(TODAY, (one, other._replace(forecast=later)), seen.journal, seen.catalog)
    found = {entry.kind: len(entry.areas) for entry in calendar_events(moved)}
    assert (found[EventKind.CHECKIN], found[EventKind.BOOK]) == (looked_at, booked)


@pytest.mark.parametrize(
    ("today", "asked"), [("2026-08-21", ["glabella"]), ("2026-08-22", ["masseter"])]
)
def test_a_look_is_asked_for_on_its_very_day(today: str, asked: list[str]) -> None:
    """The likely day of the frown lines, 112 days after 1 May, is theirs; the next day is not."""
    text = session("2026-05-01", 'areas = ["glabella", "masseter"]')
    entry = entries(text, date.fromisoformat(today))["2026-05-01-checkin@botoxlog"]
    assert [area.area for area in entry.areas] == asked


def test_booking_long_before_comes_from_booking_alone() -> None:
    """Ten weeks ahead of 21 Nov 2026 is 12 Sep, well before the window opens on 4 Oct."""
    found = entries("[person]\nweeks_ahead = 10\n" + ONE, date(2026, 9, 1))
    assert found["2026-08-01-book@botoxlog"].begins == date(2026, 9, 12)  # 21 + 31 + 18 days
