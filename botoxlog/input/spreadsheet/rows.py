"""The rows of a spreadsheet, each read as a session or as part of one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from botoxlog.catalog import Known, NotToxin
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import inert, plain_number, plural
from botoxlog.input.language.dates import parse_typed
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.spreadsheet import lengths
from botoxlog.input.spreadsheet.caching import cached
from botoxlog.input.spreadsheet.columns import EMPTY, NOTED, Column, Layout
from botoxlog.input.spreadsheet.date_cells import DateCells, names_year
from botoxlog.input.spreadsheet.result_ends import EndCell
from botoxlog.input.spreadsheet.table import Row

_TICKS = frozenset({"x", "yes", "y", "true", "\u2713", "\u2714", "treated", "done", "ja", "oui"})
_NO = frozenset({"no", "n", "false", "0", "0.0", "nein", "non"})
_TOUCH_UPS = frozenset({"touch-up", "touch up", "touchup", "top up"})
TOTALS = r"(?i)(?:grand )?total|sub-?total|sum\b|average|mean\b|summe|gesamt|moyenne|somme"
_ONLY_YEAR = r"(?a)(?:19|20)\d\d"
_DAY_OF_YEAR = r"(?i)\d{1,2}[. -]+[^\W\d]{3,9}\.?|[^\W\d]{3,9}\.? \d{1,2}|\d{1,2}[./-]\d{1,2}"
_WITH_PRODUCT = (
    r"(?i)(?P<units>(?:about |around |~ ?)?\d+(?:[.,]\d+)?) ?(?:units?|iu|u)? (?:of )?(?P<rest>\D+)"
)
_TOUCH_UP_AT_END = r"(?i)[ ,(-]*\b(?:touch[ -]?up|top[ -]?up)\)?$"
_BETWEEN_AREAS = r"[;\n&+/]|,(?!\d)|\band\b"
_BETWEEN_UNITS = r"[;\n&+/]|, "
_AMOUNT_IN_BRACKETS = r"\(\s*(\d[^)]*)\)"
_HAS_CURRENCY = r"[^\W\d_]|[$\u00a3\u20ac\u20a9\u00a5\u20b9]"
_ROUNDING = 0.005
"""Two sums of units closer than this are equal, in units."""


@dataclass(slots=True)
class SessionRow:
    """One row as read.

    Attributes:
        product: As typed; its id depends on the areas of all rows of the session.
        session: Everything else, without an id.
        ends: What the row says about when the result wore off.
    """

    row: int
    product: str
    session: Session
    is_touch_up: bool
    ends: tuple[EndCell, ...]


def with_filled_cells(layout: Layout) -> tuple[tuple[Row, ...], list[str]]:
    """Return the rows with merged cells and year headings filled in, and notices that say so.

    Merged cells hold the date and the product of a session of several rows.
    """
    date, product = layout.of("date"), layout.of("product")
    rows: list[Row] = []
    above: Row | None = None
    year, headings, merged = "", 0, 0
    for row in layout.rows:
        filled = [cell.strip() for cell in row.cells if cell.strip()]
        if len(filled) == 1 and re.fullmatch(_ONLY_YEAR, filled[0]):
            year, above = filled[0], None
            headings += 1
            continue
        typed = layout.cell(row, "date")
        whole = row
        if date and year and re.fullmatch(_DAY_OF_YEAR, typed):
            joint = "/" if typed[-1:].isdigit() and typed[0].isdigit() else " "
            whole = _with(row, date.index, f"{typed.rstrip('./-')}{joint}{year}")
        elif date and not typed and above and _continues(layout, row, above):
            whole = _with(row, date.index, layout.cell(above, "date"))
            if product and not layout.cell(row, "product"):
                whole = _with(whole, product.index, layout.cell(above, "product"))
            merged += 1
        above = whole if layout.cell(whole, "date") else None
        rows.append(whole)
    notices: list[str] = []
    if headings:
        notices.append(f"Treated as headings: {plural(headings, 'row')} with only a year.")
    if merged:
        notices.append(
            f"Treated as part of the session above: {plural(merged, 'row')} without a date."
        )
    return tuple(rows), notices


def _continues(layout: Layout, row: Row, above: Row) -> bool:
    """Whether a row without a date names another area of the session right above it."""
    area = layout.cell(row, "area")
    if area.casefold() == layout.cell(above, "area").casefold():
        return False
    same = all(
        layout.cell(row, role) in {"", layout.cell(above, role)}
        for role in ("product", "injector", "clinic")
    )
    return bool(area) and same and row.number == above.number + 1 and not re.match(TOTALS, area)


def _with(row: Row, index: int, cell: str) -> Row:
    """Return a row with another cell at an index."""
    cells = [*row.cells, *[""] * (index + 1 - len(row.cells))]
    cells[index] = cell
    return replace(row, cells=tuple(cells))


class RowReader:
    """Reads rows one after another; a row that repeats an earlier one is refused."""

    def __init__(self, interpreter: Interpreter, layout: Layout, dates: DateCells) -> None:
        self._interpreter, self._layout, self._dates = interpreter, layout, dates
        self._doses_read: dict[tuple[str, ...], tuple[Dose, ...] | BadInputError] = {}
        self._first_row: dict[tuple[str, ...], int] = {}

    def read(self, row: Row) -> SessionRow:
        """Return what a row says.

        Raises:
            BadInputError: It is not understood; the sentence is about this row.
            OptionNeededError: The whole sheet has two readings.
        """
        words = tuple(cell.strip() for cell in row.cells)
        if (same := self._first_row.setdefault(words, row.number)) != row.number:
            raise BadInputError(f"It repeats row {same}.")
        if re.match(TOTALS, next(cell for cell in words if cell)):
            raise BadInputError("It is a total, not a session.")
        typed_date = self._cell(row, "date")
        if not typed_date:
            raise BadInputError("It has no date.")
        when = self._dates.past_date(typed_date, row.number)
        product, total = self._product_and_total(row)
        if product and isinstance(
            self._interpreter.catalog.find_product(product, cosmetic=True), NotToxin
        ):
            raise BadInputError(f'"{inert(product)}" is not a botulinum toxin.')
        plain_product = re.sub(_TOUCH_UP_AT_END, "", product)
        doses, total_note = self._doses(row, total)
        cost, currency = self._cost(row)
        purpose = self._cell(row, "purpose")
        session = Session(
            id=None,
            date=when,
            doses=doses,
            purpose=purpose.casefold() if purpose else None,
            injector=self._cell(row, "injector") or None,
            clinic=self._cell(row, "clinic") or None,
            lot=self._cell(row, "lot") or None,
            expiry=self._expiry(row),
            cost=cost,
            currency=currency,
            note="; ".join([*self._notes(row), *total_note]) or None,
        )
        touch_up = self._cell(row, "touch_up").casefold()
        if touch_up not in _TICKS | _NO | _TOUCH_UPS | {""}:
            raise BadInputError(
                f'"{inert(touch_up)}" in the touch-up column is neither yes nor no.'
            )
        is_touch_up = touch_up not in _NO | {""} or plain_product != product
        ends = tuple(self._ends(row, session.areas))
        return SessionRow(row.number, plain_product, session, is_touch_up, ends)

    def _cell(self, row: Row, role: str) -> str:
        return self._layout.cell(row, role)

    def _product_and_total(self, row: Row) -> tuple[str, str]:
        """Return product and units, also where one cell holds both: "40 units botox"."""
        product, units = self._cell(row, "product"), self._cell(row, "units")
        for cell in (units, product):
            match = re.fullmatch(_WITH_PRODUCT, cell)
            known = match and self._interpreter.catalog.find_product(match["rest"], cosmetic=True)
            if match and isinstance(known, Known):
                has_units = units and cell is product
                product = match["rest"] if cell is product or not product else product
                units = units if has_units else match["units"]
        return product, units

    def _expiry(self, row: Row) -> PartialDate | None:
        typed = self._cell(row, "expiry")
        if not typed:
            return None
        return self._interpreter.expiry(self._dates.normalized(typed, row.number))

    def _notes(self, row: Row) -> Iterator[str]:
        for column in self._layout.columns:
            words = column.cell(row)
            if words and column.role == "note":
                yield words
            elif words and column.role in NOTED:
                yield f"{column.head.strip()}: {words}" if column.head.strip() else words

    def _ends(self, row: Row, areas: tuple[str, ...]) -> Iterator[EndCell]:
        """Yield what the row says about when the result wore off in its areas."""
        for column in self._layout.every("end"):
            typed = column.cell(row)
            if not lengths.says_nothing(typed):
                words = f"{column.head.strip()}: {typed}"
                yield EndCell(row.number, areas, typed, words, self._end(row, column, typed))

    def _end(
        self, row: Row, column: Column, typed: str
    ) -> lengths.Length | PartialDate | str | None:
        """Return a length of time or a date, None if the result has not ended.

        If the cell is neither, return the reason.
        """
        if lengths.is_still(typed):
            return None
        if (length := lengths.length(typed, column.unit)) is not None:
            return length
        if lengths.is_number(typed):
            return f"{lengths.quoted(typed)} has no unit. Is it weeks or months?"
        plain = self._dates.normalized(typed, row.number)
        if not names_year(plain):
            return f"{lengths.quoted(typed)} is neither a length of time nor a date with a year."
        try:
            return parse_typed(plain, self._interpreter.today)
        except BadInputError as error:
            return error.sentence

    def _cost(self, row: Row) -> tuple[float | None, str | None]:
        typed = self._cell(row, "cost")
        if not typed:
            return None, None
        column = self._layout.of("cost")
        typed = "0" if typed.casefold() == "free" else typed
        if not re.search(_HAS_CURRENCY, typed):
            named = self._cell(row, "currency") or (column.currency if column else "")
            typed = f"{typed} {named or self._interpreter.journal.person.currency or ''}"
        cost, currency = self._interpreter.money(typed)
        return cost, currency if re.search(_HAS_CURRENCY, typed) else None

    # Areas and units

    def _doses(self, row: Row, total: str) -> tuple[tuple[Dose, ...], list[str]]:
        """Return the treated areas, and a total that belongs to none of them for the note."""
        columns = [
            f"{column.area}{units}"
            for column in self._layout.every("dose")
            if (units := _units_of_column(column.cell(row))) is not None
        ]
        named, total_note = self._named_areas(row, "" if columns else total)
        doses = self._understood([*columns, *named])
        if not doses:
            raise BadInputError("It names no area.")
        if columns and total and not named:
            self._check_total(total, doses)
        return doses, total_note

    def _named_areas(self, row: Row, units: str) -> tuple[list[str], list[str]]:
        """Return AREA[=UNITS] for the cells that name areas, and a total for the note."""
        typed = self._cell(row, "area")
        sides = {side: self._cell(row, side) for side in ("left", "right")}
        sides = {
            side: amount for side, amount in sides.items() if amount.casefold() not in _NO | {""}
        }
        if not typed:
            if units or sides:
                raise BadInputError("It has units but no area.")
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
        return areas, [f"{units} in total" if "unit" in units else f"{units} units in total"]

    def _split(self, typed: str) -> list[str]:
        plain = re.sub(_AMOUNT_IN_BRACKETS, r" \1", typed)
        if isinstance(self._interpreter.catalog.find_area(plain), Known):
            return [plain]
        return [part.strip() for part in re.split(_BETWEEN_AREAS, plain) if part.strip()]

    def _by_side(self, areas: Sequence[str], sides: dict[str, str], units: str) -> list[str]:
        if len(areas) > 1:
            raise BadInputError("It has units for left and right but more than one area.")
        doses = [f"{areas[0]} {side}={amount}" for side, amount in sides.items()]
        if units:
            self._check_total(units, self._understood(doses))
        return doses

    def _adds_up(self, areas: Sequence[str], total: str) -> bool:
        """Whether each area has its own units; the total must then be their sum."""
        if not all(any(letter.isdigit() for letter in area) for area in areas):
            return False
        doses = self._understood(areas)
        if any(dose.units is None for dose in doses):
            return False
        self._check_total(total, doses)
        return True

    def _check_total(self, total: str, doses: Sequence[Dose]) -> None:
        whole = self._interpreter.units(total, "total")
        added = sum(dose.units or 0 for dose in doses)
        if abs(whole - added) > _ROUNDING:
            raise BadInputError(
                f"The total is {inert(total)} units, but the areas add up to {plain_number(added)}."
            )

    def _understood(self, arguments: Iterable[str]) -> tuple[Dose, ...]:
        key = tuple(arguments)
        return cached(self._doses_read, key, lambda: self._interpreter.doses(key))


def _units_of_column(cell: str) -> str | None:
    """Return "=20" for a cell in an area's own column, "" if it is only ticked, None if not."""
    plain = cell.casefold()
    if plain in EMPTY | _NO:
        return None
    return "" if plain in _TICKS else f"={cell}"
