"""Short sentences about areas and records. ASCII only, so that every terminal can show them.

This module holds little more than the text `add` prints, because every `add` loads it. See
`due_text` for what is due, `area_explanation` and `question_text` for longer explanations.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date

from botoxlog.catalog import UNKNOWN_PRODUCT, Catalog, Status
from botoxlog.core.model import (
    Appointment,
    AreaState,
    CheckIn,
    Discussed,
    Record,
    Session,
    Site,
    State,
    Stopped,
)
from botoxlog.core.partial_dates import MONTHS, PartialDate, day_words
from botoxlog.core.text import command_line, inert, join_words, plain_number, plural
from botoxlog.forecast.area_forecast import AreaForecast, Phase, is_dormant
from botoxlog.forecast.forecast import Forecast
from botoxlog.forecast.survival import DurationBounds
from botoxlog.forecast.treatment_history import Treatment

NEAR_DAYS = 300
"""Dates within this many days of today are written without their year."""

STILL_WORKING = "probably still working"
EVEN = "about even"
PROBABLY = "probably worn off"
ALMOST_CERTAINLY = "almost certainly worn off"

EVEN_FROM, EVEN_TO, PROBABLY_TO = 0.35, 0.65, 0.90
"""Chances at which the words for odds change. Our choice; the last one is the end of the window."""

_PHASES = {
    Phase.NOT_YET: "not yet",
    Phase.KICKING_IN: "kicking in",
    Phase.FULL: "full",
    Phase.FADING: "fading",
    Phase.GONE: "worn off",
}

_PARTLY = "partly working"


def say_day(day: date, today: date) -> str:
    """Return "2 Oct", with the year if the day is more than `NEAR_DAYS` away."""
    if abs((day - today).days) <= NEAR_DAYS:
        return f"{day.day} {MONTHS[day.month - 1]}"
    return day_words(day)


def say_date(when: PartialDate, today: date) -> str:
    """Return "2 Oct", "Aug 2026", "2026" or "about 31 Dec 2023", for use within a sentence.

    Where the middle of two days is still to come, it is the first of them "or later".
    """
    if when.is_day:
        return say_day(when.first, today)
    to_come = when.short.startswith("about ") and when.middle > today
    return f"{say_day(when.first, today)} or later" if to_come else when.short


def say_window(early: date, late: date, today: date) -> tuple[str, str]:
    """Return both ends of a window, each with its year if it crosses a new year or is far off."""
    ends = (early, late)
    near = all(abs((day - today).days) <= NEAR_DAYS for day in ends)
    if early.year == late.year and near:
        return say_day(early, today), say_day(late, today)
    return day_words(early), day_words(late)


def say_units(units: float) -> str:
    """Return "20 units", "12.5 units"."""
    return f"{plain_number(units)} unit" if units == 1 else f"{plain_number(units)} units"


def odds(chance: float) -> str:
    """Return the words for the chance, 0 to 1, that a result has worn off, on every surface."""
    if chance < EVEN_FROM:
        return STILL_WORKING
    if chance <= EVEN_TO:
        return EVEN
    return PROBABLY if chance <= PROBABLY_TO else ALMOST_CERTAINLY


def state(area: AreaForecast, today: date) -> str:
    """Return what an area is doing: what a check-in saw, with its date, or the words for the odds.

    A check-in that saw it working counts while the odds agree with it.
    """
    chance = area.chance_worn_off(today)
    seen_on = area.last.no_effect or (area.last_seen[0] if area.last_seen else None)
    seen = f" (seen {say_date(seen_on, today)})" if seen_on else ""
    last_state = area.last_seen[1] if area.last_seen else None
    if area.no_effect or last_state is State.NO_EFFECT:
        return f"no effect{seen}"
    if area.phase is None:
        return f"not known{last_look(area, today)}"
    if chance is None or area.last.lasted.end_seen:
        return f"{_PARTLY if last_state is State.PARTIAL else _PHASES[area.phase]}{seen}"
    if area.phase in {Phase.NOT_YET, Phase.KICKING_IN}:
        was_seen = last_state is (State.NONE if area.phase is Phase.NOT_YET else State.KICKING_IN)
        return f"{_PHASES[area.phase]}{seen if was_seen else ''}"
    words = odds(chance)
    if last_state in {State.FULL, State.PARTIAL, State.FADING} and words == STILL_WORKING:
        return f"{_PARTLY if last_state is State.PARTIAL else last_state}{seen}"
    return words


def last_look(area: AreaForecast, today: date) -> str:
    """Return what was seen last, in brackets, where that is not how it is; "" if nothing was."""
    if area.last_seen is None:
        return ""
    when, state = area.last_seen
    if state is State.NONE:
        return f" (nothing yet, seen {say_date(when, today)})"
    words = _PARTLY if state is State.PARTIAL else state.replace("-", " ")
    return f" (last seen {words}, {say_date(when, today)})"


def window(area: AreaForecast, today: date) -> str:
    """Return when the current result is likely to wear off, or why there is no forecast."""
    forecast = area.forecast
    if forecast is None:
        return area.no_forecast or ""
    if area.last.lasted.end_seen:
        return f"Worn off at your last check-in here. It lasted {lasted(area.last.lasted)}."
    if today > forecast.late:
        look = "" if area.stopped else " How does it look?"
        return f"{capital(past_window(area, forecast, today))}{look}"
    early, late = say_window(forecast.early, forecast.late, today)
    return window_text(early, say_day(forecast.likely, today), late, past=today > forecast.likely)


def window_text(early: str, likely: str, late: str, *, past: bool) -> str:
    """Return a window in one sentence; `past` says whether the likely date has passed."""
    if past:
        return f"The likely date was {likely}; 80% chance it wears off between {early} and {late}."
    return f"Likely to wear off around {likely}; 80% chance between {early} and {late}."


def past_window(area: AreaForecast, forecast: Forecast, today: date) -> str:
    """Return the odds once the window has passed, and how long ago the likely date was."""
    words = odds(area.chance_worn_off(today) or 0.0)
    ago = plural((today - forecast.likely).days, "day")
    return f"{words}. The likely date was {ago} ago."


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def status(area: AreaForecast, today: date) -> str:
    """Return what an area is doing, with the window while it lies ahead or why there is none."""
    now = f"{inert(area.name)}: {state(area, today)}"
    forecast = area.forecast
    if forecast is None and area.phase is not Phase.GONE and not area.no_effect:
        return f"{now}. {area.no_forecast or ''}".rstrip()
    if forecast is None or area.last.lasted.end_seen or today > forecast.late:
        return now
    early, late = say_window(forecast.early, forecast.late, today)
    return f"{now}; 80% chance it wears off between {early} and {late}"


def lasted(result: DurationBounds) -> str:
    """Return what is known about a duration: "70 to 93 days", "at least 98 days"."""
    low, high = result.at_least, result.at_most
    if high is not None and low is not None:
        return f"{low:.0f} to {high:.0f} days"
    if high is not None:
        return f"at most {plural(round(high), 'day')}"
    return f"at least {plural(round(low), 'day')}" if low is not None else "not known"


def product_name(treatment: Treatment, catalog: Catalog) -> str:
    """Return the name of a session's product, or "an unknown product"."""
    product = treatment.session.product
    return inert(catalog.product_label(product)) if product else "an unknown product"


def label_date(area: AreaForecast, today: date) -> str:
    """Return the earliest date for a session of each label that covers its use.

    It is empty where no label does, and where the dates have passed.
    """
    ahead = [item for item in area.label_intervals if area.label_date(item) > today]
    return " ".join(
        f"The {item.region} label's earliest date is {say_day(area.label_date(item), today)} "
        f"({item.days} days{'' if item.status is Status.VERIFIED else ', unverified'})."
        for item in ahead
    )


def off_label(area: AreaForecast, catalog: Catalog) -> str:
    """Return a sentence on an area's last session if no label gives an interval for its use.

    It ends with what is usual, in words; for sweating nothing is, because it is repeated when the
    sweating is back, and nothing is for a product of which we found no label.
    """
    if area.label_intervals:
        return ""
    product = catalog.product_named(area.last.session.product or UNKNOWN_PRODUCT)
    if product is None or product.id == UNKNOWN_PRODUCT:
        found, whose = "The brand is not recorded, so there is no label date.", "It"
    else:
        found = f"We found no {product.name} label that gives an interval for this use."
        whose = "For other uses it"
    usual = catalog.products[UNKNOWN_PRODUCT].min_interval
    base = catalog.split_side(area.area)[0]
    others = [item for item in (product.intervals if product else ()) if base in item.areas]
    if others:
        each = join_words(
            [f"{item.days} days for {item.purpose} ({item.region})" for item in others]
        )
        return f"{found} Labels for this area give {each}."
    known = catalog.areas.get(base)
    purpose = area.last.session.purpose or (known.purpose if known else None)
    labelled = product is None or product.min_interval or product.intervals
    if usual is None or purpose == "sweating" or not labelled:
        return found
    return f"{found} {whose} is {usual.text}."


# --- records ---------------------------------------------------------------------------------


def record_line(record: Record, catalog: Catalog) -> str:
    """Return a record in one line, its date first; typed again, it gives the same record."""
    note = f". {note_words(record)}" if record.note else ""
    return f"{record.date}, {record_words(record, catalog)}{note}"


def note_words(record: Record) -> str:
    """Return the note of a record, "" if it has none."""
    return f"Note: {inert(record.note)}" if record.note else ""


def record_words(record: Record, catalog: Catalog) -> str:
    """Return what a record says, without its date and its note."""
    if isinstance(record, Session):
        parts = _session_parts(record, catalog)
    elif isinstance(record, CheckIn):
        parts = _checkin_parts(record, catalog)
    elif isinstance(record, Discussed):
        parts = _discussed_parts(record)
    elif isinstance(record, Appointment):
        parts = _appointment_parts(record, catalog)
    else:
        parts = _stopped_parts(record, catalog)
    return ", ".join(part for part in parts if part)


def saved(
    lead: str,
    records: Sequence[Record],
    areas: Sequence[AreaForecast],
    today: date,
    catalog: Catalog,
) -> Iterator[tuple[str, int]]:
    """Yield lines with their indent: each record as understood, then each area's forecast.

    A session that was not the latest one gets its result instead of a forecast.
    """
    for record in records:
        known_as = f" {inert(record.id)}" if record.id else ""
        yield f"{lead}{known_as}: {record_line(record, catalog)}", 2
    over: dict[str, list[AreaForecast]] = {}
    for area in areas:
        if outcome := _outcome(area, records, today):
            over.setdefault(outcome, []).append(area)
        else:
            yield f"  {inert(area.name)}: {window(area, today)}", 4
    for outcome, same in over.items():
        names = join_words([inert(area.name) for area in same])
        yield f"  {names}{outcome}", 4
        if outcome == _DORMANT:
            typed = command_line(
                "checkin", *(f"{area.area}=gone" for area in same), options="--on DATE"
            )
            yield f"    {typed}", 6


_DORMANT = (
    ": over 90% likely to have worn off by now. If you remember when (the month is enough), run:"
)


def _outcome(area: AreaForecast, records: Sequence[Record], today: date) -> str:
    """Return what became of a session of long ago, "" if its forecast still matters."""
    for treatment in reversed(area.treatments):
        if any(_is_about(record, treatment) for record in records):
            if treatment.treated_again_on is not None:
                return f", session of {treatment.session.date.short}: {fate(treatment)}."
            break
    dormant = area.forecast is not None and is_dormant(area, today)
    return _DORMANT if dormant and not area.last.lasted.end_seen else ""


def fate(treatment: Treatment) -> str:
    """Return how a session's result ended: "lasted at most 100 days"."""
    result = treatment.lasted
    if treatment.no_effect:
        return "no effect seen"
    if result.end_seen:
        return f"lasted {lasted(result)}"
    if treatment.treated_again_on is None:
        return "not treated again since"
    again = treated_again(treatment.date, treatment.treated_again_on)
    if treatment.date.may_be(treatment.treated_again_on):
        return again
    if result.at_least is None:
        unseen = f"no check-in {'that can be about it' if treatment.doubted else 'in between'}"
        return f"{again}, with {unseen}"
    return f"still working at {plural(round(result.at_least), 'day')}, {again}"


def treated_again(before: PartialDate, after: PartialDate) -> str:
    """Return when an area was treated again, as exactly as the two dates are known.

    "treated again after 120 days", "after about 4 months", "after 15 to 29 months". Nothing is said
    to have passed where both may be one day.
    """
    if before.may_be(after):
        same = "on the same day" if before.is_day and after.is_day else "perhaps on the same day"
        return f"another session {same}"
    least, most = (after.first - before.last).days, (after.last - before.first).days
    if least == most:
        return f"treated again after {plural(least, 'day')}"
    if most - least <= _CLOSE_DAYS:
        return f"treated again after about {plural((least + most) // 2, 'day')}"
    if before.is_narrow and after.is_narrow:
        months = max(round((least + most) / 2 / _DAYS_A_MONTH), 1)
        return f"treated again after about {plural(months, 'month')}"
    at_least, at_most = int(least / _DAYS_A_MONTH), math.ceil(most / _DAYS_A_MONTH)
    if at_least == 0:
        return f"treated again after at most {plural(at_most, 'month')}"
    return f"treated again after {at_least} to {at_most} months"


_CLOSE_DAYS = 14
"""Most days between the shortest and the longest interval to say it in days. Our choice."""

_DAYS_A_MONTH = 30.4


def _is_about(record: Record, treatment: Treatment) -> bool:
    if isinstance(record, CheckIn):
        return any((record.date, seen.state) in treatment.seen for seen in record.states)
    return any(record.date == one.date for one in (treatment.session, *treatment.touch_ups))


def _session_parts(session: Session, catalog: Catalog) -> Iterator[str]:
    yield f"touch-up of {inert(session.touch_up_of)}" if session.touch_up_of else ""
    product = session.product
    yield inert(catalog.product_label(product)) if product else "product not recorded"
    for dose in session.doses:
        units = f" {say_units(dose.units)}" if dose.units is not None else ""
        sites = f" ({site_words(dose.sites)})" if dose.sites else ""
        yield f"{area_name(dose.area, catalog)}{units}{sites}"
    yield f"for {inert(session.purpose)}" if session.purpose else ""
    if session.cost is not None:
        currency = session.currency
        paid = plain_number(session.cost)
        unpriced = f"cost {paid}" if session.cost else "free"
        yield f"{paid} {inert(currency)}" if currency else unpriced
    yield f"lot {inert(session.lot)}" if session.lot else ""
    yield f"expires {session.expiry.iso}" if session.expiry else ""
    yield f"by {inert(session.injector)}" if session.injector else ""
    yield f"at {inert(session.clinic)}" if session.clinic else ""


def _checkin_parts(checkin: CheckIn, catalog: Catalog) -> Iterator[str]:
    yield "check-in"
    for seen in checkin.states:
        yield f"{area_name(seen.area, catalog)} {state_words(seen, catalog)}"
    for effect in checkin.resolved:  # before the others: "headache, rash resolved" would be both
        if effect not in checkin.effects:
            yield f"{effect_name(effect, catalog)} resolved"
    for effect in checkin.effects:
        over = " (over by now)" if effect in checkin.resolved else ""
        yield f"{effect_name(effect, catalog)}{over}"


def state_words(seen: AreaState, catalog: Catalog) -> str:
    """Return a state in words that have one meaning in their area."""
    known = catalog.areas.get(catalog.split_side(catalog.area_id(seen.area))[0])
    if seen.state is State.FULL and known is not None and known.purpose == "bladder":
        return "in full effect"
    return "worn off" if seen.state is State.GONE else seen.state


def _discussed_parts(discussed: Discussed) -> Iterator[str]:
    yield f"{inert(discussed.topic)} {discussed.outcome}"


def _appointment_parts(appointment: Appointment, catalog: Catalog) -> Iterator[str]:
    yield f"appointment at {appointment.time:%H:%M}" if appointment.time else "appointment"
    yield from (area_name(area, catalog) for area in appointment.areas)
    yield f"with {inert(appointment.injector)}" if appointment.injector else ""
    yield f"at {inert(appointment.clinic)}" if appointment.clinic else ""


def _stopped_parts(stopped: Stopped, catalog: Catalog) -> Iterator[str]:
    yield "treatment stopped"
    yield from [area_name(area, catalog) for area in stopped.areas] or ["all areas"]


def site_words(sites: Sequence[Site]) -> str:
    """Return the sites of an area, each with its units: "biceps 50, flexor carpi 25"."""
    return ", ".join(
        f"{inert(name)} {plain_number(units)}" if units is not None else inert(name)
        for name, units in sites
    )


def effect_name(effect: str, catalog: Catalog) -> str:
    """Return a side effect without a comma, for use in a list: "drooping eyelid left"."""
    known = catalog.effect(effect) is not None
    return catalog.effect_label(effect).replace(", ", " ") if known else inert(effect)


def area_name(area: str, catalog: Catalog) -> str:
    """Return an area's name without a comma, for use in a list: "jaw left".

    Whatever a journal calls it, it has the one name that it has everywhere.
    """
    return inert(catalog.area_label(catalog.area_id(area))).replace(", ", " ")
