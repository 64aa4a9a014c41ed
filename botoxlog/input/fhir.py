"""FHIR: what `export` writes, read back whole, and injections as other programs write them.

Those become the rows of a spreadsheet, so that their words mean what they mean everywhere.
https://hl7.org/fhir/R4/medicationadministration.html; names that R5 changed are read too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from botoxlog.catalog import Catalog, Known
from botoxlog.core.model import Record, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import inert, join_words, words_of
from botoxlog.input.exports import record_of
from botoxlog.input.json_file import Heads, at, spreadsheet
from botoxlog.input.spreadsheet.sessions import RefusedRow
from botoxlog.input.spreadsheet.table import Spreadsheet
from botoxlog.journal import encoder
from botoxlog.journal.merge import canonical

Resource = dict[str, Any]

SOURCE = "urn:botoxlog"
"""What `meta.source` of an exported Bundle says, and the system of the ids in it."""
AREA, PRODUCT, SITE = (f"{SOURCE}:{name}" for name in ("area", "product", "site"))
"""The systems of the ids of areas and products, and the extension that holds a site."""

UNNAMED_TOXIN = "botulinum toxin, brand not recorded"
"""The medication of a session without a product."""

_OWN_NAME = r"(session-\d+)-\d+"
_INJECTIONS = words_of("MedicationAdministration MedicationStatement Procedure Immunization")
_REFERRED_TO = words_of(
    "Medication Patient Practitioner PractitionerRole Organization Location Encounter"
)
"""Resources that say more about an injection, and are no records themselves."""

_DATES = tuple(
    f"{name}{kind}"
    for name in ("effective", "performed", "occurrence", "occurence")  # the last as in R5
    for kind in ("DateTime", "Period", "String")
)
_DAY = r"(?a)\d{4}(?:-\d\d(?:-\d\d)?)?(?=T|$)"
_UNITS = frozenset({"", "u", "iu", "unit", "units", "international units", "botulinum units"})
_WORD = r"[^\W_]+"
_ANY_TOXIN = r"(?i)botulin|chemodenervation"
_CODES = {
    "J0585": "onabotulinumtoxinA",
    "J0586": "abobotulinumtoxinA",
    "J0587": "rimabotulinumtoxinB",
    "J0588": "incobotulinumtoxinA",
    "J0589": "daxibotulinumtoxinA",
    "M03AX01": "botulinum toxin",
}
"""Codes of toxins: those of HCPCS, for bills in the United States, and that of the WHO (ATC)."""

_HEADS = (
    "Date", "Product", "Area", "Units", "Lot", "Expiry", "Injector", "Clinic", "Purpose", "Note",
    "Patient",
)  # fmt: skip
READ = {
    "": frozenset(
        {"resourceType", "id", "meta", "implicitRules", "language", "text", "contained", "status",
         "identifier", "medicationCodeableConcept", "medicationReference", "medication",
         "vaccineCode", "code", "usedCode", "usedReference", "bodySite", "site", "dosage",
         "doseQuantity", "lotNumber", "expirationDate", "performer", "location", "subject",
         "patient", "note", "reasonCode", "reason", *_DATES}
    ),
    "dosage": frozenset({"site", "dose", "doseAndRate", "text"}),
    "dosage.site": frozenset({"text", "coding"}),
}  # fmt: skip
"""The elements of an injection that are used, or are not about it. All others are named."""


def resources(value: Any) -> list[Any] | None:
    """Return the resources of a FHIR file; None if it is not FHIR.

    It may be a Bundle, one resource, or a list of them (NDJSON).
    """
    values = _each(value)
    if not any(isinstance(at(item, "resourceType"), str) for item in values):
        return None
    return list(chain.from_iterable(_resources_of(item) for item in values))


def _resources_of(value: Any) -> list[Any]:
    if not _is_bundle(value):
        return [value]
    return [at(entry, "resource") for entry in _each(at(value, "entry"))]


def _is_bundle(value: Any) -> bool:
    return bool(at(value, "resourceType") == "Bundle")


# --- our own ---------------------------------------------------------------------------------


def is_own(value: Any) -> bool:
    """Whether a file was written by `export --format fhir`."""
    return bool(at(value, "meta", "source") == SOURCE)


def own_sessions(
    value: Any, there: Iterable[Session], today: date
) -> tuple[list[Record], list[RefusedRow]]:
    """Read `export --format fhir`.

    Args:
        value: The Bundle.
        there: The sessions of the journal. One that gives the same resources is meant, with
            what FHIR has no place for.
        today: Records dated later are refused.
    """
    known: dict[str, list[Session]] = defaultdict(list)
    for session in there:
        known[_content(as_held(session))].append(session)
    records: list[Record] = []
    refused: list[RefusedRow] = []
    for group in _groups(resources(value) or ()):
        try:
            record = record_of("session", _table([resource for _, resource in group]), today)
        except ValueError as error:
            refused += [RefusedRow(number, str(error)) for number, _ in group]
            continue
        same = known[_content(record)]
        records.append(same.pop(0) if same else record)
    return records, refused


def as_held(session: Session) -> Session:
    """Return what FHIR holds of a session: no cost, and one day for when a box expires."""
    expiry = session.expiry
    if expiry is not None and expiry.is_range:
        expiry = PartialDate.of_day(expiry.last)
    return session._replace(cost=None, currency=None, expiry=expiry)


def _content(record: Record) -> str:
    return canonical(encoder.fields_of(record))


def _groups(found: Iterable[Any]) -> list[list[tuple[int, Any]]]:
    """Return the resources of each session with their numbers: they are called "session-1-2"."""
    groups: dict[str, list[tuple[int, Any]]] = {}
    for number, resource in enumerate(found, 1):
        name = str(at(resource, "id"))
        session = (
            name.rpartition("-")[0] if re.fullmatch(r"session-\d+-\d+", name) else f"?{number}"
        )
        groups.setdefault(session, []).append((number, resource))
    return list(groups.values())


def _table(found: Sequence[Any]) -> dict[str, Any]:
    """Return a session as the journal spells it.

    Raises:
        ValueError: A dose has no area.
    """
    first = found[0]
    medication, role = _contained(first, "medication"), _contained(first, "performer")
    values: dict[str, Any] = {
        "id": _session_id(first),
        "date": at(first, "effectiveDateTime"),
        "product": _own_code(at(medication, "code"), PRODUCT),
        "purpose": at(first, "reasonCode", 0, "text"),
        "injector": at(first, "performer", 0, "actor", "display"),
        "clinic": at(role, "organization", "display"),
        "lot": at(medication, "batch", "lotNumber"),
        "expiry": at(medication, "batch", "expirationDate"),
        "touch_up_of": at(first, "partOf", 0, "identifier", "value"),
        "appointment": at(first, "supportingInformation", 0, "identifier", "value"),
        "note": at(first, "note", 0, "text"),
    }
    if (period := at(first, "effectivePeriod")) is not None:
        values["date"] = f"{at(period, 'start')}/{at(period, 'end')}"
    if values["product"] == UNNAMED_TOXIN:
        del values["product"]
    areas: list[Any] = []
    units: dict[str, Any] = {}
    sites: dict[str, Any] = {}
    for dosage in (at(resource, "dosage") for resource in found):
        area, amount = _own_code(at(dosage, "site"), AREA), at(dosage, "dose", "value")
        if not isinstance(area, str):
            if dosage is not None:
                raise ValueError("A dose names no area.")
            continue
        if amount is None:
            areas.append(area)
        else:
            units[area] = amount
        if listed := _own_sites(at(dosage, "extension")):
            sites[area] = listed
    values |= {"areas": areas, "units": units, "sites": sites}
    return {key: item for key, item in values.items() if item not in (None, [], {})}


def _session_id(resource: Any) -> Any:
    """Return the id in "k7q2m9xd/glabella"."""
    value = at(resource, "identifier", 0, "value")
    area = _own_code(at(resource, "dosage", "site"), AREA)
    return value.removesuffix(f"/{area}") if isinstance(value, str) and area is not None else value


def _own_code(concept: Any, system: str) -> Any:
    """Return the id of an area or a product; its text if it has none."""
    coded = at(concept, "coding", 0)
    return at(coded, "code") if at(coded, "system") == system else at(concept, "text")


def _own_sites(extensions: Any) -> dict[str, Any] | list[Any]:
    parts = [
        {str(at(part, "url")): part for part in _each(at(extension, "extension"))}
        for extension in _each(extensions)
        if at(extension, "url") == SITE
    ]
    named = [(at(part, "name", "valueString"), at(part, "units", "valueDecimal")) for part in parts]
    if any(units is not None for _, units in named):
        return {str(name): units for name, units in named}
    return [name for name, _ in named]


def _contained(resource: Any, name: str) -> Any:
    found = (part for part in _each(at(resource, "contained")) if at(part, "id") == name)
    return next(found, None)


def _each(value: Any) -> list[Any]:
    """Return a list as it is, and anything else as its only item."""
    return value if isinstance(value, list) else [] if value is None else [value]


# --- other programs --------------------------------------------------------------------------


class Injections(NamedTuple):
    """The injections in a FHIR file.

    Attributes:
        sheet: A row for each, with the number of its resource, counted from 1.
        refused: The resources that are none, and why.
        notices: The elements that are not read.
    """

    sheet: Spreadsheet
    refused: list[RefusedRow]
    notices: list[str]


def injections(value: Any, catalog: Catalog, known: Heads) -> Injections:
    """Return the injections of toxin that another program wrote."""
    found = resources(value) or []
    reader = _Reader(_by_reference(value, found), catalog)
    rows: list[tuple[int, dict[str, str]]] = []
    refused: list[RefusedRow] = []
    for number, resource in enumerate(found, 1):
        try:
            rows += [(number, cells) for cells in reader.rows(resource)]
        except ValueError as error:
            refused.append(RefusedRow(number, str(error)))
    told = {head: {cells[head] for _, cells in rows} - {""} for head in _HEADS}
    heads = [
        head
        for head in _HEADS
        if len(told[head]) > (head == "Patient") or head in {"Date", "Area"}  # if none is left
    ]
    lines = ((number, [cells[head] for head in heads]) for number, cells in rows)
    names = join_words(sorted(map(inert, reader.unread)))
    return Injections(
        spreadsheet(heads, lines, known, "FHIR, a row for each resource"),
        refused,
        [f"Not read: {names}."] if names else [],
    )


def _by_reference(value: Any, found: Iterable[Any]) -> dict[str, Any]:
    """Return the resources by what refers to them: "Medication/1", or the URL of their entry."""
    named = {
        f"{at(item, 'resourceType')}/{at(item, 'id')}": item for item in found if at(item, "id")
    }
    bundles = [item for item in _each(value) if _is_bundle(item)]
    for entry in (entry for bundle in bundles for entry in _each(at(bundle, "entry"))):
        if isinstance(url := at(entry, "fullUrl"), str):
            named[url] = at(entry, "resource")
    return named


@dataclass
class _Reader:
    """Reads the injections of one file.

    Attributes:
        referred: Its resources by what refers to them.
        unread: The names of the elements that had something to say and were not read.
    """

    referred: Mapping[str, Any]
    catalog: Catalog

    def __post_init__(self) -> None:
        self.unread: set[str] = set()

    def rows(self, resource: Any) -> Iterator[dict[str, str]]:
        """Yield the cells of an injection, a row for each dosage; nothing if it is about one.

        Raises:
            ValueError: It is not an injection of toxin that was given; the text says why.
        """
        kind = at(resource, "resourceType")
        if not isinstance(kind, str):
            raise ValueError("It is not a FHIR resource.")  # noqa: TRY004 - its data are wrong
        if kind in _REFERRED_TO:
            return
        if kind not in _INJECTIONS:
            raise ValueError(f"A resource of type {inert(kind)} is not an injection.")
        status = at(resource, "status")
        if status not in (None, "completed"):
            raise ValueError(f'Its status is "{inert(str(status))}", not "completed".')
        if "modifierExtension" in resource:  # it may say that all the rest is not so
            raise ValueError("It has a modifierExtension, which botoxlog cannot read.")
        medication = self._medication(resource)
        product, words = self._product(resource, medication)
        self._name_unread(resource, "")
        cells = {
            "Date": _date(resource),
            "Product": product,
            "Lot": _words(at(medication, "batch", "lotNumber") or at(resource, "lotNumber")),
            "Expiry": _day(
                _words(at(medication, "batch", "expirationDate") or at(resource, "expirationDate"))
            ),
            "Purpose": _first_concept(resource, "reasonCode", "reason"),
            "Patient": self._person(at(resource, "subject") or at(resource, "patient")),
            **self._performers(resource),
        }
        notes = [_words(at(note, "text")) for note in _each(at(resource, "note"))]
        if words != product:
            notes.append(f"Medication: {words}")
        for dosage in _each(at(resource, "dosage")) or [None]:
            self._name_unread(dosage, "dosage")
            self._name_unread(at(dosage, "site"), "dosage.site")
            area = _sites(resource, dosage)
            told = _words(at(dosage, "text"))
            extra = [f"Dosage: {told}"] if told and area else []
            yield {
                **cells,
                "Area": area or told,
                "Units": _dose(resource, dosage),
                "Note": "; ".join(filter(None, [*notes, *extra])),
            }

    def _name_unread(self, element: Any, path: str) -> None:
        if isinstance(element, dict):
            joint = f"{path}." if path else ""
            self.unread |= {f"{joint}{key}" for key in element if key not in READ[path]}

    def _resolved(self, reference: Any, resource: Any) -> Any:
        name = at(reference, "reference")
        if not isinstance(name, str):
            return None
        if name.startswith("#"):
            return _contained(resource, name[1:])
        return self.referred.get(name)

    def _medication(self, resource: Any) -> Any:
        reference = at(resource, "medicationReference") or at(resource, "medication", "reference")
        return self._resolved(reference, resource)

    def _product(self, resource: Any, medication: Any) -> tuple[str, str]:
        """Return the product as it can be read, and as it is told.

        Raises:
            ValueError: It is not known to be a toxin.
        """
        concepts = [
            at(resource, "medicationCodeableConcept"),
            at(resource, "medication", "concept"),
            at(resource, "vaccineCode"),
            at(medication, "code"),
            *_each(at(resource, "usedCode")),
            at(resource, "code"),
        ]
        told = [words for concept in concepts for words in _concept_words(concept)]
        told += [
            _words(at(reference, "display"))
            for reference in (
                at(resource, "medicationReference"),
                at(resource, "medication", "reference"),
                *_each(at(resource, "usedReference")),
            )
        ]
        told = [words for words in dict.fromkeys(told) if words]
        for words in told:
            if product := self._toxin(words):
                return product, words
        if not told:
            raise ValueError("It names no medication.")
        raise ValueError(f'"{inert(told[0])}" is not known to be a botulinum toxin.')

    def _toxin(self, words: str) -> str:
        """Return the words that name a toxin: all, a code, or the only such name among them."""
        if words in _CODES:
            return _CODES[words]
        if isinstance(self.catalog.find_product(words, cosmetic=True), Known):
            return words
        named: dict[str, str] = {}
        for word in re.findall(_WORD, words):
            found = self.catalog.find_product(word, cosmetic=True)
            if isinstance(found, Known) and (substance := self.catalog.substance(found.id)):
                named.setdefault(substance, word)
        if len(named) == 1:
            return next(iter(named.values()))
        return "botulinum toxin" if not named and re.search(_ANY_TOXIN, words) else ""

    def _performers(self, resource: Any) -> dict[str, str]:
        """Return the clinician and the clinic."""
        people: list[str] = []
        places = [self._person(at(resource, "location"), resource)]
        for performer in _each(at(resource, "performer")):
            actor = at(performer, "actor")
            named = self._resolved(actor, resource)
            if "Organization" in (at(actor, "type"), at(named, "resourceType")):
                places.append(self._person(actor, resource))
                continue
            people.append(self._person(actor, resource) or self._person(at(named, "practitioner")))
            places.append(self._person(at(named, "organization")))
        return {
            "Injector": next(filter(None, people), ""),
            "Clinic": next(filter(None, places), ""),
        }

    def _person(self, reference: Any, resource: Any = None) -> str:
        """Return the name of a person or a place that is referred to, or else the reference."""
        if shown := _words(at(reference, "display")):
            return shown
        named = self._resolved(reference, resource)
        name = at(named, "name")
        if isinstance(name, str):
            return name
        first = at(name, 0)
        given = " ".join(map(_words, [*_each(at(first, "given")), at(first, "family")])).strip()
        return (
            _words(at(first, "text"))
            or given
            or _words(at(reference, "identifier", "value"))
            or ("" if named else _words(at(reference, "reference")))
        )


def _words(value: Any) -> str:
    """Return a text without the spaces around it, "" for any other value."""
    return value.strip() if isinstance(value, str) else ""


def _concept_words(concept: Any) -> list[str]:
    """Return what names a concept, the plainest first: its text, the names and then the codes."""
    codings = _each(at(concept, "coding"))
    named = [at(concept, "text"), *(at(item, "display") for item in codings)]
    return [word for word in map(_words, [*named, *(at(item, "code") for item in codings)]) if word]


def _first_concept(resource: Any, *names: str) -> str:
    concepts = [item for name in names for item in _each(at(resource, name))]
    plain = [at(item, "concept") or item for item in concepts]  # as in R5
    return next((words[0] for words in map(_concept_words, plain) if words), "")


def _date(resource: Any) -> str:
    """Return the day, month or year of an injection, or two days with a slash.

    Raises:
        ValueError: It has none.
    """
    value = next((resource[name] for name in _DATES if resource.get(name)), None)
    if isinstance(value, dict):
        first, last = (_day(_words(at(value, name))) for name in ("start", "end"))
        value = first if last in {"", first} else f"{first}/{last}" if first else None
    if not isinstance(value, str) or not value.strip():
        raise ValueError("It has no date.")
    return _day(value.strip())


def _day(moment: str) -> str:
    """Return the day of "2026-08-01T10:30:00+01:00", as it was written where it happened."""
    match = re.match(_DAY, moment)
    return match[0] if match else moment


def _sites(resource: Any, dosage: Any) -> str:
    concepts = [at(dosage, "site"), at(resource, "site"), *_each(at(resource, "bodySite"))]
    return ", ".join(words[0] for words in map(_concept_words, concepts) if words)


def _dose(resource: Any, dosage: Any) -> str:
    """Return the units of a dose; its measure too, if it is another one."""
    amount = (
        at(dosage, "dose")
        or at(dosage, "doseAndRate", 0, "doseQuantity")
        or at(resource, "doseQuantity")
    )
    value = at(amount, "value")
    if value is None:
        return ""
    measure = _words(at(amount, "unit")) or _words(at(amount, "code"))
    plain = re.sub(r"[\[\]{}()]", "", measure).casefold()
    return str(value) if plain in _UNITS else f"{value} {measure}"
