"""What is different between two readings of a journal."""

from datetime import date

from botoxlog.core.model import Dose, Journal, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.journal.differences import compare


def test_differences_are_told_by_record() -> None:
    """Records are paired by their id; equal ones are counted."""
    one = Session("one", PartialDate.of_day(date(2026, 1, 1)), (Dose("chin", 3),))
    other = Session("one", PartialDate.of_day(date(2026, 1, 2)), (Dose("chin", 3),))
    nameless = Session(None, one.date)
    found = compare(
        Journal(sessions=(one, nameless, nameless)), Journal(sessions=(nameless, other))
    )
    assert (found.removed, found.added, found.changed) == ((nameless,), (), ((one, other),))
    assert compare(Journal(sessions=(one,)), Journal(sessions=(one,))).nothing
