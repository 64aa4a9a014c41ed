"""The sessions and check-ins of a spreadsheet, and which of them the journal has already.

Words mean what they mean to `add`. Nothing is guessed: a row that is not understood is listed with
its number and the reason.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import join_words, plain_number
from botoxlog.forecast.duplicates import Match, SessionMatcher
from botoxlog.input.language.doses import added_up
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.spreadsheet.caching import CachingClarifier
from botoxlog.input.spreadsheet.columns import understand
from botoxlog.input.spreadsheet.date_cells import DateCells, order_of
from botoxlog.input.spreadsheet.effect_cells import EffectCell, EffectReader
from botoxlog.input.spreadsheet.layout import Layout
from botoxlog.input.spreadsheet.options import CostOf, DayOrder, OptionNeededError, Options
from botoxlog.input.spreadsheet.result_ends import EndCell, EndReader, SheetCheckIn, UnreadCell
from botoxlog.input.spreadsheet.row_selection import selected
from botoxlog.input.spreadsheet.rows import RowReader, SessionRow, with_filled_cells
from botoxlog.input.spreadsheet.table import Spreadsheet, row_numbers

_DETAILS = ("purpose", "injector", "clinic", "lot", "expiry", "currency")
"""Fields on which the rows of one session have to agree."""


_RIGHT, _WRONG = "that is right", "a mistake: leave it out"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not understood, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class SheetSession:
    """A session and the rows it was read from.

    Attributes:
        session: As read, with the id of `twin` if there is one.
        differs: Whether `twin` says something else.
        ends: What its rows say about when the result wore off.
        effects: What they say about side effects.
        twin: The session of the journal that this one repeats.
    """

    rows: tuple[int, ...]
    session: Session
    differs: bool = False
    ends: tuple[EndCell, ...] = ()
    effects: tuple[EffectCell, ...] = ()
    twin: Session | None = None


@dataclass(slots=True)
class SheetContents:
    """What a spreadsheet says.

    Attributes:
        how: How the file was read, in a few words.
        order: Of day and month, if the dates needed one.
        already: The sessions that the journal has.
        implausible: Rows that are refused for their dose.
        checkins: New check-ins, at which a result had worn off or there were side effects.
        checkins_already: Those of these check-ins that the journal has.
        unread: Cells about an end that are not a check-in; they go into the note of their session.
        kept: Other cells that are not what their column is for; they are in the note, too.
    """

    layout: Layout
    how: str
    order: DayOrder | None
    new: list[SheetSession] = field(default_factory=list)
    already: list[SheetSession] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    checkins: list[SheetCheckIn] = field(default_factory=list)
    checkins_already: list[SheetCheckIn] = field(default_factory=list)
    unread: list[UnreadCell] = field(default_factory=list)
    kept: list[UnreadCell] = field(default_factory=list)
    implausible: list[int] = field(default_factory=list)

    @property
    def understood(self) -> int:
        """How many sessions and rows were understood, whatever became of them."""
        counted = (self.new, self.already, self.layout.left_out, self.implausible)
        return sum(map(len, counted))


def read(
    sheet: Spreadsheet, interpreter: Interpreter, *, new_id: Callable[[], str], options: Options
) -> SheetContents:
    """Read the sessions of a sheet, and find out which of them the journal already has.

    Args:
        sheet: The rows.
        interpreter: Understands the words, and knows the journal.
        new_id: Makes an id for each new session.
        options: Choices made before reading.

    Raises:
        BadInputError: The columns are not understood.
        OptionNeededError: The whole sheet has two readings and there is nobody to ask.
    """
    own = Interpreter(
        interpreter.catalog,
        interpreter.journal,
        interpreter.today,
        CachingClarifier(interpreter.clarifier),
    )
    layout = selected(understand(sheet, own, options), own, options.person)
    return _SheetReader(own, layout, new_id, options).read(sheet.how)


class _SheetReader:
    """Reads one sheet: its rows, then the sessions they make, then the ends of results."""

    def __init__(
        self, interpreter: Interpreter, layout: Layout, new_id: Callable[[], str], options: Options
    ) -> None:
        self.interpreter, self.layout, self.new_id = interpreter, layout, new_id
        self.matcher = SessionMatcher(interpreter.catalog)
        self.doubtful: list[tuple[tuple[int, ...], Session]] = []
        self.cost_of = options.cost_of
        order = options.order or self._order("date") or self._order("expiry") or self._order("end")
        self.dates = DateCells(interpreter, order)

    def _order(self, role: str) -> DayOrder | None:
        columns = self.layout.every(role)
        cells = (column.cell(row) for row in self.layout.rows for column in columns)
        return order_of(cells, [column.head for column in columns])

    def read(self, how: str) -> SheetContents:
        self.found = found = SheetContents(self.layout, how, None)
        found.refused += [RefusedRow(*item) for item in self.layout.refused]
        sessions = [
            session
            for rows in self._rows_by_session()
            if (session := self._session(rows)) is not None
        ]
        self._sort_in(sessions)
        self._read_results()
        found.refused.sort(key=lambda refused: refused.row)
        refused = {item.row for item in found.refused}
        found.kept = [cell for cell in found.kept if cell.row not in refused]
        found.notices += dict.fromkeys([*self.layout.notices, *self.interpreter.notices])
        found.notices += self._doubts()
        found.order = self.dates.order
        return found

    def _doubts(self) -> Iterator[str]:
        """Yield a sentence for each new session that may be one of the journal's."""
        new = {item.rows: item.session for item in self.found.new}
        for rows, other in self.doubtful:
            if (session := new.get(rows)) is None:
                continue
            where = row_numbers(rows, transposed=self.layout.transposed).capitalize()
            yield (
                f"{where} ({session.date}) may be the session {other.date.with_preposition}. If "
                "you add it, both count. To see how to join them after that: botoxlog doctor"
            )

    def _rows_by_session(self) -> list[list[SessionRow]]:
        """Return the rows that were understood, those of one session together."""
        rows, self.found.notices = with_filled_cells(self.layout)
        reader = RowReader(self.interpreter, self.layout, self.dates)
        groups: dict[tuple[PartialDate, str, bool], list[SessionRow]] = {}
        for row in rows:
            try:
                read = reader.read(row)
            except OptionNeededError:
                raise
            except BadInputError as error:
                self.found.refused.append(RefusedRow(row.number, error.sentence))
                continue
            key = (read.session.date, read.product.casefold(), read.is_touch_up)
            groups.setdefault(key, []).append(read)
            self.found.kept += read.kept
        return [part for group in groups.values() for part in _agreeing(group)]

    def _session(self, rows: Sequence[SessionRow]) -> SheetSession | None:
        """Return the session of some rows, or refuse them all."""
        numbers = tuple(row.row for row in rows)
        try:
            whole = _combined(rows, self._cost_of(rows))
            doses = added_up(dose for row in rows for dose in row.session.doses)
            self.interpreter.refuse_overlap([dose.area for dose in doses])
            product = None
            if typed := rows[0].product:
                product = self.interpreter.product(typed, doses, whole.purpose)
            self._check_doses(numbers, whole._replace(product=product, doses=doses))
        except OptionNeededError:
            raise
        except BadInputError as error:
            self._refuse(numbers, error)
            return None
        touch_up_of = "?" if rows[0].is_touch_up else None  # its session is found in `_sort_in`
        session = whole._replace(product=product, doses=doses, touch_up_of=touch_up_of)
        ends = tuple(end for row in rows for end in row.ends)
        effects = tuple(cell for row in rows for cell in row.effects)
        return SheetSession(numbers, session, ends=ends, effects=effects)

    def _check_doses(self, rows: tuple[int, ...], session: Session) -> None:
        """Ask about a dose that is many times the usual one.

        Raises:
            BadInputError: It is a mistake, or there is nobody to ask.
        """
        for warning in self.interpreter.entry_checks.unusual_units(session):
            where = row_numbers(rows, transposed=self.layout.transposed)
            try:
                meant = self.interpreter.clarifier.choose(f"{where}, {warning}", (_RIGHT, _WRONG))
            except BadInputError:
                meant = _WRONG
            if meant == _WRONG:
                self.found.implausible += rows
                raise BadInputError(f"{warning} If that is right, log it with botoxlog add.")

    def _refuse(self, rows: Iterable[int], error: BadInputError) -> None:
        self.found.refused += [RefusedRow(row, error.sentence) for row in rows]

    def _cost_of(self, rows: Sequence[SessionRow]) -> CostOf:
        """Return whether a cost in several rows counts once or in each.

        Raises:
            OptionNeededError: It can be either: all say the same.
        """
        if self.cost_of is not None:
            return self.cost_of
        paid = [(row.row, row.session.cost) for row in rows if row.session.cost]
        if len(paid) > 1 and len({cost for _, cost in paid}) == 1:
            numbers = join_words([str(number) for number, _ in paid])
            raise OptionNeededError(
                f"Rows {numbers} are one session and each cost {plain_number(paid[0][1])}. That "
                "could be the cost of the session or of each row. Nothing was written.",
                "Add --cost-of visit or --cost-of row.",
            )
        return CostOf.ROW

    def _sort_in(self, sessions: Iterable[SheetSession]) -> None:
        """Sort sessions into new ones, with ids, and known ones; link touch-ups to theirs.

        A touch-up may correct another session of the sheet, so touch-ups come last.
        """
        journal = self.interpreter.journal
        by_date: dict[PartialDate, list[Session]] = {}
        for session in journal.sessions:
            by_date.setdefault(session.date, []).append(session)
        in_order = sorted(sessions, key=lambda item: item.rows)
        for item in in_order:
            if item.session.touch_up_of is None:
                self._sort_one(item, by_date)
        new = [item.session for item in self.found.new]
        interpreter = copy(self.interpreter)
        interpreter.journal = journal._replace(sessions=(*journal.sessions, *new))
        for item in in_order:
            session = item.session
            if session.touch_up_of is None:
                continue
            try:
                corrected = interpreter.corrected(session.doses, session.date)
            except BadInputError as error:
                self._refuse(item.rows, error)
                continue
            linked = session._replace(touch_up_of=corrected.id)
            self._sort_one(replace(item, session=linked), by_date)
        self.found.new.sort(key=lambda item: item.rows)

    def _sort_one(self, item: SheetSession, by_date: dict[PartialDate, list[Session]]) -> None:
        same_date = by_date.get(item.session.date, ())
        twin = self._twin(item.session, same_date) or self._doubtful_twin(item)
        session = item.session._replace(id=self.new_id() if twin is None else twin.id)
        found = self.found.new if twin is None else self.found.already
        found.append(replace(item, session=session, twin=twin))

    def _twin(self, session: Session, same_date: Sequence[Session]) -> Session | None:
        """Return the session of the journal that this one repeats.

        One with the same date and product that shares an area, even if it was corrected since.
        """
        found = [(self.matcher.match(other, session), other) for other in same_date]
        sure = (other for match, other in found if match is Match.SAME)
        near = (other for match, other in found if match is Match.UNSURE)
        alike = (other for other in same_date if self.matcher.same_treatment(other, session))
        return next(chain(sure, near, alike), None)

    def _doubtful_twin(self, item: SheetSession) -> Session | None:
        """Return a session that may be this one, if the user says that it is.

        With nobody to ask it is a new session, and is named.
        """
        session, ids = item.session, {known.session.id for known in self.found.new}
        for other in self.interpreter.journal.sessions:
            if other.id in ids or self.matcher.match(other, session) is not Match.UNSURE:
                continue
            rows = row_numbers(item.rows, transposed=self.layout.transposed)
            same, another = f"the session {other.date.with_preposition}", "another session"
            try:
                meant = self.interpreter.clarifier.choose(
                    f"{rows}, {session.date}", (same, another)
                )
            except BadInputError:
                self.doubtful.append((item.rows, other))
                return None
            return other if meant == same else None
        return None

    def _read_results(self) -> None:
        """Turn what is said about results into check-ins; the rest goes into the session's note."""
        journal, found = self.interpreter.journal, self.found
        new = [item.session for item in found.new]
        whole = journal._replace(sessions=(*journal.sessions, *new))
        ends = EndReader(whole, self.interpreter.catalog, self.interpreter.today, self.new_id)
        effects = EffectReader(self.interpreter, self.new_id)
        for items in (found.already, found.new):
            for index, item in enumerate(items):
                session = item.twin or item.session
                outcomes = (ends.read(session, item.ends), effects.read(session, item.effects))
                for outcome in outcomes:
                    found.checkins += outcome.new
                    found.checkins_already += outcome.already
                    found.unread += outcome.unread
                end_words, effect_words = (outcome.words for outcome in outcomes)
                note = _with_words(item.session.note, effect_words)
                full_note = _with_words(note, [end.words for end in item.ends])
                session = item.session._replace(note=_with_words(note, end_words))
                items[index] = replace(item, session=session)
                items[index] = replace(
                    items[index], differs=_differs(items[index], full_note, self.matcher)
                )
        found.checkins.sort(key=lambda item: item.rows)
        found.checkins_already.sort(key=lambda item: item.rows)
        found.unread.sort(key=lambda item: item.row)


def _with_words(note: str | None, words: Iterable[str]) -> str | None:
    """Return a note with further words, each once."""
    return "; ".join([*([note] if note else []), *dict.fromkeys(words)]) or None


def _differs(item: SheetSession, full_note: str | None, matcher: SessionMatcher) -> bool:
    """Whether the session that the journal has says something else than the sheet.

    That it says more or less is no difference if it is certainly the same session.
    The journal's note may also be `full_note`: if the journal had no check-in to hold the end at
    the time of the import, the end went into the note.
    """
    if item.twin is None:
        return False
    read, twin = item.session._replace(id=None), item.twin._replace(id=None)
    if read.note is not None and twin.note == full_note:
        read = read._replace(note=full_note)
    if matcher.match(item.twin, item.session) is not Match.SAME:
        doses = set(read.doses) != set(twin.doses)
        return doses or read._replace(doses=()) != twin._replace(doses=())
    one, other = (matcher.joined(pair) for pair in ([twin, read], [read, twin]))
    return set(one.doses) != set(other.doses) or one._replace(doses=()) != other._replace(doses=())


def _details(row: SessionRow) -> tuple[object, ...]:
    return tuple(getattr(row.session, name) for name in _DETAILS)


def _agreeing(rows: Sequence[SessionRow]) -> Iterable[list[SessionRow]]:
    """Return the rows of one date and product, parted only where their details differ."""
    if all(len(set(values) - {None}) <= 1 for values in zip(*map(_details, rows), strict=True)):
        return [list(rows)]
    groups: dict[tuple[object, ...], list[SessionRow]] = {}
    for row in rows:
        groups.setdefault(_details(row), []).append(row)
    return groups.values()


def _combined(rows: Sequence[SessionRow], cost_of: CostOf) -> Session:
    """Return what the rows of one session say together, apart from its areas and product."""
    details: dict[str, Any] = {
        name: next(
            (value for row in rows if (value := getattr(row.session, name)) is not None), None
        )
        for name in _DETAILS
    }
    costs = [row.session.cost for row in rows if row.session.cost is not None]
    if cost_of is CostOf.VISIT and len(set(costs)) > 1:
        raise BadInputError("The rows of this session give different costs.")
    cost = costs[0] if costs and cost_of is CostOf.VISIT else round(sum(costs), 2)
    notes = dict.fromkeys(row.session.note for row in rows if row.session.note)
    return rows[0].session._replace(
        **details, cost=cost if costs else None, note="; ".join(notes) or None
    )
