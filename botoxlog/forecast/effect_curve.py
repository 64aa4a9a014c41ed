"""The height of the timeline on a given day.

A result rises linearly from the injection until it counts as full. After that the height is the
probability that it still works, so that a window becomes a soft edge: half on the likely date. No
other course is invented: no study measured how an effect feels from day to day.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from botoxlog.core.model import State
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast, checkin_dates
from botoxlog.forecast.survival import CheckinDates, Survival
from botoxlog.forecast.treatment_history import Treatment

START_HEIGHT = 0.2
"""Height on the day of the injection, so that a session is visible. Our choice."""


class EffectCurve(NamedTuple):
    """One result over time.

    Attributes:
        start: The day of the injection; the middle of a partial date.
        end: Where the curve ends: the next session, or a 99% chance that it has worn off.
        seen: The last day on which it was seen working; without a check-in, the start.
        observable: Whether there is a check-in on it, or can still be one.
        rises: The day on which it begins to rise: the start, or the day after check-ins that saw
            nothing before one saw it working.
        full_days: Days from then until it counts as full, at least 1.
        failed: Every day on which a check-in found no effect, also if others saw it working.
        denied: Days on which a check-in saw it not working, though a later one saw it working.
        survival: The distribution of the day on which it will have worn off; None if not known.
    """

    treatment: Treatment
    start: date
    end: date
    seen: date
    observable: bool
    rises: date
    full_days: int
    failed: tuple[date, ...]
    denied: tuple[date, ...]
    survival: Survival | None

    def on(self, days: Sequence[date]) -> list[float]:
        """Return the height on each of `days`, 0 to 1."""
        if self.survival is None:
            working = [float(day <= self.seen) for day in days]
        else:
            working = [1.0 - chance for chance in self.survival.chances_by(days)]
        return [
            self._risen(day) * chance if self.rises <= day < self.end else 0.0
            for day, chance in zip(days, working, strict=True)
        ]

    def _risen(self, day: date) -> float:
        share = (day - self.rises).days / self.full_days
        return min(1.0, START_HEIGHT + (1.0 - START_HEIGHT) * share)


def effect_curves(area: AreaForecast, today: date, since: date = date.min) -> Iterator[EffectCurve]:
    """Yield the curve of each of an area's results, oldest first.

    Past results use today's distribution for this area, truncated to their own check-ins. A result
    that was only seen to have no effect has days, and no curve.

    Args:
        area: The area.
        today: The day of the picture.
        since: The first day that is drawn: what was over before it without a check-in is left out.
    """
    for treatment in area.treatments.running_from(since):
        start = treatment.start.middle
        current = treatment.treated_again_on is None
        dates = checkin_dates(treatment)
        seen = _last_working(treatment, start, dates)
        if treatment.last_working:
            dates = dates._replace(last_working=seen)
        survival: Survival | None = None
        if current and area.forecast is not None:
            survival = area.forecast.survival._replace(seen=dates)
        elif area.durations and not current:
            dates = CheckinDates(dates.last_working, dates.first_gone)
            survival = Survival((start,), area.durations, dates)
        if treatment.treated_again_on is not None:
            end = treatment.treated_again_on.middle
        elif survival is not None:
            end = add_days(max(survival.quantile(0.99), seen), 1)
        else:
            end = add_days(seen, 1) if treatment.last_working else start
        yield EffectCurve(
            treatment=treatment,
            start=start,
            end=start if treatment.no_effect else end,
            seen=min(seen, today),
            observable=current or bool(treatment.seen),
            rises=_rises(treatment, start, today),
            full_days=max(1, area.full_days),
            failed=tuple(when.not_after(today).middle for when in treatment.failures),
            denied=tuple(_denied(treatment, seen, today)),
            survival=survival,
        )


def _last_working(treatment: Treatment, start: date, dates: CheckinDates) -> date:
    """Return the last day on which a result was seen working, before any on which it was gone.

    Of a date that is no day it is the first day that it can be; without a check-in, the start.
    """
    if treatment.last_working is None:
        return start
    seen = treatment.last_working.first
    if dates.first_gone is not None:
        seen = min(seen, add_days(dates.first_gone, -1))
    return max(seen, start)


def _denied(treatment: Treatment, seen: date, today: date) -> Iterator[date]:
    for when, state in treatment.seen:
        day = when.not_after(today).middle
        if state in {State.NONE, State.NO_EFFECT, State.GONE} and day <= seen:
            yield day


def _rises(treatment: Treatment, start: date, today: date) -> date:
    """Return the day after the first check-ins that saw nothing, else the start."""
    nothing = {State.NONE, State.NO_EFFECT} if treatment.last_working else {State.NONE}
    yet = takewhile(lambda seen: seen[1] in nothing, treatment.seen)
    return max((add_days(when.not_after(today).middle, 1) for when, _ in yet), default=start)
