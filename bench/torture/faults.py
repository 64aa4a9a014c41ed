"""At every system call that touches the journal or its state in turn: failure, death, a rival."""

import builtins
import errno
import fcntl
import io
import itertools
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from unittest import mock

from bench.torture.ground import ADD, COMMANDS, MISSING, Ended, Ground, ground, kill
from bench.torture.table import Row

CALLS = (
    *("open", "close", "write", "fsync", "truncate", "ftruncate", "stat", "lstat", "fstat"),
    *("access", "readlink", "listdir", "scandir", "mkdir", "rmdir", "chmod", "fchmod", "chown"),
    *("fchown", "link", "unlink", "rename", "replace"),
)
"""The functions of `os` that a program may touch a folder with."""

LOCK_SECONDS = 0.5
"""What stands for the ten seconds of waiting, where a fault takes the lock away: nobody holds it,
and nobody will let it go. `locks` waits for the whole of them."""

Action = Callable[[Callable[[], Any], str], Any]
"""From a call that is due and its name to what comes of it."""

Judge = Callable[[Ground, Ended], str | None]
"""From how a run ended to what is wrong, or None."""


class Tripwire:
    """Counts the calls that touch some folders, and does something else at one of them."""

    def __init__(self, folders: Sequence[Path], number: int, action: Action) -> None:
        """Wait for the `number`-th call, counted from 1, that names something in `folders`."""
        self.folders, self.number, self.action = tuple(map(str, folders)), number, action
        self.count = itertools.count(1)
        self.descriptors: set[int] = set()

    def install(self) -> None:
        """Stand between this process and its system, for good: it is a fork, and ends soon."""
        import botoxlog.journal.atomic_replace

        botoxlog.journal.atomic_replace.LOCK_SECONDS = LOCK_SECONDS
        for name in CALLS:
            self._wrap(os, name)
        self._wrap(io, "open")
        self._wrap(builtins, "open")  # the same function by its other name: the lock's own
        self._wrap(fcntl, "lockf")
        self._wrap(
            botoxlog.journal.atomic_replace, "_exchange"
        )  # a system call that `os` does not know

    def _wrap(self, module: Any, name: str) -> None:
        real = getattr(module, name)

        def wrapped(*arguments: Any, **options: Any) -> Any:
            if not any(self.touches(argument) for argument in (*arguments, *options.values())):
                return real(*arguments, **options)
            result = self.due(lambda: real(*arguments, **options), name)
            if name == "open" and isinstance(result, int):
                self.descriptors.add(result)
            if name == "close":
                self.descriptors.discard(arguments[0])
            return File(result, self) if module in {io, builtins} else result

        setattr(module, name, wrapped)

    def touches(self, argument: object) -> bool:
        """Whether an argument of a call is in one of the folders, or such a folder itself."""
        if isinstance(argument, File):
            return True
        if isinstance(argument, int):
            return not isinstance(argument, bool) and argument in self.descriptors
        if not isinstance(argument, str | bytes | os.PathLike):
            return False
        return os.path.abspath(os.fsdecode(argument)).startswith(self.folders)  # noqa: PTH100

    def due(self, call: Callable[[], Any], name: str) -> Any:
        """Let a call through, or do what is to be done at it."""
        if next(self.count) == self.number:
            return self.action(call, name)
        return call()


class File:
    """An open file whose reads, writes and closing are calls that touch the folder."""

    def __init__(self, real: Any, wire: Tripwire) -> None:
        """Stand before a real file."""
        self._real, self._wire = real, wire

    def read(self, size: int = -1) -> Any:
        """Read so much, by default all."""
        return self._wire.due(lambda: self._real.read(size), "read")

    def write(self, data: bytes) -> Any:
        """Write, half of it where the disk is full."""
        half = data[: len(data) // 2]

        def call(data: bytes = data) -> Any:
            return self._real.write(data)

        call.half = lambda: (call(half), self._real.flush())  # type: ignore[attr-defined]
        return self._wire.due(call, "write")

    def flush(self) -> Any:
        """Hand what was written to the system."""
        return self._wire.due(self._real.flush, "flush")

    def fileno(self) -> int:
        """Return its number."""
        number: int = self._real.fileno()
        self._wire.descriptors.add(number)
        return number

    def close(self) -> Any:
        """Close it."""
        return self._wire.due(self._real.close, "close")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


# --- what happens at a call ------------------------------------------------------------------


def failing(number: int) -> Action:
    """Return the action of a call that fails with an error number."""

    def action(call: Callable[[], Any], name: str) -> Any:
        if name == "close":
            call()  # a descriptor is gone even where closing it fails
        if name == "write" and number == errno.ENOSPC:
            call.half()  # type: ignore[attr-defined]
        if name in {"access", "_exchange"}:  # they do not raise
            return False
        raise OSError(number, os.strerror(number))

    return action


def die_before(call: Callable[[], Any], name: str) -> Any:  # noqa: ARG001 - an Action
    """Die instead of the call."""
    kill(os.getpid())


def die_after(call: Callable[[], Any], name: str) -> Any:  # noqa: ARG001 - an Action
    """Die just after the call."""
    try:
        call()
    finally:
        kill(os.getpid())


RIVAL = b"# saved meanwhile\n"


def rival(place: Ground, *, in_place: bool) -> Action:
    """Return the action of an editor that saves a line of its own just before the call."""

    def action(call: Callable[[], Any], name: str) -> Any:  # noqa: ARG001 - an Action
        with _untouched():
            clear = place.clear()
            place.folder.mkdir(mode=0o700, exist_ok=True)
            saved = place.path if in_place else place.root / "saved"
            saved.touch(mode=0o600)
            text = (b"format = 1\n" if clear == MISSING else clear) + RIVAL
            saved.write_bytes(place.sealed(text))
            saved.rename(place.path)
        return call()

    return action


def rival_then_death(place: Ground, *, in_place: bool) -> Action:
    """Return the action of an editor that saves just before the call, and death just after it."""
    editor = rival(place, in_place=in_place)

    def action(call: Callable[[], Any], name: str) -> Any:
        return die_after(lambda: editor(call, name), name)

    return action


def torn_away(place: Ground) -> Action:
    """Return the action of a folder that is moved away, as a stick is pulled, before the call."""

    def action(call: Callable[[], Any], name: str) -> Any:  # noqa: ARG001 - an Action
        if place.folder.exists():
            with _untouched():
                place.folder.rename(place.root / "gone")
        return call()

    return action


_REAL = {name: getattr(os, name) for name in CALLS}
_REAL_OPEN = io.open


@contextmanager
def _untouched() -> Iterator[None]:
    """Give the system's own calls back for a while: somebody else makes these."""
    with ExitStack() as stack:
        for name, real in _REAL.items():
            stack.enter_context(mock.patch.object(os, name, real))
        stack.enter_context(mock.patch.object(io, "open", _REAL_OPEN))
        yield


# --- every call in turn ----------------------------------------------------------------------


KINDS = ("fails", "dies", "rival", "rival, dies", "vanishes")


def injected(kind: str, names: Sequence[str], step: int = 1) -> Row:
    """Do one of these at every call of each command in turn, or at each `step`-th."""
    what, counts, wrong = "", [], []
    for name in names:
        with ground(COMMANDS[name]) as place:
            what, actions, judge = _kind(kind, place)
            verdicts = [found for action in actions for found in _each(place, action, judge, step)]
        counts.append(len(verdicts))
        wrong += [f"`{name}`, call {number}: {verdict}" for number, verdict in verdicts if verdict]
    note = ", ".join(f"`{name}` {count}" for name, count in zip(names, counts, strict=True))
    return Row(f"each call in turn {what}", sum(counts), "faults", wrong, note)


def _kind(kind: str, place: Ground) -> tuple[str, list[Action], Judge]:
    if kind == "fails":
        numbers = [errno.EIO, errno.ENOSPC, errno.EACCES, errno.ENOSYS]
        what = "fails (input/output error, disk full halfway, no permission, unknown to the system)"
        return what, [failing(number) for number in numbers], _after_failure
    if kind == "dies":
        return "is the last: killed before it, and after it", [die_before, die_after], _after_death
    if kind == "rival":
        editors = [rival(place, in_place=True), rival(place, in_place=False)]
        return "finds that an editor has just saved, in place or by a rename", editors, _after_rival
    if kind == "rival, dies":
        both = [rival_then_death(place, in_place=in_place) for in_place in (True, False)]
        what = "finds that an editor has just saved, and is the last: killed after it"
        return what, both, _after_rival_and_death
    return "finds the folder moved away", [torn_away(place)], _after_vanishing


def _each(
    place: Ground, action: Action, judge: Judge, step: int
) -> Iterator[tuple[int, str | None]]:
    for number in itertools.count(1, step):
        place.put_back()
        tripped = place.root.parent / "tripped"
        tripped.unlink(missing_ok=True)

        def noted(call: Callable[[], Any], name: str, mark: Path = tripped) -> Any:
            with _untouched():
                mark.write_text(name)
            return action(call, name)

        ended = place.run(
            prepare=Tripwire([place.folder, place.state_folder], number, noted).install
        )
        if not tripped.exists():
            return
        verdict = judge(place, ended)
        yield number, f"{tripped.read_text()}: {verdict}" if verdict else None


def _after_failure(place: Ground, ended: Ended) -> str | None:
    if place.litter() and place.state() == "new":  # what could not be deleted, the next run deletes
        place.run(ADD)
        return f"left for good: {litter}" if (litter := place.litter()) else None
    if wrong := place.lost(ended):
        return wrong
    return place.taken_back() if ended.code == 0 else None


def _after_death(place: Ground, ended: Ended) -> str | None:
    state = place.state()
    if ended.code != -signal.SIGKILL or state == "torn":
        return f"{state} after {ended}"
    if shown := _shown(place):
        return f"open to others, or in clear: {shown}"
    if state == "new" and (wrong := place.taken_back()):
        return wrong
    if place.state() == "old":
        again = place.run()
        if again.code or place.state() != "new":
            return f"in the way of the next run: {again}"
    elif place.litter():
        place.run(ADD)
    return f"left {litter}" if (litter := place.litter()) else None


def _shown(place: Ground) -> set[str]:
    """Return what a killed run shows; what was in clear before, the next run clears away."""
    return place.exposed() | (place.in_clear() if place.command.key is not None else set())


def _after_rival(place: Ground, ended: Ended) -> str | None:
    clear = place.clear()
    if RIVAL not in clear:
        return f"the editor's line is lost: {ended}"
    place.path.write_bytes(place.sealed(clear.replace(RIVAL, b"")))
    if ended.code == 0 and place.state() != "new":
        return f"said to be saved, and is not: {clear!r}"
    return place.lost(ended)


def _after_rival_and_death(place: Ground, ended: Ended) -> str | None:
    """The editor's line is in the journal, or in a file with a name that is seen."""
    if ended.code != -signal.SIGKILL:
        return f"not killed: {ended}"
    if shown := _shown(place):
        return f"open to others, or in clear: {shown}"
    again = place.run(ADD)
    rescued = [item for item in place.folder.iterdir() if ".rescued-" in item.name]
    if again.code:
        return f"in the way of the next run: {again}"
    if RIVAL not in place.clear() and [
        RIVAL in place.opened(item.read_bytes()) for item in rescued
    ] != [True]:
        return f"the editor's line is lost: {again}"
    if RIVAL not in place.clear() and str(rescued[0].name) not in again.said.replace("\n", ""):
        return f"not told of what was rescued: {again}"
    for item in rescued:
        item.unlink()
    return f"left {litter}" if (litter := place.litter()) else None


def _after_vanishing(place: Ground, ended: Ended) -> str | None:
    if "Traceback" in ended.said or "Unexpected error" in ended.said or ended.code not in {0, 1, 3}:
        return f"no plain message: {ended}"
    begun_anew = place.raw()
    gone = place.root / "gone"
    if gone.exists():
        if place.folder.exists():
            place.folder.rename(place.root / "anew")
        gone.rename(place.folder)
    if place.state() == "torn":
        return f"torn: {place.raw()!r}"
    if ended.code == 0 and place.state() == "old" and begun_anew == MISSING:
        return "said to be saved, and is not"
    return None
