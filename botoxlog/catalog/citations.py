"""The catalog in words: each figure with its source and its status."""

import math
from collections.abc import Sequence

from botoxlog.catalog import (
    OUR_CHOICE,
    Catalog,
    Evidence,
    Figure,
    LabelInterval,
    LabelledDose,
    Limit,
    Prior,
    Source,
    Topic,
    WarnedLot,
)
from botoxlog.core.partial_dates import day_words
from botoxlog.core.text import join_words, names_lot

_Z_80 = 1.2816  # 80% of a normal distribution: within this many SDs of the median

UNVERIFIED_NOTE = (
    "[recalled] means nobody has checked the figure against a source yet. Units only mean "
    "something for their own product: they can't be compared or converted."
)

_EVIDENCE = {
    Evidence.STRONG: "good evidence",
    Evidence.MODERATE: "some evidence",
    Evidence.LOW: "weak evidence (small or conflicting studies)",
    Evidence.OPINION: "expert opinion only",
    Evidence.NONE: "no studies found",
}


def evidence(found: Evidence) -> str:
    """Return how good the research behind a topic is, as a phrase."""
    return _EVIDENCE[found]


def limit_line(limit: Limit, catalog: Catalog) -> str:
    """Return a limit of a topic with its source, or that it is our choice."""
    if limit.status is None:
        return f"{limit.value} ({limit.text}) [{OUR_CHOICE}]"
    return f"{limit.value} ({limit.text}) {citation(limit, catalog)}"


def warned_lot_line(warned: WarnedLot, catalog: Catalog) -> str:
    """Return a lot of a published warning, with its source."""
    titles = "; ".join(catalog.sources[source].title for source in warned.sources)
    basis = "; ".join([titles, *([warned.note] if warned.note else [])])
    who = f"{warned.regulator}, {_warned_on(warned)}"
    return f"{warned.lot}: {warned.text}; {who} [{warned.status}: {basis}]"


HOW_TO_READ_TOPICS = (
    "For one topic in full, with figures, sources and questions: botoxlog topics NAME. None of "
    "this is a judgement about you."
)


def source_line(source: Source) -> str:
    """Return a source with its address and grade."""
    return f"{source.title} <{source.url}> (grade {source.grade})"


NOT_COMPLETE = (
    "This list is incomplete. The maker's own vials can share a lot number with counterfeits, so "
    "the number alone can't show what was in a vial."
)


def citation(figure: Figure | LabelInterval | LabelledDose | Limit, catalog: Catalog) -> str:
    """Return a figure's status and sources: "[verified: Beer 2011 ...]"."""
    titles = [catalog.sources[source].title for source in figure.sources]
    basis = "; ".join([*titles, *([figure.note] if figure.note else [])])
    return f"[{figure.status}: {basis}]" if basis else f"[{figure.status}]"


def prior_line(prior: Prior, catalog: Catalog) -> str:
    """Return a prior in words, with its statuses and sources."""
    reach = math.exp(_Z_80 * prior.log_sd)
    low, high = prior.median_days / reach, prior.median_days * reach
    titles = "; ".join(catalog.sources[source].title for source in prior.sources)
    lent = f", borrowed from {prior.borrowed_from}" if prior.borrowed_from else ""
    statuses = " and ".join(dict.fromkeys([prior.median_status, prior.log_sd_status]))
    return (
        f"half of results last {prior.median_days:.0f} days or longer, 80% between {low:.0f} and "
        f"{high:.0f}{lent} [{statuses}: {titles}]"
    )


def topic_sources(topic: Topic, catalog: Catalog) -> list[Source]:
    """Return every source of a topic, and those of the warnings about lots for `counterfeit`."""
    warned = catalog.warned_lots if topic.id == "counterfeit" else ()
    cited = [*topic.sources, *(source for lot in warned for source in lot.sources)]
    return [catalog.sources[source] for source in dict.fromkeys(cited)]


def lot_warnings(text: str, catalog: Catalog) -> list[str]:
    """Return a text for each lot that published warnings and this text name, none if none does.

    It has the regulator and the date of each warning, what a lot number can't say, and the sources.

    Args:
        text: A lot number as typed, with whatever stands around it, or a note.
        catalog: The catalog with the warnings.
    """
    named: dict[str, list[WarnedLot]] = {}
    for item in catalog.warned_lots:
        if names_lot(text, item.lot):
            named.setdefault(item.lot, []).append(item)
    return [_lot_warning(lot, found, catalog) for lot, found in named.items()]


def _lot_warning(lot: str, found: Sequence[WarnedLot], catalog: Catalog) -> str:
    who = "; ".join(f"{warned.regulator}, {_warned_on(warned)}" for warned in found)
    warnings = "A published warning" if len(found) == 1 else "Published warnings"
    sources = dict.fromkeys(source for warned in found for source in warned.sources)
    names = "names" if len(found) == 1 else "name"
    return (
        f"{warnings} ({who}) {names} lot {lot}: {found[0].text}. The maker's own vials can "
        "share a lot number with counterfeits, so the number alone can't show what was in the "
        "vial, and our list of warnings is incomplete. "
        f"{'Source' if len(sources) == 1 else 'Sources'}: {_titles(list(sources), catalog)}."
    )


def _warned_on(warned: WarnedLot) -> str:
    """Return the date of a warning as exactly as it is known, without a weekday."""
    return day_words(warned.on.first) if warned.on.is_day else str(warned.on)


def _titles(sources: Sequence[str], catalog: Catalog) -> str:
    return join_words([catalog.sources[source].title for source in sources])
