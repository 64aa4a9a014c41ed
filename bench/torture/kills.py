"""Killed at random instants, the journal is the old whole or the new whole."""

import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass

from bench.torture.ground import ADD, COMMANDS, Ground, ground, kill
from bench.torture.table import Row

COLD = 10
"""Each tenth kill meets a process from its start; the others a fork with everything imported,
whose time goes into the work itself."""

FIRST = 20
"""After so many kills it is roughly known when a run writes."""


@dataclass
class Tally:
    """What was there after the kills."""

    states: Counter[str]
    wrong: list[str]


def killed(name: str, times: int, seconds: float, seed: int) -> Row:
    """Kill a command `times` times, and for `seconds`, and look at what is left each time."""
    chance = random.Random(f"{seed} {name}")
    tally = Tally(Counter(), [])
    with ground(COMMANDS[name]) as place:
        warm, cold = _usual(place, cold=False), _usual(place, cold=True)
        end, number = time.monotonic() + seconds, 0
        while number < times or time.monotonic() < end:
            is_cold = number % COLD == 1
            whole = 1.1 * (cold if is_cold else warm)
            if number % 2 or number < FIRST:
                delay = chance.uniform(0, whole)
            else:  # half of them around the instant at which, going by these, it is written
                old = tally.states["old"] / number
                delay = chance.uniform(0.7 * old, min(1, 1.2 * old)) * whole
            _kill_once(place, delay, tally, is_cold=is_cold)
            number += 1
            if number % 20 == 0:
                _run_again(place, tally)
    states = tally.states
    note = f"{states['old']} left the old, {states['new']} the new"
    note += f"; {states['midway']} fell while a file was being written"
    return Row(f"`{name}` killed (kill -9) at a random instant", number, "kills", tally.wrong, note)


def _usual(place: Ground, *, cold: bool) -> float:
    taken = []
    for _ in range(5):
        place.put_back()
        begin = time.perf_counter()
        if cold:
            place.start().communicate()
        else:
            place.run()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def _kill_once(place: Ground, delay: float, tally: Tally, *, is_cold: bool) -> None:
    place.put_back()
    if is_cold:
        process = place.start()
        time.sleep(delay)
        kill(process.pid)
        process.communicate()
    else:
        child = place.fork()
        time.sleep(delay)
        kill(child)
        place.ended(child)
    state = place.state()
    tally.states[state] += 1
    if state == "torn":
        tally.wrong.append(f"torn: {place.raw()!r}")
    if shown := place.exposed() | (place.in_clear() if place.command.key is not None else set()):
        tally.wrong.append(f"open to others, or in clear: {shown}")
    if place.litter():
        tally.states["midway"] += 1
        _run_again(place, tally)


def _run_again(place: Ground, tally: Tally) -> None:
    """See that a killed run is not in the way of the next one, which sweeps what it left."""
    if place.state() == "new" and (wrong := place.taken_back()):
        tally.wrong.append(wrong)
    if place.state() == "old":
        again = place.run()
        if again.code or place.state() != "new":
            tally.wrong.append(f"the next run failed: {again.said!r}")
    elif place.litter():
        place.run(ADD)
    if litter := place.litter():
        tally.wrong.append(f"left for good: {litter}")
