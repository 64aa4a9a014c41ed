"""`botoxlog remind`: what is due and which questions to raise.

It imports as little as possible, because it may run whenever a shell starts.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.core.errors import BadInputError, BotoxlogError, no_journal
from botoxlog.reminders import silence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.reports.due_text import DueLine
    from botoxlog.store import OpenJournal

DUE = 10
"""Exit code of `remind --exit-code` if something is due."""

_AHEAD = "14d"
"""How far ahead it looks if nothing else is said. Our choice."""

QUIET_LINES = 3
"""Upper limit for the lines of --quiet; the most urgent come first."""


def remind(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DAYS]", help="How far ahead to look: 30d or 6 weeks."),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(help=f"How far ahead to look: 30d or 6w. Default: {_AHEAD}.", metavar="DAYS"),
    ] = None,
    as_json: JsonOption = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", help="Print nothing if nothing is due, and never ask for a passphrase."
        ),
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with code 10 if something is due.")
    ] = False,
    once: Annotated[
        bool,
        typer.Option(
            "--once",
            help="For your shell's start-up file: at most one line a day, with nothing repeated.",
        ),
    ] = False,
    ics: Annotated[
        str | None,
        typer.Option(
            "--ics", help="Save a calendar file, or print it with - as the name.", metavar="FILE"
        ),
    ] = None,
    detailed: Annotated[
        bool, typer.Option("--detailed", help="Name the areas in the calendar file.")
    ] = False,
) -> None:
    """See what is due and what to ask at your next visit.

    Examples:
        botoxlog remind
        botoxlog remind 30d
        botoxlog remind --once
        botoxlog remind --ics ~/reminders.ics
        botoxlog remind --quiet --exit-code
    """
    run: Run = context.obj
    if words:
        from botoxlog.input.command_words import days_ahead

        within = days_ahead(words, within)
    if once:
        _print_once(run)
        return
    from botoxlog.forecast.snapshot import due_within
    from botoxlog.input.language.dates import parse_days

    days = parse_days(_AHEAD if within is None else within)
    _check_options(as_json=as_json, ics=ics, detailed=detailed)
    seen = silence.look(str(run.path), silence.QUIET) if quiet and within is None else None
    opened = run.open(quiet=quiet, ask=not quiet)
    snapshot = run.snapshot(opened.journal)
    due = due_within(snapshot, days)
    if ics is not None:
        from botoxlog.commands.shared.calendar_file import write_ics

        if not opened.exists:  # a missing journal must not empty the calendar
            raise no_journal(opened.path)
        write_ics(snapshot, ics, detailed=detailed, quiet=quiet)
    elif as_json:
        from botoxlog.forecast.questions.open_questions import questions_to_show
        from botoxlog.render import json as out

        print_text(out.remind(snapshot, due, questions_to_show(snapshot.open_questions)))
    elif quiet:  # without Rich, which would add half to the time of a shell's start
        lines = _quiet_lines(snapshot, days)
        if not lines:
            _leave_note(
                opened,
                silence.QUIET,
                seen,
                snapshot,
                lambda later: not _quiet_lines(later, days),
            )
        more = len(lines) - QUIET_LINES
        for number, line in enumerate(lines[:QUIET_LINES], start=1):
            rest = (
                f" (and {more} more: botoxlog remind)" if number == QUIET_LINES < len(lines) else ""
            )
            print_text(f"{line.when}: {line.text}{rest}")
    else:
        from botoxlog.forecast.questions.open_questions import questions_to_show
        from botoxlog.render.terminal.due import RemindView
        from botoxlog.reports.due_text import due_lines, visit_lines

        raised = questions_to_show(snapshot.open_questions)
        lines = [*visit_lines(snapshot), *due_lines(due, snapshot)]
        print_view(RemindView(snapshot, lines, days, raised))
        print_first_step(opened)
    if (due or snapshot.unkept) and exit_code:
        raise typer.Exit(DUE)


def _check_options(*, as_json: bool, ics: str | None, detailed: bool) -> None:
    if ics is not None and as_json:
        raise BadInputError("You can't use --ics and --json together.", "Choose one of them.")
    if ics is None and detailed:
        raise BadInputError(
            "--detailed only works with --ics.", "Add --ics FILE, such as --ics reminders.ics"
        )


def _quiet_lines(snapshot: "Snapshot", days: int) -> "list[DueLine]":
    from botoxlog.forecast.snapshot import due_within
    from botoxlog.reports.due_text import due_lines, visit_lines

    due = due_within(snapshot, days)
    return [*visit_lines(snapshot, most_days=1), *due_lines(due, snapshot)]


def _print_once(run: Run) -> None:
    """Print what is newly due in one line, at most once a day.

    A shell runs this when it starts, so a failure prints one line and never ends in an error.
    """
    from dataclasses import replace

    from botoxlog.reminders import sent_log

    try:
        file = sent_log.log_path(run.path)
    except BotoxlogError as error:
        print_messages(f"botoxlog: {error.sentence}")
        return
    seen = silence.look(str(run.path), silence.ONCE, file.name)
    known = sent_log.read_log(file, sent_log.SHELL)
    if known.day == run.today:
        _leave_note_of(run.path, silence.ONCE, seen, [run.today.isoformat()])
        return
    from botoxlog.reminders.notification_rules import Notification, keys_to_keep, notifications

    def news(snapshot: "Snapshot") -> tuple[tuple[Notification, ...], frozenset[str]]:
        found = notifications(snapshot, known.keys)
        return found, keys_to_keep(snapshot, known.keys, found)

    line = ""
    try:
        opened = run.open(quiet=True, ask=False)
        snapshot = run.snapshot(opened.journal)
        found, keys = news(snapshot)
        if keys == known.keys:  # nearly always: nothing to print or to write
            _leave_note(
                opened, silence.ONCE, seen, snapshot, lambda later: news(later)[1] == known.keys
            )
            return
    except BotoxlogError as error:
        found, keys, line = (), known.keys, f"botoxlog: {error.sentence}"
    with sent_log.log_lock(file) as free:
        if not free or sent_log.read_log(file, sent_log.SHELL).day == run.today:
            return  # another shell that started just now printed it
        if found:
            from botoxlog.reminders.notification_text import shell_line

            print_text(f"botoxlog: {shell_line(found)}")
        elif line:
            print_messages(line)
        day = run.today if found or line else known.day
        sent_log.write_log(file, sent_log.SHELL, replace(known, day=day, keys=keys))


# --- where nothing is due --------------------------------------------------------------------


def _leave_note(
    opened: "OpenJournal",
    how: str,
    seen: str | None,
    snapshot: "Snapshot",
    is_silent: "Callable[[Snapshot], bool]",
) -> None:
    """Let the next runs end at once, as long as nothing will be due.

    Args:
        opened: The journal, of which there is nothing to say on the day of the snapshot.
        how: How it was asked.
        seen: What the answer depends on, from before the journal was read; None for no note.
        snapshot: The journal on that day.
        is_silent: Whether there is nothing to say on another.
    """
    if seen is not None:
        from botoxlog.reminders.silent_days import silent_days

        days = silent_days(opened.journal, snapshot, is_silent)
        _leave_note_of(opened.path, how, seen, days)


def _leave_note_of(path: "Path", how: str, seen: str | None, days: list[str]) -> None:
    """Let the next runs of some days end at once; a place that cannot be used is no error."""
    from botoxlog.core.private_files import is_ours, make_private_folder, state_folder

    with suppress(OSError, BotoxlogError):
        folder = state_folder()
        if seen is not None and is_ours(folder):
            make_private_folder(folder)
            silence.leave_note(str(path), how, seen, days, str(folder))
