"""Edit a journal text in place: one value, or the lines of one record.

No other byte changes. A new record goes to the end of the text, or to the end of the array in which
the other records of its kind are written.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from botoxlog.core.model import TABLES
from botoxlog.journal.encoder import (
    Entry,
    assignment,
    extended,
    key_text,
    line_end,
    table_header,
    value_text,
    with_entries,
)
from botoxlog.journal.toml_positions import (
    Path,
    Place,
    Statement,
    array_end,
    record_spans,
    statements,
)

Table = Mapping[str, Any]


def appended(text: str, tables: Table, added: Sequence[Entry]) -> tuple[str, dict[str, Any]]:
    """Return `text` with entries at its end, and the tables it then holds.

    If the entries of one kind are in one array (``session = [{...}]``), the new ones go to the end
    of that array.
    """
    end = line_end(text)
    apart = list(added)
    for array in _inline_arrays(text):
        items = [_inline(values) for name, values in apart if name == array]
        apart = [(name, values) for name, values in apart if name != array]
        text = _with_items(text, array, items, end)
    return with_entries(text, apart), extended(tables, added)


def places(data: Table) -> list[tuple[Place, Table]]:
    """Return the table of every record in the raw tables, with its place."""
    return [
        ((name, index), table)
        for name in TABLES.values()
        if isinstance(tables := data.get(name), list)
        for index, table in enumerate(tables)
        if isinstance(table, dict)
    ]


def place_of(data: Table, identity: str) -> Place | None:
    """Return the place of the only record with an id; None if there is none, or several."""
    found = [place for place, table in places(data) if table.get("id") == identity]
    return found[0] if len(found) == 1 else None


def without(text: str, data: Table, taken: Sequence[Place]) -> tuple[str, dict[str, Any]]:
    """Return `text` without the lines of some records, and the tables it then holds.

    Comments around a record stay. The blank line that `with_entries` put before it is removed too.
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
    """Return the start of the blank line before `start`, if what follows `end` is blank.

    The end of the text counts as blank. Return `start` if not.
    """
    follows = text[end:].splitlines()[:1]
    if follows and follows[0].strip():
        return start
    line = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return line if line < start and not text[line:start].strip(" \t\r\n") else start


_MAYBE_INLINE = r"""(?m)^[ \t\ufeff]*["']?(?:session|checkin|discussed)["']?[ \t]*="""


def _inline_arrays(text: str) -> set[str]:
    """Return the kinds of records that are written as one array."""
    if not re.search(_MAYBE_INLINE, text):  # nearly always, and much faster than what follows
        return set()
    names = {(name,) for name in TABLES.values()}
    found = (item for item in statements(text) if item.path in names and not item.header)
    return {item.path[0] for item in found if text[item.value] == "["}


def _inline(table: Table) -> str:
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    parts = [assignment(key, value) for key, value in table.items() if key not in tables]
    parts += [f"{key_text(key)} = {_inline(value)}" for key, value in tables.items()]
    return "{" + ", ".join(parts) + "}"


def _with_items(text: str, name: str, items: Sequence[str], end: str) -> str:
    """Add items to the end of the array `name`, one per line if the bracket is on a new line."""
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
    """Return `text` with settings of ``[person]`` changed, or removed where the value is None.

    Only those values change. A missing ``[person]`` is added after the last key before all tables.
    """
    for key, value in changes.items():
        text = with_setting(text, ("person",), key, value)
    return text


def with_setting(text: str, table: Path, key: str, value: Any) -> str:
    """Return `text` with one key of a table changed, or removed if the value is None.

    Args:
        text: A journal.
        table: ``("person",)``, or ``()`` for the keys before all tables.
        key: The key.
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
    """Return `text` without a setting that is written as a table or as dotted keys."""
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
    comment = text[statement.end : end].lstrip()  # it stays
    return text[: statement.start] + comment + text[end:]


def _with_line_after(text: str, statement: Statement, line: str, end: str) -> str:
    line_end = text.find("\n", statement.end) + 1
    if not line_end:
        return text + end + line
    return text[:line_end] + line + text[line_end:]
