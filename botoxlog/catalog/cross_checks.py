"""The checks that need more than one file. They run in the tests and before figures are shown."""

from collections.abc import Container, Iterable, Iterator

from botoxlog.catalog.catalog import Reference
from botoxlog.catalog.figures import ReferenceDataError
from botoxlog.catalog.loader import DURATIONS, EFFECTS, PRODUCTS, TOPICS


def check_all(reference: Reference) -> None:
    """Read every file and refuse what does not fit together.

    Raises:
        ReferenceDataError: A figure cites a source that is not there, a dose or duration names an
            area or family that is not, a loan is narrower than what it borrows, or a word
            belongs to two.
    """
    for where, sources in _citations(reference):
        _all_in(sources, reference.sources(), where, "source")
    for product in reference.products.values():
        for dose in product.labelled:
            _all_in(dose.areas, reference.areas, f"{PRODUCTS}: product {product.id}", "area")
        _all_in(
            [product.family],
            reference.durations.families,
            f"{PRODUCTS}: product {product.id}",
            "family",
        )
    _check_durations(reference)
    for topic in reference.topics.values():
        where = f"{TOPICS}: topic {topic.id}"
        _all_in(topic.areas, reference.areas, where, "area")
        _all_in(topic.effects, reference.effects, where, "effect")
    for cosmetic in (True, False):
        reference.find_product("", cosmetic=cosmetic)
    for find in (
        reference.find_area,
        reference.find_effect,
        reference.find_state,
        reference.find_topic,
    ):
        find("")  # reading the words is what refuses one that belongs to two


def _citations(reference: Reference) -> Iterator[tuple[str, tuple[str, ...]]]:
    for product in reference.products.values():
        where = f"{PRODUCTS}: product {product.id}"
        for key, figure in product.figures().items():
            yield f"{where}: {key}", figure.sources
        for dose in product.labelled:
            yield f"{where}: labelled {', '.join(dose.areas)}", dose.sources
    for (family, area), published in reference.durations.published.items():
        yield f"{DURATIONS}: published {family}, {area}", published.sources
    yield f"{EFFECTS}: emergency", reference.emergency().sources
    for topic in reference.topics.values():
        yield f"{TOPICS}: topic {topic.id}", topic.sources
    for lot in reference.warned_lots:
        yield f"{TOPICS}: warned lot {lot.lot}", lot.sources


def _check_durations(reference: Reference) -> None:
    durations = reference.durations
    published: dict[str, float] = {}
    for (_, area), entry in durations.published.items():
        published[area] = max(entry.log_sd, published.get(area, 0.0))
    _all_in([*published, *durations.area_loans], reference.areas, DURATIONS, "area")
    for name, loan in [*durations.area_loans.items(), *durations.purpose_loans.items()]:
        where = f"{DURATIONS}: {name}"
        _all_in([loan.lender], published, where, "published area")
        if loan.log_sd < published[loan.lender]:
            raise ReferenceDataError(f"{where}: log_sd: less sure than what it borrows, not more")
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
            raise ReferenceDataError(f"{where}: no such {kind}: {name}")
