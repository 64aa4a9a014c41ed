"""What is worth raising with the surgeon now: what the rules find, less what was settled.

The figures, thresholds and questions stand in `catalog/topics.toml`, the rules in `rules/`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from botoxlog.catalog import Catalog, Evidence, Topic
from botoxlog.core.model import Journal, Outcome
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions import RULES
from botoxlog.forecast.questions.case import Case, Trigger, on_date

SHOWN = 3
"""How many questions `remind` shows: as many as one brings up at a visit. Our choice."""

AGAIN_DAYS, AGAIN_SESSIONS = 365, 3
"""A question that was asked comes back after a year or three more sessions. Our choice."""


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


class OpenQuestion(NamedTuple):
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


def open_questions(
    journal: Journal, catalog: Catalog, areas: Iterable[AreaForecast], today: date
) -> tuple[OpenQuestion, ...]:
    """Return every open question, most useful first: what happened before what time brings."""
    case = Case(journal, catalog, tuple(areas), today)
    ranked = []
    for place, topic in enumerate(catalog.topics.values()):
        finding = RULES[topic.id](case, topic)
        memory = finding and _remembered(case, topic, finding)
        if finding and memory:
            key = (memory.standing is Standing.WAITING, not finding.pressing, place)
            ranked.append((key, _raised(topic, finding, memory)))
    return tuple(raised for _, raised in sorted(ranked, key=lambda item: item[0]))


def questions_to_show(raised: Sequence[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Return what to show unasked: the most useful few, none that was put off to a later visit."""
    return tuple(item for item in raised if item.status != Standing.WAITING)[:SHOWN]


def _raised(topic: Topic, finding: Trigger, memory: "Memory") -> OpenQuestion:
    return OpenQuestion(
        topic=topic.id,
        title=topic.title,
        why=(*finding.why, *memory.why),
        question=topic.questions[finding.question],
        evidence=topic.evidence,
        sources=topic.sources,
        areas=finding.areas,
        status=memory.standing,
    )


# --- what was asked before -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Memory:
    """Why a question is open, and what to say about the last time."""

    standing: Standing
    why: tuple[str, ...] = ()


def _remembered(case: Case, topic: Topic, finding: Trigger) -> Memory | None:
    """Return where a question stands, None where it is settled for now."""
    last = case.last_said(topic)
    if last is None:
        return Memory(Standing.NEW)
    said, when = last.date.not_after(case.today), on_date(last.date)
    if last.outcome is Outcome.DISMISSED:
        return None
    if last.outcome is Outcome.DEFERRED:
        near = _visit_is_near(case, finding, said.last)
        standing = Standing.DEFERRED if near else Standing.WAITING
        return Memory(standing, (f"Put off {when} until the next visit.",))
    news = _news(case, finding, said)
    return Memory(Standing.AGAIN, (f"Asked {when}; {news} since.",)) if news else None


def _news(case: Case, finding: Trigger, asked: PartialDate) -> str:
    """Return what is new since a question was asked, "" where nothing is."""
    if any(day > asked.last for day in finding.events):
        return "something new was noted"
    later = sum(
        1
        for session in case.sessions
        if session.date.first > asked.last and case.treats(session, finding.areas)
    )
    if later >= AGAIN_SESSIONS:
        return f"{plural(later, 'session')}"
    return "a year has passed" if case.days_since(asked.last) >= AGAIN_DAYS else ""


def _visit_is_near(case: Case, finding: Trigger, put_off: date) -> bool:
    """Whether a visit came after a day, or is near because a result's window has opened since."""
    if any(session.date.first > put_off for session in case.sessions):
        return True
    concerned = [
        area for area in case.treated_areas if area.area in finding.areas or not finding.areas
    ]
    windows = [area.forecast.early for area in concerned if area.forecast]
    return any(put_off < opens <= case.today for opens in windows)
