"""One record is changed or taken out, and not another byte of the journal."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.core.errors import CannotDoError
from botoxlog.core.model import Dose, Journal, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.journal import decoder, encoder, excerpts, toml_edit
from botoxlog.journal.toml_positions import record_spans
from tests.conftest import TODAY

TEXT = """\
# the head
format = 1

# about a
[[session]] # a's own
id = "a2345678"
date = 2026-01-01
# inside a
areas = ["chin"] # behind

# about b
[[session]]
id = "b2345678"
date = 2026-02-01
note = \"\"\"
[[session]]
id = "not me"
\"\"\"
[session.units]
chin = 4
# after b

[[checkin]]
id = "c2345678"
date = 2026-03-01
[checkin.state]
chin = "full"
"""
A = """\
[[session]] # a's own
id = "a2345678"
date = 2026-01-01
# inside a
areas = ["chin"] # behind
"""
C = '[[checkin]]\nid = "c2345678"\ndate = 2026-03-01\n[checkin.state]\nchin = "full"\n'


def without(text: str, *ids: str) -> str:
    """Return a text without some records, which must then hold what is left."""
    data = decoder.parse(text)
    places = [excerpts.find(data, text, identity) for identity in ids]
    left, expected = toml_edit.without(text, data, places)
    assert decoder.parse(left) == expected
    return left


@pytest.mark.parametrize(("place", "own"), [(("session", 0), A), (("checkin", 0), C)])
def test_a_records_own_lines(place: tuple[str, int], own: str) -> None:
    """From the header to the last value, comments in between included, those around it not."""
    ((start, end),) = record_spans(TEXT, *place)
    assert TEXT[start:end] == own


def test_a_record_taken_out_leaves_the_comments_of_others() -> None:
    """Comments around it stay, text that looks like a record goes with the record it is in."""
    left = without(TEXT, "b2345678")
    assert left == TEXT[: TEXT.index("[[session]]\nid")] + TEXT[TEXT.index("# after b") :]
    assert without(TEXT, "a2345678").startswith("# the head\nformat = 1\n\n# about a\n\n# about b")


def test_a_record_in_pieces_is_taken_out_whole() -> None:
    """A table of another record between its lines stays."""
    text = (
        '[[session]]\nid = "a"\ndate = 2026-01-01\n[[checkin]]\nid = "c"\ndate = 2026-02-01\n'
        "[session.units]\nchin = 3\n"
    )
    assert without(text, "a") == '[[checkin]]\nid = "c"\ndate = 2026-02-01\n'
    with pytest.raises(CannotDoError, match="are not next to each other"):
        excerpts.one_record(text, decoder.parse(text), "a")


@pytest.mark.parametrize(
    "before", ["format = 1\n", "\ufeffformat = 1\r\n", TEXT, "# only a comment\n", ""]
)
def test_what_was_added_and_taken_out_was_never_there(before: str) -> None:
    """Adding a record and taking it out gives the old text, blank lines and line ends included."""
    session = Session("new23456", PartialDate.of_day(date(2026, 8, 1)), (Dose("chin", 3),))
    new = encoder.entries([session, Session("new23457", session.date)])
    added = toml_edit.appended(before, decoder.parse(before), new)[0]
    assert without(without(added, "new23456"), "new23457") == before
    assert without(added, "new23456", "new23457") == before


@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True, min_size=1), st.booleans())
def test_any_records_can_be_taken_out_in_any_order(ids: list[str], crlf: bool) -> None:
    """Every other line is still there, in order."""
    text = TEXT.replace("\n", "\r\n") if crlf else TEXT
    left = without(text, *(f"{name}2345678" for name in ids))
    lines = iter(text.splitlines(keepends=True))
    assert all(line in lines for line in left.splitlines(keepends=True))
    for comment in ("# the head", "# about a", "# about b", "# after b"):
        assert comment in left


@pytest.mark.parametrize(
    ("identity", "hint"),
    [
        ("a234567", "Did you mean a2345678?"),
        ("A2345678", "Did you mean a2345678?"),
        ("b23", "Did you mean b2345678?"),
        ("zzzz", "To see the ids: botoxlog log"),
        ("", "To see the ids: botoxlog log"),
    ],
)
def test_an_unknown_id_is_refused_with_the_near_one(identity: str, hint: str) -> None:
    """Nothing is guessed; what was probably meant is named."""
    with pytest.raises(CannotDoError) as caught:
        excerpts.find(decoder.parse(TEXT), TEXT, identity)
    assert (caught.value.hint or "").startswith(hint)


def test_an_id_that_stands_twice_is_refused_with_its_lines() -> None:
    """Which of the two was meant cannot be known."""
    text = TEXT.replace("b2345678", "a2345678")
    says = r'Several records have the id "a2345678", in lines 5 and 12\.'
    with pytest.raises(CannotDoError, match=says):
        excerpts.find(decoder.parse(text), text, "a2345678")


def mistake(identity: str | None, typed: str, text: str = TEXT) -> str | None:
    """Return what is wrong with what was typed for a record, or for the whole."""
    if identity is None:
        return excerpts.error_in(excerpts.whole(text), typed, TODAY)
    return excerpts.error_in(excerpts.one_record(text, decoder.parse(text), identity), typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (A.replace("chin", "forehead"), None),
        (A.removesuffix("\n"), None),
        ("\ufeff" + A, None),
        (A.replace("[[session]] # a's own\n", "\n# more\n[[session]]\n"), None),
        (A.replace('["chin"]', "[chin"), "Line 5, column 10: not valid TOML"),
        (A.replace("2026-01-01", "2027-01-01"), "Line 3: The date 2027-01-01 is in the future."),
        (A + "cost = -3\n", "Line 6: cost: it should not be negative."),
        (A.replace("a2345678", "other"), "Leave the id as it was"),
        (A.replace('id = "a2345678"\n', ""), "Leave the id as it was"),
        (A + A.replace("a2", "d2"), "Leave exactly one [[session]] here."),
        (A.replace("[[session]]", "[[checkin]]"), "Leave exactly one [[session]] here."),
        (A + "[person]\nbirth_year = 1980\n", "This would change other records too."),
        ("", "The text came back empty. To remove a record: botoxlog remove."),
        (" \n", "The text came back empty."),
        (A + 'note = """', "not valid TOML"),
    ],
)
def test_what_was_typed_for_a_record_is_checked(typed: str, says: str | None) -> None:
    """A mistake is told with its line as the editor counts it."""
    found = mistake("a2345678", typed)
    assert (found is None) == (says is None)
    assert (says or "") in (found or "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (TEXT.replace("chin = 4", "chin = 5"), None),
        ("# all new\n", None),
        ("", "The text came back empty."),
        (TEXT + "[", "Line 28, column 2: not valid TOML"),
        (TEXT.replace("format = 1", "format = 2"), "Format 2 needs a newer botoxlog"),
        (TEXT.replace('"full"', '"melting"'), 'Line 27: chin: "melting" is not one of'),
        (TEXT + "x = " + "9" * 5000, "It contains a number that is too long"),
        (TEXT + "x = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_what_was_typed_for_the_whole_is_checked(typed: str, says: str | None) -> None:
    """So is the whole journal."""
    found = mistake(None, typed)
    assert (found is None) == (says is None)
    assert (says or "") in (found or "")


def test_only_new_problems_are_mistakes() -> None:
    """A problem that was there before keeps nobody from mending another; a broken file neither."""
    text = TEXT.replace('"full"', '"melting"').replace("chin = 4", "chin = -4")
    assert mistake(None, text.replace("-4", "4"), text) is None
    assert mistake(None, text.replace("-4", "-5") + "# more", text) is None
    assert mistake(None, text, TEXT + "[") is None


def test_the_rest_of_the_journal_stays_to_the_byte() -> None:
    """Line ends, a byte-order mark and everything around the record are as they were."""
    text = "\ufeff" + A.replace("\n", "\r\n") + "\r\n" + C
    excerpt = excerpts.one_record(text, decoder.parse(text), "a2345678")
    assert (excerpt.text, excerpt.first_line) == (A.replace("\n", "\r\n"), 1)
    assert excerpt.with_text(excerpt.text) == text
    assert excerpt.with_text(excerpt.text.removesuffix("\r\n")) == text
    last = excerpts.one_record(text, decoder.parse(text), "c2345678")
    assert last.with_text("\ufeff" + last.text) == text


def test_touch_ups_that_stay_are_told() -> None:
    """Those of a session that goes, but for what goes with it; no others."""
    first, second = (
        Session(name, PartialDate.of_day(date(2026, 1, 1)), (Dose("chin", 3),)) for name in "ab"
    )
    of_first = first._replace(id="c", touch_up_of="a")
    of_second = first._replace(id="d", touch_up_of="b")
    journal = Journal(sessions=(first, second, of_first, of_second))
    told = {
        taken: excerpts.orphaned_touch_ups(journal, list(taken))
        for taken in ("a", "b", "ac", "cd", "ab")
    }
    assert {taken: [said.split()[2] for said in says] for taken, says in told.items()} == {
        "a": ["c"],
        "b": ["d"],
        "ac": [],
        "cd": [],
        "ab": ["c", "d"],
    }


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (A.replace("[[session]]", "[[session"), "Line 1,"),
        (A.replace("id =", "id"), "Line 2,"),
        # The bracket is missed where the next record begins, in line 12 of the journal; after one
        # more line, in line 13.
        (A.replace('"]', '"'), "Line 12 of the journal,"),
        (A + "x = [", "Line 13 of the journal,"),
        (A.replace("2026-01-01", "2026-13-01"), "Line 3"),
    ],
)
def test_a_mistake_is_named_by_the_line_in_the_editor(typed: str, says: str) -> None:
    """Counted from the first line that it shows; a line that it does not show is the journal's."""
    excerpt = excerpts.one_record(TEXT, decoder.parse(TEXT), "a2345678")
    assert re.match(says, excerpts.error_in(excerpt, typed, TODAY) or "")
