"""How long a result lasted, in the head of a column and in the words of a cell."""

import re
from typing import NamedTuple

from botoxlog.catalog.lookup import tokens
from botoxlog.core.text import inert

DAYS, WEEKS, MONTHS = "days", "weeks", "months"

_UNITS = {
    DAYS: "d, day, days, tag, tage, tagen, jour, jours",
    WEEKS: "w, wk, wks, week, weeks, wo, woche, wochen, sem, semaine, semaines",
    MONTHS: "m, mo, mos, mon, mth, mths, month, months, monat, monate, monaten, mois",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split(", ")}
_UNIT_OF_HEAD = {
    tokens(word)[0]: unit for word, unit in _UNIT_OF.items() if len(word) > 1 and word != "mon"
}
_ENDED = frozenset(
    {
        *("lasted", "duration", "longevity", "woreoff", "wornoff", "wearoff", "faded", "gone"),
        *("hielt", "hieltan", "gehalten", "dauer", "wirkdauer", "wirkungsdauer"),
        *("duree", "dure", "tenu", "tenue", "disparu"),
    }
)
_FILLER_WORDS = (
    "how long many it did the in for after until till to on by when since date of no number time "
    "effect result botox toxin approx about fully completely all "
    "wie lange wirkung der die hat e es in am nach combien temp effet deffet leffet de du a la le"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_NUMERALS = (
    "one|a|an|ein|eine|einen|un|une two|zwei|deux three|drei|trois four|vier|quatre "
    "five|funf|cinq six|sechs seven|sieben|sept eight|acht|huit nine|neun|neuf ten|zehn|dix "
    "eleven|elf|onze twelve|zwolf|douze"
)
_COUNTS = {
    word: str(number)
    for number, words in enumerate(_NUMERALS.split(), 1)
    for word in words.split("|")
}
_ROUGHLY = (
    r"(?:about|around|roughly|approximately|approx\.?|ca\.?|c\.|circa|almost|nearly|maybe|"
    r"etwa|ungefahr|rund|fast|env\.?|environ|presque) |[~\u2248] ?"
)
_NUMBER = rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|(?:{'|'.join(_COUNTS)})(?= ))"
_WORD = r"[^\W\d_]+"
_TO = r"(?:-|\u2013|\u2014|to |or |bis |oder |a |ou )"
_LENGTH = (
    rf"(?:for )?(?:{_ROUGHLY})?(?P<low>{_NUMBER}) ?(?P<first>(?!{_TO}){_WORD}\.?)?"
    rf"(?: ?{_TO} ?(?P<high>{_NUMBER}) ?(?P<last>{_WORD}\.?)?)?"
    r"(?: (?:or so|later|after|lang))?"
)
_HALF = r"(?<=\d) ?(?:\u00bd|1/2| and a half)"
_STILL = (
    r"(?:it |is |it's )?still(?: working| going| good| there| active| holding| strong| on)?|"
    r"working|ongoing|active|not yet|current|running|halt noch|wirkt noch|noch|encore|en cours|"
    r"toujours"
)
_SAYS_NOTHING = frozenset({"", "-", "--", "\u2013", "\u2014", "n/a", "na", "null", "nil"})
_WHOLE_MONTH = 30.44  # days
_LONGEST_QUOTE = 60  # characters
_MOST_MONTHS_AS_M = 12  # "30m" may be minutes


class Length(NamedTuple):
    """A length of time in `unit`; `low` equals `high` unless a range was given."""

    low: float
    high: float
    unit: str

    @property
    def pairs(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The low and the high end, each as whole months and days."""
        return self._pair(self.low), self._pair(self.high)

    def _pair(self, count: float) -> tuple[int, int]:
        if self.unit == MONTHS:
            return int(count), round((count - int(count)) * _WHOLE_MONTH)
        return 0, round(count * (7 if self.unit == WEEKS else 1))


def unit_of_head(head: str) -> str | None:
    """Return None unless the head is about how long results lasted; then the unit it names, or "".

    >>> unit_of_head("Lasted (weeks)"), unit_of_head("Wore off"), unit_of_head("Pain")
    ('weeks', '', None)
    """
    words = tokens(head)
    units = {_UNIT_OF_HEAD[word] for word in words if word in _UNIT_OF_HEAD}
    core = "".join(word for word in words if word not in _FILLERS and word not in _UNIT_OF_HEAD)
    named = core in _ENDED or (core == "last" and "long" in words)
    named = named or (core == "weg" and "wirkung" in words)
    return None if not named or len(units) > 1 else "".join(units)


def bare_unit(head: str) -> str | None:
    """Return the unit if a head is nothing but "Weeks", "Months" or the like."""
    words = [word for word in tokens(head) if word not in {"number", "no", "of"}]
    return _UNIT_OF_HEAD.get(words[0]) if len(words) == 1 else None


def length(typed: str, unit: str) -> Length | None:
    """Read "3 months", "~14w", "3-4 months"; a bare number is in `unit`, that of its column.

    Returns:
        None for anything else, such as "over 3 months".
    """
    plain = re.sub(_HALF, ".5", _plain(typed))
    match = re.fullmatch(_LENGTH, plain)
    if match is None:
        return None
    named = {word.rstrip(".") for word in (match["first"], match["last"]) if word}
    units = {_UNIT_OF.get(word) for word in named} or {unit or None}
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else low
    if len(units) > 1 or (found := units.pop()) is None or low > high:
        return None
    may_be_minutes = "m" in named and high > _MOST_MONTHS_AS_M
    return None if may_be_minutes else Length(low, high, found)


def is_number(typed: str) -> bool:
    """Whether it is a bare number, which needs a unit."""
    return re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", typed.strip(), re.ASCII) is not None


def is_still(typed: str) -> bool:
    """Whether it says that the result has not worn off."""
    return re.fullmatch(_STILL, _plain(typed).rstrip(".!")) is not None


def quoted(typed: str) -> str:
    """Return a cell in quotes, safe to show and shortened if long."""
    return (
        f'"{inert(typed)}"'
        if len(typed) <= _LONGEST_QUOTE
        else f'"{inert(typed[:_LONGEST_QUOTE])}..."'
    )


def says_nothing(typed: str) -> bool:
    """Whether a cell is empty, or holds "n/a" or the like."""
    return typed.strip().casefold() in _SAYS_NOTHING


def _plain(typed: str) -> str:
    """Return words in lower case, without accents and extra spaces."""
    text = " ".join(typed.casefold().replace("\u2019", "'").split())
    if text.isascii():
        return text
    import unicodedata

    # NFD, because NFKD takes the sign for a half apart: with 3 before it, into 31/2.
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _number(typed: str) -> float:
    return float(_COUNTS.get(typed, typed).replace(",", "."))
