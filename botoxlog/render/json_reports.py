"""JSON of the reports: the sheet for a visit and the numbers."""

from typing import TYPE_CHECKING

from botoxlog.forecast.treatment_history import Treatment
from botoxlog.render.json import (
    Json,
    area_fields,
    dump,
    head,
    history_fields,
    iso,
    plain_fields,
    problem_fields,
    raised_fields,
    treatment_fields,
    whole_days,
)

if TYPE_CHECKING:
    from botoxlog.reports.costs import Spent
    from botoxlog.reports.statistics import Lasting, Stats
    from botoxlog.reports.visit_facts import Change, Observation, Total, VisitFacts


def brief(found: "VisitFacts") -> str:
    """Return `brief --json`."""
    return dump(
        {
            **head(found.today),
            "problems": problem_fields(found.snapshot.problems),
            "since": found.since.isoformat(),
            "birth_year": found.person.birth_year,
            "goals": found.person.goals,
            "areas": [area_fields(item.area) for item in found.areas],
            "resting": [area_fields(area) for area in found.resting],
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


def stats(found: "Stats") -> str:
    """Return `stats --json`."""
    snapshot = found.snapshot
    return dump(
        {
            **head(snapshot.today),
            "problems": problem_fields(snapshot.problems),
            "since": iso(found.since),
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
            "used": [plain_fields(item) for item in found.used],
            "cost": [plain_fields(item) for item in found.paid],
            "month_of_effect": [
                {"currency": item.currency, **plain_fields(item.cost)} for item in found.month
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
        "least": whole_days(item.least),
        "most": whole_days(item.most),
        "trend": plain_fields(item.trend) if item.trend else None,
        "changes": list(item.area.changes) if item.trend else [],
        "results": [history_fields(treatment) for treatment in item.results],
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
        **treatment_fields(treatment),
        "sides": dict(treatment.sides),
        "injector": session.injector,
        "clinic": session.clinic,
    }


def _total(item: "Total", found: "VisitFacts") -> Json:
    return {
        "product": item.product,
        "months_3": {"from": found.short_from.isoformat(), **plain_fields(item.short)},
        "months_12": {"from": found.long_from.isoformat(), **plain_fields(item.long)},
    }


def _spent(item: "Spent") -> Json:
    return {
        "currency": item.currency,
        "amount": item.amount,
        "sessions": item.sessions,
        "per_month": plain_fields(item.per_month) if item.per_month else None,
    }
