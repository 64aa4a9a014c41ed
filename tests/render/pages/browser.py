"""A real Chromium without a window, Debian's own, for the tests of pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MISSING = "no Chromium on this machine; on Debian: apt-get install chromium"


@contextmanager
def chromium(home: Path) -> Iterator[Browser]:
    """Yield a running browser with this home folder; without one, skip, but fail in CI."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, env={**os.environ, "HOME": str(home)}
        )
        yield browser
        browser.close()


def broken_rules(page: Page, colours: Literal["light", "dark"]) -> list[tuple[str, str]]:
    """Return the rules of axe that the page breaks, narrow and wide, each with an element."""
    page.emulate_media(color_scheme=colours)
    broken = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        rules = Axe().run(page).response["violations"]
        broken += [(rule["id"], rule["nodes"][0]["html"]) for rule in rules]
    return broken


def requests_and_words(browser: Browser, address: str) -> tuple[list[str], list[str]]:
    """Open and print a page; return the addresses it requested, and its dialogs and messages."""
    page = browser.new_page()
    requested: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("dialog", lambda dialog: messages.append(dialog.message))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(address)
    page.pdf(format="A4")
    page.close()
    return requested, messages
