"""The memory of what was told: small, private, and never in the way."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from botoxlog.reminders.sent_log import (
    DESKTOP,
    SHELL,
    SentLog,
    log_lock,
    log_path,
    read_log,
    write_log,
)
from tests.locks import held_elsewhere

DAY = date(2026, 11, 23)


def test_each_place_has_its_own_memory(tmp_path: Path) -> None:
    """What passed by on a desktop is still told in a shell."""
    file = tmp_path / "told.toml"
    shell = SentLog(DAY, frozenset({"b2", "a1"}), DAY)
    write_log(file, SHELL, shell)
    write_log(file, DESKTOP, SentLog(keys=frozenset({"c3"})))
    assert read_log(file, SHELL) == shell
    assert read_log(file, DESKTOP) == SentLog(None, frozenset({"c3"}), None)
    assert file.read_text().splitlines() == [
        "# Reminders that botoxlog has shown, so that none is shown twice. Safe to delete.",
        "",
        "[shell]",
        "day = 2026-11-23",
        "trouble = 2026-11-23",
        'keys = ["a1", "b2"]',
        "",
        "[desktop]",
        'keys = ["c3"]',
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_memory_is_its_owners_alone(tmp_path: Path) -> None:
    """The file, its folder and its lock are closed to others."""
    file = tmp_path / "state" / "told.toml"
    with log_lock(file) as free:
        assert free
        write_log(file, SHELL, SentLog(DAY))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [file, file.parent]}
    assert modes == {"told.toml": 0o600, "state": 0o700}


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "shell = 1",
        "[shell]\nkeys = 1\nday = 'x'",
        "[shell]\nday = 2026-11-23T10:00:00Z",
        "[shell]\nkeys = [1, {}]",
    ],
)
def test_a_memory_that_makes_no_sense_is_none(tmp_path: Path, text: str) -> None:
    """A reminder told twice is better than none."""
    file = tmp_path / "told.toml"
    file.write_text(text)
    assert read_log(file, SHELL) == SentLog()
    write_log(file, SHELL, SentLog(DAY))
    assert read_log(file, SHELL) == SentLog(DAY)


def test_a_memory_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """A file stands where the folder should be: told all the same, remembered not."""
    (tmp_path / "state").write_text("")
    file = tmp_path / "state" / "told.toml"
    with log_lock(file) as free:
        assert free
        write_log(file, SHELL, SentLog(DAY))
    assert read_log(file, SHELL) == SentLog()


def test_two_journals_have_two_memories(tmp_path: Path) -> None:
    """And neither's name tells where its journal is; a link to a journal is that journal."""
    one, other, link = (tmp_path / name for name in ("one.toml", "other.toml", "link.toml"))
    one.touch()
    link.symlink_to(one)
    assert log_path(one) == log_path(link) != log_path(other)
    assert log_path(one).name.startswith("told-")
    assert "one" not in log_path(one).name


def test_one_teller_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one tells, another finds it busy and stays silent."""
    monkeypatch.setattr("botoxlog.reminders.sent_log._LOCK_SECONDS", 0.01)
    file = tmp_path / "told.toml"
    with held_elsewhere(tmp_path / "told.lock"), log_lock(file) as busy:
        assert not busy
    with log_lock(file) as free:
        assert free


def test_only_what_names_nothing_is_remembered(tmp_path: Path) -> None:
    """A key is letters and digits; anything else would break the file, and is left out."""
    file = tmp_path / "told.toml"
    write_log(file, SHELL, SentLog(DAY, frozenset({"a1", 'b"2', "c 3", ""})))
    assert read_log(file, SHELL) == SentLog(DAY, frozenset({"a1"}))
