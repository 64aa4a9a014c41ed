"""The log of sent reminders, so that none is sent twice.

It is a small file in the user's state folder, not next to the journal. It holds only hashed keys
and can be deleted at any time. A log that can't be read counts as empty, and failing to write it is
not an error: a reminder sent twice is better than none.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from botoxlog.core.errors import CannotDoError

SHELL, DESKTOP = "shell", "desktop"
"""Where reminders are shown. Each channel has its own log, since a desktop one is easily missed."""

_LOCK_SECONDS = 2.0
_HEAD = "# Reminders that botoxlog has shown, so that none is shown twice. Safe to delete.\n"


@dataclass(frozen=True, slots=True)
class SentLog:
    """The reminders sent in one channel.

    Attributes:
        day: The last day on which a reminder was sent, None if never.
        keys: The keys of sent notifications (see `notification_rules`).
        trouble: The last day on which a failed job was reported.
    """

    day: date | None = None
    keys: frozenset[str] = frozenset()
    trouble: date | None = None


def log_path(journal: Path) -> Path:
    """Return the log file of a journal, in the user's state folder."""
    from botoxlog.core.private_files import state_folder

    name = blake2b(os.fsencode(os.path.realpath(journal)), digest_size=6).hexdigest()
    return state_folder() / f"told-{name}.toml"


def read_log(file: Path, channel: str) -> SentLog:
    """Return the log of one channel, empty if there is none."""
    found = _tables(file).get(channel)
    table = found if isinstance(found, dict) else {}
    keys = table.get("keys")
    return SentLog(
        day=_day(table.get("day")),
        keys=frozenset(key for key in keys if isinstance(key, str))
        if isinstance(keys, list)
        else frozenset(),
        trouble=_day(table.get("trouble")),
    )


def write_log(file: Path, channel: str, log: SentLog) -> None:
    """Write the log of one channel, keeping those of the others."""
    from botoxlog.core.private_files import save_private

    channels = {name: read_log(file, name) for name in (SHELL, DESKTOP)} | {channel: log}
    text = _HEAD + "".join(_table(name, kept) for name, kept in channels.items())
    try:
        save_private(file, text, replace=True)
    except CannotDoError:
        return


@contextmanager
def log_lock(file: Path) -> Iterator[bool]:
    """Lock out other processes that show reminders. Yield False if one already holds the lock."""
    from botoxlog.core.private_files import make_private_folder
    from botoxlog.journal.file_lock import lock

    with ExitStack() as stack:
        try:
            make_private_folder(file.parent)
            got = stack.enter_context(lock(file.with_suffix(".lock"), _LOCK_SECONDS))
        except OSError:  # the state folder can't be written: show reminders all the same
            got = True
        yield got


def _tables(file: Path) -> Mapping[str, Any]:
    import tomli

    from botoxlog.core.private_files import read_file

    try:
        return tomli.loads(read_file(file).decode("utf-8"))
    except (OSError, ValueError):
        return {}


def _day(value: object) -> date | None:
    return value if type(value) is date else None


def _table(channel: str, log: SentLog) -> str:
    lines = [f"\n[{channel}]"]
    lines += [f"day = {log.day}"] if log.day else []
    lines += [f"trouble = {log.trouble}"] if log.trouble else []
    keys = ", ".join(f'"{key}"' for key in sorted(log.keys) if key.isalnum())
    return "\n".join([*lines, f"keys = [{keys}]", ""])
