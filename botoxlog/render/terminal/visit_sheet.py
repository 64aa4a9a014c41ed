"""The visit sheet in a terminal: a table where there is room for one, else a fact a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.render.terminal.lists import GAP, TABLE_FROM, columns, hanging
from botoxlog.reports.visit_facts import VisitFacts
from botoxlog.reports.visit_sheet import (
    AMPLE,
    HEADS,
    IF_TIME,
    LADDER,
    WINDOW_HEADS,
    Listing,
    SessionRow,
    Totals,
    VisitSheet,
)
from botoxlog.reports.visit_sheet_text import write_sheet

PAGE_LINES = 76
"""Lines of `TABLE_FROM` columns on which the sheet should fit: about a printed page. A narrower
terminal has as many more. Our choice."""

_FEWEST_AREAS = 2
"""Areas of a session that are listed however long the sheet is: it can be scrolled. Our choice."""

_LADDER = tuple(limits for limits in LADDER if limits.areas >= _FEWEST_AREAS)
"""The limits to try."""

_DATE = 15
"""Columns that the date of a session needs: "Sat 13 Nov 2026"."""

_SHARES = (
    *((0.32, 0.35), (0.26, 0.37), (0.26, 0.46), (0.22, 0.54), (0.40, 0.30)),
    *((0.24, 0.30), (0.24, 0.22), (0.30, 0.22)),
)
"""The shares of the width beside the date that products and areas may have; how long it lasted has
the rest. Those are taken with which the table is lowest."""


@dataclass(frozen=True, slots=True)
class VisitSheetView:
    """The sheet, with one paragraph per item, listing as much as fits a page."""

    found: VisitFacts

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield each part under its heading."""
        width = options.max_width
        most = ceil(PAGE_LINES * max(TABLE_FROM / width, 1))
        lines: list[Text] = []
        for limits in _LADDER:
            lines = list(_lines(write_sheet(self.found, limits), width))
            if len(lines) <= most:
                break
        yield from lines

    def plain(self) -> Iterator[str]:
        """Yield one fact per line, each after the name of what it is about."""
        sheet = write_sheet(self.found, AMPLE)
        yield f"{sheet.title}, {sheet.day}"
        about = (*filter(None, [sheet.visit]), *sheet.first, *sheet.about)
        yield from (f"{entry.lead}: {entry.text}" for entry in about)
        yield from _plain(sheet.observed)
        for row in sheet.sessions:
            yield f"{row.when}: {', '.join(filter(None, (row.product, row.who)))}"
            yield f"{row.day}, {HEADS[2].lower()}: {', '.join(row.areas)}"
            for result in row.results:
                if not result.current:
                    yield f"{row.day}, {result.areas}, lasted: {result.text}"
        yield from (f"{entry.lead}, now: {entry.text}" for entry in sheet.now)
        for item in sheet.questions:
            yield f"{sheet.questions_title}: {item.question}"
            yield f"why: {item.why}"
        yield from (f"{IF_TIME}: {words}" for words in sheet.if_time)
        yield from _plain_rest(sheet)


def _plain_rest(sheet: VisitSheet) -> Iterator[str]:
    yield from _plain(sheet.answered)
    for entry in sheet.elsewhere.entries:
        yield f"{entry.lead}, now: {entry.text}"
    for listing in (sheet.changed, sheet.cost):
        yield from _plain(listing)
    for product, *amounts in sheet.totals.rows:
        for head, amount in zip(sheet.totals.heads[1:], amounts, strict=True):
            yield f"{product}, {head}: {amount}"
    rests = (sheet.sessions_rest, sheet.elsewhere.rest, sheet.questions_rest, sheet.totals.rest)
    yield from filter(None, (*rests, *sheet.foot))


def _plain(listing: Listing) -> Iterator[str]:
    for entry in listing.entries:
        yield f"{listing.title}: {entry.lead}: {entry.text}"
    if listing.rest:
        yield f"{listing.title}: {listing.rest}"


def _lines(sheet: VisitSheet, width: int) -> Iterator[Text]:
    """Yield the sheet in reading order: what happened, what was done, what to ask, the rest."""
    yield from hanging(f"{sheet.title}, {sheet.day}", "", width, "bold", indent=0)
    if sheet.visit:
        yield from hanging(f"{sheet.visit.lead}: {sheet.visit.text}", "", width, "bold")
    for entry in sheet.first:
        yield from hanging(f"{entry.lead}: {entry.text}", "", width, "bold")
    about = ". ".join(f"{entry.lead}: {entry.text}" for entry in sheet.about)
    yield from hanging("", about, width)
    yield Text()
    yield from _listing(sheet.observed, width)
    yield from _sessions(sheet, width)
    yield from _questions(sheet, width)
    if sheet.answered.entries:
        yield Text()
        yield from _listing(sheet.answered, width)
    yield Text()
    yield from _windows(sheet, width)
    for listing in (sheet.elsewhere, sheet.changed):
        yield from _listing(listing, width)
    yield from _totals(sheet.totals, width)
    yield from _listing(sheet.cost, width)
    yield Text()
    yield from hanging("", " ".join(sheet.foot), width, indent=0)


def _sessions(sheet: VisitSheet, width: int) -> Iterator[Text]:
    yield Text()
    yield from _heading(sheet.sessions_title, width)
    if width >= TABLE_FROM and sheet.sessions:
        yield from _table(sheet.sessions, width)
    else:
        for row in sheet.sessions:
            yield from hanging(row.when, "", width, "bold")
            facts = (row.product, row.who, ", ".join(row.treated), "; ".join(row.lasted))
            for fact in filter(None, facts):
                yield from hanging("  ", fact, width, indent=4)
    yield from _rest(sheet.sessions_rest, width)


def _table(sessions: Sequence[SessionRow], width: int) -> Iterator[Text]:
    """Yield the sessions in columns, each row as high as its longest cell."""
    room = width - _DATE - GAP * (len(HEADS) - 1)
    tables = []
    for product, areas in _SHARES:
        widths = [_DATE, int(room * product), int(room * areas)]
        widths.append(room - sum(widths[1:]))
        tables.append([list(columns(_cells(row), widths)) for row in sessions])
        tables[-1].insert(0, list(columns([[head] for head in HEADS], widths)))
    for place, lines in enumerate(min(tables, key=lambda table: sum(map(len, table)))):
        for number, line in enumerate(lines):
            text = Text(line)
            if number == 0 or place == 0:
                text.stylize("bold", 0, _DATE if place else width)
            yield text


def _cells(row: SessionRow) -> tuple[Sequence[str], ...]:
    first = (*row.when.split(", ", 1), row.who)
    return first, (row.product,), (", ".join(row.treated),), row.lasted


def _questions(sheet: VisitSheet, width: int) -> Iterator[Text]:
    yield Text()
    yield from _heading(sheet.questions_title, width)
    for number, item in enumerate(sheet.questions, 1):
        yield from hanging(f"{number}. {item.question}", "", width, "bold", indent=3)
        yield from hanging("   ", item.why, width, indent=3)
    numbered = [
        f"{number}. {words}" for number, words in enumerate(sheet.if_time, len(sheet.questions) + 1)
    ]
    if numbered and not sheet.in_words:
        yield from hanging(f"{IF_TIME}: ", "; ".join(numbered), width)
    elif numbered:
        yield from hanging(f"{IF_TIME}:", "", width, indent=0)
        for words in numbered:
            yield from hanging("", words, width, indent=3)
    yield from _rest(sheet.questions_rest, width)


def _windows(sheet: VisitSheet, width: int) -> Iterator[Text]:
    """Yield the windows as a table where it fits, else an area a line."""
    heads = (sheet.windows_title, *WINDOW_HEADS[1:])
    rows = [(row.areas, row.likely, row.between, row.seen) for row in sheet.windows]
    if rows:
        yield from _columns(heads, rows, width)
        yield from _rest(sheet.windows_rest, width)
    elif sheet.windows_rest:
        yield from hanging(f"{heads[0]}: ", sheet.windows_rest, width, "bold")


def _totals(totals: Totals, width: int) -> Iterator[Text]:
    """Yield the units as a table where it fits, else a product a line."""
    yield from _columns((totals.title, *totals.heads[1:]), totals.rows, width)
    yield from _rest(totals.rest, width)


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[Text]:
    """Yield a table of which only the first column is wrapped; in words if there is no room."""
    others = [max(map(cell_len, column)) for column in list(zip(heads, *rows, strict=True))[1:]]
    widest = max(cell_len(row[0]) for row in (heads, *rows))
    first = min(width - sum(others) - GAP * len(others), widest)
    if not rows or first < min(widest, _FIRST):
        yield from _heading(heads[0], width)
        for lead, *cells in rows:
            said = (f"{head}: {cell}" for head, cell in zip(heads[1:], cells, strict=True) if cell)
            yield from hanging(f"{lead}: ", "; ".join(said), width)
        return
    for place, row in enumerate((heads, *rows)):
        style = "bold" if place == 0 else ""
        for line in columns([[cell] for cell in row], [first, *others]):
            yield Text(line, style)


_FIRST = 16
"""Least columns of the first column of a table."""


def _listing(listing: Listing, width: int) -> Iterator[Text]:
    """Yield a heading and what is under it; in one line if that is a sentence alone."""
    if not listing.entries:
        if listing.rest:
            yield from hanging(f"{listing.title}: ", listing.rest, width, "bold")
        return
    yield from _heading(listing.title, width)
    for entry in listing.entries:
        yield from hanging(f"{entry.lead}: ", entry.text, width)
    yield from _rest(listing.rest, width)


def _heading(title: str, width: int) -> Iterator[Text]:
    yield from hanging(title, "", width, "bold underline", indent=0)


def _rest(sentence: str, width: int) -> Iterator[Text]:
    if sentence:
        yield from hanging("", sentence, width, indent=0)
