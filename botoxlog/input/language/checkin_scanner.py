"""Read the words of a check-in, one phrase after another."""

from collections.abc import Iterator

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import State
from botoxlog.core.text import command_line, inert
from botoxlog.input.language import checkin_words as words
from botoxlog.input.language.checkin_pieces import (
    ComplaintWord,
    Degree,
    Denial,
    EffectWord,
    Everywhere,
    Except,
    Over,
    Past,
    StateWord,
)
from botoxlog.input.language.dates import date_at
from botoxlog.input.language.pieces import (
    AreaWord,
    Break,
    Found,
    Remark,
)
from botoxlog.input.language.scanner import Reader, Scanned, Scanner
from botoxlog.input.language.session_words import ANY_LINE, ASKS, TO_COME


class CheckInScanner(Scanner):
    """Reads the words of a check-in."""

    refusals = (
        *ANY_LINE,
        (ASKS, "asks something", "To see where each area stands: botoxlog status"),
        (TO_COME, "is about what is to come", "Record how it looks now. The rest: --note."),
    )

    else_where = "A side effect in your own words: --effect"

    def readers(self) -> Iterator[Reader]:
        """Yield the readers, the first one winning a tie."""
        yield self.note
        yield self.letter
        yield self.no_effects
        yield self.everywhere
        yield self.percent
        yield self.returned
        yield self.state
        yield self.date
        yield self.side
        yield self.area
        yield self.own_area
        yield self.complaint
        yield self.effect
        yield self.over
        yield self.degree
        yield self.past
        yield self.sign
        yield self.denial
        yield self.duration
        yield self.since_date
        yield self.severity
        yield self.heading
        yield self.filler

    def letter(self, at: int) -> Found | None:
        """Read a single letter after an equals sign."""
        if self.text(at - 1) == "=" and self.text(at) in words.LETTERS:
            return StateWord((words.LETTERS[self.text(at)],), self.text(at)), at + 1
        return None

    def everywhere(self, at: int) -> Found | None:
        """Read "all", "all but" and "all three"."""
        if (end := words.ALL_BUT.end(self.tokens, at)) > at:
            return Everywhere(self.typed(at, end), but=True), end
        for phrases, number in words.COUNTED.items():
            if (end := phrases.end(self.tokens, at)) > at:
                return Everywhere(self.typed(at, end), number=number), end
        if (end := words.EVERYWHERE.end(self.tokens, at)) > at:
            return Everywhere(self.typed(at, end)), end
        return None

    def percent(self, at: int) -> Found | None:
        """Read "50% gone", "80 percent left".

        Raises:
            BadInputError: It does not say of what.
        """
        start = at + (self.text(at) in {"about", "around", "~", "maybe"})
        read = self.number(start)
        if read is None or read[0] > words.WHOLE:
            return None
        if self.text(read[1]) not in {"%", "percent", "pct"}:
            return None
        number, after = read[0], read[1] + 1
        if (end := words.LEFT.end(self.tokens, after)) > after:
            kept = number
        elif (end := words.WORN.end(self.tokens, after)) > after:
            kept = words.WHOLE - number
        elif number == words.WHOLE:
            raise BadInputError(
                f'"{inert(self.typed(at, after))}" could mean that it works fully or that it has '
                "worn off.",
                'Write "full" or "worn off".',
            )
        else:
            raise BadInputError(
                f'"{inert(self.typed(at, after))}" could mean what is left or what has worn off.',
                f"Choose one of: {', '.join(State)}.",
            )
        state = State.FADING
        if kept >= words.WHOLE:
            state = State.FULL
        elif kept <= 0:
            state = State.GONE
        elif kept < words.WHOLE - words.NEARLY_WHOLE:
            return StateWord((State.FADING, State.GONE), self.typed(at, end)), end
        return StateWord((state,), self.typed(at, end)), end

    def state(self, at: int) -> Found | None:
        """Read a state."""
        found = self.span(at, self.catalog.state_words.exact)
        if found is None or (self.text(at) == "all" and self.state(at + 1)):
            return None
        readings, end = found
        anywhere = self.text(at) == "movement" or self.text(at - 1) == "="
        complaint = None if anywhere else self.complained(at)
        if complaint and complaint[1] < end and self.returned(complaint[1]):
            return None  # "sweating again" is about the areas treated for sweating
        return StateWord(tuple(State(item) for item in readings), self.typed(at, end)), end

    def returned(self, at: int) -> Found | None:
        """Read "again" and "back" behind a complaint: it says that the result wears off."""
        if at == 0 or not self._complains_before(at):
            return None
        for phrases, readings in (
            (words.ALL_BACK, (State.GONE,)),
            (words.AGAIN, (State.FADING,)),
            (words.BACK, (State.FADING, State.GONE)),
        ):
            if (end := phrases.end(self.tokens, at)) > at:
                return StateWord(readings, self.typed(at, end), of_complaint=True), end
        return None

    def area(self, at: int) -> Found | None:
        """Read an area; before "botox", a condition is only the area: "migraine botox"."""
        found = super().area(at)
        piece = found[0] if found else None
        if found and isinstance(piece, AreaWord) and self._is_effect(piece, at, found[1]):
            return None
        if found and isinstance(piece, AreaWord) and self.text(found[1]) == "botox":
            named = f"{piece.typed} botox"
            return piece._replace(condition=False, typed=named), found[1] + 1
        return found

    def _is_effect(self, piece: AreaWord, at: int, end: int) -> bool:
        """Whether words that name an area are a side effect: none of the areas was ever treated."""
        named = self.effect(at)
        if named is None or named[1] < end:
            return False
        treated = {
            self.catalog.area_id(written)
            for session in self.journal.sessions
            for written in session.areas
        }
        return not any(
            self.catalog.overlap(area, mine) for area in piece.readings for mine in treated
        )

    def _complains_before(self, at: int) -> bool:
        """Whether the words right before a token name a complaint."""
        begin = at
        while begin > 0 and self.text(begin - 1) in {"is", "are", "have", "has", "slowly", "the"}:
            begin -= 1
        for start in range(max(0, begin - 4), begin):
            for find in (self.complaint, self.area):
                found = find(start)
                if found and found[1] == begin:
                    piece = found[0]
                    if isinstance(piece, ComplaintWord):
                        return True
                    if isinstance(piece, AreaWord) and piece.condition:
                        return True
        return False

    def complaint(self, at: int) -> Found | None:
        """Read what comes back when a result wears off."""
        found = self.span(at, self.catalog.complaint_words.exact)
        if found is not None and (effect := self.effect(at)) and effect[1] >= found[1]:
            then = words.FILLERS.end(self.tokens, found[1])
            if all(
                p.end(self.tokens, then) == then for p in (words.AGAIN, words.BACK, words.ALL_BACK)
            ):
                return None
        return (ComplaintWord(found[0], self.typed(at, found[1])), found[1]) if found else None

    def effect(self, at: int) -> Found | None:
        """Read a side effect."""
        found = self.span(at, self.catalog.effect_words.exact)
        return (EffectWord(found[0], self.typed(at, found[1])), found[1]) if found else None

    def over(self, at: int) -> Found | None:
        """Read that a side effect is over."""
        end = words.OVER.end(self.tokens, at)
        return (Over(self.typed(at, end)), end) if end > at else None

    def degree(self, at: int) -> Found | None:
        """Read "slightly" and its kin."""
        end = words.DEGREES.end(self.tokens, at)
        return (Degree(self.typed(at, end)), end) if end > at else None

    def past(self, at: int) -> Found | None:
        """Read a verb in the past."""
        end = words.PASTS.end(self.tokens, at)
        return (Past(self.typed(at, end)), end) if end > at else None

    def scan(self) -> Scanned:
        """Return the pieces of the line and what was not understood.

        Raises:
            BadInputError: It asks something, or cannot be saved as it is.
        """
        if self._asks():
            raise BadInputError(
                f'"{inert(self.line)}" asks something. Nothing was saved.',
                "To see where each area stands: botoxlog status",
            )
        return super().scan()

    def _asks(self) -> bool:
        """Whether the line begins as a question: "is the forehead full"."""
        first, second = self.text(0), self.text(1)
        if first in {"has", "have", "had"}:
            at = 1 + (second in {"the", "my"})
            return second in {"i", "it", "this", "they"} or self._names_area(at)
        if first not in words.ASKING:
            return False
        return second in words.SUBJECTS or self._names_area(1)

    def _names_area(self, at: int) -> bool:
        return at < len(self.tokens) and (self.area(at) or self.everywhere(at)) is not None

    def no_effects(self, at: int) -> Found | None:
        """Read "no side effects", which is kept in the note."""
        end = words.NO_EFFECTS.end(self.tokens, at)
        return (Denial(self.typed(at, end), effect=True), end) if end > at else None

    def sign(self, at: int) -> Found | None:
        """Read a sign or a word that parts others."""
        if self.text(at) in {"but", "while", "though", "although", "whereas", "however"}:
            return Break(2), at + 1
        dash = self.text(at) == "-" and self.tokens[at].spaced and at + 1 < len(self.tokens)
        if dash and not self.tokens[at + 1].spaced:
            return None  # "-headache"
        return super().sign(at)

    def denial(self, at: int) -> Found | None:
        """Read "no" and its kin, with the side effect or the complaint that it denies."""
        end = words.DENIALS.end(self.tokens, at)
        left_out = words.EXCEPT.end(self.tokens, at)
        if left_out > end:
            return Except(), left_out
        if end == at:
            return None
        effect, complaint = self.effect(end), self.complained(end)
        after = max(effect[1] if effect else end, complaint[1] if complaint else end)
        last = words.THIS_TIME.end(self.tokens, after) if after > end else end
        named = effect[0] if effect and effect[1] == after else None
        return Denial(
            self.typed(at, last),
            effect=isinstance(named, EffectWord),
            readings=named.readings if isinstance(named, EffectWord) else (),
            areas=complaint[0] if complaint and complaint[1] == after else (),
            over=self.text(end - 1) in {"more", "longer"},
        ), last

    def complained(self, at: int) -> tuple[tuple[str, ...], int] | None:
        """Return the areas that a complaint or a condition may be about, and its end."""
        found = self.span(at, self.catalog.complaint_words.exact)
        named = self.span(at, self.catalog.condition_words.exact)
        if found and named and found[1] == named[1]:
            return (*found[0], *named[0]), found[1]
        return max(filter(None, (found, named)), key=lambda item: item[1], default=None)

    def duration(self, at: int) -> Found | None:
        """Read "for two days", which is kept in the note.

        Raises:
            BadInputError: It says how long a result worked.
        """
        if self.text(at) not in {"for", "lasted", "about"}:
            return None
        start = at + 1
        while self.text(start) in {"about", "the", "last", "past", "a", "few", "couple", "of"}:
            start += 1
        number = self.number(start)
        end = number[1] if number else start
        if self.text(end) not in words.SPANS or end == at + 1:
            return None
        if "worked" in {self.text(at - 1), self.text(at - 2)}:
            raise BadInputError(
                f'"worked {inert(self.typed(at, end + 1))}" is how long it lasted, '
                "not how it looks.",
                "Record when it had worn off (a month is enough): AREA=gone --on 2026-08.",
            )
        after = self._since_treatment(end + 1) or end + 1
        return Remark(self.typed(at, after)), after

    def since_date(self, at: int) -> Found | None:
        """Read "since monday", which is kept in the note."""
        if self.text(at) != "since":
            return None
        found = date_at(self.tokens, at + 1, self.today, self.since) if self.text(at + 1) else None
        return (Remark(self.typed(at, found.end)), found.end) if found else None

    def severity(self, at: int) -> Found | None:
        """Read how bad a side effect is, which is kept in the note."""
        end = words.SEVERITY.end(self.tokens, at)
        return (Remark(self.typed(at, end)), end) if end > at else None

    def _since_treatment(self, at: int) -> int | None:
        """Return the end of "since the last jaw botox", None if there is no such phrase."""
        if self.text(at) not in {"since", "after", "from"}:
            return None
        end = at + 1
        while self.text(end) in {"the", "my", "last", "getting", "having", "this"}:
            end += 1
        if area := self.area(end):
            end = area[1]
        if self.text(end) in words.TREATMENT:
            return end + 1
        return at + 1 if self.text(at) == "after" and end == at + 1 else None

    def heading(self, at: int) -> Found | None:
        """Read "side effects:" before what they are, and "side effects: none" as a whole.

        Raises:
            BadInputError: It says that they are over, or another state.
        """
        end = words.HEADINGS.end(self.tokens, at)
        if end == at:
            return None
        then = end + (self.text(end) in {":", "="})
        while (after := words.FILLERS.end(self.tokens, then)) > then or self.text(then) == "all":
            then = max(after, then + 1)
        if self.text(then) in {"none", "nil"}:
            return Denial(self.typed(at, then + 1), effect=True), then + 1
        said = self.state(then) or self.over(then)
        if said is not None:
            raise BadInputError(
                f'"{inert(self.typed(at, said[1]))}" is about side effects, not about a result. '
                "Nothing was saved.",
                f"Record it by itself: {command_line('checkin --effect', self.typed(at, said[1]))}",
            )
        return None, end

    def filler(self, at: int) -> Found | None:
        """Read words that add nothing."""
        end = self._since_treatment(at) or words.FILLERS.end(self.tokens, at)
        return (None, end) if end > at else None
