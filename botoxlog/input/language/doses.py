"""Pair the areas of a line with its numbers of units.

Every way to pair them is tried. Commas and "and" count as the ends of a pair. If one way fits best,
it is taken; if two fit equally well, or one number stands for several areas, the line is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from botoxlog.catalog import Catalog
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose, Site
from botoxlog.core.text import inert, join_words, plain_number
from botoxlog.input.language.pieces import (
    BRACKET,
    EACH,
    EACH_SIDE,
    TOTAL,
    Amount,
    AreaWord,
    Bind,
    Break,
    Each,
    Placed,
    SideWord,
    Sticks,
)

BOTH = "both"
_GLUE = -1
"""The gap where an equals sign stands: nothing may end there."""
_FEWEST_WITH_SUM = 3
"""Numbers from which one may be the sum of the others: of two, equal ones are no sum."""
_WRITE = 'Give each area its units: "11s 20, forehead 10".'


class Item(NamedTuple):
    """An area, a side or an amount.

    Attributes:
        piece: The piece.
        gap: What parts it from the item before: `_GLUE`, 0, 1 for "and", 2 for a comma, `BRACKET`.
    """

    piece: AreaWord | SideWord | Amount
    gap: int


class Part(NamedTuple):
    """An area with its side and amount, as far as they are said.

    Attributes:
        area: The area.
        side: "left", "right", "both" or "".
        amount: Its units, or None.
        shared: Whether the amount stands for several areas.
        before: Whether the side was said before the area.
    """

    area: AreaWord
    side: str = ""
    amount: Amount | None = None
    shared: bool = False
    before: bool = False


class _Reading(NamedTuple):
    """One way to read the items.

    Attributes:
        cost: How many commas and "and" it ignores.
        parts: The areas with their amounts.
    """

    cost: int
    parts: tuple[Part, ...]


def read_doses(pieces: Sequence[Placed], catalog: Catalog) -> tuple[Dose, ...]:
    """Return the doses that areas, sides and amounts say together; every area has one reading.

    Raises:
        BadInputError: They have no reading, or several.
    """
    items = _items(_with_sum(pieces))
    if not items:
        return ()
    _refuse_list_numbers(items)
    if _is_one_sided_area(items):
        items[1] = items[1]._replace(gap=0)
    if doses := _without_grand_total(items, catalog, said=True):
        return doses
    try:
        return _paired(items, catalog)
    except BadInputError:
        if doses := _without_grand_total(items, catalog, said=False):
            return doses
        raise


def _is_one_sided_area(items: Sequence[Item]) -> bool:
    """Whether a comma can only part one area from its own side: "jaw, left 25"."""
    words = [item.piece for item in items if not isinstance(item.piece, Amount)]
    first = [type(item.piece) for item in items[:2]]
    return first == [AreaWord, SideWord] and len(words) == len(first)


def _refuse_list_numbers(items: Sequence[Item]) -> None:
    """Refuse "1. 11s 2. forehead": the numbers may only count the areas.

    Raises:
        BadInputError: They begin the line and count from 1.
    """
    amounts = [item.piece for item in items if isinstance(item.piece, Amount)]
    counted = [amount.units for amount in amounts] == list(range(1, len(amounts) + 1))
    bare = all(
        (amount.typed.isdigit() or amount.typed.isalpha()) and not amount.each for amount in amounts
    )
    one = len(amounts) == 1 and len(items) > 1 and items[1].gap > 1
    several = len(amounts) > 1 and counted
    if isinstance(items[0].piece, Amount) and bare and (one or several):
        raise BadInputError(
            "The numbers could count the areas or be their units.",
            'Write the units with a word: "11s 20 units".',
        )


# Items


def _with_sum(pieces: Sequence[Placed]) -> Sequence[Placed]:
    """Return the pieces, a sum at their end marked as one: "11s 20, forehead 10 = 30"."""
    match [placed.piece for placed in pieces[-3:]]:
        case [Amount(), Bind(sign="="), Amount() as last]:
            mark = pieces[-2]._replace(piece=Break(2))
            return [*pieces[:-2], mark, pieces[-1]._replace(piece=last._replace(total=True))]
        case _:
            return pieces


def _items(pieces: Sequence[Placed]) -> list[Item]:  # noqa: C901 - a case for each kind of piece
    """Return the areas, sides and amounts with the gaps between them.

    Raises:
        BadInputError: An equals sign does not stand between an area and an amount.
    """
    found: list[Item] = []
    gap, each = 0, ""
    leads = parted = True
    opened = False
    for index, (piece, _, _) in enumerate(pieces):
        match piece:
            case Break():
                if piece.plus and _adds_more(found, pieces[index + 1 :]):
                    raise BadInputError(
                        'A plus beside a number of units could mean "more than before".',
                        "Write the whole number of units of each area.",
                    )
                gap = max(gap, piece.strength) if gap != _GLUE else gap
                parted = parted or piece.strength != BRACKET
                opened = opened or piece.opens
            case Bind():
                if piece.sign == ":" and _leads_parts(found, pieces[index + 1 :]):
                    raise _part_or_more(found)
                gap = _bound(piece, found, pieces[index + 1 :], gap)
            case Each():
                each = _attached(piece, found, pieces[index + 1 :])
            case AreaWord() | SideWord() | Amount():
                own = piece
                if isinstance(own, Amount) and each:
                    own, each = own._replace(each=each), ""
                before = found[-1].piece if found else None
                if opened and _leads_parts(found, pieces[index:]):
                    raise _part_or_more(found)
                if gap == BRACKET and (
                    _is_sided(before, own)
                    or (leads and isinstance(before, SideWord) and isinstance(own, AreaWord))
                    or (not parted and _is_side_after(before, own, pieces[index + 1 :]))
                ):
                    gap = 0
                again = isinstance(own, AreaWord) and _names_again(found, own)
                repeated = gap in {0, BRACKET} and found and _repeats(found[-1].piece, own)
                if not (again or repeated):
                    found.append(Item(own, gap if found else 0))
                gap, leads, parted, opened = 0, parted, False, False
            case _:
                pass
    return found


def _leads_parts(found: Sequence[Item], after: Sequence[Placed]) -> bool:
    """Whether an area with its units leads others in brackets: "migraine 155 (forehead 20)"."""
    said = (*(item.piece for item in found[-2:]), *(placed.piece for placed in after[:1]))
    match said:
        case AreaWord() as area, Amount(), AreaWord() as following:
            return area.readings != following.readings
        case _:
            return False


def _part_or_more(found: Sequence[Item]) -> BadInputError:
    return BadInputError(
        f'"{inert(_said(found))}": what follows could be part of it, or be more.',
        "Put a comma between the areas, or log only the whole.",
    )


def _adds_more(found: Sequence[Item], after: Sequence[Placed]) -> bool:
    """Whether a plus belongs to a number: "11s +4", "11s 20+"; not in "20 11s + 10 forehead"."""
    before = found[-1].piece if found else None
    following = after[0].piece if after else None
    if isinstance(before, Amount):
        return not isinstance(following, AreaWord | SideWord | Amount | Each | Bind)
    if isinstance(before, AreaWord | SideWord) and isinstance(following, Amount):
        return not _count_before_areas(found)
    return False


def _count_before_areas(found: Sequence[Item]) -> bool:
    """Whether every area so far has its number before it: "20 11s, 10 forehead"."""
    kinds = [type(item.piece) for item in found]
    return kinds[0] is Amount and kinds.count(Amount) == kinds.count(AreaWord)


def _bound(sign: Bind, found: Sequence[Item], after: Sequence[Placed], gap: int) -> int:
    following = next((item for item, _, _ in after if not isinstance(item, Each)), None)
    before = found[-1].piece if found and gap in {0, BRACKET} else None
    to_area = isinstance(before, AreaWord | SideWord)
    if to_area and isinstance(following, Amount):
        return _GLUE
    if sign.sign == "=" and isinstance(following, Sticks):
        raise BadInputError(
            f'"{inert(following.text)}" is a number of injections, not units.',
            "Log the area without units, and put the number of injections into --note.",
        )
    if sign.sign == "=":
        named = f'"{inert(before.typed)}="' if isinstance(before, AreaWord) else 'A "="'
        raise BadInputError(
            f"{named} needs an area before it and a number of units after it.",
            'Write AREA=UNITS, such as "11s=20".',
        )
    return 0 if to_area and isinstance(following, SideWord) else 2


def _attached(each: Each, found: list[Item], after: Sequence[Placed]) -> str:
    """Give "each side" to an amount beside it: return its kind if that is the next one.

    Raises:
        BadInputError: There is no amount that it can belong to.
    """
    following = next((item for item, _, _ in after if not isinstance(item, Bind)), None)
    if (
        each.kind != TOTAL
        and isinstance(following, Amount)
        and not (found and isinstance(found[-1].piece, Amount))
    ):
        return each.kind
    for index in range(len(found) - 1, -1, -1):
        piece = found[index].piece
        if isinstance(piece, Amount):
            if each.kind == TOTAL:
                found[index] = Item(piece._replace(total=True), found[index].gap)
                return ""
            if not piece.each:
                found[index] = Item(piece._replace(each=each.kind), found[index].gap)
                return ""
            break
    raise BadInputError(
        f'"{"total" if each.kind == TOTAL else "each"}" has no number of units that it belongs to.',
        _WRITE,
    )


def _is_sided(before: object, piece: object) -> bool:
    """Whether the bracket between these is around a side: "jaw (R) 25"."""
    if isinstance(before, SideWord):
        return isinstance(piece, Amount)
    return isinstance(before, AreaWord) and isinstance(piece, SideWord)


def _is_side_after(before: object, piece: object, after: Sequence[Placed]) -> bool:
    """Whether a side in brackets belongs to the number before it: "jaw 25 (R)"."""
    closes = bool(after) and after[0].piece == Break(BRACKET)
    ends = len(after) == 1 or not isinstance(after[1].piece, AreaWord) if closes else False
    return isinstance(before, Amount) and isinstance(piece, SideWord) and ends


def _names_again(found: Sequence[Item], area: AreaWord) -> bool:
    """Whether an area says again where "each" is: "armpits 50 in each armpit"."""
    match [item.piece for item in found[-2:]]:
        case AreaWord() as before, Amount() as amount:
            return amount.each == EACH_SIDE and before.readings == area.readings
        case _:
            return False


def _repeats(before: object, piece: object) -> bool:
    """Whether an area is named a second time at once: "glabella (11s)"."""
    return (
        isinstance(before, AreaWord)
        and isinstance(piece, AreaWord)
        and before.readings == piece.readings
        and not before.site
        and not piece.site
    )


# Readings


def _without_grand_total(items: list[Item], catalog: Catalog, *, said: bool) -> tuple[Dose, ...]:
    """Return the doses if one amount is the sum of all others, else none.

    Args:
        items: Areas, sides and amounts.
        catalog: The areas.
        said: Whether an amount counts that is said to be a total, or else one before everything.
    """
    areas = [item for item in items if isinstance(item.piece, AreaWord)]
    first = 2 if len(areas) == 1 else 1  # "jaw 50 (25 each side)"
    for index in range(len(items) if said else min(first, len(items))):
        piece = items[index].piece
        if not isinstance(piece, Amount) or piece.each or (said and not piece.total):
            continue
        rest = [*items[:index], *items[index + 1 :]]
        if not rest:
            continue
        rest[0] = rest[0]._replace(gap=0)
        try:
            doses = _paired(rest, catalog)
        except BadInputError:
            continue
        units = [dose.units for dose in doses]
        several = sum(max(len(dose.sites), 1) for dose in doses) > 1
        if several and all(units) and sum(one or 0 for one in units) == piece.units:
            return doses
    return ()


def _paired(items: Sequence[Item], catalog: Catalog) -> tuple[Dose, ...]:
    """Return the doses of the one way in which the items fit together.

    Raises:
        BadInputError: There is none, or more than one.
    """
    parser = _Parser(items, catalog)
    for at in reversed(range(len(items))):  # from the end, so that a long line recurses no deeper
        parser.readings(at)
    readings = _alike(parser.readings(0))
    amounts = [item.piece for item in items if isinstance(item.piece, Amount)]
    if not readings:
        raise _unplaced(items, amounts)
    if any(part.shared for _, parts in readings for part in parts):
        raise BadInputError(
            f'"{inert(amounts[-1].typed if len(amounts) == 1 else _said(items))}": it isn\'t clear '
            "how the units are split between the areas.",
            'Give each area its units ("11s 20, forehead 10"), or name the areas without units and '
            "put the total into --note.",
        )
    _refuse_half_each(readings[0].parts, catalog)
    found: set[tuple[Dose, ...]] = set()
    errors: list[BadInputError] = []
    for reading in readings:
        try:
            found.add(_doses(reading.parts, catalog))
        except BadInputError as error:
            errors.append(error)
    if not found:
        raise errors[0]
    if len(found) > 1:
        raise BadInputError(
            f'"{inert(_said(items))}": it isn\'t clear which number belongs to which area.', _WRITE
        )
    return found.pop()


def _refuse_half_each(parts: Sequence[Part], catalog: Catalog) -> None:
    """Refuse "masseter 25 temporalis 15 each": it may be about both.

    Raises:
        BadInputError: "each" stands at one area with sides, and another has an amount without.
    """
    sided = [part for part in parts if _has_sides(part.area, catalog) and not part.side]
    each = {part.amount.each for part in sided if part.amount and not part.amount.total}
    if EACH in each and "" in each:
        raise BadInputError(
            '"each" could be about one area or about all of them.',
            'Write "each side" or "total" behind each number.',
        )


def _has_sides(area: AreaWord, catalog: Catalog) -> bool:
    known = catalog.areas.get(area.readings[0])
    return known is not None and known.sides and not area.site


def _alike(readings: list[_Reading]) -> list[_Reading]:
    """Return the readings in which all sides stand before their areas or all after; else all."""
    alike = [
        reading
        for reading in readings
        if len({part.before for part in reading.parts if part.side}) <= 1
    ]
    return alike if len(readings) > 1 and alike else readings


def _unplaced(items: Sequence[Item], amounts: Sequence[Amount]) -> BadInputError:
    if not any(isinstance(item.piece, AreaWord) for item in items):
        shown = amounts[0].typed if amounts else _said(items)
        return BadInputError(f'"{inert(shown)}" names no area.', 'Name it, such as "11s 20".')
    if amounts:
        return BadInputError(
            f'"{inert(_said(items))}": it isn\'t clear which number belongs to which area.', _WRITE
        )
    return BadInputError(
        f'"{inert(_said(items))}": it isn\'t clear which area the side belongs to.',
        'Write the side beside its area: "left jaw 25".',
    )


def _said(items: Sequence[Item]) -> str:
    shown: list[str] = []
    for item in items:
        piece = item.piece
        shown.append(piece.side if isinstance(piece, SideWord) else piece.typed)
    return " ".join(shown)


class _Parser:
    """Finds the best ways to read a row of items."""

    def __init__(self, items: Sequence[Item], catalog: Catalog) -> None:
        self._items, self._catalog = items, catalog
        self.readings = cache(self._readings)

    def _readings(self, at: int) -> list[_Reading]:
        """Return the readings of everything from an item on that ignore the fewest gaps."""
        if at == len(self._items):
            return [_Reading(0, ())]
        found: dict[tuple[Part, ...], int] = {}
        for end, cost, parts in self._entries(at):
            if end < len(self._items) and self._items[end].gap == _GLUE:
                continue
            for rest in self.readings(end):
                whole = (*parts, *rest.parts)
                found[whole] = min(cost + rest.cost, found.get(whole, cost + rest.cost))
        least = min(found.values(), default=0)
        return [_Reading(cost, parts) for parts, cost in found.items() if cost == least]

    def _entries(self, at: int) -> Iterator[tuple[int, int, tuple[Part, ...]]]:
        """Yield the ways to read the next area or areas: end, cost and parts."""
        amount = self._amount(at)
        if amount is not None:
            for end, part in self._places(at + 1):
                first = part._replace(amount=amount)
                yield end, self._cost(at + 1), (first,)
                if part.side:  # "25 in the left jaw and 30 in the right"
                    yield from self._sides_after(part.area, end, self._cost(at + 1), (first,))
        for end, part in self._places(at):
            yield end, 0, (part,)
            own = self._amount(end)
            if own is not None:
                first = part._replace(amount=own)
                yield end + 1, self._cost(end), (first,)
                if part.side:
                    yield from self._sides_after(part.area, end + 1, self._cost(end), (first,))
            if not part.side:
                yield from self._sides_after(part.area, end, self._cost(end), ())
        yield from self._sides_before(at)
        yield from self._shared(at)
        yield from self._parallel(at)

    def _places(self, at: int) -> Iterator[tuple[int, Part]]:
        """Yield an area with or without a side at once before or after it."""
        piece = self._piece(at)
        if isinstance(piece, AreaWord):
            yield at + 1, Part(piece)
            side = self._piece(at + 1)
            if isinstance(side, SideWord) and self._gap(at + 1) == 0 and self._sided(piece):
                yield at + 2, Part(piece, side.side)
        elif isinstance(piece, SideWord):
            area = self._piece(at + 1)
            if isinstance(area, AreaWord) and self._gap(at + 1) == 0 and self._sided(area):
                yield at + 2, Part(area, piece.side, before=True)

    def _sides_after(
        self, area: AreaWord, at: int, cost: int, before: tuple[Part, ...]
    ) -> Iterator[tuple[int, int, tuple[Part, ...]]]:
        """Yield an area with amounts for its sides after it: "left 25 right 30" or "25 left"."""
        if not self._sided(area):
            return
        for side_first in (True, False):
            parts, here = before, at
            while (pair := self._pair(here, side_first=side_first)) is not None:
                parts, here = (*parts, Part(area, *pair)), here + 2
                yield here, cost, parts

    def _sides_before(self, at: int) -> Iterator[tuple[int, int, tuple[Part, ...]]]:
        """Yield amounts for sides with their area after them: "left 25 right 30 jaw"."""
        for side_first in (True, False):
            pairs: list[tuple[str, Amount]] = []
            here = at
            while (pair := self._pair(here, side_first=side_first)) is not None:
                pairs.append(pair)
                here += 2
                area = self._piece(here)
                if isinstance(area, AreaWord) and self._sided(area):
                    parts = tuple(Part(area, *one, before=True) for one in pairs)
                    yield here + 1, self._cost(here), parts

    def _pair(self, at: int, *, side_first: bool) -> tuple[str, Amount] | None:
        one, other = self._piece(at), self._piece(at + 1)
        side, amount = (one, other) if side_first else (other, one)
        together = self._gap(at + 1) in {0, _GLUE}
        if isinstance(side, SideWord) and isinstance(amount, Amount) and together:
            return side.side, amount
        return None

    def _shared(self, at: int) -> Iterator[tuple[int, int, tuple[Part, ...]]]:
        """Yield one amount with several areas before or after it."""
        leading = self._amount(at)
        for end, parts in self._lists(at + 1 if leading else at):
            amount = leading or self._amount(end)
            bound = not leading and self._gap(end) == _GLUE and self._gap(end - 1) != 1
            if amount is None or bound:
                continue  # "11s chin=4": the equals sign is for the chin alone
            cost = self._cost(at + 1 if leading else end)
            yield (
                end if leading else end + 1,
                cost,
                tuple(self._share(part, amount, parts) for part in parts),
            )

    def _parallel(self, at: int) -> Iterator[tuple[int, int, tuple[Part, ...]]]:
        """Yield as many amounts as areas, all before or all after them: "11s and chin 20 and 4"."""
        leading = self._amounts(at)
        if at > 0 and not self._amount(at - 1):
            return  # a list begins where the areas begin
        for end, parts in self._lists(at + len(leading)):
            amounts = leading or self._amounts(end)
            whole = not leading or end == len(self._items) or self._amount(end)
            if len(amounts) == len(parts) and whole:
                paired = (
                    part._replace(amount=own) for part, own in zip(parts, amounts, strict=True)
                )
                yield end if leading else end + len(amounts), 0, tuple(paired)

    def _amounts(self, at: int) -> list[Amount]:
        found: list[Amount] = []
        while (amount := self._amount(at + len(found))) is not None:
            found.append(amount)
        return found

    def _lists(self, at: int) -> Iterator[tuple[int, tuple[Part, ...]]]:
        """Yield two and more areas in a row, but not one with muscles of its own."""
        rows: list[tuple[int, tuple[Part, ...]]]
        rows = [(end, (part,)) for end, part in self._places(at)]
        while rows:
            longer = [
                (end, (*parts, part)) for here, parts in rows for end, part in self._places(here)
            ]
            for end, parts in longer:
                if not _is_header(parts):
                    yield end, parts
            rows = longer

    def _share(self, part: Part, amount: Amount, parts: Sequence[Part]) -> Part:
        """Return a part with its share, which is clear only for "10 each" without sides."""
        sided = [self._sided(other.area) and not other.side for other in parts]
        by_side = amount.each == EACH_SIDE and all(sided)
        by_area = amount.each == EACH and not any(sided)
        if by_area:
            return part._replace(amount=amount._replace(each=""))
        return part._replace(amount=amount, shared=not by_side)

    def _sided(self, area: AreaWord) -> bool:
        base, side = self._catalog.split_side(area.readings[0])
        known = self._catalog.areas.get(base)
        return area.site or (known is not None and known.sides and side is None)

    def _piece(self, at: int) -> AreaWord | SideWord | Amount | None:
        return self._items[at].piece if at < len(self._items) else None

    def _amount(self, at: int) -> Amount | None:
        piece = self._piece(at)
        return piece if isinstance(piece, Amount) else None

    def _gap(self, at: int) -> int:
        return self._items[at].gap if at < len(self._items) else 2

    def _cost(self, at: int) -> int:
        return int(at < len(self._items) and self._items[at].gap > 0)


def _is_header(parts: Sequence[Part]) -> bool:
    """Whether an area leads or follows a list of its own muscles: "left arm: biceps"."""
    sites = {part.area.readings for part in parts if part.area.site}
    return any(not part.area.site and part.area.readings in sites for part in parts)


# Doses


def _doses(parts: Sequence[Part], catalog: Catalog) -> tuple[Dose, ...]:
    """Return the doses of some parts, muscles of one area added up.

    Raises:
        BadInputError: An area is named twice, or its muscles do not add up.
    """
    found: list[Dose] = []
    done: set[str] = set()
    for part in parts:
        base = part.area.readings[0]
        mine = [other for other in parts if other.area.readings[0] == base]
        if not any(other.area.site for other in mine):
            found += _of_part(part, catalog)
        elif base not in done:
            done.add(base)
            found += _of_muscles(base, mine, catalog)
    return tuple(found)


def on_side(dose: Dose, side: str, catalog: Catalog, *, each: bool) -> list[Dose]:
    """Return a dose that is said apart to be on a side; one of an area without sides as it is.

    Args:
        dose: Its area may have that side already.
        side: "left", "right" or "both".
        catalog: The areas.
        each: Whether the units are for each of both sides.

    Raises:
        BadInputError: The area is on the other side, or has only one.
    """
    base, own = catalog.split_side(dose.area)
    known = catalog.areas.get(base)
    sided = known is not None and known.sides
    sides = ("left", "right") if side == BOTH else (side,)
    if own and side not in {own, BOTH}:
        raise BadInputError(
            f"{inert(catalog.area_label(dose.area))} has another side beside it.",
            "Name one side.",
        )
    if own or (side == BOTH and not each):
        return [dose]
    if sided:
        return [dose._replace(area=f"{base}-{one}") for one in sides]
    sites = tuple(site._replace(name=f"{site.name} {one}") for site in dose.sites for one in sides)
    units = dose.units and dose.units * (len(sides) if sites else 1)
    return [dose._replace(units=units, sites=sites)]


def added_up(doses: Iterable[Dose]) -> tuple[Dose, ...]:
    """Return doses of which those of one area to different muscles and points are one."""
    found: dict[str, Dose] = {}
    rest: list[Dose] = []
    for dose in doses:
        first = found.setdefault(dose.area, dose)
        if first is dose:
            continue
        named = {site.name for site in first.sites}
        apart = named and dose.sites and named.isdisjoint(site.name for site in dose.sites)
        if apart and first.units is not None and dose.units is not None:
            sites = (*first.sites, *dose.sites)
            found[dose.area] = Dose(dose.area, first.units + dose.units, sites)
        else:
            rest.append(dose)
    return (*found.values(), *rest)


def _of_part(part: Part, catalog: Catalog) -> list[Dose]:
    base, amount = part.area.readings[0], part.amount
    own_base, own_side = catalog.split_side(base)
    side = part.side or own_side or ""
    known = catalog.areas.get(own_base)
    sided = known is not None and known.sides
    if side in {"left", "right"}:
        if amount is not None and amount.each:
            raise BadInputError(
                f'"{inert(amount.typed)}" is for each side, and one side is named.',
                "Give that side its units.",
            )
        return [Dose(f"{own_base}-{side}", amount and amount.units)]
    if amount is None:
        return [Dose(own_base)]
    if amount.each:
        if not sided:
            raise BadInputError(
                f'"{inert(part.area.typed)} {inert(amount.typed)}": '
                f"{inert(part.area.typed)} has no left and right side.",
                "Give the total units.",
            )
        return [Dose(f"{own_base}-left", amount.units), Dose(f"{own_base}-right", amount.units)]
    if side == BOTH and not amount.total:
        raise BadInputError(
            f'"{inert(amount.typed)}" could be for each side or for both together.',
            f'Write "{inert(part.area.typed)} {plain_number(amount.units)} each side" or '
            f'"{inert(part.area.typed)} {plain_number(amount.units)} total".',
        )
    return [Dose(own_base, amount.units)]


def _of_muscles(base: str, parts: Sequence[Part], catalog: Catalog) -> list[Dose]:
    """Return one dose for each side of an area whose muscles are named."""
    known = catalog.areas.get(base)
    sided = known is not None and known.sides
    sides = {part.side for part in parts if part.side in {"left", "right"}}
    before = next(iter(sides)) if len(sides) == 1 and sided else ""
    one_side = len(sides) == 1
    by_side: dict[str, list[Site]] = {}
    totals: dict[str, Amount | None] = {}
    for part in parts:
        if part.side in {"left", "right"} and sided and (one_side or not part.area.site):
            before = part.side
        for side, name, units in _per_side(part, before, sided=sided):
            if part.area.site:
                by_side.setdefault(side, []).append(Site(name, units))
            else:
                totals[side] = part.amount
    if len(by_side) > 1 and "" in by_side:
        raise BadInputError(
            "One muscle has no side, and others have one.", "Give each muscle its side."
        )
    _check_wholes(base, by_side, totals, catalog)
    return [
        _added(f"{base}-{side}" if side else base, sites, totals.get(side), catalog)
        for side, sites in by_side.items()
    ]


def _check_wholes(
    base: str,
    by_side: dict[str, list[Site]],
    totals: dict[str, Amount | None],
    catalog: Catalog,
) -> None:
    """Refuse units of a whole area that its muscles are not, and a side without muscles.

    Raises:
        BadInputError: It isn't clear what they are.
    """
    added = sum(site.units or 0 for sites in by_side.values() for site in sites)
    for side, amount in totals.items():
        if side in by_side or amount is None or (not side and amount.units == added):
            continue
        raise BadInputError(
            f"{inert(catalog.area_label(base))}: it isn't clear whether "
            f"{plain_number(amount.units)} units are for the muscles or besides them.",
            "Give each muscle its side and units, or only the whole area.",
        )


def _per_side(part: Part, before: str, *, sided: bool) -> list[tuple[str, str, float | None]]:
    """Return the side, the name and the units of a muscle, twice if it is for each side."""
    units = part.amount.units if part.amount else None
    name = part.area.typed.casefold()
    each = part.amount is not None and bool(part.amount.each)
    if not sided:
        names = [f"{name} {part.side}"] if part.side in {"left", "right"} else [name]
        if each:
            names = [f"{name} left", f"{name} right"]
        return [("", one, units) for one in names]
    if each:
        return [("left", name, units), ("right", name, units)]
    if part.side == BOTH:
        raise BadInputError(
            f'"{inert(part.area.typed)}" is named for both sides.', "Give each side its units."
        )
    return [(part.side or before, name, units)]


def _added(area: str, sites: list[Site], total: Amount | None, catalog: Catalog) -> Dose:
    names = [site.name for site in sites]
    label = inert(catalog.area_label(area))
    if len(set(names)) < len(names):
        raise BadInputError(f"{label}: a muscle is named twice.", "Name each muscle once.")
    known = [site.units for site in sites if site.units is not None]
    if len(known) >= _FEWEST_WITH_SUM and any(2 * units == sum(known) for units in known):
        raise BadInputError(
            f"{label}: one number is the sum of the others, so it could be their total.",
            'Write the total behind the area: "left arm 100: biceps 50, triceps 50".',
        )
    if known and len(known) < len(sites):
        without = join_words([inert(site.name) for site in sites if site.units is None])
        raise BadInputError(
            f"{label}: {without} has no units, and others have.",
            "Give each muscle its units, or none of them.",
        )
    units = sum(known) if known else (total.units if total else None)
    if known and total is not None and total.units != units:
        raise BadInputError(
            f"{label}: the total is {plain_number(total.units)} units, but the muscles add up to "
            f"{plain_number(sum(known))}.",
            "Check the numbers.",
        )
    return Dose(area, units, tuple(sites))
