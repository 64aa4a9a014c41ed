"""One table of a TOML file, read key by key, so that every mistake names its place."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from botoxlog.catalog.figures import CatalogError, Status


def read_toml(path: Path) -> dict[str, Any]:
    """Parse one of the files that ship with the program."""
    return tomli.loads(path.read_text(encoding="utf-8"))


def entries(document: Mapping[str, Any], file: str, kind: str) -> Iterator["Entry"]:
    """Yield every ``[[kind]]`` of a file."""
    for table in document.get(kind, ()):
        name = next((table[key] for key in ("id", "word", "what", "family") if key in table), "?")
        yield Entry(f"{file}: {kind} {name}", table)


class Entry(NamedTuple):
    """A table together with the words that name it in an error.

    Attributes:
        where: The file and the entry.
        table: Its keys, as TOML gave them.
    """

    where: str
    table: Mapping[str, Any]

    def refuse(self, key: str, why: str) -> CatalogError:
        """Return the error that names this place; the caller raises it."""
        return CatalogError(f"{self.where}: {key}: {why}")

    def only(self, *keys: str) -> None:
        """Refuse any key but these, so that a misspelt one is not silently ignored."""
        for key in self.table:
            if key not in keys:
                raise self.refuse(key, "no such key here")

    def text(self, key: str) -> str:
        """Return a text that must be there and not be empty."""
        value = self.table.get(key)
        if not isinstance(value, str) or not value:
            raise self.refuse(key, "must be a text")
        return value

    def optional_text(self, key: str) -> str | None:
        """Return a text, or None where the key is missing."""
        return self.text(key) if key in self.table else None

    def flag(self, key: str) -> bool:
        """Return a yes or no that must be there."""
        value = self.table.get(key)
        if not isinstance(value, bool):
            raise self.refuse(key, "must be true or false")
        return value

    def positive(self, key: str) -> float:
        """Return a number above zero that must be there."""
        value = self.table.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise self.refuse(key, "must be a number above 0")
        return float(value)

    def optional_count(self, key: str) -> int | None:
        """Return a whole number above zero, or None where the key is missing."""
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
            raise self.refuse(key, "must be a whole number above 0")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty where the key is missing."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.refuse(key, "must be a list of texts")
        return tuple(value)

    def status(self, key: str = "status") -> Status:
        """Return how well a figure is verified; a figure without it is refused."""
        value: Any = self.table.get(key)
        try:
            return Status(value)
        except ValueError:
            raise self.refuse(key, "must be verified, derived or recalled") from None

    def inner(self, key: str) -> "Entry | None":
        """Return the table under a key, or None where it is missing."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.refuse(key, "must be a table")
        return Entry(f"{self.where}: {key}", value)

    def inner_list(self, key: str) -> Iterator["Entry"]:
        """Yield the tables of a list under a key."""
        for number, value in enumerate(self.table.get(key, ()), start=1):
            if not isinstance(value, dict):
                raise self.refuse(key, "must be a list of tables")
            yield Entry(f"{self.where}: {key} {number}", value)
