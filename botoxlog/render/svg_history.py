"""The history of one area in the SVG picture: its curves and marks, or a block for each session.

Where a year is wide enough, each result is a curve (`effect_curve`): filled as far as check-ins saw
it working, hatched where that is only expected, dotted where there was no check-in. Over decades
each session is a block in the column of its year, filled by what was seen of it. No session is left
out: where marks would overlap, one stands for them with their number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.effect_curve import EffectCurve, effect_curves
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.render.svg_shapes import block, closed, dashed, edge, mark, tag, visible
from botoxlog.render.time_axis import TimeAxis

# In pixels.
_STEP = 2  # distance of the points of a curve
_APART, _COUNTS_APART = 9, 14  # below these, marks, or marks with a number, would overlap
_NARROWEST_YEAR = 40  # below this, curves cannot be told apart
_RAISED = 11  # of the marks of touch-ups above the baseline, clear of the sessions
_HIGHEST_BLOCK = 8

Element = tuple[str, str]
"""What something shows, and its SVG text; the kinds are the keys of the legend."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the days are in the picture.

    Attributes:
        time_axis: The first and the last day.
        left: Where the first day is, in pixels.
        right: Where the last day is.
    """

    time_axis: TimeAxis
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day is, in pixels."""
        return self.left + self.time_axis.share(day) * (self.right - self.left)

    def inside(self, day: date) -> float:
        """Return where a day is, or the end of the picture that is nearest to it."""
        return min(max(self.x(day), self.left), self.right)

    def day(self, x: float) -> date:
        """Return the day at a place."""
        return self.time_axis.at((x - self.left) / (self.right - self.left))

    def shows(self, day: date) -> bool:
        """Whether a day is in the picture."""
        return self.time_axis.first <= day <= self.time_axis.last

    @property
    def has_curves(self) -> bool:
        """Whether a year is wide enough for curves."""
        return (self.right - self.left) * 365 >= _NARROWEST_YEAR * self.time_axis.days


@dataclass(frozen=True, slots=True)
class History:
    """What is drawn of one area.

    Attributes:
        today: The day of the picture.
        booked: The days of the appointments that cover the area.
        scale: Where the days are.
        base: The y of the baseline, in pixels.
        height: The height of a curve at its top, in pixels.
        hatch: The id of the pattern for what was not seen.
        most_a_year: The most sessions of one area in a year, of all areas.
    """

    area: AreaForecast
    today: date
    booked: tuple[date, ...]
    scale: Scale
    base: int
    height: int
    hatch: str
    most_a_year: int

    def elements(self) -> Iterator[Element]:
        """Yield what is drawn, what is on top last."""
        curves = list(effect_curves(self.area, self.today))
        if self.scale.has_curves:
            for curve in curves:
                yield from self._curve(curve)
            yield from self._marks(curves)
        else:
            yield from self._years(curves)
        yield from self._counted("booked", self.booked, self.base)
        if any(curve.start < self.scale.time_axis.first for curve in curves):
            yield "earlier", mark("earlier", self.scale.left + 3, self.base - 6)

    # Curves

    def _curve(self, curve: EffectCurve) -> Iterator[Element]:
        begin, end = self.scale.inside(curve.start), self.scale.inside(curve.end)
        if end <= begin:
            return
        border = min(max(self.scale.x(curve.seen), begin), end)
        steps = (begin + _STEP * index for index in range(int((end - begin) / _STEP) + 1))
        xs = sorted({*steps, border, end})
        last = add_days(curve.end, -1)
        heights = curve.on([min(self.scale.day(x), last) for x in xs])
        points = [(x, self.base - self.height * on) for x, on in zip(xs, heights, strict=True)]
        if not curve.observable:
            yield "unknown", dashed("quiet", edge(points), "1 4")
            return
        rest = visible([point for point in points if point[0] >= border], self.base)
        if len(rest) > 1:
            yield "likely", f'<path d="{closed(rest, self.base)}" fill="url(#{self.hatch})"/>'
            yield "likely", dashed("likely", edge(rest), "4 2")
        if border > begin:
            seen = [point for point in points if point[0] <= border]
            yield "seen", tag("path", fill="seen", d=closed(seen, self.base))
        for day in filter(self.scale.shows, curve.denied):
            gap = f"M{self.scale.x(day):.1f} {self.base}v-{self.height + 1}"
            yield "", tag("path", stroke="paper", d=gap, stroke_width=3)

    # Marks

    def _marks(self, curves: Sequence[EffectCurve]) -> Iterator[Element]:
        corrections = (one for curve in curves for one in curve.treatment.touch_ups)
        touch_ups = [one.date.not_after(self.today).middle for one in corrections]
        failed = [day for curve in curves for day in curve.failed]
        yield from self._counted("no-effect", failed, self.base - self.height // 2)
        yield from self._counted("touch-up", touch_ups, self.base - _RAISED)
        yield from self._counted("session", [curve.start for curve in curves], self.base)

    def _counted(self, kind: str, days: Iterable[date], y: int) -> Iterator[Element]:
        """Yield the marks of some days; those that would overlap become one with their number."""
        for x, count in clusters(self.scale.x(day) for day in days if self.scale.shows(day)):
            yield kind, mark(kind, x, y, count)
            if count > 1:
                yield "several", ""

    # Years

    def _years(self, curves: Sequence[EffectCurve]) -> Iterator[Element]:
        """Yield a block for each session, upon each other in the column of its year."""
        years: defaultdict[int, list[EffectCurve]] = defaultdict(list)
        for curve in curves:
            if self.scale.shows(curve.start):
                years[curve.start.year].append(curve)
        high = min(_HIGHEST_BLOCK, self.height / max(self.most_a_year, 1))
        for year, begun in years.items():
            left = self.scale.inside(date(year, 1, 1))
            wide = self.scale.inside(date(year, 12, 31)) - left
            for place, curve in enumerate(begun, start=1):
                box = (left, self.base - high * place, wide, high)
                for kind in _seen_of(curve.treatment):
                    yield kind, block(kind, box, self.hatch)


def _seen_of(treatment: Treatment) -> Iterator[str]:
    """Yield the kinds of block for what was seen of a result: working, no effect, or both."""
    if treatment.last_working:
        yield "block-seen"
    if treatment.failures:
        yield "block-no-effect"
    elif not treatment.last_working:
        yield "block-not-seen" if treatment.seen else "block-unknown"


def clusters(places: Iterable[float]) -> Iterator[tuple[float, int]]:
    """Yield places that are far enough apart for a mark, and how many each one stands for."""
    first, count = 0.0, 0
    for x in sorted(places):
        if count and x - first < (_APART if count == 1 else _COUNTS_APART):
            count += 1
            continue
        if count:
            yield first, count
        first, count = x, 1
    if count:
        yield first, count
