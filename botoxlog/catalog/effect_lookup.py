"""Look up a side effect by what people call it."""

from botoxlog.catalog.findings import Standing
from botoxlog.catalog.lookup import SIDES, Found, Near, SidedLookup, Unknown, found, suggested
from botoxlog.catalog.symptoms import SymptomReader


class EffectLookup:
    """The side effects by id and name, and by the signs that people describe."""

    def __init__(self, names: SidedLookup, reader: SymptomReader) -> None:
        """Look in the names first; every other wording is read."""
        self._names, self._reader = names, reader
        self._read: dict[tuple[str, ...], tuple[str, ...]] = {}

    def exact(self, words: list[str]) -> tuple[str, ...]:
        """Return every id that the words may mean if they describe one side effect and no more."""
        key = tuple(words)
        if key not in self._read:  # a line is asked about the same words again and again
            known = self._names.exact(words)
            sided = not SIDES.keys().isdisjoint(words)
            self._read[key] = known or (() if sided else self._reader.names(words))
        return self._read[key]

    def known(self, typed: str) -> Found:
        """Return the meaning; a side that a side effect cannot have makes it near, not dropped."""
        known = self._names.known(typed)
        if not isinstance(known, Unknown):
            return known
        findings = self._reader.read(typed)
        if len(findings) == 1 and findings[0].standing is Standing.PRESENT:
            readings = self._names.with_side(findings[0].readings, findings[0].side)
            return found(readings) if readings else suggested(findings[0].readings)
        return known

    def find(self, typed: str) -> Found:
        """Return the meaning, or the side effects with a similar name or of the same part."""
        known = self.known(typed)
        if not isinstance(known, Unknown):
            return known
        near = _suggested(self._names.find(typed))
        return suggested(tuple(dict.fromkeys((*near, *self._reader.nearest(typed)))))


def _suggested(known: Found) -> tuple[str, ...]:
    return known.suggestions if isinstance(known, Near) else ()
