"""The pieces that only a check-in has: a state, a side effect, what is denied or over."""

from typing import NamedTuple, TypeAlias

from botoxlog.core.model import State


class StateWord(NamedTuple):
    """A state, with the ids it may mean.

    Attributes:
        readings: The states that it may mean, most likely first.
        typed: As typed.
        of_complaint: Whether it says what a complaint does: "again".
    """

    readings: tuple[State, ...]
    typed: str
    of_complaint: bool = False


class EffectWord(NamedTuple):
    """A side effect, with the ids it may mean."""

    readings: tuple[str, ...]
    typed: str


class Over(NamedTuple):
    """What was there has ended: "stopped", "cleared up"."""

    typed: str


class Degree(NamedTuple):
    """How much, if it is little: "slightly", "a bit"."""

    typed: str


class Past(NamedTuple):
    """A verb in the past, such as "was": what follows may be over."""

    typed: str


class ComplaintWord(NamedTuple):
    """What comes back when a result wears off: "sweating", with the areas treated for it."""

    areas: tuple[str, ...]
    typed: str


class Everywhere(NamedTuple):
    """Every area whose result may be active: "all", or all `but` those that follow.

    Attributes:
        typed: As typed.
        but: Whether the areas that follow are left out.
        number: How many there are, in the words of the line: "all three". None if it does not say.
    """

    typed: str
    but: bool = False
    number: int | None = None


class Except(NamedTuple):
    """The areas that follow are left out: "all but"."""


class Denial(NamedTuple):
    """What is not so: "no headache", "not".

    Attributes:
        typed: As typed.
        effect: Whether it is about side effects.
        readings: The side effects that it may name.
        areas: The areas whose complaint it names: "no migraines".
        over: Whether it says that there was one: "no more".
    """

    typed: str
    effect: bool = False
    readings: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    over: bool = False


CheckInPiece: TypeAlias = (
    StateWord | EffectWord | ComplaintWord | Over | Degree | Past | Everywhere | Except | Denial
)
