"""An area in a few words, for its row of a picture; `sentences` and `due_text` have it in full."""

from datetime import date

from botoxlog.core.partial_dates import MONTHS, day_words
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.due_items import DueKind
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reports.sentences import say_day, state

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
    """Return the next step for an area in a few words: "check in now", "booked 12 Jan"."""
    mine = (item for item in snapshot.due if item.area is area and item.kind is not DueKind.MISSING)
    item, visit = next(mine, None), snapshot.booked(area)
    if visit and not area.stopped and (item is None or item.begins > snapshot.today):
        return f"booked {say_day(visit.date.first, snapshot.today)}"
    if item is None:
        return ""
    begun, day = item.begins <= snapshot.today, say_day(item.begins, snapshot.today)
    if item.kind is DueKind.BOOK:
        return "book now" if begun else f"book from {day}"
    return "check in now" if begun else f"check in {day}"


def short_state(area: AreaForecast, today: date) -> str:
    """Return what an area is doing; of one that was stopped, that it was, and this in brackets."""
    words = state(area, today)
    return f"stopped ({words.partition(' (')[0]})" if area.stopped else words
