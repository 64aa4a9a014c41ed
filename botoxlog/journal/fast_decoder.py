r"""Decode records that are exactly as this program writes them, without a TOML parser.

Nearly every record is still as `encoder` wrote it, and one regular expression can decode such a
record in a sixth of the time. A record that a person has edited, or that is unusual or not valid,
does not match and is left to `decoder`. A record that matches gives exactly what `decoder` would
give; `tests/journal/test_fast_decoder.py` checks that.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from botoxlog.core.model import (
    TABLES,
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Outcome,
    Record,
    Session,
    State,
)
from botoxlog.core.partial_dates import EARLIEST_YEAR, PartialDate, parse_iso

_CHARACTER = r'[^"\\\x00-\x1f\x7f]'  # any character of a string that needs no escape
_TEXT = rf'"((?!\s){_CHARACTER}+)"'
_TEXTS = rf'\[("{_CHARACTER}+"(?:, "{_CHARACTER}+")*)\]'
_DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_DATE = (
    '([0-9]{4}-[0-9]{2}-[0-9]{2}|"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2})?)?")'
)
_NUMBER = r"(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{1,6})?"
_KEY = r"[A-Za-z0-9_-]+"

_SHAPES = {
    "session": (
        ("id", _TEXT), ("date", _DATE), ("areas", _TEXTS), ("product", _TEXT), ("purpose", _TEXT),
        ("injector", _TEXT), ("clinic", _TEXT), ("lot", _TEXT), ("expiry", _DAY),
        ("cost", f"({_NUMBER})"), ("currency", _TEXT), ("touch_up_of", _TEXT),
        ("appointment", _TEXT), ("note", _TEXT),
    ),
    "checkin": (
        ("id", _TEXT), ("date", _DATE), ("effects", _TEXTS), ("resolved", _TEXTS), ("note", _TEXT),
    ),
    "discussed": (
        ("id", _TEXT), ("date", _DATE), ("topic", _TEXT), ("outcome", _TEXT), ("note", _TEXT),
    ),
}  # fmt: skip
"""The keys of each kind of record, in the order in which they are written."""

_TABLES_WITHIN = {
    "session": rf"(?:\n\n\[session\.units\]((?:\n{_KEY} = {_NUMBER})+))?",
    "checkin": rf'(?:\n\n\[checkin\.state\]((?:\n{_KEY} = "[a-z-]+")+))?',
}

_OUTCOMES = {str(outcome): outcome for outcome in Outcome}
_STATES = {str(state): state for state in State}

Word = str | None
"""What a group of the pattern matched: the value of a key as written, None if it is missing."""

Pieces = tuple[str, list[tuple[str, str]]]
"""The text before the first record, and then for each record the name of its table and its text."""


def split_records(text: str) -> Pieces | None:
    """Split a journal into records that can be decoded one by one; None if that is not certain.

    Args:
        text: A journal without a byte-order mark. It need not be valid TOML: that shows when its
            records are decoded.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    # A line inside a multi-line string may look like a header. A lone \r does not end a line.
    if '"""' in text or "'''" in text or "\r" in text:
        return None
    preamble, *pieces = ("\n" + text).split("\n[[")
    named = [(piece[: piece.find("]]")], piece) for piece in pieces]
    if not {name for name, _ in named} <= set(TABLES.values()):
        return None
    return preamble, named


class PlainReader:
    """Decodes ordinary records, and caches the dates, doses and states that come up often.

    Args:
        today: A record dated later is left to `decoder`.
    """

    def __init__(self, today: date) -> None:
        self._today = today
        self._dates: dict[str, PartialDate | None] = {}
        self._doses: dict[tuple[str | None, str | None], tuple[Dose, ...]] = {}
        self._states: dict[str | None, tuple[AreaState, ...] | None] = {}
        self._read: dict[str, Callable[..., Record | None]] = {
            "session": self._session,
            "checkin": self._checkin,
            "discussed": self._discussed,
        }

    def record(self, name: str, piece: str) -> Record | None:
        """Return a record, or None if its text is not exactly as this program writes it."""
        if name not in _SHAPES:  # appointments and stops are few
            return None
        found = _pattern(name).fullmatch(piece)
        return None if found is None else self._read[name](*found.groups())

    def _session(  # noqa: PLR0913, PLR0917 - one for each key of the record
        self, identity: Word, day: Word, areas: Word, product: Word, purpose: Word, injector: Word,
        clinic: Word, lot: Word, expiry: Word, cost: Word, currency: Word, touch_up_of: Word,
        appointment: Word, note: Word, units: Word,
    ) -> Session | None:  # fmt: skip
        when = self._date(day)
        expires = None if expiry is None else self._day(expiry)
        doses = self._doses.get((areas, units))
        if doses is None:
            doses = self._doses[areas, units] = _doses(areas, units)
        if when is None or not doses or (expires is None) != (expiry is None):
            return None
        return Session(
            identity, when, doses, product, purpose, injector, clinic, lot, expires,
            None if cost is None else _number(cost), currency, touch_up_of, appointment, note,
        )  # fmt: skip

    def _checkin(
        self, identity: Word, day: Word, effect_list: Word, over: Word, note: Word, states: Word
    ) -> CheckIn | None:
        when = self._date(day)
        if states not in self._states:
            self._states[states] = _states(states)
        seen, effects, resolved = self._states[states], _texts(effect_list), _texts(over)
        if when is None or seen is None or effects is None or resolved is None:
            return None
        return CheckIn(identity, when, seen, effects, resolved, note)

    def _discussed(
        self, identity: Word, day: Word, topic: Word, outcome: Word, note: Word
    ) -> Discussed | None:
        when = self._date(day)
        if when is None or topic is None or outcome not in _OUTCOMES:
            return None
        return Discussed(identity, when, topic, _OUTCOMES[outcome], note)

    def _date(self, written: Word) -> PartialDate | None:
        """Return the date of a record, or None if it is not valid or later than today."""
        when = None if written is None else self._day(written)
        return None if when is None or when.first > self._today else when

    def _day(self, written: str) -> PartialDate | None:
        if written not in self._dates:
            self._dates[written] = _partial_date(written)
        return self._dates[written]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    keys = "".join(rf"(?:\n{key} = {value})?" for key, value in _SHAPES[name])
    return re.compile(rf"{name}\]\]{keys}{_TABLES_WITHIN.get(name, '')}\n*")


def _partial_date(written: str) -> PartialDate | None:
    """Return a day, or a month, a year or two days in quotes; None if there is no such date."""
    try:
        if written.startswith('"'):
            return parse_iso(written[1:-1])
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return PartialDate(day, day) if day.year >= EARLIEST_YEAR else None


def _doses(areas: str | None, units: str | None) -> tuple[Dose, ...]:
    """Return every treated area once; nothing if `decoder` has to decide."""
    listed = _texts(areas)
    amounts = _assignments(units)
    if listed is None or amounts is None:
        return ()
    doses = {area: Dose(area) for area in listed}
    for area, written in amounts.items():
        amount = _number(written)
        if not amount:
            return ()
        doses[area] = Dose(area, amount)
    return tuple(doses.values())


def _states(written: str | None) -> tuple[AreaState, ...] | None:
    words = _assignments(written)
    if words is None or any(word[1:-1] not in _STATES for word in words.values()):
        return None
    return tuple(AreaState(area, _STATES[word[1:-1]]) for area, word in words.items())


def _texts(listed: str | None) -> tuple[str, ...] | None:
    """Return the texts of an array, or None if one of them is blank."""
    if listed is None:
        return ()
    texts = tuple(listed[1:-1].split('", "'))
    return texts if all(map(str.strip, texts)) else None


def _assignments(lines: str | None) -> dict[str, str] | None:
    """Return the keys and values of a table, or None if a key is there twice."""
    if lines is None:
        return {}
    pairs = [line.split(" = ") for line in lines[1:].split("\n")]
    values = {key: value for key, value in pairs}  # noqa: C416 - dict() would not be typed
    return values if len(values) == len(pairs) else None


def _number(written: str) -> float:
    return float(written) if "." in written else int(written)
