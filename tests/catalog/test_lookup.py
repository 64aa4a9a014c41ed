"""From words to ids, on a small catalog."""

import pytest

from botoxlog.catalog import Ambiguous, Found, Known, Near, Unknown
from botoxlog.catalog.lookup import Lookup, SidedLookup, keys, take_side, tokens, without_brackets

AREAS = SidedLookup(
    [
        ("glabella", ["frown lines", "11s"]),
        ("jaw", ["jaw", "masseter"]),
        ("lid", ["under the brow"]),
    ],
    {"face": ("glabella", "jaw", "lid"), "line": ("glabella", "jaw")},
    frozenset({"jaw", "lid"}),
)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Crow's-Feet", ["crow", "feet"]),
        ("crow\N{RIGHT SINGLE QUOTATION MARK}s  feet", ["crow", "feet"]),
        ("\N{LEFT SINGLE QUOTATION MARK}tox", ["tox"]),
        ("11's", ["11"]),
        ("BOTOX\N{REGISTERED SIGN} Cosmetic", ["botox", "cosmetic"]),
        ("lip_flip", ["lip", "flip"]),
        ("is us loss", ["is", "us", "loss"]),
        ("?!", []),
        ("Unit\u00e9s", ["unite"]),
        ("Kr\u00e4henf\u00fc\u00dfe", ["krahenfusse"]),
    ],
)
def test_tokens(typed: str, words: list[str]) -> None:
    """Capitals, accents, punctuation, possessives and plurals make no difference."""
    assert tokens(typed) == words


def test_keys() -> None:
    """Words are looked up whole first, then without "the" and "my"; nothing gives no key."""
    assert keys(["the", "11"]) == ("the11", "11")
    assert keys(["jaw"]) == ("jaw",)
    assert keys([]) == ()
    assert keys(["the"]) == ("the",)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Dysport (abo)", "Dysport      "),
        ("a (b (c) d) e", "a           e"),
        ("a ) b", "a   b"),
        ("plain", "plain"),
    ],
)
def test_without_brackets(typed: str, left: str) -> None:
    """What stands in brackets goes, however they are nested."""
    assert without_brackets(typed) == left


@pytest.mark.parametrize(
    ("words", "side", "rest"),
    [
        ("left masseter", "left", ["masseter"]),
        ("masseter R", "right", ["masseter"]),
        ("left side of my jaw", "left", ["jaw"]),
        ("below left eyebrow", "left", ["below", "eyebrow"]),
        ("v l shape", None, ["v", "l", "shape"]),
        ("both palms", None, ["palm"]),
        ("palms each side", None, ["palm"]),
        ("left", "left", []),
        ("", None, []),
    ],
)
def test_take_side(words: str, side: str | None, rest: list[str]) -> None:
    """A side is found wherever it stands; a single letter counts only at an end."""
    assert take_side(tokens(words)) == (side, rest)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("The 11's", Known("glabella")),
        ("frownlines", Known("glabella")),
        ("left jaw", Known("jaw-left")),
        ("masseter (R)", Known("jaw-right")),
        ("jaw (both sides)", Known("jaw")),
        ("glabella left", Unknown()),
        ("face", Ambiguous(("glabella", "jaw", "lid"))),
        ("left face", Ambiguous(("jaw-left", "lid-left"))),
        ("left line", Known("jaw-left")),
        ("massater left", Near(("jaw-left",))),
        ("frwon lines", Near(("glabella",))),
        ("glabela right", Unknown()),
        ("11z", Near(("glabella",))),
        ("12", Unknown()),
        ("", Unknown()),
        ("left", Unknown()),
        ("j" * 41, Unknown()),
    ],
)
def test_find_with_sides(typed: str, found: Found) -> None:
    """A word is found with its side; a side of what has none is never dropped silently."""
    assert AREAS.find(typed) == found


def test_a_bare_number_is_not_a_word_with_the() -> None:
    """A word may be "the 31" while 31 alone stays free, because it is a number of units."""
    lookup = Lookup([("migraine", ["the 31"])], {})
    assert lookup.find("the 31") == Known("migraine")
    assert lookup.find("31") == Unknown()


def test_at_most_three_suggestions() -> None:
    """More than three likenesses are no help."""
    lookup = Lookup([(f"plain{n}", [f"plain{n}"]) for n in "abcde"], {})
    found = lookup.find("plainx")
    assert isinstance(found, Near)
    assert len(found.suggestions) == 3


@pytest.mark.parametrize(
    "word",
    ["11s", "The 31", "my jaw", "a-line", "Ankle", "v shape", "I'm a frowner", "\u00e9lan", "Only"],
)
def test_a_word_is_found_by_itself_and_among_others(word: str) -> None:
    """Words are filed by how they begin, and each is found whatever that is."""
    others = [("jaw", ["jaw", "jawline"]), ("eye", ["eye"])]
    assert Lookup([("it", [word])], {}).known(word) == Known("it")
    assert Lookup([*others, ("it", [word])], {}).known(word.upper()) == Known("it")
    assert Lookup(others, {word: ("jaw", "eye")}).known(word) == Ambiguous(("jaw", "eye"))


def test_what_is_near_is_looked_for_among_all_words() -> None:
    """A misspelt word is compared with those too that begin with other letters."""
    words = Lookup([("jaw", ["masseter"]), ("eye", ["eyelid"])], {})
    assert words.find("nasseter") == Near(("jaw",))
