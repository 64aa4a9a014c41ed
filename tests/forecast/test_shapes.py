"""The shapes of every command's JSON and CSV, whole: scripts rest on them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.conftest import Result
from tests.laws import examples

Run = Callable[..., Result]


def told(run: Run, *arguments: str) -> dict[str, Any]:
    """Return the JSON of a command that went well, its ids taken out."""
    result = run(*arguments, "--json")
    assert result.code == 0
    answer: dict[str, Any] = json.loads(
        result.out, object_hook=lambda item: {**item, **({"id": "?"} if "id" in item else {})}
    )
    return answer


FULL_SESSION = [
    "add", "11s=20", "jaw=12.5 each", "chin", "-p", "dysport", "--purpose", "lines",
    "--on", "2026-08-01", "--injector", "Dr Lee", "--clinic", "Elm", "--lot", "C1",
    "--expiry", "03/2027", "--cost", "420USD", "--note", "a, b",
]  # fmt: skip
SESSION = {
    "kind": "session",
    "id": "?",
    "date": "2026-08-01",
    "product": "dysport",
    "purpose": "lines",
    "injector": "Dr Lee",
    "clinic": "Elm",
    "lot": "C1",
    "expiry": "2027-03",
    "cost": 420,
    "currency": "USD",
    "touch_up_of": None,
    "appointment": None,
    "note": "a, b",
    "areas": {"glabella": 20, "masseter-left": 12.5, "masseter-right": 12.5, "chin": None},
    "sites": {},
}
BARE = dict.fromkeys(SESSION) | {"kind": "session", "id": "?", "sites": {}}
CHECKIN = {
    "kind": "checkin",
    "id": "?",
    "date": "2026-11-02",
    "effects": ["headache", "a green nose"],
    "resolved": [],
    "note": None,
    "state": {"glabella": "fading"},
}
LOOK = ["checkin", "11s=fading", "--on", "2026-11-02", "--effect", "headache"]
LOOK += ["--effect", "a green nose"]


HEADER = (
    "kind,id,date,area,units,state,product,purpose,injector,clinic,lot,expiry,cost,currency,"
    "touch_up_of,effects,topic,outcome,note,row,from,to,sites,resolved,appointment,time"
)


def test_add(run_inside: Run) -> None:
    """`add --json` holds the record, what was noticed, and the state of its areas."""
    answer = told(run_inside, *FULL_SESSION)
    assert list(answer) == ["schema", "today", "saved", "notices", "areas"]
    assert (answer["schema"], answer["today"]) == (1, "2026-11-23")
    assert answer["saved"] == [SESSION]
    assert answer["notices"] == []
    assert sorted(area["area"] for area in answer["areas"]) == ["chin", "glabella", "masseter"]
    assert all(area["last"]["date"] == "2026-08-01" for area in answer["areas"])


def test_add_with_little(run_inside: Run) -> None:
    """Every field is there, null where nothing is known; what was noticed is a sentence."""
    answer = told(run_inside, "add", "--other-area", "my spot", "--cost", "200", "--on", "2015")
    assert answer["saved"] == [{**BARE, "date": "2015", "areas": {"my spot": None}, "cost": 200}]
    assert answer["notices"] == [
        "The cost has no currency. To set yours: botoxlog me --currency USD"
    ]
    (area,) = answer["areas"]
    assert (area["forecast"], type(area["no_forecast"])) == (None, str)


def test_checkin(run_inside: Run) -> None:
    """`checkin --json` holds the record and the state of its areas."""
    run_inside(*FULL_SESSION)
    answer = told(run_inside, *LOOK)
    assert list(answer) == ["schema", "today", "saved", "notices", "areas"]
    assert answer["saved"] == [CHECKIN]
    assert [area["last_seen"] for area in answer["areas"]] == [
        {"date": "2026-11-02", "state": "fading"}
    ]


def test_log(run_inside: Run) -> None:
    """`log --json` holds the problems, every record in its order, and what followed sessions."""
    run_inside(*LOOK)
    run_inside(*FULL_SESSION)
    answer = told(run_inside, "log")
    followed = answer.pop("followed")
    assert answer == {
        "schema": 1,
        "today": "2026-11-23",
        "problems": [],
        "records": [SESSION, CHECKIN],
    }
    assert [item["date"] for item in followed] == [SESSION["date"]]
    assert [item["effects"] for item in followed[0]["effects"]] == [CHECKIN["effects"]]


def test_log_as_csv(run_inside: Run) -> None:
    """`log --csv` repeats a record for each area, and its cost only once."""
    run_inside(*FULL_SESSION)
    run_inside(*LOOK)
    identity, other = (
        record["id"] for record in json.loads(run_inside("log", "--json").out)["records"]
    )
    more = 'dysport,lines,Dr Lee,Elm,C1,2027-03,{},USD,,,,,"a, b"'
    day, look = "2026-08-01,2026-08-01,,,,", "2026-11-02,2026-11-02,,,,"
    assert run_inside("log", "--csv").out.splitlines() == [
        HEADER,
        f"session,{identity},2026-08-01,chin,,,{more.format(420)},1,{day}",
        f"session,{identity},2026-08-01,glabella,20,,{more.format('')},2,{day}",
        f"session,{identity},2026-08-01,masseter-left,12.5,,{more.format('')},3,{day}",
        f"session,{identity},2026-08-01,masseter-right,12.5,,{more.format('')},4,{day}",
        f"checkin,{other},2026-11-02,glabella,,fading,,,,,,,,,,headache; a green nose,,,,1,{look}",
    ]


def test_me(run_inside: Run) -> None:
    """`me --json` holds every setting and the journal's place; what is set can be taken out."""
    nothing = dict.fromkeys(
        ["birth_year", "goals", "injector", "clinic", "currency", "weeks_ahead"]
    )
    shown = told(run_inside, "me")
    assert shown.pop("journal").endswith("journal.toml")
    assert shown == {"schema": 1, "today": "2026-11-23", "person": nothing}
    assert told(run_inside, "me", "--birth-year", "1988", "--weeks-ahead", "3")["person"] == {
        **nothing,
        "birth_year": 1988,
        "weeks_ahead": 3,
    }
    assert told(run_inside, "me", "--birth-year", "", "--weeks-ahead", "")["person"] == nothing


def test_areas(run_inside: Run) -> None:
    """`areas --json` holds each area with its words and, with sources, how long results last."""
    (area,) = told(run_inside, "areas", "11s")["areas"]
    assert list(area) == [
        "id", "name", "muscle", "sides", "cosmetic", "purpose", "words",
        "sites", "conditions", "complaints", "unlabelled", "includes", "lasts",
    ]  # fmt: skip
    assert list(area["lasts"]) == [
        "median_days", "median_status", "log_sd", "log_sd_status", "sources", "borrowed_from",
    ]  # fmt: skip


def test_products(run_inside: Run) -> None:
    """`products --json` holds each product, its figures and labelled doses, each sourced."""
    (product,) = told(run_inside, "products", "dysport")["products"]
    assert list(product) == [
        "id", "name", "generic", "maker", "family", "us", "words", "figures", "labelled",
        "intervals",
    ]  # fmt: skip
    assert all({"status", "sources"} <= set(figure) for figure in product["figures"].values())


@pytest.mark.parametrize("command", ["timeline", "remind", "log", "me"])
def test_no_journal_yet(run_inside: Run, command: str) -> None:
    """Without a journal the JSON is whole and empty."""
    answer = told(run_inside, command)
    lists = [value for value in answer.values() if isinstance(value, list)]
    assert all(value == [] for value in lists)
    assert answer["today"] == "2026-11-23"


@pytest.mark.parametrize(
    ("within", "found"),
    [
        ("0", 0),
        ("13d", 0),
        ("14d", 1),
        ("14", 1),
        ("14 days", 1),
        ("1 week", 0),
        ("2w", 1),
        ("1m", 1),
        ("1 Year", 1),
    ],
)
def test_how_far_ahead_to_look(run_inside: Run, within: str, found: int) -> None:
    """`remind --within` takes days, weeks, months and years, and counts the last day in."""
    run_inside("add", "--other-area", "my spot=5", "--lot", "C1", "--on", "today")
    due = told(run_inside, "remind", "--within", within)["due"]
    assert [(item["kind"], item["date"]) for item in due] == [("review", "2026-12-07")] * found


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("NO_COLOR", ""), ("TERM", "dumb")])
def test_a_pipe_gets_no_colour(
    run_inside: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A pipe gets plain text whatever the settings of the terminal."""
    monkeypatch.setenv(name, value)
    run_inside("add", "11s=20", "--on", "2026-08-01")
    assert "\x1b" not in run_inside("timeline").out


@examples(60, suppress=(HealthCheck.function_scoped_fixture,))
@given(note=st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_note_is_kept_exactly_and_shown_inert(run_inside: Run, note: str) -> None:
    """Whatever a note holds, it comes back to the letter and steers nothing when shown."""
    added = run_inside("add", "11s=20", "--on", "2026-08-01", f"--note={note}")
    assert added.code == 0
    assert json.loads(run_inside("log", "--json").out)["records"][-1]["note"] == note
    shown = run_inside("log")
    assert shown.code == 0
    assert not any(
        ord(letter) < 32 or 127 <= ord(letter) < 160 or letter in "\u202e\u2028\u2066"
        for letter in (added.out + shown.out).replace("\n", "")
    )
