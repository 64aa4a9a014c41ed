"""`botoxlog import`: add the records of a spreadsheet, another program or an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from botoxlog.commands.shared.run import JsonOption, Run, joiner, load_catalog
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import plural
from botoxlog.input.spreadsheet.options import CostOf, DayOrder, Options

if TYPE_CHECKING:
    from botoxlog.core.model import Journal, Record, Session
    from botoxlog.input.fhir import Injections
    from botoxlog.input.json_file import Found
    from botoxlog.input.language.interpreter import Clarifier
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
    """What an import would do to the journal `base`. It is shown first and written after."""

    lines: "list[Line]"
    notices: "list[str]"
    base: "JournalText"
    new: int
    understood: int
    merged: "Merged"
    sheet: "SheetContents | None" = None
    refused: "Sequence[RefusedRow]" = ()
    records: "Sequence[Record]" = ()


def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A spreadsheet (CSV, XLSX), JSON, FHIR or an export."),
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
    sheet: Annotated[
        str | None, typer.Option(help="The sheet of an XLSX file, or the list of a JSON file.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="Whose rows to read, if a column names several people.")
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="NAME=WHAT",
            help='What a column holds: "Vial no=lot". Repeatable; "=ignore" leaves it out.',
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Add a spreadsheet, other programs' records or an export.

    It shows what it understood before it saves anything. It never changes existing records, and
    importing the same file again adds nothing. Rows it can't read are listed and left out.

    Examples:
        botoxlog import diary.csv --dry-run
        botoxlog import diary.csv
        botoxlog import diary.csv --day-first --yes
        botoxlog import diary.csv --map "Notes=ignore"
    """
    run: Run = context.obj
    if day_first and month_first:
        raise BadInputError(
            "You can't use --day-first and --month-first together.", "Choose one of them."
        )
    from botoxlog import store
    from botoxlog.input import files
    from botoxlog.input.spreadsheet.caching import CachingClarifier

    ask = can_ask(as_json=as_json) and not yes
    order = DayOrder.DAY if day_first else DayOrder.MONTH if month_first else None
    source = _Source(
        files.read(file),
        file.suffix,
        Options(order, cost_of, sheet, person, tuple(map_ or ())),
        CachingClarifier(run.clarifier(ask=ask)),
    )
    written = False
    plan: _Plan | None = None
    for _ in range(store.ATTEMPTS):
        before, plan = plan, _plan(run, source, quiet=plan is not None)
        if before is None or plan.lines != before.lines:
            _show(plan, before, as_json=as_json)
            if not dry_run:
                _require_consent(plan, yes=yes, ask=ask)
        try:
            written = not dry_run and _write_plan(run, plan)
            break
        except store.ChangedMeanwhileError:
            continue
    else:
        raise store.keeps_changing(run.path)
    if as_json:
        from botoxlog.render import json as out

        if plan.sheet is not None:
            print_text(
                out.imported(run.today, plan.sheet, plan.merged, plan.notices, written=written)
            )
        else:
            print_text(
                out.imported_export(
                    run.today,
                    plan.merged,
                    plan.records,
                    plan.refused,
                    plan.notices,
                    written=written,
                )
            )
    if not plan.understood:
        raise CannotDoError("No row could be read. Nothing was written.", _NEEDED)


class _Source(NamedTuple):
    """The file to import, and what was chosen and answered about it."""

    raw: bytes
    suffix: str
    options: Options
    answers: "Clarifier"


def _plan(run: Run, source: _Source, *, quiet: bool) -> _Plan:
    """Compare the file with the journal as it is now."""
    from botoxlog import store
    from botoxlog.input import exports, files
    from botoxlog.input.spreadsheet import columns, table
    from botoxlog.journal.decoder import JournalText

    opened = run.open(quiet=quiet)
    tables = store.parse(opened.text, run.path) if opened.tables is None else opened.tables
    journal, base = opened.journal, JournalText(opened.text, tables)
    form = files.form_of(source.suffix, source.raw)
    if form is files.Form.TOML:
        return _own_plan(run, journal, base, exports.from_toml(source.raw), [])
    if form is files.Form.JSON:
        return _json_plan(run, journal, base, source)
    found = table.read(source.raw, columns.fit, source.options.sheet)
    if not exports.is_own_csv(found.rows):
        return _sheet_plan(run, journal, base, found, source)
    records, refused = exports.from_csv(found.rows, run.today)
    return _own_plan(
        run, journal, base, exports.not_yet_there(records, base.data, run.today), refused
    )


def _json_plan(run: Run, journal: "Journal", base: "JournalText", source: _Source) -> _Plan:
    from botoxlog.input import exports, fhir, json_file
    from botoxlog.input.spreadsheet import columns

    value = json_file.load(source.raw)
    if exports.is_own_json(value):
        return _own_plan(run, journal, base, exports.from_json(value), [])
    if fhir.is_own(value):
        records, refused = fhir.own_sessions(value, journal.sessions, run.today)
        new = exports.not_yet_there(records, base.data, run.today)
        return _own_plan(run, journal, base, new, refused)
    heads = json_file.Heads(cache(columns.fit), columns.is_cost)
    found: Injections | Found
    if fhir.resources(value) is not None:
        found = fhir.injections(value, load_catalog(), heads)
    else:
        found = json_file.flattened(value, heads, source.options.sheet)
    return _sheet_plan(run, journal, base, found.sheet, source, found)


def _show(plan: _Plan, before: _Plan | None, *, as_json: bool) -> None:
    if before is not None:
        print_messages("The journal has changed meanwhile. The file was compared with it again.")
    if as_json:
        return
    from botoxlog.render.terminal.lists import LinesView

    print_view(LinesView(plan.lines))
    print_messages(*plan.notices[:_MOST_NOTICES])
    if (more := len(plan.notices) - _MOST_NOTICES) > 0:
        print_messages(f"... and {more} more. To list them all, add --json.")


def _require_consent(plan: _Plan, *, yes: bool, ask: bool) -> None:
    if plan.new and ask:
        confirm_or_stop("Add them to your journal?")
    elif plan.new and not yes:
        raise BadInputError(
            "Nothing was written: this isn't a terminal, so you can't be asked to confirm.",
            "To add them without being asked, use --yes.",
        )


def _write_plan(run: Run, plan: _Plan) -> bool:
    """Write what is new, if there is anything.

    Raises:
        ChangedMeanwhileError: The journal is no longer the one that the plan was made for.
    """
    from botoxlog import store
    from botoxlog.journal import encoder, toml_edit

    if not plan.new:
        if plan.understood:
            print_messages("There is nothing new to add. Nothing was written.")
        return False

    def change(text: str, _: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        if text != plan.base.text:
            raise store.changed_meanwhile(run.path)
        if plan.sheet is None:
            return plan.merged.text, plan.merged.data
        entries = encoder.entries(plan.records)
        return toml_edit.appended(plan.merged.text, plan.merged.data, entries)

    store.rewrite(run.path, change, plan.base)
    completed = len(plan.merged.joined)
    kept = "Nothing else was changed." if completed else "Your existing records were not changed."
    added = f"Added {amount}. " if (amount := _amount(plan)) else ""
    added += f"Completed {plural(completed, 'session')}. " if completed else ""
    print_messages(f"{added}{kept}")
    return True


def _amount(plan: _Plan) -> str:
    """Return what was added: "4 sessions and 2 check-ins"."""
    if plan.sheet is None:  # settings may be among them
        items = plan.new - len(plan.merged.joined)
        return plural(items, "item") if items else ""
    counts = {"session": len(plan.sheet.new), "check-in": len(plan.sheet.checkins)}
    return " and ".join(plural(count, noun) for noun, count in counts.items() if count)


def _sheet_plan(
    run: Run,
    journal: "Journal",
    base: "JournalText",
    sheet: "Spreadsheet",
    source: _Source,
    beside: "Injections | Found | None" = None,
) -> _Plan:
    """Return the plan of a spreadsheet.

    Args:
        run: The journal and the day.
        journal: The journal as it is.
        base: Its text.
        sheet: The spreadsheet.
        source: What was chosen and answered about it.
        beside: What a file that is no spreadsheet holds and its rows do not.
    """
    from botoxlog import store
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.input.spreadsheet import sessions
    from botoxlog.reports import transfer_text

    interpreter = Interpreter(load_catalog(), journal, run.today, source.answers)
    taken = frozenset(record.id for record in journal.records if record.id)
    found = sessions.read(
        sheet, interpreter, new_id=lambda: store.new_id(taken), options=source.options
    )
    if beside is not None:
        found.notices += beside.notices
        found.refused = sorted([*found.refused, *beside.refused], key=lambda item: item.row)
    new = [item.session for item in found.new]
    completed = joiner().completed(base, [item.session for item in found.already])
    lines = transfer_text.understood(found, completed, interpreter.catalog, run.today)
    return _Plan(
        lines=list(lines),
        merged=completed,
        base=base,
        notices=[*found.notices, *_slips(journal.sessions, new)],
        sheet=found,
        records=[*(item.session for item in found.new), *(item.checkin for item in found.checkins)],
        new=len(found.new) + len(found.checkins) + len(completed.joined),
        understood=found.understood,
    )


def _slips(before: "Sequence[Session]", new: "Sequence[Session]") -> list[str]:
    """Return what looks like a mistake in new sessions."""
    from botoxlog.core.model import Journal
    from botoxlog.input.entry_checks import EntryChecks

    journal = Journal(sessions=(*before, *new))
    return list(EntryChecks(journal, load_catalog()).warnings_of(new))


def _own_plan(
    run: Run,
    journal: "Journal",
    base: "JournalText",
    theirs: "JournalText",
    refused: "Sequence[RefusedRow]",
) -> _Plan:
    from botoxlog.core.model import Session
    from botoxlog.input import exports
    from botoxlog.journal import merge
    from botoxlog.reports import transfer_text

    merged = merge.merge(base, theirs, joiner=joiner(), only_add=True)
    found = [
        record
        for kind, content in merged.added
        for record in exports.decoded(kind, content, run.today)
    ]
    lines = [("Read as: ", "an export of botoxlog"), *transfer_text.records(found, load_catalog())]
    odd = len(merged.added) - len(found)
    if odd:
        lines.append(("To add unchanged: ", f"{odd} that botoxlog can't read"))
    lines += transfer_text.gained(merged, load_catalog(), run.today)
    lines += [("To set: ", f"{transfer_text.shown(content)}") for _, content in merged.taken]
    if merged.already:
        lines.append(("Already there: ", str(merged.already)))
    lines += [
        (f"  {item.kind} {item.of}: ", "already in your journal with other content; not changed")
        for item in merged.conflicts
    ]
    new = [record for record in found if isinstance(record, Session)]
    pairs = joiner().unsure_among_new([merged])
    unsure = [transfer_text.may_be_one(merged.data, pair) for pair in pairs]
    return _Plan(
        lines=[*lines, *transfer_text.refused(refused)],
        base=base,
        notices=[*_slips(journal.sessions, new), *unsure],
        merged=merged,
        refused=refused,
        records=found,
        new=len(merged.added) + len(merged.taken) + len(merged.joined),
        understood=1,
    )
