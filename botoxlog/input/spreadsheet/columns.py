"""The columns of a spreadsheet, found below whatever stands above them, or along its side."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from botoxlog.core.errors import BadInputError
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.spreadsheet import heads
from botoxlog.input.spreadsheet.column_roles import RoleReader
from botoxlog.input.spreadsheet.date_cells import is_date
from botoxlog.input.spreadsheet.layout import Layout
from botoxlog.input.spreadsheet.map_option import MapOption
from botoxlog.input.spreadsheet.options import Options
from botoxlog.input.spreadsheet.row_repairs import IN_SENTENCES, completed, fitted
from botoxlog.input.spreadsheet.table import Row, Spreadsheet, row_numbers, visible


def fit(cells: Sequence[str]) -> int:
    """Return how many cells of a row are known heads; 0 if none of them is a date."""
    cells = [visible(cell) for cell in cells]
    if not any(map(heads.may_be_date, cells)):
        return 0
    return sum(bool(heads.role_of(cell) or heads.may_be_date(cell)) for cell in cells)


def is_cost(head: str) -> bool:
    """Whether a head names a cost."""
    return heads.role_of(head) == "cost"


def understand(sheet: Spreadsheet, interpreter: Interpreter, options: Options) -> Layout:
    """Return what the columns hold.

    Raises:
        BadInputError: No row has a date and another known head, two columns have one role, or a
            head has two readings and there is nobody to ask.
    """
    told = MapOption(options.columns, interpreter.catalog)
    reader = RoleReader(interpreter.catalog, interpreter.clarifier, told)
    rows = tuple(replace(row, cells=tuple(map(visible, row.cells))) for row in sheet.rows)
    rows, start, transposed = _with_heads(rows, reader)
    head = rows[start]
    above = [row.number for row in rows[:start] if any(cell.strip() for cell in row.cells)]
    below = [row for row in rows[start + 1 :] if any(cell.strip() for cell in row.cells)]
    if below and (second := reader.merged_heads(head, below[0])):
        head, below = second, below[1:]
    told.refuse_unknown(head.cells)
    if sheet.delimiter not in IN_SENTENCES:  # cells without a name hold notes
        widest = max((len(row.cells) for row in below), default=0)
        head = replace(head, cells=(*head.cells, *[""] * (widest - len(head.cells))))
    columns = reader.columns(head.cells, below)
    notices = list(reader.notices)
    if transposed:
        notices.insert(0, "The names are in the first column, so each column was read as a row.")
    elif around := sorted({*above, *sheet.outside}):
        notices.insert(0, f"Outside the table, not read: {row_numbers(around)}.")
    repeated = _repeating(head, below)
    fitting, refused = fitted(columns, head, below, sheet.delimiter)
    if repeated:
        fitting = [row for row in fitting if row not in repeated]
        numbers = row_numbers([row.number for row in repeated], transposed=transposed)
        notices.append(f"Left out, because they repeat the names of the columns: {numbers}.")
    columns, whole = completed(columns, fitting, interpreter, notices)
    return Layout(
        tuple(columns), tuple(whole), tuple(notices), refused=tuple(refused), transposed=transposed
    )


def _with_heads(rows: tuple[Row, ...], reader: RoleReader) -> tuple[tuple[Row, ...], int, bool]:
    """Return the rows or the columns of a sheet, which of them are the heads, whether it's columns.

    Raises:
        BadInputError: None are heads.
    """
    turned = _transposed(rows)
    for tried, transposed in (
        (rows, False),
        (turned, True),
        (_with_corner(rows), False),
        (_with_corner(turned), True),
    ):
        start = reader.head_row(tried)
        if start is not None and (
            not transposed or reader.has_dates(tried[start], tried[start + 1 :])
        ):
            return tried, start, transposed
    raise reader.no_heads(rows)


def _transposed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the columns of a sheet as rows."""
    width = max((len(row.cells) for row in rows), default=0)
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    return tuple(
        Row(index + 1, tuple(row.cells[index] if index < len(row.cells) else "" for row in filled))
        for index in range(width)
    )


def _with_corner(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with "Date" as the name of the first column, if it has dates and no name.

    The corner of a sheet may also say what the names beside it are: "Area".
    """
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if len(filled) <= 1 or not is_date(filled[1].cells[0]):
        return tuple(rows)
    first = filled[0]
    if first.cells[0].strip() and heads.role_of(first.cells[0]) not in {"area", "units"}:
        return tuple(rows)
    named = replace(first, cells=("Date", *first.cells[1:]))
    return tuple(named if row is first else row for row in rows)


def _repeating(head: Row, rows: Iterable[Row]) -> list[Row]:
    """Return the rows that hold the names of the columns again, as where two files were joined.

    Raises:
        BadInputError: One holds names, but others.
    """
    dated = [index for index, cell in enumerate(head.cells) if heads.may_be_date(cell)]
    again = [
        row
        for row in rows
        if any(_may_be_date_head(cell) for index in dated for cell in row.cells[index : index + 1])
        and fit(row.cells) > 1
    ]
    names = [cell.strip() for cell in head.cells if cell.strip()]
    for row in again:
        if [cell.strip() for cell in row.cells if cell.strip()] != names:
            raise BadInputError(
                f"Row {row.number} names the columns again, in another way. Nothing was imported.",
                "Save the two tables as separate files.",
            )
    return again


def _may_be_date_head(cell: str) -> bool:
    return not any(map(str.isdigit, cell)) and heads.may_be_date(cell)
