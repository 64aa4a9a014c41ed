"""The records, areas, products and topics that the arguments of a command name."""

from collections.abc import Iterator, Sequence

from botoxlog.catalog import Area, Catalog, Known, Near, Product, Topic
from botoxlog.catalog.lookup import tokens
from botoxlog.core.errors import CannotDoError
from botoxlog.core.model import (
    TABLES,
    Appointment,
    CheckIn,
    Discussed,
    Journal,
    Record,
    Session,
)
from botoxlog.core.text import inert, join_words, plain_lot, plain_lots, shell_words
from botoxlog.forecast.area_forecast import AreaForecast, in_area
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.input.command_words import Chosen, Term
from botoxlog.input.language.interpreter import Interpreter

LEAST_ALIKE = 0.5
"""Least similarity (difflib ratio) of a name to a topic suggested for it. Our choice."""


def records(
    journal: Journal,
    interpreter: Interpreter,
    chosen: Chosen | None = None,
    /,
    *,
    area: str | None = None,
    product: str | None = None,
    lot: str | None = None,
) -> list[Record]:
    """Return the records that fit every condition, oldest first.

    A record whose date is not exact fits if it may be of the dates chosen.
    """
    every = sorted(journal.records, key=lambda record: record.date.middle)
    if chosen is not None:
        since, until = chosen.since, chosen.until
        every = [
            record
            for record in every
            if (since is None or record.date.last >= since.first)
            and (until is None or record.date.first <= until.last)
            and all(says(record, term, interpreter.catalog) for term in chosen.terms)
        ]
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
            if isinstance(item, Session) and item.lot and plain in plain_lots(item.lot)
        ]
    return every


def says(record: Record, term: Term, catalog: Catalog) -> bool:
    """Whether a record names what a term means, or has its words anywhere in its text.

    Words that have a meaning are found in a text as they are, others also as the beginning of a
    longer word.
    """
    if any(_names_area(record, area, catalog) for area in term.areas):
        return True
    if not term.ids.isdisjoint(_ids(record, catalog)):
        return True
    wanted = tokens(term.text)
    has_meaning = bool(term.areas or term.ids)
    if has_meaning and "".join(wanted).isdigit():  # "11s" is not the number in "11 days"
        return False
    return any(_holds(tokens(text), wanted, whole=has_meaning) for text in _texts(record, catalog))


def _holds(words: list[str], wanted: list[str], *, whole: bool) -> bool:
    if whole:
        return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))
    text, start, typed = "".join(words), 0, "".join(wanted)
    for word in words:
        if text.startswith(typed, start):
            return True
        start += len(word)
    return False


def _ids(record: Record, catalog: Catalog) -> frozenset[str]:
    """Return the ids of the product, side effects, states or topic of a record."""
    match record:
        case Session():
            return _every_reading(record.product, catalog) if record.product else frozenset()
        case CheckIn():
            found = (catalog.effect_words.known(effect) for effect in record.effects)
            known = (item.id for item in found if isinstance(item, Known))
            return frozenset((*known, *(seen.state for seen in record.states)))
        case Discussed():
            return frozenset({record.topic, record.outcome})
        case _:
            return frozenset()


def _texts(record: Record, catalog: Catalog) -> Iterator[str]:
    """Yield every text of a record in which words are found; not the ids of the catalog."""
    yield TABLES[type(record)]
    yield record.id or ""
    yield record.note or ""
    for area in record.areas:
        base, side = catalog.split_side(area)
        yield side or ("" if base in catalog.areas else area)
    match record:
        case Session():
            known = record.product is None or record.product in catalog.products
            yield from (
                "" if known else record.product or "",
                "touch-up" * bool(record.touch_up_of),
            )
            yield from (record.purpose or "", record.injector or "", record.clinic or "")
            yield record.lot or ""
        case CheckIn():
            yield from (effect for effect in record.effects if effect not in catalog.effects)
        case Discussed():
            yield from (record.topic, record.outcome)
        case Appointment():
            yield from (record.injector or "", record.clinic or "")


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
        base, side = interpreter.catalog.split_side(area)
        whole = [item for item in snapshot.areas if item.area.casefold() == base.casefold()]
        if side is not None and whole and not mine:
            raise CannotDoError(
                f"Your records have both sides of this area alike, so they are one: "
                f"{inert(whole[0].name)}.",
                f"Leave out the side: {shell_words(base)}",
            )
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
