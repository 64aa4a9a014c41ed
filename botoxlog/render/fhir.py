"""The sessions as FHIR R4: a Bundle of one MedicationAdministration for each product and site.

https://hl7.org/fhir/R4/medicationadministration.html. The JSON is built by hand, because the FHIR
libraries load more than the rest of the program. The patient is not named.
"""

import json
from collections.abc import Iterable
from typing import Any

from botoxlog.catalog import Catalog
from botoxlog.core.model import Dose, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.reports.sentences import site_words

Resource = dict[str, Any]

_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def bundle(sessions: Iterable[Session], catalog: Catalog) -> str:
    """Return the Bundle as JSON; an area without units has a dose marked as unknown."""
    entries = [
        {"resource": _administration(session, dose, catalog)}
        for session in sessions
        for dose in session.doses or (None,)
    ]
    resource: Resource = {"resourceType": "Bundle", "type": "collection"}
    if entries:  # FHIR has no empty arrays
        resource["entry"] = entries
    return json.dumps(resource, indent=2)


def _administration(session: Session, dose: Dose | None, catalog: Catalog) -> Resource:
    administration: Resource = {
        "resourceType": "MedicationAdministration",
        "contained": [_medication(session, catalog)],
        "status": "completed",
        "medicationReference": {"reference": "#medication"},
        "subject": {"type": "Patient", "display": "not named"},
        **_effective(session.date),
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
        if dose.sites:
            administration["dosage"]["text"] = f"injected in: {site_words(dose.sites)}"
    return administration


def _one_date(when: PartialDate) -> PartialDate:
    """Return the last day of two, because this field of FHIR has no period."""
    return PartialDate.of_day(when.last) if when.is_range else when


def _effective(when: PartialDate) -> Resource:
    if not when.is_range:
        return {"effectiveDateTime": when.iso}
    first, last = when
    return {"effectivePeriod": {"start": first.isoformat(), "end": last.isoformat()}}


def _medication(session: Session, catalog: Catalog) -> Resource:
    label = catalog.product_label(session.product) if session.product else None
    medication: Resource = {
        "resourceType": "Medication",
        "id": "medication",
        "code": {"text": label or "botulinum toxin, brand not recorded"},
    }
    batch: Resource = {}
    if session.lot:
        batch["lotNumber"] = session.lot
    if session.expiry:
        batch["expirationDate"] = _one_date(session.expiry).iso
    if batch:
        medication["batch"] = batch
    return medication


def _quantity(dose: Dose) -> Resource:
    if dose.units is None:
        return {"extension": [{"url": _ABSENT, "valueCode": "unknown"}]}
    return {"value": dose.units, "unit": "U"}
