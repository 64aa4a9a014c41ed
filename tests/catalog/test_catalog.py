"""What people say, found in the data that ship; and how the data are shown."""

import pytest

from botoxlog.catalog import Ambiguous, Catalog, Found, Known, Near, NotToxin, Unknown, load
from botoxlog.core.model import State


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("frown lines", "glabella"),
        ("scowl lines", "glabella"),
        ("11s", "glabella"),
        ("11's", "glabella"),
        ("11", "glabella"),
        ("the 11's", "glabella"),
        ("elevens", "glabella"),
        ("The Elevens", "glabella"),
        ("between my eyebrows", "glabella"),
        ("in between my eyes", "glabella"),
        ("between the brows", "glabella"),
        ("furrow", "glabella"),
        ("glabellar", "glabella"),
        ("forehead creases", "forehead"),
        ("worry lines", "forehead"),
        ("the rows above", "forehead"),
        ("crow's feet", "crows-feet"),
        ("crow\N{RIGHT SINGLE QUOTATION MARK}s feet", "crows-feet"),
        ("crows", "crows-feet"),
        ("eye-lines", "crows-feet"),
        ("smile lines", "crows-feet"),
        ("lines at the corners of my eyes", "crows-feet"),
        ("lateral canthal lines", "crows-feet"),
        ("left crow's feet", "crows-feet-left"),
        ("eyebrow lift", "brow-lift"),
        ("below the left eyebrow", "brow-lift-left"),
        ("left brow", "brow-lift-left"),
        ("bunny lines", "bunny-lines"),
        ("nasal squint lines", "bunny-lines"),
        ("lash line", "under-eye"),
        ("jelly roll", "under-eye"),
        ("lip flip", "lip-flip"),
        ("pop the upper lip", "lip-flip"),
        ("smoker's lines", "perioral"),
        ("barcode", "perioral"),
        ("gummy smile", "gummy-smile"),
        ("drop the lip", "gummy-smile"),
        ("cobblestone chin", "chin"),
        ("orange peel", "chin"),
        ("corners of the mouth", "mouth-corners"),
        ("marionettes", "mouth-corners"),
        ("jaw", "masseter"),
        ("jawline", "masseter"),
        ("V-shape", "masseter"),
        ("clenching", "masseter"),
        ("TMJ", "masseter"),
        ("bruxism", "masseter"),
        ("left masseter", "masseter-left"),
        ("masseter-left", "masseter-left"),
        ("masseter left", "masseter-left"),
        ("masseter (left)", "masseter-left"),
        ("L masseter", "masseter-left"),
        ("masseter R", "masseter-right"),
        ("left side of my jaw", "masseter-left"),
        ("temples", "temples"),
        ("side of head", "temples"),
        ("neck bands", "platysma"),
        ("turkey neck", "platysma"),
        ("Nefertiti neck lift", "platysma"),
        ("traps", "trapezius"),
        ("traptox", "trapezius"),
        ("Barbie", "trapezius"),
        ("between shoulder and neck", "trapezius"),
        ("armpits", "underarms"),
        ("pits", "underarms"),
        ("axilla", "underarms"),
        ("right pit", "underarms-right"),
        ("sweaty palms", "palms"),
        ("hands sweating", "palms"),
        ("sweaty feet", "soles"),
        ("blowtox", "scalp"),
        ("migraine shots", "migraine-pattern"),
        ("the 31", "migraine-pattern"),
        ("31-36 injections", "migraine-pattern"),
        ("forehead, sides of head, back of head, neck", "migraine-pattern"),
        ("neck", "neck"),
        ("twisted head", "neck"),
        ("right SCM", "neck-right"),
        ("right sternocleidomastoid", "neck-right"),
        ("eyelids", "eyelid"),
        ("corners of the lid", "eyelid"),
        ("eye twitch", "eyelid"),
        ("half my face", "half-face"),
        ("voice", "larynx"),
        ("vocal cords", "larynx"),
        ("vocal chords", "larynx"),
        ("adductor spasmodic dysphonia", "larynx"),
        ("thyroarytenoids", "larynx"),
        ("trigone", "bladder"),
        ("front wall", "bladder"),
        ("OAB", "bladder"),
        ("left splenius capitis", "neck-left"),
        ("torticollis", "neck"),
        ("occipitalis", "migraine-pattern"),
        ("chronic migraines", "migraine-pattern"),
        ("right zygomaticus major", "half-face-right"),
        ("flexor carpi", "arm"),
        ("flexor digitorum longus", "leg"),
        ("medial head of the gastrocnemius", "leg"),
        ("quadriceps", "leg"),
        ("bladder wall", "bladder"),
        ("arm", "arm"),
        ("biceps", "arm"),
        ("FCU", "arm"),
        ("pronator teres", "arm"),
        ("toes", "leg"),
        ("both palms", "palms"),
        ("I'm a scowler", "glabella"),
        ("angry face", "glabella"),
        ("just my forehead", "forehead"),
        ("under the tail", "brow-lift"),
        ("back wall", "bladder"),
        ("head, neck, shoulders", "migraine-pattern"),
        ("forehead, sides of head, back of head, neck and jaw", "migraine-pattern"),
        ("Kr\u00e4henf\u00fc\u00dfe", "crows-feet"),
        ("Zornesfalte", "glabella"),
        ("ride du lion", "glabella"),
        ("M\u00e2choire", "masseter"),
    ],
)
def test_areas_in_peoples_words(catalog: Catalog, typed: str, area: str) -> None:
    """What patients were heard to say means the area that they meant."""
    assert catalog.find_area(typed) == Known(area)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("frown", ("glabella", "mouth-corners")),
        ("natural frown", ("mouth-corners", "glabella")),
        ("brow", ("glabella", "brow-lift", "forehead")),
        ("brows", ("glabella", "brow-lift", "forehead")),
        ("eyebrows", ("glabella", "brow-lift", "forehead")),
        ("eyes", ("crows-feet", "under-eye", "eyelid")),
        ("left eye", ("crows-feet-left", "under-eye-left", "eyelid-left")),
        ("lips", ("lip-flip", "perioral")),
        ("upper lip", ("lip-flip", "perioral")),
        ("hands", ("palms", "arm")),
        ("left hand", ("palms-left", "arm-left")),
        ("feet", ("soles", "leg")),
        ("shoulders", ("trapezius", "arm")),
        ("right cord", ("larynx-right", "platysma-right")),
        ("orbicularis oculi", ("crows-feet", "eyelid", "under-eye", "brow-lift")),
        ("hairline", ("scalp", "forehead", "migraine-pattern")),
        ("smile", ("gummy-smile", "mouth-corners", "crows-feet")),
        ("side of nose", ("bunny-lines", "half-face")),
        ("my head", ("migraine-pattern", "scalp", "temples")),
        ("upper face", ("glabella", "forehead", "crows-feet")),
        ("sweating", ("underarms", "palms", "soles", "scalp", "face-sweat", "groin")),
        ("hyperhidrosis", ("underarms", "palms", "soles", "scalp", "face-sweat", "groin")),
    ],
)
def test_areas_that_may_be_several(catalog: Catalog, typed: str, readings: tuple[str, ...]) -> None:
    """A word with several meanings is never guessed."""
    assert catalog.find_area(typed) == Ambiguous(readings)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("massater", Near(("masseter",))),
        ("glabela", Near(("glabella",))),
        ("forhead", Near(("forehead",))),
        ("left massater", Near(("masseter-left",))),
        ("11z", Near(("glabella",))),
        ("31", Unknown()),
        ("shin", Unknown()),
        ("left glabella", Unknown()),
        ("behind my ears", Unknown()),
        ("lion", Unknown()),
        ("migraine botox", Near(("migraine-pattern",))),
        ("", Unknown()),
    ],
)
def test_areas_that_are_not_known(catalog: Catalog, typed: str, found: Found) -> None:
    """A slip gets a suggestion; free text, and the side of a middle area, stay as typed."""
    assert catalog.find_area(typed) == found


@pytest.mark.parametrize(
    ("typed", "purpose"),
    [
        ("lines", "lines"),
        ("cosmetic", "lines"),
        ("fine lines", "lines"),
        ("migraines", "migraine"),
        ("headaches", "migraine"),
        ("hyperhidrosis", "sweating"),
        ("excessive sweating", "sweating"),
        ("TMJ", "jaw"),
        ("teeth grinding", "jaw"),
        ("spasticity", "spasm"),
        ("a stroke", "spasm"),
        ("incontinence", "bladder"),
        ("OAB", "overactive bladder"),
        ("overactive bladder", "overactive bladder"),
        ("neurogenic bladder", "neurogenic bladder"),
        ("MS bladder", "neurogenic bladder"),
        ("dysphonia", "voice"),
    ],
)
def test_purposes_in_peoples_words(catalog: Catalog, typed: str, purpose: str) -> None:
    """What a session is for is found in the words that people use for it."""
    assert catalog.find_purpose(typed) == Known(purpose)


@pytest.mark.parametrize(
    ("purpose", "broad"),
    [
        ("overactive bladder", "bladder"),
        ("neurogenic bladder", "bladder"),
        ("bladder", "bladder"),
        ("my own reason", "my own reason"),
    ],
)
def test_a_kind_of_purpose_is_its_area_s(catalog: Catalog, purpose: str, broad: str) -> None:
    """Areas know the broad purpose; a kind of it, and nothing else, comes back as that."""
    assert catalog.broad_purpose(purpose) == broad


@pytest.mark.parametrize(
    ("typed", "cosmetic", "otherwise"),
    [
        ("botox", "botox-cosmetic", "botox"),
        ("Botox(R)", "botox-cosmetic", "botox"),
        ("le Botox", "botox-cosmetic", "botox"),
        ("BTX", "botox-cosmetic", "botox"),
        ("ONA", "botox-cosmetic", "botox"),
        ("OnabotulinumtoxinA", "botox-cosmetic", "botox"),
        ("Botox Cosmetic", "botox-cosmetic", "botox-cosmetic"),
        ("BOTOX\N{REGISTERED SIGN} Cosmetic", "botox-cosmetic", "botox-cosmetic"),
        ("botox-cosmetic", "botox-cosmetic", "botox-cosmetic"),
        ("therapeutic Botox", "botox", "botox"),
        ("Dysport", "dysport", "dysport"),
        ("Dysport (abobotulinumtoxinA)", "dysport", "dysport"),
        ("diss-port", "dysport", "dysport"),
        ("zee-oh-min", "xeomin", "xeomin"),
        ("naked Botox", "xeomin", "xeomin"),
        ("Jeaveau", "jeuveau", "jeuveau"),
        ("Newtox", "jeuveau", "jeuveau"),
        ("PBoNT/A", "jeuveau", "jeuveau"),
        ("Daxi", "daxxify", "daxxify"),
        ("six-month Botox", "daxxify", "daxxify"),
        ("Botulax", "letybo", "letybo"),
        ("type B", "myobloc", "myobloc"),
        ("Vistabel", "vistabel", "vistabel"),
        ("Nabota", "nuceiva", "nuceiva"),
        ("Hengli", "lantox", "lantox"),
        ("Prosigne", "lantox", "lantox"),
        ("BTXA", "unknown", "unknown"),
        ("Meditoxin", "neuronox", "neuronox"),
        ("Siax", "neuronox", "neuronox"),
        ("Innotox", "innotox", "innotox"),
        ("Coretox", "coretox", "coretox"),
        ("Botulift", "botulift", "botulift"),
        ("Liztox", "hutox", "hutox"),
        ("Wondertox", "wondertox", "wondertox"),
        ("Regenox", "regenox", "regenox"),
        ("Xeomeen", "xeomeen", "xeomeen"),
        ("Relatox", "relatox", "relatox"),
        ("Miotox", "miotox", "miotox"),
        ("TrenibotE", "trenibote", "trenibote"),
        ("Bocouture", "bocouture", "bocouture"),
        ("'tox", "unknown", "unknown"),
        ("toxin", "unknown", "unknown"),
        ("BoNT-A", "unknown", "unknown"),
        ("baby Botox", "botox-cosmetic", "botox"),
        ("boxtox", "botox-cosmetic", "botox"),
        ("zeomin", "xeomin", "xeomin"),
        ("antiwrinkle injections", "unknown", "unknown"),
        ("bro-tox", "unknown", "unknown"),
        ("anti-wrinkle injections", "unknown", "unknown"),
        ("wrinkle relaxers", "unknown", "unknown"),
        ("neuromodulator", "unknown", "unknown"),
        ("preventative", "unknown", "unknown"),
    ],
)
def test_products_in_peoples_words(
    catalog: Catalog, typed: str, cosmetic: str, otherwise: str
) -> None:
    """Brands are found as people spell them; "botox" is the label that fits the area."""
    assert catalog.find_product(typed, cosmetic=True) == Known(cosmetic)
    assert catalog.find_product(typed, cosmetic=False) == Known(otherwise)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("filler", NotToxin("a filler")),
        ("Juvederm", NotToxin("a filler")),
        ("Juvederm Ultra", NotToxin("a filler")),
        ("Restylane", NotToxin("a filler")),
        ("Voluma", NotToxin("a filler")),
        ("Kybella", NotToxin("a fat-dissolving injection")),
        ("PRP", NotToxin("platelet-rich plasma")),
        ("Ajovy", NotToxin("a migraine medicine")),
        ("Botox and filler", Unknown()),
        ("xeomun", Near(("xeomin", "xeomeen"))),
        ("some cream", Unknown()),
    ],
)
def test_products_that_are_none(catalog: Catalog, typed: str, found: Found | NotToxin) -> None:
    """What is not a toxin is recognised, a slip gets a suggestion, free text stays as typed."""
    assert catalog.find_product(typed, cosmetic=True) == found


@pytest.mark.parametrize(
    ("typed", "effect"),
    [
        ("droopy eye", "eyelid-ptosis"),
        ("droopy eyelid", "eyelid-ptosis"),
        ("lid droop", "eyelid-ptosis"),
        ("ptosis", "eyelid-ptosis"),
        ("eyelid drooping", "eyelid-ptosis"),
        ("brows feel heavy", "brow-ptosis"),
        ("one eyebrow higher than the other", "brow-peaking"),
        ("can't smile properly", "smile-asymmetry"),
        ("chewing gets tired", "chewing-weakness"),
        ("crunchy hurts", "chewing-weakness"),
        ("food gets stuck", "dysphagia"),
        ("voice breathy", "voice-change"),
        ("whisper only", "voice-change"),
        ("tiny bruise", "injection-site-reaction"),
        ("eyes dry", "eye-symptoms"),
        ("weak grip", "lasting-weakness"),
        ("have to self-catheterise", "urinary-retention"),
        ("cannot breathe properly", "breathing-trouble"),
        ("eye nearly shut", "eyelid-ptosis"),
        ("heavy brow", "brow-ptosis"),
        ("heavy forehead", "brow-ptosis"),
        ("hooded", "brow-ptosis"),
        ("arches flattened", "brow-ptosis"),
        ("Spock brow", "brow-peaking"),
        ("Mr Spock", "brow-peaking"),
        ("joker", "brow-peaking"),
        ("other eye wide open", "lid-retraction"),
        ("white showing", "lid-retraction"),
        ("frozen", "over-relaxation"),
        ("forehead like a mask", "over-relaxation"),
        ("crooked smile", "smile-asymmetry"),
        ("dimples gone", "smile-asymmetry"),
        ("sunken cheeks", "volume-loss"),
        ("jowls", "volume-loss"),
        ("can't use a straw", "perioral-weakness"),
        ("trouble with p, b, r", "perioral-weakness"),
        ("drooling", "perioral-weakness"),
        ("weak chewing", "chewing-weakness"),
        ("jaw tired", "chewing-weakness"),
        ("trouble swallowing", "dysphagia"),
        ("choking on water", "dysphagia"),
        ("goes down the wrong pipe", "dysphagia"),
        ("laryngitis", "voice-change"),
        ("Godfather voice", "voice-change"),
        ("neck weak", "neck-weakness"),
        ("can't hold my head up", "neck-weakness"),
        ("headache where it was injected", "headache"),
        ("migraine after", "headache"),
        ("bruise", "injection-site-reaction"),
        ("stings like a bee", "injection-site-reaction"),
        ("flu-like", "flu-like"),
        ("chills", "flu-like"),
        ("dry eye", "eye-symptoms"),
        ("vision spots", "blurred-vision"),
        ("acne-like rash", "skin-eruption"),
        ("weak arm months later", "lasting-weakness"),
        ("couldn't walk or feed myself", "generalised-weakness"),
        ("can't empty", "urinary-retention"),
        ("trouble breathing", "breathing-trouble"),
        ("slurred speech", "speech-trouble"),
        ("double vision", "double-vision"),
    ],
)
def test_effects_in_peoples_words(catalog: Catalog, typed: str, effect: str) -> None:
    """Side effects are found as patients described them."""
    assert catalog.find_effect(typed) == Known(effect)


def test_a_droop_may_be_two_things(catalog: Catalog) -> None:
    """A bare "droopy" is asked about, because it may be the lid or the brow."""
    assert catalog.find_effect("droopy") == Ambiguous(("eyelid-ptosis", "brow-ptosis"))


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("not yet", "none"),
        ("nothing yet", "none"),
        ("don't notice much difference yet", "none"),
        ("watched pot", "none"),
        ("not kicked in yet", "none"),
        ("just starting to kick in", "kicking-in"),
        ("taking effect", "kicking-in"),
        ("still going strong", "full"),
        ("rock solid", "full"),
        ("bone dry", "full"),
        ("no movement", "full"),
        ("can't move a thing", "full"),
        ("as good as new", "full"),
        ("on its way out", "fading"),
        ("wears off", "fading"),
        ("losing effect", "fading"),
        ("bit of movement", "fading"),
        ("lost its effect", "gone"),
        ("stopped working", "gone"),
        ("no good", "no-effect"),
        ("kicking in", "kicking-in"),
        ("almost fully kicked-in", "kicking-in"),
        ("it took", "kicking-in"),
        ("ramp-up period", "kicking-in"),
        ("barely noticing the effects", "kicking-in"),
        ("in full effect", "full"),
        ("fully kicked in", "full"),
        ("at its peak", "full"),
        ("frozen", "full"),
        ("good voice", "full"),
        ("sweat-free", "full"),
        ("holding", "full"),
        ("still working", "full"),
        ("spot on", "full"),
        ("still full", "full"),
        ("result still there", "full"),
        ("none yet", "none"),
        ("moves less", "kicking-in"),
        ("wearing off a bit", "fading"),
        ("slight movement", "fading"),
        ("wearing off", "fading"),
        ("starting to wear off", "fading"),
        ("running out", "fading"),
        ("tapering", "fading"),
        ("movement coming back", "fading"),
        ("letdown", "fading"),
        ("grinding again", "fading"),
        ("worn off", "gone"),
        ("back to normal", "gone"),
        ("dominating my life again", "gone"),
        ("did nothing", "no-effect"),
        ("a dud", "no-effect"),
        ("no difference", "no-effect"),
        ("didn't take", "no-effect"),
        ("semi-failure", "partial"),
        ("partial", "partial"),
        ("partly working", "partial"),
        ("only partly", "partial"),
        ("half working", "partial"),
        ("works less than it should", "partial"),
        ("patchy", "partial"),
        ("uneven result", "partial"),
        ("not as strong", "partial"),
        ("weaker than usual", "partial"),
        ("comes and goes", "partial"),
        ("somewhat effective", "partial"),
    ],
)
def test_states_in_peoples_words(catalog: Catalog, typed: str, state: str) -> None:
    """The seven states are found in the words that people use for them."""
    assert catalog.find_state(typed) == Known(state)


def test_states_are_those_of_the_journal(catalog: Catalog) -> None:
    """The words cover exactly the states that a journal may hold, under their own names too."""
    assert list(catalog.states) == [state.value for state in State]
    for state in State:
        assert catalog.find_state(state.value) == Known(state.value)


def test_states_that_may_be_several(catalog: Catalog) -> None:
    """A bare "nothing" may be too early to tell, and a percentage may be kept or lost."""
    assert catalog.find_state("no change") == Ambiguous(("none", "full", "no-effect"))
    for word in ("almost worn off", "mostly gone", "back"):
        assert catalog.find_state(word) == Ambiguous(("fading", "gone"))
    assert catalog.find_state("all over") != Known("gone")
    assert catalog.find_state("100%") == Unknown()
    assert catalog.find_state("sweating again") == Known("fading")
    assert catalog.find_state("nothing") == Ambiguous(("none", "no-effect"))
    assert catalog.find_state("70%") == Unknown()


@pytest.mark.parametrize(
    ("area_id", "base", "side", "label"),
    [
        ("masseter-left", "masseter", "left", "jaw, left"),
        ("half-face-right", "half-face", "right", "half of the face, right"),
        ("masseter", "masseter", None, "jaw"),
        ("crows-feet", "crows-feet", None, "crow's feet"),
        ("glabella-left", "glabella-left", None, "glabella-left"),
        ("behind the ears", "behind the ears", None, "behind the ears"),
        ("ear-left", "ear-left", None, "ear-left"),
        ("masseter-both", "masseter-both", None, "masseter-both"),
    ],
)
def test_sides_and_labels_of_areas(
    catalog: Catalog, area_id: str, base: str, side: str | None, label: str
) -> None:
    """An id splits into area and side and is shown in everyday words; free text is kept."""
    assert catalog.split_side(area_id) == (base, side)
    assert catalog.area_label(area_id) == label


def test_labels_of_products(catalog: Catalog) -> None:
    """A product is shown by its brand; free text is kept."""
    assert catalog.product_label("botox-cosmetic") == "Botox Cosmetic"
    assert catalog.product_label("unknown") == "unknown brand"
    assert catalog.product_label("some cream") == "some cream"


def test_loaded_once() -> None:
    """Asking again gives the same data, read once."""
    assert load() is load()
    assert load().areas is load().areas


@pytest.mark.parametrize(
    ("effect_id", "base", "side", "label"),
    [
        ("eyelid-ptosis-left", "eyelid-ptosis", "left", "drooping eyelid, left"),
        ("eyelid-ptosis", "eyelid-ptosis", None, "drooping eyelid"),
        ("chewing-weakness-right", "chewing-weakness", "right", "weak chewing, right"),
        ("dysphagia-left", "dysphagia-left", None, "dysphagia-left"),
        ("a green nose", "a green nose", None, "a green nose"),
        ("nose-left", "nose-left", None, "nose-left"),
    ],
)
def test_sides_and_labels_of_side_effects(
    catalog: Catalog, effect_id: str, base: str, side: str | None, label: str
) -> None:
    """As those of areas: only a side effect that can have a side is split from it."""
    assert catalog.split_effect_side(effect_id) == (base, side)
    assert catalog.effect_label(effect_id) == label
    assert catalog.effect(effect_id) == catalog.effects.get(base)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("left droopy eyelid", Known("eyelid-ptosis-left")),
        ("droopy right eyelid", Known("eyelid-ptosis-right")),
        ("eyelid-ptosis-left", Known("eyelid-ptosis-left")),
        ("droopy left", Ambiguous(("eyelid-ptosis-left", "brow-ptosis-left"))),
        ("trouble with p, b, r", Known("perioral-weakness")),
        ("left drooping eyelit", Known("eyelid-ptosis-left")),
        ("left trouble swallowing", Near(("dysphagia",))),
    ],
)
def test_a_side_effect_is_found_with_its_side(catalog: Catalog, typed: str, found: Found) -> None:
    """Before, within or after the words; one that has no sides is only suggested."""
    assert catalog.find_effect(typed) == found


@pytest.mark.parametrize(
    ("product", "substance"),
    [
        ("botox", "onabotulinumtoxina"),
        ("Botox Cosmetic", "onabotulinumtoxina"),
        ("vistabel", "onabotulinumtoxina"),
        ("azzalure", "abobotulinumtoxina"),
        ("Some  Brand", "some brand"),
        ("Nabota", "prabotulinumtoxina"),
        ("Botulax", "letibotulinumtoxina"),
        ("hengli", "lantox"),
        ("neuronox", "neuronox"),
        ("trenibote", "trenibotulinumtoxine"),
        ("unknown", None),
        (None, None),
    ],
)
def test_products_compare_by_substance(
    catalog: Catalog, product: str | None, substance: str | None
) -> None:
    """Brands of one family are one, any other is itself; what was not recorded is no substance."""
    assert catalog.substance(product) == substance
