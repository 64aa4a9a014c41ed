"""The one record that every surface reads: what each area is doing, and what is due.

`build_outlook` is a pure function of the journal, the reference data and today. Whatever is shown,
as a picture, a sentence or JSON, is read from its result and never worked out again.
"""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from botoxlog.catalog import Reference
from botoxlog.core.model import Journal, Person, Problem
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.area_forecast import AreaOutlook, area_outlooks

if TYPE_CHECKING:
    from botoxlog.forecast.due_items import Due
    from botoxlog.forecast.questions.open_questions import Raised


class Outlook:
    """Everything there is to show on one day.

    Attributes:
        areas: Most urgent first: fading and gone before working, soonest first.
        journal: What it was worked out from.
        reference: The figures it was worked out with.
    """

    def __init__(
        self,
        today: date,
        areas: tuple[AreaOutlook, ...],
        journal: Journal,
        reference: Reference,
    ) -> None:
        self.today, self.areas = today, areas
        self.journal, self.reference = journal, reference

    @property
    def person(self) -> Person:
        """Whose it is."""
        return self.journal.person

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What in the journal makes no sense."""
        return self.journal.problems

    @cached_property
    def due(self) -> "tuple[Due, ...]":
        """Everything that is due now or later, most urgent first; surfaces cut it to a period."""
        from botoxlog.forecast.due_items import all_due

        return all_due(self.areas, self.person, self.today)

    @cached_property
    def raised(self) -> "tuple[Raised, ...]":
        """Every open question, most useful first; nobody else pays for the rules."""
        from botoxlog.forecast.questions.open_questions import open_topics

        return open_topics(self.journal, self.reference, self.areas, self.today)


def build_outlook(journal: Journal, reference: Reference, today: date) -> Outlook:
    """Work out what every area is doing and what is due on `today`."""
    return Outlook(today, area_outlooks(journal, reference, today), journal, reference)


def due_within(outlook: Outlook, days: int) -> "tuple[Due, ...]":
    """Return what is due now or in the next `days` days."""
    horizon = add_days(outlook.today, days)
    return tuple(item for item in outlook.due if item.begins <= horizon)
