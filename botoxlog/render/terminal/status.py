"""A face and a body as text, as in a mirror, with each treated area marked by its state."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render.terminal.lists import hanging
from botoxlog.render.timeline_colours import TERMINAL
from botoxlog.reports import sentences
from botoxlog.reports.timeline_questions import count_text

WIDE = 74
"""From this width on, in columns, the drawing is shown next to the list; below, only the list."""

MIRROR = "As in a mirror: your left is on the left."

_GAP = 3

_FACE = r"""
         .-------------------.
       .'   m     s      M    '.
      /                         \
     /     f      g       F      \
    |  t     b  1    2  B     T   |
    |     .-----.     .-----.     |
    | c  (  o e  )   ( E  o  ) C  |
    |     '-----'n  N '-----'     |
    |       u     | |    U        |
    |            (   )            |
    |    h        '-'       H     |
     \        y        Y         /
    j \       p   l    P        /J
       \        .-----.        /
        \    q  '-----' Q     /
         '.       k         .'
           '-.           .-'
             | v      V  |
"""

_BODY = r"""
             |w  x  X  W |
      .------'           '------.
    .'     r              R      '.
   /                               \
  |  d   | a              A  |  D   |
  |      |                   |      |
  |  |   |                   |   |  |
   \ |   |                   |   | /
   o     |        z          |    O
         |         |         |
         |  i      |     I   |
         |         |         |
        .' s       |      S  '.
        '----------'----------'
"""

_ON_FACE = {
    "m": "migraine-pattern", "s": "scalp", "f": "forehead", "g": "forehead", "t": "temples",
    "b": "brow-lift", "1": "glabella", "2": "glabella", "c": "crows-feet", "e": "eyelid",
    "n": "bunny-lines", "u": "under-eye", "h": "half-face", "y": "gummy-smile", "l": "lip-flip",
    "p": "perioral", "j": "masseter", "q": "mouth-corners", "k": "chin", "v": "platysma",
}  # fmt: skip
_ON_BODY = {
    "w": "neck", "r": "trapezius", "x": "larynx", "d": "arm", "a": "underarms", "o": "palms",
    "z": "bladder", "i": "leg", "s": "soles",
}  # fmt: skip
"""The area of each letter of a drawing: lower case is its left side or middle, upper case its right
side. The character after each letter is free for the mark of its state."""

_MARKS = {
    "not yet": "·",
    "kicking in": "▲",
    "full": "●",
    "partly working": "●",
    sentences.STILL_WORKING: "●",
    "fading": "▼",
    sentences.EVEN: "▼",
    sentences.PROBABLY: "○",
    sentences.ALMOST_CERTAINLY: "○",
    "worn off": "○",
    "no effect": "x",
    "not known": "?",
}
"""The mark of each state, by its words."""

_ASCII = dict(zip("·▲●▼○x?", ".^#vox?", strict=True))
_STYLES = {
    "▲": f"bold {TERMINAL['seen']}",
    "●": f"bold {TERMINAL['seen']}",
    "▼": f"bold {TERMINAL['likely']}",
}


@dataclass(frozen=True, slots=True)
class StatusView:
    """The areas of a journal: where each is, and what it is doing."""

    snapshot: Snapshot
    areas: Sequence[AreaForecast]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the drawing, with a letter and a mark for each area, and the list next to it."""
        today, ascii_only = self.snapshot.today, options.ascii_only
        rows = [
            _Row(area, _letter(index), today, ascii_only=ascii_only)
            for index, area in enumerate(self.areas)
        ]
        drawings = [
            drawing
            for drawing in (_Drawing(_FACE, _ON_FACE, rows), _Drawing(_BODY, _ON_BODY, rows))
            if drawing.placed
        ]
        if options.max_width < WIDE or not drawings:
            for row in rows:
                yield from self._lines(row, options.max_width)
        else:
            yield from self._drawn(rows, drawings, options.max_width)
        if line := count_text(self.snapshot):
            yield Text()
            yield from hanging("", line, options.max_width, indent=0)

    def _drawn(
        self, rows: Sequence["_Row"], drawings: Sequence["_Drawing"], width: int
    ) -> Iterator[Text]:
        yield Text(MIRROR)
        picture = [line for drawing in drawings for line in drawing.lines()]
        column = max(line.cell_len for line in picture) + _GAP
        listed = [line for row in rows for line in self._lines(row, width - column)]
        for index in range(max(len(picture), len(listed))):
            line = picture[index] if index < len(picture) else Text()
            if index < len(listed):
                line.pad_right(column - line.cell_len)
                line.append_text(listed[index])
            line.rstrip()
            yield line

    def _lines(self, row: "_Row", width: int) -> Iterator[Text]:
        text = sentences.status(row.area, self.snapshot.today)
        yield from hanging(f"{row.label} ", text, width, "bold", indent=len(row.label) + 1)

    def plain(self) -> Iterator[str]:
        """Yield one line per area, then how many questions there are."""
        for area in self.areas:
            yield sentences.status(area, self.snapshot.today)
        if line := count_text(self.snapshot):
            yield line


class _Row:
    """One area with its letter and the mark of its state."""

    def __init__(self, area: AreaForecast, letter: str, today: date, *, ascii_only: bool) -> None:
        self.area = area
        mark = _MARKS[sentences.state(area, today).partition(" (")[0]]
        self.label = f"{letter}{_ASCII[mark] if ascii_only else mark}"
        self.style = _STYLES.get(mark, "bold")


class _Drawing:
    """One drawing, with the areas that have a place on it."""

    def __init__(self, art: str, places: dict[str, str], rows: Sequence[_Row]) -> None:
        self.art = art.strip("\n").splitlines()
        self.places = places
        self.placed = {
            letter: row for letter in self._letters() if (row := self._row_at(letter, rows))
        }

    def _letters(self) -> Iterator[str]:
        return (letter for row in self.art for letter in row if letter.lower() in self.places)

    def _row_at(self, letter: str, rows: Sequence[_Row]) -> _Row | None:
        area = self.places[letter.lower()]
        side = "right" if letter.isupper() else "left"
        for row in rows:
            if row.area.area in {area, f"{area}-{side}"}:
                return row
        return None

    def lines(self) -> Iterator[Text]:
        """Yield the drawing line by line."""
        for drawn in self.art:
            line, skip = Text(), False
            for index, character in enumerate(drawn):
                row = self.placed.get(character)
                if skip:
                    skip = False
                elif row is not None:
                    line.append(row.label, row.style)
                    skip = index + 1 < len(drawn)
                else:
                    line.append(" " if character.lower() in self.places else character)
            yield line


def _letter(index: int) -> str:
    return ascii_lowercase[index] if index < len(ascii_lowercase) else "*"
