"""The calendar events of each current session.

There is one event per session and kind, so six areas treated on one day don't fill the calendar.
The UID comes from the session, so the event moves when the forecast does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b

from botoxlog.core.model import Session
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.due_items import DueKind, checkin_day, is_review_open, review_day
from botoxlog.forecast.snapshot import Snapshot

SAME_CHECKIN_DAYS, SAME_VISIT_DAYS = 7, 28
"""Areas due within this many days of the first share one check-in, or one visit. Our choice."""


class EventKind(StrEnum):
    """What an event is for. Part of the UID, so the values must never change."""

    REVIEW = "review"
    WINDOW = "fading"
    CHECKIN = "checkin"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One all-day event.

    Attributes:
        uid: Built from the session's random id and the kind, so it never changes.
        begins: The first day.
        until: The last day; equal to `begins` except for the window for wearing off.
        areas: The areas it is about.
    """

    uid: str
    kind: EventKind
    begins: date
    until: date
    areas: tuple[AreaForecast, ...]


def calendar_events(snapshot: Snapshot) -> tuple[CalendarEvent, ...]:
    """Return the events of every current session, in order of their dates."""
    sessions: dict[str, list[AreaForecast]] = {}
    for area in sorted(snapshot.areas, key=lambda area: area.area):
        if not is_dormant(area, snapshot.today):
            sessions.setdefault(_identity(area.last.session), []).append(area)
    events = [
        CalendarEvent(f"{identity}-{kind}@botoxlog", kind, begins, until, areas)
        for identity, together in sessions.items()
        for kind, begins, until, areas in _expected(together, snapshot)
    ]
    return tuple(sorted(events, key=lambda event: (event.begins, event.uid)))


def _identity(session: Session) -> str:
    """Return the session's id or, without one, a hash of its areas. Never its date.

    That hash is unique, because only the last session of the same areas is current. Of an id with
    anything else than letters, digits and a few marks there is a hash too: many calendars only take
    a UID of those.
    """
    if not session.id:
        areas = "\n".join(sorted(session.areas))
        return f"areas-{_hash(areas)}"
    return session.id if re.fullmatch(_UID, session.id) else f"id-{_hash(session.id)}"


_UID = r"(?a)[\w.~@+-]{1,100}"


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


Expected = tuple[EventKind, date, date, tuple[AreaForecast, ...]]


def _expected(areas: Sequence[AreaForecast], snapshot: Snapshot) -> Iterator[Expected]:
    to_review = tuple(area for area in areas if is_review_open(area) and not _is_over(area))
    if to_review:
        day = min(review_day(area) for area in to_review)
        yield EventKind.REVIEW, day, day, to_review
    forecasts = [(area, area.forecast) for area in areas if area.forecast and not _is_over(area)]
    if forecasts:
        opens = min(forecast.early for _, forecast in forecasts)
        closes = max(forecast.late for _, forecast in forecasts)
        yield EventKind.WINDOW, opens, closes, tuple(area for area, _ in forecasts)
        checkins = {area.area: checkin_day(area, forecast) for area, forecast in forecasts}
        day, asked = _next(checkins, SAME_CHECKIN_DAYS, snapshot.today)
        yield EventKind.CHECKIN, day, day, tuple(area for area in areas if area.area in asked)
    names = {area.area for area in areas}
    visits = {
        item.area.area: item.begins
        for item in snapshot.due
        if item.kind is DueKind.BOOK and item.area.area in names
    }
    if visits:
        day, booked = _next(visits, SAME_VISIT_DAYS, snapshot.today)
        yield EventKind.BOOK, day, day, tuple(area for area in areas if area.area in booked)


def _next(days: Mapping[str, date], within: int, today: date) -> tuple[date, frozenset[str]]:
    """Return the next day from today on (or the last one before) and the areas due on it.

    Areas due within `within` days of the first one share its day.
    """
    groups: list[tuple[date, set[str]]] = []
    for area, day in sorted(days.items(), key=lambda item: item[1]):
        if not groups or day > add_days(groups[-1][0], within):
            groups.append((day, set()))
        groups[-1][1].add(area)
    day, areas = next((group for group in groups if group[0] >= today), groups[-1])
    return day, frozenset(areas)


def _is_over(area: AreaForecast) -> bool:
    return area.last.lasted.end_seen or area.no_effect
