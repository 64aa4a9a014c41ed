"""When reminders are sent on their own, in a shell or on the desktop.

One table lists on which days after an item became due a reminder is sent. The keys of sent
reminders (`sent_log`) make sure that each is sent once, however many days were missed.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.due_items import DueItem, DueKind, due_id
from botoxlog.forecast.snapshot import Snapshot

RULES: Mapping[DueKind, tuple[int, ...]] = {
    DueKind.REVIEW: (0, 7),
    DueKind.WINDOW: (0,),
    DueKind.CHECKIN: (0, 21),
    DueKind.OVERDUE: (0, 30, 90),
    DueKind.BOOK: (0,),
    DueKind.MISSING: (3, 28),
}
"""Days after an item became due on which a reminder is sent. Our choice: an item that can lapse or
waits for an answer is repeated; one that is the person's own choice, or only opens a window, is
not."""

ONCE_A_SESSION = (DueKind.WINDOW, DueKind.BOOK)
"""Kinds sent once per result, even if a check-in moves their date afterwards."""

TOGETHER_DAYS = 7
"""Reminders from one session that fall within this many days are sent together with the first."""

MAX_PER_DAY = 3
"""The most notifications shown on one day; less urgent ones wait a day."""


@dataclass(frozen=True, slots=True)
class Notification:
    """One line: items of one kind and one session that are due now.

    Attributes:
        keys: What to log once it has been sent: hashes that reveal nothing.
        tier: Which of the kind's days in `RULES` it is, counted from 0.
    """

    kind: DueKind
    items: tuple[DueItem, ...]
    keys: frozenset[str]
    tier: int


def notifications(snapshot: Snapshot, sent: Collection[str]) -> tuple[Notification, ...]:
    """Return the notifications that are due and not yet sent, most urgent first.

    Args:
        snapshot: Everything that is due.
        sent: The keys of sent notifications; see `keys_to_keep`.
    """
    groups: dict[tuple[object, ...], list[DueItem]] = {}
    for item in snapshot.due:
        session = item.area.last.session
        groups.setdefault((item.kind, session.id, session.date), []).append(item)
    found = (_notification(items, snapshot.today, sent) for items in groups.values())
    return tuple(notification for notification in found if notification is not None)


def keys_to_keep(
    snapshot: Snapshot, sent: Collection[str], new: Collection[Notification]
) -> frozenset[str]:
    """Return the keys to log: those of items that are still due, and those of new notifications.

    The keys of an item that was answered are dropped, and so are those of one that moved into the
    future: it is sent again on its new date. Keys of `ONCE_A_SESSION` stay with the session.
    """
    horizon = add_days(snapshot.today, TOGETHER_DAYS)
    valid = {key for item in snapshot.due for _, key in _reached(item, horizon)}
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
