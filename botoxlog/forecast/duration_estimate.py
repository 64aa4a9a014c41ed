"""The median of durations of which only bounds are known: interval-censored data.

A result that still worked when last seen lasted at least that long. A median of the ends that
happened to be seen leaves those out, and is too short. The nonparametric maximum likelihood
estimate counts them; where every end is known to the day it is the Kaplan-Meier estimate. It puts
its probability on a few innermost intervals, so its median has bounds.

With few results these bounds can be narrower than anything that is known: of 93 to 112 and 103 to
123 days they are 103 and 112. So the estimate is made again with each end as early, and as late,
as its bounds allow, and the median covers all three.

References:
    Turnbull BW (1976). The empirical distribution function with arbitrarily grouped, censored and
        truncated data. J R Stat Soc B 38:290-295. (Innermost intervals, self-consistency.)
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from botoxlog.forecast.survival import DurationBounds

LEAST_RESULTS = 2
"""Results with a bound that a median needs; one result is its own summary. Our choice."""

_CLOSED, _RIGHT, _OPEN = 0, 1, 2  # endpoints in their order on one day: an end on it, by it, after
_NEARLY = 1e-3  # a share that is as near to one half as this is one half
_CONVERGED = 1e-6  # the change of every share in one round at which the estimate is taken
_MAX_ROUNDS = 1_000

_Days = tuple[float, float]
_Endpoint = tuple[float, int]
_Interval = tuple[_Endpoint, _Endpoint]


class MedianDuration(NamedTuple):
    """The median of some results.

    Attributes:
        lasted: Its bounds in days. Where the estimate gives no bound on one side, they are what is
            certain: more than half of the results lasted at least, or at most, so long.
        results: The number of results with a bound.
        working: How many of those have no upper bound: they were still working when last seen.
        earliest: The estimate in days if each result ended as early as it can have; infinite if
            fewer than half are over by then.
    """

    lasted: DurationBounds
    results: int
    working: int
    earliest: float


def median_duration(durations: Sequence[DurationBounds]) -> MedianDuration | None:
    """Return the median duration in days; None with too few results, or if nothing bounds it.

    Results without a bound say nothing.
    """
    known = [
        (one.at_least or 0.0, math.inf if one.at_most is None else one.at_most)
        for one in durations
        if one.at_least is not None or one.at_most is not None
    ]
    if len(known) < LEAST_RESULTS:
        return None
    medians = [
        _median([((low, _OPEN), (high, _RIGHT)) for low, high in known]),
        _median([_ending(low, high, low) for low, high in known]),
        _median([_ending(low, high, high) for low, high in known]),
    ]
    least, most = min(low for low, _ in medians), max(high for _, high in medians)
    if least <= 0.0 or most == math.inf:
        least = sorted(low for low, _ in known)[(len(known) - 1) // 2]
        most = sorted(high for _, high in known)[len(known) // 2]
    if least <= 0.0 and most == math.inf:
        return None
    lasted = DurationBounds(least or None, None if most == math.inf else most)
    working = sum(high == math.inf for _, high in known)
    return MedianDuration(lasted, len(known), working, earliest=medians[1][0])


def _ending(low: float, high: float, end: float) -> _Interval:
    """Return bounds as an interval: the day of the end, or open if no end was seen."""
    return ((low, _OPEN), (high, _RIGHT)) if high == math.inf else ((end, _CLOSED), (end, _RIGHT))


def _median(intervals: Sequence[_Interval]) -> _Days:
    """Return the least and the most days at which the estimated survival can cross one half."""
    lefts, rights = {left for left, _ in intervals}, {right for _, right in intervals}
    innermost = [
        (left, right)
        for left, right in pairwise(sorted(lefts | rights))
        if left in lefts and right in rights
    ]
    shares = list(accumulate(_shares(intervals, innermost)))
    first = bisect_left(shares, 0.5 - _NEARLY)
    last = bisect_right(shares, 0.5 + _NEARLY)
    return innermost[first][0][0], innermost[last][1][0]


def _shares(intervals: Sequence[_Interval], innermost: Sequence[_Interval]) -> list[float]:
    """Return the probability of each innermost interval: the self-consistent one.

    Each result is shared out among the innermost intervals that it covers, in proportion to their
    probability, and the probabilities are the means of these shares, until nothing changes.
    """
    lefts, rights = [left for left, _ in innermost], [right for _, right in innermost]
    covered = [(bisect_left(lefts, left), bisect_right(rights, right)) for left, right in intervals]
    shares = [1 / len(innermost)] * len(innermost)
    for _ in range(_MAX_ROUNDS):
        below = [0.0, *accumulate(shares)]
        steps = [0.0] * (len(innermost) + 1)
        for first, end in covered:
            weight = 1 / (below[end] - below[first])
            steps[first] += weight
            steps[end] -= weight
        before = shares
        shares = [
            share * weight / len(intervals)
            for share, weight in zip(before, accumulate(steps[:-1]), strict=True)
        ]
        if all(abs(one - other) < _CONVERGED for one, other in zip(shares, before, strict=True)):
            break
    return shares
