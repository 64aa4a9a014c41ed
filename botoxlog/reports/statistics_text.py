"""The statistics of a journal as text: every surface shows these sections, so all of them agree.

All text in a `Section` can be shown as it is: anything from the journal has been through `inert`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from botoxlog.catalog import Catalog
from botoxlog.core.text import command_line, inert, join_words, plain_number, plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.duration_estimate import MedianDuration
from botoxlog.forecast.track_record import TrackRecord
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.reports import area_explanation, sentences
from botoxlog.reports.comparisons import Compared, Comparison, Group
from botoxlog.reports.costs import PerMonth
from botoxlog.reports.result_phrases import a_month, cost_notes, month_of, result
from botoxlog.reports.statistics import Lasting, Paid, Repeats, Stats, Used
from botoxlog.reports.track_record_text import track_record_text

MAX_RESULTS = 8
"""Results listed for one area and product if no period was asked for. Our choice."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The length of a bar, as a share (0 to 1) of the longest bar of its kind.

    Attributes:
        sure: The part that is known.
        perhaps: The most it can be.
        open: Whether there is no upper bound: it was still working when last seen.
    """

    sure: float
    perhaps: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its label, what is known, and its bar if it has one."""

    label: str
    text: str
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the facts under it.

    Attributes:
        rest: A remark under the facts, "" if there is none.
    """

    title: str
    facts: tuple[Fact, ...]
    rest: str = ""


def statistics_sections(stats: Stats, *, results: bool = True) -> tuple[Section, ...]:
    """Return all statistics as text, without sections that would be empty.

    Args:
        stats: The statistics.
        results: Whether to list each result; a page that lists them elsewhere has only the medians.
    """
    catalog = stats.snapshot.catalog
    sections = (
        *([_lasting(item, stats) for item in stats.lasting] if results else [_medians(stats)]),
        *_compared(stats.comparisons, catalog),
        _repeats(stats.repeats),
        *_used(stats.used, catalog),
        *_paid(stats),
    )
    return tuple(section for section in sections if section.facts)


def track_record_section(
    found: TrackRecord, areas: Sequence[AreaForecast], *, some: bool
) -> tuple[Section, ...]:
    """Return the track record as a section of the statistics, none where there is no text.

    Args:
        found: The track record.
        areas: The areas that it is about.
        some: Whether there are other areas.
    """
    text = track_record_text(found)
    if not text:
        return ()
    name = inert(areas[0].name) if len(areas) == 1 else "these areas" if some else "all areas"
    return (Section("How the forecasts turned out", (Fact(name, text),)),)


def _lasting(item: Lasting, stats: Stats) -> Section:
    catalog = stats.snapshot.catalog
    shown = item.results if stats.since else item.results[-MAX_RESULTS:]
    longest = max(_reach(result) for lasting in stats.lasting for result in lasting.results)
    listed = [_result(treatment, longest) for treatment in shown]
    rest = []
    if hidden := len(item.results) - len(shown):
        every = command_line("stats --since", str(item.results[0].date.first.year))
        earlier = plural(hidden, "earlier result")
        rest.append(f"{earlier} not listed. To list all: {every}")
    if item.trend is not None:
        rest.append(area_explanation.trend(item.area))
    area = inert(item.area.name)
    return Section(
        f"How long it lasted: {area}, {_product(item.product, catalog)}",
        (*listed, *_summary(item)),
        " ".join(rest),
    )


def _medians(stats: Stats) -> Section:
    """Return the median of each area and product, and how many of its results had no effect."""
    catalog = stats.snapshot.catalog
    facts = [
        Fact(
            f"{inert(item.area.name)}, {_product(item.product, catalog)}",
            "; ".join(
                fact.text if fact.label == "median" else f"{fact.label}: {fact.text}"
                for fact in _summary(item)
            ),
        )
        for item in stats.lasting
    ]
    return Section("How long it lasted: the median", tuple(fact for fact in facts if fact.text))


def _summary(item: Lasting) -> Iterator[Fact]:
    if item.median is not None:
        yield Fact("median", _median(item.median))
    if item.no_effect:
        count = plural(len(item.results), "result")
        yield Fact("no effect", f"{item.no_effect} of {count}")


def _median(found: MedianDuration) -> str:
    text = f"{sentences.lasted(found.lasted)}, based on {plural(found.results, 'result')}"
    if not found.working:
        return text
    share = "all" if found.working == found.results else f"{found.working} of them"
    return f"{text}, {share} still working when last seen"


def _compared(found: Sequence[Comparison], catalog: Catalog) -> Iterator[Section]:
    """Yield a section for each area with something to compare."""
    for name, group in groupby(found, key=lambda item: item.area.name):
        facts = tuple(
            Fact(join_words([_NOUNS[kind] for kind in item.by]), _comparison(item, catalog))
            for item in group
        )
        yield Section(f"Your results compared: {inert(name)}", facts)


def _comparison(item: Comparison, catalog: Catalog) -> str:
    """Return each group with how long it lasted, then which lasts longest if that is clear."""
    names = [_group(group, item.by, catalog) for group in item.groups]
    groups = [
        f"{name} {_span(group)} ({plural(len(group.results), 'result')})"
        for name, group in zip(names, item.groups, strict=True)
    ]
    more = "longest" if names[2:] else "longer"
    verdict = f"Which lasts {more} is not clear yet."
    if item.longest is not None:
        name = names[item.groups.index(item.longest)]
        chance = min(int(item.longest.chance * 100), 99)
        verdict = f"Probably {more} for you: {name} ({chance}% chance)."
    also = join_words([f"the {_NOUNS[kind]}" for kind in item.also])
    return f"{', '.join(groups)}. {verdict}" + (f" Also different: {also}." if also else "")


_NOUNS = {
    Compared.PRODUCT: "product",
    Compared.DOSE: "dose",
    Compared.INJECTOR: "clinician",
    Compared.CLINIC: "clinic",
}


def _span(group: Group) -> str:
    return sentences.lasted(group.median.lasted) if group.median else "not known"


def _group(group: Group, by: Sequence[Compared], catalog: Catalog) -> str:
    """Return what a group has in common: "Dysport", "20 units of Botox", "Dr Lee at Glow"."""
    session = group.results[-1].session
    parts = []
    if Compared.PRODUCT in by:
        parts.append(_product(session.product, catalog))
    if Compared.DOSE in by:
        least, most = (plain_number(units) for units in group.units)
        units = f"{least} units" if least == most else f"{least} to {most} units"
        parts.append(f"{units} of {_product(session.product, catalog)}")
    if Compared.INJECTOR in by:
        parts.append(f"{'by ' if parts else ''}{inert(session.injector or '')}")
    if Compared.CLINIC in by:
        parts.append(f"{'at ' if parts else ''}{inert(session.clinic or '')}")
    return " ".join(parts)


def _result(treatment: Treatment, longest: float) -> Fact:
    lasted = treatment.lasted
    sure = (lasted.at_least or 0.0) / longest
    text = result(treatment)
    running = treatment.treated_again_on is None and not lasted.end_seen
    return Fact(
        month_of(treatment.session.date),
        f"{text} so far" if running and text == sentences.lasted(lasted) else text,
        Bar(sure, _reach(treatment) / longest, open=lasted.at_most is None)
        if lasted.at_least or lasted.at_most
        else None,
    )


def _reach(treatment: Treatment) -> float:
    """Return the length of a bar in days: until worn off or, failing that, until last working."""
    return max(treatment.lasted.at_most or treatment.lasted.at_least or 0.0, 1.0)


def _repeats(found: Sequence[Repeats]) -> Section:
    return Section(
        "When last seen before the next session",
        tuple(
            Fact(inert(item.area.name), _times(item), _share(item.working, item.all))
            for item in found
        ),
    )


def _share(part: int, whole: int) -> Bar:
    return Bar(part / whole, part / whole)


def _times(item: Repeats) -> str:
    parts = []
    if item.working:
        parts.append(f"{item.working} still working{_seen_days(item)}")
    if item.gone:
        parts.append(f"{item.gone} worn off")
    if item.no_effect:
        parts.append(f"{item.no_effect} without effect")
    if unseen := item.unknown - item.no_effect:
        parts.append(f"{unseen} not known")
    return "; ".join(parts)


def _seen_days(item: Repeats) -> str:
    """Return ", on day 11 to 19", or ", after at least 11 days" where a date is not exact."""
    if item.seen_days is None:
        return ""
    least, most = (round(days) for days in item.seen_days)
    if not item.exact:
        return f", after at least {plural(least, 'day')}"
    return f", on day {least}" if least == most else f", on day {least} to {most}"


def _used(found: Sequence[Used], catalog: Catalog) -> Iterator[Section]:
    """Yield a section for each product, since units of different products can't be compared."""
    by_product: dict[str, list[Used]] = {}
    for item in found:
        by_product.setdefault(_product(item.product, catalog), []).append(item)
    for name, years in by_product.items():
        most = max(item.units for item in years)
        yield Section(
            f"Units a year: {name}",
            tuple(
                Fact(
                    str(item.year),
                    _amount(item),
                    Bar(item.units / most, item.units / most) if most else None,
                )
                for item in years
            ),
        )


def _amount(item: Used) -> str:
    visits = []
    if item.sessions:
        visits.append(plural(item.sessions, "session"))
    if item.touch_ups:
        visits.append(plural(item.touch_ups, "touch-up"))
    parts = [f"{sentences.say_units(item.units)}, {' and '.join(visits)}"]
    if item.unknown:
        parts.append(f"{item.unknown} with units not recorded")
    if not item.units:
        parts = [f"units not recorded, {' and '.join(visits)}"]
    return "; ".join(parts)


def _paid(stats: Stats) -> Iterator[Section]:
    """Yield a section for each currency."""
    ordered = sorted(stats.paid, key=lambda item: (item.currency or "", item.year))
    months = {item.currency: item.cost for item in stats.month}
    rest = cost_notes(stats.unpriced, some_areas=stats.some, by_month=bool(stats.month))
    for code, group in groupby(ordered, key=lambda item: item.currency):
        years = list(group)
        currency = inert(code) if code else "(currency not recorded)"
        most = max(item.amount for item in years)
        facts = [
            Fact(
                str(item.year),
                _price(item, currency),
                Bar(item.amount / most, item.amount / most) if most else None,
            )
            for item in years
        ]
        if code in months:
            facts.append(Fact("month of effect", _month(months[code], currency)))
        yield Section(f"Cost a year: {currency}", tuple(facts), rest)


def _price(item: Paid, currency: str) -> str:
    return f"{plain_number(item.amount)} {currency}, {plural(item.sessions, 'visit')}"


def _month(found: PerMonth, currency: str) -> str:
    results = plural(found.results, "result")
    have = "has" if found.results == 1 else "have"
    return f"{a_month(found)} {currency}, based on {results} that {have} ended"


def _product(product: str | None, catalog: Catalog) -> str:
    return inert(catalog.product_label(product)) if product else "product not recorded"
