"""Signs of an emergency: every phrase that was tried, both ways."""

import json
from pathlib import Path

import pytest

from botoxlog.catalog import Catalog, load
from botoxlog.input.language.emergency import may_be_emergency
from tests.conftest import Program

TEXT = "emergency number (112, 911 or 999)"

MUST = [
    "trouble swallowing",
    "no trouble swallowing",
    "Swallowing is a bit hard since Monday",
    "hard to swallow pills today",
    "can't swallow properly",
    "cant swallow",
    "I struggle to swallow water",
    "swalowing is difficult",
    "swollowing feels weird",
    "difficulty swalllowing food",
    "water goes down the wrong pipe",
    "food gets stuck in my throat",
    "choking on water",
    "I keep choking when I drink",
    "throat feels tight and closing",
    "my throat is closing up",
    "lump in my throat when eating",
    "can't get food down",
    "dysphagia since yesterday",
    "gulp... swallow takes two tries",
    "not swallowing right",
    "trouble breathing",
    "breathing is harder at night",
    "breathing trouble came back",
    "I can't breathe well lying down",
    "cant breath",
    "short of breath on the stairs",
    "shortness of breath",
    "out of breath just sitting",
    "breathless after one flight",
    "hard to catch my breath",
    "breathign feels shallow",
    "difficulty breating",
    "gasping for air last night",
    "not getting enough air",
    "wheezing a lot",
    "struggling for breath",
    "it is not hard to breathe, just a little",
    "trouble speaking",
    "difficulty talking since this morning",
    "my speech is slurred",
    "slurring my words",
    "slured speech",
    "speech is weird and slow",
    "I can't speak clearly",
    "hard to talk",
    "words come out wrong",
    "can't get the words out",
    "tongue feels thick",
    "sound drunk when I talk",
    "speach problems",
    "unable to pronounce r",
    "trouble speaking to people at work",
    "double vision",
    "seeing double",
    "I see double when I look left",
    "vision is doubled",
    "dubble vision in the evening",
    "diplopia",
    "two of everything when I drive",
    "everything looks double",
    "saw double all morning",
    "my sight went double",
    "weakness spreading to my arms",
    "weak all over",
    "weakness all over my body",
    "generalised weakness",
    "my legs are weak",
    "arms and legs feel weak",
    "weekness in both legs",
    "spreading weakness",
    "the weakness has spread down from the neck",
    "can't lift my arms",
    "couldn't walk this morning",
    "legs gave way twice",
    "whole body weak",
    "general weakness since the shots",
    "feeling weak everywhere",
    "muscle weakness far from the jaw",
    "lost all strength in my legs",
    "blurred vision",
    "blurry vision on the right",
    "lost bladder control",
    "I'm having a hard time swallowing",
    "coughing every time I drink",
    "my throat is swelling",
    "people can't understand me",
    "can't get enough air",
    "breathing is laboured",
    "chest feels tight when I breathe",
    "everything is double",
    "eyes cross when I read, two images",
    "weakness is moving down to my hands",
    "weak limbs",
    "can't move my legs",
    "hard to walk since Sunday",
    "trouble walking",
    "couldn't feed myself",
    "my tongue won't work properly",
    "speech unclear, will talk to Dr Lee about it",
    "body is getting weaker",
    "can\N{RIGHT SINGLE QUOTATION MARK}t swallow",
    "Can`t breathe!!",
    "difficulty in swallowing",
    "swallowing difficulties",
    "problems swallowing",
    "not able to swallow",
    "swallowed wrong and choked",
    "can barely swallow",
    "food goes down wrong",
    "choked on my dinner",
    "my breathing is off",
    "breathing problems",
    "trouble catching breath",
    "breath is short",
    "cant get a full breath",
    "feels like I can't breath",
    "laboured breathing",
    "hard time breathing",
    "speech problems",
    "problem with speech",
    "slurry speech",
    "my words are slurring",
    "talking is difficult",
    "having trouble forming words",
    "can't speak properly",
    "speech sounds off",
    "lost my speech",
    "hard time talking",
    "talking feels strange",
    "i talk strangely",
    "lisping and slurring",
    "mumbling since last night",
    "double-vision",
    "I'm seeing things double",
    "see two of everything",
    "vision double when tired",
    "doubled vision",
    "my eyes see two",
    "seeing everything twice",
    "weakness is spreading",
    "spread weakness",
    "weak arms and legs",
    "generalized muscle weakness",
    "muscle weakness all over body",
    "i feel weak all over",
    "feeling very weak in arms",
    "weak in the legs",
    "arms too weak to lift",
    "legs don't work",
    "can hardly walk",
    "hard to stand up",
    "my body feels so weak",
    "dysphagya",
    "dipolpia",
    "diplopya",
    "swallow problem",
    "tongue is slow",
    "can't drink from a glass, it comes back out of my nose",
    "liquid comes out of my nose",
    "weakness is moving to the other arm",
    "weakness going down my arms",
    "my neck and shoulders and now arms are weak",
    "losing strength in my arms",
    "arms feel heavy and weak",
    "difficult to breath",
    "brething hard",
    "trouble breathign",
    "trouble speeking",
    "cant talk right",
    "difficulties to speak",
    "respiratory trouble",
    "my breath gets stuck",
    "could hardly breathe",
    "strugling to breath",
    "suffocating feeling",
    "muscles everywhere are weak",
    "seeing dubble",
]
"""Typed into a note, each of these shows the emergency text, denied or not."""

MUST_NOT = [
    "all good, no complaints",
    "looks natural, very happy",
    "a little bruise by the left brow",
    "headache for two days after",
    "frown is back, booked for May",
    "forehead feels heavy",
    "left eyelid droops a bit",
    "Spock brow on the right",
    "skin feels smooth",
    "eyebrows a bit uneven",
    "could not frown for three months",
    "can't frown at all, lovely",
    "hard to move my forehead",
    "trouble raising my left brow",
    "weak coffee at the clinic, nice nurse",
    "the effect was weak this time",
    "weaker result than last time",
    "the result is weaker on the left",
    "jaw tired when chewing steak",
    "chewing is harder than before",
    "weak bite, hard bread is a struggle",
    "my smile is crooked",
    "crooked smile, trouble whistling",
    "can't use a straw",
    "trouble with p, b, r",
    "asked for double the dose",
    "double chin looks smaller",
    "double checked the lot number with the nurse",
    "see Dr Lee in two weeks",
    "paid double last year",
    "price doubled since spring",
    "talked to Dr Lee about the brow problem",
    "had a problem with the booking, spoke to Sam",
    "will talk to the clinic about the lot",
    "speaking to Dr Lee on Friday",
    "took a deep breath and it was over",
    "breathtaking view from the clinic",
    "breathy voice for a week",
    "voice a bit hoarse",
    "breaking out on the forehead, bad spots",
    "bad breath from the coffee",
    "shallow lines left of the mouth",
    "hard lump at the needle mark, gone next day",
    "swollen for an hour",
    "swelling around the eye",
    "stiff neck and sore shoulders",
    "shoulders tired after yoga",
    "neck feels stiff",
    "trouble parking near the clinic",
    "hard to book, long waiting list",
    "difficult to say whether it works",
    "tired this week, flu-like",
    "dry eye on the left",
    "watery eye",
    "acne-like rash on the cheeks",
    "itching at the injection points",
    "migraine days down from 15 to 4",
    "no headaches since round 3",
    "sweating again in the armpits",
    "palms dry, grip is fine",
    "a walk in the park afterwards",
    "the nurse saw me quickly",
    "could not see any difference",
    "both sides even now",
    "moving to another clinic",
    "it lifts the arms of my glasses, funny",
    "swallowed two paracetamol for the headache",
    "my sister spoke well of the new doctor",
    "everything fine, see you in June",
    "next visit in three months, body lotion helped",
    "breathing a sigh of relief",
    "took my breath away how good it looks",
    "speech at the wedding, nobody noticed a thing",
    "spoke with the surgeon, no issues",
    "no complaints, no side effects, talked about goals",
    "seen the surgeon for the two-week look",
    "lines look softer",
    "looks like it did before",
    "doubled up on appointments",
    "20 units each side, double what I had",
    "weak frown now, strong brow",
    "hard time frowning",
    "trouble sleeping",
    "hard to see a difference",
    "double dose next time?",
    "two weeks in, all good",
    "two looks so far",
    "weak spot above the left brow",
    "can't raise my eyebrows",
    "arm sore from the flu shot",
    "legs tired after the run",
    "sore arms from the gym",
    "my arms are hairy",
    "walked home, lovely evening",
    "long walk after",
    "spoke to reception about the price",
    "talked about longer gaps",
    "good talk with Dr Lee",
    "breath mints at the desk",
    "the air in the room was stuffy",
    "chest freckles faded",
    "sore throat, it's a cold",
    "throat a bit dry",
    "tongue bitten once",
    "coughing, have a cold",
    "nose runs",
    "eyes dry",
    "left eye smaller",
    "crossed fingers",
    "ate dinner straight after",
    "food tasted fine",
    "drinking lots of water",
    "voice tired after singing",
    "body lotion on, no redness",
    "hands cold",
    "numb from the ice for ten minutes",
    "numbing cream used",
    "paralysed forehead, love it",
    "frozen and happy",
    "heavy lids by evening",
    "spreading the cost over the year",
    "the redness spread a little",
    "generally happy",
    "nothing to report",
]
"""None of these does."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the data that ship with the program."""
    return load()


def test_enough_was_tried() -> None:
    """At least 60 phrases stand on either side, none of them twice."""
    assert len(set(MUST)) == len(MUST) >= 60
    assert len(set(MUST_NOT)) == len(MUST_NOT) >= 60
    assert set(MUST).isdisjoint(MUST_NOT)


@pytest.mark.parametrize("said", MUST)
def test_a_sign_is_heard(catalog: Catalog, said: str) -> None:
    """In a note and as a side effect, in capitals and inside a longer text."""
    assert may_be_emergency([], [said], catalog)
    assert may_be_emergency([said], [], catalog)
    assert may_be_emergency([], [said.upper()], catalog)
    assert may_be_emergency([], [f"Felt fine at first. Then: {said}; will ask. See you"], catalog)


@pytest.mark.parametrize("said", MUST_NOT)
def test_anything_else_is_not(catalog: Catalog, said: str) -> None:
    """An ordinary note shows no emergency text."""
    assert not may_be_emergency([], [said], catalog)


@pytest.mark.parametrize(
    ("effect", "urgent"),
    [
        ("swallowing", True),
        ("vision", True),
        ("dysfagia", True),  # nearly an urgent one
        ("weakness", True),  # it may be any of three
        ("spots", True),
        ("blurry when I read", True),
        ("hoarse", False),
        ("neck weak", False),
        ("weak arm", False),
        ("droopy eyelid", False),
        ("eyelid-ptosis-left", False),
        ("blurred-vision-left", True),
        ("left swalowing", True),
        ("", False),
    ],
)
def test_a_side_effect_counts_by_a_single_word(catalog: Catalog, effect: str, urgent: bool) -> None:
    """A side effect is short: one word for an urgent one is enough, also nearly spelt."""
    assert may_be_emergency([effect], [], catalog) is urgent


def test_a_text_of_any_length_and_letters(catalog: Catalog) -> None:
    """No text breaks it, and a sign at the end of a long one is heard."""
    assert not may_be_emergency([], ["", "\0\ud800", "!!!", "\N{PILE OF POO}" * 50], catalog)
    assert may_be_emergency([], ["fine so far " * 1000 + "cant breathe"], catalog)


@pytest.mark.parametrize(
    "arguments",
    [
        ("checkin", "--note", "bit hard to swallow"),
        ("checkin", "--effect", "seeing double"),
        ("checkin", "11s=full", "--note", "cant breathe well"),
        ("add", "11s=20", "--note", "trouble speaking an hour later"),
        ("checkin", "trouble swallowing"),
    ],
)
def test_the_text_comes_before_anything_is_saved(program: Program, arguments: list[str]) -> None:
    """The text comes first on stderr, and the record is kept."""
    program("add", "11s=20", "--on", "2026-11-01")
    done = program(*arguments)
    assert (done.code, TEXT in done.err.splitlines()[0]) == (0, True)
    records = json.loads(program("log", "--json").out)["records"]
    assert len(records) == 2


@pytest.mark.parametrize(
    ("content", "arguments", "code"),
    [
        ("format = [", ("checkin", "--note", "cant swallow"), 3),
        ("format = 1\n", ("checkin", "nonsense", "--note", "cant swallow"), 2),
        ("format = 1\n", ("add", "11s=-5", "--note", "cant swallow"), 2),
        ("format = 9\n", ("checkin", "--effect", "double vision"), 1),
    ],
)
def test_the_text_comes_even_where_nothing_can_be_saved(
    program: Program, content: str, arguments: list[str], code: int
) -> None:
    """A broken journal or a mistyped word beside it does not keep the text back."""
    Path(program.journal).write_text(content, encoding="utf-8")
    done = program(*arguments)
    assert (done.code, TEXT in done.err.splitlines()[0]) == (code, True)
    assert program.journal.read_text(encoding="utf-8") == content


def test_json_stays_json(program: Program) -> None:
    """The text is a message on stderr; what stands on stdout is still JSON."""
    program("add", "11s=20", "--on", "2026-11-01")
    done = program("checkin", "--note", "cant swallow", "--json")
    assert TEXT in done.err
    assert done.out.startswith("{")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("everything looks double", True),
        ("I see it double", True),
        ("the double dose looks fine", False),
        ("paid double to see her", False),
    ],
)
def test_the_order_of_a_pair_counts(catalog: Catalog, said: str, *, heard: bool) -> None:
    """What looks double is a sign; what is double and looks fine is none."""
    assert may_be_emergency([], [said], catalog) is heard
