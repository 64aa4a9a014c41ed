"""The records of the catalog."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from botoxlog.catalog.figures import Figure, LabelInterval, LabelledDose, Status
from botoxlog.core.partial_dates import PartialDate


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


OUR_CHOICE = "our choice; no study gives a number"
"""Shown with a limit that has no published source."""


class Evidence(StrEnum):
    """How good the research behind a topic is, best first."""

    STRONG = "strong"
    MODERATE = "moderate"
    LOW = "low"
    OPINION = "opinion"
    NONE = "none"


class Limit(NamedTuple):
    """A number that a topic's rule uses.

    Attributes:
        value: In the unit that `text` names.
        text: What the number means.
        status: How well it is verified; None if it is our choice and no study gives a number.
        sources: Ids of `sources.toml`; empty if it is our choice.
        note: How it was derived.
    """

    value: int
    text: str
    status: Status | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None


class Topic(NamedTuple):
    """Something to raise with the clinician.

    Attributes:
        id: As in a discussed record's `topic`.
        title: As shown.
        evidence: How good the research behind it is.
        words: What people type for it.
        raised_when: What in a journal raises it.
        unless: What looks like that, but would make its question untrue.
        moot: What would settle it.
        about: What is published.
        questions: What to ask, in the first person; the topic's rule picks one by name.
        limits: The numbers that the rule uses, by name.
        areas: Ids of the areas it is about; empty if it may be any.
        effects: Ids of the side effects that raise it.
        effect_areas: Ids of the areas after which such a side effect raises it.
        asked_by: Ids of the topics of which every question asks this one too.
        joins: Ids of the topics that have a question for both, where both are open about one area.
        joins_within: The same, if this one is about no other area than they are.
    """

    id: str
    title: str
    evidence: Evidence
    words: tuple[str, ...]
    raised_when: str
    unless: str
    moot: str
    about: tuple[Figure, ...]
    questions: Mapping[str, str]
    limits: Mapping[str, Limit]
    areas: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    effect_areas: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    joins_within: tuple[str, ...] = ()

    def question(self, name: str, joined: Sequence[str] = ()) -> str:
        """Return a question by name, in words that also ask a topic that joined if it has any."""
        wordings = (self.joint_wording(name, topic) for topic in joined)
        return next((self.questions[found] for found in wordings if found), self.questions[name])

    def joint_wording(self, name: str, topic: str) -> str | None:
        """Return the name of the question that also asks another topic: "lines-with-cost"."""
        found = f"with-{topic}" if name == "plain" else f"{name}-with-{topic}"
        return found if found in self.questions else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the cited sources, each once."""
        cited: list[Figure | Limit] = [*self.about, *self.limits.values()]
        return tuple(dict.fromkeys(source for item in cited for source in item.sources))

    def limit(self, name: str) -> int:
        """Return the value of a limit."""
        return self.limits[name].value


class WarnedLot(NamedTuple):
    """A lot number in a published warning; a lot may have several, and this list is not complete.

    Attributes:
        lot: The lot number.
        text: What the warning says.
        regulator: Who warned.
        on: The date of the warning, as exactly as it is known.
        status: How well it is verified.
        sources: Ids of `sources.toml`.
        note: What was derived, and how.
    """

    lot: str
    text: str
    regulator: str
    on: PartialDate
    status: Status
    sources: tuple[str, ...]
    note: str | None = None


class Topics(NamedTuple):
    """The file of topics: by id, most useful first, and the lots that warnings name."""

    known: Mapping[str, Topic]
    warned_lots: tuple[WarnedLot, ...]
