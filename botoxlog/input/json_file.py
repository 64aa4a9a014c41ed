"""JSON files: read within bounds, and the objects of other programs flattened into a spreadsheet.

An object is a row, and a key the head of a column. An object within an object belongs to it: the
head of ``{"vial": {"size": ...}}`` is "vial size". Each object of a list within an object is a row
of its own, which repeats what is around the list.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError
from botoxlog.core.text import inert, join_words
from botoxlog.input.spreadsheet.sessions import RefusedRow
from botoxlog.input.spreadsheet.table import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Spreadsheet,
)

MOST_DEPTH = 100
"""Upper limit for lists and objects within each other; each level takes room on Python's stack."""

MOST_VALUES = 3_000_000
"""Upper limit for the values of a file, each of which takes far more memory than text. Our
choice."""

_ESCAPES = (
    r"(?i)(?P<pair>\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2})|(?P<lone>\\ud[89a-f][0-9a-f]{2})|\\."
)
_BLANKS = r"[\s\x1e]*"  # 1E begins each value of a JSON text sequence
_GENERAL = frozenset({"name", "value", "text", "label", "title", "display", "amount"})
"""Keys that say no more than the key of the object that they are in: ``{"clinic": {"name": ...}}``
is a column "clinic"."""

_PAIRS = (
    (("value", "amount", "quantity"), ("unit", "units", "currency")),
    (("firstName", "first_name", "given"), ("lastName", "last_name", "family")),
)
"""Keys that together say one thing, if an object has nothing else."""

_A_DATE = r"(?a)\d{4}-\d\d-\d\d(?:\D.*)?"
_LISTS_WITHIN = 2
"""How deep in a file the list of its records may be. Our choice."""

_TRIED = 20
"""Objects of a list that are tried to find out what it holds. Our choice."""

Json = dict[str, Any]
_Path = tuple[str, ...]
_Cells = dict[_Path, str]


class Heads(NamedTuple):
    """What the heads of columns are known to mean.

    Attributes:
        fit: How many of some heads are known, if one of them is a date, else 0.
        is_cost: Whether a head is that of a cost.
    """

    fit: Callable[[tuple[str, ...]], int]
    is_cost: Callable[[str], bool]


class Found(NamedTuple):
    """The records of a JSON file.

    Attributes:
        sheet: A row of heads, then rows with the number of their object, counted from 1.
        notices: What is in the file besides, and left out.
        refused: The records that are left out: none, because all are rows.
    """

    sheet: Spreadsheet
    notices: tuple[str, ...] = ()
    refused: tuple[RefusedRow, ...] = ()


# --- reading ---------------------------------------------------------------------------------


def load(raw: bytes) -> Any:
    """Return the value of a JSON file; a list of the values if there are several, as in JSON lines.

    A surrogate without its other half, which no text can hold, becomes U+FFFD.

    Raises:
        BadInputError: It is not JSON, or an object has the same key twice.
        CannotDoError: It has too many values, or they are nested too deeply.
    """
    try:
        text = raw.decode(json.detect_encoding(raw))
        if sum(map(text.count, "[{,")) > MOST_VALUES:
            raise _too_large()
        values = list(_values(re.sub(_ESCAPES, _without_half_a_pair, text)))
    except json.JSONDecodeError as error:
        raise BadInputError(
            f"Line {error.lineno}, column {error.colno} is not valid JSON ({error.msg}). "
            "Nothing was imported.",
            _ANOTHER_FILE,
        ) from None
    except ValueError:  # not the encoding, or more digits than Python turns into a number
        raise BadInputError(
            "This file cannot be read as JSON. Nothing was imported.", _ANOTHER_FILE
        ) from None
    except RecursionError:
        raise _too_deep() from None
    _refuse_depth(values)
    return values[0] if len(values) == 1 else values


_ANOTHER_FILE = "Export it again, or import a CSV file."


def _values(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    blanks = re.compile(_BLANKS)
    at = _end(blanks, text, 0)
    while True:
        value, at = decoder.raw_decode(text, at)
        yield value
        at = _end(blanks, text, at)
        if at == len(text):
            return


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _without_half_a_pair(escape: re.Match[str]) -> str:
    return "\\ufffd" if escape["lone"] else escape[0]


def _object(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        key = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise BadInputError(
            f'One object in this file has the key "{inert(key)}" twice. Nothing was imported.',
            "Rename or remove one of them.",
        )
    return found


def _refuse_depth(values: Sequence[Any]) -> None:
    level: list[Any] = list(values)
    for _ in range(MOST_DEPTH):
        level = list(chain.from_iterable(map(_within, level)))
        if not level:
            return
    raise _too_deep()


def _within(value: Any) -> Sequence[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else ()


def _too_deep() -> CannotDoError:
    return CannotDoError(
        f"The values of this file are nested more than {MOST_DEPTH} deep. Nothing was imported.",
        _ANOTHER_FILE,
    )


def _too_large() -> CannotDoError:
    return CannotDoError(
        f"This file has more than {MOST_VALUES:,} values, {MOST_ROWS:,} rows or {MOST_COLUMNS} "
        "different keys. Nothing was imported.",
        "Import a file with your sessions only.",
    )


# --- flattening ------------------------------------------------------------------------------


def flattened(value: Any, heads: Heads, wanted: str | None = None) -> Found:
    """Return the records of another program as a spreadsheet.

    Args:
        value: What `load` returned.
        heads: Finds the list of records among several, by the heads of its columns.
        wanted: The key of a list, or None.

    Raises:
        BadInputError: There are no records, or `wanted` has to say which list is meant.
        CannotDoError: It has too many rows or columns.
    """
    name, objects = _records(value, heads, wanted)
    if objects and all(isinstance(item, list) for item in objects):
        return Found(_of_lists(objects))
    if not any(objects) or not all(isinstance(item, dict) for item in objects):
        raise BadInputError(
            "This JSON file holds no list of records. Nothing was imported.",
            'Write each session as an object: {"date": "2026-08-01", "area": "forehead", '
            '"units": 10}',
        )
    beside = [key for key in value if key != name] if name and isinstance(value, dict) else []
    notices = [
        f'Left out, because it is not in "{inert(name)}": {join_words(list(map(inert, beside)))}.'
    ]
    return Found(_of_objects(objects, heads), tuple(notices if beside else ()))


def _records(value: Any, heads: Heads, wanted: str | None) -> tuple[str, list[Any]]:
    """Return the list of records in a file, and its key, "" if it has none."""
    if not isinstance(value, dict):
        return "", value if isinstance(value, list) else []
    lists = dict(_lists(value, (), _LISTS_WITHIN))
    if wanted is not None:
        if wanted not in lists:
            names = join_words([f'"{inert(name)}"' for name in lists], "or")
            raise BadInputError(
                f'The file has no list named "{inert(wanted)}". Nothing was imported.',
                f"Choose {names}." if lists else "Leave out --sheet.",
            )
        return wanted, lists[wanted]
    best = [name for name, objects in lists.items() if _fit(objects, heads) > 1]
    if len(best) > 1:
        names = join_words([f'"{inert(name)}"' for name in best], "and")
        raise BadInputError(
            f"More than one list could hold sessions: {names}. Nothing was imported.",
            "Choose one with --sheet.",
        )
    if best:
        return best[0], lists[best[0]]
    keyed = _keyed(value)
    if keyed and _fit(keyed, heads) > 1:
        return "", keyed
    if _fit([value], heads) > 1:
        return "", [value]
    known = {name: _fit(objects, heads, "date") for name, objects in lists.items()}
    most = [name for name, count in known.items() if count == max(known.values())]
    return (most[0], lists[most[0]]) if len(most) == 1 else ("", [value])


def _lists(value: Json, path: _Path, deep: int) -> Iterator[tuple[str, list[Json]]]:
    """Yield each list of objects with its key."""
    for key, item in value.items():
        if _is_list_of_objects(item):
            yield " ".join((*path, key)), item
        elif isinstance(item, dict) and deep > 1:
            yield from _lists(item, (*path, key), deep - 1)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _keyed(value: Json) -> list[Json]:
    """Return the objects of ``{"2026-08-01": {...}, ...}``, each with its key; else nothing."""
    if len(value) < 2 or not all(isinstance(item, dict) for item in value.values()):  # noqa: PLR2004
        return []
    name = "date" if all(re.fullmatch(_A_DATE, key) for key in value) else "key"
    return [{name: key, **item} for key, item in value.items()]


def _fit(objects: Sequence[Json], heads: Heads, *more: str) -> int:
    """Return how many columns the first of some objects have whose heads are known, with `more`."""
    try:
        tried = [row for item in objects[:_TRIED] for row in _rows(item, heads)]
        names = dict.fromkeys(_columns(tried, heads).values())
    except BotoxlogError:  # where these are the records, it is raised when they are read
        return 0
    return heads.fit((*more, *names))


def _of_lists(lists: Sequence[Sequence[Any]]) -> Spreadsheet:
    """Return a sheet that is written as a list of rows."""
    if len(lists) > MOST_ROWS or any(len(cells) > MOST_COLUMNS for cells in lists):
        raise _too_large()
    rows = tuple(Row(number, tuple(map(_text, cells))) for number, cells in enumerate(lists, 1))
    return Spreadsheet(rows, "JSON")


def _of_objects(objects: Sequence[Json], heads: Heads) -> Spreadsheet:
    rows: list[_Cells] = []
    numbers: list[int] = []
    for number, item in enumerate(objects, 1):
        found = _rows(item, heads)
        rows += found
        numbers += [number] * len(found)
        if len(rows) > MOST_ROWS:
            raise _too_large()
    names = _columns(rows, heads)
    columns = dict.fromkeys(names.values())
    if len(rows) * len(columns) > MOST_CELLS:
        raise _too_large()
    lines = [{names[path]: cell for path, cell in row.items() if cell} for row in rows]
    return spreadsheet(
        list(columns),
        (
            (number, [line.get(name, "") for name in columns])
            for number, line in zip(numbers, lines, strict=True)
        ),
        heads,
        "JSON, a row for each object",
    )


def spreadsheet(
    heads: Sequence[str], rows: Iterator[tuple[int, list[str]]], known: Heads, how: str
) -> Spreadsheet:
    """Return a sheet of records that do not lie below each other as the rows of a table do.

    Args:
        heads: The heads of its columns.
        rows: The number of each record, and its cells.
        known: Finds the columns with dates. A record without one is not part of the one before, as
            the empty part of a merged cell is, so its cell says "no date".
        how: How it was read, in a few words.
    """
    dates = [index for index, head in enumerate(heads) if known.fit((head,))]
    found = [Row(-1, tuple(heads))]  # never right above the first row, which is no part of it
    for number, cells in rows:
        if any(cells) and not any(cells[index].strip() for index in dates):
            for index in dates:
                cells[index] = "no date"
        found.append(Row(number, tuple(cells)))
    return Spreadsheet(tuple(found), how)


def _rows(value: Json, heads: Heads, path: _Path = ()) -> list[_Cells]:
    """Return the rows of an object: one, or one for each object of a list within it.

    They repeat what is around the list, but not a cost, which was paid once.

    Raises:
        BadInputError: Two lists within it could each be its rows.
    """
    around: _Cells = {}
    several: list[tuple[str, list[_Cells]]] = []
    expanded = _expanded(value, heads)
    for key, item in value.items():
        here = (*path, key)
        if isinstance(item, dict) and _measured(item) is None:
            parts = _rows(item, heads, here)
        elif key == expanded:
            parts = [row for element in item for row in _rows(element, heads, here)]
        else:
            parts = [{here: _text(item)}]
        if len(parts) > 1:
            several.append((key, parts))
        for part in parts[:1] if len(parts) == 1 else ():
            around |= part
    if not several:
        return [around]
    if len(several) > 1:
        one, other = (f'"{inert(key)}"' for key, _ in several[:2])
        raise BadInputError(
            f"{one} and {other} are two lists in one object, so it isn't sure what belongs "
            "together. Nothing was imported.",
            "Import a file with one list of records.",
        )
    ((_, parts),) = several
    if len(around) > MOST_COLUMNS or len(around) * len(parts) > MOST_CELLS:
        raise _too_large()
    again = {place: cell for place, cell in around.items() if not heads.is_cost(_short(place))}
    return [{**(again if number else around), **part} for number, part in enumerate(parts)]


def _expanded(value: Json, heads: Heads) -> str | None:
    """Return the key of the list whose objects are rows: one with known heads, or the only one."""
    lists = {key: item for key, item in value.items() if _is_list_of_objects(item)}
    known = [key for key, item in lists.items() if heads.fit(("date", *_keys(item))) > 1]
    return next(iter(known or (lists if len(lists) == 1 else ())), None)


def _keys(objects: Sequence[Json]) -> list[str]:
    """Return the keys of the first of some objects, as many as there may be columns."""
    return list(islice(dict.fromkeys(chain(*objects[:_TRIED])), MOST_COLUMNS))


def _columns(rows: Sequence[_Cells], known: Heads) -> dict[_Path, str]:
    """Return the head of the column of each path.

    It is short, and several paths share a column, unless an object has something in both.

    Raises:
        CannotDoError: There are too many paths.
    """
    paths = dict.fromkeys(chain.from_iterable(rows))
    if len(paths) > MOST_COLUMNS:
        raise _too_large()
    short = {path: _head(path, known) for path in paths}
    heads: dict[_Path, str] = {}
    apart: set[str] = set()
    for row in rows:
        times = Counter(short[path] for path, cell in row.items() if cell)
        apart |= {name for name, count in times.items() if count > 1}
    used = Counter(" ".join(path) for path, name in short.items() if name in apart)
    for path, name in short.items():
        whole = " ".join(path)
        heads[path] = name if name not in apart else whole if used[whole] == 1 else ".".join(path)
    return heads


def _head(path: _Path, known: Heads) -> str:
    """Return the short head of a path; its last key alone, if only that is known.

    Not so with dates: those of other things are within objects ("user, joined").
    """
    short = _short(path)
    is_known = [known.fit(("date", head)) > 1 for head in (short, path[-1])]
    return path[-1] if is_known == [False, True] and not known.fit((path[-1],)) else short


def _short(path: _Path) -> str:
    """Return a path without its plurals and general words.

    ``areas, units`` is "units", ``areas, name`` is "areas", and ``vial, lot`` is "vial lot".
    """
    *outer, last = path[:-1] if len(path) > 1 and path[-1].casefold() in _GENERAL else path
    return " ".join([*(key for key in outer if not re.search(r"(?i)[^s]s$", key)), last])


def _measured(value: Json) -> str | None:
    """Return ``{"value": 20, "unit": "U"}`` as "20 U", and the parts of a name as a name.

    None if it is anything else.
    """
    for firsts, seconds in _PAIRS:
        one = [value[key] for key in firsts if key in value]
        other = [value[key] for key in seconds if key in value]
        if one and other and len(value) == len(one) + len(other) == 2:  # noqa: PLR2004
            parts = (*one, *other)
            return None if any(map(_within, parts)) else " ".join(map(_text, parts)).strip()
    return None


def _text(value: Any) -> str:
    """Return a value as the text of a cell; the items of a list are parted by commas."""
    if isinstance(value, dict):
        if (measured := _measured(value)) is not None:
            return measured
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items())
    if isinstance(value, list):
        joint = "; " if any(isinstance(item, dict | list) for item in value) else ", "
        return joint.join(map(_text, value))
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")  # never 1e+06 or 30.000000000000004
    return str(value)


def at(value: Any, *keys: str | int) -> Any:
    """Return the value at a path of keys and places in lists; None if there is none."""
    for key in keys:
        if isinstance(value, Mapping) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and -1 <= key < len(value):
            value = value[key] if value else None
        else:
            return None
    return value
