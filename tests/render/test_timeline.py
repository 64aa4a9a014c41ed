"""The picture is whole at every width: these files are what a person sees.

To draw them anew after a change that is meant, run the tests with BOTOXLOG_REDRAW=1 and look.
"""

import io
import os
import re
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from bench.consistency.generator import build, dump
from botoxlog.catalog import load
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.journal import decoder
from botoxlog.render.terminal.timeline import TimelineView
from botoxlog.reports.timeline_questions import NO_QUESTIONS, timeline_questions
from tests.journals import FIVE, JOURNALS, TODAY, look, session

GOLDENS = Path(__file__).with_name("goldens")
REDRAW = os.environ.get("BOTOXLOG_REDRAW")  # read before the guard empties the environment
WIDTHS = (40, 60, 80, 120, 200)


def draw(
    text: str,
    columns: int,
    *,
    encoding: str = "utf-8",
    colour: bool = False,
    since: date | None = None,
    raised: bool = True,
    full: bool = False,
) -> str:
    """Return the picture as a terminal of that width and encoding shows it."""
    journal = decoder.decode(decoder.parse(text), text, TODAY)
    snapshot = build_snapshot(journal, load(), TODAY)
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    console = Console(
        file=out,
        width=columns,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
    )
    questions = timeline_questions(snapshot, full=full) if raised else NO_QUESTIONS
    console.print(TimelineView(snapshot, snapshot.areas, since, questions=questions))
    out.flush()
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


def check(picture: str, name: str) -> None:
    """Compare a picture with the one that a person has looked at."""
    golden = GOLDENS / f"{name}.txt"
    if REDRAW:
        golden.write_text(picture, encoding="utf-8")
    assert picture == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", JOURNALS)
def test_the_picture_is_as_it_was_looked_at(name: str, columns: int) -> None:
    """At every width the picture is the one that a person has looked at, and nothing is cut off."""
    picture = draw(JOURNALS[name], columns)
    check(picture, f"{name}-{columns}")
    assert max(cell_len(line) for line in picture.splitlines()) <= columns


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", FIVE)
def test_without_unicode_the_marks_are_plain(name: str, columns: int) -> None:
    """An ASCII terminal gets the same picture in other marks."""
    picture = draw(JOURNALS[name], columns, encoding="ascii")
    assert picture.isascii()
    check(picture, f"{name}-{columns}-ascii")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("name", FIVE)
def test_every_question_in_full_fits(name: str, columns: int, encoding: str) -> None:
    """`--long` is no wider than the terminal either, and ASCII numbers the same questions."""
    picture = draw(JOURNALS[name], columns, encoding=encoding, full=True)
    assert max(map(cell_len, picture.splitlines())) <= columns
    unicode = draw(JOURNALS[name], columns, full=True)
    pattern = r"^\?\d+ .*$"
    numbered = re.findall(pattern, picture, re.MULTILINE)
    assert numbered == re.findall(pattern, unicode, re.MULTILINE)
    assert len(numbered) > 1


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "cp1252", "latin-1"])
def test_a_code_page_gets_marks_that_it_has(encoding: str) -> None:
    """Nothing is written as an escape on an older Windows or Unix terminal."""
    assert draw(JOURNALS["demo"], 80, encoding=encoding) == draw(
        JOURNALS["demo"], 80, encoding="ascii"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", FIVE)
def test_colour_adds_nothing_that_shape_and_word_do_not_say(
    name: str, columns: int, encoding: str
) -> None:
    """With the colour taken out, the coloured picture is the plain one."""
    coloured = draw(JOURNALS[name], columns, encoding=encoding, colour=True)
    assert "\x1b[" in coloured
    plain = draw(JOURNALS[name], columns, encoding=encoding)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    check(coloured, f"{name}-{columns}{'-ascii' if encoding == 'ascii' else ''}-colour")


@pytest.mark.parametrize(("since", "ticks"), [(1996, ["2000", "2020"]), (2020, ["2020", "2026"])])
def test_a_lifetime_is_drawn_whole(since: int, ticks: list[str]) -> None:
    """The scale adapts: years instead of months, and a column shows how much of its time."""
    picture = draw(JOURNALS["lifetime"], 80, since=date(since, 1, 1))
    axis = picture.splitlines()[1]
    assert [tick in axis for tick in ticks] == [True, True]
    assert "not shown" not in picture if since == 1996 else "not shown" in picture


def test_a_notes_markup_is_inert_in_names() -> None:
    """An area named like markup is shown as typed."""
    assert "[red]x[/red]" in draw(JOURNALS["odd"], 120)


def test_wide_names_do_not_break_the_lanes() -> None:
    """Today stands in one column, whatever the names are written in."""
    lanes = [line for line in draw(JOURNALS["odd"], 120).splitlines() if "│" in line][:-1]
    assert len(lanes) == 6
    assert {cell_len(line.partition("│")[0]) for line in lanes} == {
        cell_len(lanes[0].split("│")[0])
    }


@pytest.mark.parametrize("name", JOURNALS)
def test_every_mark_is_explained(name: str) -> None:
    """Whatever stands on a lane stands in the legend."""
    lanes, _, legend = draw(JOURNALS[name], 120).partition("\n\n")
    lanes = "".join(lanes.splitlines(keepends=True)[2:])
    used = {mark for mark in "●○█·│«" if mark in lanes}
    assert used == {mark for mark in "●○█·│«" if mark in legend}
    assert any(mark in lanes for mark in "▁▂▃▄▅▆▇") == ("▇▄▁" in legend)


def test_each_lane_says_what_comes_next() -> None:
    """The next thing to do stands beside the window, in words."""
    picture = " ".join(draw(JOURNALS["demo"], 200).split())
    assert "between 15 Jan and 21 May. Next: two-week check-in on 27 Nov." in picture
    assert "and 25 May 2027. Next: check in now." in picture


BACK_AFTER_YEARS = """
[[session]]
id = "a"
date = 2020-01-01
areas = ["glabella"]

[[session]]
id = "b"
date = 2024-01-01
areas = ["glabella"]
"""


def test_a_session_before_the_picture_begins_is_not_drawn() -> None:
    """Somebody who came back after years gets the last session, and is told of the first.

    The picture goes back to the last session; the one before it, years earlier, is off to the left.
    """
    assert draw(BACK_AFTER_YEARS, 80, raised=False) == (
        "                                                  ▼ today, 23 Nov 2026\n"
        "             2024         2025         2026\n"
        "frown lines  «▅▇▆▄▃▂▁▁                            │    almost certainly worn off\n"
        "             Almost certainly worn off. The likely date was 945 days ago. How\n"
        "             does it look?\n"
        "\n"
        "▇▄▁ the higher, the more of the time it probably worked   │ today\n"
        "« earlier sessions\n"
        "1 earlier session not shown. To show all: botoxlog timeline --since 2020\n"
    )


def test_sessions_years_apart_stand_where_they_were() -> None:
    """Asked for from 2019 on, both sessions of somebody who came back are drawn.

    Nobody looked at the first, so nothing of it is drawn as known, at this scale neither.
    """
    assert draw(BACK_AFTER_YEARS, 80, since=date(2019, 1, 1), raised=False) == (
        "                                                   ▼ today, 23 Nov 2026\n"
        "                 2020      2022      2024      2026\n"
        "frown lines      ●···················▂▆▂▁          │   almost certainly worn off\n"
        "             Almost certainly worn off. The likely date was 945 days ago. How\n"
        "             does it look?\n"
        "\n"
        "● session   ▇▄▁ the higher, the more of the time it probably worked\n"
        "· no check-in   │ today\n"
    )


def test_a_session_of_this_month_is_drawn_among_decades() -> None:
    """Where today's column holds months, the session in it is drawn, not the mark of today."""
    text = BACK_AFTER_YEARS.replace("2020-01-01", "2010-01-01").replace("2024-01-01", "2026-11-20")
    (lane,) = [
        line
        for line in draw(text, 80, since=date(2005, 1, 1)).splitlines()
        if line.startswith("frown lines")
    ]
    assert lane.count("●") == 2


@pytest.mark.parametrize("seed", range(1, 81))
def test_any_history_fits_any_width(seed: int) -> None:
    """Histories of one session or of thirty years are drawn from 20 to 300 columns, none wider.

    On each lane today stands in the column to which the axis points.
    """
    text = dump(build(seed))
    for columns in (20, 24, 33, 40, 71, 72, 80, 113, 200, 300):
        assert max(map(cell_len, draw(text, columns, encoding="ascii").splitlines())) <= columns
        lines = draw(text, columns, full=True).splitlines()
        assert max(map(cell_len, lines)) <= columns
        if columns >= 40:
            places = {cell_len(line.rpartition("│")[0]) for line in _lanes(lines)}
            assert places <= {cell_len(lines[0].partition("▼")[0])}


def _lanes(lines: list[str]) -> list[str]:
    """Return the rows of a picture on which today is marked, above the legend."""
    return [line for line in lines[2 : lines.index("")] if "│" in line]


# --- what was not seen is not drawn as seen ----------------------------------------------------

FAILED = """format = 1
[[session]]
date = 2025-12-01
product = "botox-cosmetic"
areas = ["glabella"]
[[checkin]]
date = 2026-02-20
state = {glabella = "full"}
[[session]]
date = 2026-04-10
product = "botox-cosmetic"
areas = ["glabella"]
[[checkin]]
date = 2026-05-10
state = {glabella = "no-effect"}
[[session]]
date = 2026-07-20
product = "botox-cosmetic"
areas = ["glabella"]
"""


def test_a_session_without_effect_has_a_mark_of_its_own() -> None:
    """Between its dot and the next, in the legend too; the result before it keeps its curve."""
    drawn = draw(FAILED, 80)
    (lane,) = [line for line in drawn.splitlines() if line.startswith("frown lines")]
    before, failed, running = lane.split("●")[1:4]
    assert "█" in before
    assert set(failed) == {" ", "\N{MULTIPLICATION SIGN}"}
    assert "▇" in running
    assert "\N{MULTIPLICATION SIGN} no effect" in drawn


@pytest.mark.parametrize(("state", "solid"), [("full", True), ("gone", False), ("none", False)])
def test_a_day_on_which_it_was_seen_not_to_work_is_not_solid(state: str, *, solid: bool) -> None:
    """Even where a later check-in saw it working; the weeks around it are."""
    text = session(1, date(2026, 8, 1), {"glabella": 20})
    text += look(date(2026, 9, 1), {"glabella": "full"})
    text += look(date(2026, 10, 1), {"glabella": state})
    text += look(date(2026, 11, 10), {"glabella": "full"})
    (lane,) = [line for line in draw(text, 80).splitlines() if line.startswith("frown lines")]
    assert ("█" * 8 in lane) == solid
    assert lane.count("█") > 4


def test_a_mark_that_is_not_drawn_is_not_explained() -> None:
    """Seen working on day 3 alone: too low for a full column, so the legend has none."""
    text = """format = 1
[[session]]
date = 2026-11-01
product = "botox-cosmetic"
areas = ["glabella"]
[[checkin]]
date = 2026-11-04
state = {glabella = "kicking-in"}
"""
    drawn = draw(text, 80)
    assert ("█" in drawn.partition("● session")[0]) == ("█ working" in drawn)


@pytest.mark.parametrize("years", [1, 5, 30])
def test_what_nobody_saw_is_never_solid_at_any_scale(years: int) -> None:
    """A session each spring without a check-in, and one looked at: only that one is solid."""
    sessions = "".join(
        f'[[session]]\ndate = {year}-03-01\nproduct = "botox"\nareas = ["glabella"]\n'
        for year in range(2027 - years, 2027)
    )
    seen = '[[checkin]]\ndate = 2026-06-01\nstate = {glabella = "full"}\n'
    unseen = draw("format = 1\n" + sessions, 80, since=date(2027 - years, 1, 1))
    assert "█" not in unseen
    drawn = draw("format = 1\n" + sessions + seen, 80, since=date(2027 - years, 1, 1))
    (lane,) = [line for line in drawn.splitlines() if line.startswith("frown lines")]
    assert lane.count("█") <= 92 * 80 // (365 * years) + 1
