"""One journal on one day, the runs of the program on it, and what is checked of them."""

import itertools
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.consistency.generator import Journal, dump
from bench.consistency.laws import Breach, Tally
from bench.consistency.picture import COLUMNS
from bench.consistency.program import Program
from bench.consistency.record import Record
from bench.consistency.sentences import INTERNAL_ERROR

Json = dict[str, Any]

SAID = 110
"""So many signs of an error are shown."""

_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Ground:
    """What all cases share.

    Attributes:
        program: The program that is asked.
        folder: Where journals are written.
        known: The ids of the areas that the program knows.
        tally: Where the laws are counted.
    """

    program: Program
    folder: Path
    known: set[str]
    tally: Tally


class Case:
    """A journal, cut off after a day, and that day."""

    def __init__(self, ground: Ground, name: str, journal: Journal, today: date) -> None:
        self.ground, self.name, self.today = ground, name, today
        self.record = Record(journal, today)
        self.known = ground.known
        self.path = self._written(self.record.journal)

    def close(self) -> None:
        """Take its file away."""
        self.path.unlink()

    def run(
        self,
        *arguments: str,
        path: Path | None = None,
        today: date | None = None,
        columns: int = COLUMNS,
        codes: tuple[int, ...] = (0,),
    ) -> str:
        """Return what a command prints, or nothing where it fails: with none of these codes."""
        where = ["--journal", str(path or self.path), "--today", str(today or self.today)]
        answer = self.ground.program.run([*where, *arguments], columns)
        failed = answer.code not in codes or INTERNAL_ERROR in answer.err
        width = "" if columns == COLUMNS else f" at {columns} columns"
        self.check(
            "L0",
            not failed,
            f"rc {answer.code}: {answer.err.strip()[:SAID]}",
            " ".join(arguments) + width,
        )
        return "" if failed else answer.out

    def json(
        self, *arguments: str, path: Path | None = None, today: date | None = None
    ) -> Json | None:
        """Return the JSON that a command prints, or None where it fails."""
        out = self.run(*arguments, path=path, today=today)
        told: Json | None = json.loads(out) if out else None
        return told

    def check(self, law: str, holds: object, message: str, command: str = "") -> None:
        """Count a check of a law: broken where `holds` is false."""
        breach = None if holds else Breach(self.name, str(self.today), command, message)
        self.ground.tally.note(law, breach)

    @contextmanager
    def variant(self, journal: Journal) -> Iterator[Path]:
        """Have another journal for a moment."""
        path = self._written(journal)
        yield path
        path.unlink()

    def _written(self, journal: Journal) -> Path:
        name = re.sub("[^a-z0-9-]", "_", self.name)
        path = self.ground.folder / f"{name}-{self.today}-{next(_numbers)}.toml"
        path.write_text(dump(journal), encoding="utf-8")
        path.chmod(0o600)
        return path
