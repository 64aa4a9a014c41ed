"""The words after `book`: a day to come, its time, the areas, and who and where.

"12 jan 14:30 at Glow for 11s with Dr Lee". Every word has a meaning or is refused.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from botoxlog.catalog.lookup import tokens
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import require_utf8
from botoxlog.input.command_words import area_named, unusable
from botoxlog.input.language.clock_times import split_time
from botoxlog.input.language.coming_dates import WAYS_AHEAD, find_coming_day

if TYPE_CHECKING:
    from botoxlog.core.model import Appointment, Session
    from botoxlog.input.language.interpreter import Interpreter

T = TypeVar("T")

_LONGEST_DAY = 8  # words: "on tuesday the 12th of january 2027 at 14:30" without its "on"
_AT, _WITH = frozenset({"at", "@"}), frozenset({"with", "by"})
_FILLERS = frozenset({"and", "for", "my", "the", "on", "&", "+", "appointment", "visit"})
_EVERYTHING = "all"
_TITLES = frozenset(
    {"dr", "dr.", "doctor", "nurse", "prof", "prof.", "professor", "mr", "mrs", "ms"}
)
_EXAMPLE = 'For example: botoxlog book "12 jan 14:30" at Glow for 11s'


class AppointmentLine(NamedTuple):
    """What a line says of an appointment.

    Attributes:
        day: None if it names none.
        at: The time; None if it names none.
        areas: By id, each once.
        everything: Whether it says that it is for all areas.
    """

    day: date | None = None
    at: time | None = None
    areas: tuple[str, ...] = ()
    injector: str | None = None
    clinic: str | None = None
    everything: bool = False


def read_appointment(words: Sequence[str], interpreter: "Interpreter") -> AppointmentLine:
    """Return what the words of a line say of an appointment.

    Raises:
        BadInputError: A word has no meaning here, or a day or a time is not one to come.
    """
    cut = (part.strip(",;") for word in words for part in word.split())
    typed = [part for part in cut if part]
    require_utf8(" ".join(typed))
    line = _Reader(typed, interpreter).line()
    if line.everything and line.areas:
        raise BadInputError("The line names all areas and one of them.", "Leave one of them out.")
    return line


_Read = tuple[AppointmentLine, int] | None
"""A line with what some words say as well, and where they end; None if they say nothing."""


class _Reader:
    """Reads the words of a line from the left, the longest run with a meaning first."""

    def __init__(self, words: Sequence[str], interpreter: "Interpreter") -> None:
        self.words, self.interpreter = words, interpreter
        journal = interpreter.journal
        visits: list[Session | Appointment] = [*journal.sessions, *journal.appointments]
        self.clinics = _by_words([journal.person.clinic, *(one.clinic for one in visits)])
        self.people = _by_words([journal.person.injector, *(one.injector for one in visits)])

    def line(self) -> AppointmentLine:
        """Return what the words say.

        Raises:
            BadInputError: A word has no meaning here, or says a thing twice.
        """
        line, at = AppointmentLine(), 0
        while at < len(self.words):
            for read in (self._day, self._time, self._known, self._area, self._named):
                if (found := read(line, at)) is not None:
                    line, at = found
                    break
            else:
                if self.words[at].casefold() == _EVERYTHING:
                    line = line._replace(everything=True)
                elif self.words[at].casefold() not in _FILLERS:
                    is_number = self.words[at].isdigit()
                    raise unusable(
                        "book",
                        self.words[at],
                        "Write a time as 14:30 or 2pm." if is_number else _EXAMPLE,
                    )
                at += 1
        return line

    def _longest(self, at: int, read: Callable[[str], T | None]) -> tuple[T, int] | None:
        """Return the meaning of the longest run from a word on, and where it ends."""
        for end in range(min(len(self.words), at + _LONGEST_DAY), at, -1):
            if (meaning := read(" ".join(self.words[at:end]))) is not None:
                return meaning, end
        return None

    def _day(self, line: AppointmentLine, at: int) -> _Read:
        """Read a day to come, with its time if it has one.

        Raises:
            BadInputError: It is a date but no day to come, a deadline, or a second day.
        """
        if self.words[at].casefold() == "by":
            if self._is_day(at + 1):
                raise unusable("book", "by", "Give the day of the visit itself.")
            return None

        def read(run: str) -> tuple[date, time | None] | None:
            typed, clock = split_time(run)
            day = find_coming_day(typed, self.interpreter.today)
            return None if day is None else (day, clock)

        found = self._longest(at, read)
        if found is None:
            return None
        (day, clock), end = found
        if line.day is not None:
            raise unusable("book", " ".join(self.words[at:end]), "Give one day.")
        return self._with_time(line._replace(day=day), clock), end

    def _time(self, line: AppointmentLine, at: int) -> _Read:
        def read(run: str) -> time | None:
            rest, found = split_time(f"then {run}")  # a time stands beside something
            return found if rest == "then" else None

        found = self._longest(at, read)
        return None if found is None else (self._with_time(line, found[0]), found[1])

    def _with_time(self, line: AppointmentLine, clock: time | None) -> AppointmentLine:
        if None not in {line.at, clock}:
            raise BadInputError("The line has more than one time.", "Give one, such as 14:30.")
        return line._replace(at=line.at or clock)

    def _known(self, line: AppointmentLine, at: int) -> _Read:
        """Read a person or a clinic of the journal."""
        begin = at + (self.words[at].casefold() in _AT | _WITH)
        if clinic := self._longest(begin, lambda run: self.clinics.get(_key(run))):
            return self._at(line, clinic[0]), clinic[1]
        if person := self._longest(begin, lambda run: self.people.get(_key(run))):
            return self._by(line, person[0]), person[1]
        return None

    def _area(self, line: AppointmentLine, at: int) -> _Read:
        found = self._longest(at, lambda run: area_named(run, self.interpreter))
        if found is None:
            return None
        return line._replace(areas=tuple(dict.fromkeys([*line.areas, found[0]]))), found[1]

    def _named(self, line: AppointmentLine, at: int) -> _Read:
        """Read a new name after "at" or "with": it ends where anything else begins.

        Raises:
            BadInputError: It may be a name or something else: it has no capital letter.
        """
        word = self.words[at].casefold()
        if word not in _AT | _WITH:
            return None
        end = at + 1
        while end < len(self.words) and not self._begins(line, end):
            end += 1
        words = self.words[at + 1 : end]
        option = "clinic" if word in _AT else "injector"
        is_named = any(one[:1].isupper() for one in words) or (
            words[0:1] and (words[0].casefold() in _TITLES)
        )
        if not is_named:
            after = " ".join(self.words[at : end + (not words)])
            raise unusable("book", after, f'A name that is new to your journal: --{option} "..."')
        name = " ".join(words)
        return (self._at(line, name) if word in _AT else self._by(line, name)), end

    def _begins(self, line: AppointmentLine, at: int) -> bool:
        """Whether something else than a name begins at a word: a time, an area, another name."""
        word = self.words[at].casefold()
        return (
            word in _AT | _WITH | {"for", _EVERYTHING}
            or self._is_day(at)
            or self._time(line._replace(at=None), at) is not None
            or self._area(line, at) is not None
        )

    def _is_day(self, at: int) -> bool:
        def read(run: str) -> date | None:
            return find_coming_day(run, self.interpreter.today)

        try:
            return self._longest(at, read) is not None
        except BadInputError:
            return True

    def _at(self, line: AppointmentLine, name: str) -> AppointmentLine:
        if line.clinic not in {None, name}:
            raise BadInputError("The line has more than one clinic.", "Give one, as --clinic.")
        return line._replace(clinic=name)

    def _by(self, line: AppointmentLine, name: str) -> AppointmentLine:
        if line.injector not in {None, name}:
            raise BadInputError("The line names two people.", "Give one, as --injector.")
        return line._replace(injector=name)


def _by_words(names: Iterable[str | None]) -> dict[tuple[str, ...], str]:
    return {_key(name): name for name in names if name}


def _key(name: str) -> tuple[str, ...]:
    return tuple(tokens(name))


def need_day(line: AppointmentLine) -> date:
    """Return the day of a line.

    Raises:
        BadInputError: It names none.
    """
    if line.day is None:
        raise BadInputError("An appointment needs a day. Nothing was saved.", WAYS_AHEAD)
    return line.day
