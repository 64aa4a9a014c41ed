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
    ("today", "more", "state", "window"),
    [
        ("2026-09-01", "", "full",
         "Should fade between 4 Oct and 14 Feb, likely around 21 Nov."),
        ("2026-10-10", "", "likely fading",
         "Should fade between 4 Oct and 14 Feb, likely around 21 Nov."),
        ("2026-12-01", "", "likely gone",
         "Probably faded around 21 Nov, at some time between 4 Oct and 14 Feb."),
        ("2027-03-01", "", "likely gone", "Likely faded, about 100 days ago. How does it look?"),
        ("2026-11-02", look("2026-10-10", "full") + look("2026-11-02", "gone"), "gone",
         "Gone when you looked; it lasted 70 to 93 days."),
        ("2026-11-02", look("2026-11-02", "gone"), "gone",
         "Gone when you looked; it lasted at most 93 days."),
        ("2026-08-20", look("2026-08-20", "fading"), "fading",
         "Should fade between 30 Aug and 17 Sep, likely around 11 Sep."),
        ("2026-08-20", look("2026-08-20", "no-effect"), "no effect",
         "No effect was recorded on Thu 20 Aug 2026, so there is nothing to wear off."),
    ],
)  # fmt: skip
def test_state_and_window(today: str, more: str, state: str, window: str) -> None:
    """A guess is called likely, a window wholly past asks, and what was seen is said as seen."""
    area = only(session() + more, today)
    day = date.fromisoformat(today)
    assert sentences.state(area) == state
    assert sentences.window(area, day) == window


@pytest.mark.parametrize(
    ("lasted", "said"),
    [
        (DurationBounds(70, 93), "70 to 93 days"),
        (DurationBounds(None, 93), "at most 93 days"),
        (DurationBounds(98), "at least 98 days"),
        (DurationBounds(), "not known"),
    ],
)
def test_durations_are_said_as_far_as_known(lasted: DurationBounds, said: str) -> None:
    """A duration is a range, or one bound of it."""
    assert sentences.lasted(lasted) == said


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
    journal = found.journal
    new: list[Record] = [*journal.sessions[len(journal.sessions) - sessions :]]
    new += journal.checkins[len(journal.checkins) - checkins :]
    lines = list(sentences.saved("Saved", new, found.areas, found.today, found.catalog))
    return [line for line, _ in lines[len(new) :]]


LONG_AGO = ": likely faded long ago. If you remember when, say so; a month is enough:"


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
    assert echo(OLDER, 1, 0) == [f"{old}repeated after 912 days, nobody looked in between."]
    assert echo(OLDER + look("2024-05-11", "gone"), 0, 1) == [f"{old}lasted at most 100 days."]


def test_a_session_that_runs_says_its_window() -> None:
    """Whatever was logged before it, and also where a look at it is what was saved."""
    text = session("2024-02-01").replace('"a"', '"b"') + session("2026-08-01")
    window = "  frown lines: Should fade between 4 Oct and 14 Feb, likely around 21 Nov."
    assert echo(text, 1, 0, "2026-09-01") == [window]
    (seen,) = echo(text + look("2026-09-01", "full"), 0, 1, "2026-09-01")
    assert seen.startswith("  frown lines: Should fade between")
