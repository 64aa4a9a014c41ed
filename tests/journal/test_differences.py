"""What is different between two readings of a journal."""

from datetime import date

import pytest

from botoxlog.core.model import Dose, Journal, Person, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.journal.differences import Changes, compare

NOTHING = Changes((), (), (), settings=False)


def test_differences_are_told_by_record() -> None:
    """Records are paired by their id; equal ones are counted."""
    one = Session("one", PartialDate.of_day(date(2026, 1, 1)), (Dose("chin", 3),))
    other = Session("one", PartialDate.of_day(date(2026, 1, 2)), (Dose("chin", 3),))
    nameless = Session(None, one.date)
    found = compare(
        Journal(sessions=(one, nameless, nameless)), Journal(sessions=(nameless, other))
    )
    assert (found.removed, found.added, found.changed) == ((nameless,), (), ((one, other),))
    assert compare(Journal(sessions=(one,)), Journal(sessions=(one,))) == NOTHING


SPOT = Session("one", PartialDate.of_day(date(2026, 1, 1)), (Dose("chin", 3),))
OTHER = SPOT._replace(note="other")


@pytest.mark.parametrize(
    ("before", "after", "nothing"),
    [
        (Journal(), Journal(), True),
        (Journal(sessions=(SPOT,)), Journal(sessions=(SPOT,)), True),
        (Journal(sessions=(SPOT,)), Journal(), False),
        (Journal(), Journal(sessions=(SPOT,)), False),
        (Journal(sessions=(SPOT,)), Journal(sessions=(OTHER,)), False),
        (Journal(), Journal(person=Person(goals="softer")), False),
    ],
)
def test_any_one_difference_is_something(before: Journal, after: Journal, *, nothing: bool) -> None:
    """One record gone, one come, one changed or one setting: each alone is a difference."""
    assert (compare(before, after) == NOTHING) is nothing


def test_records_without_an_id_are_never_the_same_record() -> None:
    """One went and another came: nothing says that the one was changed into the other."""
    one, other = SPOT._replace(id=None), OTHER._replace(id=None)
    found = compare(Journal(sessions=(one,)), Journal(sessions=(other,)))
    assert (found.removed, found.added, found.changed) == ((one,), (other,), ())
