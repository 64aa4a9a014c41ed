"""Phrases for one thing."""

import pytest

from botoxlog.reports.wording import shorten


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("short", 10, "short"),
        ("  spaced  ", 10, "spaced"),
        ("some words that go on", 14, "some words ..."),
        ("onelongwordwithoutanend", 10, "onelon ..."),
        ("a longwordwithoutanend", 14, "a longword ..."),
        ("a\x1b[31mb\nc", 40, "a<U+001B>[31mb c"),
    ],
)
def test_what_people_write_is_cut_between_words(text: str, most: int, told: str) -> None:
    """And made safe to show."""
    assert shorten(text, most) == told
    assert len(shorten(text, most)) <= most
