"""`add --again` repeats the last visit, and `add --every` writes down a regular series."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.commands.conftest import refused
from tests.conftest import Program, Result

Run = Callable[..., Result]
FIRST = (
    *("add", "11s=20", "forehead=8", "-p", "botox", "--on", "2026-07-01", "--purpose", "lines"),
    *("--injector", "Dr Lee", "--clinic", "Elm Street", "--lot", "C12", "--expiry", "2027-03"),
    *("--cost", "420usd", "--note", "calm"),
)
SERIES = ("add", "11s", "20", "botox", "--every", "4 months", "--since", "2025")


def saved(result: Result) -> list[dict[str, Any]]:
    """Return the records that a run printed as JSON."""
    records: list[dict[str, Any]] = json.loads(result.out)["saved"]
    return records


def test_the_last_visit_is_repeated(run_inside: Run) -> None:
    """What stays the same is repeated; what belongs to one visit only is not."""
    run_inside(*FIRST)
    (record,) = saved(run_inside("add", "--again", "--json"))
    assert record == {
        "kind": "session",
        "id": record["id"],
        "date": "2026-11-23",
        "product": "botox-cosmetic",
        "purpose": "lines",
        "injector": "Dr Lee",
        "clinic": "Elm Street",
        "lot": None,
        "expiry": None,
        "cost": None,
        "currency": None,
        "touch_up_of": None,
        "appointment": None,
        "note": None,
        "areas": {"glabella": 20, "forehead": 8},
        "sites": {},
    }


@pytest.mark.parametrize(
    ("arguments", "changed"),
    [
        (["yesterday"], {"date": "2026-11-22"}),
        (["--on", "2026-11"], {"date": "2026-11"}),
        (["11s", "24"], {"areas": {"glabella": 24, "forehead": 8}}),
        (["chin", "4"], {"areas": {"glabella": 20, "forehead": 8, "chin": 4}}),
        (["--cost", "400usd", "lot", "C77"], {"cost": 400, "currency": "USD", "lot": "C77"}),
        (["by", "Dr", "Kim", "--clinic", "X"], {"injector": "Dr Kim", "clinic": "X"}),
        (["--purpose", "migraine"], {"purpose": "migraine"}),
        (
            ["dysport", "11s", "50"],
            {"product": "dysport", "areas": {"glabella": 50, "forehead": None}},
        ),
    ],
)
def test_the_line_takes_the_place_of_the_last_visit(
    run_inside: Run, arguments: list[str], changed: dict[str, object]
) -> None:
    """Only what is said changes. Units of another product are never repeated."""
    run_inside(*FIRST)
    (same,) = saved(run_inside("add", "--again", "--json", "--dry-run"))
    (record,) = saved(run_inside("add", "--again", *arguments, "--json", "--dry-run"))
    assert record == {**same, **changed}


def test_units_of_another_product_are_said_to_be_left_out(run_inside: Run) -> None:
    """The same words for Botox and Botox Cosmetic change nothing; Dysport does, and it is said."""
    run_inside(*FIRST)
    assert "not repeated" not in run_inside("add", "--again", "botox", "--dry-run").err
    result = run_inside("add", "--again", "dysport", "--dry-run")
    assert "The units of your last visit are units of Botox Cosmetic" in result.err
    assert "Dysport, frown lines, forehead, for lines" in result.out


def test_the_visit_before_the_new_date_is_repeated(run_inside: Run) -> None:
    """A visit of long ago repeats the one before it, not the latest."""
    run_inside("add", "chin=4", "--on", "2020-01-01")
    run_inside(*FIRST)
    (record,) = saved(run_inside("add", "--again", "--on", "2020-06-01", "--json"))
    assert record["areas"] == {"chin": 4}


def test_there_may_be_nothing_to_repeat(run_inside: Run) -> None:
    """Without an earlier session it says so, and how to log one."""
    refused(run_inside("add", "--again"), 1, "no session before 23 Nov 2026", "To log one:")
    run_inside(*FIRST)
    refused(run_inside("add", "--again", "--on", "2026-06"), 1, "no session before 15 Jun 2026")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--again", "--touch-up"], "A touch-up can't be logged with --again"),
        (["--again", "touch", "up"], "A touch-up can't be logged with --again"),
        (["--again", "11s"], "To repeat all areas, leave out frown lines"),
        (["11s", "--every", "4 months"], "--every needs --since"),
        (["11s", "--since", "2025"], "--since needs --every"),
        (["11s", "--until", "2025"], "--until needs --every"),
        ([*SERIES[1:], "--on", "2025"], "You can't use --on and --every together"),
        ([*SERIES[1:], "yesterday"], "The line and an option each give a date"),
        ([*SERIES[1:], "--until", "2024"], "Check --since and --until."),
        ([*SERIES[1:], "--until", "2027"], "still to come"),
        (["11s", "--every", "4", "--since", "2025"], 'Write it as "4 months"'),
        (["11s", "--every", "4w", "--since", "2001"], "more than 200 sessions"),
        (["11s", "--touch-up", "--every", "4w", "--since", "2026-09"], "can't be repeated"),
        (["--every", "4 months", "--since", "2025"], "The line names no area"),
    ],
)
def test_what_contradicts_itself_is_refused(
    run_inside: Run, arguments: list[str], says: str
) -> None:
    """Nothing is saved, and the next step is named."""
    run_inside(*FIRST)
    before = len(json.loads(run_inside("log", "--json").out)["records"])
    result = run_inside("add", *arguments)
    refused(result, 2, says)
    assert len(json.loads(run_inside("log", "--json").out)["records"]) == before


def test_a_series_is_shown_before_it_is_saved(program: Program) -> None:
    """A dry run only shows it; without a terminal it is saved with --yes alone."""
    shown = program(*SERIES, "--dry-run")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.splitlines() == [
        "",
        "To add: 6 records",
        "  early 2025, Botox Cosmetic, frown lines 20 units",
        "  mid 2025, Botox Cosmetic, frown lines 20 units",
        "  late 2025, Botox Cosmetic, frown lines 20 units",
        "  early 2026, Botox Cosmetic, frown lines 20 units",
        "  mid 2026, Botox Cosmetic, frown lines 20 units",
        "  between 1 Sep and 23 Nov 2026, Botox Cosmetic, frown lines 20 units",
    ]
    asked = program(*SERIES)
    assert (asked.code, asked.out) == (2, shown.out)
    assert "To save them without being asked, use --yes." in asked.err
    assert not program.journal.exists()


def test_a_series_is_saved_and_taken_back_in_one_step(written: Program) -> None:
    """It says how many sessions there are, from when to when; one undo takes back all of them."""
    before = written.journal.read_bytes()
    result = written(*SERIES, "--cost", "300usd", "--yes", columns=200)
    assert result.code == 0
    assert result.out.splitlines()[-1] == (
        "Saved 6 sessions, from early 2025 to about Oct 2026. To take back this step: botoxlog undo"
    )
    records = json.loads(written("log", "--json", "11s").out)["records"]
    assert [(record["date"], record["cost"]) for record in records] == [
        ("2025-01-01/2025-04-30", 300),
        ("2025-05-01/2025-08-31", 300),
        ("2025-09-01/2025-12-31", 300),
        ("2026-01-01/2026-04-30", 300),
        ("2026-05-01/2026-08-31", 300),
        ("2026-09-01/2026-11-23", 300),
    ]
    assert written("undo").code == 0
    assert written.journal.read_bytes() == before


def test_a_series_leaves_out_what_the_journal_has(run_inside: Run) -> None:
    """A visit that may be in the journal is not added, so the same series adds nothing twice."""
    run_inside(*FIRST)
    result = run_inside(*SERIES, "--until", "2026-08", "--json", "--yes")
    assert [record["date"] for record in saved(result)] == [
        "2025-01-01/2025-04-30",
        "2025-05-01/2025-08-31",
        "2025-09-01/2025-12-31",
        "2026-01-01/2026-04-30",
    ]
    assert json.loads(result.out)["notices"][0] == (
        "Left out 1 visit that your journal may already have: mid 2026."
    )
    again = run_inside(*SERIES, "--until", "2026-08", "--yes")
    assert (again.code, again.out) == (0, "")
    assert "There is nothing new to add. Nothing was written." in again.err
    assert len(json.loads(run_inside("log", "--json").out)["records"]) == 5


def test_a_series_can_repeat_the_last_visit(run_inside: Run) -> None:
    """`--again` takes the last visit of the whole series, also one later than its beginning."""
    run_inside(*FIRST)
    result = run_inside(
        *("add", "--again", "11s", "18", "--every", "16w", "--since", "2025-11"),
        *("--dry-run", "--json"),
    )
    assert [(record["date"], record["areas"]) for record in saved(result)] == [
        ("2025-11", {"glabella": 18, "forehead": 8}),
        ("2026-01-24/2026-04-19", {"glabella": 18, "forehead": 8}),
        ("2026-09-05/2026-11-23", {"glabella": 18, "forehead": 8}),
    ]
    assert {record["injector"] for record in saved(result)} == {"Dr Lee"}
