"""Laws of questions: the same on remind and the brief, and why they are asked is in the record."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bench.consistency import sentences
from bench.consistency.case import Case, Json
from bench.consistency.dates import exact, first, last, middle, span, years_before
from bench.consistency.generator import Record as Entry
from bench.consistency.printed import Day, as_noted, days, printed
from bench.consistency.record import WORKING, Record, distinct, treats, units
from bench.consistency.surfaces import Area, Surfaces

YEAR = 365
TWO_YEARS = 731
"""An area raises no question when nothing was treated for so many days."""

FIVE_YEARS = 1826
"""But what comes back is asked for so many days, where nothing was treated in two years."""

TWICE = 2
"""Sessions from which a calendar year counts as one of treatment."""

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
    _in_order(case, told)


def _in_order(case: Case, told: Surfaces) -> None:
    """Every surface has one list of questions: what happened first, what waits last, none twice."""
    every = told.brief.json["raise"]
    now = [question for question in every if question["status"] != "waiting"]
    shown = told.remind.json["raise"]
    message = _topics(shown, every)
    case.check("L45", shown == now[: len(shown)], message, "remind --json; brief --json")
    if "raise" in told.timeline.json:
        others = told.timeline.json["raise"]
        message = _topics(others, every)
        case.check("L45", others == every, message, "timeline --json; brief --json")
    ranks = [(question["status"] == "waiting", not question["happened"]) for question in every]
    case.check("L46", ranks == sorted(ranks), _topics(every), COMMAND)
    topics = [topic for question in every for topic in (question["topic"], *question["also"])]
    case.check("L47", len(topics) == len(set(topics)), f"asked: {topics}", COMMAND)


def _topics(*lists: list[Json]) -> str:
    return " / ".join(", ".join(question["topic"] for question in listed) for listed in lists)


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
    asks = json["question"]
    if any(words in asks for words in sentences.FIRST_SESSION):
        counts = [len(distinct(case.record.sessions(area.id))) for area in question.areas]
        question.check("L9c", {*counts} <= {1}, f"asks {asks[:60]!r}; sessions {counts}")
    if sentences.THESE_GOALS in asks:
        question.check("L9c", case.record.person.get("goals"), f"asks {asks[:60]!r}")
    if sentences.USED_TO_WORK in asks:
        looks = [look for area in question.areas for look in case.record.looks(area.id)]
        worked = any(look.state in {*WORKING, "gone"} for look in looks)
        question.check("L9c", worked, f"asks {asks[:60]!r}; seen {looks}")
    if sentences.TWICE_RUNNING in " ".join(json["why"]):
        times = [len(case.record.sessions(area.id)) for area in question.areas]
        message = f"{json['why']}; sessions {times}"
        question.check("L9c", not times or max(times) > 2, message)  # noqa: PLR2004 - repeated twice
    for area in question.areas:
        treated = area.json["last"]["date"]
        message = f"{question.topic} raised for {area.id}, last {treated}"
        since = (case.today - last(treated)).days
        question.check("L9c", since <= TWO_YEARS or _left_alone(question, since), message)


def _left_alone(question: Question, since: int) -> bool:
    """Whether it is what comes back, and nothing was treated in two years."""
    latest = max((last(entry["date"]) for entry in question.record.entries), default=date.min)
    none = (question.case.today - latest).days > TWO_YEARS - 1
    return question.topic == "stopping" and none and since <= FIVE_YEARS


def _sessions_within(question: Question, why: str) -> None:
    """How many sessions there certainly were in the past years."""
    for told, count, time in sentences.SESSIONS_WITHIN.findall(why):
        since = years_before(question.case.today, sentences.YEARS[time])
        for area in question.mentioned(told):
            within = [
                entry for entry in question.record.sessions(area.id) if first(entry["date"]) > since
            ]
            found = len(distinct(within))
            message = f"{question.topic}: {why!r}; record {found} since {since}"
            question.check("L9a", int(count) == found, message)


def _years_of_two(question: Question, why: str) -> None:
    """In how many calendar years there certainly were two sessions, and since when."""
    for told, count, since in sentences.YEARS_OF_TWO.findall(why):
        for area in question.mentioned(told):
            sessions = distinct(question.record.sessions(area.id))
            spans = [span(entry["date"]) for entry in sessions]
            counts = Counter(begin.year for begin, end in spans if begin.year == end.year)
            years = sorted(year for year, times in counts.items() if times >= TWICE)
            holds = len(years) == int(count) and years[0] == int(since)
            question.check("L9a", holds, f"{question.topic}: {why!r}; record {years}")


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


def _first_at_age(question: Question, why: str) -> None:
    """At what age an area was first treated."""
    born = question.record.person.get("birth_year")
    for told, age in sentences.FIRST_AT_AGE.findall(why):
        for area in question.mentioned(told):
            begin, end = span(question.record.sessions(area.id)[0]["date"])
            holds = born and begin.year <= born + int(age) <= end.year
            question.check("L9b", holds, f"{why!r}; born {born}, first {begin}")


def _last_treated(question: Question, why: str) -> None:
    """On which day, of each area that the sentence names."""
    for told, when in sentences.LAST_TREATED.findall(why):
        for area in question.mentioned(told):
            latest = str(question.record.sessions(area.id)[-1]["date"])
            message = f"{area.id}: {why!r}; last session {latest}"
            question.check("L9b", "/" in latest or as_noted(latest) == when, message)


def _seen_on(question: Question, why: str) -> None:
    """On which day a check-in saw that it disappoints, and how many days after the session."""
    if not (found := sentences.SEEN_ON.search(why)):
        return
    told, what, *groups, count = found.groups()
    day = printed(tuple(groups))
    for area in question.mentioned(told):
        looks = [look for look in question.record.looks(area.id) if exact(look.date)]
        seen = [look for look in looks if day.means(first(look.date))]
        states = {look.state for look in seen}
        question.check("L9d", seen, f"{why!r}; check-ins {[look.date for look in looks][-3:]}")
        began = first(area.json["last"]["date"])
        holds = sentences.STATE_SEEN[what] in states and (day.date() or began) - began == timedelta(
            int(count)
        )
        question.check("L9b", holds, f"{why!r}; session {began}, seen {states}")


def _recorded_after(question: Question, why: str) -> None:
    """When a side effect was recorded, and how many days after which session."""
    if not (found := sentences.RECORDED_AFTER.search(why)):
        return
    groups = found.groups()
    felt, session = printed(groups[:3]), printed(groups[4:7])
    entries = [entry for entry in question.record.checkins if entry.get("effects")]
    for day, records in ((felt, entries), (session, question.record.entries)):
        question.check("L9d", _is_of_a_day(day, records), f"{why!r}; no such day on record")
    begin, end = session.date(), felt.date()
    holds = begin and end and (end - begin).days == int(groups[3] or 0)
    question.check("L9b", holds, f"{why!r}; {begin} to {end}")


def _is_of_a_day(day: Day, entries: list[Entry]) -> bool:
    return any(exact(entry["date"]) and day.means(first(entry["date"])) for entry in entries)


def _paid(question: Question, why: str) -> None:
    """What was paid in the past year, in each currency."""
    if not (found := sentences.PAID.search(why)):
        return
    sums: dict[str, float] = {}
    today = question.case.today
    since = today.replace(year=today.year - 1, day=min(today.day, 28))
    for entry in question.record.entries:
        if entry.get("cost") and first(entry["date"]) >= since:
            currency = entry.get("currency", "")
            sums[currency] = sums.get(currency, 0) + entry["cost"]
    holds = all(f"{total:g} {currency}" in found[1] for currency, total in sums.items())
    question.check("L9b", sums and holds, f"{why!r}; record {sums}")


def _lacking(question: Question, why: str) -> None:
    """How many visits have no lot or expiry date."""
    if found := sentences.LACKING.search(why):
        lacking = [
            entry
            for entry in question.record.visits()
            if (question.case.today - first(entry["date"])).days <= YEAR
            and not (entry.get("lot") and entry.get("expiry"))
        ]
        holds = len(distinct(lacking)) <= int(found[1] or 1) <= len(lacking)
        question.check("L9b", holds, f"{why!r}; record {len(lacking)}")


def _so_far(question: Question, why: str) -> None:
    """How many sessions in all."""
    if found := sentences.SO_FAR.match(why):
        count = len(distinct(question.record.visits()))
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
        for entry in distinct(question.record.visits())
    )
    holds = int(found[2]) <= count if question.json["also"] else int(found[2]) == count
    question.check("L9b", holds, f"{question.topic}: {why!r}; record {count}")


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


def _over_by(question: Question, why: str) -> None:
    """By which day a short result had worn off: the history's."""
    if not (found := sentences.OVER_BY.search(why)):
        return
    day = printed(found.groups()[2:5])
    for area in question.mentioned(found[1]):
        ends = [
            one["lasted"]["at_most"]
            for one in area.history
            if exact(one["date"]) and day.means(first(one["date"]))
        ]
        question.check("L9e", int(found[2]) in ends, f"{why!r}; history {ends}")


def _goals(question: Question, why: str) -> None:
    """Whether goals are noted."""
    if sentences.NO_GOALS in why:
        question.check("L9c", not question.record.person.get("goals"), why)


REASONS: tuple[Callable[[Question, str], None], ...] = (
    _sessions_within,
    _years_of_two,
    _treated_again,
    _first_at_age,
    _last_treated,
    _seen_on,
    _recorded_after,
    _paid,
    _lacking,
    _so_far,
    _asked,
    _units,
    _gone_by,
    _over_by,
    _goals,
)
"""What a sentence of why a question is asked may say; each looks whether it does."""
