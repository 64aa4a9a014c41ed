"""The reference of the commands is what the program says of itself."""

import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from botoxlog.cli import COMMANDS
from tools import manual

ROOT = Path(__file__).parent.parent
WRITTEN_WITH = "0.28."


def test_generated_documents_are_up_to_date() -> None:
    """docs/commands.md and man/ are as `python -m tools.manual` writes them."""
    if not version("typer").startswith(WRITTEN_WITH):
        pytest.skip(f"written with Typer {WRITTEN_WITH}: others write the usage line otherwise")
    assert manual.stale() == []


def test_every_command_has_its_pages() -> None:
    """Each command has a section, and a manual page of its own."""
    names = re.findall(r"^## botoxlog (\w+)$", manual.markdown(), re.MULTILINE)
    assert names == list(COMMANDS)
    wanted = {"botoxlog.1", *(f"botoxlog-{name}.1" for name in COMMANDS)}
    assert set(manual.man_pages()) == wanted


def test_every_variable_of_the_environment_is_told_of() -> None:
    """What the program reads from the environment stands in the reference."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "botoxlog").rglob("*.py"))
    for_a_child = {"BOTOXLOG_NOTICE_TITLE", "BOTOXLOG_NOTICE_TEXT"}
    of_typer = {"BOTOXLOG_COMPLETE"}
    assert set(re.findall(r"BOTOXLOG_[A-Z_]+", code)) - for_a_child - of_typer <= set(
        manual.ENVIRONMENT
    )


def at_80_columns(page: Path) -> "subprocess.CompletedProcess[str]":
    """Return what groff makes of a manual page."""
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not on this machine")
    words = [groff, "-man", "-ww", "-Tascii", "-P-cbou", "-rLL=80n", str(page)]
    return subprocess.run(words, capture_output=True, text=True, check=True)


@pytest.mark.parametrize("page", sorted((ROOT / "man").glob("*.1")), ids=lambda page: page.stem)
def test_a_manual_page_shows_as_it_was_meant(page: Path) -> None:
    """Groff finds nothing odd in a page, its examples are there to the letter, and they fit."""
    done = at_80_columns(page)
    assert done.stderr == ""
    found = [each for each in manual.pages() if each.name.replace(" ", "-") == page.stem]
    assert [line for line in found[0].examples if line not in done.stdout] == []
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []


def test_a_path_in_a_manual_page_stands_in_one_piece() -> None:
    """What may be copied from a page is not parted by a hyphen."""
    shown = at_80_columns(ROOT / "man" / "botoxlog.1").stdout
    paths = re.findall(r"~/[\w./-]+\w", " ".join(manual.FILES.values()))
    assert paths
    assert [path for path in paths if path not in shown] == []
