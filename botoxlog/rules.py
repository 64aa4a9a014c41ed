"""The rule of every topic: what in a journal raises it.

A rule is a pure function. It reckons with the numbers of its topic in `reference/topics.toml` and
finds in the record why a question is worth asking; it judges and advises nothing. A new topic is a
table there and a function here, named in `RULES`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from botoxlog.case import (
    RECENT_DAYS,
    Case,
    Finding,
    Lane,
    Noted,
    Treated,
    date_words,
    ids,
    most_days,
    names,
    on_date,
    speaks_of,
)
from botoxlog.dates import PartialDate
from botoxlog.model import Session, State
from botoxlog.reference import Product, Topic
from botoxlog.reference.citing import lot_warnings
from botoxlog.text import join_words, plural
from botoxlog.trend import TrendKind

REASONS = 3
"""How many reasons of one kind are told, the last ones. Our choice."""

Rule = Callable[[Case, Topic], Finding | None]


def _too_soon(case: Case, topic: Topic) -> Finding | None:
    early = [
        (lane, gap)
        for lane in case.lanes
        if case.purpose(lane) != "sweating"  # its labels give no least interval
        for gap in _gaps(lane)
        if gap.most_days < topic.limit("days")
        and case.days_since(gap.later.date.last) <= topic.limit("within_days")
    ]
    if not early:
        return None
    grouped: dict[tuple[PartialDate, int], list[Lane]] = {}
    for lane, gap in early:
        grouped.setdefault((gap.later.date, gap.most_days), []).append(lane)
    why = (
        f"{names(lanes)}: treated again {on_date(when)}, {_days(days, when)} after."
        for (when, days), lanes in grouped.items()
    )
    return Finding(
        why=_last_few(why),
        areas=ids(lane for lane, _ in early),
        events=tuple(gap.later.date.first for _, gap in early),
        pressing=True,
    )


def _cumulative_dose(case: Case, topic: Topic) -> Finding | None:
    doses = sorted(_botox_doses(case), key=lambda dose: dose[0].middle)
    worst: tuple[float, PartialDate, PartialDate] | None = None
    days: list[date] = []
    for last, _ in doses:
        window = [
            dose
            for dose in doses
            if dose[0].middle <= last.middle and most_days(dose[0], last) < topic.limit("days")
        ]
        total = sum(units for _, units in window)
        recent = case.days_since(last.last) <= topic.limit("within_days")
        if recent and total > topic.limit("units"):
            days.append(last.first)
            worst = max(worst or (0.0, last, last), (total, window[0][0], last), key=lambda w: w[0])
    if worst is None:
        return None
    total, first, last = worst
    why = (
        f"{total:g} units of Botox products from {date_words(first)} to {date_words(last)}, "
        "every use together."
    )
    return Finding((why,), events=tuple(days), pressing=True)


def _botox_doses(case: Case) -> Iterator[tuple[PartialDate, float]]:
    """Yield the date and units of every session with a product that shares the label's limit."""
    limited = {item.family for item in case.reference.products.values() if _has_limit(item)}
    for session in case.journal.sessions:
        product = session.product and case.reference.product_named(session.product)
        units = [dose.units for dose in session.doses if dose.units is not None]
        if product and product.family in limited and units:
            yield session.date, sum(units)


def _has_limit(product: Product) -> bool:
    return product.cumulative is not None and product.cumulative.units is not None


def _antibodies(case: Case, topic: Topic) -> Finding | None:
    shorter = [lane for lane in case.lanes if _goes(lane, TrendKind.SHORTER)]
    fallen = [lane for lane in case.lanes if lane not in shorter and _falls(lane, topic)]
    failed = [lane for lane in case.lanes if lane.no_effect and _worked_before(lane)]
    if not (shorter or fallen or failed):
        return _treated_often(case, topic)
    why = [sentence for lane in shorter for sentence in _trend_words(lane)]
    why += [f"{names([lane])}: seen gone by day {_falls(lane, topic)}." for lane in fallen]
    why += [f"{names([lane])}: no effect was seen, after results that worked." for lane in failed]
    ends = [lane.treatments[-1].seen[-1][0] for lane in (*fallen, *failed) if _looked(lane)]
    return Finding(
        why=tuple(why),
        areas=ids([*shorter, *fallen, *failed]),
        question="plain" if shorter or fallen else "failed",
        events=tuple(when.first for when in ends),
        pressing=True,
    )


def _falls(lane: Lane, topic: Topic) -> str:
    """Return the last results in days where each was much shorter than the last, "" otherwise.

    It is a plain reading of when each was seen gone; the trend of the forecast is the finer one,
    and needs looks from before the end as well.
    """
    ends = [item.lasted.at_most for item in lane.treatments if item.lasted.at_most]
    latest = ends[-1 - topic.limit("falls") :]
    most = 1 - topic.limit("fall_percent") / 100
    if len(latest) <= topic.limit("falls"):
        return ""
    if any(after > most * before for before, after in pairwise(latest)):
        return ""
    return join_words([f"{days:.0f}" for days in latest])


def _looked(lane: Lane) -> bool:
    return bool(lane.treatments[-1].seen)


def _treated_often(case: Case, topic: Topic) -> Finding | None:
    often = {}
    for lane in case.lanes:
        gaps = [gap.later.date for gap in _gaps(lane) if gap.most_days < topic.limit("days")]
        gaps += [
            touch_up.date
            for treatment in lane.treatments
            for touch_up in treatment.touch_ups
            if most_days(treatment.date, touch_up.date) < topic.limit("days")
        ]
        recent = [day for day in gaps if case.days_since(day.last) <= topic.limit("within_days")]
        if len(recent) >= topic.limit("often") and case.purpose(lane) != "sweating":
            often[lane.area] = (lane, recent)
    if not often:
        return None
    counts: dict[int, list[Lane]] = {}
    for lane, recent in often.values():
        counts.setdefault(len(recent), []).append(lane)
    why = (
        f"{names(lanes)}: {count} times within 12 weeks of the time before, in the past year, "
        "touch-ups included."
        for count, lanes in counts.items()
    )
    return Finding(
        why=tuple(why),
        areas=tuple(often),
        question="often",
        events=tuple(day.first for _, recent in often.values() for day in recent),
    )


def _longer_results(case: Case, topic: Topic) -> Finding | None:
    del topic
    longer = [lane for lane in case.lanes if _goes(lane, TrendKind.LONGER)]
    why = tuple(sentence for lane in longer for sentence in _trend_words(lane))
    return Finding(why, ids(longer)) if longer else None


def _migraine_wear(case: Case, topic: Topic) -> Finding | None:
    why: list[str] = []
    areas: list[Lane] = []
    events: list[date] = []
    for lane in case.lanes_in(topic.areas):
        if case.purpose(lane) != "migraine":
            continue
        for treatment in lane.treatments[-topic.limit("sessions") :]:
            for when, what in _worn_off(case, topic, treatment):
                day = (when.middle - treatment.date.middle).days
                why.append(f"{names([lane])}: {what} {on_date(when)}, about day {day}.")
                areas.append(lane)
                events.append(when.first)
    if not why:
        return None
    return Finding(_last_few(why), ids(areas), events=tuple(events), pressing=True)


def _worn_off(case: Case, topic: Topic, treatment: Treated) -> Iterator[tuple[PartialDate, str]]:
    """Yield the first look, then the first late headache, that fell before the usual interval."""
    until = topic.limit("days")
    for when, state in treatment.seen:
        if state in {State.FADING, State.GONE} and most_days(treatment.date, when) < until:
            yield when, str(state)
            return
    for noted in case.noted(topic.effects, RECENT_DAYS, in_notes=False):
        mine = treatment.retreated is None or noted.date.last <= treatment.retreated.first
        days = (noted.date.middle - treatment.date.middle).days
        if mine and topic.limit("after_days") <= days < until:
            yield noted.date, f"{noted.name} noted"
            return


def _weak_muscle(case: Case, topic: Topic) -> Finding | None:
    """Raise its two faces: good for lines, worth a thought where the muscle has work to do."""
    often = [
        lane
        for lane in case.lanes
        if len(lane.treatments) >= topic.limit("sessions") and case.purpose(lane) != "sweating"
    ]
    if not often:
        return None
    question = _face({case.purpose(lane) for lane in often})
    early = [lane for lane in often if _repeated_while_working(lane, topic.limit("seen_days"))]
    why = [*_session_counts(often)]
    if early:
        why.append(f"{names(early)}: repeated while it still worked, twice running.")
    return Finding(tuple(why), ids(often), question)


_FOR_LOOKS = frozenset({"lines", ""})
_INNER = frozenset({"bladder", "voice"})


def _face(purposes: set[str]) -> str:
    """Return which question fits what the muscles were treated for."""
    if purposes <= _FOR_LOOKS:
        return "lines"
    if purposes <= _INNER:
        return "inner"
    return "both" if purposes & _FOR_LOOKS else "function"


def _repeated_while_working(lane: Lane, seen_days: int) -> bool:
    """Whether the last two results were still at work when they were repeated."""
    before = lane.treatments[-3:-1]
    return len(before) == 2 and all(  # noqa: PLR2004 - twice running
        treatment.retreated is not None
        and not treatment.lasted.is_fade
        and treatment.lasted.at_least is not None
        and most_days(treatment.date, treatment.retreated) - treatment.lasted.at_least <= seen_days
        for treatment in before
    )


def _temple_hollow(case: Case, topic: Topic) -> Finding | None:
    temples = case.lanes_in(topic.areas)
    lanes = temples or tuple(lane for lane in case.lanes if case.purpose(lane) == "migraine")
    noted = case.noted(topic.effects, topic.limit("within_days")) if temples else []
    often = [lane for lane in lanes if len(lane.treatments) >= topic.limit("sessions")]
    if not noted and not often:
        return None
    return Finding(
        why=(*_noted_words(noted), *_session_counts(often)),
        areas=ids(lanes),
        events=tuple(item.date.first for item in noted),
        pressing=bool(noted),
    )


def _brow_heavy(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes, age = case.lanes_in(topic.areas), case.age(case.today)
    if not lanes or age is None or age < topic.limit("age"):
        return None
    return Finding((f"{names(lanes)} treated, at about {age} years of age.",), ids(lanes))


def _jaw_bite(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes = [
        lane
        for lane in case.lanes_in(topic.areas)
        if case.days_since(lane.treatments[-1].date.last) < topic.limit("days")
    ]
    if not lanes:
        return None
    when = on_date(lanes[0].treatments[-1].date)
    return Finding((f"{names(lanes)}: treated {when}, less than six months ago.",), ids(lanes))


def _jaw_bone(case: Case, topic: Topic) -> Finding | None:
    jaws = case.lanes_in(topic.areas)
    thin_bones = bool(jaws) and any(speaks_of(note, _THIN_BONES) for note in case.notes())
    enough = topic.limit("sessions_thin_bone" if thin_bones else "sessions")
    lanes = [lane for lane in jaws if len(lane.treatments) >= enough]
    why = [*_session_counts(lanes)]
    if thin_bones:
        why.append("A note of yours mentions bones or the menopause.")
    return Finding(tuple(why), ids(lanes)) if lanes else None


_THIN_BONES = ("osteoporosis", "osteopenia", "menopause", "menopausal", "postmenopausal", "dexa")


def _switch_product(case: Case, topic: Topic) -> Finding | None:
    del topic
    switched: dict[tuple[str, PartialDate], list[Lane]] = {}
    for lane in case.lanes:
        before, now = ([None, *lane.treatments])[-2:]
        if before is None or now is None:
            continue
        old, new = (
            case.reference.product_named(treatment.session.product or "unknown")
            for treatment in (before, now)
        )
        known = old and new and "unknown" not in {old.family, new.family}
        if old and new and known and old.family != new.family:
            what = f"{new.name} {on_date(now.date)}, after {old.name}"
            switched.setdefault((what, now.date), []).append(lane)
    lanes = [lane for group in switched.values() for lane in group]
    why = tuple(f"{names(group)}: {what}." for (what, _), group in switched.items())
    events = tuple(when.first for _, when in switched)
    return Finding(why, ids(lanes), events=events) if lanes else None


def _first_results(case: Case, topic: Topic) -> Finding | None:
    count = len(case.sessions)
    if not case.lanes or not 1 <= count <= topic.limit("sessions"):
        return None
    why = [f"{plural(count, 'session')} so far: early to know how long it lasts for you."]
    if not case.journal.person.goals:
        why.append('No goals are noted: botoxlog me --goals "...".')
    return Finding(tuple(why), ids(case.lanes))


def _goals(case: Case, topic: Topic) -> Finding | None:
    if not case.lanes or len(case.sessions) < topic.limit("sessions"):
        return None
    if not case.journal.person.goals:
        return Finding(('No goals are noted: botoxlog me --goals "...".',), question="none")
    if case.days_since(case.sessions[0].date.last) < topic.limit("days"):
        return None
    never = case.last_said(topic) is None
    return Finding(
        ("Your goals are noted here" + (", not that you talked about them." if never else "."),),
        question="old",
    )


def _counterfeit(case: Case, topic: Topic) -> Finding | None:
    warned: dict[str, list[Session]] = {}
    for session in sorted(case.journal.sessions, key=lambda item: item.date.middle):
        for sentence in lot_warnings(session.lot or "", case.reference):
            warned.setdefault(sentence, []).append(session)
    if warned:
        why = (
            f"{join_words([date_words(session.date) for session in sessions])}: {sentence}"
            for sentence, sessions in warned.items()
        )
        events = tuple(session.date.first for sessions in warned.values() for session in sessions)
        return Finding(tuple(why), question="warned", events=events, pressing=True)
    missing = [
        session
        for session in case.journal.sessions
        if case.days_since(session.date.last) <= topic.limit("within_days")
        and not (session.lot and session.expiry)
    ]
    if not missing:
        return None
    when = on_date(max(missing, key=lambda session: session.date.middle).date)
    lacks = "lacks" if len(missing) == 1 else "lack"
    told = (
        f"{plural(len(missing), 'visit')} of the past year {lacks} the lot number or the expiry "
        f"date, the last {when}."
    )
    return Finding((told,))


def _thin_skin(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes = case.lanes_in(topic.areas)
    if not lanes:
        return None
    first = min((lane.treatments[0].date for lane in lanes), key=lambda when: when.middle)
    age, years = case.age(first.middle), case.years_since(first)
    if age is None or age >= topic.limit("age") or years < topic.limit("years"):
        return None
    why = f"{names(lanes)}: begun at about {age} years of age, {years} years ago."
    return Finding((why,), ids(lanes))


def _skin_light(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes = case.lanes_in(topic.areas)
    often = [lane for lane in lanes if len(lane.treatments) >= topic.limit("sessions")]
    return Finding(tuple(_session_counts(often)), ids(often)) if often else None


def _veins(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes = case.lanes_in(topic.areas)
    long = [
        lane for lane in lanes if case.years_since(lane.treatments[0].date) >= topic.limit("years")
    ]
    if not long:
        return None
    years = max(case.years_since(lane.treatments[0].date) for lane in long)
    return Finding((f"{names(long)}: treated for {years} years.",), ids(long))


# --- what the rules share --------------------------------------------------------------------


def _because_noted(case: Case, topic: Topic) -> Finding | None:
    """Raise a topic because a side effect of it was noted while its areas were treated."""
    lanes = case.lanes_in(topic.areas)
    noted = case.noted(topic.effects, topic.limit("within_days")) if lanes else []
    if not noted:
        return None
    events = tuple(item.date.first for item in noted)
    return Finding(tuple(_noted_words(noted)), ids(lanes), events=events, pressing=True)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Two sessions of one area that follow each other."""

    later: Treated
    most_days: int


def _gaps(lane: Lane) -> Iterator[_Gap]:
    for earlier, later in zip(lane.treatments, lane.treatments[1:], strict=False):
        yield _Gap(later, most_days(earlier.date, later.date))


def _days(most: int, when: PartialDate) -> str:
    return f"{'' if when.is_day else 'at most '}{plural(most, 'day')}"


def _last_few(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the last reasons, and how many more there were before them."""
    every = tuple(sentences)
    before = len(every) - REASONS
    return every if before <= 0 else (*every[-REASONS:], f"{plural(before, 'time')} more before.")


def _goes(lane: Lane, kind: TrendKind) -> bool:
    return lane.trend is not None and lane.trend.clear and lane.trend.kind is kind


def _trend_words(lane: Lane) -> Iterator[str]:
    if lane.trend is None:
        return
    if lane.trend.days:
        days = join_words([str(day) for day in lane.trend.days])
        yield f"{names([lane])}: results lasted about {days} days."
    else:
        yield f"{names([lane])}: results have become {lane.trend.kind}, as far as looks tell."
    if lane.changes:
        yield f"In between, something else changed too: {join_words(list(lane.changes))}."


def _worked_before(lane: Lane) -> bool:
    return any(item.lasted.at_least or item.lasted.is_fade for item in lane.treatments[:-1])


def _session_counts(lanes: Iterable[Lane]) -> Iterator[str]:
    """Yield a sentence for each number of sessions and beginning."""
    counts: dict[tuple[int, str], list[Lane]] = {}
    for lane in lanes:
        key = (len(lane.treatments), date_words(lane.treatments[0].date))
        counts.setdefault(key, []).append(lane)
    for (count, since), group in counts.items():
        yield f"{names(group)}: {plural(count, 'session')} since {since}."


def _noted_words(noted: Sequence[Noted]) -> Iterator[str]:
    """Yield a sentence for each side effect, with the last time it was noted."""
    last = {item.name: item.date for item in noted}
    for name, when in last.items():
        yield f"{name[:1].upper()}{name[1:]} noted {on_date(when)}."


# --- all of them ------------------------------------------------------------------------------

RULES: Mapping[str, Rule] = {
    "too-soon": _too_soon,
    "cumulative-dose": _cumulative_dose,
    "antibodies": _antibodies,
    "migraine-wear": _migraine_wear,
    "expression": _because_noted,
    "longer-results": _longer_results,
    "weak-muscle": _weak_muscle,
    "temple-hollow": _temple_hollow,
    "brow-heavy": _brow_heavy,
    "jaw-bite": _jaw_bite,
    "jaw-bone": _jaw_bone,
    "switch-product": _switch_product,
    "first-results": _first_results,
    "goals": _goals,
    "counterfeit": _counterfeit,
    "thin-skin": _thin_skin,
    "skin-light": _skin_light,
    "veins": _veins,
}
"""The rule of every topic of the reference data."""
