"""What is different between two readings of a journal, record by record."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from botoxlog.core.model import Journal, Record


class Changes(NamedTuple):
    """From one journal to another.

    Attributes:
        removed: Records that are there no more.
        added: Records that were not there.
        changed: Records with the same id that hold something else, before and after.
        settings: Whether what it knows about the person is different.
    """

    removed: tuple[Record, ...]
    added: tuple[Record, ...]
    changed: tuple[tuple[Record, Record], ...]
    settings: bool

    @property
    def nothing(self) -> bool:
        """Whether every record and setting is the same: comments, order or unknown keys differ."""
        return not (self.removed or self.added or self.changed or self.settings)


def compare(before: Journal, after: Journal) -> Changes:
    """Return what `after` holds otherwise than `before`, each in the order of its file."""
    gone = _beyond(_records(before), _records(after))
    new = _beyond(_records(after), _records(before))
    by_id = {_known_as(record): record for record in new if record.id}
    changed = [
        (record, by_id.pop(_known_as(record))) for record in gone if _known_as(record) in by_id
    ]
    paired = {id(record) for pair in changed for record in pair}
    return Changes(
        removed=tuple(record for record in gone if id(record) not in paired),
        added=tuple(record for record in new if id(record) not in paired),
        changed=tuple(changed),
        settings=before.person != after.person,
    )


def _records(journal: Journal) -> list[Record]:
    return [*journal.sessions, *journal.checkins, *journal.discussed]


def _known_as(record: Record) -> tuple[type[Record], str | None]:
    return type(record), record.id


def _beyond(records: Iterable[Record], others: Iterable[Record]) -> list[Record]:
    """Return the records that `others` lacks, counting equal ones."""
    there = Counter(others)
    beyond: list[Record] = []
    for record in records:
        if there[record]:
            there[record] -= 1
        else:
            beyond.append(record)
    return beyond
