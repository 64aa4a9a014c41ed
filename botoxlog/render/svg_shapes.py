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


def mark(kind: str, x: float, y: float, count: int = 1) -> str:
    """Return a mark, with a number if it stands for more than one."""
    if kind == "session":
        shown = tag("circle", fill="ink", cx=f"{x:.1f}", cy=y, r=4 if count == 1 else 6)
        return shown + (_number(x, y + 3, count, "paper", "middle") if count > 1 else "")
    if kind == "touch-up":
        at = f"{x:.1f}"
        shown = tag("circle", fill="paper", stroke="ink", cx=at, cy=y, r=3.4, stroke_width=1.6)
    elif kind == "earlier":
        arrows = f"M{x:.1f} {y - 4}l-4 4l4 4m5 -8l-4 4l4 4"
        halo = tag("path", stroke="paper", d=arrows, stroke_width=5)
        shown = halo + tag("path", stroke="ink", d=arrows, stroke_width=1.6)
    elif kind == "booked":
        shown = tag("path", fill="ink", d=f"M{x:.1f} {y - 6}l6 6l-6 6l-6 -6z")
    else:
        shown = tag("path", stroke="ink", d=_cross(x, y, 4), stroke_width=1.8)
    return shown + (_number(x + 4, y - 4, count, "ink", "start") if count > 1 else "")


def _number(x: float, y: float, count: int, colour: str, anchor: str) -> str:
    return tag(
        "text",
        fill=colour,
        inside=str(count),
        x=f"{x:.1f}",
        y=y,
        text_anchor=anchor,
        font_size=9,
        font_weight=700,
    )


def block(kind: str, box: tuple[float, float, float, float], hatch: str) -> str:
    """Return the block of a session, by what was seen of its result.

    Args:
        kind: "block-seen" working, "block-not-seen" working, "block-unknown" without a check-in, or
            "block-no-effect".
        box: Its left, top, width and height, in pixels.
        hatch: The id of the pattern for what was not seen working.
    """
    left, top, width, height = box
    inset = min(1.0, width / 6, height / 6)
    width, height = width - 2 * inset, height - 2 * inset
    path = f"M{left + inset:.1f} {top + inset:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"
    if kind == "block-seen":
        return tag("path", fill="seen", d=path)
    if kind == "block-not-seen":
        outline = tag("path", stroke="likely", d=path)
        return f'<path d="{path}" fill="url(#{hatch})"/>{outline}'
    if kind == "block-unknown":
        return tag("path", stroke="quiet", d=path, stroke_dasharray="1 2")
    arm = min(width, height) / 2
    at = (left + inset + width / 2, top + inset + height / 2)
    return tag("path", stroke="ink", d=_cross(*at, arm), stroke_width=1.5)


def _cross(x: float, y: float, arm: float) -> str:
    """Return the path data of a cross."""
    corner, side = f"M{x - arm:.1f} {y - arm:.1f}", 2 * arm
    return f"{corner}l{side:.1f} {side:.1f}m0 -{side:.1f}l-{side:.1f} {side:.1f}"


def dashed(colour: str, path: str, dashes: str) -> str:
    """Return a line of dashes or dots."""
    return tag("path", stroke=colour, d=path, stroke_width=1.5, stroke_dasharray=dashes)


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
