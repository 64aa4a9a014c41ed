"""Dates in the cells of a spreadsheet: numeric ones, with a clock time, or with month names."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from botoxlog.catalog.lookup import tokens
from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import MONTHS, PartialDate, day_words, parse_iso
from botoxlog.core.text import inert, join_words
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.spreadsheet.caching import cached
from botoxlog.input.spreadsheet.heads import day_first_of
from botoxlog.input.spreadsheet.options import DayOrder, OptionNeededError

_NUMERIC = r"(?a)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})"
_NAMED = r"(?a)(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ ,-]+(\d{4}|\d{2})"
_NAMED_FIRST = r"(?a)([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
_MONTH_YEAR = r"(?a)([a-z]{3})[a-z]*\.? ?[-'\u2019] ?(\d\d)"
_CLOCK = (
    r"(?a)[t ,]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:z|[a-z]{2,4}t|utc))?(?: ?[+-]\d{1,2}(?::?\d\d)?)?$"
)
_WEEKDAYS = (
    "mon mo lun ma seg",
    "tue di mar ma ter",
    "wed mi mer mie wo qua",
    "thu do jeu jue gio qui",
    "fri fr ven vie vr sex",
    "sat sa sam sab za",
    "sun so dim dom zo",
)
"""Beginnings of the names of the days from Monday on."""

_WEEKDAY = rf"(?:{'|'.join(' '.join(_WEEKDAYS).split())})[^\W\d_]*\.?,?"
_FIGURES = r"(?a)\d{1,4}([/.-])\d{1,2}\1\d{1,4}"
_YEAR = r"(?a)(?<!\d)(?:19|20)\d\d"
_LETTERS = r"[^\W\d_]+"
_FOREIGN_MONTHS = {
    "jan": "januar janner janvier janv enero ene januari gennaio genn gen janeiro",
    "feb": "februar fevrier fevr fev febrero februari febbraio febb fevereiro",
    "mar": "marz maerz mrz mars marzo maart mrt marco",
    "apr": "avril avr abril abr aprile",
    "may": "mai mayo mei maggio magg mag maio",
    "jun": "juni juin junio giugno giu junho",
    "jul": "juli juillet juil julio luglio lug julho",
    "aug": "aout agosto ago augustus ag",
    "sep": "septembre septiembre set settembre setembro",
    "oct": "oktober okt octobre octubre ottobre ott outubro out",
    "nov": "novembre noviembre novembro",
    "dec": "dezember dez decembre diciembre dic dicembre dezembro",
}
_MONTH_NAMES = {name: month for month, names in _FOREIGN_MONTHS.items() for name in names.split()}
_MONTHS_OF_YEAR = 12
_COUNT = r"(?a)(?!(?:19|20)\d\d$)\d+(?:[.,]\d+)?"
_FIRST_YEAR = (
    1982  # before it nobody had a session: numbers that would be earlier count other things
)
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
        plain = re.sub(r"(?<=\d)(?:\. ?|er |\u00ba )(?=[a-z])", " ", english)
        plain = re.sub(r"\b(?:de|del) ", "", plain)
        if foreign:  # "Mrz 17" is a month and year: these languages put the day first
            plain = re.sub(r"^([a-z]{3})\.? (\d\d)$", r"\1-\2", plain)
        if (named := re.fullmatch(_MONTH_YEAR, plain)) and named[1].title() in MONTHS:
            return f"{self._whole_year(named[2])}-{_month_number(named[1]):02}"
        if match := re.fullmatch(_NAMED, plain):
            day, month, year = match.groups()
        elif match := re.fullmatch(_NAMED_FIRST, plain):
            month, day, year = match.groups()
        elif match := re.fullmatch(_NUMERIC, plain):
            return _on_weekday(self._numeric(typed, match, row), typed)
        else:
            return _on_weekday(plain, typed)
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
        if self.order is None and match[2] == ".":
            return possible[DayOrder.DAY]  # who writes dots puts the day first
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


def order_of(cells: Iterable[str], heads: Iterable[str] = ()) -> DayOrder | None:
    """Return the order of day and month if these heads and dates show one and none another."""
    found = {
        DayOrder.DAY if day_first else DayOrder.MONTH
        for day_first in map(day_first_of, heads)
        if day_first is not None
    }
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


def is_date(typed: str) -> bool:
    """Whether a cell has the form of a date: figures, or a month's name, with a year."""
    plain = _without_clock(typed)
    english = re.sub(_LETTERS, _in_english, plain)
    month = any(name.casefold() in english for name in MONTHS)
    return re.fullmatch(_FIGURES, plain) is not None or (month and names_year(plain))


def counted_days(cells: Sequence[str], today: date) -> tuple[dict[str, str], str] | None:
    """Return the dates that stand as numbers in a column, and a sentence that says so.

    Excel counts days from 1900, programs count seconds or milliseconds from 1970. Numbers are read
    so only if all of the column can be: 1982 to ten years from today, as boxes expire in the
    future. (Four figures are a year.)

    Returns:
        The ISO date of each number; None if not all are such days.
    """
    numbers = dict.fromkeys(cell for cell in cells if re.fullmatch(_COUNT, cell))
    for what, day_of in _COUNTED.items():
        try:
            days = {number: day_of(float(number.replace(",", "."))) for number in numbers}
        except (OverflowError, ValueError, OSError):
            continue
        latest = today.year + _FUTURE_YEARS
        if days and all(_FIRST_YEAR <= day.year <= latest for day in days.values()):
            first, day = next(iter(days.items()))
            return (
                {number: day.isoformat() for number, day in days.items()},
                f"were read as {what}: {first} is {day_words(day)}.",
            )
    return None


def _excel_day(count: float) -> date:
    return date(1899, 12, 30) + timedelta(days=int(count))


def _unix_day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


_COUNTED: Mapping[str, Callable[[float], date]] = {
    "Excel's day numbers": _excel_day,
    "seconds since 1970, in UTC": _unix_day,
    "milliseconds since 1970, in UTC": lambda count: _unix_day(count / 1000),
}


def _without_clock(typed: str) -> str:
    """Return a date without its time of day, org's brackets and, beside figures, the weekday."""
    plain = " ".join(typed.casefold().split())
    if re.fullmatch(r"<[^<>]*>|\[[^\[\]]*\]", plain):
        plain = plain[1:-1].strip()
    plain = re.sub(_CLOCK, "", plain)
    figures = re.sub(rf"^{_WEEKDAY} | {_WEEKDAY}$", "", plain)
    return figures if re.fullmatch(_FIGURES, figures) else plain


def _on_weekday(iso: str, typed: str) -> str:
    """Return a date; raise BadInputError if the cell names another day of the week."""
    named = re.search(rf"(?:^|[<\[ ]){_WEEKDAY}(?=[>\] ]|$)", typed.casefold())
    if named is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", iso):
        return iso
    try:
        names = _WEEKDAYS[date.fromisoformat(iso).weekday()].split()
    except ValueError:
        return iso
    if not named[0].lstrip("<[ ").startswith(tuple(names)):
        raise BadInputError(f'"{inert(typed)}" names another day of the week than that date has.')
    return iso


def _in_english(word: re.Match[str]) -> str:
    """Return a foreign month as its three English letters, any other word unchanged."""
    plain = "".join(tokens(word[0])) if not word[0].isascii() else word[0]
    return _MONTH_NAMES.get(plain, word[0])


def _month_number(name: str) -> int:
    return MONTHS.index(name.title()) + 1
