"""Paragraphs and lists in a terminal."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from botoxlog.catalog import Catalog
from botoxlog.core.model import Person, Record
from botoxlog.core.partial_dates import PartialDate, day_words
from botoxlog.core.text import inert, plural, rows
from botoxlog.reports import sentences

NARROW = 60


def hanging(lead: str, text: str, width: int, style: str = "", indent: int = 2) -> Iterator[Text]:
    """Yield `lead` and `text` wrapped to `width`, with later lines indented."""
    for index, row in enumerate(rows(f"{lead}{text}", width, indent)):
        line = Text(row)
        if index == 0 and style:
            line.stylize(style, 0, len(lead))
        yield line


def columns(
    cells: Sequence[Sequence[str]], widths: Sequence[int], indent: int = 2
) -> Iterator[str]:
    """Yield the lines of a row of a table, as many as its longest cell has.

    Args:
        cells: The texts of each cell, each wrapped to its column. Of fewer cells than there are
            columns, the last runs over the rest.
        widths: The columns of each cell.
        indent: Columns to indent every line but the first of a text.
    """
    spread = sum(widths[len(cells) :]) + GAP * (len(widths) - len(cells))
    *room, last = [*widths[: len(cells) - 1], widths[len(cells) - 1] + spread]
    wrapped = [
        [line for text in cell if text for line in _wrapped(text, width, indent)]
        for cell, width in zip(cells, [*room, last], strict=True)
    ]
    for *parts, end in zip_longest(*wrapped, fillvalue=""):
        padded = (
            part.ljust(width) if part.isascii() else part + " " * (width - cell_len(part))
            for part, width in zip(parts, room, strict=True)
        )
        yield (" " * GAP).join([*padded, end]).rstrip()


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    fits = len(text) <= width and text.isascii()
    return [text] if fits else rows(text, width, indent)


GAP = 2
"""Columns between the columns of a table."""


class LogView(NamedTuple):
    """Records with their ids, oldest first, and what followed each session.

    Attributes:
        followed: For each record, the sentences on what followed it; none at all if no record has
            any.
    """

    records: Sequence[Record]
    catalog: Catalog
    followed: Sequence[tuple[str, ...]] = ()

    def _followed(self) -> Iterator[tuple[Record, tuple[str, ...]]]:
        followed = self.followed or ((),) * len(self.records)
        return zip(self.records, followed, strict=True)

    def plain(self) -> Iterator[str]:
        """Yield each fact on a line that starts with the id of its record."""
        for record, followed in self._followed():
            name = inert(record.id or "-")
            yield f"{name}: {sentences.record_line(record, self.catalog)}"
            for sentence in followed:
                yield f"{name}, {FOLLOWED}: {sentence}"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield a table where there is room for one, else a paragraph per record.

        The lines are wrapped here and passed on as segments, because wrapping again in Rich would
        take four times as long as the rest of a long list.
        """
        width = options.max_width
        lines = self._table(width) if width >= TABLE_FROM else self._paragraphs(width)
        bold = Style(bold=True)
        for lead, rest in lines:
            yield Segment(lead, bold)
            yield Segment(f"{rest}\n")

    def _table(self, width: int) -> Iterator[tuple[str, str]]:
        """Yield each line, in the part that is bold and the rest."""
        ids = [inert(record.id or "-") for record in self.records]
        dates = [_short_date(record.date) for record in self.records]
        widths = [
            min(max(map(len, [*ids, _HEADS[0]])), _LONGEST_ID),
            min(max(map(len, dates)), _LONGEST_DATE),
        ]
        rest = width - sum(widths) - GAP * (len(widths) + 1)
        widths += [rest - int(rest * _FOLLOWED_SHARE), int(rest * _FOLLOWED_SHARE)]
        heads = _HEADS if any(self.followed) else _HEADS[:-1]
        yield "\n".join(columns([[head] for head in heads], widths)), ""
        for name, day, (record, followed) in zip(ids, dates, self._followed(), strict=True):
            what = (sentences.record_words(record, self.catalog), sentences.note_words(record))
            cells = ((name,), (day,), what, followed)
            first, *others = columns(cells if followed else cells[:-1], widths)
            yield first[: widths[0]], "\n".join([first[widths[0] :], *others])

    def _paragraphs(self, width: int) -> Iterator[tuple[str, str]]:
        """Yield the lines of each record, in the part that is bold and the rest."""
        for record, followed in self._followed():
            lead = f"{inert(record.id or '-'):<8}  "
            indent = len(lead) if width >= NARROW else 2
            text = f"{record.date}, {sentences.record_words(record, self.catalog)}"
            first, *lines = rows(f"{lead}{text}", width, indent)
            said = "; ".join(followed)
            for more in (sentences.note_words(record), f"{FOLLOWED}: {said}" if said else ""):
                if more:
                    lines += rows(f"{' ' * min(indent, width // 2)}{more}", width, indent)
            yield first[: len(lead)], "\n".join([first[len(lead) :], *lines])


FOLLOWED = "what followed"
"""Before what became of a session, where no column says so."""

_HEADS = ("id", f"{'date':>11}", "record", FOLLOWED)
"""The headings of the columns; that of dates is over their end, as days are."""

TABLE_FROM = 80
"""Columns from which records are a table: below, its cells would be a word wide."""

_FOLLOWED_SHARE = 0.42
"""The share that what followed has of the width beside ids and dates."""

_LONGEST_ID, _LONGEST_DATE = 10, 18
"""Upper limits for the columns of ids and dates; longer ones are wrapped."""


def _short_date(when: PartialDate) -> str:
    """Return "12 Oct 2026", " 2 Oct 2026"; another date as everywhere: "winter 2014/15"."""
    return f"{day_words(when.first):>11}" if when.is_day else str(when)


class MeView(NamedTuple):
    """The settings of the journal, and its path."""

    person: Person
    path: Path

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield one setting per line."""
        for name, value in [*_person_lines(self.person), ("journal", inert(str(self.path)))]:
            yield from hanging(f"{name}: ", value, options.max_width)


class LinesView(NamedTuple):
    """Sentences, each after a bold lead; an empty pair is a blank line."""

    lines: Sequence[tuple[str, str]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield one paragraph per line."""
        for lead, text in self.lines:
            yield from hanging(lead, text, options.max_width, "bold", indent=2)


def _person_lines(person: Person) -> list[tuple[str, str]]:
    """Return each setting with its value, or "not set"."""
    weeks = None if person.weeks_ahead is None else f"{plural(person.weeks_ahead, 'week')} ahead"
    values = {
        "birth year": person.birth_year,
        "goals": person.goals,
        "injector": person.injector,
        "clinic": person.clinic,
        "currency": person.currency,
        "booking": weeks,
    }
    return [(name, inert(str(value or "not set"))) for name, value in values.items()]
