"""Real people's histories, messy as told, entered through the command line."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

JOURNEYS = {
    journey["id"]: journey
    for journey in json.loads(Path(__file__).with_name("journeys.json").read_text(encoding="utf-8"))
}
DAY_ZERO = date(2022, 1, 10)
MEANT = {"head": "migraine pattern"}  # "head" alone has several readings and is refused
STATES = {"none", "kicking-in", "full", "fading", "gone", "no-effect"}

Run = Callable[..., Any]


def when(entry: dict[str, Any]) -> str:
    """Return the date of an entry as its teller would type it."""
    if "date" in entry:
        return str(entry["date"])
    return (DAY_ZERO + timedelta(days=entry["offset_days"])).isoformat()


OTHER_AREAS = {"hyperhidrosis site"}
"""Areas of the journeys that the program does not know."""


def add_command(session: dict[str, Any], purpose: str | None) -> list[str]:
    """Return the line that logs one session of a journey."""
    areas = [
        area if units is None else f"{area}={units}" for area, units in session["areas"].items()
    ]
    if any(area in OTHER_AREAS for area in session["areas"]):
        areas = [f"--other-area={area}" for area in areas]
    command = ["add", *areas, "-p", session["product"], "--on", when(session)]
    if "cost" in session:
        command += ["--cost", f"{session['cost']}{session['currency']}"]
    if purpose:
        command += ["--purpose", purpose]
    return [*command, "--note", session["note"]] if session["note"] else command


def checkin_command(seen: dict[str, Any], area: str) -> list[str]:
    """Return the nearest honest line for one observation: a state, a side effect or a note."""
    command = ["checkin", "--on", when(seen), "--note", seen["text"]]
    if seen["state"] in STATES:
        named = MEANT.get(seen["area"], seen["area"] or area)
        return [*command, f"{named}={seen['state']}"]
    return [*command, "--effect", seen["text"]] if seen["state"] == "side-effect" else command


PURPOSES = {"migraine-5-rounds": "migraine", "lit-antibody-3": "sweating", "palms-1000": "sweating"}
TODAYS = {
    "jaw-28-31": DAY_ZERO + timedelta(days=1110),
    "migraine-5-rounds": date(2015, 12, 20),
    "glabella-10wk-to-6m": DAY_ZERO + timedelta(days=15),
    "forehead-30-twice-yearly": DAY_ZERO + timedelta(days=400),
    "dysport-50-first": DAY_ZERO + timedelta(days=30),
    "every-3-and-a-half": DAY_ZERO + timedelta(days=366),
    "palms-1000": date(2013, 7, 26),
    "lit-antibody-3": DAY_ZERO + timedelta(days=365),
}


def commands(identity: str) -> Iterator[list[str]]:
    """Yield every line that enters a journey."""
    journey = JOURNEYS[identity]
    for session in journey["sessions"]:
        yield add_command(session, PURPOSES.get(identity))
    for seen in journey["observations"]:
        yield checkin_command(seen, next(iter(journey["sessions"][0]["areas"])))


# area: sessions, phase, what the earlier results lasted (at least, at most), kind of basis
EXPECTED: dict[str, dict[str, tuple[int, str | None, list[tuple[int | None, int | None]], str]]] = {
    "jaw-28-31": {
        "masseter": (
            8,
            "full",
            [(120, None), (None, None), (None, None), (None, None), (None, None), (150, None),
             (225, None)],
            "published",
        )
    },
    "migraine-5-rounds": {
        "migraine-pattern": (5, "full", [*[(None, None)] * 3, (31, None)], "published"),
    },
    "glabella-10wk-to-6m": {
        "glabella": (3, "full", [(None, None), (None, 70)], "personal"),
        "forehead": (1, "full", [], "published"),
    },
    "forehead-30-twice-yearly": {
        "forehead": (3, "full", [(7, 150), (None, None)], "personal"),
    },
    "dysport-50-first": {
        "glabella": (1, "full", [], "published"),
        "forehead": (1, "full", [], "borrowed"),
    },
    "every-3-and-a-half": {
        "glabella": (4, "full", [(None, None)] * 3, "published"),
        "forehead": (4, "full", [(None, None)] * 3, "published"),
    },
    "palms-1000": {"palms": (1, "gone", [], "published")},
    "lit-antibody-3": {
        "hyperhidrosis site": (
            4, "gone", [(None, 150), (None, None), (None, 75)], "personal",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("identity", JOURNEYS)
def test_a_real_history_makes_sense(identity: str, run_inside: Run) -> None:
    """Every line of a real story is taken, and the timeline tells that story back."""
    today = TODAYS[identity]
    for command in commands(identity):
        result = run_inside(*command, today=today)
        assert (result.code, "Traceback" in result.err) == (0, False), (command, result.err)
    told = json.loads(run_inside("timeline", "--json", today=today).out)
    assert told["problems"] == []
    found = {
        area["area"]: (
            area["sessions"],
            area["phase"],
            [tuple(item["lasted"].values()) for item in area["history"][:-1]],
            area["forecast"]["basis"]["kind"],
        )
        for area in told["areas"]
    }
    assert found == EXPECTED[identity]


@pytest.mark.parametrize("columns", [40, 100])
@pytest.mark.parametrize("identity", JOURNEYS)
def test_a_real_history_fits_the_terminal(identity: str, columns: int, run_inside: Run) -> None:
    """Timeline, reminders and log of every story stay inside the terminal."""
    today = TODAYS[identity]
    for command in commands(identity):
        run_inside(*command, today=today)
    for shown in (["timeline"], ["remind"], ["log"]):
        result = run_inside(*shown, today=today, columns=columns)
        assert result.code == 0
        assert result.out
        assert max(cell_len(line) for line in result.out.splitlines()) <= columns


def test_sides_are_kept_apart_and_added_up(run_inside: Run) -> None:
    """A jaw treated unevenly is one lane, with the units of each side."""
    for command in commands("jaw-28-31"):
        run_inside(*command, today=TODAYS["jaw-28-31"])
    told = json.loads(run_inside("timeline", "--json", today=TODAYS["jaw-28-31"]).out)
    (jaw,) = told["areas"]
    assert jaw["history"][0]["units"] == 76
    assert jaw["last"]["sides"] == {"right": 20, "left": 20}


def test_a_serious_side_effect_of_months_ago_is_kept(run_inside: Run) -> None:
    """Trouble swallowing of nine months ago does not shout; it is the first thing on the sheet."""
    today = TODAYS["migraine-5-rounds"]
    lines = list(commands("migraine-5-rounds"))
    results = [run_inside(*command, today=today) for command in lines]
    urgent = [result.err for result in results if "emergency" in result.err]
    assert urgent == []
    assert run_inside("log", today=today).out.count("swallow") >= 1
    sheet = run_inside("brief", today=today).out
    assert "In Mar 2015: trouble swallowing" in " ".join(sheet.split())
