"""What people say about themselves: the settings of `botoxlog me`."""

import re
from datetime import date

from botoxlog.core.errors import BadInputError
from botoxlog.core.lazy_pattern import Pattern
from botoxlog.core.text import inert, require_utf8
from botoxlog.input.language.money import CURRENCY_LETTERS

OLDEST, MOST_WEEKS = 120, 104

_YEAR = Pattern(r"\d{4}", re.ASCII)
_WEEKS = Pattern(r"\d{1,4}", re.ASCII)


def settings(today: date, **typed: str | None) -> dict[str, str | int | None]:
    """Return the changes to what the journal knows about its owner.

    Args:
        today: Bounds the birth year.
        typed: Options as given; None is left alone, an empty text takes the setting out.

    Raises:
        BadInputError: A value makes no sense.
    """
    changes: dict[str, str | int | None] = {}
    for name, value in typed.items():
        if value is not None:
            require_utf8(value)
            changes[name] = _setting(name, value.strip(), today) if value.strip() else None
    return changes


def _setting(name: str, value: str, today: date) -> str | int:
    if name == "birth_year":
        if not (_YEAR.fullmatch(value) and today.year - OLDEST <= int(value) <= today.year):
            raise BadInputError(
                f'Nobody alive was born in "{inert(value)}".', "Give the year in four digits."
            )
        return int(value)
    if name == "weeks_ahead":
        if not (_WEEKS.fullmatch(value) and int(value) <= MOST_WEEKS):
            raise BadInputError(
                f'"{inert(value)}" weeks ahead makes no sense.', f"Give 0 to {MOST_WEEKS}."
            )
        return int(value)
    if name == "currency":
        if not (value.isascii() and value.isalpha() and len(value) == CURRENCY_LETTERS):
            raise BadInputError(f'"{inert(value)}" is no currency code.', "Write it as USD.")
        return value.upper()
    return value
