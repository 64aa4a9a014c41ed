"""What the files that ship must hold, whatever else changes in them."""

import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from botoxlog import catalog as package
from botoxlog.catalog import Catalog, Figure, Status
from botoxlog.catalog.loader import read_symptom_words

FOLDER = Path(package.__file__).parent
FILES = sorted(FOLDER.glob("*.toml"))

AREAS = """
glabella forehead crows-feet brow-lift bunny-lines under-eye lip-flip perioral gummy-smile
mouth-corners chin masseter temples platysma trapezius underarms palms soles scalp migraine-pattern
neck eyelid half-face larynx bladder arm leg salivary face-sweat groin back-sweat under-breast
gustatory-sweat plantar-fascia tennis-elbow lower-back piriformis trigeminal tension-headache
cluster-headache occipital-nerve anal-sphincter pelvic-floor prostate penis scrotum oesophagus
cricopharyngeus stomach-muscle calf-slimming microtox rosacea scar raynaud eye-muscle restless-legs
oromandibular palate nasal-tip nostrils cheeks earlobes chest-lines
"""
PRODUCTS = """
botox-cosmetic botox dysport xeomin jeuveau daxxify letybo myobloc azzalure bocouture vistabel
nuceiva alluzience relfydess trenibote lantox neuronox innotox coretox botulift hutox wondertox
regenox rentox xeomeen relatox miotox masport unknown
"""
EFFECTS = """
eyelid-ptosis brow-ptosis brow-peaking lid-retraction over-relaxation smile-asymmetry volume-loss
perioral-weakness chewing-weakness dysphagia voice-change neck-weakness headache
injection-site-reaction flu-like eye-symptoms skin-eruption lasting-weakness generalised-weakness
urinary-retention bladder-control breathing-trouble speech-trouble double-vision blurred-vision
botulism severe-allergy fainting chest-pain nausea dizziness dry-mouth muscle-twitching
numbness
"""


def test_every_id_is_there(catalog: Catalog) -> None:
    """The ids that journals rest on are never renamed or taken away."""
    assert set(AREAS.split()) <= set(catalog.areas)
    assert set(PRODUCTS.split()) <= set(catalog.products)
    assert set(EFFECTS.split()) <= set(catalog.effects)


def test_an_id_always_means_itself(catalog: Catalog) -> None:
    """Typing an id finds that id, with either side where there are sides."""
    for area in catalog.areas.values():
        for end in ("", "-left", "-right") if area.sides else ("",):
            found = catalog.find_area(area.id + end)
            assert found == package.Known(area.id + end)
    for product in catalog.products:
        assert catalog.find_product(product, cosmetic=False) == package.Known(product)
    for effect in catalog.effects:
        assert catalog.find_effect(effect) == package.Known(effect)


def test_every_phrase_of_an_area_means_it(catalog: Catalog) -> None:
    """Each word, site and condition of an area finds it."""
    for area in catalog.areas.values():
        for phrase in area.naming:
            assert catalog.find_area(phrase) == package.Known(area.id)


def test_purposes_of_areas_are_known(catalog: Catalog) -> None:
    """What an area is usually treated for is a purpose, and each purpose finds itself."""
    broad = {purpose.id for purpose in catalog.purposes.values() if purpose.within is None}
    assert {area.purpose for area in catalog.areas.values()} == broad
    for purpose in catalog.purposes.values():
        for phrase in (purpose.id, *purpose.words):
            assert catalog.find_purpose(phrase) == package.Known(purpose.id)


def test_shown_names_are_unique(catalog: Catalog) -> None:
    """No two things are shown under one name."""
    for records in (catalog.areas, catalog.products, catalog.effects, catalog.states):
        names = [record.name for record in records.values()]
        assert len(set(names)) == len(names)


def test_sides_and_kinds_of_areas(catalog: Catalog) -> None:
    """Middle areas have no side; "botox" means Botox Cosmetic exactly for these."""
    middle = {area.id for area in catalog.areas.values() if not area.sides}
    cosmetic = {area.id for area in catalog.areas.values() if area.cosmetic}
    purposes = {area.purpose for area in catalog.areas.values()}
    assert middle == {
        *("glabella", "forehead", "lip-flip", "perioral", "chin", "scalp"),
        *("migraine-pattern", "bladder", "face-sweat", "back-sweat", "tension-headache"),
        *("anal-sphincter", "prostate", "penis", "scrotum", "oesophagus", "cricopharyngeus"),
        *("stomach-muscle", "microtox", "rosacea", "scar", "nasal-tip", "chest-lines"),
    }
    assert cosmetic == {
        *("glabella", "forehead", "crows-feet", "brow-lift", "bunny-lines", "under-eye"),
        *("lip-flip", "perioral", "gummy-smile", "mouth-corners", "chin", "platysma"),
        *("microtox", "nasal-tip", "nostrils", "cheeks", "earlobes", "chest-lines", "scrotum"),
    }
    assert purposes == {
        *("lines", "migraine", "sweating", "jaw", "spasm", "bladder", "voice", "drooling", "pain"),
        *("pelvic", "digestion", "skin", "slimming", "circulation", "squint"),
    }


def test_urgent_effects(catalog: Catalog) -> None:
    """Signs of spread, of a severe allergy and what always needs help are urgent; no others are."""
    urgent = {effect.id for effect in catalog.effects.values() if effect.urgent}
    assert urgent == {
        *("dysphagia", "speech-trouble", "breathing-trouble", "double-vision", "blurred-vision"),
        *("generalised-weakness", "bladder-control", "botulism", "severe-allergy"),
        *("fainting", "chest-pain"),
    }


def test_effects_with_sides(catalog: Catalog) -> None:
    """What can be on one side of the face or body has sides; what concerns the whole has none."""
    without = {effect.id for effect in catalog.effects.values() if not effect.sides}
    assert without == {
        "over-relaxation",
        "shiny-skin",
        "dysphagia",
        "voice-change",
        "flu-like",
        "generalised-weakness",
        "urinary-retention",
        "bladder-control",
        "breathing-trouble",
        "speech-trouble",
        "double-vision",
        *("botulism", "severe-allergy", "fainting", "chest-pain"),
        *("nausea", "dizziness", "dry-mouth"),
    }


def test_doses_that_are_for_no_whole_area(catalog: Catalog) -> None:
    """These are for a muscle, a point or a first session, so they have no total."""
    without = {
        (product.id, *dose.areas)
        for product in catalog.products.values()
        for dose in product.labelled
        if dose.total is None
    }
    assert without == {("botox", "eyelid")}


def test_totals_of_areas(catalog: Catalog) -> None:
    """The most that is usual for a whole area, in units of each product, as read in its sources."""
    totals = {
        (product.id, dose.areas[0]): dose.total
        for product in catalog.products.values()
        for dose in product.labelled
        if len(dose.areas) == 1 and dose.areas[0] in _LARGE
    }
    assert totals == {
        ("botox-cosmetic", "platysma"): 36,
        ("botox", "migraine-pattern"): 155,
        ("botox", "neck"): 300,
        ("botox", "arm"): 400,
        ("botox", "leg"): 400,
        ("botox", "masseter"): 72,
        ("botox", "larynx"): 10,
        ("dysport", "neck"): 1000,
        ("dysport", "arm"): 1500,
        ("dysport", "leg"): 1500,
        ("xeomin", "neck"): 300,
        ("xeomin", "arm"): 400,
        ("xeomin", "salivary"): 100,
        ("daxxify", "neck"): 250,
        ("myobloc", "neck"): 10000,
        ("myobloc", "salivary"): 3500,
    }


_LARGE = {
    *("platysma", "migraine-pattern", "neck", "arm", "leg", "masseter", "larynx", "salivary"),
    "trapezius",
}


@pytest.mark.parametrize(
    ("product", "area", "purpose", "labels"),
    [
        ("xeomin", "neck", None, [("European", 70)]),
        ("xeomin", "neck-left", "spasm", [("European", 70)]),
        ("xeomin", "arm", None, [("US", 84)]),
        ("xeomin", "salivary", None, [("US", 112)]),
        ("xeomin", "glabella", None, [("US", 91)]),
        ("xeomin", "platysma", None, []),
        ("xeomin", "salivary", "parkinsons", [("US", 112)]),
        ("xeomin", "salivary", "ALS", [("US", 112)]),
        ("xeomin", "neck", "laterocollis", [("European", 70)]),
        ("xeomin", "neck", "twisted neck", [("European", 70)]),
        ("xeomin", "neck", "neck pain", [("European", 70)]),
        ("xeomin", "neck", "pain", []),
        ("xeomin", "neck", "headaches and neck pain", [("European", 70)]),
        ("botox", "neck", "my headaches", [("US", 84)]),
        ("botox", "arm", None, [("US", 84)]),
        ("botox", "arm", "MS", [("US", 84)]),
        ("botox", "arm", "brain injury", [("US", 84)]),
        ("botox", "arm", "essential tremor", []),
        ("botox", "arm", "my Writer's cramp", []),
        ("botox", "leg", "toe curling", []),
        ("botox", "leg", "slimming", []),
        ("botox", "leg", "calf spasm after a stroke", [("US", 84)]),
        ("botox", "temples", None, []),
        ("botox", "temples", "wedding", []),
        ("botox", "temples", "migraine", [("US", 84)]),
        ("botox", "migraine-pattern", "prevention", [("US", 84)]),
        ("botox", "masseter", "slimming", [("Chinese", 183)]),
        ("botox-cosmetic", "masseter-left", "slimming", [("Chinese", 183)]),
        ("botox-cosmetic", "glabella", "preventative", [("US", 90)]),
        ("botox-cosmetic", "glabella", "wedding", [("US", 90)]),
        ("botox-cosmetic", "glabella", "frown", [("US", 90)]),
        ("botox-cosmetic", "glabella", "tired look", [("US", 90)]),
        ("botox-cosmetic", "glabella", "sweaty forehead", []),
        ("botox", "migraine-pattern", None, [("US", 84)]),
        ("botox", "forehead", "migraine", [("US", 84)]),
        ("botox", "forehead", None, [("US", 90)]),
        ("botox", "underarms", None, []),
        ("botox", "masseter", None, []),
        ("botox", "neck", None, []),
        ("botox-cosmetic", "glabella", None, [("US", 90)]),
        ("botox-cosmetic", "glabella", "migraine", []),
        ("botox-cosmetic", "chin", None, []),
        ("letybo", "glabella", None, [("US", 91), ("UK", 91)]),
        ("azzalure", "crows-feet", None, [("Spanish", 84), ("UK", 91)]),
        ("dysport", "crows-feet", None, []),
        ("myobloc", "salivary", None, [("US", 84)]),
        ("myobloc", "neck", None, []),
        ("vistabel", "glabella", None, []),
        ("unknown", "glabella", None, []),
        ("lantox", "glabella", None, []),
        ("my own brew", "glabella", None, []),
        (None, "glabella", None, []),
    ],
)
def test_label_intervals(
    catalog: Catalog,
    product: str | None,
    area: str,
    purpose: str | None,
    labels: list[tuple[str, int]],
) -> None:
    """Only a use on a label that was read has an interval, with whose label it is."""
    found = catalog.label_intervals(product, area, purpose)
    assert [(item.region, item.days) for item in found] == labels


@pytest.mark.parametrize(
    ("sites", "labels"),
    [
        ([], [84]),
        (["calf"], []),
        (["Calves"], []),
        (["calf", "ankle"], [84]),
        (["gastrocnemius"], [84]),
    ],
)
def test_a_calf_alone_has_no_label(catalog: Catalog, sites: list[str], labels: list[int]) -> None:
    """It may be for slimming, which no label covers; not so with another muscle or a purpose."""
    found = catalog.label_intervals("botox", "leg", None, sites)
    assert [item.days for item in found] == labels
    assert [item.days for item in catalog.label_intervals("botox", "leg", "spasm", sites)] == [84]


def test_temples_alone_are_for_migraine(catalog: Catalog) -> None:
    """Forecast, label and questions are about one use, whether the session says it or not."""
    said = catalog.prior("onabotulinumtoxina", "temples", "migraine")
    assert catalog.areas["temples"].purpose == "migraine"
    assert catalog.prior("onabotulinumtoxina", "temples", None) == said
    assert catalog.prior("onabotulinumtoxina", "temples", "wedding") == said
    assert catalog.prior("onabotulinumtoxina", "temples", "lines") != said


def test_each_interval_of_a_label_has_its_question(catalog: Catalog) -> None:
    """`too-soon` names the interval that was missed, whichever label gives it."""
    days = {item.days for product in catalog.products.values() for item in product.intervals}
    topic = catalog.topics["too-soon"]
    named = {
        days: topic.questions["plain" if days == 84 else f"days-{days}"].split(" apart")[0]
        for days in sorted(days)
    }
    assert named == {
        70: "At least two of my sessions were less than 10 weeks",
        84: "At least two of my sessions were less than 12 weeks",
        90: "At least two of my sessions were less than 13 weeks",
        91: "At least two of my sessions were less than 13 weeks",
        112: "At least two of my sessions were less than 16 weeks",
        183: "At least two of my sessions were less than 6 months",
    }


def test_the_shortest_labelled_interval(catalog: Catalog) -> None:
    """No label that was read gives fewer than 10 weeks, and just one gives those."""
    rows = [
        (item.days, product.id, item.region, item.areas)
        for product in catalog.products.values()
        for item in product.intervals
    ]
    assert min(rows) == (70, "xeomin", "European", ("neck",))
    assert [days for days, *_ in rows if days < 84] == [70]


def test_the_emergency_text(catalog: Catalog) -> None:
    """What to do was read in a source, and every urgent sign has a reason to go with it."""
    assert catalog.emergency.text == (
        "It is an emergency: call your emergency number (112, 911 or 999) or get medical help now."
    )
    assert catalog.emergency.status is Status.VERIFIED
    urgent = {effect.emergency for effect in catalog.effects.values() if effect.urgent_signs}
    assert urgent == set(catalog.emergencies) == {"spread", "allergy", "any"}


def test_signs_are_made_of_concepts_that_exist(catalog: Catalog) -> None:
    """A word in capitals is a concept of symptom_words.toml, and every function is one too."""
    words = read_symptom_words(catalog.folder)
    known = words.parts.keys() | words.concepts.keys()
    signs = [
        sign
        for effect in catalog.effects.values()
        for sign in (*effect.signs, *effect.urgent_signs)
    ]
    named = {name for sign in signs for name in re.findall(r"[A-Z]{2,}", sign)}
    assert named - known == set()
    assert {
        effect.works for effect in catalog.effects.values() if effect.works
    } <= words.parts.keys()
    assert len(signs) == len(set(signs)), "a sign stands in one place"


def _figures(catalog: Catalog) -> Iterator[tuple[str, Figure]]:
    for product in catalog.products.values():
        for key, figure in product.figures().items():
            yield f"{product.id} {key}", figure


_FROM_MEMORY = ("duration", "onset", "peak", "watch_for")
RECALLED = {
    "botox-cosmetic duration",
    "botox watch_for",
    "xeomin duration",
    *("jeuveau onset", "jeuveau duration"),
    "letybo watch_for",
    "myobloc cumulative",
    "azzalure peak",
    *("alluzience peak", "alluzience watch_for"),
    *(f"{product} {key}" for product in ("bocouture", "nuceiva") for key in _FROM_MEMORY),
    *(f"vistabel {key}" for key in ("min_interval", *_FROM_MEMORY)),
}


def test_what_is_recalled_stays_recalled(catalog: Catalog) -> None:
    """No figure from memory is ever shown as read; only a source may move one out of this list."""
    found = {name for name, figure in _figures(catalog) if figure.status is Status.RECALLED}
    assert found == RECALLED


def test_what_is_derived(catalog: Catalog) -> None:
    """Only the figures for an unknown brand are our own, and each says how it came about."""
    derived = {name for name, figure in _figures(catalog) if figure.status is Status.DERIVED}
    assert derived == {"unknown min_interval", "unknown onset", "unknown peak"}


@pytest.mark.parametrize(
    ("product", "days", "status"),
    [
        ("botox-cosmetic", 90, "verified"),
        ("botox", 84, "verified"),
        ("dysport", 91, "verified"),
        ("xeomin", 70, "verified"),
        ("jeuveau", 91, "verified"),
        ("daxxify", 91, "verified"),
        ("letybo", 91, "verified"),
        ("myobloc", 84, "verified"),
        ("azzalure", 84, "verified"),
        ("bocouture", 91, "verified"),
        ("vistabel", 91, "recalled"),
        ("nuceiva", 91, "verified"),
        ("alluzience", 91, "verified"),
        ("relfydess", 91, "verified"),
        ("unknown", 91, "derived"),
    ],
)
def test_least_intervals(catalog: Catalog, product: str, days: int, status: str) -> None:
    """Every product has a least interval in days, with the status of what it rests on."""
    figure = catalog.products[product].min_interval
    assert figure is not None
    assert (figure.days, figure.status) == (days, status)


def test_every_product_has_an_onset_and_a_peak(catalog: Catalog) -> None:
    """The days on which a result begins and is strongest, for every product with figures."""
    days = {
        product.id: (product.onset and product.onset.days, product.peak and product.peak.days)
        for product in catalog.products.values()
        if product.figures()
    }
    assert days == {
        "botox-cosmetic": (2, 30),
        "botox": (3, 14),
        "dysport": (2, 30),
        "xeomin": (4, 14),
        "jeuveau": (3, 30),
        "daxxify": (2, 28),
        "letybo": (3, 28),
        "myobloc": (14, 28),
        "azzalure": (3, 30),
        "bocouture": (3, 30),
        "vistabel": (7, 42),
        "nuceiva": (3, 30),
        "alluzience": (3, 28),
        "relfydess": (7, 30),
        "trenibote": (1, None),
        "unknown": (4, 30),
    }


def test_the_cap_on_botox(catalog: Catalog) -> None:
    """400 units in 3 months over all uses, as read for both labels."""
    for product in ("botox-cosmetic", "botox"):
        cap = catalog.products[product].cumulative
        assert cap is not None
        assert (cap.units, cap.days, cap.status) == (400, 91, Status.VERIFIED)


def test_recalled_doses(catalog: Catalog) -> None:
    """The doses from memory are these and no others."""
    recalled = {
        (product.id, *dose.areas)
        for product in catalog.products.values()
        for dose in product.labelled
        if dose.status is Status.RECALLED
    }
    assert recalled == {
        ("azzalure", "crows-feet"),
        ("vistabel", "glabella"),
        ("vistabel", "crows-feet"),
        ("vistabel", "forehead"),
        ("alluzience", "glabella"),
    }


TOPICS = """
weak-muscle temple-hollow expression brow-heavy thin-skin skin-light veins jaw-bone antibodies
migraine-wear jaw-bite cumulative-dose too-soon counterfeit switch-product longer-results
first-results goals cost short-result uneven-sides
serious-reaction no-effect partial eyelid-droop weaker-elsewhere bladder-emptying voice-breathy
dry-eye uneven-smile lower-face-sag stopping side-effect
"""

EVIDENCE = {
    "weak-muscle": "moderate",
    "temple-hollow": "moderate",
    "expression": "low",
    "brow-heavy": "moderate",
    "thin-skin": "opinion",
    "skin-light": "none",
    "veins": "none",
    "jaw-bone": "low",
    "antibodies": "moderate",
    "migraine-wear": "moderate",
    "jaw-bite": "moderate",
    "serious-reaction": "strong",
    "no-effect": "low",
    "partial": "low",
    "eyelid-droop": "moderate",
    "weaker-elsewhere": "moderate",
    "bladder-emptying": "strong",
    "voice-breathy": "moderate",
    "dry-eye": "low",
    "uneven-smile": "low",
    "lower-face-sag": "low",
    "stopping": "low",
    "side-effect": "moderate",
    "short-result": "moderate",
    "cost": "none",
    "uneven-sides": "none",
}


def test_topics(catalog: Catalog) -> None:
    """The ids that journals rest on are there, and no evidence is made better than it is."""
    assert set(TOPICS.split()) == set(catalog.topics)
    found = {id_: catalog.topics[id_].evidence for id_ in EVIDENCE}
    assert found == EVIDENCE
    assert catalog.topics["veins"].sources == ()


def test_limits_are_published_or_ours(catalog: Catalog) -> None:
    """The only numbers of a rule that claim a source are these; each other is our choice."""
    published = {
        (topic.id, name): limit.value
        for topic in catalog.topics.values()
        for name, limit in topic.limits.items()
        if limit.status is not None
    }
    assert published == {
        ("too-soon", "days"): 84,
        ("cumulative-dose", "units"): 400,
        ("cumulative-dose", "days"): 91,
        ("antibodies", "days"): 84,
        ("migraine-wear", "days"): 84,
        ("jaw-bone", "days_since_first"): 365,
        ("short-result", "days"): 84,
    }


def test_topics_join_what_there_is_and_in_one_direction(catalog: Catalog) -> None:
    """A topic joins another that is there, never in a circle, and each joint wording is of use."""
    leads = {
        topic.id: (*topic.asked_by, *topic.joins, *topic.joins_within)
        for topic in catalog.topics.values()
    }
    assert {lead for joined in leads.values() for lead in joined} <= set(catalog.topics)
    assert tuple(TopologicalSorter(leads).static_order())  # raises where they join in a circle
    for topic in catalog.topics.values():
        for name in topic.questions:
            first, joint, joined = name.rpartition("with-")
            if joint:
                assert topic.id in leads[joined]
                assert (first.rstrip("-") or "plain") in topic.questions


def test_every_figure_of_a_topic_was_read(catalog: Catalog) -> None:
    """Nothing that a topic says is from memory."""
    statuses = {figure.status for topic in catalog.topics.values() for figure in topic.about}
    assert statuses <= {Status.VERIFIED, Status.DERIVED}


def test_every_topic_is_found_by_its_words(catalog: Catalog) -> None:
    """Its id, its title and each of its words mean it."""
    for topic in catalog.topics.values():
        for word in (topic.id, topic.title, *topic.words):
            assert catalog.find_topic(word) == package.Known(topic.id)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_plain_texts(file: Path) -> None:
    """Every file is ASCII, in sentences that never tell the reader what to do."""
    text = file.read_text(encoding="utf-8")
    assert text.isascii()
    assert not re.search(r"you (should|must|need to|ought)|we recommend", text, re.IGNORECASE)
    assert not re.search(r"find_string|read_file", text)
