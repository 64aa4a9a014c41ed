"""One writer at a time, and nobody else's file for a lock."""

import errno
import os
import stat
from pathlib import Path

import pytest

from botoxlog.journal.file_lock import lock
from tests.locks import held_elsewhere


def test_it_is_held_by_one_process_at_a_time(tmp_path: Path) -> None:
    """While one process holds it another does not get it, and gets it as soon as it is let go."""
    file = tmp_path / "lock"
    with held_elsewhere(file), lock(file, 0.01) as got:
        assert not got
    with lock(file, 0.01) as got:
        assert got
    with lock(file, 0.01) as got:
        assert got


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no modes")
def test_the_file_is_its_owners_and_stays_empty(tmp_path: Path) -> None:
    """It tells nothing to anybody, and what stands in a file with its name stays there."""
    file = tmp_path / "lock"
    with lock(file, 0):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes() == b""
    file.write_text("somebody's")
    with lock(file, 0) as got:
        assert got
    assert file.read_text() == "somebody's"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    """A lock is never made where a link points."""
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)), lock(tmp_path / "lock", 0):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_disk_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows no locks, that is an error like any other of the disk."""

    def none(_self: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr("fasteners.InterProcessLock.trylock", none)
    with pytest.raises(OSError, match="No locks available"), lock(tmp_path / "lock", 0):
        pass


def test_a_lock_that_cannot_be_let_go_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What was to be done is done by then, and the lock ends with the process: nothing is shown."""

    def fail(_self: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("fasteners.InterProcessLock.unlock", fail)
    with lock(tmp_path / "lock", 0) as got:
        assert got
    assert capfd.readouterr() == ("", "")
