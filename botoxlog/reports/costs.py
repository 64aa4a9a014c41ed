"""What sessions cost, and what a month of effect did: of the sheet and of the numbers alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from botoxlog.core.model import Journal, Session
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.reports.sessions import is_over, worked_days

MONTH_DAYS = 365.25 / 12
"""An average month, in days: what a month of effect is reckoned by."""


class PerMonth(NamedTuple):
    """What a month of effect cost.

    A result's months are the days from the injection until it was gone or repeated, whichever came
    first, over `MONTH_DAYS`. Of several areas of a session the one that lasted longest counts, and
    a session of which an area may still be working does not count yet.

    Attributes:
        at_least: If every result lasted as long as the record allows.
        at_most: If every result ended at the last look that saw it; None where none was seen.
        results: The sessions that this rests on: priced, and over in the period.
    """

    at_least: float
    at_most: float | None
    results: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What sessions cost in one currency; currencies are never added.

    Attributes:
        currency: None for amounts without one.
        amount: Over the period.
        sessions: Priced sessions in that time.
        per_month: None where no priced result has come to its end in that time.
    """

    currency: str | None
    amount: float
    sessions: int
    per_month: PerMonth | None


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of the sessions that treated the chosen areas, each price whole.

    Attributes:
        since: The first day of the period, which lasts until today.
    """

    journal: Journal
    areas: Sequence[AreaForecast]
    today: date
    since: date

    def spent(self) -> Iterator[Spent]:
        """Yield each currency of the period, the one paid most often first."""
        priced = [item for item in self._lately(self._sessions()) if item.cost is not None]
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
        """Return how many sessions of the period name no cost; a touch-up is often free."""
        return sum(
            item.cost is None and not item.touch_up_of for item in self._lately(self._sessions())
        )

    def _sessions(self) -> list[Session]:
        told = {
            id(item)
            for area in self.areas
            for treatment in area.treatments
            for item in (treatment.session, *treatment.touch_ups)
        }
        return [session for session in self.journal.sessions if id(session) in told]

    def _lately(self, sessions: Sequence[Session]) -> list[Session]:
        return [item for item in sessions if item.date.not_after(self.today).middle >= self.since]

    def _cost(self, main: Session) -> float:
        """Return what a session cost with its touch-ups in the same currency."""
        touch_ups = [
            item for item in self.journal.sessions if main.id and item.touch_up_of == main.id
        ]
        paid = [main, *(item for item in touch_ups if item.currency == main.currency)]
        return sum(item.cost or 0 for item in paid)

    def _ended(self) -> Iterator[tuple[Session, float, float]]:
        """Yield each priced session that ended lately: least and most days it worked."""
        running = {id(area.last.session) for area in self.areas if self._still_runs(area)}
        ended: dict[int, tuple[Session, float, float, date]] = {}
        for area in self.areas:
            for treatment in area.treatments:
                main = treatment.session
                if not main.cost or not is_over(treatment) or id(main) in running:
                    continue
                low, high = worked_days(treatment)
                end = add_days(treatment.date.middle, high)
                _, least, most, last = ended.get(id(main), (main, 0.0, 0.0, end))
                ended[id(main)] = (main, max(least, low), max(most, high), max(last, end))
        for main, least, most, last in ended.values():
            if last >= self.since and most > 0:
                yield main, least, most

    def _still_runs(self, area: AreaForecast) -> bool:
        """Whether a result may still be working, so that its session has not ended."""
        if is_over(area.last) or area.no_effect:
            return False
        return area.forecast is None or area.forecast.late >= self.today


def _per_month(results: Sequence[tuple[float, float, float]]) -> PerMonth | None:
    if not results:
        return None
    cost = sum(item[0] for item in results) * MONTH_DAYS
    least, most = sum(item[1] for item in results), sum(item[2] for item in results)
    return PerMonth(cost / most, cost / least if least > 0 else None, len(results))
