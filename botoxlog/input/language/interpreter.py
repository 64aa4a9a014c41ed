"""Turn what people type into records. Pure except for questions.

If a word has two readings, or is close to a known one, a `Clarifier` decides. In a terminal it asks
the person; elsewhere the line is refused with the readings. Notices are collected as sentences, to
show along with the result.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from botoxlog.catalog import Ambiguous, Catalog, Known, Near, NotToxin
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Appointment, CheckIn, Dose, Journal, Session, State
from botoxlog.core.partial_dates import MONTHS, PartialDate, parse_iso
from botoxlog.core.text import clean, command_line, inert, join_words, require_utf8
from botoxlog.input.entry_checks import EntryChecks
from botoxlog.input.language.amounts import AmountReader
from botoxlog.input.language.dates import found_typed, parse_typed
from botoxlog.input.language.doses import BOTH
from botoxlog.input.language.money import is_currency, money
from botoxlog.input.language.pieces import (
    TOTAL,
    Amount,
    AreaWord,
    Break,
    Each,
    Piece,
    Placed,
    ProductWord,
    PurposeWord,
    SideWord,
)
from botoxlog.input.language.scanner import Scanner, side_of
from botoxlog.input.language.session_line import SessionLine, session_of
from botoxlog.input.language.session_scanner import SessionScanner
from botoxlog.input.language.tokens import join_arguments

if TYPE_CHECKING:
    from botoxlog.input.language.checkin_line import CheckInLine

T = TypeVar("T")

SHORTEST_NAME = 3
"""Letters from which an unknown word may be the name of an area."""

SHORTEST_MISSPELT = 6
"""Letters from which an unknown word is compared with known ones: shorter ones resemble many."""

_YEAR = r"(?a)\d{4}"
_MONTH_YEAR = r"(?a)(\d{1,2})[/.-](\d{4})"
_DECIMAL_COMMA = r"(?a)(=\s*\d+),(\d\d)(?!\d)"
"""A comma in the one number of a cell, which cannot part two numbers: "11s=18,75"."""
_NAMED_MONTH = r"(?a)([A-Za-z]{3})[A-Za-z]*\.? (\d{4})"


class Clarifier(Protocol):
    """Decides what a word means when the program cannot."""

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Return one of `readings` for an ambiguous word, or raise BadInputError with them."""

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Return the suggestion that was meant, or None if none was."""

    def is_area(self, word: str) -> bool:
        """Return whether an unknown word is an area that the person wants to log."""


class Typed(NamedTuple):
    """The options of `add`, as typed; None where one was not given.

    Attributes:
        other_areas: Areas that the catalog does not know, each as NAME or NAME=UNITS.
    """

    on: str | None = None
    product: str | None = None
    purpose: str | None = None
    injector: str | None = None
    clinic: str | None = None
    lot: str | None = None
    expiry: str | None = None
    cost: str | None = None
    touch_up: bool = False
    note: str | None = None
    other_areas: tuple[str, ...] = ()


class Interpreter:
    """Turns the words of one command into values.

    Attributes:
        notices: Sentences to show beside the result.
    """

    def __init__(
        self, catalog: Catalog, journal: Journal, today: date, clarifier: Clarifier
    ) -> None:
        self.catalog, self.journal = catalog, journal
        self.today, self.clarifier = today, clarifier
        self.notices: list[str] = []

    @property
    def entry_checks(self) -> EntryChecks:
        """The journal, to compare a new record with."""
        return EntryChecks(self.journal, self.catalog)

    # Sessions

    def session(
        self,
        arguments: Iterable[str],
        typed: Typed,
        last_visit: Callable[[PartialDate], Session] | None = None,
        kept: Appointment | None = None,
    ) -> Session:
        """Return the session that a line and the options beside it say.

        Args:
            arguments: The words, as the shell cut them.
            typed: The options.
            last_visit: Gives the visit to repeat, from the date of this one. What the line and
                the options say takes the place of what it had. None if none is repeated.
            kept: The appointment that the session kept: what nothing else says, it does.

        Raises:
            BadInputError: A word is not understood, or two things contradict each other.
        """
        line = self.session_line(join_arguments(arguments))
        others = tuple(self.other_area(option) for option in typed.other_areas)
        named = (*line.doses, *others)
        if kept and not named and last_visit is None:
            named = tuple(Dose(area) for area in kept.areas)
        if not named and last_visit is None:
            raise BadInputError(
                "The line names no area. Nothing was saved.", 'Name it, such as "11s 20".'
            )
        self.refuse_overlap([dose.area for dose in named])
        when = self.either("date", line.date, typed.on, self.when)
        brand = self.either("product", line.product, typed.product, lambda text: text)
        date_ = when or (kept.date if kept else PartialDate.of_day(self.today))
        if last_visit and (line.touch_up or typed.touch_up):
            raise BadInputError(
                "A touch-up can't be logged with --again. Nothing was saved.",
                "Name its areas instead: botoxlog add 11s=4 --touch-up",
            )
        corrected = self._corrected(line, named, date_, touch_up=typed.touch_up)
        last = last_visit(date_) if last_visit else Session(None, date_)
        same = corrected.product if corrected else last.product
        areas = (*named, *last.doses)
        said = self.either(
            "purpose", line.purpose, typed.purpose, lambda text: self.purpose(text, areas)
        )
        purpose = said or last.purpose
        product = self.product(brand, areas, purpose) if brand is not None else same
        paid = (line.paid.amount, line.paid.currency) if line.paid else None
        cost = self.either("cost", paid, typed.cost, self.money)
        if line.paid and line.paid.amount and line.paid.currency is None:
            self._note_currency()
        note = "; ".join([*line.remarks, *([typed.note] if typed.note else [])])
        person = self.journal.person
        return Session(
            id=None,
            date=date_,
            doses=self._repeated(last, named, product) if last_visit else named,
            product=product,
            purpose=purpose,
            injector=self.either("injector", line.injector, typed.injector, _text("injector"))
            or (kept and kept.injector)
            or last.injector
            or person.injector,
            clinic=self.either("clinic", line.clinic, typed.clinic, _text("clinic"))
            or (kept and kept.clinic)
            or last.clinic
            or person.clinic,
            lot=self.either("lot number", line.lot, typed.lot, _text("lot number")),
            expiry=self.either(
                "expiry date",
                self.expiry(line.expiry) if line.expiry else None,
                typed.expiry,
                self.expiry,
            ),
            cost=cost[0] if cost else None,
            currency=cost[1] if cost else None,
            touch_up_of=corrected.id if corrected else None,
            appointment=kept.id if kept else None,
            note=clean(note, "note") if note or typed.note is not None else None,
        )

    def _repeated(
        self, last: Session, named: Sequence[Dose], product: str | None
    ) -> tuple[Dose, ...]:
        """Return the doses of the last visit and those named this time.

        With another product the units of the last visit are left out, with a notice.
        """
        from botoxlog.input.series import repeated_doses, without_units

        doses = last.doses
        substance = self.catalog.substance
        if last.product and substance(last.product) != substance(product):
            doses = without_units(doses)
            if doses != last.doses:
                label = inert(self.catalog.product_label(last.product))
                self.notices.append(
                    f"The units of your last visit are units of {label}, so they were not "
                    "repeated. To log units, name each area with its own."
                )
        return repeated_doses(doses, named, self.catalog)

    def session_line(self, line: str) -> SessionLine:
        """Return what the words of a line say about a session.

        Raises:
            BadInputError: A word is not understood, or the line has several readings.
        """
        require_utf8(line)
        scanner = self._scanner(line)
        pieces = self.understood(scanner)
        return session_of(self._with_one_reading(pieces), scanner)

    def doses(self, arguments: Iterable[str]) -> tuple[Dose, ...]:
        """Return the doses of some cells or answers, each "11s", "11s=20" or "jaw 20 each side".

        An area that the catalog does not know is kept as typed, with a notice.

        Raises:
            BadInputError: Units are not valid, or an area is missing or named twice.
        """
        doses: list[Dose] = []
        for text in arguments:
            found = self.cell(text)
            if not found.doses or found != SessionLine(found.doses):
                raise BadInputError(
                    f'"{inert(text)}" is not an area with its units.', 'Write it as "11s=20".'
                )
            doses += found.doses
        self.refuse_overlap([dose.area for dose in doses])
        return tuple(doses)

    def cell(self, text: str) -> SessionLine:
        """Return what a cell or an answer says: what the line of `add` would, or one area's name.

        A name that the catalog does not know is kept as typed, with a notice, if the text has
        nothing else but a side and, after an equals sign, units.

        Raises:
            BadInputError: A word is not understood, or the text has several readings.
        """
        text = re.sub(_DECIMAL_COMMA, r"\1.\2", text)
        name, equals, units = (part.strip() for part in text.partition("="))
        if not any(map(str.isdigit, name)) and self.is_unknown_name(name, Break):
            area = self.area(name)
            return SessionLine((Dose(area, self.units(units, name) if equals else None),))
        return self.session_line(text)

    def is_unknown_name(self, typed: str, *beside: type[Piece]) -> bool:
        """Whether words may be a name that the catalog does not know.

        Args:
            typed: The words.
            beside: The pieces that it may have in it besides a side.

        Raises:
            BadInputError: They say something that cannot be saved as it is.
        """
        require_utf8(typed)
        pieces, unknown = self._scanner(typed).scan()
        alone = all(isinstance(placed.piece, (SideWord, *beside)) for placed in pieces)
        return bool(unknown) and alone

    def names(self, typed: str, *kinds: type[Piece]) -> bool:
        """Whether some of the words are a piece of these kinds, or one that cannot be saved."""
        scanner = self._scanner(typed)
        for at in range(len(scanner.tokens)):
            with suppress(BadInputError):
                found = scanner.found_at(at)
                if found and isinstance(found[0], kinds):
                    return True
        return False

    def side(self, typed: str) -> tuple[str, bool]:
        """Return the side that some words name, and whether they say that units are for each.

        Raises:
            BadInputError: They say something else.
        """
        if side := side_of(typed):
            return side, False
        pieces, unknown = self._scanner(typed).scan()
        said = [placed.piece for placed in pieces if not isinstance(placed.piece, Break)]
        sides = {piece.side for piece in said if isinstance(piece, SideWord)}
        each = any(isinstance(piece, Each) and piece.kind != TOTAL for piece in said)
        if unknown or not all(isinstance(piece, SideWord | Each) for piece in said) or not said:
            raise BadInputError(f'"{inert(typed)}" is not a side.', "Write left, right or both.")
        return sides.pop() if len(sides) == 1 else BOTH, each

    def _scanner(self, line: str) -> SessionScanner:
        return SessionScanner(line, self.catalog, self.journal, self.today, self.usual_currency())

    def other_area(self, typed: str) -> Dose:
        """Return the dose of NAME or NAME=UNITS, whatever the name is.

        Raises:
            BadInputError: The name is missing, or the catalog knows it.
        """
        require_utf8(typed)
        name, equals, units = (part.strip() for part in typed.partition("="))
        kept = " ".join(name.split())
        if not kept:
            raise BadInputError(f'"{inert(typed)}" names no area.', 'Write "NAME=20".')
        if isinstance(self.catalog.find_area(kept), Known | Ambiguous):
            raise BadInputError(
                f'botoxlog knows "{inert(kept)}": it needs no --other-area.',
                f"Write it without: {command_line('add', typed)}",
            )
        used = _spelt(kept, (dose.area for item in self.journal.sessions for dose in item.doses))
        if not used and self._is_no_name(kept):
            raise BadInputError(
                f'"{inert(kept)}" is not the name of an area.',
                'Write the name, and its units behind "=": --other-area "ear lobe=4".',
            )
        return Dose(used or kept, self.units(units, kept) if equals else None)

    def _is_no_name(self, typed: str) -> bool:
        """Whether a name ends in a number, or is made of words that mean something else."""
        scanner = SessionScanner(typed, self.catalog, Journal(), self.today, None)
        last = scanner.tokens[-1] if scanner.tokens else None
        if last is None or (last.is_number and last.spaced):
            return True
        with suppress(BadInputError):
            return not scanner.scan().unknown
        return False

    def units(self, typed: str, area: str) -> float:
        """Return a number of units for an area as a whole.

        Raises:
            BadInputError: It is not a number above 0 and up to `amounts.MOST_UNITS`.
        """
        reader = AmountReader(typed)
        found = reader.amount(0)
        piece = found[0] if found and found[1] == len(reader.tokens) else None
        if not isinstance(piece, Amount) or piece.each:
            raise BadInputError(
                f'"{inert(area)}={inert(typed)}": the units are not a number above 0.',
                'Write AREA=UNITS, such as "11s=20".',
            )
        return piece.units

    def either(
        self, what: str, said: T | None, typed: str | None, read: Callable[[str], T | None]
    ) -> T | None:
        """Return what the words of the line or an option say.

        Raises:
            BadInputError: Both say it, and not the same.
        """
        if typed is None:
            return said
        value = read(typed)
        if said is not None and said != value:
            article = "an" if what[0] in "aeiou" else "a"
            raise BadInputError(
                f"The line and an option each give {article} {what}. Nothing was saved.",
                f"Give the {what} once.",
            )
        return value

    def purpose(self, typed: str, doses: Sequence[Dose]) -> str | None:
        """Return the id of a purpose, or its words if it is not known.

        Words that name a cause of treatment of a treated area are that cause's purpose.
        """
        found = self.catalog.find_purpose(typed)
        if not isinstance(found, Known):
            return clean(typed, "purpose")
        causes = (self.catalog.cause_purpose(typed, dose.area) for dose in doses)
        return next(filter(None, causes), found.id)

    # Words

    def understood(self, scanner: Scanner) -> list[Placed]:
        """Return the pieces of a line, with the words that the person could explain.

        Raises:
            BadInputError: A word means nothing here; it is named.
        """
        pieces, runs = scanner.scan()
        unknown = list(runs)
        for run in runs:
            if (meant := self._meant(scanner, run)) is not None:
                pieces.append(meant)
                unknown.remove(run)
        if len(unknown) == 1:
            typed = scanner.typed(*unknown[0])
            if self.clarifier.is_area(typed):
                pieces.append(Placed(AreaWord((typed,), typed), *unknown.pop()))
        if unknown:
            from botoxlog.input.language.understood import understood

            words = [f'"{inert(scanner.typed(*run))}"' for run in unknown]
            verb = "was" if len(words) == 1 else "were"
            raise BadInputError(
                f"{join_words(words)} {verb} not understood. Nothing was saved."
                f"{understood(pieces, scanner)}",
                self._what_would_do(scanner, unknown),
            )
        return sorted(pieces, key=lambda placed: placed.start)

    def _meant(self, scanner: Scanner, run: tuple[int, int]) -> Placed | None:
        """Ask whether some words are a misspelt area or product."""
        typed = scanner.typed(*run)
        if near := self._near(typed):
            meant = self.clarifier.did_you_mean(typed, near)
            if meant is not None and meant in self.catalog.products:
                return Placed(ProductWord(meant), *run)
            if meant is not None:
                return Placed(AreaWord((meant,), typed), *run)
        return None

    def _near(self, typed: str) -> tuple[str, ...]:
        if len(typed) < SHORTEST_MISSPELT:
            return ()
        found = (self.catalog.find_area(typed), self.catalog.find_product(typed, cosmetic=True))
        return tuple(
            dict.fromkeys(
                meant for item in found if isinstance(item, Near) for meant in item.suggestions
            )
        )

    def _what_would_do(self, scanner: Scanner, unknown: Sequence[tuple[int, int]]) -> str:
        typed = scanner.typed(*unknown[0])
        if near := self._near(typed):
            return f"Did you mean {join_words(list(near), 'or')}?"
        example = f' "{inert(typed)}"' if typed.isalpha() and len(typed) >= SHORTEST_NAME else ""
        return f"{scanner.else_where}{example}. Anything else: --note."

    def _with_one_reading(self, pieces: Sequence[Placed]) -> list[Placed]:
        """Return the pieces with each area of several readings settled.

        A purpose that the line names, and that only one reading has, decides; else what the word
        means beside the other areas of the line.

        Raises:
            BadInputError: There is nobody to ask.
        """
        purposes = {
            self.catalog.broad_purpose(piece.purpose)
            for piece, _, _ in pieces
            if isinstance(piece, PurposeWord)
        }
        areas = {
            piece.readings[0]
            for piece, _, _ in pieces
            if isinstance(piece, AreaWord) and len(piece.readings) == 1
        }
        return [
            placed._replace(piece=self._settled(placed.piece, purposes, areas))
            if isinstance(placed.piece, AreaWord)
            else placed
            for placed in pieces
        ]

    def _settled(
        self, piece: AreaWord, purposes: Collection[str], named: Collection[str]
    ) -> AreaWord:
        if len(piece.readings) == 1:
            return piece
        areas = self.catalog.areas
        fit = [area for area in piece.readings if areas[area].purpose in purposes]
        meant = fit[0] if len(fit) == 1 else self.catalog.means_beside(piece.typed, named)
        meant = meant or self.clarifier.choose(piece.typed, piece.readings)
        return piece._replace(readings=(meant,))

    def area(self, typed: str) -> str:
        """Return the area id for a word, or the word itself if it is not known.

        Raises:
            BadInputError: It has two readings, or is a product, and there is nobody to ask.
        """
        require_utf8(typed)
        found = self.catalog.find_area(typed)
        if isinstance(found, Known):
            return found.id
        if isinstance(found, Ambiguous):
            return self.clarifier.choose(typed, found.readings)
        kept = " ".join(typed.split())
        sessions = self.journal.sessions
        if used := _spelt(kept, (dose.area for item in sessions for dose in item.doses)):
            return used
        if is_currency(kept):
            raise BadInputError(
                f'"{inert(kept)}" is a currency, not an area.', "Write the cost as 420USD."
            )
        product = self.catalog.find_product(kept, cosmetic=True)
        if isinstance(product, NotToxin):
            raise _no_toxin(kept)
        if isinstance(product, Known):
            raise BadInputError(
                f'"{inert(kept)}" is a product, not an area.', "Use --product for it."
            )
        near = found.suggestions if isinstance(found, Near) else ()
        if near and (meant := self.clarifier.did_you_mean(typed, near)) is not None:
            return meant
        self.notices.append(
            f'"{inert(kept)}" is not an area botoxlog knows. Saved as you typed it.{_maybe(near)}'
        )
        return kept

    def refuse_overlap(self, areas: Sequence[str]) -> None:
        """Refuse an area named twice, or named both as a whole and by side.

        Raises:
            BadInputError: An area is named twice.
        """
        seen: set[str] = set()
        for area in areas:
            key = " ".join(area.casefold().split())
            base, side = self.catalog.split_side(key)
            sides = {f"{base}-left", f"{base}-right"}
            clash = {key} | ({base} if side else sides)
            if clash & seen:
                label = inert(self.catalog.area_label(area))
                raise BadInputError(f"{label} is named twice.", "Name each area once.")
            seen.add(key)

    # Products

    def product(self, typed: str, doses: Sequence[Dose], purpose: str | None) -> str:
        """Return the product id for a word, or the word itself.

        "Botox" is the one that was logged last in these areas for the same purpose; else the one
        for the purpose; else Botox Cosmetic if every area is a cosmetic one, and Botox if not.

        Raises:
            BadInputError: It is empty or not a toxin, or it has two readings and there is nobody
                to ask.
        """
        if not typed.strip():
            raise BadInputError("The product is empty.", "Name it, such as -p botox, or omit it.")
        require_utf8(typed)
        found = self.catalog.find_product(typed, cosmetic=True)
        other = self.catalog.find_product(typed, cosmetic=False)
        if isinstance(found, Known) and isinstance(other, Known):
            return found.id if found == other else self._botox(found.id, other.id, doses, purpose)
        if isinstance(found, NotToxin):
            raise _no_toxin(typed)
        if isinstance(found, Ambiguous):
            return self.clarifier.choose(typed, found.readings)
        kept = " ".join(typed.split())
        if used := _spelt(kept, (item.product or "" for item in self.journal.sessions)):
            return used
        near = found.suggestions if isinstance(found, Near) else ()
        if near and (meant := self.clarifier.did_you_mean(typed, near)) is not None:
            return meant
        self.notices.append(
            f'"{inert(kept)}" is not a product botoxlog knows. Saved as you typed it.{_maybe(near)}'
        )
        return kept

    def _botox(
        self, cosmetic: str, otherwise: str, doses: Sequence[Dose], purpose: str | None
    ) -> str:
        """Return which of its two products "botox" means."""
        either = (cosmetic, otherwise)
        before = [session for session in self.journal.sessions if session.product in either]
        before.sort(key=lambda session: session.date.middle, reverse=True)
        for session in before:
            if any(self._same_use(session, dose.area, purpose) for dose in doses):
                return session.product or cosmetic
        if purpose in self.catalog.purposes:
            return cosmetic if purpose == "lines" else otherwise
        known = (self.catalog.areas.get(self.catalog.split_side(dose.area)[0]) for dose in doses)
        return cosmetic if all(area and area.cosmetic for area in known) else otherwise

    def _same_use(self, session: Session, area: str, purpose: str | None) -> bool:
        """Whether a session treated an area for this purpose; None is its usual one."""
        treated = any(self.catalog.overlap(mine, area) for mine in session.areas)
        known = self.catalog.areas.get(self.catalog.split_side(area)[0])
        usual = known.purpose if known else None
        return treated and (session.purpose or usual) == (purpose or usual)

    # Check-ins

    def checkins(
        self,
        arguments: Iterable[str],
        *,
        on: str | None,
        effects: Sequence[str],
        note: str | None,
        active: Callable[[PartialDate], Sequence[str]],
    ) -> list[CheckIn]:
        """Return the check-ins that a line and the options beside it say.

        Args:
            arguments: The words, as the shell cut them.
            on: The date as typed, or None.
            effects: Side effects, each in its own words; what is not recognised is kept.
            note: As typed, or None.
            active: Gives the areas whose result may be active on a day.

        Raises:
            BadInputError: A word is not understood, or two things contradict each other.
        """
        from botoxlog.input.language.checkins import CheckInInterpreter

        reader = CheckInInterpreter(self, active)
        return reader.checkins(join_arguments(arguments), on=on, effects=effects, note=note)

    def side_effects(self, typed: str) -> "CheckInLine":
        """Return what the text of `--effect` says; what is not recognised is kept as typed."""
        from botoxlog.input.language.checkins import CheckInInterpreter

        return CheckInInterpreter(self).side_effects(typed)

    def state(self, word: str, area: str) -> State:
        """Return the state for an answer such as "wearing off" or "w".

        Raises:
            BadInputError: The word is not a state; the hint lists them.
        """
        from botoxlog.input.language.checkins import CheckInInterpreter

        return CheckInInterpreter(self).state(word, area)

    # Dates and money

    def when(self, typed: str) -> PartialDate:
        """Read a past date; add a notice if words such as "2 years ago" give only a year."""
        found = parse_typed(typed, self.today)
        if not found.knows_month and not re.fullmatch(_YEAR, typed.strip()):
            self.notices.append(
                f'"{inert(typed.strip())}" was saved as {found}. If you know the month, add it '
                f"({found.first.year}-05): a date this vague is of little use for a forecast."
            )
        return found

    def checkin_date(self, typed: str, since: date | None = None) -> PartialDate:
        """Read the date of a check-in: a past date, or "day 10" counted from `since`."""
        if since is None:
            full = (session for session in self.journal.sessions if not session.touch_up_of)
            last = max(full, key=lambda session: session.date.middle, default=None)
            since = last.date.first if last and last.date.is_day else None
        found = found_typed(typed, self.today, since)
        if found.counted and since is not None:
            self.note_counted(typed.strip(), since)
        return found.date

    def note_counted(self, typed: str, since: date) -> None:
        """Add a notice that a date is counted from the session on a day, unless it is there."""
        day = PartialDate.of_day(since)
        notice = f'"{inert(typed)}" is counted from the session on {day}.'
        if notice not in self.notices:
            self.notices.append(notice)

    def expiry(self, typed: str) -> PartialDate:
        """Read the date on a box: 2027-03-31, 2027-03, 03/2027 or "Mar 2027"."""
        plain = typed.strip()
        if match := re.fullmatch(_MONTH_YEAR, plain):
            plain = f"{match[2]}-{match[1]}"
        elif (match := re.fullmatch(_NAMED_MONTH, plain)) and match[1].title() in MONTHS:
            plain = f"{match[2]}-{MONTHS.index(match[1].title()) + 1}"
        try:
            return parse_iso(plain)
        except ValueError as error:
            raise BadInputError(
                f"The expiry date was not understood: {error}.",
                "Write it as 2027-03 or 2027-03-31.",
            ) from None

    def money(self, typed: str) -> tuple[float, str | None]:
        """Read an amount and its currency code: "420usd", "about $1,200", "350,50 EUR", "free".

        Raises:
            BadInputError: It is not an amount of money.
        """
        found, currency = money(typed, self.usual_currency())
        if currency is None:
            self._note_currency()
        return found, currency

    def _note_currency(self) -> None:
        self.notices.append("The cost has no currency. To set yours: botoxlog me --currency USD")

    def usual_currency(self) -> str | None:
        """Return the person's currency, or else that of the latest session that has one."""
        if self.journal.person.currency:
            return self.journal.person.currency
        named = (item.currency for item in reversed(self.journal.sessions) if item.currency)
        return next(named, None)

    # Touch-ups

    def corrected(self, doses: Sequence[Dose], when: PartialDate) -> Session:
        """Return the session, one with an id, that a touch-up of these areas corrects.

        Raises:
            BadInputError: There is none before it.
        """
        found = self.entry_checks.session_before(doses, when)
        if found is None:
            raise BadInputError(
                "Your journal has no earlier session of these areas to touch up.",
                "Log that session first, or leave out --touch-up.",
            )
        return found

    def _corrected(
        self, line: SessionLine, doses: Sequence[Dose], when: PartialDate, *, touch_up: bool
    ) -> Session | None:
        """Return the session that a touch-up corrects, the named one first."""
        if line.touch_up is None and not touch_up:
            return None
        named = line.touch_up.of if line.touch_up else None
        sessions = self.journal.sessions
        return next((item for item in sessions if named and item.id == named), None) or (
            self.corrected(doses, when)
        )


def _text(what: str) -> Callable[[str], str | None]:
    return lambda typed: clean(typed, what)


def _no_toxin(typed: str) -> BadInputError:
    return BadInputError(
        f'"{inert(typed)}" is not a botulinum toxin.',
        "The journal is for toxin sessions only. Put other treatments into --note.",
    )


def _spelt(word: str, used: Iterable[str]) -> str | None:
    """Return a word as the journal spells it already, or None if it is new."""
    return next((name for name in used if name.casefold() == word.casefold()), None)


def _maybe(suggestions: Sequence[str]) -> str:
    return f" Did you mean {join_words(list(suggestions), 'or')}?" if suggestions else ""
