"""What an import or a merge found and did, as lines: a bold lead and the text after it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from botoxlog.catalog import Catalog
from botoxlog.core.model import Record
from botoxlog.core.text import command_line, inert, join_words, plural
from botoxlog.input.exports import decoded, plain
from botoxlog.input.spreadsheet.layout import meanings
from botoxlog.input.spreadsheet.options import DayOrder
from botoxlog.input.spreadsheet.result_ends import UnreadCell
from botoxlog.input.spreadsheet.sessions import RefusedRow, SheetContents
from botoxlog.input.spreadsheet.table import row_numbers
from botoxlog.journal.merge import SAME_AS, Conflict, Merged, Values
from botoxlog.reports import sentences

Line = tuple[str, str]
_Where = Callable[[Sequence[int]], str]

MAX_LINES = 200
"""The most records listed one by one; `--json` lists all."""

_LONGEST = 60  # characters shown of a value in a conflict
_ORDERS = {DayOrder.DAY: "dates with the day first", DayOrder.MONTH: "dates with the month first"}


def understood(
    found: SheetContents, completed: Merged, catalog: Catalog, today: date
) -> Iterator[Line]:
    """Yield what a spreadsheet holds: columns, sessions, check-ins, then the rows left out.

    Args:
        found: What it holds.
        completed: What the sessions of the journal gain.
        catalog: The words.
        today: The day.
    """
    order = f"; {_ORDERS[found.order]}" if found.order else ""
    yield "Read as: ", f"{found.how}{order}"
    columns = (f"{inert(head) or '(no name)'} = {what}" for head, what in meanings(found.layout))
    yield "Columns: ", ", ".join(columns)
    where = partial(row_numbers, transposed=found.layout.transposed)
    new = (
        (f"  {where(item.rows)}: ", sentences.record_line(item.session, catalog))
        for item in found.new
    )
    yield from _listed("To add", new, len(found.new), "session")
    yield from _ends(found, catalog, where)
    yield from gained(completed, catalog, today)
    if found.already:
        yield "", ""
        changed = "" if completed.joined else ", not changed"
        yield f"Already in your journal{changed}: ", plural(len(found.already), "session")
        differing = [item for item in found.already if item.differs]
        for item in differing[:MAX_LINES]:
            known_as = inert(item.session.id or "the session on that day")
            yield f"  {where(item.rows)}: ", f"differs from {known_as}"
        yield from _ends_already(found, where)
    yield from _kept(found.unread, where)
    if found.kept:
        yield "", ""
        yield "Not understood, kept in the note: ", plural(len(found.kept), "cell")
        yield from _alike([(item.row, item.reason) for item in found.kept], where)
    yield from _left_out(found, where)
    yield from refused(found.refused, where)


def _left_out(found: SheetContents, where: _Where) -> Iterator[Line]:
    """Yield the rows that are no sessions, or not yours."""
    rows = found.layout.left_out
    if rows:
        yield "", ""
        yield "Not a session to add, left out: ", plural(len(rows), "row")
        yield from _alike(rows, where)


def _ends(found: SheetContents, catalog: Catalog, where: _Where) -> Iterator[Line]:
    """Yield the new check-ins: when each result had worn off, and side effects."""
    if not found.checkins:
        return
    yield "", ""
    lead = "And" if found.new else "To add"
    about = [
        what
        for what, told in (
            ("when each result had worn off", any(item.checkin.states for item in found.checkins)),
            ("side effects", any(item.checkin.effects for item in found.checkins)),
        )
        if told
    ]
    yield f"{lead} {plural(len(found.checkins), 'check-in')}: ", join_words(about)
    for item in found.checkins[:MAX_LINES]:
        yield f"  {where(item.rows)}: ", sentences.record_line(item.checkin, catalog)
    yield from _more(len(found.checkins) - MAX_LINES)


def _ends_already(found: SheetContents, where: _Where) -> Iterator[Line]:
    """Yield the check-ins that the journal already has, and those that differ from it."""
    if found.checkins_already:
        yield "... and of their results: ", plural(len(found.checkins_already), "check-in")
    for item in [item for item in found.checkins_already if item.differs][:MAX_LINES]:
        known_as = inert(item.checkin.id or "the check-in in your journal")
        yield f"  {where(item.rows)}: ", f"{item.checkin.date} differs from {known_as}"


def _kept(kept: Sequence[UnreadCell], where: _Where) -> Iterator[Line]:
    """Yield the texts about a result's end that are kept as notes."""
    if not kept:
        return
    yield "", ""
    yield (
        "Not added as a check-in, kept as a note: ",
        plural(len({item.row for item in kept}), "row"),
    )
    yield from _alike([(item.row, item.reason) for item in kept], where)
    yield (
        "",
        "If you know the month, write it like 2023-07 and import the spreadsheet again.",
    )


def records(new: Sequence[Record], catalog: Catalog) -> Iterator[Line]:
    """Yield the new records of an export."""
    lines = (("  ", sentences.record_line(record, catalog)) for record in new)
    yield from _listed("To add", lines, len(new), "record")


def gained(merged: Merged, catalog: Catalog, today: date) -> Iterator[Line]:
    """Yield the sessions of the journal that gain what only the file says."""
    lines = (("  ", change_line(kind, content, catalog, today)) for kind, content in merged.joined)
    yield from _listed("To complete", lines, len(merged.joined), "session")


def refused(rows: Sequence[RefusedRow], where: _Where = row_numbers) -> Iterator[Line]:
    """Yield the rows that were not understood, and why."""
    if not rows:
        return
    yield "", ""
    yield "Not understood, left out: ", plural(len(rows), "row")
    yield from _alike([(item.row, item.reason) for item in rows], where)
    yield "", "Fix these rows in the spreadsheet and import it again. Nothing is added twice."


def _alike(reasons: Sequence[tuple[int, str]], where: _Where) -> Iterator[Line]:
    """Yield each reason once, with all its rows."""
    alike: dict[str, list[int]] = {}
    for row, reason in reasons:
        alike.setdefault(reason, []).append(row)
    for reason, numbers in list(alike.items())[:MAX_LINES]:
        yield f"  {where(numbers)}: ", reason
    yield from _more(sum(len(numbers) for numbers in list(alike.values())[MAX_LINES:]))


def _listed(what: str, lines: Iterator[Line], count: int, noun: str) -> Iterator[Line]:
    if count:
        yield "", ""
        yield f"{what}: ", plural(count, noun)
    for _, line in zip(range(MAX_LINES), lines, strict=False):
        yield line
    yield from _more(count - MAX_LINES)


def _more(count: int) -> Iterator[Line]:
    """Yield how many lines are not listed, if any."""
    if count > 0:
        yield "", f"  ... and {count} more: --json lists all."


# --- merges ----------------------------------------------------------------------------------


def merged(result: Merged, catalog: Catalog, today: date) -> Iterator[Line]:
    """Yield what a merge did."""
    for what, changes in (
        ("Added", result.added),
        ("Recorded in both, now one", result.joined),
        ("Taken from the other copy", result.taken),
        ("Removed, as in the other copy", result.removed),
    ):
        if changes:
            yield f"{what}: ", str(len(changes))
            for kind, content in changes[:MAX_LINES]:
                yield "  ", change_line(kind, content, catalog, today)
            yield from _more(len(changes) - MAX_LINES)
    for conflict in result.conflicts:
        yield from conflict_lines(conflict)


def both(
    data: Mapping[str, Any], pair: tuple[str, str], catalog: Catalog, today: date
) -> Iterator[str]:
    """Yield two sessions that may be one."""
    yield "These two may be one session:"
    for record in data["session"]:
        if record.get("id") in pair:
            yield f"  {change_line('session', record, catalog, today)}"


def may_be_one(data: Mapping[str, Any], pair: tuple[str, str]) -> str:
    """Return a sentence about two sessions that may be one."""
    dates = [next(one["date"] for one in data["session"] if one.get("id") == name) for name in pair]
    named = join_words(
        [f"{inert(name)} ({inert(str(day))})" for name, day in zip(pair, dates, strict=True)]
    )
    way = command_line("merge --same", *pair)
    return f"{named} may be one session. Both count. If they are one: {way}"


def change_line(kind: str, content: Values, catalog: Catalog, today: date) -> str:
    """Return one record or setting as a line."""
    found = decoded(kind, content, today)
    if found:
        return sentences.record_line(found[0], catalog)
    return f"{inert(kind)}: {shown(content)}"


def conflict_lines(conflict: Conflict) -> Iterator[Line]:
    """Yield what two copies disagree about, and how to settle it."""
    yield f"Conflict {conflict.id}: ", f"{inert(conflict.kind)} {inert(conflict.of)}"
    for key, (counts, other) in differences(conflict).items():
        in_use = "not in use" if counts is None else f"{shown(counts)} is in use"
        kept = "does not have it" if other is None else f"has {shown(other)}"
        yield f"  {inert(key)}: ", f"{in_use}; the other version {kept}"
    yield "  To keep it: ", command_line("merge --keep", conflict.id)
    yield "  To use the other version: ", command_line("merge --take", conflict.id)


def differences(conflict: Conflict) -> Mapping[str, tuple[Any, Any]]:
    """Return both values of each key that the two versions disagree on."""
    keys = dict.fromkeys([*conflict.counts, *conflict.other])
    keys.pop(SAME_AS, None)
    pairs = {key: (conflict.counts.get(key), conflict.other.get(key)) for key in keys}
    return {key: pair for key, pair in pairs.items() if plain(pair[0]) != plain(pair[1])}


def shown(value: Any) -> str:
    """Return a value from the journal as short text."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        text = ", ".join(f"{inert(key)} {shown(item)}" for key, item in value.items())
    elif isinstance(value, list):
        text = ", ".join(map(shown, value))
    else:
        text = inert(f'"{value}"' if isinstance(value, str) else str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
