"""Asking the user questions in a terminal, and what happens if there is no terminal."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import typer

from botoxlog.catalog import load
from botoxlog.commands.shared.screen import wrapped
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.model import State
from botoxlog.core.text import inert, join_words

ENTER, SPACE, BACK, QUIT = "\n", " ", "b", "q"
"""Keys of a question that takes a single key."""

_SAME_KEY = {"\x7f": BACK, "\x08": BACK, "\x1b": QUIT}
"""Backspace and Esc as a terminal sends them."""

_LEAVES = frozenset("\x03\x04")
"""Ctrl-C and Ctrl-D."""

_SPECIAL = ("\x1b", "\x00", "\xe0")
"""What the code of an arrow or a function key begins with, on Unix and on Windows."""


_STATES = frozenset(State)


def can_ask(*, as_json: bool = False) -> bool:
    """Whether the user can be asked: stdin and stdout are terminals and the output is not JSON."""
    return not as_json and sys.stdin.isatty() and sys.stdout.isatty()


def need_terminal(hint: str, *, as_json: bool = False) -> "Terminal":
    """Return the terminal to ask in.

    Args:
        hint: What to type instead, for the error.
        as_json: Whether the output is JSON, beside which nothing is asked.

    Raises:
        BadInputError: There is none.
    """
    if not can_ask(as_json=as_json):
        why = (
            "--json asks no questions"
            if as_json
            else "this isn't a terminal, so you can't be asked questions"
        )
        raise BadInputError(f"Nothing to log: {why}.", hint)
    return Terminal()


def confirm(question: str) -> bool:
    """Ask yes or no; Enter means yes."""
    return Terminal().confirm(question)


def confirm_or_stop(question: str) -> None:
    """Ask yes or no, and end the command without writing anything unless the answer is yes."""
    if not confirm(question):
        raise CannotDoError("Nothing was written.")


def confirm_with_key_or_stop(question: str) -> None:
    """Ask for one key, and end the command without writing anything unless it is y or Enter."""
    answers = {"y": "yes", ENTER: "yes", "n": "no", QUIT: "no"}
    terminal, pressed = Terminal(), ""
    while pressed not in answers:
        pressed = terminal.key(f"{question} [Y/n]", answers)
    if answers[pressed] == "no":
        raise CannotDoError("Nothing was written.")


def _label(word: str) -> str:
    """Return the name of a product, a side effect, an area or a state."""
    catalog = load()
    if word in _STATES:
        from botoxlog.input.language.checkin_words import STATE_MEANINGS

        return STATE_MEANINGS[State(word)]
    if word in catalog.products:
        return catalog.product_label(word)
    return catalog.area_label(word) if catalog.effect(word) is None else catalog.effect_label(word)


@contextmanager
def _single_keys() -> Iterator[Callable[[], str]]:
    """Yield what reads the next key, in a terminal that waits for no Enter and echoes nothing.

    `typer.getchar` is for Windows only: elsewhere it throws away what is typed between two calls.
    """
    try:
        import termios
        import tty
    except ImportError:
        yield typer.getchar
        return
    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    tty.setcbreak(keyboard, termios.TCSADRAIN)
    try:
        yield lambda: _typed_at_once(keyboard)
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)


def _pressed(read: Callable[[], str]) -> str:
    """Return the next key: several letters where they come at once, or have a long code.

    Raises:
        EOFError: It is Ctrl-C or Ctrl-D, or the terminal is gone.
    """
    pressed = read()
    if not pressed or not _LEAVES.isdisjoint(pressed):
        raise EOFError
    return pressed


def _typed_at_once(keyboard: int) -> str:
    """Return the next key, with all that is there to be read behind it up to Enter."""
    from select import select

    typed = os.read(keyboard, 1)
    while typed[-1:] not in b"\r\n" and select([keyboard], [], [], 0)[0]:
        more = os.read(keyboard, 1)
        typed += more or b"\n"  # the terminal is gone
    return typed.decode(errors="replace")


def _last_row(question: str) -> str:
    """Print all rows of a question but the last, and return that, for the cursor to stay on."""
    *above, last = wrapped(question).splitlines()
    for row in above:
        print(row)
    return last


def _named(readings: Sequence[str]) -> list[str]:
    """Return each reading with its name: "frown lines (glabella)", "gone (it has worn off)"."""
    return [
        f"{reading} ({_label(reading)})" if reading in _STATES else f"{_label(reading)} ({reading})"
        for reading in readings
    ]


def _written(reading: str) -> str:
    """Return what to write for a reading; "gone" may have two, and its letter has one."""
    if reading not in _STATES:
        return reading
    from botoxlog.input.language.checkin_words import LETTERS

    letters = [letter for letter, state in LETTERS.items() if state == reading]
    return f"AREA={letters[0]}"


class Refuser:
    """Answers for a script: an ambiguous or unknown word is an error."""

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Raise an error that names the readings."""
        raise BadInputError(
            f'"{inert(word)}" can mean {join_words(_named(readings), "or")}.',
            f"Write {join_words([_written(reading) for reading in readings], 'or')}.",
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
        while True:
            try:
                return input(f"{_last_row(shown)} ") or default
            except (EOFError, KeyboardInterrupt):
                raise self._stopped() from None
            except UnicodeDecodeError:
                self.say("That was not UTF-8 text. Type it again.")

    def key(self, question: str, answers: Mapping[str, str]) -> str:
        """Return one of the keys of `answers`, pressed alone and without Enter.

        Any other key, and several that come at once as a paste does, are no answer. Then
        everything up to the next Enter is read and returned, so that the rest of a word is not
        taken for answers.

        Args:
            question: The question.
            answers: Each key with the words that are shown behind the question once it is pressed.
        """
        try:
            with _single_keys() as read:
                return self._key(question, answers, read)
        except (EOFError, KeyboardInterrupt):
            raise self._stopped() from None

    def _key(self, question: str, answers: Mapping[str, str], read: Callable[[], str]) -> str:
        print(f"{_last_row(question)} ", end="", flush=True)
        pressed = _pressed(read)
        while len(pressed) > 1 and pressed.startswith(_SPECIAL):
            pressed = _pressed(read)
        key = pressed.rstrip("\r\n") or ENTER  # some terminals send whole lines
        meant = _SAME_KEY.get(key, key.lower())
        if meant in answers:
            print(answers[meant])
            return meant
        print()
        shown = f'"{inert(key)}" is' if key.isprintable() else "That is"
        self.say(f"{shown} not one of the keys. Press Enter, then one key.")
        while not pressed.endswith(("\r", "\n")):
            pressed += _pressed(read)
        return pressed.strip()

    def _stopped(self) -> CannotDoError:
        print()
        return CannotDoError("Stopped. Nothing was written.")

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
