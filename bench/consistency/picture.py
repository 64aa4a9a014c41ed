"""The picture of timeline, read back: its lanes, and which column is which day."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.consistency.dates import middle

Json = dict[str, Any]

COLUMNS = 160
"""How wide the picture is that is read: its bars are as wide as in most terminals, or wider."""

GAP = 2
"""The blanks between two columns."""

HEADING = re.compile(r"  (state *)(  likely window *)?(  next *)?$")
"""The end of the row of months: what the columns behind the bars are."""

CUT = "…"
"""At the end of what is cut."""


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


@dataclass(frozen=True, slots=True)
class Lane:
    """One area of the picture: its marks, the state's words, and the sentences below.

    Attributes:
        window: The two days of its window, "" where there is none or no room for it.
    """

    bar: str
    state: str
    window: str
    told: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The row of months or years, and the columns at which words begin; None where there are none.

    Attributes:
        place: The number of the row.
        state: The column of the state's words.
        window: The column of the window's days.
        following: The column of the next step.
    """

    row: str
    place: int
    state: int | None
    window: int | None
    following: int | None


def heading(lines: list[str]) -> Heading:
    """Return the row above the first area: the one that ends with what the columns are, if any."""
    for place, line in enumerate(lines[:5]):
        if found := HEADING.search(line):
            columns = [found.start(group) if found[group] else None for group in (1, 2, 3)]
            state, window, following = columns
            return Heading(
                line[: found.start()],
                place,
                state,
                None if window is None else window + GAP,
                None if following is None else following + GAP,
            )
    row = lines[1] if len(lines) > 1 else ""
    return Heading(row, 1, None, None, None)


def lanes(picture: str, areas: list[Json], columns: int = COLUMNS) -> dict[str, Lane]:
    """Return the lane of each area that is drawn, of a picture or of the home screen."""
    if not picture or not areas:
        return {}
    lines = picture.splitlines()
    top = heading(lines)
    names = {area["area"]: name_on(lines, area["name"], top.place) for area in areas}
    margin = max((width(name) for _, name in names.values()), default=0) + GAP
    found = {}
    for area, (place, _) in names.items():
        if not place:
            continue
        row = lines[place].ljust(columns)
        end = (top.state or columns + GAP) - GAP
        told = []
        for line in lines[place + 1 :]:
            if not line.startswith(" " * margin):
                break
            told.append(line.strip())
        ends = [top.window, top.following, columns + GAP]
        state = _column(row, top.state, ends)
        window = _column(row, top.window, ends[1:])
        found[area] = Lane(row[margin:end], state, window, " ".join(told))
    return found


def _column(row: str, begin: int | None, ends: list[int | None]) -> str:
    """Return the words of a column: up to the next one that there is."""
    if begin is None:
        return ""
    end = next(one for one in ends if one is not None)
    return row[begin : end - GAP].strip()


def name_on(lines: list[str], name: str, head: int) -> tuple[int, str]:
    """Return the number of an area's row, 0 where there is none, and its name with what follows.

    A name that is too long is cut; behind it stand the numbers of the questions about it.
    """
    for place, line in enumerate(lines[head + 1 :], start=head + 1):
        if not line:
            break
        found = re.match(r"(.*?)((?: \?\d+(?:,\d+)*)?)(?=  |$)", line)
        if found and is_shown(name, found[1]):
            return place, found[0]
    return 0, ""


def is_shown(text: str, shown: str) -> bool:
    """Say whether a text is shown: whole, or its beginning with the mark of what is cut."""
    if shown.endswith(CUT):
        return text.startswith(shown.removesuffix(CUT).rstrip())
    return shown == text


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
