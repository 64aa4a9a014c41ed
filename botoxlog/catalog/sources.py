"""What figures rest on: the published rows, and where they were read."""

from enum import StrEnum
from typing import NamedTuple

from botoxlog.catalog.figures import Status


class Role(StrEnum):
    """What a published row is to the figure that is settled from it."""

    REPRODUCE = "reproduce"
    """A result as people felt it end: the settled figure must come to it."""
    CHECK = "check"
    """No target, for the reason that the row gives."""


class PublishedFigure(NamedTuple):
    """One published row on how long results last, spread, scatter or drift.

    Attributes:
        id: What `durations.toml` cites it by.
        areas: Area ids.
        families: Active substances; several if the study does not tell them apart.
        quantity: What `value` is: "median_days", "mean_days", "share_still_working" (percent, on
            `day`) and others.
        value: In the unit of `quantity`; text where the source prints no number.
        status: How well it is verified.
        role: Whether the settled figure must come to it.
        sources: Ids of `sources.toml`; empty only if the row is recalled.
        cause: One of the area's causes, None if it has none or the row is about all.
        dose: As the source gives it.
        rater: Who judged.
        day: The day of a share.
        people: How many people, None if not known.
        ci: The 95% confidence interval, as text.
        note: How it was derived, or what else to know.
        reason: Why it is a check, None if it is to be reproduced.
    """

    id: str
    areas: tuple[str, ...]
    families: tuple[str, ...]
    quantity: str
    value: float | str | tuple[float, ...]
    status: Status
    role: Role
    sources: tuple[str, ...] = ()
    cause: str | None = None
    dose: str | None = None
    rater: str | None = None
    day: int | None = None
    people: int | None = None
    ci: str | None = None
    note: str | None = None
    reason: str | None = None


class Source(NamedTuple):
    """A source of figures.

    Attributes:
        id: What figures cite it by.
        title: What it is.
        url: Where it can be read.
        grade: "A" an abstract, label or registry; "B" company text, news or a copied label;
            "C" an opinion, a vendor or a page of low quality.
    """

    id: str
    title: str
    url: str
    grade: str
