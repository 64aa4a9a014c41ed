"""A journal read a second time, naively and from its tables alone: nothing here is the program's.

Of the catalog only names, sides and substances are read, from its files, to understand the words.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

Table = dict[str, Any]
Span = tuple[date, date]
Row = tuple[str, str | None]
"""An area and its side: what one row of the timeline is about."""

CATALOG = Path(__file__).parents[2] / "botoxlog" / "catalog"


def _entries(file: str, table: str) -> dict[str, Table]:
    listed = tomllib.loads((CATALOG / f"{file}.toml").read_text(encoding="utf-8"))[table]
    return {entry["id"]: entry for entry in listed}


AREAS = _entries("areas", "area")
PRODUCTS = _entries("products", "product")
EFFECTS = _entries("effects", "effect")
TOPICS = _entries("topics", "topic")

WORKING = frozenset({"kicking-in", "full", "partial", "fading"})
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# --- dates -------------------------------------------------------------------------------------


def span(written: date | str) -> Span:
    """Return the first and the last day that a date of a journal may be."""
    one, _, other = str(written).partition("/")
    if other:
        return span(one)[0], span(other)[1]
    numbers = [int(part) for part in one.split("-")]
    if len(numbers) == 1:
        return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
    if len(numbers) == 2:
        return _months(numbers[0], numbers[1], 1)
    day = date(*numbers)
    return day, day


def _months(year: int, month: int, count: int) -> Span:
    ends = year * 12 + month - 1 + count
    return date(year, month, 1), date(ends // 12, ends % 12 + 1, 1) - timedelta(days=1)


def middle(when: Span) -> date:
    """Return the day in the middle."""
    return when[0] + timedelta(days=(when[1] - when[0]).days // 2)


def certain(when: Span) -> bool:
    """Whether the day is known."""
    return when[0] == when[1]


_DAY = r"(\d{1,2}) (\w{3})(?: (\d{4}))?"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_PARTS = ("early", "mid", "late")
DATE = (
    r"(?:(?:on|in|around|about) )?(?:\d{1,2} [A-Z]\w\w \d{4}|(?:early |mid |late )?"
    r"(?:[A-Z]\w\w(?: \d{4})? or )?(?:[A-Z]\w\w )?\d{4}"
    r"|(?:spring|summer|autumn|winter) \d{4}(?:/\d\d)?)"
    r"|between \d{1,2} [A-Z]\w\w(?: \d{4})? and \d{1,2} [A-Z]\w\w \d{4}"
)
"""A pattern of every wording of a date."""


def means(words: str, when: Span) -> bool:
    """Whether words say a date: "on 2 Oct 2026", "in late 2026", "around 31 Dec 2023"."""
    plain = re.sub(r"^(on|in|around|about) ", "", words)
    if plain != words and words.startswith(("around", "about")):
        middle_day = middle(when)
        month = f"{MONTHS[middle_day.month - 1]} {middle_day.year}"
        return not certain(when) and plain in {f"{middle_day.day} {month}", month}
    return _said(plain) == when


def day_said(words: str) -> date:
    """Return the day of "2 Oct 2026"."""
    day, month, year = words.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))


def _said(words: str) -> Span | None:
    """Return the days that exact words mean, None if they are no date."""
    if re.fullmatch(_DAY, words):
        return day_said(words), day_said(words)
    if found := re.fullmatch(rf"between ({_DAY}) and ({_DAY})", words):
        ends = day_said(found[5])
        return day_said(found[1] if found[4] else f"{found[1]} {ends.year}"), ends
    *before, last = words.split()
    year = int(last.partition("/")[0])
    match before:
        case []:
            said = _months(year, 1, 12)
        case [part] if part in _PARTS:
            said = _months(year, _PARTS.index(part) * 4 + 1, 4)
        case [season] if season in _SEASONS:
            said = _months(year, _SEASONS[season], 3)
        case [month]:
            said = _months(year, MONTHS.index(month) + 1, 1)
        case [part, month] if part in _PARTS:
            first, ends = _months(year, MONTHS.index(month) + 1, 1)
            begins = first + timedelta(days=_PARTS.index(part) * 10)
            said = begins, ends if part == "late" else begins + timedelta(days=9)
        case [month, *year_before, "or", _]:
            said = _months(int("".join(year_before) or year), MONTHS.index(month) + 1, 2)
        case _:
            return None
    return said


def years_before(day: date, years: int) -> date:
    """Return the same day years before; of 29 February the day before, where there is none."""
    leap = (day.month, day.day) == (2, 29) and (day.year - years) % 4
    return day.replace(year=day.year - years, day=28 if leap else day.day)


# --- records -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Visit:
    """A session as a journal has it."""

    table: Table
    when: Span

    @cached_property
    def treated(self) -> frozenset[Row]:
        """What was treated."""
        names = [*self.table.get("areas", ()), *self.table.get("units", ())]
        return frozenset(parted(name) for name in (*names, *self.table.get("sites", ())))

    def treats(self, row: Row) -> bool:
        """Whether a row of the timeline is about it."""
        return any(same_place(one, row) for one in self.treated)

    def units(self, row: Row) -> float | None:
        """Return its units in a row's area."""
        found = [
            amount
            for name, amount in self.table.get("units", {}).items()
            if same_place(parted(name), row)
        ]
        return sum(found) if found else None

    def __getitem__(self, key: str) -> Any:
        return self.table.get(key)


@dataclass
class Result:
    """A session of a row, and what was seen of it.

    Attributes:
        known: Whether every date of the row is known to the day, so that no bound is in doubt.
    """

    visit: Visit
    looks: list[tuple[Span, str]]
    known: bool

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """Return the days for which it was seen working at least, and at which it was over."""
        working = gone = None
        for when, state in self.looks:
            days = (when[0] - self.visit.when[0]).days
            if state in WORKING:
                working, gone = max(working or 0, days), None
            elif state == "gone" or working is not None:
                gone = days if gone is None else min(gone, days)
            elif state == "no-effect":
                gone = None
        gone = None if gone is not None and gone <= 0 else gone
        working = working or None
        if gone is not None and working is not None and working >= gone:
            working = gone - 1 or None
        return working, gone

    @property
    def over(self) -> int | None:
        """The day by which it had worn off, None if nobody saw that."""
        return self.bounds[1]


def parted(name: str) -> Row:
    """Split an area from its side."""
    for side in ("left", "right"):
        base = name.removesuffix(f"-{side}")
        if base != name and AREAS.get(base, {}).get("sides"):
            return base, side
    return name, None


def parted_effect(name: str) -> Row:
    """Split a side effect from its side."""
    for side in ("left", "right"):
        base = name.removesuffix(f"-{side}")
        if base != name and EFFECTS.get(base, {}).get("sides"):
            return base, side
    return name, None


def same_place(one: Row, other: Row) -> bool:
    """Whether two are one, or one is a side of the other."""
    return one[0] == other[0] and (None in {one[1], other[1]} or one[1] == other[1])


def distinct(visits: Iterable[Visit]) -> list[Visit]:
    """Return the sessions, those of one certain day once."""
    days = set()
    found = []
    for visit in visits:
        if not (certain(visit.when) and visit.when in days):
            found.append(visit)
        days.add(visit.when)
    return found


def once(visits: Iterable[Visit]) -> list[Visit]:
    """Return the sessions; of two records of one session, what both say under the smaller id."""
    found: list[Visit] = []
    names: dict[Any, Any] = {}
    for visit in sorted(visits, key=lambda one: str(one["id"])):
        corrected = names.get(visit["touch_up_of"], visit["touch_up_of"])
        visit.table["touch_up_of"] = corrected
        twin = next((one for one in found if is_same(one, visit)), None)
        if twin is None:
            found.append(visit)
            continue
        names[visit["id"]] = twin["id"]
        less, more = sorted(
            (visit.table, twin.table), key=lambda table: (told(table), table is twin.table)
        )
        units = {**less.get("units", {}), **more.get("units", {})}
        areas = {*less.get("areas", []), *more.get("areas", [])} - {*units}
        both = {**less, **more, "id": twin["id"], "units": units, "areas": sorted(areas)}
        found[found.index(twin)] = Visit(both, twin.when)
    for visit in found:
        visit.table["touch_up_of"] = names.get(visit["touch_up_of"], visit["touch_up_of"])
    return found


def told(table: Table) -> int:
    """Return how much a session says: the record that says most counts where two differ."""
    plain = [key for key, value in table.items() if value and key not in {"areas", "units"}]
    return len(plain) + len(table.get("areas", [])) + 2 * len(table.get("units", {}))


def is_same(one: Visit, other: Visit) -> bool:
    """Whether two records are of one session, where both say all of it or one says less."""
    if (
        one.when != other.when
        or not certain(one.when)
        or one["touch_up_of"] != other["touch_up_of"]
    ):
        return False
    units = [visit.table.get("units", {}) for visit in (one, other)]
    made_of = {substance(visit["product"]) for visit in (one, other)} - {None}
    return (
        len(made_of) <= 1
        and not one.treated.isdisjoint(other.treated)
        and all(units[0][area] == units[1][area] for area in units[0].keys() & units[1].keys())
    )


NAMES = {known["name"].casefold(): key for key, known in PRODUCTS.items()}


def substance(product: str | None) -> str | None:
    """Return what a product is made of, None if nobody knows."""
    product = NAMES.get((product or "").casefold(), product)
    family = PRODUCTS.get(product or "", {}).get("family", product)
    return (None if product == "unknown" else product) if family == "unknown" else family


def product_name(product: str | None) -> str:
    """Return a product as it is called."""
    return str(PRODUCTS.get(product or "", {}).get("name", product))


def row_name(row: Row) -> str:
    """Return a row as a sentence calls it: "jaw left"."""
    name = str(AREAS.get(row[0], {}).get("name", row[0])).replace(", ", " ")
    return name if row[1] is None else f"{name} {row[1]}"


class Book:
    """A journal's tables up to a day."""

    def __init__(self, text: str, today: date) -> None:
        self.text, self.today = text, today
        tables = tomllib.loads(text)
        self.person: Table = tables.get("person", {})
        every = once(Visit(table, span(table["date"])) for table in tables.get("session", []))
        ids = {visit["id"] for visit in every if not visit["touch_up_of"]}
        self.records = sorted(every, key=self._order)
        self.visits = [one for one in self.records if one["touch_up_of"] not in ids - {None}]
        self.touch_ups = [one for one in self.records if one["touch_up_of"] in ids - {None}]
        self.strays = [one for one in self.visits if one["touch_up_of"]]
        looks = [(span(table["date"]), table) for table in tables.get("checkin", [])]
        self.checkins = sorted(looks, key=lambda look: self._middles(look[0]))
        self.discussed: list[Table] = tables.get("discussed", [])

    def _middles(self, when: Span) -> tuple[date, Span]:
        return middle((when[0], max(when[0], min(when[1], self.today)))), when

    def _order(self, visit: Visit) -> tuple[Any, ...]:
        """Return the place of a session, which that in the file does not change."""
        areas = [*visit.table.get("areas", ()), *visit.table.get("units", ())]
        return *self._middles(visit.when), visit["product"] or "", areas

    def until(self, when: Span) -> date:
        """Return the last day that a date may be, which is not in the future."""
        return max(when[0], min(when[1], self.today))

    def days_since(self, when: Span) -> int:
        """Return the fewest days since a date."""
        return (self.today - when[1]).days

    def sessions(self, row: Row) -> list[Visit]:
        """Return the sessions of a row in order; one of its touch-ups where it had no session."""
        found = [visit for visit in self.visits if visit.treats(row)]
        return found or [visit for visit in self.touch_ups if visit.treats(row)][:1]

    def is_one_row(self, row: Row) -> bool:
        """Whether what is said of a row is said of each side that it has."""
        if row[1] or not AREAS.get(row[0], {}).get("sides"):
            return True
        left, right = (self.sessions((row[0], side)) for side in ("left", "right"))
        return left == right or not any(visit.treats(row) for visit in self.visits)

    def looks(self, row: Row) -> list[tuple[Span, str]]:
        """Return what check-ins saw of a row; of one with both sides, of either of them."""
        side = row if row[1] or not AREAS.get(row[0], {}).get("sides") else (row[0], "left")
        return [
            (when, state)
            for when, table in self.checkins
            for area, state in table.get("state", {}).items()
            if same_place(parted(area), side)
        ]

    def results(self, row: Row) -> list[Result]:
        """Return each session of a row with what was seen of it, as docs/journal.md gives it."""
        sessions, looks = self.sessions(row), self.looks(row)
        known = all(certain(when) for when in [*(v.when for v in sessions), *(w for w, _ in looks)])
        found = [Result(visit, [], known) for visit in sessions]
        for when, state in looks:
            day, early = middle(when), state in {"none", "kicking-in"} or not certain(when)
            begun = [
                one
                for one in found
                if self._middles(one.visit.when)[0] < day + timedelta(days=early)
            ]
            if not begun and found and found[0].visit.when[0] == when[0]:
                begun = found[:1]
            if begun:
                begun[-1].looks.append((when, state))
                if (when[0] - begun[-1].visit.when[0]).days > 730:  # perhaps about none on record
                    for one in found:
                        one.known = False
        return found

    def gaps(self, row: Row) -> Iterator[tuple[Visit, Visit, int]]:
        """Yield each two sessions between which time passed, and the most days of it."""
        for before, after in pairwise(self.sessions(row)):
            if before.when[1] < after.when[0]:
                yield before, after, (self.until(after.when) - before.when[0]).days

    def count_within(self, row: Row, years: int) -> int:
        """Return the sessions of a row that are certainly within the past years."""
        since = years_before(self.today, years) + timedelta(days=1)
        return len(distinct(v for v in self.sessions(row) if v.when[0] >= since))

    def years_of_two(self, row: Row) -> list[int]:
        """Return the calendar years in which a row certainly had two sessions."""
        within = [v for v in distinct(self.sessions(row)) if v.when[0].year == v.when[1].year]
        years = [visit.when[0].year for visit in within]
        return sorted({year for year in years if years.count(year) >= 2})

    def rows_named(self, words: str) -> list[Row]:
        """Return the rows that a sentence begins with, none if one of them is unknown."""
        bases = {base for visit in self.records for base, _ in visit.treated}
        rows = [(base, side) for base in bases for side in (None, "left", "right")]
        return _listed(words.casefold(), {row_name(row).casefold(): row for row in rows})

    def effects(self, key: str = "effects") -> Iterator[tuple[Span, Row]]:
        """Yield each side effect that check-ins have, or that was over, with its date."""
        for when, table in self.checkins:
            yield from ((when, parted_effect(name)) for name in table.get(key, ()))

    def notes(self) -> Iterator[tuple[Span, str]]:
        """Yield every note of sessions and check-ins."""
        for visit in self.records:
            if visit["note"]:
                yield visit.when, visit["note"]
        for when, table in self.checkins:
            if "note" in table:
                yield when, table["note"]

    def last_discussed(self, topic: str) -> tuple[Span, Table] | None:
        """Return the latest record about a topic, of one day the last of the file."""
        found = [(span(table["date"]), table) for table in self.discussed]
        mine = [one for one in found if one[1]["topic"] == topic][::-1]
        return max(mine, key=lambda one: one[0][1], default=None)


def _listed(words: str, rows: dict[str, Row]) -> list[Row]:
    """Return the rows of "a, b and c"."""
    for name, row in sorted(rows.items(), key=lambda item: -len(item[0])):
        if words == name:
            return [row]
        for between in (", ", " and "):
            if words.startswith(name + between) and (
                rest := _listed(words[len(name + between) :], rows)
            ):
                return [row, *rest]
    return []


def numbers(words: str) -> Sequence[int]:
    """Return the numbers of "120, 90 and 60"."""
    return [int(number) for number in re.findall(r"\d+", words)]


def effect_label(effect: Row) -> str:
    """Return a side effect as a sentence calls it: "drooping eyelid (left)"."""
    name = str(EFFECTS.get(effect[0], {}).get("name", effect[0]))
    return f"{name} ({effect[1]})" if effect[1] else name
