"""The single result behind every output: the state of each area, what is due, what to ask.

`build_snapshot` is a pure function of the journal, the catalog and today's date. Pictures,
sentences and JSON are all read from its result; none of them works anything out again.
"""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from botoxlog.catalog import Catalog
from botoxlog.core.model import Appointment, Journal, Person, Problem
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast import appointments
from botoxlog.forecast.area_forecast import AreaForecast, area_forecasts, is_dormant
from botoxlog.forecast.duplicates import as_counted
from botoxlog.forecast.treatment_history import AreaSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from botoxlog.core.partial_dates import PartialDate
    from botoxlog.forecast.due_items import DueItem
    from botoxlog.forecast.questions.case import Case
    from botoxlog.forecast.questions.open_questions import OpenQuestion
    from botoxlog.forecast.questions.side_effects import SeriousReaction


class Snapshot:
    """Everything there is to show on one day.

    Attributes:
        today: The day.
        areas: The treated areas, most urgent first: what wears off before what works.
        journal: The records as they count: each session once, none of them ahead of the day.
        catalog: The figures.
    """

    def __init__(
        self,
        today: date,
        areas: tuple[AreaForecast, ...],
        journal: Journal,
        catalog: Catalog,
    ) -> None:
        self.today, self.areas = today, areas
        self.journal, self.catalog = journal, catalog

    @property
    def person(self) -> Person:
        """The person whose journal it is."""
        return self.journal.person

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The entries of the journal that could not be read."""
        return self.journal.problems

    @cached_property
    def appointments(self) -> tuple[Appointment, ...]:
        """The open appointments of today or later, soonest first."""
        return appointments.upcoming(
            self.journal.appointments, self.journal.sessions, self.catalog, self.today
        )

    @cached_property
    def unkept(self) -> tuple[Appointment, ...]:
        """The appointments of the last weeks without a session, soonest first."""
        return appointments.unkept(
            self.journal.appointments, self.journal.sessions, self.catalog, self.today
        )

    def booked(self, area: AreaForecast) -> Appointment | None:
        """Return the soonest open appointment that is for an area, None if there is none."""
        return next(self._visits([area]), None)

    def visits(self, areas: "Sequence[AreaForecast]") -> tuple[Appointment, ...]:
        """Return the open appointments that are for any of some areas, soonest first."""
        return tuple(self._visits(areas))

    def _visits(self, areas: "Sequence[AreaForecast]") -> "Iterator[Appointment]":
        for one, named in self._visited:
            if areas and (not one.areas or any(area.area in named for area in areas)):
                yield one

    @cached_property
    def _visited(self) -> "Sequence[tuple[Appointment, AreaSet]]":
        """The open appointments, each with the areas that it names."""
        return [(one, self._areas_of([one])) for one in self.appointments]

    def _areas_of(self, arranged: "Iterable[Appointment]") -> AreaSet:
        named = (self.catalog.area_id(area) for one in arranged for area in one.areas)
        return AreaSet(named, self.catalog)

    @cached_property
    def due(self) -> "tuple[DueItem, ...]":
        """Everything due now or later, most urgent first; surfaces cut it to a period."""
        from botoxlog.forecast.due_items import all_due

        arranged = (*self.unkept, *self.appointments)
        named = self._areas_of(arranged)
        unbooked = {area.area for area in self.areas if area.area not in named}
        if not all(one.areas for one in arranged):
            unbooked.clear()  # one of them is for all areas
        return all_due(self.areas, self.person, self.catalog, self.today, unbooked)

    @cached_property
    def next_due(self) -> "Mapping[str, DueItem]":
        """The most urgent item of each area that has one, but for missing details, by area."""
        from botoxlog.forecast.due_items import DueKind

        found: dict[str, DueItem] = {}
        for item in self.due:
            if item.kind is not DueKind.MISSING:
                found.setdefault(item.area.area, item)
        return found

    @cached_property
    def most_useful_checkin(self) -> AreaForecast | None:
        """The area whose check-in gives the most information now; None if none is asked for."""
        from botoxlog.forecast.due_items import most_useful_checkin

        return most_useful_checkin(self.due, self.today)

    @cached_property
    def case(self) -> "Case":
        """What the rules of the questions use; each rule runs once, and each note is read once."""
        from botoxlog.forecast.questions.open_questions import build_case

        return build_case(self.journal, self.catalog, self.areas, self.today)

    @cached_property
    def open_questions(self) -> "tuple[OpenQuestion, ...]":
        """Every open question, most useful first; the rules are only loaded for this."""
        from botoxlog.forecast.questions.open_questions import questions_of

        return questions_of(self.case)

    def questions_about(self, areas: "Sequence[AreaForecast]") -> "tuple[OpenQuestion, ...]":
        """Return the open questions about some areas, in the words and with the reasons of these.

        Those about no area in particular are among them.
        """
        from botoxlog.forecast.questions.open_questions import open_questions, questions_about

        about = questions_about(self.open_questions, areas, self.catalog)
        own = open_questions(self.journal, self.catalog, areas, self.today)
        worded = {item.topic: item for item in own if item.areas}
        return tuple(worded.get(item.topic, item) for item in about)

    @cached_property
    def serious_reactions(self) -> "tuple[SeriousReaction, ...]":
        """Every urgent side effect on record, the latest first."""
        from botoxlog.forecast.questions.side_effects import serious_reactions

        return serious_reactions(self.case)


def build_snapshot(
    journal: Journal,
    catalog: Catalog,
    today: date,
    among: "Callable[[str], bool]" = lambda _: True,
) -> Snapshot:
    """Return the state of every area and what is due on `today`.

    Args:
        journal: The records.
        catalog: The figures.
        today: The day of the snapshot.
        among: Which areas to include. The others still inform the forecasts, but nothing in the
            snapshot is about them. `add` uses this to forecast only what it saved.
    """
    counted = as_counted(journal, catalog, today)
    return Snapshot(today, area_forecasts(counted, catalog, today, among), counted, catalog)


def active_areas(
    journal: Journal, catalog: Catalog, when: "PartialDate", today: date
) -> tuple[AreaForecast, ...]:
    """Return the areas whose result may still be visible on a day, from records up to then."""
    day = when.not_after(today).last
    then = journal._replace(
        sessions=tuple(item for item in journal.sessions if item.date.first <= day),
        checkins=tuple(item for item in journal.checkins if item.date.first <= day),
        stopped=tuple(item for item in journal.stopped if item.date.first <= day),
    )
    return tuple(
        area
        for area in build_snapshot(then, catalog, day).areas
        if not (area.last.lasted.end_seen or area.stopped)
        and (area.forecast is None or not is_dormant(area, day))
    )


def due_within(snapshot: Snapshot, days: int) -> "tuple[DueItem, ...]":
    """Return what is due now or in the next `days` days."""
    horizon = add_days(snapshot.today, days)
    return tuple(item for item in snapshot.due if item.begins <= horizon)
