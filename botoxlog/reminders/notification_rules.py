"""When each thing reminds: as it begins to matter, once, and not again and again.

`remind` lists whatever is due whenever it is asked. This is for what comes unasked, in a shell or
on the desktop: one table says on which days after something has become due it speaks up, and a
memory of what has been told makes sure that it does so once, however many days were missed.
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
    DueKind.FADING: (0,),
    DueKind.CHECKIN: (0, 21),
    DueKind.OVERDUE: (0, 30, 90),
    DueKind.BOOK: (0,),
    DueKind.MISSING: (3, 28),
}
"""Days after something became due on which it is told. Our choice: what lapses, or waits for an
answer, is told once more; what is the person's own choice, or only opens a window, once."""

ONCE_A_SESSION = (DueKind.FADING, DueKind.BOOK)
"""Told once for each result, wherever a look moves its day afterwards."""

TOGETHER_DAYS = 7
"""What the same session brings within so many days is told along with the first of it."""

MOST_LINES = 3
"""No day tells more than this; what is less urgent waits a day."""


@dataclass(frozen=True, slots=True)
class Notification:
    """One line: things of one kind and one session that matter now.

    Attributes:
        keys: What to remember once it has been told; random-looking, they name nothing.
        tier: How often the kind had its turn, counted from 0.
    """

    kind: DueKind
    items: tuple[DueItem, ...]
    keys: frozenset[str]
    tier: int


def notifications(snapshot: Snapshot, told: Collection[str]) -> tuple[Notification, ...]:
    """Return what has begun to matter and has not been told, most urgent first.

    Args:
        snapshot: Everything that is due.
        told: The keys of what has been told; see `remembered`.
    """
    groups: dict[tuple[object, ...], list[DueItem]] = {}
    for item in snapshot.due:
        session = item.area.last.session
        groups.setdefault((item.kind, session.id, session.date), []).append(item)
    found = (_reminder(items, snapshot.today, told) for items in groups.values())
    return tuple(reminder for reminder in found if reminder is not None)


def remembered(
    snapshot: Snapshot, told: Collection[str], new: Collection[Notification]
) -> frozenset[str]:
    """Return the keys to keep: those of things that still stand, and those told now.

    What has been answered is forgotten, and so is what moved into the future: it is told again
    when its new day comes. What comes once a session is kept as long as the session runs.
    """
    horizon = add_days(snapshot.today, TOGETHER_DAYS)
    standing = {key for item in snapshot.due for _, key in _reached(item, horizon)}
    standing |= {_key(due_id(area, kind), 0) for area in snapshot.areas for kind in ONCE_A_SESSION}
    return frozenset(told) & standing | {key for reminder in new for key in reminder.keys}


def _reminder(items: list[DueItem], today: date, told: Collection[str]) -> Notification | None:
    """Return what a group has to tell, None where nothing in it has its turn today."""
    turns = {item.id: list(_reached(item, today)) for item in items}
    fresh = [item for item in items if any(key not in told for _, key in turns[item.id])]
    if not fresh:
        return None
    soon = add_days(today, TOGETHER_DAYS)
    along = [
        item
        for item in items
        if not turns[item.id] and any(key not in told for _, key in _reached(item, soon))
    ]
    keys = {key for item in fresh for _, key in turns[item.id]}
    keys |= {key for item in along for _, key in _reached(item, soon)}
    tier = max(tier for item in fresh for tier, _ in turns[item.id])
    together = tuple(item for item in items if item in fresh or item in along)
    return Notification(items[0].kind, together, frozenset(keys), tier)


def _reached(item: DueItem, day: date) -> Iterator[tuple[int, str]]:
    """Yield each tier of a thing whose turn has come by `day`, with its key."""
    for tier, after in enumerate(RULES[item.kind]):
        if add_days(item.begins, after) <= day:
            yield tier, _key(item.id, tier)


def _key(name: str, tier: int) -> str:
    return blake2b(f"{name} {tier}".encode("utf-8", "replace"), digest_size=8).hexdigest()
