"""The text around a question for the clinician: why it is open, and what an answer changes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from botoxlog.catalog.citations import evidence
from botoxlog.core.model import Discussed, Outcome
from botoxlog.core.text import command_line, inert, join_words
from botoxlog.forecast.snapshot import Snapshot

if TYPE_CHECKING:
    from botoxlog.forecast.questions.open_questions import OpenQuestion


def raised_lines(raised: "OpenQuestion") -> Iterator[str]:
    """Yield why a question is open now, what to ask, and how good the research is."""
    yield " ".join(raised.why)
    yield f'Ask: "{raised.question}"'
    if text := research(raised):
        yield text


def research(question: "OpenQuestion") -> str:
    """Return how good the research behind a question is, "" for one that needs none."""
    if question.topic in NEEDS_NO_RESEARCH:
        return ""
    return f"Research: {evidence(question.evidence)}."


NEEDS_NO_RESEARCH = frozenset({"goals", "cost", "first-results", "counterfeit"})
"""The topics about what somebody wants and sees, what it costs, and the number on a vial."""


def more_to_raise(shown: Sequence["OpenQuestion"], snapshot: Snapshot) -> str:
    """Return how many more questions wait, and how to follow up on the ones shown."""
    waiting = len(snapshot.open_questions) - len(shown)
    wait = ""
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        wait = f"{waiting} more {verb}: botoxlog brief shows all. "
    topic = shown[0].topic
    answer = command_line("discuss", topic, options='--answer "..."')
    return (
        f"{wait}Sources: {command_line('topics', topic)}. After asking: {answer} "
        "(or --outcome deferred to ask later, --outcome dismissed to drop it)."
    )


def discussed_line(records: Sequence[Discussed]) -> str:
    """Return the records of one question in a line: they differ in their topics alone."""
    ids = join_words([inert(record.id or "") for record in records])
    topics = join_words([inert(record.topic) for record in records])
    date, outcome, note = records[0].date, records[0].outcome, records[0].note
    said = f". Note: {inert(note)}" if note else ""
    return f"Saved {ids}: {date}, {topics} {outcome}{said}"


def discussed_text(discussed: Discussed) -> str:
    """Return what an answer to a question changes from now on, and how to undo it."""
    if discussed.outcome is Outcome.ASKED:
        return (
            "It comes up again when you record something new, after three more sessions, "
            "or in a year."
        )
    if discussed.outcome is Outcome.DEFERRED:
        return (
            "It comes up again shortly before your next visit, and stays on your page for the "
            "visit (botoxlog brief)."
        )
    return (
        "It won't come up again. To bring it back: "
        f"{command_line('discuss', discussed.topic, options='--outcome deferred')}"
    )
