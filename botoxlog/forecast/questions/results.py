"""Rules about results: whether they came, how long they last, and what a new product changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, pairwise, takewhile

from botoxlog.catalog import Catalog, Topic
from botoxlog.core.model import Session, State
from botoxlog.core.partial_dates import PartialDate, add_days, day_words
from botoxlog.core.text import inert, join_words, plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.case import (
    RECENT_DAYS,
    Case,
    Place,
    Rule,
    Trigger,
    area_name,
    ids,
    most_days,
    names,
    on_date,
    question_for,
)
from botoxlog.forecast.questions.intervals import last_few, treated_often
from botoxlog.forecast.treatment_history import WORKING, Treatment
from botoxlog.forecast.trend import TrendKind


def _antibodies(case: Case, topic: Topic) -> Trigger | None:
    shorter = [area for area in case.treated_areas if _has_clear_trend(area, TrendKind.SHORTER)]
    fallen = [
        area
        for area in case.treated_areas
        if not _has_clear_trend(area, TrendKind.SHORTER)
        and _shortening_durations(area, topic, case.catalog)
    ]
    failed = [
        area
        for area, _, state in _without_effect(case)
        if state is State.NO_EFFECT and _worked_before(area)
    ]
    if not (shorter or fallen or failed):
        return treated_often(case, topic)
    why = [sentence for area in shorter for sentence in _trend_words(area)]
    why += [
        f"{names([area])}: the last results had worn off by day "
        f"{_shortening_durations(area, topic, case.catalog)}."
        for area in fallen
    ]
    why += [
        f"{names([area])}: {_failed_times(area)}, after results that worked." for area in failed
    ]
    seen = [area.treatments[-1].seen for area in (*fallen, *failed)]
    events = [checkins[-1][0].first for checkins in seen if checkins]
    return Trigger(
        why=tuple(why),
        areas=ids([*shorter, *fallen, *failed]),
        question="plain" if shorter or fallen else "failed",
        events=tuple(events),
        place=Place.HAPPENED,
    )


def _failed_times(area: AreaForecast) -> str:
    """Return "no effect this time", or how many of the latest results had none."""
    row = takewhile(lambda item: item.no_effect is not None, reversed(area.treatments))
    count = sum(1 for _ in row)
    return f"no effect the last {count} times" if count > 1 else "no effect this time"


def _no_effect(case: Case, topic: Topic) -> Trigger | None:
    """Ask about a result that never came; after results that worked, `antibodies` does."""
    failed = [
        (area, when, "nothing to see yet" if state is State.NONE else "no effect seen")
        for area, when, state in _without_effect(case)
        if state is State.NONE or not _worked_before(area)
    ]
    return _of_result(case, topic, failed)


def _without_effect(case: Case) -> Iterator[tuple[AreaForecast, PartialDate, State]]:
    """Yield each area whose current result never came, when that was last seen, and as what.

    It counts only from the day on which a result can be judged. Where full effect was seen before,
    it is over rather than without effect.
    """
    topic = case.catalog.topics["no-effect"]
    for area in case.treated_areas:
        for when, state in area.treatments[-1].seen[-1:]:
            if _was_full(area) or _is_settled(area, when, case, topic):
                continue
            days = most_days(area.treatments[-1].date, when)
            worked = any(one in WORKING for _, one in area.treatments[-1].seen)
            nothing = state is State.NONE and not worked and days >= topic.limit("days_nothing")
            if nothing or (state is State.NO_EFFECT and _can_be_judged(area, when, case)):
                yield area, when, state


def _is_settled(area: AreaForecast, when: PartialDate, case: Case, topic: Topic) -> bool:
    """Whether what was seen is long ago, or was corrected since."""
    corrected = any(one.date.last > when.last for one in area.treatments[-1].touch_ups)
    return corrected or case.days_since(when.last) > topic.limit("within_days")


def _was_full(area: AreaForecast) -> bool:
    return any(state is State.FULL for _, state in area.treatments[-1].seen)


def _can_be_judged(area: AreaForecast, when: PartialDate, case: Case) -> bool:
    """Whether the current result may have been at full effect on a day."""
    least = case.catalog.topics["no-effect"].limit("days")
    return most_days(area.treatments[-1].date, when) >= least


def _partial(case: Case, topic: Topic) -> Trigger | None:
    """Ask about a result that works only partly, whatever the results before it did."""
    partly = [
        (area, when, "working only partly")
        for area in case.treated_areas
        if (when := _partly_since(area))
        and _can_be_judged(area, when, case)
        and not _is_settled(area, when, case, topic)
    ]
    return _of_result(case, topic, partly)


def _of_result(
    case: Case, topic: Topic, seen: Sequence[tuple[AreaForecast, PartialDate, str]]
) -> Trigger | None:
    """Raise a topic because of what a check-in saw of the current result."""
    if not seen:
        return None
    areas = [area for area, _, _ in seen]
    return Trigger(
        why=tuple(
            f"{names([area])}: {what} {on_date(when)}{_day_of_result(area, when)}."
            for area, when, what in seen
        ),
        areas=ids(areas),
        question=question_for(case, topic, areas),
        events=tuple(when.first for _, when, _ in seen),
        place=Place.HAPPENED,
    )


def _day_of_result(area: AreaForecast, when: PartialDate) -> str:
    """Return ", 21 days after the session", "" if a date is not known to the day."""
    session = area.treatments[-1].session.date
    if not (session.is_day and when.is_day):
        return ""
    return f", {plural((when.first - session.first).days, 'day')} after the session"


def _partly_since(area: AreaForecast) -> PartialDate | None:
    """Return when the current result last worked only partly; None if that is not what it does.

    After full effect it wears off; where a later check-in saw no effect at all, that is what there
    is to ask about.
    """
    if _was_full(area):
        return None
    for when, state in reversed(area.treatments[-1].seen):
        if state is State.GONE:
            return None
        if state in {State.NO_EFFECT, State.PARTIAL}:
            return when if state is State.PARTIAL else None
    return None


def _short_result(case: Case, topic: Topic) -> Trigger | None:
    """Ask about a result that was over before the area may be treated again.

    For migraine `migraine-wear` does, which also sees what only fades.
    """
    short = [
        (area, treatment)
        for area in case.treated_areas
        if case.purpose(area) != "migraine" and (treatment := _lately_short(area, case, topic))
    ]
    if not short:
        return None
    areas = [area for area, _ in short]
    return Trigger(
        why=tuple(
            f"{names([area])}: worn off by day {treatment.lasted.at_most:.0f}, after the session "
            f"{on_date(treatment.session.date)}."
            for area, treatment in short
        ),
        areas=ids(areas),
        question=question_for(case, topic, areas),
        events=tuple(
            add_days(treatment.date.first, treatment.lasted.at_most or 0) for _, treatment in short
        ),
        place=Place.HAPPENED,
    )


def _lately_short(area: AreaForecast, case: Case, topic: Topic) -> Treatment | None:
    """Return the latest result of which it is known whether it was short, if it was."""
    for treatment in reversed(area.treatments[-RESULTS_BACK:]):
        lasted = treatment.lasted
        if lasted.at_most is not None and lasted.at_most < topic.limit("days"):
            ended = case.days_since(add_days(treatment.date.first, lasted.at_most))
            return treatment if ended <= topic.limit("within_days") else None
        if lasted.at_most is not None or (lasted.at_least or 0) >= topic.limit("days"):
            return None
    return None


RESULTS_BACK = 2
"""The latest results of which one is asked about as short: the running one and the one before."""


def _uneven_sides(case: Case, topic: Topic) -> Trigger | None:
    """Ask about sides of which one was certainly over sooner: by much, or several times."""
    sides: dict[str, dict[str, AreaForecast]] = {}
    for area in case.treated_areas:
        base, side = case.catalog.split_side(area.area)
        if side:
            sides.setdefault(base, {})[side] = area
    why, areas, events = [], [], []
    for both in sides.values():
        for side, other in (("left", "right"), ("right", "left")):
            rounds = _sooner(both[side], both[other]) if len(both) > 1 else []
            if not rounds:
                continue
            gone, working, seen = rounds[-1]
            much = gone <= working * (1 - topic.limit("percent") / 100)
            recent = case.days_since(seen) <= topic.limit("within_days")
            if recent and (much or len(rounds) >= topic.limit("sessions")):
                areas += [both["left"], both["right"]]
                events.append(seen)
                why.append(
                    f"{names([both[side]])}: worn off by day {gone:.0f}; "
                    f"{area_name(both[other])}: still working on day {working:.0f}."
                )
    if not why:
        return None
    question = question_for(case, topic, areas)
    return Trigger(tuple(why), ids(areas), question, tuple(events), place=Place.HAPPENED)


def _sooner(short: AreaForecast, long: AreaForecast) -> list[tuple[float, float, date]]:
    """Return the latest sessions of which one side was over while the other still worked.

    For each the day by which it was over, one on which the other worked, and the date of the end.
    """
    others = {id(item.session): item.lasted.at_least for item in long.treatments[-LATEST:]}
    found = []
    for item in short.treatments[-LATEST:]:
        gone, working = item.lasted.at_most, others.get(id(item.session))
        if gone is not None and working is not None and gone <= working:
            found.append((gone, working, add_days(item.date.first, gone)))
    return found


LATEST = 4
"""The latest sessions whose sides are compared. Our choice."""


def _shortening_durations(area: AreaForecast, topic: Topic, catalog: Catalog) -> str:
    """Return the last results in days if they wore off much sooner than those before, else "".

    Either each of the last two was much shorter than the one before it, or both were much shorter
    than most before them. This compares only when each was seen gone; the forecast's trend is more
    precise, but also needs check-ins from before the end.
    """
    bounds = [item.lasted for item in area.treatments.observed]
    ends = [lasted.at_most for lasted in bounds if lasted.at_most]
    falls = topic.limit("falls")
    if len(ends) <= falls:
        return ""
    latest = max(place for place, lasted in enumerate(bounds) if lasted.at_most)
    if any((lasted.at_least or 0) > ends[-1] for lasted in bounds[latest + 1 :]):
        return ""  # a later result has lasted longer
    same = _of_latest_substance(area, catalog)
    row, most = ends[-1 - falls :], 1 - topic.limit("fall_percent") / 100
    fell = all(after <= most * before for before, after in pairwise(row))
    if fell and len(_substances(area, catalog, falls + 1)) > falls:
        fell = False  # each of these came with another product
    before, lately = same[:-falls], same[-falls:]
    step = 1 - topic.limit("step_percent") / 100
    if fell or (before and max(lately) <= step * _median(before)):
        return join_words([f"{days:.0f}" for days in ends[-SHOWN_ENDS:]])
    return ""


def _substances(area: AreaForecast, catalog: Catalog, latest: int) -> set[str | None]:
    """Return the substances of the latest results that were seen gone."""
    over = [item for item in area.treatments.observed if item.lasted.at_most]
    return {catalog.substance(item.session.product) for item in over[-latest:]}


def _of_latest_substance(area: AreaForecast, catalog: Catalog) -> Sequence[float]:
    """Return the days by which the results of the latest substance had worn off, oldest first.

    A fall that comes with another product is asked about as that: see `_switch_product`.
    """
    over = [item for item in area.treatments.observed if item.lasted.at_most]
    substance = catalog.substance(over[-1].session.product)
    row = takewhile(
        lambda item: catalog.substance(item.session.product) == substance, reversed(over)
    )
    return [item.lasted.at_most or 0.0 for item in row][::-1]


def _median(days: Sequence[float]) -> float:
    """Return the median; loading the library that has one would take longer than all rules here."""
    ordered, half = sorted(days), len(days) // 2
    return ordered[half] if len(days) % 2 else (ordered[half - 1] + ordered[half]) / 2


SHOWN_ENDS = 4
"""The latest results whose ends are listed. Our choice."""


def _longer_results(case: Case, topic: Topic) -> Trigger | None:
    del topic
    longer = [area for area in case.treated_areas if _has_clear_trend(area, TrendKind.LONGER)]
    why = tuple(sentence for area in longer for sentence in _trend_words(area))
    return Trigger(why, ids(longer)) if longer else None


def _migraine_wear(case: Case, topic: Topic) -> Trigger | None:
    why: list[str] = []
    areas: list[AreaForecast] = []
    events: list[date] = []
    for area in case.treated_areas_in(topic.areas):
        if case.purpose(area) != "migraine":
            continue
        for treatment in area.treatments[-topic.limit("sessions") :]:
            for when, what in _worn_off(case, topic, treatment):
                if case.days_since(when.last) > topic.limit("within_days"):
                    continue
                day = (when.middle - treatment.date.middle).days
                why.append(f"{names([area])}: {what} {on_date(when)}, about day {day}.")
                areas.append(area)
                events.append(when.first)
    if not why:
        return None
    return Trigger(
        why=last_few(why),
        areas=ids(areas),
        events=tuple(events),
        recorded=tuple(case.ever_recorded(topic.effects, RECENT_DAYS)),
        place=Place.HAPPENED,
    )


def _worn_off(case: Case, topic: Topic, treatment: Treatment) -> Iterator[tuple[PartialDate, str]]:
    """Yield the first sign of wearing off before the usual interval, and what it was."""
    until = topic.limit("days")
    for when, state in treatment.seen:
        begun = (when.middle - treatment.date.middle).days >= topic.limit("after_days")
        if state in {State.FADING, State.GONE} and begun:
            if most_days(treatment.date, when) < until:
                yield when, "worn off" if state is State.GONE else str(state)
                return
            break
    for recorded in case.ever_recorded(topic.effects, RECENT_DAYS):
        mine = (
            treatment.treated_again_on is None
            or recorded.date.last < treatment.treated_again_on.first
        )
        days = (recorded.date.middle - treatment.date.middle).days
        if mine and topic.limit("after_days") <= days < until:
            yield recorded.date, f"{recorded.name} recorded"
            return


def _stopping(case: Case, topic: Topic) -> Trigger | None:
    """Ask what returns where nothing was injected again long after the result should be over.

    Where nothing else is treated either, this is asked for years.
    """
    considered = case.treated_areas or [
        area
        for area in case.all_areas
        if case.days_since(area.treatments[-1].date.last) <= topic.limit("days_of_all")
    ]
    areas = [area for area in considered if _is_left_alone(area, case, topic)]
    areas.sort(key=lambda area: area.last.date.middle)
    if not areas:
        return None
    why = (
        f"{names([area])}: last session {on_date(area.treatments[-1].session.date)}"
        + (
            f"; the window for wearing off ended on {day_words(area.forecast.late)}."
            if area.forecast
            else "."
        )
        for area in areas
    )
    question = question_for(case, topic, areas)
    if all(area.last.lasted.end_seen for area in areas):
        question = "over"
    return Trigger(last_few(why), ids(areas), question)


def _is_left_alone(area: AreaForecast, case: Case, topic: Topic) -> bool:
    if area.no_effect:
        return False
    if not area.forecast:
        since = case.days_since(area.treatments[-1].date.last)
        return topic.limit("days_without_window") < since
    return topic.limit("days") < case.days_since(area.forecast.late)


def _switch_product(case: Case, topic: Topic) -> Trigger | None:
    """Ask about the first session with another substance; about others if they disappoint."""
    switched: dict[tuple[str, PartialDate], list[AreaForecast]] = {}
    shorter: dict[str, list[AreaForecast]] = {}
    others = [other for topic_id in topic.asked_by if (other := case.trigger(topic_id))]
    disappoints = {area for other in others for area in other.areas}
    for area in case.treated_areas:
        since = _last_switch(area, case)
        old_news = case.days_since(area.last.date.last) > topic.limit("within_days")
        if since is None or old_news or case.is_left_alone(area):
            continue
        before, now = area.treatments.sessions[since - 1 : since + 1]
        old, new = (_product_name(item, case) for item in (before, now))
        when = area.treatments.dates[since]
        lately = case.days_since(when.last) <= topic.limit("within_days")
        if since == len(area.treatments) - 1 or (lately and area.area in disappoints):
            what = f"{new} {on_date(now.date)}, after {old}"
            switched.setdefault((what, when), []).append(area)
        elif found := _shorter_since(area, since, topic):
            later, earlier = (join_words([f"{days:.0f}" for days in ends]) for ends in found)
            later_names = [_product_name(item, case) for item in area.treatments.sessions[since:]]
            new = join_words(list(dict.fromkeys(later_names)))
            what = f"worn off by day {later} with {new}, by day {earlier} with {old}"
            shorter.setdefault(what, []).append(area)
    if not switched and not shorter:
        return None
    why = [f"{names(group)}: {what}." for (what, _), group in switched.items()]
    why += [f"{names(group)}: {what}." for what, group in shorter.items()]
    areas = [area for group in (*switched.values(), *shorter.values()) for area in group]
    events = tuple(when.first for _, when in switched)
    return Trigger(tuple(why), ids(areas), "plain" if switched else "shorter", events)


def _last_switch(area: AreaForecast, case: Case) -> int | None:
    """Return which session of an area was the first with the present substance; None if all were.

    Sessions whose product is not known, and two that may be of one day, are no switch.
    """
    sessions, dates = area.treatments.sessions, area.treatments.dates
    new = case.catalog.substance(sessions[-1].product)
    for place in range(len(sessions) - 1, 0, -1):
        before, now = sessions[place - 1].product, sessions[place].product
        old = new if before == now else case.catalog.substance(before)
        if old is None or new is None or dates[place - 1].may_be(dates[place]):
            return None
        if old != new:
            return place
    return None


def _product_name(session: Session, case: Case) -> str:
    product = session.product or ""
    known = case.catalog.product_named(product)
    return known.name if known else inert(product)


def _shorter_since(
    area: AreaForecast, switch: int, topic: Topic
) -> tuple[Sequence[float], Sequence[float]] | None:
    """Return the days by which results had worn off since a switch and with the product before.

    None unless each of the former was much shorter than each of the latter.
    """
    sessions = area.treatments.sessions
    of_it = (
        i for i in range(switch - 1, -1, -1) if sessions[i].product == sessions[switch - 1].product
    )
    earlier = [area.treatments[index].lasted for index in islice(of_it, SHOWN_ENDS)][::-1]
    later = [item.lasted for item in area.treatments[max(switch, len(sessions) - SHOWN_ENDS) :]]
    before = [lasted.at_most for lasted in earlier if lasted.at_most]
    since = [lasted.at_most for lasted in later if lasted.at_most]
    if not before or not since:
        return None
    ended = [lasted for lasted in earlier if lasted.end_seen]
    most = 1 - topic.limit("fall_percent") / 100
    least = most * min(lasted.at_least or lasted.at_most or 0.0 for lasted in ended)
    longest = max([*since, *(lasted.at_least or 0 for lasted in later)])
    return (since, before) if longest <= least else None


def _has_clear_trend(area: AreaForecast, kind: TrendKind) -> bool:
    return area.trend is not None and area.trend.clear and area.trend.kind is kind


def _trend_words(area: AreaForecast) -> Iterator[str]:
    if area.trend is None:
        return
    if area.trend.days:
        days = join_words([str(day) for day in area.trend.days])
        yield f"{names([area])}: results lasted about {days} days."
    else:
        yield f"{names([area])}: results are getting {area.trend.kind}, going by your check-ins."
    if area.changes:
        yield f"Something else changed in that time too: {join_words(list(area.changes))}."


def _worked_before(area: AreaForecast) -> bool:
    return any(
        item.treated_again and (item.lasted.at_least or item.lasted.end_seen)
        for item in area.treatments.observed
    )


RULES: Mapping[str, Rule] = {
    "antibodies": _antibodies,
    "no-effect": _no_effect,
    "partial": _partial,
    "short-result": _short_result,
    "uneven-sides": _uneven_sides,
    "stopping": _stopping,
    "migraine-wear": _migraine_wear,
    "longer-results": _longer_results,
    "switch-product": _switch_product,
}
