"""What the tests of typed lines share: an interpreter with nobody to ask, and short records."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from botoxlog.catalog import load
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import CheckIn, Dose, Journal, Person, Session
from botoxlog.core.partial_dates import PartialDate, parse_iso
from botoxlog.input.language.interpreter import Interpreter
from tests.conftest import TODAY

CATALOG = load()

Areas: TypeAlias = list[tuple[str, float | None]]


@dataclass
class Answers:
    """Settles words by a list of answers, and remembers what was asked."""

    given: list[str | None] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Refuse where no answer is left."""
        self.asked.append((word, tuple(str(reading) for reading in readings)))
        answer = self.given.pop(0) if self.given else None
        if answer is None:
            raise BadInputError(f"{word}: two readings")
        return answer

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Keep the word where no answer is left."""
        self.asked.append((word, tuple(suggestions)))
        return self.given.pop(0) if self.given else None

    def is_area(self, word: str) -> bool:
        """Say yes only where that is the answer."""
        self.asked.append((word, ()))
        return bool(self.given.pop(0)) if self.given else False


def day(iso: str) -> PartialDate:
    """Return a date as far as `iso` tells it."""
    return parse_iso(iso)


def session(iso: str, *doses: Dose, product: str | None = None, **more: str) -> Session:
    """Return a session; its id is its date."""
    return Session(more.pop("id", iso), day(iso), doses, product, **more)  # type: ignore[arg-type]


def interpreter(*sessions: Session, given: Sequence[str] = (), **person: str) -> Interpreter:
    """Return an interpreter beside a journal of these sessions, with these answers."""
    journal = Journal(person=Person(**person), sessions=sessions)  # type: ignore[arg-type]
    return Interpreter(CATALOG, journal, TODAY, Answers(list(given)))


def areas(doses: Sequence[Dose]) -> Areas:
    """Return the areas of some doses with their units."""
    return [(dose.area, dose.units) for dose in doses]


def read_session(line: str, *sessions: Session) -> Areas:
    """Return the areas of a line of `add` with their units."""
    return areas(interpreter(*sessions).session_line(line).doses)


def read_checkin(line: str, *treated: str, given: Sequence[str] = ()) -> CheckIn:
    """Return the check-in of a line, after a session of these areas on 1 August 2026."""
    reader = interpreter(session("2026-08-01", *(Dose(area) for area in treated)), given=given)
    [found] = reader.checkins([line], on=None, effects=(), note=None, active=lambda _: treated)
    return found


def states(found: CheckIn) -> list[tuple[str, str]]:
    """Return the areas of a check-in with their states."""
    return [(item.area, str(item.state)) for item in found.states]
