"""The columns of a spreadsheet, what each of them holds, and the rows below their heads."""

from dataclasses import dataclass
from typing import NamedTuple

from botoxlog.input.spreadsheet.table import Row

EMPTY = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "none", "nil", "null", "?", "x?"}
)
"""What people type into a cell that holds nothing."""

NOTED = frozenset({"extra", "status"})
"""Roles whose cells go into the note, after their head."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        index: Counted from 0.
        head: As it is in the sheet.
        role: "date", "units" and so on; "dose" for the units of one area; "end" for how long a
            result lasted or when it wore off; "side" for left, right or both; "effects" for side
            effects; "measure" for what another column counts, as "kg"; "status" for whether a
            visit took place; "person" for who was treated; "number" for row numbers; "ignored"
            for what is left out by choice; "extra" for anything that is not understood and goes
            into the note.
        area: The area of a "dose" column, else "".
        currency: The one that the head of a "cost" column names, else "".
        unit: The unit of time that the head of an "end" column names, else "".
        guessed: Whether its cells show its role, and its head fits others, as "Item" does.
    """

    index: int
    head: str
    role: str
    area: str = ""
    currency: str = ""
    unit: str = ""
    guessed: bool = False

    def cell(self, row: Row) -> str:
        """Return the cell of a row in this column, without the spaces around it."""
        return row.cells[self.index].strip() if self.index < len(row.cells) else ""

    def words(self, row: Row) -> str:
        """Return the cell of a row after the head, as a note holds it."""
        head = self.head.strip()
        return f"{head}: {self.cell(row)}" if head else self.cell(row)


class LeftOut(NamedTuple):
    """A row that is no session, or cannot be read, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet, and the rows below their heads that are not empty.

    Attributes:
        left_out: The rows that are no sessions.
        refused: The rows whose cells do not fit below the heads.
        transposed: Whether each row is a column of the sheet.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notices: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    refused: tuple[LeftOut, ...] = ()
    transposed: bool = False

    def of(self, role: str) -> Column | None:
        """Return the column of a role."""
        return next((column for column in self.columns if column.role == role), None)

    def every(self, role: str) -> tuple[Column, ...]:
        """Return all columns of a role."""
        return tuple(column for column in self.columns if column.role == role)

    def cell(self, row: Row, role: str) -> str:
        """Return the cell of a row in the column of a role, "" for "n/a" and the like."""
        column = self.of(role)
        typed = column.cell(row) if column else ""
        return "" if typed.casefold() in EMPTY else typed


def meanings(layout: Layout) -> list[tuple[str, str]]:
    """Return each head with what its column holds, in words."""
    names = {
        "dose": "units of",
        "extra": "note",
        "end": "when it wore off",
        "touch_up": "touch-up",
        "number": "row number",
        "effects": "side effects",
        "status": "whether it took place",
        "ignored": "left out",
        "measure": "what is counted",
    }
    return [
        (column.head.strip(), f"{names.get(column.role, column.role)} {column.area}".strip())
        for column in layout.columns
    ]
