"""What a terminal shows of a journal, and the pictures that a person has looked at."""

import io
import os
from datetime import date
from pathlib import Path

from rich.console import Console, RenderableType

from botoxlog.catalog import load
from botoxlog.forecast.snapshot import Snapshot, build_snapshot
from botoxlog.journal import decoder
from botoxlog.render.terminal.home import HomeView
from botoxlog.render.terminal.timeline import TimelineView
from botoxlog.reports.timeline_questions import NO_QUESTIONS, timeline_questions
from tests.journals import TODAY

GOLDENS = Path(__file__).with_name("goldens")
REDRAW = os.environ.get("BOTOXLOG_REDRAW")  # read before the guard empties the environment
WIDTHS = (40, 60, 80, 120, 200)


def snapshot(text: str) -> Snapshot:
    """Return the state of a journal on the day of the pictures."""
    journal = decoder.decode(decoder.parse(text), text, TODAY)
    return build_snapshot(journal, load(), TODAY)


def shown(
    view: RenderableType, columns: int, *, encoding: str = "utf-8", colour: str | None = None
) -> str:
    """Return a view as a terminal of that width, encoding and colour system shows it."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    console = Console(
        file=out,
        width=columns,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=colour is not None,
        color_system=colour,  # type: ignore[arg-type]  # one of Rich's names
    )
    console.print(view)
    out.flush()
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


def home(text: str, columns: int, *, encoding: str = "utf-8", colour: str | None = None) -> str:
    """Return the home screen of a journal."""
    return shown(HomeView(snapshot(text)), columns, encoding=encoding, colour=colour)


def draw(  # noqa: PLR0913 - whatever a picture may differ in
    text: str,
    columns: int,
    *,
    encoding: str = "utf-8",
    colour: str | None = None,
    since: date | None = None,
    raised: bool = True,
    full: bool = False,
    on_day: date | None = None,
) -> str:
    """Return the picture as a terminal of that width and encoding shows it; `full` is --long."""
    state = snapshot(text)
    questions = timeline_questions(state, full=full) if raised else NO_QUESTIONS
    view = TimelineView(state, state.areas, since, questions=questions, long=full, on_day=on_day)
    return shown(view, columns, encoding=encoding, colour=colour)


def check(pictures: dict[str, str], name: str) -> None:
    """Compare pictures, each under its title, with those that a person has looked at."""
    golden = GOLDENS / f"{name}.txt"
    text = "".join(f"=== {title}\n{picture}\n" for title, picture in pictures.items())
    if REDRAW:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
