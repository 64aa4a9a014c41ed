"""How much of a result is there on a day: what pictures draw.

A result rises from the injection until it counts as full, and then stands for as long as it has
not faded. What is drawn is how likely it still works, so that a window becomes a soft edge: high
while it should hold, half on the likely day, low where it has most likely gone. No course is made
up beyond that: nobody has measured how an effect feels from day to day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import FULL_AFTER_DAYS, AreaForecast
from botoxlog.forecast.survival import CheckinDates, Survival
from botoxlog.forecast.treatment_history import Treatment

RISEN = 0.2
"""What is drawn on the day of the injection, so that a session can be seen. Our choice."""


@dataclass(frozen=True, slots=True)
class EffectCurve:
    """One result over time.

    Attributes:
        start: The day of the injection, the middle of what is known.
        end: Where nothing more is drawn: it was repeated, or has faded but for 1 in 100.
        seen: Up to when it was seen working; the day of the injection where nobody looked.
        looked_at: Whether anybody looked at it, or still can.
    """

    treatment: Treatment
    start: date
    end: date
    seen: date
    looked_at: bool
    _fade: Survival | None

    def on(self, days: Sequence[date]) -> list[float]:
        """Return how much of it is there on each of `days`, 0 to 1."""
        if self._fade is None:
            kept = [float(day <= self.seen) for day in days]
        else:
            kept = [1.0 - chance for chance in self._fade.chances_by(days)]
        return [
            self._risen(day) * part if self.start <= day < self.end else 0.0
            for day, part in zip(days, kept, strict=True)
        ]

    def _risen(self, day: date) -> float:
        share = (day - self.start).days / FULL_AFTER_DAYS
        return min(1.0, RISEN + (1.0 - RISEN) * share)


def effect_curves(area: AreaForecast, today: date) -> Iterator[EffectCurve]:
    """Yield the course of each of an area's results, oldest first.

    Results that are over are drawn by what their looks leave open and by what is believed about
    this area today.
    """
    levels = area.forecast.survival.components if area.forecast else ()
    for treatment in area.treatments:
        start, lasted = treatment.date.middle, treatment.lasted
        running = treatment.retreated is None
        seen = add_days(start, lasted.at_least or 0)
        fade: Survival | None = None
        if running and area.forecast is not None:
            fade = area.forecast.survival
        elif levels:
            gone = None if lasted.at_most is None else add_days(start, lasted.at_most)
            fade = Survival((start,), levels, CheckinDates(seen if lasted.at_least else None, gone))
        if treatment.retreated is not None:
            end = treatment.retreated.middle
        elif fade is not None:
            end = add_days(max(fade.quantile(0.99), seen), 1)
        else:
            end = add_days(seen, 1)
        nothing = running and area.no_effect
        yield EffectCurve(
            treatment=treatment,
            start=start,
            end=start if nothing else end,
            seen=min(seen, today),
            looked_at=running or bool(treatment.seen),
            _fade=fade,
        )
