"""Rules about visits: goals to agree on, and details to have recorded."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from botoxlog.catalog import Topic
from botoxlog.catalog.citations import lot_warnings
from botoxlog.core.model import State
from botoxlog.core.text import join_words
from botoxlog.forecast.area_forecast import AreaForecast, Phase
from botoxlog.forecast.questions.case import Case, Rule, Trigger, date_words, ids, on_date

if TYPE_CHECKING:
    from botoxlog.core.model import CheckIn, Session

_NO_GOALS = 'Your journal has no goals yet. To add them: botoxlog me --goals "...".'


def _first_results(case: Case, topic: Topic) -> Trigger | None:
    areas = [
        area
        for area in case.treated_areas
        if _may_still_work(area, case, topic) and not _saw_nothing(area)
    ]
    if not areas or len(case.sessions) > topic.limit("sessions"):
        return None
    why = ["1 session so far: too early to know how long it lasts for you."]
    if not case.journal.person.goals:
        why.append(_NO_GOALS)
    return Trigger(tuple(why), ids(areas))


def _may_still_work(area: AreaForecast, case: Case, topic: Topic) -> bool:
    """Whether the current result may not have worn off yet."""
    if area.last.lasted.end_seen:
        return False
    if area.forecast is None:
        return case.days_since(area.last.date.first) <= topic.limit("days_without_window")
    return case.today <= area.forecast.late


def _saw_nothing(area: AreaForecast) -> bool:
    """Whether there is no result to talk about: nothing yet, by the last check-in on it."""
    waits = area.phase in {None, Phase.NOT_YET}
    return waits and area.last_seen is not None and area.last_seen[1] is State.NONE


def _goals(case: Case, topic: Topic) -> Trigger | None:
    if not case.treated_areas or len(case.sessions) < topic.limit("sessions"):
        return None
    if not case.journal.person.goals:
        return Trigger((_NO_GOALS,), question="none")
    if case.days_since(case.sessions[0].date.last) < topic.limit("days"):
        return None
    never = case.last_discussed(topic) is None
    return Trigger(
        ("Your goals are recorded" + (", but not whether you discussed them." if never else "."),),
        question="old",
    )


def _counterfeit(case: Case, topic: Topic) -> Trigger | None:
    warned: dict[str, list[Session | CheckIn]] = {}
    records: list[Session | CheckIn] = [*case.journal.sessions, *case.journal.checkins]
    for record in sorted(records, key=lambda item: item.date.middle):
        for sentence in lot_warnings(_said(record), case.catalog):
            warned.setdefault(sentence, []).append(record)
    if warned:
        why = (
            f"{join_words([date_words(record.date) for record in records])}: {sentence}"
            for sentence, records in warned.items()
        )
        events = tuple(record.date.first for records in warned.values() for record in records)
        return Trigger(tuple(why), question="warned", events=events, pressing=True)
    missing = [
        session
        for session in case.journal.sessions
        if case.days_since(session.date.last) <= topic.limit("within_days")
        and not (session.lot and session.expiry)
    ]
    if not missing:
        return None
    when = on_date(max(missing, key=lambda session: session.date.middle).date)
    lacking = (
        f"The session {when} has no lot number or no expiry date."
        if len(missing) == 1
        else f"{len(missing)} sessions of the past year have no lot number or no expiry date, the "
        f"last {when}."
    )
    return Trigger((lacking,))


def _said(record: "Session | CheckIn") -> str:
    """Return what may name a lot: the lot number of a session, and any note."""
    lot = getattr(record, "lot", None)
    return "; ".join(text for text in (lot, record.note) if text)


RULES: Mapping[str, Rule] = {
    "first-results": _first_results,
    "goals": _goals,
    "counterfeit": _counterfeit,
}
