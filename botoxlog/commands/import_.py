"""`botoxlog import`: add the records of a spreadsheet or an export to the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from botoxlog.commands.shared.run import JsonOption, Run, load_catalog
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.input.spreadsheet.options import CostOf, DayOrder, Options

if TYPE_CHECKING:
    from botoxlog.core.model import Record
    from botoxlog.input.spreadsheet.sessions import RefusedRow, SheetContents
    from botoxlog.input.spreadsheet.table import Spreadsheet
    from botoxlog.journal.decoder import JournalText
    from botoxlog.journal.merge import Merged
    from botoxlog.reports.transfer_text import Line

_MOST_NOTICES = 20
_NEEDED = (
    "Each row needs a date that can be read, such as 2026-08-01, and an area, such as frown lines."
)


@dataclass(slots=True)
class _Plan:
    """What an import would do. It is shown first and written after."""

    lines: "list[Line]"
    new: int
    understood: int
    sheet: "SheetContents | None" = None
    merged: "Merged | None" = None
    refused: "Sequence[RefusedRow]" = ()
    records: "Sequence[Record]" = ()
    base: "Mapping[str, Any]" = field(default_factory=dict)
    theirs: "JournalText | None" = None


def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A spreadsheet (CSV, XLSX) or an export (TOML, JSON, CSV)."
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Save without asking.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be added without saving it.")
    ] = False,
    day_first: Annotated[
        bool, typer.Option("--day-first", help="Read 03/04/2026 as 3 April.")
    ] = False,
    month_first: Annotated[
        bool, typer.Option("--month-first", help="Read 03/04/2026 as March 4.")
    ] = False,
    cost_of: Annotated[
        CostOf | None,
        typer.Option(help="If a visit has several rows: is the cost per visit or per row?"),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet to read from an XLSX file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Add a spreadsheet or an export to the journal.

    It shows what it understood before it saves anything. It never changes existing records, and
    importing the same file again adds nothing. Rows it can't read are listed and left out.

    Examples:
        botoxlog import diary.csv --dry-run
        botoxlog import diary.csv
        botoxlog import diary.csv --day-first --yes
    """
    run: Run = context.obj
    if day_first and month_first:
        raise BadInputError(
            "You can't use --day-first and --month-first together.", "Choose one of them."
        )
    ask = can_ask(as_json=as_json) and not yes
    order = DayOrder.DAY if day_first else DayOrder.MONTH if month_first else None
    plan = _plan(run, file, Options(order, cost_of, sheet), ask=ask)
    if not as_json:
        from botoxlog.render.terminal.lists import LinesView

        print_view(LinesView(plan.lines))
        notices = plan.sheet.notices if plan.sheet else []
        print_messages(*notices[:_MOST_NOTICES])
        if (more := len(notices) - _MOST_NOTICES) > 0:
            print_messages(f"... and {more} more. To list them all, add --json.")
    written = False if dry_run else _write_plan(run, plan, yes=yes, ask=ask)
    if as_json:
        from botoxlog.render import json as out

        if plan.sheet is not None:
            print_text(out.imported(run.today, plan.sheet, written=written))
        elif plan.merged is not None:
            print_text(
                out.imported_export(
                    run.today, plan.merged, plan.records, plan.refused, written=written
                )
            )
    if not plan.understood:
        raise CannotDoError("No row could be read. Nothing was written.", _NEEDED)


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
        return _own_plan(run, exports.not_yet_there(records, run.side().data, run.today), refused)
    return _sheet_plan(run, found, options, ask=ask)


def _write_plan(run: Run, plan: _Plan, *, yes: bool, ask: bool) -> bool:
    """Write what is new, if there is anything and the user agrees."""
    from botoxlog import store
    from botoxlog.journal import encoder, toml_edit
    from botoxlog.journal.decoder import JournalText
    from botoxlog.journal.merge import merge

    if not plan.new:
        if plan.understood:
            print_messages("There is nothing new to add. Nothing was written.")
        return False
    if ask:
        confirm_or_stop("Add them to your journal?")
    elif not yes:
        raise BadInputError(
            "Nothing was written: this isn't a terminal, so you can't be asked to confirm.",
            "To add them without being asked, use --yes.",
        )

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        if plan.theirs is not None:
            merged = merge(JournalText(text, data), plan.theirs, only_add=True)
            return merged.text, merged.data
        if data != plan.base:
            raise CannotDoError(
                "The journal changed while botoxlog read the spreadsheet. Nothing was written.",
                "Run the command again.",
            )
        return toml_edit.appended(text, data, encoder.entries(plan.records))

    store.rewrite(run.path, change)
    print_messages(f"Added {_amount(plan)}. Your existing records were not changed.")
    return True


def _amount(plan: _Plan) -> str:
    """Return what was added: "4 sessions and 2 check-ins of when a result had worn off"."""
    from botoxlog.core.text import plural

    if plan.sheet is None:  # settings may be among them
        return plural(plan.new, "item")
    ends = len(plan.sheet.checkins)
    counts = {"session": len(plan.sheet.new), "check-in": ends}
    amount = " and ".join(plural(count, noun) for noun, count in counts.items() if count)
    return f"{amount} of when a result had worn off" if ends else amount


def _sheet_plan(run: Run, sheet: "Spreadsheet", options: Options, *, ask: bool) -> _Plan:
    from botoxlog import store
    from botoxlog.input.spreadsheet import sessions
    from botoxlog.reports import transfer_text

    journal = run.open().journal
    interpreter = run.interpreter(journal, ask=ask)
    taken = frozenset(record.id for record in journal.records if record.id)
    found = sessions.read(sheet, interpreter, new_id=lambda: store.new_id(taken), options=options)
    return _Plan(
        lines=list(transfer_text.understood(found, interpreter.catalog)),
        sheet=found,
        records=[*(item.session for item in found.new), *(item.checkin for item in found.checkins)],
        base=run.side().data,
        new=len(found.new) + len(found.checkins),
        understood=len(found.new) + len(found.already),
    )


def _own_plan(run: Run, theirs: "JournalText", refused: "Sequence[RefusedRow]") -> _Plan:
    from botoxlog.input import exports
    from botoxlog.journal import merge
    from botoxlog.reports import transfer_text

    run.open()
    merged = merge.merge(run.side(), theirs, only_add=True)
    found = [
        record
        for kind, content in merged.added
        for record in exports.decoded(kind, content, run.today)
    ]
    lines = [("Read as: ", "an export of botoxlog"), *transfer_text.records(found, load_catalog())]
    odd = len(merged.added) - len(found)
    if odd:
        lines.append(("To add unchanged: ", f"{odd} that botoxlog can't read"))
    lines += [("To set: ", f"{transfer_text.shown(content)}") for _, content in merged.taken]
    if merged.already:
        lines.append(("Already there: ", str(merged.already)))
    lines += [
        (f"  {item.kind} {item.of}: ", "already in your journal with other content; not changed")
        for item in merged.conflicts
    ]
    return _Plan(
        lines=[*lines, *transfer_text.refused(refused)],
        merged=merged,
        refused=refused,
        records=found,
        theirs=theirs,
        new=len(merged.added) + len(merged.taken),
        understood=1,
    )
