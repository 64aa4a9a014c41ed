"""The TOML files into records. Every file is checked while it is read.

What needs a second file, such as whether a cited source exists, is `check.check_all`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from botoxlog.catalog.durations import UNKNOWN_FAMILY, Durations, Family, Loan, Published
from botoxlog.catalog.entries import (
    Area,
    Areas,
    Effect,
    Effects,
    Evidence,
    Limit,
    Product,
    Products,
    SignPair,
    Signs,
    States,
    StateWords,
    Topic,
    Topics,
    WarnedLot,
)
from botoxlog.catalog.figures import Figure, LabelledDose, Source, check_standing
from botoxlog.catalog.toml_table import Entry, entries, read_toml

AREAS = "areas.toml"
PRODUCTS = "products.toml"
EFFECTS = "effects.toml"
STATES = "states.toml"
DURATIONS = "durations.toml"
SOURCES = "sources.toml"
TOPICS = "topics.toml"
SIGNS = "signs.toml"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Record = TypeVar("_Record", bound=_Named)


def read_areas(folder: Path) -> Areas:
    """Read the areas and the words that may mean several of them."""
    document = read_toml(folder / AREAS)
    known = _by_id((_area(entry), entry) for entry in entries(document, AREAS, "area"))
    return Areas(known, _ambiguous(document, AREAS, known))


def read_products(folder: Path) -> Products:
    """Read the products with their figures, and the words for what is not a toxin."""
    document = read_toml(folder / PRODUCTS)
    known = _by_id((_product(entry), entry) for entry in entries(document, PRODUCTS, "product"))
    botox = Entry(f"{PRODUCTS}: botox", document.get("botox", {}))
    botox.only("cosmetic", "otherwise", "words")
    not_toxin = {}
    for entry in entries(document, PRODUCTS, "not_toxin"):
        entry.only("what", "words")
        not_toxin.update(dict.fromkeys(entry.texts("words"), entry.text("what")))
    return Products(
        known,
        botox.texts("words"),
        _one_of(botox, "cosmetic", known),
        _one_of(botox, "otherwise", known),
        MappingProxyType(not_toxin),
    )


def read_effects(folder: Path) -> Effects:
    """Read the side effects and the emergency text."""
    document = read_toml(folder / EFFECTS)
    known = _by_id((_effect(entry), entry) for entry in entries(document, EFFECTS, "effect"))
    emergency = _figure(Entry(f"{EFFECTS}: emergency", document.get("emergency", {})))
    return Effects(known, _ambiguous(document, EFFECTS, known), emergency)


def read_states(folder: Path) -> States:
    """Read the words for how a result looks."""
    document = read_toml(folder / STATES)
    known = _by_id((_state(entry), entry) for entry in entries(document, STATES, "state"))
    return States(known, _ambiguous(document, STATES, known))


def read_durations(folder: Path) -> Durations:
    """Read the published durations and the rules by which others borrow from them."""
    document = read_toml(folder / DURATIONS)
    published: dict[tuple[str, str], Published] = {}
    for entry in entries(document, DURATIONS, "published"):
        for area in _listed(entry, "areas"):
            key = (entry.text("family"), area)
            if key in published:
                raise entry.refuse("areas", f"{area} is there twice")
            published[key] = _published(entry)
    area_loans: dict[str, Loan] = {}
    for entry in entries(document, DURATIONS, "borrow"):
        entry.only("areas", "from", "log_sd", "note")
        for area in _listed(entry, "areas"):
            if area in area_loans:
                raise entry.refuse("areas", f"{area} is there twice")
            area_loans[area] = _loan(entry)
    purpose_loans: dict[str, Loan] = {}
    for entry in entries(document, DURATIONS, "purpose"):
        entry.only("id", "from", "log_sd", "note")
        purpose_loans[entry.text("id")] = _loan(entry)
    families = _by_id((_family(entry), entry) for entry in entries(document, DURATIONS, "family"))
    if UNKNOWN_FAMILY not in families:
        raise Entry(DURATIONS, document).refuse("family", f"there must be one {UNKNOWN_FAMILY!r}")
    return Durations(
        MappingProxyType(published),
        MappingProxyType(area_loans),
        MappingProxyType(purpose_loans),
        families,
    )


def read_topics(folder: Path) -> Topics:
    """Read what may be worth raising, and the lots that published warnings name."""
    document = read_toml(folder / TOPICS)
    known = _by_id((_topic(entry), entry) for entry in entries(document, TOPICS, "topic"))
    warned = tuple(_warned_lot(entry) for entry in entries(document, TOPICS, "warned_lot"))
    return Topics(known, warned)


def read_signs(folder: Path) -> Signs:
    """Read the words that may speak of an emergency."""
    document = read_toml(folder / SIGNS)
    whole = Entry(SIGNS, document)
    whole.only("alone", "phrases", "wrong", "pair")
    wrong = whole.inner("wrong") or Entry(SIGNS, {})
    pairs = tuple(_sign_pair(entry, wrong) for entry in entries(document, SIGNS, "pair"))
    return Signs(whole.texts("alone"), whole.texts("phrases"), pairs)


def read_sources(folder: Path) -> Mapping[str, Source]:
    """Read where the figures come from."""
    document = read_toml(folder / SOURCES)
    found = (
        (_source(key, entry), entry)
        for key, table in document.items()
        for entry in [Entry(f"{SOURCES}: {key}", table)]
    )
    return _by_id(found)


def _area(entry: Entry) -> Area:
    entry.only("id", "name", "muscle", "sides", "cosmetic", "purpose", "words")
    return Area(
        id=entry.text("id"),
        name=entry.text("name"),
        muscle=entry.text("muscle"),
        sides=entry.flag("sides"),
        cosmetic=entry.flag("cosmetic"),
        purpose=entry.text("purpose"),
        words=entry.texts("words"),
    )


_FIGURES = ("min_interval", "onset", "peak", "duration", "cumulative", "watch_for")
_PLAIN = ("id", "name", "generic", "maker", "family", "us", "words", "labelled")


def _product(entry: Entry) -> Product:
    entry.only(*_PLAIN, *_FIGURES)
    figures = {key: _figure(inner) for key in _FIGURES if (inner := entry.inner(key)) is not None}
    return Product(
        id=entry.text("id"),
        name=entry.text("name"),
        generic=entry.text("generic"),
        maker=entry.text("maker"),
        family=entry.text("family"),
        us=entry.flag("us"),
        words=entry.texts("words"),
        labelled=tuple(_labelled(inner) for inner in entry.inner_list("labelled")),
        **figures,
    )


def _figure(entry: Entry) -> Figure:
    entry.only("text", "days", "units", "status", "sources", "note")
    figure = Figure(
        text=entry.text("text"),
        status=entry.status(),
        days=entry.optional_count("days"),
        units=entry.optional_count("units"),
        sources=entry.texts("sources"),
        note=entry.optional_text("note"),
    )
    check_standing(figure.status, figure.sources, figure.note, entry.where)
    return figure


def _labelled(entry: Entry) -> LabelledDose:
    entry.only("areas", "units", "status", "sources", "note")
    dose = LabelledDose(
        areas=_listed(entry, "areas"),
        units=entry.text("units"),
        status=entry.status(),
        sources=entry.texts("sources"),
        note=entry.optional_text("note"),
    )
    check_standing(dose.status, dose.sources, dose.note, entry.where)
    return dose


def _effect(entry: Entry) -> Effect:
    entry.only("id", "name", "urgent", "words")
    return Effect(entry.text("id"), entry.text("name"), entry.flag("urgent"), entry.texts("words"))


def _state(entry: Entry) -> StateWords:
    entry.only("id", "name", "words")
    return StateWords(entry.text("id"), entry.text("name"), entry.texts("words"))


def _published(entry: Entry) -> Published:
    entry.only(
        "family", "areas", "median_days", "median_status", "log_sd", "log_sd_status", "sources",
        "note",
    )  # fmt: skip
    published = Published(
        median_days=entry.positive("median_days"),
        log_sd=entry.positive("log_sd"),
        median_status=entry.status("median_status"),
        log_sd_status=entry.status("log_sd_status"),
        sources=entry.texts("sources"),
        note=entry.optional_text("note"),
    )
    for key in ("median_status", "log_sd_status"):
        status = entry.status(key)
        check_standing(status, published.sources, published.note, f"{entry.where}: {key}")
    return published


def _loan(entry: Entry) -> Loan:
    return Loan(entry.text("from"), entry.positive("log_sd"), entry.text("note"))


def _family(entry: Entry) -> Family:
    entry.only("id", "name", "from", "widen", "in_proportion_to", "note")
    lender = entry.optional_text("from")
    return Family(
        id=entry.text("id"),
        name=entry.text("name"),
        lender=lender,
        widen=0.0 if lender is None else entry.positive("widen"),
        in_proportion_to=entry.optional_text("in_proportion_to"),
        note=entry.text("note"),
    )


_TOPIC = (
    "id", "title", "evidence", "words", "raised_when", "moot", "about", "questions", "limits",
    "areas", "effects",
)  # fmt: skip


def _topic(entry: Entry) -> Topic:
    entry.only(*_TOPIC)
    questions, limits = entry.inner("questions"), entry.inner("limits")
    if questions is None or not questions.table:
        raise entry.refuse("questions", "must not be empty")
    return Topic(
        id=entry.text("id"),
        title=entry.text("title"),
        evidence=_evidence(entry),
        words=entry.texts("words"),
        raised_when=entry.text("raised_when"),
        moot=entry.text("moot"),
        about=tuple(_figure(inner) for inner in entry.inner_list("about")),
        questions=MappingProxyType({name: questions.text(name) for name in questions.table}),
        limits=MappingProxyType(_limits(limits) if limits else {}),
        areas=entry.texts("areas"),
        effects=entry.texts("effects"),
    )


def _evidence(entry: Entry) -> Evidence:
    try:
        return Evidence(entry.text("evidence"))
    except ValueError:
        raise entry.refuse("evidence", f"must be one of {', '.join(Evidence)}") from None


def _limits(entry: Entry) -> dict[str, Limit]:
    named = {name: inner for name in entry.table if (inner := entry.inner(name)) is not None}
    return {name: _limit(inner) for name, inner in named.items()}


def _limit(entry: Entry) -> Limit:
    """Read a number: published, with its standing, or our own choice, which cites nothing."""
    entry.only("value", "text", "status", "sources", "note")
    value = entry.optional_count("value")
    if value is None:
        raise entry.refuse("value", "must be a whole number")
    status = entry.status() if "status" in entry.table else None
    sources, note = entry.texts("sources"), entry.optional_text("note")
    if status is not None:
        check_standing(status, sources, note, entry.where)
    elif sources:
        raise entry.refuse("sources", "our own choice must not cite a source")
    return Limit(value, entry.text("text"), status, sources, note)


def _warned_lot(entry: Entry) -> WarnedLot:
    entry.only("lot", "text", "on", "status", "sources")
    status, sources = entry.status(), entry.texts("sources")
    check_standing(status, sources, None, entry.where)
    try:
        on = date.fromisoformat(entry.text("on"))
    except ValueError:
        raise entry.refuse("on", "must be a day such as 2024-04-18") from None
    return WarnedLot(entry.text("lot"), entry.text("text"), on, status, sources)


def _sign_pair(entry: Entry, wrong: Entry) -> SignPair:
    """Read a pair; whatever says that something is wrong takes the place that is free."""
    entry.only("what", "with", "wrong", "within", "in_order", "unless")
    amiss = frozenset(word for name in entry.texts("wrong") for word in _listed(wrong, name))
    what, others = frozenset(entry.texts("what")) or amiss, frozenset(entry.texts("with")) or amiss
    within = entry.optional_count("within")
    if not what or not others or within is None:
        raise entry.refuse("within", "a pair has two lists of words and a distance")
    in_order = "in_order" in entry.table and entry.flag("in_order")
    return SignPair(what, others, within, in_order, entry.texts("unless"))


def _source(key: str, entry: Entry) -> Source:
    entry.only("title", "url", "grade")
    source = Source(key, entry.text("title"), entry.text("url"), entry.text("grade"))
    if source.grade not in {"A", "B", "C"}:
        raise entry.refuse("grade", "must be A, B or C")
    if not source.url.startswith(("https://", "http://")):
        raise entry.refuse("url", "must be an address that a browser can open")
    return source


def _by_id(found: Iterable[tuple[_Record, Entry]]) -> Mapping[str, _Record]:
    records: dict[str, _Record] = {}
    for record, entry in found:
        if record.id in records:
            raise entry.refuse("id", "is there twice")
        records[record.id] = record
    return MappingProxyType(records)


def _ambiguous(
    document: Mapping[str, object], file: str, known: Mapping[str, object]
) -> Mapping[str, tuple[str, ...]]:
    readings: dict[str, tuple[str, ...]] = {}
    for entry in entries(document, file, "ambiguous"):
        entry.only("word", "readings")
        ids = _listed(entry, "readings")
        for reading in ids:
            if reading not in known:
                raise entry.refuse("readings", f"no such id: {reading}")
        readings[entry.text("word")] = ids
    return MappingProxyType(readings)


def _listed(entry: Entry, key: str) -> tuple[str, ...]:
    """Return a list of texts that must not be empty."""
    listed = entry.texts(key)
    if not listed:
        raise entry.refuse(key, "must not be empty")
    return listed


def _one_of(entry: Entry, key: str, known: Mapping[str, object]) -> str:
    value = entry.text(key)
    if value not in known:
        raise entry.refuse(key, f"no such id: {value}")
    return value
