"""Laws of the calendar: its events are on the days that remind and timeline name."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bench.consistency import sentences
from bench.consistency.case import Case
from bench.consistency.surfaces import Area, DueItem, Surfaces

COMMAND = "remind --ics - --detailed"


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `end` is the day after its last."""

    summary: str
    begin: date
    end: date
    cancelled: bool


def events(calendar: str) -> list[Event]:
    """Return the events of an iCalendar file."""
    found = re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", unfolded(calendar), re.DOTALL)
    return [_event(text) for text in found]


def unfolded(calendar: str) -> str:
    """Return an iCalendar file with each property on one line."""
    return re.sub(r"\r?\n[ \t]", "", calendar)


def _event(text: str) -> Event:
    begin, end = _day(_property("DTSTART", text)), _property("DTEND", text)
    return Event(
        _property("SUMMARY", text).replace("\\,", ","),
        begin,
        _day(end) if end else begin + timedelta(days=1),
        _property("STATUS", text) == "CANCELLED",
    )


def _property(name: str, text: str) -> str:
    found = re.search(rf"^{name}[^:\n]*:(.*?)\r?$", text, re.MULTILINE)
    return found[1] if found else ""


def _day(text: str) -> date:
    return date.fromisoformat(text[:8])


def check(case: Case, told: Surfaces) -> None:
    """Check the calendar."""
    if not told.calendar:
        return
    text, listed = unfolded(told.calendar), events(told.calendar)
    whole = text.startswith("BEGIN:VCALENDAR") and text.rstrip().endswith("END:VCALENDAR")
    case.check("L12a", whole, "no calendar", "remind --ics -")
    for event in listed:
        long = event.end > event.begin + timedelta(days=1)
        case.check("L12c", not long, f"{event.summary}: {event.begin} to {event.end}", COMMAND)
    areas = [area for area in told.areas.values() if not area.json["stopped"]]
    later = [(area, due) for area in areas for due in area.steps if due.begin > case.today]
    runs = [area.id for area in areas if area.running and area.running.late >= case.today]
    if later or runs:
        # An event of today has not passed either: at its window's end nothing more is to come.
        holds = any(event.end > case.today and not event.cancelled for event in listed)
        due_later = [(due.kind, area.id, str(due.begin)) for area, due in later][:3]
        shown = [(event.summary, str(event.begin)) for event in listed][:4]
        message = f"due later {due_later}; running {runs[:3]}; events {shown}"
        case.check("L12b", holds, message, COMMAND)
    for area in areas:
        _same_end(case, told, area, listed)
    for area, due in later:
        word = sentences.CALENDAR_WORDS.get(due.kind)
        own = [
            event
            for event in listed
            if word and word in event.summary and area.name in event.summary
        ]
        if own:
            _same_days(case, told, area, due, own)


def _alone(told: Surfaces, event: Event) -> bool:
    """Whether an event is about one area."""
    return sum(area.name in event.summary for area in told.areas.values()) == 1


def _same_end(case: Case, told: Surfaces, area: Area, listed: list[Event]) -> None:
    """The window ends on the day from which a check-in is overdue, or until which it is not."""
    days = [due.until for due in area.due if due.kind == "checkin" and area.running]
    days += [due.begin for due in area.due if due.kind == "overdue"]
    for event in listed:
        if event.summary == area.name + sentences.WINDOW_ENDS and _alone(told, event) and days:
            message = f"remind {days[0]}; ICS {event}"
            case.check("L12a", event.begin == days[0], message, COMMAND)


def _same_days(case: Case, told: Surfaces, area: Area, due: DueItem, own: list[Event]) -> None:
    """The events of one thing due are on its days, where they are of one area alone."""
    one = own[0]
    if due.kind == "book" and " and " not in one.summary and "," not in one.summary:
        holds = any(event.begin == due.begin for event in own)
        message = f"remind {due.kind} {due.begin}; ICS {own}"
        case.check("L12a", holds, message, COMMAND)
    if due.kind == "fading" and _alone(told, one) and area.fades:
        case.check("L12a", one.begin == area.fades.early, f"{one} JSON {area.fades}", COMMAND)
        message = f"remind says the window begins {due.begin}, the calendar {one.begin} ({area.id})"
        case.check("L1b", one.begin == due.begin, message, "remind; remind --ics -")
