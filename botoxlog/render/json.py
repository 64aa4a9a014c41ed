"""JSON for scripts. Every field is always there, null where unknown; fields are only ever added.

The shapes are promised in docs/json.md. Text is written with ASCII escapes, so that no note can
steer a terminal.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from botoxlog.core.model import CheckIn, Discussed, Person, Problem, Record, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.due_items import DueItem
from botoxlog.forecast.forecast import Forecast
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.journal.differences import Changes
from botoxlog.reports.due_text import due_text, next_step
from botoxlog.reports.sentences import state

if TYPE_CHECKING:
    from botoxlog.forecast.questions.open_questions import OpenQuestion
    from botoxlog.reminders.daily_job import Plan
    from botoxlog.reports.doctor import Finding

SCHEMA = 1

Json = dict[str, Any]


def timeline(snapshot: Snapshot, areas: Sequence[AreaForecast]) -> str:
    """Return `timeline --json`."""
    return dump(
        {
            **head(snapshot.today),
            "problems": problem_fields(snapshot.problems),
            "areas": [area_fields(area) for area in areas],
        }
    )


def remind(snapshot: Snapshot, due: Sequence[DueItem], raised: Sequence["OpenQuestion"]) -> str:
    """Return `remind --json`."""
    return dump(
        {
            **head(snapshot.today),
            "problems": problem_fields(snapshot.problems),
            "due": [_due(item, snapshot) for item in due],
            "raise": [raised_fields(item) for item in raised],
            "raise_waiting": len(snapshot.raised) - len(raised),
        }
    )


def raised_fields(raised: "OpenQuestion") -> Json:
    """Return one question for the surgeon, in the shape that `remind` and `brief` share."""
    return plain_fields(raised)


def discussed(today: date, record: Discussed, notices: Sequence[str]) -> str:
    """Return `discuss --json`."""
    return dump({**head(today), "saved": [record_fields(record)], "notices": list(notices)})


def saved(
    today: date,
    records: Sequence[Record],
    areas: Sequence[AreaForecast],
    notices: Sequence[str],
) -> str:
    """Return `add --json` and `checkin --json`: what was written, and what it means."""
    return dump(
        {
            **head(today),
            "saved": [record_fields(record) for record in records],
            "notices": list(notices),
            "areas": [area_fields(area) for area in areas],
        }
    )


def status(snapshot: Snapshot) -> str:
    """Return `status --json`."""
    return dump(
        {
            **head(snapshot.today),
            "problems": problem_fields(snapshot.problems),
            "areas": [
                {
                    "area": area.area,
                    "name": area.name,
                    "phase": area.phase,
                    "state": state(area, snapshot.today),
                    "fades": _fades(area.forecast) if area.forecast else None,
                    "next": next_step(area, snapshot) or None,
                }
                for area in snapshot.areas
            ],
        }
    )


def log(today: date, records: Iterable[Record], problems: Sequence[Problem]) -> str:
    """Return `log --json`."""
    return dump(
        {
            **head(today),
            "problems": problem_fields(problems),
            "records": [record_fields(record) for record in records],
        }
    )


def me(today: date, person: Person, path: Path) -> str:
    """Return `me --json`: the settings, and where the journal is."""
    return dump({**head(today), "person": plain_fields(person), "journal": str(path)})


def edited(today: date, changes: Changes) -> str:
    """Return `edit --json`: what the journal now holds otherwise."""
    return dump({**head(today), **_changes(changes)})


def removed(today: date, ids: Sequence[str], changes: Changes) -> str:
    """Return `remove --json`: the ids taken out, and those of their records that could be read."""
    return dump({**head(today), "ids": list(ids), "removed": _changes(changes)["removed"]})


def undone(today: date, taken: Sequence[Changes], left: int) -> str:
    """Return `undo --json`: what each step changed, and how many more can be taken back."""
    return dump({**head(today), "steps": [_changes(item) for item in taken], "left": left})


def doctor(today: date, findings: Iterable[tuple["Finding", bool]]) -> str:
    """Return `doctor --json`: every finding, and whether it was put right."""
    return dump(
        {
            **head(today),
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
    return dump(
        {
            **head(today),
            "system": planned.system,
            "set_up": is_set_up,
            "files": [{"path": str(path), "text": text} for path, text in planned.files.items()],
            "install": [list(command) for command in planned.install],
            "remove": [list(command) for command in planned.remove],
            "lines": list(planned.lines),
        }
    )


def exported(today: date, tables: Json) -> str:
    """Return `export --format json`: the journal as it is, keys that nobody knows included."""
    return dump({**head(today), "journal": tables})


def moved(today: date, findings: Json) -> str:
    """Return `import --json` and `merge --json`: what was found, and whether it was written."""
    return dump({**head(today), **findings})


def record_fields(record: Record) -> Json:
    """Return one record with every field it can have."""
    if isinstance(record, Session):
        plain = plain_fields(record)
        doses = plain.pop("doses")
        return {"kind": "session", **plain, "areas": {dose.area: dose.units for dose in doses}}
    if isinstance(record, CheckIn):
        plain = plain_fields(record)
        states = plain.pop("states")
        plain["effects"] = list(record.effects)
        return {"kind": "checkin", **plain, "state": {seen.area: seen.state for seen in states}}
    return {"kind": "discussed", **plain_fields(record)}


def head(today: date) -> Json:
    """Return what every answer begins with."""
    return {"schema": SCHEMA, "today": today.isoformat()}


def problem_fields(problems: Sequence[Problem]) -> list[Json]:
    """Return each problem with its line."""
    return [{"line": problem.line, "message": problem.message} for problem in problems]


def area_fields(area: AreaForecast) -> Json:
    """Return everything about one area."""
    last = area.last
    retreat = area.retreat_figure
    return {
        "area": area.area,
        "name": area.name,
        "sessions": len(area.treatments),
        "last": {**treatment_fields(last), "sides": dict(last.sides)},
        "phase": area.phase,
        "last_seen": {"date": area.last_seen[0].iso, "state": area.last_seen[1]}
        if area.last_seen
        else None,
        "forecast": _forecast(area, area.forecast) if area.forecast else None,
        "no_forecast": area.no_forecast,
        "trend": plain_fields(area.trend) if area.trend else None,
        "changes": list(area.changes),
        "earliest_retreat": iso(area.earliest_retreat),
        "earliest_retreat_status": retreat.status if retreat and area.earliest_retreat else None,
        "history": [history_fields(treatment) for treatment in area.treatments],
    }


def treatment_fields(treatment: Treatment) -> Json:
    """Return one session of one area."""
    return {
        "id": treatment.session.id,
        "date": treatment.session.date.iso,
        "product": treatment.session.product,
        "units": treatment.units,
    }


def history_fields(treatment: Treatment) -> Json:
    """Return one session of one area with how long it lasted."""
    lasted = treatment.lasted
    return {
        **treatment_fields(treatment),
        "lasted": {"at_least": whole_days(lasted.at_least), "at_most": whole_days(lasted.at_most)},
        "retreated": treatment.retreated.iso if treatment.retreated else None,
        "touch_ups": [
            {"id": touch_up.id, "date": touch_up.date.iso} for touch_up in treatment.touch_ups
        ],
    }


def _forecast(area: AreaForecast, forecast: Forecast) -> Json:
    basis = forecast.basis
    return {
        "kicks_in": iso(area.kicks_in),
        "peak": iso(area.peak),
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


def _fades(forecast: Forecast) -> Json:
    return {
        "early": forecast.early.isoformat(),
        "likely": forecast.likely.isoformat(),
        "late": forecast.late.isoformat(),
    }


def _due(item: DueItem, snapshot: Snapshot) -> Json:
    return {
        "id": item.id,
        "kind": item.kind,
        "area": item.area.area,
        "date": item.begins.isoformat(),
        "until": iso(item.until),
        "urgency": item.urgency,
        "text": due_text(item, snapshot),
    }


class _Named(Protocol):
    """A named tuple of any kind."""

    def _asdict(self) -> dict[str, Any]: ...


def plain_fields(record: _Named) -> Json:
    """Return the fields of a record, its dates as text."""
    return {
        name: value.iso if isinstance(value, PartialDate) else value
        for name, value in record._asdict().items()
    }


def whole_days(days: float | None) -> int | None:
    """Return days as a whole number."""
    return None if days is None else round(days)


def iso(day: date | None) -> str | None:
    """Return a day as text."""
    return None if day is None else day.isoformat()


READABLE = 200_000
"""Characters up to which JSON is indented, for people; indenting a long one takes as long again as
everything else."""


def dump(value: Json) -> str:
    """Return JSON: indented for people, unless it is long."""
    text = json.dumps(value)
    return json.dumps(value, indent=2) if len(text) <= READABLE else text
