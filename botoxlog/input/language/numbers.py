"""Numbers as people write them: "1,200", "12,5", "1.234,56"."""

import re

from botoxlog.core.errors import BadInputError
from botoxlog.core.lazy_pattern import Pattern

_NUMBER = Pattern(r"[-+]?\d+(?:[.,]\d+)?", re.ASCII)
_THOUSANDS = Pattern(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?")
_DOTTED_THOUSANDS = Pattern(r"\d{1,3}(?:\.\d{3})+,\d{1,2}")  # 1.234,56 has one reading
_PLAIN_NUMBER = Pattern(r"\d{1,15}(?:\.\d{1,2})?", re.ASCII)
_TWO_READINGS = Pattern(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)


def amount(digits: str) -> float | None:
    """Return "1,200", "12.5" or "12,5" as a number, None where it is none.

    Raises:
        BadInputError: "1.200" has two readings.
    """
    plain = digits.strip()
    if _TWO_READINGS.fullmatch(plain):
        grouped, decimal = plain.replace(".", ""), f"{round(float(plain), 2):g}"
        raise BadInputError(
            f'"{plain}" can be {grouped} or {decimal}.', f"Write {grouped} or {decimal}."
        )
    if _THOUSANDS.fullmatch(plain):
        plain = re.sub(r"[,' ]", "", plain)
    elif _DOTTED_THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not _PLAIN_NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return int(number) if number == int(number) else number


def is_number(text: str) -> bool:
    """Whether this is a number and nothing else."""
    return _NUMBER.fullmatch(text) is not None
