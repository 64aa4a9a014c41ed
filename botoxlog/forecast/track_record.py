"""How the forecasts for one person's past results turned out: their track record.

For each past result the forecast of its own day is made again, from the records dated up to then,
and compared with what was seen of its end. That costs a snapshot a session, so only what was asked
for the track record works it out.

A result counts by its share: the probability that it ended inside the window, from the forecast's
own distribution truncated to what the check-ins saw. Its distribution rather than a uniform one,
because the mean of such shares is the window's own probability if the forecast is right: neither
check-ins far apart nor a visit that was moved because it had worn off can bias it. A result that
check-ins bound on one side counts only where that already decides: it outlasted the window, or was
over before it. The others are left out, and they are not like those that count: what was treated
again while it worked is mostly what lasts. So what is expected of the results that count is what
the windows promised for all of them, less what the forecast still expects of those left out.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast, checkin_dates
from botoxlog.forecast.forecast import Forecast
from botoxlog.forecast.snapshot import Snapshot, build_snapshot
from botoxlog.forecast.survival import NOTHING_SEEN, CheckinDates
from botoxlog.forecast.treatment_history import Treatment

FIXED_DAYS = 90
"""The fixed interval that the likely date is compared with: what clinics and their apps use."""

ENDS_NEEDED = 5
"""Results with both ends known from which there is anything to claim; what counts by one bound is
always outside. Our choice."""


class TrackRecord(NamedTuple):
    """What became of the windows and likely dates that were given.

    All but the numbers of results are None if fewer than `ENDS_NEEDED` have both ends known.

    Attributes:
        results: How many results count.
        inside: How many of them ended inside their window, as a sum of shares.
        expected: How many should have, if the forecasts are right.
        ends: How many have a check-in before and after they wore off.
        missed: How far the likely date was off on average for those, in days.
        missed_fixed: The same for a fixed `FIXED_DAYS`.
    """

    results: int
    inside: float | None
    expected: float | None
    ends: int
    missed: float | None
    missed_fixed: float | None


class Outcome(NamedTuple):
    """One past result beside the forecast of its own day.

    Attributes:
        promised: The probability of the window, before any check-in.
        share: The probability of the window, given the check-ins.
        counts: Whether the check-ins say well enough whether it ended inside.
        missed: How far the likely date and the fixed interval were off, in days; None unless both
            ends are known.
    """

    promised: float
    share: float
    counts: bool
    missed: tuple[float, float] | None

    @property
    def inside(self) -> float:
        """What it adds to the results that ended inside their window."""
        return self.share if self.counts else 0.0

    @property
    def expected(self) -> float:
        """What it adds to those that are expected; less than nothing for many left out."""
        return self.promised if self.counts else self.promised - self.share


def track_record(
    snapshot: Snapshot, areas: Sequence[AreaForecast], since: date | None = None
) -> TrackRecord:
    """Return the track record of the forecasts for some areas of a snapshot, taken together.

    Args:
        snapshot: The journal and the day.
        areas: The areas; each side counts where the records of left and right differ.
        since: Only sessions since that day; None for all.
    """
    found = list(outcomes(snapshot, areas, since))
    results = sum(outcome.counts for outcome in found)
    missed = [outcome.missed for outcome in found if outcome.missed is not None]
    expected = sum(outcome.expected for outcome in found)
    if len(missed) < ENDS_NEEDED:
        return TrackRecord(results, None, None, len(missed), None, None)
    return TrackRecord(
        results=results,
        inside=sum(outcome.inside for outcome in found),
        expected=min(max(expected, 0.0), float(results)),
        ends=len(missed),
        missed=sum(likely for likely, _ in missed) / len(missed),
        missed_fixed=sum(fixed for _, fixed in missed) / len(missed),
    )


def outcomes(
    snapshot: Snapshot, areas: Sequence[AreaForecast], since: date | None = None
) -> Iterator[Outcome]:
    """Yield the results that had a window and were looked at, except where no effect was seen.

    The arguments are those of `track_record`. The running result is among them, because its end
    may have been seen. One that was seen on both sides together counts once, also where a later
    check-in on one side has set them apart.
    """
    of_day = _forecasts(snapshot, areas)
    counted: set[tuple[int, str, object]] = set()
    for area in areas:
        base, _ = snapshot.catalog.split_side(area.area)
        for treatment in area.treatments:
            one = id(treatment.session), base, treatment.seen
            looked_at = treatment.lasted != NOTHING_SEEN and one not in counted
            counted.add(one)
            day = treatment.session.date.last
            if looked_at and (since or date.min) <= day <= snapshot.today:
                given = _given(of_day(day), area, treatment, snapshot)
                if given is not None:
                    yield _outcome(given, treatment)


def _forecasts(
    snapshot: Snapshot, areas: Sequence[AreaForecast]
) -> Callable[[date], tuple[AreaForecast, ...]]:
    """Return a function from a day to the areas as they were then, from the records up to it."""
    journal, catalog = snapshot.journal, snapshot.catalog

    def wanted(area: str) -> bool:
        return any(catalog.overlap(area, one.area) for one in areas)

    @cache
    def of_day(day: date) -> tuple[AreaForecast, ...]:
        then = journal._replace(
            sessions=tuple(item for item in journal.sessions if item.date.last <= day),
            checkins=tuple(item for item in journal.checkins if item.date.last <= day),
        )
        return build_snapshot(then, catalog, day, wanted).areas

    return of_day


def _given(
    then: Sequence[AreaForecast], area: AreaForecast, treatment: Treatment, snapshot: Snapshot
) -> Forecast | None:
    """Return the forecast for a session on its own day, None if there was none.

    Left and right may have been one area then. A check-in that may have come after the injection
    leaves none either: the first session is known by its month only, and the check-in falls in it.
    """
    for one in then:
        same = one.last.session is treatment.session
        if same and snapshot.catalog.overlap(one.area, area.area):
            return one.forecast if one.last.lasted == NOTHING_SEEN else None
    return None


def _outcome(given: Forecast, treatment: Treatment) -> Outcome:
    seen = checkin_dates(treatment)
    working, gone, _ = seen
    missed = None
    if working is not None and gone is not None and working < gone:
        fixed = add_days(treatment.date.middle, FIXED_DAYS)
        missed = _distance(given.likely, working, gone), _distance(fixed, working, gone)
    return Outcome(
        promised=_chance_inside(given, CheckinDates()),
        share=_chance_inside(given, seen),
        counts=missed is not None
        or (gone is None and working is not None and working >= given.late)
        or (working is None and gone is not None and gone < given.early),
        missed=missed,
    )


def _chance_inside(given: Forecast, seen: CheckinDates) -> float:
    """Return the probability of a window, its first and last day included, given check-ins."""
    survival = given.survival._replace(seen=seen)
    before, by = survival.chances_by((add_days(given.early, -1), given.late))
    return by - before


def _distance(day: date, working: date, gone: date) -> float:
    """Return how many days a day is from the end of a result, on average.

    The end is equally likely on each day between the check-ins, whichever day it is held against.
    The nearer check-in would favour the forecast: it asks for one on its likely date.
    """
    after, until = float((day - working).days), float((gone - day).days)
    if after <= 0 or until <= 0:
        return abs(after - until) / 2
    return (after * after + until * until) / (2 * (after + until))
