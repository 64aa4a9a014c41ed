"""`botoxlog remind`: what is due and what to raise; the least that a start of a shell can load."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, show, tell, tell_first_step
from botoxlog.core.errors import BadInputError, BotoxlogError, no_journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from botoxlog.forecast.snapshot import Snapshot

DUE = 10
"""Exit code of `remind --exit-code` where something is due."""

QUIET_LINES = 3
"""No start of a shell is longer than this; the most urgent come first."""


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
        _tell_once(run, lambda: run.snapshot(run.open(quiet=True, ask=False).journal))
        return
    from botoxlog.forecast.snapshot import due_within
    from botoxlog.input.language.dates import parse_days

    days = parse_days(within)
    _refuse_two_answers(as_json=as_json, ics=ics, detailed=detailed)
    opened = run.open(quiet=quiet, ask=not quiet)
    snapshot = run.snapshot(opened.journal)
    due = due_within(snapshot, days)
    if ics is not None:
        from botoxlog.commands.shared.calendar_file import write_ics

        if not opened.exists:  # a calendar is not emptied because a journal was not found
            raise no_journal(opened.path)
        write_ics(snapshot, ics, detailed=detailed, quiet=quiet)
    elif as_json:
        from botoxlog.forecast.questions.open_questions import questions_to_show
        from botoxlog.render import json as out

        print(out.remind(snapshot, due, questions_to_show(snapshot.open_questions)))
    elif quiet:  # runs at every shell start: no Rich, which would cost half as much again
        from botoxlog.reports.due_text import due_lines

        lines = due_lines(due, snapshot)
        more = len(lines) - QUIET_LINES
        for place, line in enumerate(lines[:QUIET_LINES], start=1):
            rest = (
                f" (and {more} more: botoxlog remind)" if place == QUIET_LINES < len(lines) else ""
            )
            print(f"{line.when}: {line.text}{rest}")
    else:
        from botoxlog.forecast.questions.open_questions import questions_to_show
        from botoxlog.render.terminal.due import RemindView
        from botoxlog.reports.due_text import due_lines

        raised = questions_to_show(snapshot.open_questions)
        show(RemindView(snapshot, due_lines(due, snapshot), days, raised))
        tell_first_step(opened)
    if due and exit_code:
        raise typer.Exit(DUE)


def _refuse_two_answers(*, as_json: bool, ics: str | None, detailed: bool) -> None:
    if ics is not None and as_json:
        raise BadInputError("--ics and --json are two answers.", "Ask for one at a time.")
    if ics is None and detailed:
        raise BadInputError("--detailed is about the calendar file.", "Add --ics FILE.")


def _tell_once(run: Run, look: "Callable[[], Snapshot]") -> None:
    """Say in one line what has begun to matter since it was last said, at most once a day.

    For the start of a shell: nothing that goes wrong ends in an error or in more than a line.
    """
    from dataclasses import replace

    from botoxlog.reminders import sent_log

    file = sent_log.log_path(run.path)
    if sent_log.read_log(file, sent_log.SHELL).day == run.today:
        return
    try:
        snapshot: Snapshot | None = look()
        line = ""
    except BotoxlogError as error:
        snapshot, line = None, f"botoxlog: {error.sentence}"
    from botoxlog.reminders.notification_rules import keys_to_keep, notifications

    known = sent_log.read_log(file, sent_log.SHELL)
    found = notifications(snapshot, known.keys) if snapshot else ()
    keys = keys_to_keep(snapshot, known.keys, found) if snapshot else known.keys
    if not line and keys == known.keys:
        return  # nearly always: nothing to say, and nothing to write
    with sent_log.log_lock(file) as free:
        if not free or sent_log.read_log(file, sent_log.SHELL).day == run.today:
            return  # another shell that started just now has said it
        if found:
            from botoxlog.reminders.notification_text import shell_line

            print(f"botoxlog: {shell_line(found)}")
        elif line:
            tell(line)
        day = run.today if found or line else known.day
        sent_log.write_log(file, sent_log.SHELL, replace(known, day=day, keys=keys))
