"""Every command that a document shows is typed as it stands, and does what the document says.

A ```console block is run line by line, one page after the other in one home that holds the example
journal. `<!-- given: LINE -->` above a block is run first, unseen; `<!-- not run: WHY -->` leaves
the block out. Where a block shows what is printed, exactly that has to be printed.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.stranger import ROOT, arrive

PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
FENCE = re.compile(
    r"((?:^<!-- [^\n]* -->\n)*)^```(console|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    """Commands as a page shows them.

    Attributes:
        given: Lines to run before, unseen.
        steps: Each line that is typed, and what it then prints; empty where that is not shown.
    """

    given: list[str]
    steps: list[tuple[str, str]]


def blocks(page: Path) -> list[Block]:
    """Return what a page shows to be typed, without what it says cannot be run."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [
        Block(re.findall(r"<!-- given: (.*) -->", notes), steps(shown))
        for notes, language, shown in found
        if language == "console" and "<!-- not run: " not in notes
    ]


def steps(shown: str) -> list[tuple[str, str]]:
    """Return the lines behind a `$`, each with what follows it."""
    pieces = re.split(r"^\$ ", shown, flags=re.MULTILINE)
    assert pieces[0] == "", "a console block begins with a line that is typed"
    pairs = (piece.partition("\n") for piece in pieces[1:])
    return [(line, printed) for line, _, printed in pairs]


def flush_left(text: str) -> list[str]:
    """Return the lines as far as an eye sees them."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_work_as_shown(page: Path, tmp_path: Path) -> None:
    """Each command of a page ends well, after those above it, and prints what the page shows."""
    stranger = arrive(tmp_path)
    for block in blocks(page):
        for line in block.given:
            code, told = stranger.types(line)
            assert code == 0, f"{line}\n{told}"
        for line, printed in block.steps:
            code, told = stranger.types(line)
            assert code == 0, f"{line}\n{told}"
            if printed:
                assert flush_left(told) == flush_left(printed), line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_not_run_says_why(page: Path) -> None:
    """A block of commands is run, or has a note above it."""
    text = page.read_text(encoding="utf-8")
    found = FENCE.findall(text)
    assert len(found) == len(re.findall(r"^```(?:console|sh)$", text, re.MULTILINE))
    assert [shown for notes, language, shown in found if language == "sh" and not notes] == []
