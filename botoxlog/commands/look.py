"""The commands that show what was logged and what follows from it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared import (
    JsonOption,
    Run,
    can_ask,
    load_reference,
    show,
    tell,
    tell_first_step,
)
from botoxlog.errors import BadInputError, CannotDoError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from botoxlog.area import AreaOutlook
    from botoxlog.outlook import Outlook

_PICTURES = (".svg", ".html", ".png")

DUE = 10
"""Exit code of `remind --exit-code` where something is due."""

QUIET_LINES = 3
"""No start of a shell is longer than this; the most urgent come first."""

DEMO_DAYS = 30


def timeline(
    context: typer.Context,
    area: Annotated[str | None, typer.Option(help="Only this area, explained.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Begin the picture here: 2024, 2025-06.", metavar="DATE")
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(help="Write the picture to a file: .svg, .html, .png.", metavar="FILE"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what works, what fades, and when.

    Examples:
        botoxlog timeline
        botoxlog timeline --area 11s
        botoxlog timeline --since 2025
        botoxlog timeline --save timeline.svg
    """
    from botoxlog import selection

    run: Run = context.obj
    if save is not None:
        from botoxlog.commands.saving import check_name

        check_name(save, _PICTURES, "End it in .svg, .html or .png.")
    opened = run.open()
    intake = run.intake(opened.journal, ask=can_ask(as_json=as_json))
    begin = intake.when(since).first if since is not None else None
    outlook = run.outlook(opened.journal)
    areas = selection.lanes(outlook, intake, () if area is None else (area,))
    if save is not None:
        if not outlook.areas:
            raise CannotDoError(
                "No session is logged yet, so there is nothing to save.",
                "botoxlog add logs the first session.",
            )
        from botoxlog.commands.saving import save_file

        picture = _picture(save.suffix.casefold(), outlook, areas, begin)
        path = save_file(run, save, picture, replace=force, ask=can_ask(as_json=as_json))
        tell(f"Saved {path}.")
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.timeline(outlook, areas))
        return
    if save is not None:
        return
    if not areas:
        tell_first_step(opened)
        return
    from botoxlog.views.timeline import TimelineView

    show(TimelineView(outlook, areas, intake.reference, begin, detail=area is not None))


def _picture(
    kind: str, outlook: "Outlook", areas: "Sequence[AreaOutlook]", since: "date | None"
) -> str | bytes:
    """Return the picture as a file of that kind."""
    if kind == ".html":
        from botoxlog.outputs import as_html

        return as_html.timeline(outlook, areas, since)
    from botoxlog.outputs import as_svg

    svg = as_svg.timeline(outlook, areas, since)
    if kind == ".svg":
        return svg
    from botoxlog.outputs import as_png

    return as_png.png(svg)


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
    once: Annotated[
        bool,
        typer.Option("--once", help="For a shell's start: one line a day, each thing once."),
    ] = False,
    ics: Annotated[
        str | None,
        typer.Option("--ics", help="Write a calendar file; - prints it.", metavar="FILE"),
    ] = None,
    detailed: Annotated[
        bool, typer.Option("--detailed", help="Name areas in the calendar file.")
    ] = False,
) -> None:
    """Say what is due and what to raise, most urgent first.

    Examples:
        botoxlog remind
        botoxlog remind --within 30d
        botoxlog remind --once
        botoxlog remind --ics ~/reminders.ics
        botoxlog remind --quiet --exit-code
    """
    run: Run = context.obj
    if once:
        from botoxlog.commands.daily import tell_once

        tell_once(run, lambda: run.outlook(run.open(quiet=True, ask=False).journal))
        return
    from botoxlog.dates import parse_days
    from botoxlog.outlook import due_within

    days = parse_days(within)
    _refuse_two_answers(as_json=as_json, ics=ics, detailed=detailed)
    opened = run.open(quiet=quiet, ask=not quiet)
    outlook = run.outlook(opened.journal)
    due = due_within(outlook, days)
    if ics is not None:
        from botoxlog.commands.daily import no_journal, write_ics

        if not opened.exists:
            raise no_journal(opened.path)
        write_ics(outlook, ics, detailed=detailed, quiet=quiet)
    elif as_json:
        from botoxlog.outputs import as_json as out
        from botoxlog.topics import to_bring_up

        print(out.remind(outlook, due, to_bring_up(outlook.raised)))
    elif quiet:  # runs at every shell start: no Rich, which would cost half as much again
        from botoxlog.words import due_lines

        lines = due_lines(due, outlook)
        more = len(lines) - QUIET_LINES
        for place, line in enumerate(lines[:QUIET_LINES], start=1):
            rest = (
                f" (and {more} more: botoxlog remind)" if place == QUIET_LINES < len(lines) else ""
            )
            print(f"{line.when}: {line.text}{rest}")
    else:
        from botoxlog.topics import to_bring_up
        from botoxlog.views.lists import RemindView
        from botoxlog.words import due_lines

        raised = to_bring_up(outlook.raised)
        show(RemindView(outlook, due_lines(due, outlook), days, raised))
        tell_first_step(opened)
    if due and exit_code:
        raise typer.Exit(DUE)


def _refuse_two_answers(*, as_json: bool, ics: str | None, detailed: bool) -> None:
    if ics is not None and as_json:
        raise BadInputError("--ics and --json are two answers.", "Ask for one at a time.")
    if ics is None and detailed:
        raise BadInputError("--detailed is about the calendar file.", "Add --ics FILE.")


def log(
    context: typer.Context,
    area: Annotated[str | None, typer.Option(help="Only records of this area.")] = None,
    product: Annotated[str | None, typer.Option("--product", "-p", help="Only this one.")] = None,
    lot: Annotated[str | None, typer.Option(help="Only sessions with this lot number.")] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, a row an area.")] = False,
) -> None:
    """List the records with their ids, oldest first.

    Examples:
        botoxlog log
        botoxlog log --area 11s --product botox
        botoxlog log --csv > sessions.csv
    """
    from botoxlog import selection

    run: Run = context.obj
    opened = run.open()
    intake = run.intake(opened.journal, ask=can_ask(as_json=as_json or as_csv))
    records = selection.records(opened.journal, intake, area=area, product=product, lot=lot)
    if lot is not None:
        from botoxlog.rules import lot_warnings

        tell(*lot_warnings(lot, intake.reference))
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.log(run.today, records, opened.journal.problems))
    elif as_csv:
        from botoxlog.outputs import as_csv as table

        print(table.log(records), end="")
    elif records:
        from botoxlog.views.lists import LogView

        show(LogView(records, intake.reference))
    elif opened.journal.sessions:
        tell("No record fits.")
    else:
        tell_first_step(opened)


def demo(context: typer.Context) -> None:
    """Show it all on an example journal.

    Examples:
        botoxlog demo
    """
    from botoxlog.demo import example_journal
    from botoxlog.outlook import due_within
    from botoxlog.topics import to_bring_up
    from botoxlog.views.lists import RemindView
    from botoxlog.views.timeline import TimelineView
    from botoxlog.words import due_lines

    run: Run = context.obj
    outlook = run.outlook(example_journal(run.today))
    due = due_within(outlook, DEMO_DAYS)
    print("An example journal, not yours.\n\n$ botoxlog timeline")
    show(TimelineView(outlook, outlook.areas, load_reference()))
    print(f"\n$ botoxlog remind --within {DEMO_DAYS}d")
    raised = to_bring_up(outlook.raised)
    show(RemindView(outlook, due_lines(due, outlook), DEMO_DAYS, raised))
    print('\nYours begins with: botoxlog add "11s=20" -p botox --on "3 weeks ago"')
