"""What the program prints: messages on stderr, sentences and views on stdout."""

import os
import sys
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType


class Screen:
    """How this run prints: set once, by the options that every command takes.

    Attributes:
        plain: One fact per line, for screen readers and scripts.
        colour: Whether colour may be used if the terminal supports it.
    """

    plain = False
    colour = True


SCREEN = Screen()

_UNLIMITED = 1_000_000  # columns, so that nothing is wrapped


def wrapped(sentence: str, indent: str = "") -> str:
    """Return a sentence wrapped to the terminal's width.

    A path that is longer than a line stays in one piece, so that it can be copied.

    Args:
        sentence: The text.
        indent: What every line but the first begins with.
    """
    from shutil import get_terminal_size

    from botoxlog.core.text import rows

    return "\n".join(rows(sentence, get_terminal_size().columns, len(indent), whole=True))


def print_messages(*sentences: str) -> None:
    """Print messages on stderr, wrapped if it is a terminal."""
    for sentence in sentences:
        whole = SCREEN.plain or not sys.stderr.isatty()
        print(sentence if whole else wrapped(sentence), file=sys.stderr)


def print_sentences(sentences: Iterable[tuple[str, int]]) -> None:
    """Print sentences on stdout, each with its indent, wrapped to the terminal's width.

    `add` uses this rather than `print_view`: importing Rich takes as long as saving does.
    """
    from shutil import get_terminal_size

    from botoxlog.core.text import rows

    width = get_terminal_size().columns
    for sentence, indent in sentences:
        lines = [sentence.strip()] if SCREEN.plain else rows(sentence, width, indent)
        print(*lines, sep="\n")


def print_view(view: "RenderableType") -> None:
    """Print a view on stdout. Markup is off, because notes in a view are data."""
    if SCREEN.plain:
        for line in _plain_lines(view):
            print(line)
        return
    from rich.console import Console

    # Rich keeps bold where NO_COLOR is set; with no colour system it writes no escapes at all.
    colour = SCREEN.colour and not os.environ.get("NO_COLOR")
    console = Console(
        markup=False, emoji=False, highlight=False, color_system="auto" if colour else None
    )
    console.print(view)


def _plain_lines(view: "RenderableType") -> Iterator[str]:
    """Yield one fact per line: from the view's own `plain`, else its lines, not wrapped."""
    facts = getattr(view, "plain", None)
    if facts is not None:
        yield from facts()
        return
    import re

    from rich.console import Console

    console = Console(
        file=StringIO(),
        width=_UNLIMITED,
        color_system=None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    with console.capture() as captured:
        console.print(view)
    for line in captured.get().splitlines():
        if line.strip():
            yield re.sub(r"^(\S+) {2,}", r"\1: ", line.strip())  # a label in a column of its own
