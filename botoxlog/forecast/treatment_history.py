"""Group a journal's records by area: its sessions, and the check-ins on each.

Left and right are one area until their records differ. Hand-written area names are recognised, each
check-in is assigned to the session it describes, and its states become bounds on the duration.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeAlias, overload

from botoxlog.catalog import Catalog
from botoxlog.catalog.lookup import may_be_same_side
from botoxlog.core.model import CheckIn, Dose, Journal, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.survival import NOTHING_SEEN, DurationBounds

SeenState = tuple[PartialDate, State]

WORKING = frozenset({State.KICKING_IN, State.FULL, State.PARTIAL, State.FADING})
"""The states of a check-in that saw a result."""

LongestResult = Callable[[Session, float | None], float]
"""Returns the most days that a result may have lasted, from its session and its units."""

FullDays = Callable[[Session, float | None], int]
"""Returns the days from which a result counts as full, from its session and its units."""


class Treatment(NamedTuple):
    """One session as it concerns one area.

    Attributes:
        date: The part of the session's date that is not in the future. For calculations: what is
            said or written is the date of `session` itself.
        units: In the product's own units, both sides together; None if unknown.
        sides: Units for each side where they are known apart: ``{"left": 25, "right": 25}``.
        lasted: The bounds of its duration, in days from the injection.
        treated_again_on: The `date` of the next session of this area; None for the current one.
        treated_again: That next session; None for the current one.
        seen: Every check-in on it, in order of date.
        touch_ups: The sessions that correct it.
        doubted: Check-ins that saw a result so late that it can hardly be this one: a session in
            between is probably not recorded. They say nothing about how long it lasted.
        last_working: The date of the latest check-in that saw it working; None if none did.
        narrowed: The part of `date` that is not after a check-in on it; None if that is all of it.
    """

    session: Session
    date: PartialDate
    units: float | None
    sides: Mapping[str, float]
    lasted: DurationBounds
    treated_again_on: PartialDate | None
    treated_again: Session | None
    seen: tuple[SeenState, ...]
    touch_ups: tuple[Session, ...]
    doubted: tuple[SeenState, ...] = ()
    last_working: PartialDate | None = None
    narrowed: PartialDate | None = None

    @property
    def start(self) -> PartialDate:
        """The days on which it may have begun, going by its check-ins too: for durations."""
        return self.narrowed or self.date

    @property
    def failures(self) -> tuple[PartialDate, ...]:
        """The date of every check-in that found no effect, whatever others found."""
        return tuple(when for when, state in self.seen if state is State.NO_EFFECT)

    @property
    def no_effect(self) -> PartialDate | None:
        """When it was last seen to have had no effect; None if it ever worked or was gone later.

        "Nothing yet" after it changes nothing.
        """
        judged = [look for look in self.seen if look[1] is not State.NONE]
        if not judged or any(state in WORKING for _, state in judged):
            return None
        when, state = judged[-1]
        return when if state is State.NO_EFFECT else None


class AreaHistory(NamedTuple):
    """One area and its records, in order of date.

    Attributes:
        area: The area id; with its side where the records of left and right differ.
        base: The key that all names of this area in the journal resolve to.
        side: "left", "right", or None for both together.
        sessions: Its sessions, without touch-ups.
        touch_ups: Its sessions that correct another.
        checkins: The dates and states of its check-ins.
    """

    area: str
    base: str
    side: str | None
    sessions: Sequence[Session]
    touch_ups: Sequence[Session]
    checkins: Sequence[SeenState]


def area_histories(journal: Journal, names: "AreaNames", today: date) -> list[AreaHistory]:
    """Return the history of each area, in the order in which they were first treated."""
    areas: dict[str, _BothSides] = {}

    def day(record: Session | CheckIn) -> tuple[date, date, date]:
        first, last = record.date
        middle = first if first is last else record.date.not_after(today).middle
        return middle, first, last

    sessions = sorted(journal.sessions, key=day)
    main_ids = {session.id for session in sessions if session.id and not session.touch_up_of}
    for session in sessions:
        corrects = session.touch_up_of in main_ids
        for dose in session.doses:
            base, side = names.resolve(dose.area)
            area = areas.get(base)
            if area is None:
                area = areas[base] = _BothSides()
            area.add_session(session, side, corrects=corrects)
    for checkin in sorted(journal.checkins, key=day):
        for seen in checkin.states:
            base, side = names.resolve(seen.area)
            if base in areas:
                areas[base].add_checkin((checkin.date, seen.state), side)
    return [history for base, area in areas.items() for history in area.histories(base, names)]


class _BothSides:
    """The records of an area, both sides of it; `has_sides` once one was named."""

    def __init__(self) -> None:
        self.sessions: list[Session] = []
        self.touch_ups: list[Session] = []
        self.checkins: list[tuple[SeenState, str | None]] = []
        self.has_sides = False

    def add_session(self, session: Session, side: str | None, *, corrects: bool) -> None:
        """Add a session once, however many of its doses are in this area."""
        sessions = self.touch_ups if corrects else self.sessions
        if not sessions or sessions[-1] is not session:
            sessions.append(session)
        self.has_sides |= side is not None

    def add_checkin(self, checkin: SeenState, side: str | None) -> None:
        self.checkins.append((checkin, side))
        self.has_sides |= side is not None

    def histories(self, base: str, names: "AreaNames") -> Iterator[AreaHistory]:
        """Yield one history, or one for each side where their records differ."""
        checkins = [checkin for checkin, _ in self.checkins]
        if self.has_sides:
            left, right = (self._one_side(base, side, names) for side in ("left", "right"))
            if (left.sessions, left.checkins) != (right.sessions, right.checkins):
                yield from (one for one in (left, right) if one.sessions or one.touch_ups)
                return
            checkins = list(left.checkins)  # the same check-in on each side counts once
        area = names.spelling[base]
        yield AreaHistory(area, base, None, self.sessions, self.touch_ups, checkins)

    def _one_side(self, base: str, side: str, names: "AreaNames") -> AreaHistory:
        def on_it(sessions: Sequence[Session]) -> list[Session]:
            return [
                session
                for session in sessions
                if any(given in {None, side} for _, given in names.given(session, base))
            ]

        checkins = [checkin for checkin, seen in self.checkins if seen in {None, side}]
        area = f"{base}-{side}"
        return AreaHistory(area, base, side, on_it(self.sessions), on_it(self.touch_ups), checkins)


_Given: TypeAlias = tuple[Dose, str | None]


class AreaNames:
    """Resolve the area names of a journal, hand-written ones included, each once.

    Attributes:
        spelling: How to write an area, by the key that its names resolve to.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.spelling: dict[str, str] = {}
        self._known: dict[str, tuple[str, str | None]] = {}
        self._given: dict[int, tuple[Session, dict[str, list[_Given]]]] = {}

    def given(self, session: Session, base: str) -> tuple["_Given", ...]:
        """Return the doses of an area, or of either side of it, in a session, each with its side.

        The doses of a session are filed once, not searched again for each of its areas.
        """
        filed = self._given.get(id(session))
        if filed is None:
            by_base: dict[str, list[_Given]] = {}
            for dose in session.doses:
                key, side = self.resolve(dose.area)
                by_base.setdefault(key, []).append((dose, side))
            filed = self._given[id(session)] = session, by_base  # kept, so the id stays its own
        return tuple(filed[1].get(base, ()))

    def resolve(self, written: str) -> tuple[str, str | None]:
        """Return the key of the area that a name means, and the side that it names."""
        known = self._known.get(written)
        if known is None:
            base, side = self.catalog.split_side(self.catalog.area_id(written))
            key = " ".join(base.casefold().split())
            self.spelling.setdefault(key, base)
            known = self._known[written] = key, side
        return known


class AreaSet:
    """Areas that others may overlap, as `Catalog.overlap` says of two; each is looked up once."""

    def __init__(self, areas: Iterable[str], catalog: Catalog) -> None:
        """Take the ids of areas, with or without their sides."""
        self._split = catalog.split_side
        self._sides: dict[str, set[str | None]] = {}
        for base, side in map(self._split, areas):
            self._sides.setdefault(base.casefold(), set()).add(side)

    def __contains__(self, area: str) -> bool:
        """Whether an area overlaps any of them."""
        base, side = self._split(area)
        sides = self._sides.get(base.casefold(), ())
        return any(may_be_same_side(side, one) for one in sides)


class Treatments(Sequence[Treatment]):
    """The sessions of an area as `Treatment`s, each computed when it is first read.

    Most commands need only the latest few of a lifetime, or those with a check-in. What needs no
    more than the sessions and their dates reads these.

    Attributes:
        sessions: The sessions, in order of date.
    """

    def __init__(
        self,
        history: AreaHistory,
        names: AreaNames,
        today: date,
        longest: LongestResult = lambda _session, _units: math.inf,
        full_days: FullDays = lambda _session, _units: 0,
    ) -> None:
        self._history, self._names, self._today = history, names, today
        self._longest, self._full_days = longest, full_days
        self.sessions = history.sessions or history.touch_ups[:1]
        self._known: dict[int, Treatment] = {}
        # Most sessions repeat another's doses.
        self._amounts: dict[tuple[_Given, ...], _Amount] = {}

    def __len__(self) -> int:
        return len(self.sessions)

    @overload
    def __getitem__(self, index: int) -> Treatment: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Treatment, ...]: ...
    def __getitem__(self, index: int | slice) -> Treatment | tuple[Treatment, ...]:
        indexes = range(len(self.sessions))[index]
        return self._at(indexes) if isinstance(indexes, int) else tuple(map(self._at, indexes))

    def __iter__(self) -> Iterator[Treatment]:
        """Yield each, oldest first."""
        return map(self._at, range(len(self)))

    @cached_property
    def dates(self) -> Sequence[PartialDate]:
        """The `date` of each, in the order of their middles."""
        return [session.date.not_after(self._today) for session in self.sessions]

    @cached_property
    def observed(self) -> Sequence[Treatment]:
        """Those with a check-in: what was seen of a result is in one of them."""
        if not self._history.checkins:
            return ()
        return [self._at(index) for index, seen in enumerate(self._assigned) if seen]

    @property
    def touched_up(self) -> Iterator[Treatment]:
        """Those that a touch-up corrects."""
        corrected = self._corrections
        for index, session in enumerate(self.sessions):
            if session.id in corrected:
                yield self._at(index)

    def ending_from(self, day: date) -> Iterator[int]:
        """Yield the index of each session that may have been on a day or later."""
        return (index for index, when in enumerate(self.dates) if when.last >= day)

    def latest_up_to(self, day: date) -> Session | None:
        """Return the latest session that may have been up to a day, None if none may."""
        index = bisect_right(self._begun, day) - 1
        return self.sessions[index] if index >= 0 else None

    def running_from(self, day: date) -> Iterator[Treatment]:
        """Yield those that a picture from a day on may show, oldest first.

        They are all but those without a check-in whose next session was before that day.
        """
        begin = max(bisect_left(self.dates, day, key=lambda when: when.middle) - 1, 0)
        if self._history.checkins:
            yield from (self._at(index) for index in range(begin) if self._assigned[index])
        yield from map(self._at, range(begin, len(self)))

    def _at(self, index: int) -> Treatment:
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._treatment(index)
        return known

    def _treatment(self, index: int) -> Treatment:
        session = self.sessions[index]
        given = self._names.given(session, self._history.base)
        amount = self._amounts.get(given)
        if amount is None:
            amount = self._amounts[given] = _units(given, self._history.side)
        is_last = index + 1 == len(self.sessions)
        treated_again_on = None if is_last else self._start(index + 1)
        again = None if is_last else self.sessions[index + 1]
        touch_ups = self._corrections.get(session.id, ())
        if not (checkins := self._checkins(index)):  # as most are, in a journal of a lifetime
            start = self._start(index)
            return Treatment(
                session, start, *amount, NOTHING_SEEN, treated_again_on, again, (), touch_ups
            )
        start = self._narrowed(index)
        seen, doubted = self._believed(session, amount[0], start, checkins)
        worked = [when for when, state in seen if state in WORKING]
        fades = any(state is State.FADING for _, state in seen)
        full = self._full_days(session, amount[0]) if fades else 0
        return Treatment(
            session,
            self._start(index),
            *amount,
            _duration_bounds(start, seen, treated_again_on, full) if seen else NOTHING_SEEN,
            treated_again_on,
            again,
            seen,
            touch_ups,
            doubted,
            max(worked, default=None),
            start if start != self._start(index) else None,
        )

    def _believed(
        self,
        session: Session,
        units: float | None,
        start: PartialDate,
        checkins: Sequence[SeenState],
    ) -> tuple[tuple[SeenState, ...], tuple[SeenState, ...]]:
        """Return the check-ins that are about a session, and those too late to be about it.

        That nothing is left is true however late it is seen.
        """
        has_worked = any(state in WORKING for _, state in checkins)
        late = [
            (when, state)
            for when, state in checkins
            if (state in WORKING or not (has_worked or state is State.GONE))
            and _days(start, when)[0] > MIN_DOUBTED_DAYS
        ]
        if not late:
            return tuple(checkins), ()
        longest = max(self._longest(session, units), MIN_DOUBTED_DAYS)
        doubted = tuple(seen for seen in late if _days(start, seen[0])[0] > longest)
        too_late = set(doubted)
        return tuple(seen for seen in checkins if seen not in too_late), doubted

    def _checkins(self, index: int) -> Sequence[SeenState]:
        return self._assigned[index] if self._history.checkins else ()

    def _start(self, index: int) -> PartialDate:
        return self.dates[index]

    def _narrowed(self, index: int) -> PartialDate:
        """Return a session's date without the days after a check-in on it."""
        start = self._start(index)
        if start.is_day:
            return start
        until = [when.last for when, _ in self._checkins(index) if when.last >= start.first]
        return PartialDate(start.first, min([start.last, *until]))

    @cached_property
    def _assigned(self) -> Sequence[Sequence[SeenState]]:
        return _assign(self._history.checkins, self.dates, self._begun)

    @cached_property
    def _begun(self) -> Sequence[date]:
        """The earliest day of each session and those after it."""
        firsts = (when.first for when in reversed(self.dates))
        return list(accumulate(firsts, min))[::-1]

    @cached_property
    def _corrections(self) -> Mapping[str | None, tuple[Session, ...]]:
        corrections: dict[str | None, list[Session]] = {}
        for touch_up in self._history.touch_ups:
            corrections.setdefault(touch_up.touch_up_of, []).append(touch_up)
        return {of: tuple(touch_ups) for of, touch_ups in corrections.items()}


MIN_DOUBTED_DAYS = 730
"""Days after a session up to which every check-in is about it. Our choice."""


def _assign(
    checkins: Sequence[SeenState], starts: Sequence[PartialDate], begun: Sequence[date]
) -> list[Sequence[SeenState]]:
    """Assign each check-in to the session it describes, and return those of each session.

    A check-in on the day of a session (or in its month, if only that is known) describes the
    previous result, unless its state is one that only follows a new injection. The same goes for
    "gone" in a month, or between two days, that began before a session: no result wears off within
    days. A session of which less is known (a year) is taken to be in its middle, and before the
    next one, so that it takes no check-in from a later session.

    Args:
        checkins: The check-ins, in order of date.
        starts: The date of each session.
        begun: The earliest day of each session and those after it.
    """
    known_by = [start.last if start.is_narrow else start.middle for start in starts]
    over = list(accumulate(reversed(known_by), min))[::-1]
    assigned: list[list[SeenState]] = [[] for _ in starts]
    for when, state in checkins:
        day = when.first if state is State.GONE and _is_remembered(when) else when.middle
        if state in {State.NONE, State.KICKING_IN}:
            index = bisect_right(begun, day) - 1
        else:
            index = max(bisect_left(over, day) - 1, 0)
        if index > 0 or when.middle >= begun[0]:
            assigned[index].append((when, state))
    return [*assigned]


_Amount = tuple[float | None, Mapping[str, float]]


def _units(given: Sequence[_Given], own: str | None) -> _Amount:
    """Return an area's units, both sides together, and those of each side where they are known.

    Args:
        given: The doses of the area or of either side of it.
        own: The side of it that the history is of, None if of both.
    """
    parts: list[float | None] = []
    sides: dict[str, float] = {}
    for dose, side in given:
        if own is not None and side not in {None, own}:
            continue
        # Units given for both sides together say nothing about one side.
        parts.append(None if own is not None and side is None else dose.units)
        if side is not None and dose.units is not None:
            sides[side] = dose.units
    known = [units for units in parts if units is not None]
    return (sum(known) if known and len(known) == len(parts) else None), sides


def _is_remembered(when: PartialDate) -> bool:
    """Whether a date is one that people remember something by: a month, or two narrow days."""
    return when.is_narrow and not when.is_day


def _days(start: PartialDate, when: PartialDate) -> tuple[float, float]:
    """Return the least and the most days between two dates."""
    return float((when.first - start.last).days), float((when.last - start.first).days)


def _ending_by(days: tuple[float, float], when: PartialDate, until: float) -> tuple[float, float]:
    """Return the days to a date moved to end by `until`, still as wide as the date."""
    at_least, at_most = days
    width = (when.last - when.first).days + 1
    return days if at_most <= until else (min(at_least, until - width), until)


def _faded_by(before: float | None, state: State, at_most: float, full: int) -> float | None:
    """Return the day by which a result was fading; "partial" says nothing about it.

    Nor does "fading" before it can have been full: that is not the later part of a result.
    """
    if state is State.PARTIAL:
        return before
    return (before or at_most) if state is State.FADING and at_most >= full else None


def _duration_bounds(
    start: PartialDate,
    checkins: Sequence[SeenState],
    treated_again_on: PartialDate | None,
    full: int,
) -> DurationBounds:
    """Return the bounds that check-ins put on a duration; partial dates widen them.

    "Gone" on a day means gone by then, and so does no effect once it was seen working. "Gone" in a
    month, or between two days as near, is taken as remembered: without an earlier check-in the
    result wore off within that time, and before the next session in any case.
    """
    working: float | None = None
    gone: float | None = None
    fading: float | None = None
    gone_from: float | None = None
    has_worked = False
    for when, state in checkins:
        at_least, at_most = _days(start, when)
        if state in WORKING:
            has_worked = True
            working = max(working or 0.0, at_least)
            gone = gone_from = None  # an earlier "gone" was mistaken
            fading = _faded_by(fading, state, at_most, full)
        elif state is State.GONE or has_worked:
            if treated_again_on is not None and _is_remembered(when):
                at_least, at_most = _ending_by(
                    (at_least, at_most), when, _days(start, treated_again_on)[1]
                )
            gone = min(gone, at_most) if gone is not None else at_most
            if state is State.GONE and _is_remembered(when):
                gone_from = min(gone_from, at_least) if gone_from is not None else at_least
        elif state is State.NO_EFFECT:
            gone = gone_from = None  # there was nothing to wear off
    if working is None and gone_from is not None and gone is not None and gone_from < gone:
        working = gone_from
    return _in_order(working, gone, fading)


def _in_order(working: float | None, gone: float | None, fading: float | None) -> DurationBounds:
    """Return bounds of which the lower is below the upper; those before the session say nothing."""
    if gone is not None and gone <= 0:
        gone = None  # "gone" on the day of the very first session says nothing about it
    if working is not None and working <= 0:
        working = None
    if gone is not None and working is not None and working >= gone:
        working = max(gone - 1, 0.0) or None  # two check-ins on one day: it ended in between
    return DurationBounds(working, gone, fading)
