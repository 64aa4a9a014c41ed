"""The commands that write the diary: a session, a look, what it knows about the person."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared import (
    JsonOption,
    Run,
    answer_emergency,
    asking,
    can_ask,
    say,
    show,
    stop_unless_confirmed,
    tell,
)
from botoxlog.errors import CannotDoError

if TYPE_CHECKING:
    from botoxlog.intake import Intake
    from botoxlog.model import CheckIn, Journal, Person, Record, Session
    from botoxlog.outlook import AreaOutlook, Outlook


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
        botoxlog add 11s=20 "crow's feet=24" -p botox --on "3 weeks ago" --cost 420usd
        botoxlog add "jaw=25 each" -p dysport --on 2026-08-01 --injector "Dr Lee"
        botoxlog add 11s=4 --touch-up --dry-run
    """
    from botoxlog.intake import clean
    from botoxlog.model import Session

    run: Run = context.obj
    ask = can_ask(as_json=as_json)
    answer_emergency((), [note])
    journal = run.open(to_write=True).journal
    intake = run.intake(journal, ask=ask)
    if not areas:
        _guided_add(run, intake, dry_run=dry_run)
        return
    named, product, on = intake.told(areas, product, on)
    doses = intake.doses(named)
    when = intake.when(on)
    money, currency = intake.money(cost) if cost is not None else (None, None)
    session = Session(
        id=None,
        date=when,
        doses=doses,
        product=intake.product(product, doses, purpose) if product is not None else None,
        purpose=clean(purpose, "purpose"),
        injector=clean(injector, "injector") or journal.person.injector,
        clinic=clean(clinic, "clinic") or journal.person.clinic,
        lot=clean(lot, "lot number"),
        expiry=intake.expiry(expiry) if expiry is not None else None,
        cost=money,
        currency=currency,
        touch_up_of=intake.touched_up(doses, when) if touch_up else None,
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
    _save(run, intake, [session], dry_run=dry_run, as_json=as_json)


def _guided_add(run: Run, intake: "Intake", *, dry_run: bool) -> None:
    from botoxlog import words
    from botoxlog.guided import Questions

    terminal = asking('Name an area, such as "11s=20".')
    outlook = run.outlook(intake.journal)
    session, before = Questions(terminal, intake, outlook).session()
    records: list[Record] = [before, session] if before else [session]
    tell(*intake.notices, *_lot_warnings(session, intake), *intake.history.slips(session))
    intake.notices.clear()
    say(words.saved("To save", records, (), run.today, intake.reference))
    if not dry_run:
        stop_unless_confirmed("Save?")
    _save(run, intake, records, dry_run=dry_run, as_json=False)


def _lot_warnings(session: "Session", intake: "Intake") -> list[str]:
    """Return what published warnings say of a session's lot."""
    if session.lot is None:
        return []
    from botoxlog.rules import lot_warnings

    return lot_warnings(session.lot, intake.reference)


def checkin(
    context: typer.Context,
    states: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AREA=STATE]...", help='How it looks: "11s=fading" or all=full.'),
    ] = None,
    on: Annotated[str, typer.Option(help="When.", metavar="DATE")] = "today",
    effect: Annotated[
        list[str] | None, typer.Option(help="A side effect; may be given again.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything else.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Note how it looks now.

    States: none, kicking-in, full, fading, gone, no-effect. Without any, in a terminal, it
    asks.

    Examples:
        botoxlog checkin
        botoxlog checkin 11s=fading
        botoxlog checkin all=full --on yesterday
        botoxlog checkin jaw=full --effect headache --note "on one side"
    """
    from botoxlog.guided import running
    from botoxlog.intake import clean
    from botoxlog.model import CheckIn

    run: Run = context.obj
    answer_emergency(effect or (), [note, *(states or ())])
    journal = run.open(to_write=True).journal
    intake = run.intake(journal, ask=can_ask(as_json=as_json))
    if not states and not effect and note is None:
        record = _guided_checkin(intake, run.outlook(journal))
    else:
        effects = intake.effects(effect or ())
        told, on = intake.told_of_looks(states or (), on)
        when = intake.looked(on)
        going = running(journal, intake.reference, when, run.today)
        seen = intake.states(told, [area.area for area in going])
        record = CheckIn(None, when, seen, effects, clean(note, "note"))
    intake.notices += intake.history.oddities(record)
    _save(run, intake, [record], dry_run=False, as_json=as_json)


def _guided_checkin(intake: "Intake", outlook: "Outlook") -> "CheckIn":
    from botoxlog import words
    from botoxlog.guided import Questions

    terminal = asking("Say how it looks, such as 11s=fading.")
    record = Questions(terminal, intake, outlook).checkin()
    if record is None:
        raise CannotDoError(
            "Every question was skipped. Nothing was written.",
            "A word for one area is enough, such as: botoxlog checkin 11s=full",
        )
    say(words.saved("To save", [record], (), outlook.today, intake.reference))
    stop_unless_confirmed("Save?")
    return record


def me(
    context: typer.Context,
    birth_year: Annotated[str | None, typer.Option(help="The year you were born in.")] = None,
    goals: Annotated[str | None, typer.Option(help="What you want from it.")] = None,
    injector: Annotated[str | None, typer.Option(help="Who usually injects.")] = None,
    clinic: Annotated[str | None, typer.Option(help="Where you usually go.")] = None,
    currency: Annotated[str | None, typer.Option(help="What you pay in: USD.")] = None,
    weeks_ahead: Annotated[
        str | None, typer.Option(help="How many weeks ahead you have to book.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set what it knows about you.

    An empty value takes a setting out.

    Examples:
        botoxlog me
        botoxlog me --injector "Dr Lee" --weeks-ahead 3
        botoxlog me --goals ""
    """
    from botoxlog import store
    from botoxlog.intake import settings

    run: Run = context.obj
    changes = settings(
        run.today,
        birth_year=birth_year,
        goals=goals,
        injector=injector,
        clinic=clinic,
        currency=currency,
        weeks_ahead=weeks_ahead,
    )
    if changes:
        store.change_person(run.path, changes)
    _show_person(run, run.open().journal.person, as_json=as_json)


def _show_person(run: Run, person: "Person", *, as_json: bool) -> None:
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.me(run.today, person))
        return
    from botoxlog.views.lists import MeView

    show(MeView(person))


# --- saving ----------------------------------------------------------------------------------


def _save(
    run: Run, intake: "Intake", records: Sequence["Record"], *, dry_run: bool, as_json: bool
) -> None:
    """Write the records, then echo what was understood and what it means."""
    from botoxlog import store

    written = tuple(records) if dry_run else store.append(run.path, records)
    outlook = run.outlook(_with_records(intake.journal, written))
    areas = [area for area in outlook.areas if _concerns(area, written, intake)]
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.saved(outlook, written, areas, intake.notices))
        return
    from botoxlog import words

    lead = "Would save" if dry_run else "Saved"
    say(words.saved(lead, written, areas, outlook.today, intake.reference))
    tell(*intake.notices)


def _concerns(area: "AreaOutlook", records: Sequence["Record"], intake: "Intake") -> bool:
    named = {name for record in records for name in record.areas}
    bases = {intake.reference.split_side(name)[0].casefold() for name in named}
    return intake.reference.split_side(area.area)[0].casefold() in bases


def _with_records(journal: "Journal", records: Iterable["Record"]) -> "Journal":
    """Return the journal as it will be read after `records` were added."""
    from botoxlog.model import CheckIn, Session

    for record in records:
        if isinstance(record, Session):
            journal = journal._replace(sessions=(*journal.sessions, record))
        elif isinstance(record, CheckIn):
            journal = journal._replace(checkins=(*journal.checkins, record))
    return journal
