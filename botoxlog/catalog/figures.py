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
