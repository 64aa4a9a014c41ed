"""Laws of the picture: what is drawn was seen, and the legend explains what is drawn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bench.consistency import sentences
from bench.consistency.case import Case
from bench.consistency.dates import first, middle
from bench.consistency.picture import COLUMNS, Axis, axis, heading, lanes
from bench.consistency.record import OUT, WORKING, Result
from bench.consistency.sentences import CURVE, SESSION, SOFT, SOLID, TODAY, TOUCH_UP
from bench.consistency.surfaces import Area, Surfaces

COARSEST = 20
"""With more days to a column than this, looks cannot be told from each other."""

EARLY = 3
"""A look sooner than so many days after a session shares its column."""

EVENTS = frozenset({TODAY, SESSION, TOUCH_UP}) | sentences.COUNTS
"""Marks that may stand in the place of what is drawn otherwise."""

COMMAND = "timeline"

USUAL = 80
"""The width of most terminals, at which decades are counted by years."""

SAMPLES = 10
"""So many days of a column are looked at."""

MOST = 0.6
"""So many of them were seen working where it is solid; the edges of columns are rounded."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One result on the picture.

    Attributes:
        area: The area's id.
        bar: The marks of the whole lane.
        axis: Which column is which day.
        result: The session, and the looks at it.
        repeated: The day of the next session; None where there is none.
    """

    area: str
    bar: str
    axis: Axis
    result: Result
    repeated: date | None

    @property
    def end(self) -> int:
        """Return the column at which it ends."""
        return self.axis.column(self.repeated) if self.repeated else self.axis.columns

    @property
    def course(self) -> str:
        """Return the marks between the session's and the next one's."""
        return self.bar[self.axis.column(self.result.begin) + 2 : max(self.end - 1, 0)]

    @property
    def curved(self) -> bool:
        """Say whether it is drawn as anything known."""
        return not CURVE.isdisjoint(self.course)


def check(case: Case, told: Surfaces, area: Area) -> None:
    """Check what is drawn of one area."""
    if area.lane is None:
        return
    bar = area.lane.bar
    days = axis([one.json for one in told.areas.values()], case.today, len(bar))
    if not _fits(bar, days, case.today):
        return
    results = case.record.results(area.id)
    if results is None:
        return
    _solid(case, area, days, results)
    _every_session(case, area, days)
    following = [result.begin for result in results[1:]]
    for result, repeated in zip(results, [*following, None], strict=True):
        _result(case, Drawn(area.id, bar, days, result, repeated))


def _fits(bar: str, days: Axis, today: date) -> bool:
    """Say whether the days of the columns are known well enough."""
    here = days.column(today)
    events = EVENTS | {sentences.NO_EFFECT}
    shifted = bar.rstrip() and days.holds(here) and bar[here] not in events
    return not shifted and days.scale <= COARSEST


def _solid(case: Case, area: Area, days: Axis, results: list[Result]) -> None:
    """What is drawn as seen was seen."""
    bar = area.lane.bar if area.lane else ""
    seen = [(result.begin, result.last_working) for result in results]
    shown = [(str(begin), str(worked)) for begin, worked in seen][-4:]
    for column, mark in enumerate(bar):
        if mark != SOLID:
            continue
        holds = any(
            worked and days.column(begin) - 1 <= column <= days.column(worked) + 1
            for begin, worked in seen
        )
        message = (
            f"{area.id}: solid at about {days.day(column)}; sessions/last working look {shown}"
        )
        case.check("L4a", holds, message, COMMAND)


def _every_session(case: Case, area: Area, days: Axis) -> None:
    """Each session on the picture has its mark, or is counted with the others of its column."""
    bar = area.lane.bar if area.lane else ""
    columns = [days.column(middle(one["date"], case.today)) for one in area.history]
    marked = sum(int(mark) if mark.isdigit() else mark == SESSION for mark in bar)
    least, most = sum(one > 0 for one in columns), sum(one >= -1 for one in columns)
    holds = least <= marked <= most or "+" in bar
    case.check("L4i", holds, f"{area.id}: {least} to {most} sessions, {marked} drawn", COMMAND)


def _result(case: Case, drawn: Drawn) -> None:
    """What is drawn of one result agrees with the looks at it."""
    result, repeated = drawn.result, drawn.repeated
    if drawn.axis.column(result.begin) < 0:
        return
    what = f"{drawn.area}: session {result.begin}"
    if not result.looks:
        if repeated:
            message = f"{what} never looked at, drawn {drawn.course!r}"
            case.check("L4f", not drawn.curved, message, COMMAND)
        return
    day, state = result.looks[-1]
    if state == "no-effect" and result.last_working is None:
        message = f"{what} seen no-effect {day}, repeated {repeated}; drawn {drawn.course!r}"
        case.check("L4b", not drawn.curved, message, COMMAND)
    for day, state, mark in _out(drawn):
        looks = [(str(on), seen) for on, seen in result.looks]
        message = f"{what}, looks {looks}: look of {state} on {day} drawn {mark!r}"
        case.check("L4c", mark != SOLID, message, COMMAND)
    day, state = result.looks[-1]
    if state == "gone" and day > result.begin:
        rest = drawn.bar[drawn.axis.column(day) + 2 : max(drawn.end, 0)]
        holds = not set(rest) - {TODAY, TOUCH_UP, " "}
        message = f"{drawn.area}: gone on {day}, drawn after it {rest!r}"
        case.check("L4d", holds, message, COMMAND)


def _out(drawn: Drawn) -> Iterator[tuple[date, str, str]]:
    """Return the looks that saw it not working, and the mark of the column of each."""
    looks, column = drawn.result.looks, drawn.axis.column
    for day, state in looks:
        here = column(day)
        beside = any(seen in WORKING and abs(column(on) - here) <= 1 for on, seen in looks)
        late = (day - drawn.result.begin).days >= EARLY
        if state in OUT and late and drawn.axis.holds(here) and not beside:
            mark = drawn.bar[here]
            if mark not in EVENTS:
                yield day, state, mark


def check_scale(case: Case, told: Surfaces) -> None:
    """Check the picture of all years: what a column means does not depend on its width."""
    listed = [area.json for area in told.areas.values()]
    begun = min((first(one["date"]) for area in listed for one in area["history"]), default=None)
    if begun is None:
        return
    command = f"timeline --since {begun.year}"
    usual = case.run("timeline", "--since", str(begun.year), columns=USUAL)
    _years(case, told, usual, USUAL, f"{command} at {USUAL} columns")
    screen = case.run("timeline", "--since", str(begun.year))
    if _years(case, told, screen, COLUMNS, command):
        return
    drawn = lanes(screen, listed)
    for area in told.areas.values():
        results = case.record.results(area.id)
        if area.id not in drawn or not results:
            continue
        bar = drawn[area.id].bar
        days = axis(listed, case.today, len(bar))
        days = Axis(date(begun.year, 1, 1), days.last, days.columns)
        _seen_solid(case, area, Drawn(area.id, bar, days, results[-1], None), command)
        for result, following in pairwise(results):
            one = Drawn(area.id, bar, days, result, following.begin)
            unseen = not result.looks or {state for _, state in result.looks} == {"no-effect"}
            if unseen and following.begin > result.begin:
                message = f"{area.id}: {result.begin} {result.looks}, drawn {one.course!r}"
                case.check("L4g", not one.curved, message, command)


def _years(case: Case, told: Surfaces, screen: str, columns: int, command: str) -> bool:
    """Check the cells of counted years against the record; say whether years are counted."""
    found = sentences.CELLS.search(screen)
    if found is None:
        return False
    step = int(found[1] or 1)
    drawn = lanes(screen, [area.json for area in told.areas.values()], columns)
    labels = heading(screen.splitlines()).row
    named = [(label.start(), int(label[0])) for label in re.finditer(r"\d{4}", labels)]
    if len(named) < 2:  # noqa: PLR2004 - one year says nothing of how wide a cell is
        return True
    (left, early), (right, late) = named[:2]
    cell = (right - left) * step // (late - early)
    for area in told.areas.values():
        if area.id not in drawn:
            continue
        bar = drawn[area.id].bar
        begun: dict[int, list[int]] = {}
        for number, one in enumerate(area.history):
            year = middle(one["date"], case.today).year
            begun.setdefault((year - early) // step, []).append(number)
        results = case.record.results(area.id) or []
        known = results if len(results) == len(area.history) else None
        for place in range(len(bar) // cell):
            marks = bar[place * cell : (place + 1) * cell].strip()
            sessions = begun.get(place, [])
            doubted = any(area.history[number]["doubted"] for number in sessions)
            looked = [_looked(known[number]) for number in sessions] if known else None
            looked = None if doubted else looked
            message = f"{area.id}: {early + place * step} on, {len(sessions)} sessions, {marks!r}"
            holds = _as_counted(marks, len(sessions), looked)
            case.check("L4i", holds, f"{message}; record {looked}", command)
            if looked is not None and not any(SOLID in one for one in looked):
                single = {one[-1] for one in looked}
                solid = SOLID in marks or marks[:1] not in {"", "0", *single}
                case.check("L4g", not solid, message, command)
    return True


def _looked(result: Result) -> str:
    """Return the marks of what was seen of a session, where years are counted.

    The last one is drawn where each session has one: a cross, also if it was seen working once.
    """
    found = SOLID if result.last_working else ""
    if any(state == "no-effect" for _, state in result.looks):
        found += sentences.NO_EFFECT
    return found or (sentences.OVER if result.looks else sentences.UNSEEN)


def _as_counted(marks: str, count: int, looked: list[str] | None) -> bool:
    """Say whether a cell tells so many sessions, and what was seen of each where that is known."""
    if found := sentences.CELL.match(marks):
        told = [int(number or 0) for number in found.groups()]
        flat = "".join(looked or [])
        seen = [flat.count(SOLID), count, flat.count(sentences.NO_EFFECT)] if looked else []
        return told[1] == count and (looked is None or told == seen)
    return len(marks) == count and (looked is None or marks == "".join(one[-1] for one in looked))


def _seen_solid(case: Case, area: Area, drawn: Drawn, command: str) -> None:
    seen = [
        (result.begin, result.last_working)
        for result in case.record.results(area.id) or []
        if result.last_working
    ]
    for column, mark in enumerate(drawn.bar):
        if mark != SOLID:
            continue
        sampled = [drawn.axis.day(column + part / SAMPLES) for part in range(SAMPLES)]
        holds = sum(any(b <= day <= e for b, e in seen) for day in sampled) >= MOST * SAMPLES
        message = f"{area.id}: solid at about {sampled[0]}; seen working {seen[-4:]}"
        case.check("L4g", holds, message, command)


def check_legend(case: Case, told: Surfaces) -> None:
    """Check that the legend explains the marks of all lanes, and no others."""
    drawn = {mark for area in told.areas.values() if area.lane for mark in area.lane.bar}
    flat = " ".join(told.timeline.screen.split())
    for mark, text in sentences.LEGEND.items():
        message = f"{mark!r} drawn: {mark in drawn}; in the legend: {text in flat}"
        case.check("L4e", (mark in drawn) == (text in flat), message, COMMAND)
    at_home = {mark for area in told.areas.values() if area.home for mark in area.home.bar}
    for command, screen, bars in (
        (COMMAND, told.timeline.screen, drawn),
        ("home", told.home, at_home),
    ):
        counted, said = bool(bars & sentences.COUNTS), sentences.COUNTED in screen
        case.check("L4e", counted == said, f"counted: {counted}; legend: {said}", command)
    # A height is explained as a likelihood, or (where seen) as a share of the time it worked.
    explained = drawn.isdisjoint(SOFT) or sentences.HEIGHTS in flat or SOLID in drawn
    case.check("L4e", explained, "heights drawn, not explained", COMMAND)
