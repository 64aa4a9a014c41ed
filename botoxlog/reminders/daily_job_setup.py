"""Setting a daily job up and taking it away: the files it writes, the commands it runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from botoxlog.core.errors import CannotDoError
from botoxlog.core.private_files import save_private
from botoxlog.reminders.daily_job import Command, Plan, System, shown

_SECONDS = 60


def system_here() -> System:
    """Return what runs daily jobs on this machine."""
    if sys.platform == "darwin":
        return System.LAUNCHD
    if sys.platform == "win32":
        return System.WINDOWS
    asked = _run(("systemctl", "--user", "show-environment"))
    return System.SYSTEMD if asked is not None and asked.returncode == 0 else System.CRON


def folder_of(system: System) -> Path:
    """Return where a system looks for a person's jobs; where to keep the file for Windows."""
    if system is System.LAUNCHD:
        return Path.home() / "Library" / "LaunchAgents"
    if system is System.WINDOWS:
        from platformdirs import user_state_path

        return user_state_path("botoxlog", appauthor=False)
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config else Path.home() / ".config") / "systemd" / "user"


def is_set_up(plan: Plan) -> bool:
    """Whether the files of a plan are there, whatever job they name."""
    return bool(plan.files) and all(Path(path).exists() for path in plan.files)


def set_up(plan: Plan) -> None:
    """Write the files of a plan and run its commands; what stood there before is replaced.

    Raises:
        CannotDoError: A file could not be written or a command failed; what was written is gone.
    """
    if is_set_up(plan):
        take_down(plan)
    try:
        for path, text in plan.files.items():
            Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            save_private(Path(path), text, replace=True)
        for command in plan.install:
            _must(command, plan.system)
    except OSError as error:
        _unlink(plan)
        raise CannotDoError(
            f"{error.filename} cannot be made.", "See that you may write there, then try again."
        ) from None
    except CannotDoError:
        _unlink(plan)
        raise


def take_down(plan: Plan) -> bool:
    """Stop the job of a plan and remove its files; False where there was none."""
    if not any(Path(path).exists() for path in plan.files):
        return False
    for command in plan.remove:
        _run(command)  # a job that was never started cannot be stopped, and need not be
    _unlink(plan)
    return True


def _unlink(plan: Plan) -> None:
    for path in plan.files:
        try:
            Path(path).unlink(missing_ok=True)
        except OSError:
            raise CannotDoError(f"{path} cannot be removed.", "Remove it by hand.") from None


def _must(command: Command, system: System) -> None:
    done = _run(command)
    if done is not None and done.returncode == 0:
        return
    said = "" if done is None else done.stderr.decode("utf-8", "replace").strip()
    told = f' It said: "{said.splitlines()[-1]}".' if said else ""
    raise CannotDoError(
        f"This command failed: {shown(command, system)}.{told} Nothing was set up.",
        "botoxlog schedule --system cron prints a line for cron instead.",
    )


def _run(command: Command) -> "subprocess.CompletedProcess[bytes] | None":
    """Run a program of the system; None where there is none or it never ends."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        return subprocess.run(  # noqa: S603 - no shell, and each word is our own
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
