"""Notes are data: whatever they hold, no surface lets it act."""

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
    """Return a journal that says `text` wherever a person can write."""
    told = '"' + "".join(_escaped(character) for character in text) + '"'
    return (
        f"[person]\ngoals = {told}\n\n"
        f'[[session]]\nid = "a"\ndate = 2026-04-01\nproduct = "xeomin"\ninjector = "A"\n'
        f'clinic = "B"\nareas = [{told}]\n\n'
        f'[[session]]\nid = "b"\ndate = 2026-08-01\nproduct = {told}\nlot = {told}\n'
        f"injector = {told}\nclinic = {told}\nnote = {told}\ncost = 1.0\ncurrency = {told}\n"
        f"areas = [{told}]\n\n"
        f'[[checkin]]\nid = "c"\ndate = 2026-09-01\neffects = [{told}]\nnote = {told}\n'
    )


def _escaped(character: str) -> str:
    return character if character.isalnum() else f"\\U{ord(character):08X}"


class Page(HTMLParser):
    """The elements, addresses and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and the names of its attributes."""
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


def shape(text: str) -> tuple[list[str], set[str]]:
    """Return the elements and attributes of the page of a hostile journal."""
    page = Page(html.brief(brief_of(hostile_journal(text))))
    return page.tags, page.names


@pytest.mark.parametrize("text", HOSTILE)
def test_no_note_changes_the_page(text: str) -> None:
    """The HTML has the same elements as for a harmless word, and no steering characters."""
    assert shape(text) == shape("harmless")
    page_text = html.brief(brief_of(hostile_journal(text)))
    assert not STEERING.search(page_text)


ALLOWED = {
    "h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "hr", "table", "thead", "tbody", "tr",
    "th", "td",
}  # fmt: skip


def rendered(markdown: str) -> Page:
    """Return Markdown as a lenient reader shows it: tables and raw HTML are let through."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Page(reader.render(markdown))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_note_changes_the_markdown(text: str) -> None:
    """Rendered, it has the same elements as for a harmless word."""
    page = rendered(markdown.brief(brief_of(hostile_journal(text))))
    harmless = rendered(markdown.brief(brief_of(hostile_journal("harmless"))))
    assert page.tags == harmless.tags
    assert set(page.tags) <= ALLOWED


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() == text))
@examples(300)
def test_escaped_text_reads_as_it_is(text: str) -> None:
    """In a list and in a cell alike, a reader sees what was written."""
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
    """Also for readers that make links of bare addresses; other text stays readable."""
    assert markdown.plain(text) == written


def test_the_page_needs_nothing_from_outside() -> None:
    """No script, no address, nothing that is fetched; the rule is written into the page too."""
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


def test_tables_are_told_aloud() -> None:
    """Each has a caption, and its heads say what they head."""
    page_text = html.brief(brief_of(example_text(TODAY)))
    assert page_text.count("<table") == page_text.count("<caption>") == 2
    heads = re.findall(r"<th ([^>]*)>", page_text)
    assert all("scope=" in head for head in heads)


def test_the_size_follows_how_much_there_is() -> None:
    """Little is set large."""
    one = session("2026-08-08", "glabella = 20")
    small = html.brief(brief_of(one))
    areas = "".join(
        session(f"2026-{month:02}-0{day}", f"area{month}{day} = 5", id=f"i{month}{day}")
        for month in range(6, 10)
        for day in range(1, 5)
    ) + "".join(checkin(f"2026-10-0{day}", note="words " * 40) for day in range(1, 9))
    large = html.brief(brief_of(areas))
    assert ('class="roomy"' in small, 'class="small"' in large) == (True, True)


def test_the_markdown_of_the_demo() -> None:
    """It reads as plain text too."""
    lines = markdown.brief(brief_of(example_text(TODAY))).splitlines()
    assert lines[0] == "# Botulinum toxin: for the visit, Mon 23 Nov 2026"
    assert "- **Goals:** softer frown, brows that still move" in lines
    assert "### Sat 8 Aug 2026, 107 days ago: Botox Cosmetic, lot C0004, Dr Example" in lines
    assert "| Botox Cosmetic | 10 units | 102 units |" in lines


def test_the_markdown_says_what_is_not_there() -> None:
    """What was over long ago, what nobody paid, what nothing asks."""
    text = session("2021-05-03", "chin = 5", lot="a", expiry="2022-01")
    resting = markdown.brief(brief_of(text + session("2026-10-01", "glabella = 20")))
    assert "Not treated recently: chin (May 2021)." in resting
    assert "## Cost" not in resting
    empty = markdown.brief(brief_of("format = 1"))
    assert "No sessions logged yet." in empty
    assert "No sessions in the last 12 months." in empty


def test_the_template_ships_beside_its_module() -> None:
    """It is found wherever the program is installed."""
    assert Path(html.__file__).with_name("brief.html.jinja").is_file()
