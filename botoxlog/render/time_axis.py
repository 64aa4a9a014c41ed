"""The stretch of time that a picture shows, from weeks to a lifetime, and the ticks on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from botoxlog.core.partial_dates import MONTHS, add_days
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant

MONTHS_WIDE, MONTHS_NARROW = 24, 12
"""How far back a picture goes where no beginning was asked for."""

_MONTH_DAYS = 30.44
_AHEAD_DAYS = 30
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From one day to another, both shown."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days lie between its ends, one at least."""
        return max((self.last - self.first).days, 1)

    def share(self, day: date) -> float:
        """Return where a day stands, 0 at the first and 1 at the last."""
        return (day - self.first).days / self.days

    def at(self, share: float) -> date:
        """Return the day that stands there."""
        return add_days(self.first, share * self.days)

    def ticks(self, most: int) -> Iterator[tuple[date, str]]:
        """Yield the beginnings of months or years with their labels, `most` of them at most."""
        months = self.days / _MONTH_DAYS
        step = next((step for step in _STEPS if months <= step * max(most, 1)), _STEPS[-1])
        month = self.first.year * 12 + self.first.month - (self.first.day == 1)
        while (day := date(min(month // 12, 9999), month % 12 + 1, 1)) <= self.last:
            if month % step == 0:
                yield day, str(day.year) if month % 12 == 0 else MONTHS[month % 12]
            month += 1


def time_axis(
    areas: Sequence[AreaForecast], today: date, since: date | None, *, months: int
) -> TimeAxis:
    """Return what a picture of these areas should show.

    Args:
        areas: The lanes.
        today: Always in it.
        since: Where it begins; None goes back to the first session, but no further than `months`.
        months: See there.
    """
    sessions = [item.date.middle for area in areas for item in area.treatments]
    ends = [area.forecast.late for area in areas if area.forecast and not is_dormant(area, today)]
    last = add_days(max([today, *ends]), _AHEAD_DAYS)
    if since is not None:
        return TimeAxis(min(since, today), last)
    first = max(min(sessions, default=today), add_days(today, -months * _MONTH_DAYS))
    first = min(first, max(sessions, default=today))
    return TimeAxis(add_days(first, -(last - first).days / 40), last)
