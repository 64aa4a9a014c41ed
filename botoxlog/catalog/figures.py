"""Figures: a clinical statement, how well it is verified, and where it was read.

The rule that every figure obeys is `check_standing`; nothing else decides it.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class CatalogError(Exception):
    """The reference data that ship with the program break their own rules.

    The message names the file, the entry and the key. No person can cause it, so it has no hint.
    """


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


def check_standing(status: Status, sources: Sequence[str], note: str | None, where: str) -> None:
    """Refuse a figure whose status is not borne out by what stands beside it.

    Args:
        status: What the figure claims to be.
        sources: The ids that it cites.
        note: How it was derived, or what it is recalled from.
        where: The file, entry and key, for the message.

    Raises:
        ReferenceDataError: A verified or derived figure has no source, a derived or recalled one
            no note, or a recalled one claims a source.
    """
    if status is Status.RECALLED and sources:
        raise CatalogError(f"{where}: a recalled figure must not cite a source")
    if status is not Status.RECALLED and not sources:
        raise CatalogError(f"{where}: a {status} figure must cite a source")
    if status is not Status.VERIFIED and not note:
        raise CatalogError(f"{where}: a {status} figure must say in a note where it is from")
