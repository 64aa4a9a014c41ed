"""Small reference data, written for one test at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from botoxlog.catalog import Catalog, load

AREAS = """
[[area]]
id = "glabella"
name = "frown lines"
muscle = "procerus"
sides = false
cosmetic = true
purpose = "lines"
words = ["11s"]
sites = ["procerus"]
complaints = ["lines"]

[[area]]
id = "masseter"
name = "jaw"
muscle = "masseter"
sides = true
cosmetic = false
purpose = "jaw"
conditions = ["clenching"]
complaints = ["pain", "lines"]
"""
PRODUCTS = """
[botox]
cosmetic = "botox-cosmetic"
otherwise = "botox"
words = ["botox"]

[[product]]
id = "botox-cosmetic"
name = "Botox Cosmetic"
generic = "onabotulinumtoxinA"
maker = "M"
family = "ona"
us = true
peak = { days = 30, text = "day 30", status = "verified", sources = ["read"] }
labelled = [
  { areas = ["glabella"], units = "20", total = 20, status = "recalled", note = "from memory" },
]
min_interval = { days = 70, text = "10 weeks", status = "recalled", note = "a label" }

[[product.intervals]]
region = "US"
areas = ["glabella"]
purpose = "lines"
days = 84
status = "verified"
sources = ["read"]

[[product.intervals]]
region = "European"
areas = ["glabella"]
purpose = "lines"
days = 70
status = "verified"
sources = ["read"]

[[product]]
id = "botox"
name = "Botox"
generic = "onabotulinumtoxinA"
maker = "M"
family = "ona"
us = true
"""
EFFECTS = '''
[emergency]
text = "Get help."
status = "verified"
sources = ["read"]

[[emergency_text]]
id = "spread"
text = "It may have spread."
status = "verified"
sources = ["read"]

[[expected]]
effect = "headache"
area = "glabella"
text = "Some do."
status = "verified"
sources = ["read"]

[[effect]]
id = "headache"
name = "headache"
urgent = false
sides = true
signs = """
HEAD ache
=head
"""
urgent_signs = "~HEAD burst"
emergency = "spread"
local = ["glabella"]

[[unclear]]
signs = "=ache"
readings = ["headache"]
'''
STATES = """
[[state]]
id = "gone"
name = "gone"

[[only_for]]
purposes = ["lines"]
words = ["gone"]
"""
PURPOSES = """
[[purpose]]
id = "lines"
words = ["wrinkles"]

[[purpose]]
id = "jaw"
words = ["clenching"]
"""
DURATIONS = """
[[settled]]
families = ["ona"]
areas = ["glabella"]
median_days = 112
median_status = "verified"
log_sd = 0.44
log_sd_status = "derived"
between = 0.31
within = 0.31
split = "assumed"
from = ["felt"]
sources = ["read"]
note = "how"

[[borrow]]
areas = ["masseter"]
from = "glabella"
log_sd = 0.60
note = "why"

[[purpose]]
id = "sweating"
from = "glabella"
log_sd = 0.70
note = "why"

[[family]]
id = "ona"
name = "Botox"
note = "why"

[[family]]
id = "unknown"
name = "unknown brand"
from = "ona"
widen = 0.06
note = "why"
"""
PUBLISHED = """
[[figure]]
id = "felt"
areas = ["glabella"]
families = ["ona"]
quantity = "median_days"
value = 112
status = "verified"
sources = ["read"]
role = "reproduce"

[[figure]]
id = "visits"
areas = ["glabella"]
families = ["ona"]
quantity = "share_still_working"
value = 40
day = 90
status = "derived"
sources = ["read"]
note = "how"
role = "check"
reason = "an interval"
"""
TOPICS = """
[[warned_lot]]
lot = "C1"
text = "found to be counterfeit"
regulator = "A regulator"
on = "2024-04-18"
status = "verified"
sources = ["read"]

[[topic]]
id = "veins"
title = "Veins that show"
evidence = "none"
words = ["vein"]
raised_when = "veins noted"
unless = "they were there before"
moot = "none shows"
about = [{ text = "nothing", status = "verified", sources = ["read"] }]
questions.plain = "Are these new?"
limits.years = { value = 5, text = "years" }
limits.days = { value = 84, text = "days", status = "verified", sources = ["read"] }
areas = ["glabella"]
effects = ["headache"]
"""
SYMPTOM_WORDS = """
[parts]
HEAD = "head | skull"

[concepts]
PAIN = "ache"

[standing]
denied = "no | not"

[light]
words = "my the"

[ordinary]
words = "heal"

[idioms]
phrases = "head over heels"
"""
SOURCES = """
[read]
title = "A trial"
url = "https://example.org/trial"
grade = "A"
"""


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Return the data that ship with the program."""
    return load()


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Catalog]:
    """Return a function that writes small sound data with one text replaced, and reads them."""
    files = {
        "areas": AREAS,
        "products": PRODUCTS,
        "effects": EFFECTS,
        "states": STATES,
        "purposes": PURPOSES,
        "durations": DURATIONS,
        "published": PUBLISHED,
        "topics": TOPICS,
        "symptom_words": SYMPTOM_WORDS,
        "sources": SOURCES,
    }

    def write(file: str = "", old: str = "", new: str = "") -> Catalog:
        for name, text in files.items():
            if name == file:
                assert old in text, f"{old!r} is not in the small {file}.toml"
            changed = text.replace(old, new, 1) if name == file else text
            (tmp_path / f"{name}.toml").write_text(changed, encoding="utf-8")
        return Catalog(tmp_path)

    return write
