"""The cells of exported CSV: safe in a spreadsheet program, and read back exactly.

Such programs run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, even in quotes.
An apostrophe in front keeps it text; if the text has one there already, it gets a second.
"""

import re
from collections.abc import Iterable

from botoxlog.core.model import Site

_FORMULA = r"'*[=+\-@\t\r]"
_GUARDED = r"''*[=+\-@\t\r]"
_PARTS = r"(?s)\\.|; |."


def guarded(cell: str) -> str:
    """Return a cell that no program runs as a formula."""
    return f"'{cell}" if re.match(_FORMULA, cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before `guarded`."""
    return cell[1:] if re.match(_GUARDED, cell) else cell


def joined(items: tuple[str, ...]) -> str:
    r"""Return several texts in one cell: ``a; b``, with ``\;`` for a semicolon within one."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def parted(cell: str) -> list[str]:
    """Return the texts of one cell, as they were before `joined`."""
    texts = [""] if cell else []
    for part in re.findall(_PARTS, cell):
        if part == "; ":
            texts.append("")
        else:
            texts[-1] += part.removeprefix("\\") if len(part) > 1 else part
    return texts


def site_cell(sites: Iterable[Site]) -> str:
    """Return the sites of an area in one cell: "biceps=50; brachialis=25", "biceps=" if unknown."""
    return joined(tuple(f"{name}={'' if units is None else units}" for name, units in sites))


def parted_sites(cell: str) -> list[tuple[str, str]]:
    """Return the name and the units of each site of a cell; no units are ""."""
    named = (item.rpartition("=") for item in parted(cell))
    return [(name, units) if equals else (units, "") for name, equals, units in named]
