"""`topics`, `discuss` and what `remind` asks to be raised, as a person meets them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from botoxlog.catalog import Evidence, load
from botoxlog.commands.shared.example import example_journal
from botoxlog.forecast.questions import open_questions
from botoxlog.forecast.questions.open_questions import OpenQuestion, questions_to_show
from botoxlog.forecast.snapshot import build_snapshot
from tests.conftest import TODAY, Program, Result
from tests.journeys.test_stories import JOURNEYS, TODAYS, commands

Run = Callable[..., Result]


def three_sessions(run: Run) -> None:
    """Log three sessions of the frown lines with everything on the box."""
    for day in ("2026-01-10", "2026-05-10", "2026-09-10"):
        run("add", "11s=20", "-p", "botox", "--on", day, "--lot", "C1", "--expiry", "2028-01")


def topics_of(result: Result) -> list[str]:
    """Return the topics that `remind --json` shows, in order."""
    return [item["topic"] for item in json.loads(result.out)["raise"]]


def test_remind_shows_what_to_raise(run_inside: Run) -> None:
    """Below what is due: why now, what to ask, how good the evidence is, and what to do next."""
    three_sessions(run_inside)
    shown = run_inside("remind").out
    assert shown.partition("To raise at the next visit\n")[2] == (
        "A muscle that stays weaker\n"
        "  Frown lines: 3 sessions in the past two years.\n"
        '  Ask: "Is this muscle weaker than when I started? If so, would a lower dose or\n'
        '    longer gaps be enough now?"\n'
        "  Research: some evidence.\n"
        "What you want from it\n"
        "  Your journal has no goals yet. Frown lines: 3 sessions in the past year.\n"
        '  Ask: "This is how I want to look and feel, and what it costs me. Is that what\n'
        '    you aim for too, and could I spend less for the same?"\n'
        "\n"
        "Sources: botoxlog topics weak-muscle. After asking: botoxlog discuss weak-muscle\n"
        '--answer "..." (or --outcome deferred to ask later, --outcome dismissed to drop\n'
        "it).\n"
    )


def test_remind_shows_three_and_says_how_many_wait(run_inside: Run) -> None:
    """Three at most, in text and in JSON, with the number of those that wait."""
    run_inside("me", "--birth-year", "1966")
    for day in ("2020-01-10", "2026-01-10", "2026-05-10", "2026-09-10"):
        run_inside("add", "forehead=10", "jaw=50", "-p", "botox", "--on", day)
    told = json.loads(run_inside("remind", "--json").out)
    assert len(told["raise"]) == 3
    assert told["raise_waiting"] == 2
    shown = run_inside("remind").out
    assert shown.count("Ask: ") == 3
    assert "2 more wait: botoxlog brief shows all." in shown


def test_quiet_and_the_exit_code_are_about_what_is_due_only(run_inside: Run) -> None:
    """A question is no reason for a line at every shell start, nor for exit code 10."""
    three_sessions(run_inside)
    later = date(2027, 11, 1)
    assert topics_of(run_inside("remind", "--json", today=later)) != []
    done = run_inside("remind", "--quiet", "--exit-code", today=later)
    assert (done.code, done.out) == (0, "")


def test_the_rules_cost_nothing_where_nobody_asks(program: Program) -> None:
    """Neither `remind --quiet` nor `log` loads the rules or the topics."""
    program("add", "11s=20", "--on", "2026-09-10")
    for command in ("'remind', '--quiet'", "'log'"):
        code = (
            "import sys; from botoxlog.cli import run; "
            f"run(['--journal', {str(program.journal)!r}, '--today', '2026-11-23', {command}]); "
            "print(*(name for name in sys.modules if name.startswith('botoxlog')))"
        )
        environ = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
        )
        loaded = set(done.stdout.splitlines()[-1].split())
        assert "botoxlog.store" in loaded
        assert {
            "botoxlog.forecast.questions.open_questions",
            "botoxlog.forecast.questions",
            "botoxlog.input.language.emergency",
        } & loaded == set()


@pytest.mark.parametrize(
    ("outcome", "word", "says"),
    [
        ("asked", "asked", "comes up again when you record something new, after three more"),
        ("ask", "asked", "comes up again when you record something new"),
        ("defer", "deferred", "comes up again shortly before your next visit"),
        ("Dismissed", "dismissed", "botoxlog discuss weak-muscle --outcome deferred"),
    ],
)
def test_discuss_remembers(run_inside: Run, outcome: str, word: str, says: str) -> None:
    """The outcome is kept with its note, the topic is quiet, and what that means is said."""
    three_sessions(run_inside)
    done = run_inside("discuss", "weaker muscle", "--outcome", outcome, "--note", "same dose")
    assert done.code == 0
    assert f"Mon 23 Nov 2026, weak-muscle {word}. Note: same dose" in done.out
    assert says in done.err
    assert "weak-muscle" not in topics_of(run_inside("remind", "--json"))
    (record,) = json.loads(run_inside("log", "--json").out)["records"][-1:]
    assert (record["topic"], record["outcome"]) == ("weak-muscle", word)


@pytest.mark.parametrize("option", ["--answer", "--note"])
def test_an_answer_is_the_note_of_its_record(run_inside: Run, option: str) -> None:
    """Whichever option it came with, and for a topic that is not open too."""
    run_inside("discuss", "veins", option, "nothing new", "--on", "2026-11")
    (record,) = json.loads(run_inside("log", "--json").out)["records"]
    assert (record["topic"], record["outcome"], record["note"]) == ("veins", "asked", "nothing new")


def leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the one open question be about weaker muscles and ask two other topics as well."""
    question = OpenQuestion(
        "weak-muscle", "A muscle that stays weaker", (), "?", Evidence.NONE, (), (), "new",
        also=("veins", "skin-light"),
    )  # fmt: skip
    monkeypatch.setattr(open_questions, "questions_of", lambda *_: (question,))


def test_the_answer_to_one_question_is_recorded_for_all_its_topics(
    run_inside: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line and one step: the same day, outcome and words for each; one undo takes all."""
    leads(monkeypatch)
    done = run_inside("discuss", "weak-muscle", "--outcome", "deferred", "--answer", "next time")
    records = json.loads(run_inside("log", "--json").out)["records"]
    ids = [record.pop("id") for record in records]
    assert done.out.replace("\n  ", " ") == (
        f"Saved {ids[0]}, {ids[1]} and {ids[2]}: Mon 23 Nov 2026, weak-muscle, veins and "
        "skin-light deferred. Note: next time\n"
    )
    assert [record["topic"] for record in records] == ["weak-muscle", "veins", "skin-light"]
    assert [{**record, "topic": ""} for record in records] == 3 * [
        {
            "kind": "discussed",
            "date": "2026-11-23",
            "topic": "",
            "outcome": "deferred",
            "note": "next time",
        }
    ]
    run_inside("undo")
    assert json.loads(run_inside("log", "--json").out)["records"] == []


def test_a_topic_that_a_question_only_asks_as_well_is_recorded_alone(
    run_inside: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And `discuss --json` has every record that was saved."""
    leads(monkeypatch)
    alone = json.loads(run_inside("discuss", "veins", "--json").out)
    assert [record["topic"] for record in alone["saved"]] == ["veins"]
    led = json.loads(run_inside("discuss", "weak-muscle", "--json").out)
    assert [record["topic"] for record in led["saved"]] == ["weak-muscle", "veins", "skin-light"]


def test_dismissed_is_undone_as_it_says(run_inside: Run) -> None:
    """The command that the message names brings it back to the next visit."""
    three_sessions(run_inside)
    run_inside("discuss", "weak-muscle", "--outcome", "dismissed", "--on", "2026-09-11")
    run_inside("discuss", "weak-muscle", "--outcome", "deferred", "--on", "2026-09-12")
    assert "weak-muscle" in topics_of(run_inside("remind", "--json"))


def test_discuss_json(run_inside: Run) -> None:
    """`discuss --json` has what was saved and what it means."""
    told = json.loads(run_inside("discuss", "veins", "--on", "2026-11", "--json").out)
    identity = told["saved"][0].pop("id")
    assert len(identity) == 8
    assert told == {
        "schema": 1,
        "today": "2026-11-23",
        "saved": [
            {
                "kind": "discussed",
                "date": "2026-11",
                "topic": "veins",
                "outcome": "asked",
                "note": None,
            }
        ],
        "notices": [
            (
                "It comes up again when you record something new, after three more sessions, "
                "or in a year."
            )
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("discuss", "weak-mucsle"), 1, "Did you mean weak-muscle?"),
        (("discuss", "vains"), 1, "Did you mean veins?"),
        (("discuss", "zzzz"), 1, "To list them all: botoxlog topics"),
        (("topics", "skinlihgt"), 1, "Did you mean skin-light?"),
        (("discuss", "veins", "--outcome", "never"), 2, "asked, deferred, dismissed"),
        (("discuss", "veins", "--outcome", ""), 2, "asked, deferred, dismissed"),
        (("discuss", "veins", "--note", " "), 2, "The note is empty."),
        (("discuss", "veins", "--answer", " "), 2, "The answer is empty."),
        (("discuss", "veins", "--answer", "a", "--note", "a"), 2, "--answer and --note together"),
        (("discuss", "veins", "--on", "2027-01-01"), 2, "2027"),
    ],
)
def test_what_is_refused(run_inside: Run, arguments: tuple[str, ...], code: int, says: str) -> None:
    """A wrong name, outcome, note or day is refused with the next step, and nothing is written."""
    done = run_inside(*arguments)
    assert (done.code, says in done.err, done.out) == (code, True, "")
    assert json.loads(run_inside("log", "--json").out)["records"] == []


def test_a_topic_shows_every_figure_with_its_source(run_inside: Run) -> None:
    """Each statement, each number, its standing and the address of each source are there."""
    for topic in load().topics.values():
        shown = " ".join(run_inside("topics", topic.id, columns=2000).out.split())
        for figure in topic.about:
            assert f"{figure.text} [{figure.status}:" in shown
        for limit in topic.limits.values():
            standing = "[our choice; no study gives a number]" if limit.status is None else "["
            assert f"{limit.value} ({limit.text}) {standing}" in shown
        for source in topic.sources:
            assert load().sources[source].url in shown
        for question in topic.questions.values():
            assert question in shown
        assert topic.moot in shown
        assert topic.unless in shown


def test_topics_lists_all(run_inside: Run) -> None:
    """Without a name: each with its evidence in a phrase."""
    shown = " ".join(run_inside("topics").out.split())
    assert [id_ for id_ in load().topics if f"{id_} " not in shown] == []
    assert "veins Visible veins. Research: no studies found." in shown
    assert "thin-skin Thinner or looser skin. Research: expert opinion only." in shown


def test_topics_json(run_inside: Run) -> None:
    """`topics --json` has each topic whole, its sources with their addresses."""
    (told,) = json.loads(run_inside("topics", "temples", "--json").out)["topics"]
    assert told == {
        "id": "temple-hollow",
        "title": "Hollow temples",
        "evidence": "moderate",
        "words": ["temples", "hollow temples", "hourglass", "temple dents"],
        "raised_when": "two or more sessions for migraine or in the temples within two years, "
        "or hollowing recorded",
        "unless": "the sessions are years apart, are records of one day, or correct one another",
        "moot": "the temples are not injected",
        "about": [
            {
                "text": "25 units in the temple muscle: 26 of 92 people saw a dent, all 92 had "
                "one when examined; the authors call it temporary",
                "status": "verified",
                "days": None,
                "units": None,
                "sources": ["guyuron"],
                "note": "units of Botox",
            }
        ],
        "questions": {
            "plain": "Are my temples getting hollow? If they are, could the injection points "
            "be moved?",
            "recorded": "My temples look hollow since the injections. Does that come back, and "
            "could the injection points be moved?",
        },
        "limits": {
            "sessions": {
                "value": 2, "text": "sessions of one area", "status": None, "sources": [],
                "note": None,
            },
            "years": {
                "value": 2, "text": "years back in which sessions count", "status": None,
                "sources": [], "note": None,
            },
            "within_days": {
                "value": 365,
                "text": "days back: only what was recorded in the past year counts",
                "status": None,
                "sources": [],
                "note": None,
            },
        },
        "areas": ["temples", "migraine-pattern"],
        "effects": ["hollow-temples", "volume-loss"],
        "effect_areas": ["temples", "migraine-pattern"],
        "asked_by": [],
        "joins": ["lower-face-sag"],
        "joins_within": [],
        "warned_lots": [],
        "sources": [
            {
                "id": "guyuron",
                "title": "Guyuron 2004, hourglass deformity (n=92)",
                "url": "https://pubmed.ncbi.nlm.nih.gov/15012666/",
                "grade": "A",
            }
        ],
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["C3709C3", "c3709 c3", "C-3709-C3", " c3709c3 "])
def test_a_warned_lot_is_pointed_out_as_it_is_logged(run_inside: Run, typed: str) -> None:
    """`add`, `log --lot` and `remind` say what the warning says; any spelling of it counts."""
    added = run_inside("add", "11s=20", "--lot", typed)
    assert added.code == 0
    found = run_inside("log", "--lot", "c3709C3")
    reminded = " ".join(run_inside("remind").out.split())
    for text in (added.err, found.err, reminded):
        assert "(King County, United States, 18 Apr 2024; COFEPRIS, Mexico, 2023) name lot" in text
        assert "The maker's own vials can share a lot number with counterfeits" in text
        assert "our list of warnings is incomplete" in text
    assert "frown lines 20 units, lot" in run_inside("--plain", "log", "--lot", "C3709C3").out
    told = json.loads(run_inside("add", "chin", "--lot", typed, "--json").out)
    assert "Published warnings" in told["notices"][0]


def test_nothing_is_said_of_any_other_lot(run_inside: Run) -> None:
    """A lot that no warning names is not called anything."""
    added = run_inside("add", "11s=20", "--lot", "C1234", "--expiry", "2028-01")
    assert " ".join(run_inside("log", "--lot", "c-12 34").out.split()).count("lot C1234") == 1
    assert "warning" not in added.err + run_inside("log", "--lot", "C1234").err


@pytest.mark.parametrize("identity", JOURNEYS)
def test_nobody_sees_more_than_they_would_bring_up(identity: str, run_inside: Run) -> None:
    """Over real histories: three at most are shown, two for a first-timer who recorded no effect.

    Six at most are open, besides those about a side effect that was recorded.
    """
    today = TODAYS[identity]
    for command in commands(identity):
        run_inside(*command, today=today)
    told = json.loads(run_inside("remind", "--json", today=today).out)
    shown = [item["topic"] for item in told["raise"]]
    assert len(set(shown)) == len(shown) <= 3
    every = json.loads(run_inside("brief", "--json", today=today).out)["raise"]
    others = [item for item in every if not any(" recorded " in why for why in item["why"])]
    first_timer = len(JOURNEYS[identity]["sessions"]) == 1
    assert len(others) <= (2 if first_timer else 6)


def test_the_demo_raises_a_few() -> None:
    """The example shows what the questions look like, and not more than one would bring up."""
    snapshot = build_snapshot(example_journal(TODAY), load(), TODAY)
    assert [item.topic for item in questions_to_show(snapshot.open_questions)] == [
        "brow-heavy",
        "weak-muscle",
        "goals",
    ]
    assert len(snapshot.open_questions) == 5


@pytest.mark.parametrize("columns", [40, 60, 200])
def test_it_fits_the_terminal(run_inside: Run, columns: int) -> None:
    """Every line of the topics stays inside the terminal, addresses aside."""
    for arguments in (["topics"], ["topics", "weak-muscle"], ["demo"]):
        lines = run_inside(*arguments, columns=columns).out.splitlines()
        wide = [line for line in lines if len(line) > columns and "http" not in line]
        assert [line for line in wide if not line.startswith("To start your own")] == []
