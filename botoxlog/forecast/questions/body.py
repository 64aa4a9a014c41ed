"""Rules about the body: effects over the years on muscle, bone, skin and veins."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from botoxlog.catalog import Topic
from botoxlog.catalog.lookup import may_be_same_side
from botoxlog.core.text import plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.case import (
    Case,
    Rule,
    Trigger,
    date_words,
    ids,
    most_days,
    names,
    on_date,
    speaks_of,
)
from botoxlog.forecast.questions.side_effects import because_recorded, recorded_words


def _weak_muscle(case: Case, topic: Topic) -> Trigger | None:
    """Pick the question by purpose.

    Weakening may be wanted for lines, but a problem in a muscle that moves something (jaw, voice,
    bladder).
    """
    often = [
        area
        for area in case.treated_areas
        if len(area.treatments) >= topic.limit("sessions") and case.purpose(area) != "sweating"
    ]
    if not often:
        return None
    question = _question_for({case.purpose(area) for area in often})
    early = [area for area in often if _treated_while_working(area, topic.limit("seen_days"))]
    why = [*_session_counts(often)]
    if early:
        why.append(
            f"{names(early)}: still working shortly before the next session, twice in a row."
        )
    return Trigger(tuple(why), ids(often), question)


_FOR_LOOKS = frozenset({"lines", ""})
_INNER = frozenset({"bladder", "voice"})


def _question_for(purposes: set[str]) -> str:
    """Return the name of the question that fits these purposes."""
    if purposes <= _FOR_LOOKS:
        return "lines"
    if purposes <= _INNER:
        return "inner"
    return "both" if purposes & _FOR_LOOKS else "function"


def _treated_while_working(area: AreaForecast, seen_days: int) -> bool:
    """Whether the last two results were seen working shortly before the area was treated again."""
    before = area.treatments[-3:-1]
    return len(before) == 2 and all(  # noqa: PLR2004 - two in a row
        treatment.treated_again_on is not None
        and not treatment.lasted.end_seen
        and treatment.lasted.at_least is not None
        and most_days(treatment.date, treatment.treated_again_on) - treatment.lasted.at_least
        <= seen_days
        for treatment in before
    )


def _temple_hollow(case: Case, topic: Topic) -> Trigger | None:
    temples = case.treated_areas_in(topic.areas)
    areas = temples or tuple(
        area for area in case.treated_areas if case.purpose(area) == "migraine"
    )
    recorded = case.recorded(topic.effects, topic.limit("within_days")) if temples else []
    often = [area for area in areas if len(area.treatments) >= topic.limit("sessions")]
    if not recorded and not often:
        return None
    return Trigger(
        why=(*recorded_words(recorded), *_session_counts(often)),
        areas=ids(areas),
        events=tuple(item.date.first for item in recorded),
        recorded=tuple(recorded),
        pressing=bool(recorded),
    )


def _brow_heavy(case: Case, topic: Topic) -> Trigger | None:
    """Ask about brows that dropped.

    A lid that droops, and age, count only where the muscle that lifts the brows was treated.
    """
    lifted = [area for area in case.treated_areas if case.base(area) in _BROW_LIFTER]
    effects = topic.effects if lifted else [_BROW_PTOSIS]
    if raised := because_recorded(case, topic, effects):
        return raised
    age = case.age(case.today)
    if not lifted or age is None or age < topic.limit("age"):
        return None
    return Trigger((f"{names(lifted)}: treated at about age {age}.",), ids(lifted))


_BROW_LIFTER = frozenset({"forehead", "migraine-pattern"})
_BROW_PTOSIS = "brow-ptosis"


def _jaw_bite(case: Case, topic: Topic) -> Trigger | None:
    areas = [
        area
        for area in case.treated_areas_in(topic.areas)
        if case.days_since(area.treatments[-1].date.first) < topic.limit("days")
        and not _is_over(case, topic, area)
    ]
    if not areas:
        return None
    same_day = _grouped(areas, lambda area: area.treatments[-1].session.date)
    why = (
        f"{names(group)}: treated less than six months ago, {on_date(when)}."
        for when, group in same_day.items()
    )
    return Trigger(tuple(why), ids(areas))


def _is_over(case: Case, topic: Topic, area: AreaForecast) -> bool:
    """Whether the side effects of a topic are recorded as over since the last session."""
    side = case.catalog.split_side(area.area)[1]
    return any(
        over.date.first >= area.last.date.last and may_be_same_side(side, over.side)
        for over in case.resolved(topic.effects)
    )


def _jaw_bone(case: Case, topic: Topic) -> Trigger | None:
    jaws = case.treated_areas_in(topic.areas)
    thin_bones = bool(jaws) and any(speaks_of(note, _THIN_BONES) for note in case.notes())
    enough = topic.limit("sessions_thin_bone" if thin_bones else "sessions")
    areas = [area for area in jaws if len(area.treatments) >= enough]
    why = [*_session_counts(areas)]
    if thin_bones:
        why.append("One of your notes mentions bones or the menopause.")
    return Trigger(tuple(why), ids(areas)) if areas else None


_THIN_BONES = ("osteoporosis", "osteopenia", "menopause", "menopausal", "postmenopausal", "dexa")


def _thin_skin(case: Case, topic: Topic) -> Trigger | None:
    """Ask about looser skin, and about having begun young only where that is on record."""
    areas = case.treated_areas_in(topic.areas)
    young = [area for area in areas if _began_young(area, case, topic)]
    if recorded := because_recorded(case, topic):
        return recorded if young else replace(recorded, question="recorded")
    long = [
        area for area in young if case.years_since(area.treatments[0].date) >= topic.limit("years")
    ]
    groups = _grouped(long, lambda area: _first_treated(area, case))
    why = (
        f"{names(group)}: first treated at about age {age}, {years} years ago."
        for (age, years), group in groups.items()
    )
    return Trigger(tuple(why), ids(long)) if long else None


def _began_young(area: AreaForecast, case: Case, topic: Topic) -> bool:
    age, _ = _first_treated(area, case)
    return age is not None and age < topic.limit("age")


def _first_treated(area: AreaForecast, case: Case) -> tuple[int | None, int]:
    """Return the age at an area's first session, None if not known, and how many years ago."""
    first = area.treatments[0].date
    return case.age(first.middle), case.years_since(first)


def _skin_light(case: Case, topic: Topic) -> Trigger | None:
    areas = case.treated_areas_in(topic.areas)
    often = [area for area in areas if len(area.treatments) >= topic.limit("sessions")]
    return Trigger(tuple(_session_counts(often)), ids(often)) if often else None


def _veins(case: Case, topic: Topic) -> Trigger | None:
    areas = case.treated_areas_in(topic.areas)
    long = [
        area for area in areas if case.years_since(area.treatments[0].date) >= topic.limit("years")
    ]
    if not long:
        return None
    why = (
        f"{names(group)}: treated for {years} years, {plural(sessions, 'session')}."
        for (years, sessions), group in _grouped(
            long, lambda area: (case.years_since(area.treatments[0].date), len(area.treatments))
        ).items()
    )
    return Trigger(tuple(why), ids(long))


def _recorded_or(rule: Rule) -> Rule:
    """Return the rule that a recorded side effect raises the topic, or else `rule` may."""
    return lambda case, topic: because_recorded(case, topic) or rule(case, topic)


def _session_counts(areas: Iterable[AreaForecast]) -> Iterator[str]:
    """Yield a sentence for all areas that share a number of sessions and a first date."""
    counts = _grouped(
        areas, lambda area: (len(area.treatments), date_words(area.treatments[0].session.date))
    )
    for (count, since), group in counts.items():
        yield f"{names(group)}: {plural(count, 'session')} since {since}."


_Shared = TypeVar("_Shared", bound=Hashable)


def _grouped(
    areas: Iterable[AreaForecast], shared: Callable[[AreaForecast], _Shared]
) -> Mapping[_Shared, list[AreaForecast]]:
    """Return the areas of which one sentence is true: those that have `shared` in common."""
    groups: dict[_Shared, list[AreaForecast]] = {}
    for area in areas:
        groups.setdefault(shared(area), []).append(area)
    return groups


RULES: Mapping[str, Rule] = {
    "weak-muscle": _weak_muscle,
    "temple-hollow": _temple_hollow,
    "brow-heavy": _brow_heavy,
    "jaw-bite": _recorded_or(_jaw_bite),
    "jaw-bone": _jaw_bone,
    "thin-skin": _thin_skin,
    "skin-light": _recorded_or(_skin_light),
    "veins": _recorded_or(_veins),
}
