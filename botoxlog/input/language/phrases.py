"""Split free wordings into AREA=UNITS and AREA=STATE.

Examples: "jaw 20 each side", "20 units forehead", "11s and forehead", or a whole sentence typed as
words of the command line, with the product and the day. Only wordings with one reading are split;
anything else is left as typed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from botoxlog.catalog import Ambiguous, Catalog, Known, NotToxin
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert
from botoxlog.input.language.dates import parse_typed

EVERYWHERE = frozenset({"all", "everything", "everywhere"})
"""Words for every area whose result may still be active."""

_PER_SIDE = r"(?:(?:on |in )?each side|each|per side|a side|(?:on )?either side)"
EACH_SIDE = rf"(?: ?(?:{_PER_SIDE}|/ ?side|x ?2))"
"""Words after an amount that is for each side. A pattern, for text in lower case."""

_AMOUNT = (
    r"(?:(?:about|around|ca\.?|~) ?)?\d+(?:[.,]\d+)*(?: ?(?:i\.?u\.?|units?|u)\b)?"
    rf"{EACH_SIDE}?(?: total)?"
)
_BARE = rf"(?ai){_AMOUNT}"
_AFTER = rf"(?ai)(?P<area>.*[^\s:(-])(?: | ?[:(-] ?)(?P<units>{_AMOUNT})\)?"
_BEFORE = rf"(?ai)(?P<units>{_AMOUNT}) (?:(?:of|in|to|on|for|at) )?(?P<area>.*[^\W\d].*)"
_AREA_EACH_SIDE = rf"(?i)(?P<area>.*\S) {_PER_SIDE}"
_LEFT_AND_RIGHT = r"(?i)\b(?:left|l) ?(?:and|[&/+]) ?(?:right|r)\b"
_MORE = r"(?i)units?|i?u|each|side|per|either|total"
_COMMAS = r"[;\n]|,(?!\d)"
_BETWEEN = r"(?i)[;\n&+/]|,(?!\d)|\band\b|\bplus\b"
_LINES = "11"
"""Alone it may be a name of the frown lines (the "11s") and not an amount."""


_LONGEST_RUN = 7  # words joined at most: "in between my eyebrows", "the end of last month"
_FILLERS = frozenset({"and", "on", "in", "of", "with", "is", "are", "my", "the", "at", "+", "&"})
_SPAN = r"(?ai)(?:[\w.,]+ )?(?:d|days?|nights?|w|wks?|weeks?|months?|y|years?)|\d+[dwmy]"
_YEAR = r"(?a)\d{4}"


class TypedWords(NamedTuple):
    """The words of a command line by kind.

    Attributes:
        rest: Areas with their units or states, and anything that is not known.
        products: Words that name a product.
        dates: Words that name a day, a month or a year.
    """

    rest: tuple[str, ...]
    products: tuple[str, ...]
    dates: tuple[str, ...]


def sort_session_words(arguments: Sequence[str], catalog: Catalog, today: date) -> TypedWords:
    """Sort the words about a session, joining those that belong together: "crows", "feet"."""

    def whole(words: str) -> bool:
        parts = words.split()
        alone = len(parts) == 1
        names_product = not alone and any(_is_product(part, catalog) for part in parts)
        return (
            (_is_area(words, catalog) and not names_product)
            or _is_product(words, catalog)
            or _is_date(words, today)
        )

    return _sorted(_joined(arguments, whole), catalog, today)


def sort_checkin_words(arguments: Sequence[str], catalog: Catalog, today: date) -> TypedWords:
    """Sort the words about a check-in, joining those that belong together."""

    def whole(words: str) -> bool:
        known = _is_area_or_all(words, catalog) or _is_state(words, catalog)
        return known or _is_effect(words, catalog) or _is_date(words, today)

    return _sorted(_joined(arguments, whole), catalog, today, states=True)


def _joined(arguments: Sequence[str], whole: Callable[[str], bool]) -> list[str]:
    """Join words that are known together, the longest run first."""
    found: list[str] = []
    at = 0
    while at < len(arguments):
        end = at + 1
        for last in range(min(len(arguments), at + _LONGEST_RUN), at + 1, -1):
            run = arguments[at:last]
            if all(word and "=" not in word and " " not in word for word in run) and whole(
                " ".join(run)
            ):
                end = last
                break
        found.append(" ".join(arguments[at:end]))
        at = end
    return found


def _sorted(
    words: Sequence[str], catalog: Catalog, today: date, *, states: bool = False
) -> TypedWords:
    rest: list[str] = []
    products: list[str] = []
    dates: list[str] = []
    for index, word in enumerate(words):
        takes_units = bool(rest) and not states and rest[-1] == words[index - 1]
        known = _is_area_or_all(word, catalog) or (states and _is_state(word, catalog))
        if "=" in word or known:
            rest.append(word)
        elif word.casefold() in _FILLERS and len(words) > 1:
            continue
        elif not states and _is_product(word, catalog):
            products.append(word)
        elif not (takes_units and re.fullmatch(_YEAR, word)) and _is_date(word, today):
            dates.append(word)
        else:
            rest.append(word)
    return TypedWords(tuple(rest), tuple(products), tuple(dates))


def _is_effect(typed: str, catalog: Catalog) -> bool:
    return isinstance(catalog.find_effect(typed), Known | Ambiguous)


def _is_product(typed: str, catalog: Catalog) -> bool:
    return isinstance(catalog.find_product(typed, cosmetic=True), Known | NotToxin)


def _is_date(typed: str, today: date) -> bool:
    if re.fullmatch(_SPAN, typed):  # "full at 3 months" counts from the session
        return False
    try:
        parse_typed(typed, today)
    except BadInputError:
        return False
    return True


def dose_phrases(arguments: Iterable[str], catalog: Catalog) -> Iterator[str]:
    """Yield each area as AREA, AREA=UNITS, or as typed if it has no one reading.

    Raises:
        BadInputError: One number of units is given for several areas.
    """
    for argument in _with_amounts(arguments, catalog):
        plain = re.sub(_LEFT_AND_RIGHT, "both", argument)
        area, equals, amount = (part.strip() for part in plain.partition("="))
        if equals and (sides := re.fullmatch(_AREA_EACH_SIDE, area)) and amount:
            yield f"{sides['area']}={amount} each"
        elif "(" in plain and (apart := _with_units(plain, catalog)):
            yield apart
        elif _is_area(area, catalog):
            yield plain
        elif equals:
            yield from _shared(argument, area, amount, catalog)
        else:
            yield from _one_or_several(plain, catalog)


def state_phrases(arguments: Iterable[str], catalog: Catalog) -> Iterator[str]:
    """Yield each state as AREA=STATE, or as typed if it has no one reading."""
    waiting = ""
    arguments = list(arguments)
    if len(arguments) == 2 and _is_state(arguments[0], catalog):  # noqa: PLR2004 - "gone 11s"
        arguments.sort(key=lambda argument: not _is_area_or_all(argument, catalog))
    for argument in arguments:
        if waiting and "=" not in argument and not _is_area_or_all(argument, catalog):
            yield f"{waiting}={argument}"
            waiting = ""
            continue
        if waiting:
            yield waiting
        waiting = ""
        area, equals, state = (part.strip() for part in argument.partition("="))
        if equals:
            several = [] if _is_area_or_all(area, catalog) else _parts(area, catalog)
            yield from (f"{part}={state}" for part in several or [area])
        elif apart := _area_and_state(argument, catalog):
            yield apart
        elif _is_area_or_all(argument, catalog) and not _is_state(argument, catalog):
            waiting = argument
        else:
            yield argument
    if waiting:
        yield waiting


def _with_amounts(arguments: Iterable[str], catalog: Catalog) -> list[str]:
    """Join each bare amount with the area before it; or after it, if every amount comes first."""
    words: list[str] = []
    for argument in arguments:
        plain = argument.strip()
        if words and re.fullmatch(_BARE, words[-1].strip()) and re.fullmatch(_MORE, plain):
            words[-1] += f" {plain}"
        else:
            words.append(argument)
    amounts, areas = words[::2], words[1::2]
    led = len(amounts) == len(areas) and all(_is_amount(word) for word in amounts)
    if led and all(_is_area(word, catalog) for word in areas):
        return [f"{area}={amount}" for area, amount in zip(areas, amounts, strict=True)]
    joined: list[str] = []
    for word in words:
        if joined and _is_amount(word) and _is_area(joined[-1], catalog):
            joined[-1] += f"={word.strip()}"
        else:
            joined.append(word)
    return joined


def _is_amount(word: str) -> bool:
    return re.fullmatch(_BARE, word.strip()) is not None and word.strip() != _LINES


def _one_or_several(typed: str, catalog: Catalog) -> Iterator[str]:
    several = _parts(typed, catalog)
    if several:
        yield from several
    else:
        yield _with_units(typed, catalog) or typed


def _with_units(typed: str, catalog: Catalog) -> str:
    """Return AREA=UNITS if a known area has an amount before or after it, else ""."""
    for wording in (_AFTER, _BEFORE):
        match = re.fullmatch(wording, " ".join(typed.split()))
        if match and match["units"] != _LINES and _is_area(match["area"], catalog):
            area, units = match["area"].strip(), match["units"]
            sides = re.fullmatch(_AREA_EACH_SIDE, area)
            return f"{sides['area']}={units} each" if sides else f"{area}={units}"
    return ""


def _parts(typed: str, catalog: Catalog) -> list[str]:
    """Return the areas of a list such as "11s and jaw", with their units; [] if not a list."""
    for separator, needed in ((_BETWEEN, all), (_COMMAS, any)):
        parts = [part.strip() for part in re.split(separator, typed) if part.strip()]
        read = [part if _is_area(part, catalog) else _with_units(part, catalog) for part in parts]
        if len(parts) > 1 and needed(read):
            return [ready or part for ready, part in zip(read, parts, strict=True)]
    return []


def _shared(argument: str, area: str, amount: str, catalog: Catalog) -> Iterator[str]:
    several = _parts(area, catalog)
    amounts = [part.strip() for part in re.split(r"[;&+/]|, ", amount)]
    if len(several) > 1 and len(several) == len(amounts):
        yield from (f"{part}={units}" for part, units in zip(several, amounts, strict=True))
    elif several:
        raise BadInputError(
            f'"{inert(argument)}": it isn\'t clear how the units are split between the areas.',
            'Give each area its units ("11s=20" forehead=10), or name the areas without units and '
            "put the total into --note.",
        )
    else:
        yield argument


def _area_and_state(typed: str, catalog: Catalog) -> str:
    words = typed.replace(":", " ").split()
    for index in range(1, len(words)):
        area, state = " ".join(words[:index]), " ".join(words[index:])
        if _is_area_or_all(area, catalog) and _is_state(state, catalog):
            return f"{area}={state}"
    return ""


def _is_area(typed: str, catalog: Catalog) -> bool:
    return isinstance(catalog.find_area(typed), Known | Ambiguous)


def _is_area_or_all(typed: str, catalog: Catalog) -> bool:
    return typed.casefold() in EVERYWHERE or _is_area(typed, catalog)


def _is_state(typed: str, catalog: Catalog) -> bool:
    return isinstance(catalog.find_state(typed), Known | Ambiguous)
