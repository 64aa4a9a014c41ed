"""The saved timeline in a real browser: it fits every screen, prints, and is accessible."""

import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from botoxlog.render import html, svg
from botoxlog.reports.timeline_questions import timeline_questions
from tests.conftest import Result
from tests.journals import JOURNALS, TODAY, session
from tests.render.pages.browser import broken_rules, requests_and_words
from tests.render.test_svg import SIZES, journal, snapshot_of

Run = Callable[..., Result]

HOSTILE = session(1, TODAY, {"<script>alert(1)</script>{{ 7 * 7 }}": 4, "W" * 90: 5})
NAMES = ("new", "demo", "decade", "odd")
PAGES = {
    **{name: JOURNALS[name] for name in NAMES},
    "twelve": journal(12, 5),
    "hostile": HOSTILE,
}


@pytest.fixture(params=PAGES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of the page of one journal."""
    snapshot = snapshot_of(PAGES[request.param])
    path = tmp_path / "timeline.html"
    path.write_text(
        html.timeline(snapshot, snapshot.areas, None, timeline_questions(snapshot, full=True)),
        encoding="utf-8",
    )
    return path.as_uri()


def test_it_fits_every_screen(page: Page) -> None:
    """No sideways scrolling; one picture is visible, with all its text inside."""
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shown = page.locator("svg[role=img]:visible")
        assert shown.count() == 1
        assert page.evaluate(
            "[...document.querySelectorAll('svg text')].every(text => {"
            "const at = text.getBoundingClientRect(), all = text.ownerSVGElement"
            ".getBoundingClientRect();"
            "return at.right <= all.right + 1 && at.left >= all.left - 1 })"
        )


def test_the_numbers_are_on_it(browser: Browser, tmp_path: Path) -> None:
    """Each number has its bar and its sentence; no bar is wider than its place."""
    snapshot = snapshot_of(JOURNALS["demo"])
    path = tmp_path / "timeline.html"
    path.write_text(
        html.timeline(snapshot, snapshot.areas, None, timeline_questions(snapshot, full=True)),
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(path.as_uri())
    shown = page.inner_text("main").replace("\u00a0", " ")
    assert "102 units, 3 sessions and 1 touch-up" in shown
    bars = page.evaluate(
        "[...document.querySelectorAll('.bar')].map(bar => [...bar.children].reduce("
        "(wide, part) => wide + part.getBoundingClientRect().width, 0) / bar.clientWidth)"
    )
    page.close()
    assert len(bars) == 7
    assert max(bars) <= 1.01


@pytest.mark.parametrize("name", ["pair", "demo", "both", "shrinking"])
def test_each_thing_is_said_once(name: str) -> None:
    """No sentence of the page is there twice, but for a line of one session in two areas.

    The pictures are described by a sentence that points at the text.
    """
    snapshot = snapshot_of(JOURNALS[name])
    questions = timeline_questions(snapshot, full=True)
    written = html.timeline(snapshot, snapshot.areas, None, questions)
    assert re.findall("<desc[^>]*>(.*?)</desc>", written) == [svg.ELSEWHERE] * 2
    body = re.sub("<svg.*?</svg>", "", written.partition("<main>")[2], flags=re.DOTALL)
    for area in re.findall("<section>.*?</section>", body, re.DOTALL):
        assert len(set(lines := re.findall("<li>(.*?)</li>", area))) == len(lines)
    told = re.sub("<li>.*?</li>|</?(?:i|b|span|bdi)\\b[^>]*>", "", body)
    parts = re.findall("<(?:p|h2|h3|dd)[^>]*>(.*?)</", told, re.DOTALL)
    sentences = [one for text in parts for one in text.split(". ") if len(one.split()) > 3]
    assert len(sentences) > 8
    assert [one for one, count in Counter(sentences).items() if count > 1] == REPEATED[name]


REPEATED = {
    "pair": [],
    "demo": ["Next: check in now."],
    "both": ["Migraine pattern: 6 sessions in the past two years.", "80\u00a0units, 1 session"],
    "shrinking": [],
}
"""Sentences that are true of two areas, the reason for two questions, or of two years."""


@pytest.mark.parametrize("width", [svg.WIDE, svg.NARROW])
@pytest.mark.parametrize(("areas", "years"), SIZES)
def test_no_text_of_a_picture_is_on_another(
    browser: Browser, areas: int, years: int, width: int
) -> None:
    """Every text is inside the picture and clear of the others, wherever the sessions are."""
    snapshot = snapshot_of(journal(areas, years))
    since = date(TODAY.year - years, 11, 1)
    questions = timeline_questions(snapshot)
    for day in (None, date(2027, 2, 20)):
        drawn = svg.timeline(snapshot, snapshot.areas, since, questions, on_day=day, width=width)
        page = browser.new_page()
        page.set_content(drawn)
        boxes = page.evaluate(
            "[...document.querySelectorAll('svg text')].map(text => {"
            "const box = text.getBBox();"
            "return [text.textContent, box.x, box.y, box.x + box.width, box.y + box.height]})"
        )
        page.close()
        assert [text for text, left, _, right, _ in boxes if left < 0 or right > width] == []
        assert [
            (one[0], other[0]) for one, other in combinations(boxes, 2) if overlap(one, other)
        ] == []


def overlap(one: list[float], other: list[float]) -> bool:
    """Whether two boxes overlap by more than the space above and below letters."""
    across = min(one[3], other[3]) - max(one[1], other[1])
    down = min(one[4], other[4]) - max(one[2], other[2])
    return across > 0 and down > 3


def test_each_question_is_on_it_once(browser: Browser, tmp_path: Path) -> None:
    """In full, in the order of the numbers in the picture, which itself lists none."""
    snapshot = snapshot_of(JOURNALS["demo"])
    path = tmp_path / "timeline.html"
    written = html.timeline(snapshot, snapshot.areas, None, timeline_questions(snapshot, full=True))
    path.write_text(written, encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    section = page.locator("section[aria-labelledby=raise]")
    heads = section.locator("h3").all_inner_texts()
    shown = section.inner_text().replace("\u00a0", " ")
    page.close()
    assert heads == [
        "?1 Heavy or lower brows",
        "?2 A muscle that stays weaker",
        "?3 What you want from it",
        "?4 The first results",
        "?5 Lot number and expiry date",
    ]
    assert "Heavy or lower brow recorded on 20 Nov 2026, 7 days after" in shown
    assert 'Ask: "My brows are heavier since the injections.' in shown
    assert shown.count("Research: ") == 2
    assert written.count("Heavy or lower brows") == 1
    assert written.count(">forehead ?1</text>") == 2  # one picture is wide, one narrow


def test_it_prints(page: Page) -> None:
    """It prints on A4, to its last line."""
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(part.extract_text() for part in pdf.pages)
    assert "it does not diagnose." in " ".join(text.split())
    assert "today, 23 Nov 2026" in " ".join(text.split())


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_is_accessible(page: Page, colours: Literal["light", "dark"]) -> None:
    """It breaks none of axe's rules, wide and narrow, in light and in dark."""
    assert broken_rules(page, colours) == []


def test_it_loads_nothing(browser: Browser, address: str) -> None:
    """Opening and printing it fetches the file itself and no other, and nothing in it runs."""
    assert requests_and_words(browser, address) == ([address], [])


def test_the_picture_alone_is_dark_where_the_screen_is(browser: Browser, tmp_path: Path) -> None:
    """The SVG file alone follows the colour scheme of the screen."""
    snapshot = snapshot_of(JOURNALS["demo"])
    path = tmp_path / "timeline.svg"
    path.write_text(
        svg.timeline(snapshot, snapshot.areas, None, timeline_questions(snapshot)), encoding="utf-8"
    )
    page = browser.new_page()
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(path.as_uri())
        colours.append(page.evaluate("getComputedStyle(document.querySelector('rect')).fill"))
    page.close()
    assert colours == ["rgb(255, 255, 255)", "rgb(20, 24, 27)"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [("t.svg", b"<svg"), ("t.html", b"<!doctype html>"), ("t.PNG", b"\x89PNG")],
)
def test_the_command_saves(run_inside: Run, tmp_path: Path, name: str, begins: bytes) -> None:
    """The ending chooses the format; the file is private; stdout stays empty."""
    (tmp_path / "journal.toml").write_text(JOURNALS["demo"], encoding="utf-8")
    path = tmp_path / name
    result = run_inside("timeline", "--save", str(path))
    assert (result.code, result.out) == (0, "")
    assert f"Saved {path}." in result.err
    assert path.read_bytes().startswith(begins)
    assert path.stat().st_mode & 0o777 == 0o600
    again = run_inside("timeline", "--save", str(path))
    assert (again.code, "--force" in again.err) == (1, True)
    assert run_inside("timeline", "--save", str(path), "--force").code == 0


@pytest.mark.parametrize("name", ["t.svg", "t.html"])
def test_a_day_is_marked_in_what_is_saved(run_inside: Run, tmp_path: Path, name: str) -> None:
    """`--on-day` marks it in the picture and in the page."""
    (tmp_path / "journal.toml").write_text(JOURNALS["demo"], encoding="utf-8")
    path = tmp_path / name
    assert run_inside("timeline", "--save", str(path), "--on-day", "2027-06-12").code == 0
    assert ">12 Jun 2027</text>" in path.read_text(encoding="utf-8")


def test_the_next_appointment_is_on_the_page_once(run_inside: Run, tmp_path: Path) -> None:
    """With its time and place; the pictures have a mark for it."""
    visit = '[[appointment]]\nid = "m1"\ndate = 2027-01-12\ntime = "14:30"\nclinic = "Glow"\n'
    (tmp_path / "journal.toml").write_text(f"{JOURNALS['demo']}\n{visit}", encoding="utf-8")
    path = tmp_path / "t.html"
    assert run_inside("timeline", "--save", str(path)).code == 0
    written = path.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "<p>Next appointment: <bdi>Tue 12 Jan at 14:30, Glow</bdi>.</p>" in written
    assert written.count("Glow") == 1
    assert written.count(">appointment</text>") == 2


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["--save", "t.jpg"], 2, "Use a name that ends in .svg, .html or .png"),
        (["--save", "journal.toml.svg/../x.svg"], 1, "nothing to save"),
    ],
)
def test_what_cannot_be_saved(run_inside: Run, arguments: list[str], code: int, error: str) -> None:
    """An unknown format, and an empty journal."""
    result = run_inside("timeline", *arguments)
    assert result.code == code
    assert error in result.err
