"""Laws of questions: the same on remind and the brief, and why they are asked is in the record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bench.consistency import sentences
from bench.consistency.case import Case, Json
from bench.consistency.dates import first, last, middle, span
from bench.consistency.printed import as_noted, days
from bench.consistency.record import Record, treats, units
from bench.consistency.surfaces import Area, Surfaces

YEAR = 365
TWO_YEARS = 731
"""An area raises no question when nothing was treated for so many days."""

YOUNG = 30
"""Whoever began before this age began young."""

BOTOX = frozenset({"botox", "botox-cosmetic"})

COMMAND = "brief"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is raised.

    Attributes:
        case: The case.
        json: Its JSON on the brief.
        areas: The areas it speaks of that are on timeline.
    """

    case: Case
    json: Json
    areas: list[Area]

    @property
    def record(self) -> Record:
        """Return the record."""
        return self.case.record

    @property
    def topic(self) -> str:
        """Return the topic's id."""
        return str(self.json["topic"])

    @property
    def begins(self) -> list[tuple[date, date]]:
        """Return when each area was first treated, as far as it is known."""
        sessions = [self.record.sessions(area.id) for area in self.areas]
        return [span(one[0]["date"]) for one in sessions if one]

    def mentioned(self, told: str) -> Iterator[Area]:
        """Return the areas that a sentence begins with."""
        return (area for area in self.areas if sentences.mentions(told, area.name))

    def check(self, law: str, holds: object, message: str) -> None:
        """Check a law."""
        self.case.check(law, holds, message, COMMAND)


def check(case: Case, told: Surfaces) -> None:
    """Check every question that is raised."""
    raised = {question["topic"]: question for question in told.brief.json["raise"]}
    flat = " ".join(told.brief.screen.split())
    for question in told.remind.json["raise"]:
        other = raised.get(question["topic"])
        holds = other == question and " ".join(question["question"].split()) in flat
        message = f"{question['topic']} differs or missing: {question} / {other}"
        case.check("L8", holds, message, "remind --json; brief")
    for json in told.brief.json["raise"]:
        areas = [told.areas[area] for area in json["areas"] if area in told.areas]
        _presupposed(Question(case, json, areas))


def _presupposed(question: Question) -> None:
    """Everything a question presupposes is so."""
    case, json = question.case, question.json
    for why in json["why"]:
        for reason in REASONS:
            reason(question, why)
    if sentences.BEGAN_YOUNG in json["question"] and question.begins:
        born = case.record.person.get("birth_year")
        begin = min(begin for begin, _ in question.begins)
        message = (
            f"asks {json['question'][:60]!r}; born {born}, first treated {begin.year};"
            f" why {json['why']}"
        )
        question.check("L9c", born is not None and begin.year - born < YOUNG, message)
    if sentences.TWICE_RUNNING in " ".join(json["why"]):
        times = [len(case.record.sessions(area.id)) for area in question.areas]
        message = f"{json['why']}; sessions {times}"
        question.check("L9c", not times or max(times) > 2, message)  # noqa: PLR2004 - repeated twice
    for area in question.areas:
        treated = area.json["last"]["date"]
        message = f"{question.topic} raised for {area.id}, last {treated}"
        question.check("L9c", (case.today - last(treated)).days <= TWO_YEARS, message)


def _sessions_since(question: Question, why: str) -> None:
    """How many sessions, and since when."""
    for told, count, since in sentences.SESSIONS_SINCE.findall(why):
        for area in question.mentioned(told.strip()):
            sessions = question.record.sessions(area.id)
            begin = str(sessions[0]["date"]) if sessions else ""
            holds = begin and int(count) == len(sessions) and since == as_noted(begin)
            message = f"{question.topic}: {why!r}; record {len(sessions)} since {begin}"
            question.check("L9a", holds, message)


def _treated_again(question: Question, why: str) -> None:
    """How many days after the session before."""
    for told, gap in sentences.TREATED_AGAIN.findall(why):
        for area in question.mentioned(told):
            sessions = [span(entry["date"]) for entry in question.record.sessions(area.id)]
            gaps = [
                (min(end, question.case.today) - begin).days
                for (begin, _), (_, end) in pairwise(sessions)
            ]
            question.check("L9b", int(gap) in gaps, f"{why!r}; record {gaps}")
            if named := days(sentences.AGAIN_ON, why):
                holds = any(begin == end and named[0].means(begin) for begin, end in sessions)
                shown = [str(begin) for begin, _ in sessions][-3:]
                question.check("L9d", holds, f"{why!r}; dates in the record {shown}")


def _begun(question: Question, why: str) -> None:
    """At what age it was begun, and how many years ago."""
    found = sentences.BEGUN.search(why)
    if not found or not question.begins:
        return
    born = question.record.person.get("birth_year")
    begin, end = min(question.begins)
    holds = (
        born
        and begin.year - born == int(found[1])
        and _years(question.case.today, end) == int(found[2])
    )
    question.check("L9b", holds, f"{why!r}; born {born}, first {begin}")


def _years(today: date, since: date) -> int:
    return int((today - since).days / 365.25)


def _treated_for(question: Question, why: str) -> None:
    """For how many years."""
    found = sentences.TREATED_FOR.search(why)
    if not found or not question.begins:
        return
    years = [_years(question.case.today, end) for _, end in question.begins]
    question.check("L9b", int(found[1]) == max(years), f"{why!r}; years by area {years}")
    message = f"one number for several areas: {why!r}; years by area {sorted(set(years))}"
    question.check("L9b", len(set(years)) == 1, message)


def _treated_lately(question: Question, why: str) -> None:
    """On which day, of each area that the sentence names."""
    for told, when in sentences.TREATED_LATELY.findall(why):
        for area in question.mentioned(told):
            latest = str(question.record.sessions(area.id)[-1]["date"])
            message = f"{area.id}: {why!r}; last session {latest}"
            question.check("L9b", "/" in latest or as_noted(latest) == when, message)


def _lacking(question: Question, why: str) -> None:
    """How many visits have no lot or expiry date."""
    if found := sentences.LACKING.search(why):
        count = sum(
            (question.case.today - last(entry["date"])).days <= YEAR
            and not (entry.get("lot") and entry.get("expiry"))
            for entry in question.record.entries
        )
        question.check("L9b", int(found[1] or 1) == count, f"{why!r}; record {count}")


def _so_far(question: Question, why: str) -> None:
    """How many sessions in all."""
    if found := sentences.SO_FAR.match(why):
        count = len(question.record.visits())
        question.check("L9b", int(found[1]) == count, f"{why!r}; record {count}")


def _asked(question: Question, why: str) -> None:
    """How many sessions since it was asked."""
    found = sentences.ASKED.search(why)
    day = sentences.begins_with(found[1]) if found else None
    if not found or not day:
        return
    areas = question.json["areas"]
    count = sum(
        first(entry["date"]) > day and (not areas or any(treats(entry, area) for area in areas))
        for entry in question.record.visits()
    )
    question.check("L9b", int(found[2]) == count, f"{question.topic}: {why!r}; record {count}")


def _units(question: Question, why: str) -> None:
    """How many units in a few months."""
    if told := sentences.botox_units(why):
        amount, begin, end = told
        total = sum(
            units(entry)
            for entry in question.record.entries
            if entry.get("product") in BOTOX and begin <= middle(entry["date"]) <= end
        )
        question.check("L9e", abs(total - amount) < 0.5, f"{why!r}; record {total}")  # noqa: PLR2004 - rounded


def _gone_by(question: Question, why: str) -> None:
    """By which days it was seen gone, the newest results included."""
    for told, listed in sentences.GONE_BY.findall(why):
        numbers = [int(number) for number in sentences.NUMBER.findall(listed)]
        for area in question.areas:
            if sentences.in_questions(area.name).lower() != told.lower():
                continue
            over = [one for one in area.history if one["lasted"]["at_most"]]
            ends = [one["lasted"]["at_most"] for one in over]
            holds = numbers and ends[-len(numbers) :] == numbers
            question.check("L9e", holds, f"{why!r}; history {ends}")
            newer = [
                (one["date"], one["lasted"])
                for one in area.history
                if over
                and one["date"] > over[-1]["date"]
                and (one["lasted"]["at_least"] or 0) > numbers[-1]
            ]
            question.check("L6b", not newer, f"antibodies: {why!r}, but newer {newer}")


def _goals(question: Question, why: str) -> None:
    """Whether goals are noted."""
    if sentences.NO_GOALS in why:
        question.check("L9c", not question.record.person.get("goals"), why)


REASONS: tuple[Callable[[Question, str], None], ...] = (
    _sessions_since,
    _treated_again,
    _begun,
    _treated_for,
    _treated_lately,
    _lacking,
    _so_far,
    _asked,
    _units,
    _gone_by,
    _goals,
)
"""What a sentence of why a question is asked may say; each looks whether it does."""
