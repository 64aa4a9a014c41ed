"""What is published: products, areas, durations, side effects, topics, each with its source.

The data are the TOML files beside this module; `load` returns them as a `Catalog`. It does not know
anybody's records.
"""

from botoxlog.catalog.catalog import Catalog, load
from botoxlog.catalog.durations import UNKNOWN_FAMILY, Prior
from botoxlog.catalog.entries import (
    OUR_CHOICE,
    UNKNOWN_PRODUCT,
    Area,
    Effect,
    Evidence,
    Limit,
    Product,
    Purpose,
    StateWords,
    Topic,
    WarnedLot,
)
from botoxlog.catalog.figures import (
    Figure,
    LabelInterval,
    LabelledDose,
    PublishedFigure,
    Role,
    Source,
    Status,
)
from botoxlog.catalog.findings import Finding, Standing
from botoxlog.catalog.lookup import Ambiguous, Found, Known, Near, NotToxin, Unknown

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
