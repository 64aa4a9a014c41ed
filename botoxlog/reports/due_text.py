"""What is due in plain sentences, one for each kind and session."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.core.text import inert, join_words, plural
from botoxlog.forecast.area_forecast import AreaForecast, checkin_information
from botoxlog.forecast.due_items import DueItem, DueKind, Urgency
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reports.sentences import label_date, say_date, say_day

_TOLD_TOGETHER = frozenset({DueKind.REVIEW, DueKind.MISSING, DueKind.CHECKIN})
"""Kinds whose sentence names no day of its own area."""


class DueLine(NamedTuple):
    """Things of one kind and one session, told in one sentence."""

    items: tuple[DueItem, ...]
    names: str
    when: str
    urgency: Urgency
    text: str


def due_lines(due: Sequence[DueItem], snapshot: Snapshot) -> list[DueLine]:
    """Return one line for each kind and session, most urgent first."""
    groups: dict[tuple[object, ...], list[DueItem]] = {}
    for item in due:
        session = item.area.last.session
        told_dates = () if item.kind in _TOLD_TOGETHER else (item.begins, item.until)
        key = (item.kind, session.id, session.date, item.urgency, *told_dates)
        groups.setdefault(key, []).append(item)
    return [_due_line(tuple(items), snapshot) for items in groups.values()]


def _due_line(items: tuple[DueItem, ...], snapshot: Snapshot) -> DueLine:
    first = min(items, key=lambda item: item.begins)
    names = join_words([inert(item.area.name) for item in items])
    text = _due_text(first, snapshot, items)
    when = due_when(first, snapshot.today)
    return DueLine(items, names, when, first.urgency, f"{names}: {text}")


def due_text(item: DueItem, snapshot: Snapshot) -> str:
    """Return one thing that is due as a sentence."""
    return f"{inert(item.area.name)}: {_due_text(item, snapshot, (item,))}"


def due_when(item: DueItem, today: date) -> str:
    """Return "overdue", "now", "in 5 days", or "missing" for a detail."""
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
    """Return the next thing to do for one area in a short sentence, "" where there is none.

    A look that is overdue is asked for by `window` itself.
    """
    mine = (item for item in snapshot.due if item.area is area and item.kind is not DueKind.MISSING)
    item = next(mine, None)
    if item is None or item.kind is DueKind.OVERDUE:
        return ""
    come, day = item.begins <= snapshot.today, say_day(item.begins, snapshot.today)
    if item.kind is DueKind.BOOK:
        return f"Next: if you mean to repeat it, book {'now' if come else f'from {day} on'}."
    if item.kind is DueKind.REVIEW and not come:
        return f"Next: the two-week look, {day}."
    return "Next: a look now." if come else f"Next: a look, from {day} on."


def _due_text(item: DueItem, snapshot: Snapshot, items: tuple[DueItem, ...]) -> str:
    today, area = snapshot.today, item.area
    if item.kind is DueKind.REVIEW:
        day = say_day(item.begins, today)
        return (
            f"the two-week look{f' is on {day}' if item.begins > today else ''}. How has it taken?"
        )
    if item.kind is DueKind.MISSING:
        return _missing_text(items, today)
    if item.kind is DueKind.BOOK:
        return _book_text(item, snapshot)
    if item.kind is DueKind.OVERDUE:
        ago = (today - area.forecast.likely).days if area.forecast else 0
        return f"likely faded, about {plural(ago, 'day')} ago. How does it look?"
    if item.kind is DueKind.CHECKIN:
        return "about as likely faded as not. A look now tells most."
    late = say_day(area.forecast.late, today) if area.forecast else ""
    opens = "opens" if item.begins > today else "is open since"
    return f"the fade window {opens} {say_day(item.begins, today)}, to {late}. How does it look?"


def _book_text(item: DueItem, snapshot: Snapshot) -> str:
    today, area = snapshot.today, item.area
    visit = item.until or item.begins
    if area.last.lasted.end_seen:
        start = "it was seen gone. If you mean to repeat it, it can be booked"
    elif visit <= today:
        start = f"if you mean to repeat it, the likely day, {say_day(visit, today)}, has come"
    elif item.begins <= today:
        start = f"if you mean to repeat it around {say_day(visit, today)}, it is time to book"
    else:
        book = say_day(item.begins, today)
        start = f"if you mean to repeat it around {say_day(visit, today)}, book from {book} on"
    weeks = snapshot.person.weeks_ahead
    ahead = f" (you book {plural(weeks, 'week')} ahead)" if weeks is not None else ""
    return f"{start}{ahead}. {label_date(area, today)}".rstrip()


def _missing_text(items: tuple[DueItem, ...], today: date) -> str:
    session = items[0].area.last.session
    missing = [] if session.lot else ["the lot number"]
    if any(item.area.last.units is None for item in items):
        missing.append("the units")
    verb = "is" if missing == ["the lot number"] else "are"
    when = say_date(session.date, today)
    return f"{join_words(missing)} of {when} {verb} not noted. The clinic can tell you."


def nothing_due(snapshot: Snapshot, days: int) -> str:
    """Return the sentence for an empty list."""
    if not snapshot.areas:
        return "Nothing is due: no session is logged yet."
    return f"Nothing is due in the next {plural(days, 'day')}."


def asks_for_a_look(line: DueLine) -> bool:
    """Whether a check-in would answer this line."""
    return line.items[0].kind not in {DueKind.BOOK, DueKind.MISSING}


def how_to_check_in(lines: Sequence[DueLine], snapshot: Snapshot) -> str:
    """Return how to log the look that is asked for and would tell most today."""
    asked = [item.area for line in lines if asks_for_a_look(line) for item in line.items]
    area = max(asked, key=lambda area: checkin_information(area, snapshot.today))
    which = "The look that tells most now" if len(asked) > 1 else "Log a look"
    return f'{which}: botoxlog checkin "{inert(area.area)}=full" (or kicking-in, fading, gone)'
