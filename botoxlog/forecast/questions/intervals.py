"""Rules about intervals and doses: how soon an area was treated again, and how much in all."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from botoxlog.catalog import Product, Topic
from botoxlog.core.partial_dates import PartialDate, add_days
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
    since = add_days(case.today, -topic.limit("within_days"))
    early = [
        gap
        for area in case.treated_areas
        if case.purpose(area) != "sweating"  # its labels give no least interval
        for gap in (*_gaps(area, case, since), *_gaps_to_a_whole(area, case, since))
        if gap.most_days < _least_days(gap, case, topic)
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
    units = _botox_units(case)
    dates = sorted(units, key=lambda when: when.middle)
    middles = [when.middle for when in dates]
    most = topic.limit("days")
    worst: tuple[float, PartialDate, PartialDate] | None = None
    days: list[date] = []
    for last in dates:
        if case.days_since(last.last) > topic.limit("within_days"):
            continue
        # What begins within these days has its middle in them too: no other date is looked at.
        begin = bisect_right(middles, add_days(last.last, -most))
        near = dates[begin : bisect_right(middles, last.middle)]
        window = [when for when in near if most_days(when, last) < most]
        total = sum(units[when] for when in window)
        if total > topic.limit("units"):
            days.append(last.first)
            worst = max(worst or (0.0, last, last), (total, window[0], last), key=lambda w: w[0])
    if worst is None:
        return None
    total, first, last = worst
    why = (
        f"{total:g} units of Botox products from {date_words(first)} to {date_words(last)}, "
        "all uses together."
    )
    return Trigger((why,), events=tuple(days))


def _botox_units(case: Case) -> Mapping[PartialDate, float]:
    """Return the units of each date, of all products that share the label's limit."""
    limited = {item.family for item in case.catalog.products.values() if _has_limit(item)}
    found: dict[PartialDate, float] = {}
    for session in case.journal.sessions:
        product = session.product and case.catalog.product_named(session.product)
        units = [dose.units for dose in session.doses if dose.units is not None]
        if product and product.family in limited and units:
            found[session.date] = found.get(session.date, 0.0) + sum(units)
    return found


def _has_limit(product: Product) -> bool:
    """Whether a label limits the units over some time, and not only those of one session."""
    limit = product.cumulative
    return limit is not None and limit.units is not None and limit.days is not None


def treated_often(case: Case, topic: Topic) -> Trigger | None:
    """Ask about short intervals with touch-ups counted; `too-soon` asks about those without."""
    too_soon = case.trigger("too-soon")
    asked = too_soon.areas if too_soon else ()
    since = add_days(case.today, -topic.limit("within_days"))
    often = {}
    for area in case.treated_areas:
        if area.area in asked:
            continue
        gaps = [gap.later.date for gap in _gaps(area, case, since) if _is_early(gap, case, topic)]
        gaps += [
            touch_up.date
            for treatment in area.treatments.touched_up
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


class _Gap(NamedTuple):
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


def _gaps(area: AreaForecast, case: Case, since: date) -> Iterator[_Gap]:
    """Yield the gaps of an area that may have ended on a day or later."""
    for index in area.treatments.ending_from(since):
        if index > 0:
            yield from _between((area, index - 1), (area, index), case)


def _gaps_to_a_whole(area: AreaForecast, case: Case, since: date) -> Iterator[_Gap]:
    """Yield those between an area and one that it is part of, as in the migraine pattern."""
    if case.base(area) not in case.catalog.areas:
        return
    for whole in case.treated_areas:
        known = case.catalog.areas.get(case.base(whole))
        if known and case.base(area) in known.includes:
            both = [
                (when, one, index)
                for one in (area, whole)
                for index, when in enumerate(one.treatments.dates)
            ]
            both.sort(key=lambda item: item[0].middle)
            for (_, after, earlier), (when, later, place) in pairwise(both):
                if after is not later and when.last >= since:
                    yield from _between((after, earlier), (later, place), case)


def _between(
    one: tuple[AreaForecast, int], other: tuple[AreaForecast, int], case: Case
) -> Iterator[_Gap]:
    """Yield the gap; where two records may be one session, nothing is known to have passed.

    Args:
        one: The area of the earlier session, and its place among the sessions of that area.
        other: The same of the later session.
        case: The journal.
    """
    after, area = one[0], other[0]
    earlier, later = after.treatments[one[1]], area.treatments[other[1]]
    match = SessionMatcher(case.catalog).match(earlier.session, later.session)
    if match is Match.DIFFERENT and not earlier.date.may_be(later.date):
        yield _Gap(area, after, earlier, later, most_days(earlier.date, later.date))


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
