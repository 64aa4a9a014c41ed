"""What is said is calm, plain and short, and never more certain than what is known."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from botoxlog.catalog import load
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.snapshot import Snapshot, build_snapshot
from botoxlog.forecast.survival import DurationBounds
from botoxlog.journal import decoder
from botoxlog.reports import sentences

if TYPE_CHECKING:
    from botoxlog.core.model import Record

SESSION = '[[session]]\nid = "a"\ndate = {}\nproduct = "{}"\nareas = ["{}"]\n'


def snapshot(text: str, today: str) -> Snapshot:
    """Return the outlook of a journal text on a day."""
    day = date.fromisoformat(today)
    return build_snapshot(decoder.decode(decoder.parse(text), text, day), load(), day)


def session(
    day: str = "2026-08-01", product: str = "botox-cosmetic", area: str = "glabella"
) -> str:
    """Return one session as text."""
    return SESSION.format(day, product, area)


def look(day: str, state: str, area: str = "glabella") -> str:
    """Return one look as text."""
    return f'[[checkin]]\ndate = {day}\nstate = {{{area} = "{state}"}}\n'


def only(text: str, today: str) -> AreaForecast:
    """Return the one lane of a journal."""
    (area,) = snapshot(text, today).areas
    return area


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "probably still working"),
        (0.349, "probably still working"),
        (0.35, "about even"),
        (0.5, "about even"),
        (0.65, "about even"),
        (0.651, "probably worn off"),
        (0.90, "probably worn off"),
        (0.901, "almost certainly worn off"),
        (1.0, "almost certainly worn off"),
    ],
)
def test_each_chance_has_its_words(chance: float, words: str) -> None:
    """The words change at 35%, 65% and 90%."""
    assert sentences.odds(chance) == words


UNSEEN = (
    "No forecast: there was nothing to see yet on Sun 20 Sep 2026, and there is no check-in since. "
    "If it worked after that, a check-in brings the forecast back."
)

PAST = "The likely date was 21 Nov; 80% chance it wears off between 4 Oct 2026 and 14 Feb 2027."
AHEAD = "Likely to wear off around 21 Nov; 80% chance between 4 Oct 2026 and 14 Feb 2027."


@pytest.mark.parametrize(
    ("today", "more", "state", "window"),
    [
        ("2026-09-01", "", "probably still working", AHEAD),
        ("2026-10-10", "", "probably still working", AHEAD),
        ("2026-11-20", "", "about even", AHEAD),
        ("2026-11-21", "", "about even", AHEAD),
        ("2026-12-01", "", "about even",
         PAST),
        ("2027-01-10", "", "probably worn off",
         PAST),
        ("2027-03-01", "", "almost certainly worn off",
         "Almost certainly worn off. The likely date was 100 days ago. How does it look?"),
        ("2026-11-02", look("2026-10-10", "full") + look("2026-11-02", "gone"),
         "worn off (seen 2 Nov)",
         "Worn off at your last check-in here. It lasted 70 to 93 days."),
        ("2026-11-02", look("2026-11-02", "gone"), "worn off (seen 2 Nov)",
         "Worn off at your last check-in here. It lasted at most 93 days."),
        ("2026-08-20", look("2026-08-20", "fading"), "fading (seen 20 Aug)",
         "Likely to wear off around 10 Sep; 80% chance between 27 Aug and 17 Sep."),
        ("2026-10-20", look("2026-10-10", "full"), "full (seen 10 Oct)",
         "Likely to wear off around 30 Nov; 80% chance between 22 Oct 2026 and 22 Feb 2027."),
        ("2026-10-20", look("2026-10-10", "partial"), "partly working (seen 10 Oct)",
         "Likely to wear off around 30 Nov; 80% chance between 22 Oct 2026 and 22 Feb 2027."),
        ("2026-12-01", look("2026-10-10", "partial"), "about even",
         PAST.replace("21 Nov", "30 Nov").replace("4 Oct", "22 Oct").replace("14 Feb", "22 Feb")),
        ("2026-12-01", look("2026-10-10", "full"), "about even",
         PAST.replace("21 Nov", "30 Nov").replace("4 Oct", "22 Oct").replace("14 Feb", "22 Feb")),
        ("2026-11-20", look("2026-09-20", "none"), "not known (nothing yet, seen 20 Sep)",
         UNSEEN),
        ("2026-11-20", look("2026-09-20", "full") + look("2026-11-02", "no-effect"),
         "no effect (seen 2 Nov)",
         "Worn off at your last check-in here. It lasted 50 to 93 days."),
        ("2026-08-20", look("2026-08-20", "no-effect"), "no effect (seen 20 Aug)",
         "No effect was recorded on Thu 20 Aug 2026, so there is nothing to wear off."),
    ],
)  # fmt: skip
def test_state_and_window(today: str, more: str, state: str, window: str) -> None:
    """An estimate gets the words for its odds; what a check-in saw is dated while they agree."""
    area = only(session() + more, today)
    day = date.fromisoformat(today)
    assert sentences.state(area, day) == state
    assert sentences.window(area, day) == window


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("full", "not known (last seen full, 5 Nov 2025)"),
        ("partial", "not known (last seen partly working, 5 Nov 2025)"),
        ("kicking-in", "not known (last seen kicking in, 5 Nov 2025)"),
        ("none", "not known (nothing yet, seen 5 Nov 2025)"),
        ("gone", "worn off (seen 5 Nov 2025)"),
    ],
)
def test_an_old_check_in_without_a_forecast_is_named_and_not_told_as_today(
    state: str, said: str
) -> None:
    """Only what has worn off stays so."""
    text = session().replace("2026-08-01", '"2025"') + look("2025-11-05", state)
    area = only(text, "2035-06-01")
    assert sentences.state(area, date(2035, 6, 1)) == said


@pytest.mark.parametrize(
    ("lasted", "said"),
    [
        (DurationBounds(70, 93), "70 to 93 days"),
        (DurationBounds(None, 93), "at most 93 days"),
        (DurationBounds(98), "at least 98 days"),
        (DurationBounds(1), "at least 1 day"),
        (DurationBounds(), "not known"),
    ],
)
def test_durations_are_said_as_far_as_known(lasted: DurationBounds, said: str) -> None:
    """A duration is a range, or one bound of it."""
    assert sentences.lasted(lasted) == said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            (
                "[[session]]\ndate = 2026-08-01\nproduct = 'botox'\n"
                "units = {arm-left = 75, neck = 2.5}\n"
                "sites.arm-left = {biceps = 50, 'flexor carpi' = 25}\n"
                "sites.leg = ['soleus', 'tibialis']\n"
            ),
            (
                "Sat 1 Aug 2026, Botox, arm left 75 units (biceps 50, flexor carpi 25), "
                "neck muscles 2.5 units, leg (soleus, tibialis)"
            ),
        ),
        (
            (
                "[[checkin]]\ndate = 2026-08-01\nstate.chin = 'partial'\n"
                "effects = ['eyelid-ptosis-left', 'a lump, red']\n"
                "resolved = ['brow-peaking', 'itch']\n"
            ),
            (
                "Sat 1 Aug 2026, check-in, chin partial, peaked brow resolved, itch resolved, "
                "drooping eyelid left, a lump, red"
            ),
        ),
    ],
)
def test_a_record_in_one_line(text: str, line: str) -> None:
    """Sites stand behind their area, in brackets; a side effect that is over says so."""
    (record,) = snapshot(text, "2026-11-23").journal.records
    assert sentences.record_line(record, load()) == line


FORBIDDEN = ("you should", "you must", "you need to", "we recommend", "is safe", "don't worry")


def test_nothing_is_advised() -> None:
    """No sentence of the program tells anyone to have, delay or change a treatment."""
    from pathlib import Path

    for module in sorted((Path(__file__).parent.parent.parent / "botoxlog").rglob("*.py")):
        text = module.read_text(encoding="utf-8").casefold()
        assert [turn for turn in FORBIDDEN if turn in text] == [], module.name


def echo(text: str, sessions: int, checkins: int, today: str = "2026-11-23") -> list[str]:
    """Return what is said of areas after the last so many records of a journal were saved."""
    found = snapshot(text, today)
    journal = decoder.decode(decoder.parse(text), text, found.today)  # in the order of the file
    new: list[Record] = [*journal.sessions[len(journal.sessions) - sessions :]]
    new += journal.checkins[len(journal.checkins) - checkins :]
    lines = list(sentences.saved("Saved", new, found.areas, found.today, found.catalog))
    return [line for line, _ in lines[len(new) :]]


LONG_AGO = (
    ": over 90% likely to have worn off by now. If you remember when (the month is enough), run:"
)


def test_a_session_of_long_ago_asks_when_it_faded() -> None:
    """Nobody is asked how it looks today; the day of the fade is worth telling, with the words."""
    assert echo(session("2023-04-01", area='glabella", "forehead'), 1, 0) == [
        f"  forehead and frown lines{LONG_AGO}",
        "    botoxlog checkin forehead=gone glabella=gone --on DATE",
    ]
    looked = session("2023-04-01", area="masseter") + look("2023-05-01", "full", "masseter")
    assert echo(looked, 0, 1) == [
        f"  jaw{LONG_AGO}",
        "    botoxlog checkin masseter=gone --on DATE",
    ]


OLDER = session("2026-08-01") + session("2024-02-01").replace('"a"', '"b"')


def test_a_session_that_others_follow_says_what_became_of_it() -> None:
    """A back-filled session is not answered with the window of the running one."""
    old = "  frown lines, session of Thu 1 Feb 2024: "
    assert echo(OLDER, 1, 0) == [f"{old}treated again after 912 days, with no check-in in between."]
    assert echo(OLDER + look("2024-05-11", "gone"), 0, 1) == [f"{old}lasted at most 100 days."]


def test_a_session_that_runs_says_its_window() -> None:
    """Whatever was logged before it, and also where a look at it is what was saved."""
    text = session("2024-02-01").replace('"a"', '"b"') + session("2026-08-01")
    window = f"  frown lines: {AHEAD}"
    assert echo(text, 1, 0, "2026-09-01") == [window]
    (seen,) = echo(text + look("2026-09-01", "full"), 0, 1, "2026-09-01")
    assert seen.startswith("  frown lines: Likely to wear off around")


@pytest.mark.parametrize(
    ("product", "said"),
    [
        ("trenibote", "We found no TrenibotE label that gives an interval for this use."),
        (
            "myobloc",
            (
                "We found no Myobloc label that gives an interval for this use. "
                "For other uses it is about 3 months on most labels."
            ),
        ),
    ],
)
def test_a_product_on_no_label_has_no_usual_interval(product: str, said: str) -> None:
    """What most labels say is no guide to a product of which we found no label."""
    assert sentences.off_label(only(session(product=product), "2026-08-02"), load()) == said
