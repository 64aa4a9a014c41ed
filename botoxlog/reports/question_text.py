"""What is said around a question for the surgeon: why it is open, what an answer means."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from botoxlog.catalog.citations import evidence
from botoxlog.core.model import Discussed, Outcome
from botoxlog.forecast.snapshot import Snapshot

if TYPE_CHECKING:
    from botoxlog.forecast.questions.open_questions import OpenQuestion


def raised_lines(raised: "OpenQuestion") -> Iterator[str]:
    """Yield why a question is open now, what to ask, and how good the evidence is."""
    yield " ".join(raised.why)
    yield f'Ask: "{raised.question}"'
    yield f"Evidence: {evidence(raised.evidence)}."


def more_to_raise(shown: Sequence["OpenQuestion"], snapshot: Snapshot) -> str:
    """Return how many questions wait, and how to follow up on those that are shown."""
    waiting = len(snapshot.open_questions) - len(shown)
    wait = ""
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        wait = f"{waiting} more {verb}: botoxlog brief shows all. "
    topic = shown[0].topic
    return (
        f"{wait}Sources: botoxlog topics {topic}. Once asked: botoxlog discuss {topic} "
        "(--outcome deferred or dismissed puts it off or away)."
    )


def discussed_text(discussed: Discussed) -> str:
    """Return what an answer to a question means from now on, and how to take it back."""
    topic = discussed.topic
    if discussed.outcome is Outcome.ASKED:
        return (
            "It stays silent until something new is noted, three more sessions, or a year has "
            "passed."
        )
    if discussed.outcome is Outcome.DEFERRED:
        return "It comes back when the next visit is near; the sheet for the visit keeps it."
    return (
        "It is gone. To have it back, log another outcome: "
        f"botoxlog discuss {topic} --outcome deferred"
    )
