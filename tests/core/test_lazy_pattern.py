"""Patterns that are compiled later mean what compiled ones mean."""

import re

from botoxlog.core.lazy_pattern import Pattern


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    """A wrong expression is no error until it is asked, and then each question is `re`'s own."""
    Pattern("(")
    dots = Pattern(r"(?P<what>[a-z]+)\.", re.IGNORECASE)
    assert dots.fullmatch("AB") is None
    assert dots.fullmatch("AB.") is not None
    found = dots.search("1 ab. cd.")
    assert found is not None
    assert found["what"] == "ab"
    assert Pattern(", ?").split("a,b, c") == ["a", "b", "c"]
    assert dots.sub("x", "a. b. c.") == "x x x"
    assert dots.sub(lambda match: match["what"].upper(), "a. b. c.", count=2) == "A B c."
