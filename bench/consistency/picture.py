"""The picture of timeline, read back: its lanes, and which column is which day."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.consistency.dates import middle

Json = dict[str, Any]

COLUMNS = 128
"""How wide the picture is that is read: its bars are as wide as in most terminals, or wider."""

WIDEST_NAME = 24
GAP = 2
"""The blanks between a lane and the state's words."""

MARK = re.compile(r" \?\d+(?:,\d+)*(?= |$)")
"""What follows a name: the numbers of the questions to raise about it."""

HEAD = 2
"""The lines above the first lane."""


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


@dataclass(frozen=True, slots=True)
class Lane:
    """One area of the picture: its marks, the state's word and the sentences below."""

    bar: str
    state: str
    told: str


def lanes(picture: str, areas: list[Json], states: dict[str, str]) -> dict[str, Lane]:
    """Return the lane of each area that is drawn; the longest of the states ends the lines."""
    if not picture or not areas:
        return {}
    names = {area["area"]: _shown(area["name"]) for area in areas}
    lines, place = picture.splitlines(), HEAD
    margin = max(_marked(name, lines) for name in names.values()) + 2
    end = COLUMNS - GAP - max(width(state) for state in states.values())
    found = {}
    for area in areas:
        name = names[area["area"]]
        while place < len(lines) and not lines[place].startswith(name):
            place += 1
        if place >= len(lines):
            break
        row = lines[place].ljust(end + GAP)
        place += 1
        told = []
        while place < len(lines) and lines[place].startswith(" " * margin):
            told.append(lines[place].strip())
            place += 1
        found[area["area"]] = Lane(row[margin:end], row[end + GAP :].strip(), " ".join(told))
    return found


def _shown(name: str) -> str:
    """Return a name as a lane shows it: a long one is cut."""
    return name if len(name) <= WIDEST_NAME else name[: WIDEST_NAME - 1] + "…"


def _marked(name: str, lines: list[str]) -> int:
    """Return how many columns a name takes on its lane, with the numbers behind it."""
    row = next((line for line in lines[HEAD:] if line.startswith(name)), "")
    mark = MARK.match(row.removeprefix(name))
    return width(name) + (len(mark[0]) if mark else 0)


@dataclass(frozen=True, slots=True)
class Axis:
    """The days of the picture's first and last column, and how many columns there are."""

    first: date
    last: date
    columns: int

    @property
    def days(self) -> int:
        """Return how many days there are from the first column to the last."""
        return max((self.last - self.first).days, 1)

    @property
    def scale(self) -> float:
        """Return how many days a column is."""
        return self.days / (self.columns - 1)

    def column(self, day: date) -> int:
        """Return the column of a day; it may lie outside."""
        return (day - self.first).days * (self.columns - 1) // self.days

    def day(self, column: float) -> date:
        """Return the day at about which a column begins."""
        return self.first + timedelta(days=column * self.scale)

    def holds(self, column: int) -> bool:
        """Say whether a column is on the picture."""
        return 0 <= column < self.columns


SHOWN_AFTER = 180
"""A window that ended within so many days still belongs to what is drawn."""


def axis(areas: list[Json], today: date, columns: int) -> Axis:
    """Return the axis of the picture, worked out from what it has to show."""
    starts = [middle(one["date"], today) for area in areas for one in area["history"]]
    lates = [
        date.fromisoformat(area["forecast"]["fades"]["late"]) for area in areas if area["forecast"]
    ]
    ends = [late for late in lates if (today - late).days <= SHOWN_AFTER]
    last = max([today, *ends]) + timedelta(days=30)
    first = min(max(min(starts), today - timedelta(days=24 * 30.44)), max(starts))
    first -= timedelta(days=round((last - first).days / 40))
    return Axis(first, last, columns)
