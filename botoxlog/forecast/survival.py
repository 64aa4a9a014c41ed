"""When one result wears off: the evidence from check-ins, and the distribution of the day.

*Duration* is the number of days from the injection until the person would say that the result is
mostly gone. It is modelled as log-normal: the published tables favour no skewed family over
another, and on a log scale "a third longer" means the same at 8 weeks and at 24.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.core.partial_dates import add_days

FADING_MULTIPLES = (1.1, 1.3, 1.6, 2.5)
"""A result first seen fading on day t is gone by one of these multiples of t, equally likely.
Fading is the later part of a result, but no study measured how long it takes. Our choice."""

_SQRT_HALF = math.sqrt(0.5)
_ROUNDING = 1e-9  # so that a quantile that falls exactly on a day is that day
_MAX_DAYS = 16_384  # 45 years; a power of two, for the bisection
_MIN_WEIGHT = 1e-6  # components below this change no date


class DurationBounds(NamedTuple):
    """What the check-ins say about how long one result lasted: an interval-censored duration.

    Attributes:
        at_least: Lower bound in days: it was seen working then. None without such a check-in.
        at_most: Upper bound in days: it was seen gone then. None if right-censored.
        fading: Days after which it was first seen fading. None if it never was.
    """

    at_least: float | None = None
    at_most: float | None = None
    fading: float | None = None

    @property
    def end_seen(self) -> bool:
        """Whether a check-in saw it gone."""
        return self.at_most is not None

    @property
    def midpoint(self) -> float | None:
        """The middle of the interval in days, None unless it is bounded on both sides."""
        if self.at_least is None or self.at_most is None:
            return None
        return (self.at_least + self.at_most) / 2

    def upper_bounds(self) -> tuple[float, ...]:
        """Return equally likely upper bounds for the duration, in days; infinity if there is none.

        One bound where it was seen gone; several where it was only seen fading.
        """
        if self.at_most is not None:
            return (self.at_most,)
        if not self.fading:
            return (math.inf,)
        lowest = (self.at_least or 0.0) + 1
        return tuple(max(self.fading * multiple, lowest) for multiple in FADING_MULTIPLES)


NOTHING_SEEN = DurationBounds()
"""A result without a check-in."""


class CheckinDates(NamedTuple):
    """The dates of the check-ins that bound when the current result wears off.

    None where there is no such check-in.

    Attributes:
        last_working: The last that saw it working.
        first_gone: The first that saw it gone.
        first_fading: The first that saw it fading.
    """

    last_working: date | None = None
    first_gone: date | None = None
    first_fading: date | None = None

    def bounds_from(self, start: date) -> DurationBounds:
        """Return the dates as bounds in days from the injection on `start`."""
        return DurationBounds(
            *(None if seen is None else max(0.0, float((seen - start).days)) for seen in self)
        )


class LogNormal(NamedTuple):
    """One component of a mixture: its weight, the log of its median in days, and its log-sd."""

    weight: float
    log_median: float
    log_sd: float


class Survival(NamedTuple):
    """The probability distribution of the day on which one result will have worn off.

    Attributes:
        starts: Equally likely days of the injection; one unless its date is partial.
        components: The log-normal mixture for the duration, before any check-in on this result.
        seen: The check-ins on this result; the mixture is truncated to them.
    """

    starts: tuple[date, ...]
    components: tuple[LogNormal, ...]
    seen: CheckinDates = CheckinDates()

    def chance_by(self, day: date) -> float:
        """Return the probability, 0 to 1, that it has worn off by the end of `day`."""
        return self.chances_by((day,))[0]

    def chances_by(self, days: Sequence[date]) -> list[float]:
        """Return the probability, 0 to 1, that it has worn off by the end of each of `days`."""
        pieces = self._pieces()
        return [self._chance(pieces, day) for day in days]

    def quantile(self, probability: float) -> date:
        """Return the first day by which it has worn off with at least this probability."""
        return self.quantiles((probability,))[0]

    def quantiles(self, probabilities: Sequence[float]) -> list[date]:
        """Return `quantile` for each of `probabilities`."""
        pieces = self._pieces()
        return [self._first_day(pieces, probability) for probability in probabilities]

    def _first_day(self, pieces: list["_Piece"], probability: float) -> date:
        low, high = 0, _MAX_DAYS
        while low < high:
            middle = (low + high) // 2
            day = add_days(self.starts[0], middle)
            if self._chance(pieces, day) >= probability - _ROUNDING:
                high = middle
            else:
                low = middle + 1
        return add_days(self.starts[0], low)

    def _pieces(self) -> list["_Piece"]:
        """Return the mixture truncated to the check-ins, for each start; its total is 1."""
        pieces = [piece for start in self.starts for piece in self._truncated(start)]
        total = sum(piece.weight * (piece.beyond_low - piece.beyond_high) for piece in pieces)
        return [piece._replace(weight=piece.weight / total) for piece in pieces] if total else []

    def _truncated(self, start: date) -> Iterator["_Piece"]:
        bounds = self.seen.bounds_from(start)
        low = bounds.at_least or 0.0
        for high in bounds.upper_bounds():
            for weight, log_median, log_sd in self.components:
                beyond_low = lognormal_survival(low, log_median, log_sd)
                beyond_high = lognormal_survival(high, log_median, log_sd)
                if weight > _MIN_WEIGHT and beyond_low > beyond_high:
                    yield _Piece(
                        start, low, high, weight, log_median, log_sd, beyond_low, beyond_high
                    )

    def _chance(self, pieces: list["_Piece"], day: date) -> float:
        if not pieces:  # seen working and gone on one day: nothing is left between the bounds
            return float(self.seen.first_gone is not None and day >= self.seen.first_gone)
        chance = 0.0
        for start, low, high, weight, log_median, log_sd, beyond_low, beyond_high in pieces:
            days = float((day - start).days)
            if days >= high:
                chance += weight * (beyond_low - beyond_high)
            elif days > low:
                chance += weight * (beyond_low - lognormal_survival(days, log_median, log_sd))
        return min(1.0, chance)


class _Piece(NamedTuple):
    """One component from one start, truncated to `low`..`high` days, with its survival at both."""

    start: date
    low: float
    high: float
    weight: float
    log_median: float
    log_sd: float
    beyond_low: float
    beyond_high: float


def lognormal_survival(days: float, log_median: float, log_sd: float) -> float:
    """Return the probability that a log-normal duration is longer than `days`."""
    if days <= 0.0:
        return 1.0
    if days == math.inf:
        return 0.0
    return normal_tail((math.log(days) - log_median) / log_sd)


def normal_tail(deviations: float) -> float:
    """Return the probability that a standard normal variable is above `deviations`."""
    return 0.5 * math.erfc(deviations * _SQRT_HALF)
