"""Records of two copies that say the same thing twice, for `botoxlog.journal.merge`.

Sessions are compared by what their areas and products mean. Check-ins and discussed questions are
one if they are of the same day and say the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from botoxlog.catalog import Catalog
from botoxlog.core.errors import CannotDoError
from botoxlog.core.model import TABLES, Journal, Session
from botoxlog.core.text import command_line, inert
from botoxlog.forecast.duplicates import Match, SessionMatcher
from botoxlog.journal import decoder, encoder
from botoxlog.journal.decoder import JournalText
from botoxlog.journal.merge import (
    SAME_AS,
    Merged,
    Values,
    canonical,
    fullness,
    join,
    merge,
    names_of,
)

_SESSION = TABLES[Session]
_DOSES = ("areas", "units", "sites")


class SessionJoiner:
    """Finds and joins records that were recorded twice; a `botoxlog.journal.merge.RecordJoiner`."""

    def __init__(self, catalog: Catalog) -> None:
        self._matcher = SessionMatcher(catalog)

    def groups(self, kind: str, records: Sequence[Values]) -> list[list[int]]:
        """Return the indexes of the records of each group that is one record."""
        days = [_day(record) for record in records]
        count = Counter(days)
        shared = [n for n, day in enumerate(days) if day is not None and count[day] > 1]
        if kind != _SESSION:
            return _equal(records, shared)
        sessions = {n: session for n in shared if (session := decoded(records[n]))}
        indexes = list(sessions)
        groups = self._matcher.groups(list(sessions.values()))
        same = [[indexes[index] for index in group] for group in groups]
        return _linked([*same, *_named_alike(records)])

    def joined(self, kind: str, records: Sequence[Values]) -> Values:
        """Return what records say together; where they differ, the first counts.

        Keys that botoxlog does not know stay, and so do those of one record alone.
        """
        together: Values = {}
        for record in records:
            for key, value in record.items():
                known = together.setdefault(key, value)
                if isinstance(known, dict) and isinstance(value, dict):
                    together[key] = {**value, **known}
        sessions = [session for record in records if (session := decoded(record))]
        if kind == _SESSION and len(sessions) == len(records):
            known = encoder.fields_of(self._matcher.joined(sessions))
            rest = {key: together[key] for key in together if key not in Session._fields + _DOSES}
            return {**known, **rest}
        ids = [one["id"] for one in records if isinstance(one.get("id"), str)]
        return {**together, "id": min(ids)} if ids else together

    def completed(self, side: JournalText, sessions: Iterable[Session]) -> Merged:
        """Return a journal whose sessions have what only these, which it has already, say of them.

        A note is not completed: what a person took out of one, or never wrote, stays out.
        """
        found = filter(None, map(decoded, _records(side.data)))
        known = {session.id: session for session in found if session.id}
        more: list[Values] = []
        for session in sessions:
            own = known.get(session.id or "")
            if own and self._matcher.match(own, session) is Match.SAME:
                values = encoder.fields_of(session._replace(id=None, note=None))
                more.append(values)
        if not more:
            return Merged(side.text, dict(side.data))
        return merge(side, JournalText("", {_SESSION: more}), joiner=self, only_add=True)

    def unsure(self, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the ids of two sessions of a journal that may be one but are not surely one."""
        found = [one for record in _records(data) if (one := decoded(record)) and one.id]
        for pair in self._matcher.unsure(found):
            first, second = (found[index].id or "" for index in pair)
            yield first, second

    def unsure_among_new(self, results: Sequence[Merged]) -> list[tuple[str, str]]:
        """Return the ids of pairs that may be one session, at least one of them new by a merge."""
        new = ids_added(results)
        pairs = self.unsure(results[-1].data) if new else ()
        return [pair for pair in pairs if new.intersection(pair)]

    def as_one(self, side: JournalText, ids: tuple[str, str]) -> Merged:
        """Return a journal in which two sessions are one.

        The one whose date is known better counts, else the one that says more.

        Raises:
            CannotDoError: There are no two sessions with these ids, or their layout forbids it.
        """
        records = _records(side.data)
        if ids[0] == ids[1]:
            raise CannotDoError(
                "A session can't be joined to itself. Nothing was written.",
                "Give two different ids. To see them: botoxlog log",
            )
        found = [self._index(records, identity) for identity in ids]
        if found[0] == found[1]:  # they were joined before
            return Merged(side.text, dict(side.data))
        in_order = sorted(found, key=lambda n: _rank(records[n]))
        sessions = [one for n in in_order if (one := decoded(records[n]))]
        if not self._matcher.can_be_joined(*sessions):
            raise CannotDoError(
                "These can't be one session: their dates or products differ, or one corrects the "
                "other. Nothing was written.",
                f"If one of them is wrong, correct it first: {command_line('edit', ids[0])}",
            )
        return join(side, _SESSION, [in_order], self)

    def _index(self, records: Sequence[Values], identity: str) -> int:
        found = [n for n, record in enumerate(records) if identity in names_of(record)]
        if len(found) != 1:
            raise CannotDoError(
                f'There is no session "{inert(identity)}". Nothing was written.'
                if not found
                else f'Several sessions are called "{inert(identity)}". Nothing was written.',
                "To see your records with their ids: botoxlog log",
            )
        if decoded(records[found[0]]) is None:
            raise CannotDoError(
                f'The session "{inert(identity)}" has a problem, so it can\'t be joined. '
                "Nothing was written.",
                "To see the problem: botoxlog doctor",
            )
        return found[0]


def ids_added(results: Iterable[Merged]) -> set[str]:
    """Return the ids of the records that some merges added."""
    names = (record.get("id") for item in results for _, record in item.added)
    return {name for name in names if isinstance(name, str)}


def _rank(record: Values) -> tuple[int, int, str]:
    session = decoded(record)
    days = (session.date.last - session.date.first).days if session else 0
    told, content = fullness(record)
    return days, -told, content


def _records(data: Mapping[str, Any]) -> list[Values]:
    """Return the raw sessions of a journal; whatever is not a table is empty."""
    found = data.get(_SESSION, [])
    found = found if isinstance(found, list) else []
    return [item if isinstance(item, dict) else {} for item in found]


def decoded(record: Values) -> Session | None:
    """Return the session of a raw table, None if a part of it is not valid."""
    found: Journal = decoder.decode({_SESSION: [record]}, "", date.max)
    return found.sessions[0] if found.sessions and not found.problems else None


def _day(record: Values) -> date | None:
    """Return the day of a record, None if it is not known."""
    try:
        found = decoder.partial_date(record.get("date"))
    except ValueError:
        return None
    return found.first if found.is_day else None


def _named_alike(records: Sequence[Values]) -> Iterator[list[int]]:
    """Yield the indexes of records that have a name in common: they were joined before."""
    by_name: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        for name in names_of(record):
            by_name.setdefault(name, []).append(index)
    yield from (indexes for indexes in by_name.values() if len(indexes) > 1)


def _linked(groups: Iterable[Sequence[int]]) -> list[list[int]]:
    """Return groups without an index in common; those that had one are one."""
    found: list[set[int]] = []
    for group in groups:
        joint = set(group)
        apart = [known for known in found if joint.isdisjoint(known)]
        for known in found:
            if not joint.isdisjoint(known):
                joint |= known
        found = [*apart, joint]
    return [sorted(group) for group in found]


def _equal(records: Sequence[Values], indexes: Sequence[int]) -> list[list[int]]:
    """Return the groups of records of one day that are equal but for their names."""
    found: dict[str, list[int]] = {}
    for index in indexes:
        found.setdefault(canonical({**records[index], "id": None, SAME_AS: None}), []).append(index)
    return [group for group in found.values() if len(group) > 1]
