"""The records of a journal text as the very text that a person wrote, comments above included."""

from dataclasses import dataclass

from botoxlog.journal.toml_positions import Statement, comments, statements

Place = tuple[str, int]
"""A record: the name of its array and its number in it; -1 for what is in no array."""


TOP: Place = ("", 0)
END: Place = ("", 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of whole lines that belongs to one record.

    Attributes:
        start: Where the comments directly above it begin, else the record itself.
        own: Where its first own line begins.
        end: Just after its last line.
    """

    place: Place
    start: int
    own: int
    end: int


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a valid TOML text in their order."""
    runs = _runs(statements(text))
    found: list[Piece] = []
    floor = 1 if text.startswith("\ufeff") else 0
    for place, first, last in runs:
        end = text.find("\n", last.end) + 1 or len(text)
        own = text.rfind("\n", floor, first.start) + 1 or floor
        found.append(Piece(place, _with_comments_above(text, own, floor), own, end))
        floor = end
    return found


def whole(found: list[Piece]) -> dict[Place, Piece]:
    """Return the records that stand in one piece: those that can be moved as they are."""
    seen: dict[Place, list[Piece]] = {}
    for piece in found:
        if piece.place[1] >= 0:
            seen.setdefault(piece.place, []).append(piece)
    return {place: run[0] for place, run in seen.items() if len(run) == 1}


def _runs(found: list[Statement]) -> list[tuple[Place, Statement, Statement]]:
    runs: list[tuple[Place, Statement, Statement]] = []
    last: dict[str, int] = {}
    for statement in found:
        name = statement.path[0]
        if statement.header == "array" and len(statement.path) == 1:
            last[name] = last.get(name, -1) + 1
        place = (name, last.get(name, -1))
        if runs and runs[-1][0] == place:
            runs[-1] = (place, runs[-1][1], statement)
        else:
            runs.append((place, statement, statement))
    return runs


def _with_comments_above(text: str, start: int, floor: int) -> int:
    """Return where the unbroken comment lines above a record begin."""
    while start > floor:
        above = text.rfind("\n", floor, start - 1) + 1 or floor
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def anchored_comments(text: str) -> list[tuple[str, Place]]:
    """Return each comment with the record that it is about: the one it is in, or the next.

    `TOP` and `END` stand for what is before the first record and after the last.
    """
    records = [piece for piece in pieces(text) if piece.place[1] >= 0]
    found: list[tuple[str, Place]] = []
    at = 0
    for start, words in comments(text):
        while at < len(records) and start >= records[at].end:
            at += 1
        head = at == 0 and bool(records) and start < records[0].start
        place = TOP if head else records[at].place if at < len(records) else END
        found.append((words, place))
    return found
