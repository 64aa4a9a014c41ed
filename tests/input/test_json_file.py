"""JSON as other programs write it becomes rows, whole, within bounds and without guesses."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError
from botoxlog.input import json_file
from botoxlog.input.json_file import Heads
from botoxlog.input.spreadsheet import columns
from tests.laws import examples

HEADS = Heads(cache(columns.fit), columns.is_cost)


def rows(value: Any, wanted: str | None = None) -> list[tuple[int, dict[str, str]]]:
    """Return the number and the filled cells of each row, by the heads."""
    head, *below = json_file.flattened(value, HEADS, wanted).sheet.rows
    return [
        (row.number, {name: cell for name, cell in zip(head.cells, row.cells, strict=True) if cell})
        for row in below
    ]


DATED = {"date": "2026-08-01", "area": "chin"}


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'{"a": 1}', {"a": 1}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        ('{"a": "\u00e9"}'.encode("utf-16"), {"a": "\u00e9"}),
        (b'{"a": 1}\n\n{"a": 2}\r\n', [{"a": 1}, {"a": 2}]),
        (b'\x1e{"a": 1}\n\x1e{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        (b'{\n"a": 1\n}\n{\n"a": 2}', [{"a": 1}, {"a": 2}]),
        (b'["\\ud800", "x\\udc00y"]', ["\ufffd", "x\ufffdy"]),
        (b'["\\ud83d\\ude00", "\\\\ud800", "\\\\\\ud800"]', ["\U0001f600", "\\ud800", "\\\ufffd"]),
        (b'["\\ud83d\\ud83d\\ude00"]', ["\ufffd\U0001f600"]),
    ],
)
def test_every_way_of_writing_it_is_read(raw: bytes, value: Any) -> None:
    """With a byte-order mark, as JSON lines, as a text sequence; half a pair becomes U+FFFD."""
    assert json_file.load(raw) == value


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "Line 1, column 1 is not valid JSON"),
        (b'{"a": 1,\n"b"}', "Line 2, column 4 is not valid JSON"),
        (b"{\xff}", "cannot be read as JSON"),
        (b"[" + b"9" * 10_000 + b"]", "cannot be read as JSON"),
        (b"[" * 101 + b"]" * 101, "nested more than 100 deep"),
        (b"[" * 100_000 + b"]" * 100_000, "nested more than 100 deep"),
        (b"[" + b"0," * 3_000_001 + b"0]", "more than 3,000,000 values"),
        (b'{"a": 1, "b": 2, "b": 3}', 'the key "b" twice'),
    ],
)
def test_what_cannot_be_read_is_refused(raw: bytes, says: str) -> None:
    """With a sentence that says why; a hundred levels are read."""
    with pytest.raises(BotoxlogError, match=says):
        json_file.load(raw)
    assert json_file.load(b"[" * 100 + b"]" * 100)


# --- which part holds the records ----------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        [DATED, DATED],
        {"entries": [DATED, DATED]},
        {"version": 2, "data": {"visits": [DATED, DATED]}},
        {"clinics": [{"city": "Bath"}, {"city": "York"}], "visits": [DATED, DATED]},
        {"-Nx1": DATED, "-Nx2": DATED},
    ],
)
def test_the_records_are_found_wherever_they_are(value: Any) -> None:
    """A list, alone or under any key, or objects under keys of their own."""
    found = [{name: cells[name] for name in DATED} for _, cells in rows(value)]
    assert found == [DATED, DATED]


def test_a_list_is_chosen_by_more_than_its_date() -> None:
    """The other has a date as well, and this one a head for it that nobody knows."""
    value = {
        "treatments": [{"performed_on": "2026-08-01", "area": "chin", "lot": "C1"}],
        "reminders": [{"date": "2026-12-01", "says": "book"}],
    }
    assert rows(value) == [(1, {"performed_on": "2026-08-01", "area": "chin", "lot": "C1"})]


def test_objects_under_dates_have_these_dates() -> None:
    """A day, or a moment, as the key."""
    value = {"2026-08-01": {"area": "chin"}, "2026-09-01T10:00": {"area": "jaw"}}
    assert rows(value) == [
        (1, {"date": "2026-08-01", "area": "chin"}),
        (2, {"date": "2026-09-01T10:00", "area": "jaw"}),
    ]


def test_one_object_is_one_record() -> None:
    """A list within it holds its areas, not the records."""
    value = {"date": "2026-08-01", "areas": [{"name": "chin", "units": 4}]}
    assert rows(value) == [(1, {"date": "2026-08-01", "areas": "chin", "units": "4"})]


def test_of_several_lists_one_is_chosen() -> None:
    """Named by its key; what is left out is named too."""
    value = {"mine": [DATED], "more": {"hers": [DATED]}, "app": "x"}
    with pytest.raises(BadInputError, match='could hold sessions: "mine" and "more hers"'):
        rows(value)
    with pytest.raises(BadInputError, match='no list named "his"') as caught:
        rows(value, "his")
    assert caught.value.hint == 'Choose "mine" or "more hers".'
    assert json_file.flattened(value, HEADS, "mine").notices == (
        'Left out, because it is not in "mine": more and app.',
    )


@pytest.mark.parametrize("value", [[], {}, 1, "x", None, [1, 2], [DATED, 3], [{}]])
def test_what_holds_no_records_is_refused(value: Any) -> None:
    """Not one object with anything in it, or a list of several kinds of things."""
    with pytest.raises(BadInputError, match="holds no list of records"):
        rows(value)


def test_a_list_of_lists_is_a_sheet() -> None:
    """Its first row holds the heads, as it does there."""
    found = json_file.flattened([["Date", "Area"], ["2026-08-01", 5], [None, True]], HEADS).sheet
    assert [row.cells for row in found.rows] == [
        ("Date", "Area"),
        ("2026-08-01", "5"),
        ("", "yes"),
    ]


# --- flattening ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        ({"vial": {"size": "C1"}}, {"vial size": "C1"}),
        ({"clinic": {"name": "Glow"}}, {"clinic": "Glow"}),
        ({"clinic": {"name": "Glow", "city": "Bath"}}, {"clinic": "Glow", "clinic city": "Bath"}),
        ({"details": {"lot": "C1"}}, {"lot": "C1"}),
        ({"seen by": {"clinic": "Elm"}}, {"clinic": "Elm"}),
        ({"born": {"date": "1990-01-01"}}, {"born date": "1990-01-01"}),
        ({"details": {"lot": "C1"}, "lot": "C2"}, {"details lot": "C1", "lot": "C2"}),
        ({"areas": {"glabella": 20, "chin": 4.0}}, {"glabella": "20", "chin": "4"}),
        ({"dose": {"value": 20, "unit": "U"}}, {"dose": "20 U"}),
        ({"cost": {"amount": 210.5, "currency": "GBP"}}, {"cost": "210.5 GBP"}),
        ({"nurse": {"firstName": "Ann", "lastName": "Lee"}}, {"nurse": "Ann Lee"}),
        ({"a b": "1", "a": {"b": "2"}}, {"a b": "1", "a.b": "2"}),
        ({"areas": ["chin", "jaw"]}, {"areas": "chin, jaw"}),
        ({"a": None, "b": True, "c": False, "d": 1e6}, {"b": "yes", "c": "no", "d": "1000000"}),
        ({"photos": [{"url": "x"}, 3]}, {"photos": "url x; 3"}),
    ],
)
def test_an_object_is_one_row(value: Any, cells: dict[str, str]) -> None:
    """What is within it has the keys around it in its head, where these say anything."""
    assert rows([{"date": "2026-08-01", **value}]) == [(1, {"date": "2026-08-01", **cells})]


def test_a_list_of_objects_is_several_rows() -> None:
    """Each repeats what is around it, but the cost, and has the number of the whole object."""
    areas = [{"name": "chin", "units": 4}, {"name": "jaw", "units": 50}]
    value = [DATED, {"date": "2026-09-01", "price": 200, "lot": "C1", "treatments": areas}]
    around = {"date": "2026-09-01", "lot": "C1"}
    assert rows(value)[1:] == [
        (2, {**around, "price": "200", "treatments": "chin", "units": "4"}),
        (2, {**around, "treatments": "jaw", "units": "50"}),
    ]


def test_objects_that_say_one_thing_in_two_ways_share_a_column() -> None:
    """As long as no object says both."""
    found = rows([{**DATED, "clinic": "Glow"}, {**DATED, "clinic": {"name": "Elm"}}])
    assert [cells["clinic"] for _, cells in found] == ["Glow", "Elm"]


def test_only_the_list_that_botoxlog_knows_is_several_rows() -> None:
    """The other goes into one cell; of two that it knows, it isn't sure what belongs together."""
    photos = [{"url": "x"}, {"url": "y"}]
    areas = [{"area": "chin"}, {"area": "jaw"}]
    found = rows([{"date": "2026-08-01", "photos": photos, "spots": areas}])
    assert [cells["photos"] for _, cells in found] == ["url x; url y"] * 2
    with pytest.raises(BadInputError, match='"a" and "b" are two lists in one object'):
        rows([{"date": "2026-08-01", "a": {"spots": areas}, "b": {"spots": areas}}])


def test_an_object_without_a_date_is_no_part_of_the_one_before() -> None:
    """There are no merged cells between objects; an empty object is nothing."""
    found = rows([DATED, {"area": "jaw"}, {}])
    assert found[1:] == [(2, {"date": "no date", "area": "jaw"}), (3, {})]


@pytest.mark.parametrize(
    "value",
    [
        [{f"key {n}": 1 for n in range(301)}],
        [{f"key {n}": 1} for n in range(301)],
        [{"date": "x"}] * 50_001,
        [{"date": "x", "areas": [{"area": "y"}] * 50_001}],
        [["x"]] * 50_001,
        [["x"] * 301],
        pytest.param([{f"key {n}": 1 for n in range(100)}] * 30_001, marks=pytest.mark.unmeasured),
    ],
)
def test_a_file_beyond_the_limits_is_refused(value: Any) -> None:
    """Rows, columns and cells are those of a spreadsheet."""
    with pytest.raises(CannotDoError, match="50,000 rows or 300 different keys"):
        rows(value)


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5))
KEYS = st.one_of(st.sampled_from(["date", "area", "units", "name", "cost"]), st.text(max_size=4))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)
)


@examples(300)
@given(VALUES)
def test_any_json_is_rows_or_a_sentence(value: Any) -> None:
    """Never an error of Python's; and each row has a cell for each head."""
    try:
        sheet = json_file.flattened(json_file.load(json.dumps(value).encode()), HEADS).sheet
    except BotoxlogError:
        return
    widths = {len(row.cells) for row in sheet.rows}
    assert widths == {len(sheet.rows[0].cells)} or sheet.how == "JSON"


@examples(200)
@given(st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), min_size=1, max_size=3))
def test_no_text_of_a_record_is_lost(value: list[dict[str, Any]]) -> None:
    """Every text and number of a list of objects is in a cell."""
    try:
        found = json_file.flattened(value, HEADS).sheet
    except BadInputError:
        return
    whole = "\n".join(cell for row in found.rows for cell in row.cells)

    def leaves(item: Any) -> list[str]:
        if isinstance(item, dict):
            return [leaf for inner in item.values() for leaf in leaves(inner)]
        if isinstance(item, list):
            return [leaf for inner in item for leaf in leaves(inner)]
        return [str(item)] if isinstance(item, str | int) and not isinstance(item, bool) else []

    assert all(leaf in whole for leaf in leaves(value))
