"""What a calendar should hold: few entries, whose names stay while their days move."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reminders.calendar_events import (
    CalendarEvent,
    EventKind,
    calendar_events,
    kind_of,
)
from tests.forecast.test_snapshot import checkin, session, snapshot
from tests.laws import examples

TODAY = date(2026, 9, 20)
ONE = session("2026-08-01")


def entries(text: str, today: date = TODAY) -> dict[str, CalendarEvent]:
    """Return the entries of a journal by their names."""
    return {entry.uid: entry for entry in calendar_events(snapshot(text, today))}


def days(text: str, today: date = TODAY) -> list[tuple[str, str]]:
    """Return kind and day of each entry."""
    return [(entry.kind, entry.begins.isoformat()) for entry in entries(text, today).values()]


def appointment(day: str, more: str = "", identity: str = "m4") -> str:
    """Return one appointment as text."""
    return f'[[appointment]]\nid = "{identity}"\ndate = {day}\n{more}\n'


def test_one_session_has_five_entries() -> None:
    """The two-week check-in; where the window opens and ends; the likely day; time to book."""
    assert days(ONE) == [
        ("review", "2026-08-15"),
        ("fading", "2026-10-04"),
        ("book", "2026-11-07"),
        ("checkin", "2026-11-21"),
        ("end", "2027-02-14"),
    ]


def test_names_are_made_of_the_id_and_the_kind() -> None:
    """A check-in moves three entries and answers one; not one name changes."""
    before, after = entries(ONE), entries(ONE + checkin("2026-09-20", "full"), date(2026, 9, 20))
    kinds = set(EventKind) - {EventKind.APPOINTMENT}
    assert set(before) == {f"2026-08-01-{kind}@botoxlog" for kind in kinds}
    assert set(after) == set(before) - {"2026-08-01-review@botoxlog"}
    assert all(after[name].begins > before[name].begins for name in after)


def test_no_entry_asks_again_at_once() -> None:
    """Nine days after a check-in the window opens, by its answer: remind doesn't ask, nor this."""
    text = ONE + checkin("2026-10-20", "full")
    (area,) = snapshot(text, date(2026, 10, 20)).areas
    assert area.forecast
    assert area.forecast.early == date(2026, 10, 29)
    assert [kind for kind, _ in days(text, date(2026, 10, 20))] == ["book", "checkin", "end"]


def test_six_areas_of_one_day_do_not_fill_a_calendar() -> None:
    """Five entries; each shows the next day of its kind, and rolls on from area to area."""
    areas = '["glabella", "forehead", "crows-feet", "masseter", "platysma", "chin"]'
    text = session("2026-08-01", f"areas = {areas}")
    shown = {}
    for day in ("2026-09-20", "2026-09-27", "2026-10-05", "2027-03-01"):
        found = entries(text, date.fromisoformat(day))
        assert len(found) == 5
        both = (found[f"2026-08-01-{kind}@botoxlog"] for kind in ("fading", "end"))
        shown[day] = [(str(entry.begins), [area.area for area in entry.areas]) for entry in both]
    # Windows open on 26 Sep (three areas), 4 Oct (two) and 6 Nov; they end on 20 Jan, 14 Feb (two),
    # 17 Mar (two) and 15 Jul.
    first = ("2026-09-26", ["chin", "crows-feet", "platysma"])
    second = ("2026-10-04", ["forehead", "glabella"])
    third = ("2026-11-06", ["masseter"])
    assert shown == {
        "2026-09-20": [first, ("2027-01-20", ["crows-feet"])],
        "2026-09-27": [second, ("2027-01-20", ["crows-feet"])],
        "2026-10-05": [third, ("2027-01-20", ["crows-feet"])],
        "2027-03-01": [third, ("2027-03-17", ["chin", "platysma"])],
    }


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
    ("opens", "likely", "ends", "kinds"),
    [
        ("10-04", "10-12", "10-20", ["fading", "checkin", "end"]),
        ("10-04", "10-11", "10-20", ["fading", "end"]),  # a week after it opens
        ("10-04", "10-13", "10-20", ["fading", "end"]),  # a week before it ends
        ("10-04", "10-08", "10-12", ["fading", "end"]),
        ("10-04", "10-08", "10-11", ["end"]),  # the whole window is a week
        ("10-04", "10-04", "10-04", ["end"]),
    ],
)
def test_what_lies_close_together_of_one_result_is_one(
    opens: str, likely: str, ends: str, kinds: list[str]
) -> None:
    """Check-ins up to a week apart are one, and the last day of the window always has one."""
    seen = snapshot(ONE, TODAY)
    (area,) = seen.areas
    assert area.forecast
    early, middle, late = (date.fromisoformat(f"2026-{day}") for day in (opens, likely, ends))
    narrow = area.forecast._replace(early=early, likely=middle, late=late)
    moved = Snapshot(TODAY, (area._replace(forecast=narrow),), seen.journal, seen.catalog)
    found = [str(entry.kind) for entry in calendar_events(moved)]
    assert [kind for kind in found if kind not in {"review", "book"}] == kinds


def test_the_last_check_in_is_ten_days_after_the_one_before() -> None:
    """A window that ends five days after a check-in has its last entry five days later."""
    seen = snapshot(ONE + checkin("2026-09-20", "full"), TODAY)
    (area,) = seen.areas
    assert area.forecast
    early, likely, late = (date(2026, 9, day) for day in (21, 23, 25))
    narrow = area.forecast._replace(early=early, likely=likely, late=late)
    moved = Snapshot(TODAY, (area._replace(forecast=narrow),), seen.journal, seen.catalog)
    (end,) = [entry for entry in calendar_events(moved) if entry.kind is EventKind.END]
    (item,) = [item for item in moved.due if item.asks_for_checkin]
    assert (end.begins, item.until) == (date(2026, 9, 30), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("today", "is_ahead"), [("2027-02-15", True), ("2027-02-18", True), ("2027-02-19", False)]
)
def test_an_entry_lies_ahead_until_the_last_window_ends(today: str, is_ahead: bool) -> None:
    """Ends up to a week apart share the day of the last, so it isn't past before they are."""
    seen = snapshot(session("2026-08-01", 'areas = ["glabella", "forehead"]'), TODAY)
    one, other = seen.areas
    assert other.forecast
    later = other.forecast._replace(late=date(2027, 2, 18))  # four days after 14 Feb
    day = date.fromisoformat(today)
    moved = Snapshot(day, (one, other._replace(forecast=later)), seen.journal, seen.catalog)
    (end,) = [entry for entry in calendar_events(moved) if entry.kind is EventKind.END]
    assert (end.begins, len(end.areas)) == (date(2027, 2, 18), 2)
    assert (end.begins >= day) is is_ahead


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


# --- appointments and stops ------------------------------------------------------------------


def test_an_appointment_is_an_entry_at_its_time() -> None:
    """Its name comes from its id, so it moves with it; booked, nothing says when to book."""
    before = entries(ONE + appointment("2026-12-01", 'time = "14:30"\nareas = ["glabella"]'))
    after = entries(ONE + appointment("2026-12-03", 'areas = ["glabella"]'))
    name = "m4-appointment@botoxlog"
    found = [(str(item[name].begins), str(item[name].at)) for item in (before, after)]
    assert found == [("2026-12-01", "14:30:00"), ("2026-12-03", "None")]
    assert before[name].names == ("frown lines",)
    assert "2026-08-01-book@botoxlog" in entries(ONE)
    assert set(before) == set(entries(ONE)) - {"2026-08-01-book@botoxlog"} | {name}


def test_an_appointment_for_another_area_leaves_the_day_to_book() -> None:
    """Only what is booked needs no reminder to book; without areas it is for all."""
    for more, left in (('areas = ["chin"]', True), ("", False), ('areas = ["glabella"]', False)):
        found = entries(ONE + appointment("2026-12-01", more))
        assert ("2026-08-01-book@botoxlog" in found) is left


def test_a_past_appointment_stays_whether_it_was_kept_or_not() -> None:
    """Kept on 1 Sep by the session that names it, past without a session, and long past."""
    kept = session("2026-09-01", more='appointment = "m4"')
    text = kept + appointment("2026-09-01") + appointment("2026-09-10", identity="m5")
    text += appointment("2019-01-01", identity="m6")
    found = [entry for entry in entries(text).values() if entry.appointment]
    assert [str(entry.begins) for entry in found] == ["2019-01-01", "2026-09-01", "2026-09-10"]


def test_an_appointment_without_an_id_is_named_by_when_and_for_what() -> None:
    """Two of one day have two names, which say nothing; another day is another appointment."""
    bare = "[[appointment]]\ndate = 2026-12-01\n"
    both = set(entries(f'{bare}time = "09:00"\n{bare}time = "10:00"\nareas = ["chin"]\n'))
    assert len(both) == 2
    assert all("chin" not in name and "2026" not in name for name in both)
    assert set(entries(f'{bare}areas = ["chin"]\ntime = "10:00"\n')) < both
    assert both.isdisjoint(entries(f'{bare.replace("-01", "-02")}time = "09:00"\n'))


def test_where_treatment_was_stopped_there_are_no_entries() -> None:
    """Of two areas the other one keeps its own; an appointment stays, because it was made."""
    both = session("2026-08-01", 'areas = ["glabella", "masseter"]') + appointment("2026-12-01")
    stop = '[[stopped]]\nid = "s1"\ndate = 2026-09-01\n'
    found = entries(both + stop + 'areas = ["masseter"]\n').values()
    assert {area.area for entry in found for area in entry.areas} == {"glabella"}
    assert set(entries(both + stop)) == {"m4-appointment@botoxlog"}


def test_an_entry_says_what_it_is_for_by_its_name() -> None:
    """Whatever the id is; and what is no entry of ours has no kind."""
    text = session("2026-08-01").replace('id = "2026-08-01"', 'id = "a-book@ é"')
    found = entries(text + appointment("2026-12-01", identity="x-end@botoxlog"))
    assert all(kind_of(name) is entry.kind for name, entry in found.items())
    assert {entry.kind for entry in found.values()} == set(EventKind) - {EventKind.BOOK}
    with pytest.raises(ValueError, match="holiday"):
        kind_of("a-holiday@botoxlog")


# --- laws ------------------------------------------------------------------------------------

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
AREAS = st.lists(
    st.sampled_from(["glabella", "forehead", "masseter", "masseter-left", "underarms", "a scar"]),
    min_size=1,
    max_size=3,
    unique=True,
)
PRODUCTS = st.sampled_from(["botox-cosmetic", "dysport", "daxxify", "something else"])
STATES = st.sampled_from(["none", "kicking-in", "full", "partial", "fading", "gone", "no-effect"])


def _dated(kind: str, day: date, fields: str) -> str:
    return f"[[{kind}]]\ndate = {day}\n{fields}\n"


def _session(day: date, month_only: bool, areas: list[str], product: str, identity: str) -> str:
    text = f'product = "{product}"\nareas = {json.dumps(areas)}\n'
    text += f'id = "{identity}"\n' if identity else ""
    whole = _dated("session", day, text)
    return whole.replace(f"= {day}", f'= "{day:%Y-%m}"') if month_only else whole


def _appointment(day: date, at: str, areas: list[str], identity: str) -> str:
    text = f"areas = {json.dumps(areas)}\n" + (f'id = "{identity}"\n' if identity else "")
    return _dated("appointment", day, text + (f'time = "{at}"\n' if at else ""))


IDENTITIES = st.sampled_from(["", "", *(f"k{number}" for number in range(60))])
CHECKINS = st.builds(
    lambda day, areas, state: _dated(
        "checkin", day, "".join(f'state."{area}" = "{state}"\n' for area in areas)
    ),
    DAYS,
    AREAS,
    STATES,
)
RECORDS = st.lists(
    st.one_of(
        st.builds(_session, DAYS, st.booleans(), AREAS, PRODUCTS, IDENTITIES),
        CHECKINS,
        st.builds(
            _appointment,
            DAYS,
            st.sampled_from(["", "00:00", "14:30", "23:59"]),
            st.just([]) | AREAS,
            IDENTITIES,
        ),
        st.builds(
            lambda day, areas: _dated("stopped", day, f"areas = {json.dumps(areas)}"), DAYS, AREAS
        ),
    ),
    min_size=1,
    max_size=8,
)
"""The records of any journal of two years."""


@examples(100)
@given(RECORDS, DAYS)
def test_while_anything_lies_ahead_so_does_an_entry(records: list[str], today: date) -> None:
    """A window that still runs, of what was not stopped, or an appointment."""
    found = snapshot("\n".join(records), today)
    ahead = [
        area.forecast.late
        for area in found.areas
        if area.forecast and not (area.stopped or area.last.lasted.end_seen)
    ]
    ahead += [one.date.first for one in found.journal.appointments]
    begins = [entry.begins for entry in calendar_events(found)]
    assert max(ahead, default=date.min) < today or max(begins) >= today


@examples(100)
@given(RECORDS, st.lists(CHECKINS, max_size=4), DAYS)
def test_check_ins_name_nothing_anew(records: list[str], more: list[str], today: date) -> None:
    """Whatever a check-in says, every entry is of a record that was there, each name once."""
    before, after = (
        [entry.uid for entry in calendar_events(snapshot("\n".join(text), today))]
        for text in (records, [*records, *more])
    )
    assert len(set(after)) == len(after)
    appointments = [
        {name for name in names if "-appointment@" in name} for names in (before, after)
    ]
    assert appointments[0] == appointments[1]
    sessions = {name.rpartition("-")[0] for name in after if "-appointment@" not in name}
    last = snapshot("\n".join(records), today).journal.sessions
    named = {one.id for one in last if one.id}
    assert {name for name in sessions if not name.startswith("areas-")} <= named
    assert len({name for name in sessions if name.startswith("areas-")}) <= len(last) - len(named)


@examples(100)
@given(RECORDS, DAYS)
def test_an_entry_is_on_the_day_that_remind_says(records: list[str], today: date) -> None:
    """One truth: no entry of one area is on another day than what is due there."""
    found = snapshot("\n".join(records), today)
    entries_of_one = [entry for entry in calendar_events(found) if len(entry.areas) == 1]
    for entry in entries_of_one:
        due = {str(item.kind): item for item in found.due if item.area.area == entry.areas[0].area}
        if entry.kind is EventKind.END:
            overdue, asked = due.get("overdue"), due.get("checkin")
            day = overdue.begins if overdue else asked.until if asked else entry.begins
        else:
            day = due[entry.kind].begins if entry.kind in due else entry.begins
        assert entry.begins == day
