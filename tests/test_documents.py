"""Every command that a document shows is run as written, and does what the document says.

A ```console block is run line by line. Each page has its own home with the example journal.
`<!-- given: LINE -->` above a block is run first and not shown; `<!-- not run: WHY -->` skips the
block. If a block shows output, exactly that must be printed.
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
        given: Lines to run first, which the page does not show.
        steps: Each line that is typed, and the output that the page shows; empty if it shows none.
    """

    given: list[str]
    steps: list[tuple[str, str]]


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page, without those that it marks as not run."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [
        Block(re.findall(r"<!-- given: (.*) -->", notes), steps(shown))
        for notes, language, shown in found
        if language == "console" and "<!-- not run: " not in notes
    ]


def steps(shown: str) -> list[tuple[str, str]]:
    """Return each line after a `$`, with the output below it."""
    pieces = re.split(r"^\$ ", shown, flags=re.MULTILINE)
    assert pieces[0] == "", "a console block begins with a line that is typed"
    pairs = (piece.partition("\n") for piece in pieces[1:])
    return [(line, printed) for line, _, printed in pairs]


def visible_lines(text: str) -> list[str]:
    """Return the lines without blank edges."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


@pytest.mark.unmeasured
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_work_as_shown(page: Path, tmp_path: Path) -> None:
    """Each command of a page succeeds, after those above it, and prints what the page shows."""
    stranger = arrive(tmp_path)
    for block in blocks(page):
        for line in block.given:
            code, shown = stranger.types(line)
            assert code == 0, f"{line}\n{shown}"
        for line, printed in block.steps:
            code, shown = stranger.types(line)
            assert code == 0, f"{line}\n{shown}"
            if printed:
                assert visible_lines(shown) == visible_lines(printed), line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_not_run_says_why(page: Path) -> None:
    """A block of commands is run, or a note above it says why not."""
    text = page.read_text(encoding="utf-8")
    found = FENCE.findall(text)
    assert len(found) == len(re.findall(r"^```(?:console|sh)$", text, re.MULTILINE))
    assert [shown for notes, language, shown in found if language == "sh" and not notes] == []
