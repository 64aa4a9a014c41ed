"""What followed each session: how long it lasted in each area, and the side effects after it.

Of an appointment, whether it was kept.

`log` shows it with the session. The sentences are those of the other reports.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from botoxlog.core.model import Appointment, CheckIn, Journal, Record, Session
from botoxlog.core.text import inert, join_words, plural
from botoxlog.forecast import appointments
from botoxlog.forecast.duplicates import Match, SessionMatcher
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reports.sentences import effect_name, fate, say_date, state
from botoxlog.reports.session_facts import AreaResult, SessionsBefore, days_between, no_effect_seen

if TYPE_CHECKING:
    from botoxlog.core.partial_dates import PartialDate

_DAYS_NAMED = 3
"""Most days on which one side effect was recorded that are named one by one. Our choice."""


class EffectAfter(NamedTuple):
    """A check-in with a side effect.

    Attributes:
        days: Days since the session; None if either date is not known to the day.
    """

    checkin: CheckIn
    days: int | None


class FollowUp(NamedTuple):
    """What followed one session.

    Attributes:
        results: One for each area of it; none of a touch-up, which has the result of its session.
        effects: The check-ins with a side effect that have it as the session before, oldest first.
        same: The other records of the same session, in the order of the journal.
    """

    results: tuple[AreaResult, ...] = ()
    effects: tuple[EffectAfter, ...] = ()
    same: tuple[Session, ...] = ()


class FollowUps:
    """Finds what followed the sessions of a journal as it stands in the file."""

    def __init__(self, snapshot: Snapshot, journal: Journal) -> None:
        self._snapshot = snapshot
        self._matcher = SessionMatcher(snapshot.catalog)
        counted = snapshot.journal.sessions
        self._counted = {id(session): session for session in counted}
        self._known_as = {(one.id, one.date): one for one in counted if one.id}
        self._for = {one.appointment: one for one in reversed(counted) if one.appointment}
        self._by_date: dict[PartialDate, list[Session]] = {}
        for session in counted:
            self._by_date.setdefault(session.date, []).append(session)
        self._results: dict[int, list[AreaResult]] = {}
        for area in snapshot.areas:
            for treatment in area.treatments:
                found = self._results.setdefault(id(treatment.session), [])
                found.append(AreaResult(area, treatment))
        self._effects: dict[int, list[EffectAfter]] = {}
        before = SessionsBefore(counted, snapshot.today)
        logged = [one for one in snapshot.journal.checkins if one.effects]
        for checkin in sorted(logged, key=lambda one: one.date.middle):
            last = before.latest(checkin.date)
            effect = EffectAfter(checkin, days_between(last, checkin))
            for one in (last, *before.same_day(last)):
                self._effects.setdefault(id(one), []).append(effect)
        self._same: dict[int, tuple[Session, ...]] = {}
        for group in self._matcher.groups(journal.sessions):
            records = [journal.sessions[index] for index in group]
            for one in records:
                self._same[id(one)] = tuple(other for other in records if other is not one)

    @property
    def today(self) -> date:
        """The day it is about."""
        return self._snapshot.today

    def of(self, session: Session) -> FollowUp:
        """Return what followed a session of the journal."""
        same = self._same.get(id(session), ())
        counted = self._find(session)
        if counted is None:
            return FollowUp(same=same)
        return FollowUp(
            tuple(self._results.get(id(counted), ())),
            tuple(self._effects.get(id(counted), ())),
            same,
        )

    def _find(self, session: Session) -> Session | None:
        """Return a session as it counts: joined with its other records, if it has some."""
        unchanged = self._counted.get(id(session))
        known = unchanged or self._known_as.get((session.id or "", session.date))
        if known is not None:
            return known
        near = self._by_date.get(session.date, ())
        return next((one for one in near if self._matcher.match(one, session) is Match.SAME), None)

    def lines(self, records: Sequence[Record]) -> Iterator[tuple[str, ...]]:
        """Yield the sentences for each record; of an appointment, whether it was kept.

        There are none for check-ins, answers and stops. What followed a session stands with the
        first of its records; the others name that one.
        """
        shown, done = {id(record) for record in records}, set[int]()
        for record in records:
            done.add(id(record))
            if isinstance(record, Appointment):
                yield (self._kept(record),)
                continue
            if not isinstance(record, Session):
                yield ()
                continue
            found = self.of(record)
            told = next((one for one in found.same if id(one) in done), None)
            if told is not None:
                yield (_same_as(told),)
            elif any(id(one) in shown for one in found.same):
                yield tuple(self._sentences(found))
            else:
                yield (*self._sentences(found), *map(_same_as, found.same[:1]))

    def _kept(self, booked: Appointment) -> str:
        """Return when an appointment was kept, that it is open, or that no session is recorded."""
        named = self._for.get(booked.id or "")
        near = [*([named] if named else []), *self._by_date.get(booked.date, ())]
        session = appointments.keeping(booked, near, self._snapshot.catalog)
        if session is not None:
            return f"kept: session of {say_date(session.date, self.today)}"
        return "open" if booked.date.first >= self.today else "no session recorded"

    def _sentences(self, found: FollowUp) -> Iterator[str]:
        """Yield what became of the areas, those that share a result together; then side effects."""
        areas: dict[tuple[bool, str], list[str]] = {}
        for area, treatment in found.results:
            ended = treatment.lasted.end_seen or treatment.no_effect is not None
            is_over = treatment is not area.last or ended
            text = fate(treatment) if is_over else state(area, self.today)
            if absent := [say_date(when, self.today) for when in no_effect_seen(treatment)]:
                text += f", no effect seen {join_words(absent)}"
            names = areas.setdefault((is_over, text), [])
            names.append(inert(area.name).replace(", ", " "))
        for (is_over, text), names in areas.items():
            about = [join_words(names)] if len(areas) > 1 else []
            lead = ", ".join([*about, *([] if is_over else ["now"])])
            yield f"{lead}: {text}" if lead else text
        days: dict[str, list[int | None]] = {}
        for checkin, after in found.effects:
            for effect in checkin.effects:
                name = effect_name(effect, self._snapshot.catalog)
                days.setdefault(name, []).append(after)
        effects = [f"{name} ({_after(when)})" for name, when in days.items()]
        if effects:
            yield f"side effect{'s' * (len(effects) > 1)}: {', '.join(effects)}"


def _same_as(session: Session) -> str:
    known_as = inert(session.id) if session.id else "another record of this day"
    return f"the same session as {known_as}"


def _after(days: Sequence[int | None]) -> str:
    """Return when a side effect was recorded: "7 days after", "3 check-ins, 7 to 60 days after"."""
    known = sorted({number for number in days if number is not None})
    count = f"{plural(len(days), 'check-in')} after"
    if not known or len(known) < len(set(days)):
        return count if len(days) > 1 else "after it"
    if known == [0]:
        return "on the day"
    if len(known) == 1:
        return f"{plural(known[0], 'day')} after"
    if len(known) <= _DAYS_NAMED:
        return f"{join_words([str(number) for number in known])} days after"
    return f"{plural(len(days), 'check-in')}, {known[0]} to {known[-1]} days after"
