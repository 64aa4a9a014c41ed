"""Text in the SVG picture: its width without a browser, lines that fit, and the element."""

from xml.sax.saxutils import escape

from botoxlog.render.svg_shapes import length, shorten, tag

TEXT, SMALL = 13, 12
"""Font sizes in pixels: of names and headings, which are bold, and of everything else."""

LINE = 15
"""Line height in pixels."""

_SLIM, _SLIMMER = "fijlrt.,:;'()| ", 0.2  # narrow letters, and by how much, in ems


def text(
    x: float,
    y: float,
    words: str,
    colour: str,
    *,
    bold: bool = False,
    anchor: str = "start",
    size: int = SMALL,
) -> str:
    """Return a text with a halo, which keeps it readable on lines."""
    attributes: dict[str, object] = {"x": f"{x:.1f}", "y": f"{y:.0f}", "font_size": size}
    if bold:
        attributes["font_weight"] = 600
    if anchor != "start":
        attributes["text_anchor"] = anchor
    halo = {"stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
    return tag("text", fill=colour, stroke="paper", inside=escape(words), **attributes, **halo)


def wide(words: str) -> float:
    """Return about how wide small text is, in pixels, and not less."""
    narrow = sum(letter in _SLIM for letter in words)
    return (length(words) * 0.95 - narrow * _SLIMMER) * SMALL


def fitting(words: str, room: float) -> str:
    """Return small text that fits in so many pixels, cut with a mark if it is longer."""
    return words if wide(words) <= room else shorten(words, room / SMALL)


def wrap(words: str, room: float) -> list[str]:
    """Return lines of small text that fit in so many pixels; a longer word is cut with a mark."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if wide(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(fitting(word, room))
    return [line for line in lines if line]
