"""A face and a body drawn in text, as in a mirror, with each treated area marked by its state."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from botoxlog.forecast.area_forecast import AreaForecast, Phase
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.render.terminal.lists import hanging
from botoxlog.reports import sentences

WIDE = 74
"""From this many columns on the drawing stands beside the list; below, there is only the list."""

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
"""Which letter of a drawing is which area: a small one its left side or its middle, a capital its
right. Beside each letter there is room for the mark of its state."""

_UNICODE = {
    Phase.NOT_YET: "·",
    Phase.KICKING_IN: "▲",
    Phase.FULL: "●",
    Phase.FADING: "▼",
    Phase.GONE: "○",
    "no effect": "x",
    "unknown": "?",
}
_ASCII = dict(zip(_UNICODE, ".^#vox?", strict=True))
_STYLES = {
    Phase.KICKING_IN: "bold cyan",
    Phase.FULL: "bold cyan",
    Phase.FADING: "bold yellow",
    Phase.GONE: "bold",
}


@dataclass(frozen=True, slots=True)
class StatusView:
    """Every treated area: where it is, and what it is doing."""

    snapshot: Snapshot

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw what was treated, with a letter and a mark for each; list it beside."""
        marks = _ASCII if options.ascii_only else _UNICODE
        areas = self.snapshot.areas
        lanes = [_Lane(area, _letter(place), marks) for place, area in enumerate(areas)]
        drawings = [
            drawing
            for drawing in (_Drawing(_FACE, _ON_FACE, lanes), _Drawing(_BODY, _ON_BODY, lanes))
            if drawing.placed
        ]
        if options.max_width < WIDE or not drawings:
            for lane in lanes:
                yield from self._line(lane, options.max_width)
            return
        yield Text(MIRROR)
        picture = [line for drawing in drawings for line in drawing.lines()]
        column = max(line.cell_len for line in picture) + _GAP
        listed = [row for lane in lanes for row in self._line(lane, options.max_width - column)]
        for place in range(max(len(picture), len(listed))):
            line = picture[place] if place < len(picture) else Text()
            if place < len(listed):
                line.pad_right(column - line.cell_len)
                line.append_text(listed[place])
            line.rstrip()
            yield line

    def _line(self, lane: "_Lane", width: int) -> Iterator[Text]:
        told = sentences.status(lane.area, self.snapshot.today)
        yield from hanging(f"{lane.label} ", told, width, "bold", indent=len(lane.label) + 1)

    def plain(self) -> Iterator[str]:
        """Yield a line for each area."""
        for area in self.snapshot.areas:
            yield sentences.status(area, self.snapshot.today)


class _Lane:
    """One area with its letter and the mark of its state."""

    def __init__(self, area: AreaForecast, letter: str, marks: "dict[Phase | str, str]") -> None:
        self.area = area
        state = "no effect" if area.no_effect else area.phase or "unknown"
        self.label = f"{letter}{marks[state]}"
        self.style = _STYLES.get(state, "bold") if isinstance(state, Phase) else "bold"


class _Drawing:
    """One drawing with the lanes that have a place on it."""

    def __init__(self, art: str, places: dict[str, str], lanes: Sequence[_Lane]) -> None:
        self.art = art.strip("\n").splitlines()
        self.places = places
        self.placed = {
            letter: lane for letter in self._letters() if (lane := self._lane_at(letter, lanes))
        }

    def _letters(self) -> Iterator[str]:
        return (letter for row in self.art for letter in row if letter.lower() in self.places)

    def _lane_at(self, letter: str, lanes: Sequence[_Lane]) -> _Lane | None:
        area = self.places[letter.lower()]
        side = "right" if letter.isupper() else "left"
        for lane in lanes:
            if lane.area.area in {area, f"{area}-{side}"}:
                return lane
        return None

    def lines(self) -> Iterator[Text]:
        """Yield the drawing row by row."""
        for row in self.art:
            line, skip = Text(), False
            for place, character in enumerate(row):
                lane = self.placed.get(character)
                if skip:
                    skip = False
                elif lane is not None:
                    line.append(lane.label, lane.style)
                    skip = place + 1 < len(row)
                else:
                    line.append(" " if character.lower() in self.places else character)
            yield line


def _letter(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else "*"
