"""A partial date is a day, a month, a year or between two days: kept, compared and said exactly."""

import re
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
    st.tuples(DAYS, DAYS).map(lambda days: PartialDate(min(days), max(days))),
    st.builds(lambda day, days: PartialDate(day, day + timedelta(days)), DAYS, st.integers(1, 99)),
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


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (
            "2024-01-10/2023-12-20",
            "2024-01-10 is after 2023-12-20. The earlier of two days goes first",
        ),
        ("2023-12/2024-01", '"2023-12/2024-01" is not two days like 2023-12-20/2024-01-10'),
        ("2023/2024", '"2023/2024" is not two days like 2023-12-20/2024-01-10'),
        ("2023-12-20/", '"2023-12-20/" is not a date like 2026-08-01, 2026-08 or 2026'),
        ("2027/03", '"2027/03" is not a date like 2026-08-01, 2026-08 or 2026'),
        ("12/2023/2024", '"12/2023/2024" is not a date like 2026-08-01, 2026-08 or 2026'),
        ("2023-12-20/2024-02-30", "Feb 2024 has 29 days, so there is no day 30"),
        ("1969-12-20/1970-01-10", "the year 1969 is before 1970, the earliest that botoxlog takes"),
    ],
)
def test_two_days_are_full_days_in_order(written: str, reason: str) -> None:
    """Anything else is refused with a reason that names it."""
    with pytest.raises(ValueError, match="^" + re.escape(reason)):
        parse_iso(written)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2023-12-20/2024-01-10", "2023-12-20/2024-01-10"),
        ("20231220/20240110", "2023-12-20/2024-01-10"),
        ("2023-12-1/2023-12-10", "2023-12-01/2023-12-10"),
        ("2023-12-20/2023-12-20", "2023-12-20"),
        ("2023-12-01/2023-12-31", "2023-12"),
        ("2024-02-01/2024-02-29", "2024-02"),
        ("2023-02-01/2023-02-27", "2023-02-01/2023-02-27"),
        ("2023-01-01/2023-12-31", "2023"),
        ("2023-01-01/2024-12-31", "2023-01-01/2024-12-31"),
        ("2023-07-01/2024-06-30", "2023-07-01/2024-06-30"),
    ],
)
def test_two_days_are_written_as_short_as_they_can_be(written: str, iso: str) -> None:
    """The first and last day of a month or a year are that month or year, and one day is a day."""
    when = parse_iso(written)
    assert (when.iso, when.is_range) == (iso, "/" in iso)
    assert when == parse_iso(iso)


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
        ("2023-12-01/2023-12-10", "early Dec 2023", "in early Dec 2023"),
        ("2023-12-11/2023-12-20", "mid Dec 2023", "in mid Dec 2023"),
        ("2023-12-21/2023-12-31", "late Dec 2023", "in late Dec 2023"),
        ("2024-02-21/2024-02-29", "late Feb 2024", "in late Feb 2024"),
        ("2014-03-01/2014-05-31", "spring 2014", "in spring 2014"),
        ("2014-06-01/2014-08-31", "summer 2014", "in summer 2014"),
        ("2014-09-01/2014-11-30", "autumn 2014", "in autumn 2014"),
        ("2014-12-01/2015-02-28", "winter 2014/15", "in winter 2014/15"),
        ("1999-12-01/2000-02-29", "winter 1999/00", "in winter 1999/00"),
        ("2005-05-01/2005-06-30", "May or Jun 2005", "in May or Jun 2005"),
        ("2005-12-01/2006-01-31", "Dec 2005 or Jan 2006", "in Dec 2005 or Jan 2006"),
        ("2024-01-01/2024-04-30", "early 2024", "in early 2024"),
        ("2024-05-01/2024-08-31", "mid 2024", "in mid 2024"),
        ("2024-09-01/2024-12-31", "late 2024", "in late 2024"),
        (
            "2023-12-21/2024-01-10",
            "31 Dec 2023, give or take 10 days",
            "around 31 Dec 2023, give or take 10 days",
        ),
        (
            "2023-12-20/2023-12-22",
            "21 Dec 2023, give or take 1 day",
            "around 21 Dec 2023, give or take 1 day",
        ),
        (
            "2023-12-20/2024-01-10",  # 21 days: no day is in the middle
            "between 20 Dec 2023 and 10 Jan 2024",
            "between 20 Dec 2023 and 10 Jan 2024",
        ),
        ("2023-12-20/2023-12-21", "between 20 Dec and 21 Dec 2023", None),
        ("2023-12-01/2023-12-08", "between 1 Dec and 8 Dec 2023", None),
        ("2023-02-01/2023-05-31", "between 1 Feb and 31 May 2023", None),
        ("2023-01-01/2023-05-01", "2 Mar 2023, give or take 60 days", None),
        ("2023-01-01/2023-05-03", "between 1 Jan and 3 May 2023", None),  # 61 days on each side
        ("2020-01-01/2022-12-31", "between 1 Jan 2020 and 31 Dec 2022", None),
    ],
)
def test_says_a_date_as_far_as_it_is_known(iso: str, said: str, in_a_sentence: str | None) -> None:
    """A day is said with its weekday, anything wider as people say it, and never narrower."""
    when = parse_iso(iso)
    assert str(when) == said
    assert in_a_sentence is None or when.with_preposition == in_a_sentence


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-08-01", "on Sat 1 Aug 2026"),
        ("2014-12-01/2015-02-28", "in winter 2014/15"),
        ("2023-12-21/2024-01-10", "around 31 Dec 2023"),
        ("2023-12-20/2024-01-10", "between 20 Dec 2023 and 10 Jan 2024"),
    ],
)
def test_a_date_in_the_middle_of_a_sentence_has_no_comma(iso: str, said: str) -> None:
    """What follows it would read as part of "give or take"."""
    assert parse_iso(iso).in_clause == said


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_two_dates_are_never_said_alike(one: PartialDate, other: PartialDate) -> None:
    """Only the same days have the same words."""
    assert (str(one) == str(other)) is (one == other)


@pytest.mark.parametrize(
    ("iso", "short"),
    [
        ("2026-08-01", "Sat 1 Aug 2026"),
        ("2026-08", "Aug 2026"),
        ("2014-12-01/2015-02-28", "winter 2014/15"),
        ("2023-12-21/2024-01-10", "about 31 Dec 2023"),
        ("2023-12-20/2024-01-10", "about 30 Dec 2023"),
        ("2023-12-01/2024-02-01", "about 1 Jan 2024"),  # 62 days
        ("2023-12-01/2024-02-02", "about Jan 2024"),
        ("2020-01-01/2022-12-31", "about Jul 2021"),
    ],
)
def test_days_without_a_name_have_a_short_form(iso: str, short: str) -> None:
    """What has a name keeps it; a wide one is about a month, so that no day is pretended."""
    assert parse_iso(iso).short == short


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
        ("2026-11", "2026-11-23", "2026-11-01/2026-11-23", "2026-11-12"),
        ("2026-11", "2026-11-01", "2026-11-01", "2026-11-01"),
        ("2026-11", "2026-10-31", "2026-11-01", "2026-11-01"),
        (
            "2026",
            "2026-05-31",
            "2026-01-01/2026-05-31",
            "2026-03-17",
        ),  # 150 days, half of them after 1 Jan
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
    ("iso", "narrow"),
    [
        ("2026-08-01", True),
        ("2026-07-01/2026-08-31", True),
        ("2026-07-01/2026-09-01", True),  # 62 days from the first to the last
        ("2026-07-01/2026-09-02", False),
        ("2014-09-01/2014-11-30", False),
        ("2026", False),
    ],
)
def test_two_months_are_narrow(iso: str, *, narrow: bool) -> None:
    """A season is too wide to forecast from."""
    assert parse_iso(iso).is_narrow is narrow


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
