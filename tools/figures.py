"""Writes every figure of the catalog with its source.

python -m tools.figures > docs/figures.md
"""

import sys
from collections.abc import Iterable, Iterator, Sequence

from botoxlog.catalog import OUR_CHOICE, Catalog, Status, load

_INTRODUCTION = """\
# The figures and where they come from

Written by `python -m tools.figures` from the files in `botoxlog/catalog/`; a test keeps it current.
Nothing here is medical advice. Units only mean something for their own product.

A *verified* figure was read in its source. We worked out a *derived* one from what we read there;
the note says how. A *recalled* one is from memory: nobody has checked it against a source yet.
"""


def render(catalog: Catalog) -> str:
    """Return the whole document as Markdown, ASCII only."""
    return "\n".join(
        [
            _INTRODUCTION,
            "## How long results last\n",
            "Each is a log-normal distribution: half of results last longer than the median, and",
            "80% lie between the median divided and multiplied by exp(1.28 x spread).\n",
            *_table(
                ("family", "area", "median, days", "spread", "sources", "note"),
                _published(catalog),
            ),
            "## What borrows from what\n",
            "Where this list has no published figure. We chose each lender and each spread.\n",
            *_table(("area or purpose", "borrows from", "spread", "why"), _loans(catalog)),
            *_table(
                ("family", "borrows from", "spread wider by", "scaled by", "why"),
                _families(catalog),
            ),
            "## The starting point for every area\n",
            "The median in days / the spread.\n",
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


def _published(catalog: Catalog) -> Iterator[Sequence[str]]:
    for (family, area), entry in catalog.durations.published.items():
        yield (
            catalog.durations.families[family].name,
            catalog.area_label(area),
            f"{entry.median_days:g} ({entry.median_status})",
            f"{entry.log_sd:.2f} ({entry.log_sd_status})",
            ", ".join(entry.sources),
            entry.note or "",
        )


def _loans(catalog: Catalog) -> Iterator[Sequence[str]]:
    for area, loan in catalog.durations.area_loans.items():
        lender = catalog.area_label(loan.lender)
        yield catalog.area_label(area), lender, f"{loan.log_sd:.2f}", loan.note
    for purpose, loan in catalog.durations.purpose_loans.items():
        lender = catalog.area_label(loan.lender)
        yield f"any, for {purpose}", lender, f"{loan.log_sd:.2f}", loan.note


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
        priors = [catalog.prior(family, area.id, None) for family in families]
        cells = [
            f"{prior.median_days:.0f} / {prior.log_sd:.2f}" if prior else "-" for prior in priors
        ]
        rows.append((area.name, *cells))
    yield from _table(("area", *(family.name for family in families.values())), rows)


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
                f"{item.region} label, " + ", ".join(map(catalog.area_label, item.areas)),
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
