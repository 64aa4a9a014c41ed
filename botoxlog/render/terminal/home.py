"""The home screen in a terminal: where you stand, what is due, what to ask."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.core.text import encodable, inert, rows
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render.terminal.area_table import AreaTable, area_row
from botoxlog.render.terminal.bars import ASCII, UNICODE, Canvas, DayBars, Marks, legend_rows
from botoxlog.render.terminal.lists import NARROW, hanging
from botoxlog.render.time_axis import home_axis
from botoxlog.reports import home_text, sentences

_LEAST_BAR, _LEAST_FOR_STEP = 12, 16
"""Columns that a bar keeps before the window, and then the next step, have room."""
_LABELS = 10  # columns of the labels below the table: "book now"
_MOST_AREAS = 8  # with more, the words of the first question leave no room
_MOST_ROWS = 2  # of what is due of one kind, where it is told in more than one


class HomeView(NamedTuple):
    """Where every area of a snapshot stands."""

    snapshot: Snapshot

    def plain(self) -> Iterator[str]:
        """Yield one fact a line, in place of the table."""
        snapshot = self.snapshot
        yield f"today: {home_text.today_words(snapshot)}"
        yield f"next visit: {home_text.next_visit(snapshot)}"
        for area in snapshot.areas:
            name = inert(area.name)
            yield f"{name}: {home_text.short_state(area, snapshot.today)}"
            if window := sentences.window(area, snapshot.today):
                yield f"{name}, window: {window}"
        for label, text in home_text.visit_lines(snapshot):
            yield f"{label}: {text}"
        groups, more = home_text.due_groups(snapshot)
        for group in groups:
            yield f"{group.label}: {home_text.group_words(group, len(group.names))}"
        if not groups:
            yield home_text.NOTHING_DUE
        if more:
            yield home_text.more_due(more)
        if (question := home_text.question_words(snapshot)) is not None:
            yield from (question.number, f'{question.title}: "{question.whole}"')

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the screen for the width and encoding of the terminal."""
        marks = ASCII if options.ascii_only else UNICODE
        yield from _Screen(self.snapshot, options.max_width, marks).lines()


class _Screen:
    """The screen at one width."""

    def __init__(self, snapshot: Snapshot, width: int, marks: Marks) -> None:
        self.snapshot, self.width, self.marks = snapshot, width, marks
        self.areas = snapshot.areas
        today = snapshot.today
        rows = [area_row(area, snapshot) for area in self.areas]
        self.rows = rows
        self.table = AreaTable(
            rows, width, marks, least_bar=_LEAST_BAR, least_for_step=_LEAST_FOR_STEP
        )
        booked = home_text.booked_days(snapshot, self.areas)
        shown = home_axis(self.areas, today, [days[0] for days in booked.values()])
        canvas = Canvas(shown, self.table.bar, today, marks, booked, short=True)
        self.bars = DayBars(canvas)

    def lines(self) -> Iterator[Text]:
        bars = [self.bars.bar(area) for area in self.areas]
        yield from self._header()
        yield Text()
        yield self.table.heading(self._ticks())
        for row, bar in zip(self.rows, bars, strict=True):
            yield from self.table.lines(row, bar)
        for text in legend_rows([*self.bars.legend(), *self.table.legend()], self.width):
            yield from (Text(line) for line in rows(text, self.width))
        yield Text()
        yield from self._due()
        yield from self._questions()

    def _header(self) -> Iterator[Text]:
        left = home_text.today_words(self.snapshot)
        right = encodable(f"next visit: {home_text.next_visit(self.snapshot)}")
        gap = self.width - len(left) - cell_len(right)
        if gap > 1:
            yield Text().append(left, "bold").append(" " * gap + right)
            return
        yield Text(left, "bold")
        yield from hanging(right, "", self.width, indent=2)

    def _ticks(self) -> str:
        """Return the row of months with the mark of today in it."""
        column, row = self.bars.column(self.snapshot.today), self.bars.ticks()
        left, right = row[:column], row[column + 1 :]
        if row[column : column + 1].strip():  # today takes the place of a label, whole
            left, right = left.rstrip(_LETTERS), right.lstrip(_LETTERS)
            right = right.rjust(len(row) - column - 1)
        return left.ljust(column) + self.marks.arrow + right

    def _due(self) -> Iterator[Text]:
        for label, text in home_text.visit_lines(self.snapshot):
            yield from self._line(label, text)
        groups, more = home_text.due_groups(self.snapshot)
        if not groups:
            yield from self._line("due", home_text.NOTHING_DUE)
        for number, group in enumerate(groups, start=1):
            end = f"; {home_text.more_due(more)}" if more and number == len(groups) else ""
            lines: list[Text] = []
            for count in range(len(group.names), 0, -1):
                lines = [*self._line(group.label, home_text.group_words(group, count) + end)]
                if len(lines) <= (_MOST_ROWS if group.first or self.width < NARROW else 1):
                    break
            yield from lines

    def _questions(self) -> Iterator[Text]:
        question = home_text.question_words(self.snapshot)
        if question is None:
            return
        yield from self._line("to ask", question.number)
        texts = (question.words, question.title)
        most = _MOST_ROWS
        if len(self.areas) > _MOST_AREAS:
            texts, most = (question.title, question.topic), 1
        lines = [[*self._line("", text)] for text in texts]
        yield from lines[0] if len(lines[0]) <= most else lines[1]

    def _line(self, label: str, text: str) -> Iterator[Text]:
        if self.width < NARROW:
            yield from hanging(f"{label}: " if label else "  ", text, self.width, "bold")
        else:
            yield from hanging(f"{label:<{_LABELS}}", text, self.width, "bold", _LABELS)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
