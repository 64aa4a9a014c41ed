"""Editing as a person does: in their own editor, one record or the whole."""

import json
import stat
from pathlib import Path

import pytest

from botoxlog.core.errors import CannotDoError
from botoxlog.core.private_files import state_folder
from botoxlog.input import editor
from tests.commands.conftest import JOURNAL, Editing, copies, refused
from tests.conftest import Program, Result


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
        "Was first234: Thu 1 Jan 2026, product not recorded, chin\n"
        "Now first234: Thu 1 Jan 2026, product not recorded, forehead\n"
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
    assert (result.code, result.out) == (0, "Changed: only comments, the order or unknown keys\n")
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


def while_editing(editing: Editing, identity: str, change: str) -> tuple[Program, Result]:
    """Edit a record in an editor during which another program changes the journal."""
    program = editing("")
    other = f"journal = Path({str(program.journal)!r})\ntheirs = journal.read_text()\n"
    other += f"journal.write_text({change})\n"
    program = editing(f"{other}file.write_text(text.replace('chin', 'forehead'))")
    return program, program("edit", *([identity] if identity else []))


THEIRS = JOURNAL.replace("# mine", "# theirs, and longer") + "# theirs\n"


def test_a_record_is_written_into_what_another_program_saved_meanwhile(editing: Editing) -> None:
    """The other change stays, wherever it moved the record, and only the record is reported."""
    program, result = while_editing(editing, "first234", repr(THEIRS))
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Was first234: Thu 1 Jan 2026, product not recorded, chin\n"
        "Now first234: Thu 1 Jan 2026, product not recorded, forehead\n"
    )
    assert program.journal.read_text() == THEIRS.replace('["chin"]\nmood', '["forehead"]\nmood')
    assert program("undo").code == 0
    assert program.journal.read_text() == THEIRS


@pytest.mark.parametrize(
    ("identity", "change", "says"),
    [
        ("first234", "theirs.replace('mood = \"good\"', 'mood = \"bad\"')", "changed first234"),
        ("first234", "theirs.replace('first234', 'other234')", 'No record has the id "first234"'),
        ("first234", "theirs.replace('format = 1', 'format = 2')", "needs a newer botoxlog"),
        ("", "theirs + '# theirs\\n'", "Another program has changed"),
    ],
)
def test_what_another_program_changed_meanwhile_is_not_overwritten(
    editing: Editing, identity: str, change: str, says: str
) -> None:
    """The same record, or any part of a whole that was edited: what was typed is kept."""
    program, result = while_editing(editing, identity, change)
    refused(result, 1, says, "Nothing was written.", "kept in")
    assert program.journal.read_text() == eval(change, {"theirs": JOURNAL})  # noqa: S307 - ours
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
    with editor.PrivateCopy("format = 1\n", [], secret=False) as desk:
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
        ({"EDITOR": "vi 'unclosed"}, "an opening quotation mark and no closing one"),
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
    state_folder().parent.mkdir(parents=True)
    state_folder().write_text("in the way")
    program = Program(written.journal, environ={"EDITOR": "true"})
    refused(program("edit"), 1, "The copy to edit cannot be written in ", "Nothing was changed.")


def test_no_folder_in_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of an encrypted journal is not put on disk for want of one."""
    monkeypatch.setattr(editor, "_memory_folders", list)
    with pytest.raises(CannotDoError, match="this system has no folder in memory"):
        editor.PrivateCopy(JOURNAL, ["true"], secret=True)
    assert copies() == []


def test_an_editor_that_does_not_wait_is_explained(written: Program, tmp_path: Path) -> None:
    """A window that returns at once leaves the text as it was; the word for it is told."""
    code = tmp_path / "code"
    code.write_text("#!/bin/sh\n")
    code.chmod(0o700)
    result = Program(written.journal, environ={"VISUAL": str(code)})("edit")
    assert (result.code, result.err) == (
        0,
        (
            "Nothing changed.\nIf your editor opens a window, tell it to wait: "
            f'EDITOR="{code} --wait" botoxlog edit\n'
        ),
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
