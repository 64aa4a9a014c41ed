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

from botoxlog.core.partial_dates import day_words
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render.svg_history import History, Scale
from botoxlog.render.svg_legend import BLOCKS, DATES, INEXACT, UNCOUNTED, Legend
from botoxlog.render.svg_shapes import dark_style, length, shorten, tag
from botoxlog.render.svg_text import LINE, SMALL, TEXT, text, wide, wrap
from botoxlog.render.time_axis import MONTHS_NARROW, MONTHS_WIDE, TimeAxis, time_axis
from botoxlog.reports import due_text, home_text, sentences
from botoxlog.reports.appointment_text import visit_words
from botoxlog.reports.timeline_questions import NO_QUESTIONS, TimelineQuestions

WIDE, NARROW = 720, 288
"""Widths in CSS pixels: of a page or a desktop screen, and of the smallest phone."""

# In pixels, if not said otherwise.
_EDGE = 10  # around the picture
_CURVE, _CURVE_NARROW = 28, 22  # height of a curve at its top
_TICK = 38  # minimum distance of ticks on the axis
_INDENT = 22  # of a question behind its number
_GAP = 14  # between the columns
_NAMES, _FACTS = (96, 176), (80, 184)  # range of the widths of the columns beside the histories
_MANY_ROWS = 6  # above this, the axis is labelled below the rows as well
_DASHES = "5 3"  # of the line of a marked day; `stroke-dashoffset` makes two lines look like one
_MONTH = 31  # days; a date that is wider is said not to be exact
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"

_NAMESPACE = "http://www.w3.org/2000/svg"  # a name; nothing fetches it

ELSEWHERE = "This page says it in words as well."
"""The description of a picture on a page."""

"""The heading of the dates where they have a column."""


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
    marked = [day for area in areas for day in home_text.visit_days(area, snapshot)]
    marked += [on_day] if on_day else []
    shown = time_axis(areas, snapshot.today, since, months=months, marked=marked)
    return _Drawing(snapshot, tuple(areas), shown, questions, on_day, width, part).svg()


def next_visit(snapshot: Snapshot, areas: Sequence[AreaForecast]) -> str:
    """Return the next appointment for some areas and how many follow it; "" if there is none."""
    booked = snapshot.visits([area for area in areas if not area.stopped])
    if not booked:
        return ""
    more = f", and {len(booked) - 1} more" if booked[1:] else ""
    return f"{visit_words(booked[0], snapshot.today)}{more}"


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
            home_text.short_window(area, self.snapshot.today),
            home_text.short_step(area, self.snapshot),
        )
        return _Row(
            inert(area.name),
            self.questions.mark(area, self.snapshot),
            home_text.short_state(area, self.snapshot.today),
            tuple(inert(one).replace(" - ", " \N{EN DASH} ") for one in words if one),
        )

    @property
    def has_windows(self) -> bool:
        return any("\N{EN DASH}" in fact for row in self.rows for fact in row.facts)

    @cached_property
    def columns(self) -> tuple[int, int]:
        """The widths of the columns left and right of the histories."""
        names = [max(length(row.name + row.mark) * TEXT, wide(row.state)) for row in self.rows]
        facts = [wide(one) for row in self.rows for one in (home_text.WINDOW, *row.facts)]
        return _within(max(names, default=0), _NAMES), _within(max(facts, default=0), _FACTS)

    @cached_property
    def scale(self) -> Scale:
        """The days of the histories; whole years where these have no curves."""
        names, facts = self.columns if self.in_columns else (-_GAP, -_GAP)
        left, right = self.left + names + _GAP, self.right - facts - _GAP
        scale = Scale(self.time_axis, left, right)
        if scale.has_curves:
            return scale
        first, last = self.time_axis.first.year, self.time_axis.last.year
        return Scale(TimeAxis(date(first, 1, 1), date(last, 12, 31)), left, right)

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
        visit = "" if self.part else next_visit(self.snapshot, self.areas)
        legend = Legend(kinds, visit, [*self._remarks()], self.left, self.right, self.hatch)
        height = legend.add_to(below, y + (30 if len(self.areas) > _MANY_ROWS else 18)) + 12
        if self._listed:
            height = self._questions(height + 12, below)
        axis = [*self._day_lines(y), *self._axis(top, y), *self._day_labels()]
        parts = [*self._head(height), *axis, *rows, *below, "</svg>"]
        return "\n".join(filter(None, parts)) + "\n"

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
            yield text(self.right - self.columns[1], top - 8, home_text.WINDOW, "quiet")
        scale, free = self.scale, self.scale.left
        for day, label in scale.time_axis.ticks(int(scale.right - scale.left) // _TICK):
            x = scale.x(day)
            if x >= free and x + _TICK * 0.7 < scale.right:
                yield tag("path", stroke="line", d=f"M{x:.1f} {top - 4}V{bottom}")
                yield text(x, top - 8, label, "quiet")
                if len(self.areas) > _MANY_ROWS:
                    yield text(x, bottom + 12, label, "quiet")
                free = x + _TICK * 0.8

    def _day_labels(self) -> Iterator[str]:
        """Yield the dates of the days that have a line."""
        for day, y, words, colour in self.days:
            x = self.scale.x(day)
            room = wide(words) * TEXT / SMALL + _EDGE
            at_right = x + room < self.right and (day != self.snapshot.today or x < self.width / 2)
            anchor, shift = ("start", -6) if at_right else ("end", 6)
            yield text(x + shift, y, words, colour, bold=True, anchor=anchor, size=TEXT)

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
            dashes = _DASHES if day == self.on_day else "none"
            yield tag(
                "path",
                stroke=colour,
                d=f"M{x:.1f} {top}V{bottom}",
                stroke_width=2,
                stroke_dasharray=dashes,
                stroke_dashoffset=top - y - 7,
            )
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
        booked = home_text.visit_days(area, self.snapshot)
        history = History(area, today, booked, scale, base, height, self.hatch, self.most_a_year)
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
        states = wrap(row.state, names)
        lines = [line for fact in row.facts for line in wrap(fact, facts)]
        for place, line in enumerate(states, start=1):
            parts.append(text(self.left, y + LINE * place, line, "ink"))
        for place, line in enumerate(lines):
            at = self.right - facts, y + LINE * place
            parts.append(text(*at, line, "quiet"))
        return y + max(len(states), len(lines) - 1, 1) * LINE + 11

    def _words_above(self, row: _Row, y: int, parts: list[str]) -> int:
        """Add the words above the history; return the y of the last line.

        A window or a step is right of the name or the state if it fits there, else below it.
        """
        room, rights, y = self.right - self.left, list(row.facts), y - 1
        named = length(row.name + row.mark) * TEXT
        for place, left in enumerate([row.name, *wrap(row.state, room), *[""] * len(rights)]):
            if not (left or rights):
                break
            y += LINE
            if place == 0:
                parts.append(self._name(row, y, room))
            elif left:
                parts.append(text(self.left, y, left, "ink"))
            used = wide(left) if place else named
            if rights and used + _GAP + wide(rights[0]) <= room:
                right = rights.pop(0)
                parts.append(text(self.right, y, right, "quiet", anchor="end"))
        return y

    def _name(self, row: _Row, y: int, room: float) -> str:
        name = shorten(row.name, room / TEXT - length(row.mark))
        return text(self.left, y, f"{name}{row.mark}", "ink", bold=True, size=TEXT)

    def _remarks(self) -> Iterator[str]:
        """Yield what the legend has to add to the marks."""
        if self.has_windows:
            yield DATES
        dates = [item.start for area in self.areas for item in area.treatments]
        if any((when.last - when.first).days > _MONTH for when in dates):
            yield INEXACT
        if not self.scale.has_curves:
            yield BLOCKS
            if any(item.touch_ups for area in self.areas for item in area.treatments):
                yield UNCOUNTED

    # The questions

    def _questions(self, y: int, parts: list[str]) -> int:
        """Add what to raise, below the legend; return the height of the picture."""
        parts.append(text(self.left, y, self.questions.heading, "ink", bold=True, size=TEXT))
        x, room = self.left + _INDENT, self.right - self.left - _INDENT
        for number, item in enumerate(self.questions.shown, start=1):
            y += LINE + 3
            parts.append(text(self.left, y, f"?{number}", "ink", bold=True))
            title = shorten(item.title, room / SMALL)
            parts.append(text(x, y, title, "ink", bold=True))
            for line in wrap(" ".join(self.questions.lines(item)), room):
                y += LINE
                parts.append(text(x, y, line, "quiet"))
        if self.questions.rest:
            y += LINE + 3
            parts.append(text(self.left, y, self.questions.rest, "quiet"))
        return y + 12


def _within(wanted: float, limits: tuple[int, int]) -> int:
    """Return a width that is wanted, rounded up, but neither below nor above its limits."""
    return min(max(ceil(wanted), limits[0]), limits[1])
