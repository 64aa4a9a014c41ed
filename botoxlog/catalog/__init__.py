"""Products, areas, side effects, durations and topics as data, every figure with its source.

The data are the TOML files in this folder. `load` returns them as a `Catalog`.
"""

from botoxlog.catalog.catalog import Catalog, load
from botoxlog.catalog.durations import UNKNOWN_FAMILY, Prior
from botoxlog.catalog.entries import (
    OUR_CHOICE,
    Area,
    Effect,
    EmergencyPair,
    Evidence,
    Limit,
    Product,
    StateWords,
    Topic,
    WarnedLot,
)
from botoxlog.catalog.figures import Figure, LabelledDose, Source, Status
from botoxlog.catalog.lookup import Ambiguous, Found, Known, Near, NotToxin, Unknown

__all__ = [
    "OUR_CHOICE",
    "UNKNOWN_FAMILY",
    "Ambiguous",
    "Area",
    "Catalog",
    "Effect",
    "EmergencyPair",
    "Evidence",
    "Figure",
    "Found",
    "Known",
    "LabelledDose",
    "Limit",
    "Near",
    "NotToxin",
    "Prior",
    "Product",
    "Source",
    "StateWords",
    "Status",
    "Topic",
    "Unknown",
    "WarnedLot",
    "load",
]
