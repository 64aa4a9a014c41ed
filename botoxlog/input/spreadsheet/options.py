"""Options for reading a spreadsheet, and the error that asks for one."""

from dataclasses import dataclass
from enum import StrEnum

from botoxlog.core.errors import BadInputError


class DayOrder(StrEnum):
    """Whether the day or the month comes first in 03/04/2026."""

    DAY = "day-first"
    MONTH = "month-first"


class CostOf(StrEnum):
    """What a cost covers when several rows of one session repeat it."""

    VISIT = "visit"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Options:
    """Choices made before reading; None leaves the choice to what the sheet itself shows.

    Attributes:
        person: The one whose rows are read, where a column names several.
        columns: What columns hold, each as HEAD=ROLE.
    """

    order: DayOrder | None = None
    cost_of: CostOf | None = None
    sheet: str | None = None
    person: str | None = None
    columns: tuple[str, ...] = ()


class OptionNeededError(BadInputError):
    """The whole sheet has two readings, and only an option can choose between them."""
