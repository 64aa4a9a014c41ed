"""The line of `add`: what its pieces say of a session together."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from botoxlog.catalog import UNKNOWN_PRODUCT, Catalog, Known
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import inert, plural
from botoxlog.input.language.doses import read_doses
from botoxlog.input.language.pieces import (
    Amount,
    AreaCount,
    AreaWord,
    Bind,
    Clinic,
    Each,
    Expiry,
    Lot,
    Money,
    Person,
    Piece,
    Placed,
    ProductWord,
    PurposeWord,
    Rate,
    Remark,
    SideWord,
    Sticks,
    TouchUp,
    When,
)
from botoxlog.input.language.session_scanner import SessionScanner

T = TypeVar("T")

FIRST_YEAR = 1970
"""The first year that a bare number may be; earlier ones are no dates of a journal."""


class SessionLine(NamedTuple):
    """What the words of a line say about a session, each thing once.

    Attributes:
        doses: The treated areas.
        product: As typed.
        date: The date, or None.
        purpose: An id of the catalog, or None.
        paid: What was paid, or None.
        expiry: As typed.
        remarks: Words for the note.
    """

    doses: tuple[Dose, ...] = ()
    product: str | None = None
    date: PartialDate | None = None
    purpose: str | None = None
    injector: str | None = None
    clinic: str | None = None
    lot: str | None = None
    expiry: str | None = None
    paid: Money | None = None
    touch_up: TouchUp | None = None
    remarks: tuple[str, ...] = ()


def session_of(pieces: Sequence[Placed], scanner: SessionScanner) -> SessionLine:
    """Return what the pieces of a line say together; every area has one reading.

    Raises:
        BadInputError: They contradict each other, or have several readings.
    """
    _refuse_years(pieces, scanner)
    counted = [placed for placed in pieces if _counts_again(placed.piece, pieces)]
    pieces = [placed for placed in pieces if placed not in counted]
    pieces, purposes = _without_purposes(pieces, scanner.catalog)
    doses = read_doses(pieces, scanner.catalog)
    _check_purposes(pieces, doses, scanner)
    _check_touch_up(pieces, scanner)
    found: list[Piece] = [placed.piece for placed in pieces]
    sticks = [piece for piece in found if isinstance(piece, Sticks)]
    if sticks and any(isinstance(piece, Amount | Each) for piece in found):
        raise BadInputError(
            f'"{inert(sticks[0].text)}" beside units could mean units for each of them.',
            "Write the units of the whole area, and put the number of injections into --note.",
        )
    counts = [piece for piece in found if isinstance(piece, AreaCount)]
    bases = {scanner.catalog.split_side(dose.area)[0] for dose in doses}
    if any(count.areas != len(bases) for count in counts):
        raise BadInputError(
            f'"{inert(counts[0].text)}", but the line names {plural(len(bases), "area")}.',
            "Name each area.",
        )
    when = _date([piece for piece in found if isinstance(piece, When)])
    _refuse_two_readings(pieces, doses, scanner)
    product = _brand([piece.text for piece in found if isinstance(piece, ProductWord)], scanner)
    person = _one([piece.text for piece in found if isinstance(piece, Person)], "injector")
    clinic = _one([piece.text for piece in found if isinstance(piece, Clinic)], "clinic")
    lot = _one([piece.text for piece in found if isinstance(piece, Lot)], "lot number")
    expiry = _one([piece.text for piece in found if isinstance(piece, Expiry)], "expiry date")
    paid = _one([piece for piece in found if isinstance(piece, Money)], "cost")
    _check_rate([piece for piece in found if isinstance(piece, Rate)], paid, doses)
    remarks = [piece.text for piece in found if isinstance(piece, Remark | Sticks)]
    remarks += [piece.typed for piece in found if isinstance(piece, AreaWord) and _counts(piece)]
    remarks += [scanner.typed(placed.start, placed.end) for placed in counted]
    return SessionLine(
        doses=doses,
        product=product,
        date=when,
        purpose=_one(purposes, "purpose"),
        injector=person,
        clinic=clinic,
        lot=lot,
        expiry=expiry,
        paid=paid,
        touch_up=next((piece for piece in found if isinstance(piece, TouchUp)), None),
        remarks=tuple(remarks),
    )


def _refuse_years(pieces: Sequence[Placed], scanner: SessionScanner) -> None:
    """Refuse "11s 2024": a number that may be a year.

    Raises:
        BadInputError: There is one without a word for units and without an equals sign.
    """
    for before, placed in itertools.pairwise([None, *pieces]):
        piece = placed.piece if placed else None
        if not isinstance(piece, Amount) or not piece.typed.isdigit():
            continue
        bound = before is not None and isinstance(before.piece, Bind)
        if not bound and FIRST_YEAR <= piece.units <= scanner.today.year:
            raise BadInputError(
                f'"{piece.typed}" could be a year or units.',
                f'Write "in {piece.typed}" or "{piece.typed} units".',
            )


def _check_purposes(
    pieces: Sequence[Placed], doses: Sequence[Dose], scanner: SessionScanner
) -> None:
    """Refuse a word for a purpose that may be a side effect: "11s 20, headache".

    Raises:
        BadInputError: Neither "for" nor a product stands beside it, and no area fits it.
    """
    areas = scanner.catalog.areas
    bases = [scanner.catalog.split_side(dose.area)[0] for dose in doses]
    usual = {areas[base].purpose for base in bases if base in areas}
    products = {
        edge
        for placed in pieces
        if isinstance(placed.piece, ProductWord)
        for edge in (placed.start, placed.end)
    }
    for piece, start, end in pieces:
        if not isinstance(piece, PurposeWord) or piece.after_for:
            continue
        broad = scanner.catalog.broad_purpose(piece.purpose)
        if broad not in usual and not products & {start, end}:
            raise BadInputError(
                f'"{inert(piece.typed)}" could be what it was for, or a side effect.',
                f'Write "for {inert(piece.typed)}", or log the side effect with: botoxlog checkin',
            )


def _check_touch_up(pieces: Sequence[Placed], scanner: SessionScanner) -> None:
    """Refuse a touch-up named between areas, or to come.

    Raises:
        BadInputError: It isn't clear which areas it is about.
    """
    places = [at for at, placed in enumerate(pieces) if isinstance(placed.piece, TouchUp)]
    areas = [at for at, placed in enumerate(pieces) if isinstance(placed.piece, AreaWord)]
    for at in places:
        between = bool(areas) and areas[0] < at < areas[-1]
        if between or scanner.text(pieces[at].start - 1) == "then":
            raise BadInputError(
                "It isn't clear which areas were touched up. Nothing was saved.",
                "Log the touch-up as a session of its own: botoxlog add touch-up 11s 4",
            )


def _counts(area: AreaWord) -> bool:
    """Whether an area is named by its number of injections: "31 shots"."""
    first, _, rest = area.typed.casefold().partition(" ")
    return first.isdigit() and rest.startswith(("shot", "injection", "site", "point"))


def _counts_again(piece: Piece, pieces: Sequence[Placed]) -> bool:
    """Whether a number of injections stands beside the name of its area: "PREEMPT, 31 sites"."""
    return (
        isinstance(piece, AreaWord)
        and _counts(piece)
        and any(
            isinstance(other, AreaWord) and other.readings == piece.readings and not _counts(other)
            for other, _, _ in pieces
        )
    )


def _date(said: Sequence[When]) -> PartialDate | None:
    """Return the one date; a weekday beside a day only has to fit it.

    Raises:
        BadInputError: There are several.
    """
    days = [when.date for when in said if not when.weekday]
    weekdays = [when.date for when in said if when.weekday]
    if len(days) == 1 and days[0].is_day:
        fits = all(day.first.weekday() == days[0].first.weekday() for day in weekdays)
        weekdays = [] if fits else weekdays
    return _one([*days, *weekdays], "date")


def _check_rate(rates: Sequence[Rate], paid: Money | None, doses: Sequence[Dose]) -> None:
    """Refuse a price for one unit, unless what was paid is that price for every unit.

    Raises:
        BadInputError: It is not.
    """
    units = sum(dose.units or 0 for dose in doses)
    for rate in rates:
        if paid is None or abs(rate.price * units - paid.amount) >= 1:
            raise BadInputError(
                f'"{inert(rate.typed)}" is a price for one unit or area, not for the session.',
                "Write the total, such as 420USD.",
            )


def _brand(typed: Sequence[str], scanner: SessionScanner) -> str | None:
    """Return the one product that is named; "toxin" or "anti-wrinkle" beside a brand adds nothing.

    Raises:
        BadInputError: There are several.
    """
    ids: dict[str, str] = {}
    for name in typed:
        found = scanner.catalog.find_product(name, cosmetic=True)
        ids.setdefault(found.id if isinstance(found, Known) else name, name)
    if len(ids) > 1:
        ids.pop(UNKNOWN_PRODUCT, None)
    return _one(list(ids.values()), "product")


def _one(values: Sequence[T], what: str) -> T | None:
    """Return the one value, or None.

    Raises:
        BadInputError: There are several.
    """
    different = list(dict.fromkeys(values))
    if len(different) > 1:
        raise BadInputError(
            f"The line has more than one {what}. Nothing was saved.",
            f"Log each {what} as a separate session.",
        )
    return different[0] if different else None


def _without_purposes(pieces: Sequence[Placed], catalog: Catalog) -> tuple[list[Placed], list[str]]:
    """Part the purposes from the pieces: a complaint is one beside the area it is treated in."""
    places = {
        catalog.split_side(piece.readings[0])[0]
        for piece, _, _ in pieces
        if isinstance(piece, AreaWord) and not piece.condition
    }
    purposes = [
        next(filter(None, (catalog.cause_purpose(piece.typed, area) for area in places)), None)
        or piece.purpose
        for piece, _, _ in pieces
        if isinstance(piece, PurposeWord)
    ]
    kept: list[Placed] = []
    for placed in pieces:
        piece = placed.piece
        if isinstance(piece, AreaWord) and piece.condition:
            means = catalog.condition_purpose(piece.typed, piece.readings[0])
            if piece.readings[0] in places or (places and piece.purpose):
                purposes.append(piece.purpose or means)
                continue
            if piece.purpose:
                purposes.append(piece.purpose)
            elif purposes:
                raise BadInputError(
                    f'"{inert(piece.typed)}" could be a second purpose or a treated area.',
                    "Name one purpose, and the areas that were treated.",
                )
            elif (
                catalog.cause_purpose(piece.typed, piece.readings[0])
                or means != catalog.areas[catalog.split_side(piece.readings[0])[0]].purpose
            ):
                purposes.append(means)
        kept.append(placed)
    return kept, purposes


def _refuse_two_readings(
    pieces: Sequence[Placed], doses: Sequence[Dose], scanner: SessionScanner
) -> None:
    """Refuse "11s 20 march": the number may be the day or the units.

    Raises:
        BadInputError: A date has a number at the side of an area without units.
    """
    if all(dose.units is not None for dose in doses):
        return
    for before, after in itertools.pairwise(pieces):
        found, area = (before, after) if isinstance(before.piece, When) else (after, before)
        beside = isinstance(found.piece, When) and isinstance(area.piece, AreaWord | SideWord)
        if not beside or before.end != after.start:
            continue
        if any(scanner.may_be_units(found, at) for at in (found.start, found.end - 1)):
            shown = scanner.typed(before.start, after.end)
            raise BadInputError(
                f'"{inert(shown)}" could have a number of units, or a day of the month.',
                'Put a comma between them: "11s, 20 nov".',
            )
