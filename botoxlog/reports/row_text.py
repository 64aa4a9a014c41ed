"""An area in a few words, for its row of a picture; `sentences` and `due_text` have it in full."""

from datetime import date

from botoxlog.core.partial_dates import MONTHS, day_words
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reports.due_text import next_step

_NEAR_DAYS = 330
"""Days from today within which a day and a month can mean only one date."""


def short_window(area: AreaForecast, today: date) -> str:
    """Return the two dates of a window that still matters: "24 Oct - 15 Jan", "" if none does.

    They go without their years under an axis that shows these, unless one is about a year off.
    """
    forecast = area.forecast
    if forecast is None or area.last.lasted.end_seen or is_dormant(area, today):
        return ""
    ends = (forecast.early, forecast.late)
    near = all(abs((day - today).days) <= _NEAR_DAYS for day in ends)
    early, late = (f"{day.day} {MONTHS[day.month - 1]}" if near else day_words(day) for day in ends)
    return f"{early} - {late}"


def short_step(area: AreaForecast, snapshot: Snapshot) -> str:
    """Return the next step: "check in now", "book from 14 Dec on"; "" if there is none."""
    step = next_step(area, snapshot).removeprefix("Next: ").removesuffix(".")
    return step.removeprefix("if you plan to repeat it, ")
