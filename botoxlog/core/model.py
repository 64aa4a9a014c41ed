"""The contents of a journal as frozen values, without files, clock or catalog."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from botoxlog.core.partial_dates import PartialDate

FORMAT = 1
"""The journal format that this version reads and writes."""


ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""The letters of an id, without those that look alike on paper: 0 and o, 1, i and l."""
ID_LENGTH = 8


class State(StrEnum):
    """How a treated area looks on a given day, as the person sees it."""

    NONE = "none"
    KICKING_IN = "kicking-in"
    FULL = "full"
    PARTIAL = "partial"
    FADING = "fading"
    GONE = "gone"
    NO_EFFECT = "no-effect"


class Outcome(StrEnum):
    """What happened to a question to raise."""

    ASKED = "asked"
    DEFERRED = "deferred"
    DISMISSED = "dismissed"


class Site(NamedTuple):
    """A muscle or a point of an area, in the words of the person.

    Attributes:
        name: As typed.
        units: Units of the product; None if unknown.
    """

    name: str
    units: float | None = None


def units_of(sites: Sequence[Site]) -> float | None:
    """Return the sum of the units of some sites; None if the units of one are not known."""
    amounts = [site.units for site in sites if site.units is not None]
    if not amounts or len(amounts) < len(sites):
        return None
    total = sum(amounts)
    return round(total, 6) or total


class Dose(NamedTuple):
    """One treated area of a session.

    Attributes:
        area: An area id, or free text as typed.
        units: Units of the product, which cannot be compared between products; None if unknown.
        sites: Where in the area it was injected, each name once. Either every site has units or
            none has. If all have and `units` differs from their sum, `units` counts.
    """

    area: str
    units: float | None = None
    sites: tuple[Site, ...] = ()


class Session(NamedTuple):
    """One visit at which toxin was injected.

    Attributes:
        id: A random id that never changes; None if a record written by hand has none.
        doses: Every treated area once, in the order of the record.
        cost: In `currency`.
        touch_up_of: The id of the session that this one corrects, or None. A touch-up does not
            count as a session, and the forecast still starts at the session.
        appointment: The id of the appointment that this session kept, or None.
    """

    id: str | None
    date: PartialDate
    doses: tuple[Dose, ...] = ()
    product: str | None = None
    purpose: str | None = None
    injector: str | None = None
    clinic: str | None = None
    lot: str | None = None
    expiry: PartialDate | None = None
    cost: float | None = None
    currency: str | None = None
    touch_up_of: str | None = None
    appointment: str | None = None
    note: str | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """The treated areas."""
        return tuple(dose.area for dose in self.doses)


class AreaState(NamedTuple):
    """The state of one area at a check-in."""

    area: str
    state: State


class CheckIn(NamedTuple):
    """What a person saw on one day: the state of some areas, and any side effects.

    Attributes:
        effects: The side effects that were there: ids, which may end in a side, or free text.
        resolved: The side effects that were over by that day.
    """

    id: str | None
    date: PartialDate
    states: tuple[AreaState, ...] = ()
    effects: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()
    note: str | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas whose state is recorded."""
        return tuple(seen.area for seen in self.states)


class Discussed(NamedTuple):
    """A question that was asked, deferred or dismissed."""

    id: str | None
    date: PartialDate
    topic: str
    outcome: Outcome
    note: str | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """No areas, because a question belongs to none."""
        return ()


class Appointment(NamedTuple):
    """A booked visit, to come or past.

    Attributes:
        date: A day.
        time: Local time; None if not known.
        areas: What it is for; empty if for all areas.
    """

    id: str | None
    date: PartialDate
    time: dt.time | None = None
    areas: tuple[str, ...] = ()
    injector: str | None = None
    clinic: str | None = None
    note: str | None = None


class Stopped(NamedTuple):
    """Treatment stopped on purpose, until the next session of an area.

    Attributes:
        areas: What was stopped; empty if all areas.
    """

    id: str | None
    date: PartialDate
    areas: tuple[str, ...] = ()
    note: str | None = None


class Person(NamedTuple):
    """Settings about the journal's owner, all optional.

    Attributes:
        weeks_ahead: How many weeks ahead a visit has to be booked.
    """

    birth_year: int | None = None
    goals: str | None = None
    injector: str | None = None
    clinic: str | None = None
    currency: str | None = None
    weeks_ahead: int | None = None


class Problem(NamedTuple):
    """Something in the journal that is not valid; the rest is read all the same.

    Attributes:
        line: The line of the journal, counted from 1.
        message: What is wrong and what to do, in one or two sentences.
        left_out: Whether a value or a record is left out because of it.
    """

    line: int
    message: str
    left_out: bool = True


class Journal(NamedTuple):
    """Everything that could be read, in the order of the file.

    Attributes:
        newer_format: The format number if it is above `FORMAT`; such a journal is never changed.
    """

    person: Person = Person()
    sessions: tuple[Session, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    discussed: tuple[Discussed, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    problems: tuple[Problem, ...] = ()
    newer_format: float | None = None

    @property
    def records(self) -> "tuple[Record, ...]":
        """Every record, kind by kind in the order of `TABLES`."""
        return (
            *self.sessions,
            *self.checkins,
            *self.discussed,
            *self.appointments,
            *self.stopped,
        )


Record = Session | CheckIn | Discussed | Appointment | Stopped

TABLES: dict[type[Record], str] = {
    Session: "session",
    CheckIn: "checkin",
    Discussed: "discussed",
    Appointment: "appointment",
    Stopped: "stopped",
}
"""The name of the array that holds each kind of record in the journal."""
