"""Whether results have been getting longer or shorter, and whether that is more than chance.

The last few results are weighed twice: as if the level had begun to drift before them, and as if it
had not. Only where the drift explains them far better is it called clear; a row of results that
merely happens to rise or fall is told as within noise.

References:
    Kass RE, Raftery AE (1995). Bayes factors. J Am Stat Assoc 90:773-795.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from botoxlog.forecast.personal_model import Belief, Drift, Result, bounds

IN_A_ROW = 3
"""Results known at both ends that must rise or fall in a row before it is remarked on."""

TOLD = 5
"""The latest results that a trend is told with."""

NOTABLE_DAYS = 7
"""Results that differ by less are the same length."""


class TrendKind(StrEnum):
    """Which way results have been going."""

    LONGER = "longer"
    SHORTER = "shorter"


class _Suspicion(NamedTuple):
    """A drift that is looked for.

    Attributes:
        drift: How it would go.
        spans: How many of the latest results may have moved.
        clear: Log of the Bayes factor from which it is called clear. Set so that over ten sessions
            at most one in twenty people whose results do not drift is told that they do
            (`bench/forecast`). Our choice.
    """

    drift: Drift
    spans: tuple[int, ...]
    clear: float


_SUSPICIONS = {
    # Published losses of effect were fast: 5 months to 1.5 (source `nab_cases`).
    TrendKind.SHORTER: _Suspicion(Drift(1.0, -0.5, spread=0.25, wander=0.0), (2, 3), clear=2.8),
    # Where results lengthened, they did so slowly: 4.0, 4.5, 5.0 months after the first, second
    # and last session, in armpits (source `hh_101`).
    TrendKind.LONGER: _Suspicion(Drift(1.0, 0.12, spread=0.08, wander=0.0), (3, 5), clear=2.2),
}


class Trend(NamedTuple):
    """A drift in how long results last.

    Attributes:
        clear: Whether it is more than chance; False where it is within noise.
        days: About how long the latest results lasted, oldest first, where both ends are known.
    """

    kind: TrendKind
    clear: bool
    days: tuple[int, ...]


def find_trend(results: Sequence[Result], beliefs: Sequence[Belief]) -> Trend | None:
    """Return how results have been going, None where they have not.

    Args:
        results: Earlier results, oldest first.
        beliefs: What was believed before each of the latest, and at last about the next.
    """
    known = [result.lasted.midpoint for result in results]
    days = tuple(round(about) for about in known if about is not None)[-TOLD:]
    for kind, suspicion in _SUSPICIONS.items():
        if _evidence(results, beliefs, suspicion) >= suspicion.clear:
            return Trend(kind, clear=True, days=days)
    latest = days[-IN_A_ROW:]
    steps = [after - before for before, after in pairwise(latest)]
    if len(latest) == IN_A_ROW:
        if all(step >= NOTABLE_DAYS for step in steps):
            return Trend(TrendKind.LONGER, clear=False, days=latest)
        if all(step <= -NOTABLE_DAYS for step in steps):
            return Trend(TrendKind.SHORTER, clear=False, days=latest)
    return None


def _evidence(results: Sequence[Result], beliefs: Sequence[Belief], suspicion: _Suspicion) -> float:
    """Return the strongest evidence for such a drift over any of its spans."""
    strongest = 0.0
    for span in suspicion.spans:
        if span < len(beliefs) - 1 and _points(results[-1], beliefs[-1 - span], suspicion.drift):
            since = beliefs[-1 - span].evidence(results[-span:], suspicion.drift)
            strongest = max(strongest, since)
    return strongest


def _points(latest: Result, before: Belief, drift: Drift) -> bool:
    """Whether the latest result lies on that side of what was believed: worth weighing at all."""
    low, highs = bounds(latest)
    return highs[0] < before.expected() if drift.mean < 0 else low > before.expected()
