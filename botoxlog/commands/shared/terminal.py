"""Talking with a person in a terminal, and what happens instead where there is nobody to ask."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import inert, join_words, rows

Label = Callable[[str], str]


def is_interactive() -> bool:
    """Whether a person can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def wrapped(sentence: str, indent: str = "") -> str:
    """Return a sentence broken between words, as wide as the terminal is.

    A path that is longer stays in one piece, so that it can be copied.

    Args:
        sentence: What to say.
        indent: What every line but the first begins with.
    """
    from shutil import get_terminal_size

    return "\n".join(rows(sentence, get_terminal_size().columns, len(indent), whole=True))


class Refuser(NamedTuple):
    """Nobody to ask: two readings are refused, near misses kept as typed."""

    label: Label

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Refuse, naming the readings."""
        meanings = [f"{self.label(reading)} ({reading})" for reading in readings]
        raise BadInputError(
            f'"{inert(word)}" can mean {join_words(meanings, "or")}.',
            f"Write {join_words(list(readings), 'or')}.",
        )

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Keep the word: a script's data are not guessed at."""


class Terminal:
    """A person at a keyboard, who may leave at any question with Ctrl-C or end of input."""

    def __init__(self, label: Label) -> None:
        self.label = label
        # Let the arrow keys work in answers, where the system can.
        with suppress(ImportError):
            import readline  # noqa: F401 - importing it is what does it

    def ask(self, question: str, default: str) -> str:
        """Return the answer, `default` where only Enter was pressed."""
        shown = f"{question} [{inert(default)}]: " if default else f"{question}: "
        while True:
            try:
                return input(shown) or default
            except (EOFError, KeyboardInterrupt):
                self.say("")
                raise CannotDoError("Stopped. Nothing was written.") from None
            except UnicodeDecodeError:
                self.say("That was not UTF-8 text. Type it again.")

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        print(wrapped(sentence))

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Ask which reading was meant, until one is named."""
        self.say(f'"{inert(word)}" can mean:')
        return self._picked(readings)

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Ask whether a suggestion was meant; None keeps the word."""
        self.say(f'"{inert(word)}" is not known. Did you mean:')
        keep = f'keep "{inert(word)}" as typed'
        picked = self._picked([*suggestions, keep])
        return None if picked == keep else picked

    def confirm(self, question: str) -> bool:
        """Ask yes or no; Enter is yes."""
        while True:
            answer = self.ask(f"{question} [Y/n]", "").strip().casefold()
            if answer in {"", "y", "yes"}:
                return True
            if answer in {"n", "no"}:
                return False

    def _picked(self, choices: Sequence[str]) -> str:
        for number, choice in enumerate(choices, 1):
            name = self.label(choice)
            self.say(f"  {number}  {choice}{f' ({name})' if name != choice else ''}")
        while True:
            answer = self.ask("Number", "1").strip()
            if answer in choices:
                return answer
            if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(choices):
                return choices[int(answer) - 1]
            self.say(f"Type a number from 1 to {len(choices)}.")
