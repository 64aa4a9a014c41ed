"""The structure of the visit sheet: one page of text that every surface shows alike.

All text in a `VisitSheet` can be shown as it is: anything from the journal has been through
`inert`. It fits one page because lists are cut and say how much they leave out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is listed of each kind; the sheet counts what it leaves out.

    Attributes:
        results: Earlier results of each area.
        name, note, goals: Characters kept of what people wrote.
        why: Characters kept of the reason for a question.
    """

    areas: int
    results: int
    observations: int
    changes: int
    products: int
    name: int
    note: int
    goals: int
    why: int


AMPLE = Limits(
    areas=12,
    results=5,
    observations=5,
    changes=6,
    products=6,
    name=40,
    note=160,
    goals=300,
    why=400,
)
"""Fits one sheet of paper in most histories; `render/html.py` says what is listed in others."""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area under its last session.

    Attributes:
        lasted: Earlier results, newest first.
        now: What it is doing, and its window.
    """

    name: str
    units: str
    lasted: tuple[str, ...]
    now: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One session, with the areas whose last session it was.

    Attributes:
        when: "Sat 8 Aug 2026, 107 days ago".
        what: Product, lot, injector and clinic.
    """

    when: str
    what: str
    rows: tuple[AreaLine, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One open question.

    Attributes:
        topic: Its id, as in `discuss` and `topics`.
        why: What in the record raises it, and how good the research is.
    """

    topic: str
    question: str
    why: str


@dataclass(frozen=True, slots=True)
class SheetItem:
    """A text with what it belongs to: a date, or the name of a setting."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading and the items under it.

    Attributes:
        rest: How many items are not listed, or why there are none; "" if there is nothing to say.
    """

    title: str
    entries: tuple[SheetItem, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Totals:
    """The units of each product, as a table."""

    title: str
    caption: str
    heads: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    rest: str


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """One page for a visit, in reading order.

    Attributes:
        serious: Serious reactions, which the next clinician has to read first.
    """

    title: str
    day: str
    serious: tuple[SheetItem, ...]
    about: tuple[SheetItem, ...]
    areas_title: str
    areas_caption: str
    visits: tuple[Visit, ...]
    areas_rest: str
    questions_title: str
    questions: tuple[Question, ...]
    questions_rest: str
    observed: Listing
    changed: Listing
    totals: Totals
    cost: Listing
    foot: tuple[str, ...]


HEADS = ("Area", "Units", "Earlier results", "Now")
"""The column headings of a visit's rows."""
