"""`brief` as a person uses it: in a terminal, into a file, into another program."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from botoxlog.cli import COMMANDS
from botoxlog.commands.shared.example import example_text
from tests.conftest import TODAY, Program, Result
from tests.journals import JOURNALS
from tests.journeys.test_stories import JOURNEYS, TODAYS, commands
from tests.render.test_visit_sheet_formats import HOSTILE, hostile_journal
from tests.reports.test_visit_facts import checkin, session
from tests.terminals import ended, opened

Run = Callable[..., Result]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Return the example journal as one's own."""
    path = tmp_path / "journal.toml"
    path.write_text(example_text(TODAY), encoding="utf-8")
    return path


@pytest.mark.usefixtures("journal")
def test_the_sheet_in_a_terminal(run_inside: Run) -> None:
    """Goals, what is new, sessions, questions, windows, changes, totals and cost, in this order."""
    result = run_inside("brief")
    assert result.code == 0
    heads = [
        "Botulinum toxin: for the visit, Mon 23 Nov 2026", "Goals: softer frown",
        "Side effects and notes since 6 Jun 2026", "The last 5 sessions\nSession ",
        "\nSat 8 Aug 2026  ", "crow's feet 24", "\nTo ask", "\n1. ", "\n3. ", "\nIf there is time:",
        "\n4. ", "\nLikely to wear off ", "\njaw ", "\nChanged from the session before",
        "\nTotal units ", "\nCost", "\nMonth of effect: 109 to 130 USD",
    ]  # fmt: skip
    places = [result.out.find(head) for head in heads]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("identity", JOURNEYS)
def test_a_real_history_fits_the_terminal(identity: str, columns: int, run_inside: Run) -> None:
    """Every story makes a sheet that stays inside the terminal."""
    today = TODAYS[identity]
    for command in commands(identity):
        run_inside(*command, today=today)
    result = run_inside("brief", today=today, columns=columns)
    assert result.code == 0
    assert max(cell_len(line) for line in result.out.splitlines()) <= columns
    assert re.search(r"^(The last (\d )?sessions?)$", result.out, re.MULTILINE)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_note_steers_the_terminal(text: str, tmp_path: Path, run_inside: Run) -> None:
    """Nothing that acts reaches the screen, and nothing of it is lost as markup."""
    (tmp_path / "journal.toml").write_text(hostile_journal(text), encoding="utf-8")
    result = run_inside("brief", columns=200)
    assert result.code == 0
    assert not set(result.out) & set("\x1b\x07\x9b\u202e\u202c\u2066\u2069\u200f")
    assert result.out.isprintable() or "\n" in result.out


@pytest.mark.usefixtures("journal")
def test_an_area_and_a_period_can_be_chosen(run_inside: Run) -> None:
    """The words for areas and dates are those of every command."""
    result = run_inside("brief", "--area", "11s", "--area", "jaw", "--since", "2026-01")
    assert result.code == 0
    assert "Sessions since 1 Jan 2026" in result.out
    assert "frown lines 20" in result.out
    assert "jaw 55" in result.out
    assert "crow's feet" not in result.out
    assert "Sep 2025, 443 days ago" not in result.out
    assert "1 earlier session, the first in Sep 2025." in result.out
    assert "Side effects and notes since 1 Jan 2026" in result.out
    assert "counts at its full price" in " ".join(result.out.split())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--area", "palms"], 1, "Your journal has no session for palms."),
        (["--since", "2027-01-01"], 2, "is still to come"),
        (["--since", "gibberish"], 2, "not a date"),
        (["--save", "visit.pdf"], 2, 'The file type is not clear from the name "visit.pdf".'),
        (["--save", "visit"], 2, "Use a name that ends in .html or .md"),
    ],
)
@pytest.mark.usefixtures("journal")
def test_what_makes_no_sense_is_refused(
    arguments: list[str], code: int, said: str, run_inside: Run
) -> None:
    """With the reason and the next step."""
    result = run_inside("brief", *arguments)
    assert (result.code, result.out) == (code, "")
    assert said in result.err


def test_an_empty_journal_says_how_to_begin(tmp_path: Path, run_inside: Run) -> None:
    """There is no empty sheet."""
    shown = run_inside("brief")
    assert (shown.code, shown.out) == (0, "")
    assert "botoxlog add" in shown.err
    saved = run_inside("brief", "--save", str(tmp_path / "x.html"))
    assert saved.code == 1
    assert "nothing to save" in saved.err
    assert not (tmp_path / "x.html").exists()
    assert json.loads(run_inside("brief", "--json").out)["areas"] == []


# --- into a file -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "begins"),
    [("v.md", "# Botulinum"), ("v.html", "<!doctype html>"), ("V.HTML", "<!doctype html>")],
)
@pytest.mark.usefixtures("journal")
def test_a_file_is_private_and_said_to_be_there(
    name: str, begins: str, tmp_path: Path, run_inside: Run
) -> None:
    """Data do not go to the terminal too."""
    path = tmp_path / name
    result = run_inside("brief", "--save", str(path))
    assert (result.code, result.out) == (0, "")
    assert f"Saved {path}." in result.err
    assert path.read_text(encoding="utf-8").startswith(begins)
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("journal")
def test_the_picture_names_the_next_steps_of_the_timeline(tmp_path: Path, run_inside: Run) -> None:
    """The page has the same picture, once for a wide screen and once for a narrow one."""
    sheet, picture = tmp_path / "sheet.html", tmp_path / "picture.svg"
    assert run_inside("brief", "--save", str(sheet)).code == 0
    assert run_inside("timeline", "--save", str(picture)).code == 0
    steps = [
        re.findall(r">(book now|check in now|check in \d+ \w+)<", file.read_text(encoding="utf-8"))
        for file in (picture, sheet)
    ]
    assert steps[0] == ["book now", "check in now", "check in now", "check in 27 Nov"]
    assert steps[1] == steps[0] * 2


@pytest.mark.usefixtures("journal")
def test_a_file_that_is_there_is_kept_unless_forced(tmp_path: Path, run_inside: Run) -> None:
    """A script is refused, with the way round."""
    path = tmp_path / "notes.md"
    path.write_text("my own notes")
    result = run_inside("brief", "--save", str(path))
    assert (result.code, path.read_text()) == (1, "my own notes")
    assert "--force" in result.err
    assert run_inside("brief", "--save", str(path), "--force").code == 0
    assert path.read_text().startswith("# Botulinum")


def test_the_journal_itself_is_never_replaced(
    tmp_path: Path, journal: Path, run_inside: Run
) -> None:
    """Not even through a link, and not even when forced."""
    link = tmp_path / "visit.md"
    link.symlink_to(journal)
    before = journal.read_bytes()
    result = run_inside("brief", "--save", str(link), "--force")
    assert (result.code, journal.read_bytes()) == (1, before)
    assert "is your journal. Nothing was written." in result.err


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a Unix terminal")
@pytest.mark.parametrize(("answer", "replaced"), [("", False), ("y", False), ("n", True)])
def test_a_terminal_asks_before_it_replaces(
    answer: str, replaced: bool, tmp_path: Path, journal: Path
) -> None:
    """Enter keeps what is there."""
    path = tmp_path / "visit.html"
    path.write_text("old")
    child = opened([*Program(journal).command, "brief", "--save", str(path)])
    child.expect(r"already\s+exists\.\s+Keep\s+it")  # wrapped where the path is long
    child.sendline(answer)
    assert ended(child)[0] == (0 if replaced else 1)
    assert (path.read_text() != "old") == replaced


# --- into another program --------------------------------------------------------------------


def told(run_inside: Run, *arguments: str) -> dict[str, Any]:
    """Return what `brief --json` says."""
    result = run_inside("brief", "--json", *arguments)
    assert (result.code, result.err) == (0, "")
    found: dict[str, Any] = json.loads(result.out)
    return found


@pytest.mark.usefixtures("journal")
def test_the_json_has_every_part(run_inside: Run) -> None:
    """The fields that docs/json.md promises, the areas in the shape of the timeline."""
    brief = told(run_inside)
    assert list(brief) == [
        "schema", "today", "problems", "since", "birth_year", "goals", "appointment", "areas",
        "resting",
        "serious", "raise", "answers", "observations", "changes", "totals", "costs",
    ]  # fmt: skip
    timeline = json.loads(run_inside("timeline", "--json").out)
    assert brief["areas"] == timeline["areas"]
    assert (brief["schema"], brief["since"], brief["birth_year"]) == (1, "2026-06-06", 1984)
    assert brief["raise"]
    fields = [
        "topic", "title", "why", "question", "evidence", "sources", "areas", "status", "happened",
        "also",
    ]  # fmt: skip
    assert all(list(item) == fields for item in brief["raise"])
    assert brief["totals"][0] == {
        "product": "botox-cosmetic",
        "months_3": {
            "from": "2026-08-23", "units": 10.0, "perhaps": 0, "unknown": 0, "sessions": 1
        },
        "months_12": {
            "from": "2025-11-23", "units": 102.0, "perhaps": 0, "unknown": 0, "sessions": 4
        },
    }  # fmt: skip
    (spent,) = brief["costs"]["spent"]
    assert (spent["currency"], spent["amount"], spent["per_month"]["results"]) == ("USD", 1490, 2)


def test_the_json_of_a_serious_reaction(tmp_path: Path, run_inside: Run) -> None:
    """What it was, from when to when, and by when it was over: null if that is not recorded."""
    text = session("2026-08-08", "glabella = 20")
    text += '[[checkin]]\ndate = "2014-03"\neffects = ["dysphagia"]\n'
    text += '[[checkin]]\ndate = "2014-04"\nresolved = ["dysphagia"]\n'
    text += '[[checkin]]\ndate = 2026-09-01\neffects = ["blurred-vision-left"]\n'
    (tmp_path / "journal.toml").write_text(text, encoding="utf-8")
    assert told(run_inside)["serious"] == [
        {
            "effect": "blurred-vision", "side": "left", "first": "2026-09-01",
            "last": "2026-09-01", "over_by": None, "only_in_notes": False,
            "text": "On 1 Sep 2026: blurred or lost vision (left), not recorded as over.",
        },
        {
            "effect": "dysphagia", "side": None, "first": "2014-03", "last": "2014-03",
            "over_by": "2014-04", "only_in_notes": False,
            "text": "In Mar 2014: trouble swallowing, over by Apr 2014.",
        },
    ]  # fmt: skip


def test_a_serious_reaction_is_the_first_line_of_the_sheet(tmp_path: Path, run_inside: Run) -> None:
    """Under the title, before the goals, in the terminal and in plain lines; asked first of all."""
    text = session("2026-08-08", "glabella = 20")
    text += '[[checkin]]\ndate = "2014-03"\neffects = ["dysphagia"]\nresolved = ["dysphagia"]\n'
    (tmp_path / "journal.toml").write_text(text, encoding="utf-8")
    fact = "In Mar 2014: trouble swallowing, since over."
    for arguments in (["brief"], ["--plain", "brief"], ["brief", "glabella"]):
        assert run_inside(*arguments).out.splitlines()[1] == fact
    reminded = run_inside("remind").out
    first = reminded.partition("To raise at the next visit\n")[2].splitlines()[:2]
    assert first == ["A serious reaction", f"  {fact}"]


def test_the_json_of_what_happened(tmp_path: Path, run_inside: Run) -> None:
    """Side effects with their session, changes with both sides of them."""
    (tmp_path / "journal.toml").write_text(hostile_journal("x y"), encoding="utf-8")
    brief = told(run_inside)
    assert brief["observations"] == [
        {
            "id": "c", "date": "2026-09-01", "effects": ["x y"], "resolved": [], "note": "x y",
            "after": {"id": "b", "date": "2026-08-01"}, "days_after": 31,
        }
    ]  # fmt: skip
    assert [change["kind"] for change in brief["changes"]] == ["product", "injector", "clinic"]
    assert brief["changes"][0]["areas"] == ["x y"]
    assert brief["changes"][0]["earlier"] == {
        "id": "a", "date": "2026-04-01", "product": "xeomin", "units": None, "sides": {},
        "injector": "A", "clinic": "B",
    }  # fmt: skip


@pytest.mark.usefixtures("journal")
def test_a_file_and_json_at_once(tmp_path: Path, run_inside: Run) -> None:
    """Each does what it says."""
    result = run_inside("brief", "--json", "--save", str(tmp_path / "v.md"))
    assert json.loads(result.out)["schema"] == 1
    assert (tmp_path / "v.md").exists()


# --- what is said to the owner alone, and what was answered ----------------------------------


COMMAND = re.compile(rf"\bbotoxlog ({'|'.join(COMMANDS)}|--)")
"""What no format of the sheet may say: the person who reads it has no botoxlog."""


@pytest.mark.parametrize("name", [*JOURNALS, "doubted", "warned", "bare"])
def test_no_format_of_the_sheet_names_a_command(name: str, tmp_path: Path, run_inside: Run) -> None:
    """In the terminal, with --plain, as Markdown and as a page; whatever is raised."""
    (tmp_path / "journal.toml").write_text(JOURNALS.get(name) or MORE[name], encoding="utf-8")
    formats = [run_inside("brief").out, run_inside("--plain", "brief").out]
    formats += [run_inside("brief", columns=40).out]
    for suffix in (".md", ".html"):
        path = tmp_path / f"visit{suffix}"
        run_inside("brief", "--save", str(path))
        formats.append(path.read_text(encoding="utf-8"))
    assert all("Botulinum toxin: for the visit" in shown for shown in formats)
    assert not any(COMMAND.search(" ".join(shown.split())) for shown in formats)


MORE = {
    "doubted": session("2016-01-10", "glabella = 20") + checkin("2026-11-01", "glabella = 'full'"),
    "warned": session("2026-08-01", "glabella = 20", lot="C3709C3"),
    "bare": "".join(session(f"2026-0{month}-01", "glabella = 20") for month in (2, 5, 8)),
}
"""Journals of which a sentence elsewhere names a command: a doubted check-in, no goals."""


@pytest.mark.usefixtures("journal")
def test_the_owner_is_shown_how_to_record_an_answer(tmp_path: Path, run_inside: Run) -> None:
    """On stderr after the sheet, in one line, for the first question; not with --json."""
    said = 'After the visit: botoxlog discuss brow-heavy --answer "..."\n'
    assert run_inside("brief").err == said
    assert run_inside("brief", "--save", str(tmp_path / "v.md")).err.endswith(said)
    assert run_inside("brief", "--json").err == ""


@pytest.mark.usefixtures("journal")
def test_an_answer_is_on_the_next_sheet(run_inside: Run) -> None:
    """Its date, the title of its topic and the words; in JSON the fields of docs/json.md."""
    run_inside("discuss", "weak-muscle", "--answer", "same dose, longer gaps")
    shown = run_inside("brief").out
    assert "What was answered before\n23 Nov 2026: A muscle that stays weaker: same dose" in shown
    plain = run_inside("--plain", "brief").out
    assert (
        "What was answered before: 23 Nov 2026: A muscle that stays weaker: same dose, longer gaps"
    ) in plain
    assert told(run_inside)["answers"] == [
        {
            "date": "2026-11-23",
            "topic": "weak-muscle",
            "title": "A muscle that stays weaker",
            "outcome": "asked",
            "note": "same dose, longer gaps",
        }
    ]


@pytest.mark.parametrize("columns", [79, 80])
@pytest.mark.usefixtures("journal")
def test_the_sessions_are_a_table_from_80_columns(columns: int, run_inside: Run) -> None:
    """Below, each has a fact a line under its date."""
    shown = run_inside("brief", columns=columns).out
    narrow = "\nSat 17 Jan 2026, 310 days ago\n  Botox Cosmetic, lot C0002\n  Dr Example\n"
    wide = (
        "\nSat 17 Jan 2026  Botox Cosmetic,     crow's feet 24,       103 to 123 days\n"
        "310 days ago       lot C0002           frown lines 20\n"
        "Dr Example\n"
    )
    assert ((narrow in shown), (wide in shown)) == (columns < 80, columns >= 80)


@pytest.mark.parametrize("name", ["new", "pair", "both", "shrinking", "demo", "partial", "odd"])
@pytest.mark.parametrize(("columns", "lines"), [(80, 64), (120, 64), (40, 128)])
def test_a_sheet_of_up_to_four_areas_is_a_page(
    tmp_path: Path, run_inside: Run, name: str, columns: int, lines: int
) -> None:
    """About sixty lines of 80 columns, or as much text in lines of 40."""
    (tmp_path / "journal.toml").write_text(JOURNALS[name])
    shown = run_inside("brief", columns=columns).out.splitlines()
    assert len(shown) <= lines
    assert max(map(cell_len, shown)) <= columns


def test_a_sheet_of_twelve_areas_is_a_page(tmp_path: Path, run_inside: Run) -> None:
    """About seventy lines of 80 columns."""
    (tmp_path / "journal.toml").write_text(JOURNALS["lifetime"])
    assert len(run_inside("brief", columns=80).out.splitlines()) <= 76


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_twelve_areas_and_thirty_years_have_all_five_sessions(
    tmp_path: Path, run_inside: Run, columns: int
) -> None:
    """Areas that are left out are counted, and what is the same is said once."""
    (tmp_path / "journal.toml").write_text(JOURNALS["lifetime"])
    out = run_inside("brief", columns=columns).out
    table = out.partition("The last 5 sessions\n")[2].partition("87 earlier sessions")[0]
    assert len(re.findall(r"^\w{3} 5 \w{3} 20\d\d", table, re.MULTILINE)) == 5
    flat = " ".join(table.split())
    assert "underarms 20" in flat or "jaw 20, 4 more areas" in flat
    assert flat.count("forehead 20") == 1
