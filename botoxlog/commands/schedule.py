"""`botoxlog schedule`: a daily job that updates a calendar and shows desktop notifications."""

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.calendar_file import write_ics
from botoxlog.commands.shared.run import JsonOption, Run
from botoxlog.commands.shared.screen import print_messages, print_text
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop
from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError, no_journal
from botoxlog.core.text import shell_words

if TYPE_CHECKING:
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.reminders.daily_job import Plan

FEED = "journal.ics"
"""Name of the calendar file in the chosen folder. It reveals nothing to others."""


def schedule(
    context: typer.Context,
    install: Annotated[bool, typer.Option("--install", help="Set up the daily job.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the daily job.")] = False,
    now: Annotated[
        bool, typer.Option("--now", help="Do once now what the job does every day.")
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option(
            help=f"Keep the calendar file {FEED} in this folder up to date.", metavar="DIR"
        ),
    ] = None,
    at: Annotated[
        str, typer.Option(help="The time of day on your clock.", metavar="HH:MM")
    ] = "09:00",
    detailed: Annotated[
        bool,
        typer.Option("--detailed", help="Name the areas in the calendar and in notifications."),
    ] = False,
    system: Annotated[
        str | None,
        typer.Option(
            help="systemd, launchd, windows or cron. Default: the one of this computer.",
            metavar="NAME",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Set it up without asking.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Get daily desktop reminders and an up-to-date calendar file.

    On its own it changes nothing: it shows what --install would set up.

    Examples:
        botoxlog schedule --folder ~/Calendars
        botoxlog schedule --at 08:00 --system cron
    """
    if install + remove + now > 1:
        raise BadInputError(
            "You can't use --install, --remove and --now together.", "Choose one of them."
        )
    run: Run = context.obj
    if now:
        _run_job(run, folder, detailed=detailed)
        return
    planned = _plan(run, folder, at, system, detailed=detailed)
    if remove:
        _remove_job(planned)
        return
    from botoxlog.reminders.daily_job_setup import is_set_up, set_up

    if as_json:
        from botoxlog.render import json as out

        print_text(out.schedule(run.today, planned, is_set_up=is_set_up(planned)))
    else:
        _show(planned)
    if install and planned.files:
        if not yes:
            _ask_first()
        set_up(planned)
        print_messages(
            "The daily job is set up. To try it: botoxlog schedule --now",
            "To remove it: botoxlog schedule --remove",
        )


# --- the daily job ---------------------------------------------------------------------------


def _run_job(run: Run, folder: Path | None, *, detailed: bool) -> None:
    """Update the calendar and show what is newly due; a failure is shown as well."""
    from botoxlog.reminders import sent_log
    from botoxlog.reminders.desktop import notify
    from botoxlog.reminders.notification_text import NEUTRAL_NAME

    file = sent_log.log_path(run.path)
    with sent_log.log_lock(file) as free:
        if not free:
            return
        failed = _do_job(run, file, folder, detailed=detailed)
        known = sent_log.read_log(file, sent_log.DESKTOP)
        if failed is None:
            return
        if known.trouble != run.today:
            words = failed.sentence if detailed else "The daily reminder failed."
            with suppress(CannotDoError):  # the first error is raised below
                notify(NEUTRAL_NAME, words)
                sent_log.write_log(file, sent_log.DESKTOP, replace(known, trouble=run.today))
    raise failed


def _do_job(run: Run, file: Path, folder: Path | None, *, detailed: bool) -> BotoxlogError | None:
    """Do the day's work and return the first error; after an error the rest is still done."""
    failed: BotoxlogError | None = None
    try:
        snapshot = _snapshot(run)
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
    """Notify on the desktop about what is newly due, at most once a day."""
    from botoxlog.reminders import sent_log
    from botoxlog.reminders.desktop import notify
    from botoxlog.reminders.notification_rules import MAX_PER_DAY, keys_to_keep, notifications
    from botoxlog.reminders.notification_text import NEUTRAL_NAME, notification_text

    known = sent_log.read_log(file, sent_log.DESKTOP)
    shown_today = known.day == snapshot.today
    found = () if shown_today else notifications(snapshot, known.keys)[:MAX_PER_DAY]
    if found:
        lines = dict.fromkeys(notification_text(item, detailed=detailed) for item in found)
        notify(NEUTRAL_NAME, "\n".join(lines))
    keys = keys_to_keep(snapshot, known.keys, found)
    day = snapshot.today if found else known.day
    if (day, keys) != (known.day, known.keys):
        sent_log.write_log(file, sent_log.DESKTOP, replace(known, day=day, keys=keys))


def _snapshot(run: Run) -> "Snapshot":
    opened = run.open(quiet=True, ask=False)
    if not opened.exists:
        raise no_journal(opened.path)  # a missing journal must not empty the calendar
    return run.snapshot(opened.journal)


# --- setting it up ---------------------------------------------------------------------------


def _plan(run: Run, folder: Path | None, at: str, system: str | None, *, detailed: bool) -> "Plan":
    from botoxlog.journal import encryption
    from botoxlog.reminders.daily_job import Job, System, parse_time, plan
    from botoxlog.reminders.daily_job_setup import folder_of, system_here

    if system is not None and system not in set(System):
        raise BadInputError(
            f'"{system}" is not a system botoxlog knows.', f"Choose one of: {', '.join(System)}."
        )
    chosen = System(system) if system else system_here()
    words = [sys.executable, "-P", "-m", "botoxlog", "--journal", _absolute(run.path)]
    if key := encryption.KEYRING.named_key_file():
        words += ["--key", _absolute(key)]
    words += ["schedule", "--now"]
    if folder is not None:
        if folder.expanduser().is_file():
            raise CannotDoError(f"{folder} is a file, not a folder.", "Name another folder.")
        if not folder.expanduser().is_dir():
            create = f"mkdir {shell_words(str(folder.expanduser()))}"
            raise CannotDoError(f"There is no folder {folder}.", f"Create it first: {create}")
        words += ["--folder", _absolute(folder)]
    if detailed:
        words.append("--detailed")
    job = Job(tuple(words), *parse_time(at))
    user = os.getuid() if hasattr(os, "getuid") else 0
    return plan(chosen, job, folder_of(chosen), user)


def _absolute(path: Path) -> str:
    return os.path.abspath(path.expanduser())  # noqa: PTH100 - keeps symbolic links


def _show(planned: "Plan") -> None:
    from botoxlog.reminders.daily_job import System
    from botoxlog.reminders.daily_job_setup import is_set_up

    if planned.system is System.CRON:
        print_text("systemd is not available here, and botoxlog does not change a crontab itself.")
        print_text("Run crontab -e and add these lines. To remove the job, delete them there:\n")
        print_text("\n".join(planned.lines))
        _print_what_is_missing()
        return
    state = "A daily job is set up." if is_set_up(planned) else "No daily job is set up."
    print_text(f"{state} With {planned.system}, --install would write:")
    for path, text in planned.files.items():
        print_text(f"\n{path}\n")
        print_text("\n".join(f"    {line}" for line in text.splitlines()))
    print_text("\nand run:\n")
    for command in planned.install:
        print_text(f"    {shell_words(*command, windows=planned.system is System.WINDOWS)}")
    _print_what_is_missing()
    print_text(
        "\nTo set it up, add --install to this command. To remove it: botoxlog schedule --remove"
    )


def _print_what_is_missing() -> None:
    from botoxlog.reminders.desktop import notifier_path

    try:
        notifier_path(sys.platform)
    except CannotDoError as error:
        print_messages(f"Note: {error.sentence}", *([error.hint] if error.hint else []))


def _ask_first() -> None:
    if not can_ask():
        raise BadInputError(
            "Nothing was set up: this isn't a terminal, so you can't be asked to confirm.",
            "To set it up without being asked, add --yes.",
        )
    confirm_or_stop("Set up the daily job?")


def _remove_job(planned: "Plan") -> None:
    from botoxlog.reminders.daily_job_setup import take_down

    if planned.lines:
        print_text("Run crontab -e and delete the lines that name botoxlog.")
    elif take_down(planned):
        print_text("The daily job was removed. Its calendar file, if there is one, was kept.")
    else:
        print_text("There is no daily job to remove.")
