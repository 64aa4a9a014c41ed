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


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("birth_year", "1906", 1906),  # 120 years before 2026
        ("birth_year", "1905", None),
        ("birth_year", "2026", 2026),
        ("birth_year", "2027", None),
        ("birth_year", "01988", None),
        ("weeks_ahead", "104", 104),  # two years
        ("weeks_ahead", "105", None),
        ("weeks_ahead", "00012", None),
        ("currency", "u2d", None),
        ("currency", "us", None),
        ("currency", "usdx", None),
        ("currency", "é€x", None),
    ],
)
def test_a_setting_is_taken_up_to_its_bounds(name: str, typed: str, kept: int | None) -> None:
    """The last value that makes sense is taken, the next one is not."""
    if kept is None:
        with pytest.raises(BadInputError):
            settings(TODAY, **{name: typed})
    else:
        assert settings(TODAY, **{name: typed}) == {name: kept}
