"""The lines that problems name are the lines where things stand."""

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.journal.toml_positions import (
    array_end,
    blocks,
    comments,
    line_of,
    record_spans,
    statements,
)
from tests.laws import examples

TRICKY = '''# [[session]] in a comment = 1
format = 1 # and "here"
note = """
[[session]]
date = 1
"""
[person] # me
"birth year" = 1988
goals.first = 'a = [b'
[[session]]
areas = [
  "x", # [[checkin]]
  "y",
]
[session.units]
"crow's [x]" = 3
[[checkin]]
state = {glabella = "full"}
[[session]]
date = 2026-08-01
'''


def test_finds_every_statement_once() -> None:
    """Strings over lines, comments and brackets in quotes start no statement of their own."""
    found = [(item.path, item.header, item.line) for item in statements(TRICKY)]
    assert found == [
        (("format",), "", 2),
        (("note",), "", 3),
        (("person",), "table", 7),
        (("person", "birth year"), "", 8),
        (("person", "goals", "first"), "", 9),
        (("session",), "array", 10),
        (("session", "areas"), "", 11),
        (("session", "units"), "table", 15),
        (("session", "units", "crow's [x]"), "", 16),
        (("checkin",), "array", 17),
        (("checkin", "state"), "", 18),
        (("session",), "array", 19),
        (("session", "date"), "", 20),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_spans_hold_key_and_value(end: str, mark: str) -> None:
    """A statement's span is its text, its value span the value, whatever the line ends."""
    text = mark + TRICKY.replace("\n", end)
    by_line = {item.line: text[item.start : item.end] for item in statements(text)}
    assert by_line[2] == "format = 1"
    assert by_line[9] == "goals.first = 'a = [b'"
    values = {item.line: text[item.value : item.end] for item in statements(text)}
    assert values[16] == "3"
    assert values[18] == '{glabella = "full"}'


@pytest.mark.parametrize(
    ("table", "index", "path", "line"),
    [
        ("session", 0, ("units", "crow's [x]"), 16),
        ("session", 0, ("areas",), 11),
        ("session", 0, ("date",), 10),
        ("session", 1, ("date",), 20),
        ("session", 1, (), 19),
        ("checkin", 0, ("state", "glabella"), 18),
        ("discussed", 0, ("topic",), 1),
    ],
)
def test_names_the_nearest_line(table: str, index: int, path: tuple[str, ...], line: int) -> None:
    """A key without a line of its own is placed at what stands around it."""
    assert line_of(blocks(statements(TRICKY)), table, index, path) == line


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("\nsession = [\n{date = 1},\n{date = 2},\n]\n", ("date",), 2),
        ("\n[session]\ndate = 1\n", ("date",), 3),
        ("\nsession.date = 1\n", ("date",), 2),
        ("\nsession.a.b = 1\n", (), 2),
        ('\n[["session"]] # a\n"date" = 1\n', ("date",), 3),
        ("\n[[session]]\n[[session.more]]\nx = 1\n[session.units]\ny = 1\n", ("units", "y"), 6),
        ("\n[[session]]\nunits.y = 1\n", ("units", "y"), 3),
        ("\n[[session]]\nunits = {x = 1, y = 2}\n", ("units", "y"), 3),
        ("\n[ [] ]\n".replace("[ [] ]", "[ 'session' . \"a]\" ]"), ("a]",), 2),
    ],
)
def test_names_a_line_however_it_is_written(text: str, path: tuple[str, ...], line: int) -> None:
    """Inline, dotted, quoted or nested: the line is that of the key or of what holds it."""
    tomli.loads(text)
    assert line_of(blocks(statements(text)), "session", 0, path) == line


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ('"""a""""', 'a"'),
        ('"""""a"""', '""a'),
        ('""""""', ""),
        ("'''a'''''", "a''"),
        ("''''''", ""),
        ('"\\" # ["', '" # ['),
        ("'\\'", "\\"),
        ('"""\\""" # no comment\n"""', '""" # no comment\n'),
        ('"""\n[[session]]\n"""', "[[session]]\n"),
    ],
)
def test_knows_where_a_string_ends(value: str, meant: str) -> None:
    """Quotes at the end, escapes and doubled marks do not lead astray."""
    text = f"a = {value} # x\nb = 1\n"
    assert tomli.loads(text)["a"] == meant
    one, other = statements(text)
    assert text[one.value : one.end] == value
    assert text[other.start : other.end] == "b = 1"


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
SINGLE = st.one_of(st.booleans(), st.integers(), st.dates(), NAMES, st.floats(allow_nan=False))
ROWS = SINGLE | st.lists(SINGLE, max_size=3) | st.dictionaries(NAMES, SINGLE, max_size=3)
VALUES = ROWS | st.lists(ROWS, max_size=3) | st.dictionaries(NAMES, ROWS, max_size=3)
SNIPPETS = st.sampled_from(
    ["", '# [[session]] "\n', " # '\n\n", "\ufeff", "x . 'y z' = [ # ]\n1, {a = '}'}\n]\n"]
)


@examples(100)
@given(SNIPPETS, st.dictionaries(NAMES, VALUES, max_size=4), st.booleans(), st.booleans())
def test_statements_are_the_text_and_nothing_else(
    start: str, data: dict[str, object], windows: bool, multiline: bool
) -> None:
    """In any TOML, each statement can be read alone, in order, and only comments lie between."""
    text = start + tomli_w.dumps(data, multiline_strings=multiline)
    text = text.replace("\r\n", "\n").replace("\n", "\r\n") if windows else text
    try:
        tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError:  # a key of the snippet's, once more
        return
    reached = 0
    for statement in statements(text):
        between = text[reached : statement.start].removeprefix("\ufeff")
        assert all(line.strip()[:1] in {"", "#"} for line in between.split("\n"))
        assert statement.line == text.count("\n", 0, statement.start) + 1
        tomli.loads(text[statement.start : statement.end])
        if not statement.header:
            tomli.loads(f"x = {text[statement.value : statement.end]}")
        reached = statement.end
    assert all(
        line.strip()[:1] in {"", "#"} for line in text[reached:].lstrip("\ufeff").split("\n")
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_lines_of_a_record_are_found_in_pieces(mark: str) -> None:
    """Each run of its own lines, whatever stands in between; of no other record."""
    parts = [
        '[[session]]\nid = "a"\n',
        "[x]\ny = 1\n",
        "[session.units]\nchin = 5\n# within\njaw = 6\n",
        "[z]\nw = 1\n",
        "[session.more]\nv = 2\n",
        '[[session]]\nid = "b"\n',
        "[session.units]\nchin = 7",
    ]
    text = mark + "".join(parts)
    found = [[text[start:end] for start, end in record_spans(text, "session", n)] for n in (0, 1)]
    assert found == [[parts[0], parts[2], parts[4]], [parts[5] + parts[6]]]
    assert record_spans(text, "session", 2) == []
    assert record_spans("x = 1\n" + text.removeprefix(mark), "session", -1) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# a", [(0, "# a")]),
        ("\ufeff# a  \nx = 1 # b\n", [(1, "# a"), (13, "# b")]),
        ("\ufeff#\n", [(1, "#")]),
        ("x = '# no' # yes\n", [(11, "# yes")]),
        ('x = """\n# no\n""" # yes', [(17, "# yes")]),
        ("x = [ # one\n1, # two\n]", [(6, "# one"), (15, "# two")]),
    ],
)
def test_finds_every_comment(text: str, found: list[tuple[int, str]]) -> None:
    """Where it begins, without the blanks behind it, and none inside a string."""
    assert comments(text) == found


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("x=[]", "x=["),
        ("x=[ ]", "x=["),
        ("x = [1]", "x = [1"),
        ("x = [1,]", "x = [1,"),
        ("x = [\n  {a = 1}\n]", "x = [\n  {a = 1}"),
        ("x = [\n  {a = 1}, # ], last\n # ]\n]", "x = [\n  {a = 1},"),
        ("x = [['a'], ['b'] ]", "x = [['a'], ['b']"),
        ("x = ['#', ']' # no\n]", "x = ['#', ']'"),
    ],
)
def test_finds_the_end_of_an_array(text: str, before: str) -> None:
    """Just behind its last item or comma: comments and blanks before the bracket do not count."""
    (array,) = statements(text)
    assert text[: array_end(text, array)] == before


@pytest.mark.parametrize("text", ["x=1", "x =1", "x= 1", "x\t=\t1", "  x = 1", "'x'=1", "a.x=1"])
def test_a_value_begins_behind_its_equals_sign(text: str) -> None:
    """With or without blanks around it."""
    (found,) = statements(text)
    assert text[found.value : found.end] == "1"
