"""The sessions as FHIR R4: a Bundle of one MedicationAdministration for each product and site.

https://hl7.org/fhir/R4/medicationadministration.html. Plain JSON, written here: the shape is small,
and the libraries for it load far more than the rest of the program. The person is not named: the
subject is a reference that says no more than that it is a patient.
"""

import json
from collections.abc import Iterable
from typing import Any

from botoxlog.catalog import Catalog
from botoxlog.core.model import Dose, Session

Resource = dict[str, Any]

_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def bundle(sessions: Iterable[Session], catalog: Catalog) -> str:
    """Return the Bundle as JSON; areas without units have a dose that says it is unknown."""
    entries = [
        {"resource": _administration(session, dose, catalog)}
        for session in sessions
        for dose in session.doses or (None,)
    ]
    whole: Resource = {"resourceType": "Bundle", "type": "collection"}
    if entries:  # FHIR has no empty arrays
        whole["entry"] = entries
    return json.dumps(whole, indent=2)


def _administration(session: Session, dose: Dose | None, catalog: Catalog) -> Resource:
    administration: Resource = {
        "resourceType": "MedicationAdministration",
        "contained": [_medication(session, catalog)],
        "status": "completed",
        "medicationReference": {"reference": "#medication"},
        "subject": {"type": "Patient", "display": "not named"},
        "effectiveDateTime": session.date.iso,
    }
    if session.id:
        site = f"/{dose.area}" if dose else ""
        administration["identifier"] = [{"value": f"{session.id}{site}"}]
    if session.injector:
        administration["performer"] = [{"actor": {"display": session.injector}}]
    if session.purpose:
        administration["reasonCode"] = [{"text": session.purpose}]
    if session.note:
        administration["note"] = [{"text": session.note}]
    if dose:
        administration["dosage"] = {
            "site": {"text": catalog.area_label(dose.area)},
            "dose": _quantity(dose),
        }
    return administration


def _medication(session: Session, catalog: Catalog) -> Resource:
    named = catalog.product_label(session.product) if session.product else None
    medication: Resource = {
        "resourceType": "Medication",
        "id": "medication",
        "code": {"text": named or "botulinum toxin, brand not known"},
    }
    batch: Resource = {}
    if session.lot:
        batch["lotNumber"] = session.lot
    if session.expiry:
        batch["expirationDate"] = session.expiry.iso
    if batch:
        medication["batch"] = batch
    return medication


def _quantity(dose: Dose) -> Resource:
    if dose.units is None:
        return {"extension": [{"url": _ABSENT, "valueCode": "unknown"}]}
    return {"value": dose.units, "unit": "U"}
