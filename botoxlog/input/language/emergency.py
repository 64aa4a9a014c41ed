"""Detect text that may describe an emergency, preferring false alarms over misses. Pure.

The words are in `catalog/emergency_signs.toml` and `effects.toml`. A denial ("no trouble
swallowing") counts as a sign too: it is easily misread, and a missed sign is worse than a false
alarm.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from botoxlog.catalog import Ambiguous, Catalog, EmergencyPair, Known, Near

_SENTENCE_END = r"[.!?;\n]+"
_APOSTROPHES = "['`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}]"
_NOT_A_WORD = r"[^a-z0-9]+"

_ONE_SLIP_FROM, _TWO_SLIPS_FROM = 5, 9
"""Letters that a word needs for one typing error, or two, to be forgiven. Our choice."""

_NO_SLIPS = frozenset(
    (
        *("allow", "breathy", "breaking", "breeding", "crossed", "sallow", "sneaking"),
        *("streaking", "wellness"),
    )
)
"""Ordinary words that are one typing error away from a sign."""


def may_be_emergency(effects: Iterable[str], notes: Iterable[str], catalog: Catalog) -> bool:
    """Whether any side effect as typed, or any note, may describe an emergency.

    A side effect is short, so a single word for an urgent one counts there, even misspelt.
    """
    signs = _signs(catalog)
    typed = tuple(effects)
    return any(
        _reads_as_urgent(text, catalog) or signs.in_text(text, signs.urgent) for text in typed
    ) or any(signs.in_text(text, signs.spoken) for text in (*typed, *notes))


def _reads_as_urgent(typed: str, catalog: Catalog) -> bool:
    """Whether any reading of a side effect is an urgent one."""
    found = catalog.find_effect(typed)
    readings: Sequence[str] = ()
    if isinstance(found, Known):
        readings = (found.id,)
    elif isinstance(found, Ambiguous):
        readings = found.readings
    elif isinstance(found, Near):
        readings = found.suggestions
    effects = map(catalog.effect, readings)
    return any(effect.urgent for effect in effects if effect)


_Phrase = tuple[str, ...]


class _Signs(NamedTuple):
    """The words that are signs of an emergency.

    Attributes:
        urgent: Every word and phrase for an urgent side effect.
        spoken: Those of them that are clear in a longer text, and all other signs.
        by_letter: Every word of a sign by its first letter, to recognise misspelt ones.
    """

    urgent: frozenset[_Phrase]
    spoken: frozenset[_Phrase]
    pairs: tuple[EmergencyPair, ...]
    by_letter: Mapping[str, tuple[str, ...]]

    def in_text(self, text: str, phrases: Collection[_Phrase]) -> bool:
        """Whether one sentence of a text has one of these phrases, or a pair."""
        for words in _sentences(text):
            said = [_meant(word, self.by_letter.get(word[0], ())) for word in words]
            if any(_at(said, phrase) for phrase in phrases):
                return True
            if any(_holds(said, pair) for pair in self.pairs):
                return True
        return False


@cache
def _signs(catalog: Catalog) -> _Signs:
    known = catalog.emergency_signs
    effects = (effect for effect in catalog.effects.values() if effect.urgent)
    urgent = {
        tuple(words)
        for effect in effects
        for text in (effect.name, *effect.words)
        for words in _sentences(text)
    }
    spoken = {(word,) for word in known.alone} | {tuple(text.split()) for text in known.phrases}
    spoken |= {phrase for phrase in urgent if len(phrase) > 1}
    every = {word for phrase in urgent | spoken for word in phrase}
    every |= {word for pair in known.pairs for word in (*pair.first, *pair.second)}
    by_letter: dict[str, list[str]] = {}
    for word in sorted(every):
        by_letter.setdefault(word[0], []).append(word)
    return _Signs(
        frozenset(urgent),
        frozenset(spoken),
        known.pairs,
        {letter: tuple(words) for letter, words in by_letter.items()},
    )


def _sentences(text: str) -> Iterator[list[str]]:
    """Yield the words of each sentence in lower case, without punctuation: "can't" is "cant"."""
    for part in re.split(_SENTENCE_END, re.sub(_APOSTROPHES, "", text.casefold())):
        if words := re.sub(_NOT_A_WORD, " ", part).split():
            yield words


def _holds(said: Sequence[str], pair: EmergencyPair) -> bool:
    """Whether both words of a pair are near enough to each other."""
    if pair.unless:
        said = _without(said, [text.split() for text in pair.unless])
    first = [index for index, word in enumerate(said) if word in pair.first]
    second = [index for index, word in enumerate(said) if word in pair.second]
    least = 1 if pair.in_order else -pair.within
    return any(least <= there - here <= pair.within for here in first for there in second)


def _without(said: Sequence[str], phrases: Iterable[Sequence[str]]) -> list[str]:
    """Return the words with these phrases blanked; the others keep their distances."""
    left = list(said)
    for phrase in phrases:
        for index in _at(left, phrase):
            left[index : index + len(phrase)] = [""] * len(phrase)
    return left


def _at(said: Sequence[str], phrase: Sequence[str]) -> list[int]:
    """Return the places at which a phrase begins."""
    size, wanted = len(phrase), list(phrase)
    starts = (index for index, word in enumerate(said) if word == wanted[0])
    return [index for index in starts if list(said[index : index + size]) == wanted]


def _meant(word: str, known: Sequence[str]) -> str:
    """Return the word of a sign that this one misspells, or the word itself."""
    if word in known or word in _NO_SLIPS:
        return word
    return next((other for other in known if _is_slip_of(word, other)), word)


def _is_slip_of(word: str, other: str) -> bool:
    if len(other) < _ONE_SLIP_FROM:
        return False
    most = 2 if len(other) >= _TWO_SLIPS_FROM else 1
    return abs(len(word) - len(other)) <= most and _slips(word, other) <= most


def _slips(one: str, other: str) -> int:
    """Return the optimal string alignment distance (Damerau 1964) of two words.

    It counts letters dropped, added, changed, or swapped with the next.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, wanted in enumerate(other, start=1):
            best = min(now[-1] + 1, last[column] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and (letter, one[row - 2]) == (other[column - 2], wanted):
                best = min(best, before[column - 2] + 1)
            now.append(best)
        before, last = last, now
    return last[-1]
