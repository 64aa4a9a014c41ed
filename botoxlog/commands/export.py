"""`botoxlog export`: write the journal out as TOML, JSON, CSV or FHIR."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from botoxlog.commands.shared.output_file import save_file
from botoxlog.commands.shared.run import Run, load_catalog
from botoxlog.commands.shared.screen import print_file, print_messages
from botoxlog.commands.shared.terminal import can_ask
from botoxlog.core.errors import no_journal

if TYPE_CHECKING:
    from botoxlog.core.model import Record
    from botoxlog.journal.decoder import JournalText
    from botoxlog.journal.toml_positions import Place


class Format(StrEnum):
    """The file formats of `export`."""

    TOML = "toml"
    JSON = "json"
    CSV = "csv"
    FHIR = "fhir"


def export(
    context: typer.Context,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="toml (the journal itself), json, csv or fhir (R4)."),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(help="Save it as this file, readable only by you.", metavar="FILE"),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--force", help="Replace the file if it exists.")
    ] = False,
    area: Annotated[str | None, typer.Option(help="Only records of this area.")] = None,
    product: Annotated[
        str | None, typer.Option("--product", "-p", help="Only records of this product.")
    ] = None,
    lot: Annotated[str | None, typer.Option(help="Only sessions with this lot number.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only records since this date: 2025-06.", metavar="DATE")
    ] = None,
) -> None:
    """Export your records to a file or to stdout.

    Without --save it prints to stdout. TOML and JSON keep every key, even those botoxlog does not
    know. CSV has one row per area. FHIR holds the sessions, without anybody's name.

    Examples:
        botoxlog export --save backup.toml
        botoxlog export --format csv > sessions.csv
        botoxlog export --format fhir --since 2025 --save clinic.json
    """
    from botoxlog import store

    run: Run = context.obj
    kept = store.read(run.path)
    if kept is None:
        raise no_journal(run.path)
    form = form or _format_of(save)
    chosen = _chosen(run, kept.data, (area, product, lot), since)
    text = _export_text(run, form, kept, chosen)
    if save is not None:
        path = save_file(run, save, text, replace=replace, ask=can_ask())
        print_messages(f"Saved {path}. Only you can read it.")
    else:
        print_file(text)


def _format_of(save: Path | None) -> Format:
    suffix = save.suffix.removeprefix(".").casefold() if save else ""
    return Format(suffix) if suffix in set(Format) else Format.TOML


def _chosen(
    run: Run, data: dict[str, Any], conditions: Sequence[str | None], since: str | None
) -> "list[tuple[Place, Record]] | None":
    """Return the chosen records, oldest first; None if all were."""
    from botoxlog.input import command_words, exports, selection

    if since is None and not any(condition is not None for condition in conditions):
        return None
    journal = run.open().journal
    placed = exports.placed_records(data, run.today)
    places = {id(record): place for place, record in placed}
    interpreter = run.interpreter(journal, ask=False)
    area, product, lot = conditions
    found = selection.records(
        exports.journal_of(record for _, record in placed),
        interpreter,
        command_words.choose_records((), interpreter, since=since),
        area=area,
        product=product,
        lot=lot,
    )
    return [(places[id(record)], record) for record in found]


def _export_text(
    run: Run,
    form: Format,
    kept: "JournalText",
    chosen: "list[tuple[Place, Record]] | None",
) -> str:
    from botoxlog.input import exports

    places = None if chosen is None else [place for place, _ in chosen]
    if form is Format.TOML:
        return kept.text if places is None else exports.chosen_text(kept, places)
    if form is Format.JSON:
        from botoxlog.render import json as out

        tables = kept.data if places is None else exports.chosen_data(kept.data, places)
        return out.exported(run.today, exports.plain(tables)) + "\n"
    from botoxlog.input import selection

    if chosen is None:
        opened = run.open()
        records = selection.records(opened.journal, run.interpreter(opened.journal, ask=False))
    else:
        records = [record for _, record in chosen]
    if form is Format.CSV:
        from botoxlog.render import csv

        return csv.log(records)
    from botoxlog.core.model import Session
    from botoxlog.render import fhir

    sessions = [record for record in records if isinstance(record, Session)]
    return fhir.bundle(sessions, load_catalog()) + "\n"
