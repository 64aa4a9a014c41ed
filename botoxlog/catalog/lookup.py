"""Look up the words people type: from words to ids of the catalog."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

SIDES: Mapping[str, str] = {
    **dict.fromkeys(("left", "l", "lhs"), "left"),
    **dict.fromkeys(("right", "r", "rhs"), "right"),
}
"""What people type for a side, and the side that it means."""

_OPENING = 2  # letters by which words are put aside until one that begins so is looked up
_FILLERS = frozenset({"the", "my", "a", "an", "just", "only"})
_FILLER_OPENINGS = frozenset(filler[:_OPENING] for filler in _FILLERS)
_AROUND_A_SIDE = frozenset({"side", "of", "on", "both", "each", "either", "sides"})
_SHORTEST_PLURAL = 3  # letters: "11s"; "us" and "is" are not plurals
_SHORT = 4  # letters: in a word this short one wrong letter changes a quarter of it
_SIMILARITY, _SIMILARITY_SHORT = 0.75, 0.8  # difflib ratios from which a word is suggested
_LONGEST = 40  # letters: nothing longer is a misspelt word
_SUGGESTIONS = 3


class Known(NamedTuple):
    """The word means this id; for an area it ends in "-left" or "-right" if a side was typed."""

    id: str


class Ambiguous(NamedTuple):
    """The word may mean any of these ids, most likely first."""

    readings: tuple[str, ...]


class Near(NamedTuple):
    """The word is unknown, but similar to words of these ids: at most three, closest first."""

    suggestions: tuple[str, ...]


class NotToxin(NamedTuple):
    """The word is for something that is not a botulinum toxin, such as "a filler"."""

    what: str


class Unknown(NamedTuple):
    """The word is unknown and unlike any other; a journal keeps it as typed."""


Found: TypeAlias = Known | Ambiguous | Near | Unknown


def tokens(typed: str) -> list[str]:
    """Split what was typed into plain words: no capitals, accents, hyphens, apostrophes or plurals.

    >>> tokens("The Crow's-Feet (L)")
    ['the', 'crow', 'feet', 'l']
    """
    text = typed.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    text = text.replace("\N{LEFT SINGLE QUOTATION MARK}", "")
    if not text.isascii():
        import unicodedata  # only where it is needed: every start would pay for it

        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = text.replace("-", " ").split()
    if not all(map(str.isalnum, words)):
        words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    return [singular(word) for word in words]


def singular(word: str) -> str:
    """Return a word without a plural "s": "11s" is "11"."""
    is_plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def keys(words: list[str]) -> tuple[str, ...]:
    """Return the lookup keys of some words: all joined, then joined without "the" and "my"."""
    whole = "".join(words)
    if _FILLERS.isdisjoint(words):
        return (whole,) if whole else ()
    without = "".join(word for word in words if word not in _FILLERS)
    return (whole, without) if without else (whole,)


def without_brackets(typed: str) -> str:
    """Return `typed` without its brackets, as in "Dysport (abobotulinumtoxinA)"."""
    outside, depth = [], 0
    for letter in typed:
        depth += (letter == "(") - (letter == ")" and depth > 0)
        outside.append(" " if depth or letter == ")" else letter)
    return "".join(outside)


def take_side(words: list[str]) -> tuple[str | None, list[str]]:
    """Split off a side: "left" and "right" anywhere, "l" and "r" at either end.

    >>> take_side(["below", "left", "eyebrow"])
    ('left', ['below', 'eyebrow'])
    """
    for index, word in enumerate(words):
        at_an_end = index in (0, len(words) - 1)
        if word in SIDES and (len(word) > 1 or at_an_end):
            return SIDES[word], _trimmed(words[:index] + words[index + 1 :])
    return None, _trimmed(words)


def _trimmed(words: list[str]) -> list[str]:
    """Return the words without those around a side: "side of my jaw" is "jaw"."""
    start, end = 0, len(words)
    while start < end and words[start] in _AROUND_A_SIDE | _FILLERS:
        start += 1
    while start < end and words[end - 1] in _AROUND_A_SIDE:
        end -= 1
    return words[start:end]


def word_keys(word: str) -> tuple[str, ...]:
    """Return the keys under which a word of the catalog is filed.

    "the 31" is what migraine patients say; a bare 31 is a number of units and no key.
    """
    first, *others = keys(tokens(word))
    return (first, *(other for other in others if not other.isdigit()))


def _opening(start: str) -> str:
    """Return how the keys of a word begin, by its first letters; "" where only the keys show it.

    That is so after a single letter, an accent or what `keys` may leave out.
    """
    start = start.lower()
    plain = start.isalnum() and start.isascii() and len(start) == _OPENING
    return start if plain and start not in _FILLER_OPENINGS else ""


class Lookup:
    """The words for one kind of thing, and the ids they may mean.

    A run looks up few of them, so a word's keys are only worked out when a word that begins with
    the same letters is looked up.
    """

    def __init__(
        self,
        meanings: Iterable[tuple[str, Iterable[str]]],
        ambiguous: Mapping[str, tuple[str, ...]],
    ) -> None:
        """File the words; no two ids share one (tests/catalog/schema.py).

        Args:
            meanings: Each id with its words.
            ambiguous: Words that may mean several ids.
        """
        self._ids: dict[str, tuple[str, ...]] = {}
        by_start: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for id_, words in meanings:
            ids = (id_,)
            for word in words:
                by_start.setdefault(word[:_OPENING], []).append((word, ids))
        for word, readings in ambiguous.items():
            by_start.setdefault(word[:_OPENING], []).append((word, readings))
        self._unfiled: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for start, words_and_ids in by_start.items():
            self._unfiled.setdefault(_opening(start), []).extend(words_and_ids)
        self._file("")

    def _file(self, opening: str) -> None:
        for word, ids in self._unfiled.pop(opening, ()):
            for key in word_keys(word):
                self._ids[key] = ids

    def exact(self, words: list[str]) -> tuple[str, ...]:
        """Return every id that the words may mean, empty if they are unknown."""
        for key in keys(words):
            self._file(key[:_OPENING])
            if key in self._ids:
                return self._ids[key]
        return ()

    def near(self, words: list[str]) -> tuple[str, ...]:
        """Return the ids of similarly spelt words, closest first."""
        from difflib import get_close_matches

        typed = keys(words)[-1:]
        if not typed or len(typed[0]) > _LONGEST:
            return ()
        for opening in list(self._unfiled):
            self._file(opening)
        cutoff = _SIMILARITY_SHORT if len(typed[0]) <= _SHORT else _SIMILARITY
        close = get_close_matches(typed[0], self._ids, n=2 * _SUGGESTIONS, cutoff=cutoff)
        return tuple(dict.fromkeys(id_ for key in close for id_ in self._ids[key]))

    def known(self, typed: str) -> Found:
        """Return the meaning of what was typed, without suggestions: they take a search of all."""
        return found(next(filter(None, map(self.exact, _wordings(typed))), ()))

    def find(self, typed: str) -> Found:
        """Return the meaning of what was typed."""
        known = self.known(typed)
        return suggested(self.near(tokens(typed))) if isinstance(known, Unknown) else known


def _wordings(typed: str) -> Iterator[list[str]]:
    yield tokens(typed)
    if "(" in typed:
        yield tokens(without_brackets(typed))


class SidedLookup(Lookup):
    """A lookup in which a side may be typed before, after or within the words."""

    def __init__(
        self,
        meanings: Iterable[tuple[str, Iterable[str]]],
        ambiguous: Mapping[str, tuple[str, ...]],
        sided: frozenset[str],
    ) -> None:
        """File the words; `sided` are the ids that may end in "-left" or "-right"."""
        super().__init__(meanings, ambiguous)
        self._sided = sided

    def known(self, typed: str) -> Found:
        """Return the meaning; a side of an area without sides makes it unknown, not dropped."""
        for words in _wordings(typed):
            ids = self.exact(words)
            if ids:
                return found(ids)
            side, rest = take_side(words)
            ids = self.exact(rest)
            if ids:
                return found(self.with_side(ids, side))
        return Unknown()

    def find(self, typed: str) -> Found:
        """Return the meaning, or similarly spelt words with the side that was typed."""
        known = self.known(typed)
        if not isinstance(known, Unknown):
            return known
        side, rest = take_side(tokens(typed))
        return suggested(self.with_side(self.near(rest), side))

    def with_side(self, ids: tuple[str, ...], side: str | None) -> tuple[str, ...]:
        """Return the ids on a side: those that have none are left out."""
        if side is None:
            return ids
        return tuple(f"{id_}-{side}" for id_ in ids if id_ in self._sided)


def may_be_same_side(one: str | None, other: str | None) -> bool:
    """Whether two sides may be the same; None is either, or both."""
    return None in {one, other} or one == other


def found(ids: tuple[str, ...]) -> Found:
    """Return the result for exact readings."""
    if not ids:
        return Unknown()
    return Known(ids[0]) if len(ids) == 1 else Ambiguous(ids)


def suggested(ids: tuple[str, ...]) -> Found:
    """Return the result for similar words."""
    return Near(ids[:_SUGGESTIONS]) if ids else Unknown()
