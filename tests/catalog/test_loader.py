"""The TOML files into records, on small data."""

from collections.abc import Callable
from datetime import date

import pytest

from botoxlog.catalog import (
    Area,
    Catalog,
    CatalogError,
    Effect,
    Evidence,
    Figure,
    LabelledDose,
    Limit,
    Product,
    SignPair,
    Source,
    StateWords,
    Status,
    Topic,
    WarnedLot,
)
from botoxlog.catalog.cross_checks import check_all
from botoxlog.catalog.entries import Signs


def read_everything(catalog: Catalog) -> None:
    """Ask for something from every file, as running the program would."""
    _ = catalog.areas, catalog.products, catalog.durations, catalog.effects
    _ = catalog.states, catalog.sources(), catalog.topics, catalog.signs


def test_sound_data_are_read(written: Callable[..., Catalog]) -> None:
    """Every key of every file arrives in its record."""
    catalog = written()
    check_all(catalog)
    assert catalog.areas["glabella"] == Area(
        "glabella", "frown lines", "procerus", False, True, "lines", ("11s",)
    )
    assert catalog.products["botox-cosmetic"] == Product(
        id="botox-cosmetic",
        name="Botox Cosmetic",
        generic="onabotulinumtoxinA",
        maker="M",
        family="ona",
        us=True,
        words=(),
        peak=Figure("day 30", Status.VERIFIED, days=30, sources=("read",)),
        labelled=(LabelledDose(("glabella",), "20", Status.RECALLED, (), "from memory"),),
    )
    assert catalog.effects == {"headache": Effect("headache", "headache", False, ())}
    assert catalog.states == {"gone": StateWords("gone", "gone", ())}
    assert catalog.emergency_text() == "Get help."
    assert catalog.sources() == {
        "read": Source("read", "A trial", "https://example.org/trial", "A")
    }
    assert catalog.topics == {
        "veins": Topic(
            id="veins",
            title="Veins that show",
            evidence=Evidence.NONE,
            words=("vein",),
            raised_when="veins noted",
            moot="none shows",
            about=(Figure("nothing", Status.VERIFIED, sources=("read",)),),
            questions={"plain": "Are these new?"},
            limits={
                "years": Limit(5, "years"),
                "days": Limit(84, "days", Status.VERIFIED, ("read",)),
            },
            areas=("glabella",),
            effects=("headache",),
        )
    }
    assert catalog.warned_lots == (
        WarnedLot("C1", "found to be counterfeit", date(2024, 4, 18), Status.VERIFIED, ("read",)),
    )
    assert catalog.signs == Signs(
        ("choking",),
        ("wrong pipe",),
        (SignPair(frozenset({"breath"}), frozenset({"hard"}), 3, True, ("deep breath",)),),
    )


FIGURE = 'status = "verified", sources = ["read"] }'


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("products", FIGURE, "}", "product botox-cosmetic: peak: status: must be verified"),
        ("products", FIGURE, 'status = "verified" }', "peak: a verified figure must cite"),
        ("products", FIGURE, 'status = "derived", sources = ["read"] }', "peak: a derived figure"),
        ("products", FIGURE, 'status = "derived", note = "how" }', "peak: a derived figure must c"),
        ("products", FIGURE, 'status = "recalled" }', "peak: a recalled figure must say"),
        (
            "products",
            FIGURE,
            'status = "recalled", note = "label", sources = ["read"] }',
            "peak: a recalled figure must not cite",
        ),
        ("products", '"day 30", status', '"", status', "peak: text: must be a text"),
        ("products", 'sources = ["read"] }', 'source = ["read"] }', "peak: source: no such key"),
        ("products", 'note = "from memory"', 'sources = ["read"]', "labelled 1: a recalled figure"),
        ("products", '["glabella"], units', "[], units", "labelled 1: areas: must not be empty"),
        ("products", 'otherwise = "botox"', 'otherwise = "tox"', "otherwise: no such id: tox"),
        ("products", 'id = "botox"', 'id = "botox-cosmetic"', "id: is there twice"),
        ("effects", 'status = "verified"', "", "effects.toml: emergency: status"),
        ("effects", "urgent = false", "", "effects.toml: effect headache: urgent: must be true"),
        ("durations", 'median_status = "verified"', "", "published ona: median_status: must be"),
        ("durations", 'sources = ["read"]', "", "median_status: a verified figure must cite"),
        ("durations", 'note = "how"', "", "log_sd_status: a derived figure must say in a note"),
        ("durations", "log_sd = 0.44", "log_sd = 0", "log_sd: must be a number above 0"),
        ("durations", '["glabella"]', '["glabella", "glabella"]', "areas: glabella is there twice"),
        ("durations", '["masseter"]', '["masseter", "masseter"]', "areas: masseter is there twice"),
        ("durations", 'id = "unknown"', 'id = "other"', "durations.toml: family: there must be"),
        ("topics", '"none"', '"some"', "topic veins: evidence: must be one of strong, moderate"),
        ("topics", 'questions.plain = "Are these new?"', "", "veins: questions: must not be empty"),
        ("topics", "value = 5", "value = 0", "veins: limits: years: value: must be a whole number"),
        ("topics", "value = 5, ", "", "veins: limits: years: value: must be a whole number"),
        ("topics", '"years"', '"years", sources = ["read"]', "years: sources: our own choice must"),
        (
            "topics",
            '"days", status = "verified",',
            '"days", status = "recalled",',
            "days: a rec",
        ),
        (
            "topics",
            'on = "2024-04-18"',
            'on = "April"',
            "on: must be a day",
        ),
        ("topics", "moot", "mute", "topic veins: mute: no such key here"),
        ("signs", "within = 3", "", "a pair has two lists of words and a distance"),
        ("signs", 'wrong = ["plainly"]', "", "a pair has two lists of words and a distance"),
        ("signs", "alone", "lone", "signs.toml: lone: no such key here"),
        ("sources", 'grade = "A"', 'grade = "D"', "sources.toml: read: grade: must be A, B or C"),
        ("sources", "https://example.org", "find_string:1", "sources.toml: read: url: must be"),
        (
            "areas",
            "[[area]]",
            '[[ambiguous]]\nword = "w"\nreadings = ["x"]\n[[area]]',
            "areas.toml: ambiguous w: readings: no such id: x",
        ),
    ],
)
def test_bad_data_are_refused(
    written: Callable[..., Catalog], file: str, old: str, new: str, message: str
) -> None:
    """Each mistake is refused when its file is read, and the message says where it is."""
    with pytest.raises(CatalogError, match=message):
        read_everything(written(file, old, new))
