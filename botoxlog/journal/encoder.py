"""From the model to journal text. Pure: values in, text out.

Existing text is never rendered again. A new record becomes a block of text to add after it, and
`botoxlog.journal.toml_edit` changes single values or removes the lines of a record.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from botoxlog.core.model import FORMAT, TABLES, Dose, Outcome, Record
from botoxlog.core.partial_dates import PartialDate

Table = Mapping[str, Any]

Entry = tuple[str, dict[str, Any]]
"""A record as the journal spells it: the name of its array, and its keys and values."""

NEW_JOURNAL = f"""\
# A botoxlog journal: plain TOML, yours to read, edit and carry away.

format = {FORMAT}
"""

_BARE_KEY = r"[A-Za-z0-9_-]+"


def table_name(record: Record) -> str:
    """Return the name of the array for this kind of record: "session"."""
    return TABLES[type(record)]


def fields_of(record: Record) -> dict[str, Any]:
    """Return the known values of a record as the journal spells them."""
    values: dict[str, Any] = {}
    for name, value in record._asdict().items():
        if value is None or value == ():
            continue
        if isinstance(value, PartialDate):
            values[name] = value.first if value.is_day else value.iso
        elif name == "doses":
            values["areas"] = [dose.area for dose in value if dose.units is None]
            values["units"] = {dose.area: dose.units for dose in value if dose.units is not None}
            values["sites"] = {dose.area: _sites(dose) for dose in value if dose.sites}
        elif name == "states":
            values["state"] = {seen.area: str(seen.state) for seen in value}
        elif name in {"effects", "resolved", "areas"}:
            values[name] = list(value)
        elif isinstance(value, time):
            values[name] = value.strftime("%H:%M")
        else:
            values[name] = str(value) if isinstance(value, Outcome) else value
    return {key: value for key, value in values.items() if value not in ([], {})}


def _sites(dose: Dose) -> dict[str, float] | list[str]:
    """Return the sites of an area by name, or the names alone if no units are known."""
    units = {site.name: site.units for site in dose.sites if site.units is not None}
    return units or [site.name for site in dose.sites]


def render(record: Record) -> str:
    r"""Return a record as TOML text with ``\n`` line ends, ready to be added to a file."""
    return render_table(table_name(record), fields_of(record))


def render_table(name: str, values: Table) -> str:
    r"""Return one ``[[name]]`` and its tables as TOML text with ``\n`` line ends."""
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    lines = [f"[[{key_text(name)}]]"]
    lines += [assignment(key, value) for key, value in values.items() if key not in tables]
    for key, table in tables.items():
        lines += ["", table_header(name, key)]
        lines += [assignment(inner, value) for inner, value in table.items()]
    return "\n".join(lines) + "\n"


def table_header(*path: str) -> str:
    """Return ``[name.inner]``."""
    return f"[{'.'.join(map(key_text, path))}]"


def assignment(key: str, value: Any) -> str:
    """Return ``key = value`` on one line."""
    return f"{key_text(key)} = {value_text(value)}"


def key_text(name: str) -> str:
    """Return a key as TOML, in quotes if it needs them."""
    if re.fullmatch(_BARE_KEY, name):
        return name
    import tomli_w

    return tomli_w.dumps({name: 0}).removesuffix(" = 0\n")


def value_text(value: Any) -> str:
    """Return a value as TOML on one line."""
    if type(value) is str and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    if type(value) is int:
        return str(value)
    if type(value) is date:
        return value.isoformat()
    import tomli_w  # here, because loading it takes time and few values need it

    if isinstance(value, list):  # tomli_w would use one line for each item
        return f"[{', '.join(value_text(item) for item in value)}]"
    if isinstance(value, dict):  # tomli_w would write a separate table
        return f"{{ {', '.join(assignment(*item) for item in value.items())} }}" if value else "{}"
    return tomli_w.dumps({"x": value})[4:].removesuffix("\n")


def entries(records: Sequence[Record]) -> list[Entry]:
    """Return the records as the journal spells them."""
    return [(table_name(record), fields_of(record)) for record in records]


def with_entries(text: str, added: Sequence[Entry]) -> str:
    """Return `text` with each entry at its end, under a header of its own."""
    end = line_end(text)
    parts = [text]
    if added and text and not text.endswith("\n"):
        parts.append(end)
    for name, values in added:
        parts.append(end)
        parts.append(render_table(name, values).replace("\n", end))
    return "".join(parts)


def extended(tables: Table, added: Sequence[Entry]) -> dict[str, Any]:
    """Return the tables of a journal with more entries at the end of their arrays."""
    result = dict(tables)
    for name, values in added:
        before = result.get(name)
        result[name] = [*(before if isinstance(before, list) else []), values]
    return result


def line_end(text: str) -> str:
    """Return the most common line end in `text`."""
    crlf = text.count("\r\n") if "\r" in text else 0
    return "\r\n" if crlf and 2 * crlf >= text.count("\n") else "\n"
