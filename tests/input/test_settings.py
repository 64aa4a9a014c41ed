"""What people say about themselves: read, or refused."""

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.input.language.settings import settings
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ({"birth_year": "1988"}, {"birth_year": 1988}),
        ({"birth_year": ""}, {"birth_year": None}),
        ({"weeks_ahead": " 0 "}, {"weeks_ahead": 0}),
        ({"weeks_ahead": ""}, {"weeks_ahead": None}),
        ({"currency": "usd"}, {"currency": "USD"}),
        ({"goals": " softer "}, {"goals": "softer"}),
        ({"goals": "  ", "clinic": None}, {"goals": None}),
    ],
)
def test_settings(typed: dict[str, str | None], changes: dict[str, str | int | None]) -> None:
    """A value sets, an empty one takes out, none leaves alone."""
    assert settings(TODAY, **typed) == changes


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("birth_year", "1905"),
        ("birth_year", "2027"),
        ("birth_year", "88"),
        ("birth_year", "x"),
        ("weeks_ahead", "-1"),
        ("weeks_ahead", "105"),
        ("weeks_ahead", "two"),
        ("currency", "$"),
        ("currency", "dollars"),
        ("goals", "a\udcff"),
    ],
)
def test_settings_that_make_no_sense(name: str, typed: str) -> None:
    """A setting that makes no sense is refused."""
    with pytest.raises(BadInputError):
        settings(TODAY, **{name: typed})
