"""Facts about one session that several reports need: its product, its result, what came after."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from botoxlog.catalog import Catalog
from botoxlog.core.model import CheckIn, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.area_forecast import AreaForecast, product_of
from botoxlog.forecast.treatment_history import Treatment


class AreaResult(NamedTuple):
    """What one session did in one area."""

    area: AreaForecast
    treatment: Treatment


def is_over(treatment: Treatment) -> bool:
    """Whether a result wore off at a check-in, or the area was treated again."""
    return treatment.treated_again_on is not None or treatment.lasted.end_seen


def worked_days(treatment: Treatment) -> tuple[float, float]:
    """Return the least and the most days that a result worked; it has to be over.

    It ended when it wore off or when the area was treated again, whichever came first: after that
    the new result is the one that works.
    """
    ends = []
    if treatment.lasted.at_most is not None:
        ends.append(treatment.lasted.at_most)
    if treatment.treated_again_on is not None:
        ends.append(float((treatment.treated_again_on.last - treatment.date.first).days))
    most = min(ends)
    return min(treatment.lasted.at_least or 0.0, most), most


def no_effect_seen(treatment: Treatment) -> tuple[PartialDate, ...]:
    """Return when check-ins found no effect of a result that worked at another, or wore off."""
    if treatment.no_effect:
        return ()
    return tuple(when for when, state in treatment.seen if state is State.NO_EFFECT)


def plain_name(name: str) -> str:
    """Return a name for comparison, without differences in case and spacing."""
    return " ".join(name.casefold().split())


def product_key(session: Session, catalog: Catalog) -> str | None:
    """Return a session's product id, or its plain name if unknown; None if not recorded."""
    known = product_of(session, catalog)
    if known is not None:
        return known.id
    return plain_name(session.product) if session.product else None


class SessionsBefore:
    """Finds the session before a date without looking at every session."""

    def __init__(self, sessions: Sequence[Session], today: date) -> None:
        middles = sorted(
            (item.date.not_after(today).middle, at) for at, item in enumerate(sessions)
        )
        self._sessions = [sessions[at] for _, at in middles]
        self._middles = [middle for middle, _ in middles]
        begins = sorted((item.date.first, rank) for rank, item in enumerate(self._sessions))
        self._begins = [first for first, _ in begins]
        self._latest = list(accumulate((rank for _, rank in begins), max))
        self._by_day: dict[PartialDate, list[Session]] = {}
        for item in self._sessions:
            if item.date.is_day:
                self._by_day.setdefault(item.date, []).append(item)

    def latest(self, when: PartialDate) -> Session | None:
        """Return the latest session that was probably before a date, else that may have been."""
        if probable := bisect_right(self._middles, when.middle):
            return self._sessions[probable - 1]
        possible = bisect_right(self._begins, when.last)
        return self._sessions[self._latest[possible - 1]] if possible else None

    def same_day(self, session: Session | None) -> tuple[Session, ...]:
        """Return the other sessions that are certainly of a session's day."""
        if session is None:
            return ()
        return tuple(item for item in self._by_day.get(session.date, ()) if item is not session)


def days_between(session: Session | None, checkin: CheckIn) -> int | None:
    """Return the days from a session to a check-in; None if either day is not known."""
    if session is None or not (session.date.is_day and checkin.date.is_day):
        return None
    return (checkin.date.first - session.date.first).days
