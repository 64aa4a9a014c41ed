"""What a person's earlier results say about the next one.

A person has a *level*, the log-median of their own durations, which may drift from session to
session; single durations scatter around it. How much people differ, how regular one person is and
whether their level drifts are not known beforehand. So a small bank of filters runs side by side,
each a linear-Gaussian model of level and drift with its own answer to those questions. An earlier
result is taken in the form in which a diary gives it, an interval in log-days; each filter's
belief is moved to the mean and variance that follow exactly from its Gaussian cut to that interval.
The filters are weighed by how well they foresaw what was seen, and the forecast is their mixture:
a regular person gets a narrow window, a fickle one a wide one, a drift is followed once it shows.

Everything is measured from the published median of the product and area of each session, so that
a result of one product says something about another.

References:
    West M, Harrison J (1997). Bayesian Forecasting and Dynamic Models, 2nd ed. Springer. (Level and
        growth; mixtures of such models, chapter 12.)
    Minka T (2001). A family of algorithms for approximate Bayesian inference. MIT. (Matching the
        moments of what cannot be kept exactly: assumed-density filtering.)
    Turnbull BW (1976). The empirical distribution function with arbitrarily grouped, censored and
        truncated data. J R Stat Soc B 38:290-295. (Interval censoring.)

The numbers of the bank are our choice: no study followed one person's single durations. They were
set on simulated people (`bench/forecast`), never on anyone's diary, and hold to what is published:
repetition moves the mean by 0 to +2 % a session (Rzany 2007; Carruthers 2015).
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from botoxlog.forecast.survival import DurationBounds, LogNormal

REMEMBERED = 24
"""Earlier results that count: about seven years of sessions. Older ones change nothing by a day."""


class Regularity(NamedTuple):
    """How much results vary within one person and between people, as sds of log-days."""

    weight: float
    within: float
    between: float


class Drift(NamedTuple):
    """How a level may move from one session to the next, in log-days a session.

    Attributes:
        mean: Of the steady part.
        spread: How unsure the steady part is, as a sd.
        wander: The part that comes and goes, as a sd.
    """

    weight: float
    mean: float
    spread: float
    wander: float


REGULARITIES = (
    Regularity(0.30, within=0.15, between=0.34),
    Regularity(0.30, within=0.27, between=0.34),
    Regularity(0.40, within=0.45, between=0.20),
)
DRIFTS = (
    Drift(0.45, mean=0.0, spread=0.0, wander=0.03),
    Drift(0.35, mean=0.0, spread=0.05, wander=0.03),
    Drift(0.20, mean=-0.09, spread=0.06, wander=0.03),
)
REFERENCE_LOG_SD = 0.44
"""The published spread for which the bank was set: Botox in the frown lines, as people say."""

MISTAKEN = 0.01
"""Share of entries that have nothing to do with the result: people mistype."""

KINSHIP = 0.5
"""How alike one person's areas are: the share of what sets them apart from others that their areas
have in common. Our choice; no study gives a number."""

TELLING_SHARE = 0.8
"""Results say something about the person where they leave at most this share of the doubt."""

_ASTRAY_LOG_SD = 0.9  # where an entry lies that has nothing to do with the result
_FAR = 30.0  # standard deviations beyond which the density is nothing
_UNLIKELY = 1e-12
_LEAST_VARIANCE = 1e-6
_NEGLIGIBLE = 12.0  # in log weight: a filter that this much worse than the best is dropped
_ROOT_HALF = math.sqrt(0.5)
_DENSITY = 1 / math.sqrt(2 * math.pi)


class Result(NamedTuple):
    """One earlier result.

    Attributes:
        lasted: What the diary says about how long.
        median_days: What is published for its own product and area.
        change: How far the level may have shifted by the session after, as a sd of log-days,
            because another product or dose was given then.
    """

    lasted: DurationBounds
    median_days: float
    change: float = 0.0


class Hint(NamedTuple):
    """What results elsewhere say about the person: a mean in log-days, and its variance."""

    mean: float
    variance: float


class _Filter(NamedTuple):
    """One Gaussian belief about level and drift, and its answer to how both behave."""

    log_weight: float
    level: float
    drift: float
    variance: float
    covariance: float
    drift_variance: float
    noise: float
    wander: float

    def seeing(self, low: float, highs: tuple[float, ...], astray: float) -> "_Filter":
        """Return the belief after a result between `low` and one of `highs`, which are as likely.

        Args:
            low: In log-days from what is published.
            highs: Likewise.
            astray: The chance of such an interval where the entry is a mistake.
        """
        spread = math.sqrt(self.variance + self.noise)
        chance, mean, square = _cut_normal(
            (low - self.level) / spread, [(high - self.level) / spread for high in highs]
        )
        likely = (1.0 - MISTAKEN) * chance
        if likely < _UNLIKELY:
            return self._replace(log_weight=self.log_weight + math.log(MISTAKEN * astray))
        total = likely + MISTAKEN * astray
        true = likely / total
        shrunk = true * (square - 1.0 - true * mean * mean)
        gain, drift_gain = self.variance / spread, self.covariance / spread
        return _Filter(
            self.log_weight + math.log(total),
            self.level + gain * true * mean,
            self.drift + drift_gain * true * mean,
            max(self.variance + gain * gain * shrunk, _LEAST_VARIANCE),
            self.covariance + gain * drift_gain * shrunk,
            max(self.drift_variance + drift_gain * drift_gain * shrunk, 0.0),
            self.noise,
            self.wander,
        )

    def heeding(self, hint: Hint, between: float) -> "_Filter":
        """Return the belief after what other areas say of what all of the person's have in common.

        Args:
            hint: What they say.
            between: How much people differ in this area, as a variance.
        """
        shared = KINSHIP * self.variance
        off = hint.mean - KINSHIP * self.level
        total = KINSHIP * shared + KINSHIP * (1.0 - KINSHIP) * between + hint.variance
        return self._replace(
            log_weight=self.log_weight - 0.5 * (off * off / total + math.log(total)),
            level=self.level + shared / total * off,
            drift=self.drift + KINSHIP * self.covariance / total * off,
            variance=self.variance - shared * shared / total,
        )

    def steady(self) -> "_Filter":
        """Return the same without a drift."""
        return self._replace(drift=0.0, covariance=0.0, drift_variance=0.0)

    def moving(self, drift: Drift) -> "_Filter":
        """Return the same with a drift that has just set in."""
        moved = drift.spread**2
        return self._replace(
            level=self.level + drift.mean,
            drift=drift.mean,
            variance=self.variance + moved,
            covariance=moved,
            drift_variance=moved,
        )

    def next(self, change: float) -> "_Filter":
        """Return the belief about the next session, its product or dose changed by as much."""
        variance = self.variance + 2 * self.covariance + self.drift_variance
        return _Filter(
            self.log_weight,
            self.level + self.drift,
            self.drift,
            variance + self.wander * self.wander + change * change,
            self.covariance + self.drift_variance,
            self.drift_variance,
            self.noise,
            self.wander,
        )

    def unmoved(self, change: float) -> "_Filter":
        """Return the belief about the next session after one that nobody looked at."""
        wandered = self.wander * self.wander + change * change
        return self._replace(variance=self.variance + wandered)


def _cut_normal(low: float, highs: Sequence[float]) -> tuple[float, float, float]:
    """Return the chance, mean and mean square of a standard normal between `low` and one `high`."""
    below = 0.5 * math.erfc(-low * _ROOT_HALF)
    edge = _density(low)
    low_edge = low * edge if edge else 0.0
    chance = mean = square = 0.0
    for high in highs:
        top = _density(high)
        chance += 0.5 * math.erfc(-high * _ROOT_HALF) - below
        mean += edge - top
        square += low_edge - (high * top if top else 0.0)
    if chance < _UNLIKELY:
        return 0.0, 0.0, 1.0
    return chance / len(highs), mean / chance, 1.0 + square / chance


class Belief(NamedTuple):
    """What is believed about a person's next result in one area.

    Attributes:
        between: How much people differ, as a variance of log-days.
    """

    filters: Sequence[_Filter]
    between: float

    def levels(self, median_days: float) -> tuple[LogNormal, ...]:
        """Return the next duration as a mixture, for a product and area with this median."""
        centre = math.log(median_days)
        return tuple(
            LogNormal(weight, centre + found.level, math.sqrt(found.variance + found.noise))
            for weight, found in self._weighted()
        )

    def heeding(self, hints: Sequence[Hint]) -> "Belief":
        """Return the same after what results elsewhere say about the person."""
        if not hints:
            return self
        apart = (1.0 - KINSHIP) * self.between
        certain = [1.0 / (hint.variance + apart) for hint in hints]
        told = sum(hint.mean * sure for hint, sure in zip(hints, certain, strict=True))
        together = Hint(told / sum(certain), 1.0 / sum(certain))
        return Belief(
            [found.heeding(together, self.between) for found in self.filters], self.between
        )

    def hint(self) -> Hint | None:
        """Return what these results say beyond what is published, None where that is little."""
        mean = self.expected()
        variance = sum(
            weight * (found.variance + (found.level - mean) ** 2)
            for weight, found in self._weighted()
        )
        if variance > TELLING_SHARE * self.between:
            return None
        said = 1.0 / variance - 1.0 / self.between
        return Hint(mean / variance / said, 1.0 / said)

    def expected(self) -> float:
        """Return the mean level, in log-days from what is published."""
        return sum(weight * found.level for weight, found in self._weighted())

    def evidence(self, results: Sequence[Result], drift: Drift) -> float:
        """Return how much better `results` agree with such a drift than with none.

        Args:
            results: What came after what this belief rests on.
            drift: How each of them may have moved from the one before.

        Returns:
            The natural logarithm of the Bayes factor.
        """
        steady = [found.steady() for found in self.filters]
        moving = [found.moving(drift) for found in steady]
        for result in results:
            steady, moving = _after(steady, result), _after(moving, result)
        return _log_total(moving) - _log_total(steady)

    def _weighted(self) -> list[tuple[float, _Filter]]:
        total = _log_total(self.filters)
        return [(math.exp(found.log_weight - total), found) for found in self.filters]


def _log_total(filters: Sequence[_Filter]) -> float:
    best = max(found.log_weight for found in filters)
    return best + math.log(sum(math.exp(found.log_weight - best) for found in filters))


def learn(log_sd: float, results: Sequence[Result]) -> list[Belief]:
    """Return what is believed before each result, and at last about the next one.

    Args:
        log_sd: The spread that is published for the next session's product and area, in log-days.
        results: Earlier results, oldest first.
    """
    between = sum(kind.weight * _between(kind, log_sd) for kind in REGULARITIES)
    filters = _bank(log_sd)
    beliefs = [Belief(filters, between)]
    for result in results[-REMEMBERED:]:
        filters = _after(filters, result)
        beliefs.append(Belief(filters, between))
    return beliefs


def _after(filters: list[_Filter], result: Result) -> list[_Filter]:
    """Return the filters after a result; those that foresaw it far worse than others are gone."""
    low, highs = bounds(result)
    if low == -math.inf and highs[0] == math.inf:  # nobody looked: nothing says that it drifted
        return [found.unmoved(result.change) for found in filters]
    astray = _astray(low, highs)
    filters = [found.seeing(low, highs, astray) for found in filters]
    least = max(found.log_weight for found in filters) - _NEGLIGIBLE
    return [found.next(result.change) for found in filters if found.log_weight > least]


def _bank(log_sd: float) -> list[_Filter]:
    """Return a filter for each regularity and drift, set for what is published.

    A narrower spread than the one the bank was set for makes all narrower. A wider one says that
    less is known of the person, not that the person is less regular.
    """
    scale = min(1.0, log_sd / REFERENCE_LOG_SD)
    return [
        _Filter(
            log_weight=math.log(kind.weight * drift.weight),
            level=0.0,
            drift=drift.mean * scale,
            variance=_between(kind, log_sd),
            covariance=0.0,
            drift_variance=(drift.spread * scale) ** 2,
            noise=(kind.within * scale) ** 2,
            wander=drift.wander * scale,
        )
        for kind in REGULARITIES
        for drift in DRIFTS
    ]


def _between(kind: Regularity, log_sd: float) -> float:
    scale = min(1.0, log_sd / REFERENCE_LOG_SD)
    return (kind.between * scale) ** 2 + max(0.0, log_sd**2 - REFERENCE_LOG_SD**2)


def bounds(result: Result) -> tuple[float, tuple[float, ...]]:
    """Return the bounds of a result in log-days from what is published for it."""
    centre = math.log(result.median_days)
    at_least = result.lasted.at_least
    low = math.log(at_least) - centre if at_least else -math.inf
    return low, tuple(
        math.log(high) - centre if high < math.inf else high
        for high in result.lasted.upper_bounds()
    )


def _astray(low: float, highs: tuple[float, ...]) -> float:
    beyond = sum(_outlives(high / _ASTRAY_LOG_SD) for high in highs) / len(highs)
    return max(_outlives(low / _ASTRAY_LOG_SD) - beyond, _UNLIKELY)


def _outlives(deviations: float) -> float:
    return 0.5 * math.erfc(deviations * _ROOT_HALF)


def _density(deviations: float) -> float:
    return _DENSITY * math.exp(-0.5 * deviations * deviations) if abs(deviations) < _FAR else 0.0
