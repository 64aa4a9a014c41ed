"""The lines that problems name are the lines where things stand."""

import pytest

from botoxlog.layout import line_of, statements

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
    assert line_of(statements(TRICKY), table, index, path) == line
