"""The commands that move a journal: in from elsewhere, out to elsewhere, two copies into one."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from botoxlog.commands.saving import save_file
from botoxlog.commands.shared import (
    JsonOption,
    Run,
    can_ask,
    load_reference,
    show,
    stop_unless_confirmed,
    tell,
)
from botoxlog.errors import BadInputError, BotoxlogError, CannotDoError
from botoxlog.moving.options import CostOf, DayOrder, Options
from botoxlog.text import plural

if TYPE_CHECKING:
    from botoxlog.model import Record
    from botoxlog.moving.merging import Merged, Side
    from botoxlog.moving.pieces import Place
    from botoxlog.moving.readings import Refused
    from botoxlog.moving.saying import Line
    from botoxlog.moving.tables import Sheet

_MOST_NOTICES = 20
_NEEDED = 'A row needs a date and an area, such as "Date", "Area", "Units", "Product".'
_SEALED = (b"age-encryption.org", b"-----BEGIN AGE")


class Format(StrEnum):
    """What `export` can write."""

    TOML = "toml"
    JSON = "json"
    CSV = "csv"
    FHIR = "fhir"


# --- out -------------------------------------------------------------------------------------


def export(
    context: typer.Context,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="toml (the journal itself), json, csv or fhir (R4)."),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Into this file, for you alone.", metavar="FILE")
    ] = None,
    replace: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    area: Annotated[str | None, typer.Option(help="Only records of this area.")] = None,
    product: Annotated[str | None, typer.Option("--product", "-p", help="Only this one.")] = None,
    lot: Annotated[str | None, typer.Option(help="Only sessions with this lot number.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only from then on: 2025-06.", metavar="DATE")
    ] = None,
) -> None:
    """Write everything out, to carry it away.

    Without --save it goes to stdout. TOML and JSON hold every key, also those that this program
    does not know; CSV has a row an area; FHIR holds the sessions, and nobody's name.

    Examples:
        botoxlog export --save backup.toml
        botoxlog export --format csv > sessions.csv
        botoxlog export --format fhir --since 2025 --save clinic.json
    """
    from botoxlog import store

    run: Run = context.obj
    kept = store.read(run.path)
    if kept is None:
        raise CannotDoError(f"There is no journal yet at {run.path}.", "botoxlog add begins one.")
    form = form or _format_of(save)
    chosen = _chosen(run, kept[1], (area, product, lot), since)
    text = _export_text(run, form, kept, chosen)
    if save is not None:
        path = save_file(run, save, text, replace=replace, ask=can_ask())
        tell(f"Saved {path}, for you alone.")
    elif sys.stdout.isatty():
        from botoxlog.text import inert

        for line in text.splitlines():
            print(inert(line))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))


def _format_of(save: Path | None) -> Format:
    suffix = save.suffix.removeprefix(".").casefold() if save else ""
    return Format(suffix) if suffix in set(Format) else Format.TOML


def _chosen(
    run: Run, data: dict[str, Any], conditions: Sequence[str | None], since: str | None
) -> "list[tuple[Place, Record]] | None":
    """Return the records that were asked for, oldest first; None where all were."""
    from botoxlog import selection
    from botoxlog.moving import own

    if since is None and not any(condition is not None for condition in conditions):
        return None
    journal = run.open().journal
    placed = own.placed_records(data, run.today)
    places = {id(record): place for place, record in placed}
    intake = run.intake(journal, ask=False)
    begin = intake.when(since).first if since is not None else None
    area, product, lot = conditions
    found = selection.records(
        own.gathered(record for _, record in placed), intake, area=area, product=product, lot=lot
    )
    return [
        (places[id(record)], record)
        for record in found
        if begin is None or record.date.last >= begin
    ]


def _export_text(
    run: Run,
    form: Format,
    kept: tuple[str, dict[str, Any]],
    chosen: "list[tuple[Place, Record]] | None",
) -> str:
    from botoxlog.moving import own
    from botoxlog.moving.merging import Side

    text, data = kept
    places = None if chosen is None else [place for place, _ in chosen]
    if form is Format.TOML:
        return text if places is None else own.chosen_text(Side(text, data), places)
    if form is Format.JSON:
        from botoxlog.outputs import as_json as out

        tables = data if places is None else own.chosen_data(data, places)
        return out.exported(run.today, own.plain(tables)) + "\n"
    from botoxlog import selection

    if chosen is None:
        opened = run.open()
        records = selection.records(opened.journal, run.intake(opened.journal, ask=False))
    else:
        records = [record for _, record in chosen]
    if form is Format.CSV:
        from botoxlog.outputs import as_csv

        return as_csv.log(records)
    from botoxlog.model import Session
    from botoxlog.outputs import as_fhir

    sessions = [record for record in records if isinstance(record, Session)]
    return as_fhir.bundle(sessions, load_reference()) + "\n"


# --- in --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Plan:
    """What an import would do: shown first, written after."""

    lines: "list[Line]"
    findings: dict[str, Any]
    new: int
    understood: int
    sessions: "Sequence[Record]" = ()
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
        from botoxlog.views.lists import LinesView

        show(LinesView(plan.lines))
        tell(*plan.notices[:_MOST_NOTICES])
        if (more := len(plan.notices) - _MOST_NOTICES) > 0:
            tell(f"... and {more} more: --json lists all.")
    written = False if dry_run else _write_plan(run, plan, yes=yes, ask=ask)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.imported(run.today, {**plan.findings, "written": written}))
    if not plan.understood:
        raise CannotDoError("No row was understood. Nothing was written.", _NEEDED)


def _plan(run: Run, file: Path, options: Options, *, ask: bool) -> _Plan:
    from botoxlog.moving import columns, files, own, tables

    raw = files.read(file)
    plain = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    if file.suffix.casefold() == ".toml":
        return _own_plan(run, own.from_toml(raw), [])
    if file.suffix.casefold() == ".json" or plain.startswith(b"{"):
        return _own_plan(run, own.from_json(raw), [])
    found = tables.read(raw, columns.fit, options.sheet)
    if own.is_own_csv(found.rows):
        records, refused = own.from_csv(found.rows, run.today)
        return _own_plan(run, own.not_yet_there(records, _side(run).data, run.today), refused)
    return _sheet_plan(run, found, options, ask=ask)


def _write_plan(run: Run, plan: _Plan, *, yes: bool, ask: bool) -> bool:
    """Write what is new, if there is anything and the person agrees."""
    from botoxlog import patching, store, writing
    from botoxlog.moving.merging import Side, merge

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
        added = [writing.fields_of(session) for session in plan.sessions]
        expected = {**data, "session": [*data.get("session", []), *added]}
        return patching.appended(text, plan.sessions), expected

    store.rewrite(run.path, change)
    tell(f"Added {plan.new}. What was there is as it was.")
    return True


def _side(run: Run) -> "Side":
    """Return the journal as it is, a new one where there is none."""
    from botoxlog import reading, store, writing
    from botoxlog.moving.merging import Side

    kept = store.read(run.path)
    return Side(*(kept or (writing.NEW_JOURNAL, reading.parse(writing.NEW_JOURNAL))))


def _sheet_plan(run: Run, sheet: "Sheet", options: Options, *, ask: bool) -> _Plan:
    from botoxlog import store
    from botoxlog.moving import columns, readings, saying
    from botoxlog.outputs.as_json import record_fields

    journal = run.open().journal
    intake = run.intake(journal, ask=ask)
    taken = frozenset(record.id for record in journal.sessions if record.id)
    understood = readings.read(sheet, intake, new_id=lambda: store.new_id(taken), options=options)
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
            {"rows": list(item.rows), "id": item.id, "differs": item.differs}
            for item in understood.already
        ],
        "refused": [{"row": item.row, "reason": item.reason} for item in understood.refused],
        "notices": understood.notices,
    }
    return _Plan(
        lines=list(saying.understood(understood, intake.reference)),
        findings=findings,
        sessions=[item.session for item in understood.new],
        base=_side(run).data,
        new=len(understood.new),
        understood=len(understood.new) + len(understood.already),
        notices=understood.notices,
    )


def _own_plan(run: Run, theirs: "Side", refused: "Sequence[Refused]") -> _Plan:
    from botoxlog.moving import merging, own, saying
    from botoxlog.outputs.as_json import record_fields

    run.open()
    merged = merging.merge(_side(run), theirs, only_add=True)
    found = [
        record for kind, content in merged.added for record in own.decoded(kind, content, run.today)
    ]
    lines = [("Read as: ", "an export of botoxlog"), *saying.records(found, load_reference())]
    odd = len(merged.added) - len(found)
    if odd:
        lines.append(("To add as they are: ", f"{odd} that make no sense to botoxlog"))
    lines += [("To set: ", f"{saying.shown(content)}") for _, content in merged.taken]
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
        "settings": [own.plain(content) for _, content in merged.taken],
        "already": [{"rows": [], "id": item.of, "differs": True} for item in merged.conflicts],
        "refused": [{"row": item.row, "reason": item.reason} for item in refused],
        "notices": [],
    }
    return _Plan(
        lines=[*lines, *saying.refused(refused)],
        findings=findings,
        theirs=theirs,
        new=len(merged.added) + len(merged.taken),
        understood=1,
    )


# --- two into one ----------------------------------------------------------------------------


def merge(
    context: typer.Context,
    others: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[OTHER]...", help="The other copies of this journal."),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(
            help="The copy that both came from: follow what was taken out.", metavar="FILE"
        ),
    ] = None,
    keep: Annotated[
        str | None, typer.Option(help="Settle a conflict: what counts stays.", metavar="ID")
    ] = None,
    take: Annotated[
        str | None, typer.Option(help="Settle a conflict: the other counts.", metavar="ID")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show, write nothing.")] = False,
    driver: Annotated[
        bool, typer.Option("--driver", help="For git: merge --driver %O %A %B.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make one journal of copies that grew apart.

    Records are matched by their ids. What both copies changed is a conflict: it is shown, and both
    sides are kept. Merging again changes nothing. The other copy is never touched.

    Examples:
        botoxlog merge other.toml
        botoxlog merge other.toml --base old.toml
        botoxlog merge --keep bsjqqvmd
    """
    run: Run = context.obj
    files = others or []
    if driver:
        _drive(files)
        return
    settled = keep or take
    if bool(settled) == bool(files) or (keep and take) or (base and len(files) != 1):
        raise BadInputError(
            "Name the other copies, or settle one conflict with --keep or --take.",
            "botoxlog merge OTHER.toml",
        )
    if settled:
        results = _merged(run, lambda side: _settled(side, settled, take=bool(take)), dry_run)
    else:
        theirs = [_copy(path) for path in files]
        ancestor = _copy(base) if base else None
        results = _merged(run, lambda side: _one_after_another(side, theirs, ancestor), dry_run)
    nothing = "Settled." if settled else "Nothing new: this journal already holds all of it."
    _show_merged(run, results, nothing, as_json=as_json, written=not dry_run)


def _copy(path: Path) -> "Side":
    from botoxlog import store
    from botoxlog.moving.merging import Side

    kept = store.read(path)
    if kept is None:
        raise CannotDoError(f"{path} is not there. Nothing was written.", "Check the name.")
    return Side(*kept)


def _one_after_another(
    side: "Side", theirs: "Sequence[Side]", base: "Side | None"
) -> "list[Merged]":
    from botoxlog.moving import merging

    results: list[Merged] = []
    for other in theirs:
        results.append(merging.merge(side, other, base))
        side = merging.Side(results[-1].text, results[-1].data)
    return results


def _settled(side: "Side", identity: str, *, take: bool) -> "list[Merged]":
    from botoxlog.moving import merging

    return [merging.settle(side, identity, take=take)]


def _merged(run: Run, work: "Callable[[Side], list[Merged]]", dry_run: bool) -> "list[Merged]":
    """Merge into the journal; a result that changes nothing is not written."""
    from botoxlog import store
    from botoxlog.moving.merging import Side

    side = _side(run)
    results = work(side)
    if dry_run or results[-1].text == side.text:
        return results

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        nonlocal results
        results = work(Side(text, data))
        return results[-1].text, results[-1].data

    store.rewrite(run.path, change)
    return results


def _show_merged(
    run: Run, results: "Sequence[Merged]", nothing: str, *, as_json: bool, written: bool
) -> None:
    from botoxlog import reading
    from botoxlog.moving import saying

    left = len(results[-1].data.get(reading.CONFLICT, []))
    if as_json:
        from botoxlog.outputs import as_json as out

        findings = {
            "merges": [saying.merge_as_json(result) for result in results],
            "conflicts_open": left,
            "written": written,
        }
        print(out.merged(run.today, findings))
        return
    from botoxlog.views.lists import LinesView

    for result in results:
        lines = list(saying.merged(result, load_reference(), run.today))
        show(LinesView(lines or [("", nothing)]))
    if left:
        tell(f"{plural(left, 'conflict')} open: botoxlog timeline names each with its line.")


def _drive(files: Sequence[Path]) -> None:
    """Merge for git: three files in, the result into the second; exit 1 leaves a conflict open.

    What cannot be merged is left to the person with both texts between git's own marks: nothing
    may be lost because git believes that the merge was done.
    """
    from botoxlog.moving import merging, saying

    if len(files) != 3:  # noqa: PLR2004 - %O %A %B
        raise BadInputError("A merge driver needs three files.", "merge --driver %O %A %B")
    base, ours, theirs = files
    raws = [_raw(path) for path in (ours, theirs)]
    if any(raw.startswith(_SEALED) for raw in raws):
        raise CannotDoError(
            "An encrypted journal cannot be merged by git.", "botoxlog merge OTHER can."
        )
    try:
        result = merging.merge(_copy(ours), _copy(theirs), _copy(base))
    except BotoxlogError as error:
        ours.write_bytes(_between_marks(*raws))
        tell(f"botoxlog: {error.sentence} Both texts are in the file, between marks.")
        raise typer.Exit(1) from None
    ours.write_bytes(result.text.encode("utf-8"))
    for conflict in result.conflicts:
        tell(*(f"{lead}{text}" for lead, text in saying.conflict_lines(conflict)))
    if result.conflicts:
        raise typer.Exit(1)


def _raw(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotDoError(
            f"{path} cannot be read: {(error.strerror or '').lower()}.", "Check its permissions."
        ) from None


def _between_marks(ours: bytes, theirs: bytes) -> bytes:
    ends = [raw if raw.endswith(b"\n") or not raw else raw + b"\n" for raw in (ours, theirs)]
    return b"<<<<<<< ours\n%b=======\n%b>>>>>>> theirs\n" % tuple(ends)
