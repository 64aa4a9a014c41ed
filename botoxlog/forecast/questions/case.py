"""What a rule gets, a `Case`, and what it returns, a `Trigger`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from botoxlog.catalog import Catalog, Known, Topic
from botoxlog.core.model import Discussed, Journal, Record, Session
from botoxlog.core.partial_dates import PartialDate, day_words
from botoxlog.core.text import inert, join_words
from botoxlog.forecast.area_forecast import AreaForecast

RECENT_DAYS = 730
"""Days after its last session for which an area raises questions. Our choice."""

DAYS_A_YEAR = 365.25

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


@dataclass(frozen=True, slots=True)
class Trigger:
    """Why a rule raises its topic.

    Attributes:
        why: The reasons found in the journal, a sentence each.
        areas: Ids of the areas it is about; empty if it is about no area in particular.
        question: The name of the topic's question that fits.
        events: Dates of what happened; one after the topic was asked raises it again.
        pressing: Whether it is about an event rather than time passing: such a topic goes first.
    """

    why: tuple[str, ...]
    areas: tuple[str, ...] = ()
    question: str = "plain"
    events: tuple[date, ...] = ()
    pressing: bool = False


@dataclass(frozen=True)  # not slotted: it caches what several rules ask for
class Case:
    """Everything a rule may use.

    Attributes:
        all_areas: Every area that was ever treated.
    """

    journal: Journal
    catalog: Catalog
    all_areas: tuple[AreaForecast, ...]
    today: date

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
        every = [item for item in self.journal.sessions if not item.touch_up_of]
        return tuple(sorted(every, key=lambda session: session.date.middle))

    def treated_areas_in(self, areas: Iterable[str]) -> tuple[AreaForecast, ...]:
        """Return the treated areas that are, or are a side of, any of these."""
        wanted = set(areas)
        return tuple(area for area in self.treated_areas if self.base(area) in wanted)

    def base(self, area: AreaForecast) -> str:
        """Return an area's id without its side."""
        return self.catalog.split_side(area.area)[0]

    def purpose(self, area: AreaForecast) -> str:
        """Return what an area was last treated for, in the catalog's terms, "" if not known."""
        known = self.catalog.areas.get(self.base(area))
        purpose = area.treatments[-1].session.purpose or (known.purpose if known else "")
        plain = " ".join(purpose.casefold().split())
        meant = (meaning for sign, meaning in _PURPOSES.items() if sign in plain)
        return next(meant, plain)

    def days_since(self, day: date) -> int:
        """Return how many days ago a day was."""
        return (self.today - day).days

    def age(self, on: date) -> int | None:
        """Return the age reached in the year of a day, None if no birth year is recorded."""
        born = self.journal.person.birth_year
        return None if born is None else on.year - born

    def years_since(self, when: PartialDate) -> int:
        """Return how many full years ago something was."""
        return int(self.days_since(when.last) / DAYS_A_YEAR)

    def last_discussed(self, topic: Topic) -> Discussed | None:
        """Return the latest record about a topic; of one day, the last in the file."""
        said = [item for item in self.journal.discussed if self._is_about(item, topic)]
        return max(reversed(said), key=lambda item: item.date.last, default=None)

    def _is_about(self, discussed: Discussed, topic: Topic) -> bool:
        """Whether a record is about a topic; hand-written names count."""
        found = self.catalog.find_topic(discussed.topic)
        return discussed.topic == topic.id or found == Known(topic.id)

    def treats(self, session: Session, areas: Sequence[str]) -> bool:
        """Whether a session treated any of these areas; true if `areas` is empty."""
        treated = map(self.catalog.area_id, session.areas)
        return not areas or any(
            self.catalog.overlap(one, area) for one in treated for area in areas
        )

    def notes(self) -> Iterator[str]:
        """Yield every note of the journal."""
        journal = self.journal
        records: list[Record] = [*journal.sessions, *journal.checkins, *journal.discussed]
        yield from (record.note for record in records if record.note)

    def recorded(self, effects: Sequence[str], within_days: int) -> list["RecordedEffect"]:
        """Return each record of these side effects in the last `within_days` days, oldest first.

        Notes count. What a later check-in saw resolved does not.
        """
        return [
            item
            for item in self.ever_recorded(effects, within_days, in_notes=True)
            if not self._is_over(item)
        ]

    def ever_recorded(
        self, effects: Sequence[str], within_days: int, *, in_notes: bool = False
    ) -> list["RecordedEffect"]:
        """Return the same, whether it is over by now or not."""
        found = []
        for checkin in self.journal.checkins:
            if self.days_since(checkin.date.last) <= within_days:
                said = [*checkin.effects, *([checkin.note] if checkin.note and in_notes else [])]
                found += [
                    RecordedEffect(checkin.date, effect, side, self.catalog.effects[effect].name)
                    for effect in effects
                    for side in self._sides(said, effect)
                ]
        return sorted(found, key=lambda item: item.date.middle)

    def _is_over(self, item: "RecordedEffect") -> bool:
        """Whether the side effect was resolved on that day or later, on that side or on both."""
        return any(
            None in {item.side, side} or side == item.side
            for checkin in self.journal.checkins
            if checkin.resolved and checkin.date.middle >= item.date.middle
            for side in self._sides(checkin.resolved, item.effect)
        )

    def _sides(self, said: Iterable[str], effect: str) -> list[str | None]:
        """Return the side of each text that means a side effect, None if it has none, each once."""
        sides = (
            self.catalog.split_effect_side(text)[1] for text in said if self._means(text, effect)
        )
        return list(dict.fromkeys(sides))

    def _means(self, text: str, effect: str) -> bool:
        """Whether a text is a side effect's id, or mentions it without a denial."""
        if self.catalog.split_effect_side(text)[0] == effect:
            return True
        known = self.catalog.effects[effect]
        return speaks_of(text, (known.name, *known.words))


@dataclass(frozen=True, slots=True)
class RecordedEffect:
    """A side effect and the date it was recorded for.

    Attributes:
        effect: Its id, without the side.
        side: "left", "right", or None if none was recorded.
        name: In plain words, without the side.
    """

    date: PartialDate
    effect: str
    side: str | None
    name: str


Rule = Callable[[Case, Topic], Trigger | None]
"""Returns why to raise a topic, None if nothing in the journal does."""


# --- wording ---------------------------------------------------------------------------------


def names(areas: Iterable[AreaForecast]) -> str:
    """Return areas as the start of a sentence: "Jaw left and frown lines"."""
    named = join_words([inert(area.name).replace(", ", " ") for area in areas])
    return f"{named[:1].upper()}{named[1:]}"


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
_LEAST_LETTERS = 5
"""Fewest letters of a single word that counts in a note: "flat" and "mask" are ambiguous."""


def speaks_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text has one of the phrases, with no denial in the three words before it."""
    said = _plain(text)
    for phrase in phrases:
        wanted = _plain(phrase)
        if said == wanted:
            return True
        if len(wanted) == 1 and len(wanted[0]) < _LEAST_LETTERS:
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
