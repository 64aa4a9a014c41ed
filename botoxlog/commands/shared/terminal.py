"""Asking the user questions in a terminal, and what happens if there is no terminal."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from botoxlog.catalog import load
from botoxlog.commands.shared.screen import wrapped
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import inert, join_words


def can_ask(*, as_json: bool = False) -> bool:
    """Whether the user can be asked: stdin and stdout are terminals and the output is not JSON."""
    return not as_json and sys.stdin.isatty() and sys.stdout.isatty()


def need_terminal(hint: str) -> "Terminal":
    """Return the terminal to ask in.

    Args:
        hint: What to type instead, for the error.

    Raises:
        BadInputError: There is none.
    """
    if not can_ask():
        raise BadInputError(
            "Nothing to log: this isn't a terminal, so you can't be asked questions.",
            hint,
        )
    return Terminal()


def confirm(question: str) -> bool:
    """Ask yes or no; Enter means yes."""
    return Terminal().confirm(question)


def confirm_or_stop(question: str) -> None:
    """Ask yes or no, and end the command without writing anything unless the answer is yes."""
    if not confirm(question):
        raise CannotDoError("Nothing was written.")


def _label(word: str) -> str:
    """Return the catalog's name of a product, a side effect or an area."""
    catalog = load()
    if word in catalog.products:
        return catalog.product_label(word)
    return catalog.area_label(word) if catalog.effect(word) is None else catalog.effect_label(word)


class Refuser:
    """Answers for a script: an ambiguous or unknown word is an error."""

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Raise an error that names the readings."""
        meanings = [f"{_label(reading)} ({reading})" for reading in readings]
        raise BadInputError(
            f'"{inert(word)}" can mean {join_words(meanings, "or")}.',
            f"Write {join_words(list(readings), 'or')}.",
        )

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Keep the word: a script's data are never replaced by a guess."""

    def is_area(self, word: str) -> bool:  # noqa: ARG002 - no script can say that a word is one
        """Say no: only a person can say that a word is an area."""
        return False


class Terminal:
    """Asks the user, who may leave at any question with Ctrl-C or end of input."""

    def __init__(self) -> None:
        # Let the arrow keys work in answers, where the system can.
        with suppress(ImportError):
            import readline  # noqa: F401 - importing it is enough

    def ask(self, question: str, default: str) -> str:
        """Return the answer, or `default` if only Enter was pressed."""
        shown = f"{question} [{inert(default)}]:" if default else f"{question}:"
        *above, last = wrapped(shown).splitlines()
        while True:
            for row in above:
                print(row)
            try:
                return input(f"{last} ") or default
            except (EOFError, KeyboardInterrupt):
                self.say("")
                raise CannotDoError("Stopped. Nothing was written.") from None
            except UnicodeDecodeError:
                self.say("That was not UTF-8 text. Type it again.")

    def say(self, sentence: str) -> None:
        """Print a sentence."""
        print(wrapped(sentence))

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Ask which reading was meant, until one is chosen."""
        self.say(f'"{inert(word)}" can mean:')
        return self._picked(readings)

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Ask whether a suggestion was meant; None if none was."""
        self.say(f'botoxlog does not know "{inert(word)}". Did you mean:')
        keep = "none of these"
        picked = self._picked([*suggestions, keep])
        return None if picked == keep else picked

    def is_area(self, word: str) -> bool:
        """Ask whether an unknown word is an area; Enter means no."""
        self.say(f'botoxlog does not know "{inert(word)}".')
        return self.confirm("Is it a treated area, to be saved as you typed it?", default=False)

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Ask yes or no; Enter means `default`."""
        choices = "[Y/n]" if default else "[y/N]"
        while True:
            answer = self.ask(f"{question} {choices}", "").strip().casefold()
            if answer in {"y", "yes"} or (default and not answer):
                return True
            if answer in {"", "n", "no"}:
                return False

    def _picked(self, choices: Sequence[str]) -> str:
        for number, choice in enumerate(choices, 1):
            name = _label(choice)
            self.say(f"  {number}  {choice}{f' ({name})' if name != choice else ''}")
        while True:
            answer = self.ask("Number", "1").strip()
            if answer in choices:
                return answer
            if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(choices):
                return choices[int(answer) - 1]
            self.say(f"Type a number from 1 to {len(choices)}.")
