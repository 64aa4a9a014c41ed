"""The catalog as the rest of the program uses it.

Each file is read once, when something in it is first needed: `remind --quiet` at every shell start
needs neither the side effects nor the sources.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from botoxlog.catalog import loader
from botoxlog.catalog.durations import UNKNOWN_FAMILY, Durations, Prior
from botoxlog.catalog.entries import UNKNOWN_PRODUCT, Area, Areas, Product, Products, Purpose
from botoxlog.catalog.figures import Figure, LabelInterval
from botoxlog.catalog.lookup import (
    Found,
    Known,
    Lookup,
    NotToxin,
    SidedLookup,
    keys,
    may_be_same_side,
    tokens,
    word_keys,
)

if TYPE_CHECKING:
    from botoxlog.catalog.checkin_entries import Effect, Effects, States, StateWords
    from botoxlog.catalog.effect_lookup import EffectLookup
    from botoxlog.catalog.findings import Finding
    from botoxlog.catalog.sources import PublishedFigure, Source
    from botoxlog.catalog.symptoms import SymptomReader
    from botoxlog.catalog.topics import Topic, Topics, WarnedLot

_SIDES = ("left", "right")
_BOTOX = "onabotulinumtoxina"
_LONGEST_USE = 5  # words: no condition, complaint or purpose of the catalog has more


class Catalog:
    """The areas, products, side effects, states, purposes, durations and topics, and their words.

    Attributes:
        folder: The folder of the TOML files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def areas(self) -> Mapping[str, Area]:
        """The areas by id, in the order of the file."""
        return self._areas.known

    @property
    def products(self) -> Mapping[str, Product]:
        """The products by id, in the order of the file."""
        return self._products.known

    @property
    def effects(self) -> "Mapping[str, Effect]":
        """The side effects by id, in the order of the file."""
        return self._effects.known

    @property
    def states(self) -> "Mapping[str, StateWords]":
        """The words for each state by its id, in the order in which a result goes through them."""
        return self._states.known

    @cached_property
    def purposes(self) -> Mapping[str, Purpose]:
        """What a session may be for, by id."""
        return loader.read_purposes(self.folder)

    @property
    def topics(self) -> "Mapping[str, Topic]":
        """The topics by id, most useful first."""
        return self._topics.known

    @property
    def warned_lots(self) -> "tuple[WarnedLot, ...]":
        """The lots that published warnings name; the list is incomplete."""
        return self._topics.warned_lots

    @cached_property
    def durations(self) -> Durations:
        """The settled durations and the borrowing rules."""
        return loader.read_durations(self.folder)

    @cached_property
    def published(self) -> "Mapping[str, PublishedFigure]":
        """The published rows that the durations are settled from; no forecast reads them."""
        return loader.read_published(self.folder)

    @property
    def sources(self) -> "Mapping[str, Source]":
        """The sources by id."""
        return self._sources

    @property
    def emergency(self) -> Figure:
        """What to do in an emergency, with its source."""
        return self._effects.emergency

    @property
    def emergencies(self) -> Mapping[str, Figure]:
        """Why a sign may be an emergency, by id."""
        return self._effects.emergencies

    def expected(self, effect: str) -> Mapping[str, Figure]:
        """Return what the leaflet expects of a side effect, by the area that was treated."""
        return self._effects.expected.get(effect, {})

    def explains(self, treated: Collection[str], finding: "Finding") -> bool:
        """Whether the treatment of an area explains a sign: a weak voice after the voice box.

        Where the sign has a side, that side must have been treated.
        """
        side = f"-{finding.side}" if finding.side else ""
        return any(self.overlap(one, f"{area}{side}") for one in treated for area in finding.local)

    def prior(
        self,
        family: str,
        area: str,
        purpose: str | None,
        units: float | None = None,
        sites: Collection[str] = (),
    ) -> Prior | None:
        """Return the prior for how long a result lasts.

        Args:
            family: A product's `family`; an unfamiliar one counts as "unknown".
            area: An area id without its side, or free text.
            purpose: What the session was for: "migraine" decides for every area, "sweating" for
                every area that is not usually treated for it.
            units: The dose in the area: it may say which bladder it is.
            sites: The injected muscles of the area: they may say which voice spasm it is.

        Returns:
            A distribution in days with its sources, or None if nothing that was found applies.
        """
        known = self.areas.get(area)
        if known is not None and known.purpose in self.durations.purpose_loans:
            use, _ = self._use(known, purpose, ())
            purpose = use if use == known.purpose else purpose
        return self.durations.prior(family, area, purpose, units, self._area_names, sites)

    def usual_prior(self, area: str) -> Prior | None:
        """Return the prior of Botox, for an area without a product."""
        return self.prior(_BOTOX, area, None)

    def usual_priors(self, area: str) -> Iterator[tuple[str, Prior]]:
        """Yield the prior of Botox, with what to call it; one for each cause of treatment."""
        botox = self.durations.families[_BOTOX].name
        named: list[tuple[str, str | None]] = [
            (f"{botox}, {cause.name}", cause.words[0])
            for cause in self.durations.causes.get(area, ())
        ]
        for name, purpose in named or [(botox, None)]:
            if (prior := self.prior(_BOTOX, area, purpose)) is not None:
                yield name, prior

    def find_area(self, typed: str) -> Found:
        """Return the area that was meant, with its side where one was said.

        An id, also with a side, means itself; only other words need the table of all words.
        """
        base, _ = self.split_side(typed)
        return Known(typed) if base in self.areas else self.area_words.find(typed)

    def known_area(self, typed: str) -> Found:
        """Return the area that was meant, without suggestions: they take a search of all words."""
        base, _ = self.split_side(typed)
        return Known(typed) if base in self.areas else self.area_words.known(typed)

    def names_site(self, area_id: str, words: list[str]) -> bool:
        """Whether words, as the catalog files them, name a muscle or a point within an area."""
        return area_id in self.areas and _names(self.areas[area_id].sites, words)

    def names_condition(self, area_id: str, words: list[str]) -> bool:
        """Whether words, as the catalog files them, name what an area is treated for."""
        return area_id in self.areas and _names(self._conditions(self.areas[area_id]), words)

    def _conditions(self, area: Area) -> tuple[str, ...]:
        """Return what an area is treated for, with the kinds of its purpose that it alone has."""
        causes = {cause.purpose for cause in self.durations.causes.get(area.id, ())}
        if not causes:
            return area.conditions
        kinds = (
            phrase
            for purpose in self.purposes.values()
            if purpose.within == area.purpose and purpose.id in causes
            for phrase in (purpose.id, *purpose.words)
        )
        return tuple(dict.fromkeys((*area.conditions, *kinds)))

    def find_product(self, typed: str, *, cosmetic: bool) -> Found | NotToxin:
        """Return the product that was meant.

        Args:
            typed: What the person typed.
            cosmetic: Whether a cosmetic area was treated: there "botox" means Botox Cosmetic,
                elsewhere Botox.
        """
        words = self.cosmetic_product_words if cosmetic else self.product_words
        found = words.find(typed)
        other = None if isinstance(found, Known) else self._not_a_toxin(typed)
        return found if other is None else NotToxin(other)

    def find_effect(self, typed: str) -> Found:
        """Return the side effect that was meant, with its side where one was said."""
        return self.effect_words.find(typed)

    def find_state(self, typed: str) -> Found:
        """Return the state that was meant."""
        return self.state_words.find(typed)

    def state_purposes(self, typed: str) -> tuple[str, ...]:
        """Return the purposes for which a word is a state, empty if for every one."""
        return self._states.only_for.get(" ".join(typed.casefold().split()), ())

    def find_purpose(self, typed: str) -> Found:
        """Return the purpose that was meant."""
        return self.purpose_words.find(typed)

    def broad_purpose(self, purpose: str) -> str:
        """Return the purpose that one is a kind of, as areas have it; any other as it is."""
        known = self.purposes.get(purpose)
        return (known and known.within) or purpose

    def condition_purpose(self, typed: str, area: str) -> str:
        """Return the purpose that a condition of an area means.

        It is the condition itself if no label covers it, that of a cause, or the area's own.
        """
        known = self.areas[self.split_side(area)[0]]
        if _names(known.unlabelled, tokens(typed)):
            return typed
        return self.cause_purpose(typed, known.id) or known.purpose

    def cause_purpose(self, typed: str, area: str) -> str | None:
        """Return the purpose of the cause of treatment that words name for an area, None if none.

        "Multiple sclerosis" is spasm in an arm, and a neurogenic bladder in the bladder.
        """
        cause = self.durations.named_cause(self.split_side(area)[0], typed)
        return cause and cause.purpose

    def find_topic(self, typed: str) -> Found:
        """Return the topic that was meant."""
        return self._topic_words.find(typed)

    def product_named(self, name: str) -> Product | None:
        """Return the product that a journal means, hand-written names included; None if unknown."""
        known = self.products.get(name)
        if known is None:
            found = self.find_product(name, cosmetic=True)
            known = self.products[found.id] if isinstance(found, Known) else None
        return known

    def label_intervals(
        self, product: str | None, area: str, purpose: str | None, sites: Sequence[str] = ()
    ) -> tuple[LabelInterval, ...]:
        """Return the shortest interval that each label gives for a use, shortest first.

        Args:
            product: As a session of a journal has it.
            area: An area id, with or without its side, or free text.
            purpose: What the session was for; None, and words that name no other use, are what
                the area is usually treated for.
            sites: The muscles and points within the area, if they are known.

        Returns:
            One for each region; empty if no label that we read covers the use, or none gives one.
        """
        known = None if product is None else self.product_named(product)
        base = self.split_side(area)[0]
        given = [
            item
            for item in (known.intervals if known else ())
            if base in item.areas or base in item.parts
        ]
        if not given:
            return ()
        use, said = self._use(self.areas[base], purpose, sites)
        covered = (item for item in given if item.purpose == use and (said or base in item.areas))
        return tuple(sorted(covered, key=lambda item: item.days))

    def _use(
        self, area: Area, purpose: str | None, sites: Sequence[str]
    ) -> tuple[str | None, bool]:
        """Return what an area was treated for, and whether the session says so.

        It is None for what no label covers. Of several uses that a text names, the one with the
        most words counts; a text that names none is about what the area is usually treated for.
        """
        if purpose is None:
            only = sites and all(_names(area.unlabelled, tokens(site)) for site in sites)
            return (None if only else area.purpose), False
        if purpose == area.purpose or purpose in self.purposes:
            return self.broad_purpose(purpose), True
        words = tokens(purpose)
        for length in range(min(len(words), _LONGEST_USE), 0, -1):
            for start in range(len(words) - length + 1):
                part = words[start : start + length]
                if _names(area.conditions, part):
                    return (None if _names(area.unlabelled, part) else area.purpose), True
                if _names(area.complaints, part):
                    return area.purpose, True
                if other := self._use_named(part):
                    return other, True
        return area.purpose, False

    def _use_named(self, words: list[str]) -> str | None:
        """Return the use that words name by themselves, or as the condition of an area."""
        if purposes := self.purpose_words.exact(words):
            return self.broad_purpose(purposes[0])
        conditions = self.condition_words.exact(words)
        return self.areas[conditions[0]].purpose if conditions else None

    def substance(self, product: str | None) -> str | None:
        """Return the key by which products are compared over time.

        Two brands of one family (Botox and Botox Cosmetic, Dysport and Azzalure) are the same
        substance and have the same units. A product whose substance has no figures here, and free
        text, compare as themselves.

        Args:
            product: As a session of a journal has it.

        Returns:
            A family, a product or the plain text; None if the brand was not recorded.
        """
        if product is None:
            return None
        known = self.product_named(product)
        if known is None:
            return " ".join(product.casefold().split())
        if known.family == UNKNOWN_FAMILY:
            return None if known.id == UNKNOWN_PRODUCT else known.id
        return known.family

    def area_id(self, written: str) -> str:
        """Return the id of the area that a journal means; free text comes back unchanged."""
        found = self.known_area(written)
        return found.id if isinstance(found, Known) else written

    def split_side(self, area_id: str) -> tuple[str, str | None]:
        """Split an area id from its side: "masseter-left" is ("masseter", "left").

        Free text, and an area without sides, comes back whole.
        """
        base, _, side = area_id.rpartition("-")
        area = self.areas.get(base) if side in _SIDES else None
        return (base, side) if area and area.sides else (area_id, None)

    def split_effect_side(self, effect_id: str) -> tuple[str, str | None]:
        """Split a side effect from its side: "brow-ptosis-left" is ("brow-ptosis", "left").

        Free text, and a side effect without sides, comes back whole.
        """
        base, _, side = effect_id.rpartition("-")
        effect = self.effects.get(base) if side in _SIDES else None
        return (base, side) if effect and effect.sides else (effect_id, None)

    def effect(self, effect_id: str) -> "Effect | None":
        """Return the side effect with an id, which may end in a side; None for free text."""
        return self.effects.get(self.split_effect_side(effect_id)[0])

    def effect_label(self, effect_id: str) -> str:
        """Return a side effect as it is shown: "drooping eyelid, left"; free text as it is."""
        base, side = self.split_effect_side(effect_id)
        name = self.effects[base].name if base in self.effects else base
        return name if side is None else f"{name}, {side}"

    def overlap(self, one: str, other: str) -> bool:
        """Whether two areas are the same, or one is a side of the other."""
        (base, side), (other_base, other_side) = map(self.split_side, (one, other))
        return base.casefold() == other_base.casefold() and may_be_same_side(side, other_side)

    def effects_overlap(self, one: str, other: str) -> bool:
        """Whether two side effects are the same, or one is a side of the other."""
        (base, side), (other_base, other_side) = map(self.split_effect_side, (one, other))
        return base.casefold() == other_base.casefold() and may_be_same_side(side, other_side)

    def area_label(self, area_id: str) -> str:
        """Return an area as it is shown: "jaw, left"; free text comes back unchanged."""
        base, side = self.split_side(area_id)
        name = self._area_names.get(base, base)
        return name if side is None else f"{name}, {side}"

    def product_label(self, product_id: str) -> str:
        """Return a product as it is shown; free text comes back unchanged."""
        product = self.products.get(product_id)
        return product_id if product is None else product.name

    @cached_property
    def _areas(self) -> Areas:
        return loader.read_areas(self.folder)

    @cached_property
    def _products(self) -> Products:
        return loader.read_products(self.folder)

    @cached_property
    def _effects(self) -> "Effects":
        return loader.read_effects(self.folder)

    @cached_property
    def _states(self) -> "States":
        return loader.read_states(self.folder)

    @cached_property
    def _topics(self) -> "Topics":
        return loader.read_topics(self.folder)

    @cached_property
    def _sources(self) -> "Mapping[str, Source]":
        return loader.read_sources(self.folder)

    @cached_property
    def _area_names(self) -> Mapping[str, str]:
        return MappingProxyType({area.id: area.name for area in self.areas.values()})

    @cached_property
    def area_words(self) -> SidedLookup:
        """The words for areas."""
        return SidedLookup(
            (
                (area.id, (area.id, area.name, *area.naming, *self._conditions(area)))
                for area in self.areas.values()
            ),
            self._areas.ambiguous,
            frozenset(area.id for area in self.areas.values() if area.sides),
        )

    def means_beside(self, typed: str, areas: Iterable[str]) -> str | None:
        """Return what a word of several areas means beside others, None if that stays open."""
        keys_of = {word_keys(word)[0]: word for word in self._areas.beside}
        word = keys_of.get(keys(tokens(typed))[-1], "")
        named = {self.split_side(area)[0] for area in areas}
        usual = named.intersection(self._areas.beside.get(word, ()))
        return self._areas.ambiguous[word][0] if usual else None

    @cached_property
    def condition_words(self) -> Lookup:
        """What areas are treated for."""
        return Lookup(((area.id, self._conditions(area)) for area in self.areas.values()), {})

    @cached_property
    def complaint_words(self) -> Lookup:
        """What comes back when results wear off, with the areas that share it."""
        areas: dict[str, tuple[str, ...]] = {}
        for area in self.areas.values():
            for text in area.complaints:
                key = "".join(tokens(text))
                areas[key] = tuple(dict.fromkeys((*areas.get(key, ()), area.id)))
        return Lookup((), areas)

    @cached_property
    def comma_phrases(self) -> frozenset[str]:
        """The keys of phrases for areas that hold commas, with their commas."""
        phrases = (text for area in self.areas.values() for text in area.naming if "," in text)
        return frozenset(
            ",".join("".join(tokens(part)) for part in text.split(",")) for text in phrases
        )

    @cached_property
    def product_words(self) -> Lookup:
        """The words for products; "botox" means Botox."""
        return self._products_with_botox_as(self._products.botox_otherwise)

    @cached_property
    def cosmetic_product_words(self) -> Lookup:
        """The words for products; "botox" means Botox Cosmetic."""
        return self._products_with_botox_as(self._products.botox_cosmetic)

    def _products_with_botox_as(self, meant: str) -> Lookup:
        botox = self._products.botox_words
        short = {word.casefold() for word in botox}
        meanings = [(meant, botox)]
        for product in self.products.values():
            own = tuple(word for word in _words(product) if word.casefold() not in short)
            meanings.append((product.id, own))
        return Lookup(meanings, {})

    def is_botox(self, word: str) -> bool:
        """Whether a word, as the catalog files it, is "botox" or one of its short forms."""
        return word in self._botox_keys

    @cached_property
    def _botox_keys(self) -> frozenset[str]:
        return frozenset(key for word in self._products.botox_words for key in word_keys(word))

    def not_a_toxin(self, words: list[str]) -> bool:
        """Whether some words, as the catalog files them, name what is not a botulinum toxin."""
        return any(key in self._not_toxin for key in keys(words))

    def _not_a_toxin(self, typed: str) -> str | None:
        """Return what the words mean if not a toxin, also within "Juvederm Ultra"; else None."""
        words = tokens(typed)
        tried = (*keys(words), *words)
        if any(self.product_words.exact([word]) for word in words):
            return None
        return next((self._not_toxin[word] for word in tried if word in self._not_toxin), None)

    @cached_property
    def _not_toxin(self) -> Mapping[str, str]:
        return {
            key: what
            for word, what in self._products.not_toxin.items()
            for key in keys(tokens(word))
        }

    @cached_property
    def effect_words(self) -> "EffectLookup":
        """The words for side effects."""
        from botoxlog.catalog.effect_lookup import EffectLookup

        return EffectLookup(self._effect_names, self.symptoms)

    @cached_property
    def _effect_names(self) -> SidedLookup:
        """The side effects by id and name."""
        return SidedLookup(
            ((effect.id, (effect.id, effect.name)) for effect in self.effects.values()),
            {},
            frozenset(effect.id for effect in self.effects.values() if effect.sides),
        )

    @cached_property
    def symptoms(self) -> "SymptomReader":
        """What reads side effects in a text; most runs need none."""
        from botoxlog.catalog.symptoms import SymptomReader, parse_sign

        effects = self.effects.values()
        signs = [
            parse_sign(
                f"{text} !{effect.unless}".rstrip("! "),
                (effect.id,),
                urgent=urgent,
                local=effect.local,
            )
            for effect in effects
            for urgent, texts in ((True, effect.urgent_signs), (False, effect.signs))
            for text in texts
        ]
        signs += [
            parse_sign(text, ids, urgent=urgent) for text, ids, urgent in self._effects.unclear
        ]
        functions = {effect.works: effect.id for effect in effects if effect.works}
        vocabulary = loader.read_symptom_words(self.folder)
        return SymptomReader(vocabulary, signs, functions, self._effect_names, self.effects)

    @cached_property
    def state_words(self) -> Lookup:
        """The words for states."""
        return Lookup(
            ((state.id, _words(state)) for state in self.states.values()),
            self._states.ambiguous,
        )

    @cached_property
    def purpose_words(self) -> Lookup:
        """The words for what a session is for."""
        meanings = (
            (purpose.id, (purpose.id, *purpose.words)) for purpose in self.purposes.values()
        )
        return Lookup(meanings, {})

    @cached_property
    def _topic_words(self) -> Lookup:
        meanings = ((t.id, (t.id, t.title, *t.words)) for t in self.topics.values())
        return Lookup(meanings, {})


def _names(phrases: tuple[str, ...], words: list[str]) -> bool:
    wanted = set(keys(words))
    return any(wanted.intersection(keys(tokens(phrase))) for phrase in phrases)


def _words(record: "Product | StateWords") -> tuple[str, ...]:
    """Return the words of a record; its id and name always count."""
    return (record.id, record.name, *record.words)


@cache
def load() -> Catalog:
    """Return the catalog that ships with the program; each file is read when first needed."""
    return Catalog(Path(__file__).parent)
