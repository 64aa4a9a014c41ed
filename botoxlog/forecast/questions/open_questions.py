"""The questions to raise with the clinician now: what the rules find, less what was settled.

The figures, limits and questions are in `catalog/topics.toml`, the rules in this package.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from botoxlog.catalog import Catalog, Evidence, Topic
from botoxlog.core.model import Journal, Outcome
from botoxlog.core.partial_dates import PartialDate, add_days
from botoxlog.core.text import plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions import RULES
from botoxlog.forecast.questions.case import Case, Place, Trigger, on_date
from botoxlog.forecast.questions.side_effects import AGAIN
from botoxlog.forecast.treatment_history import AreaSet

SHOWN = 3
"""How many questions are shown unasked: as many as fit into a visit. Our choice."""

DEFERRED_DAYS = 14
"""Days after which a question that was deferred while a window was open is asked again. Our choice:
the visit may be near, and nobody wants it back the next day."""

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
    """Return the open questions about some areas: see `questions_of`."""
    return questions_of(build_case(journal, catalog, areas, today))


def questions_of(case: Case) -> tuple[OpenQuestion, ...]:
    """Return every open question: what happened first, then what the best evidence is about."""
    found = []
    for index, topic in enumerate(case.catalog.topics.values()):
        trigger = case.trigger(topic.id)
        opened = trigger and _opened(case, topic, trigger)
        if trigger and opened:
            raised = _Raised(topic, trigger, opened)
            weight = _EVIDENCE.index(topic.evidence) if trigger.place < Place.IN_PASSING else 0
            rank = (raised.waits, trigger.place, weight, index)
            found.append((rank, raised))
    ranked = [raised for _, raised in sorted(found, key=lambda item: item[0])]
    joined = _joined(ranked, case.catalog)
    return tuple(_open_question(raised, case.catalog) for raised in joined)


_EVIDENCE = tuple(Evidence)


def questions_to_show(questions: Sequence[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Return the few most useful questions, without those deferred to a later visit."""
    return tuple(item for item in questions if item.status != QuestionStatus.WAITING)[:SHOWN]


def questions_about(
    questions: Iterable[OpenQuestion], areas: Iterable[AreaForecast], catalog: Catalog
) -> tuple[OpenQuestion, ...]:
    """Return the questions about any of these areas, or about no area in particular."""
    wanted = AreaSet((area.area for area in areas), catalog)
    return tuple(
        item for item in questions if not item.areas or any(one in wanted for one in item.areas)
    )


class _Raised:
    """A topic that is open.

    Attributes:
        joined: The topics that its question asks as well.
    """

    def __init__(self, topic: Topic, trigger: Trigger, opened: "_Opened") -> None:
        self.topic, self.trigger, self.opened = topic, trigger, opened
        self.joined: list[_Raised] = []

    @property
    def worded(self) -> list["_Raised"]:
        """The topics for which its question has words of its own."""
        return [one for one in self.joined if self.topic.id not in one.topic.asked_by]

    @property
    def waits(self) -> bool:
        """Whether it was put off until a visit that is not near yet."""
        return self.opened.status is QuestionStatus.WAITING


def _joined(ranked: Sequence[_Raised], catalog: Catalog) -> list[_Raised]:
    """Return the topics without those that the question of another asks as well.

    The question keeps the better place of the two.
    """
    leads: dict[str, _Raised] = {}
    for raised in ranked:
        lead = raised
        while found := next((one for one in ranked if _asks_as_well(one, lead, catalog)), None):
            lead = found
        leads.setdefault(lead.topic.id, lead)
        if lead is not raised:
            lead.joined.append(raised)
    return [*leads.values()]


def _asks_as_well(lead: _Raised, raised: _Raised, catalog: Catalog) -> bool:
    """Whether the question of one topic asks another too.

    It has to have the words for it, those for one topic at most, and to be about its areas, no less
    important, and put off as it is.
    """
    topic, mine, others = raised.topic, raised.trigger, lead.trigger
    if others.place > mine.place or lead.waits != raised.waits:
        return False
    if others.only_in_notes or AGAIN in (mine.question, others.question):
        return False  # its words are for that alone
    within = lead.topic.id in topic.joins_within
    if lead.topic.id not in topic.asked_by:
        if not within and lead.topic.id not in topic.joins:
            return False
        worded = any(one is not raised for one in lead.worded)
        if worded or not lead.topic.joint_wording(others.question, topic.id):
            return False
    if set(mine.recorded) & set(others.recorded) or not (mine.areas and others.areas):
        return True
    theirs = AreaSet(others.areas, catalog)
    shared = (area in theirs for area in mine.areas)
    return all(shared) if within else any(shared)


def _open_question(raised: _Raised, catalog: Catalog) -> OpenQuestion:
    topic, trigger, joined = raised.topic, raised.trigger, raised.joined
    every = (raised, *joined)
    reasons = [why for one in every for why in (*one.trigger.why, *one.opened.why)]
    return OpenQuestion(
        topic=topic.id,
        title=topic.title,
        why=tuple(dict.fromkeys(reasons)),
        question=catalog.topics["side-effect"].questions["note"]
        if trigger.only_in_notes and topic.id != "serious-reaction"
        else topic.question(trigger.question, [one.topic.id for one in joined]),
        evidence=topic.evidence,
        sources=tuple(dict.fromkeys(source for one in every for source in one.topic.sources)),
        areas=tuple(dict.fromkeys(area for one in every for area in one.trigger.areas))
        if all(one.trigger.areas for one in every)
        else (),
        status=raised.opened.status,
        happened=trigger.place <= Place.HAPPENED,
        also=tuple(one.topic.id for one in joined),
    )


# --- what was discussed before ---------------------------------------------------------------


class _Opened(NamedTuple):
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
        happened = any(day > discussed_on.last for day in trigger.events)
        near = happened or _visit_is_near(case, trigger, discussed_on.last)
        status = QuestionStatus.DEFERRED if near else QuestionStatus.WAITING
        since = "; something new was recorded since" if happened else ""
        return _Opened(status, (f"Deferred {when} until the next visit{since}.",))
    news = _news(case, trigger, discussed_on)
    return _Opened(QuestionStatus.AGAIN, (f"Asked {when}; {news} since.",)) if news else None


def _news(case: Case, trigger: Trigger, asked: PartialDate) -> str:
    """Return what is new since a question was asked, "" if nothing is."""
    if any(day > asked.last for day in trigger.events):
        return "something new was recorded"
    later = case.visits_to(trigger.areas, asked.last)
    if later >= AGAIN_SESSIONS:
        return f"{plural(later, 'session')}"
    return "a year has passed" if case.days_since(asked.last) >= AGAIN_DAYS else ""


def _visit_is_near(case: Case, trigger: Trigger, deferred: date) -> bool:
    """Whether there was a session since a day, or a result's window has opened since.

    Where a window was open already, it is near after some days.
    """
    if any(session.date.first > deferred for session in case.sessions):
        return True
    concerned = [
        area for area in case.treated_areas if area.area in trigger.areas or not trigger.areas
    ]
    windows = [area.forecast.early for area in concerned if area.forecast]
    again = add_days(deferred, DEFERRED_DAYS)
    return any(
        deferred < opens <= case.today or (opens <= deferred and again <= case.today)
        for opens in windows
    )
