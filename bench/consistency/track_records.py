"""Laws of the track record: it is that of the windows that the program gave on each day itself."""

from datetime import date, timedelta
from itertools import pairwise

from bench.consistency import sentences
from bench.consistency.case import Case, Json
from bench.consistency.dates import last
from bench.consistency.surfaces import Area, Fades, Surfaces, fades

NEWEST = 12
"""So many results are held against the windows of their days, which takes a run each."""

NEEDED = 5
"""Known ends below which nothing is claimed."""

PARTLY = 0.05
"""Numbers are printed with tenths."""


def check(case: Case, told: Surfaces) -> None:
    """Check how the forecasts turned out: all areas together, and the one of most known ends."""
    area = max(told.areas.values(), key=_ends)
    _said(case, told.stats.plain, told.stats.json["track_record"], "--plain stats")
    answer = case.json("timeline", "--json", "--area", area.id)
    asked = {one["area"]: one["track_record"] for one in answer["areas"]} if answer else {}
    if past := asked.get(area.id):
        for command in ("timeline", "stats"):
            plain = case.run("--plain", command, "--area", area.id)
            _said(case, plain, past, f"--plain {command} --area {area.id}")
    _counted(case, area)


def _ends(area: Area) -> int:
    """Return how many results of an area have both ends known."""
    return sum(None not in result["lasted"].values() for result in area.history)


def _said(case: Case, plain: str, past: Json, command: str) -> None:
    """The sentence has the numbers of the JSON, and only where there are enough."""
    found = sentences.TURNED_OUT.search(plain)
    claimed = past["ends"] >= NEEDED
    message = f"{found and found[0]!r}; JSON {past}"
    holds = (found is not None) == claimed == (past["inside"] is not None)
    if found and holds:
        results, inside, expected, ends, missed, fixed = found.groups()
        windows = [int(results), float(inside), float(expected)]
        holds = windows == [past["results"], past["inside"], past["expected"]]
        holds &= [int(missed), int(fixed)] == [past["missed"], past["missed_fixed"]]
        holds &= (int(ends) if ends else past["results"]) == past["ends"]
        holds &= all(0 <= number <= past["results"] for number in windows)
    case.check("L43", holds, message, command)


def _counted(case: Case, area: Area) -> None:
    """What counts and what is inside follows from the windows given on the days themselves."""
    results = case.record.results(area.id)
    if not results or len(results) != len(area.history):
        return
    newest = results[-NEWEST:]
    if any(one.begin == other.begin for one, other in pairwise(results)):
        return
    count = ends = surely = perhaps = 0
    for result, seen in zip(newest, area.history[-NEWEST:], strict=True):
        low, high = seen["lasted"]["at_least"], seen["lasted"]["at_most"]
        window = _window(case, area, result.begin)
        if window is None or low is high is None:
            continue
        working = result.begin + timedelta(low) if low is not None else None
        gone = result.begin + timedelta(high) if high is not None else None
        both = working is not None and gone is not None
        ends += both
        outside = bool((working and working >= window.late) or (gone and gone < window.early))
        count += both or outside
        if working and gone and not outside:
            perhaps += 1
            surely += working >= window.early - timedelta(1) and gone <= window.late
    command = ("stats", "--json", "--area", area.id, "--since", str(newest[0].begin))
    answer = case.json(*command)
    if answer:
        past = answer["track_record"]
        holds = (past["results"], past["ends"]) == (count, ends)
        if past["inside"] is not None:
            holds &= surely - PARTLY <= past["inside"] <= perhaps + PARTLY
        message = f"{past}; by the windows of the days {count}, {surely} to {perhaps}, {ends} ends"
        case.check("L44", holds, message, " ".join(command))


def _window(case: Case, area: Area, day: date) -> Fades | None:
    """Return the window that the program gives on the day of a session, from the records then."""
    journal = case.record.journal
    then = {
        table: [entry for entry in journal[table] if last(entry["date"]) <= day]
        for table in ("session", "checkin", "discussed")
    }
    with case.variant({**journal, **then}) as path:
        answer = case.json("timeline", "--json", path=path, today=day)
    sides = {area.id, area.id.removesuffix("-left").removesuffix("-right")}
    found = [one for one in answer["areas"] if one["area"] in sides] if answer else []
    return fades(found[0]) if found and found[0]["last"]["date"] == str(day) else None
