"""When a running result should fade, and what that rests on: the one gate for every prediction.

Published figures are the prior, the person's own diary is the evidence (`personal_model`), one
distribution is the result (`survival`). Where nothing honest can be said, a sentence says why,
and no surface predicts. The figures themselves are in `botoxlog.catalog`, each with its source.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from botoxlog.catalog import Prior, Status
from botoxlog.core.partial_dates import PartialDate, add_days
from botoxlog.forecast.personal_model import Belief, Hint, Result, learn
from botoxlog.forecast.survival import CheckinDates, DurationBounds, Survival, lognormal_survival
from botoxlog.forecast.trend import Trend, find_trend

VAGUE_PRIOR = Prior(
    median_days=112,
    log_sd=0.8,
    sources=(),
    borrowed_from="no area in particular",
    median_status=Status.DERIVED,
    log_sd_status=Status.DERIVED,
)
"""For an area with nothing published, used only once the person's own fades say something."""

OWN_FADES_NEEDED = 2
"""Fades seen before an area with nothing published gets a forecast: our choice."""

TELLING = 0.9
"""A fade counts as one of the person's own where at most this share of all results would fit it:
"gone within the year" says nothing. Our choice."""

OTHER_PRODUCT_LOG_SD = 0.15
"""How far a person's level may differ between two products, beside what is published for them.
Our choice; no study followed the same people through both."""

OTHER_DOSE_LOG_SD = 0.20
"""The same for a dose doubled or halved; in proportion between. In the frown lines 40 units took
24.0 weeks back to baseline and 20 units 19.7 (dose-ranging trial, source `ona_hd`), a log-ratio of
0.20. It widens the window and moves nothing: one person may well gain less."""

SAME_DOSE = 1.25
"""Doses that differ by less than this ratio count as the same. Our choice."""

EARLY, LIKELY, LATE = 0.10, 0.50, 0.90
"""The points of the distribution that make the window."""

_START_POINTS = 12


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


class Given(NamedTuple):
    """What was given in one session of one area.

    Attributes:
        family: The active substance.
        units: In units of that product, None if not known.
        prior: What is published for it in this area, None where nothing is.
    """

    family: str
    units: float | None
    prior: Prior | None


class Earlier(NamedTuple):
    """One earlier session of the area: what was given, and how long it lasted."""

    given: Given
    lasted: DurationBounds


class Basis(NamedTuple):
    """Where a forecast comes from.

    Attributes:
        fades_seen: Earlier results whose end was seen.
        still_working: Earlier results that were seen working and re-treated before an end was.
        sources: Ids of the published sources.
        borrowed_from: In words, whose figures stand in; None where this area has its own.
        other_products: How many of the fades seen were under another product.
        dose_changed: Whether the running session had another dose than the one before.
        other_areas: Names of the person's areas that inform this one.
    """

    kind: BasisKind
    fades_seen: int
    still_working: int
    sources: tuple[str, ...]
    borrowed_from: str | None
    other_products: int = 0
    dose_changed: bool = False
    other_areas: tuple[str, ...] = ()


class Forecast(NamedTuple):
    """When one running result should fade, and what that rests on.

    `early`, `likely` and `late` are the 10 %, 50 % and 90 % points of `survival`.
    """

    survival: Survival
    early: date
    likely: date
    late: date
    basis: Basis
    caveats: tuple[Caveat, ...]


class Own(NamedTuple):
    """What a person's own results of one area come to.

    Attributes:
        now: What was given in the running session.
        prior: What is published for that, or the vague prior where nothing is.
        belief: What is believed about the running result.
        trend: How their results have been going, None where they have not.
        fades: Fades of their own that say something.
        other_products: How many of those were under another product.
        working: Results that were seen working and never gone.
        dose_changed: Whether the dose is another than the one before.
    """

    now: Given
    prior: Prior
    belief: Belief
    trend: Trend | None
    fades: int
    other_products: int
    working: int
    dose_changed: bool

    def hint(self) -> Hint | None:
        """Return what these results say about the person's other areas, None if nothing."""
        return self.belief.hint() if self.fades else None


def study(now: Given, earlier: Sequence[Earlier]) -> Own:
    """Work out what earlier results of an area, oldest first, say about the running one."""
    prior = now.prior or VAGUE_PRIOR
    givens = [*(result.given for result in earlier), now]
    results = [
        Result(result.lasted, (result.given.prior or prior).median_days, _change(*given))
        for result, given in zip(earlier, pairwise(givens), strict=True)
    ]
    beliefs = learn(prior.log_sd, results)
    telling = [
        result.given for result in earlier if result.lasted.end_seen and _tells(result, prior)
    ]
    return Own(
        now=now,
        prior=prior,
        belief=beliefs[-1],
        trend=find_trend(results, beliefs),
        fades=len(telling),
        other_products=sum(given.family != now.family for given in telling),
        working=sum(
            1 for result in earlier if not result.lasted.end_seen and result.lasted.at_least
        ),
        dose_changed=any(
            before.family == now.family and doses_differ(before.units, now.units)
            for before in givens[-2:-1]
        ),
    )


def forecast(
    own: Own, start: PartialDate, looks: CheckinDates, others: Sequence[tuple[str, Hint]] = ()
) -> Forecast | str:
    """Say when a running result should fade, or in one sentence why nothing honest can be said.

    This is the one gate: no surface predicts where it returns a sentence.

    Args:
        own: What the person's own results of this area come to.
        start: When the running session was.
        looks: What has been seen of it since.
        others: The names of the person's other areas, and what their results say.
    """
    if not start.knows_month:
        return "Only the year of the last session is known; its month would be enough for a window."
    if own.now.prior is None and own.fades < OWN_FADES_NEEDED:
        return "Nothing is published for this area, and too few of your own fades are logged."
    prior = own.prior
    belief = own.belief.heeding([hint for _, hint in others])
    fade = Survival(_spread(start), belief.levels(prior.median_days), looks)
    early, likely, late = fade.quantiles((EARLY, LIKELY, LATE))
    basis = Basis(
        kind=_kind(own),
        fades_seen=own.fades,
        still_working=own.working,
        sources=prior.sources,
        borrowed_from=prior.borrowed_from,
        other_products=own.other_products,
        dose_changed=own.dose_changed,
        other_areas=tuple(name for name, _ in others),
    )
    return Forecast(fade, early, likely, late, basis, tuple(_caveats(own, start)))


def doses_differ(before: float | None, after: float | None) -> bool:
    """Whether two doses of one product are known to differ by more than is usual."""
    return _doublings(before, after) > 0.0


def _change(before: Given, after: Given) -> float:
    """Return how far a person's level may have shifted between two sessions, as a sd."""
    if before.family != after.family:
        return OTHER_PRODUCT_LOG_SD
    return OTHER_DOSE_LOG_SD * _doublings(before.units, after.units)


def _doublings(before: float | None, after: float | None) -> float:
    """Return how often a dose was doubled or halved; 0 where it is the same or not known."""
    if not before or not after:
        return 0.0
    ratio = max(before, after) / min(before, after)
    return math.log2(ratio) if ratio >= SAME_DOSE else 0.0


def _tells(result: Earlier, otherwise: Prior) -> bool:
    """Whether a result says more than what nine in ten would do anyway."""
    prior = result.given.prior or otherwise
    level = math.log(prior.median_days)
    above = lognormal_survival(result.lasted.at_least or 0.0, level, prior.log_sd)
    return (
        above - lognormal_survival(result.lasted.upper_bounds()[0], level, prior.log_sd) < TELLING
    )


def _kind(own: Own) -> BasisKind:
    if own.fades:
        return BasisKind.PERSONAL
    return BasisKind.BORROWED if own.prior.borrowed_from else BasisKind.PUBLISHED


def _caveats(own: Own, start: PartialDate) -> Iterable[Caveat]:
    prior = own.prior
    if prior.borrowed_from and not own.fades:
        yield Caveat.BORROWED
    standing = {prior.median_status, prior.log_sd_status}
    if Status.RECALLED in standing:
        yield Caveat.UNVERIFIED
    elif Status.DERIVED in standing:
        yield Caveat.DERIVED
    if not start.is_day:
        yield Caveat.PARTIAL_DATE


def _spread(start: PartialDate) -> tuple[date, ...]:
    """Return up to a dozen evenly spaced days that stand for a partial date."""
    days = (start.last - start.first).days
    points = min(days + 1, _START_POINTS)
    if points == 1:
        return (start.first,)
    return tuple(add_days(start.first, days * point // (points - 1)) for point in range(points))
