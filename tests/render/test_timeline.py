"""The picture is whole at every width: these files are what a person sees.

To draw them anew after a change that is meant, run the tests with BOTOXLOG_REDRAW=1 and look.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from bench.consistency.generator import build, dump
from tests.conftest import Result
from tests.journals import FIVE, JOURNALS, LIVES, look, session
from tests.render.drawing import WIDTHS, check, draw, home, snapshot
from tests.render.test_svg import luminance

Run = Callable[..., Result]


@pytest.mark.parametrize("name", JOURNALS)
def test_the_picture_is_as_it_was_looked_at(name: str) -> None:
    """At every width the picture is the one that a person has looked at, and nothing is cut off."""
    pictures = {f"timeline, {columns}": draw(JOURNALS[name], columns) for columns in WIDTHS}
    pictures |= {f"home, {columns}": home(JOURNALS[name], columns) for columns in WIDTHS}
    check(pictures, name)
    for columns, picture in zip(WIDTHS * 2, pictures.values(), strict=True):
        assert max(map(cell_len, picture.splitlines())) <= columns


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", LIVES)
def test_lives_are_drawn_as_they_were_looked_at(name: str) -> None:
    """1, 4 and 12 areas over 1, 5 and 30 years: home, timeline, and everything since 1996."""
    text, since = LIVES[name], date(1996, 1, 1)
    pictures: dict[str, str] = {}
    for columns in WIDTHS:
        pictures[f"home, {columns}"] = home(text, columns)
        pictures[f"timeline, {columns}"] = draw(text, columns, raised=False)
        pictures[f"since 1996, {columns}"] = draw(text, columns, since=since, raised=False)
    check(pictures, f"life-{name}")
    for columns, picture in zip(sorted(WIDTHS * 3), pictures.values(), strict=True):
        assert max(map(cell_len, picture.splitlines())) <= columns


@pytest.mark.parametrize("name", ["pair", "12x5"])
def test_coloured_pictures_are_as_they_were_looked_at(name: str) -> None:
    """With their escapes, for a terminal of 256 colours."""
    text = {**JOURNALS, **LIVES}[name]
    pictures = {
        "home, 80": home(text, 80, colour="256"),
        "timeline, 80": draw(text, 80, colour="256", raised=False),
    }
    check(pictures, f"{name}-colour")


@pytest.mark.parametrize("name", FIVE)
def test_without_unicode_the_marks_are_plain(name: str) -> None:
    """An ASCII terminal gets the same pictures in other marks."""
    pictures = {
        f"timeline, {columns}": draw(JOURNALS[name], columns, encoding="ascii")
        for columns in WIDTHS
    }
    pictures["home, 80"] = home(JOURNALS[name], 80, encoding="ascii")
    assert "".join(pictures.values()).isascii()
    check(pictures, f"{name}-ascii")


@pytest.mark.unmeasured
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


@pytest.mark.unmeasured
@pytest.mark.parametrize("system", ["256", "truecolor"])
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", FIVE)
def test_colour_adds_nothing_that_shape_and_word_do_not_say(
    name: str, columns: int, system: str
) -> None:
    """With the colour taken out, the coloured picture is the plain one; the home screen too."""
    for picture in (draw, home):
        for encoding in ("utf-8", "ascii"):
            coloured = picture(JOURNALS[name], columns, encoding=encoding, colour=system)
            assert "\x1b[" in coloured
            plain = picture(JOURNALS[name], columns, encoding=encoding)
            assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


BACKGROUNDS = {
    "white": "#ffffff",
    "black": "#000000",
    "light paper": "#fdf6e3",
    "dark paper": "#002b36",
    "dark grey": "#1e1e1e",
}
"""Of terminals: white and black, and the two of Solarized, which many wear."""


COMMANDS = ((), ("timeline",), ("remind",), ("status",), ("stats",))


def emitted(run_inside: Run, monkeypatch: pytest.MonkeyPatch, term: str) -> set[str]:
    """Return every escape that the commands with colour print on a terminal of this kind."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", term)
    printed = "".join(run_inside(*command).out for command in COMMANDS)
    return set(re.findall(r"\x1b\[([0-9;]*)m", printed))


@pytest.mark.parametrize("term", ["xterm-256color", "xterm-truecolor"])
def test_every_colour_can_be_read_on_light_and_dark(
    run_inside: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, term: str
) -> None:
    """What is emitted has a contrast of at least 3 to 1 on each background, and is fixed.

    The first 16 colours are the terminal's own, so none of them is used.
    """
    (tmp_path / "journal.toml").write_text(JOURNALS["demo"], encoding="utf-8")
    if term == "xterm-truecolor":
        monkeypatch.setenv("COLORTERM", "truecolor")
    codes = emitted(run_inside, monkeypatch, term)
    assert codes <= {"0", "1", "2", *(f"{bold}38;5;{one}" for bold in ("", "1;") for one in FIXED)}
    assert {f"38;5;{number}" for number in (32, 166)} <= codes
    for number in FIXED:
        for background in BACKGROUNDS.values():
            assert contrast(cube_colour(number), background) >= 3


FIXED = (32, 164, 166)
"""Blue, violet and orange among the 256 colours."""


@pytest.mark.parametrize("term", ["xterm", "linux", "screen"])
def test_sixteen_colours_are_left_to_the_terminal(
    run_inside: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, term: str
) -> None:
    """Their looks are the terminal's choice: only bold and dim are used, which all can show."""
    (tmp_path / "journal.toml").write_text(JOURNALS["demo"], encoding="utf-8")
    assert emitted(run_inside, monkeypatch, term) == {"0", "1", "2"}


def cube_colour(number: int) -> str:
    """Return one of the colours 16 to 231: a cube of 6 by 6 by 6 that xterm laid down."""
    levels = (0, 95, 135, 175, 215, 255)
    red, green, blue = (number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6
    return f"#{levels[red]:02x}{levels[green]:02x}{levels[blue]:02x}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.unmeasured
@pytest.mark.parametrize(("since", "ticks"), [(1996, ["1996", "2021"]), (2020, ["2020", "2026"])])
def test_a_lifetime_is_drawn_whole(since: int, ticks: list[str]) -> None:
    """The scale adapts: years instead of months, counted where a year has only a few columns."""
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
    """With --long, the next thing to do stands beside the window, in words."""
    picture = " ".join(draw(JOURNALS["demo"], 200, full=True).split())
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
        "             2024         2025         2026            state\n"
        "frown lines  «▅▇▆▄▃▂▁▁                            │    almost certainly worn off\n"
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
        "                                                           today, 23 Nov 2026 ▼\n"
        "             2020     2021     2022      2023     2024      2025     2026\n"
        "frown lines  ●····································●▆▆▄▂▁▁                     │\n"
        "\n"
        "● session   ▇▄▁ the higher, the more of the time it probably worked\n"
        "· no check-in   │ today\n"
    )


def test_a_session_of_this_month_is_drawn_among_decades() -> None:
    """Where today's column holds weeks, the session in it is drawn, not the mark of today."""
    text = BACK_AFTER_YEARS.replace("2020-01-01", "2021-01-01").replace("2024-01-01", "2026-11-20")
    (lane,) = [
        line
        for line in draw(text, 80, since=date(2021, 1, 1)).splitlines()
        if line.startswith("frown lines")
    ]
    assert lane.count("●") == 2


@pytest.mark.unmeasured
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


CROSS = "\N{MULTIPLICATION SIGN}"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("failed", [(7, 1), (7, 1, 9, 10), (9, 10), (11, 23)])
def test_every_check_in_without_effect_is_a_cross(failed: tuple[int, ...], encoding: str) -> None:
    """Before and after one that saw it working, and today; on both screens and in the legend."""
    text = session(1, date(2026, 6, 1), {"glabella": 20})
    text += look(date(2026, 8, 1), {"glabella": "full"})
    for month, day in zip(failed[::2], failed[1::2], strict=True):
        text += look(date(2026, month, day), {"glabella": "no-effect"})
    cross, today = (CROSS, "│") if encoding == "utf-8" else ("x", "|")
    for drawn in (
        draw(text, 80, encoding=encoding, raised=False),
        home(text, 80, encoding=encoding),
    ):
        row = next(line for line in drawn.splitlines() if line.startswith("frown lines"))
        assert row.removeprefix("frown lines").partition("  no effect")[0].count(cross) == (
            len(failed) // 2
        )
        assert today in row
        assert f"{cross} no effect" in drawn


def test_decades_have_a_cross_for_a_session_that_failed_once() -> None:
    """Seen working in April 1998, without effect in May: a cross, and counted as both."""
    text = "".join(
        session(10 * year + month, date(1998 + year, month, 1), {"glabella": 20})
        + look(date(1998 + year, month + 1, 1), {"glabella": "full"})
        + look(date(1998 + year, month + 2, 1), {"glabella": "no-effect"})
        for year in range(25)
        for month in (1, 5)
    )
    since = date(1998, 1, 1)
    assert "2/2" + CROSS + "2" in draw(text, 200, since=since, raised=False) or (
        CROSS * 2 in lane_of(draw(text, 200, since=since, raised=False))
    )


def test_every_appointment_of_a_row_is_drawn() -> None:
    """Three within the axis, at both screens; one that lies beyond it is not squeezed in."""
    text = session(1, date(2026, 8, 1), {"glabella": 20})
    for number, day in enumerate(("2027-01-12", "2027-01-30", "2027-02-08", "2028-02-08")):
        text += f'[[appointment]]\nid = "a{number}"\ndate = {day}\n'
    for screen in (draw(text, 80, raised=False), home(text, 80)):
        row = next(line for line in screen.splitlines() if line.startswith("frown lines"))
        assert row.count("◆") == 3


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


# --- no session vanishes, and decades are counted ---------------------------------------------


def lane_of(picture: str, name: str = "frown lines") -> str:
    """Return the row of an area behind its name."""
    (lane,) = [line for line in picture.splitlines() if line.startswith(name)]
    return lane.removeprefix(name).strip()


def test_sessions_in_one_column_are_counted() -> None:
    """Three sessions within a month, at twelve days a column: two share one, and the legend says.

    The third stands in the next column.
    """
    text = "".join(
        session(number, date(2026, 10, day), {"glabella": 10})
        for number, day in enumerate((1, 9, 20), 1)
    )
    text += session(9, date(2025, 3, 1), {"glabella": 20})
    drawn = draw(text, 80, raised=False)
    assert "2●" in lane_of(drawn)
    assert "2 two sessions, 3 three" in drawn


def test_decades_are_told_as_sessions_a_year() -> None:
    """One mark a session: seen working, without effect, never looked at, seen only when over."""
    text = (
        session(1, date(1998, 3, 1), {"glabella": 20})
        + look(date(1998, 4, 1), {"glabella": "full"})
        + session(2, date(1998, 9, 1), {"glabella": 20})
        + look(date(1998, 10, 1), {"glabella": "no-effect"})
        + session(3, date(2004, 3, 1), {"glabella": 20})
        + session(4, date(2004, 9, 1), {"glabella": 20})
        + look(date(2005, 2, 1), {"glabella": "gone"})
        + session(5, date(2026, 10, 1), {"glabella": 20})
    )
    drawn = draw(text, 120, since=date(1990, 1, 1), raised=False)
    assert lane_of(drawn).split() == ["█\N{MULTIPLICATION SIGN}", "·▁", "·"]
    assert drawn.partition("\n\n")[2] == (
        "Each year: one mark a session   █ seen working   ▁ seen, but not working   · no check-in"
        "   \N{MULTIPLICATION SIGN} no effect\n"
    )


@pytest.mark.unmeasured
def test_where_marks_have_no_room_the_years_say_how_many() -> None:
    """Twelve areas over thirty years at 80 columns: five years a cell, 7 of 11 seen working."""
    drawn = draw(LIVES["12x30"], 80, since=date(1996, 1, 1), raised=False)
    assert lane_of(drawn, "crow's feet").split() == [
        "7/11", "8/11", "8/12", "7/11", "7/11", "8/11",
    ]  # fmt: skip
    first = lane_of(drawn).split()[0]
    assert first == "7/12\N{MULTIPLICATION SIGN}1"
    assert "Each 5 years: 2/3 is 2 of 3 sessions seen working" in drawn


@pytest.mark.unmeasured
@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize("name", LIVES)
def test_every_session_of_a_life_is_counted(name: str, columns: int) -> None:
    """Marks, digits and counts of a row add up to the sessions of its area, at every scale."""
    drawn = draw(LIVES[name], columns, since=date(1996, 1, 1), raised=False)
    heading = drawn.splitlines()[1]
    end = heading.index(" state") if " state" in heading else columns
    for area in snapshot(LIVES[name]).areas:
        (row,) = [line for line in drawn.splitlines() if line.startswith(area.name)]
        bar = row[len(area.name) : end]
        if "Each" in drawn:
            counts = [re.match(r"\d+/(\d+)", cell) for cell in bar.split()]
            counted = [
                int(found[1]) if found else len(cell)
                for found, cell in zip(counts, bar.split(), strict=True)
            ]
        else:
            counted = [int(mark) if mark.isdigit() else mark == "●" for mark in bar]
        assert sum(counted) == len(area.treatments)


# --- what lies ahead --------------------------------------------------------------------------

BOOKED = """
[[appointment]]
id = "ap"
date = 2027-01-12
time = 14:30:00
clinic = "Glow"
areas = ["glabella"]

[[stopped]]
id = "st"
date = 2026-11-01
areas = ["crows-feet"]
"""


def test_a_booked_visit_stands_in_the_rows_it_covers() -> None:
    """In its column and in the legend; an area that it is not for has no mark."""
    drawn = draw(FIVE["pair"] + BOOKED, 80, raised=False)
    rows = {line[:11]: line for line in drawn.splitlines()}
    assert "◆" in rows["frown lines"]
    assert "◆" not in rows["crow's feet"]
    assert "◆ booked visit" in drawn
    assert "@ booked visit" in draw(FIVE["pair"] + BOOKED, 80, encoding="ascii", raised=False)


def test_a_visit_on_the_day_asked_for_keeps_its_mark() -> None:
    """Both marks stand next to each other."""
    drawn = draw(FIVE["pair"] + BOOKED, 80, on_day=date(2027, 1, 12), raised=False)
    assert "◆◇" in lane_of(drawn)


def test_a_stopped_area_stands_last_and_says_so() -> None:
    """With what is last known of it and its day; nothing is due there."""
    drawn = draw(FIVE["pair"] + BOOKED, 200, raised=False)
    assert drawn.splitlines()[3].startswith("crow's feet")
    assert "stopped (full, seen 25 Oct)" in drawn.splitlines()[3]
    assert "check in" not in drawn.splitlines()[3]


@pytest.mark.unmeasured
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 6, 12), date(2034, 1, 2)])
@pytest.mark.parametrize("name", ["pair", "lifetime", "new"])
def test_a_day_that_was_asked_for_is_marked_in_every_row(
    name: str, day: date, columns: int
) -> None:
    """The axis goes as far as it, and its date is written."""
    drawn = draw(JOURNALS[name], columns, on_day=day, raised=False)
    head, _, legend = drawn.partition("\n\n")
    marked = [line for line in head.splitlines()[2:] if "◇" in line]
    assert len(marked) == len(snapshot(JOURNALS[name]).areas)
    assert f"◇ {day.day} " in legend
    assert str(day.year) in legend
    assert max(map(cell_len, drawn.splitlines())) <= columns
