"""What a person's earlier results say about the next one: a bank of small filters.

A person has a *level*, the log-median of their own durations; single durations scatter around it.
Levels may drift slowly, and now and then one jumps: a lost effect is a step more often than a
slope. How regular one person is, is unknown. So a filter runs for each of three regularities, a
linear-Gaussian model of level and drift, and after each session the likeliest of them is continued
both ways: without a jump, and with one. An earlier result is interval-censored in log-days; each
filter's posterior is approximated by the Gaussian with the exact mean and variance after truncation
to that interval (assumed-density filtering). A filter's weight is how probable it made the results
that were seen, and the forecast is the mixture: a regular person gets a narrow window, an irregular
one a wide one, and a fall is followed in the second short result.

Levels are relative to the published log-median of each session's product and area, so that a result
with one product says something about another.

References:
    West M, Harrison J (1997). Bayesian Forecasting and Dynamic Models, 2nd ed. Springer. (Level and
        growth; mixtures of such models, chapter 12.)
    Minka T (2001). A family of algorithms for approximate Bayesian inference. MIT. (Moment
        matching: assumed-density filtering.)
    Turnbull BW (1976). The empirical distribution function with arbitrarily grouped, censored and
        truncated data. J R Stat Soc B 38:290-295. (Interval censoring.)

How results differ between people and within one is published for some areas
(`catalog/durations.toml`). The other constants are our choice, within what is published where
anything is, and were set on simulated people (`bench/forecast`), never on anyone's diary.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from botoxlog.forecast.survival import DurationBounds, LogNormal, normal_tail

MAX_RESULTS = 24
"""Earlier results that are used, about seven years. Our choice: of forty, those before move the
likely date by about five days, and a forecast costs as much more."""


class Variation(NamedTuple):
    """How results differ in one area.

    Attributes:
        within: How much one person's results scatter, as an sd of log-days.
        between: How much people differ, as an sd of log-days.
        gain: The published change of the level from session to session, in log-days.
    """

    within: float
    between: float
    gain: float = 0.0


class Regularity(NamedTuple):
    """How regular a person may be: the chance of it, and their scatter for one of `within`."""

    weight: float
    scatter: float


class Shift(NamedTuple):
    """A step of the level, in log-days: its mean and sd."""

    mean: float
    sd: float


REGULARITIES = (Regularity(0.33, 0.5), Regularity(0.40, 0.95), Regularity(0.27, 1.55))
"""Together they give a first window that holds 80% where the published log-normal does."""

DRIFT, WANDER = 0.14, 0.13
"""How far a level may move from session to session: by as much each time, and at random. As sds,
for a scatter of 1. In muscles 0.05 and 0.04 in log-days; the published means are between -0.8% and
+1.5% a session."""

NO_JUMP = Shift(0.0, 0.0)

JUMPS = ((Shift(-0.7, 0.35), 0.05), (Shift(0.8, 0.35), 0.01))
"""What a jump does to the level, and its chance from one session to the next. Published losses went
from 5 months to 2.5 to 1.5 (source `nab_cases`). Complete ones are rarer, 0.2 to 0.5% of sessions;
a changed hand, dilution or dose that nobody wrote down may do the same, and undo it."""

FAILURE_RATE = 0.08
"""Share of results that say nothing about the level: typing errors, an "it's gone" too early, and
single sessions that fail before the next works again (5 to 15% in spasm)."""

FAILED = Shift(-0.7, 0.7)
"""The durations of such results, in log-days from the published median: mostly short."""

AREA_CORRELATION = 0.5
"""Correlation of one person's levels in two areas, each relative to other people. Our choice; no
study gives a number."""

INFORMATIVE_VARIANCE_SHARE = 0.8
"""Results say something about the person's other areas once the posterior variance is at most this
share of the prior variance."""

_KEPT = 3  # filters of each regularity
_UNLIKELY = 1e-12
_MIN_VARIANCE = 1e-6
_WORTH_TESTING = 5.0  # in log weight: a filter this much below the best changes no Bayes factor
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
    """A Gaussian distribution of level and drift, and the scatter that it assumes.

    Attributes:
        log_weight: Log of the prior weight times the likelihood of the results so far.
        noise: Variance of single durations around the level.
    """

    log_weight: float
    level: float
    drift: float
    variance: float
    covariance: float
    drift_variance: float
    noise: float

    def updated(self, low: float, highs: tuple[float, ...], failed_chance: float) -> "_Filter":
        """Return the posterior after a result between `low` and one of `highs`, equally likely.

        Args:
            low: Lower bound in log-days, relative to the published median.
            highs: Upper bounds in log-days, relative to the published median.
            failed_chance: The probability of such an interval if it says nothing about the level.
        """
        sd = math.sqrt(self.variance + self.noise)
        chance, mean, square = _truncated_normal(
            (low - self.level) / sd, [(high - self.level) / sd for high in highs]
        )
        meant = (1.0 - FAILURE_RATE) * chance
        failed = FAILURE_RATE * failed_chance
        if meant < _UNLIKELY:
            return self._replace(log_weight=self.log_weight + math.log(failed))
        total = meant + failed
        true = meant / total
        shrunk = true * (square - 1.0 - true * mean * mean)
        gain, drift_gain = self.variance / sd, self.covariance / sd
        return _Filter(
            self.log_weight + math.log(total),
            self.level + gain * true * mean,
            self.drift + drift_gain * true * mean,
            max(self.variance + gain * gain * shrunk, _MIN_VARIANCE),
            self.covariance + gain * drift_gain * shrunk,
            max(self.drift_variance + drift_gain * drift_gain * shrunk, 0.0),
            self.noise,
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

    def predicted(self, added: float, jump: Shift = NO_JUMP, log_chance: float = 0.0) -> "_Filter":
        """Return the prediction for the next session.

        Args:
            added: The variance of what may change, the level's own random step included.
            jump: A step of the level.
            log_chance: The log probability of this jump.
        """
        return _Filter(
            self.log_weight + log_chance,
            self.level + self.drift + jump.mean,
            self.drift,
            self.variance + 2 * self.covariance + self.drift_variance + added + jump.sd**2,
            self.covariance + self.drift_variance,
            self.drift_variance,
            self.noise,
        )

    def without_drift(self) -> "_Filter":
        """Return this posterior with the drift fixed at zero."""
        return self._replace(drift=0.0, covariance=0.0, drift_variance=0.0)


def _truncated_normal(low: float, highs: Sequence[float]) -> tuple[float, float, float]:
    """Return the moments of a standard normal truncated to `low` and one of `highs`.

    Returns:
        The probability of the interval, and the mean and mean square within it.
    """
    below, edge = normal_tail(-low), _density(low)
    low_edge = low * edge if edge else 0.0  # not infinity times nothing
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
        variation: How results differ in the area.
    """

    filters: Sequence[_Filter]
    variation: Variation

    def predictive(self, median_days: float) -> tuple[LogNormal, ...]:
        """Return the distribution of the next duration, for a published median of `median_days`."""
        centre = math.log(median_days)
        return tuple(
            LogNormal(weight, centre + one.level, math.sqrt(one.variance + one.noise))
            for weight, one in self._weighted()
        )

    def after(self, result: Result) -> "Posterior":
        """Return the distribution for the session after the one with this result."""
        added = (WANDER * self.variation.within) ** 2 + result.change**2
        if _says_nothing(result):  # then nothing speaks for a drift or a jump
            filters = [one._replace(variance=one.variance + added) for one in self.filters]
        else:
            filters = _next_session(_updated(self.filters, result), added)
        return Posterior(filters, self.variation)

    def updated_by(self, others: Sequence[CrossAreaEvidence]) -> "Posterior":
        """Return the posterior after evidence from the person's other areas."""
        if not others:
            return self
        between = self.variation.between**2
        own_part = (1.0 - AREA_CORRELATION) * between
        precisions = [1.0 / (other.variance + own_part) for other in others]
        total = sum(precisions)
        weighted = sum(
            other.mean * precision for other, precision in zip(others, precisions, strict=True)
        )
        together = CrossAreaEvidence(weighted / total, 1.0 / total)
        filters = [one.updated_by(together, between) for one in self.filters]
        return Posterior(filters, self.variation)

    def cross_area(self) -> CrossAreaEvidence | None:
        """Return what the results add to the prior, as evidence for the person's other areas.

        None where the posterior variance is above `INFORMATIVE_VARIANCE_SHARE` of the prior's.
        """
        mean, between = self.mean_level(), self.variation.between**2
        variance = sum(
            weight * (one.variance + (one.level - mean) ** 2) for weight, one in self._weighted()
        )
        if variance > INFORMATIVE_VARIANCE_SHARE * between:
            return None
        precision = 1.0 / variance - 1.0 / between
        return CrossAreaEvidence(mean / variance / precision, 1.0 / precision)

    def mean_level(self) -> float:
        """Return the mean level in log-days, relative to the published median."""
        return sum(weight * one.level for weight, one in self._weighted())

    def log_bayes_factor(self, results: Sequence[Result], shift: Shift) -> float:
        """Return how much better a step of the level explains `results` than none does.

        Args:
            results: The results after those that this posterior rests on.
            shift: The step that would come before the first of them.

        Returns:
            The natural logarithm of the Bayes factor.
        """
        likeliest = max(one.log_weight for one in self.filters) - _WORTH_TESTING
        steady = [one.without_drift() for one in self.filters if one.log_weight > likeliest]
        shifted = [
            one._replace(level=one.level + shift.mean, variance=one.variance + shift.sd**2)
            for one in steady
        ]
        wander = (WANDER * self.variation.within) ** 2
        for result in results:
            added = wander + result.change**2
            steady = [one.predicted(added) for one in _updated(steady, result)]
            shifted = [one.predicted(added) for one in _updated(shifted, result)]
        return _log_total(shifted) - _log_total(steady)

    def _weighted(self) -> list[tuple[float, _Filter]]:
        total = _log_total(self.filters)
        return [(math.exp(one.log_weight - total), one) for one in self.filters]


def _log_total(filters: Sequence[_Filter]) -> float:
    """Return the log of the summed weights."""
    best = max(one.log_weight for one in filters)
    return best + math.log(sum(math.exp(one.log_weight - best) for one in filters))


def learn(variation: Variation, results: Sequence[Result]) -> list[Posterior]:
    """Return the posterior before each result, and at last the one for the next session.

    Args:
        variation: How results of the next session's product differ in this area.
        results: Earlier results, oldest first; only the last `MAX_RESULTS` are used.
    """
    within, between, gain = variation
    drift = (DRIFT * within) ** 2
    filters = [
        _Filter(math.log(weight), 0.0, gain, between**2, 0.0, drift, noise=(scatter * within) ** 2)
        for weight, scatter in REGULARITIES
    ]
    posteriors = [Posterior(filters, variation)]
    for result in results[-MAX_RESULTS:]:
        posteriors.append(posteriors[-1].after(result))
    return posteriors


def _next_session(filters: list[_Filter], added: float) -> list[_Filter]:
    """Return the predictions for the next session; the likeliest of each regularity may jump."""
    filters.sort(reverse=True)  # by weight
    least = filters[0].log_weight - _MAX_WEIGHT_GAP
    predicted: list[_Filter] = []
    counts: dict[float, int] = {}
    for one in filters:
        count = counts[one.noise] = counts.get(one.noise, 0) + 1
        if count > _KEPT or one.log_weight < least:
            continue
        if count == 1:
            predicted += [one.predicted(added, jump, chance) for jump, chance in _LOG_CHANCES]
        else:
            predicted.append(one.predicted(added))
    return predicted


_LOG_CHANCES = (
    (NO_JUMP, math.log(1 - sum(chance for _, chance in JUMPS))),
    *((jump, math.log(chance)) for jump, chance in JUMPS),
)


def _says_nothing(result: Result) -> bool:
    return not result.lasted.at_least and result.lasted.upper_bounds()[0] == math.inf


def _updated(filters: Sequence[_Filter], result: Result) -> list[_Filter]:
    """Return the posteriors after a result."""
    low, highs = log_bounds(result)
    mean, sd = FAILED
    beyond = sum(normal_tail((high - mean) / sd) for high in highs) / len(highs)
    failed_chance = max(normal_tail((low - mean) / sd) - beyond, _UNLIKELY)
    return [one.updated(low, highs, failed_chance) for one in filters]


def log_bounds(result: Result) -> tuple[float, tuple[float, ...]]:
    """Return the lower bound and the upper bounds in log-days, relative to the published median."""
    centre = math.log(result.median_days)
    at_least = result.lasted.at_least
    low = math.log(at_least) - centre if at_least else -math.inf
    return low, tuple(
        math.log(high) - centre if high < math.inf else high
        for high in result.lasted.upper_bounds()
    )


def _density(deviations: float) -> float:
    return _NORMAL_PEAK * math.exp(-0.5 * deviations * deviations)
