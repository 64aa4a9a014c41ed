"""Edit a journal text in place: one value, or the lines of one record.

No other byte changes. A new record goes to the end of the text, or to the end of the array in which
the other records of its kind are written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
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
    blocks,
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


_MAYBE_INLINE = rf"""(?m)^[ \t\ufeff]*["']?(?:{"|".join(TABLES.values())})["']?[ \t]*=[ \t]*\["""


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


Edit = tuple[int, int, str]
"""The start and end of a part of a text, as offsets, and what takes its place."""

Setting = tuple[Path, str, Any]
"""A table, a key in it, and its new value: anything that TOML can hold, or None to remove it."""


def with_values(
    text: str, data: Table, place: Place, changes: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Return `text` with plain values of one record changed, and the tables it then holds.

    Args:
        text: A journal.
        data: Its tables.
        place: The record, written as a ``[[table]]``.
        changes: The keys with their new values; None removes a key.
    """
    name, index = place
    own = [item for item in blocks(statements(text)).get(place, []) if not item.path[2:]]
    known = {item.path[-1]: item for item in own if not item.header}
    edits: list[Edit] = []
    added = ""
    for key, value in changes.items():
        if value is None:
            edits += [_without_line(text, known[key])] if key in known else []
        elif key in known:
            edits.append((known[key].value, known[key].end, value_text(value)))
        else:
            added += assignment(key, value) + line_end(text)
    plain = list(takewhile(lambda item: item.header != "table", own))
    if added and plain:
        edits.append(_after_line(text, plain[-1], added, line_end(text)))
    record = {**data[name][index], **changes}
    record = {key: value for key, value in record.items() if value is not None}
    records = [record if at == index else other for at, other in enumerate(data[name])]
    return with_edits(text, edits), {**data, name: records}


def with_person(text: str, changes: Mapping[str, str | int | None]) -> str:
    """Return `text` with settings of ``[person]`` changed, or removed where the value is None."""
    return with_settings(text, [(("person",), key, value) for key, value in changes.items()])


def with_settings(text: str, changes: Sequence[Setting], *, replace_tables: bool = False) -> str:
    """Return `text` with some settings changed; only their values change.

    Args:
        text: A journal.
        changes: The settings. The table ``()`` is that of the keys before all tables, and a
            missing table is added after these.
        replace_tables: Whether a setting that is written as a table or as dotted keys gives way.
    """
    values = {(*table, key): value for table, key, value in changes}
    kept: list[Statement] = []
    edits: list[Edit] = []
    for statement in statements(text):
        path = statement.path
        if path in values and not statement.header and values[path] is not None:
            edits.append((statement.value, statement.end, value_text(values.pop(path))))
        elif (path in values and not statement.header) or (
            replace_tables and any(path[:deep] in values for deep in range(1, len(path) + 1))
        ):
            edits.append(_without_line(text, statement))
            continue
        kept.append(statement)
    missing = {path: value for path, value in values.items() if value is not None}
    return with_edits(text, [*edits, *_added(text, kept, missing)])


def _added(text: str, found: Sequence[Statement], values: Mapping[Path, Any]) -> Iterator[Edit]:
    """Yield the edits that add settings: to their tables, or each missing table in one piece."""
    end = line_end(text)
    last = {item.path if item.header else item.path[:-1]: item for item in found}
    before = list(takewhile(lambda item: not item.header, found))
    lines: dict[Path, list[str]] = {}
    for path, value in values.items():
        lines.setdefault(path[:-1], []).append(assignment(path[-1], value) + end)
    for table in sorted(lines):  # the keys before all tables come first
        block = "".join(lines[table])
        if table and table in last:
            yield _after_line(text, last[table], block, end)
            continue
        if table:
            block = f"{end}{table_header(*table)}{end}{block}"
        if before:
            yield _after_line(text, before[-1], block, end)
        elif table:
            at = len(text)
            yield at, at, ("" if not text or text.endswith("\n") else end) + block
        else:  # before the first table, and after a byte-order mark
            at = int(text.startswith("\ufeff"))
            yield at, at, block


def with_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with edits that do not overlap; insertions at one place keep their order."""
    parts: list[str] = []
    at = 0
    for start, stop, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += (text[at:start], new)
        at = stop
    return "".join([*parts, text[at:]])


def _without_line(text: str, statement: Statement) -> Edit:
    end = text.find("\n", statement.end) + 1 or len(text)
    return statement.start, end, text[statement.end : end].lstrip()  # a comment stays


def _after_line(text: str, statement: Statement, line: str, end: str) -> Edit:
    line_end = text.find("\n", statement.end) + 1
    if not line_end:
        return len(text), len(text), end + line
    return line_end, line_end, line
