"""The calendar events of each current session, and of each appointment.

Every event is of one day. There is one event per session and kind, so six areas treated on one day
don't fill the calendar. The UID comes from the record's id, so the event moves when the forecast or
the appointment does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from hashlib import blake2b

from botoxlog.core.model import Appointment, Session
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.due_items import (
    DueKind,
    after_last_checkin,
    checkin_day,
    is_review_open,
    review_day,
)
from botoxlog.forecast.forecast import Forecast
from botoxlog.forecast.snapshot import Snapshot

SAME_CHECKIN_DAYS, SAME_VISIT_DAYS = 7, 28
"""Areas due within this many days of the first share one check-in, or one visit. Check-ins on one
result that are no further apart are one too. Our choice."""


class EventKind(StrEnum):
    """What an event is for. Part of the UID, so the values must never change."""

    REVIEW = "review"
    WINDOW = "fading"
    CHECKIN = "checkin"
    END = "end"
    BOOK = "book"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event.

    Attributes:
        uid: Built from the record's random id and the kind, so it never changes.
        begins: Its day.
        names: The areas it is about, by their everyday names; empty if for all areas.
        areas: Their forecasts; empty for an appointment.
        appointment: The appointment that it is, or None.
    """

    uid: str
    kind: EventKind
    begins: date
    names: tuple[str, ...]
    areas: tuple[AreaForecast, ...] = ()
    appointment: Appointment | None = None

    @property
    def at(self) -> time | None:
        """The local time at which it begins; None if it is for the whole day."""
        return self.appointment.time if self.appointment else None


def calendar_events(snapshot: Snapshot) -> tuple[CalendarEvent, ...]:
    """Return the events of every current session and every appointment, in order of their dates.

    Appointments are all there, kept ones and past ones too. While a window runs or an appointment
    is to come, one of the events is today or later.
    """
    sessions: dict[str, list[AreaForecast]] = {}
    for area in sorted(snapshot.areas, key=lambda area: area.area):
        if not (area.stopped or is_dormant(area, snapshot.today)):
            sessions.setdefault(_session_name(area.last.session), []).append(area)
    events = [
        CalendarEvent(_uid(name, kind), kind, day, tuple(area.name for area in areas), areas)
        for name, together in sessions.items()
        for kind, day, areas in _expected(together, snapshot)
    ]
    # Of two appointments with one id, which a hand may have copied, the later one is shown.
    events += {event.uid: event for event in _appointments(snapshot)}.values()
    return tuple(sorted(events, key=lambda event: (event.begins, event.at or time.min, event.uid)))


def kind_of(uid: str) -> EventKind:
    """Return what an event is for.

    Raises:
        ValueError: No event has this UID.
    """
    return EventKind(uid.removesuffix(_DOMAIN).rpartition("-")[2])


def _uid(name: str, kind: EventKind) -> str:
    return f"{name}-{kind}{_DOMAIN}"


_DOMAIN = "@botoxlog"


def _session_name(session: Session) -> str:
    """Return what names a session: its id or, without one, a hash of its areas. Never its date.

    That hash is unique, because only the last session of the same areas is current.
    """
    return _name(session.id) or f"areas-{_hash(*sorted(session.areas))}"


def _appointment_name(appointment: Appointment) -> str:
    """Return what names an appointment: its id or, without one, a hash of when and for what.

    Without an id, nothing else says that two records are one appointment that was moved.
    """
    at = appointment.time.isoformat() if appointment.time else ""
    what = (appointment.date.iso, at, *sorted(appointment.areas))
    return _name(appointment.id) or f"day-{_hash(*what)}"


def _name(identity: str | None) -> str | None:
    """Return an id as part of a UID, None if there is none.

    Of an id with anything else than letters, digits and a few marks it is a hash: many calendars
    only take a UID of those.
    """
    if not identity:
        return None
    return identity if re.fullmatch(_PLAIN, identity) else f"id-{_hash(identity)}"


_PLAIN = r"(?a)[\w.~@+-]{1,100}"


def _hash(*texts: str) -> str:
    joined = "\n".join(texts)
    return blake2b(joined.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _appointments(snapshot: Snapshot) -> Iterator[CalendarEvent]:
    catalog = snapshot.catalog
    for one in sorted(snapshot.journal.appointments, key=lambda one: one.date.first):
        yield CalendarEvent(
            uid=_uid(_appointment_name(one), EventKind.APPOINTMENT),
            kind=EventKind.APPOINTMENT,
            begins=one.date.first,
            names=tuple(catalog.area_label(catalog.area_id(area)) for area in one.areas),
            appointment=one,
        )


Expected = tuple[EventKind, date, tuple[AreaForecast, ...]]


def _expected(areas: Sequence[AreaForecast], snapshot: Snapshot) -> Iterator[Expected]:
    def among(names: frozenset[str]) -> tuple[AreaForecast, ...]:
        return tuple(area for area in areas if area.area in names)

    today = snapshot.today
    to_review = tuple(area for area in areas if is_review_open(area) and not _is_over(area))
    if to_review:
        yield EventKind.REVIEW, min(review_day(area) for area in to_review), to_review
    for kind, days in _checkins(areas).items():
        day, asked = _next(days, SAME_CHECKIN_DAYS, today, on_last=kind is EventKind.END)
        yield kind, day, among(asked)
    names = {area.area for area in areas}
    visits = {
        item.area.area: item.begins
        for item in snapshot.due
        if item.kind is DueKind.BOOK and item.area.area in names
    }
    if visits:
        day, booked = _next(visits, SAME_VISIT_DAYS, today)
        yield EventKind.BOOK, day, among(booked)


def _checkins(areas: Sequence[AreaForecast]) -> Mapping[EventKind, Mapping[str, date]]:
    """Return the day of each kind of check-in on results that may still work, by area."""
    found: dict[EventKind, dict[str, date]] = {}
    for area in areas:
        if area.forecast and not _is_over(area):
            for kind, day in _days(area, area.forecast):
                found.setdefault(kind, {})[area.area] = day
    return found


def _days(area: AreaForecast, predicted: Forecast) -> Iterator[tuple[EventKind, date]]:
    """Yield the check-ins on one result; of two that are close together only one.

    The one at the end of the window is always there, so that something lies ahead until then.
    """
    end = after_last_checkin(area, predicted.late)
    last_before = add_days(end, -SAME_CHECKIN_DAYS)
    earliest = date.min
    if after_last_checkin(area, predicted.early) == predicted.early < last_before:
        yield EventKind.WINDOW, predicted.early
        earliest = add_days(predicted.early, SAME_CHECKIN_DAYS)
    if earliest < checkin_day(area, predicted) < last_before:
        yield EventKind.CHECKIN, checkin_day(area, predicted)
    yield EventKind.END, end


def _next(
    days: Mapping[str, date], within: int, today: date, *, on_last: bool = False
) -> tuple[date, frozenset[str]]:
    """Return the next day from today on (or the last one before) and the areas due on it.

    Areas due within `within` days of the first one share its day, or that of the last of them.
    """
    groups: list[list[tuple[date, str]]] = []
    for day, area in sorted((day, area) for area, day in days.items()):
        if not groups or day > add_days(groups[-1][0][0], within):
            groups.append([])
        groups[-1].append((day, area))
    shared = [
        (group[-1 if on_last else 0][0], frozenset(area for _, area in group)) for group in groups
    ]
    return next((one for one in shared if one[0] >= today), shared[-1])


def _is_over(area: AreaForecast) -> bool:
    return area.last.lasted.end_seen or area.no_effect
