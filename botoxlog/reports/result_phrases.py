"""Phrases for one result, dose, date or price, shared by the visit sheet and the statistics."""

from datetime import date

from botoxlog.core.model import State
from botoxlog.core.partial_dates import PartialDate, day_words
from botoxlog.core.text import inert, plain_number, plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.reports import sentences
from botoxlog.reports.costs import PerMonth
from botoxlog.reports.visit_facts import Amount


def shorten(text: str, most: int) -> str:
    """Return text in at most `most` characters, cut between words and ending in "..."."""
    shown = inert(text).strip()
    if len(shown) <= most:
        return shown
    between_words = shown[: most - 3].rpartition(" ")[0]
    kept = between_words if len(between_words) > most / 2 else shown[: most - 4]
    return f"{kept} ..."


def result(treatment: Treatment) -> str:
    """Return how long one result lasted, as far as check-ins show."""
    if treatment.no_effect:
        return "no effect seen"
    if treatment.lasted.end_seen or treatment.treated_again_on is None:
        return sentences.lasted(treatment.lasted)
    again = sentences.treated_again(treatment.date, treatment.treated_again_on)
    known = treatment.lasted.at_least is not None
    unseen = f"no check-in{' that can be about it' if treatment.doubted else ''}"
    return f"{sentences.lasted(treatment.lasted) if known else unseen}, {again}"


def month_of(when: PartialDate) -> str:
    """Return the month of a day, "Aug 2026", or any other date as short as it can be said."""
    return PartialDate.of_month(*when.first.timetuple()[:2]).short if when.is_day else when.short


def a_month(found: PerMonth) -> str:
    """Return the cost of a month of effect: "109 to 130", "about 80", "at least 91"."""
    low = f"{found.at_least:.0f}"
    if found.at_most is None:
        return f"at least {low}"
    high = f"{found.at_most:.0f}"
    return f"about {low}" if low == high else f"{low} to {high}"


def now(area: AreaForecast, today: date) -> str:
    """Return what an area is doing, its latest check-in and its window, with years for paper."""
    forecast = area.forecast
    state = f"{sentences.capital(sentences.state(area, today))}."
    if area.no_effect:
        return state
    if forecast is None:
        why = inert(area.no_forecast or "")
        return f"{state} {why}".strip() if area.phase or area.last_seen else why
    if area.last.lasted.end_seen:
        return f"{state} It lasted {sentences.lasted(area.last.lasted)}."
    if looked := last_look(area, today):
        state += f" Last check-in: {looked}."
    likely = day_words(forecast.likely)
    window = sentences.window_text(
        day_words(forecast.early), likely, day_words(forecast.late), past=today > forecast.likely
    )
    return f"{state} {window}"


def last_look(area: AreaForecast, today: date) -> str:
    """Return the latest check-in, "full, 22 Aug"; "" if there is none or the state has its date."""
    return "" if "(seen" in sentences.state(area, today) else seen_last(area, today)


def seen_last(area: AreaForecast, today: date) -> str:
    """Return the latest check-in on the last session, "full, 22 Aug"; "" if there is none."""
    if area.last_seen is None:
        return ""
    when, seen = area.last_seen
    looked = "nothing yet" if seen is State.NONE else seen.replace("-", " ")
    return f"{looked}, {short_date(when, today)}"


def short_date(when: PartialDate, today: date) -> str:
    """Return a date to stand in a list, a day with its year unless it is in the current one."""
    return day_words(when.first, relative_to=today) if when.is_day else when.short


def short_on(when: PartialDate, today: date) -> str:
    """Return "on 2 Oct", "in Aug 2026" or "around 31 Dec 2023, give or take 10 days"."""
    return f"on {short_date(when, today)}" if when.is_day else when.with_preposition


def dose(treatment: Treatment) -> str:
    """Return the units of one area: "20", "left 25, right 25"."""
    return each_side(treatment) if len(treatment.sides) > 1 else plain_number(treatment.units or 0)


def each_side(treatment: Treatment) -> str:
    """Return the units of each side: "left 25, right 25"."""
    return ", ".join(f"{side} {plain_number(units)}" for side, units in treatment.sides.items())


def amount(found: Amount) -> str:
    """Return the units of a product in one period, with any that are uncertain or missing."""
    if not found.sessions:
        return "none"
    parts = []
    if found.units or not (found.perhaps or found.unknown):
        parts.append(sentences.say_units(found.units))
    if found.perhaps:
        parts.append(f"perhaps {sentences.say_units(found.perhaps)} more (date not exact)")
    if found.unknown:
        parts.append(f"{plural(found.unknown, 'session')} with units not recorded")
    return ", ".join(parts)


def cost_notes(unpriced: int, *, some_areas: bool, by_month: bool) -> str:
    """Return what a reader has to know about the costs, "" if nothing."""
    parts = []
    if unpriced:
        parts.append(f"{plural(unpriced, 'session')} without a cost.")
    if some_areas:
        parts.append("Each session counts at its full price, even if it treated other areas too.")
    if by_month:
        parts.append(
            "Months of effect run from the injection until it wore off or you were treated again "
            "(30.4 days to a month)."
        )
    return " ".join(parts)
