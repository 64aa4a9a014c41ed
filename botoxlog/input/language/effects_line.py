"""Take the side effects out of the pieces of a check-in, with their sides, places and ends."""

from collections.abc import Sequence
from typing import NoReturn

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import State
from botoxlog.core.text import inert
from botoxlog.input.language import checkin_words as words
from botoxlog.input.language.area_states import Choices
from botoxlog.input.language.checkin_pieces import (
    ComplaintWord,
    Degree,
    Denial,
    EffectWord,
    Everywhere,
    Except,
    Over,
    StateWord,
)
from botoxlog.input.language.checkin_scanner import CheckInScanner
from botoxlog.input.language.pieces import (
    AreaWord,
    Bind,
    Break,
    Piece,
    Placed,
    Remark,
    SideWord,
)

_GONE = (State.GONE,)


class EffectsLine:
    """The side effects of a line, and what else it says.

    Attributes:
        effects: Those that are there, as ids.
        resolved: Those that are over, as ids.
        remarks: Words for the note: places, denials, how bad it is.
        rest: The other pieces.
        located: Whether an area of the line is only the place of a side effect.
        denies: Whether it says that there is no side effect.
    """

    def __init__(
        self,
        pieces: Sequence[Placed],
        scanner: CheckInScanner,
        choices: Choices,
    ) -> None:
        self._pieces, self._scanner, self._choices = list(pieces), scanner, choices
        self._catalog = scanner.catalog
        self.effects: list[str] = []
        self.resolved: list[str] = []
        self.remarks: list[str] = []
        self.rest: list[Placed] = []
        self.located = self.denies = False
        self._at = 0
        self._read()

    def _read(self) -> None:
        while self._at < len(self._pieces):
            placed = self._pieces[self._at]
            match placed.piece:
                case EffectWord():
                    self._read_run()
                case Denial(effect=True):
                    self._deny(placed)
                case Remark():
                    self.remarks.append(placed.piece.text)
                    self._at += 1
                case _:
                    self.rest.append(placed)
                    self._at += 1

    def _read_run(self) -> None:
        """Read side effects in a row, "headache and bruise", and whether they are over."""
        start, found, loose = self._at, [self._read_one()], False
        while self._is_break(self._at) and isinstance(self._piece(self._at + 1), EffectWord):
            joint = self._piece(self._at)
            loose = loose or (isinstance(joint, Break) and joint.strength > 1)
            self._at += 1
            found.append(self._read_one())
        together = isinstance(self._piece(self._at), Everywhere)
        if (end := self._end_of_over(self._at + together)) is not None:
            if loose and not together:
                self._unclear(start, end)
            self.resolved += found
            self._at = end
            return
        if isinstance(self._piece(self._at), StateWord):
            self._unclear(start, self._at + 1)
        if self._is_break(self._at) and self._shares_its_end(self._at + 1):
            self._unclear(start, self._at + 3)
        before = self.rest[-1].piece if self.rest else None
        if isinstance(before, StateWord) and before.readings == _GONE:
            named = (AreaWord, Everywhere, ComplaintWord)
            if not any(isinstance(placed.piece, named) for placed in self.rest):
                self._unclear(start - 1, self._at)
        self._keep_place(start)
        self.effects += found

    def _keep_place(self, start: int) -> None:
        """Keep the words of "jaw full and sore": the place is that of the state."""
        joint, state = self._piece(start - 1), self._piece(start - 2)
        tight = isinstance(joint, Break) and joint.strength == 1
        if tight and isinstance(state, StateWord):
            self.remarks.append(self._said(max(start - 3, 0), self._at))

    def _shares_its_end(self, at: int) -> bool:
        """Whether an end may be about a side effect too: "headache and 11s gone"."""
        joint = self._piece(at - 1)
        tight = isinstance(joint, Break) and joint.strength == 1
        area = isinstance(self._piece(at), Everywhere) or (
            tight and isinstance(self._piece(at), AreaWord)
        )
        return area and self._is_gone(self._piece(at + 1))

    def _is_gone(self, piece: Piece | None) -> bool:
        return isinstance(piece, Over) or (isinstance(piece, StateWord) and piece.readings == _GONE)

    def _end_of_over(self, at: int) -> int | None:
        """Return the index after words that say that a side effect is over, None if none do."""
        piece = self._piece(at)
        if isinstance(piece, Over):
            return at + 1
        if isinstance(piece, StateWord) and piece.typed.casefold() in words.OVER:
            return at + 1
        return None

    def _read_one(self) -> str:
        """Read one side effect with its side and place; return its id."""
        index = self._at
        effect = self._pieces[index].piece
        if not isinstance(effect, EffectWord):
            raise TypeError(effect)
        self._at += 1
        if isinstance(self._piece(index - 1), Remark) and self.remarks:
            start = self._pieces[index - 1].start
            self.remarks[-1] = self._scanner.typed(start, self._pieces[index].end)
        first, side, place = self._before(index)
        placed_before = place is not None
        own, follows = self._piece(self._at), self._piece(self._at + 1)
        its = isinstance(own, SideWord) and not isinstance(follows, AreaWord | ComplaintWord)
        if its and isinstance(own, SideWord) and not side:
            self._refuse_remaining(index, place)
            side = own.side
            self._at += 1
        if place is None:
            after_side, place = self._after(index)
            side = side or after_side
        last = self._pieces[self._at - 1].end
        if isinstance(self._piece(self._at), Degree):
            self._at += 1
            self.remarks.append(self._said(index, self._at))
        self._refuse_left_out(index, before=placed_before)
        if place is not None:
            self.located = True
            self.remarks.append(self._scanner.typed(first, last))
        return self._id(effect, side, place)

    def _refuse_left_out(self, index: int, *, before: bool) -> None:
        """Refuse "all full except jaw headache": the jaw may be left out, or be the place.

        Args:
            index: The index of the side effect.
            before: Whether its place stands before it.

        Raises:
            BadInputError: Words that leave out areas stand before the side effect.
        """
        for back, placed in enumerate(reversed(self.rest)):
            piece = placed.piece
            leaves_out = isinstance(piece, Except) or (isinstance(piece, Everywhere) and piece.but)
            but = back == 0 and before and self._scanner.text(placed.start) == "but"
            of_all = any(isinstance(each.piece, Everywhere) for each in self.rest)
            if (leaves_out and (before or back == 0)) or (but and of_all):
                start = next(at for at, each in enumerate(self._pieces) if each is placed)
                raise BadInputError(
                    f'"{inert(self._said(start, index + 1))}" could leave out an area, or be only '
                    "about the side effect. Nothing was saved.",
                    "Put the side effect first, with a comma behind it: "
                    '"headache, all full except jaw".',
                )
            if isinstance(piece, StateWord):
                return

    def _refuse_remaining(self, index: int, place: Placed | None) -> None:
        """Refuse "a bruise left": it may be what remains, where no part of the body is named.

        Raises:
            BadInputError: No "on" stands before the side.
        """
        side, effect = self._pieces[self._at], self._pieces[index]
        named = any(self._scanner.area(at) for at in range(effect.start, effect.end))
        if place is not None or named:
            return
        between = self._scanner.typed(self._pieces[index].end - 1, side.start + 1).split()
        if self._scanner.text(side.start) == "left" and not {"on", "side"} & set(between):
            after = self._scanner.text(side.start + 1)
            if after not in {"side", "eye", "one"}:
                raise BadInputError(
                    f'"{inert(self._said(index, self._at + 1))}" could be a side or what remains.',
                    'Write "on the left", or "still there".',
                )

    def _before(self, index: int) -> tuple[int, str, Placed | None]:
        """Take the side and the place that stand right before a side effect.

        Returns:
            The first token of them and the side effect, the side and the place.
        """
        first, side, place = self._pieces[index].start, "", None
        if self.rest and isinstance(self.rest[-1].piece, Degree):
            self.remarks.append(self._scanner.typed(self.rest[-1].start, self._pieces[index].end))
            self.rest.pop()
        if self.rest and isinstance(self.rest[-1].piece, AreaWord):
            place = self.rest.pop()
            first = place.start
        if self.rest and isinstance(before := self.rest[-1].piece, SideWord):
            side = before.side
            first = self.rest.pop().start
        return first, side, place

    def _after(self, index: int) -> tuple[str, Placed | None]:
        """Take the place that stands right after a side effect, unless it has a state.

        Raises:
            BadInputError: It isn't clear what has ended.
        """
        at, side = self._at, ""
        if isinstance(own := self._piece(at), SideWord):
            side, at = own.side, at + 1
        if not isinstance(self._piece(at), AreaWord):
            return "", None
        follows = self._piece(at + 1)
        if isinstance(follows, Bind) or (
            isinstance(follows, StateWord) and follows.readings != _GONE
        ):
            return "", None
        if self._is_gone(follows):
            self._unclear(index, at + 2)
        self._at = at + 1
        return side, self._pieces[at]

    def _deny(self, placed: Placed) -> None:
        denial = placed.piece
        following = self._piece(self._at + 2) if self._is_break(self._at + 1) else None
        joined = self._piece(self._at + 1)
        if isinstance(following or joined, EffectWord):
            self._unclear(self._at, self._at + (3 if following else 2))
        if isinstance(denial, Denial) and self._denies_complaint(denial):
            self.rest.append(placed)
        elif isinstance(denial, Denial) and denial.readings and denial.over:
            self.resolved.append(self._one(denial.typed, denial.readings))
        elif isinstance(denial, Denial):
            self.denies = True
            self.remarks.append(denial.typed)
        self._at += 1

    def _denies_complaint(self, denial: Denial) -> bool:
        """Whether it is the complaint of an area that is denied; a headache is a side effect."""
        headache = "headache" in denial.typed.casefold()
        return not headache and bool(self._choices.denied(self._catalog, denial))

    def _id(self, effect: EffectWord, side: str, place: Placed | None) -> str:
        readings = effect.readings
        if len(readings) > 1 and place is not None:
            where = self._scanner.typed(place.start, place.end).casefold()
            fit = tuple(one for one in readings if one.partition("-")[0] in where)
            readings = fit if len(fit) == 1 else readings  # "eyelid droopy" is eyelid-ptosis
        named = self._one(effect.typed, readings)
        base, own = self._catalog.split_effect_side(named)
        known = self._catalog.effects.get(base)
        if side not in {"left", "right"} or own:
            return named
        if known is not None and known.sides:
            return f"{base}-{side}"
        if place is None:
            self.remarks.append(f"{effect.typed} {side}")
        return named

    def _one(self, typed: str, readings: Sequence[str]) -> str:
        return readings[0] if len(readings) == 1 else self._choices.choose(typed, readings)

    def _piece(self, at: int) -> Piece | None:
        return self._pieces[at].piece if 0 <= at < len(self._pieces) else None

    def _is_break(self, at: int) -> bool:
        return isinstance(self._piece(at), Break)

    def _said(self, start: int, end: int) -> str:
        last = min(end, len(self._pieces)) - 1
        return self._scanner.typed(self._pieces[max(start, 0)].start, self._pieces[last].end)

    def _unclear(self, start: int, end: int) -> NoReturn:
        raise BadInputError(
            f'"{inert(self._said(start, end))}" could be about the side effect or the result.',
            "Put a comma between them, and name the area of the state.",
        )
