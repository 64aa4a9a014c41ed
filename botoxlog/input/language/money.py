"""Amounts of money as people write them."""

import re

from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert
from botoxlog.input.language.numbers import amount

CURRENCY_LETTERS = 3

_MONEY = r"(?a)(?P<before>[^\d\s.,+-]{0,4}) ?(?P<amount>\d[\d.,' ]*?) ?(?P<after>[^\d\s.,+-]{0,9})"
_SYMBOLS = {
    "$": "USD",
    "us$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "au$": "AUD",
    "a$": "AUD",
    "nz$": "NZD",
    "£": "GBP",
    "€": "EUR",
    "₩": "KRW",
    "¥": "JPY",
    "₹": "INR",
}
_NAMES = {
    "dollars": "USD",
    "dollar": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
    "quid": "GBP",
}
_FREE = frozenset({"free", "gratis", "comp", "complimentary"})
_ROUGHLY = r"(?:(?:about|around|roughly|approx\.?|ca\.?|almost|nearly) |~ ?)"
_RATE = r"(?:/|\bper\b|\ban?\b|\beach\b) ?(?:area|zone|unit|u|side|session|visit|year)?$"
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD"})


def money(typed: str, usual: str | None) -> tuple[float, str | None]:
    """Read an amount and its currency code: "420usd", "about $1,200", "350,50 EUR", "free".

    Args:
        typed: The words.
        usual: The currency if none is named; if it is a dollar, "$" means it.

    Raises:
        BadInputError: It is not an amount of money, or has two readings.
    """
    plain = " ".join(typed.casefold().split())
    if plain in _FREE:
        return 0.0, usual
    plain = re.sub(_ROUGHLY, "", plain, count=1).replace("bucks", "$")
    if any(letter.isdigit() for letter in plain) and re.search(_RATE, plain):
        raise BadInputError(
            f'"{inert(typed)}" is a price for one unit or area, not what the session cost.',
            "Write the total, such as 420USD.",
        )
    match = re.fullmatch(_MONEY, plain)
    found = amount(match["amount"]) if match else None
    names = [name for name in (match["before"], match["after"]) if name] if match else []
    currency = _currency(names[0], usual) if len(names) == 1 else usual
    if found is None or len(names) > 1 or (names and currency is None):
        raise BadInputError(
            f'"{inert(typed)}" is not an amount of money.', "Write it as 420USD or 350,50 EUR."
        )
    return found, currency


def _currency(name: str, usual: str | None) -> str | None:
    if name == "$" and usual in _DOLLARS:
        return usual
    if name in _SYMBOLS or name in _NAMES:
        return _SYMBOLS.get(name) or _NAMES[name]
    return name.upper() if len(name) == CURRENCY_LETTERS and name.isalpha() else None


def is_currency(word: str) -> bool:
    """Whether a word in lower case is the name, sign or code of a currency."""
    return word in _NAMES or word in _SYMBOLS or word.upper() in _SYMBOLS.values()
