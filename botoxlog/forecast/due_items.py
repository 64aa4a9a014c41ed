"""What is due for each area: a check-in, a booking, a missing detail, with its dates.

Nothing here predicts: every date follows from the area's forecast.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from botoxlog.catalog import Catalog
from botoxlog.core.model import Person
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import (
    DORMANT_DAYS,
    MISSING_DAYS,
    AreaForecast,
    checkin_information,
    is_dormant,
)
from botoxlog.forecast.forecast import Forecast

REVIEW_DAYS, REVIEW_UNTIL_DAYS = 14, 28
"""Days after a session from which, and until which, the two-week check-in is due."""

MIN_DAYS_BETWEEN_CHECKINS = 10
"""Days after a check-in before another is due. Our choice."""

SOON_DAYS = 7
"""Days ahead that count as soon."""

WEEKS_AHEAD = 2
"""How many weeks before a visit to book, unless the journal says otherwise. Our choice."""


class DueKind(StrEnum):
    """What can be due; the values are part of the JSON format."""

    CHECKIN = "checkin"
    REVIEW = "review"
    WINDOW = "fading"
    BOOK = "book"
    OVERDUE = "overdue"
    MISSING = "missing"


class Urgency(StrEnum):
    """How soon something is due, most urgent first."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


URGENCIES = tuple(Urgency)


class DueItem(NamedTuple):
    """One thing that is due for one area.

    Attributes:
        id: See `due_id`.
        begins: The first day on which it is due.
        until: The last day on which it is not overdue, None if there is none.
    """

    id: str
    kind: DueKind
    area: AreaForecast
    begins: date
    until: date | None
    urgency: Urgency

    @property
    def asks_for_checkin(self) -> bool:
        """Whether a check-in would answer it."""
        return self.kind not in {DueKind.BOOK, DueKind.MISSING}


def all_due(
    areas: Iterable[AreaForecast],
    person: Person,
    catalog: Catalog,
    today: date,
    unbooked: Container[str],
) -> tuple[DueItem, ...]:
    """Return everything that is due on `today` or later, most urgent first.

    Args:
        areas: The areas; where treatment was stopped, nothing is due.
        person: Whose journal it is.
        catalog: The figures.
        today: The day.
        unbooked: The areas without an appointment: only there a visit has to be booked.
    """
    due = [
        item
        for area in areas
        for item in _due(area, person, catalog, today)
        if item.kind is not DueKind.BOOK or area.area in unbooked
    ]
    due.sort(key=lambda item: (URGENCIES.index(item.urgency), item.begins, item.area.area))
    return tuple(due)


def _due(area: AreaForecast, person: Person, catalog: Catalog, today: date) -> Iterator[DueItem]:
    if area.stopped or is_dormant(area, today):
        return
    for kind, when, until in _candidates(area, person, catalog, today):
        yield DueItem(
            id=due_id(area, kind),
            kind=kind,
            area=area,
            begins=when,
            until=until,
            urgency=urgency(kind, when, until, today),
        )


def due_id(area: AreaForecast, kind: DueKind) -> str:
    """Return a stable id: it depends on the record alone, so it stays when the dates move."""
    return f"{area.last.session.id or area.last.session.date.iso}-{kind}-{area.area}"


def urgency(kind: DueKind, when: date, until: date | None, today: date) -> Urgency:
    """Return how soon something is due.

    A missing detail is always for later. Booking is the person's own choice and never overdue.
    """
    if kind is DueKind.MISSING:
        return Urgency.LATER
    if kind is DueKind.BOOK and when <= today:
        return Urgency.TODAY
    if when <= today:
        return Urgency.TODAY if today == when or (until and today <= until) else Urgency.OVERDUE
    return Urgency.SOON if (when - today).days <= SOON_DAYS else Urgency.LATER


def _candidates(
    area: AreaForecast, person: Person, catalog: Catalog, today: date
) -> Iterable[tuple[DueKind, date, date | None]]:
    if checkin := _next_checkin(area, today):
        yield checkin
    if booking := _booking(area, person):
        yield booking
    session = area.last.session
    if (session.lot is None or lacks_units(area, catalog)) and (
        today - area.last.date.last
    ).days <= MISSING_DAYS:
        yield DueKind.MISSING, area.last.date.last, None


def lacks_units(area: AreaForecast, catalog: Catalog) -> bool:
    """Whether the current session has no units for an area; those of both sides together count."""
    return area.last.units is None and any(
        dose.units is None and catalog.overlap(catalog.area_id(dose.area), area.area)
        for dose in area.last.session.doses
    )


def most_useful_checkin(due: Iterable[DueItem], today: date) -> AreaForecast | None:
    """Return the area whose check-in gives the most information now; None if none is asked for."""
    asked = [item.area for item in due if item.asks_for_checkin and item.begins <= today]
    return max(asked, key=lambda area: checkin_information(area, today), default=None)


def _next_checkin(area: AreaForecast, today: date) -> tuple[DueKind, date, date | None] | None:
    """Return the next check-in, None if the result's end is known.

    First the one after two weeks, unless the window opens before; then one from the day the window
    opens, unless there was one in the days before; then one from the likely date, which is the most
    informative; once the window is over it is overdue. So what begins on the day on which the
    window opens is the window, here as in the calendar.
    """
    last, predicted = area.last, area.forecast
    if last.lasted.end_seen or area.no_effect:
        return None
    if predicted is None:
        return _without_forecast(area, today)
    review = review_day(area)
    review_until = add_days(last.date.last, REVIEW_UNTIL_DAYS)
    if is_review_open(area) and today <= min(review_until, predicted.early):
        return DueKind.REVIEW, review, review_until
    asked_again = after_last_checkin(area, predicted.late)
    if today >= asked_again:
        return DueKind.OVERDUE, asked_again, None
    best = checkin_day(area, predicted)
    if today >= best or after_last_checkin(area, predicted.early) > predicted.early:
        return DueKind.CHECKIN, best, asked_again
    return DueKind.WINDOW, predicted.early, predicted.late


def _without_forecast(area: AreaForecast, today: date) -> tuple[DueKind, date, date | None] | None:
    """Return the next check-in where nothing is forecast.

    It is the one after two weeks; later only where nothing was seen yet.
    """
    last, review = area.last, review_day(area)
    review_until = add_days(last.date.last, REVIEW_UNTIL_DAYS)
    if last.date.is_narrow and not is_reviewed(area) and today <= review_until:
        return DueKind.REVIEW, review, review_until
    asked, until = after_last_checkin(area, review), add_days(last.date.last, DORMANT_DAYS)
    return (DueKind.CHECKIN, asked, until) if area.awaits_look else None


def review_day(area: AreaForecast) -> date:
    """Return the day of the two-week check-in on the current session."""
    return add_days(area.last.date.last, REVIEW_DAYS)


def is_review_open(area: AreaForecast) -> bool:
    """Whether the two-week check-in is still to come.

    It is not if the window opens before it, nor if nobody knows the month of the session.
    """
    early = None if area.forecast is None else area.forecast.early
    return (
        not is_reviewed(area)
        and area.last.date.is_narrow
        and (early is None or review_day(area) < early)
    )


def is_reviewed(area: AreaForecast) -> bool:
    """Whether there may be a check-in from two weeks after the current session, or later."""
    judged = add_days(review_day(area), -3)
    return any(when.last >= judged for when, _ in area.last.seen)


def checkin_day(area: AreaForecast, predicted: Forecast) -> date:
    """Return the first day of the most informative check-in on the current result."""
    return after_last_checkin(area, predicted.likely)


def after_last_checkin(area: AreaForecast, day: date) -> date:
    """Return `day`, or later if there was a check-in shortly before.

    One of which only the month or the year is known counts from its first day: days that have not
    come yet put nothing off.
    """
    seen = max((when.first for when, _ in area.last.seen), default=None)
    return day if seen is None else max(day, add_days(seen, MIN_DAYS_BETWEEN_CHECKINS))


def _booking(area: AreaForecast, person: Person) -> tuple[DueKind, date, date | None] | None:
    """Return when to book a visit for the likely date, or the labelled interval if later."""
    if area.forecast is None:
        return None
    visit = max(area.forecast.likely, area.earliest_retreat or area.forecast.likely)
    weeks = WEEKS_AHEAD if person.weeks_ahead is None else person.weeks_ahead
    begins = max(add_days(visit, -7 * weeks), area.last.date.last)
    return DueKind.BOOK, min(begins, visit), visit
