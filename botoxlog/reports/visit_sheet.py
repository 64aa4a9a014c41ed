"""The structure of the visit sheet: one page of text that every surface shows alike.

All text in a `VisitSheet` can be shown as it is: anything from the journal has been through
`inert`. It fits one page because lists are cut and say how much they leave out.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is listed of each kind; the sheet counts what it leaves out.

    Attributes:
        areas: Areas of one session.
        results: Results of one session; areas that share one are together.
        names: Areas named of those that share a result.
        windows: Windows of the areas of these sessions.
        elsewhere: Areas treated earlier than the sessions listed.
        name, note, goals: Characters kept of what people wrote.
        why: Characters kept of the reason for a question.
        in_words: Whether questions that are not given in full are in their words, or titles.
    """

    sessions: int
    areas: int
    results: int
    names: int
    windows: int
    elsewhere: int
    answers: int
    observations: int
    changes: int
    products: int
    name: int
    note: int
    goals: int
    why: int
    in_words: bool


AMPLE = Limits(
    sessions=10,
    areas=12,
    results=12,
    names=12,
    windows=12,
    elsewhere=12,
    answers=5,
    observations=5,
    changes=6,
    products=6,
    name=40,
    note=160,
    goals=300,
    why=400,
    in_words=True,
)
"""Fits one sheet of paper, or a screen and a half, in most histories."""

TIGHT = replace(
    AMPLE,
    sessions=5,
    results=6,
    names=6,
    elsewhere=6,
    answers=3,
    observations=3,
    changes=4,
    products=4,
    name=24,
    note=100,
    goals=160,
    why=150,
)
"""What is listed where AMPLE does not fit: many areas, long notes. Our choice, checked in Chromium
and by eye in a terminal."""

TIGHTEST = replace(
    TIGHT,
    results=4,
    names=4,
    elsewhere=3,
    answers=2,
    observations=2,
    changes=2,
    products=2,
    name=20,
    note=50,
    goals=80,
    why=70,
)
"""What is listed where TIGHT does not fit either. Our choice, checked in the same way."""

SPARE = replace(
    TIGHTEST,
    results=3,
    names=2,
    windows=8,
    elsewhere=1,
    answers=1,
    observations=1,
    changes=1,
    products=1,
    name=16,
    note=40,
    goals=40,
    why=40,
    in_words=False,
)
"""What is listed where fewer areas of each session do not help either."""

LADDER = (
    AMPLE,
    TIGHT,
    TIGHTEST,
    *(replace(TIGHTEST, areas=areas, names=2, in_words=False) for areas in (8, 6)),
    *(replace(SPARE, areas=areas) for areas in (6, 4)),
    *(replace(SPARE, areas=areas, results=2, windows=6) for areas in (2, 1)),
)
"""The limits to try, from the most to the least that is listed. Five sessions are always there."""


@dataclass(frozen=True, slots=True)
class SharedResult:
    """How one session's result is, in one area or in several that share it.

    Attributes:
        areas: Their names.
        count: How many they are.
        text: How long it lasted, or the words for how it is now.
        current: Whether it is of the last session there.
        running: Whether it is current, and was not seen to be over.
    """

    areas: str
    count: int
    text: str
    current: bool
    running: bool

    @property
    def said(self) -> str:
        """The text as it stands after the names."""
        return f"{', now' if self.running else ''}: {self.text}"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the table.

    Attributes:
        day: Its date alone, "8 Aug 2026".
        when: "Sat 8 Aug 2026, 107 days ago".
        who: Injector and clinic, "" if neither is recorded.
        product: Product, lot and expiry.
        areas: Each area with its units, touch-ups included.
        again: When all of its areas were treated again, in words; "" if not all on one day.
        same_as: The date of the session listed before it that had the very same, "" if none had.
    """

    day: str
    when: str
    who: str
    product: str
    areas: tuple[str, ...]
    results: tuple[SharedResult, ...]
    again: str = ""
    same_as: str = ""

    @property
    def treated(self) -> tuple[str, ...]:
        """Its areas with their units, said only once of sessions that had the same."""
        return (f"the same as on {self.same_as}",) if self.same_as else self.areas

    @property
    def lasted(self) -> tuple[str, ...]:
        """How long it lasted, a text for each result; areas are named if there are several.

        Of many that share one result, only the others are named. When all areas were treated again
        is said once.
        """
        if len(self.results) == 1:
            (only,) = self.results
            return (f"now: {only.text}" if only.running else only.text,)
        most = max(self.results, key=lambda item: item.count, default=None)
        cut = any(item.text == NOT_LISTED for item in self.results)
        if most is None or most.count < _MANY or cut:
            most = None
        said = [f"{item.areas}{item.said}" for item in self.results if item is not most]
        said += [f"the other {most.count} areas{most.said}"] if most else []
        end = f", {self.again}"
        if self.again and sum(text.endswith(end) for text in said) > 1:
            said = [*(text.removesuffix(end) for text in said), self.again]
        return tuple(said)


NOT_LISTED = "not listed"
"""In place of the results of areas for which there is no room."""

_MANY = 4
"""Areas with one result from which they are "the other areas". Our choice."""


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
class Window:
    """When the result of some areas is likely to wear off.

    Attributes:
        areas: The names of those that share it.
        likely: The likely date.
        between: The window: "2 Oct 2026 to 6 Jan 2027".
        seen: The latest check-in, "full, 22 Aug", or "none".
    """

    areas: str
    likely: str
    between: str
    seen: str


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """One page for a visit, in reading order.

    Attributes:
        visit: The next appointment; None if there is none.
        first: Serious reactions, and lots named in warnings: what a clinician has to read first.
        observed: What is new, and what went wrong.
        if_time: The words of the questions that are not given in full, or their titles.
        in_words: Whether these are words.
        now: What each area of the sessions is doing, with its window, in whole sentences.
        windows: The same without the words for how it is now, which stand with the sessions.
        windows_rest: What is not listed of these, and why an area has no window.
        elsewhere: Areas last treated before the sessions of the table: their names, and how they
            are now.
    """

    title: str
    day: str
    visit: SheetItem | None
    first: tuple[SheetItem, ...]
    about: tuple[SheetItem, ...]
    observed: Listing
    sessions_title: str
    sessions_caption: str
    sessions: tuple[SessionRow, ...]
    sessions_rest: str
    questions_title: str
    questions: tuple[Question, ...]
    if_time: tuple[str, ...]
    in_words: bool
    questions_rest: str
    answered: Listing
    now: tuple[SheetItem, ...]
    windows_title: str
    windows: tuple[Window, ...]
    windows_rest: str
    elsewhere: Listing
    changed: Listing
    totals: Totals
    cost: Listing
    foot: tuple[str, ...]


WINDOW_HEADS = ("Areas", "Likely date", "80% chance between", "Last check-in")
"""The column headings of the table of windows."""

HEADS = ("Session", "Product", "Areas and units", "How long it lasted")
"""The column headings of the table of sessions."""

IF_TIME = "If there is time"
"""Before the questions that are given in their words alone."""
