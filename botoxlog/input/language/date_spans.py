"""The days that a phrase may mean: lengths of time counted from a day, and parts of a year."""

from datetime import date
from typing import NamedTuple

from botoxlog.core.partial_dates import PartialDate, add_days, add_months
from botoxlog.input.language.date_words import Part, Unit

_DAYS_OF_MONTH = 30.44
_AROUND_DAY, _AROUND_RECENT_DAY, _AROUND_MONTH = 7, 2, 10
"""How many days either way "around christmas", "around friday" and "around august" mean."""
_RECENT_DAYS = 14


class Span(NamedTuple):
    """A length of time, somewhere between two if `low` and `high` differ.

    Attributes:
        low: Months and days, which add up.
        high: The same.
        years: Whether it was counted in years.
        rough: Whether it was said to be rough ("about", "or so", "2.5 weeks").
    """

    low: tuple[float, float]
    high: tuple[float, float]
    years: bool
    rough: bool


def span_of(unit: Unit, count: float) -> Span:
    """Return so many units, known exactly."""
    length = (unit.months * count, unit.days * count)
    return Span(length, length, years=False, rough=False)


def counted(anchor: date, sign: int, span: Span) -> PartialDate:
    """Return the date a length of time before or after a day, as exact as it was said.

    Days and weeks give a day, months a month, years a year; a rough length or one between two
    gives all days that may be meant.
    """
    ends = sorted(moved(anchor, sign, length) for length in (span.low, span.high))
    if span.low != span.high:
        return PartialDate(*ends)
    day = ends[0]
    if span.rough:
        width = _half_width(span)
        return PartialDate(add_days(day, -width), add_days(day, width))
    if span.years:
        return PartialDate.of_year(day.year)
    return months_of(day.year, day.month, day.month) if span.low[0] else PartialDate.of_day(day)


def _half_width(span: Span) -> int:
    """Return how many days either way a rough length of time may be.

    Days and weeks: 2 days if less than two weeks; then a tenth, from 3 to 20 days. Months: 15 days
    if less than half a year, otherwise 30. Years: 3 months if less than two, otherwise 6.
    """
    months, days = span.low
    if span.years:
        return 91 if months < 24 else 182
    if months:
        return 15 if months < 6 else 30
    return 2 if days < _RECENT_DAYS else min(max(round(days / 10), 3), 20)


def moved(anchor: date, sign: int, length: tuple[float, float]) -> date:
    """Return the day so many months and days before or after, limited to the calendar."""
    months, days = length
    if not months or months % 1:
        return add_days(anchor, sign * (months * _DAYS_OF_MONTH + days))
    try:
        return add_days(add_months(anchor, sign * int(months)), sign * days)
    except ValueError:
        return date.min if sign < 0 else date.max


def widened(found: PartialDate, span: Span) -> PartialDate:
    """Return a date that may be so much earlier or later."""
    return PartialDate(moved(found.first, -1, span.high), moved(found.last, 1, span.high))


def around(found: PartialDate, today: date) -> PartialDate:
    """Return the days that "around" a date may mean; what is wider than a month stays."""
    if found.is_day:
        is_recent = (today - found.first).days < _RECENT_DAYS
        days = _AROUND_RECENT_DAY if is_recent else _AROUND_DAY
    else:
        days = _AROUND_MONTH if is_month(found) else 0
    return PartialDate(add_days(found.first, -days), add_days(found.last, days))


def months_of(year: int, first: int, last: int) -> PartialDate:
    """Return the months of a year from the first to the last."""
    return PartialDate(date(year, first, 1), _last_day(year, last))


def _last_day(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else add_days(date(year, month + 1, 1), -1)


def day_of(year: int, month: int, day: int) -> PartialDate | None:
    """Return a day, or None if the calendar does not have it."""
    try:
        return PartialDate.of_day(date(year, month, day))
    except ValueError:
        return None


def is_month(found: PartialDate) -> bool:
    """Whether a date is a whole month."""
    return found == months_of(found.first.year, found.first.month, found.first.month)


def is_year(found: PartialDate) -> bool:
    """Whether a date is a whole year."""
    return found == months_of(found.first.year, 1, 12)


def part_of(whole: PartialDate, part: Part) -> PartialDate:
    """Return a part of a month or of a year."""
    if is_year(whole):
        return months_of(whole.first.year, *part.months)
    first, last = (whole.first.replace(day=min(day, whole.last.day)) for day in part.days)
    return PartialDate(first, last)


def season_of(year: int, month: int, part: Part | None) -> PartialDate:
    """Return the season that begins with a month, or some of its six half months."""
    begin, end = part.halves if part else (0, 5)
    first = date(year, month + begin // 2, 16 if begin % 2 else 1)
    last_month = month + end // 2
    return PartialDate(
        first, _last_day(year, last_month) if end % 2 else date(year, last_month, 15)
    )
