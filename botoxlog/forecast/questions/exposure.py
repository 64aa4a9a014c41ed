"""How much an area was treated: sessions within a time, and years of two sessions or more.

Years since a first session say little: two sessions six years apart are no six years of treatment.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from botoxlog.catalog import Topic
from botoxlog.core.partial_dates import add_days, add_months
from botoxlog.core.text import plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.case import Case, Trigger, first_of_each_day, ids, names

if TYPE_CHECKING:
    from botoxlog.core.model import Session

TWICE = 2
"""Sessions of an area in a calendar year from which it counts as a year of treatment. Our choice:
two keep a result up for about half of it, by the published durations."""

_NUMBERS = {2: "two", 3: "three"}


def sessions_within(area: AreaForecast, years: int, today: date) -> int:
    """Return how many sessions of an area are certainly within the past years."""
    since = add_days(add_months(today, -12 * years), 1)
    recent: list[Session] = []
    treatments = area.treatments
    for index in range(len(treatments) - 1, -1, -1):  # from the latest: most are not needed
        when = treatments.dates[index]
        if when.last < since:
            break
        if when.first >= since:
            recent.append(treatments.sessions[index])
    return len(first_of_each_day(recent))


def years_of_two(area: AreaForecast) -> Sequence[int]:
    """Return the calendar years in which an area certainly had two sessions or more, in order."""
    sessions = first_of_each_day(area.treatments.sessions)
    counts = Counter(
        session.date.first.year
        for session in sessions
        if session.date.first.year == session.date.last.year
    )
    return sorted(year for year, count in counts.items() if count >= TWICE)


def often_treated(
    case: Case, topic: Topic, areas: Sequence[AreaForecast], sessions: int | None = None
) -> Trigger | None:
    """Raise a topic where areas had as many sessions as its limits say, within so many years.

    Args:
        case: The journal.
        topic: The topic; its limits are "sessions" and "years".
        areas: The areas that may raise it.
        sessions: How many sessions are enough; None takes the limit.
    """
    years = topic.limit("years")
    enough = topic.limit("sessions") if sessions is None else sessions
    counts = {
        area.area: sessions_within(area, years, case.today)
        for area in areas
        if not case.is_left_alone(area)
    }
    often = [area for area in areas if counts.get(area.area, 0) >= enough]
    if not often:
        return None
    time = "year" if years == 1 else f"{_NUMBERS.get(years, years)} years"
    why = (
        f"{names(group)}: {plural(count, 'session')} in the past {time}."
        for count, group in grouped(often, lambda area: counts[area.area]).items()
    )
    return Trigger(tuple(why), ids(often))


def long_treated(area: AreaForecast, topic: Topic) -> Sequence[int]:
    """Return an area's years of two sessions or more if they are as many as the topic's limit."""
    years = years_of_two(area)
    return years if len(years) >= topic.limit("years") else ()


def say_years(years: Sequence[int]) -> str:
    """Return "two or more sessions in 5 calendar years since 2021"."""
    return f"two or more sessions in {len(years)} calendar years since {years[0]}"


_Shared = TypeVar("_Shared", bound=Hashable)


def grouped(
    areas: Iterable[AreaForecast], shared: Callable[[AreaForecast], _Shared]
) -> Mapping[_Shared, list[AreaForecast]]:
    """Return the areas of which one sentence is true: those that have `shared` in common."""
    groups: dict[_Shared, list[AreaForecast]] = {}
    for area in areas:
        groups.setdefault(shared(area), []).append(area)
    return groups
