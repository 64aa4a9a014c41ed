"""When reminders are sent on their own, in a shell or on the desktop.

One table lists on which days after an item became due a reminder is sent. The keys of sent
reminders (`sent_log`) make sure that each is sent once, however many days were missed.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b

from botoxlog.core.model import Appointment
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.due_items import DueItem, DueKind, due_id
from botoxlog.forecast.snapshot import Snapshot


class VisitKind(StrEnum):
    """What an appointment is reminded of."""

    APPOINTMENT = "appointment"
    KEPT = "kept"


RULES: Mapping[DueKind | VisitKind, tuple[int, ...]] = {
    DueKind.REVIEW: (0, 7),
    DueKind.WINDOW: (0,),
    DueKind.CHECKIN: (0, 21),
    DueKind.OVERDUE: (0, 30, 90),
    DueKind.BOOK: (0,),
    DueKind.MISSING: (3, 28),
    VisitKind.APPOINTMENT: (-1,),
    VisitKind.KEPT: (1, 8),
}
"""Days after an item became due, or after the day of an appointment, on which a reminder is sent.
Our choice: an item that can lapse or waits for an answer is repeated; one that is the person's own
choice, or only opens a window, is not."""

ONCE_A_SESSION = (DueKind.WINDOW, DueKind.BOOK)
"""Kinds sent once per result, even if a check-in moves their date afterwards."""

TOGETHER_DAYS = 7
"""Reminders from one session that fall within this many days are sent together with the first."""

MAX_PER_DAY = 3
"""The most notifications shown on one day; less urgent ones wait a day."""


@dataclass(frozen=True, slots=True)
class Notification:
    """One line: items of one kind and one session that are due now, or an appointment.

    Attributes:
        items: None for an appointment.
        appointment: None for what is due.
        keys: What to log once it has been sent: hashes that reveal nothing.
        tier: Which of the kind's days in `RULES` it is, counted from 0.
    """

    kind: DueKind | VisitKind
    items: tuple[DueItem, ...]
    keys: frozenset[str]
    tier: int
    appointment: Appointment | None = None


def notifications(snapshot: Snapshot, sent: Collection[str]) -> tuple[Notification, ...]:
    """Return what is due and not yet sent: appointments first, then the most urgent.

    Args:
        snapshot: Everything that is due.
        sent: The keys of sent notifications; see `keys_to_keep`.
    """
    groups: dict[tuple[object, ...], list[DueItem]] = {}
    for item in snapshot.due:
        session = item.area.last.session
        groups.setdefault((item.kind, session.id, session.date), []).append(item)
    visits = (_visit(*visit, snapshot.today, sent) for visit in _visits(snapshot))
    found = (_notification(items, snapshot.today, sent) for items in groups.values())
    return tuple(filter(None, (*visits, *found)))


def _visits(snapshot: Snapshot) -> Iterator[tuple[VisitKind, Appointment]]:
    yield from ((VisitKind.APPOINTMENT, one) for one in snapshot.appointments)
    yield from ((VisitKind.KEPT, one) for one in snapshot.unkept)


def _visit(
    kind: VisitKind, appointment: Appointment, today: date, sent: Collection[str]
) -> Notification | None:
    """Return the notification of an appointment, None if there is nothing new in it today."""
    reached = list(_reached_visit(kind, appointment, today))
    keys = frozenset(key for _, key in reached)
    if keys <= frozenset(sent):
        return None
    return Notification(kind, (), keys, reached[-1][0], appointment)


def _reached_visit(
    kind: VisitKind, appointment: Appointment, day: date
) -> Iterator[tuple[int, str]]:
    """Yield each tier that is reached by `day`, with its key; one that was moved has new keys."""
    on = appointment.date.first
    for tier, after in enumerate(RULES[kind]):
        if add_days(on, after) <= day:
            yield tier, _key(f"{appointment.id}-{kind}-{on.isoformat()}", tier)


def keys_to_keep(
    snapshot: Snapshot, sent: Collection[str], new: Collection[Notification]
) -> frozenset[str]:
    """Return the keys to log: those of items that are still due, and those of new notifications.

    The keys of an item that was answered are dropped, and so are those of one that moved into the
    future: it is sent again on its new date. Keys of `ONCE_A_SESSION` stay with the session.
    """
    horizon = add_days(snapshot.today, TOGETHER_DAYS)
    valid = {key for item in snapshot.due for _, key in _reached(item, horizon)}
    valid |= {
        key
        for kind, appointment in _visits(snapshot)
        for _, key in _reached_visit(kind, appointment, snapshot.today)
    }
    valid |= {_key(due_id(area, kind), 0) for area in snapshot.areas for kind in ONCE_A_SESSION}
    return frozenset(sent) & valid | {key for notification in new for key in notification.keys}


def _notification(items: list[DueItem], today: date, sent: Collection[str]) -> Notification | None:
    """Return the notification of a group of items, None if there is nothing new in it today."""
    reached = {item.id: list(_reached(item, today)) for item in items}
    new = [item for item in items if any(key not in sent for _, key in reached[item.id])]
    if not new:
        return None
    soon = add_days(today, TOGETHER_DAYS)
    upcoming = [
        item
        for item in items
        if not reached[item.id] and any(key not in sent for _, key in _reached(item, soon))
    ]
    keys = {key for item in new for _, key in reached[item.id]}
    keys |= {key for item in upcoming for _, key in _reached(item, soon)}
    tier = max(tier for item in new for tier, _ in reached[item.id])
    together = tuple(item for item in items if item in new or item in upcoming)
    return Notification(items[0].kind, together, frozenset(keys), tier)


def _reached(item: DueItem, day: date) -> Iterator[tuple[int, str]]:
    """Yield each tier of an item that is reached by `day`, with its key."""
    for tier, after in enumerate(RULES[item.kind]):
        if add_days(item.begins, after) <= day:
            yield tier, _key(item.id, tier)


def _key(name: str, tier: int) -> str:
    return blake2b(f"{name} {tier}".encode("utf-8", "replace"), digest_size=8).hexdigest()
