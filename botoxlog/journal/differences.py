"""The differences between two versions of a journal, record by record."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from botoxlog.core.model import Journal, Record


class Changes(NamedTuple):
    """The changes from one journal to another.

    Attributes:
        removed: Records that are only in the first.
        added: Records that are only in the second.
        changed: Records with the same id and other content, before and after.
        settings: Whether the person's settings are different.
    """

    removed: tuple[Record, ...]
    added: tuple[Record, ...]
    changed: tuple[tuple[Record, Record], ...]
    settings: bool


def compare(before: Journal, after: Journal) -> Changes:
    """Return the changes from `before` to `after`, each kind in the order of its file."""
    gone = _missing_from(after.records, before.records)
    new = _missing_from(before.records, after.records)
    by_id = {_key(record): record for record in new if record.id}
    changed = [(record, by_id.pop(_key(record))) for record in gone if _key(record) in by_id]
    paired = {id(record) for pair in changed for record in pair}
    return Changes(
        removed=tuple(record for record in gone if id(record) not in paired),
        added=tuple(record for record in new if id(record) not in paired),
        changed=tuple(changed),
        settings=before.person != after.person,
    )


def _key(record: Record) -> tuple[type[Record], str | None]:
    return type(record), record.id


def _missing_from(others: Iterable[Record], records: Iterable[Record]) -> list[Record]:
    """Return those of `records` that `others` lacks; equal records are counted."""
    there = Counter(others)
    missing: list[Record] = []
    for record in records:
        if there[record]:
            there[record] -= 1
        else:
            missing.append(record)
    return missing
