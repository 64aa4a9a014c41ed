"""The records of the catalog that questions need: topics, and the lots that warnings name."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from botoxlog.catalog.figures import Figure, Status
from botoxlog.core.partial_dates import PartialDate

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
