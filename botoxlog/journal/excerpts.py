"""Changing what a journal already holds: which record is meant, and whether a new text will do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomli

from botoxlog.core.errors import CannotDoError
from botoxlog.core.model import Journal, Record
from botoxlog.core.text import inert, join_words
from botoxlog.journal import decoder, toml_edit
from botoxlog.journal.toml_edit import Place
from botoxlog.journal.toml_positions import blocks, record_spans, statements

_NEAR = 0.6  # the likeness from which an id is worth suggesting, of 1


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a journal that a person changes: all of it, or one record's own lines.

    Attributes:
        journal: The text of the whole journal as it was read.
        start: Offset where the part begins.
        end: Offset where it ends.
        place: The record that it is, None for the whole journal.
    """

    journal: str
    start: int
    end: int
    place: Place | None = None

    @property
    def text(self) -> str:
        """The part itself."""
        return self.journal[self.start : self.end]

    @property
    def first_line(self) -> int:
        """The line of the journal that the part begins with, counted from 1."""
        return self.journal.count("\n", 0, self.start) + 1

    def with_text(self, typed: str) -> str:
        """Return the whole journal with `typed` in place of the part."""
        if self.start > 0:
            typed = typed.removeprefix("\ufeff")  # some editors begin every file with one
        rest = self.journal[self.end :]
        if rest and typed and not typed.endswith("\n"):
            typed += "\r\n" if self.text.endswith("\r\n") else "\n"
        return self.journal[: self.start] + typed + rest


def whole(text: str) -> Excerpt:
    """Return all of a journal, to be changed."""
    return Excerpt(text, 0, len(text))


def one_record(text: str, data: Mapping[str, Any], identity: str) -> Excerpt:
    """Return the own lines of one record, to be changed.

    Raises:
        CannotDoError: There is no such record, or its lines do not stand together.
    """
    place = find(data, text, identity)
    spans = own_lines(text, place, identity)
    if len(spans) > 1:
        raise CannotDoError(
            f'The lines of "{inert(identity)}" do not stand together.',
            "Run botoxlog edit without an id, which opens the whole journal.",
        )
    return Excerpt(text, *spans[0], place)


def own_lines(text: str, place: Place, identity: str) -> list[tuple[int, int]]:
    """Return where a record's own lines stand, one span or several.

    Raises:
        CannotDoError: It has none: it stands in an array with others.
    """
    spans = record_spans(text, *place)
    if not spans:
        raise CannotDoError(
            f'The record "{inert(identity)}" stands in an array with others and has no lines of '
            "its own. Nothing was written.",
            "Run botoxlog edit without an id, which opens the whole journal.",
        )
    return spans


def is_newer(text: str) -> bool:
    """Whether a text is a journal of a format that this version does not write."""
    try:
        return decoder.newer_format(decoder.parse(text)) is not None
    except (ValueError, RecursionError):
        return False


def find(data: Mapping[str, Any], text: str, identity: str) -> Place:
    """Return the place of the record with an id.

    Raises:
        CannotDoError: There is none, with the near ones named; or more than one.
    """
    place = toml_edit.place_of(data, identity)
    if place is not None:
        return place
    every = [(table.get("id"), found) for found, table in toml_edit.places(data)]
    lines = [str(_line(text, found)) for known, found in every if known == identity]
    if lines:
        raise CannotDoError(
            f'The id "{inert(identity)}" stands in lines {join_words(lines)}.',
            "Run botoxlog edit and give one of them another id.",
        )
    near = _near(identity, [known for known, _ in every if isinstance(known, str)])
    suggestion = join_words([inert(known) for known in near], "or")
    raise CannotDoError(
        f'No record has the id "{inert(identity)}".',
        f"Did you mean {suggestion}?" if near else "botoxlog log lists the records with their ids.",
    )


def _near(identity: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches

    typed = identity.strip().casefold()
    begins = [other for other in known if typed and other.casefold().startswith(typed)]
    close = get_close_matches(typed, [other.casefold() for other in known], 3, _NEAR)
    same = [other for other in known if other.casefold() in close]
    return (begins or same)[:3]


def _line(text: str, place: Place) -> int:
    return next((text.count("\n", 0, start) + 1 for start, _ in record_spans(text, *place)), 1)


def mistake(excerpt: Excerpt, typed: str, today: date) -> str | None:
    """Return what is wrong with a changed text, in a sentence; None where it may be kept.

    Lines are counted in what was typed, which is what the editor shows.
    """
    after = excerpt.with_text(typed)
    if not typed.strip() and excerpt.text.strip():
        instead = "" if excerpt.place is None else " botoxlog remove takes a record out."
        return f"The text came back empty.{instead}"
    try:
        data = decoder.parse(after)
    except tomli.TOMLDecodeError as error:
        where = _where(excerpt, typed, error.lineno)
        return f"{where}, column {error.colno}: not valid TOML: {error.msg}."
    except (ValueError, RecursionError):
        return "A number in it is too long, or values are nested too deeply, to be read."
    if newer := decoder.newer_format(data):
        return f"Format {newer} is newer than this botoxlog knows. Leave format = as it was."
    if excerpt.place is not None and (wrong := _not_only(excerpt, data)):
        return wrong
    return _new_problem(excerpt, typed, data, today)


def _where(excerpt: Excerpt, typed: str, line: int) -> str:
    """Return a line of the changed journal as the editor counts it, where it shows that line."""
    inside = line - excerpt.first_line + 1
    if excerpt.place is None or 1 <= inside <= typed.count("\n") + 1:
        return f"Line {inside}"
    return f"Line {line} of the journal"


def _not_only(excerpt: Excerpt, data: Mapping[str, Any]) -> str | None:
    """Return what is wrong where more than the one record would change."""
    before = decoder.parse(excerpt.journal)
    name, index = excerpt.place or ("", 0)
    tables = data.get(name)
    if not isinstance(tables, list) or len(tables) != len(before[name]):
        return f"Leave exactly one [[{name}]] here. botoxlog edit without an id opens all of it."
    others = {**data, name: [*tables[:index], before[name][index], *tables[index + 1 :]]}
    if others != before:
        return "This would change other records too. botoxlog edit without an id opens all of it."
    if tables[index].get("id") != before[name][index].get("id"):
        return "Leave the id as it was: it is what other records know this one by."
    return None


def _new_problem(excerpt: Excerpt, typed: str, data: Mapping[str, Any], today: date) -> str | None:
    """Return the first problem that was not there before; a text that was no TOML is let off."""
    try:
        before = decoder.decode(decoder.parse(excerpt.journal), excerpt.journal, today)
    except (ValueError, RecursionError):
        return None
    known = Counter(problem.message for problem in before.problems)
    for problem in decoder.decode(data, excerpt.with_text(typed), today).problems:
        if not known[problem.message]:
            return f"{_where(excerpt, typed, problem.line)}: {problem.message}"
        known[problem.message] -= 1
    return None


def record(journal: Journal, identity: str) -> Record | None:
    """Return the record with an id; None where it makes too little sense to have been read."""
    every: list[Record] = [*journal.sessions, *journal.checkins, *journal.discussed]
    return next((item for item in every if item.id == identity), None)


def left_alone(journal: Journal, taken: Sequence[str]) -> list[str]:
    """Return a sentence for each touch-up that stays when its session goes."""
    return [
        f"The touch-up {inert(item.id or item.date.iso)} is of {inert(item.touch_up_of)}, and will "
        "count as a session of its own. You may want to take it out too, or to edit it."
        for item in journal.sessions
        if item.touch_up_of in taken and item.id not in taken and item.touch_up_of
    ]


def record_ids_by_line(text: str, data: Mapping[str, Any]) -> list[tuple[int, int, str | None]]:
    """Return the first and last line of each record with its id, in the order of the file."""
    ids = {place: table.get("id") for place, table in toml_edit.places(data)}
    found = [
        (block[0].line, text.count("\n", 0, block[-1].end) + 1, ids.get(place))
        for place, block in blocks(statements(text)).items()
        if place[1] >= 0
    ]
    return sorted((first, last, known if isinstance(known, str) else None)
                  for first, last, known in found)  # fmt: skip
