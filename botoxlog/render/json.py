"""The JSON answers: one function for each command, named in its docstring.

What several commands share is in `json_fields.py`, and docs/json.md is the promise: every field is
always there, null where unknown; fields are only ever added. Text is written with ASCII escapes, so
that no note can control a terminal.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from botoxlog.core.model import Appointment, Discussed, Person, Problem, Record, Session
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.due_items import DueItem
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.journal.differences import Changes
from botoxlog.render.json_fields import (
    Json,
    appointment_fields,
    area_fields,
    chance_field,
    dump,
    head,
    history_fields,
    iso,
    plain_fields,
    problem_fields,
    record_fields,
    track_record_fields,
    treatment_fields,
    whole_days,
    window_fields,
)
from botoxlog.reports.due_text import due_text, next_step
from botoxlog.reports.sentences import state

if TYPE_CHECKING:
    from botoxlog.catalog import Area, Catalog, Product, Topic
    from botoxlog.forecast.duration_estimate import MedianDuration
    from botoxlog.forecast.plan import AreaPlan
    from botoxlog.forecast.questions.open_questions import OpenQuestion
    from botoxlog.forecast.questions.side_effects import SeriousReaction
    from botoxlog.forecast.track_record import TrackRecord
    from botoxlog.input.spreadsheet.layout import LeftOut
    from botoxlog.input.spreadsheet.result_ends import SheetCheckIn, UnreadCell
    from botoxlog.input.spreadsheet.sessions import RefusedRow, SheetContents, SheetSession
    from botoxlog.journal.merge import Conflict, Merged
    from botoxlog.reminders.daily_job import Plan
    from botoxlog.reports.comparisons import Comparison, Group
    from botoxlog.reports.costs import Spent
    from botoxlog.reports.doctor import Finding
    from botoxlog.reports.follow_up import FollowUp, FollowUps
    from botoxlog.reports.statistics import Lasting, Stats
    from botoxlog.reports.visit_facts import Change, CheckInRemark, Total, VisitFacts


def timeline(
    snapshot: Snapshot,
    areas: Sequence[AreaForecast],
    track_records: Mapping[str, "TrackRecord"],
    raised: Sequence["OpenQuestion"],
) -> str:
    """Return `timeline --json`; `track_records` are by area, where they were asked for."""
    return dump(
        {
            **head(snapshot.today),
            "problems": problem_fields(snapshot.problems),
            "areas": [
                area_fields(area, snapshot.today, track_records.get(area.area)) for area in areas
            ],
            "raise": [plain_fields(item) for item in raised],
            **_appointments(snapshot),
        }
    )


def remind(snapshot: Snapshot, due: Sequence[DueItem], raised: Sequence["OpenQuestion"]) -> str:
    """Return `remind --json`."""
    return dump(
        {
            **head(snapshot.today),
            "problems": problem_fields(snapshot.problems),
            "due": [_due(item, snapshot) for item in due],
            "raise": [plain_fields(item) for item in raised],
            "raise_waiting": len(snapshot.open_questions) - len(raised),
            **_appointments(snapshot),
        }
    )


def book(
    snapshot: Snapshot,
    saved: Sequence[Appointment],
    cancelled: Sequence[Appointment],
    notices: Sequence[str],
) -> str:
    """Return `book --json`: what was changed, and the open appointments."""
    return dump(
        {
            **head(snapshot.today),
            "saved": [record_fields(record) for record in saved],
            "cancelled": [record_fields(record) for record in cancelled],
            "notices": list(notices),
            **_appointments(snapshot),
        }
    )


def stop(today: date, saved: Sequence[Record], notices: Sequence[str]) -> str:
    """Return `stop --json`: what was saved."""
    fields = [record_fields(record) for record in saved]
    return dump({**head(today), "saved": fields, "notices": list(notices)})


def _appointments(snapshot: Snapshot) -> Json:
    return {
        "appointments": [appointment_fields(one) for one in snapshot.appointments],
        "unkept": [appointment_fields(one) for one in snapshot.unkept],
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


def discussed(today: date, records: Sequence[Discussed], notices: Sequence[str]) -> str:
    """Return `discuss --json`."""
    saved = [record_fields(record) for record in records]
    return dump({**head(today), "saved": saved, "notices": list(notices)})


def saved(
    today: date,
    records: Sequence[Record],
    areas: Sequence[AreaForecast],
    notices: Sequence[str],
) -> str:
    """Return `add --json` and `checkin --json`: the new records, and the areas in them."""
    return dump(
        {
            **head(today),
            "saved": [record_fields(record) for record in records],
            "notices": list(notices),
            "areas": [area_fields(area, today) for area in areas],
        }
    )


def status(snapshot: Snapshot, areas: Sequence[AreaForecast]) -> str:
    """Return `status --json`."""
    from botoxlog.reports.timeline_questions import question_count

    return dump(
        {
            **head(snapshot.today),
            "problems": problem_fields(snapshot.problems),
            "areas": [
                {
                    "area": area.area,
                    "name": area.name,
                    "phase": area.phase,
                    "chance_worn_off": chance_field(area, snapshot.today),
                    "state": state(area, snapshot.today),
                    "fades": window_fields(area.forecast) if area.forecast else None,
                    "next": next_step(area, snapshot) or None,
                }
                for area in areas
            ],
            "questions": question_count(snapshot),
        }
    )


def plan(
    snapshot: Snapshot,
    day: date,
    plans: Sequence["AreaPlan"],
    stopped: Sequence[AreaForecast],
) -> str:
    """Return `plan --json`; `stopped` are the areas that are left out."""
    return dump(
        {
            **head(snapshot.today),
            "problems": problem_fields(snapshot.problems),
            "day": day.isoformat(),
            "areas": [_planned(item, snapshot) for item in plans],
            "stopped": [area.area for area in stopped],
        }
    )


def _planned(item: "AreaPlan", snapshot: Snapshot) -> Json:
    from botoxlog.reports.plan_text import then_words, why_none

    area, days = item.area, item.sessions
    booked, label = snapshot.booked(area), area.earliest_retreat
    return {
        "area": area.area,
        "name": area.name,
        "chance_worn_off": _thousandths(item.chance_worn_off),
        "state": then_words(item, snapshot.today),
        "settled_days": area.settled_days,
        "sessions": {
            "first": days.first.isoformat(),
            "last": days.last.isoformat(),
            "chance_first": _thousandths(item.chance_of(days.first)),
            "chance_last": _thousandths(item.chance_of(days.last)),
        }
        if days
        else None,
        "no_sessions": item.no_sessions,
        "why": why_none(item, item.no_sessions, snapshot.today) if item.no_sessions else None,
        "earliest_retreat": iso(label),
        "earliest_retreat_place": days.place(label) if days and label else None,
        "booked": {
            "id": booked.id,
            "date": booked.date.iso,
            "place": days.place(booked.date.first) if days else None,
            "chance": _thousandths(item.chance_of(booked.date.first)),
        }
        if booked
        else None,
    }


def _thousandths(chance: float | None) -> float | None:
    return None if chance is None else round(chance, 3)


def log(
    today: date,
    records: Sequence[Record],
    problems: Sequence[Problem],
    found: "FollowUps | None",
) -> str:
    """Return `log --json`; `found` knows what followed the sessions, if there are any."""
    return dump(
        {
            **head(today),
            "problems": problem_fields(problems),
            "records": [record_fields(record) for record in records],
            "followed": [
                _followed(record, found.of(record), today)
                for record in records
                if found is not None and isinstance(record, Session)
            ],
        }
    )


def _followed(session: Session, found: "FollowUp", today: date) -> Json:
    return {
        "id": session.id,
        "date": session.date.iso,
        "same_session": [other.id for other in found.same],
        "results": [
            {
                "area": area.area,
                "name": area.name,
                **_ended(treatment),
                "chance_worn_off": chance_field(area, today) if treatment is area.last else None,
                "state": state(area, today) if treatment is area.last else None,
            }
            for area, treatment in found.results
        ],
        "effects": [
            {
                "id": checkin.id,
                "date": checkin.date.iso,
                "effects": list(checkin.effects),
                "days_after": days,
            }
            for checkin, days in found.effects
        ],
    }


def _ended(treatment: Treatment) -> Json:
    history = history_fields(treatment)
    return {name: history[name] for name in ("lasted", "no_effect", "retreated")}


def me(today: date, person: Person, path: Path) -> str:
    """Return `me --json`: the settings, and where the journal is."""
    return dump({**head(today), "person": plain_fields(person), "journal": str(path)})


def edited(today: date, changes: Changes) -> str:
    """Return `edit --json`: what changed in the journal."""
    return dump({**head(today), **_changes(changes)})


def removed(today: date, ids: Sequence[str], changes: Changes) -> str:
    """Return `remove --json`: the ids removed, and their records where they could be read."""
    return dump({**head(today), "ids": list(ids), "removed": _changes(changes)["removed"]})


def undone(today: date, taken: Sequence[Changes], left: int) -> str:
    """Return `undo --json`: what each step changed, and how many more can be undone."""
    return dump({**head(today), "steps": [_changes(item) for item in taken], "left": left})


def doctor(today: date, findings: Iterable[tuple["Finding", bool]]) -> str:
    """Return `doctor --json`: every finding, and whether it was fixed."""
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
    """Return `schedule --json`: what the daily job writes and runs, and whether it is set up."""
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
    """Return `export --format json`: the journal as it is, unknown keys included."""
    return dump({**head(today), "journal": tables})


def imported(
    today: date,
    sheet: "SheetContents",
    completed: "Merged",
    notices: Sequence[str],
    *,
    written: bool,
) -> str:
    """Return `import --json` of a spreadsheet: what it holds, and whether that was written."""
    from botoxlog.input.spreadsheet.layout import meanings

    return dump(
        {
            **head(today),
            "how": sheet.how,
            "day_order": sheet.order,
            "columns": [{"head": name, "meaning": what} for name, what in meanings(sheet.layout)],
            "new": [_new(item.rows, item.session) for item in sheet.new],
            "settings": [],
            "joined": _contents(completed.joined),
            "already": [_known(item, item.session) for item in sheet.already],
            "refused": _reasons(sheet.refused),
            "left_out": _reasons(sheet.layout.left_out),
            "transposed": sheet.layout.transposed,
            "notices": list(notices),
            "looks": [_new(item.rows, item.checkin) for item in sheet.checkins],
            "looks_already": [_known(item, item.checkin) for item in sheet.checkins_already],
            "kept_in_words": _reasons([*sheet.unread, *sheet.kept]),
            "written": written,
        }
    )


def imported_export(
    today: date,
    merge: "Merged",
    records: Sequence[Record],
    refused: Sequence["RefusedRow"],
    notices: Sequence[str],
    *,
    written: bool,
) -> str:
    """Return `import --json` of an export: its new records, and whether they were written."""
    from botoxlog.input.exports import plain

    return dump(
        {
            **head(today),
            "how": "export",
            "day_order": None,
            "columns": [],
            "new": [_new((), record) for record in records],
            "settings": [plain(content) for _, content in merge.taken],
            "joined": _contents(merge.joined),
            "already": [{"rows": [], "id": item.of, "differs": True} for item in merge.conflicts],
            "refused": _reasons(refused),
            "left_out": [],
            "transposed": False,
            "notices": list(notices),
            "looks": [],
            "looks_already": [],
            "kept_in_words": [],
            "written": written,
        }
    )


def _new(rows: Sequence[int], record: Record) -> Json:
    return {"rows": list(rows), "record": record_fields(record)}


def _known(item: "SheetSession | SheetCheckIn", record: Record) -> Json:
    return {"rows": list(item.rows), "id": record.id, "differs": item.differs}


def _reasons(cells: Sequence["RefusedRow | UnreadCell | LeftOut"]) -> list[Json]:
    return [{"row": item.row, "reason": item.reason} for item in cells]


def merged(
    today: date,
    merges: Sequence["Merged"],
    notices: Sequence[str],
    *,
    conflicts_open: int,
    written: bool,
) -> str:
    """Return `merge --json`: what each merge did, and how many conflicts are left to settle."""
    return dump(
        {
            **head(today),
            "merges": [_merge(item) for item in merges],
            "notices": list(notices),
            "conflicts_open": conflicts_open,
            "written": written,
        }
    )


def _merge(merge: "Merged") -> Json:
    return {
        "added": _contents(merge.added),
        "taken": _contents(merge.taken),
        "removed": _contents(merge.removed),
        "joined": _contents(merge.joined),
        "alike": merge.already,
        "conflicts": [_conflict(item) for item in merge.conflicts],
    }


def _contents(changes: Sequence[tuple[str, Json]]) -> list[Json]:
    from botoxlog.input.exports import plain

    return [{"kind": kind, "content": plain(content)} for kind, content in changes]


def _conflict(conflict: "Conflict") -> Json:
    from botoxlog.input.exports import plain
    from botoxlog.reports.transfer_text import differences

    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "of": conflict.of,
        "differs": {
            key: {"counts": plain(counts), "other": plain(other)}
            for key, (counts, other) in differences(conflict).items()
        },
    }


def brief(found: "VisitFacts") -> str:
    """Return `brief --json`."""
    return dump(
        {
            **head(found.today),
            "problems": problem_fields(found.snapshot.problems),
            "since": found.since.isoformat(),
            "birth_year": found.person.birth_year,
            "goals": found.person.goals,
            "appointment": appointment_fields(found.appointment) if found.appointment else None,
            "areas": [area_fields(area, found.today) for area in found.areas],
            "resting": [area_fields(area, found.today) for area in found.resting],
            "serious": [_serious(item) for item in found.serious],
            "raise": [plain_fields(item) for item in found.raised],
            "answers": [plain_fields(item) for item in found.answers],
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


def stats(found: "Stats", turned_out: "TrackRecord") -> str:
    """Return `stats --json`, with the track record of its areas."""
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
                    "no_effect": item.no_effect,
                }
                for item in found.repeats
            ],
            "used": [plain_fields(item) for item in found.used],
            "cost": [plain_fields(item) for item in found.paid],
            "month_of_effect": [
                {"currency": item.currency, **plain_fields(item.cost)} for item in found.month
            ],
            "unpriced": found.unpriced,
            "track_record": track_record_fields(turned_out),
            "comparisons": [_comparison(item) for item in found.comparisons],
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
        "median": _median(item.median) if item.median else None,
        "no_effect": item.no_effect,
        "trend": plain_fields(item.trend) if item.trend else None,
        "changes": list(item.area.changes) if item.trend else [],
        "results": [history_fields(treatment) for treatment in item.results],
    }


def _median(found: "MedianDuration") -> Json:
    return {
        "at_least": whole_days(found.lasted.at_least),
        "at_most": whole_days(found.lasted.at_most),
        "results": found.results,
        "still_working": found.working,
    }


def _comparison(item: "Comparison") -> Json:
    return {
        "area": item.area.area,
        "name": item.area.name,
        "by": list(item.by),
        "also": list(item.also),
        "groups": [_group(group, item.by) for group in item.groups],
        "clear": item.longest is not None,
    }


def _group(group: "Group", by: Sequence[str]) -> Json:
    session = group.results[-1].session
    return {
        "product": session.product if {"product", "dose"} & {*by} else None,
        "units": list(group.units) if "dose" in by else None,
        "injector": session.injector if "injector" in by else None,
        "clinic": session.clinic if "clinic" in by else None,
        "results": [one.session.id for one in group.results],
        "median": _median(group.median) if group.median else None,
        "chance": round(group.chance, 3),
    }


def _serious(item: "SeriousReaction") -> Json:
    return {
        "effect": item.effect,
        "side": item.side,
        "first": item.first.iso if item.first else None,
        "last": item.last.iso if item.last else None,
        "over_by": item.over_by.iso if item.over_by else None,
        "only_in_notes": item.in_note,
        "text": f"{item.when}: {item.what}.",
    }


def _observation(item: "CheckInRemark") -> Json:
    return {
        "id": item.checkin.id,
        "date": item.checkin.date.iso,
        "effects": list(item.checkin.effects),
        "resolved": list(item.checkin.resolved),
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


def topics(today: date, chosen: Sequence["Topic"], catalog: "Catalog") -> str:
    """Return `topics --json`."""
    return dump({**head(today), "topics": [_topic_row(topic, catalog) for topic in chosen]})


def _topic_row(topic: "Topic", catalog: "Catalog") -> Json:
    from botoxlog.catalog.citations import topic_sources

    warned = catalog.warned_lots if topic.id == "counterfeit" else ()
    return {
        **plain_fields(topic),
        "about": [plain_fields(figure) for figure in topic.about],
        "questions": dict(topic.questions),
        "limits": {name: plain_fields(limit) for name, limit in topic.limits.items()},
        "warned_lots": [{**plain_fields(lot), "on": lot.on.iso} for lot in warned],
        "sources": [plain_fields(source) for source in topic_sources(topic, catalog)],
    }


def areas(today: date, chosen: Sequence["Area"], catalog: "Catalog") -> str:
    """Return `areas --json`."""
    return dump({**head(today), "areas": [_area_row(area, catalog) for area in chosen]})


def products(today: date, chosen: Sequence["Product"]) -> str:
    """Return `products --json`."""
    return dump({**head(today), "products": [_product_row(product) for product in chosen]})


def _area_row(area: "Area", catalog: "Catalog") -> Json:
    prior = catalog.usual_prior(area.id)
    return {
        **plain_fields(area),
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


def _product_row(product: "Product") -> Json:
    named = ("id", "name", "generic", "maker", "family", "us", "words")
    return {
        **{name: getattr(product, name) for name in named},
        "figures": {name: plain_fields(figure) for name, figure in product.figures().items()},
        "labelled": [plain_fields(dose) for dose in product.labelled],
        "intervals": [plain_fields(interval) for interval in product.intervals],
    }
