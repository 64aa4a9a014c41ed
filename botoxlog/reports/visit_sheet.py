"""The structure of the visit sheet: one page of text that every surface shows alike.

All text in a `VisitSheet` can be shown as it is: anything from the journal has been through
`inert`. It fits one page because lists are cut and say how much they leave out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is listed of each kind; the sheet counts what it leaves out.

    Attributes:
        areas: Areas of one session.
        elsewhere: Areas treated earlier than the sessions listed.
        name, note, goals: Characters kept of what people wrote.
        why: Characters kept of the reason for a question.
    """

    sessions: int
    areas: int
    elsewhere: int
    answers: int
    observations: int
    changes: int
    products: int
    name: int
    note: int
    goals: int
    why: int


AMPLE = Limits(
    sessions=10,
    areas=12,
    elsewhere=12,
    answers=5,
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
class SharedResult:
    """How one session's result is, in one area or in several that share it.

    Attributes:
        areas: Their names.
        text: How long it lasted, or what it is doing now.
        running: Whether it is the current result.
    """

    areas: str
    text: str
    running: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the table.

    Attributes:
        day: Its date alone, "8 Aug 2026".
        when: "Sat 8 Aug 2026, 107 days ago".
        who: Injector and clinic, "" if neither is recorded.
        product: Product, lot and expiry.
        areas: Each area with its units, touch-ups included.
    """

    day: str
    when: str
    who: str
    product: str
    areas: tuple[str, ...]
    results: tuple[SharedResult, ...]

    @property
    def lasted(self) -> tuple[str, ...]:
        """How long it lasted, a text for each result; areas are named if there are several."""
        if len(self.results) == 1:
            return (self.results[0].text,)
        return tuple(f"{item.areas}: {item.text}" for item in self.results)


@dataclass(frozen=True, slots=True)
class Question:
    """One open question, with what in the record raises it and how good the research is."""

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
        first: Serious reactions, and lots named in warnings: what a clinician has to read first.
        if_time: The words of the questions that are not given in full.
        elsewhere: Areas last treated before the sessions of the table: their names, and how they
            are now.
    """

    title: str
    day: str
    first: tuple[SheetItem, ...]
    about: tuple[SheetItem, ...]
    sessions_title: str
    sessions_caption: str
    sessions: tuple[SessionRow, ...]
    sessions_rest: str
    questions_title: str
    questions: tuple[Question, ...]
    if_time: tuple[str, ...]
    questions_rest: str
    answered: Listing
    elsewhere: Listing
    observed: Listing
    changed: Listing
    totals: Totals
    cost: Listing
    foot: tuple[str, ...]


HEADS = ("Session", "Product", "Areas and units", "How long it lasted")
"""The column headings of the table of sessions."""

IF_TIME = "If there is time"
"""Before the questions that are given in their words alone."""
