"""A typed date is read as far as it is known, and refused where it would have to be guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import inert
from botoxlog.input.language.dates import parse_days, parse_typed
from tests.laws import examples

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2026-08-01", "2026-08-01"),
        ("2026-8-1", "2026-08-01"),
        ("20260801", "2026-08-01"),
        ("2026-08", "2026-08"),
        ("2026", "2026"),
        ("2026-11", "2026-11"),
        ("today", "2026-11-23"),
        (" Today ", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("3 weeks ago", "2026-11-02"),
        ("about 3 weeks ago", "2026-11-02"),
        ("~3 weeks ago", "2026-11-02"),
        ("ca. 3 weeks ago", "2026-11-02"),
        ("one week ago", "2026-11-16"),
        ("two weeks ago", "2026-11-09"),
        ("3 wks ago", "2026-11-02"),
        ("a couple weeks ago", "2026-11-09"),
        ("2 weeks and 3 days ago", "2026-11-06"),
        ("10 days", "2026-11-13"),
        ("10 days ago", "2026-11-13"),
        ("last friday", "2026-11-20"),
        ("friday", "2026-11-20"),
        ("last wednesday", "2026-11-18"),
        ("monday", "2026-11-16"),
        ("on friday", "2026-11-20"),
        ("last night", "2026-11-22"),
        ("the day before yesterday", "2026-11-21"),
        ("1 Aug 2026", "2026-08-01"),
        ("Aug 1, 2026", "2026-08-01"),
        ("1st of august", "2026-08-01"),
        ("31 December", "2025-12-31"),
        ("sat 1 aug 2026", "2026-08-01"),
        ("1-aug-2026", "2026-08-01"),
        ("1 aug 26", "2026-08-01"),
        ("august 26", "2026-08-26"),
        ("29 feb 2024", "2024-02-29"),
        ("aug 2026", "2026-08"),
        ("2026 august", "2026-08"),
        ("in aug 2025", "2025-08"),
        ("march", "2026-03"),
        ("nov 2026", "2026-11"),
        ("last month", "2026-10"),
        ("3 months ago", "2026-08"),
        ("a couple of months ago", "2026-09"),
        ("half a year ago", "2026-05"),
        ("a year and a half ago", "2025-05"),
        ("2 years ago", "2024"),
        ("about 2025", "2025"),
        ("in 2025", "2025"),
        ("1970", "1970"),
        (
            "\uff12\uff10\uff12\uff16-\uff10\uff18",
            "2026-08",
        ),  # the digits of a Chinese or Japanese keyboard
        ("13/04/2026", "2026-04-13"),
        ("04/13/2026", "2026-04-13"),
        ("03/03/2026", "2026-03-03"),
        ("13.4.2026", "2026-04-13"),
        ("2026/08/01", "2026-08-01"),
        ("2026.8.1", "2026-08-01"),
        ("08/2026", "2026-08"),
        ("8.2026", "2026-08"),
        ("aug '26", "2026-08"),
        ("Aug \u201998", "1998-08"),
        ("3.5 months ago", "2026-08"),
        ("3,5 months", "2026-08"),
        ("3 and a half months ago", "2026-08"),
        ("three and a half months ago", "2026-08"),
        ("3\u00bd months ago", "2026-08"),
        ("a month and a half ago", "2026-10"),
        ("2.5 weeks ago", "2026-11"),
        ("1.5 years ago", "2025-05"),
        ("almost 3 months ago", "2026-08"),
        ("just over 10 weeks ago", "2026-09"),
        ("almost a year ago", "2025-12"),
        ("5 years ago or so", "2021"),
        ("the end of February", "2026-02"),
        ("early march", "2026-03"),
        ("mid-march 2025", "2025-03"),
        ("beginning of last month", "2026-10"),
        ("end of 2024", "2024"),
        ("late 2024", "2024"),
        ("summer of 2012", "2012"),
        ("in the spring of 2024", "2024"),
        ("sometime in 2019", "2019"),
    ],
)
def test_reads_what_people_type(typed: str, iso: str) -> None:
    """A date in everyday words is read, and only as precisely as it was said."""
    assert parse_typed(typed, TODAY).iso == iso


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "is empty"),
        ("2026-02-30", "Feb 2026 has 28 days, so there is no day 30"),
        ("2025-02-29", "Feb 2025 has 28 days"),
        ("2026-13", "there is no month 13"),
        ("2026-00-10", "there is no month 0"),
        ("0026-08-01", "is before 1970"),
        ("1969", "is before 1970"),
        ("03/04/2026", "could be 3 Apr 2026 or 4 Mar 2026"),
        ("31/02/2026", "is not a date"),
        ("8/13", "without guessing"),
        ("20", "without guessing"),
        ("12/12/1026", "is before 1970"),
        ("about 03/04/2026", "could be 3 Apr 2026 or 4 Mar 2026"),
        ("on 20", "without guessing"),
        ("0000", "is before 1970"),
        ("99999-01", "without guessing"),
        ("1754006400", "without guessing"),
        ("last week", "any of seven days"),
        ("foo", "not a date botoxlog can read"),
        ("a", "not a date botoxlog can read"),
        ("1st", "not a date botoxlog can read"),
        ("q1 2026", "not a date botoxlog can read"),
        ("3-4 weeks ago", "is a period of time, not a date"),
        ("1-2 aug 2026", "is a period of time, not a date"),
        ("14 days ago today", "not a date botoxlog can read"),
        ("2 days before yesterday", "not a date botoxlog can read"),
        ("twenty one days ago", "not a date botoxlog can read"),
        ("aug '99 or 98", "not a date botoxlog can read"),
        ("dec '26", "in the future"),
        ("13/2026", "there is no month 13"),
        ("2026/30/01", "there is no month 30"),
        ("99.5 years ago", "is before 1970"),
        ("lots and a half months ago", "not a date botoxlog can read"),
        ("early yesterday", "not a date botoxlog can read"),
        ("end of 3/4/2025", "could be 3 Apr 2025 or 4 Mar 2025"),
        ("last summer", "could be in either of two years"),
        ("winter 2024", "could be in either of two years"),
        ("summer 1960", "is before 1970"),
        ("summer 2027", "in the future"),
        ("29 feb 2026", "not a date botoxlog can read"),
        ("1 aug 1960", "would be in 1960"),
        ("99999 days ago", "is a digit missing"),
        ("99999 years ago", "not a date botoxlog can read"),
        ("next week", "in the future"),
        ("sun 1 aug 2026", "that day is Sat 1 Aug 2026"),
        ("\x1b[31m", '"<U+001B>[31m" is not a date'),
        ("\u202e2026", "<U+202E>"),
        ("x" * 10_000, "not a date botoxlog can read"),
        ("1 aug 2026" + " ," * 40 + " 1999", "not a date botoxlog can read"),
        ("tomorrow", "is Tue 24 Nov 2026, which is in the future"),
        ("10 days from now", "in the future"),
        ("in 3 days", "in the future"),
        ("next friday", "in the future"),
        ("2026-11-24", "in the future"),
        ("2026-12", "in the future"),
        ("2027", "in the future"),
    ],
)
def test_refuses_what_it_would_have_to_guess(typed: str, reason: str) -> None:
    """A date that makes no sense, has two readings or is to come is refused with the reason."""
    with pytest.raises(BadInputError) as refused:
        parse_typed(typed, TODAY)
    assert reason in refused.value.sentence
    assert refused.value.hint


@examples(200)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(typed: str) -> None:
    """Whatever is typed, a past date or a refusal on one short line comes of it."""
    said, found = "", None
    try:
        found = parse_typed(typed, TODAY)
    except BadInputError as refused:
        said = refused.sentence
    assert bool(said) != bool(found and found.first <= TODAY)
    assert inert(said) == said
    assert len(said) < 800  # sixty characters, each shown as its code at worst


TODAYS = st.dates(date(2008, 1, 1), date(2100, 12, 31))


@examples(80)
@given(TODAYS, st.integers(1, 99))
def test_so_long_ago_is_counted_back(today: date, count: int) -> None:
    """Days and weeks ago are days; months ago a month and years ago a year, on any day of any."""
    back = today.year * 12 + today.month - 1 - count
    assert parse_typed(f"{count} days ago", today).iso == str(today - timedelta(days=count))
    assert parse_typed(f"{count} weeks ago", today).iso == str(today - timedelta(weeks=count))
    assert parse_typed(f"{count} months ago", today).iso == f"{back // 12}-{back % 12 + 1:02}"
    assert parse_typed(f"{count % 30 + 1} years ago", today).iso == str(today.year - count % 30 - 1)


@examples(60)
@given(TODAYS, st.integers(1, 12), st.integers(1, 7))
@example(date(2008, 1, 29), 2, 1)
@example(date(2026, 5, 31), 6, 7)
def test_a_name_alone_is_the_last_one_past(today: date, month: int, weekday: int) -> None:
    """A month is the last that has begun; a weekday is within the week before today."""
    name = date(2000, month, 1).strftime("%B")
    year = today.year if month <= today.month else today.year - 1
    assert parse_typed(name, today).iso == f"{year}-{month:02}"
    day = today - timedelta(days=weekday)
    for said in (f"{day:%A}", f"last {day:%A}", f"on {day:%a}"):
        assert parse_typed(said, today) == PartialDate.of_day(day)


@examples(60)
@given(TODAYS, st.integers(0, 5000))
def test_a_whole_date_in_words_is_that_day(today: date, back: int) -> None:
    """Day, month and year in words are that day, in any usual order."""
    day = max(today - timedelta(days=back), date(1970, 1, 1))
    for said in (
        f"{day.day} {day:%b %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%a} {day.day} {day:%B %Y}",
        f"{day.day}-{day:%b-%Y}",
    ):
        assert parse_typed(said, today) == PartialDate.of_day(day)


def test_a_leap_day_is_a_day() -> None:
    """29 February is read in the years that have one."""
    assert parse_typed("2024-02-29", TODAY).first == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("typed", "days"), [("30d", 30), ("30", 30), ("6w", 42), ("2 months", 60), ("1y", 365)]
)
def test_reads_spans(typed: str, days: int) -> None:
    """A span is read in days, weeks, months or years."""
    assert parse_days(typed) == days


@pytest.mark.parametrize("typed", ["", "d", "-3d", "3 fortnights", "1e3", "99999999d"])
def test_refuses_other_spans(typed: str) -> None:
    """Whatever is no span is refused."""
    with pytest.raises(BadInputError):
        parse_days(typed)


@pytest.mark.parametrize(
    ("typed", "next_step"),
    [
        (
            "4/15",
            "Add the year, and write the date as 2026-08-01 or 1 Aug 2026.",
        ),
        ("15/4/25", "Write the year with four digits: 15/4/2025."),
        ("4-6 months ago", "Write the most likely month, such as 2026-08, or the year alone."),
        ("winter 2024", "Write a month that fits, such as 2026-02, or the year alone."),
    ],
)
def test_a_refusal_names_what_would_do(typed: str, next_step: str) -> None:
    """Where it is plain what is missing, the next step says that rather than every way there is."""
    with pytest.raises(BadInputError) as refused:
        parse_typed(typed, TODAY)
    assert refused.value.hint == next_step


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("about 27 days ago", "2026-10-27"),  # 23 in November, and 4 before the end of October
        ("27 days ago", "2026-10-27"),
        ("about 28 days ago", "2026-10"),
        ("about 4 weeks ago", "2026-10"),
        ("28 days ago", "2026-10-26"),
        ("about 34 days ago", "2026-10"),
        ("roughly 2026-10-26", "2026-10"),
        ("roughly 2026-10-27", "2026-10-27"),
    ],
)
def test_a_rough_date_is_a_day_for_four_weeks(typed: str, iso: str) -> None:
    """From 28 days back on, nobody who says "about" knows the day."""
    assert parse_typed(typed, TODAY).iso == iso
