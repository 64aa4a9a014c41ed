"""The saved picture: well formed, self-contained, described in words, accessible."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from botoxlog.catalog import load
from botoxlog.core.errors import CannotDoError
from botoxlog.forecast.snapshot import Snapshot, build_snapshot
from botoxlog.journal import decoder
from botoxlog.render import png, svg
from botoxlog.render.svg import NARROW, WIDE
from botoxlog.render.svg_history import clusters
from botoxlog.render.timeline_colours import DARK, LIGHT
from botoxlog.reports.timeline_questions import timeline_questions
from tests.journals import AREAS, JOURNALS, TODAY, look, session

SVG = "{http://www.w3.org/2000/svg}"


def snapshot_of(text: str) -> Snapshot:
    """Return the forecasts of a journal."""
    return build_snapshot(decoder.decode(decoder.parse(text), text, TODAY), load(), TODAY)


def drawn(
    text: str,
    width: int = WIDE,
    since: date | None = None,
    part: str = "",
    on_day: date | None = None,
) -> str:
    """Return the picture of a journal."""
    snapshot = snapshot_of(text)
    questions = timeline_questions(snapshot)
    return svg.timeline(
        snapshot, snapshot.areas, since, questions, on_day=on_day, width=width, part=part
    )


SIZES = [(areas, years) for areas in (1, 4, 12) for years in (1, 5, 30)]
"""How many areas, over how many years."""


def journal(areas: int, years: int) -> str:
    """Return about three sessions a year of each of some areas, the last some weeks ago.

    Of five sessions in a row, the check-ins saw it working, saw it working and then fading, were
    none, saw it gone only, and saw no effect.
    """
    parts = []
    for place, area in enumerate(AREAS[:areas]):
        day = TODAY - timedelta(days=49 + 6 * place)
        number = 0
        while (TODAY - day).days < 365 * years:
            parts.append(session(1000 * place + number, day, {area: 20}))
            for after, state in CHECKINS[(number + place) % 5]:
                if (seen_on := day + timedelta(days=after)) <= TODAY:
                    parts.append(look(seen_on, {area: state}))
            number += 1
            day -= timedelta(days=110 + (7 * number + 5 * place) % 40)
    return "".join(parts)


CHECKINS = (
    ((15, "full"),),
    ((15, "full"), (45, "fading")),
    (),
    ((105, "gone"),),
    ((21, "no-effect"),),
)
"""The days of the check-ins after a session, and what each of them saw."""


def picture(areas: int, years: int, width: int = WIDE) -> ET.Element:
    """Return the picture of such a journal, all of its years."""
    text = drawn(journal(areas, years), width, date(TODAY.year - years, 11, 1))
    return ET.fromstring(text)  # noqa: S314 - our own


def sessions(areas: int, years: int) -> Iterator[tuple[bool, list[str]]]:
    """Yield of each session whether it is the current one, and what its check-ins saw."""
    for part in journal(areas, years).split('[[session]]\nid = "s')[1:]:
        number = int(part.partition('"')[0])
        yield number % 1000 == 0, re.findall(r' = "(\S+)"\n', part.partition("[[checkin]]")[2])


def paths(root: ET.Element, kind: str) -> list[ET.Element]:
    """Return the paths whose class or dashes are of a kind."""
    found = root.iter(f"{SVG}path")
    return [one for one in found if kind in {one.get("class"), one.get("stroke-dasharray")}]


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


@pytest.mark.parametrize("years", [1, 5])
@pytest.mark.parametrize("areas", [1, 4, 12])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_session_has_its_mark(areas: int, years: int, width: int) -> None:
    """As many dots as sessions in each row; a dot that stands for more says how many."""
    root = picture(areas, years, width)
    dots = [one for one in root.iter(f"{SVG}circle") if one.get("class") == "f-ink"]
    numbers = [
        int(one.text or "") for one in root.iter(f"{SVG}text") if one.get("font-size") == "9"
    ]
    legend = 1 + (3 if numbers else 0)  # a session, and the dot for two
    counted = sum(one.get("r") == "4" for one in dots) + sum(numbers)
    assert counted - legend == len(list(sessions(areas, years)))


@pytest.mark.parametrize("areas", [1, 4, 12])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_over_decades_every_session_has_a_block_of_what_was_seen(areas: int, width: int) -> None:
    """Filled where a check-in saw it working, dotted with no check-in, a cross without effect."""
    root = picture(areas, 30, width)
    blocks = {
        kind: len(paths(root, kind)) - 1  # the legend has one of each
        for kind in ("f-seen", "s-likely", "1 2", "s-ink")
    }
    blocks["s-likely"] -= 1  # the lines of the hatch
    expected: Counter[str] = Counter()
    for _, seen in sessions(areas, 30):
        kinds = {"full": "f-seen", "gone": "s-likely", "no-effect": "s-ink"}
        expected[kinds[seen[0]] if seen else "1 2"] += 1
    assert blocks == expected
    assert not paths(root, "4 2")  # no curve
    assert "Each block is a session" in "".join(root.itertext())


@pytest.mark.parametrize("years", [1, 5])
@pytest.mark.parametrize("areas", [1, 4, 12])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_is_filled_but_what_was_seen(areas: int, years: int, width: int) -> None:
    """Each filled part begins at a session and ends at its last check-in that saw it working.

    A session without a check-in is dotted, and one without effect is a cross and no curve.
    """
    root = picture(areas, years, width)
    read = list(sessions(areas, years))
    lengths = []
    for filled in paths(root, "f-seen")[:-1]:  # without the legend's
        xs = [float(x) for x in re.findall(r"[ML]([\d.]+) ", filled.get("d", ""))]
        lengths.append(max(xs) - min(xs))
    days = Counter(45 if "fading" in seen else 15 for _, seen in read if "full" in seen)
    a_day = max(lengths) / 45
    assert Counter(15 * round(length / a_day / 15) for length in lengths) == days
    unseen = sum(not (current or seen) for current, seen in read)
    assert max(len(paths(root, "1 4")) - 1, 0) == unseen
    crosses = [one for one in paths(root, "s-ink") if one.get("stroke-width") == "1.8"]
    assert max(len(crosses) - 1, 0) == sum("no-effect" in seen for _, seen in read)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", JOURNALS)
def test_the_legend_is_not_cut(name: str, width: int) -> None:
    """Each meaning is there in full or not at all."""
    root = ET.fromstring(drawn(JOURNALS[name], width))  # noqa: S314 - our own
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    cut = [text for text in texts if text.endswith("\N{HORIZONTAL ELLIPSIS}")]
    assert [text for text in cut if not text.startswith("a very long name")] == []


@pytest.mark.parametrize(("areas", "years"), SIZES)
def test_a_picture_fits_a_screen(areas: int, years: int) -> None:
    """Twelve areas take at most 800 pixels, and each has its name once."""
    root = picture(areas, years)
    assert int(root.get("height", "")) <= 800
    names = {area.name for area in snapshot_of(journal(areas, years)).areas}
    said = [re.sub(r" \?[\d,]+$", "", text.text or "") for text in root.iter(f"{SVG}text")]
    assert sorted(text for text in said if text in names) == sorted(names)


def test_marks_that_would_overlap_are_counted() -> None:
    """Places closer than a mark become one, at the first of them; a number needs more room."""
    assert list(clusters([])) == []
    assert list(clusters([30.0, 10.0])) == [(10.0, 1), (30.0, 1)]
    assert list(clusters([10.0, 18.9, 23.9, 24.0, 40.0])) == [(10.0, 3), (24.0, 1), (40.0, 1)]


def test_sessions_close_together_are_one_mark_with_their_number() -> None:
    """Three sessions within two weeks: a dot with 3 in it, which the legend explains."""
    days = [date(2026, 8, 1), date(2026, 8, 6), date(2026, 8, 11)]
    text = "".join(session(number, day, {"glabella": 20}) for number, day in enumerate(days))
    shown = drawn(text, since=date(2020, 1, 1))
    assert re.findall(r'font-size="9"[^>]*>(\d+)<', shown) == ["3", "2"]
    assert ">more than one</text>" in shown


def test_a_year_is_shown_whole_over_decades() -> None:
    """A session in the last days of the first year shown has a block as wide as the others."""
    days = [date(1996, 12, 28), date(2020, 6, 1), date(2026, 11, 20)]
    text = "".join(session(number, day, {"glabella": 20}) for number, day in enumerate(days))
    root = ET.fromstring(drawn(text, NARROW, date(1996, 12, 1)))  # noqa: S314 - our own
    widths = [re.findall(r"h([\d.]+)v", one.get("d", ""))[0] for one in paths(root, "1 2")]
    assert {float(one) // 1 for one in widths[:-1]} == {6.0}  # the legend's is the last
    assert len(widths) == 3 + 1


def test_touch_ups_are_said_to_be_left_out_over_decades() -> None:
    """Only where there are any: a block is a session, and they correct one."""
    since = date(1996, 1, 1)
    assert "Touch-ups are not shown at this scale." in drawn(JOURNALS["demo"], since=since)
    assert "Touch-ups" not in drawn(JOURNALS["pair"], since=since)
    assert "Touch-ups" not in drawn(JOURNALS["demo"])


def test_a_day_can_be_marked() -> None:
    """A dashed line with the date at its top; the axis reaches it."""
    text = drawn(JOURNALS["new"], on_day=date(2028, 6, 12))
    assert ">12 Jun 2028</text>" in text
    assert text.count('stroke-dasharray="5 3"') == 2  # from the top to the bottom, and in the row
    assert "12 Jun 2028" not in drawn(JOURNALS["new"])


def test_appointments_are_diamonds_in_the_rows_that_they_cover() -> None:
    """The axis reaches the last one; the legend explains them; a row that was stopped has none."""
    text = JOURNALS["pair"]
    text += (
        '\n[[appointment]]\nid = "m1"\ndate = 2027-01-12\nareas = ["glabella"]\nclinic = "Glow"\n'
    )
    text += '\n[[appointment]]\nid = "m2"\ndate = 2028-02-01\n'
    shown = drawn(text)
    diamond = "l6 6l-6 6l-6 -6z"
    assert shown.count(diamond) == 2 + 1 + 1  # frown lines, crow's feet, the legend
    assert ">appointment: Tue 12 Jan, Glow, and 1 more</text>" in shown
    assert ">2028</text>" in shown
    stopped = '\n[[stopped]]\nid = "x1"\ndate = 2026-11-01\nareas = ["glabella"]\n'
    assert drawn(text + stopped).count(diamond) == 1 + 1
    assert ">stopped (" in drawn(text + stopped)
    assert "appointment" not in drawn(JOURNALS["pair"])


def test_a_check_in_that_denies_it_leaves_a_gap() -> None:
    """A day on which it was seen not working is not filled, though it worked later."""
    text = session(1, date(2026, 8, 1), {"glabella": 20})
    text += look(date(2026, 9, 1), {"glabella": "none"}) + look(
        date(2026, 10, 1), {"glabella": "full"}
    )
    assert 'class="s-paper"' in drawn(text) or "s-paper" not in drawn(JOURNALS["pair"])


def test_earlier_sessions_are_pointed_at() -> None:
    """A row whose history begins before the picture says so."""
    text = drawn(JOURNALS["lifetime"])
    assert text.count("l-4 4l4 4m5 -8l-4 4l4 4") == 2 * (12 + 1)  # each with its halo
    assert ">earlier sessions</text>" in text


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
            (
                "Heavy or lower brow recorded on 20 Nov 2026, 7 days after the session on "
                "13 Nov 2026. Research: some"
            ),
        ),
        (32.0, "evidence."),
        (10.0, "?2"),
        (32.0, "A muscle that stays weaker"),
        (
            32.0,
            (
                "Crow's feet and frown lines: 3 sessions in the past two years. "
                "Research: some evidence."
            ),
        ),
        (10.0, "?3"),
        (32.0, "What you want from it"),
        (
            32.0,
            (
                "Your goals are recorded, but not whether you discussed them. "
                "You recorded 1490 USD in the past 12 months."
            ),
        ),
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


def two_areas(width: int) -> ET.Element:
    """Return the picture of two areas, without questions."""
    text = session(1, date(2026, 10, 1), {"migraine-pattern": 155, "glabella": 20}, "botox")
    snapshot = snapshot_of(text)
    return ET.fromstring(svg.timeline(snapshot, snapshot.areas, width=width))  # noqa: S314 - our own


def test_words_that_do_not_fit_side_by_side_are_below_each_other() -> None:
    """On a phone the window is beside the name and the next step beside the state, or below."""
    root = two_areas(NARROW)
    lines = [(text.text, int(text.get("y", ""))) for text in root.iter(f"{SVG}text")]
    first = lines.index(("migraine pattern", 62))
    assert lines[first : first + 8] == [
        ("migraine pattern", 62),
        ("22 Nov \N{EN DASH} 21 Jan", 62),
        ("probably still working", 77),
        ("check in now", 77),
        ("frown lines", 127),
        ("4 Dec \N{EN DASH} 16 Apr", 127),
        ("probably still working", 142),
        ("check in 4 Dec", 142),
    ]


def test_on_a_wide_screen_the_words_are_in_columns() -> None:
    """The name above the state on the left, the window above the next step on the right."""
    root = two_areas(WIDE)
    texts = [(text.text, text.get("x"), text.get("y")) for text in root.iter(f"{SVG}text")]
    assert ("migraine pattern", "10.0", "61") in texts
    assert ("probably still working", "10.0", "76") in texts
    right = next(x for words, x, y in texts if words == "likely window" and y == "40")
    assert ("22 Nov \N{EN DASH} 21 Jan", right, "61") in texts
    assert ("check in now", right, "76") in texts


def test_a_name_too_long_for_its_column_is_cut_with_a_mark() -> None:
    """The numbers of its questions are not cut."""
    text = drawn(JOURNALS["odd"])
    assert ">a very long name of\N{HORIZONTAL ELLIPSIS}</text>" in text
