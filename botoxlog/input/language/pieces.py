"""The pieces of a typed line: what its tokens mean, before they are put together."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union

from botoxlog.core.partial_dates import PartialDate
from botoxlog.input.language.tokens import Token, tokens_of

if TYPE_CHECKING:
    from botoxlog.input.language.checkin_pieces import CheckInPiece


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


class Words(NamedTuple):
    """A piece that is said by its words alone. Each kind is a class: one to define costs little."""

    text: str


class ProductWord(Words):
    """A product, as typed."""

    __slots__ = ()


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


class Person(Words):
    """Who injected."""

    __slots__ = ()


class Clinic(Words):
    """Where it was done."""

    __slots__ = ()


class Lot(Words):
    """The lot number on the box."""

    __slots__ = ()


class Expiry(Words):
    """The expiry date on the box, as typed."""

    __slots__ = ()


class TouchUp(NamedTuple):
    """The session corrects the one before, or the one with this id."""

    of: str | None = None


class Remark(Words):
    """Words that are kept in the note."""

    __slots__ = ()


class Sticks(Words):
    """A number of injections, which is no number of units."""

    __slots__ = ()


class AreaCount(NamedTuple):
    """A number of areas, such as "3 areas"."""

    areas: float
    text: str


Piece: TypeAlias = (
    Union["CheckInPiece", AreaWord]
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


def _folded(phrases: str) -> str:
    """Return phrases as the tokens of a line spell them; they are written without accents."""
    return phrases.casefold().replace("'", "")


class Phrases:
    """A closed list of phrases, found at a place in a line, the longest first.

    They are only filed for a line with a word that stands in one of them: most lists have none.
    """

    def __init__(self, phrases: str | Iterable[str]) -> None:
        """Take phrases, separated by "|" if they are one text."""
        self._text = _folded(phrases if isinstance(phrases, str) else "|".join(phrases))

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """The phrases by their first word, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self._text.split("|"):
            words = _words(phrase)
            found.setdefault(words[0], []).append(words)
        for same in found.values():
            same.sort(key=len, reverse=True)
        return found

    def end(self, tokens: Sequence[Token], at: int) -> int:
        """Return the index after the longest phrase that begins at a token; `at` if none does."""
        if at >= len(tokens) or tokens[at].text not in self._text:
            return at
        for words in self._by_first.get(tokens[at].text, ()):
            if tuple(token.text for token in tokens[at : at + len(words)]) == words:
                return at + len(words)
        return at

    def __contains__(self, typed: str) -> bool:
        tokens = tokens_of(typed)
        return bool(tokens) and self.end(tokens, 0) == len(tokens)


class PhraseTable:
    """Phrases that each mean something, filed as those of `Phrases` are."""

    def __init__(self, phrases_by_meaning: Mapping[str, str]) -> None:
        """Take the phrases of each meaning, separated by "|"."""
        self._phrases = phrases_by_meaning
        self._text = _folded("|".join(phrases_by_meaning.values()))

    @cached_property
    def _meanings(self) -> Mapping[tuple[str, ...], str]:
        return {
            _words(phrase): meaning
            for meaning, phrases in self._phrases.items()
            for phrase in phrases.split("|")
        }

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._meanings))

    def at(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Return the meaning of the longest phrase that begins at a token, and its end."""
        if at >= len(tokens) or tokens[at].text not in self._text:
            return None
        for end in range(min(len(tokens), at + self._longest), at, -1):
            meaning = self._meanings.get(tuple(token.text for token in tokens[at:end]))
            if meaning is not None:
                return meaning, end
        return None
