"""Paragraphs and lists in a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from botoxlog.catalog import Catalog
from botoxlog.core.model import Person, Record
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


@dataclass(frozen=True, slots=True)
class LogView:
    """Records with their ids, oldest first."""

    records: Sequence[Record]
    catalog: Catalog

    def plain(self) -> Iterator[str]:
        """Yield one line per record, starting with its id."""
        for record in self.records:
            yield f"{inert(record.id or '-')}: {sentences.record_line(record, self.catalog)}"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield one paragraph per record.

        The lines are wrapped here and passed on as segments, because wrapping again in Rich would
        take four times as long as the rest of a long list.
        """
        bold = Style(bold=True)
        for record in self.records:
            lead = f"{inert(record.id or '-'):<8}  "
            text = sentences.record_line(record, self.catalog)
            indent = len(lead) if options.max_width >= NARROW else 2
            first, *others = rows(f"{lead}{text}", options.max_width, indent)
            yield Segment(first[: len(lead)], bold)
            yield Segment("\n".join([first[len(lead) :], *others, ""]))


@dataclass(frozen=True, slots=True)
class MeView:
    """The settings of the journal, and its path."""

    person: Person
    path: Path

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield one setting per line."""
        for name, value in [*_person_lines(self.person), ("journal", inert(str(self.path)))]:
            yield from hanging(f"{name}: ", value, options.max_width)


@dataclass(frozen=True, slots=True)
class LinesView:
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
