"""The checks across files."""

from collections.abc import Callable

import pytest

from botoxlog.catalog import Catalog, CatalogError
from botoxlog.catalog.cross_checks import check_all


def test_the_data_that_ship_are_sound(catalog: Catalog) -> None:
    """Every citation resolves, every area and family exists, and no word belongs to two."""
    check_all(catalog)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("sources", "[read]", "[other]", "product botox-cosmetic: peak: no such source: read"),
        ("products", '["glabella"]', '["nose"]', "botox-cosmetic: no such area: nose"),
        ("products", 'family = "ona"', 'family = "xyz"', "no such family: xyz"),
        ("durations", '["masseter"]', '["nose"]', "durations.toml: no such area: nose"),
        ("durations", 'from = "glabella"', 'from = "masseter"', "no such published area: masseter"),
        ("durations", "log_sd = 0.60", "log_sd = 0.40", "masseter: log_sd: less sure"),
        ("durations", 'from = "ona"', 'from = "xyz"', "family unknown: no such family: xyz"),
        (
            "durations",
            "widen = 0.06",
            'widen = 0.06\nin_proportion_to = "glabella"',
            "family unknown: no such duration",
        ),
        ("topics", '["read"] }]', '["other"] }]', "topic veins: no such source: other"),
        ("topics", 'on = "2024', 'x = 1\non = "2024', "no such key here"),
        ("topics", '["glabella"]', '["nose"]', "topic veins: no such area: nose"),
        ("topics", '["headache"]', '["sneeze"]', "topic veins: no such effect: sneeze"),
        ("areas", 'id = "masseter"', 'id = "masseter"\nwords = ["11"]', "areas.toml: '11' belongs"),
        ("products", 'id = "botox"', 'words = ["Botox-Cosmetic"]\nid = "botox"', "products.toml: "),
        ("effects", 'text = "Get help."', 'text = "Get help."\nday = 1', "day: no such key here"),
    ],
)
def test_what_does_not_fit_is_refused(
    written: Callable[..., Catalog], file: str, old: str, new: str, message: str
) -> None:
    """Each thing that does not fit another file is refused, and the message says where it is."""
    with pytest.raises(CatalogError, match=message):
        check_all(written(file, old, new))
