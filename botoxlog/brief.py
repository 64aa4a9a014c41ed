"""The sheet for a visit as one record of facts: what was done, what came of it, what to ask.

`build_brief` is a pure function of the outlook, the areas and the period. `botoxlog.sheet` puts it
into words, and every surface shows those.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from botoxlog.area import AreaOutlook, is_dormant, product_of
from botoxlog.dates import add_days
from botoxlog.lanes import Treatment
from botoxlog.model import CheckIn, Journal, Person, Session
from botoxlog.outlook import Outlook
from botoxlog.reference import Reference
from botoxlog.topics import Raised

RESULTS_TOLD = 3
"""Earlier results of each area that are told where no period was asked for. Our choice: what a
surgeon weighs is the recent ones, and three show whether they agree."""

SHORT_MONTHS, LONG_MONTHS = 3, 12
"""The periods of the totals: three months is the one that labels speak of (400 units of Botox)."""

MONTH_DAYS = 365.25 / 12
"""An average month, in days: what a month of effect is reckoned by."""


RESTING_DAYS = 365
"""So long after its session an area without a forecast counts as over. Our choice."""


class ChangeKind(StrEnum):
    """What can differ between a session and the one before it."""

    PRODUCT = "product"
    DOSE = "dose"
    INJECTOR = "injector"
    CLINIC = "clinic"


@dataclass(frozen=True, slots=True)
class AreaBrief:
    """One area on the sheet.

    Attributes:
        results: Results before the running one, newest first.
        more: How many such results are not among them.
    """

    area: AreaOutlook
    results: tuple[Treatment, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Observation:
    """A check-in with a side effect or a note.

    Attributes:
        after: The newest session up to that day, touch-ups included; None where there is none.
        days: How many days after it, None where either day is not known.
    """

    checkin: CheckIn
    after: Session | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a session did otherwise than the one before it, in one area or several."""

    kind: ChangeKind
    areas: tuple[AreaOutlook, ...]
    earlier: Treatment
    later: Treatment


class Amount(NamedTuple):
    """How much of one product in one period.

    Attributes:
        units: In the product's own units, touch-ups included.
        perhaps: Units of sessions whose date is not known well enough to say.
        unknown: Sessions that lie, or may lie, in the period and name no units somewhere.
        sessions: Sessions that lie, or may lie, in the period.
    """

    units: float
    perhaps: float
    unknown: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Total:
    """One product over all areas and uses: units of different products are never added.

    Attributes:
        product: Its id or the words of the journal; None for sessions that name none.
    """

    product: str | None
    short: Amount
    long: Amount


class PerMonth(NamedTuple):
    """What a month of effect cost.

    A result's months are the days from the injection until it was gone or repeated, whichever came
    first, over `MONTH_DAYS`. Of several areas of a session the one that lasted longest counts, and
    a session of which an area may still be working does not count yet.

    Attributes:
        at_least: If every result lasted as long as the record allows.
        at_most: If every result ended at the last look that saw it; None where none was seen.
        results: The sessions that this rests on: priced, and over in the last `LONG_MONTHS`.
    """

    at_least: float
    at_most: float | None
    results: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What sessions cost in one currency; currencies are never added.

    Attributes:
        currency: None for amounts without one.
        amount: Over the last `LONG_MONTHS`.
        sessions: Priced sessions in that time.
        per_month: None where no priced result has come to its end in that time.
    """

    currency: str | None
    amount: float
    sessions: int
    per_month: PerMonth | None


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on the sheet.

    Attributes:
        since: Where the period of observations and changes begins.
        asked_since: Whether the person chose it.
        asked_areas: Whether the person chose the areas.
        areas: What is running or was lately, most urgent first.
        resting: Areas whose last result was over long ago.
        observations: Newest first.
        raised: The open questions, most useful first.
        short_from, long_from: The first day of the totals' periods.
        unpriced: Sessions of the long period without a cost, touch-ups aside.
    """

    outlook: Outlook
    since: date
    asked_since: bool
    asked_areas: bool
    areas: tuple[AreaBrief, ...]
    resting: tuple[AreaOutlook, ...]
    observations: tuple[Observation, ...]
    changes: tuple[Change, ...]
    raised: tuple[Raised, ...]
    totals: tuple[Total, ...]
    spent: tuple[Spent, ...]
    unpriced: int
    short_from: date
    long_from: date

    @property
    def today(self) -> date:
        """The day of the sheet."""
        return self.outlook.today

    @property
    def person(self) -> Person:
        """Whose sheet it is, as far as the journal says."""
        return self.outlook.person


def build_brief(
    outlook: Outlook, chosen: Sequence[AreaOutlook], since: date | None = None
) -> Brief:
    """Gather what a visit needs.

    Args:
        outlook: What every area is doing.
        chosen: The areas to keep to. Where these are all of them, those that were over long ago
            are only named.
        since: Where the period begins; None takes the oldest of the last sessions on the sheet.
    """
    journal, reference = outlook.journal, outlook.reference
    some = len(chosen) < len(outlook.areas)
    dormant = [area for area in chosen if not some and _is_resting(area, outlook.today)]
    resting = dormant if len(dormant) < len(chosen) else []
    current = [area for area in chosen if not any(area is other for other in resting)]
    long_from = months_before(outlook.today, LONG_MONTHS)
    short_from = months_before(outlook.today, SHORT_MONTHS)
    begin = since or min((area.last.date.first for area in current), default=long_from)
    money = _Money(journal, chosen, outlook.today, long_from)
    return Brief(
        outlook=outlook,
        since=begin,
        asked_since=since is not None,
        asked_areas=some,
        areas=tuple(_area_brief(area, since) for area in current),
        resting=tuple(resting),
        observations=tuple(_observations(journal, begin, outlook.today)),
        changes=tuple(_changes(current, since, reference)),
        raised=tuple(
            item for item in outlook.raised if not some or _concerns(item, chosen, reference)
        ),
        totals=tuple(_totals(journal, reference, outlook.today, short_from, long_from)),
        spent=tuple(money.spent()),
        unpriced=money.unpriced(),
        short_from=short_from,
        long_from=long_from,
    )


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _is_resting(area: AreaOutlook, today: date) -> bool:
    if area.forecast is None:
        return (today - area.last.date.last).days > RESTING_DAYS
    return is_dormant(area, today)


def _concerns(raised: Raised, chosen: Sequence[AreaOutlook], reference: Reference) -> bool:
    """Whether a question is about a chosen area, or about all of it."""
    return not raised.areas or any(
        reference.overlap(area.area, named) for area in chosen for named in raised.areas
    )


def _area_brief(area: AreaOutlook, since: date | None) -> AreaBrief:
    over = [item for item in reversed(area.treatments[:-1]) if is_over(item)]
    if since is None:
        told = over[:RESULTS_TOLD]
    else:
        told = [item for item in over if item.date.last >= since]
    return AreaBrief(area, tuple(told), len(over) - len(told))


def is_over(treatment: Treatment) -> bool:
    """Whether a result has come to its end, or was repeated before it did."""
    return treatment.retreated is not None or treatment.lasted.is_fade


# --- what happened ---------------------------------------------------------------------------


def _observations(journal: Journal, since: date, today: date) -> Iterator[Observation]:
    """Yield every check-in that says more than a state, whatever its areas: none may be missed."""
    sessions = sorted(journal.sessions, key=lambda item: item.date.not_after(today).middle)
    told = [item for item in journal.checkins if item.effects or item.note]
    for checkin in sorted(told, key=lambda item: item.date.middle, reverse=True):
        if checkin.date.last < since:
            continue
        before = [item for item in sessions if item.date.first <= checkin.date.last]
        after = before[-1] if before else None
        yield Observation(checkin, after, _days_between(after, checkin))


def _days_between(session: Session | None, checkin: CheckIn) -> int | None:
    if session is None or not (session.date.is_day and checkin.date.is_day):
        return None
    return (checkin.date.first - session.date.first).days


def _changes(
    areas: Sequence[AreaOutlook], since: date | None, reference: Reference
) -> Iterator[Change]:
    """Yield what changed at the last session of each area, or at each since a day; newest first."""
    pairs: list[tuple[AreaOutlook, Treatment, Treatment]] = []
    for area in areas:
        steps = list(pairwise(area.treatments))
        for earlier, later in steps[-1:] if since is None else steps:
            if since is None or later.date.last >= since:
                pairs.append((area, earlier, later))
    pairs.sort(key=lambda pair: pair[2].date.middle, reverse=True)
    groups: dict[
        tuple[int, ChangeKind, str, str], list[tuple[AreaOutlook, Treatment, Treatment]]
    ] = {}
    for pair in pairs:
        for kind, before, after in _differences(*pair, reference):
            groups.setdefault((id(pair[2].session), kind, before, after), []).append(pair)
    for (_, kind, _, _), found in groups.items():
        yield Change(kind, tuple(area for area, _, _ in found), found[0][1], found[0][2])


def _differences(
    area: AreaOutlook, earlier: Treatment, later: Treatment, reference: Reference
) -> Iterator[tuple[ChangeKind, str, str]]:
    one, other = earlier.session, later.session
    before, after = product_key(one, reference), product_key(other, reference)
    if before and after and before != after:
        yield ChangeKind.PRODUCT, before, after
    elif before and before == after and _dose_differs(earlier, later):
        yield ChangeKind.DOSE, area.area, ""
    for kind, mine, new in (
        (ChangeKind.INJECTOR, one.injector, other.injector),
        (ChangeKind.CLINIC, one.clinic, other.clinic),
    ):
        if mine and new and _plain(mine) != _plain(new):
            yield kind, _plain(mine), _plain(new)


def _dose_differs(earlier: Treatment, later: Treatment) -> bool:
    if earlier.units is None or later.units is None:
        return False
    if earlier.units != later.units:
        return True
    return bool(earlier.sides and later.sides) and dict(earlier.sides) != dict(later.sides)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


# --- how much, and for what ------------------------------------------------------------------


def product_key(session: Session, reference: Reference) -> str | None:
    """Return the id of a session's product, else its words as compared, None where it has none."""
    known = product_of(session, reference)
    if known is not None:
        return known.id
    return _plain(session.product) if session.product else None


def _totals(
    journal: Journal, reference: Reference, today: date, short_from: date, long_from: date
) -> Iterator[Total]:
    """Yield each product used in the long period, the most used first."""
    groups: dict[str | None, list[Session]] = {}
    for session in journal.sessions:
        if session.date.not_after(today).last >= long_from:
            groups.setdefault(product_key(session, reference), []).append(session)
    totals = [
        Total(
            sessions[0].product if product not in reference.products else product,
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
        unknown=sum(_names_too_little(item) for item in within),
        sessions=len(within),
    )


def _units(session: Session) -> float:
    return sum(dose.units for dose in session.doses if dose.units is not None)


def _names_too_little(session: Session) -> bool:
    return not session.doses or any(dose.units is None for dose in session.doses)


def spent_since(
    journal: Journal, areas: Sequence[AreaOutlook], today: date, since: date
) -> Iterator[Spent]:
    """Yield what the sessions of some areas cost since a day, the currency paid most often first.

    In what comes back, that day stands for the beginning of the last `LONG_MONTHS`.
    """
    yield from _Money(journal, areas, today, since).spent()


@dataclass(frozen=True, slots=True)
class _Money:
    """The costs of the sessions that treated the chosen areas, each price whole."""

    journal: Journal
    areas: Sequence[AreaOutlook]
    today: date
    since: date

    def spent(self) -> Iterator[Spent]:
        """Yield each currency of the period, the one paid most often first."""
        priced = [item for item in self._lately(self._sessions()) if item.cost is not None]
        results = list(self._ended())
        known = [item.currency for item in priced] + [main.currency for main, _, _ in results]
        for currency in sorted(set(known), key=lambda item: (-known.count(item), item or "")):
            paid = [item for item in priced if item.currency == currency]
            costs = [
                (self._cost(main), low, high)
                for main, low, high in results
                if main.currency == currency
            ]
            yield Spent(
                currency, sum(item.cost or 0 for item in paid), len(paid), _per_month(costs)
            )

    def unpriced(self) -> int:
        """Return how many sessions of the period name no cost; a touch-up is often free."""
        return sum(
            item.cost is None and not item.touch_up_of for item in self._lately(self._sessions())
        )

    def _sessions(self) -> list[Session]:
        told = {
            id(item)
            for area in self.areas
            for treatment in area.treatments
            for item in (treatment.session, *treatment.touch_ups)
        }
        return [session for session in self.journal.sessions if id(session) in told]

    def _lately(self, sessions: Sequence[Session]) -> list[Session]:
        return [item for item in sessions if item.date.not_after(self.today).middle >= self.since]

    def _cost(self, main: Session) -> float:
        """Return what a session cost with its touch-ups in the same currency."""
        touch_ups = [
            item for item in self.journal.sessions if main.id and item.touch_up_of == main.id
        ]
        paid = [main, *(item for item in touch_ups if item.currency == main.currency)]
        return sum(item.cost or 0 for item in paid)

    def _ended(self) -> Iterator[tuple[Session, float, float]]:
        """Yield each priced session that ended lately: least and most days it worked."""
        running = {id(area.last.session) for area in self.areas if self._still_runs(area)}
        ended: dict[int, tuple[Session, float, float, date]] = {}
        for area in self.areas:
            for treatment in area.treatments:
                main = treatment.session
                if not main.cost or not is_over(treatment) or id(main) in running:
                    continue
                low, high = worked_days(treatment)
                end = add_days(treatment.date.middle, high)
                _, least, most, last = ended.get(id(main), (main, 0.0, 0.0, end))
                ended[id(main)] = (main, max(least, low), max(most, high), max(last, end))
        for main, least, most, last in ended.values():
            if last >= self.since and most > 0:
                yield main, least, most

    def _still_runs(self, area: AreaOutlook) -> bool:
        """Whether a result may still be working, so that its session has not ended."""
        if is_over(area.last) or area.no_effect:
            return False
        return area.forecast is None or area.forecast.late >= self.today


def worked_days(treatment: Treatment) -> tuple[float, float]:
    """Return the least and the most days that a result that is over worked.

    It ended when it was gone or when it was repeated, whichever came first: after a repetition it
    is the new one that works.
    """
    ends = []
    if treatment.lasted.at_most is not None:
        ends.append(treatment.lasted.at_most)
    if treatment.retreated is not None:
        ends.append(float((treatment.retreated.last - treatment.date.first).days))
    most = min(ends)
    return min(treatment.lasted.at_least or 0.0, most), most


def _per_month(results: Sequence[tuple[float, float, float]]) -> PerMonth | None:
    if not results:
        return None
    cost = sum(item[0] for item in results) * MONTH_DAYS
    least, most = sum(item[1] for item in results), sum(item[2] for item in results)
    return PerMonth(cost / most, cost / least if least > 0 else None, len(results))
