"""Dates as far as they are known: a day, a whole month or a whole year."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from botoxlog.core.text import inert

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONGEST_MONTH = 31  # days
LONGEST_DATE = 60  # letters; no date that people type is longer
EARLIEST_YEAR = 1970  # earlier than any treatment this journal could be about: a slip of the keys

_ISO = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_COMPACT = r"(\d{4})(\d{2})(\d{2})"


class PartialDate(NamedTuple):
    """A date as far as it is known: a single day, a whole month or a whole year.

    Attributes:
        first: The earliest day it can be.
        last: The latest day it can be, that day included.
    """

    first: date
    last: date

    @classmethod
    def of_day(cls, day: date) -> "PartialDate":
        """Return the date of one known day."""
        return cls(day, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> "PartialDate":
        """Return some day in that month."""
        from calendar import monthrange

        last = monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last))

    @classmethod
    def of_year(cls, year: int) -> "PartialDate":
        """Return some day in that year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_day(self) -> bool:
        """Whether the very day is known."""
        return self.first == self.last

    @property
    def knows_month(self) -> bool:
        """Whether it is known to a month at least, not to a year alone."""
        return (self.last - self.first).days <= LONGEST_MONTH

    @property
    def middle(self) -> date:
        """The day in the middle: what to sort and draw by, never what to show."""
        return self.first if self.is_day else self.first + (self.last - self.first) / 2

    def not_after(self, today: date) -> "PartialDate":
        """Return the part that has already come: "2026" seen from May ends in May."""
        return self if self.last <= today else PartialDate(self.first, max(self.first, today))

    @property
    def iso(self) -> str:
        """As written in the journal: ``2026-08-01``, ``2026-08`` or ``2026``."""
        if self.is_day:
            return self.first.isoformat()
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return f"{self.first.year:04d}"

    def __str__(self) -> str:
        """As people say it: "Sat 1 Aug 2026", "Aug 2026", "2026"."""
        if self.is_day:
            return f"{WEEKDAYS[self.first.weekday()]} {day_words(self.first)}"
        if self.first.month == self.last.month:
            return f"{MONTHS[self.first.month - 1]} {self.first.year}"
        return str(self.first.year)

    @property
    def with_preposition(self) -> str:
        """As people say it in a sentence: "on Sat 1 Aug 2026", "in Aug 2026", "in 2026"."""
        return f"{'on' if self.is_day else 'in'} {self}"


class Span(NamedTuple):
    """A half-open stretch of days: `start` is in it, `end` is not."""

    start: date
    end: date


def day_words(day: date, *, beside: date | None = None) -> str:
    """Return "1 Aug 2026", or "1 Aug" where `beside` is a day of the same year."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    return short if beside is not None and beside.year == day.year else f"{short} {day.year}"


def add_days(day: date, days: float) -> date:
    """Return the day `days` later, held inside the calendar at either end."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def iso_match(text: str) -> "re.Match[str] | None":
    """Return the year, month and day of a text written in the journal's way, None if it is not."""
    return re.fullmatch(_ISO, text) or re.fullmatch(_COMPACT, text)


def parse_iso(text: str) -> PartialDate:
    """Read ``2026-08-01``, ``2026-08`` or ``2026``.

    Raises:
        ValueError: With a sentence saying what is wrong with it.
    """
    match = iso_match(text)
    if match is None:
        shown = inert(text[:LONGEST_DATE])
        raise ValueError(f'"{shown}" is not a date like 2026-08-01, 2026-08 or 2026')
    year, month, day = (int(part) if part else None for part in match.groups())
    return checked_date(year or 0, month, day)


def checked_date(year: int, month: int | None, day: int | None) -> PartialDate:
    """Return that day, month (no day) or year (no month).

    Raises:
        ValueError: The calendar has none, or it is earlier than any treatment could be.
    """
    if year < EARLIEST_YEAR:
        raise ValueError(f"the year {year:04d} is too early: is a digit missing?")
    if month is None:
        return PartialDate.of_year(year)
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(f"there is no month {month}")
    if day is None:
        return PartialDate.of_month(year, month)
    try:
        return PartialDate.of_day(date(year, month, day))
    except ValueError:
        days = PartialDate.of_month(year, month).last.day
        named = f"{MONTHS[month - 1]} {year}"
        raise ValueError(f"{named} has {days} days, so there is no day {day}") from None
