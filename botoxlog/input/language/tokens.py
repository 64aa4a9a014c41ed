"""Split a typed line into tokens: words, numbers and signs.

The arguments of a command are one line, however the shell cut them, and quotes mean nothing.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from botoxlog.catalog.lookup import singular

_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`"
_TOKEN = re.compile(
    rf"""
      [0-9]+(?:[{_APOSTROPHES}]?s|st|nd|rd|th)(?![^\W_])   # "11s", "11's", "5th"
    | 11s(?=[0-9])                                        # "11s20"
    | (?<![\w.])\.[0-9]+                                  # ".5"
    | [0-9]+(?:[.,{_APOSTROPHES}][0-9]+)*                 # "20", "12.5", "1,200", "03.04.2026"
    | [lr](?=[0-9]+(?:\.[0-9]+)?(?![^\W_]))               # "L12"
    | [^\W\d_]{{3,}}(?=[0-9]+(?:[.,][0-9]+)?(?![^\W_]))     # "forehead10"
    | [^\W\d_](?:[^\W_]|[{_APOSTROPHES}](?=[^\W\d_]))*    # "crow's", "c1234", "x2"
    | \S                                                 # any sign
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUOTES = frozenset(
    _APOSTROPHES + '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}")
_SIGNS = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_APOSTROPHES, "'"),
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{HORIZONTAL ELLIPSIS}": ".",
}


_DECORATION = frozenset(
    "\N{SPARKLES}\N{WHITE HEAVY CHECK MARK}\N{CHECK MARK}\N{HEAVY CHECK MARK}"
    "\N{HEAVY BLACK HEART}\N{WHITE SMILING FACE}\N{WHITE MEDIUM STAR}\N{BALLOT BOX WITH CHECK}"
    "\N{SYRINGE}\N{PARTY POPPER}\N{FLEXED BICEPS}\N{NAIL POLISH}\N{FACE MASSAGE}\N{CALENDAR}"
    "\N{MEMO}\N{MONEY BAG}\N{SMILING FACE WITH HEART-SHAPED EYES}"
    "\N{SMILING FACE WITH SMILING EYES}\N{GRINNING FACE}\N{SLIGHTLY SMILING FACE}"
    "\N{SMILING FACE WITH SUNGLASSES}\N{THUMBS UP SIGN}\N{HOSPITAL}\N{ROUND PUSHPIN}"
    "\N{TWO HEARTS}\N{GLOWING STAR}\N{CRYING FACE}\N{LOUDLY CRYING FACE}\N{PENSIVE FACE}"
    "\N{DISAPPOINTED FACE}\N{WHITE FROWNING FACE}"
)
"""Signs that add nothing to a line; any other may say something, such as a cross."""


class Token(NamedTuple):
    """One word, number or sign of a line.

    Attributes:
        text: In lower case, without accents and apostrophes: "crows", "20", "11s", ",".
        key: The singular of `text`, as the catalog files it: "crow".
        start: Where it begins in the line.
        end: Where it ends.
        spaced: Whether a blank, or nothing, stands before it.
    """

    text: str
    key: str
    start: int
    end: int
    spaced: bool

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit and is no word such as "11s"."""
        return self.text[0].isdigit() and self.text[-1].isdigit()

    @property
    def is_word(self) -> bool:
        """Whether it has letters."""
        return self.text[-1].isalpha() or self.text[0].isalpha()


def join_arguments(arguments: Iterable[str]) -> str:
    """Return the line that the arguments of a command are together."""
    return " ".join(" ".join(arguments).split())


def tokens_of(line: str) -> list[Token]:
    """Return the tokens of a line, without quotes, emoji, underscores and hyphens within words.

    >>> [token.text for token in tokens_of("Crow's-feet 24u, 11s 2x10")]
    ['crows', 'feet', '24', 'u', ',', '11s', '2', 'x10']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(line):
        raw = match.group()
        start, end = match.span()
        text = _SIGNS.get(raw) or (_folded(raw) if raw[-1].isalnum() else raw)
        text = f"0{text}" if text[0] == "." and len(text) > 1 else text
        before, after = line[start - 1 : start], line[end : end + 1]
        if raw == "_" or (raw in _QUOTES and not (text == "'" and after.isdigit())):
            continue
        if len(raw) == 1 and not raw.isascii() and _is_picture(raw):
            continue
        if text == "-" and _within_a_word(before, after):
            continue
        spaced = start == 0 or before.isspace() or before in _QUOTES
        found.append(Token(text, singular(text), start, end, spaced))
    return found


def _within_a_word(before: str, after: str) -> bool:
    """Whether a hyphen between these joins two words: "touch-up", "6-month"."""
    return before.isalnum() and after.isalpha()


def _folded(raw: str) -> str:
    text = raw.casefold()
    for sign in _APOSTROPHES:
        text = text.replace(sign, "")
    if text.isascii():
        return text or raw
    import unicodedata  # only where it is needed: every start would pay for it

    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)) or raw


def _is_picture(sign: str) -> bool:
    """Whether a sign only decorates a line, or belongs to one that does."""
    import unicodedata

    return sign in _DECORATION or unicodedata.category(sign) in {"Sk", "Mn", "Me", "Cc", "Cf", "Cn"}
