"""The home screen: where every area stands, what is due, the next visit, what to ask."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from botoxlog.commands.shared.example import example_text
from botoxlog.render.terminal.home import HomeView
from botoxlog.reports import home_text
from tests.conftest import TODAY, Result
from tests.journals import FIVE, JOURNALS, LIVES, session
from tests.render.drawing import home, snapshot
from tests.render.test_timeline import BOOKED

Run = Callable[..., Result]
BEGIN = "To list all commands: botoxlog --help."


def test_it_says_where_you_stand() -> None:
    """Area by area with its window and next step, then what is due, then what to ask."""
    assert (
        home(example_text(TODAY), 80)
        == """\
Mon 23 Nov 2026                                          next visit: none booked

               Jul    ▼ 2027        state       likely window    next
crow's feet  ▁   ●▇▇▆▄│▂▁           about even  2 Oct - 6 Jan    book now
frown lines  ▁   ●▇▇▆▆│▂▁▁          about even  17 Oct - 15 Jan  check in now
jaw           ●███▇▆▆▅│▄▃▂▂▂▁▁▁▁▁   about even  21 Sep - 25 May  check in now
forehead              ●▇▇▆▅▄▂▂▁▁    kicking in  15 Jan - 21 May  check in 27 Nov
● session   █ seen working   ▇▄▁ may still work   ▼│ today
window: 80% chance it wears off then

look at   frown lines first (helps your forecast most), jaw and crow's feet: run
          botoxlog checkin
book now  crow's feet, frown lines and jaw
soon      forehead: check in 27 Nov; and 1 more: botoxlog remind
to ask    5 questions for your next visit: botoxlog timeline
          First: "My brows are heavier since the injections. How long can that
          last, and what would you do differently next time?" (forehead)
"""
    )


def test_a_booked_visit_heads_it() -> None:
    """With its day, time and clinic, how far off it is, and what it is for; booking is silent."""
    screen = home(FIVE["pair"] + BOOKED, 80)
    lines = screen.splitlines()
    assert lines[0] == (
        "Mon 23 Nov 2026               next visit: Tue 12 Jan at 14:30, Glow (in 7 weeks)"
    )
    assert "booked    12 Jan for frown lines" in lines
    assert lines[3].startswith("frown lines")
    assert "◆" in lines[3]
    assert lines[4].startswith("crow's feet")
    assert "stopped (full, seen " in lines[4]
    assert "book now" not in screen


def test_a_visit_that_may_have_taken_place_is_asked_about() -> None:
    """The day after an appointment without a session, before all that is due."""
    past = BOOKED.replace("2027-01-12", "2026-11-20")
    assert "visit     did the one on 20 Nov for frown lines take place?" in home(
        FIVE["pair"] + past, 80
    )


@pytest.mark.parametrize("name", LIVES)
def test_it_fits_a_screen(name: str) -> None:
    """Twelve areas in 80 by 24, four in 40 by 24; at 80 the window has its column."""
    wide = home(LIVES[name], 80).splitlines()
    assert len(wide) <= 24
    assert max(map(cell_len, wide)) <= 80
    assert "likely window" in wide[2]
    narrow = home(LIVES[name], 40).splitlines()
    assert max(map(cell_len, narrow)) <= 40
    if not name.startswith("12"):
        assert len(narrow) <= 24


@pytest.mark.parametrize("name", JOURNALS)
def test_any_journal_fits_any_width(name: str) -> None:
    """From 20 columns on; a name or state that is cut ends in its mark."""
    for columns in (20, 33, 60, 71, 72, 100, 300):
        assert max(map(cell_len, home(JOURNALS[name], columns).splitlines())) <= columns
    assert "a very long name of…" in home(JOURNALS["odd"], 80)
    assert "a very long name of~" in home(JOURNALS["odd"], 80, encoding="ascii")


def test_what_does_not_fit_on_a_line_is_counted() -> None:
    """Names that have no room are counted, and so are the lines of `remind` that are not shown."""
    screen = home(LIVES["12x5"], 80)
    assert (
        "look at   jaw first (helps your forecast most), palms, lip flip, migraine\n"
        "          pattern, chin, neck bands and 5 more: run botoxlog checkin\n"
        "book now  forehead, bunny lines, underarms, lip flip, neck bands and 3 more\n"
    ) in screen


def test_plainly_it_is_one_fact_a_line() -> None:
    """Nothing is cut, each area with its window in words."""
    facts = list(HomeView(snapshot(example_text(TODAY))).plain())
    assert facts[:4] == [
        "today: Mon 23 Nov 2026",
        "next visit: none booked",
        "crow's feet: about even",
        (
            "crow's feet, window: The likely date was 11 Nov; "
            "80% chance it wears off between 2 Oct 2026 and 6 Jan 2027."
        ),
    ]
    assert facts[10:] == [
        (
            "look at: frown lines first (helps your forecast most), jaw and crow's feet: "
            "run botoxlog checkin"
        ),
        "book now: crow's feet, frown lines and jaw",
        "soon: forehead: check in 27 Nov",
        "and 1 more: botoxlog remind",
        "5 questions for your next visit: botoxlog timeline",
        (
            'First: Heavy or lower brows (forehead): "My brows are heavier since the injections. '
            'How long can that last, and what would you do differently next time?"'
        ),
    ]


@pytest.mark.parametrize("text", [None, "", "format = 1\n", '[person]\nclinic = "Glow"\n'])
def test_without_a_session_it_says_how_to_begin(
    run_inside: Run, tmp_path: Path, text: str | None
) -> None:
    """On a screen of 80 columns and one of 40, no line wider."""
    if text is not None:
        (tmp_path / "journal.toml").write_text(text, encoding="utf-8")
    for columns in (80, 40):
        result = run_inside(columns=columns)
        assert (result.code, result.err) == (0, "")
        assert BEGIN in " ".join(result.out.split())
        assert max(map(len, result.out.splitlines())) <= columns


def test_a_booked_visit_is_shown_before_the_first_session(run_inside: Run, tmp_path: Path) -> None:
    """Its day, clinic and areas come first, then how to begin."""
    (tmp_path / "journal.toml").write_text("format = 1\n" + BOOKED, encoding="utf-8")
    lines = run_inside(columns=80).out.splitlines()
    assert lines[0] == "next visit: Tue 12 Jan at 14:30, Glow (in 7 weeks)"
    assert lines[1] == "booked: 12 Jan for frown lines"
    assert lines[2] == "Your journal has no session yet. To see what is in it: botoxlog log"
    assert any(BEGIN in line for line in lines)


@pytest.mark.parametrize(
    ("words", "shorter"),
    [
        ("partly working (seen 24 Sep 2025)", ["partly working (24 Sep 2025)"]),
        ("stopped (worn off, seen 30 Nov)", ["stopped (worn off, 30 Nov)"]),
        ("not known (last seen partly working, 24 Sep)", ["not known (seen 24 Sep)"]),
        ("stopped (about even)", []),
    ],
)
def test_a_state_that_is_too_long_keeps_its_day(words: str, shorter: list[str]) -> None:
    """The word "seen" goes first, then all but the state and the day."""
    assert list(home_text.shorter_states(words))[: len(shorter) or None] == shorter


@pytest.mark.parametrize("text", ["x = [", "\x00"])
def test_a_journal_that_cannot_be_read_is_reported(
    run_inside: Run, tmp_path: Path, text: str
) -> None:
    """As by every command: exit code 3 with the line, and no page for newcomers."""
    (tmp_path / "journal.toml").write_text(text, encoding="utf-8")
    result = run_inside()
    assert (result.code, result.out) == (3, "")
    assert "journal.toml" in result.err


def test_a_record_with_a_mistake_hides_nothing(run_inside: Run, tmp_path: Path) -> None:
    """The rest is shown; the problem and its line are on stderr."""
    text = session(1, TODAY, {"chin": 4}) + "\n[[session]]\ndate = 2030-01-01\nareas = ['x']\n"
    (tmp_path / "journal.toml").write_text(text, encoding="utf-8")
    result = run_inside()
    assert result.code == 0
    assert "chin" in result.out
    assert "The date 2030-01-01 is in the future." in result.err
