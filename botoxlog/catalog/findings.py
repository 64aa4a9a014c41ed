"""What a text says about side effects, and the words it is read with: records without a reader."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """How things stand with a side effect that a text names."""

    PRESENT = "present"
    RESOLVED = "resolved"
    DENIED = "denied"
    FEARED = "feared"
    LESSER = "lesser"
    PAST = "past"
    OTHERS = "others"  # somebody else has it


class Finding(NamedTuple):
    """A side effect that a text names.

    Attributes:
        readings: The ids it may have, most likely first.
        side: "left", "right" or None.
        standing: How things stand with it.
        urgent: Whether this sign of it may be an emergency.
        start: Where its first word begins in the text.
        end: Where its last word ends.
        local: Areas whose treatment explains it (see `Effect.local`).
    """

    readings: tuple[str, ...]
    side: str | None
    standing: Standing
    urgent: bool
    start: int
    end: int
    local: tuple[str, ...] = ()

    @property
    def effect(self) -> str:
        """The likeliest id."""
        return self.readings[0]


class SymptomWords(NamedTuple):
    """What `symptom_words.toml` holds.

    Attributes:
        parts: The phrases of each part of the body, and of what one does with it.
        concepts: The phrases of each concept of what can be wrong.
        standing: The phrases of each standing, and of what bears on it.
        light: Words that add nothing to a sign.
        ordinary: Words that are no form and no typing error of the word of a sign.
        idioms: Phrases that have the word of a sign and mean nothing of the kind.
    """

    parts: Mapping[str, tuple[str, ...]]
    concepts: Mapping[str, tuple[str, ...]]
    standing: Mapping[str, tuple[str, ...]]
    light: frozenset[str]
    ordinary: frozenset[str]
    idioms: tuple[str, ...]
