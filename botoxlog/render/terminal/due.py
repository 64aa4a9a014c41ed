"""What is due and the questions for the next visit, in a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.forecast.due_items import Urgency
from botoxlog.forecast.questions.open_questions import OpenQuestion
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render.terminal.lists import NARROW, hanging
from botoxlog.render.timeline_colours import TERMINAL
from botoxlog.reports import due_text, question_text
from botoxlog.reports.due_text import DueLine

_URGENCY_STYLES = {
    Urgency.OVERDUE: f"bold {TERMINAL['likely']}",
    Urgency.TODAY: "bold",
    Urgency.SOON: "",
    Urgency.LATER: "dim",
}


@dataclass(frozen=True, slots=True)
class RemindView:
    """What is due, most urgent first, then the questions to raise at the next visit."""

    snapshot: Snapshot
    lines: Sequence[DueLine]
    days: int
    raised: Sequence[OpenQuestion] = ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield each line after its time, then each question under its title."""
        width = options.max_width
        yield from self._due(width)
        if self.raised:
            yield Text()
            yield Text("To raise at the next visit", "bold")
            for raised in self.raised:
                yield from hanging(raised.title, "", width, "bold")
                for line in question_text.raised_lines(raised):
                    yield from hanging("  ", line, width, indent=4)
            yield Text()
            more = question_text.more_to_raise(self.raised, self.snapshot)
            yield from hanging("", more, width, indent=0)

    def plain(self) -> Iterator[str]:
        """Yield each line after its time, then each question, one sentence per line."""
        if not self.lines:
            yield due_text.nothing_due(self.snapshot, self.days)
        for line in self.lines:
            yield f"{line.when}: {line.text}"
        if any(due_text.asks_for_checkin(line) for line in self.lines):
            yield due_text.how_to_check_in(self.lines, self.snapshot)
        for raised in self.raised:
            yield f"to raise: {raised.title}"
            for sentence in question_text.raised_lines(raised):
                yield f"{raised.topic}: {sentence}"
        if self.raised:
            yield question_text.more_to_raise(self.raised, self.snapshot)

    def _due(self, width: int) -> Iterator[Text]:
        if not self.lines:
            yield Text(due_text.nothing_due(self.snapshot, self.days))
            return
        column = max(len(line.when) for line in self.lines) + 2
        indent = column if width >= NARROW else 2
        for line in self.lines:
            lead = f"{line.when:<{column}}" if width >= NARROW else f"{line.when}: "
            yield from hanging(lead, line.text, width, _URGENCY_STYLES[line.urgency], indent)
        if any(due_text.asks_for_checkin(line) for line in self.lines):
            yield Text()
            yield from hanging(
                "", due_text.how_to_check_in(self.lines, self.snapshot), width, indent=0
            )
