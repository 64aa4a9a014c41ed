"""The laws, and how often each was checked and broken."""

from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

LAWS = {
    "L0": "every surface answers: exit 0, no internal error",
    "L1": (
        "a window's dates in words (timeline, plain, brief, status) equal the JSON's"
        " early/likely/late"
    ),
    "L1b": (
        "remind's 'window opens/has been open since X and runs to Y' names the JSON's early"
        " and late (and timeline's)"
    ),
    "L1c": (
        "remind's 'the likely date, X' is the JSON's likely day,"
        " and 'the label's earliest date, X' the label's"
    ),
    "L2a": (
        "surfaces of one day do not put one area in different states"
        " (worn off, almost certainly, probably, about even, still working)"
    ),
    "L2b": (
        "words fit the chance: still working below 35 %, about even to 65 %, probably worn off"
        " to 90 %, almost certainly above"
    ),
    "L2c": "a window that has passed is not told as one to come (docs/forecast.md)",
    "L2d": "the state's word is the same on timeline, plain, status, status JSON and brief",
    "L3a": "a look logged today: the state's word says what was seen",
    "L3b": "a look that saw it working today: no surface says faded/gone today",
    "L3c": "an area looked at today is not asked for another look today",
    "L4a": "a solid cell lies between a session and a look that saw it working",
    "L4b": "a result last seen as no-effect is not drawn as a working curve",
    "L4c": "on the day of a look of none/gone/no-effect the lane is not drawn solid",
    "L4d": "after a look of gone and until the next session the lane is empty",
    "L4e": "the legend explains exactly the marks that are drawn",
    "L4f": (
        "a result never looked at is not drawn with a soft edge as if known, when it is over"
        " (dots only)"
    ),
    "L4g": (
        "at any scale (timeline --since the first session) a solid column was seen working, and a"
        " result never looked at, or without effect, is not drawn as a curve"
    ),
    "L4i": (
        "no session vanishes from the picture: each has a mark, or is counted with others of its"
        " column; years that are counted say how many, and what was seen of them"
    ),
    "L4h": "a result without effect is told as such: JSON history, brief, timeline --area",
    "L5a": (
        "no more than half of the informative results are surely longer than the printed middle"
    ),
    "L5b": (
        "the printed middle is not below the Kaplan-Meier median"
        " (interval ends taken at their least)"
    ),
    "L5c": (
        "'between A and B' is not contradicted by an at-least result longer than B"
        " in the same section"
    ),
    "L6a": "'last N results' are the N newest informative results",
    "L6b": "no newer (censored) result contradicts the trend that is told",
    "L6c": "the running result has not already outlasted/undercut the trend that is told",
    "L6d": (
        "three known results falling/rising in a row are told at once,"
        " the running one included once gone"
    ),
    "L7a": "the first due item of an area is the next step on timeline/status, same kind and day",
    "L7b": "a next step on timeline has a due item in remind",
    "L8": "every question of remind is on the brief, with the same words",
    "L45": "the questions of remind, timeline and brief are the same, in one order",
    "L46": "what happened to the person is asked first, and what waits for a visit last",
    "L47": "no topic is asked twice, neither alone nor by a question that asks it as well",
    "L9a": "sessions within a time, and calendar years of two, in questions equal the record",
    "L9b": (
        "intervals ('N days after'), ages, years, visits, 'N sessions since' in questions"
        " equal the record"
    ),
    "L9d": "what is known as a month or year only is not told as a day",
    "L9e": (
        "units added up in a question equal the record's; 'seen gone by day' equals the history's"
    ),
    "L9c": ("a question presupposes only what the record says (began young; goals noted or not)"),
    "L10a": (
        "'None logged' / no effect listed on a brief only where the record has none for its areas"
    ),
    "L10b": (
        "brief --area A lists every side effect logged with A"
        " or within 90 days after a session of A"
    ),
    "L11a": "a window across a new year names a year (timeline, remind)",
    "L11b": "a date has its year, or is within 11 months of today",
    "L11c": (
        "the two ends of a window are dated alike:"
        " not 'between 11 Mar and 24 Apr 2025' for 11 Mar 2024"
    ),
    "L12a": "ICS: parses; dates of events equal the JSON's of the areas named",
    "L12b": (
        "ICS: at least one event to come while a look or booking is due later or a window runs"
    ),
    "L12c": "ICS: no event is longer than a day",
    "L13": "no line wider than COLUMNS; no line empty of facts, doubled blank, None/nan, '1 days'",
    "L14": (
        "doctor is silent on a valid journal, but for looks years after every session before them"
    ),
    "L15": "the same fact in two JSONs is equal (timeline, brief, status, stats, log)",
    "L17": "'over long ago' on the brief only for what the timeline calls gone or unknown",
    "L1d": "nothing due ends before it begins; no window 'opens' after it closes",
    "L35": (
        "remind says 'Nothing is due' exactly where the JSON holds nothing for the next 14 days;"
        " waiting questions are counted right"
    ),
    "L36": "remind --quiet says the first lines of remind",
    "L37": (
        "the saved picture's description, the saved page (each window once for each area) and the"
        " saved brief (.md) tell the same states and windows"
    ),
    "L39": "what checkin echoes is what timeline says next",
    "L40": ("a question logged as asked or dismissed today is silent; deferred stays on the brief"),
    "L41": (
        "timeline --area's 'a check-in around X/now would narrow it most' is the day remind"
        " and the calendar name"
    ),
    "L42": "the phase fits kicks_in: not 'kicking in' or 'full' before it, unless seen",
    "L18": (
        "what remind says of an area, alone or with others, is due for it"
        " (remind text against JSON)"
    ),
    "L19": (
        "'the likely date was N days ago' is today minus likely on every surface,"
        " and not before the last working look"
    ),
    "L20": (
        "dates are in order: last working look < early <= likely <= late;"
        " at_least <= at_most; not past the next session"
    ),
    "L20c": "no result is told to have lasted longer than any can: at_least is at most 2,200 days",
    "L20b": "the peak of the effect is not after its likely end; kicks_in <= peak",
    "L21": ("another look of 'full' today never moves the window earlier; 'gone' today gives gone"),
    "L22": "the order of records in the file changes nothing",
    "L48": "a session that another device recorded as well changes no figure",
    "L49": (
        "where a visit is booked nothing asks to book, no forecast changes, and remind, the brief"
        " and the calendar name its day"
    ),
    "L50": "where treatment was stopped nothing is due, and no forecast changes",
    "L23": (
        "with no new record tomorrow's window is today's, and an area does not go back from gone"
    ),
    "L24": "units in all (3 and 12 months) on the brief equal the record's",
    "L25": "stats: units, sessions a year and repeats equal the record's",
    "L26": "'N days ago', weekdays and 'N days after the session of' on the brief are right",
    "L27": (
        "remind does not name a day to repeat before the label's earliest date;"
        " label dates equal JSON"
    ),
    "L28": "timeline --area tells the same state and window as timeline",
    "L29": "--plain tells the same sentences as the picture",
    "L33": "how long earlier sessions lasted, on the brief, is their history's, newest first",
    "L43": (
        "how the forecasts turned out (stats, timeline --area) is said with the JSON's numbers,"
        " and not below five known ends"
    ),
    "L44": (
        "the results that can be judged, and those inside, follow from the windows"
        " that were given on the days of their sessions"
    ),
    "L60": (
        "plan's odds are the timeline's: worn off with 50 % on the likely day and not the day"
        " before, and what the timeline will say on the day with no new record"
    ),
    "L61": (
        "a session logged on the first or last day that plan names works on the day with the"
        " chance that plan gave it: 80 % or more"
    ),
    "L62": "plan says in words the days, the odds and the reasons of its JSON",
}
"""Each law by its id, in the order in which they are reported."""


class Breach(NamedTuple):
    """One time that a law was broken.

    Attributes:
        journal: The journal's name.
        today: The day it was looked at.
        command: What to type to see it.
        message: What was said, and what it should have been.
    """

    journal: str
    today: str
    command: str
    message: str


@dataclass(slots=True)
class Count:
    """How often one law was checked and broken, and the first breach of each journal and day."""

    checked: int = 0
    broken: int = 0
    breaches: list[Breach] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """Return the law's fate in one word."""
        return "BROKEN" if self.broken else "ok" if self.checked else "unseen"


class Tally:
    """The counts of all laws; several threads may count at once."""

    def __init__(self) -> None:
        self.counts = {law: Count() for law in LAWS}
        self._lock = Lock()

    def note(self, law: str, breach: Breach | None) -> None:
        """Count one check of a law, and its breach if there was one."""
        with self._lock:
            count = self.counts[law]
            count.checked += 1
            if breach is None:
                return
            count.broken += 1
            if all(known[:2] != breach[:2] for known in count.breaches):
                count.breaches.append(breach)
