"""Moving in, out and together, as commands: real processes, real git, a real terminal."""

import json
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program, Result
from tests.input.sheets import xlsx
from tests.terminals import Terminal, ended, opened

FIXTURE = Path(__file__).parents[1] / "input" / "thirty.csv"
SHEET = (
    "Date,Brand,Area,Units\n2026-08-01,Botox,11s,20\n2026-08-01,Botox,forehead,10\nsoon,,chin,\n"
)
KEPT = """\
# mine
format = 1
theme = "dark"

[person]
clinic = "Elm"

# the first
[[session]]
id = "aaaa2345"
date = 2026-08-01 # a Saturday
product = "dysport"
lot = "C1"
colour = "red"

[session.units]
glabella = 50

[[checkin]]
id = "bbbb2345"
date = 2026-09-01
effects = ["headache"]
"""


@pytest.fixture
def kept(program: Program) -> Program:
    """Return the program on a journal with a session, a look, and keys of its owner's own."""
    program.journal.write_text(KEPT)
    return program


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    """Return a small spreadsheet."""
    path = tmp_path / "diary.csv"
    path.write_text(SHEET)
    return str(path)


def other(program: Program, text: str, name: str = "other.toml") -> Path:
    """Put another copy beside the journal."""
    path = program.journal.with_name(name)
    path.write_text(text)
    return path


# --- export --------------------------------------------------------------------------------------


def test_exporting_is_the_file_byte_for_byte(kept: Program) -> None:
    """TOML without a condition: comments, order and all."""
    kept.journal.write_bytes(KEPT.replace("\n", "\r\n").encode())
    done = subprocess.run([*kept.command, "export"], capture_output=True, check=True)
    assert done.stdout == kept.journal.read_bytes()


def test_exporting_some_records_only(kept: Program) -> None:
    """Those that fit, as they stand, in a journal of their own."""
    expected = (
        'format = 1\n\n# the first\n[[session]]\nid = "aaaa2345"\ndate = 2026-08-01 # a Saturday\n'
        'product = "dysport"\nlot = "C1"\ncolour = "red"\n\n[session.units]\nglabella = 50\n'
    )
    assert kept("export", "--lot", "c1").out == expected
    assert kept("export", "--area", "11s").out == expected
    assert "bbbb2345" in kept("export", "--since", "2026-08-15").out
    assert "aaaa2345" not in kept("export", "--since", "2026-08-15").out
    assert kept("export", "-p", "xeomin").out == "format = 1\n"
    journal = json.loads(kept("export", "--lot", "C1", "--format", "json").out)["journal"]
    assert journal["session"][0]["colour"] == "red"
    assert list(journal) == ["format", "session"]


def test_exporting_as_json_csv_and_fhir(kept: Program) -> None:
    """Everything; a row an area; one administration for each site."""
    journal = json.loads(kept("export", "--format", "json").out)["journal"]
    assert (journal["theme"], journal["session"][0]["colour"]) == ("dark", "red")
    rows = kept("export", "--format", "csv").out.splitlines()
    assert rows[1:] == [
        "session,aaaa2345,2026-08-01,glabella,50,,dysport,,,,C1,,,,,,,,,1,2026-08-01,2026-08-01,,,,",
        "checkin,bbbb2345,2026-09-01,,,,,,,,,,,,,headache,,,,1,2026-09-01,2026-09-01,,,,",
    ]
    (entry,) = json.loads(kept("export", "--format", "fhir").out)["entry"]
    assert entry["resource"]["contained"][0]["batch"] == {"lotNumber": "C1"}


def test_saving_chooses_the_format_by_the_name_and_overwrites_nothing(kept: Program) -> None:
    """Mode 0600; a second time only with --force; never the journal itself."""
    path = kept.journal.with_name("out.json")
    assert kept("export", "--save", str(path)).err == f"Saved {path}. Only you can read it.\n"
    assert json.loads(path.read_text())["schema"] == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = kept("export", "--save", str(path))
    assert (again.code, "already exists" in again.err) == (1, True)
    assert kept("export", "--save", str(path), "--force").code == 0
    itself = kept("export", "--save", str(kept.journal), "--force")
    assert (itself.code, "is your journal" in itself.err) == (1, True)
    assert kept.journal.read_text() == KEPT


def test_there_is_nothing_to_export_yet(program: Program) -> None:
    """Exit code 1, and what to do."""
    result = program("export")
    assert (result.code, "There is no journal yet" in result.err) == (1, True)


def test_in_a_terminal_an_export_steers_nothing(kept: Program) -> None:
    """What goes to a file or a pipe is exact; on a screen control characters are made visible."""
    kept.journal.write_text(KEPT + "# \u202e and \x9b31m\n")
    child = opened([*kept.command, "export"], env={**os.environ, "TERM": "dumb"})
    child.expect_exact("# <U+202E> and <U+009B>31m")
    assert ended(child)[0] == 0


# --- import --------------------------------------------------------------------------------------


def test_importing_shows_what_was_understood_and_adds_it_once(program: Program, sheet: str) -> None:
    """A table, the rows that were left out, and nothing new the second time."""
    shown = program("import", sheet, "--dry-run")
    assert shown.out == (
        "Read as: commas, UTF-8\n"
        "Columns: Date = date, Brand = product, Area = area, Units = units\n\n"
        "To add: 1 session\n"
        "  rows 2-3: Sat 1 Aug 2026, Botox Cosmetic, frown lines 20 units, forehead 10\n"
        "  units\n\n"
        "Not understood, left out: 1 row\n"
        '  row 4: "soon" is not a date with a year.\n'
        "Fix these rows in the spreadsheet and import it again. Nothing is added twice.\n"
    )
    assert not program.journal.exists()
    assert program("import", sheet, "--yes").code == 0
    once = program.journal.read_bytes()
    assert stat.S_IMODE(program.journal.stat().st_mode) == 0o600
    again = program("import", sheet, "--yes")
    assert (again.code, again.err) == (0, "There is nothing new to add. Nothing was written.\n")
    assert program.journal.read_bytes() == once


def test_of_a_long_sheet_the_beginning_is_shown(program: Program, tmp_path: Path) -> None:
    """Two hundred of each kind; JSON has them all."""
    path = tmp_path / "x.csv"
    good = [f"{2000 + n // 12}-{1 + n % 12:02},chin,{n}" for n in range(250)]
    bad = [f"soon {n},chin," for n in range(250)]
    path.write_text("\n".join(["Date,Area,Pain", *good, *bad]))
    shown = program("import", str(path), "--dry-run").out.splitlines()
    assert shown.count("  ... and 50 more: --json lists all.") == 2
    assert "Not understood, left out: 250 rows" in shown
    assert len(json.loads(program("import", str(path), "--dry-run", "--json").out)["new"]) == 250


def test_thirty_sessions(program: Program) -> None:
    """Shown as expected to the letter, and all of them in the log afterwards."""
    shown = program("import", str(FIXTURE), "--dry-run").out
    assert shown == FIXTURE.with_suffix(".txt").read_text(encoding="utf-8")
    program("import", str(FIXTURE), "--yes")
    assert len(json.loads(program("log", "--json").out)["records"]) == 30


def test_importing_adds_to_what_is_there_and_changes_nothing(kept: Program, sheet: str) -> None:
    """The journal begins as it was, byte for byte."""
    assert kept("import", sheet, "--yes").code == 0
    assert kept.journal.read_text().startswith(KEPT + "\n[[session]]\n")


def test_what_was_corrected_since_is_told_and_left(program: Program, sheet: str) -> None:
    """The sheet still says something else; the journal stays."""
    program("import", sheet, "--yes")
    text = program.journal.read_text().replace("glabella = 20", "glabella = 25")
    program.journal.write_text(text)
    (identity,) = (record["id"] for record in json.loads(program("log", "--json").out)["records"])
    shown = program("import", sheet, "--yes").out
    assert (
        f"Already in your journal, not changed: 1 session\n  rows 2-3: differs from {identity}"
        in shown
    )
    assert program.journal.read_text() == text


def test_a_record_that_makes_no_sense_comes_back_as_it_is(kept: Program, tmp_path: Path) -> None:
    """An export may hold what a hand edit broke: nothing of it is lost."""
    path = tmp_path / "x.json"
    path.write_text('{"journal": {"session": [{"id": "q", "date": "2026-02-30"}, 3]}}')
    assert kept("import", str(path), "--yes").code == 1
    path.write_text('{"journal": {"session": [{"id": "q", "date": "2026-02-30"}]}}')
    result = kept("import", str(path), "--yes")
    assert "To add unchanged: 1 that botoxlog can't read" in result.out
    assert kept.journal.read_text() == KEPT + '\n[[session]]\nid = "q"\ndate = "2026-02-30"\n'


def test_without_a_terminal_it_has_to_be_told_to_write(program: Program, sheet: str) -> None:
    """Exit code 2, and nothing written."""
    result = program("import", sheet)
    assert (result.code, "use --yes" in result.err) == (2, True)
    assert not program.journal.exists()


def test_importing_as_json(program: Program, sheet: str) -> None:
    """Every field, for scripts."""
    found = json.loads(program("import", sheet, "--yes", "--json").out)
    (new,) = found.pop("new")
    assert new["rows"] == [2, 3]
    assert new["record"]["areas"] == {"glabella": 20, "forehead": 10}
    assert found == {
        "schema": 1,
        "today": "2026-11-23",
        "how": "commas, UTF-8",
        "day_order": None,
        "columns": [
            {"head": "Date", "meaning": "date"},
            {"head": "Brand", "meaning": "product"},
            {"head": "Area", "meaning": "area"},
            {"head": "Units", "meaning": "units"},
        ],
        "settings": [],
        "joined": [],
        "already": [],
        "refused": [{"row": 4, "reason": '"soon" is not a date with a year.'}],
        "left_out": [],
        "transposed": False,
        "notices": [],
        "looks": [],
        "looks_already": [],
        "kept_in_words": [],
        "written": True,
    }


LASTED = (
    "Date,Brand,Area,Lasted\n2025-01-10,Botox,11s,3 months\n2025-06-10,Botox,11s,3-4 months\n"
    "2025-11-10,Botox,11s,14w\n2026-08-01,Botox,11s,still working\n"
)


def test_importing_how_long_it_lasted(program: Program, tmp_path: Path) -> None:
    """The looks are shown first, written with the sessions in one step, and added once."""
    path = tmp_path / "x.csv"
    path.write_text(LASTED)
    shown = program("import", str(path), "--dry-run")
    assert shown.out == (
        "Read as: commas, UTF-8\n"
        "Columns: Date = date, Brand = product, Area = area, Lasted = when it wore off\n\n"
        "To add: 4 sessions\n"
        "  row 2: Fri 10 Jan 2025, Botox Cosmetic, frown lines\n"
        "  row 3: Tue 10 Jun 2025, Botox Cosmetic, frown lines. Note: Lasted: 3-4 months\n"
        "  row 4: Mon 10 Nov 2025, Botox Cosmetic, frown lines\n"
        "  row 5: Sat 1 Aug 2026, Botox Cosmetic, frown lines. Note: Lasted: still\n"
        "  working\n\n"
        "And 2 check-ins: when each result had worn off\n"
        "  row 2: Apr 2025, check-in, frown lines worn off. Note: Lasted: 3 months\n"
        "  row 4: Feb 2026, check-in, frown lines worn off. Note: Lasted: 14w\n\n"
        "Not added as a check-in, kept as a note: 1 row\n"
        '  row 3: "3-4 months" could end in Sep 2025 or in Oct 2025. Only one month can\n'
        "  be used.\n"
        "If you know the month, write it like 2023-07 and import the spreadsheet again.\n"
    )
    assert not program.journal.exists()
    written = program("import", str(path), "--yes")
    assert written.err == (
        "Added 4 sessions and 2 check-ins. Your existing records were not changed.\n"
    )
    once = program.journal.read_text()
    assert once.count("[[checkin]]") == 2
    again = program("import", str(path), "--yes")
    already = "Already in your journal, not changed: 4 sessions\n"
    assert f"{already}... and of their results: 2 check-ins" in again.out
    assert (again.err, program.journal.read_text()) == (
        "There is nothing new to add. Nothing was written.\n",
        once,
    )
    lasted = [
        item["lasted"]
        for item in json.loads(program("timeline", "--json").out)["areas"][0]["history"]
    ]
    assert {"at_least": 81, "at_most": 110} in lasted
    assert program("undo").code == 0
    assert "[[" not in (program.journal.read_text() if program.journal.exists() else "")


def test_looks_alone_are_added_to_sessions_that_are_there(program: Program, tmp_path: Path) -> None:
    """What a sheet tells later of a session's end; JSON has it all."""
    path = tmp_path / "x.csv"
    path.write_text(LASTED.replace("3-4 months", ""))
    program("import", str(path), "--yes")
    path.write_text(LASTED.replace("3-4 months", "2025-09").replace("14w", "2026-03"))
    found = json.loads(program("import", str(path), "--dry-run", "--json").out)
    (look,) = found["looks"]
    assert (look["rows"], look["record"]["date"], look["record"]["state"]) == (
        [3],
        "2025-09",
        {"glabella": "gone"},
    )
    assert [item["differs"] for item in found["looks_already"]] == [False, True]
    assert (found["new"], found["kept_in_words"]) == ([], [])
    result = program("import", str(path), "--yes")
    assert "To add 1 check-in: when each result had worn off\n  row 3: Sep 2025" in result.out
    assert "\n  row 4: Mar 2026 differs from " in result.out
    assert result.err == ("Added 1 check-in. Your existing records were not changed.\n")


def test_a_sheet_of_which_nothing_is_understood(program: Program, tmp_path: Path) -> None:
    """Exit code 1; the reasons are listed."""
    path = tmp_path / "x.csv"
    path.write_text("Date,Area\nsoon,chin\n")
    result = program("import", str(path), "--yes")
    assert (result.code, "No row could be read" in result.err) == (1, True)
    assert "not a date with a year" in result.out


@pytest.mark.parametrize("form", ["toml", "json", "csv"])
def test_an_export_comes_back(kept: Program, tmp_path: Path, form: str) -> None:
    """Into a new journal; the second time nothing is new. TOML and JSON keep unknown keys."""
    path = tmp_path / f"out.{form}"
    kept("export", "--save", str(path))
    new = Program(tmp_path / "new" / "journal.toml")
    assert new("import", str(path), "--yes").code == 0
    assert new("log", "--json").out == kept("log", "--json").out
    assert ("colour" in new.journal.read_text()) is (form != "csv")
    again = new("import", str(path), "--yes")
    assert again.err == "There is nothing new to add. Nothing was written.\n"
    back = kept("import", str(path), "--yes")
    assert (back.err, kept.journal.read_text()) == (
        "There is nothing new to add. Nothing was written.\n",
        KEPT,
    )


def test_a_fhir_export_comes_back(kept: Program, tmp_path: Path) -> None:
    """The sessions into a new journal; into the one it came from nothing, though a cost is gone."""
    kept.journal.write_text(KEPT.replace('lot = "C1"', 'lot = "C1"\ncost = 200'))
    path = tmp_path / "out.json"
    kept("export", "--format", "fhir", "--save", str(path))
    new = Program(tmp_path / "new" / "journal.toml")
    assert new("import", str(path), "--yes").code == 0
    back = '[[session]]\nid = "aaaa2345"\ndate = 2026-08-01\nproduct = "dysport"\nlot = "C1"\n'
    assert new.journal.read_text().endswith(f"\n{back}\n[session.units]\nglabella = 50\n")
    for program in (new, kept):
        again = program("import", str(path), "--yes")
        assert again.err == "There is nothing new to add. Nothing was written.\n"
        assert "Already there: " not in again.out


def test_an_export_never_changes_what_is_there(kept: Program) -> None:
    """What differs is told and left; what is new is added with its comments and settings."""
    text = KEPT.replace('lot = "C1"', 'lot = "C2"').replace('"Elm"', '"Oak"\ngoals = "calm"')
    path = other(kept, text + '\n# new\n[[session]]\nid = "cccc2345"\ndate = 2026-10-01\n')
    result = kept("import", str(path), "--yes")
    for kept_as_it_is in ("session aaaa2345", "person clinic"):
        differs = f"{kept_as_it_is}: already in your journal with other content; not changed"
        assert differs in result.out
    expected = KEPT.replace('"Elm"\n', '"Elm"\ngoals = "calm"\n')
    expected += '\n# new\n[[session]]\nid = "cccc2345"\ndate = 2026-10-01\n'
    assert kept.journal.read_text() == expected


def test_importing_an_xlsx_file(program: Program, tmp_path: Path) -> None:
    """With the sheet named where several could be meant."""
    path = tmp_path / "diary.xlsx"
    path.write_bytes(
        xlsx({"a": [["Date", "Area"], ["2026-08-01", "chin"]], "b": [["Date", "Area"], ["x", "y"]]})
    )
    assert program("import", str(path), "--yes").code == 2
    assert program("import", str(path), "--yes", "--sheet", "a").code == 0
    assert "chin" in program("log").out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["import", "none.csv"], 1, "does not exist"),
        (["import", "."], 1, "not a regular file"),
        (["import", "/dev/zero"], 1, "not a regular file"),
        (
            ["import", "{sheet}", "--day-first", "--month-first"],
            2,
            "--day-first and --month-first together",
        ),
        (["import", "{sheet}", "--sheet", "x"], 2, "Only an XLSX file has sheets"),
        (["merge"], 2, "Name the other copies"),
        (["merge", "none.toml"], 1, "There is no file "),
        (["merge", "none.toml", "--keep", "x"], 2, "Name the other copies"),
        (["merge", "--keep", "x"], 1, 'no conflict "x"'),
        (["merge", "--driver", "a"], 2, "needs three files"),
        (["merge", "--driver", "none", "none", "none"], 1, "cannot be read"),
        (["merge", "{sheet}"], 3, "not valid TOML"),
        (["export", "--format", "xml"], 2, "xml"),
        (["export", "--since", "soon"], 2, "not a date"),
        (["export", "--area", "frown"], 2, "can mean"),
    ],
)
def test_what_cannot_be_done_is_said(
    kept: Program, sheet: str, arguments: list[str], code: int, says: str
) -> None:
    """Exit code and reason; the journal is as it was."""
    result = kept(*(argument.format(sheet=sheet) for argument in arguments))
    assert (result.code, says in result.err, "Traceback" in result.err) == (code, True, False)
    assert kept.journal.read_text() == KEPT


def test_no_word_of_a_file_steers_the_terminal(program: Program, tmp_path: Path) -> None:
    """Escape sequences and right-to-left marks in heads and cells are made visible."""
    path = tmp_path / "x.csv"
    path.write_text("Date,Area,\x1b[31mHead\n2026-08-01,\u202echin\x9b,\x1b]0;x\x07\nx\x1b,c,\n")
    result = program("import", str(path), "--yes")
    assert result.code == 0
    shown = result.out + result.err
    assert [mark for mark in ("\x1b", "\x9b", "\u202e", "\x07") if mark in shown] == []


def test_in_a_terminal_it_asks_before_it_writes(program: Program, tmp_path: Path) -> None:
    """An ambiguous word once, however many rows hold it; no means nothing is written."""
    path = tmp_path / "x.csv"
    path.write_text("Date,Area\n2026-08-01,frown\n2026-09-01,frown\n")
    for reply, there in (("n", False), ("y", True)):
        child = opened(
            [*program.command, "import", str(path)],
            env={**os.environ, "TERM": "dumb"}, dimensions=(40, 100),
        )  # fmt: skip
        child.expect_exact("Number [1]: ")
        child.sendline("1")
        child.expect_exact("To add: 2 sessions")
        child.expect_exact("Add them to your journal? [Y/n]: ")
        child.sendline(reply)
        assert (ended(child)[0] == 0, program.journal.exists()) == (there, there)


CHIN = '\n[[session]]\nid = "dddd2345"\ndate = 2026-10-02\nareas = ["chin"]\n'
VISIT = (
    '\n[[session]]\nid = "dddd2345"\ndate = 2026-08-01\nproduct = "botox-cosmetic"\n'
    "units = {glabella = 24, forehead = 10}\n"
)


def importing(kept: Program, sheet: str) -> Terminal:
    """Start an import in a terminal, until it asks."""
    child = opened([*kept.command, "import", sheet], env={**os.environ, "TERM": "dumb"})
    child.expect_exact("Add them to your journal? [Y/n]: ")
    return child


def test_a_journal_that_changes_while_it_asks_keeps_both(kept: Program, sheet: str) -> None:
    """The file is compared again; as the same is to be added, it is added and nothing is asked."""
    child = importing(kept, sheet)
    kept.journal.write_text(KEPT + CHIN)
    child.sendline("y")
    child.expect_exact("Added 1 session.")
    assert ended(child)[0] == 0
    assert kept.journal.read_text().startswith(KEPT + CHIN + "\n[[session]]\n")
    assert kept.journal.read_text().count("[[session]]") == 3


def test_what_is_no_longer_what_was_shown_is_shown_and_asked_again(
    kept: Program, sheet: str
) -> None:
    """Another program has added the same visit meanwhile: nothing is left to add."""
    child = importing(kept, sheet)
    kept.journal.write_text(KEPT + VISIT)
    child.sendline("y")
    child.expect_exact("The journal has changed meanwhile.")
    child.expect_exact("differs from dddd2345")
    child.expect_exact("There is nothing new to add.")
    assert (ended(child)[0], kept.journal.read_text()) == (0, KEPT + VISIT)


def test_a_journal_that_keeps_changing_is_left(
    program_inside: Program, sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five times it is compared again, then the command ends and nothing is written."""
    from botoxlog import store

    journal, rewrite = program_inside.journal, store.rewrite

    def rewritten_by_another(*arguments: Any) -> None:
        journal.write_text(journal.read_text() + "# theirs\n")
        rewrite(*arguments)

    journal.write_text(KEPT)
    monkeypatch.setattr(store, "rewrite", rewritten_by_another)
    result = program_inside("import", sheet, "--yes")
    assert (result.code, "keeps changing" in result.err) == (1, True)
    assert journal.read_text() == KEPT + "# theirs\n" * 5


# --- merge ---------------------------------------------------------------------------------------

GROWN = KEPT + '\n# later\n[[session]]\nid = "cccc2345"\ndate = 2026-10-01\nareas = ["chin"]\n'


def test_merging_a_copy_that_a_sync_tool_left(kept: Program) -> None:
    """What it has more is added; it is not touched; again changes nothing."""
    copy = other(kept, GROWN, "journal.sync-conflict-20261101-101010-ABCDEFG.toml")
    result = kept("merge", str(copy))
    assert (result.code, result.out) == (
        0,
        "Added: 1\n  Thu 1 Oct 2026, product not recorded, chin\n",
    )
    assert kept.journal.read_text() == GROWN
    assert copy.read_text() == GROWN
    again = kept("merge", str(copy))
    assert again.out == "Nothing to add: your journal already has all of it.\n"


def test_a_conflict_is_shown_kept_and_settled(kept: Program) -> None:
    """Both sides stay in the file; every command names it until it is settled."""
    copy = other(kept, KEPT.replace('lot = "C1"', 'lot = "C2"\nnote = "sore"'))
    result = kept("merge", str(copy))
    assert result.code == 0
    identity = result.out.partition("Conflict ")[2].partition(":")[0]
    assert result.out.splitlines() == [
        "Taken from the other copy: 1",
        "  Sat 1 Aug 2026, Dysport, frown lines 50 units, lot C2. Note: sore",
        f"Conflict {identity}: session aaaa2345",
        '  lot: "C2" is in use; the other version has "C1"',
        f"  To keep it: botoxlog merge --keep {identity}",
        f"  To use the other version: botoxlog merge --take {identity}",
    ]
    assert result.err == "1 conflict to settle. To see each one: botoxlog doctor\n"
    assert "disagree about session aaaa2345" in kept("timeline").err
    assert len(json.loads(kept("log", "--json").out)["records"]) == 2
    taken = kept("merge", "--take", identity)
    assert (taken.code, taken.err) == (0, "")
    assert json.loads(kept("log", "--lot", "C1", "--json").out)["records"][0]["note"] == "sore"
    assert "conflict" not in kept.journal.read_text()


def test_merging_as_json_and_as_a_dry_run(kept: Program) -> None:
    """What would be done, with both sides of a conflict; nothing written."""
    copy = other(kept, GROWN.replace('lot = "C1"', 'lot = "C2"'))
    found = json.loads(kept("merge", str(copy), "--dry-run", "--json").out)
    assert kept.journal.read_text() == KEPT
    (merge,) = found["merges"]
    (conflict,) = merge["conflicts"]
    assert conflict["differs"] == {"lot": {"counts": "C2", "other": "C1"}}
    assert [item["content"]["id"] for item in merge["added"]] == ["cccc2345"]
    assert (found["conflicts_open"], found["written"]) == (1, False)


def test_merging_several_copies_and_with_an_ancestor(kept: Program) -> None:
    """One after another; with --base what one side took out is taken out."""
    one = other(kept, GROWN, "one.toml")
    two = other(kept, KEPT + '\n[[checkin]]\nid = "dddd2345"\ndate = 2026-10-02\n', "two.toml")
    assert kept("merge", str(one), str(two)).code == 0
    assert {"cccc2345", "dddd2345"} <= set(kept.journal.read_text().replace('"', " ").split())
    base = other(kept, kept.journal.read_text(), "base.toml")
    assert kept("merge", str(one), "--base", str(base)).code == 0
    assert kept.journal.read_text() == GROWN


def test_merging_into_a_journal_that_is_not_there_yet(program: Program) -> None:
    """Takes everything over."""
    copy = other(program, GROWN)
    assert program("merge", str(copy)).code == 0
    assert program("export", "--format", "csv").out.count("\n") == 4


# --- git -----------------------------------------------------------------------------------------


DOCUMENTED = (Path(__file__).parents[2] / "docs" / "two-devices.md").read_text(encoding="utf-8")
GIT_SET_UP = """\
$ echo 'journal.toml merge=botoxlog' > .gitattributes
$ echo '.journal.toml.lock' > .gitignore
$ git config merge.botoxlog.name botoxlog
$ git config merge.botoxlog.driver 'botoxlog merge --driver %O %A %B'
"""


class Repository:
    """A git repository with a journal in it, merged by the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "journal.toml"
        folder.mkdir()
        self.git("init", "-q", "-b", "laptop")
        assert GIT_SET_UP in DOCUMENTED
        (folder / ".gitattributes").write_text("journal.toml merge=botoxlog\n")
        (folder / ".gitignore").write_text(".journal.toml.lock\n")
        program = shlex.join([sys.executable, "-m", "botoxlog"])
        self.git("config", "merge.botoxlog.name", "botoxlog")
        self.git("config", "merge.botoxlog.driver", f"{program} merge --driver %O %A %B")
        self.commit(KEPT)
        self.git("branch", "phone")

    def git(self, *arguments: str) -> Result:
        """Run git as nobody in particular."""
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(
            ["git", *who, *arguments],  # noqa: S607
            cwd=self.folder,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    def commit(self, text: str) -> None:
        """Write the journal and commit it."""
        self.journal.write_text(text)
        self.git("add", "-A")
        assert self.git("commit", "-q", "-m", "x").code == 0

    def merge(self, laptop: str, phone: str) -> Result:
        """Let both branches change the journal, and merge one into the other."""
        self.commit(laptop)
        self.git("checkout", "-q", "phone")
        self.commit(phone)
        self.git("checkout", "-q", "laptop")
        return self.git("merge", "-q", "phone")


LOOK = '\n[[checkin]]\nid = "eeee2345"\ndate = 2026-11-01\n'


def test_git_merges_two_devices_without_a_conflict(tmp_path: Path) -> None:
    """Both appended, and one took a record out: git alone would have stopped."""
    repository = Repository(tmp_path / "repo")
    without_look = KEPT[: KEPT.index("\n[[checkin]]")]
    done = repository.merge(without_look + LOOK, GROWN)
    assert (done.code, done.err) == (0, "")
    assert repository.journal.read_text() == without_look + LOOK + GROWN[len(KEPT) :]
    assert repository.git("status", "--porcelain").out == ""


def test_git_stops_at_a_conflict_with_both_sides_in_a_valid_journal(tmp_path: Path) -> None:
    """Said as git says it; the file in the work tree is a journal."""
    repository = Repository(tmp_path / "repo")
    phone = KEPT.replace('"C1"', '"C3"\nnote = "sore"')
    done = repository.merge(KEPT.replace('"C1"', '"C2"'), phone)
    assert done.code == 1
    assert '"C3" is in use; the other version has "C2"' in done.err
    merged = repository.journal.read_text()
    assert ('lot = "C3"' in merged, 'lot = "C2"' in merged, "<<<" in merged) == (True, True, False)
    assert repository.git("status", "--porcelain").out == "UU journal.toml\n"
    log = Program(repository.journal)("log")
    assert (log.code, "botoxlog merge --keep" in log.err) == (0, True)


def test_git_is_never_left_with_one_side_only(tmp_path: Path) -> None:
    """What cannot be merged stands in the file from both sides, and git calls it a conflict."""
    repository = Repository(tmp_path / "repo")
    done = repository.merge(KEPT + "[broken\n", GROWN)
    assert (done.code, "not valid TOML" in done.err) == (1, True)
    assert "Nothing was written" not in done.err
    left = repository.journal.read_text()
    assert left == f"<<<<<<< ours\n{KEPT}[broken\n=======\n{GROWN}>>>>>>> theirs\n"


def test_git_does_not_merge_an_encrypted_journal(tmp_path: Path) -> None:
    """Nothing is written in clear where it was not before."""
    for name in ("o", "a", "b"):
        (tmp_path / name).write_bytes(b"age-encryption.org/v1\n")
    paths = [str(tmp_path / name) for name in ("o", "a", "b")]
    done = Program(tmp_path / "journal.toml")("merge", "--driver", *paths)
    assert (done.code, "encrypted" in done.err) == (1, True)
    assert (tmp_path / "a").read_bytes() == b"age-encryption.org/v1\n"


@pytest.mark.parametrize("theirs", [GROWN, "[broken\n"])
def test_git_keeps_our_side_whole_on_a_full_disk(tmp_path: Path, theirs: str) -> None:
    """Half a journal is never left, nor another mode; it is told, and no temporary file stays."""
    import resource
    import signal

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    for name, text in (("o", KEPT), ("a", KEPT + LOOK), ("b", theirs)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o640)
    names = sorted(item.name for item in tmp_path.iterdir())
    words = [*Program(tmp_path / "none.toml").command, "merge", "--driver"]
    paths = [str(tmp_path / name) for name in ("o", "a", "b")]
    limited = subprocess.run(
        [*words, *paths], capture_output=True, text=True, preexec_fn=full, check=False
    )
    assert limited.returncode == 1
    assert "file too large. That file holds your own version, as before." in limited.stderr
    assert (tmp_path / "a").read_text() == KEPT + LOOK
    assert sorted(item.name for item in tmp_path.iterdir()) == names
    free = subprocess.run([*words, *paths], capture_output=True, text=True, check=False)
    assert (free.returncode, len((tmp_path / "a").read_text()) > len(KEPT + LOOK)) == (
        int("broken" in theirs),
        True,
    )
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
