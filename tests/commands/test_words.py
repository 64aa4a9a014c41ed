"""Words after a command mean what they can only mean; one with no meaning, or two, is refused."""

import json
from collections.abc import Callable

import pytest

from tests.commands.conftest import refused
from tests.conftest import Program, Result

Run = Callable[..., Result]

JOURNAL = """\
format = 1

[[session]]
id = "palms234"
date = "2025-03"
product = "dysport"
areas = ["palms", "half face thing"]
injector = "Dr May Lee"
clinic = "Elm Street Clinic"
lot = "D-77 8"

[[session]]
id = "frown234"
date = 2025-12-05
product = "botox-cosmetic"
units = {glabella = 20, crows-feet = 24}
injector = "Dr Ray"

[[session]]
id = "jaw23456"
date = 2026-06-06
product = "botox"
units = {masseter = 50}
note = "necklace off; a headache since"

[[session]]
id = "touch234"
date = 2026-06-20
touch_up_of = "jaw23456"
units = {masseter = 4}

[[checkin]]
id = "check234"
date = 2026-07-20
state = {masseter = "full"}
effects = ["headache", "sore cheek"]
note = "for 11 days; eye drops helped my jaw"

[[discussed]]
id = "asked234"
date = 2026-08-01
topic = "veins"
outcome = "asked"
"""


@pytest.fixture
def kept(program: Program) -> Program:
    """Return the program on a journal with something to find."""
    program.journal.write_text(JOURNAL)
    program.journal.chmod(0o600)
    return program


def fields(result: Result) -> dict[str, object]:
    """Return the JSON of a run that succeeded."""
    assert (result.code, result.err) == (0, "")
    data: dict[str, object] = json.loads(result.out)
    return data


SAME = {
    "timeline 11s": "timeline --area 11s",
    "timeline crow's feet": "timeline --area crows-feet",
    "timeline crows feet": "timeline --area crows-feet",
    "timeline my frown lines": "timeline --area glabella",
    "timeline half face thing": "timeline --area|half face thing",
    "timeline 2026": "timeline --since 2026",
    "timeline since 2025-12 jaw": "timeline --area jaw --since 2025-12",
    "timeline jaw from 2025-12": "timeline --area jaw --since 2025-12",
    "timeline 11s --since 2026": "timeline --area 11s --since 2026",
    "timeline 2026 --since 2026": "timeline --since 2026",
    "timeline all": "timeline",
    "stats jaw": "stats --area jaw",
    "stats jaw, 11s": "stats --area jaw --area 11s",
    "stats jaw and 11s": "stats --area jaw --area 11s",
    "stats 11s --area jaw": "stats --area jaw --area 11s",
    "stats since 2026": "stats --since 2026",
    "stats 2026": "stats --since 2026",
    "stats since 6 months ago jaw": "stats --area jaw --since|6 months ago",
    "brief jaw": "brief --area jaw",
    "brief jaw since 2026-01": "brief --area jaw --since 2026-01",
    "remind 30d": "remind --within 30d",
    "remind 30": "remind --within 30d",
    "remind 6 weeks": "remind --within 6w",
    "remind within 2 months": "remind --within 60d",
    "remind next 45 days": "remind --within 45d",
    "remind 30 days --within 30d": "remind --within 30d",
}
"""A line with words, and the line of options that it means; | marks an option of several words."""


def arguments(line: str) -> list[str]:
    """Return the words of a line as a shell would hand them over."""
    first, bar, rest = line.partition("|")
    return [*first.split(), rest] if bar else line.split()


@pytest.mark.parametrize("line", SAME)
def test_words_mean_the_same_as_options(kept: Program, line: str) -> None:
    """Screen and JSON of words are those of the options that they stand for."""
    for more in ([], ["--json"]):
        words, options = kept(*line.split(), *more), kept(*arguments(SAME[line]), *more)
        assert words.code == 0
        assert words == options


def test_how_the_shell_cut_the_words_makes_no_difference(kept: Program) -> None:
    """One argument with quotation marks means the same as its words without."""
    assert kept("timeline", "crow's feet since 2025") == kept(
        "timeline", "crows", "feet", "since", "2025"
    )


def test_status_shows_only_the_areas_named(kept: Program) -> None:
    """`status` limits both its list and its JSON to the areas."""
    assert kept("--plain", "status", "jaw").out.startswith("jaw: ")
    shown = fields(kept("status", "palms", "11s", "--json"))
    assert shown.keys() == fields(kept("status", "--json")).keys()
    areas = shown["areas"]
    assert isinstance(areas, list)
    assert sorted(area["area"] for area in areas) == ["glabella", "palms"]


FOUND = {
    "botox": ["frown234", "jaw23456"],
    "dysport": ["palms234"],
    "jaw": ["jaw23456", "touch234", "check234"],
    "left jaw": ["jaw23456", "touch234", "check234"],
    "11s": ["frown234"],
    "half face thing": ["palms234"],
    "dr lee": ["palms234"],
    "dr may lee": ["palms234"],
    "lee": ["palms234"],
    "elm street": ["palms234"],
    "at elm": ["palms234"],
    "d778": ["palms234"],
    "headache": ["jaw23456", "check234"],
    "sore": ["check234"],
    "full": ["check234"],
    "neck": [],
    "neckla": ["jaw23456"],
    "touch-up": ["touch234"],
    "check-ins": ["check234"],
    "veins": ["asked234"],
    "asked": ["asked234"],
    "check234": ["check234"],
    "2025": ["palms234", "frown234"],
    "2026-06": ["jaw23456", "touch234"],
    "june 2026": ["jaw23456", "touch234"],
    "since 2026-07": ["check234", "asked234"],
    "until 2025": ["palms234", "frown234"],
    "from 2025-06 to 2026-06-10": ["frown234", "jaw23456"],
    "botox 2026": ["jaw23456"],
    "jaw headache": ["jaw23456", "check234"],
    "jaw --since 2026-07": ["check234"],
    "--until 2025-03-02": ["palms234"],
    "crows feet botox dr ray": ["frown234"],
    "jaw --area 11s": [],
    "brow": ["frown234"],
    "since 2027": [],
    "--until 2027-03": [
        "palms234",
        "frown234",
        "jaw23456",
        "touch234",
        "check234",
        "asked234",
    ],
    "last year": ["palms234", "frown234"],
    "all": ["palms234", "frown234", "jaw23456", "touch234", "check234", "asked234"],
}
"""The words after `log`, and the ids of the records that it lists."""


@pytest.mark.parametrize("words", FOUND)
def test_log_finds_what_a_record_says(kept: Program, words: str) -> None:
    """Every word narrows: an area, a product, a side effect, a person, a date or any text."""
    records = json.loads(kept("log", *words.split(), "--json").out)["records"]
    assert [record["id"] for record in records] == FOUND[words]


def test_quotation_marks_find_a_text(kept: Program) -> None:
    """A text in quotation marks is found as it is, even if it begins with an ambiguous area."""
    assert "check234" in kept("log", "eye drops").out
    assert kept("log", "drops eye").out == ""


def test_log_names_the_word_that_no_record_has(kept: Program) -> None:
    """A misspelt word is named, so that an empty list does not look like an empty journal."""
    assert kept("log", "jaw", "botux").err == (
        'No record has "botux".\nNo record matches. To list all records: botoxlog log\n'
    )


REFUSED = {
    "timeline brow": ('"brow" can mean', "Write glabella, brow-lift or forehead."),
    "timeline forhead": ('can\'t use "forhead"', "Did you mean forehead?"),
    "timeline botox": ('can\'t use "botox"', "It takes areas."),
    "timeline 11s xyz": ('can\'t use "xyz"', "botoxlog timeline jaw since 2025"),
    "timeline 6 months": ('can\'t use "6 months"', "botoxlog timeline since 6 months ago"),
    "timeline 2027": ("is still to come", "write a date up to today"),
    "log since 2047": ("is still to come", "write a date up to today"),
    "log --until 2047": ("is still to come", "write a date up to today"),
    "timeline 3/4/2026": ("could be 3 Apr 2026 or 4 Mar 2026",),
    "timeline last summer": ('"last summer" could be',),
    "timeline until 2026": ("always goes on to today", "Leave it out"),
    "timeline 2025 --since 2024": ("2024 and 2025 are two different dates",),
    "timeline 2025 2026": ("2025 and 2026 are two different dates",),
    "timeline the": ('can\'t use "the"',),
    "stats 2025": ('"2025" could mean only that time', "botoxlog stats since 2025"),
    "stats headache": ('can\'t use "headache"', "It takes areas."),
    "brief 2026-01": ('"2026-01" could mean', "botoxlog brief since 2026-01"),
    "brief visit.html": ('can\'t use "visit.html"',),
    "status 2026": ('can\'t use "2026"', "botoxlog status jaw"),
    "remind jaw": ('can\'t use "jaw"', "botoxlog remind 30d"),
    "remind 30d jaw": ('can\'t use "jaw"',),
    "remind 2027": ('can\'t use "2027"',),
    "remind 30d 6w": ('"30d" and "6w" are two periods of time.',),
    "remind 30d --within 6w": ('"6w" and "30d" are two periods of time.',),
    "remind --once jaw": ('can\'t use "jaw"',),
    "log may": ('"may" can mean a date or a name', "May 2026"),
    "log 2025 2026": ("2025 and 2026 are two different dates",),
    "log 2025 --since 2026": ("2026 and 2025 are two different dates",),
    "log since 2026 until 2025": ("The end (2025) is before the beginning (2026).",),
    "log --since soon": ("not a date",),
    "log &": ('can\'t use "&"',),
}
"""Lines that are refused, and what the error says."""


@pytest.mark.parametrize("line", REFUSED)
def test_a_word_without_one_meaning_is_refused(kept: Program, line: str) -> None:
    """It is never ignored: the error names the word, and what the command takes."""
    refused(kept(*line.split()), 2, *REFUSED[line])


def test_an_empty_word_is_refused(kept: Program) -> None:
    """An empty variable of a script does not show everything."""
    refused(kept("timeline", ""), 2, 'can\'t use ""')
    refused(kept("log", ""), 2, 'can\'t use ""')


def test_an_area_that_was_never_treated_is_an_error(kept: Program) -> None:
    """A known area without a session is named, as with the option."""
    refused(kept("timeline", "chin"), 1, "Your journal has no session for chin.")


@pytest.mark.parametrize(
    "line",
    ["add chin {} 2026-08-05", "checkin 11s=full {} 2026-08-05", "discuss veins {} 2026-08-05"],
)
def test_date_is_another_name_for_on(kept: Program, line: str) -> None:
    """`--date` saves the same day as `--on`."""
    for option in ("--on", "--date"):
        shown = fields(kept(*line.format(option).split(), "--json"))
        saved = shown["saved"]
        assert isinstance(saved, list)
        assert saved[0]["date"] == "2026-08-05"
