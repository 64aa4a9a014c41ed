"""Whether results have been getting longer or shorter, and whether that is more than chance.

Two models are compared on the last few results: one in which the level began to drift before them,
and one in which it did not. A trend is clear only where the drift explains them far better; results
that merely happen to rise or fall in a row are shown as within noise.

References:
    Kass RE, Raftery AE (1995). Bayes factors. J Am Stat Assoc 90:773-795.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from botoxlog.forecast.personal_model import Drift, Posterior, Result, log_bounds

IN_A_ROW = 3
"""Results with a known end that must rise or fall in a row before that is mentioned."""

MAX_SHOWN = 5
"""The latest results that are listed with a trend."""

NOTABLE_DAYS = 7
"""Durations that differ by less count as the same."""


class TrendKind(StrEnum):
    """Which way results have been going."""

    LONGER = "longer"
    SHORTER = "shorter"


class _Hypothesis(NamedTuple):
    """A drift to test for.

    Attributes:
        drift: How the level would move.
        spans: How many of the latest results may have moved.
        threshold: Log of the Bayes factor from which the trend is clear. Set so that at most 5% of
            people whose results do not drift are shown a clear trend within ten sessions
            (`bench/forecast`). Our choice.
    """

    drift: Drift
    spans: tuple[int, ...]
    threshold: float


_HYPOTHESES = {
    # Published losses of effect were fast: 5 months to 1.5 (source `nab_cases`).
    TrendKind.SHORTER: _Hypothesis(Drift(1.0, -0.5, spread=0.25, wander=0.0), (2, 3), 2.8),
    # Where results lengthened, they did so slowly: 4.0, 4.5, 5.0 months after the first, second
    # and last session, in armpits (source `hh_101`).
    TrendKind.LONGER: _Hypothesis(Drift(1.0, 0.12, spread=0.08, wander=0.0), (3, 5), 2.2),
}


class Trend(NamedTuple):
    """A drift in how long results last.

    Attributes:
        clear: Whether it is more than chance; False if within noise.
        days: About how long the latest results lasted, in days, oldest first; only those with a
            known end.
    """

    kind: TrendKind
    clear: bool
    days: tuple[int, ...]


def find_trend(results: Sequence[Result], posteriors: Sequence[Posterior]) -> Trend | None:
    """Return the trend of the results, None if there is none.

    Args:
        results: Earlier results, oldest first.
        posteriors: The posterior before each of the latest, and at last the one for the next.
    """
    midpoints = [result.lasted.midpoint for result in results]
    days = tuple(round(middle) for middle in midpoints if middle is not None)[-MAX_SHOWN:]
    for kind, hypothesis in _HYPOTHESES.items():
        if _strongest_evidence(results, posteriors, hypothesis) >= hypothesis.threshold:
            return Trend(kind, clear=True, days=days)
    latest = days[-IN_A_ROW:]
    steps = [after - before for before, after in pairwise(latest)]
    if len(latest) == IN_A_ROW:
        if all(step >= NOTABLE_DAYS for step in steps):
            return Trend(TrendKind.LONGER, clear=False, days=latest)
        if all(step <= -NOTABLE_DAYS for step in steps):
            return Trend(TrendKind.SHORTER, clear=False, days=latest)
    return None


def _strongest_evidence(
    results: Sequence[Result], posteriors: Sequence[Posterior], hypothesis: _Hypothesis
) -> float:
    """Return the largest log Bayes factor for this drift over its spans, at least 0."""
    strongest = 0.0
    for span in hypothesis.spans:
        if span >= len(posteriors) - 1:
            continue
        before = posteriors[-1 - span]
        if _is_on_its_side(results[-1], before, hypothesis.drift):
            evidence = before.log_bayes_factor(results[-span:], hypothesis.drift)
            strongest = max(strongest, evidence)
    return strongest


def _is_on_its_side(latest: Result, before: Posterior, drift: Drift) -> bool:
    """Whether the latest result ended on the drift's side of the expected level.

    Only then is the Bayes factor, which is costly, worth computing.
    """
    low, highs = log_bounds(latest)
    return highs[0] < before.mean_level() if drift.mean < 0 else low > before.mean_level()
