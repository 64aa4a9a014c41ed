"""A journal that is encrypted on disk with age, and decrypted only in memory.

The file is an ordinary age file, so ``age -d`` decrypts it without this program. Every write uses
the passphrase or key that the file was encrypted with before. Keys and decrypted text are kept only
in the memory of this process.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from botoxlog.core.errors import CannotDoError, UnreadableJournalError, reason
from botoxlog.core.private_files import read_file

KEY_VARIABLE = "BOTOXLOG_KEY"
"""The environment variable that names an age key file, like ``--key``."""
COMMAND_VARIABLE = "BOTOXLOG_PASSPHRASE_COMMAND"
"""The environment variable with a command whose first line of output is the passphrase."""

MOST_SECRET = 1_000_000
"""Upper limit for the bytes of a key file, or of what the passphrase command prints. Our choice."""

_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ATTEMPTS = 3
"""How often a person may type a passphrase."""
_HEADER_BYTES = 300
"""Enough of an age file to see whether its first recipient is a passphrase."""
_TRACES = (
    *(b"age-encryption.org/", b"YWdlLWVuY3J5cHRpb24ub3JnL", b"AGE ENCRYPTED FILE"),
    *(b"-> X25519 ", b"-> scrypt "),
)
"""What is left of an age file with a damaged header: its version (in ASCII armour too), either line
of its armour, a recipient."""


@dataclass(frozen=True, slots=True, repr=False)
class Passphrase:
    """A passphrase that a person types."""

    words: str

    def decrypt(self, raw: bytes) -> bytes | None:
        """Return the decrypted bytes, or None if this passphrase does not fit."""
        from pyrage import DecryptError, passphrase

        try:
            return bytes(passphrase.decrypt(raw, self.words))
        except DecryptError:
            return None

    def encrypt(self, plain: bytes) -> bytes:
        """Return an age file in ASCII armour."""
        from pyrage import passphrase

        return bytes(passphrase.encrypt(plain, self.words, armored=True))


@dataclass(frozen=True, slots=True, repr=False)
class KeyFile:
    """The secret keys of an age key file; each of them decrypts what is encrypted."""

    secrets: tuple[str, ...]

    def decrypt(self, raw: bytes) -> bytes | None:
        """Return the decrypted bytes, or None if none of the keys fits."""
        from pyrage import DecryptError, decrypt, x25519

        try:
            return bytes(decrypt(raw, [x25519.Identity.from_str(key) for key in self.secrets]))
        except DecryptError:
            return None

    def encrypt(self, plain: bytes) -> bytes:
        """Return an age file in ASCII armour with every one of the keys as a recipient."""
        from pyrage import encrypt, x25519

        owners = [x25519.Identity.from_str(key).to_public() for key in self.secrets]
        return bytes(encrypt(plain, owners, armored=True))


Key = Passphrase | KeyFile


@dataclass(slots=True)
class Keyring:
    """The keys that this process knows.

    Attributes:
        key_file: The age key file of the option ``--key``; None for that of the environment.
    """

    key_file: Path | None = None
    _keys: list[Key] = field(default_factory=list)
    _decrypted: dict[bytes, tuple[bytes, Key]] = field(default_factory=dict)

    def named_key_file(self) -> Path | None:
        """Return the key file of the option, else that of the environment, else None."""
        named = self.key_file or os.environ.get(KEY_VARIABLE)
        return Path(named) if named else None

    def decrypt(self, raw: bytes, path: Path, *, ask: bool = True) -> bytes:
        """Return the decrypted bytes of a journal, with a known key or a new one.

        Args:
            raw: Its encrypted bytes.
            path: The journal, for prompts and errors.
            ask: Whether a person may be asked for a passphrase.

        Raises:
            CannotDoError: A key cannot be read, or the person stopped.
            UnreadableJournalError: There is no key for it, or none that fits.
        """
        if raw in self._decrypted:
            return self._decrypted[raw][0]
        require_pyrage(UnreadableJournalError)
        wanted = _kind_of_key(raw)
        if wanted is None:
            raise damaged(path)
        for key in self._keys:
            if isinstance(key, wanted) and self._fits(key, raw):
                return self._decrypted[raw][0]
        for key in _passphrases(path, ask=ask) if wanted is Passphrase else self._key_files(path):
            if self._fits(key, raw):
                self._keys.append(key)
                return self._decrypted[raw][0]
        raise UnreadableJournalError(
            f"{path} is encrypted, and this {_NAMES[wanted]} does not decrypt it.",
            "Nothing was changed. If you are sure that it is the right one, the file is damaged.",
        )

    def encrypt_like(self, raw: bytes, plain: bytes) -> bytes:
        """Return `plain` encrypted with the key of `raw`, which has been decrypted before."""
        return self.encrypt(plain, self._decrypted[raw][1])

    def encrypt(self, plain: bytes, key: Key) -> bytes:
        """Return `plain` encrypted with a key, and remember what it holds."""
        encrypted = key.encrypt(plain)
        self._decrypted[encrypted] = plain, key
        return encrypted

    def _fits(self, key: Key, raw: bytes) -> bool:
        """Whether a key decrypts `raw`; if so, what it holds is remembered."""
        plain = key.decrypt(raw)
        if plain is not None:
            self._decrypted[raw] = plain, key
        return plain is not None

    def _key_files(self, path: Path) -> Iterator[Key]:
        named = self.named_key_file()
        if named is None:
            # One line, because `remind --quiet` in a shell's start-up file may show it each time.
            raise UnreadableJournalError(
                f"{path} is encrypted: name its key file with --key FILE or {KEY_VARIABLE}."
            )
        yield read_key_file(named)


def _passphrases(path: Path, *, ask: bool) -> Iterator[Passphrase]:
    """Yield the passphrase of the command, or those that a person types, a few at most."""
    if os.environ.get(COMMAND_VARIABLE, "").strip():
        yield passphrase_from_command()
        return
    if not ask or not can_ask_passphrase():
        raise UnreadableJournalError(
            f"{path} is encrypted, and there is no terminal to ask for its passphrase.",
            f"Set {COMMAND_VARIABLE} to a command that prints the passphrase." if ask else None,
        )
    question = f"Passphrase of {path.name}: "
    yield Passphrase(ask_passphrase(question))
    for _ in range(_ATTEMPTS - 1):
        yield Passphrase(ask_passphrase(f"That is not the passphrase. {question}"))


_NAMES: dict[type[Key], str] = {Passphrase: "passphrase", KeyFile: "key file"}

KEYRING = Keyring()
"""The keys of this process."""


def _kind_of_key(raw: bytes) -> type[Key] | None:
    """Return what an age file is encrypted with, by its header; None if that is damaged."""
    head = raw[:_HEADER_BYTES]
    if raw.startswith(_ARMOUR):
        from base64 import b64decode

        body = b"".join(head[len(_ARMOUR) :].split()[:3])  # three whole lines of base64
        try:
            head = b64decode(body)
        except ValueError:
            return None
    if b"\n-> scrypt " in head:
        return Passphrase
    return KeyFile if b"\n-> " in head else None


def was_encrypted(raw: bytes) -> bool:
    """Whether bytes that are no journal are an age file whose header is damaged."""
    ends = raw[:_HEADER_BYTES] + raw[-_HEADER_BYTES:]
    return any(trace in ends for trace in _TRACES)


def damaged(path: Path) -> UnreadableJournalError:
    """Return the error of an encrypted journal whose header no key can read."""
    return UnreadableJournalError(
        f"{path} is an encrypted journal, but the beginning of the file is damaged.",
        "Nothing was changed. Restore the file from a backup, or from your sync service.",
    )


def require_pyrage(kind: type[CannotDoError] | type[UnreadableJournalError]) -> None:
    """Raise an error of `kind` if the encryption library is not installed."""
    try:
        import pyrage  # noqa: F401 - only whether it is there
    except ImportError:
        raise kind(
            "An encrypted journal needs the library pyrage, which is not installed.",
            "Install botoxlog again as botoxlog[encrypt].",
        ) from None


def read_key_file(path: Path) -> KeyFile:
    """Return the secret keys of an age key file, which ``age-keygen`` makes.

    Raises:
        CannotDoError: It cannot be read or is not an age key file.
    """
    from pyrage import IdentityError, x25519

    try:
        text = read_file(path.expanduser(), piped=True, most=MOST_SECRET).decode("utf-8")
        lines = [line.strip() for line in text.splitlines()]
        secrets = tuple(line for line in lines if line and not line.startswith("#"))
        for secret in secrets:
            x25519.Identity.from_str(secret)
    except (OSError, RuntimeError) as error:
        raise CannotDoError(
            f"The key file {path} cannot be read: {reason(error)}.",
            f"Check the path in --key or {KEY_VARIABLE}.",
        ) from None
    except (ValueError, IdentityError):
        secrets = ()
    if not secrets:
        raise CannotDoError(
            f"{path} is not an age key file.",
            "Name a file from age-keygen, with a line that starts with AGE-SECRET-KEY-1.",
        )
    return KeyFile(secrets)


def passphrase_from_command() -> Passphrase:
    """Return the passphrase that the command in the environment prints.

    Raises:
        CannotDoError: It fails or prints no passphrase.
    """
    import shlex
    import subprocess

    command = os.environ.get(COMMAND_VARIABLE, "")
    try:
        words = shlex.split(command)
    except ValueError:  # a quotation mark or a backslash with nothing after it
        words = []
    if not words:
        raise _no_passphrase("could not be run: it lacks a closing quotation mark")
    try:
        with subprocess.Popen(words, stdout=subprocess.PIPE) as done:  # noqa: S603 - as chosen
            printed = done.stdout.read(MOST_SECRET + 1) if done.stdout else b""
            if len(printed) > MOST_SECRET:
                done.kill()
                raise _no_passphrase(f"printed more than {MOST_SECRET} bytes")
        first = next(iter(printed.decode("utf-8").splitlines()), "")
    except OSError as error:
        raise _no_passphrase(f"could not be run: {reason(error)}") from None
    except UnicodeDecodeError:
        raise _no_passphrase("printed something that is not UTF-8 text") from None
    if done.returncode < 0:
        raise _no_passphrase(f"was stopped by signal {-done.returncode}")
    if done.returncode != 0 or not first:
        raise _no_passphrase(f"printed no passphrase (exit code {done.returncode})")
    return Passphrase(first)


def _no_passphrase(why: str) -> CannotDoError:
    return CannotDoError(
        f"The command in {COMMAND_VARIABLE} {why}. Nothing was written.",
        "Try that command by itself. Its first line of output should be the passphrase.",
    )


def can_ask_passphrase() -> bool:
    """Whether a person can be asked for a passphrase; stdout may go to a file or a pipe."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_passphrase(question: str) -> str:
    """Return what the person types, without showing it.

    Raises:
        CannotDoError: The person stopped, or the text is not UTF-8.
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
    """Return a passphrase that a person types twice, or that of the command in the environment.

    Raises:
        CannotDoError: There is no terminal, or the passphrase is empty or different the second
            time.
    """
    if os.environ.get(COMMAND_VARIABLE, "").strip():
        return passphrase_from_command()
    if not can_ask_passphrase():
        raise CannotDoError(
            "There is no terminal to ask for a passphrase. Nothing was written.",
            f"Name an age key file with --key, or set {COMMAND_VARIABLE}.",
        )
    words = ask_passphrase("New passphrase: ")
    if not words:
        raise CannotDoError(
            "The passphrase is empty. Nothing was written.", "Run the command again and type one."
        )
    if ask_passphrase("The same again: ") != words:
        raise CannotDoError(
            "The two passphrases are different. Nothing was written.",
            "Run the command again and type the same one twice.",
        )
    return Passphrase(words)
