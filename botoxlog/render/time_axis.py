"""The period that a timeline shows, from weeks to a lifetime, and its ticks.

`svg.py` and `terminal/timeline.py` draw what is chosen here.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.core.partial_dates import MONTHS, add_days
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant

MONTHS_WIDE, MONTHS_NARROW = 24, 12
"""How far back a wide and a narrow timeline go unless a first day was asked for."""

MONTHS_HOME = 6
"""How far back the home screen goes."""

_MOST_AHEAD = 270  # days ahead on the home screen, unless a day further ahead is marked
_MONTH_DAYS = 30.44
_AHEAD_DAYS = 30
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


class TimeAxis(NamedTuple):
    """The first and the last day shown."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """The days from the first to the last, at least 1."""
        return max((self.last - self.first).days, 1)

    def share(self, day: date) -> float:
        """Return the position of a day: 0 at the first, 1 at the last, beyond them outside."""
        return (day - self.first).days / self.days

    def at(self, share: float) -> date:
        """Return the day at a position from 0 to 1."""
        return add_days(self.first, share * self.days)

    def ticks(self, most: int) -> Iterator[tuple[date, str]]:
        """Yield the first days of months or years, with their labels.

        The step is the shortest of `_STEPS` (in months) that leaves about `most` ticks.
        """
        months = self.days / _MONTH_DAYS
        step = next((step for step in _STEPS if months <= step * max(most, 1)), _STEPS[-1])
        month = self.first.year * 12 + self.first.month - (self.first.day == 1)
        while month < 12 * 10_000 and (day := date(month // 12, month % 12 + 1, 1)) <= self.last:
            if month % step == 0:
                yield day, str(day.year) if month % 12 == 0 else MONTHS[month % 12]
            month += 1


def time_axis(
    areas: Sequence[AreaForecast],
    today: date,
    since: date | None,
    *,
    months: int,
    marked: Sequence[date] = (),
) -> TimeAxis:
    """Return the period to show, from before the first session to after the last window.

    Args:
        areas: The areas shown.
        today: Always included.
        since: The first day, if asked for. None goes back to the first session, at most `months`,
            but always to the newest session.
        months: How far back to go without `since`.
        marked: Days that are always included.
    """
    oldest = [area.treatments.dates[0].middle for area in areas]
    newest = [area.treatments.dates[-1].middle for area in areas]
    ends = [area.forecast.late for area in areas if area.forecast and not is_dormant(area, today)]
    last = add_days(max([today, *ends, *marked]), _AHEAD_DAYS)
    if since is not None:
        return TimeAxis(min([since, today, *marked]), last)
    first = max(min(oldest, default=today), add_days(today, -months * _MONTH_DAYS))
    first = min([first, max(newest, default=today), *marked])
    return TimeAxis(add_days(first, -(last - first).days / 40), last)


def home_axis(areas: Sequence[AreaForecast], today: date, marked: Sequence[date]) -> TimeAxis:
    """Return the period of the home screen: what runs now, and not too far ahead."""
    shown = time_axis(areas, today, None, months=MONTHS_HOME, marked=marked)
    last = max([add_days(today, _MOST_AHEAD), *(add_days(day, _AHEAD_DAYS) for day in marked)])
    return TimeAxis(shown.first, min(shown.last, last))
