"""What a picture in SVG is made of: its colours, light and dark, and each mark as an element."""

from collections.abc import Sequence
from unicodedata import east_asian_width

LIGHT = {
    "ink": "#1c2126",
    "quiet": "#545d66",
    "paper": "#ffffff",
    "line": "#d5dbe0",
    "seen": "#1f6a86",
    "likely": "#a3560b",
    "today": "#a3175c",
}
DARK = {
    "ink": "#e6eaed",
    "quiet": "#a7b1ba",
    "paper": "#14181b",
    "line": "#39424a",
    "seen": "#6fb7d3",
    "likely": "#f0a85a",
    "today": "#ff8fc0",
}
"""Everything but the rules stands at 4.5 to 1 at least against the paper. Blue and orange stay
apart for every kind of colour blindness."""

_BOLD, _WIDEST = 0.62, 1.1  # the width in ems of an average bold letter; of W and 你
_GROUND = 0.3  # what is lower cannot be told from the ground

Point = tuple[float, float]


def cut(text: str, room: float) -> str:
    """Return a text that is no longer than `room` ems, with a mark where it was cut."""
    if length(text) <= room:
        return text
    while text and length(text) + _WIDEST > room:
        text = text[:-1]
    return f"{text}\u2026"


def length(text: str) -> float:
    """Return about how long a bold text is, in ems."""
    return sum(
        _WIDEST if letter in "MWmw@%" or east_asian_width(letter) in "WF" else _BOLD
        for letter in text
    )


def dot(x: float, y: float) -> str:
    """Return the mark of a session."""
    return tag("circle", fill="ink", cx=f"{x:.1f}", cy=y, r=4)


def ring(x: float, y: float) -> str:
    """Return the mark of a touch-up."""
    return tag("circle", fill="paper", stroke="ink", cx=f"{x:.1f}", cy=y, r=3.4, stroke_width=1.6)


def standing(points: Sequence[Point], base: int) -> Sequence[Point]:
    """Return an edge up to where it meets the ground."""
    high = [place for place, (_, y) in enumerate(points) if y < base - _GROUND]
    return points[: high[-1] + 2] if high else ()


def edge(points: Sequence[Point]) -> str:
    """Return a line through points, as the data of a path."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def closed(points: Sequence[Point], base: int) -> str:
    """Return the area between an edge and the ground, as the data of a path."""
    return f"{edge(points)}V{base}H{points[0][0]:.1f}z"


def tag(
    name: str,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    inside: str = "",
    **rest: object,
) -> str:
    """Return an element; its colours are names, light as they stand, dark by the style sheet."""
    attributes = [f'fill="{LIGHT[fill]}"' if fill else 'fill="none"']
    if stroke:
        attributes.append(f'stroke="{LIGHT[stroke]}"')
    kinds = [f"f-{fill}" if fill else "", f"s-{stroke}" if stroke else ""]
    attributes.append(f'class="{" ".join(kind for kind in kinds if kind)}"')
    attributes += [f'{key.replace("_", "-")}="{value}"' for key, value in rest.items()]
    end = f">{inside}</{name}>" if inside else "/>"
    return f"<{name} {' '.join(attributes)}{end}"


def dark_style() -> str:
    """Return the style sheet that asks for the reader's screen, and has the dark colours for it."""
    rules = "".join(
        f".f-{name}{{fill:{colour}}}.s-{name}{{stroke:{colour}}}" for name, colour in DARK.items()
    )
    return f"@media screen and (prefers-color-scheme: dark){{{rules}}}"
