"""Disks, rights, locks and files as they are: told, with nothing changed and nothing left."""

import os
import resource
import signal
import subprocess
from collections.abc import Callable, Collection, Iterator

from bench.torture.ground import ADD, BEFORE, COMMANDS, INLINE, Command, Ended, Ground, ground
from bench.torture.table import Row

NOBODY = 65534
PAGE = 4096


# --- disks -----------------------------------------------------------------------------------


def short_of_room() -> Iterator[Row]:
    """Run out of room at every size of file, and on a real small disk where one can be mounted."""
    what = "no file may grow beyond a limit, every 40 bytes from far too low to enough"
    wrong: list[str] = []
    times = 0
    command = Command(ADD, before=BEFORE + f"# {'x' * 2_000}\n")
    with ground(command) as place:
        for limit in range(400, len(place.before) + 400, 40):
            place.put_back()
            ended = place.run(prepare=lambda limit=limit: _limit(limit))  # type: ignore[misc]
            wrong += _told(place, ended, "file too large", f"limit {limit}")
            times += 1
    yield Row(what, times, "runs", wrong)
    yield _full_disk()


def _limit(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _full_disk() -> Row:
    wrong: list[str] = []
    times = 0
    for free in range(4):
        for name in ("add", "checkin", "me"):
            with ground(COMMANDS[name]) as place:
                if not _on_small_disk(place, free):
                    return Row("a full disk (not tried: only root can mount one)", 0, "runs")
                ended = place.run()
                wrong += _told(place, ended, "no space left", f"{name}, {free} pages free")
                times += 1
                subprocess.run(["umount", str(place.folder)], check=True)
    return Row("a full disk (tmpfs) with 0 to 3 pages free", times, "runs", wrong)


def _on_small_disk(place: Ground, free: int) -> bool:
    options = f"size={64 * PAGE},mode=700"
    mount = ["mount", "-t", "tmpfs", "-o", options, "torture", str(place.folder)]
    raw = place.raw()
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        return False
    place.path.write_bytes(raw)
    place.path.chmod(0o600)
    filler = place.folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(PAGE))
        except OSError:
            file.truncate(max(0, file.tell() - free * PAGE))
    filler.chmod(0o600)
    place.left |= {"filler"}
    return True


def _told(place: Ground, ended: Ended, says: str, when: str) -> list[str]:
    """Return what is wrong where it may have failed: it has to say so, or to have worked."""
    found = [f"{when}: {lost}"] if (lost := place.lost(ended)) else []
    if ended.code and not (ended.code == 1 and says in ended.said and "Nothing was" in ended.said):
        found.append(f"{when}: ended with {ended.code}: {ended.said!r}")
    return found


# --- rights, locks and links -----------------------------------------------------------------


def forbidden() -> Row:
    """Meet files and folders that may not be read or written, as a user who is not root."""
    lock = ".journal.toml.lock"
    cases: dict[str, tuple[int, str, Callable[[Ground], object]]] = {
        "a read-only journal": (1, "permission denied", lambda g: g.path.chmod(0o444)),
        "a read-only folder": (1, "permission denied", lambda g: g.folder.chmod(0o555)),
        "a folder that may not be entered": (3, "permission denied", lambda g: g.folder.chmod(0)),
        "a journal that may not be read": (3, "permission denied", lambda g: g.path.chmod(0)),
        "a folder in the lock's place": (1, "is a directory", lambda g: (g.folder / lock).mkdir()),
        "a link in the lock's place": (
            1,
            "too many levels",
            lambda g: (g.folder / lock).symlink_to(g.root / "elsewhere"),
        ),
        "another user's lock file": (
            1,
            "permission denied",
            lambda g: (g.folder / lock).touch(0o000),
        ),
        "a folder in the journal's place": (3, "is a folder", _folder_instead),
    }
    wrong: list[str] = []
    for name, (code, says, make) in cases.items():
        with ground(COMMANDS["add"]) as place:
            _give_away(place)
            make(place)
            listed = sorted(place.folder.rglob("*"))
            ended = place.run(prepare=_become_nobody)
            if os.getuid():
                place.folder.chmod(0o700)
            if (ended.code, says in ended.said) != (code, True) or "Unexpected error" in ended.said:
                wrong.append(f"{name}: {ended}")
            if place.path.is_file() and place.raw() != place.before:
                wrong.append(f"{name}: changed")
            if set(place.folder.rglob("*")) - {*listed, place.folder / lock}:
                wrong.append(f"{name}: left {place.names()}")
    return Row(f"{', '.join(cases)}", len(cases), "runs", wrong, "exit 1 or 3, and why")


def _folder_instead(place: Ground) -> None:
    place.path.unlink()
    place.path.mkdir()
    place.path.chmod(0o755)


def _give_away(place: Ground) -> None:
    """Make the ground another user's, where this is root, whom no right would stop."""
    if os.getuid():
        return
    place.root.parent.chmod(0o755)
    for item in [place.root, *place.root.rglob("*")]:
        os.chown(item, NOBODY, NOBODY, follow_symlinks=False)


def _become_nobody() -> None:
    import shlex  # noqa: F401 - nobody may be kept out of the folder that root's Python is in

    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def locked() -> Row:
    """Find the lock of a writer that died, and of one that never lets go."""
    import fcntl

    wrong: list[str] = []
    with ground(COMMANDS["add"]) as place:
        lock = place.folder / ".journal.toml.lock"
        lock.touch(0o600)
        if (ended := place.run()).code or place.state() != "new":
            wrong.append(f"a lock file that nobody holds: {ended}")
        place.put_back()
        with lock.open("w") as held:
            lock.chmod(0o600)
            fcntl.lockf(held, fcntl.LOCK_EX)
            if (read := place.run(["log"])).code:
                wrong.append(f"a reader waits for a writer: {read}")
            ended = place.run()
        if ended.code != 1 or "Another botoxlog has locked" not in ended.said or place.lost(ended):
            wrong.append(f"a lock held for ever: {ended}")
    return Row("a lock file left by a dead writer; a lock held for ever", 3, "runs", wrong)


def linked() -> Row:
    """Write through links, and leave what is behind them as it should be."""
    cases: dict[str, tuple[int, Callable[[Ground], object], Callable[[Ground], bool]]] = {
        "a chain of links": (0, _chain, lambda g: g.path.is_symlink() and g.state() == "new"),
        "a link to itself": (3, _loop, lambda g: g.path.is_symlink()),
        "a link into a folder that is not there": (
            1,
            _dangling,
            lambda g: g.path.is_symlink() and not (g.root / "unplugged").exists(),
        ),
        "a hard link": (
            0,
            lambda g: os.link(g.path, g.root / "other"),
            lambda g: g.state() == "new" and (g.root / "other").read_bytes() == g.before,
        ),
        "a pipe": (1, _pipe, lambda g: g.path.is_fifo()),
    }
    wrong: list[str] = []
    for name, (code, make, holds) in cases.items():
        with ground(COMMANDS["add"]) as place:
            make(place)
            ended = place.run(["me", "--clinic", "x"] if name == "a pipe" else None)
            if ended.code != code or "Unexpected error" in ended.said or not holds(place):
                wrong.append(f"{name}: {ended}")
            if litter := place.litter() - {"real.toml", "middle.toml"}:
                wrong.append(f"{name}: left {litter}")
    return Row(", ".join(cases), len(cases), "runs", wrong)


def _chain(place: Ground) -> None:
    place.path.rename(place.folder / "real.toml")
    (place.folder / "middle.toml").symlink_to("real.toml")
    place.path.symlink_to("middle.toml")
    place.left |= {".real.toml.lock"}


def _loop(place: Ground) -> None:
    place.path.unlink()
    place.path.symlink_to(place.path)


def _dangling(place: Ground) -> None:
    place.path.unlink()
    place.path.symlink_to(place.root / "unplugged" / "journal.toml")


def _pipe(place: Ground) -> None:
    place.path.unlink()
    os.mkfifo(place.path)


# --- files -----------------------------------------------------------------------------------

MANY = "".join(
    f'[[session]]\nid = "s{number:07}"\ndate = 2026-01-01\nunits = {{chin = 4}}\n\n'
    for number in range(10_000)
)
NOTE = "[[session]]\ndate = 2026-01-01\nareas = ['chin']\nnote = "

FILES: dict[str, bytes] = {
    "CRLF": BEFORE.replace("\n", "\r\n").encode(),
    "CRLF and LF mixed": BEFORE.replace("[session", "\r\n[session").encode(),
    "CR alone": BEFORE.replace("\n", "\r").encode(),
    "a byte-order mark": ("\ufeff" + BEFORE).encode(),
    "no final newline": BEFORE.rstrip().encode(),
    "an inline array": INLINE.encode(),
    "an inline array on one line": b"session = [{date = 2026-01-01, areas = ['chin']}]",
    "an inline person": b"person = {clinic = 'x'}\n",
    "one [session]": b"[session]\ndate = 2026-01-01\nareas = ['chin']\n",
    "tabs and blanks mixed": BEFORE.replace(" = ", "\t = \t").replace("\n", "\t\n").encode(),
    "0 bytes": b"",
    "only a newline": b"\n",
    "a NUL byte": BEFORE.encode().replace(b"first", b"fi\0rst"),
    "NUL bytes at the end": BEFORE.encode() + bytes(4096),
    "UTF-16": BEFORE.encode("utf-16"),
    "Latin-1": BEFORE.replace("first", "caf\u00e9").encode("latin-1"),
    "cut off in the middle": BEFORE.encode()[:200],
    "a conflict of git": b"<<<<<<< HEAD\n" + BEFORE.encode(),
    "an old format": BEFORE.replace("format = 1", "format = 0").encode(),
    "no format": BEFORE.replace("format = 1", "").encode(),
    "a newer format": BEFORE.replace("format = 1", "format = 2").encode(),
    "a format of 5,000 digits": BEFORE.replace("format = 1", f"format = 0x{'f' * 5_000}").encode(),
    "a number of 5,000 digits": BEFORE.replace(
        "glabella = 20", "glabella = " + "9" * 5_000
    ).encode(),
    "nan and inf": BEFORE.replace("glabella = 20", "glabella = nan\nchin = inf").encode(),
    "a blank area": BEFORE.replace("glabella = 20", '"" = 20').encode(),
    "an id twice": (BEFORE + BEFORE[BEFORE.index("[[session]]") :]).encode(),
    "brackets 5,000 deep": b"x = " + b"[" * 5_000 + b"]" * 5_000,
    "10,000 records": MANY.encode(),
    "10,000 records with mistakes": MANY.replace("2026-01-01", "2999-01-01").encode(),
    "a note of 50 MB": (NOTE + '"' + "ab " * 17_000_000 + '"\n').encode(),
    "a note of 5 MB over many lines": (NOTE + '"""' + "a\nb " * 1_250_000 + '"""\n').encode(),
}
"""Journals that people, editors and sync tools have made."""

LARGE = {name for name in FILES if name.startswith(("10,000", "a note of"))}
"""Those that take seconds."""

TRIED = (ADD, COMMANDS["checkin"].arguments, COMMANDS["me"].arguments)
READ = (("log", "--json"), ("timeline",), ("remind",))


def odd_files(names: Collection[str]) -> Row:
    """Read and write each of the files with every command of the table."""
    wrong: list[str] = []
    times = 0
    tried = [name for name in FILES if name in names]
    with ground(COMMANDS["add"]) as place:
        for name in tried:
            for arguments in (*READ, *TRIED):
                place.path.write_bytes(FILES[name])
                place.path.chmod(0o600)
                verdict = _odd(place, place.run(arguments), FILES[name], arguments[0])
                wrong += [f"{name}, {arguments[0]}: {verdict}"] if verdict else []
                times += 1
    return Row(f"files as found: {', '.join(tried)}", times, "runs", wrong)


def _odd(place: Ground, ended: Ended, before: bytes, command: str) -> str | None:
    after = place.raw()
    reads = command in {arguments[0] for arguments in READ}
    refused = {0, 1, 2, 3}  # 2: a check-in on an area that this file never treated
    if "Traceback" in ended.said or "Unexpected error" in ended.said or ended.code not in refused:
        return f"no plain message: {ended}"
    if ended.code or reads:
        if after != before:
            return "changed"
        return None if ended.said or not ended.code else "said nothing"
    if after == before:
        return "said to be saved, and is not"
    if litter := place.litter():
        return f"left {litter}"
    rest = iter(after.splitlines())
    lost = [line for line in before.splitlines() if not _follows(line, rest)]
    return f"lost {lost[:3]!r}" if lost else None


def _follows(line: bytes, rest: Iterator[bytes]) -> bool:
    """Whether a line comes next in what is there now: itself, with a comma, or with a new value."""
    own = line.rstrip().removesuffix(b"]")
    setting = (
        line.split(b"=", maxsplit=1)[0] + b"=" if line.startswith((b"clinic", b"birth")) else b""
    )
    return any(now.startswith(own) or (setting and now.startswith(setting)) for now in rest)
