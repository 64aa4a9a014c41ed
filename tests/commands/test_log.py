"""`botoxlog log`: every record in columns, and what followed each session, on every surface."""

import json
from datetime import date, timedelta

import pytest

from botoxlog.commands.shared.example import example_text
from botoxlog.reports.follow_up import FollowUps
from tests.conftest import TODAY, Program
from tests.forecast.test_snapshot import snapshot
from tests.reports.test_visit_facts import checkin, session

FOLLOWED = {
    "dm1a2b3c": ["crow's feet: lasted at most 93 days", "frown lines: lasted 93 to 112 days"],
    "dm4e5f6g": ["lasted 103 to 123 days"],
    "dm7h8j9k": ["now: about even"],
    "dm8j9k2m": ["now: about even"],
    "dmbn4p5q": ["now: kicking in", "side effect: heavy or lower brow (7 days after)"],
}
"""The example: 6 Sep to 8 Dec 2025 are 93 days, to 27 Dec 112; from 17 Jan 2026 to 30 Apr 103, to
20 May 123; from 13 to 20 Nov 7."""


@pytest.fixture
def demo(program_inside: Program) -> Program:
    """Return the program on the example."""
    program_inside.journal.write_text(example_text(TODAY))
    return program_inside


def test_plain_has_each_fact_on_a_line_with_the_id(demo: Program) -> None:
    """A record, then what followed it; check-ins and touch-ups have nothing after them."""
    lines = demo("--plain", "log").out.splitlines()
    told: dict[str, list[str]] = {}
    for line in lines:
        name, mark, sentence = line.partition(", what followed: ")
        if mark:
            told.setdefault(name, []).append(sentence)
    assert told == FOLLOWED
    assert len(lines) == 12 + sum(map(len, FOLLOWED.values()))


@pytest.mark.parametrize("columns", [40, 60, 79, 80, 100, 200])
def test_every_width_says_the_same_and_nothing_is_cut(demo: Program, columns: int) -> None:
    """Each id, date, note and sentence is there, and no line is wider than the terminal."""
    out = demo("log", columns=columns).out
    assert max(map(len, out.splitlines())) <= columns
    words = out.split()
    for identity, sentences in FOLLOWED.items():
        assert identity in words
        for sentence in sentences:  # lines of two columns are mixed: the words are in order
            left = iter(words[words.index(identity) :])
            assert all(any(one.strip(";") == word for one in left) for word in sentence.split())
    flat = " ".join(words)
    assert "Note: brows feel heavy by the evening" in flat
    assert "..." not in flat


def test_a_wide_terminal_has_columns(run_inside: Program, program_inside: Program) -> None:
    """The days end under each other, and what followed begins in one column."""
    program_inside.journal.write_text(
        session("2026-03-02", "glabella = 20", id="a", note="a long one " * 12)
        + session("2026-07-30", "glabella = 20", id="bbbb")
        + checkin("2026-06-10", "glabella = 'gone'", effects=["headache"])
    )
    lines = run_inside("log", columns=89).out.splitlines()
    assert lines == [
        "id           date  record                                    what followed",
        "a      2 Mar 2026  Botox Cosmetic, frown lines 20 units      lasted at most 100 days",
        "                   Note: a long one a long one a long one a  side effect: headache (100",
        "                     long one a long one a long one a long     days after)",
        "                     one a long one a long one a long one a",
        "                     long one a long one",
        "-     10 Jun 2026  check-in, frown lines worn off, headache",
        "bbbb  30 Jul 2026  Botox Cosmetic, frown lines 20 units      now: probably worn off",
    ]


def test_a_session_of_two_devices_has_both_ids_and_one_outcome(program_inside: Program) -> None:
    """The second says whose session it is; shown alone, it has what followed."""
    twice = session("2026-03-02", "glabella = 20", id="b2") + session(
        "2026-03-02", "glabella = 20", id="a1", lot="C77"
    )
    program_inside.journal.write_text(twice + checkin("2026-06-10", "glabella = 'gone'"))
    lines = program_inside("--plain", "log").out.splitlines()
    assert [line for line in lines if "what followed" in line] == [
        "b2, what followed: lasted at most 100 days",
        "a1, what followed: the same session as b2",
    ]
    alone = program_inside("--plain", "log", "C77").out.splitlines()
    assert alone[1:] == [
        "a1, what followed: lasted at most 100 days",
        "a1, what followed: the same session as b2",
    ]
    followed = json.loads(program_inside("log", "--json").out)["followed"]
    assert [(item["id"], item["same_session"]) for item in followed] == [
        ("b2", ["a1"]),
        ("a1", ["b2"]),
    ]
    assert followed[0]["results"] == followed[1]["results"]


def test_the_json_has_what_followed_beside_the_records(demo: Program) -> None:
    """With every field of docs/json.md, for sessions and touch-ups alone."""
    told = json.loads(demo("log", "--json").out)
    assert list(told) == ["schema", "today", "problems", "records", "followed"]
    followed = {item["id"]: item for item in told["followed"]}
    assert list(followed) == [*list(FOLLOWED)[:4], "dm9k2m3n", "dmbn4p5q"]
    assert followed["dm9k2m3n"]["results"] == []
    assert followed["dmbn4p5q"] == {
        "id": "dmbn4p5q",
        "date": "2026-11-13",
        "same_session": [],
        "results": [
            {
                "area": "forehead",
                "name": "forehead",
                "lasted": {"at_least": None, "at_most": None},
                "no_effect": None,
                "retreated": None,
                "chance_worn_off": 0.0,
                "state": "kicking in",
            }
        ],
        "effects": [
            {
                "id": "dmcp5q6r",
                "date": "2026-11-20",
                "effects": ["brow-ptosis"],
                "days_after": 7,
            }
        ],
    }
    (first, second) = followed["dm1a2b3c"]["results"]
    assert {first["area"], second["area"]} == {"glabella", "crows-feet"}
    assert {(item["retreated"], item["state"]) for item in (first, second)} == {
        ("2026-01-17", None)
    }


@pytest.mark.parametrize(
    ("days", "when"),
    [
        ([0], "on the day"),
        ([1], "1 day after"),
        ([7, 14], "7 and 14 days after"),
        ([7, 7], "7 days after"),
        ([3, 7, 14], "3, 7 and 14 days after"),
        ([2, 3, 7, 14], "4 check-ins, 2 to 14 days after"),
    ],
)
def test_when_a_side_effect_was_recorded(days: list[int], when: str) -> None:
    """Few days are named; many are counted, from the first to the last."""
    start = date(2026, 9, 1)
    text = session(f"{start}", "glabella = 20") + "".join(
        checkin(f"{start + timedelta(days=after)}", effects=["headache"], note=f"{place}")
        for place, after in enumerate(days)
    )
    found = snapshot(text)
    (lines,) = FollowUps(found, found.journal).lines(found.journal.sessions)
    assert lines[-1] == f"side effect: headache ({when})"


def test_a_side_effect_dated_by_its_month_is_only_after_it() -> None:
    """No number of days is worked out from a month."""
    text = session("2026-08-08", "glabella = 20") + checkin("2026-10", effects=["headache"])
    found = snapshot(text)
    (lines,) = FollowUps(found, found.journal).lines(found.journal.sessions)
    assert lines[-1] == "side effect: headache (after it)"


def test_either_of_two_sessions_of_a_day_may_be_the_cause() -> None:
    """A side effect stands with both products of the visit before it, and with no earlier one."""
    text = (
        session("2026-05-01", "neck = 30", product="xeomin")
        + session("2026-08-08", "glabella = 20")
        + session("2026-08-08", "masseter = 50", product="dysport")
        + checkin("2026-08-20", effects=["headache"])
    )
    found = snapshot(text)
    said = [lines[-1] for lines in FollowUps(found, found.journal).lines(found.journal.sessions)]
    assert [sentence.startswith("side effect") for sentence in said] == [False, True, True]


def test_a_check_in_without_effect_of_a_result_that_worked_is_named(
    program_inside: Program,
) -> None:
    """With its day, whichever of the two came first; in `log` and in `brief`."""
    text = session("2026-06-01", "glabella = 20\nforehead = 10", id="a")
    text += checkin("2026-07-01", "glabella = 'full'\nforehead = 'no-effect'")
    text += checkin("2026-08-01", "glabella = 'no-effect'\nforehead = 'full'")
    program_inside.journal.write_text(text)
    lines = program_inside("--plain", "log").out.splitlines()
    assert [line for line in lines if "followed" in line] == [
        "a, what followed: frown lines: lasted 30 to 61 days, no effect seen 1 Aug",
        "a, what followed: forehead, now: probably worn off, no effect seen 1 Jul",
    ]
    flat = " ".join(program_inside("brief", columns=200).out.split())
    assert "forehead, now: probably worn off, no effect seen 1 Jul" in flat
    assert "frown lines: 30 to 61 days, no effect seen 1 Aug" in flat


def test_an_appointment_says_whether_it_was_kept(program_inside: Program) -> None:
    """By the session that names it or is of its day and areas; else that it is open, or past."""
    text = session("2026-10-03", "glabella = 20", id="a", appointment="m1")
    text += session("2026-10-20", "chin = 5", id="b")
    for name, day in (
        ("m1", "2026-10-01"), ("m2", "2026-10-20"), ("m3", "2026-11-01"), ("m4", "2026-11-23"),
    ):  # fmt: skip
        text += f'[[appointment]]\nid = "{name}"\ndate = {day}\n'
    program_inside.journal.write_text(text)
    lines = program_inside("--plain", "log").out.splitlines()
    assert [line for line in lines if line.startswith("m") and "followed" in line] == [
        "m1, what followed: kept: session of 3 Oct",
        "m2, what followed: kept: session of 20 Oct",
        "m3, what followed: no session recorded",
        "m4, what followed: open",
    ]


def test_an_area_has_one_name_whatever_the_journal_calls_it(program_inside: Program) -> None:
    """In the record and in what followed it; CSV has what is written."""
    text = session("2026-10-03", '"palm-left" = 50\n"11s" = 20\n"somewhere" = 5', id="a")
    program_inside.journal.write_text(text + checkin("2026-10-20", '"palm-left" = "full"'))
    out = program_inside("--plain", "log").out
    assert "a: Sat 3 Oct 2026, Botox Cosmetic, palms left 50 units, frown lines 20 units" in out
    assert "somewhere 5 units" in out
    assert "check-in, palms left full" in out
    assert "palm-left" not in out
    assert "palm-left" in program_inside("log", "--csv").out


@pytest.mark.parametrize("columns", [40, 79, 80, 200])
def test_a_date_between_two_days_has_the_same_words_at_every_width(
    program_inside: Program, columns: int
) -> None:
    """In the column of dates over several lines."""
    program_inside.journal.write_text(session("2023-12-20/2024-01-10", "glabella = 20", id="a"))
    out = program_inside("log", columns=columns).out
    assert "about" not in out
    words = iter(out.split())
    date_words = ["between", "20", "Dec", "2023", "and", "10", "Jan", "2024"]
    assert all(any(one.strip(",") == word for one in words) for word in date_words)
