"""What a journal itself says, read here on its own: never by the program's code."""

from dataclasses import dataclass
from datetime import date

from bench.consistency.dates import exact, first, middle
from bench.consistency.generator import Journal
from bench.consistency.generator import Record as Entry

WORKING = frozenset({"kicking-in", "full", "partial", "fading"})
"""The states of a look that saw it working."""

OUT = frozenset({"none", "gone", "no-effect"})
"""The states of a look that did not."""

SIDES = ("-left", "-right")


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one area."""

    date: str
    state: str


@dataclass(frozen=True, slots=True)
class Result:
    """A session of an area, and the looks at what came of it; all of them known to the day.

    Attributes:
        begin: The day of the session.
        looks: The days and states of its looks, in order.
    """

    begin: date
    looks: list[tuple[date, str]]

    @property
    def last_working(self) -> date | None:
        """Return the day of the last look that saw it working."""
        return max((day for day, state in self.looks if state in WORKING), default=None)

    @property
    def last_state(self) -> str | None:
        """Return what was seen last."""
        return self.looks[-1][1] if self.looks else None


def parted(area: str) -> tuple[str, str | None]:
    """Return an area without its side, and the side."""
    for side in SIDES:
        if area.endswith(side):
            return area.removesuffix(side), side[1:]
    return area, None


def same_place(area: str, lane: str) -> bool:
    """Say whether what is noted of an area is told on a lane of it."""
    (base, side), (lane_base, lane_side) = parted(area), parted(lane)
    return base == lane_base and (lane_side is None or side in {None, lane_side})


def treats(session: Entry, lane: str) -> bool:
    """Say whether a session treated what is on a lane."""
    areas = [*session.get("areas", []), *session.get("units", {})]
    return any(same_place(area, lane) for area in areas)


def units(session: Entry) -> float:
    """Return the units of a session in all."""
    return float(sum(session.get("units", {}).values()))


def distinct(entries: list[Entry]) -> list[Entry]:
    """Return the sessions, those of one certain day once."""
    days = {entry["date"]: entry for entry in reversed(entries) if exact(entry["date"])}
    return [*days.values(), *(entry for entry in entries if not exact(entry["date"]))]


def once(entries: list[Entry]) -> list[Entry]:
    """Return the sessions; what was recorded twice is one, with what both records say."""
    found: list[Entry] = []
    for entry in entries:
        twin = next((one for one in found if is_same(one, entry)), None)
        if twin is None:
            found.append(dict(entry))
            continue
        twin["units"] = {**entry.get("units", {}), **twin.get("units", {})}
        areas = dict.fromkeys([*twin.get("areas", []), *entry.get("areas", [])])
        twin["areas"] = [area for area in areas if area not in twin["units"]]
        twin.update({key: value for key, value in entry.items() if key not in twin})
    return found


def is_same(one: Entry, other: Entry) -> bool:
    """Say whether two records are of one session: a simple reading of docs/journal.md.

    Areas are taken as they are spelt, and a product as one that both name.
    """
    units = [entry.get("units", {}) for entry in (one, other)]
    areas = [{*entry.get("areas", []), *entry.get("units", {})} for entry in (one, other)]
    alike = all(units[0][area] == units[1][area] for area in units[0].keys() & units[1].keys())
    same = one["date"] == other["date"] and one.get("product") == other.get("product")
    both_correct = one.get("touch_up_of") == other.get("touch_up_of")
    return same and exact(one["date"]) and alike and bool(areas[0] & areas[1]) and both_correct


class Record:
    """A journal up to a day."""

    def __init__(self, journal: Journal, today: date) -> None:
        self.today = today
        self.journal: Journal = {"format": 1, "person": journal.get("person", {})}
        for table in ("session", "checkin", "discussed"):
            self.journal[table] = [
                entry
                for entry in journal.get(table, [])
                if "date" in entry and first(entry["date"]) <= today
            ]
        self._entries = once(self.journal["session"])

    @property
    def person(self) -> Entry:
        """Return what is noted of the person."""
        person: Entry = self.journal["person"]
        return person

    @property
    def entries(self) -> list[Entry]:
        """Return every session and touch-up, each once."""
        return self._entries

    @property
    def checkins(self) -> list[Entry]:
        """Return every check-in."""
        checkins: list[Entry] = self.journal["checkin"]
        return checkins

    def visits(self) -> list[Entry]:
        """Return the sessions that are not touch-ups, in order."""
        visits = [entry for entry in self.entries if not entry.get("touch_up_of")]
        return sorted(visits, key=lambda entry: middle(entry["date"]))

    def sessions(self, lane: str) -> list[Entry]:
        """Return the sessions of a lane in order, without the touch-ups of one of them."""
        ids = {entry.get("id") for entry in self.entries if not entry.get("touch_up_of")}
        found = [
            entry
            for entry in self.entries
            if treats(entry, lane)
            and not (entry.get("touch_up_of") and entry["touch_up_of"] in ids)
        ]
        return sorted(found, key=lambda entry: middle(entry["date"], self.today))

    def looks(self, lane: str) -> list[Look]:
        """Return the looks at a lane in order."""
        found = [
            Look(str(entry["date"]), state)
            for entry in self.checkins
            for area, state in entry.get("state", {}).items()
            if same_place(area, lane)
        ]
        return sorted(found, key=lambda look: middle(look.date, self.today))

    def results(self, lane: str) -> list[Result] | None:
        """Return each session of a lane with its looks, as docs/journal.md gives them to it.

        None where a date is known as a month or a year only.
        """
        sessions, looks = self.sessions(lane), self.looks(lane)
        if not all(exact(entry["date"]) for entry in sessions):
            return None
        if not all(exact(look.date) for look in looks):
            return None
        results = [Result(first(entry["date"]), []) for entry in sessions]
        for look in looks:
            day = date.fromisoformat(look.date)
            early = look.state in {"none", "kicking-in"}  # of a session of the same day
            begun = [
                result
                for result in results
                if (result.begin <= day if early else result.begin < day)
            ]
            if begun:
                begun[-1].looks.append((day, look.state))
            elif results and results[0].begin == day:
                results[0].looks.append((day, look.state))
        return results

    def seen_on(self, lane: str, day: date) -> list[str]:
        """Return the states seen on one day."""
        return [look.state for look in self.looks(lane) if look.date == str(day)]
