"""Sessions recorded twice: which records are certainly one session, and what they say together.

The same visit may be logged on two devices, imported from a clinic's list, or typed again. Records
of the same day, with the same product (or one that is not known), an area in common and no units
that contradict are one session, unless just one of them is a touch-up. Whatever is less sure stays
two.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from itertools import combinations
from typing import Any, NamedTuple, TypeVar

from botoxlog.catalog import Catalog
from botoxlog.core.model import (
    Appointment,
    CheckIn,
    Discussed,
    Dose,
    Journal,
    Record,
    Session,
    Stopped,
)
from botoxlog.core.partial_dates import PartialDate, add_days

_BOTH = ("left", "right")
_ROUNDING = 0.005
"""Two amounts of units closer than this are equal, in units."""


_MOST_OF_A_DAY = 100
"""Upper limit for the records of one day that are compared with each other. Our choice: far above
what a person records, and every one is compared with every other."""


class Match(Enum):
    """Whether two records are one session."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


class SessionMatcher(NamedTuple):
    """Compares sessions; areas and products count by what they mean, not by how they are spelt."""

    catalog: Catalog

    def match(self, one: Session, other: Session) -> Match:
        """Return whether two records are one session.

        `UNSURE` are two of one day that contradict each other, a month and a day in it, and two
        days in a row, which one session is on both sides of the date line.
        """
        if not self._may_be_one(one, other):
            return Match.DIFFERENT
        same_day = one.date.is_day and one.date == other.date
        if one.touch_up_of != other.touch_up_of:
            corrects = {one.touch_up_of, other.touch_up_of} & {one.id, other.id} - {None}
            return Match.UNSURE if same_day and not corrects else Match.DIFFERENT
        return Match.SAME if same_day and not self._units_contradict(one, other) else Match.UNSURE

    def _may_be_one(self, one: Session, other: Session) -> bool:
        return _is_near(one.date, other.date) and self.same_treatment(one, other)

    def can_be_joined(self, one: Session, other: Session) -> bool:
        """Whether a person may call two records one session, which botoxlog would not.

        Their dates are at most a day apart or may be one, neither product contradicts the other,
        and neither corrects the other.
        """
        dates = _is_near(one.date, other.date) or one.date.may_be(other.date)
        linked = {one.touch_up_of, other.touch_up_of} & {one.id, other.id} - {None}
        return dates and not linked and not self._products_differ(one, other)

    def same_treatment(self, one: Session, other: Session) -> bool:
        """Whether two sessions may be of one product, and share an area."""
        return not self._products_differ(one, other) and any(
            self.catalog.overlap(mine, theirs)
            for mine in map(self.catalog.area_id, one.areas)
            for theirs in map(self.catalog.area_id, other.areas)
        )

    def _units_contradict(self, one: Session, other: Session) -> bool:
        mine, theirs = self._by_side(one), self._by_side(other)
        return any(_contradict(mine[base], theirs[base]) for base in mine.keys() & theirs.keys())

    def _by_side(self, session: Session) -> "dict[str, _Sides]":
        """Return the doses of each area by its sides; None is both sides together."""
        found: dict[str, _Sides] = {}
        for dose in session.doses:
            base, side = self.catalog.split_side(self.catalog.area_id(dose.area))
            found.setdefault(base.casefold(), {})[side] = dose
        return found

    def groups(self, sessions: Sequence[Session]) -> list[list[int]]:
        """Return the indexes of the records of each session that was recorded more than once.

        Records are one session if they match one after another and no two of them contradict.
        """
        by_day: dict[date, list[int]] = {}
        for index, session in enumerate(sessions):
            if session.date.is_day:
                by_day.setdefault(session.date.first, []).append(index)
        return [
            group
            for indexes in by_day.values()
            if 1 < len(indexes) <= _MOST_OF_A_DAY
            for group in self._linked(sessions, indexes)
        ]

    def _linked(self, sessions: Sequence[Session], indexes: Sequence[int]) -> Iterator[list[int]]:
        """Yield the groups among the records of one day."""
        group_of = {index: [index] for index in indexes}
        apart: set[tuple[int, int]] = set()
        for pair in combinations(indexes, 2):
            one, other = (sessions[index] for index in pair)
            match = self.match(one, other)
            if match is Match.SAME and group_of[pair[0]] is not group_of[pair[1]]:
                joint = sorted(group_of[pair[0]] + group_of[pair[1]])
                group_of |= dict.fromkeys(joint, joint)
            elif match is Match.UNSURE or self._products_differ(one, other):
                apart.add(pair)
        for group in {id(group): group for group in group_of.values()}.values():
            if len(group) > 1 and not any(pair in apart for pair in combinations(group, 2)):
                yield group

    def _products_differ(self, one: Session, other: Session) -> bool:
        substances = {self.catalog.substance(item.product) for item in (one, other)}
        return None not in substances and len(substances) > 1

    def unsure(self, sessions: Sequence[Session]) -> Iterator[tuple[int, int]]:
        """Yield the indexes of two records that may be one session but are not surely one."""
        order = sorted(
            (index for index, item in enumerate(sessions) if item.date.is_narrow),
            key=lambda index: sessions[index].date.first,
        )
        sure = {pair for group in self.groups(sessions) for pair in combinations(group, 2)}
        open_until: list[int] = []
        for index in order:
            begin = add_days(sessions[index].date.first, -1)
            open_until = [one for one in open_until if sessions[one].date.last >= begin]
            for earlier in open_until:
                one, other = sorted((earlier, index))
                match = self.match(sessions[one], sessions[other])
                if match is not Match.DIFFERENT and (one, other) not in sure:
                    yield one, other
            open_until.append(index)

    def joined(self, records: Sequence[Session]) -> Session:
        """Return what the records of one session say together; where they differ, the first counts.

        A whole area gives way to its two sides, and an unknown product to a known one. Areas are
        ids. The id is the smallest, so that every device keeps the same one.
        """
        values: dict[str, Any] = {name: _first(records, name) for name in Session._fields}
        # The date that is known best: a month says nothing against a day in it.
        values["date"] = min((one.date for one in records), key=lambda when: when.last - when.first)
        for name, whole in (("currency", "cost"), ("expiry", "lot")):
            fitting = [one for one in records if getattr(one, whole) in {None, values[whole]}]
            values[name] = _first(fitting, name)
        product = next((one for one in map(self._known_product, records) if one), None)
        values["product"] = product or values["product"]
        values["doses"] = self._joined_doses([dose for one in records for dose in one.doses])
        ids = [one.id for one in records if one.id is not None]
        return Session(**{**values, "id": min(ids, default=None)})

    def _known_product(self, session: Session) -> str | None:
        """Return the product by its id, None if it is not known."""
        if self.catalog.substance(session.product) is None:
            return None
        known = self.catalog.product_named(session.product or "")
        return known.id if known else session.product

    def _joined_doses(self, doses: Iterable[Dose]) -> tuple[Dose, ...]:
        """Return the doses of each area once, in an order that does not depend on theirs."""
        found: dict[tuple[str, str], Dose] = {}
        for dose in doses:
            area = self.catalog.area_id(dose.area)
            base, side = self.catalog.split_side(area)
            key = base.casefold(), side or ""
            known = found.setdefault(key, dose._replace(area=area))
            found[key] = known._replace(
                units=known.units if known.units is not None else dose.units,
                sites=known.sites or dose.sites,
            )
        for base in [base for base, side in found if not side]:
            if (base, "left") in found or (base, "right") in found:
                _part(found, base)
        return tuple(found[key] for key in sorted(found))


_Sides = dict[str | None, Dose]


def _part(doses: dict[tuple[str, str], Dose], base: str) -> None:
    """Part a dose for both sides together into its sides, of which at least one is there."""
    whole = doses.pop((base, ""))
    for side in _BOTH:
        doses.setdefault((base, side), Dose(f"{whole.area}-{side}"))
    sides = {side: doses[base, side].units for side in _BOTH}
    known = [units for units in sides.values() if units is not None]
    if whole.units is None or len(known) == len(sides):
        return
    if not known:
        del doses[base, "left"], doses[base, "right"]
        doses[base, ""] = whole
    elif known[0] < whole.units:  # the rest went to the other side
        other = next(side for side, units in sides.items() if units is None)
        doses[base, other] = doses[base, other]._replace(units=whole.units - known[0])


def _first(records: Sequence[Session], name: str) -> Any:
    """Return the first value that is known of a field."""
    return next((value for one in records if (value := getattr(one, name)) is not None), None)


def _is_near(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates may be of one session: both known well enough, at most a day apart."""
    return (
        (one.first - other.last).days <= 1  # most are ruled out here, in journals of thousands
        and (other.first - one.last).days <= 1
        and one.is_narrow
        and other.is_narrow
        and (one.may_be(other) or (one.is_day and other.is_day))
    )


def _contradict(one: _Sides, other: _Sides) -> bool:
    """Whether what two records say of an area cannot both be right, or not be put together."""
    if any(None in sides and len(sides) > 1 for sides in (one, other)):
        return True  # a whole area and a side of it in one record: nobody knows what it means
    if any(not _may_equal(one[side].units, other[side].units) for side in one.keys() & other):
        return True
    for whole, sides in ((one, other), (other, one)):
        if None not in whole or None in sides or not sides:
            continue
        total, parts = whole[None].units, [dose.units for dose in sides.values()]
        known = [units for units in parts if units is not None]
        if any(dose.sites for dose in (*one.values(), *other.values())):
            return True  # sites of both sides belong to neither
        if total is None:
            continue
        both_known = len(known) == len(_BOTH)
        if len(sides) < len(_BOTH) or (both_known and not _may_equal(total, sum(known))):
            return True
        if known and not both_known and known[0] >= total:
            return True
    return False


def _may_equal(one: float | None, other: float | None) -> bool:
    return one is None or other is None or abs(one - other) < _ROUNDING


# --- a journal as it counts ------------------------------------------------------------------


def as_counted(journal: Journal, catalog: Catalog, today: date) -> Journal:
    """Return a journal in which each session counts once, and no record lies ahead of `today`.

    Sessions are in an order that does not depend on that of the file. A record of tomorrow is from
    a device beyond the date line, and counts as of today. Check-ins and discussed questions of one
    day that say the same count once too, and so do appointments and stops.
    """
    sessions = _up_to(journal.sessions, today)
    appointments = _each_once(journal.appointments)
    if len(appointments) < len(journal.appointments):
        sessions = _renamed(sessions, journal.appointments, appointments)
    matcher = SessionMatcher(catalog)
    dropped: set[int] = set()
    links: dict[str, str | None] = {}
    whole = list(sessions)
    for group in matcher.groups(sessions):
        records = [sessions[index] for index in group]
        joint = matcher.joined(sorted(records, key=_precedence))
        whole[group[0]] = joint
        dropped |= set(group[1:])
        links |= {one.id: joint.id for one in records if one.id is not None}
    kept = [one for index, one in enumerate(whole) if index not in dropped]
    if links:
        kept = [
            one._replace(touch_up_of=links.get(one.touch_up_of, one.touch_up_of))
            if one.touch_up_of
            else one
            for one in kept
        ]
    counted = journal._replace(
        sessions=tuple(sorted(kept, key=_order)),
        checkins=_each_once(_up_to(journal.checkins, today)),
        discussed=_each_once(_up_to(journal.discussed, today)),
        appointments=appointments,
        stopped=_each_once(_up_to(journal.stopped, today)),
    )
    if any(one.touch_up_of in links for one in sessions if one.touch_up_of):
        return as_counted(counted, catalog, today)  # touch-ups of one session may be one now
    return counted


def _order(session: Session) -> tuple[date, date, str, tuple[str, ...]]:
    return *session.date, session.product or "", session.areas


def _precedence(session: Session) -> tuple[int, str]:
    """Return the sort key by which the record that says most counts first."""
    told = sum(value is not None for value in session) + sum(
        1 + (dose.units is not None) + len(dose.sites) for dose in session.doses
    )
    return -told, session.id or ""


R = TypeVar("R", Session, CheckIn, Discussed, Appointment, Stopped)


def _up_to(records: tuple[R, ...], today: date) -> tuple[R, ...]:
    if all(one.date.first <= today for one in records):
        return records
    here = PartialDate.of_day(today)
    return tuple(one if one.date.first <= today else one._replace(date=here) for one in records)


def _each_once(records: tuple[R, ...]) -> tuple[R, ...]:
    by_date: dict[PartialDate, list[R]] = {}
    for one in records:
        known = by_date.setdefault(one.date, [])
        if not (one.date.is_day and any(_is_equal(one, other) for other in known)):
            known.append(one)
    if sum(map(len, by_date.values())) == len(records):
        return records
    kept = {id(one) for known in by_date.values() for one in known}
    return tuple(one for one in records if id(one) in kept)


def _renamed(
    sessions: tuple[Session, ...],
    appointments: tuple[Appointment, ...],
    kept: tuple[Appointment, ...],
) -> tuple[Session, ...]:
    """Return the sessions; those that name an appointment that was dropped name its equal."""
    new = {
        one.id: next(other.id for other in kept if _is_equal(one, other)) for one in appointments
    }
    return tuple(
        one._replace(appointment=new.get(one.appointment, one.appointment)) for one in sessions
    )


def _is_equal(one: Record, other: Record) -> bool:
    """Whether two records say the same, apart from their ids."""
    return one._replace(id=None) == other._replace(id=None)
