"""A step back gives exactly the bytes that were there, or nothing."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.journal import undo_log
from botoxlog.journal.undo_log import Stack

TARGET = Path("/somewhere/journal.toml")


def keep(before: bytes, after: bytes, target: Path = TARGET) -> None:
    """Keep the step of one ordinary write."""
    undo_log.push(target, before, after, Stack.UNDO, clear_redo=True)


def kept() -> list[Path]:
    """Return every file of every step."""
    return sorted(undo_log.folder().iterdir())


@given(before=st.binary(), after=st.binary())
def test_a_step_leads_back_to_the_very_bytes(before: bytes, after: bytes) -> None:
    """Whatever was written over whatever: back is the old whole."""
    undo_log.clear(TARGET)
    keep(before, after)
    step = undo_log.top(TARGET, after, Stack.UNDO)
    assert (step.revert(after) if step else after) == before
    assert undo_log.earlier_versions(TARGET, after) == ([] if before == after else [before])


@given(before=st.binary(max_size=9), after=st.binary(max_size=9), other=st.binary(max_size=9))
def test_from_anything_else_a_step_leads_nowhere(before: bytes, after: bytes, other: bytes) -> None:
    """A journal that somebody else changed gives nothing back."""
    undo_log.clear(TARGET)
    keep(before, after)
    step = undo_log.top(TARGET, other, Stack.UNDO)
    if step is not None and other != after:
        assert step.revert(other) is None
    if other != after:
        assert undo_log.earlier_versions(TARGET, other) == []


def test_a_step_is_private_small_and_tells_nothing_by_its_name() -> None:
    """Mode 0600 in 0700, a few bytes for an appended record, and no path in the name."""
    old = b"x" * 1_000_000
    keep(old, old + b"a record")
    (file,) = kept()
    assert file.stat().st_size < 200
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "journal" not in file.name
    assert "somewhere" not in file.name


def test_journals_do_not_mix() -> None:
    """Each place has its own steps, and forgetting one keeps the other's."""
    other = Path("/elsewhere/journal.toml")
    keep(b"a", b"b")
    keep(b"a", b"b", other)
    assert undo_log.clear(TARGET) == 1
    assert undo_log.top(TARGET, b"b", Stack.UNDO) is None
    assert undo_log.earlier_versions(other, b"b") == [b"a"]


def test_the_step_of_a_write_that_never_came_to_be_is_passed_over() -> None:
    """A writer killed between keeping the step and the rename cuts nothing off."""
    keep(b"a", b"b")
    keep(b"b", b"c")
    assert undo_log.earlier_versions(TARGET, b"b") == [b"a"]
    step = undo_log.top(TARGET, b"b", Stack.UNDO)
    assert step is not None
    assert step.revert(b"b") == b"a"
    assert len(kept()) == 1


def test_a_new_change_ends_what_could_be_put_back() -> None:
    """After a new write the taken-back one is gone; an undo itself ends nothing."""
    undo_log.push(TARGET, b"b", b"a", Stack.REDO, clear_redo=False)
    undo_log.push(TARGET, b"a", b"c", Stack.UNDO, clear_redo=False)
    assert undo_log.top(TARGET, b"a", Stack.REDO) is not None
    keep(b"a", b"c")
    assert undo_log.top(TARGET, b"a", Stack.REDO) is None


def test_the_number_of_steps_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest goes when there are too many."""
    monkeypatch.setattr(undo_log, "MOST_STEPS", 3)
    for number in range(6):
        keep(b"%d" % number, b"%d" % (number + 1))
    assert undo_log.earlier_versions(TARGET, b"6") == [b"5", b"4", b"3"]


def test_the_size_of_all_steps_is_bounded(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Over all journals only so many bytes are kept; one step that is too large is told."""
    monkeypatch.setattr(undo_log, "MOST_BYTES", 1000)
    for number in range(9):
        keep(bytes([number]) * 300, b"", Path(f"/{number}"))
    assert sum(file.stat().st_size for file in kept()) <= 1000
    assert undo_log.earlier_versions(Path("/8"), b"") == [bytes([8]) * 300]
    assert caplog.text == ""
    keep(b"x" * 501, b"")
    assert "the change is too large" in caplog.text
    assert undo_log.earlier_versions(TARGET, b"") == []


def test_the_number_of_all_steps_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many journals together keep only so many files."""
    monkeypatch.setattr(undo_log, "MOST_FILES", 4)
    for number in range(9):
        keep(b"a", b"b", Path(f"/{number}"))
    assert len(kept()) == 4
    assert undo_log.earlier_versions(Path("/8"), b"b") == [b"a"]


@pytest.mark.parametrize(
    "raw", [b"", b"garbage", b"botoxlog step 1\nx\ny\nmany few\n", b"other step\na\nb\n0 0\n"]
)
def test_a_damaged_step_leads_nowhere(raw: bytes) -> None:
    """A file that is not whole is no step."""
    keep(b"a", b"b")
    kept()[0].write_bytes(raw)
    assert undo_log.top(TARGET, b"b", Stack.UNDO) is None
    assert undo_log.earlier_versions(TARGET, b"b") == []


def test_a_step_that_was_cut_off_hides_none_before_it() -> None:
    """A writer killed while it kept its step wrote nothing: the way back is as it was."""
    keep(b"a", b"b")
    keep(b"b", b"c")
    kept()[-1].write_bytes(b"botoxlog st")
    assert undo_log.earlier_versions(TARGET, b"b") == [b"a"]
    step = undo_log.top(TARGET, b"b", Stack.UNDO)
    assert step is not None
    assert step.revert(b"b") == b"a"


def test_a_step_that_cannot_be_kept_fails_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A state folder that cannot be made is told in one sentence."""
    undo_log.folder().parent.parent.mkdir(parents=True)
    undo_log.folder().parent.write_text("in the way")
    keep(b"a", b"b")
    assert caplog.messages == [
        (
            "botoxlog: undo cannot reverse this change: "
            f"not a directory in {undo_log.folder()}. The change itself is not affected."
        )
    ]


def test_fifty_writes_can_be_taken_back() -> None:
    """Of 52 writes the first two are forgotten."""
    for number in range(52):
        keep(b"%d" % number, b"%d" % (number + 1))
    assert undo_log.earlier_versions(TARGET, b"52") == [
        b"%d" % number for number in range(51, 1, -1)
    ]


@pytest.mark.parametrize(("size", "kept_back"), [(8_388_608, 1), (8_388_609, 0)])
def test_a_change_of_eight_mebibytes_can_be_taken_back(size: int, kept_back: int) -> None:
    """Half of what all steps may hold, 16 * 1024 * 1024 bytes; a larger one is not kept."""
    keep(b"x" * size, b"")
    assert len(undo_log.earlier_versions(TARGET, b"")) == kept_back


def test_what_was_taken_back_is_counted_on_from() -> None:
    """The order of steps is that of the writes, whichever pile the last one went to."""
    keep(b"a", b"b")
    undo_log.push(TARGET, b"b", b"a", Stack.REDO, clear_redo=False)
    undo_log.push(TARGET, b"a", b"b", Stack.UNDO, clear_redo=False)
    numbers = [path.name.rpartition("-")[2] for path in sorted(kept(), key=lambda path: path.name)]
    assert numbers == ["00000001.undo", "00000002.redo", "00000003.undo"]


def test_what_is_not_ours_in_the_folder_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is called, it is not read, counted or deleted, and in nobody's way."""
    keep(b"a", b"b")
    (step,) = kept()
    key = step.name[:16]
    names = ["notes", f"{key}-.undo", f"{key}-x.undo", f"{key}-{'9' * 5_000}.undo"[:200] + ".undo"]
    names += [f"{key}-00000001.undo.bak", f"{key.upper()}-00000001.redo", "0-00000001.undo"]
    for name in names:
        step.with_name(name).write_bytes(b"mine")
    step.with_name(f"{key}-00000002.undo").mkdir()
    step.with_name(f"{key}-00000003.undo").symlink_to(step.with_name("notes"))
    others = {file: file.lstat().st_mtime_ns for file in kept() if file != step}
    assert len(others) == 9
    monkeypatch.setattr(undo_log, "MOST_FILES", 2)
    for before, after in [(b"b", b"c"), (b"c", b"d"), (b"d", b"e")]:
        keep(before, after)
    assert undo_log.earlier_versions(TARGET, b"e") == [b"d", b"c"]
    assert undo_log.clear(TARGET) == 2
    assert {file: file.lstat().st_mtime_ns for file in kept()} == others


@pytest.mark.parametrize("stack", Stack)
def test_a_step_that_cannot_be_kept_says_what_cannot_be_done(
    stack: Stack, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an undo on a full disk it is the redo that is not possible."""
    keep(b"a", b"b")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(undo_log, "_write", full)
    undo_log.push(TARGET, b"b", b"a", stack, clear_redo=False)
    says = {
        Stack.UNDO: "undo cannot reverse this change",
        Stack.REDO: "undo --redo cannot make this change again",
    }
    why = f"no space left on device in {undo_log.folder()}"
    assert caplog.messages == [
        f"botoxlog: {says[stack]}: {why}. The change itself is not affected."
    ]


LINE = b"YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBkRHZ2bEx3Y0Y5QjJmUWtB\n"


@pytest.mark.parametrize(
    ("writes", "is_plain"),
    [
        ([], False),
        ([(b"areas = ['chin']", b"")], True),
        ([(b"", b"areas = ['chin']")], True),
        ([(b"chin" * 15 + b"abc", b"")], True),  # 63 letters, one less than a line of base64
        ([(LINE, b"")], False),
        ([(b"age-encryption.org/v1\n-> X25519 \xff\n", b"")], False),
        ([(b"areas = ['chin']", b"x"), (b"x" + LINE, b"x")], False),
        ([(LINE, b"x"), (b"a = 'x'", b"x")], True),
    ],
)
def test_steps_in_clear_are_known(writes: list[tuple[bytes, bytes]], is_plain: bool) -> None:
    """The newest step of a stack tells for all."""
    for before, after in writes:
        keep(before, after)
    assert undo_log.holds_plain_text(TARGET) == is_plain
