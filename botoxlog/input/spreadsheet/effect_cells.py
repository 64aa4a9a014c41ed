"""Side effects in the cells of a sheet, as check-ins.

A row is about the day of its session, so that is the day of its check-in, unless the cell gives
another: "day 5", "2 weeks later", a date with its year. What is denied or feared, and what the
catalog does not know, goes into the note of the session as it is.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import CheckIn, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.input.language.dates import FoundDate, date_at
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.language.side_effects import SideEffectText
from botoxlog.input.language.tokens import Token, tokens_of
from botoxlog.input.spreadsheet.date_cells import names_year
from botoxlog.input.spreadsheet.options import OptionNeededError
from botoxlog.input.spreadsheet.result_ends import CellRecords, SheetCheckIn


class EffectCell(NamedTuple):
    """What one cell says about side effects.

    Attributes:
        typed: The cell.
        words: The cell after the name of its column, as the note holds it.
    """

    row: int
    typed: str
    words: str


class EffectReader:
    """Reads side effects beside the check-ins that the journal has."""

    def __init__(self, interpreter: Interpreter, new_id: Callable[[], str]) -> None:
        self._interpreter, self._new_id = interpreter, new_id
        self._text = SideEffectText(interpreter)
        self._known: dict[PartialDate, list[CheckIn]] = {}
        for checkin in interpreter.journal.checkins:
            self._known.setdefault(checkin.date, []).append(checkin)

    def read(self, session: Session, cells: Sequence[EffectCell]) -> CellRecords:
        """Return what the cells of a session become: one check-in for each day they name."""
        outcome = CellRecords()
        days: dict[PartialDate, list[tuple[EffectCell, CheckIn]]] = {}
        for cell in cells:
            found = self._checkin(session, cell)
            if found is None:
                outcome.words.append(cell.words)
            else:
                days.setdefault(found.date, []).append((cell, found))
        for when, read in days.items():
            checkin = CheckIn(
                None,
                when,
                effects=tuple(dict.fromkeys(one for _, item in read for one in item.effects)),
                resolved=tuple(dict.fromkeys(one for _, item in read for one in item.resolved)),
                note="; ".join(dict.fromkeys(cell.words for cell, _ in read)),
            )
            rows = tuple(dict.fromkeys(cell.row for cell, _ in read))
            known = next((one for one in self._known.get(when, ()) if _has(one, checkin)), None)
            if known:
                outcome.already.append(SheetCheckIn(rows, checkin._replace(id=known.id)))
            else:
                outcome.new.append(SheetCheckIn(rows, checkin._replace(id=self._new_id())))
        return outcome

    def _checkin(self, session: Session, cell: EffectCell) -> CheckIn | None:
        """Return a check-in with what a cell surely names, None if that is nothing."""
        try:
            effects, resolved = self._text.of_a_day(cell.typed, session.date.first.year)
        except OptionNeededError:
            raise
        except BadInputError:
            return None
        when = self._date(session.date, cell.typed) or session.date
        return CheckIn(None, when, effects=effects, resolved=resolved) if effects else None

    def _date(self, treated: PartialDate, typed: str) -> PartialDate | None:
        """Return the one day that a cell gives itself, which is not before the session."""
        tokens = tokens_of(typed)
        since = treated.first if treated.is_day else None
        found: list[PartialDate] = []
        at = 0
        while at < len(tokens):
            try:
                one = date_at(tokens, at, self._interpreter.today, since)
            except BadInputError:
                one = None
            if one is not None and _is_own(typed, tokens, at, one):
                found.append(one.date)
            at = at + 1 if one is None else one.end
        days = dict.fromkeys(found)
        return found[0] if len(days) == 1 and treated.first <= found[0].first else None


def _is_own(typed: str, tokens: Sequence[Token], at: int, found: FoundDate) -> bool:
    """Whether a date does not depend on the day on which it was written: not "2 weeks ago"."""
    return found.counted or names_year(typed[tokens[at].start : tokens[found.end - 1].end])


def _has(known: CheckIn, read: CheckIn) -> bool:
    """Whether a check-in of the same date has these side effects."""
    return set(read.effects) <= {*known.effects, *known.resolved}
