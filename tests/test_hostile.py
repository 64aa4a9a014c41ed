"""What a journal, a file name or a typed word holds is shown and quoted, never obeyed."""

import ast
import csv
import fcntl
import io
import json
import os
import pty
import re
import shlex
import struct
import subprocess
import termios
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from botoxlog.cli import COMMANDS, LazyGroup, app
from botoxlog.core.text import inert
from tests.conftest import Program
from tests.hostile import ACTING, CANARY, acting, journal

pytestmark = pytest.mark.unmeasured

SHEET = f"date,area,units,note\n2026-01-01,{ACTING!r},3,{ACTING!r}\n"

LINES: dict[str, list[str]] = {
    "add": ["add 11s 20 --dry-run", "add --again --dry-run -y", "add nowhere 20", "add 11s 20"],
    "checkin": ["checkin 11s=full", "checkin nowhere=full"],
    "timeline": ["timeline", "timeline --long", "timeline 11s"],
    "remind": ["remind 90d", "remind --quiet --within 90d", "remind --once", "remind --ics -",
               "remind --ics - --detailed"],
    "plan": ["plan in 10 weeks", "plan nowhere"],
    "book": ["book", "book 12 jan at Glow for 11s", "book nowhere 12 jan", "book --cancel nowhere",
             "book --move 12 jan"],
    "stop": ["stop nowhere", "stop 11s"],
    "schedule": ["schedule", "schedule --system cron", "schedule --system systemd",
                 "schedule --system launchd", "schedule --system windows"],
    "brief": ["brief"],
    "status": ["status"],
    "stats": ["stats"],
    "log": ["log", "log --csv", "log 2026"],
    "me": ["me", "me --currency EUR"],
    "discuss": ["discuss weak-muscle --answer same"],
    "edit": ["edit nope", "edit"],
    "remove": ["remove nope -y"],
    "undo": ["undo", "undo --list"],
    "doctor": ["doctor", "doctor --fix"],
    "encrypt": ["encrypt --key nowhere.key"],
    "decrypt": ["decrypt"],
    "areas": ["areas", "areas nowhere"],
    "products": ["products nothing"],
    "topics": ["topics nothing"],
    "import": ["import sheet.csv --dry-run", "import other.json --dry-run", "import nowhere.csv"],
    "export": ["export", "export --format csv", "export --format json", "export --format fhir"],
    "merge": ["merge other.toml --dry-run", "merge other.toml", "merge nowhere.toml"],
    "demo": ["demo"],
    "completion": ["completion bash", "completion zsh -- log --area ''"],
}  # fmt: skip
"""Ways to run each command, none of which asks anything."""


def runs() -> Iterator[str]:
    """Yield each of these ways in each of its outputs: for people, plain and as JSON."""
    group = LazyGroup()
    for command in COMMANDS:
        options = {name for item in group.get_command(None, command).params for name in item.opts}
        for line in LINES[command]:
            yield line
            yield f"--plain {line}"
            if "--json" in options:
                yield f"{line} --json"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a hostile journal as JSON."""
    path = tmp_path_factory.mktemp("export") / "journal.toml"
    path.write_text(journal(), encoding="utf-8")
    return Program(path)("export", "--format", "json").out


@pytest.fixture
def hostile(program: Program, tmp_path: Path, export: str) -> Program:
    """Return the program on a hostile journal, with a copy, a sheet and an export beside it."""
    text = journal()
    for name in (program.journal.name, "other.toml", "journal (conflicted copy).toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o600)
    (tmp_path / "other.toml").write_text(text.replace("cost = 400", "cost = 500"), encoding="utf-8")
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
    (tmp_path / "other.json").write_text(export)
    return replace(program, environ={"TERM": "xterm-256color", "EDITOR": "true", "VISUAL": ""})


def on_terminal(program: Program, arguments: list[str], *, columns: int = 80) -> str:
    """Run the program with a terminal for its output, and return what that was given."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    with subprocess.Popen(
        [*program.command, *arguments],
        stdin=subprocess.DEVNULL, stdout=its, stderr=its, start_new_session=True,
        cwd=program.journal.parent,
        env={**os.environ, "PYTHONUTF8": "1", **program.environ},
    ):  # fmt: skip
        os.close(its)
        given = b""
        while chunk := _read(ours):
            given += chunk
    os.close(ours)
    return given.decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the program has ended
        return b""


def test_every_command_is_run() -> None:
    """A command that comes in is tried too."""
    assert app.info.cls is LazyGroup
    assert LINES.keys() == set(COMMANDS)


@pytest.mark.parametrize("line", [*runs()])
def test_nothing_acts_on_a_terminal(hostile: Program, line: str) -> None:
    """Whatever the journal holds, a terminal gets printable text and our own colours."""
    shown = on_terminal(hostile, shlex.split(line))
    assert shown
    assert acting(shown) == set()
    assert "Unexpected error" not in shown


@pytest.mark.parametrize("name", ["x.html", "x.md", "y.html", "y.svg", "x.ics"])
def test_nothing_acts_in_a_file_for_people(hostile: Program, name: str) -> None:
    """Pages, pictures and calendars hold no code, no markup and no link of the journal."""
    file = hostile.journal.parent / name
    lines = {"x.ics": ["remind", "--detailed", "--ics", str(file)], "x": ["brief", "--save"]}
    line = lines.get(name) or [*lines.get(file.stem, ["timeline", "--save"]), str(file)]
    assert hostile(*line).code == 0
    text = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert "Zq" in text
    assert acting(text) == set()
    if name != "x.ics":  # a calendar has no markup
        assert "<i>" not in text.replace(r"\<i\>", "")
    if name.endswith(".svg"):
        ET.fromstring(text)  # noqa: S314 - our own picture


def test_a_pipe_gets_the_text_to_the_letter(hostile: Program) -> None:
    """What is exported is for programs: escaped as its format does it, and nothing replaced."""
    assert hostile("export").out == hostile.journal.read_text(encoding="utf-8")
    (first, *_) = json.loads(hostile("log", "--json").out)["records"]
    command = [*hostile.command, "log", "--csv"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(raw, newline="")))
    assert ACTING in first["id"]
    assert rows[0]["id"].removeprefix("'") == first["id"]


@pytest.mark.parametrize(
    "line",
    [[], ["{}"], ["log", "{}"], ["log", "--{}"], ["timeline", "{}"], ["stats", "--area", "{}"],
     ["add", "{}"], ["add", "11s", "--on", "{}"], ["add", "11s", "--cost", "{}"], ["areas", "{}"],
     ["checkin", "{}"], ["checkin", "11s={}"], ["edit", "{}"], ["remove", "{}"], ["undo", "{}"],
     ["remind", "{}"], ["remind", "--ics", "{}/x"], ["brief", "--save", "{}"], ["import", "{}"],
     ["merge", "{}"], ["merge", "--keep", "{}"], ["export", "--format", "{}"], ["me", "{}"],
     ["export", "--save", "{}"], ["encrypt", "--key", "{}"], ["discuss", "{}"], ["topics", "{}"],
     ["schedule", "--system", "{}"], ["schedule", "--at", "{}"], ["schedule", "--folder", "{}"],
     ["completion", "{}"], ["--today", "{}", "log"], ["--journal", "{}", "log"],
     ["--journal", "{}", "me"], ["--journal", "{}/x.toml", "add", "11s"]],
    ids=" ".join,
)  # fmt: skip
def test_a_typed_word_does_not_act_either(hostile: Program, line: list[str]) -> None:
    """Words, options, dates and file names are quoted in messages as harmlessly."""
    typed = ACTING.replace("\x00", "") + "\udcff"
    shown = on_terminal(hostile, [word.replace("{}", typed) for word in line])
    assert shown
    assert acting(shown) == set()
    assert "Unexpected error" not in shown


@pytest.mark.parametrize(
    "name",
    ["BOTOXLOG_JOURNAL", "BOTOXLOG_KEY", "BOTOXLOG_TODAY", "BOTOXLOG_PLAIN", "EDITOR", "LANG",
     "BOTOXLOG_PASSPHRASE_COMMAND", "XDG_STATE_HOME", "XDG_DATA_HOME", "COLUMNS", "LINES", "TZ",
     "NO_COLOR", "TERM"],
)  # fmt: skip
def test_nor_does_the_environment(hostile: Program, name: str) -> None:
    """A setting of the environment that makes no sense is refused or ignored, in words."""
    odd = replace(hostile, environ={**hostile.environ, name: ACTING.replace("\x00", "")})
    for line in (["edit"], ["doctor"]):
        shown = on_terminal(odd, line)
        assert acting(shown) == set()
        assert "Unexpected error" not in shown


@pytest.mark.parametrize("columns", ["0", "-1", "x", "²", "999999999", "9" * 5000, ""])
@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_any_size_of_a_terminal_is_taken(hostile: Program, name: str, columns: str) -> None:
    """What is no size is ignored, and no picture is wider than a screen can be."""
    odd = replace(hostile, environ={**hostile.environ, name: columns})
    shown = on_terminal(odd, ["timeline"])
    assert "Unexpected error" not in shown
    assert max(map(len, re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines())) < 1100  # and a long word


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("line", ["log", "timeline", "brief", "stats", "me", "doctor"])
def test_what_an_encoding_lacks_makes_no_line_wider(
    hostile: Program, encoding: str, line: str
) -> None:
    """A letter that is shown as its code is counted as that before lines are broken."""
    note = "naïve 你好 — ça ira déjà mieux " * 20
    hostile.journal.write_text(
        f'[person]\ngoals = "{note}"\n[[session]]\nid = "a"\ndate = 2026-08-01\n'
        f'note = "{note}"\nclinic = "{note}"\nareas = ["glabella", "你好 ça"]\n',
        encoding="utf-8",
    )
    narrow = replace(hostile, environ={"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding})
    shown = on_terminal(narrow, [line], columns=60)
    bare = re.sub(r"\x1b\[[\d;]*m", "", shown)
    lines = [text for text in bare.splitlines() if str(hostile.journal.parent) not in text]
    assert max(map(len, lines)) <= 60


# --- commands to copy ------------------------------------------------------------------------

WORD = r"""(?:[\w@%+=:,./-]|"[^"$`\\!]*"|'[^']*')+"""
COMMAND = re.compile(rf"botoxlog (?:{'|'.join(COMMANDS)})\b(?: {WORD})*", re.ASCII)
MARK = inert(ACTING).partition("Zq")[2]


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    """Return a folder with a program that says the words it was given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "botoxlog").write_text('#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done\n')
    (folder / "botoxlog").chmod(0o700)
    return folder


def test_a_copied_command_gives_its_words_and_runs_nothing_else(
    hostile: Program, stub: Path
) -> None:
    """In each command that is printed, a text of the journal is one word, whole."""
    given = []
    for line in ("doctor", "remind 200d", "add 11s 20", "log", "merge other.toml", "brief"):
        shown = hostile("--plain", *line.split())
        for command in COMMAND.findall(shown.out + shown.err):
            done = subprocess.run(
                ["/bin/sh", "-c", command],
                env={"PATH": str(stub)}, cwd=stub, capture_output=True, check=True,
            )  # fmt: skip
            given += done.stdout.decode().split("\0")[:-1]
    assert [file.name for file in stub.iterdir()] == ["botoxlog"]
    foreign = [word for word in given if "Zq" in word]
    assert len(foreign) > 3
    assert [word for word in foreign if MARK not in word] == []
    assert CANARY in MARK


def test_a_printed_command_is_put_together_in_one_place() -> None:
    """No text with a command in it takes words in by itself: `command_line` quotes them."""
    taking = re.compile(rf"\bbotoxlog (?:{'|'.join(COMMANDS)})\b[^.:;,()]*\0")
    found = [
        f"{file}:{node.lineno}"
        for file in Path("botoxlog").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        and taking.search("".join(str(getattr(part, "value", "")) if isinstance(part, ast.Constant)
                                  else "\0" for part in node.values))
    ]  # fmt: skip
    assert found == []


def test_only_the_screen_prints() -> None:
    """What a command prints goes through the module that makes it inert."""
    calls = [
        (file.name, node.func)
        for file in Path("botoxlog").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    printing = {
        name for name, called in calls if isinstance(called, ast.Name) and called.id == "print"
    }
    assert printing == {"screen.py", "terminal.py", "cli.py"}
