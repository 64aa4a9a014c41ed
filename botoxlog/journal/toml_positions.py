"""Where things stand in a TOML text: the line of a record, the span of a value.

A parser says what a text means and forgets where it stood. This module is the other half: it
reads no values, only finds the statements of a text that has already been parsed, so that a
problem can name its line and one value can be replaced without touching another byte.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

Path = tuple[str, ...]

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
        path: From the root: ``("session", "units", "glabella")``.
        header: "table", "array" or "" for a key.
        line: Counted from 1.
        start: Offset of its first character.
        value: Offset where the value begins (keys only).
        end: Offset just after its last character, a comment behind it not included.
    """

    path: Path
    header: str
    line: int
    start: int
    value: int
    end: int


def statements(text: str) -> list[Statement]:
    """Return the statements of a valid TOML text in their order."""
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
    """A statement under construction; `value` is the offset of its first bare equals sign."""

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
    """Return the comments of a valid TOML text: where each begins, and its words."""
    start = 1 if text.startswith("\ufeff") else 0
    found = (
        token for token in re.compile(_PIECE).finditer(text, start) if token.lastgroup == "comment"
    )
    return [(token.start(), token.group().rstrip()) for token in found]


def array_end(text: str, array: Statement) -> int:
    """Return the offset just after the last item of an array, or the comma behind that.

    Comments and blanks before the closing bracket do not count; an empty array ends after its
    opening bracket.
    """
    quiet = {"blank", "comment", "newline"}
    tokens = re.compile(_PIECE).finditer(text, array.value, array.end - 1)
    return max(token.end() for token in tokens if token.lastgroup not in quiet)


def _key_path(source: str) -> Path:
    return tuple(_key_name(part) for part in re.findall(_KEY_PART, source))


def _key_name(part: str) -> str:
    if part.startswith("'"):
        return part[1:-1]
    if part.startswith('"'):
        import tomli

        return str(tomli.loads(f"key = {part}")["key"])
    return part


Blocks = dict[tuple[str, int], list[Statement]]


def blocks(found: list[Statement]) -> Blocks:
    """Return the statements of each record, under its table and its number counted from 0.

    What belongs to no ``[[table]]`` is under -1.
    """
    grouped: Blocks = {}
    last: dict[str, int] = {}
    for statement in found:
        table = statement.path[0]
        if statement.header == "array" and len(statement.path) == 1:
            last[table] = last.get(table, -1) + 1
        grouped.setdefault((table, last.get(table, -1)), []).append(statement)
    return grouped


def record_spans(text: str, table: str, index: int) -> list[tuple[int, int]]:
    """Return where the own lines of the `index`-th ``[[table]]`` stand, as offsets of whole lines.

    From its header to its last value, comments in between included, those around it not. More
    than one span where another table stands between its own; none where it is no ``[[table]]``.
    """
    found = statements(text)
    own = {id(statement) for statement in blocks(found).get((table, index), [])}
    spans: list[tuple[int, int]] = []
    inside = False
    for statement in found:
        if id(statement) in own:
            start = text.rfind("\n", 0, statement.start) + 1
            start += text.startswith("\ufeff", start)
            end = text.find("\n", statement.end) + 1 or len(text)
            spans[-1:] = [(spans[-1][0], end)] if inside else [*spans[-1:], (start, end)]
        inside = id(statement) in own
    return spans if index >= 0 else []


def line_of(grouped: Blocks, table: str, index: int, path: Path) -> int:
    """Return the line of `path` inside the `index`-th ``[[table]]``.

    Where that very key has no line of its own (an inline table), the line of the nearest thing
    around it is returned, and 1 where even that cannot be told.
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
