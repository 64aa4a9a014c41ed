"""A journal that is encrypted at rest with age: opened and sealed in memory.

The file is an ordinary age file, so that ``age -d`` opens it without this program. A file that was
sealed with a passphrase or a key is sealed with the same again on every write. Keys and clear text
are kept in this process alone, and only as long as it runs.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from botoxlog.core.errors import CannotDoError, UnreadableJournalError, reason

if TYPE_CHECKING:
    from collections.abc import Iterable

KEY_VARIABLE = "BOTOXLOG_KEY"
"""Names an age key file, as ``--key`` does."""
COMMAND_VARIABLE = "BOTOXLOG_PASSPHRASE_COMMAND"
"""A command whose first line of output is the passphrase."""

_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_TRIES = 3
_HEADER_BYTES = 300


@dataclass(frozen=True, slots=True, repr=False)
class Passphrase:
    """A key that a person remembers."""

    words: str

    def open(self, raw: bytes) -> bytes | None:
        """Return what is inside, None where this is not what it was sealed with."""
        from pyrage import DecryptError, passphrase

        try:
            return bytes(passphrase.decrypt(raw, self.words))
        except DecryptError:
            return None

    def seal(self, clear: bytes) -> bytes:
        """Return `clear` as an age file in ASCII armour."""
        from pyrage import passphrase

        return bytes(passphrase.encrypt(clear, self.words, armored=True))


@dataclass(frozen=True, slots=True, repr=False)
class KeyFile:
    """The secret keys of an age key file; what is sealed can be opened with any of them."""

    secrets: tuple[str, ...]

    def open(self, raw: bytes) -> bytes | None:
        """Return what is inside, None where none of the keys opens it."""
        from pyrage import DecryptError, decrypt, x25519

        try:
            return bytes(decrypt(raw, [x25519.Identity.from_str(key) for key in self.secrets]))
        except DecryptError:
            return None

    def seal(self, clear: bytes) -> bytes:
        """Return `clear` as an age file in ASCII armour, for every one of the keys."""
        from pyrage import encrypt, x25519

        owners = [x25519.Identity.from_str(key).to_public() for key in self.secrets]
        return bytes(encrypt(clear, owners, armored=True))


Key = Passphrase | KeyFile


@dataclass(slots=True)
class Keyring:
    """The keys of this process, and where more may come from.

    Attributes:
        key_file: An age key file that was named, None for the one of the environment.
    """

    key_file: Path | None = None
    _keys: list[Key] = field(default_factory=list)
    _opened: dict[bytes, tuple[bytes, Key]] = field(default_factory=dict)

    def named_key_file(self) -> Path | None:
        """Return the key file of the option, else that of the environment, else None."""
        named = self.key_file or os.environ.get(KEY_VARIABLE)
        return Path(named) if named else None

    def open(self, raw: bytes, path: Path, *, ask: bool = True) -> bytes:
        """Return the clear text of a sealed journal.

        Args:
            raw: Its bytes.
            path: Where it is, for what is said.
            ask: Whether a person may be asked for a passphrase.

        Raises:
            UnreadableJournalError: There is no key for it, or none that opens it.
        """
        if raw in self._opened:
            return self._opened[raw][0]
        need_pyrage(UnreadableJournalError)
        wanted = Passphrase if _has_passphrase(raw) else KeyFile
        if self._try(raw, [key for key in self._keys if isinstance(key, wanted)]):
            return self._opened[raw][0]
        ways = _passphrases(path, may_ask=ask) if wanted is Passphrase else self._key_files(path)
        for way in ways:
            if self._try(raw, [key := way()]):
                self._keys.append(key)
                return self._opened[raw][0]
        raise UnreadableJournalError(
            f"{path} is encrypted, and this {_SAY[wanted]} does not open it.",
            "Nothing was changed. Where the right one fails too, the file is damaged.",
        )

    def seal_as(self, raw: bytes, clear: bytes) -> bytes:
        """Return `clear` sealed as `raw`, which has been opened, was."""
        return self.seal(clear, self._opened[raw][1])

    def seal(self, clear: bytes, key: Key) -> bytes:
        """Return `clear` sealed with a key."""
        sealed = key.seal(clear)
        self._opened[sealed] = clear, key
        return sealed

    def _try(self, raw: bytes, keys: "Iterable[Key]") -> bool:
        for key in keys:
            clear = key.open(raw)
            if clear is not None:
                self._opened[raw] = clear, key
                return True
        return False

    def _key_files(self, path: Path) -> list[Callable[[], Key]]:
        named = self.named_key_file()
        if named is None:
            raise UnreadableJournalError(
                f"{path} is encrypted to a key: --key FILE or {KEY_VARIABLE} has to name it."
            )
        return [lambda: key_of_file(named)]


def _passphrases(path: Path, *, may_ask: bool) -> list[Callable[[], Key]]:
    if os.environ.get(COMMAND_VARIABLE, "").strip():
        return [passphrase_of_command]
    if not may_ask or not can_ask():
        raise UnreadableJournalError(
            f"{path} is encrypted, and nobody can be asked for its passphrase.",
            f"{COMMAND_VARIABLE} names a command that prints it." if may_ask else None,
        )
    first = f"Passphrase of {path.name}: "
    again = [f"That does not open it. {first}"] * (_TRIES - 1)
    return [partial(_asked, question) for question in (first, *again)]


def _asked(question: str) -> Passphrase:
    return Passphrase(ask(question))


_SAY: dict[type[Key], str] = {Passphrase: "passphrase", KeyFile: "key file"}

KEYRING = Keyring()
"""The keys of this process."""


def _has_passphrase(raw: bytes) -> bool:
    head = raw[:_HEADER_BYTES]
    if raw.startswith(_ARMOUR):
        from base64 import b64decode

        body = b"".join(head[len(_ARMOUR) :].split()[:3])  # three whole lines of base64
        try:
            head = b64decode(body)
        except ValueError:
            return False
    return b"\n-> scrypt " in head


def need_pyrage(kind: type[CannotDoError] | type[UnreadableJournalError]) -> None:
    """Raise an error of `kind` where the library that opens and seals is not installed."""
    try:
        import pyrage  # noqa: F401 - only whether it is there
    except ImportError:
        raise kind(
            "An encrypted journal needs the library pyrage, which is not installed.",
            "Install botoxlog again as botoxlog[encrypt].",
        ) from None


def key_of_file(path: Path) -> KeyFile:
    """Return the secret keys of an age key file, as ``age-keygen`` makes it.

    Raises:
        CannotDoError: It cannot be read or is no such file.
    """
    from pyrage import IdentityError, x25519

    try:
        lines = [line.strip() for line in path.expanduser().read_text("utf-8").splitlines()]
        secrets = tuple(line for line in lines if line and not line.startswith("#"))
        for secret in secrets:
            x25519.Identity.from_str(secret)
    except (OSError, RuntimeError) as error:
        raise CannotDoError(
            f"The key file {path} cannot be read: {reason(error)}.",
            f"Check what --key or {KEY_VARIABLE} names.",
        ) from None
    except (ValueError, IdentityError):
        secrets = ()
    if not secrets:
        raise CannotDoError(
            f"{path} is not an age key file.",
            "It should hold a line that begins with AGE-SECRET-KEY-1, as age-keygen makes it.",
        )
    return KeyFile(secrets)


def passphrase_of_command() -> Passphrase:
    """Return the passphrase that the command of the environment prints.

    Raises:
        CannotDoError: It fails or prints none.
    """
    import shlex
    import subprocess

    command = os.environ.get(COMMAND_VARIABLE, "")
    try:
        done = subprocess.run(  # noqa: S603 - the person's own choice
            shlex.split(command), stdout=subprocess.PIPE, check=False
        )
        words = done.stdout.decode("utf-8").splitlines()[:1]
    except (OSError, ValueError) as error:
        raise CannotDoError(
            f"{COMMAND_VARIABLE} could not be run: {reason(error)}.", "Try its command by itself."
        ) from None
    if done.returncode != 0 or not words or not words[0]:
        raise CannotDoError(
            f"{COMMAND_VARIABLE} ended with code {done.returncode} and gave no passphrase.",
            "Try its command by itself: the first line that it prints is the passphrase.",
        )
    return Passphrase(words[0])


def can_ask() -> bool:
    """Whether a person can be asked for a passphrase; what is printed may go elsewhere."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """Ask for a passphrase without showing it.

    Raises:
        CannotDoError: The person left.
    """
    from getpass import getpass

    try:
        return getpass(question)
    except (EOFError, KeyboardInterrupt):
        raise CannotDoError("Stopped. Nothing was written.") from None
    except UnicodeDecodeError:
        raise CannotDoError(
            "That passphrase is not UTF-8 text. Nothing was written.",
            "Set the terminal to UTF-8, or use a key file: --key FILE.",
        ) from None


def new_passphrase() -> Passphrase:
    """Return a passphrase that was typed twice, or the one of the command of the environment.

    Raises:
        CannotDoError: Nobody can be asked, nothing was typed, or not the same twice.
    """
    if os.environ.get(COMMAND_VARIABLE, "").strip():
        return passphrase_of_command()
    if not can_ask():
        raise CannotDoError(
            "Nobody can be asked for a passphrase. Nothing was written.",
            f"Name an age key file with --key, or set {COMMAND_VARIABLE}.",
        )
    words = ask("New passphrase: ")
    if not words:
        raise CannotDoError(
            "The passphrase is empty. Nothing was written.", "Run it again and type one."
        )
    if ask("The same again: ") != words:
        raise CannotDoError(
            "The two are not the same. Nothing was written.", "Run it again and type it twice."
        )
    return Passphrase(words)
