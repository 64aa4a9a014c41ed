"""The rows of a spreadsheet, each read as a session or as part of one."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from botoxlog.catalog import Known
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import inert, plain_number, plural
from botoxlog.input.language.dates import parse_typed
from botoxlog.input.language.doses import BOTH, on_side
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.language.pieces import Bind, Break, ProductWord
from botoxlog.input.language.session_line import SessionLine
from botoxlog.input.spreadsheet import lengths
from botoxlog.input.spreadsheet.caching import cached
from botoxlog.input.spreadsheet.columns import EMPTY, Column, Layout
from botoxlog.input.spreadsheet.date_cells import DateCells, names_year
from botoxlog.input.spreadsheet.effect_cells import EffectCell
from botoxlog.input.spreadsheet.options import OptionNeededError
from botoxlog.input.spreadsheet.result_ends import EndCell, UnreadCell
from botoxlog.input.spreadsheet.table import Row

_Value = TypeVar("_Value")

_TICKS = frozenset({"x", "yes", "y", "true", "\u2713", "\u2714", "treated", "done", "ja", "oui"})
_NO = frozenset({"no", "n", "false", "0", "0.0", "nein", "non"})
_TOUCH_UPS = frozenset({"touch-up", "touch up", "touchup", "top up"})
_TOTALS = r"(?i)(?:grand )?total|sub-?total|sum\b|average|mean\b|summe|gesamt|moyenne|somme"
_ONLY_YEAR = r"(?a)(?:19|20)\d\d"
_DAY_OF_YEAR = r"(?i)\d{1,2}[. -]+[^\W\d]{3,9}\.?|[^\W\d]{3,9}\.? \d{1,2}|\d{1,2}[./-]\d{1,2}"
_BETWEEN_AREAS = r"[;\n&+/]|,(?!\d)|\band\b"
_BETWEEN_UNITS = r"[;\n&+/]|, "
_ONE_NUMBER = r"(?a)^(\D*\d+),(\d\d)(?=\D*$)"
"""A comma in the only number of a cell, which cannot part two numbers: "18,75"."""
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
    same = all(
        layout.cell(row, role) in {"", layout.cell(above, role)}
        for role in ("product", "injector", "clinic")
    )
    return bool(area) and same and row.number == above.number + 1 and not re.match(_TOTALS, area)


def _with(row: Row, index: int, cell: str) -> Row:
    """Return a row with another cell at an index."""
    cells = [*row.cells, *[""] * (index + 1 - len(row.cells))]
    cells[index] = cell
    return replace(row, cells=tuple(cells))


class RowReader:
    """Reads rows one after another; a row that repeats an earlier one is refused."""

    def __init__(self, interpreter: Interpreter, layout: Layout, dates: DateCells) -> None:
        self._interpreter, self._layout, self._dates = interpreter, layout, dates
        self._lines: dict[str, SessionLine | BadInputError] = {}
        self._unknown: dict[str, bool | BadInputError] = {}
        self._unknown_products: dict[str, bool | BadInputError] = {}
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
        if re.match(_TOTALS, next(cell for cell in words if cell)):
            raise BadInputError("It is a total, not a session.")
        typed_date = self._cell(row, "date")
        if not typed_date:
            raise BadInputError("It has no date.")
        when = self._dates.past_date(typed_date, row.number)
        try:
            return self._read(row, when)
        except OptionNeededError:
            raise
        except BadInputError as error:
            raise BadInputError(_of_row(error.sentence)) from None

    def _read(self, row: Row, when: PartialDate) -> SessionRow:
        cells = _Cells(row, self._layout)
        product, line = self._line_of(cells)
        if not line.doses:
            raise BadInputError("It names no area.")
        if line.date and (line.date.last < when.first or when.last < line.date.first):
            raise BadInputError(f"Its cells give two dates, {when} and {line.date}.")
        paid = (line.paid.amount, line.paid.currency) if line.paid else None
        cost = _one("costs", paid, cells.read("cost", lambda typed: self._cost(cells, typed)))
        is_touch_up = cells.read("touch_up", _is_touch_up)
        ends = tuple(self._ends(row, tuple(dose.area for dose in line.doses)))
        session = Session(
            id=None,
            date=when,
            doses=line.doses,
            purpose=_one("purposes", line.purpose, self._purpose(cells, line)),
            injector=_one("injectors", line.injector, cells.text("injector")),
            clinic=_one("clinics", line.clinic, cells.text("clinic")),
            lot=_one("lot numbers", line.lot, cells.text("lot")),
            expiry=_one(
                "expiry dates",
                self._interpreter.expiry(line.expiry) if line.expiry else None,
                cells.read("expiry", lambda typed: self._expiry(row, typed)),
            ),
            cost=cost[0] if cost else None,
            currency=cost[1] if cost else None,
            note="; ".join([*self._notes(row), *line.remarks, *cells.words]) or None,
        )
        return SessionRow(
            row.number,
            product,
            session,
            bool(is_touch_up or line.touch_up),
            ends,
            tuple(self._effects(row)),
            tuple(cells.kept),
        )

    def _cell(self, row: Row, role: str) -> str:
        return self._layout.cell(row, role)

    def _purpose(self, cells: "_Cells", line: SessionLine) -> str | None:
        typed = cells.text("purpose")
        return self._interpreter.purpose(typed, line.doses) if typed else None

    def _expiry(self, row: Row, typed: str) -> PartialDate | None:
        return self._interpreter.expiry(self._dates.normalized(typed, row.number))

    def _notes(self, row: Row) -> Iterator[str]:
        for column in self._layout.columns:
            words = column.cell(row)
            if words and column.role == "note":
                yield words
            elif words and column.role == "extra":
                yield column.words(row)

    def _effects(self, row: Row) -> Iterator[EffectCell]:
        """Yield what the row says about side effects."""
        for column in self._layout.every("effects"):
            typed = column.cell(row)
            if not lengths.says_nothing(typed):
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

    def _cost(self, cells: "_Cells", typed: str) -> tuple[float, str | None]:
        column = self._layout.of("cost")
        typed = "0" if typed.casefold() == "free" else typed
        if not re.search(_HAS_CURRENCY, typed):
            named = cells.text("currency") or (column.currency if column else "")
            typed = f"{typed} {named or self._interpreter.journal.person.currency or ''}"
        cost, currency = self._interpreter.money(typed)
        return cost, currency if re.search(_HAS_CURRENCY, typed) else None

    # Product, areas and units

    def _line_of(self, cells: "_Cells") -> tuple[str, SessionLine]:
        """Return the product as typed, and what the cells about the treatment say as one line."""
        named, words = self._product(cells)
        area, units = cells.text("area") or "", cells.text("units") or ""
        columns = tuple(self._doses_of_columns(cells))
        line = self._named(words, area)
        if columns:
            line = line._replace(doses=(*line.doses, *columns))
        elif sides := self._sides(cells):
            line, units = self._by_side(words, area, sides, units)
        if units:
            line = self._with_units(cells, words, area, units, line)
        line = line._replace(doses=self._on_side(cells, line.doses))
        self._interpreter.refuse_overlap([dose.area for dose in line.doses])
        return _one("products", line.product, named) or "", line

    def _product(self, cells: "_Cells") -> tuple[str | None, str]:
        """Return the name of a product as typed, or the words of a cell that says more."""
        typed = cells.text("product")
        if not typed:
            return None, ""
        unknown = cached(
            self._unknown_products,
            typed,
            lambda: self._interpreter.is_unknown_name(typed, ProductWord, Break, Bind),
        )
        if not unknown:
            return None, typed
        if isinstance(self._interpreter.catalog.find_product(typed, cosmetic=True), Known):
            cells.keep("product")  # "Botox (Allergan)": the brackets are not understood
        return typed, ""

    def _named(self, words: str, area: str) -> SessionLine:
        """Return what the cells of product and area say without any others."""
        if area and self._is_unknown(area):
            line = self._line(words)
            return line._replace(doses=(*line.doses, Dose(self._interpreter.area(area))))
        return self._line(words, area)

    def _is_unknown(self, typed: str) -> bool:
        """Whether a cell may be the name of an area that the catalog does not know."""
        name_only = self._interpreter.is_unknown_name
        numbered = any(map(str.isdigit, typed))
        return not numbered and cached(self._unknown, typed, lambda: name_only(typed))

    def _line(self, *texts: str) -> SessionLine:
        """Return what some texts say as one line of `add`."""
        whole = "; ".join(text.replace("\n", "; ") for text in texts if text)
        if not whole:
            return SessionLine()
        return cached(self._lines, whole, lambda: self._interpreter.session_line(whole))

    def _doses_of_columns(self, cells: "_Cells") -> Iterator[Dose]:
        for column in self._layout.every("dose"):
            units = _units_of_column(column.cell(cells.row))
            if units is not None:
                yield from self._line(f"{column.area}{units}").doses

    def _sides(self, cells: "_Cells") -> dict[str, str]:
        sides = {side: cells.text(side) or "" for side in ("left", "right")}
        return {side: said for side, said in sides.items() if said.casefold() not in _NO | {""}}

    def _by_side(
        self, words: str, area: str, sides: dict[str, str], units: str
    ) -> tuple[SessionLine, str]:
        """Return the line with the units of the columns for left and right, and those left over."""
        if not area:
            raise BadInputError("It has units but no area.")
        treated = [side for side, said in sides.items() if said.casefold() in _TICKS]
        if treated == list(sides):
            side = treated[0] if len(treated) == 1 else ""
            return self._line(words, f"{area} {side}: {units}" if units else f"{area} {side}"), ""
        if len(self._line(words, area).doses) > 1:
            raise BadInputError("It has units for left and right but more than one area.")
        said = " ".join(f"{side} {amount}" for side, amount in sides.items())
        return self._line(words, f"{area}: {said}"), units

    def _with_units(
        self, cells: "_Cells", words: str, area: str, units: str, line: SessionLine
    ) -> SessionLine:
        """Return the line with what the units cell says."""
        plain = re.sub(_ONE_NUMBER, r"\1.\2", units)
        known = [dose.units for dose in line.doses if dose.units is not None]
        try:
            if known:
                self._check_total(cells, units, line.doses)
                return line
            if len(line.doses) > 1:
                return self._of_several(cells, words, area, units, line)
            if not line.doses:
                return self._line(words, plain)
            named = area or words  # a column of its own names an area without either
            if not named or line.doses[0].sites[1:] or self._is_unknown(area):
                dose = line.doses[0]._replace(units=self._interpreter.units(plain, "total"))
                return line._replace(doses=(dose,))
            return self._line(words if area else "", f"{named}: {plain}")
        except BadInputError:
            if line.doses and not any(map(str.isdigit, units)):
                cells.keep("units")
                return line
            raise

    def _of_several(
        self, cells: "_Cells", words: str, area: str, units: str, line: SessionLine
    ) -> SessionLine:
        """Return the line with units for each of its areas; a sum of all goes into the note."""
        areas, each = _parts(_BETWEEN_AREAS, area), _parts(_BETWEEN_UNITS, units)
        if len(areas) == len(each):
            pairs = (f"{name}: {amount}" for name, amount in zip(areas, each, strict=True))
            return self._line(words, *pairs)
        try:
            self._check_total(cells, units, line.doses)
        except BadInputError:
            return self._line(words, f"{area} {units}")
        return line

    def _check_total(self, cells: "_Cells", units: str, doses: Sequence[Dose]) -> None:
        """Check a sum of units; keep it in the note if some areas have no units to compare.

        Raises:
            BadInputError: The areas do not add up to it.
        """
        added = sum(dose.units or 0 for dose in doses)
        whole = self._interpreter.units(re.sub(_ONE_NUMBER, r"\1.\2", units), "total")
        if any(dose.units is None for dose in doses):
            cells.words.append(f"{units} units in total" if units.isdigit() else f"Units: {units}")
        elif abs(whole - added) > _ROUNDING:
            raise BadInputError(
                f"The total is {inert(units)} units, but the areas add up to {plain_number(added)}."
            )

    def _on_side(self, cells: "_Cells", doses: tuple[Dose, ...]) -> tuple[Dose, ...]:
        """Return the doses on the side that a column of sides gives."""
        typed = cells.text("side")
        if not typed:
            return doses
        side, each = self._interpreter.side(typed)
        catalog = self._interpreter.catalog
        found = tuple(part for dose in doses for part in on_side(dose, side, catalog, each=each))
        if found == doses and side != BOTH:
            cells.keep("side", "")  # of an area without sides
        return found


class _Cells:
    """The cells of one row, and what is kept of those that are not understood.

    Attributes:
        words: For the note.
        kept: The cells that are not what their column is for, each with the reason.
    """

    def __init__(self, row: Row, layout: Layout) -> None:
        self.row, self._layout = row, layout
        self.words: list[str] = []
        self.kept: list[UnreadCell] = []

    def text(self, role: str) -> str | None:
        """Return the cell of a role, None if it is empty."""
        return self._layout.cell(self.row, role) or None

    def read(self, role: str, read: Callable[[str], _Value]) -> _Value | None:
        """Return what a cell says, None if it is empty or has to be kept as it is.

        Raises:
            OptionNeededError: The whole sheet has two readings.
        """
        typed = self.text(role)
        if typed is None:
            return None
        try:
            return read(typed)
        except OptionNeededError:
            raise
        except BadInputError as error:
            self.keep(role, error.sentence)
            return None

    def keep(self, role: str, reason: str | None = None) -> None:
        """Keep a cell in the note, after its head; without a reason it needs no mention."""
        column = self._layout.of(role)
        if column is None:
            return
        self.words.append(column.words(self.row))
        shown = lengths.quoted(column.cell(self.row))
        if reason != "":
            self.kept.append(UnreadCell(self.row.number, reason or f"{shown} was not understood."))


def _one(what: str, said: _Value | None, typed: _Value | None) -> _Value | None:
    """Return what the words of a line or a column of its own say.

    Raises:
        BadInputError: Both say it, and not the same.
    """
    if said is not None and typed is not None and said != typed:
        raise BadInputError(f"Its cells give two different {what}.")
    return typed if said is None else said


def _of_row(sentence: str) -> str:
    """Return a sentence about a line of `add` as one about a row, without what was saved of it."""
    about, _, _ = sentence.partition(" Nothing was saved.")
    return about.replace("The line ", "It ").replace("the line ", "the row ")


def _is_touch_up(typed: str) -> bool:
    plain = typed.casefold()
    if plain not in _TICKS | _NO | _TOUCH_UPS:
        raise BadInputError(f'"{inert(typed)}" in the touch-up column is neither yes nor no.')
    return plain not in _NO


def _parts(between: str, typed: str) -> list[str]:
    return [part.strip() for part in re.split(between, typed) if part.strip()]


def _units_of_column(cell: str) -> str | None:
    """Return "=20" for a cell in an area's own column, "" if it is only ticked, None if not."""
    plain = cell.casefold()
    if plain in EMPTY | _NO:
        return None
    return "" if plain in _TICKS else f"={cell}"
