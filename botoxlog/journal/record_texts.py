"""The text of each record as a person wrote it, with the comments above it."""

from dataclasses import dataclass

from botoxlog.journal.toml_positions import Place, comments, runs, statements

TOP: Place = ("", 0)
"""The place of comments before the first record."""
END: Place = ("", 1)
"""The place of comments after the last record."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of whole lines that belong to one record.

    Attributes:
        place: The record.
        start: Offset of the comments directly above the record, or of the record if there are none.
        own: Offset of the first line of the record itself.
        end: Offset just after its last line.
    """

    place: Place
    start: int
    own: int
    end: int


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a valid TOML text in order."""
    found: list[Piece] = []
    floor = 1 if text.startswith("\ufeff") else 0
    for place, first, last in runs(statements(text)):
        end = text.find("\n", last.end) + 1 or len(text)
        own = text.rfind("\n", floor, first.start) + 1 or floor
        found.append(Piece(place, _with_comments_above(text, own, floor), own, end))
        floor = end
    return found


def whole(found: list[Piece]) -> dict[Place, Piece]:
    """Return the records that are in one piece, so that their text can be moved."""
    seen: dict[Place, list[Piece]] = {}
    for piece in found:
        if piece.place[1] >= 0:
            seen.setdefault(piece.place, []).append(piece)
    return {place: run[0] for place, run in seen.items() if len(run) == 1}


def _with_comments_above(text: str, start: int, floor: int) -> int:
    """Return the offset of the comment lines directly above a record."""
    while start > floor:
        above = text.rfind("\n", floor, start - 1) + 1 or floor
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def anchored_comments(text: str) -> list[tuple[str, Place]]:
    """Return each comment with the record it is about: the one it is in, or the next one.

    Comments before the first record belong to `TOP`, those after the last record to `END`.
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
