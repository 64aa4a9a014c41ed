"""Taking records out by their ids."""

import json

import pytest

from botoxlog import store
from botoxlog.core.errors import CannotDoError
from botoxlog.journal import decoder
from botoxlog.journal.decoder import JournalText
from tests.commands.conftest import JOURNAL, refused
from tests.conftest import Program


def test_remove_takes_out_its_lines_only(written: Program) -> None:
    """It says what it took out; the comments of others stay."""
    result = written("remove", "look2345", "--yes")
    assert (result.code, result.err) == (0, "")
    assert result.out == "Removed look2345: Sun 1 Mar 2026, check-in, chin fading\n"
    assert written.journal.read_text() == JOURNAL[: JOURNAL.index("[[checkin]]")]


def test_remove_says_which_touch_ups_stay(written: Program) -> None:
    """A session that a touch-up is of goes with a word about it, and together without."""
    result = written("remove", "first234", "--yes", "--json")
    assert "The touch-up touch234 belongs to first234, and will count as a session" in result.err
    said = json.loads(result.out)
    assert said["ids"] == [said["removed"][0]["id"]] == ["first234"]
    written("undo")
    result = written("remove", "first234", "touch234", "--yes")
    assert (result.code, result.err) == (0, "")
    assert "chin" in written.journal.read_text()


def test_remove_asks_or_is_told(written: Program) -> None:
    """Without a terminal it has to be told, and one unknown id takes nothing out."""
    refused(written("remove", "first234"), 2, "use --yes")
    refused(written("remove", "first234", "look234", "--yes"), 1, "Did you mean look2345?")
    assert written.journal.read_text() == JOURNAL


def test_remove_takes_out_what_makes_no_sense(written: Program) -> None:
    """A record that was left out of everything can be taken out all the same."""
    written.journal.write_text(JOURNAL.replace("2026-03-01", "2036-03-01"))
    result = written("remove", "look2345", "--yes")
    assert "Removed look2345: a record botoxlog can't read" in result.out
    assert "[[checkin]]" not in written.journal.read_text()


def test_remove_refuses_a_record_without_lines_of_its_own(written: Program) -> None:
    """A record in an inline array is nothing that can be taken out by lines."""
    text = 'format = 1\nsession = [{id = "a", date = 2026-01-01, areas = ["chin"]}]\n'
    written.journal.write_text(text)
    refused(
        written("remove", "a", "--yes"), 1, "is in an array with other records", "botoxlog edit"
    )
    refused(written("edit", "a"), 1, "is in an array with other records", "Nothing was written.")
    assert written.journal.read_text() == text


def test_remove_leaves_a_record_that_changed_after_it_was_shown(written: Program) -> None:
    """What is removed is what was seen; another record may change meanwhile."""
    seen = JournalText(JOURNAL, decoder.parse(JOURNAL))
    changed = JOURNAL.replace('chin = "fading"', 'chin = "gone"')
    written.journal.write_text(changed)
    with pytest.raises(CannotDoError, match=r"Another program .* Nothing was written"):
        store.remove(written.journal, ["look2345"], seen)
    assert written.journal.read_text() == changed
    store.remove(written.journal, ["first234"], seen)
    assert "first234" not in written.journal.read_text().replace('of = "first234"', "")
