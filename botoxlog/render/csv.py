"""The records as CSV, one row for each area of a session or check-in.

`import` reads it back without loss. A cell that a spreadsheet program would take for a
formula gets an apostrophe in front.
"""

import csv
from collections.abc import Iterable

from botoxlog.core.model import Appointment, CheckIn, Discussed, Record, Session
from botoxlog.input.csv_cells import guarded, joined, site_cell

COLUMNS = (
    "kind", "id", "date", "area", "units", "state", "product", "purpose", "injector", "clinic",
    "lot", "expiry", "cost", "currency", "touch_up_of", "effects", "topic", "outcome", "note",
    "row", "from", "to", "sites", "resolved", "appointment", "time",
)  # fmt: skip


def log(records: Iterable[Record]) -> str:
    """Return a header and the rows; only the first row of a record has its cost, for sums."""
    out = _Lines()
    writer = csv.DictWriter(out, COLUMNS, restval="")  # ends rows in \r\n, so quotes a lone \r
    writer.writeheader()
    for record in records:
        common = {
            name: getattr(record, name)
            for name in record._fields
            if name in COLUMNS and getattr(record, name) is not None
        }
        first, last = record.date
        common |= {"date": record.date.iso, "from": first.isoformat(), "to": last.isoformat()}
        if isinstance(record, Session):
            if record.expiry:
                common["expiry"] = record.expiry.iso
            rows = [
                {"area": dose.area, "units": dose.units, "sites": site_cell(dose.sites)}
                for dose in record.doses
            ]
        elif isinstance(record, CheckIn):
            common["effects"] = joined(record.effects)
            common["resolved"] = joined(record.resolved)
            rows = [{"area": seen.area, "state": seen.state} for seen in record.states]
        elif isinstance(record, Discussed):
            rows = []
        else:
            if isinstance(record, Appointment) and record.time:
                common["time"] = f"{record.time:%H:%M}"
            rows = [{"area": area} for area in record.areas]
        common["kind"] = type(record).__name__.lower()
        for number, row in enumerate(rows or [{}], 1):
            cells = {**common, **row, **({"cost": ""} if number > 1 else {}), "row": number}
            writer.writerow(
                {
                    name: guarded(cell) if isinstance(cell, str) else cell
                    for name, cell in cells.items()
                }
            )
    return "".join(out.lines)


class _Lines:
    """Collects rows, each ending in one newline."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, row: str) -> None:
        self.lines.append(row.removesuffix("\r\n") + "\n")
