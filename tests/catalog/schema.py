"""Every rule that the catalog's files must keep: the loader relies on them and checks none.

`check` takes a folder, so that the tests can show for each rule that a broken copy fails.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from botoxlog.catalog import UNKNOWN_FAMILY, Catalog, Evidence, Role, Status, Unknown
from botoxlog.catalog.lookup import tokens, word_keys
from botoxlog.core.partial_dates import parse_iso

Table = Mapping[str, Any]


class SchemaError(Exception):
    """A file of the catalog breaks a rule; the message names the file, the entry and the key."""


class Value(NamedTuple):
    """What a key may hold, and what to say where it holds something else."""

    is_valid: Callable[[Any], bool]
    rule: str
    required: bool = True


def optional(value: Value) -> Value:
    """Return the same for a key that may be missing."""
    return value._replace(required=False)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_number(value: object, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool) and value > 0  # type: ignore[operator]


def _is_list_of(value: object, kind: Callable[[object], bool]) -> bool:
    return isinstance(value, list) and all(map(kind, value))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(parse_iso(value))
    except ValueError:
        return False


TEXT = Value(_is_text, "must be a text")
FLAG = Value(lambda value: isinstance(value, bool), "must be true or false")
POSITIVE = Value(lambda value: _is_number(value, (int, float)), "must be a number above 0")
COUNT = Value(lambda value: _is_number(value, int), "must be a whole number above 0")
TEXTS = optional(Value(lambda value: _is_list_of(value, _is_text), "must be a list of texts"))
SOME_TEXTS = Value(
    lambda value: _is_list_of(value, _is_text) and bool(value), "must be a list of texts, not empty"
)
TABLE = Value(_is_table, "must be a table")
SOME_TABLE = Value(lambda value: _is_table(value) and bool(value), "must be a table, not empty")
TABLES = optional(Value(lambda value: _is_list_of(value, _is_table), "must be a list of tables"))
STATUS = Value(lambda value: value in list(Status), "must be verified, derived or recalled")
EVIDENCE = Value(lambda value: value in list(Evidence), f"must be one of {', '.join(Evidence)}")
GRADE = Value(lambda value: value in ("A", "B", "C"), "must be A, B or C")
DATE = Value(_is_date, "must be a day, a month or a year, such as 2024-04-18")
ADDRESS = Value(
    lambda value: _is_text(value) and value.startswith(("https://", "http://")),
    "must be an address that a browser can open",
)

STANDING = {"status": STATUS, "sources": TEXTS, "note": optional(TEXT)}
FIGURE = {"text": TEXT, "days": optional(COUNT), "units": optional(COUNT), **STANDING}
DOSE = {"areas": SOME_TEXTS, "units": TEXT, "total": optional(POSITIVE), **STANDING}
LIMIT = {"value": COUNT, "text": TEXT, **STANDING, "status": optional(STATUS)}
AMBIGUOUS = {"word": TEXT, "readings": SOME_TEXTS, "beside": optional(SOME_TEXTS)}
FIGURES = ("min_interval", "onset", "peak", "duration", "cumulative", "watch_for")
NAMING = ("words", "sites", "conditions")
PHRASES = (*NAMING, "complaints")
AREA = {
    **dict.fromkeys(("id", "name", "muscle", "purpose"), TEXT),
    "sides": FLAG,
    "cosmetic": FLAG,
    **dict.fromkeys((*PHRASES, "unlabelled", "includes"), TEXTS),
}
PRODUCT = {
    **dict.fromkeys(("id", "name", "generic", "maker", "family"), TEXT),
    **dict.fromkeys(FIGURES, optional(TABLE)),
    "us": FLAG,
    "words": TEXTS,
    "labelled": TABLES,
    "intervals": TABLES,
}
EFFECT = {
    **dict.fromkeys(("id", "name"), TEXT),
    **dict.fromkeys(("urgent", "sides"), FLAG),
    **dict.fromkeys(
        ("signs", "urgent_signs", "works", "emergency", "heard", "unless"), optional(TEXT)
    ),
    "local": TEXTS,
}
UNCLEAR = {"signs": TEXT, "readings": SOME_TEXTS, "urgent": optional(FLAG)}
STATE = {"id": TEXT, "name": TEXT, "words": TEXTS}
PURPOSE = {"id": TEXT, "words": SOME_TEXTS, "within": optional(TEXT)}
MOVES_A_DATE = Value(
    lambda value: value in (Status.VERIFIED, Status.DERIVED), "must be verified or derived"
)
SETTLED = {
    "families": SOME_TEXTS,
    "areas": SOME_TEXTS,
    "cause": optional(TEXT),
    "pooled": TEXTS,
    "median_days": POSITIVE,
    "median_status": MOVES_A_DATE,
    "log_sd": POSITIVE,
    "log_sd_status": MOVES_A_DATE,
    "between": POSITIVE,
    "within": POSITIVE,
    "split": TEXT,
    "gain_per_doubling": optional(POSITIVE),
    "reference_units": optional(POSITIVE),
    "gain_per_session": optional(POSITIVE),
    "from": SOME_TEXTS,
    "sources": SOME_TEXTS,
    "note": TEXT,
}
CAUSE = {
    **dict.fromkeys(("area", "id", "name", "purpose"), TEXT),
    "words": SOME_TEXTS,
    "sites": optional(SOME_TEXTS),
    "units": optional(POSITIVE),
    "default": optional(TEXT),
}
PUBLISHED = {
    **dict.fromkeys(("id", "quantity"), TEXT),
    **dict.fromkeys(("cause", "dose", "rater", "ci", "note", "reason"), optional(TEXT)),
    "areas": TEXTS,
    "families": SOME_TEXTS,
    "value": Value(lambda value: isinstance(value, (int, float, str, list)), "must be there"),
    "day": optional(COUNT),
    "people": optional(COUNT),
    "status": STATUS,
    "sources": TEXTS,
    "role": Value(lambda value: value in list(Role), "must be reproduce or check"),
}
MEASURES = ("median_days", "mean_days", "share_still_working")
"""What a settled figure can be held to."""
LOAN = {"from": TEXT, "log_sd": POSITIVE, "note": TEXT}
FAMILY = {
    **dict.fromkeys(("id", "name", "note"), TEXT),
    "from": optional(TEXT),
    "widen": optional(POSITIVE),
    "in_proportion_to": optional(TEXT),
}
TOPIC = {
    **dict.fromkeys(("id", "title", "raised_when", "unless", "moot"), TEXT),
    "evidence": EVIDENCE,
    "words": TEXTS,
    "about": TABLES,
    "questions": SOME_TABLE,
    "limits": optional(TABLE),
    **dict.fromkeys(
        ("areas", "effects", "effect_areas", "asked_by", "joins", "joins_within"), TEXTS
    ),
}
INTERVAL = {
    **dict.fromkeys(("region", "purpose"), TEXT),
    "areas": SOME_TEXTS,
    "parts": TEXTS,
    "days": COUNT,
    **STANDING,
}
WARNED_LOT = {**dict.fromkeys(("lot", "text", "regulator"), TEXT), "on": DATE, **STANDING}
SOURCE = {"title": TEXT, "url": ADDRESS, "grade": GRADE}


def check(folder: Path) -> None:
    """Check the files one by one, then against each other.

    Raises:
        SchemaError: A key is unknown, missing or of the wrong type; an id, area or word is there
            twice; a figure claims more than stands beside it; a loan is surer than its lender; or
            something is named that is not there.
    """
    documents = {
        path.name: tomli.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.toml"))
    }
    for file, check_file in CHECKS.items():
        check_file(file, documents[file])
    catalog = Catalog(folder)
    _check_references(catalog)
    _check_loans(catalog)
    _check_words(documents)
    for where, table in _tables("states.toml", "only_for", documents["states.toml"]):
        _all_in(table["purposes"], catalog.purposes, where, "purpose")
        known = [word for word in table["words"] if catalog.find_state(word) != Unknown()]
        _all_in(table["words"], known, where, "state")


def check_keys(where: str, table: Table, keys: Mapping[str, Value]) -> None:
    """Refuse an unknown key, a missing one, and a value of the wrong type."""
    for key in table:
        if key not in keys:
            raise SchemaError(f"{where}: {key}: no such key here")
    for key, value in keys.items():
        if (value.required and key not in table) or (
            key in table and not value.is_valid(table[key])
        ):
            raise SchemaError(f"{where}: {key}: {value.rule}")


def check_standing(where: str, status: str, table: Table) -> None:
    """Refuse a figure whose status is not borne out by its sources and its note."""
    sources, note = table.get("sources"), table.get("note")
    if status == Status.RECALLED and sources:
        raise SchemaError(f"{where}: a recalled figure must not cite a source")
    if status != Status.RECALLED and not sources:
        raise SchemaError(f"{where}: a {status} figure must cite a source")
    if status != Status.VERIFIED and not note:
        raise SchemaError(f"{where}: a {status} figure must say in a note where it is from")


def _check_areas(file: str, document: Table) -> None:
    check_keys(file, document, {"area": TABLES, "ambiguous": TABLES})
    for where, area in _check_ids(file, "area", document, AREA):
        _check_phrases(where, area)
    _check_ambiguous(file, "area", document)


def _check_phrases(where: str, area: Table) -> None:
    """Refuse a phrase in capitals, and one that two lists of an area share, however it is spelt."""
    seen: dict[str, str] = {}
    for kind in PHRASES:
        for phrase in area.get(kind, ()):
            if phrase != phrase.lower():
                raise SchemaError(f"{where}: {kind}: {phrase!r} has capitals")
            for key in word_keys(phrase):
                if seen.setdefault(key, kind) != kind:
                    raise SchemaError(f"{where}: {phrase!r} is in {seen[key]} and in {kind}")
    own = (*area.get("sites", ()), *area.get("conditions", ()))
    _all_in(area.get("unlabelled", ()), set(own), f"{where}: unlabelled", "site or condition")


def _check_products(file: str, document: Table) -> None:
    check_keys(file, document, {"botox": TABLE, "product": TABLES, "not_toxin": TABLES})
    products = _check_ids(file, "product", document, PRODUCT)
    for where, product in products:
        for key in FIGURES:
            if key in product:
                _check_figure(f"{where}: {key}", product[key], FIGURE)
        for number, dose in enumerate(product.get("labelled", ()), start=1):
            _check_figure(f"{where}: labelled {number}", dose, DOSE)
        _check_intervals(where, product)
    botox = document["botox"]
    check_keys(f"{file}: botox", botox, {"cosmetic": TEXT, "otherwise": TEXT, "words": SOME_TEXTS})
    ids = {product["id"] for _, product in products}
    for key in ("cosmetic", "otherwise"):
        _all_in([botox[key]], ids, f"{file}: botox: {key}", "id")
    for where, table in _tables(file, "not_toxin", document):
        check_keys(where, table, {"what": TEXT, "words": SOME_TEXTS})


def _check_intervals(where: str, product: Table) -> None:
    """Refuse a recalled interval, two for one use and region, and one that the words leave out."""
    seen: set[tuple[str, str, str]] = set()
    for number, interval in enumerate(product.get("intervals", ()), start=1):
        place = f"{where}: intervals {number}"
        _check_figure(place, interval, INTERVAL)
        if interval["status"] == Status.RECALLED:
            raise SchemaError(f"{place}: status: a recalled interval must not move a date")
        for area in (*interval["areas"], *interval.get("parts", ())):
            use = (interval["region"], interval["purpose"], area)
            if use in seen:
                raise SchemaError(f"{place}: areas: {area} is there twice")
            seen.add(use)
    days = [interval["days"] for interval in product.get("intervals", ())]
    if days and product.get("min_interval", {}).get("days") != min(days):
        raise SchemaError(f"{where}: min_interval: must have the shortest of the intervals")


def _check_effects(file: str, document: Table) -> None:
    kinds = dict.fromkeys(("effect", "unclear", "emergency_text", "expected"), TABLES)
    check_keys(file, document, {"emergency": TABLE, **kinds})
    effects = _check_ids(file, "effect", document, EFFECT)
    ids = {effect["id"] for _, effect in effects}
    _check_figure(f"{file}: emergency", document["emergency"], FIGURE)
    for where, table in _tables(file, "emergency_text", document):
        _check_figure(where, {k: v for k, v in table.items() if k != "id"}, FIGURE)
    for where, table in _tables(file, "expected", document):
        _all_in([table["effect"]], ids, where, "effect")
        rest = {k: v for k, v in table.items() if k not in {"effect", "area"}}
        _check_figure(where, rest, FIGURE)
    texts = {table["id"] for table in document["emergency_text"]}
    for where, effect in effects:
        if effect["urgent"] and "urgent_signs" not in effect:
            raise SchemaError(f"{where}: urgent: it has no urgent sign")
        if "urgent_signs" in effect:
            _all_in([effect.get("emergency", "")], texts, where, "emergency text")
    for where, table in _tables(file, "unclear", document):
        check_keys(where, table, UNCLEAR)
        _all_in(table["readings"], ids, where, "id")


def _check_symptom_words(file: str, document: Table) -> None:
    kinds = ("parts", "concepts", "standing", "light", "ordinary", "idioms")
    check_keys(file, document, dict.fromkeys(kinds, TABLE))
    for kind in ("parts", "concepts"):
        for name, text in document[kind].items():
            if name != name.upper():
                raise SchemaError(f"{file}: {name}: a concept has capitals")
            if not all(phrase.strip() for phrase in text.split("|")):
                raise SchemaError(f"{file}: {name}: an empty phrase")


def _check_states(file: str, document: Table) -> None:
    check_keys(file, document, dict.fromkeys(("state", "ambiguous", "only_for"), TABLES))
    for where, table in _tables(file, "only_for", document):
        check_keys(where, table, {"purposes": SOME_TEXTS, "words": SOME_TEXTS})
    _check_ids(file, "state", document, STATE)
    _check_ambiguous(file, "state", document)


def _check_purposes(file: str, document: Table) -> None:
    check_keys(file, document, {"purpose": TABLES})
    _check_ids(file, "purpose", document, PURPOSE)


def _check_durations(file: str, document: Table) -> None:
    kinds = ("settled", "cause", "borrow", "purpose", "family")
    check_keys(file, document, dict.fromkeys(kinds, TABLES))
    seen: set[tuple[str, str]] = set()
    for where, table in _tables(file, "settled", document):
        check_keys(where, table, SETTLED)
        for family in table["families"]:
            _no_repeats(where, f"{family} {table.get('cause', '')}", table["areas"], seen)
        _all_in(table.get("pooled", ()), table["families"], f"{where}: pooled", "family here")
        total, parts = table["log_sd"], (table["between"] ** 2 + table["within"] ** 2) ** 0.5
        if parts > total + 0.02:
            raise SchemaError(f"{where}: within: more than the whole spread")
        if ("gain_per_doubling" in table) != ("reference_units" in table):
            raise SchemaError(f"{where}: reference_units: goes with gain_per_doubling")
    _check_causes(file, document)
    for where, table in _tables(file, "borrow", document):
        check_keys(where, table, {"areas": SOME_TEXTS, "cause": optional(TEXT), **LOAN})
        _no_repeats(where, f"borrow {table.get('cause', '')}", table["areas"], seen)
    _check_ids(file, "purpose", document, {"id": TEXT, "unless": TEXTS, **LOAN})
    families = _check_ids(file, "family", document, FAMILY)
    for where, family in families:
        if "from" in family and "widen" not in family:
            raise SchemaError(f"{where}: widen: must be a number above 0")
    if UNKNOWN_FAMILY not in {family["id"] for _, family in families}:
        raise SchemaError(f"{file}: family: there must be one {UNKNOWN_FAMILY!r}")


def _check_causes(file: str, document: Table) -> None:
    """Refuse a cause without a figure, a figure without its cause, and no default or two."""
    causes: dict[str, dict[str, bool]] = {}
    for where, table in _tables(file, "cause", document):
        check_keys(where, table, CAUSE)
        causes.setdefault(table["area"], {})[table["id"]] = "default" in table
    for area, defaults in causes.items():
        if list(defaults.values()).count(True) != 1:
            raise SchemaError(f"{file}: cause: {area}: one of its causes has the default")
    for kind in ("settled", "borrow"):
        for where, table in _tables(file, kind, document):
            for area in table["areas"]:
                _all_in([table.get("cause")], causes.get(area, {None: True}), where, "cause")


def _check_published(file: str, document: Table) -> None:
    check_keys(file, document, {"figure": TABLES})
    for where, row in _check_ids(file, "figure", document, PUBLISHED):
        check_standing(where, row["status"], row)
        if row["role"] == Role.CHECK and "reason" not in row:
            raise SchemaError(f"{where}: reason: a check says why it is no target")
        if row["role"] == Role.REPRODUCE:
            if row["status"] == Status.RECALLED:
                raise SchemaError(f"{where}: role: a recalled row is no target")
            if row["quantity"] not in MEASURES or isinstance(row["value"], (str, list)):
                raise SchemaError(f"{where}: quantity: a settled figure cannot be held to it")
        if row["quantity"] == "share_still_working" and "day" not in row:
            raise SchemaError(f"{where}: day: a share is of a day")


def _check_topics(file: str, document: Table) -> None:
    check_keys(file, document, {"topic": TABLES, "warned_lot": TABLES})
    for where, topic in _check_ids(file, "topic", document, TOPIC):
        for number, figure in enumerate(topic.get("about", ()), start=1):
            _check_figure(f"{where}: about {number}", figure, FIGURE)
        check_keys(
            f"{where}: questions", topic["questions"], dict.fromkeys(topic["questions"], TEXT)
        )
        for name, limit in topic.get("limits", {}).items():
            _check_limit(f"{where}: limits: {name}", limit)
    for where, lot in _tables(file, "warned_lot", document):
        check_keys(where, lot, WARNED_LOT)
        check_standing(where, lot["status"], lot)


def _check_limit(where: str, limit: object) -> None:
    if not isinstance(limit, dict):
        raise SchemaError(f"{where}: must be a table")
    check_keys(where, limit, LIMIT)
    if "status" in limit:
        check_standing(where, limit["status"], limit)
    elif "sources" in limit:
        raise SchemaError(f"{where}: sources: our own choice must not cite a source")


def _check_sources(file: str, document: Table) -> None:
    for key, table in document.items():
        if not isinstance(table, dict):
            raise SchemaError(f"{file}: {key}: must be a table")
        check_keys(f"{file}: {key}", table, SOURCE)


CHECKS: Mapping[str, Callable[[str, Table], None]] = {
    "areas.toml": _check_areas,
    "products.toml": _check_products,
    "effects.toml": _check_effects,
    "states.toml": _check_states,
    "purposes.toml": _check_purposes,
    "durations.toml": _check_durations,
    "published.toml": _check_published,
    "topics.toml": _check_topics,
    "symptom_words.toml": _check_symptom_words,
    "sources.toml": _check_sources,
}


def _tables(file: str, kind: str, document: Table) -> list[tuple[str, Table]]:
    """Return every ``[[kind]]`` of a file with the words that name it in an error."""
    named = ("id", "lot", "word", "family")
    return [
        (f"{file}: {kind} {next((table[key] for key in named if key in table), number)}", table)
        for number, table in enumerate(document.get(kind, ()), start=1)
    ]


def _check_ids(
    file: str, kind: str, document: Table, keys: Mapping[str, Value]
) -> list[tuple[str, Table]]:
    """Check the keys of every ``[[kind]]`` and that no id is there twice; return them all."""
    tables = _tables(file, kind, document)
    ids: set[str] = set()
    for where, table in tables:
        check_keys(where, table, keys)
        if table["id"] in ids:
            raise SchemaError(f"{where}: id: is there twice")
        ids.add(table["id"])
    return tables


def _check_ambiguous(file: str, kind: str, document: Table) -> None:
    ids = {table["id"] for table in document[kind]}
    for where, table in _tables(file, "ambiguous", document):
        check_keys(where, table, AMBIGUOUS)
        _all_in(table["readings"], ids, f"{where}: readings", "id")
        _all_in(table.get("beside", ()), ids, f"{where}: beside", "id")


def _check_figure(where: str, table: Table, keys: Mapping[str, Value]) -> None:
    check_keys(where, table, keys)
    check_standing(where, table["status"], table)


def _no_repeats(where: str, kind: str, areas: Iterable[str], seen: set[tuple[str, str]]) -> None:
    for area in areas:
        if (kind, area) in seen:
            raise SchemaError(f"{where}: areas: {area} is there twice")
        seen.add((kind, area))


def _check_references(catalog: Catalog) -> None:
    """Refuse a source, area, family or effect that is named and not there."""
    for where, sources in _citations(catalog):
        _all_in(sources, catalog.sources, where, "source")
    for product in catalog.products.values():
        where = f"products.toml: product {product.id}"
        _all_in([product.family], catalog.durations.families, where, "family")
        for dose in product.labelled:
            _all_in(dose.areas, catalog.areas, where, "area")
        for interval in product.intervals:
            _all_in((*interval.areas, *interval.parts), catalog.areas, where, "area")
            _all_in([interval.purpose], catalog.purposes, where, "purpose")
    for (family, area, _), settled in catalog.durations.settled.items():
        where = f"durations.toml: settled {family}, {area}"
        _all_in(settled.rows, catalog.published, where, "row of published.toml")
    for row in catalog.published.values():
        where = f"published.toml: figure {row.id}"
        _all_in(row.areas, catalog.areas, where, "area")
        _all_in(row.families, catalog.durations.families, where, "family")
    for purpose in catalog.purposes.values():
        where = f"purposes.toml: purpose {purpose.id}"
        _all_in([purpose.within or purpose.id], catalog.purposes, where, "purpose")
    for topic in catalog.topics.values():
        where = f"topics.toml: topic {topic.id}"
        _all_in(topic.areas, catalog.areas, where, "area")
        _all_in(topic.effects, catalog.effects, where, "effect")


def _effect_citations(catalog: Catalog) -> Iterator[tuple[str, Sequence[str]]]:
    yield "effects.toml: emergency", catalog.emergency.sources
    for name, figure in catalog.emergencies.items():
        yield f"effects.toml: emergency text {name}", figure.sources
    for effect in catalog.effects:
        for area, figure in catalog.expected(effect).items():
            yield f"effects.toml: expected {effect}, {area}", figure.sources


def _citations(catalog: Catalog) -> Iterator[tuple[str, Sequence[str]]]:
    for product in catalog.products.values():
        where = f"products.toml: product {product.id}"
        for key, figure in product.figures().items():
            yield f"{where}: {key}", figure.sources
        for dose in product.labelled:
            yield f"{where}: labelled {', '.join(dose.areas)}", dose.sources
        for interval in product.intervals:
            yield f"{where}: intervals {', '.join(interval.areas)}", interval.sources
    for (family, area, _), settled in catalog.durations.settled.items():
        yield f"durations.toml: settled {family}, {area}", settled.sources
    for row in catalog.published.values():
        yield f"published.toml: figure {row.id}", row.sources
    yield from _effect_citations(catalog)
    for topic in catalog.topics.values():
        yield f"topics.toml: topic {topic.id}", topic.sources
    for lot in catalog.warned_lots:
        yield f"topics.toml: warned lot {lot.lot}", lot.sources


def _check_loans(catalog: Catalog) -> None:
    """Refuse a loan from what was not settled, or one that is surer than its lender."""
    durations, file = catalog.durations, "durations.toml"
    spread: dict[str, float] = {}
    for (family, area, _), entry in durations.settled.items():
        _all_in([family], durations.families, file, "family")
        spread[area] = max(entry.log_sd, spread.get(area, 0.0))
    _all_in([*spread, *(area for area, _ in durations.area_loans)], catalog.areas, file, "area")
    for causes in durations.causes.values():
        _all_in([cause.purpose for cause in causes], catalog.purposes, file, "purpose")
    by_area = [(area, loan) for (area, _), loan in durations.area_loans.items()]
    for name, loan in [*by_area, *durations.purpose_loans.items()]:
        where = f"{file}: {name}"
        _all_in([loan.lender], spread, where, "settled area")
        _all_in(loan.unless, spread, where, "settled area")
        if loan.log_sd < spread[loan.lender]:
            raise SchemaError(f"{where}: log_sd: less sure than what it borrows, not more")
    for borrower in durations.families.values():
        where = f"{file}: family {borrower.id}"
        if borrower.lender is not None:
            _all_in([borrower.lender], durations.families, where, "family")
        if borrower.in_proportion_to is not None:
            for one in (borrower.id, borrower.lender):
                key = (one, borrower.in_proportion_to, None)
                _all_in([key], durations.settled, where, "duration")


def _check_words(documents: Mapping[str, Table]) -> None:
    """Refuse a word that two ids claim, however it is spelt."""
    for kind in ("area", "state", "purpose", "topic"):
        document = documents[f"{kind}s.toml"]
        claims = [(word, (table["id"],)) for table in document[kind] for word in _names(table)]
        claims += [
            (table["word"], tuple(table["readings"])) for table in document.get("ambiguous", ())
        ]
        _one_meaning_each(f"{kind}s.toml", claims)
    botox, products = documents["products.toml"]["botox"], documents["products.toml"]["product"]
    short = {word.casefold() for word in botox["words"]}
    claims = [
        (word, (table["id"],))
        for table in products
        for word in _names(table)
        if word.casefold() not in short
    ]
    for meant in (botox["cosmetic"], botox["otherwise"]):
        _one_meaning_each("products.toml", [*((word, (meant,)) for word in short), *claims])
    brands = [*botox["words"], *(table["name"] for table in products if table["id"] != "unknown")]
    _no_brand_within(documents["areas.toml"], [tokens(brand) for brand in brands])


def _no_brand_within(document: Table, brands: Iterable[list[str]]) -> None:
    """Refuse a phrase for an area that names a product: the two are read apart."""
    areas = document["area"]
    phrases = [phrase for area in areas for kind in PHRASES for phrase in area.get(kind, ())]
    phrases += [table["word"] for table in document.get("ambiguous", ())]
    for phrase in phrases:
        words = tokens(phrase)
        for brand in brands:
            starts = range(len(words) - len(brand) + 1)
            if any(words[start : start + len(brand)] == brand for start in starts):
                raise SchemaError(f"areas.toml: {phrase!r} names the product {' '.join(brand)}")


def _names(table: Table) -> list[str]:
    """Return what an entry is known by; its id and name always count."""
    shown = [table[key] for key in ("name", "title") if key in table]
    return [table["id"], *shown, *(word for kind in NAMING for word in table.get(kind, ()))]


def _one_meaning_each(file: str, claims: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    meaning: dict[str, tuple[str, ...]] = {}
    for word, ids in claims:
        for key in word_keys(word):
            held = meaning.setdefault(key, ids)
            if held != ids:
                both = f"{', '.join(held)} and {', '.join(ids)}"
                raise SchemaError(f"{file}: {word!r} belongs to both {both}")


def _all_in(names: Iterable[object], known: Container[object], where: str, kind: str) -> None:
    for name in names:
        if name not in known:
            raise SchemaError(f"{where}: no such {kind}: {name}")
