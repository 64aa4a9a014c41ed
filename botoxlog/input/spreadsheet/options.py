"""What a person may settle before a spreadsheet is read."""

from dataclasses import dataclass
from enum import StrEnum


class DayOrder(StrEnum):
    """Which of day and month comes first in 03/04/2026."""

    DAY = "day-first"
    MONTH = "month-first"


class CostOf(StrEnum):
    """What a cost is of that stands in several rows of one visit."""

    VISIT = "visit"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Options:
    """None where the sheet itself has to tell."""

    order: DayOrder | None = None
    cost_of: CostOf | None = None
    sheet: str | None = None
