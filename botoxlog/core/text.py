"""Helpers for text: check what was typed, make it safe to show, wrap and join it."""

import os
import re
from functools import lru_cache

from botoxlog.core.errors import BadInputError

_LINE_BREAKS = str.maketrans({"\r": " ", "\n": " ", "\t": " "})
# Cc: ESC, C1 and DEL, which control a terminal. Cf: right-to-left marks and similar, which reorder
# text. Cs: lone surrogates, which cannot be encoded. Zl, Zp: hidden line breaks.
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # needed inside Persian and Indic words and in emoji


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


def inert(text: str) -> str:
    r"""Return `text` on one line, safe to print.

    Line breaks and tabs become spaces. Every other character that controls a terminal, reorders
    text or changes a letter in front of the text is shown as its code, such as ``<U+001B>`` for
    ESC. The journal keeps the text exactly.
    """
    flat = text.replace("\r\n", " ").translate(_LINE_BREAKS)
    if flat.isascii() and flat.isprintable():
        return flat
    from unicodedata import category

    bare = next((at for at, one in enumerate(flat) if category(one)[0] != "M"), len(flat))
    acting = {
        ord(character): _code(character)
        for character in set(flat) - _JOINERS
        if category(character) in _UNSHOWABLE
    }
    # Marks without a letter of their own would join whatever is printed before them.
    return "".join(map(_code, flat[:bare])) + flat[bare:].translate(acting)


def _code(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def command_line(own: str, *words: str, options: str = "") -> str:
    """Return a `botoxlog` command to copy: words of our own, those of a person quoted, options.

    Args:
        own: The words that are ours. After an option, the first of `words` is its value.
        words: Areas, ids, paths or notes, as they are to reach the program.
        options: More words of ours, all of them options.
    """
    typed, is_value = shell_words(*words), own.rpartition(" ")[2].startswith("-")
    if any(word.startswith("-") for word in words) and not is_value:
        parts = [own, options, "--", typed]
    else:
        parts = [own, typed, options]
    return " ".join(["botoxlog", *filter(None, parts)])


def shell_words(*words: str, windows: bool = os.name == "nt") -> str:
    """Return words as they are typed in a shell: each reaches a program whole, and none is run.

    What a terminal would obey has no spelling and is shown as its code, as `inert` does; so is
    what the two shells of Windows obey between quotation marks.
    """
    return " ".join(_shell_word(inert(word), windows=windows) for word in words)


def _shell_word(word: str, *, windows: bool) -> str:
    if re.fullmatch(r"(?a)[\w./:-][\w./:=-]*", word):
        return word
    if not set(word) & _OBEYED_IN_QUOTES:
        return f'"{word}"'  # the same in every shell
    if not windows:
        from shlex import quote

        return quote(word)
    coded = "".join(
        _code(letter) if letter in _OBEYED_IN_QUOTES - {"\\"} else letter for letter in word
    )
    ends = len(coded) - len(coded.rstrip("\\"))
    return f'"{coded}{coded[len(coded) - ends :]}"'  # a last backslash would quote the mark


_OBEYED_IN_QUOTES = frozenset('"$`\\!%\u201c\u201d\u201e')
"""What some shell obeys between double quotation marks; PowerShell takes curly ones for them."""


class Output:
    """What the program prints to, set once when it starts.

    Attributes:
        encoding: Its encoding. What that cannot show is printed as its code.
    """

    encoding = "utf-8"


OUTPUT = Output()


def encodable(text: str) -> str:
    r"""Return a text as the output can show it: "é" is ``\xe9`` on an ASCII terminal."""
    if text.isascii() or OUTPUT.encoding == "utf-8":
        return text
    return text.encode(OUTPUT.encoding, "backslashreplace").decode(OUTPUT.encoding)


def rows(text: str, width: int, indent: int = 0, *, whole: bool = False) -> list[str]:
    """Wrap a text between words into rows of `width` columns, in time proportional to its length.

    A command or an address is not broken at its hyphens, so that it can be copied.

    Args:
        text: The text.
        width: Columns of a row; at least 12 are used.
        indent: Columns to indent every row but the first; at most half of a row are used.
        whole: Never break a word, even one that is wider than a row.
    """
    room = max(width, _NARROWEST)
    margin = " " * min(indent, room // 2)
    done: list[str] = []
    row, used, empty = "", 0, True
    for found in re.finditer(r"(\s*)(\S+)", encodable(text)):
        gap, word = " " * len(found[1]), found[2]
        size = len(word) if word.isascii() else _columns(word)
        is_long = size > room - len(margin) and not whole
        least = _columns(word[0]) if is_long else size
        if not empty and used + len(gap) + least > room:
            done.append(row)
            row, used, empty = margin, len(margin), True
        if not empty or not done:
            row, used = row + gap, used + len(gap)
        at = 0
        while not whole and used + size > room:
            end, taken = _fitting(word, at, room - used)
            done.append(row + word[at:end])
            row, used, at, size = margin, len(margin), end, size - taken
        row, used, empty = row + word[at:], used + size, False
    return [*done, row]


_NARROWEST = 12


def _columns(text: str) -> int:
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in text)


def _fitting(word: str, start: int, room: int) -> tuple[int, int]:
    """Return the end of the letters from `start` on that fit, at least one, and their columns."""
    end, taken = start, 0
    while end < len(word):
        wide = 1 if word[end].isascii() else _columns(word[end])
        if end > start and taken + wide > room:
            break
        end, taken = end + 1, taken + wide
    return end, taken


def join_words(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Join words with commas and a last word: "a", "a and b", "a, b and c"."""
    if len(words) < 2:  # noqa: PLR2004 - two words are where joining begins
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plural(count: int, noun: str) -> str:
    """Return `count` with its noun: "1 day", "3 days"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def plain_number(number: float) -> str:
    """Return "20", "12.5" or "1200000", without an exponent."""
    return f"{number:.0f}" if number == int(number) else f"{number:.10g}"


_LOT_LABELS = frozenset(
    {"lot", "lots", "batch", "batches", "no", "nos", "nr", "num", "number", "numbers", "charge"}
)
_EXPIRY_LABELS = ("exp", "use by", "best before")


def plain_lot(lot: str) -> str:
    """Return a lot number for comparison: without its label, spaces, hyphens or capitals."""
    parts = _lot_parts(lot)
    while len(parts) > 1 and parts[0] in _LOT_LABELS:
        parts = parts[1:]
    return "".join(parts)


def plain_lots(text: str) -> frozenset[str]:
    """Return every lot number of a text such as "LOT C3709C3 / C6835C3 exp 12/2023", as plain ones.

    The text as a whole is one of them, because a lot number may have a slash.
    """
    folded = _folded(text)
    for label in _EXPIRY_LABELS:
        before, found, _ = folded.partition(f" {label}")
        folded = before if found else folded
    each = re.split(r"[/,;&+]|\band\b", folded)
    return frozenset(plain for plain in map(plain_lot, (text, folded, *each)) if plain)


def names_lot(text: str, lot: str) -> bool:
    """Whether a text names a lot number, whatever stands around it and however it is spaced."""
    wanted, parts = plain_lot(lot), _lot_parts(text)
    if wanted not in "".join(parts):
        return False
    for start in range(len(parts)):
        joined = ""
        for part in parts[start:]:
            joined += part
            if joined in {wanted, f"lot{wanted}"}:
                return True
            if len(joined) > len(wanted) + len("lot"):
                break
    return False


@lru_cache(maxsize=256)  # each lot and note of a journal is compared with every warned lot
def _lot_parts(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits of a text, folded."""
    folded = _folded(text)
    return tuple("".join(letter if letter.isalnum() else " " for letter in folded).split())


def _folded(text: str) -> str:
    """Return a text without capitals, and with plain letters and digits for full-width ones."""
    if text.isascii():
        return text.casefold()
    from unicodedata import normalize

    return normalize("NFKC", text).casefold()


def clean(text: str | None, what: str) -> str | None:
    """Return typed text unchanged, or None if there is none.

    Raises:
        BadInputError: It is blank, or contains bytes that are not UTF-8.
    """
    if text is None:
        return None
    require_utf8(text)
    if not text.strip():
        raise BadInputError(f"The {what} is empty.", "Leave the option out, or give it a value.")
    return text


def require_utf8(text: str) -> None:
    """Raise an error for bytes on the command line that were not UTF-8: they cannot be written."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInputError(
            f'"{inert(text)}" contains bytes that are not UTF-8 text.',
            "Type it again, or set your terminal to UTF-8.",
        ) from None
