"""A table of areas in a terminal: name, bar, state, window and next step, one row an area.

The name, the bar and the state are always there. The other columns come where the bar keeps enough
room. In a narrow terminal an area takes two rows: its name and state, then its bar and window.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from botoxlog.core.text import encodable, inert
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render.terminal.bars import Marks, fitted
from botoxlog.render.terminal.lists import hanging
from botoxlog.reports import home_text
from botoxlog.reports.home_text import WINDOW

WIDE = 72
"""From this width on, in columns, an area takes one row."""

_LONGEST_NAME = 24
_LONGEST_STATE = 28  # columns; "partly working (seen 23 Nov)"
_LEAST_BAR = 24  # columns that names and their numbers leave to the bars of a timeline
_NARROWEST_BAR = 10
_GAP = 2

STATE, NEXT = "state", "next"
"""The headings of the columns of words, next to `WINDOW`."""


class AreaRow(NamedTuple):
    """What a table says of one area.

    Attributes:
        mark: What follows the name, never cut.
        window: The two dates of the window, "" if there is none.
        dated: The same with the years, where it crosses a new year.
        step: The next step in a word or two.
    """

    area: AreaForecast
    name: str
    mark: str
    state: str
    window: str
    dated: str
    step: str


def area_row(area: AreaForecast, snapshot: Snapshot, mark: str = "") -> AreaRow:
    """Return the row of an area as the terminal can show it."""
    today = snapshot.today
    texts = (
        inert(area.name),
        mark,
        home_text.short_state(area, today),
        home_text.short_window(area, today),
        home_text.short_window(area, today, years=True),
        home_text.short_step(area, snapshot),
    )
    return AreaRow(area, *map(encodable, texts))


class AreaTable:
    """The columns of a table at one width.

    Attributes:
        bar: The columns of a bar.
        margin: The columns in front of a bar.
    """

    def __init__(
        self,
        rows: Sequence[AreaRow],
        width: int,
        marks: Marks,
        *,
        least_bar: int,
        least_for_step: int | None = None,
        stated: bool = True,
    ) -> None:
        """Choose the columns.

        Args:
            rows: What the table says.
            width: The columns of the terminal.
            marks: The characters for the terminal.
            least_bar: The columns that a bar keeps before the window has room.
            least_for_step: Those it keeps before the next step has; None for as many.
            stated: Whether the state has a column; else only the name and the bar have.
        """
        self.width, self.marks = width, marks
        self.wide = width >= WIDE
        longest = max(_LONGEST_STATE, width // 3)
        self._state = self._window = self._step = 0
        if stated and self.wide:
            self._state = min(_widest(row.state for row in rows), longest)
        self._name = self._names(rows, width - self._room(self._state)) if self.wide else 0
        self.margin = self._name + _GAP if self.wide else 0
        left = width - self.margin - self._room(self._state)
        windows = max(_widest(row.window for row in rows), len(WINDOW)) if stated else 0
        steps = max(_widest(row.step for row in rows), len(NEXT)) if stated else 0
        if stated and any(row.window for row in rows) and left - self._room(windows) >= least_bar:
            self._window = windows
            left -= self._room(windows)
            room = self._room(steps)
            if (
                self.wide
                and any(row.step for row in rows)
                and left - room >= (least_for_step or least_bar)
            ):
                self._step = steps
                left -= room
            dated = max(_widest(row.dated for row in rows), len(WINDOW))
            if left - (dated - windows) >= max(least_bar, _LEAST_BAR):
                self._window = dated
                left -= dated - windows
        self.bar = max(left, _NARROWEST_BAR)

    def _room(self, column: int) -> int:
        return column + _GAP if column else 0

    def _names(self, rows: Sequence[AreaRow], room: int) -> int:
        """Return the columns of the names with their marks, of the `room` that the bars share."""
        longest = min(_LONGEST_NAME, self.width // 4)
        needed = (min(cell_len(row.name), longest) + len(row.mark) for row in rows)
        return min(max(needed, default=0), max(longest, room - _GAP - _LEAST_BAR))

    def legend(self) -> list[str]:
        """Return what the window is, if it has a column."""
        return ["window: 80% chance it wears off then"] if self._window else []

    def heading(self, ticks: str) -> Text:
        """Return the row above the table: the ticks of the axis, and what the columns are."""
        line = Text(" " * self.margin)
        words = [
            (STATE, self._state),
            (WINDOW, self._window),
            (NEXT, self._step),
        ]
        line.append(fitted(ticks, self.bar, self.marks))
        for word, column in words:
            if column:
                line.append(f"  {word:<{column}}")
        line.rstrip()
        return line

    def lines(self, row: AreaRow, bar: Text) -> Iterator[Text]:
        """Yield the row of one area, or its two rows in a narrow terminal."""
        dated = cell_len(row.dated) <= self._window
        window = row.dated if dated else row.window
        columns = [(self._stated(row), self._state, "bold"), (window, self._window, "")]
        if self.wide:
            columns.append((row.step, self._step, ""))
            room = self._name - len(row.mark)
            name = row.name if cell_len(row.name) <= room else fitted(row.name, room, self.marks)
            line = Text().append(fitted(f"{name}{row.mark}", self._name, self.marks) + "  ", "bold")
        else:
            yield from hanging(row.name + row.mark, f": {row.state}", self.width, "bold")
            line = Text()
        line.append_text(bar)
        for text, column, style in columns:
            if column:
                line.append("  ").append(fitted(text, column, self.marks), style)
        line.rstrip()
        yield line

    def _stated(self, row: AreaRow) -> str:
        """Return the state, or its longest form that fits in its column."""
        forms = (row.state, *home_text.shorter_states(row.state))
        return next((one for one in forms if cell_len(one) <= self._state), row.state)


def _widest(texts: Iterator[str]) -> int:
    return max((cell_len(text) for text in texts), default=0)
