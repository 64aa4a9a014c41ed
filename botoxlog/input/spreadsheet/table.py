"""A spreadsheet as rows of text: CSV of any kind, a table drawn with bars, or XLSX.

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

MOST_CELLS = 1_000_000
"""Upper limit for the cells of a sheet, which are all held in memory. Our choice."""

MOST_UNPACKED = 100_000_000
"""Upper limit in bytes for an unpacked XLSX file. Our choice."""

LONGEST_CELL = 1_000_000
_BARS = "|\u2502\u2503\u2551"
_DELIMITERS = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    **dict.fromkeys(_BARS, "bars"),
}
_RULE = r"(?=.*[-=\u2500-\u257f]{2})[-:=+|\s\u2500-\u257f]+"
_MARKED = r"^(\*\*|__|\*|_|`)(?=\S)(.+)(?<=\S)\1$"
_UNSEEN = str.maketrans(
    dict.fromkeys("\ufeff\u200b\u2060\u200e\u200f\u00ad", "")
    | dict.fromkeys("\u00a0\u202f\u2007", " ")
)
_JOINERS = r"[\u200c\u200d](?=[\0-\x7f]|$)|(?<![^\0-\x7f])[\u200c\u200d]"
_ROWS_TRIED = 30  # to find the separator of the cells
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows text"}
_ELEMENT = rb"<(?:\w+:)?(row|c|si|dimension)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)"
_PLACE = rb"\b(?:r|ref)\s*=\s*[\"']([^\"']*)"
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
    """Rows, and how they were read in a few words: "commas, UTF-8".

    Attributes:
        delimiter: What parts the cells of a text file; "" in XLSX.
        outside: The lines of a text file that are outside its table.
    """

    rows: tuple[Row, ...]
    how: str
    delimiter: str = ""
    outside: tuple[int, ...] = ()


def row_numbers(rows: Sequence[int], *, transposed: bool = False) -> str:
    """Return "row 3", "rows 4-33" or "rows 4, 9-12"; in a transposed sheet "columns B-D".

    >>> row_numbers([4, 9, 10]), row_numbers([2], transposed=True)
    ('rows 4, 9-10', 'column B')
    """
    runs: list[list[int]] = []
    numbers = dict.fromkeys(rows)  # several rows can be of one object of a JSON file
    for row in numbers:
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    shown = _letters if transposed else str
    listed = ", ".join("-".join(map(shown, run)) for run in runs)
    return f"{'column' if transposed else 'row'}{'s' if len(numbers) > 1 else ''} {listed}"


def _letters(column: int) -> str:
    """Return the letters of a column as spreadsheet programs show them: 27 is "AA"."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


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
            return _visible(text), encoding
    raise BadInputError(
        "This file is neither CSV nor XLSX. Nothing was imported.",
        "Save the sheet as CSV (UTF-8) or XLSX.",
    )


def _visible(text: str) -> str:
    """Return text without marks that nobody sees, and with plain spaces.

    Joiners are kept between letters that are not ASCII: emoji and some scripts need them.
    """
    if text.isascii():
        return text
    return re.sub(_JOINERS, "", text.translate(_UNSEEN))


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
    outside: tuple[int, ...] = ()
    if delimiter in _BARS:
        rows, outside = _drawn(rows)
    how = f"{_DELIMITERS.get(delimiter, delimiter)}, {_NAMES[encoding]}"
    return Spreadsheet(rows, how, delimiter, outside)


def _drawn(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Return the rows of a table drawn with bars, as in Markdown and org, and the lines around it.

    Its rules are no rows, and marks for bold, italic and code around a whole cell go.
    """
    inside: list[Row] = []
    outside: list[Row] = []
    is_ruled = False
    for row in rows:
        if any(row.cells) and re.fullmatch(_RULE, "|".join(row.cells)):
            is_ruled = True
        elif len(row.cells) > 1:
            inside.append(row)
        elif any(row.cells):
            outside.append(row)
    if is_ruled:
        marks = re.compile(_MARKED)
        inside = [
            Row(row.number, tuple(marks.sub(r"\2", cell.strip()) for cell in row.cells))
            for row in inside
        ]
    return tuple(inside), tuple(row.number for row in outside)


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
    cells = 0
    for row in rows:
        cells += len(row.cells)
        if row.number > MOST_ROWS or len(row.cells) > MOST_COLUMNS or cells > MOST_CELLS:
            raise _too_large()
        yield row


def _too_large() -> CannotDoError:
    return CannotDoError(
        f"The sheet has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns, or more than "
        f"{MOST_CELLS} cells. Nothing was imported.",
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
                _refuse_many_cells(content)
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


def _refuse_many_cells(content: bytes) -> None:
    """Refuse a part of the file whose rows, columns or cells exceed a limit.

    A cell may name its place, which may be far out, or follow the one before it.
    """
    rows = columns = far_rows = far_columns = cells = 0
    for element in re.finditer(_ELEMENT, content):
        kind = element[1]
        if kind == b"row":
            rows, columns = rows + 1, 0
        elif kind in {b"c", b"si"}:
            columns, cells = columns + (kind == b"c"), cells + 1
        place = re.search(_PLACE, element[2])
        for letters, digits in re.findall(_CELL, place[1]) if place else ():
            if len(letters) > 3 or len(digits) > 7:  # noqa: PLR2004 - XFD1048576 is the last
                raise _too_large()
            far_rows, far_columns = max(far_rows, int(digits)), max(far_columns, _column(letters))
        far_rows, far_columns = max(far_rows, rows), max(far_columns, columns)
        if (
            far_rows > MOST_ROWS
            or far_columns > MOST_COLUMNS
            or max(cells, far_rows * far_columns) > MOST_CELLS
        ):
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
    return "yes" if value is True else "" if value is False else _visible(str(value))
