"""The visit sheet in a terminal: lines that read well at any width and aloud."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.core.text import join_words
from botoxlog.render.terminal.lists import hanging
from botoxlog.reports.visit_sheet import HEADS, AreaLine, Listing, VisitSheet


@dataclass(frozen=True, slots=True)
class VisitSheetView:
    """The sheet, with one paragraph per item."""

    sheet: VisitSheet

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield each part under its heading."""
        width, sheet = options.max_width, self.sheet
        yield from hanging(f"{sheet.title}, {sheet.day}", "", width, "bold", indent=0)
        for entry in sheet.serious:
            yield from hanging(f"{entry.lead}: {entry.text}", "", width, "bold")
        for entry in sheet.about:
            yield from hanging(f"{entry.lead}: ", entry.text, width)
        yield from self._areas(width)
        yield from _heading(sheet.questions_title, width)
        for number, item in enumerate(sheet.questions, 1):
            yield from hanging(f"{number}. ", item.question, width, "bold", indent=3)
            yield from hanging("   ", item.why, width, indent=3)
        yield from _rest(sheet.questions_rest, width)
        if sheet.questions:
            topics = join_words([item.topic for item in sheet.questions], "or")
            asked = f"After asking: botoxlog discuss {topics}. Sources: botoxlog topics."
            yield from hanging("", asked, width, indent=2)
        for listing in (sheet.observed, sheet.changed):
            yield from _listing(listing, width)
        yield from self._totals(width)
        if sheet.cost.entries:
            yield from _listing(sheet.cost, width)
        yield Text()
        for line in sheet.foot:
            yield from hanging("", line, width, indent=0)

    def plain(self) -> Iterator[str]:
        """Yield one fact per line, each after the name of what it is about."""
        sheet = self.sheet
        yield f"{sheet.title}, {sheet.day}"
        yield from (f"{entry.lead}: {entry.text}" for entry in sheet.serious)
        yield from (f"{entry.lead}: {entry.text}" for entry in sheet.about)
        for visit in sheet.visits:
            yield f"{visit.when}: {visit.what}"
            for row in visit.rows:
                cells = (row.units, "; ".join(row.lasted), row.now)
                for head, cell in zip(HEADS[1:], cells, strict=True):
                    yield f"{row.name}, {head.lower()}: {cell}"
        yield from self._plain_rest()

    def _plain_rest(self) -> Iterator[str]:
        sheet = self.sheet
        for item in sheet.questions:
            yield f"{sheet.questions_title}: {item.question}"
            yield f"{item.topic}: {item.why}"
        for listing in (sheet.observed, sheet.changed, sheet.cost):
            for entry in listing.entries:
                yield f"{listing.title}: {entry.lead}: {entry.text}"
            if listing.rest:
                yield f"{listing.title}: {listing.rest}"
        for product, *amounts in sheet.totals.rows:
            for head, amount in zip(sheet.totals.heads[1:], amounts, strict=True):
                yield f"{product}, {head}: {amount}"
        for rest in (sheet.areas_rest, sheet.questions_rest, sheet.totals.rest, *sheet.foot):
            if rest:
                yield rest

    def _areas(self, width: int) -> Iterator[Text]:
        yield from _heading(self.sheet.areas_title, width)
        for visit in self.sheet.visits:
            yield from hanging(visit.when, f": {visit.what}", width, "bold")
            for row in visit.rows:
                yield from _row(row, width)
        yield from _rest(self.sheet.areas_rest, width)

    def _totals(self, width: int) -> Iterator[Text]:
        totals = self.sheet.totals
        yield from _heading(totals.title, width)
        for product, short, long in totals.rows:
            text = f"{totals.heads[1]}: {short}; {totals.heads[2]}: {long}"
            yield from hanging(f"{product}: ", text, width)
        yield from _rest(totals.rest, width)


def _row(row: AreaLine, width: int) -> Iterator[Text]:
    _, units, lasted, _ = HEADS
    yield from hanging(f"  {row.name}: ", row.now, width, "bold", indent=4)
    yield from hanging(f"    {units.lower()}: ", row.units, width, indent=6)
    yield from hanging(f"    {lasted.lower()}: ", "; ".join(row.lasted), width, indent=6)


def _listing(listing: Listing, width: int) -> Iterator[Text]:
    yield from _heading(listing.title, width)
    for entry in listing.entries:
        yield from hanging(f"{entry.lead}: ", entry.text, width)
    yield from _rest(listing.rest, width)


def _heading(title: str, width: int) -> Iterator[Text]:
    yield Text()
    yield from hanging(title, "", width, "bold underline", indent=0)


def _rest(sentence: str, width: int) -> Iterator[Text]:
    if sentence:
        yield from hanging("", sentence, width, indent=0)
