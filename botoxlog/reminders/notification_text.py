"""Text for calendars and notifications, where others may read it: neutral unless detailed.

Nothing here depends on today, so a calendar event changes only when its content does.
"""

from collections.abc import Sequence

from botoxlog.core.partial_dates import MONTHS, WEEKDAYS, day_words
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.due_items import DueKind, checkin_day
from botoxlog.reminders.calendar_events import CalendarEvent, EventKind
from botoxlog.reminders.notification_rules import Notification, VisitKind

NEUTRAL_NAME = "journal"
"""The program's name where others may read it."""

_RECORD = "Open your journal and record how it looks."
_EVENTS = {
    EventKind.REVIEW: ("two-week check-in", "two-week check-in", _RECORD),
    EventKind.WINDOW: ("window opens", "window for wearing off opens", _RECORD),
    EventKind.CHECKIN: ("check in", "a useful day to check in", _RECORD),
    EventKind.END: ("window ends", "window for wearing off ends", _RECORD),
    EventKind.BOOK: (
        "book ahead",
        "time to book, if you plan to repeat it",
        "Open your journal to see what is due.",
    ),
    EventKind.APPOINTMENT: (
        "appointment",
        "appointment",
        "Your questions are in your journal. Afterwards, record the visit there.",
    ),
}
"""The neutral and the detailed title of each kind of event, and what to do then."""

_NOTIFICATIONS = {
    DueKind.REVIEW: ("two-week check-in", "two-week check-in. How well has it worked?"),
    DueKind.WINDOW: ("window opens", "its window for wearing off has opened. How does it look?"),
    DueKind.CHECKIN: ("check in", "a check-in now would help your forecast."),
    DueKind.OVERDUE: (
        "check-in overdue",
        "it has reached the end of its window for wearing off. How does it look?",
    ),
    DueKind.BOOK: ("book ahead", "if you plan to repeat it, you can book now."),
    DueKind.MISSING: (
        "details missing",
        "the lot number or the units are missing. Your clinic can tell you.",
    ),
    VisitKind.APPOINTMENT: ("appointment on {day}{at}", "appointment on {day}{at}{where}."),
    VisitKind.KEPT: (
        "did your appointment on {day} take place?",
        "did your appointment on {day}{where} take place? To answer: botoxlog remind",
    ),
}
"""The neutral and the detailed text of each kind of notification."""


def event_title(event: CalendarEvent, *, detailed: bool) -> str:
    """Return the title of a calendar event."""
    if not detailed:
        return neutral_text(event.kind)[0]
    _, details, _ = _EVENTS[event.kind]
    clinic = event.appointment.clinic if event.appointment else None
    title = f"{details} at {inert(clinic)}" if clinic else details
    names = join_words([inert(name) for name in event.names])
    return f"{names}: {title}" if names else title


def event_text(event: CalendarEvent, *, detailed: bool) -> str:
    """Return the description of a calendar event: what to do and, if detailed, what it is about."""
    _, to_do = neutral_text(event.kind)
    if not detailed:
        return to_do
    injector = event.appointment.injector if event.appointment else None
    windows = event.areas if event.kind in _ABOUT_WINDOW else ()
    lines = [f"With {inert(injector)}."] if injector else [_window(area) for area in windows]
    return "\n".join([*lines, to_do])


_ABOUT_WINDOW = {EventKind.WINDOW, EventKind.CHECKIN, EventKind.END}


def neutral_text(kind: EventKind) -> tuple[str, str]:
    """Return the title and the description of a kind of event, which say nothing of the record."""
    title, _, to_do = _EVENTS[kind]
    return f"{NEUTRAL_NAME}: {title}", to_do


def cancelled_title(title: str) -> str:
    """Return the title of a cancelled event, for calendars that ignore its status."""
    return f"cancelled: {title}"


def notification_text(notification: Notification, *, detailed: bool) -> str:
    """Return one notification as a line."""
    neutral, details = _NOTIFICATIONS[notification.kind]
    if (visit := notification.appointment) is not None:
        day = visit.date.first
        return (details if detailed else neutral).format(
            day=f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}",
            at=f" at {visit.time:%H:%M}" if visit.time else "",
            where=f", {inert(visit.clinic)}" if visit.clinic else "",
        )
    areas = [item.area for item in notification.items]
    return f"{_names(areas)}: {details}" if detailed else neutral


def shell_line(found: Sequence[Notification]) -> str:
    """Return the first notification and the number of others, as one line for a shell."""
    first = notification_text(found[0], detailed=True)
    more = len(found) - 1
    return f"{first} (and {more} more: botoxlog remind)" if more else first


def _window(area: AreaForecast) -> str:
    forecast = area.forecast
    if forecast is None:
        return ""
    early, late = day_words(forecast.early), day_words(forecast.late)
    likely, checkin = day_words(forecast.likely), day_words(checkin_day(area, forecast))
    window = f"most likely around {likely}; 80% chance between {early} and {late}"
    return f"{inert(area.name)}: {window}. Most useful time to check in: from {checkin}"


def _names(areas: Sequence[AreaForecast]) -> str:
    return join_words([inert(area.name) for area in areas])
