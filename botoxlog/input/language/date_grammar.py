"""The grammar of dates: each phrase that is understood, above the method that says what it means.

`date_patterns` says how a phrase is written. The longest one that matches at a token was meant; of
two as long, the one written first. A method gets what the kinds of words mean by their names.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar, TypeVar

from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import (
    EARLIEST_YEAR,
    LONGEST_MONTH,
    PartialDate,
    add_days,
    checked_date,
    day_words,
)
from botoxlog.input.language import date_spans as spans
from botoxlog.input.language.date_patterns import Matcher, elements
from botoxlog.input.language.date_spans import Span, day_of, is_month, is_year, months_of
from botoxlog.input.language.date_words import (
    MONTH_NAMES,
    TABLES,
    WINTER,
    Part,
    Unit,
    near_names,
)
from botoxlog.input.language.dates import BOOK, WAYS, FoundDate
from botoxlog.input.language.tokens import Token

LONGEST_PHRASE = 24
"""How many tokens of a line one date may have."""
_BETWEEN = "Write the two days it lies between, such as 2025-12-01/2025-12-24, or the month."
_A_MONTH = "Write a month that fits, such as 2026-02, or the year alone."
_WITH_YEAR = "Add the year, and write the date as 2026-08-01 or 1 Aug 2026."
_GUESS = "is not a date botoxlog can read without guessing."

_ONE_DAY = spans.span_of(Unit(0, 1), 1)
_DIGITS = "0123456789"
_Meant = PartialDate | FoundDate | None
_Meaning = TypeVar("_Meaning", bound=Callable[..., _Meant])


class Grammar:
    """The phrases that a reader understands, each with the method that is its meaning."""

    def __init__(self) -> None:
        self.phrases: list[tuple[str, Callable[..., _Meant], dict[str, object]]] = []

    def __call__(self, *patterns: str, **given: object) -> Callable[[_Meaning], _Meaning]:
        """Make a method the meaning of phrases; it gets what is given as well."""

        def add(meaning: _Meaning) -> _Meaning:
            self.phrases.extend((pattern, meaning, given) for pattern in patterns)
            return meaning

        return add

    def share(self, other: "Grammar", *patterns: str) -> None:
        """Understand phrases of another grammar as it does."""
        self.phrases += [phrase for phrase in other.phrases if phrase[0] in patterns]

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words with which a phrase may begin, and some more."""
        named = {name.partition(" ")[0] for table in TABLES.values() for name in table}
        items = (item for pattern, _, _ in self.phrases for item in elements(pattern))
        return frozenset(named | {word for item in items for word in item.words})


_phrase = Grammar()


class Reader(Matcher):
    """Reads the dates of a line. A phrase that is no date after all has the meaning None."""

    grammar: ClassVar[Grammar] = _phrase
    ways: ClassVar[str] = WAYS

    def __init__(
        self,
        tokens: Sequence[Token],
        today: date,
        since: date | None,
        line: str | None = None,
        to_come: str = BOOK,
    ) -> None:
        super().__init__(tokens, today, line)
        self._to_come = to_come
        self._since = since
        self._shown = ""

    def longest(self, at: int) -> FoundDate | None:
        """Return the longest date that begins at a token, or None.

        Raises:
            BadInputError: It is a date, but has no single meaning in the past.
        """
        found = self.longest_phrase(at)
        if found is None:
            return None
        past = self._past(found.date)
        return self._with_rest(found._replace(date=past, end=self._after_clock(found.end, past)))

    def longest_phrase(self, at: int) -> FoundDate | None:
        """Return what the longest phrase at a token means, whenever that is; None without one.

        Raises:
            BadInputError: The phrase says no single date.
        """
        text = self.text(at)
        words = (text, text.rstrip(_DIGITS))
        known = text[:1].isdigit() or not self.grammar.first_words.isdisjoint(words)
        if not known and not near_names(text):
            return None
        matches = [
            (match[1], match[0] | given, meaning)
            for pattern, meaning, given in self.grammar.phrases
            if (match := self.match(pattern, at)) and match[1] > at
        ]
        for end, values, meaning in sorted(matches, key=lambda match: -match[0]):
            self._shown = self.quote(at, end)
            meant = meaning(self, **values)
            if isinstance(meant, PartialDate):
                return FoundDate(meant, end, weekday=False, counted=False)
            if meant is not None:
                return meant._replace(end=end)
        return None

    def take_date(self, at: int) -> tuple[FoundDate, int] | None:
        """Return the longest date at a token and where it ends, for a phrase within a phrase."""
        found = self.longest(at)
        return (found, found.end) if found else None

    def _with_rest(self, found: FoundDate) -> FoundDate:
        """Return a date with what makes it less sure: "or so", or another date close to it."""
        one = found.date
        if match := self.match(",? give or take SPAN", found.end):
            less_sure = spans.widened(one, match[0]["span"])
            return found._replace(date=self._past(less_sure), end=match[1])
        if match := self.match("OR_SO", found.end):
            return found._replace(date=self._past(spans.around(one, self.today)), end=match[1])
        if match := self.match("or DATE", found.end):
            other = match[0]["date"].date
            gap = max(one.first, other.first) - min(one.last, other.last)
            if gap.days <= LONGEST_MONTH:
                both = PartialDate(min(one.first, other.first), max(one.last, other.last))
                return found._replace(date=both, end=match[1])
        return found

    def _after_clock(self, end: int, found: PartialDate) -> int:
        """Return where the time of a day ends, if one follows."""
        for pattern in (",? at|around|about? CLOCK", "early|late? HOUR", "in|at the HOUR"):
            if found.is_day and (match := self.match(pattern, end)):
                return self._after_clock(match[1], found)
        return end

    def _past(self, found: PartialDate) -> PartialDate:
        """Return a date, up to today unless it is a whole month or year."""
        if found.first > self.today:
            raise self._refusal("is still to come.", self._to_come)
        if found.first.year < EARLIEST_YEAR:
            raise self._refusal(f"would be in {found.first.year}: is a digit missing?")
        return found if is_month(found) or is_year(found) else found.not_after(self.today)

    def _refusal(self, why: str, hint: str | None = None) -> BadInputError:
        return BadInputError(f'"{self._shown}" {why}', hint or self.ways)

    def _checked(self, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        try:
            return checked_date(year, month, day)
        except ValueError as error:
            raise self._refusal(f"is not a date: {error}.") from None

    def _without_year(self, of_year: Callable[[int], PartialDate | None]) -> PartialDate:
        """Return a day for which no year was said."""
        return self._latest(of_year)

    def _latest(
        self, of_year: Callable[[int], PartialDate | None], until: date | None = None
    ) -> PartialDate:
        """Return a date without a year in the latest year in which it has begun."""
        until = until or self.today
        dates = (of_year(until.year - back) for back in range(9))  # a leap day needs nine
        return next(found for found in dates if found and found.first <= until)

    # Near today

    @_phrase("the? early|earlier|late|just|only? DAYS_BACK")
    def _days_back(self, days_back: int) -> PartialDate:
        return PartialDate.of_day(add_days(self.today, -days_back))

    @_phrase("WEEKDAY", at_least=0)
    @_phrase("the? last|past|previous WEEKDAY", "this past|last WEEKDAY", at_least=1)
    @_phrase("the? WEEKDAY before last", at_least=8)
    def _weekday(self, weekday: int, at_least: int) -> FoundDate:
        back = (self.today.weekday() - weekday - at_least) % 7 + at_least
        return FoundDate(self._days_back(back), 0, weekday=True, counted=False)

    @_phrase("this WEEKDAY", "WEEKDAY this week", weeks=0)
    @_phrase("WEEKDAY of? last week", "last week ,? on? WEEKDAY", weeks=1)
    def _weekday_of_week(self, weekday: int, weeks: int) -> FoundDate:
        back = self.today.weekday() - weekday + 7 * weeks
        return FoundDate(self._days_back(back), 0, weekday=True, counted=False)

    @_phrase("WEEKDAY .? ,? DATE")
    def _weekday_and_date(self, weekday: int, date: FoundDate) -> PartialDate | None:
        if date.weekday or not date.date.is_day:
            return None
        if date.date.first.weekday() != weekday:
            raise self._refusal(f"contradicts itself: that day is {date.date}.")
        return date.date

    @_phrase("last|past|previous week", weeks=1)
    @_phrase("the? week before last", weeks=2)
    @_phrase("early|earlier? this week", weeks=0)
    @_phrase("the? last|past|previous weekend", "this past|last weekend", weeks=1, first=5)
    @_phrase("the? weekend before last", weeks=2, first=5)
    @_phrase("this weekend", weeks=0, first=5)
    def _week(self, weeks: int, first: int = 0) -> PartialDate:
        monday = add_days(self.today, -self.today.weekday() - 7 * weeks)
        return PartialDate(add_days(monday, first), add_days(monday, 6))

    @_phrase("the weekend")
    def _weekend(self) -> PartialDate:
        return self._week(weeks=int(self.today.weekday() < 5), first=5)

    # Counted back from today, or on from a session

    @_phrase(
        "exactly|just|only? SPAN ago|back|earlier OR_SO?",
        "SPAN before today|now",
        "vor|hace SPAN",
        "il y a SPAN",
    )
    def _ago(self, span: Span, *, or_so: bool = False) -> PartialDate:
        return spans.counted(self.today, -1, span._replace(rough=span.rough or or_so))

    @_phrase("SPAN")
    def _ago_alone(self, span: Span) -> PartialDate | None:
        return self._ago(span) if self.alone else None

    @_phrase("SPAN ago today")
    def _to_the_day(self, span: Span) -> PartialDate:
        return PartialDate.of_day(spans.moved(self.today, -1, span.low))

    @_phrase("COUNT hour|hours|hr|hrs|minute|minutes|min|mins ago|back|earlier")
    def _hours_ago(self, count: float) -> PartialDate | None:
        return PartialDate.of_day(self.today) if count <= 12 else None

    @_phrase("in|within|during|over|sometime the? last|past SPAN")
    def _within(self, span: Span) -> PartialDate:
        return PartialDate(spans.moved(self.today, -1, span.high), self.today)

    @_phrase("in|within|during|over|sometime the last|past UNIT")
    def _within_one(self, unit: Unit) -> PartialDate:
        return self._within(spans.span_of(unit, 1))

    @_phrase("SPAN before DATE", sign=-1)
    @_phrase("SPAN after DATE", sign=1)
    @_phrase("the? day before DATE", sign=-1, span=_ONE_DAY)
    @_phrase("the? day after DATE", sign=1, span=_ONE_DAY)
    def _beside_date(self, span: Span, date: FoundDate, sign: int) -> PartialDate | None:
        return spans.counted(date.date.first, sign, span) if date.date.is_day else None

    @_phrase(
        "SPAN after|later|post",
        "SPAN in !a",
        "at SPAN",
        "after SPAN !ago|back",
        "SPAN after|from|post the|my|that|those|these? last? SESSION",
    )
    def _after_session(self, span: Span) -> FoundDate:
        if self._since is None:
            raise self._refusal(
                "counts from your last session, and its day is not recorded.",
                "Write the date, such as 2026-08-01.",
            )
        found = spans.counted(self._since, 1, span)
        if found.first > self.today:
            raise self._refusal(f"is {found}, which is still to come.")
        return FoundDate(found, 0, weekday=False, counted=True)

    @_phrase("the UNIT after", count=1)
    @_phrase("day COUNT !u|unit|units|iu", unit=Unit(0, 1))
    @_phrase("week COUNT !u|unit|units|iu", unit=Unit(0, 7))
    @_phrase("month COUNT !u|unit|units|iu", unit=Unit(1, 0))
    def _numbered(self, count: float, unit: Unit) -> FoundDate:
        return self._after_session(spans.span_of(unit, count))

    # No single meaning in the past

    @_phrase(
        "the? DAYS_AHEAD",
        "the? TO_COME",
        "the? next|coming WEEKDAY",
        "the? next|coming MONTH",
        "the? next|coming UNIT",
        "the? next|coming SEASON",
        "the? next|coming HOLIDAY",
        "the? next|coming weekend",
        "in SPAN time?",
        "SPAN from now|today",
    )
    def _refuse_to_come(self, **_: object) -> None:
        raise self._refusal("is still to come.", self._to_come)

    @_phrase("the? TOO_VAGUE", why="is too vague for a date.")
    @_phrase("MORE_THAN SPAN ago|back", "BEFORE the? DATE", "BEFORE YEAR", why="has no beginning.")
    @_phrase("LESS_THAN SPAN ago|back", "AFTER the? DATE", "AFTER YEAR", why="has no end.")
    @_phrase(
        "the SEASON",
        "in|last|this SEASON",
        "early|mid|late SEASON",
        why="could be in either of two years.",
        hint=_A_MONTH,
    )
    def _refuse(self, *, why: str, hint: str = _BETWEEN, **_: object) -> None:
        raise self._refusal(why, hint)

    # Days, months and years of the calendar

    @_phrase("MONTH_AND_YEAR")
    def _month_in_one_word(self, month_and_year: tuple[int, int]) -> PartialDate:
        month, year = month_and_year
        if day_of(2024, month, year % 100):  # a leap year
            raise self._refusal("could be a day or a month and its year.", _WITH_YEAR)
        return self._checked(year, month)

    @_phrase(
        "the? DAY of? MONTH .? ,|-|/? YEAR?", "MONTH .? the? DAY ,? YEAR?", "YEAR ,? MONTH DAY"
    )
    def _day(self, day: int, month: int, year: int | None = None) -> PartialDate:
        if year is not None:
            return self._checked(year, month, day)
        if day > (longest := months_of(2024, month, month).last.day):  # a leap year
            name = MONTH_NAMES[month - 1].title()
            raise self._refusal(f"is not a date: {name} has {longest} days.")
        return self._without_year(lambda year: day_of(year, month, day))

    @_phrase("MONTH .? DAY_AND_YEAR")
    def _day_in_us_style(self, month: int, day_and_year: tuple[int, int]) -> PartialDate:
        return self._checked(day_and_year[1], month, day_and_year[0])

    @_phrase("the? DAY:start -|to|or the? DAY of? MONTH .? ,? YEAR?")
    def _two_days(self, start: int, day: int, month: int, year: int | None = None) -> PartialDate:
        last = self._day(day, month, year)
        return self._ordered(self._day(start, month, last.first.year), last)

    @_phrase("on the? NTH !session|time|treatment|visit", "the NTH !session|time|treatment|visit")
    def _day_of_month(self, nth: int) -> PartialDate:
        months = self.today.year * 12 + self.today.month - 1
        dates = (day_of((months - back) // 12, (months - back) % 12 + 1, nth) for back in range(3))
        return next(found for found in dates if found and found.first <= self.today)

    @_phrase("the? NTH of DATE")
    def _day_of_that_month(self, nth: int, date: FoundDate) -> PartialDate | None:
        month = date.date.first
        return self._checked(month.year, month.month, nth) if is_month(date.date) else None

    @_phrase("MONTH .? of|,|-|/? YEAR", "YEAR ,? MONTH", "MONTH .?")
    def _month(self, month: int, year: int | None = None) -> PartialDate:
        if year is not None:
            return self._checked(year, month)
        return self._latest(lambda year: months_of(year, month, month))

    @_phrase("last MONTH")
    def _last_month_named(self, month: int) -> PartialDate:
        is_over = month < self.today.month
        return months_of(self.today.year - (not is_over), month, month)

    @_phrase("this MONTH")
    def _this_month_named(self, month: int) -> PartialDate:
        return months_of(self.today.year, month, month)

    @_phrase("MONTH JOINT MONTH:end YEAR?")
    def _two_months(self, month: int, end: int, year: int | None = None) -> PartialDate:
        last = self._month(end, year)
        return PartialDate(self._checked(last.first.year - (month > end), month).first, last.last)

    @_phrase("the? month before last", back=2)
    @_phrase("last|past|previous month", back=1)
    @_phrase("earlier? this month", back=0)
    def _relative_month(self, back: int) -> PartialDate:
        day = spans.moved(self.today, -1, (back, 0))
        return months_of(day.year, day.month, day.month)

    @_phrase("the? year before last", back=2)
    @_phrase("last|past|previous year", back=1)
    @_phrase("earlier? this year", back=0)
    def _relative_year(self, back: int) -> PartialDate:
        return self._checked(self.today.year - back)

    @_phrase("way? back|sometime? in|during|of YEAR", "some time in YEAR")
    def _year_of(self, year: int) -> PartialDate:
        return self._checked(year)

    @_phrase("in|during YEAR:start or YEAR")
    def _two_years(self, start: int, year: int) -> PartialDate:
        return self._ordered(self._checked(start), self._checked(year))

    @_phrase("ROUGHLY? YEAR")
    def _year_alone(self, year: int, **_: object) -> PartialDate | None:
        return self._checked(year) if self.alone else None

    # Parts of the year

    @_phrase("the? PART the? MONTH .? of|,? YEAR?")
    def _part_of_month(self, part: Part, month: int, year: int | None = None) -> PartialDate:
        if year is not None:
            return spans.part_of(self._checked(year, month), part)
        return self._latest(lambda year: spans.part_of(months_of(year, month, month), part))

    @_phrase("the? PART the|-? YEAR", "the? PART the year")
    def _part_of_year(self, part: Part, year: int | None = None) -> PartialDate:
        return spans.part_of(self._checked(self.today.year if year is None else year), part)

    @_phrase("the? PART the month")
    def _part_of_this_month(self, part: Part) -> PartialDate:
        return spans.part_of(self._relative_month(0), part)

    @_phrase("the? PART the? DATE")
    def _part_of_date(self, part: Part, date: FoundDate) -> PartialDate | None:
        is_period = is_month(date.date) or is_year(date.date)
        return spans.part_of(date.date, part) if is_period else None

    @_phrase("the? QUARTER of? YEAR")
    def _quarter(self, quarter: int, year: int) -> PartialDate:
        return months_of(self._checked(year).first.year, quarter * 3 - 2, quarter * 3)

    @_phrase("the? SEASON of? YEAR", "the? PART the? SEASON of? YEAR")
    def _season(self, season: int, year: int, part: Part | None = None) -> PartialDate:
        self._checked(year)
        if season == WINTER:
            one, other = (f'"winter {first}/{(first + 1) % 100:02}"' for first in (year - 1, year))
            raise self._refusal(
                "could be in either of two winters.", f"Write {one} or {other}, or a month."
            )
        return spans.season_of(year, season, part)

    @_phrase("the? SEASON of? YEAR /|- YEAR:end")
    def _winter(self, season: int, year: int, end: int) -> PartialDate | None:
        if season != WINTER or end != year + 1:
            return None
        return PartialDate(self._checked(year, 12).first, self._checked(end, 2).last)

    @_phrase("SEASON")
    def _season_alone(self, season: int) -> None:  # noqa: ARG002 - no season has one reading
        if self.alone:
            self._refuse(why="could be in either of two years.", hint=_A_MONTH)

    @_phrase("HOLIDAY YEAR?", "last HOLIDAY YEAR?")
    def _holiday(self, holiday: tuple[int, int], year: int | None = None) -> PartialDate:
        if not holiday:
            raise self._refusal("is on another date each year.")
        if year is not None:
            return self._checked(year, *holiday)
        return self._without_year(lambda year: day_of(year, *holiday))

    # Phrases around a date

    @_phrase("AT the? DATE")
    def _at(self, date: FoundDate) -> FoundDate | None:
        is_name = self._shown.startswith("at ") and is_month(date.date)  # "at may clinic"
        return None if is_name else date

    @_phrase("at? CLOCK on|,? DATE")
    def _clock_first(self, date: FoundDate) -> FoundDate | None:
        return date if date.date.is_day else None

    @_phrase("ROUGHLY the? DATE")
    def _around(self, date: FoundDate, **_: object) -> FoundDate:
        return date._replace(date=spans.around(date.date, self.today))

    @_phrase(
        "between DAY of? MONTH and|- DATE",
        "between MONTH DAY and|- DATE",
        "between MONTH and|- DATE",
        "between DAY and|- DATE",
    )
    def _between_without_year(
        self, date: FoundDate, month: int | None = None, day: int | None = None
    ) -> PartialDate | None:
        """Read "between 20 Dec and 10 Jan 2024": the latest 20 December before the second."""
        end = date.date.last
        if month is None:
            start = day_of(end.year, end.month, day or 1)
            return PartialDate(start.first, end) if start and start.first <= end else None
        if day is not None:
            self._day(day, month)  # there is such a day
        start = self._latest(
            lambda year: day_of(year, month, day) if day else months_of(year, month, month), end
        )
        return PartialDate(start.first, end)

    @_phrase("between DATE:start and|- DATE")
    def _between(self, start: FoundDate, date: FoundDate) -> PartialDate:
        return self._ordered(start.date, date.date)

    def _ordered(self, start: PartialDate, end: PartialDate) -> PartialDate:
        if start.first > end.last:
            raise self._refusal("ends before it begins.", "Write the earlier day first.")
        return PartialDate(start.first, end.last)

    # Numbers only

    @_phrase("NUMERIC", is_date=False)
    @_phrase("on|in NUMERIC", is_date=True)
    def _numeric(self, numeric: str, is_date: bool) -> PartialDate | None:
        sides = numeric.split("/")
        if len(sides) == 2 and all(side[4:5] == "-" for side in sides):
            one, other = (self._in_numbers(side, is_date=True) for side in sides)
            return self._ordered(one, other) if one and other else None
        return self._in_numbers(numeric, is_date=is_date or self.alone)

    def _in_numbers(self, typed: str, *, is_date: bool) -> PartialDate | None:
        """Read a date in numbers; unless it `is_date`, one that cannot be units."""
        signs = "".join(sorted(set(typed) - set(_DIGITS)))
        parts = typed.translate(str.maketrans("/.", "--")).split("-")
        numbers = [int(part[:8] or 0) for part in parts]  # a longer one has no shape
        shape = "".join({1: "n", 2: "n", 4: "Y", 8: "C"}.get(len(part), "?") for part in parts)
        match shape if len(signs) <= 1 else "":
            case "Ynn":
                return self._checked(*numbers)
            case "nnY":
                return self._in_either_order(*numbers)
            case "Yn" | "nY" if is_date or signs != ".":
                return self._checked(max(numbers), min(numbers))
            case "C" if typed[:2] in {"19", "20"}:
                return self._checked(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
            case "nnn" if len(parts[2]) == 2 and (is_date or signs != "-"):
                whole = f"{typed[:-2]}20{typed[-2:]}"
                raise self._refusal(_GUESS, f"Write the year with four digits: {whole}.")
            case "nn" if is_date and signs != "-":
                raise self._refusal(_GUESS, _WITH_YEAR)
        return None

    def _in_either_order(self, one: int, other: int, year: int) -> PartialDate:
        """Read 13/04/2026, which has one reading; refuse 03/04/2026, which has two."""
        days = [found for found in (day_of(year, other, one), day_of(year, one, other)) if found]
        if not days or year < EARLIEST_YEAR:
            return self._checked(year, other, one)
        if days[0] != days[-1]:
            raise self._refusal(
                f"could be {day_words(days[0].first)} or {day_words(days[1].first)}.",
                f"Write {days[0].iso} or {days[1].iso}.",
            )
        return days[0]
