"""Draws the screenshots of docs/picture.md again: python -m tools.screens.

Each is the program's own output on the example journal, shown in Chromium: the first screen of a
page, the first sheet of paper.
"""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI, TerminalTheme
from rich.text import Text

from botoxlog.commands.shared.example import example_text
from tests.conftest import TODAY
from tests.render.pages.browser import chromium

SCREENS = Path(__file__).parent.parent / "docs" / "screens"
COLUMNS = 80
A4 = (794, 1123)
"""Width and height in CSS pixels, of which an inch has 96."""

TERMINALS: tuple[tuple[str, str, TerminalTheme], ...] = (
    ("home", "", DEFAULT_TERMINAL_THEME),
    ("timeline-dark", "timeline", MONOKAI),
    ("timeline-light", "timeline", DEFAULT_TERMINAL_THEME),
    ("status", "status", DEFAULT_TERMINAL_THEME),
    ("stats", "stats", DEFAULT_TERMINAL_THEME),
)
PAGES: tuple[tuple[str, int, int, Literal["light", "dark"], Literal["screen", "print"]], ...] = (
    ("page-320", 320, 800, "light", "screen"),
    ("page-768-dark", 768, 800, "dark", "screen"),
    ("page-1280", 1280, 800, "light", "screen"),
    ("page-a4", *A4, "light", "print"),
)


def run(folder: Path, *words: str) -> str:
    """Return what the program prints on the example journal in `folder`, with colour."""
    command = [sys.executable, "-m", "botoxlog", "--journal", str(folder / "journal.toml")]
    return subprocess.run(
        [*command, "--today", TODAY.isoformat(), *words],
        env={
            **os.environ,
            "FORCE_COLOR": "1",
            "TERM": "xterm-256color",
            "COLUMNS": str(COLUMNS),
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def draw_terminal(browser: Browser, name: str, printed: str, theme: TerminalTheme) -> None:
    """Save what a terminal with these colours shows."""
    console = Console(record=True, width=COLUMNS, file=StringIO())
    console.print(Text.from_ansi(printed))
    page = browser.new_page(viewport={"width": 900, "height": 200})
    page.set_content(console.export_html(theme=theme, inline_styles=True))
    page.add_style_tag(content="pre { padding: 1em; margin: 0 }")
    page.locator("pre").screenshot(path=SCREENS / f"{name}.png")
    page.close()


def main() -> None:
    """Draw every screenshot."""
    with TemporaryDirectory() as name, chromium(Path(name)) as browser:
        folder = Path(name)
        (folder / "journal.toml").write_text(example_text(TODAY), encoding="utf-8")
        for picture, command, theme in TERMINALS:
            draw_terminal(browser, picture, run(folder, *command.split()), theme)
        run(folder, "timeline", "--save", str(folder / "timeline.html"))
        for picture, width, height, colours, medium in PAGES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.emulate_media(color_scheme=colours, media=medium)
            page.goto((folder / "timeline.html").as_uri())
            page.screenshot(path=SCREENS / f"{picture}.png")
            page.close()


if __name__ == "__main__":
    main()
