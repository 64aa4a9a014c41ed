"""The one record that every surface reads: what each area is doing, and what is due.

`build_outlook` is a pure function of the journal, the reference data and today. Whatever is shown,
as a picture, a sentence or JSON, is read from its result and never worked out again.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from botoxlog.dates import PartialDate, add_days
from botoxlog.fade import Lasted, Looks
from botoxlog.forecast import Earlier, Forecast, Given, Own, doses_differ, forecast, study
from botoxlog.learning import REMEMBERED, Hint
from botoxlog.model import Journal, Person, Problem, Session, State
from botoxlog.reference import UNKNOWN_FAMILY, Figure, Known, Product, Reference
from botoxlog.trend import TOLD, Trend

if TYPE_CHECKING:
    from botoxlog.topics import Raised

FULL_AFTER_DAYS = 14
"""From here on a result counts as full: the two-week look at which clinics judge it. Our choice,
in line with subjects' own peak at week 2 (Schlessinger 2021)."""

ONSET_DAYS, PEAK_DAYS = 2, 30
"""Where a product has no figure of its own: Botox Cosmetic's (Beer 2011, Carruthers 2003)."""

REVIEW_DAYS, REVIEW_UNTIL_DAYS = 14, 28
LOOKED_RECENTLY_DAYS = 10
SOON_DAYS = 7
WEEKS_AHEAD = 2
"""How far ahead one books where the journal does not say. Our choice."""

DORMANT_DAYS = 180
"""So long after a result has faded nothing more is due: the person has moved on. Our choice."""

MISSING_DAYS = 42
"""So long after a session a missing lot number is still asked for. Our choice."""

OTHER_INTERVAL = 1.5
"""Intervals that differ by this ratio are no longer the same. Our choice."""

Look = tuple[PartialDate, State]


class Phase(StrEnum):
    """What a treated area is doing."""

    NOT_YET = "not-yet"
    KICKING_IN = "kicking-in"
    FULL = "full"
    FADING = "fading"
    GONE = "gone"


class DueKind(StrEnum):
    """What can be due, the names promised in the JSON."""

    CHECKIN = "checkin"
    REVIEW = "review"
    FADING = "fading"
    BOOK = "book"
    OVERDUE = "overdue"
    MISSING = "missing"


class Urgency(StrEnum):
    """How soon something is due, most urgent first."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


URGENCIES = tuple(Urgency)


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
    lasted: Lasted
    retreated: PartialDate | None
    seen: tuple[Look, ...]
    touch_ups: tuple[Session, ...]


class AreaOutlook(NamedTuple):
    """One lane: an area, its sessions, and what is expected of the running one.

    Attributes:
        area: The area id, with its side where left and right have gone different ways.
        name: What people call it.
        forecast: None where nothing honest can be said; `no_forecast` then says why.
        kicks_in: When the effect begins, None where the day of the session is not known.
        peak: When it is strongest, likewise.
        earliest_retreat: The product's labelled interval after the last session, if it has one.
        retreat_figure: Where that interval comes from.
        last_seen: The last look at the running session.
        no_effect: Whether that look found no effect at all.
        trend: How the earlier results have been going, None where they have not.
        changes: What else was not the same over those sessions, in words such as "the dose".
    """

    area: str
    name: str
    treatments: tuple[Treatment, ...]
    phase: Phase | None
    forecast: Forecast | None
    no_forecast: str | None
    kicks_in: date | None
    peak: date | None
    earliest_retreat: date | None
    retreat_figure: Figure | None
    last_seen: Look | None
    no_effect: bool
    trend: Trend | None = None
    changes: tuple[str, ...] = ()

    @property
    def last(self) -> Treatment:
        """The running session."""
        return self.treatments[-1]


class Due(NamedTuple):
    """One thing that is due for one area.

    Attributes:
        begins: From when on.
        until: Up to when it can wait, None where it has no end.
    """

    id: str
    kind: DueKind
    area: AreaOutlook
    begins: date
    until: date | None
    urgency: Urgency


@dataclass(frozen=True)  # not slotted: what is worth raising is worked out when first asked for
class Outlook:
    """Everything there is to show on one day.

    Attributes:
        areas: Most urgent first: fading and gone before working, soonest first.
        due: Everything that is due now or later, most urgent first; surfaces cut it to a period.
        journal: What it was worked out from.
        reference: The figures it was worked out with.
    """

    today: date
    areas: tuple[AreaOutlook, ...]
    due: tuple[Due, ...]
    journal: Journal
    reference: Reference

    @property
    def person(self) -> Person:
        """Whose it is."""
        return self.journal.person

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What in the journal makes no sense."""
        return self.journal.problems

    @cached_property
    def raised(self) -> "tuple[Raised, ...]":
        """Every open question, most useful first; nobody else pays for the rules."""
        from botoxlog.topics import open_topics

        return open_topics(self.journal, self.reference, self.areas, self.today)


def build_outlook(journal: Journal, reference: Reference, today: date) -> Outlook:
    """Work out what every area is doing and what is due on `today`."""
    keys = _AreaKeys(reference)
    stories = [_story(lane, keys, today) for lane in _lanes(journal, keys, today)]
    telling = [(story, hint) for story in stories if (hint := story.own.hint())]
    areas = [_area_outlook(story, telling, today) for story in stories]
    areas.sort(key=lambda area: _area_rank(area, today))
    due = [item for area in areas for item in _due(area, journal.person, today)]
    due.sort(key=lambda item: (URGENCIES.index(item.urgency), item.begins, item.area.area))
    return Outlook(today, tuple(areas), tuple(due), journal, reference)


def due_within(outlook: Outlook, days: int) -> tuple[Due, ...]:
    """Return what is due now or in the next `days` days."""
    horizon = add_days(outlook.today, days)
    return tuple(item for item in outlook.due if item.begins <= horizon)


def told_by_a_look(area: AreaOutlook, today: date) -> float:
    """Return how much a look today would tell about a running result, 0 to 1 bit.

    A look is answered by whether it has faded, so it tells most where that is as likely as not.
    """
    if area.forecast is None or area.last.lasted.is_fade or area.no_effect:
        return 0.0
    chance = area.forecast.fade.chance_by(today)
    return -sum(part * math.log2(part) for part in (chance, 1.0 - chance) if part > 0.0)


def in_area(area: AreaOutlook, wanted: str, reference: Reference) -> bool:
    """Whether a lane belongs to the area that was asked for; either side belongs to the whole."""
    return area.area.casefold() == wanted.casefold() or (
        reference.split_side(area.area)[0] == wanted
    )


# --- lanes -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Lane:
    """An area while its records are gathered."""

    area: str
    base: str
    side: str | None
    sessions: list[Session]
    touch_ups: list[Session]
    looks: list[Look]

    def add(self, session: Session, *, corrects: bool) -> None:
        """Add a session once, however many of its doses are in this lane."""
        kept = self.touch_ups if corrects else self.sessions
        if not kept or kept[-1] is not session:
            kept.append(session)


def _lanes(journal: Journal, keys: "_AreaKeys", today: date) -> Iterator[_Lane]:
    """Gather records by area; left and right share a lane until their stories differ."""
    bases: dict[str, list[_Lane]] = {}
    sessions = sorted(journal.sessions, key=lambda item: item.date.not_after(today).middle)
    main_ids = {session.id for session in sessions if session.id and not session.touch_up_of}
    for session in sessions:
        corrects = session.touch_up_of in main_ids
        for dose in session.doses:
            for lane in _sides_of(bases, *keys.of(dose.area)):
                lane.add(session, corrects=corrects)
    for checkin in sorted(journal.checkins, key=lambda item: item.date.not_after(today).middle):
        for seen in checkin.states:
            base, side = keys.of(seen.area)
            for lane in bases.get(base, []):
                if side is None or lane.side == side:
                    lane.looks.append((checkin.date, seen.state))
    for base, (left, right) in bases.items():
        if (left.sessions, left.looks) == (right.sessions, right.looks):
            yield replace(left, area=keys.spelling[base], side=None)
        else:
            yield from (lane for lane in (left, right) if lane.sessions or lane.touch_ups)


def _sides_of(bases: dict[str, list[_Lane]], base: str, side: str | None) -> list[_Lane]:
    if base not in bases:
        bases[base] = [_Lane(f"{base}-{s}", base, s, [], [], []) for s in ("left", "right")]
    return [lane for lane in bases[base] if side in {None, lane.side}]


@dataclass(slots=True)
class _AreaKeys:
    """Which area a name in the journal means: hand-written words are recognised too."""

    reference: Reference
    known: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    spelling: dict[str, str] = field(default_factory=dict)

    def of(self, written: str) -> tuple[str, str | None]:
        if written not in self.known:
            found = self.reference.find_area(written)
            area = found.id if isinstance(found, Known) else written
            base, side = self.reference.split_side(area)
            key = " ".join(base.casefold().split())
            self.spelling.setdefault(key, base)
            self.known[written] = key, side
        return self.known[written]


# --- one area --------------------------------------------------------------------------------


class _Story(NamedTuple):
    """One lane told: its sessions with their results, and what those come to."""

    lane: _Lane
    name: str
    purpose: str | None
    product: Product | None
    treatments: tuple[Treatment, ...]
    own: Own

    @property
    def last(self) -> Treatment:
        return self.treatments[-1]


def _story(lane: _Lane, keys: _AreaKeys, today: date) -> _Story:
    reference = keys.reference
    treatments = tuple(_treatments(lane, keys, today))
    last = treatments[-1]
    earlier = [
        Earlier(_given(treatment, lane, reference), treatment.lasted)
        for treatment in treatments[-1 - REMEMBERED : -1]
    ]
    return _Story(
        lane=lane,
        name=reference.area_label(lane.area),
        purpose=_purpose(last.session, lane.base, reference),
        product=product_of(last.session, reference),
        treatments=treatments,
        own=study(_given(last, lane, reference), earlier),
    )


def _given(treatment: Treatment, lane: _Lane, reference: Reference) -> Given:
    session = treatment.session
    product = product_of(session, reference)
    family = product.family if product else UNKNOWN_FAMILY
    return Given(family, treatment.units, reference.prior(family, lane.base, session.purpose))


def _purpose(session: Session, area: str, reference: Reference) -> str | None:
    """Return what a session was for: what it says, else what its area is usually treated for."""
    known = reference.areas.get(area)
    return session.purpose or (known.purpose if known else None)


def _area_outlook(
    story: _Story, telling: Sequence[tuple[_Story, Hint]], today: date
) -> AreaOutlook:
    """Return what a lane is doing; `telling` are the lanes that say something of the person."""
    last, product = story.last, story.product
    looks = last.seen
    no_effect = bool(looks) and looks[-1][1] is State.NO_EFFECT
    result: Forecast | str
    if no_effect:
        result = f"No effect was seen on {looks[-1][0]}, so there is nothing to fade."
    else:
        others = [
            (other.name, hint)
            for other, hint in telling
            if other is not story and other.purpose == story.purpose
        ]
        result = forecast(story.own, last.date, _running_looks(last), others)
    predicted = None if isinstance(result, str) else result
    onset = _days_of(product.onset if product else None, ONSET_DAYS)
    peak = _days_of(product.peak if product else None, PEAK_DAYS)
    day = last.date.first if last.date.is_day else None
    interval = _label_interval(product, story.purpose)
    return AreaOutlook(
        area=story.lane.area,
        name=story.name,
        treatments=story.treatments,
        phase=_phase(last, predicted, today, onset, no_effect=no_effect),
        forecast=predicted,
        no_forecast=result if isinstance(result, str) else None,
        kicks_in=add_days(day, onset) if day and predicted else None,
        peak=add_days(day, peak) if day and predicted else None,
        earliest_retreat=_earliest_retreat(last, interval),
        retreat_figure=interval,
        last_seen=looks[-1] if looks else None,
        no_effect=no_effect,
        trend=story.own.trend,
        changes=tuple(_changes(story)) if story.own.trend else (),
    )


def _changes(story: _Story) -> Iterator[str]:
    """Yield what else was not the same over the sessions of a trend."""
    latest = story.treatments[-1 - TOLD : -1]
    pairs = list(pairwise(latest))
    if len({treatment.session.product for treatment in latest}) > 1:
        yield "the product"
    if any(doses_differ(before.units, after.units) for before, after in pairs):
        yield "the dose"
    if len({treatment.session.injector for treatment in latest}) > 1:
        yield "the injector"
    if len({treatment.session.clinic for treatment in latest}) > 1:
        yield "the clinic"
    gaps = [(after.date.middle - before.date.middle).days for before, after in pairs]
    if gaps and max(gaps) > OTHER_INTERVAL * max(min(gaps), 1):
        yield "the interval"


def product_of(session: Session, reference: Reference) -> Product | None:
    """Return the reference data of a session's product, None where it is not a known one."""
    return None if session.product is None else reference.product_named(session.product)


def _treatments(lane: _Lane, keys: _AreaKeys, today: date) -> Iterator[Treatment]:
    sessions = lane.sessions or lane.touch_ups[:1]
    starts = [session.date.not_after(today) for session in sessions]
    seen = _shared_out(lane.looks, starts)
    corrections: dict[str | None, list[Session]] = {}
    for touch_up in lane.touch_ups:
        corrections.setdefault(touch_up.touch_up_of, []).append(touch_up)
    for place, session in enumerate(sessions):
        units, sides = _units(session, lane, keys)
        yield Treatment(
            session=session,
            date=starts[place],
            units=units,
            sides=sides,
            lasted=_lasted(starts[place], seen[place]) if seen[place] else _UNSEEN,
            retreated=starts[place + 1] if place + 1 < len(starts) else None,
            seen=tuple(seen[place]),
            touch_ups=tuple(corrections.get(session.id, ())),
        )


_UNSEEN = Lasted()


def _shared_out(looks: Sequence[Look], starts: Sequence[PartialDate]) -> list[list[Look]]:
    """Give each look to the session it was at.

    A look on the day of a session, or in its month where no more is known, was at the result
    before it, which is why the person went, unless it says that something is only beginning.
    """
    over = list(accumulate((start.last for start in starts), max))
    begun = list(accumulate((start.first for start in reversed(starts)), min))[::-1]
    seen: list[list[Look]] = [[] for _ in starts]
    for look in looks:
        day = look[0].middle
        if look[1] in {State.NONE, State.KICKING_IN}:
            place = bisect_right(begun, day) - 1
        else:
            place = max(bisect_left(over, day) - 1, 0)
        if place > 0 or day >= begun[0]:
            seen[place].append(look)
    return seen


def _units(session: Session, lane: _Lane, keys: _AreaKeys) -> tuple[float | None, dict[str, float]]:
    """Return the units of one lane, both sides together, and each side where they are known."""
    parts: list[float | None] = []
    sides: dict[str, float] = {}
    for dose in session.doses:
        base, side = keys.of(dose.area)
        if base != lane.base or (lane.side is not None and side not in {None, lane.side}):
            continue
        # Units for both sides together do not say what this side had.
        parts.append(None if lane.side is not None and side is None else dose.units)
        if side is not None and dose.units is not None:
            sides[side] = dose.units
    known = [units for units in parts if units is not None]
    return (sum(known) if known and len(known) == len(parts) else None), sides


def _lasted(start: PartialDate, seen: Sequence[Look]) -> Lasted:
    """Turn looks into bounds; a partial date, of the session or the look, widens them."""
    working: float | None = None
    gone: float | None = None
    fading: float | None = None
    worked = False
    for when, state in seen:
        at_least = float((when.first - start.last).days)
        at_most = float((when.last - start.first).days)
        if state in {State.KICKING_IN, State.FULL, State.FADING}:
            worked = True
            working = max(working or 0.0, at_least)
            gone = None  # seen at work after all
            fading = (fading or at_most) if state is State.FADING else None
        elif state is State.GONE or (state is State.NONE and worked):
            gone = min(gone, at_most) if gone is not None else at_most
    if gone is not None and gone <= 0:
        gone = None  # "gone" on the day of the very first session says nothing about it
    if working is not None and working <= 0:
        working = None
    if gone is not None and working is not None and working >= gone:
        working = max(gone - 1, 0.0) or None  # two looks on one day: it went in between
    return Lasted(working, gone, fading)


def _running_looks(treatment: Treatment) -> Looks:
    lasted = treatment.lasted
    working = None if lasted.at_least is None else add_days(treatment.date.last, lasted.at_least)
    gone = None if lasted.at_most is None else add_days(treatment.date.first, lasted.at_most)
    fading = None if lasted.fading is None else add_days(treatment.date.first, lasted.fading)
    return Looks(working, gone, fading)


def _days_of(figure: Figure | None, otherwise: int) -> int:
    return figure.days if figure is not None and figure.days is not None else otherwise


def _label_interval(product: Product | None, purpose: str | None) -> Figure | None:
    """Return the product's labelled interval; none for sweating, whose labels give no minimum."""
    return None if product is None or purpose == "sweating" else product.min_interval


def _earliest_retreat(last: Treatment, interval: Figure | None) -> date | None:
    if interval is None or interval.days is None:
        return None
    return add_days(last.date.last, interval.days)


def _phase(
    last: Treatment, predicted: Forecast | None, today: date, onset: int, *, no_effect: bool
) -> Phase | None:
    """What was last seen where that still holds, else what is most likely today."""
    if no_effect:
        return None
    if last.lasted.is_fade:
        return Phase.GONE
    state = last.seen[-1][1] if last.seen else None
    if predicted is None:
        return _seen_phase(state)
    since = (today - last.date.last).days
    if today >= predicted.likely:
        phase = Phase.GONE
    elif today >= predicted.early or state is State.FADING:
        phase = Phase.FADING
    elif state is State.FULL or since >= FULL_AFTER_DAYS:
        phase = Phase.FULL
    elif state is State.KICKING_IN or (since >= onset and state is not State.NONE):
        phase = Phase.KICKING_IN
    else:
        phase = Phase.NOT_YET
    return phase


def _seen_phase(state: State | None) -> Phase | None:
    phases = {
        State.NONE: Phase.NOT_YET,
        State.KICKING_IN: Phase.KICKING_IN,
        State.FULL: Phase.FULL,
        State.FADING: Phase.FADING,
        State.GONE: Phase.GONE,
    }
    return phases.get(state) if state is not None else None


def _area_rank(area: AreaOutlook, today: date) -> tuple[int, int, str]:
    """Sort key: what is in its window now, then by how soon; long gone and unknown at the end."""
    if area.forecast is None:
        return (2, -area.last.date.middle.toordinal(), area.area)
    if is_dormant(area, today):
        return (3, -area.forecast.late.toordinal(), area.area)
    return (1, area.forecast.likely.toordinal(), area.area)


# --- what is due -----------------------------------------------------------------------------


def is_dormant(area: AreaOutlook, today: date) -> bool:
    """Whether a result ended so long ago that nothing about it is due any more."""
    if area.forecast is None:
        return (today - area.last.date.last).days > MISSING_DAYS
    return (today - area.forecast.late).days > DORMANT_DAYS


def _due(area: AreaOutlook, person: Person, today: date) -> Iterator[Due]:
    if is_dormant(area, today):
        return
    for kind, when, until in _candidates(area, person, today):
        yield Due(
            id=due_id(area, kind),
            kind=kind,
            area=area,
            begins=when,
            until=until,
            urgency=urgency(kind, when, until, today),
        )


def due_id(area: AreaOutlook, kind: DueKind) -> str:
    """Return what names a thing due: made of the record, so that it stays when the day moves."""
    return f"{area.last.session.id or area.last.date.iso}-{kind}-{area.area}"


def urgency(kind: DueKind, when: date, until: date | None, today: date) -> Urgency:
    """Return how soon something is due.

    A missing detail is never more than a thing for later, and booking, which is the person's own
    choice, is never overdue.
    """
    if kind is DueKind.MISSING:
        return Urgency.LATER
    if kind is DueKind.BOOK and when <= today:
        return Urgency.TODAY
    if when <= today:
        return Urgency.TODAY if today == when or (until and today <= until) else Urgency.OVERDUE
    return Urgency.SOON if (when - today).days <= SOON_DAYS else Urgency.LATER


def _candidates(
    area: AreaOutlook, person: Person, today: date
) -> Iterable[tuple[DueKind, date, date | None]]:
    if look := _next_look(area, today):
        yield look
    if booking := _booking(area, person):
        yield booking
    session = area.last.session
    if (session.lot is None or area.last.units is None) and (
        today - area.last.date.last
    ).days <= MISSING_DAYS:
        yield DueKind.MISSING, area.last.date.last, None


def _next_look(area: AreaOutlook, today: date) -> tuple[DueKind, date, date | None] | None:
    """Return the one look that is due.

    It is the one after two weeks, then the one as the window opens, then the one that tells most,
    then, once the window is past, the one that is overdue.
    """
    last, predicted = area.last, area.forecast
    if last.lasted.is_fade or area.no_effect:
        return None
    review = review_day(area)
    review_until = add_days(last.date.last, REVIEW_UNTIL_DAYS)
    if predicted is None:
        over = is_reviewed(area) or today > review_until
        return None if over else (DueKind.REVIEW, review, review_until)
    opens = _not_again_so_soon(area, predicted.early)
    if not is_reviewed(area) and today <= min(review_until, opens):
        return DueKind.REVIEW, review, review_until
    if today >= max(predicted.late, opens):
        return DueKind.OVERDUE, max(predicted.late, opens), None
    tells_most = look_day(area, predicted)
    if today >= tells_most:
        return DueKind.CHECKIN, tells_most, max(predicted.late, tells_most)
    return DueKind.FADING, opens, max(predicted.late, opens)


def review_day(area: AreaOutlook) -> date:
    """Return the day of the two-week look at the running session."""
    return add_days(area.last.date.last, REVIEW_DAYS)


def is_reviewed(area: AreaOutlook) -> bool:
    """Whether somebody looked when the result was full, or later."""
    seen = _last_looked(area)
    return seen is not None and seen >= add_days(review_day(area), -3)


def look_day(area: AreaOutlook, predicted: Forecast) -> date:
    """Return the day from which a look at the running result tells most."""
    return _not_again_so_soon(area, predicted.likely)


def _not_again_so_soon(area: AreaOutlook, day: date) -> date:
    seen = _last_looked(area)
    return day if seen is None else max(day, add_days(seen, LOOKED_RECENTLY_DAYS))


def _last_looked(area: AreaOutlook) -> date | None:
    return max((when.last for when, _ in area.last.seen), default=None)


def _booking(area: AreaOutlook, person: Person) -> tuple[DueKind, date, date | None] | None:
    """Return when to book so that a visit falls on the likely day, not before the label allows."""
    if area.forecast is None:
        return None
    visit = max(area.forecast.likely, area.earliest_retreat or area.forecast.likely)
    weeks = WEEKS_AHEAD if person.weeks_ahead is None else person.weeks_ahead
    return DueKind.BOOK, max(add_days(visit, -7 * weeks), area.last.date.last), visit
