"""The timeline as SVG text, without scripts, fonts or links; dark on a dark screen.

One row for each area. The higher the curve on a day, the likelier the result works then
(`effect_curve`). What check-ins saw is filled; what is only expected is hatched under a dashed
line, so that no meaning depends on colour. Words say the same: below each row, and in the
description for screen readers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from xml.sax.saxutils import escape

from botoxlog.core.partial_dates import add_days, day_words
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.effect_curve import EffectCurve, effect_curves
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render.svg_shapes import (
    closed,
    cross,
    dark_style,
    dot,
    edge,
    length,
    ring,
    shorten,
    tag,
    visible,
)
from botoxlog.render.time_axis import MONTHS_NARROW, MONTHS_WIDE, TimeAxis, time_axis
from botoxlog.reports import due_text, sentences
from botoxlog.reports.timeline_questions import NO_QUESTIONS, TimelineQuestions

WIDE, NARROW = 720, 288
"""Widths in CSS pixels: of a page or a desktop screen, and of the smallest phone."""

# In pixels, if not said otherwise.
_CURVE = 34  # height of a curve at its top
_LINE = 16  # line height of text
_TEXT, _SMALL = 13, 12  # font sizes
_LETTER = 0.56  # average width of a letter in ems; DejaVu Sans, the widest usual font, has 0.53
_TICK = 46  # minimum distance of ticks on the axis
_INDENT = 22  # of a question behind its number
_STEP = 2  # distance of the points of a curve
_CROWDED_DAYS = 5  # days per pixel above which the marks of sessions would overlap
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"

_NAMESPACE = "http://www.w3.org/2000/svg"  # a name; nothing fetches it


def timeline(
    snapshot: Snapshot,
    areas: Sequence[AreaForecast],
    since: date | None = None,
    questions: TimelineQuestions = NO_QUESTIONS,
    *,
    width: int = WIDE,
    part: str = "",
) -> str:
    """Return the picture as an SVG element.

    Args:
        snapshot: The forecasts, and today.
        areas: One row each, in this order.
        since: The first day shown; None chooses a period that stays readable.
        questions: What to raise; the rows that it is about are marked.
        width: In CSS pixels.
        part: Suffix of the ids, unique among the pictures of a page; "" for a file of its own,
            which also lists the questions.
    """
    months = MONTHS_WIDE if width >= WIDE else MONTHS_NARROW
    shown = time_axis(areas, snapshot.today, since, months=months)
    return _Drawing(snapshot, tuple(areas), shown, questions, width, part).svg()


def area_summary(area: AreaForecast, snapshot: Snapshot) -> str:
    """Return the text below a row: the forecast and the next step."""
    parts = (sentences.window(area, snapshot.today), due_text.next_step(area, snapshot))
    return " ".join(inert(part) for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Drawing:
    snapshot: Snapshot
    areas: tuple[AreaForecast, ...]
    time_axis: TimeAxis
    questions: TimelineQuestions
    width: int
    part: str

    @property
    def left(self) -> int:
        return 10

    @property
    def right(self) -> int:
        return self.width - 10

    def svg(self) -> str:
        rows: list[str] = []
        y = 66
        for area in self.areas:
            y = self._row(area, y, rows)
        bottom = y - 22
        below: list[str] = []
        height = self._legend(y, below)
        if self._listed:
            height = self._questions(height + 16, below)
        parts = [*self._head(height), *self._axis(bottom), *rows, *below, "</svg>"]
        return "\n".join(parts) + "\n"

    def _head(self, height: int) -> Iterator[str]:
        title, description, hatch = (f"{name}{self.part}" for name in ("title", "desc", "hatch"))
        own = f'xmlns="{_NAMESPACE}" width="{self.width}" height="{height}" '
        yield (
            f'<svg {"" if self.part else own}viewBox="0 0 {self.width} {height}" '
            f'role="img" aria-labelledby="{title} {description}" font-family="{_FONT}">'
        )
        yield f'<title id="{title}">Timeline, {day_words(self.snapshot.today)}</title>'
        yield f'<desc id="{description}">{escape(" ".join(self._spoken()))}</desc>'
        yield f"<style>{dark_style()}</style>"
        stroke = tag("path", stroke="likely", d="M1 0V5", stroke_width=1.6)
        yield (
            f'<defs><pattern id="{hatch}" width="5" height="5" patternUnits="userSpaceOnUse" '
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

    def _x(self, day: date) -> float:
        return self.left + self.time_axis.share(day) * (self.right - self.left)

    def _day(self, x: float) -> date:
        return self.time_axis.at((x - self.left) / (self.right - self.left))

    def _axis(self, bottom: int) -> Iterator[str]:
        free = float(self.left)
        for day, label in self.time_axis.ticks((self.right - self.left) // _TICK):
            x = self._x(day)
            if x >= free and x + _TICK * 0.7 < self.right:
                yield tag("path", stroke="line", d=f"M{x:.1f} 44V{bottom}")
                yield self._text(x, 40, label, "quiet", size=_SMALL)
                free = x + _TICK * 0.8
        x = self._x(self.snapshot.today)
        yield tag("path", stroke="today", d=f"M{x:.1f} 24V{bottom}", stroke_width=2)
        yield tag("path", fill="today", d=f"M{x - 6:.1f} 20h12l-6 9z")
        at_left = x < self.width / 2
        yield self._text(
            x + (-6 if at_left else 6),
            15,
            f"today, {day_words(self.snapshot.today)}",
            "today",
            bold=True,
            anchor="start" if at_left else "end",
        )

    # Rows

    def _row(self, area: AreaForecast, y: int, parts: list[str]) -> int:
        """Add the row whose name is at `y`; return the `y` of the next one."""
        name, state = inert(area.name), sentences.state(area, self.snapshot.today)
        mark = self.questions.mark(area, self.snapshot)
        room = (self.right - self.left) / _TEXT
        shown = f"{shorten(name, room - length(mark))}{mark}"
        parts.append(self._text(self.left, y, shown, "ink", bold=True))
        if length(shown + state) + 1 > room:
            y += _LINE
        parts.append(self._text(self.right, y, state, "ink", bold=True, anchor="end"))
        base = y + 8 + _CURVE
        parts.append(tag("path", stroke="line", d=f"M{self.left} {base}H{self.right}"))
        curves = [
            curve
            for curve in effect_curves(area, self.snapshot.today)
            if max(curve.end, curve.no_effect or curve.end) > self.time_axis.first
        ]
        for curve in curves:
            parts.extend(self._curve(curve, base))
        failed = [curve.no_effect for curve in curves if curve.no_effect]
        parts.extend(cross(self._x(day), base) for day in failed if day >= self.time_axis.first)
        if self.time_axis.days <= _CROWDED_DAYS * (self.right - self.left):
            for curve in curves:
                parts.extend(self._marks(curve, base))
        y = base + _LINE + 4
        for line in wrap(area_summary(area, self.snapshot), self._letters(_SMALL)):
            parts.append(self._text(self.left, y, line, "quiet", size=_SMALL))
            y += _LINE
        return y + 14

    def _curve(self, curve: EffectCurve, base: int) -> Iterator[str]:
        begin, end = max(self._x(curve.start), self.left), min(self._x(curve.end), self.right)
        if end <= begin:
            return
        xs = [begin + _STEP * index for index in range(int((end - begin) / _STEP) + 1)] + [end]
        last = add_days(curve.end, -1)
        heights = curve.on([min(self._day(x), last) for x in xs])
        points = [(x, base - _CURVE * height) for x, height in zip(xs, heights, strict=True)]
        if not curve.observable:
            yield tag(
                "path", stroke="quiet", d=edge(points), stroke_width=1.5, stroke_dasharray="1 4"
            )
            return
        border = self._x(curve.seen)
        seen = [point for point in points if point[0] <= border + _STEP]
        rest = visible([point for point in points if point[0] >= border - _STEP], base)
        if len(rest) > 1:
            yield f'<path d="{closed(rest, base)}" fill="url(#hatch{self.part})"/>'
            yield tag(
                "path", stroke="likely", d=edge(rest), stroke_width=1.5, stroke_dasharray="4 2"
            )
        if curve.seen > curve.start and len(seen) > 1:
            yield tag("path", fill="seen", d=closed(seen, base))

    def _marks(self, curve: EffectCurve, base: int) -> Iterator[str]:
        if curve.start >= self.time_axis.first:
            yield dot(self._x(curve.start), base)
        for touch_up in curve.treatment.touch_ups:
            day = touch_up.date.not_after(self.snapshot.today).middle
            if day >= self.time_axis.first:
                yield ring(self._x(day), base)

    # The legend

    def _legend(self, y: int, parts: list[str]) -> int:
        """Add the meaning of each mark; return the height of the picture."""
        x = float(self.left)
        for kind, meaning in self._meanings():
            wide = 20 + _LETTER * _SMALL * len(meaning)
            if x > self.left and x + wide > self.right:
                x, y = float(self.left), y + _LINE
            parts.append(self._sample(kind, x, y))
            parts.append(self._text(x + 20, y, meaning, "quiet", size=_SMALL))
            x += wide + 14
        return y + 14

    def _meanings(self) -> Iterator[tuple[str, str]]:
        yield "seen", "working at a check-in"
        yield "likely", "the higher, the likelier it still works"
        yield "session", "session"
        treatments = [item for area in self.areas for item in area.treatments]
        if any(item.touch_ups for item in treatments):
            yield "touch-up", "touch-up"
        if any(item.treated_again_on and not item.seen for item in treatments):
            yield "unknown", "no check-in"
        if any(item.no_effect for item in treatments):
            yield "no-effect", "no effect"

    def _sample(self, kind: str, x: float, y: int) -> str:
        if kind == "session":
            return dot(x + 7, y - 4)
        if kind == "no-effect":
            return cross(x + 7, y - 4)
        if kind == "touch-up":
            return ring(x + 7, y - 4)
        box = f"M{x:.0f} {y}h14v-10h-14z"
        if kind == "seen":
            return tag("path", fill="seen", d=box)
        if kind == "likely":
            return f'<path d="{box}" fill="url(#hatch{self.part})"/>'
        dotted = f"M{x:.0f} {y - 4}h14"
        return tag("path", stroke="quiet", d=dotted, stroke_width=1.5, stroke_dasharray="1 4")

    # The questions

    def _questions(self, y: int, parts: list[str]) -> int:
        """Add what to raise, below the legend; return the height of the picture."""
        parts.append(self._text(self.left, y, self.questions.heading, "ink", bold=True))
        for number, item in enumerate(self.questions.shown, start=1):
            y += _LINE + 4
            parts.append(self._text(self.left, y, f"?{number}", "ink", bold=True, size=_SMALL))
            title = shorten(item.title, (self.right - self.left - _INDENT) / _SMALL)
            x = self.left + _INDENT
            parts.append(self._text(x, y, title, "ink", bold=True, size=_SMALL))
            for text in self.questions.lines(item):
                for line in wrap(text, self._letters(_SMALL, _INDENT)):
                    y += _LINE
                    parts.append(self._text(x, y, line, "quiet", size=_SMALL))
        if self.questions.rest:
            y += _LINE + 4
            parts.append(self._text(self.left, y, self.questions.rest, "quiet", size=_SMALL))
        return y + 14

    def _letters(self, size: int, indent: int = 0) -> int:
        """Return how many letters of a size fit in a line."""
        return int((self.right - self.left - indent) / (_LETTER * size))

    def _text(
        self,
        x: float,
        y: float,
        text: str,
        colour: str,
        *,
        bold: bool = False,
        anchor: str = "start",
        size: int = _TEXT,
    ) -> str:
        attributes: dict[str, object] = {"x": f"{x:.1f}", "y": f"{y:.0f}", "font_size": size}
        if bold:
            attributes["font_weight"] = 600
        if anchor != "start":
            attributes["text_anchor"] = anchor
        halo = {"stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
        return tag("text", fill=colour, stroke="paper", inside=escape(text), **attributes, **halo)
