"""The days on which a journal is looked at: those on which something is about to change."""

from datetime import date, timedelta
from random import Random

from bench.consistency.case import Case, Ground
from bench.consistency.dates import first
from bench.consistency.generator import ANCHOR, Journal
from bench.consistency.surfaces import Fades, fades

LATEST = date(2030, 1, 1)
"""No day is later."""

RECORDS = 4
"""Days around so many records are looked at."""

Candidate = tuple[str, date]
"""A kind of day, and a day of it."""


def occasions(
    ground: Ground, name: str, journal: Journal, count: int, chance: Random
) -> list[date]:
    """Return so many days: today, as the journal has it, and days of different kinds."""
    dated = [entry for table in ("session", "checkin") for entry in journal.get(table, [])]
    days = [first(entry["date"]) for entry in dated if "date" in entry]
    sessions = [first(one["date"]) for one in journal["session"] if "date" in one]
    if not sessions:
        return []
    today = max(*days, ANCHOR)
    found = _of_windows(ground, name, journal, today)
    for day in chance.sample(sessions, min(RECORDS, len(sessions))):
        found += [
            ("d14", day + timedelta(days=14)),
            ("before", day - timedelta(days=1)),
            ("after", day + timedelta(days=1)),
            ("on", day),
        ]
    found += [("look", day) for day in chance.sample(days, min(RECORDS, len(days)))]
    found = [(kind, day) for kind, day in found if min(sessions) <= day <= LATEST]
    return _chosen(found, today, count, chance)


def _of_windows(ground: Ground, name: str, journal: Journal, today: date) -> list[Candidate]:
    """Return the days around the windows of today."""
    case = Case(ground, name, journal, today)
    timeline = case.json("timeline", "--json")
    case.close()
    windows = [fades(area) for area in timeline["areas"]] if timeline else []
    return [candidate for window in windows if window for candidate in _around(window)]


def _around(window: Fades) -> list[Candidate]:
    """Return the days around one window, and around the new year in which it ends."""
    near = (
        ("edge", window.early, (-1, 0)),
        ("median", window.likely, (-1, 0, 12)),
        ("late", window.late, (0, 1, 40, 190)),
        ("ny", date(window.late.year, 1, 1), (-1, 0)),
    )
    return [(kind, day + timedelta(days=days)) for kind, day, away in near for days in away]


def _chosen(found: list[Candidate], today: date, count: int, chance: Random) -> list[date]:
    """Return today and days of as many kinds as there is room for."""
    chosen = {today}
    looks = [day for kind, day in found if kind == "look"]
    if looks and count > 1:
        chosen.add(chance.choice(looks))
    kinds = sorted({kind for kind, _ in found})
    chance.shuffle(kinds)
    for wanted in kinds:
        if len(chosen) >= count:
            break
        chosen.add(chance.choice([day for kind, day in found if kind == wanted]))
    return sorted(chosen)
