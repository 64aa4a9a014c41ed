"""The person's editor, run on a private copy of the journal."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from botoxlog.core.errors import BotoxlogError, CannotDoError, reason
from botoxlog.core.private_files import make_private_folder, state_folder

_MEMORY_KINDS = {"tmpfs", "ramfs"}

_FALLBACKS = ("editor", "nano", "vi")
_WINDOWED = frozenset({"atom", "code", "codium", "cursor", "gedit", "kate", "mate", "open", "subl",
                       "xdg-open", "zed"})  # fmt: skip


def command(environ: Mapping[str, str], *, interactive: bool) -> list[str]:
    """Return the command that starts the editor: ``VISUAL``, else ``EDITOR``, else a usual one.

    Raises:
        CannotDoError: None is set, and there is no terminal or no usual editor.
    """
    for name in ("VISUAL", "EDITOR"):
        if chosen := environ.get(name, "").strip():
            return _words(chosen, name)
    if os.name == "nt":
        return ["notepad"]
    found = next((name for name in _FALLBACKS if shutil.which(name)), None)
    if found is None or not interactive:
        raise CannotDoError(
            "No editor is set. Nothing was changed.",
            "Name one: EDITOR=nano botoxlog edit, or EDITOR='code --wait' botoxlog edit.",
        )
    return [found]


def _words(chosen: str, name: str) -> list[str]:
    if shutil.which(chosen):  # a path with spaces in it
        return [chosen]
    try:
        words = shlex.split(chosen, posix=os.name != "nt")
    except ValueError:
        raise CannotDoError(
            f"{name} has an opening quotation mark and no closing one. Nothing was changed.",
            f"Set {name} to the editor's command, such as nano.",
        ) from None
    return [word.strip('"') for word in words] if os.name == "nt" else words


def may_not_wait(words: list[str]) -> bool:
    """Whether the editor opens a window and returns at once, as it has no option to wait."""
    return len(words) == 1 and Path(words[0]).stem in _WINDOWED


class PrivateCopy:
    """A temporary private folder with the text to edit, deleted afterwards.

    Attributes:
        file: The copy, mode 0600 in a folder of mode 0700.
    """

    def __init__(self, text: str, words: list[str], *, secret: bool) -> None:
        place = _memory_folder() if secret else state_folder()
        try:
            make_private_folder(place)
            self._folder = Path(tempfile.mkdtemp(prefix=_prefix(), dir=place))
            self.file = self._folder / "journal.toml"
            self._original = text.encode("utf-8")
            descriptor = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(self._original)
        except OSError as error:
            raise CannotDoError(
                f"The copy to edit cannot be written in {place}: {reason(error)}. "
                "Nothing was changed.",
                "Check the free space and the permissions there, and try again.",
            ) from None
        self._words = words
        self._secret = secret

    def edit(self) -> str:
        """Run the editor and return the saved text.

        Raises:
            CannotDoError: It could not be started, it failed, or the text is not UTF-8.
        """
        failed = _run([*self._words, str(self.file)])
        if failed is not None:
            raise CannotDoError(
                f"The editor {self._words[0]} {failed}. Nothing was changed.",
                "To use another editor, set VISUAL or EDITOR.",
            )
        try:
            return self.file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise CannotDoError(
                "What the editor saved is not UTF-8 text. Nothing was changed.",
                "Set the editor to save as UTF-8.",
            ) from None
        except OSError as error:
            raise CannotDoError(
                f"What the editor saved cannot be read: {reason(error)}. Nothing was changed.",
                "Try again, or name another editor in EDITOR.",
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Delete the copy. After an error, keep an edited one and add its path to the hint."""
        if error is None or not self._typed():
            with suppress(OSError):  # some get past ignore_errors; doctor lists folders that stay
                shutil.rmtree(self._folder, ignore_errors=True)
        elif isinstance(error, BotoxlogError):
            kept = f"What you typed is kept in {self.file}"
            kept += " (in memory: it is lost when the computer restarts)" if self._secret else ""
            error.hint = f"{error.hint} {kept}" if error.hint else kept

    def _typed(self) -> bool:
        """Whether the copy was edited."""
        try:
            return self.file.read_bytes() != self._original
        except OSError:
            return False


def _run(words: list[str]) -> str | None:
    """Run a program in this terminal; return how it failed, or None if it succeeded."""
    # Ctrl-C in the terminal reaches this process too, but is meant for the editor.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.run(words, check=False).returncode  # noqa: S603 - the person's own choice
    except OSError as error:
        return f"could not be started: {reason(error)}"
    finally:
        signal.signal(signal.SIGINT, before)
    if code == 0:
        return None
    return f"was stopped by signal {-code}" if code < 0 else f"ended with code {code}"


def _prefix() -> str:
    """Return the name prefix of this home's copies; all homes share the folders in memory."""
    from hashlib import sha256

    return f"botoxlog-edit-{sha256(os.fsencode(state_folder())).hexdigest()[:8]}-"


def _memory_folder() -> Path:
    """Return a folder that is in memory only, so that decrypted text never reaches the disk.

    Raises:
        CannotDoError: None is known for sure to be in memory.
    """
    for folder in _memory_folders():
        if os.access(folder, os.W_OK):
            return folder
    raise CannotDoError(
        "An encrypted journal is edited in memory only, and this system has no folder in memory. "
        "Nothing was changed.",
        "To edit it anyway: botoxlog decrypt, botoxlog edit, botoxlog encrypt.",
    )


def _memory_folders() -> list[Path]:
    """Return the usual folders that Linux lists as mounted in memory."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    in_memory = {Path(fields[1]) for line in mounts if (fields := line.split())[2] in _MEMORY_KINDS}
    usual = [Path(f"/run/user/{os.getuid()}"), Path("/dev/shm")]  # noqa: S108 - that is meant
    return [folder for folder in usual if folder in in_memory]


def kept_copies() -> list[Path]:
    """Return the folders of copies that were not deleted."""
    places = [state_folder(), *_memory_folders()]
    found: list[Path] = []
    for place in places:
        with suppress(OSError):  # one that may not be entered
            found += place.glob(f"{_prefix()}*")
    return [folder for folder in sorted(found) if os.access(folder, os.W_OK)]
