"""The timeline as SVG text, without scripts, fonts or links; dark on a dark screen.

One row for each area under one time axis: its name and state, its history (`svg_history`), the
window and the next step. What check-ins saw is filled; what is only expected is hatched under a
dashed line, so that no meaning depends on colour. A description for screen readers says it all in
sentences, or says where they are: a page has them below the picture.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil
from xml.sax.saxutils import escape

from botoxlog.core.partial_dates import add_days, day_words
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render.svg_history import History, Scale
from botoxlog.render.svg_shapes import block, dark_style, length, mark, shorten, tag, text
from botoxlog.render.time_axis import MONTHS_NARROW, MONTHS_WIDE, TimeAxis, time_axis
from botoxlog.reports import due_text, row_text, sentences
from botoxlog.reports.timeline_questions import NO_QUESTIONS, TimelineQuestions

WIDE, NARROW = 720, 288
"""Widths in CSS pixels: of a page or a desktop screen, and of the smallest phone."""

# In pixels, if not said otherwise.
_EDGE = 10  # around the picture
_CURVE, _CURVE_NARROW = 28, 22  # height of a curve at its top
_LINE = 15  # line height of text
_TEXT, _SMALL = 13, 12  # font sizes
_SLIM, _SLIMMER = "fijlrt.,:;'()| ", 0.2  # narrow letters, and by how much, in ems
_TICK = 38  # minimum distance of ticks on the axis
_INDENT = 22  # of a question behind its number
_GAP = 14  # between the columns, and between the parts of the legend
_NAMES, _FACTS = (96, 176), (80, 184)  # range of the widths of the columns beside the histories
_SAMPLE = 20  # of the legend, before its meaning
_MANY_ROWS = 6  # above this, the axis is labelled below the rows as well
_MARGIN_DAYS = 30  # after the last day that has to be shown
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"

_NAMESPACE = "http://www.w3.org/2000/svg"  # a name; nothing fetches it

ELSEWHERE = "This page says it in words as well."
"""The description of a picture on a page."""

LEGEND = {
    "seen": "working at a check-in",
    "likely": "the higher, the likelier it still works",
    "unknown": "no check-in",
    "session": "session",
    "several": "more than one",
    "touch-up": "touch-up",
    "no-effect": "no effect",
    "block-seen": "a session, seen working",
    "block-not-seen": "not seen working",
    "block-unknown": "no check-in",
    "block-no-effect": "no effect",
    "booked": "appointment",
    "earlier": "earlier sessions",
}
"""What each kind of mark means."""

WINDOW = "wears off (80%)"
"""The heading of the dates where they have a column."""

DATES = "80% chance that it wears off between the two dates."
UNCOUNTED = "Touch-ups are not shown at this scale."
"""Remarks below the legend."""


def timeline(
    snapshot: Snapshot,
    areas: Sequence[AreaForecast],
    since: date | None = None,
    questions: TimelineQuestions = NO_QUESTIONS,
    *,
    on_day: date | None = None,
    width: int = WIDE,
    part: str = "",
) -> str:
    """Return the picture as an SVG element.

    Args:
        snapshot: The forecasts, and today.
        areas: One row each, in this order.
        since: The first day shown; None chooses a period that stays readable.
        questions: What to raise; the rows that it is about are marked.
        on_day: A day to mark with a line, None for none.
        width: In CSS pixels.
        part: Suffix of the ids, unique among the pictures of a page; "" for a file of its own,
            which also lists the questions and is described in whole sentences.
    """
    months = MONTHS_WIDE if width >= WIDE else MONTHS_NARROW
    shown = time_axis(areas, snapshot.today, since, months=months)
    if on_day is not None:
        shown = TimeAxis(min(shown.first, on_day), max(shown.last, add_days(on_day, _MARGIN_DAYS)))
    return _Drawing(snapshot, tuple(areas), shown, questions, on_day, width, part).svg()


def area_summary(area: AreaForecast, snapshot: Snapshot) -> str:
    """Return the forecast and the next step of an area in sentences."""
    parts = (sentences.window(area, snapshot.today), due_text.next_step(area, snapshot))
    return " ".join(inert(part) for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Row:
    """The text of one row: the name, the numbers of its questions, and lines of words."""

    name: str
    mark: str
    state: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class _Drawing:
    snapshot: Snapshot
    areas: tuple[AreaForecast, ...]
    time_axis: TimeAxis
    questions: TimelineQuestions
    on_day: date | None
    width: int
    part: str

    left = _EDGE

    @property
    def right(self) -> int:
        return self.width - _EDGE

    @property
    def in_columns(self) -> bool:
        """Whether the words are beside the histories; on a narrow screen they are above them."""
        return self.width >= WIDE

    @cached_property
    def rows(self) -> tuple[_Row, ...]:
        return tuple(self._row_of(area) for area in self.areas)

    def _row_of(self, area: AreaForecast) -> _Row:
        words = (
            row_text.short_window(area, self.snapshot.today),
            row_text.short_step(area, self.snapshot),
        )
        return _Row(
            inert(area.name),
            self.questions.mark(area, self.snapshot),
            sentences.state(area, self.snapshot.today),
            tuple(inert(one).replace(" - ", " \N{EN DASH} ") for one in words if one),
        )

    @property
    def has_windows(self) -> bool:
        return any("\N{EN DASH}" in fact for row in self.rows for fact in row.facts)

    @cached_property
    def columns(self) -> tuple[int, int]:
        """The widths of the columns left and right of the histories."""
        names = [max(length(row.name + row.mark) * _TEXT, _wide(row.state)) for row in self.rows]
        facts = [_wide(one) for row in self.rows for one in (WINDOW, *row.facts)]
        return _within(max(names, default=0), _NAMES), _within(max(facts, default=0), _FACTS)

    @cached_property
    def scale(self) -> Scale:
        if not self.in_columns:
            return Scale(self.time_axis, self.left, self.right)
        names, facts = self.columns
        return Scale(self.time_axis, self.left + names + _GAP, self.right - facts - _GAP)

    @cached_property
    def most_a_year(self) -> int:
        """The most sessions of one area in a year that is shown."""
        counts = [
            Counter(item.start.middle.year for item in area.treatments).most_common(1)
            for area in self.areas
        ]
        return max((count for one in counts for _, count in one), default=0)

    @property
    def hatch(self) -> str:
        return f"hatch{self.part}"

    def svg(self) -> str:
        rows: list[str] = []
        kinds: set[str] = set()
        top = y = 48 if self.on_day is None else 70
        for area, row in zip(self.areas, self.rows, strict=True):
            y = self._row(area, row, y, rows, kinds)
        below: list[str] = []
        height = self._legend(y + (30 if len(self.areas) > _MANY_ROWS else 18), kinds, below)
        if self._listed:
            height = self._questions(height + 12, below)
        axis = [*self._axis(top, y), *self._day_lines(y), *self._day_labels()]
        parts = [*self._head(height), *axis, *rows, *below, "</svg>"]
        return "\n".join(parts) + "\n"

    def _head(self, height: int) -> Iterator[str]:
        title, description = f"title{self.part}", f"desc{self.part}"
        own = f'xmlns="{_NAMESPACE}" width="{self.width}" height="{height}" '
        yield (
            f'<svg {"" if self.part else own}viewBox="0 0 {self.width} {height}" '
            f'role="img" aria-labelledby="{title} {description}" font-family="{_FONT}">'
        )
        yield f'<title id="{title}">Timeline, {day_words(self.snapshot.today)}</title>'
        words = ELSEWHERE if self.part else " ".join(self._spoken())
        yield f'<desc id="{description}">{escape(words)}</desc>'
        yield f"<style>{dark_style()}</style>"
        stroke = tag("path", stroke="likely", d="M1 0V5", stroke_width=1.6)
        yield (
            f'<defs><pattern id="{self.hatch}" width="5" height="5" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)">{stroke}</pattern></defs>'
        )
        yield tag("rect", fill="paper", width=self.width, height=height)

    def _spoken(self) -> Iterator[str]:
        """Yield the picture in words."""
        for area in self.areas:
            state = sentences.state(area, self.snapshot.today)
            yield f"{inert(area.name)}: {state}. {area_summary(area, self.snapshot)}"
            if numbers := self.questions.numbers(area, self.snapshot):
                yield f"To raise: {join_words(numbers)}."
        if self._listed:
            yield f"{self.questions.heading}:"
            for number, item in enumerate(self.questions.shown, start=1):
                yield f"{number}. {item.title}. {' '.join(self.questions.lines(item))}"
            yield self.questions.rest

    @property
    def _listed(self) -> bool:
        """Whether the questions are in the picture; on a page they are in its text."""
        return bool(self.questions.shown) and not self.part

    # Time

    def _axis(self, top: int, bottom: int) -> Iterator[str]:
        if self.in_columns and self.has_windows:
            yield text(self.right - self.columns[1], top - 8, WINDOW, "quiet", size=_SMALL)
        scale, free = self.scale, self.scale.left
        for day, label in self.time_axis.ticks(int(scale.right - scale.left) // _TICK):
            x = scale.x(day)
            if x >= free and x + _TICK * 0.7 < scale.right:
                yield tag("path", stroke="line", d=f"M{x:.1f} {top - 4}V{bottom}")
                yield text(x, top - 8, label, "quiet", size=_SMALL)
                if len(self.areas) > _MANY_ROWS:
                    yield text(x, bottom + 12, label, "quiet", size=_SMALL)
                free = x + _TICK * 0.8

    def _day_labels(self) -> Iterator[str]:
        """Yield the dates of the days that have a line."""
        for day, y, words, colour in self.days:
            x = self.scale.x(day)
            room = _wide(words) * _TEXT / _SMALL + _EDGE
            at_right = x + room < self.right and (day != self.snapshot.today or x < self.width / 2)
            anchor, shift = ("start", -6) if at_right else ("end", 6)
            yield text(x + shift, y, words, colour, bold=True, anchor=anchor)

    @property
    def days(self) -> Iterator[tuple[date, int, str, str]]:
        """Each day that has a line, with the y, the words and the colour of its label."""
        today = self.snapshot.today
        yield today, 13, f"today, {day_words(today)}", "today"
        if self.on_day is not None:
            yield self.on_day, 38, day_words(self.on_day), "ink"

    def _day_lines(self, bottom: int, height: int | None = None) -> Iterator[str]:
        """Yield the lines of the days: from their labels on, or of a height in one row."""
        for day, y, _, colour in self.days:
            x, top = self.scale.x(day), y + 7 if height is None else bottom - height
            dashes = {"stroke_dasharray": "5 3"} if day == self.on_day else {}
            yield tag("path", stroke=colour, d=f"M{x:.1f} {top}V{bottom}", stroke_width=2, **dashes)
        if height is None:
            x = self.scale.x(self.snapshot.today)
            yield tag("path", fill="today", d=f"M{x - 6:.1f} 18h12l-6 9z")

    # Rows

    def _row(self, area: AreaForecast, row: _Row, y: int, parts: list[str], kinds: set[str]) -> int:
        """Add the row whose top is at `y`; return the top of the next one."""
        if self.in_columns:
            bottom, height = self._words_beside(row, y, parts), _CURVE
            base = y + 4 + height
        else:
            base, height = self._words_above(row, y, parts) + 6 + _CURVE_NARROW, _CURVE_NARROW
            bottom = base + 8
        scale, today = self.scale, self.snapshot.today
        parts.append(tag("path", stroke="line", d=f"M{scale.left:.0f} {base}H{scale.right:.0f}"))
        history = History(area, today, (), scale, base, height, self.hatch, self.most_a_year)
        for kind, element in history.elements():
            kinds.add(kind)
            parts.append(element)
        parts.extend(self._day_lines(base, height))
        return bottom

    def _words_beside(self, row: _Row, y: int, parts: list[str]) -> int:
        """Add the words left and right of the history; return the bottom of the row."""
        names, facts = self.columns
        y += 13
        parts.append(self._name(row, y, names))
        states = _wrap(row.state, names)
        lines = [line for fact in row.facts for line in _wrap(fact, facts)]
        for place, line in enumerate(states, start=1):
            parts.append(text(self.left, y + _LINE * place, line, "ink", size=_SMALL))
        for place, line in enumerate(lines):
            at = self.right - facts, y + _LINE * place
            parts.append(text(*at, line, "quiet", size=_SMALL))
        return y + max(len(states), len(lines) - 1, 1) * _LINE + 11

    def _words_above(self, row: _Row, y: int, parts: list[str]) -> int:
        """Add the words above the history; return the y of the last line."""
        room, y = self.right - self.left, y + 14
        parts.append(self._name(row, y, room))
        used = length(row.name + row.mark) * _TEXT
        for place, fact in enumerate((*row.facts, "", "")[:2]):
            if place:
                y += _LINE
                parts.append(text(self.left, y, row.state, "ink", size=_SMALL))
                used = _wide(row.state)
            if fact and used + _GAP + _wide(fact) > room:
                y += _LINE
            if fact:
                parts.append(text(self.right, y, fact, "quiet", anchor="end", size=_SMALL))
        return y

    def _name(self, row: _Row, y: int, room: float) -> str:
        name = shorten(row.name, room / _TEXT - length(row.mark))
        return text(self.left, y, f"{name}{row.mark}", "ink", bold=True)

    # The legend

    def _legend(self, y: int, kinds: set[str], parts: list[str]) -> int:
        """Add the meaning of each mark that is drawn; return the height of the picture."""
        x = float(self.left)
        for kind, meaning in LEGEND.items():
            if kind not in kinds:
                continue
            wide = _SAMPLE + _wide(meaning)
            if x > self.left and x + wide > self.right:
                x, y = float(self.left), y + _LINE
            parts.append(self._sample(kind, x, y))
            parts.append(text(x + _SAMPLE, y, meaning, "quiet", size=_SMALL))
            x += wide + _GAP
        for remark in self._remarks():
            for line in _wrap(remark, self.right - self.left):
                y += _LINE
                parts.append(text(self.left, y, line, "quiet", size=_SMALL))
        return y + 12

    def _remarks(self) -> Iterator[str]:
        if self.has_windows and not self.in_columns:
            yield DATES
        corrected = any(item.touch_ups for area in self.areas for item in area.treatments)
        if corrected and not self.scale.has_curves:
            yield UNCOUNTED

    def _sample(self, kind: str, x: float, y: int) -> str:
        if kind.startswith("block-"):
            return block(kind, (x + 1, y - 9, 12, 8), self.hatch)
        box = f"M{x:.0f} {y}h14v-10h-14z"
        lines = {"d": f"M{x:.0f} {y - 4}h14", "stroke_width": 1.5, "stroke_dasharray": "1 4"}
        samples = {
            "seen": lambda: tag("path", fill="seen", d=box),
            "likely": lambda: f'<path d="{box}" fill="url(#{self.hatch})"/>',
            "unknown": lambda: tag("path", stroke="quiet", **lines),
            "several": lambda: mark("session", x + 7, y - 4, 2),
        }
        drawn = samples.get(kind)
        return drawn() if drawn else mark(kind, x + 7, y - 4)

    # The questions

    def _questions(self, y: int, parts: list[str]) -> int:
        """Add what to raise, below the legend; return the height of the picture."""
        parts.append(text(self.left, y, self.questions.heading, "ink", bold=True))
        x, room = self.left + _INDENT, self.right - self.left - _INDENT
        for number, item in enumerate(self.questions.shown, start=1):
            y += _LINE + 3
            parts.append(text(self.left, y, f"?{number}", "ink", bold=True, size=_SMALL))
            title = shorten(item.title, room / _SMALL)
            parts.append(text(x, y, title, "ink", bold=True, size=_SMALL))
            for line in _wrap(" ".join(self.questions.lines(item)), room):
                y += _LINE
                parts.append(text(x, y, line, "quiet", size=_SMALL))
        if self.questions.rest:
            y += _LINE + 3
            parts.append(text(self.left, y, self.questions.rest, "quiet", size=_SMALL))
        return y + 12


def _wide(words: str) -> float:
    """Return about how wide small text is, in pixels, and not less."""
    narrow = sum(letter in _SLIM for letter in words)
    return (length(words) * 0.95 - narrow * _SLIMMER) * _SMALL


def _wrap(words: str, room: float) -> list[str]:
    """Return lines of small text that fit in so many pixels; a longer word is cut with a mark."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if _wide(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(shorten(word, room / _SMALL))
    return [line for line in lines if line]


def _within(wanted: float, limits: tuple[int, int]) -> int:
    """Return a width that is wanted, rounded up, but neither below nor above its limits."""
    return min(max(ceil(wanted), limits[0]), limits[1])
