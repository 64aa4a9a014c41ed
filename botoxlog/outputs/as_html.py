"""The sheet for a visit as one HTML file: no script, no address, one page of A4 or Letter."""

import re
from pathlib import Path
from typing import Any

from botoxlog.dates import MONTHS
from botoxlog.sheet import HEADS, Listing, Sheet

_TEMPLATE = "brief.html.jinja"

ROOMY_LINES, DENSE_LINES = 40, 58
"""Up to so many printed lines the sheet is set in the roomy or the dense size, beyond in the small
one. Measured with Chromium on A4 and Letter, with room to spare for other fonts."""

_DATE = re.compile(rf"(\d+) ({'|'.join(MONTHS)}|days?|units?)\b")

_CELL, _WIDE, _NARROW = 34, 110, 52  # characters on a line: of a cell, the page, half the page


def brief(sheet: Sheet) -> str:
    """Return the sheet as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_together,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template(_TEMPLATE)
    return template.render(sheet=sheet, heads=HEADS, size=_size(sheet)) + "\n"


def _together(value: Any) -> Any:
    """Return text whose dates and amounts of days are not broken between lines."""
    return _DATE.sub("\\1\u00a0\\2", value) if type(value) is str else value


def _size(sheet: Sheet) -> str:
    lines = printed_lines(sheet)
    if lines <= ROOMY_LINES:
        return "roomy"
    return "dense" if lines <= DENSE_LINES else "small"


def printed_lines(sheet: Sheet) -> int:
    """Return about how many lines the sheet takes on paper, set in the roomy size."""
    lines = 4 + sum(_rows(entry.lead + entry.text, _WIDE) for entry in sheet.about)
    for visit in sheet.visits:
        lines += 1 + _rows(visit.when + visit.what, _WIDE)
        for row in visit.rows:
            lasted = sum(_rows(result, _CELL) for result in row.lasted)
            lines += max(lasted, _rows(row.now, _CELL), _rows(row.units, _CELL // 2))
    for item in sheet.questions:
        lines += _rows(item.question, _WIDE) + _rows(item.why, _WIDE)
    left, right = (_listing(sheet.observed), _listing(sheet.changed))
    money = _listing(sheet.cost) if sheet.cost.entries else 0
    table = 3 + 2 * len(sheet.totals.rows)
    return lines + max(left, right) + max(table, money) + 2 * len(sheet.foot)


def _listing(listing: Listing) -> int:
    texts = [*(entry.lead + entry.text for entry in listing.entries), listing.rest]
    return 2 + sum(_rows(text, _NARROW) for text in texts)


def _rows(text: str, width: int) -> int:
    return -(-len(text) // width)
