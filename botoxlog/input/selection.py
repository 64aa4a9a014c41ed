"""The records, areas, products and topics that the arguments of a command name."""

from collections.abc import Sequence

from botoxlog.catalog import Area, Catalog, Known, Near, Product, Topic
from botoxlog.core.errors import CannotDoError
from botoxlog.core.model import Journal, Record, Session
from botoxlog.core.text import inert, join_words, plain_lot
from botoxlog.forecast.area_forecast import AreaForecast, in_area
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.input.language.interpreter import Interpreter

LEAST_ALIKE = 0.5
"""Least similarity (difflib ratio) of a name to a topic suggested for it. Our choice."""


def records(
    journal: Journal,
    interpreter: Interpreter,
    *,
    area: str | None = None,
    product: str | None = None,
    lot: str | None = None,
) -> list[Record]:
    """Return the records that fit every condition, oldest first."""
    every = sorted(journal.records, key=lambda record: record.date.middle)
    if area is not None:
        wanted = interpreter.area(area)
        every = [record for record in every if _names_area(record, wanted, interpreter.catalog)]
    if product is not None:
        meant = _product_ids(product, interpreter)
        every = [
            item
            for item in every
            if isinstance(item, Session)
            and item.product is not None
            and not meant.isdisjoint(_every_reading(item.product, interpreter.catalog))
        ]
    if lot is not None:
        plain = plain_lot(lot)
        every = [
            item
            for item in every
            if isinstance(item, Session) and item.lot and plain_lot(item.lot) == plain
        ]
    return every


def treated_areas(
    snapshot: Snapshot, interpreter: Interpreter, wanted: Sequence[str]
) -> tuple[AreaForecast, ...]:
    """Return the named areas, or all areas if none is named.

    Raises:
        CannotDoError: The journal has no session of one of them.
    """
    found: dict[str, AreaForecast] = {}
    for typed in wanted:
        area = interpreter.area(typed)
        mine = {
            item.area: item for item in snapshot.areas if in_area(item, area, interpreter.catalog)
        }
        if snapshot.areas and not mine:
            names = ", ".join(inert(item.area) for item in snapshot.areas)
            raise CannotDoError(
                f"Your journal has no session for {inert(interpreter.catalog.area_label(area))}.",
                f"Its areas: {names}.",
            )
        found.update(mine)
    return tuple(item for item in snapshot.areas if not wanted or item.area in found)


def _names_area(record: Record, wanted: str, catalog: Catalog) -> bool:
    return any(catalog.overlap(catalog.area_id(name), wanted) for name in record.areas)


def _product_ids(typed: str, interpreter: Interpreter) -> frozenset[str]:
    """Return the ids that a typed product can mean; "botox" has one for each of its two uses."""
    found = (
        interpreter.catalog.find_product(typed, cosmetic=cosmetic) for cosmetic in (True, False)
    )
    known = frozenset(item.id for item in found if isinstance(item, Known))
    return known or frozenset({interpreter.product(typed, (), None).casefold()})


def _every_reading(name: str, catalog: Catalog) -> frozenset[str]:
    """Return the ids that a product in the journal can mean, or its name if it is unknown."""
    if name in catalog.products:
        return frozenset({name})
    found = (catalog.find_product(name, cosmetic=cosmetic) for cosmetic in (True, False))
    ids = frozenset(item.id for item in found if isinstance(item, Known))
    return ids or frozenset({name.casefold()})


def areas(catalog: Catalog, name: str | None) -> Sequence[Area]:
    """Return the named area, or all areas if `name` is None."""
    if name is None:
        return tuple(catalog.areas.values())
    found = catalog.find_area(name)
    if isinstance(found, Known):
        return (catalog.areas[catalog.split_side(found.id)[0]],)
    near = found.suggestions if isinstance(found, Near) else getattr(found, "readings", ())
    raise _not_known("area", name, near)


def products(catalog: Catalog, name: str | None) -> Sequence[Product]:
    """Return the named product, or all products if `name` is None."""
    if name is None:
        return tuple(catalog.products.values())
    found = catalog.find_product(name, cosmetic=True)
    if isinstance(found, Known):
        return (catalog.products[found.id],)
    near = found.suggestions if isinstance(found, Near) else getattr(found, "readings", ())
    raise _not_known("product", name, near)


def topics(catalog: Catalog, name: str | None) -> Sequence[Topic]:
    """Return the named topic, or all topics if `name` is None."""
    if name is None:
        return tuple(catalog.topics.values())
    return (topic(catalog, name),)


def topic(catalog: Catalog, name: str) -> Topic:
    """Return the named topic.

    Raises:
        CannotDoError: There is none; the hint suggests similar names.
    """
    found = catalog.find_topic(name)
    if isinstance(found, Known):
        return catalog.topics[found.id]
    from difflib import get_close_matches

    alike = get_close_matches(name.casefold(), catalog.topics, n=2, cutoff=LEAST_ALIKE)
    raise _not_known("topic", name, found.suggestions if isinstance(found, Near) else alike)


def _not_known(kind: str, name: str, near: Sequence[str]) -> CannotDoError:
    hint = (
        f"Did you mean {join_words(list(near), 'or')}?"
        if near
        else f"To list them all: botoxlog {kind}s"
    )
    article = "an" if kind == "area" else "a"
    return CannotDoError(f'"{inert(name)}" is not {article} {kind} botoxlog knows.', hint)
