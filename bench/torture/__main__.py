"""Run the torture and print what was lost.

`python -m bench.torture` from the root of a clone, in an environment with botoxlog; on a POSIX
system, and as root for a real full disk. It ends with 1 where anything was lost.
"""

import argparse
import math
import platform
import sys
from collections.abc import Callable, Iterable, Iterator

from bench.torture import crowd, faults, fuzz, kills, mixed, odd, peers
from bench.torture.ground import COMMANDS
from bench.torture.table import Row, markdown

Part = Callable[[argparse.Namespace], Iterable[Row]]


def _kills(wanted: argparse.Namespace) -> Iterator[Row]:
    share = len(wanted.commands)
    times, seconds = math.ceil(wanted.kills / share), wanted.minutes * 60 / share
    for name in wanted.commands:
        yield kills.killed(name, times, seconds, wanted.seed)


def _faults(wanted: argparse.Namespace) -> Iterator[Row]:
    for kind in wanted.faults:
        yield faults.injected(kind, wanted.commands, wanted.step)


def _odd(wanted: argparse.Namespace) -> Iterator[Row]:  # noqa: ARG001 - a Part
    yield from odd.short_of_room()
    yield odd.forbidden()
    yield odd.linked()
    yield odd.odd_files(set(odd.FILES) - odd.LARGE)


def _mixed(wanted: argparse.Namespace) -> Iterator[Row]:
    for sealed in (False, True):
        yield mixed.crowded(wanted.mixed, wanted.seed, sealed=sealed)


PARTS: dict[str, Part] = {
    "crowd": lambda wanted: [crowd.crowded(wanted.rounds)],
    "mixed": _mixed,
    "kills": _kills,
    "faults": _faults,
    "odd": _odd,
    "large": lambda _: [odd.odd_files(odd.LARGE)],
    "locks": lambda _: [odd.locked()],
    "fuzz": lambda wanted: [fuzz.fuzzed(wanted.fuzz)],
    "peers": lambda _: peers.side_by_side(),
}


def main() -> int:
    """Run the parts that were asked for and print their table."""
    parser = argparse.ArgumentParser(prog="python -m bench.torture", description=__doc__)
    parser.add_argument("--minutes", type=float, default=0, help="kill for at least so long")
    parser.add_argument("--kills", type=int, default=2_400, help="kills in all, at least")
    parser.add_argument("--fuzz", type=int, default=300, help="seconds of fuzzing")
    parser.add_argument("--rounds", type=int, default=50, help="rounds of 20 processes")
    parser.add_argument("--mixed", type=int, default=100, help="rounds of 10 to 14 commands, twice")
    parser.add_argument("--seed", type=int, default=1, help="of the random instants")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--commands", nargs="+", choices=COMMANDS, default=list(COMMANDS))
    parser.add_argument("--faults", nargs="+", choices=faults.KINDS, default=list(faults.KINDS))
    parser.add_argument("--step", type=int, default=1, help="faults at each so-many-th call only")
    wanted = parser.parse_args()
    lost = 0
    for name in wanted.only:
        rows = []
        for row in PARTS[name](wanted):
            print(f"{name}: {row.what}: {row.times}, lost {len(row.wrong)}", file=sys.stderr)
            print(*row.wrong[:10], sep="\n", end="\n" * bool(row.wrong), file=sys.stderr)
            rows.append(row)
        print(f"\n{markdown(rows)}", flush=True)
        lost += sum(len(row.wrong) for row in rows) if name != "peers" else len(rows[0].wrong)
    print(f"\nPython {platform.python_version()} on {platform.system()}, seed {wanted.seed}.")
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
