"""From journal text to the model. Pure: text in, values out.

A value that is not valid becomes a `Problem` with its line; everything else is kept.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import tomli

from botoxlog.core.model import (
    FORMAT,
    TABLES,
    Appointment,
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Journal,
    Outcome,
    Person,
    Problem,
    Record,
    Session,
    Site,
    State,
    Stopped,
    units_of,
)
from botoxlog.core.partial_dates import EARLIEST_YEAR, PartialDate, add_days, parse_iso
from botoxlog.core.text import command_line, inert, shell_words
from botoxlog.journal.fast_decoder import PlainReader, split_records

if TYPE_CHECKING:
    from botoxlog.journal.toml_positions import Blocks, Path

R = TypeVar("R", Session, CheckIn, Discussed, Appointment, Stopped)
Table = Mapping[str, Any]

CONFLICT = "conflict"
"""The array that keeps the version that does not count when two merged copies disagree."""

DAYS_AHEAD = 1
"""How many days a record may lie after today: a device beyond the date line wrote it."""

_CLOCK = r"(?a)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?"

_LARGEST = 1e300
"""Upper limit for a number, below infinity and below integers that no float can hold."""
_LARGEST_WHOLE = 1_000_000
"""Upper limit for an integer: one in hexadecimal can have more digits than Python will print."""


def parse(text: str) -> dict[str, Any]:
    """Return the raw tables of a journal text.

    Raises:
        tomli.TOMLDecodeError: Not TOML; it has the line and column.
    """
    return tomli.loads(text.removeprefix("\ufeff"), parse_float=_same_nan)


def _same_nan(digits: str) -> float:
    """Return a float; always the same object for "nan", so that equal texts give equal tables."""
    number = float(digits)
    return math.nan if math.isnan(number) else number


def newer_format(data: Table) -> float | None:
    """Return the format if it needs a newer botoxlog (of integers, a million at most), else None.

    A format that is no integer, such as 1.5, is one that this version does not know either.
    """
    number = data.get("format", FORMAT)
    if isinstance(number, bool) or not isinstance(number, int | float) or not number > FORMAT:
        return None
    return min(number, _LARGEST_WHOLE) if isinstance(number, int) else number


class JournalText(NamedTuple):
    """A journal, or a copy of one, before it is decoded.

    Attributes:
        text: The text of its file; empty if it is not TOML (a JSON export).
        data: What `parse` returns for it.
    """

    text: str
    data: dict[str, Any]


class ReadJournal(NamedTuple):
    """A journal as it was read.

    Attributes:
        journal: Its records, settings and problems.
        tables: What `parse` returns; None if each record was read by itself. In that case nothing
            before the end of the text can change the meaning of a record that is added there.
    """

    journal: Journal
    tables: dict[str, Any] | None


def read(text: str, today: date) -> ReadJournal:
    """Return what `decode` returns for a text, in less time and memory where possible.

    Raises:
        tomli.TOMLDecodeError: As `parse`.
    """
    try:
        split = _parse_apart(text, today)
    except tomli.TOMLDecodeError:  # parsing all of it decides, and says where
        split = None
    if split is not None:
        return ReadJournal(decode(split, text, today), None)
    tables = parse(text)
    return ReadJournal(decode(tables, text, today), tables)


def _parse_apart(text: str, today: date) -> dict[str, Any] | None:
    """Return the tables of a journal in which ordinary records are decoded already.

    None if it is not certain where each record begins and ends.
    """
    pieces = split_records(text.removeprefix("\ufeff"))
    if pieces is None:
        return None
    preamble, named = pieces
    data = parse(preamble)
    if not data.keys().isdisjoint(TABLES.values()):
        return None
    plain = PlainReader(today)
    for name, piece in named:
        record: Record | Table | None = plain.record(name, piece)
        if record is None:
            tables = parse(f"[[{piece}")
            if tables.keys() != {name} or len(tables[name]) > 1:
                return None
            record = tables[name][0]
        data.setdefault(name, []).append(record)
    return data


def decode(data: Table, text: str, today: date) -> Journal:
    """Return every valid record and setting in `data`, and a problem for everything else.

    Args:
        data: The result of `parse`; instead of a record's table it may hold the record itself.
        text: The journal, used only to find the line of a problem.
        today: Records dated more than `DAYS_AHEAD` later are problems, except appointments.
    """
    reader = _Reader(text, today)
    reader.check_format(data)
    sessions = tuple(reader.records(data, Session, reader.session))
    checkins = tuple(reader.records(data, CheckIn, reader.checkin))
    discussed = tuple(reader.records(data, Discussed, reader.discussed))
    appointments = tuple(reader.records(data, Appointment, reader.appointment))
    stopped = tuple(reader.records(data, Stopped, reader.stopped))
    reader.check_conflicts(data)
    person = reader.person(data.get("person", {}))
    return Journal(
        person=person,
        sessions=sessions,
        checkins=checkins,
        discussed=discussed,
        appointments=appointments,
        stopped=stopped,
        problems=tuple(sorted(reader.problems, key=lambda problem: problem.line)),
        newer_format=newer_format(data),
    )


class _RefusalError(ValueError):
    """A value that is not valid; its message says why."""


class _Where(NamedTuple):
    """The record that is being read, to find the line of a problem.

    Attributes:
        table: The name of its array.
        position: Its number in the array, counted from 0.
    """

    table: str
    position: int


class _Reader:
    """Decodes raw tables and collects the problems."""

    def __init__(self, text: str, today: date) -> None:
        self.text, self.latest = text, add_days(today, DAYS_AHEAD)
        self.problems: list[Problem] = []
        self.ids: set[str] = set()

    @cached_property
    def layout(self) -> "Blocks":
        """The positions of all statements, found only when the first problem needs a line."""
        from botoxlog.journal.toml_positions import blocks, statements

        return blocks(statements(self.text))

    def problem(self, where: _Where, path: "Path", message: str, *, left_out: bool = True) -> None:
        from botoxlog.journal.toml_positions import line_of

        line = line_of(self.layout, where.table, where.position, path)
        self.problems.append(Problem(line, message, left_out))

    def check_format(self, data: Table) -> None:
        if newer := newer_format(data):
            self.problem(
                _Where("format", 0),
                (),
                f"This journal has format {newer}, which needs a newer botoxlog. What this version "
                "understands is shown, and nothing is changed. Update botoxlog to add records.",
                left_out=False,
            )
        elif data.get("format", FORMAT) not in range(1, FORMAT + 1):
            message = f"format should be the number {FORMAT}. It is read as {FORMAT}."
            self.problem(_Where("format", 0), (), message, left_out=False)

    def check_conflicts(self, data: Table) -> None:
        """Report each conflict of `merge` that a person still has to settle."""
        tables = data.get(CONFLICT, [])
        for index, table in enumerate(tables if isinstance(tables, list) else []):
            is_table = isinstance(table, dict)
            identity, kind, of = (
                inert(str(table.get(key, "?"))) if is_table else "?" for key in ("id", "kind", "of")
            )
            keep = command_line("merge --keep", identity)
            message = (
                f"Two copies of this journal disagree about {kind} {of}. "
                f"Choose: {keep} or --take {shell_words(identity)}"
            )
            self.problem(_Where(CONFLICT, index), (), message)

    def records(
        self, data: Table, kind: type[R], read: Callable[[Table, _Where], R | None]
    ) -> Iterator[R]:
        name = TABLES[kind]
        tables = data.get(name, [])
        if not isinstance(tables, list):
            message = f"Write [[{name}]] with two brackets. It is left out."
            self.problem(_Where(name, 0), (), message)
            return
        for index, table in enumerate(tables):
            record = (
                table if isinstance(table, kind) else self.record(table, _Where(name, index), read)
            )
            if record is not None:
                if record.id in self.ids:
                    self.duplicate_id(record.id, _Where(name, index))
                elif record.id is not None:
                    self.ids.add(record.id)
                yield record

    def record(
        self, table: Any, where: _Where, read: Callable[[Table, _Where], R | None]
    ) -> R | None:
        if not isinstance(table, dict):
            self.problem(where, (), f"This {where.table} is not a table. It is left out.")
            return None
        try:
            return read(table, where)
        except _RefusalError as refusal:
            kind = "stop" if where.table == TABLES[Stopped] else where.table
            self.problem(where, ("date",), f"{refusal} This {kind} is left out.")
            return None

    def duplicate_id(self, identity: str, where: _Where) -> None:
        message = f'The id "{inert(identity)}" is used twice. Give one of them another id.'
        self.problem(where, ("id",), message, left_out=False)

    # Values: each method returns the valid ones and reports a problem for every other one.

    def values(
        self, table: Table, where: _Where, readers: Mapping[str, Callable[[Any], Any]]
    ) -> dict[str, Any]:
        """Return the values of a record that one reader each can decode; others are left out."""
        values: dict[str, Any] = {"id": None}
        for key, value in table.items():
            if key in readers:
                try:
                    values[key] = readers[key](value)
                except _RefusalError as refusal:
                    self.problem(where, (key,), f"{key}: {refusal} It is left out.")
        return values

    def names(self, table: Table, where: _Where, key: str) -> tuple[str, ...]:
        names = table.get(key, [])
        if not isinstance(names, list):
            message = f"{key}: it should be a list of names in quotes. It is left out."
            self.problem(where, (key,), message)
            return ()
        return self.texts(names, where, (key,))

    def texts(self, names: list[Any], where: _Where, path: "Path") -> tuple[str, ...]:
        good = tuple(name for name in names if isinstance(name, str) and name.strip())
        if len(good) < len(names):
            wrong = "it should be a list of names in quotes. Other values are left out."
            self.problem(where, path, f"{', '.join(map(inert, path))}: {wrong}")
        return good

    def by_area(self, table: Table, where: _Where, key: str) -> Iterator[tuple[str, Any]]:
        values = table.get(key, {})
        if not isinstance(values, dict):
            self.problem(where, (key,), f"{key} should be a table of areas. It is left out.")
            return
        for area, value in values.items():
            if area.strip():
                yield area, value
            else:
                self.problem(where, (key, area), f"{key}: an area has no name. It is left out.")

    def record_date(self, table: Table) -> PartialDate:
        found = _date_of(table)
        if found.first > self.latest:
            raise _RefusalError(f"The date {found.iso} is in the future.")
        return found

    def session(self, table: Table, where: _Where) -> Session:
        return Session(
            date=self.record_date(table),
            doses=self.doses(table, where),
            **self.values(table, where, _SESSION_VALUES),
        )

    def doses(self, table: Table, where: _Where) -> tuple[Dose, ...]:
        doses: dict[str, Dose] = {}
        for area in self.names(table, where, "areas"):
            doses[area] = Dose(area)
        amounts = dict(self.by_area(table, where, "units"))
        for area, amount in amounts.items():
            try:
                doses[area] = Dose(area, _units(amount))
            except _RefusalError as refusal:
                doses[area] = Dose(area)
                message = f"{inert(area)}: {refusal} The area is kept without units."
                self.problem(where, ("units", area), message)
        for area, listed in self.by_area(table, where, "sites"):
            sites = self.sites(listed, where, area)
            if sites:
                units = doses[area].units if area in amounts else units_of(sites)
                doses[area] = Dose(area, units, sites)
        if not (doses or any(map(table.get, ("areas", "units", "sites")))):
            message = "This session names no area. Add areas or [session.units]."
            self.problem(where, (), message, left_out=False)
        return tuple(doses.values())

    def sites(self, listed: Any, where: _Where, area: str) -> tuple[Site, ...]:
        """Return the sites of one area: a table of units by name, or a list of names."""
        if isinstance(listed, list):
            names = self.texts(listed, where, ("sites", area))
            return tuple(Site(name) for name in dict.fromkeys(names))
        if not isinstance(listed, dict):
            message = f"sites, {inert(area)}: it should be a table of units or a list of names."
            self.problem(where, ("sites", area), f"{message} It is left out.")
            return ()
        found: list[Site] = []
        for name, amount in listed.items():
            try:
                found.append(Site(_text(name), _units(amount)))
            except _RefusalError as refusal:
                message = f"sites, {inert(area)}, {inert(name)}: {refusal} It is left out."
                self.problem(where, ("sites", area, name), message)
        return tuple(found)

    def checkin(self, table: Table, where: _Where) -> CheckIn:
        return CheckIn(
            date=self.record_date(table),
            states=self.states(table, where),
            effects=self.names(table, where, "effects"),
            resolved=self.names(table, where, "resolved"),
            **self.values(table, where, _ID_AND_NOTE),
        )

    def states(self, table: Table, where: _Where) -> tuple[AreaState, ...]:
        found: list[AreaState] = []
        for area, word in self.by_area(table, where, "state"):
            try:
                found.append(AreaState(area, State(word)))
            except ValueError:
                message = f"{inert(area)}: {_unknown(word, State)} It is left out."
                self.problem(where, ("state", area), message)
        return tuple(found)

    def discussed(self, table: Table, where: _Where) -> Discussed | None:
        when = self.record_date(table)
        try:
            topic = _text(table.get("topic"))
        except _RefusalError:
            message = "topic should be text. This record is left out."
            self.problem(where, ("topic",), message)
            return None
        try:
            outcome = Outcome(_text(table.get("outcome")))
        except ValueError:
            message = f"outcome: {_unknown(table.get('outcome'), Outcome)} This record is left out."
            self.problem(where, ("outcome",), message)
            return None
        return Discussed(
            date=when,
            topic=topic,
            outcome=outcome,
            **self.values(table, where, _ID_AND_NOTE),
        )

    def appointment(self, table: Table, where: _Where) -> Appointment:
        when = _date_of(table)
        if not when.is_day:
            raise _RefusalError(f"An appointment needs a day, and {when.iso} is none.")
        return Appointment(
            date=when,
            areas=self.names(table, where, "areas"),
            **self.values(table, where, _APPOINTMENT_VALUES),
        )

    def stopped(self, table: Table, where: _Where) -> Stopped:
        return Stopped(
            date=self.record_date(table),
            areas=self.names(table, where, "areas"),
            **self.values(table, where, _ID_AND_NOTE),
        )

    def person(self, table: Any) -> Person:
        where = _Where("person", 0)
        if not isinstance(table, dict):
            self.problem(where, (), "[person] should be a table. It is left out.")
            return Person()
        values: dict[str, Any] = {}
        for key in Person._fields:
            if key in table:
                reader = _whole_number if key in {"birth_year", "weeks_ahead"} else _text
                try:
                    values[key] = reader(table[key])
                except _RefusalError as refusal:
                    self.problem(where, (key,), f"person, {key}: {refusal} It is left out.")
        return Person(**values)


def _date_of(table: Table) -> PartialDate:
    if "date" not in table:
        raise _RefusalError("It has no date.")
    return partial_date(table["date"])


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _RefusalError("it should be text in quotes.")
    if not value.strip():
        raise _RefusalError("it is empty.")
    return value


def _whole_number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST_WHOLE:
        raise _RefusalError("it should be a whole number.")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= _LARGEST:
        raise _RefusalError("it should be a plain number.")
    return value


def _units(value: Any) -> float:
    number = _number(value)
    if number <= 0:
        raise _RefusalError("units should be more than 0.")
    return number


def _cost(value: Any) -> float:
    number = _number(value)
    if number < 0:
        raise _RefusalError("it should not be negative.")
    return number


def _time(value: Any) -> time:
    """Return a time of day to the minute, from a TOML time or from a text such as "14:30"."""
    written = value.strip() if isinstance(value, str) else value
    if isinstance(written, str) and (found := re.fullmatch(_CLOCK, written)):
        written = time(int(found[1]), int(found[2]))
    if not isinstance(written, time):
        raise _RefusalError('it should be written as "14:30".')
    return written.replace(second=0, microsecond=0)


def partial_date(value: Any) -> PartialDate:
    """Return the date that a value of a journal means.

    Raises:
        ValueError: It means none; the message says why.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date) and value.year >= EARLIEST_YEAR:
        return PartialDate.of_day(value)
    if isinstance(value, date):
        value = value.isoformat()
    if type(value) is int and abs(value) < 10**8:
        value = str(value)  # people write a year as the bare number 2012
    if not isinstance(value, str):
        raise _RefusalError("A date should be written as 2026-08-01.")
    try:
        return parse_iso(value.strip())
    except ValueError as error:
        raise _RefusalError(f"The date is not valid: {error}.") from None


_ID_AND_NOTE = {"id": _text, "note": _text}
_SESSION_VALUES: dict[str, Callable[[Any], Any]] = {
    **_ID_AND_NOTE,
    "product": _text,
    "purpose": _text,
    "injector": _text,
    "clinic": _text,
    "lot": _text,
    "expiry": partial_date,
    "cost": _cost,
    "currency": _text,
    "touch_up_of": _text,
    "appointment": _text,
}
_APPOINTMENT_VALUES: dict[str, Callable[[Any], Any]] = {
    **_ID_AND_NOTE,
    "time": _time,
    "injector": _text,
    "clinic": _text,
}


def _unknown(word: Any, kind: type[State | Outcome]) -> str:
    choices = ", ".join(kind)
    if not isinstance(word, str):
        return f"it should be one of {choices}, in quotes."
    return f'"{inert(word)}" is not one of {choices}.'
