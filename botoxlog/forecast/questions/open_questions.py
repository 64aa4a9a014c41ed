"""The questions to raise with the clinician now: what the rules find, less what was settled.

The figures, limits and questions are in `catalog/topics.toml`, the rules in this package.
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
"""How many questions are shown unasked: as many as fit into a visit. Our choice."""

AGAIN_DAYS, AGAIN_SESSIONS = 365, 3
"""Days, or sessions, after which a question that was asked is open again. Our choice."""


class QuestionStatus(StrEnum):
    """Why a question is open."""

    NEW = "new"
    """Never asked."""
    AGAIN = "due-again"
    """Asked before; something is new since then."""
    DEFERRED = "deferred"
    """Deferred, and the next visit is near."""
    WAITING = "waiting"
    """Deferred until the next visit: on the sheet for it, but not in `remind` yet."""


class OpenQuestion(NamedTuple):
    """One question that is open.

    Attributes:
        topic: The id of the topic.
        title: Its title.
        why: The reasons found in the journal, a sentence each.
        question: What to ask, in the first person.
        evidence: How good the research behind it is.
        sources: Ids of the published sources.
        areas: Ids of the areas it is about; empty if it is about no area in particular.
        status: A value of `QuestionStatus`.
        happened: Whether it is about something that happened to this person.
        also: Ids of the other topics that this question asks as well.
    """

    topic: str
    title: str
    why: tuple[str, ...]
    question: str
    evidence: Evidence
    sources: tuple[str, ...]
    areas: tuple[str, ...]
    status: str
    happened: bool = False
    also: tuple[str, ...] = ()


def build_case(
    journal: Journal, catalog: Catalog, areas: Iterable[AreaForecast], today: date
) -> Case:
    """Return what the rules of all topics may use."""
    return Case(journal, catalog, tuple(areas), today, RULES)


def open_questions(
    journal: Journal, catalog: Catalog, areas: Iterable[AreaForecast], today: date
) -> tuple[OpenQuestion, ...]:
    """Return every open question, most useful first: events before what time alone brings."""
    case = build_case(journal, catalog, areas, today)
    ranked = []
    for index, topic in enumerate(catalog.topics.values()):
        trigger = case.trigger(topic.id)
        opened = trigger and _opened(case, topic, trigger)
        if trigger and opened:
            rank = (opened.status is QuestionStatus.WAITING, not trigger.pressing, index)
            ranked.append((rank, _open_question(topic, trigger, opened)))
    return tuple(question for _, question in sorted(ranked, key=lambda item: item[0]))


def questions_to_show(questions: Sequence[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Return the few most useful questions, without those deferred to a later visit."""
    return tuple(item for item in questions if item.status != QuestionStatus.WAITING)[:SHOWN]


def questions_about(
    questions: Iterable[OpenQuestion], areas: Iterable[AreaForecast], catalog: Catalog
) -> tuple[OpenQuestion, ...]:
    """Return the questions about any of these areas, or about no area in particular."""
    wanted = [area.area for area in areas]
    return tuple(
        item
        for item in questions
        if not item.areas
        or any(catalog.overlap(area, named) for area in wanted for named in item.areas)
    )


def _open_question(topic: Topic, trigger: Trigger, opened: "_Opened") -> OpenQuestion:
    return OpenQuestion(
        topic=topic.id,
        title=topic.title,
        why=(*trigger.why, *opened.why),
        question=topic.questions[trigger.question],
        evidence=topic.evidence,
        sources=topic.sources,
        areas=trigger.areas,
        status=opened.status,
        happened=trigger.pressing,
    )


# --- what was discussed before ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Opened:
    """Why a question is open, and a sentence about the last time it was discussed."""

    status: QuestionStatus
    why: tuple[str, ...] = ()


def _opened(case: Case, topic: Topic, trigger: Trigger) -> _Opened | None:
    """Return why a question is open, None if it is settled for now."""
    last = case.last_discussed(topic)
    if last is None:
        return _Opened(QuestionStatus.NEW)
    discussed_on, when = last.date.not_after(case.today), on_date(last.date)
    if last.outcome is Outcome.DISMISSED:
        return None
    if last.outcome is Outcome.DEFERRED:
        near = _visit_is_near(case, trigger, discussed_on.last)
        status = QuestionStatus.DEFERRED if near else QuestionStatus.WAITING
        return _Opened(status, (f"Deferred {when} until the next visit.",))
    news = _news(case, trigger, discussed_on)
    return _Opened(QuestionStatus.AGAIN, (f"Asked {when}; {news} since.",)) if news else None


def _news(case: Case, trigger: Trigger, asked: PartialDate) -> str:
    """Return what is new since a question was asked, "" if nothing is."""
    if any(day > asked.last for day in trigger.events):
        return "something new was recorded"
    later = sum(
        1
        for session in case.sessions
        if session.date.first > asked.last and case.treats(session, trigger.areas)
    )
    if later >= AGAIN_SESSIONS:
        return f"{plural(later, 'session')}"
    return "a year has passed" if case.days_since(asked.last) >= AGAIN_DAYS else ""


def _visit_is_near(case: Case, trigger: Trigger, deferred: date) -> bool:
    """Whether there was a session since a day, or a result's window has opened since."""
    if any(session.date.first > deferred for session in case.sessions):
        return True
    concerned = [
        area for area in case.treated_areas if area.area in trigger.areas or not trigger.areas
    ]
    windows = [area.forecast.early for area in concerned if area.forecast]
    return any(deferred < opens <= case.today for opens in windows)
