"""Where torture happens: the commands, a folder that can be put back, and a run of one command."""

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import pyrage
import tomli

from botoxlog.core.errors import SavedError
from botoxlog.journal import encoder

TODAY = "2026-11-23"
SAVED = SavedError.exit_code
MISSING = b"\0missing"
"""What a journal that is not there is compared as."""

BEFORE = """\
# mine, and it stays
format = 1
mood = "unknown keys stay too"

[person]
clinic = "Lakeside" # for now

[[session]]
id = "abcdefgh"
date = 2026-08-01
product = "botox-cosmetic"
note = "first"

[session.units]
glabella = 20

[[checkin]]
id = "bcdefghj"
date = 2026-10-02

[checkin.state]
glabella = "full"
# the end
"""
INLINE = """\
format = 1
session = [
  {id = "abcdefgh", date = 2026-08-01, units = {glabella = 20}}, # by hand
]
"""
OTHER = (
    BEFORE.replace('note = "first"', 'note = "first, elsewhere"')
    + """\

[[session]]
id = "cdefghjk"
date = 2026-11-01

[session.units]
chin = 6
"""
)
"""A copy that grew apart: one record more, and one with another note."""

BASE = BEFORE.replace('note = "first"', 'note = "once"')
"""The copy that both came from, so that the two notes are a conflict."""

SHEET = """\
Date,Area,Units,Product
2026-09-01,glabella,20,Botox Cosmetic
2026-09-01,chin,6,Botox Cosmetic
2026-10-01,glabella,18,Botox Cosmetic
"""


@dataclass(frozen=True, slots=True)
class Command:
    """One command to torture.

    Attributes:
        arguments: The words after the program's name.
        back: The words that take it back again.
        before: The journal it finds; None where there is none yet.
        first: Commands that ran before, and finished.
        files: Further files, by their names in the working folder.
        environ: What else stands in its environment.
        linked: Whether the journal is behind a symbolic link.
        key: The secret key that the journal is encrypted with; None where it is in clear.
    """

    arguments: tuple[str, ...]
    back: tuple[str, ...] = ("undo",)
    before: str | None = BEFORE
    first: tuple[tuple[str, ...], ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=dict)
    linked: bool = False
    key: pyrage.x25519.Identity | None = None


ADD = ("add", "11s=20", "chin", "--on", "2026-11-01", "--note", "second")
CHECKIN = ("checkin", "11s=fading", "--on", "2026-11-20")
ENCRYPT = ("encrypt", "--key", "key.txt")
DECRYPT = ("decrypt", "--key", "key.txt")
KEY = pyrage.x25519.Identity.generate()
AGE = b"-----BEGIN AGE ENCRYPTED FILE-----"
SEALED = b"sealed = true\n"
"""What the text of a journal begins with here if the command is about encryption and it has one."""

COMMANDS = {
    "add": Command(ADD),
    "add, the first": Command(ADD, before=None),
    "add, by a link": Command(ADD, linked=True),
    "add, in one array": Command(ADD, before=INLINE),
    "checkin": Command(CHECKIN),
    "me": Command(("me", "--clinic", "Hillside", "--birth-year", "1988")),
    "discuss": Command(("discuss", "weak-muscle", "--on", "2026-11-20", "--note", "same dose")),
    "edit": Command(("edit",), environ={"EDITOR": "sed -i s/first/mended/"}),
    "edit, one record": Command(("edit", "abcdefgh"), environ={"EDITOR": "sed -i s/first/mended/"}),
    "remove": Command(("remove", "abcdefgh", "--yes")),
    "undo": Command(("undo",), back=("undo", "--redo"), first=(ADD, CHECKIN)),
    "undo --redo": Command(("undo", "--redo"), first=(ADD, CHECKIN, ("undo",))),
    "import": Command(("import", "sheet.csv", "--yes"), files={"sheet.csv": SHEET}),
    "import, an export": Command(("import", "other.toml", "--yes"), files={"other.toml": OTHER}),
    "merge": Command(
        ("merge", "other.toml", "--base", "base.toml"),
        files={"other.toml": OTHER, "base.toml": BASE},
    ),
    "add, encrypted": Command(ADD, key=KEY),
    "edit, encrypted": Command(("edit",), environ={"EDITOR": "sed -i s/first/mended/"}, key=KEY),
    "undo, encrypted": Command(("undo",), back=("undo", "--redo"), first=(ADD,), key=KEY),
    "encrypt": Command(
        ENCRYPT,
        back=DECRYPT,
        first=(ADD,),
        files={"key.txt": str(KEY)},
        environ={"BOTOXLOG_KEY": "key.txt"},
    ),
    "decrypt": Command(
        DECRYPT,
        back=ENCRYPT,
        first=(ENCRYPT, ADD),
        files={"key.txt": str(KEY)},
        environ={"BOTOXLOG_KEY": "key.txt"},
    ),
}
"""What is tortured, by the name it has in the table: one line makes a further command take part."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How one run ended: its exit code (below 0 the signal) and what it said on stderr."""

    code: int
    said: str


class Ground:
    """A folder with a journal, everything the command needs, and nothing of the person's own."""

    def __init__(self, root: Path, command: Command) -> None:
        """Lay it out and run what comes before."""
        self.root, self.command = root / "ground", command
        self._copy = root / "copy"
        self.folder = self.root / "journal"
        self.path = self.folder / "journal.toml"
        self.asked = self.root / "link.toml" if command.linked else self.path
        self.state_folder = self.root / "home/.local/state/botoxlog"
        self.before = self._raw_before = MISSING
        self.root.mkdir()
        (self.root / "home").mkdir(mode=0o700)
        for name, text in command.files.items():
            (self.root / name).write_text(text, encoding="utf-8")
        if command.linked:
            self.asked.symlink_to(self.path)
        if command.before is not None:
            self.folder.mkdir(mode=0o700)
            self.path.write_text(command.before, encoding="utf-8")
            self.path.chmod(0o600)
        if command.key is not None:
            (self.root / "key.txt").write_text(str(command.key), encoding="utf-8")
            self.path.write_bytes(self.sealed(self.raw()))
        for arguments in command.first:
            done = self.run(arguments)
            if done.code:
                raise RuntimeError(done.said)
        shutil.copytree(self.root, self._copy, symlinks=True)
        self.before, self._raw_before = self.clear(), self.raw()
        self.undoable = self._undoable()
        self._run_here()
        self.after = meaning(self.clear())
        self.left = self.names()
        self.put_back()

    def _run_here(self) -> None:
        """Run it in this process: forks then find all imported, and spend their time at work."""
        import botoxlog.cli
        from botoxlog.journal import encryption

        with (
            mock.patch.dict(os.environ, self.environ(), clear=True),
            mock.patch.object(
                encryption, "KEYRING", encryption.Keyring()
            ),  # forks look for the key again
            chdir(self.root),
            redirect_stdout(io.StringIO()),
            redirect_stderr(io.StringIO()) as said,
        ):
            code = botoxlog.cli.run(self.words())
        if code:
            raise RuntimeError(said.getvalue())

    def put_back(self) -> None:
        """Make everything as it was before the command."""
        while self.root.exists():
            with suppress(OSError):  # an editor that was killed may just be ending
                shutil.rmtree(self.root)
        self.forget_copies()
        shutil.copytree(self._copy, self.root, symlinks=True)

    def forget_copies(self) -> None:
        """Delete what an editor that was killed leaves of an encrypted journal in memory."""
        from botoxlog.input.editor import kept_copies

        with mock.patch.dict(os.environ, self.environ(), clear=True):
            for copy in kept_copies() if self.command.key is not None else ():
                shutil.rmtree(copy)

    def raw(self) -> bytes:
        """Return the bytes of the journal."""
        return self.path.read_bytes() if self.path.exists() else MISSING

    def clear(self) -> bytes:
        """Return the journal's text.

        Raises:
            ValueError: It is not encrypted as it should be.
        """
        return self.opened(self.raw())

    def opened(self, raw: bytes) -> bytes:
        """Return what bytes of a journal say, decrypted where it is encrypted.

        Raises:
            ValueError: They are not encrypted as they should be.
        """
        key = self.command.key
        if key is None and not raw.startswith(AGE):
            return raw
        try:
            return (SEALED if key is None else b"") + bytes(pyrage.decrypt(raw, [key or KEY]))
        except pyrage.DecryptError as error:
            raise ValueError(str(error)) from None

    def sealed(self, clear: bytes) -> bytes:
        """Return a text as it stands in the journal."""
        if clear == self.before:
            return self._raw_before
        key = self.command.key
        if key is None and not clear.startswith(SEALED):
            return clear
        text = clear.removeprefix(SEALED)
        return bytes(pyrage.encrypt(text, [(key or KEY).to_public()], armored=True))

    def _undoable(self) -> int:
        """Return how many writes `undo` reaches back over."""
        from botoxlog.journal import undo_log

        with mock.patch.dict(os.environ, self.environ(), clear=True):
            return len(undo_log.earlier_versions(self.path.resolve(), self.raw()))

    def names(self) -> set[str]:
        """Return what is in the journal's folder."""
        return {item.name for item in self.folder.iterdir()} if self.folder.exists() else set()

    def state(self) -> str:
        """Return "old", "new" or "torn": the journal as it was, as it should be, or neither."""
        try:
            clear = self.clear()
            if clear == self.before:
                return "old"
            return "new" if meaning(clear) == self.after else "torn"
        except ValueError:
            return "torn"

    def environ(self) -> dict[str, str]:
        """Return the environment of a run."""
        home = str(self.root / "home")
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        if self.command.key is not None:
            kept["BOTOXLOG_KEY"] = "key.txt"
        return {**kept, "HOME": home, "COLUMNS": "80", "PYTHONUTF8": "1", **self.command.environ}

    def words(self, arguments: Sequence[str] | None = None) -> list[str]:
        """Return what the program is called with."""
        where = ["--journal", str(self.asked), "--today", TODAY]
        return [*where, *(self.command.arguments if arguments is None else arguments)]

    def start(self) -> "subprocess.Popen[str]":
        """Start the command from cold."""
        return subprocess.Popen(
            [sys.executable, "-m", "botoxlog", *self.words()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.root,
            env=self.environ(),
            process_group=0,
        )

    def fork(
        self, arguments: Sequence[str] | None = None, prepare: Callable[[], Any] = lambda: None
    ) -> int:
        """Start the command in a fork of this process, with everything imported; return its pid."""
        import botoxlog.cli

        if child := os.fork():
            return child
        try:
            os.environ.clear()
            os.environ.update(self.environ())
            os.chdir(self.root)
            os.setpgid(0, 0)
            os.umask(0)  # what it makes is private all the same
            silent, said = os.open(os.devnull, os.O_RDWR), os.open(self._said, os.O_WRONLY)
            for stream, number in ((silent, 0), (silent, 1), (said, 2)):
                os.dup2(stream, number)
            prepare()
            code = botoxlog.cli.run(self.words(arguments))
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(locals().get("code", 99))

    @property
    def _said(self) -> Path:
        path = self.root.parent / "said"
        path.touch()
        os.truncate(path, 0)
        return path

    def ended(self, child: int) -> Ended:
        """Wait for a fork."""
        _, status = os.waitpid(child, 0)
        said = (self.root.parent / "said").read_text(encoding="utf-8", errors="replace")
        return Ended(os.waitstatus_to_exitcode(status), said)

    def run(
        self, arguments: Sequence[str] | None = None, prepare: Callable[[], Any] = lambda: None
    ) -> Ended:
        """Run a command, the tortured one where none is named, to its end."""
        return self.ended(self.fork(arguments, prepare))

    def lost(self, ended: Ended) -> str | None:
        """Return what is wrong after a run that was not killed, or None."""
        state, said = self.state(), ended.said
        checks = {
            f"no plain message: {said!r}": "Traceback" in said or "Unexpected error" in said,
            f"torn: {self.raw()!r}": state == "torn",
            "said to be saved, and is not": ended.code == 0 and state == "old",
            f"said nothing, or ended with {ended.code}": ended.code not in {0, 1, 3, SAVED}
            or (ended.code != 0 and not said),
            f"not saved, and ended with {SAVED}: {said!r}": ended.code == SAVED and state != "new",
            "undo has forgotten": state == "old" and self._undoable() < self.undoable,
            f"not as it said: {said!r}": "Nothing was" in said
            and (state, ended.code) != ("old", 1),
            f"left {self.litter()}": bool(self.litter()),
            f"open to others: {self.exposed()}": bool(self.exposed()),
            f"in clear: {self.in_clear()}": ended.code != SAVED and bool(self.in_clear()),
        }
        return next((wrong for wrong, is_so in checks.items() if is_so), None)

    def exposed(self) -> set[str]:
        """Return what others could read of the journal and of what undo keeps, temporary too."""
        folders = [folder for folder in (self.folder, self.state_folder) if folder.exists()]
        here = [*folders, *(item for folder in folders for item in folder.rglob("*"))]
        return {item.name for item in here if item.lstat().st_mode & 0o077}

    def in_clear(self) -> set[str]:
        """Return the files that show what an encrypted journal holds."""
        if self.command.key is None and not self.raw().startswith(AGE):
            return set()
        files = [item for item in self.root.rglob("*") if item.is_file()]
        return {item.name for item in files if b"glabella" in item.read_bytes()}

    def taken_back(self) -> str | None:
        """Take the change back; return what is wrong with what is there then, or None.

        A step may be missing, which is then said; another journal than the old one may not.
        """
        ended = self.run(self.command.back)
        state = self.state()
        if self.command.before is None and self.raw() == encoder.NEW_JOURNAL.encode():
            state = "old"  # a file stays
        if ended.code not in {0, 1} or state != ("new" if ended.code else "old"):
            return f"taken back, and {state} after {ended}"
        return None

    def litter(self) -> set[str]:
        """Return what is in the journal's folder and should not be."""
        return self.names() - self.left


def meaning(raw: bytes) -> Any:
    """Return what a journal says, with every id that was drawn at random made the same."""
    if raw == MISSING:
        return None
    return _plain(tomli.loads(raw.decode("utf-8").removeprefix("\ufeff")))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        drawn = value.get("id") not in {"abcdefgh", "bcdefghj"}
        return {k: "drawn" if k == "id" and drawn else _plain(v) for k, v in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


@contextmanager
def ground(command: Command) -> Iterator[Ground]:
    """Lay out a ground and clear it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        place = Ground(Path(name), command)
        yield place
        place.forget_copies()


def kill(child: int) -> None:
    """Kill a process and its editor as a power cut would: at once, with nothing tidied."""
    with suppress(ProcessLookupError):  # not yet a group of its own
        os.killpg(child, signal.SIGKILL)
    os.kill(child, signal.SIGKILL)
