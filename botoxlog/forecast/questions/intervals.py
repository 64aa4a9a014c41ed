"""Rules about intervals and doses: how soon an area was treated again, and how much in all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from botoxlog.catalog import Product, Topic
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import plural
from botoxlog.forecast.area_forecast import AreaForecast, label_intervals
from botoxlog.forecast.duplicates import Match, SessionMatcher
from botoxlog.forecast.questions.case import (
    Case,
    Rule,
    Trigger,
    area_name,
    date_words,
    ids,
    most_days,
    names,
    on_date,
)
from botoxlog.forecast.treatment_history import Treatment

REASONS = 3
"""How many reasons of one kind are shown, the latest. Our choice."""


def _too_soon(case: Case, topic: Topic) -> Trigger | None:
    early = [
        gap
        for area in case.treated_areas
        if case.purpose(area) != "sweating"  # its labels give no least interval
        for gap in (*_gaps(area, case), *_gaps_to_a_whole(area, case))
        if gap.most_days < _least_days(gap, case, topic)
        and case.days_since(gap.later.date.last) <= topic.limit("within_days")
    ]
    if not early:
        return None
    early.sort(key=lambda gap: gap.later.date.middle)
    longest = max(_least_days(gap, case, topic) for gap in early)
    grouped: dict[tuple[PartialDate, str], list[AreaForecast]] = {}
    for gap in early:
        when = gap.later.session.date
        days = _days(gap)
        again = f"treated again {on_date(when)}, {days} after the session before"
        if gap.area is not gap.after:
            again = f"treated {on_date(when)}, {days} after the {area_name(gap.after)}"
        grouped.setdefault((when, again), []).append(gap.area)
    why = (f"{names(areas)}: {again}." for (_, again), areas in grouped.items())
    return Trigger(
        why=last_few(why),
        areas=ids(gap.area for gap in early),
        question="plain" if longest == topic.limit("days") else f"days-{longest}",
        events=tuple(gap.later.date.first for gap in early),
    )


def _cumulative_dose(case: Case, topic: Topic) -> Trigger | None:
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
        "all uses together."
    )
    return Trigger((why,), events=tuple(days))


def _botox_doses(case: Case) -> Iterator[tuple[PartialDate, float]]:
    """Yield the date and units of every session with a product that shares the label's limit."""
    limited = {item.family for item in case.catalog.products.values() if _has_limit(item)}
    for session in case.journal.sessions:
        product = session.product and case.catalog.product_named(session.product)
        units = [dose.units for dose in session.doses if dose.units is not None]
        if product and product.family in limited and units:
            yield session.date, sum(units)


def _has_limit(product: Product) -> bool:
    """Whether a label limits the units over some time, and not only those of one session."""
    limit = product.cumulative
    return limit is not None and limit.units is not None and limit.days is not None


def treated_often(case: Case, topic: Topic) -> Trigger | None:
    """Ask about short intervals with touch-ups counted; `too-soon` asks about those without."""
    too_soon = case.trigger("too-soon")
    asked = too_soon.areas if too_soon else ()
    often = {}
    for area in case.treated_areas:
        if area.area in asked:
            continue
        gaps = [gap.later.date for gap in _gaps(area, case) if _is_early(gap, case, topic)]
        gaps += [
            touch_up.date
            for treatment in area.treatments
            for touch_up in treatment.touch_ups
            if not treatment.date.may_be(touch_up.date)
            and most_days(treatment.date, touch_up.date) < topic.limit("days")
        ]
        recent = [
            day
            for day in dict.fromkeys(gaps)
            if case.days_since(day.last) <= topic.limit("within_days")
        ]
        if len(recent) >= topic.limit("often") and case.purpose(area) != "sweating":
            often[area.area] = (area, recent)
    if not often:
        return None
    counts: dict[int, list[AreaForecast]] = {}
    for area, recent in often.values():
        counts.setdefault(len(recent), []).append(area)
    why = (
        f"{names(areas)}: treated within 12 weeks of the previous session, {count} times in "
        "the past year, touch-ups included."
        for count, areas in counts.items()
    )
    return Trigger(
        why=tuple(why),
        areas=tuple(often),
        question="often",
        events=tuple(day.first for _, recent in often.values() for day in recent),
    )


@dataclass(frozen=True, slots=True)
class _Gap:
    """Two sessions that follow each other.

    Attributes:
        area: The area of the later one.
        after: The area of the earlier one: the same, or one that is a part of the other.
        most_days: The most days between them.
    """

    area: AreaForecast
    after: AreaForecast
    earlier: Treatment
    later: Treatment
    most_days: int


def _gaps(area: AreaForecast, case: Case) -> Iterator[_Gap]:
    yield from _between([(area, treatment) for treatment in area.treatments], case)


def _gaps_to_a_whole(area: AreaForecast, case: Case) -> Iterator[_Gap]:
    """Yield the gaps between an area and one that it is part of, as in the migraine pattern."""
    if case.base(area) not in case.catalog.areas:
        return
    for whole in case.treated_areas:
        known = case.catalog.areas.get(case.base(whole))
        if known and case.base(area) in known.includes:
            both = [(one, treatment) for one in (area, whole) for treatment in one.treatments]
            both.sort(key=lambda item: item[1].date.middle)
            yield from (gap for gap in _between(both, case) if gap.area is not gap.after)


def _between(treatments: Sequence[tuple[AreaForecast, Treatment]], case: Case) -> Iterator[_Gap]:
    """Yield the gaps; where two records may be one session, nothing is known to have passed."""
    matcher = SessionMatcher(case.catalog)
    for (after, earlier), (area, later) in pairwise(treatments):
        may_be_one = matcher.match(earlier.session, later.session) is not Match.DIFFERENT
        if not (may_be_one or earlier.date.may_be(later.date)):
            days = most_days(earlier.date, later.date)
            yield _Gap(area, after, earlier, later, days)


def _least_days(gap: _Gap, case: Case, topic: Topic) -> int:
    """Return the shortest interval of the labels of the earlier session, else the topic's limit."""
    labels = label_intervals(gap.earlier.session, gap.after.area, case.catalog)
    return min((item.days for item in labels), default=topic.limit("days"))


def _is_early(gap: _Gap, case: Case, topic: Topic) -> bool:
    """Whether a gap is below the topic's limit, and below every label of the earlier session."""
    least = _least_days(gap, case, topic)
    return gap.most_days < min(least, topic.limit("days"))


def _days(gap: _Gap) -> str:
    exact = gap.earlier.session.date.is_day and gap.later.session.date.is_day
    return f"{'' if exact else 'at most '}{plural(gap.most_days, 'day')}"


def last_few(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the latest sentences, and how many more there are."""
    every = tuple(sentences)
    before = len(every) - REASONS
    return every if before <= 0 else (*every[-REASONS:], f"{before} more.")


RULES: Mapping[str, Rule] = {
    "too-soon": _too_soon,
    "cumulative-dose": _cumulative_dose,
}
