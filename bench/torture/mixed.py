"""Crowds of every kind of write at once, some killed: nothing that was said to be saved is lost.

Each writer leaves a mark of its own, once. What a finished run said it did (`undo --json` names
what it took away) adds up to how often each mark must be there; a killed run may have done its one
change or none. So every mark has to be there as often as the finished runs say, but for one change
of each killed run: its own mark, or for `undo`, `undo --redo` and `remove` any one.
"""

import json
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyrage
import tomli

from bench.torture.ground import AGE, KEY, Command, Ended, Ground, ground, kill
from bench.torture.table import Row
from botoxlog.core.model import ID_LENGTH, ID_LETTERS

WRITERS = (10, 14)
"""How many write at once, at least and at most."""
KILLED = 0.25
"""The share of the writers that are killed."""
ROUNDS_OF_ONE = 10
"""Rounds on one journal before the next one begins."""

RECORD = '\n[[session]]\nid = "{id}"\ndate = 2026-11-02\nareas = ["{mark}"]\n'

Arguments = tuple[str, ...]
KINDS: dict[str, tuple[int, Callable[["Writer"], Arguments]]] = {
    "add": (3, lambda w: ("add", "--other-area", w.mark, "--on", "2026-11-01")),
    "checkin": (2, lambda w: ("checkin", "11s=full", "--on", "2026-11-20", "--note", w.mark)),
    "discuss": (1, lambda w: ("discuss", "weak-muscle", "--on", "2026-11-20", "--note", w.mark)),
    "me": (1, lambda w: ("me", "--clinic", w.mark)),
    "import": (2, lambda w: ("import", str(w.file), "--yes")),
    "merge": (2, lambda w: ("merge", str(w.file))),
    "edit": (1, lambda _: ("edit",)),
    "remove": (1, lambda w: ("remove", w.target, "--yes")),
    "undo": (2, lambda _: ("undo", "--json")),
    "undo --redo": (1, lambda _: ("undo", "--redo", "--json")),
    "encrypt": (1, lambda w: ("encrypt", "--key", str(w.key))),
    "decrypt": (1, lambda w: ("decrypt", "--key", str(w.key))),
}
"""Each command with its weight in the mix, and its words."""

ADDING = ("add", "checkin", "discuss", "import", "merge", "edit")
"""The commands that leave a mark which can be counted."""
TAKING = ("undo", "undo --redo", "remove")
"""Those that may change any mark."""


@dataclass
class Writer:
    """One run of a crowd.

    Attributes:
        folder: Holds its file to import or merge, and what it printed.
        target: The id of the record that it removes.
        instant: When it is killed, in seconds after the start of the round; None for never.
    """

    kind: str
    id: str
    folder: Path
    key: Path
    target: str
    instant: float | None
    pid: int = 0
    code: int = 0

    @property
    def mark(self) -> str:
        """What it leaves in the journal, once."""
        return f"area-{self.id}"

    @property
    def file(self) -> Path:
        """A journal with one session."""
        return self.folder / f"{self.id}.toml"

    def printed(self, name: str) -> str:
        """Return what it wrote to "out" or "err"."""
        path = self.folder / f"{self.id}.{name}"
        return path.read_text(encoding="utf-8", errors="replace")


@dataclass
class Tally:
    """What was seen over all rounds."""

    fates: Counter[tuple[str, str]] = field(default_factory=Counter)
    looks: int = 0
    encrypted: int = 0
    wrong: list[str] = field(default_factory=list)


def crowded(rounds: int, seed: int, *, sealed: bool) -> Row:
    """Let 10 to 14 processes write at once, round after round, and kill a quarter of them.

    Args:
        rounds: How many rounds.
        seed: Of the mix and of the random instants.
        sealed: Whether the journal is encrypted throughout; else `encrypt` and `decrypt` take part.
    """
    chance = random.Random(f"{seed} {sealed}")
    tally = Tally()
    done = 0
    while done < rounds:
        times = min(ROUNDS_OF_ONE, rounds - done)
        with ground(Command(("me", "--goals", "none"), key=KEY if sealed else None)) as place:
            crowd = Crowd(place, chance, tally, sealed=sealed)
            for _ in range(times):
                crowd.round()
            if crowd.unattended.exists():
                shutil.rmtree(crowd.unattended)
        done += times
    return _row(rounds, tally, sealed=sealed)


def _row(rounds: int, tally: Tally, *, sealed: bool) -> Row:
    total = sum(tally.fates.values())
    fates = ", ".join(
        f"`{kind}` {'/'.join(str(tally.fates[kind, fate]) for fate in FATES)}" for kind in KINDS
        if any(tally.fates[kind, fate] for fate in FATES)
    )  # fmt: skip
    whose = "an encrypted journal" if sealed else "one journal, `encrypt` and `decrypt` too"
    return Row(
        f"10 to 14 different commands at once on {whose}, some killed, {rounds} rounds",
        total,
        "commands",
        tally.wrong,
        f"done/refused/killed: {fates}; {tally.looks} looks in between, all whole, "
        f"{tally.encrypted} of them encrypted",
    )


FATES = ("done", "refused", "killed")


class Crowd:
    """Rounds of writers on one journal, and how often each mark has to be there."""

    def __init__(self, place: Ground, chance: random.Random, tally: Tally, *, sealed: bool) -> None:
        """Begin with the journal of the ground."""
        self.place, self.chance, self.tally, self.sealed = place, chance, tally, sealed
        self.unattended = place.root.parent / "writers"
        self.unattended.mkdir(mode=0o700)
        self.key = self.unattended / "key.txt"
        self.key.write_text(str(KEY), encoding="utf-8")
        self.marks: Counter[str] = Counter()
        self.clinics = {"Lakeside"}
        self.seconds = 1.0

    def round(self) -> None:
        """Start a crowd, kill some of it, and see what is left."""
        writers = [self._writer() for _ in range(self.chance.randint(*WRITERS))]
        begin = time.monotonic()
        for writer in writers:
            self._start(writer)
        self._attend(writers, begin)
        self.seconds = time.monotonic() - begin
        swept = self.place.run(("me", "--goals", f"goal {self.seconds}"), self._with_key)
        self._settle(writers, swept)

    def _writer(self) -> Writer:
        kinds = [kind for kind in KINDS if not (self.sealed and kind in {"encrypt", "decrypt"})]
        (kind,) = self.chance.choices(kinds, [KINDS[kind][0] for kind in kinds])
        there = [mark for mark, times in self.marks.items() if times]
        instant = self.chance.uniform(0, self.seconds) if self.chance.random() < KILLED else None
        target = self.chance.choice(there).removeprefix("area-") if there else "nothing"
        identity = "".join(self.chance.choices(ID_LETTERS, k=ID_LENGTH))
        writer = Writer(kind, identity, self.unattended, self.key, target, instant)
        record = RECORD.format(id=writer.id, mark=writer.mark)
        writer.file.write_text(f"format = 1\n{record}", encoding="utf-8")
        editor = self.unattended / f"{writer.id}.sh"
        editor.write_text(f"cat >> \"$1\" <<'END'{record}END\n", encoding="utf-8")
        return writer

    def _with_key(self) -> None:
        os.environ["BOTOXLOG_KEY"] = str(self.key)

    def _start(self, writer: Writer) -> None:
        def prepare() -> None:
            self._with_key()
            os.environ["EDITOR"] = f"sh {self.unattended / writer.id}.sh"
            for number, name in ((1, "out"), (2, "err")):
                path = writer.folder / f"{writer.id}.{name}"
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)

        writer.pid = self.place.fork(KINDS[writer.kind][1](writer), prepare)

    def _attend(self, writers: list[Writer], begin: float) -> None:
        """Wait for all, kill those whose instant has come, and look at the file meanwhile."""
        running = list(writers)
        while running:
            for writer in list(running):
                if writer.instant is not None and time.monotonic() - begin >= writer.instant:
                    writer.instant = None
                    kill(writer.pid)
                ended, status = os.waitpid(writer.pid, os.WNOHANG)
                if ended:
                    writer.code = os.waitstatus_to_exitcode(status)
                    running.remove(writer)
            self.look()
            time.sleep(0.01)

    def look(self) -> str:
        """Return the text of the journal as any reader would find it now, which has to be whole."""
        self.tally.looks += 1
        raw = self.place.raw()
        try:
            if raw.startswith(AGE):
                self.tally.encrypted += 1
                raw = bytes(pyrage.decrypt(raw, [KEY]))
            elif self.sealed:
                self.tally.wrong.append("an encrypted journal in clear")
            text = raw.decode("utf-8")
            tomli.loads(text)
        except (pyrage.DecryptError, ValueError) as error:
            self.tally.wrong.append(f"torn: {error}: {raw[:80]!r}")
            return ""
        if self.sealed and (shown := _in_clear(self.place)):
            self.tally.wrong.append(f"in clear: {shown}")
        return text

    def _settle(self, writers: list[Writer], swept: Ended) -> None:
        """Compare what is there with what the finished runs said."""
        expected, own, taken = Counter(self.marks), Counter[str](), 0
        for writer in writers:
            fate = self._fate(writer)
            self.tally.fates[writer.kind, fate] += 1
            if writer.kind == "me" and fate != "refused":
                self.clinics.add(writer.mark)
            elif fate == "done":
                expected.update(_said(writer))
            elif fate == "killed" and writer.kind in ADDING:
                own[writer.mark] += 1
            elif fate == "killed" and writer.kind in TAKING:
                taken += 1
        text = self.look()
        marks = {*expected, *own}
        self.marks = Counter({mark: text.count(mark) for mark in marks})
        more = {mark: self.marks[mark] - expected[mark] for mark in marks}
        unsaid = sum(min(abs(times), abs(times - own[mark])) for mark, times in more.items())
        doubled = {mark for mark, times in self.marks.items() if times > 1}
        if doubled or unsaid > taken:
            lost = f"{unsaid} marks lost or doubled, {taken} explained by killed runs: {doubled}"
            self.tally.wrong.append(lost)
        self.tally.wrong += self._other_harm(text, swept)

    def _other_harm(self, text: str, swept: Ended) -> Iterator[str]:
        """Yield what else is wrong once all have ended and the next run has swept."""
        clinic = tomli.loads(text).get("person", {}).get("clinic")
        if clinic not in self.clinics:
            yield f"the clinic is {clinic}, which nobody wrote"
        if any(kept not in text for kept in ("mood = ", "# mine, and it stays", "# the end")):
            yield "a comment or an unknown key is lost"
        if swept.code or self.place.litter() or self.place.exposed():
            yield f"left: {swept} {self.place.litter()} {self.place.exposed()}"
        if self.place.raw().startswith(AGE) and (shown := _in_clear(self.place)):
            yield f"in clear after a crowd: {shown}"

    def _fate(self, writer: Writer) -> str:
        if writer.code < 0:
            return "killed"
        said = writer.printed("err")
        if writer.code not in {0, 1} or "Unexpected error" in said or "Traceback" in said:
            self.tally.wrong.append(f"{writer.kind} ended with {writer.code}: {said}")
        if writer.code and not said:
            self.tally.wrong.append(f"{writer.kind} said nothing")
        return "refused" if writer.code else "done"


def _said(writer: Writer) -> dict[str, int]:
    """Return by how much a finished run said that it changed the number of each mark."""
    if writer.kind in ADDING:
        return {writer.mark: 1}
    if writer.kind == "remove":
        return {f"area-{writer.target}": -1}
    if writer.kind not in TAKING:
        return {}
    changes: Counter[str] = Counter()
    for step in json.loads(writer.printed("out"))["steps"]:
        for times, name in ((1, "added"), (-1, "removed")):
            for record in step[name]:
                for mark in (*record.get("areas", ()), record.get("note")):
                    if str(mark).startswith("area-"):
                        changes[str(mark)] += times
    return dict(changes)


def _in_clear(place: Ground) -> set[str]:
    """Return the files of the journal and of undo that show what an encrypted journal holds.

    What was typed into an editor before the journal was encrypted is kept, and told by `doctor`.
    """
    shown = set()
    for folder in (place.folder, place.state_folder / "undo"):
        for item in folder.rglob("*"):
            with suppress(OSError):  # a temporary file that has just been put in place
                raw = item.read_bytes()
                if b"area-" in raw or b"glabella" in raw:
                    shown.add(item.name)
    return shown
