"""Which rows of a spreadsheet are sessions: not cancelled visits, consultations, other people's."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from botoxlog.catalog import Known, NotToxin
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.language.pieces import AreaWord, ProductWord
from botoxlog.input.spreadsheet import people
from botoxlog.input.spreadsheet.heads import by_content
from botoxlog.input.spreadsheet.layout import Layout, LeftOut
from botoxlog.input.spreadsheet.rows import TOTALS
from botoxlog.input.spreadsheet.table import Row
from botoxlog.input.spreadsheet.visit_status import says, took_place, words_of

_WITHOUT_TOXIN_WORDS = (
    "consult review followup check checkup phone call telephone video deposit voucher patchtest "
    "enquiry inquiry kontroll beratung controle suivi revision control"
)
_WITHOUT_TOXIN = tuple(_WITHOUT_TOXIN_WORDS.split())
"""Beginnings of the words for a visit at which nothing was injected."""

_TOUCH_UP = ("touchup", "topup")
_PARTS = r"[+&,;/\n]|\band\b|\bplus\b"
_VISIT = "is a visit without an injection"
_WITH_UNITS = frozenset({"units", "left", "right", "dose", "area"})
_INJECTION_WORDS = (
    "inject injek injec iniez toxin neurotox botulin treat behandl traite tratam trattam "
    "touchup topup"
)
_INJECTION = tuple(_INJECTION_WORDS.split())
"""Beginnings of the words for the entries of a diary that are injections."""


def selected(layout: Layout, interpreter: Interpreter, person: str | None) -> Layout:
    """Return the layout with the rows that are sessions; it names the others, with the reason.

    Args:
        layout: The columns and all rows.
        interpreter: Knows what is a toxin, and asks.
        person: Whose rows are read, or None.

    Raises:
        BadInputError: The rows are of several people, and nobody says whose are meant.
    """
    notices: list[str] = []
    key = _person(layout, interpreter, person, notices)
    selection = _Selection(layout, key, interpreter)
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    reason: str | None = None
    for row in layout.rows:
        area = layout.cell(row, "area")
        goes_on = area and not layout.cell(row, "date") and not re.match(TOTALS, area)
        own = next(selection.reasons(row), None)
        reason = own or (reason if goes_on else None)
        if reason:
            left_out.append(LeftOut(row.number, reason))
        else:
            rows.append(_without_used(layout, row, notices))
    return replace(
        layout,
        rows=tuple(rows),
        left_out=tuple(left_out),
        notices=(*layout.notices, *dict.fromkeys(notices)),
    )


def _person(
    layout: Layout, interpreter: Interpreter, wanted: str | None, notices: list[str]
) -> str:
    """Return the key of the person whose rows are read, "" if all are."""
    column = layout.of("person")
    if column is None:
        if wanted is not None:
            raise BadInputError(
                "No column of this sheet names people. Nothing was imported.",
                "Leave out --person, or say which column it is, such as: --map Client=person",
            )
        return ""
    cells = [layout.cell(row, "person") for row in layout.rows]
    key, only = people.chosen(column.head.strip(), cells, wanted, interpreter.clarifier)
    if only:
        notices.append(f'All rows are about "{inert(only)}".')
    return "" if only else key


class _Selection:
    """Finds the rows that are no session of one person."""

    def __init__(self, layout: Layout, person: str, interpreter: Interpreter) -> None:
        self._layout, self._person, self._interpreter = layout, person, interpreter
        self._catalog = interpreter.catalog
        self._of_entries = [
            column
            for column in layout.columns
            if column.role == "note"
            and by_content(column.head) == ("product", "note")
            and any(self._is_injection(column.cell(row)) for row in layout.rows)
        ]
        self._kinds = [
            column
            for column in layout.columns
            if column.role == "product"
            or (column.role != "extra" and by_content(column.head)[:1] == ("product",))
        ]
        self._doubts: dict[str, str | None] = {}

    def reasons(self, row: Row) -> Iterator[str]:
        """Yield why a row is left out, nothing if it is not."""
        layout = self._layout
        column = layout.of("person")
        if column and self._person:
            name = layout.cell(row, "person")
            if not name and layout.cell(row, "date"):
                yield f'The column "{inert(column.head.strip())}" is empty.'
            if name and people.person_key(name) != self._person:
                yield f'It is about "{inert(name)}".'
        for column in layout.every("status"):
            if took_place(column.head, column.cell(row)) is False:
                yield f'{inert(column.head.strip())}: "{inert(column.cell(row))}".'
        yield from self._other_entry(row)
        yield from self._without_injection(row)

    def _other_entry(self, row: Row) -> Iterator[str]:
        """Yield why a row of a diary is another entry: a weight, an appointment elsewhere."""
        for column in self._of_entries:
            cell = column.cell(row)
            if cell and not (self._is_injection(cell) or self._has_toxin(row)):
                yield f'{inert(column.head.strip())}: "{inert(cell)}".'
        measured = self._layout.cell(row, "measure")
        if measured and not self._is_unit(measured):
            yield f'It counts "{inert(measured)}", not units.'
        area = self._layout.of("area")
        if area and area.guessed and not self._layout.cell(row, "product"):
            cell = area.cell(row)
            if cell and not (re.match(TOTALS, cell) or self._names_treatment(cell)):
                yield f'"{inert(cell)}" names neither a botulinum toxin nor an area.'

    def _has_toxin(self, row: Row) -> bool:
        """Whether a row surely is an injection, whatever its kind is called: "Maintenance"."""
        product = self._layout.cell(row, "product")
        counted = self._has_units(row) and not self._layout.of("measure")
        return counted or self._interpreter.names(product, ProductWord)

    def _is_injection(self, cell: str) -> bool:
        found = self._catalog.find_product(cell, cosmetic=True)
        return isinstance(found, Known) or says(words_of(cell), _INJECTION)

    def _is_unit(self, cell: str) -> bool:
        with suppress(BadInputError):
            return self._interpreter.units(f"1 {cell}", "") == 1
        return False

    def _names_treatment(self, cell: str) -> bool:
        """Whether words name a toxin or an area; or may do so, if they are not understood."""
        return self._interpreter.names(cell, ProductWord, AreaWord)

    def _without_injection(self, row: Row) -> Iterator[str]:
        for column in self._kinds:
            cell = column.cell(row)
            if cell not in self._doubts:
                self._doubts[cell] = self._doubt(cell)
            doubt = self._doubts[cell]
            if doubt == _VISIT and self._has_units(row):
                if column.role == "product":
                    yield f'"{inert(cell)}" {doubt}, but the row has units.'
            elif doubt:
                yield f'"{inert(cell)}" {doubt}.'

    def _doubt(self, cell: str) -> str | None:
        """Return why what was done was no injection of a toxin, None if it may have been one."""
        if isinstance(self._catalog.find_product(cell, cosmetic=True), NotToxin):
            return "is not a botulinum toxin"
        parts = [words_of(part) for part in re.split(_PARTS, cell) if part.strip()]
        is_visit = parts and all(says(words, _WITHOUT_TOXIN) for words in parts)
        return _VISIT if is_visit and not any(says(words, _TOUCH_UP) for words in parts) else None

    def _has_units(self, row: Row) -> bool:
        return any(
            letter.isdigit()
            for column in self._layout.columns
            if column.role in _WITH_UNITS
            for letter in column.cell(row)
        )


def _without_used(layout: Layout, row: Row, notices: list[str]) -> Row:
    """Return a row without the name of the person and a status that the note need not keep."""
    cells = list(row.cells)
    for column in layout.every("person"):
        cells[column.index : column.index + 1] = [""]
    for column in layout.every("status"):
        cell = column.cell(row)
        if cell and took_place(column.head, cell):
            cells[column.index] = ""
        elif cell:
            notices.append(
                f'"{inert(cell)}" in the column "{inert(column.head.strip())}" is not a status '
                "botoxlog knows. The row counts as a session, and its note keeps the word."
            )
    return replace(row, cells=tuple(cells)) if any(map(str.strip, cells)) else row
