"""How long a result lasts: pure statistics over one person's diary.

*Duration* is the number of days from the injection until the person would say that the result is
mostly gone. It is taken as log-normal: nothing in the published tables speaks for one skewed
family over another, and the logarithm makes "a third longer" mean the same at 8 and at 24 weeks.

The model has two layers. A person has a *level*, the median of their own durations, which differs
between people and may wander slowly from session to session; single durations scatter around it.
Published figures give the prior of the level and the total spread, which is divided evenly
between the two layers. Every earlier result is evidence in the form in which diaries give it, an
interval: it was still there at the last look and gone at the next. The level is kept on a grid of
log-days and moved by exact Bayesian updating, so that an interval, a right-censored result and a
precise one are all handled by the same line.

References:
    Turnbull BW (1976). The empirical distribution function with arbitrarily grouped, censored and
        truncated data. J R Stat Soc B 38:290-295. (Interval censoring.)
    West M, Harrison J (1997). Bayesian Forecasting and Dynamic Models, 2nd ed. Springer.
        (A level that wanders.)
    The figures themselves are in `botoxlog.reference`, each with its own source.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from botoxlog.dates import PartialDate, add_days
from botoxlog.reference import Prior, Status

BETWEEN_SHARE = 0.5
"""Share of the published variance that lies between people; the rest lies between one person's own
results. No study separates the two: our choice, with no source."""

WANDER_LOG_SD = 0.05
"""How far the level may move from one session to the next, as a sd of log-days (about 5 %). The
published trends are between 0 and +2 % a session (Rzany 2007; Carruthers 2015)."""

VAGUE_PRIOR = Prior(
    median_days=112,
    log_sd=0.8,
    sources=(),
    borrowed_from="no area in particular",
    median_status=Status.DERIVED,
    log_sd_status=Status.DERIVED,
)
"""For an area with nothing published, used only once the person's own fades say something."""

OWN_FADES_NEEDED = 2
"""Fades seen before an area with nothing published gets a forecast: our choice."""

TELLING = 0.9
"""A fade counts as one of the person's own where at most this share of all results would fit it:
"gone within the year" says nothing. Our choice."""

FADING_STRETCH = 2.5
"""A result seen fading on day t is taken to be gone by day 2.5 t: fading is its later part, not
its beginning. Our choice; no study gives a number."""

REMEMBERED = 40
"""Earlier results that count: about ten years of sessions. Older ones change nothing by a day."""

EARLY, LIKELY, LATE = 0.10, 0.50, 0.90
"""The points of the distribution that make the window."""

_GRID_POINTS = 41
_GRID_REACH = 4.0  # standard deviations of the level, to either side
_LEAST_REACH = 1.4  # log-days: a person may last four times longer or shorter than published
_LEAST_LIKELIHOOD = 1e-9  # no single entry rules a level out entirely: people mistype
_NEGLIGIBLE = 1e-4
_ROUNDING = 1e-9  # a median that falls on a day is that day
_HALF = math.sqrt(0.5)
_START_POINTS = 12
_LONGEST_DAYS = 16_384  # 45 years, a power of two for the bisection


class BasisKind(StrEnum):
    """What a forecast mainly rests on."""

    PERSONAL = "personal"
    PUBLISHED = "published"
    BORROWED = "borrowed"


class Caveat(StrEnum):
    """A doubt that every surface must show."""

    BORROWED = "borrowed"
    DERIVED = "derived"
    UNVERIFIED = "unverified"
    PARTIAL_DATE = "partial-date"


@dataclass(frozen=True, slots=True)
class Lasted:
    """What a diary says about how long one result lasted, in days.

    Attributes:
        at_least: It was seen working this long after the injection; None if never looked at.
        at_most: It was seen gone this long after; None if it never was (right-censored).
        fading: It was first seen fading this long after; None if it never was.
    """

    at_least: float | None = None
    at_most: float | None = None
    fading: float | None = None

    @property
    def is_fade(self) -> bool:
        """Whether the end was seen."""
        return self.at_most is not None

    @property
    def ends_by(self) -> float:
        """The longest it can have lasted, infinite where nothing bounds it."""
        return _ends_by(self.at_most, self.fading)


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a forecast comes from.

    Attributes:
        fades_seen: Earlier results whose end was seen.
        still_working: Earlier results that were seen working and re-treated before an end was.
        sources: Ids of the published sources.
        borrowed_from: In words, whose figures stand in; None where this area has its own.
    """

    kind: BasisKind
    fades_seen: int
    still_working: int
    sources: tuple[str, ...]
    borrowed_from: str | None


@dataclass(frozen=True, slots=True)
class Fade:
    """The distribution of the day on which one result will have faded.

    Attributes:
        starts: Equally likely days of the injection; one unless its date is partial.
        levels: Weight and log-median, in log-days, of each log-normal of the mixture.
        log_sd: Spread of a single duration around its level, in log-days.
        seen_working: Last day on which it was seen working, if any.
        seen_gone: First day on which it was seen gone, if any.
        seen_fading: First day on which it was seen fading, if any.
    """

    starts: tuple[date, ...]
    levels: tuple[tuple[float, float], ...]
    log_sd: float
    seen_working: date | None = None
    seen_gone: date | None = None
    seen_fading: date | None = None

    def chance_by(self, day: date) -> float:
        """Return the chance, 0 to 1, that it has faded by the end of `day`."""
        return self._chance(self._parts(), day)

    def quantile(self, probability: float) -> date:
        """Return the first day by which the chance of having faded reaches `probability`."""
        parts = self._parts()
        low, high = 0, _LONGEST_DAYS
        while low < high:
            middle = (low + high) // 2
            if self._chance(parts, add_days(self.starts[0], middle)) >= probability - _ROUNDING:
                high = middle
            else:
                low = middle + 1
        return add_days(self.starts[0], low)

    def _parts(self) -> list["_Part"]:
        """Return the mixture for each possible start; what is left of it sums to 1."""
        parts: list[_Part] = []
        total = 0.0
        for start in self.starts:
            part = _Part(
                start,
                low=_days(start, self.seen_working) or 0.0,
                high=_ends_by(_days(start, self.seen_gone), _days(start, self.seen_fading)),
                levels=[],
            )
            for weight, level in self.levels:
                outlived = _outlives(part.low, level, self.log_sd)
                left = weight * (outlived - _outlives(part.high, level, self.log_sd))
                if left > 0.0:
                    part.levels.append((weight, level, outlived))
                    total += left
            parts.append(part)
        for part in parts:
            part.levels[:] = [(weight / total, level, out) for weight, level, out in part.levels]
        return parts

    def _chance(self, parts: list["_Part"], day: date) -> float:
        if not any(part.levels for part in parts):  # seen gone on the day it was seen working
            return float(self.seen_gone is not None and day >= self.seen_gone)
        chance = 0.0
        for part in parts:
            until = min(float((day - part.start).days), part.high)
            if until > part.low:
                for weight, level, outlived in part.levels:
                    chance += weight * (outlived - _outlives(until, level, self.log_sd))
        return min(1.0, chance)


@dataclass(frozen=True, slots=True)
class _Part:
    """One possible start: the days seen, and weight, log-median and chance to outlive `low`."""

    start: date
    low: float
    high: float
    levels: list[tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Forecast:
    """When one running result should fade, and what that rests on.

    `early`, `likely` and `late` are the 10 %, 50 % and 90 % points of `fade`.
    """

    fade: Fade
    early: date
    likely: date
    late: date
    basis: Basis
    caveats: tuple[Caveat, ...]


class TrendKind(StrEnum):
    """Which way a person's results have gone."""

    LONGER = "longer"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class Trend:
    """A change in how long one area's results last.

    Attributes:
        clear: False where it is within the usual scatter.
        days: About how long the last results lasted, oldest first.
    """

    kind: TrendKind
    clear: bool
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Looks:
    """What was seen of the running session: last working, first fading, first gone."""

    working: date | None = None
    gone: date | None = None
    fading: date | None = None


def forecast(
    prior: Prior | None, earlier: Sequence[Lasted], start: PartialDate, looks: Looks
) -> Forecast | str:
    """Say when a running result should fade, or in one sentence why nothing honest can be said.

    This is the one gate: no surface predicts where it returns a sentence.

    Args:
        prior: Published figures for the product and area, None where there are none.
        earlier: The person's earlier results of this area, oldest first.
        start: When the running session was.
        looks: What has been seen of it since.
    """
    earlier = earlier[-REMEMBERED:]
    fades = sum(1 for lasted in earlier if lasted.is_fade and _tells(lasted, prior))
    working = sum(1 for lasted in earlier if not lasted.is_fade and lasted.at_least)
    if not start.knows_month:
        return "Only the year of the last session is known."
    if prior is None:
        if fades < OWN_FADES_NEEDED:
            return "Nothing is published for this area, and too few of your own fades are logged."
        prior = VAGUE_PRIOR
    fade = Fade(
        starts=_spread(start),
        levels=_level(prior, earlier),
        log_sd=prior.log_sd * math.sqrt(1 - BETWEEN_SHARE),
        seen_working=looks.working,
        seen_gone=looks.gone,
        seen_fading=looks.fading,
    )
    return Forecast(
        fade=fade,
        early=fade.quantile(EARLY),
        likely=fade.quantile(LIKELY),
        late=fade.quantile(LATE),
        basis=Basis(_kind(prior, fades), fades, working, prior.sources, prior.borrowed_from),
        caveats=tuple(_caveats(prior, start, fades)),
    )


def _tells(lasted: Lasted, prior: Prior | None) -> bool:
    """Whether a result says more than what nine in ten would do anyway."""
    if prior is None:
        prior = VAGUE_PRIOR
    level = math.log(prior.median_days)
    return _between(lasted.at_least or 0.0, lasted.ends_by, level, prior.log_sd) < TELLING


def _kind(prior: Prior, fades: int) -> BasisKind:
    if fades:
        return BasisKind.PERSONAL
    return BasisKind.BORROWED if prior.borrowed_from else BasisKind.PUBLISHED


def _caveats(prior: Prior, start: PartialDate, fades: int) -> Iterable[Caveat]:
    if prior.borrowed_from and not fades:
        yield Caveat.BORROWED
    standing = {prior.median_status, prior.log_sd_status}
    if Status.RECALLED in standing:
        yield Caveat.UNVERIFIED
    elif Status.DERIVED in standing:
        yield Caveat.DERIVED
    if not start.is_day:
        yield Caveat.PARTIAL_DATE


def _spread(start: PartialDate) -> tuple[date, ...]:
    """Return up to a dozen evenly spaced days that stand for a partial date."""
    days = (start.last - start.first).days
    points = min(days + 1, _START_POINTS)
    if points == 1:
        return (start.first,)
    return tuple(add_days(start.first, days * point // (points - 1)) for point in range(points))


def _level(prior: Prior, earlier: Sequence[Lasted]) -> tuple[tuple[float, float], ...]:
    """Return the person's level after all earlier results, as weighted log-medians."""
    between = prior.log_sd * math.sqrt(BETWEEN_SHARE)
    within = prior.log_sd * math.sqrt(1 - BETWEEN_SHARE)
    centre = math.log(prior.median_days)
    reach = max(_GRID_REACH * between, _LEAST_REACH)
    step = 2 * reach / (_GRID_POINTS - 1)
    grid = [centre - reach + step * point for point in range(_GRID_POINTS)]
    weights = _normalised([math.exp(-0.5 * ((level - centre) / between) ** 2) for level in grid])
    for lasted in earlier:
        low, high = lasted.at_least or 0.0, lasted.ends_by
        if low > 0.0 or high < math.inf:
            weights = _normalised(
                [
                    weight * max(_between(low, high, level, within), _LEAST_LIKELIHOOD)
                    for weight, level in zip(weights, grid, strict=True)
                ]
            )
        weights = _wandered(weights, (WANDER_LOG_SD / step) ** 2)
    return tuple(
        (weight, level) for weight, level in zip(weights, grid, strict=True) if weight > _NEGLIGIBLE
    )


def _wandered(weights: list[float], variance: float) -> list[float]:
    """Spread each weight to its neighbours so that the variance grows by `variance` grid steps."""
    aside = variance / 2
    last = len(weights) - 1
    return [
        weight * (1 - variance)
        + aside * (weights[max(place - 1, 0)] + weights[min(place + 1, last)])
        for place, weight in enumerate(weights)
    ]


def _normalised(weights: list[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]


def _days(start: date, seen: date | None) -> float | None:
    return None if seen is None else max(0.0, float((seen - start).days))


def _ends_by(gone: float | None, fading: float | None) -> float:
    if gone is not None:
        return gone
    return FADING_STRETCH * fading if fading else math.inf


def _between(low: float, high: float, level: float, log_sd: float) -> float:
    """Return the chance of a duration between `low` and `high` days."""
    return _outlives(low, level, log_sd) - _outlives(high, level, log_sd)


def _outlives(days: float, level: float, log_sd: float) -> float:
    """Return the chance that a result lasts longer than `days`."""
    if days <= 0.0:
        return 1.0
    return 0.0 if days == math.inf else 0.5 * math.erfc((math.log(days) - level) / log_sd * _HALF)
