"""What every command does for a person who uses it as meant."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pytest

from tests.conftest import TODAY, Program, Result

Run = Callable[..., Result]


def test_ten_seconds_to_log(program: Program) -> None:
    """One line in everyday words is kept, and echoed with its weekday and first forecast."""
    result = program(
        "add", "11s=20", "crow's feet=24", "-p", "botox", "--on", "3 weeks ago", "--cost", "420usd"
    )
    assert result.code == 0
    assert "Mon 2 Nov 2026, Botox Cosmetic, frown lines 20 units" in result.out
    window = "Likely to wear off around 22 Feb; 80% chance between 5 Jan and 18 May."
    assert f"frown lines: {window}" in " ".join(result.out.split())
    (record,) = json.loads(program("log", "--json").out)["records"]
    assert record == {
        "kind": "session",
        "id": record["id"],
        "date": "2026-11-02",
        "product": "botox-cosmetic",
        "purpose": None,
        "injector": None,
        "clinic": None,
        "lot": None,
        "expiry": None,
        "cost": 420,
        "currency": "USD",
        "touch_up_of": None,
        "appointment": None,
        "note": None,
        "areas": {"glabella": 20, "crows-feet": 24},
        "sites": {},
    }


@pytest.mark.parametrize(
    ("arguments", "areas", "product"),
    [
        (["jaw=50"], {"masseter": 50}, None),
        (["jaw=25 each"], {"masseter-left": 25, "masseter-right": 25}, None),
        (["left masseter=25", "R masseter=30"], {"masseter-left": 25, "masseter-right": 30}, None),
        (["armpits=100", "-p", "botox"], {"underarms": 100}, "botox"),
        (["11s=20u", "-p", "Botox"], {"glabella": 20}, "botox-cosmetic"),
        (["forehead=31", "-p", "botox", "--purpose", "migraine"], {"forehead": 31}, "botox"),
        (["crow's feet 24"], {"crows-feet": 24}, None),
        (["11s=12,5"], {"glabella": 12.5}, None),
        (["11s=about 30 units"], {"glabella": 30}, None),
        (["right SCM"], {"neck-right": None}, None),
        (["--other-area", "my left kneecap"], {"my left kneecap": None}, None),
        (["11s", "20", "--other-area", "elbow patch=3"], {"glabella": 20, "elbow patch": 3}, None),
    ],
)
def test_peoples_words_become_areas_and_products(
    run_inside: Run, arguments: list[str], areas: dict[str, float | None], product: str | None
) -> None:
    """Everyday names, sides and amounts are understood; free text is kept as typed."""
    result = run_inside("add", *arguments, "--json")
    assert result.code == 0
    (saved,) = json.loads(result.out)["saved"]
    assert (saved["areas"], saved["product"]) == (areas, product)


def test_a_near_miss_of_a_product_is_kept_with_a_suggestion(run_inside: Run) -> None:
    """Without a terminal the product of the option is kept as typed, and the suggestion is told."""
    result = run_inside("add", "11s=20", "-p", "disportt")
    assert (result.code, "Did you mean dysport?" in result.err) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["glabela=20"], "Did you mean glabella?"),
        (["11s", "20", "disportt"], "Did you mean dysport?"),
        (["arm patch=3"], '--other-area "patch"'),
    ],
)
def test_an_unknown_word_of_the_line_is_refused(
    run_inside: Run, arguments: list[str], says: str
) -> None:
    """Without a terminal nothing is saved, and the next step is named."""
    result = run_inside("add", *arguments)
    assert (result.code, "Nothing was saved." in result.err, says in result.err) == (2, True, True)


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("420usd", 420, "USD"),
        ("420 USD", 420, "USD"),
        ("$420", 420, "USD"),
        ("£200", 200, "GBP"),
        ("GBP 600", 600, "GBP"),
        ("350,50 EUR", 350.5, "EUR"),
        ("1,200usd", 1200, "USD"),
        ("free", 0, None),
        ("12.75", 12.75, None),
    ],
)
def test_money_as_people_write_it(
    run_inside: Run, typed: str, amount: float, currency: str | None
) -> None:
    """Symbols, codes, thousands and decimal commas are read."""
    (saved,) = json.loads(run_inside("add", "11s", "--cost", typed, "--json").out)["saved"]
    assert (saved["cost"], saved["currency"]) == (amount, currency)


def test_the_persons_own_settings_are_defaults(run_inside: Run) -> None:
    """Injector, clinic and currency are taken from `me` where a session says nothing."""
    run_inside("me", "--injector", "Dr Lee", "--clinic", "X", "--currency", "cad")
    (saved,) = json.loads(run_inside("add", "11s=20", "--cost", "$420", "--json").out)["saved"]
    assert (saved["injector"], saved["clinic"], saved["currency"]) == ("Dr Lee", "X", "CAD")


@pytest.mark.parametrize(
    ("second", "says"),
    [
        (["11s=200", "--on", "2026-09-01"], "10 times the usual"),
        (
            ["11s=20", "--on", "2026-06-01"],
            "already has a session with these areas on Mon 1 Jun 2026",
        ),
        (["11s=20", "--on", "2026-06-29"], "28 days after the session on Mon 1 Jun 2026"),
        (["11s=20", "--on", "2026-05-04"], "28 days before the session on Mon 1 Jun 2026"),
        (
            ["11s=4", "--on", "2026-09-30", "--touch-up"],
            "If it was a new session, leave out --touch-up.",
        ),
    ],
)
def test_what_looks_like_a_slip_is_said_and_saved(
    run_inside: Run, second: list[str], says: str
) -> None:
    """Without a terminal a likely slip is saved, with one sentence on stderr."""
    run_inside("add", "11s=20", "--on", "2026-06-01")
    result = run_inside("add", *second)
    assert (result.code, says in result.err) == (0, True)
    assert len(json.loads(run_inside("log", "--json").out)["records"]) == 2


def test_a_touch_up_neither_counts_nor_restarts(run_inside: Run) -> None:
    """A touch-up links to its session, is of its product, and leaves the forecast as it was."""
    run_inside("add", "11s=20", "-p", "botox", "--on", "2026-08-01")
    before = json.loads(run_inside("timeline", "--json").out)["areas"][0]
    result = run_inside("add", "11s=4", "--on", "2026-08-15", "--touch-up", "--json")
    (saved,) = json.loads(result.out)["saved"]
    assert saved["touch_up_of"] == before["last"]["id"]
    assert saved["product"] == "botox-cosmetic"
    after = json.loads(run_inside("timeline", "--json").out)["areas"][0]
    assert after["sessions"] == 1
    assert after["forecast"] == before["forecast"]
    assert after["history"][0]["touch_ups"] == [{"id": saved["id"], "date": "2026-08-15"}]


def test_a_dry_run_writes_nothing(program: Program) -> None:
    """`add --dry-run` says what it would save."""
    result = program("add", "11s=20", "--dry-run")
    assert result.out.startswith("Would save")
    assert not program.journal.exists()


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("11s=fading", "fading"),
        ("11s=wearing off", "fading"),
        ("11s=frozen", "full"),
        ("11s=worn off", "gone"),
        ("11s=nothing yet", "none"),
        ("11s=did nothing", "no-effect"),
        ("all=gone", "gone"),
        ("gone", "gone"),
    ],
)
def test_a_look_in_peoples_words(run_inside: Run, typed: str, state: str) -> None:
    """How it looks is understood in everyday words, for one area or all."""
    run_inside("add", "11s=20", "--on", "2026-08-01")
    (saved,) = json.loads(run_inside("checkin", typed, "--json").out)["saved"]
    assert saved["state"] == {"glabella": state}


@pytest.mark.parametrize(
    ("effect", "urgent"),
    [
        ("trouble swallowing", True),
        ("choking on water", True),
        ("double vision", True),
        ("dysphagia", True),
        ("droopy eyelid", False),
        ("bruise", False),
    ],
)
def test_an_emergency_sign_is_answered(run_inside: Run, effect: str, urgent: bool) -> None:
    """A sign that cannot wait prints the fixed text, and is saved all the same."""
    result = run_inside("checkin", "--effect", effect)
    assert result.code == 0
    assert ("emergency number (112, 911 or 999)" in result.err) is urgent
    assert len(json.loads(run_inside("log", "--json").out)["records"]) == 1


def test_reminders_of_a_running_result(run_inside: Run) -> None:
    """From two weeks after to long past, the right thing is due, and a missed day still tells."""
    run_inside(
        "add", "11s=20", "-p", "botox", "--lot", "C1", "--on", "2026-01-05", today=date(2026, 1, 5)
    )
    told = {}
    for day in ("2026-01-05", "2026-01-13", "2026-01-19", "2026-01-22", "2026-03-05",
                "2026-03-12", "2026-04-14", "2026-05-01", "2026-07-25", "2027-02-01"):  # fmt: skip
        due = json.loads(run_inside("remind", "--json", today=date.fromisoformat(day)).out)["due"]
        told[day] = [(item["kind"], item["urgency"]) for item in due]
    assert told == {
        "2026-01-05": [("review", "later")],
        "2026-01-13": [("review", "soon")],
        "2026-01-19": [("review", "today")],
        "2026-01-22": [("review", "today")],
        "2026-03-05": [("fading", "soon")],
        "2026-03-12": [("fading", "today")],
        "2026-04-14": [("fading", "today"), ("book", "today")],
        "2026-05-01": [("book", "today"), ("checkin", "today")],
        "2026-07-25": [("overdue", "overdue"), ("book", "today")],
        "2027-02-01": [],
    }


def test_remind_json_is_whole(run_inside: Run) -> None:
    """`remind --json` has every field of the contract."""
    run_inside("add", "11s=20", "-p", "botox", "--on", "2026-11-09")
    told = json.loads(run_inside("remind", "--json").out)
    identity = json.loads(run_inside("log", "--json").out)["records"][0]["id"]
    assert told == {
        "schema": 1,
        "today": "2026-11-23",
        "problems": [],
        "due": [
            {
                "id": f"{identity}-review-glabella",
                "kind": "review",
                "area": "glabella",
                "date": "2026-11-23",
                "until": "2026-12-07",
                "urgency": "today",
                "text": "frown lines: two-week check-in. How well has it worked?",
            },
            {
                "id": f"{identity}-missing-glabella",
                "kind": "missing",
                "area": "glabella",
                "date": "2026-11-09",
                "until": None,
                "urgency": "later",
                "text": "frown lines: the lot number for 9 Nov is missing. "
                "Your clinic can tell you.",
            },
        ],
        "raise": [
            {
                "topic": "first-results",
                "title": "The first results",
                "why": [
                    "1 session so far: too early to know how long it lasts for you.",
                    "Your journal has no goals yet.",
                ],
                "question": "I know it is early days. How close is this first result to what I "
                "want, and what would you keep or change?",
                "evidence": "opinion",
                "sources": ["hh_101"],
                "areas": ["glabella"],
                "status": "new",
                "happened": False,
                "also": [],
            },
            {
                "topic": "counterfeit",
                "title": "Lot number and expiry date",
                "why": [("The session on 9 Nov 2026 has no lot number or no expiry date.")],
                "question": "Could I see the box, and have its lot number and expiry date?",
                "evidence": "strong",
                "sources": ["fake1", "fake_anvisa_feb", "fake2", "fake3", "hpr_2025"],
                "areas": [],
                "status": "new",
                "happened": False,
                "also": [],
            },
        ],
        "raise_waiting": 0,
        "appointments": [],
        "unkept": [],
    }


def test_timeline_json_is_whole(run_inside: Run) -> None:
    """`timeline --json` has every field of the contract, and the windows of every surface."""
    run_inside("add", "11s=20", "-p", "botox", "--on", "2026-04-20")
    run_inside("checkin", "11s=full", "--on", "2026-07-06")
    run_inside("checkin", "11s=gone", "--on", "2026-07-20")
    run_inside("add", "11s=20", "-p", "botox", "--on", "2026-08-01")
    told = json.loads(run_inside("timeline", "--json").out)
    (area,) = told.pop("areas")
    raised = told.pop("raise")
    assert raised == json.loads(run_inside("brief", "--json").out)["raise"]
    assert told == {
        "schema": 1,
        "today": "2026-11-23",
        "problems": [],
        "appointments": [],
        "unkept": [],
    }
    first, second = (item["id"] for item in area["history"])
    assert area == {
        "area": "glabella",
        "name": "frown lines",
        "sessions": 2,
        "last": {
            "id": second,
            "date": "2026-08-01",
            "product": "botox-cosmetic",
            "units": 20,
            "sides": {},
        },
        "phase": "gone",
        "chance_worn_off": 0.715,
        "last_seen": None,
        "forecast": {
            "kicks_in": "2026-08-03",
            "peak": "2026-08-31",
            "fades": {"early": "2026-09-27", "likely": "2026-11-02", "late": "2027-01-04"},
            "basis": {
                "kind": "personal",
                "fades_seen": 1,
                "still_working": 0,
                "sources": ["prabo40", "ona_hd", "glogau2012", "abo_dose"],
                "borrowed_from": None,
                "pooled": False,
                "assumed": None,
                "other_products": 0,
                "dose_changed": False,
                "other_areas": [],
            },
            "caveats": ["derived"],
        },
        "no_forecast": None,
        "trend": None,
        "changes": [],
        "earliest_retreat": "2026-10-30",
        "earliest_retreat_status": "verified",
        "label_intervals": [
            {
                "region": "US",
                "days": 90,
                "date": "2026-10-30",
                "status": "verified",
                "sources": ["bc_90"],
            }
        ],
        "history": [
            {
                "id": first,
                "date": "2026-04-20",
                "product": "botox-cosmetic",
                "units": 20,
                "lasted": {"at_least": 77, "at_most": 91},
                "no_effect": None,
                "doubted": [],
                "retreated": "2026-08-01",
                "touch_ups": [],
            },
            {
                "id": second,
                "date": "2026-08-01",
                "product": "botox-cosmetic",
                "units": 20,
                "lasted": {"at_least": None, "at_most": None},
                "no_effect": None,
                "doubted": [],
                "retreated": None,
                "touch_ups": [],
            },
        ],
        "track_record": None,
    }
    picture = run_inside("timeline", "--area", "11s", columns=200).out
    window = "between 27 Sep 2026 and 4 Jan 2027."
    assert f"The likely date was 2 Nov; 80% chance it wears off {window}" in picture
    due = json.loads(run_inside("remind", "--json").out)["due"]
    assert ("checkin", "2026-11-02", "2027-01-04") in [
        (item["kind"], item["date"], item["until"]) for item in due
    ]


def test_only_long_json_is_not_indented(run_inside: Run) -> None:
    """A page of JSON is laid out for people; a long one holds the same on one line."""
    run_inside("add", "11s=20", "-p", "botox", "--on", "2026-04-20", "--note", "short")
    assert run_inside("log", "--json").out.count("\n") > 20
    run_inside("checkin", "--note", "x" * 200_000)
    long = run_inside("log", "--json").out
    assert long.count("\n") == 1
    assert [record["kind"] for record in json.loads(long)["records"]] == ["session", "checkin"]


def test_quiet_and_exit_codes(program: Program) -> None:
    """`remind --quiet` is silent where nothing is due; `--exit-code` tells a script."""
    assert program("remind", "--quiet", "--exit-code") == Result(0, "", "")
    program("add", "11s=20", "-p", "botox", "--lot", "C1", "--on", "2026-11-09")
    assert program("remind", "--quiet", "--exit-code").code == 10
    assert program("remind", "--quiet").out == (
        "now: frown lines: two-week check-in. How well has it worked?\n"
    )
    program("checkin", "11s=full")
    assert program("remind", "--quiet", "--exit-code") == Result(0, "", "")
    assert program("remind", "--within", "60d", "--exit-code").code == 10


def test_log_filters(run_inside: Run) -> None:
    """`log` finds records by area with its sides, by product and by lot as copied by hand."""
    run_inside("add", "jaw=25 each", "-p", "botox", "--lot", "C-12 34", "--on", "2026-01-05")
    run_inside("add", "11s=20", "-p", "dysport", "--on", "2026-02-05")
    run_inside("checkin", "left jaw=full", "--on", "2026-02-05")

    def kinds(*arguments: str) -> list[str]:
        records = json.loads(run_inside("log", *arguments, "--json").out)["records"]
        return [record["kind"] for record in records]

    assert kinds() == ["session", "session", "checkin"]
    assert kinds("--area", "masseter") == ["session", "checkin"]
    assert kinds("--area", "masseter-right") == ["session"]
    assert kinds("--product", "botox") == ["session"]
    assert kinds("--product", "Dysport") == ["session"]
    assert kinds("--lot", "c1234") == ["session"]
    assert run_inside("log", "--lot", "nothing").err == (
        "No record matches. To list all records: botoxlog log\n"
    )


def test_log_as_csv(run_inside: Run) -> None:
    """`log --csv` has a row an area, and a cost that can be summed."""
    run_inside("add", "11s=20", "chin", "--cost", "420USD", "--on", "2026-01-05")
    rows = list(csv.DictReader(io.StringIO(run_inside("log", "--csv").out)))
    told = [(row["area"], row["units"], row["cost"]) for row in rows]
    assert told == [("chin", "", "420"), ("glabella", "20", "")]


def test_me_shows_sets_and_takes_out(program: Program) -> None:
    """`me` keeps settings in the journal and takes one out on an empty value."""
    program("me", "--birth-year", "1988", "--goals", "softer frown", "--weeks-ahead", "3")
    shown = program("me").out
    assert "birth year: 1988\ngoals: softer frown\n" in shown
    assert "booking: 3 weeks ahead" in shown
    assert shown.partition("journal:")[2].endswith("journal.toml\n")
    assert program("me", "--goals", "", "--json").out.count("null") == 4
    assert "birth year: not set" in program("me", "--birth-year", "").out


def test_reference_data_carry_their_sources(program: Program) -> None:
    """Every figure that is shown has its standing beside it, and where it was read."""
    shown = program("products", "azzalure", columns=200).out
    assert "duration: up to 4 months, in some 5" in shown
    assert "[verified: " in shown
    assert "[recalled: " in shown
    assert "[recalled] means nobody has checked the figure" in shown.replace("\n", " ")
    shown = program("areas", "11s", columns=200).out
    assert shown.startswith("glabella  frown lines (")
    assert "half of results last 112 days or longer" in shown
    assert "borrowed from" not in shown
    shown = program("areas", "chin", columns=200).out
    assert "80% between 55 and 227, borrowed from frown lines, Botox [derived: " in shown
    assert len(json.loads(program("areas", "--json").out)["areas"]) == 63
    assert len(json.loads(program("products", "--json").out)["products"]) == 31


def test_the_demo_touches_nothing(program: Program) -> None:
    """`demo` shows timeline and remind of an example, on any day, and writes nothing."""
    for day in (TODAY, date(2030, 2, 28)):
        result = Program(program.journal, day)("demo")
        assert (result.code, result.err) == (0, "")
        assert "frown lines" in result.out
        assert "about even" in result.out
    assert not program.journal.exists()


def test_the_environment_chooses_journal_and_day(program: Program) -> None:
    """BOTOXLOG_JOURNAL and BOTOXLOG_TODAY stand in for the options."""
    import os
    import subprocess
    import sys

    environ = {
        **os.environ,
        "BOTOXLOG_JOURNAL": str(program.journal),
        "BOTOXLOG_TODAY": "2026-11-23",
    }
    command = [sys.executable, "-m", "botoxlog", "add", "11s=20"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert "Mon 23 Nov 2026" in done.stdout
    assert program.journal.exists()


def test_bare_and_version(program: Program) -> None:
    """Bare, the program says what to do first; it knows its version."""
    assert "botoxlog demo" in program().out
    assert program("--version").out == "botoxlog 0.1.0\n"
    assert program("--help").code == 0


def test_areas_show_what_can_be_typed(run_inside: Run) -> None:
    """An area is shown with its names, the muscles and points in it, and what it is treated for."""
    shown = " ".join(run_inside("areas", "chin").out.split())
    assert shown.startswith("chin chin (mentalis). You can type: dimpled chin, chin dimples,")
    assert "parts:" not in shown
    shown = " ".join(run_inside("areas", "trapezius").out.split())
    assert "parts: middle trapezius, lower trapezius, descending trapezius treated for:" in shown
    assert "treated for: trapezius hypertrophy, trapezius pain, trapezius spasm lasts," in shown
