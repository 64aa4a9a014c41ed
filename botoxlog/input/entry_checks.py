"""A new record compared with the journal: what looks like a mistake, and what it belongs to.

Nothing is refused here. Each finding is a sentence to show along with what is saved.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from botoxlog.catalog import Catalog, Product
from botoxlog.core.model import CheckIn, Dose, Journal, Session
from botoxlog.core.partial_dates import PartialDate, add_days
from botoxlog.core.text import inert, join_words, plural
from botoxlog.forecast.duplicates import Match, SessionMatcher

SHORT_INTERVAL_DAYS = 84
"""Twelve weeks, the interval that most labels give (topic `too-soon`). A shorter one is pointed out
as a possible typing error, unless a label allows it (Xeomin in the neck, Europe: 70 days)."""

LATE_TOUCH_UP_DAYS = 56
"""A touch-up later than this is pointed out; most follow after one to three weeks. Our choice."""

SLIP_FACTOR = 10
"""Units this many times the usual are pointed out as a possible typing error. Our choice."""


class EntryChecks(NamedTuple):
    """The sessions of a journal, to compare a new record with."""

    journal: Journal
    catalog: Catalog

    @property
    def _matcher(self) -> SessionMatcher:
        return SessionMatcher(self.catalog)

    def warnings_of(self, new: Sequence[Session]) -> Iterator[str]:
        """Yield what looks like a mistake in sessions that came from a file, each with its date.

        Args:
            new: Some sessions of the journal; each is compared with those before it.
        """
        added = set(new)
        before = [session for session in self.journal.sessions if session not in added]
        for session in sorted(new, key=lambda item: item.date.middle):
            checks = EntryChecks(self.journal._replace(sessions=tuple(before)), self.catalog)
            for warning in checks.session_warnings(session, typed=False):
                yield f"{session.date}: {warning}"
            before.append(session)

    def session_warnings(self, session: Session, *, typed: bool = True) -> Iterator[str]:
        """Yield a sentence for each thing about a new session that looks like a mistake.

        Args:
            session: The session.
            typed: Whether it is from the command line, so that an option can mend it.
        """
        yield from self.unusual_units(session)
        near = self._near(session)
        if twin := self._twin(session, near):
            known_as = f" ({inert(twin.id)})" if twin.id else ""
            on_date = session.date.with_preposition
            once = self._matcher.match(twin, session) is Match.SAME
            yield (
                f"Your journal already has a session with these areas {on_date}{known_as}."
                f"{' The two count as one.' if once else ''}"
            )
        elif session.touch_up_of:
            hint = " If it was a new session, leave out --touch-up." if typed else ""
            yield from self._late_touch_up(session, hint)
        else:
            hint = " If this was a correction, add --touch-up." if typed else ""
            yield from self._short_intervals(session, near, hint)
            if typed:  # of what comes from a file, `merge` and `import` say it themselves
                yield from self._may_be_known(session, near)

    def unusual_units(self, session: Session) -> Iterator[str]:
        """Yield a sentence for each dose that is `SLIP_FACTOR` times the usual or more."""
        for dose in session.doses:
            usual = self._usual_units(dose, session.product)
            if dose.units and usual and dose.units >= SLIP_FACTOR * usual:
                label = inert(self.catalog.area_label(dose.area))
                times = f"{dose.units / usual:.0f} times"
                yield f"{label}: {dose.units:g} units is {times} the usual dose."

    def _usual_units(self, new: Dose, product: str | None) -> float | None:
        """Return the usual units for a dose of a whole area, None if not known.

        What the person had before counts first, if it was given to the same muscles and points:
        units of one muscle are no measure for a whole neck.
        """
        substance, places = self.catalog.substance(product), _places(new)
        own = [
            dose.units
            for session in self.journal.sessions
            for dose in session.doses
            if dose.area == new.area and dose.units and _places(dose) == places
            if self.catalog.substance(session.product) == substance
        ]
        if own:
            return sorted(own)[len(own) // 2]
        base, side = self.catalog.split_side(new.area)
        for known in self._same_substance(product):
            for labelled in known.labelled:
                if labelled.areas == (base,) and labelled.total:
                    return labelled.total / 2 if side else labelled.total
        return None

    def _same_substance(self, product: str | None) -> Iterator[Product]:
        """Yield a known product, then the other brands of its substance: they share units."""
        known = None if product is None else self.catalog.product_named(product)
        if known is None:
            return
        yield known
        for other in self.catalog.products.values():
            same = self.catalog.substance(other.id) == self.catalog.substance(known.id)
            if other != known and same and known.family == other.family:
                yield other

    def _near(self, session: Session) -> list[Session]:
        """Return the sessions that may be close to a new one: no other is compared with it."""
        begin = add_days(session.date.first, -SHORT_INTERVAL_DAYS)
        end = add_days(session.date.last, SHORT_INTERVAL_DAYS)
        return [
            other
            for other in self.journal.sessions
            if other.date.last >= begin and other.date.first <= end
        ]

    def _twin(self, session: Session, near: Sequence[Session]) -> Session | None:
        """Return the session that this one seems to repeat.

        Two sessions known only to the year may be different ones, unless they are equal.
        """
        areas = set(session.areas)
        for other in near:
            if self._matcher.match(other, session) is Match.SAME:
                return other
            same = other.date == session.date and set(other.areas) == areas
            if same and (session.date.knows_month or _equal(other, session)):
                return other
        return None

    def _short_intervals(
        self, session: Session, near: Sequence[Session], hint: str
    ) -> Iterator[str]:
        nearest: dict[tuple[int, Session], list[str]] = {}
        begin = add_days(session.date.last, -SHORT_INTERVAL_DAYS)
        end = add_days(session.date.first, SHORT_INTERVAL_DAYS)
        close = [
            (_most_days_between(session.date, other.date), other)
            for other in near
            if begin < other.date.first and other.date.last < end and not other.touch_up_of
            if other.date == session.date or self._matcher.match(other, session) is Match.DIFFERENT
        ]
        for dose in session.doses:
            base = self.catalog.split_side(dose.area)[0]
            gaps = [
                gap
                for gap in close
                if self._treats(gap[1], dose.area)
                and not self._label_allows(gap[0], session, gap[1], dose.area)
            ]
            if gaps:
                gap = min(gaps, key=lambda item: item[0])
                nearest.setdefault(gap, []).append(inert(self.catalog.area_label(base)))
        for (days, other), labels in nearest.items():
            names = join_words(list(dict.fromkeys(labels)))
            if days == 0:
                known_as = f" ({inert(other.id)})" if other.id else ""
                yield f"{names}: already treated {other.date.with_preposition}{known_as}."
                continue
            exact = session.date.is_day and other.date.is_day
            side = "after" if other.date.middle <= session.date.middle else "before"
            yield (
                f"{names}: {plural(days, 'day')}{'' if exact else ' at most'} {side} "
                f"the session {other.date.with_preposition}, so less than 12 weeks apart.{hint}"
            )

    def _may_be_known(self, session: Session, near: Sequence[Session]) -> Iterator[str]:
        """Yield a sentence for each session of another date that may be this one."""
        for other in near:
            if other.date == session.date or self._matcher.match(other, session) is Match.DIFFERENT:
                continue
            known_as = f" ({inert(other.id)})" if other.id else ""
            yield (
                f"This may be the session {other.date.with_preposition}{known_as}. Both count. "
                "To see how to join them: botoxlog doctor"
            )

    def _label_allows(self, days: int, one: Session, other: Session, area: str) -> bool:
        """Whether a label of the earlier of two sessions gives an interval as short as this."""
        earlier = min(one, other, key=lambda session: session.date.middle)
        return any(
            interval.days <= days
            for interval in self.catalog.label_intervals(earlier.product, area, earlier.purpose)
        )

    def _late_touch_up(self, session: Session, hint: str) -> Iterator[str]:
        first = next(
            (item for item in self.journal.sessions if item.id == session.touch_up_of), None
        )
        if first is None:  # `doctor` names it
            return
        days = (session.date.first - first.date.last).days
        if days > LATE_TOUCH_UP_DAYS:
            least = "" if session.date.is_day and first.date.is_day else "at least "
            yield (
                f"This touch-up is {least}{plural(days, 'day')} after the session it corrects."
                f"{hint}"
            )

    def checkin_warnings(self, checkin: CheckIn) -> Iterator[str]:
        """Yield a sentence for each area of a check-in that no earlier session treated."""
        for seen in checkin.states:
            behind = [
                session
                for session in self.journal.sessions
                if session.date.first <= checkin.date.last and self._treats(session, seen.area)
            ]
            if not behind:
                label = inert(self.catalog.area_label(seen.area))
                yield (
                    f"{label}: no session logged {checkin.date.in_clause} or before, "
                    "so there is no forecast."
                )

    def session_before(self, doses: Sequence[Dose], when: PartialDate) -> Session | None:
        """Return the latest session of any of these areas up to a date, not counting touch-ups."""
        earlier = [
            session
            for session in self.journal.sessions
            if session.id
            and not session.touch_up_of
            and session.date.first <= when.last
            and any(self._treats(session, dose.area) for dose in doses)
        ]
        return max(earlier, key=lambda session: session.date.middle, default=None)

    def _treats(self, session: Session, area: str) -> bool:
        return any(
            self.catalog.overlap(self.catalog.area_id(mine), self.catalog.area_id(area))
            for mine in session.areas
        )


def _most_days_between(one: PartialDate, other: PartialDate) -> int:
    """Return the most days that can lie between two dates known only to a month or year."""
    return max((one.last - other.first).days, (other.last - one.first).days)


def _places(dose: Dose) -> frozenset[str]:
    """Return the muscles and points that a dose was given to, empty for the area as a whole."""
    return frozenset(site.name for site in dose.sites)


def _equal(one: Session, other: Session) -> bool:
    """Whether two sessions are equal apart from their ids."""
    return one._replace(id=None) == other._replace(id=None)
