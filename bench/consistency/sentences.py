"""Every sentence of the program that is read here: the one place to mend when one is reworded.

Below each pattern stand the surfaces that say it and what they say. How a day is printed is read in
`printed.py`, the lanes of the picture in `picture.py`. `tests/test_consistency.py` parses examples.
"""

import html
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

    "palms, right: about even" and "palms, right, window: Likely to wear off around 15 Nov; ..."
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
    """Read --plain status: what is said of an area on its line: "palms, right: about even"."""
    found = re.search(f"^{re.escape(start)}: (.*)$", text, re.MULTILINE)
    return found[1] if found else None


_NOW = _pattern(r"^(.+), now: (.*)$", re.MULTILINE)
"""--plain brief, a state: "chin and jaw left, now: Worn off (seen 3 Nov). It lasted 56 days."
Areas of one session that share it are on one line, named as in questions."""

_LASTED = _pattern(r"^(.*?\d{4}(?:/\d\d)?), (.+), lasted: (.*)$", re.MULTILINE)
"""--plain brief: "5 Jul 2021, chin and palms right, lasted: at most 117 days", newest first."""


def now_on_brief(name: str, text: str) -> str | None:
    """Return what --plain brief says an area is doing now."""
    said = (found[2] for found in _NOW.finditer(text) if mentions(found[1], name))
    return next(said, None)


def earlier_results(name: str, text: str) -> list[tuple[str, str]]:
    """Return the earlier results of an area on --plain brief: the session's date, what is said."""
    return [(found[1], found[3]) for found in _LASTED.finditer(text) if mentions(found[2], name)]


def lasting_told(at_least: int | None, at_most: int | None) -> str:
    """Return how an earlier result is said on the brief: "103 to 117 days"."""
    if at_least is not None and at_most is not None:
        return f"{at_least} to {at_most} days"
    if at_most is not None:
        return f"at most {_days(at_most)}"
    return "no check-in" if at_least is None else f"at least {_days(at_least)}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


NO_EFFECT_TOLD = "no effect"
"""--plain brief: or so: "5 Jul 2021, chin, lasted: no effect (seen 3 Aug 2021)"."""

# --- States: timeline, status, brief --------------------------------------------------------------

SEEN_AS = {
    "none": ("not yet", "worn off (seen"),
    "kicking-in": ("kicking in",),
    "full": ("full (seen",),
    "partial": ("partly working (seen",),
    "fading": ("fading (seen",),
    "gone": ("worn off (seen",),
    "no-effect": ("no effect (seen",),
}
"""How the state's words may begin on the day of a check-in that saw this."""

UNTOLD = ("not known", "no effect")
"""How the state's words begin of an area whose result may be over."""

STAGES = {
    "worn off (seen": "gone",
    "almost certainly worn off": "almost",
    "probably worn off": "probably",
    "about even": "even",
    "probably still working": "working",
    "full": "working",
    "partly working": "working",
    "fading": "working",
    "kicking in": "working",
    "not yet": "working",
}
"""What the words of a state mean; those for odds are the table of every surface."""

ODDS = {
    "gone": (1.0, 1.0),
    "almost": (0.90, 1.0),
    "probably": (0.65, 0.90),
    "even": (0.35, 0.65),
    "working": (0.0, 0.35),
}
"""The chances that it has worn off for which each of them may be said."""


def stage(word: str) -> str:
    """Return what a state's words mean, or nothing."""
    word = word.lower()
    return next((meaning for start, meaning in STAGES.items() if word.startswith(start)), "")


def status_state(told: str) -> str:
    """Return the state's words of a line of status: "about even; 80% chance it wears off ..."."""
    return re.split("[;.]", told, maxsplit=1)[0]


def brief_state(told: str) -> str:
    """Return the state's words of a line of the brief: "About even. The likely date was ..."."""
    return told.split(".", maxsplit=1)[0]


# --- Windows --------------------------------------------------------------------------------------

BETWEEN = _pattern(r"between {DAY} and {DAY}")
"""timeline, brief: "Likely to wear off around 1 Nov; 80% chance between 23 Oct and 18 Nov."
status: "about even; 80% chance it wears off between 17 Oct 2026 and 25 Mar 2027"."""

LIKELY = _pattern(r"(?:wear off around|likely date was) {DAY}")
"""timeline, brief: "Likely to wear off around 1 Nov; ...", "The likely date was 30 Oct; ..."."""

ENDS = _pattern(r"(?:between|opens|since) {DAY}(?: and| and runs to) {DAY}")
"""timeline and remind, both ends: as BETWEEN and OPENS."""

FADED_AGO = _pattern(r"The likely date was (\d+) days? ago")
"""timeline and remind: "Almost certainly worn off. The likely date was 22 days ago. ..."."""

EXPECTED = "Likely to wear off"
"""brief: a window that has not passed."""

ASKED_NOW = "How does it look"
"""timeline and remind: the question of a result that may be over."""

# --- What is due: remind --------------------------------------------------------------------------

OPENS = _pattern(r"wearing off (?:opens|has been open since) {DAY} and runs to {DAY}")
"""remind: "the window for wearing off opens 30 Oct and runs to 18 Nov." or
"... has been open since 9 Nov 2026 and runs to 6 Mar 2027."."""

LIKELY_DAY = _pattern(r"the likely date, {DAY}, is (?:past|today)")
"""remind: "the likely date, 12 Nov, is past. If you plan to repeat it, you can book now."."""

LABEL_DAY = _pattern(r"the \w+ label's earliest date, {DAY}, is (?:past|today)")
"""remind: the same where the label's date is the later one."""

REPEAT = _pattern(r"repeat it around {DAY}")
BOOK_FROM = _pattern(r"book from {DAY}")
"""remind: "if you plan to repeat it around 14 Dec, book from 30 Nov on."."""

LABEL = _pattern(r"label's earliest date is {DAY}")
LABEL_NAMED = "label's earliest"
"""remind: "... you can book now. The US label's earliest date is 7 Dec (91 days)."."""

NOTHING_DUE = "Nothing is due"
"""remind: "Nothing is due in the next 14 days."."""

REMINDER = _pattern(r"(now|overdue|in \d+ days?|missing): (.+?): (.*)$")
"""--plain remind: "in 14 days: leg and underarms: two-week check-in on 15 May. ..."."""

MORE = _pattern(r" \(and \d+ more: botoxlog remind\)$")
"""remind --quiet, its last line: "... How does it look? (and 3 more: botoxlog remind)"."""

HOME_CHECKIN = _pattern(r"^look at: (.*): run botoxlog checkin$", re.MULTILINE)
HOME_MOST = " first (helps your forecast most)"
HOME_BOOK = _pattern(r"^book now: (.*)$", re.MULTILINE)
"""--plain, the home screen: "look at: jaw first (helps your forecast most) and frown lines:
botoxlog checkin". The first of several is said to help most."""

HOME_QUESTIONS = _pattern(r"^(\d+) questions? for your next visit", re.MULTILINE)
"""--plain, the home screen: "5 questions for your next visit: botoxlog timeline"."""

UNNOTED = "missing. Your clinic"
"""remind: what is missing is told of several areas in words of its own:
"leg and underarms: the lot number for 2026 is missing. Your clinic can tell you."."""


def due_claim(text: str, *, now: bool) -> tuple[str, str]:
    """Return what remind says of a result, and what that means: of now, or of a day to come."""
    if not now:
        opens = "wearing off opens" in text
        return (f"remind: {after_name(text)[:36]}", "opens") if opens else ("", "")
    if "has been open since" in text:
        return "remind: the window has been open", "mid"
    meaning = stage(after_name(text))
    return (f"remind: {after_name(text)[:36]}", meaning) if meaning else ("", "")


def after_name(text: str) -> str:
    """Return a sentence of remind without its area: "frown lines: it has worn off."."""
    return text.split(": ", 1)[-1]


def named(told: str, names: set[str]) -> list[str]:
    """Return the areas of "forehead and frown lines", "palms, left and palms, right"."""
    return [part for part in re.split(r" and |, (?!left|right)", told) if part in names]


# --- The next step: timeline ----------------------------------------------------------------------

BOOK = "book"
"""timeline, next: "if you plan to repeat it, book from 23 Jul on.", or "..., book now."."""

TWO_WEEKS = "two-week"
"""timeline, next: "two-week check-in on 7 Dec."; the picture may wrap it at a hyphen."""

LOOK_NOW = "check in now"
"""timeline, next: "check in now."."""


def told_on_picture(window: str, following: str) -> str:
    """Return the sentences that the picture has below an area, from those of --plain timeline."""
    return " ".join(part for part in (window, f"Next: {following}" if following else "") if part)


def unwrapped(told: str) -> str:
    """Return sentences of the picture on one line."""
    return re.sub(r"(?<=[a-z])- (?=[a-z])", "-", " ".join(told.split()))


NARROWS = _pattern(r"A check-in around {DAY} would narrow")
NARROWS_NOW = "A check-in now would narrow the window most"
"""timeline --area: "A check-in around 7 May would narrow the window most.", or "... now ..."."""

LABEL_LINE = _pattern(r"label: The \w+ label's earliest date is {DAY}")
"""--plain timeline --area: "arm, label: The US label's earliest date is 23 Jul (84 days)."."""

TURNED_OUT = _pattern(
    r"Of your (\d+) results that can be judged, ([\d.]+) ended inside the window given on the day"
    r" of the session; ([\d.]+) were expected\."
    r" (?:For the (\d+) with both ends known, t|T)he likely date missed by (\d+) days?"
    r" on average; 90 days would have missed by (\d+)\."
)
"""--plain stats, timeline --area: "Of your 8 results that can be judged, 6 ended inside the window
given on the day of the session; 6.4 were expected. The likely date missed by 12 days on average; 90
days would have missed by 19."."""

# --- The picture: timeline ------------------------------------------------------------------------

SOLID = "█"
SOFT = frozenset("▁▂▃▄▅▆▇")
CURVE = SOFT | {SOLID}
SESSION, TOUCH_UP, TODAY = "●", "○", "│"
BOOKED = "◆"
COUNTS = frozenset("23456789+")
NO_EFFECT, UNSEEN, OVER = "\N{MULTIPLICATION SIGN}", "·", "▁"
"""A digit in place of a session's mark: so many in one column. Where years are counted, a session
that was seen to have had no effect, one never looked at, and one only seen not working."""

COUNTED = "2 two sessions, 3 three"
"""The legend of counts, on every picture that has one."""

CELLS = _pattern(r"^Each (?:year|(\d+) years): (one mark|2/3)", re.MULTILINE)
"""The legend where years are counted: "Each 5 years: one mark a session"."""

CELL = re.compile(rf"^(\d+)/(\d+)(?:{NO_EFFECT}(\d+))?$")
"""A cell of counted years: "7/11" is 7 of 11 sessions seen working; behind a cross stands how many
had no effect."""

LEGEND = {
    SESSION: "● session",
    TOUCH_UP: "○ touch-up",
    SOLID: "█ working at a check-in",
    "·": "· no check-in",
    "«": "« earlier sessions",
    "\N{MULTIPLICATION SIGN}": "\N{MULTIPLICATION SIGN} no effect",
}
"""The marks, and how the legend explains each."""

HEIGHTS = "the higher"
"""The legend of heights: "▇▄▁ the higher, the likelier it still works"."""

# --- Questions: why each is asked (brief, remind --json) ------------------------------------------

SESSIONS_WITHIN = _pattern(r"([^.:]+): (\d+) sessions? in the past (year|two years|three years)\.")
YEARS = {"year": 1, "two years": 2, "three years": 3}
"""why: "Arm: 3 sessions in the past two years."."""

YEARS_OF_TWO = _pattern(
    r"([^.:]+): (?:first treated at about age \d+, )?two or more sessions in (\d+) calendar years"
    r" since (\d+)\."
)
"""why: "Temples: two or more sessions in 5 calendar years since 2021."."""

TREATED_AGAIN = _pattern(
    r"([^:]+): treated again (?:on|in|around) [^;:]*?, (?:at most )?(\d+) days? after"
)
AGAIN_ON = _pattern(r"again on {DAY},")
"""why: "Bunny lines: treated again on 29 Jun 2026, 80 days after the session before."."""

FIRST_AT_AGE = _pattern(r"([^.:]+): first treated at about age (\d+)[,.]")
"""why: "Frown lines: first treated at about age 25." or "..., two or more sessions in ..."."""

LAST_TREATED = _pattern(r"([^.:]+): last session (?:on|in|around) ([^;]+?)(?:;.*|\.)$")
"""why: "Chin: last session on 1 Jul 2025; the window for wearing off ended on 3 Dec 2025."."""

SEEN_ON = _pattern(
    r"([^.:]+): (no effect seen|nothing to see yet|working only partly) on {DAY}, (\d+) days? "
    r"after the session\."
)
STATE_SEEN = {
    "no effect seen": "no-effect",
    "nothing to see yet": "none",
    "working only partly": "partial",
}
"""why: "Jaw: no effect seen on 1 Jul 2026, 21 days after the session."."""

RECORDED_AFTER = _pattern(
    r" recorded (?:.+, last )?on {DAY}, (\d+) days? after the session on {DAY}\."
)
"""why: "Drooping eyelid recorded on 12 Jul 2026, 11 days after the session on 1 Jul 2026."."""

OVER_BY = _pattern(r"([^.:]+): worn off by day (\d+), after the session on {DAY}\.")
"""why: "Forehead: worn off by day 70, after the session on 1 Jul 2026."."""

PAID = _pattern(r"You recorded (.+) in the past 12 months\.")
"""why: "You recorded 850 USD in the past 12 months."."""

LACKING = _pattern(r"(?:The session .+|(\d+) sessions of the past year) ha(?:s|ve) no lot number")
"""why: "The session on 2 Oct 2026 has no lot number or no expiry date." or "2 sessions of the past
year have no lot number or no expiry date, the last on 2 Oct 2026."."""

SO_FAR = _pattern(r"(\d+) sessions? so far")
"""At the start: "1 session so far: too early to know how long it lasts for you."."""

ASKED = _pattern(r"Asked (?:on|in) (.+); (\d+) sessions? since")
"""why: "Asked on 26 Jan 2025; 3 sessions since."."""

BOTOX_UNITS = _pattern(r"([\d.]+) units of Botox products from {DAY} to {DAY}")
"""why: "450 units of Botox products from 10 Sep 2026 to 20 Oct 2026, all uses together."."""

GONE_BY = _pattern(r"(.+?): the last results had worn off by day (\d[\d, and]*)")
NUMBER = _pattern(r"\d+")
"""why: "Frown lines: the last results had worn off by day 120, 90 and 56."."""

NO_GOALS = "Your journal has no goals yet"
BEGAN_YOUNG = "started young"
"""In the question itself: "I started young. Is my skin thinner or looser than usual?"."""

FIRST_SESSION = ("This was the first session", "this first result")
USED_TO_WORK = "It used to work"
THESE_GOALS = "These are my goals"
"""In the question itself: "It used to work, but this time it did nothing."."""

TWICE_RUNNING = "twice in a row"
"""why: "Jaw: still working shortly before the next session, twice in a row."."""


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
    return re.split(r"Side effects (?:of all years, )?and notes since", flat, maxsplit=1)[-1].split(
        " Session Product Areas and units", 1
    )[0]


VISIT = _pattern(rf"^({WEEKDAY}) (\d+) (\w{{3}}) (\d{{4}}), (\d+) days? ago:", re.MULTILINE)
"""--plain brief: "Thu 2 Dec 2021, 1817 days ago: Botox, lot not recorded, Dr Ahn"."""


def parts_of_now(told: str) -> list[str]:
    """Return what the saved brief has of --plain brief's state, in capitals or not.

    The words stand with the session, the dates in a table:
    "About even. Last check-in: full, 22 Aug. Likely to wear off around 1 Nov 2026; 80% chance
    between 23 Oct 2026 and 18 Nov 2026." and "Worn off (seen 3 Nov). It lasted 56 days."
    """
    if found := re.search(r"It lasted (.*)\.$", told):
        return [found[1]]
    dates = re.search(r"(?:around|date was) (.+?); .* between (.+) and (.+)\.$", told)
    if told.lower().startswith(NO_EFFECT_TOLD):
        return [told.removesuffix(".")]
    if not dates:
        return told.split(". ", 1)
    looked = re.search(r"Last check-in: (.+?)\. ", told)
    ends = [dates[1], f"{dates[2]} to {dates[3]}", *([looked[1]] if looked else [])]
    return [brief_state(told), *ends]


UNLISTED = "Not listed"
"""brief --save: where a sheet has no room for all areas."""

# --- doctor, the echo of checkin, saved files, the calendar ---------------------------------------

AGAIN = "recorded again. They count as one"
"""doctor: of a session that stands in the journal twice."""

DOUBTED = "A session in between is probably not logged"
"""doctor: of a look so late that it can hardly be about the session before it."""

ECHO_OTHERWISE = ("to have worn off by now", "session of")
"""checkin: where the echo speaks of another session than the last, or of one long over."""

DESCRIPTION = _pattern(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
"""timeline --save x.svg: the description for those who cannot see it."""

_PICTURE = _pattern(r"<svg.*?</svg>|<style.*?</style>", re.DOTALL)
_TAG = _pattern(r"<[^>]*>")


def words_of_page(text: str) -> str:
    """Return the words of a saved page (timeline --save x.html) without those of its pictures."""
    return " ".join(html.unescape(_TAG.sub("", _PICTURE.sub("", text))).split())


CALENDAR_WORDS = {
    "book": "time to book",
    "checkin": "day to check in",
    "fading": "window for wearing off opens",
    "review": "two-week",
}
"""remind --ics: the words of an event for each kind of thing due."""

WINDOW_ENDS = ": window for wearing off ends"
"""remind --ics: "frown lines: window for wearing off ends"."""

TELLS_MOST = ": a useful day to check in"
"""remind --ics: "frown lines: a useful day to check in"."""
