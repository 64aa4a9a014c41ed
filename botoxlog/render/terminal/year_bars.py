"""Bars of which each cell is a year or more: how many sessions, and what was seen of each.

A curve of so long a time would show mostly what nobody saw, and sessions would hide one another.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.render.terminal.bars import Canvas, Cell, sessions_before
from botoxlog.render.timeline_colours import TERMINAL

FEWEST_COLUMNS = 8
"""Columns a year below which years are counted: with fewer, sessions of a few months stand side by
side and leave no room for a curve between them. Our choice."""

_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000, 10_000)
_DAYS = 365.25


def suits(canvas: Canvas) -> bool:
    """Whether a year has so few columns of a canvas that its sessions are counted."""
    return canvas.columns * _DAYS < FEWEST_COLUMNS * canvas.time_axis.days


class YearBars:
    """Bars of which each cell is a year or more.

    Attributes:
        areas: Every area of the picture: all of them share the width of a cell.
        each: Whether every session has a mark of its own; else they are counted.
        first_year: The first year of the first cell: that of the first session, or a later one
            asked for.
        step: The years of a cell.
        cell: The columns of a cell, with the blank after it.
    """

    def __init__(self, canvas: Canvas, areas: Sequence[AreaForecast]) -> None:
        """Choose the shortest step at which each cell of each area has room."""
        self.canvas, self.areas = canvas, areas
        self.used: set[str] = set()
        self._kinds = {
            area.area: [(item.date.middle.year, _seen(item)) for item in area.treatments]
            for area in areas
        }
        oldest = min(area.treatments.dates[0].middle.year for area in areas)
        self.first_year = max(canvas.time_axis.first.year, oldest)
        for step in _STEPS:
            self.step = step
            self.cell = self.canvas.columns // self._count()
            for self.each in (True, False):
                if self._fits():
                    return

    def _fits(self) -> bool:
        room = self.cell - 1
        return room > 0 and all(
            len(cells) <= room for area in self.areas for _, cells in self._filled(area)
        )

    def _count(self) -> int:
        """Return how many cells there are: to today, and to the last day that is marked."""
        canvas = self.canvas
        booked = [days[0] for days in canvas.booked.values()]
        marked = [*booked, *([canvas.asked] if canvas.asked else [])]
        last = max([canvas.today, *marked])
        return (last.year - self.first_year) // self.step + 1

    def _place(self, year: int) -> int:
        return (year - self.first_year) // self.step

    def column(self, day: date) -> int:
        """Return the first column of the cell of a day."""
        return self._place(day.year) * self.cell

    def ticks(self) -> str:
        """Return the first year of each cell, of as many as have room."""
        row = ""
        for place in range(self._count()):
            label = f"{self.first_year + place * self.step:04}"
            column = place * self.cell
            if column >= len(row) + bool(row) and column + len(label) <= self.canvas.columns:
                row = row.ljust(column) + label
        return row

    def hidden(self, areas: Sequence[AreaForecast]) -> int:
        """Return how many sessions lie before the picture."""
        first = self.canvas.time_axis.first
        return sessions_before(areas, first.replace(year=max(self.first_year, 1), month=1, day=1))

    def legend(self) -> list[str]:
        """Return what each mark means that a row used."""
        marks = self.canvas.marks
        time = "year" if self.step == 1 else f"{self.step} years"
        told = "one mark a session" if self.each else "2/3 is 2 of 3 sessions seen working"
        meanings = {
            "seen": f"{marks.seen} seen working",
            "over": f"{marks.over} seen, but not working",
            "unknown": f"{marks.unknown} no check-in",
            "no_effect": f"{marks.no_effect} no effect",
            **self.canvas.meanings(),
        }
        used = [meaning for kind, meaning in meanings.items() if kind in self.used]
        return [f"Each {time}: {told}", *used]

    def bar(self, area: AreaForecast) -> Text:
        """Return the row of an area, as wide as the canvas, and note which marks it uses."""
        bar = Text()
        for place, cells in self._filled(area):
            bar.append(" " * (place * self.cell - len(bar)))
            for cell in cells:
                self.used.add(cell.kind)
                bar.append(cell.mark, TERMINAL.get(cell.kind, ""))
        return bar.append(" " * (self.canvas.columns - len(bar)))

    def _filled(self, area: AreaForecast) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the place of each cell that shows something, and its marks."""
        kinds: dict[int, list[frozenset[str]]] = {}
        for year, seen in self._kinds[area.area]:
            if year >= self.first_year:
                kinds.setdefault(self._place(year), []).append(seen)
        cells = {place: list(self._told(each)) for place, each in kinds.items()}
        for kind, mark, day in self.canvas.ahead(area):
            if (place := self._place(day.year)) < self._count():
                cells.setdefault(place, []).append(Cell(kind, mark))
        yield from sorted(cells.items())

    def _told(self, kinds: list[frozenset[str]]) -> Iterator[Cell]:
        """Yield the marks of the sessions of one cell: of each, or how many and what was seen."""
        marks = self.canvas.marks
        shown = {
            "seen": marks.seen,
            "over": marks.over,
            "unknown": marks.unknown,
            "no_effect": marks.no_effect,
        }
        if self.each:
            first = ("no_effect" if "no_effect" in seen else next(iter(seen)) for seen in kinds)
            yield from (Cell(kind, shown[kind]) for kind in first)
            return
        for sign in f"{sum('seen' in seen for seen in kinds)}/{len(kinds)}":
            yield Cell("count", sign)
        if failed := sum("no_effect" in seen for seen in kinds):
            yield Cell("no_effect", marks.no_effect)
            yield from (Cell("count", sign) for sign in str(failed))


def _seen(treatment: Treatment) -> frozenset[str]:
    """Return what was seen of a session: that it worked, had no effect, or both; else one kind."""
    found = {"seen"} if treatment.last_working else set()
    if treatment.failures:
        found.add("no_effect")
    return frozenset(found or {"over" if treatment.seen else "unknown"})
