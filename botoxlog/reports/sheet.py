"""The sheet for a visit in words: each surface shows this, so that all of them say the same.

Everything in a `VisitSheet` is text that can be shown as it is: what came from the journal has been
through `inert`. It is one page by construction: lists are cut, and say how much is
left out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is listed; what is left out is counted.

    Attributes:
        results: Earlier results of each area.
        name, note, goals: Characters kept of what people write.
        why: Characters kept of why a question is raised.
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


AMPLE = Limits(12, 5, 5, 6, 6, 40, 160, 300, 400)
"""Fits one sheet of paper in most histories; `render/html.py` says what is listed in others."""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area under its last session.

    Attributes:
        lasted: Earlier results, newest first.
        now: What it is doing, and when it should fade.
    """

    name: str
    units: str
    lasted: tuple[str, ...]
    now: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One session that was the last one of some areas.

    Attributes:
        when: "Sat 8 Aug 2026, 107 days ago".
        what: The product, its lot, who injected and where.
    """

    when: str
    what: str
    rows: tuple[AreaLine, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One open question.

    Attributes:
        topic: Its id, as in `discuss` and `topics`.
        why: What in the record raises it, and how good the evidence is.
    """

    topic: str
    question: str
    why: str


@dataclass(frozen=True, slots=True)
class SheetItem:
    """Something with what it belongs to: a day, or a setting."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading and what stands under it.

    Attributes:
        rest: What is not listed, or why nothing is; "" where there is nothing to say.
    """

    title: str
    entries: tuple[SheetItem, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How much of each product, as a table."""

    title: str
    caption: str
    heads: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    rest: str


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """One page for a visit, in the order in which it is read."""

    title: str
    day: str
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
"""What the columns of a visit's rows are called."""
