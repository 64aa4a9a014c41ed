"""A partial date is a day, a month or a year: kept, compared and said as exactly as it is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.core.partial_dates import PartialDate, add_days, add_months, parse_iso

TODAY = date(2026, 11, 23)  # a Monday

DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31))
PARTIAL_DATES = st.one_of(
    DAYS.map(PartialDate.of_day),
    st.builds(PartialDate.of_month, st.integers(1970, 2199), st.integers(1, 12)),
    st.builds(PartialDate.of_year, st.integers(1970, 2199)),
)


@pytest.mark.parametrize("iso", ["", "2026-08-01x", "26-08-01", "2026-8-1-1", "\x1b", "z" * 999])
def test_what_is_no_date_in_a_journal_is_said_safely(iso: str) -> None:
    """The reason names the text, short and with nothing in it that acts."""
    with pytest.raises(ValueError, match="is not a date like") as refused:
        parse_iso(iso)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 120


def test_a_part_that_has_not_come_ends_today() -> None:
    """Seen from May, "2026" ends in May; seen from before, only its first day is left."""
    year = PartialDate.of_year(2026)
    assert year.not_after(date(2026, 5, 3)).last == date(2026, 5, 3)
    assert year.not_after(date(2027, 1, 1)) == year
    assert year.not_after(date(2025, 1, 1)).last == date(2026, 1, 1)


@given(PARTIAL_DATES)
def test_what_is_written_is_read_back(when: PartialDate) -> None:
    """The journal's spelling of a date means that date."""
    assert parse_iso(when.iso) == when


@given(PARTIAL_DATES, DAYS)
def test_a_partial_date_stays_inside_itself(when: PartialDate, today: date) -> None:
    """Its middle lies inside, and the part that has come never reaches beyond it or today."""
    assert when.first <= when.middle <= when.last
    come = when.not_after(today)
    assert come.first == when.first
    assert come.last == max(when.first, min(when.last, today))


@pytest.mark.parametrize(
    ("iso", "said", "in_a_sentence"),
    [
        ("2026-08-01", "Sat 1 Aug 2026", "on Sat 1 Aug 2026"),
        ("2026-08", "Aug 2026", "in Aug 2026"),
        ("2026", "2026", "in 2026"),
    ],
)
def test_says_a_date_as_far_as_it_is_known(iso: str, said: str, in_a_sentence: str) -> None:
    """A day is said with its weekday, a month and a year without pretending one."""
    when = parse_iso(iso)
    assert (str(when), when.with_preposition) == (said, in_a_sentence)


def test_days_are_held_inside_the_calendar() -> None:
    """Adding days never leaves the calendar."""
    assert add_days(date(2026, 1, 1), 31) == date(2026, 2, 1)
    assert add_days(date(9999, 12, 31), 1) == date.max
    assert add_days(date(1, 1, 1), -1) == date.min
    assert add_days(TODAY, 1) - TODAY == timedelta(days=1)


@pytest.mark.parametrize(
    ("one", "until", "iso", "middle"),
    [
        ("2026-02", "2026-12-31", "2026-02", "2026-02-14"),  # the 1st and half of 27 days
        ("2024-02", "2026-12-31", "2024-02", "2024-02-15"),
        ("2026", "2026-12-31", "2026", "2026-07-02"),
        ("2026-11", "2026-11-23", "2026-11", "2026-11-12"),
        ("2026-11", "2026-11-01", "2026-11-01", "2026-11-01"),
        ("2026-11", "2026-10-31", "2026-11-01", "2026-11-01"),
        ("2026", "2026-05-31", "2026", "2026-03-17"),  # 150 days, half of them after 1 Jan
        ("2026-11-23", "2026-11-22", "2026-11-23", "2026-11-23"),
    ],
)
def test_what_has_come_of_a_date(one: str, until: str, iso: str, middle: str) -> None:
    """A month or a year ends today where it is still running; a day stays itself."""
    found = parse_iso(one).not_after(date.fromisoformat(until))
    assert (found.iso, found.middle.isoformat()) == (iso, middle)


@pytest.mark.parametrize(
    ("first", "last", "knows"),
    [("2026-01-01", "2026-01-31", True), ("2026-01-01", "2026-02-01", True),
     ("2026-01-01", "2026-02-02", False), ("2026-01-01", "2026-12-31", False)],
)  # fmt: skip
def test_a_month_is_known_where_31_days_hold_it(first: str, last: str, *, knows: bool) -> None:
    """A stretch of more than 31 days is no month."""
    when = PartialDate(date.fromisoformat(first), date.fromisoformat(last))
    assert when.knows_month is knows


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 23), 3, date(2026, 8, 23)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 2, 28), 3, date(2025, 11, 28)),
    ],
)
def test_a_month_back_is_the_same_day(day: date, months: int, before: date) -> None:
    """Of a shorter month it is the last day."""
    assert add_months(day, -months) == before
