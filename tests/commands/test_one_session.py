"""One session recorded twice, as a person meets it: every command, and every device's date."""

import json
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.conftest import Program
from tests.terminals import ended, opened

DAY = """\
format = 1

[[session]]
id = "kkkk2345"
date = 2026-08-01
product = "botox-cosmetic"
cost = 300
currency = "USD"

[session.units]
glabella = 20
"""
AGAIN = """
[[session]]
id = "gggg2345"
date = 2026-08-01
product = "botox-cosmetic"
lot = "C1"

[session.units]
glabella = 20
forehead = 8
"""
UNSURE = DAY + AGAIN.replace("2026-08-01", '"2026-08"').replace("forehead = 8\n", "")


def state(program: Program, text: str, *arguments: str) -> Any:
    """Return the JSON of a command on a journal."""
    program.journal.write_text(text)
    return json.loads(program(*arguments, "--json").out)


@pytest.mark.parametrize("command", ["timeline", "status", "stats", "remind", "brief"])
def test_every_figure_counts_it_once(program: Program, command: str) -> None:
    """Two records of one session give what one record of it gives, but for the id and the line."""
    once = AGAIN.replace('lot = "C1"', 'cost = 300\ncurrency = "USD"\nlot = "C1"')
    assert state(program, DAY + AGAIN, command) == state(program, f"format = 1\n{once}", command)


def test_adding_it_again_says_that_it_counts_once(program: Program) -> None:
    """What was typed twice is saved, and said to be one session; doctor says how to join them."""
    program.journal.write_text(DAY)
    again = program("add", "11s=20 botox", "--on", "2026-08-01", "--lot", "C1")
    assert (
        "Your journal already has a session with these areas on Sat 1 Aug 2026 (kkkk2345). "
        "The two count as one."
    ) in again.err
    found = json.loads(program("doctor", "--json").out)["findings"]
    assert [(item["kind"], item["line"]) for item in found] == [("duplicate", 13)]
    (way,) = [item["remedy"] for item in found]
    assert way.startswith("To join them: botoxlog merge --same kkkk2345 ")
    joined = program(*way.removeprefix("To join them: botoxlog ").split())
    assert joined.out.startswith("Recorded in both, now one: 1\n")
    assert program("doctor").out == ""
    assert program.journal.read_text().count("[[session]]") == 1
    assert program("undo").code == 0
    assert program.journal.read_text().count("[[session]]") == 2


def test_what_is_not_sure_is_named_by_merge_and_doctor(program: Program, tmp_path: Path) -> None:
    """A day and its month: both count, and the command that makes them one is shown."""
    program.journal.write_text(DAY)
    other = tmp_path / "other.toml"
    other.write_text(UNSURE)
    result = program("merge", str(other))
    way = "botoxlog merge --same kkkk2345 gggg2345"
    assert (
        f"kkkk2345 (2026-08-01) and gggg2345 (2026-08) may be one session. Both count. "
        f"If they are one: {way}\n"
    ) in result.err
    doctor = program("doctor")
    assert doctor.code == 1
    assert "line 13: This may be the session of line 3. Both count.\n" in doctor.out
    assert f"If they are one, join them: {way}\n" in doctor.out
    assert program(*way.split()[1:]).code == 0
    (session,) = json.loads(program("log", "--json").out)["records"]
    assert (session["id"], session["date"], session["lot"]) == ("gggg2345", "2026-08-01", "C1")


@pytest.mark.parametrize(("answer", "sessions"), [("y", 1), ("n", 2)])
def test_in_a_terminal_merge_asks(
    program: Program, tmp_path: Path, answer: str, sessions: int
) -> None:
    """It shows both; yes makes them one, and no keeps both."""
    program.journal.write_text(DAY)
    other = tmp_path / "other.toml"
    other.write_text(UNSURE)
    child = opened([*program.command, "merge", str(other)])
    child.expect_exact("Are they one session? [y/N]")
    child.sendline(answer)
    assert ended(child)[0] == 0
    assert program.journal.read_text().count("[[session]]") == sessions


def test_a_session_told_in_an_export_completes_the_one_that_is_there(
    program: Program, tmp_path: Path
) -> None:
    """Importing shows what the session gains; a second time there is nothing to add."""
    program.journal.write_text(DAY)
    export = tmp_path / "export.toml"
    export.write_text(f"format = 1\n{AGAIN}")
    shown = program("import", str(export), "--yes")
    assert "To complete: 1 session\n" in shown.out
    (session,) = json.loads(program("log", "--json").out)["records"]
    assert (session["id"], session["lot"], session["cost"]) == ("kkkk2345", "C1", 300)
    assert session["areas"] == {"glabella": 20, "forehead": 8}
    again = program("import", str(export), "--yes")
    assert "There is nothing new to add." in again.err


SHEET = """\
Date,Product,Area,Units,Lot,Note
2026-08-01,Botox,11s,20,C1,from the clinic
2026-08-01,Botox,forehead,8,C1,
2026-10,Dysport,chin,8,,
2026-11-01,Botox,chin,6,,
"""
MORE = """
[[session]]
id = "mmmm2345"
date = 2026-10-05
product = "dysport"
units = {chin = 8}

[[session]]
id = "nnnn2345"
date = 2026-11-01
product = "botox-cosmetic"
units = {chin = 4}
"""


def test_a_sheet_completes_what_is_there_and_names_the_rest(
    program: Program, tmp_path: Path
) -> None:
    """A session gains what it lacked, but no note; what differs is left, what may be one named."""
    program.journal.write_text(DAY + MORE)
    sheet = tmp_path / "clinic.csv"
    sheet.write_text(SHEET)
    result = program("import", str(sheet), "--yes")
    assert "To complete: 1 session\n" in result.out
    assert "Already in your journal: 2 sessions\n  row 5: differs from nnnn2345\n" in result.out
    assert "Added 1 session. Completed 1 session. Nothing else was changed.\n" in result.err
    records = json.loads(program("log", "--json").out)["records"]
    found = [(one["date"], one["areas"], one["lot"], one["note"]) for one in records]
    assert found == [
        ("2026-08-01", {"glabella": 20, "forehead": 8}, "C1", None),
        ("2026-10-05", {"chin": 8}, None, None),
        ("2026-10", {"chin": 8}, None, None),
        ("2026-11-01", {"chin": 4}, None, None),
    ]
    assert (
        "Row 4 (Oct 2026) may be the session on Mon 5 Oct 2026. If you add it, both count. To see "
        "how to join them after that: botoxlog doctor\n"
    ) in result.err
    before = program.journal.read_text()
    assert "There is nothing new to add." in program("import", str(sheet), "--yes").err
    assert program.journal.read_text() == before


@pytest.mark.parametrize(("answer", "sessions"), [("1", 1), ("2", 2)])
def test_in_a_terminal_a_sheet_is_asked_about(
    program: Program, tmp_path: Path, answer: str, sessions: int
) -> None:
    """A month and a day in it: the user says whether they are one session."""
    program.journal.write_text(DAY)
    sheet = tmp_path / "clinic.csv"
    sheet.write_text("Date,Product,Area,Units\n2026-08,Botox,11s,20\n")
    child = opened([*program.command, "import", str(sheet)])
    child.expect_exact("the session on Sat 1 Aug 2026")
    child.expect_exact("Number")
    child.sendline(answer)
    if sessions > 1:
        child.expect_exact("Add them to your journal? [Y/n]")
        child.sendline("y")
    assert ended(child)[0] == 0
    assert program.journal.read_text().count("[[session]]") == sessions


def test_a_sheet_with_an_implausible_dose_leaves_it_out(program: Program, tmp_path: Path) -> None:
    """Fifty times the usual dose is no session; the row is named with what to do."""
    sheet = tmp_path / "clinic.csv"
    sheet.write_text(
        "Date,Product,Area,Units\n2026-01-10,Botox,forehead,1000\n2026-05-10,Botox,forehead,10\n"
    )
    result = program("import", str(sheet), "--yes", columns=200)
    assert (
        "row 2: forehead: 1000 units is 50 times the usual dose. If that is right, log it with "
        "botoxlog add.\n"
    ) in result.out
    assert program.journal.read_text().count("[[session]]") == 1


def test_a_slip_is_pointed_out_on_every_road(program: Program, tmp_path: Path) -> None:
    """Ten times the usual units, and a session soon after another, by merge as by import."""
    program.journal.write_text(DAY)
    slip = DAY.replace("kkkk", "tttt").replace("08-01", "09-01").replace("la = 20", "la = 2000")
    other = tmp_path / "other.toml"
    other.write_text(slip)
    expected = [
        "Tue 1 Sep 2026: frown lines: 2000 units is 100 times the usual dose.",
        (
            "Tue 1 Sep 2026: frown lines: 31 days after the session on Sat 1 Aug 2026, so less "
            "than 12 weeks apart."
        ),
    ]
    for road in (["merge", str(other), "--dry-run"], ["import", str(other), "--dry-run"]):
        result = program(*road)
        assert [line for line in expected if line in result.err.replace("\n", " ")] == expected
        assert json.loads(program(*road, "--json").out)["notices"] == expected


# --- a day ahead ---------------------------------------------------------------------------------

AHEAD = DAY.replace("2026-08-01", "2026-11-24")


def test_a_session_of_tomorrow_counts_today(program: Program) -> None:
    """Logged in Auckland, read in Los Angeles: it is there, without a word of complaint."""
    areas = state(program, AHEAD, "timeline")["areas"]
    assert [area["area"] for area in areas] == ["glabella"]
    result = program("timeline")
    assert (result.code, result.err) == (0, "")
    assert program("doctor").code == 0
    assert json.loads(program("log", "--json").out)["records"][0]["date"] == "2026-11-24"
    later = state(program, AHEAD.replace("24", "25"), "timeline")
    assert (later["areas"], len(later["problems"])) == ([], 1)


def test_two_days_in_a_row_are_not_taken_for_a_short_interval(program: Program) -> None:
    """One session may have two dates at the date line: it is said, and nothing is raised."""
    program.journal.write_text(AHEAD.replace("24", "22"))
    result = program("add", "11s=20 botox", "--on", "2026-11-23", columns=200)
    assert (
        "This may be the session on Sun 22 Nov 2026 (kkkk2345). Both count. To see "
        "how to join them: botoxlog doctor\n"
    ) in result.err
    assert "12 weeks" not in result.err
    topics = [one["topic"] for one in json.loads(program("timeline", "--json").out)["raise"]]
    assert "too-soon" not in topics


def test_what_is_no_id_is_no_obstacle(program: Program, tmp_path: Path) -> None:
    """Ids that are no texts, and records without one: no bug, and no word about old sessions."""
    idless = DAY.replace('id = "kkkk2345"\n', "")
    program.journal.write_text(idless + MORE)
    other = tmp_path / "other.toml"
    other.write_text(DAY.replace('"kkkk2345"', "[]").replace("2026-08-01", "2026-02-01"))
    result = program("merge", str(other))
    assert (result.code, "bug" in result.err, "apart" in result.err) == (0, False, False)
    for odd in ("session = 5\n", '[session]\nid = "a"\n'):
        program.journal.write_text(f"format = 1\n{odd}")
        refused = program("merge", "--same", "a", "b")
        assert (refused.code, "There is no session" in refused.err) == (1, True)


def test_three_that_may_be_one_are_joined_one_after_another(
    program: Program, tmp_path: Path
) -> None:
    """In a terminal each pair is asked about, and yes to all of them makes one session."""
    program.journal.write_text(DAY)
    other = tmp_path / "other.toml"
    more = DAY.removeprefix("format = 1\n")
    other.write_text(
        "format = 1\n"
        + more.replace("kkkk", "bbbb").replace("la = 20", "la = 24")
        + more.replace("kkkk", "cccc").replace("2026-08-01", '"2026-08"')
    )
    child = opened([*program.command, "merge", str(other)])
    for _ in range(3):
        if child.expect_exact(["Are they one session? [y/N]", pexpect.EOF]):
            break
        child.sendline("y")
    assert ended(child)[0] == 0
    assert program.journal.read_text().count("[[session]]") == 1


def test_no_calendar_cancels_an_entry_because_of_the_date_line(
    program: Program, tmp_path: Path
) -> None:
    """Written beyond the date line, written again here, and back: every entry stays."""
    calendar = tmp_path / "reminders.ics"
    program.journal.write_text(AHEAD)
    counts = []
    for today in ("2026-11-24", "2026-11-23", "2026-11-24"):
        assert program("--today", today, "remind", "--ics", str(calendar)).code == 0
        text = calendar.read_text()
        assert "CANCELLED" not in text
        counts.append(text.count("BEGIN:VEVENT"))
    assert len(set(counts)) == 1
    assert counts[0] > 0


def test_a_day_beyond_what_a_person_records_is_not_compared(program: Program) -> None:
    """A hundred records of one day are one session; of a hundred and one, each counts."""
    record = (
        '\n[[session]]\nid = "a{:07}"\ndate = 2026-08-01\nproduct = "botox"\nareas = ["chin"]\n'
    )
    for count, sessions in ((100, 1), (101, 101)):
        text = "".join(record.format(number) for number in range(count))
        (chin,) = state(program, text, "timeline")["areas"]
        assert chin["sessions"] == sessions
