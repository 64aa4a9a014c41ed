"""What a calendar should hold: a few entries for each running session.

One entry for each session and kind, whatever areas are left in it, so that six areas treated on one
day do not fill a calendar. Its identity is the session's, so that it moves when the forecast moves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b

from botoxlog.core.model import Session
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.due_items import DueKind, checkin_day, is_reviewed, review_day
from botoxlog.forecast.snapshot import Snapshot

ONE_LOOK_DAYS, ONE_VISIT_DAYS = 7, 28
"""What one look in the mirror, and one visit, can settle together. Our choice."""


class EventKind(StrEnum):
    """What an entry is for; part of its identity, so never renamed."""

    REVIEW = "review"
    FADING = "fading"
    CHECKIN = "checkin"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One all-day entry.

    Attributes:
        uid: Of the session's stored random id and the kind; the same whenever it comes.
        begins: Its first day.
        until: Its last day; the same for all but the fade window.
        areas: What it is about.
    """

    uid: str
    kind: EventKind
    begins: date
    until: date
    areas: tuple[AreaForecast, ...]


def calendar_events(snapshot: Snapshot) -> tuple[CalendarEvent, ...]:
    """Return the entries of every running session, in the order of their days."""
    running: dict[str, list[AreaForecast]] = {}
    for area in sorted(snapshot.areas, key=lambda area: area.area):
        if not is_dormant(area, snapshot.today):
            running.setdefault(_identity(area.last.session), []).append(area)
    entries = [
        CalendarEvent(f"{identity}-{kind}@botoxlog", kind, begins, until, areas)
        for identity, together in running.items()
        for kind, begins, until, areas in _expected(together, snapshot)
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.begins, entry.uid)))


def _identity(session: Session) -> str:
    """Return what names a session: its id, else the areas that were treated, never the date.

    Of sessions in the same areas only the last is running, so no two are called the same.
    """
    if session.id:
        return session.id
    areas = "\n".join(sorted(session.areas))
    return f"areas-{blake2b(areas.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


Expected = tuple[EventKind, date, date, tuple[AreaForecast, ...]]


def _expected(areas: Sequence[AreaForecast], snapshot: Snapshot) -> Iterator[Expected]:
    looked_for = tuple(area for area in areas if not is_reviewed(area) and not _is_over(area))
    if looked_for:
        day = min(review_day(area) for area in looked_for)
        yield EventKind.REVIEW, day, day, looked_for
    fades = {area.area: area.forecast for area in areas if not _is_over(area)}
    predicted = [(area, found) for area in areas if (found := fades.get(area.area))]
    if predicted:
        opens = min(found.early for _, found in predicted)
        closes = max(found.late for _, found in predicted)
        yield EventKind.FADING, opens, closes, tuple(area for area, _ in predicted)
        looks = {area.area: checkin_day(area, found) for area, found in predicted}
        day, asked = _next(looks, ONE_LOOK_DAYS, snapshot.today)
        yield EventKind.CHECKIN, day, day, tuple(area for area in areas if area.area in asked)
    ours = {area.area for area in areas}
    visits = {
        item.area.area: item.begins
        for item in snapshot.due
        if item.kind is DueKind.BOOK and item.area.area in ours
    }
    if visits:
        day, booked = _next(visits, ONE_VISIT_DAYS, snapshot.today)
        yield EventKind.BOOK, day, day, tuple(area for area in areas if area.area in booked)


def _next(days: Mapping[str, date], within: int, today: date) -> tuple[date, frozenset[str]]:
    """Return the next day that is still to come, else the last one, and whose day it is.

    Days that lie close together are one: the first of them stands for all.
    """
    rows: list[tuple[date, set[str]]] = []
    for area, day in sorted(days.items(), key=lambda item: item[1]):
        if not rows or day > add_days(rows[-1][0], within):
            rows.append((day, set()))
        rows[-1][1].add(area)
    day, areas = next((row for row in rows if row[0] >= today), rows[-1])
    return day, frozenset(areas)


def _is_over(area: AreaForecast) -> bool:
    return area.last.lasted.end_seen or area.no_effect
