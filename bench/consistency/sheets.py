"""Laws of the brief: side effects, totals, days and earlier results are the record's."""

import math
from collections.abc import Iterator
from datetime import date
from random import Random

from bench.consistency import sentences
from bench.consistency.case import Case, Json
from bench.consistency.dates import MONTHS, exact, first, last
from bench.consistency.generator import Record as Entry
from bench.consistency.printed import as_noted
from bench.consistency.record import parted, treats, units
from bench.consistency.surfaces import Surfaces

SOON, LATE = 30, 90
"""A side effect is told with a session of at most so many days ago, on a sheet, for one area."""

COMMAND = "--plain brief"


def check(case: Case, told: Surfaces) -> None:
    """Check the days, totals and results of the brief."""
    _totals(case, told)
    _days(case, told)
    since = min((first(entry["date"]) for entry in case.record.entries), default=case.today)
    whole = case.run("--plain", "brief", "--since", str(since))
    for text in (told.brief.plain, whole):
        for json in told.brief.json["areas"]:
            _earlier(case, text, json)
    for line in whole.splitlines():
        ill = sentences.ILL_SAID.search(line)
        message = f"{ill[0] if ill else ''!r} in {line[:110]!r}"
        case.check("L13", not ill, message, f"{COMMAND} --since {since}")


def check_effects(case: Case, told: Surfaces, chance: Random) -> None:
    """Check the side effects on the whole brief, and on that of one area."""
    logged = [entry for entry in case.record.checkins if entry.get("effects")]
    on_sheet = [json["area"] for json in told.brief.json["areas"]]
    section = sentences.effects_section(" ".join(told.brief.screen.split()))
    if sentences.NONE_LOGGED in section:
        left_out = [
            _shown(entry)
            for entry in logged
            if any(_of(entry, area) or _after(case, entry, area, SOON) for area in on_sheet)
        ]
        message = (
            f"brief 'None logged' since {told.brief.json['since']}; record has {left_out[:3]}"
            " for areas on the sheet"
        )
        case.check("L10a", not left_out, message, "brief")
    if logged and told.areas:
        _effects_of(case, logged, chance.choice(sorted(told.areas)))


def _effects_of(case: Case, logged: list[Entry], area: str) -> None:
    """The brief of one area has every side effect that may be its own."""
    own = [
        entry
        for entry in logged
        if _of(entry, area) or (not entry.get("state") and _after(case, entry, area, LATE))
    ]
    brief = case.json("brief", "--json", "--area", area) if own else None
    if brief:
        ids = {observation["id"] for observation in brief["observations"]}
        left_out = [_shown(entry) for entry in own if entry["id"] not in ids][:3]
        message = f"brief --area {area} (since {brief['since']}) lacks {left_out}"
        case.check("L10b", not left_out, message, f"brief --area {area}")


def _shown(entry: Entry) -> tuple[str, list[str], list[str]]:
    return str(entry["date"]), entry["effects"], list(entry.get("state", {}))


def _of(entry: Entry, area: str) -> bool:
    """Say whether a side effect was logged with a look at an area, on whichever side."""
    return any(parted(seen)[0] == parted(area)[0] for seen in entry.get("state", {}))


def _after(case: Case, entry: Entry, area: str, days: int) -> bool:
    """Say whether a side effect may have come so soon after a session of an area."""
    noted = first(entry["date"])
    return any(
        treats(session, area) and 0 <= (noted - last(session["date"])).days <= days
        for session in case.record.entries
    )


def _totals(case: Case, told: Surfaces) -> None:
    """The units in all of the last months."""
    for total in told.brief.json["totals"]:
        for period in ("months_3", "months_12"):
            begin, said = date.fromisoformat(total[period]["from"]), total[period]["units"]
            counted = sum(
                units(entry)
                for entry in case.record.entries
                if entry.get("product") == total["product"] and first(entry["date"]) >= begin
            )
            holds = math.isclose(counted, said, abs_tol=1e-6)
            message = f"{total['product']} {period}: {said} record {counted}"
            case.check("L24", holds, message, "brief --json")


def _days(case: Case, told: Surfaces) -> None:
    """Weekdays, and how many days ago or after."""
    for found in sentences.VISIT.finditer(told.brief.plain):
        weekday, number, month, year, ago = found.groups()
        day = date(int(year), MONTHS.index(month) + 1, int(number))
        holds = f"{day:%a}" == weekday and (case.today - day).days == int(ago)
        case.check("L26", holds, found[0], COMMAND)
    for observation in told.brief.json["observations"]:
        noted, session = observation["date"], observation["after"]
        if session and exact(noted) and exact(session["date"]):
            day, begin = date.fromisoformat(noted), date.fromisoformat(session["date"])
            between = [one for one in _sessions(case) if begin < one <= day]
            holds = observation["days_after"] == (day - begin).days >= 0 and not between
            case.check("L26", holds, str(observation), "brief --json")


def _sessions(case: Case) -> Iterator[date]:
    """Return the days of the sessions and touch-ups whose day is known."""
    return (first(entry["date"]) for entry in case.record.entries if exact(entry["date"]))


def _earlier(case: Case, text: str, area: Json) -> None:
    """The earlier results of an area are its history's, newest first."""
    before = area["history"][-2::-1]
    for (when, part), result in zip(
        sentences.earlier_results(area["name"], text), before, strict=False
    ):
        low, high = result["lasted"]["at_least"], result["lasted"]["at_most"]
        dated = when.lower() == as_noted(result["date"]).lower()
        said = sentences.lasting_told(low, high) in part or sentences.NO_EFFECT_TOLD in part
        message = f"{area['area']}: {part!r} JSON {result['date']} {low} {high}"
        case.check("L33", dated and said, message, COMMAND)
