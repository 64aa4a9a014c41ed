"""A journal's records gathered by area: which sessions each had, and what was seen of each.

Left and right share a lane until their stories differ. Hand-written words for an area are
recognised, a look is given to the session it was at, and what looks say becomes bounds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, overload

from botoxlog.catalog import Catalog
from botoxlog.core.model import CheckIn, Dose, Journal, Session, State
from botoxlog.core.partial_dates import LONGEST_MONTH, PartialDate
from botoxlog.forecast.survival import DurationBounds

SeenState = tuple[PartialDate, State]


class Treatment(NamedTuple):
    """One session as it concerns one area.

    Attributes:
        units: In the product's own units, both sides together; None if unknown.
        sides: Units for each side where they are known apart: ``{"left": 25, "right": 25}``.
        lasted: What is known of how long it lasted; bounds in days from the injection.
        retreated: When the next session of this area was; None for the running one.
        seen: Every look at it, in order of date.
    """

    session: Session
    date: PartialDate
    units: float | None
    sides: Mapping[str, float]
    lasted: DurationBounds
    retreated: PartialDate | None
    seen: tuple[SeenState, ...]
    touch_ups: tuple[Session, ...]


class AreaHistory(NamedTuple):
    """One area and its records, in order of date.

    Attributes:
        area: The area id, with its side where left and right have gone different ways.
        base: What the names in the journal that mean this area come to.
        side: "left", "right", or None for both together.
        sessions: Those that count.
        touch_ups: Those that correct another.
    """

    area: str
    base: str
    side: str | None
    sessions: Sequence[Session]
    touch_ups: Sequence[Session]
    looks: Sequence[SeenState]


def area_histories(journal: Journal, names: "AreaNames", today: date) -> list[AreaHistory]:
    """Return a lane for each area, in the order in which they were first treated."""
    areas: dict[str, _Gathered] = {}

    def day(record: Session | CheckIn) -> date:
        first, last = record.date
        return first if first is last else record.date.not_after(today).middle

    sessions = sorted(journal.sessions, key=day)
    main_ids = {session.id for session in sessions if session.id and not session.touch_up_of}
    for session in sessions:
        corrects = session.touch_up_of in main_ids
        for dose in session.doses:
            base, side = names.of(dose.area)
            area = areas.get(base)
            if area is None:
                area = areas[base] = _Gathered()
            area.add(session, side, corrects=corrects)
    for checkin in sorted(journal.checkins, key=day):
        for seen in checkin.states:
            base, side = names.of(seen.area)
            if base in areas:
                areas[base].look((checkin.date, seen.state), side)
    return [lane for base, area in areas.items() for lane in area.lanes(base, names)]


class _Gathered:
    """The records of an area, both sides of it; `has_sides` once one was named."""

    def __init__(self) -> None:
        self.sessions: list[Session] = []
        self.touch_ups: list[Session] = []
        self.looks: list[tuple[SeenState, str | None]] = []
        self.has_sides = False

    def add(self, session: Session, side: str | None, *, corrects: bool) -> None:
        """Add a session once, however many of its doses are in this area."""
        kept = self.touch_ups if corrects else self.sessions
        if not kept or kept[-1] is not session:
            kept.append(session)
        self.has_sides |= side is not None

    def look(self, look: SeenState, side: str | None) -> None:
        self.looks.append((look, side))
        self.has_sides |= side is not None

    def lanes(self, base: str, names: "AreaNames") -> Iterator[AreaHistory]:
        """Yield one lane, or one for each side where their stories differ."""
        looks = [look for look, _ in self.looks]
        if self.has_sides:
            left, right = (self._one_side(base, side, names) for side in ("left", "right"))
            if (left.sessions, left.looks) != (right.sessions, right.looks):
                yield from (lane for lane in (left, right) if lane.sessions or lane.touch_ups)
                return
            looks = list(left.looks)  # a look at each side is one look at both
        yield AreaHistory(names.spelling[base], base, None, self.sessions, self.touch_ups, looks)

    def _one_side(self, base: str, side: str, names: "AreaNames") -> AreaHistory:
        meant = {(base, None), (base, side)}

        def on_it(sessions: Sequence[Session]) -> list[Session]:
            return [
                session
                for session in sessions
                if any(names.of(dose.area) in meant for dose in session.doses)
            ]

        looks = [look for look, seen in self.looks if seen in {None, side}]
        area = f"{base}-{side}"
        return AreaHistory(area, base, side, on_it(self.sessions), on_it(self.touch_ups), looks)


class AreaNames:
    """Which area a name in the journal means: hand-written words are recognised too.

    Attributes:
        spelling: How an area is written, by what its names come to.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.spelling: dict[str, str] = {}
        self._known: dict[str, tuple[str, str | None]] = {}

    def of(self, written: str) -> tuple[str, str | None]:
        """Return what a name comes to, and the side it names."""
        known = self._known.get(written)
        if known is None:
            base, side = self.catalog.split_side(self.catalog.area_id(written))
            key = " ".join(base.casefold().split())
            self.spelling.setdefault(key, base)
            known = self._known[written] = key, side
        return known


class Treatments(Sequence[Treatment]):
    """The sessions of a lane as they concern it, each worked out when it is first asked for.

    Most starts ask for the latest of a lifetime alone.
    """

    def __init__(self, lane: AreaHistory, names: AreaNames, today: date) -> None:
        self._lane, self._names, self._today = lane, names, today
        self._sessions = lane.sessions or lane.touch_ups[:1]
        self._known: dict[int, Treatment] = {}
        self._amounts: dict[tuple[Dose, ...], _Amount] = {}  # most sessions repeat another's doses

    def __len__(self) -> int:
        return len(self._sessions)

    @overload
    def __getitem__(self, place: int) -> Treatment: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Treatment, ...]: ...
    def __getitem__(self, place: int | slice) -> Treatment | tuple[Treatment, ...]:
        places = range(len(self._sessions))[place]
        return self._at(places) if isinstance(places, int) else tuple(map(self._at, places))

    def _at(self, place: int) -> Treatment:
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._worked_out(place)
        return known

    def _worked_out(self, place: int) -> Treatment:
        session, start = self._sessions[place], self._start(place)
        amount = self._amounts.get(session.doses)
        if amount is None:
            amount = self._amounts[session.doses] = _units(session, self._lane, self._names)
        looks = self._seen[place] if self._lane.looks else ()
        retreated = self._start(place + 1) if place + 1 < len(self._sessions) else None
        return Treatment(
            session,
            start,
            *amount,
            _lasted(start, looks, retreated) if looks else _UNSEEN,
            retreated,
            tuple(looks),
            self._corrections.get(session.id, ()),
        )

    def _start(self, place: int) -> PartialDate:
        return self._sessions[place].date.not_after(self._today)

    @cached_property
    def _seen(self) -> Sequence[Sequence[SeenState]]:
        return _shared_out(self._lane.looks, [self._start(place) for place in range(len(self))])

    @cached_property
    def _corrections(self) -> Mapping[str | None, tuple[Session, ...]]:
        corrections: dict[str | None, tuple[Session, ...]] = {}
        for touch_up in self._lane.touch_ups:
            of = touch_up.touch_up_of
            corrections[of] = (*corrections.get(of, ()), touch_up)
        return corrections


_UNSEEN = DurationBounds()


def _shared_out(
    looks: Sequence[SeenState], starts: Sequence[PartialDate]
) -> list[Sequence[SeenState]]:
    """Give each look to the session it was at.

    A look on the day of a session, or in its month where no more is known, was at the result
    before it, which is why the person went, unless it says that something is only beginning. So
    is what had gone in the month of a session: nothing goes within days of an injection.
    """
    over = list(accumulate((start.last for start in starts), max))
    begun = list(accumulate((start.first for start in reversed(starts)), min))[::-1]
    seen: list[list[SeenState]] = [[] for _ in starts]
    for look in looks:
        day = look[0].middle
        if look[1] is State.GONE and _is_month(look[0]):
            day = look[0].first
        if look[1] in {State.NONE, State.KICKING_IN}:
            place = bisect_right(begun, day) - 1
        else:
            place = max(bisect_left(over, day) - 1, 0)
        if place > 0 or look[0].middle >= begun[0]:
            seen[place].append(look)
    return [*seen]


_Amount = tuple[float | None, Mapping[str, float]]


def _units(session: Session, lane: AreaHistory, names: AreaNames) -> _Amount:
    """Return the units of one lane, both sides together, and each side where they are known."""
    parts: list[float | None] = []
    sides: dict[str, float] = {}
    for dose in session.doses:
        base, side = names.of(dose.area)
        if base != lane.base or (lane.side is not None and side not in {None, lane.side}):
            continue
        # Units for both sides together do not say what this side had.
        parts.append(None if lane.side is not None and side is None else dose.units)
        if side is not None and dose.units is not None:
            sides[side] = dose.units
    known = [units for units in parts if units is not None]
    return (sum(known) if known and len(known) == len(parts) else None), sides


def _is_month(when: PartialDate) -> bool:
    return when.knows_month and not when.is_day


def _days(start: PartialDate, when: PartialDate) -> tuple[float, float]:
    """Return how many days later it was, at least and at most."""
    return float((when.first - start.last).days), float((when.last - start.first).days)


def _cut(month: tuple[float, float], until: float) -> tuple[float, float]:
    """Return the days of a month that ends early: what is remembered stays as wide as a month."""
    at_least, at_most = month
    return month if at_most <= until else (min(at_least, until - LONGEST_MONTH), until)


def _lasted(
    start: PartialDate, seen: Sequence[SeenState], retreated: PartialDate | None
) -> DurationBounds:
    """Turn looks into bounds; a partial date, of the session or the look, widens them.

    Whoever names a month for "gone" remembers when it went, where a day is the day of a look: with
    no look before, it went in that month. It had gone before the next session, in any case.
    """
    working: float | None = None
    gone: float | None = None
    fading: float | None = None
    went: float | None = None
    worked = False
    for when, state in seen:
        at_least, at_most = _days(start, when)
        if state in {State.KICKING_IN, State.FULL, State.FADING}:
            worked = True
            working = max(working or 0.0, at_least)
            gone = went = None  # seen at work after all
            fading = (fading or at_most) if state is State.FADING else None
        elif state is State.GONE or (state is State.NONE and worked):
            if retreated is not None and _is_month(when):
                at_least, at_most = _cut((at_least, at_most), _days(start, retreated)[1])
            gone = min(gone, at_most) if gone is not None else at_most
            if state is State.GONE and _is_month(when):
                went = min(went, at_least) if went is not None else at_least
    if working is None and went is not None and gone is not None and went < gone:
        working = went
    if gone is not None and gone <= 0:
        gone = None  # "gone" on the day of the very first session says nothing about it
    if working is not None and working <= 0:
        working = None
    if gone is not None and working is not None and working >= gone:
        working = max(gone - 1, 0.0) or None  # two looks on one day: it went in between
    return DurationBounds(working, gone, fading)
