"""Rules about the body: what it may do over the years to muscle, bone, skin and veins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from botoxlog.catalog import Topic
from botoxlog.core.text import plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.case import (
    Case,
    Noted,
    Rule,
    Trigger,
    date_words,
    ids,
    most_days,
    names,
    on_date,
    speaks_of,
)


def _weak_muscle(case: Case, topic: Topic) -> Trigger | None:
    """Raise its two faces: good for lines, worth a thought where the muscle has work to do."""
    often = [
        area
        for area in case.treated_areas
        if len(area.treatments) >= topic.limit("sessions") and case.purpose(area) != "sweating"
    ]
    if not often:
        return None
    question = _face({case.purpose(area) for area in often})
    early = [area for area in often if _repeated_while_working(area, topic.limit("seen_days"))]
    why = [*_session_counts(often)]
    if early:
        why.append(f"{names(early)}: repeated while it still worked, twice running.")
    return Trigger(tuple(why), ids(often), question)


_FOR_LOOKS = frozenset({"lines", ""})
_INNER = frozenset({"bladder", "voice"})


def _face(purposes: set[str]) -> str:
    """Return which question fits what the muscles were treated for."""
    if purposes <= _FOR_LOOKS:
        return "lines"
    if purposes <= _INNER:
        return "inner"
    return "both" if purposes & _FOR_LOOKS else "function"


def _repeated_while_working(area: AreaForecast, seen_days: int) -> bool:
    """Whether the last two results were still at work when they were repeated."""
    before = area.treatments[-3:-1]
    return len(before) == 2 and all(  # noqa: PLR2004 - twice running
        treatment.retreated is not None
        and not treatment.lasted.end_seen
        and treatment.lasted.at_least is not None
        and most_days(treatment.date, treatment.retreated) - treatment.lasted.at_least <= seen_days
        for treatment in before
    )


def _temple_hollow(case: Case, topic: Topic) -> Trigger | None:
    temples = case.treated_areas_in(topic.areas)
    areas = temples or tuple(
        area for area in case.treated_areas if case.purpose(area) == "migraine"
    )
    noted = case.noted(topic.effects, topic.limit("within_days")) if temples else []
    often = [area for area in areas if len(area.treatments) >= topic.limit("sessions")]
    if not noted and not often:
        return None
    return Trigger(
        why=(*_noted_words(noted), *_session_counts(often)),
        areas=ids(areas),
        events=tuple(item.date.first for item in noted),
        pressing=bool(noted),
    )


def _brow_heavy(case: Case, topic: Topic) -> Trigger | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    areas, age = case.treated_areas_in(topic.areas), case.age(case.today)
    if not areas or age is None or age < topic.limit("age"):
        return None
    return Trigger((f"{names(areas)} treated, at about {age} years of age.",), ids(areas))


def _jaw_bite(case: Case, topic: Topic) -> Trigger | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    areas = [
        area
        for area in case.treated_areas_in(topic.areas)
        if case.days_since(area.treatments[-1].date.last) < topic.limit("days")
    ]
    if not areas:
        return None
    when = on_date(areas[0].treatments[-1].date)
    return Trigger((f"{names(areas)}: treated {when}, less than six months ago.",), ids(areas))


def _jaw_bone(case: Case, topic: Topic) -> Trigger | None:
    jaws = case.treated_areas_in(topic.areas)
    thin_bones = bool(jaws) and any(speaks_of(note, _THIN_BONES) for note in case.notes())
    enough = topic.limit("sessions_thin_bone" if thin_bones else "sessions")
    areas = [area for area in jaws if len(area.treatments) >= enough]
    why = [*_session_counts(areas)]
    if thin_bones:
        why.append("A note of yours mentions bones or the menopause.")
    return Trigger(tuple(why), ids(areas)) if areas else None


_THIN_BONES = ("osteoporosis", "osteopenia", "menopause", "menopausal", "postmenopausal", "dexa")


def _thin_skin(case: Case, topic: Topic) -> Trigger | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    areas = case.treated_areas_in(topic.areas)
    if not areas:
        return None
    first = min((area.treatments[0].date for area in areas), key=lambda when: when.middle)
    age, years = case.age(first.middle), case.years_since(first)
    if age is None or age >= topic.limit("age") or years < topic.limit("years"):
        return None
    why = f"{names(areas)}: begun at about {age} years of age, {years} years ago."
    return Trigger((why,), ids(areas))


def _skin_light(case: Case, topic: Topic) -> Trigger | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    areas = case.treated_areas_in(topic.areas)
    often = [area for area in areas if len(area.treatments) >= topic.limit("sessions")]
    return Trigger(tuple(_session_counts(often)), ids(often)) if often else None


def _veins(case: Case, topic: Topic) -> Trigger | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    areas = case.treated_areas_in(topic.areas)
    long = [
        area for area in areas if case.years_since(area.treatments[0].date) >= topic.limit("years")
    ]
    if not long:
        return None
    years = max(case.years_since(area.treatments[0].date) for area in long)
    return Trigger((f"{names(long)}: treated for {years} years.",), ids(long))


def _because_noted(case: Case, topic: Topic) -> Trigger | None:
    """Raise a topic because a side effect of it was noted while its areas were treated."""
    areas = case.treated_areas_in(topic.areas)
    noted = case.noted(topic.effects, topic.limit("within_days")) if areas else []
    if not noted:
        return None
    events = tuple(item.date.first for item in noted)
    return Trigger(tuple(_noted_words(noted)), ids(areas), events=events, pressing=True)


def _session_counts(areas: Iterable[AreaForecast]) -> Iterator[str]:
    """Yield a sentence for each number of sessions and beginning."""
    counts: dict[tuple[int, str], list[AreaForecast]] = {}
    for area in areas:
        key = (len(area.treatments), date_words(area.treatments[0].date))
        counts.setdefault(key, []).append(area)
    for (count, since), group in counts.items():
        yield f"{names(group)}: {plural(count, 'session')} since {since}."


def _noted_words(noted: Sequence[Noted]) -> Iterator[str]:
    """Yield a sentence for each side effect, with the last time it was noted."""
    last = {item.name: item.date for item in noted}
    for name, when in last.items():
        yield f"{name[:1].upper()}{name[1:]} noted {on_date(when)}."


RULES: Mapping[str, Rule] = {
    "expression": _because_noted,
    "weak-muscle": _weak_muscle,
    "temple-hollow": _temple_hollow,
    "brow-heavy": _brow_heavy,
    "jaw-bite": _jaw_bite,
    "jaw-bone": _jaw_bone,
    "thin-skin": _thin_skin,
    "skin-light": _skin_light,
    "veins": _veins,
}
