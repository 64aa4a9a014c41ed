"""What a rule may look at: everything a journal holds, area by area, and what it found there."""

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
"""An area that was not treated for so long raises no question any more. Our choice."""

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
"""What stands within someone's own words for a purpose, and the purpose."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a rule found.

    Attributes:
        why: A sentence for each thing in the record that raises the topic.
        areas: Ids of the areas it is about; none where it is about all of it.
        question: Which of the topic's questions fits, by name.
        events: Days of what happened; one after the topic was asked makes it new again.
        pressing: Whether something happened, rather than time gone by: such a topic goes first.
    """

    why: tuple[str, ...]
    areas: tuple[str, ...] = ()
    question: str = "plain"
    events: tuple[date, ...] = ()
    pressing: bool = False


@dataclass(frozen=True)  # not slotted: what several rules ask for is worked out once
class Case:
    """Everything a rule may look at.

    Attributes:
        all_areas: Each area that was ever treated.
    """

    journal: Journal
    catalog: Catalog
    all_areas: tuple[AreaForecast, ...]
    today: date

    @cached_property
    def treated_areas(self) -> tuple[AreaForecast, ...]:
        """The areas that are still being treated."""
        return tuple(
            area
            for area in self.all_areas
            if self.days_since(area.treatments[-1].date.last) <= RECENT_DAYS
        )

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Every visit but touch-ups, oldest first."""
        every = [item for item in self.journal.sessions if not item.touch_up_of]
        return tuple(sorted(every, key=lambda session: session.date.middle))

    def treated_areas_in(self, areas: Iterable[str]) -> tuple[AreaForecast, ...]:
        """Return the areas being treated that are, or are a side of, any of these."""
        wanted = set(areas)
        return tuple(area for area in self.treated_areas if self.base(area) in wanted)

    def base(self, area: AreaForecast) -> str:
        """Return an area's id without its side."""
        return self.catalog.split_side(area.area)[0]

    def purpose(self, area: AreaForecast) -> str:
        """Return what an area was last treated for, as the areas name it, "" where nothing says."""
        known = self.catalog.areas.get(self.base(area))
        said = area.treatments[-1].session.purpose or (known.purpose if known else "")
        plain = " ".join(said.casefold().split())
        meant = (purpose for sign, purpose in _PURPOSES.items() if sign in plain)
        return next(meant, plain)

    def days_since(self, day: date) -> int:
        """Return how long ago a day was."""
        return (self.today - day).days

    def age(self, on: date) -> int | None:
        """Return how old someone turns in the year of a day, None where nothing says."""
        born = self.journal.person.birth_year
        return None if born is None else on.year - born

    def years_since(self, when: PartialDate) -> int:
        """Return how many full years ago something was."""
        return int(self.days_since(when.last) / DAYS_A_YEAR)

    def last_said(self, topic: Topic) -> Discussed | None:
        """Return the latest word on a topic; of one day, the last in the file."""
        said = [item for item in self.journal.discussed if self._is_about(item, topic)]
        return max(reversed(said), key=lambda item: item.date.last, default=None)

    def _is_about(self, discussed: Discussed, topic: Topic) -> bool:
        """Whether a record means a topic, hand-written names included."""
        found = self.catalog.find_topic(discussed.topic)
        return discussed.topic == topic.id or found == Known(topic.id)

    def treats(self, session: Session, areas: Sequence[str]) -> bool:
        """Whether a session was about any of these areas; about all of it where there is none."""
        treated = map(self.catalog.area_id, session.areas)
        return not areas or any(
            self.catalog.overlap(one, area) for one in treated for area in areas
        )

    def notes(self) -> Iterator[str]:
        """Yield every note of the journal."""
        journal = self.journal
        records: list[Record] = [*journal.sessions, *journal.checkins, *journal.discussed]
        yield from (record.note for record in records if record.note)

    def noted(
        self, effects: Sequence[str], within_days: int, *, in_notes: bool = True
    ) -> list["Noted"]:
        """Return where any of these side effects was noted in the last while, oldest first."""
        found = []
        for checkin in self.journal.checkins:
            if self.days_since(checkin.date.last) <= within_days:
                said = [*checkin.effects, *([checkin.note] if checkin.note and in_notes else [])]
                found += [
                    Noted(checkin.date, self.catalog.effects[effect].name)
                    for effect in effects
                    if any(self._means(text, effect) for text in said)
                ]
        return sorted(found, key=lambda item: item.date.middle)

    def _means(self, text: str, effect: str) -> bool:
        """Whether a text is a side effect's id, or speaks of it and does not deny it."""
        if text == effect:
            return True
        known = self.catalog.effects[effect]
        return speaks_of(text, (known.name, *known.words))


@dataclass(frozen=True, slots=True)
class Noted:
    """A side effect that was noted on a day."""

    date: PartialDate
    name: str


Rule = Callable[[Case, Topic], Trigger | None]
"""Returns why a topic is worth raising, None where nothing says that it is."""


# --- in words --------------------------------------------------------------------------------


def names(areas: Iterable[AreaForecast]) -> str:
    """Return areas as the beginning of a sentence: "Jaw left and frown lines"."""
    named = join_words([inert(area.name).replace(", ", " ") for area in areas])
    return f"{named[:1].upper()}{named[1:]}"


def ids(areas: Iterable[AreaForecast]) -> tuple[str, ...]:
    """Return the ids of areas, each once."""
    return tuple(dict.fromkeys(area.area for area in areas))


def date_words(when: PartialDate) -> str:
    """Return "2 Oct 2026", "Oct 2026" or "2026"."""
    return day_words(when.first) if when.is_day else str(when)


def on_date(when: PartialDate) -> str:
    """Return "on 2 Oct 2026", "in Oct 2026" or "in 2026"."""
    return f"{'on' if when.is_day else 'in'} {date_words(when)}"


def most_days(earlier: PartialDate, later: PartialDate) -> int:
    """Return how far apart two dates can be: a month or a year does not pretend a day."""
    return (later.last - earlier.first).days


_DENIALS = frozenset({"no", "not", "without", "never", "nor", "none", "isnt", "didnt", "hasnt"})
_LEAST_LETTERS = 5
"""A single word of a note counts from so many letters on: "flat" and "mask" say too little."""


def speaks_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text holds a phrase word for word, with no denial in the three words before it."""
    said = _plain(text)
    for phrase in phrases:
        wanted = _plain(phrase)
        if said == wanted:
            return True
        if len(wanted) == 1 and len(wanted[0]) < _LEAST_LETTERS:
            continue
        for place, word in enumerate(said):
            here = word == wanted[0] and said[place : place + len(wanted)] == wanted
            if here and not _DENIALS.intersection(said[max(0, place - 3) : place]):
                return True
    return False


@lru_cache(maxsize=2048)
def _plain(text: str) -> tuple[str, ...]:
    plain = text.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return tuple("".join(letter if letter.isalnum() else " " for letter in plain).split())
