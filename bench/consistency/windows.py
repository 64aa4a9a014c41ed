"""Laws of windows: their days in words, in which year, and in which order."""

from collections.abc import Iterator
from datetime import date, timedelta

from bench.consistency import sentences
from bench.consistency.case import Case
from bench.consistency.dates import first, last
from bench.consistency.printed import Day, days, every_day
from bench.consistency.surfaces import Area, DueItem, Fades

NEAR = 335
"""A day that names no year is within so many days of today."""

LONGEST = 2200
"""No published result lasts so many days in one person of a thousand."""

REMIND = "remind --within 30000d"


def check(case: Case, area: Area) -> None:
    """Check what is said of one area's window."""
    if area.running:
        _words(case, area, area.running)
        _columns(case, area, area.running)
    for due in area.steps:
        _due(case, area, due)
    _years(case, area)
    _ago(case, area)
    _order(case, area)


def _words(case: Case, area: Area, fades: Fades) -> None:
    """The days of timeline, status and brief."""
    ends = (fades.early, fades.late)
    patterns = {sentences.BETWEEN: ends, sentences.LIKELY: (fades.likely,)}
    told = {"timeline": area.window, "status": area.status or "", "brief": area.brief or ""}
    for command, sentence in told.items():
        for pattern, meant in patterns.items():
            if found := days(pattern, sentence):
                holds = _mean(found, *meant)
                message = f"{area.id}: {sentence!r} JSON {fades}"
                case.check("L1", holds, message, f"--plain {command}")


def _columns(case: Case, area: Area, fades: Fades) -> None:
    """The days in the columns of the timeline and of the home screen."""
    for command, lane in (("timeline", area.lane), ("home", area.home)):
        told = list(every_day(lane.window)) if lane else []
        if told:
            message = f"{area.id}: {lane.window if lane else ''!r} JSON {fades}"
            case.check("L1", _mean(told, fades.early, fades.late), message, command)
            for day, meant in zip(told, (fades.early, fades.late), strict=True):
                near = abs((meant - case.today).days) <= NEAR
                case.check("L11b", bool(day.year) or near, message, command)


def _mean(told: list[Day], *meant: date | None) -> bool:
    return all(day.means(one) for day, one in zip(told, meant, strict=True))


def _due(case: Case, area: Area, due: DueItem) -> None:
    """The window's days in what is due."""
    fades = area.fades
    in_time = due.until is None or (
        due.begin <= due.until and (due.kind != "fading" or not fades or due.begin <= fades.late)
    )
    message = f"{due.kind} {due.begin} until {due.until}: {due.text}; JSON {fades}"
    case.check("L1d", in_time, message, REMIND)
    if not fades:
        return
    if told := days(sentences.OPENS, due.text):
        message = f"remind {due.text!r}; timeline {area.window!r}"
        case.check("L1b", _mean(told, fades.early, fades.late), message, REMIND)
    if told := days(sentences.LIKELY_DAY, due.text):
        message = f"remind {due.text!r}; JSON likely {fades.likely}; label {area.label}"
        case.check("L1c", _mean(told, fades.likely), message, "remind")
    if told := days(sentences.LABEL_DAY, due.text):
        message = f"remind {due.text!r}; label {area.label}"
        case.check("L1c", _mean(told, area.label), message, "remind")


def _years(case: Case, area: Area) -> None:
    """Whether a year is named where it has to be."""
    fades = area.running
    for sentence, command in area.dated():
        told = days(sentences.ENDS, sentence)
        if told and fades and fades.early.year != fades.late.year:
            years = [day.year for day in told]
            message = (
                f"{area.id} {command}: {sentence!r} JSON {fades.early}..{fades.late}"
                f" today {case.today}"
            )
            case.check("L11c", bool(years[0]) == bool(years[1]), message, command)
            case.check("L11a", any(years), message, command)
        for day in every_day(sentence):
            meant = [one for one in _known(area) if day.means(one)]
            if not meant:
                continue
            away = min((one - case.today for one in meant), key=abs).days
            message = f"{area.id} {command}: '{day}' means {away:+d} days"
            case.check("L11b", bool(day.year) or abs(away) <= NEAR, message, command)


def _known(area: Area) -> Iterator[date]:
    """Return the days that a sentence may speak of."""
    fades = area.fades
    known = [fades.early, fades.likely, fades.late] if fades else []
    yield from known
    for day in (area.label, *(d.begin for d in area.due), *(d.until for d in area.due)):
        if day:
            yield day


def _ago(case: Case, area: Area) -> None:
    """How long ago it faded."""
    for sentence, command in area.dated():
        found = sentences.FADED_AGO.search(sentence)
        if found and area.fades:
            holds = int(found[1]) == (case.today - area.fades.likely).days
            case.check("L19", holds, f"{area.id}: {sentence!r} likely {area.fades.likely}", command)


def _order(case: Case, area: Area) -> None:
    """What comes after what."""
    command = "timeline --json"
    if fades := area.running:
        worked = area.history[-1]["lasted"]["at_least"] or 0
        seen = first(area.json["last"]["date"]) + timedelta(days=worked)
        holds = seen <= fades.early <= fades.likely <= fades.late
        case.check("L20", holds, f"{area.id}: {fades}, last working {seen}", command)
        kicks_in, peak = (area.json["forecast"][key] for key in ("kicks_in", "peak"))
        if kicks_in:
            # docs/json.md: there is no peak where the window opens before it.
            holds = kicks_in <= (peak or str(fades.early)) <= str(fades.likely)
            message = f"{area.id}: kicks in {kicks_in} peak {peak} likely gone {fades.likely}"
            case.check("L20b", holds, message, command)
    for one in area.history:
        low, high = one["lasted"]["at_least"], one["lasted"]["at_most"]
        gap = (last(one["retreated"]) - first(one["date"])).days if one["retreated"] else None
        holds = (low is None or high is None or low <= high) and (gap is None or (low or 0) <= gap)
        message = f"{area.id}: {one['date']} {low}..{high}, next after {gap}"
        case.check("L20", holds, message, command)
        case.check("L20c", (low or 0) <= LONGEST, message, command)
