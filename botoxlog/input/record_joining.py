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
from botoxlog.core.text import inert
from botoxlog.forecast.duplicates import Match, SessionMatcher
from botoxlog.journal import decoder, encoder
from botoxlog.journal.decoder import JournalText
from botoxlog.journal.merge import Merged, Values, canonical, fullness, join, merge

_SESSION = TABLES[Session]
_DOSES = ("areas", "units", "sites")


class SessionJoiner:
    """Finds and joins records that were recorded twice; a `botoxlog.journal.merge.RecordJoiner`."""

    def __init__(self, catalog: Catalog) -> None:
        self._matcher = SessionMatcher(catalog)

    def groups(self, kind: str, records: Sequence[Values]) -> list[list[int]]:
        """Return the indexes of the records of each group that is one record."""
        of_day = Counter(str(record.get("date")) for record in records)
        shared = [n for n, record in enumerate(records) if of_day[str(record.get("date"))] > 1]
        if kind != _SESSION:
            return _equal(records, shared)
        sessions = {n: session for n in shared if (session := decoded(records[n]))}
        indexes = list(sessions)
        groups = self._matcher.groups(list(sessions.values()))
        return [[indexes[index] for index in group] for group in groups]

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
        known = {record.get("id"): decoded(record) for record in _records(side.data)}
        more: list[Values] = []
        for session in sessions:
            own = known.get(session.id)
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
        new = {record.get("id") for item in results for _, record in item.added}
        pairs = self.unsure(results[-1].data) if new else ()
        return [pair for pair in pairs if new.intersection(pair)]

    def as_one(self, side: JournalText, ids: tuple[str, str]) -> Merged:
        """Return a journal in which two sessions are one.

        The one whose date is known better counts, else the one that says more.

        Raises:
            CannotDoError: There are no two sessions with these ids, or their layout forbids it.
        """
        records = _records(side.data)
        found = {identity: _indexes(records, identity) for identity in ids}
        for identity, indexes in found.items():
            if len(indexes) != 1 or decoded(records[indexes[0]]) is None:
                raise CannotDoError(
                    f'There is no session "{inert(identity)}" that can be joined. '
                    "Nothing was written.",
                    "To see your records with their ids: botoxlog log",
                )
        if len(found) == 1:
            raise CannotDoError(
                "A session can't be joined to itself. Nothing was written.",
                "Give two different ids: botoxlog merge --same ID ID",
            )
        in_order = sorted((index for (index,) in found.values()), key=lambda n: _rank(records[n]))
        return join(side, _SESSION, [in_order], self)


def _rank(record: Values) -> tuple[int, int, str]:
    session = decoded(record)
    days = (session.date.last - session.date.first).days if session else 0
    told, content = fullness(record)
    return days, -told, content


def _records(data: Mapping[str, Any]) -> list[Values]:
    """Return the raw sessions of a journal; whatever is not a table is empty."""
    found = data.get(_SESSION, [])
    return [item if isinstance(item, dict) else {} for item in found if isinstance(found, list)]


def _indexes(records: Sequence[Values], identity: str) -> list[int]:
    return [index for index, record in enumerate(records) if record.get("id") == identity]


def decoded(record: Values) -> Session | None:
    """Return the session of a raw table, None if a part of it is not valid."""
    found: Journal = decoder.decode({_SESSION: [record]}, "", date.max)
    return found.sessions[0] if found.sessions and not found.problems else None


def _equal(records: Sequence[Values], indexes: Sequence[int]) -> list[list[int]]:
    """Return the groups of records of one day that are equal but for their ids."""
    found: dict[str, list[int]] = {}
    for index in indexes:
        if isinstance(records[index].get("date"), date):
            found.setdefault(canonical({**records[index], "id": None}), []).append(index)
    return [group for group in found.values() if len(group) > 1]
