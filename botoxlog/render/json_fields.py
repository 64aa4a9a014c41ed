"""The parts of the JSON answers that several commands share, and how they become text."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from botoxlog.core.model import Appointment, CheckIn, Discussed, Problem, Record, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.forecast import Forecast
from botoxlog.forecast.treatment_history import Treatment

if TYPE_CHECKING:
    from botoxlog.forecast.track_record import TrackRecord

SCHEMA = 1

Json = dict[str, Any]


def head(today: date) -> Json:
    """Return the first fields of every answer."""
    return {"schema": SCHEMA, "today": today.isoformat()}


def problem_fields(problems: Sequence[Problem]) -> list[Json]:
    """Return the lines of the journal that could not be read, and why."""
    return [{"line": problem.line, "message": problem.message} for problem in problems]


def record_fields(record: Record) -> Json:
    """Return one record with every field it can have."""
    if isinstance(record, Session):
        plain = plain_fields(record)
        doses = plain.pop("doses")
        sites = {dose.area: dict(dose.sites) for dose in doses if dose.sites}
        areas = {dose.area: dose.units for dose in doses}
        return {"kind": "session", **plain, "areas": areas, "sites": sites}
    if isinstance(record, CheckIn):
        plain = plain_fields(record)
        states = plain.pop("states")
        plain |= {"effects": list(record.effects), "resolved": list(record.resolved)}
        return {"kind": "checkin", **plain, "state": {seen.area: seen.state for seen in states}}
    if isinstance(record, Discussed):
        return {"kind": "discussed", **plain_fields(record)}
    if isinstance(record, Appointment):
        return {"kind": "appointment", **appointment_fields(record)}
    return {"kind": "stopped", **plain_fields(record), "areas": list(record.areas)}


def appointment_fields(appointment: Appointment) -> Json:
    """Return an appointment; its time is "14:30", or None if it is not known."""
    at = f"{appointment.time:%H:%M}" if appointment.time else None
    return {**plain_fields(appointment), "time": at, "areas": list(appointment.areas)}


def area_fields(area: AreaForecast, today: date, track_record: "TrackRecord | None" = None) -> Json:
    """Return one area today, with its forecast, history and, if asked for, its track record."""
    last = area.last
    return {
        "area": area.area,
        "name": area.name,
        "sessions": len(area.treatments),
        "last": {**treatment_fields(last), "sides": dict(last.sides)},
        "phase": area.phase,
        "chance_worn_off": chance_field(area, today),
        "last_seen": {"date": area.last_seen[0].iso, "state": area.last_seen[1]}
        if area.last_seen
        else None,
        "forecast": _forecast(area, area.forecast) if area.forecast else None,
        "no_forecast": area.no_forecast,
        "trend": plain_fields(area.trend) if area.trend else None,
        "changes": list(area.changes),
        "earliest_retreat": iso(area.earliest_retreat),
        "earliest_retreat_status": area.label_intervals[0].status if area.label_intervals else None,
        "label_intervals": [
            {
                "region": item.region,
                "days": item.days,
                "date": area.label_date(item).isoformat(),
                "status": item.status,
                "sources": list(item.sources),
            }
            for item in area.label_intervals
        ],
        "history": [history_fields(treatment) for treatment in area.treatments],
        "track_record": track_record_fields(track_record) if track_record else None,
        "stopped": area.stopped.date.iso if area.stopped else None,
    }


def track_record_fields(found: "TrackRecord") -> Json:
    """Return how the forecasts turned out, rounded as its text is."""
    return {
        "results": found.results,
        "inside": _tenths(found.inside),
        "expected": _tenths(found.expected),
        "ends": found.ends,
        "missed": whole_days(found.missed),
        "missed_fixed": whole_days(found.missed_fixed),
    }


def chance_field(area: AreaForecast, today: date) -> float | None:
    """Return the chance, 0 to 1, that an area's result has worn off; None where none is known."""
    chance = area.chance_worn_off(today)
    return None if chance is None else round(chance, 3)


def _tenths(number: float | None) -> float | None:
    return None if number is None else round(number, 1)


def treatment_fields(treatment: Treatment) -> Json:
    """Return one session of one area."""
    return {
        "id": treatment.session.id,
        "date": treatment.session.date.iso,
        "product": treatment.session.product,
        "units": treatment.units,
    }


def history_fields(treatment: Treatment) -> Json:
    """Return one session of one area, with how long its result lasted."""
    lasted = treatment.lasted
    return {
        **treatment_fields(treatment),
        "lasted": {"at_least": whole_days(lasted.at_least), "at_most": whole_days(lasted.at_most)},
        "no_effect": treatment.no_effect.iso if treatment.no_effect else None,
        "doubted": [{"date": when.iso, "state": state.value} for when, state in treatment.doubted],
        "retreated": treatment.treated_again.date.iso if treatment.treated_again else None,
        "touch_ups": [
            {"id": touch_up.id, "date": touch_up.date.iso} for touch_up in treatment.touch_ups
        ],
    }


def _forecast(area: AreaForecast, forecast: Forecast) -> Json:
    basis = forecast.basis
    return {
        "kicks_in": iso(area.kicks_in),
        "peak": iso(area.peak),
        "fades": window_fields(forecast),
        "basis": {
            "kind": basis.kind,
            "fades_seen": basis.ends_seen,
            "still_working": basis.still_working,
            "sources": list(basis.sources),
            "borrowed_from": basis.borrowed_from,
            "pooled": basis.pooled,
            "assumed": basis.assumed,
            "other_products": basis.other_products,
            "dose_changed": basis.dose_changed,
            "other_areas": list(basis.other_areas),
        },
        "caveats": list(forecast.caveats),
    }


def window_fields(forecast: Forecast) -> Json:
    """Return the window and the likely date."""
    return {
        "early": forecast.early.isoformat(),
        "likely": forecast.likely.isoformat(),
        "late": forecast.late.isoformat(),
    }


class _Named(Protocol):
    """A named tuple of any kind."""

    def _asdict(self) -> dict[str, Any]: ...


def plain_fields(record: _Named) -> Json:
    """Return the fields of a named tuple, its dates as text."""
    return {
        name: value.iso if isinstance(value, PartialDate) else value
        for name, value in record._asdict().items()
    }


def whole_days(days: float | None) -> int | None:
    """Return days rounded to a whole number."""
    return None if days is None else round(days)


def iso(day: date | None) -> str | None:
    """Return a day as YYYY-MM-DD."""
    return None if day is None else day.isoformat()


MAX_INDENTED = 200_000
"""Maximum length of indented JSON, in characters. Indenting a longer one doubles the run time."""


def dump(value: Json) -> str:
    """Return the answer as text, indented for people unless it is long."""
    text = json.dumps(value)
    text = json.dumps(value, indent=2) if len(text) <= MAX_INDENTED else text
    return text.replace("\x7f", "\\u007f")  # the one control character that `dumps` leaves
