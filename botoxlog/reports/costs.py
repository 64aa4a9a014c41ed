"""The cost of sessions and of a month of effect, for the visit sheet and the statistics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from botoxlog.core.model import Journal, Session
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.reports.session_facts import is_over, worked_days

MONTH_DAYS = 365.25 / 12
"""The average length of a month in days, used for the cost of a month of effect."""


class PerMonth(NamedTuple):
    """The cost of a month of effect, in the currency of the sessions.

    A result's months run from the injection until it wore off or the area was treated again,
    whichever came first, divided by `MONTH_DAYS`. If a session treated several areas, the one that
    lasted longest counts; a session counts only when none of its areas may still be working.

    Attributes:
        at_least: The cost if every result lasted as long as the record allows.
        at_most: The cost if every result ended at its last check-in; None without any check-in.
        results: The number of sessions counted: with a price, and over within the period.
    """

    at_least: float
    at_most: float | None
    results: int


@dataclass(frozen=True, slots=True)
class Spent:
    """The cost of a period in one currency; currencies are never added.

    Attributes:
        currency: None for amounts without one.
        amount: The sum over the period.
        sessions: The number of sessions with a price in the period.
        per_month: None if no session with a price ended in the period.
    """

    currency: str | None
    amount: float
    sessions: int
    per_month: PerMonth | None


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of the sessions that treated the chosen areas, each at its full price.

    Attributes:
        since: The first day of the period, which ends today.
    """

    journal: Journal
    areas: Sequence[AreaForecast]
    today: date
    since: date

    def spent(self) -> Iterator[Spent]:
        """Yield the cost in each currency, the one paid most often first."""
        priced = [item for item in self._in_period(self._sessions()) if item.cost is not None]
        results = list(self._ended())
        known = [item.currency for item in priced] + [main.currency for main, _, _ in results]
        for currency in sorted(set(known), key=lambda item: (-known.count(item), item or "")):
            paid = [item for item in priced if item.currency == currency]
            costs = [
                (self._cost(main), low, high)
                for main, low, high in results
                if main.currency == currency
            ]
            yield Spent(
                currency, sum(item.cost or 0 for item in paid), len(paid), _per_month(costs)
            )

    def unpriced(self) -> int:
        """Return how many sessions of the period have no price; touch-ups are often free."""
        return sum(
            item.cost is None and not item.touch_up_of for item in self._in_period(self._sessions())
        )

    def _sessions(self) -> list[Session]:
        treated = {
            id(item)
            for area in self.areas
            for treatment in area.treatments
            for item in (treatment.session, *treatment.touch_ups)
        }
        return [session for session in self.journal.sessions if id(session) in treated]

    def _in_period(self, sessions: Sequence[Session]) -> list[Session]:
        return [item for item in sessions if item.date.not_after(self.today).middle >= self.since]

    def _cost(self, main: Session) -> float:
        """Return the cost of a session and of its touch-ups in the same currency."""
        touch_ups = [
            item for item in self.journal.sessions if main.id and item.touch_up_of == main.id
        ]
        paid = [main, *(item for item in touch_ups if item.currency == main.currency)]
        return sum(item.cost or 0 for item in paid)

    def _ended(self) -> Iterator[tuple[Session, float, float]]:
        """Yield each priced session that ended in the period: least and most days it worked."""
        current = {id(area.last.session) for area in self.areas if self._still_works(area)}
        ended: dict[int, tuple[Session, float, float, date]] = {}
        for area in self.areas:
            for treatment in area.treatments:
                main = treatment.session
                if not main.cost or not is_over(treatment) or id(main) in current:
                    continue
                low, high = worked_days(treatment)
                end = add_days(treatment.date.middle, high)
                _, least, most, last = ended.get(id(main), (main, 0.0, 0.0, end))
                ended[id(main)] = (main, max(least, low), max(most, high), max(last, end))
        for main, least, most, last in ended.values():
            if last >= self.since and most > 0:
                yield main, least, most

    def _still_works(self, area: AreaForecast) -> bool:
        """Whether the current result may still be working."""
        if is_over(area.last) or area.no_effect:
            return False
        return area.forecast is None or area.forecast.late >= self.today


def _per_month(results: Sequence[tuple[float, float, float]]) -> PerMonth | None:
    if not results:
        return None
    cost = sum(item[0] for item in results) * MONTH_DAYS
    least, most = sum(item[1] for item in results), sum(item[2] for item in results)
    return PerMonth(cost / most, cost / least if least > 0 else None, len(results))
