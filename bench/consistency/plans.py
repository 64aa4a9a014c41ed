"""Laws of a day that matters: the odds and days of plan are those of the forecasts."""

import copy
import zlib
from datetime import date, timedelta

from bench.consistency.case import Case, Json
from bench.consistency.dates import exact
from bench.consistency.dates import last as last_day
from bench.consistency.record import parted
from bench.consistency.surfaces import Area, Surfaces

CLOSE = 0.0021
"""Two chances of three digits are the same if they differ by no more."""

SURE = 0.80
APART = 4
"""Days from which two sessions are never taken for one."""


def check(case: Case, told: Surfaces) -> None:
    """Check a plan for a day that is another one in each case, and one for a likely day."""
    ahead = 20 + zlib.crc32(f"{case.name} {case.today}".encode()) % 380
    day = case.today + timedelta(days=ahead)
    planned = _plan(case, day)
    if planned is None:
        return
    _words(case, planned, day)
    _later(case, planned, day)
    for area in told.areas.values():
        if area.running and area.running.likely > case.today:
            _likely(case, area, area.running.likely)
            break
    for area in told.areas.values():
        mine = planned.get(area.id)
        if mine and mine["sessions"] and area.id in case.known and exact(area.json["last"]["date"]):
            _logged(case, area, mine, day)
            break


def _plan(case: Case, day: date) -> dict[str, Json] | None:
    told = case.json("plan", str(day), "--json")
    return {area["area"]: area for area in told["areas"]} if told else None


def _words(case: Case, planned: dict[str, Json], day: date) -> None:
    """The plain lines of each area."""
    lines = case.run("--plain", "plan", str(day)).splitlines()
    for area in planned.values():
        then = f"{area['name']}, still works then: "
        of_then = [line for line in lines if line.startswith(then)]
        ends = len(of_then) == 1 and of_then[0].endswith(area["state"])
        case.check("L62", ends, f"{of_then} JSON {area['state']!r}", f"plan {day}")
        none = f"{area['name']}, no day: {area['why']}" in lines
        case.check("L62", none == (area["sessions"] is None), f"{area['why']!r}", f"plan {day}")


def _likely(case: Case, area: Area, likely: date) -> None:
    """Even odds are reached on the likely day."""
    for day, reached in ((likely, True), (likely - timedelta(days=1), False)):
        planned = _plan(case, day) or {}
        chance = planned.get(area.id, {}).get("chance_worn_off")
        if chance is not None:
            holds = chance >= 0.5 - CLOSE if reached else chance < 0.5 + CLOSE
            case.check(
                "L60", holds, f"{area.id}: {chance} on {day}, likely {likely}", f"plan {day}"
            )


def _later(case: Case, planned: dict[str, Json], day: date) -> None:
    """The timeline of the day itself, if nothing is recorded meanwhile."""
    timeline = case.json("timeline", "--json", today=day)
    for area in timeline["areas"] if timeline else ():
        mine = planned.get(area["area"])
        looks = [area["last_seen"]["date"]] if area["last_seen"] else []
        is_exact = all(map(exact, [area["last"]["date"], *looks]))
        if mine and is_exact and None not in (mine["chance_worn_off"], area["chance_worn_off"]):
            close = abs(mine["chance_worn_off"] - area["chance_worn_off"]) <= CLOSE
            message = f"{area['area']}: {mine['chance_worn_off']}, then {area['chance_worn_off']}"
            case.check("L60", close, message, f"plan {day}")


def _logged(case: Case, area: Area, planned: Json, day: date) -> None:
    """The forecast of a session like the last, logged on the first and on the last of the days."""
    for end in ("first", "last"):
        when = date.fromisoformat(planned["sessions"][end])
        chance = planned["sessions"][f"chance_{end}"]
        case.check("L61", chance >= SURE - CLOSE, f"{area.id}: {chance} on {when}", f"plan {day}")
        journal = copy.deepcopy(case.record.journal)
        (last,) = [one for one in journal["session"] if one.get("id") == area.json["last"]["id"]]
        near = (when - date.fromisoformat(area.json["last"]["date"])).days < APART
        # A check-in that may be later than the session would be about it.
        dates = [look.date for look in case.record.looks(area.id)]
        looks = any(last_day(seen) >= when for seen in dates if not exact(seen))
        if near or looks or "sites" in last:
            continue
        again = {key: last[key] for key in ("product", "purpose") if key in last}
        units = area.json["last"]["units"]
        doses = {"units": {area.id: units}} if units else {"areas": [area.id]}
        journal["session"].append({"id": "planned9", "date": when, **again, **doses})
        with case.variant(journal) as path:
            timeline = case.json(
                "plan", str(day), parted(area.id)[0], "--json", path=path, today=when
            )
        found = [one for one in timeline["areas"] if one["area"] == area.id] if timeline else []
        for one in found:
            works = 1 - one["chance_worn_off"]
            message = f"{area.id} {when}: {chance}, once logged {works}"
            case.check("L61", abs(works - chance) <= CLOSE, message, f"plan {day}")
