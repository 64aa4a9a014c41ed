"""Appointments in sentences: when they are, how they lie to the windows, whether one took place."""

from datetime import date

from botoxlog.core.model import Appointment
from botoxlog.core.partial_dates import WEEKDAYS, day_words
from botoxlog.core.text import command_line, inert, join_words, plural
from botoxlog.forecast.appointments import is_for
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reports.sentences import area_name, say_day

_WEEKS_FROM_DAYS = 21
"""Days ahead from which weeks are said. Our choice."""


def visit_words(appointment: Appointment, today: date) -> str:
    """Return "Tue 12 Jan at 14:30, Glow, Dr Lee", as much of it as is known."""
    day = appointment.date.first
    at = f" at {appointment.time:%H:%M}" if appointment.time else ""
    when = f"{WEEKDAYS[day.weekday()]} {say_day(day, today)}{at}"
    where = (inert(name) for name in (appointment.clinic, appointment.injector) if name)
    return ", ".join((when, *where))


def how_far(day: date, today: date) -> str:
    """Return how far a day is ahead: "today", "tomorrow", "in 5 days", "in 6 weeks"."""
    days = (day - today).days
    if days < _WEEKS_FROM_DAYS:
        return {0: "today", 1: "tomorrow"}.get(days, f"in {plural(days, 'day')}")
    return f"in {plural(round(days / 7), 'week')}"


def areas_words(appointment: Appointment, snapshot: Snapshot) -> str:
    """Return the areas that an appointment is for; "" if it is for all."""
    return join_words([area_name(area, snapshot.catalog) for area in appointment.areas])


def booked_text(area: AreaForecast, appointment: Appointment, snapshot: Snapshot) -> str:
    """Return when an area is booked for, and how that day lies to its window and its label.

    Where the appointment is for one side of it alone, that is said.
    """
    split, today = snapshot.catalog.split_side, snapshot.today
    own, whole = split(area.area)[0], split(area.area)[1] is None
    named = (split(snapshot.catalog.area_id(one)) for one in appointment.areas)
    sides = {side for base, side in named if base.casefold() == own.casefold()}
    only = f" ({sides.pop()} only)" if whole and len(sides) == 1 and None not in sides else ""
    how = place_of_visit(area, appointment.date.first, today)
    day = say_day(appointment.date.first, today)
    return f"Booked for {day}{only}{f', {how}' if how else ''}."


def place_of_visit(area: AreaForecast, day: date, today: date) -> str:
    """Return how a day lies to an area's window and label dates; "" if it is in both."""
    said: list[str] = []
    forecast = area.forecast
    if forecast is not None and not area.last.lasted.end_seen:
        if day < forecast.early:
            said.append(f"before the window opens on {_near(forecast.early, day, today)}")
        elif day > forecast.late:
            said.append(f"after the window ends on {_near(forecast.late, day, today)}")
    earliest = area.earliest_retreat
    if earliest is not None and day < earliest:
        region = area.label_intervals[0].region
        said.append(f"before the {region} label's earliest date, {_near(earliest, day, today)}")
    return " and ".join(said)


def _near(day: date, visit: date, today: date) -> str:
    """Return a day next to that of a visit, with its year unless both are of one year."""
    return say_day(day, today) if day.year == visit.year else day_words(day)


def window_notes(appointment: Appointment, snapshot: Snapshot) -> list[str]:
    """Return a sentence for the areas whose window or label does not fit an appointment."""
    places: dict[str, list[str]] = {}
    for area in snapshot.areas:
        if area.stopped is None and is_for(appointment, area.area, snapshot.catalog):
            how = place_of_visit(area, appointment.date.first, snapshot.today)
            places.setdefault(how, []).append(inert(area.name))
    places.pop("", None)
    return [f"{join_words(names)}: {how}." for how, names in places.items()]


def appointment_text(appointment: Appointment, snapshot: Snapshot) -> str:
    """Return an appointment to come in a sentence or two."""
    names = areas_words(appointment, snapshot)
    what = f" for {names}" if names else ""
    said = f"appointment{what}, {visit_words(appointment, snapshot.today)}."
    return " ".join((said, *(_capital(note) for note in window_notes(appointment, snapshot))))


def kept_question(appointment: Appointment, snapshot: Snapshot) -> str:
    """Return the question whether an appointment took place, with what to run then."""
    names = areas_words(appointment, snapshot)
    what = f" for {names}" if names else ""
    day = say_day(appointment.date.first, snapshot.today)
    return f"did your appointment{what} on {day} take place? {how_to_keep(appointment, snapshot)}"


def how_to_keep(appointment: Appointment, snapshot: Snapshot) -> str:
    """Return what to run once an appointment is past: it took place, was moved, or was not."""
    move = command_for("--move", appointment, snapshot)
    cancel = command_for("--cancel", appointment, snapshot)
    kept = "If so, log it: botoxlog add --booked."
    return f"{kept} If it was moved: {move} DATE. If not: {cancel}"


def command_for(option: str, appointment: Appointment, snapshot: Snapshot) -> str:
    """Return the command that changes an appointment; it names it where there are several."""
    several = len(snapshot.unkept) + len(snapshot.appointments) > 1
    names = [appointment.id] if several and appointment.id else []
    return command_line(f"book {option}", *names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
