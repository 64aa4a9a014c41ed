"""Answers that are found once for a whole sheet, however many rows hold the same words."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from botoxlog.core.errors import BadInputError
from botoxlog.input.language.interpreter import Clarifier
from botoxlog.input.spreadsheet.options import OptionNeededError

_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")


def cached(
    answers: dict[_Key, _Answer | BadInputError], key: _Key, find: Callable[[], _Answer]
) -> _Answer:
    """Return what `find` returned for this key the first time.

    Raises:
        BadInputError: `find` raised it the first time.
        OptionNeededError: `find` raises it now; it is not kept, because it ends the reading.
    """
    if key not in answers:
        try:
            answers[key] = find()
        except OptionNeededError:
            raise
        except BadInputError as error:
            answers[key] = error
    answer = answers[key]
    if isinstance(answer, BadInputError):
        raise answer
    return answer


class CachingClarifier:
    """A `Clarifier` that asks another one each question only once."""

    def __init__(self, clarifier: Clarifier) -> None:
        self._clarifier = clarifier
        self._chosen: dict[tuple[str, ...], str | BadInputError] = {}
        self._meant: dict[str, str | None] = {}

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Return the reading that was chosen for this word, or raise the first refusal again."""
        key = (word, *readings)
        return cached(self._chosen, key, lambda: self._clarifier.choose(word, readings))

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Return the suggestion that was meant, or None if none was."""
        if word not in self._meant:
            self._meant[word] = self._clarifier.did_you_mean(word, suggestions)
        return self._meant[word]

    def is_area(self, word: str) -> bool:  # noqa: ARG002 - nobody is asked about single cells
        """Say no: a whole cell that is not known is kept, a word within one is not."""
        return False
