"""Days as the program prints them: "Mon 23 Nov 2026", "23 Nov"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bench.consistency.dates import DAY as TO_THE_DAY
from bench.consistency.dates import MONTH as TO_THE_MONTH
from bench.consistency.dates import MONTHS, first, middle

WEEKDAY = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
DAY = rf"(?:(?:{WEEKDAY}) )?(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?"
ANY = re.compile(DAY)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is printed; the year is None where it is not said."""

    day: int
    month: int
    year: int | None

    def means(self, day: date | None) -> bool:
        """Say whether it is this day, as far as it says."""
        return (
            day is not None
            and (self.day, self.month) == (day.day, day.month)
            and self.year in {None, day.year}
        )

    def date(self) -> date | None:
        """Return it as a date, where it names its year."""
        return date(self.year, self.month, self.day) if self.year else None

    def __str__(self) -> str:
        year = f" {self.year}" if self.year else ""
        return f"{self.day} {MONTHS[self.month - 1]}{year}"


def printed(groups: tuple[str | None, ...]) -> Day:
    """Return the day of the three groups of `DAY`."""
    day, month, year = groups
    return Day(int(day or 0), MONTHS.index(month or "") + 1, int(year) if year else None)


def days(pattern: re.Pattern[str], text: str) -> list[Day]:
    """Return the days that a pattern of days alone finds in a text, or none."""
    found = pattern.search(text)
    groups = found.groups() if found else ()
    return [printed(groups[place : place + 3]) for place in range(0, len(groups), 3)]


def every_day(text: str) -> Iterator[Day]:
    """Return each day that is printed in a text."""
    return (printed(found.groups()) for found in ANY.finditer(text))


def as_noted(noted: str) -> str:
    """Return how a date is told: "23 Nov 2026", "Nov 2026", "2026", "about 23 Nov 2026"."""
    if "/" in noted:  # two days of the generator, which have no name such as "early Nov"
        return f"about {as_noted(str(middle(noted)))}"
    begin = first(noted)
    day = f"{begin.day} " if len(noted) == TO_THE_DAY else ""
    month = f"{MONTHS[begin.month - 1]} " if len(noted) >= TO_THE_MONTH else ""
    return f"{day}{month}{begin.year}"
