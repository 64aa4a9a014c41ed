"""What is worth raising with the surgeon, and why now: pure rules over everything a journal holds.

Nothing here judges or advises: a rule finds in the record why a question is worth asking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from botoxlog.model import Journal
from botoxlog.reference import Reference


class Evidence(StrEnum):
    """How good the evidence behind a question is."""

    STRONG = "strong"
    MODERATE = "moderate"
    LOW = "low"
    OPINION = "opinion"
    NONE = "none"


class Standing(StrEnum):
    """Why a question is open."""

    NEW = "new"
    """Never asked."""
    AGAIN = "due-again"
    """Asked before; something is new since then."""
    DEFERRED = "deferred"
    """Put off, and the next visit is near."""
    WAITING = "waiting"
    """Put off until the next visit: on the sheet for it, but not in `remind` yet."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One question that is open.

    Attributes:
        topic: The id of the topic.
        why: What in the record raises it, a sentence each.
        question: What to ask, in the first person.
        sources: Ids of the published sources.
        areas: Ids of the areas it is about; none where it is about all of it.
        status: A value of `Standing`.
    """

    topic: str
    title: str
    why: tuple[str, ...]
    question: str
    evidence: Evidence
    sources: tuple[str, ...]
    areas: tuple[str, ...]
    status: str


def open_topics(
    journal: Journal, reference: Reference, areas: Sequence[object], today: date
) -> tuple[Raised, ...]:
    """Return every open question, most useful first."""
    del journal, reference, areas, today
    return ()
