"""`botoxlog import`: a spreadsheet or an export, read into the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from botoxlog.commands.shared.journal_text import side_of
from botoxlog.commands.shared.run import (
    JsonOption,
    Run,
    can_ask,
    load_catalog,
    show,
    stop_unless_confirmed,
    tell,
)
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.input.spreadsheet.options import CostOf, DayOrder, Options

if TYPE_CHECKING:
    from botoxlog.core.model import Record
    from botoxlog.input.spreadsheet.sessions import RefusedRow
    from botoxlog.input.spreadsheet.table import Spreadsheet
    from botoxlog.journal.merge import Side
    from botoxlog.reports.transfer_text import Line

_MOST_NOTICES = 20
_NEEDED = 'A row needs a date and an area, such as "Date", "Area", "Units", "Product".'


@dataclass(slots=True)
class _Plan:
    """What an import would do: shown first, written after."""

    lines: "list[Line]"
    findings: dict[str, Any]
    new: int
    understood: int
    records: "Sequence[Record]" = ()
    looks: int = 0
    base: "Mapping[str, Any]" = field(default_factory=dict)
    theirs: "Side | None" = None
    notices: list[str] = field(default_factory=list)


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A spreadsheet (CSV, XLSX) or an export (TOML, JSON, CSV).")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show, write nothing.")] = False,
    day_first: Annotated[bool, typer.Option("--day-first", help="03/04/2026 is 3 April.")] = False,
    month_first: Annotated[
        bool, typer.Option("--month-first", help="03/04/2026 is March 4.")
    ] = False,
    cost_of: Annotated[
        CostOf | None,
        typer.Option(help="Whether a cost that stands in several rows is of the visit or the row."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of an XLSX file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Read a spreadsheet or an export into the journal.

    Shows what was understood before anything is written. What is there is never changed, and
    running it twice adds nothing. Rows that are not understood are listed and left out.

    Examples:
        botoxlog import diary.csv --dry-run
        botoxlog import diary.csv
        botoxlog import diary.csv --day-first --yes
    """
    run: Run = context.obj
    if day_first and month_first:
        raise BadInputError("--day-first and --month-first exclude each other.", "Give one.")
    ask = can_ask(as_json=as_json) and not yes
    order = DayOrder.DAY if day_first else DayOrder.MONTH if month_first else None
    plan = _plan(run, file, Options(order, cost_of, sheet), ask=ask)
    if not as_json:
        from botoxlog.render.terminal.lists import LinesView

        show(LinesView(plan.lines))
        tell(*plan.notices[:_MOST_NOTICES])
        if (more := len(plan.notices) - _MOST_NOTICES) > 0:
            tell(f"... and {more} more: --json lists all.")
    written = False if dry_run else _write_plan(run, plan, yes=yes, ask=ask)
    if as_json:
        from botoxlog.render import json as out

        print(out.moved(run.today, {**plan.findings, "written": written}))
    if not plan.understood:
        raise CannotDoError("No row was understood. Nothing was written.", _NEEDED)


def _plan(run: Run, file: Path, options: Options, *, ask: bool) -> _Plan:
    from botoxlog.input import exports, files
    from botoxlog.input.spreadsheet import columns, table

    raw = files.read(file)
    plain = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    if file.suffix.casefold() == ".toml":
        return _own_plan(run, exports.from_toml(raw), [])
    if file.suffix.casefold() == ".json" or plain.startswith(b"{"):
        return _own_plan(run, exports.from_json(raw), [])
    found = table.read(raw, columns.fit, options.sheet)
    if exports.is_own_csv(found.rows):
        records, refused = exports.from_csv(found.rows, run.today)
        return _own_plan(run, exports.not_yet_there(records, side_of(run).data, run.today), refused)
    return _sheet_plan(run, found, options, ask=ask)


def _write_plan(run: Run, plan: _Plan, *, yes: bool, ask: bool) -> bool:
    """Write what is new, if there is anything and the person agrees."""
    from botoxlog import store
    from botoxlog.journal import encoder, toml_edit
    from botoxlog.journal.merge import Side, merge

    if not plan.new:
        if plan.understood:
            tell("Nothing new. Nothing was written.")
        return False
    if ask:
        stop_unless_confirmed("Add them?")
    elif not yes:
        raise BadInputError(
            "There is no terminal to ask in. Nothing was written.",
            "Add --yes to write it, or --dry-run to only look.",
        )

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        if plan.theirs is not None:
            merged = merge(Side(text, data), plan.theirs, only_add=True)
            return merged.text, merged.data
        if data != plan.base:
            raise CannotDoError(
                "The journal was changed while the sheet was read. Nothing was written.",
                "Run it again.",
            )
        return toml_edit.appended(text, data, encoder.entries(plan.records))

    store.rewrite(run.path, change)
    tell(f"Added {_amount(plan)}. What was there is as it was.")
    return True


def _amount(plan: _Plan) -> str:
    """Return how much is new: "30", or "30, 12 of them looks that say when it had worn off"."""
    from botoxlog.core.text import plural

    if not plan.looks:
        return str(plan.new)
    sessions = plural(plan.new - plan.looks, "session")
    looks = plural(plan.looks, "look")
    lead = f"{sessions}, and {looks}" if plan.new > plan.looks else looks
    return f"{lead} that {'says' if plan.looks == 1 else 'say'} when a result had worn off"


def _sheet_plan(run: Run, sheet: "Spreadsheet", options: Options, *, ask: bool) -> _Plan:
    from botoxlog import store
    from botoxlog.input.spreadsheet import columns, sessions
    from botoxlog.render.json_fields import record_fields
    from botoxlog.reports import transfer_text

    journal = run.open().journal
    interpreter = run.interpreter(journal, ask=ask)
    there: list[Record] = [*journal.sessions, *journal.checkins, *journal.discussed]
    taken = frozenset(record.id for record in there if record.id)
    understood = sessions.read(
        sheet, interpreter, new_id=lambda: store.new_id(taken), options=options
    )
    findings = {
        "how": understood.how,
        "day_order": understood.order,
        "columns": [
            {"head": head, "meaning": meaning}
            for head, meaning in columns.meanings(understood.layout)
        ],
        "new": [
            {"rows": list(item.rows), "record": record_fields(item.session)}
            for item in understood.new
        ],
        "settings": [],
        "already": [
            {"rows": list(item.rows), "id": item.session.id, "differs": item.differs}
            for item in understood.already
        ],
        "refused": [{"row": item.row, "reason": item.reason} for item in understood.refused],
        "notices": understood.notices,
        "looks": [
            {"rows": list(item.rows), "record": record_fields(item.checkin)}
            for item in understood.checkins
        ],
        "looks_already": [
            {"rows": list(item.rows), "id": item.checkin.id, "differs": item.differs}
            for item in understood.checkins_already
        ],
        "kept_in_words": [{"row": item.row, "reason": item.reason} for item in understood.unread],
    }
    looks = [item.checkin for item in understood.checkins]
    return _Plan(
        lines=list(transfer_text.understood(understood, interpreter.catalog)),
        findings=findings,
        records=[*(item.session for item in understood.new), *looks],
        looks=len(looks),
        base=side_of(run).data,
        new=len(understood.new) + len(looks),
        understood=len(understood.new) + len(understood.already),
        notices=understood.notices,
    )


def _own_plan(run: Run, theirs: "Side", refused: "Sequence[RefusedRow]") -> _Plan:
    from botoxlog.input import exports
    from botoxlog.journal import merge
    from botoxlog.render.json_fields import record_fields
    from botoxlog.reports import transfer_text

    run.open()
    merged = merge.merge(side_of(run), theirs, only_add=True)
    found = [
        record
        for kind, content in merged.added
        for record in exports.decoded(kind, content, run.today)
    ]
    lines = [("Read as: ", "an export of botoxlog"), *transfer_text.records(found, load_catalog())]
    odd = len(merged.added) - len(found)
    if odd:
        lines.append(("To add as they are: ", f"{odd} that make no sense to botoxlog"))
    lines += [("To set: ", f"{transfer_text.shown(content)}") for _, content in merged.taken]
    if merged.already:
        lines.append(("Already there: ", str(merged.already)))
    lines += [
        (f"  {item.kind} {item.of}: ", "is there with other content; left as it is")
        for item in merged.conflicts
    ]
    findings = {
        "how": "export",
        "day_order": None,
        "columns": [],
        "new": [{"rows": [], "record": record_fields(record)} for record in found],
        "settings": [exports.plain(content) for _, content in merged.taken],
        "already": [{"rows": [], "id": item.of, "differs": True} for item in merged.conflicts],
        "refused": [{"row": item.row, "reason": item.reason} for item in refused],
        "notices": [],
        "looks": [],
        "looks_already": [],
        "kept_in_words": [],
    }
    return _Plan(
        lines=[*lines, *transfer_text.refused(refused)],
        findings=findings,
        theirs=theirs,
        new=len(merged.added) + len(merged.taken),
        understood=1,
    )
