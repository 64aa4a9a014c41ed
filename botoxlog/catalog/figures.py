"""Figures: a clinical statement, how well it is verified, and where it was read.

A verified or derived figure cites a source; a derived or recalled one has a note that says where it
comes from; a recalled one cites nothing. tests/catalog/schema.py holds the files to that.
"""

from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """How well a figure is verified."""

    VERIFIED = "verified"
    """Read in the source."""
    DERIVED = "derived"
    """Worked out from what was read in the sources; the note says how."""
    RECALLED = "recalled"
    """From memory, not checked against a source yet; the note says where it is from."""


class Figure(NamedTuple):
    """One clinical statement.

    Attributes:
        text: The statement, in our own words.
        status: How well it is verified.
        days: The number of days to compute with, if there is one.
        units: A limit in the product's own units, if the statement gives one.
        sources: Ids of `sources.toml`; empty only if the figure is recalled.
        note: How it was derived, or where it is recalled from.
    """

    text: str
    status: Status
    days: int | None = None
    units: int | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None


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


class LabelledDose(NamedTuple):
    """The usual total for an area, or for several areas treated together.

    Attributes:
        areas: Area ids; more than one if the total is for all of them in one session.
        units: In the product's own units, as text because many are ranges.
        status: How well it is verified.
        total: The most that is usual in one session for the whole of these areas, both sides
            together; None if `units` is for a muscle, a point or a first session.
        sources: Ids of `sources.toml`; empty only if the dose is recalled.
        note: What the dose is from if not a label, or where it is recalled from.
    """

    areas: tuple[str, ...]
    units: str
    status: Status
    total: float | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None


class LabelInterval(NamedTuple):
    """The shortest interval between sessions that a label gives for one use.

    Attributes:
        region: Whose label it is, as an adjective: "US", "European".
        areas: The area ids that the label covers for this purpose.
        parts: Area ids that it covers as a part of such a treatment: only if the session says that
            it was for this purpose.
        purpose: What the label covers them for.
        days: The interval, in days.
        status: How well it is verified; never recalled, because it moves a date.
        sources: Ids of `sources.toml`.
        note: How it was derived, or what else the label is of.
    """

    region: str
    areas: tuple[str, ...]
    purpose: str
    days: int
    status: Status
    sources: tuple[str, ...]
    parts: tuple[str, ...] = ()
    note: str | None = None


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
