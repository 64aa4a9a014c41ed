"""The reference data in words, each figure with its source and how well it is verified."""

import math
from collections.abc import Sequence

from botoxlog.catalog import (
    OUR_CHOICE,
    Catalog,
    Evidence,
    Figure,
    LabelledDose,
    Limit,
    Prior,
    Source,
    WarnedLot,
)
from botoxlog.core.partial_dates import day_words
from botoxlog.core.text import inert, join_words, plain_lot

_FOUR_IN_FIVE = 1.2816  # standard deviations to either side that hold 80 % of a normal

UNVERIFIED_NOTE = (
    "[recalled] marks a figure that nobody has yet checked against its source. Units belong to "
    "their product and are never comparable between products."
)

_EVIDENCE = {
    Evidence.STRONG: "well documented",
    Evidence.MODERATE: "moderate, not the last word",
    Evidence.LOW: "weak: few people, or studies that disagree",
    Evidence.OPINION: "opinion only; no study",
    Evidence.NONE: "no study behind it",
}


def evidence(found: Evidence) -> str:
    """Return how good what is behind a topic is, in a phrase."""
    return _EVIDENCE[found]


def limit_line(limit: Limit, catalog: Catalog) -> str:
    """Return a number that a topic reckons with, and what it rests on."""
    if limit.status is None:
        return f"{limit.value} ({limit.text}) [{OUR_CHOICE}]"
    return f"{limit.value} ({limit.text}) {citation(limit, catalog)}"


def warned_lot_line(warned: WarnedLot, catalog: Catalog) -> str:
    """Return a lot that a published warning names."""
    titles = "; ".join(catalog.sources()[source].title for source in warned.sources)
    return f"{warned.lot}: {warned.text}; {day_words(warned.on)} [{warned.status}: {titles}]"


HOW_TO_READ_TOPICS = (
    "botoxlog topics NAME shows one with its figures, their sources and the questions. None of it "
    "is a judgement about anyone."
)


def source_line(source: Source) -> str:
    """Return a source with its address and what kind it is."""
    return f"{source.title} <{source.url}> (grade {source.grade})"


NOT_COMPLETE = "This list is not complete, and a number alone does not show what was in a vial."


def citation(figure: Figure | LabelledDose | Limit, catalog: Catalog) -> str:
    """Return how well a figure is verified, and its sources: "[verified: Beer 2011 ...]"."""
    titles = [catalog.sources()[source].title for source in figure.sources]
    told = "; ".join([*titles, *([figure.note] if figure.note else [])])
    return f"[{figure.status}: {told}]" if told else f"[{figure.status}]"


def prior_line(prior: Prior, catalog: Catalog) -> str:
    """Return a prior in words, with its standing and sources."""
    reach = math.exp(_FOUR_IN_FIVE * prior.log_sd)
    low, high = prior.median_days / reach, prior.median_days * reach
    titles = "; ".join(catalog.sources()[source].title for source in prior.sources)
    standing = " and ".join(dict.fromkeys([prior.median_status, prior.log_sd_status]))
    return (
        f"half of results last {prior.median_days:.0f} days or longer, four in five "
        f"{low:.0f} to {high:.0f} [{standing}: {titles}]"
    )


def lot_warnings(lot: str, catalog: Catalog) -> list[str]:
    """Return what published warnings say of a lot, nothing where none that is known names it.

    Each says where it was read, and that silence about another lot means nothing.
    """
    return [
        f"Lot {inert(lot)} is named in a published warning of {day_words(warned.on)}: "
        f"{warned.text} ({_titles(warned.sources, catalog)}). The number alone does not show "
        "what was in the vial, and the list of warnings here is not complete."
        for warned in catalog.warned_lots
        if plain_lot(warned.lot) == plain_lot(lot)
    ]


def _titles(sources: Sequence[str], catalog: Catalog) -> str:
    return join_words([catalog.sources()[source].title for source in sources])
