"""FHIR of other programs: what was injected becomes rows, and everything else is named."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.input import fhir
from botoxlog.input.json_file import Heads
from botoxlog.input.spreadsheet import columns
from tests.conftest import TODAY
from tests.laws import examples

HEADS = Heads(cache(columns.fit), columns.is_cost)
GIVEN: dict[str, Any] = {
    "resourceType": "MedicationAdministration",
    "status": "completed",
    "medicationCodeableConcept": {"text": "Dysport"},
    "subject": {"reference": "Patient/1"},
    "effectiveDateTime": "2026-03-10",
    "dosage": {"site": {"text": "glabella"}, "dose": {"value": 50, "unit": "U"}},
}


def read(value: Any) -> tuple[list[dict[str, str]], list[tuple[int, str]], list[str]]:
    """Return the filled cells of each row by their heads, what is refused, and the notices."""
    found = fhir.injections(value, load(), HEADS)
    head, *below = found.sheet.rows
    cells = [
        {name: cell for name, cell in zip(head.cells, row.cells, strict=True) if cell}
        for row in below
    ]
    return cells, [(item.row, item.reason) for item in found.refused], found.notices


def cells(**changes: Any) -> dict[str, str]:
    """Return the cells of the one injection that is understood; None takes an element away."""
    resource = {key: item for key, item in {**GIVEN, **changes}.items() if item is not None}
    (row,), refused, _ = read(resource)
    assert refused == []
    return row


PLAIN = {"Date": "2026-03-10", "Product": "Dysport", "Area": "glabella", "Units": "50"}


@pytest.mark.parametrize(
    "value",
    [
        GIVEN,
        [GIVEN],
        {"resourceType": "Bundle", "entry": [{"resource": GIVEN}]},
        [{"resourceType": "Bundle", "entry": [{"resource": GIVEN}]}],
    ],
)
def test_a_resource_a_list_or_a_bundle(value: Any) -> None:
    """Each is the same injection."""
    assert fhir.resources(value) == [GIVEN]
    assert read(value) == ([PLAIN], [], [])


@pytest.mark.parametrize("value", [{}, [], [{"date": "x"}], {"resourceType": 3}, "x", None])
def test_other_json_is_not_fhir(value: Any) -> None:
    """It has no type of resource."""
    assert fhir.resources(value) is None


@pytest.mark.parametrize(
    ("element", "value", "date"),
    [
        ("effectiveDateTime", "2026-03", "2026-03"),
        ("effectiveDateTime", "2026-03-10T23:30:00.5-05:00", "2026-03-10"),
        (
            "effectivePeriod",
            {"start": "2026-03-10T09:00:00Z", "end": "2026-03-10T09:20:00Z"},
            "2026-03-10",
        ),
        ("effectivePeriod", {"start": "2026-03-10"}, "2026-03-10"),
        ("effectivePeriod", {"start": "2026-03-10", "end": "2026-03-12"}, "2026-03-10/2026-03-12"),
        ("performedDateTime", "2026-03-10", "2026-03-10"),
        ("performedString", "early March 2026", "early March 2026"),
        ("occurrenceDateTime", "2026-03-10", "2026-03-10"),
        ("occurencePeriod", {"start": "2026-03-10"}, "2026-03-10"),
    ],
)
def test_its_date_is_the_day_where_it_happened(element: str, value: Any, date: str) -> None:
    """Whatever the element is called in this release or resource."""
    assert cells(**{"effectiveDateTime": None, element: value})["Date"] == date


@pytest.mark.parametrize(
    ("concept", "product", "note"),
    [
        ({"text": "onabotulinumtoxinA"}, "onabotulinumtoxinA", None),
        ({"coding": [{"code": "1", "display": "Xeomin"}]}, "Xeomin", None),
        (
            {"text": "Inj", "coding": [{"code": "J0586"}]},
            "abobotulinumtoxinA",
            "Medication: J0586",
        ),
        (
            {"text": "Botox (onabotulinumtoxinA) 100 unit vial"},
            "Botox",
            "Medication: Botox (onabotulinumtoxinA) 100 unit vial",
        ),
        (
            {"text": "Clostridium botulinum toxin, 100 UNT"},
            "botulinum toxin",
            "Medication: Clostridium botulinum toxin, 100 UNT",
        ),
    ],
)
def test_its_product_is_found_in_words_and_codes(
    concept: Any, product: str, note: str | None
) -> None:
    """Where there is more in them than a name, the note has it all."""
    found = cells(medicationCodeableConcept=concept)
    assert (found["Product"], found.get("Note")) == (product, note)


def test_a_medication_may_be_elsewhere_with_its_batch() -> None:
    """Contained, in the Bundle by its type and id or by its URL, or as in R5."""
    batch = {"lotNumber": "C1", "expirationDate": "2027-03"}
    medication = {
        "resourceType": "Medication",
        "id": "m",
        "code": {"text": "Xeomin"},
        "batch": batch,
    }
    expected = {**PLAIN, "Product": "Xeomin", "Lot": "C1", "Expiry": "2027-03"}
    bare = {key: item for key, item in GIVEN.items() if key != "medicationCodeableConcept"}
    contained = {**bare, "contained": [medication], "medicationReference": {"reference": "#m"}}
    by_id = {**bare, "medicationReference": {"reference": "Medication/m"}}
    by_url = {**bare, "medication": {"reference": {"reference": "urn:uuid:1"}}}
    entry = {"fullUrl": "urn:uuid:1", "resource": medication}
    assert read(contained)[0] == [expected]
    assert read([by_id, medication])[0] == [expected]
    assert read({"resourceType": "Bundle", "entry": [{"resource": by_url}, entry]})[0] == [expected]


@pytest.mark.parametrize(
    ("dosage", "area", "units", "note"),
    [
        ({"site": {"text": "jaw"}, "dose": {"value": 25}}, "jaw", "25", None),
        ({"site": {"coding": [{"display": "jaw"}]}, "dose": {"value": 2.5, "code": "[iU]"}},
         "jaw", "2.5", None),
        ({"site": {"text": "jaw"}, "dose": {"value": 0.5, "unit": "mL"}}, "jaw", "0.5 mL", None),
        ({"site": {"text": "jaw"}, "doseAndRate": [{"doseQuantity": {"value": 25, "unit": "IU"}}]},
         "jaw", "25", None),
        ({"text": "20 units to the jaw"}, "20 units to the jaw", None, None),
        ({"site": {"text": "jaw"}, "text": "in two points"}, "jaw", None, "Dosage: in two points"),
        ({}, None, None, None),
    ],
)  # fmt: skip
def test_its_dose_and_site(
    dosage: Any, area: str | None, units: str | None, note: str | None
) -> None:
    """A measure that is no unit of toxin stays beside its number, and is refused as that."""
    found = cells(dosage=dosage)
    assert [found.get(name) for name in ("Area", "Units", "Note")] == [area, units, note]


def test_who_where_why_and_the_notes() -> None:
    """Names beside a reference, or those of what is referred to."""
    assert cells(
        performer=[
            {"actor": {"type": "Organization", "display": "Glow"}},
            {"actor": {"display": "Dr Lee"}},
        ],
        reasonCode=[{"coding": [{"display": "Migraine"}]}],
        note=[{"text": "sore"}, {"text": "calm"}],
    ) == {**PLAIN, "Injector": "Dr Lee", "Clinic": "Glow", "Purpose": "Migraine",
          "Note": "sore; calm"}  # fmt: skip
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "practitioner": {"reference": "Practitioner/p"},
        "organization": {"display": "Elm"},
    }
    doctor = {
        "resourceType": "Practitioner",
        "id": "p",
        "name": [{"given": ["Ann", "B"], "family": "Lee"}],
    }
    performed = {**GIVEN, "performer": [{"actor": {"reference": "PractitionerRole/r"}}]}
    (row,), refused, _ = read([performed, role, doctor])
    assert (row, refused) == ({**PLAIN, "Injector": "Ann B Lee", "Clinic": "Elm"}, [])


def test_other_resources_that_are_injections() -> None:
    """A procedure on several sites, an immunization, and a statement of several dosages."""
    procedure = {
        "resourceType": "Procedure", "status": "completed", "code": {"text": "Botox injection"},
        "performedDateTime": "2026-03-10", "bodySite": [{"text": "chin"}, {"text": "jaw"}],
    }  # fmt: skip
    immunization = {
        "resourceType": "Immunization", "status": "completed", "vaccineCode": {"text": "Botox"},
        "occurrenceDateTime": "2026-03-10", "site": {"text": "chin"}, "lotNumber": "C1",
        "expirationDate": "2027-05-31T00:00:00Z",
        "doseQuantity": {"value": 4, "unit": "U"}, "patient": {"display": "me"},
    }  # fmt: skip
    statement = {
        **{key: item for key, item in GIVEN.items() if key != "dosage"},
        "resourceType": "MedicationStatement",
        "dosage": [{"site": {"text": "chin"}}, {"site": {"text": "jaw"}}],
    }
    found, refused, _ = read([procedure, immunization, statement])
    assert refused == []
    assert [row["Area"] for row in found] == ["chin, jaw", "chin", "chin", "jaw"]
    assert [found[1][name] for name in ("Lot", "Expiry", "Units")] == ["C1", "2027-05-31", "4"]
    assert found[0]["Note"] == "Medication: Botox injection"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "not-done"}, 'Its status is "not-done", not "completed".'),
        ({"status": "entered-in-error"}, 'Its status is "entered-in-error", not "completed".'),
        ({"status": "in-progress"}, 'Its status is "in-progress", not "completed".'),
        ({"status": 5}, 'Its status is "5", not "completed".'),
        ({"effectiveDateTime": ""}, "It has no date."),
        ({"effectiveDateTime": 20260310}, "It has no date."),
        ({"medicationCodeableConcept": {"text": "Lidocaine"}},
         '"Lidocaine" is not known to be a botulinum toxin.'),
        ({"medicationCodeableConcept": {"text": "Juvederm"}},
         '"Juvederm" is not known to be a botulinum toxin.'),
        ({"medicationCodeableConcept": {"text": "Botox or Xeomin"}},
         '"Botox or Xeomin" is not known to be a botulinum toxin.'),
        ({"medicationCodeableConcept": {}}, "It names no medication."),
        ({"modifierExtension": [{}]}, "It has a modifierExtension, which botoxlog cannot read."),
        ({"resourceType": "Observation"}, "A resource of type Observation is not an injection."),
        ({"resourceType": None}, "It is not a FHIR resource."),
    ],
)  # fmt: skip
def test_what_is_no_injection_that_was_given_is_named(changes: Any, reason: str) -> None:
    """With the number of its resource; the others are read."""
    found, refused, _ = read([GIVEN, {**GIVEN, **changes}])
    assert (found, refused) == ([PLAIN], [(2, reason)])


def test_two_patients_are_a_column() -> None:
    """One is not, because all of the file is about that one."""
    patient = {"resourceType": "Patient", "id": "1", "name": [{"text": "Mum"}]}
    other = {**GIVEN, "subject": {"display": "me"}}
    assert [row["Patient"] for row in read([GIVEN, other, patient])[0]] == ["Mum", "me"]
    assert "Patient" not in read([GIVEN, GIVEN])[0][0]


def test_elements_that_are_not_read_are_named() -> None:
    """Of the resource, of its dosage and of its site: a side may be in them."""
    dosage = {"site": {"text": "jaw", "extension": []}, "route": {"text": "intramuscular"}}
    found = read({**GIVEN, "dosage": dosage, "category": {"text": "x"}, "meta": {}})
    assert found[2] == ["Not read: category, dosage.route and dosage.site.extension."]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(), st.text(max_size=4)),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(
        st.sampled_from(
            ["text", "coding", "display", "code", "system", "value", "unit", "reference", "url",
             "actor", "site", "dose", "start", "end", "identifier", "concept", "name", "given",
             "extension", "valueString", "batch", "resourceType", "id"]
        ),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
ELEMENTS = sorted({*GIVEN, *fhir.READ[""], "partOf", "modifierExtension"})


@examples(400)
@given(
    st.lists(st.dictionaries(st.sampled_from(ELEMENTS), JSON, max_size=3), min_size=1, max_size=3),
    st.booleans(),
)
def test_any_value_in_any_element_is_read_or_named(
    changes: list[dict[str, Any]], bundled: bool
) -> None:
    """Never an error of Python's, in files of other programs and in our own."""
    found: Any = [
        {"id": "session-1-1", **GIVEN, **change, "resourceType": "MedicationAdministration"}
        for change in changes
    ]
    if bundled:
        found = {"resourceType": "Bundle", "entry": [{"resource": item} for item in found]}
    rows, refused, _ = read(found)
    assert len(rows) + len(refused) >= len(changes)
    assert all(isinstance(cell, str) for row in rows for cell in row.values())
    own = {"resourceType": "Bundle", "meta": {"source": fhir.SOURCE}, "entry": found}
    records, left = fhir.own_sessions(json.loads(json.dumps(own)), [], TODAY)
    assert records or left
