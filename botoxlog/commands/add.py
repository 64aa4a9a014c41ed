"""`botoxlog add`: log a session."""

import math
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.record_saving import save_records
from botoxlog.commands.shared.run import (
    JsonOption,
    Run,
    emergency_if_refused,
    print_emergency_text,
)
from botoxlog.commands.shared.screen import print_messages, print_sentences
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop, need_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from botoxlog.catalog import Catalog
    from botoxlog.commands.shared.series_saving import Regular
    from botoxlog.core.model import Appointment, Record, Session
    from botoxlog.core.partial_dates import PartialDate
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.store import OpenJournal


def add(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...", help='What was done, such as "11s 20 forehead 8 botox".'
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", "--date", help='The date: 2026-08-01, 2026-08 or "3 weeks ago".', metavar="DATE"
        ),
    ] = None,
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
    other_area: Annotated[
        list[str] | None,
        typer.Option(
            help="An area that botoxlog does not know. Repeat the option to add more.",
            metavar="NAME[=UNITS]",
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Repeat your last visit, with the changes you name.")
    ] = False,
    booked: Annotated[
        bool,
        typer.Option("--booked", help="It was your appointment: take its date, areas and clinic."),
    ] = False,
    every: Annotated[
        str | None,
        typer.Option(
            help='Log a regular series: "4 months" or "16 weeks". It needs --since.',
            metavar="INTERVAL",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            help="When a series began. Each session gets the options, and so any cost.",
            metavar="DATE",
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="When a series ended. [default: today]", metavar="DATE")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Save without asking.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be saved without saving it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Log a session, in one line or by answering questions.

    Run it on its own and it asks you, offering last time's answers. --again repeats the last visit:
    areas, units, product, purpose, injector and clinic. --booked logs the appointment that took
    place. --every writes down a regular series from
    memory, shown first, with dates as exact as is known.

    Examples:
        botoxlog add
        botoxlog add 11s=20 "crow's feet=24" -p botox --on "3 weeks ago"
        botoxlog add "jaw=25 each" -p dysport --on 2026-08-01 --injector "Dr Lee"
        botoxlog add 11s=4 --touch-up --cost 60usd --dry-run
        botoxlog add --again 11s 24 --cost 400usd
        botoxlog add --booked --again
        botoxlog add 11s 20 botox --every "4 months" --since 2022 --dry-run
    """
    from botoxlog.input.language.interpreter import Typed

    run: Run = context.obj
    ask = can_ask(as_json=as_json)
    series = None
    if {every, since, until} != {None}:
        from botoxlog.commands.shared.series_saving import regular

        series = regular(run.today, every=every, since=since, until=until, on=on)
    line = " ".join(words or ())
    free = [text for text in (note, *(other_area or ())) if text]
    if free or ask:
        print_emergency_text(run, line, *free, on=on)
        line = ""
    with emergency_if_refused(run, line, on=on):
        opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=ask)
    if not (words or other_area or again or series or booked):
        _guided_add(run, opened, interpreter, dry_run=dry_run)
        return
    typed = Typed(
        on=since if series else on,
        product=product,
        purpose=purpose,
        injector=injector,
        clinic=clinic,
        lot=lot,
        expiry=expiry,
        cost=cost,
        touch_up=touch_up,
        note=note,
        other_areas=tuple(other_area or ()),
    )
    with emergency_if_refused(run, line, on=on):
        kept = _kept_appointment(run, opened, on=on, series=series) if booked else None
        last_visit = _last_visit(opened, series, kept, interpreter.catalog) if again else None
        session = interpreter.session(words or (), typed, last_visit, kept)
    if not (kept or series):
        session = _with_appointment(session, interpreter)
    if session.note:
        from botoxlog.input.language.side_effects import recording_hints

        # what the line keeps in the note
        print_emergency_text(run, line, on=session.date.iso)
        interpreter.notices += recording_hints(session.note, interpreter.catalog, run.today)
    interpreter.notices += _lot_warnings(session, interpreter)
    if series:
        from botoxlog.commands.shared.series_saving import save_series

        save_series(
            run,
            opened,
            interpreter,
            session,
            series,
            yes=yes,
            dry_run=dry_run,
            as_json=as_json,
        )
        return
    warnings = list(interpreter.entry_checks.session_warnings(session))
    if warnings and ask and not (dry_run or yes):
        print_messages(*warnings)
        confirm_or_stop("Save it anyway?")
    else:
        interpreter.notices += warnings
    save_records(run, opened, interpreter, [session], dry_run=dry_run, as_json=as_json)


def _kept_appointment(
    run: Run, opened: "OpenJournal", *, on: str | None, series: "Regular | None"
) -> "Appointment":
    """Return the appointment that took place.

    Raises:
        BadInputError: There are several, or the session is one of a series.
        CannotDoError: There is none.
    """
    from botoxlog.core.errors import BadInputError, CannotDoError
    from botoxlog.core.text import command_line, join_words
    from botoxlog.forecast import appointments
    from botoxlog.input.language.dates import parse_typed

    if series:
        raise BadInputError("You can't use --booked and --every together.", "Choose one of them.")
    snapshot = run.snapshot(opened.journal)
    visits, catalog = snapshot.journal.appointments, snapshot.catalog
    past = appointments.unkept(visits, snapshot.journal.sessions, catalog, run.today, math.inf)
    found = [*past, *(one for one in snapshot.appointments if one.date.first == run.today)]
    if not found:
        raise CannotDoError(
            "No appointment has taken place that is not logged yet. Nothing was saved.",
            "To see your appointments: botoxlog book",
        )
    if on is not None and len(found) > 1:
        when = parse_typed(on, run.today)
        found = [one for one in found if one.date == when] or found
    if len(found) > 1:
        days = join_words(list(dict.fromkeys(str(one.date) for one in found)))
        way = f"Choose one by its date: {command_line('add --booked --on', found[0].date.iso)}"
        if found[0].date == found[-1].date:
            way = f"Log each with its areas: {command_line('add --on', found[0].date.iso)} AREAS"
        raise BadInputError(
            f"Several appointments are not logged yet: {days}. Nothing was saved.", way
        )
    return found[0]


def _with_appointment(session: "Session", interpreter: "Interpreter") -> "Session":
    """Return a session with the appointment of its day and areas, if there is one."""
    from botoxlog.forecast.appointments import keeping, keeps

    journal, catalog = interpreter.journal, interpreter.catalog
    for one in sorted(journal.appointments, key=lambda one: not one.areas):  # its own areas first
        if (
            one.id
            and not session.touch_up_of
            and keeps(session, one, catalog)
            and keeping(one, journal.sessions, catalog) is None
        ):
            interpreter.notices.append(f"This was your appointment of {one.date}.")
            return session._replace(appointment=one.id)
    return session


def _last_visit(
    opened: "OpenJournal",
    series: "Regular | None",
    kept: "Appointment | None",
    catalog: "Catalog",
) -> "Callable[[PartialDate], Session]":
    """Return what finds the visit to repeat: the last one before a date or, for a series, of it.

    Of an appointment with areas it is what was done there the last time.
    """
    from datetime import timedelta

    from botoxlog.input.series import last_visit, last_visit_of

    end = series and series.end + timedelta(days=1)
    if kept and kept.areas:
        return lambda when: last_visit_of(opened.journal, when.middle, kept.areas, catalog)
    return lambda when: last_visit(opened.journal, end or when.middle)


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
    """Return the published warnings about a lot that a session, or its note, names."""
    said = "; ".join(text for text in (session.lot, session.note) if text)
    if not any(map(str.isdigit, said)):
        return []
    from botoxlog.catalog.citations import lot_warnings

    return lot_warnings(said, interpreter.catalog)
