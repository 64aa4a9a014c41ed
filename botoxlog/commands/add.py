"""`botoxlog add`: log a session."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.record_saving import keep
from botoxlog.commands.shared.run import (
    JsonOption,
    Run,
    answer_emergency,
    asking,
    can_ask,
    say,
    stop_unless_confirmed,
    tell,
)

if TYPE_CHECKING:
    from botoxlog.core.model import Record, Session
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.store import OpenJournal


def add(
    context: typer.Context,
    areas: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AREA[=UNITS]]...", help='What was treated: "11s=20" chin.'),
    ] = None,
    on: Annotated[
        str, typer.Option(help='When: 2026-08-01, 2026-08, "3 weeks ago".', metavar="DATE")
    ] = "today",
    product: Annotated[str | None, typer.Option("--product", "-p", help="The brand.")] = None,
    purpose: Annotated[
        str | None,
        typer.Option(help="lines, migraine, sweating, jaw, spasm, bladder, voice, or other words."),
    ] = None,
    injector: Annotated[str | None, typer.Option(help="Who injected.")] = None,
    clinic: Annotated[str | None, typer.Option(help="Where.")] = None,
    lot: Annotated[str | None, typer.Option(help="The lot number on the box.")] = None,
    expiry: Annotated[str | None, typer.Option(help="The expiry date on the box.")] = None,
    cost: Annotated[str | None, typer.Option(help="What it cost: 420USD.")] = None,
    touch_up: Annotated[
        bool, typer.Option("--touch-up", help="A correction of the session before it.")
    ] = False,
    note: Annotated[str | None, typer.Option(help="Anything else.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show, write nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Log a session, in a line or by questions.

    Without areas, in a terminal, it asks, with last time's answers as defaults.

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
    answer_emergency((), [note])
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
    slips = list(interpreter.history.slips(session))
    if (slips or interpreter.doubts) and ask and not dry_run:
        tell(*interpreter.doubts, *slips)
        interpreter.notices = [
            notice for notice in interpreter.notices if notice not in interpreter.doubts
        ]
        stop_unless_confirmed("Save it all the same?")
    else:
        interpreter.notices += slips
    keep(run, opened, interpreter, [session], dry_run=dry_run, as_json=as_json)


def _guided_add(
    run: Run, opened: "OpenJournal", interpreter: "Interpreter", *, dry_run: bool
) -> None:
    from botoxlog.commands.shared.prompts import Questions
    from botoxlog.reports import sentences

    terminal = asking('Name an area, such as "11s=20".')
    snapshot = run.snapshot(interpreter.journal)
    session, before = Questions(terminal, interpreter, snapshot).session()
    records: list[Record] = [before, session] if before else [session]
    tell(
        *interpreter.notices,
        *_lot_warnings(session, interpreter),
        *interpreter.history.slips(session),
    )
    interpreter.notices.clear()
    say(sentences.saved("To save", records, (), run.today, interpreter.catalog))
    if not dry_run:
        stop_unless_confirmed("Save?")
    keep(run, opened, interpreter, records, dry_run=dry_run, as_json=False)


def _lot_warnings(session: "Session", interpreter: "Interpreter") -> list[str]:
    """Return what published warnings say of a session's lot."""
    if session.lot is None:
        return []
    from botoxlog.catalog.citations import lot_warnings

    return lot_warnings(session.lot, interpreter.catalog)
