"""HTML pages: the visit page, which prints on one sheet of paper, and the timeline.

They hold no script and no address, and load nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import date
from functools import partial
from math import floor, sqrt
from pathlib import Path
from typing import Any

from markupsafe import Markup

from botoxlog.core.partial_dates import MONTHS, PartialDate
from botoxlog.core.text import inert, plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render import svg
from botoxlog.render.svg import NARROW, WIDE, area_summary
from botoxlog.render.svg_shapes import length
from botoxlog.render.timeline_colours import DARK, LIGHT
from botoxlog.reports import area_explanation, sentences
from botoxlog.reports.statistics import build_stats
from botoxlog.reports.statistics_text import statistics_sections
from botoxlog.reports.timeline_questions import NO_QUESTIONS, TimelineQuestions
from botoxlog.reports.visit_facts import VisitFacts
from botoxlog.reports.visit_sheet import (
    HEADS,
    IF_TIME,
    LADDER,
    WINDOW_HEADS,
    SessionRow,
    VisitSheet,
)
from botoxlog.reports.visit_sheet_text import FROM_JOURNAL, without_commands, write_sheet

_RESULTS = 8  # sessions listed per area on the timeline page
_DATE_OR_AMOUNT = rf"(\d+) ({'|'.join(MONTHS)}|days?|units?)\b"

LARGEST, SMALLEST = 10.0, 7.0
"""Range of the printed visit page's type size, in points; below 7 it is hard to read."""

PAGE_HEIGHT = 724
"""Points between the margins of Letter, the shorter of the two papers."""

COLUMNS = ((0.16, 0.25, 0.33, 0.26), (0.15, 0.2, 0.27, 0.38), (0.15, 0.18, 0.2, 0.47))
"""The shares of the width of the table of sessions that its columns may have. A row is as high as
its fullest column; those shares are taken with which the table is lowest."""

LINE_END = 30
"""Ems of the page that are empty at the end of each text that is followed by another in its cell:
half of a line."""

FIXED, ROW, TABLE_FILLED, FILLED = 20, 0.78, 410, 246
"""The height of a printed visit page in ems is at most FIXED, plus ROW for each session, plus the
width of all text in ems * points, over TABLE_FILLED in the table of sessions and over FILLED
elsewhere. Of parts that are side by side, the fullest counts as if it ran over the whole page.
Fitted to what Chromium measures (docs/decisions.md): measure again if the print styles change."""


def brief(found: VisitFacts) -> str:
    """Return the visit page, printed in the largest type that fits one sheet of paper."""
    return page_of(found, *_fit_page(found))


def page_of(found: VisitFacts, sheet: VisitSheet, points: float) -> str:
    """Return the visit page with a sheet, printed in type of a size in points."""
    areas = [
        area._replace(no_forecast=without_commands(area.no_forecast or "")) for area in found.areas
    ]
    wide, narrow = _pictures(found.snapshot, areas, None) if areas else ("", "")
    page = _template("brief.html.jinja").render(
        sheet=sheet,
        heads=HEADS,
        window_heads=WINDOW_HEADS,
        shares=[f"{share:.0%}" for share in _shares(sheet)],
        if_time=IF_TIME,
        points=points,
        wide=wide,
        narrow=narrow,
    )
    return f"{page}\n"


def timeline(
    snapshot: Snapshot,
    areas: Sequence[AreaForecast],
    since: date | None = None,
    questions: TimelineQuestions = NO_QUESTIONS,
    *,
    on_day: date | None = None,
) -> str:
    """Return the timeline page: the picture, what to raise, it all in words, and the statistics.

    Args:
        snapshot: The forecasts, and today.
        areas: The areas shown, in this order.
        since: The first day shown; None chooses a period that stays readable.
        questions: What to raise.
        on_day: A day to mark in the picture, None for none.
    """
    wide, narrow = _pictures(snapshot, areas, since, questions, on_day)
    page = _template("timeline.html.jinja").render(
        title="Botulinum toxin: timeline",
        day=str(PartialDate.of_day(snapshot.today)),
        light=LIGHT,
        dark=DARK,
        wide=wide,
        narrow=narrow,
        visit=svg.next_visit(snapshot, areas),
        questions=questions,
        areas=[_area(area, snapshot, questions) for area in areas],
        sections=statistics_sections(build_stats(snapshot, areas, since), results=False),
        foot=FROM_JOURNAL,
    )
    return f"{page}\n"


def _area(area: AreaForecast, snapshot: Snapshot, questions: TimelineQuestions) -> dict[str, Any]:
    """Return what the timeline page says about one area."""
    earlier = max(len(area.treatments) - _RESULTS, 0)
    return {
        "name": inert(area.name),
        "mark": questions.mark(area, snapshot),
        "state": sentences.state(area, snapshot.today),
        "summary": area_summary(area, snapshot),
        "trend": area_explanation.trend(area),
        "results": [
            area_explanation.session_line(item, snapshot.catalog, snapshot.today)
            for item in reversed(area.treatments[earlier:])
        ],
        "rest": f"{plural(earlier, 'earlier session')} not listed." if earlier else "",
    }


def _pictures(
    snapshot: Snapshot,
    areas: Sequence[AreaForecast],
    since: date | None,
    questions: TimelineQuestions = NO_QUESTIONS,
    on_day: date | None = None,
) -> tuple[Markup, Markup]:
    """Return the picture for a wide and for a narrow screen; `svg` escapes all text in them."""
    draw = partial(svg.timeline, snapshot, areas, since, questions, on_day=on_day)
    wide, narrow = draw(width=WIDE, part="-wide"), draw(width=NARROW, part="-narrow")
    return Markup(wide), Markup(narrow)  # noqa: S704 - escaped by svg


def _fit_page(found: VisitFacts) -> tuple[VisitSheet, float]:
    """Return the sheet and a type size in points at which it fits one page.

    The type shrinks first. If the smallest is still too large, the lists get shorter; if that is
    not enough, fewer areas of each session are listed.
    """
    sheets = (write_sheet(found, limits) for limits in LADDER)
    fitting = (sheet for sheet in sheets if _type_size(sheet) >= SMALLEST)
    sheet = next(fitting, None) or write_sheet(found, LADDER[-1])
    return sheet, max(min(_type_size(sheet), LARGEST), SMALLEST)


def _type_size(sheet: VisitSheet) -> float:
    """Return the largest size in points, to 0.1, at which the sheet should fit the page."""
    fixed = FIXED + ROW * (len(sheet.sessions) + len(sheet.windows))
    growing = _table_width(sheet, _shares(sheet)) / TABLE_FILLED
    # What only --plain says, or stands in the table of sessions, is no text of the page besides.
    text = _width(astuple(replace(sheet, sessions=(), now=())))
    widths = [_width(astuple(part)) for part in (sheet.totals, sheet.cost)]
    text += 2 * max(widths) - sum(widths)
    growing += text / FILLED
    exact = (sqrt(fixed**2 + 4 * growing * PAGE_HEIGHT) - fixed) / (2 * growing)
    return floor(exact * 10) / 10


def _shares(sheet: VisitSheet) -> tuple[float, ...]:
    """Return the shares of the width with which the table of sessions is lowest."""
    return min(COLUMNS, key=partial(_table_width, sheet))


def _table_width(sheet: VisitSheet, shares: Sequence[float]) -> float:
    """Return the width of the table's text if the fullest column of each row had all the page."""
    return sum(_row_width(row, shares) for row in sheet.sessions)


def _row_width(row: SessionRow, shares: Sequence[float]) -> float:
    columns = (row.when, (row.product, row.who), row.treated, row.lasted)
    widths = [_width(text) / share for text, share in zip(columns, shares, strict=True)]
    widths[-1] += LINE_END * max(len(row.lasted) - 1, 0)
    return max(widths)


def _width(part: Any) -> float:
    """Return the width of all text in nested tuples, in ems."""
    if isinstance(part, str):
        return length(part)
    return sum(map(_width, part)) if isinstance(part, tuple) else 0


def _template(name: str) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_keep_together,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _keep_together(value: Any) -> Any:
    """Return text with no-break spaces inside its dates and amounts; anything else unchanged."""
    return re.sub(_DATE_OR_AMOUNT, "\\1\u00a0\\2", value) if type(value) is str else value
