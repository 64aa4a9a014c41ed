"""Plain and colourless: for listening, for scripts, and for every setting that asks for less."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from botoxlog.cli import COMMANDS
from tests.conftest import Program, Result
from tests.journals import JOURNALS

Run = Callable[..., Result]

OWN_READING = "We worked these figures out from published results."
NARROWER = (
    "Check in when it wears off, so your next forecast can learn from you "
    "and not only from other people."
)
SHOWING = [
    ["timeline"], ["timeline", "--area", "jaw"], ["timeline", "--since", "2026"],
    ["timeline", "--long"], ["status"], ["stats"], ["remind", "--within", "60d"], ["brief"],
    ["log"], ["me"], ["areas"],
    ["areas", "jaw"], ["products"], ["products", "dysport"], ["topics"],
    ["topics", "weak-muscle"], ["demo"], ["add", "chin=4", "--dry-run", "-p", "botox"],
]  # fmt: skip


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Return the journal of the example, where the program looks for it."""
    path = tmp_path / "journal.toml"
    path.write_text(JOURNALS["demo"], encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("command", SHOWING, ids=" ".join)
def test_one_fact_a_line(run_inside: Run, command: list[str]) -> None:
    """No columns, boxes, bars or indents, nothing wrapped: the same at every width, and ASCII."""
    narrow = run_inside("--plain", *command, columns=40)
    wide = run_inside("--plain", *command, columns=200)
    assert narrow.code == wide.code == 0
    assert narrow.out == wide.out
    assert narrow.err == wide.err
    assert narrow.out.isascii()
    for line in narrow.out.splitlines():
        assert not line.startswith((" ", "\t"))
        assert not re.search(r"\S {2,}\S|[|=#~]{2,}", line)


def test_each_fact_is_labelled(run_inside: Run, journal: Path) -> None:
    """Each fact of the picture stands on a line of its own, under the name of its area."""
    assert journal.exists()
    assert run_inside("--plain", "timeline", "--area", "jaw").out.splitlines() == [
        "today: 23 Nov 2026",
        "jaw: about even",
        (
            "jaw, window: Likely to wear off around 12 Dec; "
            "80% chance between 21 Sep 2026 and 25 May 2027."
        ),
        "jaw, next: check in now.",
        f"jaw, basis: Based on published figures for Botox in this area. {OWN_READING}",
        (
            "jaw, label: We found no Botox label that gives an interval for this use. "
            "Labels for this area give 183 days for slimming (Chinese)."
        ),
        f"jaw, narrower: {NARROWER}",
        (
            "jaw, session: Sat 6 Jun 2026: Botox, 55 units (left 25, right 30); "
            "not treated again since."
        ),
        "jaw, to raise: ?2",
        "to raise ?1: What you want from it",
        "goals: Your goals are recorded, but not whether you discussed them.",
        "goals: You recorded 1490 USD in the past 12 months.",
        "to raise ?2: The first results",
        "first-results: Jaw: 1 session so far, too early to know how long it lasts for you.",
        "to raise ?3: Lot number and expiry date",
        (
            "counterfeit: 4 sessions of the past year have no lot number or no expiry date, "
            "the last on 13 Nov 2026."
        ),
        "What to ask, in words: botoxlog timeline --long",
    ]
    assert run_inside("--plain", "status").out.splitlines() == [
        "crow's feet: about even; 80% chance it wears off between 2 Oct 2026 and 6 Jan 2027",
        "frown lines: about even; 80% chance it wears off between 17 Oct 2026 and 15 Jan 2027",
        "jaw: about even; 80% chance it wears off between 21 Sep 2026 and 25 May 2027",
        "forehead: kicking in; 80% chance it wears off between 15 Jan and 21 May",
        "5 questions for your next visit: botoxlog timeline",
    ]
    told = run_inside("--plain", "stats").out.splitlines()
    assert "Units a year: Botox Cosmetic: 2025: 44 units, 1 session" in told
    seen = "When last seen before the next session: frown lines: 2 worn off"
    assert seen in told
    assert run_inside("--plain", "products", "dysport").out.startswith("dysport: Dysport: abo")


@pytest.mark.unmeasured
def test_sessions_that_are_not_told_are_counted(run_inside: Run, journal: Path) -> None:
    """Eight of each area, or all since a day that was asked for."""
    journal.write_text(JOURNALS["lifetime"], encoding="utf-8")
    some = run_inside("--plain", "timeline", "--area", "chin").out
    assert some.count("chin, session: ") == 8
    assert "chin, sessions: 84 earlier sessions not listed." in some
    assert run_inside("--plain", "timeline", "--since", "1996").out.count("chin, session: ") == 92


@pytest.mark.usefixtures("journal")
def test_it_may_stand_anywhere(run_inside: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the command, behind it, or in the environment; an empty value is none."""
    plain = run_inside("--plain", "timeline").out
    picture = run_inside("timeline").out
    assert plain != picture
    assert run_inside("timeline", "--plain").out == plain
    monkeypatch.setenv("BOTOXLOG_PLAIN", "1")
    assert run_inside("timeline").out == plain
    monkeypatch.setenv("BOTOXLOG_PLAIN", "")
    assert run_inside("timeline").out == picture


@pytest.mark.usefixtures("journal")
def test_json_stays_json(run_inside: Run) -> None:
    """Scripts that set both get what they parse."""
    told = json.loads(run_inside("--plain", "timeline", "--json").out)
    assert told == json.loads(run_inside("timeline", "--json").out)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_both(run_inside: Run, command: str) -> None:
    """And says so."""
    helped = run_inside(command, "--help").out
    assert "--plain" in helped
    assert "--no-color" in helped


@pytest.mark.parametrize(
    ("environ", "options", "coloured"),
    [
        ({}, [], False),  # a pipe
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, [], False),
        ({"FORCE_COLOR": "1"}, ["--no-color"], False),
        ({"FORCE_COLOR": "1"}, ["--plain"], False),
    ],
)
def test_colour_is_what_was_asked_for(
    program: Program, journal: Path, environ: dict[str, str], options: list[str], *, coloured: bool
) -> None:
    """NO_COLOR is stronger than FORCE_COLOR; without colour there is no escape at all."""
    term = {"TERM": "xterm-256color", "COLORTERM": ""}
    asked = replace(program, journal=journal, environ={**term, **environ})
    for place in ([*options, "timeline"], ["timeline", *options]):
        result = asked(*place)
        assert result.code == 0
        assert ("\x1b[" in result.out) == coloured
