"""The files that ship keep every rule of the schema, and a broken copy of one does not."""

from collections.abc import Callable
from typing import Any

import pytest

from botoxlog.catalog import Catalog
from tests.catalog import schema
from tests.catalog.schema import SchemaError, check, check_keys, check_standing


def test_the_files_that_ship_keep_every_rule(catalog: Catalog) -> None:
    """Keys, types and statuses are right, what is named exists, and no word belongs to two ids."""
    check(catalog.folder)


def test_small_sound_data_pass(written: Callable[..., Catalog]) -> None:
    """The data that the tests below break are sound before."""
    check(written().folder)


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
        (
            "products",
            '["glabella"], units',
            "[], units",
            "labelled 1: areas: must be a list of texts, not empty",
        ),
        ("products", 'region = "US"', 'country = "US"', "intervals 1: country: no such key here"),
        (
            "products",
            'days = 84\nstatus = "verified"\nsources = ["read"]',
            'days = 84\nstatus = "recalled"\nnote = "label"',
            "intervals 1: status: a recalled interval must not move a date",
        ),
        (
            "products",
            'region = "European"',
            'region = "US"',
            "intervals 2: areas: glabella is there twice",
        ),
        (
            "products",
            'days = 70, text = "10 weeks"',
            'days = 84, text = "12 weeks"',
            "min_interval: must have the shortest of the intervals",
        ),
        ("products", 'otherwise = "botox"', 'otherwise = "tox"', "otherwise: no such id: tox"),
        ("products", 'id = "botox"', 'id = "botox-cosmetic"', "id: is there twice"),
        ("effects", 'status = "verified"', "", "effects.toml: emergency: status"),
        ("effects", "urgent = false", "", "effects.toml: effect headache: urgent: must be true"),
        ("durations", 'median_status = "verified"', "", "settled 1: median_status: must be"),
        (
            "durations",
            'median_status = "verified"',
            'median_status = "recalled"',
            "settled 1: median_status: must be verified or derived",
        ),
        ("durations", 'sources = ["read"]', "", "settled 1: sources: must be a list of texts"),
        ("durations", 'note = "how"', "", "settled 1: note: must be a text"),
        ("durations", 'from = ["felt"]', "from = []", "settled 1: from: must be a list of texts"),
        ("durations", "within = 0.31", "within = 0.41", "settled 1: within: more than the whole"),
        (
            "durations",
            "within = 0.31",
            'within = 0.31\npooled = ["abo"]',
            "settled 1: pooled: no such family here: abo",
        ),
        (
            "durations",
            "within = 0.31",
            "within = 0.31\ngain_per_doubling = 1.2",
            "settled 1: reference_units: goes with",
        ),
        (
            "durations",
            "within = 0.31",
            'within = 0.31\ncause = "loose"',
            "settled 1: no such cause: loose",
        ),
        (
            "durations",
            "[[borrow]]",
            '[[cause]]\narea="glabella"\nid="a"\nname="A"\npurpose="a"\nwords=["a"]\n[[borrow]]',
            "cause: glabella: one of its causes has the default",
        ),
        (
            "durations",
            "[[borrow]]",
            '[[cause]]\narea="glabella"\nid="a"\nname="A"\npurpose="a"\nwords=["a"]\ndefault="b"\n[[borrow]]',
            "settled 1: no such cause: None",
        ),
        ("published", 'sources = ["read"]', "", "felt: a verified figure must cite a source"),
        ("published", 'note = "how"', "", "visits: a derived figure must say in a note"),
        ("published", 'reason = "an interval"', "", "visits: reason: a check says why"),
        ("published", "day = 90", "", "visits: day: a share is of a day"),
        (
            "published",
            'status = "verified"\nsources = ["read"]',
            'status = "recalled"\nnote = "memory"',
            "felt: role: a recalled row is no target",
        ),
        ("published", "value = 112", 'value = "long"', "felt: quantity: a settled figure cannot"),
        ("published", '"median_days"', '"drift"', "felt: quantity: a settled figure cannot"),
        ("published", '"check"', '"other"', "visits: role: must be reproduce or check"),
        ("published", 'id = "visits"', 'id = "felt"', "figure felt: id: is there twice"),
        ("durations", "log_sd = 0.44", "log_sd = 0", "log_sd: must be a number above 0"),
        ("durations", '["glabella"]', '["glabella", "glabella"]', "areas: glabella is there twice"),
        ("durations", '["masseter"]', '["masseter", "masseter"]', "areas: masseter is there twice"),
        ("durations", 'id = "unknown"', 'id = "other"', "durations.toml: family: there must be"),
        ("topics", '"none"', '"some"', "topic veins: evidence: must be one of strong, moderate"),
        (
            "topics",
            'questions.plain = "Are these new?"',
            "",
            "veins: questions: must be a table, not empty",
        ),
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
            "on: must be a day, a month or a year",
        ),
        ("topics", "moot", "mute", "topic veins: mute: no such key here"),
        ("symptom_words", "HEAD =", "head =", "symptom_words.toml: head: a concept has capitals"),
        ("symptom_words", "head | skull", "head | ", "symptom_words.toml: HEAD: an empty phrase"),
        ("symptom_words", "[ordinary]", "[other]", "symptom_words.toml: other: no such key here"),
        ("effects", 'id = "spread"', 'id = "x"', "headache: no such emergency text: spread"),
        ("effects", 'readings = ["headache"]', 'readings = ["x"]', "unclear 1: no such id: x"),
        ("effects", 'effect = "headache"', 'effect = "x"', "expected 1: no such effect: x"),
        ("sources", 'grade = "A"', 'grade = "D"', "sources.toml: read: grade: must be A, B or C"),
        ("sources", "https://example.org", "find_string:1", "sources.toml: read: url: must be"),
        (
            "areas",
            "[[area]]",
            '[[ambiguous]]\nword = "w"\nreadings = ["x"]\n[[area]]',
            "areas.toml: ambiguous w: readings: no such id: x",
        ),
        (
            "areas",
            "[[area]]",
            '[[ambiguous]]\nword = "JAWS"\nreadings = ["masseter", "glabella"]\n[[area]]',
            "areas.toml: 'JAWS' belongs to both masseter and masseter, glabella",
        ),
        ("areas", '"11s"', '"jaws"', "areas.toml: 'jaw' belongs to both glabella and masseter"),
        ("areas", '"11s"', '"Elevens"', "area glabella: words: 'Elevens' has capitals"),
        ("areas", '["procerus"]', '["Procerus"]', "area glabella: sites: 'Procerus' has capitals"),
        ("areas", '["procerus"]', '["11"]', "area glabella: '11' is in words and in sites"),
        ("areas", '"pain"', '"my clenching"', "'my clenching' is in conditions and in complaints"),
        ("areas", '["procerus"]', '["clenching"]', "'clenching' belongs to both glabella and mass"),
        ("areas", '"11s"', '"botoxed 11s", "botox 11s"', "'botox 11s' names the product botox"),
        ("areas", '"pain"', '"botox cosmetic pain"', "names the product botox"),
        ("purposes", '"wrinkles"', '"jaws"', "purposes.toml: 'jaw' belongs to both lines and jaw"),
        ("purposes", '["wrinkles"]', "[]", "purpose lines: words: must be a list of texts, not em"),
    ],
)
def test_a_broken_file_fails(
    written: Callable[..., Catalog], file: str, old: str, new: str, message: str
) -> None:
    """Each mistake within a file is found, and the message says where it is."""
    with pytest.raises(SchemaError, match=message):
        check(written(file, old, new).folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("sources", "[read]", "[other]", "product botox-cosmetic: peak: no such source: read"),
        ("products", '["glabella"]', '["nose"]', "botox-cosmetic: no such area: nose"),
        ("products", 'family = "ona"', 'family = "xyz"', "no such family: xyz"),
        ("durations", '["masseter"]', '["nose"]', "durations.toml: no such area: nose"),
        ("durations", 'from = "glabella"', 'from = "masseter"', "no such settled area: masseter"),
        (
            "durations",
            'id = "sweating"',
            'id = "sweating"\nunless = ["masseter"]',
            "sweating: no such settled area: masseter",
        ),
        ("durations", "log_sd = 0.60", "log_sd = 0.40", "masseter: log_sd: less sure"),
        ("durations", 'from = "ona"', 'from = "xyz"', "family unknown: no such family: xyz"),
        (
            "durations",
            "widen = 0.06",
            'widen = 0.06\nin_proportion_to = "glabella"',
            "family unknown: no such duration",
        ),
        (
            "products",
            'purpose = "lines"\ndays = 84',
            'purpose = "fun"\ndays = 84',
            "product botox-cosmetic: no such purpose: fun",
        ),
        ("durations", '["felt"]', '["seen"]', "no such row of published.toml: seen"),
        ("published", '["glabella"]', '["nose"]', "figure felt: no such area: nose"),
        ("published", '["ona"]', '["xyz"]', "figure felt: no such family: xyz"),
        ("published", '["read"]', '["other"]', "figure felt: no such source: other"),
        (
            "purposes",
            'id = "jaw"',
            'id = "jaw"\nwithin = "face"',
            "purpose jaw: no such purpose: face",
        ),
        ("topics", '["read"] }]', '["other"] }]', "topic veins: no such source: other"),
        ("topics", 'on = "2024', 'x = 1\non = "2024', "no such key here"),
        ("topics", '["glabella"]', '["nose"]', "topic veins: no such area: nose"),
        ("states", '["lines"]', '["nose"]', "states.toml: only_for 1: no such purpose: nose"),
        ("states", '["gone"]', '["dry"]', "states.toml: only_for 1: no such state: dry"),
        ("topics", '["headache"]', '["sneeze"]', "topic veins: no such effect: sneeze"),
        ("areas", 'id = "masseter"', 'id = "masseter"\nwords = ["11"]', "areas.toml: '11' belongs"),
        ("products", 'id = "botox"', 'words = ["Botox-Cosmetic"]\nid = "botox"', "products.toml: "),
        ("effects", 'text = "Get help."', 'text = "Get help."\nday = 1', "day: no such key here"),
    ],
)
def test_files_that_do_not_fit_together_fail(
    written: Callable[..., Catalog], file: str, old: str, new: str, message: str
) -> None:
    """What one file names and another does not have is found, and the message says where it is."""
    with pytest.raises(SchemaError, match=message):
        check(written(file, old, new).folder)


@pytest.mark.parametrize(
    ("table", "value", "message"),
    [
        ({}, schema.TEXT, "must be a text"),
        ({"k": ""}, schema.TEXT, "must be a text"),
        ({"k": 3}, schema.optional(schema.TEXT), "must be a text"),
        ({"k": "yes"}, schema.FLAG, "must be true or false"),
        ({"k": 0}, schema.POSITIVE, "must be a number above 0"),
        ({"k": True}, schema.POSITIVE, "must be a number above 0"),
        ({}, schema.POSITIVE, "must be a number above 0"),
        ({"k": 1.5}, schema.COUNT, "must be a whole number"),
        ({"k": -1}, schema.COUNT, "must be a whole number"),
        ({"k": True}, schema.COUNT, "must be a whole number"),
        ({"k": "a"}, schema.TEXTS, "must be a list of texts"),
        ({"k": ["a", 1]}, schema.TEXTS, "must be a list of texts"),
        ({"k": []}, schema.SOME_TEXTS, "must be a list of texts, not empty"),
        ({}, schema.STATUS, "must be verified, derived or recalled"),
        ({"k": "sure"}, schema.STATUS, "must be verified, derived or recalled"),
        ({"k": 1}, schema.TABLE, "must be a table"),
        ({"k": {}}, schema.SOME_TABLE, "must be a table, not empty"),
        ({"k": [1]}, schema.TABLES, "must be a list of tables"),
    ],
)
def test_a_value_of_the_wrong_type(
    table: dict[str, Any], value: schema.Value, message: str
) -> None:
    """A missing key, or a value of the wrong type, is refused with its place."""
    with pytest.raises(SchemaError, match=f"^f.toml: thing x: k: {message}"):
        check_keys("f.toml: thing x", table, {"k": value})


def test_an_unknown_key() -> None:
    """A misspelt key is refused rather than ignored."""
    with pytest.raises(SchemaError, match=r"^f\.toml: thing x: sorces: no such key here"):
        check_keys("f.toml: thing x", {"sorces": []}, {"sources": schema.TEXTS})


@pytest.mark.parametrize(
    ("status", "sources", "note"),
    [
        ("verified", ["read"], None),
        ("verified", ["read"], "a remark"),
        ("derived", ["read"], "how"),
        ("recalled", [], "the label, from memory"),
    ],
)
def test_a_figure_with_what_its_status_asks_for(
    status: str, sources: list[str], note: str | None
) -> None:
    """A verified figure cites a source, a derived one explains itself, a recalled one says so."""
    check_standing("here", status, {"sources": sources, "note": note})


@pytest.mark.parametrize(
    ("status", "sources", "note", "message"),
    [
        ("verified", [], None, "here: a verified figure must cite a source"),
        ("derived", [], "how", "here: a derived figure must cite a source"),
        ("derived", ["read"], None, "here: a derived figure must say in a note"),
        ("recalled", ["read"], "memory", "here: a recalled figure must not cite a source"),
        ("recalled", [], None, "here: a recalled figure must say in a note"),
        ("recalled", [], "", "here: a recalled figure must say in a note"),
    ],
)
def test_a_figure_that_claims_too_much(
    status: str, sources: list[str], note: str | None, message: str
) -> None:
    """Each way of claiming more than is known is refused, and the place is named."""
    with pytest.raises(SchemaError, match=message):
        check_standing("here", status, {"sources": sources, "note": note})
