"""`botoxlog log`: the list of records with their ids."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_file, print_messages, print_text, print_view
from botoxlog.commands.shared.terminal import can_ask
from botoxlog.core.text import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botoxlog.core.model import Journal, Record
    from botoxlog.reports.follow_up import FollowUps


def log(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...",
            help="Areas, products, side effects, people, dates or any text of the records.",
        ),
    ] = None,
    area: Annotated[str | None, typer.Option(help="Only records of this area.")] = None,
    product: Annotated[
        str | None, typer.Option("--product", "-p", help="Only records of this product.")
    ] = None,
    lot: Annotated[str | None, typer.Option(help="Only sessions with this lot number.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only records since this date: 2025-06.", metavar="DATE")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Only records up to this date: 2025-06.", metavar="DATE")
    ] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, one row per area.")] = False,
) -> None:
    """List your records, newest last, and what followed each session.

    With several words, each record has to match all of them. Quotation marks keep the words of a
    text together.

    Examples:
        botoxlog log
        botoxlog log 11s botox 2026
        botoxlog log dr lee since 2025 until 2026-06
        botoxlog log "elm street"
        botoxlog log --csv > sessions.csv
    """
    from botoxlog.input import command_words, selection

    run: Run = context.obj
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json or as_csv))
    chosen = command_words.choose_records(words, interpreter, since=since, until=until)
    records = selection.records(
        opened.journal, interpreter, chosen, area=area, product=product, lot=lot
    )
    if lot is not None:
        from botoxlog.catalog.citations import lot_warnings

        print_messages(*lot_warnings(lot, interpreter.catalog))
    if as_json:
        from botoxlog.render import json as out

        found = _follow_ups(run, opened.journal, records)
        print_text(out.log(run.today, records, opened.journal.problems, found))
    elif as_csv:
        from botoxlog.render import csv as table

        print_file(table.log(records))
    elif records:
        from botoxlog.render.terminal.lists import LogView

        found = _follow_ups(run, opened.journal, records)
        followed = tuple(found.lines(records)) if found else ()
        print_view(LogView(records, interpreter.catalog, followed))
    elif opened.journal.sessions:
        missing = [
            f'No record has "{inert(term.text)}".'
            for term in chosen.terms
            if not any(
                selection.says(record, term, interpreter.catalog)
                for record in opened.journal.records
            )
        ]
        print_messages(*missing, "No record matches. To list all records: botoxlog log")
    else:
        print_first_step(opened)


def _follow_ups(run: Run, journal: "Journal", records: "Sequence[Record]") -> "FollowUps | None":
    """Return what finds what followed, None if the records have no session or appointment."""
    from botoxlog.core.model import Appointment, Session
    from botoxlog.reports.follow_up import FollowUps

    if not any(isinstance(record, Session | Appointment) for record in records):
        return None
    return FollowUps(run.snapshot(journal), journal)
