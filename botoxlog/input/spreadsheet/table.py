"""A spreadsheet as rows of text: CSV of any kind, or XLSX.

A hostile file cannot exhaust memory: the size of the file, what it unpacks to, and how far out its
cells lie are bounded before it is parsed.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError
from botoxlog.core.text import inert, join_words

MOST_ROWS, MOST_COLUMNS = 50_000, 300
"""Upper limits for rows and columns; no diary has more. Our choice."""

MOST_CELLS = 3_000_000
"""Upper limit for rows times columns of an XLSX sheet, which are all held in memory. Our choice."""

MOST_UNPACKED = 100_000_000
"""Upper limit in bytes for an unpacked XLSX file. Our choice."""

LONGEST_CELL = 1_000_000
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_ROWS_TRIED = 30  # to find the separator of the cells
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows text"}
_PLACED = rb"<(?:\w+:)?(?:c|row|dimension)\b[^>]*?\b(?:r|ref)\s*=\s*[\"']([^\"']*)"
_CELL = rb"([A-Za-z]*)(\d+)"

Fit = Callable[[Sequence[str]], int]
"""A function that returns how many cells of a row are heads of columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, numbered from 1 as spreadsheet programs do."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """Rows, and how they were read in a few words: "commas, UTF-8"."""

    rows: tuple[Row, ...]
    how: str


def read(raw: bytes, fit: Fit, wanted: str | None = None) -> Spreadsheet:
    """Return the rows of a spreadsheet.

    Args:
        raw: The file.
        fit: Finds the separator, and the right one of several sheets, by the heads of columns.
        wanted: The name of a sheet, or None.

    Raises:
        BadInputError: It is neither CSV nor XLSX, or `wanted` has to say which sheet is meant.
        CannotDoError: It is too large, or the library for XLSX is missing.
    """
    if raw.startswith(b"PK\x03\x04"):
        return _read_xlsx(raw, fit, wanted)
    if wanted is not None:
        raise BadInputError(
            "Only an XLSX file has sheets. Nothing was imported.", "Leave out --sheet."
        )
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInputError(
            "This is an old Excel file (XLS). Nothing was imported.", "Save it as XLSX or CSV."
        )
    text, encoding = _decoded(raw)
    return _read_csv(text, encoding, fit)


# --- CSV -------------------------------------------------------------------------------------


def _decoded(raw: bytes) -> tuple[str, str]:
    for encoding in [name for mark, name in _MARKS.items() if raw.startswith(mark)] or [
        "utf-8",
        "cp1252",
    ]:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise BadInputError(
        "This file is neither CSV nor XLSX. Nothing was imported.",
        "Save the sheet as CSV (UTF-8) or XLSX.",
    )


def _read_csv(text: str, encoding: str, fit: Fit) -> Spreadsheet:
    first, _, rest = text.partition("\n")
    hint = re.fullmatch(r'"?sep=(.)"?', first.strip())  # Excel writes and reads this line
    if hint:
        body, skipped = rest, 1
        delimiter = hint[1]
    else:
        body, skipped = text, 0
        delimiter = max(_DELIMITERS, key=lambda item: _fits(body, item, fit))
    rows = tuple(_within_limits(_csv_rows(body, delimiter, skipped)))
    return Spreadsheet(rows, f"{_DELIMITERS.get(delimiter, delimiter)}, {_NAMES[encoding]}")


def _fits(text: str, delimiter: str, fit: Fit) -> tuple[int, int]:
    rows: list[Row] = []
    try:
        for row in _csv_rows(text, delimiter, 0):
            rows.append(row)
            if len(rows) == _ROWS_TRIED:
                break
    except BotoxlogError:
        pass
    return max((fit(row.cells) for row in rows), default=0), sum(len(row.cells) for row in rows)


def _csv_rows(text: str, delimiter: str, skipped: int) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = skipped
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise BadInputError(
                f"Row {number} cannot be read as CSV: a quotation mark may be missing. "
                "Nothing was imported.",
                "Save the sheet again as CSV.",
            ) from None
        if cells is None:
            return
        yield Row(number, tuple(cells))


def _within_limits(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows; raise at the first that exceeds a limit, once the separator is known."""
    for row in rows:
        if row.number > MOST_ROWS or len(row.cells) > MOST_COLUMNS:
            raise _too_large()
        yield row


def _too_large() -> CannotDoError:
    return CannotDoError(
        f"The sheet has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns. "
        "Nothing was imported.",
        "Copy your sessions into a new sheet and import that.",
    )


# --- XLSX ------------------------------------------------------------------------------------


def _read_xlsx(raw: bytes, fit: Fit, wanted: str | None) -> Spreadsheet:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise CannotDoError(
            "Reading XLSX files needs a library that is not installed. Nothing was imported.",
            "Install botoxlog again as botoxlog[xlsx], or save the sheet as CSV.",
        ) from None
    unpacked = _unpacked(raw)
    try:
        workbook = CalamineWorkbook.from_filelike(unpacked)
        sheets = {
            name: _sheet_rows(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in workbook.sheet_names
            if wanted in {None, name}
        }
    except CalamineError:
        raise _no_xlsx() from None
    if not workbook.sheet_names:
        raise _no_xlsx()
    if not sheets:
        names = join_words([f'"{inert(name)}"' for name in workbook.sheet_names], "or")
        raise BadInputError(
            f'The file has no sheet named "{inert(wanted or "")}". Nothing was imported.',
            f"Choose {names}.",
        )
    return _the_sheet(sheets, fit)


def _the_sheet(sheets: dict[str, tuple[Row, ...]], fit: Fit) -> Spreadsheet:
    """Return the only sheet whose heads fit; if none fits, the first."""
    fits = {
        name: max((fit(row.cells) for row in rows[:_ROWS_TRIED]), default=0)
        for name, rows in sheets.items()
    }
    best = [name for name, count in fits.items() if count >= 2]  # noqa: PLR2004 - a date and more
    if len(best) > 1:
        names = join_words([f'"{inert(name)}"' for name in best], "and")
        raise BadInputError(
            f"More than one sheet could hold sessions: {names}. Nothing was imported.",
            "Choose one with --sheet.",
        )
    name = best[0] if best else next(iter(sheets))
    return Spreadsheet(sheets[name], f'sheet "{inert(name)}"')


def _unpacked(raw: bytes) -> io.BytesIO:
    """Return the same XLSX file uncompressed, so that the parser has nothing left to unpack."""
    plain = io.BytesIO()
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed, zipfile.ZipFile(plain, "w") as out:
            for name in dict.fromkeys(packed.namelist()):
                with packed.open(name) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise _too_large()
                if "worksheets/" in name:
                    _refuse_far_cells(content)
                out.writestr(name, content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _no_xlsx() from None
    plain.seek(0)
    return plain


def _no_xlsx() -> BadInputError:
    return BadInputError(
        "This file cannot be read as XLSX. Nothing was imported.",
        "Open it in a spreadsheet program and save it as CSV.",
    )


def _refuse_far_cells(content: bytes) -> None:
    """Refuse a sheet with a cell so far out that the rows and columns up to it exceed a limit."""
    rows, columns = 1, 1
    for place in re.finditer(_PLACED, content):
        for letters, digits in re.findall(_CELL, place[1]):
            if len(letters) > 3 or len(digits) > 7:  # noqa: PLR2004 - XFD1048576 is the last
                raise _too_large()
            rows, columns = max(rows, int(digits)), max(columns, _column(letters))
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise _too_large()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet_rows(values: list[list[Any]]) -> tuple[Row, ...]:
    return tuple(
        Row(number, tuple(_cell(value) for value in row)) for number, row in enumerate(values, 1)
    )


def _cell(value: Any) -> str:
    """Return a cell as it would be typed."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.6f}".rstrip("0").rstrip(".")  # never 1e+06 or 30.000000000000004
    return "yes" if value is True else "" if value is False else str(value)
