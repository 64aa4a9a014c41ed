"""Install and remove the daily job: write its files and run its commands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from botoxlog.core.errors import CannotDoError
from botoxlog.core.private_files import make_private_folder, save_private, state_folder
from botoxlog.core.text import shell_words
from botoxlog.reminders.daily_job import Command, Plan, System

_SECONDS = 60


def system_here() -> System:
    """Return the scheduler of this machine."""
    if sys.platform == "darwin":
        return System.LAUNCHD
    if sys.platform == "win32":
        return System.WINDOWS
    asked = _run(("systemctl", "--user", "show-environment"))
    return System.SYSTEMD if asked is not None and asked.returncode == 0 else System.CRON


def folder_of(system: System) -> Path:
    """Return the folder where the scheduler looks for a user's jobs; on Windows, our own."""
    if system is System.LAUNCHD:
        return Path.home() / "Library" / "LaunchAgents"
    if system is System.WINDOWS:
        return state_folder()
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config else Path.home() / ".config") / "systemd" / "user"


def is_set_up(plan: Plan) -> bool:
    """Whether all files of a plan exist, whatever they contain."""
    return bool(plan.files) and all(Path(path).exists() for path in plan.files)


def set_up(plan: Plan) -> None:
    """Write the files of a plan and run its commands, replacing an earlier job.

    Raises:
        CannotDoError: A file could not be written or a command failed; the files were removed.
    """
    if is_set_up(plan):
        take_down(plan)
    try:
        for path, text in plan.files.items():
            make_private_folder(Path(path).parent)
            save_private(Path(path), text, replace=True)
        for command in plan.install:
            _must(command, plan.system)
    except OSError as error:
        _unlink(plan)
        raise CannotDoError(
            f"botoxlog could not write {error.filename}. Nothing was set up.",
            "Check that you may write there, then try again.",
        ) from None
    except CannotDoError:
        _unlink(plan)
        raise


def take_down(plan: Plan) -> bool:
    """Stop the job of a plan and remove its files; return False if there was no job."""
    if not any(Path(path).exists() for path in plan.files):
        return False
    for command in plan.remove:
        _run(command)  # fails if the job was never started, which is fine
    _unlink(plan)
    return True


def _unlink(plan: Plan) -> None:
    for path in plan.files:
        try:
            Path(path).unlink(missing_ok=True)
        except OSError:
            raise CannotDoError(
                f"botoxlog could not remove {path}.", "Remove it yourself."
            ) from None


def _must(command: Command, system: System) -> None:
    done = _run(command)
    if done is not None and done.returncode == 0:
        return
    output = "" if done is None else done.stderr.decode("utf-8", "replace").strip()
    reason = f' It said: "{output.splitlines()[-1]}".' if output else ""
    typed = shell_words(*command, windows=system is System.WINDOWS)
    raise CannotDoError(
        f"This command failed: {typed}.{reason} Nothing was set up.",
        "To use cron instead: botoxlog schedule --system cron prints the line to add.",
    )


def _run(command: Command) -> "subprocess.CompletedProcess[bytes] | None":
    """Run a program; return None if it does not exist or does not finish in time."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        return subprocess.run(  # noqa: S603 - no shell, and every word is ours
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
