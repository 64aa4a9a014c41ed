"""The line of `checkin`: what its pieces say together."""

from collections.abc import Sequence
from typing import NamedTuple

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import AreaState, CheckIn, Journal, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import inert
from botoxlog.input.language.area_states import AreaStates, Choices
from botoxlog.input.language.checkin_pieces import (
    Past,
)
from botoxlog.input.language.checkin_scanner import CheckInScanner
from botoxlog.input.language.effects_line import EffectsLine
from botoxlog.input.language.pieces import (
    AreaWord,
    Break,
    Placed,
    When,
)


class CheckInLine(NamedTuple):
    """What the words of a line say about a check-in.

    Attributes:
        states: The state of each area.
        effects: Side effects that are there, as ids.
        resolved: Side effects that are over, as ids.
        date: The date, or None.
        remarks: Words for the note.
        told: Check-ins of their own date, for what is past.
    """

    states: tuple[AreaState, ...] = ()
    effects: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()
    date: PartialDate | None = None
    remarks: tuple[str, ...] = ()
    told: tuple[CheckIn, ...] = ()


def session_in_question(scanner: CheckInScanner, journal: Journal) -> Session | None:
    """Return the session that "day 4" counts from: the latest of the named areas, or of all."""
    catalog = scanner.catalog
    named = [
        piece.readings[0]
        for at in range(len(scanner.tokens))
        if (found := scanner.area(at)) and isinstance(piece := found[0], AreaWord)
    ]
    full = [item for item in journal.sessions if not item.touch_up_of]
    mine = [
        item
        for item in full
        if any(catalog.overlap(catalog.area_id(a), b) for a in item.areas for b in named)
    ]
    return max(mine or full, key=lambda item: item.date.middle, default=None)


def checkin_of(pieces: Sequence[Placed], scanner: CheckInScanner, choices: Choices) -> CheckInLine:
    """Return what the pieces of a line say together; every area has one reading.

    Raises:
        BadInputError: They contradict each other, or have several readings.
    """
    line = EffectsLine(pieces, scanner, choices)
    dates = {piece.date for piece, _, _ in line.rest if isinstance(piece, When)}
    if len(dates) > 1:
        raise BadInputError(
            "The line has more than one date. Nothing was saved.", "Log each date separately."
        )
    states = tuple(AreaStates(line.rest, scanner, choices).read(located=line.located))
    _refuse_date_of_effect(pieces, line, has_states=bool(states))
    past = next((piece for piece, _, _ in line.rest if isinstance(piece, Past)), None)
    if past is not None and not (dates or choices.dated):
        raise BadInputError(
            f'"{inert(past.typed)}" is about the past, and the line has no date.',
            'Say when, such as "in august", or write how it looks now.',
        )
    said = states or line.effects or line.resolved or line.denies
    if not said and any(not isinstance(placed.piece, When) for placed in pieces):
        raise BadInputError(
            "The line says nothing about a result. Nothing was saved.",
            'Name an area and how it looks, such as "11s fading".',
        )
    return CheckInLine(
        states,
        tuple(dict.fromkeys(line.effects)),
        tuple(dict.fromkeys(line.resolved)),
        dates.pop() if dates else None,
        tuple(line.remarks),
    )


def _refuse_date_of_effect(
    pieces: Sequence[Placed], line: EffectsLine, *, has_states: bool
) -> None:
    """Refuse "11s full, headache yesterday": the date may be that of the side effect alone.

    Raises:
        BadInputError: A date stands in one clause with a state or a side effect, of both.
    """
    if not has_states or not (line.effects or line.resolved):
        return
    for index, placed in enumerate(pieces):
        before = pieces[index - 1].piece if index else None
        after = pieces[index + 1].piece if index + 1 < len(pieces) else None
        alone = all(
            other is None or (isinstance(other, Break) and other.strength > 1)
            for other in (before, after)
        )
        if isinstance(placed.piece, When) and not alone:
            raise BadInputError(
                "The date could be that of the state, of the side effect, or of both.",
                "Log them one by one, or put the date first with a comma behind it.",
            )
