"""The steps back: what each write replaced, kept so that `undo` can put it back exactly.

A step holds the hash of the journal before and after a write, and of the old text only what the
new one does not share at its beginning and end: an appended record costs a few bytes whatever the
size of the journal. A step can be taken only from exactly the bytes that it led to, and gives
exactly the bytes that it came from; where either hash does not fit, nothing is given.

Steps work on the bytes as they stand on disk, so an encrypted journal has encrypted steps. They
are files for their owner only in the state folder, named after the journal's place by a hash,
bounded in number and size. Failing to keep one never fails the write itself.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from botoxlog.core.errors import reason

MOST_STEPS = 50
"""How many steps back are kept of one journal."""
MOST_BYTES = 16 * 2**20
"""How much all steps of all journals may hold; the oldest go first."""
MOST_FILES = 1000
"""How many steps of all journals there may be."""

_MAGIC = b"botoxlog step 1"
_HEADER_LINES = 4


class Stack(StrEnum):
    """Where a step lies: to be taken back by `undo`, or put back by `undo --redo`."""

    UNDO = "undo"
    REDO = "redo"

    @property
    def other(self) -> "Stack":
        """The pile that taking a step from this one adds to."""
        return Stack.REDO if self is Stack.UNDO else Stack.UNDO


class Step(NamedTuple):
    """One write, seen from its end.

    Attributes:
        file: Where it is kept.
        old: SHA-256 of the journal before, in hexadecimal.
        new: SHA-256 of the journal after.
        head: How many bytes both share at the beginning.
        tail: How many bytes both share at the end.
        middle: What stood between them before.
    """

    file: Path
    old: str
    new: str
    head: int
    tail: int
    middle: bytes

    def back(self, raw: bytes) -> bytes | None:
        """Return the journal as it was before this step; None where `raw` is not its result."""
        if _hash(raw) != self.new:
            return None
        before = raw[: self.head] + self.middle + raw[len(raw) - self.tail :]
        return before if _hash(before) == self.old else None


def state_folder() -> Path:
    """Return the folder for what the program remembers; it need not be there."""
    from platformdirs import user_state_path

    return user_state_path("botoxlog", appauthor=False)


def folder() -> Path:
    """Return where the steps of all journals lie; it need not be there."""
    return state_folder() / "undo"


def keep(target: Path, before: bytes, after: bytes, pile: Stack, *, fresh: bool) -> None:
    """Keep the step from `before` to `after`, or say on stderr that it could not be kept.

    Args:
        target: The journal itself, no symbolic link.
        before: Its bytes before the write.
        after: Its bytes after the write.
        pile: Where the step goes.
        fresh: A new change, after which what was taken back can no longer be put back.
    """
    if before == after:
        return
    try:
        place = folder()
        private_folder(place)
        undone, redone = _files(target, Stack.UNDO), _files(target, Stack.REDO)
        if fresh:
            for step_file in redone:
                step_file.unlink(missing_ok=True)
        number = max(map(_number, (*undone, *redone)), default=0) + 1
        written = place / f"{_key(target)}-{number:08}.{pile}"
        _write(written, before, after)
        _bound([*(undone if pile is Stack.UNDO else redone), written])
    except OSError as error:
        from logging import getLogger

        getLogger("botoxlog").warning(
            "botoxlog: undo will not know of this change, which is otherwise fine: %s in %s.",
            reason(error),
            folder(),
        )


def latest(target: Path, raw: bytes, pile: Stack) -> Step | None:
    """Return the last step of a pile, passing over torn ones and writes that never came to be.

    Whether it leads to `raw` is for `Step.back` to say.
    """
    for step_file in reversed(_files(target, pile)):
        step = _read(step_file)
        if step is None:
            continue
        if step.new != _hash(raw) == step.old:
            with suppress(OSError):
                step_file.unlink(missing_ok=True)
            continue
        return step
    return None


def trail(target: Path, raw: bytes) -> list[bytes]:
    """Return the journal as it was before each step that can be taken back, the nearest first."""
    found: list[bytes] = []
    for step_file in reversed(_files(target, Stack.UNDO)):
        step = _read(step_file)
        if step is None:
            continue
        if step.new != _hash(raw) == step.old:
            continue
        before = step.back(raw)
        if before is None:
            break
        found.append(before)
        raw = before
    return found


def forget(target: Path) -> int:
    """Delete every step of a journal and return how many there were."""
    files = [*_files(target, Stack.UNDO), *_files(target, Stack.REDO)]
    for step_file in files:
        step_file.unlink(missing_ok=True)
    return len(files)


def private_folder(place: Path) -> None:
    """Make a folder, and those above it, that only their owner may enter."""
    if place.is_dir():
        return
    private_folder(place.parent)
    with suppress(FileExistsError):
        place.mkdir(mode=0o700)


def _key(target: Path) -> str:
    """Return what stands for a journal in file names: its place tells things about a person."""
    return _hash(os.fsencode(os.path.normcase(target)))[:16]


def _hash(raw: bytes) -> str:
    from hashlib import sha256

    return sha256(raw).hexdigest()


def _files(target: Path, pile: Stack) -> list[Path]:
    """Return the steps of a journal in one pile, the oldest first."""
    place, key, end = folder(), f"{_key(target)}-", f".{pile}"
    try:
        with os.scandir(place) as found:
            names = [item.name for item in found]
    except FileNotFoundError:
        return []
    return [place / name for name in sorted(names) if name.startswith(key) and name.endswith(end)]


def _number(step_file: Path) -> int:
    return int(step_file.stem.rpartition("-")[2])


def _write(step_file: Path, before: bytes, after: bytes) -> None:
    head = _shared(before, after)
    shortest = min(len(before), len(after)) - head
    tail = _shared(before[len(before) - shortest :][::-1], after[len(after) - shortest :][::-1])
    middle = before[head : len(before) - tail]
    if len(middle) > MOST_BYTES // 2:
        raise OSError(0, "the change is too large")
    lines = [_MAGIC.decode(), _hash(before), _hash(after), f"{head} {tail}", ""]
    descriptor = os.open(step_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write("\n".join(lines).encode() + middle)
    except OSError:
        step_file.unlink(missing_ok=True)
        raise


def _shared(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts share at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:  # halving compares in C, where a loop over the bytes would take seconds
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _read(step_file: Path) -> Step | None:
    """Return a step, None where the file is not whole."""
    try:
        magic, old, new, shared, middle = step_file.read_bytes().split(b"\n", _HEADER_LINES)
        head, tail = (int(number) for number in shared.split())
    except (OSError, ValueError):
        return None
    if magic != _MAGIC:
        return None
    return Step(step_file, old.decode("ascii", "replace"), new.decode("ascii", "replace"), head,
                tail, middle)  # fmt: skip


def _bound(pile: Sequence[Path]) -> None:
    """Delete the oldest steps of a pile, and of all journals, beyond what may be kept."""
    for step_file in pile[:-MOST_STEPS]:
        step_file.unlink(missing_ok=True)
    with os.scandir(folder()) as found:
        sizes = {Path(item.path): item.stat() for item in found}
    total = sum(status.st_size for status in sizes.values())
    oldest_first = sorted(sizes, key=lambda item: (sizes[item].st_mtime_ns, item.name))
    for number, item in enumerate(oldest_first):
        if total <= MOST_BYTES and len(oldest_first) - number <= MOST_FILES:
            break
        total -= sizes[item].st_size
        item.unlink(missing_ok=True)
