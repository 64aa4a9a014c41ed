"""The calendar events as an iCalendar file (RFC 5545), compared with the file written before.

An event whose day, time or words have not changed keeps its SEQUENCE and LAST-MODIFIED; both rise
for an event that changed. An event that no longer applies is cancelled if its day is still to come,
and left as it was otherwise; an appointment is cancelled either way, because it is not in the
journal any more. Nothing but the earlier file is remembered, and no clock is read: times follow
from today's date and only ever rise.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from botoxlog import __version__
from botoxlog.core.errors import CannotDoError
from botoxlog.core.partial_dates import add_days
from botoxlog.reminders.calendar_events import CalendarEvent, EventKind, kind_of
from botoxlog.reminders.notification_text import (
    NEUTRAL_NAME,
    cancelled_title,
    event_text,
    event_title,
    neutral_text,
)

ALARM = time(9)
"""When alarms ring, in the time zone of the calendar: on the day itself, for an appointment on the
day before, while there is still time to call the clinic. Our choice."""

DURATION = timedelta(minutes=30)
"""How long an appointment takes, so that it has an end in a calendar. Our choice."""

KEEP_DAYS = 365
"""How long an event that no longer applies stays in the file, for calendars that are rarely
refreshed."""

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
    """One event.

    Attributes:
        begins: DTSTART: a day or, without a time zone, a time.
        ends: DTEND: the day after the last one, or the time at which it ends.
    """

    uid: str
    kind: EventKind
    title: str
    text: str
    begins: date | datetime
    ends: date | datetime
    cancelled: bool = False
    sequence: int = 0
    modified: datetime = datetime(2020, 1, 1, tzinfo=UTC)

    @property
    def is_timed(self) -> bool:
        """Whether it has a time, or is for the whole day."""
        return isinstance(self.begins, datetime)

    @property
    def begins_at(self) -> datetime:
        """When it begins: midnight if it is for the whole day."""
        if isinstance(self.begins, datetime):
            return self.begins
        return datetime.combine(self.begins, time.min)

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return self.begins_at.date()

    @property
    def alarm(self) -> timedelta:
        """When its alarm rings, counted from its beginning."""
        early = 1 if self.kind is EventKind.APPOINTMENT else 0
        return datetime.combine(add_days(self.day, -early), ALARM) - self.begins_at

    def content(self) -> tuple[object, ...]:
        """Return what a person sees of it."""
        return (self.title, self.text, self.begins, self.ends, self.cancelled)

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

    def withdrawn(self, today: date, *, detailed: bool) -> "_Event":
        """Return this event as it is shown once it no longer applies.

        Some calendars still show cancelled events: they are cut to one day, and what was to be done
        today or before is left as it was.
        """
        title, text = (self.title, self.text) if detailed else neutral_text(self.kind)
        ends = self.ends if self.is_timed else add_days(self.day, 1)
        if self.day <= today and not self.cancelled and self.kind is not EventKind.APPOINTMENT:
            return replace(self, title=title, text=text, ends=ends)
        shown = title if detailed and self.cancelled else cancelled_title(title)
        return replace(self, title=shown, text="", ends=ends, cancelled=True)

    def is_expired(self, today: date) -> bool:
        """Whether this event, which no longer applies, may leave the file."""
        return (today - max(self.day, self.modified.date())).days > KEEP_DAYS


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
        _wanted(entry, detailed=detailed)
        for entry in entries
        # What is past already when it becomes known is no reminder any more.
        if not before or entry.uid in before or entry.begins >= today
    ]
    current = {event.uid: event.numbered(before.get(event.uid), today) for event in wanted}
    withdrawn = {
        uid: event.withdrawn(today, detailed=detailed).numbered(event, today)
        for uid, event in before.items()
        if uid not in current and not event.is_expired(today)
    }
    active = {uid for uid, event in before.items() if not event.cancelled}
    now = current | withdrawn
    return Feed(
        text=earlier if earlier and now == before else _calendar_text(list(now.values())),
        entries=len(current),
        new=len(current.keys() - active),
        moved=sum(event != before[uid] for uid, event in current.items() if uid in active),
        cancelled=sum(event.cancelled for uid, event in withdrawn.items() if uid in active),
    )


def _wanted(entry: CalendarEvent, *, detailed: bool) -> _Event:
    begins: date = entry.begins
    ends = add_days(entry.begins, 1)
    if entry.at is not None:
        begins = datetime.combine(entry.begins, entry.at)
        ends = begins + DURATION if entry.begins < date.max else begins
    return _Event(
        uid=entry.uid,
        kind=entry.kind,
        title=event_title(entry, detailed=detailed),
        text=event_text(entry, detailed=detailed),
        begins=begins,
        ends=ends,
    )


def _calendar_text(events: Sequence[_Event]) -> str:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"{_PRODID}{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", NEUTRAL_NAME)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in sorted(events, key=lambda event: (event.begins_at, event.uid)):
        calendar.add_component(_component(event))
    return str(calendar.to_ical().decode("utf-8"))


def _component(event: _Event) -> Any:
    from icalendar import CLASS, STATUS, TRANSP, Alarm
    from icalendar import Event as Component

    is_busy = event.is_timed and not event.cancelled
    component = Component.new(
        uid=event.uid,
        summary=event.title,
        description=event.text or None,
        start=event.begins,
        end=event.ends,
        stamp=event.modified,
        last_modified=event.modified,
        sequence=event.sequence,
        status=STATUS.CANCELLED if event.cancelled else STATUS.CONFIRMED,
        transparency=TRANSP.OPAQUE if is_busy else TRANSP.TRANSPARENT,
        classification=CLASS.PRIVATE,
    )
    if not event.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.title)
        alarm.add("trigger", event.alarm)
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

    with suppress(ValueError, IndexError, KeyError):
        calendar = Calendar.from_ical(text.replace("\r\n", "\n"))
        entries = calendar.subcomponents
        ours = bool(entries) or str(calendar.get("prodid", "")).startswith(_PRODID)
        if ours and set(calendar) <= _PROPERTIES and all(map(_is_untouched, entries)):
            return {event.uid: event for event in map(_event, entries)}
    raise _not_ours()


def _not_ours() -> CannotDoError:
    return CannotDoError(
        "That file holds something that botoxlog did not write. Nothing was written.",
        "Choose another file (a calendar program can show several), or move that one away.",
    )


def _is_untouched(component: Any) -> bool:
    return component.name == "VEVENT" and str(component.get(_DIGEST, "")) == _digest(component)


def _event(component: Any) -> _Event:
    uid = str(component["uid"])
    return _Event(
        uid=uid,
        kind=kind_of(uid),
        title=str(component["summary"]),
        text=str(component.get("description", "")),
        begins=component.decoded("dtstart"),
        ends=component.decoded("dtend"),
        cancelled=str(component["status"]) == "CANCELLED",
        sequence=int(component["sequence"]),
        modified=component.decoded("last-modified"),
    )
