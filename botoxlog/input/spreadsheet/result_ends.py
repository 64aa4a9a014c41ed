"""When each result of a sheet had worn off, read as check-ins: `gone`, in the month of it.

A length of time is counted from its session. Whatever it says has to fall into one month, lie
behind the session and not after today, and agree with what the sheet and the journal say besides;
all else stays in words.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple, TypeVar

from botoxlog.catalog import Catalog
from botoxlog.core.model import AreaState, CheckIn, Journal, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.treatment_history import AreaNames
from botoxlog.input.spreadsheet.lengths import Length, quoted


class EndCell(NamedTuple):
    """What one cell says about an end.

    Attributes:
        areas: Those of its row.
        typed: The cell.
        words: The same under the name of its column, as a note holds it.
        when: A length of time, a date, or why it is neither; None where it has not ended.
    """

    row: int
    areas: tuple[str, ...]
    typed: str
    words: str
    when: Length | PartialDate | str | None


class UnreadCell(NamedTuple):
    """A cell that is no check-in, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReadCheckIn:
    """A check-in and the rows it stands in.

    Attributes:
        checkin: As read from the sheet, with the id of the one that is there where one is.
        differs: Whether that one says another month.
    """

    rows: tuple[int, ...]
    checkin: CheckIn
    differs: bool = False


@dataclass(slots=True)
class SessionEnds:
    """What the ends of one session come to.

    Attributes:
        words: What is in no check-in, for the note of the session.
    """

    new: list[ReadCheckIn] = field(default_factory=list)
    already: list[ReadCheckIn] = field(default_factory=list)
    kept: list[UnreadCell] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def keep(self, said: EndCell, reason: str) -> None:
        """Leave a cell in words, and say why unless there is nothing to say."""
        if reason:
            self.kept.append(UnreadCell(said.row, reason))
        self.words.append(said.words)


class _Seen(NamedTuple):
    middle: date
    side: str | None
    state: State
    checkin: CheckIn


class _End(NamedTuple):
    """The month of an end, and the first day on which it can have been."""

    month: PartialDate
    earliest: date
    is_date: bool

    def is_before(self, retreated: PartialDate) -> bool:
        """Whether it can have ended before the area was treated again.

        A length that ends on that very day says how long it was until then, not that it had gone.
        """
        day = self.earliest if self.is_date else self.earliest + timedelta(days=1)
        return day <= retreated.last


class ResultEnds:
    """The ends of results, told from all sessions and looks that there are."""

    def __init__(
        self,
        journal: Journal,
        catalog: Catalog,
        today: date,
        new_id: Callable[[], str],
    ) -> None:
        self.catalog, self.today, self.new_id = catalog, today, new_id
        self.names = AreaNames(catalog)
        self.sessions: dict[str, list[tuple[date, str | None, Session]]] = {}
        for session in journal.sessions:
            for area in () if session.touch_up_of else session.areas:
                base, side = self.names.resolve(area)
                here = session.date.not_after(today).middle
                self.sessions.setdefault(base, []).append((here, side, session))
        for lane in self.sessions.values():
            lane.sort(key=_first)
        self.reach = {
            base: list(accumulate((item[2].date.not_after(today).last for item in lane), max))
            for base, lane in self.sessions.items()
        }
        self.looks: dict[str, list[_Seen]] = {}
        for checkin in journal.checkins:
            self._note(checkin)

    def of(self, session: Session, said: Sequence[EndCell]) -> SessionEnds:
        """Return what the cells of a session say, each row for its own areas."""
        outcome = SessionEnds()
        months: dict[PartialDate, dict[str, list[EndCell]]] = {}
        for row in dict.fromkeys(item.row for item in said):
            ends = self._ends(session, [item for item in said if item.row == row], outcome)
            if len({end.month for _, end in ends}) > 1:
                cells = join_words([quoted(item.typed) for item, _ in ends])
                for place, (item, _) in enumerate(ends):
                    outcome.keep(item, "" if place else f"{cells} are not the same month.")
                continue
            for item, end in ends:
                self._sort_in(session, item, end, outcome, months)
        for month, areas in months.items():
            everything = [item for items in areas.values() for item in items]
            checkin = CheckIn(
                self.new_id(),
                month,
                tuple(AreaState(area, State.GONE) for area in areas),
                note="; ".join(dict.fromkeys(item.words for item in everything)),
            )
            self._note(checkin)
            outcome.new.append(ReadCheckIn(_rows(everything), checkin))
        return outcome

    def _note(self, checkin: CheckIn) -> None:
        here = checkin.date.not_after(self.today).middle
        for seen in checkin.states:
            base, side = self.names.resolve(seen.area)
            lane = self.looks.setdefault(base, [])
            insort(lane, _Seen(here, side, seen.state, checkin), key=_first)

    # One cell

    def _ends(
        self, session: Session, said: Sequence[EndCell], outcome: SessionEnds
    ) -> list[tuple[EndCell, _End]]:
        found: list[tuple[EndCell, _End]] = []
        for item in said:
            end = self._end(session, item)
            if isinstance(end, str):
                outcome.keep(item, end)
            else:
                found.append((item, end))
        return found

    def _end(self, session: Session, said: EndCell) -> _End | str:
        """Return when it ended, or why that cannot be told."""
        cell = quoted(said.typed)
        if said.when is None:
            again = any(self._next(session, area) for area in said.areas)
            return f"{cell}, and yet it was treated again." if again else ""
        if isinstance(said.when, str):
            return said.when
        stretch = self._stretch(session, said.when)
        if isinstance(stretch, str):
            return f"{cell} {stretch}."
        first, month = stretch[0], _month(stretch[0])
        if month != _month(stretch[1]):
            return f"{cell} can end in {month} or in {_month(stretch[1])}: that is not one month."
        if month.first <= session.date.last:
            of = "month" if session.date.knows_month else "year"
            return f"{cell} ends in the {of} of the session itself."
        return _End(month, first, isinstance(said.when, PartialDate))

    def _stretch(self, session: Session, when: Length | PartialDate) -> tuple[date, date] | str:
        """Return the first day and the last on which it can have ended, or what is odd about it."""
        if isinstance(when, PartialDate):
            if not when.knows_month:
                return "names no month"
            odd = "is before the session" if when.last < session.date.first else ""
            return odd or (when.first, when.not_after(self.today).last)
        if session.touch_up_of:
            return "of a touch-up does not say from which day it counts"
        low, high = when.pairs
        last = _later(session.date.last, *high)
        if last > self.today:
            return "would end after today"
        return _later(session.date.first, *low), last

    # One area

    def _sort_in(
        self,
        session: Session,
        said: EndCell,
        end: _End,
        outcome: SessionEnds,
        months: dict[PartialDate, dict[str, list[EndCell]]],
    ) -> None:
        """Put the areas of a row to what is new, is there, or stays in words."""
        there: dict[str, CheckIn] = {}
        why: dict[str, list[str]] = {}
        for area in said.areas:
            if reason := self._against(session, area, end):
                why.setdefault(reason, []).append(inert(self.catalog.area_label(area)))
            elif known := self._known(session, area):
                there[area] = known
            else:
                months.setdefault(end.month, {}).setdefault(area, []).append(said)
        if why:
            told = (f"{reason} ({join_words(areas)})" for reason, areas in why.items())
            outcome.keep(said, f"{quoted(said.typed)}, and yet {'; '.join(told)}.")
        for known in dict.fromkeys(there.values()):
            states = tuple(AreaState(area, State.GONE) for area in there if there[area] is known)
            read = CheckIn(known.id, end.month, states, note=said.words)
            apart = known.date.last < end.month.first or end.month.last < known.date.first
            outcome.already.append(ReadCheckIn((said.row,), read, apart))
        if not why and any(said.words not in (known.note or "") for known in there.values()):
            outcome.words.append(said.words)

    def _against(self, session: Session, area: str, end: _End) -> str:
        """Return what contradicts an end, or makes another session's of it; else ""."""
        base, side = self.names.resolve(area)
        if not any(_meets((base, side), self.names.resolve(mine)) for mine in session.areas):
            return "that session is there without it"
        retreated = self._next(session, area)
        if retreated and not end.is_before(retreated.date):
            return f"it was treated again on {retreated.date}"
        if self._is_anothers(session, (base, side), end.month):
            return "another session at about that time may be meant"
        for seen in self._seen(session, area):
            worked = seen.state in {State.FULL, State.FADING}
            if worked and seen.checkin.date.first > end.month.last:
                return f"it was seen {seen.state} on {seen.checkin.date}"
        return ""

    def _is_anothers(
        self, session: Session, area: tuple[str, str | None], month: PartialDate
    ) -> bool:
        """Whether an end may be that of a session which came first, or not, for all its date says.

        One known to its year alone may lie behind the end too.
        """
        lane, here = self.sessions.get(area[0], []), _middle(session, self.today)
        place = bisect_right(lane, here, key=_first)
        start = bisect_left(lane, here, key=_first)
        reaches = place > 0 and self.reach[area[0]][place - 1] >= month.first
        return reaches or any(
            other.date != session.date and _meets(area, (area[0], side))
            for _, side, other in lane[start:place]
        )

    def _known(self, session: Session, area: str) -> CheckIn | None:
        """Return a look at which this result had gone already."""
        found = self._seen(session, area)
        return next((seen.checkin for seen in found if seen.state is State.GONE), None)

    def _next(self, session: Session, area: str) -> Session | None:
        """Return the session at which an area was treated again."""
        base, side = self.names.resolve(area)
        lane = self.sessions.get(base, [])
        for _, other, session_after in _after(lane, _middle(session, self.today)):
            if _meets((base, side), (base, other)):
                return session_after
        return None

    def _seen(self, session: Session, area: str) -> Iterator[_Seen]:
        """Yield the looks at the result of a session."""
        base, side = self.names.resolve(area)
        retreated = self._next(session, area)
        for seen in _after(self.looks.get(base, []), session.date.last):
            if retreated and seen.checkin.date.first > retreated.date.last:
                return
            before = seen.state is State.GONE and seen.checkin.date.first <= session.date.last
            if not before and _meets((base, side), (base, seen.side)):
                yield seen


_Dated = TypeVar("_Dated", bound=tuple[date, *tuple[object, ...]])


def _first(item: tuple[date, *tuple[object, ...]]) -> date:
    return item[0]


def _after(lane: Sequence[_Dated], day: date) -> Iterator[_Dated]:
    """Yield what comes after a day."""
    return (lane[place] for place in range(bisect_right(lane, day, key=_first), len(lane)))


def _middle(session: Session, today: date) -> date:
    return session.date.not_after(today).middle


def _meets(one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    """Whether two areas are the same, or one is a side of the other."""
    return one[0] == other[0] and (None in {one[1], other[1]} or one[1] == other[1])


def _month(day: date) -> PartialDate:
    return PartialDate.of_month(day.year, day.month)


def _later(day: date, months: int, days: int) -> date:
    """Return the day so much later by the calendar: a month from 31 January is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    whole = PartialDate.of_month(year, month + 1)
    return whole.first.replace(day=min(day.day, whole.last.day)) + timedelta(days=days)


def _rows(said: Sequence[EndCell]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(item.row for item in said))
