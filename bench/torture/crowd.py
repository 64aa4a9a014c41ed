"""Many at once: every record is there exactly once, and every reader sees a whole journal."""

import json
import subprocess
import sys

from bench.torture.ground import ADD, TODAY, Command, Ground, ground
from bench.torture.table import Row

WRITERS = 20
READERS = 3


def crowded(rounds: int) -> Row:
    """Let 20 processes add at once, round after round, with readers in between."""
    wrong: list[str] = []
    reads = 0
    with ground(Command(ADD, before=None)) as place:
        saved: set[str] = set()
        for number in range(rounds):
            names = [f"area-{number}-{writer}" for writer in range(WRITERS)]
            writers = [
                _start(place, "add", "--other-area", name, "--on", "2026-11-01") for name in names
            ]
            readers = [_start(place, "log", "--json") for _ in range(READERS)]
            for reader in readers:
                wrong += _misread(reader, saved, set(names))
                reads += 1
            for name, writer in zip(names, writers, strict=True):
                _, said = writer.communicate()
                if writer.returncode:
                    wrong.append(f"{name}: {said}")
                saved.add(name)
            wrong += _misread(_start(place, "log", "--json"), saved, set())
            reads += 1
        if litter := place.litter():
            wrong.append(f"left {litter}")
    what = f"{WRITERS} processes adding at once, {rounds} rounds"
    return Row(what, rounds * WRITERS, "records", wrong, f"{reads} reads in between, all whole")


def _start(place: Ground, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "botoxlog",
            "--journal",
            str(place.path),
            "--today",
            TODAY,
            *arguments,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=place.environ(),
    )


def _misread(reader: "subprocess.Popen[str]", saved: set[str], coming: set[str]) -> list[str]:
    """Return what is wrong with what was read: less than was saved, or more than there can be."""
    shown, said = reader.communicate()
    if reader.returncode:
        return [f"not read: {said}"]
    areas = [area for record in json.loads(shown)["records"] for area in record["areas"]]
    lost, strange = saved - set(areas), set(areas) - saved - coming
    twice = len(areas) - len(set(areas))
    wrong = [f"{lost} lost"] if lost else []
    wrong += [f"{strange} never saved"] if strange else []
    return [*wrong, f"{twice} twice"] if twice else wrong
