"""The visit page in a real browser: it fits every screen, prints on one sheet, is accessible."""

import io
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from botoxlog.commands.shared.example import example_text
from botoxlog.render import html
from tests.conftest import TODAY
from tests.journals import AREAS, ODD, decade
from tests.render.pages.browser import broken_rules, requests_and_words
from tests.render.test_visit_sheet_formats import HOSTILE, SERIOUS, hostile_journal
from tests.reports.test_visit_facts import brief_of, checkin, discussed, session

PRODUCTS = ("botox-cosmetic", "dysport", "xeomin", "daxxify", "letybo", "jeuveau", "A new product")
LONG = "the Institute for Everything that has a Long Name"


def crowded(areas: int, *, wide: str = "") -> str:
    """Return ten years of many areas, each treated on its own day, with long notes.

    Args:
        areas: How many.
        wide: The text in place of names and notes, such as a word too long for a line.
    """
    word = wide or LONG
    parts = [f'[person]\nbirth_year = 1970\ngoals = "{f"{word}; " * 9}"\n']
    for year in range(2017, 2027):
        for place in range(areas):
            area = AREAS[place] if place < len(AREAS) else f"area {place} {wide}"
            day = 1 + 2 * place
            parts.append(
                session(
                    f"{year}-0{4 + 5 * (year == 2026)}-{day:02}",
                    f'"{area}" = {20 + year % 7}',
                    id=f"s{year}{place}",
                    product=PRODUCTS[(place + year) % 7],
                    lot=f"LOT{'9' * 20}",
                    injector=f"Dr {year} {word}",
                    clinic=f"{place + year} {word}",
                    cost=400 + place,
                    currency=("USD", "EUR", "GBP")[place % 3],
                )
            )
            parts.append(
                checkin(
                    f"{year}-10-{day:02}",
                    f'"{area}" = "{"gone" if place % 3 else "full"}"',
                    effects=["headache", "eyelid-ptosis", f"a feeling of {word}"],
                    note=f"{word} " * 6,
                )
            )
    return "".join(parts)


TOPICS = ("weak-muscle", "veins", "goals", "thin-skin", "skin-light", "expression", "antibodies")


def full_visits(areas: int) -> str:
    """Return seven visits of many areas each, with lots, looks, side effects and answers."""
    parts = ['[person]\nbirth_year = 1980\ngoals = "to look rested"\n']
    for place, topic in enumerate(TOPICS):
        month = f"{2024 + place // 3}-{1 + 3 * (place % 3):02}"
        units = "\n".join(f"{area} = {10 + place}" for area in AREAS[:areas])
        parts += [
            session(
                f"{month}-11",
                units,
                lot="C3709C3",
                expiry="2027-03",
                injector="Dr Example",
                clinic=LONG,
                cost=420,
                currency="EUR",
            ),
            checkin(f"{month}-25", "glabella = 'gone'", effects=["headache"], note=f"{LONG} " * 3),
            discussed(f"{month}-11", topic, note=f"{LONG} " * 3),
        ]
    return "".join(parts)


def mixed_results(visits: int) -> str:
    """Return visits of twelve areas whose results all differ, with long notes and side effects."""
    parts = []
    ways = (
        (),
        ((14, "full"),),
        ((75, "full"),),
        ((14, "full"), (105, "gone")),
        ((30, "no-effect"),),
    )
    for visit in range(visits):
        begun = date(2026, 9, 10) - timedelta(days=112 * visit)
        units = "\n".join(f"{area} = {8 + 4.5 * (place % 5)}" for place, area in enumerate(AREAS))
        parts.append(
            session(
                f"{begun}",
                units,
                lot=f"C00{visit:02}",
                injector="Dr Anastasia Papadimitriou-Featherstonehaugh",
                clinic="Elm Street Aesthetic Medicine & Wellness Centre",
                cost=300 + visit,
                currency="GBP",
            )
        )
        seen: dict[int, list[str]] = {}
        for place, area in enumerate(AREAS):
            for days, state in ways[(place * 3 + place // 5 + visit) % 5]:
                seen.setdefault(days, []).append(f"{area} = '{state}'")
        for days, states in seen.items():
            on = begun + timedelta(days=days)
            if on <= TODAY:
                effects = ["headache", "dysphagia"] if days == 14 else []
                parts.append(
                    checkin(f"{on}", "\n".join(states), effects=effects, note=f"{LONG} " * 3)
                )
    return "".join(parts)


JOURNALS = {
    "empty": "format = 1",
    "one": session("2026-08-08", "glabella = 20"),
    "demo": example_text(TODAY),
    "odd": ODD,
    "decade": decade(1996),
    "crowded": crowded(12),
    "overcrowded": crowded(15),
    "unbroken": crowded(12, wide="W" * 60),
    "capitals": crowded(6, wide="WIDE MEMORANDUM " * 3),
    "few-capitals": crowded(3, wide="WIDE MEMORANDUM " * 3),
    "visits": full_visits(12),
    "few-areas": full_visits(3),
    "mixed-2": mixed_results(6),
    "mixed-30": mixed_results(90),
    "serious": crowded(12) + SERIOUS,
    "hostile": hostile_journal(" ".join(HOSTILE)),
}


@pytest.fixture(params=JOURNALS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of the page of one journal."""
    path = tmp_path / "visit.html"
    path.write_text(written(request.param), encoding="utf-8")
    return path.as_uri()


@cache
def written(name: str) -> str:
    """Return the page of one journal, which many tests look at."""
    return html.brief(brief_of(JOURNALS[name]))


def test_it_fits_every_screen(page: Page) -> None:
    """No sideways scrolling on a phone, a tablet or a desktop screen."""
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = page.evaluate(
            "[...document.querySelectorAll('main *:not(caption):not(thead *):not(thead)')]"
            ".filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
        )
        assert cut == 0


def test_it_prints_on_one_page(page: Page) -> None:
    """One page of A4 and of Letter, with the last line on it."""
    for paper in ("A4", "Letter"):
        pdf = PdfReader(io.BytesIO(page.pdf(format=paper)))
        assert len(pdf.pages) == 1
        assert "it does not diagnose." in " ".join(pdf.pages[0].extract_text().split())


def test_no_session_is_left_out_for_want_of_room() -> None:
    """Five rows, or as many as there are, whatever else has to give way; and that is marked."""
    for name, text in JOURNALS.items():
        found = brief_of(text)
        table = written(name).partition('<table class="sessions"')[2].partition("</table>")[0]
        assert table.count('<th scope="row"') == min(len(found.sessions), 5), name
    assert "more areas" in written("mixed-30")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_is_accessible(page: Page, colours: Literal["light", "dark"]) -> None:
    """It breaks none of axe's rules, contrast included, wide and narrow, in light and in dark."""
    assert broken_rules(page, colours) == []


def test_it_loads_nothing(browser: Browser, address: str) -> None:
    """Opening and printing it fetches the file itself and no other, and nothing in it runs."""
    assert requests_and_words(browser, address) == ([address], [])


def test_the_paper_is_well_filled(browser: Browser, tmp_path: Path) -> None:
    """The demo is printed in large type and fills more than half of the page."""
    path = tmp_path / "visit.html"
    path.write_text(written("demo"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 710, "height": 965})
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    height = page.evaluate("document.querySelector('main').getBoundingClientRect().height")
    page.close()
    assert 965 * 0.5 < height < 965
