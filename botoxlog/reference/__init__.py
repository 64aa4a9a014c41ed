"""Reference data: products, areas, side effects and durations, every figure with its source.

The data are the TOML files beside this module. `load` gives them as a `Reference`.
"""

from botoxlog.reference.figures import (
    Figure,
    LabelledDose,
    ReferenceDataError,
    Source,
    Status,
)
from botoxlog.reference.lookup import Ambiguous, Found, Known, Near, NotToxin, Unknown
from botoxlog.reference.priors import UNKNOWN_FAMILY, Prior
from botoxlog.reference.records import (
    OUR_CHOICE,
    Area,
    Effect,
    Evidence,
    Limit,
    Product,
    SignPair,
    StateWords,
    Topic,
    WarnedLot,
)
from botoxlog.reference.reference import Reference, load

__all__ = [
    "OUR_CHOICE",
    "UNKNOWN_FAMILY",
    "Ambiguous",
    "Area",
    "Effect",
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
    "Reference",
    "ReferenceDataError",
    "SignPair",
    "Source",
    "StateWords",
    "Status",
    "Topic",
    "Unknown",
    "WarnedLot",
    "load",
]
