"""What is worth raising with the surgeon, and why now: pure rules over everything a journal holds.

Nothing here judges or advises: a rule finds in the record why a question is worth asking. Words,
thresholds and sources stand in `reference/topics.toml`; every topic there has its rule in `RULES`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from botoxlog.dates import PartialDate, day_words
from botoxlog.forecast import Forecast, Lasted, Trend, TrendKind
from botoxlog.model import CheckIn, Discussed, Journal, Outcome, Record, Session, State
from botoxlog.reference import Evidence, Figure, Known, Reference, Topic
from botoxlog.text import inert, join_words, plural

SHOWN = 3
"""How many questions `remind` shows: as many as one brings up at a visit. Our choice."""

RECENT_DAYS = 730
"""An area that was not treated for so long raises no question any more. Our choice."""

AGAIN_DAYS, AGAIN_SESSIONS = 365, 3
"""A question that was asked comes back after a year or three more sessions. Our choice."""

DAYS_A_YEAR = 365.25


class Standing(StrEnum):
    """Why a question is open."""

    NEW = "new"
    """Never asked."""
    AGAIN = "due-again"
    """Asked before; something is new since then."""
    DEFERRED = "deferred"
    """Put off, and the next visit is near."""
    WAITING = "waiting"
    """Put off until the next visit: on the sheet for it, but not in `remind` yet."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One question that is open.

    Attributes:
        topic: The id of the topic.
        why: What in the record raises it, a sentence each.
        question: What to ask, in the first person.
        sources: Ids of the published sources.
        areas: Ids of the areas it is about; none where it is about all of it.
        status: A value of `Standing`.
    """

    topic: str
    title: str
    why: tuple[str, ...]
    question: str
    evidence: Evidence
    sources: tuple[str, ...]
    areas: tuple[str, ...]
    status: str


class Treated(Protocol):
    """One session of one area, as far as the rules need it."""

    @property
    def session(self) -> Session:
        """The record."""

    @property
    def date(self) -> PartialDate:
        """When it was."""

    @property
    def lasted(self) -> Lasted:
        """How long it lasted."""

    @property
    def retreated(self) -> PartialDate | None:
        """When the next one was."""

    @property
    def seen(self) -> Sequence[tuple[PartialDate, State]]:
        """Every look at it."""

    @property
    def touch_ups(self) -> Sequence[Session]:
        """What corrected it."""


class Lane(Protocol):
    """One area and its sessions, oldest first, as far as the rules need it."""

    @property
    def area(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def treatments(self) -> Sequence[Treated]:
        """Its sessions, oldest first, touch-ups aside."""

    @property
    def forecast(self) -> Forecast | None:
        """When the running result should fade."""

    @property
    def no_effect(self) -> bool:
        """Whether the last look found no effect at all."""

    @property
    def trend(self) -> Trend | None:
        """Which way the results have gone."""

    @property
    def changes(self) -> Sequence[str]:
        """What else changed between those sessions."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.

    Attributes:
        why: A sentence for each thing in the record that raises the topic.
        areas: Ids of the areas it is about; none where it is about all of it.
        question: Which of the topic's questions fits, by name.
        events: Days of what happened; one after the topic was asked makes it new again.
        pressing: Whether something happened, rather than time gone by: such a topic goes first.
    """

    why: tuple[str, ...]
    areas: tuple[str, ...] = ()
    question: str = "plain"
    events: tuple[date, ...] = ()
    pressing: bool = False


@dataclass(frozen=True)  # not slotted: what several rules ask for is worked out once
class Case:
    """Everything a rule may look at.

    Attributes:
        every_lane: Each area that was ever treated.
    """

    journal: Journal
    reference: Reference
    every_lane: tuple[Lane, ...]
    today: date

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        """The areas that are still being treated."""
        return tuple(
            lane
            for lane in self.every_lane
            if self.days_since(lane.treatments[-1].date.last) <= RECENT_DAYS
        )

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Every visit but touch-ups, oldest first."""
        every = [item for item in self.journal.sessions if not item.touch_up_of]
        return tuple(sorted(every, key=lambda session: session.date.middle))

    def lanes_in(self, areas: Iterable[str]) -> tuple[Lane, ...]:
        """Return the areas being treated that are, or are a side of, any of these."""
        wanted = set(areas)
        return tuple(lane for lane in self.lanes if self.base(lane) in wanted)

    def base(self, lane: Lane) -> str:
        """Return an area's id without its side."""
        return self.reference.split_side(lane.area)[0]

    def purpose(self, lane: Lane) -> str:
        """Return what an area was last treated for, "" where nothing says."""
        known = self.reference.areas.get(self.base(lane))
        said = lane.treatments[-1].session.purpose or (known.purpose if known else "")
        return " ".join(said.casefold().split())

    def days_since(self, day: date) -> int:
        """Return how long ago a day was."""
        return (self.today - day).days

    def noted(self, effects: Sequence[str], within_days: int) -> list["Noted"]:
        """Return the check-ins of the last while in which any of these side effects is noted."""
        found = []
        for checkin in self.journal.checkins:
            if self.days_since(checkin.date.last) <= within_days:
                found += [Noted(checkin.date, name) for name in self._effects_of(checkin, effects)]
        return sorted(found, key=lambda item: item.date.middle)

    def _effects_of(self, checkin: CheckIn, wanted: Sequence[str]) -> Iterator[str]:
        known = [self._effect(written) for written in checkin.effects]
        for effect in wanted:
            if effect in known or (checkin.note and self._says(checkin.note, effect)):
                yield self.reference.effects[effect].name

    def _effect(self, written: str) -> str:
        if written in self.reference.effects:
            return written
        found = self.reference.find_effect(written)
        return found.id if isinstance(found, Known) else written

    def _says(self, note: str, effect: str) -> bool:
        """Whether a note speaks of a side effect in any of the words for it, and denies none."""
        return any(_speaks_of(note, phrase) for phrase in self.reference.effects[effect].words)


@dataclass(frozen=True, slots=True)
class Noted:
    """A side effect that was noted on a day."""

    date: PartialDate
    name: str


Rule = Callable[[Case, Topic], Finding | None]


def open_topics(
    journal: Journal, reference: Reference, lanes: Iterable[Lane], today: date
) -> tuple[Raised, ...]:
    """Return every open question, most useful first: what happened before what time brings."""
    case = Case(journal, reference, tuple(lanes), today)
    ranked = []
    for place, topic in enumerate(reference.topics.values()):
        finding = RULES[topic.id](case, topic)
        memory = finding and _remembered(case, topic, finding)
        if finding and memory:
            key = (memory.standing is Standing.WAITING, not finding.pressing, place)
            ranked.append((key, _raised(topic, finding, memory)))
    return tuple(raised for _, raised in sorted(ranked, key=lambda item: item[0]))


def to_bring_up(raised: Sequence[Raised]) -> tuple[Raised, ...]:
    """Return what to show unasked: the most useful few, none that was put off to a later visit."""
    return tuple(item for item in raised if item.status != Standing.WAITING)[:SHOWN]


def _raised(topic: Topic, finding: Finding, memory: "Memory") -> Raised:
    return Raised(
        topic=topic.id,
        title=topic.title,
        why=(*finding.why, *memory.why),
        question=topic.questions[finding.question],
        evidence=topic.evidence,
        sources=topic.sources,
        areas=finding.areas,
        status=memory.standing,
    )


# --- what was asked before -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Memory:
    """Why a question is open, and what to say about the last time."""

    standing: Standing
    why: tuple[str, ...] = ()


def _remembered(case: Case, topic: Topic, finding: Finding) -> Memory | None:
    """Return where a question stands, None where it is settled for now."""
    last = _last_said(case, topic)
    if last is None:
        return Memory(Standing.NEW)
    when = _date_words(last.date)
    if last.outcome is Outcome.DISMISSED:
        return None
    if last.outcome is Outcome.DEFERRED:
        near = _visit_is_near(case, finding, last.date.last)
        standing = Standing.DEFERRED if near else Standing.WAITING
        return Memory(standing, (f"Put off on {when} until the next visit.",))
    news = _news(case, finding, last.date)
    return Memory(Standing.AGAIN, (f"Asked on {when}; {news} since.",)) if news else None


def _last_said(case: Case, topic: Topic) -> Discussed | None:
    """Return the latest word on a topic; of one day, the last in the file."""
    said = [item for item in case.journal.discussed if _is_about(item, topic, case.reference)]
    return max(reversed(said), key=lambda item: item.date.last, default=None)


def _is_about(discussed: Discussed, topic: Topic, reference: Reference) -> bool:
    """Whether a record means a topic, hand-written names included."""
    return discussed.topic == topic.id or reference.find_topic(discussed.topic) == Known(topic.id)


def _news(case: Case, finding: Finding, asked: PartialDate) -> str:
    """Return what is new since a question was asked, "" where nothing is."""
    if any(day > asked.last for day in finding.events):
        return "something new was noted"
    later = sum(
        1
        for session in case.sessions
        if session.date.first > asked.last and _treats(session, finding.areas, case.reference)
    )
    if later >= AGAIN_SESSIONS:
        return f"{plural(later, 'session')}"
    return "a year has passed" if case.days_since(asked.last) >= AGAIN_DAYS else ""


def _visit_is_near(case: Case, finding: Finding, put_off: date) -> bool:
    """Whether a visit came after a day, or is near because a result's window has opened since."""
    if any(session.date.first > put_off for session in case.sessions):
        return True
    concerned = [lane for lane in case.lanes if lane.area in finding.areas or not finding.areas]
    windows = [lane.forecast.early for lane in concerned if lane.forecast]
    return any(put_off < opens <= case.today for opens in windows)


def _treats(session: Session, areas: Sequence[str], reference: Reference) -> bool:
    named = [reference.find_area(name) for name in session.areas]
    treated = [
        found.id if isinstance(found, Known) else name
        for found, name in zip(named, session.areas, strict=True)
    ]
    return not areas or any(reference.overlap(one, area) for one in treated for area in areas)


# --- the rules -------------------------------------------------------------------------------


def _too_soon(case: Case, topic: Topic) -> Finding | None:
    early = [
        (lane, gap)
        for lane in case.lanes
        if case.purpose(lane) != "sweating"  # its labels give no least interval
        for gap in _gaps(lane)
        if gap.most_days < topic.limit("days")
        and case.days_since(gap.later.date.last) <= topic.limit("within_days")
    ]
    if not early:
        return None
    grouped: dict[tuple[PartialDate, int], list[Lane]] = {}
    for lane, gap in early:
        grouped.setdefault((gap.later.date, gap.most_days), []).append(lane)
    why = (
        f"{_names(lanes)}: treated again on {_date_words(when)}, {_days(days, when)} after."
        for (when, days), lanes in grouped.items()
    )
    return Finding(
        why=tuple(why),
        areas=_ids(lane for lane, _ in early),
        events=tuple(gap.later.date.first for _, gap in early),
        pressing=True,
    )


def _cumulative_dose(case: Case, topic: Topic) -> Finding | None:
    doses = sorted(_botox_doses(case), key=lambda dose: dose[0].middle)
    worst: tuple[float, PartialDate, PartialDate] | None = None
    days: list[date] = []
    for last, _ in doses:
        window = [
            dose for dose in doses if 0 <= (last.middle - dose[0].middle).days < topic.limit("days")
        ]
        total = sum(units for _, units in window)
        recent = case.days_since(last.last) <= topic.limit("within_days")
        if recent and total > topic.limit("units"):
            days.append(last.first)
            worst = max(worst or (0.0, last, last), (total, window[0][0], last), key=lambda w: w[0])
    if worst is None:
        return None
    total, first, last = worst
    why = (
        f"{total:g} units of Botox products from {_date_words(first)} to {_date_words(last)}, "
        "every use together."
    )
    return Finding((why,), events=tuple(days), pressing=True)


def _botox_doses(case: Case) -> Iterator[tuple[PartialDate, float]]:
    """Yield the date and units of every session with a product that shares the label's limit."""
    limited = {item.family for item in case.reference.products.values() if _has_limit(item)}
    for session in case.journal.sessions:
        product = session.product and case.reference.product_named(session.product)
        units = [dose.units for dose in session.doses if dose.units is not None]
        if product and product.family in limited and units:
            yield session.date, sum(units)


class _Limited(Protocol):
    @property
    def cumulative(self) -> Figure | None: ...


def _has_limit(product: _Limited) -> bool:
    return product.cumulative is not None and product.cumulative.units is not None


def _antibodies(case: Case, topic: Topic) -> Finding | None:
    shorter = [lane for lane in case.lanes if _goes(lane, TrendKind.SHORTER)]
    failed = [lane for lane in case.lanes if lane.no_effect and _worked_before(lane)]
    if not shorter and not failed:
        return _treated_often(case, topic)
    why = [sentence for lane in shorter for sentence in _trend_words(lane)]
    why += [f"{_names([lane])}: no effect was seen, after results that worked." for lane in failed]
    return Finding(
        why=tuple(why),
        areas=_ids([*shorter, *failed]),
        question="plain" if shorter else "failed",
        events=tuple(lane.treatments[-1].seen[-1][0].first for lane in failed),
        pressing=True,
    )


def _treated_often(case: Case, topic: Topic) -> Finding | None:
    often = {}
    for lane in case.lanes:
        gaps = [gap.later.date for gap in _gaps(lane) if gap.most_days < topic.limit("days")]
        gaps += [
            touch_up.date
            for treatment in lane.treatments
            for touch_up in treatment.touch_ups
            if _most_days(treatment.date, touch_up.date) < topic.limit("days")
        ]
        recent = [day for day in gaps if case.days_since(day.last) <= topic.limit("within_days")]
        if len(recent) >= topic.limit("often") and case.purpose(lane) != "sweating":
            often[lane.area] = (lane, recent)
    if not often:
        return None
    counts: dict[int, list[Lane]] = {}
    for lane, recent in often.values():
        counts.setdefault(len(recent), []).append(lane)
    why = (
        f"{_names(lanes)}: {count} times within 12 weeks of the time before, in the past year, "
        "touch-ups included."
        for count, lanes in counts.items()
    )
    return Finding(
        why=tuple(why),
        areas=tuple(often),
        question="often",
        events=tuple(day.first for _, recent in often.values() for day in recent),
    )


def _longer_results(case: Case, topic: Topic) -> Finding | None:
    del topic
    longer = [lane for lane in case.lanes if _goes(lane, TrendKind.LONGER)]
    why = tuple(sentence for lane in longer for sentence in _trend_words(lane))
    return Finding(why, _ids(longer)) if longer else None


def _migraine_wear(case: Case, topic: Topic) -> Finding | None:
    why: list[str] = []
    areas: list[Lane] = []
    events: list[date] = []
    for lane in case.lanes_in(topic.areas):
        if case.purpose(lane) != "migraine":
            continue
        for treatment in lane.treatments[-topic.limit("sessions") :]:
            for when, what in _worn_off(case, topic, treatment):
                day = (when.middle - treatment.date.middle).days
                why.append(f"{_names([lane])}: {what} on {_date_words(when)}, about day {day}.")
                areas.append(lane)
                events.append(when.first)
    return Finding(tuple(why), _ids(areas), events=tuple(events), pressing=True) if why else None


def _worn_off(case: Case, topic: Topic, treatment: Treated) -> Iterator[tuple[PartialDate, str]]:
    """Yield the first look, then the first late headache, that fell before the usual interval."""
    until = topic.limit("days")
    for when, state in treatment.seen:
        if state in {State.FADING, State.GONE} and _most_days(treatment.date, when) < until:
            yield when, str(state)
            return
    for noted in case.noted(topic.effects, RECENT_DAYS):
        mine = treatment.retreated is None or noted.date.last <= treatment.retreated.first
        days = (noted.date.middle - treatment.date.middle).days
        if mine and topic.limit("after_days") <= days < until:
            yield noted.date, f"{noted.name} noted"
            return


def _expression(case: Case, topic: Topic) -> Finding | None:
    return _because_noted(case, topic)


def _weak_muscle(case: Case, topic: Topic) -> Finding | None:
    """Raise its two faces: good for lines, worth a thought where the muscle has work to do."""
    often = [
        lane
        for lane in case.lanes
        if len(lane.treatments) >= topic.limit("sessions") and case.purpose(lane) != "sweating"
    ]
    if not often:
        return None
    purposes = {case.purpose(lane) for lane in often}
    inner = {"bladder", "voice"}
    if purposes <= {"lines", "cosmetic", "wrinkles", ""}:
        question = "lines"
    else:
        question = "inner" if purposes <= inner else "function"
    early = [lane for lane in often if _repeated_while_working(lane, topic.limit("seen_days"))]
    why = [*_session_counts(often)]
    if early:
        why.append(f"{_names(early)}: repeated while it still worked, twice running.")
    return Finding(tuple(why), _ids(often), question)


def _repeated_while_working(lane: Lane, seen_days: int) -> bool:
    """Whether the last two results were still at work when they were repeated."""
    before = lane.treatments[-3:-1]
    return len(before) == 2 and all(  # noqa: PLR2004 - twice running
        treatment.retreated is not None
        and not treatment.lasted.is_fade
        and treatment.lasted.at_least is not None
        and _most_days(treatment.date, treatment.retreated) - treatment.lasted.at_least <= seen_days
        for treatment in before
    )


def _temple_hollow(case: Case, topic: Topic) -> Finding | None:
    temples = case.lanes_in(topic.areas)
    lanes = temples or tuple(lane for lane in case.lanes if case.purpose(lane) == "migraine")
    noted = case.noted(topic.effects, topic.limit("within_days")) if temples else []
    often = [lane for lane in lanes if len(lane.treatments) >= topic.limit("sessions")]
    if not noted and not often:
        return None
    return Finding(
        why=(*_noted_words(noted), *_session_counts(often)),
        areas=_ids(lanes),
        events=tuple(item.date.first for item in noted),
        pressing=bool(noted),
    )


def _brow_heavy(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes, age = case.lanes_in(topic.areas), _age(case, case.today)
    if not lanes or age is None or age < topic.limit("age"):
        return None
    return Finding((f"{_names(lanes)} treated, at about {age} years of age.",), _ids(lanes))


def _jaw_bite(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes = [
        lane
        for lane in case.lanes_in(topic.areas)
        if case.days_since(lane.treatments[-1].date.last) < topic.limit("days")
    ]
    if not lanes:
        return None
    when = _date_words(lanes[0].treatments[-1].date)
    return Finding((f"{_names(lanes)}: treated on {when}, less than six months ago.",), _ids(lanes))


def _jaw_bone(case: Case, topic: Topic) -> Finding | None:
    journal = case.journal
    records: list[Record] = [*journal.sessions, *journal.checkins, *journal.discussed]
    notes = [record.note for record in records if record.note]
    thin_bones = any(_speaks_of(note, word) for note in notes for word in _THIN_BONES)
    enough = topic.limit("sessions_thin_bone" if thin_bones else "sessions")
    lanes = [lane for lane in case.lanes_in(topic.areas) if len(lane.treatments) >= enough]
    why = [*_session_counts(lanes)]
    if thin_bones:
        why.append("A note of yours mentions bones or the menopause.")
    return Finding(tuple(why), _ids(lanes)) if lanes else None


_THIN_BONES = ("osteoporosis", "osteopenia", "menopause", "menopausal", "postmenopausal", "dexa")


def _switch_product(case: Case, topic: Topic) -> Finding | None:
    del topic
    switched: dict[tuple[str, PartialDate], list[Lane]] = {}
    for lane in case.lanes:
        before, now = ([None, *lane.treatments])[-2:]
        if before is None or now is None:
            continue
        old, new = (
            case.reference.product_named(treatment.session.product or "unknown")
            for treatment in (before, now)
        )
        known = old and new and "unknown" not in {old.family, new.family}
        if old and new and known and old.family != new.family:
            what = f"{new.name} on {_date_words(now.date)}, after {old.name}"
            switched.setdefault((what, now.date), []).append(lane)
    lanes = [lane for group in switched.values() for lane in group]
    why = tuple(f"{_names(group)}: {what}." for (what, _), group in switched.items())
    events = tuple(when.first for _, when in switched)
    return Finding(why, _ids(lanes), events=events) if lanes else None


def _first_results(case: Case, topic: Topic) -> Finding | None:
    count = len(case.sessions)
    if not case.lanes or not 1 <= count <= topic.limit("sessions"):
        return None
    why = [f"{plural(count, 'session')} so far: early to know how long it lasts for you."]
    if not case.journal.person.goals:
        why.append('No goals are noted: botoxlog me --goals "...".')
    return Finding(tuple(why), _ids(case.lanes))


def _goals(case: Case, topic: Topic) -> Finding | None:
    if not case.lanes or len(case.sessions) < topic.limit("sessions"):
        return None
    if not case.journal.person.goals:
        return Finding(('No goals are noted: botoxlog me --goals "...".',), question="none")
    if case.days_since(case.sessions[0].date.last) < topic.limit("days"):
        return None
    said = _last_said(case, topic)
    if said is not None and case.days_since(said.date.last) < topic.limit("days"):
        return None
    return Finding(("No talk about your goals is noted in the past year.",), question="old")


def _counterfeit(case: Case, topic: Topic) -> Finding | None:
    recent = [
        session
        for session in case.journal.sessions
        if case.days_since(session.date.last) <= topic.limit("within_days")
    ]
    warned = {
        session.date: sentence
        for session in recent
        if session.lot and (sentence := lot_warning(session.lot, case.reference))
    }
    if warned:
        why = (f"{_date_words(when)}: {sentence}" for when, sentence in warned.items())
        events = tuple(when.first for when in warned)
        return Finding(tuple(why), question="warned", events=events, pressing=True)
    missing = [session for session in recent if not session.lot or not session.expiry]
    if not missing:
        return None
    when = _date_words(max(missing, key=lambda session: session.date.middle).date)
    lacks = "lacks" if len(missing) == 1 else "lack"
    return Finding(
        (
            f"{plural(len(missing), 'visit')} of the past year {lacks} the lot number or the "
            f"expiry date, the last on {when}.",
        )
    )


def lot_warning(lot: str, reference: Reference) -> str | None:
    """Return what a published warning says of a lot, None where none that is known names it.

    It says where that was read, and that silence about another lot means nothing.
    """
    warned = reference.warned_lot(lot)
    if warned is None:
        return None
    titles = join_words([reference.sources()[source].title for source in warned.sources])
    return (
        f"Lot {inert(lot)} is named in a published warning of {day_words(warned.on)}: "
        f"{warned.text} ({titles}). The number alone does not show what was in the vial, and the "
        "list of warnings here is not complete."
    )


def _thin_skin(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes = case.lanes_in(topic.areas)
    if not lanes:
        return None
    first = min((lane.treatments[0].date for lane in lanes), key=lambda when: when.middle)
    age, years = _age(case, first.middle), _years(case, first)
    if age is None or age >= topic.limit("age") or years < topic.limit("years"):
        return None
    why = f"{_names(lanes)}: begun at about {age} years of age, {years} years ago."
    return Finding((why,), _ids(lanes))


def _skin_light(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes = case.lanes_in(topic.areas)
    often = [lane for lane in lanes if len(lane.treatments) >= topic.limit("sessions")]
    return Finding(tuple(_session_counts(often)), _ids(often)) if often else None


def _veins(case: Case, topic: Topic) -> Finding | None:
    found = _because_noted(case, topic)
    if found is not None:
        return found
    lanes = case.lanes_in(topic.areas)
    long = [lane for lane in lanes if _years(case, lane.treatments[0].date) >= topic.limit("years")]
    if not long:
        return None
    years = max(_years(case, lane.treatments[0].date) for lane in long)
    return Finding((f"{_names(long)}: treated for {years} years.",), _ids(long))


RULES: Mapping[str, Rule] = {
    "too-soon": _too_soon,
    "cumulative-dose": _cumulative_dose,
    "antibodies": _antibodies,
    "migraine-wear": _migraine_wear,
    "expression": _expression,
    "longer-results": _longer_results,
    "weak-muscle": _weak_muscle,
    "temple-hollow": _temple_hollow,
    "brow-heavy": _brow_heavy,
    "jaw-bite": _jaw_bite,
    "jaw-bone": _jaw_bone,
    "switch-product": _switch_product,
    "first-results": _first_results,
    "goals": _goals,
    "counterfeit": _counterfeit,
    "thin-skin": _thin_skin,
    "skin-light": _skin_light,
    "veins": _veins,
}
"""The rule of every topic of the reference data."""


# --- what the rules share --------------------------------------------------------------------


def _because_noted(case: Case, topic: Topic) -> Finding | None:
    """Raise a topic because a side effect of it was noted while its areas were treated."""
    lanes = case.lanes_in(topic.areas)
    noted = case.noted(topic.effects, topic.limit("within_days")) if lanes else []
    if not noted:
        return None
    events = tuple(item.date.first for item in noted)
    return Finding(tuple(_noted_words(noted)), _ids(lanes), events=events, pressing=True)


def _noted_words(noted: Sequence[Noted]) -> Iterator[str]:
    """Yield a sentence for each side effect, with the last time it was noted."""
    last = {item.name: item.date for item in noted}
    for name, when in last.items():
        yield f"{name[:1].upper()}{name[1:]} noted on {_date_words(when)}."


@dataclass(frozen=True, slots=True)
class _Gap:
    """Two sessions of one area that follow each other."""

    later: Treated
    most_days: int


def _gaps(lane: Lane) -> Iterator[_Gap]:
    for earlier, later in zip(lane.treatments, lane.treatments[1:], strict=False):
        yield _Gap(later, _most_days(earlier.date, later.date))


def _most_days(earlier: PartialDate, later: PartialDate) -> int:
    """Return how far apart two dates can be: a month or a year does not pretend a day."""
    return (later.last - earlier.first).days


def _days(most: int, when: PartialDate) -> str:
    return f"{'' if when.is_day else 'at most '}{plural(most, 'day')}"


def _goes(lane: Lane, kind: TrendKind) -> bool:
    return lane.trend is not None and lane.trend.clear and lane.trend.kind is kind


def _trend_words(lane: Lane) -> Iterator[str]:
    days = join_words([str(day) for day in lane.trend.days]) if lane.trend else ""
    yield f"{_names([lane])}: results lasted about {days} days."
    if lane.changes:
        yield f"In between, something else changed too: {join_words(list(lane.changes))}."


def _worked_before(lane: Lane) -> bool:
    return any(item.lasted.at_least or item.lasted.is_fade for item in lane.treatments[:-1])


def _session_counts(lanes: Iterable[Lane]) -> Iterator[str]:
    """Yield a sentence for each number of sessions and beginning."""
    counts: dict[tuple[int, str], list[Lane]] = {}
    for lane in lanes:
        key = (len(lane.treatments), _date_words(lane.treatments[0].date))
        counts.setdefault(key, []).append(lane)
    for (count, since), group in counts.items():
        yield f"{_names(group)}: {plural(count, 'session')} since {since}."


def _age(case: Case, on: date) -> int | None:
    """Return someone's age in a year, up to a year too high before the birthday."""
    born = case.journal.person.birth_year
    return None if born is None else on.year - born


def _years(case: Case, since: PartialDate) -> int:
    return int(case.days_since(since.last) / DAYS_A_YEAR)


def _names(lanes: Iterable[Lane]) -> str:
    named = join_words([inert(lane.name).replace(", ", " ") for lane in lanes])
    return f"{named[:1].upper()}{named[1:]}"


def _ids(lanes: Iterable[Lane]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lane.area for lane in lanes))


def _date_words(when: PartialDate) -> str:
    return day_words(when.first) if when.is_day else str(when)


_DENIALS = frozenset({"no", "not", "without", "never", "nor", "none", "isnt", "didnt", "hasnt"})
_LEAST_LETTERS = 6
"""A single word of a note counts from so many letters on: "flat" and "mask" say too little."""


def _speaks_of(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase word for word, with no denial in the three words before it."""
    said, wanted = _words(text), _words(phrase)
    if len(wanted) == 1 and len(wanted[0]) < _LEAST_LETTERS:
        return False
    for place in range(len(said) - len(wanted) + 1):
        if said[place : place + len(wanted)] == wanted:
            return not _DENIALS.intersection(said[max(0, place - 3) : place])
    return False


def _words(text: str) -> list[str]:
    plain = text.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()
