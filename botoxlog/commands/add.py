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
    from botoxlog.input.language.interpreter import Intake
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
    intake = run.intake(journal, ask=ask)
    if not areas:
        _guided_add(run, opened, intake, dry_run=dry_run)
        return
    named, product, on = intake.told(areas, product, on)
    doses = intake.doses(named)
    when = intake.when(on)
    money, currency = intake.money(cost) if cost is not None else (None, None)
    corrected = intake.corrected(doses, when) if touch_up else None
    same = corrected.product if corrected else None
    session = Session(
        id=None,
        date=when,
        doses=doses,
        product=intake.product(product, doses, purpose) if product is not None else same,
        purpose=clean(purpose, "purpose"),
        injector=clean(injector, "injector") or journal.person.injector,
        clinic=clean(clinic, "clinic") or journal.person.clinic,
        lot=clean(lot, "lot number"),
        expiry=intake.expiry(expiry) if expiry is not None else None,
        cost=money,
        currency=currency,
        touch_up_of=corrected.id if corrected else None,
        note=clean(note, "note"),
    )
    intake.notices += _lot_warnings(session, intake)
    slips = list(intake.history.slips(session))
    if (slips or intake.doubts) and ask and not dry_run:
        tell(*intake.doubts, *slips)
        intake.notices = [notice for notice in intake.notices if notice not in intake.doubts]
        stop_unless_confirmed("Save it all the same?")
    else:
        intake.notices += slips
    keep(run, opened, intake, [session], dry_run=dry_run, as_json=as_json)


def _guided_add(run: Run, opened: "OpenJournal", intake: "Intake", *, dry_run: bool) -> None:
    from botoxlog.commands.shared.prompts import Questions
    from botoxlog.reports import sentences

    terminal = asking('Name an area, such as "11s=20".')
    outlook = run.outlook(intake.journal)
    session, before = Questions(terminal, intake, outlook).session()
    records: list[Record] = [before, session] if before else [session]
    tell(*intake.notices, *_lot_warnings(session, intake), *intake.history.slips(session))
    intake.notices.clear()
    say(sentences.saved("To save", records, (), run.today, intake.reference))
    if not dry_run:
        stop_unless_confirmed("Save?")
    keep(run, opened, intake, records, dry_run=dry_run, as_json=False)


def _lot_warnings(session: "Session", intake: "Intake") -> list[str]:
    """Return what published warnings say of a session's lot."""
    if session.lot is None:
        return []
    from botoxlog.catalog.citations import lot_warnings

    return lot_warnings(session.lot, intake.reference)
