"""JSON for scripts. Every field is always there, null where unknown; fields are only ever added.

The shapes are promised in docs/json.md. Text is written with ASCII escapes, so that no note can
steer a terminal.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from botoxlog.area import AreaOutlook
from botoxlog.changes import Changes
from botoxlog.dates import PartialDate
from botoxlog.due import Due
from botoxlog.findings import Finding
from botoxlog.forecast import Forecast
from botoxlog.lanes import Treatment
from botoxlog.model import CheckIn, Discussed, Person, Problem, Record, Session
from botoxlog.outlook import Outlook
from botoxlog.reference import Area, Product, Reference, Topic
from botoxlog.words import due_text, next_step, state

if TYPE_CHECKING:
    from botoxlog.brief import Brief, Change, Observation, Spent, Total
    from botoxlog.schedule import Plan
    from botoxlog.stats import Lasting, Stats
    from botoxlog.topics import Raised

SCHEMA = 1

Json = dict[str, Any]


def timeline(outlook: Outlook, areas: Sequence[AreaOutlook]) -> str:
    """Return `timeline --json`."""
    return _dump(
        {
            **_head(outlook.today),
            "problems": _problems(outlook.problems),
            "areas": [_area(area) for area in areas],
        }
    )


def remind(outlook: Outlook, due: Sequence[Due], raised: Sequence["Raised"]) -> str:
    """Return `remind --json`."""
    return _dump(
        {
            **_head(outlook.today),
            "problems": _problems(outlook.problems),
            "due": [_due(item, outlook) for item in due],
            "raise": [raised_fields(item) for item in raised],
            "raise_waiting": len(outlook.raised) - len(raised),
        }
    )


def brief(found: "Brief") -> str:
    """Return `brief --json`."""
    return _dump(
        {
            **_head(found.today),
            "problems": _problems(found.outlook.problems),
            "since": found.since.isoformat(),
            "birth_year": found.person.birth_year,
            "goals": found.person.goals,
            "areas": [_area(item.area) for item in found.areas],
            "resting": [_area(area) for area in found.resting],
            "raise": [raised_fields(item) for item in found.raised],
            "observations": [_observation(item) for item in found.observations],
            "changes": [_change(item) for item in found.changes],
            "totals": [_total(item, found) for item in found.totals],
            "costs": {
                "from": found.long_from.isoformat(),
                "spent": [_spent(item) for item in found.spent],
                "without_cost": found.unpriced,
            },
        }
    )


def raised_fields(raised: "Raised") -> Json:
    """Return one question for the surgeon, in the shape that `remind` and `brief` share."""
    return _plain(raised)


def discussed(today: date, record: Discussed, notices: Sequence[str]) -> str:
    """Return `discuss --json`."""
    return _dump({**_head(today), "saved": [record_fields(record)], "notices": list(notices)})


def topics(today: date, chosen: Sequence[Topic], reference: Reference) -> str:
    """Return `topics --json`."""
    return _dump({**_head(today), "topics": [_topic_row(topic, reference) for topic in chosen]})


def _topic_row(topic: Topic, reference: Reference) -> Json:
    warned = reference.warned_lots if topic.id == "counterfeit" else ()
    return {
        **_plain(topic),
        "about": [_plain(figure) for figure in topic.about],
        "questions": dict(topic.questions),
        "limits": {name: _plain(limit) for name, limit in topic.limits.items()},
        "warned_lots": [{**_plain(lot), "on": lot.on.isoformat()} for lot in warned],
        "sources": [_plain(reference.sources()[source]) for source in topic.sources],
    }


def saved(
    outlook: Outlook,
    records: Sequence[Record],
    areas: Sequence[AreaOutlook],
    notices: Sequence[str],
) -> str:
    """Return `add --json` and `checkin --json`: what was written, and what it means."""
    return _dump(
        {
            **_head(outlook.today),
            "saved": [record_fields(record) for record in records],
            "notices": list(notices),
            "areas": [_area(area) for area in areas],
        }
    )


def status(outlook: Outlook) -> str:
    """Return `status --json`."""
    return _dump(
        {
            **_head(outlook.today),
            "problems": _problems(outlook.problems),
            "areas": [
                {
                    "area": area.area,
                    "name": area.name,
                    "phase": area.phase,
                    "state": state(area),
                    "fades": _fades(area.forecast) if area.forecast else None,
                    "next": next_step(area, outlook) or None,
                }
                for area in outlook.areas
            ],
        }
    )


def stats(found: "Stats") -> str:
    """Return `stats --json`."""
    outlook = found.outlook
    return _dump(
        {
            **_head(outlook.today),
            "problems": _problems(outlook.problems),
            "since": _iso(found.since),
            "lasted": [_lasting(item) for item in found.lasting],
            "repeated": [
                {
                    "area": item.area.area,
                    "name": item.area.name,
                    "times": item.all,
                    "still_working": item.working,
                    "after_gone": item.gone,
                    "unknown": item.unknown,
                }
                for item in found.repeats
            ],
            "used": [_plain(item) for item in found.used],
            "cost": [_plain(item) for item in found.paid],
            "month_of_effect": [
                {"currency": item.currency, **_plain(item.cost)} for item in found.month
            ],
            "unpriced": found.unpriced,
        }
    )


def _lasting(item: "Lasting") -> Json:
    return {
        "area": item.area.area,
        "name": item.area.name,
        "product": item.product,
        "ended": item.ended,
        "middle": item.middle,
        "least": _days(item.least),
        "most": _days(item.most),
        "trend": _plain(item.trend) if item.trend else None,
        "changes": list(item.area.changes) if item.trend else [],
        "results": [_history(treatment) for treatment in item.results],
    }


def log(today: date, records: Iterable[Record], problems: Sequence[Problem]) -> str:
    """Return `log --json`."""
    return _dump(
        {
            **_head(today),
            "problems": _problems(problems),
            "records": [record_fields(record) for record in records],
        }
    )


def me(today: date, person: Person) -> str:
    """Return `me --json`."""
    return _dump({**_head(today), "person": _plain(person)})


def edited(today: date, changes: Changes) -> str:
    """Return `edit --json`: what the journal now holds otherwise."""
    return _dump({**_head(today), **_changes(changes)})


def removed(today: date, ids: Sequence[str], changes: Changes) -> str:
    """Return `remove --json`: the ids taken out, and those of their records that could be read."""
    return _dump({**_head(today), "ids": list(ids), "removed": _changes(changes)["removed"]})


def undone(today: date, taken: Sequence[Changes], left: int) -> str:
    """Return `undo --json`: what each step changed, and how many more can be taken back."""
    return _dump({**_head(today), "steps": [_changes(item) for item in taken], "left": left})


def doctor(today: date, findings: Iterable[tuple[Finding, bool]]) -> str:
    """Return `doctor --json`: every finding, and whether it was put right."""
    return _dump(
        {
            **_head(today),
            "findings": [
                {
                    "kind": item.kind,
                    "path": str(item.path),
                    "line": item.line,
                    "message": item.message,
                    "remedy": item.remedy,
                    "can_fix": item.repair is not None,
                    "fixed": fixed,
                }
                for item, fixed in findings
            ],
        }
    )


def _changes(changes: Changes) -> Json:
    return {
        "removed": [record_fields(item) for item in changes.removed],
        "added": [record_fields(item) for item in changes.added],
        "changed": [
            {"before": record_fields(before), "after": record_fields(after)}
            for before, after in changes.changed
        ],
        "settings_changed": changes.settings,
    }


def schedule(today: date, planned: "Plan", *, is_set_up: bool) -> str:
    """Return the daily job: what it would write and run, and whether it stands."""
    return _dump(
        {
            **_head(today),
            "system": planned.system,
            "set_up": is_set_up,
            "files": [{"path": str(path), "text": text} for path, text in planned.files.items()],
            "install": [list(command) for command in planned.install],
            "remove": [list(command) for command in planned.remove],
            "lines": list(planned.lines),
        }
    )


def areas(today: date, chosen: Sequence[Area], reference: Reference) -> str:
    """Return `areas --json`."""
    return _dump({**_head(today), "areas": [_area_row(area, reference) for area in chosen]})


def products(today: date, chosen: Sequence[Product]) -> str:
    """Return `products --json`."""
    return _dump({**_head(today), "products": [_product_row(product) for product in chosen]})


def exported(today: date, tables: Json) -> str:
    """Return `export --format json`: the journal as it is, keys that nobody knows included."""
    return _dump({**_head(today), "journal": tables})


def imported(today: date, findings: Json) -> str:
    """Return `import --json`."""
    return _dump({**_head(today), **findings})


def merged(today: date, findings: Json) -> str:
    """Return `merge --json`."""
    return _dump({**_head(today), **findings})


def _area_row(area: Area, reference: Reference) -> Json:
    prior = reference.prior("onabotulinumtoxina", area.id, None)
    return {
        **_plain(area),
        "lasts": {
            "median_days": prior.median_days,
            "median_status": prior.median_status,
            "log_sd": prior.log_sd,
            "log_sd_status": prior.log_sd_status,
            "sources": list(prior.sources),
            "borrowed_from": prior.borrowed_from,
        }
        if prior
        else None,
    }


def _product_row(product: Product) -> Json:
    named = ("id", "name", "generic", "maker", "family", "us", "words")
    return {
        **{name: getattr(product, name) for name in named},
        "figures": {name: _plain(figure) for name, figure in product.figures().items()},
        "labelled": [_plain(dose) for dose in product.labelled],
    }


def record_fields(record: Record) -> Json:
    """Return one record with every field it can have."""
    if isinstance(record, Session):
        plain = _plain(record)
        doses = plain.pop("doses")
        return {"kind": "session", **plain, "areas": {dose.area: dose.units for dose in doses}}
    if isinstance(record, CheckIn):
        plain = _plain(record)
        states = plain.pop("states")
        plain["effects"] = list(record.effects)
        return {"kind": "checkin", **plain, "state": {seen.area: seen.state for seen in states}}
    return {"kind": "discussed", **_plain(record)}


def _head(today: date) -> Json:
    return {"schema": SCHEMA, "today": today.isoformat()}


def _problems(problems: Sequence[Problem]) -> list[Json]:
    return [{"line": problem.line, "message": problem.message} for problem in problems]


def _area(area: AreaOutlook) -> Json:
    last = area.last
    retreat = area.retreat_figure
    return {
        "area": area.area,
        "name": area.name,
        "sessions": len(area.treatments),
        "last": {**_treatment(last), "sides": dict(last.sides)},
        "phase": area.phase,
        "last_seen": {"date": area.last_seen[0].iso, "state": area.last_seen[1]}
        if area.last_seen
        else None,
        "forecast": _forecast(area, area.forecast) if area.forecast else None,
        "no_forecast": area.no_forecast,
        "trend": _plain(area.trend) if area.trend else None,
        "changes": list(area.changes),
        "earliest_retreat": _iso(area.earliest_retreat),
        "earliest_retreat_status": retreat.status if retreat and area.earliest_retreat else None,
        "history": [_history(treatment) for treatment in area.treatments],
    }


def _treatment(treatment: Treatment) -> Json:
    return {
        "id": treatment.session.id,
        "date": treatment.session.date.iso,
        "product": treatment.session.product,
        "units": treatment.units,
    }


def _history(treatment: Treatment) -> Json:
    lasted = treatment.lasted
    return {
        **_treatment(treatment),
        "lasted": {"at_least": _days(lasted.at_least), "at_most": _days(lasted.at_most)},
        "retreated": treatment.retreated.iso if treatment.retreated else None,
        "touch_ups": [
            {"id": touch_up.id, "date": touch_up.date.iso} for touch_up in treatment.touch_ups
        ],
    }


def _forecast(area: AreaOutlook, forecast: Forecast) -> Json:
    basis = forecast.basis
    return {
        "kicks_in": _iso(area.kicks_in),
        "peak": _iso(area.peak),
        "fades": _fades(forecast),
        "basis": {
            "kind": basis.kind,
            "fades_seen": basis.fades_seen,
            "still_working": basis.still_working,
            "sources": list(basis.sources),
            "borrowed_from": basis.borrowed_from,
            "other_products": basis.other_products,
            "dose_changed": basis.dose_changed,
            "other_areas": list(basis.other_areas),
        },
        "caveats": list(forecast.caveats),
    }


def _observation(item: "Observation") -> Json:
    return {
        "id": item.checkin.id,
        "date": item.checkin.date.iso,
        "effects": list(item.checkin.effects),
        "note": item.checkin.note,
        "after": {"id": item.after.id, "date": item.after.date.iso} if item.after else None,
        "days_after": item.days,
    }


def _change(item: "Change") -> Json:
    return {
        "kind": item.kind,
        "areas": [area.area for area in item.areas],
        "earlier": _changed(item.earlier),
        "later": _changed(item.later),
    }


def _changed(treatment: Treatment) -> Json:
    session = treatment.session
    return {
        **_treatment(treatment),
        "sides": dict(treatment.sides),
        "injector": session.injector,
        "clinic": session.clinic,
    }


def _total(item: "Total", found: "Brief") -> Json:
    return {
        "product": item.product,
        "months_3": {"from": found.short_from.isoformat(), **_plain(item.short)},
        "months_12": {"from": found.long_from.isoformat(), **_plain(item.long)},
    }


def _spent(item: "Spent") -> Json:
    return {
        "currency": item.currency,
        "amount": item.amount,
        "sessions": item.sessions,
        "per_month": _plain(item.per_month) if item.per_month else None,
    }


def _fades(forecast: Forecast) -> Json:
    return {
        "early": forecast.early.isoformat(),
        "likely": forecast.likely.isoformat(),
        "late": forecast.late.isoformat(),
    }


def _due(item: Due, outlook: Outlook) -> Json:
    return {
        "id": item.id,
        "kind": item.kind,
        "area": item.area.area,
        "date": item.begins.isoformat(),
        "until": _iso(item.until),
        "urgency": item.urgency,
        "text": due_text(item, outlook),
    }


class _Named(Protocol):
    """A named tuple of any kind."""

    def _asdict(self) -> dict[str, Any]: ...


def _plain(record: _Named) -> Json:
    return {
        name: value.iso if isinstance(value, PartialDate) else value
        for name, value in record._asdict().items()
    }


def _days(days: float | None) -> int | None:
    return None if days is None else round(days)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


READABLE = 200_000
"""Characters up to which JSON is indented, for people; indenting a long one takes as long again as
everything else."""


def _dump(value: Json) -> str:
    text = json.dumps(value)
    return json.dumps(value, indent=2) if len(text) <= READABLE else text
