"""The question of `checkin` that takes a single key: how one area after another looks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from botoxlog.catalog import Catalog
from botoxlog.commands.shared.terminal import BACK, ENTER, QUIT, SPACE
from botoxlog.core.errors import CannotDoError
from botoxlog.core.model import AreaState, State
from botoxlog.core.text import inert
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.input.language.checkin_words import LETTERS, STATE_MEANINGS
from botoxlog.reports import sentences

_ALSO = {State.FADING: " (wearing off)", State.GONE: " (worn off)"}

KEYS = {state: f"{letter}={state}{_ALSO.get(state, '')}" for letter, state in LETTERS.items()}
"""Each state with its key."""

EXPLAIN, LEAVE_OUT = "?", "-"

_SKIPPED = "skipped"

HOW_TO_PRESS = (
    f"Press one key for each area: {', '.join(KEYS.values())}.",
    "? explains the keys, Enter skips, b goes back, q stops.",
)

EXPLANATION = (
    *(f"{KEYS[state]}: {meaning}" for state, meaning in STATE_MEANINGS.items()),
    "Enter or space: skip the area, or keep the answer it has",
    "-: leave the area out",
    "b or backspace: back to the area before",
    "q or Esc: stop without saving",
)


class KeyAsker(Protocol):
    """The part of a terminal that the keys need."""

    def key(self, question: str, answers: Mapping[str, str]) -> str:
        """Return the key of `answers` that was pressed, after printing what it stands for.

        Where it was none of them, return everything typed up to Enter.
        """

    def say(self, sentence: str) -> None:
        """Print a sentence."""


class StateKeys:
    """Asks for the state of one area after another, by one key each."""

    def __init__(
        self,
        asker: KeyAsker,
        areas: Sequence[AreaForecast],
        catalog: Catalog,
        day: date,
        listen: Callable[[str], None],
    ) -> None:
        """Prepare to ask.

        Args:
            asker: Who is asked.
            areas: The areas, in the order in which they are asked about.
            catalog: It has the words of the states.
            day: The day of the check-in.
            listen: Is given what was typed instead of a key, which may be about an emergency.
        """
        self._asker, self._areas, self._catalog = asker, areas, catalog
        self._day, self._listen = day, listen
        self._answers: dict[str, State] = {}

    @property
    def states(self) -> tuple[AreaState, ...]:
        """The states that were answered so far."""
        named = [area.area for area in self._areas]
        return tuple(
            AreaState(area, self._answers[area]) for area in named if area in self._answers
        )

    def ask(self, *, last_again: bool = False) -> None:
        """Ask about each area, or again about the last one, from which one may go back further.

        Raises:
            CannotDoError: The user stopped.
        """
        at = len(self._areas) - 1 if last_again else 0
        key = ""
        while at < len(self._areas):
            before, key = key, self._key(at)
            area = self._areas[at].area
            step = 1
            if key in LETTERS:
                self._answers[area] = LETTERS[key]
            elif key == LEAVE_OUT:
                self._answers.pop(area, None)
            elif key == BACK:
                step = -1
            elif key not in {ENTER, SPACE}:
                step = 0
                self._do(key, before)
            at = max(at + step, 0)

    def _key(self, at: int) -> str:
        area = self._areas[at]
        words = {
            state: sentences.state_words(AreaState(area.area, state), self._catalog)
            for state in State
        }
        answer = self._answers.get(area.area)
        kept = words[answer] if answer else _SKIPPED
        return self._asker.key(
            f"{inert(area.name)} ({at + 1} of {len(self._areas)}): "
            f"{sentences.state(area, self._day)} [{','.join([*LETTERS, EXPLAIN])}]"
            f"{f' [{kept}]' if answer else ''}",
            {
                **{letter: words[state] for letter, state in LETTERS.items()},
                ENTER: kept,
                SPACE: kept,
                LEAVE_OUT: _SKIPPED,
                EXPLAIN: "",
                BACK: "back",
                QUIT: "stop",
            },
        )

    def _do(self, key: str, before: str) -> None:
        """Do what a key is for that answers nothing; `before` is the one that was pressed last."""
        if key == QUIT:
            self._quit()
        elif key == EXPLAIN:
            for line in EXPLANATION:
                self._asker.say(line)
        else:
            self._listen(key)
            self._listen(f"{before}{key}")  # "b" went back, then came "reathing is hard"

    def _quit(self) -> None:
        """Stop, once the user is sure if there are answers to lose."""
        sure = {"y": "yes", QUIT: "yes", "n": "no", ENTER: "no"}
        question = "Stop, and save nothing of this check-in? [y/N]"
        if not self._answers or sure.get(self._asker.key(question, sure)) == "yes":
            raise CannotDoError("Stopped. Nothing was written.")
