"""The timeline: a lane for each area, and on it what lasted, what works and what should fade."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog import words
from botoxlog.dates import MONTHS, add_days
from botoxlog.outlook import AreaOutlook, Outlook, Treatment, is_dormant
from botoxlog.reference import Reference
from botoxlog.text import inert, plural

WIDE = 72
"""From this many columns on, a name, its bar and its state share a line."""

DEFAULT_MONTHS_WIDE, DEFAULT_MONTHS_NARROW = 24, 12
_MONTH_DAYS = 30.44
_LONGEST_NAME = 24
_STATE_WIDTH = 14
_AHEAD_DAYS = 30
_CROWDED_DAYS = 20
_TOLD = 8  # sessions listed below one area, unless a beginning was asked for


@dataclass(frozen=True, slots=True)
class Marks:
    """One mark for each thing that can stand on a lane."""

    session: str
    touch_up: str
    working: str
    between: str
    unknown: str
    expected: str
    fading: str
    faded: str
    likely: str
    today: str
    earlier: str
    arrow: str
    cut: str


UNICODE = Marks("●", "○", "━", "╌", "·", "─", "▒", "░", "◆", "│", "«", "▼", "…")
ASCII = Marks("o", "+", "=", ":", ".", "-", "~", ",", "X", "|", "<", "v", "~")

_LEGEND = {
    "session": "session",
    "touch_up": "touch-up",
    "working": "working",
    "between": "faded in here",
    "unknown": "nobody looked",
    "expected": "should work",
    "fading": "may have faded",
    "likely": "likely day",
    "faded": "probably faded",
    "today": "today",
    "earlier": "earlier sessions",
}
_STYLES = {
    "session": "bold",
    "working": "cyan",
    "expected": "cyan",
    "fading": "yellow",
    "faded": "yellow",
    "likely": "bold yellow",
    "today": "bold magenta",
    "between": "dim",
    "unknown": "dim",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Days laid out on columns."""

    first: date
    last: date
    columns: int

    def column(self, day: date) -> int:
        """Return the column of a day; outside the scale it is negative or beyond the last."""
        days = (self.last - self.first).days or 1
        return (day - self.first).days * (self.columns - 1) // days

    @property
    def crowded(self) -> bool:
        """Whether a column holds so many days that today must not share it."""
        return (self.last - self.first).days > _CROWDED_DAYS * self.columns


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The picture of an outlook.

    Attributes:
        since: Where the picture begins; None chooses a stretch that stays readable.
        detail: Whether each area is explained below the picture.
    """

    outlook: Outlook
    areas: Sequence[AreaOutlook]
    reference: Reference
    since: date | None = None
    detail: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw for the width and encoding of the terminal."""
        marks = ASCII if options.ascii_only else UNICODE
        yield from _Drawing(self, options.max_width, marks).lines()


class _Drawing:
    """One picture at one width."""

    def __init__(self, view: TimelineView, width: int, marks: Marks) -> None:
        self.view = view
        self.today = view.outlook.today
        self.width = width
        self.marks = marks
        self.wide = width >= WIDE
        longest = max((cell_len(inert(area.name)) for area in view.areas), default=0)
        self.margin = min(longest, _LONGEST_NAME, width // 4) + 2 if self.wide else 0
        columns = width - self.margin - (_STATE_WIDTH + 2 if self.wide else 0)
        self.scale = self._scale(max(columns, 10))
        self.used: set[str] = {"today"}

    def _scale(self, columns: int) -> Scale:
        areas, today = self.view.areas, self.today
        sessions = [item.date.middle for area in areas for item in area.treatments]
        ends = [
            area.forecast.late for area in areas if area.forecast and not is_dormant(area, today)
        ]
        last = add_days(max([today, *ends]), _AHEAD_DAYS)
        if self.view.since is not None:
            return Scale(min(self.view.since, today), last, columns)
        months = DEFAULT_MONTHS_WIDE if self.wide else DEFAULT_MONTHS_NARROW
        readable = add_days(today, -months * _MONTH_DAYS)
        first = max(min(sessions, default=today), readable)
        first = min(first, max(sessions, default=today))
        return Scale(add_days(first, -(last - first).days / 40), last, columns)

    def lines(self) -> Iterator[Text]:
        lanes = [line for area in self.view.areas for line in self._lane(area)]
        yield from self._axis()
        yield from lanes
        yield Text()
        yield from self._legend()
        if self.view.detail:
            for area in self.view.areas:
                yield Text()
                yield from self._detail(area)

    # The time axis

    def _axis(self) -> Iterator[Text]:
        column = self.scale.column(self.today)
        label = f"today, {self.today.day} {MONTHS[self.today.month - 1]} {self.today.year}"
        row = " " * column + f"{self.marks.arrow} {label}"
        if len(row) > self.width - self.margin:
            row = f"{label} {self.marks.arrow}".rjust(column + 1)
        yield self._indented(row, "bold magenta")
        yield self._indented(self._ticks(), "dim")

    def _ticks(self) -> str:
        """Return month names, or years, as close as they stay readable."""
        days = (self.scale.last - self.scale.first).days
        room = 6 * days / self.scale.columns / _MONTH_DAYS  # months that one label takes
        step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if step >= room), 240)
        row = ""
        month = self.scale.first.year * 12 + self.scale.first.month
        while (day := date(min(month // 12, 9999), month % 12 + 1, 1)) <= self.scale.last:
            if month % step == 0:
                label = str(day.year) if month % 12 == 0 else MONTHS[month % 12]
                column = self.scale.column(day)
                if column >= len(row) + bool(row) and column + len(label) <= self.scale.columns:
                    row = row.ljust(column) + label
            month += 1
        return row

    def _indented(self, row: str, style: str = "") -> Text:
        return Text(" " * self.margin).append(row.rstrip(), style)

    # A lane

    def _lane(self, area: AreaOutlook) -> Iterator[Text]:
        name, state = inert(area.name), words.state(area)
        bar = self._bar(area)
        if self.wide:
            line = Text(self._fitted(name, self.margin - 2) + "  ", "bold")
            line.append_text(bar).append("  ").append(state, "bold")
        else:
            line = Text(self._fitted(name, self.width - len(state) - 2, pad=False), "bold")
            line.append(f": {state}")
        line.rstrip()
        yield line
        if not self.wide:
            bar.rstrip()
            yield bar
        if not is_dormant(area, self.today) or area.forecast is None or len(self.view.areas) == 1:
            yield from self._sentence(words.window(area, self.today))

    def _bar(self, area: AreaOutlook) -> Text:
        cells: list[str] = [""] * self.scale.columns
        for treatment in area.treatments:
            self._draw(cells, area, treatment)
        if any(self.scale.column(item.date.middle) < 0 for item in area.treatments):
            cells[0] = "session" if cells[0] == "session" else "earlier"
        today = self.scale.column(self.today)
        if self.scale.crowded or cells[today] not in {"session", "touch_up", "likely"}:
            cells[today] = "today"
        self.used.update(cell for cell in cells if cell)
        bar = Text()
        for cell in cells:
            bar.append(getattr(self.marks, cell) if cell else " ", _STYLES.get(cell, ""))
        return bar

    def _draw(self, cells: list[str], area: AreaOutlook, treatment: Treatment) -> None:
        start, lasted = treatment.date.middle, treatment.lasted
        if treatment.retreated is not None:
            until = treatment.retreated.middle
            worked = add_days(start, lasted.at_least or 0)
            ended = until if lasted.at_most is None else add_days(start, lasted.at_most)
            self._fill(cells, start, min(worked, until), "working")
            kind = "unknown" if lasted.at_most is None else "between"
            self._fill(cells, worked, min(ended, until), kind)
        elif lasted.at_most is not None:
            worked = add_days(start, lasted.at_least or 0)
            self._fill(cells, start, worked, "working")
            self._fill(cells, worked, add_days(start, lasted.at_most), "between")
        elif area.forecast is not None:
            early, likely, late = area.forecast.early, area.forecast.likely, area.forecast.late
            seen = add_days(start, lasted.at_least or 0)
            self._fill(cells, start, seen, "working")
            self._fill(cells, seen, early, "expected")
            self._fill(cells, early, likely, "fading")
            self._fill(cells, likely, late, "faded")
            self._put(cells, likely, "likely")
        elif lasted.at_least is not None:
            self._fill(cells, start, add_days(start, lasted.at_least), "working")
        for touch_up in treatment.touch_ups:
            self._put(cells, touch_up.date.not_after(self.today).middle, "touch_up")
        self._put(cells, start, "session")

    def _fill(self, cells: list[str], first: date, last: date, kind: str) -> None:
        begin, end = self.scale.column(first), self.scale.column(last)
        for column in range(max(begin, 0), min(end, len(cells))):
            if cells[column] not in {"session", "touch_up"}:
                cells[column] = kind

    def _put(self, cells: list[str], day: date, kind: str) -> None:
        column = self.scale.column(day)
        if 0 <= column < len(cells):
            cells[column] = kind

    def _fitted(self, text: str, width: int, *, pad: bool = True) -> str:
        if cell_len(text) > width:
            return set_cell_size(text, width - 1) + self.marks.cut
        return set_cell_size(text, width) if pad else text

    def _sentence(self, sentence: str, indent: int | None = None) -> Iterator[Text]:
        margin = self.margin if indent is None else indent
        if not self.wide:
            margin = 2
        for row in wrap(sentence, max(self.width - margin, 20)):
            yield Text(" " * margin + row)

    # Below the lanes

    def _legend(self) -> Iterator[Text]:
        parts = [
            f"{getattr(self.marks, kind)} {meaning}"
            for kind, meaning in _LEGEND.items()
            if kind in self.used
        ]
        row = ""
        for part in parts:
            if row and len(row) + len(part) + 3 > self.width:
                yield Text(row, "dim")
                row = ""
            row += ("   " if row else "") + part
        yield Text(row, "dim")
        if hidden := self._hidden():
            first = min(item.date.first for area in self.view.areas for item in area.treatments)
            text = f"{plural(hidden, 'earlier session')} not drawn: --since {first.year} draws all."
            for line in wrap(text, self.width):
                yield Text(line, "dim")

    def _hidden(self) -> int:
        days = {
            (item.session.id, item.date)
            for area in self.view.areas
            for item in area.treatments
            if self.scale.column(item.date.middle) < 0
        }
        return len(days)

    def _detail(self, area: AreaOutlook) -> Iterator[Text]:
        yield Text(inert(area.name), "bold")
        explanation = (
            words.basis(area, self.view.reference),
            words.label_date(area, self.today),
            words.narrower(area, self.today),
        )
        yield from self._sentence(" ".join(part for part in explanation if part), indent=2)
        if going := words.trend(area):
            yield from self._sentence(going, indent=2)
        told = [
            treatment
            for treatment in reversed(area.treatments)
            if self.view.since is None or self.scale.column(treatment.date.middle) >= 0
        ]
        if self.view.since is None:
            told = told[:_TOLD]
        for treatment in told:
            history = words.history(treatment, self.view.reference, self.today)
            yield from self._sentence(history, indent=2)
        if (more := len(area.treatments) - len(told)) > 0:
            yield from self._sentence(f"{plural(more, 'earlier session')} not listed.", indent=2)
