"""A browser for the tests of pages, and the page under test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.render.pages.browser import chromium


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start the browser once for all pages."""
    with chromium(tmp_path_factory.mktemp("home")) as started:
        yield started


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the page, opened."""
    opened = browser.new_page()
    opened.goto(address)
    yield opened
    opened.close()
