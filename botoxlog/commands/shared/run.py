"""One run of the program: which journal, which day, and what every command does with them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from botoxlog.commands.shared.screen import print_messages

if TYPE_CHECKING:
    from botoxlog.catalog import Catalog
    from botoxlog.core.model import Journal
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.input.language.interpreter import Clarifier, Interpreter
    from botoxlog.input.record_joining import SessionJoiner
    from botoxlog.journal.decoder import JournalText
    from botoxlog.store import OpenJournal

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]

_MOST_PROBLEMS = 10
"""How many problems of a journal are printed; the rest are counted."""


class Run(NamedTuple):
    """Where the journal is and what day it is."""

    path: Path
    today: date

    def open(self, *, quiet: bool = False, ask: bool = True) -> "OpenJournal":
        """Read the journal and print its problems on stderr.

        Args:
            quiet: Print nothing.
            ask: Whether the user may be asked for the passphrase of an encrypted journal.
        """
        from botoxlog import store

        opened = store.load(self.path, self.today, ask=ask)
        if not quiet:
            print_messages(*opened.warnings)
            _print_problems(opened)
        return opened

    def text(self) -> str:
        """Return the text of the journal.

        Raises:
            CannotDoError: There is no journal yet.
        """
        from botoxlog import store
        from botoxlog.core.errors import no_journal

        text = store.read_text(self.path)
        if text is None:
            raise no_journal(self.path)
        return text

    def side(self) -> "JournalText":
        """Return the text of the journal and its tables; those of a new one if there is none."""
        from botoxlog import store
        from botoxlog.journal import decoder, encoder

        new = encoder.NEW_JOURNAL
        return store.read(self.path) or decoder.JournalText(new, decoder.parse(new))

    def snapshot(
        self, journal: "Journal", among: Callable[[str], bool] = lambda _: True
    ) -> "Snapshot":
        """Return the state of every area today, or of those `among` accepts, and what is due."""
        from botoxlog.forecast.snapshot import build_snapshot

        return build_snapshot(journal, load_catalog(), self.today, among)

    def interpreter(self, journal: "Journal", *, ask: bool) -> "Interpreter":
        """Return the interpreter of typed values; it asks about unclear ones only if `ask`."""
        from botoxlog.input.language.interpreter import Interpreter

        return Interpreter(load_catalog(), journal, self.today, self.clarifier(ask=ask))

    def clarifier(self, *, ask: bool) -> "Clarifier":
        """Return what decides about unclear words: the person at the terminal, or nobody."""
        from botoxlog.commands.shared.terminal import Refuser, Terminal

        return Terminal() if ask else Refuser()


def load_catalog() -> "Catalog":
    """Return the catalog of areas, products and figures; it is read once per run."""
    from botoxlog.catalog import load

    return load()


def joiner() -> "SessionJoiner":
    """Return what finds and joins the sessions that were recorded twice."""
    from botoxlog.input.record_joining import SessionJoiner

    return SessionJoiner(load_catalog())


def _print_problems(opened: "OpenJournal") -> None:
    problems = opened.journal.problems
    for problem in problems[:_MOST_PROBLEMS]:
        print_messages(f"{opened.path.name}, line {problem.line}: {problem.message}")
    if (more := len(problems) - _MOST_PROBLEMS) > 0:
        print_messages(f"... and {more} more. To list them all: botoxlog timeline --json")


def print_first_step(opened: "OpenJournal") -> None:
    """Explain how to begin, if no session is logged yet."""
    if not opened.exists:
        print_messages(
            f"There is no journal yet at {opened.path}.",
            'Log your last session: botoxlog add "11s=20" -p botox --on "3 weeks ago"',
            "Or answer questions: botoxlog add. From a spreadsheet: botoxlog import diary.csv",
            "Or try it on an example first: botoxlog demo",
        )
    elif not opened.journal.sessions:
        print_messages("No session is logged yet. To log one: botoxlog add")


EMERGENCY_DAYS = 183
"""Days after which what was told of a day is past and no emergency any more. Our choice: signs come
hours to weeks after an injection."""


def print_emergency_text(run: Run, *texts: str | None, on: str | None = None) -> None:
    """Print the emergency text if words may describe one, before anything else can fail.

    The journal is only asked which areas were treated; one that cannot be read is no obstacle.

    Args:
        run: The journal and the day.
        texts: What was typed: the words as one line, and each option.
        on: The date as typed, if one was given.
    """
    said = [text for text in texts if text]
    if not said:
        return
    from botoxlog.input.language import emergency

    catalog = load_catalog()
    may_be = emergency.emergency_text(said, catalog, run.today)
    if may_be and not _is_long_past(run, on):
        print_messages(*emergency.emergency_text(said, catalog, run.today, _treated_areas(run)))


@contextmanager
def emergency_if_refused(run: Run, line: str, *, on: str | None) -> Iterator[None]:
    """Print the emergency text of a line that is refused; one that is understood has none.

    Every word of an understood line is about a session, so that it need not be read for signs.
    """
    from botoxlog.core.errors import BotoxlogError

    try:
        yield
    except BotoxlogError:
        print_emergency_text(run, line, on=on)
        raise


def _is_long_past(run: Run, on: str | None) -> bool:
    if on is None:
        return False
    from botoxlog.core.errors import BadInputError
    from botoxlog.input.language.dates import parse_typed

    try:
        return (run.today - parse_typed(on, run.today).last).days > EMERGENCY_DAYS
    except BadInputError:
        return False


def _treated_areas(run: Run) -> frozenset[str]:
    from botoxlog.core.errors import BotoxlogError
    from botoxlog.input.language.emergency import treated_areas

    try:
        return treated_areas(run.open(quiet=True, ask=False).journal, load_catalog())
    except BotoxlogError:
        return frozenset()
