"""Which of several groups of one person's results lasts longest, with its doubt.

Each group of results (one product, dose, clinician or clinic) has a log-median of its own near the
person's level. Single results scatter around it, and enter as the intervals that they are known
by. The chances are summed over a grid of levels and log-medians.

The constants are our choice: we found no study that followed people through two products, and the
scatter within a person is about 0.3 wherever it can be derived (`catalog/durations.toml`). They
keep groups of three results that do not differ from being called different in more than one person
in twenty, and two results each from being enough.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from botoxlog.forecast.survival import NOTHING_SEEN, DurationBounds, lognormal_survival

LEAST_RESULTS = 2
"""Results with a bound that each group needs to be compared. Our choice."""

CLEAR_CHANCE = 0.9
"""Only above this chance is a group said to last longer. Our choice."""

DIFFERENCE_LOG_SD = 0.20
"""How much the log-medians of two groups may differ, as a standard deviation: as much as a doubled
dose did in one trial (source `ona_hd`). Our choice."""

MAX_RESULTS = 24
"""The latest results of a group that are used."""

_WITHIN = (0.15, 0.30, 0.45)  # how regular one person may be, as sds of log-days; equally likely
_OUTLIER_SHARE, _OUTLIER_LOG_SD = 0.05, 0.9  # results that failed, or were mistaken for worn off
_STEP = 0.1  # of the grid, in log-days
_LEVELS = range(round(math.log(14) / _STEP), round(math.log(1460) / _STEP) + 1)
_OFFSETS = range(-4, 5)  # of a group from the level, to nearly three standard deviations


def chances_longest(groups: Sequence[Sequence[DurationBounds]]) -> list[float]:
    """Return the probability, 0 to 1, that each group of results has the longest median.

    The bounds are days from the injection, oldest result first; those without any say nothing.
    """
    spread = DIFFERENCE_LOG_SD / math.sqrt(2) / _STEP
    prior = [math.exp(-0.5 * (offset / spread) ** 2) for offset in _OFFSETS]
    latest = [(NOTHING_SEEN, *group[-MAX_RESULTS:]) for group in groups]
    longest = [0.0] * len(groups)
    for within in _WITHIN:
        likelihoods = [
            [
                math.prod(each)
                for each in zip(*(_likelihoods(one, within) for one in group), strict=True)
            ]
            for group in latest
        ]
        for start in range(len(_LEVELS)):
            medians = [
                [weight * chance for weight, chance in zip(prior, each[start:], strict=False)]
                for each in likelihoods
            ]
            longest = [sum(both) for both in zip(longest, _chances(medians), strict=True)]
    total = sum(longest)
    return [chance / total for chance in longest]


def _chances(medians: Sequence[Sequence[float]]) -> Iterator[float]:
    """Yield how probable each distribution is to be above all others; ties count half."""
    below = [
        [upto - chance / 2 for upto, chance in zip(accumulate(each), each, strict=True)]
        for each in medians
    ]
    for index, each in enumerate(medians):
        others = below[:index] + below[index + 1 :]
        yield sum(map(math.prod, zip(each, *others, strict=True)))


@lru_cache(maxsize=1024)
def _likelihoods(lasted: DurationBounds, within: float) -> tuple[float, ...]:
    """Return the likelihood of each log-median of the grid, offsets included, by one result."""
    grid = range(_LEVELS.start + _OFFSETS.start, _LEVELS.stop + _OFFSETS.stop - 1)
    usual = (_chance(lasted, step * _STEP, within) for step in grid)
    outlier = (_chance(lasted, step * _STEP, _OUTLIER_LOG_SD) for step in grid)
    return tuple(
        (1 - _OUTLIER_SHARE) * one + _OUTLIER_SHARE * other
        for one, other in zip(usual, outlier, strict=True)
    )


def _chance(lasted: DurationBounds, log_median: float, log_sd: float) -> float:
    at_least = lognormal_survival(lasted.at_least or 0.0, log_median, log_sd)
    if lasted.at_most is None:
        return at_least
    return at_least - lognormal_survival(lasted.at_most, log_median, log_sd)
