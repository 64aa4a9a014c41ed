"""Partial dates: a day, a month, a year, or some day between two others."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from botoxlog.core.text import inert, plural

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONGEST_MONTH = 31
"""Days of the longest month."""
NARROW_DAYS = 62
"""Days of the two longest months. A session within so many days still has a window that is of use,
and a result remembered to have worn off within them did. Our choice."""
LONGEST_ROUGH = 60
"""Most days on each side for "give or take 10 days"; a wider date is said as two days."""
LONGEST_DATE = 60
"""Upper limit for the characters of a typed date."""
EARLIEST_YEAR = 1970
"""Lower limit for a year, to catch typing errors: no treatment with toxin is older."""

_ISO = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_COMPACT = r"(\d{4})(\d{2})(\d{2})"
_TWO = r"(\d{4}[\d-]*)/(\d{4}[\d-]*)"
_THIRDS_OF_A_MONTH = {1: ("early", 10), 11: ("mid", 20), 21: ("late", None)}  # to the last day
_THIRDS_OF_A_YEAR = {1: "early", 5: "mid", 9: "late"}
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


class PartialDate(NamedTuple):
    """A date of which only the month, the year or two days that it lies between may be known.

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
    def is_narrow(self) -> bool:
        """Whether it is known to two months or better, which is enough for a forecast."""
        return (self.last - self.first).days <= NARROW_DAYS

    @property
    def is_range(self) -> bool:
        """Whether it is neither a day nor a month nor a year, but any other days."""
        months = self._whole_months()
        return not (
            self.is_day or months == 1 or (months and self == self.of_year(self.first.year))
        )

    @property
    def middle(self) -> date:
        """The day in the middle, for sorting and drawing but never to be shown."""
        return self.first if self.is_day else self.first + (self.last - self.first) / 2

    def may_be(self, other: "PartialDate") -> bool:
        """Whether both may be the same day."""
        return self.first <= other.last and other.first <= self.last

    def not_after(self, today: date) -> "PartialDate":
        """Return the part that is not in the future: "2026" in May ends in May."""
        return self if self.last <= today else PartialDate(self.first, max(self.first, today))

    @property
    def iso(self) -> str:
        """The date as the journal spells it, as short as it can be.

        ``2026-08-01``, ``2026-08``, ``2026``, or two days, both of them included, as
        ``2023-12-20/2024-01-10``.
        """
        if self.is_day:
            return self.first.isoformat()
        if self.is_range:
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        return self.first.isoformat()[: 7 if self.first.month == self.last.month else 4]

    def __str__(self) -> str:
        """Return the date for people, as exactly as it is known.

        "Sat 1 Aug 2026", "Aug 2026", "2026", "early Aug 2026", "May or Jun 2026", "spring 2026",
        "late 2026", "31 Dec 2023, give or take 10 days", "between 20 Dec 2023 and 10 Jan 2024".
        """
        if named := self._name():
            return named
        if self._is_rough:
            days = (self.last - self.middle).days
            return f"{day_words(self.middle)}, give or take {plural(days, 'day')}"
        return f"between {day_words(self.first, relative_to=self.last)} and {day_words(self.last)}"

    @property
    def with_preposition(self) -> str:
        """As people say it in a sentence: "on Sat 1 Aug 2026", "in 2026", "around 31 Dec ..."."""
        if self._name():
            return f"{'on' if self.is_day else 'in'} {self}"
        return f"around {self}" if self._is_rough else str(self)

    @property
    def in_clause(self) -> str:
        """As `with_preposition` in the middle of a sentence, without ", give or take 10 days"."""
        return self.with_preposition.partition(",")[0]

    @property
    def short(self) -> str:
        """As `str`, but "about 31 Dec 2023", or "about Dec 2023", for days that have no name."""
        if named := self._name():
            return named
        middle = self.middle
        return f"about {day_words(middle) if self.is_narrow else _month_words(middle)}"

    @property
    def _is_rough(self) -> bool:
        """Whether it has a day in its middle, and few enough days on each side."""
        days, odd = divmod((self.last - self.first).days, 2)
        return not odd and days <= LONGEST_ROUGH

    def _name(self) -> str:
        """Return what people call it: "late Dec 2023", "winter 2014/15"; "" if it has no name."""
        first, last = self
        if self.is_day:
            return f"{WEEKDAYS[first.weekday()]} {day_words(first)}"
        if named := self._name_of_months():
            return named
        if (third := _THIRDS_OF_A_MONTH.get(first.day)) is None:
            return ""
        name, last_day = third
        end = last_day or PartialDate.of_month(first.year, first.month).last.day
        return f"{name} {_month_words(first)}" if last == first.replace(day=end) else ""

    def _name_of_months(self) -> str:
        """Return "Aug 2026", "May or Jun 2026", "winter 2014/15", "late 2026", "2026" or ""."""
        first, last = self
        month, year = first.month, str(first.year)
        name = ""
        match self._whole_months():
            case 1:
                name = _month_words(first)
            case 2:
                one = MONTHS[month - 1] if first.year == last.year else _month_words(first)
                name = f"{one} or {_month_words(last)}"
            case 3 if month in _SEASONS:
                name = f"{_SEASONS[month]} {year}"
                name += "" if first.year == last.year else f"/{last:%y}"
            case 4 if month in _THIRDS_OF_A_YEAR:
                name = f"{_THIRDS_OF_A_YEAR[month]} {year}"
            case 12 if month == 1:
                name = year
        return name

    def _whole_months(self) -> int:
        """Return how many months it is; 0 if it begins or ends within one."""
        first, last = self
        if first.day > 1 or last != PartialDate.of_month(last.year, last.month).last:
            return 0
        return (last.year - first.year) * 12 + last.month - first.month + 1


def day_words(day: date, *, relative_to: date | None = None) -> str:
    """Return "1 Aug 2026", or "1 Aug" if `relative_to` is a day in the same year."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    same_year = relative_to is not None and relative_to.year == day.year
    return short if same_year else f"{short} {day.year}"


def _month_words(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


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
    """Return the date of ``2026-08-01``, ``2026-08``, ``2026`` or ``2023-12-20/2024-01-10``.

    Raises:
        ValueError: It is not such a date; the message says why.
    """
    if "/" in text and (two := re.fullmatch(_TWO, text)):
        return _parse_two_days(two[1], two[2])
    match = iso_match(text)
    if match is None:
        shown = inert(text[:LONGEST_DATE])
        raise ValueError(f'"{shown}" is not a date like 2026-08-01, 2026-08 or 2026')
    year, month, day = (int(part) if part else None for part in match.groups())
    return checked_date(year or 0, month, day)


def _parse_two_days(one: str, other: str) -> PartialDate:
    if not all((match := iso_match(day)) and match[3] for day in (one, other)):
        shown = f"{one}/{other}"[:LONGEST_DATE]
        raise ValueError(f'"{shown}" is not two days like 2023-12-20/2024-01-10')
    first, last = parse_iso(one).first, parse_iso(other).first
    if first > last:
        raise ValueError(
            f"{first.isoformat()} is after {last.isoformat()}. The earlier of two days goes first"
        )
    return PartialDate(first, last)


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
