"""The state of each treated area: its sessions and check-ins, its phase and its forecast."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from botoxlog.catalog import UNKNOWN_FAMILY, Catalog, Figure, LabelInterval, Product, Status
from botoxlog.core.model import Journal, Session, State, Stopped
from botoxlog.core.partial_dates import PartialDate, add_days
from botoxlog.forecast.appointments import stop_of
from botoxlog.forecast.forecast import (
    VAGUE_PRIOR,
    Conditions,
    Forecast,
    NextResult,
    PastResult,
    PersonalEvidence,
    doses_differ,
    forecast,
    next_result,
    personal_evidence,
)
from botoxlog.forecast.personal_model import MAX_RESULTS, CrossAreaEvidence
from botoxlog.forecast.survival import CheckinDates, LogNormal
from botoxlog.forecast.treatment_history import (
    AreaHistory,
    AreaNames,
    SeenState,
    Treatment,
    Treatments,
    area_histories,
)
from botoxlog.forecast.trend import MAX_SHOWN, Trend

FULL_AFTER_DAYS = 14
"""Days from which a result counts as full: the two-week check-in at which clinics judge it. Our
choice, in line with subjects' own peak at week 2 (Schlessinger 2021). A result that ends sooner
counts as full sooner: see `_full_days`."""

ONSET_DAYS, PEAK_DAYS = 2, 30
"""For a product without figures that were read: Botox Cosmetic's (Beer 2011, Carruthers 2003)."""

DORMANT_DAYS = 180
"""Days after the end of the window from which nothing is due any more: the person has moved on. Our
choice."""

BELIEVED_DAYS = 180
"""Days after a check-in for which what it saw is told where nothing is forecast. Our choice; "not
yet" and "kicking in" are told for `FULL_AFTER_DAYS`, because they pass."""

MISSING_DAYS = 42
"""Days after a session for which a missing lot number or dose is asked for. Our choice."""

OTHER_INTERVAL_RATIO = 1.5
"""Intervals between sessions that differ by this ratio are no longer the same. Our choice."""


DOUBTED_DEVIATIONS = 3.09
"""Standard deviations, on a log scale, above the published median from which a result is doubted
to have lasted that long: one in a thousand does. Our choice."""

EARLY_DEVIATIONS = 1.28
"""Standard deviations below the median at which a tenth of results are over: the window opens."""


class Phase(StrEnum):
    """What a treated area is doing."""

    NOT_YET = "not-yet"
    KICKING_IN = "kicking-in"
    FULL = "full"
    FADING = "fading"
    GONE = "gone"


class AreaForecast(NamedTuple):
    """One treated area: its sessions, and the forecast for the current one.

    Attributes:
        area: The area id; with its side where the records of left and right differ.
        name: Its everyday name.
        treatments: Its sessions, oldest first; the last is the current one.
        phase: What was last seen, or what is most likely today; None if not known.
        forecast: None if there is too little to go on; `no_forecast` then says why.
        kicks_in: When the effect begins, None if the date of the session is not known.
        peak: When the effect is strongest, None if the date of the session is not known or the
            window opens before.
        full_days: Days after the session from which its result counts as full.
        label_intervals: The shortest interval of each label that covers what the last session was,
            shortest first; empty off label.
        last_seen: The last check-in on the current session.
        no_effect: Whether its check-ins found no effect at all, and none saw it working.
        trend: Whether the results have been getting longer or shorter, None if not; the current one
            counts once it was seen gone.
        changes: What else changed over those sessions, in words such as "the dose".
        durations: How long the current result lasts, going by the earlier ones and not by its own
            check-ins, as a log-normal mixture in days; empty if not known.
        next_result: What is known of the result of another such session, or why nothing is.
        settled_days: Days after a session from which its result counts as full, going by the
            published figures alone: a person's results may be short, and settle no sooner for it.
        stopped: The record that its treatment was stopped on purpose; None if it was not, or if a
            session came after it.
    """

    area: str
    name: str
    treatments: Treatments
    phase: Phase | None
    forecast: Forecast | None
    no_forecast: str | None
    kicks_in: date | None
    peak: date | None
    label_intervals: tuple[LabelInterval, ...]
    last_seen: SeenState | None
    no_effect: bool
    full_days: int = FULL_AFTER_DAYS
    trend: Trend | None = None
    changes: tuple[str, ...] = ()
    durations: tuple[LogNormal, ...] = ()
    next_result: NextResult | str = ""
    settled_days: int = FULL_AFTER_DAYS
    stopped: Stopped | None = None

    @property
    def last(self) -> Treatment:
        """The current session."""
        return self.treatments[-1]

    @property
    def awaits_look(self) -> bool:
        """Whether the last check-in saw nothing yet, and that no longer says how it is today."""
        nothing = self.last_seen is not None and self.last_seen[1] is State.NONE
        return nothing and self.phase is None and not self.no_effect and self.last.date.is_narrow

    @property
    def earliest_retreat(self) -> date | None:
        """The earliest date that any label gives for the next session, None off label."""
        return self.label_date(self.label_intervals[0]) if self.label_intervals else None

    def label_date(self, interval: LabelInterval) -> date:
        """Return the earliest date that one label gives for the next session."""
        return add_days(self.last.date.last, interval.days)

    def chance_worn_off(self, today: date) -> float | None:
        """Return the probability, 0 to 1, that the current result has worn off by today.

        It is 1.0 where a check-in saw it gone, even where the session's date allows no forecast;
        None where no effect was seen or nothing is forecast.
        """
        if self.no_effect or (self.last.doubted and self.phase is not Phase.GONE):
            return None
        if self.last.lasted.end_seen:
            return 1.0
        return None if self.forecast is None else self.forecast.survival.chance_by(today)


def area_forecasts(
    journal: Journal,
    catalog: Catalog,
    today: date,
    among: Callable[[str], bool] = lambda _: True,
) -> tuple[AreaForecast, ...]:
    """Return the state of every area, most urgent first: what wears off before what works.

    Args:
        journal: The records.
        catalog: The figures.
        today: The date of the forecast.
        among: Which areas to return; the others are evidence all the same.
    """
    names = AreaNames(catalog)
    records = [
        _records(history, names, today)
        for history in area_histories(journal, names, today)
        if history.checkins or among(history.area)  # evidence is what a check-in saw
    ]
    informative = [(one, evidence) for one in records if (evidence := one.evidence.cross_area())]
    wanted = (one for one in records if among(one.history.area))
    areas = [_area_forecast(one, informative, catalog, today) for one in wanted]
    if journal.stopped:
        areas = [
            area._replace(
                stopped=stop_of(journal.stopped, area.area, area.last.session.date, catalog)
            )
            for area in areas
        ]
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
    """Whether this is the area that was asked for, or a side of it."""
    return area.area.casefold() == wanted.casefold() or (catalog.split_side(area.area)[0] == wanted)


class _AreaRecords(NamedTuple):
    """One area's history with what follows from it alone, before the person's other areas."""

    history: AreaHistory
    name: str
    purpose: str | None
    product: Product | None
    treatments: Treatments
    evidence: PersonalEvidence

    @property
    def last(self) -> Treatment:
        return self.treatments[-1]


def _records(history: AreaHistory, names: AreaNames, today: date) -> _AreaRecords:
    catalog = names.catalog
    longest = partial(_longest_result, history, catalog)
    full_days = partial(_full_by_figures, history, catalog)
    treatments = Treatments(history, names, today, longest, full_days)
    last = treatments[-1]
    past = [
        PastResult(
            _conditions(treatment.session, treatment.units, history, catalog), treatment.lasted
        )
        for treatment in treatments[-1 - MAX_RESULTS : -1]
    ]
    return _AreaRecords(
        history=history,
        name=catalog.area_label(history.area),
        purpose=_purpose(last.session, history.base, catalog),
        product=product_of(last.session, catalog),
        treatments=treatments,
        evidence=personal_evidence(
            _conditions(last.session, last.units, history, catalog), past, last.lasted
        ),
    )


def _longest_result(
    history: AreaHistory, catalog: Catalog, session: Session, units: float | None
) -> float:
    """Return the days that one result in a thousand outlasts, by the published figures."""
    prior = _conditions(session, units, history, catalog).prior or VAGUE_PRIOR
    return math.exp(math.log(prior.median_days) + DOUBTED_DEVIATIONS * prior.log_sd)


def _full_by_figures(
    history: AreaHistory, catalog: Catalog, session: Session, units: float | None
) -> int:
    """Return the days from which a result counts as full, by the published figures."""
    prior = _conditions(session, units, history, catalog).prior or VAGUE_PRIOR
    product = product_of(session, catalog)
    opens = math.exp(math.log(prior.median_days) - EARLY_DEVIATIONS * prior.log_sd)
    return _full_by(_days_of(product.onset if product else None, ONSET_DAYS), round(opens))


def _conditions(
    session: Session, units: float | None, history: AreaHistory, catalog: Catalog
) -> Conditions:
    product = product_of(session, catalog)
    family = product.family if product else UNKNOWN_FAMILY
    sites = sites_of(session, history.area, catalog)
    prior = catalog.prior(family, history.base, session.purpose, units, sites)
    substance = catalog.substance(session.product) or UNKNOWN_FAMILY
    return Conditions(substance, units, prior)


def _purpose(session: Session, area: str, catalog: Catalog) -> str | None:
    """Return the session's purpose, else what its area is usually treated for."""
    known = catalog.areas.get(area)
    return session.purpose or (known.purpose if known else None)


def _area_forecast(
    records: _AreaRecords,
    informative: Sequence[tuple[_AreaRecords, CrossAreaEvidence]],
    catalog: Catalog,
    today: date,
) -> AreaForecast:
    """Return the state of an area; `informative` is the evidence of all areas that have some."""
    last, product = records.last, records.product
    seen = [*last.seen, *last.doubted]
    seen.sort(key=lambda one: one[0].middle)
    last_seen = seen[-1] if seen else None
    no_effect_on = last.no_effect
    if last_seen and last_seen[1] is State.NO_EFFECT and not last.lasted.end_seen:
        no_effect_on = last_seen[0]
    others = [
        (other.name, said)
        for other, said in informative
        if other is not records and other.purpose == records.purpose
    ]
    lacking = _lacking(records.history.base, catalog)
    result = usual = forecast(
        records.evidence,
        last.start,
        checkin_dates(last),
        others,
        recorded=last.session.date,
        lacking=lacking,
    )
    if last.doubted:
        result = _doubt(last)
    elif no_effect_on:
        seen_on = no_effect_on.with_preposition
        result = f"No effect was recorded {seen_on}, so there is nothing to wear off."
    predicted = None if isinstance(result, str) else result
    onset = _days_of(product.onset if product else None, ONSET_DAYS)
    peak = _days_of(product.peak if product else None, PEAK_DAYS)
    day = last.start.first if last.start.is_day else None
    session = last.session
    full = _full_days(last, predicted, onset)
    absent = last_seen is not None and _is_absent(last, last_seen, full)
    if last_seen and absent and predicted and today >= predicted.early:
        result, predicted = _not_seen_working(last_seen[0]), None
    trend = records.evidence.trend
    return AreaForecast(
        area=records.history.area,
        name=records.name,
        treatments=records.treatments,
        phase=None
        if no_effect_on
        else _phase(last, predicted, today, (onset, full), last_seen, absent=absent),
        forecast=predicted,
        no_forecast=result if isinstance(result, str) else None,
        kicks_in=add_days(day, onset) if day and predicted else None,
        peak=_peak(day, peak, predicted) if day and predicted else None,
        label_intervals=label_intervals(session, records.history.area, catalog),
        last_seen=last_seen,
        no_effect=no_effect_on is not None,
        full_days=full,
        trend=trend,
        changes=tuple(_changes(_over(records.treatments), catalog)) if trend else (),
        durations=() if isinstance(usual, str) else usual.survival.components,
        next_result=next_result(records.evidence, last.lasted, others, lacking=lacking),
        settled_days=_full_by_figures(records.history, catalog, session, last.units),
    )


def _doubt(last: Treatment) -> str:
    """Return why a result seen too late for a session has no forecast, and what to do."""
    seen = last.doubted[-1][0].in_clause
    return (
        f"No forecast: what you saw {seen} can hardly be the result of your session "
        f"{last.session.date.in_clause}. A session in between is probably not logged. To add it: "
        "botoxlog add --on DATE, with its areas."
    )


def _is_absent(last: Treatment, look: SeenState, full: int) -> bool:
    """Whether a check-in saw nothing yet on a day on which the result should have been full."""
    when, state = look
    return state is State.NONE and (when.first - last.start.last).days >= full


def _not_seen_working(when: PartialDate) -> str:
    """Return why a result that nobody saw working has no forecast once it could be wearing off."""
    return (
        f"No forecast: there was nothing to see yet {when.with_preposition}, and there is no "
        "check-in since. If it worked after that, a check-in brings the forecast back."
    )


def _lacking(area: str, catalog: Catalog) -> str:
    """Return what has no published figures where a session has none."""
    some = any(settled == area for _, settled, _ in catalog.durations.settled)
    return "this product in this area" if some else "this area"


def _changes(treatments: Sequence[Treatment], catalog: Catalog) -> Iterator[str]:
    """Yield what else changed over the sessions of a trend, in words."""
    pairs = list(pairwise(treatments))
    by_substance = _by_substance(treatments, catalog)
    if len(by_substance.keys() - {None}) > 1:
        yield "the product"
    if any(map(_doses_differ, by_substance.values())):
        yield "the dose"
    if len({treatment.session.injector for treatment in treatments} - {None}) > 1:
        yield "the injector"
    if len({treatment.session.clinic for treatment in treatments} - {None}) > 1:
        yield "the clinic"
    gaps = [(after.date.middle - before.date.middle).days for before, after in pairs]
    if gaps and max(gaps) > OTHER_INTERVAL_RATIO * max(min(gaps), 1):
        yield "the interval"


def _over(treatments: Treatments) -> Sequence[Treatment]:
    """Return the sessions of a trend: the latest whose results are over."""
    if treatments[-1].lasted.end_seen:
        return treatments[-MAX_SHOWN:]
    return treatments[-1 - MAX_SHOWN : -1]


def _by_substance(
    treatments: Sequence[Treatment], catalog: Catalog
) -> Mapping[str | None, Sequence[Treatment]]:
    """Return the sessions of each substance, because units of two are not comparable."""
    found: dict[str | None, list[Treatment]] = {}
    for treatment in treatments:
        found.setdefault(catalog.substance(treatment.session.product), []).append(treatment)
    return found


def _doses_differ(treatments: Sequence[Treatment]) -> bool:
    return any(doses_differ(one.units, next_one.units) for one, next_one in pairwise(treatments))


def product_of(session: Session, catalog: Catalog) -> Product | None:
    """Return the catalog's product for a session, None if it is not a known one."""
    return None if session.product is None else catalog.product_named(session.product)


def checkin_dates(treatment: Treatment) -> CheckinDates:
    """Return the bounds of a duration as dates; a partial session date makes them wider."""
    lasted = treatment.lasted
    working = None if lasted.at_least is None else add_days(treatment.start.last, lasted.at_least)
    if treatment.last_working and not lasted.end_seen:
        working = treatment.last_working.first  # where bounds in days are lost in a partial date
    gone = None if lasted.at_most is None else add_days(treatment.start.first, lasted.at_most)
    fading = None if lasted.fading is None else add_days(treatment.start.first, lasted.fading)
    return CheckinDates(working, gone, fading)


def label_intervals(session: Session, area: str, catalog: Catalog) -> tuple[LabelInterval, ...]:
    """Return the shortest interval of each label that covers what a session was in an area."""
    sites = sites_of(session, area, catalog)
    return catalog.label_intervals(session.product, area, session.purpose, sites)


def sites_of(session: Session, area: str, catalog: Catalog) -> tuple[str, ...]:
    """Return the muscles and points of an area, or of either side of it, in a session.

    There are none for an area that the catalog does not know: nothing is known of them.
    """
    if catalog.split_side(area)[0] not in catalog.areas:
        return ()
    return tuple(
        site.name
        for dose in session.doses
        if dose.sites and catalog.overlap(catalog.area_id(dose.area), area)
        for site in dose.sites
    )


def _days_of(figure: Figure | None, otherwise: int) -> int:
    """Return the days of a figure that was read; one from memory moves no date."""
    if figure is None or figure.days is None or figure.status is Status.RECALLED:
        return otherwise
    return figure.days


def _peak(day: date, days: int, predicted: Forecast) -> date | None:
    """Return when the effect is strongest, None if it may be wearing off by then."""
    peak = add_days(day, days)
    return peak if peak < predicted.early else None


def _full_days(last: Treatment, predicted: Forecast | None, onset: int) -> int:
    """Return the days from which a result counts as full.

    They are those of the two-week check-in or, for a result so short that its window opens within
    a month, halfway between the onset and that day. Our choice.
    """
    if predicted is None:
        return FULL_AFTER_DAYS
    return _full_by(onset, (predicted.early - last.start.last).days)


def _full_by(onset: int, opens: int) -> int:
    return max(onset, min(FULL_AFTER_DAYS, (onset + opens) // 2))


def _phase(
    last: Treatment,
    predicted: Forecast | None,
    today: date,
    begins: tuple[int, int],
    last_seen: SeenState | None,
    *,
    absent: bool,
) -> Phase | None:
    """Return the state last seen if it still holds, else the most likely one today.

    Args:
        last: The current session.
        predicted: Its forecast.
        today: The date of the forecast.
        begins: The days from which the effect shows, and from which it counts as full.
        last_seen: The last check-in; it is believed on its day.
        absent: Whether it saw nothing yet where the result should have been full: this holds until
            the window.
    """
    onset, full = begins
    if last.lasted.end_seen and not last.doubted:
        return Phase.GONE
    when, state = last_seen or (None, None)
    if predicted is None or when == PartialDate.of_day(today):
        return _seen_phase(last_seen, today)
    since = (today - last.start.last).days
    if today >= predicted.likely:
        phase = Phase.GONE
    elif today >= predicted.early or state is State.FADING:
        phase = Phase.FADING
    elif absent:
        phase = Phase.NOT_YET
    elif state in {State.FULL, State.PARTIAL} or since >= full:
        phase = Phase.FULL
    elif state is State.KICKING_IN or (since >= onset and state is not State.NONE):
        phase = Phase.KICKING_IN
    else:
        phase = Phase.NOT_YET
    return phase


def _seen_phase(look: SeenState | None, today: date) -> Phase | None:
    """Return what a check-in saw, None once it is too long ago to be told."""
    if look is None:
        return None
    when, state = look
    passes = state in {State.NONE, State.KICKING_IN}
    believed = FULL_AFTER_DAYS if passes else BELIEVED_DAYS
    if state is not State.GONE and (today - when.last).days > believed:
        return None
    phases = {
        State.NONE: Phase.NOT_YET,
        State.KICKING_IN: Phase.KICKING_IN,
        State.FULL: Phase.FULL,
        State.PARTIAL: Phase.FULL,
        State.FADING: Phase.FADING,
        State.GONE: Phase.GONE,
    }
    return phases.get(state)


def _area_rank(area: AreaForecast, today: date) -> tuple[int, int, str]:
    """Return a sort key: by likely date; then without a forecast, dormant, and stopped."""
    if area.stopped:
        return (4, -area.last.date.middle.toordinal(), area.area)
    if area.forecast is None:
        return (2, -area.last.date.middle.toordinal(), area.area)
    if is_dormant(area, today):
        return (3, -area.forecast.late.toordinal(), area.area)
    return (1, area.forecast.likely.toordinal(), area.area)


def is_dormant(area: AreaForecast, today: date) -> bool:
    """Whether the current result ended so long ago that nothing is due for it any more."""
    if area.forecast is None:
        most = DORMANT_DAYS if area.awaits_look else MISSING_DAYS
        return (today - area.last.date.last).days > most
    return (today - area.forecast.late).days > DORMANT_DAYS
