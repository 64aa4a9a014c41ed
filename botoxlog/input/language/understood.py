"""Say what was understood of a line that is refused."""

from collections.abc import Iterable

from botoxlog.core.text import inert, plain_number
from botoxlog.input.language.checkin_pieces import StateWord
from botoxlog.input.language.pieces import (
    Amount,
    AreaWord,
    Bind,
    Break,
    Money,
    Placed,
    SideWord,
    When,
)
from botoxlog.input.language.scanner import Scanner


def understood(pieces: Iterable[Placed], scanner: Scanner) -> str:
    """Return a sentence that says what was understood, "" if nothing was."""
    shown: list[str] = []
    joined = False
    for placed in sorted(pieces, key=lambda placed: placed.start):
        piece = placed.piece
        if isinstance(piece, Break | Bind):
            continue
        together = isinstance(piece, AreaWord | SideWord | Amount | StateWord)
        if together and joined:
            shown[-1] += f" {_shown(placed, scanner)}"
        else:
            shown.append(_shown(placed, scanner))
        joined = together and not isinstance(piece, StateWord)
    return f" Understood so far: {', '.join(shown)}." if shown else ""


def _shown(placed: Placed, scanner: Scanner) -> str:
    match placed.piece:
        case AreaWord(readings=(area,)):
            return inert(scanner.catalog.area_label(area)).replace(", ", " ")
        case When():
            return str(placed.piece.date)
        case Money():
            return f"{plain_number(placed.piece.amount)} {placed.piece.currency or ''}".strip()
        case StateWord(readings=(state,)):
            return str(state)
        case _:
            return inert(scanner.typed(placed.start, placed.end))
