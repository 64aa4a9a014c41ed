"""Every sentence of the program that is read here: the one place to mend when one is reworded.

Below each pattern stand the surfaces that say it and what they say. How a day is printed is read in
`printed.py`, the lanes of the picture in `picture.py`. `tests/test_consistency.py` parses examples.
"""

import re
from datetime import date

from bench.consistency.printed import ANY, DAY, WEEKDAY, printed


def _pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(text.replace("{DAY}", DAY), flags)


# --- Any command ----------------------------------------------------------------------------------

INTERNAL_ERROR = "Unexpected error"
"""stderr: "botoxlog: Unexpected error in sentences.py, line 61 (KeyError)."."""

ILL_SAID = _pattern(
    r"\bNone\b(?! logged)|\bnan\b|(?<![\d.])1 (?:days|sessions|units|times|results|visits)\b"
    r"|: *$|(?<!\.)\.\.(?!\.)|, ,|\bbetween 0 and\b|\b-\d+ days|\( *\)"
)
"""Never said on any surface: a value of the code, a wrong plural, a sentence without its facts."""

# --- Lines of --plain -----------------------------------------------------------------------------


def labelled(name: str, text: str) -> dict[str, str]:
    """Read --plain timeline: the state of an area and the first line of each label.

    "palms, right: likely gone" and "palms, right, window: Likely faded, about 1703 days ago."
    """
    told: dict[str, str] = {}
    label = re.compile(re.escape(name) + r", (window|next|sessions|session): (.*)")
    for line in text.splitlines():
        if line.startswith(f"{name}: "):
            told.setdefault("state", line[len(name) + 2 :])
        if found := label.match(line):
            told.setdefault(found[1], found[2])
    return told


def after(start: str, text: str) -> str | None:
    """Read --plain status and --plain brief: what is said of an area on the line of a label.

    "palms, right: likely gone", "palms, right, now: Likely gone. Fade expected between ...".
    """
    found = re.search(f"^{re.escape(start)}: (.*)$", text, re.MULTILINE)
    return found[1] if found else None


NOW = ", now"
"""--plain brief, an area's state: "crow's feet, now: Gone. It lasted 56 to 92 days."."""

EARLIER_RESULTS = ", earlier results"
"""--plain brief: "chin, earlier results: Jul 2021: no effect seen; Oct 2018: at most 117 days"."""

_EARLIER = _pattern(r"((?:\w{3} )?\d{4})")


def earlier_results(told: str) -> list[tuple[str, str]]:
    """Return each of the earlier results of the brief: its month or year, and what is said."""
    parts = [(_EARLIER.match(part), part) for part in told.split("; ")]
    return [(found[1], part) for found, part in parts if found]


def lasting_told(at_least: int | None, at_most: int | None) -> str:
    """Return how an earlier result is told on the brief: "103 to 117 days"."""
    if at_least is not None and at_most is not None:
        return f"{at_least} to {at_most} days"
    if at_most is not None:
        return f"at most {at_most} days"
    return "not looked at" if at_least is None else f"at least {at_least} days"


NO_EFFECT_TOLD = "no effect"
"""--plain brief: or so: "Jul 2021: no effect seen"."""

# --- States: timeline, status, brief --------------------------------------------------------------

SEEN_AS = {
    "none": {"not yet", "gone"},
    "kicking-in": {"kicking in"},
    "full": {"full"},
    "fading": {"fading"},
    "gone": {"gone"},
    "no-effect": {"no effect"},
}
"""The state's word on the day of a look that saw this."""

UNTOLD = {"unknown", "no effect"}
"""States that an area may have whose result is over."""


def stage(word: str) -> str:
    """Return what a state's word says: "gone", "mid" (it is fading), "working", or nothing."""
    word = word.lower()
    if word in {"gone", "likely gone"}:
        return "gone"
    if word in {"full", "kicking in", "not yet"}:
        return "working"
    return "mid" if "fading" in word else ""


def status_state(told: str) -> str:
    """Return the state's word of a line of status: "likely fading; window 17 Oct to 25 Mar"."""
    return re.split("[;,]", told, maxsplit=1)[0]


def brief_state(told: str) -> str:
    """Return the state's word of a line of the brief: "Likely gone. Fade expected ..."."""
    return told.split(".", maxsplit=1)[0]


# --- Windows --------------------------------------------------------------------------------------

BETWEEN = _pattern(r"between {DAY} and {DAY}")
"""timeline: "Should fade between 23 Oct and 18 Nov, likely around 1 Nov."
brief: "Fade expected between 7 Feb 2022 and 16 Jun 2022, likely around 26 Mar 2022."."""

WINDOW = _pattern(r"window {DAY} to {DAY}")
"""status: "likely fading; window 17 Oct to 25 Mar"."""

LIKELY = _pattern(r"(?:likely around|faded around) {DAY}")
"""timeline, brief: "likely around 1 Nov", "Probably faded around 30 Oct, at some time ..."."""

ENDS = _pattern(r"(?:between|opens|since) {DAY}(?: and|, to) {DAY}")
"""timeline and remind, both ends: as BETWEEN and OPENS."""

FADED_AGO = _pattern(r"[Ll]ikely faded, about (\d+) days? ago")
"""timeline and remind: "Likely faded, about 22 days ago. How does it look?"."""

TOLD_FADED = ("Probably faded", "Likely faded")
"""How timeline begins to tell a window that is likely over."""

EXPECTED = "expected between"
"""brief: "Fade expected between ..."."""

ASKED_NOW = "How does it look"
"""timeline and remind: the question of a result that may be over."""

# --- What is due: remind --------------------------------------------------------------------------

OPENS = _pattern(r"fade window (?:opens|is open since) {DAY}, to {DAY}")
"""remind: "the fade window opens 30 Oct, to 18 Nov." or "... is open since 9 Nov, to 6 Mar."."""

LIKELY_DAY = _pattern(r"the likely day, {DAY}, has come")
"""remind: "if you mean to repeat it, the likely day, 12 Nov, has come."."""

REPEAT = _pattern(r"repeat it around {DAY}")
BOOK_FROM = _pattern(r"book from {DAY}")
"""remind: "if you mean to repeat it around 14 Dec, book from 30 Nov on."."""

LABEL = _pattern(r"label's earliest date is {DAY}")
LABEL_NAMED = "label's earliest"
"""remind: "... it is time to book. The label's earliest date is 7 Dec (91 days)."."""

NOTHING_DUE = "Nothing is due"
"""remind: "Nothing is due in the next 14 days."."""

REMINDER = _pattern(r"(now|overdue|in \d+ days?|missing): (.+?): (.*)$")
"""--plain remind: "in 14 days: leg and underarms: the two-week look is on 15 May. ..."."""

MORE = _pattern(r" \(and \d+ more: botoxlog remind\)$")
"""remind --quiet, its last line: "... How does it look? (and 3 more: botoxlog remind)"."""

UNNOTED = "not noted"
"""remind: what is missing is told of several areas in words of its own:
"leg and underarms: the lot number of 2026 is not noted. The clinic can tell you."."""


def due_claim(text: str, *, now: bool) -> tuple[str, str]:
    """Return what remind says of a result, and what that means: of now, or of a day to come."""
    if not now:
        opens = "window opens" in text
        return (f"remind: {after_name(text)[:36]}", "opens") if opens else ("", "")
    for sign, told, meaning in (
        ("about as likely", "about as likely faded as not", "even"),
        ("likely faded, about", "likely faded", "gone"),
        ("is open since", "the fade window is open", "mid"),
    ):
        if sign in text:
            return f"remind: {told}", meaning
    return "", ""


def after_name(text: str) -> str:
    """Return a sentence of remind without its area: "frown lines: it was seen gone."."""
    return text.split(": ", 1)[-1]


def named(told: str, names: set[str]) -> list[str]:
    """Return the areas of "forehead and frown lines", "palms, left and palms, right"."""
    return [part for part in re.split(r" and |, (?!left|right)", told) if part in names]


# --- The next step: timeline ----------------------------------------------------------------------

BOOK = "book"
"""timeline, next: "if you mean to repeat it, book from 23 Jul on.", or "..., book now."."""

TWO_WEEKS = "two-week"
"""timeline, next: "the two-week look, 7 Dec."; the picture may wrap it at its hyphen."""

LOOK_NOW = "a look now"
"""timeline, next: "a look now."."""


def told_on_picture(window: str, following: str) -> str:
    """Return the sentences that the picture has below an area, from those of --plain timeline."""
    return " ".join(part for part in (window, f"Next: {following}" if following else "") if part)


def unwrapped(told: str) -> str:
    """Return sentences of the picture on one line."""
    return " ".join(told.split()).replace("two- week", TWO_WEEKS)


NARROWS = _pattern(r"A look around {DAY} would narrow")
NARROWS_NOW = "A look now would narrow it most"
"""timeline --area: "A look around 7 May would narrow it most.", or "A look now ..."."""

LABEL_LINE = _pattern(r"label: The label's earliest date is {DAY}")
"""--plain timeline --area: "arm, label: The label's earliest date is 23 Jul (84 days)."."""

# --- The picture: timeline ------------------------------------------------------------------------

SOLID = "█"
SOFT = frozenset("▁▂▃▄▅▆▇")
CURVE = SOFT | {SOLID}
SESSION, TOUCH_UP, TODAY = "●", "○", "│"

LEGEND = {
    SESSION: "● session",
    TOUCH_UP: "○ touch-up",
    SOLID: "█ seen working",
    "·": "· nobody looked",
    "«": "« earlier sessions",
}
"""The marks, and how the legend explains each."""

HEIGHTS = "the higher"
"""The legend of heights: "▇▄▁ the higher, the likelier it still works"."""

# --- Questions: why each is asked (brief, remind --json) ------------------------------------------

SESSIONS_SINCE = _pattern(r"([^.]+?): (\d+) sessions? since ([^.]+)\.")
"""why: "Arm: 3 sessions since Apr 2026."."""

TREATED_AGAIN = _pattern(r"(.+?): treated again (?:on|in) .*?, (?:at most )?(\d+) days? after")
AGAIN_ON = _pattern(r"again on {DAY},")
"""why: "Bunny lines: treated again on 29 Jun 2026, 80 days after."."""

BEGUN = _pattern(r"begun at about (\d+) years of age, (\d+) years ago")
"""why: "Frown lines: begun at about 25 years of age, 11 years ago."."""

TREATED_FOR = _pattern(r"treated for (\d+) years")
"""why: "Temples: treated for 11 years."."""

TREATED_LATELY = _pattern(r"treated (?:on|in) (.+), less than six months")
"""why: "Jaw left and jaw right: treated on 1 Jul 2026, less than six months ago."."""

LACKING = _pattern(r"(\d+) visits? of the past year lacks?")
"""why: "1 visit of the past year lacks the lot number or the expiry date."."""

SO_FAR = _pattern(r"(\d+) sessions? so far")
"""At the start: "1 session so far: early to know how long it lasts for you."."""

ASKED = _pattern(r"Asked (?:on|in) (.+); (\d+) sessions? since")
"""why: "Asked on 26 Jan 2025; 3 sessions since."."""

BOTOX_UNITS = _pattern(r"([\d.]+) units of Botox products from {DAY} to {DAY}")
"""why: "450 units of Botox products from 10 Sep 2026 to 20 Oct 2026, every use together."."""

GONE_BY = _pattern(r"(.+?): seen gone by day (\d[\d, and]*)")
NUMBER = _pattern(r"\d+")
"""why: "Frown lines: seen gone by day 120, 90 and 56."."""

NO_GOALS = "No goals are noted"
BEGAN_YOUNG = "began young"
"""In the question itself: "I began young: is my skin thinner or looser than one would expect?"."""

TWICE_RUNNING = "twice running"
"""why: "Jaw: repeated while it still worked, twice running."."""


def botox_units(told: str) -> tuple[float, date, date] | None:
    """Return the units that a sentence adds up, and from and to which day."""
    found = BOTOX_UNITS.search(told)
    if not found:
        return None
    begin, end = printed(found.groups()[1:4]).date(), printed(found.groups()[4:7]).date()
    return (float(found[1]), begin, end) if begin and end else None


def begins_with(told: str) -> date | None:
    """Return the day that a text begins with, where it names its year: "26 Jan 2025"."""
    found = ANY.match(told)
    return printed(found.groups()).date() if found else None


def in_questions(name: str) -> str:
    """Return how questions name an area: "palms, right" is "palms right" there."""
    return name.replace(", ", " ")


def mentions(told: str, name: str) -> bool:
    """Say whether an area is among those that a sentence begins with."""
    one = re.escape(in_questions(name))
    return bool(re.search(rf"(?:^|, | and ){one}(?:$|, | and )", told, re.IGNORECASE))


# --- The brief ------------------------------------------------------------------------------------

NONE_LOGGED = "None logged"
"""brief: "Side effects and notes since 3 Jul 2026: None logged."."""


def effects_section(flat: str) -> str:
    """Return the side effects and notes of a brief whose lines were joined."""
    return flat.split("Side effects and notes since", 1)[-1].split("Changed", 1)[0]


VISIT = _pattern(rf"^({WEEKDAY}) (\d+) (\w{{3}}) (\d{{4}}), (\d+) days? ago:", re.MULTILINE)
"""--plain brief: "Thu 2 Dec 2021, 1817 days ago: Botox, lot not noted, Dr Ahn"."""

UNLISTED = "Not listed"
"""brief --save: where a sheet has no room for all areas."""

# --- doctor, the echo of checkin, saved files, the calendar ---------------------------------------

ALL_WELL = "nothing"
"""doctor, where it says anything of a journal in which nothing is wrong."""

ECHO_OTHERWISE = ("long ago", "session of")
"""checkin: where the echo speaks of another session than the last, or of one long over."""

DESCRIPTION = _pattern(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
"""timeline --save x.svg: the description for those who cannot see it."""

CALENDAR_WORDS = {
    "book": "time to book",
    "checkin": "a look now",
    "fading": "fade window",
    "review": "two-week",
}
"""remind --ics: the words of an event for each kind of thing due."""

TELLS_MOST = ": a look now tells most"
"""remind --ics: "frown lines: a look now tells most"."""
