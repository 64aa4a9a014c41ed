"""Which appointments are open, which areas they are for, and where treatment was stopped."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from botoxlog.catalog import Catalog
from botoxlog.core.model import Appointment, Session, Stopped
from botoxlog.core.partial_dates import PartialDate, add_days

ASKED_DAYS = 30
"""Days after an appointment for which it is asked whether it took place. Our choice."""


def upcoming(
    appointments: Iterable[Appointment],
    sessions: Sequence[Session],
    catalog: Catalog,
    today: date,
) -> tuple[Appointment, ...]:
    """Return the appointments of today or later that no session has kept yet, soonest first."""
    ahead = (one for one in appointments if one.date.first >= today)
    return _open(ahead, sessions, catalog)


def unkept(
    appointments: Iterable[Appointment],
    sessions: Sequence[Session],
    catalog: Catalog,
    today: date,
    most_days: float = ASKED_DAYS,
) -> tuple[Appointment, ...]:
    """Return the appointments before today that no session has kept, soonest first.

    Those of more than `most_days` ago are not among them; `doctor` names those.
    """
    oldest = add_days(today, -most_days)
    past = (one for one in appointments if oldest <= one.date.first < today)
    return _open(past, sessions, catalog)


def _open(
    appointments: Iterable[Appointment], sessions: Sequence[Session], catalog: Catalog
) -> tuple[Appointment, ...]:
    asked = list(appointments)
    if not asked:
        return ()
    kept = {session.appointment for session in sessions if session.appointment is not None}
    unnamed: dict[PartialDate, list[Session]] = {one.date: [] for one in asked}
    for session in sessions:
        if session.appointment is None and session.date in unnamed:
            unnamed[session.date].append(session)
    found = (
        one
        for one in asked
        if one.id not in kept and keeping(one, unnamed[one.date], catalog) is None
    )
    return tuple(sorted(found, key=_when))


def keeping(
    appointment: Appointment, sessions: Iterable[Session], catalog: Catalog
) -> Session | None:
    """Return the session that kept an appointment, None if there is none.

    It names the appointment or, without naming another, is of its day and areas.
    """
    return next((one for one in sessions if keeps(one, appointment, catalog)), None)


def keeps(session: Session, appointment: Appointment, catalog: Catalog) -> bool:
    """Whether a session kept an appointment, by its name or by its day and areas."""
    if session.appointment is not None:
        return session.appointment == appointment.id
    return session.date == appointment.date and any(
        is_for(appointment, catalog.area_id(area), catalog) for area in session.areas
    )


def is_for(appointment: Appointment, area: str, catalog: Catalog) -> bool:
    """Whether an appointment is for an area or a side of it; without areas it is for all."""
    return not appointment.areas or any(
        catalog.overlap(catalog.area_id(one), area) for one in appointment.areas
    )


def stop_of(
    stops: Iterable[Stopped], area: str, last_session: PartialDate, catalog: Catalog
) -> Stopped | None:
    """Return the latest stop of an area's treatment, None if a session came after it.

    A stop of one side is not one of an area that was treated on both.
    """
    found = [
        one for one in stops if last_session.first <= one.date.last and _stops(one, area, catalog)
    ]
    return max(found, key=lambda one: one.date.last, default=None)


def _stops(stop: Stopped, area: str, catalog: Catalog) -> bool:
    if not stop.areas:
        return True
    base, side = catalog.split_side(area)
    named = [catalog.split_side(catalog.area_id(one)) for one in stop.areas]
    sides = {other for name, other in named if name.casefold() == base.casefold()}
    return None in sides or side in sides or {"left", "right"} <= sides


def _when(appointment: Appointment) -> tuple[date, time, str]:
    return appointment.date.first, appointment.time or time.max, appointment.id or ""
