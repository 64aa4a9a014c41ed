"""What `--help` says of a command is true, and every example in it works."""

import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from botoxlog.cli import COMMANDS, EXAMPLES, FAMILIAR_NAMES, app
from tests.conftest import Program
from tests.stranger import AGAIN, CONFLICT, arrive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

GROUP: Any = typer.main.get_command(app)
LOADED = {name: GROUP.get_command(None, name) for name in COMMANDS}
SHOWN = [
    line.strip()
    for command in LOADED.values()
    for line in command.help.partition(EXAMPLES)[2].splitlines()
    if line.strip()
]
BEFORE = {
    "botoxlog add --booked --again": [
        "printf '\\n[[appointment]]\\ndate = 2026-11-22\\n' >> journal.toml"
    ],
    "botoxlog book --move 19 jan 15:00": ["botoxlog book 12 jan"],
    "botoxlog book --cancel": ["botoxlog book 12 jan"],
    "botoxlog undo": ["botoxlog me --weeks-ahead 4"],
    "botoxlog undo --redo": ["botoxlog me --weeks-ahead 4", "botoxlog undo"],
    "botoxlog decrypt": ["botoxlog encrypt"],
    "botoxlog decrypt --key key.txt": ["botoxlog encrypt --key key.txt"],
    "botoxlog completion fish > ~/.config/fish/completions/botoxlog.fish": [
        "mkdir -p ~/.config/fish/completions"
    ],
}
"""What has to have happened for an example to make sense."""

ANSWERS = {"botoxlog checkin": "f"}
"""What is pressed where Enter alone would say nothing."""

FINE = {"botoxlog remind --quiet --exit-code": 10}
"""The exit codes other than 0 that an example is there to show."""


@pytest.mark.parametrize("name", COMMANDS)
def test_help_opens_with_a_sentence_and_examples(name: str) -> None:
    """A command says in one short sentence what it does, then shows how it is used."""
    prose, _, examples = LOADED[name].help.partition(EXAMPLES)
    sentence = prose.partition("\n")[0]
    assert sentence.endswith(".")
    assert len(sentence) < 70
    assert f"botoxlog {name}" in examples


@pytest.mark.parametrize(
    ("typed", "meant"), [("list", "log"), ("delete", "remove"), ("help", "--help")]
)
def test_what_other_programs_call_it(program: Program, typed: str, meant: str) -> None:
    """A command by the name that it has elsewhere is not run; its name here is said."""
    result = program(typed)
    assert (result.code, result.out) == (2, "")
    assert (
        result.err
        == f'botoxlog: There is no command "{typed}".\nUse this instead: botoxlog {meant}\n'
    )


def test_names_from_elsewhere_lead_to_commands() -> None:
    """No such name is a command itself, and each leads to one."""
    assert not FAMILIAR_NAMES.keys() & set(COMMANDS)
    assert set(FAMILIAR_NAMES.values()) <= {*COMMANDS, "--help"}


def test_examples_stand_as_they_were_written(program: Program) -> None:
    """The help shows each example on one line, before the options, at any width."""
    shown = program("add", "--help", columns=40).out
    assert "  botoxlog add 11s=4 --touch-up --cost 60usd --dry-run\n" in shown
    assert shown.index("Examples:") < shown.index("Options:")


@pytest.mark.unmeasured
@pytest.mark.parametrize("example", SHOWN)
def test_example_works(example: str, tmp_path: Path) -> None:
    """Typed as it is shown, with Enter for every question, an example does what it should."""
    stranger = arrive(tmp_path, sealed="crypt" in example)
    for named, text in (("bsjqqvmd", CONFLICT), ("p3b4c5d6", AGAIN)):
        if named in example:
            with (stranger.folder / "journal.toml").open("a", encoding="utf-8") as journal:
                journal.write(text)
    for line in BEFORE.get(example, []):
        assert stranger.types(line)[0] == 0
    code, shown = stranger.types(example, ANSWERS.get(example, ""))
    assert code == FINE.get(example, 0), shown


def test_bare_says_what_to_do_first(program: Program) -> None:
    """Without a command it shows the first steps, not an error."""
    result = program()
    assert result.code == 0
    assert "botoxlog demo" in result.out
    assert "botoxlog add" in result.out
