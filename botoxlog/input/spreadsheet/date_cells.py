"""Dates in the cells of a spreadsheet: numeric ones, with a clock time, or with month names."""

import re
from collections.abc import Iterable

from botoxlog.catalog.lookup import tokens
from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import MONTHS, PartialDate, day_words, parse_iso
from botoxlog.core.text import inert, join_words
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.spreadsheet.caching import cached
from botoxlog.input.spreadsheet.options import DayOrder, OptionNeededError

_NUMERIC = r"(?a)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})"
_NAMED = r"(?a)(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ ,-]+(\d{4}|\d{2})"
_NAMED_FIRST = r"(?a)([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
_MONTH_YEAR = r"(?a)([a-z]{3})[a-z]*\.? ?[-'\u2019] ?(\d\d)"
_CLOCK = r"(?a)[t ]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?z?$"
_YEAR = r"(?a)(?<!\d)(?:19|20)\d\d"
_LETTERS = r"[^\W\d_]+"
_FOREIGN_MONTHS = {
    "jan": "januar janner janvier janv",
    "feb": "februar fevrier fevr fev",
    "mar": "marz maerz mrz mars",
    "apr": "avril avr",
    "may": "mai",
    "jun": "juni juin",
    "jul": "juli juillet juil",
    "aug": "aout",
    "sep": "septembre",
    "oct": "oktober okt octobre",
    "nov": "novembre",
    "dec": "dezember dez decembre",
}
_MONTH_NAMES = {name: month for month, names in _FOREIGN_MONTHS.items() for name in names.split()}
_MONTHS_OF_YEAR = 12
_FUTURE_YEARS = 10
"""A two-digit year at most this many years ahead is in this century: boxes expire in the future."""


class DateCells:
    """Reads the date cells of one sheet.

    Attributes:
        order: Of day and month in a numeric date; None until something settles it.
    """

    def __init__(self, interpreter: Interpreter, order: DayOrder | None) -> None:
        self.order = order
        self._interpreter = interpreter
        self._read: dict[str, PartialDate | BadInputError] = {}

    def past_date(self, typed: str, row: int) -> PartialDate:
        """Return the date of a session.

        Raises:
            BadInputError: It is not a past date with a year.
            OptionNeededError: Nothing settles the order of day and month.
        """
        return cached(self._read, typed, lambda: self._past_date(typed, row))

    def _past_date(self, typed: str, row: int) -> PartialDate:
        plain = self.normalized(typed, row)
        if not names_year(plain):
            raise BadInputError(f'"{inert(typed)}" is not a date with a year.')
        return self._interpreter.when(plain)

    def normalized(self, typed: str, row: int) -> str:
        """Return a date in ISO form if it has a common form, otherwise its words in English.

        Raises:
            BadInputError: It looks like a date, and the calendar has no such day.
            OptionNeededError: Nothing settles the order of day and month.
        """
        plain = _without_clock(typed)
        english = re.sub(_LETTERS, _in_english, plain)
        foreign = english != plain
        plain = re.sub(r"(?<=\d)\. ?(?=[a-z])", " ", english)
        if foreign:  # "Mrz 17" is a month and year: these languages put the day first
            plain = re.sub(r"^([a-z]{3})\.? (\d\d)$", r"\1-\2", plain)
        if (named := re.fullmatch(_MONTH_YEAR, plain)) and named[1].title() in MONTHS:
            return f"{self._whole_year(named[2])}-{_month_number(named[1]):02}"
        if match := re.fullmatch(_NAMED, plain):
            day, month, year = match.groups()
        elif match := re.fullmatch(_NAMED_FIRST, plain):
            month, day, year = match.groups()
        elif match := re.fullmatch(_NUMERIC, plain):
            return self._numeric(typed, match, row)
        else:
            return plain
        if month.title() not in MONTHS:
            return plain
        return f"{self._whole_year(year)}-{_month_number(month):02}-{int(day):02}"

    def _numeric(self, typed: str, match: re.Match[str], row: int) -> str:
        one, other, year = int(match[1]), int(match[3]), self._whole_year(match[4])
        readings = {DayOrder.DAY: (other, one), DayOrder.MONTH: (one, other)}
        possible = {
            order: f"{year}-{month:02}-{day:02}"
            for order, (month, day) in readings.items()
            if 1 <= month <= _MONTHS_OF_YEAR
        }
        if not possible:
            raise BadInputError(f'"{inert(typed)}" is not a date.')
        if len(set(possible.values())) == 1:
            return next(iter(possible.values()))
        if self.order is None:
            self.order = self._ask_order(typed, possible, row)
        return possible[self.order]

    def _ask_order(self, typed: str, possible: dict[DayOrder, str], row: int) -> DayOrder:
        try:
            both = [day_words(parse_iso(iso).first) for iso in possible.values()]
        except ValueError as error:
            raise BadInputError(f'"{inert(typed)}" is not a date: {error}.') from None
        try:
            meant = self._interpreter.clarifier.choose(typed, both)
        except BadInputError:
            raise OptionNeededError(
                f'Row {row}: "{inert(typed)}" could be {join_words(both, "or")}, and no other row '
                "shows which. Nothing was written.",
                "Add --day-first or --month-first.",
            ) from None
        return list(possible)[both.index(meant)]

    def _whole_year(self, digits: str) -> int:
        """Return 2026 for "26" and 1998 for "98": sessions lie in the past."""
        if len(digits) == 4:  # noqa: PLR2004 - digits of a year
            return int(digits)
        year = 2000 + int(digits)
        return year if year <= self._interpreter.today.year + _FUTURE_YEARS else year - 100


def order_of(cells: Iterable[str]) -> DayOrder | None:
    """Return the order of day and month if some of these dates have only one and none another."""
    found: set[DayOrder] = set()
    for typed in cells:
        match = re.fullmatch(_NUMERIC, _without_clock(typed))
        if match and int(match[1]) > _MONTHS_OF_YEAR:
            found.add(DayOrder.DAY)
        elif match and int(match[3]) > _MONTHS_OF_YEAR:
            found.add(DayOrder.MONTH)
    return found.pop() if len(found) == 1 else None


def names_year(plain: str) -> bool:
    """Whether a date has a year of four digits."""
    return re.search(_YEAR, plain) is not None


def _without_clock(typed: str) -> str:
    return re.sub(_CLOCK, "", " ".join(typed.casefold().split()))


def _in_english(word: re.Match[str]) -> str:
    """Return a German or French month as its three English letters, any other word unchanged."""
    plain = "".join(tokens(word[0])) if not word[0].isascii() else word[0]
    return _MONTH_NAMES.get(plain, word[0])


def _month_number(name: str) -> int:
    return MONTHS.index(name.title()) + 1
