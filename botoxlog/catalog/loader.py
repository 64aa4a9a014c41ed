"""Build the catalog's records from its TOML files.

The files ship with the program, so nothing is validated here: tests/catalog holds every rule they
must keep (see docs/decisions.md). A TOML key is the name of the record's field.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import tomli

from botoxlog.catalog.durations import Cause, Durations, Family, Loan, Settled
from botoxlog.catalog.entries import Area, Areas, Product, Products, Purpose
from botoxlog.catalog.figures import Figure, LabelInterval, LabelledDose, Status

if TYPE_CHECKING:
    from botoxlog.catalog.checkin_entries import Effect, Effects, States
    from botoxlog.catalog.findings import SymptomWords
    from botoxlog.catalog.sources import PublishedFigure, Source
    from botoxlog.catalog.topics import Topic, Topics, WarnedLot

Table = Mapping[str, Any]
_HERE = Path(__file__).parent


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Record = TypeVar("_Record", bound=_Named)


def read_areas(folder: Path) -> Areas:
    """Read the areas and the words that may mean several of them."""
    document = _read(folder / "areas.toml")
    return Areas(
        _by_id(Area(**_values(table)) for table in document["area"]),
        _ambiguous(document),
        MappingProxyType(
            {item["word"]: tuple(item.get("beside", ())) for item in document.get("ambiguous", ())}
        ),
    )


def read_products(folder: Path) -> Products:
    """Read the products with their figures, and the words for what is not a toxin."""
    document = _read(folder / "products.toml")
    botox = document["botox"]
    return Products(
        known=_by_id(map(_product, document["product"])),
        botox_words=tuple(botox["words"]),
        botox_cosmetic=botox["cosmetic"],
        botox_otherwise=botox["otherwise"],
        not_toxin=MappingProxyType(
            {
                word: table["what"]
                for table in document.get("not_toxin", ())
                for word in table["words"]
            }
        ),
    )


def read_effects(folder: Path) -> "Effects":
    """Read the side effects and the emergency text."""
    from botoxlog.catalog.checkin_entries import Effects

    document = _read(folder / "effects.toml")
    return Effects(
        _by_id(map(_effect, document["effect"])),
        tuple(
            (sign, tuple(table["readings"]), table.get("urgent", False))
            for table in document["unclear"]
            for sign in _lines(table["signs"])
        ),
        Figure(**_values(document["emergency"])),
        {table["id"]: _figure(table) for table in document["emergency_text"]},
        _expected(document["expected"]),
    )


def _expected(tables: Iterable[Table]) -> Mapping[str, Mapping[str, Figure]]:
    found: dict[str, dict[str, Figure]] = {}
    for table in tables:
        found.setdefault(table["effect"], {})[table["area"]] = _figure(table)
    return found


def _figure(table: Table) -> Figure:
    """Return a figure from a table that has other keys too."""
    return Figure(**_values({key: table[key] for key in Figure._fields if key in table}))


def _effect(table: Table) -> "Effect":
    from botoxlog.catalog.checkin_entries import Effect

    signs = {key: _lines(table[key]) for key in ("signs", "urgent_signs") if key in table}
    return Effect(**{**_values(table), **signs})


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")[:-1]) if "\n" in text else (text,)


def read_symptom_words(folder: Path) -> "SymptomWords":
    """Read the words that signs of side effects are made of."""
    from botoxlog.catalog.findings import SymptomWords

    document = _read(folder / "symptom_words.toml")
    return SymptomWords(
        {concept: _phrases(text) for concept, text in document["parts"].items()},
        {concept: _phrases(text) for concept, text in document["concepts"].items()},
        {standing: _phrases(text) for standing, text in document["standing"].items()},
        frozenset(document["light"]["words"].split()),
        frozenset(document["ordinary"]["words"].split()),
        _phrases(document["idioms"]["phrases"]),
    )


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split("|"))


def read_states(folder: Path) -> "States":
    """Read the words for how a result looks."""
    from botoxlog.catalog.checkin_entries import States, StateWords

    document = _read(folder / "states.toml")
    known = _by_id(StateWords(**_values(table)) for table in document["state"])
    only_for = {
        word: tuple(table["purposes"])
        for table in document.get("only_for", ())
        for word in table["words"]
    }
    return States(known, _ambiguous(document), MappingProxyType(only_for))


def read_purposes(folder: Path) -> Mapping[str, Purpose]:
    """Read what a session may be for."""
    document = _read(folder / "purposes.toml")
    return _by_id(Purpose(**_values(table)) for table in document["purpose"])


def read_durations(folder: Path) -> Durations:
    """Read the settled durations and the rules by which others borrow from them."""
    document = _read(folder / "durations.toml")
    causes: dict[str, tuple[Cause, ...]] = {}
    for table in document.get("cause", ()):
        area, cause = _cause(table)
        causes[area] = (*causes.get(area, ()), cause)
    return Durations(
        MappingProxyType(
            {
                (family, area, table.get("cause")): _settled(table, family)
                for table in document["settled"]
                for family in table["families"]
                for area in table["areas"]
            }
        ),
        MappingProxyType(causes),
        MappingProxyType(
            {
                (area, table.get("cause")): _loan(table)
                for table in document["borrow"]
                for area in table["areas"]
            }
        ),
        MappingProxyType({table["id"]: _loan(table) for table in document["purpose"]}),
        _by_id(map(_family, document["family"])),
    )


def read_published(folder: Path) -> "Mapping[str, PublishedFigure]":
    """Read the published rows that the durations are settled from."""
    from botoxlog.catalog.sources import PublishedFigure, Role

    document = _read(folder / "published.toml")
    return _by_id(
        PublishedFigure(**_values(table) | {"role": Role(table["role"])})
        for table in document["figure"]
    )


def read_topics(folder: Path) -> "Topics":
    """Read the topics, and the lots that published warnings name."""
    from botoxlog.catalog.topics import Topics

    document = _read(folder / "topics.toml")
    return Topics(
        _by_id(map(_topic, document["topic"])), tuple(map(_warned_lot, document["warned_lot"]))
    )


def read_sources(folder: Path) -> "Mapping[str, Source]":
    """Read where the figures come from."""
    from botoxlog.catalog.sources import Source

    document = _read(folder / "sources.toml")
    return _by_id(Source(id=key, **table) for key, table in document.items())


def _read(path: Path) -> dict[str, Any]:
    """Return what a file holds. The wheel has each as Python too, which loads faster."""
    if path.parent == _HERE:
        with suppress(ModuleNotFoundError):
            data: dict[str, Any] = import_module(f"{__package__}.prepared.{path.stem}").DATA
            return data
    return tomli.loads(path.read_text(encoding="utf-8"))


def _by_id(records: Iterable[_Record]) -> Mapping[str, _Record]:
    return MappingProxyType({record.id: record for record in records})


def _ambiguous(document: Table) -> Mapping[str, tuple[str, ...]]:
    found = document.get("ambiguous", ())
    return MappingProxyType({table["word"]: tuple(table["readings"]) for table in found})


def _values(table: Table) -> dict[str, Any]:
    """Return a table's values as records hold them: lists as tuples, statuses as `Status`."""
    return {
        key: tuple(value)
        if isinstance(value, list)
        else Status(value)
        if key.endswith("status")
        else value
        for key, value in table.items()
    }


def _product(table: Table) -> Product:
    values = _values(table)
    for key, value in values.items():
        if isinstance(value, dict):
            values[key] = Figure(**_values(value))
    doses = tuple(LabelledDose(**_values(dose)) for dose in table.get("labelled", ()))
    intervals = tuple(LabelInterval(**_values(item)) for item in table.get("intervals", ()))
    return Product(**values | {"labelled": doses, "intervals": intervals})


def _settled(table: Table, family: str) -> Settled:
    pooled = family in table.get("pooled", ())
    values = _values(table) | {"rows": tuple(table["from"]), "pooled": pooled}
    for key in ("families", "areas", "cause", "from"):
        values.pop(key, None)
    return Settled(**values)


def _cause(table: Table) -> tuple[str, Cause]:
    values = _values(table)
    return values.pop("area"), Cause(**values)


def _loan(table: Table) -> Loan:
    return Loan(table["from"], table["log_sd"], table["note"], tuple(table.get("unless", ())))


def _family(table: Table) -> Family:
    return Family(
        id=table["id"],
        name=table["name"],
        lender=table.get("from"),
        widen=table.get("widen", 0.0),
        in_proportion_to=table.get("in_proportion_to"),
        note=table["note"],
    )


def _topic(table: Table) -> "Topic":
    from botoxlog.catalog.topics import Evidence, Limit, Topic

    limits = {name: Limit(**_values(limit)) for name, limit in table.get("limits", {}).items()}
    return Topic(
        **_values(table)
        | {
            "evidence": Evidence(table["evidence"]),
            "effect_areas": tuple(table.get("effect_areas", table.get("areas", ()))),
            "about": tuple(Figure(**_values(figure)) for figure in table.get("about", ())),
            "questions": MappingProxyType(table["questions"]),
            "limits": MappingProxyType(limits),
        }
    )


def _warned_lot(table: Table) -> "WarnedLot":
    from botoxlog.catalog.topics import WarnedLot
    from botoxlog.core.partial_dates import parse_iso

    return WarnedLot(**_values(table) | {"on": parse_iso(table["on"])})
