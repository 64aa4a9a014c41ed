"""The visit page and the Markdown: no text of the journal can change them."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from botoxlog.commands.shared.example import example_text
from botoxlog.render import html, markdown
from tests.conftest import TODAY
from tests.laws import examples
from tests.reports.test_visit_facts import brief_of, checkin, session

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=http://evil.example/x.png onerror=alert(1)>",
    "</td></table><h1>gone",
    "![p](http://evil.example/p.png) [l](http://evil.example)",
    "https://evil.example www.evil.example mailto:a@evil.example a@evil.example",
    "a | b || c\\| d",
    "**bold** _it_ `code` ~~out~~ &lt; &amp; &#60;",
    "# heading",
    "1. list",
    "- list",
    "> quote",
    "```",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "line\n\n# heading\r\n<hr>",
    "\u202egnissik\u202c \u2066x\u2069 \u200f",
    "\x1b]0;title\x07\x1b[31mred\x9b2J",
    '&quot; " \' onmouseover=alert(1) x="',
    "$x$ [red]markup[/red] :warning:",
]


STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def hostile_journal(text: str) -> str:
    """Return a journal with `text` wherever a person can write."""
    value = '"' + "".join(_escaped(character) for character in text) + '"'
    return (
        f"[person]\ngoals = {value}\n\n"
        f'[[session]]\nid = "a"\ndate = 2026-04-01\nproduct = "xeomin"\ninjector = "A"\n'
        f'clinic = "B"\nareas = [{value}]\n\n'
        f'[[session]]\nid = "b"\ndate = 2026-08-01\nproduct = {value}\nlot = {value}\n'
        f"injector = {value}\nclinic = {value}\nnote = {value}\ncost = 1.0\ncurrency = {value}\n"
        f"areas = [{value}]\n\n"
        f'[[checkin]]\nid = "c"\ndate = 2026-09-01\neffects = [{value}]\nnote = {value}\n'
    )


def _escaped(character: str) -> str:
    return character if character.isalnum() else f"\\U{ord(character):08X}"


class Page(HTMLParser):
    """The elements, attribute names and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element and the names of its attributes."""
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Record the text."""
        self.text += data


def shape(text: str) -> tuple[list[str], set[str]]:
    """Return the elements and attributes of the page of a hostile journal."""
    page = Page(html.brief(brief_of(hostile_journal(text))))
    return page.tags, page.names


@pytest.mark.parametrize("text", HOSTILE)
def test_no_note_changes_the_page(text: str) -> None:
    """The HTML has the same elements as with a harmless word, and no control characters."""
    assert shape(text) == shape("harmless")
    page_text = html.brief(brief_of(hostile_journal(text)))
    assert not STEERING.search(page_text)


ALLOWED = {
    "h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "hr", "table", "thead", "tbody", "tr",
    "th", "td",
}  # fmt: skip


def rendered(markdown: str) -> Page:
    """Return Markdown as a lenient renderer shows it, with tables and raw HTML."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Page(reader.render(markdown))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_note_changes_the_markdown(text: str) -> None:
    """Rendered, it has the same elements as with a harmless word."""
    page = rendered(markdown.brief(brief_of(hostile_journal(text))))
    harmless = rendered(markdown.brief(brief_of(hostile_journal("harmless"))))
    assert page.tags == harmless.tags
    assert set(page.tags) <= ALLOWED


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() == text))
@examples(300)
def test_escaped_text_reads_as_it_is(text: str) -> None:
    """In a list and in a table cell, a renderer shows what was written."""
    from botoxlog.core.text import inert

    shown = inert(text)
    plain = markdown.plain(shown)
    page = rendered(f"- **x** {plain}\n\n| a |\n|---|\n| {plain} |\n")
    assert page.tags == ["ul", "li", "strong", "table", "thead", "tr", "th", "tbody", "tr", "td"]
    assert [line for line in page.text.split("\n") if line] == [f"x {shown}", "a", shown]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("23 Nov 2026", "23 Nov 2026"),
        ("https://x.example", r"https\://x.example"),
        ("WWW.x.example", r"WWW\.x.example"),
        ("a@x.example", r"a\@x.example"),
        ("1. x", r"1\. x"),
        ("- x", r"\- x"),
        ("a - b. c", "a - b. c"),
    ],
)
def test_addresses_are_no_links(text: str, written: str) -> None:
    """Renderers that link bare addresses make no link; other text is unchanged."""
    assert markdown.plain(text) == written


def test_the_page_needs_nothing_from_outside() -> None:
    """No script, no address, nothing loaded; its content security policy says so too."""
    page_text = html.brief(brief_of(example_text(TODAY)))
    page = Page(page_text)
    assert not {"script", "link", "img", "iframe", "object", "form", "a"} & set(page.tags)
    assert not {"src", "href", "srcset", "action"} & page.names
    assert "http://" not in page_text
    assert "https://" not in page_text
    fills = set(re.findall(r"url\(([^)]*)\)", page_text))
    assert fills == {"#hatch-wide", "#hatch-narrow"}  # parts of the page itself
    assert "default-src 'none'" in page_text
    assert '<html lang="en"' in page_text
    assert "<title>Botulinum toxin: for the visit, Mon\u00a023" not in page_text
    assert "<title>Botulinum toxin: for the visit, Mon 23\u00a0Nov 2026</title>" in page_text


def test_tables_are_accessible() -> None:
    """Each has a caption, and every header cell has a scope."""
    page_text = html.brief(brief_of(example_text(TODAY)))
    assert page_text.count("<table") == page_text.count("<caption>") == 3
    heads = re.findall(r"<th ([^>]*)>", page_text)
    assert all("scope=" in head for head in heads)


def test_the_type_size_depends_on_the_amount_of_text() -> None:
    """Little text is set in 10 points, much in 8 or less, nothing below 7."""
    one = session("2026-08-08", "glabella = 20")
    small = html.brief(brief_of(one))
    areas = "".join(
        session(f"2026-{month:02}-0{day}", f"area{month}{day} = 5", id=f"i{month}{day}")
        for month in range(6, 10)
        for day in range(1, 5)
    ) + "".join(checkin(f"2026-10-0{day}", note="words " * 40) for day in range(1, 9))
    large = html.brief(brief_of(areas))
    assert "html { font-size: 10.0pt; }" in small
    found = re.search(r"html \{ font-size: (\d+\.\d)pt; \}", large)
    assert found is not None
    assert 7 <= float(found[1]) <= 8


def test_the_markdown_of_the_demo() -> None:
    """It is readable as plain text too."""
    lines = markdown.brief(brief_of(example_text(TODAY))).splitlines()
    assert lines[0] == "# Botulinum toxin: for the visit, Mon 23 Nov 2026"
    assert "- **Goals:** softer frown, brows that still move" in lines
    assert "| Session | Product | Areas and units | How long it lasted |" in lines
    assert (
        "| Sat 17 Jan 2026, 310 days ago. Dr Example | Botox Cosmetic, lot C0002 "
        "| crow's feet 24, frown lines 20 | 103 to 123 days |"
    ) in lines
    assert lines[lines.index("If there is time:") + 3].startswith("5. Could I see the box")
    assert "| Botox Cosmetic | 10 units | 102 units |" in lines


SERIOUS = (
    session("2026-08-08", "glabella = 20")
    + '[[checkin]]\ndate = "2014-03"\neffects = ["dysphagia"]\n'
    + '[[checkin]]\ndate = "2014-04"\nresolved = ["dysphagia"]\n'
    + '[[checkin]]\ndate = 2026-09-01\neffects = ["double-vision"]\n'
)
"""A journal with two serious reactions, one of them long ago and over."""


def test_serious_reactions_head_the_markdown() -> None:
    """Each is a paragraph of its own between the title and the goals."""
    assert markdown.brief(brief_of(SERIOUS)).splitlines()[:7] == [
        "# Botulinum toxin: for the visit, Mon 23 Nov 2026",
        "",
        (
            "**On 1 Sep 2026: double vision, not recorded as over (24 days after the session of "
            "8 Aug: Botox Cosmetic, 20 units).**"
        ),
        "",
        "**In Mar 2014: trouble swallowing, over by Apr 2014.**",
        "",
        "- **Goals:** not recorded",
    ]


def test_serious_reactions_head_the_page() -> None:
    """They stand in the header, before the goals, and cost the page some height."""
    page_text = html.brief(brief_of(SERIOUS))
    header = page_text.partition("<header>")[2].partition("</header>")[0]
    assert re.findall(r'<p class="first">(.*)</p>', header) == [
        (
            "On 1\u00a0Sep 2026: double vision, not recorded as over (24\u00a0days after the "
            "session of 8\u00a0Aug: Botox Cosmetic, 20\u00a0units)."
        ),
        "In Mar 2014: trouble swallowing, over by Apr 2014.",
    ]
    assert header.index("first") < header.index("<dl>")
    without = html.brief(brief_of(session("2026-08-08", "glabella = 20")))
    assert 'class="first"' not in without


def test_the_markdown_says_what_is_missing() -> None:
    """Old sessions are named; an empty journal says so; without prices there is no cost."""
    text = session("2021-05-03", "chin = 5", lot="a", expiry="2022-01")
    text += "".join(
        session(f"2026-{month}-01", "glabella = 20") for month in ["06", "07", "08", "09", "10"]
    )
    resting = markdown.brief(brief_of(text))
    assert "Not treated recently: chin (May 2021)." in resting
    assert "## Cost" not in resting
    empty = markdown.brief(brief_of("format = 1"))
    assert "No sessions logged yet." in empty
    assert "No sessions in the last 12 months." in empty


def test_the_template_is_installed_beside_its_module() -> None:
    """It is found wherever botoxlog is installed."""
    assert Path(html.__file__).with_name("brief.html.jinja").is_file()
