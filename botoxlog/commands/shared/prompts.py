"""The questions that `add` and `checkin` ask in a terminal, with the last answers as defaults.

Nothing is written here: the answers are returned as records, which the user confirms later.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeVar

from botoxlog.commands.shared.state_keys import HOW_TO_PRESS, KEYS, StateKeys
from botoxlog.commands.shared.terminal import BACK
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Appointment, AreaState, CheckIn, Dose, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import clean, inert, join_words, plain_number
from botoxlog.forecast.area_forecast import AreaForecast, checkin_information
from botoxlog.forecast.snapshot import Snapshot, active_areas
from botoxlog.input.entry_checks import LATE_TOUCH_UP_DAYS
from botoxlog.input.language.checkin_line import CheckInLine
from botoxlog.input.language.emergency import emergency_text, treated_areas
from botoxlog.input.language.interpreter import Interpreter
from botoxlog.input.language.session_line import SessionLine
from botoxlog.reports import sentences
from botoxlog.reports.appointment_text import visit_words

T = TypeVar("T")

SKIP = "-"
EACH = "each"
IDENTICAL = 3
"""After this many identical sessions, all their answers are offered at once. Our choice."""

LIST = "?"
HOW = (
    "Press Enter to accept the [answer] or skip, type - to leave it blank, or Ctrl-C to stop "
    "without saving."
)
NOTHING_RUNNING = "No result is still running on that day, so there is no area to ask about."
NO_SESSION = (
    "Your journal has no session yet, so there is no area to ask about. To log one: botoxlog add"
)
LISTS = "To list the areas or products, type ?"

JUST_BEFORE = ", ".join(KEYS[state] for state in (State.FULL, State.FADING, State.GONE))
"""The states that a result mostly has just before the next session."""

_BETWEEN_AREAS = r"(?i),(?!\s*(?:\d+u?|left|right|both|each)\b)"
"""A comma that parts two areas: none before a number or a side, as in "jaw 20 left, 25 right"."""


class Asker(Protocol):
    """The part of a terminal that the prompts need."""

    def ask(self, question: str, default: str) -> str:
        """Return the answer, or `default` if only Enter was pressed."""

    def key(self, question: str, answers: Mapping[str, str]) -> str:
        """Return the key that was pressed, as `state_keys.KeyAsker` has it."""

    def say(self, sentence: str) -> None:
        """Print a sentence."""


@dataclass
class Prompts:
    """Asks one question after another, each until its answer is understood."""

    asker: Asker
    interpreter: Interpreter
    snapshot: Snapshot
    shown_notices: set[str] = field(default_factory=set)

    def session(self) -> tuple[Session, CheckIn | None]:
        """Return the session, and a check-in from just before it if the user gave one.

        Raises:
            BadInputError: No area was named.
        """
        self.asker.say(f"{HOW} {LISTS}")
        kept = self._kept_appointment()
        if kept is not None:
            when: PartialDate | None = kept.date
        else:
            when = self._date("When (a day, or a month such as 2026-08)", self.interpreter.when)
        if when is None:
            raise BadInputError(
                "A session needs a date. Nothing was written.", "To start again: botoxlog add"
            )
        nearest = self._nearest(when)
        same = None if kept and kept.areas else self._identical(nearest, when)
        last = nearest[0] if nearest else None
        session = same or self._one_by_one(_as_booked(last, kept) if kept else last, when)
        lot = self._text("Lot number on the box", None)
        expiry = (
            self._answer("Expiry date on the box", "", self.interpreter.expiry) if lot else None
        )
        session = session._replace(lot=lot, expiry=expiry, appointment=kept.id if kept else None)
        if session.cost is None:
            usual = _cost_of(nearest[0]) if nearest else ""
            cost = self._answer("Cost", usual, self.interpreter.money)
            session = session._replace(
                cost=cost[0] if cost else None, currency=cost[1] if cost else None
            )
        session = session._replace(note=_joined(session.note, self._text("Note", None)))
        return session, None if session.touch_up_of else self._before(session)

    def _kept_appointment(self) -> Appointment | None:
        """Ask whether this is the session of an appointment that is due; return that one."""
        today = self.snapshot.today
        of_today = (one for one in self.snapshot.appointments if one.date.first == today)
        for one in (*self.snapshot.unkept, *of_today):
            what = visit_words(one, today)
            if self._answer(f"Is it your appointment of {what} (yes or no)", "yes", _yes_or_no):
                return one
        return None

    def _one_by_one(self, last: Session | None, when: PartialDate) -> Session:
        """Ask question by question, with the answers of the nearest session as defaults."""
        catalog = self.interpreter.catalog
        line = self._doses(last)
        doses = line.doses
        touched_up = self._touched_up(doses, when)
        product = self._answer(
            "Product (the brand on the box)",
            catalog.product_label(last.product) if last and last.product else "",
            lambda typed: self.interpreter.product(typed, doses, line.purpose),
            [_names([item.name for item in catalog.products.values()])],
        )
        person = self.snapshot.person
        return Session(
            id=None,
            date=when,
            doses=doses,
            product=product,
            purpose=line.purpose
            or (
                last.purpose if last and set(last.areas) == {dose.area for dose in doses} else None
            ),
            injector=self._text("Injected by", (last and last.injector) or person.injector),
            clinic=self._text("Clinic", (last and last.clinic) or person.clinic),
            touch_up_of=touched_up,
            note=_joined(*line.remarks),
        )

    def _identical(self, nearest: Sequence[Session], when: PartialDate) -> Session | None:
        """Offer all answers at once if the nearest sessions were identical, else return None."""
        identical = nearest[:IDENTICAL]
        if len(identical) < IDENTICAL or len({_usual(session) for session in identical}) > 1:
            return None
        last = identical[0]
        paid = len({(session.cost, session.currency) for session in identical}) == 1
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
        self.asker.say(f"Your last sessions were all the same: {whole}.")
        if not self._answer("Was this one the same (yes or no)", "yes", _yes_or_no):
            return None
        return same._replace(touch_up_of=self._touched_up(same.doses, when))

    def checkins(self, on: str | None = None) -> list[CheckIn]:
        """Return the check-in, and those of what is past; none if every question was skipped.

        Args:
            on: The date as typed, None for today.

        Raises:
            BadInputError: The date is not understood.
            CannotDoError: The user stopped.
        """
        interpreter = self.interpreter
        when = PartialDate.of_day(interpreter.today)
        if on is None:
            self.asker.say(f"Check-in for {when}. For another day: botoxlog checkin --on DATE")
        else:
            when = interpreter.checkin_date(on)
            self.asker.say(f"Check-in for {when}")
            self._print_notices()
        areas = self._most_useful_first(when)
        day = when.not_after(interpreter.today).last
        keys = StateKeys(self.asker, areas, interpreter.catalog, day, self._print_emergency_text)
        no_area = NOTHING_RUNNING if interpreter.journal.sessions else NO_SESSION
        for sentence in HOW_TO_PRESS if areas else (no_area,):
            self.asker.say(sentence)
        keys.ask()
        while (said := self._side_effects(areas)) == BACK:
            keys.ask(last_again=True)
        line = said if isinstance(said, CheckInLine) else CheckInLine()
        note = _joined(*line.remarks, self._text("Note (Enter if none)", None))
        if not (keys.states or line.effects or line.resolved or note):
            return list(line.told)
        now = CheckIn(
            None, when, keys.states, effects=line.effects, resolved=line.resolved, note=note
        )
        return [*line.told, now]

    def _side_effects(self, areas: Sequence[AreaForecast]) -> CheckInLine | str | None:
        """Ask for side effects; `BACK` is to go back to the areas."""

        def read(typed: str) -> CheckInLine | str:
            if areas and typed.casefold() == BACK:
                return BACK
            if len(typed) == 1:  # a key too many
                raise BadInputError(
                    f'"{inert(typed)}" is not a side effect.', "Name it, or press Enter if none."
                )
            return self._effects(typed)

        back = ", b goes back" if areas else ""
        return self._answer(f"Side effects, separated by commas (Enter if none{back})", "", read)

    def _most_useful_first(self, when: PartialDate) -> list[AreaForecast]:
        """Return the areas whose result may be visible, the most informative check-in first."""
        interpreter = self.interpreter
        day = when.not_after(interpreter.today).last
        areas = active_areas(interpreter.journal, interpreter.catalog, when, interpreter.today)
        return sorted(areas, key=lambda area: -checkin_information(area, day))

    def _date(self, question: str, read: Callable[[str], PartialDate]) -> PartialDate | None:
        """Ask for a date; one that was typed in words is shown in full."""

        def shown(typed: str) -> PartialDate:
            found = read(typed)
            if typed not in {"today", found.iso} and not self.interpreter.notices:
                self.asker.say(f"That is {found}.")
            return found

        return self._answer(question, "today", shown)

    def _doses(self, last: Session | None) -> SessionLine:
        """Ask for areas and then for their units; the rest is what else the areas' answer says."""
        catalog = self.interpreter.catalog
        labels = [sentences.area_name(area, catalog) for area in last.areas] if last else []
        line = self._answer(
            "Areas, separated by commas",
            ", ".join(labels),
            lambda typed: self._areas(typed, last),
            [_names([area.name for area in catalog.areas.values()])],
            of_areas=True,
        )
        if line is None:
            raise BadInputError(
                "A session needs an area. Nothing was written.", "To start again: botoxlog add"
            )
        self._print_emergency_text(*line.remarks)
        before = {dose.area: dose.units for dose in last.doses} if last else {}
        doses: list[Dose] = []
        for dose in line.doses:
            if dose.units is not None:
                doses.append(dose)
                continue
            usual = before.get(dose.area)
            units = self._answer(
                f"Units in the {sentences.area_name(dose.area, catalog)}",
                plain_number(usual) if usual else "",
                partial(self._units, area=dose.area),
            )
            doses += units or (dose,)
        return line._replace(doses=tuple(doses))

    def _areas(self, typed: str, last: Session | None) -> SessionLine:
        """Read areas as `add` does; an offered default stands for exactly its area."""
        catalog = self.interpreter.catalog
        offered = {sentences.area_name(area, catalog): area for area in last.areas} if last else {}
        if typed == ", ".join(offered):
            return SessionLine(tuple(Dose(area) for area in offered.values()))
        parts = [part.strip() for part in re.split(_BETWEEN_AREAS, typed)]
        lines = [
            SessionLine((Dose(offered[part]),))
            if part in offered
            else self.interpreter.session_line(part)
            for part in parts
            if part
        ]
        doses = tuple(dose for line in lines for dose in line.doses)
        self.interpreter.refuse_overlap([dose.area for dose in doses])
        purposes = {line.purpose for line in lines if line.purpose}
        remarks = tuple(remark for line in lines for remark in line.remarks)
        for line in lines:
            if not line.doses or line != SessionLine(
                line.doses, purpose=line.purpose, remarks=line.remarks
            ):
                raise BadInputError(
                    f'"{inert(typed)}" says something other than areas and their units.',
                    "Leave out the rest: botoxlog asks about it next.",
                )
        if len(purposes) > 1:
            raise BadInputError(
                "The areas have more than one purpose.", "Log each purpose as a separate session."
            )
        return SessionLine(doses, purpose=next(iter(purposes), None), remarks=remarks)

    def _units(self, typed: str, area: str) -> tuple[Dose, ...]:
        """Read the units of one area: of the whole, or of its sides."""
        catalog = self.interpreter.catalog
        base, _ = catalog.split_side(area)
        with suppress(BadInputError):
            if base not in catalog.areas:
                return (Dose(area, self.interpreter.units(typed, area)),)
            found = self.interpreter.doses([f"{area}={typed}"])
            if {catalog.split_side(dose.area)[0] for dose in found} == {base}:
                return found
        raise BadInputError(
            f'"{inert(typed)}" is not a number of units.',
            'Type a number above 0, such as 20. For an area with two sides, also "20 each side".',
        )

    def _touched_up(self, doses: Sequence[Dose], when: PartialDate) -> str | None:
        """Return the id of the session this one corrected, asking if one is recent enough."""
        found = self.interpreter.entry_checks.session_before(doses, when)
        if found is None or (when.first - found.date.last).days > LATE_TOUCH_UP_DAYS:
            return None
        question = f"Was this a touch-up of the session {found.date.with_preposition} (yes or no)"
        return found.id if self._answer(question, "no", _yes_or_no) else None

    def _before(self, session: Session) -> CheckIn | None:
        """Ask how the areas treated again looked just before, which the user knows best now."""
        interpreter = self.interpreter
        treated_again = [
            area
            for area in active_areas(
                interpreter.journal, interpreter.catalog, session.date, interpreter.today
            )
            if area.last.date.last < session.date.first
            and any(interpreter.catalog.overlap(treated, area.area) for treated in session.areas)
        ]
        every: State | None = None
        one_by_one = len(treated_again) == 1
        if len(treated_again) > 1:
            names = join_words([inert(area.name) for area in treated_again])
            answer = self._answer(
                f"How did {names} look just before this session? {JUST_BEFORE}, or {EACH} to "
                "answer one by one",
                "",
                lambda typed: EACH if typed.casefold() == EACH else interpreter.state(typed, names),
                list(KEYS.values()),
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
        return self._state(
            f"How did {inert(area.name)} look just before this session? {JUST_BEFORE}", area
        )

    def _state(self, question: str, area: AreaForecast) -> State | None:
        return self._answer(
            question,
            "",
            lambda typed: self.interpreter.state(typed, inert(area.name)),
            list(KEYS.values()),
        )

    def _effects(self, typed: str) -> CheckInLine:
        """Read side effects as `--effect` does."""
        return self.interpreter.side_effects(typed)

    def _print_emergency_text(self, *texts: str) -> None:
        """Print the emergency text at once, and only once, if an answer may describe one."""
        reader = self.interpreter
        treated = treated_areas(reader.journal, reader.catalog)
        for sentence in emergency_text(texts, reader.catalog, reader.today, treated):
            self._print_once(sentence)

    def _text(self, question: str, default: str | None) -> str | None:
        return self._answer(question, default or "", lambda typed: clean(typed, "answer"))

    def _answer(
        self,
        question: str,
        default: str,
        read: Callable[[str], T],
        choices: Sequence[str] = (),
        *,
        of_areas: bool = False,
    ) -> T | None:
        """Ask until the answer is understood; None if it was skipped.

        Args:
            question: The question.
            default: The answer if only Enter was pressed.
            read: Returns what an answer means.
            choices: Sentences that list what can be typed, for "?".
            of_areas: Whether the answer names areas and what they are treated for, such as
                "strabismus"; then only one that is not understood may be about an emergency.
        """
        while True:
            typed = self.asker.ask(question, default).strip()
            if typed in {"", SKIP}:
                return None
            if typed == LIST and choices:
                for choice in choices:
                    self.asker.say(choice)
                continue
            if not of_areas:
                self._print_emergency_text(typed)
            try:
                answer = read(typed)
            except BadInputError as error:
                self._print_emergency_text(typed)
                hint = error.hint and error.hint.replace("into --note", "into the note")
                if hint and "--" in hint:  # no option can be typed here
                    hint = "For a list, type ?" if choices else None
                self.asker.say(" ".join(part for part in (error.sentence, hint) if part))
            else:
                self._print_notices()
                return answer

    def _print_notices(self) -> None:
        """Print each notice about an answer at once, and only once."""
        for notice in self.interpreter.notices:
            self._print_once(notice)
        self.interpreter.notices.clear()

    def _print_once(self, notice: str) -> None:
        if notice not in self.shown_notices:
            self.shown_notices.add(notice)
            self.asker.say(notice)

    def _nearest(self, when: PartialDate) -> list[Session]:
        """Return the sessions except touch-ups, nearest to a day first."""
        full = [session for session in self.interpreter.journal.sessions if not session.touch_up_of]
        full.sort(key=lambda session: session.date.middle)
        return sorted(full, key=lambda session: abs((session.date.middle - when.middle).days))


def _as_booked(last: Session | None, kept: Appointment) -> Session:
    """Return the last session with the areas, the person and the clinic of an appointment."""
    before = last or Session(None, kept.date)
    known = {dose.area: dose for dose in before.doses}
    return before._replace(
        doses=tuple(known.get(area, Dose(area)) for area in kept.areas) or before.doses,
        injector=kept.injector or before.injector,
        clinic=kept.clinic or before.clinic,
    )


def _names(names: Sequence[str]) -> str:
    """Return a sentence that lists the known names."""
    return f"{join_words(list(names))}. You can also use your own words."


def _joined(*texts: str | None) -> str | None:
    """Return the parts of a note as one, None if there are none."""
    return "; ".join(text for text in texts if text) or None


def _yes_or_no(typed: str) -> bool:
    answer = typed.casefold()
    if answer not in {"y", "yes", "n", "no"}:
        raise BadInputError(f'"{inert(typed)}" is neither yes nor no.', "Type y or n.")
    return answer.startswith("y")


def _usual(session: Session) -> tuple[object, ...]:
    return frozenset(session.doses), session.product, session.injector, session.clinic


def _cost_of(session: Session) -> str:
    if session.cost is None:
        return ""
    return f"{plain_number(session.cost)} {session.currency or ''}".strip()
