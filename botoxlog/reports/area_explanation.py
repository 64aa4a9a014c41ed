"""The full explanation of one area: what its window is based on, its past results, next steps."""

from collections.abc import Iterator, Sequence
from datetime import date

from botoxlog.catalog import Catalog
from botoxlog.core.text import inert, join_words, plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.forecast import Basis, BasisKind, Caveat
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.reports.due_text import next_step
from botoxlog.reports.sentences import (
    capital,
    fate,
    label_date,
    off_label,
    product_name,
    say_date,
    say_day,
    say_units,
    state,
    window,
)


def basis(area: AreaForecast, catalog: Catalog) -> str:
    """Return what the window is based on, in a few short sentences."""
    if area.forecast is None:
        return ""
    found = area.forecast.basis
    product = product_name(area.last, catalog)
    if found.kind is BasisKind.PERSONAL:
        results = plural(found.ends_seen, "result")
        other = f" ({found.other_products} with another product)" if found.other_products else ""
        sentence = f"Based on {results} of yours{other} plus published figures."
    elif found.kind is BasisKind.PUBLISHED and found.pooled:
        sentence = "Based on published figures for this area that do not tell brands apart."
    elif found.kind is BasisKind.PUBLISHED:
        sentence = f"Based on published figures for {product} in this area."
    else:
        use = " for this use" if found.assumed else ""
        sentence = (
            f"We found no published figures for {product} in this area{use}, "
            f"so this uses the ones for {found.borrowed_from}."
        )
    return " ".join([sentence, *_also(found), *caveats(area)])


def _also(found: Basis) -> Iterator[str]:
    """Yield what else a forecast is based on."""
    if found.assumed:
        yield f"The published figures are those for {found.assumed}."
    if found.still_working:
        results = plural(found.still_working, "result")
        yield f"Also counted: {results}, still working when last seen."
    if found.other_areas:
        names = join_words([inert(name) for name in found.other_areas])
        yield f"Your results for {names} count a little too."
    if found.dose_changed:
        yield "The dose has changed since last time, so the window is wider."


def trend(area: AreaForecast) -> str:
    """Return the trend of the earlier results in a few sentences, "" if there is none."""
    found = area.trend
    if found is None:
        return ""
    weeks = join_words([str(round(days / 7)) for days in found.days])
    lengths = f": about {weeks} weeks" if len(found.days) > 1 else ""
    if found.clear:
        direction = f"Your results here have been getting {found.kind}{lengths}."
        doubt = "" if area.changes else "Chance alone is unlikely to explain this."
    else:
        row = f"Your last {_COUNTS[len(found.days)]} results here each seem {found.kind}"
        direction = f"{row} than the one before{lengths}."
        doubt = "That may still be chance."
    changed = f"Also changed: {join_words(list(area.changes))}." if area.changes else ""
    return " ".join(part for part in (direction, doubt, changed) if part)


_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


def caveats(area: AreaForecast) -> Iterator[str]:
    """Yield a sentence for each doubt about the window."""
    if area.forecast is None:
        return
    for caveat in area.forecast.caveats:
        if caveat is Caveat.UNVERIFIED:
            yield "Some of those figures have not been checked against their source yet."
        elif caveat is Caveat.DERIVED and not area.forecast.basis.ends_seen:
            yield "We worked these figures out from published results."
        elif caveat is Caveat.PARTIAL_DATE:
            known = area.last.session.date
            yield (
                f"The exact date of the session is not recorded (only {known}), "
                "so the window is wider."
            )


def narrower(area: AreaForecast, today: date) -> str:
    """Return what would make the next window narrower, "" if the result is over."""
    if area.forecast is None or area.last.lasted.end_seen:
        return ""
    if not area.forecast.basis.ends_seen:
        return (
            "Check in when it wears off, so your next forecast can learn from you "
            "and not only from other people."
        )
    likely = area.forecast.likely
    when = f"around {say_day(likely, today)}" if likely > today else "now"
    return f"A check-in {when} would narrow the window most."


def area_facts(
    area: AreaForecast,
    snapshot: Snapshot,
    listed: Sequence[Treatment],
    *,
    explained: bool,
    track_record: str = "",
) -> Iterator[str]:
    """Yield what the timeline says about one area, one labelled fact per line.

    Args:
        area: The area.
        snapshot: The snapshot it belongs to.
        listed: The sessions to list, in this order.
        explained: Whether to add what the window is based on.
        track_record: How the forecasts turned out, if asked for.
    """
    today, catalog, name = snapshot.today, snapshot.catalog, inert(area.name)
    yield f"{name}: {state(area, today)}"
    facts = [("window", window(area, today)), ("next", next_step(area, snapshot))]
    if explained:
        facts += [
            ("basis", basis(area, catalog)),
            ("label", label_date(area, today) or off_label(area, catalog)),
            ("narrower", narrower(area, today)),
            ("trend", trend(area)),
            ("forecasts so far", track_record),
        ]
    facts += [("session", session_line(treatment, catalog, today)) for treatment in listed]
    if more := len(area.treatments) - len(listed):
        facts.append(("sessions", f"{plural(more, 'earlier session')} not listed."))
    for label, text in facts:
        if text:
            yield f"{name}, {label}: {text.removeprefix('Next: ')}"


def session_line(treatment: Treatment, catalog: Catalog, today: date) -> str:
    """Return one session of one area in a line: date, product, units and how long it lasted."""
    what = product_name(treatment, catalog)
    if treatment.units is not None:
        what += f", {say_units(treatment.units)}"
        if treatment.sides:
            each = ", ".join(f"{side} {units:g}" for side, units in treatment.sides.items())
            what += f" ({each})"
    if touch_ups := treatment.touch_ups:
        days = join_words([say_date(item.date, today) for item in touch_ups])
        what += f", touch-up {days}"
    return capital(f"{treatment.session.date}: {what}; {fate(treatment)}.")
