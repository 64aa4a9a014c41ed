"""Laws of states: what an area is doing is told alike, and fits its chance and what was seen."""

import math
import re

from bench.consistency import sentences
from bench.consistency.case import Case
from bench.consistency.dates import day_or_none, first, last
from bench.consistency.picture import is_shown
from bench.consistency.record import WORKING
from bench.consistency.sentences import stage
from bench.consistency.surfaces import Area, Fades, Surfaces

ESTIMATED = 0.05
"""How far the chance that is worked out here from a window may be off."""

LEAST, MOST = 0.05, 0.95
TENTH = 0.1
TENTH_SCORE = 1.2816
"""A window's ends are where one in ten has faded, and where nine have: so many deviations away."""

CONTRADICTIONS = {
    "gone": {"almost", "probably", "even", "working", "opens"},
    "almost": {"probably", "even", "working", "opens"},
    "probably": {"even", "working", "opens"},
    "even": {"working", "opens"},
    "mid": {"opens"},
}
"""What may not be told on the same day."""


def chance(area: Area, fades: Fades, case: Case) -> float:
    """Return how likely a running result is to have faded by today, going by its window."""
    today = case.today
    if today <= fades.early:
        return TENTH if today == fades.early else LEAST
    if today >= fades.late:
        return MOST
    begin = first(area.json["last"]["date"])
    early, likely, late, now = (
        math.log(max((day - begin).days, 0.5))
        for day in (fades.early, fades.likely, fades.late, today)
    )
    if today < fades.likely:
        low, high, score = early, likely, -TENTH_SCORE
    else:
        low, high, score = likely, late, 0.0
    score += TENTH_SCORE * (now - low) / max(high - low, 1e-9)
    return 0.5 * (1 + math.erf(score / math.sqrt(2)))


def check(case: Case, told: Surfaces, area: Area) -> None:
    """Check what is said of one area's state."""
    claims = _claims(case, area)
    if fades := area.running:
        _agree(case, area, fades, claims)
    _same_word(case, told, area)
    _seen_today(case, area, claims)
    kicks_in = day_or_none(area.json["forecast"]["kicks_in"]) if area.fades else None
    if kicks_in and case.today < kicks_in:
        phase = area.json["phase"]
        holds = phase == "not-yet" or area.json["last_seen"]
        case.check("L42", holds, f"{area.id}: {phase} before {kicks_in}", "timeline --json")


def _claims(case: Case, area: Area) -> dict[str, str]:
    """Return what each surface says the area is doing: what is said, and what that means."""
    claims = {
        f"timeline state: {area.state}": stage(area.state),
        f"status: {_on_status(area)}": stage(_on_status(area)),
        f"brief: {_on_brief(area)}": stage(_on_brief(area)),
    }
    if meaning := stage(area.window):
        claims[f"timeline: {area.window[:40]}"] = meaning
    for due in area.due:
        claim, meaning = sentences.due_claim(due.text, now=due.begin <= case.today)
        claims[claim] = meaning
    return {claim: meaning for claim, meaning in claims.items() if meaning}


def _on_status(area: Area) -> str:
    return sentences.status_state(area.status or "")


def _on_brief(area: Area) -> str:
    return sentences.brief_state(area.brief or "")


def _agree(case: Case, area: Area, fades: Fades, claims: dict[str, str]) -> None:
    """Of a running result: the surfaces agree with each other, and with the chance."""
    likely = chance(area, fades, case)
    meanings = set(claims.values())
    holds = not any(one in meanings and meanings & others for one, others in CONTRADICTIONS.items())
    message = f"{area.id} (chance {likely:.0%}): " + " | ".join(claims)
    case.check("L2a", holds, message, "timeline; remind; brief")
    told = area.json.get("chance_worn_off")
    exact, within = (likely, ESTIMATED) if told is None else (told, 0.0)
    for claim, meaning in claims.items():
        least, most = sentences.ODDS.get(meaning, (0.0, 1.0))
        message = f"{area.id}: {claim!r} at a chance of {exact:.0%}"
        holds = least - within <= exact <= most + within
        case.check("L2b", holds, message, "timeline; status; brief; remind")
    if area.brief is not None:
        holds = case.today <= fades.late or sentences.EXPECTED not in area.brief
        case.check("L2c", holds, area.brief, "--plain brief")


def _same_word(case: Case, told: Surfaces, area: Area) -> None:
    """One word for the state, everywhere."""
    states = {one["area"]: one["state"] for one in told.status.json["areas"]}
    drawn = [lane.state for lane in (area.lane, area.home) if lane]
    holds = (
        states.get(area.id) == area.state
        and all(_is_state(area.state, shown) for shown in drawn)
        and (area.status is None or _on_status(area) == area.state)
        and (area.brief is None or not area.fades or _on_brief(area).lower() == area.state.lower())
    )
    message = (
        f"{area.id}: plain {area.state!r} picture {drawn!r} status {area.status!r}"
        f" {states.get(area.id)!r} brief {_on_brief(area)!r}"
    )
    case.check("L2d", holds, message, "timeline; home; status; brief")


def _is_state(state: str, shown: str) -> bool:
    """Say whether a state is shown: whole, cut, or its word with the day of the look."""
    if is_shown(state, shown):
        return True
    word, _, rest = state.partition(" (")
    day = re.split(r"seen |, ", rest.removesuffix(")"))[-1]
    return bool(day) and shown in {f"{word} ({day})", f"{word} (seen {day})"}


def _seen_today(case: Case, area: Area, claims: dict[str, str]) -> None:
    """What is said on the day of a look."""
    today, sessions = case.today, case.record.sessions(area.id)
    seen = case.record.seen_on(area.id, today)
    if len(set(seen)) != 1 or any(last(session["date"]) >= today for session in sessions):
        return
    state = seen[-1]
    day = (today - first(sessions[-1]["date"])).days if sessions else 0
    message = f"{area.id}: look of {state!r} today (day {day}); timeline says {area.state!r}"
    case.check("L3a", area.state.startswith(sentences.SEEN_AS[state]), message, "timeline")
    if state in WORKING:
        holds = not {"gone", "almost", "probably", "even"} & set(claims.values())
        case.check("L3b", holds, f"{area.id}: {state} today; {list(claims)}", "timeline; remind")
    looks = {"checkin", "review", "fading", "overdue"}
    asked = [due.text for due in area.steps if due.begin <= today and due.kind in looks]
    holds = not asked and not area.following.startswith(sentences.LOOK_NOW)
    message = f"{area.id}: looked today ({state}); {asked} next {area.following!r}"
    case.check("L3c", holds, message, "remind; timeline")


def check_resting(case: Case, told: Surfaces) -> None:
    """Check what the brief says is over long ago."""
    for resting in told.brief.json["resting"]:
        area = told.areas.get(resting["area"])
        state = area.state if area else ""
        holds = stage(state) in {"gone", "almost"} or state.startswith(sentences.UNTOLD)
        message = f"brief: over long ago {resting['name']}; timeline {state!r}"
        case.check("L17", holds, message, "brief; timeline")
