"""Find signs in the clauses of a text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from botoxlog.catalog.lookup import SIDES
from botoxlog.catalog.symptoms.lexicon import Clause, Text
from botoxlog.catalog.symptoms.signs import Sign
from botoxlog.catalog.symptoms.vocabulary import Span
from botoxlog.core.text import words_of

WINDOW = 6
"""Most words from the first to the last word of a sign, small ones aside. Our choice."""

STANDINGS = ("resolved", "denied", "lesser", "past", "good")
"""Cues that say how things stand with a sign and are no sign themselves."""

FILLING = words_of(
    """hour hours minute minutes two three four five six seven couple few own itself fully
    completely by"""
)
"""Words that may fill a clause beside a cue: "gone in two hours"."""

_ME = frozenset({"i", "im", "ive", "me", "my"})
_NEUTRAL = words_of(
    """went gone go turned fell i suddenly then but and though because so now still also or when
    even however"""
)
_TIMES = words_of(
    """monday tuesday wednesday thursday friday saturday sunday noon lunch breakfast dinner night
    then suddenly twice almost nearly once and or quite completely totally"""
)


class Match(NamedTuple):
    """A sign in a clause, and the words it was found in."""

    sign: Sign
    used: frozenset[int]
    first: int
    last: int


_LOST = frozenset({"gone", "stopped", "vanished", "disappeared", "went", "ended", "lost"})
"""Words that say of a function of the body that it is lost, and of a complaint that it is over."""


class Matcher:
    """Finds signs."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        """File the signs by what they begin with."""
        self.signs = signs
        self._possible: tuple[Text, frozenset[int]] | None = None  # of the text read last
        self._by_first: dict[str, list[int]] = {}
        for index, sign in enumerate(signs):
            for concept in sign.terms[0].concepts:
                self._by_first.setdefault(concept, []).append(index)

    def possible(self, text: Text) -> frozenset[int]:
        """Return the signs of which a text has every part, anywhere; most notes have none."""
        if self._possible is None or self._possible[0] is not text:
            begun = {index for concept in text.spans for index in self._by_first.get(concept, ())}
            whole = frozenset(
                index
                for index in begun
                if all(
                    any(concept in text.spans for concept in term.concepts)
                    for term in self.signs[index].terms
                )
            )
            self._possible = (text, whole)
        return self._possible[1]

    def matches(self, text: Text, clause: Clause, *, urgent_only: bool = False) -> list[Match]:
        """Return the signs of a clause; one that is part of another does not count."""
        candidates = [
            index
            for index in sorted(self.possible(text))
            if self.signs[index].urgent or not urgent_only
        ]
        if not candidates:
            return []
        here: dict[str, list[Span]] = {}
        for concept, spans in text.spans.items():
            if mine := [span for span in spans if clause.holds(span)]:
                here[concept] = mine
        found = [
            match
            for index in candidates
            if (match := _match(text, clause, self.signs[index], here))
            and not _parts_a_verb(text, match)
        ]
        return _standing_alone(text, found)


def leaves_out(text: Text, match: Match) -> bool:
    """Whether words of the text are neither of the sign, light, nor say how it stands."""
    cues = text.cue_words(STANDINGS, text.whole)
    return any(
        not (text.light[index] or word in SIDES or word in FILLING)
        for index, word in enumerate(text.said)
        if index not in match.used and index not in cues
    )


def _match(
    text: Text, clause: Clause, sign: Sign, here: Mapping[str, Sequence[Span]]
) -> Match | None:
    """Return where a sign is in a clause, as close together as may be; None if it isn't."""
    if any(concept in here for concept in sign.unless):
        return None
    options = []
    for term in sign.terms:
        spans = [span for concept in term.concepts if concept in here for span in here[concept]]
        if not spans:
            return None
        options.append(spans)
    best: Match | None = None
    for chosen in product(*options):
        if not _fits(sign, chosen):
            continue
        used = frozenset(index for span in chosen for index in range(*span))
        match = Match(sign, used, min(used), max(used))
        width = text.apart(match.first, match.last)
        if width <= WINDOW and (best is None or width < text.apart(best.first, best.last)):
            best = match
    if best is None or (sign.own and _has_other_subject(text, clause, best)):
        return None
    if not sign.alone:
        return best
    whole = clause.start == 0 and clause.end == len(text.said)
    works = text.cues("good", clause)  # "vision perfect"
    lost = text.names_part(best.first) and _LOST.intersection(text.said)  # "vision gone"
    return best if whole and not works and not lost and not leaves_out(text, best) else None


def _parts_a_verb(text: Text, match: Match) -> bool:
    """Whether a sign takes the "off" of "voice worn off" alone, as in "voice off"."""
    return any(
        text.said[span.end - 1] == "off"
        and span.end - 1 in match.used
        and span.start not in match.used
        for span in text.spans.get("is resolved", ())
        if span.end - span.start > 1
    )


def _fits(sign: Sign, chosen: Sequence[Span]) -> bool:
    """Whether spans do not overlap, and come in the order that the sign asks for."""
    for index, span in enumerate(chosen):
        if any(span.start < other.end and other.start < span.end for other in chosen[:index]):
            return False
        if sign.terms[index].after and span.start < chosen[index - 1].end:
            return False
    return True


def _has_other_subject(text: Text, clause: Clause, match: Match) -> bool:
    """Whether the word before a sign is neither the person, a part of the body nor a time."""
    for index in range(match.first - 1, clause.start - 1, -1):
        if text.said[index] in _ME or text.names_part(index):
            return False
        if not (text.light[index] or text.said[index] in _NEUTRAL):
            return text.said[index] not in _TIMES
    return False


def _standing_alone(text: Text, matches: Iterable[Match]) -> list[Match]:
    """Return the matches that are not within another, the fullest first."""
    ordered = sorted(
        matches,
        key=lambda match: (
            _uses_cue(text, match),
            -len(match.used),
            -len(match.sign.terms),
            not match.sign.urgent,
            len(match.sign.readings),
            match.last - match.first,
            match.first,
        ),
    )
    accepted: list[Match] = []
    for match in ordered:
        if not any(_is_within(text, match, other) for other in accepted):
            accepted.append(match)
    return accepted


def _is_within(text: Text, match: Match, other: Match) -> bool:
    """Whether a match adds nothing to another: "gone" in "vision blurred, now gone"."""
    if match.used <= other.used or match.sign.readings == other.sign.readings:
        return True
    shared = bool(match.used & other.used)
    return shared and (_uses_cue(text, match) or len(match.sign.readings) > 1)


def _uses_cue(text: Text, match: Match) -> bool:
    """Whether a word of the sign could also say that something else is over."""
    return len(match.sign.terms) > 1 and any(
        match.used.issuperset(range(*span)) for span in text.spans.get("is resolved", ())
    )
