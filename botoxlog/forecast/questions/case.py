"""What a rule gets, a `Case`, and what it returns, a `Trigger`."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from botoxlog.catalog import Catalog, Finding, Known, Standing, Topic
from botoxlog.catalog.lookup import may_be_same_side
from botoxlog.core.model import CheckIn, Discussed, Journal, Record, Session
from botoxlog.core.partial_dates import PartialDate, day_words
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.area_forecast import AreaForecast, sites_of
from botoxlog.forecast.treatment_history import AreaSet

RECENT_DAYS = 730
"""Days after its last session for which an area raises questions. Our choice."""

EVER_DAYS = date.max.toordinal()
"""More days than any record is old."""

_PURPOSES = {
    "migraine": "migraine",
    "sweat": "sweating",
    "hyperhidrosis": "sweating",
    "wrinkle": "lines",
    "lines": "lines",
    "cosmetic": "lines",
    "bladder": "bladder",
    "voice": "voice",
}
"""Words within a hand-written purpose, and the purpose that they mean."""


_NOT_THERE = frozenset({Standing.DENIED, Standing.FEARED, Standing.OTHERS})
"""How things stand with a side effect that the person never had."""

_CALF = frozenset({"calf", "calves"})
"""Words for a calf that are said of slimming too, as those for its muscles are not."""


class Place(IntEnum):
    """Where a question stands among the others; within a place the strongest evidence is first."""

    SERIOUS = 0
    """What the next clinician has to know before anything else."""
    HAPPENED = 1
    """What happened to this person: a side effect, or a result that disappoints."""
    MAY_HAPPEN = 2
    """What the treatment so far may do, or may have done."""
    IN_PASSING = 3
    """The first results, and details that are missing from the record."""
    MINOR = 4
    """What passes by itself, such as a bruise."""


class Trigger(NamedTuple):
    """Why a rule raises its topic.

    Attributes:
        why: The reasons found in the journal, a sentence each.
        areas: Ids of the areas it is about; empty if it is about no area in particular.
        question: The name of the topic's question that fits.
        events: Dates of what happened; one after the topic was asked raises it again.
        recorded: The recorded side effects that it asks about: `side-effect` leaves them out.
        place: Where its question stands among the others.
    """

    why: tuple[str, ...]
    areas: tuple[str, ...] = ()
    question: str = "plain"
    events: tuple[date, ...] = ()
    recorded: tuple["RecordedEffect", ...] = ()
    place: Place = Place.MAY_HAPPEN

    @property
    def only_in_notes(self) -> bool:
        """Whether it is about side effects that only notes mention."""
        return bool(self.recorded) and all(item.in_note for item in self.recorded)


class Case:
    """Everything a rule may use; what several rules ask for is worked out once.

    Attributes:
        all_areas: Every area that was ever treated.
        rules: The rule of each topic, by its id.
    """

    def __init__(
        self,
        journal: Journal,
        catalog: Catalog,
        all_areas: tuple[AreaForecast, ...],
        today: date,
        rules: Mapping[str, "Rule"],
    ) -> None:
        self.journal, self.catalog, self.all_areas = journal, catalog, all_areas
        self.today, self.rules = today, rules

    def trigger(self, topic: str) -> Trigger | None:
        """Return why a topic is raised, None if it is not; each rule runs once."""
        if topic not in self._triggers:
            self._triggers[topic] = self.rules[topic](self, self.catalog.topics[topic])
        return self._triggers[topic]

    @cached_property
    def _triggers(self) -> dict[str, Trigger | None]:
        return {}

    def unasked(
        self, recorded: Iterable["RecordedEffect"], topics: Iterable[str]
    ) -> list["RecordedEffect"]:
        """Return the recorded side effects that none of these topics asks about."""
        triggers = [trigger for topic in topics if (trigger := self.trigger(topic))]
        asked = {item for trigger in triggers for item in trigger.recorded}
        return [item for item in recorded if item not in asked]

    @cached_property
    def treated_areas(self) -> tuple[AreaForecast, ...]:
        """The areas treated within the last `RECENT_DAYS` days."""
        return tuple(
            area
            for area in self.all_areas
            if self.days_since(area.treatments[-1].date.last) <= RECENT_DAYS
        )

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Every session but touch-ups, oldest first."""
        main = {item.id for item in self.journal.sessions if item.id and not item.touch_up_of}
        every = [item for item in self.journal.sessions if item.touch_up_of not in main]
        return tuple(sorted(every, key=lambda session: session.date.middle))

    @cached_property
    def visits(self) -> tuple[Session, ...]:
        """The sessions, of those that are certainly of one day the first alone."""
        return first_of_each_day(self.sessions)

    def treated_areas_in(self, areas: Iterable[str]) -> tuple[AreaForecast, ...]:
        """Return the treated areas that are, or are a side of, any of these."""
        wanted = set(areas)
        return tuple(area for area in self.treated_areas if self.base(area) in wanted)

    def is_left_alone(self, area: AreaForecast) -> bool:
        """Whether `stopping` asks about an area: then nobody asks whether less would do."""
        stopping = self.trigger("stopping")
        return stopping is not None and area.area in stopping.areas

    def base(self, area: AreaForecast) -> str:
        """Return an area's id without its side."""
        return self.catalog.split_side(area.area)[0]

    def purpose(self, area: AreaForecast) -> str:
        """Return what an area was last treated for, in the catalog's terms, "" if not known."""
        known = self.catalog.areas.get(self.base(area))
        session = area.treatments[-1].session
        usual = known.purpose if known else ""
        if not session.purpose:
            return "" if self._perhaps_for_shape(self.base(area), session) else usual
        meant = self._meant(session.purpose)
        return usual if self._is_of_others(area, meant, session) else meant

    def _meant(self, purpose: str) -> str:
        """Return what a purpose of a session means, in the catalog's terms where it has them."""
        plain = " ".join(purpose.casefold().split())
        if plain in self.catalog.purposes:
            return self.catalog.broad_purpose(plain)
        for sign, meaning in _PURPOSES.items():
            if sign in plain:
                return meaning
        found = self.catalog.find_purpose(plain)
        return self.catalog.broad_purpose(found.id) if isinstance(found, Known) else plain

    def _is_of_others(self, area: AreaForecast, purpose: str, session: Session) -> bool:
        """Whether a session's purpose is what others of its areas are treated for, not this one.

        "For lines", said of the frown lines and the jaw, says nothing of the jaw.
        """
        known = self.catalog.areas.get(self.base(area))
        if known is None or known.purpose in {purpose, "lines"}:
            return False
        bases = {self.catalog.split_side(self.catalog.area_id(one))[0] for one in session.areas}
        others = [self.catalog.areas[base] for base in bases if base in self.catalog.areas]
        if any(known.id in other.includes for other in others):
            return False
        return any(other.purpose == purpose for other in others)

    def days_since(self, day: date) -> int:
        """Return how many days ago a day was."""
        return (self.today - day).days

    def age(self, on: date) -> int | None:
        """Return the age reached in the year of a day, None if no birth year is recorded."""
        born = self.journal.person.birth_year
        return None if born is None else on.year - born

    def last_discussed(self, topic: Topic) -> Discussed | None:
        """Return the latest record about a topic; of one day, the last in the file."""
        return self._last_discussed.get(topic.id)

    @cached_property
    def _last_discussed(self) -> Mapping[str, Discussed]:
        """The latest record about each topic; hand-written names count."""
        meant = {item.topic: self._topic_meant(item.topic) for item in self.journal.discussed}
        last: dict[str, Discussed] = {}
        for item in self.journal.discussed:
            before = last.setdefault(meant[item.topic], item)
            if item.date.last >= before.date.last:
                last[meant[item.topic]] = item
        return last

    def _topic_meant(self, written: str) -> str:
        """Return the id of a topic that a record names; what is none comes back as it is."""
        if written in self.catalog.topics:
            return written
        found = self.catalog.find_topic(written)
        return found.id if isinstance(found, Known) else written

    def visits_to(self, areas: Sequence[str], after: date) -> int:
        """Return how many visits after a day treated any of these areas; of all if there is none.

        Visits are counted by day, as in `visits`.
        """
        named = AreaSet(areas, self.catalog)
        return sum(
            1
            for session in self.visits
            if session.date.first > after
            and (not areas or any(self.catalog.area_id(one) in named for one in session.areas))
        )

    def notes(self) -> Iterator[str]:
        """Yield every note of the journal."""
        journal = self.journal
        records: list[Record] = [*journal.sessions, *journal.checkins, *journal.discussed]
        yield from (record.note for record in records if record.note)

    def session_before(self, when: PartialDate) -> Session | None:
        """Return the latest session up to a date, touch-ups not included; None if there is none."""
        earlier = bisect_right(self._middles, when.middle)
        return self.sessions[earlier - 1] if earlier else None

    @cached_property
    def _middles(self) -> Sequence[date]:
        return [session.date.middle for session in self.sessions]

    def _perhaps_for_shape(self, area: str, session: Session) -> bool:
        """Whether an area may have been treated to make it slimmer, which is no spasm."""
        if area == "trapezius":
            treated = map(self.catalog.area_id, session.areas)
            return not any(self.catalog.overlap(one, "neck") for one in treated)
        sites = sites_of(session, area, self.catalog)
        return area == "leg" and bool(sites) and _CALF.issuperset(sites)

    def recorded(self, effects: Sequence[str], within_days: int) -> list["RecordedEffect"]:
        """Return each record of these side effects in the last `within_days` days, oldest first.

        Notes count. What a later check-in saw resolved does not, nor what was there before any
        injection.
        """
        return [
            item
            for item in self.ever_recorded(effects, within_days, in_notes=True)
            if self.was_treated_by(item.date) and not self.end_of(item)
        ]

    def was_treated_by(self, when: PartialDate) -> bool:
        """Whether any session may have been before a date, or on it."""
        return self._first_day is not None and self._first_day <= when.last

    @cached_property
    def _first_day(self) -> date | None:
        return min((session.date.first for session in self.journal.sessions), default=None)

    @cached_property
    def _first_treated(self) -> Mapping[str, date]:
        """The first day on which each area may have been treated, by its id."""
        first: dict[str, date] = {}
        for session in self.journal.sessions:
            for area in session.areas:
                first[area] = min(first.get(area, date.max), session.date.first)
        found: dict[str, date] = {}
        for written, day in first.items():
            area = self.catalog.area_id(written)
            found[area] = min(found.get(area, day), day)
        return found

    def may_be_emergency(self, item: "RecordedEffect") -> bool:
        """Whether what was said of a side effect may be an emergency; by its name if nothing was.

        A sign that the treatment of an area explains is none, if it was treated by then.
        """
        effect = self.catalog.effects[item.effect]
        if effect.urgent or not effect.urgent_signs:
            return effect.urgent
        said = [one for text in item.texts for one in self._findings_of(item, text)]
        treated = {area for area, day in self._first_treated.items() if day <= item.date.last}
        return any(
            finding.urgent and not self.catalog.explains(treated, finding)
            for finding in said or self._findings_of(item, effect.name)
        )

    def as_emergency(self, item: "RecordedEffect") -> str:
        """Return the label of what may be an emergency: "drooling" rather than "weak lips"."""
        effect = self.catalog.effects[item.effect]
        named = effect.urgent or any(one.urgent for one in self._findings_of(item, effect.name))
        return item.label if named else item._replace(name=effect.heard or effect.name).label

    def _findings_of(self, item: "RecordedEffect", text: str) -> list[Finding]:
        """Return what a text says of a recorded side effect and doesn't deny."""
        return [
            one
            for one in self._read(text)
            if one.effect == item.effect and one.standing not in _NOT_THERE
        ]

    def ever_recorded(
        self, effects: Sequence[str], within_days: int, *, in_notes: bool = False
    ) -> list["RecordedEffect"]:
        """Return the same, whether it is over by now or not."""
        wanted = set(effects)
        found = [
            item
            for item in self._recorded
            if item.effect in wanted and self.days_since(item.date.last) <= within_days
        ]
        if in_notes:
            known = {(item.date, item.effect, side) for item in found for side in (item.side, None)}
            both = {(item.date, item.effect) for item in found if item.side is None}
            found += [
                item
                for item in self._in_notes(effects, within_days)
                if (item.date, item.effect, item.side) not in known
                and (item.date, item.effect) not in both
            ]
        return sorted(found, key=_middle)

    def days_recorded(self, effect: str, label: str) -> Collection[PartialDate]:
        """Return every date for which a side effect was recorded on the side of this label."""
        return self._days_recorded.get((effect, label), ())

    @cached_property
    def _days_recorded(self) -> Mapping[tuple[str, str], set[PartialDate]]:
        days: dict[tuple[str, str], set[PartialDate]] = {}
        for item in self._recorded:
            days.setdefault((item.effect, item.label), set()).add(item.date)
        return days

    @cached_property
    def _recorded(self) -> Sequence["RecordedEffect"]:
        """Every side effect of a check-in, in the order of the journal."""
        return [
            item
            for checkin in self.journal.checkins
            if checkin.effects
            for item in self._named(checkin, checkin.effects)
        ]

    def told_as_over(self, effects: Sequence[str]) -> list["RecordedEffect"]:
        """Return each of these side effects that a note tells of the past, as over.

        So may words among the side effects themselves: "could not swallow, lasted 3 days".
        """
        past = frozenset({Standing.PAST, Standing.RESOLVED})
        in_words = [
            RecordedEffect(checkin.date, name, finding.side, self.catalog.effects[name].name)
            for checkin in self.journal.checkins
            for text in checkin.effects
            if self.catalog.split_effect_side(text)[0] not in self.catalog.effects
            for finding in self._read(text)
            for name in finding.readings[:1]
            if name in effects and len(finding.readings) == 1 and finding.standing in past
        ]
        return [*in_words, *self._in_notes(effects, EVER_DAYS, past)]

    def _in_notes(
        self,
        effects: Sequence[str],
        within_days: int,
        standings: frozenset[Standing] = frozenset({Standing.PRESENT}),
    ) -> list["RecordedEffect"]:
        """Return what the notes of sessions and check-ins say of these side effects."""
        wanted = set(effects)
        return [
            item
            for item, standing in self._noted
            if item.effect in wanted
            and standing in standings
            and self.days_since(item.date.last) <= within_days
        ]

    @cached_property
    def _noted(self) -> Sequence[tuple["RecordedEffect", Standing]]:
        """Every side effect that a note names for certain, and how things stood with it."""
        records: list[Session | CheckIn] = [*self.journal.sessions, *self.journal.checkins]
        return [
            (
                RecordedEffect(
                    record.date,
                    finding.effect,
                    finding.side,
                    self.catalog.effects[finding.effect].name,
                    in_note=True,
                    texts=(record.note,),
                ),
                finding.standing,
            )
            for record in records
            if record.note
            for finding in self._read(record.note)
            if len(finding.readings) == 1
        ]

    def _read(self, text: str) -> list[Finding]:
        """Return the side effects that a text names; each text is read once."""
        if text not in self._texts:
            self._texts[text] = self.catalog.symptoms.read(text, year=self.today.year)
        return self._texts[text]

    @cached_property
    def _texts(self) -> dict[str, list[Finding]]:
        return {}

    def resolved(self, effects: Sequence[str]) -> list["RecordedEffect"]:
        """Return each record that one of these side effects was over, oldest first."""
        wanted = set(effects)
        return [item for item in self._resolved if item.effect in wanted]

    @cached_property
    def _resolved(self) -> Sequence["RecordedEffect"]:
        found = [
            item
            for checkin in self.journal.checkins
            if checkin.resolved
            for item in self._named(checkin, checkin.resolved)
        ]
        return sorted(found, key=_middle)

    def end_of(self, item: "RecordedEffect") -> "RecordedEffect | None":
        """Return the first record that may be later (or of that day) and says that it was over.

        It has to be about the same side. None if nothing says so.
        """
        found = []
        for side in (None, "left", "right"):
            if not may_be_same_side(item.side, side):
                continue
            ends = self._ends.get((item.effect, side), [])
            place = bisect_left(ends, item.date.first, key=lambda end: end[0])
            found += ends[place : place + 1]
        return self._resolved[min(found)[1]] if found else None

    @cached_property
    def _ends(self) -> Mapping[tuple[str, str | None], list[tuple[date, int]]]:
        """The days on which a side effect was over on a side, and their places in `_resolved`."""
        ends: dict[tuple[str, str | None], list[tuple[date, int]]] = {}
        for place, item in enumerate(self._resolved):
            ends.setdefault((item.effect, item.side), []).append((item.date.middle, place))
        return ends

    def in_own_words(self, within_days: int) -> list["RecordedEffect"]:
        """Return each side effect that the catalog does not know and that is not over.

        Its id is its text. Words that deny something, or say that it is over, are no side effect.
        """
        over: dict[tuple[str, ...], date] = {}
        for checkin in self.journal.checkins:
            for text in checkin.resolved:
                said = _plain(text)
                over[said] = max(over.get(said, date.min), checkin.date.middle)
        found = [
            RecordedEffect(checkin.date, text, None, inert(text))
            for checkin in self.journal.checkins
            if self.days_since(checkin.date.last) <= within_days
            and self.was_treated_by(checkin.date)
            for text in checkin.effects
            if over.get(_plain(text), date.min) < checkin.date.first and self._is_unknown(text)
        ]
        return sorted(found, key=_middle)

    def _is_unknown(self, text: str) -> bool:
        """Whether a text is a side effect, as present, that the catalog does not know."""
        if self.catalog.effect(text) or self._read(text):
            return False
        return _plain(text)[:1] not in {("no",), ("none",), ("nothing",)}

    def _named(self, checkin: CheckIn, texts: Sequence[str]) -> list["RecordedEffect"]:
        """Return the side effects that ids and texts of a check-in name, each side once."""
        named = dict.fromkeys(each for text in texts for each in self._ids(text))
        base = self.catalog.split_effect_side
        words = [text for text in texts if base(text)[0] not in self.catalog.effects]
        said = (*words, checkin.note) if checkin.note else tuple(words)
        return [
            RecordedEffect(
                checkin.date, effect, side, self.catalog.effects[effect].name, texts=said
            )
            for effect, side in named
        ]

    def _ids(self, text: str) -> list[tuple[str, str | None]]:
        """Return the id and side of a text of `effects`: an id, or words of one's own."""
        effect, side = self.catalog.split_effect_side(text)
        if effect in self.catalog.effects:
            return [(effect, side)]
        return [
            (finding.effect, finding.side)
            for finding in self._read(text)
            if finding.standing is Standing.PRESENT and len(finding.readings) == 1
        ]


class RecordedEffect(NamedTuple):
    """A side effect and the date it was recorded for.

    Attributes:
        effect: Its id, without the side.
        side: "left", "right", or None if none was recorded.
        name: In plain words, without the side.
        in_note: Whether only a note mentions it, so that the date may be the note's alone.
        texts: The words of the record: what is no id among its side effects, and its note.
    """

    date: PartialDate
    effect: str
    side: str | None
    name: str
    in_note: bool = False
    texts: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its name and side: "drooping eyelid (left)"."""
        return f"{self.name} ({self.side})" if self.side else self.name


def _middle(item: RecordedEffect) -> date:
    return item.date.middle


def first_of_each_day(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return the sessions, of those that are certainly of one day the first alone."""
    found: list[Session] = []
    days: set[date] = set()
    for session in sessions:
        if session.date.is_day and session.date.first in days:
            continue
        if session.date.is_day:
            days.add(session.date.first)
        found.append(session)
    return tuple(found)


Rule = Callable[[Case, Topic], Trigger | None]
"""Returns why to raise a topic, None if nothing in the journal does."""


# --- wording ---------------------------------------------------------------------------------


def area_name(area: AreaForecast) -> str:
    """Return an area as within a sentence: "neck muscles left"."""
    return inert(area.name).replace(", ", " ")


def names(areas: Iterable[AreaForecast]) -> str:
    """Return areas as the start of a sentence: "Jaw left and frown lines"."""
    named = join_words([area_name(area) for area in areas])
    return f"{named[:1].upper()}{named[1:]}"


def question_for(case: Case, topic: Topic, areas: Iterable[AreaForecast]) -> str:
    """Return the name of the topic's question for what the areas are treated for.

    For lines and something else it is "both" if the topic has that. It is "plain" for several other
    purposes, and for one that the topic words no differently.
    """
    purposes = {case.purpose(area) for area in areas}
    name = purposes.pop() if len(purposes) == 1 else "both" if "lines" in purposes else "plain"
    return name if name in topic.questions else "plain"


def ids(areas: Iterable[AreaForecast]) -> tuple[str, ...]:
    """Return the ids of areas, each once."""
    return tuple(dict.fromkeys(area.area for area in areas))


def date_words(when: PartialDate) -> str:
    """Return "2 Oct 2026", "Oct 2026", "2026" or "about 31 Dec 2023", to stand in a list."""
    return day_words(when.first) if when.is_day else when.short


def on_date(when: PartialDate) -> str:
    """Return "on 2 Oct 2026", "in Oct 2026" or "around 31 Dec 2023"."""
    return f"on {date_words(when)}" if when.is_day else when.in_clause


def most_days(earlier: PartialDate, later: PartialDate) -> int:
    """Return the most days that two dates can be apart; partial dates widen it."""
    return (later.last - earlier.first).days


_DENIALS = frozenset({"no", "not", "without", "never", "nor", "none", "isnt", "didnt", "hasnt"})
"""Words that say that a side effect in the person's own words is over."""

_LEAST_LETTERS = 5
"""Fewest letters of a single word that counts in a note: "flat" and "mask" are ambiguous."""


def speaks_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text has one of the phrases, with no denial in the three words before it."""
    said = _plain(text)
    for phrase in phrases:
        wanted = _plain(phrase)
        if said == wanted:
            return True
        if wanted[0] not in said or (len(wanted) == 1 and len(wanted[0]) < _LEAST_LETTERS):
            continue
        for index, word in enumerate(said):
            here = word == wanted[0] and said[index : index + len(wanted)] == wanted
            if here and not _DENIALS.intersection(said[max(0, index - 3) : index]):
                return True
    return False


@lru_cache(maxsize=2048)
def _plain(text: str) -> tuple[str, ...]:
    plain = text.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return tuple("".join(letter if letter.isalnum() else " " for letter in plain).split())
