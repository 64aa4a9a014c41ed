"""The rows of a spreadsheet read as sessions, each word understood as `add` understands it.

Nothing is guessed: a row that is not understood is listed with its number and the reason. The
order of day and month is settled by the rows in which only one order makes sense.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from botoxlog.catalog import Known, NotToxin
from botoxlog.catalog.lookup import tokens
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose, Session
from botoxlog.core.partial_dates import MONTHS, PartialDate, day_words, parse_iso
from botoxlog.core.text import inert, join_words, plain_number, plural
from botoxlog.input.language.dates import parse_typed
from botoxlog.input.language.interpreter import Clarifier, Interpreter
from botoxlog.input.spreadsheet import lengths
from botoxlog.input.spreadsheet.columns import Column, Layout, understand
from botoxlog.input.spreadsheet.options import CostOf, DayOrder, Options
from botoxlog.input.spreadsheet.result_ends import EndCell, ReadCheckIn, ResultEnds, UnreadCell
from botoxlog.input.spreadsheet.table import Row, Spreadsheet

_NUMERIC = r"(?a)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})"
_NAMED = r"(?a)(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ ,-]+(\d{4}|\d{2})"
_NAMED_FIRST = r"(?a)([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
_CLOCK = r"(?a)[t ]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?z?$"
_YEAR = r"(?a)(?<!\d)(?:19|20)\d\d"
_EMPTY = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "none", "nil", "null", "?", "x?"}
)
_TICKS = frozenset({"x", "yes", "y", "true", "\u2713", "\u2714", "treated", "done", "ja", "oui"})
_NO = frozenset({"no", "n", "false", "0", "0.0", "nein", "non"})
_SUMS = r"(?i)(?:grand )?total|sub-?total|sum\b|average|mean\b|summe|gesamt|moyenne|somme"
_MONTH_YEAR = r"(?a)([a-z]{3})[a-z]*\.? ?[-'\u2019] ?(\d\d)"
_DAY_OF_YEAR = r"(?i)\d{1,2}[. -]+[^\W\d]{3,9}\.?|[^\W\d]{3,9}\.? \d{1,2}|\d{1,2}[./-]\d{1,2}"
_ONLY_YEAR = r"(?a)(?:19|20)\d\d"
_WITH_PRODUCT = (
    r"(?i)(?P<units>(?:about |around |~ ?)?\d+(?:[.,]\d+)?) ?(?:units?|iu|u)? (?:of )?(?P<rest>\D+)"
)
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
_TOUCHED_UP = r"(?i)[ ,(-]*\b(?:touch[ -]?up|top[ -]?up)\)?$"
_LETTERS = r"[^\W\d_]+"
_BETWEEN_AREAS = r"[;\n&+/]|,(?!\d)|\band\b"
_BETWEEN_UNITS = r"[;\n&+/]|, "
_AMOUNT_IN_BRACKETS = r"\(\s*(\d[^)]*)\)"
_HAS_CURRENCY = r"[^\W\d_]|[$\u00a3\u20ac\u20a9\u00a5\u20b9]"
_CENTS = 0.005


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not understood, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A session and the rows it stands in.

    Attributes:
        session: With the id of the one that is already there, where one is.
        differs: Whether that one says something else.
        said: What its rows say of when it had worn off.
        twin: The one that is already there.
    """

    rows: tuple[int, ...]
    session: Session
    differs: bool = False
    said: tuple[EndCell, ...] = ()
    twin: Session | None = None

    @property
    def id(self) -> str | None:
        """Of the session."""
        return self.session.id


@dataclass(slots=True)
class ReadSheet:
    """What a spreadsheet says.

    Attributes:
        looks: At which a result had worn off.
        looks_already: Those of them that the journal has.
        kept: What is said of an end and is no look: it stays in words.
    """

    layout: Layout
    how: str
    order: DayOrder | None
    new: list[FoundSession] = field(default_factory=list)
    already: list[FoundSession] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    looks: list[ReadCheckIn] = field(default_factory=list)
    looks_already: list[ReadCheckIn] = field(default_factory=list)
    kept: list[UnreadCell] = field(default_factory=list)


@dataclass(slots=True)
class _Visit:
    """One row as read: its session apart from the product, which hangs on all rows together."""

    row: int
    product: str
    session: Session
    touch_up: bool
    said: tuple[EndCell, ...]


class _Remembering:
    """Asks about each word once, however many rows hold it."""

    def __init__(self, clarifier: Clarifier) -> None:
        self.clarifier = clarifier
        self.chosen: dict[str, str | BadInputError] = {}
        self.meant: dict[str, str | None] = {}

    def choose(self, word: str, readings: Sequence[str]) -> str:
        if word not in self.chosen:
            try:
                self.chosen[word] = self.clarifier.choose(word, readings)
            except BadInputError as error:
                self.chosen[word] = error
        answer = self.chosen[word]
        if isinstance(answer, BadInputError):
            raise answer
        return answer

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        if word not in self.meant:
            self.meant[word] = self.clarifier.did_you_mean(word, suggestions)
        return self.meant[word]


def read(
    sheet: Spreadsheet, interpreter: Interpreter, *, new_id: Callable[[], str], options: Options
) -> ReadSheet:
    """Read the sessions of a sheet, and tell which of them the journal already holds.

    Args:
        sheet: The rows.
        interpreter: Understands the words, and knows the journal.
        new_id: Makes an id for each new session.
        options: What was settled beforehand.

    Raises:
        BadInputError: The columns are not understood, or something that concerns many rows has
            two readings and has to be said with an option.
    """
    own = Interpreter(
        interpreter.catalog,
        interpreter.journal,
        interpreter.today,
        _Remembering(interpreter.clarifier),
    )
    layout = understand(sheet, own.catalog, own.clarifier)
    return _Reading(own, layout, sheet.how, new_id, options).run()


@dataclass
class _Reading:
    interpreter: Interpreter
    layout: Layout
    how: str
    new_id: Callable[[], str]
    options: Options
    doses_read: dict[tuple[str, ...], tuple[Dose, ...] | BadInputError] = field(
        default_factory=dict
    )
    dates_read: dict[str, PartialDate | BadInputError] = field(default_factory=dict)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def run(self) -> ReadSheet:
        self.order = self.options.order or self._order_of("date") or self._order_of("expiry")
        self.order = self.order or self._order_of("end")
        self.found = ReadSheet(self.layout, self.how, self.order)
        self.layout = replace(self.layout, rows=tuple(self._completed()))
        visits: dict[tuple[PartialDate, str, bool], list[_Visit]] = {}
        for row in self.layout.rows:
            try:
                visit = self._visit(row)
            except _ConcernsAllError:
                raise
            except BadInputError as error:
                self.found.refused.append(Refused(row.number, error.sentence))
                continue
            key = (visit.session.date, visit.product.casefold(), visit.touch_up)
            visits.setdefault(key, []).append(visit)
        sessions = [
            self._session(group, product)
            for (_, product, _), together in visits.items()
            for group in _apart(together)
        ]
        self._settle([item for item in sessions if item])
        self._tell_ends()
        self.found.refused.sort(key=lambda refused: refused.row)
        self.found.notices += dict.fromkeys([*self.layout.notices, *self.interpreter.notices])
        return self.found

    def _completed(self) -> Iterator[Row]:
        """Yield the rows with what stands once above several of them: a year, a merged visit."""
        date, product = self.layout.of("date"), self.layout.of("product")
        above, year, headings, merged = None, "", 0, 0
        for row in self.layout.rows:
            filled = [cell.strip() for cell in row.cells if cell.strip()]
            if len(filled) == 1 and re.fullmatch(_ONLY_YEAR, filled[0]):
                year, above = filled[0], None
                headings += 1
                continue
            typed = self._cell(row, "date")
            whole = row
            if date and year and re.fullmatch(_DAY_OF_YEAR, typed):
                joint = "/" if typed[-1:].isdigit() and typed[0].isdigit() else " "
                whole = _with(row, date.place, f"{typed.rstrip('./-')}{joint}{year}")
            elif date and not typed and above and self._continues(row, above):
                whole = _with(row, date.place, self._cell(above, "date"))
                if product and not self._cell(row, "product"):
                    whole = _with(whole, product.place, self._cell(above, "product"))
                merged += 1
            above = whole if self._cell(whole, "date") else None
            yield whole
        if headings:
            rows = plural(headings, "row")
            self.found.notices.append(f"Taken for headings: {rows} with a year alone.")
        if merged:
            rows = plural(merged, "row")
            self.found.notices.append(f"Taken for parts of the visit above: {rows} without a date.")

    def _continues(self, row: Row, above: Row) -> bool:
        """Whether a row without a date names another area of the visit right above it."""
        area = self._cell(row, "area")
        same = all(
            self._cell(row, role) in {"", self._cell(above, role)}
            for role in ("product", "injector", "clinic")
        )
        return bool(area) and same and row.number == above.number + 1 and not re.match(_SUMS, area)

    # Cells

    def _cell(self, row: Row, role: str) -> str:
        column = self.layout.of(role)
        typed = _cell_of(row, column) if column else ""
        return "" if typed.casefold() in _EMPTY else typed

    def _visit(self, row: Row) -> _Visit:
        words = tuple(cell.strip() for cell in row.cells)
        if (same := self.seen.setdefault(words, row.number)) != row.number:
            raise BadInputError(f"It says the same as row {same}.")
        if re.match(_SUMS, next(cell for cell in words if cell)):
            raise BadInputError("It is a total, not a session.")
        typed_date = self._cell(row, "date")
        if not typed_date:
            raise BadInputError("It has no date.")
        when = self._date(typed_date, row.number)
        product, total = self._product_and_total(row)
        if product and isinstance(
            self.interpreter.catalog.find_product(product, cosmetic=True), NotToxin
        ):
            raise BadInputError(f'"{inert(product)}" is not a botulinum toxin.')
        corrected = re.sub(_TOUCHED_UP, "", product)
        doses, extra = self._doses(row, total)
        cost, currency = self._cost(row)
        expiry = self._cell(row, "expiry")
        purpose = self._cell(row, "purpose")
        session = Session(
            id=None,
            date=when,
            doses=doses,
            purpose=purpose.casefold() if purpose else None,
            injector=self._cell(row, "injector") or None,
            clinic=self._cell(row, "clinic") or None,
            lot=self._cell(row, "lot") or None,
            expiry=self.interpreter.expiry(self._numeric(expiry, row.number)) if expiry else None,
            cost=cost,
            currency=currency,
            note="; ".join([*self._notes(row), *extra]) or None,
        )
        touch_up = self._cell(row, "touch_up").casefold()
        if touch_up not in _TICKS | _NO | {"", "touch-up", "touch up", "touchup", "top up"}:
            raise BadInputError(f'"{inert(touch_up)}" does not say whether it was a touch-up.')
        is_touch_up = touch_up not in _NO | {""} or corrected != product
        said = tuple(self._said(row, [dose.area for dose in doses]))
        return _Visit(row.number, corrected, session, is_touch_up, said)

    def _product_and_total(self, row: Row) -> tuple[str, str]:
        """Return product and units, also where one cell holds both: "40 units botox"."""
        product, units = self._cell(row, "product"), self._cell(row, "units")
        for cell in (units, product):
            match = re.fullmatch(_WITH_PRODUCT, cell)
            known = match and self.interpreter.catalog.find_product(match["rest"], cosmetic=True)
            if match and isinstance(known, Known):
                told = units and cell is product
                product = match["rest"] if cell is product or not product else product
                units = units if told else match["units"]
        return product, units

    def _notes(self, row: Row) -> Iterator[str]:
        for column in self.layout.columns:
            words = _cell_of(row, column)
            if words and column.role == "note":
                yield words
            elif words and column.role == "extra":
                yield f"{column.head.strip()}: {words}" if column.head.strip() else words

    def _said(self, row: Row, areas: Sequence[str]) -> Iterator[EndCell]:
        """Yield what a row says of when its areas had worn off."""
        for column in self.layout.every("end"):
            typed = _cell_of(row, column)
            if not lengths.says_nothing(typed):
                words = f"{column.head.strip()}: {typed}"
                yield EndCell(
                    row.number, tuple(areas), typed, words, self._ended(row, column, typed)
                )

    def _ended(
        self, row: Row, column: Column, typed: str
    ) -> lengths.Length | PartialDate | str | None:
        if lengths.is_still(typed):
            return None
        if (length := lengths.length(typed, column.unit)) is not None:
            return length
        if lengths.is_number(typed):
            return f"{lengths.quoted(typed)} names no unit. Is it weeks or months?"
        plain = self._numeric(typed, row.number)
        if not re.search(_YEAR, plain):
            return f"{lengths.quoted(typed)} is no length of time, and no date with a year."
        try:
            return parse_typed(plain, self.interpreter.today)
        except BadInputError as error:
            return error.sentence

    def _cost(self, row: Row) -> tuple[float | None, str | None]:
        typed = self._cell(row, "cost")
        if not typed:
            return None, None
        column = self.layout.of("cost")
        typed = "0" if typed.casefold() == "free" else typed
        if not re.search(_HAS_CURRENCY, typed):
            named = self._cell(row, "currency") or (column.currency if column else "")
            typed = f"{typed} {named or self.interpreter.journal.person.currency or ''}"
        cost, currency = self.interpreter.money(typed)
        return cost, currency if re.search(_HAS_CURRENCY, typed) else None

    # Areas and units

    def _doses(self, row: Row, total: str) -> tuple[tuple[Dose, ...], list[str]]:
        """Return what was treated, and what there is to say about it in the note."""
        columns = [
            f"{column.area}{units}"
            for column in self.layout.every("dose")
            if column.place < len(row.cells)
            and (units := _units_of_column(row.cells[column.place])) is not None
        ]
        named, extra = self._named_areas(row, "" if columns else total)
        doses = self._understood([*columns, *named])
        if not doses:
            raise BadInputError("It names no area.")
        if columns and total and not named:
            self._check_total(total, doses)
        return doses, extra

    def _named_areas(self, row: Row, units: str) -> tuple[list[str], list[str]]:
        """Return AREA[=UNITS] for the cells that name areas, and what is left to say."""
        typed = self._cell(row, "area")
        sides = {side: self._cell(row, side) for side in ("left", "right")}
        sides = {side: amount for side, amount in sides.items() if amount.casefold() not in _NO}
        sides = {side: amount for side, amount in sides.items() if amount}
        if not typed:
            if units or sides:
                raise BadInputError("It has units and no area.")
            return [], []
        areas = self._split(typed)
        if sides:
            return self._by_side(areas, sides, units), []
        if not units or self._adds_up(areas, units):
            return areas, []
        if len(areas) == 1:
            return [f"{areas[0]}={units}"], []
        each = [part.strip() for part in re.split(_BETWEEN_UNITS, units)]
        if len(each) == len(areas):
            return [f"{area}={amount}" for area, amount in zip(areas, each, strict=True)], []
        return areas, [f"{units} in all" if "unit" in units else f"{units} units in all"]

    def _adds_up(self, areas: Sequence[str], total: str) -> bool:
        """Whether each area has units of its own, whose sum the total then has to be."""
        if not all(any(letter.isdigit() for letter in area) for area in areas):
            return False
        doses = self._understood(areas)
        if any(dose.units is None for dose in doses):
            return False
        self._check_total(total, doses)
        return True

    def _split(self, typed: str) -> list[str]:
        plain = re.sub(_AMOUNT_IN_BRACKETS, r" \1", typed)
        if isinstance(self.interpreter.catalog.find_area(plain), Known):
            return [plain]
        return [part.strip() for part in re.split(_BETWEEN_AREAS, plain) if part.strip()]

    def _by_side(self, areas: Sequence[str], sides: dict[str, str], units: str) -> list[str]:
        if len(areas) > 1:
            raise BadInputError("It has units for left and right, and more than one area.")
        doses = [f"{areas[0]} {side}={amount}" for side, amount in sides.items()]
        if units:
            self._check_total(units, self._understood(doses))
        return doses

    def _check_total(self, total: str, doses: Sequence[Dose]) -> None:
        whole, _ = self.interpreter.units(total, "in all")
        added = sum(dose.units or 0 for dose in doses)
        if abs(whole - added) > _CENTS:
            raise BadInputError(
                f"It says {inert(total)} units in all, but they add up to {plain_number(added)}."
            )

    def _understood(self, arguments: Iterable[str]) -> tuple[Dose, ...]:
        key = tuple(arguments)
        if key not in self.doses_read:
            try:
                self.doses_read[key] = self.interpreter.doses(key)
            except BadInputError as error:
                self.doses_read[key] = error
        result = self.doses_read[key]
        if isinstance(result, BadInputError):
            raise result
        return result

    # Dates

    def _order_of(self, role: str) -> DayOrder | None:
        """Return the order of day and month that the cells of one role settle, if they do."""
        found: set[DayOrder] = set()
        columns = self.layout.every(role)
        for typed in (_cell_of(row, column) for row in self.layout.rows for column in columns):
            match = re.fullmatch(_NUMERIC, _without_clock(typed))
            if match and int(match[1]) > 12:  # noqa: PLR2004 - months of a year
                found.add(DayOrder.DAY)
            elif match and int(match[3]) > 12:  # noqa: PLR2004
                found.add(DayOrder.MONTH)
        return found.pop() if len(found) == 1 else None

    def _date(self, typed: str, row: int) -> PartialDate:
        if typed not in self.dates_read:
            try:
                self.dates_read[typed] = self._read_date(typed, row)
            except _ConcernsAllError:
                raise
            except BadInputError as error:
                self.dates_read[typed] = error
        result = self.dates_read[typed]
        if isinstance(result, BadInputError):
            raise result
        return result

    def _read_date(self, typed: str, row: int) -> PartialDate:
        plain = self._numeric(typed, row)
        if not re.search(_YEAR, plain):
            raise BadInputError(f'"{inert(typed)}" is no date with a year.')
        return self.interpreter.when(plain)

    def _numeric(self, typed: str, row: int) -> str:
        """Return a date as it is written in the journal, where it is of a common kind."""
        plain = _without_clock(typed)
        english = re.sub(_LETTERS, _in_english, plain)
        foreign = english != plain
        plain = re.sub(r"(?<=\d)\. ?(?=[a-z])", " ", english)
        if foreign:  # "Mrz 17": nobody there writes the day second
            plain = re.sub(r"^([a-z]{3})\.? (\d\d)$", r"\1-\2", plain)
        if (named := re.fullmatch(_MONTH_YEAR, plain)) and named[1].title() in MONTHS:
            return f"{self._whole_year(named[2])}-{MONTHS.index(named[1].title()) + 1:02}"
        if match := re.fullmatch(_NAMED, plain):
            day, month, year = match.groups()
        elif match := re.fullmatch(_NAMED_FIRST, plain):
            month, day, year = match.groups()
        elif match := re.fullmatch(_NUMERIC, plain):
            return self._by_order(typed, match, row)
        else:
            return plain
        if month.title() not in MONTHS:
            return plain
        return f"{self._whole_year(year)}-{MONTHS.index(month.title()) + 1:02}-{int(day):02}"

    def _by_order(self, typed: str, match: re.Match[str], row: int) -> str:
        one, other, year = int(match[1]), int(match[3]), self._whole_year(match[4])
        readings = {DayOrder.DAY: (other, one), DayOrder.MONTH: (one, other)}
        possible = {
            order: f"{year}-{month:02}-{day:02}"
            for order, (month, day) in readings.items()
            if 1 <= month <= 12  # noqa: PLR2004
        }
        if not possible:
            raise BadInputError(f'"{inert(typed)}" is no date.')
        if len(set(possible.values())) == 1:
            return next(iter(possible.values()))
        if self.order is not None:
            return possible[self.order]
        try:
            both = [day_words(parse_iso(iso).first) for iso in possible.values()]
        except ValueError as error:
            raise BadInputError(f'"{inert(typed)}" is no date: {error}.') from None
        try:
            meant = self.interpreter.clarifier.choose(typed, both)
        except BadInputError:
            raise _ConcernsAllError(
                f'Row {row}: "{inert(typed)}" can be {join_words(both, "or")}, and no other row '
                "settles it. Nothing was written.",
                "Add --day-first or --month-first.",
            ) from None
        self.order = self.found.order = list(possible)[both.index(meant)]
        return possible[self.order]

    def _whole_year(self, digits: str) -> int:
        """Return 2026 for "26" and 1998 for "98": a journal holds what has happened."""
        if len(digits) == 4:  # noqa: PLR2004 - digits of a year
            return int(digits)
        year = 2000 + int(digits)
        return year if year <= self.interpreter.today.year + 10 else year - 100

    # Sessions

    def _session(self, visits: Sequence[_Visit], product: str) -> FoundSession | None:
        """Return the session of some rows, or refuse them all."""
        rows = tuple(visit.row for visit in visits)
        try:
            whole = _together(visits, self._cost_of(visits))
            doses = tuple(dose for visit in visits for dose in visit.session.doses)
            self.interpreter.refuse_overlap([dose.area for dose in doses])
            if product:
                typed = visits[0].product
                named = self.interpreter.product(typed, doses, whole.purpose)
                whole = whole._replace(product=named)
        except _ConcernsAllError:
            raise
        except BadInputError as error:
            self.found.refused += [Refused(row, error.sentence) for row in rows]
            return None
        touched = "?" if visits[0].touch_up else None
        said = tuple(item for visit in visits for item in visit.said)
        return FoundSession(rows, whole._replace(doses=doses, touch_up_of=touched), said=said)

    def _cost_of(self, visits: Sequence[_Visit]) -> CostOf:
        paid = [visit for visit in visits if visit.session.cost]
        costs = [visit.session.cost for visit in paid]
        if self.options.cost_of is not None:
            return self.options.cost_of
        if len(costs) > 1 and len(set(costs)) == 1 and costs[0]:
            rows = join_words([str(visit.row) for visit in paid])
            raise _ConcernsAllError(
                f"Rows {rows} of one day and product all say {plain_number(costs[0])}: the cost "
                "of the visit written again, or of each row? Nothing was written.",
                "Add --cost-of visit or --cost-of row.",
            )
        return CostOf.ROW

    def _settle(self, found: Sequence[FoundSession]) -> None:
        """Give the new sessions ids, link touch-ups, and put those that are there aside."""
        journal = self.interpreter.journal
        there: dict[PartialDate, list[Session]] = {}
        for session in journal.sessions:
            there.setdefault(session.date, []).append(session)
        found = sorted(found, key=lambda item: (item.session.touch_up_of or "", item.rows))
        first = [item for item in found if item.session.touch_up_of is None]
        named: list[FoundSession] = []
        for item in first:
            self._sort_in(item, there, named)
        everything = journal._replace(sessions=(*journal.sessions, *(i.session for i in named)))
        interpreter = copy(self.interpreter)
        interpreter.journal = everything
        for item in found[len(first) :]:
            session = item.session
            try:
                corrected = interpreter.touched_up(session.doses, session.date)
            except BadInputError as error:
                self.found.refused += [Refused(row, error.sentence) for row in item.rows]
                continue
            linked = replace(item, session=session._replace(touch_up_of=corrected))
            self._sort_in(linked, there, named)
        self.found.new.sort(key=lambda item: item.rows)

    def _sort_in(
        self, item: FoundSession, there: dict[PartialDate, list[Session]], named: list[FoundSession]
    ) -> None:
        twin = self._twin(item.session, there.get(item.session.date, ()))
        if twin is None:
            item = replace(item, session=item.session._replace(id=self.new_id()))
            self.found.new.append(item)
            named.append(item)
            return
        known = item.session._replace(id=twin.id)
        self.found.already.append(replace(item, session=known, twin=twin))

    def _tell_ends(self) -> None:
        """Say when each result had worn off, as looks; what is none goes into the note."""
        journal, found = self.interpreter.journal, self.found
        new = [item.session for item in found.new]
        journal = journal._replace(sessions=(*journal.sessions, *new))
        endings = ResultEnds(journal, self.interpreter.catalog, self.interpreter.today, self.new_id)
        for items in (found.already, found.new):
            for place, item in enumerate(items):
                outcome = endings.of(item.twin or item.session, item.said)
                found.looks += outcome.new
                found.looks_already += outcome.already
                found.kept += outcome.kept
                note = _noted(item.session.note, outcome.words)
                whole = replace(item, session=item.session._replace(note=note))
                every = _noted(item.session.note, [said.words for said in item.said])
                items[place] = replace(whole, differs=_differs(whole, every))
        found.looks.sort(key=lambda item: item.rows)
        found.looks_already.sort(key=lambda item: item.rows)
        found.kept.sort(key=lambda item: item.row)

    def _twin(self, session: Session, there: Iterable[Session]) -> Session | None:
        """Return a session of the same date and product that shares an area."""
        for other in there:
            products = {item.casefold() for item in (other.product, session.product) if item}
            overlap = self.interpreter.catalog.overlap
            if len(products) <= 1 and any(
                overlap(mine, theirs) for mine in session.areas for theirs in other.areas
            ):
                return other
        return None


def _noted(note: str | None, words: Iterable[str]) -> str | None:
    """Return a note with what else there is to say, each once."""
    return "; ".join([*([note] if note else []), *dict.fromkeys(words)]) or None


def _differs(item: FoundSession, every: str | None) -> bool:
    """Whether a session that is there says something else.

    All that was said of its end may stand in its note: it may have come before there was a look.
    """
    if item.twin is None:
        return False
    read, twin = item.session, item.twin
    if set(read.doses) != set(twin.doses):
        return True
    plain = read._replace(doses=(), id=None)
    same = {plain, plain._replace(note=every)}
    return twin._replace(id=None, doses=()) not in same


class _ConcernsAllError(BadInputError):
    """A question about the whole sheet, not about one row."""


def _cell_of(row: Row, column: Column) -> str:
    return row.cells[column.place].strip() if column.place < len(row.cells) else ""


def _with(row: Row, place: int, cell: str) -> Row:
    """Return a row with another cell."""
    cells = [*row.cells, *[""] * (place + 1 - len(row.cells))]
    cells[place] = cell
    return replace(row, cells=tuple(cells))


def _in_english(word: re.Match[str]) -> str:
    """Return a German or French month as its English letters, any other word as it is."""
    plain = "".join(tokens(word[0])) if not word[0].isascii() else word[0]
    return _MONTH_NAMES.get(plain, word[0])


def _without_clock(typed: str) -> str:
    return re.sub(_CLOCK, "", " ".join(typed.casefold().split()))


def _units_of_column(cell: str) -> str | None:
    """Return "=20" for a cell under the name of an area, "" where it is only ticked, else None."""
    plain = cell.strip().casefold()
    if plain in _EMPTY | _NO:
        return None
    return "" if plain in _TICKS else f"={cell.strip()}"


_DETAILS = ("purpose", "injector", "clinic", "lot", "expiry", "currency")


def _details(visit: _Visit) -> tuple[object, ...]:
    return tuple(getattr(visit.session, name) for name in _DETAILS)


def _apart(visits: Sequence[_Visit]) -> Iterable[list[_Visit]]:
    """Return the rows of one date and product, apart only where they say different things."""
    if all(len(set(values) - {None}) <= 1 for values in zip(*map(_details, visits), strict=True)):
        return [list(visits)]
    groups: dict[tuple[object, ...], list[_Visit]] = {}
    for visit in visits:
        groups.setdefault(_details(visit), []).append(visit)
    return groups.values()


def _together(visits: Sequence[_Visit], cost_of: CostOf) -> Session:
    """Return what the rows of one session say together, its areas and product aside."""
    first = visits[0].session
    said: dict[str, Any] = {
        name: next(
            (value for visit in visits if (value := getattr(visit.session, name)) is not None), None
        )
        for name in _DETAILS
    }
    costs = [visit.session.cost for visit in visits if visit.session.cost is not None]
    if cost_of is CostOf.VISIT and len(set(costs)) > 1:
        raise BadInputError("The rows of this visit do not agree on its cost.")
    cost = costs[0] if costs and cost_of is CostOf.VISIT else round(sum(costs), 2)
    notes = dict.fromkeys(visit.session.note for visit in visits if visit.session.note)
    return first._replace(**said, cost=cost if costs else None, note="; ".join(notes) or None)
