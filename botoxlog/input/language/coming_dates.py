"""Days to come as people type them: "12 June" is the next one, "in 3 weeks", "tomorrow".

What they mean is one day from today on. Everything else is refused: a month, "next Friday" where it
may be either of two, a day that has passed. Nothing here reads the clock.
"""

from collections.abc import Callable, Iterable
from datetime import date, time
from typing import ClassVar

from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import LONGEST_DATE, PartialDate, add_days
from botoxlog.input.language import date_spans as spans
from botoxlog.input.language.clock_times import split_time
from botoxlog.input.language.date_grammar import Grammar, Reader
from botoxlog.input.language.date_spans import Span, day_of
from botoxlog.input.language.date_words import Unit
from botoxlog.input.language.dates import FoundDate, typed_tokens, unreadable

WAYS_AHEAD = 'Write it as 2027-06-12, "12 June" or "in 3 weeks".'
"""The next step after a day to come that was not understood."""

LONGEST_AHEAD_YEARS = 10
"""How many years ahead a day may be, to catch typing errors."""


def parse_coming_day(text: str, today: date) -> date:
    """Return the day from today on that a whole text is: "12 june", "in 3 weeks".

    A date without a year is the next one, today included.

    Raises:
        BadInputError: It is not one such day, or more than `LONGEST_AHEAD_YEARS` ahead.
    """
    plain, tokens = typed_tokens(text, WAYS_AHEAD)
    found = _ComingReader(tokens, today, None, plain).longest(0)
    if found is None or found.end < len(tokens):
        raise unreadable(text, tokens, found, WAYS_AHEAD)
    return found.date.first


def find_coming_day(text: str, today: date) -> date | None:
    """Return the day from today on that a whole text is; None if it is no date.

    Raises:
        BadInputError: It is a date, but no single day from today on, or too far ahead.
    """
    if not text.strip() or len(text) > LONGEST_DATE:
        return None
    plain, tokens = typed_tokens(text, WAYS_AHEAD)
    reader = _ComingReader(tokens, today, None, plain)
    found = reader.longest_phrase(0)
    if found is None or found.end < len(tokens):
        return None
    return reader.checked(found).date.first


def parse_appointment(text: str, today: date) -> tuple[date, time | None]:
    """Return the day from today on that a text is, and the time of that day if it has one.

    The time stands before or after the day: "12 jan 14:30", "half past 2 on 12 jan".

    Raises:
        BadInputError: It is not one such day, or its time has two readings.
    """
    typed, at = split_time(text)
    return parse_coming_day(typed, today), at


_phrase = Grammar()
_phrase.share(
    Reader.grammar,
    "the? DAY of? MONTH .? ,|-|/? YEAR?",
    "MONTH .? the? DAY ,? YEAR?",
    "YEAR ,? MONTH DAY",
    "MONTH .? DAY_AND_YEAR",
    "HOLIDAY YEAR?",
    "NUMERIC",
)


class _ComingReader(Reader):
    """Reads a day from today on."""

    grammar: ClassVar[Grammar] = _phrase
    ways: ClassVar[str] = WAYS_AHEAD

    def longest(self, at: int) -> FoundDate | None:
        """Return the longest day that begins at a token, or None.

        Raises:
            BadInputError: It is a date, but no single day from today on, or too far ahead.
        """
        found = self.longest_phrase(at)
        return None if found is None else self.checked(found)

    def checked(self, found: FoundDate) -> FoundDate:
        """Return a date that was found.

        Raises:
            BadInputError: It is no single day from today on, or too far ahead.
        """
        if not found.date.is_day:
            raise self._refusal("is more than one day.")
        self._check_ahead(found.date.first)
        return found

    def _check_ahead(self, day: date) -> None:
        if day < self.today:
            raise self._has_passed()
        latest = (self.today.year + LONGEST_AHEAD_YEARS, self.today.month, self.today.day)
        if (day.year, day.month, day.day) > latest:
            raise self._refusal(
                f"is more than {LONGEST_AHEAD_YEARS} years ahead: is a digit wrong?"
            )

    def _has_passed(self) -> BadInputError:
        return self._refusal("has passed.", 'Give a day to come, such as "in 3 weeks".')

    def _without_year(self, of_year: Callable[[int], PartialDate | None]) -> PartialDate:
        """Return a day without a year in the first year in which it is still to come."""
        dates = (of_year(self.today.year + ahead) for ahead in range(9))  # a leap day needs nine
        return self._first_to_come(dates)

    def _first_to_come(self, dates: Iterable[PartialDate | None]) -> PartialDate:
        for found in dates:
            if found and found.first >= self.today:
                return found
        raise self._refusal("is beyond the calendar.")

    def _century(self, digits: str) -> int:
        return 2000 + int(digits)

    def _in(self, days: int) -> PartialDate:
        return PartialDate.of_day(add_days(self.today, days))

    # Near today

    @_phrase("today|tonight", days_ahead=0)
    @_phrase("the? DAYS_AHEAD")
    def _days_ahead(self, days_ahead: int) -> PartialDate:
        return self._in(days_ahead)

    @_phrase("WEEKDAY", "this|coming WEEKDAY", "this coming WEEKDAY")
    def _coming_weekday(self, weekday: int) -> FoundDate:
        ahead = (weekday - self.today.weekday()) % 7
        if not ahead:
            raise self._either(self._in(0), self._in(7))
        return FoundDate(self._in(ahead), 0, weekday=True, counted=False)

    @_phrase("the? next WEEKDAY")
    def _next_weekday(self, weekday: int) -> FoundDate:
        coming = self._in((weekday - self.today.weekday() - 1) % 7 + 1)
        of_next_week = self._of_next_week(weekday)
        if coming != of_next_week:
            raise self._either(coming, of_next_week)
        return FoundDate(coming, 0, weekday=True, counted=False)

    @_phrase("next week ,? on? WEEKDAY", "WEEKDAY of? next week")
    def _of_next_week(self, weekday: int) -> PartialDate:
        return self._in(7 - self.today.weekday() + weekday)

    def _either(self, one: PartialDate, other: PartialDate) -> BadInputError:
        return self._refusal(f"could be {one} or {other}.", f"Write {one.iso} or {other.iso}.")

    @_phrase("in SPAN time?", "SPAN from now|today")
    def _in_span(self, span: Span) -> PartialDate:
        return self._moved(self.today, 1, span)

    @_phrase("SPAN before DATE", "the? day before DATE", sign=-1)
    @_phrase("SPAN after DATE", "the? day after DATE", sign=1)
    def _away_from_date(self, date: FoundDate, sign: int, span: Span | None = None) -> PartialDate:
        return self._moved(date.date.first, sign, span or spans.span_of(Unit(0, 1), 1))

    def _moved(self, day: date, sign: int, span: Span) -> PartialDate:
        if span.rough or span.low != span.high:
            raise self._refusal("is more than one day.")
        return PartialDate.of_day(spans.moved(day, sign, span.low))

    # Of the calendar

    @_phrase("WEEKDAY .? ,? !next DATE")
    def _weekday_with_date(self, weekday: int, date: FoundDate) -> PartialDate | None:
        return self._weekday_and_date(weekday, date)

    @_phrase("the? DAY of? MONTH next year", "MONTH .? the? DAY next year")
    def _day_of_next_year(self, day: int, month: int) -> PartialDate:
        return self._day(day, month, self.today.year + 1)

    @_phrase("the NTH")
    def _day_of_month(self, nth: int) -> PartialDate:
        months = self.today.year * 12 + self.today.month - 1
        dates = (day_of((months + on) // 12, (months + on) % 12 + 1, nth) for on in range(3))
        return self._first_to_come(dates)

    @_phrase("on|for|by|at the? DATE")
    def _on(self, date: FoundDate) -> FoundDate:
        return date

    # What is no single day to come

    @_phrase("DAYS_BACK", days_back=1)
    @_phrase("SPAN ago|back|earlier", "the? last|past WEEKDAY", "last|past WEEKDAY|week|month|year")
    def _refuse_past(self, **_: object) -> None:
        raise self._has_passed()

    @_phrase("the? next|coming UNIT", "the? next|coming MONTH", "the? next|coming SEASON")
    @_phrase("this UNIT", "this|the? next? weekend", "ROUGHLY the? DATE", "in? MONTH ,? YEAR?")
    @_phrase("in? YEAR", "in|the? SEASON of? YEAR?", "the? PART the? MONTH ,? YEAR?")
    def _refuse_wide(self, **_: object) -> None:
        raise self._refusal("is more than one day.")
