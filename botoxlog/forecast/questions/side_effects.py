"""Rules about side effects: every one that was recorded raises a question that fits it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.catalog import Topic
from botoxlog.core.model import Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.case import (
    EVER_DAYS,
    Case,
    Place,
    RecordedEffect,
    Rule,
    Trigger,
    date_words,
    ids,
    on_date,
    question_for,
)

AGAIN = "again"
"""The name of a topic's question about what passed each time."""


def because_recorded(
    case: Case, topic: Topic, effects: Sequence[str] | None = None
) -> Trigger | None:
    """Raise a topic because a side effect was recorded after an area that it fits was treated.

    Args:
        case: The journal.
        topic: The topic, with the areas after which its side effects are its own.
        effects: The side effects that count; None for all of the topic.
    """
    areas = case.treated_areas_in(topic.effect_areas)
    wanted = topic.effects if effects is None else effects
    recorded = _recorded_after(case, topic, areas, wanted)
    return about(case, topic, recorded, areas) if recorded else _again(case, topic, areas, wanted)


def _recorded_after(
    case: Case, topic: Topic, areas: Sequence[AreaForecast], effects: Sequence[str]
) -> list[RecordedEffect]:
    """Return each record of these side effects that may be one of a session of the areas."""
    recorded = case.recorded(effects, topic.limit("within_days")) if areas else []
    return [item for item in recorded if _may_be_of(item, topic, areas)]


def _may_be_of(item: RecordedEffect, topic: Topic, areas: Sequence[AreaForecast]) -> bool:
    """Whether a side effect was recorded soon enough after a session of any of the areas."""
    limit = topic.limits.get("after_session")
    return any(
        limit is None or (item.date.first - session.date.last).days <= limit.value
        for area in areas
        if (session := area.treatments.latest_up_to(item.date.last))
    )


def _again(
    case: Case, topic: Topic, areas: Sequence[AreaForecast], effects: Sequence[str]
) -> Trigger | None:
    """Raise a topic because its side effect passed each time, and came after several sessions."""
    if AGAIN not in topic.questions or not areas:
        return None
    recorded: dict[str, list[RecordedEffect]] = {}
    for item in case.ever_recorded(effects, topic.limit("again_days")):
        if case.end_of(item) and _may_be_of(item, topic, areas):
            recorded.setdefault(item.effect, []).append(item)
    for mine in recorded.values():
        sessions = {_day_before(areas, item.date) for item in mine}
        if len(sessions) >= TWICE:
            return about(case, topic, mine, areas)._replace(question=AGAIN)
    return None


def _day_before(areas: Sequence[AreaForecast], when: PartialDate) -> date | None:
    """Return the middle of the latest session of the areas that may be before a date."""
    area = next(iter(treated_last_before(areas, when)), None)
    session = area and area.treatments.latest_up_to(when.last)
    return session.date.middle if session else None


def about(
    case: Case, topic: Topic, recorded: Sequence[RecordedEffect], areas: Sequence[AreaForecast]
) -> Trigger:
    """Return a trigger about recorded side effects, and the areas last treated before each."""
    treated = {area.area for item in recorded for area in treated_last_before(areas, item.date)}
    concerned = [area for area in areas if area.area in treated]
    return Trigger(
        why=tuple(recorded_words(case, recorded, areas)),
        areas=ids(concerned),
        question=question_for(case, topic, concerned),
        events=tuple(item.date.first for item in recorded),
        recorded=tuple(recorded),
        place=Place.MAY_HAPPEN if all(item.in_note for item in recorded) else Place.HAPPENED,
    )


def treated_last_before(areas: Sequence[AreaForecast], when: PartialDate) -> Sequence[AreaForecast]:
    """Return those of some areas whose latest session up to a date is the latest of them all."""
    found = [
        (area, session) for area in areas if (session := area.treatments.latest_up_to(when.last))
    ]
    latest = max((session.date.middle for _, session in found), default=None)
    return [area for area, session in found if session.date.middle == latest]


def recorded_words(
    case: Case, recorded: Sequence[RecordedEffect], areas: Sequence[AreaForecast] = ()
) -> Iterator[str]:
    """Yield a sentence for each side effect and side: how often, and after which session.

    Args:
        case: The journal.
        recorded: The records, oldest first.
        areas: The areas whose sessions count; any session if empty.
    """
    for records in by_label(recorded).values():
        last = records[-1]
        session = case.session_before(last.date)
        if areas:
            before = treated_last_before(areas, last.date)
            session = before[0].treatments.latest_up_to(last.date.last) if before else None
        after = _after(session, last.date)
        if last.in_note:
            noted = date_words(last.date)
            yield f"{_capital(last.label)} perhaps mentioned in a note of {noted}{after}."
            continue
        dates = list(dict.fromkeys(item.date for item in records if not item.in_note))
        when = on_date(last.date)
        if len(dates) > 1 and _are_all(case, records, dates):
            times = "twice" if len(dates) == TWICE else f"{len(dates)} times"
            when = f"{times} since {date_words(dates[0])}, last {when}"
        yield f"{_capital(last.label)} recorded {when}{after}."


def _are_all(case: Case, records: Sequence[RecordedEffect], dates: Sequence[PartialDate]) -> bool:
    """Whether these dates are days, and all on which it was recorded from the first to the last."""
    every = {
        when
        for when in case.days_recorded(records[0].effect, records[0].label)
        if dates[0].first <= when.last and when.first <= dates[-1].last
    }
    return all(date.is_day for date in dates) and every == set(dates)


TWICE = 2
"""Sessions after which a side effect comes back, and records that are said as "twice"."""


def by_label(recorded: Iterable[RecordedEffect]) -> Mapping[str, Sequence[RecordedEffect]]:
    """Return the records of each side effect and side, in the order in which they began."""
    groups: dict[str, list[RecordedEffect]] = {}
    for item in recorded:
        groups.setdefault(item.label, []).append(item)
    return groups


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _after(session: Session | None, when: PartialDate) -> str:
    """Return ", 12 days after the session on 22 Oct 2026", "" if it may have been before it."""
    if session is None:
        return ""
    after = "after"
    if session.date.is_day and when.is_day:
        days = (when.first - session.date.first).days
        after = f"{plural(days, 'day')} after" if days else "the day of"
    elif session.date.last >= when.first:
        return ""
    return f", {after} the session {on_date(session.date)}"


# --- one area and what it may do ---------------------------------------------------------------


def _expression(case: Case, topic: Topic) -> Trigger | None:
    """Ask about brows after what moves them, and about other changes after any part of the face."""
    brows = case.treated_areas_in(topic.areas)
    effects = [effect for effect in topic.effects if brows or effect != _BROW]
    raised = because_recorded(case, topic, effects)
    if raised and all(item.effect == _FROZEN for item in raised.recorded):
        return raised._replace(question="frozen")
    return raised


def _uneven_smile(case: Case, topic: Topic) -> Trigger | None:
    """Ask about a smile; and about brows where `expression` does not."""
    areas = case.treated_areas_in(topic.effect_areas)
    recorded = _recorded_after(case, topic, areas, topic.effects)
    mine = case.unasked(recorded, ["expression"])
    if not mine:
        return _again(case, topic, areas, [effect for effect in topic.effects if effect != _BROW])
    raised = about(case, topic, mine, areas)
    brows = all(item.effect == _BROW for item in mine)
    return raised._replace(question="brows") if brows else raised


_BROW = "brow-peaking"
_FROZEN = "over-relaxation"


def _weaker_elsewhere(case: Case, topic: Topic) -> Trigger | None:
    """Ask about weakness that no topic of the treated area asks about, after which session."""
    recorded = case.recorded(topic.effects, topic.limit("within_days"))
    mine = [
        item
        for item in case.unasked(recorded, ["jaw-bite", "voice-breathy"])
        if _may_be_of(item, topic, case.treated_areas)
    ]
    if not mine:
        return None
    raised = about(case, topic, mine, case.treated_areas)
    only = {item.effect for item in mine}
    question = _WEAKER.get(only.pop(), raised.question) if len(only) == 1 else raised.question
    return raised._replace(question=question)


_WEAKER = {"voice-change": "changed", "perioral-weakness": "lips", "chewing-weakness": "chewing"}
"""The question about each side effect that is more than a muscle weaker somewhere."""


# --- anything else -----------------------------------------------------------------------------


def _side_effect(case: Case, topic: Topic) -> Trigger | None:
    """Ask about every recorded side effect that no other topic asks about.

    What only a note mentions is left to the topics that are about it: a note may as well mention
    what is treated ("migraine", "sweating").
    """
    if not case.treated_areas:
        return None
    within = topic.limit("within_days")
    present = [
        item
        for item in case.ever_recorded(tuple(case.catalog.effects), within)
        if case.was_treated_by(item.date) and not case.end_of(item)
    ]
    others = [other.id for other in case.catalog.topics.values() if other.id != topic.id]
    known = case.unasked(present, others) if present else []
    mine = sorted([*known, *case.in_own_words(within)], key=lambda item: item.date.middle)
    if not mine:
        return None
    minor = all(item.effect == _WHERE_INJECTED for item in mine)
    return Trigger(
        why=tuple(recorded_words(case, mine)),
        question="site" if minor else "plain",
        events=tuple(item.date.first for item in mine),
        recorded=tuple(mine),
        place=Place.MINOR if minor else Place.HAPPENED,
    )


_WHERE_INJECTED = "injection-site-reaction"
"""A bruise, and the like: it passes by itself, so that other questions go first."""


# --- what the next clinician has to read first -------------------------------------------------


class SeriousReaction(NamedTuple):
    """A side effect that may be an emergency, from its first record until it was over.

    Attributes:
        effect: Its id, without the side.
        side: "left", "right" or None.
        label: Its name and side.
        records: When it was recorded, oldest first; empty if only its end is recorded.
        over_by: The date by which it was over; None if that is not recorded.
        told_as_over: Whether a note tells of it as past.
    """

    effect: str
    side: str | None
    label: str
    records: tuple[RecordedEffect, ...]
    over_by: PartialDate | None
    told_as_over: bool = False

    @property
    def _dated(self) -> tuple[RecordedEffect, ...]:
        """Its records, without mere mentions in notes unless there is nothing else."""
        recorded = tuple(item for item in self.records if not item.in_note)
        return recorded or self.records

    @property
    def first(self) -> PartialDate | None:
        """Its first record; None if only its end is recorded."""
        return self._dated[0].date if self.records else None

    @property
    def last(self) -> PartialDate | None:
        """Its last record; None if only its end is recorded."""
        return self._dated[-1].date if self.records else None

    @property
    def in_note(self) -> bool:
        """Whether only notes mention it."""
        return bool(self.records) and all(item.in_note for item in self.records)

    @property
    def when(self) -> str:
        """When it was: "In Mar 2014"."""
        if self.first is None or self.last is None:
            return f"By {date_words(self.over_by)}" if self.over_by else ""
        if self.in_note:
            return f"In a note of {date_words(self.last)}"
        again = "" if self.last == self.first else f", last {on_date(self.last)}"
        return f"{_capital(on_date(self.first))}{again}"

    @property
    def what(self) -> str:
        """What it was, and whether it is over: "trouble swallowing, over by Apr 2014"."""
        if self.first is None:
            return f"{self.label} was over"
        if self.told_as_over:
            return f"{self.label}, which is over"
        if self.over_by is None:
            return (
                f"perhaps {self.label}" if self.in_note else f"{self.label}, not recorded as over"
            )
        since = "since over" if self.over_by == self.last else f"over by {date_words(self.over_by)}"
        return f"{self.label}, {since}"


def serious_reactions(case: Case) -> tuple[SeriousReaction, ...]:
    """Return what may have been an emergency, however long ago, the latest first.

    That is whatever shows the emergency text when it is recorded (`Case.may_be_emergency`). The end
    of something is listed alone only where nothing that it ended is on record.
    """
    urgent = [effect.id for effect in case.catalog.effects.values() if effect.urgent_signs]
    every = case.ever_recorded(urgent, EVER_DAYS, in_notes=True)
    spells: dict[tuple[str, RecordedEffect | None], list[RecordedEffect]] = {}
    for item in filter(case.may_be_emergency, every):
        spells.setdefault((f"{item.effect} {item.side}", case.end_of(item)), []).append(item)
    found = [
        SeriousReaction(
            effect=items[0].effect,
            side=items[0].side,
            label=case.as_emergency(items[0]),
            records=tuple(items),
            over_by=end.date if end else None,
        )
        for (_, end), items in spells.items()
    ]
    ended = {case.end_of(item) for item in every}
    found += [
        SeriousReaction(end.effect, end.side, case.as_emergency(end), (), end.date)
        for end in case.resolved(urgent)
        if end not in ended and case.may_be_emergency(end)
    ]
    recorded = {(item.effect, item.date) for items in spells.values() for item in items}
    found += [
        SeriousReaction(
            item.effect, item.side, case.as_emergency(item), (item,), None, told_as_over=True
        )
        for item in case.told_as_over(urgent)
        if (item.effect, item.date) not in recorded and case.may_be_emergency(item)
    ]
    return tuple(sorted(found, key=_latest_day, reverse=True))


def _latest_day(reaction: SeriousReaction) -> int:
    when = reaction.last or reaction.over_by
    return when.middle.toordinal() if when else 0


def _serious_reaction(case: Case, topic: Topic) -> Trigger | None:
    del topic
    reactions = serious_reactions(case)
    if not reactions:
        return None
    recorded = tuple(item for reaction in reactions for item in reaction.records)
    question = "plain"
    if any(not item.over_by and not item.in_note for item in reactions):
        question = "open"
    elif all(item.in_note and not item.over_by for item in reactions):
        question = "note"
    return Trigger(
        why=tuple(f"{item.when}: {item.what}." for item in reactions),
        question=question,
        events=tuple(item.date.first for item in recorded),
        recorded=recorded,
        place=Place.MAY_HAPPEN if question == "note" else Place.SERIOUS,
    )


RULES: Mapping[str, Rule] = {
    "serious-reaction": _serious_reaction,
    "eyelid-droop": because_recorded,
    "expression": _expression,
    "uneven-smile": _uneven_smile,
    "weaker-elsewhere": _weaker_elsewhere,
    "lower-face-sag": because_recorded,
    "bladder-emptying": because_recorded,
    "voice-breathy": because_recorded,
    "dry-eye": because_recorded,
    "side-effect": _side_effect,
}
