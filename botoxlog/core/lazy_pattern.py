"""Regular expressions that are compiled on first use, because one run uses few of them."""

import re
from collections.abc import Callable
from functools import cached_property


class Pattern:
    """A regular expression that is compiled on first use.

    Args:
        source: The expression.
        flags: As for `re.compile`.
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern` does."""
        return self._compiled.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern` does."""
        return self._compiled.search(text)

    def split(self, text: str) -> list[str]:
        """As `re.Pattern` does; the expression must have no groups."""
        return self._compiled.split(text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As `re.Pattern` does."""
        return self._compiled.sub(new, text, count)
