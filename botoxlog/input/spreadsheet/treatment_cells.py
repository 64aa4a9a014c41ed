"""The cells of a row that say what was treated, put together as one line of `add`.

Product, area, units and side are often in cells of their own, and as often in one: "Botox -
Forehead 12u". So all of them are read by the reader of typed lines. Only what a line cannot say is
settled here: which of several units belong to which areas, a sum of them, a side in its own column.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from botoxlog.catalog import Known
from botoxlog.catalog.lookup import without_brackets
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose
from botoxlog.core.text import inert, plain_number
from botoxlog.input.language.doses import BOTH, on_side
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.language.pieces import Bind, Break, ProductWord
from botoxlog.input.language.session_line import SessionLine
from botoxlog.input.spreadsheet import lengths
from botoxlog.input.spreadsheet.caching import cached
from botoxlog.input.spreadsheet.layout import EMPTY, Layout
from botoxlog.input.spreadsheet.options import OptionNeededError
from botoxlog.input.spreadsheet.result_ends import UnreadCell
from botoxlog.input.spreadsheet.table import Row

_Value = TypeVar("_Value")

TICKS = frozenset({"x", "yes", "y", "true", "\u2713", "\u2714", "treated", "done", "ja", "oui"})
"""What people type for yes."""
NO = frozenset({"no", "n", "false", "0", "0.0", "nein", "non"})
"""What they type for no."""

_BETWEEN_AREAS = r"[;\n&+/]|,(?!\d)|\band\b"
_BETWEEN_UNITS = r"[;\n&+/]|, "
_ONE_NUMBER = r"(?a)^(\D*\d+),(\d\d)(?=\D*$)"
"""A comma in the only number of a cell, which cannot part two numbers: "18,75"."""
_ROUNDING = 0.005
"""Two sums of units closer than this are equal, in units."""


class RowCells:
    """The cells of one row, and what is kept of those that are not what their column is for.

    Attributes:
        words: For the note.
        kept: The cells to name, each with the reason.
    """

    def __init__(self, row: Row, layout: Layout) -> None:
        self.row, self._layout = row, layout
        self.words: list[str] = []
        self.kept: list[UnreadCell] = []

    def text(self, role: str) -> str:
        """Return the cell of a role, "" if it holds nothing."""
        return self._layout.cell(self.row, role)

    def read(self, role: str, read: Callable[[str], _Value]) -> _Value | None:
        """Return what a cell says, None if it is empty or has to be kept as it is.

        Raises:
            OptionNeededError: The whole sheet has two readings.
        """
        typed = self.text(role)
        if not typed:
            return None
        try:
            return read(typed)
        except OptionNeededError:
            raise
        except BadInputError as error:
            self.keep(role, of_row(error.sentence))
            return None

    def keep(self, role: str, reason: str = "") -> None:
        """Keep a cell in the note, after its head, and name it if there is a reason to."""
        if (column := self._layout.of(role)) is None:
            return
        self.words.append(column.words(self.row))
        if reason:
            self.kept.append(UnreadCell(self.row.number, reason))


class TreatmentReader:
    """Reads what was treated, each line of words once."""

    def __init__(self, interpreter: Interpreter, layout: Layout) -> None:
        self._interpreter, self._layout = interpreter, layout
        self._lines: dict[str, SessionLine | BadInputError] = {}
        self._columns: dict[str, tuple[Dose, ...] | BadInputError] = {}
        self._areas: dict[str, bool | BadInputError] = {}
        self._products: dict[str, bool | BadInputError] = {}

    def read(self, cells: RowCells) -> SessionLine:
        """Return what the cells about the treatment say; the product is as typed.

        Raises:
            BadInputError: They are not understood, or contradict each other.
        """
        product, words = self._product(cells)
        typed, units = cells.text("area"), cells.text("units")
        area = typed or self._area_of_purpose(cells, words)
        line = self._named(words, area)
        if area != typed:
            line = line._replace(purpose=None)  # it is read with its own column
        sides = {side: said for side in ("left", "right") if (said := _given(cells.text(side)))}
        if sides:
            line, units = self._by_side(words, area, sides, units)
        columns = self._doses_of_columns(cells.row)
        line = line._replace(doses=(*line.doses, *columns))
        if units:
            line = self._with_units(cells, line, words, area)
        line = line._replace(doses=self._on_side(cells, line.doses))
        self._interpreter.refuse_overlap([dose.area for dose in line.doses])
        return line._replace(product=one("products", line.product, product))

    def _product(self, cells: RowCells) -> tuple[str | None, str]:
        """Return the name of an unknown product, or the words of a cell that says more."""
        typed = cells.text("product")
        if not typed or not cached(
            self._products,
            typed,
            lambda: self._interpreter.is_unknown_name(typed, ProductWord, Break, Bind),
        ):
            return None, typed
        known = isinstance(self._interpreter.catalog.find_product(typed, cosmetic=True), Known)
        if known and without_brackets(typed) != typed:
            cells.keep("product")  # "Botox (from abroad)"
        return typed, ""

    def _area_of_purpose(self, cells: RowCells, words: str) -> str:
        """Return the purpose if it names what was treated, as "migraine" does; "" if others do."""
        purpose = cells.text("purpose")
        named = any(_given(column.cell(cells.row)) for column in self._layout.every("dose"))
        if not purpose or named or self._line(words).doses:
            return ""
        with suppress(BadInputError):
            return purpose if self._line(purpose).doses else ""
        return ""

    def _named(self, words: str, area: str) -> SessionLine:
        """Return what the cells of product and area say without any others."""
        if not self._is_unknown(area):
            return self._line(words, area)
        line = self._line(words)
        return line._replace(doses=(*line.doses, Dose(self._interpreter.area(area))))

    def _is_unknown(self, area: str) -> bool:
        """Whether a cell may be the name of an area that the catalog does not know."""
        numbered = any(map(str.isdigit, area))
        is_name = self._interpreter.is_unknown_name
        return not numbered and cached(self._areas, area, lambda: is_name(area))

    def _line(self, *texts: str) -> SessionLine:
        """Return what some texts say as one line of `add`."""
        whole = "; ".join(text.replace("\n", "; ") for text in texts if text)
        if not whole:
            return SessionLine()
        return cached(self._lines, whole, lambda: self._interpreter.session_line(whole))

    def _doses_of_columns(self, row: Row) -> Sequence[Dose]:
        """Return the doses of the columns that each belong to one area."""
        found: list[Dose] = []
        for column in self._layout.every("dose"):
            if said := _given(column.cell(row)):
                ticked = said.casefold() in TICKS
                text = column.area if ticked else f"{column.area}: {_plain(said)}"
                doses = cached(self._columns, text, self._reading(text))
                found.extend(doses)
        return found

    def _reading(self, text: str) -> Callable[[], tuple[Dose, ...]]:
        return lambda: self._interpreter.doses([text])

    def _by_side(
        self, words: str, area: str, sides: dict[str, str], units: str
    ) -> tuple[SessionLine, str]:
        """Return the line with the cells for left and right, and the units that are left over."""
        named = area or words
        treated = self._line(words, area).doses
        if len(treated) != 1:
            fault = "more than one" if treated else "no"
            raise BadInputError(f"It has units for left and right but {fault} area.")
        first = words if area else ""
        if all(said.casefold() in TICKS for said in sides.values()):
            side = "" if len(sides) > 1 else f" {next(iter(sides))}"
            return self._line(first, f"{named}{side}{units and f': {units}'}"), ""
        said = " ".join(f"{side} {amount}" for side, amount in sides.items())
        return self._line(first, f"{named}: {said}"), units

    def _with_units(self, cells: RowCells, line: SessionLine, words: str, area: str) -> SessionLine:
        """Return the line with what the units cell says; one without a number goes into the note.

        Raises:
            BadInputError: It has a number, and it isn't clear what it is.
        """
        units = cells.text("units")
        plain = _plain(units)
        areas, each = _parts(_BETWEEN_AREAS, area), _parts(_BETWEEN_UNITS, units)
        try:
            if any(dose.units is not None for dose in line.doses):
                self._keep_total(cells, plain, line.doses)
                return line
            if len(areas) == len(each) > 1:
                pairs = (f"{name}: {amount}" for name, amount in zip(areas, each, strict=True))
                return self._line(words, *pairs)
            if len(line.doses) > 1:
                return self._of_several(cells, line, f"{words}; {area} {units}", plain)
            return self._of_one(line, words, area, plain)
        except BadInputError:
            if line.doses and not any(map(str.isdigit, units)):
                cells.keep("units", f"{lengths.quoted(units)} is not a number of units.")
                return line
            raise

    def _of_several(self, cells: RowCells, line: SessionLine, text: str, units: str) -> SessionLine:
        """Return the line of several areas: "10 each" is for all of them, a sum for the note."""
        try:
            self._keep_total(cells, units, line.doses)
        except BadInputError:
            return self._line(text)
        return line

    def _of_one(self, line: SessionLine, words: str, area: str, units: str) -> SessionLine:
        """Return the line of one area with its units, or of none with what the units cell names."""
        if not line.doses:
            return self._line(words, units)
        named = area or (words if self._line(words).doses else "")  # else by a column of its own
        if not named or line.doses[0].sites[1:] or self._is_unknown(area):
            whole = self._interpreter.units(units, named or "units")
            return line._replace(doses=(line.doses[0]._replace(units=whole),))
        return self._line(words if area else "", f"{named}: {units}")

    def _keep_total(self, cells: RowCells, units: str, doses: Sequence[Dose]) -> None:
        """Check a sum of units; keep it in the note if some areas have no units to compare.

        Raises:
            BadInputError: The areas do not add up to it.
        """
        whole = self._interpreter.units(units, "total")
        added = sum(dose.units or 0 for dose in doses)
        if any(dose.units is None for dose in doses):
            bare = cells.text("units").isdigit()
            cells.words += [f"{units} units in total"] if bare else []
            if not bare:
                cells.keep("units")
        elif abs(whole - added) > _ROUNDING:
            raise BadInputError(
                f"The total is {inert(units)} units, but the areas add up to {plain_number(added)}."
            )

    def _on_side(self, cells: RowCells, doses: tuple[Dose, ...]) -> tuple[Dose, ...]:
        """Return the doses on the side that a column of sides gives."""
        typed = cells.text("side")
        if not typed:
            return doses
        side, each = self._interpreter.side(typed)
        catalog = self._interpreter.catalog
        found = tuple(part for dose in doses for part in on_side(dose, side, catalog, each=each))
        unsided = (dose for dose in found if not (dose.sites or catalog.split_side(dose.area)[1]))
        if side != BOTH and any(unsided):
            cells.keep("side")
        return found


def one(what: str, said: _Value | None, typed: _Value | None) -> _Value | None:
    """Return what the words about the treatment or a column of its own say.

    Raises:
        BadInputError: Both say it, and not the same.
    """
    if said is not None and typed is not None and said != typed:
        raise BadInputError(f"Its cells give two different {what}.")
    return typed if said is None else said


def of_row(sentence: str) -> str:
    """Return a sentence about a line of `add` as one about a row, without what was saved of it."""
    about, _, _ = sentence.partition(" Nothing was saved.")
    return about.replace("The line ", "It ").replace("the line ", "the row ")


def _given(cell: str) -> str:
    """Return a cell of units, "" if nothing was given."""
    return "" if cell.casefold() in EMPTY | NO else cell


def _plain(units: str) -> str:
    return re.sub(_ONE_NUMBER, r"\1.\2", units)


def _parts(between: str, typed: str) -> list[str]:
    return [part.strip() for part in re.split(between, typed) if part.strip()]
