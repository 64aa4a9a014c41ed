"""Amounts of money as people write them."""

import re

from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert
from botoxlog.input.language.numbers import amount
from botoxlog.input.language.pieces import Phrases, PhraseTable
from botoxlog.input.language.tokens import tokens_of

CURRENCY_LETTERS = 3

_MONEY = r"(?a)(?P<before>[^\d.,+-]*?) ?(?P<amount>\d[\d.,' ]*?) ?(?P<after>[^\d.,+-]*)"
CODES = (
    "AED AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR JPY KRW MXN NOK NZD PHP PLN RMB "
    "RON SAR SEK SGD THB TRY TWD USD ZAR"
)
CURRENCIES = PhraseTable(
    {code: f"{code} | {code}$" for code in CODES.split()}
    | {
        "$": "$ | dollars | dollar | bucks | buck",
        "USD": "USD | USD$ | us$ | us dollars | american dollars",
        "CAD": "CAD | CAD$ | ca$ | c$ | canadian dollars",
        "AUD": "AUD | AUD$ | au$ | a$ | australian dollars | aussie dollars",
        "NZD": "NZD | NZD$ | nz$ | new zealand dollars",
        "GBP": "GBP | £ | pounds | pound | pounds sterling | quid",
        "EUR": "EUR | € | euros | euro",
        "JPY": "JPY | ¥ | yen",
        "KRW": "KRW | ₩ | won",
        "INR": "INR | ₹ | rupees",
    }
)
"""What people write for a currency; "$" may be any dollar."""
FREE = Phrases(
    """
    free | for free | free of charge | no charge | no cost | complimentary | comped | comp |
    gratis | on the house | cost nothing | at no cost
    """
)
_ROUGHLY = r"(?:(?:about|around|roughly|approx\.?|ca\.?|almost|nearly) |~ ?)"
_RATE = r"(?:/|\bper\b|\ban?\b|\beach\b) ?(?:area|zone|unit|u|side|session|visit|year)?$"
_NO_CENTS = r"[.,][-\N{EN DASH}]+(?= |$)"  # "199.-"
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
    if plain in FREE:
        return 0.0, usual
    plain = re.sub(_ROUGHLY, "", plain, count=1)
    if any(letter.isdigit() for letter in plain) and re.search(_RATE, plain):
        raise BadInputError(
            f'"{inert(typed)}" is a price for one unit or area, not what the session cost.',
            "Write the total, such as 420USD.",
        )
    match = re.fullmatch(_MONEY, re.sub(_NO_CENTS, "", plain))
    found = amount(match["amount"]) if match else None
    names = [name for name in (match["before"], match["after"]) if name] if match else []
    if len(names) > 1 and _known(names[0]) in {"$", _known(names[1])}:
        names = names[1:]  # "$120 AUD"
    currency = _currency(names[0], usual) if len(names) == 1 else usual
    if found is None or len(names) > 1 or (names and currency is None):
        raise BadInputError(
            f'"{inert(typed)}" is not an amount of money.', "Write it as 420USD or 350,50 EUR."
        )
    return found, currency


def _currency(name: str, usual: str | None) -> str | None:
    known = _known(name)
    if known == "$":
        return usual if usual in _DOLLARS else "USD"
    unlisted = name.upper() if len(name) == CURRENCY_LETTERS and name.isalpha() else None
    return known or unlisted


def _known(name: str) -> str | None:
    """Return what a name, sign or code of a currency means, None if it is not listed."""
    tokens = tokens_of(name)
    found = CURRENCIES.at(tokens, 0)
    return found[0] if found and found[1] == len(tokens) else None


def is_currency(typed: str) -> bool:
    """Whether this is the name, sign or code of a currency, and nothing else."""
    return _known(typed) is not None
