"""Words of a text as concepts: body parts, what they do, and what one does with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

Phrase = tuple[str, ...]

_ENDINGS = (
    ("iness", ("y",)),
    ("ness", ("",)),
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("iest", ("y",)),
    ("ier", ("y",)),
    ("ily", ("y",)),
    ("ing", ("", "e")),
    ("ed", ("", "e")),
    ("es", ("", "e")),
    ("est", ("", "e")),
    ("er", ("", "e")),
    ("ly", ("",)),
    ("ish", ("",)),
    ("s", ("",)),
    ("y", ("", "e")),
)
"""Endings of words, and what may stand in their place in the plain form."""

_LEAST_STEM = 3  # letters
_SWAPPED_FROM, _ONE_SLIP_FROM, _TWO_SLIPS_FROM = 4, 5, 9
"""Letters that a word needs for two swapped ones, one typing error, or two, to be forgiven. Our
choice."""


class Span(NamedTuple):
    """A concept in a text: the words from `start` up to `end`."""

    start: int
    end: int


def stems(word: str) -> Iterator[str]:
    """Yield the plain forms that a word may come from, itself first: "heavier" is "heavy".

    >>> list(stems("dropped"))[:3]
    ['dropped', 'dropp', 'drop']
    """
    yield word
    if len(word) > _LEAST_STEM and word[-1] == word[-2]:
        yield word[:-1]
    for first in _without_ending(word):
        yield first
        yield from _without_ending(first)


def _without_ending(word: str) -> Iterator[str]:
    for ending, others in _ENDINGS:
        if not word.endswith(ending):
            continue
        base = word[: -len(ending)]
        if len(base) < _LEAST_STEM:
            continue
        for other in others:
            yield base + other
        if base[-1] == base[-2]:
            yield base[:-1]


class Vocabulary:
    """Phrases, each with what it means, found in a list of words."""

    def __init__(
        self,
        phrases: Mapping[str, Iterable[str]],
        light: frozenset[str],
        *,
        careful: Iterable[str] = (),
        ordinary: frozenset[str] = frozenset(),
        exact: bool = False,
    ) -> None:
        """File phrases by meaning.

        Args:
            phrases: The phrases of each meaning, in plain words.
            light: Words that may stand between those of a phrase.
            careful: Words in which typing errors are forgiven.
            ordinary: Words that are no form and no typing error of another word.
            exact: Whether a word counts in no other form.
        """
        self._light = light
        self._by_first: dict[str, list[tuple[Phrase, str]]] = {}
        for meaning, texts in phrases.items():
            for text in texts:
                words = tuple(text.split())
                self._by_first.setdefault(words[0], []).append((words, meaning))
        self._exact, self._ordinary = exact, ordinary
        self._plain: dict[str, tuple[str, ...]] = {}
        self._known = {word for same in self._by_first.values() for one, _ in same for word in one}
        self._careful: dict[str, list[tuple[str, str]]] = {}
        for base in sorted(set(careful)):
            for form in _inflected(base):
                self._careful.setdefault(form[0], []).append((form, base))

    def knows(self, word: str) -> bool:
        """Whether a word, in some form, is in a phrase or light."""
        return word in self._light or any(stem in self._known for stem in stems(word))

    def plain(self, word: str) -> tuple[str, ...]:
        """Return the plain forms of a word that phrases may have, typing errors forgiven."""
        if word not in self._plain:
            self._plain[word] = self._forms_of(word)
        return self._plain[word]

    def _forms_of(self, word: str) -> tuple[str, ...]:
        if self._exact or word in self._ordinary:
            return (word,) if word in self._known else ()
        if word in self._known:
            if word[-1] == "y":
                return (word,)  # "puffy" is not out of puff
            return (word, *(stem for stem in stems(word) if stem in self._known and stem != word))
        if found := tuple(dict.fromkeys(stem for stem in stems(word) if stem in self._known)):
            return found
        return () if word in self._light else self._meant(word)

    def _meant(self, word: str) -> tuple[str, ...]:
        """Return the careful word that this one, or its stem, misspells."""
        if len(word) < _SWAPPED_FROM or word in self._ordinary:
            return ()
        meant = {
            base: None
            for stem in dict.fromkeys(stems(word))
            for letter in dict.fromkeys(word[:2])
            for form, base in self._careful.get(letter, ())
            if _is_slip_of(stem, form)
        }
        return tuple(meant)

    def spans(self, words: Sequence[tuple[str, ...]], said: Sequence[str]) -> dict[str, list[Span]]:
        """Return where each meaning is in a list of words.

        Args:
            words: The plain forms of each word.
            said: The words as they were said.
        """
        found: dict[str, list[Span]] = {}
        for at, forms in enumerate(words):
            for form in forms:
                for phrase, meaning in self._by_first.get(form, ()):
                    end = self._end(words, said, at, phrase)
                    if end is not None:
                        spans = found.setdefault(meaning, [])
                        if (span := Span(at, end)) not in spans:
                            spans.append(span)
        return found

    def _end(
        self, words: Sequence[tuple[str, ...]], said: Sequence[str], at: int, phrase: Phrase
    ) -> int | None:
        here = at + 1
        for wanted in phrase[1:]:
            while here < len(words) and wanted not in words[here] and said[here] in self._light:
                here += 1
            if here >= len(words) or wanted not in words[here]:
                return None
            here += 1
        return here


def _inflected(word: str) -> tuple[str, ...]:
    """Return a word and its forms in which typing errors hide the stem."""
    return word, f"{word.removesuffix('e')}ing", f"{word}ness"


def _is_slip_of(word: str, other: str) -> bool:
    """Whether a word, or its stem, misspells another."""
    if len(other) < _ONE_SLIP_FROM or len(word) < _SWAPPED_FROM:
        return len(word) == len(other) >= _SWAPPED_FROM and _is_swap_of(word, other)
    longest, shortest = max(len(word), len(other)), min(len(word), len(other))
    most = 2 if longest >= _TWO_SLIPS_FROM and shortest >= _TWO_SLIPS_FROM - 2 else 1
    if abs(len(word) - len(other)) <= most and _within(word, other, most):
        return True
    return word[0] == other[0] and sorted(word) == sorted(other)


def _is_swap_of(word: str, other: str) -> bool:
    """Whether two neighbouring letters are swapped and nothing else."""
    return any(
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] == other for at in range(len(word) - 1)
    )


def _within(one: str, other: str, most: int) -> bool:
    """Whether so few letters dropped, added, changed, or swapped with the next make them equal."""
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    one, other = one[at:], other[at:]
    if one == other:
        return True
    if most == 0:
        return False
    swapped = len(one) > 1 and one[:2] == other[1::-1]
    return (
        _within(one[1:], other[1:], most - 1)
        or _within(one[1:], other, most - 1)
        or _within(one, other[1:], most - 1)
        or (swapped and _within(one[2:], other[2:], most - 1))
    )
