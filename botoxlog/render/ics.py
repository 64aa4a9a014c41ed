"""The agenda as an iCalendar file (RFC 5545), told apart from what stood in it before.

The earlier file is the memory: an entry whose day or words have not changed keeps its SEQUENCE and
LAST-MODIFIED, one that has moved goes up, and one that no longer holds is cancelled. There is no
clock in it: times are made of the day it is and only ever go up.
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
from botoxlog.reminders.notification_text import NAME, cancelled_title, event_text, event_title

ALARM = timedelta(hours=9)
"""Alarms ring at nine in the morning of the first day, wherever the calendar is."""

KEEP_CANCELLED_DAYS = 365
"""How long a cancelled entry stays in the file, for calendars that are refreshed by hand."""

_COUNTED_FROM = date(2020, 1, 1)
_OURS = "-//botoxlog//"
_DIGEST = "X-BOTOXLOG-DIGEST"
_WRITTEN = frozenset({"PRODID", "VERSION", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"})


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar and how it differs from the one before it.

    Attributes:
        text: The file.
        entries: How many hold.
        new, moved, cancelled: How many changed, and how.
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

    def says(self) -> tuple[object, ...]:
        return (self.title, self.text, self.begins, self.until, self.cancelled)

    def numbered(self, before: "_Event | None", today: date) -> "_Event":
        """Return it with the numbers of the one before where nothing changed, else higher ones.

        The number is that of the day where that is higher, so that a file made anew, or printed
        without one to go by, is newer than any that a calendar has seen.
        """
        if before is not None and before.says() == self.says():
            return before
        sequence = max((today - _COUNTED_FROM).days, 0)
        modified = datetime.combine(today, time.min, UTC)
        if before is not None:
            sequence = max(sequence, before.sequence + 1)
            modified = max(modified, before.modified + timedelta(seconds=1))
        return replace(self, sequence=sequence, modified=modified)

    def withdrawn(self) -> "_Event":
        """Return it cancelled, on one day: clients that know no such state show it all the same."""
        title = cancelled_title(self.title)
        return replace(self, title=title, text="", until=self.begins, cancelled=True)


def render(
    entries: Sequence[CalendarEvent], today: date, earlier: str | None, *, detailed: bool
) -> Feed:
    """Return the calendar file.

    Args:
        entries: What it should hold.
        today: What its times are made of.
        earlier: What stands in the file now, None or blank where nothing does.
        detailed: Whether titles name what they are about.

    Raises:
        CannotDoError: The earlier file is not ours, or was changed by somebody else.
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
    holding = {event.uid: event.numbered(before.get(event.uid), today) for event in wanted}
    withdrawn = {
        uid: event if event.cancelled else event.withdrawn().numbered(event, today)
        for uid, event in before.items()
        if uid not in holding and not _is_forgotten(event, today)
    }
    lived = {uid for uid, event in before.items() if not event.cancelled}
    now = holding | withdrawn
    return Feed(
        text=earlier if earlier and now == before else _written(list(now.values())),
        entries=len(holding),
        new=len(holding.keys() - lived),
        moved=sum(event != before[uid] for uid, event in holding.items() if uid in lived),
        cancelled=len(withdrawn.keys() & lived),
    )


def _is_forgotten(event: _Event, today: date) -> bool:
    return event.cancelled and (today - event.modified.date()).days > KEEP_CANCELLED_DAYS


# --- writing ---------------------------------------------------------------------------------


def _written(events: Sequence[_Event]) -> str:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"{_OURS}{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in sorted(events, key=lambda event: (event.begins, event.uid)):
        calendar.add_component(_component(event))
    return str(calendar.to_ical().decode("utf-8"))


def _component(event: _Event) -> Any:
    from icalendar import Alarm
    from icalendar import Event as Component

    component = Component()
    component.add("uid", event.uid)
    component.add("summary", event.title)
    if event.text:
        component.add("description", event.text)
    component.add("dtstart", event.begins)
    component.add("dtend", add_days(event.until, 1))
    component.add("dtstamp", event.modified)
    component.add("last-modified", event.modified)
    component.add("sequence", event.sequence)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT")
    component.add("class", "PRIVATE")
    if not event.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.title)
        alarm.add("trigger", ALARM)
        component.add_component(alarm)
    component.add(_DIGEST, _digest(component))
    return component


def _digest(component: Any) -> str:
    """Return what tells whether anything in an entry was changed, however its lines are laid."""
    unfolded = component.to_ical().decode("utf-8").replace("\r\n ", "")
    lines = (line for line in unfolded.splitlines() if not line.startswith(_DIGEST))
    return sha256("\n".join(sorted(lines)).encode("utf-8")).hexdigest()[:32]


# --- reading back ----------------------------------------------------------------------------


def _read(text: str) -> dict[str, _Event]:
    """Return the entries of a file that holds nothing but what this program wrote.

    Sync tools lay lines and entries in another order and drop what they do not know of the whole
    calendar; that is no change. Anything added or edited is somebody else's and is not replaced.
    """
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(text.replace("\r\n", "\n"))
    except (ValueError, IndexError, KeyError):
        raise _not_ours() from None
    entries = calendar.subcomponents
    ours = bool(entries) or str(calendar.get("prodid", "")).startswith(_OURS)
    if not ours or not set(calendar) <= _WRITTEN or not all(map(_is_untouched, entries)):
        raise _not_ours()
    return {event.uid: event for event in map(_event, entries)}


def _not_ours() -> CannotDoError:
    return CannotDoError(
        "That file holds something that botoxlog did not write. Nothing was written.",
        "Name another file, calendars can show more than one; or move that one away.",
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
