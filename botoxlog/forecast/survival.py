"""One result's end: what a diary says about it, and the distribution of the day it comes.

*Duration* is the number of days from the injection until the person would say that the result is
mostly gone. It is taken as log-normal: nothing in the published tables speaks for one skewed
family over another, and the logarithm makes "a third longer" mean the same at 8 and at 24 weeks.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.core.partial_dates import add_days

FADING_MULTIPLES = (1.1, 1.3, 1.6, 2.5)
"""A result first seen fading on day t is gone by one of these times t, each as likely: fading is
the later part of a result, but nobody measured how long it takes. Our choice, with no source."""

_HALF = math.sqrt(0.5)
_ROUNDING = 1e-9  # a median that falls on a day is that day
_LONGEST_DAYS = 16_384  # 45 years, a power of two for the bisection
_NEGLIGIBLE = 1e-6


class DurationBounds(NamedTuple):
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
    def end_seen(self) -> bool:
        """Whether the end was seen."""
        return self.at_most is not None

    @property
    def midpoint(self) -> float | None:
        """The middle of the days between which it ended, None unless both were seen."""
        if self.at_least is None or self.at_most is None:
            return None
        return (self.at_least + self.at_most) / 2

    def upper_bounds(self) -> tuple[float, ...]:
        """Return the days by which it had ended, each as likely; infinite where nothing bounds it.

        One bound where it was seen gone; several where only its fading was seen.
        """
        if self.at_most is not None:
            return (self.at_most,)
        if not self.fading:
            return (math.inf,)
        least = (self.at_least or 0.0) + 1
        return tuple(max(self.fading * stretch, least) for stretch in FADING_MULTIPLES)


class CheckinDates(NamedTuple):
    """The dates of the check-ins that bound when the running result wears off; None: no such one.

    Attributes:
        last_working: The last that saw it working.
        first_gone: The first that saw it gone.
        first_fading: The first that saw it fading.
    """

    last_working: date | None = None
    first_gone: date | None = None
    first_fading: date | None = None

    def bounds_from(self, start: date) -> DurationBounds:
        """Return the same as bounds in days from the injection on `start`."""
        return DurationBounds(
            *(None if seen is None else max(0.0, float((seen - start).days)) for seen in self)
        )


class LogNormal(NamedTuple):
    """One log-normal of a mixture: its weight, log-median (log-days) and log-sd."""

    weight: float
    log_median: float
    log_sd: float


class Survival(NamedTuple):
    """The distribution of the day on which one result will have faded.

    Attributes:
        starts: Equally likely days of the injection; one unless its date is partial.
        levels: The log-normals that make it, before anything was seen of this session.
        seen: What was seen of it; the distribution holds to that.
    """

    starts: tuple[date, ...]
    components: tuple[LogNormal, ...]
    seen: CheckinDates = CheckinDates()

    def chance_by(self, day: date) -> float:
        """Return the chance, 0 to 1, that it has faded by the end of `day`."""
        return self.chances_by((day,))[0]

    def chances_by(self, days: Sequence[date]) -> list[float]:
        """Return the chance, 0 to 1, that it has faded by the end of each of `days`."""
        pieces = self._pieces()
        return [self._chance(pieces, day) for day in days]

    def quantile(self, probability: float) -> date:
        """Return the first day by which the chance of having faded reaches `probability`."""
        return self.quantiles((probability,))[0]

    def quantiles(self, probabilities: Sequence[float]) -> list[date]:
        """Return the first day by which the chance reaches each of `probabilities`."""
        pieces = self._pieces()
        return [self._first_day(pieces, probability) for probability in probabilities]

    def _first_day(self, pieces: list["_Piece"], probability: float) -> date:
        low, high = 0, _LONGEST_DAYS
        while low < high:
            middle = (low + high) // 2
            day = add_days(self.starts[0], middle)
            if self._chance(pieces, day) >= probability - _ROUNDING:
                high = middle
            else:
                low = middle + 1
        return add_days(self.starts[0], low)

    def _pieces(self) -> list["_Piece"]:
        """Return the mixture cut at what was seen, for each possible start; weights sum to 1."""
        pieces = [piece for start in self.starts for piece in self._cut(start)]
        total = sum(piece.weight * (piece.outlives_low - piece.outlives_high) for piece in pieces)
        return [piece._replace(weight=piece.weight / total) for piece in pieces] if total else []

    def _cut(self, start: date) -> Iterator["_Piece"]:
        seen = self.seen.bounds_from(start)
        low = seen.at_least or 0.0
        for high in seen.upper_bounds():
            for weight, log_median, log_sd in self.components:
                above = lognormal_survival(low, log_median, log_sd)
                beyond = lognormal_survival(high, log_median, log_sd)
                if weight > _NEGLIGIBLE and above > beyond:
                    yield _Piece(start, low, high, weight, log_median, log_sd, above, beyond)

    def _chance(self, pieces: list["_Piece"], day: date) -> float:
        if not pieces:  # seen gone on the day it was seen working
            return float(self.seen.first_gone is not None and day >= self.seen.first_gone)
        chance = 0.0
        for start, low, high, weight, log_median, log_sd, above, beyond in pieces:
            days = float((day - start).days)
            if days >= high:
                chance += weight * (above - beyond)
            elif days > low:
                chance += weight * (above - lognormal_survival(days, log_median, log_sd))
        return min(1.0, chance)


class _Piece(NamedTuple):
    """One log-normal from one start, between the days seen, and the chances to outlive them."""

    start: date
    low: float
    high: float
    weight: float
    log_median: float
    log_sd: float
    outlives_low: float
    outlives_high: float


def lognormal_survival(days: float, log_median: float, log_sd: float) -> float:
    """Return the chance that a log-normal duration is longer than `days`."""
    if days <= 0.0:
        return 1.0
    if days == math.inf:
        return 0.0
    return 0.5 * math.erfc((math.log(days) - log_median) / log_sd * _HALF)
