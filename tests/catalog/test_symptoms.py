"""Side effects read in a text: which it names, on which side, and how things stand with each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import Catalog, Standing, load
from botoxlog.catalog.findings import SymptomWords
from botoxlog.catalog.lookup import SidedLookup
from botoxlog.catalog.symptoms import SymptomReader, parse_sign
from botoxlog.catalog.symptoms.signs import Sign, Term
from botoxlog.catalog.symptoms.vocabulary import stems

PRESENT, RESOLVED, DENIED = Standing.PRESENT, Standing.RESOLVED, Standing.DENIED
FEARED, LESSER, PAST, OTHERS = Standing.FEARED, Standing.LESSER, Standing.PAST, Standing.OTHERS

SMALL = SymptomWords(
    parts={"LID": ("lid", "upper lid"), "BROW": ("brow",)},
    concepts={"DROOP": ("droop", "hang"), "HEAVY": ("heavy",), "BAD": ("DROOP", "HEAVY")},
    standing={
        "denied": ("no", "not"),
        "resolved": ("gone", "no longer"),
        "lesser": ("better",),
        "past": ("last year",),
        "feared": ("might",),
        "told_of": ("film",),
        "others": ("sister",),
        "reporters": ("says",),
        "me": ("my", "i"),
        "good": ("fine",),
    },
    light=frozenset({"my", "the", "is", "a", "on", "very"}),
    ordinary=frozenset({"broth"}),
    idioms=("droop of tea",),
)
"""A vocabulary of our own, so that each rule is tried by itself."""

READER = SymptomReader(
    SMALL,
    [
        parse_sign("LID BAD", ("lid",)),
        parse_sign("BROW DROOP", ("brow",)),
        parse_sign("=DROOP", ("lid", "brow")),
        parse_sign("@faint !price", ("faint",), urgent=True),
        parse_sign("cannot >see", ("sight",), urgent=True),
    ],
    {"LID": "lid"},
    SidedLookup((), {}, frozenset()),
    {},
)


def found(text: str) -> list[tuple[str, Standing]]:
    """Return what the small vocabulary reads in a text."""
    return [(finding.effect, finding.standing) for finding in READER.read(text, year=2026)]


def test_a_sign_is_parsed() -> None:
    """Alternatives, order, exclusions and marks."""
    assert parse_sign("~@LID|EYE >droop !bag|cheek", ("x",), urgent=True, local=("jaw",)) == Sign(
        readings=("x",),
        terms=(Term(("LID", "EYE")), Term(("droop",), after=True)),
        unless=("bag", "cheek"),
        own=True,
        local=("jaw",),
        urgent=True,
    )
    assert parse_sign("=LID", ("x",)).alone


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("droops", "droop"),
        ("dropped", "drop"),
        ("drooping", "droop"),
        ("heavier", "heavy"),
        ("heaviness", "heavy"),
        ("weakest", "weak"),
        ("closing", "close"),
        ("eyelids", "eyelid"),
    ],
)
def test_plain_forms(word: str, plain: str) -> None:
    """Number, tense and degree do not matter."""
    assert plain in list(stems(word))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my lid droops", [("lid", PRESENT)]),
        ("drooping upper lids", [("lid", PRESENT)]),  # in any order
        ("lid is very heavy", [("lid", PRESENT)]),  # a concept made of others
        ("the lid is driooping", [("lid", PRESENT)]),  # misspelt
        ("browdroop", [("brow", PRESENT)]),  # joined
        ("lid and brow droop", [("lid", PRESENT), ("brow", PRESENT)]),
        ("a droop of tea on the lid", []),  # an idiom
        ("lid. it was a long week of work and then a droop", []),  # too far apart
        ("fainted", [("faint", PRESENT)]),
        ("fainted at the price", []),
        ("the tent fainted", []),  # not the person
        ("see, I cannot", []),  # the other way round
        ("cannot see", [("sight", PRESENT)]),
        ("", []),
    ],
)
def test_signs_are_found(text: str, expected: list[tuple[str, Standing]]) -> None:
    """Order, number, small words and a slip do not matter; exclusions and distance do."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no lid droop", [("lid", DENIED)]),
        ("lid not heavy", [("lid", DENIED)]),
        ("lid droop? no", [("lid", DENIED)]),
        (
            "no lid droop, lid hang or brow droop",
            [("lid", DENIED), ("lid", DENIED), ("brow", DENIED)],
        ),
        ("no brow droop but lid heavy", [("brow", DENIED), ("lid", PRESENT)]),
        ("no idea why my lid droops", [("lid", PRESENT)]),
        ("lid droop gone", [("lid", RESOLVED)]),
        ("lid droop, gone", [("lid", RESOLVED)]),
        ("gone: lid droop, brow droop", [("lid", RESOLVED), ("brow", RESOLVED)]),
        ("gone. lid droop", [("lid", PRESENT)]),
        ("lid droop y, brow droop n", [("lid", PRESENT), ("brow", DENIED)]),
        ("lid droop not gone", [("lid", PRESENT)]),
        ("lid no longer heavy", [("lid", RESOLVED)]),
        ("lid droop gone and brow droop", [("lid", RESOLVED), ("brow", PRESENT)]),
        ("lid droop better", [("lid", LESSER)]),
        ("lid droop last year", [("lid", PAST)]),
        ("in 2014 the lid drooped", [("lid", PAST)]),
        ("in 2026 the lid drooped", [("lid", PRESENT)]),
        ("since 2014 the lid droops", [("lid", PRESENT)]),
        ("lid might droop", [("lid", FEARED)]),
        ("a film: lid droop", [("lid", FEARED)]),
        ("sister has lid droop", [("lid", OTHERS)]),
        ("sister says my lid droops", [("lid", PRESENT)]),
        ("lid fine", [("lid", DENIED)]),
    ],
)
def test_how_things_stand(text: str, expected: list[tuple[str, Standing]]) -> None:
    """Each word of standing reaches as far as its clause."""
    assert found(text) == expected


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the data that ship with the program."""
    return load()


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("left lid droops", "left"),
        ("droopy eyelid on the right", "right"),
        ("mild ptosis, left side", "left"),
        ("ptosis (R)", "right"),
        ("L eyelid drooping", "left"),
        ("both lids droop, left more", None),
        ("brow higher on the right than the left", "right"),
        ("droopy eyelid", None),
    ],
)
def test_the_side(catalog: Catalog, text: str, side: str | None) -> None:
    """The side nearest to the sign, also behind a comma; not the one it is compared with."""
    assert catalog.symptoms.read(text)[0].side == side


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("my eyelid is drooping", ["eyelid-ptosis"]),
        ("one eye won't open fully", ["eyelid-ptosis"]),
        ("brows feel heavy and low", ["brow-ptosis"]),
        ("eyebrows not level", ["brow-peaking"]),
        ("can't smile properly", ["smile-asymmetry"]),
        ("tired jaw when I eat steak", ["chewing-weakness"]),
        ("temples look sunken", ["hollow-temples"]),
        ("wrinkles moved to my cheeks", ["new-lines"]),
        ("can't whistle any more", ["perioral-weakness"]),
        ("eyes water all the time", ["eye-symptoms"]),
        ("black eye", ["injection-site-reaction"]),
        ("felt like flu for three days", ["flu-like"]),
        ("eyelid twitching", ["muscle-twitching"]),
        ("headache and bruise", ["headache", "injection-site-reaction"]),
        ("hair falling out", []),
        ("everything fine, see you in June", []),
    ],
)
def test_as_people_say_it(catalog: Catalog, text: str, ids: list[str]) -> None:
    """A body part and what it does, in the words of patients."""
    assert [finding.effect for finding in catalog.symptoms.read(text)] == ids


def test_what_is_not_recognised_has_neighbours(catalog: Catalog) -> None:
    """The side effects of the body part that is named are the nearest known ones."""
    assert catalog.symptoms.read("eyelid weird") == []
    assert catalog.symptoms.nearest("eyelid weird")[0] == "eyelid-ptosis"
    assert catalog.symptoms.nearest("hair falling out") == ()
    assert catalog.symptoms.unrecognised("headache, hair loss") == ["hair loss"]
    assert catalog.symptoms.unrecognised("headache, gone now") == []
    assert catalog.symptoms.unread("slightly droopy eyelid") == ["slightly"]


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    """Every finding lies within the text."""
    for finding in load().symptoms.read(text, year=date.max.year):
        assert 0 <= finding.start < finding.end <= len(text)


@given(
    st.sampled_from(["droopy left eyelid", "brow feels heavy", "headache", "I see double"]),
    st.sampled_from(["", "My ", "so annoying: ", "since Monday: "]),
    st.sampled_from(["", "!", " today", " ..."]),
)
def test_fillers_change_nothing(said: str, before: str, after: str) -> None:
    """Words that add nothing around a side effect do not change what is read."""
    symptoms = load().symptoms
    plain = [(finding.effect, finding.side, finding.standing) for finding in symptoms.read(said)]
    text = f"{before}{said}{after}"
    assert [(f.effect, f.side, f.standing) for f in symptoms.read(text)] == plain
