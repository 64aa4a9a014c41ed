"""An encrypted journal is never on disk in clear, and everything works on it as before."""

import errno
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from botoxlog import store
from botoxlog.core.errors import (
    BotoxlogError,
    CannotDoError,
    SavedError,
    UnreadableJournalError,
)
from botoxlog.journal import atomic_replace, encryption, undo_log
from tests.conftest import TODAY, Program, Result
from tests.terminals import Terminal, opened

CLEAR = '# mine\nformat = 1\n\n[[session]]\nid = "a2345678"\ndate = 2026-08-01\nareas = ["chin"]\n'
WATCHED_FOR = "chin"


@pytest.fixture(autouse=True)
def _new_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a process's worth of keys: none."""
    monkeypatch.setattr(encryption, "KEYRING", encryption.Keyring())


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Return a key file as age-keygen makes it."""
    identity = pyrage.x25519.Identity.generate()
    path = tmp_path / "keys" / "key.txt"
    path.parent.mkdir()
    path.write_text(f"# created: 2026-11-23\n# public key: {identity.to_public()}\n{identity}\n")
    return path


@pytest.fixture
def program(program_inside: Program) -> Program:
    """Return the program inside this process; what watches a run starts one of its own."""
    return program_inside


@pytest.fixture
def sealed(program: Program, tmp_path: Path, key: Path) -> Program:
    """Return the program on an encrypted journal, its key named by the environment."""
    path = tmp_path / "data" / "journal.toml"
    program = replace(program, journal=path, environ={"BOTOXLOG_KEY": str(key)})
    program.journal.parent.mkdir()
    program.journal.write_text(CLEAR)
    program.journal.chmod(0o600)
    assert program("encrypt").code == 0
    return program


def refused(result: Result, code: int, *says: str) -> None:
    """Check how a run ended, and that it said why on stderr alone."""
    assert (result.code, result.out) == (code, "")
    assert "Traceback" not in result.err
    assert [part for part in says if part not in result.err] == []


def inside(path: Path, key: Path) -> str:
    """Open an age file without botoxlog."""
    secret = key.read_text().splitlines()[-1]
    raw = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    return bytes(raw).decode()


def test_encrypt_and_decrypt_give_the_very_text(sealed: Program, key: Path) -> None:
    """The file is an age file in armour with the old mode; back it is the old file to the byte."""
    raw = sealed.journal.read_bytes()
    assert raw.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    assert raw.isascii()
    assert sealed.journal.stat().st_mode & 0o777 == 0o600
    assert inside(sealed.journal, key) == CLEAR
    refused(sealed("encrypt"), 1, "is already encrypted. Nothing was changed.")
    result = sealed("decrypt")
    assert (result.code, "is no longer encrypted" in result.out) == (0, True)
    assert sealed.journal.read_text() == CLEAR
    refused(sealed("decrypt"), 1, "is not encrypted.")


def test_every_key_of_the_file_opens_it(sealed: Program, key: Path, tmp_path: Path) -> None:
    """A second key in the file, for a safe place, opens what was written from then on."""
    spare = tmp_path / "spare.txt"
    spare.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    key.write_text(key.read_text() + spare.read_text())
    assert sealed("add", "jaw=50").code == 0
    assert "masseter" in inside(sealed.journal, spare)


WATCH = """
import os, sys
from pathlib import Path

secret, folders, arguments = sys.argv[1].encode(), sys.argv[2:4], sys.argv[4:]
looking = False
WHEN = {"open", "os.rename", "os.remove", "os.rmdir", "os.chmod", "fcntl.lockf", "subprocess.Popen"}


def look(event, _):
    global looking
    if looking or event not in WHEN:
        return
    looking = True
    for path in (path for folder in folders for path in Path(folder).rglob("*")):
        if path.is_file() and secret in path.read_bytes():
            os.write(2, f"in clear at {event}: {path}\\n".encode())
            os._exit(99)
    looking = False


from botoxlog.cli import run

sys.addaudithook(look)
code = run(arguments)
look("open", ())
sys.exit(code)
"""


def watched(program: Program, *arguments: str) -> Result:
    """Run a command that ends with 99 where, at any step of it, the secret is on disk in clear."""
    folders = [str(program.journal.parent), str(Path.home())]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, WATCHED_FOR, *folders, *program.command[3:], *arguments],
        env={**os.environ, **program.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def test_nothing_is_on_disk_in_clear_at_any_step(sealed: Program, tmp_path: Path) -> None:
    """Journal, temporary files, the editor's copy and undo: watched at every file operation."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import os, sys\n"
        "text = open(sys.argv[1]).read()\n"
        "open(sys.argv[1], 'w').write(text.replace('\"chin\"', os.environ['TYPED']))\n"
    )
    editor = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"
    good = replace(sealed, environ={**sealed.environ, "EDITOR": editor, "TYPED": '"chin", "jaw"'})
    wrong = replace(good, environ={**good.environ, "TYPED": '"chin"['})
    in_memory = Path("/dev/shm").is_mount()  # noqa: S108 - where an encrypted one is edited
    for program, code, arguments in [
        (sealed, 0, ["add", "chin=3", "--on", "2026-11-01"]),
        (sealed, 0, ["checkin", "chin=full"]),
        (sealed, 0, ["me", "--goals", "chin"]),
        (good, 0 if in_memory else 1, ["edit", "a2345678"]),
        (wrong, 1, ["edit"]),
        (sealed, 0, ["undo"]),
        (sealed, 0, ["undo", "--redo"]),
        (sealed, 0, ["undo", "--list"]),
        (sealed, 0, ["remove", "a2345678", "--yes"]),
        (sealed, 0, ["undo", "2"]),
        (sealed, 0, ["timeline"]),
    ]:
        result = watched(program, *arguments)
        assert result.code == code, result.err
        if kept := re.search(r"What you typed is kept in (\S+)", result.err):
            shutil.rmtree(Path(kept[1]).parent)
        assert bool(kept) == (program is wrong and in_memory)
    records = json.loads(sealed("log", "--json").out)["records"]
    assert [record["id"] for record in records][:1] == ["a2345678"]


def test_the_watch_sees_what_is_in_clear(sealed: Program) -> None:
    """The test above is able to fail."""
    sealed("decrypt")
    result = watched(sealed, "add", "jaw=50")
    assert (result.code, "in clear at " in result.err) == (99, True)


def test_encrypting_leaves_no_step_in_clear(sealed: Program) -> None:
    """What undo kept of the clear journal is gone; from then on its steps are encrypted."""
    sealed("decrypt")
    sealed("add", "chin=3")
    sealed("remove", "a2345678", "--yes")
    assert any(b"chin" in file.read_bytes() for file in undo_log.folder().iterdir())
    assert sealed("encrypt").code == 0
    assert list(undo_log.folder().iterdir()) == []
    refused(sealed("undo"), 1, "There is nothing to undo")
    before = sealed.journal.read_bytes()
    sealed("add", "chin=4")
    assert sealed("undo").code == 0
    assert sealed.journal.read_bytes() == before


def test_encrypting_tells_of_copies_in_clear(sealed: Program) -> None:
    """A sync tool's copy is not touched, and told; an encrypted one is none."""
    copy = sealed.journal.with_name("journal (conflicted copy).toml")
    copy.write_bytes(sealed.journal.read_bytes())
    sealed("decrypt")
    assert "same folder: " not in sealed("encrypt").err
    sealed("decrypt")
    copy.write_text(CLEAR)
    folder = copy.with_name("journal 2.toml")
    folder.mkdir()  # which cannot be read, and is no reason to fail once all is encrypted
    result = sealed("encrypt")
    assert f"Not encrypted, in the same folder: {copy}" in result.err
    assert result.code == 0


@pytest.mark.parametrize(
    "arguments", [["log"], ["add", "chin"], ["me", "--clinic", "x"], ["undo"], ["edit"],
                  ["remove", "a2345678", "-y"], ["decrypt"], ["remind", "--quiet"]]
)  # fmt: skip
def test_without_its_key_nothing_works_and_nothing_is_lost(
    sealed: Program, arguments: list[str]
) -> None:
    """Exit code 3, how to name the key, and not a byte changed."""
    sealed("add", "jaw=50")
    before = sealed.journal.read_bytes()
    result = replace(sealed, environ={})(*arguments)
    refused(result, 3, "is encrypted: name its key file with --key FILE or BOTOXLOG_KEY.")
    assert result.err.count("\n") == 1
    assert sealed.journal.read_bytes() == before


def test_a_wrong_key_opens_nothing(sealed: Program, tmp_path: Path) -> None:
    """Another key, a file that is none, a missing file, a damaged journal."""
    other = tmp_path / "other.txt"
    other.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    program = replace(sealed, environ={})
    refused(program("--key", str(other), "log"), 3, "this key file does not decrypt it")
    other.write_text("AGE-WATCHED_FOR-KEY-1NOT")
    refused(program("--key", str(other), "log"), 1, "is not an age key file")
    refused(program("--key", str(tmp_path / "none"), "log"), 1, "cannot be read: no such file")
    raw = sealed.journal.read_bytes()
    for damaged in (raw[:-60], raw[:40], raw[:200] + b"A" + raw[201:]):
        sealed.journal.write_bytes(damaged)
        refused(sealed("add", "chin"), 3, "the file is damaged")
        assert sealed.journal.read_bytes() == damaged


def test_doctor_on_a_journal_that_cannot_be_opened(sealed: Program) -> None:
    """It is listed as unreadable, with exit code 3; with the key all is well."""
    result = replace(sealed, environ={})("doctor", "--json")
    assert result.code == 3
    assert [item["kind"] for item in json.loads(result.out)["findings"]] == ["unreadable"]
    assert sealed("doctor").code == 0


@pytest.mark.parametrize("command", ["encrypt", "log"])
def test_without_pyrage_it_says_what_to_install(sealed: Program, command: str) -> None:
    """One sentence and the line for pip, no traceback."""
    if command == "encrypt":
        sealed("decrypt")
    code = (
        "import sys; sys.modules['pyrage'] = None; from botoxlog.cli import run; "
        f"sys.exit(run(['--journal', {str(sealed.journal)!r}, {command!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == (1 if command == "encrypt" else 3)
    assert done.stderr.endswith(
        "An encrypted journal needs the library pyrage, which is not installed.\n"
        "Install botoxlog again as botoxlog[encrypt].\n"
    )


def test_an_encrypted_journal_of_before_is_opened_in_binary_too(sealed: Program, key: Path) -> None:
    """A file made by `age -r` without armour, or by another program, is read and kept sealed."""
    secret = pyrage.x25519.Identity.from_str(key.read_text().splitlines()[-1])
    sealed.journal.write_bytes(pyrage.encrypt(CLEAR.encode(), [secret.to_public()]))
    assert json.loads(sealed("log", "--json").out)["records"][0]["id"] == "a2345678"
    assert sealed("add", "jaw=50").code == 0
    assert inside(sealed.journal, key).startswith(CLEAR)


def test_encrypting_nothing_makes_nothing(program: Program) -> None:
    """Before the first record there is nothing to encrypt, and nobody is asked."""
    refused(program("encrypt"), 1, "There is no journal yet")
    refused(program("decrypt"), 1, "There is no journal yet")
    assert not program.journal.exists()


# --- passphrases: each opening and sealing takes age a second, so there are few of these --------


def passphrase(command: str) -> dict[str, str]:
    """Return an environment whose command prints a passphrase."""
    return {"BOTOXLOG_PASSPHRASE_COMMAND": command}


def test_a_passphrase_of_a_command(program: Program) -> None:
    """The first line that it prints opens and seals; `remind --quiet` without it says one line."""
    program = replace(program, environ=passphrase("printf 'right horse\\nx'"))
    program.journal.write_text(CLEAR)
    assert program("encrypt").code == 0
    raw = program.journal.read_bytes()
    assert pyrage.passphrase.decrypt(raw, "right horse") == CLEAR.encode()
    bare = replace(program, environ={})
    result = bare("remind", "--quiet")
    refused(result, 3, "is encrypted, and there is no terminal to ask for its passphrase.")
    assert result.err.count("\n") == 1
    refused(
        bare("log"), 3, "Set BOTOXLOG_PASSPHRASE_COMMAND to a command that prints the passphrase."
    )
    for command, says in [
        ("false", "printed no passphrase (exit code 1)"),
        ("true", "printed no passphrase"),
        ("no-such-command", "could not be run: no such file"),
        ("'", "could not be run"),
    ]:
        refused(replace(bare, environ=passphrase(command))("log"), 1, says)
    refused(replace(bare, environ=passphrase("echo wrong"))("log"), 3, "does not decrypt it")
    assert program.journal.read_bytes() == raw


@pytest.fixture
def terminal(program: Program) -> Iterator[Terminal]:
    """Return a shell-less terminal in which one command after the other is run."""
    script = (
        "import subprocess, sys\n"
        f"command = {program.command!r}\n"
        "for words in (['encrypt'], ['encrypt'], ['me', '--clinic', 'here'], ['log']):\n"
        "    print('ended', subprocess.run([*command, *words]).returncode, flush=True)\n"
    )
    program.journal.write_text(CLEAR)
    child = opened([sys.executable, "-c", script], timeout=240, dimensions=(40, 100))
    yield child
    child.close(force=True)


def test_a_passphrase_is_asked_for(terminal: Terminal, program: Program) -> None:
    """Twice when it is new, again when it is wrong, never shown; Ctrl-C leaves all as it was."""

    def answer(question: str, typed: str) -> None:
        terminal.expect_exact(question)
        terminal.sendline(typed)

    answer("New passphrase: ", "right horse")
    answer("The same again: ", "wrong horse")
    terminal.expect_exact("The two passphrases are different. Nothing was written.")
    terminal.expect_exact("ended 1")
    assert program.journal.read_text() == CLEAR
    answer("New passphrase: ", "right horse")
    answer("The same again: ", "right horse")
    terminal.expect_exact("Keep the passphrase")
    terminal.expect_exact("ended 0")
    answer("Passphrase of journal.toml: ", "wrong horse")
    answer("That is not the passphrase. Passphrase of journal.toml: ", "right horse")
    terminal.expect_exact("here")
    assert "horse" not in str(terminal.before)
    terminal.expect_exact("ended 0")
    terminal.expect_exact("Passphrase of journal.toml: ")
    terminal.send("\x03")
    terminal.expect_exact("Stopped.")
    raw = program.journal.read_bytes()
    opened = bytes(pyrage.passphrase.decrypt(raw, "right horse")).decode()
    assert opened.startswith("# mine\nformat = 1\n")
    assert 'clinic = "here"' in opened


@pytest.mark.parametrize(
    ("environ", "kind"),
    [({}, CannotDoError), (passphrase("true"), CannotDoError)],
)
def test_a_new_passphrase_needs_somebody_to_say_it(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], kind: type[BotoxlogError]
) -> None:
    """Without a terminal or a command that prints one there is none."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(kind):
        encryption.new_passphrase()


def test_keys_show_nothing_of_themselves(key: Path) -> None:
    """Neither a passphrase nor a key can get into a message by being shown."""
    found = encryption.read_key_file(key)
    assert found.secrets[0] not in repr(found)
    assert "horse" not in repr(encryption.Passphrase("right horse"))
    with pytest.raises(UnreadableJournalError, match="name its key file"):
        encryption.KEYRING.decrypt(b"age-encryption.org/v1\n-> X25519 x\n", Path("journal.toml"))
    assert store.load(Path("none"), TODAY).exists is False


@pytest.mark.parametrize(("command", "back"), [("encrypt", "decrypt"), ("decrypt", "encrypt")])
def test_a_change_of_encryption_that_fails_forgets_nothing(
    sealed: Program, monkeypatch: pytest.MonkeyPatch, command: str, back: str
) -> None:
    """Undo goes on where the new file could not be put in place."""
    sealed("decrypt")
    if command == "decrypt":
        sealed(back)
    sealed("me", "--clinic", "x")
    sealed("me", "--clinic", "y")
    before = sealed.journal.read_bytes()
    steps = sorted(undo_log.folder().iterdir())

    def full(*_: object) -> bool:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv("BOTOXLOG_KEY", sealed.environ["BOTOXLOG_KEY"])
    with monkeypatch.context() as patch:
        patch.setattr(atomic_replace, "_placed", full)
        with pytest.raises(CannotDoError, match="Nothing was changed"):
            encrypt(sealed) if command == "encrypt" else store.decrypt(sealed.journal)
    assert sealed.journal.read_bytes() == before
    assert sorted(undo_log.folder().iterdir()) == steps
    assert sealed("undo", "2").code == 0


def encrypt(sealed: Program) -> None:
    """Encrypt in this process, where a fault can be put in the way."""
    store.encrypt(sealed.journal, encryption.read_key_file(Path(sealed.environ["BOTOXLOG_KEY"])))


def kill_before_forgetting(sealed: Program) -> None:
    """Leave what an `encrypt` leaves that is killed when the new file is in place."""
    sealed("decrypt")
    sealed("remove", "a2345678", "--yes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(undo_log, "clear", lambda _: 0)
        encrypt(sealed)
    assert any(b"chin" in file.read_bytes() for file in undo_log.folder().iterdir())


@pytest.mark.parametrize(
    "arguments",
    [["add", "jaw=40"], ["me", "--clinic", "x"], ["undo"], ["undo", "--redo"], ["decrypt"],
     ["doctor", "--fix"], ["undo", "--forget"]],
)  # fmt: skip
def test_steps_in_clear_do_not_outlive_the_next_run(sealed: Program, arguments: list[str]) -> None:
    """Killed between the new file and the forgetting, an `encrypt` leaves them to what comes."""
    kill_before_forgetting(sealed)
    assert "is left. It is not encrypted." in sealed("doctor").out
    sealed(*arguments)
    assert not any(b"chin" in file.read_bytes() for file in undo_log.folder().iterdir())
    assert sealed("doctor").out.count("not encrypted") == 0


def test_steps_that_cannot_be_deleted_are_told(
    sealed: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is encrypted, and it is said what is not: exit code 4."""
    sealed("decrypt")
    sealed("add", "chin=3")

    def forbidden(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(undo_log, "_delete", forbidden)
    with pytest.raises(SavedError, match=r"is now encrypted, but .* could not be deleted") as told:
        encrypt(sealed)
    assert told.value.exit_code == 4
    assert store.is_encrypted(sealed.journal)


@pytest.mark.parametrize("command", ["encrypt", "decrypt"])
def test_a_newer_format_stays_as_it_is(program: Program, key: Path, command: str) -> None:
    """Encrypted or not, what a newer botoxlog wrote is not written again by this one."""
    text = CLEAR.replace("format = 1", "format = 2")
    owner = encryption.read_key_file(key)
    raw = text.encode() if command == "encrypt" else owner.encrypt(text.encode())
    program.journal.write_bytes(raw)
    refused(program(command, "--key", str(key)), 1, "has format 2, which needs a newer botoxlog")
    assert program.journal.read_bytes() == raw


def damages() -> Iterator[tuple[str, bytes]]:
    """Yield age files whose first lines are damaged, as disks, editors and sync tools do it."""
    owner = pyrage.x25519.Identity.generate().to_public()
    for armoured in (True, False):
        raw = pyrage.encrypt(CLEAR.encode() * 20, [owner], armored=armoured)
        for place in range(0, 35, 3):
            yield f"{armoured}, byte {place}", raw[:place] + b"#" + raw[place + 1 :]
        for name, damaged in [
            ("a blank line first", b"\n" + raw),
            ("a byte-order mark", b"\xef\xbb\xbf" + raw),
            ("the first line lost", raw.partition(b"\n")[2]),
            ("half the first line lost", raw[12:]),
            ("NUL bytes first", bytes(16) + raw[16:]),
            ("cut in the header", raw[:30]),
        ]:
            yield f"{armoured}, {name}", damaged


DAMAGED = dict(damages())


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_header_is_told_as_that(program_inside: Program, key: Path, name: str) -> None:
    """Nobody is sent to look for a mistake in line 1 of a text that is none."""
    program = replace(program_inside, environ={"BOTOXLOG_KEY": str(key)})
    program.journal.write_bytes(DAMAGED[name])
    for arguments in (["log"], ["add", "chin"], ["encrypt"], ["decrypt"]):
        result = program(*arguments)
        assert result.code in {1, 3}
        assert ("TOML" in result.err, "UTF-8" in result.err) == (False, False)
        assert "encrypt" in result.err
        assert program.journal.read_bytes() == DAMAGED[name]


def test_a_journal_that_speaks_of_encryption_is_no_damaged_one(program_inside: Program) -> None:
    """A mistake far from its ends is told with its line."""
    note = "the file began with AGE ENCRYPTED FILE"
    text = CLEAR + "# x\n" * 99 + f"# {note}\nbroken\n" + "# x\n" * 99
    program_inside.journal.write_text(text)
    refused(program_inside("log"), 3, "line 108, column 7: not valid TOML")
    program_inside.journal.write_text(CLEAR + 'note = """\n-> numb\n-> sore\n"""\nbroken\n')
    refused(program_inside("log"), 3, "line 12, column 7: not valid TOML")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("no-such-command", "could not be run: no such file or directory"),
        ("/", "could not be run: permission denied"),
        ("{file}", "could not be run: permission denied"),
        ("{file}/x", "could not be run: not a directory"),
        ("''", "could not be run: "),
        ("'unfinished", "could not be run: it lacks a closing quotation mark"),
        ("sh -c 'kill -9 $$'", "was stopped by signal 9"),
        ("sh -c 'echo right; exit 3'", "printed no passphrase (exit code 3)"),
        ("true", "printed no passphrase (exit code 0)"),
        ("echo", "printed no passphrase (exit code 0)"),
        ("printf '\\nright\\n'", "printed no passphrase (exit code 0)"),
        ("printf '\\377'", "printed something that is not UTF-8 text"),
    ],
)
@pytest.mark.parametrize("command_line", [["log"], ["add", "chin"], ["encrypt"]])
def test_a_passphrase_command_that_fails_is_told(
    program_inside: Program, tmp_path: Path, command: str, says: str, command_line: list[str]
) -> None:
    """In a sentence with what happened, and nothing is written."""
    (tmp_path / "file").write_text("no program")
    raw = CLEAR.encode()
    if command_line != ["encrypt"]:
        raw = AGE_WITH_PASSPHRASE
    program_inside.journal.write_bytes(raw)
    environ = passphrase(command.format(file=tmp_path / "file"))
    result = replace(program_inside, environ=environ)(*command_line)
    refused(result, 1, f"The command in BOTOXLOG_PASSPHRASE_COMMAND {says}", "Nothing was written.")
    assert program_inside.journal.read_bytes() == raw


AGE_WITH_PASSPHRASE = pyrage.passphrase.encrypt(CLEAR.encode(), "right", armored=True)


def test_an_undo_that_is_refused_forgets_nothing(sealed: Program) -> None:
    """Another version that a sync tool brings may go again: the steps are still there then."""
    sealed("add", "jaw=40", "--on", "2026-09-01")
    ours = sealed.journal.read_bytes()
    sealed.journal.write_bytes(
        encryption.read_key_file(Path(sealed.environ["BOTOXLOG_KEY"])).encrypt(CLEAR.encode())
    )
    refused(sealed("undo"), 1, "Another program has changed")
    sealed.journal.write_bytes(ours)
    assert sealed("undo").code == 0


def test_an_encrypted_file_to_import_is_told_as_that(sealed: Program, tmp_path: Path) -> None:
    """Not as a mistake in TOML; `merge` is the command that opens it."""
    copy = tmp_path / "copy.toml"
    copy.write_bytes(sealed.journal.read_bytes())
    refused(sealed("import", str(copy), "--yes"), 2, "encrypted", "botoxlog merge FILE")


def test_a_passphrase_command_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `yes` does; a megabyte is more than any passphrase."""
    monkeypatch.setenv(encryption.COMMAND_VARIABLE, "yes")
    with pytest.raises(CannotDoError, match=r"printed more than 1000000 bytes"):
        encryption.passphrase_from_command()


def test_a_key_file_of_any_size_is_refused(tmp_path: Path) -> None:
    """A file with a hole of a terabyte is not read into memory."""
    huge = tmp_path / "key.txt"
    with huge.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(CannotDoError, match=r"cannot be read: it has more than 1000000 bytes"):
        encryption.read_key_file(huge)
