"""A file is written whole or not at all, for its owner's eyes."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from botoxlog.core.errors import CannotDoError
from botoxlog.core.private_files import (
    TooLargeError,
    make_private_folder,
    read_file,
    save_private,
)

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes or links")


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_only_the_owner_can_read_it(tmp_path: Path, umask: int) -> None:
    """Whatever the umask is, and also where an open file is replaced."""
    new, open_to_all = tmp_path / "new.md", tmp_path / "old.md"
    open_to_all.write_text("old")
    open_to_all.chmod(0o666)
    before = os.umask(umask)
    try:
        save_private(new, b"x", replace=False)
        save_private(open_to_all, b"y", replace=True)
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (new, open_to_all)] == [0o600, 0o600]
    assert open_to_all.read_text() == "y"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.md", "old.md"]


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is replaced."""
    there, link = tmp_path / "there.md", tmp_path / "link.md"
    there.write_text("old")
    link.symlink_to(there)
    save_private(link, b"new", replace=True)
    assert link.is_symlink()
    assert there.read_text() == "new"


@pytest.mark.parametrize(
    ("place", "hint"),
    [
        ("none/x.md", "Make that folder first, or name another file."),
        ("folder.md", "Name another file."),
        (f"{'x' * 300}.md", "Check that you may write to that folder, or name another."),
    ],
)
def test_a_place_that_cannot_be_written_is_an_error_with_a_next_step(
    tmp_path: Path, place: str, hint: str
) -> None:
    """Nothing is left behind."""
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(CannotDoError) as caught:
        save_private(tmp_path / place, b"x", replace=True)
    assert caught.value.hint == hint
    assert [path.name for path in tmp_path.iterdir()] == ["folder.md"]


@POSIX
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """The limit on a file's size stands for the disk."""
    old = tmp_path / "old.md"
    old.write_text("old")
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from botoxlog.core.errors import CannotDoError\n"
        "from botoxlog.core.private_files import save_private\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    save_private(Path(sys.argv[1]), b'x' * 2000, replace=True)\n"
        "except CannotDoError as error:\n"
        "    print(error.hint)\n"
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(old)],
        env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "Free some space on that disk, then run the command again.\n"
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["old.md"]


def test_a_file_that_is_there_is_replaced_only_if_asked(tmp_path: Path) -> None:
    """Looked for at the very moment of naming; a dangling link counts as being there."""
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    with pytest.raises(CannotDoError, match="already exists"):
        save_private(path, b"new", replace=False)
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["out.csv"]
    save_private(path, b"new", replace=True)
    assert path.read_bytes() == b"new"
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    with pytest.raises(CannotDoError, match="already exists"):
        save_private(link, b"new", replace=False)


@pytest.mark.parametrize(
    "error", [PermissionError(errno.EPERM, "no links"), NotImplementedError("no links")]
)
def test_where_there_are_no_hard_links_it_is_saved_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Some file systems have none (FAT, some network folders), and some whole systems."""

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "out.csv"
    save_private(path, b"new", replace=False)
    with pytest.raises(CannotDoError, match="already exists"):
        save_private(path, b"newer", replace=False)
    assert path.read_bytes() == b"new"
    assert [item.name for item in tmp_path.iterdir()] == ["out.csv"]


def test_every_folder_on_the_way_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the umask; a folder that was there keeps its mode."""
    tmp_path.chmod(0o755)
    before = os.umask(0)
    try:
        make_private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in (tmp_path, tmp_path / "a", tmp_path / "a/b")]
    assert modes == [0o755, 0o700, 0o700]


@POSIX
def test_every_folder_that_any_command_makes_is_private(tmp_path: Path) -> None:
    """Those on the way too, with a umask that takes nothing away."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "systemctl").write_text("#!/bin/sh\n")
    (bin_ / "systemctl").chmod(0o755)
    words = [sys.executable, "-m", "botoxlog", "--today", "2026-11-23"]
    path = f"{bin_}:{os.environ['PATH']}"
    for arguments in (
        ["remind", "--once"],
        ["schedule", "--now"],
        ["schedule", "--install", "--yes", "--system", "systemd"],
        ["schedule", "--install", "--yes", "--system", "launchd"],
        ["add", "chin=3", "--on", "2026-08-01"],
        ["edit"],
        ["undo"],
        ["--journal", str(home / "a/b/c.toml"), "me", "--clinic", "x"],
        ["export", "--save", str(home / "x.csv")],
    ):
        subprocess.run(
            [*words, *arguments],
            env={"HOME": str(home), "PATH": path, "EDITOR": "true"},
            umask=0,
            capture_output=True,
            check=False,
        )
    made = {item: item.lstat().st_mode & 0o777 for item in home.rglob("*")}
    assert {home / ".local", home / ".config/systemd", home / "a", home / "x.csv"} <= made.keys()
    assert {item: mode for item, mode in made.items() if mode & 0o077} == {}


@pytest.mark.parametrize(
    ("size", "most", "is_read"), [(0, 0, True), (3, 3, True), (4, 3, False), (4, None, True)]
)
def test_a_file_is_read_up_to_a_limit(
    tmp_path: Path, size: int, most: int | None, is_read: bool
) -> None:
    """One byte more is refused, and never read in part."""
    (tmp_path / "x").write_bytes(b"x" * size)
    if is_read:
        assert read_file(tmp_path / "x", most=most) == b"x" * size
    else:
        with pytest.raises(TooLargeError):
            read_file(tmp_path / "x", most=most)
