"""Statistics of a whole journal: how long results lasted, units used and what they cost.

`build_stats` is a pure function of the snapshot, the areas and the period; `statistics_text` turns
its result into the text that every surface shows. Units of different products are never added.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from botoxlog.catalog import Catalog
from botoxlog.core.model import Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.duration_estimate import MedianDuration, median_duration
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.forecast.survival import DurationBounds
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.forecast.trend import Trend
from botoxlog.reports.comparisons import Comparison, comparisons
from botoxlog.reports.costs import Costs, PerMonth
from botoxlog.reports.session_facts import is_over, product_key


class Lasting(NamedTuple):
    """How long one area's results with one product lasted.

    Attributes:
        product: Its id, or the journal's words if it is not in the catalog; None if not recorded.
        results: The results that are over, oldest first, and the current one once a check-in saw it
            working or found no effect.
        median: How long half of them lasted, None if that is not known.
        no_effect: How many of them had no effect.
        ended: How many of them have a check-in before and after they wore off.
        middle: The median duration of those alone in days, each taken as the middle of its bounds;
            None if the other results contradict it.
        least, most: The shortest and longest duration that those can have had, in days; no longest
            if another result was still working after it.
        trend: The trend of the area's results, given only with the latest product.
    """

    area: AreaForecast
    product: str | None
    results: tuple[Treatment, ...]
    median: MedianDuration | None
    no_effect: int
    ended: int
    middle: float | None
    least: float | None
    most: float | None
    trend: Trend | None


class Repeats(NamedTuple):
    """How an area's results were when last seen before it was treated again.

    Attributes:
        working: Still working at the last check-in, however long before the next session that was.
        seen_days: The least and the most days from the injection to those check-ins; None if there
            are none.
        exact: Whether those days are known; the least that they can be otherwise.
        gone: Worn off at a check-in.
        unknown: Without a check-in, or without effect.
        no_effect: How many of `unknown` were without effect.
    """

    area: AreaForecast
    working: int
    seen_days: tuple[float, float] | None
    exact: bool
    gone: int
    unknown: int
    no_effect: int

    @property
    def all(self) -> int:
        """The number of times the area was treated again."""
        return self.working + self.gone + self.unknown


class Used(NamedTuple):
    """One product in one calendar year.

    Attributes:
        product: Its id, or the journal's words if it is not in the catalog; None if not recorded.
        sessions: The number of sessions, touch-ups not included.
        touch_ups: The number of touch-ups.
        units: In the product's own units, touch-ups included.
        unknown: Sessions and touch-ups with units missing for at least one area.
    """

    year: int
    product: str | None
    sessions: int
    touch_ups: int
    units: float
    unknown: int


class Paid(NamedTuple):
    """The cost of one calendar year in one currency; currencies are never added.

    Attributes:
        currency: None for amounts without one.
        sessions: Sessions with a price, touch-ups included.
    """

    year: int
    currency: str | None
    amount: float
    sessions: int


class MonthOfEffect(NamedTuple):
    """The cost of a month of effect in one currency, over the whole period."""

    currency: str | None
    cost: PerMonth


class Stats(NamedTuple):
    """All statistics, with the period and areas that they cover.

    Attributes:
        since: The first day of the period; None for the whole journal.
        some: Whether they cover only some of the areas.
        unpriced: Sessions without a price, touch-ups not included.
        comparisons: Products, doses, clinicians and clinics of each area beside each other.
    """

    snapshot: Snapshot
    since: date | None
    some: bool
    lasting: tuple[Lasting, ...]
    repeats: tuple[Repeats, ...]
    used: tuple[Used, ...]
    paid: tuple[Paid, ...]
    month: tuple[MonthOfEffect, ...]
    unpriced: int
    comparisons: tuple[Comparison, ...]


def build_stats(
    snapshot: Snapshot, chosen: Sequence[AreaForecast], since: date | None = None
) -> Stats:
    """Return all statistics for the chosen areas.

    Args:
        snapshot: The journal, its areas and the day.
        chosen: The areas to include. A session counts at its full price, but only with the units
            of these areas.
        since: The first day of the period; None for the whole journal.
    """
    journal, catalog = snapshot.journal, snapshot.catalog
    some = len(chosen) < len(snapshot.areas)
    doses = _Doses(catalog, tuple(area.area for area in chosen) if some else None)
    sessions = [
        session
        for session in sorted(journal.sessions, key=lambda item: item.date.middle)
        if doses.treats(session) and (since is None or session.date.last >= since)
    ]
    begin = since or date.min
    return Stats(
        snapshot=snapshot,
        since=since,
        some=some,
        lasting=tuple(item for area in chosen for item in _lasting(area, catalog, begin)),
        repeats=tuple(item for area in chosen if (item := _repeats(area, begin)).all),
        used=tuple(_used(sessions, doses)),
        paid=tuple(_paid(sessions)),
        month=tuple(
            MonthOfEffect(item.currency, item.per_month)
            for item in Costs(journal, chosen, snapshot.today, begin).spent()
            if item.per_month is not None
        ),
        unpriced=sum(item.cost is None and not item.touch_up_of for item in sessions),
        comparisons=tuple(item for area in chosen for item in comparisons(area, catalog, begin)),
    )


def _lasting(area: AreaForecast, catalog: Catalog, since: date) -> Iterator[Lasting]:
    """Yield the results in one area by substance, the most recent first, under its last brand."""
    groups: dict[str | None, list[Treatment]] = {}
    for treatment in reversed(area.treatments):
        if _counts(treatment) and treatment.date.last >= since:
            key = catalog.substance(treatment.session.product)
            groups.setdefault(key, []).insert(0, treatment)
    for index, results in enumerate(groups.values()):
        key = product_key(results[-1].session, catalog)
        lasted = [item.lasted for item in results]
        ended = [one for one in lasted if one.midpoint is not None]
        most = max((one.at_most or 0.0 for one in ended), default=0.0)
        outlasted = any(one.at_most is None and (one.at_least or 0.0) > most for one in lasted)
        half = median_duration(lasted)
        yield Lasting(
            area=area,
            product=key if key in catalog.products else results[-1].session.product,
            results=tuple(results),
            median=half,
            no_effect=_without_effect(results),
            ended=len(ended),
            middle=None if outlasted else _middle(lasted, half),
            least=min((one.at_least or 0.0 for one in ended), default=None),
            most=None if outlasted or not ended else most,
            trend=None if index else area.trend,
        )


def _counts(treatment: Treatment) -> bool:
    """Whether a result is over, or is known to have lasted for so long or had no effect."""
    known = treatment.lasted.at_least is not None or treatment.no_effect is not None
    return known or is_over(treatment)


def _middle(lasted: Sequence[DurationBounds], half: MedianDuration | None) -> float | None:
    """Return the median of the results with both ends, None if the others contradict it."""
    lengths = [middle for one in lasted if (middle := one.midpoint) is not None]
    if not lengths:
        return None
    middle = median(lengths)
    earliest = half.earliest if half else math.inf
    latest = (half.lasted.at_most if half else None) or math.inf
    reached = earliest <= middle or all((one.at_least or 0.0) <= middle for one in lasted)
    return middle if reached and middle <= latest else None


def _repeats(area: AreaForecast, since: date) -> Repeats:
    repeated = [
        item
        for item in area.treatments
        if item.treated_again_on is not None
        and item.treated_again_on.last >= since
        and not _is_of_one_day(item)
    ]
    gone = sum(item.lasted.end_seen for item in repeated)
    working = [item for item in repeated if not item.lasted.end_seen and item.lasted.at_least]
    days = [item.lasted.at_least or 0.0 for item in working]
    return Repeats(
        area=area,
        working=len(working),
        seen_days=(min(days), max(days)) if days else None,
        exact=all(item.start.is_day and _is_day(item.last_working) for item in working),
        gone=gone,
        unknown=len(repeated) - gone - len(working),
        no_effect=_without_effect(repeated),
    )


def _is_of_one_day(treatment: Treatment) -> bool:
    """Whether the next session is certainly of the same day: no time passed between the two."""
    when, again = treatment.session.date, treatment.treated_again
    return when.is_day and again is not None and again.date == when


def _without_effect(treatments: Sequence[Treatment]) -> int:
    return sum(treatment.no_effect is not None for treatment in treatments)


def _is_day(when: PartialDate | None) -> bool:
    return when is not None and when.is_day


class _Doses(NamedTuple):
    """The doses that belong to the wanted areas; None means all areas."""

    catalog: Catalog
    wanted: tuple[str, ...] | None

    def treats(self, session: Session) -> bool:
        return self.wanted is None or any(self._overlaps(area) for area in session.areas)

    def units(self, session: Session) -> tuple[float, bool]:
        """Return the recorded units of these areas, and whether any are missing.

        Units recorded for both sides together say nothing about one side.
        """
        mine = [dose for dose in session.doses if self.wanted is None or self._overlaps(dose.area)]
        known = [dose.units for dose in mine if dose.units is not None and self._whole(dose.area)]
        return sum(known), len(known) < len(mine) or not mine

    def _overlaps(self, written: str) -> bool:
        area = self.catalog.area_id(written)
        return any(self.catalog.overlap(area, wanted) for wanted in self.wanted or ())

    def _whole(self, written: str) -> bool:
        """Whether all sides that a dose treated are wanted."""
        if self.wanted is None:
            return True
        base, side = self.catalog.split_side(self.catalog.area_id(written))
        sides = {
            self.catalog.split_side(wanted)[1]
            for wanted in self.wanted
            if self.catalog.overlap(base, wanted)
        }
        return side is not None or None in sides or len(sides) > 1


def _used(sessions: Sequence[Session], doses: _Doses) -> Iterator[Used]:
    """Yield each product of each year, years in order, the most used product first."""
    groups: dict[tuple[int, str | None], list[Session]] = {}
    for session in sessions:
        year, product = session.date.middle.year, product_key(session, doses.catalog)
        groups.setdefault((year, product), []).append(session)
    for (year, key), mine in sorted(
        groups.items(), key=lambda group: (group[0][0], -len(group[1]), group[0][1] or "")
    ):
        amounts = [doses.units(session) for session in mine]
        touch_ups = sum(session.touch_up_of is not None for session in mine)
        yield Used(
            year=year,
            product=key if key in doses.catalog.products else mine[0].product,
            sessions=len(mine) - touch_ups,
            touch_ups=touch_ups,
            units=sum(units for units, _ in amounts),
            unknown=sum(missing for _, missing in amounts),
        )


def _paid(sessions: Sequence[Session]) -> Iterator[Paid]:
    """Yield each currency of each year, years in order."""
    groups: dict[tuple[int, str | None], list[float]] = {}
    for session in sessions:
        if session.cost is not None:
            costs = groups.setdefault((session.date.middle.year, session.currency), [])
            costs.append(session.cost)
    for (year, currency), costs in sorted(
        groups.items(), key=lambda group: (group[0][0], group[0][1] or "")
    ):
        yield Paid(year, currency, sum(costs), len(costs))
