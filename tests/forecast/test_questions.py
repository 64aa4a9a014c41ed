"""Which questions are raised, and why: each topic with a history that raises it and a near miss."""

from datetime import date, timedelta

import pytest

from botoxlog.catalog import Evidence, load
from botoxlog.core.model import Journal
from botoxlog.forecast.questions import RULES
from botoxlog.forecast.questions.open_questions import (
    SHOWN,
    OpenQuestion,
    open_questions,
    questions_to_show,
)
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.forecast.trend import Trend, TrendKind
from botoxlog.journal import decoder

TODAY = date(2026, 11, 23)


def journal(text: str) -> Journal:
    """Return a journal text as it is read, without a problem."""
    read = decoder.decode(decoder.parse(text), text, TODAY)
    assert read.problems == ()
    return read


def raised(text: str, today: date = TODAY) -> dict[str, OpenQuestion]:
    """Return what a journal text raises, by topic, most useful first."""
    return {
        item.topic: item for item in build_snapshot(journal(text), load(), today).open_questions
    }


def visit(day: str, areas: str = "glabella = 20", **more: str) -> str:
    """Return one session with its units, in Botox Cosmetic unless said otherwise."""
    keys = {"id": f"s{day}", "product": "botox-cosmetic", "lot": "C1", "expiry": "2028-01", **more}
    said = "".join(f'{key} = "{value}"\n' for key, value in keys.items() if value)
    when = day if len(day) == 10 else f'"{day}"'
    return f"[[session]]\ndate = {when}\n{said}[session.units]\n{areas}\n"


def checkin(day: str, state: str, area: str = "glabella") -> str:
    """Return one check-in."""
    return f'[[checkin]]\ndate = {day}\nstate = {{"{area}" = "{state}"}}\n'


def felt(day: str, effect: str = "", note: str = "") -> str:
    """Return one check-in with a side effect or a note."""
    said = f'effects = ["{effect}"]\n' if effect else ""
    when = day if len(day) == 10 else f'"{day}"'
    return f"[[checkin]]\ndate = {when}\n{said}" + (f'note = "{note}"\n' if note else "")


def over(day: str, effect: str) -> str:
    """Return one check-in that says that a side effect was over."""
    when = day if len(day) == 10 else f'"{day}"'
    return f'[[checkin]]\ndate = {when}\nresolved = ["{effect}"]\n'


def said(day: str, topic: str, outcome: str) -> str:
    """Return one word on a topic."""
    return f'[[discussed]]\ndate = {day}\ntopic = "{topic}"\noutcome = "{outcome}"\n'


def born(year: int) -> str:
    """Return a person with goals."""
    return f'[person]\nbirth_year = {year}\ngoals = "softer frown"\n'


SIDES = "underarms-left = 50\nunderarms-right = 50"


def sides(day: str, **states: str) -> str:
    """Return one check-in of the underarms, each side apart."""
    seen = ", ".join(f'"underarms-{side}" = "{state}"' for side, state in states.items())
    return f"[[checkin]]\ndate = {day}\nstate = {{{seen}}}\n"


def paid(day: str, areas: str, amount: int) -> str:
    """Return a session with its price in US dollars."""
    session = visit(day, areas)
    return session.replace("[session.units]", f'cost = {amount}\ncurrency = "USD"\n[session.units]')


def visits(days: str, areas: str = "glabella = 20", **more: str) -> str:
    """Return a session on each day."""
    return "".join(visit(day, areas, **more) for day in days.split())


def ended(*results: str, **more: str) -> str:
    """Return sessions of the frown lines, each seen gone a number of days later."""
    text = ""
    for result in results:
        day, _, days = result.partition(" ")
        gone = date.fromisoformat(day) + timedelta(days=int(days))
        text += visit(day, **more) + checkin(str(gone), "gone")
    return text


THREE = "2026-01-10 2026-05-10 2026-09-10"
SIX = f"2024-09-10 2025-01-10 2025-05-10 {THREE}"
TWICE_A_YEAR = (
    "2021-05-10 2021-11-10 2022-05-10 2022-11-10 2023-05-10 2023-11-10 2024-05-10 2024-11-10 "
    "2025-05-10"
)
"""Two sessions in each of four years, and one in the fifth."""
MIGRAINE = {"product": "botox", "purpose": "migraine"}
HEAD = "migraine-pattern = 155"
JAW = "masseter-left = 25\nmasseter-right = 25"
FOREHEAD = "forehead = 10"

# topic: (a history that raises it, its near miss)
BOTH: dict[str, list[tuple[str, str]]] = {
    "too-soon": [
        (visits("2026-06-01 2026-08-29"), visits("2026-06-01 2026-08-30")),  # 89 and 90 days
        (
            visits("2026-06-01 2026-08-23", "chin = 5"),
            visits("2026-06-01 2026-08-24", "chin = 5"),  # 83 and 84 days, on no label
        ),
        (
            visits("2026-06-01 2026-07-01"),
            visit("2026-06-01") + visit("2026-07-01", touch_up_of="s2026-06-01"),
        ),
        (visits("2026-06-01 2026-07-01"), visits("2025-06-01 2025-07-01 2026-06-01")),  # old
        (
            visits("2026-06-01 2026-07-01", "chin = 5"),
            visits("2026-06-01 2026-07-01", "underarms = 50"),  # no least interval
        ),
        (visits("2026-06-01 2026-07-01"), visits("2026-06 2026-08")),  # at most 91 days
        (
            visits("2026-06-01 2026-07-01", "masseter-left = 20"),
            visit("2026-06-01", "masseter-left = 20") + visit("2026-07-01", "masseter-right = 20"),
        ),
    ],
    "cumulative-dose": [
        (
            visit("2026-06-01", HEAD, **MIGRAINE)
            + visit("2026-07-01", "neck = 200", product="botox")
            + visit("2026-08-01", "glabella = 46"),
            visit("2026-06-01", HEAD, **MIGRAINE)
            + visit("2026-07-01", "neck = 200", product="botox")
            + visit("2026-08-01", "glabella = 45"),  # 400: the most, not more
        ),
        (
            visits("2026-06-01 2026-08-30", "neck = 201", product="botox"),
            visits("2026-06-01 2026-08-31", "neck = 201", product="botox"),  # 91 days apart
        ),
        (
            visits("2026-06-01 2026-07-01", "neck = 300", product="botox"),
            visit("2026-06-01", "neck = 300", product="botox")
            + visit("2026-07-01", "neck = 300", product="dysport"),  # its units are its own
        ),
        (
            visits("2026-06 2026-07", "neck = 300", product="botox"),
            visits("2026-06 2026-09", "neck = 300", product="botox"),  # perhaps 92 days apart
        ),
        (
            visits("2026-06-01 2026-07-01", "neck = 300", product="Botox"),
            visits("2025-06-01 2025-07-01", "neck = 300", product="Botox"),  # over a year ago
        ),
    ],
    "antibodies": [
        (
            visits(THREE) + checkin("2026-06-10", "full") + checkin("2026-11-01", "no-effect"),
            visits(THREE) + checkin("2026-11-01", "no-effect"),  # it was never seen to work
        ),
        (
            # seen gone by day 120, 90 and 67, each a quarter sooner; then by day 120, 90 and 68
            visits("2025-09-01 2026-02-01 2026-06-01")
            + checkin("2025-12-30", "gone")
            + checkin("2026-05-02", "gone")
            + checkin("2026-08-07", "gone"),
            visits("2025-09-01 2026-02-01 2026-06-01")
            + checkin("2025-12-30", "gone")
            + checkin("2026-05-02", "gone")
            + checkin("2026-08-08", "gone"),
        ),
        (
            # two corrections, of which `too-soon` says nothing; then one
            visits("2026-03-01 2026-06-01")
            + visit("2026-03-15", "glabella = 4", touch_up_of="s2026-03-01")
            + visit("2026-06-15", "glabella = 4", touch_up_of="s2026-06-01"),
            visits("2026-03-01 2026-06-01")
            + visit("2026-06-15", "glabella = 4", touch_up_of="s2026-06-01"),
        ),
        (
            visits("2026-03-01 2026-06-01")
            + visit("2026-03-15", "glabella = 4", touch_up_of="s2026-03-01")
            + visit("2026-06-15", "glabella = 4", touch_up_of="s2026-06-01"),
            visits("2026-03-01 2026-05-01 2026-07-01"),  # `too-soon` asks
        ),
        (  # the last two gone by day 90, after 150 and 151; then by 91
            ended("2025-01-01 150", "2025-06-15 151", "2025-12-01 90", "2026-04-01 90"),
            ended("2025-01-01 150", "2025-06-15 151", "2025-12-01 91", "2026-04-01 91"),
        ),
        (  # and not if the product changed with it
            ended("2025-01-01 150", "2025-06-15 151", "2025-12-01 75", "2026-04-01 75"),
            ended("2025-01-01 150", "2025-06-15 151")
            + ended("2025-12-01 75", "2026-04-01 75", product="dysport"),
        ),
        (  # nor if a later result has outlasted them
            ended("2025-01-01 150", "2025-06-15 75", "2025-12-01 75") + visit("2026-04-01"),
            ended("2025-01-01 150", "2025-06-15 75", "2025-12-01 75")
            + visit("2026-04-01")
            + checkin("2026-06-16", "full"),  # day 76
        ),
    ],
    "migraine-wear": [
        (
            visits(THREE, HEAD, **MIGRAINE) + checkin("2026-10-08", "fading", "migraine-pattern"),
            visits(THREE, HEAD, **MIGRAINE) + checkin("2026-10-07", "fading", "migraine-pattern"),
        ),
        (  # on the day of the next session it is that session's
            visits("2026-03-01 2026-05-17", HEAD, **MIGRAINE) + felt("2026-05-16", "headache"),
            visits("2026-03-01 2026-05-17", HEAD, **MIGRAINE) + felt("2026-05-17", "headache"),
        ),
        (
            visits(THREE, HEAD, **MIGRAINE) + checkin("2026-11-10", "fading", "migraine-pattern"),
            visits(THREE, HEAD, **MIGRAINE) + checkin("2026-08-02", "fading", "migraine-pattern"),
        ),
        (
            visits(THREE, HEAD, **MIGRAINE) + felt("2026-10-08", "headache"),  # day 28
            visits(THREE, HEAD, **MIGRAINE) + felt("2026-10-07", "headache"),
        ),
        (
            visits(THREE, HEAD, **MIGRAINE) + felt("2026-10-20", "headache"),
            visits(THREE) + felt("2026-10-20", "headache"),  # for lines
        ),
        (
            visits(THREE, HEAD, **MIGRAINE) + felt("2026-10-20", "headache"),
            visits(THREE, HEAD, **MIGRAINE) + felt("2026-10-20", note="migraine days down to 4"),
        ),
    ],
    "expression": [
        (visit("2026-09-01") + felt("2026-09-20", "brow-peaking"), visit("2026-09-01")),
        (
            visit("2026-09-01", FOREHEAD) + felt("2026-09-20", note="new lines near my nose"),
            visit("2026-09-01", FOREHEAD) + felt("2026-09-20", note="no new lines anywhere"),
        ),
        (
            visit("2026-09-01", FOREHEAD) + felt("2026-09-20", "left one is up like Spock"),
            visit("2026-09-01", JAW) + felt("2026-09-20", "left one is up like Spock"),
        ),
        (
            visit("2025-12-01") + felt("2025-12-01", "lid-retraction"),
            visit("2025-11-01") + felt("2025-11-22", "lid-retraction"),  # over a year ago
        ),
    ],
    "no-effect": [
        (  # nothing yet, after four weeks
            visit("2026-09-10") + checkin("2026-10-08", "none"),
            visit("2026-09-10") + checkin("2026-10-07", "none"),
        ),
        (
            visit("2025-10-10") + checkin("2025-11-23", "no-effect"),
            visit("2025-10-10") + checkin("2025-11-22", "no-effect"),  # over a year ago
        ),
        (
            visit("2026-09-10") + checkin("2026-10-01", "no-effect"),
            visit("2026-09-10")
            + checkin("2026-10-01", "no-effect")
            + visit("2026-10-02", touch_up_of="s2026-09-10"),  # corrected since
        ),
        (
            visit("2026-09-10") + checkin("2026-10-01", "no-effect"),
            visit("2026-09-10") + checkin("2026-10-01", "none"),  # not yet
        ),
        (
            visits(THREE) + checkin("2026-11-01", "no-effect"),
            visits(THREE) + checkin("2026-06-10", "full") + checkin("2026-11-01", "no-effect"),
        ),
        (
            visit("2026-09-10") + checkin("2026-10-01", "no-effect"),
            visit("2026-09-10")
            + checkin("2026-10-01", "no-effect")
            + checkin("2026-10-09", "full"),
        ),
        (  # on day 14, and too early to tell on day 13
            visit("2026-09-10") + checkin("2026-09-24", "no-effect"),
            visit("2026-09-10") + checkin("2026-09-23", "no-effect"),
        ),
        (  # after full effect it has worn off
            visit("2026-08-10") + checkin("2026-11-05", "no-effect"),
            visit("2026-08-10")
            + checkin("2026-09-01", "full")
            + checkin("2026-11-05", "no-effect"),
        ),
    ],
    "partial": [
        (
            visit("2026-06-10") + checkin("2026-07-01", "partial"),
            visit("2026-06-10") + checkin("2026-07-01", "partial") + checkin("2026-10-01", "gone"),
        ),
        (visit("2026-09-10") + checkin("2026-10-01", "partial"), visit("2026-09-10")),
        (
            visits(THREE) + checkin("2026-10-01", "partial"),
            visits(THREE) + checkin("2026-06-01", "partial"),  # of the session before
        ),
        (
            visits(THREE) + checkin("2026-10-01", "partial") + checkin("2026-11-01", "fading"),
            visits(THREE) + checkin("2026-10-01", "partial") + checkin("2026-10-09", "full"),
        ),
        (
            visits(THREE) + checkin("2026-06-10", "full") + checkin("2026-10-01", "partial"),
            visits(THREE) + checkin("2026-06-10", "full") + checkin("2026-10-01", "no-effect"),
        ),
        (  # on day 14, and too early to tell on day 13
            visit("2026-09-10") + checkin("2026-09-24", "partial"),
            visit("2026-09-10") + checkin("2026-09-23", "partial"),
        ),
        (  # after full effect it wears off
            visit("2026-08-10") + checkin("2026-11-05", "partial"),
            visit("2026-08-10") + checkin("2026-09-01", "full") + checkin("2026-11-05", "partial"),
        ),
    ],
    "serious-reaction": [
        (felt("2014-03-10", "dysphagia"), felt("2014-03-10", "headache")),  # no area at all
        (
            visits("2012-01-10 2026-09-10") + over("2014-04-10", "dysphagia"),
            visits("2012-01-10 2026-09-10") + over("2014-04-10", "headache"),
        ),
        (
            visit("2026-09-10") + felt("2026-10-01", note="double vision all day"),
            visit("2026-09-10") + felt("2026-10-01", note="no double vision"),
        ),
    ],
    "eyelid-droop": [
        (
            visit("2026-09-10") + felt("2026-10-01", "eyelid-ptosis"),
            visit("2026-09-10") + felt("2026-10-01", "brow-ptosis"),
        ),
        (
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-10-01", "eyelid-ptosis-left"),
            visit("2026-09-10", JAW) + felt("2026-10-01", "eyelid-ptosis-left"),
        ),
        (
            visit("2025-11-01") + felt("2025-11-23", "eyelid-ptosis"),
            visit("2025-11-01") + felt("2025-11-22", "eyelid-ptosis"),  # over a year ago
        ),
        (
            visit("2026-09-10") + felt("2026-10-01", note="droopy eyelid since Monday"),
            visit("2026-09-10") + felt("2026-10-01", note="no droopy eyelid"),
        ),
    ],
    "weaker-elsewhere": [
        (
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-10-01", "neck-weakness"),
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-10-01", "headache"),
        ),
        (
            visit("2026-09-10", "neck = 200") + felt("2026-10-01", "chewing-weakness"),
            visit("2026-09-10", JAW) + felt("2026-10-01", "chewing-weakness"),  # jaw-bite
        ),
        (
            visit("2026-09-10", JAW) + felt("2026-10-01", "voice-change"),
            visit("2026-09-10", "neck = 200") + felt("2026-10-01", "voice-change"),  # voice-breathy
        ),
        (
            visit("2026-09-10", "palms = 100") + felt("2026-10-01", "lasting-weakness-left"),
            visit("2024-09-10", "palms = 100") + felt("2026-10-01", "lasting-weakness-left"),
        ),
    ],
    "bladder-emptying": [
        (
            visit("2026-09-10", "bladder = 100") + felt("2026-09-20", "urinary-retention"),
            visit("2026-09-10") + felt("2026-09-20", "urinary-retention"),
        ),
    ],
    "voice-breathy": [
        (
            visit("2026-09-10", "larynx = 5") + felt("2026-09-20", "voice-change"),
            visit("2026-09-10", "masseter = 50") + felt("2026-09-20", "voice-change"),
        ),
    ],
    "dry-eye": [
        (
            visit("2026-09-10", "crows-feet = 24") + felt("2026-09-20", "eye-symptoms-right"),
            visit("2026-09-10", JAW) + felt("2026-09-20", "eye-symptoms-right"),
        ),
    ],
    "uneven-smile": [
        (
            visit("2026-09-10", JAW) + felt("2026-09-20", "smile-asymmetry"),
            visit("2026-09-10", "palms = 100") + felt("2026-09-20", "smile-asymmetry"),
        ),
        (
            visit("2026-09-10", "half-face = 25") + felt("2026-09-20", "brow-peaking"),
            visit("2026-09-10", f"half-face = 25\n{FOREHEAD}") + felt("2026-09-20", "brow-peaking"),
        ),
    ],
    "lower-face-sag": [
        (
            visit("2026-09-10", JAW) + felt("2026-09-20", "volume-loss"),
            visit("2026-09-10", "temples = 20") + felt("2026-09-20", "volume-loss"),
        ),
    ],
    "side-effect": [
        (
            visit("2026-09-10") + felt("2026-09-20", "injection-site-reaction"),
            visit("2026-09-10") + felt("2026-09-20", note="a small bruise"),  # no record of it
        ),
        (
            visit("2026-09-10") + felt("2026-09-20", "dizzy spells"),
            visit("2024-09-10") + felt("2026-09-20", "dizzy spells"),  # over two years ago
        ),
        (
            visit("2026-09-10") + felt("2026-09-20", "dizzy spells"),
            visit("2026-09-10")
            + felt("2026-09-20", "dizzy spells")
            + over("2026-09-30", "Dizzy spells"),
        ),
        (
            visit("2026-09-10", JAW) + felt("2026-09-20", "eyelid-ptosis"),
            visit("2026-09-10") + felt("2026-09-20", "eyelid-ptosis"),  # eyelid-droop
        ),
        (
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-09-15", "headache"),
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-10-20", "headache"),  # migraine-wear
        ),
        (
            visit("2025-11-20") + felt("2025-11-23", "flu-like"),
            visit("2025-11-20") + felt("2025-11-22", "flu-like"),  # over a year ago
        ),
    ],
    "stopping": [],  # below, on the days around its limit
    "longer-results": [],  # below, with a trend
    "weak-muscle": [
        (visits(THREE), visits("2026-05-10 2026-09-10")),
        (
            visits(THREE),
            visits("2026-01-10 2026-05-10")
            + visit("2026-05-24", touch_up_of="s2026-05-10"),  # no session of its own
        ),
        (visits(THREE, "palms = 50", purpose="spasm"), visits(THREE, "palms = 50")),
        (visits(THREE), visits(THREE, purpose="Hyperhidrosis of the face")),
        (visits(THREE), visits("2023-01-10 2023-05-10 2023-09-10")),  # over two years ago
        (
            visits("2024-11-24 2025-11-24 2026-09-10"),  # the first day of two years
            visits("2024-11-23 2025-11-24 2026-09-10"),
        ),
        (visits(THREE), visits("2020-09-10 2023-09-10 2026-09-10")),  # three years apart
        (visits(THREE), visits("2026-05-10 2026-09-10") + visit("2026-09-10", id="again")),
        (visits(THREE), visits(THREE) + checkin("2026-10-10", "partial")),  # too little
        (
            visits(THREE, JAW),
            visits(THREE, JAW) + felt("2026-10-10", "chewing-weakness"),  # jaw-bite asks
        ),
        (visits(THREE, "bladder = 100"), visits(THREE, "salivary = 100")),
        (visits(THREE, "larynx = 5"), visits(THREE, "scar = 5")),
        (visits(THREE), visit("2026-01-10") + visits("2026-05-10 2026-09-10", "chin = 5")),
    ],
    "temple-hollow": [
        (visits("2026-05-10 2026-09-10", HEAD, **MIGRAINE), visit("2026-09-10", HEAD, **MIGRAINE)),
        (visits("2026-05-10 2026-09-10", "temples = 20"), visits("2026-05-10 2026-09-10")),
        (
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-11-01", "sunken temples"),
            visit("2026-09-10") + felt("2026-11-01", "sunken temples"),
        ),
        (
            visits("2026-05-10 2026-09-10", FOREHEAD, purpose="chronic migraine"),
            visits("2026-05-10 2026-09-10", FOREHEAD),
        ),
        (
            visits("2024-11-24 2026-09-10", HEAD, **MIGRAINE),
            visits("2024-11-23 2026-09-10", HEAD, **MIGRAINE),  # not within two years
        ),
    ],
    "brow-heavy": [
        (born(1976) + visit("2026-09-10", FOREHEAD), born(1977) + visit("2026-09-10", FOREHEAD)),
        (born(1976) + visit("2026-09-10", FOREHEAD), born(1976) + visit("2026-09-10")),
        (born(1976) + visit("2026-09-10", FOREHEAD), visit("2026-09-10", FOREHEAD)),
        (
            visit("2026-09-10") + felt("2026-10-01", "brow-ptosis"),
            visit("2026-09-10", "crows-feet = 24") + felt("2026-10-01", "brow-ptosis"),
        ),
        (
            visit("2026-09-10", "brow-lift = 5") + felt("2026-10-01", "brow-ptosis"),
            visit("2026-09-10", "brow-lift = 5") + felt("2026-10-01", "eyelid-ptosis"),
        ),
        (
            visit("2026-09-10", FOREHEAD) + felt("2026-10-01", note="forehead, heavy brow"),
            visit("2026-09-10", FOREHEAD) + felt("2026-10-01", note="forehead, not a heavy brow"),
        ),
    ],
    "jaw-bite": [
        (
            visit("2026-01-10", JAW) + felt("2026-03-10", "weak bite"),
            visit("2026-01-10", JAW),
        ),
        (
            visit("2026-01-10", JAW) + felt("2026-03-10", "weak bite"),
            visit("2026-01-10") + felt("2026-03-10", "weak bite"),
        ),
    ],
    "jaw-bone": [
        (
            visits("2025-11-22 2026-05-10 2026-09-10", JAW),  # the first 366 days ago
            visits("2025-11-23 2026-05-10 2026-09-10", JAW),
        ),
        (
            visits("2025-11-22 2026-09-10", JAW) + felt("2026-10-01", note="osteoporosis found"),
            visits("2025-11-22 2026-09-10", JAW) + felt("2026-10-01", note="no osteoporosis"),
        ),
        (visits(SIX, JAW), visits(SIX)),
        (visits(SIX, JAW), visits("2020-01-10 2023-01-10 2026-01-10", JAW)),  # years apart
    ],
    "switch-product": [
        (
            visit("2026-05-10") + visit("2026-09-10", "glabella = 50", product="dysport"),
            visit("2026-05-10") + visit("2026-09-10", product="vistabel"),  # the same substance
        ),
        (
            visit("2026-05-10") + visit("2026-09-10", product="daxxify"),
            visit("2026-05-10") + visit("2026-09-10", product="unknown"),
        ),
        (
            visit("2026-05-10") + visit("2026-09-10", product="daxxify"),
            visit("2026-01-10") + visits("2026-05-10 2026-09-10", product="daxxify"),
        ),
        (
            visit("2026-05-10") + visit("2026-09-10", product="daxxify"),
            visit("2026-05-10") + visit("2026-09-10", "chin = 5", product="daxxify"),
        ),
        (  # later only if results since are much shorter: 75 and 120 days against 150 and 160
            ended("2025-01-01 160", "2025-06-15 150")
            + ended("2025-12-01 75", "2026-04-01 112", product="dysport"),
            ended("2025-01-01 160", "2025-06-15 150")
            + ended("2025-12-01 75", "2026-04-01 113", product="dysport"),
        ),
    ],
    "first-results": [
        (visits("2026-09-10"), visits("2026-05-10 2026-09-10")),
        # Its window ends today, on 23 Nov.
        (visits("2026-05-10"), visits("2026-05-09")),
        (visits("2026-09-10"), visits("2026-09-10") + checkin("2026-11-01", "gone")),
        (visits("2026-09-10"), visits("2026-09-10") + checkin("2026-11-01", "no-effect")),
        # No window without the month: six months after the first day that it can have been.
        (visits("2026-05-24/2026-10-24"), visits("2026-05-23/2026-10-24")),
    ],
    "goals": [
        (visits(THREE), born(1988) + visits(THREE)),
        (visits("2026-05-10 2026-09-10"), visits("2026-09-10")),
        (born(1988) + visits(f"2025-11-23 {THREE}"), born(1988) + visits(f"2025-11-24 {THREE}")),
    ],
    "cost": [
        (  # a year and a month between sessions
            born(1980)
            + visit("2024-09-10", "palms = 100")
            + paid("2025-10-10", "palms = 100", 1100)
            + said("2026-10-10", "goals", "asked"),
            born(1980)
            + visit("2024-09-10", "palms = 100")
            + visit("2025-10-10", "palms = 100")
            + said("2026-10-10", "goals", "asked"),
        ),
        (
            born(1980) + visits("2025-11-24 2026-03-24 2026-09-10"),  # three within a year
            born(1980) + visits("2025-11-23 2026-03-24 2026-09-10"),
        ),
        (born(1980) + visits(THREE), born(1980) + visits(THREE, HEAD, **MIGRAINE)),
        (
            born(1980)
            + paid("2026-09-10", "palms = 100", 1000)
            + checkin("2026-11-10", "gone", "palms"),
            born(1980) + paid("2026-09-10", "palms = 100", 1000),  # it may still be working
        ),
        (
            born(1980)
            + visit("2026-03-10", "palms = 100")
            + paid("2026-09-10", "palms = 100", 1000),
            born(1980)
            + paid("2025-09-10", "palms = 100", 1000)
            + visit("2026-09-10", "palms = 100"),
        ),
    ],
    "short-result": [
        (ended("2026-06-01 83"), ended("2026-06-01 84")),
        (ended("2025-09-02 82"), ended("2025-09-01 82")),  # over 365 and 366 days ago
        (
            ended("2026-03-01 70") + visit("2026-09-01"),
            ended("2026-03-01 70") + visit("2026-08-01") + checkin("2026-10-24", "full"),  # day 84
        ),
        (ended("2026-03-01 70"), ended("2026-03-01 70") + ended("2026-06-01 100")),
        (
            ended("2026-03-01 70"),
            visit("2026-03-01", HEAD, **MIGRAINE)
            + checkin("2026-05-10", "gone", "migraine-pattern"),  # migraine-wear
        ),
    ],
    "uneven-sides": [
        (  # over on the day on which the other still worked, twice; and once
            visits("2026-01-10 2026-06-10", SIDES)
            + sides("2026-05-10", left="gone", right="full")
            + sides("2026-10-10", left="gone", right="full"),
            visits("2026-01-10 2026-06-10", SIDES) + sides("2026-10-10", left="gone", right="full"),
        ),
        (
            visit("2026-03-01", SIDES)
            + sides("2026-05-30", left="gone")
            + sides("2026-06-29", right="full"),
            visit("2026-03-01", SIDES)
            + sides("2026-05-30", left="gone")
            + sides("2026-06-28", right="full"),
        ),  # gone by day 90, working on day 120 and 119
        (
            visit("2026-03-01", SIDES)
            + sides("2026-05-30", left="gone")
            + sides("2026-06-29", right="full"),
            visit("2026-03-01", SIDES) + sides("2026-06-29", left="full", right="full"),
        ),
        (
            visit("2026-03-01", SIDES)
            + sides("2026-05-30", left="gone")
            + sides("2026-06-29", right="full"),
            visit("2026-03-01", "underarms-left = 50")
            + visit("2026-02-28", "underarms-right = 50")  # two sessions
            + sides("2026-05-30", left="gone")
            + sides("2026-06-29", right="full"),
        ),
    ],
    "counterfeit": [
        (
            visit("2026-09-10", lot=""),
            visit("2026-09-10") + visit("2026-09-24", lot="", touch_up_of="s2026-09-10"),
        ),
        (visit("2025-11-23", lot=""), visit("2025", lot="")),  # some day of the year
        (visit("2026-09-10", lot=""), visit("2026-09-10")),
        (visit("2026-09-10", expiry=""), visit("2025-11-01", expiry="")),
        (visit("2025-09-10", lot="") + visit("2026-09-10", lot="c3709 c3"), visit("2026-09-10")),
        (visit("2024-01-10", lot="C3709C3") + visit("2026-09-10"), visit("2024-01-10", lot="C3")),
    ],
    "thin-skin": [
        (born(1997) + visits(THREE), born(1996) + visits(THREE)),  # begun at 29, and at 30
        (born(1997) + visits(THREE), visits(THREE)),  # not known
        (born(1997) + visits(THREE), born(1997) + visits("2026-05-10 2026-09-10")),
        (born(1997) + visits(THREE), born(1997) + visits(THREE, JAW)),
        (  # each area has its own beginning: at 29 and at 30
            born(1992) + visits("2021-11-20 2025-12-20 2026-04-20 2026-08-20"),
            born(1992)
            + visits("2021-11-20")
            + visits("2025-12-20 2026-04-20 2026-08-20", FOREHEAD),
        ),
        (  # two or more sessions in each of five calendar years, and in four
            born(1995) + visits(f"{TWICE_A_YEAR} 2025-11-10"),
            born(1995) + visits(TWICE_A_YEAR),
        ),
        (born(1990) + visits("2026-09-10") + felt("2026-10-01", "loose skin"), visits(THREE)),
        (
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-10-01", "loose-skin"),
            visit("2026-09-10", "palms = 100") + felt("2026-10-01", "loose-skin"),
        ),
    ],
    "skin-light": [
        (visits(SIX, FOREHEAD), visits(SIX[11:], FOREHEAD)),
        (visits(SIX, FOREHEAD), visits(SIX)),
        (
            visits(f"2023-11-24 {SIX[11:]}", FOREHEAD),  # six within three years
            visits(f"2023-11-23 {SIX[11:]}", FOREHEAD),
        ),
        (
            visit("2026-09-10", FOREHEAD) + felt("2026-10-01", "shiny forehead"),
            visit("2026-09-10", JAW) + felt("2026-10-01", "shiny forehead"),
        ),
        (
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-10-01", "shiny-skin"),
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-10-01", note="not shiny"),
        ),
    ],
    "veins": [
        (
            visits(f"{TWICE_A_YEAR} 2025-11-10", FOREHEAD),
            visits(TWICE_A_YEAR, FOREHEAD),
        ),
        (
            visits(f"{TWICE_A_YEAR} 2025-11-10", "temples = 20"),
            visits(f"{TWICE_A_YEAR} 2025-11-10"),
        ),
        (
            visits(f"{TWICE_A_YEAR} 2025-11-10", FOREHEAD),
            visits("2020-05-10 2026-05-10", FOREHEAD),  # two sessions are no six years
        ),
        (
            visits(f"{TWICE_A_YEAR} 2025-11-10", FOREHEAD),
            visits(TWICE_A_YEAR, FOREHEAD) + visit("2025-05-10", FOREHEAD, id="again"),  # one visit
        ),
        (
            visit("2026-09-10", "temples = 20") + felt("2026-10-01", "veins"),
            visit("2026-09-10", "chin = 5") + felt("2026-10-01", "veins"),
        ),
        (
            visit("2026-09-10", HEAD, **MIGRAINE) + felt("2026-10-01", "visible-veins"),
            visit("2026-09-10", "palms = 100") + felt("2026-10-01", "visible-veins"),
        ),
    ],
}


@pytest.mark.parametrize(
    ("state", "worked", "topic"),
    [
        ("partial", False, "partial"),
        ("partial", True, "partial"),
        ("no-effect", False, "no-effect"),
        ("no-effect", True, "antibodies"),
    ],
)
def test_one_topic_asks_about_a_result_that_disappoints(
    state: str, topic: str, *, worked: bool
) -> None:
    """No effect after one that worked is `antibodies`; nothing is asked twice for one check-in."""
    text = visits("2026-05-10 2026-09-10") + checkin("2026-10-01", state)
    text += checkin("2026-06-10", "full") if worked else ""
    disappointing = {"partial", "no-effect", "antibodies"}
    assert disappointing.intersection(raised(text)) == {topic}


@pytest.mark.parametrize(
    ("checkins", "topics"),
    [
        ({"2026-09-25": "partial", "2026-10-05": "no-effect"}, {"no-effect"}),
        ({"2026-09-20": "partial", "2026-10-05": "no-effect"}, {"no-effect"}),
        ({"2026-09-25": "no-effect", "2026-10-05": "partial"}, {"partial"}),
        ({"2026-09-25": "partial", "2026-10-05": "full"}, set()),
        ({"2026-09-11": "no-effect"}, set()),
    ],
)
def test_one_result_raises_one_topic(checkins: dict[str, str], topics: set[str]) -> None:
    """What was seen last, from day 14."""
    text = visit("2026-09-10") + "".join(checkin(*item) for item in checkins.items())
    assert {"partial", "no-effect", "antibodies"}.intersection(raised(text)) == topics


@pytest.mark.parametrize(("day", "is_raised"), [("2026-09-23", False), ("2026-09-24", True)])
def test_a_failure_after_results_that_worked_is_judged_from_day_14(
    day: str, *, is_raised: bool
) -> None:
    """Sooner it may still be kicking in."""
    text = visits("2026-05-10 2026-09-10") + checkin("2026-06-10", "full")
    assert ("antibodies" in raised(text + checkin(day, "no-effect"))) is is_raised


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("partial", "Frown lines: working only partly on 1 Oct 2026, 21 days after the session."),
        ("no-effect", "Frown lines: no effect seen on 1 Oct 2026, 21 days after the session."),
    ],
)
def test_a_first_result_that_disappoints_says_when_it_was_seen(state: str, why: str) -> None:
    """The day after the session tells whether it could be judged at all."""
    (found,) = [
        item
        for topic, item in raised(visit("2026-09-10") + checkin("2026-10-01", state)).items()
        if topic == state
    ]
    assert found.why == (why,)


@pytest.mark.parametrize(
    ("effect", "over", "is_raised"),
    [
        ("brow-peaking", "", True),
        ("brow-peaking-left", "", True),
        ("brow-peaking-left", '2026-11-01 "brow-peaking-left"', False),
        ("brow-peaking-left", '2026-11-01 "brow-peaking"', False),
        ("brow-peaking", '2026-11-01 "brow-peaking-left"', False),
        ("brow-peaking-left", '2026-11-01 "brow-peaking-right"', True),
        ("brow-peaking-left", '2026-10-01 "brow-peaking-left"', False),
        ("brow-peaking-left", '2026-09-30 "brow-peaking-left"', True),  # it came back
        ("brow-peaking", '2026-11-01 "headache"', True),
        ("one brow higher", '2026-11-01 "spock brow"', False),
    ],
)
def test_a_side_effect_that_is_over_is_not_asked_about(
    effect: str, over: str, *, is_raised: bool
) -> None:
    """From the day of the check-in that saw it resolved, on that side."""
    text = visit("2026-09-10") + felt("2026-10-01", effect)
    if over:
        day, _, what = over.partition(" ")
        text += f"[[checkin]]\ndate = {day}\nresolved = [{what}]\n"
    assert ("expression" in raised(text)) is is_raised


@pytest.mark.parametrize(
    ("before", "after", "is_raised"),
    [
        ("botox", "botox-cosmetic", False),
        ("vistabel", "Botox Cosmetic", False),
        ("dysport", "azzalure", False),
        ("xeomin", "bocouture", False),
        ("botox", "xeomin", True),
        ("unknown", "botox", False),
    ],
)
def test_two_names_of_one_substance_are_no_switch(
    before: str, after: str, *, is_raised: bool
) -> None:
    """Botox and Botox Cosmetic are one substance; so are the others of a family."""
    text = visit("2026-05-10", product=before) + visit("2026-09-10", product=after)
    assert ("switch-product" in raised(text)) is is_raised


@pytest.mark.parametrize(
    ("topic", "history", "near_miss"),
    [(topic, *pair) for topic, pairs in BOTH.items() for pair in pairs],
)
def test_a_topic_is_raised_and_its_near_miss_is_not(
    topic: str, history: str, near_miss: str
) -> None:
    """A history raises the topic as new, with a reason and a question; its near miss does not."""
    found = raised(history)[topic]
    assert (found.status, bool(found.why), bool(found.question)) == ("new", True, True)
    assert topic not in raised(near_miss)


def test_every_topic_has_its_rule_and_was_tried() -> None:
    """The table of rules, the catalog and the tests name the same topics."""
    assert set(RULES) == set(load().topics)
    assert set(BOTH) == set(RULES)


def with_trend(trend: Trend | None, changes: tuple[str, ...] = ()) -> dict[str, OpenQuestion]:
    """Return what is raised where the frown lines show a trend."""
    held = journal(visits(THREE))
    areas = [
        area._replace(trend=trend, changes=changes)
        for area in build_snapshot(held, load(), TODAY).areas
    ]
    return {item.topic: item for item in open_questions(held, load(), areas, TODAY)}


def test_a_clear_trend_is_raised_either_way() -> None:
    """Clearly shorter is one topic, clearly longer the other; within the scatter is neither."""
    shorter = with_trend(Trend(TrendKind.SHORTER, clear=True, days=(150, 75, 45)), ("the product",))
    assert next(iter(shorter)) == "antibodies"
    assert "longer-results" not in shorter
    assert shorter["antibodies"].why == (
        "Frown lines: results lasted about 150, 75 and 45 days.",
        "Something else changed in that time too: the product.",
    )
    longer = with_trend(Trend(TrendKind.LONGER, clear=True, days=(90, 110, 140)))
    assert longer["longer-results"].why == (
        "Frown lines: results lasted about 90, 110 and 140 days.",
        "Frown lines: 3 sessions in the past two years.",
    )
    assert longer["longer-results"].also == ("weak-muscle",)
    assert "antibodies" not in longer
    untold = with_trend(Trend(TrendKind.SHORTER, clear=True, days=()))
    assert untold["antibodies"].why == (
        "Frown lines: results are getting shorter, going by your check-ins.",
    )
    for kind in TrendKind:
        unclear = with_trend(Trend(kind, clear=False, days=(90, 100)))
        assert {"antibodies", "longer-results"}.isdisjoint(unclear)


@pytest.mark.parametrize(
    ("areas", "more", "name"),
    [
        ("glabella = 20", {}, "lines"),
        (HEAD, MIGRAINE, "migraine"),
        (JAW, {}, "jaw"),
        (JAW, {"purpose": "slimming"}, "slimming"),
        ("neck = 100", {}, "spasm"),
        ("arm = 100", {"purpose": "after a stroke"}, "spasm"),
        ("bladder = 100", {"purpose": "overactive bladder"}, "bladder"),
        ("larynx = 5", {"purpose": "adductor dysphonia"}, "voice"),
        (f"{JAW}\nglabella = 20", {}, "both"),
        (f"{JAW}\nbladder = 100", {}, "plain"),
        ('"my spot" = 5', {}, "plain"),
    ],
)
def test_a_weaker_muscle_is_asked_about_by_purpose(
    areas: str, more: dict[str, str], name: str
) -> None:
    """For lines less may do; where a muscle has work to do, the question is what that means."""
    found = raised(visits(THREE, areas, **more))["weak-muscle"]
    question = load().topics["weak-muscle"].questions[name]
    assert (found.question, found.evidence) == (question, Evidence.MODERATE)


@pytest.mark.parametrize(
    "trouble",
    [
        checkin("2026-10-10", "partial"),
        checkin("2026-10-10", "no-effect"),
        checkin("2026-05-01", "gone") + checkin("2026-08-01", "gone"),  # day 83
    ],
)
def test_nobody_asks_for_less_where_results_are_too_little(trouble: str) -> None:
    """Beside a result that disappoints a lower dose is no question; other areas keep theirs."""
    assert "weak-muscle" in raised(visits(THREE))
    assert "weak-muscle" not in raised(visits(THREE) + trouble)
    other = raised(visits(THREE, f"glabella = 20\n{FOREHEAD}") + trouble)["weak-muscle"]
    assert other.areas == ("forehead",)


def test_repeated_while_it_still_worked() -> None:
    """Two results in a row that still worked at the next session are mentioned with the count."""
    early = visits(THREE) + checkin("2026-05-01", "full") + checkin("2026-09-01", "full")
    assert raised(early)["weak-muscle"].why == (
        "Frown lines: 3 sessions in the past two years.",
        "Frown lines: still working shortly before the next session, twice in a row.",
    )
    assert len(raised(visits(THREE) + checkin("2026-09-01", "full"))["weak-muscle"].why) == 1


def test_a_warned_lot_is_pointed_out_without_a_verdict() -> None:
    """The warning comes with its source and day, first of all, and says what it cannot say."""
    found = raised(visits(THREE, lot="C3709C3"))
    assert next(iter(found)) == "counterfeit"
    assert found["counterfeit"].why == (
        (
            "10 Jan 2026, 10 May 2026 and 10 Sep 2026: Published warnings (King County, United "
            "States, 18 Apr 2024; COFEPRIS, Mexico, 2023) name lot C3709C3: counterfeit Botox was "
            "found with this number on its carton and vial."
        ),
        (
            "The maker's own vials can share a lot number with counterfeits, so the number alone "
            "can't show what was in the vial, and our list of warnings is incomplete. Sources: "
            "KIRO 7, King County, 2024-04-18, Pledge Times, COFEPRIS alert about counterfeit Botox "
            "and Mexico City health agency, COFEPRIS alert of "
            "July 2025."
        ),
    )


@pytest.mark.parametrize(
    ("lot", "note", "named"),
    [
        ("LOT C3709C3", None, ["C3709C3"]),
        ("C3709C3 exp 12/2023", None, ["C3709C3"]),
        ("C6835C3 / C3016 C3", None, ["C6835C3", "C3016 C3"]),
        ("C1", "the box had C3709C3 on it", ["C3709C3"]),
        ("C1", "C3709C33", []),
    ],
)
def test_a_warned_lot_is_found_with_what_stands_around_it(
    lot: str, note: str | None, named: list[str]
) -> None:
    """A label, an expiry date, a second lot or a note around it: each warned lot is named once."""
    more = {"lot": lot} if note is None else {"lot": lot, "note": note}
    found = raised(visit("2026-09-10", **more)).get("counterfeit")
    why = found.why[::2] if found else ()
    assert [sentence.partition(" lot ")[2].partition(":")[0] for sentence in why] == named


def test_a_warned_lot_in_the_note_of_a_check_in_is_pointed_out() -> None:
    """The note of a check-in may be where the number was written down."""
    text = visit("2026-09-10") + felt("2026-09-20", note="lot was C3709C3")
    assert raised(text)["counterfeit"].why[0].startswith("20 Sep 2026: Published warnings")


def test_a_label_that_allows_less_counts() -> None:
    """Ten weeks are not early in the neck with Xeomin, whose European label allows them."""
    neck = {"areas": "neck = 250", "product": "xeomin"}
    assert "too-soon" not in raised(visits("2026-06-01 2026-08-10", **neck))
    assert "too-soon" in raised(visits("2026-06-01 2026-08-09", **neck))
    assert "too-soon" in raised(visits("2026-06-01 2026-08-10", **{**neck, "product": "botox"}))
    chin = {**neck, "areas": "chin = 4"}
    assert "too-soon" in raised(visits("2026-06-01 2026-08-10", **chin))


@pytest.mark.parametrize(
    ("product", "areas", "purpose", "days", "apart"),
    [
        ("xeomin", "neck = 250", "", 70, "10 weeks"),
        ("xeomin", "neck = 250", "twisted neck", 70, "10 weeks"),
        ("botox", "neck = 250", "", 84, "12 weeks"),
        ("botox", "arm = 200", "", 84, "12 weeks"),
        ("botox-cosmetic", "glabella = 20", "", 90, "13 weeks"),
        ("botox-cosmetic", "glabella = 20", "wedding", 90, "13 weeks"),
        ("dysport", "glabella = 50", "", 91, "13 weeks"),
        ("azzalure", "glabella = 50", "", 84, "12 weeks"),
        ("xeomin", "salivary = 100", "", 112, "16 weeks"),
        ("xeomin", "salivary = 100", "parkinsons", 112, "16 weeks"),
        ("botox", "masseter = 50", "", 84, "12 weeks"),
        ("botox", "masseter = 50", "slimming", 183, "6 months"),
    ],
)
def test_too_soon_is_what_the_label_of_the_use_says(
    product: str, areas: str, purpose: str, days: int, apart: str
) -> None:
    """A day before the label's interval it is raised and names it; on that day it is silent."""
    first = date(2026, 3, 1)
    early, late = (
        raised(
            visit("2026-03-01", areas, product=product, purpose=purpose)
            + visit(str(first + timedelta(days=gap)), areas, product=product, purpose=purpose)
        )
        for gap in (days - 1, days)
    )
    assert early["too-soon"].question.startswith(
        f"At least two of my sessions were less than {apart} apart."
    )
    assert "too-soon" not in late


def test_too_soon_names_the_longest_of_several_intervals() -> None:
    """Both gaps are shorter than that, so the sentence is true of both."""
    text = visits("2026-06-01 2026-08-10", "arm = 200", product="botox")
    text += visits("2026-06-02 2026-08-11", "salivary = 100", product="xeomin")
    assert "less than 16 weeks apart" in raised(text)["too-soon"].question


def test_three_months_by_a_longer_label_are_not_often() -> None:
    """`antibodies` counts twelve weeks: 86 and 87 days are early by the label, and not often."""
    found = raised(visits("2026-03-01 2026-05-26 2026-08-21"))
    assert "too-soon" in found
    assert "antibodies" not in found


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        ("botox", "lantox", True),
        ("neuronox", "innotox", True),
        ("neuronox", "neuronox", False),
        ("nuceiva", "jeuveau", False),
        ("unknown", "lantox", False),
    ],
)
def test_a_product_without_figures_is_another_product(before: str, now: str, asked: bool) -> None:
    """Two brands of unknown substances are not taken for one another, nor for an unknown brand."""
    text = visit("2026-04-01", product=before) + visit("2026-09-01", product=now)
    assert ("switch-product" in raised(text)) is asked


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        ("2026-09-01", "2026-09-01", set()),
        ("2026-09-01", "2026-09-02", {"too-soon", "switch-product"}),
        ("2026-09", "2026-09-30", set()),
        ("2026-09", "2026-10-01", {"too-soon", "switch-product"}),
    ],
)
def test_nothing_is_asked_of_two_records_of_one_day(before: str, now: str, asked: set[str]) -> None:
    """Two sessions that may be of one day are neither early nor a change."""
    text = visit(before) + visit(now, product="dysport").replace('id = "s', 'id = "t')
    assert raised(text).keys() & {"too-soon", "switch-product"} == asked


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ("", False),
        (felt("2026-10-01", "chewing-weakness"), True),
        (felt("2026-10-01", "chewing-weakness") + over("2026-11-01", "chewing-weakness"), False),
        # Recorded for the year, and over within it.
        (felt("2026", "chewing-weakness") + over("2026-10-10", "chewing-weakness"), False),
    ],
)
def test_a_bite_is_asked_about_while_it_is_weaker(more: str, asked: bool) -> None:
    """A session alone raises nothing, and what is over is over."""
    assert ("jaw-bite" in raised(visit("2026-09-01", JAW) + more)) is asked


def test_the_latest_reasons_are_shown() -> None:
    """Of ten short intervals the last three are shown, and how many there were before."""
    days = " ".join(f"2026-{month:02}-01" for month in range(1, 12))
    assert raised(visits(days))["too-soon"].why == (
        "Frown lines: treated again on 1 Sep 2026, 31 days after the session before.",
        "Frown lines: treated again on 1 Oct 2026, 30 days after the session before.",
        "Frown lines: treated again on 1 Nov 2026, 31 days after the session before.",
        "7 more.",
    )


def test_a_reason_says_a_date_as_it_is_known() -> None:
    """Between two days, around a day, in a season: each reads as a sentence, and nothing is cut."""
    neck = visit("2026-10-05/2026-10-24", "neck = 50") + felt("2026-11-01", "neck-weakness")
    assert raised(neck, TODAY)["weaker-elsewhere"].why == (
        (
            "Weak neck or shoulders recorded on 1 Nov 2026, after the session between 5 Oct and "
            "24 Oct 2026."
        ),
    )
    often = visits("2026-01-10 2026-05-10") + felt("2026-06-01", "dizzy")
    assert raised(often + felt("2026-07-02", "dizzy"), TODAY)["side-effect"].why == (
        (
            "Dizziness recorded twice since 1 Jun 2026, last on 2 Jul 2026, 53 days after the "
            "session on 10 May 2026."
        ),
    )
    assert raised(often + felt("2026-07", "dizzy"), TODAY)["side-effect"].why == (
        "Dizziness recorded in Jul 2026, after the session on 10 May 2026.",
    )
    soon = visit("2026-08-01/2026-08-10") + visit("2026-09-01/2026-09-21")
    assert raised(soon, TODAY)["too-soon"].why == (
        (
            "Frown lines: treated again around 11 Sep 2026, at most 51 days after the session "
            "before."
        ),
    )
    other = visit("2026-01-01") + visit("2026-09-01/2026-11-30", product="dysport")
    assert raised(other, TODAY)["switch-product"].why == (
        "Frown lines: Dysport in autumn 2026, after Botox Cosmetic.",
    )
    (lacking,) = raised(visit("2026-08-25/2026-09-14", lot=""), TODAY)["counterfeit"].why
    assert lacking == "The session around 4 Sep 2026 has no lot number or no expiry date."
    asked = visits("2024-12-01 2025-04-01 2025-12-15") + said(
        '"2026-01-01/2026-01-10"', "weak-muscle", "deferred"
    )
    assert "Deferred in early Jan 2026 until the next visit." in raised(asked)["weak-muscle"].why


# --- one question for what belongs together ----------------------------------------------------

FELL = ended("2025-01-01 150", "2025-09-01 80", "2026-03-01 60")


@pytest.mark.parametrize(
    ("text", "topic", "also", "question"),
    [
        (  # is it the dose, the product or antibodies?
            FELL + visit("2026-09-10", product="dysport"),
            "antibodies",
            ("short-result", "switch-product"),
            "plain",
        ),
        (
            FELL + visit("2026-05-20"),
            "antibodies",
            ("short-result", "too-soon"),
            "with-too-soon",
        ),
        (
            visit("2026-05-10")
            + visit("2026-09-10", product="dysport")
            + checkin("2026-10-10", "partial"),
            "partial",
            ("switch-product",),
            "lines",
        ),
        (
            visit("2026-09-10", FOREHEAD)
            + felt("2026-10-01", "eyelid-ptosis")
            + felt("2026-10-01", "brow-ptosis"),
            "eyelid-droop",
            ("brow-heavy",),
            "with-brow-heavy",
        ),
        (
            born(1995) + visits(f"{TWICE_A_YEAR} 2025-11-10 2026-03-10", FOREHEAD),
            "thin-skin",
            ("veins",),
            "long-with-veins",
        ),
        (visits(f"{TWICE_A_YEAR} 2025-11-10 2026-03-10", FOREHEAD), "veins", (), "plain"),
        (visits(THREE), "goals", ("cost",), "lines-with-cost"),
        (born(1980) + visits(THREE), "cost", (), "plain"),
    ],
)
def test_related_questions_become_one(
    text: str, topic: str, also: tuple[str, ...], question: str
) -> None:
    """One question asks what is open together, with all reasons and sources."""
    questions = raised(text)
    found = questions[topic]
    assert (found.also, found.question) == (also, load().topics[topic].questions[question])
    assert questions.keys().isdisjoint(also)
    for one in also:
        assert set(load().topics[one].sources) <= set(found.sources)


def test_a_change_of_product_belongs_to_what_disappoints_within_a_year_of_it() -> None:
    """The second session with it works only partly: the change is a reason again."""
    text = visits("2025-05-10 2026-01-10") + visits("2026-05-10 2026-09-10", product="dysport")
    assert "switch-product" not in raised(text)
    found = raised(text + checkin("2026-10-10", "partial"))["partial"]
    assert found.also == ("switch-product",)
    assert found.why[1] == "Frown lines: Dysport on 10 May 2026, after Botox Cosmetic."
    late = visits("2025-01-10 2025-05-10") + visits("2025-09-10 2026-09-10", product="dysport")
    late += checkin("2026-10-10", "partial")
    assert raised(late)["partial"].also == ()


def test_each_reason_of_a_joint_question_is_there() -> None:
    """Those of the one that leads first, and the areas of both."""
    found = raised(FELL + visit("2026-09-10", f"glabella = 50\n{FOREHEAD}", product="dysport"))
    assert found["antibodies"].why == (
        "Frown lines: the last results had worn off by day 150, 80 and 60.",
        "Frown lines: worn off by day 60, after the session on 1 Mar 2026.",
        "Frown lines: Dysport on 10 Sep 2026, after Botox Cosmetic.",
    )


@pytest.mark.parametrize(
    "text",
    [
        # about another area
        FELL + visits("2026-02-10", FOREHEAD) + visit("2026-06-10", FOREHEAD, product="dysport"),
        # asked before, so that the switch alone is new
        FELL + visit("2026-09-10", product="dysport") + said("2026-09-11", "antibodies", "asked")
        + said("2026-09-11", "short-result", "asked"),
    ],
)  # fmt: skip
def test_a_question_is_asked_alone_where_the_other_is_not_there_to_ask_it(text: str) -> None:
    """Another area, or a question that was settled, takes nothing along."""
    assert raised(text)["switch-product"].also == ()


def test_a_question_that_waits_takes_nothing_along() -> None:
    """What was put off is asked at a later visit than what is new."""
    text = FELL + visit("2026-09-10", product="dysport")
    for topic in ("antibodies", "short-result"):
        text += said("2026-09-11", topic, "deferred")
    found = raised(text, date(2026, 9, 12))
    assert (found["antibodies"].status, found["antibodies"].also) == ("waiting", ("short-result",))
    assert found["switch-product"].also == ()


def test_what_happened_is_never_left_to_a_question_that_does_not_name_it() -> None:
    """For a spasm no wording names both lid and brow, so each is asked about."""
    session = visit("2026-09-10", f"eyelid = 25\n{FOREHEAD}", purpose="spasm")
    text = session + felt("2026-10-01", "eyelid-ptosis") + felt("2026-10-01", "brow-ptosis")
    assert {"eyelid-droop", "brow-heavy"} <= raised(text).keys()


# --- memory ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("", None),
        (visits("2026-02-10 2026-06-10"), None),
        (visits("2026-02-10 2026-06-10 2026-10-10"), "due-again"),  # three more
        (visits("2026-02-10 2026-06-10", "chin = 5") + visit("2026-10-10", FOREHEAD), None),
        (said("2026-01-01", "weak-muscle", "dismissed"), None),
        (said("2026-01-01", "weak-muscle", "deferred"), "deferred"),  # the window has opened
        (said("2024-01-01", "weak-muscle", "dismissed"), None),  # older than what was said last
    ],
)
def test_a_question_that_was_asked(more: str, status: str | None) -> None:
    """It is silent until three more sessions; the last word on it counts."""
    before = visits("2024-12-01 2025-04-01 2025-12-15") + said("2025-12-20", "weak-muscle", "asked")
    found = raised(before + more).get("weak-muscle")
    assert (found and found.status) == status


def test_a_question_about_all_of_it_counts_every_session() -> None:
    """Goals are no area's: three sessions of any area since then bring them back."""
    text = visits("2025-01-10 2025-05-10 2025-09-10") + said("2026-01-01", "goals", "asked")
    assert "goals" not in raised(text + visits("2026-01-10 2026-05-10"))
    back = raised(text + visits("2026-01-10 2026-05-10", "chin = 5") + visit("2026-09-10"))
    assert back["goals"].why[-1] == "Asked on 1 Jan 2026; 3 sessions since."


@pytest.mark.parametrize(("day", "status"), [("2025-11-24", None), ("2025-11-23", "due-again")])
def test_a_year_makes_it_new(day: str, status: str | None) -> None:
    """What was asked a year ago may be asked again, and says so."""
    found = raised(visits("2025-01-10 2025-06-01 2026-07-01") + said(day, "weak-muscle", "asked"))
    topic = found.get("weak-muscle")
    assert (topic and topic.status) == status
    if topic:
        assert topic.why[-1] == "Asked on 23 Nov 2025; a year has passed since."


@pytest.mark.parametrize(
    ("effect", "status"),
    [(felt("2026-10-20", "heavy brow"), None), (felt("2026-10-22", "heavy brow"), "due-again")],
)
def test_a_new_symptom_makes_it_new(effect: str, status: str | None) -> None:
    """A side effect recorded after it was asked raises it again; one recorded before does not."""
    before = visits(THREE, FOREHEAD) + felt("2026-10-01", "heavy brow")
    found = raised(before + said("2026-10-21", "brow-heavy", "asked") + effect).get("brow-heavy")
    assert (found and found.status) == status


@pytest.mark.parametrize(
    ("today", "more", "status"),
    [
        (date(2026, 9, 13), "", "waiting"),
        (date(2026, 11, 12), "", "waiting"),
        (date(2026, 11, 13), "", "deferred"),  # the fade window opens
        (date(2026, 9, 13), visit("2026-09-13"), "deferred"),  # that visit was made
    ],
)
def test_a_question_put_off_comes_back_at_the_next_visit(
    today: date, more: str, status: str
) -> None:
    """It waits on the sheet, out of sight of `remind`, until the next visit is near."""
    found = raised(visits(THREE) + said("2026-09-12", "weak-muscle", "deferred") + more, today)
    assert found["weak-muscle"].status == status
    shown = {item.topic for item in questions_to_show(tuple(found.values()))}
    assert ("weak-muscle" in shown) == (status != "waiting")


@pytest.mark.parametrize(
    ("today", "status"), [(date(2026, 12, 4), "waiting"), (date(2026, 12, 5), "deferred")]
)
def test_a_question_put_off_within_the_window_comes_back_after_two_weeks(
    today: date, status: str
) -> None:
    """The visit is near already, and nobody wants it back the next day: 20 and 21 Nov + 14 days."""
    text = visits(THREE) + said("2026-11-21", "weak-muscle", "deferred")
    assert raised(text, today)["weak-muscle"].status == status


def test_a_question_put_off_comes_back_when_it_happens_again() -> None:
    """Deferred to the next visit, a side effect recorded since brings it back at once."""
    text = visit("2026-09-10") + felt("2026-09-20", "eyelid-ptosis")
    put_off = text + said("2026-09-21", "eyelid-droop", "deferred")
    assert raised(put_off, date(2026, 10, 2))["eyelid-droop"].status == "waiting"
    again = raised(put_off + felt("2026-10-01", "eyelid-ptosis"), date(2026, 10, 2))["eyelid-droop"]
    assert again.status == "deferred"
    assert again.why[-1] == (
        "Deferred on 21 Sep 2026 until the next visit; something new was recorded since."
    )


def test_dismissed_is_gone_until_another_outcome() -> None:
    """Neither a year nor a new symptom brings it back; another outcome does."""
    gone = visits(THREE, FOREHEAD) + said("2024-01-01", "brow-heavy", "dismissed")
    noted = gone + felt("2026-10-01", "heavy brow")
    assert "brow-heavy" not in raised(noted)
    back = noted + said("2026-10-02", "brow-heavy", "deferred")
    assert raised(back)["brow-heavy"].status in {"deferred", "waiting"}


def test_of_one_day_the_last_word_counts() -> None:
    """Two outcomes on one day: the later in the file."""
    first = visits(THREE) + said("2026-11-01", "weak-muscle", "dismissed")
    assert "weak-muscle" in raised(first + said("2026-11-01", "weak-muscle", "deferred"))
    assert "weak-muscle" not in raised(
        visits(THREE)
        + said("2026-11-01", "weak-muscle", "deferred")
        + said("2026-11-01", "weak-muscle", "dismissed")
    )


def test_a_topic_written_by_hand_is_recognised() -> None:
    """A hand-written name counts, and one that is no topic hurts nothing."""
    text = visits(THREE) + said("2026-11-01", "Weaker muscle", "asked")
    assert "weak-muscle" not in raised(text + said("2026-11-01", "the weather", "asked"))


# --- how much is shown -----------------------------------------------------------------------


def test_what_happened_goes_before_what_time_brings() -> None:
    """A side effect or a short interval is more use than a count; opinion comes last."""
    text = born(1990) + visits(
        "2019-01-10 2024-05-10 2025-01-10 2025-06-10 2026-01-10 2026-06-10", FOREHEAD
    )
    found = raised(text + felt("2026-07-01", "heavy brow"))
    assert list(found) == ["brow-heavy", "weak-muscle", "goals", "thin-skin"]
    assert [item.topic for item in questions_to_show(tuple(found.values()))] == list(found)[:SHOWN]


@pytest.mark.parametrize("areas", ["glabella = 20", FOREHEAD, "underarms = 100", HEAD])
def test_a_first_timer_sees_one_or_two(areas: str) -> None:
    """After the first session there is little to ask, whatever was left out."""
    assert list(raised(visit("2026-11-01", areas))) == ["first-results"]
    assert len(raised(visit("2026-11-01", areas, lot=""))) == 2


def test_an_empty_journal_raises_nothing() -> None:
    """Nothing is raised of no sessions, nor of goals or check-ins alone."""
    assert raised("") == {}
    assert raised(born(1950) + felt("2026-11-01", "brow-ptosis")) == {}


def test_years_after_the_last_session_nothing_is_left() -> None:
    """Two years after the last session only what comes back is asked about, and that for five."""
    text = born(1950) + visits(SIX, f"{FOREHEAD}\n{JAW}")
    assert raised(text, date(2028, 9, 11)).keys() == {"stopping"}
    assert raised(text, date(2031, 9, 10)).keys() == {"stopping"}  # 1,826 days
    assert raised(text, date(2031, 9, 11)) == {}


def test_areas_are_named_as_in_the_timeline() -> None:
    """A question names the areas that it is about, and they are areas of the snapshot."""
    text = visits(THREE, JAW) + visits("2026-01-11 2026-05-11 2026-09-11")
    snapshot = build_snapshot(journal(text), load(), TODAY)
    lanes = {area.area for area in snapshot.areas}
    assert {area for item in snapshot.open_questions for area in item.areas} <= lanes
    (weak,) = [item for item in snapshot.open_questions if item.topic == "weak-muscle"]
    assert set(weak.areas) == {"masseter", "glabella"}


@pytest.mark.parametrize(
    ("earlier", "later", "is_raised"),
    [
        ("2025-10-10", "2025-11-23", True),  # 365 days before 23 Nov 2026
        ("2025-10-10", "2025-11-22", False),
        ("2026-03-01", "2026-05-29", True),  # 30 + 30 + 29 = 89 days
        ("2026-03-01", "2026-05-30", False),  # 90: the label of Botox Cosmetic
    ],
)
def test_too_soon_is_within_the_label_and_a_year(
    earlier: str, later: str, *, is_raised: bool
) -> None:
    """The last day on which it is raised, and the first on which it is not."""
    assert ("too-soon" in raised(visits(f"{earlier} {later}"))) is is_raised


@pytest.mark.parametrize(
    ("lasted", "is_raised"),
    [
        ([160, 80], False),  # one fall alone
        ([160, 120, 90], True),  # a quarter sooner, twice
        ([160, 120, 91], False),
        ([160, 121, 90], False),
        ([40, 160, 120, 90], True),
        ([160, 120, 90, 90], False),
    ],
)
def test_results_that_fall_by_a_quarter_twice_are_raised(
    lasted: list[int], *, is_raised: bool
) -> None:
    """Each was seen gone a quarter sooner than the one before, twice in a row, at the end."""
    day, text = date(2023, 6, 1), ""
    for days in lasted:
        text += visit(day.isoformat()) + checkin(str(day + timedelta(days=days)), "gone")
        day += timedelta(days=200)
    text += visit("2026-08-01")
    assert ("antibodies" in raised(text)) is is_raised


def test_muscles_are_worked_on_where_two_results_were_repeated_at_work() -> None:
    """One such result says nothing: it has to be two in a row."""
    once = visits("2025-01-01 2025-07-01 2026-01-01") + checkin("2025-12-20", "full")
    twice = once + checkin("2025-06-20", "full")
    assert [
        any("twice in a row" in why for why in raised(text)["weak-muscle"].why)
        for text in (once, twice)
    ] == [False, True]


def test_one_visit_lacks_and_two_lack() -> None:
    """The sentence agrees with the number, and gives the date of the last."""
    told = [raised(visits(days, lot=""))["counterfeit"].why[0] for days in
            ("2026-10-01", "2026-05-01 2026-10-01")]  # fmt: skip
    assert told == [
        "The session on 1 Oct 2026 has no lot number or no expiry date.",
        "2 sessions of the past year have no lot number or no expiry date, the last on 1 Oct 2026.",
    ]


def test_an_unknown_area_has_questions_too() -> None:
    """Words that the catalog does not know have no purpose, and are shown as typed."""
    found = raised(visits("2026-10-01 2026-11-01", '"my spot" = 20'))
    assert found["too-soon"].why == (
        "My spot: treated again on 1 Nov 2026, 31 days after the session before.",
    )


@pytest.mark.parametrize(("day", "is_raised"), [("2024-11-23", True), ("2024-11-22", False)])
def test_an_area_raises_questions_for_two_years(day: str, *, is_raised: bool) -> None:
    """730 days after its last session, and not a day longer."""
    text = born(1970) + visits(f"2024-01-01 2024-05-01 {day}", FOREHEAD)
    assert ("brow-heavy" in raised(text)) is is_raised


def test_a_word_on_one_topic_is_none_on_another() -> None:
    """What was dismissed is silent, and nothing else."""
    text = visits(THREE)
    before = set(raised(text))
    assert "weak-muscle" in before
    assert set(raised(text + said("2026-09-12", "brow-heavy", "dismissed"))) == before
    dismissed = raised(text + said("2026-09-12", "weak-muscle", "dismissed"))
    assert set(dismissed) == before - {"weak-muscle"}


@pytest.mark.parametrize(
    ("days", "is_again"),
    [
        ("2026-01-10 2026-04-10 2026-07-10", False),  # the visit of the day itself, and two more
        ("2026-01-09 2026-04-10 2026-07-10", False),
        ("2026-01-10 2026-04-10 2026-07-10 2026-10-10", True),
    ],
)
def test_three_sessions_after_it_was_asked_it_comes_again(days: str, *, is_again: bool) -> None:
    """The session at which it was asked is not one of them."""
    text = visits(f"2025-01-10 2025-06-10 {days}") + said("2026-01-10", "weak-muscle", "asked")
    assert ("weak-muscle" in raised(text)) is is_again


def test_a_deferred_question_about_an_unknown_area_waits() -> None:
    """Without a forecast no window opens; the next visit brings it back."""
    text = visits(THREE, '"my spot" = 20') + said("2026-09-12", "weak-muscle", "deferred")
    assert raised(text)["weak-muscle"].status == "waiting"
    again = text + visit("2026-11-12", '"my spot" = 20')
    assert raised(again)["weak-muscle"].status == "deferred"


@pytest.mark.parametrize(
    ("more", "rest"),
    [("", ", but not whether you discussed them."), (said("2025-10-01", "goals", "asked"), ".")],
)
def test_goals_say_whether_they_were_talked_about(more: str, rest: str) -> None:
    """After a year of them, and after a year since they were asked about."""
    text = born(1980) + visits("2025-02-10 2025-08-10 2026-02-10 2026-08-10") + more
    assert f"Your goals are recorded{rest}" in raised(text)["goals"].why


# --- side effects ----------------------------------------------------------------------------


def because_of(effect: str, areas: str, **more: str) -> set[str]:
    """Return the topics that a side effect raises, after one session of some areas."""
    session = visit("2026-09-10", areas, **more)
    before, after = raised(session), raised(session + felt("2026-09-22", effect))
    return {topic for topic, item in after.items() if item != before.get(topic)}


@pytest.mark.unmeasured
@pytest.mark.parametrize("area", [*load().areas, '"my spot"'])
def test_no_side_effect_is_met_with_silence(area: str) -> None:
    """Whatever was treated, every side effect and one of one's own raises a question."""
    silent = [
        effect
        for effect in [*load().effects, "dizzy spells", "```"]
        if not because_of(effect, f"{area} = 20")
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("effect", "areas", "topics"),
    [
        ("eyelid-ptosis", "glabella = 20", "eyelid-droop"),
        ("eyelid-ptosis", FOREHEAD, "eyelid-droop"),
        ("eyelid-ptosis", HEAD, "eyelid-droop"),
        ("eyelid-ptosis", "eyelid = 25", "eyelid-droop"),
        ("eyelid-ptosis", JAW, "side-effect"),
        ("brow-ptosis", "glabella = 20", "brow-heavy"),
        ("brow-ptosis", "brow-lift = 5", "brow-heavy"),
        ("brow-ptosis", "crows-feet = 24", "side-effect"),
        ("brow-peaking", FOREHEAD, "expression"),
        ("brow-peaking", "crows-feet = 24", "expression"),
        ("brow-peaking", "half-face = 25", "uneven-smile"),
        ("brow-peaking", "chin = 5", "uneven-smile"),
        ("brow-peaking", "palms = 100", "side-effect"),
        ("smile-asymmetry", JAW, "uneven-smile"),
        ("smile-asymmetry", "lip-flip = 4", "uneven-smile"),
        ("smile-asymmetry", FOREHEAD, "side-effect"),
        ("chewing-weakness", JAW, "jaw-bite"),
        ("chewing-weakness", f"{JAW}\nneck = 100", "jaw-bite"),
        ("chewing-weakness", "temples = 20", "weaker-elsewhere"),
        ("perioral-weakness", "lip-flip = 4", "weaker-elsewhere"),
        ("neck-weakness", HEAD, "weaker-elsewhere"),
        ("lasting-weakness", "palms = 100", "weaker-elsewhere"),
        ("voice-change", "larynx = 5", "voice-breathy"),
        ("voice-change", "neck = 100", "voice-breathy serious-reaction"),
        ("voice-change", "cricopharyngeus = 25", "voice-breathy serious-reaction"),
        ("voice-change", "glabella = 20", "weaker-elsewhere serious-reaction"),
        ("eyelid-ptosis", "eye-muscle = 5", "eyelid-droop"),
        ("eye-symptoms", "eye-muscle = 5", "dry-eye"),
        ("eyelid-ptosis", "tension-headache = 50", "eyelid-droop"),
        ("smile-asymmetry", "cheeks = 4", "uneven-smile"),
        ("smile-asymmetry", "oromandibular = 50", "uneven-smile"),
        ("volume-loss", "cheeks = 4", "lower-face-sag"),
        ("urinary-retention", "bladder = 100", "bladder-emptying"),
        ("eye-symptoms", "glabella = 20", "dry-eye"),
        ("eye-symptoms", "neck = 100", "side-effect"),
        ("volume-loss", JAW, "lower-face-sag"),
        ("volume-loss", "temples = 20", "temple-hollow"),
        ("volume-loss", f"temples = 20\n{JAW}", "lower-face-sag"),
        ("volume-loss", "glabella = 20", "side-effect"),
        ("hollow-temples", JAW, "side-effect"),
        ("shiny-skin", FOREHEAD, "skin-light"),
        ("shiny-skin", "chin = 5", "skin-light"),
        ("shiny-skin", JAW, "side-effect"),
        ("loose-skin", HEAD, "thin-skin"),
        ("loose-skin", JAW, "thin-skin"),
        ("visible-veins", HEAD, "veins"),
        ("shiny-skin", HEAD, "skin-light"),
        ("lasting-weakness", HEAD, "weaker-elsewhere serious-reaction"),
        ("over-relaxation", "lip-flip = 4", "expression"),
        ("new-lines", JAW, "expression"),
        ("injection-site-reaction", "glabella = 20", "side-effect"),
        ("headache", "glabella = 20", "side-effect"),
        ("dysphagia", "glabella = 20", "serious-reaction"),
        ("double-vision", "crows-feet = 24", "serious-reaction"),
        ("toothache", JAW, "side-effect"),
    ],
)
def test_a_side_effect_raises_what_is_about_it(effect: str, areas: str, topics: str) -> None:
    """The topic that fits where it was injected, and no other."""
    assert because_of(effect, areas) == set(topics.split())


@pytest.mark.parametrize(
    "text", ["none", "nothing at all", "no dizziness", "chewing fine", "not frozen"]
)
def test_what_is_denied_is_no_side_effect(text: str) -> None:
    """Words that deny something, or say that it is over, raise nothing."""
    assert because_of(text, f"{FOREHEAD}\n{JAW}") == set()


def test_every_side_effect_that_no_topic_is_about_is_named() -> None:
    """The last date of each, in the person's own words too; what another topic asks is left out."""
    text = (
        visit("2026-09-10") + felt("2026-09-11", "headache-right") + felt("2026-09-20", "Hair loss")
    )
    found = raised(text + felt("2026-09-22", "headache-right") + felt("2026-09-25", "eye-symptoms"))
    assert found["side-effect"].why == (
        (
            "Headache (right) recorded twice since 11 Sep 2026, last on 22 Sep 2026, 12 days after "
            "the session on 10 Sep 2026."
        ),
        "Hair loss recorded on 20 Sep 2026, 10 days after the session on 10 Sep 2026.",
    )
    assert found["side-effect"].areas == ()
    assert found["dry-eye"].why == (
        "Dry or irritated eye recorded on 25 Sep 2026, 15 days after the session on 10 Sep 2026.",
    )


def test_a_reason_names_the_side() -> None:
    """Each side that was recorded, with its last date."""
    text = visit("2026-09-10", FOREHEAD) + felt("2026-09-20", "eyelid-ptosis-left")
    found = raised(
        text + felt("2026-09-22", "eyelid-ptosis-left") + felt("2026-09-21", "ptosis right")
    )
    assert found["eyelid-droop"].why[0] == (
        "Drooping eyelid (left) recorded twice since 20 Sep 2026, last on 22 Sep 2026, 12 days "
        "after the session on 10 Sep 2026."
    )
    assert raised(text + over("2026-09-30", "eyelid-ptosis-left")).keys() == {"first-results"}


@pytest.mark.parametrize(
    ("session", "recorded", "after"),
    [
        ("2026-09-10", "2026-09-22", ", 12 days after the session on 10 Sep 2026"),
        ("2026-09-10", "2026-09-11", ", 1 day after the session on 10 Sep 2026"),
        ("2026-09-10", "2026-09-10", ", the day of the session on 10 Sep 2026"),
        ("2026-09", "2026-10-22", ", after the session in Sep 2026"),
    ],
)
def test_weakness_names_the_session_before_it(session: str, recorded: str, after: str) -> None:
    """How long after the injections it came is what tells whether they may be the cause."""
    text = visit(session, HEAD, **MIGRAINE) + felt(recorded, "neck-weakness")
    (why,) = raised(text)["weaker-elsewhere"].why
    day = recorded.removeprefix("2026-").split("-")
    month = {"09": "Sep", "10": "Oct"}[day[0]]
    assert why == f"Weak neck or shoulders recorded on {int(day[1])} {month} 2026{after}."


@pytest.mark.parametrize(
    ("effect", "note"),
    [
        ("eyelid-ptosis", ""),
        ("neck-weakness", ""),
        ("headache", ""),
        ("hair loss", ""),
        ("", "my eyelid droops"),
        ("", "stiff neck"),
    ],
)
def test_what_was_there_before_any_injection_is_not_asked_about(effect: str, note: str) -> None:
    """Injections cannot have caused it; the day of the first session counts."""
    session = visit("2026-10-20", "glabella = 20\nmigraine-pattern = 155")
    before = raised(session + felt("2026-10-10", effect, note))
    assert before.keys() - {"serious-reaction"} == raised(session).keys()
    assert raised(session + felt("2026-10-20", effect, note)).keys() > raised(session).keys()


def test_what_was_there_before_an_area_was_treated_is_not_about_that_area() -> None:
    """A lid that drooped after the chin, and before the frown lines: only a side effect."""
    text = visit("2026-05-10", "chin = 5") + felt("2026-05-20", "eyelid-ptosis")
    found = raised(text + visit("2026-10-20"))
    assert "eyelid-droop" not in found
    assert found["side-effect"].why == (
        "Drooping eyelid recorded on 20 May 2026, 10 days after the session on 10 May 2026.",
    )


@pytest.mark.parametrize(
    ("effect", "areas", "question", "why"),
    [
        ("voice-change", "glabella = 20", "changed", "Changed voice"),
        ("voice-change", "salivary = 100", "changed", "Changed voice"),
        ("perioral-weakness", "lip-flip = 4", "lips", "Weak lips"),
        ("chewing-weakness", "temples = 20", "chewing", "Weak chewing"),
        ("lasting-weakness", "palms = 100", "sweating", "Weak hand, arm or leg"),
        ("neck-weakness", "glabella = 20", "plain", "Weak neck or shoulders"),
    ],
)
def test_the_question_about_weakness_fits_what_was_recorded(
    effect: str, areas: str, question: str, why: str
) -> None:
    """A changed voice, weak lips and weak chewing have their own; the reason names each."""
    found = raised(visit("2026-09-10", areas) + felt("2026-09-20", effect))["weaker-elsewhere"]
    assert found.question == load().topics["weaker-elsewhere"].questions[question]
    assert found.why == (
        f"{why} recorded on 20 Sep 2026, 10 days after the session on 10 Sep 2026.",
    )


def test_two_kinds_of_weakness_get_the_general_question() -> None:
    """One sentence cannot be about lips and a hand."""
    text = visit("2026-09-10", "chin = 5") + felt("2026-09-20", "perioral-weakness")
    found = raised(text + felt("2026-09-21", "lasting-weakness"))["weaker-elsewhere"]
    assert found.question == load().topics["weaker-elsewhere"].questions["plain"]


def test_weakness_is_about_the_areas_of_the_session_before_it() -> None:
    """Not about what was treated at another time."""
    text = visit("2026-05-10", JAW) + visit("2026-09-10", "neck = 100")
    found = raised(text + felt("2026-09-22", "neck-weakness"))["weaker-elsewhere"]
    assert found.areas == ("neck",)
    assert found.question == load().topics["weaker-elsewhere"].questions["spasm"]


@pytest.mark.parametrize("topic", ["no-effect", "partial"])
@pytest.mark.parametrize(
    ("areas", "purpose", "question"),
    [
        ("glabella = 20", "", "lines"),
        (HEAD, "migraine", "migraine"),
        ("masseter = 50", "", "jaw"),
        ("arm = 100", "", "spasm"),
        ("bladder = 100", "", "bladder"),
        ("larynx = 5", "", "voice"),
        ("palms = 100", "", "sweating"),
        ('"my spot" = 5', "", "plain"),
        ("trapezius = 100", "", "plain"),  # it may be treated to look slimmer
        ("trapezius = 100", "spasm", "spasm"),
        ("trapezius = 40\nneck = 60", "", "spasm"),
        ("calf-slimming = 100", "", "plain"),
        ("leg = 100\n[session.sites]\nleg = { calf = 100 }", "", "plain"),
        ("leg = 100\n[session.sites]\nleg = { calf = 100 }", "spasm", "spasm"),
        ("leg-left = 50\n[session.sites]\nleg-left = { calf = 50 }", "", "plain"),
        ("leg = 100\n[session.sites]\nleg = { soleus = 100 }", "", "spasm"),
    ],
)
def test_the_question_fits_the_purpose(topic: str, areas: str, purpose: str, question: str) -> None:
    """A bladder has no lines to soften; where nothing is known, the question is a general one."""
    area = areas.partition(" = ")[0].strip('"')
    text = visit("2026-09-10", areas, purpose=purpose) + checkin("2026-10-01", topic, area)
    assert raised(text)[topic].question == load().topics[topic].questions[question]


def test_two_purposes_get_the_general_question() -> None:
    """One sentence cannot be about both."""
    text = visit("2026-09-10", f"glabella = 20\n{JAW}") + checkin("2026-10-01", "partial")
    found = raised(text + checkin("2026-10-01", "partial", "masseter"))["partial"]
    assert found.question == load().topics["partial"].questions["plain"]
    assert len(found.why) == 2


@pytest.mark.parametrize(("days", "is_raised"), [(180, False), (181, True)])
def test_an_area_left_alone_is_asked_about(days: int, *, is_raised: bool) -> None:
    """Half a year after the end of its window, while other areas may go on."""
    text = visit("2025-02-10")
    (area,) = build_snapshot(journal(text), load(), TODAY).areas
    assert area.forecast
    today = area.forecast.late + timedelta(days=days)
    found = raised(text, today)
    assert ("stopping" in found) is is_raised
    if is_raised:
        late = area.forecast.late
        (why,) = found["stopping"].why
        ended = f"the window for wearing off ended on {late.day} {late:%b %Y}."
        assert why == f"Frown lines: last session on 10 Feb 2025; {ended}"
        recent = (today - timedelta(days=30)).isoformat()
        assert "stopping" in raised(text + visit(recent, "chin = 5"), today)
        assert "stopping" not in raised(text + visit(recent), today)


def test_an_area_left_alone_for_over_two_years_is_asked_about_only_where_all_are() -> None:
    """Who has moved on to other areas is not asked about the old one."""
    text = visit("2024-02-10")
    assert "stopping" in raised(text)
    assert "stopping" not in raised(text + visit("2026-09-10", "chin = 5"))


@pytest.mark.parametrize(
    ("today", "is_raised"),
    [
        (date(2026, 2, 10), False),  # 365 days
        (date(2026, 2, 11), True),
        (date(2030, 2, 10), True),  # 1,826 days
        (date(2030, 2, 11), False),
    ],
)
def test_an_area_without_a_forecast_left_alone_is_asked_about(
    today: date, *, is_raised: bool
) -> None:
    """From a year after its session, as on the sheet; the reason names no window."""
    text = visit("2025-02-10", '"my spot" = 5')
    found = raised(text, today).get("stopping")
    assert (found is not None) is is_raised
    assert found is None or found.why == ("My spot: last session on 10 Feb 2025.",)


def test_an_area_without_effect_is_not_asked_what_comes_back() -> None:
    """Nothing went away."""
    text = visit("2025-02-10", '"my spot" = 5') + checkin("2025-03-10", "no-effect", "my spot")
    assert "stopping" not in raised(text, date(2026, 6, 1))


def test_a_topic_that_was_dismissed_does_not_come_back_as_another() -> None:
    """What was settled is not asked as a mere side effect."""
    text = visit("2026-09-10") + felt("2026-09-20", "eyelid-ptosis")
    assert raised(text + said("2026-10-01", "eyelid-droop", "dismissed")).keys() == {
        "first-results"
    }


def test_a_first_timer_with_a_bruise_sees_two() -> None:
    """A bruise is no reason to put anything else off: it comes after the first result."""
    text = visit("2026-11-01") + felt("2026-11-02", "injection-site-reaction")
    assert list(raised(text)) == ["first-results", "side-effect"]
    dizzy = visit("2026-11-01") + felt("2026-11-02", "dizzy spells")
    assert list(raised(dizzy)) == ["side-effect", "first-results"]
    (site,) = [item for item in raised(text).values() if item.topic == "side-effect"]
    assert site.question == load().topics["side-effect"].questions["site"]


def passed(day: str, effect: str) -> str:
    """Return a side effect recorded on a day, and its end a month later."""
    later = date.fromisoformat(day) + timedelta(days=30)
    return felt(day, effect) + over(str(later), effect)


@pytest.mark.parametrize(
    ("effect", "areas", "topic"),
    [
        ("eyelid-ptosis-left", "glabella = 20", "eyelid-droop"),
        ("brow-ptosis", FOREHEAD, "brow-heavy"),
        ("urinary-retention", "bladder = 100", "bladder-emptying"),
        ("chewing-weakness", JAW, "jaw-bite"),
        ("smile-asymmetry-right", JAW, "uneven-smile"),
        ("eye-symptoms", "crows-feet = 24", "dry-eye"),
        ("brow-peaking", FOREHEAD, "expression"),
    ],
)
def test_what_comes_back_after_each_session_is_asked_about_though_it_passed(
    effect: str, areas: str, topic: str
) -> None:
    """After one session it is over; after two it is a question for the next."""
    once = visits("2026-03-10 2026-07-10", areas) + passed("2026-07-20", effect)
    assert topic not in raised(once)
    found = raised(once + passed("2026-03-20", effect))[topic]
    assert found.question == load().topics[topic].questions["again"]
    assert found.happened
    twice_of_one = once + passed("2026-09-01", effect)
    assert topic not in raised(twice_of_one)


def test_a_side_effect_long_after_a_session_is_not_of_it() -> None:
    """A lid on day 183 may be; on day 184 it is only a side effect."""
    lid = visit("2026-05-01") + felt("2026-10-31", "eyelid-ptosis")
    assert "eyelid-droop" in raised(lid)
    late = raised(visit("2026-05-01") + felt("2026-11-01", "eyelid-ptosis"))
    assert "eyelid-droop" not in late
    assert late["side-effect"].why == (
        "Drooping eyelid recorded on 1 Nov 2026, 184 days after the session on 1 May 2026.",
    )


@pytest.mark.parametrize(
    ("session", "recorded", "after"),
    [
        ("2026", "2026-05-17", ""),
        ("2026-09-20", "2026-09", ""),
        ("2026-04", "2026-05-17", ", after the session in Apr 2026"),
        ("2026-05-17", "2026-05-17", ", the day of the session on 17 May 2026"),
    ],
)
def test_nothing_is_said_to_be_after_a_session_that_may_be_later(
    session: str, recorded: str, after: str
) -> None:
    """Where the order is not known the reason has the date alone."""
    (why,) = raised(visit(session) + felt(recorded, "dizzy spells"))["side-effect"].why
    assert why.partition("2026")[2] == f"{after}."


def test_failures_in_a_row_are_counted() -> None:
    """After results that worked: the last one, and the last two."""
    text = visits(THREE) + checkin("2026-02-10", "full") + checkin("2026-10-10", "no-effect")
    assert raised(text)["antibodies"].why == (
        "Frown lines: no effect this time, after results that worked.",
    )
    assert raised(text + checkin("2026-06-10", "no-effect"))["antibodies"].why == (
        "Frown lines: no effect the last 2 times, after results that worked.",
    )


def test_after_the_last_session_what_has_worn_off_is_not_asked_when_it_will() -> None:
    """What comes back is no question where it was seen to have come back."""
    text = visit("2025-02-10")
    questions = load().topics["stopping"].questions
    assert raised(text)["stopping"].question == questions["lines"]
    assert raised(text + checkin("2025-07-10", "gone"))["stopping"].question == questions["over"]


def test_a_fading_result_is_not_still_working_at_the_next_session() -> None:
    """Full shortly before, twice in a row; a fading one is on its way out."""
    full = visits(THREE) + checkin("2026-05-01", "full") + checkin("2026-09-01", "full")
    assert len(raised(full)["weak-muscle"].why) == 2
    fading = full.replace('"full"', '"fading"', 1)
    assert len(raised(fading)["weak-muscle"].why) == 1


def test_what_only_a_note_says_is_asked_about_as_that_and_later() -> None:
    """A note may have been misread: the question says no more than that something was written."""
    note = felt("2026-10-01", note="brows feel heavy by the evening")
    text = visit("2026-09-10", f"{FOREHEAD}\ncrows-feet = 24") + note
    found = raised(text + felt("2026-10-02", "eye-symptoms"))
    assert found["brow-heavy"].question == load().topics["side-effect"].questions["note"]
    assert found["brow-heavy"].why == (
        (
            "Heavy or lower brow perhaps mentioned in a note of 1 Oct 2026, 21 days after the "
            "session on 10 Sep 2026."
        ),
    )
    assert list(found)[:2] == ["dry-eye", "brow-heavy"]
    assert not found["brow-heavy"].happened
    serious = raised(text + felt("2026-10-02", note="seeing double when I drive"))
    assert not serious["serious-reaction"].happened


def test_too_frozen_is_a_question_about_the_dose() -> None:
    """Not about another muscle at work."""
    text = visit("2026-09-10", FOREHEAD) + felt("2026-10-01", "over-relaxation")
    questions = load().topics["expression"].questions
    assert raised(text)["expression"].question == questions["frozen"]
    peaked = raised(text + felt("2026-10-01", "brow-peaking"))
    assert peaked["expression"].question == questions["plain"]


@pytest.mark.parametrize(
    ("areas", "purpose", "area", "question"),
    [
        (f"glabella = 20\n{JAW}", "lines", "masseter", "jaw"),
        ("glabella = 20\nunderarms = 100", "lines", "underarms", "sweating"),
        (f"glabella = 20\n{FOREHEAD}", "migraine", "glabella", "migraine"),
        (f"{HEAD}\nneck = 20", "migraine", "neck", "migraine"),
        (f"{HEAD}\n{JAW}", "migraine", "masseter", "jaw"),
        (JAW, "slimming", "masseter", "plain"),
    ],
)
def test_a_purpose_is_of_the_areas_that_are_treated_for_it(
    areas: str, purpose: str, area: str, question: str
) -> None:
    """Said of the frown lines and the jaw, "for lines" says nothing of the jaw."""
    text = visit("2026-09-10", areas, purpose=purpose) + checkin("2026-10-01", "partial", area)
    assert raised(text)["partial"].question == load().topics["partial"].questions[question]


def test_the_first_session_for_another_purpose_is_a_first() -> None:
    """Years of lines say nothing of how the bladder takes it."""
    text = visits(SIX) + visit("2026-10-10", "bladder = 100", product="botox")
    found = raised(text)["first-results"]
    assert found.question == load().topics["first-results"].questions["bladder"]
    assert found.why[0] == (
        "Bladder: 1 session so far, too early to know how long it lasts for you."
    )


@pytest.mark.parametrize(
    "areas", ["trapezius = 100", "earlobes = 5", "prostate = 100", "salivary = 100"]
)
def test_no_muscle_no_question_about_its_looks(areas: str) -> None:
    """A trapezius without a purpose gets the general question, an earlobe none."""
    found = raised(visits(THREE, areas)).get("weak-muscle")
    if areas.startswith("trapezius"):
        assert found
        assert found.question == load().topics["weak-muscle"].questions["plain"]
        assert "cost" not in raised(visits(THREE, areas))["goals"].also
    else:
        assert found is None


# --- serious reactions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "lines"),
    [
        ("", []),
        (
            felt("2014-03", "dysphagia") + over("2014-04", "dysphagia"),
            ["In Mar 2014: trouble swallowing, over by Apr 2014."],
        ),
        (
            felt("2014-03-02", "dysphagia") + felt("2014-03-09", "choking on water"),
            ["On 2 Mar 2014, last on 9 Mar 2014: trouble swallowing, not recorded as over."],
        ),
        (
            felt("2014-03-02", "dysphagia")
            + over("2014-04-02", "dysphagia")
            + felt("2020-01-05", "dysphagia"),
            [
                "On 5 Jan 2020: trouble swallowing, not recorded as over.",
                "On 2 Mar 2014: trouble swallowing, over by 2 Apr 2014.",
            ],
        ),
        (
            '[[checkin]]\ndate = "2014-03"\neffects = ["dysphagia"]\nresolved = ["dysphagia"]\n',
            ["In Mar 2014: trouble swallowing, since over."],
        ),
        (over("2014-04-02", "dysphagia"), ["By 2 Apr 2014: trouble swallowing was over."]),
        (
            felt("2026-09-22", note="seeing double when I drive"),
            ["In a note of 22 Sep 2026: perhaps double vision."],
        ),
        (
            '[[checkin]]\ndate = 2026-09-22\neffects = ["double-vision"]\nnote = "seeing double"\n',
            ["On 22 Sep 2026: double vision, not recorded as over."],
        ),
        (
            felt("2026-09-22", "blurred-vision-left") + over("2026-09-30", "blurred-vision-right"),
            [
                "By 30 Sep 2026: blurred or lost vision (right) was over.",
                "On 22 Sep 2026: blurred or lost vision (left), not recorded as over.",
            ],
        ),
        (felt("2026-09-22", note="no double vision"), []),
        (felt("2026-09-22", "eyelid-ptosis"), []),
        (
            felt("2026-09-22", "urinary-retention") + over("2026-09-30", "urinary-retention"),
            ["On 22 Sep 2026: trouble emptying the bladder, over by 30 Sep 2026."],
        ),
        (
            felt("2026-09-22", "stiff neck") + over("2026-09-30", "neck-weakness"),
            [],  # the end of what was none
        ),
        (
            felt("2026-09-22", "perioral-weakness-left", "drooling a lot"),
            ["On 22 Sep 2026: drooling (left), not recorded as over."],  # not "weak lips"
        ),
        (
            felt("2026-09-22", "skin-eruption", "hives"),
            ["On 22 Sep 2026: hives, not recorded as over."],
        ),
        (
            felt("2026-09-22", "lasting-weakness"),
            ["On 22 Sep 2026: weak hand, arm or leg, not recorded as over."],
        ),
        (
            felt("2026-09-22", note="lost my voice"),
            ["In a note of 22 Sep 2026: perhaps changed voice."],
        ),
        (
            felt("2026-09-22", note="stiff neck") + felt("2026-09-24", note="my head drops"),
            ["In a note of 24 Sep 2026: perhaps weak neck or shoulders."],
        ),
    ],
)
def test_serious_reactions_are_facts(records: str, lines: list[str]) -> None:
    """What it was, when, and whether it is over, the latest first; the reason says the same."""
    text = visit("2026-09-10") + records
    found = build_snapshot(journal(text), load(), TODAY)
    assert [f"{item.when}: {item.what}." for item in found.serious_reactions] == lines
    question = raised(text).get("serious-reaction")
    assert (question.why if question else ()) == tuple(lines)


@pytest.mark.parametrize(
    ("effect", "note", "serious_after"),
    [
        # by its id alone: what its name says
        ("urinary-retention", "", "glabella palms neck migraine-pattern larynx lip-flip"),
        ("voice-change", "", "glabella bladder palms neck migraine-pattern lip-flip"),
        ("lasting-weakness", "", "glabella bladder neck migraine-pattern larynx lip-flip"),
        ("lasting-weakness-left", "", "glabella bladder neck migraine-pattern larynx lip-flip"),
        ("neck-weakness", "", "glabella bladder palms larynx lip-flip"),
        ("perioral-weakness", "", ""),
        ("skin-eruption", "", ""),
        # by the words of the note
        (
            "perioral-weakness",
            "drooling a lot",
            "glabella bladder palms neck migraine-pattern larynx",
        ),
        ("neck-weakness", "stiff neck", ""),
        ("neck-weakness", "weak neck. stiff neck", "glabella bladder palms larynx lip-flip"),
        (
            "neck-weakness",
            "cannot hold my head up",
            "glabella bladder palms neck migraine-pattern larynx lip-flip",
        ),
        ("voice-change", "cannot sing", ""),
        ("skin-eruption", "hives", "glabella bladder palms neck migraine-pattern larynx lip-flip"),
        (
            "neck-weakness",
            "no trouble holding my head up",
            "glabella bladder palms larynx lip-flip",
        ),
    ],
)
def test_whatever_showed_the_emergency_text_is_serious(
    effect: str, note: str, serious_after: str
) -> None:
    """Unless the treatment of an area explains it; a note says more than an id."""
    areas = ["glabella", "bladder", "palms", "neck", "migraine-pattern", "larynx", "lip-flip"]
    found = [
        area
        for area in areas
        if "serious-reaction"
        in raised(visit("2026-09-10", f"{area} = 20") + felt("2026-09-20", effect, note))
    ]
    assert set(found) == set(serious_after.split())


def test_only_what_was_treated_by_then_explains_a_serious_reaction() -> None:
    """The voice box treated a month later is no reason for a voice that was lost before."""
    text = visit("2026-09-10") + felt("2026-09-20", "voice-change")
    later = visit("2026-10-20", "larynx = 5", product="botox")
    assert "serious-reaction" in raised(text + later)
    same_day = visit("2026-09-20", "larynx = 5", product="botox")
    assert "serious-reaction" not in raised(text + same_day)


def test_a_serious_reaction_comes_first_of_all() -> None:
    """Before a short interval, twelve years later; the question knows whether it is over."""
    text = visits("2026-08-01 2026-09-10") + felt("2014-03-10", "dysphagia")
    found = raised(text)
    assert list(found)[:2] == ["serious-reaction", "too-soon"]
    questions = load().topics["serious-reaction"].questions
    assert found["serious-reaction"].question == questions["open"]
    ended = raised(text + over("2014-04-10", "dysphagia"))["serious-reaction"]
    assert (ended.question, ended.areas) == (questions["plain"], ())
    assert raised(text, date(2040, 1, 1))["serious-reaction"].status == "new"


@pytest.mark.parametrize(
    ("outcome", "status"), [("dismissed", None), ("asked", None), ("deferred", "waiting")]
)
def test_only_a_discussion_quiets_a_serious_reaction(outcome: str, status: str | None) -> None:
    """As for other topics: dismissed or asked it is silent, and a new event brings it back."""
    text = visit("2026-09-10") + felt("2014-03-10", "dysphagia")
    settled = text + said("2026-09-12", "serious-reaction", outcome)
    found = raised(settled, date(2026, 9, 13)).get("serious-reaction")
    assert (found and found.status) == status
    if outcome == "asked":
        again = raised(settled + felt("2026-10-01", "double-vision"))["serious-reaction"]
        assert again.status == "due-again"


# --- one sentence for several areas, and what a question presupposes ---------------------------


@pytest.mark.parametrize(
    ("text", "question", "why"),
    [
        (
            born(1997) + visits(THREE),
            "young",
            (
                "Frown lines: first treated at about age 29.",
                "Frown lines: 3 sessions in the past two years.",
            ),
        ),
        (
            born(1995) + visits(f"{TWICE_A_YEAR} 2025-11-10 2026-03-10"),
            "long",
            (
                (
                    "Frown lines: first treated at about age 26, two or more sessions in 5 "
                    "calendar years since 2021."
                ),
            ),
        ),
        (  # a year without two sessions is not counted
            born(1995) + visits(f"2019-01-10 2019-05-10 {TWICE_A_YEAR} 2026-05-10"),
            "long",
            (
                (
                    "Frown lines: first treated at about age 24, two or more sessions in 5 "
                    "calendar years since 2019."
                ),
            ),
        ),
        (
            visit("2026-08-01") + felt("2026-10-20", "loose-skin"),
            "recorded",
            (
                (
                    "Thinner or looser skin recorded on 20 Oct 2026, 80 days after the session on "
                    "1 Aug 2026."
                ),
            ),
        ),
    ],
)
def test_only_who_began_young_says_so(text: str, question: str, why: tuple[str, ...]) -> None:
    """At which age and how often stands in the reason; looser skin is asked about at any age."""
    found = raised(text)["thin-skin"]
    assert (found.question, found.why) == (load().topics["thin-skin"].questions[question], why)


def test_each_area_has_its_own_years() -> None:
    """Areas begun at different ages are not told together."""
    text = born(1997) + visits(THREE) + visit("2025-05-01", FOREHEAD) + visits(THREE, FOREHEAD)
    assert raised(text.replace('"s2026', '"t2026', 3))["thin-skin"].why == (
        "Forehead: first treated at about age 28.",
        "Frown lines: first treated at about age 29.",
        "Forehead: 4 sessions in the past two years.",
        "Frown lines: 3 sessions in the past two years.",
    )


@pytest.mark.parametrize(
    ("first", "second", "is_raised"),
    [
        ("xeomin", "xeomin", False),  # its label limits a session, not three months
        ("xeomin", "botox", False),
        ("botox", "botox-cosmetic", True),  # one substance and one limit
    ],
)
def test_units_of_other_substances_are_never_added(
    first: str, second: str, *, is_raised: bool
) -> None:
    """The 400 units in three months are those of Botox and Botox Cosmetic."""
    text = visit("2026-09-10", "leg = 300", product=first)
    text += visit("2026-10-20", "arm = 155", product=second)
    found = raised(text).get("cumulative-dose")
    assert (found is not None) is is_raised
    if found:
        assert found.why == (
            "455 units of Botox products from 10 Sep 2026 to 20 Oct 2026, all uses together.",
        )
