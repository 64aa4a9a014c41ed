"""Parse what people type: areas, units, products, states and money. Pure except for questions.

If a word has two readings, or is close to a known one, a `Clarifier` decides. In a terminal it asks
the person; elsewhere it raises an error with the readings, or keeps the word as typed. Notices are
collected as sentences, to show along with the result.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from botoxlog.catalog import Ambiguous, Catalog, Known, Near, NotToxin
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import AreaState, Dose, Journal, Session, State
from botoxlog.core.partial_dates import MONTHS, PartialDate, add_days, parse_iso
from botoxlog.core.text import inert, join_words, require_utf8
from botoxlog.input.entry_checks import EntryChecks
from botoxlog.input.language.dates import parse_typed
from botoxlog.input.language.numbers import amount, is_number
from botoxlog.input.language.phrases import (
    EACH_SIDE,
    EVERYWHERE,
    dose_phrases,
    sort_checkin_words,
    sort_session_words,
    state_phrases,
)

MOST_UNITS = 100_000
"""Upper limit for the units of one entry, for any product, to catch typing errors. Our choice."""

_UNITS = (
    r"(?a)(?:about |around |ca\.? |~ ?)?"
    r"(?P<number>\d+(?:[.,]\d+)*) ?(?:i\.?u\.?|s\.?u\.?|units?|u)?"
    rf"(?P<each>{EACH_SIDE})?"
    r"(?: (?:in )?total| in all| all together| altogether)?"
)
_HOLDS_UNITS = r"\d ?(?:i\.?u\.?|units?|u)\b"
_ENDS_IN_NUMBER = r"(?a)(?P<area>.*\D) (?P<units>\d\S*)"
_STICKS = r"shots?|injections?|jabs?|sticks?|needles?|pricks?|points?|sites?"
_VOLUMES = r"ml|cc|vials?|syringes?|bottles?"
_YEAR = r"(?a)\d{4}"
_MONTH_YEAR = r"(?a)(\d{1,2})[/.-](\d{4})"
_NAMED_MONTH = r"(?a)([A-Za-z]{3})[A-Za-z]*\.? (\d{4})"
_SO_LONG = r"(?ai)\d ?(?:days?|weeks?|wks?|months?|years?)\b"
_DAY_AFTER = r"(?:on )?(?:(day|week) (\d{1,3})|(\d{1,3}) (day|week)s? (?:after|later|in))"


class Clarifier(Protocol):
    """Decides what a word means when the program cannot."""

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Return one of `readings` for an ambiguous word, or raise BadInputError with them."""

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Return the suggestion that was meant, or None to keep `word` as typed."""


class Interpreter:
    """Parses the words of one command.

    Attributes:
        notices: Sentences to show beside the result.
        doubts: Notices about words that were kept as typed without asking the person.
    """

    def __init__(
        self, catalog: Catalog, journal: Journal, today: date, clarifier: Clarifier
    ) -> None:
        self.catalog, self.journal = catalog, journal
        self.today, self.clarifier = today, clarifier
        self.notices: list[str] = []
        self.doubts: list[str] = []

    @property
    def entry_checks(self) -> EntryChecks:
        """The journal, to compare a new record with."""
        return EntryChecks(self.journal, self.catalog)

    # The words of one line

    def session_words(
        self, arguments: Sequence[str], product: str | None, on: str
    ) -> tuple[tuple[str, ...], str | None, str]:
        """Return areas, product and date out of words typed in any order, without options.

        Raises:
            BadInputError: Two products or two dates are named.
        """
        found = sort_session_words(arguments, self.catalog, self.today)
        named = [*([product] if product is not None else []), *found.products]
        if len(named) > 1:
            shown = join_words([f'"{inert(name)}"' for name in named])
            raise BadInputError(
                f"{shown}: a session can have only one product.",
                "Log each product as a separate session.",
            )
        return found.rest, named[0] if named else None, _one_date(on, found.dates)

    def checkin_words(self, arguments: Sequence[str], on: str) -> tuple[tuple[str, ...], str]:
        """Return states and date out of words typed in any order.

        Raises:
            BadInputError: Two dates are named.
        """
        found = sort_checkin_words(arguments, self.catalog, self.today)
        return found.rest, _one_date(on, found.dates)

    # Areas and units

    def doses(self, arguments: Iterable[str]) -> tuple[Dose, ...]:
        """Read ``AREA[=UNITS]`` arguments, or free wordings such as "jaw 20 each side".

        Raises:
            BadInputError: Units are not valid, or an area is missing or named twice.
        """
        doses: list[Dose] = []
        for phrase in dose_phrases(arguments, self.catalog):
            doses += self._dose(phrase)
        self.refuse_overlap([dose.area for dose in doses])
        return tuple(doses)

    def _dose(self, argument: str) -> list[Dose]:
        typed, equals, amount = (part.strip() for part in argument.partition("="))
        if not equals and not isinstance(self.catalog.find_area(typed), Known):
            self._refuse_amount(typed)
        if not typed or is_number(typed):
            shown = inert(argument.strip())
            raise BadInputError(f'"{shown}" names no area.', 'Write AREA=UNITS, such as "11s=20".')
        area = self.area(typed)
        if not equals:
            return [Dose(area)]
        units, each = self.units(amount, typed)
        if not each:
            return [Dose(area, units)]
        base, side = self.catalog.split_side(area)
        known_area = self.catalog.areas.get(base)
        if side is not None or known_area is None or not known_area.sides:
            raise BadInputError(
                f'"{inert(argument)}": {inert(typed)} has no left and right side.',
                "Give the total units.",
            )
        return [Dose(f"{base}-left", units), Dose(f"{base}-right", units)]

    def _refuse_amount(self, typed: str) -> None:
        """Refuse words that contain an amount but do not name an area.

        Saved as the name of an area, the amount would be lost.

        Raises:
            BadInputError: They contain an amount.
        """
        plain = typed.casefold()
        ending = re.fullmatch(_ENDS_IN_NUMBER, plain)
        if ending and isinstance(self.catalog.find_area(ending["area"]), Known):
            self.units(ending["units"], ending["area"])
        if re.search(_HOLDS_UNITS, plain):
            raise BadInputError(
                f'"{inert(typed)}": botoxlog can\'t tell which part is the area.',
                'Write AREA=UNITS, such as "11s=20", and the product with --product.',
            )
        if plain[:1].isdigit() and re.search(_STICKS, plain):
            raise BadInputError(
                f'"{inert(typed)}" is a number of injections, not units.',
                "Log the area without units, and put the number of injections into --note.",
            )

    def _refuse_other(self, word: str) -> None:
        """Refuse a product or a currency as an area.

        Raises:
            BadInputError: The word is a product or a currency.
        """
        found = self.catalog.find_product(word, cosmetic=True)
        if isinstance(found, NotToxin):
            raise _no_toxin(word)
        if isinstance(found, Known):
            raise BadInputError(
                f'"{inert(word)}" is a product, not an area.', "Use --product for it."
            )
        from botoxlog.input.language.money import is_currency

        plain = word.casefold()
        if is_currency(plain):
            raise BadInputError(
                f'"{inert(word)}" is a currency, not an area.',
                "Write the cost in one word: --cost 420usd.",
            )

    def units(self, typed: str, area: str) -> tuple[float, bool]:
        """Return units and whether they are for each side.

        Raises:
            BadInputError: They are not a number above 0 and up to `MOST_UNITS`.
        """
        where = f"{inert(area)}={inert(typed)}"
        plain = " ".join(typed.casefold().split())
        if re.search(_STICKS, plain):
            raise BadInputError(
                f'"{where}" is a number of injections, not units.',
                f'Log the area without units ("{inert(area)}"), and put the number of injections '
                "into --note.",
            )
        if re.search(_VOLUMES, plain):
            raise BadInputError(
                f'"{where}" is a volume or a number of vials, not units.',
                "Ask your clinic for the units, or log the area without units.",
            )
        match = re.fullmatch(_UNITS, plain)
        number = amount(match["number"]) if match else None
        if match is None or number is None or number <= 0:
            raise BadInputError(
                f'"{where}": the units are not a number above 0.',
                'Write AREA=UNITS, such as "11s=20".',
            )
        if number > MOST_UNITS:
            raise BadInputError(
                f'"{where}" is more than any session has (the limit is {MOST_UNITS} units).',
                "Check the number.",
            )
        return number, bool(match["each"])

    def area(self, typed: str) -> str:
        """Return the area id for a word, or the word itself if it is not known.

        Raises:
            BadInputError: It has two readings and there is nobody to ask.
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
        self._refuse_other(kept)
        near = found.suggestions if isinstance(found, Near) else ()
        if near and (meant := self.clarifier.did_you_mean(typed, near)) is not None:
            return meant
        notice = (
            f'"{inert(kept)}" is not an area botoxlog knows. Saved as you typed it.{_maybe(near)}'
        )
        self.notices.append(notice)
        if not near:
            self.doubts.append(notice)
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

        "Botox" means Botox Cosmetic for a cosmetic area or purpose, otherwise Botox.

        Raises:
            BadInputError: It is empty or not a toxin, or it has two readings and there is nobody
                to ask.
        """
        if not typed.strip():
            raise BadInputError("The product is empty.", "Name it, such as -p botox, or omit it.")
        require_utf8(typed)
        found = self.catalog.find_product(typed, cosmetic=self._is_cosmetic(doses, purpose))
        if isinstance(found, Known):
            return found.id
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

    def _is_cosmetic(self, doses: Sequence[Dose], purpose: str | None) -> bool:
        if purpose is not None:
            return purpose.strip().casefold() in {"lines", "cosmetic", "wrinkles"}
        bases = [self.catalog.split_side(dose.area)[0] for dose in doses]
        known = [self.catalog.areas[base] for base in bases if base in self.catalog.areas]
        return any(area.cosmetic for area in known) or not known

    # Check-ins

    def states(
        self, arguments: Iterable[str], active_areas: Sequence[str]
    ) -> tuple[AreaState, ...]:
        """Read ``AREA=STATE`` arguments, or "11s fading".

        Args:
            arguments: As typed.
            active_areas: The areas whose result may still be active, for "all=gone" and a bare
                state, which is about the only one.
        """
        states: list[AreaState] = []
        for argument in state_phrases(arguments, self.catalog):
            typed, equals, word = (part.strip() for part in argument.partition("="))
            if not equals:
                typed, word = self._area_of_bare_state(typed, active_areas), typed
            state = self.state(word, typed)
            everywhere = typed.casefold() in EVERYWHERE
            if everywhere and not active_areas:
                raise BadInputError(
                    f'"{inert(argument)}": none of your results was still active on that day.',
                    "Name the area.",
                )
            areas = active_areas if everywhere else [self.area(typed)]
            states += [AreaState(area, state) for area in areas]
        self.refuse_overlap([seen.area for seen in states])
        return tuple(states)

    def _area_of_bare_state(self, typed: str, active_areas: Sequence[str]) -> str:
        if not isinstance(self.catalog.find_state(typed), Known):
            if isinstance(self.catalog.find_effect(typed), Known | Ambiguous):
                raise BadInputError(
                    f'"{inert(typed)}" is a side effect, not how the result looks.',
                    f'Use --effect "{inert(typed)}".',
                )
            area = isinstance(self.catalog.find_area(typed), Known)
            raise BadInputError(
                f'"{inert(typed)}" has no state that botoxlog knows.',
                f'Write AREA=STATE, such as "{inert(typed) if area else "11s"}=fading". '
                f"States: {', '.join(State)}.",
            )
        if len(active_areas) == 1:
            return active_areas[0]
        example = inert(active_areas[0]) if active_areas else "11s"
        raise BadInputError(
            f'"{inert(typed)}" names no area.',
            f'Write "{example}={inert(typed)}", or "all={inert(typed)}" for every area.',
        )

    def state(self, word: str, area: str) -> State:
        """Return the state for a word such as "wearing off".

        Raises:
            BadInputError: The word is not a state; the hint lists them.
        """
        found = self.catalog.find_state(word)
        if isinstance(found, Known):
            return State(found.id)
        if isinstance(found, Ambiguous):
            return State(self.clarifier.choose(word, found.readings))
        if re.search(_SO_LONG, word):
            raise BadInputError(
                f'"{inert(area)}={inert(word)}" is how long it lasted, not how it looks.',
                f'Record when it had worn off (a month is enough): "{inert(area)}=gone" '
                "--on 2026-08.",
            )
        why = (
            "could mean what is left or what has worn off"
            if "%" in word
            else "has no state that botoxlog knows"
        )
        raise BadInputError(
            f'"{inert(area)}={inert(word)}" {why}.',
            f"Choose one of: {', '.join(State)}. For a side effect, use --effect.",
        )

    def effects(self, arguments: Iterable[str]) -> tuple[str, ...]:
        """Return side effects; known ones may be separated by commas in one argument."""
        found: list[str] = []
        for typed in arguments:
            parts = [part.strip() for part in typed.split(",")]
            known = all(isinstance(self.catalog.find_effect(part), Known) for part in parts)
            found += [self.effect(part) for part in (parts if known else [typed])]
        return tuple(dict.fromkeys(found))

    def effect(self, typed: str) -> str:
        """Return the id of a side effect, or its words if it is not known."""
        require_utf8(typed)
        found = self.catalog.find_effect(typed)
        if isinstance(found, Known):
            return found.id
        kept = " ".join(typed.split())
        if not kept:
            raise BadInputError("The side effect is empty.", "Describe it in your own words.")
        if isinstance(found, Near):
            return self.clarifier.did_you_mean(typed, found.suggestions) or kept
        return kept

    # Dates and money

    def when(self, typed: str) -> PartialDate:
        """Read a past date; add a notice if words such as "2 years ago" give only a year."""
        found = parse_typed(typed, self.today)
        if not found.knows_month and not re.fullmatch(_YEAR, typed.strip()):
            self.notices.append(
                f'"{inert(typed.strip())}" was saved as {found}. If you know the month, add it '
                f"({found}-05): a year alone is too vague for a forecast."
            )
        return found

    def checkin_date(self, typed: str) -> PartialDate:
        """Read the date of a check-in: a past date, or "day 10" counted from the last session.

        Raises:
            BadInputError: It is not a past date, or there is no session to count from.
        """
        match = re.fullmatch(_DAY_AFTER, " ".join(typed.casefold().split()))
        if match is None:
            return self.when(typed)
        sessions = [item for item in self.journal.sessions if not item.touch_up_of]
        last = max(sessions, key=lambda item: item.date.middle, default=None)
        if last is None or not last.date.is_day:
            raise BadInputError(
                f'"{inert(typed)}" counts from your last session, and its day is not recorded.',
                "Write the date, such as 2026-08-01.",
            )
        days = int(match[2] or match[3]) * (7 if "week" in match.groups() else 1)
        self.notices.append(f'"{inert(typed.strip())}" is counted from the session on {last.date}.')
        return self.when(add_days(last.date.first, days).isoformat())

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
        from botoxlog.input.language.money import money

        found, currency = money(typed, self.usual_currency())
        if currency is None:
            self.notices.append(
                "The cost has no currency. To set yours: botoxlog me --currency USD"
            )
        return found, currency

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


def _no_toxin(typed: str) -> BadInputError:
    return BadInputError(
        f'"{inert(typed)}" is not a botulinum toxin.',
        "The journal is for toxin sessions only. Put other treatments into --note.",
    )


def _one_date(on: str, dates: Sequence[str]) -> str:
    """Return the date, given as an option or among the words.

    Raises:
        BadInputError: There is more than one.
    """
    named = [*([on] if on != "today" or not dates else []), *dates]
    if len(named) > 1:
        shown = join_words([f'"{inert(name)}"' for name in named])
        raise BadInputError(
            f"{shown}: a record can have only one date.", "Log each date separately."
        )
    return named[0]


def _spelt(word: str, used: Iterable[str]) -> str | None:
    """Return a word as the journal spells it already, or None if it is new."""
    return next((name for name in used if name.casefold() == word.casefold()), None)


def _maybe(suggestions: Sequence[str]) -> str:
    return f" Did you mean {join_words(list(suggestions), 'or')}?" if suggestions else ""
