"""The checks that need more than one file. They run in the tests and before figures are shown."""

from collections.abc import Container, Iterable, Iterator

from botoxlog.catalog.catalog import Catalog
from botoxlog.catalog.figures import CatalogError
from botoxlog.catalog.loader import DURATIONS, EFFECTS, PRODUCTS, TOPICS


def check_all(catalog: Catalog) -> None:
    """Read every file and refuse what does not fit together.

    Raises:
        ReferenceDataError: A figure cites a source that is not there, a dose or duration names an
            area or family that is not, a loan is narrower than what it borrows, or a word
            belongs to two.
    """
    for where, sources in _citations(catalog):
        _all_in(sources, catalog.sources(), where, "source")
    for product in catalog.products.values():
        for dose in product.labelled:
            _all_in(dose.areas, catalog.areas, f"{PRODUCTS}: product {product.id}", "area")
        _all_in(
            [product.family],
            catalog.durations.families,
            f"{PRODUCTS}: product {product.id}",
            "family",
        )
    _check_durations(catalog)
    for topic in catalog.topics.values():
        where = f"{TOPICS}: topic {topic.id}"
        _all_in(topic.areas, catalog.areas, where, "area")
        _all_in(topic.effects, catalog.effects, where, "effect")
    for cosmetic in (True, False):
        catalog.find_product("", cosmetic=cosmetic)
    for find in (
        catalog.find_area,
        catalog.find_effect,
        catalog.find_state,
        catalog.find_topic,
    ):
        find("")  # reading the words is what refuses one that belongs to two


def _citations(catalog: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    for product in catalog.products.values():
        where = f"{PRODUCTS}: product {product.id}"
        for key, figure in product.figures().items():
            yield f"{where}: {key}", figure.sources
        for dose in product.labelled:
            yield f"{where}: labelled {', '.join(dose.areas)}", dose.sources
    for (family, area), published in catalog.durations.published.items():
        yield f"{DURATIONS}: published {family}, {area}", published.sources
    yield f"{EFFECTS}: emergency", catalog.emergency().sources
    for topic in catalog.topics.values():
        yield f"{TOPICS}: topic {topic.id}", topic.sources
    for lot in catalog.warned_lots:
        yield f"{TOPICS}: warned lot {lot.lot}", lot.sources


def _check_durations(catalog: Catalog) -> None:
    durations = catalog.durations
    published: dict[str, float] = {}
    for (_, area), entry in durations.published.items():
        published[area] = max(entry.log_sd, published.get(area, 0.0))
    _all_in([*published, *durations.area_loans], catalog.areas, DURATIONS, "area")
    for name, loan in [*durations.area_loans.items(), *durations.purpose_loans.items()]:
        where = f"{DURATIONS}: {name}"
        _all_in([loan.lender], published, where, "published area")
        if loan.log_sd < published[loan.lender]:
            raise CatalogError(f"{where}: log_sd: less sure than what it borrows, not more")
    for family in durations.families.values():
        where = f"{DURATIONS}: family {family.id}"
        if family.lender is not None:
            _all_in([family.lender], durations.families, where, "family")
        if family.in_proportion_to is not None:
            for one in (family.id, family.lender):
                _all_in([(one, family.in_proportion_to)], durations.published, where, "duration")


def _all_in(names: Iterable[object], known: Container[object], where: str, kind: str) -> None:
    for name in names:
        if name not in known:
            raise CatalogError(f"{where}: no such {kind}: {name}")
