"""What a visit cost, read as people say it."""

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.input.language.money import is_currency, money


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("420usd", 420, "USD"),
        ("420 USD", 420, "USD"),
        ("$420", 420, "USD"),
        ("US$420", 420, "USD"),
        ("GBP 600", 600, "GBP"),
        ("£200", 200, "GBP"),
        ("350,50 EUR", 350.5, "EUR"),
        ("350.50€", 350.5, "EUR"),
        ("1,200usd", 1200, "USD"),
        ("1'200 CHF", 1200, "CHF"),
        ("1 200 000 KRW", 1200000, "KRW"),
        ("300 dollars", 300, "USD"),
        ("420", 420, None),
        ("0", 0, None),
        ("free", 0, None),
        ("complimentary", 0, None),
        ("about $300", 300, "USD"),
        ("~300 EUR", 300, "EUR"),
        ("300 bucks", 300, "USD"),
        ("250 quid", 250, "GBP"),
        ("CA$380", 380, "CAD"),
        ("420 yen", 420, "JPY"),
        ("50000 won", 50000, "KRW"),
        ("us dollars 300", 300, "USD"),
        ("300 canadian dollars", 300, "CAD"),
        ("300 rupees", 300, "INR"),
        ("9000 ISK", 9000, "ISK"),
        ("no charge", 0, None),
        ("$120 AUD", 120, "AUD"),
        ("£199.-", 199, "GBP"),
        ("199,- EUR", 199, "EUR"),
    ],
)
def test_money(typed: str, amount: float, currency: str | None) -> None:
    """An amount and its currency are read as people write them."""
    assert money(typed, None) == (amount, currency)


@pytest.mark.parametrize(
    "typed",
    ["-5", "abc", "4 20", "420xx", "usd", "420usdeur", "€420usd", "1.2.3", "nan", "9" * 400, ""],
)
def test_what_is_no_money(typed: str) -> None:
    """Anything else is refused."""
    with pytest.raises(BadInputError, match="not an amount of money"):
        money(typed, None)


@pytest.mark.parametrize("typed", ["$450 per area", "$12 a unit", "14/unit", "$1,200 a year"])
def test_a_price_is_not_a_cost(typed: str) -> None:
    """What one unit or one area costs is not what was paid."""
    with pytest.raises(BadInputError, match="not what the session cost") as refused:
        money(typed, None)
    assert refused.value.hint == "Write the total, such as 420USD."


def test_an_amount_with_two_readings() -> None:
    """1.200 EUR is 1200 to some and 1.2 to others."""
    with pytest.raises(BadInputError, match=r"could be 1200 or 1\.2"):
        money("1.200 EUR", None)


@pytest.mark.parametrize(("usual", "currency"), [("CAD", "CAD"), ("EUR", "USD"), (None, "USD")])
def test_dollars_are_the_ones_that_are_usual(usual: str | None, currency: str) -> None:
    """A bare dollar sign means the person's own dollars where they are dollars."""
    assert money("$420", usual) == (420, currency)
    assert money("420", usual) == (420, usual)
    assert money("free", usual) == (0, usual)


def test_a_currency_is_known_by_sign_name_and_code() -> None:
    """What stands beside an amount is told from the name of an area."""
    assert [word for word in ("usd", "quid", "€", "ca$", "jaw", "chf") if is_currency(word)] == [
        "usd", "quid", "€", "ca$", "chf",
    ]  # fmt: skip


@pytest.mark.parametrize("usual", [None, "CAD", "EUR"])
@pytest.mark.parametrize("typed", ["€420usd", "usd420€", "per area", "a visit"])
def test_two_currencies_or_no_number_are_no_amount(typed: str, usual: str | None) -> None:
    """Whatever is usual, a sum has one currency at most, and a number."""
    with pytest.raises(BadInputError, match="not an amount of money"):
        money(typed, usual)
