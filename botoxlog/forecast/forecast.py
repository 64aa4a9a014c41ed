"""The forecast for the current result and its basis: every prediction comes from here.

Published figures are the prior, the person's own check-ins the evidence (`personal_model`), and one
probability distribution the result (`survival`). Where there is too little to go on, a sentence
says why instead, and no surface predicts. The figures, with their sources, are in
`botoxlog.catalog`.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from botoxlog.catalog import UNKNOWN_FAMILY, Prior, Status
from botoxlog.core.partial_dates import PartialDate, add_days
from botoxlog.forecast.personal_model import (
    CrossAreaEvidence,
    Posterior,
    Result,
    Variation,
    learn,
)
from botoxlog.forecast.survival import (
    NOTHING_SEEN,
    CheckinDates,
    DurationBounds,
    LogNormal,
    Survival,
    lognormal_survival,
)
from botoxlog.forecast.trend import Trend, find_trend

VAGUE_PRIOR = Prior(
    median_days=112,
    log_sd=0.8,
    sources=(),
    borrowed_from="no area in particular",
    median_status=Status.DERIVED,
    log_sd_status=Status.DERIVED,
    within=0.31,
)
"""The prior for an area without a published figure, used only once `RESULTS_NEEDED` is met."""

RESULTS_NEEDED = 2
"""Informative results with a known end that such an area needs for a forecast. Our choice."""

INFORMATIVE_SHARE = 0.9
"""A result is informative if at most this share of all results would satisfy its bounds; "gone
within the year" is not. Our choice."""

OTHER_PRODUCT_LOG_SD = 0.15
"""How much a person's log-median may differ between two products, beyond what is published for
them, as a standard deviation. Our choice; we found no study that followed people through both."""

OTHER_DOSE_LOG_SD = 0.20
"""The same for a dose doubled or halved, and in proportion between. In the frown lines 40 units
took 24.0 weeks back to baseline and 20 units 19.7 (dose-ranging trial, source `ona_hd`), a
log-ratio of 0.20. It widens the window and moves nothing: one person may well gain less."""

SAME_DOSE_RATIO = 1.25
"""Doses whose ratio is smaller count as the same. Our choice."""

MOST_WITHIN = 0.8
"""The most of a spread that may lie within one person: people do differ. Our choice."""

EARLY, LIKELY, LATE = 0.10, 0.50, 0.90
"""The quantiles that are the window's first day, the likely date and the window's last day."""

_MAX_STARTS = 12  # days that stand for a session's partial date


class BasisKind(StrEnum):
    """What a forecast mainly rests on."""

    PERSONAL = "personal"
    PUBLISHED = "published"
    BORROWED = "borrowed"


class Caveat(StrEnum):
    """A doubt that every surface must show."""

    BORROWED = "borrowed"
    DERIVED = "derived"
    UNVERIFIED = "unverified"
    PARTIAL_DATE = "partial-date"


class Conditions(NamedTuple):
    """What one area was given in one session.

    Attributes:
        family: The active substance, a product's own words if its family is not known, or
            `UNKNOWN_FAMILY`.
        units: In units of that product, None if not known.
        prior: The published duration for that substance in this area, None if there is none.
    """

    family: str
    units: float | None
    prior: Prior | None


class PastResult(NamedTuple):
    """One earlier session of the area: its conditions, and how long its result lasted."""

    conditions: Conditions
    lasted: DurationBounds


class Basis(NamedTuple):
    """What a forecast rests on.

    Attributes:
        ends_seen: Informative earlier results whose end was seen.
        still_working: Earlier results seen working, and treated again before an end was seen.
        sources: Ids of the published sources.
        borrowed_from: Whose figures are used, in words; None where this area has its own.
        pooled: Whether the studies do not tell brands apart.
        assumed: Which cause of treatment the figures are for and why, in words; None if the area
            has no causes that last differently.
        other_products: How many of `ends_seen` were with another product.
        dose_changed: Whether the current session had another dose than the one before.
        other_areas: Names of the person's areas whose results were used.
    """

    kind: BasisKind
    ends_seen: int
    still_working: int
    sources: tuple[str, ...]
    borrowed_from: str | None
    pooled: bool = False
    assumed: str | None = None
    other_products: int = 0
    dose_changed: bool = False
    other_areas: tuple[str, ...] = ()


class Forecast(NamedTuple):
    """When the current result should wear off, and what that rests on.

    `early`, `likely` and `late` are the 10%, 50% and 90% quantiles of `survival`.
    """

    survival: Survival
    early: date
    likely: date
    late: date
    basis: Basis
    caveats: tuple[Caveat, ...]


class PersonalEvidence(NamedTuple):
    """What a person's own results in one area say about the current one.

    Attributes:
        current: The conditions of the current session.
        prior: The published duration for them, or `VAGUE_PRIOR`.
        posterior: The model of the current result, after the earlier ones.
        trend: Whether their results, the current one included once it was seen gone, have been
            getting longer or shorter; None if not.
        ends_seen: Informative results whose end was seen.
        other_products: How many of those were with another product.
        still_working: Results seen working whose end was never seen.
        dose_changed: Whether the dose is another than the one before.
    """

    current: Conditions
    prior: Prior
    posterior: Posterior
    trend: Trend | None
    ends_seen: int
    other_products: int
    still_working: int
    dose_changed: bool

    def cross_area(self) -> CrossAreaEvidence | None:
        """Return what these results say about the person's other areas, None if too little."""
        return self.posterior.cross_area() if self.ends_seen else None


class NextResult(NamedTuple):
    """What is known of the result of a next session with the same product and dose.

    Attributes:
        posterior: The model of the current result, after the earlier ones.
        current: The current result, as far as check-ins have seen it.
        others: What the results of the person's other areas say.
    """

    posterior: Posterior
    current: Result
    others: tuple[CrossAreaEvidence, ...]

    def durations(self) -> tuple[LogNormal, ...]:
        """Return how long that result will last, as a log-normal mixture in days.

        The current result counts with its bounds, as it will once that session is logged.
        """
        after = self.posterior.after(self.current).updated_by(self.others)
        return after.predictive(self.current.median_days)


def personal_evidence(
    current: Conditions, past: Sequence[PastResult], running: DurationBounds = NOTHING_SEEN
) -> PersonalEvidence:
    """Return what earlier results of an area, oldest first, say about the current one.

    Args:
        current: The conditions of the current session.
        past: The earlier results, oldest first.
        running: What is known of the current result already; it counts for the trend alone.
    """
    prior = current.prior or VAGUE_PRIOR
    conditions = [*(result.conditions for result in past), current]
    results = [
        Result(result.lasted, (result.conditions.prior or prior).median_days, _shift_sd(*pair))
        for result, pair in zip(past, pairwise(conditions), strict=True)
    ]
    posteriors = learn(variation(prior), results)
    ended = [
        result.conditions
        for result in past
        if result.lasted.end_seen and _is_informative(result, prior)
    ]
    return PersonalEvidence(
        current=current,
        prior=prior,
        posterior=posteriors[-1],
        trend=find_trend(results, Result(running, prior.median_days), posteriors),
        ends_seen=len(ended),
        other_products=sum(_other_product(one.family, current.family) for one in ended),
        still_working=sum(
            1 for result in past if not result.lasted.end_seen and result.lasted.at_least
        ),
        dose_changed=any(
            before.family == current.family and doses_differ(before.units, current.units)
            for before in conditions[-2:-1]
        ),
    )


def variation(prior: Prior) -> Variation:
    """Return how results differ where a prior holds.

    What its spread is more than that of one person is between people, or not known.
    """
    within = min(prior.within, prior.log_sd * MOST_WITHIN)
    between = math.sqrt(prior.log_sd**2 - within**2)
    return Variation(within, between, math.log(prior.gain_per_session))


def forecast(
    evidence: PersonalEvidence,
    start: PartialDate,
    seen: CheckinDates,
    others: Sequence[tuple[str, CrossAreaEvidence]] = (),
    *,
    recorded: PartialDate | None = None,
    lacking: str = "this area",
) -> Forecast | str:
    """Return the forecast for the current result, or a sentence explaining why there is none.

    No surface predicts where it returns a sentence.

    Args:
        evidence: What the person's own results in this area say.
        start: The date of the current session, without days to come.
        seen: The check-ins since then.
        others: The names of the person's other areas, and what their results say.
        recorded: That date as it is recorded, for the sentence; None if it is `start`.
        lacking: What there are no published figures for, if there are none.
    """
    if not start.is_narrow:
        return (
            "No forecast yet: the exact date of the last session is not recorded (only "
            f"{recorded or start}). Add the month to get one."
        )
    if evidence.current.prior is None and evidence.ends_seen < RESULTS_NEEDED:
        return _too_little(lacking)
    prior = evidence.prior
    posterior = evidence.posterior.updated_by([cross_area for _, cross_area in others])
    survival = Survival(_starts(start), posterior.predictive(prior.median_days), seen)
    early, likely, late = survival.quantiles((EARLY, LIKELY, LATE))
    basis = Basis(
        kind=_kind(evidence),
        ends_seen=evidence.ends_seen,
        still_working=evidence.still_working,
        sources=prior.sources,
        borrowed_from=prior.borrowed_from,
        pooled=prior.pooled,
        assumed=prior.assumed,
        other_products=evidence.other_products,
        dose_changed=evidence.dose_changed,
        other_areas=tuple(name for name, _ in others),
    )
    return Forecast(survival, early, likely, late, basis, tuple(_caveats(evidence, start)))


def next_result(
    evidence: PersonalEvidence,
    running: DurationBounds,
    others: Sequence[tuple[str, CrossAreaEvidence]],
    *,
    lacking: str,
) -> NextResult | str:
    """Return what is known of a next result, or a sentence explaining why nothing is.

    Args:
        evidence: What the person's own results in this area say of the current one.
        running: What is known of the current result.
        others: The names of the person's other areas, and what their results say.
        lacking: What there are no published figures for, if there are none.
    """
    current, prior = evidence.current, evidence.prior
    ended = running.end_seen and _is_informative(PastResult(current, running), prior)
    if current.prior is None and evidence.ends_seen + ended < RESULTS_NEEDED:
        return _too_little(lacking)
    result = Result(running, prior.median_days)
    return NextResult(evidence.posterior, result, tuple(said for _, said in others))


def _too_little(lacking: str) -> str:
    return (
        f"No forecast yet: we found no published figures for {lacking}. Check in until "
        f"{RESULTS_NEEDED} results have worn off to get one."
    )


def _other_product(one: str, other: str) -> bool:
    """Whether two products are certainly not the same substance."""
    return one != other and UNKNOWN_FAMILY not in {one, other}


def doses_differ(before: float | None, after: float | None) -> bool:
    """Whether two doses of one product are known and differ by more than `SAME_DOSE_RATIO`."""
    return _doublings(before, after) > 0.0


def _shift_sd(before: Conditions, after: Conditions) -> float:
    """Return how far a change of product or dose may shift the log-median, as an sd."""
    if before.family != after.family:
        return OTHER_PRODUCT_LOG_SD
    return OTHER_DOSE_LOG_SD * _doublings(before.units, after.units)


def _doublings(before: float | None, after: float | None) -> float:
    """Return the ratio of two doses as a log2, without its sign; 0 if the same or not known."""
    if not before or not after:
        return 0.0
    ratio = max(before, after) / min(before, after)
    return math.log2(ratio) if ratio >= SAME_DOSE_RATIO else 0.0


def _is_informative(result: PastResult, default: Prior) -> bool:
    """Whether at most `INFORMATIVE_SHARE` of all results would satisfy this result's bounds."""
    prior = result.conditions.prior or default
    low, high = result.lasted.at_least or 0.0, result.lasted.upper_bounds()[0]
    log_median = math.log(prior.median_days)
    share = lognormal_survival(low, log_median, prior.log_sd) - lognormal_survival(
        high, log_median, prior.log_sd
    )
    return share < INFORMATIVE_SHARE


def _kind(evidence: PersonalEvidence) -> BasisKind:
    if evidence.ends_seen:
        return BasisKind.PERSONAL
    return BasisKind.BORROWED if evidence.prior.borrowed_from else BasisKind.PUBLISHED


def _caveats(evidence: PersonalEvidence, start: PartialDate) -> Iterable[Caveat]:
    prior = evidence.prior
    if prior.borrowed_from and not evidence.ends_seen:
        yield Caveat.BORROWED
    statuses = {prior.median_status, prior.log_sd_status}
    if Status.RECALLED in statuses:
        yield Caveat.UNVERIFIED
    elif Status.DERIVED in statuses:
        yield Caveat.DERIVED
    if not start.is_day:
        yield Caveat.PARTIAL_DATE


def _starts(start: PartialDate) -> tuple[date, ...]:
    """Return up to a dozen evenly spaced days that stand for a partial date."""
    days = (start.last - start.first).days
    points = min(days + 1, _MAX_STARTS)
    if points == 1:
        return (start.first,)
    return tuple(add_days(start.first, days * point // (points - 1)) for point in range(points))
