"""The timeline in a terminal: one row per area, with past results and the forecast.

The higher a bar is on a day, the likelier the result works then (`effect_curve`). The design and
its alternatives are described in docs/picture.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.core.partial_dates import day_words
from botoxlog.core.text import command_line, inert, plural, rows
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.render.terminal import year_bars
from botoxlog.render.terminal.area_table import WIDE, AreaRow, AreaTable, area_row
from botoxlog.render.terminal.bars import (
    ASCII,
    CROWDED_DAYS,
    UNICODE,
    Bars,
    Canvas,
    DayBars,
    Marks,
    legend_rows,
    today_row,
)
from botoxlog.render.terminal.lists import hanging
from botoxlog.render.terminal.year_bars import YearBars
from botoxlog.render.time_axis import MONTHS_NARROW, MONTHS_WIDE, TimeAxis, time_axis
from botoxlog.render.timeline_colours import TERMINAL
from botoxlog.reports import area_explanation, due_text, home_text, question_text, sentences
from botoxlog.reports.timeline_questions import NO_QUESTIONS, TimelineQuestions
from botoxlog.reports.track_record_text import track_record_text

if TYPE_CHECKING:
    from botoxlog.forecast.track_record import TrackRecord

_LEAST_BAR = 36
"""Columns that a bar keeps before the window and the next step have room; more where its columns
would be crowded."""

_MAX_SESSIONS = 8  # sessions listed below one area unless a first day was asked for


class TimelineView(NamedTuple):
    """The timeline of some areas of a snapshot.

    Attributes:
        since: The first day shown; None chooses a period that stays readable.
        track_records: The track record of each area, where it was asked for.
        detail: Whether each area is explained below the picture.
        questions: What to raise; the rows that it is about are marked.
        long: Whether the window and the next step of each area stand below its row, in sentences.
        on_day: A day to mark in every row.
    """

    snapshot: Snapshot
    areas: Sequence[AreaForecast]
    since: date | None = None
    track_records: Mapping[str, "TrackRecord"] = MappingProxyType({})
    detail: bool = False
    questions: TimelineQuestions = NO_QUESTIONS
    long: bool = False
    on_day: date | None = None

    def plain(self) -> Iterator[str]:
        """Yield one fact a line, in place of the picture."""
        shown = time_axis(self.areas, self.snapshot.today, self.since, months=MONTHS_WIDE)
        yield f"today: {day_words(self.snapshot.today)}"
        if self.on_day:
            yield f"marked day: {day_words(self.on_day)}"
        for area in self.areas:
            yield from area_explanation.area_facts(
                area,
                self.snapshot,
                self.sessions(area, shown),
                explained=self.detail,
                track_record=self.track_record(area),
            )
            if mark := self.questions.mark(area, self.snapshot):
                yield f"{inert(area.name)}, to raise:{mark}"
        yield from self._plain_questions()

    def _plain_questions(self) -> Iterator[str]:
        for number, raised in enumerate(self.questions.shown, start=1):
            yield f"to raise ?{number}: {raised.title}"
            for line in self.questions.lines(raised):
                yield f"{raised.topic}: {line}"
        if self.questions.shown:
            yield self.next_step()

    def next_step(self) -> str:
        """Return how to see more of the questions, or what to do once they are asked."""
        if self.questions.full:
            return question_text.more_to_raise(self.questions.shown, self.snapshot)
        return self.questions.how_to_ask

    def track_record(self, area: AreaForecast) -> str:
        """Return how the forecasts for an area turned out, "" where it was not asked for."""
        found = self.track_records.get(area.area)
        return track_record_text(found) if found else ""

    def sessions(self, area: AreaForecast, shown: TimeAxis) -> list[Treatment]:
        """Return the sessions to list, newest first: the latest, or all since the first day."""
        if self.since is None:
            return list(reversed(area.treatments[-_MAX_SESSIONS:]))
        newest = reversed(area.treatments)
        return list(takewhile(lambda item: item.date.middle >= shown.first, newest))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the picture for the width and encoding of the terminal."""
        marks = ASCII if options.ascii_only else UNICODE
        yield from _Drawing(self, options.max_width, marks).lines()


class _Drawing:
    """The picture at one width."""

    def __init__(self, view: TimelineView, width: int, marks: Marks) -> None:
        self.view = view
        self.today = view.snapshot.today
        self.width, self.marks = width, marks
        self.booked = home_text.booked_days(view.snapshot, view.areas)
        self.rows = [self._row(area) for area in view.areas]
        self.table, self.bars = self._chosen()

    def _row(self, area: AreaForecast) -> AreaRow:
        mark = self.view.questions.mark(area, self.view.snapshot)
        return area_row(area, self.view.snapshot, mark)

    def _chosen(self) -> tuple[AreaTable, Bars]:
        """Return the columns and the scale.

        Years that were asked for take the room of the words, if counting them needs it.
        """
        found = self._laid_out(stated=True)
        if self.view.since is None or isinstance(found[1], DayBars) or not found[0].wide:
            return found
        return self._laid_out(stated=False)

    def _laid_out(self, *, stated: bool) -> tuple[AreaTable, Bars]:
        table, days = self._by_days(
            MONTHS_WIDE if self.width >= WIDE else MONTHS_NARROW, stated=stated
        )
        if days.crowded and self.width >= WIDE:
            table, days = self._by_days(MONTHS_NARROW, stated=stated)
        if days.crowded and year_bars.suits(days.canvas):
            return table, YearBars(days.canvas, self.view.areas)
        return table, days

    def _by_days(self, months: int, *, stated: bool) -> tuple[AreaTable, DayBars]:
        """Return the columns and the bars for so many months back; windows keep them uncrowded."""
        shown = self._shown(months)
        least = max(_LEAST_BAR, shown.days // CROWDED_DAYS + 1)
        table = AreaTable(self.rows, self.width, self.marks, least_bar=least, stated=stated)
        canvas = Canvas(
            shown,
            table.bar,
            self.today,
            self.marks,
            self.booked,
            self.view.on_day,
        )
        return table, DayBars(canvas)

    def _shown(self, months: int) -> TimeAxis:
        """Return the period: what was asked for, but no year before the first session's."""
        starts = [area.treatments.dates[0].middle.year for area in self.view.areas]
        since, asked = self.view.since, self.view.on_day
        if since and starts:
            since = max(since, date(min(starts), 1, 1))
        booked = [days[0] for days in self.booked.values()]
        marked = [*booked, *([asked] if asked else [])]
        return time_axis(self.view.areas, self.today, since, months=months, marked=marked)

    def lines(self) -> Iterator[Text]:
        bars = [self.bars.bar(area) for area in self.view.areas]
        yield self._today()
        yield self.table.heading(self.bars.ticks())
        for row, bar in zip(self.rows, bars, strict=True):
            yield from self.table.lines(row, bar)
            if self.view.long or self.view.detail:
                yield from self._told(row.area)
        yield Text()
        yield from self._legend()
        if self.view.detail:
            for area in self.view.areas:
                yield Text()
                yield from self._detail(area)
        yield from self._questions()

    def _today(self) -> Text:
        row = today_row(self.bars, self.width - self.table.margin)
        return Text(" " * self.table.margin).append(row, TERMINAL["today"])

    def _told(self, area: AreaForecast) -> Iterator[Text]:
        """Yield the window and the next step below a row, unless all of it is long over."""
        if not is_dormant(area, self.today) or area.forecast is None or len(self.view.areas) == 1:
            window = sentences.window(area, self.today)
            step = due_text.next_step(area, self.view.snapshot)
            yield from self._sentence(f"{window} {step}".strip(), self.table.margin)

    def _sentence(self, sentence: str, margin: int) -> Iterator[Text]:
        if not self.table.wide:
            margin = 2
        for row in rows(sentence, self.width - margin):
            yield Text(" " * margin + row)

    # Below the bars

    def _legend(self) -> Iterator[Text]:
        for row in legend_rows([*self.bars.legend(), *self.table.legend()], self.width):
            yield from self._small(row)
        if hidden := self.bars.hidden(self.view.areas):
            first = min(when.first for area in self.view.areas for when in area.treatments.dates)
            text = f"{plural(hidden, 'earlier session')} not shown. To show all: "
            text += command_line("timeline --since", str(first.year))
            yield from self._small(text)

    def _small(self, text: str) -> Iterator[Text]:
        for line in rows(text, self.width):
            yield Text(line)

    def _detail(self, area: AreaForecast) -> Iterator[Text]:
        yield Text(inert(area.name), "bold")
        explanation = (
            area_explanation.basis(area, self.view.snapshot.catalog),
            sentences.label_date(area, self.today)
            or sentences.off_label(area, self.view.snapshot.catalog),
            area_explanation.narrower(area, self.today),
        )
        yield from self._sentence(" ".join(part for part in explanation if part), 2)
        for text in (area_explanation.trend(area), self.view.track_record(area)):
            if text:
                yield from self._sentence(text, 2)
        sessions = self.view.sessions(area, self.bars.canvas.time_axis)
        catalog = self.view.snapshot.catalog
        for treatment in sessions:
            line = area_explanation.session_line(treatment, catalog, self.today)
            yield from self._sentence(line, 2)
        if (more := len(area.treatments) - len(sessions)) > 0:
            yield from self._sentence(f"{plural(more, 'earlier session')} not listed.", 2)

    def _questions(self) -> Iterator[Text]:
        questions = self.view.questions
        if not questions.shown:
            return
        yield Text()
        yield from hanging(questions.heading, "", self.width, "bold", indent=0)
        for number, raised in enumerate(questions.shown, start=1):
            lead, lines = f"?{number} {raised.title}", questions.lines(raised)
            indent = len(f"?{number} ")
            if not questions.full:
                text = " ".join(lines)
                yield from hanging(f"{lead}. ", text, self.width, "bold", indent)
                continue
            yield from hanging(lead, "", self.width, "bold", indent)
            for line in lines:
                yield from hanging(" " * indent, line, self.width, indent=indent + 2)
        if questions.full:
            yield Text()
        yield from hanging("", self.view.next_step(), self.width, indent=0)
