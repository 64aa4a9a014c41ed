"""`botoxlog add`: log a session."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.record_saving import save_records
from botoxlog.commands.shared.run import JsonOption, Run, print_emergency_text
from botoxlog.commands.shared.screen import print_messages, print_sentences
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop, need_terminal

if TYPE_CHECKING:
    from botoxlog.core.model import Record, Session
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.store import OpenJournal


def add(
    context: typer.Context,
    areas: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AREA[=UNITS]]...", help='What was treated, such as "11s=20" or chin.'
        ),
    ] = None,
    on: Annotated[
        str, typer.Option(help='The date: 2026-08-01, 2026-08 or "3 weeks ago".', metavar="DATE")
    ] = "today",
    product: Annotated[
        str | None, typer.Option("--product", "-p", help="The brand, such as botox or dysport.")
    ] = None,
    purpose: Annotated[
        str | None,
        typer.Option(
            help="lines, migraine, sweating, jaw, spasm, bladder, voice or your own words."
        ),
    ] = None,
    injector: Annotated[str | None, typer.Option(help="The person who injected.")] = None,
    clinic: Annotated[str | None, typer.Option(help="The clinic.")] = None,
    lot: Annotated[str | None, typer.Option(help="The lot number on the box.")] = None,
    expiry: Annotated[str | None, typer.Option(help="The expiry date on the box.")] = None,
    cost: Annotated[str | None, typer.Option(help="What you paid, such as 420USD.")] = None,
    touch_up: Annotated[
        bool, typer.Option("--touch-up", help="This was a correction of the session before.")
    ] = False,
    note: Annotated[str | None, typer.Option(help="A note in your own words.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be saved without saving it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Log a session, in one line or by answering questions.

    Run it on its own and it asks you, offering last time's answers.

    Examples:
        botoxlog add
        botoxlog add 11s=20 "crow's feet=24" -p botox --on "3 weeks ago"
        botoxlog add "jaw=25 each" -p dysport --on 2026-08-01 --injector "Dr Lee"
        botoxlog add 11s=4 --touch-up --cost 60usd --dry-run
    """
    from botoxlog.core.model import Session
    from botoxlog.core.text import clean

    run: Run = context.obj
    ask = can_ask(as_json=as_json)
    print_emergency_text((), [note])
    opened = run.open()
    journal = opened.journal
    interpreter = run.interpreter(journal, ask=ask)
    if not areas:
        _guided_add(run, opened, interpreter, dry_run=dry_run)
        return
    named, product, on = interpreter.session_words(areas, product, on)
    doses = interpreter.doses(named)
    when = interpreter.when(on)
    money, currency = interpreter.money(cost) if cost is not None else (None, None)
    corrected = interpreter.corrected(doses, when) if touch_up else None
    same = corrected.product if corrected else None
    session = Session(
        id=None,
        date=when,
        doses=doses,
        product=interpreter.product(product, doses, purpose) if product is not None else same,
        purpose=clean(purpose, "purpose"),
        injector=clean(injector, "injector") or journal.person.injector,
        clinic=clean(clinic, "clinic") or journal.person.clinic,
        lot=clean(lot, "lot number"),
        expiry=interpreter.expiry(expiry) if expiry is not None else None,
        cost=money,
        currency=currency,
        touch_up_of=corrected.id if corrected else None,
        note=clean(note, "note"),
    )
    interpreter.notices += _lot_warnings(session, interpreter)
    warnings = list(interpreter.entry_checks.session_warnings(session))
    if (warnings or interpreter.doubts) and ask and not dry_run:
        print_messages(*interpreter.doubts, *warnings)
        interpreter.notices = [
            notice for notice in interpreter.notices if notice not in interpreter.doubts
        ]
        confirm_or_stop("Save it anyway?")
    else:
        interpreter.notices += warnings
    save_records(run, opened, interpreter, [session], dry_run=dry_run, as_json=as_json)


def _guided_add(
    run: Run, opened: "OpenJournal", interpreter: "Interpreter", *, dry_run: bool
) -> None:
    from botoxlog.commands.shared.prompts import Prompts
    from botoxlog.reports import sentences

    terminal = need_terminal('Name an area: botoxlog add "11s=20"')
    snapshot = run.snapshot(interpreter.journal)
    session, before = Prompts(terminal, interpreter, snapshot).session()
    records: list[Record] = [before, session] if before else [session]
    print_messages(
        *interpreter.notices,
        *_lot_warnings(session, interpreter),
        *interpreter.entry_checks.session_warnings(session),
    )
    interpreter.notices.clear()
    print_sentences(sentences.saved("To be saved", records, (), run.today, interpreter.catalog))
    if not dry_run:
        confirm_or_stop("Save?")
    save_records(run, opened, interpreter, records, dry_run=dry_run, as_json=False)


def _lot_warnings(session: "Session", interpreter: "Interpreter") -> list[str]:
    """Return the published warnings about a session's lot."""
    if session.lot is None:
        return []
    from botoxlog.catalog.citations import lot_warnings

    return lot_warnings(session.lot, interpreter.catalog)
