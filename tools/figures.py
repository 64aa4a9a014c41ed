"""Writes every figure of the catalog with its source.

python -m tools.figures > docs/figures.md
"""

import math
import sys
from collections.abc import Iterable, Iterator, Sequence

from botoxlog.catalog import OUR_CHOICE, Catalog, Prior, PublishedFigure, Role, Status, load
from botoxlog.catalog.durations import Settled

_INTRODUCTION = """\
# The figures and where they come from

Written by `python -m tools.figures` from the files in `botoxlog/catalog/`; a test keeps it current.
Nothing here is medical advice. Units only mean something for their own product.

A *verified* figure was read in its source. We worked out a *derived* one from what we read there;
the note says how. A *recalled* one is from memory: nobody has checked it against a source yet.
"""


_DURATIONS = """\
What a first forecast rests on. Each is a log-normal distribution of the days until you would say
that a result is mostly gone: half of results last longer than the median, and 80% lie between the
median divided and multiplied by exp(1.28 x spread). No recalled figure is behind any of them.

The tables show every row that we read about a product and area, and what the settled figure comes
to by the same measure. A row to *reproduce* is a result as people felt it end: the settled median
or mean is within 7% of it, the share within 5 points. Every other row is a *check*, for the reason
that it gives. The forecast uses the spread as a whole. How it splits between people and within one
person is shown for later use, as is what a doubled dose gains. The parts add up as squares. A third
part is there where sources disagree, or say little: then the median itself is uncertain.
"""

_ROUNDED = 0.015  # a spread this close to its two parts has no third
_Z_80 = 1.2816  # 80% of a normal distribution: within this many SDs of the median


def render(catalog: Catalog) -> str:
    """Return the whole document as Markdown, ASCII only."""
    return "\n".join(
        [
            _INTRODUCTION,
            "## How long results last\n",
            _DURATIONS,
            *_settled(catalog),
            "## What borrows from what\n",
            "Where we found no figure. We chose each lender and each spread.\n",
            *_table(("area or purpose", "borrows from", "spread", "why"), _loans(catalog)),
            *_table(
                ("family", "borrows from", "spread wider by", "scaled by", "why"),
                _families(catalog),
            ),
            "## The starting point for every area\n",
            "The median in days, and the days between which 80% of results end; in italics what is",
            "borrowed.\n",
            *_priors(catalog),
            "## Products\n",
            *_products(catalog),
            "## Topics to raise\n",
            "Most useful first. When each comes up: [topics.md](topics.md).\n",
            *_topics(catalog),
            "## Emergency\n",
            catalog.emergency.text + "\n",
            _standing(catalog.emergency.status, catalog.emergency.sources) + ". "
            f"{catalog.emergency.note or ''}\n",
            "## Sources\n",
            "A: an abstract, a label or a registry. B: company text, news, or a copy of a label.",
            "C: an opinion, a vendor, or a page of low quality.\n",
            *_table(
                ("id", "grade", "title", "address"),
                (
                    (source.id, source.grade, source.title, f"<{source.url}>")
                    for source in catalog.sources.values()
                ),
            ),
        ]
    )


def _settled(catalog: Catalog) -> Iterator[str]:
    """Yield a section for each settled figure, with every row that is about it."""
    durations = catalog.durations
    groups: dict[tuple[str | None, Settled], list[tuple[str, str]]] = {}
    for (family, area, cause), figure in durations.settled.items():
        groups.setdefault((cause, figure._replace(pooled=False)), []).append((family, area))
    shown: set[str] = set()
    for (cause, figure), pairs in groups.items():
        families = dict.fromkeys(durations.families[family].name for family, _ in pairs)
        areas = dict.fromkeys(catalog.area_label(area) for _, area in pairs)
        name = f" ({cause})" if cause else ""
        yield f"### {', '.join(areas)}{name}: {', '.join(families)}\n"
        yield f"{_summary(figure)}\n"
        yield f"{figure.note}\n"
        yield f"Between and within people: {figure.split}. Sources: {', '.join(figure.sources)}.\n"
        rows = [
            row
            for row in catalog.published.values()
            if any(family in row.families and area in row.areas for family, area in pairs)
            and row.cause in {None, cause}
        ]
        shown.update(row.id for row in rows)
        yield from _rows(rows, figure, catalog)
    yield "### Read, and behind no forecast\n"
    others = [row for row in catalog.published.values() if row.id not in shown]
    yield from _rows(others, None, catalog)


def _summary(figure: Settled) -> str:
    median, spread = figure.median_days, figure.log_sd
    gain, units = figure.gain_per_doubling, figure.reference_units
    longer = "no longer" if gain == 1 else f"{gain:g} times as long" if gain else ""
    dose = f" A doubled dose (from {units:g} units) lasts {longer}." if longer else ""
    if figure.gain_per_session != 1:
        dose += f" Each result lasts {figure.gain_per_session:g} times the one before."
    return (
        f"**{median:g} days** ({figure.median_status}), 80% between {_range(median, spread)}; "
        f"spread {spread:.2f} ({figure.log_sd_status}), of which {figure.between:.2f} between and "
        f"{figure.within:.2f} within people{_doubt(figure)}.{dose}"
    )


def _doubt(figure: Settled) -> str:
    """Return the part of a spread that is for the figure itself, "" if there is none.

    Parts of a spread add up as squares.
    """
    rest = figure.log_sd**2 - figure.between**2 - figure.within**2
    small = abs(figure.log_sd - math.hypot(figure.between, figure.within)) < _ROUNDED
    return "" if small else f", and {math.sqrt(rest):.2f} because the median is uncertain"


def _range(median: float, log_sd: float) -> str:
    reach = math.exp(_Z_80 * log_sd)
    return f"{median / reach:.0f} and {median * reach:.0f}"


def _rows(
    rows: Iterable[PublishedFigure], figure: Settled | None, catalog: Catalog
) -> Iterator[str]:
    yield from _table(
        ("row", "published", "here", "dose; rater; people", "role", "note", "source"),
        (
            (
                row.id,
                f"{_published(row)} ({row.status})",
                "-" if figure is None else _here(row, figure),
                "; ".join(str(part or "-") for part in (row.dose, row.rater, row.people)),
                f"**{row.role}**" if row.role is Role.REPRODUCE else f"check: {row.reason}",
                row.note or "",
                ", ".join(f"[{source}]({catalog.sources[source].url})" for source in row.sources),
            )
            for row in rows
        ),
    )


def _published(row: PublishedFigure) -> str:
    """Return what a row says, in words."""
    plain = {"median_days": "median {} days", "mean_days": "mean {} days", "range_days": "{} days"}
    if row.quantity in plain:
        return plain[row.quantity].format(row.value) + (f" ({row.ci})" if row.ci else "")
    if row.quantity == "share_still_working":
        return f"{row.value}% still working on day {row.day}"
    what = row.quantity.replace("_", " ")
    day = f", day {row.day}" if row.day else ""
    return f"{what}{day}: {row.value}" + (f" ({row.ci})" if row.ci else "")


def _here(row: PublishedFigure, figure: Settled) -> str:
    """Return what a settled figure comes to by the measure of a row, "-" for other measures."""
    spreads = {
        "total_sd_log": figure.log_sd,
        "between_sd_log": figure.between,
        "within_sd_log": figure.within,
    }
    days = {
        "median_days": figure.median_days,
        "mean_days": figure.median_days * math.exp(figure.log_sd**2 / 2),
    }
    if row.quantity in spreads:
        return f"{spreads[row.quantity]:.2f}"
    if row.quantity in days and isinstance(row.value, int | float):
        ours = days[row.quantity]
        return f"{ours:.0f} ({ours / row.value - 1:+.1%})"
    if row.quantity == "share_still_working" and row.day and isinstance(row.value, int | float):
        deviations = math.log(figure.median_days / row.day) / figure.log_sd
        share = 50 * (1 + math.erf(deviations / math.sqrt(2)))
        return f"{share:.1f}% ({share - row.value:+.1f} points)"
    return "-"


def _loans(catalog: Catalog) -> Iterator[Sequence[str]]:
    for (area, cause), loan in catalog.durations.area_loans.items():
        lender = catalog.area_label(loan.lender)
        name = f"{catalog.area_label(area)} ({cause})" if cause else catalog.area_label(area)
        yield name, lender, f"{loan.log_sd:.2f}", loan.note
    for purpose, loan in catalog.durations.purpose_loans.items():
        lender = catalog.area_label(loan.lender)
        others = [catalog.area_label(area) for area in (*loan.unless, loan.lender)]
        place = f"any but {', '.join(others)}, for {purpose}"
        yield place, lender, f"{loan.log_sd:.2f}", loan.note


def _families(catalog: Catalog) -> Iterator[Sequence[str]]:
    families = catalog.durations.families
    for family in families.values():
        if family.lender is not None:
            scaled_by = family.in_proportion_to
            yield (
                family.name,
                families[family.lender].name,
                f"{family.widen:.2f}",
                catalog.area_label(scaled_by) if scaled_by else "-",
                family.note,
            )


def _priors(catalog: Catalog) -> Iterator[str]:
    families = catalog.durations.families
    rows = []
    for area in catalog.areas.values():
        purposes: list[tuple[str, str | None]] = [(area.name, None)]
        purposes += (
            (f"{area.name} ({cause.id})", cause.words[0])
            for cause in catalog.durations.causes.get(area.id, ())
            if not cause.default
        )
        for name, purpose in purposes:
            priors = (catalog.prior(family, area.id, purpose) for family in families)
            rows.append((name, *map(_start, priors)))
    yield from _table(("area", *(family.name for family in families.values())), rows)


def _start(prior: Prior | None) -> str:
    if prior is None:
        return "-"
    low, high = _range(prior.median_days, prior.log_sd).split(" and ")
    text = f"{prior.median_days:.0f}, {low}-{high}"
    return f"*{text}*" if prior.borrowed_from else text


def _products(catalog: Catalog) -> Iterator[str]:
    for product in catalog.products.values():
        yield f"### {product.name}\n"
        yield f"{product.generic}; {product.maker}.\n"
        rows: list[Sequence[str]] = [
            (
                key.replace("_", " "),
                figure.text,
                str(figure.days or "-"),
                _standing(figure.status, figure.sources),
                figure.note or "",
            )
            for key, figure in product.figures().items()
        ]
        rows += (
            (
                "units, " + " + ".join(catalog.area_label(area) for area in dose.areas),
                dose.units,
                "-",
                _standing(dose.status, dose.sources),
                dose.note or "",
            )
            for dose in product.labelled
        )
        rows += (
            (
                f"{item.region} label, "
                + ", ".join(map(catalog.area_label, (*item.areas, *item.parts))),
                f"for {item.purpose}: at least {item.days} days apart",
                str(item.days),
                _standing(item.status, item.sources),
                item.note or "",
            )
            for item in product.intervals
        )
        if rows:
            yield from _table(("figure", "text", "days", "status", "note"), rows)
        else:
            yield "We found no figures for it.\n"


def _topics(catalog: Catalog) -> Iterator[str]:
    for topic in catalog.topics.values():
        yield f"### {topic.title} (`{topic.id}`)\n"
        yield f"Evidence: {topic.evidence}. Comes up when: {topic.raised_when}.\n"
        rows = [
            ("published", figure.text, _standing(figure.status, figure.sources), figure.note or "")
            for figure in topic.about
        ]
        rows += (
            (
                name.replace("_", " "),
                f"{limit.value}: {limit.text}",
                _standing(limit.status, limit.sources) if limit.status else OUR_CHOICE,
                limit.note or "",
            )
            for name, limit in topic.limits.items()
        )
        yield from _table(("figure", "text", "status", "note"), rows)
    yield "Lot numbers that a published warning names. This list is incomplete.\n"
    yield from _table(
        ("lot", "text", "regulator", "date", "status", "note"),
        (
            (
                lot.lot,
                lot.text,
                lot.regulator,
                lot.on.iso,
                _standing(lot.status, lot.sources),
                lot.note or "",
            )
            for lot in catalog.warned_lots
        ),
    )


def _standing(status: Status, sources: Sequence[str]) -> str:
    return f"{status}: {', '.join(sources)}" if sources else str(status)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(render(load()))
