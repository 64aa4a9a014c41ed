"""Desktop notifications, shown by a program of the system.

The text is passed as an argument or in the environment, never inside a script, so it can't become
code.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from botoxlog.core.errors import CannotDoError

_SECONDS = 30
_APPLE = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)
_WINDOWS = """\
$kind = [Windows.UI.Notifications.ToastTemplateType, Windows.UI.Notifications, \
ContentType = WindowsRuntime]::ToastText02
$manager = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, \
ContentType = WindowsRuntime]
$toast = $manager::GetTemplateContent($kind)
$parts = $toast.GetElementsByTagName('text')
$parts.Item(0).InnerText = $env:BOTOXLOG_NOTICE_TITLE
$parts.Item(1).InnerText = $env:BOTOXLOG_NOTICE_TEXT
$program = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
$manager::CreateToastNotifier($program).Show([Windows.UI.Notifications.ToastNotification]::new($toast))
"""


@dataclass(frozen=True, slots=True)
class Notifier:
    """The program that shows a notification, with its arguments and environment."""

    program: str
    words: tuple[str, ...]
    environ: Mapping[str, str] = field(default_factory=dict)


def notifier(platform: str, title: str, text: str) -> Notifier:
    """Return the notifier of a platform (a value of `sys.platform`) for a title and a text."""
    if platform == "darwin":
        script = tuple(word for line in _APPLE for word in ("-e", line))
        return Notifier("osascript", (*script, title, text))
    if platform == "win32":
        words = ("-NoProfile", "-NonInteractive", "-Command", _WINDOWS)
        return Notifier(
            "powershell",
            words,
            {"BOTOXLOG_NOTICE_TITLE": title, "BOTOXLOG_NOTICE_TEXT": text},
        )
    # Desktops may read the text as markup, so it is escaped.
    return Notifier("notify-send", ("--app-name=journal", "--", title, escape(text, quote=False)))


def notifier_path(platform: str) -> str:
    """Return the path of the program that shows notifications.

    Raises:
        CannotDoError: It is not installed.
    """
    name = notifier(platform, "", "").program
    found = shutil.which(name)
    if found is None:
        hint = (
            "On Debian and Ubuntu, run: apt install libnotify-bin"
            if name == "notify-send"
            else None
        )
        raise CannotDoError(
            f"botoxlog can't show desktop notifications: {name} is not installed.", hint
        )
    return found


def notify(title: str, text: str) -> None:
    """Show a notification.

    Raises:
        CannotDoError: The program is not installed, or it failed.
    """
    how = notifier(sys.platform, title, text)
    program = notifier_path(sys.platform)
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the text is an argument
            [program, *how.words],
            env={**os.environ, **_session_bus(), **how.environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        done = None
    if done is None or done.returncode != 0:
        raise CannotDoError(
            f"{how.program} could not show a notification.",
            "Check that you are logged in to a desktop session.",
        )


def _session_bus() -> dict[str, str]:
    """Return the address of the desktop's D-Bus, which cron jobs don't get."""
    if "DBUS_SESSION_BUS_ADDRESS" in os.environ or not hasattr(os, "getuid"):
        return {}
    bus = Path(f"/run/user/{os.getuid()}/bus")
    return {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"} if bus.exists() else {}
