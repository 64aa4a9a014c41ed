"""What was done, how often, and what was lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        what: What was done.
        times: How often.
        unit: Of what: "kills".
        wrong: A sentence for each time that something was lost, torn, littered or not told.
        note: What was seen besides.
    """

    what: str
    times: int
    unit: str
    wrong: list[str] = field(default_factory=list)
    note: str = ""


def markdown(rows: Iterable[Row]) -> str:
    """Return the table."""
    lines = ["| what | how often | lost | seen |", "|---|---|---|---|"]
    lines += [f"| {r.what} | {r.times:,} {r.unit} | {len(r.wrong)} | {r.note} |" for r in rows]
    return "\n".join(lines)
