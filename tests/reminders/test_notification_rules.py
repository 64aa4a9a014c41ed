"""Each thing is told as it begins to matter, once, and no day tells too much."""

import time
from datetime import date, timedelta

import pytest

from bench.reminders import BEGIN, DAYS, simulate
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.due_items import DueKind
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reminders.notification_rules import (
    MAX_PER_DAY,
    RULES,
    Notification,
    keys_to_keep,
    notifications,
)
from botoxlog.reminders.notification_text import notification_text
from tests.forecast.test_snapshot import checkin, session, snapshot

LOT = 'lot = "C"'
UNITS = "units = {glabella = 20}"
ONE = session("2026-08-01", UNITS, LOT)
"""Its window: 4 Oct 2026, 21 Nov, 14 Feb 2027; nothing is missing."""


def days_told(text: str, begin: str, days: int) -> list[tuple[str, str, int]]:
    """Return each reminder of a journal that stays as it is: day, kind, turn."""
    told: frozenset[str] = frozenset()
    found = []
    for number in range(days):
        day = date.fromisoformat(begin) + timedelta(days=number)
        seen = snapshot(text, day)
        lines = notifications(seen, told)
        told = keys_to_keep(seen, told, lines)
        found += [(day.isoformat(), str(line.kind), line.tier) for line in lines]
    return found


def test_one_session_from_its_day_to_its_end() -> None:
    """With no answer at all, everything comes on its day, as the table says, and then no more."""
    assert days_told(ONE, "2026-08-01", 700) == [
        ("2026-08-15", "review", 0),
        ("2026-08-22", "review", 1),
        ("2026-10-04", "fading", 0),
        ("2026-11-07", "book", 0),
        ("2026-11-21", "checkin", 0),
        ("2026-12-12", "checkin", 1),
        ("2027-02-14", "overdue", 0),
        ("2027-03-16", "overdue", 1),
        ("2027-05-15", "overdue", 2),
    ]


def test_a_missing_detail_is_asked_for_after_three_days_and_once_more() -> None:
    """Not on the day itself; then again while the clinic still remembers."""
    found = days_told(session("2026-08-01"), "2026-08-01", 45)
    assert [(day, tier) for day, kind, tier in found if kind == "missing"] == [
        ("2026-08-04", 0),
        ("2026-08-29", 1),
    ]


def test_an_answer_ends_it() -> None:
    """A look at the two-week look: nothing more until the window opens."""
    answered = ONE + checkin("2026-08-15", "full")
    assert [kind for _, kind, _ in days_told(answered, "2026-08-16", 60)] == ["fading"]


def test_missed_days_are_caught_up_in_one_line() -> None:
    """A machine that was off over both turns of a thing tells it once, as the later turn."""
    day = date(2026, 8, 25)
    (line,) = notifications(snapshot(ONE, day), frozenset())
    assert (line.kind, line.tier) == (DueKind.REVIEW, 1)
    told = keys_to_keep(snapshot(ONE, day), frozenset(), [line])
    assert notifications(snapshot(ONE, day), told) == ()


def test_a_window_that_moved_is_not_told_twice() -> None:
    """Looking and finding it full moves the window; that it opened has been told."""
    opened = snapshot(ONE, date(2026, 10, 4))
    told = keys_to_keep(opened, frozenset(), notifications(opened, frozenset()))
    full = ONE + checkin("2026-10-05", "full")
    for number in range(1, 40):
        later = snapshot(full, date(2026, 10, 5) + timedelta(days=number))
        lines = notifications(later, told)
        assert DueKind.WINDOW not in {line.kind for line in lines}
        told = keys_to_keep(later, told, lines)


def test_a_look_that_moved_is_told_again_when_its_day_comes() -> None:
    """The day that tells most comes again after each look; its memory goes with the old day."""
    day = date(2026, 11, 21)
    asked = snapshot(ONE, day)
    (line,) = [one for one in notifications(asked, frozenset()) if one.kind is DueKind.CHECKIN]
    told = keys_to_keep(asked, frozenset(), [line])
    full = ONE + checkin("2026-11-21", "full")
    later = [snapshot(full, day + timedelta(days=number)) for number in range(50)]
    kinds = []
    for seen in later:
        lines = notifications(seen, told)
        told = keys_to_keep(seen, told, lines)
        kinds += [one.kind for one in lines]
    assert kinds.count(DueKind.CHECKIN) == 1


def test_one_session_is_told_in_one_line() -> None:
    """Areas of one session whose windows open within a week share a line; a far one waits."""
    text = session("2026-08-01", 'areas = ["glabella", "forehead", "masseter"]', LOT)
    together: Notification | None = None
    for number in range(90):
        seen = snapshot(text, date(2026, 9, 1) + timedelta(days=number))
        found = [line for line in notifications(seen, frozenset()) if line.kind is DueKind.WINDOW]
        if found:
            (together,) = found
            break
    assert together
    names = {item.area.area for item in together.items}
    begins = sorted(item.begins for item in together.items)
    assert len(names) >= 2
    assert (begins[-1] - begins[0]).days <= 7


def test_the_memory_does_not_grow() -> None:
    """What has been answered is forgotten: all that is kept is what the journal still holds."""
    seen = snapshot(ONE, date(2026, 8, 15))
    stale = {f"{number:016x}" for number in range(1000)}
    assert len(keys_to_keep(seen, stale, notifications(seen, frozenset()))) <= 3


@pytest.fixture(scope="module")
def zones() -> list[str]:
    """Where clocks change, in both halves of the year, and where they do not."""
    return ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change its zone for a test")
def test_no_change_of_clocks_moves_a_day(zones: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same days everywhere, over both changes of a year."""

    def told_in(zone: str) -> list[tuple[str, str, int]]:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        return days_told(ONE, "2026-08-01", 300)

    try:
        first, *others = [told_in(zone) for zone in zones]
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert len(first) == 9
    assert others == [first] * 4


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", [6, 1, 2])
def test_two_years_of_six_areas(seed: int) -> None:
    """Every turn of the table comes, no day tells too much, and nothing overdue is kept quiet."""
    counts = simulate(seed)
    assert counts.lines.total() == DAYS - 10
    assert max(counts.lines) <= MAX_PER_DAY
    never = [(kind, n) for kind in RULES for n in range(len(RULES[kind]))]
    assert [turn for turn in never if not counts.tiers[turn]] == []
    assert counts.unmentioned.total() == 0
    assert counts.repeats == 0
    assert counts.lines[0] > DAYS * 0.8  # most days are silent


def test_the_cap_puts_off_and_loses_nothing() -> None:
    """Eight sessions of one day: three lines a day, most urgent first, until all is told."""
    names = ["glabella", "forehead", "chin", "masseter", "platysma", "temples", "scalp", "soles"]
    text = "".join(
        session("2026-08-01", f'areas = ["{name}"]', LOT).replace(
            'id = "2026-08-01"', f'id = "{name}"'
        )
        for name in names
    )
    told: frozenset[str] = frozenset()
    days = []
    for number in range(4):
        seen = snapshot(text, add_days(date(2026, 8, 15), number))
        lines = [one for one in notifications(seen, told) if one.kind is DueKind.REVIEW][
            :MAX_PER_DAY
        ]
        told = keys_to_keep(seen, told, lines)
        days.append(len(lines))
    assert days == [3, 3, 2, 0]


def test_the_simulation_begins_before_both_changes_of_clocks() -> None:
    """Two years hold four of them."""
    assert (date(2026, 1, 5), 731) == (BEGIN, DAYS)


@pytest.mark.parametrize("gap", range(10))
def test_what_opens_within_a_week_is_told_along_and_remembered(gap: int) -> None:
    """Up to seven days apart, two areas of a session are told once; from eight on, each alone."""
    text = session("2026-08-01", 'areas = ["glabella", "forehead"]', LOT)
    seen = snapshot(text, date(2026, 10, 4))
    one, other = [item for item in seen.due if item.kind is DueKind.WINDOW]
    told: frozenset[str] = frozenset()
    days = []
    for number in range(12):
        today = add_days(one.begins, number)
        now = Snapshot(today, seen.areas, seen.journal, seen.catalog)
        now.due = (one, other._replace(begins=add_days(one.begins, gap)))
        lines = notifications(now, told)
        told = keys_to_keep(now, told, lines)
        days += [(number, len(line.items)) for line in lines]
    assert days == ([(0, 2)] if gap <= 7 else [(0, 1), (gap, 1)])


def appointment(day: str, more: str = "") -> str:
    """Return one appointment as it stands in a journal."""
    return f'\n[[appointment]]\nid = "vvvv"\ndate = {day}\n{more}\n'


def visits_told(text: str, begin: str, days: int) -> list[tuple[str, str, int]]:
    """Return the reminders of appointments alone."""
    kinds = {"appointment", "kept"}
    return [found for found in days_told(text, begin, days) if found[1] in kinds]


def test_an_appointment_is_named_the_day_before_and_asked_about_after() -> None:
    """The day after and a week later; the time to book is not named any more."""
    text = ONE + appointment("2026-11-20")
    assert visits_told(text, "2026-08-01", 200) == [
        ("2026-11-19", "appointment", 0),
        ("2026-11-21", "kept", 0),
        ("2026-11-28", "kept", 1),
    ]
    assert "book" not in {kind for _, kind, _ in days_told(text, "2026-08-01", 130)}


def test_an_appointment_that_was_moved_is_named_again() -> None:
    """On the day before its new day; a session of that day answers the question."""
    told: frozenset[str] = frozenset()
    found = []
    for number, day in enumerate(("2026-11-20", "2026-11-26", "2026-11-26")):
        text = ONE + appointment(day)
        if number == 2:
            text += session("2026-11-26", UNITS, LOT)
        today = [date(2026, 11, 19), date(2026, 11, 25), date(2026, 11, 27)][number]
        seen = snapshot(text, today)
        lines = notifications(seen, told)
        told = keys_to_keep(seen, told, lines)
        found += [(number, str(line.kind)) for line in lines if line.appointment]
    assert found == [(0, "appointment"), (1, "appointment")]


def test_what_others_may_read_of_an_appointment_names_no_clinic() -> None:
    """The desktop says when; only the person's own shell says where."""
    text = ONE + appointment("2026-11-20", 'time = "14:30"\nclinic = "Glow"')
    before = notifications(snapshot(text, date(2026, 11, 19)), frozenset())[0]
    after = notifications(snapshot(text, date(2026, 11, 21)), frozenset())[0]
    assert [notification_text(one, detailed=False) for one in (before, after)] == [
        "appointment on Fri 20 Nov at 14:30",
        "did your appointment on Fri 20 Nov take place?",
    ]
    assert [notification_text(one, detailed=True) for one in (before, after)] == [
        "appointment on Fri 20 Nov at 14:30, Glow.",
        "did your appointment on Fri 20 Nov, Glow take place? To answer: botoxlog remind",
    ]
