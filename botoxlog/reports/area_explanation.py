"""One area told in full: what its window rests on, how its results went, what would tell more."""

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
    fate,
    label_date,
    product_name,
    say_date,
    say_day,
    say_units,
    state,
    window,
)


def basis(area: AreaForecast, catalog: Catalog) -> str:
    """Return where the window comes from, in one or two sentences."""
    if area.forecast is None:
        return ""
    found = area.forecast.basis
    product = product_name(area.last, catalog)
    if found.kind is BasisKind.PERSONAL:
        fades = plural(found.fades_seen, "fade")
        sentence = f"From {fades} of your own, beside published figures."
        if found.other_products:
            sentence = (
                f"From {fades} of your own, {found.other_products} with another product, "
                "beside published figures."
            )
    elif found.kind is BasisKind.PUBLISHED:
        sentence = f"From published figures for {product} in this area."
    else:
        sentence = (
            f"Nothing is published for {product} in this area; "
            f"figures for {found.borrowed_from} stand in."
        )
    return " ".join([sentence, *_also(found), *caveats(area)])


def _also(found: Basis) -> Iterator[str]:
    """Yield what else a forecast rests on."""
    if found.still_working:
        results = plural(found.still_working, "earlier result")
        yield f"{results} of yours still worked when repeated."
    if found.other_areas:
        names = join_words([inert(name) for name in found.other_areas])
        yield f"How long your {names} lasted counts a little too."
    if found.dose_changed:
        yield "The dose is not that of last time, so the window is wider."


def trend(area: AreaForecast) -> str:
    """Return how the earlier results have been going, "" where they have not."""
    going = area.trend
    if going is None:
        return ""
    weeks = join_words([str(round(days / 7)) for days in going.days])
    lasted_about = f": about {weeks} weeks" if len(going.days) > 1 else ""
    if going.clear:
        said = f"Your results here have been getting {going.kind}{lasted_about}."
        doubt = "" if area.changes else "That is more than chance would do."
    else:
        row = f"Your last {_COUNTS[len(going.days)]} results here were each {going.kind}"
        said = f"{row} than the one before{lasted_about}."
        doubt = "That may still be chance."
    changed = f"What else changed: {join_words(list(area.changes))}." if area.changes else ""
    return " ".join(part for part in (said, doubt, changed) if part)


_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


def caveats(area: AreaForecast) -> Iterator[str]:
    """Yield a sentence for each doubt about the window."""
    if area.forecast is None:
        return
    for caveat in area.forecast.caveats:
        if caveat is Caveat.UNVERIFIED:
            yield "Some of those figures are not verified yet."
        elif caveat is Caveat.DERIVED and not area.forecast.basis.fades_seen:
            yield "The figures are our own reading of what is published."
        elif caveat is Caveat.PARTIAL_DATE:
            yield f"The session is only known as {area.last.session.date}, so the window is wider."


def narrower(area: AreaForecast, today: date) -> str:
    """Return what would make the window narrower, "" where nothing is expected any more."""
    if area.forecast is None or area.last.lasted.end_seen:
        return ""
    if not area.forecast.basis.fades_seen:
        return "Log when it has faded, and the next window rests on you rather than on others."
    likely = area.forecast.likely
    if likely > today:
        return f"A look around {say_day(likely, today)} would narrow it most."
    return "A look now would narrow it most."


def area_facts(
    area: AreaForecast, snapshot: Snapshot, told: Sequence[Treatment], *, explained: bool
) -> Iterator[str]:
    """Yield what a lane of the timeline shows, one labelled fact a line.

    Args:
        area: The lane.
        snapshot: Where it is from.
        told: The sessions to tell, in their order.
        explained: Whether to say what the window rests on.
    """
    today, catalog, name = snapshot.today, snapshot.catalog, inert(area.name)
    yield f"{name}: {state(area)}"
    facts = [("window", window(area, today)), ("next", next_step(area, snapshot))]
    if explained:
        facts += [
            ("basis", basis(area, catalog)),
            ("label", label_date(area, today)),
            ("narrower", narrower(area, today)),
            ("trend", trend(area)),
        ]
    facts += [("session", history(treatment, catalog, today)) for treatment in told]
    if more := len(area.treatments) - len(told):
        facts.append(("sessions", f"{plural(more, 'earlier session')} not listed."))
    for label, text in facts:
        if text:
            yield f"{name}, {label}: {text.removeprefix('Next: ')}"


def history(treatment: Treatment, catalog: Catalog, today: date) -> str:
    """Return one session of one area in a line: when, what, how much, how long."""
    what = product_name(treatment, catalog)
    if treatment.units is not None:
        what += f", {say_units(treatment.units)}"
        if treatment.sides:
            each = ", ".join(f"{side} {units:g}" for side, units in treatment.sides.items())
            what += f" ({each})"
    if touch_ups := treatment.touch_ups:
        days = join_words([say_date(item.date, today) for item in touch_ups])
        what += f", touch-up {days}"
    return f"{treatment.session.date}: {what}; {fate(treatment)}."
