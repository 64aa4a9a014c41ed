"""The bars of the pictures in a terminal: a row of marks for each area, under one time axis.

There are two scales. Where a year has enough columns, a column is some days and shows the height of
the result (`effect_curve`). Where it has fewer, a cell is a year or more and counts its sessions
(`year_bars`). The design and its alternatives are described in docs/picture.md.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, Protocol

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from botoxlog.core.partial_dates import MONTHS, day_words
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.effect_curve import EffectCurve, effect_curves
from botoxlog.render.time_axis import TimeAxis
from botoxlog.render.timeline_colours import TERMINAL

TICK = 6
"""Columns per tick of the axis."""

CROWDED_DAYS = 20
"""Days per column above which the heights are a share of the time. Our choice."""

_FULL_HEIGHT = 0.95
_SAMPLES = 4  # days sampled per column
_MOST_COUNTED = 9


class Marks(NamedTuple):
    """The characters of the picture.

    Attributes:
        heights: From low to high, for what no check-in has seen.
        steep: An example of falling heights, for the legend.
        over: A session that was looked at, and not seen working.
    """

    session: str
    touch_up: str
    seen: str
    heights: str
    steep: str
    unknown: str
    no_effect: str
    over: str
    booked: str
    asked: str
    today: str
    earlier: str
    arrow: str
    cut: str


UNICODE = Marks(
    "●", "○", "█", "▁▂▃▄▅▆▇", "▇▄▁", "·", "\N{MULTIPLICATION SIGN}", "▁", "◆", "◇", "│", "«",
    "▼", "…",
)  # fmt: skip
ASCII = Marks("o", "+", "#", "..--==", "=-.", ":", "x", ".", "@", "^", "|", "<", "v", "~")


class Canvas(NamedTuple):
    """What every bar of a picture shares.

    Attributes:
        columns: The width of a bar.
        today: The day of the picture.
        booked: The days of the visits that cover an area, soonest first, by the area's id.
        asked: A day to mark in every row, None if none was asked for.
        short: Whether the legend is in short words, and sessions before the picture are marked only
            where a row would be empty.
    """

    time_axis: TimeAxis
    columns: int
    today: date
    marks: Marks
    booked: Mapping[str, Sequence[date]] = MappingProxyType({})
    asked: date | None = None
    short: bool = False

    def column(self, day: date) -> int:
        """Return the column of a day; negative or beyond the last if it is outside."""
        return (day - self.time_axis.first).days * (self.columns - 1) // self.time_axis.days

    def ahead(self, area: AreaForecast) -> Iterator[tuple[str, str, date]]:
        """Yield the kind, the mark and the day of what is marked ahead in the row of an area."""
        for day in self.booked.get(area.area, ()):
            if day <= self.time_axis.last:
                yield "booked", self.marks.booked, day
        if self.asked is not None:
            yield "asked", self.marks.asked, self.asked

    def meanings(self) -> dict[str, str]:
        """Return what the legend says of the marks that every scale has, by their kind."""
        asked = f"{self.marks.asked} {day_words(self.asked)}" if self.asked else ""
        return {"booked": f"{self.marks.booked} booked visit", "asked": asked}


class Bars(Protocol):
    """The rows of a picture at one scale."""

    canvas: Canvas
    used: set[str]

    def bar(self, area: AreaForecast) -> Text:
        """Return the row of an area, as wide as the canvas, and note which marks it uses."""

    def ticks(self) -> str:
        """Return the row of months or years."""

    def column(self, day: date) -> int:
        """Return the column in which a day begins to be shown."""

    def legend(self) -> list[str]:
        """Return what each mark means that a row used."""

    def hidden(self, areas: Sequence[AreaForecast]) -> int:
        """Return how many sessions lie before the picture."""


def sessions_before(areas: Sequence[AreaForecast], first: date) -> int:
    """Return how many sessions of some areas lie before a day."""
    return len(
        {
            (session.id, when)
            for area in areas
            for session, when in zip(area.treatments.sessions, area.treatments.dates, strict=True)
            if when.middle < first
        }
    )


def today_row(bars: Bars, room: int) -> str:
    """Return the row that points at today and writes its date, at most `room` columns wide.

    The day that was asked for stands in it as well, where both have room.
    """
    canvas = bars.canvas
    today, column = canvas.today, bars.column(canvas.today)
    label = f"today, {today.day} {MONTHS[today.month - 1]} {today.year}"
    row = " " * column + f"{canvas.marks.arrow} {label}"
    if len(row) > room:
        row = f"{label} {canvas.marks.arrow}".rjust(column + 1)
    if canvas.asked is None:
        return row
    column, day = bars.column(canvas.asked), day_words(canvas.asked)
    after = f"{row:<{column}}{canvas.marks.asked} {day}"
    before = f"{row}{f'{day} {canvas.marks.asked}':>{max(column + 1 - len(row), 0)}}"
    if len(row) + 1 < column and len(after) <= room:
        return after
    return before if len(before) == column + 1 and len(before) > len(row) + len(day) + 3 else row


def legend_rows(meanings: Sequence[str], width: int) -> Iterator[str]:
    """Yield the parts of a legend, as many in a row as fit."""
    row = ""
    for part in meanings:
        if row and len(row) + len(part) + 3 > width:
            yield row
            row = ""
        row += ("   " if row else "") + part
    yield row


def fitted(text: str, width: int, marks: Marks) -> str:
    """Return a text as wide as `width`; what does not fit is cut, with a mark."""
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + marks.cut
    return set_cell_size(text, width)


class Cell(NamedTuple):
    """One column of a bar: its kind, and the character that shows it."""

    kind: str
    mark: str


class _Column:
    """The sampled days of one column: the sum of their heights, and how many are of each kind.

    Attributes:
        seen: Days on which a result was seen working, or was later.
        unseen: Days on which it may have worked.
        unknown: Days of a result with no check-in.
    """

    def __init__(self) -> None:
        self.height = 0.0
        self.seen = self.unseen = self.unknown = 0


class DayBars:
    """Bars of which each column is some days."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.used = {"today"}
        self.crowded = canvas.time_axis.days > CROWDED_DAYS * canvas.columns

    @cached_property
    def _days(self) -> Sequence[date]:
        """The days whose heights are drawn: so many of each column."""
        canvas = self.canvas
        return [
            canvas.time_axis.at((column + sample / _SAMPLES) / (canvas.columns - 1))
            for column in range(canvas.columns)
            for sample in range(_SAMPLES)
        ]

    def column(self, day: date) -> int:
        """Return the column of a day."""
        return self.canvas.column(day)

    def ticks(self) -> str:
        """Return month names or years, as many as stay readable."""
        row, columns = "", self.canvas.columns
        for day, label in self.canvas.time_axis.ticks(columns // TICK):
            column = self.canvas.column(day)
            if column >= len(row) + bool(row) and column + len(label) <= columns:
                row = row.ljust(column) + label
        return row

    def hidden(self, areas: Sequence[AreaForecast]) -> int:
        """Return how many sessions lie before the picture."""
        return sessions_before(areas, self.canvas.time_axis.first)

    def legend(self) -> list[str]:
        """Return what each mark means that a row used."""
        marks, short = self.canvas.marks, self.canvas.short
        high = "the higher, the likelier it still works"
        if self.crowded:
            high = "the higher, the more of the time it probably worked"
        meanings = {
            "session": f"{marks.session} session{_INEXACT if 'inexact' in self.used else ''}",
            "sessions": "2 two sessions, 3 three",
            "touch_up": f"{marks.touch_up} touch-up",
            "seen": f"{marks.seen} {'seen working' if short else 'working at a check-in'}",
            "likely": f"{marks.steep} {'may still work' if short else high}",
            "unknown": f"{marks.unknown} no check-in",
            "no_effect": f"{marks.no_effect} no effect",
            **self.canvas.meanings(),
            "today": f"{marks.arrow if short else ''}{marks.today} today",
            "earlier": f"{marks.earlier} earlier sessions",
        }
        return [meaning for kind, meaning in meanings.items() if kind in self.used]

    def bar(self, area: AreaForecast) -> Text:
        """Return the row of an area, as wide as the canvas, and note which marks it uses."""
        canvas, marks = self.canvas, self.canvas.marks
        cells = self._cells(area)
        if canvas.short:
            earlier = not cells[0].mark.strip() and self._are_all_earlier(area)
        else:
            earlier = canvas.column(area.treatments.dates[0].middle) < 0
        if earlier:
            cells[0] = Cell("earlier", marks.earlier)
        today = canvas.column(canvas.today)
        if cells[today].kind not in {"session", "sessions", "touch_up"}:
            cells[today] = Cell("today", marks.today)
        taken = {today}
        for kind, mark, day in canvas.ahead(area):
            column = canvas.column(day)
            while column in taken and column < canvas.columns:
                column += 1  # next to it: no mark takes the place of another
            taken.add(column)
            self._put(cells, column, Cell(kind, mark))
        self.used.update(self._explained(cell) for cell in cells)
        bar = Text()
        for cell in cells:
            bar.append(cell.mark, TERMINAL.get(cell.kind, ""))
        return bar

    def _are_all_earlier(self, area: AreaForecast) -> bool:
        """Whether every session of an area began before the picture, going by its check-ins too."""
        column, dates = self.canvas.column, area.treatments.dates
        for index in range(len(dates) - 1, -1, -1):
            if column(dates[index].middle) < 0:
                break  # a check-in only ever moves it back
            if column(area.treatments[index].start.middle) >= 0:
                return False
        return True

    def _explained(self, cell: Cell) -> str:
        """Return the kind whose meaning the legend has to give for a cell."""
        return "likely" if cell.mark in self.canvas.marks.heights else cell.kind

    def _cells(self, area: AreaForecast) -> list[Cell]:
        canvas, marks = self.canvas, self.canvas.marks
        curves = effect_curves(area, canvas.today, canvas.time_axis.first)
        drawn = [curve for curve in curves if self._is_shown(curve)]
        columns = [_Column() for _ in range(canvas.columns)]
        for curve in drawn:
            self._add(columns, curve)
        cells = [self._cell(column) for column in columns]
        sessions = Counter(canvas.column(curve.start) for curve in drawn)
        if any(_is_inexact(curve) and canvas.column(curve.start) >= 0 for curve in drawn):
            self.used.add("inexact")
        for curve in drawn:
            for touch_up in curve.treatment.touch_ups:
                day = touch_up.date.not_after(canvas.today).middle
                self._put(cells, canvas.column(day), Cell("touch_up", marks.touch_up))
        taken = {canvas.column(canvas.today), *sessions}
        failed = Cell("no_effect", marks.no_effect)
        for curve in drawn:
            for day in curve.failed:
                self._put(cells, self._beside(day, curve, taken), failed)
        for column, count in sessions.items():
            self._put(cells, column, _counted(count, marks))
        return cells

    def _beside(self, day: date, curve: EffectCurve, taken: set[int]) -> int:
        """Return the column of a day of a result, or the one next to it if that is taken.

        Behind the mark of its own session, else before the mark that took it.
        """
        column, start = self.canvas.column(day), self.canvas.column(curve.start)
        near = (column, column + 1) if column == start else (column, column - 1, column + 1)
        return next((one for one in near if one not in taken), column)

    def _is_shown(self, curve: EffectCurve) -> bool:
        shown = self.canvas.time_axis
        return max([curve.end, *curve.failed]) >= shown.first and curve.start <= shown.last

    def _add(self, columns: list[_Column], curve: EffectCurve) -> None:
        """Add the days of one result to the columns that they are in."""
        begin = max(self.canvas.column(curve.start), 0)
        end = min(self.canvas.column(curve.end) + 1, self.canvas.columns)
        days = self._days[begin * _SAMPLES : end * _SAMPLES]
        for index, (day, height) in enumerate(zip(days, curve.on(days), strict=True)):
            column = columns[begin + index // _SAMPLES]
            if height and not curve.observable:
                column.unknown += 1
            elif height:
                column.height += height
                column.seen += day <= curve.seen
                column.unseen += day > curve.seen
        for day in curve.denied:
            if 0 <= (index := self.canvas.column(day)) < self.canvas.columns:
                columns[index].unseen += 1

    def _cell(self, column: _Column) -> Cell:
        """Return what is drawn of the days of a column: seen only if each of them was."""
        marks = self.canvas.marks
        if column.unknown > column.seen + column.unseen:
            return Cell("unknown", marks.unknown)
        height = min(1.0, column.height / _SAMPLES)
        kind = "likely" if column.unseen or column.unknown else "seen"
        if kind == "seen" and height > _FULL_HEIGHT:
            return Cell("seen", marks.seen)
        level = round(height * len(marks.heights)) - 1
        return Cell(kind, marks.heights[level]) if level >= 0 else Cell("", " ")

    def _put(self, cells: list[Cell], column: int, cell: Cell) -> None:
        if 0 <= column < len(cells):
            cells[column] = cell


_INEXACT = " (no exact date: its middle)"


def _is_inexact(curve: EffectCurve) -> bool:
    """Whether the date of a session is wider than a month, so that its mark could mislead."""
    when = curve.treatment.start
    return (when.last - when.first).days > _MONTH


_MONTH = 31


def _counted(count: int, marks: Marks) -> Cell:
    """Return the mark of the sessions of one column: how many, where there is more than one."""
    if count == 1:
        return Cell("session", marks.session)
    return Cell("sessions", str(count) if count <= _MOST_COUNTED else "+")
