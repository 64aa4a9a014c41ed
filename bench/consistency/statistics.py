"""Laws of stats: how long it lasts in the middle, and counts that equal the record's."""

import math

from bench.consistency.case import Case, Json
from bench.consistency.dates import first
from bench.consistency.record import WORKING, units
from bench.consistency.surfaces import Surfaces

COUNTED = "stats --json"
SAID = "--plain stats"


def check(case: Case, told: Surfaces) -> None:
    """Check everything that stats says."""
    stats = told.stats.json
    for section in stats["lasted"]:
        if section["middle"] is not None:
            _middle(case, section)
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


def _middle(case: Case, section: Json) -> None:
    """The middle that is printed agrees with every result of its section."""
    lasted = [
        (result["lasted"]["at_least"], result["lasted"]["at_most"]) for result in section["results"]
    ]
    known = [(low or 0, high) for low, high in lasted if low is not None or high is not None]
    longer = sum(low > section["middle"] for low, _ in known)
    about = (
        f"{section['area']} {section['product']}: middle {section['middle']:.0f}"
        f" of {section['ended']} ended; results {known}"
    )
    case.check("L5a", longer * 2 <= len(known), about, SAID)
    least = median([(low, high is not None) for low, high in known if low or high])
    holds = section["middle"] >= least or (least == math.inf and longer == 0)
    case.check("L5b", holds, f"KM median at least {least}; {about}", SAID)
    holds = not any(high is None and low > section["most"] for low, high in known)
    message = f"between {section['least']} and {section['most']}; {about}"
    case.check("L5c", holds, message, SAID)


def _used(case: Case, used: Json) -> None:
    """The units and sessions of a year are the record's."""
    entries = [
        entry
        for entry in case.record.entries
        if first(entry["date"]).year == used["year"] and entry.get("product") == used["product"]
    ]
    total = sum(map(units, entries))
    count = used["sessions"] + used["touch_ups"]
    holds = math.isclose(total, used["units"], abs_tol=1e-6) and count == len(entries)
    case.check("L25", holds, f"{used} record {total} in {len(entries)}", COUNTED)


def _repeated(case: Case, told: Surfaces, repeated: Json) -> None:
    """How often it was repeated, and how it looked then, are the record's."""
    area = told.areas[repeated["area"]]
    parts = repeated["still_working"] + repeated["after_gone"] + repeated["unknown"]
    holds = repeated["times"] == area.json["sessions"] - 1 == parts
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
