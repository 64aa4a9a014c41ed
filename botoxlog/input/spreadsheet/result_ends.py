"""When results wore off, read from the cells of a sheet as check-ins: `gone`, in one month.

A length of time counts from its session. The end has to lie within one month, after the session and
not after today, and to agree with everything else that the sheet and the journal say. A cell that
is not such an end goes into the note of its session as it is.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, chain
from operator import itemgetter
from typing import NamedTuple, TypeVar

from botoxlog.catalog import Catalog
from botoxlog.core.model import AreaState, CheckIn, Journal, Session, State
from botoxlog.core.partial_dates import PartialDate, add_months
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.treatment_history import AreaNames
from botoxlog.input.spreadsheet.lengths import Length, quoted


class EndCell(NamedTuple):
    """What one cell says about the end of a result.

    Attributes:
        areas: Those of its row.
        typed: The cell.
        words: The cell after the name of its column, as the note holds it.
        when: A length of time, a date, or why it is neither; None if the result has not ended.
    """

    row: int
    areas: tuple[str, ...]
    typed: str
    words: str
    when: Length | PartialDate | str | None


class UnreadCell(NamedTuple):
    """A cell that is not what its column is for and is kept in the note, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class SheetCheckIn:
    """A check-in and the rows it was read from.

    Attributes:
        checkin: As read, with the id of the one that the journal has, if it has one.
        differs: Whether the journal's check-in is in another month.
    """

    rows: tuple[int, ...]
    checkin: CheckIn
    differs: bool = False


@dataclass(slots=True)
class CellRecords:
    """What the cells about the results of one session become.

    Attributes:
        already: Check-ins that the journal has.
        words: For the note of the session: what is in no check-in.
    """

    new: list[SheetCheckIn] = field(default_factory=list)
    already: list[SheetCheckIn] = field(default_factory=list)
    unread: list[UnreadCell] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def keep(self, cell: EndCell, reason: str) -> None:
        """Leave a cell to the note. Without a reason it is not listed as unread."""
        if reason:
            self.unread.append(UnreadCell(cell.row, reason))
        self.words.append(cell.words)


class _Treated(NamedTuple):
    """A session of an area; `day` is the middle of its date."""

    day: date
    side: str | None
    session: Session


class _Seen(NamedTuple):
    """A check-in of an area; `day` is the middle of its date."""

    day: date
    side: str | None
    state: State
    checkin: CheckIn


_Dated = TypeVar("_Dated", _Treated, _Seen)
_DAY = itemgetter(0)


class _End(NamedTuple):
    """The month in which a result wore off, and the earliest possible day."""

    month: PartialDate
    earliest: date
    is_date: bool

    def may_precede(self, next_session: PartialDate) -> bool:
        """Whether the result can have worn off before the area was treated again.

        A length of time that ends on the very day of the next session is the interval between the
        two sessions; it does not say that the result wore off.
        """
        day = self.earliest if self.is_date else self.earliest + timedelta(days=1)
        return day <= next_session.last


_Months = dict[PartialDate, dict[str, list[EndCell]]]
"""The cells of each new check-in, by its month and area."""


class EndReader:
    """Reads the ends of results, given all sessions and check-ins of sheet and journal."""

    def __init__(
        self, journal: Journal, catalog: Catalog, today: date, new_id: Callable[[], str]
    ) -> None:
        self._catalog, self._today, self._new_id = catalog, today, new_id
        self._names = AreaNames(catalog)
        self._treated: dict[str, list[_Treated]] = {}
        self._seen: dict[str, list[_Seen]] = {}
        for session in journal.sessions:
            for area in () if session.touch_up_of else session.areas:
                base, side = self._names.resolve(area)
                treated = _Treated(self._middle(session.date), side, session)
                self._treated.setdefault(base, []).append(treated)
        for sessions in self._treated.values():
            sessions.sort(key=_DAY)
        # For each session of an area: the latest day on which it, or one before it, may have been.
        self._latest_days = {
            base: list(
                accumulate((item.session.date.not_after(today).last for item in sessions), max)
            )
            for base, sessions in self._treated.items()
        }
        for checkin in journal.checkins:
            self._add(checkin)

    def _add(self, checkin: CheckIn) -> None:
        day = self._middle(checkin.date)
        for seen in checkin.states:
            base, side = self._names.resolve(seen.area)
            insort(self._seen.setdefault(base, []), _Seen(day, side, seen.state, checkin), key=_DAY)

    def _middle(self, when: PartialDate) -> date:
        return when.not_after(self._today).middle

    def read(self, session: Session, cells: Sequence[EndCell]) -> CellRecords:
        """Return what the cells of a session become, each row for its own areas."""
        outcome = CellRecords()
        months: _Months = {}
        for row in dict.fromkeys(cell.row for cell in cells):
            ends = self._ends(session, [cell for cell in cells if cell.row == row], outcome)
            if len({end.month for _, end in ends}) > 1:
                words = join_words([quoted(cell.typed) for cell, _ in ends])
                for index, (cell, _) in enumerate(ends):
                    outcome.keep(cell, "" if index else f"{words} are in different months.")
                continue
            for cell, end in ends:
                self._sort_in(session, cell, end, outcome, months)
        for month, areas in months.items():
            used = [cell for found in areas.values() for cell in found]
            checkin = CheckIn(
                self._new_id(),
                month,
                tuple(AreaState(area, State.GONE) for area in areas),
                note="; ".join(dict.fromkeys(cell.words for cell in used)),
            )
            self._add(checkin)
            outcome.new.append(SheetCheckIn(tuple(dict.fromkeys(c.row for c in used)), checkin))
        return outcome

    # One cell

    def _ends(
        self, session: Session, cells: Sequence[EndCell], outcome: CellRecords
    ) -> list[tuple[EndCell, _End]]:
        """Return the cells that name one month; keep the others as words."""
        found: list[tuple[EndCell, _End]] = []
        for cell in cells:
            end = self._end(session, cell)
            if isinstance(end, str):
                outcome.keep(cell, end)
            else:
                found.append((cell, end))
        return found

    def _end(self, session: Session, cell: EndCell) -> _End | str:
        """Return when the result wore off, or why the cell does not say."""
        shown = quoted(cell.typed)
        if cell.when is None:
            again = any(self._next_session(session, area) for area in cell.areas)
            return f"{shown}, but it was treated again." if again else ""
        if isinstance(cell.when, str):
            return cell.when
        span = self._possible_days(session, cell.when)
        if isinstance(span, str):
            return f"{shown} {span}."
        first, last = span
        month = _month(first)
        if month != _month(last):
            return f"{shown} could end in {month} or in {_month(last)}. Only one month can be used."
        if month.first <= session.date.last:
            return f"{shown} ends in {_time_of_session(session.date)}."
        return _End(month, first, isinstance(cell.when, PartialDate))

    def _possible_days(
        self, session: Session, when: Length | PartialDate
    ) -> tuple[date, date] | str:
        """Return the first and the last day of a possible end, or what is wrong with it."""
        if isinstance(when, PartialDate):
            if not when.knows_month:
                return "has no month"
            if when.last < session.date.first:
                return "is before the session"
            return when.first, when.not_after(self._today).last
        if session.touch_up_of:
            return "belongs to a touch-up, so it is unclear which day it counts from"
        low, high = when.pairs
        last = _later(session.date.last, *high)
        if last > self._today:
            return "would end after today"
        return _later(session.date.first, *low), last

    # One area

    def _sort_in(
        self, session: Session, cell: EndCell, end: _End, outcome: CellRecords, months: _Months
    ) -> None:
        """Sort the areas of a cell into new check-ins, known ones, and words for the note."""
        known: dict[str, CheckIn] = {}
        reasons: dict[str, list[str]] = {}
        for area in cell.areas:
            if reason := self._contradiction(session, area, end):
                reasons.setdefault(reason, []).append(inert(self._catalog.area_label(area)))
            elif checkin := self._known(session, area):
                known[area] = checkin
            else:
                months.setdefault(end.month, {}).setdefault(area, []).append(cell)
        if reasons:
            why = (f"{reason} ({join_words(areas)})" for reason, areas in reasons.items())
            outcome.keep(cell, f"{quoted(cell.typed)}, but {'; '.join(why)}.")
        for checkin in dict.fromkeys(known.values()):
            states = tuple(AreaState(area, State.GONE) for area in known if known[area] is checkin)
            read = CheckIn(checkin.id, end.month, states, note=cell.words)
            apart = checkin.date.last < end.month.first or end.month.last < checkin.date.first
            outcome.already.append(SheetCheckIn((cell.row,), read, apart))
        if not reasons and any(cell.words not in (item.note or "") for item in known.values()):
            outcome.words.append(cell.words)

    def _contradiction(self, session: Session, area: str, end: _End) -> str:
        """Return what speaks against this end of this session's result, "" if nothing does."""
        base, side = self._names.resolve(area)
        treated = (self._names.resolve(mine) for mine in session.areas)
        if not any(base == other and _meet(side, its_side) for other, its_side in treated):
            return "your journal has that session without this area"
        following = self._next_session(session, area)
        if following and not end.may_precede(following.date):
            return f"it was treated again {following.date.with_preposition}"
        if self._is_ambiguous(session, base, side, end.month):
            return "another session around that time may be the one"
        for seen in self._checkins(session, area):
            worked = seen.state in {State.FULL, State.PARTIAL, State.FADING}
            if worked and seen.checkin.date.first > end.month.last:
                return f"it was {seen.state} at a check-in {seen.checkin.date.with_preposition}"
        return ""

    def _is_ambiguous(
        self, session: Session, base: str, side: str | None, month: PartialDate
    ) -> bool:
        """Whether the end could belong to another session with a partial date.

        That session may be later than this session, or later than the end. One of which only the
        year is known may have come between the two: a check-in after its middle is taken for its.
        """
        sessions, day = self._treated.get(base, []), self._middle(session.date)
        start = bisect_left(sessions, day, key=_DAY)
        end = bisect_right(sessions, day, key=_DAY)
        if end > 0 and self._latest_days[base][end - 1] >= month.first:
            return True
        same_day = (one for one in sessions[start:end] if one.session.date != session.date)
        between = (
            one
            for one in sessions[end:]
            if not one.session.date.is_narrow and one.day < month.first
        )
        return any(_meet(side, other.side) for other in chain(same_day, between))

    def _known(self, session: Session, area: str) -> CheckIn | None:
        """Return the first check-in at which this result had worn off, if there is one."""
        found = self._checkins(session, area)
        return next((seen.checkin for seen in found if seen.state is State.GONE), None)

    def _next_session(self, session: Session, area: str) -> Session | None:
        """Return the session at which an area was treated again."""
        base, side = self._names.resolve(area)
        following = _after(self._treated.get(base, []), self._middle(session.date))
        return next((item.session for item in following if _meet(side, item.side)), None)

    def _checkins(self, session: Session, area: str) -> Iterator[_Seen]:
        """Yield the check-ins of a session's result."""
        base, side = self._names.resolve(area)
        following = self._next_session(session, area)
        for seen in _after(self._seen.get(base, []), session.date.last):
            if following and seen.checkin.date.first > following.date.last:
                return
            before = seen.state is State.GONE and seen.checkin.date.first <= session.date.last
            if not before and _meet(side, seen.side):
                yield seen


def _after(items: Sequence[_Dated], day: date) -> Iterator[_Dated]:
    """Yield what comes after a day, without copying the rest of a long list."""
    return (items[index] for index in range(bisect_right(items, day, key=_DAY), len(items)))


def _meet(side: str | None, other: str | None) -> bool:
    """Whether two sides of one area overlap; None is both sides."""
    return None in {side, other} or side == other


def _time_of_session(when: PartialDate) -> str:
    if when.is_range:
        return "a month in which the session may have been"
    return f"the same {'month' if when.knows_month else 'year'} as the session"


def _month(day: date) -> PartialDate:
    return PartialDate.of_month(day.year, day.month)


def _later(day: date, months: int, days: int) -> date:
    """Return a later day by the calendar: a month after 31 January is 28 February."""
    return add_months(day, months) + timedelta(days=days)
