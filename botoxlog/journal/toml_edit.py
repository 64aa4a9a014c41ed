"""A journal text changed in place: the one value that a change is about, or a record's own lines.

Nothing else moves by a byte. Where a record is to stand in an array of its own, it goes to the end
of that.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from botoxlog.core.model import TABLES, Record
from botoxlog.journal.encoder import (
    assignment,
    fields_of,
    line_end,
    table_header,
    table_name,
    value_text,
    with_records,
)
from botoxlog.journal.toml_positions import Path, Statement, array_end, record_spans, statements

Table = Mapping[str, Any]


def appended(text: str, records: Sequence[Record]) -> str:
    """Return `text` with `records` after it, in the line ends that it uses.

    Where such records stand in one array (``session = [{...}]``), they go to the end of that.
    """
    end = line_end(text)
    for name in _inline_arrays(text):
        items = [_inline(fields_of(record)) for record in records if table_name(record) == name]
        records = [record for record in records if table_name(record) != name]
        text = _with_items(text, name, items, end)
    return with_records(text, records)


Place = tuple[str, int]
"""A record in the raw tables: the name of its array and its number, counted from 0."""


def places(data: Table) -> list[tuple[Place, Table]]:
    """Return every record of the raw tables that is a table, with its place."""
    return [
        ((name, index), table)
        for name in TABLES.values()
        if isinstance(tables := data.get(name), list)
        for index, table in enumerate(tables)
        if isinstance(table, dict)
    ]


def place_of(data: Table, identity: str) -> Place | None:
    """Return the place of the one record with an id; None where there is none, or more."""
    found = [place for place, table in places(data) if table.get("id") == identity]
    return found[0] if len(found) == 1 else None


def without(text: str, data: Table, taken: Sequence[Place]) -> tuple[str, dict[str, Any]]:
    """Return `text` without the own lines of some records, and the tables it then holds.

    Comments around a record stay. Of the blank lines around it one goes with it, as one came.
    """
    spans = [span for name, index in taken for span in record_spans(text, name, index)]
    for start, end in sorted(spans, reverse=True):
        text = text[: _before_blank(text, start, end)] + text[end:]
    left = dict(data)
    for name in {name for name, _ in taken}:
        tables = [item for index, item in enumerate(data[name]) if (name, index) not in taken]
        left[name] = tables
        if not tables:
            del left[name]
    return text, left


def _before_blank(text: str, start: int, end: int) -> int:
    """Return `start`, or that of a blank line before it where nothing or another one follows."""
    follows = text[end:].splitlines()[:1]
    if follows and follows[0].strip():
        return start
    line = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return line if line < start and not text[line:start].strip(" \t\r\n") else start


_MAYBE_INLINE = r"""(?m)^[ \t\ufeff]*["']?(?:session|checkin|discussed)["']?[ \t]*="""


def _inline_arrays(text: str) -> set[str]:
    """Return the names of records that are written as one array."""
    if not re.search(_MAYBE_INLINE, text):  # nearly always, and much quicker than every statement
        return set()
    names = {(name,) for name in TABLES.values()}
    found = (item for item in statements(text) if item.path in names and not item.header)
    return {item.path[0] for item in found if text[item.value] == "["}


def _inline(table: Table) -> str:
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    parts = [assignment(key, value) for key, value in table.items() if key not in tables]
    parts += [f"{key} = {_inline(value)}" for key, value in tables.items()]
    return "{" + ", ".join(parts) + "}"


def _with_items(text: str, name: str, items: Sequence[str], end: str) -> str:
    """Put items at the end of the array `name`, each on a line of its own where the last is."""
    if not items:
        return text
    array = next(item for item in statements(text) if item.path == (name,))
    last = array_end(text, array)
    before = text[last - 1]
    comma = "" if before in "[," else ","
    line_end = text.find("\n", last, array.end)
    if line_end < 0:
        space = "" if before == "[" else " "
        return text[:last] + comma + space + ", ".join(items) + text[last:]
    line = text[text.rfind("\n", 0, last) + 1 : last]
    indent = "  " if before == "[" else line[: len(line) - len(line.lstrip())]
    lines = f",{end}".join(indent + item for item in items) + ("," if before == "," else "") + end
    return text[:last] + comma + text[last : line_end + 1] + lines + text[line_end + 1 :]


def with_person(text: str, changes: Mapping[str, str | int | None]) -> str:
    """Return `text` with settings of ``[person]`` set, or taken out where None.

    Only the values concerned are touched. A ``[person]`` that is missing is put after the last
    key of the preamble.
    """
    for key, value in changes.items():
        text = with_setting(text, ("person",), key, value)
    return text


def with_setting(text: str, table: Path, key: str, value: Any) -> str:
    """Return `text` with one key of a table set, or taken out where None, as `with_person` does.

    Args:
        text: A journal.
        table: ``("person",)``, or ``()`` for what stands before every table.
        key: Which one.
        value: Anything that TOML can hold, or None.
    """
    found = statements(text)
    end = line_end(text)
    for statement in found:
        if statement.path == (*table, key) and not statement.header:
            return _with_value(text, statement, value)
    if value is None:
        return text
    line = assignment(key, value) + end
    inside = [
        item
        for item in found
        if item.path[: len(table)] == table and len(item.path) == len(table) + (not item.header)
    ]
    preamble = list(takewhile(lambda item: not item.header, found))
    if table and inside:
        return _with_line_after(text, inside[-1], line, end)
    block = f"{end}{table_header(*table)}{end}{line}" if table else line
    if preamble:
        return _with_line_after(text, preamble[-1], block, end)
    if not table:  # before the first table, and after a byte-order mark
        start = text.startswith("\ufeff")
        return text[:start] + line + text[start:]
    return text + ("" if not text or text.endswith("\n") else end) + block


def without_tables(text: str, path: Path) -> str:
    """Return `text` without a setting that is laid out as a table or as dotted keys."""
    for statement in reversed(statements(text)):
        if statement.path[: len(path)] == path and (statement.header or statement.path != path):
            text = _without_line(text, statement)
    return text


def _with_value(text: str, statement: Statement, value: Any) -> str:
    if value is None:
        return _without_line(text, statement)
    return text[: statement.value] + value_text(value) + text[statement.end :]


def _without_line(text: str, statement: Statement) -> str:
    end = text.find("\n", statement.end) + 1 or len(text)
    behind = text[statement.end : end].lstrip()  # nothing, or a comment: it stays
    return text[: statement.start] + behind + text[end:]


def _with_line_after(text: str, statement: Statement, line: str, end: str) -> str:
    line_end = text.find("\n", statement.end) + 1
    if not line_end:
        return text + end + line
    return text[:line_end] + line + text[line_end:]
