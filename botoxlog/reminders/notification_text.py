"""What is said outside the program, where others may read it: neutral unless words are wanted.

Nothing here depends on today, so that an entry changes only where what it says has changed.
"""

from collections.abc import Sequence

from botoxlog.core.partial_dates import day_words
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.due_items import DueKind, checkin_day
from botoxlog.reminders.calendar_events import CalendarEvent, EventKind
from botoxlog.reminders.notification_rules import Notification

NAME = "journal"
"""What the program calls itself where others may read it."""

_ENTRIES = {
    EventKind.REVIEW: ("two-week look", "the two-week look"),
    EventKind.FADING: ("window", "the fade window"),
    EventKind.CHECKIN: ("look", "a look now tells most"),
    EventKind.BOOK: ("book ahead", "time to book, if you mean to repeat it"),
}
_REMINDERS = {
    DueKind.REVIEW: ("two-week look", "the two-week look. How has it taken?"),
    DueKind.FADING: ("window opens", "the fade window is here. How does it look?"),
    DueKind.CHECKIN: ("look", "about as likely faded as not. A look now tells most."),
    DueKind.OVERDUE: ("look overdue", "likely faded by now. How does it look?"),
    DueKind.BOOK: ("book ahead", "if you mean to repeat it, it is time to book."),
    DueKind.MISSING: (
        "details missing",
        "the lot number or the units are not noted. The clinic can tell you.",
    ),
}


def event_title(entry: CalendarEvent, *, detailed: bool) -> str:
    """Return the title of a calendar entry."""
    neutral, words = _ENTRIES[entry.kind]
    return f"{_names(entry.areas)}: {words}" if detailed else f"{NAME}: {neutral}"


def event_text(entry: CalendarEvent, *, detailed: bool) -> str:
    """Return the lines of a calendar entry, "" where nothing is to be said."""
    if not detailed or entry.kind not in {EventKind.FADING, EventKind.CHECKIN}:
        return ""
    return "\n".join(_expected(area) for area in entry.areas)


def cancelled_title(title: str) -> str:
    """Return the title of an entry that no longer holds, for clients that know no such state."""
    return f"cancelled: {title}"


def notification_text(reminder: Notification, *, detailed: bool) -> str:
    """Return one reminder as a line."""
    neutral, words = _REMINDERS[reminder.kind]
    areas = [item.area for item in reminder.items]
    return f"{_names(areas)}: {words}" if detailed else neutral


def shell_line(found: Sequence[Notification]) -> str:
    """Return all that has begun to matter in one line for a shell."""
    first = notification_text(found[0], detailed=True)
    more = len(found) - 1
    return f"{first} (and {more} more: botoxlog remind)" if more else first


def _expected(area: AreaForecast) -> str:
    predicted = area.forecast
    if predicted is None:
        return ""
    early, late = day_words(predicted.early), day_words(predicted.late)
    likely, look = day_words(predicted.likely), day_words(checkin_day(area, predicted))
    window = f"between {early} and {late}, likely around {likely}"
    return f"{inert(area.name)}: {window}; a look tells most from {look}"


def _names(areas: Sequence[AreaForecast]) -> str:
    return join_words([inert(area.name) for area in areas])
