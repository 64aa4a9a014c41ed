"""Dates and spans of days as people type them. Nothing here reads the clock."""

import re
from datetime import date, datetime, timedelta

from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import (
    EARLIEST_YEAR,
    LONGEST_DATE,
    WEEKDAYS,
    PartialDate,
    add_days,
    checked_date,
    day_words,
    iso_match,
    parse_iso,
)
from botoxlog.core.text import inert

_NUMERIC = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
_SOME_NUMBERS = r"[\d\s/.,-]+"
_NO_YEAR = r"\d{1,2}[/.]\d{1,2}\.?"
_SHORT_YEAR = r"\d{1,2}([/.-])\d{1,2}\1\d\d"
_YEAR_FIRST = r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})"  # nobody writes the day second
_MONTH_AND_YEAR = r"(\d{1,2})[/.-](\d{4})"
_ROUGHLY = (
    r"^(?:(?:about|around|roughly|approximately|approx\.?|ca\.?|c\.|almost|nearly|maybe|"
    r"(?:just |a little )?over|just under|some ?time) |~ ?)"
)
_ROUGH_DAYS = 28
"""From this many days back, a date said to be rough ("about") is only known to the month."""
_SPAN = r"(?a)(\d{1,5}) ?(d|days?|w|weeks?|m|months?|y|years?|)"
_DAYS_IN = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
_WAYS = 'Write it as 2026-08-01, 2026-08 if only the month is known, "3 weeks ago" or "1 Aug 2026".'
_SYNONYMS = {
    "a couple of": "2",
    "couple of": "2",
    "a couple ": "2 ",
    "wks": "weeks",
    "a few days": "3 days",
    "half a year": "6 months",
    "a fortnight": "2 weeks",
}
_SIMPLER = {
    "almost a year ago": "about 11 months ago",
    "nearly a year ago": "about 11 months ago",
    "a year and a half": "18 months",
    "a month and a half": "1.5 months",
    " and a half": ".5",
    " 1/2": ".5",
    "\u00bd": ".5",
}
_SMALL = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_BROKEN = rf"(?a)(\d{{1,3}}|{'|'.join(_SMALL)})[.,](\d) (week|month|year)s?(?: ago)?"
_BROKEN_DAYS = {"week": 7.0, "month": 30.44, "year": 365.25}
_PART_OF = r"(?:in )?(?:the )?(?:early|mid|late|(?:start|beginning|middle|end) of)[ -](?:the )?(.+)"
_SEASON = r"(?:in |last |this )?(?:the )?(?:spring|summer|autumn|fall|winter)(?:(?: of)? (\d{4}))?"
_RANGE = r"(?a)\d+ ?(?:-|\u2013|to|or) ?\d+ .*"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:the\ )?\d\d?(?:st|nd|rd|th)?"
_YEAR = r"(?:\d{4}|\d\d)"
_COUNT = r"(?:\d{1,5}(?:\.\d)?\ ?|[a-z]+\ )"
_UNIT = r"(?:d|days?|w|wk|weeks?|months?|y|years?|hours?|minutes?)"
_WORDINGS = rf"""
      (?:in\ )? (?:{_COUNT}{_UNIT},?\ ?(?:and\ )?)+ (?:ago|from\ now|later)?
    | (?:(?:last|this|next)\ )? (?:{_WEEKDAY}|month|year|night)
    | (?:(?P<weekday>{_WEEKDAY}),?\ )? (?:{_DAY}(?:\ of)?[ -]?{_MONTH}|{_MONTH}\ {_DAY})
      (?:,?[ -]{_YEAR})?
    | (?P<month>(?:in\ )?{_MONTH}) (?:,?[ -]\d{{4}})?
    | \d{{4}}\ {_MONTH} (?:\ {_DAY})?
    | (?P<name>{_MONTH})\ ?['\u2019](?P<short>\d\d)
    | in\ \d{{4}}
    | (?:the\ )?day\ before\ yesterday | yesterday\ [a-z]+ | tomorrow
"""


def parse_days(typed: str) -> int:
    """Return the days in a span such as "30d", "6w", "2 months" or "30".

    Raises:
        BadInputError: It is not a span.
    """
    match = re.fullmatch(_SPAN, typed.strip().casefold())
    if match is None:
        raise BadInputError(
            f'"{inert(typed)}" is not a period of time.', "Write it as 30d, 6w or 2 months."
        )
    return int(match[1]) * _DAYS_IN[match[2][:1]]


def parse_typed(text: str, today: date) -> PartialDate:
    """Read a past date as people type it.

    ISO forms, "today" and "yesterday" are read here; other wordings ("3 weeks ago", "last friday",
    "aug 2026", "1 Aug 2026") by dateparser. The result is as exact as the words: "3 months ago",
    "about 10 weeks ago" and "end of February" give a month, "2 years ago" and "summer 2012" a year.

    Args:
        text: As typed.
        today: The day on which it was typed.

    Raises:
        BadInputError: It is not a date, has more than one reading, or is in the future.
    """
    typed, shown = " ".join(text.casefold().split()), inert(text.strip()[:LONGEST_DATE])
    if not typed:
        raise BadInputError("The date is empty.", _WAYS)
    if len(typed) > LONGEST_DATE:
        raise BadInputError(f'"{shown}..." is not a date botoxlog can read.', _WAYS)
    for words, simpler in _SIMPLER.items():
        typed = typed.replace(words, simpler)
    plain = re.sub(_ROUGHLY, "", typed).removesuffix(" or so")
    found = _parse(plain.removeprefix("on "), shown, today)
    if plain != typed and found.is_day and (today - found.first).days >= _ROUGH_DAYS:
        found = PartialDate.of_month(found.first.year, found.first.month)
    if found.first > today:
        raise BadInputError(
            f'"{shown}" is {found}, which is in the future.',
            f"Today is {PartialDate.of_day(today)}. Give a date that has already come.",
        )
    return found


def _parse(typed: str, shown: str, today: date) -> PartialDate:
    if typed in {"today", "now", "tonight", "this morning"}:
        return PartialDate.of_day(today)
    if typed == "yesterday":
        return PartialDate.of_day(today - timedelta(days=1))
    if iso_match(typed):
        return _known_to(typed, shown)
    if numeric := re.fullmatch(_NUMERIC, typed):
        return _numeric_date(shown, *(int(part) for part in numeric.groups()))
    if (year_first := re.fullmatch(_YEAR_FIRST, typed)) or re.fullmatch(_MONTH_AND_YEAR, typed):
        parts = re.split(r"[/.-]", typed)
        return _known_to("-".join(parts if year_first else reversed(parts)), shown)
    if re.fullmatch(_SOME_NUMBERS, typed):
        short = re.fullmatch(_SHORT_YEAR, typed)
        hint = f"Write the year with four digits: {typed[:-2]}20{typed[-2:]}." if short else _WAYS
        if re.fullmatch(_NO_YEAR, typed):
            hint = "Add the year, and write the date as 2026-08-01 or 1 Aug 2026."
        raise BadInputError(f'"{shown}" is not a date botoxlog can read without guessing.', hint)
    if typed in {"last week", "this week"}:
        raise BadInputError(
            f'"{shown}" could be any of seven days.', 'Name the day, such as "last tuesday".'
        )
    return _loose_date(typed, shown, today) or _relative_date(typed, shown, today)


def _known_to(iso: str, shown: str) -> PartialDate:
    """Read an ISO date; the error quotes what was typed."""
    try:
        return parse_iso(iso)
    except ValueError as error:
        raise BadInputError(f'"{shown}" is not a date: {error}.', _WAYS) from None


def _numeric_date(shown: str, a: int, b: int, year: int) -> PartialDate:
    """Read 13/04/2026, which has one reading; refuse 03/04/2026, which has two."""
    readings: list[PartialDate] = []
    reasons: list[str] = []
    for day, month in ((a, b), (b, a)):
        try:
            reading = checked_date(year, month, day)
        except ValueError as error:
            reasons.append(str(error))
        else:
            if reading not in readings:
                readings.append(reading)
    if not readings:
        raise BadInputError(f'"{shown}" is not a date: {reasons[0]}.', _WAYS)
    if len(readings) > 1:
        one, other = readings
        raise BadInputError(
            f'"{shown}" could be {day_words(one.first)} or {day_words(other.first)}.',
            f"Write {one.iso} or {other.iso}.",
        )
    return readings[0]


def _loose_date(typed: str, shown: str, today: date) -> PartialDate | None:
    """Read wordings that give a month or a year at most; None for any other."""
    if broken := re.fullmatch(_BROKEN, typed):
        count = float(f"{_SMALL.get(broken[1], broken[1])}.{broken[2]}")
        day = add_days(today, -count * _BROKEN_DAYS[broken[3]])
        return _known_to(f"{day.year:04}-{day.month:02}", shown)
    if season := re.fullmatch(_SEASON, typed):
        if season[1] is None or "winter" in typed:
            raise BadInputError(
                f'"{shown}" could be in either of two years.',
                "Write a month that fits, such as 2026-02, or the year alone.",
            )
        return _known_to(season[1], shown)
    if part := re.fullmatch(_PART_OF, typed):
        whole = _parse(part[1], shown, today)
        if not whole.is_day:
            return whole
    if re.fullmatch(_RANGE, typed):
        raise BadInputError(
            f'"{shown}" is a period of time, not a date.',
            "Write the most likely month, such as 2026-08, or the year alone.",
        )
    return None


def _relative_date(typed: str, shown: str, today: date) -> PartialDate:
    """Read "3 weeks ago", "last friday" and "1 Aug 2026" with dateparser, imported only here.

    It finds a date in almost anything ("3-4 weeks ago", "q1 2026"), so it only gets wordings that
    have one reading.
    """
    plain = typed
    for words, simpler in _SYNONYMS.items():
        plain = plain.replace(words, simpler)
    wording = re.fullmatch(_WORDINGS, plain, re.VERBOSE)
    if wording is None:
        raise BadInputError(f'"{shown}" is not a date botoxlog can read.', _WAYS)
    if short := wording["short"]:
        century = 2000 if 2000 + int(short) <= today.year else 1900
        plain = f"{wording['name']} {century + int(short)}"
    from dateparser.date import DateDataParser

    # A bare month takes the day of the base: from the 29th, "february" would be in a leap year.
    day_of_month = 1 if wording["month"] else today.day
    parser = DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, day_of_month, 12),  # noqa: DTZ001
            "PREFER_DATES_FROM": "past",
            "REQUIRE_PARTS": [],
        },
    )
    try:
        found = parser.get_date_data(plain)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.date_obj is None:
        raise BadInputError(f'"{shown}" is not a date botoxlog can read.', _WAYS)
    day = found.date_obj.date()
    if day.year < EARLIEST_YEAR:
        raise BadInputError(f'"{shown}" would be in {day.year}: is a digit missing?', _WAYS)
    if found.period == "year":
        return PartialDate.of_year(day.year)
    if found.period == "month":
        return PartialDate.of_month(day.year, day.month)
    weekday = wording["weekday"]
    if weekday and weekday[:3] != WEEKDAYS[day.weekday()].casefold():
        raise BadInputError(
            f'"{shown}" contradicts itself: that day is {PartialDate.of_day(day)}.', _WAYS
        )
    return PartialDate.of_day(day)
