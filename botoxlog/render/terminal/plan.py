"""A day that matters, in a terminal: one row an area, and beneath it what is beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.core.text import rows
from botoxlog.render.terminal.lists import hanging
from botoxlog.reports.plan_text import PlanLine

_HEADS = ("still works then", "session between", "label from")


@dataclass(frozen=True, slots=True)
class PlanView:
    """The areas on a day, in aligned columns, or beneath each other where these do not fit."""

    heading: str
    lines: Sequence[PlanLine]
    remarks: Sequence[str]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the day, each area, and what holds for all of them."""
        width = options.max_width
        yield from hanging(self.heading, "", width, "bold", indent=0)
        columns = self._columns()
        if sum(columns) + 2 * len(columns) - 2 > width and columns[-1]:
            columns = [*columns[:-1], 0]
        if sum(columns) + 2 * len(columns) - 2 <= width:
            yield from self._table(columns, width)
        else:
            yield from self._list(width)
        for remark in self.remarks:
            yield Text()
            yield from hanging("", remark, width, indent=0)

    def _columns(self) -> list[int]:
        """Return how wide each column is; the last one may be left out, as 0."""
        rows_of_cells = [("", *_HEADS), *(_cells(line) for line in self.lines)]
        columns = [max(map(cell_len, column)) for column in zip(*rows_of_cells, strict=True)]
        return columns if any(line.label for line in self.lines) else [*columns[:-1], 0]

    def _table(self, columns: list[int], width: int) -> Iterator[Text]:
        yield Text()
        yield _row(("", *_HEADS), columns, "dim")
        for line in self.lines:
            row = _row(_cells(line), columns)
            row.stylize("bold", 0, len(line.name))
            yield row
            label = "" if columns[-1] and not line.begins_before_label else line.label_note
            lead = " " * (columns[0] + 2)
            for note in filter(None, (label, *(note for _, note in line.notes))):
                yield from map(Text, rows(f"{lead}{note}", width, len(lead)))

    def _list(self, width: int) -> Iterator[Text]:
        for line in self.lines:
            yield Text()
            yield from hanging(line.name, "", width, "bold")
            chance = f"{line.chance}, " if line.chance else ""
            for note in (
                f"{_HEADS[0]}: {chance}{line.words}",
                f"{_HEADS[1]}: {line.sessions}",
                line.label_note,
                *(note for _, note in line.notes),
            ):
                if note:
                    yield from hanging("  ", note, width, indent=4)

    def plain(self) -> Iterator[str]:
        """Yield one fact per line, each after the name of its area."""
        yield self.heading
        for line in self.lines:
            chance = f"{line.chance}, " if line.chance else ""
            yield f"{line.name}, {_HEADS[0]}: {chance}{line.words}"
            yield f"{line.name}, {_HEADS[1]}: {line.sessions}"
            if line.label_note:
                yield f"{line.name}, label: {line.label_note}"
            for about, note in line.notes:
                yield f"{line.name}, {about}: {note}"
        yield from self.remarks


def _cells(line: PlanLine) -> tuple[str, ...]:
    return line.name, f"{line.chance:>4}  {line.words}", line.sessions, line.label


def _row(cells: Sequence[str], columns: Sequence[int], style: str = "") -> Text:
    padded = (
        cell + " " * (width - cell_len(cell))
        for cell, width in zip(cells, columns, strict=True)
        if width
    )
    return Text("  ".join(padded).rstrip(), style)
