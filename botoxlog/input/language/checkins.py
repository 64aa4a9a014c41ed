"""Turn the words of a check-in into a record."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from botoxlog.catalog import Finding, Standing
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import CheckIn, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import clean, command_line, inert, require_utf8
from botoxlog.input.language.area_states import Choices
from botoxlog.input.language.checkin_line import CheckInLine, checkin_of, session_in_question
from botoxlog.input.language.checkin_pieces import (
    EffectWord,
    StateWord,
)
from botoxlog.input.language.checkin_scanner import CheckInScanner
from botoxlog.input.language.checkin_words import LETTERS
from botoxlog.input.language.emergency import treated_areas
from botoxlog.input.language.pieces import (
    When,
)
from botoxlog.input.language.side_effects import (
    SideEffectText,
    is_nothing,
    recording_command,
    recording_hints,
)

if TYPE_CHECKING:
    from botoxlog.input.language.interpreter import Interpreter

EARLIEST_END_DAYS = 14
"""Before this day of a result, "gone" is asked about: it may mean that the lines are gone. Our
choice: results are judged after two weeks."""

_RECORDED = frozenset({Standing.PRESENT, Standing.LESSER, Standing.PAST, Standing.RESOLVED})
_NORMAL = frozenset({"normal", "usual", "before"})
"""Words for a result that wore off which may be the end of a side effect: "back to normal"."""
_ANY_AREA = "forehead"
"""An area to read an answer with that is only a state."""


def _no_area(_: PartialDate) -> Sequence[str]:
    return ()


class CheckInInterpreter:
    """Turns the words of `checkin` into values."""

    def __init__(
        self,
        interpreter: "Interpreter",
        active: Callable[[PartialDate], Sequence[str]] = _no_area,
    ) -> None:
        """Read beside an interpreter; `active` gives the areas with a result on a day."""
        self._words, self._active = interpreter, active
        self._catalog, self._journal = interpreter.catalog, interpreter.journal
        self._today, self._choose = interpreter.today, interpreter.clarifier.choose

    def checkins(
        self, line: str, *, on: str | None, effects: Sequence[str], note: str | None
    ) -> list[CheckIn]:
        """Return the check-ins that a line and the options beside it say.

        There is one, and one more for each side effect that is told of the past.

        Raises:
            BadInputError: A word is not understood, or two things contradict each other.
        """
        since = self._day_of(session_in_question(self._scanner(line), self._journal))
        chosen = self._words.checkin_date(on, since) if on is not None else None
        said = self._line_or_own_words(line, chosen, since)
        found = [said, *(self.side_effects(text) for text in effects)]
        effects_now = _each(*(each.effects for each in found))
        resolved = _each(*(each.resolved for each in found))
        if both := set(effects_now) & set(resolved):
            raise BadInputError(
                f"{inert(self._catalog.effect_label(min(both)))} is both there and over.",
                "Say it once.",
            )
        when = self._words.either("date", said.date, on, lambda _: chosen)
        told = [record for each in found for record in each.told]
        if told and on is not None:
            raise BadInputError(
                f"The date {inert(on)} and the date in the words, {told[0].date}, are two dates.",
                "Leave one of them out.",
            )
        remarks = [text for each in found for text in each.remarks]
        if not (said.states or effects_now or resolved or remarks or note is not None):
            if told:
                return told
            raise BadInputError(
                "The line says nothing about a result. Nothing was saved.",
                'Name an area and how it looks, such as "11s fading".',
            )
        self._words.notices += recording_hints(note, self._catalog, self._today)
        words = "; ".join([*remarks, *([note] if note else [])])
        record = CheckIn(
            id=None,
            date=when or PartialDate.of_day(self._today),
            states=said.states,
            effects=effects_now,
            resolved=resolved,
            note=clean(words, "note") if words or note is not None else None,
        )
        return [*told, record]

    def _line_or_own_words(
        self, line: str, on: PartialDate | None, since: date | None
    ) -> CheckInLine:
        """Return what a line says; one that is only about side effects, as `--effect` reads it.

        Raises:
            BadInputError: A word is not understood, or a part would be lost.
        """
        notices = list(self._words.notices)
        when = None
        try:
            said = self._line(line, on, since)
        except BadInputError as error:
            if not (self._own_words().ends_recorded(line) or self._tells_urgent(line, error)):
                raise self._with_way_out(error, line) from None
        else:
            if self._may_be_end(line, said, since):
                when = said.date
            elif not self._is_past(line, said):
                return said
        self._words.notices[:] = notices
        return self.side_effects(line)._replace(date=when)

    def _undated(self, line: str, since: date | None) -> str:
        """Return the words of a line that are no date."""
        scanner = self._scanner(line, since)
        words, at = [], 0
        while at < len(scanner.tokens):
            found = scanner.date(at)
            if found is None:
                words.append(scanner.typed(at, at + 1))
            at = found[1] if found else at + 1
        return " ".join(words)

    def _may_be_end(self, line: str, said: CheckInLine, since: date | None) -> bool:
        """Whether what a line says of results only ends side effects on record.

        "Back to normal" is the wish for a voice or a bladder. Of lines it may be either.

        Raises:
            BadInputError: It may be either.
        """
        if not (said.states and self._own_words().ends_recorded(self._undated(line, since))):
            return False
        scanner = self._scanner(line, since)
        if not any(map(scanner.area, range(len(scanner.tokens)))):
            return True  # "all side effects gone"
        if _NORMAL.isdisjoint(line.casefold().split()):
            return False
        area = said.states[0].area
        known = self._catalog.areas.get(self._catalog.split_side(area)[0])
        if known is None or known.cosmetic:
            raise BadInputError(
                f'"{inert(line)}" could be about the result, or about the side effect on record.',
                f'For the result: "{inert(area)}=gone". For the side effect: --effect.',
            )
        return True

    def _is_past(self, line: str, said: CheckInLine) -> bool:
        """Whether a line tells of nothing but an emergency that is past.

        Raises:
            BadInputError: It also says how an area looks.
        """
        findings = self._catalog.symptoms.read(line, year=self._today.year) if said.effects else []
        urgent = [each for each in findings if each.urgent]
        past = bool(urgent) and all(each.standing is Standing.PAST for each in findings)
        if past and said.states:
            raise self._apart(
                "The line has the past beside how an area looks. Nothing was saved.", line, urgent
            )
        return past

    def _tells_urgent(self, line: str, error: BadInputError) -> bool:
        """Whether a line that is refused tells of an emergency.

        Raises:
            BadInputError: It also says how an area looks.
        """
        treated = treated_areas(self._journal, self._catalog)
        urgent = [
            each
            for each in self._catalog.symptoms.read(line, year=self._today.year)
            if each.urgent
            and each.standing in _RECORDED
            and not self._catalog.explains(treated, each)
        ]
        if urgent and self._names_state(line):
            raise self._apart(error.sentence, line, urgent) from None
        return bool(urgent)

    def _with_way_out(self, error: BadInputError, line: str) -> BadInputError:
        """Return the refusal of a line; if it names a side effect, with how to record it all."""
        if hint := self._letters_hint(line):
            return BadInputError(error.sentence, hint)
        findings = self._catalog.symptoms.read(line, year=self._today.year)
        if not findings or self._names_state(line):
            return error
        way = command_line("checkin --effect", line)
        return BadInputError(error.sentence, f"As a side effect in your own words: {way}")

    def _letters_hint(self, line: str) -> str | None:
        """Return what may stand behind "=", if it was that or a letter that was not understood."""
        scanner = self._scanner(line)
        with suppress(BadInputError):
            for start, end in scanner.scan().unknown:
                if scanner.text(start - 1) == "=":
                    letters = ", ".join(f"{state} ({key})" for key, state in LETTERS.items())
                    return f'After "=", write a state or its letter: {letters}.'
                if end - start == 1 and scanner.text(start) in LETTERS:
                    return f'A letter needs "=" before it, such as "11s={scanner.text(start)}".'
        return None

    def _apart(self, sentence: str, line: str, findings: Sequence[Finding]) -> BadInputError:
        """Return the refusal of a line in which side effects stand beside something else."""
        told = command_line("checkin", line[findings[0].start : findings[-1].end])
        if findings[0].standing is Standing.PAST:
            told = recording_command(findings[0], line, self._catalog, self._today)
        return BadInputError(sentence, f"Log the side effect by itself: {told}")

    def _names_state(self, line: str) -> bool:
        """Whether a line also says how an area looks, which would be lost."""
        scanner = self._scanner(line)
        places = range(len(scanner.tokens))
        return any(map(scanner.area, places)) and any(map(scanner.state, places))

    def _scanner(self, line: str, since: date | None = None) -> CheckInScanner:
        return CheckInScanner(line, self._catalog, self._journal, self._today, since)

    def _line(self, line: str, on: PartialDate | None, since: date | None) -> CheckInLine:
        require_utf8(line)
        scanner = self._scanner(line, since)
        pieces = self._words.understood(scanner)
        when = on or PartialDate.of_day(self._today)
        for piece, start, end in pieces:
            if not isinstance(piece, When):
                continue
            when = piece.date
            if piece.counted and since is not None:
                self._words.note_counted(scanner.typed(start, end), since)
        choices = Choices(
            active=self._active(when),
            treated=self._treated(when),
            dated=on is not None,
            too_early=lambda area: self._too_early(area, when),
            choose=self._choose,
        )
        return checkin_of(pieces, scanner, choices)

    def _day_of(self, session: Session | None) -> date | None:
        return session.date.first if session and session.date.is_day else None

    def _treated(self, when: PartialDate) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                self._catalog.area_id(area)
                for session in self._journal.sessions
                if session.date.first <= when.last
                for area in session.areas
            )
        )

    def _too_early(self, area: str, when: PartialDate) -> bool:
        """Whether the result on a day is so new that it can hardly be over."""
        days = [
            (when.last - session.date.first).days
            for session in self._journal.sessions
            if session.date.first < when.first
            and not session.touch_up_of
            and any(
                self._catalog.overlap(self._catalog.area_id(treated), area)
                for treated in session.areas
            )
        ]
        return min(days, default=EARLIEST_END_DAYS) < EARLIEST_END_DAYS

    def _only_words(self, line: str) -> CheckInLine | None:
        """Return what a line says by itself, without a journal; None if it is not understood."""
        scanner = self._scanner(line)
        scanned = scanner.scan()
        nobody = Choices((), (), dated=True, too_early=lambda _: False, choose=self._choose)
        return None if scanned.unknown else checkin_of(scanned.pieces, scanner, nobody)

    def side_effects(self, typed: str) -> CheckInLine:
        """Return what the text of `--effect` says; what is not recognised is kept as typed."""
        require_utf8(typed)
        if self._is_state(typed):
            raise BadInputError(
                f'"{inert(typed)}" is how a result looks, not a side effect.',
                f'Write it with its area: "11s={inert(typed)}".',
            )
        return self._own_words().read(typed)

    def _own_words(self) -> SideEffectText:
        return SideEffectText(self._words, self._recorded())

    def _recorded(self) -> frozenset[str]:
        """Return the side effects that the journal has and that no later check-in saw over."""
        seen: dict[str, date] = {}
        for record in self._journal.checkins:
            for effect in record.effects:
                seen[effect] = max(record.date.last, seen.get(effect, record.date.last))
        ends = [(end, each.date.last) for each in self._journal.checkins for end in each.resolved]
        overlap = self._catalog.effects_overlap
        return frozenset(
            effect
            for effect, last in seen.items()
            if not any(overlap(effect, end) and day >= last for end, day in ends)
        )

    def _is_state(self, typed: str) -> bool:
        """Whether a text says nothing but how a result looks."""
        symptoms = self._catalog.symptoms
        if is_nothing(typed) or symptoms.read(typed):
            return False
        if symptoms.says_over(typed) and (symptoms.nearest(typed) or "effect" in typed.casefold()):
            return False  # "eyelid back to normal"
        try:
            pieces, unknown = self._scanner(typed).scan()
        except BadInputError:
            return False
        kinds = {type(placed.piece) for placed in pieces}
        return StateWord in kinds and EffectWord not in kinds and not unknown

    def state(self, word: str, area: str) -> State:
        """Return the state for an answer such as "wearing off" or "w".

        Raises:
            BadInputError: The word is not a state; the hint lists them.
        """
        plain = word.strip().casefold()
        if plain in LETTERS:
            return LETTERS[plain]
        line = f"{_ANY_AREA} = {word}"
        kinds = {type(placed.piece) for placed in self._scanner(line).scan().pieces}
        says_how = StateWord in kinds and EffectWord not in kinds
        found = self._only_words(line) if says_how else None
        if found is not None and len(found.states) == 1:
            return found.states[0].state
        raise BadInputError(
            f'"{inert(area)}={inert(word)}" has no state that botoxlog knows.',
            f"Choose one of: {', '.join(State)}. For a side effect, use --effect.",
        )


def _each(*groups: Sequence[str]) -> tuple[str, ...]:
    """Return the values of several groups, each once."""
    return tuple(dict.fromkeys(value for group in groups for value in group))
