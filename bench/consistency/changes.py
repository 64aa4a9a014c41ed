"""Laws of change: what a further look, an answer, another order or another day may do."""

import copy
from datetime import timedelta
from random import Random

from bench.consistency import sentences
from bench.consistency.case import Case, Json
from bench.consistency.dates import exact, last
from bench.consistency.generator import Journal
from bench.consistency.record import SIDES
from bench.consistency.surfaces import Area, Surfaces

PHASES = ("not-yet", "kicking-in", "full", "fading", "gone")
"""In this order a result goes through them."""

TABLES = ("session", "checkin", "discussed")


def check(case: Case, told: Surfaces, area: Area, chance: Random) -> None:
    """Check what changes to the record, or to the day, do; to one area above all."""
    shuffled = _shuffled(case.record.journal, chance)
    _order(case, told, shuffled)
    _twice(case, told)
    _tomorrow(case, told)
    exactly = exact(area.json["last"]["date"])
    if exactly and area.id in case.known:
        _echo(case, area)
    sided = {one + side for one in case.known for side in ("", *SIDES)}
    if (
        area.running
        and exactly
        and area.id in sided
        and area.json["last"]["date"] < str(case.today)
    ):
        _look(case, area, shuffled)


def _shuffled(journal: Journal, chance: Random) -> Journal:
    """Return a journal with its records in another order, where their dates tell the order."""
    shuffled = copy.deepcopy(journal)
    for table in TABLES:
        dates = [str(entry["date"]) for entry in shuffled[table]]
        if len(set(dates)) == len(dates):
            chance.shuffle(shuffled[table])
    return shuffled


def _timeline(case: Case, journal: Journal) -> Json | None:
    with case.variant(journal) as path:
        return case.json("timeline", "--json", path=path)


def _order(case: Case, told: Surfaces, shuffled: Journal) -> None:
    """The order of the records says nothing."""
    if timeline := _timeline(case, shuffled):
        now = {area["area"]: area for area in timeline["areas"]}
        before = {area.id: area.json for area in told.areas.values()}
        message = "timeline --json differs after the records were shuffled"
        case.check("L22", now == before, message, "timeline --json")


def _twice(case: Case, told: Surfaces) -> None:
    """A session that another device recorded as well, and less of it, changes no figure."""
    journal = copy.deepcopy(case.record.journal)
    days = [str(entry["date"]) for entry in journal["session"]]
    alone = [
        entry
        for entry in journal["session"]
        if exact(entry["date"])
        and entry.get("id")
        and not entry.get("touch_up_of")
        and days.count(str(entry["date"])) == 1
    ]
    if not alone:
        return
    again = {key: alone[-1][key] for key in ("date", "areas", "units") if key in alone[-1]}
    journal["session"].append({"id": f"{alone[-1]['id']}z", **again})
    if timeline := _timeline(case, journal):
        now = {area["area"]: area for area in timeline["areas"]}
        before = {area.id: area.json for area in told.areas.values()}
        message = f"timeline --json differs where the session of {again['date']} stands twice"
        case.check("L48", now == before, message, "timeline --json")


def _tomorrow(case: Case, told: Surfaces) -> None:
    """Tomorrow's window is today's, and nothing comes back."""
    timeline = case.json("timeline", "--json", today=case.today + timedelta(days=1))
    for later in timeline["areas"] if timeline else []:
        area = told.areas.get(later["area"])
        if area is None or not all(exact(one["date"]) for one in area.history):
            continue
        now = area.json
        windows = [json["forecast"] and json["forecast"]["fades"] for json in (now, later)]
        phases = [now["phase"], later["phase"]]
        onward = None in phases or PHASES.index(phases[0]) <= PHASES.index(phases[1])
        message = f"{area.id}: {phases[0]} {windows[0]} -> {phases[1]} {windows[1]}"
        holds = windows[0] == windows[1] and onward
        case.check("L23", holds, message, "timeline --json, next day")


def _echo(case: Case, area: Area) -> None:
    """What checkin says of a look is what timeline says then."""
    with case.variant(case.record.journal) as path:
        echo = case.run("checkin", f"{area.id}=full", path=path)
        timeline = case.run("--plain", "timeline", path=path)
    window = sentences.labelled(area.name, timeline).get("window")
    if window is not None and echo:
        flat = " ".join(echo.split())
        holds = any(said in flat for said in (window, *sentences.ECHO_OTHERWISE))
        message = f"{area.id}: echo {flat[-120:]!r}; timeline {window!r}"
        case.check("L39", holds, message, f"checkin {area.id}=full; timeline")


def _look(case: Case, area: Area, journal: Journal) -> None:
    """A look of full today never brings the end nearer, and one of gone is the end."""
    for state in ("full", "gone"):
        look = {"id": "zzzzzzzz", "date": case.today, "state": {area.id: state}}
        timeline = _timeline(case, {**journal, "checkin": [*journal["checkin"], look]})
        areas = timeline["areas"] if timeline else []
        then = next((one for one in areas if one["area"] == area.id), None)
        if then is None:
            continue
        if state == "gone":
            if any(last(look.date) > case.today for look in case.record.looks(area.id)):
                continue  # a look that may be later than today has the last word
            message = f"{area.id}: gone today gives {then['phase']}"
            case.check("L21", then["phase"] == "gone", message, "checkin; timeline")
        elif then["forecast"]:
            before, now = area.json["forecast"]["fades"], then["forecast"]["fades"]
            holds = then["phase"] == "full" and all(now[key] >= before[key] for key in before)
            seen = [one.state for one in case.record.looks(area.id)]
            message = (
                f"{area.id}: {before} and a look of full on {case.today} -> {now}"
                f" phase {then['phase']}"
                + (" (after a look of fading)" if seen[-1:] == ["fading"] else "")
            )
            case.check("L21", holds, message, "checkin; timeline")


def check_answers(case: Case, told: Surfaces, chance: Random) -> None:
    """Check that a question that was asked is silent, and one that was put off is not."""
    raised = told.brief.json["raise"]
    chosen = chance.sample(raised, min(2, len(raised)))
    journal = case.record.journal
    for question, outcome in zip(chosen, ("asked", "deferred"), strict=False):
        topic = question["topic"]
        answer = {"id": "yyyyyyyy", "date": case.today, "topic": topic, "outcome": outcome}
        with case.variant({**journal, "discussed": [*journal["discussed"], answer]}) as path:
            brief = case.json("brief", "--json", path=path)
        if brief:
            open_questions = {one["topic"] for one in brief["raise"]}
            holds = (topic in open_questions) == (outcome == "deferred")
            case.check("L40", holds, f"{topic} {outcome} today", "discuss; brief --json")
