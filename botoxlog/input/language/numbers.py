"""Numbers as people write them: "1,200", "12,5", "1.234,56"."""

import re

from botoxlog.core.errors import BadInputError

ONE_TO_NINETEEN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                   "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
                   "eighteen", "nineteen"]  # fmt: skip
"""The words for 1 to 19."""
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
"""The words for 20, 30 and so on to 90."""

_NUMBER = r"(?a)[-+]?\d+(?:[.,]\d+)?"
_THOUSANDS = r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?"
_COMMA_THOUSANDS = r"\d{1,3}(?:(?:\.\d{3})+|(?:[' ]\d{3})+),\d{1,2}"  # one reading: 1.234,56
_MOST_DIGITS = 15
_PLAIN_NUMBER = r"(?a)\d{1,15}(?:\.\d{1,2})?"
_TWO_READINGS = r"(?a)[1-9]\d{0,2}\.\d{3}"


def amount(digits: str) -> float | None:
    """Return "1,200", "12.5" or "12,5" as a number, or None if it is not a number.

    Raises:
        BadInputError: "1.200" has two readings.
    """
    plain = digits.strip()
    if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS:
        return int(plain)
    if re.fullmatch(_TWO_READINGS, plain):
        grouped, decimal = plain.replace(".", ""), f"{round(float(plain), 2):g}"
        raise BadInputError(
            f'"{plain}" could be {grouped} or {decimal}.', f"Write {grouped} or {decimal}."
        )
    if re.fullmatch(_THOUSANDS, plain):
        plain = re.sub(r"[,' ]", "", plain)
    elif re.fullmatch(_COMMA_THOUSANDS, plain):
        plain = re.sub(r"[.' ]", "", plain).replace(",", ".")
    elif plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not re.fullmatch(_PLAIN_NUMBER, plain):
        return None
    number = float(plain)
    return int(number) if number == int(number) else number


def is_number(text: str) -> bool:
    """Whether this is a number and nothing else."""
    return re.fullmatch(_NUMBER, text) is not None
