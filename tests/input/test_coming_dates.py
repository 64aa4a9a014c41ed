"""A day to come is one day from today on, perhaps with a time; what may be two is refused."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.core.errors import BadInputError
from botoxlog.input.language.coming_dates import (
    find_coming_day,
    parse_appointment,
    parse_coming_day,
)
from botoxlog.input.language.date_words import MONTH_NAMES
from tests.laws import examples

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-06-12", "2027-06-12"),
        ("2027/6/12", "2027-06-12"),
        ("20270612", "2027-06-12"),
        ("13/04/2027", "2027-04-13"),
        ("04/13/2027", "2027-04-13"),
        ("12 june", "2027-06-12"),
        ("June 12, 2027", "2027-06-12"),
        ("12 jun 27", "2027-06-12"),
        ("the 12th of june", "2027-06-12"),
        ("12 june next year", "2027-06-12"),
        ("sat 12 june", "2027-06-12"),
        ("for 12 june", "2027-06-12"),
        ("5 Nov", "2027-11-05"),
        ("22 Nov", "2027-11-22"),
        ("23 Nov", "2026-11-23"),  # today
        ("24 Nov", "2026-11-24"),
        ("29 feb", "2028-02-29"),
        ("1 Jan", "2027-01-01"),
        ("the 12th", "2026-12-12"),
        ("the 23rd", "2026-11-23"),
        ("the 31st", "2026-12-31"),
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("tomorow", "2026-11-24"),
        ("the day after tomorrow", "2026-11-25"),
        ("friday", "2026-11-27"),
        ("on Friday", "2026-11-27"),
        ("this friday", "2026-11-27"),
        ("sunday", "2026-11-29"),
        ("next monday", "2026-11-30"),
        ("friday next week", "2026-12-04"),
        ("next week, friday", "2026-12-04"),
        ("in 3 weeks", "2026-12-14"),
        ("in 3 weeks' time", "2026-12-14"),
        ("3 weeks from now", "2026-12-14"),
        ("in a fortnight", "2026-12-07"),
        ("in 2 months", "2027-01-23"),
        ("in half a year", "2027-05-23"),
        ("a week before 12 june", "2027-06-05"),
        ("the day after christmas", "2026-12-26"),
        ("new year's eve", "2026-12-31"),
        ("23 Nov 2036", "2036-11-23"),  # ten years
    ],
)
def test_a_day_to_come_is_read(typed: str, day: str) -> None:
    """Without a year it is the next such day, and today is one."""
    assert parse_coming_day(typed, TODAY).isoformat() == day


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("5 Nov 2025", "has passed"),
        ("2026-11-22", "has passed"),
        ("yesterday", "has passed"),
        ("3 weeks ago", "has passed"),
        ("last friday", "has passed"),
        ("24 Nov 2036", "more than 10 years ahead"),
        ("12 june 2137", "more than 10 years ahead"),
        ("in 4000 days", "more than 10 years ahead"),
        ("03/04/2027", "could be 3 Apr 2027 or 4 Mar 2027"),
        ("12/6", "without guessing"),
        ("12/6/27", "without guessing"),
        ("monday", "could be Mon 23 Nov 2026 or Mon 30 Nov 2026"),
        ("next friday", "could be Fri 27 Nov 2026 or Fri 4 Dec 2026"),
        ("fri 5 dec", "contradicts itself: that day is Sat 5 Dec 2026"),
        ("june", "is more than one day"),
        ("2027-06", "is more than one day"),
        ("2027", "is more than one day"),
        ("next week", "is more than one day"),
        ("next month", "is more than one day"),
        ("early june", "is more than one day"),
        ("in about 3 weeks", "is more than one day"),
        ("in 2 or 3 weeks", "is more than one day"),
        ("around 12 june", "is more than one day"),
        ("31 june", "June has 30 days"),
        ("2027-13-01", "there is no month 13"),
        ("easter", "is on another date each year"),
        ("last christmas", "is not a date"),
        ("12 june jaw", 'does not understand "jaw"'),
        ("wedding", "is not a date"),
        ("12", "without guessing"),
        ("", "is empty"),
        ("x" * 70, "is not a date"),
    ],
)
def test_what_is_no_single_day_to_come_is_refused(typed: str, why: str) -> None:
    """The sentence says why, and the next step gives a date to come, never one of the past."""
    with pytest.raises(BadInputError) as error:
        parse_coming_day(typed, TODAY)
    assert why in error.value.sentence
    assert error.value.hint
    assert "ago" not in error.value.hint


def test_words_that_are_no_date_are_left_to_others() -> None:
    """A command with areas and a date asks of each run of words whether it is the date."""
    assert find_coming_day("jaw", TODAY) is None
    assert find_coming_day("12 june jaw", TODAY) is None
    assert find_coming_day("x" * 70, TODAY) is None
    assert find_coming_day("12 june", TODAY) == date(2027, 6, 12)
    with pytest.raises(BadInputError, match="has passed"):
        find_coming_day("5 nov 2025", TODAY)


@pytest.mark.parametrize("typed", ["1 jan", "the 5th", "5 march next year", "christmas"])
def test_the_calendar_ends(typed: str) -> None:
    """A day after the last one is refused as any other that is none."""
    with pytest.raises(BadInputError):
        parse_coming_day(typed, date.max)
    assert parse_coming_day("tomorrow", date.max) == date.max


@pytest.mark.parametrize("weekday", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
def test_next_and_a_weekday_is_one_day_or_refused(weekday: str) -> None:
    """It is read on the day before a week begins, where all agree, or not at all."""
    sunday = date(2026, 11, 22)
    if weekday == "sun":
        assert parse_coming_day(f"next {weekday}", sunday) == date(2026, 11, 29)
    else:
        day = parse_coming_day(f"next {weekday}", sunday)
        assert sunday < day <= date(2026, 11, 28)
        assert day.strftime("%a").casefold() == weekday


@given(
    today=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    ahead=st.integers(min_value=0, max_value=364),
)
@examples(200)
def test_a_day_of_the_next_year_needs_no_year(today: date, ahead: int) -> None:
    """Every day of the year that begins today is read back from its day and month alone."""
    day = today + timedelta(days=ahead)
    typed = f"{day.day} {MONTH_NAMES[day.month - 1]}"
    assert parse_coming_day(typed, today) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("12 jan 14:30", "14:30"),
        ("12 jan 14.30", "14:30"),
        ("12 jan 2pm", "14:00"),
        ("12 jan, 2.30pm", "14:30"),
        ("12 jan 2:30 p.m.", "14:30"),
        ("12 jan 9am", "09:00"),
        ("12 jan at 9", "09:00"),
        ("12 jan at 2", "14:00"),
        ("12 jan @ 3", "15:00"),
        ("12 jan 2:30", "14:30"),
        ("12 jan 02:30", "02:30"),
        ("12 jan 07:30", "07:30"),
        ("12 jan 7:30pm", "19:30"),
        ("12 jan 12am", "00:00"),
        ("12 jan 12pm", "12:00"),
        ("12 jan 00:00", "00:00"),
        ("12 jan half past 2", "14:30"),
        ("12 jan at a quarter to one", "12:45"),
        ("12 jan quarter past nine", "09:15"),
        ("12 jan 3 o'clock", "15:00"),
        ("12 jan at noon", "12:00"),
        ("14:30 12 jan", "14:30"),
        ("at 9 on 12 jan", "09:00"),
        ("2pm, 12 jan", "14:00"),
        ("12 january 2027 at 14", "14:00"),
        ("2027-01-12 14:30", "14:30"),
        ("2027-01-12T14:30", "14:30"),
        ("12 jan", None),
        ("12 jan 27", None),  # a year
    ],
)
def test_an_appointment_has_a_day_and_perhaps_a_time(typed: str, at: str | None) -> None:
    """The time stands before or after the day, and a number alone is none."""
    day, found = parse_appointment(typed, TODAY)
    assert day == date(2027, 1, 12)
    assert found == (time.fromisoformat(at) if at else None)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("12 jan at 7", '"at 7" could be 07:00 or 19:00'),
        ("12 jan 8:15", '"8:15" could be 08:15 or 20:15'),
        ("12 jan a quarter to 8", "could be 07:45 or 19:45"),
        ("12 jan 25:00", '"25:00" is not a time'),
        ("12 jan 10:75", '"10:75" is not a time'),
        ("12 jan 13pm", '"13pm" is not a time'),
        ("12 jan 0am", '"0am" is not a time'),
        ("12 jan 9", 'does not understand "9"'),
        ("tomorrow morning", 'does not understand "morning"'),
        ("12 jan lunchtime", 'does not understand "lunchtime"'),
        ("14:30", "is not a date"),
        ("5 Nov 2025 14:30", "has passed"),
    ],
)
def test_a_time_is_never_guessed(typed: str, why: str) -> None:
    """What may be in the morning or in the evening is refused with both."""
    with pytest.raises(BadInputError) as error:
        parse_appointment(typed, TODAY)
    assert why in error.value.sentence


@given(
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    before=st.booleans(),
)
@examples(100)
def test_a_time_in_24_hours_is_read_back(at: time, before: bool) -> None:
    """With two digits for the hour it has one meaning, on either side of the day."""
    typed = f"{at:%H:%M} 12 jan" if before else f"12 jan {at:%H:%M}"
    assert parse_appointment(typed, TODAY) == (date(2027, 1, 12), at)
