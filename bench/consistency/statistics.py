"""Laws of stats: how long it lasts in the middle, and counts that equal the record's."""

import math
from collections.abc import Iterator

from bench.consistency.case import Case, Json
from bench.consistency.dates import middle
from bench.consistency.record import WORKING, distinct, units
from bench.consistency.surfaces import Surfaces

COUNTED = "stats --json"
SAID = "--plain stats"


def check(case: Case, told: Surfaces) -> None:
    """Check everything that stats says."""
    stats = told.stats.json
    for section in stats["lasted"]:
        for low, high in _medians(section):
            _median(case, section, low, high)
        if section["least"] is not None:
            _range(case, section)
    for used in stats["used"]:
        _used(case, used)
    for repeated in stats["repeated"]:
        _repeated(case, told, repeated)


def median(ends: list[tuple[float, bool]]) -> float:
    """Return the Kaplan-Meier median of (time, whether the end was seen); infinite if not reached.

    Every time that stands in `ends` is one at which somebody is still at risk.
    """
    share = 1.0
    for time in sorted({time for time, _ in ends}):
        risk = sum(one >= time for one, _ in ends)
        over = sum(one == time and seen for one, seen in ends)
        share *= 1 - over / risk
        if share <= 0.5:  # noqa: PLR2004 - the median is where half are over
            return time
    return math.inf


def _medians(section: Json) -> Iterator[tuple[float | None, float | None]]:
    """Yield the bounds of each median of a section; the middle is one that has no width."""
    if section["middle"] is not None:
        yield section["middle"], section["middle"]
    if section["median"] is not None:
        yield section["median"]["at_least"], section["median"]["at_most"]


def _median(case: Case, section: Json, low: float | None, high: float | None) -> None:
    """A median agrees with every result of its section.

    Where only its lower bound is known, as many results may last longer than that.
    """
    known = _known(section)
    told = low or high or 0.0
    longer = sum(one > told for one, _ in known)
    about = f"{_about(section)}: median {low} to {high} days; results {known}"
    case.check("L5a", longer * 2 <= len(known), about, SAID)
    least = median([(one, end is not None) for one, end in known if one or end])
    reached = least <= (math.inf if high is None else high)
    holds = reached or (least == math.inf and longer == 0)
    case.check("L5b", holds, f"KM median at least {least}; {about}", SAID)


def _range(case: Case, section: Json) -> None:
    """No result was still working after the longest that a result can have been."""
    known = _known(section)
    longest = max(end for one, end in known if one and end is not None)
    outlasted = any(end is None and one > longest for one, end in known)
    message = (
        f"{_about(section)}: between {section['least']} and {section['most']}; results {known}"
    )
    case.check("L5c", section["most"] == (None if outlasted else longest), message, SAID)


def _known(section: Json) -> list[tuple[float, float | None]]:
    """Return the bounds of the results that have any, in days; 0 where nothing is at least."""
    lasted = [
        (result["lasted"]["at_least"], result["lasted"]["at_most"]) for result in section["results"]
    ]
    return [(low or 0, high) for low, high in lasted if low is not None or high is not None]


def _about(section: Json) -> str:
    return f"{section['area']} {section['product']}"


def _used(case: Case, used: Json) -> None:
    """The units and sessions of a year are the record's."""
    entries = [
        entry
        for entry in case.record.entries
        if middle(entry["date"]).year == used["year"] and entry.get("product") == used["product"]
    ]
    total = sum(map(units, entries))
    count = used["sessions"] + used["touch_ups"]
    holds = math.isclose(total, used["units"], abs_tol=1e-6) and count == len(entries)
    case.check("L25", holds, f"{used} record {total} in {len(entries)}", COUNTED)


def _repeated(case: Case, told: Surfaces, repeated: Json) -> None:
    """How often it was repeated, and how it looked then, are the record's."""
    area = told.areas[repeated["area"]]
    parts = repeated["still_working"] + repeated["after_gone"] + repeated["unknown"]
    twice = len(sessions := case.record.sessions(area.id)) - len(distinct(sessions))
    holds = repeated["times"] == area.json["sessions"] - 1 - twice == parts
    case.check("L25", holds, f"{repeated}", COUNTED)
    results = case.record.results(area.id)
    if not results:
        return
    states = [result.last_state for result in results[:-1]]
    if {"none", "no-effect"} & set(states):
        return  # then it depends on what was seen before
    working, gone = sum(state in WORKING for state in states), states.count("gone")
    holds = repeated["still_working"] <= working and repeated["after_gone"] == gone
    message = f"{repeated}; record: last look working {working}, gone {gone}"
    case.check("L25", holds, message, COUNTED)
