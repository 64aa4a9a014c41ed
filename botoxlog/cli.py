"""The command line: commands of a few lines over the library, the only clock, the only Typer.

Every error that a person can cause leaves through one door, `run`: its sentence and the next step
on stderr, and an exit code. Data go to stdout, messages to stderr.
"""

import io
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog import __version__
from botoxlog.errors import BadInputError, BotoxlogError, CannotDoError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from botoxlog.intake import Intake
    from botoxlog.model import CheckIn, Journal, Person, Record
    from botoxlog.outlook import AreaOutlook, Outlook
    from botoxlog.reference import Reference
    from botoxlog.store import OpenJournal
    from botoxlog.terminal import Refuser, Terminal

DUE = 10
"""Exit code of `remind --exit-code` where something is due."""

_PROBLEMS_SHOWN = 10

app = typer.Typer(
    name="botoxlog",
    help="A private journal of botulinum-toxin sessions: what works, what fades, and when.",
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,  # locals are health data
    rich_markup_mode=None,
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, stable for scripts.")]


# --- what every command needs ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program: where the journal is and what day it is."""

    path: Path
    today: date

    def open(self, *, quiet: bool = False) -> "OpenJournal":
        """Read the journal; its problems go to stderr."""
        from botoxlog import store

        opened = store.load(self.path, self.today)
        if not quiet:
            _tell_problems(opened)
        return opened

    def outlook(self, journal: "Journal") -> "Outlook":
        """Work out what there is to show."""
        from botoxlog.outlook import build_outlook

        return build_outlook(journal, _reference(), self.today)

    def intake(self, journal: "Journal", *, ask: bool) -> "Intake":
        """Return the one who understands what was typed."""
        from botoxlog.intake import Intake

        return Intake(_reference(), journal, self.today, _clarifier(ask=ask))


def _reference() -> "Reference":
    from botoxlog.reference import load

    return load()


def _label(word: str) -> str:
    reference = _reference()
    if word in reference.products:
        return reference.product_label(word)
    return reference.area_label(word)


def _clarifier(*, ask: bool) -> "Terminal | Refuser":
    from botoxlog.terminal import Refuser, Terminal

    return Terminal(_label) if ask else Refuser(_label)


def _can_ask(*, as_json: bool = False) -> bool:
    from botoxlog.terminal import is_interactive

    return not as_json and is_interactive()


def _tell(*sentences: str) -> None:
    from botoxlog.terminal import wrapped

    for sentence in sentences:
        print(wrapped(sentence) if sys.stderr.isatty() else sentence, file=sys.stderr)


def _tell_problems(opened: "OpenJournal") -> None:
    problems = opened.journal.problems
    for problem in problems[:_PROBLEMS_SHOWN]:
        _tell(f"{opened.path.name}, line {problem.line}: {problem.message}")
    if (more := len(problems) - _PROBLEMS_SHOWN) > 0:
        _tell(f"... and {more} more: botoxlog timeline --json lists them all.")


def _tell_first_step(opened: "OpenJournal") -> None:
    if not opened.exists:
        _tell(
            f"There is no journal yet at {opened.path}.",
            'Start one with your last session: botoxlog add "11s=20" -p botox --on "3 weeks ago"',
            "Or look around first: botoxlog demo",
        )
    elif not opened.journal.sessions:
        _tell("No session is logged yet. Run botoxlog add, and answer its questions.")


def _show(view: "RenderableType") -> None:
    from rich.console import Console

    console = Console(markup=False, emoji=False, highlight=False)
    console.print(view)


def _with_records(journal: "Journal", records: Iterable["Record"]) -> "Journal":
    """Return the journal as it will be read after `records` were added."""
    from botoxlog.model import CheckIn, Session

    for record in records:
        if isinstance(record, Session):
            journal = replace(journal, sessions=(*journal.sessions, record))
        elif isinstance(record, CheckIn):
            journal = replace(journal, checkins=(*journal.checkins, record))
    return journal


def _areas_wanted(
    outlook: "Outlook", wanted: str | None, intake: "Intake"
) -> tuple["AreaOutlook", ...]:
    from botoxlog.outlook import in_area
    from botoxlog.text import inert

    if wanted is None:
        return outlook.areas
    area = intake.area(wanted)
    found = tuple(item for item in outlook.areas if in_area(item, area, intake.reference))
    if not found and outlook.areas:
        names = ", ".join(inert(item.area) for item in outlook.areas)
        raise CannotDoError(
            f"No session of {inert(intake.reference.area_label(area))} is logged.",
            f"The journal has: {names}.",
        )
    return found


# --- commands --------------------------------------------------------------------------------


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"botoxlog {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    journal: Annotated[
        Path | None,
        typer.Option(
            help="The journal file; else BOTOXLOG_JOURNAL, else the user data folder.",
            metavar="PATH",
        ),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            help="Answer as if it were this day.", metavar="DATE", envvar="BOTOXLOG_TODAY"
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - handled before this runs
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Find the journal and the day."""
    from botoxlog import store

    context.obj = Run(store.find(journal, os.environ), _today(today))
    if context.invoked_subcommand is None:
        print(FIRST_STEPS)


FIRST_STEPS = """\
botoxlog keeps your botulinum-toxin sessions and says when each result should fade.

  botoxlog demo                                see it on an example journal
  botoxlog add                                 log a session, question by question
  botoxlog add 11s=20 -p botox --on yesterday  log one in a line
  botoxlog checkin 11s=fading                  note how it looks now
  botoxlog timeline                            what works, what fades, and when
  botoxlog remind                              what is due

botoxlog --help lists every command."""


def _today(typed: str | None) -> date:
    from botoxlog.dates import parse_iso

    if not typed:
        return date.today()
    try:
        when = parse_iso(typed)
    except ValueError as error:
        raise BadInputError(f"--today: {error}.", "Write it as 2026-11-23.") from None
    if not when.is_day:
        raise BadInputError(f'--today: "{typed}" is not a single day.', "Write it as 2026-11-23.")
    return when.first


@app.command()
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

    Without areas, in a terminal, it asks, with last time's answers as defaults. For example:
    botoxlog add 11s=20 "crow's feet=24" -p botox --on "3 weeks ago" --cost 420usd
    """
    from botoxlog.intake import clean
    from botoxlog.model import Session

    run: Run = context.obj
    ask = _can_ask(as_json=as_json)
    journal = run.open().journal
    intake = run.intake(journal, ask=ask)
    if not areas:
        _guided_add(run, intake, dry_run=dry_run)
        return
    doses = intake.doses(areas)
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
    slips = list(intake.history.slips(session))
    if slips and ask and not dry_run:
        _tell(*slips)
        _stop_unless_confirmed("Save it all the same?")
    else:
        intake.notices += slips
    _save(run, intake, [session], dry_run=dry_run, as_json=as_json)


def _guided_add(run: Run, intake: "Intake", *, dry_run: bool) -> None:
    from botoxlog.guided import Questions
    from botoxlog.views.lists import SavedView

    terminal = _asking('Name an area, such as "11s=20".')
    outlook = run.outlook(intake.journal)
    session, before = Questions(terminal, intake, outlook).session()
    records: list[Record] = [before, session] if before else [session]
    _tell(*intake.notices, *intake.history.slips(session))
    intake.notices.clear()
    _show(SavedView("To save", records, (), outlook, intake.reference))
    if not dry_run:
        _stop_unless_confirmed("Save?")
    _save(run, intake, records, dry_run=dry_run, as_json=False)


def _asking(hint: str) -> "Terminal":
    from botoxlog.terminal import Terminal

    if not _can_ask():
        raise BadInputError("Nothing was said, and there is no terminal to ask in.", hint)
    return Terminal(_label)


def _stop_unless_confirmed(question: str) -> None:
    from botoxlog.terminal import Terminal

    if not Terminal(_label).confirm(question):
        raise CannotDoError("Nothing was written.")


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
    from botoxlog.views.lists import SavedView

    lead = "Would save" if dry_run else "Saved"
    _show(SavedView(lead, written, areas, outlook, intake.reference))
    _tell(*intake.notices)


def _concerns(area: "AreaOutlook", records: Sequence["Record"], intake: "Intake") -> bool:
    named = {name for record in records for name in record.areas}
    bases = {intake.reference.split_side(name)[0].casefold() for name in named}
    return intake.reference.split_side(area.area)[0].casefold() in bases


@app.command()
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

    States: none, kicking-in, full, fading, gone, no-effect. For example: botoxlog checkin
    11s=fading, or botoxlog checkin all=full. Without any, in a terminal, it asks.
    """
    from botoxlog.guided import running
    from botoxlog.intake import clean
    from botoxlog.model import CheckIn

    run: Run = context.obj
    journal = run.open().journal
    intake = run.intake(journal, ask=_can_ask(as_json=as_json))
    if not states and not effect and note is None:
        record = _guided_checkin(intake, run.outlook(journal))
    else:
        effects = tuple(intake.effect(typed) for typed in effect or ())
        if intake.urgent:
            _tell(intake.reference.emergency_text())
        when = intake.when(on)
        going = running(journal, intake.reference, when, run.today)
        seen = intake.states(states or (), [area.area for area in going])
        record = CheckIn(None, when, seen, effects, clean(note, "note"))
    intake.notices += intake.history.oddities(record)
    _save(run, intake, [record], dry_run=False, as_json=as_json)


def _guided_checkin(intake: "Intake", outlook: "Outlook") -> "CheckIn":
    from botoxlog.guided import Questions
    from botoxlog.views.lists import SavedView

    terminal = _asking("Say how it looks, such as 11s=fading.")
    record = Questions(terminal, intake, outlook).checkin()
    if record is None:
        raise CannotDoError("Every question was skipped. Nothing was written.")
    _show(SavedView("To save", [record], (), outlook, intake.reference))
    _stop_unless_confirmed("Save?")
    return record


@app.command()
def timeline(
    context: typer.Context,
    area: Annotated[str | None, typer.Option(help="Only this area, explained.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Begin the picture here: 2024, 2025-06.", metavar="DATE")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what works, what fades, and when."""
    run: Run = context.obj
    opened = run.open()
    intake = run.intake(opened.journal, ask=_can_ask(as_json=as_json))
    begin = intake.when(since).first if since is not None else None
    outlook = run.outlook(opened.journal)
    areas = _areas_wanted(outlook, area, intake)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.timeline(outlook, areas))
        return
    if not areas:
        _tell_first_step(opened)
        return
    from botoxlog.views.timeline import TimelineView

    _show(TimelineView(outlook, areas, intake.reference, begin, detail=area is not None))


@app.command()
def remind(
    context: typer.Context,
    within: Annotated[
        str, typer.Option(help="How far ahead to look: 30d, 6w.", metavar="DAYS")
    ] = "14d",
    as_json: JsonOption = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Print nothing where nothing is due.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 10 where something is due.")
    ] = False,
) -> None:
    """Say what is due, most urgent first."""
    from botoxlog.dates import parse_days
    from botoxlog.outlook import due_within

    run: Run = context.obj
    days = parse_days(within)
    opened = run.open(quiet=quiet)
    outlook = run.outlook(opened.journal)
    due = due_within(outlook, days)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.remind(outlook, due))
    elif quiet:  # runs at every shell start: no Rich, which would cost half as much again
        from botoxlog.words import due_lines

        for line in due_lines(due, outlook):
            print(f"{line.when}: {line.text}")
    else:
        from botoxlog.views.lists import RemindView
        from botoxlog.words import due_lines

        _show(RemindView(outlook, due_lines(due, outlook), days))
        _tell_first_step(opened)
    if due and exit_code:
        raise typer.Exit(DUE)


@app.command()
def log(
    context: typer.Context,
    area: Annotated[str | None, typer.Option(help="Only records of this area.")] = None,
    product: Annotated[str | None, typer.Option("--product", "-p", help="Only this one.")] = None,
    lot: Annotated[str | None, typer.Option(help="Only sessions with this lot number.")] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, a row an area.")] = False,
) -> None:
    """List the records with their ids, oldest first."""
    from botoxlog import selection

    run: Run = context.obj
    opened = run.open()
    intake = run.intake(opened.journal, ask=_can_ask(as_json=as_json or as_csv))
    records = selection.records(opened.journal, intake, area=area, product=product, lot=lot)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.log(run.today, records, opened.journal.problems))
    elif as_csv:
        from botoxlog.outputs import as_csv as table

        print(table.log(records), end="")
    elif records:
        from botoxlog.views.lists import LogView

        _show(LogView(records, intake.reference))
    elif opened.journal.sessions:
        _tell("No record fits.")
    else:
        _tell_first_step(opened)


@app.command()
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

    An empty value takes a setting out: botoxlog me --goals ""
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

    _show(MeView(person))


@app.command()
def areas(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Only this one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the areas and the words for them.

    Each with how long results of Botox last there, where that was read and how well it is
    verified.
    """
    from botoxlog import selection

    run: Run = context.obj
    reference = _reference()
    chosen = selection.areas(reference, name)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.areas(run.today, chosen, reference))
        return
    from botoxlog.views.lists import AreasView

    _show(AreasView(chosen, reference))


@app.command()
def products(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Only this one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the products, each figure sourced."""
    from botoxlog import selection

    run: Run = context.obj
    reference = _reference()
    chosen = selection.products(reference, name)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.products(run.today, chosen))
        return
    from botoxlog.views.lists import ProductsView

    _show(ProductsView(chosen, reference))


@app.command()
def demo(context: typer.Context) -> None:
    """Show it all on an example journal."""
    from botoxlog.demo import example_journal
    from botoxlog.outlook import due_within
    from botoxlog.views.lists import RemindView
    from botoxlog.views.timeline import TimelineView
    from botoxlog.words import due_lines

    run: Run = context.obj
    outlook = run.outlook(example_journal(run.today))
    due = due_within(outlook, DEMO_DAYS)
    print("An example journal, not yours.\n\n$ botoxlog timeline")
    _show(TimelineView(outlook, outlook.areas, _reference()))
    print(f"\n$ botoxlog remind --within {DEMO_DAYS}d")
    _show(RemindView(outlook, due_lines(due, outlook), DEMO_DAYS))
    print('\nYours begins with: botoxlog add "11s=20" -p botox --on "3 weeks ago"')


DEMO_DAYS = 30


# --- the one door ----------------------------------------------------------------------------


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no traceback for anything a person can cause.

    Args:
        arguments: The words after the program's name; None takes those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an ASCII terminal still shows it all
    try:
        app(arguments, prog_name="botoxlog")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BotoxlogError as error:
        _tell(f"botoxlog: {error.sentence}", *([error.hint] if error.hint else []))
        return error.exit_code
    except Exception as error:
        if os.environ.get("BOTOXLOG_DEBUG"):
            raise
        _tell(f"botoxlog: something went wrong inside, in {_place(error)}.", _REPORT)
        return 1
    return 0


_REPORT = "This is a mistake in botoxlog, not in what you did. BOTOXLOG_DEBUG=1 shows it whole."


def _place(error: BaseException) -> str:
    """Return where an unexpected error arose; its message may hold personal data, so not that."""
    trace, where = error.__traceback__, "?"
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{where} ({type(error).__name__})"
