"""The visit sheet as Markdown (CommonMark with tables), for notes and messages.

All text from the journal is escaped, so that no markup, link, picture or HTML in it takes effect.
"""

import re
from collections.abc import Iterator, Sequence

from botoxlog.reports.visit_facts import VisitFacts
from botoxlog.reports.visit_sheet import (
    AMPLE,
    HEADS,
    IF_TIME,
    WINDOW_HEADS,
    Listing,
    SessionRow,
    Totals,
    VisitSheet,
)
from botoxlog.reports.visit_sheet_text import write_sheet

_MARKS = r"([\\`*_{}\[\]<>&|~$@#^])"
_LINKS = r"(?i)(://)|(\bwww\.)|(\b(?:mailto|xmpp):)"
_STARTS = r"^(?:([-+=:])|(\d+)([.)]))"


def brief(found: VisitFacts) -> str:
    """Return the sheet as Markdown."""
    return "\n".join(_lines(write_sheet(found, AMPLE))) + "\n"


def plain(text: str) -> str:
    r"""Return text escaped so that Markdown shows it unchanged: `a*b` becomes `a\*b`."""
    safe = re.sub(_MARKS, r"\\\1", text)
    safe = re.sub(_LINKS, lambda found: re.sub(r"([:.])", r"\\\1", found[0], count=1), safe)
    return re.sub(_STARTS, lambda found: rf"{found[2] or ''}\{found[1] or found[3]}", safe)


def _lines(sheet: VisitSheet) -> Iterator[str]:
    yield from (f"# {sheet.title}, {sheet.day}", "")
    for entry in (*filter(None, [sheet.visit]), *sheet.first):
        yield from (f"**{plain(entry.lead)}: {plain(entry.text)}**", "")
    for entry in sheet.about:
        yield f"- **{entry.lead}:** {plain(entry.text)}"
    yield ""
    yield from _listing(sheet.observed)
    yield from (f"## {sheet.sessions_title}", "")
    if sheet.sessions:
        yield from _table(HEADS, [_cells(row) for row in sheet.sessions])
    if sheet.sessions_rest:
        yield from (plain(sheet.sessions_rest), "")
    yield from _questions(sheet)
    yield from _listing(sheet.answered)
    yield from _windows(sheet)
    for listing in (sheet.elsewhere, sheet.changed):
        yield from _listing(listing)
    yield from _totals(sheet.totals)
    yield from _listing(sheet.cost)
    yield from ("---", "", *(plain(line) for line in sheet.foot))


def _questions(sheet: VisitSheet) -> Iterator[str]:
    yield from (f"## {sheet.questions_title}", "")
    for number, item in enumerate(sheet.questions, 1):
        yield f"{number}. **{plain(item.question)}** {plain(item.why)}"
    if sheet.questions_rest:
        yield sheet.questions_rest
    yield ""
    if sheet.if_time:
        yield from (f"{IF_TIME}:", "")
        for number, words in enumerate(sheet.if_time, len(sheet.questions) + 1):
            yield f"{number}. {plain(words)}"
        yield ""


def _cells(row: SessionRow) -> tuple[str, ...]:
    who = f"{row.when}. {row.who}" if row.who else row.when
    return who, row.product, ", ".join(row.treated), "; ".join(row.lasted)


def _listing(listing: Listing) -> Iterator[str]:
    if not (listing.entries or listing.rest):
        return
    yield from (f"## {listing.title}", "")
    for entry in listing.entries:
        yield f"- **{plain(entry.lead)}:** {plain(entry.text)}"
    if listing.rest:
        yield from ([""] if listing.entries else [])
        yield plain(listing.rest)
    yield ""


def _windows(sheet: VisitSheet) -> Iterator[str]:
    if sheet.windows or sheet.windows_rest:
        yield from (f"## {sheet.windows_title}", "")
    if sheet.windows:
        rows = [(row.areas, row.likely, row.between, row.seen) for row in sheet.windows]
        yield from _table(WINDOW_HEADS, rows)
    if sheet.windows_rest:
        yield from (plain(sheet.windows_rest), "")


def _totals(totals: Totals) -> Iterator[str]:
    yield from (f"## {totals.title}", "")
    if totals.rows:
        yield from _table(totals.heads, totals.rows)
    yield from (plain(totals.rest), "")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(plain(cell) for cell in row)} |"
    yield ""
