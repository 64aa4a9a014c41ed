"""The sessions as FHIR R4: a Bundle of one MedicationAdministration for each product and site.

https://hl7.org/fhir/R4/medicationadministration.html. The JSON is built by hand, because the FHIR
libraries load more than the rest of the program. The patient is not named, and costs have no place
in these resources. `botoxlog.input.fhir` reads everything else back.
"""

import json
from collections.abc import Iterable

from botoxlog.catalog import Catalog
from botoxlog.core.model import Dose, Session, Site
from botoxlog.core.partial_dates import PartialDate
from botoxlog.input.fhir import AREA, PRODUCT, SITE, SOURCE, UNNAMED_TOXIN, Resource, as_held
from botoxlog.reports.sentences import site_words

_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def bundle(sessions: Iterable[Session], catalog: Catalog) -> str:
    """Return the Bundle as JSON; an area without units has a dose marked as unknown."""
    entries = [
        {"resource": _administration(as_held(session), dose, catalog, f"session-{number}-{row}")}
        for number, session in enumerate(sessions, 1)
        for row, dose in enumerate(session.doses or (None,), 1)
    ]
    resource: Resource = {
        "resourceType": "Bundle",
        "meta": {"source": SOURCE},
        "type": "collection",
    }
    if entries:  # FHIR has no empty arrays
        resource["entry"] = entries
    return json.dumps(resource, indent=2)


def _administration(session: Session, dose: Dose | None, catalog: Catalog, name: str) -> Resource:
    administration: Resource = {
        "resourceType": "MedicationAdministration",
        "id": name,
        "contained": [_medication(session, catalog)],
        "status": "completed",
        "medicationReference": {"reference": "#medication"},
        "subject": {"type": "Patient", "display": "not named"},
        **_effective(session.date),
    }
    if session.id:
        site = f"/{dose.area}" if dose else ""
        administration["identifier"] = [{"system": SOURCE, "value": f"{session.id}{site}"}]
    if session.touch_up_of:
        corrected = {"system": SOURCE, "value": session.touch_up_of}
        administration["partOf"] = [{"type": "MedicationAdministration", "identifier": corrected}]
    if session.appointment:
        kept = {"system": SOURCE, "value": session.appointment}
        administration["supportingInformation"] = [{"type": "Appointment", "identifier": kept}]
    if session.injector or session.clinic:
        administration["performer"] = [{"actor": _performer(session, administration)}]
    if session.purpose:
        administration["reasonCode"] = [{"text": session.purpose}]
    if session.note:
        administration["note"] = [{"text": session.note}]
    if dose:
        administration["dosage"] = _dosage(dose, catalog)
    return administration


def _performer(session: Session, administration: Resource) -> Resource:
    """Return who injected; a clinic is the organization of a role, which is put into the rest."""
    actor: Resource = {"display": session.injector} if session.injector else {}
    if session.clinic:
        role: Resource = {
            "resourceType": "PractitionerRole",
            "id": "performer",
            "organization": {"display": session.clinic},
        }
        if session.injector:
            role["practitioner"] = {"display": session.injector}
        administration["contained"].append(role)
        actor["reference"] = "#performer"
    return actor


def _dosage(dose: Dose, catalog: Catalog) -> Resource:
    dosage: Resource = {
        "site": _concept(dose.area, catalog.area_label(dose.area), AREA),
        "dose": _quantity(dose),
    }
    if dose.sites:
        dosage["text"] = f"injected in: {site_words(dose.sites)}"
        dosage["extension"] = [{"url": SITE, "extension": _site(site)} for site in dose.sites]
    return dosage


def _site(site: Site) -> list[Resource]:
    parts: list[Resource] = [{"url": "name", "valueString": site.name}]
    if site.units is not None:
        parts.append({"url": "units", "valueDecimal": site.units})
    return parts


def _concept(name: str, label: str, system: str) -> Resource:
    """Return an area or a product: free text has no id beside it."""
    coding = {"coding": [{"system": system, "code": name}]} if label != name else {}
    return {**coding, "text": label}


def _effective(when: PartialDate) -> Resource:
    if not when.is_range:
        return {"effectiveDateTime": when.iso}
    first, last = when
    return {"effectivePeriod": {"start": first.isoformat(), "end": last.isoformat()}}


def _medication(session: Session, catalog: Catalog) -> Resource:
    product = session.product or UNNAMED_TOXIN
    medication: Resource = {
        "resourceType": "Medication",
        "id": "medication",
        "code": _concept(product, catalog.product_label(product), PRODUCT),
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
