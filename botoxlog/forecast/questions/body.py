"""Rules about the body: effects over the years on muscle, bone, skin and veins."""

from collections.abc import Mapping

from botoxlog.catalog import Topic
from botoxlog.core.model import State
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.case import (
    Case,
    Rule,
    Trigger,
    ids,
    most_days,
    names,
    question_for,
    speaks_of,
)
from botoxlog.forecast.questions.exposure import grouped, long_treated, often_treated, say_years
from botoxlog.forecast.questions.side_effects import about, because_recorded

NO_MUSCLE = frozenset({"sweating", "drooling", "skin", "pain", "circulation"})
"""Purposes for which it is not a muscle that should get weaker."""

NO_MUSCLE_AREAS = frozenset({"earlobes", "prostate", "penis"})
"""Areas without a muscle to weaken, whatever they are treated for."""

FOR_LOOKS = frozenset({"lines", ""})
"""Purposes for which how an area looks is the question."""

ASKED_OTHERWISE = (
    *("antibodies", "no-effect", "partial", "short-result"),
    *("jaw-bite", "bladder-emptying", "voice-breathy"),
)
"""Topics about a result that is too little, beside which nobody asks whether less would do; and
about a weakness that was recorded."""


def _weak_muscle(case: Case, topic: Topic) -> Trigger | None:
    """Pick the question by purpose, and leave what another topic asks about.

    Weakening may be wanted for lines, but is a problem in a muscle that moves something (jaw,
    voice, bladder).
    """
    others = [found for topic_id in ASKED_OTHERWISE if (found := case.trigger(topic_id))]
    asked = {area for other in others if not other.only_in_notes for area in other.areas}
    areas = [
        area
        for area in case.treated_areas
        if case.purpose(area) not in NO_MUSCLE
        and case.base(area) not in NO_MUSCLE_AREAS
        and area.area not in asked
    ]
    raised = often_treated(case, topic, areas)
    if raised is None:
        return None
    often = [area for area in areas if area.area in raised.areas]
    early = [area for area in often if _treated_while_working(area, topic.limit("seen_days"))]
    why = [*raised.why]
    if early:
        why.append(
            f"{names(early)}: still working shortly before the next session, twice in a row."
        )
    return raised._replace(why=tuple(why), question=question_for(case, topic, often))


def _treated_while_working(area: AreaForecast, seen_days: int) -> bool:
    """Whether the last two results were seen working shortly before the area was treated again."""
    before = area.treatments[-3:-1]
    return len(before) == 2 and all(  # noqa: PLR2004 - two in a row
        treatment.treated_again_on is not None
        and not treatment.lasted.end_seen
        and treatment.lasted.at_least is not None
        and treatment.seen[-1][1] is State.FULL
        and most_days(treatment.date, treatment.treated_again_on) - treatment.lasted.at_least
        <= seen_days
        for treatment in before
    )


def _temple_hollow(case: Case, topic: Topic) -> Trigger | None:
    """Ask about temples: hollow ones that were recorded, or sessions of what treats them."""
    temples = case.treated_areas_in(topic.effect_areas)
    recorded = case.recorded(topic.effects, topic.limit("within_days")) if temples else []
    if recorded:
        return about(case, topic, recorded, temples)._replace(question="recorded")
    areas = case.treated_areas_in(topic.areas) or tuple(
        area for area in case.treated_areas if case.purpose(area) == "migraine"
    )
    return often_treated(case, topic, areas)


def _brow_heavy(case: Case, topic: Topic) -> Trigger | None:
    """Ask about brows that dropped; by age only where the muscle that lifts them was, for looks."""
    if raised := because_recorded(case, topic):
        return raised
    lifted = [
        area
        for area in case.treated_areas
        if case.base(area) == _BROW_LIFTER and case.purpose(area) in FOR_LOOKS
    ]
    ages = {area.area: case.age(area.last.date.middle) or 0 for area in lifted}
    lifted = [area for area in lifted if ages[area.area] >= topic.limit("age")]
    why = (
        f"{names(group)}: treated at about age {age}."
        for age, group in grouped(lifted, lambda area: ages[area.area]).items()
    )
    return Trigger(tuple(why), ids(lifted), "age") if lifted else None


_BROW_LIFTER = "forehead"


def _jaw_bone(case: Case, topic: Topic) -> Trigger | None:
    """Ask about the bone, not before the time for which a trial saw no change in it."""
    jaws = [
        area
        for area in case.treated_areas_in(topic.areas)
        if case.days_since(area.treatments[0].date.last) > topic.limit("days_since_first")
    ]
    thin_bones = bool(jaws) and any(speaks_of(note, _THIN_BONES) for note in case.notes())
    enough = topic.limit("sessions_thin_bone" if thin_bones else "sessions")
    raised = often_treated(case, topic, jaws, enough)
    if raised is None or not thin_bones:
        return raised
    why = (*raised.why, "One of your notes mentions bones or the menopause.")
    return raised._replace(why=why)


_THIN_BONES = ("osteoporosis", "osteopenia", "menopause", "menopausal", "postmenopausal", "dexa")


def _thin_skin(case: Case, topic: Topic) -> Trigger | None:
    """Ask about looser skin, and where somebody began young, what many years of it may do."""
    if recorded := because_recorded(case, topic):
        return recorded._replace(question="recorded")
    young = [
        area
        for area in case.treated_areas_in(topic.areas)
        if not case.is_left_alone(area)
        and (age := _age_at_first(area, case)) is not None
        and age < topic.limit("age")
    ]
    long = [area for area in young if long_treated(area, topic)]
    if long:
        why = (
            f"{names(group)}: first treated at about age {age}, {say_years(years)}."
            for (age, years), group in grouped(
                long, lambda area: (_age_at_first(area, case), tuple(long_treated(area, topic)))
            ).items()
        )
        return Trigger(tuple(why), ids(long), "long")
    often = often_treated(case, case.catalog.topics["weak-muscle"], young)
    if often is None:
        return None
    begun = [area for area in young if area.area in often.areas]
    why = (
        f"{names(group)}: first treated at about age {age}."
        for age, group in grouped(begun, lambda area: _age_at_first(area, case)).items()
    )
    return Trigger((*why, *often.why), often.areas, "young")


def _age_at_first(area: AreaForecast, case: Case) -> int | None:
    """Return the age reached in the year of an area's own first session, None if not known."""
    return case.age(area.treatments[0].date.middle)


def _skin_light(case: Case, topic: Topic) -> Trigger | None:
    if recorded := because_recorded(case, topic):
        return recorded._replace(question="recorded")
    looks = [area for area in case.treated_areas_in(topic.areas) if case.purpose(area) in FOR_LOOKS]
    return often_treated(case, topic, looks)


def _veins(case: Case, topic: Topic) -> Trigger | None:
    if recorded := because_recorded(case, topic):
        return recorded._replace(question="recorded")
    long = [area for area in case.treated_areas_in(topic.areas) if long_treated(area, topic)]
    if not long:
        return None
    why = (
        f"{names(group)}: {say_years(years)}."
        for years, group in grouped(long, lambda area: tuple(long_treated(area, topic))).items()
    )
    return Trigger(tuple(why), ids(long))


RULES: Mapping[str, Rule] = {
    "weak-muscle": _weak_muscle,
    "temple-hollow": _temple_hollow,
    "brow-heavy": _brow_heavy,
    "jaw-bite": because_recorded,
    "jaw-bone": _jaw_bone,
    "thin-skin": _thin_skin,
    "skin-light": _skin_light,
    "veins": _veins,
}
