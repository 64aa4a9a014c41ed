"""What a journal holds, as plain frozen values. No files, no clock, no reference data."""

from enum import StrEnum
from typing import NamedTuple

from botoxlog.core.partial_dates import PartialDate

FORMAT = 1
"""The journal format that this version reads and writes."""


class State(StrEnum):
    """How a treated area looks on a given day, in the person's own judgement."""

    NONE = "none"
    KICKING_IN = "kicking-in"
    FULL = "full"
    FADING = "fading"
    GONE = "gone"
    NO_EFFECT = "no-effect"


class Outcome(StrEnum):
    """What became of a question for the surgeon."""

    ASKED = "asked"
    DEFERRED = "deferred"
    DISMISSED = "dismissed"


class Dose(NamedTuple):
    """One treated area of a session.

    Attributes:
        area: An area id, or free text as typed.
        units: In the product's own units (never comparable between products), None if unknown.
    """

    area: str
    units: float | None = None


class Session(NamedTuple):
    """One visit at which toxin was injected.

    Attributes:
        id: Random, written once; None where a hand-written record has none.
        doses: Every treated area once, in the order of the record.
        cost: In `currency`.
        touch_up_of: The id of the session that this one corrects, or None. A touch-up neither
            restarts the clock nor counts as a session.
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
    note: str | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """What was treated."""
        return tuple(dose.area for dose in self.doses)


class AreaState(NamedTuple):
    """How one area looked at a check-in."""

    area: str
    state: State


class CheckIn(NamedTuple):
    """A look in the mirror: the state of some areas, and any side effects."""

    id: str | None
    date: PartialDate
    states: tuple[AreaState, ...] = ()
    effects: tuple[str, ...] = ()
    note: str | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """What was looked at."""
        return tuple(seen.area for seen in self.states)


class Discussed(NamedTuple):
    """A question that was asked, put off or dismissed."""

    id: str | None
    date: PartialDate
    topic: str
    outcome: Outcome
    note: str | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """No area: a question may be about any."""
        return ()


class Person(NamedTuple):
    """What the journal knows about its owner; all of it optional.

    Attributes:
        weeks_ahead: How many weeks ahead one has to book.
    """

    birth_year: int | None = None
    goals: str | None = None
    injector: str | None = None
    clinic: str | None = None
    currency: str | None = None
    weeks_ahead: int | None = None


class Problem(NamedTuple):
    """Something in the journal that makes no sense; it never hides the rest.

    Attributes:
        line: Where, counted from 1.
        message: What is wrong and what to do, one or two sentences.
        left_out: Whether a value or a record is left out because of it.
    """

    line: int
    message: str
    left_out: bool = True


class Journal(NamedTuple):
    """Everything that could be read, in the order of the file.

    Attributes:
        newer_format: The format number where it is newer than `FORMAT`: read, never written.
    """

    person: Person = Person()
    sessions: tuple[Session, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    discussed: tuple[Discussed, ...] = ()
    problems: tuple[Problem, ...] = ()
    newer_format: int | None = None

    @property
    def records(self) -> "tuple[Record, ...]":
        """Every record: sessions, then check-ins, then discussed questions."""
        return (*self.sessions, *self.checkins, *self.discussed)


Record = Session | CheckIn | Discussed

TABLES: dict[type[Record], str] = {Session: "session", CheckIn: "checkin", Discussed: "discussed"}
"""The name under which the journal keeps each kind of record."""
