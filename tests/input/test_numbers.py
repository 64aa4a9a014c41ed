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
    with pytest.raises(BadInputError, match="could be"):
        amount(written)


def test_what_is_a_number_and_nothing_else() -> None:
    """A sign and one mark are part of a number, a unit is not."""
    assert [text for text in ("20", "-5", "12,5", "20u", "", "1.2.3") if is_number(text)] == [
        "20", "-5", "12,5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("1.200", '"1.200" could be 1200 or 1.2.'),
        ("1.234", '"1.234" could be 1234 or 1.23.'),
        ("12.346", '"12.346" could be 12346 or 12.35.'),
        ("999.000", '"999.000" could be 999000 or 999.'),
    ],
)
def test_both_readings_are_named_as_they_could_be_typed(written: str, says: str) -> None:
    """The decimal one has two places at most, as every amount."""
    with pytest.raises(BadInputError) as refused:
        amount(written)
    assert refused.value.sentence == says


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,200.5", 1200.5), ("12.34", 12.34), ("12.345,6", 12345.6), ("0.12", 0.12),
        ("0.123", None), ("1,20,300", None), ("1.234,567", None), ("1,2345", None),
        ("123456789012345", 123456789012345), ("1234567890123456", None), ("12,", None),
    ],
)  # fmt: skip
def test_a_number_has_two_places_and_fifteen_digits_at_most(
    written: str, number: float | None
) -> None:
    """Anything finer or longer is a slip, and groups of a thousand have three digits."""
    assert amount(written) == number
