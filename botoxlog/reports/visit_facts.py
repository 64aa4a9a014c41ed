"""The facts for a visit: the last sessions, their results, questions, answers and totals.

`build_visit_facts` is a pure function of the snapshot, the areas and the period;
`visit_sheet_text` turns its result into the text that every surface shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from botoxlog.catalog import Catalog, Known
from botoxlog.core.model import Appointment, CheckIn, Journal, Outcome, Person, Session
from botoxlog.core.partial_dates import PartialDate, add_months
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.questions.open_questions import (
    OpenQuestion,
    QuestionStatus,
    questions_to_show,
)
from botoxlog.forecast.questions.side_effects import SeriousReaction
from botoxlog.forecast.questions.visits import warned_lots
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.reports.costs import Costs, Spent
from botoxlog.reports.session_facts import (
    AreaResult,
    SessionsBefore,
    days_between,
    plain_name,
    product_key,
)

RECENT_SESSIONS = 5
"""Sessions in the table if no period was asked for. Our choice: two years of treatment for most
people, which shows a trend and leaves half the page to the questions."""

MAX_IN_FULL = 5
"""Questions that the sheet gives with their reasons, if some were deferred to this visit. Our
choice: they join the three that are shown unasked."""

SHORT_MONTHS, LONG_MONTHS = 3, 12
"""The periods of the totals. Labels limit units over three months (400 units of Botox)."""

EFFECT_DAYS = 90
"""Days after a session of an area within which a side effect may be its own. Our choice."""

RESTING_DAYS = 365
"""Days after its session when an area without a forecast counts as not treated recently. Our
choice."""


class ChangeKind(StrEnum):
    """What can change from one session to the next."""

    PRODUCT = "product"
    DOSE = "dose"
    INJECTOR = "injector"
    CLINIC = "clinic"


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session, with the results in the areas that the sheet is about.

    Attributes:
        results: One for each of these areas; those that only a touch-up treated are among them.
        touch_ups: The sessions that correct it, oldest first.
    """

    session: Session
    results: tuple[AreaResult, ...]
    touch_ups: tuple[Session, ...]


class WarnedLot(NamedTuple):
    """A lot on record that published warnings name.

    Attributes:
        dates: The dates of the records that name it.
        warning: Who warned, when, and what a lot number can't say.
    """

    dates: tuple[PartialDate, ...]
    warning: str


class Answer(NamedTuple):
    """What was answered to a question.

    Attributes:
        topic: Its id, or the journal's words if it is not in the catalog.
        note: The answer, as recorded.
    """

    date: PartialDate
    topic: str
    title: str
    outcome: Outcome
    note: str


@dataclass(frozen=True, slots=True)
class CheckInRemark:
    """A check-in with a side effect, one that is over, or a note.

    Attributes:
        after: The latest session up to that day, touch-ups included; None if there is none.
        same_day: The other sessions that are certainly of its day.
        days: Days since that session; None if either date is not known to the day.
        urgent: Whether it is one of the serious reactions.
    """

    checkin: CheckIn
    after: Session | None
    same_day: tuple[Session, ...]
    days: int | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from the previous session, in one area or several."""

    kind: ChangeKind
    areas: tuple[AreaForecast, ...]
    earlier: Treatment
    later: Treatment


class Amount(NamedTuple):
    """The units of one product in one period.

    Attributes:
        units: In the product's own units, touch-ups included.
        perhaps: Units of sessions that may lie in the period, as their date is not exact.
        unknown: Sessions in (or perhaps in) the period with units missing for some area.
        sessions: Sessions in (or perhaps in) the period.
    """

    units: float
    perhaps: float
    unknown: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Total:
    """One product over all areas and uses: units of different products are never added.

    Attributes:
        product: Its id, or the journal's words if it is not in the catalog; None if not recorded.
    """

    product: str | None
    short: Amount
    long: Amount


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """Everything on the sheet.

    Attributes:
        appointment: The next one, for the areas if they were chosen; None if there is none.
        since: The first day of the period of notes and changes.
        asked_since: Whether the person chose that day.
        asked_areas: Whether the person chose the areas.
        sessions: The last sessions of these areas or those of the period, newest first.
        earlier: How many sessions were before these.
        first: The date of the first session of all; None if there is none.
        areas: Areas treated recently, most urgent first.
        resting: Areas not treated recently.
        observations: Side effects, those before the period too unless it was chosen, and the notes
            of the period; newest first.
        unlisted_effects: How many side effects of other areas or times are in the journal.
        serious: Every urgent side effect on record, however long ago, the latest first.
        warned_lots: Every lot on record that published warnings name.
        raised: The open questions, most useful first.
        answers: The latest answer to each question that has one, newest first.
        short_from, long_from: The first day of each period of the totals.
        unpriced: Sessions of the long period without a price, touch-ups not included.
    """

    snapshot: Snapshot
    appointment: Appointment | None
    since: date
    asked_since: bool
    asked_areas: bool
    sessions: tuple[SessionFacts, ...]
    earlier: int
    first: PartialDate | None
    areas: tuple[AreaForecast, ...]
    resting: tuple[AreaForecast, ...]
    serious: tuple[SeriousReaction, ...]
    warned_lots: tuple[WarnedLot, ...]
    observations: tuple[CheckInRemark, ...]
    unlisted_effects: int
    changes: tuple[Change, ...]
    raised: tuple[OpenQuestion, ...]
    answers: tuple[Answer, ...]
    totals: tuple[Total, ...]
    spent: tuple[Spent, ...]
    unpriced: int
    short_from: date
    long_from: date

    @property
    def today(self) -> date:
        """The date of the sheet."""
        return self.snapshot.today

    @property
    def person(self) -> Person:
        """The person's settings."""
        return self.snapshot.person

    @property
    def in_full(self) -> tuple[OpenQuestion, ...]:
        """The questions to give with their reasons: the most useful, then those put off until now.

        The sheet has the others in their words alone.
        """
        first = questions_to_show(self.raised)
        put_off = tuple(
            item
            for item in self.raised
            if item.status in {QuestionStatus.DEFERRED, QuestionStatus.WAITING}
            and item not in first
        )
        return (*first, *put_off)[:MAX_IN_FULL]


def build_visit_facts(
    snapshot: Snapshot, chosen: Sequence[AreaForecast], since: date | None = None
) -> VisitFacts:
    """Return the facts for a visit.

    Args:
        snapshot: The journal, its areas and the day.
        chosen: The areas to include. If these are all areas, those not treated recently are only
            named.
        since: The first day of the period; None takes the last five sessions, notes since the
            oldest of the areas' last sessions, and side effects of all years.
    """
    journal, catalog = snapshot.journal, snapshot.catalog
    some = len(chosen) < len(snapshot.areas)
    dormant = [area for area in chosen if not some and _is_resting(area, snapshot.today)]
    resting = dormant if len(dormant) < len(chosen) else []
    current = [area for area in chosen if not any(area is other for other in resting)]
    long_from = add_months(snapshot.today, -LONG_MONTHS)
    short_from = add_months(snapshot.today, -SHORT_MONTHS)
    begin = since or min((area.last.date.first for area in current), default=long_from)
    costs = Costs(journal, chosen, snapshot.today, long_from)
    sessions = _sessions(snapshot, chosen)
    if since is None:
        listed = sessions[:RECENT_SESSIONS]
    else:
        listed = [item for item in sessions if item.session.date.last >= since]
    remarks = tuple(_remarks(snapshot))
    observations = tuple(
        item
        for item in remarks
        if item.checkin.date.last >= begin
        or (since is None and item.checkin.effects and (not some or _is_of(item, chosen, snapshot)))
    )
    return VisitFacts(
        snapshot=snapshot,
        appointment=_next_appointment(snapshot, chosen if some else None),
        since=begin,
        asked_since=since is not None,
        asked_areas=some,
        sessions=tuple(listed),
        earlier=len(sessions) - len(listed),
        first=sessions[-1].session.date if sessions else None,
        areas=tuple(current),
        resting=tuple(resting),
        serious=snapshot.serious_reactions,
        warned_lots=tuple(
            WarnedLot(tuple(dates), warning)
            for warning, dates in warned_lots(journal, catalog).items()
        ),
        observations=observations,
        unlisted_effects=sum(len(item.checkin.effects) for item in remarks)
        - sum(len(item.checkin.effects) for item in observations),
        changes=tuple(_changes(current, since, catalog)),
        raised=snapshot.questions_about(chosen) if some else snapshot.open_questions,
        answers=tuple(_answers(journal, catalog, snapshot.today)),
        totals=tuple(_totals(journal, catalog, snapshot.today, short_from, long_from)),
        spent=tuple(costs.spent()),
        unpriced=costs.unpriced(),
        short_from=short_from,
        long_from=long_from,
    )


def _next_appointment(
    snapshot: Snapshot, chosen: Sequence[AreaForecast] | None
) -> Appointment | None:
    """Return the soonest appointment to come, of these areas if some were chosen."""
    open_ones = snapshot.appointments if chosen is None else snapshot.visits(chosen)
    return next(iter(open_ones), None)


def _is_resting(area: AreaForecast, today: date) -> bool:
    if area.forecast is None:
        return (today - area.last.date.last).days > RESTING_DAYS and not area.last.doubted
    return is_dormant(area, today)


def _sessions(snapshot: Snapshot, chosen: Sequence[AreaForecast]) -> list[SessionFacts]:
    """Return every session of some areas, newest first, with its touch-ups."""
    journal, today = snapshot.journal, snapshot.today

    def when(session: Session) -> tuple[date, date, date]:
        return session.date.not_after(today).middle, session.date.first, session.date.last

    in_order = sorted(journal.sessions, key=when)
    corrected: dict[str | None, Session] = {
        item.id: item for item in in_order if item.id and not item.touch_up_of
    }
    touch_ups: dict[int, list[Session]] = {}
    for session in in_order:
        if (main := corrected.get(session.touch_up_of)) is not None:
            touch_ups.setdefault(id(main), []).append(session)
    results: dict[int, list[AreaResult]] = {}
    for area in chosen:
        for treatment in area.treatments:
            main = corrected.get(treatment.session.touch_up_of) or treatment.session
            results.setdefault(id(main), []).append(AreaResult(area, treatment))
    return [
        SessionFacts(session, tuple(results[id(session)]), tuple(touch_ups.get(id(session), ())))
        for session in reversed(in_order)
        if id(session) in results
    ]


def _answers(journal: Journal, catalog: Catalog, today: date) -> list[Answer]:
    """Return the latest answer to each question, newest first; a deferred one has none yet."""
    latest: dict[str, Answer] = {}
    in_order = sorted(journal.discussed, key=lambda item: item.date.not_after(today).middle)
    for record in in_order:
        if record.note and record.outcome is not Outcome.DEFERRED:
            meant = catalog.find_topic(record.topic)
            topic = meant.id if isinstance(meant, Known) else record.topic
            title = catalog.topics[topic].title if topic in catalog.topics else record.topic
            latest.pop(topic, None)
            latest[topic] = Answer(record.date, topic, title, record.outcome, record.note)
    return list(reversed(latest.values()))


# --- what happened ---------------------------------------------------------------------------


def _remarks(snapshot: Snapshot) -> Iterator[CheckInRemark]:
    """Yield every check-in with a side effect, one that is over, or a note, newest first."""
    journal, today = snapshot.journal, snapshot.today
    before = SessionsBefore(journal.sessions, today)
    urgent = {
        (record.date, record.effect)
        for reaction in snapshot.serious_reactions
        for record in reaction.records
    }
    known = snapshot.catalog.split_effect_side
    remarks = [item for item in journal.checkins if item.effects or item.resolved or item.note]
    for checkin in sorted(remarks, key=lambda item: item.date.middle, reverse=True):
        after = before.latest(checkin.date)
        yield CheckInRemark(
            checkin,
            after,
            before.same_day(after),
            days_between(after, checkin),
            any((checkin.date, known(effect)[0]) in urgent for effect in checkin.effects),
        )


def _is_of(remark: CheckInRemark, chosen: Sequence[AreaForecast], snapshot: Snapshot) -> bool:
    """Whether a side effect was logged with one of these areas, or soon after a session of it."""
    catalog, checkin = snapshot.catalog, remark.checkin

    def is_chosen(area: str) -> bool:
        base = catalog.split_side(catalog.area_id(area))[0]
        return any(catalog.split_side(one.area)[0] == base for one in chosen)

    return any(is_chosen(seen.area) for seen in checkin.states) or any(
        (checkin.date.first - session.date.last).days <= EFFECT_DAYS
        and session.date.first <= checkin.date.last
        and any(map(is_chosen, session.areas))
        for session in snapshot.journal.sessions
    )


def _changes(
    areas: Sequence[AreaForecast], since: date | None, catalog: Catalog
) -> Iterator[Change]:
    """Yield what changed at each area's last session, or since a day; newest first."""
    pairs: list[tuple[AreaForecast, Treatment, Treatment]] = []
    for area in areas:
        steps = [
            (one, other)
            for one, other in pairwise(area.treatments)
            if not one.date.may_be(other.date)
        ]
        for earlier, later in steps[-1:] if since is None else steps:
            if since is None or later.date.last >= since:
                pairs.append((area, earlier, later))
    pairs.sort(key=lambda pair: pair[2].date.middle, reverse=True)
    groups: dict[
        tuple[int, ChangeKind, str, str], list[tuple[AreaForecast, Treatment, Treatment]]
    ] = {}
    for pair in pairs:
        for kind, before, after in _differences(*pair, catalog):
            groups.setdefault((id(pair[2].session), kind, before, after), []).append(pair)
    for (_, kind, _, _), found in groups.items():
        yield Change(kind, tuple(area for area, _, _ in found), found[0][1], found[0][2])


def _differences(
    area: AreaForecast, earlier: Treatment, later: Treatment, catalog: Catalog
) -> Iterator[tuple[ChangeKind, str, str]]:
    one, other = earlier.session, later.session
    before, after = catalog.substance(one.product), catalog.substance(other.product)
    if before and after and before != after:
        yield ChangeKind.PRODUCT, before, after
    elif before and before == after and _dose_differs(earlier, later):
        yield ChangeKind.DOSE, area.area, ""
    for kind, mine, new in (
        (ChangeKind.INJECTOR, one.injector, other.injector),
        (ChangeKind.CLINIC, one.clinic, other.clinic),
    ):
        if mine and new and plain_name(mine) != plain_name(new):
            yield kind, plain_name(mine), plain_name(new)


def _dose_differs(earlier: Treatment, later: Treatment) -> bool:
    if earlier.units is None or later.units is None:
        return False
    if earlier.units != later.units:
        return True
    return bool(earlier.sides and later.sides) and dict(earlier.sides) != dict(later.sides)


# --- how much --------------------------------------------------------------------------------


def _totals(
    journal: Journal, catalog: Catalog, today: date, short_from: date, long_from: date
) -> Iterator[Total]:
    """Yield the totals of each product used in the long period, the most used first."""
    groups: dict[str | None, list[Session]] = {}
    for session in journal.sessions:
        if session.date.not_after(today).last >= long_from:
            groups.setdefault(product_key(session, catalog), []).append(session)
    totals = [
        Total(
            sessions[0].product if product not in catalog.products else product,
            _amount(sessions, short_from, today),
            _amount(sessions, long_from, today),
        )
        for product, sessions in groups.items()
    ]
    yield from sorted(totals, key=lambda item: (-item.long.sessions, item.product or ""))


def _amount(sessions: Sequence[Session], since: date, today: date) -> Amount:
    within = [item for item in sessions if item.date.not_after(today).last >= since]
    return Amount(
        units=sum(_units(item) for item in within if item.date.first >= since),
        perhaps=sum(_units(item) for item in within if item.date.first < since),
        unknown=sum(_misses_units(item) for item in within),
        sessions=len(within),
    )


def _units(session: Session) -> float:
    return sum(dose.units for dose in session.doses if dose.units is not None)


def _misses_units(session: Session) -> bool:
    return not session.doses or any(dose.units is None for dose in session.doses)
