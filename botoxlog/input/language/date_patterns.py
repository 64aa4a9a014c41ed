"""Match the patterns of phrases on tokens: `date_grammar` says what the phrases mean.

A pattern is a text of words with blanks between them:

- ``ago|back`` is one of these words; ``,?`` is a word that may be missing;
- ``!time|session`` holds where none of these words comes next, and takes none;
- ``MONTH`` is a kind of words: a table in `date_words`, or a method below. What it means is passed
  on as ``month``, or as ``end`` if written ``MONTH:end``.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple

from botoxlog.core.text import inert
from botoxlog.input.language.date_spans import Span
from botoxlog.input.language.date_words import (
    AMOUNTS,
    LONGEST_NAME,
    SPELLING,
    TABLES,
    Unit,
    near_names,
)
from botoxlog.input.language.numbers import TENS
from botoxlog.input.language.tokens import Token

_SIGNS = frozenset("/-")


class _Element(NamedTuple):
    kind: str
    name: str
    words: frozenset[str]
    optional: bool
    absent: bool


_Taken = tuple[Any, int] | None
_Match = tuple[dict[str, Any], int] | None


class Matcher:
    """Matches patterns on the tokens of a line.

    Args:
        tokens: Of the line, or of its part that one phrase can have.
        today: The day on which it was typed, for "last year" and the century of "'24".
        line: What was typed, if it is a date and nothing else: no number in it can be units.
    """

    def __init__(self, tokens: Sequence[Token], today: date, line: str | None) -> None:
        self.tokens, self.today = tokens, today
        self.alone = line is not None
        self._line = line or ""
        self._taken: dict[tuple[str, int], _Taken] = {}

    def text(self, at: int) -> str:
        """Return the text of a token; none before the first and after the last."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def quote(self, at: int, end: int) -> str:
        """Return the tokens from `at` to before `end` as one text, safe to show."""
        words = self.tokens[at:end]
        if self.alone:
            return inert(self._line[words[0].start : words[-1].end])
        rest = (" " * (word.start > last.end) + word.text for last, word in pairwise(words))
        return inert(words[0].text + "".join(rest))

    def match(self, pattern: str, at: int) -> _Match:
        """Return what the kinds in a pattern mean, by name, and where it ends; None if it differs.

        What is missing and what has no meaning of its own is left out.
        """
        return self._match(elements(pattern), at)

    def take(self, kind: str, at: int) -> _Taken:
        """Return what a kind of words means at a token, and where it ends; None if it differs."""
        if at >= len(self.tokens):
            return None
        key = (kind, at)
        if key not in self._taken:
            method = self._KINDS.get(kind)
            self._taken[key] = method(self, at) if method else self._named(kind, at)
        return self._taken[key]

    def take_date(self, at: int) -> _Taken:
        """Return the longest date at a token and where it ends, for a phrase within a phrase."""
        raise NotImplementedError

    def _match(self, pattern: tuple[_Element, ...], at: int) -> _Match:
        if not pattern:
            return {}, at
        element, rest = pattern[0], pattern[1:]
        if element.absent:
            return None if self.text(at) in element.words else self._match(rest, at)
        taken: _Taken
        if element.kind:
            taken = self.take(element.kind, at)
        else:
            taken = (None, at + 1) if self.text(at) in element.words else None
        if taken and (found := self._match(rest, taken[1])):
            meaning = {} if taken[0] is None else {element.name: taken[0]}
            return meaning | found[0], found[1]
        return self._match(rest, at) if element.optional else None

    def _named(self, kind: str, at: int) -> _Taken:
        table = TABLES[kind]
        texts = [token.text for token in self.tokens[at : at + LONGEST_NAME]]
        for length in range(len(texts), 0, -1):
            if (name := " ".join(texts[:length])) in table:
                return table[name], at + length
        near = near_names(texts[0]) if kind in SPELLING else []
        return (table[near[0]], at + 1) if len(near) == 1 and near[0] in table else None

    # Kinds that are more than a table

    def _take_day(self, at: int) -> _Taken:
        """Read the day of a month: "3", "3rd", "third"."""
        text = self.text(at)
        if text.isdecimal() and not self._is_amount(at):
            return (int(text), at + 1) if len(text) <= 2 and 1 <= int(text) <= 31 else None
        return self._take_nth(at) or self._named("ORDINAL", at)

    def _take_nth(self, at: int) -> _Taken:
        """Read the day of a month in digits with an ending: "3rd"."""
        digits, ending = self.text(at)[:-2], self.text(at)[-2:]
        is_day = digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31
        return (int(digits), at + 1) if is_day and ending in {"st", "nd", "rd", "th"} else None

    def _take_year(self, at: int) -> _Taken:
        """Read a year: "2024", "'24", "last year"."""
        if found := self.match("last|this year", at):
            return self.today.year - (self.text(at) == "last"), found[1]
        before = self.text(at - 1)
        at += (has_quote := self.text(at) == "'")
        text = self.text(at)
        if not text.isdecimal() or self._is_amount(at):
            return None
        if len(text) == 4 and not has_quote:
            return int(text), at + 1
        is_joined = before in _SIGNS and not self.tokens[at].spaced
        is_alone = self.alone and (before == "," or before in TABLES["MONTH"])
        if len(text) == 2 and (has_quote or is_joined or is_alone):
            return self._century(text), at + 1
        return None

    def _century(self, digits: str) -> int:
        """Return 2026 for "26" and 1998 for "98": all dates lie in the past."""
        year = 2000 + int(digits)
        return year if year <= self.today.year else year - 100

    def _is_amount(self, at: int) -> bool:
        return self.text(at + 1) in AMOUNTS

    def _take_month_and_year(self, at: int) -> _Taken:
        """Read a month and two digits in one word, which may be its year: "aug98"."""
        month, digits = TABLES["MONTH"].get(self.text(at)), self.text(at + 1)
        in_one = len(digits) == 2 and digits.isdecimal() and not self.tokens[at + 1].spaced
        return ((month, self._century(digits)), at + 2) if month and in_one else None

    def _take_day_and_year(self, at: int) -> _Taken:
        """Read a day and a year without a blank: "1,2026"."""
        day, _, year = self.text(at).partition(",")
        is_date = len(day) <= 2 and len(year) == 4 and (day + year).isdecimal()
        return ((int(day), int(year)), at + 1) if is_date else None

    def _take_joint(self, at: int) -> _Taken:
        """Read what joins two months: "or", "/", or the hyphen that is no token."""
        if self.text(at) in {"or", "to", "/", "-"}:
            return None, at + 1
        return None if self.tokens[at].spaced else (None, at)

    def _take_count(self, at: int) -> _Taken:
        """Read a count: "3", "3.5", "3 1/2", "three and a half", "a couple of", "twenty one"."""
        if found := self.match("1 / 2 a|an?", at):
            return 0.5, found[1]
        text = self.text(at)
        whole, _, tenths = text.replace(",", ".").partition(".")
        value, end = 0.0, at + 1
        if whole.isdecimal() and len(whole) <= 5 and len(tenths) <= 2:
            value = float(f"{whole}.{tenths or 0}")
        elif named := self._named("COUNT", at):
            value, end = named
            ones = self._named("COUNT", end) if text in TENS and end < len(self.tokens) else None
            if ones and 1 <= ones[0] <= 9 and self.text(end) not in {"a", "an"}:
                value, end = value + ones[0], ones[1]
        else:
            return None
        half = self.match("1 / 2", end) or self.match("1\u20442", end) or self._take_half(end)
        return (value + 0.5, half[1]) if half else (value, end)

    def _take_half(self, at: int) -> _Taken:
        found = self.match("and a half", at)
        return (0.5, found[1]) if found else None

    def _take_more(self, at: int) -> _Taken:
        """Read the second part of a length of time: "and 3 days"."""
        found = self.match("and|,? COUNT UNIT", at)
        return (_length(**found[0]), found[1]) if found else None

    def _take_span(self, at: int) -> _Taken:
        """Read a length of time: "3 weeks", "about 10 weeks", "3 to 4 months", "a week or two"."""
        for pattern, given in (
            ("ROUGHLY? FEW UNIT", {}),
            ("ROUGHLY? between? COUNT:low to|or|and|- COUNT:high UNIT", {}),
            ("ROUGHLY? a|an|one UNIT or two", {"few": (1, 2)}),
        ):
            if found := self.match(pattern, at):
                said = found[0] | given
                unit = said["unit"]
                low, high = sorted(said.get("few") or (said["low"], said["high"]))
                ends = (_length(low, unit), _length(high, unit))
                return Span(*ends, years=unit.months == 12, rough=False), found[1]
        found = self.match("ROUGHLY? COUNT OR_SO:so? UNIT HALF? MORE? OR_SO?", at)
        return (_one_span(**found[0]), found[1]) if found else None

    def _take_too_vague(self, at: int) -> _Taken:
        """Read "weeks ago", unless it is the end of "4 weeks ago"."""
        before = self.text(at - 1)
        is_counted = before[:1].isdigit() or before in TABLES["COUNT"] | TABLES["FEW"]
        return None if is_counted or before == "of" else self._named("TOO_VAGUE", at)

    def _take_numeric(self, at: int) -> _Taken:
        """Read numbers joined by signs, as one text: "2026-08-01", "13/04/2026", "1.8.2026"."""
        end = at
        while end < len(self.tokens) and not (end > at and self.tokens[end].spaced):
            text = self.text(end)
            if text not in _SIGNS and not text.replace(".", "").isdecimal():
                break
            end += 1
        while end > at and self.text(end - 1) in _SIGNS:
            end -= 1
        joined = "".join(self.text(place) for place in range(at, end))
        is_amount = end > at and self._is_amount(end - 1)
        return (joined, end) if joined[:1].isdecimal() and not is_amount else None

    def _take_clock(self, at: int) -> _Taken:
        """Read a time of the day: "14:30", "3pm", "lunchtime"."""
        for pattern in ("HOUR", "TIME am|pm|oclock?", "TIME a|p . m .?", "NUMBER am|pm|oclock"):
            if found := self.match(pattern, at):
                return None, found[1]
        found = self.match("NUMBER a|p . m .?", at)
        return (None, found[1]) if found else None

    def _take_time(self, at: int) -> _Taken:
        """Read hours and minutes: "14:30"."""
        hour, colon, minute = (self.text(place) for place in range(at, at + 3))
        is_time = colon == ":" and hour.isdecimal() and minute.isdecimal()
        return (None, at + 3) if is_time else None

    def _take_number(self, at: int) -> _Taken:
        return (None, at + 1) if self.tokens[at].is_number else None

    _KINDS: ClassVar[dict[str, Callable[["Matcher", int], _Taken]]] = {
        "CLOCK": _take_clock,
        "COUNT": _take_count,
        "DATE": lambda matcher, at: matcher.take_date(at),
        "DAY": _take_day,
        "DAY_AND_YEAR": _take_day_and_year,
        "HALF": _take_half,
        "JOINT": _take_joint,
        "MONTH_AND_YEAR": _take_month_and_year,
        "MORE": _take_more,
        "NTH": _take_nth,
        "NUMBER": _take_number,
        "NUMERIC": _take_numeric,
        "SPAN": _take_span,
        "TIME": _take_time,
        "TOO_VAGUE": _take_too_vague,
        "YEAR": _take_year,
    }


@cache
def elements(pattern: str) -> tuple[_Element, ...]:
    """Return the elements of a pattern."""
    parts = pattern.split()
    found = []
    for part in parts:
        words, _, name = part.removeprefix("!").removesuffix("?").partition(":")
        kind = words if words.isupper() else ""
        found.append(
            _Element(
                kind,
                name or kind.lower(),
                frozenset(() if kind else words.split("|")),
                part.endswith("?"),
                part.startswith("!"),
            )
        )
    return tuple(found)


def _length(count: float, unit: Unit) -> tuple[float, float]:
    """Return so many units in months and days."""
    return unit.months * count, unit.days * count


def _one_span(
    count: float,
    unit: Unit,
    half: float = 0,
    more: tuple[float, float] = (0, 0),
    **roughly: object,
) -> Span:
    months, days = _length(count + half, unit)
    length = (months + more[0], days + more[1])
    rough = bool(roughly) or (not length[0] and length[1] % 1 != 0)
    years = unit.months == 12 and (rough or not (length[0] % 12 or length[1]))
    return Span(length, length, years, rough)
