"""Laws of trends: one that is told holds for every result, and one that is there is told."""

from itertools import pairwise
from typing import NamedTuple

from bench.consistency.case import Case, Json
from bench.consistency.surfaces import Area

ENOUGH = 3
"""So many known results in a row are a trend ..."""

STEP = 7
"""... where each is by so many days shorter than the one before."""

DETAIL = "timeline --area"


class DurationBounds(NamedTuple):
    """How long a result lasted, as far as it is known."""

    low: int | None
    high: int | None
    begin: str

    @property
    def known(self) -> bool:
        """Say whether it is known from both sides."""
        return self.low is not None and self.high is not None

    @property
    def informative(self) -> bool:
        """Say whether anything is known."""
        return self.low is not None or self.high is not None

    def against(self, kind: str, days: int) -> bool:
        """Say whether it surely goes against a trend whose newest result lasted `days`."""
        if kind == "shorter":
            return (self.low or 0) > days
        return kind == "longer" and self.high is not None and self.high < days


def check(case: Case, area: Area) -> None:
    """Check the trend of one area."""
    trend = area.json["trend"]
    results = [
        DurationBounds(one["lasted"]["at_least"], one["lasted"]["at_most"], one["date"])
        for one in area.history
    ]
    if trend and trend["days"]:
        _told(case, area, trend, results)
    _untold(case, area, trend, results)


def _told(case: Case, area: Area, trend: Json, results: list[DurationBounds]) -> None:
    """A trend that is told holds for the newest results, those known from one side included."""
    days, kind = trend["days"], trend["kind"]
    clear = "clear " if trend["clear"] else ""
    running = results[-1]
    over = results if running.high is not None else results[:-1]
    known = [place for place, result in enumerate(over) if result.known]
    counted = known[-len(days) :]
    if counted:
        if not trend["clear"]:
            skipped = [
                result
                for place, result in enumerate(over)
                if place > counted[0] and place not in counted and result.informative
            ]
            message = f"{area.id}: 'last {len(days)} results each {kind}' {days} skips {skipped}"
            case.check("L6a", not skipped, message, f"stats; {DETAIL}")
        newer = over[counted[-1] + 1 :]
        against = [result for result in newer if result.against(kind, days[-1])]
        message = f"{area.id}: {clear}{kind} {days}, but newer {against}"
        case.check("L6b", not against, message, f"stats; {DETAIL}")
    message = (
        f"{area.id}: {clear}{kind} {days}, but the running one lasted {running.low}..{running.high}"
    )
    case.check("L6c", not running.against(kind, days[-1]), message, DETAIL)
    falling = kind == "shorter"
    if not trend["clear"]:
        holds = all((newer < older) == falling for older, newer in pairwise(days))
        case.check("L6b", holds, f"{area.id}: each {kind}: {days}", DETAIL)
    elif len(days) > 1:
        message = f"{area.id}: told as getting {kind}, but the lengths told with it are {days}"
        case.check("L6b", (days[-1] < days[0]) == falling, message, f"{DETAIL}; brief")


def _untold(case: Case, area: Area, trend: Json | None, results: list[DurationBounds]) -> None:
    """Results that fall in a row are told as falling, once the newest was seen gone.

    One between them that is known from one side alone breaks a row: L6a forbids to skip it.
    """
    newest = [result for result in results if result.informative][-ENOUGH:]
    if results[-1] not in newest or len(newest) < ENOUGH:
        return
    lengths = [(one.low + one.high) / 2 for one in newest if one.low is not None and one.high]
    if len(lengths) < ENOUGH:
        return
    if all(older - newer >= STEP for older, newer in pairwise(lengths)):
        shown = ", ".join(f"{length:.0f}" for length in lengths)
        message = f"{area.id}: results {shown} (the last seen gone), trend told: {trend}"
        told = trend is not None and trend["kind"] == "shorter"
        case.check("L6d", told, message, f"{DETAIL}; brief")
