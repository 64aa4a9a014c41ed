"""Read numbers of units: "20 units", "about 12,5 each side", "2 x 25", "24 total"."""

from collections.abc import Iterator, Sequence

from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert
from botoxlog.input.language.numbers import ONE_TO_NINETEEN, TENS, amount
from botoxlog.input.language.pieces import (
    EACH,
    EACH_SIDE,
    TOTAL,
    Amount,
    Each,
    Found,
    Phrases,
    Sticks,
)
from botoxlog.input.language.tokens import Token, tokens_of

MOST_UNITS = 50_000
"""Upper limit for the units of one entry, for any product, to catch typing errors. Our choice."""

_UNIT_WORDS = Phrases(
    """
    u | unit | units | iu | i.u. | ius | su | s.u. | einheiten | einheit | ie | i.e. | e | ee |
    unites | unite | unidades | unidad | unidade | unita | eenheden | eenheid | ui | u.i. |
    speywood | speywood units | ( speywood ) | ( speywood units ) | ( u ) | ( units )
    """
)
_ROUGHLY = Phrases(
    """
    about | around | approx | approx. | approximately | roughly | circa | ca | ca. | ~ | maybe
    about | or so
    """
)
_EACH_SIDE = Phrases(
    """
    each side | on each side | in each side | to each side | each side of | per side | a side
    | either side | on either side | / side | /side | on both sides each | both sides each |
    each on both sides | for each side | on each | in each | each for both sides | left and
    right each | each left and right | units/side | u/side | at each | under each | into each
    | to each | per | for each | per eye | around each eye | each eye | per foot | each foot |
    in each foot | per hand | each hand | in each hand | per cord | each cord | per cheek |
    each cheek | each of both sides | je seite | pro seite | par cote | por lado
    """
)
_EACH_ALONE = Phrases("each | apiece | a piece | ea | ea. | je | jeweils")
_TOTAL = Phrases(
    """
    total | in total | total of | a total of | in all | altogether | all together | tot |
    total for both sides | both sides together | in total for both sides | combined | split
    equally between left and right | split equally | split evenly | evenly split | split
    evenly between both sides | split between both sides | split between left and right |
    divided equally | split over both sides | in both together | sum | tot.
    """
)
_KINDS = ((_EACH_SIDE, EACH_SIDE), (_EACH_ALONE, EACH), (_TOTAL, TOTAL))
_OR_SO = Phrases("or so | roughly | approx")
_STICKS = Phrases(
    """
    injection | injections | shot | shots | jab | jabs | stick | sticks | needle | needles |
    prick | pricks | point | points | site | sites | poke | pokes | spot | spots | injection
    points | injection sites
    """
)
_VOLUMES = Phrases(
    """
    ml | mls | cc | ccs | vial | vials | syringe | syringes | bottle | bottles | ng | mg |
    ampoule | ampoules | millilitre | millilitres | milliliter | milliliters
    """
)


def _number_words() -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the words for 1 to 99 and for whole hundreds, each with its number."""
    small = list(enumerate(ONE_TO_NINETEEN, start=1))
    yield from (((word,), number) for number, word in small)
    for tens, ten in enumerate(TENS, start=2):
        yield (ten,), 10 * tens
        yield from (((ten, word), 10 * tens + number) for number, word in small[:9])
    yield from (((word, "hundred"), 100 * number) for number, word in small[:9])
    yield from ((("hundred",), 100), (("a", "hundred"), 100))


_NUMBER_WORDS = dict(_number_words())
_SIDES = 2
_UNCLEAR_COMMA = 2  # digits after a comma that may also begin another number: "10,20"


class AmountReader:
    """Reads numbers of units in a line.

    Attributes:
        line: The line as typed.
        tokens: Its tokens.
    """

    def __init__(self, line: str) -> None:
        self.line: str = line
        self.tokens: Sequence[Token] = tokens_of(line)

    def typed(self, start: int, end: int) -> str:
        """Return the words of some tokens as they were typed."""
        return self.line[self.tokens[start].start : self.tokens[end - 1].end]

    def text(self, at: int) -> str:
        """Return the text of a token, "" after the last."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def unit_end(self, at: int) -> int:
        """Return the index after a word for units, or `at` if there is none."""
        return _UNIT_WORDS.end(self.tokens, at)

    def each(self, at: int) -> Found | None:
        """Read "each side", "each" or "total", apart from an amount."""
        for phrases, kind in _KINDS:
            if (end := phrases.end(self.tokens, at)) > at:
                return Each(kind), end
        return None

    def amount(self, at: int) -> Found | None:
        """Read a number of units, or of injections.

        Raises:
            BadInputError: It is a range, a volume, or not a number of units.
        """
        kinds, start = self._before(at)
        read = self.number(start)
        if read is None:
            return None
        if (last := _STICKS.end(self.tokens, read[1])) > read[1]:
            return Sticks(self.typed(start, last)), last
        if (last := _VOLUMES.end(self.tokens, read[1])) > read[1]:
            raise BadInputError(
                f'"{inert(self.typed(start, last))}" is a volume or a number of vials, not units.',
                "Ask your clinic for the units, or log the area without units.",
            )
        number, end, by_side = self._with_unit(start, *read)
        end = _OR_SO.end(self.tokens, end)
        while found := self.each(end):
            piece, after = found
            if isinstance(piece, Each):
                if piece.kind == TOTAL and self.number(after):
                    break  # "10 total 30": the total is the next number
                kinds.append(piece.kind)
            end = after
        self._check(number, self.typed(at, end))
        side = EACH_SIDE if by_side or EACH_SIDE in kinds else ""
        return Amount(
            number,
            self.typed(at, end),
            each=side or (EACH if EACH in kinds else ""),
            total=TOTAL in kinds,
        ), end

    def _before(self, at: int) -> tuple[list[str], int]:
        """Return what stands before a number, "total" or "each side", and where the number is."""
        kinds: list[str] = []
        start = _ROUGHLY.end(self.tokens, at)
        for phrases, kind in ((_TOTAL, TOTAL), (_EACH_SIDE, EACH_SIDE)):
            if (end := phrases.end(self.tokens, start)) > start:
                kinds.append(kind)
                start = _ROUGHLY.end(self.tokens, end)
        return kinds, start

    def _with_unit(self, start: int, number: float, end: int) -> tuple[float, int, bool]:
        """Return a number with what stands around its unit, and whether it is for each side."""
        several = self._several(number, start, end)
        number, end = several or (number, end)
        unit = self.unit_end(end)
        if unit > end and several is None:
            several = self._several(number, start, unit)
            number, unit = several or (number, unit)
        self._refuse_range(start, unit)
        return number, unit, several is not None

    def number(self, at: int) -> tuple[float, int] | None:
        """Return the number that begins at a token, in digits or words, and its end.

        Raises:
            BadInputError: "10,20" may be two numbers.
        """
        if at < len(self.tokens) and self.tokens[at].is_number:
            digits = self.tokens[at].text
            whole, comma, rest = digits.partition(",")
            if comma and len(rest) == _UNCLEAR_COMMA and rest.isdigit():
                raise BadInputError(
                    f'"{digits}" could be {whole}.{rest}, or {whole} and {rest}.',
                    f"Write {whole}.{rest}, or put a blank after the comma.",
                )
            number = amount(digits)
            return None if number is None else (number, at + 1)
        for end in (at + 2, at + 1):
            words = tuple(token.text for token in self.tokens[at:end])
            if words in _NUMBER_WORDS:
                return _NUMBER_WORDS[words], at + len(words)
        return None

    def _several(self, number: float, at: int, end: int) -> tuple[float, int] | None:
        """Read "2 x 25", "25 x 2" and "12/12": an amount for each side.

        Raises:
            BadInputError: The two numbers mean something else.
        """
        sign = self.text(end)
        if sign in {"x", "*", "/"}:
            after = self.number(end + 1)
        else:
            digits = sign.removeprefix("x")
            after = (int(digits), end + 1) if digits != sign and digits.isdecimal() else None
        if after is None:
            return None
        other, last = after
        if sign == "/":
            if other == number:
                return number, last
            raise BadInputError(
                f'"{inert(self.typed(at, last))}" could be a date or two amounts.',
                'Write the date as 2026-11-20, or name the sides: "left 12 right 14".',
            )
        if _SIDES not in {number, other}:
            raise BadInputError(
                f'"{inert(self.typed(at, last))}" is several amounts.',
                "Write the units of the whole area.",
            )
        return (number if other == _SIDES else other), last

    def _refuse_range(self, at: int, end: int) -> None:
        """Refuse "20-25", "10 or 12" and "20 to 25".

        Raises:
            BadInputError: The number is followed by another one in this way.
        """
        if self.text(end) not in {"-", "to", "or"}:
            return
        try:
            after = self.number(end + 1)
        except BadInputError:
            return
        if after is not None:
            last = _UNIT_WORDS.end(self.tokens, after[1])
            raise BadInputError(
                f'"{inert(self.typed(at, last))}" is a range, and units are one number.',
                "Write the number you had, or log the area without units.",
            )

    def _check(self, number: float, typed: str) -> None:
        """Refuse an amount that no session has.

        Raises:
            BadInputError: It is 0 or above `MOST_UNITS`.
        """
        if number <= 0:
            raise BadInputError(
                f'"{inert(typed)}" is not a number above 0.', 'Write the units, such as "11s 20".'
            )
        if number > MOST_UNITS:
            raise BadInputError(
                f'"{inert(typed)}" is more than any session has (the limit is {MOST_UNITS} units).',
                "Check the number.",
            )
