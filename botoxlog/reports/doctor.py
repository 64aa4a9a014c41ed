"""Problems in a journal and around it, each with its remedy."""

import math
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from botoxlog import store
from botoxlog.catalog import load
from botoxlog.core.errors import UnreadableJournalError
from botoxlog.core.model import Journal, units_of
from botoxlog.core.partial_dates import add_days
from botoxlog.core.private_files import data_folder
from botoxlog.core.text import command_line, inert, plain_number, shell_words
from botoxlog.forecast.appointments import ASKED_DAYS, keeping
from botoxlog.forecast.area_forecast import area_forecasts
from botoxlog.forecast.duplicates import SessionMatcher
from botoxlog.input import editor
from botoxlog.input.record_joining import decoded
from botoxlog.journal import atomic_replace, decoder, excerpts, toml_edit, undo_log
from botoxlog.journal.merge import names_of
from botoxlog.journal.toml_positions import blocks, line_of, statements

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Kind(StrEnum):
    """The kind of a problem."""

    UNREADABLE = "unreadable"
    PROBLEM = "problem"
    TOUCH_UP = "touch-up"
    APPOINTMENT = "appointment"
    SITES = "sites"
    DUPLICATE = "duplicate"
    LATE_CHECKIN = "late-checkin"
    CONFLICT_COPY = "conflict-copy"
    PERMISSION = "permission"
    TEMPORARY_FILE = "temporary-file"
    KEPT_EDIT = "kept-edit"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem.

    Attributes:
        path: The file or folder that it is about.
        line: The line of the journal, counted from 1; None if it is about a file.
        message: What is wrong.
        remedy: What to do.
        repair: What `doctor --fix` does about it; None if a person has to decide.
    """

    kind: Kind
    path: Path
    line: int | None
    message: str
    remedy: str
    repair: Callable[[], None] | None = None


def examine(path: Path, today: date) -> list[Finding]:
    """Return the problems in and around the journal at `path`, an empty list if there are none."""
    target = Path(os.path.realpath(path))
    return [
        *_inside(path, today),
        *_conflict_copies(path),
        *(_permissions(target) if os.name == "posix" else ()),
        *_left_behind(path),
    ]


def plaintext_copies(path: Path) -> list[Path]:
    """Return unencrypted copies of the journal: those of sync tools, and kept edits."""
    copies = [finding.path for finding in _conflict_copies(path)]
    return [*(copy for copy in copies if not _is_encrypted(copy)), *editor.kept_copies()]


def _is_encrypted(copy: Path) -> bool:
    """Whether a copy is known to be encrypted: one that cannot be read is not."""
    try:
        return store.is_encrypted(copy)
    except UnreadableJournalError:
        return False


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
        *((line, Kind.SITES, message) for line, message in _other_sums(text, data, today)),
        *(
            (line, Kind.LATE_CHECKIN, message)
            for line, message in _late_checkins(text, data, opened.journal, today)
        ),
    ]
    visits = _visits(text, data, opened.journal, today)
    found += [(line, Kind.APPOINTMENT, message) for line, (message, _) in visits.items()]
    duplicates = _duplicates(text, data)
    found += [(line, Kind.DUPLICATE, message) for line, (message, _) in duplicates.items()]
    choices = _choices(text, data)
    ids = [identity for _, _, identity in records]
    for line, kind, message in sorted(found):
        inside = [known for first, last, known in records if first <= line <= last and known]
        way = "Run botoxlog edit"
        if kind is Kind.LATE_CHECKIN:
            way = "To add it: botoxlog add --on DATE, with its areas. If the check-in is wrong: "
            way += "botoxlog edit"
        if opened.journal.newer_format:
            way = "Update botoxlog"
        elif inside and ids.count(inside[0]) == 1:
            way += f" {shell_words(inside[0])}"
        if kind is Kind.APPOINTMENT:
            way = visits[line][1]
        if kind is Kind.DUPLICATE:
            way = duplicates[line][1]
        yield Finding(kind, path, line, message, choices.get(line, way))


def _choices(text: str, data: dict[str, Any]) -> dict[int, str]:
    """Return how to settle each conflict of a merge, by its line in the journal."""
    tables = data.get(decoder.CONFLICT)
    if not isinstance(tables, list):
        return {}
    layout = blocks(statements(text))
    known = [(index, table.get("id")) for index, table in enumerate(tables)
             if isinstance(table, dict)]  # fmt: skip
    return {
        line_of(layout, decoder.CONFLICT, index, ()): (
            f"To keep the version in use: {command_line('merge --keep', name)}. "
            f"To use the other one: {command_line('merge --take', name)}"
        )
        for index, name in known
        if isinstance(name, str)
    }


def _stray_touch_ups(text: str, data: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the line and the problem of each touch-up without a valid session."""
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
            message = "This touch-up gives its own id as the session it corrects."
        elif named not in corrected:
            message = f'This is a touch-up of "{inert(named)}", but no session has that id.'
        elif corrected[named] is not None:
            message = f'This is a touch-up of "{inert(named)}", which is itself a touch-up.'
        else:
            continue
        layout = layout or blocks(statements(text))
        yield line_of(layout, *place, ("touch_up_of",)), f"{message} It is counted as a session."


def _duplicates(text: str, data: dict[str, Any]) -> dict[int, tuple[str, str]]:
    """Return the problem and the remedy of each session that was recorded before, by its line."""
    records = [(place, table) for place, table in toml_edit.places(data) if place[0] == "session"]
    known = [(place, one) for place, table in records if (one := decoded(dict(table))) is not None]
    sessions = [one for _, one in known]
    matcher = SessionMatcher(load())
    sure = [(group[0], other) for group in matcher.groups(sessions) for other in group[1:]]
    pairs = [*sure, *matcher.unsure(sessions)]
    layout = blocks(statements(text)) if pairs else {}
    found: dict[int, tuple[str, str]] = {}
    for pair in pairs:
        first, second = (line_of(layout, *known[index][0], ()) for index in pair)
        ids = [sessions[index].id for index in pair]
        way = "Correct or remove one of them: botoxlog edit"
        if all(ids):
            lead = "To join them" if pair in sure else "If they are one, join them"
            way = f"{lead}: {command_line('merge --same', *map(str, ids))}"
        message = f"This may be the session of line {first}. Both count."
        if pair in sure:
            message = f"This is the session of line {first}, recorded again. They count as one."
        found.setdefault(second, (message, way))
    return found


def _visits(
    text: str, data: dict[str, Any], journal: Journal, today: date
) -> dict[int, tuple[str, str]]:
    """Return the problem and the remedy of each appointment that no session names, by its line.

    It is long past, or there is a session of its day and areas.
    """
    found: dict[int, tuple[str, str]] = {}
    catalog, layout = load(), None
    named = {session.appointment for session in journal.sessions}
    places = toml_edit.places(data)
    known = {name for place, table in places if place[0] == "appointment"
             for name in names_of(dict(table))}  # fmt: skip
    for place, table in places:
        kept = table.get("appointment")
        if place[0] == "session" and isinstance(kept, str) and kept not in known:
            layout = layout or blocks(statements(text))
            edit = command_line("edit", *filter(None, [str(table.get("id", ""))]))
            problem = f'No appointment has the id "{inert(kept)}" that this session names.'
            found[line_of(layout, *place, ("appointment",))] = problem, f"Correct it: {edit}"
        if place[0] != "appointment":
            continue
        for one in decoder.decode({"appointment": [dict(table)]}, "", today).appointments:
            session = keeping(one, journal.sessions, catalog)
            is_old = one.date.first < add_days(today, -ASKED_DAYS)
            if one.id in named or (session is None and not is_old):
                continue
            layout = layout or blocks(statements(text))
            if session is None:
                problem = f"No session is logged for this appointment of {one.date}."
                remove = command_line("remove", one.id or "ID")
                way = f"Log it with botoxlog add, or take it out: {remove}"
            else:
                problem = f"The session of {one.date} does not name this appointment of its day."
                edit = command_line("edit", *filter(None, [session.id]))
                way = f'Add appointment = "{inert(one.id or "ID")}" to it: {edit}'
            found[line_of(layout, *place, ())] = problem, way
    return found


def _other_sums(text: str, data: dict[str, Any], today: date) -> Iterator[tuple[int, str]]:
    """Yield the line and the problem of each area whose units are not the sum of its sites."""
    layout = None
    for place, table in toml_edit.places(data):
        if place[0] != "session" or "sites" not in table:
            continue
        for session in decoder.decode({"session": [table]}, "", today).sessions:
            for dose in session.doses:
                total = units_of(dose.sites)
                if total is None or dose.units is None or math.isclose(total, dose.units):
                    continue
                layout = layout or blocks(statements(text))
                area, units = inert(dose.area), plain_number(dose.units)
                yield (
                    line_of(layout, *place, ("units", dose.area)),
                    (
                        f"{area}: the sites add up to {plain_number(total)}, but units says "
                        f"{units}. It counts as {units}."
                    ),
                )


def _late_checkins(
    text: str, data: dict[str, Any], journal: Journal, today: date
) -> Iterator[tuple[int, str]]:
    """Yield the line and the problem of each check-in too late to be about its session."""
    if not journal.checkins:
        return
    catalog = load()
    doubted = [
        (when, state, area.area, treatment.session.date)
        for area in area_forecasts(journal, catalog, today)
        for treatment in area.treatments
        for when, state in treatment.doubted
    ]
    if not doubted:
        return
    layout = blocks(statements(text))
    for place, table in toml_edit.places(data):
        if place[0] != "checkin":
            continue
        for checkin in decoder.decode({"checkin": [table]}, "", today).checkins:
            for seen in checkin.states:
                sessions = [
                    session
                    for when, state, area, session in doubted
                    if (when, state) == (checkin.date, seen.state)
                    and catalog.overlap(catalog.area_id(seen.area), area)
                ]
                for session in sessions[:1]:
                    what = f"{inert(seen.area)}: {seen.state} {checkin.date.in_clause}"
                    message = (
                        f"{what} can hardly be the result of the session {session.in_clause}. "
                        "A session in between is probably not logged."
                    )
                    yield line_of(layout, *place, ("state", seen.area)), message


# --- next to the journal ---------------------------------------------------------------------


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
                    "A sync tool left this copy of the journal, because two devices changed it at "
                    "the same time.",
                    "Delete it once you have added what only the copy has: "
                    f"{command_line('merge', str(copy))}",
                )


def is_conflict_copy(name: str, journal: str) -> bool:
    """Whether a file next to a journal has the name that a sync tool gives a conflicting copy.

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
        and not re.fullmatch(r"(-\d+)+", added)  # a date that a person added
    )


def _names(folder: Path) -> list[str]:
    try:
        return sorted(item.name for item in folder.iterdir())
    except OSError:
        return []


# --- who may read it -------------------------------------------------------------------------


def _permissions(target: Path) -> Iterator[Finding]:
    if os.path.isfile(target):  # noqa: PTH113 - Path's own raises in a folder not to be entered
        yield from _open_to_others(target, "the journal", _OTHERS)
        # Others may read a folder that the person chose, but not put another file into it.
        own = target.parent == data_folder()
        wrong = _OTHERS if own else stat.S_IWOTH
        yield from _open_to_others(target.parent, "the folder of the journal", wrong)
    for path in (undo_log.folder(), *undo_log.step_files()):
        yield from _open_to_others(path, "the undo history", _OTHERS)


def _open_to_others(path: Path, what: str, wrong: int) -> Iterator[Finding]:
    try:
        found = path.lstat()
    except OSError:
        return
    mode = stat.S_IMODE(found.st_mode)
    if stat.S_ISLNK(found.st_mode) or not mode & wrong or mode & stat.S_ISVTX:
        return
    better = mode & ~wrong
    verb = "read" if mode & wrong & (stat.S_IRGRP | stat.S_IROTH) else "write to"
    ours = found.st_uid == os.getuid()
    chmod = f"chmod {better:04o} {shell_words(str(path))}"
    yield Finding(
        Kind.PERMISSION,
        path,
        None,
        f"Other users of this computer can {verb} {what} (mode {mode:04o}).",
        f"{chmod}, or botoxlog doctor --fix" if ours else f"Ask its owner to run: {chmod}",
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
            "Another botoxlog is writing to the journal right now.",
            "Wait for it to finish. If it never does, find the botoxlog that hangs and end it.",
        )
    for temporary in left or ():
        if atomic_replace.holds_another_save(temporary):
            yield _rescued(temporary, "To add it to your journal")
            continue
        yield Finding(
            Kind.TEMPORARY_FILE,
            temporary,
            None,
            "An interrupted write left this temporary file. The journal itself is complete.",
            "Delete it, or run botoxlog doctor --fix",
            partial(atomic_replace.remove_temporary_file, path, temporary),
        )
    if store.has_plain_undo(path):
        yield Finding(
            Kind.TEMPORARY_FILE,
            undo_log.folder(),
            None,
            "Undo history of before the journal was encrypted is left. It is not encrypted.",
            "Delete it with botoxlog undo --forget, or run botoxlog doctor --fix",
            partial(_forget, Path(os.path.realpath(path))),
        )
    for copy in atomic_replace.rescued_files(path):
        yield _rescued(copy, "Delete it once you have added what it has")
    for folder in editor.kept_copies():
        yield Finding(
            Kind.KEPT_EDIT,
            folder,
            None,
            "An edit of yours was not saved. What you typed is kept here.",
            "Check whether you still need it, then delete the folder.",
        )


def _rescued(copy: Path, lead: str) -> Finding:
    return Finding(
        Kind.KEPT_EDIT,
        copy,
        None,
        "Another program saved the journal while botoxlog was writing. Its version is here. It may "
        "be the only copy.",
        f"{lead}: {command_line('merge', str(copy))}",
    )


def _forget(target: Path) -> None:
    """Delete the undo steps of a journal."""
    undo_log.clear(target)
