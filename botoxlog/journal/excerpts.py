"""Editing a journal by hand: find the record to edit, and check the edited text."""

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
from botoxlog.journal.toml_positions import Place, blocks, record_spans, statements

_NEAR = 0.6
"""How similar an id must be to be suggested, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a journal that a person edits: all of it, or the lines of one record.

    Attributes:
        journal: The text of the whole journal as it was read.
        start: Offset of the beginning of the part.
        end: Offset of its end.
        place: The record, None for the whole journal.
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
        """The first line of the part, counted from 1 in the journal."""
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
    """Return all of a journal, to be edited."""
    return Excerpt(text, 0, len(text))


def one_record(text: str, data: Mapping[str, Any], identity: str) -> Excerpt:
    """Return the lines of one record, to be edited.

    Raises:
        CannotDoError: There is no such record, or its lines are not next to each other.
    """
    place = find(data, text, identity)
    spans = own_lines(text, place, identity)
    if len(spans) > 1:
        raise CannotDoError(
            f'The lines of "{inert(identity)}" are not next to each other. Nothing was written.',
            "To edit the whole journal: botoxlog edit",
        )
    return Excerpt(text, *spans[0], place)


def own_lines(text: str, place: Place, identity: str) -> list[tuple[int, int]]:
    """Return the spans of a record's lines, as offsets.

    Raises:
        CannotDoError: It has no lines of its own, because it is in an array with other records.
    """
    spans = record_spans(text, *place)
    if not spans:
        raise CannotDoError(
            f'The record "{inert(identity)}" is in an array with other records, so it cannot be '
            "changed alone. Nothing was written.",
            "To edit the whole journal: botoxlog edit",
        )
    return spans


def is_newer(text: str) -> bool:
    """Whether a text is a journal in a format that needs a newer botoxlog."""
    try:
        return decoder.newer_format(decoder.parse(text)) is not None
    except (ValueError, RecursionError):
        return False


def find(data: Mapping[str, Any], text: str, identity: str) -> Place:
    """Return the place of the record with an id.

    Raises:
        CannotDoError: There is none, or more than one. Similar ids are suggested.
    """
    place = toml_edit.place_of(data, identity)
    if place is not None:
        return place
    every = [(table.get("id"), found) for found, table in toml_edit.places(data)]
    lines = [str(_line(text, found)) for known, found in every if known == identity]
    if lines:
        raise CannotDoError(
            f'Several records have the id "{inert(identity)}", in lines {join_words(lines)}. '
            "Nothing was written.",
            "To give one of them another id: botoxlog edit",
        )
    near = _near(identity, [known for known, _ in every if isinstance(known, str)])
    suggestion = join_words([inert(known) for known in near], "or")
    raise CannotDoError(
        f'No record has the id "{inert(identity)}". Nothing was written.',
        f"Did you mean {suggestion}?" if near else "To see the ids: botoxlog log",
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


def error_in(excerpt: Excerpt, typed: str, today: date) -> str | None:
    """Return what is wrong with an edited text, as a sentence; None if it can be saved.

    Line numbers are those of the edited text, as the editor shows them.
    """
    after = excerpt.with_text(typed)
    if not typed.strip() and excerpt.text.strip():
        instead = "" if excerpt.place is None else " To remove a record: botoxlog remove."
        return f"The text came back empty.{instead}"
    try:
        data = decoder.parse(after)
    except tomli.TOMLDecodeError as error:
        where = _where(excerpt, typed, error.lineno)
        return f"{where}, column {error.colno}: not valid TOML: {error.msg}."
    except (ValueError, RecursionError):
        return "It contains a number that is too long, or values that are nested too deeply."
    if newer := decoder.newer_format(data):
        return f"Format {newer} needs a newer botoxlog. Leave the format as it was."
    if excerpt.place is not None and (wrong := _beyond_record(excerpt, data)):
        return wrong
    return _new_problem(excerpt, typed, data, today)


def _where(excerpt: Excerpt, typed: str, line: int) -> str:
    """Return the name of a line of the journal, counted as in the editor if it is shown there."""
    inside = line - excerpt.first_line + 1
    if excerpt.place is None or 1 <= inside <= typed.count("\n") + 1:
        return f"Line {inside}"
    return f"Line {line} of the journal"


def _beyond_record(excerpt: Excerpt, data: Mapping[str, Any]) -> str | None:
    """Return what is wrong if an edit changes more than the one record."""
    before = decoder.parse(excerpt.journal)
    name, index = excerpt.place or ("", 0)
    tables = data.get(name)
    if not isinstance(tables, list) or len(tables) != len(before[name]):
        return f"Leave exactly one [[{name}]] here. To edit the whole journal: botoxlog edit."
    others = {**data, name: [*tables[:index], before[name][index], *tables[index + 1 :]]}
    if others != before:
        return "This would change other records too. To edit the whole journal: botoxlog edit."
    if tables[index].get("id") != before[name][index].get("id"):
        return "Leave the id as it was: other records may refer to it."
    return None


def _new_problem(excerpt: Excerpt, typed: str, data: Mapping[str, Any], today: date) -> str | None:
    """Return the first problem that is new; None if the old text was not TOML."""
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
    """Return the record with an id; None if it was left out because it is not valid."""
    return next((item for item in journal.records if item.id == identity), None)


def orphaned_touch_ups(journal: Journal, taken: Sequence[str]) -> list[str]:
    """Return a sentence for each touch-up that stays when its session is removed."""
    return [
        f"The touch-up {inert(item.id or item.date.iso)} belongs to {inert(item.touch_up_of)}, and "
        "will count as a session once that is removed. You can remove or edit it too."
        for item in journal.sessions
        if item.touch_up_of in taken and item.id not in taken and item.touch_up_of
    ]


def record_ids_by_line(text: str, data: Mapping[str, Any]) -> list[tuple[int, int, str | None]]:
    """Return the first and last line and the id of each record, in the order of the file."""
    ids = {place: table.get("id") for place, table in toml_edit.places(data)}
    found = [
        (block[0].line, text.count("\n", 0, block[-1].end) + 1, ids.get(place))
        for place, block in blocks(statements(text)).items()
        if place[1] >= 0
    ]
    return sorted((first, last, known if isinstance(known, str) else None)
                  for first, last, known in found)  # fmt: skip
