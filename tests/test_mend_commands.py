"""Mending a journal as a person does: in their editor, by id, a step back, and with a doctor."""

import json
import os
import shlex
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from botoxlog import doctor, editor, steps, store
from botoxlog.errors import CannotDoError
from tests.conftest import TODAY, Program, Result
from tests.locks import held_elsewhere

JOURNAL = """\
# mine
format = 1

# the first
[[session]]
id = "first234"
date = 2026-01-01 # new year
areas = ["chin"]
mood = "good"

[[session]]
id = "touch234"
date = 2026-01-15
touch_up_of = "first234"
areas = ["chin"]

# the look
[[checkin]]
id = "look2345"
date = 2026-03-01

[checkin.state]
chin = "fading"
"""
Editing = Callable[[str], Program]


@pytest.fixture
def written(program: Program) -> Program:
    """Return the program on a journal that holds something."""
    program.journal.write_text(JOURNAL)
    program.journal.chmod(0o600)
    return program


@pytest.fixture
def editing(written: Program, tmp_path: Path) -> Editing:
    """Return a way to give the program an editor that runs Python on the file it is given."""

    def with_editor(code: str) -> Program:
        script = tmp_path / "an editor.py"
        head = "import os, sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n"
        script.write_text(f"{head}text = file.read_bytes().decode()\n{code}\n")
        command = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} --wait"
        return Program(written.journal, environ={"VISUAL": command, "EDITOR": "false"})

    return with_editor


def copies() -> list[Path]:
    """Return every file that an edit left anywhere under the home."""
    return list(Path.home().rglob("botoxlog-edit-*/*"))


def refused(result: Result, code: int, *says: str) -> None:
    """Check how a run ended, and that it said why on stderr alone."""
    assert (result.code, result.out) == (code, "")
    assert "Traceback" not in result.err
    assert [part for part in says if part not in result.err] == []


# --- edit ------------------------------------------------------------------------------------


def test_edit_replaces_the_lines_of_one_record(editing: Editing, tmp_path: Path) -> None:
    """The editor is given that record alone, privately; everything else stays to the byte."""
    seen = tmp_path / "seen"
    program = editing(
        f"Path({str(seen)!r}).write_text(f'{{os.stat(file).st_mode:o}} '"
        "f'{os.stat(file.parent).st_mode:o} {file.suffix}\\n' + text)\n"
        "file.write_text(text.replace('chin', 'forehead'))"
    )
    result = program("edit", "first234")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Was first234: Thu 1 Jan 2026, unknown product, chin\n"
        "Now first234: Thu 1 Jan 2026, unknown product, forehead\n"
    )
    modes, _, shown = seen.read_text().partition("\n")
    assert modes == "100600 40700 .toml"
    assert shown == JOURNAL[JOURNAL.index("[[session]]") : JOURNAL.index('mood = "good"\n') + 14]
    assert program.journal.read_text() == JOURNAL.replace('["chin"]\nmood', '["forehead"]\nmood')
    assert copies() == []


def test_edit_without_an_id_opens_the_whole(editing: Editing) -> None:
    """A comment may change as well, and that is said."""
    program = editing("file.write_text(text.replace('# mine', '# ours'))")
    result = program("edit")
    assert (result.code, result.out) == (0, "Changed: comments, order or unknown keys only\n")
    assert program.journal.read_text() == JOURNAL.replace("# mine", "# ours")


def test_edit_mends_a_journal_that_cannot_be_read(editing: Editing) -> None:
    """What stops every other command is what `edit` is for."""
    program = editing("file.write_text(text.replace('format = = 1', 'format = 1'))")
    program.journal.write_text(JOURNAL.replace("format = 1", "format = = 1"))
    assert program("log").code == 3
    assert program("edit").code == 0
    assert program.journal.read_text() == JOURNAL


def test_edit_json_says_what_changed(editing: Editing) -> None:
    """Every field is there, the records in the shape of `log --json`."""
    program = editing("file.write_text(text.replace('fading', 'gone'))")
    said = json.loads(program("edit", "look2345", "--json").out)
    assert [said[name] for name in ("schema", "today", "removed", "added", "settings_changed")] == [
        1, "2026-11-23", [], [], False,
    ]  # fmt: skip
    (change,) = said["changed"]
    assert (change["before"]["state"], change["after"]["state"]) == (
        {"chin": "fading"},
        {"chin": "gone"},
    )


@pytest.mark.parametrize("code", ["", "file.write_text(text)", "file.write_bytes(text.encode())"])
def test_a_text_left_as_it_was_changes_nothing(editing: Editing, code: str) -> None:
    """Not even the file is written again."""
    program = editing(code)
    before = program.journal.stat()
    result = program("edit", "first234")
    assert (result.code, result.out, result.err) == (0, "", "Nothing changed.\n")
    after = program.journal.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert copies() == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("text.replace('[', '')", "not valid TOML"),
        ("text.replace('2026', '2027')", "Line 3: The date 2027-01-01 is in the future."),
        ("''", "The text came back empty."),
        ("text * 2", "Leave exactly one [[session]] here."),
    ],
)
def test_a_mistake_changes_nothing_and_loses_nothing(
    editing: Editing, typed: str, says: str
) -> None:
    """Without a terminal the reason is told, and where the text is kept, privately."""
    program = editing(f"file.write_text({typed})")
    result = program("edit", "first234")
    refused(result, 1, says, "What you typed is kept in ")
    assert program.journal.read_text() == JOURNAL
    (kept,) = copies()
    assert result.err.rstrip().endswith(str(kept))
    assert "first234" in kept.read_text() or typed == "''"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_journal_changed_meanwhile_is_not_overwritten(editing: Editing) -> None:
    """What another program wrote while the editor was open stays; what was typed is kept."""
    program = editing("file.write_text(text.replace('chin', 'forehead'))")
    other = f"open({str(program.journal)!r}, 'a').write('# theirs\\n')"
    program = editing(f"{other}\nfile.write_text(text.replace('chin', 'forehead'))")
    result = program("edit", "first234")
    refused(result, 1, "was changed by another program meanwhile. Nothing was written.", "kept in")
    assert program.journal.read_text() == JOURNAL + "# theirs\n"
    assert "forehead" in copies()[0].read_text()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("sys.exit(3)", "ended with code 3"),
        ("os.kill(os.getpid(), 15)", "was stopped by signal 15"),
        ("file.unlink()", "cannot be read: no such file"),
        ("file.write_bytes(b'\\xff')", "not UTF-8 text"),
    ],
)
def test_an_editor_that_fails_changes_nothing(editing: Editing, code: str, says: str) -> None:
    """Whatever it did, the journal is as it was."""
    program = editing(code)
    refused(program("edit"), 1, says, "Nothing was changed.")
    assert program.journal.read_text() == JOURNAL


def test_a_copy_that_cannot_be_cleared_away_fails_no_edit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The change is written by then; doctor names what stays."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("shutil.rmtree", refuse)
    with editor.Desk("format = 1\n", [], secret=False) as desk:
        pass
    assert editor.kept_copies() == [desk.file.parent]


def test_what_a_failing_editor_saved_is_kept(editing: Editing) -> None:
    """A text that was saved before the editor fell over is not thrown away."""
    program = editing("file.write_text(text + '# long work')\nsys.exit(1)")
    refused(program("edit"), 1, "ended with code 1", "What you typed is kept in ")
    assert copies()[0].read_text() == JOURNAL + "# long work"


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({}, "No editor is set."),
        ({"VISUAL": " ", "EDITOR": ""}, "No editor is set."),
        ({"EDITOR": "no-such-editor --wait"}, "no-such-editor could not be started"),
        ({"EDITOR": "vi 'unclosed"}, "a quotation mark that is not closed"),
    ],
)
def test_no_editor_is_told(
    written: Program, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], says: str
) -> None:
    """None set and no terminal, or one that is not there."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    refused(Program(written.journal, environ=environ)("edit"), 1, says)
    assert copies() == []


def test_the_editor_is_visual_then_editor_then_what_is_usual(tmp_path: Path) -> None:
    """Words and paths with spaces are understood."""
    spaced = tmp_path / "my editor"
    spaced.write_text("#!/bin/sh\n")
    spaced.chmod(0o700)
    for environ, words in [
        ({"VISUAL": "a", "EDITOR": "b"}, ["a"]),
        ({"VISUAL": "", "EDITOR": "code --wait"}, ["code", "--wait"]),
        ({"EDITOR": "'my editor' -x"}, ["my editor", "-x"]),
        ({"EDITOR": str(spaced)}, [str(spaced)]),
    ]:
        assert editor.command(environ, interactive=False) == words


def test_what_is_usual_is_found_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a terminal nano does where nothing is set, and vi where there is no nano."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotDoError, match="No editor is set"):
        editor.command({}, interactive=True)
    for name in ("vi", "nano"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o700)
        assert editor.command({}, interactive=True) == [name]


def test_no_place_for_the_copy_is_told(written: Program) -> None:
    """A state folder that cannot be made leaves the journal as it was."""
    steps.state_folder().parent.mkdir(parents=True)
    steps.state_folder().write_text("in the way")
    program = Program(written.journal, environ={"EDITOR": "true"})
    refused(program("edit"), 1, "cannot hold the copy to be edited: ", "Nothing was changed.")


def test_no_folder_in_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of an encrypted journal is not put on disk for want of one."""
    monkeypatch.setattr(editor, "_memory_folders", list)
    with pytest.raises(CannotDoError, match="There is no folder in memory here"):
        editor.Desk(JOURNAL, ["true"], secret=True)
    assert copies() == []


def test_an_editor_that_does_not_wait_is_explained(written: Program, tmp_path: Path) -> None:
    """A window that returns at once leaves the text as it was; the word for it is told."""
    code = tmp_path / "code"
    code.write_text("#!/bin/sh\n")
    code.chmod(0o700)
    result = Program(written.journal, environ={"VISUAL": str(code)})("edit")
    assert (result.code, result.err) == (
        0,
        f"Nothing changed.\nAn editor with a window has to wait: EDITOR='{code} --wait'.\n",
    )


@pytest.mark.parametrize("arguments", [["edit", "nope"], ["remove", "nope", "--yes"]])
@pytest.mark.parametrize("text", [None, JOURNAL])
def test_a_record_that_is_not_there_is_refused(
    program: Program, text: str | None, arguments: list[str]
) -> None:
    """No journal yet, or no such record: told, and nothing made."""
    if text is not None:
        program.journal.write_text(text)
    refused(program(*arguments), 1, "no journal yet" if text is None else "No record has the id")
    assert program.journal.exists() == (text is not None)


@pytest.mark.parametrize(
    "arguments", [["edit"], ["edit", "first234"], ["remove", "first234", "--yes"]]
)
def test_a_newer_format_is_never_written(editing: Editing, arguments: list[str]) -> None:
    """It is refused before the editor opens."""
    program = editing("file.write_text('wrong')")
    text = JOURNAL.replace("format = 1", "format = 2")
    program.journal.write_text(text)
    refused(program(*arguments), 1, "newer")
    assert program.journal.read_text() == text
    assert copies() == []


# --- remove ----------------------------------------------------------------------------------


def test_remove_takes_out_its_lines_only(written: Program) -> None:
    """It says what it took out; the comments of others stay."""
    result = written("remove", "look2345", "--yes")
    assert (result.code, result.err) == (0, "")
    assert result.out == "Taken out look2345: Sun 1 Mar 2026, look, chin fading\n"
    assert written.journal.read_text() == JOURNAL[: JOURNAL.index("[[checkin]]")]


def test_remove_says_which_touch_ups_stay(written: Program) -> None:
    """A session that a touch-up is of goes with a word about it, and together without."""
    result = written("remove", "first234", "--yes", "--json")
    assert "The touch-up touch234 is of first234, and will count as a session" in result.err
    said = json.loads(result.out)
    assert said["ids"] == [said["removed"][0]["id"]] == ["first234"]
    written("undo")
    result = written("remove", "first234", "touch234", "--yes")
    assert (result.code, result.err) == (0, "")
    assert "chin" in written.journal.read_text()


def test_remove_asks_or_is_told(written: Program) -> None:
    """Without a terminal it has to be told, and one unknown id takes nothing out."""
    refused(written("remove", "first234"), 2, "Say --yes")
    refused(written("remove", "first234", "look234", "--yes"), 1, "Did you mean look2345?")
    assert written.journal.read_text() == JOURNAL


def test_remove_takes_out_what_makes_no_sense(written: Program) -> None:
    """A record that was left out of everything can be taken out all the same."""
    written.journal.write_text(JOURNAL.replace("2026-03-01", "2036-03-01"))
    result = written("remove", "look2345", "--yes")
    assert "Taken out look2345: a record that makes too little sense to be shown" in result.out
    assert "[[checkin]]" not in written.journal.read_text()


def test_remove_refuses_a_record_without_lines_of_its_own(written: Program) -> None:
    """A record in an inline array is nothing that can be taken out by lines."""
    text = 'format = 1\nsession = [{id = "a", date = 2026-01-01, areas = ["chin"]}]\n'
    written.journal.write_text(text)
    refused(written("remove", "a", "--yes"), 1, "stands in an array with others", "botoxlog edit")
    refused(written("edit", "a"), 1, "stands in an array with others", "Nothing was written.")
    assert written.journal.read_text() == text


# --- undo ------------------------------------------------------------------------------------


def test_undo_goes_back_over_every_kind_of_write(editing: Editing) -> None:
    """Each step gives the very bytes before it, down to the first, and redo comes back."""
    program = editing("file.write_text(text.replace('fading', 'gone'))")
    states = [program.journal.read_bytes()]
    for arguments in (
        ["add", "chin=3"],
        ["checkin", "chin=full"],
        ["me", "--clinic", "X"],
        ["discuss", "weak-muscle"],
        ["edit", "look2345"],
        ["edit"],
        ["remove", "touch234", "--yes"],
    ):
        program(*arguments)
        states.append(program.journal.read_bytes())
    assert len(set(states)) == 7  # the second edit found nothing to change
    states = list(dict.fromkeys(states))
    said = json.loads(program("undo", "--list", "--json").out)
    assert (len(said["steps"]), said["left"]) == (6, 6)
    for state in reversed(states[:-1]):
        result = program("undo")
        assert (result.code, result.err) == (0, "")
        assert program.journal.read_bytes() == state
    refused(program("undo"), 1, "There is nothing to take back")
    for state in states[1:]:
        assert program("undo", "--redo").code == 0
        assert program.journal.read_bytes() == state
    refused(program("undo", "--redo"), 1, "There is nothing to put back")


def test_undo_says_what_it_did(written: Program) -> None:
    """The record that went, or came back; several steps at once; what is left."""
    written("remove", "look2345", "--yes")
    written("me", "--clinic", "X")
    result = written("undo", "2")
    assert result.out == (
        "Changed: settings; botoxlog me shows them\n"
        "Put back look2345: Sun 1 Mar 2026, look, chin fading\n"
    )
    assert written.journal.read_text() == JOURNAL
    refused(written("undo", "--json"), 1, "nothing to take back")
    written("add", "chin=3")
    said = json.loads(written("undo", "--json").out)
    assert (len(said["steps"][0]["removed"]), said["left"]) == (1, 0)


def test_undo_lists_the_nearest(written: Program) -> None:
    """Ten are shown, and how many come before them; none is said in so many words."""
    assert written("undo", "--list").err.startswith("There is nothing to take back")
    for number in range(12):
        text = written.journal.read_text()
        store.replace_text(written.journal, text, f"{text}# {number}\n")
    result = written("undo", "--list")
    assert result.out.count("comments, order or unknown keys only") == 10
    assert result.err == "... and 2 changes before these.\n"


def test_undo_of_too_many_goes_as_far_as_it_can(written: Program) -> None:
    """And says so, with exit code 1."""
    written("add", "chin=3")
    result = written("undo", "3")
    assert result.code == 1
    assert "1 change of 3, and no further: There is nothing to take back" in result.err
    assert written.journal.read_text() == JOURNAL


def test_undo_leaves_a_hand_edit_alone(written: Program) -> None:
    """What anybody changed since is not thrown away."""
    written("add", "chin=3")
    with written.journal.open("a") as file:
        file.write("# by hand\n")
    before = written.journal.read_bytes()
    refused(written("undo"), 1, "changed by something else since", "Nothing was changed.")
    assert json.loads(written("undo", "--list", "--json").out)["steps"] == []
    assert written.journal.read_bytes() == before
    written("add", "chin=4")
    assert written("undo").code == 0
    assert written.journal.read_bytes() == before
    refused(written("undo"), 1, "changed by something else since")


def test_undo_of_the_first_record_leaves_an_empty_journal(program: Program) -> None:
    """The file itself stays."""
    program("add", "chin=3")
    assert program("undo").code == 0
    assert program.journal.read_text().endswith("\nformat = 1\n")
    assert store.load(program.journal, TODAY).journal.sessions == ()


def test_another_journal_has_another_undo(written: Program, tmp_path: Path) -> None:
    """A copy at another place has nothing to take back; a link to the first is the first."""
    written("add", "chin=3")
    copy = Program(tmp_path / "copy.toml")
    copy.journal.write_bytes(written.journal.read_bytes())
    refused(copy("undo"), 1, "There is nothing to take back")
    link = Program(tmp_path / "link.toml")
    link.journal.symlink_to(written.journal)
    assert link("undo").code == 0
    assert link.journal.is_symlink()
    assert written.journal.read_text() == JOURNAL


def test_undo_keeps_the_mode_of_the_journal(written: Program) -> None:
    """A step back is a write like any other."""
    written.journal.chmod(0o640)
    written("add", "chin=3")
    written("undo")
    assert stat.S_IMODE(written.journal.stat().st_mode) == 0o640


def test_undo_can_forget(written: Program) -> None:
    """What it keeps of this journal goes; the journal stays."""
    written("add", "chin=secretarea")
    written("remove", "first234", "--yes")
    before = written.journal.read_bytes()
    assert written("undo", "--forget").err == "1 step forgotten. The journal is as it was.\n"
    assert list(steps.folder().iterdir()) == []
    assert written.journal.read_bytes() == before
    refused(written("undo"), 1, "There is nothing to take back")
    refused(written("undo", "--forget", "--list"), 2, "Choose one of")


def test_an_undo_that_cannot_be_kept_does_not_fail_the_write(written: Program) -> None:
    """It is told once, in one line, and the record is there."""
    steps.state_folder().parent.mkdir(parents=True)
    steps.state_folder().write_text("in the way")
    result = written("add", "chin=3")
    assert result.code == 0
    assert result.err.count("undo will not know of this change") == 1
    assert len(store.load(written.journal, TODAY).journal.sessions) == 3


# --- doctor ----------------------------------------------------------------------------------


def test_doctor_is_silent_where_all_is_well(written: Program, program: Program) -> None:
    """Exit code 0 and not a word, on a journal in use."""
    written("add", "chin=3")
    written("undo")
    for arguments in (["doctor"], ["doctor", "--fix"]):
        result = written(*arguments)
        assert (result.code, result.out, result.err) == (0, "", "")
    assert json.loads(program("doctor", "--json").out) == {
        "schema": 1,
        "today": "2026-11-23",
        "findings": [],
    }


@pytest.mark.parametrize(
    ("identity", "remedy"),
    [
        (
            'id = "zzzz2345"',
            (
                "To leave what counts now: botoxlog merge --keep zzzz2345. "
                "To take the other: botoxlog merge --take zzzz2345"
            ),
        ),
        ("", "Run botoxlog edit"),
    ],
)
def test_a_conflict_of_a_merge_is_settled_by_merge(
    written: Program, identity: str, remedy: str
) -> None:
    """By its id; one that was mangled by hand has none, and is for the editor."""
    entry = f'{identity}\nkind = "person"\nof = "clinic"\nrecord = {{ clinic = "A" }}\n'
    written.journal.write_text(f"{JOURNAL}\n[[conflict]]\n{entry}")
    result = written("doctor", "--json")
    (finding,) = json.loads(result.out)["findings"]
    assert (result.code, finding["line"], finding["remedy"]) == (1, 25, remedy)
    if identity:
        assert written("merge", "--keep", "zzzz2345").code == 0
        assert written("doctor").out == ""


@pytest.mark.parametrize(
    ("text", "line", "kind", "says", "remedy"),
    [
        (JOURNAL.replace("fading", "odd"), 23, "problem", "none of", "botoxlog edit look2345"),
        (JOURNAL.replace("format", "x"), None, None, None, None),
        (JOURNAL + "[person]\nbirth_year = 3.5\n", 25, "problem", "whole", "botoxlog edit"),
        (
            JOURNAL.replace('"touch234"', '"first234"').replace('= "first234"\na', '= "no"\na'),
            12,
            "problem",
            "used twice",
            "botoxlog edit first234",
        ),
        (
            JOURNAL.replace('touch_up_of = "first234"', 'touch_up_of = "gone2345"'),
            14,
            "touch-up",
            'a touch-up of "gone2345", and no session has that id',
            "botoxlog edit touch234",
        ),
        (
            JOURNAL.replace('touch_up_of = "first234"', 'touch_up_of = "look2345"'),
            14,
            "touch-up",
            "no session has that id",
            "botoxlog edit touch234",
        ),
        (
            JOURNAL.replace('touch_up_of = "first234"', 'touch_up_of = "touch234"'),
            14,
            "touch-up",
            "names itself",
            "botoxlog edit touch234",
        ),
        (
            JOURNAL.replace('mood = "good"', 'touch_up_of = "touch234"'),
            9,
            "touch-up",
            "a touch-up itself",
            "botoxlog edit first234",
        ),
    ],
)
def test_doctor_finds_what_is_wrong_inside(
    written: Program,
    text: str,
    line: int | None,
    kind: str | None,
    says: str | None,
    remedy: str | None,
) -> None:
    """Each with its line and the command that mends it; nothing is changed, told to fix or not."""
    written.journal.write_text(text)
    result = written("doctor", "--fix", "--json")
    findings = json.loads(result.out)["findings"]
    assert result.code == (1 if kind else 0)
    if kind:
        found = findings[0]
        assert (found["line"], found["kind"]) == (line, kind)
        assert says in found["message"]
        assert remedy in found["remedy"]
        assert (found["can_fix"], found["fixed"]) == (False, False)
        assert f"line {line}: " in written("doctor").out
    assert written.journal.read_text() == text


def test_doctor_on_a_journal_that_cannot_be_read(written: Program) -> None:
    """The line is told, with everything around the file, and the exit code is 3."""
    written.journal.write_text("x = [")
    written.journal.chmod(0o644)
    result = written("doctor")
    assert result.code == 3
    assert "line 1, column 6" in result.out
    assert "Others on this machine may read the journal" in result.out


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("journal.sync-conflict-20261123-101112-ABCDEFG.toml", True),
        ("journal (Ann's conflicted copy 2026-11-23).toml", True),
        ("journal (conflicted copy 2026-11-23 101112).toml", True),
        ("journal (Annas in Konflikt stehende Kopie 2026-11-23).toml", True),
        ("journal (Copie en conflit de Ann 2026-11-23).toml", True),
        ("journal (Case Conflict).toml", True),
        ("journal_conflict-20261123-101112.toml", True),
        ("journal 2.toml", True),
        ("journal (1).toml", True),
        ("journal-DESKTOP-AB12CD3.toml", True),
        ("journal-ANNSLAPTOP.toml", True),
        ("journal.toml", False),
        ("journal-2026-11-23.toml", False),
        ("journal-old.toml", False),
        ("journal.toml.bak", False),
        ("journal.md", False),
        ("other (conflicted copy).toml", False),
        (".journal.toml.lock", False),
    ],
)
def test_copies_that_sync_tools_leave(written: Program, name: str, found: bool) -> None:
    """They are told with the command that takes them in, and never touched."""
    if name != "journal.toml":
        (written.journal.parent / name).write_text("format = 1\n")
    result = written("doctor", "--fix", "--json")
    findings = json.loads(result.out)["findings"]
    assert result.code == int(found)
    assert [item["kind"] for item in findings] == ["conflict-copy"] * found
    if found:
        path = written.journal.parent / name
        assert f"botoxlog merge {shlex.quote(str(path))}, then delete it." in findings[0]["remedy"]
        assert path.exists()
    assert doctor.is_conflict_copy(name, "journal.toml") == found


def test_doctor_mends_permissions(written: Program) -> None:
    """The journal, its folder and the undo folder are closed to others, each one named."""
    written("add", "chin=3")
    wrong = {
        written.journal: (0o644, 0o600),
        written.journal.parent: (0o757, 0o755),
        steps.folder(): (0o755, 0o700),
        next(steps.folder().iterdir()): (0o640, 0o600),
    }
    for path, (mode, _) in wrong.items():
        path.chmod(mode)
    result = written("doctor")
    assert (result.code, result.out.count("  chmod 0")) == (1, 4)
    result = written("doctor", "--fix")
    assert (result.code, result.out.count("  Fixed.")) == (0, 4)
    for path, (_, mode) in wrong.items():
        assert stat.S_IMODE(path.stat().st_mode) == mode
        assert path.name in result.out
    assert written("doctor").code == 0


@pytest.mark.parametrize("odd", ["folder", "/dev/null"])
def test_doctor_changes_nothing_that_is_no_journal(tmp_path: Path, odd: str) -> None:
    """A folder or a device that was named by mistake keeps its mode."""
    (tmp_path / "folder").mkdir(mode=0o755)
    path = tmp_path / odd
    before = path.stat().st_mode
    found = json.loads(Program(path)("doctor", "--fix", "--json").out)["findings"]
    assert [item for item in found if item["kind"] == "permission"] == []
    assert path.stat().st_mode == before


def test_doctor_closes_the_default_folder(tmp_path: Path) -> None:
    """A folder that the program made is for its owner only; any other may be entered."""
    folder = store.default_folder()
    program = Program(folder / "journal.toml")
    program("add", "chin=3")
    assert program("doctor").code == 0
    folder.chmod(0o755)
    assert "the folder of the journal (mode 0755)" in program("doctor").out
    assert program("doctor", "--fix").code == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert tmp_path.exists()


def test_doctor_removes_what_a_killed_writer_left(written: Program) -> None:
    """Temporary files of the program's own and no others."""
    left = written.journal.with_name(".journal.toml.0123abcd.tmp")
    other = written.journal.with_name(".journal.toml.mine.tmp")
    for path in (left, other):
        path.write_text("half")
    result = written("doctor")
    assert (result.code, ".0123abcd.tmp" in result.out) == (1, True)
    assert left.exists()
    assert written("doctor", "--fix").code == 0
    assert (left.exists(), other.exists()) == (False, True)


def test_doctor_tells_a_lock_that_is_held(written: Program) -> None:
    """And leaves the temporary file of the one who holds it; a lock file alone is nothing."""
    lock = written.journal.with_name(".journal.toml.lock")
    temporary = written.journal.with_name(".journal.toml.0123abcd.tmp")
    temporary.write_text("half")
    with held_elsewhere(lock):
        result = written("doctor", "--fix")
    assert (result.code, "Another botoxlog is writing" in result.out) == (1, True)
    assert temporary.exists()
    temporary.unlink()
    assert lock.exists()
    assert written("doctor").code == 0


def test_doctor_tells_of_kept_edits_and_leaves_them(editing: Editing) -> None:
    """What somebody typed is for them to delete."""
    program = editing("file.write_text('wrong =')")
    program("edit")
    (kept,) = copies()
    result = program("doctor", "--fix")
    assert (result.code, kept.exists()) == (1, True)
    assert "What you typed in an edit that was not saved is kept here." in result.out


def test_no_command_of_these_leaves_anything_behind(editing: Editing) -> None:
    """Beside the journal there is its lock, in the state folder the undo."""
    program = editing("file.write_text(text.replace('chin', 'jaw'))")
    for arguments in (["edit"], ["remove", "look2345", "-y"], ["undo"], ["doctor", "--fix"]):
        program(*arguments)
    beside = {path.name for path in program.journal.parent.iterdir()}
    assert beside == {"journal.toml", ".journal.toml.lock", "an editor.py"}
    assert os.listdir(steps.state_folder()) == ["undo"]  # noqa: PTH208 - names are what is meant
