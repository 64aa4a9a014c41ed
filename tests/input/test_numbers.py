"""Numbers as people write them, and those that can be read two ways."""

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.input.language.numbers import amount, is_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("20", 20), ("12.5", 12.5), ("12,5", 12.5), ("1,200", 1200), ("1'200", 1200),
        ("1 200 000", 1200000), ("1.234,56", 1234.56), ("0.125", None), (".5", None), ("-5", None),
        ("1,2,3", None), ("", None), ("1e3", None),
    ],
)  # fmt: skip
def test_a_number_has_one_reading(written: str, number: float | None) -> None:
    """Points and commas are read where they can mean one thing only."""
    assert amount(written) == number


@pytest.mark.parametrize("written", ["1.200", "12.500", "350.000"])
def test_a_number_with_two_readings_is_refused(written: str) -> None:
    """To some it is a thousand times what it is to others; both are named."""
    with pytest.raises(BadInputError, match="can be"):
        amount(written)


def test_what_is_a_number_and_nothing_else() -> None:
    """A sign and one mark are part of a number, a unit is not."""
    assert [text for text in ("20", "-5", "12,5", "20u", "", "1.2.3") if is_number(text)] == [
        "20", "-5", "12,5",
    ]  # fmt: skip
