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
    """From memory, not found in a source; the note says what of."""


class Figure(NamedTuple):
    """One clinical statement about a product.

    Attributes:
        text: The statement, in our own words.
        days: The one number of days to reckon with, where there is one.
        units: A limit in the product's own units, where the statement is one.
        status: How well it is verified.
        sources: Ids of `sources.toml`; empty exactly where the figure is recalled.
        note: How it was derived, or what it is recalled from.
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
        areas: Area ids; more than one where the total is for all of them in one session.
        units: In the product's own units, as text because many are ranges.
        status: How well it is verified.
        sources: Ids of `sources.toml`; empty exactly where the dose is recalled.
        note: Where the dose is not from a label, or what it is recalled from.
    """

    areas: tuple[str, ...]
    units: str
    status: Status
    sources: tuple[str, ...] = ()
    note: str | None = None


class Source(NamedTuple):
    """Where a figure was read.

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
