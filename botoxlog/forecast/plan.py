"""A day that matters: whether each result still works then, and when a session would.

Nothing here is a forecast of its own: the chance of today's result is that of `AreaForecast`, and
how long the result of a next session lasts is what the forecast of that session will rest on.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.survival import LogNormal, Survival

SURE = 0.80
"""The chance with which a session's result is full and works on the day: that of a window."""


class Place(StrEnum):
    """Where a date lies, seen from a range of days."""

    BEFORE = "before"
    WITHIN = "within"
    AFTER = "after"


class NoSession(StrEnum):
    """Why no session reaches the chance that is asked for; the values are part of the JSON."""

    STOPPED = "stopped"
    TOO_NEAR = "too-near"
    NO_EFFECT = "no-effect"
    NOT_KNOWN = "not-known"
    TOO_SHORT = "too-short"


class Days(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date

    def place(self, day: date) -> Place:
        """Return where a day lies."""
        if day < self.first:
            return Place.BEFORE
        return Place.AFTER if day > self.last else Place.WITHIN


class AreaPlan(NamedTuple):
    """One area on a day that matters.

    Attributes:
        area: The area, as it is today.
        day: The day.
        chance_worn_off: The probability, 0 to 1, that today's result has worn off by the day; None
            where it is not known.
        durations: How long the result of a next session lasts, as a log-normal mixture in days;
            empty if not known.
        sessions: The days, from today on, on which a session would have a result that is full and
            works on the day, with a probability of at least `SURE`; None if there are none.
        no_sessions: Why there are none.
        latest: The last day on which a session would be full by the day; None if it has passed, or
            if nothing is known.
    """

    area: AreaForecast
    day: date
    chance_worn_off: float | None
    durations: tuple[LogNormal, ...]
    sessions: Days | None
    no_sessions: NoSession | None
    latest: date | None

    def chance_of(self, session: date) -> float | None:
        """Return the probability that a session's result is full and works on the day.

        It is None where nothing is known of the next result.
        """
        if not self.durations:
            return None
        if (self.day - session).days < self.area.settled_days:
            return 0.0
        return _working(self.durations, session, self.day)


def plan(areas: Iterable[AreaForecast], day: date, today: date) -> tuple[AreaPlan, ...]:
    """Return what each area will be like on a day from today on, and when a session would work.

    Args:
        areas: The areas, as they are today.
        day: The day that matters.
        today: The first day on which a session can be.
    """
    return tuple(_area_plan(area, day, today) for area in areas)


def _area_plan(area: AreaForecast, day: date, today: date) -> AreaPlan:
    known = None if area.no_effect or isinstance(area.next_result, str) else area.next_result
    durations = known.durations() if known else ()
    latest = add_days(day, -area.settled_days)
    sessions, why = None, None
    if area.stopped:
        why = NoSession.STOPPED
    elif known is None:
        why = NoSession.NO_EFFECT if area.no_effect else NoSession.NOT_KNOWN
    elif latest < today:
        why = NoSession.TOO_NEAR
    elif _working(durations, latest, day) < SURE:
        why = NoSession.TOO_SHORT
    else:
        sessions = Days(_first_sure(durations, today, day), latest)
    return AreaPlan(
        area=area,
        day=day,
        chance_worn_off=area.chance_worn_off(day),
        durations=durations,
        sessions=sessions,
        no_sessions=why,
        latest=latest if known and latest >= today else None,
    )


def _first_sure(durations: tuple[LogNormal, ...], today: date, day: date) -> date:
    """Return the first day, from today on, of a session that still works with the chance `SURE`."""
    ahead = (day - today).days
    days = bisect_left(
        range(ahead), True, key=lambda on: _working(durations, add_days(today, on), day) >= SURE
    )
    return add_days(today, days)


def _working(durations: tuple[LogNormal, ...], session: date, day: date) -> float:
    """Return the probability, 0 to 1, that the result of a session still works on a day."""
    return 1.0 - Survival((session,), durations).chance_by(day)
