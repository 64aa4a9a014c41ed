"""The visit sheet in a terminal: a table where there is room for one, else a fact a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.core.text import rows
from botoxlog.render.terminal.lists import hanging
from botoxlog.reports.visit_sheet import HEADS, IF_TIME, Listing, SessionRow, VisitSheet

_TABLE_FROM = 80
"""Columns from which the sessions are a table: below, its cells would be a word wide."""

_SESSION, _SESSION_SHARE, _AREAS_SHARE = 29, 0.26, 0.25
"""Columns that a date needs, and the shares of the width that sessions and areas have; how long it
lasted has the rest."""

_GAP = 2


@dataclass(frozen=True, slots=True)
class VisitSheetView:
    """The sheet, with one paragraph per item."""

    sheet: VisitSheet

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield each part under its heading."""
        width, sheet = options.max_width, self.sheet
        yield from hanging(f"{sheet.title}, {sheet.day}", "", width, "bold", indent=0)
        for entry in sheet.first:
            yield from hanging(f"{entry.lead}: {entry.text}", "", width, "bold")
        for entry in sheet.about:
            yield from hanging(f"{entry.lead}: ", entry.text, width)
        yield from self._sessions(width)
        yield from self._questions(width)
        for listing in (sheet.answered, sheet.elsewhere, sheet.observed, sheet.changed):
            yield from _listing(listing, width)
        yield from self._totals(width)
        yield from _listing(sheet.cost, width)
        yield Text()
        for line in sheet.foot:
            yield from hanging("", line, width, indent=0)

    def plain(self) -> Iterator[str]:
        """Yield one fact per line, each after the name of what it is about."""
        sheet = self.sheet
        yield f"{sheet.title}, {sheet.day}"
        yield from (f"{entry.lead}: {entry.text}" for entry in (*sheet.first, *sheet.about))
        for row in sheet.sessions:
            yield f"{row.when}: {', '.join(filter(None, (row.product, row.who)))}"
            yield f"{row.day}, {HEADS[2].lower()}: {', '.join(row.areas)}"
            for result in row.results:
                lasted = f"{row.day}, {result.areas}, lasted"
                yield f"{f'{result.areas}, now' if result.running else lasted}: {result.text}"
        for item in sheet.questions:
            yield f"{sheet.questions_title}: {item.question}"
            yield f"why: {item.why}"
        yield from (f"{IF_TIME}: {words}" for words in sheet.if_time)
        yield from self._plain_rest()

    def _plain_rest(self) -> Iterator[str]:
        sheet = self.sheet
        yield from _plain(sheet.answered)
        for entry in sheet.elsewhere.entries:
            yield f"{entry.lead}, now: {entry.text}"
        for listing in (sheet.observed, sheet.changed, sheet.cost):
            yield from _plain(listing)
        for product, *amounts in sheet.totals.rows:
            for head, amount in zip(sheet.totals.heads[1:], amounts, strict=True):
                yield f"{product}, {head}: {amount}"
        rests = (sheet.sessions_rest, sheet.elsewhere.rest, sheet.questions_rest, sheet.totals.rest)
        yield from filter(None, (*rests, *sheet.foot))

    def _sessions(self, width: int) -> Iterator[Text]:
        sheet = self.sheet
        yield from _heading(sheet.sessions_title, width)
        if width >= _TABLE_FROM and sheet.sessions:
            yield from _table(sheet.sessions, width)
        else:
            for row in sheet.sessions:
                yield from hanging(row.when, "", width, "bold")
                facts = (row.product, row.who, ", ".join(row.areas), *row.lasted)
                for fact in filter(None, facts):
                    yield from hanging("  ", fact, width, indent=4)
        yield from _rest(sheet.sessions_rest, width)

    def _questions(self, width: int) -> Iterator[Text]:
        sheet = self.sheet
        yield from _heading(sheet.questions_title, width)
        for number, item in enumerate(sheet.questions, 1):
            yield from hanging(f"{number}. {item.question}", "", width, "bold", indent=3)
            yield from hanging("   ", item.why, width, indent=3)
        for words in sheet.if_time:
            yield from hanging(f"{IF_TIME}: ", words, width)
        yield from _rest(sheet.questions_rest, width)

    def _totals(self, width: int) -> Iterator[Text]:
        totals = self.sheet.totals
        yield from _heading(totals.title, width)
        for product, short, long in totals.rows:
            text = f"{totals.heads[1]}: {short}; {totals.heads[2]}: {long}"
            yield from hanging(f"{product}: ", text, width)
        yield from _rest(totals.rest, width)


def _table(sessions: Sequence[SessionRow], width: int) -> Iterator[Text]:
    """Yield the sessions in columns, each row as high as its longest cell."""
    widths = [max(_SESSION, int(width * _SESSION_SHARE)), int(width * _AREAS_SHARE)]
    widths.append(width - sum(widths) - _GAP * len(widths))
    session, _, areas, lasted = HEADS
    yield from _cells([[session], [areas], [lasted]], widths, bold=width)
    for place, row in enumerate(sessions):
        if place:
            yield Text()
        cells = ((row.when, row.product, row.who), (", ".join(row.areas),), row.lasted)
        columns = [
            [line for text in cell if text for line in rows(text, room, 2)]
            for cell, room in zip(cells, widths, strict=True)
        ]
        yield from _cells(columns, widths, bold=widths[0])


def _cells(columns: Sequence[Sequence[str]], widths: Sequence[int], bold: int) -> Iterator[Text]:
    """Yield the lines of a row; the first is bold as far as `bold` columns."""
    for number, parts in enumerate(zip_longest(*columns, fillvalue="")):
        padded = (
            part + " " * (room - cell_len(part) + _GAP)
            for part, room in zip(parts, widths, strict=True)
        )
        line = Text("".join(padded).rstrip())
        if number == 0:
            line.stylize("bold", 0, bold)
        yield line


def _listing(listing: Listing, width: int) -> Iterator[Text]:
    if listing.entries or listing.rest:
        yield from _heading(listing.title, width)
    for entry in listing.entries:
        yield from hanging(f"{entry.lead}: ", entry.text, width)
    yield from _rest(listing.rest, width)


def _plain(listing: Listing) -> Iterator[str]:
    for entry in listing.entries:
        yield f"{listing.title}: {entry.lead}: {entry.text}"
    if listing.rest:
        yield f"{listing.title}: {listing.rest}"


def _heading(title: str, width: int) -> Iterator[Text]:
    yield Text()
    yield from hanging(title, "", width, "bold underline", indent=0)


def _rest(sentence: str, width: int) -> Iterator[Text]:
    if sentence:
        yield from hanging("", sentence, width, indent=0)
