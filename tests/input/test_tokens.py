"""How a typed line is cut into words, numbers and signs."""

import pytest

from botoxlog.input.language.pieces import Phrases, PhraseTable
from botoxlog.input.language.scanner import LONGEST_PHRASE
from botoxlog.input.language.tokens import join_arguments, tokens_of
from tests.input.lines import CATALOG


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("", []),
        ("11s 20", ["11s", "20"]),
        ("11s=20", ["11s", "=", "20"]),
        ("the 11's", ["the", "11s"]),
        ("Crow's-feet 24u", ["crows", "feet", "24", "u"]),
        ("crow\N{RIGHT SINGLE QUOTATION MARK}s feet", ["crows", "feet"]),
        ("jaw 2x25", ["jaw", "2", "x25"]),
        ("jaw 12,5\N{MULTIPLICATION SIGN}2", ["jaw", "12,5", "x", "2"]),
        ("L12 r 14", ["l", "12", "r", "14"]),
        ("lot c1234", ["lot", "c1234"]),
        ("20-25", ["20", "-", "25"]),
        ("20\N{EN DASH}25", ["20", "-", "25"]),
        ("touch-up", ["touch", "up"]),
        ("kicking_in", ["kicking", "in"]),
        ("jaw - 20", ["jaw", "-", "20"]),
        ("$1,200", ["$", "1,200"]),
        ("1,200.", ["1,200", "."]),
        ("20,forehead", ["20", ",", "forehead"]),
        ("03.04.2026", ["03.04.2026"]),
        ("2026-08-01", ["2026", "-", "08", "-", "01"]),
        ("on the 5th", ["on", "the", "5th"]),
        ("11s20 forehead10", ["11s", "20", "forehead", "10"]),
        (".5", ["0.5"]),
        ("3pm", ["3", "pm"]),
        ('"11s" \N{LEFT DOUBLE QUOTATION MARK}20', ["11s", "20"]),
        ("11s 20 \N{GRINNING FACE}", ["11s", "20"]),
        ("Za\N{LATIN SMALL LETTER Z WITH CARON}\N{LATIN SMALL LETTER E WITH ACUTE}", ["zaze"]),
        ("mum's", ["mums"]),
    ],
)
def test_the_tokens_of_a_line(line: str, texts: list[str]) -> None:
    """Words, numbers and signs stand alone; quotes, emoji and inner hyphens are left out."""
    assert [token.text for token in tokens_of(line)] == texts


def test_where_a_token_stands() -> None:
    """A token knows its place in the line, its singular, and whether a blank is before it."""
    eyes, sign, number = tokens_of("My eyes=20")[1:]
    assert (eyes.key, eyes.start, eyes.end, eyes.spaced) == ("eye", 3, 7, True)
    assert (sign.spaced, number.spaced, number.start, number.end) == (False, False, 8, 10)


@pytest.mark.parametrize(
    ("text", "number", "word"),
    [("20", True, False), ("12.5", True, False), ("11s", False, True), ("5th", False, True),
     ("c1234", False, True), ("x2", False, True), ("forehead", False, True), (",", False, False)],
)  # fmt: skip
def test_what_is_a_number_and_what_a_word(text: str, number: bool, word: bool) -> None:
    """A number begins and ends with a digit; "11s" is a word."""
    (token,) = tokens_of(text)
    assert (token.is_number, token.is_word) == (number, word)


@pytest.mark.parametrize(
    "arguments", [["crows feet", "24"], ["crows", "feet 24"], [" crows  feet\n24 "]]
)
def test_the_arguments_are_one_line(arguments: list[str]) -> None:
    """How the shell cut the words changes nothing."""
    assert join_arguments(arguments) == "crows feet 24"


def test_the_longest_phrase_at_a_place_is_found() -> None:
    """Of several phrases that begin with the same word the longest counts; else none."""
    phrases = Phrases("each | each side | each of both sides")
    line = tokens_of("jaw 20 each side")
    assert [phrases.end(line, at) for at in range(5)] == [0, 1, 4, 3, 4]
    assert ("each side" in phrases, "each other" in phrases) == (True, False)
    table = PhraseTable({"left": "left | left hand side", "both": "both"})
    assert table.at(tokens_of("left hand side jaw"), 0) == ("left", 3)
    assert table.at(tokens_of("jaw left"), 0) is None


def test_a_phrase_is_found_however_it_is_written() -> None:
    """Capitals, apostrophes and signs of a list make no difference to the words of a line."""
    phrases = Phrases("M. | it's | w/ | and/or")
    assert [text in phrases for text in ("m.", "IT\u2019S", "w/", "and/or", "it", "w")] == [
        *(True, True, True, True),
        *(False, False),
    ]
    table = PhraseTable({"CAD": "CAD | CAD$ | c$", "EUR": "\u20ac | euros"})
    found = [table.at(tokens_of(text), 0) for text in ("Cad$", "cad", "C$", "\u20ac", "euro")]
    assert found == [("CAD", 2), ("CAD", 1), ("CAD", 2), ("EUR", 1), None]


def test_every_list_of_areas_is_short_enough_to_be_found() -> None:
    """A list such as "forehead, sides of head, ..." has no more tokens than are looked at."""
    longest = "forehead, sides of head, back of head, neck, jaw, shoulders"
    assert len(tokens_of(longest)) == 15
    assert "".join(token.key for token in tokens_of(longest)) in CATALOG.comma_phrases
    assert max(phrase.count(",") * 2 + 1 for phrase in CATALOG.comma_phrases) <= LONGEST_PHRASE
