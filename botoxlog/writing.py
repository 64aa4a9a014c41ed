"""Model to journal text. Pure: values in, text out.

What a person wrote is never rendered again: a record becomes a block of text to put after it, a
setting changes the one value it is about, a record that goes takes its own lines with it.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from botoxlog.dates import PartialDate
from botoxlog.layout import Path, Statement, array_end, record_spans, statements
from botoxlog.model import FORMAT, TABLES, Outcome, Record

Table = Mapping[str, Any]

NEW_JOURNAL = f"""\
# A botoxlog journal: plain TOML, yours to read, edit and carry away.

format = {FORMAT}
"""

_BARE_KEY = r"[A-Za-z0-9_-]+"


def table_name(record: Record) -> str:
    """Return the name of the array that holds such records: "session"."""
    return TABLES[type(record)]


def fields_of(record: Record) -> dict[str, Any]:
    """Return a record as the journal spells it, nothing that is unknown included."""
    values: dict[str, Any] = {}
    for name, value in record._asdict().items():
        if value is None or value == ():
            continue
        if isinstance(value, PartialDate):
            values[name] = value.first if value.is_day else value.iso
        elif name == "doses":
            values["areas"] = [dose.area for dose in value if dose.units is None]
            values["units"] = {dose.area: dose.units for dose in value if dose.units is not None}
        elif name == "states":
            values["state"] = {seen.area: str(seen.state) for seen in value}
        elif name == "effects":
            values["effects"] = list(value)
        else:
            values[name] = str(value) if isinstance(value, Outcome) else value
    return {key: value for key, value in values.items() if value not in ([], {})}


def render(record: Record) -> str:
    r"""Return a record as TOML text with ``\n`` line ends, ready to stand at the end of a file."""
    return render_table(table_name(record), fields_of(record))


def render_table(name: str, values: Table) -> str:
    r"""Return one ``[[name]]`` as TOML text with ``\n`` line ends, its tables under it."""
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    lines = [f"[[{_key(name)}]]"]
    lines += [assignment(key, value) for key, value in values.items() if key not in tables]
    for key, table in tables.items():
        lines += ["", table_header(name, key)]
        lines += [assignment(inner, value) for inner, value in table.items()]
    return "\n".join(lines) + "\n"


def table_header(*path: str) -> str:
    """Return ``[name.inner]``."""
    return f"[{'.'.join(map(_key, path))}]"


def assignment(key: str, value: Any) -> str:
    """Return ``key = value`` on one line."""
    return f"{_key(key)} = {_value(value)}"


def _key(name: str) -> str:
    import tomli_w

    return (
        name if re.fullmatch(_BARE_KEY, name) else tomli_w.dumps({name: 0}).removesuffix(" = 0\n")
    )


def _value(value: Any) -> str:
    import tomli_w

    if isinstance(value, list):  # tomli_w would put each item on a line of its own
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, dict):  # ... and make a table of its own out of this
        return f"{{ {', '.join(assignment(*item) for item in value.items())} }}" if value else "{}"
    return tomli_w.dumps({"x": value})[4:].removesuffix("\n")


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


def with_records(text: str, records: Sequence[Record]) -> str:
    """Return `text` with each of `records` after it under a header of its own."""
    end = line_end(text)
    parts = [text]
    if records and text and not text.endswith("\n"):
        parts.append(end)
    for record in records:
        parts.append(end)
        parts.append(render(record).replace("\n", end))
    return "".join(parts)


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


_MAYBE_INLINE = re.compile(
    r"""^[ \t\ufeff]*["']?(?:session|checkin|discussed)["']?[ \t]*=""", re.MULTILINE
)


def _inline_arrays(text: str) -> set[str]:
    """Return the names of records that are written as one array."""
    if not _MAYBE_INLINE.search(text):  # nearly always, and much quicker than every statement
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
    return text[: statement.value] + _value(value) + text[statement.end :]


def _without_line(text: str, statement: Statement) -> str:
    end = text.find("\n", statement.end) + 1 or len(text)
    behind = text[statement.end : end].lstrip()  # nothing, or a comment: it stays
    return text[: statement.start] + behind + text[end:]


def _with_line_after(text: str, statement: Statement, line: str, end: str) -> str:
    line_end = text.find("\n", statement.end) + 1
    if not line_end:
        return text + end + line
    return text[:line_end] + line + text[line_end:]


def line_end(text: str) -> str:
    """Return the line end that most lines of `text` have."""
    crlf = text.count("\r\n")
    return "\r\n" if crlf and 2 * crlf >= text.count("\n") else "\n"
