"""Positions in a TOML text: the line of a record, the span of a value.

A parser returns values without their positions. This module finds the positions of the statements
in a text that has already been parsed, so that a problem can name its line, and one value can be
replaced without changing another byte.

A library that keeps positions, such as tomlkit, will not do: it regroups the records of different
arrays and rejects a byte-order mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

Path = tuple[str, ...]
"""The keys from the root, or from a record, to a value."""

Place = tuple[str, int]
"""A record: the name of its array and its number there, counted from 0; -1 outside an array."""

# Patterns are compiled where they are first used: most starts never need them.
_PIECE = r'''(?x)
      (?P<string>"""[^"\\]*(?:(?:\\[\s\S]|"{1,2}(?!"))[^"\\]*)*"{3,5}
               |\'\'\'[^']*(?:'{1,2}(?!')[^']*)*'{3,5}
               |"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*')
    | (?P<comment>\#[^\n]*)
    | (?P<newline>\r?\n)
    | (?P<open>[\[{]) | (?P<close>[\]}])
    | (?P<equals>=)
    | (?P<blank>[ \t]+)
    | (?P<bare>[^"'\#\n\[\]{}=\s]+|\r)
'''
_KEY_PART = r""""(?:\\.|[^"\\])*"|'[^']*'|[^\s."']+"""


class Statement(NamedTuple):
    """One ``[table]``, ``[[array]]`` or ``key = value``.

    Attributes:
        path: The keys from the root: ``("session", "units", "glabella")``.
        header: "table", "array" or "" for a key.
        line: Counted from 1.
        start: Offset of its first character.
        value: Offset where the value begins (keys only).
        end: Offset just after its last character, without a comment that follows.
    """

    path: Path
    header: str
    line: int
    start: int
    value: int
    end: int


def statements(text: str) -> list[Statement]:
    """Return the statements of a valid TOML text in order."""
    found: list[Statement] = []
    table: Path = ()
    for raw in _raw_statements(text):
        source = text[raw.start : raw.end]
        if raw.value < 0:
            header = "array" if source.startswith("[[") else "table"
            table = _key_path(source.strip("[] \t"))
            found.append(Statement(table, header, raw.line, raw.start, raw.start, raw.end))
        else:
            path = table + _key_path(text[raw.start : raw.value])
            value = raw.value + 1
            value += len(text[value : raw.end]) - len(text[value : raw.end].lstrip(" \t"))
            found.append(Statement(path, "", raw.line, raw.start, value, raw.end))
    return found


@dataclass(slots=True)
class _Raw:
    """A statement being built; `value` is the offset of its first equals sign, -1 if none."""

    line: int
    start: int
    value: int
    end: int


def _raw_statements(text: str) -> list[_Raw]:
    found: list[_Raw] = []
    current: _Raw | None = None
    depth, line = 0, 1
    for token in re.compile(_PIECE).finditer(text, 1 if text.startswith("\ufeff") else 0):
        kind = token.lastgroup
        if kind == "newline" and depth == 0:
            current = None
        elif kind not in {"newline", "comment", "blank"}:
            if current is None:
                current = _Raw(line, token.start(), -1, token.end())
                found.append(current)
            if kind == "equals" and current.value < 0:
                current.value = token.start()
            depth += {"open": 1, "close": -1}.get(kind or "", 0)
            current.end = token.end()
        line += token.group().count("\n")
    return found


def comments(text: str) -> list[tuple[int, str]]:
    """Return the offset and the text of each comment in a valid TOML text."""
    start = 1 if text.startswith("\ufeff") else 0
    found = (
        token for token in re.compile(_PIECE).finditer(text, start) if token.lastgroup == "comment"
    )
    return [(token.start(), token.group().rstrip()) for token in found]


def array_end(text: str, array: Statement) -> int:
    """Return the offset just after the last item of an array, or after a comma that follows it.

    Comments and blanks before the closing bracket are skipped. For an empty array, the offset is
    just after its opening bracket.
    """
    skipped = {"blank", "comment", "newline"}
    tokens = re.compile(_PIECE).finditer(text, array.value, array.end - 1)
    return max(token.end() for token in tokens if token.lastgroup not in skipped)


def _key_path(source: str) -> Path:
    return tuple(_key_name(part) for part in re.findall(_KEY_PART, source))


def _key_name(part: str) -> str:
    if part.startswith("'"):
        return part[1:-1]
    if part.startswith('"'):
        import tomli

        return str(tomli.loads(f"key = {part}")["key"])
    return part


Blocks = dict[Place, list[Statement]]


def blocks(found: list[Statement]) -> Blocks:
    """Return the statements of each record."""
    grouped: Blocks = {}
    for place, statement in _located(found):
        grouped.setdefault(place, []).append(statement)
    return grouped


def runs(found: list[Statement]) -> list[tuple[Place, Statement, Statement]]:
    """Return each run of statements of one record: the record, its first and last statement."""
    located: list[tuple[Place, Statement, Statement]] = []
    for place, statement in _located(found):
        if located and located[-1][0] == place:
            located[-1] = (place, located[-1][1], statement)
        else:
            located.append((place, statement, statement))
    return located


def _located(found: list[Statement]) -> Iterator[tuple[Place, Statement]]:
    """Yield each statement with the record that it belongs to."""
    last: dict[str, int] = {}
    for statement in found:
        name = statement.path[0]
        if statement.header == "array" and len(statement.path) == 1:
            last[name] = last.get(name, -1) + 1
        yield (name, last.get(name, -1)), statement


def record_spans(text: str, table: str, index: int) -> list[tuple[int, int]]:
    """Return the spans of whole lines, as offsets, of the `index`-th ``[[table]]``.

    They reach from its header to its last value, with the comments in between but not those around
    it. There are several spans if another table comes in between, and none if the record is not
    written as a ``[[table]]``.
    """
    spans: list[tuple[int, int]] = []
    for place, first, last in runs(statements(text)):
        if place == (table, index) and index >= 0:
            start = text.rfind("\n", 0, first.start) + 1
            start += text.startswith("\ufeff", start)
            spans.append((start, text.find("\n", last.end) + 1 or len(text)))
    return spans


def line_of(grouped: Blocks, table: str, index: int, path: Path) -> int:
    """Return the line of `path` inside the `index`-th ``[[table]]``.

    For a key in an inline table, it is the line of the nearest statement around it; if there is
    none, it is 1.
    """
    around = grouped.get((table, index)) or grouped.get((table, -1), [])
    line, depth = around[0].line if around else 1, 0
    for statement in around:
        shared = _shared_length(statement.path[1:], path)
        if shared > depth and shared == len(statement.path) - 1:
            line, depth = statement.line, shared
    return line


def _shared_length(one: Path, other: Path) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
