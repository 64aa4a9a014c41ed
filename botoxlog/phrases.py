"""What people type in one breath, taken apart into AREA=UNITS and AREA=STATE.

"jaw 20 each side", "20 units forehead", "11s and forehead", or an area and its number as two words
of the command line. Only what has one reading is taken apart; anything else stays as it was typed.
"""

import re
from collections.abc import Iterable, Iterator

from botoxlog.errors import BadInputError
from botoxlog.reference import Ambiguous, Known, Reference
from botoxlog.text import inert

EVERYWHERE = frozenset({"all", "everything", "everywhere"})
"""Words for every area whose result may still be seen."""

_PER_SIDE = r"(?:(?:on |in )?each side|each|per side|a side|(?:on )?either side)"
_EACH = rf"(?: ?(?:{_PER_SIDE}|/ ?side|x ?2))"
_AMOUNT = rf"(?:(?:about|around|ca\.?|~) ?)?\d+(?:[.,]\d+)*(?: ?(?:i\.?u\.?|units?|u)\b)?{_EACH}?"
_BARE = re.compile(_AMOUNT, re.ASCII | re.IGNORECASE)
_AFTER = re.compile(
    rf"(?P<area>.*[^\s:(-])(?: | ?[:(-] ?)(?P<units>{_AMOUNT})\)?", re.ASCII | re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?P<units>{_AMOUNT}) (?:(?:of|in|to|on|for|at) )?(?P<area>.*[^\W\d].*)",
    re.ASCII | re.IGNORECASE,
)
_EACH_SIDE = re.compile(rf"(?P<area>.*\S) {_PER_SIDE}", re.IGNORECASE)
_LEFT_AND_RIGHT = re.compile(r"\b(?:left|l) ?(?:and|[&/+]) ?(?:right|r)\b", re.IGNORECASE)
_MORE = re.compile(r"units?|i?u|each|side|per|either|total", re.IGNORECASE)
_COMMAS = re.compile(r"[;\n]|,(?!\d)")
_BETWEEN = re.compile(r"[;\n&+/]|,(?!\d)|\band\b|\bplus\b", re.IGNORECASE)
_LINES = "11"
"""Without a word for units it may be the lines that are called so."""


def dose_phrases(arguments: Iterable[str], reference: Reference) -> Iterator[str]:
    """Yield what was typed about areas as AREA, AREA=UNITS, or as it was.

    Raises:
        BadInputError: One number of units is given for several areas.
    """
    for argument in _with_amounts(arguments):
        plain = _LEFT_AND_RIGHT.sub("both", argument)
        area, equals, amount = (part.strip() for part in plain.partition("="))
        if equals and (sides := _EACH_SIDE.fullmatch(area)) and amount:
            yield f"{sides['area']}={amount} each"
        elif "(" in plain and (apart := _with_units(plain, reference)):
            yield apart
        elif _is_area(area, reference):
            yield plain
        elif equals:
            yield from _shared(argument, area, amount, reference)
        else:
            yield from _one_or_several(plain, reference)


def state_phrases(arguments: Iterable[str], reference: Reference) -> Iterator[str]:
    """Yield what was typed about looks as AREA=STATE, or as it was."""
    waiting = ""
    for argument in arguments:
        if waiting and _is_state(argument, reference):
            yield f"{waiting}={argument}"
            waiting = ""
            continue
        if waiting:
            yield waiting
        waiting = ""
        area, equals, state = (part.strip() for part in argument.partition("="))
        if equals:
            several = [] if _is_place(area, reference) else _parts(area, reference)
            yield from (f"{part}={state}" for part in several or [area])
        elif apart := _area_and_state(argument, reference):
            yield apart
        elif _is_place(argument, reference) and not _is_state(argument, reference):
            waiting = argument
        else:
            yield argument
    if waiting:
        yield waiting


def _with_amounts(arguments: Iterable[str]) -> list[str]:
    """Give a number that stands by itself to the area before it."""
    joined: list[str] = []
    given = False
    for argument in arguments:
        plain = argument.strip()
        open_area = bool(joined) and "=" not in joined[-1] and not joined[-1][-1:].isdigit()
        if open_area and _BARE.fullmatch(plain) and plain != _LINES:
            joined[-1] += f"={plain}"
            given = True
        elif given and _MORE.fullmatch(plain):
            joined[-1] += f" {plain}"
        else:
            joined.append(argument)
            given = False
    return joined


def _one_or_several(typed: str, reference: Reference) -> Iterator[str]:
    several = _parts(typed, reference)
    if several:
        yield from several
    else:
        yield _with_units(typed, reference) or typed


def _with_units(typed: str, reference: Reference) -> str:
    """Return AREA=UNITS where an area that is known has an amount before or after it, else ""."""
    for wording in (_AFTER, _BEFORE):
        match = wording.fullmatch(" ".join(typed.split()))
        if match and match["units"] != _LINES and _is_area(match["area"], reference):
            area, units = match["area"].strip(), match["units"]
            sides = _EACH_SIDE.fullmatch(area)
            return f"{sides['area']}={units} each" if sides else f"{area}={units}"
    return ""


def _parts(typed: str, reference: Reference) -> list[str]:
    """Return the areas of an enumeration, each with its units; none where it is no such thing."""
    for separator, needed in ((_BETWEEN, all), (_COMMAS, any)):
        parts = [part.strip() for part in separator.split(typed) if part.strip()]
        read = [
            part if _is_area(part, reference) else _with_units(part, reference) for part in parts
        ]
        if len(parts) > 1 and needed(read):
            return [ready or part for ready, part in zip(read, parts, strict=True)]
    return []


def _shared(argument: str, area: str, amount: str, reference: Reference) -> Iterator[str]:
    several = _parts(area, reference)
    amounts = [part.strip() for part in re.split(r"[;&+/]|, ", amount)]
    if len(several) > 1 and len(several) == len(amounts):
        yield from (f"{part}={units}" for part, units in zip(several, amounts, strict=True))
    elif several:
        raise BadInputError(
            f'"{inert(argument)}": how the units are shared between the areas is not said.',
            'Give each its own ("11s=20" forehead=10), or name the areas alone and put the sum '
            "into --note.",
        )
    else:
        yield argument


def _area_and_state(typed: str, reference: Reference) -> str:
    words = typed.replace(":", " ").split()
    for place in range(1, len(words)):
        area, state = " ".join(words[:place]), " ".join(words[place:])
        if _is_place(area, reference) and _is_state(state, reference):
            return f"{area}={state}"
    return ""


def _is_area(typed: str, reference: Reference) -> bool:
    return isinstance(reference.find_area(typed), Known | Ambiguous)


def _is_place(typed: str, reference: Reference) -> bool:
    return typed.casefold() in EVERYWHERE or _is_area(typed, reference)


def _is_state(typed: str, reference: Reference) -> bool:
    return isinstance(reference.find_state(typed), Known | Ambiguous)
