"""Look whether every surface tells one story, and print each law with how often it was broken.

`python -m bench.consistency` from the root of a clone asks the botoxlog of the same environment;
another one is named as EXE. Random journals are made from seeds, and those in `journals/`, each of
which once made two surfaces disagree, are always looked at too. It ends with 1 where a law was
broken, or where the bench itself stumbled.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
import tomllib
import traceback
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.consistency.case import Case, Ground
from bench.consistency.examination import examine
from bench.consistency.generator import Journal, build
from bench.consistency.laws import LAWS, Tally
from bench.consistency.occasions import occasions
from bench.consistency.program import Program

SHIPPED = Path(__file__).with_name("journals")
BESIDE = shutil.which("botoxlog", path=str(Path(sys.executable).parent)) or "botoxlog"
THREADS = 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.consistency", description=__doc__)
    parser.add_argument("exe", nargs="?", default=BESIDE, help="the program that is asked")
    parser.add_argument("--seeds", type=int, default=40, help="so many random journals")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--days", type=int, default=4, help="look at each on so many days")
    parser.add_argument("--today", action="append", type=date.fromisoformat, help="on this one")
    parser.add_argument("--journals", type=Path, metavar="DIR", help="the journals of a folder too")
    parser.add_argument("--no-journals", action="store_true", help="not even those beside this")
    parser.add_argument("--budget", type=float, default=280, help="begin none after these seconds")
    parser.add_argument("--only", default="", metavar="LAWS", help="report these: L1,L2a")
    parser.add_argument("--examples", type=int, default=3, help="show so many breaches of each")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all counts and breaches")
    parser.add_argument("--no-fork", action="store_true", help="start the program for each run")
    return parser


def journals(wanted: argparse.Namespace) -> list[tuple[str, Journal]]:
    """Return every journal that is looked at, by its name, in an order of no meaning.

    A journal of `--journals` takes the place of the one of its name that stands beside this.
    """
    seeds = range(wanted.first, wanted.first + wanted.seeds)
    found = {f"seed {seed}": build(seed) for seed in seeds}
    folders = [] if wanted.no_journals else [SHIPPED]
    folders += [wanted.journals] if wanted.journals else []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            journal = tomllib.loads(path.read_text(encoding="utf-8"))
            if journal.get("session"):
                found[path.name] = journal
    listed = list(found.items())
    random.Random(7).shuffle(listed)
    return listed


@dataclass(slots=True)
class Bench:
    """A run of the bench.

    Attributes:
        wanted: What was asked for.
        ground: What all cases share.
        begun: When it began.
        stumbles: What made the bench itself fail: a sentence for each time.
    """

    wanted: argparse.Namespace
    ground: Ground
    begun: float = field(default_factory=time.monotonic)
    stumbles: list[str] = field(default_factory=list)

    def look(self, named: tuple[str, Journal]) -> int:
        """Look at one journal on each of its days, and return on how many it was looked at."""
        name, journal = named
        count = 0
        chance = random.Random(zlib.crc32(name.encode()))
        days: list[date] = self.wanted.today or []
        with self._stumbling(name):
            if self._in_time() and not days:
                days = occasions(self.ground, name, journal, self.wanted.days, chance)
        for day in days:
            if not self._in_time():
                break
            case = Case(self.ground, name, journal, day)
            if case.record.entries:
                with self._stumbling(f"{name} {day}"):
                    examine(case, chance)
                count += 1
            case.close()
        return count

    def _in_time(self) -> bool:
        return bool(time.monotonic() - self.begun < self.wanted.budget)

    @contextmanager
    def _stumbling(self, what: str) -> Iterator[None]:
        """Note where the bench itself fails, so that the other journals are looked at even so."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            told = f"CHECKER {what}: {type(error).__name__} {error} {where}"
            self.stumbles.append(told)
            print(told, file=sys.stderr)


def report(tally: Tally, only: set[str], examples: int) -> int:
    """Print each law, and return how many were broken."""
    broken = 0
    for law, text in LAWS.items():
        if only and law not in only:
            continue
        count = tally.counts[law]
        broken += count.broken > 0
        print(
            f"{count.verdict:6} {law:5} {count.checked:6} checked {count.broken:5} broken  {text}"
        )
        for breach in count.breaches[:examples]:
            print(
                f"         {breach.journal}, --today {breach.today}, {breach.command}:"
                f" {breach.message}"
            )
    return broken


def main() -> int:
    """Look at every journal and print the laws."""
    wanted = _parser().parse_args()
    tally = Tally()
    with (
        tempfile.TemporaryDirectory() as folder,
        Program(wanted.exe, Path(folder), fork=not wanted.no_fork) as program,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        bench = Bench(wanted, Ground(program, Path(folder), program.areas(), tally))
        days = list(threads.map(bench.look, journals(wanted)))
    broken = report(tally, set(filter(None, wanted.only.split(","))), wanted.examples)
    print(
        f"{sum(map(bool, days))} journals, {sum(days)} journal-days,"
        f" {time.monotonic() - bench.begun:.0f} s;"
        f" {broken} laws broken, {len(bench.stumbles)} stumbles"
    )
    if wanted.json:
        counts = {law: [c.checked, c.broken, c.breaches] for law, c in tally.counts.items()}
        wanted.json.write_text(json.dumps(counts, indent=0), encoding="utf-8")
    return int(broken > 0 or bool(bench.stumbles))


if __name__ == "__main__":
    sys.exit(main())
