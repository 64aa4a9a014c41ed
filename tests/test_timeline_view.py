"""The picture is whole at every width: these files are what a person sees.

To draw them anew after a change that is meant, run the tests with BOTOXLOG_REDRAW=1 and look.
"""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from botoxlog import codec
from botoxlog.demo import example_text
from botoxlog.outlook import build_outlook
from botoxlog.reference import load
from botoxlog.views.timeline import TimelineView

TODAY = date(2026, 11, 23)
GOLDENS = Path(__file__).with_name("goldens")
REDRAW = os.environ.get("BOTOXLOG_REDRAW")  # read before the guard empties the environment

AREAS = (
    "glabella", "forehead", "crows-feet", "masseter", "platysma", "underarms", "palms", "chin",
    "lip-flip", "bunny-lines", "trapezius", "migraine-pattern",
)  # fmt: skip


def decade() -> str:
    """Return twelve areas over thirty years, three sessions a year."""
    parts = ["format = 1\n"]
    for year in range(1996, 2027):
        for number, month in enumerate((2, 6, 10)):
            if (year, month) > (2026, 9):
                break
            units = "".join(f"{area} = 20\n" for area in AREAS)
            seen = "".join(
                f'{area} = "{"gone" if (place + number) % 3 else "full"}"\n'
                for place, area in enumerate(AREAS)
            )
            parts.append(
                f'\n[[session]]\nid = "s{year}{month:02}"\ndate = {year}-{month:02}-05\n'
                f'product = "botox-cosmetic"\n\n[session.units]\n{units}'
                f"\n[[checkin]]\ndate = {year}-{month + 2:02}-25\n\n[checkin.state]\n{seen}"
            )
    return "".join(parts)


FIRST = '[[session]]\nid = "a"\ndate = "2026-10"\nproduct = "xeomin"\nareas = ["glabella"]\n'
ODD = """
[[session]]
id = "a"
date = 2026-09-01
areas = ["a very long name of an area that nobody has ever heard of 你好", "[red]x[/red]"]

[[session]]
id = "b"
date = 2012
areas = ["chin"]
"""
JOURNALS = {"demo": example_text(TODAY), "decade": decade(), "first": FIRST, "odd": ODD}


def draw(text: str, columns: int, *, encoding: str = "utf-8", colour: bool = False) -> str:
    """Return the picture as a terminal of that width and encoding shows it."""
    journal = codec.decode(codec.parse(text), text, TODAY)
    outlook = build_outlook(journal, load(), TODAY)
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    console = Console(
        file=out, width=columns, markup=False, emoji=False, highlight=False, force_terminal=colour
    )
    console.print(TimelineView(outlook, outlook.areas, load()))
    out.flush()
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("name", JOURNALS)
def test_the_picture_is_as_it_was_looked_at(name: str, columns: int) -> None:
    """At every width the picture is the one that a person has looked at, and nothing is cut off."""
    picture = draw(JOURNALS[name], columns)
    golden = GOLDENS / f"{name}-{columns}.txt"
    if REDRAW:
        golden.write_text(picture, encoding="utf-8")
    assert picture == golden.read_text(encoding="utf-8")
    assert max(cell_len(line) for line in picture.splitlines()) <= columns


def test_without_unicode_the_marks_are_plain() -> None:
    """An ASCII terminal gets the same picture in other marks, with their legend."""
    picture = draw(JOURNALS["demo"], 80, encoding="ascii")
    assert picture.isascii()
    assert "o session   + touch-up   = working" in picture
    assert "v today, 23 Nov 2026" in picture


def test_colour_adds_nothing_that_shape_and_word_do_not_say() -> None:
    """With the colour taken out, the coloured picture is the plain one."""
    import re

    coloured = draw(JOURNALS["demo"], 80, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == draw(JOURNALS["demo"], 80)


def test_a_notes_markup_is_inert_in_names() -> None:
    """An area named like markup is shown as typed."""
    assert "[red]x[/red]" in draw(JOURNALS["odd"], 120)


def test_every_mark_is_explained() -> None:
    """Whatever stands on a lane stands in the legend."""
    picture = draw(JOURNALS["demo"], 120)
    lanes, _, legend = picture.partition("\n\n")
    used = {mark for mark in "●○━╌·─▒░◆│" if mark in lanes}
    assert used == {mark for mark in "●○━╌·─▒░◆│" if mark in legend}
