"""A regular series in `add`: its options, showing it, and saving all its sessions at once."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from botoxlog.commands.shared.record_saving import save_records
from botoxlog.commands.shared.run import Run
from botoxlog.commands.shared.screen import print_messages, print_view
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop
from botoxlog.core.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botoxlog.core.model import Session
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.input.spreadsheet.lengths import Length
    from botoxlog.store import OpenJournal


class Regular(NamedTuple):
    """How often the sessions of a series were, and the last possible day."""

    every: "Length"
    end: date


def regular(
    today: date, *, every: str | None, since: str | None, until: str | None, on: str | None
) -> Regular | None:
    """Return what `--every` and its options say, or None if no series is meant.

    Raises:
        BadInputError: One of them is not valid, missing, or of no use without another.
    """
    if every is None:
        if since is not None or until is not None:
            option = "--since" if since is not None else "--until"
            raise BadInputError(
                f"{option} needs --every: how often you were treated. Nothing was saved.",
                'Add it, such as --every "4 months". For the date of one session, use --on.',
            )
        return None
    from botoxlog.input.language.dates import parse_typed
    from botoxlog.input.series import parse_interval

    if on is not None:
        raise BadInputError(
            "You can't use --on and --every together. Nothing was saved.",
            "Write when the series began as --since.",
        )
    if since is None:
        raise BadInputError(
            "--every needs --since: when the series began. Nothing was saved.",
            "Add it, such as --since 2022 or --since 2022-03.",
        )
    end = today if until is None else parse_typed(until, today).not_after(today).last
    return Regular(parse_interval(every), end)


def save_series(
    run: Run,
    opened: "OpenJournal",
    interpreter: "Interpreter",
    template: "Session",
    regular: Regular,
    *,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show the sessions of a series, then save them in one step if the user agrees.

    If the journal changes meanwhile, they are worked out again, and shown again if they differ.

    Args:
        run: The journal and the day.
        opened: The journal as it was just loaded.
        interpreter: Holds the notices about the template.
        template: The first session.
        regular: How it goes on.
        yes: Save without asking.
        dry_run: Only show them.
        as_json: Print JSON.

    Raises:
        BadInputError: There is nobody to ask, or the series has no session by its end.
        CannotDoError: The user did not agree.
    """
    from botoxlog import store

    seen: Sequence[Session] | None = None
    for _ in range(store.ATTEMPTS):
        sessions = _sessions(interpreter, template, regular)
        if sessions != seen:
            _agree(run, opened, interpreter, sessions, yes=yes, dry_run=dry_run, as_json=as_json)
        elif not as_json:
            interpreter.notices.clear()  # they have been shown
        if not sessions or dry_run:
            return
        seen = sessions
        try:
            save_records(
                run,
                opened,
                interpreter,
                sessions,
                dry_run=False,
                as_json=as_json,
                summary=_summary(sessions),
                unchanged=True,
            )
        except store.ChangedMeanwhileError:
            opened = run.open(quiet=True)
            interpreter = run.interpreter(opened.journal, ask=False)
        else:
            return
    raise store.keeps_changing(run.path)


def _agree(
    run: Run,
    opened: "OpenJournal",
    interpreter: "Interpreter",
    sessions: "Sequence[Session]",
    *,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show the sessions, and return if they may be saved."""
    if not as_json:
        _show(interpreter, sessions)
        interpreter.notices.clear()
    if not sessions or dry_run:
        if as_json:
            save_records(run, opened, interpreter, sessions, dry_run=True, as_json=True)
        return
    if can_ask(as_json=as_json) and not yes:
        confirm_or_stop("Save?")
    elif not yes:
        raise BadInputError(
            "Nothing was written: this isn't a terminal, so you can't be asked to confirm.",
            "To save them without being asked, use --yes.",
        )


def _sessions(
    interpreter: "Interpreter", template: "Session", regular: Regular
) -> "Sequence[Session]":
    """Return the sessions to add; notices say what was left out and what looks like a mistake."""
    from botoxlog.core.partial_dates import day_words
    from botoxlog.core.text import join_words, plural
    from botoxlog.input.series import series

    if template.touch_up_of:
        raise BadInputError(
            "A touch-up can't be repeated with --every. Nothing was saved.",
            "Log each touch-up on its own, with --on.",
        )
    journal, catalog = interpreter.journal, interpreter.catalog
    found = series(template, regular.every, regular.end, journal, catalog)
    if not found.sessions and not found.taken:
        raise BadInputError(
            f"No session of this series would be before {day_words(regular.end)}. "
            "Nothing was saved.",
            "Check --since and --until.",
        )
    if found.taken:
        dates = join_words([when.short for when in found.taken])
        interpreter.notices.append(
            f"Left out {plural(len(found.taken), 'visit')} that your journal may already have: "
            f"{dates}."
        )
    if not found.sessions:
        interpreter.notices.append("There is nothing new to add. Nothing was written.")
    checks = interpreter.entry_checks
    warnings = [text for item in found.sessions for text in checks.session_warnings(item)]
    interpreter.notices += dict.fromkeys(warnings)
    return found.sessions


def _show(interpreter: "Interpreter", sessions: "Sequence[Session]") -> None:
    from botoxlog.render.terminal.lists import LinesView
    from botoxlog.reports import transfer_text

    print_view(LinesView(list(transfer_text.records(sessions, interpreter.catalog))))
    print_messages(*interpreter.notices)


def _summary(sessions: "Sequence[Session]") -> str:
    from botoxlog.core.text import plural

    first, last = sessions[0].date.short, sessions[-1].date.short
    dates = f"from {first} to {last}" if len(sessions) > 1 else first
    amount = plural(len(sessions), "session")
    return f"Saved {amount}, {dates}. To take back this step: botoxlog undo"
