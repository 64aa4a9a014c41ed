"""Look up a side effect by what people call it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from botoxlog.catalog.findings import Standing
from botoxlog.catalog.lookup import (
    SIDES,
    Found,
    Near,
    SidedLookup,
    Unknown,
    found,
    suggested,
)

if TYPE_CHECKING:
    from botoxlog.catalog.entries import Effect
    from botoxlog.catalog.symptoms import SymptomReader


class EffectLookup(SidedLookup):
    """The side effects by id and name, and by the signs that people describe."""

    def __init__(self, effects: Iterable["Effect"], reader: "SymptomReader") -> None:
        """File the names; every other wording is read."""
        every = tuple(effects)
        super().__init__(
            ((effect.id, (effect.id, effect.name)) for effect in every),
            {},
            frozenset(effect.id for effect in every if effect.sides),
        )
        self._reader = reader
        self._read: dict[tuple[str, ...], tuple[str, ...]] = {}

    def exact(self, words: list[str]) -> tuple[str, ...]:
        """Return every id that the words may mean if they describe one side effect and no more."""
        key = tuple(words)
        if key not in self._read:  # a line is asked about the same words again and again
            known = super().exact(words)
            sided = not SIDES.keys().isdisjoint(words)
            self._read[key] = known or (() if sided else self._reader.names(words))
        return self._read[key]

    def find(self, typed: str) -> Found:
        """Return the meaning; a side that a side effect cannot have makes it near, not dropped."""
        known = super().find(typed)
        if not isinstance(known, Near | Unknown):
            return known
        findings = self._reader.read(typed)
        if len(findings) == 1 and findings[0].standing is Standing.PRESENT:
            readings = self._with_side(findings[0].readings, findings[0].side)
            return found(readings) if readings else suggested(findings[0].readings)
        return suggested(tuple(dict.fromkeys((*_suggested(known), *self._reader.nearest(typed)))))


def _suggested(known: Found) -> tuple[str, ...]:
    return known.suggestions if isinstance(known, Near) else ()
