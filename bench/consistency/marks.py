"""Laws of the picture: what is drawn was seen, and the legend explains what is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bench.consistency import sentences
from bench.consistency.case import Case
from bench.consistency.dates import first
from bench.consistency.picture import Axis, axis, lanes
from bench.consistency.record import OUT, WORKING, Result
from bench.consistency.sentences import CURVE, SESSION, SOFT, SOLID, TODAY, TOUCH_UP
from bench.consistency.surfaces import Area, Surfaces

COARSEST = 20
"""With more days to a column than this, looks cannot be told from each other."""

EARLY = 3
"""A look sooner than so many days after a session shares its column."""

EVENTS = frozenset({TODAY, SESSION, TOUCH_UP})
"""Marks that may stand in the place of what is drawn otherwise."""

COMMAND = "timeline"

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
    following = [result.begin for result in results[1:]]
    for result, repeated in zip(results, [*following, None], strict=True):
        _result(case, Drawn(area.id, bar, days, result, repeated))


def _fits(bar: str, days: Axis, today: date) -> bool:
    """Say whether the days of the columns are known well enough."""
    here = days.column(today)
    shifted = bar.rstrip() and days.holds(here) and bar[here] not in EVENTS
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
    states = {area.id: area.state for area in told.areas.values()}
    drawn = lanes(case.run("timeline", "--since", str(begun.year)), listed, states)
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
    # A height is explained as a likelihood, or (where seen) as a share of the time it worked.
    explained = drawn.isdisjoint(SOFT) or sentences.HEIGHTS in flat or SOLID in drawn
    case.check("L4e", explained, "heights drawn, not explained", COMMAND)
