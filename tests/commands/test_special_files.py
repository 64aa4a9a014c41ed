"""Pipes, devices and sockets where a file is expected: refused at once, never waited for."""

import os
import shlex
import socket
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from botoxlog.journal import undo_log
from botoxlog.reminders import sent_log
from tests.conftest import Program, Result

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")

SPECIAL = ["pipe", "socket", "/dev/null", "/dev/zero"]
HANG = 60
"""Seconds after which a run is taken to hang; none of these needs one."""
SHEET = "Date,Area,Units\n2026-05-01,chin,4\n"


@contextmanager
def special(folder: Path, kind: str) -> Iterator[Path]:
    """Yield a file of a kind; the socket is one that somebody listens on."""
    path = folder / kind
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as listening:
            os.chdir(folder)  # the name of a socket is short
            listening.bind(kind)
            listening.listen()
            yield path
    else:
        if kind == "pipe":
            os.mkfifo(path)
        yield path


def ended(program: Program, *arguments: str, stdin: int = subprocess.DEVNULL) -> Result:
    """Run the program with nothing to read, and fail where it hangs."""
    done = subprocess.run(
        [*program.command, *arguments],
        stdin=stdin,
        capture_output=True,
        text=True,
        timeout=HANG,
        check=False,
        env={**os.environ, **program.environ},
    )
    return Result(done.returncode, done.stdout, done.stderr)


def in_bash(line: str) -> Result:
    """Run a line of the shell, and fail where it hangs."""
    done = subprocess.run(
        ["bash", "-c", line],  # noqa: S607 - the one that is found
        capture_output=True,
        text=True,
        timeout=HANG,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_file_is_no_journal(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command ends with a sentence; nobody is told to change its mode, and it stays."""
    monkeypatch.chdir(tmp_path)
    with special(tmp_path, kind) as path:
        before = path.stat().st_mode
        for arguments in (
            *(["log"], ["timeline"], ["remind", "--quiet"], ["schedule", "--now"], ["edit"]),
            *(["add", "chin=3"], ["me", "--clinic", "x"], ["undo"], ["undo", "--list"]),
            *(["encrypt"], ["decrypt"], ["remove", "x", "--yes"], ["merge", "--keep", "x"]),
            *(["export"], ["doctor"]),
        ):
            result = ended(Program(path), *arguments)
            assert result.code in {1, 3}, arguments
            said = result.out + result.err
            assert "a device or a pipe" in said, arguments
            assert ("chmod" in said, "bug" in said) == (False, False), arguments
        assert path.stat().st_mode == before
        assert not (path.parent / f".{path.name}.lock").exists()


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_file_is_neither_read_nor_replaced(
    program: Program, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To import, to merge, as a key, or to save to: exit code 1 or 3, and the journal as it was."""
    monkeypatch.chdir(tmp_path)
    program("add", "chin=3", "--on", "2026-08-01")
    before = program.journal.read_bytes()
    with special(tmp_path, kind) as path:
        for arguments in (
            *(["import", str(path), "--yes"], ["merge", str(path)]),
            *(["merge", str(program.journal), "--base", str(path)],),
            *(["encrypt", "--key", str(path)], ["export", "--save", str(path), "--force"]),
            *(["export", "--save", str(path)], ["remind", "--ics", str(path)]),
            ["merge", "--driver", str(path), str(path), str(path)],
        ):
            result = ended(program, *arguments)
            assert (result.code in {1, 3}, "bug" in result.err) == (True, False), arguments
            assert result.err.startswith("botoxlog: "), arguments
        assert not stat.S_ISREG(path.stat().st_mode)
    assert program.journal.read_bytes() == before


def test_a_pipe_that_the_shell_made_is_imported(program: Program, tmp_path: Path) -> None:
    """`<(...)`, and a pipe or a file by the name of stdin; a key and a copy to merge too."""
    (tmp_path / "sheet.csv").write_text(SHEET)
    sheet, words = shlex.quote(str(tmp_path / "sheet.csv")), shlex.join(program.command)
    for line, says in [
        (f"{words} import <(cat {sheet}) --yes", "Added 1 session."),
        (f"cat {sheet} | {words} import /dev/stdin --yes", "nothing new to add"),
        (f"{words} import /dev/stdin --yes < {sheet}", "nothing new to add"),
        (f"{words} merge <(cat {shlex.quote(str(program.journal))})", "already has all of it"),
    ]:
        result = in_bash(line)
        assert (result.code, says in result.out + result.err) == (0, True), line


def test_a_pipe_without_an_end_is_read_up_to_a_limit(program: Program) -> None:
    """More than 50 MB are neither a spreadsheet nor a journal."""
    words = shlex.join(program.command)
    for command in ("import", "merge"):
        result = in_bash(f"{words} {command} <(cat /dev/zero)")
        assert (result.code in {1, 3}, "50" in result.err) == (True, True)
        assert not program.journal.exists()


def test_pipes_where_the_programs_own_files_belong(program: Program) -> None:
    """A lock that is a pipe is told; a step of undo or the log of reminders is passed over."""
    program("add", "chin=3", "--on", "2026-08-01")
    (step,) = undo_log.folder().iterdir()
    os.mkfifo(step.with_name(step.name.replace("01.", "02.")))
    log = sent_log.log_path(program.journal)
    os.mkfifo(log)
    assert ended(program, "add", "chin=4", "--on", "2026-05-01").err == ""
    assert ended(program, "undo").code == 0
    assert ended(program, "undo").code == 0
    assert ended(program, "remind", "--once").code == 0
    lock = program.journal.with_name(".journal.toml.lock")
    lock.unlink()
    os.mkfifo(lock)
    result = ended(program, "add", "chin=3")
    assert (result.code, "Nothing was changed." in result.err) == (1, True)
