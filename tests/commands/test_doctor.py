"""What is wrong in and around a journal, and what is mended of it."""

import errno
import json
import os
import shlex
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from botoxlog.core.private_files import data_folder, state_folder
from botoxlog.journal import undo_log
from botoxlog.reports import doctor
from tests.commands.conftest import JOURNAL, Editing, copies
from tests.conftest import Program
from tests.locks import held_elsewhere


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
                "To keep the version in use: botoxlog merge --keep zzzz2345. "
                "To use the other one: botoxlog merge --take zzzz2345"
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
        (JOURNAL.replace("fading", "odd"), 23, "problem", "not one of", "botoxlog edit look2345"),
        (JOURNAL.replace("format", "x"), None, None, None, None),
        (JOURNAL + "[person]\nbirth_year = 3.5\n", 25, "problem", "whole", "botoxlog edit"),
        (
            JOURNAL.replace('"touch234"', '"first234"').replace('= "first234"\na', '= "no"\na'),
            12,
            "problem",
            "used twice",
            "botoxlog edit",
        ),
        (
            JOURNAL.replace('touch_up_of = "first234"', 'touch_up_of = "gone2345"'),
            14,
            "touch-up",
            'a touch-up of "gone2345", but no session has that id',
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
            "gives its own id",
            "botoxlog edit touch234",
        ),
        (
            JOURNAL.replace('mood = "good"', 'touch_up_of = "touch234"'),
            9,
            "touch-up",
            "itself a touch-up",
            "botoxlog edit first234",
        ),
        (
            (
                f"{JOURNAL}\n[[session]]\nid = 'arms2345'\ndate = 2026-08-01\nunits.arm = 75\n"
                "sites.arm = {biceps = 50, brachialis = 20}\n"
            ),
            28,
            "sites",
            "arm: the sites add up to 70, but units says 75. It counts as 75.",
            "botoxlog edit arms2345",
        ),
        (
            (
                f"{JOURNAL}\n[[session]]\ndate = 2010-08-01\nareas = ['chin']\n"
                "[[checkin]]\nid = 'late2345'\ndate = 2023-08-01\nstate = {chin = 'full'}\n"
            ),
            31,
            "late-checkin",
            (
                "chin: full on Tue 1 Aug 2023 can hardly be the result of the session on "
                "Sun 1 Aug 2010. A session in between is probably not logged."
            ),
            (
                "To add it: botoxlog add --on DATE, with its areas. If the check-in is wrong: "
                "botoxlog edit late2345"
            ),
        ),
        (
            (
                f"{JOURNAL}\n[[session]]\ndate = 2026-08-01\nunits = {{arm = 0.3, leg = 5}}\n"
                "sites = {arm = {biceps = 0.1, brachialis = 0.2}, leg = ['soleus']}\n"
            ),
            None,
            None,
            None,
            None,
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


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        (JOURNAL.replace('"touch234"', '"first234"'), "Run botoxlog edit"),
        (JOURNAL.replace("format = 1", "format = 2"), "Update botoxlog"),
    ],
    ids=["an id twice", "a newer format"],
)
def test_doctor_names_no_command_that_would_refuse(
    written: Program, text: str, remedy: str
) -> None:
    """`edit ID` refuses an id that two records have, and `edit` refuses a newer format."""
    written.journal.write_text(text)
    (found, *_) = json.loads(written("doctor", "--json").out)["findings"]
    assert found["remedy"] == remedy


def test_doctor_on_a_journal_that_cannot_be_read(written: Program) -> None:
    """The line is told, with everything around the file, and the exit code is 3."""
    written.journal.write_text("x = [")
    written.journal.chmod(0o644)
    result = written("doctor")
    assert result.code == 3
    assert "line 1, column 6" in result.out
    assert "Other users of this computer can read the journal" in result.out


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
        typed = findings[0]["remedy"].partition(": ")[2].removesuffix(". Then delete it.")
        assert shlex.split(typed) == ["botoxlog", "merge", str(path)]
        assert path.exists()
    assert doctor.is_conflict_copy(name, "journal.toml") == found


def test_doctor_mends_permissions(written: Program) -> None:
    """The journal, its folder and the undo folder are closed to others, each one named."""
    written("add", "chin=3")
    wrong = {
        written.journal: (0o644, 0o600),
        written.journal.parent: (0o757, 0o755),
        undo_log.folder(): (0o755, 0o700),
        next(undo_log.folder().iterdir()): (0o640, 0o600),
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
    folder = data_folder()
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
    folder = written.journal.with_name(".journal.toml.89abcdef.tmp")
    folder.mkdir()  # of that name, but no temporary file
    result = written("doctor")
    assert (result.code, ".0123abcd.tmp" in result.out) == (1, True)
    assert left.exists()
    assert written("doctor", "--fix").code == 0
    assert (left.exists(), other.exists()) == (False, True)


def test_doctor_tells_of_what_was_rescued_and_leaves_it(written: Program) -> None:
    """What another program saved while a write was cut off is for its owner to take over."""
    rescued = written.journal.with_name("journal.rescued-0123456789abcdef.toml")
    rescued.write_text("theirs = 1\n")
    result = written("doctor", "--fix")
    assert (result.code, rescued.read_text()) == (1, "theirs = 1\n")
    assert (
        "Another program saved the journal while botoxlog was writing. Its version is here."
        in result.out
    )
    assert "merge" in result.out


@pytest.mark.parametrize("fix", [(), ("--fix",)])
def test_doctor_never_offers_to_delete_what_another_program_saved(
    written: Program, fix: tuple[str, ...]
) -> None:
    """A swap file that holds neither version is the only copy; one that holds either is none."""
    folder = written.journal.parent
    theirs = folder / ".journal.toml.0123abcd.0123456789abcdef-fedcba9876543210.swap"
    theirs.write_text(JOURNAL.replace("look2345", "other234").replace("2026-03-01", "2026-03-09"))
    # e3b0c44298fc1c14 begins the SHA-256 of nothing
    old = folder / ".journal.toml.0123abcd.e3b0c44298fc1c14-fedcba9876543210.swap"
    old.write_text("")
    found = json.loads(written("doctor", "--json", *fix).out)["findings"]
    assert [
        (item["kind"], Path(item["path"]).name, item["fixed"], "elete" in item["remedy"])
        for item in found
    ] == [
        ("kept-edit", theirs.name, False, False),
        ("temporary-file", old.name, bool(fix), True),
    ]
    assert (theirs.exists(), old.exists()) == (True, not fix)
    assert written(*shlex.split(found[0]["remedy"].partition("botoxlog ")[2])).code == 0
    assert "other234" in written.journal.read_text()
    assert not theirs.exists()
    assert len(list(folder.glob("journal.rescued-*.toml"))) == 1


def test_doctor_fix_touches_only_what_is_ours(written: Program, tmp_path: Path) -> None:
    """No link in the undo folder is followed, and no file of another name is changed."""
    written("add", "chin=3")
    undo = undo_log.folder()
    step = next(undo.iterdir())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    link = undo / step.name.replace("00000001", "00000002")
    link.symlink_to(elsewhere)
    (undo / "link").symlink_to(tmp_path)
    (undo / "notes.txt").write_text("mine")
    for path in (step, elsewhere, undo / "notes.txt", tmp_path):
        path.chmod(0o755 if path.is_dir() else 0o644)
    found = json.loads(written("doctor", "--fix", "--json").out)["findings"]
    assert [(item["path"], item["fixed"]) for item in found] == [(str(step), True)]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (elsewhere, undo / "notes.txt")]
    assert modes == [0o644, 0o644]


def test_a_linked_undo_folder_keeps_its_mode(written: Program, tmp_path: Path) -> None:
    """What a link of that name leads to may be anything."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o755)
    undo_log.folder().parent.mkdir(parents=True)
    undo_log.folder().symlink_to(elsewhere)
    assert written("doctor", "--fix").out == ""
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755


@pytest.mark.parametrize("closed", ["state", "state/botoxlog", "state/botoxlog/undo"])
@pytest.mark.parametrize(
    "arguments", [["doctor"], ["doctor", "--fix"], ["remind", "--once"], ["undo"], ["edit"]]
)
def test_a_state_folder_that_may_not_be_entered_is_no_bug(
    written: Program, monkeypatch: pytest.MonkeyPatch, closed: str, arguments: list[str]
) -> None:
    """As after sudo: every look into it is refused, and each command still ends in words."""
    state = written.journal.parent / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    written("add", "chin=3")
    inside = f"{written.journal.parent / closed}/"
    monkeypatch.setattr(Path, "stat", _refusing(inside, Path.stat))
    for name in ("stat", "lstat", "scandir", "listdir", "mkdir", "open"):
        monkeypatch.setattr(os, name, _refusing(inside, getattr(os, name)))
    result = written(*arguments)
    assert result.code in {0, 1}
    assert "bug" not in result.err
    assert "Unexpected" not in result.err


def _refusing(inside: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a call that may not look at anything in a folder."""

    def refused(path: Any, *rest: Any, **options: Any) -> Any:
        if isinstance(path, str | Path) and f"{path}/".startswith(inside) and f"{path}/" != inside:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return call(path, *rest, **options)

    return refused


def test_doctor_says_fixed_only_of_what_is_gone(
    written: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk without modes takes a chmod without an error, and keeps none."""
    written.journal.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", lambda _path, _mode: None)
    result = written("doctor", "--fix")
    assert (result.code, "Fixed" in result.out) == (1, False)


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
    assert "An edit of yours was not saved. What you typed is kept here." in result.out


def test_no_command_of_these_leaves_anything_behind(editing: Editing) -> None:
    """Beside the journal there is its lock, in the state folder the undo."""
    program = editing("file.write_text(text.replace('chin', 'jaw'))")
    for arguments in (["edit"], ["remove", "look2345", "-y"], ["undo"], ["doctor", "--fix"]):
        program(*arguments)
    beside = {path.name for path in program.journal.parent.iterdir()}
    assert beside == {"journal.toml", ".journal.toml.lock", "an editor.py"}
    assert os.listdir(state_folder()) == ["undo"]  # noqa: PTH208 - names are what is meant
