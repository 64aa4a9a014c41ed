"""Simulate two years of one person, day by day, and count how often each reminder comes.

Run by hand: `python bench/reminders.py [SEED]`. The person has six areas, treated in three separate
sessions, checks in about every other time when reminded, forgets lot numbers, loses interest in one
area, and once leaves the machine off for ten days.
`tests/reminders/test_notification_rules.py` checks the same two years.
"""

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from botoxlog.catalog import load
from botoxlog.core.model import (
    Appointment,
    AreaState,
    CheckIn,
    Dose,
    Journal,
    Person,
    Session,
    State,
)
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.due_items import DueKind
from botoxlog.forecast.snapshot import Snapshot, build_snapshot
from botoxlog.reminders.notification_rules import (
    MAX_PER_DAY,
    RULES,
    Notification,
    VisitKind,
    keys_to_keep,
    notifications,
)

BEGIN = date(2026, 1, 5)
DAYS = 731
OFF = range(200, 210)
"""Days on which the machine is off."""

MEDIANS = {
    "glabella": 105,
    "forehead": 98,
    "crows-feet": 95,
    "masseter": 150,
    "platysma": 110,
    "underarms": 190,
}
OFTEN, USUALLY = 0.5, 0.7
"""How often the person checks in or asks the clinic when reminded; and books in time, or logs a
session on its day rather than when asked whether the appointment took place."""

GIVEN_UP = ("underarms",)
"""Treated once, without a check-in, and never treated again."""

VISITS = (("glabella", "forehead", "crows-feet"), ("masseter", "platysma"), GIVEN_UP)


@dataclass(slots=True)
class Counts:
    """The counts of two years.

    Attributes:
        tiers: How often each kind was sent on its first day, its second, and so on.
        lines: The number of days by the number of lines shown.
        unmentioned: Overdue items without a reminder, by the number of days they waited.
        waited: Lines put off for a day because the day had its maximum.
        repeats: How often the very same reminder was sent twice.
        sessions, checkins: What the person did.
    """

    tiers: Counter[tuple[DueKind | VisitKind, int]] = field(default_factory=Counter)
    lines: Counter[int] = field(default_factory=Counter)
    unmentioned: Counter[int] = field(default_factory=Counter)
    waited: int = 0
    repeats: int = 0
    sessions: int = 0
    checkins: int = 0


class Life:
    """A person, their results and their journal."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.journal = Journal(person=Person(weeks_ahead=2))
        self.ends: dict[str, date] = {}
        self.visits: dict[date, tuple[str, ...]] = {
            BEGIN + timedelta(days=12 * number): areas for number, areas in enumerate(VISITS)
        }

    def live(self, day: date) -> bool:
        """Have a session if one is booked for the day; return whether there was one."""
        areas = self.visits.pop(day, None)
        if areas is None:
            return False
        for area in areas:
            lasts = self.chance.lognormvariate(0, 0.15) * MEDIANS[area]
            self.ends[area] = day + timedelta(days=round(lasts))
        booked = [one for one in self.journal.appointments if one.date.first == day]
        if not booked or self.chance.random() < USUALLY:
            self._log(day, areas, booked[0].id if booked else None)
        return True

    def _log(self, day: date, areas: tuple[str, ...], appointment: str | None) -> None:
        session = Session(
            id=f"visit{len(self.journal.sessions):03d}",
            date=PartialDate.of_day(day),
            doses=tuple(Dose(area, 20) for area in areas),
            product="botox-cosmetic",
            lot="C1234" if self.chance.random() < OFTEN else None,
            appointment=appointment,
        )
        self.journal = self.journal._replace(sessions=(*self.journal.sessions, session))

    def hear(self, reminder: Notification, day: date) -> bool:
        """Act on a reminder, or not; return whether that was a check-in."""
        areas = tuple(item.area.area for item in reminder.items)
        if reminder.kind is DueKind.BOOK:
            self._book(reminder, day)
        elif reminder.appointment is not None:
            if reminder.kind is VisitKind.KEPT and (reminder.tier or self.chance.random() < OFTEN):
                visit = reminder.appointment
                self._log(visit.date.first, visit.areas, visit.id)
        elif reminder.kind is DueKind.MISSING:
            if self.chance.random() < OFTEN:
                self._ask_for_lot(reminder.items[0].area.last.session)
        elif self.chance.random() < OFTEN and not set(GIVEN_UP) & set(areas):
            self._check_in(areas, day)
            return True
        return False

    def _book(self, reminder: Notification, day: date) -> None:
        treated = reminder.items[0].area.last.session.areas
        if treated in self.visits.values() or treated == GIVEN_UP:
            return
        later = 14 if self.chance.random() < USUALLY else 100
        visit = day + timedelta(days=later)
        while visit in self.visits:
            visit += timedelta(days=1)
        self.visits[visit] = treated
        booked = Appointment(
            f"booked{len(self.journal.appointments):03d}", PartialDate.of_day(visit), areas=treated
        )
        self.journal = self.journal._replace(appointments=(*self.journal.appointments, booked))

    def _check_in(self, areas: tuple[str, ...], day: date) -> None:
        states = [
            AreaState(area, State.GONE if day >= self.ends[area] else State.FULL) for area in areas
        ]
        name = f"look{len(self.journal.checkins):04d}"
        checkin = CheckIn(name, PartialDate.of_day(day), tuple(states))
        self.journal = self.journal._replace(checkins=(*self.journal.checkins, checkin))

    def _ask_for_lot(self, session: Session) -> None:
        sessions = tuple(
            one._replace(lot="C1234") if one.id == session.id else one
            for one in self.journal.sessions
        )
        self.journal = self.journal._replace(sessions=sessions)


def simulate(seed: int = 6) -> Counts:
    """Return the counts of two simulated years."""
    counts, life = Counts(), Life(seed)
    catalog, sent = load(), frozenset[str]()
    mentioned: set[str] = set()
    waiting: Counter[str] = Counter()
    for number in range(DAYS):
        day = BEGIN + timedelta(days=number)
        counts.sessions += life.live(day)
        snapshot = build_snapshot(life.journal, catalog, day)
        if number in OFF:
            continue
        found = notifications(snapshot, sent)
        lines = found[:MAX_PER_DAY]
        counts.waited += len(found) - len(lines)
        counts.lines[len(lines)] += 1
        counts.repeats += sum(not line.keys - sent for line in lines)
        sent = keys_to_keep(snapshot, sent, lines)
        counts.tiers.update((line.kind, line.tier) for line in lines)
        mentioned |= {item.id for line in lines for item in line.items}
        _count_unmentioned(snapshot, mentioned, waiting, counts)
        for line in lines:
            counts.checkins += life.hear(line, day)
    return counts


def _count_unmentioned(
    snapshot: Snapshot, mentioned: set[str], waiting: Counter[str], counts: Counts
) -> None:
    for item in snapshot.due:
        if item.kind is DueKind.OVERDUE and item.id not in mentioned:
            waiting[item.id] += 1
            counts.unmentioned[waiting[item.id]] += 1


def main() -> None:
    """Print the counts."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    counts = simulate(seed)
    print(f"seed {seed}: {DAYS} days, {counts.sessions} sessions, {counts.checkins} check-ins\n")
    print("| lines that day | days |\n|---|---|")
    for lines, days in sorted(counts.lines.items()):
        print(f"| {lines} | {days} |")
    print("\n| kind | days after it became due | times sent |\n|---|---|---|")
    for kind, afters in RULES.items():
        for tier, after in enumerate(afters):
            print(f"| {kind} | {after} | {counts.tiers[kind, tier]} |")
    print(f"\nlines that waited a day: {counts.waited}")
    print(f"sent twice by mistake: {counts.repeats}")
    print(f"days with an overdue item and no reminder: {counts.unmentioned.total()}")


if __name__ == "__main__":
    main()
