"""The records of the catalog that a session needs: areas, products and purposes."""

from collections.abc import Mapping
from typing import NamedTuple

from botoxlog.catalog.figures import Figure, LabelInterval, LabelledDose


class Area(NamedTuple):
    """An area that is treated.

    Attributes:
        id: Without a side.
        name: The everyday name, as shown.
        muscle: The anatomical term.
        sides: Whether the id may end in "-left" or "-right".
        cosmetic: Whether "botox" typed for it means Botox Cosmetic.
        purpose: What it is usually treated for, as in a session's `purpose`.
        words: Names of it as treated: "jaw", "between my eyebrows".
        sites: Muscles and points within it; the units of several add up to the area's.
        conditions: What it is treated for, where people name the complaint instead of the place.
        complaints: What comes back when the result wears off, besides the conditions. Areas may
            share one: it never names an area.
        unlabelled: Those of its sites and conditions that name a use which no label covers.
        includes: Ids of the areas that are treated with it, as those of the migraine pattern are.
    """

    id: str
    name: str
    muscle: str
    sides: bool
    cosmetic: bool
    purpose: str
    words: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    unlabelled: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()

    @property
    def naming(self) -> tuple[str, ...]:
        """Every phrase that names the area, besides its id and name."""
        return (*self.words, *self.sites, *self.conditions)


class Product(NamedTuple):
    """A brand of botulinum toxin, with its figures.

    Attributes:
        id: As in a session's `product`.
        name: The brand, as shown.
        generic: The active substance as printed on the carton.
        maker: The company that makes or sells it.
        family: The active substance as a key; durations are published by family.
        us: Whether it is sold in the United States.
        words: What people type for it, without "botox" and its short forms: which product those
            mean depends on the area.
        min_interval: The minimum interval between sessions over all its labels, in words.
        onset: When the effect begins to show.
        peak: When the effect is strongest.
        duration: How long the maker or a trial says it lasts.
        cumulative: The maximum dose within a span of time.
        watch_for: Its common side effects.
        labelled: The usual doses.
        intervals: The minimum interval of each use on its labels, by region.
    """

    id: str
    name: str
    generic: str
    maker: str
    family: str
    us: bool
    words: tuple[str, ...] = ()
    min_interval: Figure | None = None
    onset: Figure | None = None
    peak: Figure | None = None
    duration: Figure | None = None
    cumulative: Figure | None = None
    watch_for: Figure | None = None
    labelled: tuple[LabelledDose, ...] = ()
    intervals: tuple[LabelInterval, ...] = ()

    def figures(self) -> dict[str, Figure]:
        """Return the figures that are not None, by the name of their field."""
        every = {
            "min_interval": self.min_interval,
            "onset": self.onset,
            "peak": self.peak,
            "duration": self.duration,
            "cumulative": self.cumulative,
            "watch_for": self.watch_for,
        }
        return {key: figure for key, figure in every.items() if figure is not None}


class Purpose(NamedTuple):
    """What a session is for.

    Attributes:
        id: As in a session's `purpose`.
        words: What people type for it.
        within: The purpose that it is a kind of, None if of none.
    """

    id: str
    words: tuple[str, ...] = ()
    within: str | None = None


UNKNOWN_PRODUCT = "unknown"
"""The product whose brand was not recorded."""


class Areas(NamedTuple):
    """The file of areas.

    Attributes:
        known: The areas by id.
        ambiguous: Words that may mean several.
        beside: Those that mean their first one beside some areas, with these areas.
    """

    known: Mapping[str, Area]
    ambiguous: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, tuple[str, ...]]


class Products(NamedTuple):
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
