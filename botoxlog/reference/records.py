"""What the reference data hold, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

from botoxlog.reference.figures import Figure, LabelledDose


@dataclass(frozen=True, slots=True)
class Area:
    """A place that is treated.

    Attributes:
        id: Without a side.
        name: Short and everyday, as shown.
        muscle: The field's own term for what is injected.
        sides: Whether "-left" and "-right" may follow the id.
        cosmetic: Whether "botox" typed for it means Botox Cosmetic.
        purpose: What it is usually for, as in a session's `purpose`.
        words: What people type for it.
    """

    id: str
    name: str
    muscle: str
    sides: bool
    cosmetic: bool
    purpose: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A brand of botulinum toxin, with what is known about it.

    Attributes:
        id: As in a session's `product`.
        name: The brand, as shown.
        generic: The active substance as printed on the carton.
        maker: Who makes or sells it.
        family: The active substance as a key; what durations are known by.
        us: Whether it is sold in the United States.
        words: What people type for it. "botox" and its short forms are not among them, because
            which product they mean depends on the area.
        min_interval: The least time between sessions.
        onset: When it begins to show.
        peak: When it is strongest.
        duration: How long the maker or a trial says it lasts.
        cumulative: The most within a span of time.
        watch_for: Its common side effects.
        labelled: The usual doses.
    """

    id: str
    name: str
    generic: str
    maker: str
    family: str
    us: bool
    words: tuple[str, ...]
    min_interval: Figure | None = None
    onset: Figure | None = None
    peak: Figure | None = None
    duration: Figure | None = None
    cumulative: Figure | None = None
    watch_for: Figure | None = None
    labelled: tuple[LabelledDose, ...] = ()

    def figures(self) -> dict[str, Figure]:
        """Return the figures that are there, by the name of their key."""
        every = {
            "min_interval": self.min_interval,
            "onset": self.onset,
            "peak": self.peak,
            "duration": self.duration,
            "cumulative": self.cumulative,
            "watch_for": self.watch_for,
        }
        return {key: figure for key, figure in every.items() if figure is not None}


@dataclass(frozen=True, slots=True)
class Effect:
    """A side effect.

    Attributes:
        id: As in a check-in's `effects`.
        name: In plain words, as shown.
        urgent: Whether it is a sign that cannot wait, and the emergency text belongs beside it.
        words: What people type for it.
    """

    id: str
    name: str
    urgent: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateWords:
    """The words for how a result looks.

    Attributes:
        id: A value of `botoxlog.model.State`.
        name: In plain words, as shown.
        words: What people type for it.
    """

    id: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Areas:
    """The file of areas: the areas by id, and the words that may mean several of them."""

    known: Mapping[str, Area]
    ambiguous: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Products:
    """The file of products.

    Attributes:
        known: The products by id.
        botox_words: "botox" and its short forms.
        botox_cosmetic: The product they mean for a cosmetic area.
        botox_otherwise: The product they mean for any other.
        not_toxin: Words for what is not a toxin, each with what it is.
    """

    known: Mapping[str, Product]
    botox_words: tuple[str, ...]
    botox_cosmetic: str
    botox_otherwise: str
    not_toxin: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Effects:
    """The file of side effects: by id, the words that may mean several, the emergency text."""

    known: Mapping[str, Effect]
    ambiguous: Mapping[str, tuple[str, ...]]
    emergency: Figure


@dataclass(frozen=True, slots=True)
class States:
    """The file of states: by id, and the words that may mean several of them."""

    known: Mapping[str, StateWords]
    ambiguous: Mapping[str, tuple[str, ...]]
