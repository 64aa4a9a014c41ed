"""Whether results have been getting longer or shorter, and whether that is more than chance.

Two models are compared on the last few results: one in which the level changed before them, and one
in which it did not. A trend is clear only where the change explains them far better; results that
merely happen to rise or fall in a row are shown as within noise.

References:
    Kass RE, Raftery AE (1995). Bayes factors. J Am Stat Assoc 90:773-795.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import NamedTuple

from botoxlog.forecast.personal_model import Posterior, Result, Shift, log_bounds
from botoxlog.forecast.survival import NOTHING_SEEN

IN_A_ROW = 3
"""Results with a known end that must rise or fall in a row before that is mentioned."""

CLEAR_ROW = 5
"""Results in such a row from which it is clear: five have 120 orders, and one of them falls."""

MAX_SHOWN = 5
"""The latest results that are listed with a trend."""

NOTABLE_DAYS = 7
"""Durations that differ by less count as the same."""


class TrendKind(StrEnum):
    """Which way results have been going."""

    LONGER = "longer"
    SHORTER = "shorter"


class _Hypothesis(NamedTuple):
    """A step to test for.

    Attributes:
        shift: How the level would change.
        thresholds: Log of the Bayes factor from which the trend is clear, by how many of the latest
            results come after the step. Set so that about 5% of people whose results do not change
            are shown a clear trend within ten sessions (`bench/forecast`). Our choice.
    """

    shift: Shift
    thresholds: Mapping[int, float]


_HYPOTHESES = {
    # Published losses of effect were fast: 5 months to 2.5 to 1.5 (source `nab_cases`).
    TrendKind.SHORTER: _Hypothesis(Shift(-0.7, 0.3), {2: 1.9, 3: 2.6}),
    # Where results lengthened, they did so slowly: 4.0, 4.5, 5.0 months after the first, second
    # and last session, in armpits (source `hh_101`).
    TrendKind.LONGER: _Hypothesis(Shift(0.5, 0.2), {3: 2.4}),
}


class Trend(NamedTuple):
    """A change in how long results last.

    Attributes:
        clear: Whether it is more than chance; False if within noise.
        days: About how long the latest results lasted, in days, oldest first; only those with a
            known end, and empty where these alone do not show it.
    """

    kind: TrendKind
    clear: bool
    days: tuple[int, ...]


def find_trend(
    past: Sequence[Result], running: Result, posteriors: Sequence[Posterior]
) -> Trend | None:
    """Return the trend of the results, None if there is none.

    Args:
        past: The earlier results, oldest first.
        running: The current result. It counts once it was seen gone; where it has already outlasted
            the latest of the others, no fall is told.
        posteriors: The posterior before each of the latest results, the current one's last.
    """
    over = running.lasted.end_seen
    results = [*past, running] if over else past
    before = dict(
        zip(
            reversed(range(len(results))),
            reversed(posteriors if over else posteriors[:-1]),
            strict=False,
        )
    )
    known = [place for place, result in enumerate(results) if result.lasted != NOTHING_SEEN]
    lengths = [results[place].lasted.midpoint for place in known]
    days = tuple(round(length) for length in lengths if length is not None)[-MAX_SHOWN:]
    outlasted = bool(days) and (running.lasted.at_least or 0.0) > days[-1] and not over
    for kind, hypothesis in _HYPOTHESES.items():
        if any(
            _evidence(results[known[-span] :], before[known[-span]], hypothesis.shift) >= threshold
            for span, threshold in hypothesis.thresholds.items()
            if span < len(known) and known[-span] in before
        ):
            if kind is TrendKind.SHORTER and outlasted:
                return None
            gained = days[-1] - days[0] if days else 0
            agree = gained * hypothesis.shift.mean > 0
            return Trend(kind, clear=True, days=days if agree else ())
    row = list(takewhile(lambda length: length is not None, reversed(lengths)))
    return _in_a_row(days[len(days) - min(len(row), MAX_SHOWN) :], outlasted=outlasted)


def _in_a_row(days: Sequence[int], *, outlasted: bool) -> Trend | None:
    """Return the trend of results without a gap between them that each differ from the one before.

    Args:
        days: About how long they lasted, in days, oldest first.
        outlasted: Whether the current result has already outlasted the last of them.
    """
    steps = [after - before for before, after in pairwise(days)][::-1]
    longer = list(takewhile(lambda step: step >= NOTABLE_DAYS, steps))
    shorter = [] if outlasted else list(takewhile(lambda step: step <= -NOTABLE_DAYS, steps))
    for kind, row in ((TrendKind.LONGER, longer), (TrendKind.SHORTER, shorter)):
        if len(row) + 1 >= IN_A_ROW:
            return Trend(kind, clear=len(row) + 1 >= CLEAR_ROW, days=tuple(days[-len(row) - 1 :]))
    return None


def _evidence(results: Sequence[Result], before: Posterior, shift: Shift) -> float:
    """Return the log Bayes factor for a step before these results; 0 if the last speaks against it.

    Only where the last one ended on that side of the expected level is the factor, which is costly,
    worth computing.
    """
    low, highs = log_bounds(results[-1])
    level = before.mean_level()
    agrees = highs[0] < level if shift.mean < 0 else low > level
    return before.log_bayes_factor(results, shift) if agrees else 0.0
