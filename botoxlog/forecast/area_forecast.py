"""What one area is doing: its sessions, what was seen of them, and what is expected."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from botoxlog.catalog import UNKNOWN_FAMILY, Catalog, Figure, Product
from botoxlog.core.model import Journal, Session, State
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.forecast import Earlier, Forecast, Given, Own, doses_differ, forecast, study
from botoxlog.forecast.personal_model import REMEMBERED, Hint
from botoxlog.forecast.survival import Looks
from botoxlog.forecast.treatment_history import (
    AreaHistory,
    AreaNames,
    SeenState,
    Treatment,
    Treatments,
    area_histories,
)
from botoxlog.forecast.trend import TOLD, Trend

FULL_AFTER_DAYS = 14
"""From here on a result counts as full: the two-week look at which clinics judge it. Our choice,
in line with subjects' own peak at week 2 (Schlessinger 2021)."""

ONSET_DAYS, PEAK_DAYS = 2, 30
"""Where a product has no figure of its own: Botox Cosmetic's (Beer 2011, Carruthers 2003)."""

DORMANT_DAYS = 180
"""So long after a result has faded nothing more is due: the person has moved on. Our choice."""

MISSING_DAYS = 42
"""So long after a session a missing lot number is still asked for. Our choice."""

OTHER_INTERVAL = 1.5
"""Intervals that differ by this ratio are no longer the same. Our choice."""


class Phase(StrEnum):
    """What a treated area is doing."""

    NOT_YET = "not-yet"
    KICKING_IN = "kicking-in"
    FULL = "full"
    FADING = "fading"
    GONE = "gone"


class AreaForecast(NamedTuple):
    """One lane: an area, its sessions, and what is expected of the running one.

    Attributes:
        area: The area id, with its side where left and right have gone different ways.
        name: What people call it.
        forecast: None where nothing honest can be said; `no_forecast` then says why.
        kicks_in: When the effect begins, None where the day of the session is not known.
        peak: When it is strongest, likewise.
        earliest_retreat: The product's labelled interval after the last session, if it has one.
        retreat_figure: Where that interval comes from.
        last_seen: The last look at the running session.
        no_effect: Whether that look found no effect at all.
        trend: How the earlier results have been going, None where they have not.
        changes: What else was not the same over those sessions, in words such as "the dose".
    """

    area: str
    name: str
    treatments: Sequence[Treatment]
    phase: Phase | None
    forecast: Forecast | None
    no_forecast: str | None
    kicks_in: date | None
    peak: date | None
    earliest_retreat: date | None
    retreat_figure: Figure | None
    last_seen: SeenState | None
    no_effect: bool
    trend: Trend | None = None
    changes: tuple[str, ...] = ()

    @property
    def last(self) -> Treatment:
        """The running session."""
        return self.treatments[-1]

    def chance_worn_off(self, today: date) -> float | None:
        """Return the probability, 0 to 1, that the running result has worn off by today.

        It is 1.0 where a check-in saw it gone, even where the session's date allows no forecast;
        None where no effect was seen or nothing is forecast.
        """
        if self.no_effect:
            return None
        if self.last.lasted.is_fade:
            return 1.0
        return None if self.forecast is None else self.forecast.fade.chance_by(today)


def area_forecasts(
    journal: Journal,
    catalog: Catalog,
    today: date,
    among: Callable[[str], bool] = lambda _: True,
) -> tuple[AreaForecast, ...]:
    """Return what every area is doing, most urgent first: what fades before what works.

    Args:
        journal: The records.
        catalog: The figures.
        today: The day it is worked out for.
        among: Which areas are asked for; the others inform them all the same.
    """
    names = AreaNames(catalog)
    stories = [_story(lane, names, today) for lane in area_histories(journal, names, today)]
    telling = [(story, hint) for story in stories if (hint := story.own.hint())]
    asked = (story for story in stories if among(story.lane.area))
    areas = [_area_forecast(story, telling, today) for story in asked]
    areas.sort(key=lambda area: _area_rank(area, today))
    return tuple(areas)


def checkin_information(area: AreaForecast, today: date) -> float:
    """Return the expected information from a check-in today, in bits (0 to 1).

    A check-in says whether the result has worn off, so this is the entropy of that answer: 1 bit
    at even odds, 0 where the answer is known or nothing is forecast.
    """
    chance = area.chance_worn_off(today)
    if chance is None or area.forecast is None:
        return 0.0
    return sum(-part * math.log2(part) for part in (chance, 1.0 - chance) if part > 0.0)


def in_area(area: AreaForecast, wanted: str, catalog: Catalog) -> bool:
    """Whether a lane belongs to the area that was asked for; either side belongs to the whole."""
    return area.area.casefold() == wanted.casefold() or (catalog.split_side(area.area)[0] == wanted)


class _Story(NamedTuple):
    """One lane told: its sessions with their results, and what those come to."""

    lane: AreaHistory
    name: str
    purpose: str | None
    product: Product | None
    treatments: Sequence[Treatment]
    own: Own

    @property
    def last(self) -> Treatment:
        return self.treatments[-1]


def _story(lane: AreaHistory, names: AreaNames, today: date) -> _Story:
    catalog = names.catalog
    told = Treatments(lane, names, today)
    last = told[-1]
    earlier = [
        Earlier(_given(treatment, lane, catalog), treatment.lasted)
        for treatment in told[-1 - REMEMBERED : -1]
    ]
    return _Story(
        lane=lane,
        name=catalog.area_label(lane.area),
        purpose=_purpose(last.session, lane.base, catalog),
        product=product_of(last.session, catalog),
        treatments=told,
        own=study(_given(last, lane, catalog), earlier),
    )


def _given(treatment: Treatment, lane: AreaHistory, catalog: Catalog) -> Given:
    session = treatment.session
    product = product_of(session, catalog)
    family = product.family if product else UNKNOWN_FAMILY
    return Given(family, treatment.units, catalog.prior(family, lane.base, session.purpose))


def _purpose(session: Session, area: str, catalog: Catalog) -> str | None:
    """Return what a session was for: what it says, else what its area is usually treated for."""
    known = catalog.areas.get(area)
    return session.purpose or (known.purpose if known else None)


def _area_forecast(
    story: _Story, telling: Sequence[tuple[_Story, Hint]], today: date
) -> AreaForecast:
    """Return what a lane is doing; `telling` are the lanes that say something of the person."""
    last, product = story.last, story.product
    looks = last.seen
    no_effect = bool(looks) and looks[-1][1] is State.NO_EFFECT
    result: Forecast | str
    if no_effect:
        result = f"No effect was seen on {looks[-1][0]}, so there is nothing to fade."
    else:
        others = [
            (other.name, hint)
            for other, hint in telling
            if other is not story and other.purpose == story.purpose
        ]
        result = forecast(story.own, last.date, _running_looks(last), others)
    predicted = None if isinstance(result, str) else result
    onset = _days_of(product.onset if product else None, ONSET_DAYS)
    peak = _days_of(product.peak if product else None, PEAK_DAYS)
    day = last.date.first if last.date.is_day else None
    interval = _label_interval(product, story.purpose)
    return AreaForecast(
        area=story.lane.area,
        name=story.name,
        treatments=story.treatments,
        phase=_phase(last, predicted, today, onset, no_effect=no_effect),
        forecast=predicted,
        no_forecast=result if isinstance(result, str) else None,
        kicks_in=add_days(day, onset) if day and predicted else None,
        peak=add_days(day, peak) if day and predicted else None,
        earliest_retreat=_earliest_retreat(last, interval),
        retreat_figure=interval,
        last_seen=looks[-1] if looks else None,
        no_effect=no_effect,
        trend=story.own.trend,
        changes=tuple(_changes(story)) if story.own.trend else (),
    )


def _changes(story: _Story) -> Iterator[str]:
    """Yield what else was not the same over the sessions of a trend."""
    latest = story.treatments[-1 - TOLD : -1]
    pairs = list(pairwise(latest))
    if len({treatment.session.product for treatment in latest}) > 1:
        yield "the product"
    if any(_doses_differ(same) for same in _by_product(latest)):
        yield "the dose"
    if len({treatment.session.injector for treatment in latest}) > 1:
        yield "the injector"
    if len({treatment.session.clinic for treatment in latest}) > 1:
        yield "the clinic"
    gaps = [(after.date.middle - before.date.middle).days for before, after in pairs]
    if gaps and max(gaps) > OTHER_INTERVAL * max(min(gaps), 1):
        yield "the interval"


def _by_product(treatments: Sequence[Treatment]) -> Iterable[Sequence[Treatment]]:
    """Return the sessions of each product: a unit of one is not a unit of another."""
    found: dict[str | None, list[Treatment]] = {}
    for treatment in treatments:
        found.setdefault(treatment.session.product, []).append(treatment)
    return found.values()


def _doses_differ(treatments: Sequence[Treatment]) -> bool:
    return any(doses_differ(one.units, next_one.units) for one, next_one in pairwise(treatments))


def product_of(session: Session, catalog: Catalog) -> Product | None:
    """Return the reference data of a session's product, None where it is not a known one."""
    return None if session.product is None else catalog.product_named(session.product)


def _running_looks(treatment: Treatment) -> Looks:
    lasted = treatment.lasted
    working = None if lasted.at_least is None else add_days(treatment.date.last, lasted.at_least)
    gone = None if lasted.at_most is None else add_days(treatment.date.first, lasted.at_most)
    fading = None if lasted.fading is None else add_days(treatment.date.first, lasted.fading)
    return Looks(working, gone, fading)


def _days_of(figure: Figure | None, otherwise: int) -> int:
    return figure.days if figure is not None and figure.days is not None else otherwise


def _label_interval(product: Product | None, purpose: str | None) -> Figure | None:
    """Return the product's labelled interval; none for sweating, whose labels give no minimum."""
    return None if product is None or purpose == "sweating" else product.min_interval


def _earliest_retreat(last: Treatment, interval: Figure | None) -> date | None:
    if interval is None or interval.days is None:
        return None
    return add_days(last.date.last, interval.days)


def _phase(
    last: Treatment, predicted: Forecast | None, today: date, onset: int, *, no_effect: bool
) -> Phase | None:
    """What was last seen where that still holds, else what is most likely today."""
    if no_effect:
        return None
    if last.lasted.is_fade:
        return Phase.GONE
    state = last.seen[-1][1] if last.seen else None
    if predicted is None:
        return _seen_phase(state)
    since = (today - last.date.last).days
    if today >= predicted.likely:
        phase = Phase.GONE
    elif today >= predicted.early or state is State.FADING:
        phase = Phase.FADING
    elif state is State.FULL or since >= FULL_AFTER_DAYS:
        phase = Phase.FULL
    elif state is State.KICKING_IN or (since >= onset and state is not State.NONE):
        phase = Phase.KICKING_IN
    else:
        phase = Phase.NOT_YET
    return phase


def _seen_phase(state: State | None) -> Phase | None:
    phases = {
        State.NONE: Phase.NOT_YET,
        State.KICKING_IN: Phase.KICKING_IN,
        State.FULL: Phase.FULL,
        State.FADING: Phase.FADING,
        State.GONE: Phase.GONE,
    }
    return phases.get(state) if state is not None else None


def _area_rank(area: AreaForecast, today: date) -> tuple[int, int, str]:
    """Sort key: what is in its window now, then by how soon; long gone and unknown at the end."""
    if area.forecast is None:
        return (2, -area.last.date.middle.toordinal(), area.area)
    if is_dormant(area, today):
        return (3, -area.forecast.late.toordinal(), area.area)
    return (1, area.forecast.likely.toordinal(), area.area)


def is_dormant(area: AreaForecast, today: date) -> bool:
    """Whether a result ended so long ago that nothing about it is due any more."""
    if area.forecast is None:
        return (today - area.last.date.last).days > MISSING_DAYS
    return (today - area.forecast.late).days > DORMANT_DAYS
