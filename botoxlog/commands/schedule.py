"""`botoxlog schedule`: a daily job that refreshes a calendar and reminds on the desktop."""

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.calendar_file import write_ics
from botoxlog.commands.shared.run import JsonOption, Run, can_ask, stop_unless_confirmed, tell
from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError, no_journal

if TYPE_CHECKING:
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.reminders.daily_job import Plan

FEED = "journal.ics"
"""What the calendar file in the chosen folder is called; a name that tells nothing."""


def schedule(
    context: typer.Context,
    install: Annotated[bool, typer.Option("--install", help="Set the daily job up.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it away again.")] = False,
    now: Annotated[bool, typer.Option("--now", help="Do once what it does every day.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option(help=f"Keep {FEED} in this folder up to date.", metavar="DIR"),
    ] = None,
    at: Annotated[str, typer.Option(help="When, by your own clock.", metavar="HH:MM")] = "09:00",
    detailed: Annotated[
        bool, typer.Option("--detailed", help="Name areas in the calendar and on the desktop.")
    ] = False,
    system: Annotated[
        str | None,
        typer.Option(help="systemd, launchd, windows or cron, else what is here.", metavar="NAME"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before setting up.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Refresh a calendar and remind on the desktop, once a day.

    Without --install, --remove or --now it only shows what it would write and run.

    Examples:
        botoxlog schedule --folder ~/Calendars
        botoxlog schedule --at 08:00 --system cron
    """
    if install + remove + now > 1:
        raise BadInputError("--install, --remove and --now are three things.", "Choose one.")
    run: Run = context.obj
    if now:
        _run_job(run, folder, detailed=detailed)
        return
    planned = _plan(run, folder, at, system, detailed=detailed)
    if remove:
        _take_down(planned)
        return
    from botoxlog.reminders.daily_job_setup import is_set_up, set_up

    if as_json:
        from botoxlog.render import json as out

        print(out.schedule(run.today, planned, is_set_up=is_set_up(planned)))
    else:
        _show(planned)
    if install and planned.files:
        if not yes:
            _ask_first()
        set_up(planned)
        tell("Set up. botoxlog schedule --now tries it; botoxlog schedule --remove takes it away.")


# --- the daily job ---------------------------------------------------------------------------


def _run_job(run: Run, folder: Path | None, *, detailed: bool) -> None:
    """Refresh the calendar and show what has begun to matter; what fails is shown too."""
    from botoxlog.reminders import sent_log
    from botoxlog.reminders.desktop import notify
    from botoxlog.reminders.notification_text import NAME

    file = sent_log.log_path(run.path)
    with sent_log.log_lock(file) as free:
        if not free:
            return
        failed = _do_job(run, file, folder, detailed=detailed)
        known = sent_log.read_log(file, sent_log.DESKTOP)
        if failed is None:
            return
        if known.trouble != run.today:
            words = failed.sentence if detailed else "The daily reminder could not be made."
            with suppress(CannotDoError):  # what is raised below says what went wrong first
                notify(NAME, words)
                sent_log.write_log(file, sent_log.DESKTOP, replace(known, trouble=run.today))
    raise failed


def _do_job(run: Run, file: Path, folder: Path | None, *, detailed: bool) -> BotoxlogError | None:
    """Do the day's work and return what went wrong, which stops nothing that can still be done."""
    failed: BotoxlogError | None = None
    try:
        snapshot = _outlook(run)
    except BotoxlogError as error:
        return error
    if folder is not None:
        try:
            write_ics(snapshot, str(folder / FEED), detailed=detailed, quiet=True)
        except BotoxlogError as error:
            failed = error
    try:
        _remind(snapshot, file, detailed=detailed)
    except BotoxlogError as error:
        failed = failed or error
    return failed


def _remind(snapshot: "Snapshot", file: Path, *, detailed: bool) -> None:
    """Show on the desktop what has begun to matter, at most once a day."""
    from botoxlog.reminders import sent_log
    from botoxlog.reminders.desktop import notify
    from botoxlog.reminders.notification_rules import MAX_PER_DAY, keys_to_keep, notifications
    from botoxlog.reminders.notification_text import NAME, notification_text

    known = sent_log.read_log(file, sent_log.DESKTOP)
    heard = known.day == snapshot.today
    found = () if heard else notifications(snapshot, known.keys)[:MAX_PER_DAY]
    if found:
        lines = dict.fromkeys(notification_text(item, detailed=detailed) for item in found)
        notify(NAME, "\n".join(lines))
    keys = keys_to_keep(snapshot, known.keys, found)
    day = snapshot.today if found else known.day
    if (day, keys) != (known.day, known.keys):
        sent_log.write_log(file, sent_log.DESKTOP, replace(known, day=day, keys=keys))


def _outlook(run: Run) -> "Snapshot":
    opened = run.open(quiet=True, ask=False)
    if not opened.exists:
        raise no_journal(opened.path)  # nor is a calendar emptied for it
    return run.snapshot(opened.journal)


# --- setting it up ---------------------------------------------------------------------------


def _plan(run: Run, folder: Path | None, at: str, system: str | None, *, detailed: bool) -> "Plan":
    from botoxlog.journal import encryption
    from botoxlog.reminders.daily_job import Job, System, parse_time, plan
    from botoxlog.reminders.daily_job_setup import folder_of, system_here

    if system is not None and system not in set(System):
        raise BadInputError(f'"{system}" is no system.', f"Choose one of {', '.join(System)}.")
    chosen = System(system) if system else system_here()
    words = [sys.executable, "-P", "-m", "botoxlog", "--journal", _absolute(run.path)]
    if key := encryption.KEYRING.named_key_file():
        words += ["--key", _absolute(key)]
    words += ["schedule", "--now"]
    if folder is not None:
        if not folder.expanduser().is_dir():
            raise CannotDoError(f"There is no folder {folder}.", "Make it first, or name another.")
        words += ["--folder", _absolute(folder)]
    if detailed:
        words.append("--detailed")
    job = Job(tuple(words), *parse_time(at))
    user = os.getuid() if hasattr(os, "getuid") else 0
    return plan(chosen, job, folder_of(chosen), user)


def _absolute(path: Path) -> str:
    return os.path.abspath(path.expanduser())  # noqa: PTH100 - a link stays a link


def _show(planned: "Plan") -> None:
    from botoxlog.reminders.daily_job import System, command_line
    from botoxlog.reminders.daily_job_setup import is_set_up

    if planned.system is System.CRON:
        print("There is no systemd for you here, and botoxlog does not write to a crontab.")
        print("Add these lines with crontab -e; to take the job away, delete them there:\n")
        print("\n".join(planned.lines))
        _tell_what_is_missing()
        return
    state = "A daily job is set up." if is_set_up(planned) else "No daily job is set up."
    print(f"{state} Setting it up with {planned.system} writes")
    for path, text in planned.files.items():
        print(f"\n{path}\n")
        print("\n".join(f"    {line}" for line in text.splitlines()))
    print("\nand runs\n")
    for command in planned.install:
        print(f"    {command_line(command, planned.system)}")
    _tell_what_is_missing()
    print("\nTo do so: the same command with --install. To take it away: --remove.")


def _tell_what_is_missing() -> None:
    from botoxlog.reminders.desktop import notifier_path

    try:
        notifier_path(sys.platform)
    except CannotDoError as error:
        tell(f"Mind: {error.sentence}", *([error.hint] if error.hint else []))


def _ask_first() -> None:
    if not can_ask():
        raise BadInputError(
            "Nothing was set up: there is no terminal to ask in.", "Add --yes to set it up."
        )
    stop_unless_confirmed("Write and run this?")


def _take_down(planned: "Plan") -> None:
    from botoxlog.reminders.daily_job_setup import take_down

    if planned.lines:
        print("Delete the lines that name botoxlog with crontab -e.")
    elif take_down(planned):
        print("The daily job is gone. Its calendar file, if any, was left where it is.")
    else:
        print("No daily job was set up.")
