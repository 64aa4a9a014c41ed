"""An SVG text as a PNG picture, where the library for it is installed."""

from botoxlog.core.errors import CannotDoError

SCALE = 2
"""Pixels for each CSS pixel: sharp on today's screens and on paper."""


def png(svg: str) -> bytes:
    """Return a picture as PNG, in its light colours.

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
