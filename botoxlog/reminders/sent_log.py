"""The memory of what has been told unasked, so that nothing is told twice.

A small file of its own beside no journal: it names nothing, only keys, and may be deleted at any
time. One that cannot be read counts as empty, and one that cannot be written is no error, because
a reminder told twice is better than none.
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
"""Where things are told: what passed by on a desktop is still told in a shell."""

_LOCK_SECONDS = 2.0
_HEAD = "# What botoxlog has reminded of, so that nothing is told twice. Safe to delete.\n"


@dataclass(frozen=True, slots=True)
class SentLog:
    """What was told in one place.

    Attributes:
        day: The last day on which something was told, None where that was never.
        keys: What was told, as `botoxlog.reminders.notification_rules` names it.
        trouble: The last day on which a job that failed was told of.
    """

    day: date | None = None
    keys: frozenset[str] = frozenset()
    trouble: date | None = None


def memory_of(journal: Path) -> Path:
    """Return the file for a journal: one for each, in the user's state folder."""
    from platformdirs import user_state_path

    name = blake2b(os.fsencode(os.path.realpath(journal)), digest_size=6).hexdigest()
    return user_state_path("botoxlog", appauthor=False) / f"told-{name}.toml"


def recall(file: Path, place: str) -> SentLog:
    """Return what was told in a place; nothing where nothing is known."""
    found = _tables(file).get(place)
    table = found if isinstance(found, dict) else {}
    keys = table.get("keys")
    return SentLog(
        day=_day(table.get("day")),
        keys=frozenset(key for key in keys if isinstance(key, str))
        if isinstance(keys, list)
        else frozenset(),
        trouble=_day(table.get("trouble")),
    )


def remember(file: Path, place: str, told: SentLog) -> None:
    """Keep what was told in a place, beside what was told elsewhere."""
    from botoxlog.core.private_files import save_private

    places = {name: recall(file, name) for name in (SHELL, DESKTOP)} | {place: told}
    try:
        save_private(
            file, _HEAD + "".join(_table(name, kept) for name, kept in places.items()), replace=True
        )
    except CannotDoError:
        return


@contextmanager
def alone(file: Path) -> Iterator[bool]:
    """Hold off every other teller; yield False where another one is at it."""
    from botoxlog.journal.file_lock import lock

    with ExitStack() as stack:
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            got = stack.enter_context(lock(file.with_suffix(".lock"), _LOCK_SECONDS))
        except OSError:  # a state folder that cannot be written: tell it all the same
            got = True
        yield got


def _tables(file: Path) -> Mapping[str, Any]:
    import tomli

    try:
        return tomli.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _day(value: object) -> date | None:
    return value if type(value) is date else None


def _table(place: str, told: SentLog) -> str:
    lines = [f"\n[{place}]"]
    lines += [f"day = {told.day}"] if told.day else []
    lines += [f"trouble = {told.trouble}"] if told.trouble else []
    keys = ", ".join(f'"{key}"' for key in sorted(told.keys) if key.isalnum())
    return "\n".join([*lines, f"keys = [{keys}]", ""])
