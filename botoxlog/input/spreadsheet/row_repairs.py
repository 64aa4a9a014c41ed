"""Rows made to fit their columns: cells beyond the last head, and what only a head says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from botoxlog.catalog import Catalog, Known
from botoxlog.core.text import inert
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.language.money import FREE
from botoxlog.input.spreadsheet import heads
from botoxlog.input.spreadsheet.date_cells import counted_days
from botoxlog.input.spreadsheet.layout import EMPTY, Column, LeftOut
from botoxlog.input.spreadsheet.table import Row

_NUMBER = r"\s*\d+(?:[.,]\d+)?\s*"
IN_SENTENCES = frozenset({",", ";"})
"""Delimiters that people also type within a cell."""
_NUMERIC = frozenset({"units", "left", "right", "dose", "cost"})


def _is_amount(cell: str) -> bool:
    return any(map(str.isdigit, cell)) or cell.casefold() in EMPTY or cell.casefold() in FREE


def fitted(
    columns: Sequence[Column], head: Row, rows: Iterable[Row], delimiter: str
) -> tuple[list[Row], list[LeftOut]]:
    """Return the rows without cells beyond the last head, and those that have such cells.

    A last column of notes takes them: they are the rest of a sentence with commas in it, which the
    file does not quote. That is sure only where every other cell fits its column: a number with a
    decimal comma is two cells as well.
    """
    width = max(index for index, name in enumerate(head.cells) if name.strip()) + 1
    last = next(column for column in columns if column.index == width - 1)
    is_sentence = last.role == "note" and delimiter in IN_SENTENCES
    whole: list[Row] = []
    refused: list[LeftOut] = []
    for row in rows:
        filled = max((n for n, cell in enumerate(row.cells, 1) if cell.strip()), default=0)
        if filled <= width or (filled <= len(head.cells) and not is_sentence):
            whole.append(row)
        elif is_sentence and _is_sure(columns, row, last):
            text = delimiter.join(row.cells[last.index : filled])
            whole.append(replace(row, cells=(*row.cells[: last.index], text)))
        else:
            refused.append(
                LeftOut(
                    row.number,
                    f"It has {filled} cells under {width} names. Put quotation marks around a cell "
                    f'that holds "{delimiter}" itself.',
                )
            )
    return whole, refused


def _is_sure(columns: Sequence[Column], row: Row, last: Column) -> bool:
    """Whether each cell fits its column and none goes on like a number, so only the last is cut."""
    numeric = {column.index for column in columns if column.role in _NUMERIC}
    return not re.fullmatch(_NUMBER, last.cell(row)) and all(
        _is_amount(row.cells[index].strip())
        and (
            index + 1 in numeric
            or not (row.cells[index][-1:].isdigit() and row.cells[index + 1][:1].isdigit())
        )
        for index in numeric
        if row.cells[index].strip()
    )


def completed(
    columns: list[Column], rows: list[Row], interpreter: Interpreter, notices: list[str]
) -> tuple[list[Column], list[Row]]:
    """Return columns and rows with what only the heads or whole columns say in each cell."""
    columns, rows = _with_product_of_head(columns, rows, interpreter.catalog)
    rows = _with_each_side(columns, rows)
    return columns, _with_counted_days(columns, rows, interpreter, notices)


def _with_product_of_head(
    columns: list[Column], rows: list[Row], catalog: Catalog
) -> tuple[list[Column], list[Row]]:
    """Return the columns with one more for the product, if only the head of the units names it."""
    units = next((column for column in columns if column.role == "units"), None)
    if units is None or any(column.role == "product" for column in columns):
        return columns, rows
    words = [*heads.head_words(units.head), *heads.bracket_words(units.head)]
    named = [word for word in words if isinstance(catalog.find_product(word, cosmetic=True), Known)]
    if len(named) != 1:
        return columns, rows
    width = max((len(row.cells) for row in rows), default=0)
    width = max(width, *(column.index + 1 for column in columns))
    filled = [
        replace(row, cells=(*row.cells, *[""] * (width - len(row.cells)), named[0]))
        if units.cell(row)
        else row
        for row in rows
    ]
    return [*columns, Column(width, units.head, "product")], filled


def _with_each_side(columns: Sequence[Column], rows: list[Row]) -> list[Row]:
    """Return the rows with "each" after the units that a head says are those of one side."""
    for column in columns:
        words = heads.bracket_words(column.head)
        if column.role in {"dose", "units"} and ("each" in words or "perside" in "".join(words)):
            rows = [
                _with_cell(row, column.index, f"{column.cell(row)} each")
                if re.fullmatch(_NUMBER, column.cell(row)) and column.cell(row) not in {"0", ""}
                else row
                for row in rows
            ]
    return rows


def _with_counted_days(
    columns: Sequence[Column], rows: list[Row], interpreter: Interpreter, notices: list[str]
) -> list[Row]:
    """Return the rows with dates where a column counts days or seconds."""
    for column in columns:
        if column.role not in {"date", "expiry"}:
            continue
        counted = counted_days([column.cell(row) for row in rows], interpreter.today)
        if counted is not None:
            days, how = counted
            notices.append(f'Numbers in the column "{inert(column.head.strip())}" {how}')
            rows = [
                _with_cell(row, column.index, days.get(column.cell(row), column.cell(row)))
                for row in rows
            ]
    return rows


def _with_cell(row: Row, index: int, cell: str) -> Row:
    if index >= len(row.cells):
        return row
    return replace(row, cells=(*row.cells[:index], cell, *row.cells[index + 1 :]))
