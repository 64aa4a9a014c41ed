"""What is published: products, areas, durations, side effects, topics, each with its source.

The data are the TOML files beside this module; `load` returns them as a `Catalog`. It does not know
anybody's records.
"""

from typing import TYPE_CHECKING

from botoxlog.catalog.catalog import Catalog, load
from botoxlog.catalog.durations import UNKNOWN_FAMILY, Prior
from botoxlog.catalog.entries import UNKNOWN_PRODUCT, Area, Product, Purpose
from botoxlog.catalog.figures import Figure, LabelInterval, LabelledDose, Status
from botoxlog.catalog.lookup import Ambiguous, Found, Known, Near, NotToxin, Unknown

if TYPE_CHECKING:
    from botoxlog.catalog.checkin_entries import Effect, StateWords
    from botoxlog.catalog.findings import Finding, Standing
    from botoxlog.catalog.sources import PublishedFigure, Role, Source
    from botoxlog.catalog.topics import OUR_CHOICE, Evidence, Limit, Topic, WarnedLot

__all__ = [
    "OUR_CHOICE",
    "UNKNOWN_FAMILY",
    "UNKNOWN_PRODUCT",
    "Ambiguous",
    "Area",
    "Catalog",
    "Effect",
    "Evidence",
    "Figure",
    "Finding",
    "Found",
    "Known",
    "LabelInterval",
    "LabelledDose",
    "Limit",
    "Near",
    "NotToxin",
    "Prior",
    "Product",
    "PublishedFigure",
    "Purpose",
    "Role",
    "Source",
    "Standing",
    "StateWords",
    "Status",
    "Topic",
    "Unknown",
    "WarnedLot",
    "load",
]

_NOT_AT_EVERY_START = {
    "checkin_entries": ("Effect", "StateWords"),
    "findings": ("Finding", "Standing"),
    "sources": ("PublishedFigure", "Role", "Source"),
    "topics": ("OUR_CHOICE", "Evidence", "Limit", "Topic", "WarnedLot"),
}
"""Modules that are loaded when one of their names is first asked for: defining them takes time."""


def __getattr__(name: str) -> object:
    """Return a name of a module that is not loaded at every start."""
    from importlib import import_module

    for module, names in _NOT_AT_EVERY_START.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
