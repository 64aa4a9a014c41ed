"""Pages: the sheet for a visit, one of A4 or Letter, and the timeline. No script, no address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from botoxlog.core.partial_dates import MONTHS, PartialDate
from botoxlog.core.text import inert
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render import svg
from botoxlog.render.svg import NARROW, WIDE, told
from botoxlog.render.svg_shapes import DARK, LIGHT
from botoxlog.reports import area_explanation, sentences
from botoxlog.reports.statistics import build_stats
from botoxlog.reports.statistics_text import statistics_sections
from botoxlog.reports.visit_facts import VisitFacts
from botoxlog.reports.visit_sheet import AMPLE, HEADS, TIGHT, TIGHTER, TIGHTEST, Listing, VisitSheet
from botoxlog.reports.visit_sheet_text import FROM_JOURNAL, write_sheet

_BRIEF, _TIMELINE = "brief.html.jinja", "timeline.html.jinja"
_RESULTS = 6  # listed below each area

PAGE_WIDTH, PAGE_HEIGHT = 515, 724
"""Points between the margins: A4 is the narrower of the two papers, Letter the shorter."""

FILLED = 1.0
"""How much of the page may be filled by our reckoning. It lies 7 to 20 % above what Chromium
measures with Noto Sans, and about at what it measures with DejaVu Sans, which is wider."""

LETTER_WIDTH = 0.51
"""Width of an average letter, in ems. Noto Sans, DejaVu Sans and Segoe UI lie below it in text."""

_AREAS_COLUMNS = (0.17, 0.14, 0.33, 0.36)  # as in the template
_DATE = re.compile(rf"(\d+) ({'|'.join(MONTHS)}|days?|units?)\b")


@dataclass(frozen=True, slots=True)
class Size:
    """One of the type sizes of the template's print styles.

    Attributes:
        points: The size of the text.
        leading: The height of a line, in ems; the other lengths likewise.
        padding: Above and below a row of a table, together.
        gap: Below a section.
        after: Below a question.
        columns: In how many columns the questions stand.
    """

    name: str
    points: float
    leading: float
    padding: float
    gap: float
    after: float
    columns: int


ROOMY = Size("roomy", 10, 1.32, 0.56, 0.9, 0.4, 1)
SNUG = Size("snug", 9.2, 1.28, 0.4, 0.7, 0.3, 1)
DENSE = Size("dense", 8.2, 1.24, 0.28, 0.6, 0.2, 1)
SMALL = Size("small", 7, 1.24, 0.28, 0.6, 0.2, 2)


def brief(found: VisitFacts) -> str:
    """Return the sheet as HTML, set as large as fits one page."""
    sheet, size = _fitted(found)
    areas = [item.area for item in found.areas]
    wide, narrow = _pictures(found.snapshot, areas, None) if areas else ("", "")
    page = _template(_BRIEF).render(
        sheet=sheet, heads=HEADS, size=size.name, wide=wide, narrow=narrow
    )
    return f"{page}\n"


def timeline(snapshot: Snapshot, areas: Sequence[AreaForecast], since: date | None = None) -> str:
    """Return the timeline as a page: the picture, everything in it as a list, and the numbers."""
    wide, narrow = _pictures(snapshot, areas, since)
    page = _template(_TIMELINE).render(
        title="Botulinum toxin: timeline",
        day=str(PartialDate.of_day(snapshot.today)),
        light=LIGHT,
        dark=DARK,
        wide=wide,
        narrow=narrow,
        areas=[_told(area, snapshot) for area in areas],
        sections=statistics_sections(build_stats(snapshot, areas, since)),
        foot=FROM_JOURNAL,
    )
    return f"{page}\n"


def _told(area: AreaForecast, snapshot: Snapshot) -> dict[str, Any]:
    results = reversed(area.treatments[-_RESULTS:])
    return {
        "name": inert(area.name),
        "state": sentences.state(area, snapshot.today),
        "told": told(area, snapshot),
        "trend": area_explanation.trend(area),
        "results": [
            area_explanation.history(item, snapshot.catalog, snapshot.today) for item in results
        ],
    }


def _pictures(
    snapshot: Snapshot, areas: Sequence[AreaForecast], since: date | None
) -> tuple[Markup, Markup]:
    """Return the picture for a page and for a telephone; `as_svg` escapes every word in them."""
    wide = svg.timeline(snapshot, areas, since, width=WIDE, part="-wide")
    narrow = svg.timeline(snapshot, areas, since, width=NARROW, part="-narrow")
    return Markup(wide), Markup(narrow)  # noqa: S704 - escaped by as_svg


def _fitted(found: VisitFacts) -> tuple[VisitSheet, Size]:
    """Return the sheet and its size; where not even the small one fits, less is listed."""
    ample = write_sheet(found, AMPLE)
    ways = [(ample, size) for size in (ROOMY, SNUG, DENSE, SMALL)]
    ways += [(write_sheet(found, limits), SMALL) for limits in (TIGHT, TIGHTER, TIGHTEST)]
    fitting = (way for way in ways if height(*way) <= FILLED * PAGE_HEIGHT)
    return next(fitting, ways[-1])


def _template(name: str) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_together,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _together(value: Any) -> Any:
    """Return text whose dates and amounts of days are not broken between lines."""
    return _DATE.sub("\\1\u00a0\\2", value) if type(value) is str else value


def height(sheet: VisitSheet, size: Size) -> float:
    """Return about how high the sheet is on paper, in points."""
    return _Reckoning(size).sheet(sheet) * size.points


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """How high each part is, in ems of one size."""

    size: Size

    def sheet(self, sheet: VisitSheet) -> float:
        about = sum(self.lines(entry.text, 0.93) for entry in sheet.about)
        foot = 0.9 * sum(self.lines(line, 1 / 0.9) for line in sheet.foot)
        pairs = max(self.listing(sheet.observed), self.listing(sheet.changed))
        last = max(self.totals(sheet), self.listing(sheet.cost) if sheet.cost.entries else 0)
        return 4.6 + about + self.areas(sheet) + self.questions(sheet) + pairs + last + foot + 0.8

    def lines(self, text: str, share: float) -> float:
        """Return the height of a paragraph over that share of the page's width."""
        letters = PAGE_WIDTH * share / (LETTER_WIDTH * self.size.points)
        return self.size.leading * max(1, -(-len(text) // max(int(letters) - 2, 1)))

    def areas(self, sheet: VisitSheet) -> float:
        total = self.heading() + 0.86 * self.size.leading + self.size.padding
        for visit in sheet.visits:
            total += 0.6 + self.lines(f"{visit.when}: {visit.what}", 0.98 / 0.95) * 0.95
            for row in visit.rows:
                cells = ((row.name,), (row.units,), row.lasted, (row.now,))
                if self.size is SMALL:
                    cells = (*cells[:2], ("; ".join(row.lasted),), cells[3])
                highest = max(
                    sum(self.lines(text, share - 0.02) for text in texts)
                    for texts, share in zip(cells, _AREAS_COLUMNS, strict=True)
                )
                total += self.size.padding + highest + 1 / self.size.points
        return total + self.rest(sheet.areas_rest, 1) + self.size.gap

    def questions(self, sheet: VisitSheet) -> float:
        share = 0.95 / self.size.columns
        each = [
            self.lines(item.question, 0.95 * share)
            + 0.9 * self.lines(item.why, share / 0.9)
            + self.size.after
            for item in sheet.questions
        ]
        spare = max(each, default=0) if self.size.columns > 1 else 0
        listed = sum(each) / self.size.columns + spare / 4
        return self.heading() + listed + self.rest(sheet.questions_rest, 1) + self.size.gap

    def listing(self, part: Listing) -> float:
        listed = sum(self.lines(entry.text, 0.35) + 0.25 for entry in part.entries)
        return self.heading() + listed + self.rest(part.rest, 0.46) + self.size.gap

    def totals(self, sheet: VisitSheet) -> float:
        part = sheet.totals
        rows = sum(
            max(self.lines(text, 0.15) for text in row) + self.size.padding for row in part.rows
        )
        head = 2 * 0.86 * self.size.leading + self.size.padding
        return self.heading() + head + rows + self.rest(part.rest, 0.46) + self.size.gap

    def heading(self) -> float:
        return 1.05 * 1.2 + 0.35 * 1.05

    def rest(self, text: str, share: float) -> float:
        return 0.35 + 0.9 * self.lines(text, share / 0.9) if text else 0
