"""The pieces of a typed line: what its tokens mean, before they are put together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from botoxlog.core.model import State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.input.language.tokens import Token, tokens_of


class AreaWord(NamedTuple):
    """An area, or a muscle or point within one.

    Attributes:
        readings: The area ids that it may mean.
        typed: As typed.
        site: Whether it is a muscle or a point within the area.
        condition: Whether it is what the area is treated for: "bruxism".
        purpose: What the words before it say it is for, if it followed "for".
    """

    readings: tuple[str, ...]
    typed: str
    site: bool = False
    condition: bool = False
    purpose: str | None = None


class SideWord(NamedTuple):
    """A side: "left", "right" or "both"."""

    side: str


class Amount(NamedTuple):
    """A number of units.

    Attributes:
        units: The number.
        typed: As typed.
        each: `EACH_SIDE`, `EACH` if it is for each of something, else "".
        total: Whether it is said to be a total.
    """

    units: float
    typed: str
    each: str = ""
    total: bool = False


EACH, EACH_SIDE, TOTAL = "each", "each side", "total"
"""What may belong to an amount."""


class Each(NamedTuple):
    """What belongs to an amount and stands apart from it: "each side", "each", "total"."""

    kind: str


BRACKET = 3
"""The strength of a bracket, which parts areas like a comma."""


class Break(NamedTuple):
    """What parts two areas.

    Attributes:
        strength: 1 for "and", 2 for a comma, `BRACKET` for a bracket.
        plus: Whether it is a plus sign or its word.
        opens: Whether it is a bracket that opens.
    """

    strength: int
    plus: bool = False
    opens: bool = False


class Bind(NamedTuple):
    """An equals sign, a colon or a dash, which gives what follows it to what stands before it."""

    sign: str


class Money(NamedTuple):
    """What was paid."""

    amount: float
    currency: str | None


class Rate(NamedTuple):
    """A price for one unit or area."""

    price: float
    typed: str


class When(NamedTuple):
    """A date.

    Attributes:
        date: The date.
        counted: Whether it is counted from the last session ("day 4").
        weekday: Whether only a weekday was named.
    """

    date: PartialDate
    counted: bool = False
    weekday: bool = False


class ProductWord(NamedTuple):
    """A product, as typed."""

    typed: str


class PurposeWord(NamedTuple):
    """What a session was for.

    Attributes:
        purpose: An id of the catalog, or the person's words.
        typed: As typed.
        after_for: Whether "for" stands before it.
    """

    purpose: str
    typed: str = ""
    after_for: bool = True


class Person(NamedTuple):
    """Who injected."""

    name: str


class Clinic(NamedTuple):
    """Where it was done."""

    name: str


class Lot(NamedTuple):
    """The lot number on the box."""

    number: str


class Expiry(NamedTuple):
    """The expiry date on the box, as typed."""

    typed: str


class TouchUp(NamedTuple):
    """The session corrects the one before, or the one with this id."""

    of: str | None = None


class Remark(NamedTuple):
    """Words that are kept in the note."""

    text: str


class Sticks(NamedTuple):
    """A number of injections, which is no number of units."""

    text: str


class AreaCount(NamedTuple):
    """A number of areas, such as "3 areas"."""

    areas: float
    text: str


class StateWord(NamedTuple):
    """A state, with the ids it may mean.

    Attributes:
        readings: The states that it may mean, most likely first.
        typed: As typed.
        of_complaint: Whether it says what a complaint does: "again".
    """

    readings: tuple[State, ...]
    typed: str
    of_complaint: bool = False


class EffectWord(NamedTuple):
    """A side effect, with the ids it may mean."""

    readings: tuple[str, ...]
    typed: str


class Over(NamedTuple):
    """What was there has ended: "stopped", "cleared up"."""

    typed: str


class Degree(NamedTuple):
    """How much, if it is little: "slightly", "a bit"."""

    typed: str


class Past(NamedTuple):
    """A verb in the past, such as "was": what follows may be over."""

    typed: str


class ComplaintWord(NamedTuple):
    """What comes back when a result wears off: "sweating", with the areas treated for it."""

    areas: tuple[str, ...]
    typed: str


class Everywhere(NamedTuple):
    """Every area whose result may be active: "all", or all `but` those that follow.

    Attributes:
        typed: As typed.
        but: Whether the areas that follow are left out.
        number: How many there are, in the words of the line: "all three". None if it does not say.
    """

    typed: str
    but: bool = False
    number: int | None = None


class Except(NamedTuple):
    """The areas that follow are left out: "all but"."""


class Denial(NamedTuple):
    """What is not so: "no headache", "not".

    Attributes:
        typed: As typed.
        effect: Whether it is about side effects.
        readings: The side effects that it may name.
        areas: The areas whose complaint it names: "no migraines".
        over: Whether it says that there was one: "no more".
    """

    typed: str
    effect: bool = False
    readings: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    over: bool = False


Piece: TypeAlias = (
    AreaWord
    | SideWord
    | Amount
    | Each
    | Break
    | Bind
    | Money
    | Rate
    | When
    | ProductWord
    | PurposeWord
    | Person
    | Clinic
    | Lot
    | Expiry
    | TouchUp
    | Remark
    | Sticks
    | AreaCount
    | StateWord
    | EffectWord
    | ComplaintWord
    | Over
    | Degree
    | Past
    | Everywhere
    | Except
    | Denial
)


Found: TypeAlias = tuple[Piece | None, int]
"""A piece, or None for words that mean nothing of their own, and the index after them."""


class Placed(NamedTuple):
    """A piece, and the tokens that it was made of: from `start` up to `end`."""

    piece: Piece
    start: int
    end: int


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, as a closed list."""
    return frozenset(text.split())


def _words(phrase: str) -> tuple[str, ...]:
    """Return the texts of the tokens of a phrase."""
    words = phrase.split()
    if "".join(words).isalpha() and phrase.isascii() and phrase.islower():
        return tuple(words)  # what most are: every start would pay for the tokens
    return tuple(token.text for token in tokens_of(phrase))


class Phrases:
    """A closed list of phrases, found at a place in a line, the longest first."""

    def __init__(self, phrases: str | Iterable[str]) -> None:
        """File phrases, separated by "|" if they are one text."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases.split("|") if isinstance(phrases, str) else phrases:
            words = _words(phrase)
            self._by_first.setdefault(words[0], []).append(words)
        for same in self._by_first.values():
            same.sort(key=len, reverse=True)

    def end(self, tokens: Sequence[Token], at: int) -> int:
        """Return the index after the longest phrase that begins at a token; `at` if none does."""
        if at >= len(tokens):
            return at
        for words in self._by_first.get(tokens[at].text, ()):
            if tuple(token.text for token in tokens[at : at + len(words)]) == words:
                return at + len(words)
        return at

    def __contains__(self, typed: str) -> bool:
        tokens = tokens_of(typed)
        return bool(tokens) and self.end(tokens, 0) == len(tokens)


class PhraseTable:
    """Phrases that each mean something."""

    def __init__(self, phrases_by_meaning: Mapping[str, str]) -> None:
        """File the phrases of each meaning, separated by "|"."""
        self._meanings = {
            _words(phrase): meaning
            for meaning, phrases in phrases_by_meaning.items()
            for phrase in phrases.split("|")
        }
        self._longest = max(map(len, self._meanings))

    def at(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Return the meaning of the longest phrase that begins at a token, and its end."""
        for end in range(min(len(tokens), at + self._longest), at, -1):
            meaning = self._meanings.get(tuple(token.text for token in tokens[at:end]))
            if meaning is not None:
                return meaning, end
        return None
