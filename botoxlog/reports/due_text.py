"""What is due in sentences: one line for each kind of item and session."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.core.text import command_line, inert, join_words, plural
from botoxlog.forecast.area_forecast import AreaForecast, checkin_information
from botoxlog.forecast.due_items import (
    SOON_DAYS,
    DueItem,
    DueKind,
    Urgency,
    lacks_units,
    most_useful_checkin,
)
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reports.appointment_text import (
    appointment_text,
    booked_text,
    how_far,
    kept_question,
)
from botoxlog.reports.sentences import (
    EVEN,
    capital,
    label_date,
    odds,
    past_window,
    say_date,
    say_day,
    say_window,
)

_UNDATED = frozenset({DueKind.REVIEW, DueKind.MISSING, DueKind.CHECKIN})
"""Kinds whose sentence names no date of its own area."""


class DueLine(NamedTuple):
    """Items of one kind and one session, in one sentence."""

    items: tuple[DueItem, ...]
    names: str
    when: str
    urgency: Urgency
    text: str


def due_lines(due: Sequence[DueItem], snapshot: Snapshot) -> list[DueLine]:
    """Return one line for each kind and session, most urgent first.

    Areas share a line only if the same sentence, with the same dates and odds, is true of each.
    """
    groups: dict[tuple[object, ...], list[DueItem]] = {}
    for item in due:
        session = item.area.last.session
        dates = () if item.kind in _UNDATED else (item.begins, item.until)
        text = _due_text(item, snapshot)
        key = (item.kind, session.id, session.date, item.urgency, *dates, text)
        groups.setdefault(key, []).append(item)
    return [_due_line(tuple(items), snapshot) for items in groups.values()]


def _due_line(items: tuple[DueItem, ...], snapshot: Snapshot) -> DueLine:
    first = min(items, key=lambda item: item.begins)
    names = join_words([inert(item.area.name) for item in items])
    text = _due_text(first, snapshot)
    when = due_when(first, snapshot.today)
    return DueLine(items, names, when, first.urgency, f"{names}: {text}")


def visit_lines(snapshot: Snapshot, most_days: int | None = None) -> list[DueLine]:
    """Return a line for each appointment that may have taken place, then for each to come.

    Args:
        snapshot: The journal on a day.
        most_days: How far ahead an appointment may be, in days; None for any.
    """
    today = snapshot.today
    asked = [
        DueLine((), "", "now", Urgency.TODAY, capital(kept_question(one, snapshot)))
        for one in snapshot.unkept
    ]
    to_come = [
        DueLine(
            (),
            "",
            how_far(one.date.first, today),
            Urgency.SOON if (one.date.first - today).days <= SOON_DAYS else Urgency.LATER,
            capital(appointment_text(one, snapshot)),
        )
        for one in snapshot.appointments
        if most_days is None or (one.date.first - today).days <= most_days
    ]
    return [*asked, *to_come]


def due_text(item: DueItem, snapshot: Snapshot) -> str:
    """Return one due item as a sentence."""
    return f"{inert(item.area.name)}: {_due_text(item, snapshot)}"


def due_when(item: DueItem, today: date) -> str:
    """Return when an item is due: "overdue", "now", "in 5 days", or "missing" for a detail."""
    if item.kind is DueKind.MISSING:
        return "missing"
    if item.urgency is Urgency.OVERDUE:
        return "overdue"
    return (
        "now"
        if item.urgency is Urgency.TODAY
        else f"in {plural((item.begins - today).days, 'day')}"
    )


def next_step(area: AreaForecast, snapshot: Snapshot) -> str:
    """Return the next step for one area, and for when it is booked; "" if there is neither.

    It says nothing about an overdue check-in, because `window` already asks for it.
    """
    booked = snapshot.booked(area)
    steps = (
        "You stopped on purpose." if area.stopped else _next_due(area, snapshot),
        booked_text(area, booked, snapshot) if booked else "",
    )
    return " ".join(step for step in steps if step)


def _next_due(area: AreaForecast, snapshot: Snapshot) -> str:
    item = snapshot.next_due.get(area.area)
    if item is None or item.kind is DueKind.OVERDUE:
        return ""
    begun, day = item.begins <= snapshot.today, say_day(item.begins, snapshot.today)
    if item.kind is DueKind.BOOK:
        return f"Next: if you plan to repeat it, book {'now' if begun else f'from {day} on'}."
    if item.kind is DueKind.REVIEW and not begun:
        return f"Next: two-week check-in on {day}."
    return "Next: check in now." if begun else f"Next: check in from {day}."


def _due_text(item: DueItem, snapshot: Snapshot) -> str:
    today, area = snapshot.today, item.area
    if item.kind is DueKind.REVIEW:
        on = f" on {say_day(item.begins, today)}" if item.begins > today else ""
        return f"two-week check-in{on}. How well has it worked?"
    if item.kind is DueKind.MISSING:
        return _missing_text(area, snapshot)
    if item.kind is DueKind.BOOK:
        return _book_text(item, snapshot)
    if item.kind is DueKind.CHECKIN and item.begins > today:
        day = say_day(item.begins, today)
        return f"{_window_text(item, today)} A check-in from {day} would help your forecast."
    if item.kind is DueKind.CHECKIN:
        words = odds(area.chance_worn_off(today) or 0.0)
        odds_text = f"{words}: worn off or still working" if words == EVEN else words
        if area.forecast is None:
            odds_text = "nothing to see yet at your last check-in"
        most = " most" if _helps_most(item, snapshot) else ""
        return f"{odds_text}. A check-in now would help your forecast{most}."
    return f"{_window_text(item, today)} How does it look?"


def _helps_most(item: DueItem, snapshot: Snapshot) -> bool:
    """Whether a check-in on an area helps as much as any, among those of one session."""
    today, best = snapshot.today, snapshot.most_useful_checkin
    if best is None or best.last.session != item.area.last.session:
        return False
    return checkin_information(item.area, today) == checkin_information(best, today)


def _window_text(item: DueItem, today: date) -> str:
    """Return the sentence for a window that opens, is open or has passed."""
    forecast = item.area.forecast
    if forecast is None:
        return ""
    if item.kind is DueKind.OVERDUE:
        return past_window(item.area, forecast, today)
    early, late = say_window(forecast.early, forecast.late, today)
    opens = "opens" if forecast.early > today else "has been open since"
    return f"the window for wearing off {opens} {early} and runs to {late}."


def _book_text(item: DueItem, snapshot: Snapshot) -> str:
    today, area = snapshot.today, item.area
    visit = item.until or item.begins
    day, book = say_day(visit, today), say_day(item.begins, today)
    if area.last.lasted.end_seen:
        when = "you can book now" if item.begins <= today else f"book from {book} on"
        start = f"worn off at a check-in. If you plan to repeat it, {when}"
    elif visit <= today:
        passed = "today" if visit == today else "past"
        likely = area.forecast is None or visit == area.forecast.likely
        which = (
            "likely date" if likely else f"{area.label_intervals[0].region} label's earliest date"
        )
        start = f"the {which}, {day}, is {passed}. If you plan to repeat it, you can book now"
    elif item.begins <= today:
        start = f"if you plan to repeat it around {day}, you can book now"
    else:
        start = f"if you plan to repeat it around {day}, book from {book} on"
    weeks = snapshot.person.weeks_ahead
    ahead = f" (you book {plural(weeks, 'week')} ahead)" if weeks is not None else ""
    return f"{start}{ahead}. {label_date(area, today)}".rstrip()


def _missing_text(area: AreaForecast, snapshot: Snapshot) -> str:
    session = area.last.session
    missing = [] if session.lot else ["the lot number"]
    if lacks_units(area, snapshot.catalog):
        missing.append("the units")
    verb = "is" if missing == ["the lot number"] else "are"
    when = say_date(session.date, snapshot.today)
    return f"{join_words(missing)} for {when} {verb} missing. Your clinic can tell you."


def nothing_due(snapshot: Snapshot, days: int) -> str:
    """Return the sentence for a list without items."""
    if not snapshot.areas:
        return "Nothing is due: you have not logged a session yet."
    return f"Nothing is due in the next {plural(days, 'day')}."


def asks_for_checkin(line: DueLine) -> bool:
    """Whether a check-in would answer this line."""
    return any(item.asks_for_checkin for item in line.items)


def how_to_check_in(lines: Sequence[DueLine], snapshot: Snapshot) -> str:
    """Return the command for the most informative check-in that is asked for now, or the first."""
    asked = [item for line in lines if asks_for_checkin(line) for item in line.items]
    now = [item for item in asked if item.begins <= snapshot.today]
    area = most_useful_checkin(now, snapshot.today) or asked[0].area
    which = "Most useful check-in now" if len(now) > 1 else "Check in"
    command = command_line("checkin", f"{area.area}=full")
    return f"{which}: {command} (or kicking-in, fading, gone)"
