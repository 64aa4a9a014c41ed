"""A step back, and forward."""

import errno
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from botoxlog import store
from botoxlog.core.private_files import state_folder
from botoxlog.journal import undo_log
from tests.commands.conftest import JOURNAL, Editing, refused
from tests.conftest import TODAY, Program


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
    refused(program("undo"), 1, "There is nothing to undo")
    for state in states[1:]:
        assert program("undo", "--redo").code == 0
        assert program.journal.read_bytes() == state
    refused(program("undo", "--redo"), 1, "There is nothing to redo")


def test_undo_says_what_it_did(written: Program) -> None:
    """The record that went, or came back; several steps at once; what is left."""
    written("remove", "look2345", "--yes")
    written("me", "--clinic", "X")
    result = written("undo", "2")
    assert result.out == (
        "Changed: settings. To see them: botoxlog me\n"
        "Restored look2345: Sun 1 Mar 2026, check-in, chin fading\n"
    )
    assert written.journal.read_text() == JOURNAL
    refused(written("undo", "--json"), 1, "nothing to undo")
    written("add", "chin=3")
    said = json.loads(written("undo", "--json").out)
    assert (len(said["steps"][0]["removed"]), said["left"]) == (1, 0)


def test_undo_lists_the_nearest(written: Program) -> None:
    """Ten are shown, and how many come before them; none is said in so many words."""
    assert written("undo", "--list").err.startswith("There is nothing to undo")
    for number in range(12):
        text = written.journal.read_text()
        store.replace_text(written.journal, text, f"{text}# {number}\n")
    result = written("undo", "--list")
    assert result.out.count("only comments, the order or unknown keys") == 10
    assert result.err == "... and 2 earlier changes.\n"


def test_undo_of_too_many_goes_as_far_as_it_can(written: Program) -> None:
    """And says so, with exit code 1."""
    written("add", "chin=3")
    result = written("undo", "3")
    assert result.code == 1
    assert "Only 1 of 3 changes were undone. There is nothing to undo" in result.err
    assert written.journal.read_text() == JOURNAL


def test_undo_leaves_a_hand_edit_alone(written: Program) -> None:
    """What anybody changed since is not thrown away."""
    written("add", "chin=3")
    with written.journal.open("a") as file:
        file.write("# by hand\n")
    before = written.journal.read_bytes()
    refused(written("undo"), 1, "Another program has changed", "Nothing was changed.")
    assert json.loads(written("undo", "--list", "--json").out)["steps"] == []
    assert written.journal.read_bytes() == before
    written("add", "chin=4")
    assert written("undo").code == 0
    assert written.journal.read_bytes() == before
    refused(written("undo"), 1, "Another program has changed")


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
    refused(copy("undo"), 1, "There is nothing to undo")
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
    assert written("undo", "--forget").err == (
        "Deleted 1 step of undo history. The journal was not changed.\n"
    )
    assert list(undo_log.folder().iterdir()) == []
    assert written.journal.read_bytes() == before
    refused(written("undo"), 1, "There is nothing to undo")
    refused(written("undo", "--forget", "--list"), 2, "Choose one of")


def test_an_undo_that_cannot_be_kept_does_not_fail_the_write(written: Program) -> None:
    """It is told once, in one line, and the record is there."""
    state_folder().parent.mkdir(parents=True)
    state_folder().write_text("in the way")
    result = Program(written.journal)("add", "chin=3")
    assert result.code == 0
    assert result.err.count("undo cannot reverse this change") == 1
    assert len(store.load(written.journal, TODAY).journal.sessions) == 3


def test_a_file_in_the_place_of_the_history_is_told(written: Program) -> None:
    """The change is saved, and undo says that there is nothing to undo; the file stays."""
    state_folder().mkdir(parents=True)
    undo_log.folder().write_text("in the way")
    saved = Program(written.journal)("me", "--clinic", "x")
    assert (saved.code, "undo cannot reverse this change: not a directory" in saved.err) == (
        0,
        True,
    )
    refused(written("undo"), 1, "There is nothing to undo")
    assert written("undo", "--list").code == 0
    assert "Deleted 0 steps" in written("undo", "--forget").err
    assert undo_log.folder().read_text() == "in the way"


@pytest.mark.parametrize("arguments", [["undo"], ["undo", "--list"], ["undo", "--forget"]])
def test_a_history_that_cannot_be_read_is_told(
    program_inside: Program, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """It names the folder and why, and does not say that the journal cannot be written."""
    program_inside("add", "chin=3")
    before = program_inside.journal.read_bytes()

    real = os.scandir

    def forbidden(path: Path) -> Iterator[os.DirEntry[str]]:
        if path == undo_log.folder():
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", forbidden)
    refused(
        program_inside(*arguments),
        1,
        f"The undo history in {undo_log.folder()} cannot be used: permission denied. "
        f"{program_inside.journal} was not changed.",
    )
    assert program_inside.journal.read_bytes() == before


def test_undo_after_a_step_that_could_not_be_kept_blames_nobody(
    program_inside: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been botoxlog itself that wrote last."""
    program_inside("add", "chin=3")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(undo_log, "_write", full)
        assert program_inside("me", "--clinic", "x").code == 0
    refused(program_inside("undo"), 1, "or botoxlog could not save a step. Nothing was changed.")


@pytest.mark.parametrize("raw", [b"", b"botoxlog step 1\nhalf", b"\0" * 400])
def test_a_damaged_step_is_named_and_blames_no_program(written: Program, raw: bytes) -> None:
    """Nothing else has changed the journal: the step itself cannot be used."""
    written("add", "chin=3")
    (step,) = undo_log.folder().iterdir()
    step.write_bytes(raw)
    before = written.journal.read_bytes()
    result = written("undo")
    assert (result.code, "is damaged or cannot be read" in result.err) == (1, True)
    assert "Another program" not in result.err
    assert written.journal.read_bytes() == before


@pytest.mark.parametrize(("digits", "is_kept"), [(8, True), (14, True), (15, False), (16, True)])
def test_no_step_is_written_that_undo_cannot_see(
    written: Program, caplog: pytest.LogCaptureFixture, digits: int, is_kept: bool
) -> None:
    """After a stray file with a high number it is undone, or the write says that it cannot be."""
    written("add", "chin=3")
    (step,) = undo_log.folder().iterdir()
    stray = step.with_name(f"{step.name.partition('-')[0]}-{'9' * digits}.undo")
    stray.write_text("stray")
    before = written.journal.read_bytes()
    result = written("add", "jaw=4")
    assert (result.code, "undo cannot reverse this change" in caplog.text) == (0, not is_kept)
    after = written.journal.read_bytes()
    assert written("undo").code == int(not is_kept)
    assert written.journal.read_bytes() == (before if is_kept else after)
    assert written("undo", "--forget").code == 0
    assert list(undo_log.folder().iterdir()) == ([stray] if digits == 16 else [])
