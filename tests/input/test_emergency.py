"""Signs of an emergency: every phrase that was tried, both ways."""

import json
from datetime import date
from pathlib import Path

import pytest

from botoxlog.catalog import Catalog, load
from botoxlog.input.language.emergency import emergency_text, hear
from tests.conftest import Program

TODAY = date(2026, 11, 23)
TEXT = "emergency number (112, 911 or 999)"

MUST = [
    "trouble swallowing",
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
"""Typed into a note, each of these shows the emergency text."""

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


DENIED = [
    "no trouble swallowing",
    "swallowing fine, breathing fine",
    "vision perfect",
    "didn't choke, didn't faint",
    "no chest pain, palpitations or fainting",
    "never had any double vision",
    "denies chest pain, palpitations, breathlessness",
    "choking? no",
    "speech is normal, no slurring",
    "not short of breath at all",
    "without any trouble speaking",
]
"""These say that it is not so."""

ELSEWHERE = [
    "my sister lost her voice at the match",
    "my dad cannot swallow since his stroke",
    "read about botulism in the news, scary",
    "the leaflet warns of trouble breathing",
    "worried about double vision next time",
    "told me to watch for trouble swallowing",
    "what to look for: choking, slurred speech",
]
"""These are about somebody else, or about what may happen."""

OVER = [
    "in 2014 I could hardly swallow for three weeks",
    "double vision has cleared completely",
    "slurred speech last year with Dysport",
    "had hives after the last one, took an antihistamine, gone in a day",
    "trouble swallowing for two days, over now",
]
"""These are past and over."""

STILL_THERE = [
    "no headache this time, instead I see double",
    "bruise gone. choking started.",
    "headache gone and double vision",
    "double vision has not gone",
    "scared that I can't breathe properly",
    "my husband says my speech is slurred",
    "voice gone very nasal",
    "no change, still cannot swallow",
    "choking on water like last time",
]
"""Words of denial or of the end stand here too, and are about something else."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the data that ship with the program."""
    return load()


def heard(text: str, catalog: Catalog, *treated: str) -> list[str]:
    """Return the ids of the emergencies that a text may describe."""
    return [effect.id for effect in hear([text], catalog, TODAY, treated).effects]


def test_enough_was_tried() -> None:
    """At least 60 phrases stand on either side, none of them twice."""
    assert len(set(MUST)) == len(MUST) >= 60
    assert len(set(MUST_NOT)) == len(MUST_NOT) >= 60
    assert set(MUST).isdisjoint(MUST_NOT)


@pytest.mark.parametrize("said", [*MUST, *STILL_THERE])
def test_a_sign_is_heard(catalog: Catalog, said: str) -> None:
    """As it stands, in capitals and inside a longer text."""
    assert heard(said, catalog)
    assert heard(said.upper(), catalog)
    assert heard(f"Felt fine at first. Then: {said}; will ask. See you", catalog)


@pytest.mark.parametrize("said", [*MUST_NOT, *DENIED, *ELSEWHERE, *OVER])
def test_anything_else_is_not(catalog: Catalog, said: str) -> None:
    """What is ordinary, denied, somebody else's, feared or over shows no emergency text."""
    assert heard(said, catalog) == []


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("it goes down the wrong way", ["dysphagia"]),
        ("nobody understands what I say", ["speech-trouble"]),
        ("can't catch my breath", ["breathing-trouble"]),
        ("cannot hold my head up", ["neck-weakness"]),
        ("my legs buckle on the stairs", ["generalised-weakness"]),
        ("I see two of everything", ["double-vision"]),
        ("everything is a blur", ["blurred-vision"]),
        ("I think it is botulism", ["botulism"]),
        ("cannot pee since last night", ["urinary-retention"]),
        ("my lips and tongue are swollen", ["severe-allergy"]),
        ("passed out in the shower", ["fainting"]),
        ("a pain in my chest", ["chest-pain"]),
        ("I see double and cannot swallow", ["double-vision", "dysphagia"]),
        ("doublevision", ["double-vision"]),
        ("c a n t  b r e a t h e", ["breathing-trouble"]),
        ("sluuuurred speech", ["speech-trouble"]),
        ("tounge swollen", ["severe-allergy"]),
        ("neck. head. cannot hold.", ["neck-weakness"]),
    ],
)
def test_each_kind_has_its_name(catalog: Catalog, said: str, ids: list[str]) -> None:
    """Every kind of emergency is heard as what it is, also misspelt, joined or in fragments."""
    assert heard(said, catalog) == ids


@pytest.mark.parametrize(
    ("effect", "urgent"),
    [
        ("swallowing", True),
        ("vision", True),
        ("dysfagia", True),  # nearly an urgent one
        ("weakness", True),  # it may be any of three
        ("blurry when I read", True),
        ("hoarse", True),  # the leaflet names it among the signs of spread
        ("weak arm", True),
        ("neck weak", True),
        ("shoulders weak", False),
        ("droopy eyelid", False),
        ("left swalowing", True),
        ("", False),
    ],
)
def test_a_single_word_may_be_enough(catalog: Catalog, effect: str, urgent: bool) -> None:
    """One word for an urgent side effect is enough, also nearly spelt."""
    assert bool(heard(effect, catalog)) is urgent


@pytest.mark.parametrize(
    ("said", "area", "ids"),
    [
        ("breathy voice", "larynx", []),
        ("breathy voice", "glabella", ["voice-change"]),
        ("weak grip", "arm", []),
        ("weak grip", "arm-left", []),
        ("weak grip", "glabella", ["lasting-weakness"]),
        ("leaking urine again", "bladder", []),
        ("trouble emptying my bladder", "bladder", []),
        ("trouble emptying my bladder", "glabella", ["urinary-retention"]),
        ("cannot pee at all", "bladder", ["urinary-retention"]),
        ("cannot swallow", "neck", ["dysphagia"]),
        ("weak left hand", "arm-left", []),
        ("weak right hand", "arm-left", ["lasting-weakness"]),
        ("weak leg", "arm", ["lasting-weakness"]),
        ("foot drop", "leg", []),
    ],
)
def test_the_treatment_may_explain_it(
    catalog: Catalog, said: str, area: str, ids: list[str]
) -> None:
    """A weak voice after the voice box is no alarm; what is never expected still is."""
    assert heard(said, catalog, area) == ids


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("vision gone", ["blurred-vision"]),
        ("my breath has gone", ["breathing-trouble"]),
        ("swallowing stopped", ["dysphagia"]),
        ("swallowing trouble gone", []),
        ("3 weeks ago my voice went, and it's still gone", ["voice-change"]),
        ("trouble breathing not yet over", ["breathing-trouble"]),
        ("no headache no fever can't swallow", ["dysphagia"]),
        ("in 2014 I fainted, today again", ["fainting"]),
        ("as a child I fainted a lot", []),
        ("Back in 2019, after my neck treatment, I choked on food for a week", []),
    ],
)
def test_lost_is_not_over(catalog: Catalog, said: str, ids: list[str]) -> None:
    """A function that is gone is lost, a complaint that is gone is over; "still" undoes it."""
    assert heard(said, catalog) == ids


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("botox for strabismus", []),
        ("botox for my strabismus", []),
        ("strabismus=partial", []),
        ("strabismus", ["double-vision"]),
        ("taken to hospital for choking", ["dysphagia"]),
    ],
)
def test_what_was_treated_is_no_sign(catalog: Catalog, said: str, ids: list[str]) -> None:
    """A condition that a session is for is not what went wrong after it."""
    assert heard(said, catalog) == ids


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("crows-feet=gone", []),
        ("crows-feet=full glabella=gone", []),
        ("my crows feet gone, jaw full", []),
        ("the crow's feet have gone", []),
        ("my crow\N{RIGHT SINGLE QUOTATION MARK}s feet gone", []),
        ("bladder=gone", []),
        ("voice=gone", []),
        ("crows feet gone and my feet won't move", ["generalised-weakness"]),
        ("my feet are gone", ["generalised-weakness"]),
        ("half face gone numb and weak", ["generalised-weakness"]),
        ("throat=closed", ["dysphagia"]),
        ("neck=gone hard to swallow", ["dysphagia"]),
    ],
)
def test_how_an_area_looks_is_no_sign(catalog: Catalog, said: str, ids: list[str]) -> None:
    """A result that wore off is not a limb or a voice that is lost, and crow's feet are no feet."""
    assert heard(said, catalog) == ids


def test_what_is_printed_is_read(catalog: Catalog) -> None:
    """The id and the name of every side effect mean it, and every urgent one is heard."""
    for effect in catalog.effects.values():
        for name in (effect.id, effect.id.replace("-", " "), effect.name):
            assert effect.id in {found.effect for found in catalog.symptoms.read(name)}, name
            assert heard(name, catalog) or not effect.urgent, name


def test_the_text_names_what_was_heard(catalog: Catalog) -> None:
    """What was heard, why it may be serious, and what to do: each once."""
    said = "I see double, my lips swell"
    assert " ".join(emergency_text([said], catalog, TODAY)) == (
        "You wrote about double vision and signs of a severe allergy. Hours to weeks after an "
        "injection this can mean that the toxin has spread. At once or within hours after an "
        "injection this can be a severe allergic reaction. It is an emergency: call your emergency "
        "number (112, 911 or 999) or get medical help now."
    )
    assert emergency_text(["all good"], catalog, TODAY) == ()


def test_what_the_leaflet_expects_is_said_too(catalog: Catalog) -> None:
    """After injections in the neck, what is expected is said, and how to tell when it is more."""
    text, expected = emergency_text(["hard to swallow"], catalog, TODAY, ["neck"])
    assert text.startswith("You wrote about trouble swallowing.")
    assert expected == (
        "The leaflet names some trouble swallowing after injections in the neck. It is more than "
        "that if you choke, cannot swallow your saliva, or breathing or speaking is hard too."
    )


@pytest.mark.parametrize(
    ("said", "area", "expected"),
    [
        ("breathy voice", "larynx", "A weak or breathy voice is expected"),
        ("trouble emptying my bladder", "bladder", "some people cannot empty it"),
        ("neck feels weak", "neck", "Some weakness is expected in a treated neck."),
    ],
)
def test_what_is_expected_is_said_alone(
    catalog: Catalog, said: str, area: str, expected: str
) -> None:
    """What the treatment explains is no emergency; how to tell when it is more is said."""
    (text,) = emergency_text([said], catalog, TODAY, [area])
    assert expected in text
    assert "112" not in text


def test_a_text_of_any_length_and_letters(catalog: Catalog) -> None:
    """No text breaks it, and a sign at the end of a long one is heard."""
    for text in ("", "\0\ud800", "!!!", "\N{PILE OF POO}" * 50):
        assert heard(text, catalog) == []
    assert heard("fine so far " * 1000 + "cant breathe", catalog) == ["breathing-trouble"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("checkin", "--note", "bit hard to swallow"),
        ("checkin", "--effect", "seeing double"),
        ("checkin", "11s=full", "--note", "cant breathe well"),
        ("add", "11s=20", "--note", "trouble speaking an hour later"),
        ("checkin", "trouble swallowing"),
        ("checkin", "trouble", "swallowing"),
        ("checkin", "I", "cannot", "swallow", "my", "tea"),
    ],
)
def test_the_text_comes_before_anything_is_saved(program: Program, arguments: list[str]) -> None:
    """The text comes first on stderr, however the shell cut it, and the record is kept."""
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
        ("format = 1\n", ("add", "lips", "tongue", "swollen"), 2),
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


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("add", "bladder=200", "--purpose", "incontinence"), False),
        (("add", "eye", "muscle", "5", "for", "strabismus"), False),
        (("add", "11s=20", "14 May 2014", "note: double vision"), False),
        (("add", "11s=20", "1 Nov 2026", "note: double vision"), True),
        (("discuss", "goals", "--note", "double vision", "--on", "2014-05-14"), False),
        (("discuss", "goals", "--answer", "double vision", "--on", "2014-05-14"), False),
        (("discuss", "goals", "--answer", "double vision may come"), True),
    ],
)
def test_what_a_session_is_for_is_no_emergency(
    program: Program, arguments: list[str], shown: bool
) -> None:
    """Neither a purpose nor a word of the time of an old session shouts."""
    done = program(*arguments)
    assert (done.code, TEXT in done.err) == (0, shown)


@pytest.mark.parametrize(
    ("on", "shown"), [("2014-03", False), ("2026-05-23", False), ("2026-05-24", True), ("?", True)]
)
def test_a_day_long_past_is_no_emergency(program: Program, on: str, shown: bool) -> None:
    """What is told of a day more than 183 days ago does not shout; a date nobody can read does."""
    program("add", "11s=20", "--on", "2014-01-10")
    done = program("checkin", "--effect", "cannot swallow", "--on", on)
    assert (TEXT in done.err) is shown
