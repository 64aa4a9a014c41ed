"""Merge two copies of a journal that have drifted apart. Pure: texts in, a text out.

Records are matched by their ids, or by their content if they have no id or one that is used twice.
What both copies recorded on their own, under two ids, is made one if a `RecordJoiner` says so.
Settings are matched by their names. Each copy holds one version of each or none, and so does the
common ancestor, if it is given. A change or removal that only one copy made is applied; without an
ancestor, nothing is removed. If both copies changed something, the fuller version counts, and the
other is kept in a ``[[conflict]]``.

The choice between versions depends only on their content, not on which copy they came from. Merging
in either order, or again, gives the same records.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from botoxlog.core.errors import CannotDoError
from botoxlog.core.model import ID_LENGTH, ID_LETTERS, TABLES, Appointment, Session
from botoxlog.core.text import command_line, inert
from botoxlog.journal import decoder, encoder, toml_edit
from botoxlog.journal.decoder import JournalText
from botoxlog.journal.record_texts import END, TOP, Piece, anchored_comments, pieces, whole
from botoxlog.journal.toml_positions import Place, comments

Values = dict[str, Any]
Key = tuple[str, ...]


class RecordJoiner(Protocol):
    """Knows which records say the same thing twice, and what they say together."""

    def groups(self, kind: str, records: Sequence[Values]) -> Sequence[Sequence[int]]:
        """Return the indexes of the records of each group that is one record."""

    def joined(self, kind: str, records: Sequence[Values]) -> Values:
        """Return what records say together; where they differ, the first counts."""


_ROOT = "journal"
"""The kind, in a ``[[conflict]]``, of the keys before all tables."""
_PERSON = "person"
"""The table of the owner's settings, which may be missing."""

LINKS = {"touch_up_of": TABLES[Session], "appointment": TABLES[Appointment]}
"""The keys by which a session names another record, each with the kind of that record."""

SAME_AS = "same_as"
"""The key that holds the ids of the records that were joined to one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record or setting that both copies changed.

    Attributes:
        id: The id of its ``[[conflict]]``; the same on every computer.
        kind: "session", "person" and so on.
        of: The id of the record, or the name of the setting.
        counts: The version that counts.
        other: The version that is kept in the ``[[conflict]]``.
    """

    id: str
    kind: str
    of: str
    counts: Values
    other: Values


@dataclass(slots=True)
class Merged:
    """The result of a merge.

    Attributes:
        text: The merged journal.
        data: The tables of `text`, built without parsing it, so that the text can be checked.
        added: The kind and content of each record that was only in the other copy.
        taken: What was taken from the other copy: its own changes, and its fuller versions.
        removed: What the other copy had removed.
        joined: What two records, one of each copy, were made; only those that changed something.
        already: How many records and settings were equal in both copies.
        conflicts: What both copies changed, except conflicts that the journal already has.
    """

    text: str
    data: Values
    added: list[tuple[str, Values]] = field(default_factory=list)
    taken: list[tuple[str, Values]] = field(default_factory=list)
    removed: list[tuple[str, Values]] = field(default_factory=list)
    joined: list[tuple[str, Values]] = field(default_factory=list)
    already: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def merge(
    ours: JournalText,
    theirs: JournalText,
    base: JournalText | None = None,
    *,
    joiner: RecordJoiner | None = None,
    only_add: bool = False,
) -> Merged:
    """Return the merge of two copies.

    Args:
        ours: The copy whose text is edited; the rest of it stays as it is.
        theirs: The other copy.
        base: The common ancestor, if it is known.
        joiner: Finds what both copies recorded on their own; None to match by ids alone.
        only_add: Change nothing that `ours` says: differences are only reported (for imports). A
            record that both have may still gain what only the other one says.

    Raises:
        CannotDoError: The layout of a copy cannot be merged, or it needs a newer botoxlog.
    """
    for side in (ours, theirs, base):
        if side is not None:
            _refuse_newer(side)
    merged = Merged(ours.text, dict(ours.data))
    return _Merger(ours, theirs, base or JournalText("", {}), only_add, merged, joiner).run()


def join(
    side: JournalText, kind: str, groups: Sequence[Sequence[int]], joiner: RecordJoiner
) -> Merged:
    """Return a journal in which the records of each group are one.

    Args:
        side: The journal.
        kind: The array of the records.
        groups: Their indexes in it. Of each group, the record that counts goes first.
        joiner: Joins them.

    Raises:
        CannotDoError: The layout does not allow it, or the journal needs a newer botoxlog.
    """
    _refuse_newer(side)
    nothing = JournalText("", {})
    merger = _Merger(side, nothing, nothing, False, Merged(side.text, dict(side.data)))
    return merger.join(kind, groups, joiner)


def settle(side: JournalText, identity: str, *, take: bool, today: date = date.max) -> Merged:
    """Return a journal in which one conflict is settled.

    Args:
        side: The journal.
        identity: The id of the ``[[conflict]]``.
        take: Use the version in the ``[[conflict]]`` instead of the one that counts now.
        today: No version from a later day is taken.

    Raises:
        CannotDoError: There is no such conflict, its layout does not allow removing it, or its
            version has a mistake that the one that counts now does not have.
    """
    _refuse_newer(side)
    nothing = JournalText("", {})
    merger = _Merger(side, nothing, nothing, False, Merged(side.text, dict(side.data)))
    merger.settle(identity, take=take, today=today)
    return merger.merged


def conflict_id(kind: str, of: str, content: Values) -> str:
    """Return the id of a conflict: a hash of its content, so that every computer gets the same."""
    digest = hashlib.sha256(f"{kind}\0{of}\0{canonical(content)}".encode()).digest()
    return "".join(ID_LETTERS[byte % len(ID_LETTERS)] for byte in digest[:ID_LENGTH])


def canonical(value: Any) -> str:
    """Return a value as text that is the same for all ways of writing it.

    20 equals 20.0, a date equals the same date in quotes, and the order of keys does not matter.
    """
    return json.dumps(_plain(value), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value == int(value) else str(value)
    return value


@dataclass
class _Merger:
    """A merge in progress: it builds the tables of the result, and the edits of its text.

    Attributes:
        new_names: From the kind and the name of each record that was joined to another, or changed
            by that, to its new name: where its comments go.
    """

    ours: JournalText
    theirs: JournalText
    base: JournalText
    only_add: bool
    merged: Merged
    joiner: RecordJoiner | None = None
    new_names: dict[tuple[str, str], str] = field(default_factory=dict)
    edits: list[toml_edit.Edit] = field(default_factory=list)
    appended: list[str] = field(default_factory=list)
    settings: list[toml_edit.Setting] = field(default_factory=list)

    @property
    def sides(self) -> tuple[JournalText, JournalText, JournalText]:
        return self.ours, self.theirs, self.base

    @cached_property
    def own_pieces(self) -> dict[Place, Piece]:
        return whole(pieces(self.ours.text))

    @cached_property
    def their_pieces(self) -> dict[Place, Piece]:
        return whole(pieces(self.theirs.text))

    @cached_property
    def end(self) -> str:
        return encoder.line_end(self.ours.text)

    def run(self) -> Merged:
        names = dict.fromkeys([*self.ours.data, *self.theirs.data])
        # What sessions name comes before them, so that they find its new name.
        ordered = sorted(names, key=lambda name: name != TABLES[Appointment])
        kinds = {name: self._kind(name) for name in ordered}
        for name, kind in kinds.items():
            if kind is list and name != decoder.CONFLICT:
                self._merge_array(name)
            elif kind is dict:
                self._merge_table(name)
        self._merge_root({name for name, kind in kinds.items() if kind is None} - {"format"})
        self._refuse_odd_conflicts()
        self._merge_array(decoder.CONFLICT)
        self._add_conflicts()
        self.merged.text = self._new_text()
        sides = (self.ours, JournalText("", {}), self.base) if self.only_add else self.sides
        self.merged.text = _with_comments(self.merged, sides, self._new_name)
        self._check()
        return self.merged

    def _refuse_odd_conflicts(self) -> None:
        if any(_kind(side.data.get(decoder.CONFLICT, [])) is not list for side in self.sides):
            raise _odd_layout(decoder.CONFLICT)

    def _kind(self, name: str) -> type | None:
        """Return what a name holds in all copies: `list` for records, `dict`, else None."""
        values = [side.data[name] for side in self.sides if name in side.data]
        kinds = {_kind(value) for value in values if value != []} or {list}
        if len(kinds) > 1:
            raise CannotDoError(
                f"The two copies write {inert(name)} in different ways. Nothing was written.",
                "Write it the same way in both, then run the command again.",
            )
        return kinds.pop()

    # Records

    def _merge_array(self, name: str) -> None:
        arrays = [side.data.get(name, []) for side in self.sides]
        doubled = {identity for records in arrays for identity in _doubled(records)}
        if name == decoder.CONFLICT:  # matched by content, whatever its id is
            arrays = [[self._about(entry) for entry in records] for records in arrays]
            doubled = {_id(record) for records in arrays for record in records}
        ours, theirs, base = (_keyed(records, doubled) for records in arrays)
        kept: list[_Kept] = []
        for key, (index, own) in ours.items():
            result = self._chosen(name, key, own, _at(theirs, key), _at(base, key))
            if result is None:
                self.merged.removed.append((name, own))
                self._replace((name, index), "")
                continue
            other = theirs[key][0] if key in theirs else None
            kept.append(_Kept(result, index, other))
            if result is not own:
                self.merged.taken.append((name, result))
        for key, (index, record) in theirs.items():
            if key not in ours and not _same(_at(base, key), record):
                kept.append(_Kept(record, None, index))
        kept = self._each_once(name, kept)
        self.merged.added += [(name, item.values) for item in kept if item.own is None]
        for item in kept:
            self._write(name, item)
        self.merged.data.pop(name, None)
        if kept or self.ours.data.get(name) == []:
            self.merged.data[name] = [item.values for item in kept]

    def _write(self, name: str, item: "_Kept") -> None:
        """Add the edit of the text that makes it hold a record."""
        own = None if item.own is None else self.ours.data[name][item.own]
        if own is item.values:
            return
        text = self._new_record(name, item)
        if item.own is None:
            self.appended.append(text)
        else:
            self._replace((name, item.own), text)

    # What both recorded on their own

    def _each_once(self, name: str, kept: "list[_Kept]") -> "list[_Kept]":
        """Return the records; those of which each copy has its own are made one.

        A touch-up names its session, so touch-ups can be compared once the sessions are one.
        """
        if self.joiner is None or name not in TABLES.values():
            return kept
        while True:
            kept = self._linked(name, kept)
            found = self.joiner.groups(name, [item.values for item in kept])
            groups = [[kept[index] for index in group] for group in found]
            groups = [group for group in groups if self._is_of_both(name, group)]
            if not groups:
                break
            kept = self._joined(self.joiner, name, groups, kept)
        self.merged.conflicts = [item for item in self.merged.conflicts if self._differ(item)]
        return kept

    def _differ(self, conflict: Conflict) -> bool:
        """Whether two versions differ in more than the names by which they call records."""
        one, other = (
            {**self._with_link(conflict.kind, version), SAME_AS: None}
            for version in (conflict.counts, conflict.other)
        )
        return not _same(one, other)

    def _is_of_both(self, name: str, group: "Sequence[_Kept]") -> bool:
        """Whether each copy has one of these records, at least one of them alone.

        Records whose text is not in one piece are left as they are.
        """
        own = [item.own for item in group if item.own is not None]
        theirs = [item.theirs for item in group if item.theirs is not None]
        apart = [item for item in group if None in {item.own, item.theirs}]
        if self.only_add:
            apart = [item for item in group if item.own is None]
        in_pieces = all((name, index) in self.own_pieces for index in own)
        return bool(own and theirs and apart and in_pieces)

    def _joined(
        self,
        joiner: RecordJoiner,
        name: str,
        groups: "Iterable[Sequence[_Kept]]",
        kept: "list[_Kept]",
    ) -> "list[_Kept]":
        """Return the records, those of each group as one, in the place of the first of ours."""
        become: dict[int, _Kept | None] = {}
        for group in groups:
            in_order = sorted(group, key=lambda item: fullness(item.values), reverse=True)
            identity = None
            if self.only_add:  # one of ours gains what it lacks, and stays itself
                own = [item for item in group if item.own is not None]
                in_order = [own[0], *(item for item in in_order if item.own is None)]
                identity = _id(own[0].values)
            become |= self._as_one(joiner, name, in_order, identity)
        left = (become.get(id(item), item) for item in kept)
        return [item for item in left if item is not None]

    def _as_one(
        self, joiner: RecordJoiner, name: str, group: "Sequence[_Kept]", identity: str | None
    ) -> "dict[int, _Kept | None]":
        """Return what becomes of each record of a group: one is all of them, the others go.

        Args:
            joiner: Puts them together.
            name: Their kind.
            group: The records; where they differ, the first counts.
            identity: The id of the whole; by default the smallest.
        """
        stays = next((item for item in group if item.own is not None), group[0])
        names: set[str] = set()
        if name in LINKS.values():  # nothing names a record of another kind
            names = {known for item in group for known in names_of(item.values)}
        whole = _named(joiner.joined(name, [item.values for item in group]), names, identity)
        whole = next((item.values for item in group if _same(item.values, whole)), whole)
        theirs = next((item.theirs for item in group if item.theirs is not None), None)
        for item in group:
            for old in {_identity(item.values), *names_of(item.values)}:
                self.new_names[name, old] = _identity(whole)
            version = _named(joiner.joined(name, [item.values, whole]), names, _id(whole))
            if not _same(version, whole):  # it says something else of a key
                self._add_conflict(name, _identity(whole), whole, version)
            if item is not stays and item.own is not None:
                self._replace((name, item.own), "")
        if whole is stays.values:
            self.merged.already += 1
        else:
            self.merged.joined.append((name, whole))
        become: dict[int, _Kept | None] = {id(item): None for item in group}
        return {**become, id(stays): _Kept(whole, stays.own, theirs)}

    def _linked(self, name: str, kept: "Iterable[_Kept]") -> "list[_Kept]":
        """Return the records; what they name goes by its new name."""
        kept = list(kept)
        present = {_id(item.values) for item in kept}
        for item in kept:
            for old in names_of(item.values) - present:
                self.new_names.setdefault((name, old), _identity(item.values))
        return [self._renamed(name, item) for item in kept]

    def _renamed(self, name: str, item: "_Kept") -> "_Kept":
        values = self._with_link(name, item.values)
        if values is item.values:
            return item
        self.new_names[name, _identity(item.values)] = _identity(values)
        own = None if item.own is None else self.ours.data[name][item.own]
        return _Kept(own if own and _same(own, values) else values, item.own, item.theirs)

    def _about(self, conflict: Values) -> Values:
        """Return a ``[[conflict]]`` that names its record by the new name."""
        kind, of, record = (conflict.get(key) for key in ("kind", "of", "record"))
        if not (isinstance(kind, str) and isinstance(of, str) and isinstance(record, dict)):
            return conflict
        if (new := self._new_name(kind, of)) == of:
            return conflict
        record = {**record, "id": new}
        return {**conflict, "id": conflict_id(kind, new, record), "of": new, "record": record}

    def _with_link(self, name: str, values: Values) -> Values:
        if name != TABLES[Session]:
            return values
        new = {
            key: self._new_name(kind, named)
            for key, kind in LINKS.items()
            if isinstance(named := values.get(key), str)
        }
        return values if new.items() <= values.items() else {**values, **new}

    def _new_name(self, name: str, identity: str) -> str:
        """Return what a record is called now, which may have been joined several times."""
        while (new := self.new_names.get((name, identity), identity)) != identity:
            identity = new
        return identity

    def join(self, kind: str, groups: Sequence[Sequence[int]], joiner: RecordJoiner) -> Merged:
        """Make the records of each group one; of each, the first counts."""
        self._refuse_odd_conflicts()
        kept = [_Kept(values, index, None) for index, values in enumerate(self.ours.data[kind])]
        become: dict[int, _Kept | None] = {}
        for group in groups:
            become |= self._as_one(joiner, kind, [kept[index] for index in group], None)
        left = (become.get(id(item), item) for item in kept)
        kept = self._linked(kind, (item for item in left if item is not None))
        for item in kept:
            self._write(kind, item)
        self.merged.data[kind] = [item.values for item in kept]
        self._merge_array(decoder.CONFLICT)
        self._add_conflicts()
        self.merged.text = self._new_text()
        self.merged.text = _with_comments(self.merged, self.sides, self._new_name)
        self._check()
        return self.merged

    def _chosen(
        self, kind: str, key: Key, own: Values, other: Values | None, base: Values | None
    ) -> Values | None:
        """Return the version that counts: `own`, `other`, or None to remove it."""
        if other is None:
            return None if _same(base, own) else own
        if _same(own, other):
            self.merged.already += 1
            return own
        if _same(base, own):
            return other
        if _same(base, other):
            return own
        counts, rest = own, other
        if not self.only_add:
            rest, counts = sorted((own, other), key=fullness)
        if base is None and self.joiner and kind == TABLES[Session] and not self.only_add:
            names = names_of(own) | names_of(other)
            whole, version = (
                _named(self.joiner.joined(kind, pair), names, _id(own))
                for pair in ([counts, rest], [rest, counts])
            )
            if any(_same_doses(whole, one) for one in (counts, rest)):
                if not _same(version, whole):
                    self._add_conflict(kind, key[-1], whole, version)
                return next((one for one in (own, other) if _same(one, whole)), whole)
        self._add_conflict(kind, key[-1], counts, rest)
        return counts

    def _add_conflict(self, kind: str, of: str, counts: Values, other: Values) -> None:
        other = {key: value for key, value in other.items() if key != SAME_AS}
        found = Conflict(conflict_id(kind, of, other), kind, of, counts, other)
        self.merged.conflicts.append(found)

    def _replace(self, place: Place, new: str) -> None:
        piece = self.own_pieces.get(place)
        if piece is None:
            raise _odd_layout(place[0])
        start = piece.start
        if not new and self.ours.text.endswith(self.end * 2, 0, start):
            start -= len(self.end)  # and the blank line above it
        self.edits.append((start, piece.end, new))

    def _new_record(self, name: str, item: "_Kept") -> str:
        """Return the text of a record that is not as it was in our copy."""
        piece = None
        if item.theirs is not None and self.theirs.data[name][item.theirs] is item.values:
            piece = self.their_pieces.get((name, item.theirs))
        if piece is None:
            text = encoder.render_table(name, item.values)
        else:
            text = self.theirs.text[piece.start : piece.end].replace("\r\n", "\n")
        return (text + "\n" * (not text.endswith("\n"))).replace("\n", self.end)

    # Settings

    def _merge_table(self, name: str) -> None:
        tables = [side.data.get(name, {}) for side in self.sides]
        values = self._merged_settings(name, (name,), tables)
        if not values and name not in self.ours.data:
            self.appended.append(f"{encoder.table_header(name)}{self.end}")
        self.merged.data[name] = values

    def _merge_root(self, names: set[str]) -> None:
        tables = [
            {name: value for name, value in side.data.items() if name in names}
            for side in self.sides
        ]
        values = self._merged_settings(_ROOT, (), tables)
        for name in names:
            self.merged.data.pop(name, None)
        self.merged.data |= values

    def _merged_settings(self, kind: str, table: Key, tables: Sequence[Values]) -> Values:
        """Merge settings by name, each like a record with one value."""
        values: Values = {}
        for key in dict.fromkeys([*tables[0], *tables[1]]):
            own, other, base = (
                {key: settings[key]} if key in settings else None for settings in tables
            )
            if own is not None:
                result = self._chosen(kind, (key,), own, other, base)
            else:
                result = None if _same(base, other) else other
            if result is not own:
                self.settings.append((table, key, None if result is None else result[key]))
                changes = self.merged.removed if result is None else self.merged.taken
                changes.append((kind, result or own or {}))
            if result is not None:
                values[key] = result[key]
        return values

    # Conflicts and the text

    def settle(self, identity: str, *, take: bool, today: date) -> None:
        conflicts = self.ours.data.get(decoder.CONFLICT, [])
        if _kind(conflicts) is not list:
            conflicts = []
        index = next((n for n, entry in enumerate(conflicts) if _id(entry) == identity), None)
        if index is None:
            raise CannotDoError(
                f'There is no conflict "{inert(identity)}" in this journal. Nothing was written.',
                "To see the open conflicts: botoxlog doctor",
            )
        entry = conflicts[index]
        self._replace((decoder.CONFLICT, index), "")
        left = [other for other in conflicts if other is not entry]
        self.merged.data[decoder.CONFLICT] = left
        if not left:
            self.merged.data.pop(decoder.CONFLICT)
        if take:
            kind, of, version = (entry.get(key) for key in ("kind", "of", "record"))
            before = dict(self.merged.data)
            drop = command_line("merge --keep", identity)
            if not self._take(str(kind), of, version):
                raise CannotDoError(
                    "This conflict cannot be merged: it does not name one record or setting of "
                    "this journal. Nothing was written.",
                    f"To drop it: {drop}",
                )
            if wrong := _new_problem(str(kind), before, self.merged.data, today):
                raise CannotDoError(
                    "Nothing was written, because your journal would have a mistake with the "
                    f"other version: {wrong}",
                    f"Correct the [[conflict]] with botoxlog edit, or drop it: {drop}",
                )
        self.merged.text = self._new_text()
        self.merged.text = _with_comments(
            self.merged, (self.ours, self.ours, JournalText("", {})), self._new_name
        )
        self._check()

    def _take(self, kind: str, of: Any, version: Any) -> bool:
        """Use a version in the place of its record, or at the end if that is gone.

        A conflict may come from anywhere: False if it does not name one record or setting.
        """
        if not isinstance(version, dict) or not isinstance(of, str):
            return False
        if self._is_setting(kind, of, version):
            table = () if kind == _ROOT else (kind,)
            self.settings.append((table, of, version[of]))
            found = self.ours.data.get(kind, {})
            self.merged.data |= version if kind == _ROOT else {kind: found | version}
        elif (places := self._places(kind, of, version)) is not None:
            found = self.ours.data.get(kind, [])
            version = {**version, **(_only(found[places[0]], SAME_AS) if places else {})}
            text = encoder.render_table(kind, version).replace("\n", self.end)
            if places:
                self._replace((kind, places[0]), text)
                found = [version if n == places[0] else record for n, record in enumerate(found)]
            else:
                self.appended.append(text)
                found = [*found, version]
            self.merged.data[kind] = found
        else:
            return False
        self.merged.taken.append((kind, version))
        return True

    def _is_setting(self, kind: str, of: str, version: Values) -> bool:
        """Whether a version is one setting, at the top of the journal or in one of its tables."""
        if set(version) != {of}:
            return False
        if kind != _ROOT:
            return _kind(self.ours.data.get(kind, {} if kind == _PERSON else None)) is dict
        values = [version[of], *([self.ours.data[of]] if of in self.ours.data else [])]
        is_plain = all(value == [] or _kind(value) is None for value in values)
        return is_plain and of not in {"format", _PERSON, decoder.CONFLICT, *TABLES.values()}

    def _places(self, kind: str, of: str, version: Values) -> list[int] | None:
        """Return where the record is that a version replaces, at most one place.

        None if the version is not a record of that kind and id, or another record has that id too.
        """
        records = self.ours.data.get(kind, [])
        # An array that botoxlog does not know is kept, but never begun.
        is_array = _kind(records) is list and kind != decoder.CONFLICT
        if _id(version) != of or not is_array or not (records or kind in TABLES.values()):
            return None
        everywhere = [
            (name, n)
            for name, table in self.ours.data.items()
            if _kind(table) is list and name != decoder.CONFLICT
            for n, record in enumerate(table)
            if _id(record) == of
        ]
        if len(everywhere) > 1 or any(name != kind for name, _ in everywhere):
            return None
        return [n for _, n in everywhere]

    def _add_conflicts(self) -> None:
        """Add the other version of each conflict at the end, unless the journal has it already."""
        if self.only_add:
            return
        existing = self.merged.data.get(decoder.CONFLICT, [])
        known = {canonical({**entry, "id": None}) for entry in existing}
        fresh = [
            item
            for item in self.merged.conflicts
            if canonical({**_entry(item), "id": None}) not in known
        ]
        self.merged.conflicts = fresh
        entries = [_entry(item) for item in fresh]
        if entries:
            self.merged.data[decoder.CONFLICT] = [*existing, *entries]
        for entry in entries:
            text = encoder.render_table(decoder.CONFLICT, entry)
            self.appended.append(text.replace("\n", self.end))

    def _new_text(self) -> str:
        text = toml_edit.with_edits(self.ours.text, self.edits)
        if self.settings:
            text = toml_edit.with_settings(text, self.settings, replace_tables=True)
        if self.appended and text and not text.endswith("\n"):
            text += self.end
        return text + "".join(self.end + piece for piece in self.appended)

    def _check(self) -> None:
        """Refuse a merged text that does not hold the expected tables."""
        try:
            good = decoder.parse(self.merged.text) == self.merged.data
        except ValueError:
            good = False
        if not good:
            raise CannotDoError(
                "The layout of one copy cannot be merged safely. Nothing was written.",
                "Write records as [[session]] and [[checkin]] tables, and settings under [person].",
            )


class _Kept(NamedTuple):
    """A record of the result.

    Attributes:
        values: Its content; that of a copy unless it was changed.
        own: Its index in our copy, None if it is not there.
        theirs: Its index in the other copy, None if it is not there.
    """

    values: Values
    own: int | None
    theirs: int | None


def _new_problem(kind: str, before: Values, after: Values, today: date) -> str | None:
    """Return a problem that the records or settings of one kind have only after a change."""
    known, found = (
        Counter(
            problem.message
            for problem in decoder.decode(
                {name: value for name, value in data.items() if name == kind}, "", today
            ).problems
        )
        for data in (before, after)
    )
    return next(iter(found - known), None)


def names_of(record: Values) -> set[str]:
    """Return the id of a record, and those of the records that were joined to it."""
    also = record.get(SAME_AS)
    names = {name for name in also if isinstance(name, str)} if isinstance(also, list) else set()
    return names | {name for name in [_id(record)] if name is not None}


def _named(whole: Values, names: AbstractSet[str], identity: str | None) -> Values:
    """Return a joined record with its id, and those of the records that it was made of."""
    if identity is not None:
        whole = {**whole, "id": identity}
    others = sorted(names - {_id(whole)})
    kept = {key: value for key, value in whole.items() if key != SAME_AS}
    return {**kept, SAME_AS: others} if others else kept


def _same_doses(one: Values, other: Values) -> bool:
    """Whether two sessions name the same areas; if not, one of them may have been corrected."""
    return all(_same(_only(one, key), _only(other, key)) for key in ("areas", "units", "sites"))


def _only(record: Values, key: str) -> Values:
    return {key: record[key]} if key in record else {}


def _entry(conflict: Conflict) -> Values:
    """Return a conflict as the journal spells it."""
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "of": conflict.of,
        "record": conflict.other,
    }


def _odd_layout(name: str) -> CannotDoError:
    shown = inert(name)
    return CannotDoError(
        f"The layout of a {shown} cannot be merged. Nothing was written.",
        f"Write each one as a separate [[{shown}]], with all its lines together.",
    )


def _refuse_newer(side: JournalText) -> None:
    if newer := decoder.newer_format(side.data):
        raise CannotDoError(
            f"One of the files has format {newer}, which needs a newer botoxlog. "
            "Nothing was written.",
            "Update botoxlog, then run the command again.",
        )


def _kind(value: Any) -> type | None:
    if isinstance(value, dict):
        return dict
    is_records = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return list if is_records else None


def _id(record: Values) -> str | None:
    identity = record.get("id")
    return identity if isinstance(identity, str) else None


def _doubled(records: Sequence[Values]) -> Iterator[str | None]:
    counted = Counter(_id(record) for record in records)
    return (identity for identity, count in counted.items() if count > 1)


Keyed = dict[Key, tuple[int, Values]]


def _keyed(records: Sequence[Values], doubled: AbstractSet[str | None]) -> Keyed:
    """Return the records and their places by the key that matches them.

    Records that are matched by content are numbered, so that two equal ones stay two.
    """
    keyed: Keyed = {}
    times: Counter[str] = Counter()
    for index, record in enumerate(records):
        identity = _id(record)
        if identity is not None and identity not in doubled:
            keyed["id", identity] = index, record
        else:
            content = canonical(record)
            times[content] += 1
            keyed["content", content, str(times[content])] = index, record
    return keyed


def _at(keyed: Keyed, key: Key) -> Values | None:
    return keyed[key][1] if key in keyed else None


def _same(one: Values | None, other: Values | None) -> bool:
    """Whether two versions have the same content; a missing version equals no other."""
    if one is None or other is None:
        return False
    return canonical(one) == canonical(other)


def fullness(version: Values) -> tuple[int, str]:
    """Return the sort key of a version: the fuller one counts, else the later in text order."""
    return _leaves(version), canonical(version)


def _leaves(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_leaves(item) for item in value.values())
    return len(value) if isinstance(value, list) else 1


# --- comments --------------------------------------------------------------------------------


def _with_comments(
    merged: Merged,
    sides: tuple[JournalText, JournalText, JournalText],
    new_name: Callable[[str, str], str],
) -> str:
    """Return the merged text with the comments that it lacks from both copies.

    Each comment goes above the record that it is about, under its new name if it has one. A comment
    that the common ancestor had and that one copy removed is not added.
    """
    ours, theirs, base = sides
    known = {words for text in (merged.text, base.text) for _, words in comments(text)}
    lacking: list[tuple[str, Place, JournalText]] = []
    for side in (ours, theirs):
        for words, place in anchored_comments(side.text):
            if words not in known:
                known.add(words)
                lacking.append((words, place, side))
    if not lacking:
        return merged.text
    text, end = merged.text, encoder.line_end(merged.text)
    found = pieces(text)
    starts = {place: piece.start for place, piece in whole(found).items()}
    starts[TOP] = found[0].own if found else len(text)
    places = {
        (name, _identity(record)): (name, index)
        for name, records in merged.data.items()
        if _kind(records) is list
        for index, record in enumerate(records)
    }
    inserted: dict[int, list[str]] = {}
    for words, place, side in lacking:
        name, index = place
        about = place
        if name:
            about = places.get((name, new_name(name, _identity(side.data[name][index]))), END)
        at = starts.get(about, len(text))
        inserted.setdefault(at, []).append(words + end)
    return toml_edit.with_edits(
        text,
        [
            (at, at, end * (at > 0 and text[at - 1] != "\n") + "".join(lines))
            for at, lines in inserted.items()
        ],
    )


def _identity(record: Values) -> str:
    return _id(record) or canonical(record)
