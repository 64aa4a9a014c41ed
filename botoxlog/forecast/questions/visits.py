"""Rules about visits: goals and cost to agree on, and details to have recorded."""

import re
from collections.abc import Iterator, Mapping, Sequence

from botoxlog.catalog import Catalog, Topic
from botoxlog.catalog.citations import lot_warnings
from botoxlog.core.model import CheckIn, Journal, Session, State
from botoxlog.core.partial_dates import PartialDate, add_months
from botoxlog.core.text import inert, join_words, plain_lot, plain_number
from botoxlog.forecast.area_forecast import AreaForecast, Phase
from botoxlog.forecast.questions.case import (
    Case,
    Place,
    Rule,
    Trigger,
    date_words,
    first_of_each_day,
    ids,
    names,
    on_date,
    question_for,
)
from botoxlog.forecast.questions.exposure import grouped, often_treated

_NO_GOALS = "Your journal has no goals yet."


def _first_results(case: Case, topic: Topic) -> Trigger | None:
    """Ask about the first result for each purpose, while nothing of that session has ended."""
    first = []
    for areas in grouped(case.treated_areas, case.purpose).values():
        sessions = (session for area in areas for session in area.treatments.sessions)
        visits = first_of_each_day({id(session): session for session in sessions}.values())
        over = any(area.last.lasted.end_seen for area in areas)
        if len(visits) <= topic.limit("sessions") and not over:
            first += areas
    areas = [
        area for area in first if _may_still_work(area, case, topic) and not _saw_nothing(area)
    ]
    if not areas:
        return None
    why = ["1 session so far: too early to know how long it lasts for you."]
    if len(case.visits) > 1:
        why = [f"{names(areas)}: 1 session so far, too early to know how long it lasts for you."]
    if not case.journal.person.goals:
        why.append(_NO_GOALS)
    return Trigger(tuple(why), ids(areas), question_for(case, topic, areas), place=Place.IN_PASSING)


def _may_still_work(area: AreaForecast, case: Case, topic: Topic) -> bool:
    """Whether the current result may not have worn off yet."""
    if area.last.lasted.end_seen:
        return False
    no_effect = case.trigger("no-effect")
    if no_effect and area.area in no_effect.areas:
        return False
    if area.forecast is None:
        return case.days_since(area.last.date.first) <= topic.limit("days_without_window")
    return case.today <= area.forecast.late


def _saw_nothing(area: AreaForecast) -> bool:
    """Whether there is no result to talk about: nothing yet, by the last check-in on it."""
    waits = area.phase in {None, Phase.NOT_YET}
    return waits and area.last_seen is not None and area.last_seen[1] is State.NONE


def _goals(case: Case, topic: Topic) -> Trigger | None:
    if not case.treated_areas or len(case.visits) < topic.limit("sessions"):
        return None
    if not case.journal.person.goals:
        return Trigger((_NO_GOALS,), question=question_for(case, topic, case.treated_areas))
    if case.days_since(case.visits[0].date.last) < topic.limit("days"):
        return None
    never = case.last_discussed(topic) is None
    return Trigger(
        ("Your goals are recorded" + (", but not whether you discussed them." if never else "."),),
        question="old",
    )


def _cost(case: Case, topic: Topic) -> Trigger | None:
    """Ask about the cost: of prices on record once a result is over, or of three visits a year."""
    if not case.treated_areas:
        return None
    since = add_months(case.today, -topic.limit("months"))
    priced = [
        session
        for session in case.journal.sessions
        if session.cost and since <= session.date.first <= case.today
    ]
    over = any(area.last.lasted.end_seen or area.no_effect for area in case.treated_areas)
    if priced and (over or len(case.visits) > 1):
        paid = join_words([*_sums(priced)])
        why = f"You recorded {paid} in the past {topic.limit('months')} months."
        return Trigger((why,), question="paid")
    last = case.visits[-1] if case.visits else None
    if last and last.cost and (over or len(case.visits) > 1):
        day = last.date
        same = [one for one in case.sessions if one is last or (day.is_day and one.date == day)]
        paid = join_words([*_sums([one for one in same if one.cost])])
        why = f"You recorded {paid} for the session {on_date(day)}."
        return Trigger((why,), question="paid")
    looks = [area for area in case.treated_areas if case.purpose(area) in _PAID_ONESELF]
    return often_treated(case, topic, looks)


_PAID_ONESELF = frozenset({"lines", "slimming", "skin"})
"""Purposes that people mostly pay for themselves."""


def _sums(sessions: "list[Session]") -> Iterator[str]:
    """Yield what was paid in each currency: "850 USD"."""
    sums: dict[str, float] = {}
    for session in sessions:
        currency = inert(session.currency or "")
        sums[currency] = sums.get(currency, 0.0) + (session.cost or 0.0)
    for currency, amount in sums.items():
        yield f"{plain_number(amount)} {currency}".strip()


def _counterfeit(case: Case, topic: Topic) -> Trigger | None:
    warned = warned_lots(case.journal, case.catalog)
    if warned:
        why: list[str] = []
        for sentence, dates in warned.items():
            names_it, _, more = sentence.partition(". ")
            days = join_words([date_words(when) for when in dates])
            why += [f"{days}: {names_it}.", more]
        events = tuple(when.first for dates in warned.values() for when in dates)
        return Trigger(tuple(why), question="warned", events=events, place=Place.SERIOUS)
    missing: Sequence[Session] = [
        session
        for session in case.sessions
        if case.days_since(session.date.first) <= topic.limit("within_days")
        and not (session.lot and session.expiry)
    ]
    if not missing:
        return None
    missing = first_of_each_day(missing)
    when = on_date(max(missing, key=lambda session: session.date.middle).date)
    lacking = (
        f"The session {when} has no lot number or no expiry date."
        if len(missing) == 1
        else f"{len(missing)} sessions of the past year have no lot number or no expiry date, the "
        f"last {when}."
    )
    return Trigger((lacking,), place=Place.IN_PASSING)


def warned_lots(journal: Journal, catalog: Catalog) -> Mapping[str, Sequence[PartialDate]]:
    """Return what published warnings say of lots on record, with the dates of their records.

    A lot may be named by a session's lot number, or by any note.
    """
    said: list[tuple[Session | CheckIn, str]] = [
        *((one, f"{one.lot or ''}; {one.note or ''}") for one in journal.sessions),
        *((one, one.note) for one in journal.checkins if one.note),
    ]
    # Few texts have the letters of a lot: only these are compared with each in full.
    letters = "|".join({plain_lot(item.lot) for item in catalog.warned_lots})
    named = [
        (record, text)
        for record, text in said
        if not text.isascii() or re.search(letters, re.sub("[^a-z0-9]+", "", text.casefold()))
    ]
    warned: dict[str, list[PartialDate]] = {}
    for record, text in sorted(named, key=lambda item: item[0].date.middle):
        for warning in lot_warnings(text, catalog):
            dates = warned.setdefault(warning, [])
            if record.date not in dates:
                dates.append(record.date)
    return warned


RULES: Mapping[str, Rule] = {
    "first-results": _first_results,
    "goals": _goals,
    "cost": _cost,
    "counterfeit": _counterfeit,
}
