"""Phrases for one thing, a result, a dose, a day or a price: said alike wherever they are said."""

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
    """Return text as it is shown, cut between words where it is longer than `most` characters."""
    shown = inert(text).strip()
    if len(shown) <= most:
        return shown
    between_words = shown[: most - 3].rpartition(" ")[0]
    kept = between_words if len(between_words) > most / 2 else shown[: most - 4]
    return f"{kept} ..."


def result(treatment: Treatment) -> str:
    """Return how long one result lasted, as far as anybody looked."""
    if any(state is State.NO_EFFECT for _, state in treatment.seen):
        return "no effect seen"
    if treatment.lasted.end_seen or treatment.retreated is None:
        return sentences.lasted(treatment.lasted)
    days = (treatment.retreated.middle - treatment.date.middle).days
    exact = treatment.date.is_day and treatment.retreated.is_day
    repeated = f"repeated {'at' if exact else 'at about'} {days}"
    if treatment.lasted.at_least is None:
        return f"not looked at, {repeated} days"
    return f"{sentences.lasted(treatment.lasted)}, {repeated}"


def month_of(when: PartialDate) -> str:
    """Return the month of a day, "Aug 2026", or as much as is known."""
    return (
        str(PartialDate.of_month(when.first.year, when.first.month)) if when.is_day else str(when)
    )


def a_month(found: PerMonth) -> str:
    """Return what a month of effect cost: "109 to 130", "about 80", "at least 91"."""
    low = f"{found.at_least:.0f}"
    if found.at_most is None:
        return f"at least {low}"
    high = f"{found.at_most:.0f}"
    return f"about {low}" if low == high else f"{low} to {high}"


def now(area: AreaForecast, today: date) -> str:
    """Return what an area is doing, when it was last seen so, and when it should fade."""
    predicted = area.forecast
    if predicted is None:
        state = "" if area.phase is None else f"{sentences.state(area).capitalize()}. "
        return f"{state}{inert(area.no_forecast or '')}".strip()
    if area.last.lasted.end_seen:
        return f"Gone. It lasted {sentences.lasted(area.last.lasted)}."
    seen = ""
    if area.last_seen:
        when, look = area.last_seen
        seen = f" Seen {look.value.replace('-', ' ')} {day_beside(when, today)}."
    early, likely, late = (
        day_words(day, beside=today) for day in (predicted.early, predicted.likely, predicted.late)
    )
    expected = f"Fade expected between {early} and {late}, likely around {likely}."
    return f"{sentences.state(area).capitalize()}.{seen} {expected}"


def day_beside(when: PartialDate, today: date) -> str:
    """Return a date with its year unless that is this year: paper is read again later."""
    return day_words(when.first, beside=today) if when.is_day else str(when)


def dose(treatment: Treatment) -> str:
    """Return how much one area got: "20", "left 25, right 25"."""
    return each_side(treatment) if treatment.sides else plain_number(treatment.units or 0)


def each_side(treatment: Treatment) -> str:
    """Return how much each side got: "left 25, right 25"."""
    return ", ".join(f"{side} {plain_number(units)}" for side, units in treatment.sides.items())


def amount(found: Amount) -> str:
    """Return how much of a product one period took, with what is not known of it."""
    if not found.sessions:
        return "none"
    parts = []
    if found.units or not (found.perhaps or found.unknown):
        parts.append(sentences.say_units(found.units))
    if found.perhaps:
        parts.append(f"perhaps {sentences.say_units(found.perhaps)} more (date not exact)")
    if found.unknown:
        parts.append(f"{plural(found.unknown, 'session')} with units not noted")
    return ", ".join(parts)


def beside_cost(unpriced: int, *, some_areas: bool, by_month: bool) -> str:
    """Return what has to be said beside what it cost, "" where nothing has."""
    parts = []
    if unpriced:
        parts.append(f"{plural(unpriced, 'session')} without a cost.")
    if some_areas:
        parts.append("A session of these areas counts with its whole price.")
    if by_month:
        parts.append(
            "A month of effect is 30.4 days from an injection until it was gone or repeated."
        )
    return " ".join(parts)
