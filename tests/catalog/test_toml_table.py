"""Reading one table key by key."""

from collections.abc import Callable

import pytest

from botoxlog.catalog import CatalogError, Status
from botoxlog.catalog.toml_table import Entry

SOUND = Entry("f.toml: thing x", {"t": "text", "n": 2, "x": 0.5, "b": True, "l": ["a"], "i": {}})


def test_sound_values() -> None:
    """Each kind of value comes back as it stands in the file, a missing optional one as None."""
    assert SOUND.text("t") == "text"
    assert SOUND.optional_text("none") is None
    assert SOUND.flag("b") is True
    assert SOUND.positive("n") == 2.0
    assert SOUND.positive("x") == 0.5
    assert SOUND.optional_count("n") == 2
    assert SOUND.optional_count("none") is None
    assert SOUND.texts("l") == ("a",)
    assert SOUND.texts("none") == ()
    assert SOUND.inner("i") == Entry("f.toml: thing x: i", {})
    assert SOUND.inner("none") is None
    assert list(SOUND.inner_list("none")) == []
    assert Entry("f", {"status": "derived"}).status() is Status.DERIVED


@pytest.mark.parametrize(
    ("table", "read", "message"),
    [
        ({}, lambda entry: entry.text("k"), "k: must be a text"),
        ({"k": ""}, lambda entry: entry.text("k"), "k: must be a text"),
        ({"k": 3}, lambda entry: entry.optional_text("k"), "k: must be a text"),
        ({"k": "yes"}, lambda entry: entry.flag("k"), "k: must be true or false"),
        ({"k": 0}, lambda entry: entry.positive("k"), "k: must be a number above 0"),
        ({"k": True}, lambda entry: entry.positive("k"), "k: must be a number above 0"),
        ({}, lambda entry: entry.positive("k"), "k: must be a number above 0"),
        ({"k": 1.5}, lambda entry: entry.optional_count("k"), "k: must be a whole number"),
        ({"k": -1}, lambda entry: entry.optional_count("k"), "k: must be a whole number"),
        ({"k": True}, lambda entry: entry.optional_count("k"), "k: must be a whole number"),
        ({"k": "a"}, lambda entry: entry.texts("k"), "k: must be a list of texts"),
        ({"k": ["a", 1]}, lambda entry: entry.texts("k"), "k: must be a list of texts"),
        ({}, lambda entry: entry.status(), "status: must be verified, derived or recalled"),
        ({"status": "sure"}, lambda entry: entry.status(), "status: must be verified, derived"),
        ({"k": 1}, lambda entry: entry.inner("k"), "k: must be a table"),
        ({"k": [1]}, lambda entry: list(entry.inner_list("k")), "k: must be a list of tables"),
        ({"sorces": []}, lambda entry: entry.only("sources"), "sorces: no such key here"),
    ],
)
def test_mistakes_name_their_place(
    table: dict[str, object], read: Callable[[Entry], object], message: str
) -> None:
    """A value of the wrong kind, or a misspelt key, is refused with file, entry and key."""
    with pytest.raises(CatalogError, match=f"^f.toml: thing x: {message}"):
        read(Entry("f.toml: thing x", table))
