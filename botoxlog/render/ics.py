"""The calendar events as an iCalendar file (RFC 5545), compared with the file written before.

An event whose days or words have not changed keeps its SEQUENCE and LAST-MODIFIED; both rise for an
event that changed; an event that no longer applies is cancelled. Nothing but the earlier file is
remembered, and no clock is read: times follow from today's date and only ever rise.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from botoxlog import __version__
from botoxlog.core.errors import CannotDoError
from botoxlog.core.partial_dates import add_days
from botoxlog.reminders.calendar_events import CalendarEvent
from botoxlog.reminders.notification_text import (
    NEUTRAL_NAME,
    cancelled_title,
    event_text,
    event_title,
)

ALARM = timedelta(hours=9)
"""When alarms ring: 9:00 on the first day, in the time zone of the calendar."""

KEEP_CANCELLED_DAYS = 365
"""How long a cancelled event stays in the file, for calendars that are rarely refreshed."""

_SEQUENCE_ZERO = date(2020, 1, 1)  # the day on which SEQUENCE is 0; it rises by 1 a day
_PRODID = "-//botoxlog//"
_DIGEST = "X-BOTOXLOG-DIGEST"
_PROPERTIES = frozenset(
    {"PRODID", "VERSION", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar file, and how it differs from the one before.

    Attributes:
        text: The content of the file.
        entries: The number of events that apply.
        new, moved, cancelled: The number of events that were added, changed and cancelled.
    """

    text: str
    entries: int
    new: int
    moved: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class _Event:
    uid: str
    title: str
    text: str
    begins: date
    until: date
    cancelled: bool = False
    sequence: int = 0
    modified: datetime = datetime(2020, 1, 1, tzinfo=UTC)

    def content(self) -> tuple[object, ...]:
        """Return what a person sees of it."""
        return (self.title, self.text, self.begins, self.until, self.cancelled)

    def numbered(self, before: "_Event | None", today: date) -> "_Event":
        """Return `before` if nothing changed, else this event with a higher SEQUENCE and time.

        SEQUENCE is at least the number of today, so that a file written without an earlier one is
        still newer than any that a calendar has read.
        """
        if before is not None and before.content() == self.content():
            return before
        sequence = max((today - _SEQUENCE_ZERO).days, 0)
        modified = datetime.combine(today, time.min, UTC)
        if before is not None:
            sequence = max(sequence, before.sequence + 1)
            modified = max(modified, before.modified + timedelta(seconds=1))
        return replace(self, sequence=sequence, modified=modified)

    def withdrawn(self) -> "_Event":
        """Return this event cancelled and cut to one day.

        Some calendars still show cancelled events.
        """
        title = cancelled_title(self.title)
        return replace(self, title=title, text="", until=self.begins, cancelled=True)


def render(
    entries: Sequence[CalendarEvent], today: date, earlier: str | None, *, detailed: bool
) -> Feed:
    """Return the calendar file.

    Args:
        entries: The events that it should hold.
        today: The date from which its times are made.
        earlier: The current content of the file; None or blank if there is none.
        detailed: Whether titles name the areas.

    Raises:
        CannotDoError: The earlier file was not written by botoxlog, or was changed since.
    """
    before = _read(earlier) if earlier and earlier.strip() else {}
    wanted = [
        _Event(
            uid=entry.uid,
            title=event_title(entry, detailed=detailed),
            text=event_text(entry, detailed=detailed),
            begins=entry.begins,
            until=entry.until,
        )
        for entry in entries
    ]
    current = {event.uid: event.numbered(before.get(event.uid), today) for event in wanted}
    cancelled = {
        uid: event if event.cancelled else event.withdrawn().numbered(event, today)
        for uid, event in before.items()
        if uid not in current and not _is_expired(event, today)
    }
    active = {uid for uid, event in before.items() if not event.cancelled}
    now = current | cancelled
    return Feed(
        text=earlier if earlier and now == before else _calendar_text(list(now.values())),
        entries=len(current),
        new=len(current.keys() - active),
        moved=sum(event != before[uid] for uid, event in current.items() if uid in active),
        cancelled=len(cancelled.keys() & active),
    )


def _is_expired(event: _Event, today: date) -> bool:
    return event.cancelled and (today - event.modified.date()).days > KEEP_CANCELLED_DAYS


def _calendar_text(events: Sequence[_Event]) -> str:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"{_PRODID}{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", NEUTRAL_NAME)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in sorted(events, key=lambda event: (event.begins, event.uid)):
        calendar.add_component(_component(event))
    return str(calendar.to_ical().decode("utf-8"))


def _component(event: _Event) -> Any:
    from icalendar import CLASS, STATUS, TRANSP, Alarm
    from icalendar import Event as Component

    component = Component.new(
        uid=event.uid,
        summary=event.title,
        description=event.text or None,
        start=event.begins,
        end=add_days(event.until, 1),
        stamp=event.modified,
        last_modified=event.modified,
        sequence=event.sequence,
        status=STATUS.CANCELLED if event.cancelled else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,
        classification=CLASS.PRIVATE,
    )
    if not event.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.title)
        alarm.add("trigger", ALARM)
        component.add_component(alarm)
    component.add(_DIGEST, _digest(component))
    return component


def _digest(component: Any) -> str:
    """Return a digest of an event that does not depend on the order or folding of its lines."""
    lines = (line for line in component.content_lines() if line and not line.startswith(_DIGEST))
    return sha256("\n".join(sorted(lines)).encode("utf-8")).hexdigest()[:32]


def _read(text: str) -> dict[str, _Event]:
    """Return the events of a file that holds only what this program wrote, by their UID.

    Sync tools reorder lines and events, and drop properties of the calendar: that does not count as
    a change. A file in which anything was added or edited is never replaced.
    """
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(text.replace("\r\n", "\n"))
    except (ValueError, IndexError, KeyError):
        raise _not_ours() from None
    entries = calendar.subcomponents
    ours = bool(entries) or str(calendar.get("prodid", "")).startswith(_PRODID)
    if not ours or not set(calendar) <= _PROPERTIES or not all(map(_is_untouched, entries)):
        raise _not_ours()
    return {event.uid: event for event in map(_event, entries)}


def _not_ours() -> CannotDoError:
    return CannotDoError(
        "That file holds something that botoxlog did not write. Nothing was written.",
        "Choose another file (a calendar program can show several), or move that one away.",
    )


def _is_untouched(component: Any) -> bool:
    return component.name == "VEVENT" and str(component.get(_DIGEST, "")) == _digest(component)


def _event(component: Any) -> _Event:
    return _Event(
        uid=str(component["uid"]),
        title=str(component["summary"]),
        text=str(component.get("description", "")),
        begins=component.decoded("dtstart"),
        until=add_days(component.decoded("dtend"), -1),
        cancelled=str(component["status"]) == "CANCELLED",
        sequence=int(component["sequence"]),
        modified=component.decoded("last-modified"),
    )
