"""Pair the areas of a check-in with its states."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from botoxlog.catalog import Catalog
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import AreaState, State
from botoxlog.core.text import inert, join_words
from botoxlog.input.language import checkin_words as words
from botoxlog.input.language.checkin_pieces import (
    ComplaintWord,
    Degree,
    Denial,
    Everywhere,
    Except,
    Over,
    StateWord,
)
from botoxlog.input.language.pieces import (
    AreaWord,
    Bind,
    Break,
    Piece,
    Placed,
    SideWord,
)
from botoxlog.input.language.scanner import Scanner

_TREATMENTS = frozenset({"migraine", "chronic migraine", "the migraine"})
"""Conditions by which people name what is injected for them, so that it is what wears off."""


_OF_THE_FACE = frozenset({"lines", "jaw"})
"""Purposes of the areas that "whole face" surely means."""


class Choices(NamedTuple):
    """What the words of a check-in need to know.

    Attributes:
        active: The areas whose result may be active on that day.
        treated: Every area that was treated up to then.
        dated: Whether an option gives the date.
        too_early: Whether the result of an area can hardly have worn off by that day.
        choose: Settles a word of several readings.
    """

    active: Sequence[str]
    treated: Sequence[str]
    dated: bool
    too_early: Callable[[str], bool]
    choose: Callable[[str, Sequence[str]], str]

    def denied(self, catalog: Catalog, piece: Denial) -> list[str]:
        """Return the area with an active result whose complaint is denied: "no migraines"."""
        mine = [area for area in self.active if catalog.split_side(area)[0] in piece.areas]
        return mine if len(mine) == 1 else []


class _Group(NamedTuple):
    """Areas in a row: of one state.

    Attributes:
        areas: Their ids.
        typed: As typed.
        everywhere: Whether it is every area whose result may be active.
        complains: Whether it names lines or a complaint, which "gone" may be about.
        complaint: Whether it is named by a complaint alone.
    """

    areas: tuple[str, ...] = ()
    typed: str = ""
    everywhere: bool = False
    complains: bool = False
    complaint: bool = False


class AreaStates:
    """Pairs areas with states."""

    def __init__(self, pieces: Sequence[Placed], scanner: Scanner, choices: Choices) -> None:
        self._pieces, self._scanner, self._choices = pieces, scanner, choices
        self._catalog = scanner.catalog
        self._located = False

    def read(self, *, located: bool) -> Iterator[AreaState]:
        """Yield the state of each area; `located` says that an area is only where an effect is.

        Raises:
            BadInputError: A state has no area, an area no state, or one is named twice.
        """
        self._located = located
        pairs = list(self._pairs())
        named = [area for group, *_ in pairs if not group.everywhere for area in group.areas]
        self._refuse_side_beside_whole(named)
        found: dict[str, State] = {}
        everywhere: dict[str, State] = {}
        for group, state, explicit in pairs:
            into = everywhere if group.everywhere else found
            for area in (
                _rest(group.areas, named, self._catalog) if group.everywhere else group.areas
            ):
                self._refuse_untreated(area)
                if area in into:
                    raise BadInputError(
                        f"{inert(self._catalog.area_label(area))} is named twice.",
                        "Name each area once.",
                    )
                into[area] = self._one_state(area, group, state, explicit=explicit)
        yield from (AreaState(area, seen) for area, seen in (everywhere | found).items())

    def _pairs(self) -> Iterator[tuple[_Group, StateWord, bool]]:
        """Yield each group of areas with its state, and whether an equals sign joins them."""
        row, explicit = self._row()
        if not row:
            return
        if len(row) == 1 and isinstance(row[0], StateWord):
            yield self._only_area(row[0]), row[0], False
            return
        kinds = "".join("T" if isinstance(item, StateWord) else "G" for item in row)
        pairs = len(row) // 2
        if kinds == "GT" * pairs:
            ordered = list(zip(row[::2], row[1::2], strict=True))
        elif kinds == "TG" * pairs and not explicit:
            ordered = list(zip(row[1::2], row[::2], strict=True))
        else:
            raise self._unpaired(row)
        for group, state in ordered:
            if isinstance(group, _Group) and isinstance(state, StateWord):
                yield group, state, explicit

    def _row(self) -> tuple[list[_Group | StateWord], bool]:
        """Return groups of areas and states in their order, and whether one has an equals sign."""
        row = _Row(self._catalog, self._choices)
        for index, placed in enumerate(self._pieces):
            row.add(placed.piece, [later.piece for later in self._pieces[index + 1 :]])
        finished = row.finished()
        for area in row.left_out:
            self._refuse_untreated(area)
        return finished, row.explicit

    def _only_area(self, state: StateWord) -> _Group:
        """Return the only area that a state without an area can be about.

        Raises:
            BadInputError: There are several, or none.
        """
        active = self._choices.active
        if len(active) == 1 and not self._located:
            return _Group((active[0],), "")
        example = inert(active[0]) if active else "11s"
        raise BadInputError(
            f'"{inert(state.typed)}" names no area.',
            f'Write "{example}={state.readings[0]}", or "all={state.readings[0]}" for each.',
        )

    def _unpaired(self, row: Sequence[_Group | StateWord]) -> BadInputError:
        words = [inert(item.typed) for item in row]
        if not any(isinstance(item, StateWord) for item in row):
            return BadInputError(
                f'"{words[0]}" has no state that botoxlog knows.',
                f'Write AREA=STATE, such as "{words[0]}=fading". States: {", ".join(State)}.',
            )
        return BadInputError(
            f'"{" ".join(words)}": it isn\'t clear which state belongs to which area.',
            'Write AREA=STATE for each area, such as "11s=fading".',
        )

    def _one_state(self, area: str, group: _Group, state: StateWord, *, explicit: bool) -> State:
        """Return the state that was meant.

        Raises:
            BadInputError: It has several readings and there is nobody to ask.
        """
        readings = state.readings
        self._refuse_other_purpose(area, state, explicit=explicit)
        self._refuse_of_complaint(area, group, state, explicit=explicit)
        if readings == (State.GONE,) and state.typed.casefold() in words.VANISHED:
            label = inert(self._catalog.area_label(area))
            named = f"{label if group.everywhere else group.typed} {state.typed}".strip()
            if group.complains or self._choices.too_early(area):
                readings = (State.GONE, State.FULL)
                return State(self._choices.choose(named, readings))
        if len(readings) == 1:
            return readings[0]
        return State(self._choices.choose(state.typed, readings))

    def _refuse_of_complaint(
        self, area: str, group: _Group, state: StateWord, *, explicit: bool
    ) -> None:
        """Refuse "clenching fading": it may be the complaint or the result that fades.

        Raises:
            BadInputError: The words name a complaint, and the state may be that of either.
        """
        known = self._catalog.areas.get(self._catalog.split_side(area)[0])
        names = {known.name, f"left {known.name}", f"right {known.name}"} if known else set()
        is_name = group.typed.casefold() in names
        said = state.typed.casefold()
        wears = words.OF_RESULTS & set(said.split())
        clear = (
            state.of_complaint
            or said in words.WORKING
            or said in words.VANISHED
            or (wears and group.typed.casefold() in _TREATMENTS)
        )
        if explicit or is_name or clear or not (group.complains or group.complaint):
            return
        raise BadInputError(
            f'"{inert(group.typed)} {inert(state.typed)}" could be about the complaint or the '
            "result.",
            f'Name the area: "{inert(area)}={state.readings[0]}".',
        )

    def _refuse_other_purpose(self, area: str, state: StateWord, *, explicit: bool) -> None:
        """Refuse "dry" of a forehead, and "full" of a bladder: there they say something else.

        Raises:
            BadInputError: The word is a state only of areas treated for something else.
        """
        known = self._catalog.areas.get(self._catalog.split_side(area)[0])
        if explicit or known is None:
            return
        wanted = self._catalog.state_purposes(state.typed)
        if wanted and known.purpose not in wanted:
            raise BadInputError(
                f'"{inert(state.typed)}" is not how a result looks in the {inert(known.name)}.',
                f"Choose one of: {', '.join(State)}. For a side effect, use --effect.",
            )

    def _refuse_side_beside_whole(self, named: Sequence[str]) -> None:
        """Refuse "jaw full, left jaw fading": the first may be about the other side, or about both.

        Raises:
            BadInputError: An area is named beside one of its sides.
        """
        for side in named:
            base, own = self._catalog.split_side(side)
            if own and base in named:
                label = inert(self._catalog.area_label(base))
                raise BadInputError(
                    f"{label} is named as a whole and also by one side. Nothing was saved.",
                    f'Name each side: "{label} left=fading {label} right=full".',
                )

    def _refuse_untreated(self, area: str) -> None:
        """Refuse an area that no session treated.

        Raises:
            BadInputError: There are sessions, and none of this area.
        """
        treated = self._choices.treated
        if not treated:
            return
        if not any(self._catalog.overlap(area, mine) for mine in treated):
            label = inert(self._catalog.area_label(area))
            names = [inert(self._catalog.area_label(mine)).replace(", ", " ") for mine in treated]
            raise BadInputError(
                f"Your journal has no session of {label} up to that day. Nothing was saved.",
                f"Log the session first. The areas you have: {join_words(names)}.",
            )


class _Row:
    """Groups of areas and states in the order of the line.

    Attributes:
        explicit: Whether an equals sign joins an area to its state.
        left_out: The areas that are left out of "all".
    """

    def __init__(self, catalog: Catalog, choices: Choices) -> None:
        self._catalog, self._choices = catalog, choices
        self.explicit = False
        self._row: list[_Group | StateWord] = []
        self.left_out: list[str] = []
        self._leaving_out = False
        self._side = ""
        self._degree: Degree | None = None
        self._parted = False
        self._both = False

    def add(self, piece: Piece, later: Sequence[Piece]) -> None:
        """Add the next piece; `later` are those after it."""
        parted = isinstance(piece, Break) and not piece.opens
        match piece:
            case Bind(sign="="):
                self._bind()
            case Except():
                self._leaving_out = True
            case Denial():
                self._deny(piece)
            case Over():
                self._end(piece)
            case Degree():
                self._weaken(piece)
            case Everywhere():
                self._add_everywhere(piece)
            case SideWord():
                self._add_side(piece.side, later)
            case AreaWord() | ComplaintWord():
                self._add_area(piece, later)
            case StateWord():
                self._add_state(piece)
            case _:
                pass
        self._parted = parted

    def finished(self) -> list[_Group | StateWord]:
        """Return the row, "all" without the areas that are left out."""
        if self._side:
            self._row.insert(0, self._side_alone(self._side))
        return [self._without(item) for item in self._row]

    def _bind(self) -> None:
        if not self._row or isinstance(self._row[-1], StateWord):
            raise BadInputError(
                'A "=" needs an area before it and a state after it.',
                'Write AREA=STATE, such as "11s=fading".',
            )
        if self._leaving_out and self.left_out:
            area = inert(self._catalog.area_label(self.left_out[-1]))
            raise BadInputError(
                f'A "=" behind {area} could be the state of {area} or of all the others. '
                "Nothing was saved.",
                f'For the others: "all=full except {area}". For {area}: "{area}=full".',
            )
        self.explicit = True

    def _deny(self, piece: Denial) -> None:
        areas = self._choices.denied(self._catalog, piece)
        if not areas:
            raise BadInputError(
                f'"{inert(piece.typed)}" says what is not so. Nothing was saved.',
                f"Say how it looks: {', '.join(State)}.",
            )
        group = _Group(tuple(areas), piece.typed)
        self._row += [group, StateWord((State.FULL,), piece.typed, of_complaint=True)]

    def _end(self, piece: Over) -> None:
        """Read the end of a complaint, "sweating stopped", as the full effect."""
        last = self._row[-1] if self._row else None
        if not isinstance(last, _Group) or not last.complaint:
            raise BadInputError(
                f'"{inert(piece.typed)}" could be about a side effect or about the result.',
                "Name the side effect, or say how the area looks: full, fading, worn off.",
            )
        self._row.append(StateWord((State.FULL,), piece.typed, of_complaint=True))

    def _weaken(self, piece: Degree) -> None:
        """Keep "slightly" for the state after it, or give it to the one before it."""
        last = self._row[-1] if self._row else None
        if isinstance(last, StateWord):
            self._row[-1] = _weakened(last, piece)
        else:
            self._degree = piece

    def _add_side(self, side: str, later: Sequence[Piece]) -> None:
        if later and isinstance(later[0], Bind) and not self._row:
            raise BadInputError(
                f'"{side}:" could be about every area behind it.', "Write the side at each area."
            )
        following = next((piece for piece in later if not isinstance(piece, Break | Bind)), None)
        if self._leaving_out and side != "both" and self._leave_out_side(side, following):
            return
        self._side = self._with_side(side)
        self._both = self._both or side == "both"
        if self._side and following is None and self._row:
            self._refuse_parted(self._side)
            if self._give_back(self._side):
                self._side = ""
        again = self._same_area(self._side) if isinstance(following, StateWord) else None
        if self._side and again:
            self._row.append(again)
            self._side = ""

    def _leave_out_side(self, side: str, following: Piece | None) -> bool:
        """Take the side of an area that is left out of "all"; whether it stands behind the area.

        Raises:
            BadInputError: Only a side is left out: "jaw full except left".
        """
        if self.left_out:
            base, own = self._catalog.split_side(self.left_out[-1])
            known = self._catalog.areas.get(base)
            if own is None and known is not None and known.sides:
                self.left_out[-1] = f"{base}-{side}"
                return True
        if isinstance(following, AreaWord):
            return False
        raise self._side_unclear(side)

    def _refuse_parted(self, side: str) -> None:
        """Refuse "jaw full but left": a comma or "but" parts the side from what was said.

        Raises:
            BadInputError: It is parted from an area and its state.
        """
        if self._parted and isinstance(self._row[-1], StateWord):
            raise self._side_unclear(side)

    def _side_unclear(self, side: str) -> BadInputError:
        groups = [item for item in self._row if isinstance(item, _Group) and not item.everywhere]
        area = inert(self._catalog.split_side(groups[-1].areas[-1])[0]) if groups else "jaw"
        name = inert(self._catalog.area_label(area))
        return BadInputError(
            f'"{side}": it isn\'t clear which state that side has. Nothing was saved.',
            f'Name each side: "{name} left=fading {name} right=full".',
        )

    def _give_back(self, side: str) -> bool:
        """Give a side behind a state to its area, if that has none: "jaw full on the left"."""
        match self._row:
            case [_Group() as group, StateWord()]:
                pass
            case _:
                return False
        base, own = self._catalog.split_side(group.areas[0]) if group.areas else ("", None)
        known = self._catalog.areas.get(base)
        if own or group.everywhere or len(group.areas) != 1 or known is None or not known.sides:
            return False
        self._row[0] = group._replace(areas=(f"{base}-{side}",))
        return True

    def _add_everywhere(self, piece: Everywhere) -> None:
        """Add every area whose result may be active.

        Raises:
            BadInputError: There is none, not as many as the line says, or one not of the face.
        """
        active = tuple(self._choices.active)
        named = join_words([inert(self._catalog.area_label(area)) for area in active])
        if not active:
            raise BadInputError(
                f'"{inert(piece.typed)}" names no area, because none of your results was still '
                "running on that day. Nothing was saved.",
                'Name the area, such as "11s=gone".',
            )
        bases = {self._catalog.split_side(area)[0] for area in active}
        if piece.number not in {None, len(active), len(bases)}:
            raise BadInputError(
                f'"{inert(piece.typed)}" is not how many results were running on that day: '
                f"{named}. Nothing was saved.",
                'Name the areas, or write "all".',
            )
        known = [self._catalog.areas.get(base) for base in bases]
        if "face" in piece.typed.casefold() and any(
            one is None or one.purpose not in _OF_THE_FACE for one in known
        ):
            raise BadInputError(
                f'"{inert(piece.typed)}" may not be all of {named}. Nothing was saved.',
                'Name the areas, or write "all".',
            )
        self._row.append(_Group(active, "all", everywhere=True))
        self._leaving_out = piece.but

    def _add_area(self, piece: AreaWord | ComplaintWord, later: Sequence[Piece]) -> None:
        last = self._row[-1] if self._row else None
        then = later[1:] if later and isinstance(later[0], SideWord) else later
        if isinstance(last, StateWord) and then and isinstance(then[0], StateWord | Bind):
            self._leaving_out = False  # "all full except jaw fading"
        if self._leaving_out and isinstance(piece, AreaWord):
            if not any(isinstance(item, _Group) and item.everywhere for item in self._row):
                raise BadInputError(
                    f'"{inert(piece.typed)}" is left out of nothing.',
                    'Say "all" before it, or name only the areas that you mean.',
                )
            side, self._side = self._side, ""
            self._check_side(piece, side)
            area = self._settled(piece)
            one_side = side and self._catalog.split_side(area)[1] is None
            self.left_out.append(f"{area}-{side}" if one_side else area)
        elif not self._is_of(piece):
            group = self._group(piece)
            last = self._row[-1] if self._row else None
            if isinstance(last, _Group) and not last.everywhere:
                self._row[-1] = _joined(last, group)
            else:
                self._row.append(group)

    def _add_state(self, state: StateWord) -> None:
        self._leaving_out = False
        piece = state if self._degree is None else _weakened(state, self._degree)
        self._degree = None
        last = self._row[-1] if self._row else None
        if isinstance(last, StateWord):
            self._row[-1] = self._merged(last, piece)
        else:
            self._row.append(piece)

    def _is_of(self, piece: ComplaintWord | AreaWord) -> bool:
        """Whether a complaint only says more of the area before it: "armpits sweating"."""
        if isinstance(piece, AreaWord) and not piece.condition and len(piece.readings) == 1:
            return False
        areas = piece.readings if isinstance(piece, AreaWord) else piece.areas
        last = self._row[-1] if self._row else None
        if not isinstance(last, _Group) or last.everywhere or not last.areas:
            return False
        if self._catalog.split_side(last.areas[-1])[0] not in areas:
            return False
        self._row[-1] = last._replace(typed=f"{last.typed} {piece.typed}", complains=True)
        return True

    def _with_side(self, side: str) -> str:
        """Give a side to the area before it if that has none; else return it for the next one."""
        last = self._row[-1] if self._row else None
        if isinstance(last, _Group) and last.areas and not last.everywhere:
            base, own = self._catalog.split_side(last.areas[-1])
            known = self._catalog.areas.get(base)
            if own == side:
                return ""
            if own is None and known is not None and known.sides and side != "both":
                self._row[-1] = last._replace(areas=(*last.areas[:-1], f"{base}-{side}"))
                return ""
            if side == "both":
                return ""
        return "" if side == "both" else side

    def _same_area(self, side: str) -> _Group | None:
        """Return the other side of the area before a state: "jaw left fading right full"."""
        groups = [item for item in self._row if isinstance(item, _Group)]
        if not groups or not isinstance(self._row[-1], StateWord) or len(groups[-1].areas) != 1:
            return None
        base, own = self._catalog.split_side(groups[-1].areas[0])
        return _Group((f"{base}-{side}",), side) if own else None

    def _side_alone(self, side: str) -> _Group:
        """Return the one side of the only area: "only the left is working".

        Raises:
            BadInputError: There is no such area.
        """
        bases = {self._catalog.split_side(area)[0] for area in self._choices.active}
        base = next(iter(bases)) if len(bases) == 1 else ""
        known = self._catalog.areas.get(base)
        if known is None or not known.sides:
            raise BadInputError(f'"{side}" names no area.', f'Name the area: "jaw {side} fading".')
        return _Group((f"{base}-{side}",), side)

    def _group(self, piece: AreaWord | ComplaintWord) -> _Group:
        side, self._side = self._side, ""
        self._check_side(piece, side)
        said = set(piece.typed.casefold().replace("'", "").split())
        if isinstance(piece, ComplaintWord):
            area = self._complained_of(piece)
            return _Group((area,), piece.typed, complains=True, complaint=True)
        complains = piece.condition or bool(said & words.LINE_WORDS and "botox" not in said)
        named = self._settled(piece)
        base, own = self._catalog.split_side(named)
        area = f"{base}-{side}" if side and own is None else self._treated_side(named, piece.typed)
        return _Group((area,), piece.typed, complains=complains, complaint=piece.condition)

    def _check_side(self, piece: AreaWord | ComplaintWord, side: str) -> None:
        """Refuse a side of an area that has none.

        Raises:
            BadInputError: It has no left and right side.
        """
        known = self._catalog.areas.get(piece.readings[0]) if isinstance(piece, AreaWord) else None
        if side and known is not None and not known.sides:
            raise BadInputError(
                f'"{side} {inert(piece.typed)}": {inert(known.name)} has no left and right side.',
                f'Write it without the side: "{inert(piece.typed)}=fading".',
            )

    def _settled(self, piece: AreaWord) -> str:
        """Return the area that was meant.

        Raises:
            BadInputError: It has several readings, and there is nobody to ask.
        """
        if len(piece.readings) == 1:
            return piece.readings[0]
        return self._choices.choose(piece.typed, piece.readings)

    def _treated_side(self, area: str, typed: str) -> str:
        """Return the one side of an area that was treated, else the area as it was named.

        Raises:
            BadInputError: The words are about both sides: "arms".
        """
        mine = {one for one in self._choices.treated if self._catalog.overlap(one, area)}
        if len(mine) != 1:
            return area
        treated = mine.pop()
        one_side = self._catalog.split_side(treated)[1] and not self._catalog.split_side(area)[1]
        if one_side and (self._both or typed.casefold().endswith("s")):
            raise BadInputError(
                f'"{inert(typed)}": only one side was treated.', f'Name it: "{treated}=fading".'
            )
        return treated

    def _complained_of(self, piece: ComplaintWord) -> str:
        """Return the one area with an active result that a complaint may be about.

        Raises:
            BadInputError: There are several, or none.
        """
        mine = [
            area
            for area in self._choices.active
            if self._catalog.split_side(area)[0] in piece.areas
        ]
        if len(mine) == 1:
            return mine[0]
        raise BadInputError(
            f'"{inert(piece.typed)}" could be about several areas.'
            if mine
            else f'"{inert(piece.typed)}" fits no area whose result may be working on that day.',
            'Name the area: "11s=fading".',
        )

    def _without(self, item: _Group | StateWord) -> _Group | StateWord:
        if isinstance(item, StateWord) or not item.everywhere:
            return item
        areas = _rest(item.areas, self.left_out, self._catalog)
        if not areas:
            raise BadInputError(
                f'"{inert(item.typed)}": none of your results was still active on that day.',
                "Name the area.",
            )
        return item._replace(areas=areas)

    def _merged(self, one: StateWord, other: StateWord) -> StateWord:
        """Return what two states in a row agree on: "fully frozen".

        Raises:
            BadInputError: They contradict each other.
        """
        both = tuple(state for state in one.readings if state in other.readings)
        if not both:
            raise BadInputError(
                f'"{inert(one.typed)}" and "{inert(other.typed)}" are two states.',
                "Choose one for each area.",
            )
        return StateWord(both, f"{one.typed} {other.typed}")


def _weakened(state: StateWord, degree: Degree) -> StateWord:
    """Return a state of which there is only little: "slightly faded" is fading.

    Raises:
        BadInputError: It makes no other state.
    """
    typed = f"{degree.typed} {state.typed}"
    if State.GONE in state.readings or state.readings == (State.FADING,):
        return StateWord((State.FADING,), typed)
    if state.readings in {(State.PARTIAL,), (State.KICKING_IN,)}:
        return StateWord(state.readings, typed)
    raise BadInputError(
        f'"{inert(typed)}" could be several states.', f"Choose one of: {', '.join(State)}."
    )


def _joined(one: _Group, other: _Group) -> _Group:
    areas = one.areas if one.areas == other.areas else (*one.areas, *other.areas)
    return _Group(areas, f"{one.typed} {other.typed}", complains=one.complains or other.complains)


def _rest(areas: Sequence[str], taken: Sequence[str], catalog: Catalog) -> tuple[str, ...]:
    """Return the areas without those that are taken; of one whose side is taken, the other side."""
    left: list[str] = []
    for area in areas:
        over = [one for one in taken if catalog.overlap(area, one)]
        sides = {catalog.split_side(one)[1] for one in over}
        base, own = catalog.split_side(area)
        if not over:
            left.append(area)
        elif own is None and len(sides) == 1 and None not in sides:
            left.append(f"{base}-{'right' if 'left' in sides else 'left'}")
    return tuple(left)
