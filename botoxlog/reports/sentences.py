"""Findings as plain sentences, calm and short. ASCII only, so that every terminal can show them.

What `add` says is here, and little more: it loads it whenever it runs. What is due is told by
`reminding.py`; what takes longer to tell, by `explaining.py`, `raising.py`, `catalog/citing.py`.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from botoxlog.catalog import Catalog, Status
from botoxlog.core.model import CheckIn, Discussed, Record, Session, State
from botoxlog.core.partial_dates import MONTHS, PartialDate, day_words
from botoxlog.core.text import inert, join_words, plain_number, plural
from botoxlog.forecast.area_forecast import AreaForecast, Phase, is_dormant
from botoxlog.forecast.survival import DurationBounds
from botoxlog.forecast.treatment_history import Treatment

NEAR_DAYS = 300
"""Days this near to today are said without their year."""

_PHASES = {
    Phase.NOT_YET: "not yet",
    Phase.KICKING_IN: "kicking in",
    Phase.FULL: "full",
    Phase.FADING: "fading",
    Phase.GONE: "gone",
}


def say_day(day: date, today: date) -> str:
    """Return "2 Oct", with the year only where it could be mistaken."""
    if abs((day - today).days) <= NEAR_DAYS:
        return f"{day.day} {MONTHS[day.month - 1]}"
    return day_words(day)


def say_date(when: PartialDate, today: date) -> str:
    """Return "2 Oct", "Aug 2026" or "2026"."""
    return say_day(when.first, today) if when.is_day else str(when)


def say_units(units: float) -> str:
    """Return "20 units", "12.5 units"."""
    return f"{plain_number(units)} unit" if units == 1 else f"{plain_number(units)} units"


def state(area: AreaForecast) -> str:
    """Return the word for what an area is doing; "likely" where nobody has looked."""
    if area.no_effect:
        return "no effect"
    if area.phase is None:
        return "unknown"
    word = _PHASES[area.phase]
    seen = area.last_seen[1] if area.last_seen else None
    guessed = (area.phase is Phase.GONE and not area.last.lasted.end_seen) or (
        area.phase is Phase.FADING and seen is not State.FADING
    )
    return f"likely {word}" if guessed else word


def window(area: AreaForecast, today: date) -> str:
    """Return when the running result should fade, in one sentence."""
    predicted = area.forecast
    if predicted is None:
        return area.no_forecast or ""
    if area.last.lasted.end_seen:
        return f"Gone when you looked; it lasted {lasted(area.last.lasted)}."
    early, late = say_day(predicted.early, today), say_day(predicted.late, today)
    likely = say_day(predicted.likely, today)
    if today > predicted.late:
        ago = (today - predicted.likely).days
        return f"Likely faded, about {plural(ago, 'day')} ago. How does it look?"
    if today >= predicted.likely:
        return f"Probably faded around {likely}, at some time between {early} and {late}."
    return f"Should fade between {early} and {late}, likely around {likely}."


def status(area: AreaForecast, today: date) -> str:
    """Return what an area is doing in half a sentence, with the window where one is to come."""
    told = f"{inert(area.name)}: {state(area)}"
    predicted = area.forecast
    if predicted is None or area.last.lasted.end_seen or today > predicted.late:
        return told
    early, late = say_day(predicted.early, today), say_day(predicted.late, today)
    return f"{told}; window {early} to {late}"


def lasted(result: DurationBounds) -> str:
    """Return what is known of a duration: "70 to 93 days", "at least 98 days"."""
    low, high = result.at_least, result.at_most
    if high is not None and low is not None:
        return f"{low:.0f} to {high:.0f} days"
    if high is not None:
        return f"at most {high:.0f} days"
    return f"at least {low:.0f} days" if low is not None else "not known"


def product_name(treatment: Treatment, catalog: Catalog) -> str:
    """Return the product of a session as people call it."""
    product = treatment.session.product
    return inert(catalog.product_label(product)) if product else "an unknown product"


def label_date(area: AreaForecast, today: date) -> str:
    """Return the label's earliest date for a repeat in a sentence, "" where none is to come."""
    if (
        area.earliest_retreat is None
        or area.retreat_figure is None
        or area.earliest_retreat <= today
    ):
        return ""
    mark = "" if area.retreat_figure.status is Status.VERIFIED else ", unverified"
    days = area.retreat_figure.days
    return (
        f"The label's earliest date is {say_day(area.earliest_retreat, today)} ({days} days{mark})."
    )


# --- records ---------------------------------------------------------------------------------


def record_line(record: Record, catalog: Catalog) -> str:
    """Return a record in one line: the date with its weekday, then everything it holds."""
    if isinstance(record, Session):
        parts = _session_parts(record, catalog)
    elif isinstance(record, CheckIn):
        parts = _checkin_parts(record, catalog)
    else:
        parts = _discussed_parts(record)
    note = f". Note: {inert(record.note)}" if record.note else ""
    return f"{record.date}, {', '.join(part for part in parts if part)}{note}"


def saved(
    lead: str,
    records: Sequence[Record],
    areas: Sequence[AreaForecast],
    today: date,
    catalog: Catalog,
) -> Iterator[tuple[str, int]]:
    """Yield the echo of what was understood and what it means for each area, with its indent."""
    for record in records:
        known_as = f" {record.id}" if record.id else ""
        yield f"{lead}{known_as}: {record_line(record, catalog)}", 2
    past: dict[str, list[AreaForecast]] = {}
    for area in areas:
        if became := _became(area, records, today):
            past.setdefault(became, []).append(area)
        else:
            yield f"  {inert(area.name)}: {window(area, today)}", 4
    for became, same in past.items():
        names = join_words([inert(area.name) for area in same])
        yield f"  {names}{became}", 4
        if became == _LONG_FADED:
            gone = " ".join(f"{_shell_word(area.area)}=gone" for area in same)
            yield f"    botoxlog checkin {gone} --on DATE", 6


_LONG_FADED = ": likely faded long ago. If you remember when, say so; a month is enough:"


def _became(area: AreaForecast, records: Sequence[Record], today: date) -> str:
    """Return what became of a session of long ago; "" where its window is what there is to say."""
    for treatment in reversed(area.treatments):
        if any(_is_about(record, treatment) for record in records):
            if treatment.retreated is not None:
                return f", session of {treatment.session.date}: {fate(treatment)}."
            break
    dormant = area.forecast is not None and is_dormant(area, today)
    return _LONG_FADED if dormant and not area.last.lasted.end_seen else ""


def fate(treatment: Treatment) -> str:
    """Return what became of a session's result: "lasted at most 100 days"."""
    result = treatment.lasted
    if any(seen is State.NO_EFFECT for _, seen in treatment.seen):
        return "no effect seen"
    if result.end_seen:
        return f"lasted {lasted(result)}"
    if treatment.retreated is None:
        return "not repeated since"
    days = (treatment.retreated.middle - treatment.date.middle).days
    about = "" if treatment.date.is_day and treatment.retreated.is_day else "about "
    if result.at_least is None:
        return f"repeated after {about}{plural(days, 'day')}, nobody looked in between"
    seen = plural(round(result.at_least), "day")
    return f"still working at {seen}, repeated after {about}{days}"


def _shell_word(area: str) -> str:
    return area if area.replace("-", "").isalnum() else f'"{inert(area)}"'


def _is_about(record: Record, treatment: Treatment) -> bool:
    if isinstance(record, CheckIn):
        return any((record.date, seen.state) in treatment.seen for seen in record.states)
    return record == treatment.session or record in treatment.touch_ups


def _session_parts(session: Session, catalog: Catalog) -> Iterator[str]:
    yield f"touch-up of {inert(session.touch_up_of)}" if session.touch_up_of else ""
    product = session.product
    yield inert(catalog.product_label(product)) if product else "unknown product"
    for dose in session.doses:
        units = f" {say_units(dose.units)}" if dose.units is not None else ""
        yield f"{area_name(dose.area, catalog)}{units}"
    yield f"for {inert(session.purpose)}" if session.purpose else ""
    if session.cost is not None:
        yield f"{plain_number(session.cost)} {inert(session.currency or '')}".strip()
    yield f"lot {inert(session.lot)}" if session.lot else ""
    yield f"expires {session.expiry.iso}" if session.expiry else ""
    yield inert(session.injector or "")
    yield inert(session.clinic or "")


def _checkin_parts(checkin: CheckIn, catalog: Catalog) -> Iterator[str]:
    yield "look" if checkin.states else "check-in"
    for seen in checkin.states:
        yield f"{area_name(seen.area, catalog)} {seen.state}"
    for effect in checkin.effects:
        known = catalog.effects.get(effect)
        yield known.name if known else inert(effect)


def _discussed_parts(discussed: Discussed) -> Iterator[str]:
    yield f"{inert(discussed.topic)} {discussed.outcome}"


def area_name(area: str, catalog: Catalog) -> str:
    """Return an area as it stands between commas: "jaw left"."""
    return inert(catalog.area_label(area)).replace(", ", " ")
