"""The export formats TOML, JSON and CSV: which records to export, and exports read back."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

import tomli

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import (
    FORMAT,
    TABLES,
    Appointment,
    CheckIn,
    Discussed,
    Journal,
    Record,
    Session,
    Stopped,
)
from botoxlog.core.text import inert
from botoxlog.input.csv_cells import parted, parted_sites, unguarded
from botoxlog.input.spreadsheet.sessions import RefusedRow
from botoxlog.input.spreadsheet.table import Row
from botoxlog.journal import decoder, encoder, encryption
from botoxlog.journal.decoder import JournalText
from botoxlog.journal.merge import Values, canonical
from botoxlog.journal.record_texts import pieces, whole
from botoxlog.journal.toml_positions import Place

_KINDS = tuple(TABLES.values())
_CSV_HEAD = frozenset({"kind", "id", "date", "area", "units", "state", "product"})
_TEXTS = (
    "id", "date", "product", "purpose", "injector", "clinic", "lot", "expiry", "currency",
    "touch_up_of", "appointment", "topic", "outcome", "time", "note",
)  # fmt: skip
_NOT_OURS = "Export it again, or import a CSV file."


# --- out -------------------------------------------------------------------------------------


def placed_records(data: Mapping[str, Any], today: date) -> list[tuple[Place, Record]]:
    """Return each valid record with its place in the journal."""
    found: list[tuple[Place, Record]] = []
    for name in _KINDS:
        tables = data.get(name, [])
        for index, table in enumerate(tables if isinstance(tables, list) else []):
            found += [((name, index), record) for record in decoded(name, table, today)]
    return found


def decoded(name: str, table: Any, today: date) -> tuple[Record, ...]:
    """Return the record of one table, or nothing if it is not valid."""
    return decoder.decode({name: [table]}, "", today).records


def journal_of(records: Iterable[Record]) -> Journal:
    """Return a journal of these records."""
    kept = tuple(records)
    return Journal(
        sessions=tuple(record for record in kept if isinstance(record, Session)),
        checkins=tuple(record for record in kept if isinstance(record, CheckIn)),
        discussed=tuple(record for record in kept if isinstance(record, Discussed)),
        appointments=tuple(record for record in kept if isinstance(record, Appointment)),
        stopped=tuple(record for record in kept if isinstance(record, Stopped)),
    )


def chosen_text(side: JournalText, places: Sequence[Place]) -> str:
    """Return a journal text of some records only, unchanged, with the comments above each."""
    found = whole(pieces(side.text))
    parts = [f"format = {FORMAT}\n"]
    for place in places:
        piece = found.get(place)
        if piece is None:
            parts.append(encoder.render_table(place[0], side.data[place[0]][place[1]]))
        else:
            text = side.text[piece.start : piece.end].replace("\r\n", "\n")
            parts.append(text if text.endswith("\n") else text + "\n")
    return "\n".join(parts)


def chosen_data(data: Mapping[str, Any], places: Sequence[Place]) -> Values:
    """Return the tables of some records only."""
    chosen: Values = {"format": FORMAT}
    for name, index in places:
        chosen.setdefault(name, []).append(data[name][index])
    return chosen


def plain(value: Any) -> Any:
    """Return values that JSON can hold: dates and times as ISO text, nan and inf as text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


# --- in --------------------------------------------------------------------------------------


def from_toml(raw: bytes) -> JournalText:
    """Read an exported journal.

    Raises:
        BadInputError: It is not TOML.
    """
    try:
        text = raw.decode("utf-8")
        return JournalText(text, decoder.parse(text))
    except tomli.TOMLDecodeError as error:
        _refuse_encrypted(raw)
        raise BadInputError(
            f"Line {error.lineno}, column {error.colno} is not valid TOML ({error.msg}). "
            "Nothing was imported.",
            _NOT_OURS,
        ) from None
    except (ValueError, RecursionError):
        _refuse_encrypted(raw)
        raise BadInputError(
            "This file cannot be read as TOML. Nothing was imported.", _NOT_OURS
        ) from None


def _refuse_encrypted(raw: bytes) -> None:
    if encryption.was_encrypted(raw):
        raise BadInputError(
            "This file is encrypted, or was before it was damaged. Nothing was imported.",
            "To add an encrypted copy of your journal: botoxlog merge FILE",
        )


def is_own_json(value: Any) -> bool:
    """Whether a JSON value was written by `export --format json`."""
    journal = value.get("journal") if isinstance(value, dict) else None
    return isinstance(journal, dict) and not journal.keys().isdisjoint({"format", *_KINDS})


def from_json(value: Any) -> JournalText:
    """Read `export --format json`.

    Raises:
        BadInputError: A value in it is null, which a journal cannot hold.
    """
    journal = value["journal"]
    if _holds_null(journal):
        raise BadInputError(
            "This JSON file is not a botoxlog export: it holds null. Nothing was imported.",
            _NOT_OURS,
        )
    return JournalText("", {key: _with_days(value) for key, value in journal.items()})


def _with_days(value: Any) -> Any:
    """Return records whose dates, which are text in JSON, are dates again."""
    tables = value if isinstance(value, list) else []
    return [
        {key: _day(item) if key in {"date", "expiry"} else item for key, item in table.items()}
        if isinstance(table, dict)
        else table
        for table in tables
    ] or value


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _holds_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_null, value.values()))
    return any(map(_holds_null, value)) if isinstance(value, list) else value is None


def is_own_csv(rows: Sequence[Row]) -> bool:
    """Whether a sheet was written by `export --format csv`."""
    return bool(rows) and set(rows[0].cells) >= _CSV_HEAD


def from_csv(rows: Sequence[Row], today: date) -> tuple[list[Record], list[RefusedRow]]:
    """Read `export --format csv`. If one row of a record is wrong, all its rows are refused."""
    records: list[Record] = []
    refused: list[RefusedRow] = []
    for group in _groups(rows):
        try:
            records.append(_record([cells for _, cells in group], today))
        except ValueError as error:
            refused += [RefusedRow(number, str(error)) for number, _ in group]
    return records, refused


Cells = dict[str, str]


def _groups(rows: Sequence[Row]) -> list[list[tuple[int, Cells]]]:
    """Return the rows of each record with their numbers; a record has a row for each area."""
    head = rows[0].cells
    groups: list[list[tuple[int, Cells]]] = []
    before: Cells = {}
    for row in rows[1:]:
        pairs = zip(head, row.cells, strict=False)
        cells = {name: unguarded(cell) for name, cell in pairs if cell}
        if not cells:
            continue
        if "row" in head:
            begins = cells.get("row", "1") == "1"
        else:
            begins = "id" not in cells or cells["id"] != before.get("id")
        if begins or not groups:
            groups.append([])
        groups[-1].append((row.number, cells))
        before = cells
    return groups


def _record(rows: Sequence[Cells], today: date) -> Record:
    """Return the record of its rows.

    Raises:
        ValueError: They are not a valid record; the text says why.
    """
    first = rows[0]
    kind = first.get("kind", "")
    if kind not in _KINDS:
        raise ValueError(f'"{inert(kind)}" is not a kind of record.')
    table: Values = {name: first[name] for name in _TEXTS if name in first}
    if "cost" in first:
        table["cost"] = _number(first["cost"])
    if kind == "session":
        named = [row for row in rows if "area" in row]
        table["areas"] = [row["area"] for row in named if "units" not in row]
        table["units"] = {row["area"]: _number(row["units"]) for row in named if "units" in row}
        table["sites"] = {row["area"]: _sites(row["sites"]) for row in named if "sites" in row}
    elif kind == "checkin":
        table["effects"] = parted(first.get("effects", ""))
        table["resolved"] = parted(first.get("resolved", ""))
        table["state"] = {row["area"]: row.get("state", "") for row in rows if "area" in row}
    elif kind in {"appointment", "stopped"}:
        table["areas"] = [row["area"] for row in rows if "area" in row]
    return record_of(kind, table, today)


def record_of(kind: str, table: Values, today: date) -> Record:
    """Return the record of a table as the journal spells it.

    Raises:
        ValueError: It is not valid; the text says why.
    """
    journal = decoder.decode({kind: [table]}, "", today)
    refusals = [problem.message for problem in journal.problems if problem.left_out]
    if refusals:
        raise ValueError(refusals[0])
    return journal.records[0]


def _sites(cell: str) -> dict[str, float] | list[str]:
    sites = parted_sites(cell)
    if any(units for _, units in sites):
        return {name: _number(units) for name, units in sites}
    return [name for name, _ in sites]


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        raise ValueError(f'"{inert(cell)}" is not a number.') from None
    return int(cell) if cell.isascii() and cell.isdigit() else number


def not_yet_there(records: Iterable[Record], data: Mapping[str, Any], today: date) -> JournalText:
    """Return the records that a journal does not have yet, comparing known keys only."""
    there = Counter(_known(record) for _, record in placed_records(data, today))
    new: Values = {}
    for record in records:
        if there[_known(record)] > 0:
            there[_known(record)] -= 1
        else:
            new.setdefault(encoder.table_name(record), []).append(encoder.fields_of(record))
    return JournalText("", new)


def _known(record: Record) -> str:
    return canonical([encoder.table_name(record), encoder.fields_of(record)])
