"""Days, and dates known as a month, a year or two days only."""

from datetime import date, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

YEAR, MONTH, DAY = 4, 7, 10
"""How long a date is that is known to the year, to the month, to the day: 2026, 2026-11, ..."""

Noted = date | str
"""A date as a journal or JSON has it."""


def exact(noted: Noted) -> bool:
    """Say whether a date is known to the day."""
    return len(str(noted)) == DAY


def span(noted: Noted) -> tuple[date, date]:
    """Return the first and the last day that a date may be."""
    text = str(noted)
    if "/" in text:
        begin, _, end = text.partition("/")
        return date.fromisoformat(begin), date.fromisoformat(end)
    if len(text) == YEAR:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if len(text) == MONTH:
        year, month = int(text[:4]), int(text[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    day = date.fromisoformat(text[:DAY])
    return day, day


def first(noted: Noted) -> date:
    """Return the first day that a date may be."""
    return span(noted)[0]


def last(noted: Noted) -> date:
    """Return the last day that a date may be."""
    return span(noted)[1]


def middle(noted: Noted, today: date | None = None) -> date:
    """Return the day in the middle of those that a date may be, up to today where it is given."""
    begin, end = span(noted)
    if today:
        end = max(begin, min(end, today))
    return begin + (end - begin) / 2


def day_or_none(text: str | None) -> date | None:
    """Return the day of a JSON value."""
    return date.fromisoformat(text) if text else None


def years_before(day: date, years: int) -> date:
    """Return the same day years before; the last of February where that has no such day."""
    leap = (day.month, day.day) == (2, 29) and (day.year - years) % 4
    return day.replace(year=day.year - years, day=28 if leap else day.day)
