"""What the program prints: messages on stderr, sentences and views on stdout."""

import os
import sys
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING

from botoxlog.core.text import inert, rows

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment


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

_WIDEST = 1_000
"""Upper limit for the columns of a terminal: no screen shows more, and a picture is as wide."""


def terminal_size() -> tuple[int, int]:
    """Return the columns and lines of the terminal, or those that COLUMNS and LINES ask for."""
    from shutil import get_terminal_size

    columns, lines = get_terminal_size()
    return min(columns, _WIDEST), lines


def wrapped(sentence: str, indent: str = "") -> str:
    """Return a sentence wrapped to the terminal's width.

    A path that is longer than a line stays in one piece, so that it can be copied.

    Args:
        sentence: The text.
        indent: What every line but the first begins with.
    """
    return "\n".join(rows(inert(sentence), terminal_size()[0], len(indent), whole=True))


def print_messages(*sentences: str) -> None:
    """Print messages on stderr, wrapped if it is a terminal."""
    for sentence in sentences:
        whole = SCREEN.plain or not sys.stderr.isatty()
        print(inert(sentence) if whole else wrapped(sentence), file=sys.stderr)


def print_sentences(sentences: Iterable[tuple[str, int]]) -> None:
    """Print sentences on stdout, each with its indent, wrapped to the terminal's width.

    `add` uses this rather than `print_view`: importing Rich takes as long as saving does.
    """
    width, _ = terminal_size()
    for sentence, indent in sentences:
        shown = inert(sentence)
        lines = [shown.strip()] if SCREEN.plain else rows(shown, width, indent)
        print(*lines, sep="\n")


def print_text(text: str) -> None:
    """Print lines of text or JSON on stdout, not wrapped."""
    for line in text.split("\n"):
        print(inert(line))


def print_file(text: str) -> None:
    """Print the content of a file on stdout: byte for byte, except on a terminal."""
    if sys.stdout.isatty():
        print_text(text.replace("\r\n", "\n").removesuffix("\n"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def print_view(view: "RenderableType") -> None:
    """Print a view on stdout. Markup is off, because notes in a view are data."""
    if SCREEN.plain:
        for line in _plain_lines(view):
            print(inert(line))
        return
    from rich.console import Console

    # Rich keeps bold where NO_COLOR is set; with no colour system it writes no escapes at all.
    colour = SCREEN.colour and not os.environ.get("NO_COLOR")
    width, height = terminal_size()
    console = Console(
        width=width,
        height=height,
        markup=False,
        emoji=False,
        highlight=False,
        color_system="auto" if colour else None,
    )
    # What 16 colours look like is the terminal's choice, and many show yellow on white: bold stays.
    console.no_color = console.color_system in {"standard", "windows"}
    console.print(InertView(view))


class InertView:
    """A view in which no text is obeyed by the terminal."""

    def __init__(self, view: "RenderableType") -> None:
        self.view = view

    def __rich_console__(
        self, console: "Console", options: "ConsoleOptions"
    ) -> "Iterator[Segment]":
        """Yield the text of the view, with everything that acts shown as its code."""
        from rich.segment import Segment

        for segment in console.render(self.view, options):
            for number, line in enumerate(segment.text.split("\n")):
                if number:
                    yield Segment.line()  # Rich takes a segment of many lines apart again and again
                yield Segment(inert(line), segment.style)


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
