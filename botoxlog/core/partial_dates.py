"""Partial dates: a day, or only a month or a year."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from botoxlog.core.text import inert

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONGEST_MONTH = 31
"""Days of the longest month."""
LONGEST_DATE = 60
"""Upper limit for the characters of a typed date."""
EARLIEST_YEAR = 1970
"""Lower limit for a year, to catch typing errors: no treatment with toxin is older."""

_ISO = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_COMPACT = r"(\d{4})(\d{2})(\d{2})"


class PartialDate(NamedTuple):
    """A date of which only the year, or the year and the month, may be known.

    Attributes:
        first: The earliest possible day.
        last: The latest possible day.
    """

    first: date
    last: date

    @classmethod
    def of_day(cls, day: date) -> "PartialDate":
        """Return the date of a known day."""
        return cls(day, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> "PartialDate":
        """Return the date of an unknown day in a month."""
        from calendar import monthrange

        last = monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last))

    @classmethod
    def of_year(cls, year: int) -> "PartialDate":
        """Return the date of an unknown day in a year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    @property
    def knows_month(self) -> bool:
        """Whether at least the month is known."""
        return (self.last - self.first).days <= LONGEST_MONTH

    @property
    def middle(self) -> date:
        """The day in the middle, for sorting and drawing but never to be shown."""
        return self.first if self.is_day else self.first + (self.last - self.first) / 2

    def not_after(self, today: date) -> "PartialDate":
        """Return the part that is not in the future: "2026" in May ends in May."""
        return self if self.last <= today else PartialDate(self.first, max(self.first, today))

    @property
    def iso(self) -> str:
        """The date as the journal spells it: ``2026-08-01``, ``2026-08`` or ``2026``."""
        if self.is_day:
            return self.first.isoformat()
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return f"{self.first.year:04d}"

    def __str__(self) -> str:
        """Return the date for people: "Sat 1 Aug 2026", "Aug 2026", "2026"."""
        if self.is_day:
            return f"{WEEKDAYS[self.first.weekday()]} {day_words(self.first)}"
        if self.first.month == self.last.month:
            return f"{MONTHS[self.first.month - 1]} {self.first.year}"
        return str(self.first.year)

    @property
    def with_preposition(self) -> str:
        """As people say it in a sentence: "on Sat 1 Aug 2026", "in Aug 2026", "in 2026"."""
        return f"{'on' if self.is_day else 'in'} {self}"


def day_words(day: date, *, relative_to: date | None = None) -> str:
    """Return "1 Aug 2026", or "1 Aug" if `relative_to` is a day in the same year."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    same_year = relative_to is not None and relative_to.year == day.year
    return short if same_year else f"{short} {day.year}"


def add_days(day: date, days: float) -> date:
    """Return the day `days` later, limited to the first and last day of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day if the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    whole = PartialDate.of_month(year, month + 1)
    return whole.first.replace(day=min(day.day, whole.last.day))


def iso_match(text: str) -> "re.Match[str] | None":
    """Return a match with year, month and day, or None if the text is not an ISO date."""
    return re.fullmatch(_ISO, text) or re.fullmatch(_COMPACT, text)


def parse_iso(text: str) -> PartialDate:
    """Return the date of ``2026-08-01``, ``2026-08`` or ``2026``.

    Raises:
        ValueError: It is not such a date; the message says why.
    """
    match = iso_match(text)
    if match is None:
        shown = inert(text[:LONGEST_DATE])
        raise ValueError(f'"{shown}" is not a date like 2026-08-01, 2026-08 or 2026')
    year, month, day = (int(part) if part else None for part in match.groups())
    return checked_date(year or 0, month, day)


def checked_date(year: int, month: int | None, day: int | None) -> PartialDate:
    """Return the date of a day, a month (without `day`) or a year (without `month`).

    Raises:
        ValueError: The calendar has no such date, or the year is before `EARLIEST_YEAR`.
    """
    if year < EARLIEST_YEAR:
        raise ValueError(
            f"the year {year:04d} is before {EARLIEST_YEAR}, the earliest that botoxlog takes"
        )
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
