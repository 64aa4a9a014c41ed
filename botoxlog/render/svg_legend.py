"""The legend of the SVG picture: what each kind of mark means, if it is drawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from botoxlog.render.svg_shapes import block, dashed, mark, tag
from botoxlog.render.svg_text import LINE, fitting, text, wide, wrap

_SAMPLE = 20  # pixels of a mark before its meaning
_GAP = 14  # pixels between two

LEGEND = {
    "seen": "working at a check-in",
    "likely": "the higher, the likelier it still works",
    "unknown": "no check-in",
    "session": "session",
    "several": "more than one",
    "touch-up": "touch-up",
    "no-effect": "no effect",
    "block-seen": "seen working",
    "block-not-seen": "seen, but not working",
    "block-unknown": "no check-in",
    "block-no-effect": "no effect",
    "booked": "appointment",
    "earlier": "earlier sessions",
}
"""What each kind of mark means."""

DATES = "80% chance that it wears off between the two dates."
BLOCKS = "Each block is a session, in the column of its year."
INEXACT = "A session without an exact date is at the middle of its date."
UNCOUNTED = "Touch-ups are not shown at this scale."
"""Remarks below the legend."""


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend between two edges.

    Attributes:
        kinds: What is drawn.
        visit: The next appointment in words; "" if the picture does not say it.
        remarks: Sentences below the marks.
        left: The left edge, in pixels.
        right: The right edge.
        hatch: The id of the pattern for what was not seen.
    """

    kinds: Collection[str]
    visit: str
    remarks: Sequence[str]
    left: int
    right: int
    hatch: str

    def add_to(self, parts: list[str], y: int) -> int:
        """Add the legend whose first line is at `y`; return the y of its last line."""
        x, room = self.left, self.right - self.left
        for kind in filter(self.kinds.__contains__, LEGEND):
            meaning = LEGEND[kind]
            if kind == "booked" and self.visit:
                meaning = f"{meaning}: {self.visit}"
            meaning = fitting(meaning, room - _SAMPLE)
            taken = _SAMPLE + round(wide(meaning))
            if x > self.left and x + taken > self.right:
                x, y = self.left, y + LINE
            parts += [self._sample(kind, x, y), text(x + _SAMPLE, y, meaning, "quiet")]
            x += taken + _GAP
        for line in (line for remark in self.remarks for line in wrap(remark, room)):
            y += LINE
            parts.append(text(self.left, y, line, "quiet"))
        return y

    def _sample(self, kind: str, x: int, y: int) -> str:
        if kind.startswith("block-"):
            return block(kind, (x + 1, y - 9, 12, 8), self.hatch)
        box, line = f"M{x} {y}h14v-10h-14z", f"M{x} {y - 4}h14"
        samples = {
            "seen": tag("path", fill="seen", d=box),
            "likely": f'<path d="{box}" fill="url(#{self.hatch})"/>',
            "unknown": dashed("quiet", line, "1 4"),
            "several": mark("session", x + 7, y - 4, 2),
        }
        return samples.get(kind) or mark(kind, x + 7, y - 4)
