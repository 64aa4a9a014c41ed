"""SVG text as a PNG picture, if the optional library for it is installed."""

from botoxlog.core.errors import CannotDoError

SCALE = 2
"""Pixels per CSS pixel, so that the picture is sharp on paper and on high-resolution screens."""


def png(svg: str) -> bytes:
    """Return the picture as PNG, in its light colours.

    Raises:
        CannotDoError: The library is not installed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise CannotDoError(
            "A PNG needs a library that is not installed. Nothing was written.",
            "Install botoxlog again as botoxlog[png], or save as .svg or .html.",
        ) from None
    return bytes(svg_to_bytes(svg_string=svg, zoom=SCALE))
