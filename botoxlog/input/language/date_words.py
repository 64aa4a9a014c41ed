"""The words of dates and what they mean, in tables: English, and a few of its neighbours."""

from functools import cache
from typing import Final, NamedTuple

from botoxlog.input.language.numbers import ONE_TO_NINETEEN, TENS


class Unit(NamedTuple):
    """A unit of time: so many months, or so many days."""

    months: int
    days: int


class Part(NamedTuple):
    """What a word such as "early" names of a period, by the length of the period.

    Attributes:
        days: Of a month: the first and last day, limited to the length of the month.
        months: Of a year: the first and last month.
        halves: Of a season: the first and last of its six half months, from 0.
    """

    days: tuple[int, int]
    months: tuple[int, int]
    halves: tuple[int, int]


def _words(line: str) -> list[str]:
    return line.split()


MONTH_NAMES: Final = _words(
    "january february march april may june july august september october november december"
)
WINTER: Final = 12
"""The month in which winter begins."""

AMOUNTS: Final = frozenset(_words("u unit units iu ius su mu ml cc x % each total per"))
"""Words after a number that is an amount, and no day or year."""

_WEEKDAY_NAMES = _words("monday tuesday wednesday thursday friday saturday sunday")
_FIRST_TO_TENTH = _words("first second third fourth fifth sixth seventh eighth ninth tenth")


def _all(*phrases: str, mean: object = None) -> dict[str, object]:
    """Return phrases, separated by "|", with their meaning; None is not passed on."""
    return dict.fromkeys((name for names in phrases for name in names.split("|")), mean)


def _numbered(names: list[str], first: int = 1, step: int = 1) -> dict[str, object]:
    return {name: first + step * index for index, name in enumerate(names)}


TABLES: Final[dict[str, dict[str, object]]] = {
    "MONTH": {
        **_numbered(MONTH_NAMES),
        **_numbered([name[:3] for name in MONTH_NAMES]),
        "sept": 9,
    },
    "WEEKDAY": {
        **_numbered(_WEEKDAY_NAMES, 0),
        **_numbered([name[:3] for name in _WEEKDAY_NAMES], 0),
        "tues": 1,
        "weds": 2,
        **_all("thur|thurs", mean=3),
    },
    "UNIT": {
        **_all("d|day|days|night|nights|tag|tage|tagen|jour|jours|dia|dias", mean=Unit(0, 1)),
        **_all("w|wk|wks|week|weeks|woche|wochen|semaine|semaines", mean=Unit(0, 7)),
        **_all("semana|semanas", mean=Unit(0, 7)),
        **_all("fortnight|fortnights", mean=Unit(0, 14)),
        **_all("m|mo|mos|mth|mths|month|months|monat|monate|monaten", mean=Unit(1, 0)),
        **_all("mois|mes|meses", mean=Unit(1, 0)),
        **_all("y|yr|yrs|year|years|jahr|jahre|jahren|an|ans|ano|anos", mean=Unit(12, 0)),
    },
    "COUNT": {
        **_numbered(ONE_TO_NINETEEN),
        **_numbered(TENS, 20, 10),
        **_all("a|an|ein|eine|einem|einer|un|une|una", mean=1),
        **_all("a couple of|couple of|a couple|couple|zwei|deux|dos", mean=2),
        **_all("drei|trois|tres", mean=3),
        **_all("half a|half an|half|a half", mean=0.5),
        **_all("1\u20442|1\u20442 a|1\u20442 an", mean=0.5),  # the sign of a half, folded
    },
    "FEW": {**_all("a few|few", mean=(2, 4)), "several": (3, 5)},
    "ORDINAL": _numbered(_FIRST_TO_TENTH),
    "DAYS_BACK": {
        **_all("today|now|tonight|heute|hoy|aujourdhui", mean=0),
        **_all("this morning|this afternoon|this evening|this lunchtime", mean=0),
        **_all("yesterday|last night|last evening|gestern|hier|ayer", mean=1),
        **_all("day before yesterday|vorgestern", mean=2),
    },
    "SESSION": _all("session|injection|injections|treatment|treatments|it|that|jabs|shots"),
    "DAYS_AHEAD": {"tomorrow": 1, "day after tomorrow": 2},
    "TO_COME": _all("later today|later this week|later this month"),
    "TOO_VAGUE": {
        **_all("recently|lately|once|a while ago|a while back|a short while ago|some time ago"),
        **_all("sometime ago|long ago|not long ago|a long time ago"),
        **_all("other day|other week|other month"),
        **_all("days ago|weeks ago|months ago|years ago|ages ago|days back|weeks back"),
        **_all("months back|years back"),
    },
    "PART": {
        **_all("early|early in|start of|beginning of", mean=Part((1, 10), (1, 4), (0, 2))),
        **_all("mid|middle of", mean=Part((11, 20), (5, 8), (1, 4))),
        **_all("late|late in|end of", mean=Part((21, 31), (9, 12), (3, 5))),
        **_all("first half of|1st half of", mean=Part((1, 15), (1, 6), (0, 2))),
        **_all("second half of|2nd half of", mean=Part((16, 31), (7, 12), (3, 5))),
        **_all("first week of|first week in|1st week of", mean=Part((1, 7), (1, 1), (0, 0))),
        **_all("second week of|second week in|2nd week of", mean=Part((8, 14), (1, 1), (0, 0))),
        **_all("third week of|third week in|3rd week of", mean=Part((15, 21), (1, 1), (1, 1))),
        **_all("last week of|last week in", mean=Part((24, 31), (12, 12), (5, 5))),
    },
    "QUARTER": {
        **_all("q1|first quarter|1st quarter", mean=1),
        **_all("q2|second quarter|2nd quarter", mean=2),
        **_all("q3|third quarter|3rd quarter", mean=3),
        **_all("q4|fourth quarter|4th quarter|last quarter", mean=4),
    },
    "SEASON": {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": WINTER},
    "HOLIDAY": {
        **_all("christmas|christmas day|xmas|xmas day", mean=(12, 25)),
        **_all("christmas eve|xmas eve", mean=(12, 24)),
        **_all("boxing day", mean=(12, 26)),
        **_all("new year|new years|new years day|new year day", mean=(1, 1)),
        **_all("new years eve|new year eve", mean=(12, 31)),
        **_all("valentines|valentines day|valentine day", mean=(2, 14)),
        **_all("halloween", mean=(10, 31)),
        **_all("easter|easter sunday|easter monday|good friday", mean=()),  # each year another
        **_all("thanksgiving|thanksgiving day", mean=()),
    },
    "ROUGHLY": {
        **_all("about|around|roughly|approximately|approx|approx .|circa|ca|ca .|~", mean=True),
        **_all("almost|nearly|maybe|probably|some|just over|just under|a little over", mean=True),
        **_all("a little under|at around|at about|in about|back around|c .", mean=True),
        **_all("sometime around|some time around", mean=True),
    },
    "OR_SO": _all("or so|or thereabouts|roughly|approximately", mean=True),
    "MORE_THAN": _all("over|more than|at least|longer than|well over|a bit over"),
    "LESS_THAN": _all("less than|under|at most|not even|up to"),
    "BEFORE": _all("before|until|till|up to|prior to|by"),
    "AFTER": _all("after|since|ever since"),
    "AT": {
        **_all("on|in|at|from|during|over|back in|back on|back at|way back in|sometime"),
        **_all("some time|sometime in|some time in|sometime on|sometime during"),
    },
    "HOUR": _all("morning|afternoon|evening|night|noon|midday|midnight|lunchtime|lunch"),
}
"""For each kind of word: its phrases, and what each means."""

LONGEST_NAME: Final = 4
"""How many tokens the longest phrase of the tables has."""

SPELLING: Final = {"MONTH", "WEEKDAY", "DAYS_AHEAD", "DAYS_BACK", "TO_COME", "HOLIDAY"}
"""The kinds of which a slip in a word of six letters or more is understood."""

BEGINNINGS: Final = frozenset(
    _words(
        "between coming earlier exactly hace il next of only past previous the vor weekend within"
    )
)
"""Words with which a phrase of `date_grammar` may begin, besides those of the tables."""

_SHORTEST_SLIP = 5
"""The least letters of a misspelt word that is understood."""


def may_begin(word: str) -> bool:
    """Whether a date may begin with a word, or with one that a number ends: "aug98"."""
    known = _first_words()
    return word in known or word.rstrip("0123456789") in known or bool(near_names(word))


@cache
def _first_words() -> frozenset[str]:
    named = {name.partition(" ")[0] for table in TABLES.values() for name in table}
    return BEGINNINGS | named


@cache
def near_names(word: str) -> list[str]:
    """Return the names of at least six letters that differ from a word by one slip."""
    if len(word) < _SHORTEST_SLIP:
        return []
    names = {name for kind in SPELLING for name in TABLES[kind] if len(name) > _SHORTEST_SLIP}
    return sorted(name for name in names if _is_one_slip(word, name))


def _is_one_slip(word: str, name: str) -> bool:
    """Whether a letter is too many, missing, another, or two have changed places.

    The first letter is right, and none is added at the end: Augusta is a name.
    """
    if word[0] != name[0] or abs(len(word) - len(name)) > 1 or word[:-1] == name:
        return False
    same = 0
    while same < min(len(word), len(name)) and word[same] == name[same]:
        same += 1
    rest, other = word[same:], name[same:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return other in {rest[1:], swapped} or rest == other[1:] or rest[1:] == other[1:]
