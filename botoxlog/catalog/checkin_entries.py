"""The records of the catalog that a check-in needs: states and side effects."""

from collections.abc import Mapping
from typing import NamedTuple

from botoxlog.catalog.figures import Figure


class Effect(NamedTuple):
    """A side effect.

    Attributes:
        id: As in a check-in's `effects`, without a side.
        name: In plain words, as shown.
        urgent: Whether it may be an emergency whatever is said of it.
        sides: Whether the id may end in "-left" or "-right".
        signs: How people say it, a sign each (see `effects.toml`).
        urgent_signs: Those that may be an emergency.
        unless: Concepts and words that must not be in a clause with any of them, "" if none.
        works: The concept of the function that fails, or None.
        local: Areas whose treatment explains it, so that no sign of it is urgent.
        emergency: The id of the emergency text of its urgent signs, "" without any.
        heard: Its urgent signs in plain words, if `name` does not say it.
    """

    id: str
    name: str
    urgent: bool
    sides: bool
    signs: tuple[str, ...] = ()
    urgent_signs: tuple[str, ...] = ()
    unless: str = ""
    works: str | None = None
    local: tuple[str, ...] = ()
    emergency: str = ""
    heard: str | None = None


class StateWords(NamedTuple):
    """The words for how a result looks.

    Attributes:
        id: A value of `botoxlog.core.model.State`.
        name: In plain words, as shown.
        words: What people type for it.
    """

    id: str
    name: str
    words: tuple[str, ...] = ()


class Effects(NamedTuple):
    """The file of side effects.

    Attributes:
        known: The side effects by id.
        unclear: Signs that may mean several, each with its readings, most likely first, and whether
            it may be an emergency.
        emergency: What to do in an emergency.
        emergencies: Why a sign may be one, by id.
        expected: By side effect and area, what the leaflet expects there.
    """

    known: Mapping[str, Effect]
    unclear: tuple[tuple[str, tuple[str, ...], bool], ...]
    emergency: Figure
    emergencies: Mapping[str, Figure]
    expected: Mapping[str, Mapping[str, Figure]]


class States(NamedTuple):
    """The file of states.

    Attributes:
        known: The states by id.
        ambiguous: Words that may mean several.
        only_for: Words that are a state for some purposes only, with those purposes.
    """

    known: Mapping[str, StateWords]
    ambiguous: Mapping[str, tuple[str, ...]]
    only_for: Mapping[str, tuple[str, ...]]
