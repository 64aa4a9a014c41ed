"""What a person's earlier results say about the next one: a mixture of Kalman-like filters.

A person has a *level*, the log-median of their own durations, which may drift from session to
session; single durations scatter around it. How much people differ, how regular one person is and
whether their level drifts are unknown. So a small bank of filters runs in parallel, each a
linear-Gaussian model of level and drift with its own values for those unknowns. An earlier result
is interval-censored in log-days; each filter's posterior is approximated by the Gaussian with the
exact mean and variance after truncation to that interval (assumed-density filtering). A filter's
weight is how probable it made the results that were seen, and the forecast is the mixture: a
regular person gets a narrow window, an irregular one a wide one, and a drift is followed once it
shows.

Levels are relative to the published log-median of each session's product and area, so that a result
with one product says something about another.

References:
    West M, Harrison J (1997). Bayesian Forecasting and Dynamic Models, 2nd ed. Springer. (Level and
        growth; mixtures of such models, chapter 12.)
    Minka T (2001). A family of algorithms for approximate Bayesian inference. MIT. (Moment
        matching: assumed-density filtering.)
    Turnbull BW (1976). The empirical distribution function with arbitrarily grouped, censored and
        truncated data. J R Stat Soc B 38:290-295. (Interval censoring.)

The constants of the bank are our choice. Studies have followed single durations of one person
(Ainsworth & Kraft 1995; Gill & Kraft 2010), but we found none that prints them. So they were set
on simulated people (`bench/forecast`), never on anyone's diary. How published spreads split
between and within people, and how results drift, is in `catalog/durations.toml` and
`catalog/published.toml`; the bank does not use it yet.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from botoxlog.forecast.survival import DurationBounds, LogNormal, normal_tail

MAX_RESULTS = 24
"""Earlier results that are used: about seven years. Older ones move no date by a day."""


class Regularity(NamedTuple):
    """How much results vary within one person and between people, as sds of log-days."""

    weight: float
    within: float
    between: float


class Drift(NamedTuple):
    """How a level may move from one session to the next, in log-days a session.

    Attributes:
        weight: Prior probability.
        mean: Mean of the constant part.
        spread: Standard deviation of the constant part.
        wander: Standard deviation of the random part, new at each session.
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
"""The spread for which the bank was set: Botox in the frown lines."""

ENTRY_ERROR_RATE = 0.01
"""Share of entries that have nothing to do with the result, such as typing errors."""

AREA_CORRELATION = 0.5
"""Correlation of one person's levels in two areas, each relative to other people. Our choice; no
study gives a number."""

INFORMATIVE_VARIANCE_SHARE = 0.8
"""Results say something about the person's other areas once the posterior variance is at most this
share of the prior variance."""

_ERROR_LOG_SD = 0.9  # spread of the durations that erroneous entries report
_MAX_DEVIATIONS = 30.0  # standard deviations beyond which the density is zero
_UNLIKELY = 1e-12
_MIN_VARIANCE = 1e-6
_MAX_WEIGHT_GAP = 12.0  # in log weight: a filter this much below the best is dropped
_NORMAL_PEAK = 1 / math.sqrt(2 * math.pi)


class Result(NamedTuple):
    """One earlier result.

    Attributes:
        lasted: The bounds of its duration.
        median_days: The published median for its own product and area.
        change: How far a change of product or dose at the next session may shift the level, as an
            sd of log-days.
    """

    lasted: DurationBounds
    median_days: float
    change: float = 0.0


class CrossAreaEvidence(NamedTuple):
    """The likelihood of a person's level from another area: mean in log-days, and variance."""

    mean: float
    variance: float


class _Filter(NamedTuple):
    """A Gaussian distribution of level and drift, and the noise that it assumes.

    Attributes:
        log_weight: Log of the prior weight times the likelihood of the results so far.
        noise: Variance of single durations around the level.
        wander: Standard deviation of the level's random step at each session.
    """

    log_weight: float
    level: float
    drift: float
    variance: float
    covariance: float
    drift_variance: float
    noise: float
    wander: float

    def updated(self, low: float, highs: tuple[float, ...], error_chance: float) -> "_Filter":
        """Return the posterior after a result between `low` and one of `highs`, equally likely.

        Args:
            low: Lower bound in log-days, relative to the published median.
            highs: Upper bounds in log-days, relative to the published median.
            error_chance: The probability of such an interval if the entry is an error.
        """
        spread = math.sqrt(self.variance + self.noise)
        chance, mean, square = _truncated_normal(
            (low - self.level) / spread, [(high - self.level) / spread for high in highs]
        )
        correct = (1.0 - ENTRY_ERROR_RATE) * chance
        error = ENTRY_ERROR_RATE * error_chance
        if correct < _UNLIKELY:
            return self._replace(log_weight=self.log_weight + math.log(error))
        total = correct + error
        true = correct / total
        shrunk = true * (square - 1.0 - true * mean * mean)
        gain, drift_gain = self.variance / spread, self.covariance / spread
        return _Filter(
            self.log_weight + math.log(total),
            self.level + gain * true * mean,
            self.drift + drift_gain * true * mean,
            max(self.variance + gain * gain * shrunk, _MIN_VARIANCE),
            self.covariance + gain * drift_gain * shrunk,
            max(self.drift_variance + drift_gain * drift_gain * shrunk, 0.0),
            self.noise,
            self.wander,
        )

    def updated_by(self, other: CrossAreaEvidence, between: float) -> "_Filter":
        """Return the posterior after evidence about what the person's areas have in common.

        Args:
            other: The evidence of the other areas together.
            between: The variance between people in this area.
        """
        shared = AREA_CORRELATION * self.variance
        surprise = other.mean - AREA_CORRELATION * self.level
        total = (
            AREA_CORRELATION * shared
            + AREA_CORRELATION * (1.0 - AREA_CORRELATION) * between
            + other.variance
        )
        return self._replace(
            log_weight=self.log_weight - 0.5 * (surprise * surprise / total + math.log(total)),
            level=self.level + shared / total * surprise,
            drift=self.drift + AREA_CORRELATION * self.covariance / total * surprise,
            variance=self.variance - shared * shared / total,
        )

    def without_drift(self) -> "_Filter":
        """Return this posterior with the drift fixed at zero."""
        return self._replace(drift=0.0, covariance=0.0, drift_variance=0.0)

    def with_new_drift(self, drift: Drift) -> "_Filter":
        """Return this posterior with a drift that begins at this session."""
        spread = drift.spread**2
        return self._replace(
            level=self.level + drift.mean,
            drift=drift.mean,
            variance=self.variance + spread,
            covariance=spread,
            drift_variance=spread,
        )

    def predicted(self, change: float) -> "_Filter":
        """Return the prediction for the next session; `change` is the sd of a shift in level."""
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

    def predicted_unobserved(self, change: float) -> "_Filter":
        """Return the prediction for the next session after one without check-ins.

        The level may wander but not drift: nothing was seen that would speak for a drift.
        """
        added = self.wander * self.wander + change * change
        return self._replace(variance=self.variance + added)


def _truncated_normal(low: float, highs: Sequence[float]) -> tuple[float, float, float]:
    """Return the moments of a standard normal truncated to `low` and one of `highs`.

    Returns:
        The probability of the interval, and the mean and mean square within it.
    """
    below = normal_tail(-low)
    edge = _density(low)
    low_edge = low * edge if edge else 0.0
    chance = mean = square = 0.0
    for high in highs:
        top = _density(high)
        chance += normal_tail(-high) - below
        mean += edge - top
        square += low_edge - (high * top if top else 0.0)
    if chance < _UNLIKELY:
        return 0.0, 0.0, 1.0
    return chance / len(highs), mean / chance, 1.0 + square / chance


class Posterior(NamedTuple):
    """The distribution of a person's level in one area, for the next session.

    Attributes:
        filters: The bank, each with its weight.
        between: The variance between people, in log-days.
    """

    filters: Sequence[_Filter]
    between: float

    def predictive(self, median_days: float) -> tuple[LogNormal, ...]:
        """Return the distribution of the next duration, for a published median of `median_days`."""
        centre = math.log(median_days)
        return tuple(
            LogNormal(weight, centre + one.level, math.sqrt(one.variance + one.noise))
            for weight, one in self._weighted()
        )

    def updated_by(self, others: Sequence[CrossAreaEvidence]) -> "Posterior":
        """Return the posterior after evidence from the person's other areas."""
        if not others:
            return self
        own_part = (1.0 - AREA_CORRELATION) * self.between
        precisions = [1.0 / (other.variance + own_part) for other in others]
        total = sum(precisions)
        weighted = sum(
            other.mean * precision for other, precision in zip(others, precisions, strict=True)
        )
        together = CrossAreaEvidence(weighted / total, 1.0 / total)
        return Posterior(
            [one.updated_by(together, self.between) for one in self.filters], self.between
        )

    def cross_area(self) -> CrossAreaEvidence | None:
        """Return what the results add to the prior, as evidence for the person's other areas.

        None where the posterior variance is above `INFORMATIVE_VARIANCE_SHARE` of the prior's.
        """
        mean = self.mean_level()
        variance = sum(
            weight * (one.variance + (one.level - mean) ** 2) for weight, one in self._weighted()
        )
        if variance > INFORMATIVE_VARIANCE_SHARE * self.between:
            return None
        precision = 1.0 / variance - 1.0 / self.between
        return CrossAreaEvidence(mean / variance / precision, 1.0 / precision)

    def mean_level(self) -> float:
        """Return the mean level in log-days, relative to the published median."""
        return sum(weight * one.level for weight, one in self._weighted())

    def log_bayes_factor(self, results: Sequence[Result], drift: Drift) -> float:
        """Return how much better a drift explains `results` than none does.

        Args:
            results: The results after those that this posterior rests on.
            drift: The drift that would begin with the first of them.

        Returns:
            The natural logarithm of the Bayes factor.
        """
        steady = [one.without_drift() for one in self.filters]
        drifting = [one.with_new_drift(drift) for one in steady]
        for result in results:
            steady, drifting = _after(steady, result), _after(drifting, result)
        return _log_total(drifting) - _log_total(steady)

    def _weighted(self) -> list[tuple[float, _Filter]]:
        total = _log_total(self.filters)
        return [(math.exp(one.log_weight - total), one) for one in self.filters]


def _log_total(filters: Sequence[_Filter]) -> float:
    """Return the log of the summed weights."""
    best = max(one.log_weight for one in filters)
    return best + math.log(sum(math.exp(one.log_weight - best) for one in filters))


def learn(log_sd: float, results: Sequence[Result]) -> list[Posterior]:
    """Return the posterior before each result, and at last the one for the next session.

    Args:
        log_sd: The published spread for the next session's product and area, in log-days.
        results: Earlier results, oldest first; only the last `MAX_RESULTS` are used.
    """
    between = sum(kind.weight * _between(kind, log_sd) for kind in REGULARITIES)
    filters = _bank(log_sd)
    posteriors = [Posterior(filters, between)]
    for result in results[-MAX_RESULTS:]:
        filters = _after(filters, result)
        posteriors.append(Posterior(filters, between))
    return posteriors


def _after(filters: list[_Filter], result: Result) -> list[_Filter]:
    """Return the filters after a result, without those that it made negligible."""
    low, highs = log_bounds(result)
    if low == -math.inf and highs[0] == math.inf:  # no check-in
        return [one.predicted_unobserved(result.change) for one in filters]
    error_chance = _error_chance(low, highs)
    filters = [one.updated(low, highs, error_chance) for one in filters]
    least = max(one.log_weight for one in filters) - _MAX_WEIGHT_GAP
    return [one.predicted(result.change) for one in filters if one.log_weight > least]


def _bank(log_sd: float) -> list[_Filter]:
    """Return a filter for each regularity and drift, scaled to the published spread.

    A narrower spread than `REFERENCE_LOG_SD` scales every sd down. A wider one only adds variance
    between people: less is known about the person, who is not therefore less regular.
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
    """Return the variance between people, scaled to an area whose published log-sd is `log_sd`."""
    scale = min(1.0, log_sd / REFERENCE_LOG_SD)
    return (kind.between * scale) ** 2 + max(0.0, log_sd**2 - REFERENCE_LOG_SD**2)


def log_bounds(result: Result) -> tuple[float, tuple[float, ...]]:
    """Return the lower bound and the upper bounds in log-days, relative to the published median."""
    centre = math.log(result.median_days)
    at_least = result.lasted.at_least
    low = math.log(at_least) - centre if at_least else -math.inf
    return low, tuple(
        math.log(high) - centre if high < math.inf else high
        for high in result.lasted.upper_bounds()
    )


def _error_chance(low: float, highs: tuple[float, ...]) -> float:
    """Return the probability of such bounds if the entry is an error."""
    beyond = sum(normal_tail(high / _ERROR_LOG_SD) for high in highs) / len(highs)
    return max(normal_tail(low / _ERROR_LOG_SD) - beyond, _UNLIKELY)


def _density(deviations: float) -> float:
    if abs(deviations) >= _MAX_DEVIATIONS:
        return 0.0
    return _NORMAL_PEAK * math.exp(-0.5 * deviations * deviations)
