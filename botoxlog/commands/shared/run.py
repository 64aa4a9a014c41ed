"""What every command needs: where the journal is, what day it is, and how to speak."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from botoxlog.core.errors import BadInputError, CannotDoError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from botoxlog.catalog import Catalog
    from botoxlog.commands.shared.terminal import Refuser, Terminal
    from botoxlog.core.model import Journal
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.store import OpenJournal


class Screen:
    """How this run shows things: set once, by the options that every command takes.

    Attributes:
        plain: One fact a line, for listening and for scripts.
        colour: Whether colour may be used where the terminal has it.
    """

    plain = False
    colour = True


SCREEN = Screen()

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, stable for scripts.")]

_PROBLEMS_SHOWN = 10
_ENDLESS = 1_000_000  # columns: nothing is wrapped


class Run(NamedTuple):
    """One run of the program: where the journal is and what day it is."""

    path: Path
    today: date

    def open(self, *, quiet: bool = False, ask: bool = True) -> "OpenJournal":
        """Read the journal; its problems go to stderr.

        Args:
            quiet: Say nothing of them.
            ask: Whether a person may be asked for the passphrase of an encrypted one.
        """
        from botoxlog import store

        opened = store.load(self.path, self.today, ask=ask)
        if not quiet:
            tell(*opened.warnings)
            _tell_problems(opened)
        return opened

    def snapshot(self, journal: "Journal") -> "Snapshot":
        """Work out what there is to show."""
        from botoxlog.forecast.snapshot import build_snapshot

        return build_snapshot(journal, load_catalog(), self.today)

    def interpreter(self, journal: "Journal", *, ask: bool) -> "Interpreter":
        """Return the one who understands what was typed."""
        from botoxlog.input.language.interpreter import Interpreter

        return Interpreter(load_catalog(), journal, self.today, _clarifier(ask=ask))


def load_catalog() -> "Catalog":
    """Return the reference data; read once a run."""
    from botoxlog.catalog import load

    return load()


def _label(word: str) -> str:
    catalog = load_catalog()
    if word in catalog.products:
        return catalog.product_label(word)
    return catalog.area_label(word)


def _clarifier(*, ask: bool) -> "Terminal | Refuser":
    from botoxlog.commands.shared.terminal import Refuser, Terminal

    return Terminal(_label) if ask else Refuser(_label)


def can_ask(*, as_json: bool = False) -> bool:
    """Whether there is a person at a terminal to answer questions."""
    from botoxlog.commands.shared.terminal import is_interactive

    return not as_json and is_interactive()


def tell(*sentences: str) -> None:
    """Say something on stderr, wrapped to the terminal."""
    from botoxlog.commands.shared.terminal import wrapped

    for sentence in sentences:
        whole = SCREEN.plain or not sys.stderr.isatty()
        print(sentence if whole else wrapped(sentence), file=sys.stderr)


def _tell_problems(opened: "OpenJournal") -> None:
    problems = opened.journal.problems
    for problem in problems[:_PROBLEMS_SHOWN]:
        tell(f"{opened.path.name}, line {problem.line}: {problem.message}")
    if (more := len(problems) - _PROBLEMS_SHOWN) > 0:
        tell(f"... and {more} more: botoxlog timeline --json lists them all.")


def tell_first_step(opened: "OpenJournal") -> None:
    """Say how to begin where nothing is logged yet."""
    if not opened.exists:
        tell(
            f"There is no journal yet at {opened.path}.",
            'Start one with your last session: botoxlog add "11s=20" -p botox --on "3 weeks ago"',
            "Or answer questions: botoxlog add. From a spreadsheet: botoxlog import diary.csv",
            "Or look around first: botoxlog demo",
        )
    elif not opened.journal.sessions:
        tell("No session is logged yet. Run botoxlog add, and answer its questions.")


def answer_emergency(effects: Sequence[str], texts: Sequence[str | None]) -> None:
    """Say what to do, before anything else can go wrong, where words may speak of an emergency."""
    notes = [text for text in texts if text]
    if not effects and not notes:
        return
    from botoxlog.input.language.emergency import may_be_emergency

    catalog = load_catalog()
    if may_be_emergency(effects, notes, catalog):
        tell(catalog.emergency_text())


def say(sentences: Iterable[tuple[str, int]]) -> None:
    """Print sentences on stdout, each with its indent, as wide as the terminal is.

    Unlike `show` it needs no Rich, which would take as long again as saving does.
    """
    from shutil import get_terminal_size

    from botoxlog.core.text import rows

    width = get_terminal_size().columns
    for sentence, indent in sentences:
        lines = [sentence.strip()] if SCREEN.plain else rows(sentence, width, indent)
        print(*lines, sep="\n")


def show(view: "RenderableType") -> None:
    """Print a view on stdout; notes in it are data, never markup."""
    if SCREEN.plain:
        for line in _plain(view):
            print(line)
        return
    from rich.console import Console

    # Rich keeps bold where NO_COLOR is set; with no colour system it writes no escapes at all.
    colour = SCREEN.colour and not os.environ.get("NO_COLOR")
    console = Console(
        markup=False, emoji=False, highlight=False, color_system="auto" if colour else None
    )
    console.print(view)


def _plain(view: "RenderableType") -> Iterator[str]:
    """Yield one fact a line: what the view says so, else its lines as they are without a width."""
    facts = getattr(view, "plain", None)
    if facts is not None:
        yield from facts()
        return
    import re

    from rich.console import Console

    console = Console(
        file=StringIO(),
        width=_ENDLESS,
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


def asking(hint: str) -> "Terminal":
    """Return the terminal to ask in.

    Raises:
        BadInputError: There is none; `hint` says what to type instead.
    """
    from botoxlog.commands.shared.terminal import Terminal

    if not can_ask():
        raise BadInputError("Nothing was said, and there is no terminal to ask in.", hint)
    return Terminal(_label)


def stop_unless_confirmed(question: str) -> None:
    """Ask, and leave with nothing written unless the answer is yes."""
    if not confirmed(question):
        raise CannotDoError("Nothing was written.")


def confirmed(question: str) -> bool:
    """Ask yes or no; Enter is yes."""
    from botoxlog.commands.shared.terminal import Terminal

    return Terminal(_label).confirm(question)
