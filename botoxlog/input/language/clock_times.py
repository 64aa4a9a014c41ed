"""Times of the day as people type them beside a date: "14:30", "2.30pm", "at half past 2"."""

import re
from datetime import time

from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert
from botoxlog.input.language.numbers import ONE_TO_NINETEEN

_LAST_AFTERNOON_HOUR = 6
"""Without am or pm, hours up to this one are those of the afternoon: nobody is treated at night."""
_EITHER_HOURS = frozenset({7, 8})
"""Hours that may be those of the morning and of the evening."""

_NAMES = ONE_TO_NINETEEN[:12]
_BESIDE_HOUR = {"half past": 30, "quarter past": 15, "a quarter past": 15}
_BESIDE_HOUR |= {"quarter to": -15, "a quarter to": -15}

_AT = r"(?:at |@ ?)"
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_NAMES)})"
_PARTS = {"in the morning": "a", "in the afternoon": "p", "in the evening": "p"}
_HALF = rf"(?P<half>am|pm|[ap]\. ?m\.?|{'|'.join(_PARTS)})"
_TIMES = (
    rf"{_AT}?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d) ?{_HALF}",
    rf"{_AT}?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)",
    rf"{_AT}?(?P<beside>{'|'.join(_BESIDE_HOUR)}) {_HOUR}(?: ?{_HALF})?",
    rf"{_AT}?{_HOUR} ?{_HALF}",
    rf"{_AT}?{_HOUR} o.?clock",
    rf"{_AT}{_HOUR}",
    rf"{_AT}?(?P<noon>noon|midday)",
)
_PATTERNS = tuple(
    pattern
    for typed in _TIMES
    for pattern in (
        rf"(?ai)(?P<rest>.+?)[ ,]+(?P<typed>{typed})",
        rf"(?ai)(?P<typed>{typed})(?: on|,)? (?P<rest>.+)",
    )
)


def split_time(text: str) -> tuple[str, time | None]:
    """Return a text without the time of day that it begins or ends with, and that time or None.

    Without am or pm, hours up to six are those of the afternoon. A number alone is no time: "12 jan
    9" needs "at".

    Raises:
        BadInputError: There is no such time, or it may be in the morning and in the evening.
    """
    plain = " ".join(text.split())
    if iso := re.fullmatch(r"(?a)(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})", plain):
        plain = f"{iso[1]} {iso[2]}"
    for pattern in _PATTERNS:
        if match := re.fullmatch(pattern, plain):
            return match["rest"], _time(match.groupdict())
    return plain, None


def _time(said: dict[str, str | None]) -> time:
    if said.get("noon"):
        return time(12)
    typed = (said["hour"] or "").casefold()
    hour = _NAMES.index(typed) + 1 if typed in _NAMES else int(typed)
    minute = int(said.get("minute") or 0)
    half = " ".join((said.get("half") or "").casefold().split())
    half = _PARTS.get(half, half[:1])
    shown = inert(said["typed"] or "")
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:  # noqa: PLR2004 - of a clock
        raise BadInputError(f'"{shown}" is not a time of day.', "Write it as 14:30 or 2:30pm.")
    minutes = _BESIDE_HOUR.get((said.get("beside") or "").casefold(), minute)
    is_whole_day = typed.startswith("0")  # as in "07:30", of a clock with 24 hours
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif hour in _EITHER_HOURS and not is_whole_day:
        morning, evening = (_on_clock(later, minutes) for later in (hour, hour + 12))
        raise BadInputError(
            f'"{shown}" could be {morning:%H:%M} or {evening:%H:%M}.',
            f"Write {morning:%H:%M} or {evening:%H:%M}.",
        )
    elif 1 <= hour <= _LAST_AFTERNOON_HOUR and not is_whole_day:
        hour += 12
    return _on_clock(hour, minutes)


def _on_clock(hour: int, minutes: int) -> time:
    """Return the time so many minutes after an hour, or before it."""
    return time(*divmod((hour * 60 + minutes) % (24 * 60), 60))
