"""The elements of the SVG picture: marks, paths, text widths and colours as attributes."""

from collections.abc import Sequence
from itertools import accumulate, takewhile
from unicodedata import east_asian_width

from botoxlog.render.timeline_colours import DARK, LIGHT

_BOLD, _WIDEST = 0.62, 1.1  # widths in ems: an average bold letter; W and 你
_INVISIBLE = 0.3  # heights below this, in pixels, cannot be seen

Point = tuple[float, float]


def shorten(text: str, room: float) -> str:
    """Return a text of at most `room` ems, with an ellipsis if it was cut."""
    if length(text) <= room:
        return text
    widths = accumulate(map(length, text), initial=_WIDEST)
    fitting = sum(1 for _ in takewhile(lambda width: width <= room, widths))
    return f"{text[: max(fitting - 1, 0)]}\u2026"


def length(text: str) -> float:
    """Return the approximate width of a bold text, in ems."""
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


def cross(x: float, y: float) -> str:
    """Return the mark of a result that had no effect."""
    return tag("path", stroke="ink", d=f"M{x - 4:.1f} {y - 4}l8 8m0 -8l-8 8", stroke_width=1.8)


def visible(points: Sequence[Point], base: int) -> Sequence[Point]:
    """Return an edge up to where it falls to the baseline."""
    high = [index for index, (_, y) in enumerate(points) if y < base - _INVISIBLE]
    return points[: high[-1] + 2] if high else ()


def edge(points: Sequence[Point]) -> str:
    """Return the path data of a line through points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def closed(points: Sequence[Point], base: int) -> str:
    """Return the path data of the area between an edge and the baseline."""
    return f"{edge(points)}V{base}H{points[0][0]:.1f}z"


def tag(
    name: str,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    inside: str = "",
    **rest: object,
) -> str:
    """Return an element.

    `fill` and `stroke` name colours: the light ones become attributes, and classes let `dark_style`
    replace them.
    """
    attributes = [f'fill="{LIGHT[fill]}"' if fill else 'fill="none"']
    if stroke:
        attributes.append(f'stroke="{LIGHT[stroke]}"')
    kinds = [f"f-{fill}" if fill else "", f"s-{stroke}" if stroke else ""]
    attributes.append(f'class="{" ".join(kind for kind in kinds if kind)}"')
    attributes += [f'{key.replace("_", "-")}="{value}"' for key, value in rest.items()]
    end = f">{inside}</{name}>" if inside else "/>"
    return f"<{name} {' '.join(attributes)}{end}"


def dark_style() -> str:
    """Return the style sheet that sets the dark colours on a dark screen."""
    rules = "".join(
        f".f-{name}{{fill:{colour}}}.s-{name}{{stroke:{colour}}}" for name, colour in DARK.items()
    )
    return f"@media screen and (prefers-color-scheme: dark){{{rules}}}"
