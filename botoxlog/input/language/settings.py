"""The settings of `botoxlog me`, parsed and checked."""

import re
from datetime import date

from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert, require_utf8
from botoxlog.input.language.money import CURRENCY_LETTERS

OLDEST, MOST_WEEKS = 120, 104
"""Upper limits for an age in years and for weeks ahead, to catch typing errors. Our choice."""

_YEAR = r"(?a)\d{4}"
_WEEKS = r"(?a)\d{1,4}"


def settings(today: date, **typed: str | None) -> dict[str, str | int | None]:
    """Return the changed settings.

    Args:
        today: The latest birth year is this year.
        typed: Options as given: None changes nothing, empty text removes the setting.

    Raises:
        BadInputError: A value is not valid.
    """
    changes: dict[str, str | int | None] = {}
    for name, value in typed.items():
        if value is not None:
            require_utf8(value)
            changes[name] = _setting(name, value.strip(), today) if value.strip() else None
    return changes


def _setting(name: str, value: str, today: date) -> str | int:
    if name == "birth_year":
        if not (re.fullmatch(_YEAR, value) and today.year - OLDEST <= int(value) <= today.year):
            raise BadInputError(
                f'"{inert(value)}" is not a valid birth year.',
                "Write it with four digits, such as 1985.",
            )
        return int(value)
    if name == "weeks_ahead":
        if not (re.fullmatch(_WEEKS, value) and int(value) <= MOST_WEEKS):
            raise BadInputError(
                f'"{inert(value)}" is not a number of weeks botoxlog can use.',
                f"Write a number from 0 to {MOST_WEEKS}.",
            )
        return int(value)
    if name == "currency":
        if not (value.isascii() and value.isalpha() and len(value) == CURRENCY_LETTERS):
            raise BadInputError(
                f'"{inert(value)}" is not a currency code.', "Write three letters, such as USD."
            )
        return value.upper()
    return value
