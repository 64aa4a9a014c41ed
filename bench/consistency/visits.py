"""Laws of what is arranged: an appointment, and a treatment that was stopped on purpose."""

import copy
import zlib
from datetime import timedelta

from bench.consistency import sentences
from bench.consistency.case import Case, Json
from bench.consistency.dates import last
from bench.consistency.picture import lanes
from bench.consistency.surfaces import FAR, HOME, Area, Surfaces

MOST_AHEAD = 150
"""An appointment is at most so many days ahead."""


def check(case: Case, told: Surfaces, area: Area) -> None:
    """Check what an appointment for an area says and changes, and then what a stop there does."""
    ahead = zlib.crc32(f"{case.name} {case.today}".encode()) % (MOST_AHEAD + 1)
    _booked(case, told, area, ahead)
    if last(area.json["last"]["date"]) <= case.today:
        _stopped(case, told, area)


def _booked(case: Case, told: Surfaces, area: Area, ahead: int) -> None:
    """Nothing asks to book there; no forecast changes; every surface names the day."""
    day = case.today + timedelta(days=ahead)
    journal = copy.deepcopy(case.record.journal)
    booked = {"id": "vvvvvvvv", "date": day, "time": "14:30", "areas": [area.id]}
    journal["appointment"] = [booked]
    where = f"an appointment for {area.id} on {day}"
    with case.variant(journal) as path:
        timeline = case.json("timeline", "--json", path=path)
        remind = case.json("remind", "--json", "--within", FAR, path=path)
        calendar = case.run("remind", "--ics", "-", path=path)
        screens = {
            name: case.run("--plain", *name.split(), path=path)
            for name in ("remind", "brief", HOME)
        }
        drawn = [case.run(*name.split(), path=path) for name in ("timeline", HOME)]
    if not (timeline and remind):
        return
    before = {one.id: one.json for one in told.areas.values()}
    now = {one["area"]: one for one in timeline["areas"]}
    case.check("L49", now == before, f"{where} changes timeline --json", "timeline --json")
    expected = [due for due in told.remind.json["due"] if _stays(due, area)]
    message = f"{where}: due {_kinds(remind['due'])}, expected {_kinds(expected)}"
    case.check("L49", _kinds(remind["due"]) == _kinds(expected), message, "remind --json")
    listed = [one["date"] for one in remind["appointments"]]
    case.check("L49", listed == [str(day)], f"{where}: {listed}", "remind --json")
    stamp = f"DTSTART:{day:%Y%m%d}T143000"
    case.check("L49", stamp in calendar, f"{where} is not in the calendar", "remind --ics -")
    for screen in drawn:
        lane = lanes(screen, timeline["areas"]).get(area.id)
        holds = lane is None or sentences.BOOKED in lane.bar
        case.check("L49", holds, f"{where}: drawn {lane}", "timeline; home")
    for name, screen in screens.items():
        shown = f"{day.day} {day:%b}"
        case.check("L49", shown in screen, f"{where}: {name} does not name {shown}", name)


def _stays(due: Json, area: Area) -> bool:
    return bool(due["kind"] != "book" or due["area"] != area.id)


def _kinds(due: list[Json]) -> list[tuple[str, str]]:
    return sorted((one["area"], one["kind"]) for one in due)


def _stopped(case: Case, told: Surfaces, area: Area) -> None:
    """Nothing is due where treatment was stopped; what is forecast stays, and the others too."""
    journal = copy.deepcopy(case.record.journal)
    journal["stopped"] = [{"id": "ssssssss", "date": case.today, "areas": [area.id]}]
    with case.variant(journal) as path:
        timeline = case.json("timeline", "--json", path=path)
        remind = case.json("remind", "--json", "--within", FAR, path=path)
    if not (timeline and remind):
        return
    expected = {one.id: one.json for one in told.areas.values()}
    expected[area.id] = {**area.json, "stopped": str(case.today)}
    now = {one["area"]: one for one in timeline["areas"]}
    message = f"{area.id} stopped today changes timeline --json"
    case.check("L50", now == expected, message, "timeline --json")
    left = [due for due in told.remind.json["due"] if due["area"] != area.id]
    message = f"{area.id} stopped today: due {_kinds(remind['due'])}"
    case.check("L50", _kinds(remind["due"]) == _kinds(left), message, "remind --json")
