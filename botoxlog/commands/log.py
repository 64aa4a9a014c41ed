"""`botoxlog log`: the list of records with their ids."""

from typing import Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_messages, print_view
from botoxlog.commands.shared.terminal import can_ask


def log(
    context: typer.Context,
    area: Annotated[str | None, typer.Option(help="Only records of this area.")] = None,
    product: Annotated[
        str | None, typer.Option("--product", "-p", help="Only records of this product.")
    ] = None,
    lot: Annotated[str | None, typer.Option(help="Only sessions with this lot number.")] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, one row per area.")] = False,
) -> None:
    """List the records with their ids, oldest first.

    Examples:
        botoxlog log
        botoxlog log --area 11s --product botox
        botoxlog log --csv > sessions.csv
    """
    from botoxlog.input import selection

    run: Run = context.obj
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json or as_csv))
    records = selection.records(opened.journal, interpreter, area=area, product=product, lot=lot)
    if lot is not None:
        from botoxlog.catalog.citations import lot_warnings

        print_messages(*lot_warnings(lot, interpreter.catalog))
    if as_json:
        from botoxlog.render import json as out

        print(out.log(run.today, records, opened.journal.problems))
    elif as_csv:
        from botoxlog.render import csv as table

        print(table.log(records), end="")
    elif records:
        from botoxlog.render.terminal.lists import LogView

        print_view(LogView(records, interpreter.catalog))
    elif opened.journal.sessions:
        print_messages("No record matches. To list all records: botoxlog log")
    else:
        print_first_step(opened)
