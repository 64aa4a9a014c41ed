"""The questions that `add` and `checkin` ask in a terminal, with last time's answers as defaults.

Nothing is written from here: the answers come back as records, for a last look.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from botoxlog.catalog import Catalog
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import AreaState, CheckIn, Dose, Journal, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import clean, inert, join_words, plain_number
from botoxlog.forecast.area_forecast import AreaForecast, is_dormant
from botoxlog.forecast.snapshot import Snapshot, build_snapshot
from botoxlog.input.entry_checks import LATE_TOUCH_UP_DAYS
from botoxlog.input.language.emergency import may_be_emergency
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.reports import sentences

T = TypeVar("T")

SKIP = "-"
EACH = "each"
ALIKE = 3
"""After so many visits alike the next is offered whole, not asked for in parts. Our choice."""

LIST = "?"
HOW = 'Enter takes what is in [brackets] or skips; "-" leaves out; Ctrl-C stops, nothing written.'
LISTS = '"?" lists the areas, or the products.'


class Asker(Protocol):
    """A terminal, as far as the questions need one."""

    def ask(self, question: str, default: str) -> str:
        """Return the answer, `default` where only Enter was pressed."""

    def say(self, sentence: str) -> None:
        """Show a sentence."""


def running(
    journal: Journal, catalog: Catalog, when: PartialDate, today: date
) -> tuple[AreaForecast, ...]:
    """Return the areas whose result may still be seen on a day, as things stood on it."""
    day = when.not_after(today).last
    then = journal._replace(
        sessions=tuple(item for item in journal.sessions if item.date.first <= day),
        checkins=tuple(item for item in journal.checkins if item.date.first <= day),
    )
    return tuple(
        area
        for area in build_snapshot(then, catalog, day).areas
        if not area.last.lasted.end_seen and (area.forecast is None or not is_dormant(area, day))
    )


@dataclass
class Questions:
    """Asks one question after another until each answer makes sense."""

    asker: Asker
    interpreter: Interpreter
    snapshot: Snapshot
    told: set[str] = field(default_factory=set)

    def session(self) -> tuple[Session, CheckIn | None]:
        """Return the session that was described, and how things looked before it if that was said.

        Raises:
            BadInputError: No area was named.
        """
        self.asker.say(f"{HOW} {LISTS}")
        when = self._until_clear("When (a day, or a month such as 2026-08)", "today", self._when)
        if when is None:
            raise BadInputError("A session needs a date.", "Nothing was written.")
        nearest = self._nearest(when)
        same = self._same_again(nearest, when)
        session = same or self._one_by_one(nearest[0] if nearest else None, when)
        lot = self._text("Lot number on the box", None)
        expiry = (
            self._until_clear("Expiry date on the box", "", self.interpreter.expiry)
            if lot
            else None
        )
        session = session._replace(lot=lot, expiry=expiry)
        if session.cost is None:
            usual = _cost_of(nearest[0]) if nearest else ""
            cost = self._until_clear("Cost", usual, self.interpreter.money)
            session = session._replace(
                cost=cost[0] if cost else None, currency=cost[1] if cost else None
            )
        session = session._replace(note=self._note())
        return session, None if session.touch_up_of else self._before(session)

    def _one_by_one(self, last: Session | None, when: PartialDate) -> Session:
        """Ask what was treated, with what and by whom, with the answers of a visit near it."""
        doses = self._doses(last)
        touched_up = self._touched_up(doses, when)
        product = self._until_clear(
            "Product, the brand on the box",
            self._label(last.product) if last and last.product else "",
            lambda typed: self._product(typed, doses),
        )
        person = self.snapshot.person
        return Session(
            id=None,
            date=when,
            doses=doses,
            product=product,
            purpose=last.purpose
            if last and _areas(last) == {dose.area for dose in doses}
            else None,
            injector=self._text("Injected by", (last and last.injector) or person.injector),
            clinic=self._text("Clinic", (last and last.clinic) or person.clinic),
            touch_up_of=touched_up,
        )

    def _same_again(self, nearest: Sequence[Session], when: PartialDate) -> Session | None:
        """Offer the visit whole where those near it were alike; None where it is to be asked."""
        alike = nearest[:ALIKE]
        if len(alike) < ALIKE or len({_usual(session) for session in alike}) > 1:
            return None
        last = alike[0]
        paid = len({(session.cost, session.currency) for session in alike}) == 1
        same = Session(
            id=None,
            date=when,
            doses=last.doses,
            product=last.product,
            purpose=last.purpose,
            injector=last.injector,
            clinic=last.clinic,
            cost=last.cost if paid else None,
            currency=last.currency if paid else None,
        )
        whole = sentences.record_line(same, self.interpreter.catalog).partition(", ")[2]
        self.asker.say(f"As the times before: {whole}.")
        if not self._until_clear("The same again (yes or no)", "yes", _yes_or_no):
            return None
        return same._replace(touch_up_of=self._touched_up(same.doses, when))

    def checkin(self) -> CheckIn | None:
        """Return the check-in that was described, None where every question was skipped."""
        self.asker.say(HOW)
        when = self._until_clear("When", "today", self.interpreter.checkin_date)
        if when is None:
            raise BadInputError("A check-in needs a date.", "Nothing was written.")
        areas = running(
            self.interpreter.journal, self.interpreter.catalog, when, self.interpreter.today
        )
        if areas:
            self.asker.say(f"How does it look: {', '.join(State)}?")
        states = [
            AreaState(area.area, state)
            for area in areas
            if (state := self._state(_since(area), area)) is not None
        ]
        effects = self._until_clear("Side effects, between commas", "", self._effects) or ()
        note = self._note()
        if not (states or effects or note):
            return None
        return CheckIn(None, when, tuple(states), effects, note)

    def _doses(self, last: Session | None) -> tuple[Dose, ...]:
        labels = [self._area_label(dose.area) for dose in last.doses] if last else []
        named = self._until_clear(
            "Areas, between commas", ", ".join(labels), lambda typed: self._areas(typed, last)
        )
        if not named:
            raise BadInputError("A session needs an area.", "Nothing was written.")
        before = {dose.area: dose.units for dose in last.doses} if last else {}
        doses: list[Dose] = []
        for dose in named:
            if dose.units is not None:
                doses.append(dose)
                continue
            usual = before.get(dose.area)
            units = self._until_clear(
                f"Units in the {self._area_label(dose.area)}",
                plain_number(usual) if usual else "",
                lambda typed, area=dose.area: self.interpreter.doses([f"{area}={typed}"]),  # type: ignore[misc]
            )
            doses += units or (dose,)
        return tuple(doses)

    def _areas(self, typed: str, last: Session | None) -> tuple[Dose, ...]:
        """Read areas between commas; a name that was offered means the very area it stood for."""
        if typed == LIST:
            raise _known([area.name for area in self.interpreter.catalog.areas.values()])
        offered = {self._area_label(dose.area): dose.area for dose in last.doses} if last else {}
        if typed == ", ".join(offered):
            return tuple(Dose(area) for area in offered.values())
        parts = (part.strip() for part in typed.split(","))
        return self.interpreter.doses([offered.get(part, part) for part in parts if part])

    def _product(self, typed: str, doses: Sequence[Dose]) -> str:
        if typed == LIST:
            raise _known([product.name for product in self.interpreter.catalog.products.values()])
        return self.interpreter.product(typed, doses, None)

    def _touched_up(self, doses: Sequence[Dose], when: PartialDate) -> str | None:
        """Ask whether a visit soon after another corrected it; None where it did not."""
        found = self.interpreter.history.session_before(doses, when)
        if found is None or (when.first - found.date.last).days > LATE_TOUCH_UP_DAYS:
            return None
        question = f"Is this a touch-up of the session of {found.date} (yes or no)"
        return found.id if self._until_clear(question, "no", _yes_or_no) else None

    def _before(self, session: Session) -> CheckIn | None:
        """Ask how what was treated again had looked: the one moment when it is surely known."""
        interpreter = self.interpreter
        treated_again = [
            area
            for area in running(
                interpreter.journal, interpreter.catalog, session.date, interpreter.today
            )
            if area.last.date.last < session.date.first
            and any(interpreter.catalog.overlap(treated, area.area) for treated in session.areas)
        ]
        every: State | None = None
        one_by_one = len(treated_again) == 1
        if len(treated_again) > 1:
            names = join_words([inert(area.name) for area in treated_again])
            answer = self._until_clear(
                f"{names} just before: full, fading, gone, or {EACH} to tell them apart",
                "",
                lambda typed: EACH if typed.casefold() == EACH else interpreter.state(typed, names),
            )
            one_by_one = answer == EACH
            every = answer if isinstance(answer, State) else None
        states = [
            AreaState(area.area, state)
            for area in treated_again
            if (state := self._state_before(area) if one_by_one else every) is not None
        ]
        return CheckIn(None, session.date, tuple(states)) if states else None

    def _state_before(self, area: AreaForecast) -> State | None:
        return self._state(f"{inert(area.name)} just before: full, fading, gone", area)

    def _state(self, question: str, area: AreaForecast) -> State | None:
        return self._until_clear(
            question, "", lambda typed: self.interpreter.state(typed, area.area)
        )

    def _effects(self, typed: str) -> tuple[str, ...]:
        named = [part for part in typed.split(",") if part.strip()]
        self._answer_emergency(named, [])
        return tuple(self.interpreter.effect(part) for part in named)

    def _note(self) -> str | None:
        note = self._text("Note", None)
        self._answer_emergency([], [note] if note else [])
        return note

    def _answer_emergency(self, effects: Sequence[str], notes: Sequence[str]) -> None:
        """Say the emergency text at once where an answer may speak of one."""
        if may_be_emergency(effects, notes, self.interpreter.catalog):
            self.asker.say(self.interpreter.catalog.emergency_text())

    def _when(self, typed: str) -> PartialDate:
        return self.interpreter.when(typed)

    def _text(self, question: str, default: str | None) -> str | None:
        return self._until_clear(question, default or "", lambda typed: clean(typed, "answer"))

    def _until_clear(self, question: str, default: str, read: Callable[[str], T]) -> T | None:
        """Ask until the answer makes sense; None where it was skipped."""
        while True:
            typed = self.asker.ask(question, default).strip()
            if typed in {"", SKIP}:
                return None
            try:
                answer = read(typed)
            except BadInputError as error:
                self.asker.say(" ".join(part for part in (error.sentence, error.hint) if part))
            else:
                self._tell_notices()
                return answer

    def _tell_notices(self) -> None:
        """Say at once, and once, what was noticed about an answer."""
        for notice in self.interpreter.notices:
            if notice not in self.told:
                self.told.add(notice)
                self.asker.say(notice)
        self.interpreter.notices.clear()

    def _nearest(self, when: PartialDate) -> list[Session]:
        """Return the sessions, touch-ups aside, nearest to a day first: back-filled or not."""
        full = [session for session in self.interpreter.journal.sessions if not session.touch_up_of]
        full.sort(key=lambda session: session.date.middle)
        return sorted(full, key=lambda session: abs((session.date.middle - when.middle).days))

    def _label(self, product: str) -> str:
        return self.interpreter.catalog.product_label(product)

    def _area_label(self, area: str) -> str:
        """Return an area without a comma, which stands between areas here: "jaw left"."""
        return inert(self.interpreter.catalog.area_label(area)).replace(", ", " ")


def _known(names: Sequence[str]) -> BadInputError:
    """Return what is known, for somebody to answer again; other words are kept as typed."""
    return BadInputError(f"{join_words(list(names))}.", "Or write it in your own words.")


def _yes_or_no(typed: str) -> bool:
    answer = typed.casefold()
    if answer not in {"y", "yes", "n", "no"}:
        raise BadInputError(f'"{inert(typed)}" is neither yes nor no.', "Type y or n.")
    return answer.startswith("y")


def _usual(session: Session) -> tuple[object, ...]:
    return frozenset(session.doses), session.product, session.injector, session.clinic


def _areas(session: Session) -> set[str]:
    return {dose.area for dose in session.doses}


def _since(area: AreaForecast) -> str:
    return f"{inert(area.name)} (treated {area.last.session.date})"


def _cost_of(session: Session | None) -> str:
    if session is None or session.cost is None:
        return ""
    return f"{plain_number(session.cost)} {session.currency or ''}".strip()
