"""The face and the body: every known area has a place, left is left, and nothing is cut."""

import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from botoxlog.catalog import load
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.journal import decoder
from botoxlog.render.terminal.status import MIRROR, StatusView
from tests.conftest import Result
from tests.journals import FIVE, JOURNALS, TODAY, look, session
from tests.render.drawing import WIDTHS, check

Run = Callable[..., Result]


def draw(text: str, columns: int, encoding: str = "utf-8") -> str:
    """Return the drawing as a terminal of that width shows it."""
    journal = decoder.decode(decoder.parse(text), text, TODAY)
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    console = Console(file=out, width=columns, markup=False, emoji=False, highlight=False)
    snapshot = build_snapshot(journal, load(), TODAY)
    console.print(StatusView(snapshot, snapshot.areas))
    out.flush()
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


def rows_with(picture: str, label: str) -> list[list[int]]:
    """Return where a label stands on the drawing, row by row."""
    drawn = [line[:39] for line in picture.splitlines()[1:]]
    return [found for line in drawn if (found := [hit.start() for hit in re.finditer(label, line)])]


USUAL = """
glabella forehead crows-feet brow-lift bunny-lines under-eye lip-flip perioral gummy-smile
mouth-corners chin masseter temples platysma trapezius underarms palms soles scalp migraine-pattern
neck eyelid half-face larynx bladder arm leg
"""
DRAWN = USUAL.split()
EVERYWHERE = session(1, date(2026, 11, 10), dict.fromkeys(DRAWN, 5.0))


@pytest.mark.parametrize("area", DRAWN)
def test_the_usual_areas_have_their_place(area: str) -> None:
    """What is often treated is shown where it is."""
    picture = draw(session(1, date(2026, 11, 1), {area: 5}), 80)
    assert picture.startswith(MIRROR)
    assert rows_with(picture, "a[▲●▼]") != []


@pytest.mark.parametrize("area", sorted(set(load().areas) - set(DRAWN)))
def test_any_other_area_stands_in_the_list(area: str) -> None:
    """What has no place in the drawing is listed, with its forecast or why it has none."""
    picture = draw(session(1, date(2026, 11, 1), {area: 5}), 80)
    assert MIRROR not in picture
    assert load().areas[area].name in picture
    said = " ".join(picture.split())
    forecast = load().prior("onabotulinumtoxina", area, None) is not None
    assert ("no published figures" in said, "80% chance" in said) == (not forecast, forecast)


@pytest.mark.parametrize("area", [area for area in DRAWN if load().areas[area].sides])
def test_left_is_left_as_in_a_mirror(area: str) -> None:
    """One side alone stands on that side of the middle, which is column 19."""
    (left,) = rows_with(draw(session(1, date(2026, 11, 1), {f"{area}-left": 5}), 80), "a[▲●▼]")
    (right,) = rows_with(draw(session(1, date(2026, 11, 1), {f"{area}-right": 5}), 80), "a[▲●▼]")
    assert all(column < 19 for column in left)
    assert all(column >= 19 for column in right)


@pytest.mark.parametrize("name", ["demo", "everywhere"])
def test_the_drawing_is_as_it_was_looked_at(name: str) -> None:
    """These files are what a person sees."""
    pictures = {
        encoding: draw(JOURNALS.get(name, EVERYWHERE), 80, encoding)
        for encoding in ("utf-8", "ascii")
    }
    check(pictures, f"status-{name}")


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", [*JOURNALS, "everywhere"])
def test_nothing_is_wider_than_the_terminal(name: str, columns: int) -> None:
    """Where the drawing does not fit there is the list alone."""
    picture = draw(JOURNALS.get(name, EVERYWHERE), columns)
    assert all(cell_len(line) <= columns for line in picture.splitlines())
    assert (MIRROR in picture) == (columns >= 80)
    if name in FIVE:
        assert draw(JOURNALS[name], columns, "ascii").isascii()


def test_each_state_has_its_mark_and_word() -> None:
    """No meaning in a mark alone."""
    text = session(1, date(2026, 9, 1), {"glabella": 20, "chin": 5, "lip-flip": 4, "forehead": 9})
    text += session(2, date(2026, 11, 22), {"temples": 9}) + session(3, date(2020, 1, 1), {"?": 1})
    text += session(4, date(2026, 10, 20), {"bunny-lines": 9})
    text += session(5, date(2026, 11, 18), {"crows-feet": 9})
    text += look(date(2026, 11, 1), {"chin": "gone", "lip-flip": "no-effect"})
    text += look(date(2026, 11, 20), {"forehead": "fading"})
    told = set(re.findall(r"^\w(. [^;\n]*)", draw(text, 60), re.MULTILINE))
    assert told == {
        "○ chin: worn off (seen 1 Nov)", "x lip flip: no effect (seen 1 Nov)",
        "▼ forehead: fading (seen 20 Nov)", "· temples: not yet",
        "● frown lines: probably still working", "● bunny lines: probably still working",
        "▲ crow's feet: kicking in",
        "? ?: not known. No forecast yet: we found no published",
    }  # fmt: skip


def test_an_area_of_ones_own_is_listed() -> None:
    """It has no place on the drawing, and is not left out."""
    picture = draw(session(1, date(2026, 11, 1), {"额头 [b]": 5}), 80)
    assert "a? 额头 [b]: not known. No forecast yet" in picture
    assert MIRROR not in picture


@pytest.mark.parametrize("columns", range(24, 60))
def test_wide_letters_wrap_where_they_end(columns: int) -> None:
    """A name in wide letters takes as many columns as it shows; later lines stay indented."""
    listed, _, count = draw(JOURNALS["odd"], columns).partition("\n\n")
    assert "questions for your next visit" in " ".join(count.split())
    for line in listed.splitlines():
        assert cell_len(line) <= columns
        assert re.match(r"\w[·▲●▼○x?] |   \S", line)


def test_the_command(run_inside: Run, tmp_path: Path) -> None:
    """In a terminal, for scripts, and where nothing is logged."""
    assert "botoxlog demo" in run_inside("status").err
    (tmp_path / "journal.toml").write_text(JOURNALS["new"], encoding="utf-8")
    assert "a▲ frown lines: kicking in" in run_inside("status").out
    told = json.loads(run_inside("status", "--json").out)
    assert told["areas"] == [
        {
            "area": "glabella", "name": "frown lines", "phase": "kicking-in",
            "chance_worn_off": 0.0, "state": "kicking in",
            "fades": {"early": "2027-01-17", "likely": "2027-03-06", "late": "2027-05-30"},
            "next": "Next: two-week check-in on 28 Nov.",
        }
    ]  # fmt: skip
