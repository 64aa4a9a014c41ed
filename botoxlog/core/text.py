"""Text that came from outside, made safe to keep and to show."""

from botoxlog.core.errors import BadInputError

_LINE_BREAKS = str.maketrans({"\r": " ", "\n": " ", "\t": " "})
# Cc: ESC, C1 and DEL, which drive a terminal. Cf: right-to-left marks and their like, which
# reorder what is read. Cs: half characters that no encoding takes. Zl, Zp: hidden line breaks.
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # needed inside Persian and Indic words and in emoji


def inert(text: str) -> str:
    r"""Return `text` on one line, with characters that would act instead of show made visible.

    Line breaks and tabs become spaces; anything else that steers a terminal or reorders text is
    written as its code, such as ``<U+001B>`` for ESC. The journal itself keeps the text exactly.
    """
    flat = text.replace("\r\n", " ").translate(_LINE_BREAKS)
    if flat.isascii() and flat.isprintable():
        return flat
    from unicodedata import category

    return "".join(
        f"<U+{ord(character):04X}>"
        if category(character) in _UNSHOWABLE and character not in _JOINERS
        else character
        for character in flat
    )


def rows(text: str, width: int, indent: int = 0, *, whole: bool = False) -> list[str]:
    """Break a text between words into rows of `width` columns, the later ones indented.

    A command or an address is not broken at its hyphens, so that it can be copied; where they
    are to stay `whole`, nothing longer than a row is broken at all.
    """
    from textwrap import wrap

    broken = wrap(
        _widened(text),
        max(width, 20),
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        break_long_words=not whole,
    )
    return [row.replace(_FILLER, "") for row in broken] or [""]


_FILLER = "\0"  # in no text: `inert` writes it as its code


def _widened(text: str) -> str:
    """Return a text as long as it is wide: behind what takes two columns stands a filler."""
    if text.isascii():
        return text
    from unicodedata import east_asian_width

    return "".join(
        letter + _FILLER if east_asian_width(letter) in {"W", "F"} else letter for letter in text
    )


def join_words(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Join as people do: "a", "a and b", "a, b and c"."""
    if len(words) < 2:  # noqa: PLR2004 - two words are where joining begins
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plural(count: int, noun: str) -> str:
    """Return `count` with its noun: "1 day", "3 days"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def plain_number(number: float) -> str:
    """Return "20", "12.5", "1200000": never a power of ten, and as it is read back."""
    return f"{number:.0f}" if number == int(number) else f"{number:g}"


def plain_lot(lot: str) -> str:
    """Return a lot number as it is compared: without spaces, hyphens or capitals."""
    return "".join(character for character in lot.casefold() if character.isalnum())


def clean(text: str | None, what: str) -> str | None:
    """Return free text as it was typed, None where there is none.

    Raises:
        BadInputError: It is blank, or holds bytes that are not UTF-8.
    """
    if text is None:
        return None
    refuse_half_characters(text)
    if not text.strip():
        raise BadInputError(f"The {what} is empty.", "Leave the option out, or give it a value.")
    return text


def refuse_half_characters(text: str) -> None:
    """Refuse bytes that were no UTF-8 on the command line: they could not be written."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInputError(
            f'"{inert(text)}" holds bytes that are not UTF-8 text.',
            "Type it again, or set your terminal to UTF-8.",
        ) from None
