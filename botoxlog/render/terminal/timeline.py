"""The timeline in a terminal: one row per area, with past results and the forecast.

The higher a bar is on a day, the likelier the result works then (`effect_curve`). The design and
its alternatives are described in docs/picture.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.core.partial_dates import MONTHS, day_words
from botoxlog.core.text import command_line, inert, plural, rows
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.effect_curve import EffectCurve, effect_curves
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.render.terminal.lists import hanging
from botoxlog.render.time_axis import MONTHS_NARROW, MONTHS_WIDE, TimeAxis, time_axis
from botoxlog.render.timeline_colours import TERMINAL
from botoxlog.reports import area_explanation, due_text, question_text, sentences
from botoxlog.reports.timeline_questions import NO_QUESTIONS, TimelineQuestions
from botoxlog.reports.track_record_text import track_record_text

if TYPE_CHECKING:
    from botoxlog.forecast.track_record import TrackRecord

WIDE = 72
"""From this width on, in columns, a name, its bar and its state share a line."""

_LONGEST_NAME = 24
_SHORTEST_BAR = 24  # columns that the numbers of questions leave to the bars
_CROWDED_DAYS = 20  # days per column above which sessions would overlap
_TICK = 6  # columns per tick of the axis
_FULL_HEIGHT = 0.95
_SAMPLES = 4  # days sampled per column
_MAX_SESSIONS = 8  # sessions listed below one area unless a first day was asked for


@dataclass(frozen=True, slots=True)
class Marks:
    """The characters of the picture.

    Attributes:
        heights: From low to high, for what no check-in has seen.
        steep: An example of falling heights, for the legend.
    """

    session: str
    touch_up: str
    seen: str
    heights: str
    steep: str
    unknown: str
    no_effect: str
    today: str
    earlier: str
    arrow: str
    cut: str


UNICODE = Marks("●", "○", "█", "▁▂▃▄▅▆▇", "▇▄▁", "·", "\N{MULTIPLICATION SIGN}", "│", "«", "▼", "…")
ASCII = Marks("o", "+", "#", "..--==", "=-.", ":", "x", "|", "<", "v", "~")


@dataclass(frozen=True, slots=True)
class Scale:
    """The mapping from days to columns."""

    time_axis: TimeAxis
    columns: int

    def column(self, day: date) -> int:
        """Return the column of a day; negative or beyond the last if it is outside the scale."""
        return (day - self.time_axis.first).days * (self.columns - 1) // self.time_axis.days

    def days(self) -> list[date]:
        """Return `_SAMPLES` days of each column, in order."""
        return [
            self.time_axis.at((column + sample / _SAMPLES) / (self.columns - 1))
            for column in range(self.columns)
            for sample in range(_SAMPLES)
        ]

    @property
    def crowded(self) -> bool:
        """Whether a column holds so many days that sessions would overlap."""
        return self.time_axis.days > _CROWDED_DAYS * self.columns


class _Cell(NamedTuple):
    """One column of a bar: its kind, and the character that shows it."""

    kind: str
    mark: str


@dataclass(slots=True)
class _Column:
    """The sampled days of one column: the sum of their heights, and how many are of each kind.

    Attributes:
        seen: Days on which a result was seen working, or was later.
        unseen: Days on which it may have worked.
        unknown: Days of a result with no check-in.
    """

    height: float = 0.0
    seen: int = 0
    unseen: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline of some areas of a snapshot.

    Attributes:
        since: The first day shown; None chooses a period that stays readable.
        track_records: The track record of each area, where it was asked for.
        detail: Whether each area is explained below the picture.
        questions: What to raise; the rows that it is about are marked.
    """

    snapshot: Snapshot
    areas: Sequence[AreaForecast]
    since: date | None = None
    track_records: Mapping[str, "TrackRecord"] = field(default_factory=dict)
    detail: bool = False
    questions: TimelineQuestions = NO_QUESTIONS

    def plain(self) -> Iterator[str]:
        """Yield one fact a line, in place of the picture."""
        shown = time_axis(self.areas, self.snapshot.today, self.since, months=MONTHS_WIDE)
        yield f"today: {day_words(self.snapshot.today)}"
        for area in self.areas:
            yield from area_explanation.area_facts(
                area,
                self.snapshot,
                self.sessions(area, shown),
                explained=self.detail,
                track_record=self.track_record(area),
            )
            if mark := self.questions.mark(area, self.snapshot):
                yield f"{inert(area.name)}, to raise:{mark}"
        yield from self._plain_questions()

    def _plain_questions(self) -> Iterator[str]:
        for number, raised in enumerate(self.questions.shown, start=1):
            yield f"to raise ?{number}: {raised.title}"
            for line in self.questions.lines(raised):
                yield f"{raised.topic}: {line}"
        if self.questions.shown:
            yield self.next_step()

    def next_step(self) -> str:
        """Return how to see more of the questions, or what to do once they are asked."""
        if self.questions.full:
            return question_text.more_to_raise(self.questions.shown, self.snapshot)
        return self.questions.how_to_ask

    def track_record(self, area: AreaForecast) -> str:
        """Return how the forecasts for an area turned out, "" where it was not asked for."""
        found = self.track_records.get(area.area)
        return track_record_text(found) if found else ""

    def sessions(self, area: AreaForecast, shown: TimeAxis) -> list[Treatment]:
        """Return the sessions to list, newest first: the latest, or all since the first day."""
        newest = list(reversed(area.treatments))
        if self.since is None:
            return newest[:_MAX_SESSIONS]
        return [item for item in newest if item.date.middle >= shown.first]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the picture for the width and encoding of the terminal."""
        marks = ASCII if options.ascii_only else UNICODE
        yield from _Drawing(self, options.max_width, marks).lines()


class _Drawing:
    """The picture at one width."""

    def __init__(self, view: TimelineView, width: int, marks: Marks) -> None:
        self.view = view
        self.today = view.snapshot.today
        self.width = width
        self.marks = marks
        self.wide = width >= WIDE
        state = max((len(sentences.state(area, self.today)) for area in view.areas), default=0)
        self.margin = self._names(width - state - 2) + 2 if self.wide else 0
        columns = width - self.margin - (state + 2 if self.wide else 0)
        scales = [
            Scale(time_axis(view.areas, self.today, view.since, months=months), max(columns, 10))
            for months in ((MONTHS_WIDE, MONTHS_NARROW) if self.wide else (MONTHS_NARROW,))
        ]
        self.scale = next((one for one in scales if not one.crowded), scales[-1])
        self.days = self.scale.days()
        self.used: set[str] = {"today"}

    def _names(self, room: int) -> int:
        """Return the columns of the names with their marks, of the `room` that the bars share."""
        longest = min(_LONGEST_NAME, self.width // 4)
        needed = (
            min(cell_len(inert(area.name)), longest) + len(self._mark(area))
            for area in self.view.areas
        )
        return min(max(needed, default=0), max(longest, room - 2 - _SHORTEST_BAR))

    def _mark(self, area: AreaForecast) -> str:
        return self.view.questions.mark(area, self.view.snapshot)

    def lines(self) -> Iterator[Text]:
        areas = [line for area in self.view.areas for line in self._area(area)]
        yield from self._axis()
        yield from areas
        yield Text()
        yield from self._legend()
        if self.view.detail:
            for area in self.view.areas:
                yield Text()
                yield from self._detail(area)
        yield from self._questions()

    # The time axis

    def _axis(self) -> Iterator[Text]:
        column = self.scale.column(self.today)
        label = f"today, {self.today.day} {MONTHS[self.today.month - 1]} {self.today.year}"
        row = " " * column + f"{self.marks.arrow} {label}"
        if len(row) > self.width - self.margin:
            row = f"{label} {self.marks.arrow}".rjust(column + 1)
        yield self._indented(row, "bold magenta")
        yield self._indented(self._ticks())

    def _ticks(self) -> str:
        """Return month names or years, as many as stay readable."""
        row = ""
        for day, label in self.scale.time_axis.ticks(self.scale.columns // _TICK):
            column = self.scale.column(day)
            if column >= len(row) + bool(row) and column + len(label) <= self.scale.columns:
                row = row.ljust(column) + label
        return row

    def _indented(self, row: str, style: str = "") -> Text:
        return Text(" " * self.margin).append(row.rstrip(), style)

    # One area

    def _area(self, area: AreaForecast) -> Iterator[Text]:
        name, mark = inert(area.name), self._mark(area)
        state = sentences.state(area, self.today)
        bar = self._bar(area)
        if self.wide:
            room = self.margin - 2
            if cell_len(name + mark) > room:
                name = self._fitted(name, room - len(mark))
            line = Text(set_cell_size(name + mark, room) + "  ", "bold")
            line.append_text(bar).append("  ").append(state, "bold")
            line.rstrip()
            yield line
        else:
            yield from hanging(name + mark, f": {state}", self.width, "bold")
            bar.rstrip()
            yield bar
        if not is_dormant(area, self.today) or area.forecast is None or len(self.view.areas) == 1:
            window = sentences.window(area, self.today)
            step = due_text.next_step(area, self.view.snapshot)
            yield from self._sentence(f"{window} {step}".strip())

    def _bar(self, area: AreaForecast) -> Text:
        cells = self._cells(area)
        if any(self.scale.column(item.date.middle) < 0 for item in area.treatments):
            cells[0] = _Cell("earlier", self.marks.earlier)
        today = self.scale.column(self.today)
        if cells[today].kind not in {"session", "touch_up"}:
            cells[today] = _Cell("today", self.marks.today)
        self.used.update(self._explained(cell) for cell in cells)
        bar = Text()
        for cell in cells:
            bar.append(cell.mark, TERMINAL.get(cell.kind, ""))
        return bar

    def _explained(self, cell: "_Cell") -> str:
        """Return the kind whose meaning the legend has to give for a cell."""
        return "likely" if cell.mark in self.marks.heights else cell.kind

    def _cells(self, area: AreaForecast) -> list["_Cell"]:
        drawn = [curve for curve in effect_curves(area, self.today) if self._is_shown(curve)]
        columns = [_Column() for _ in range(self.scale.columns)]
        for curve in drawn:
            self._add(columns, curve)
        cells = [self._cell(column) for column in columns]
        failed = [curve.no_effect for curve in drawn if curve.no_effect]
        if self.scale.crowded:
            today = self.scale.column(self.today)
            for curve in drawn:
                column = self.scale.column(curve.start)
                if 0 <= column < len(cells) and (not cells[column].kind or column == today):
                    cells[column] = _Cell("session", self.marks.session)
            for day in failed:
                self._put(cells, day, _Cell("no_effect", self.marks.no_effect))
            return cells
        for curve in drawn:
            for touch_up in curve.treatment.touch_ups:
                day = touch_up.date.not_after(self.today).middle
                self._put(cells, day, _Cell("touch_up", self.marks.touch_up))
        for day in failed:
            self._put(cells, day, _Cell("no_effect", self.marks.no_effect))
        for curve in drawn:
            self._put(cells, curve.start, _Cell("session", self.marks.session))
        return cells

    def _is_shown(self, curve: EffectCurve) -> bool:
        shown = self.scale.time_axis
        return max(curve.end, curve.no_effect or curve.end) >= shown.first and (
            curve.start <= shown.last
        )

    def _add(self, columns: list["_Column"], curve: EffectCurve) -> None:
        """Add the days of one result to the columns that they are in."""
        begin = max(self.scale.column(curve.start), 0)
        end = min(self.scale.column(curve.end) + 1, self.scale.columns)
        days = self.days[begin * _SAMPLES : end * _SAMPLES]
        for index, (day, height) in enumerate(zip(days, curve.on(days), strict=True)):
            column = columns[begin + index // _SAMPLES]
            if height and not curve.observable:
                column.unknown += 1
            elif height:
                column.height += height
                column.seen += day <= curve.seen
                column.unseen += day > curve.seen
        for day in curve.denied:
            if 0 <= (index := self.scale.column(day)) < self.scale.columns:
                columns[index].unseen += 1

    def _cell(self, column: "_Column") -> "_Cell":
        """Return what is drawn of the days of a column: seen only if each of them was."""
        if column.unknown > column.seen + column.unseen:
            return _Cell("unknown", self.marks.unknown)
        height = min(1.0, column.height / _SAMPLES)
        kind = "likely" if column.unseen or column.unknown else "seen"
        if kind == "seen" and height > _FULL_HEIGHT:
            return _Cell("seen", self.marks.seen)
        level = round(height * len(self.marks.heights)) - 1
        return _Cell(kind, self.marks.heights[level]) if level >= 0 else _Cell("", " ")

    def _put(self, cells: list["_Cell"], day: date, cell: "_Cell") -> None:
        column = self.scale.column(day)
        if 0 <= column < len(cells):
            cells[column] = cell

    def _fitted(self, text: str, width: int) -> str:
        if cell_len(text) > width:
            return set_cell_size(text, width - 1) + self.marks.cut
        return set_cell_size(text, width)

    def _sentence(self, sentence: str, indent: int | None = None) -> Iterator[Text]:
        margin = self.margin if indent is None else indent
        if not self.wide:
            margin = 2
        for row in rows(sentence, self.width - margin):
            yield Text(" " * margin + row)

    # Below the bars

    def _legend(self) -> Iterator[Text]:
        marks = self.marks
        high = "the likelier it still works"
        if self.scale.crowded:
            high = "the more of the time it probably worked"
        meanings = {
            "session": f"{marks.session} session",
            "touch_up": f"{marks.touch_up} touch-up",
            "seen": f"{marks.seen} working at a check-in",
            "likely": f"{marks.steep} the higher, {high}",
            "unknown": f"{marks.unknown} no check-in",
            "no_effect": f"{marks.no_effect} no effect",
            "today": f"{marks.today} today",
            "earlier": f"{marks.earlier} earlier sessions",
        }
        parts = [meaning for kind, meaning in meanings.items() if kind in self.used]
        row = ""
        for part in parts:
            if row and len(row) + len(part) + 3 > self.width:
                yield from self._small(row)
                row = ""
            row += ("   " if row else "") + part
        yield from self._small(row)
        if hidden := self._hidden():
            first = min(item.date.first for area in self.view.areas for item in area.treatments)
            text = f"{plural(hidden, 'earlier session')} not shown. To show all: "
            text += command_line("timeline --since", str(first.year))
            yield from self._small(text)

    def _small(self, text: str) -> Iterator[Text]:
        for line in rows(text, self.width):
            yield Text(line)

    def _hidden(self) -> int:
        days = {
            (item.session.id, item.date)
            for area in self.view.areas
            for item in area.treatments
            if self.scale.column(item.date.middle) < 0
        }
        return len(days)

    def _detail(self, area: AreaForecast) -> Iterator[Text]:
        yield Text(inert(area.name), "bold")
        explanation = (
            area_explanation.basis(area, self.view.snapshot.catalog),
            sentences.label_date(area, self.today)
            or sentences.off_label(area, self.view.snapshot.catalog),
            area_explanation.narrower(area, self.today),
        )
        yield from self._sentence(" ".join(part for part in explanation if part), indent=2)
        for text in (area_explanation.trend(area), self.view.track_record(area)):
            if text:
                yield from self._sentence(text, indent=2)
        sessions = self.view.sessions(area, self.scale.time_axis)
        catalog = self.view.snapshot.catalog
        for treatment in sessions:
            line = area_explanation.session_line(treatment, catalog, self.today)
            yield from self._sentence(line, indent=2)
        if (more := len(area.treatments) - len(sessions)) > 0:
            yield from self._sentence(f"{plural(more, 'earlier session')} not listed.", indent=2)

    def _questions(self) -> Iterator[Text]:
        questions = self.view.questions
        if not questions.shown:
            return
        yield Text()
        yield from hanging(questions.heading, "", self.width, "bold", indent=0)
        for number, raised in enumerate(questions.shown, start=1):
            lead, lines = f"?{number} {raised.title}", questions.lines(raised)
            indent = len(f"?{number} ")
            if not questions.full:
                text = " ".join(lines)
                yield from hanging(f"{lead}. ", text, self.width, "bold", indent)
                continue
            yield from hanging(lead, "", self.width, "bold", indent)
            for line in lines:
                yield from hanging(" " * indent, line, self.width, indent=indent + 2)
        if questions.full:
            yield Text()
        yield from hanging("", self.view.next_step(), self.width, indent=0)
