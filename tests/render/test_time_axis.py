"""The period that a timeline shows, and its ticks."""

from datetime import date

import pytest

from botoxlog.render.time_axis import TimeAxis, time_axis
from tests.forecast.test_snapshot import session, snapshot

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("first", "last", "most", "labels"),
    [
        # 61 days are 2.0 months: one tick for each where two may stand, else every second month.
        ("2026-01-01", "2026-03-03", 3, ["2026", "Feb", "Mar"]),
        ("2026-01-02", "2026-03-03", 3, ["Feb", "Mar"]),
        ("2026-01-01", "2026-03-03", 1, ["2026"]),
        ("2026-02-01", "2026-12-31", 4, ["Apr", "Jul", "Oct"]),
        ("2025-11-15", "2026-11-14", 12, ["Dec", "2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
                                          "Aug", "Sep", "Oct", "Nov"]),
        ("2020-06-01", "2026-06-01", 4, ["2022", "2024", "2026"]),
        ("2026-01-01", "2026-01-01", 0, ["2026"]),
        ("9999-10-01", "9999-12-31", 3, ["Oct", "Nov", "Dec"]),  # the calendar ends here
    ],
)  # fmt: skip
def test_ticks_are_at_months_and_years(first: str, last: str, most: int, labels: list[str]) -> None:
    """A tick is on the first of every nth month; January is labelled with the year."""
    shown = TimeAxis(date.fromisoformat(first), date.fromisoformat(last))
    ticks = list(shown.ticks(most))
    assert [label for _, label in ticks] == labels
    assert all(day.day == 1 and shown.first <= day <= shown.last for day, _ in ticks)


def test_days_map_to_positions_and_back() -> None:
    """0 is the first day, 1 the last; a period of one day does not divide by zero."""
    shown = TimeAxis(date(2026, 1, 1), date(2026, 1, 11))
    assert [shown.share(date(2026, 1, day)) for day in (1, 6, 11)] == [0, 0.5, 1]
    assert [shown.at(share).day for share in (0, 0.5, 1)] == [1, 6, 11]
    assert (shown.days, TimeAxis(TODAY, TODAY).days) == (10, 1)
    assert TimeAxis(TODAY, TODAY).share(TODAY) == 0


@pytest.mark.parametrize(
    ("since", "first"),
    [(date(2026, 11, 1), date(2026, 11, 1)), (TODAY, TODAY), (date(2027, 1, 1), TODAY)],
)
def test_since_sets_the_first_day(since: date, first: date) -> None:
    """It is never after today; the period ends 30 days after the last window."""
    areas = snapshot(session("2026-08-01"), TODAY).areas
    found = time_axis(areas, TODAY, since, months=24)
    assert (found.first, found.last) == (first, date(2027, 3, 16))  # 14 Feb 2027 and 30 days


@pytest.mark.parametrize(
    ("days", "months", "first"),
    [
        # The first session, less a fortieth of what is shown after it: 227 days, up to 30 days
        # after its window closes on 20 Dec 2026.
        ([date(2026, 6, 6)], 12, date(2026, 5, 31)),
        # No further back than 12 * 30.44 = 365.3 days, to 22 Nov 2025, less a fortieth of 479.
        ([date(2020, 1, 1), date(2026, 8, 1)], 12, date(2025, 11, 10)),
        # All of it long ago: the newest is in it all the same, less a fortieth of 2544.
        ([date(2019, 1, 1), date(2020, 1, 5)], 12, date(2019, 11, 2)),
    ],
)
def test_the_period_goes_back_to_the_first_session(
    days: list[date], months: int, first: date
) -> None:
    """At most `months` back, but always to the newest session."""
    text = "".join(session(day.isoformat()) for day in days)
    assert time_axis(snapshot(text, TODAY).areas, TODAY, None, months=months).first == first


def test_without_sessions_the_period_is_around_today() -> None:
    """From a fortieth of the period before today to 30 days ahead."""
    assert time_axis((), TODAY, None, months=12) == TimeAxis(date(2026, 11, 22), date(2026, 12, 23))
