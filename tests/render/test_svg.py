"""The saved picture: well formed, self-contained, described in words, accessible."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from botoxlog.catalog import load
from botoxlog.core.errors import CannotDoError
from botoxlog.forecast.snapshot import Snapshot, build_snapshot
from botoxlog.journal import decoder
from botoxlog.render import png, svg
from botoxlog.render.svg import NARROW, WIDE
from botoxlog.render.timeline_colours import DARK, LIGHT
from botoxlog.reports.timeline_questions import timeline_questions
from tests.journals import JOURNALS, TODAY, session

SVG = "{http://www.w3.org/2000/svg}"


def snapshot_of(text: str) -> Snapshot:
    """Return the forecasts of a journal."""
    return build_snapshot(decoder.decode(decoder.parse(text), text, TODAY), load(), TODAY)


def drawn(text: str, width: int = WIDE, since: date | None = None, part: str = "") -> str:
    """Return the picture of a journal."""
    snapshot = snapshot_of(text)
    questions = timeline_questions(snapshot)
    return svg.timeline(snapshot, snapshot.areas, since, questions, width=width, part=part)


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", by WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["ink", "quiet", "seen", "likely", "today"])
def test_text_has_enough_contrast(theme: dict[str, str], name: str) -> None:
    """At least 4.5 to 1 against the background, light and dark."""
    one, other = sorted((luminance(theme[name]), luminance(theme["paper"])))
    assert (other + 0.05) / (one + 0.05) >= 4.5


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", JOURNALS)
def test_it_is_well_formed_and_described_in_words(name: str, width: int) -> None:
    """It is XML with a title, and a description that names every area and its state."""
    text = drawn(JOURNALS[name], width)
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == "Timeline, 23 Nov 2026"
    for area in snapshot_of(JOURNALS[name]).areas:
        assert f"{area.name}: " in (description.text or "")
    assert "nan" not in text
    assert len(text) < 120_000


@pytest.mark.parametrize("name", JOURNALS)
def test_it_loads_nothing(name: str) -> None:
    """No address but the namespace, no script, no web font, no import."""
    text = drawn(JOURNALS[name])
    assert re.findall(r"https?:[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|@import|@font-face|href|<image|<foreignObject|\son\w+=", text)
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {"#hatch"}


def test_text_of_the_journal_is_escaped() -> None:
    """Markup in a name is shown as text."""
    text = drawn(session(1, date(2026, 10, 1), {"</text><script>x</script>&\\u001b": 4}))
    assert "<script" not in text
    assert "&lt;/text&gt;" in text
    assert "<U+001B>" not in text  # escaped, as all of it
    assert "&lt;U+001B&gt;" in text


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", JOURNALS)
def test_nothing_is_outside_the_picture(name: str, width: int) -> None:
    """Every mark and the start of every text is inside."""
    root = ET.fromstring(drawn(JOURNALS[name], width))  # noqa: S314 - our own
    height = float((root.get("viewBox") or "").split()[3])
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", "-1")) <= width
        assert 0 <= float(text.get("y", "-1")) <= height
    for circle in root.iter(f"{SVG}circle"):
        assert 4 <= float(circle.get("cx", "-1")) <= width - 4


def test_what_was_seen_is_filled_and_what_is_expected_is_hatched() -> None:
    """No meaning depends on colour; the legend explains only the marks in the picture."""
    text = drawn(JOURNALS["pair"])
    assert text.count('class="f-seen"') == 2 * 4 + 1  # two areas, four sessions, the legend
    assert text.count('fill="url(#hatch)"') >= 2 * 4 + 1
    assert "working at a check-in" in text
    assert "touch-up" not in text
    assert "touch-up" in drawn(JOURNALS["demo"])


def test_a_long_period_has_no_marks_of_sessions() -> None:
    """They would overlap."""
    assert drawn(JOURNALS["lifetime"], since=date(1996, 1, 1)).count("<circle") == 1  # the legend's


def test_pictures_on_one_page_have_ids_of_their_own() -> None:
    """The suffix is part of each id and of each reference to it."""
    text = drawn(JOURNALS["new"], part="-wide")
    assert re.findall(r'id="([^"]*)"', text) == ["title-wide", "desc-wide", "hatch-wide"]
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {"#hatch-wide"}


def test_a_png_is_sharp() -> None:
    """It has two pixels per CSS pixel."""
    found = png.png(drawn(JOURNALS["new"]))
    assert found.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(found[16:20], "big") == 2 * WIDE


def test_a_png_without_its_library_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hint says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(CannotDoError) as raised:
        png.png("<svg/>")
    assert raised.value.hint is not None
    assert "botoxlog[png]" in raised.value.hint


def test_the_questions_are_in_the_picture() -> None:
    """Numbers behind the names; below the legend each title, reason and research, and the rest."""
    texts = [
        (float(text.get("x", "")), text.text)
        for text in ET.fromstring(drawn(JOURNALS["demo"])).iter(f"{SVG}text")  # noqa: S314 - our own
    ]
    said = [text for _, text in texts]
    assert {"crow's feet ?2", "frown lines ?2", "jaw", "forehead ?1"} < set(said)
    listed = texts[said.index("To raise with your clinician") :]
    assert listed == [
        (10.0, "To raise with your clinician"),
        (10.0, "?1"),
        (32.0, "Heavy or lower brows"),
        (
            32.0,
            "Heavy or lower brow recorded on 20 Nov 2026, 7 days after the session on 13 Nov 2026.",
        ),
        (32.0, "Research: some evidence."),
        (10.0, "?2"),
        (32.0, "A muscle that stays weaker"),
        (32.0, "Crow's feet and frown lines: 3 sessions in the past two years."),
        (32.0, "Research: some evidence."),
        (10.0, "?3"),
        (32.0, "What you want from it"),
        (32.0, "Your goals are recorded, but not whether you discussed them."),
        (32.0, "You recorded 1490 USD in the past 12 months."),
        (10.0, "2 more questions wait."),
    ]


def test_the_questions_are_read_aloud() -> None:
    """The description says which rows they are about, and what they are."""
    spoken = re.findall(r"<desc[^>]*>(.*)</desc>", drawn(JOURNALS["demo"]))[0]
    assert "Next: check in now. To raise: 2. jaw: about even." in spoken
    assert "To raise with your clinician: 1. Heavy or lower brows. Heavy or lower brow" in spoken


def test_a_picture_on_a_page_has_the_numbers_only() -> None:
    """The page lists the questions in its text, so its pictures only number the rows."""
    text = drawn(JOURNALS["demo"], part="-wide")
    assert ">forehead ?1</text>" in text
    assert "To raise with" not in text
    assert "Heavy or lower brows" not in text


@pytest.mark.parametrize(("width", "lower"), [(WIDE, 0), (NARROW, 16)])
def test_a_long_name_with_numbers_has_a_line_of_its_own(width: int, lower: int) -> None:
    """Where the state does not fit behind it, it is on the next line, and neither is cut."""
    text = session(1, date(2026, 10, 1), {"migraine-pattern": 155}, "botox")
    text += '[[checkin]]\ndate = 2026-10-20\neffects = ["brow-ptosis", "eyelid-ptosis"]\n'
    root = ET.fromstring(drawn(text, width))  # noqa: S314 - our own
    lines = {text.text: int(text.get("y", "")) for text in root.iter(f"{SVG}text")}
    assert lines["probably still working"] - lines["migraine pattern ?1,2"] == lower
