"""The numbers of a journal in words: each surface shows this, so that all of them say the same.

Everything in a `Section` is text that can be shown as it is: what came from the journal has been
through `botoxlog.core.text.inert`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from botoxlog.catalog import Catalog
from botoxlog.core.text import inert, plain_number, plural
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.reports import area_explanation, sentences
from botoxlog.reports.costs import PerMonth
from botoxlog.reports.statistics import Lasting, Paid, Repeats, Stats, Used
from botoxlog.reports.wording import a_month, beside_cost, month_of, result

RESULTS_TOLD = 8
"""Results of one area and product that are listed where no period was asked for. Our choice."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How long a line's bar is, each a share of the longest of its kind, 0 to 1.

    Attributes:
        sure: As far as it is known.
        perhaps: As far as it can be.
        open: Whether nothing bounds it: it was still working.
    """

    sure: float
    perhaps: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is about, what is known, and how long its bar is."""

    label: str
    text: str
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the facts under it.

    Attributes:
        rest: What has to be said beside them, "" where nothing has.
    """

    title: str
    facts: tuple[Fact, ...]
    rest: str = ""


def tell_stats(stats: Stats) -> tuple[Section, ...]:
    """Put every number into words; sections that would be empty are left out."""
    catalog = stats.snapshot.catalog
    sections = (
        *(_lasting(item, stats) for item in stats.lasting),
        _repeats(stats.repeats),
        *_used(stats.used, catalog),
        *_paid(stats),
    )
    return tuple(section for section in sections if section.facts)


def _lasting(item: Lasting, stats: Stats) -> Section:
    catalog = stats.snapshot.catalog
    told = item.results if stats.since else item.results[-RESULTS_TOLD:]
    longest = max(_reach(result) for lasting in stats.lasting for result in lasting.results)
    listed = [_result(treatment, longest) for treatment in told]
    summary = [] if item.middle is None else [Fact("middle", _middle(item))]
    rest = []
    if hidden := len(item.results) - len(told):
        since = item.results[0].date.first.year
        rest.append(f"{plural(hidden, 'earlier result')} not listed: --since {since} lists all.")
    if item.trend is not None:
        rest.append(area_explanation.trend(item.area))
    area = inert(item.area.name)
    return Section(
        f"How long it lasted: {area}, {_product(item.product, catalog)}",
        (*listed, *summary),
        " ".join(rest),
    )


def _middle(item: Lasting) -> str:
    low, high = item.least or 0, item.most or 0
    told = f"about {item.middle:.0f} days; between {low:.0f} and {high:.0f}"
    results = plural(item.ended, "result")
    told += f", from {results} seen working and seen gone"
    if others := len(item.results) - item.ended:
        told += f"; {others} more known on one side or not at all"
    return told


def _result(treatment: Treatment, longest: float) -> Fact:
    lasted = treatment.lasted
    sure = (lasted.at_least or 0.0) / longest
    return Fact(
        month_of(treatment.session.date),
        result(treatment),
        Bar(sure, _reach(treatment) / longest, open=lasted.at_most is None and sure > 0),
    )


def _reach(treatment: Treatment) -> float:
    """Return how far a bar goes, in days: to where it was gone, else to where it was working."""
    return max(treatment.lasted.at_most or treatment.lasted.at_least or 0.0, 1.0)


def _repeats(found: Sequence[Repeats]) -> Section:
    return Section(
        "Repeated before it had faded",
        tuple(
            Fact(inert(item.area.name), _repeated(item), _share(item.working, item.all))
            for item in found
        ),
    )


def _share(part: int, whole: int) -> Bar:
    return Bar(part / whole, part / whole)


def _repeated(item: Repeats) -> str:
    told = f"{item.working} of {plural(item.all, 'time')}"
    details = []
    if item.gone:
        details.append(f"{item.gone} after it was seen gone")
    if item.unknown:
        details.append(f"{item.unknown} with nothing known of its end")
    return "; ".join([told, *details])


def _used(found: Sequence[Used], catalog: Catalog) -> Iterator[Section]:
    """Yield a section for each product: its units are measured against themselves alone."""
    by_product: dict[str, list[Used]] = {}
    for item in found:
        by_product.setdefault(_product(item.product, catalog), []).append(item)
    for name, years in by_product.items():
        most = max(item.units for item in years)
        yield Section(
            f"How much a year: {name}",
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
        parts.append(f"{item.unknown} with units not noted")
    if not item.units:
        parts = [f"units not noted, {' and '.join(visits)}"]
    return "; ".join(parts)


def _paid(stats: Stats) -> Iterator[Section]:
    """Yield a section for each currency."""
    ordered = sorted(stats.paid, key=lambda item: (item.currency or "", item.year))
    months = {item.currency: item.cost for item in stats.month}
    rest = beside_cost(stats.unpriced, some_areas=stats.some, by_month=bool(stats.month))
    for code, group in groupby(ordered, key=lambda item: item.currency):
        years = list(group)
        currency = inert(code) if code else "(currency not noted)"
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
    return f"{a_month(found)} {currency}, from {results} that came to an end"


def _product(product: str | None, catalog: Catalog) -> str:
    return inert(catalog.product_label(product)) if product else "product not noted"
