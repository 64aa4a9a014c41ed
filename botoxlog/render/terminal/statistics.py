"""The statistics in a terminal, with a small bar for each number that has a length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.core.text import rows
from botoxlog.render.terminal.lists import NARROW, hanging
from botoxlog.render.timeline_colours import TERMINAL
from botoxlog.reports.statistics_text import Bar, Section

_LONGEST_BAR, _SHORTEST_BAR = 28, 10
_LONGEST_LABEL = 18


@dataclass(frozen=True, slots=True)
class _Marks:
    sure: str
    perhaps: str
    open: str


_UNICODE = _Marks("━", "╌", "→")
_ASCII = _Marks("=", ":", ">")


@dataclass(frozen=True, slots=True)
class StatsView:
    """Each section under its heading: label, bar and text."""

    sections: Sequence[Section]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the sections; bars share a line with the text only if the terminal is wide."""
        marks = _ASCII if options.ascii_only else _UNICODE
        width = options.max_width
        for index, section in enumerate(self.sections):
            if index:
                yield Text()
            yield from hanging(section.title, "", width, "bold", indent=0)
            yield from self._facts(section, width, marks)
            if section.rest:
                yield from hanging("", section.rest, width, indent=0)
        if any(bar.open or bar.perhaps > bar.sure for bar in self._bars()):
            yield Text()
            yield from hanging("", _legend(marks), width, indent=0)

    def plain(self) -> Iterator[str]:
        """Yield one number per line, after the title of its section."""
        for section in self.sections:
            for fact in section.facts:
                yield f"{section.title}: {fact.label}: {fact.text}"
            if section.rest:
                yield f"{section.title}: {section.rest}"

    def _bars(self) -> Iterator[Bar]:
        for section in self.sections:
            yield from (fact.bar for fact in section.facts if fact.bar)

    def _facts(self, section: Section, width: int, marks: _Marks) -> Iterator[Text]:
        longest = min(max(cell_len(fact.label) for fact in section.facts), _LONGEST_LABEL)
        room = min(_LONGEST_BAR, max(_SHORTEST_BAR, (width - longest) // 3))
        for fact in section.facts:
            if width < NARROW or cell_len(fact.label) > _LONGEST_LABEL:
                yield from hanging(f"  {fact.label}: ", fact.text, width, indent=4)
                if fact.bar and width < NARROW and round(fact.bar.perhaps * (width - 8)):
                    yield Text("    ").append_text(_drawn(fact.bar, width - 8, marks, pad=False))
                continue
            lead = f"  {set_cell_size(fact.label, longest)}  "
            bar = Text(lead)
            if fact.bar:
                bar.append_text(_drawn(fact.bar, room, marks)).append("  ")
            first, *others = rows(fact.text, width - cell_len(bar.plain))
            yield bar + Text(first)
            for row in others:
                yield Text(" " * cell_len(bar.plain) + row)


def _drawn(bar: Bar, room: int, marks: _Marks, *, pad: bool = True) -> Text:
    sure = round(bar.sure * room)
    end = max(round(bar.perhaps * room), sure)
    drawn = Text(marks.sure * sure, TERMINAL["seen"]).append(
        marks.perhaps * (end - sure), TERMINAL["likely"]
    )
    if bar.open and end < room:
        drawn.append(marks.open, TERMINAL["seen"])
    if pad:
        drawn.pad_right(room - cell_len(drawn.plain))
    return drawn


def _legend(marks: _Marks) -> str:
    return (
        f"{marks.sure} working at a check-in   {marks.perhaps} wore off somewhere here   "
        f"{marks.open} still working at the last check-in"
    )
