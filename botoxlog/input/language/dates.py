"""Dates and spans of days as people type them. Nothing here reads the clock.

The grammar is only loaded for a date in words or a line: every start would pay for it.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import LONGEST_DATE, PartialDate, parse_iso
from botoxlog.core.text import inert

if TYPE_CHECKING:
    from botoxlog.input.language.tokens import Token

WAYS = 'Write it as 2026-08-01, 2026-08 if only the month is known, "3 weeks ago" or "1 Aug 2026".'
"""The next step after a date that was not understood."""
BOOK = 'Log it when it has happened. To book it: botoxlog book "12 jan 14:30"'
"""The next step after a date to come, for what is logged."""

_SPAN = r"(?a)(\d{1,5}) ?(d|days?|w|weeks?|m|months?|y|years?|)"
_DAY = r"(?a)\d{4}-\d{2}-\d{2}"
_DAYS_IN = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
_STOPS = frozenset(".,;!")


class FoundDate(NamedTuple):
    """A date in a line.

    Attributes:
        date: What it means; it has begun by today.
        end: The index after the last token of its phrase.
        weekday: Whether a weekday was named without a date ("friday"): worth showing again.
        counted: Whether it is counted from the last session ("day 4").
    """

    date: PartialDate
    end: int
    weekday: bool
    counted: bool


def date_at(
    tokens: "Sequence[Token]", at: int, today: date, since: date | None = None
) -> FoundDate | None:
    """Return the longest date that begins at a token of a line, or None if none does.

    A number that could be units is no date: "20", "12/12", and "2019" without "in" before it. Go
    through a line from its start, and on from the end of a date: within "the day before yesterday"
    is "before yesterday", which is refused.

    Args:
        tokens: Of the line.
        at: The index of a token.
        today: The day on which it was typed.
        since: The day of the session from which "day 4" is counted, if it is known.

    Raises:
        BadInputError: It is a date, but has no single meaning in the past.
    """
    if not _may_begin(tokens, at):
        return None
    from botoxlog.input.language.date_grammar import LONGEST_PHRASE, Reader

    start = max(at - 1, 0)
    reader = Reader(tokens[start : at + LONGEST_PHRASE], today, since)
    found = reader.longest(at - start)
    return found._replace(end=found.end + start) if found else None


def _may_begin(tokens: "Sequence[Token]", at: int) -> bool:
    """Whether a date may begin at a token: not with a sign, nor with a number alone."""
    text = tokens[at].text
    if not tokens[at].is_number:
        if text[0].isdigit() and text[-1] == "s":
            return False  # "11s"
        return text == "~" or (tokens[at].is_word and _may_begin_with(text))
    following = tokens[at + 1].text if at + 1 < len(tokens) else ","
    alone = following in _STOPS or following in {"=", "+", "&", "u", "units"}
    return not (alone and text.isdigit() and len(text) < len("20260801"))


def _may_begin_with(word: str) -> bool:
    from botoxlog.input.language.date_words import may_begin

    return word[0].isdigit() or may_begin(word)


def parse_typed(
    text: str, today: date, since: date | None = None, *, to_come: str = BOOK
) -> PartialDate:
    """Return the date that a whole text is: "3 weeks ago", "early december", "2026-08".

    The arguments and errors are those of `found_typed`.
    """
    return found_typed(text, today, since, to_come=to_come).date


def found_typed(
    text: str, today: date, since: date | None = None, *, to_come: str = BOOK
) -> FoundDate:
    """Return the date that a whole text is, and how it was found.

    It is as exact as the words: a day, or all days that it may have been.

    Args:
        text: As typed.
        today: The day on which it was typed.
        since: The day of the session from which "day 4" is counted, if it is known.
        to_come: The next step after a date to come.

    Raises:
        BadInputError: It is not one date with a single meaning in the past.
    """
    if text == "today":  # it and a day in numbers are quick: they are typed most often
        return _day(PartialDate.of_day(today))
    if re.fullmatch(_DAY, text) and text <= today.isoformat():
        with suppress(ValueError):
            return _day(parse_iso(text))
    from botoxlog.input.language.date_grammar import Reader

    plain, tokens = typed_tokens(text, WAYS)
    reader = Reader(tokens, today, since, plain, to_come)
    found = reader.longest(0)
    if found is None or found.end < len(tokens):
        raise unreadable(text, tokens, found, WAYS)
    return found


def typed_tokens(text: str, ways: str) -> "tuple[str, list[Token]]":
    """Return a text that is to be one date, its digits in ASCII, and its tokens.

    Raises:
        BadInputError: It is empty or too long; `ways` is the next step.
    """
    from botoxlog.input.language.tokens import tokens_of

    shown = inert(text.strip()[:LONGEST_DATE])
    if not shown:
        raise BadInputError("The date is empty.", ways)
    if len(" ".join(text.split())) > LONGEST_DATE:
        raise BadInputError(f'"{shown}..." is not a date botoxlog can read.', ways)
    plain = text if text.isascii() else re.sub(r"\d", lambda digit: str(int(digit[0])), text)
    tokens = tokens_of(plain)
    while tokens and tokens[-1].text in _STOPS:
        tokens.pop()
    return plain, tokens


def unreadable(
    text: str, tokens: "Sequence[Token]", found: FoundDate | None, ways: str
) -> BadInputError:
    """Return why a text is not one date: what is left after `found`, the date it begins with."""
    shown = inert(text.strip()[:LONGEST_DATE])
    if all(token.is_number or token.text in "-/." for token in tokens):
        return BadInputError(f'"{shown}" is not a date botoxlog can read without guessing.', ways)
    rest = ""
    if found:
        words = inert(text[tokens[found.end].start : tokens[-1].end])
        rest = f': it does not understand "{words}"'
    return BadInputError(f'"{shown}" is not a date botoxlog can read{rest}.', ways)


def _day(found: PartialDate) -> FoundDate:
    return FoundDate(found, 0, weekday=False, counted=False)


def parse_days(typed: str) -> int:
    """Return the days in a span such as "30d", "6w", "2 months" or "30".

    Raises:
        BadInputError: It is not a span.
    """
    match = re.fullmatch(_SPAN, typed.strip().casefold())
    if match is None:
        raise BadInputError(
            f'"{inert(typed)}" is not a period of time.', "Write it as 30d, 6w or 2 months."
        )
    return int(match[1]) * _DAYS_IN[match[2][:1]]
