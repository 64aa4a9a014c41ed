"""Everything that is wrong with a journal or around it, each with what to do about it."""

import os
import re
import shlex
import stat
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from botoxlog import store
from botoxlog.core.errors import UnreadableJournalError
from botoxlog.core.text import inert
from botoxlog.input import editor
from botoxlog.journal import atomic_replace, decoder, excerpts, toml_edit, undo_log
from botoxlog.journal.toml_positions import blocks, line_of, statements
from botoxlog.reports.findings import Finding, Kind

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine(path: Path, today: date) -> list[Finding]:
    """Return what is wrong with the journal at `path` and around it; nothing where it is fine."""
    target = Path(os.path.realpath(path))
    return [
        *_inside(path, today),
        *_conflict_copies(path),
        *(_permissions(target) if os.name == "posix" else ()),
        *_left_behind(path),
    ]


def copies_in_clear(path: Path) -> list[Path]:
    """Return what else holds the journal's text: copies of sync tools and kept edits."""
    beside = [finding.path for finding in _conflict_copies(path)]
    return [*(copy for copy in beside if not store.is_encrypted(copy)), *editor.kept_copies()]


# --- in the journal --------------------------------------------------------------------------


def _inside(path: Path, today: date) -> Iterator[Finding]:
    try:
        opened = store.load(path, today)
        text = store.read_text(path) or ""
        data = store.parse(text, path)
    except UnreadableJournalError as error:
        yield Finding(Kind.UNREADABLE, path, None, error.sentence, error.hint or "")
        return
    records = excerpts.record_ids_by_line(text, data)
    found = [
        *((problem.line, Kind.PROBLEM, problem.message) for problem in opened.journal.problems),
        *((line, Kind.TOUCH_UP, message) for line, message in _stray_touch_ups(text, data)),
    ]
    choices = _choices(text, data)
    for line, kind, message in sorted(found):
        inside = [known for first, last, known in records if first <= line <= last and known]
        ways = f"botoxlog edit {shlex.quote(inert(inside[0]))}" if inside else "botoxlog edit"
        yield Finding(kind, path, line, message, choices.get(line, f"Run {ways}"))


def _choices(text: str, data: dict[str, Any]) -> dict[int, str]:
    """Return how each conflict of a merge is settled, by its line."""
    tables = data.get(decoder.CONFLICT)
    if not isinstance(tables, list):
        return {}
    layout = blocks(statements(text))
    known = [(index, table.get("id")) for index, table in enumerate(tables)
             if isinstance(table, dict)]  # fmt: skip
    return {
        line_of(layout, decoder.CONFLICT, index, ()): (
            f"To leave what counts now: botoxlog merge --keep {shlex.quote(inert(name))}. "
            f"To take the other: botoxlog merge --take {shlex.quote(inert(name))}"
        )
        for index, name in known
        if isinstance(name, str)
    }


def _stray_touch_ups(text: str, data: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the line and the trouble of each touch-up that is of no session."""
    sessions = [
        (place, table) for place, table in toml_edit.places(data) if place[0] == "session"
    ]  # fmt: skip
    corrected = {table["id"]: table.get("touch_up_of") for _, table in sessions
                 if isinstance(table.get("id"), str)}  # fmt: skip
    layout = None
    for place, table in sessions:
        named = table.get("touch_up_of")
        if not isinstance(named, str) or not named.strip():
            continue
        if named == table.get("id"):
            message = "This touch-up names itself as the session that it is of."
        elif named not in corrected:
            message = f'This is a touch-up of "{inert(named)}", and no session has that id.'
        elif corrected[named] is not None:
            message = f'This is a touch-up of "{inert(named)}", which is a touch-up itself.'
        else:
            continue
        layout = layout or blocks(statements(text))
        yield line_of(layout, *place, ("touch_up_of",)), f"{message} It counts as a session."


# --- beside the journal ----------------------------------------------------------------------


def _conflict_copies(path: Path) -> Iterator[Finding]:
    folders = dict.fromkeys([path.parent, Path(os.path.realpath(path)).parent])
    for folder in folders:
        for name in _names(folder):
            if name != path.name and is_conflict_copy(name, path.name):
                copy = folder / name
                yield Finding(
                    Kind.CONFLICT_COPY,
                    copy,
                    None,
                    "A sync tool left this copy of the journal: what was written on two machines "
                    "at once.",
                    f"Take in what only it has: botoxlog merge {shlex.quote(str(copy))}, "
                    "then delete it.",
                )


def is_conflict_copy(name: str, journal: str) -> bool:
    """Whether a file beside a journal is named as sync tools name the losing copy.

    Syncthing ``x.sync-conflict-20261123-101112-ABCDEFG.toml``, Dropbox ``x (Ann's conflicted copy
    2026-11-23).toml``, Nextcloud ``x (conflicted copy 2026-11-23 101112).toml`` and
    ``x_conflict-20261123-101112.toml``, iCloud ``x 2.toml``, Google Drive ``x (1).toml``, OneDrive
    ``x-DESKTOP-AB12CD3.toml``; the words for conflict in some other languages too.
    """
    stem, dot, extension = journal.rpartition(".")
    if not dot:
        stem, extension = journal, ""
    if not name.startswith(stem) or not name.endswith(f"{dot}{extension}"):
        return False
    added = name[len(stem) : len(name) - len(f"{dot}{extension}")]
    return re.search(r"confli|konfli", added.casefold()) is not None or bool(
        re.fullmatch(r" \d{1,2}| ?\(\d{1,2}\)|(-[A-Z0-9]+){1,3}", added)
        and not re.fullmatch(r"(-\d+)+", added)  # a date that a person put there
    )


def _names(folder: Path) -> list[str]:
    try:
        return sorted(item.name for item in folder.iterdir())
    except OSError:
        return []


# --- who may read it -------------------------------------------------------------------------


def _permissions(target: Path) -> Iterator[Finding]:
    if target.is_file():
        yield from _open_to_others(target, "the journal", _OTHERS)
        # A folder that the person chose may be anybody's to enter, not to put another file into.
        own = target.parent == store.default_folder()
        wrong = _OTHERS if own else stat.S_IWOTH
        yield from _open_to_others(target.parent, "the folder of the journal", wrong)
    undo = undo_log.folder()
    for path in (undo, *(undo / name for name in _names(undo))):
        yield from _open_to_others(path, "what undo keeps", _OTHERS)


def _open_to_others(path: Path, what: str, wrong: int) -> Iterator[Finding]:
    try:
        found = path.stat()
    except OSError:
        return
    mode = stat.S_IMODE(found.st_mode)
    if not mode & wrong or mode & stat.S_ISVTX:
        return
    better = mode & ~wrong
    verb = "read" if mode & wrong & (stat.S_IRGRP | stat.S_IROTH) else "write to"
    ours = found.st_uid == os.geteuid()
    command = f"chmod {better:04o} {shlex.quote(str(path))}"
    yield Finding(
        Kind.PERMISSION,
        path,
        None,
        f"Others on this machine may {verb} {what} (mode {mode:04o}).",
        f"{command}, or botoxlog doctor --fix" if ours else f"Its owner can: {command}",
        partial(path.chmod, better) if ours else None,
    )


# --- what was left behind --------------------------------------------------------------------


def _left_behind(path: Path) -> Iterator[Finding]:
    left = atomic_replace.temporary_files(path)
    if left is None:
        yield Finding(
            Kind.LOCKED,
            path,
            None,
            "Another botoxlog is writing to the journal just now.",
            "Let it finish. If it never does, look for a botoxlog that hangs, and end it.",
        )
    for temporary in left or ():
        yield Finding(
            Kind.TEMPORARY_FILE,
            temporary,
            None,
            "A write that was cut off left this temporary file; the journal is whole.",
            "Delete it, or botoxlog doctor --fix",
            partial(atomic_replace.clear_temporary_files, path),
        )
    for copy in atomic_replace.rescued_files(path):
        yield Finding(
            Kind.KEPT_EDIT,
            copy,
            None,
            "What another program saved while botoxlog was writing is kept here.",
            "Take it over with botoxlog merge, then delete the file.",
        )
    for folder in editor.kept_copies():
        yield Finding(
            Kind.KEPT_EDIT,
            folder,
            None,
            "What you typed in an edit that was not saved is kept here.",
            "Look whether you still need it, then delete the folder.",
        )
