"""The undo log: what each write replaced, so that `undo` can restore the journal byte for byte.

A step holds the hashes of the journal before and after a write, and only the part of the old bytes
that the new ones do not share at their beginning and end. An appended record therefore costs a few
bytes, whatever the size of the journal. A step applies only to exactly the bytes that the write
produced, and returns exactly those that it replaced; if either hash differs, it returns nothing.

Steps work on the bytes on disk, so the steps of an encrypted journal are encrypted too. They are
files in the state folder that only their owner can read. Their names hold a hash of the journal's
path, and their number and size are bounded. A write succeeds even if its step cannot be saved.
Whatever else is in that folder is never read, counted or deleted.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from botoxlog.core.errors import reason
from botoxlog.core.private_files import OWNER_ONLY, make_private_folder, read_file, state_folder

MOST_STEPS = 50
"""Upper limit for the steps on one stack of one journal."""
MOST_BYTES = 16 * 2**20
"""Upper limit for the size of all steps of all journals; the oldest are deleted first."""
MOST_FILES = 1000
"""Upper limit for the number of steps of all journals."""

_NAME = r"[0-9a-f]{16}-([0-9]{8,15})\.(?:undo|redo)"
_MAGIC = b"botoxlog step 1"
_HEADER_LINES = 4
_OF_AGE_FILE = rb"(?s)age-encryption\.org/v1\n.*|[A-Za-z0-9+/=\n-]{64,}"
"""What two versions of an encrypted journal do not share: all of a binary file, or lines of base64.
Each is encrypted with a key of its own, so that they differ in more than the 64 letters of a line,
without a space or a quotation mark, that no journal has."""


class Stack(StrEnum):
    """The two stacks of steps: one for `undo`, one for `undo --redo`."""

    UNDO = "undo"
    REDO = "redo"

    @property
    def other(self) -> "Stack":
        """The stack that receives a step when one is taken from this stack."""
        return Stack.REDO if self is Stack.UNDO else Stack.UNDO


class Step(NamedTuple):
    """One write, as needed to reverse it.

    Attributes:
        file: The file that holds this step.
        old: SHA-256 of the journal before the write, in hexadecimal.
        new: SHA-256 of the journal after the write.
        head: How many bytes both versions share at the beginning.
        tail: How many bytes both versions share at the end.
        middle: The old bytes between the shared ones.
    """

    file: Path
    old: str
    new: str
    head: int
    tail: int
    middle: bytes

    def revert(self, raw: bytes) -> bytes | None:
        """Return the journal before the write, or None if `raw` is not what the write produced."""
        if _hash(raw) != self.new:
            return None
        before = raw[: self.head] + self.middle + raw[len(raw) - self.tail :]
        return before if _hash(before) == self.old else None

    def never_happened(self, raw: bytes) -> bool:
        """Whether the write was cut off: the journal is still what it was before the write."""
        return self.new != _hash(raw) == self.old


def folder() -> Path:
    """Return the folder with the steps of all journals; it may not exist yet."""
    return state_folder() / "undo"


def step_files() -> list[Path]:
    """Return the files of the steps of all journals; none if their folder cannot be read."""
    try:
        return _all_files()
    except OSError:
        return []


def push(target: Path, before: bytes, after: bytes, stack: Stack, *, clear_redo: bool) -> None:
    """Save the step of a write, or log a warning if it cannot be saved.

    Args:
        target: The journal itself, not a symbolic link to it.
        before: Its bytes before the write.
        after: Its bytes after the write.
        stack: Where the step goes.
        clear_redo: Empty the redo stack first, because this write is a new change.
    """
    if before == after:
        return
    try:
        make_private_folder(folder())
        stacks = _stacks(target)
        if clear_redo:
            _delete(stacks[Stack.REDO])
        number = max((_number(item) for files in stacks.values() for item in files), default=0) + 1
        while (written := folder() / f"{_key(target)}-{number:08}.{stack}").exists():
            number += 1  # a folder or a pipe of that name, which is not ours
        _write(written, before, after)
    except OSError as error:
        from logging import getLogger

        getLogger("botoxlog").warning(
            "botoxlog: %s: %s in %s. The change itself is not affected.",
            "undo cannot reverse this change"
            if stack is Stack.UNDO
            else "undo --redo cannot make this change again",
            reason(error),
            folder(),
        )
        return
    with suppress(OSError):  # another run may be deleting too; the next write tries again
        _enforce_limits(target, stack)


def top(target: Path, raw: bytes, stack: Stack) -> Step | None:
    """Return the newest step of a stack; steps that are damaged or never happened are skipped.

    It may be the step of another version than `raw`: `Step.revert` checks that.
    """
    for step in _steps(target, stack):
        if not step.never_happened(raw):
            return step
        with suppress(OSError):
            step.file.unlink(missing_ok=True)
    return None


def is_damaged(target: Path, raw: bytes, stack: Stack) -> bool:
    """Whether the newest step of a stack is damaged: it cannot be read, or does not do its part."""
    newest = next(reversed(_files(target, stack)), None)
    if newest is None:
        return False
    step = _read(newest)
    return step is None or (step.new == _hash(raw) and step.revert(raw) is None)


def earlier_versions(target: Path, raw: bytes) -> list[bytes]:
    """Return the journal before each write that can be undone, the latest write first."""
    found: list[bytes] = []
    for step in _steps(target, Stack.UNDO):
        if step.never_happened(raw):
            continue
        before = step.revert(raw)
        if before is None:
            break
        found.append(before)
        raw = before
    return found


def holds_plain_text(target: Path) -> bool:
    """Whether the newest step of a stack is of a version that was not encrypted.

    Older ones are like it: a write to an encrypted journal deletes all such steps before it pushes
    its own.
    """
    newest = (next(_steps(target, stack), None) for stack in Stack)
    return any(step is not None and not re.fullmatch(_OF_AGE_FILE, step.middle) for step in newest)


def clear(target: Path) -> int:
    """Delete every step of a journal and return how many there were.

    Raises:
        OSError: One of them cannot be deleted.
    """
    files = [item for files in _stacks(target).values() for item in files]
    _delete(files)
    return len(files)


def _key(target: Path) -> str:
    """Return the name of a journal in file names: a hash, because a path can identify a person."""
    return _hash(os.fsencode(os.path.normcase(target)))[:16]


def _hash(raw: bytes) -> str:
    from hashlib import sha256

    return sha256(raw).hexdigest()


def _files(target: Path, stack: Stack) -> list[Path]:
    """Return the files on one stack of a journal, the oldest first."""
    return _stacks(target)[stack]


def _stacks(target: Path) -> Mapping[Stack, list[Path]]:
    """Return the files on each stack of a journal, the oldest first."""
    found = sorted(_all_files(f"{_key(target)}-"), key=_number)
    return {stack: [item for item in found if item.suffix == f".{stack}"] for stack in Stack}


def _all_files(beginning: str = "") -> list[Path]:
    """Return the files on the stacks of all journals, or those whose names begin so."""
    place = folder()
    try:
        with os.scandir(place) as found:
            return [
                place / item.name
                for item in found
                if item.name.startswith(beginning)
                and re.fullmatch(_NAME, item.name)
                and item.is_file(follow_symlinks=False)
            ]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _steps(target: Path, stack: Stack) -> Iterator[Step]:
    """Yield the undamaged steps on one stack of a journal, the newest first."""
    for step_file in reversed(_files(target, stack)):
        step = _read(step_file)
        if step is not None:
            yield step


def _delete(files: Iterable[Path]) -> None:
    for step_file in files:
        step_file.unlink(missing_ok=True)


def _number(step_file: Path) -> int:
    return int(step_file.stem.rpartition("-")[2])


def _write(step_file: Path, before: bytes, after: bytes) -> None:
    if not re.fullmatch(_NAME, step_file.name):
        raise OSError(0, "its last step has the highest possible number")
    head = _shared(before, after)
    shortest = min(len(before), len(after)) - head
    tail = _shared(before[len(before) - shortest :][::-1], after[len(after) - shortest :][::-1])
    middle = before[head : len(before) - tail]
    if len(middle) > MOST_BYTES // 2:
        raise OSError(0, "the change is too large")
    lines = [_MAGIC.decode(), _hash(before), _hash(after), f"{head} {tail}", ""]
    descriptor = os.open(step_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write("\n".join(lines).encode() + middle)
    except OSError:
        step_file.unlink(missing_ok=True)
        raise


def _shared(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts share at the beginning, by binary search."""
    low, high = 0, min(len(one), len(other))
    while low < high:  # compares slices in C; a loop over the bytes would take seconds
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _read(step_file: Path) -> Step | None:
    """Return the step in a file, or None if the file is damaged."""
    try:
        magic, old, new, shared, middle = read_file(step_file, most=2 * MOST_BYTES).split(
            b"\n", _HEADER_LINES
        )
        head, tail = (int(number) for number in shared.split())
    except (OSError, ValueError):
        return None
    if magic != _MAGIC:
        return None
    return Step(step_file, old.decode("ascii", "replace"), new.decode("ascii", "replace"), head,
                tail, middle)  # fmt: skip


def _enforce_limits(target: Path, stack: Stack) -> None:
    """Delete the oldest steps of a stack, and then of all journals, beyond the limits."""
    every = _all_files()
    mine = [item for item in every if item.name.startswith(f"{_key(target)}-")]
    surplus = sorted((item for item in mine if item.suffix == f".{stack}"), key=_number)[
        :-MOST_STEPS
    ]
    _delete(surplus)
    sizes = {item: item.stat() for item in every if item not in surplus}
    total = sum(status.st_size for status in sizes.values())
    oldest_first = sorted(sizes, key=lambda item: (sizes[item].st_mtime_ns, item.name))
    for number, item in enumerate(oldest_first):
        if total <= MOST_BYTES and len(oldest_first) - number <= MOST_FILES:
            break
        total -= sizes[item].st_size
        _delete([item])
