"""The rows of a spreadsheet, each read as a session or as part of one."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import inert, plural
from botoxlog.input.language.dates import parse_typed
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.language.session_line import SessionLine
from botoxlog.input.language.side_effects import is_nothing
from botoxlog.input.spreadsheet import lengths
from botoxlog.input.spreadsheet.date_cells import DateCells, names_year
from botoxlog.input.spreadsheet.effect_cells import EffectCell
from botoxlog.input.spreadsheet.layout import NOTED, Column, Layout
from botoxlog.input.spreadsheet.options import OptionNeededError
from botoxlog.input.spreadsheet.result_ends import EndCell, UnreadCell
from botoxlog.input.spreadsheet.table import Row
from botoxlog.input.spreadsheet.treatment_cells import (
    NO,
    TICKS,
    RowCells,
    TreatmentReader,
    of_row,
    one,
)

_TOUCH_UPS = frozenset({"touch-up", "touch up", "touchup", "top up"})
TOTALS = (
    r"(?i)(?:grand )?total|sub-?total|(?:sum|mean|summe|somme|suma|somma|totaal|totale)\b|average|"
    r"gesamt|moyenne|durchschnitt|mittelwert"
)
_ONLY_YEAR = r"(?a)(?:19|20)\d\d"
_DAY_OF_YEAR = r"(?i)\d{1,2}[. -]+[^\W\d]{3,9}\.?|[^\W\d]{3,9}\.? \d{1,2}|\d{1,2}[./-]\d{1,2}"
_HAS_CURRENCY = r"[^\W\d_]|[$\u00a3\u20ac\u20a9\u00a5\u20b9]"


@dataclass(slots=True)
class SessionRow:
    """One row as read.

    Attributes:
        product: As typed; its id depends on the areas of all rows of the session.
        session: Everything else, without an id.
        ends: What the row says about when the result wore off.
        effects: What it says about side effects.
        kept: Cells that are not what their column is for, and stand in the note.
    """

    row: int
    product: str
    session: Session
    is_touch_up: bool
    ends: tuple[EndCell, ...]
    effects: tuple[EffectCell, ...]
    kept: tuple[UnreadCell, ...]


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
        self._treatment = TreatmentReader(interpreter, layout)
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
        typed_date = self._layout.cell(row, "date")
        if not typed_date:
            raise BadInputError("It has no date.")
        when = self._dates.past_date(typed_date, row.number)
        try:
            return self._read(row, when)
        except OptionNeededError:
            raise
        except BadInputError as error:
            raise BadInputError(of_row(error.sentence)) from None

    def _read(self, row: Row, when: PartialDate) -> SessionRow:
        cells = RowCells(row, self._layout)
        line = self._treatment.read(cells)
        if not line.doses:
            raise BadInputError("It names no area.")
        if line.date and (line.date.last < when.first or when.last < line.date.first):
            raise BadInputError(f"Its cells give two dates, {when} and {line.date}.")
        cost, currency = self._cost(cells, line) or (None, None)
        expiry = self._interpreter.expiry(line.expiry) if line.expiry else None
        expires = cells.read("expiry", lambda typed: self._expiry(row, typed))
        purpose = cells.text("purpose")
        touched_up = cells.read("touch_up", _is_touch_up)
        session = Session(
            id=None,
            date=when,
            doses=line.doses,
            purpose=one(
                "purposes",
                line.purpose,
                self._interpreter.purpose(purpose, line.doses) if purpose else None,
            ),
            injector=one("injectors", line.injector, cells.text("injector") or None),
            clinic=one("clinics", line.clinic, cells.text("clinic") or None),
            lot=one("lot numbers", line.lot, cells.text("lot") or None),
            expiry=one("expiry dates", expiry, expires),
            cost=cost,
            currency=currency,
            note="; ".join([*self._notes(row), *line.remarks, *cells.words]) or None,
        )
        return SessionRow(
            row.number,
            line.product or "",
            session,
            bool(touched_up or line.touch_up),
            tuple(self._ends(row, session.areas)),
            tuple(self._effects(row)),
            tuple(cells.kept),
        )

    def _expiry(self, row: Row, typed: str) -> PartialDate | None:
        return self._interpreter.expiry(self._dates.normalized(typed, row.number))

    def _notes(self, row: Row) -> Iterator[str]:
        for column in self._layout.columns:
            words = column.cell(row)
            if words and column.role == "note":
                yield words
            elif words and column.role in NOTED:
                yield column.words(row)

    def _effects(self, row: Row) -> Iterator[EffectCell]:
        """Yield what the row says about side effects."""
        for column in self._layout.every("effects"):
            typed = column.cell(row)
            if is_nothing(typed) or not lengths.says_nothing(typed):
                yield EffectCell(row.number, typed, column.words(row))

    def _ends(self, row: Row, areas: tuple[str, ...]) -> Iterator[EndCell]:
        """Yield what the row says about when the result wore off in its areas."""
        for column in self._layout.every("end"):
            typed = column.cell(row)
            if not lengths.says_nothing(typed):
                end = self._end(row, column, typed)
                yield EndCell(row.number, areas, typed, column.words(row), end)

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

    def _cost(self, cells: RowCells, line: SessionLine) -> tuple[float, str | None] | None:
        """Return what was paid and its currency; a currency that is not of it goes into the note.

        Raises:
            BadInputError: Two cells give different costs.
        """
        currency = cells.read("currency", lambda typed: self._interpreter.money(f"0 {typed}")[1])
        column = self._layout.of("cost")
        named = currency or (column.currency if column else "")
        paid = (line.paid.amount, line.paid.currency) if line.paid else None
        cost = one("costs", paid, cells.read("cost", lambda typed: self._money(typed, named)))
        if cost and currency and cost[1] != currency:
            cells.keep("currency")
        return cost

    def _money(self, typed: str, currency: str) -> tuple[float, str | None]:
        """Return an amount and its currency: the one it names, that of its column, the person's."""
        typed = "0" if typed.casefold() == "free" else typed
        if not re.search(_HAS_CURRENCY, typed):
            typed = f"{typed} {currency or self._interpreter.journal.person.currency or ''}".strip()
        try:
            cost, code = self._interpreter.money(typed)
        except BadInputError:
            with suppress(BadInputError):
                line = self._interpreter.session_line(typed)  # "£200 with tip, by card"
                if line.paid and line == SessionLine(paid=line.paid):
                    return line.paid.amount, line.paid.currency
            raise
        return cost, code if re.search(_HAS_CURRENCY, typed) else None


def _is_touch_up(typed: str) -> bool:
    plain = typed.casefold()
    if plain not in TICKS | NO | _TOUCH_UPS:
        raise BadInputError(f'"{inert(typed)}" in the touch-up column is neither yes nor no.')
    return plain not in NO
