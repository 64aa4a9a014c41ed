"""`botoxlog book`: keep, move and cancel appointments."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_emergency_text
from botoxlog.commands.shared.screen import print_messages, print_sentences, print_text
from botoxlog.commands.shared.terminal import can_ask
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import command_line, inert, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, time

    from botoxlog.core.model import Appointment
    from botoxlog.core.partial_dates import PartialDate
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.input.appointment_words import AppointmentLine
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.journal.decoder import JournalText
    from botoxlog.store import OpenJournal


def book(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...", help='When, and what for: "12 jan 14:30 at Glow for 11s".'
        ),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(help="An area that it is for. Repeat the option to add more. [default: all]"),
    ] = None,
    injector: Annotated[str | None, typer.Option(help="The person who will inject.")] = None,
    clinic: Annotated[str | None, typer.Option(help="The clinic.")] = None,
    note: Annotated[str | None, typer.Option(help="A note in your own words.")] = None,
    move: Annotated[
        bool, typer.Option("--move", help="Move the appointment to this day or time.")
    ] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Take the appointment out.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Keep your appointments in the journal; on its own, list them.

    Until it has taken place, nothing asks you to book for its areas. If you have several, begin
    with the id of the one to move or cancel: botoxlog log shows it.

    Examples:
        botoxlog book
        botoxlog book "12 jan 14:30" --clinic Glow
        botoxlog book in 3 weeks at 2pm for 11s and jaw with Dr Lee
        botoxlog book --move 19 jan 15:00
        botoxlog book --cancel
    """
    run: Run = context.obj
    if move and cancel:
        raise BadInputError("You can't use --move and --cancel together.", "Choose one of them.")
    print_emergency_text(run, " ".join(words or ()), note)
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    options = Options(tuple(area or ()), injector, clinic, note)
    if not (words or move or cancel):
        if any(options):
            raise BadInputError(
                "An appointment needs a day. Nothing was saved.",
                'For example: botoxlog book "12 jan 14:30" --clinic Glow',
            )
        _list(run.snapshot(opened.journal), as_json=as_json)
    elif cancel:
        if any(options):
            raise BadInputError(
                "--cancel takes the whole appointment out. Nothing was changed.",
                "Leave out the other options.",
            )
        cancelled = _cancel(run, opened, interpreter, words or [])
        _show_cancelled(run, cancelled, as_json=as_json)
    elif move:
        identity = _move(run, opened, interpreter, words or [], options)
        _show(run, "Changed", identity, interpreter.notices, as_json=as_json)
    else:
        identity = _add(run, opened, interpreter, words or [], options)
        _show(run, "Booked", identity, interpreter.notices, as_json=as_json)


class Options(NamedTuple):
    """The details that were given as options, as typed."""

    areas: tuple[str, ...]
    injector: str | None
    clinic: str | None
    note: str | None


def _list(snapshot: "Snapshot", *, as_json: bool) -> None:
    found = (*snapshot.unkept, *snapshot.appointments)
    if as_json:
        from botoxlog.render import json as out

        print_text(out.book(snapshot, [], [], []))
    elif found:
        from botoxlog.commands.shared.screen import print_view
        from botoxlog.render.terminal.lists import LogView
        from botoxlog.reports.appointment_text import kept_question
        from botoxlog.reports.sentences import capital

        print_view(LogView(found, snapshot.catalog))
        print_messages(*(capital(kept_question(one, snapshot)) for one in snapshot.unkept))
    else:
        print_messages(
            'No appointment is booked. To book one: botoxlog book "12 jan 14:30" --clinic Glow'
        )


def _add(
    run: Run,
    opened: "OpenJournal",
    interpreter: "Interpreter",
    words: "Sequence[str]",
    options: Options,
) -> str:
    """Save a new appointment, and return its id."""
    from botoxlog import store
    from botoxlog.core.model import Appointment
    from botoxlog.core.partial_dates import PartialDate
    from botoxlog.forecast.appointments import is_for
    from botoxlog.input.appointment_words import need_day, read_appointment

    line = read_appointment(words, interpreter)
    when = PartialDate.of_day(need_day(line))
    areas, injector, clinic, note = _details(line, options, interpreter)
    snapshot = run.snapshot(opened.journal)
    _refuse_double(when, line.at, snapshot.appointments, snapshot)
    person = opened.journal.person
    new = Appointment(
        id=None,
        date=when,
        time=line.at,
        areas=areas,
        injector=injector or person.injector,
        clinic=clinic or person.clinic,
        note=note,
    )
    if earlier := [
        one
        for one in snapshot.appointments
        if not areas or any(is_for(one, area, snapshot.catalog) for area in areas)
    ]:
        interpreter.notices.append(
            f"You also have an appointment on {earlier[0].date}. If this one takes its place: "
            f"{command_line('book --cancel', earlier[0].id or 'ID')}"
        )
    return store.append(run.path, [new], opened)[0].id or ""


def _refuse_double(
    when: "PartialDate",
    at: "time | None",
    others: "Iterable[Appointment]",
    snapshot: "Snapshot",
) -> None:
    """Refuse a second appointment of one day, unless both have a time of their own.

    Raises:
        BadInputError: There is one already.
    """
    from botoxlog.reports.appointment_text import command_for

    for other in others:
        if other.date == when and (None in {other.time, at} or other.time == at):
            raise BadInputError(
                f"You already have an appointment on {when}. Nothing was saved.",
                f"To change it: {command_for('--move', other, snapshot)} DATE. "
                f"To take it out: {command_for('--cancel', other, snapshot)}",
            )


def _details(
    line: "AppointmentLine", options: Options, interpreter: "Interpreter"
) -> tuple[tuple[str, ...], str | None, str | None, str | None]:
    """Return the areas, the person, the clinic and the note of a line and its options."""
    from botoxlog.core.text import clean

    areas = dict.fromkeys([*line.areas, *(_area(typed, interpreter) for typed in options.areas)])
    injector, clinic = (
        interpreter.either(what, said, typed, lambda text: text)
        for what, said, typed in (
            ("injector", line.injector, options.injector),
            ("clinic", line.clinic, options.clinic),
        )
    )
    return (
        tuple(areas),
        clean(injector, "injector"),
        clean(clinic, "clinic"),
        clean(options.note, "note"),
    )


def _area(typed: str, interpreter: "Interpreter") -> str:
    """Return the area of an option.

    Raises:
        BadInputError: Neither botoxlog nor the journal knows it.
    """
    from botoxlog.input.command_words import area_named, unusable

    found = area_named(typed, interpreter)
    if found is None:
        hint = "For the areas that botoxlog knows: botoxlog areas"
        raise unusable("book", typed, hint, interpreter.catalog)
    return found


def _move(
    run: Run,
    opened: "OpenJournal",
    interpreter: "Interpreter",
    words: "Sequence[str]",
    options: Options,
) -> str:
    """Change an appointment, and return its id."""
    from botoxlog import store
    from botoxlog.core.partial_dates import PartialDate
    from botoxlog.input.appointment_words import read_appointment
    from botoxlog.reports.appointment_text import command_for

    snapshot = run.snapshot(opened.journal)
    chosen, rest = _chosen(words, snapshot, "--move")
    line = read_appointment(rest, interpreter)
    areas, injector, clinic, note = _details(line, options, interpreter)
    day = PartialDate.of_day(line.day) if line.day else chosen.date
    at = line.at if line.day or line.at else chosen.time  # on another day it is at another time
    others = (one for one in snapshot.appointments if one.id != chosen.id)
    _refuse_double(day, at, others, snapshot)
    changes: dict[str, object] = {
        "areas": list(areas) or None,
        "injector": injector,
        "clinic": clinic,
        "note": note,
        "date": line.day,
        "time": f"{line.at:%H:%M}" if line.at else None,
    }
    changes = {key: value for key, value in changes.items() if value is not None}
    if not (changes or line.everything):
        raise BadInputError(
            "The appointment needs its new day or time. Nothing was changed.",
            f"For example: {command_for('--move', chosen, snapshot)} 19 jan 15:00",
        )
    if at is None:
        changes["time"] = None
    if line.everything:
        changes["areas"] = None
    store.change_record(run.path, chosen.id or "", changes, _seen(run, opened))
    return chosen.id or ""


def _cancel(
    run: Run, opened: "OpenJournal", interpreter: "Interpreter", words: "Sequence[str]"
) -> "Appointment":
    """Take an appointment out, and return it."""
    from botoxlog import store
    from botoxlog.reports.appointment_text import command_for

    snapshot = run.snapshot(opened.journal)
    chosen, rest = _chosen(words, snapshot, "--cancel", interpreter)
    if rest:
        raise BadInputError(
            f'--cancel can\'t use "{inert(" ".join(rest))}". Nothing was changed.',
            f"To take it out: {command_for('--cancel', chosen, snapshot)}",
        )
    store.remove(run.path, [chosen.id or ""], _seen(run, opened))
    return chosen


def _chosen(
    words: "Sequence[str]",
    snapshot: "Snapshot",
    option: str,
    reader: "Interpreter | None" = None,
) -> "tuple[Appointment, list[str]]":
    """Return the appointment to change, and the words that do not name it.

    Args:
        words: The first may be its id; else it is an open one.
        snapshot: The journal.
        option: What is to be done with it, for errors.
        reader: Reads what the words say of it; None if they say something else.

    Raises:
        CannotDoError: There is none, it has no id, or a session kept it.
        BadInputError: There are several and none is named.
    """
    from botoxlog.forecast.appointments import keeping

    found = [*snapshot.unkept, *snapshot.appointments]
    rest = [part for word in words for part in word.split()]
    if rest and (named := [one for one in snapshot.journal.appointments if one.id == rest[0]]):
        found, rest = named, rest[1:]
    elif rest and reader is not None:
        found, rest = _described(rest, found, reader), []
    if not found:
        raise CannotDoError(
            "There is no such appointment to change. Nothing was changed.",
            "To see your appointments: botoxlog book",
        )
    if len(found) > 1:
        ids = [f"{inert(one.id or '-')} ({one.date})" for one in found]
        raise BadInputError(
            f"You have several appointments: {join_words(ids)}. Nothing was changed.",
            f"Begin with the id of one: {command_line(f'book {option}', found[0].id or 'ID')}",
        )
    if found[0].id is None:
        raise CannotDoError(
            "This appointment has no id, so no command can change it. Nothing was changed.",
            "Change it with: botoxlog edit",
        )
    kept = keeping(found[0], snapshot.journal.sessions, snapshot.catalog)
    if kept is not None:
        raise CannotDoError(
            f"This appointment took place: the session of {kept.date} kept it. "
            "Nothing was changed.",
            f"To correct the session: {command_line('edit', kept.id or 'ID')}",
        )
    return found[0], rest


def _described(
    words: "Sequence[str]", among: "Sequence[Appointment]", reader: "Interpreter"
) -> "list[Appointment]":
    """Return the appointments of which everything is true that some words say."""
    from botoxlog.input.appointment_words import AppointmentLine, read_appointment
    from botoxlog.input.language.dates import parse_typed

    try:
        line = read_appointment(words, reader)
    except BadInputError:  # a past one may be named by its day alone
        day = parse_typed(" ".join(words), reader.today)
        return [one for one in among if one.date == day]
    if line == AppointmentLine():
        return []
    return [
        one
        for one in among
        if (line.day is None or _is_on(one, line.day, reader.today))
        and line.at in {None, one.time}
        and line.injector in {None, one.injector}
        and line.clinic in {None, one.clinic}
        and all(any(reader.catalog.overlap(area, its) for its in one.areas) for area in line.areas)
    ]


def _is_on(appointment: "Appointment", day: "date", today: "date") -> bool:
    """Whether an appointment is on a day; "3 Dec" may also be the one that has just passed."""
    on = appointment.date.first
    return on == day or (on < today and (on.month, on.day) == (day.month, day.day))


def _seen(run: Run, opened: "OpenJournal") -> "JournalText":
    """Return the journal as it was shown, so that nothing that changed since is overwritten."""
    from botoxlog import store
    from botoxlog.journal.decoder import JournalText

    return JournalText(opened.text, opened.tables or store.parse(opened.text, run.path))


def _show(run: Run, lead: str, identity: str, notices: "Sequence[str]", *, as_json: bool) -> None:
    """Print a saved appointment, and how it lies to the windows of its areas."""
    snapshot = run.snapshot(run.open(quiet=True).journal)
    saved = [one for one in snapshot.journal.appointments if one.id == identity]
    if as_json:
        from botoxlog.render import json as out

        print_text(out.book(snapshot, saved, [], notices))
        return
    from botoxlog.reports import appointment_text, sentences

    for one in saved:
        line = sentences.record_line(one, snapshot.catalog)
        notes = appointment_text.window_notes(one, snapshot)
        print_sentences([(f"{lead} {identity}: {line}", 2), *((f"  {note}", 4) for note in notes)])
    print_messages(*notices)


def _show_cancelled(run: Run, cancelled: "Appointment", *, as_json: bool) -> None:
    snapshot = run.snapshot(run.open(quiet=True).journal)
    if as_json:
        from botoxlog.render import json as out

        print_text(out.book(snapshot, [], [cancelled], []))
        return
    from botoxlog.reports import sentences

    line = sentences.record_line(cancelled, snapshot.catalog)
    print_sentences([(f"Cancelled {inert(cancelled.id or '-')}: {line}", 2)])
    print_messages("To bring it back: botoxlog undo")
