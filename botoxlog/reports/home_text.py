"""The words of the home screen: what is due in a few lines, the next visit, what to ask."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.core.partial_dates import MONTHS, day_words
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.area_forecast import AreaForecast, checkin_information, is_dormant
from botoxlog.forecast.due_items import DueItem, DueKind, lacks_units
from botoxlog.forecast.snapshot import Snapshot, due_within
from botoxlog.reports.appointment_text import areas_words, how_far, visit_words
from botoxlog.reports.due_text import due_lines
from botoxlog.reports.sentences import area_name, say_day, say_window, state
from botoxlog.reports.timeline_questions import count_text

AHEAD_DAYS = 14
"""How far ahead the home screen looks, as `remind` does unless another time is asked for."""

WINDOW = "likely window"
"""The heading of the windows, in a terminal and in pictures."""

MOST_LINES = 3
"""Upper limit for the lines of what is due."""


class DueGroup(NamedTuple):
    """What is due of one kind, for some areas.

    Attributes:
        label: What to do, in a word or two.
        names: The areas: in the order of the rows, but where a check-in is due the most useful
            first.
        first: What is said of the first of several, "" if nothing is.
        note: What follows the names, "" if nothing does.
    """

    label: str
    names: tuple[str, ...]
    first: str
    note: str
    items: tuple[DueItem, ...]


def short_window(area: AreaForecast, today: date, *, years: bool = False) -> str:
    """Return the two dates of a window that still matters: "24 Oct - 15 Jan", "" if none does.

    Args:
        area: The area.
        today: The day of the picture.
        years: Whether a window that crosses a new year names both. Under an axis that shows the
            years they can go without, unless one is about a year off.
    """
    forecast = area.forecast
    if forecast is None or area.last.lasted.end_seen or is_dormant(area, today):
        return ""
    if years:
        return " - ".join(say_window(forecast.early, forecast.late, today))
    return f"{_short_day(forecast.early, today)} - {_short_day(forecast.late, today)}"


def _short_day(day: date, today: date) -> str:
    near = abs((day - today).days) <= _NEAR_DAYS
    return f"{day.day} {MONTHS[day.month - 1]}" if near else day_words(day)


_NEAR_DAYS = 330
"""Days from today within which a day and a month can mean only one date."""


def short_step(area: AreaForecast, snapshot: Snapshot) -> str:
    """Return the next step for an area in a few words: "check in now", "booked 12 Jan"."""
    item, visit = snapshot.next_due.get(area.area), snapshot.booked(area)
    if visit and not area.stopped and (item is None or item.begins > snapshot.today):
        return f"booked {say_day(visit.date.first, snapshot.today)}"
    if item is None:
        return ""
    begun, day = item.begins <= snapshot.today, say_day(item.begins, snapshot.today)
    if item.kind is DueKind.BOOK:
        return "book now" if begun else f"book from {day}"
    return "check in now" if begun else f"check in {day}"


def visit_days(area: AreaForecast, snapshot: Snapshot) -> tuple[date, ...]:
    """Return the days of the open appointments that are for an area, soonest first."""
    return () if area.stopped else tuple(one.date.first for one in snapshot.visits([area]))


def booked_days(
    snapshot: Snapshot, areas: Sequence[AreaForecast]
) -> Mapping[str, tuple[date, ...]]:
    """Return the days of the visits that cover each area that has one, by its id."""
    found = ((area.area, visit_days(area, snapshot)) for area in areas)
    return {area: days for area, days in found if days}


def short_state(area: AreaForecast, today: date) -> str:
    """Return what an area is doing; of one that was stopped, that it was, and this in brackets."""
    words = state(area, today)
    return f"stopped ({words.replace(' (', ', ').removesuffix(')')})" if area.stopped else words


def shorter_states(words: str) -> Iterator[str]:
    """Yield shorter forms of a state, the longest first; the day of its check-in stays in each."""
    before, seen, day = words.rpartition("seen ")
    if seen and day[:1].isdigit():
        yield before + day
    head, _, rest = words.partition(" (")
    day = rest.removesuffix(")").rpartition(", ")[2].removeprefix("seen ")
    if day[:1].isdigit():
        yield f"{head} (seen {day})"


def due_groups(snapshot: Snapshot) -> tuple[list[DueGroup], int]:
    """Return what is due in at most `MOST_LINES` groups, and how many lines of `remind` are left.

    First what can be done now, then what comes next, then what is missing.
    """
    due = due_within(snapshot, AHEAD_DAYS)
    found = [group for group in _groups(due, snapshot) if group.items]
    shown = found[:MOST_LINES]
    told = {item.id for group in shown for item in group.items}
    lines = due_lines(due, snapshot)
    left = (line.items for line in lines if line.items)
    return shown, sum(not any(item.id in told for item in items) for items in left)


def _groups(due: Sequence[DueItem], snapshot: Snapshot) -> Iterator[DueGroup]:
    today = snapshot.today
    now = [item for item in due if item.begins <= today]
    looks = [item for item in now if item.asks_for_checkin]
    looks.sort(key=lambda item: -checkin_information(item.area, today))
    helps = "helps your forecast most" if len(looks) > 1 else ""
    yield _group("look at", looks, "run botoxlog checkin", helps)
    rows = {area.area: place for place, area in enumerate(snapshot.areas)}
    due = sorted(due, key=lambda item: rows[item.area.area])
    yield _group(
        "book now", [item for item in due if item.kind is DueKind.BOOK and item.begins <= today]
    )
    later = [item for item in due if item.begins > today and item.kind is not DueKind.MISSING]
    for item in later[:1]:
        same = [one for one in later if (one.kind, one.begins) == (item.kind, item.begins)]
        doing = "book from" if item.kind is DueKind.BOOK else "check in"
        yield _group("soon", same, f"{doing} {say_day(item.begins, today)}")
    missing: dict[str, list[DueItem]] = {}
    for item in due:
        if item.kind is DueKind.MISSING:
            missing.setdefault(_lacking(item.area, snapshot), []).append(item)
    for what, items in missing.items():
        yield _group("missing", items, what)


def _group(label: str, items: Sequence[DueItem], note: str = "", first: str = "") -> DueGroup:
    names = tuple(inert(item.area.name) for item in items)
    return DueGroup(label, names, first, note, tuple(items))


def group_words(group: DueGroup, count: int) -> str:
    """Return the areas of a group, `count` of them by name, and its note."""
    names = list(group.names[:count])
    if group.first:
        names[0] += f" first ({group.first})"
    if rest := len(group.names) - count:
        names.append(f"{rest} more")
    return join_words(names) + (f": {group.note}" if group.note else "")


def _lacking(area: AreaForecast, snapshot: Snapshot) -> str:
    lacking = ["lot number"] if area.last.session.lot is None else []
    if lacks_units(area, snapshot.catalog):
        lacking.append("units")
    return join_words(lacking)


NOTHING_DUE = f"nothing in the next {AHEAD_DAYS} days"


def more_due(count: int) -> str:
    """Return how to see the rest of what is due."""
    return f"and {count} more: botoxlog remind"


def today_words(snapshot: Snapshot) -> str:
    """Return the day with its weekday: "Mon 23 Nov 2026"."""
    return f"{snapshot.today:%a} {day_words(snapshot.today)}"


def next_visit(snapshot: Snapshot) -> str:
    """Return when and where the next visit is, or that none is booked."""
    if not snapshot.appointments:
        return "none booked"
    first = snapshot.appointments[0]
    ahead = how_far(first.date.first, snapshot.today)
    return f"{visit_words(first, snapshot.today)} ({ahead})"


def visit_lines(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield a label and a text: whether the last visit took place, what the next one is for."""
    if snapshot.unkept:
        last = snapshot.unkept[-1]
        names = areas_words(last, snapshot)
        day = say_day(last.date.first, snapshot.today)
        yield "visit", f"did the one on {day}{f' for {names}' if names else ''} take place?"
    if snapshot.appointments:
        first = snapshot.appointments[0]
        names = areas_words(first, snapshot) or "all areas"
        more = len(snapshot.appointments) - 1
        later = f" (and {more} later: botoxlog book)" if more else ""
        yield "booked", f"{say_day(first.date.first, snapshot.today)} for {names}{later}"


class QuestionWords(NamedTuple):
    """What to ask.

    Attributes:
        number: How many questions there are for the next visit.
        words: The first of them up to its first question mark, with its areas.
        title: What it is about, with its areas.
        topic: What it is about, without them.
        whole: The question in all its words.
    """

    number: str
    words: str
    title: str
    topic: str
    whole: str


def question_words(snapshot: Snapshot) -> QuestionWords | None:
    """Return what to ask at the next visit, None if there is nothing."""
    if not (count := count_text(snapshot)):
        return None
    first = snapshot.open_questions[0]
    names = [area_name(area, snapshot.catalog) for area in first.areas]
    if len(names) > _MOST_NAMES + 1:
        names = [*names[:_MOST_NAMES], f"{len(names) - _MOST_NAMES} more"]
    about = f" ({join_words(names)})" if names else ""
    asked = first.question[: first.question.find("?") + 1] or first.question
    topic = f"First: {first.title}"
    words = f'First: "{asked}"{about}'
    return QuestionWords(count, words, f"{topic}{about}", topic, first.question)


_MOST_NAMES = 2
"""Upper limit for the areas of a question that are named."""
