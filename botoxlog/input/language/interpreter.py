"""What people type, understood: areas, units, products, states, money. Pure but for questions.

Where a word has two readings, or is nearly one that is known, a `Clarifier` is asked: in a
terminal that is the person, elsewhere it refuses with the readings or keeps the word as typed.
Whatever was noticed on the way is collected as sentences, to be shown beside the result.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from botoxlog.catalog import Ambiguous, Catalog, Known, Near, NotToxin
from botoxlog.core.errors import BadInputError
from botoxlog.core.lazy_pattern import Pattern
from botoxlog.core.model import AreaState, Dose, Journal, Session, State
from botoxlog.core.partial_dates import MONTHS, PartialDate, add_days, parse_iso
from botoxlog.core.text import inert, join_words, require_utf8
from botoxlog.input.entry_checks import History
from botoxlog.input.language.dates import parse_typed
from botoxlog.input.language.numbers import amount, is_number
from botoxlog.input.language.phrases import (
    EVERYWHERE,
    dose_phrases,
    state_phrases,
    told,
    told_of_looks,
)

MOST_UNITS = 100_000
"""More than any session holds, in any product's units: a cat on the keyboard. Our choice."""

_UNITS = Pattern(
    r"(?:about |around |ca\.? |~ ?)?(?P<number>\d+(?:[.,]\d+)*) ?(?:i\.?u\.?|s\.?u\.?|units?|u)?"
    r"(?P<each> ?(?:(?:on |in )?each side|each|per side|a side|(?:on )?either side|/ ?side|x ?2))?"
    r"(?: (?:in )?total| in all| all together| altogether)?",
    re.ASCII,
)
_HOLDS_UNITS = Pattern(r"\d ?(?:i\.?u\.?|units?|u)\b")
_ENDS_IN_NUMBER = Pattern(r"(?P<area>.*\D) (?P<units>\d\S*)", re.ASCII)
_STICKS = Pattern(r"shots?|injections?|jabs?|sticks?|needles?|pricks?|points?|sites?")
_VOLUMES = Pattern(r"ml|cc|vials?|syringes?|bottles?")
_YEAR = Pattern(r"\d{4}", re.ASCII)
_MONTH_YEAR = Pattern(r"(\d{1,2})[/.-](\d{4})", re.ASCII)
_NAMED_MONTH = Pattern(r"([A-Za-z]{3})[A-Za-z]*\.? (\d{4})", re.ASCII)
_SO_LONG = Pattern(r"(?ai)\d ?(?:days?|weeks?|wks?|months?|years?)\b")
_DAY_AFTER = Pattern(r"(?:on )?(?:(day|week) (\d{1,3})|(\d{1,3}) (day|week)s? (?:after|later|in))")


class Clarifier(Protocol):
    """Settles what a word means where the program cannot."""

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Return one of `readings` for an ambiguous word, or raise BadInputError with them."""

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Return the suggestion that was meant, or None to keep `word` as typed."""


class Interpreter:
    """Understands one command's words.

    Attributes:
        notices: Sentences to show beside the result.
        doubts: Those of them that a person was not asked about and may want to be.
    """

    def __init__(
        self, catalog: Catalog, journal: Journal, today: date, clarifier: Clarifier
    ) -> None:
        self.catalog, self.journal = catalog, journal
        self.today, self.clarifier = today, clarifier
        self.notices: list[str] = []
        self.doubts: list[str] = []

    @property
    def history(self) -> History:
        """What the journal says about a new record."""
        return History(self.journal, self.catalog)

    # The words of one line

    def told(
        self, arguments: Sequence[str], product: str | None, on: str
    ) -> tuple[tuple[str, ...], str | None, str]:
        """Return areas, product and date where they were said among each other, without options.

        Raises:
            BadInputError: Two products or two dates are named.
        """
        found = told(arguments, self.catalog, self.today)
        named = [*([product] if product is not None else []), *found.products]
        if len(named) > 1:
            shown = join_words([f'"{inert(name)}"' for name in named])
            raise BadInputError(
                f"{shown}: a session has one product.", "Log each as a session of its own."
            )
        return found.rest, named[0] if named else None, _one_date(on, found.dates)

    def told_of_looks(self, arguments: Sequence[str], on: str) -> tuple[tuple[str, ...], str]:
        """Return states and date where they were said among each other.

        Raises:
            BadInputError: Two dates are named.
        """
        found = told_of_looks(arguments, self.catalog, self.today)
        return found.rest, _one_date(on, found.dates)

    # Areas and units

    def doses(self, arguments: Iterable[str]) -> tuple[Dose, ...]:
        """Read ``AREA[=UNITS]`` arguments, or the same as people say it: "jaw 20 each side".

        Raises:
            BadInputError: Units make no sense, or an area is missing or named twice.
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
            raise BadInputError(f'"{shown}" has no area.', 'Write AREA=UNITS, such as "11s=20".')
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
                f'"{inert(argument)}": {inert(typed)} has no two sides to give units to.',
                "Write the units in all.",
            )
        return [Dose(f"{base}-left", units), Dose(f"{base}-right", units)]

    def _refuse_amount(self, typed: str) -> None:
        """Refuse words that are no area and hold an amount: kept, it would be lost in a name.

        Raises:
            BadInputError: They do.
        """
        plain = typed.casefold()
        ending = _ENDS_IN_NUMBER.fullmatch(plain)
        if ending and isinstance(self.catalog.find_area(ending["area"]), Known):
            self.units(ending["units"], ending["area"])
        if _HOLDS_UNITS.search(plain):
            raise BadInputError(
                f'"{inert(typed)}": the area cannot be told from what else is said.',
                'Write AREA=UNITS, such as "11s=20", and the product with --product.',
            )
        if plain[:1].isdigit() and _STICKS.search(plain):
            raise BadInputError(
                f'"{inert(typed)}" counts needle sticks, which are not units.',
                "Log the area alone and put the sticks into --note.",
            )

    def _refuse_other(self, word: str) -> None:
        """Refuse what is a product or a currency: it is not where anything was injected.

        Raises:
            BadInputError: It is one.
        """
        found = self.catalog.find_product(word, cosmetic=True)
        if isinstance(found, NotToxin):
            raise _no_toxin(word)
        if isinstance(found, Known):
            raise BadInputError(
                f'"{inert(word)}" is a product, not an area.', "Name it with --product."
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
            BadInputError: They are no number above 0 that anybody is given.
        """
        where = f"{inert(area)}={inert(typed)}"
        plain = " ".join(typed.casefold().split())
        if _STICKS.search(plain):
            raise BadInputError(
                f'"{where}" counts needle sticks, which are not units.',
                f'Log the area alone ("{inert(area)}") and put the sticks into --note.',
            )
        if _VOLUMES.search(plain):
            raise BadInputError(
                f'"{where}" is an amount of liquid or of bottles, which are not units.',
                "Ask the clinic for the units, or log the area without any.",
            )
        match = _UNITS.fullmatch(plain)
        number = amount(match["number"]) if match else None
        if match is None or number is None or number <= 0:
            raise BadInputError(
                f'"{where}": units are a number above 0.', 'Write AREA=UNITS, such as "11s=20".'
            )
        if number > MOST_UNITS:
            raise BadInputError(
                f'"{where}": no session has more than {MOST_UNITS} units.', "Check the number."
            )
        return number, bool(match["each"])

    def area(self, typed: str) -> str:
        """Return the area id for a word, or the word itself where it is none that is known.

        Raises:
            BadInputError: It has two readings and nobody to ask.
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
        notice = f'"{inert(kept)}" is no area I know; kept as typed.{_maybe(near)}'
        self.notices.append(notice)
        if not near:
            self.doubts.append(notice)
        return kept

    def refuse_overlap(self, areas: Sequence[str]) -> None:
        """Refuse an area named twice, or a side beside the whole.

        Raises:
            BadInputError: One is.
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

        "Botox" is Botox Cosmetic where a cosmetic area was treated for its looks, else Botox.

        Raises:
            BadInputError: It is no toxin, or has two readings and nobody to ask.
        """
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
        self.notices.append(f'"{inert(kept)}" is no product I know; kept as typed.{_maybe(near)}')
        return kept

    def _is_cosmetic(self, doses: Sequence[Dose], purpose: str | None) -> bool:
        if purpose is not None:
            return purpose.strip().casefold() in {"lines", "cosmetic", "wrinkles"}
        bases = [self.catalog.split_side(dose.area)[0] for dose in doses]
        known = [self.catalog.areas[base] for base in bases if base in self.catalog.areas]
        return any(area.cosmetic for area in known) or not known

    # Check-ins

    def states(self, arguments: Iterable[str], running: Sequence[str]) -> tuple[AreaState, ...]:
        """Read ``AREA=STATE`` arguments, or "11s fading"; a state alone is about the one running.

        Args:
            arguments: What was typed.
            running: The areas whose result may still be seen, for "all=gone" and a state alone.
        """
        states: list[AreaState] = []
        for argument in state_phrases(arguments, self.catalog):
            typed, equals, word = (part.strip() for part in argument.partition("="))
            if not equals:
                typed, word = self._area_of_bare_state(typed, running), typed
            state = self.state(word, typed)
            everywhere = typed.casefold() in EVERYWHERE
            if everywhere and not running:
                raise BadInputError(
                    f'"{inert(argument)}": no result is running on that day.', "Name the area."
                )
            areas = running if everywhere else [self.area(typed)]
            states += [AreaState(area, state) for area in areas]
        self.refuse_overlap([seen.area for seen in states])
        return tuple(states)

    def _area_of_bare_state(self, typed: str, running: Sequence[str]) -> str:
        if not isinstance(self.catalog.find_state(typed), Known):
            if isinstance(self.catalog.find_effect(typed), Known | Ambiguous):
                raise BadInputError(
                    f'"{inert(typed)}" is a side effect, not how the result looks.',
                    f'Write it with --effect "{inert(typed)}".',
                )
            area = isinstance(self.catalog.find_area(typed), Known)
            raise BadInputError(
                f'"{inert(typed)}" does not say how it looks.',
                f'Write AREA=STATE, such as "{inert(typed) if area else "11s"}=fading". '
                f"States: {', '.join(State)}.",
            )
        if len(running) == 1:
            return running[0]
        example = inert(running[0]) if running else "11s"
        raise BadInputError(
            f'"{inert(typed)}": of which area?',
            f'Write "{example}={inert(typed)}", or "all={inert(typed)}" for every area.',
        )

    def state(self, word: str, area: str) -> State:
        """Return the state for a word such as "wearing off".

        Raises:
            BadInputError: It is none; the sentence lists them.
        """
        found = self.catalog.find_state(word)
        if isinstance(found, Known):
            return State(found.id)
        if isinstance(found, Ambiguous):
            return State(self.clarifier.choose(word, found.readings))
        if _SO_LONG.search(word):
            raise BadInputError(
                f'"{inert(area)}={inert(word)}" says how long it lasted, not how it looks.',
                f'Say when it was gone, a month is enough: "{inert(area)}=gone" --on 2026-08.',
            )
        why = " (a percentage can be what is left or what is lost)" if "%" in word else ""
        raise BadInputError(
            f'"{inert(area)}={inert(word)}" does not say how it looks{why}.',
            f"Choose one of: {', '.join(State)}. A side effect is told with --effect.",
        )

    def effects(self, arguments: Iterable[str]) -> tuple[str, ...]:
        """Return side effects; several that are all known may stand between commas."""
        found: list[str] = []
        for typed in arguments:
            parts = [part.strip() for part in typed.split(",")]
            known = all(isinstance(self.catalog.find_effect(part), Known) for part in parts)
            found += [self.effect(part) for part in (parts if known else [typed])]
        return tuple(dict.fromkeys(found))

    def effect(self, typed: str) -> str:
        """Return the id of a side effect, or its words as typed."""
        require_utf8(typed)
        found = self.catalog.find_effect(typed)
        if isinstance(found, Known):
            return found.id
        kept = " ".join(typed.split())
        if not kept:
            raise BadInputError("The side effect is empty.", "Say it in your own words.")
        if isinstance(found, Near):
            return self.clarifier.did_you_mean(typed, found.suggestions) or kept
        return kept

    # Dates and money

    def when(self, typed: str) -> PartialDate:
        """Read a past date as people type it; a year said in words is pointed out."""
        found = parse_typed(typed, self.today)
        if not found.knows_month and not _YEAR.fullmatch(typed.strip()):
            self.notices.append(
                f'"{inert(typed.strip())}" is kept as {found}. A month, such as {found}-05, would '
                "say more: no window follows from a year."
            )
        return found

    def looked(self, typed: str) -> PartialDate:
        """Read when somebody looked: a date, or "day 10" as counted from the last session.

        Raises:
            BadInputError: It is no past date, or there is no session to count from.
        """
        match = _DAY_AFTER.fullmatch(" ".join(typed.casefold().split()))
        if match is None:
            return self.when(typed)
        sessions = [item for item in self.journal.sessions if not item.touch_up_of]
        last = max(sessions, key=lambda item: item.date.middle, default=None)
        if last is None or not last.date.is_day:
            raise BadInputError(
                f'"{inert(typed)}" counts from a session, and the day of the last is not known.',
                "Write the date, such as 2026-08-01.",
            )
        days = int(match[2] or match[3]) * (7 if "week" in match.groups() else 1)
        self.notices.append(f'"{inert(typed.strip())}" is counted from the session of {last.date}.')
        return self.when(add_days(last.date.first, days).isoformat())

    def expiry(self, typed: str) -> PartialDate:
        """Read the date on a box: 2027-03-31, 2027-03, 03/2027 or "Mar 2027"."""
        plain = typed.strip()
        if match := _MONTH_YEAR.fullmatch(plain):
            plain = f"{match[2]}-{match[1]}"
        elif (match := _NAMED_MONTH.fullmatch(plain)) and match[1].title() in MONTHS:
            plain = f"{match[2]}-{MONTHS.index(match[1].title()) + 1}"
        try:
            return parse_iso(plain)
        except ValueError as error:
            raise BadInputError(
                f"The expiry date makes no sense: {error}.", "Write it as 2027-03 or 2027-03-31."
            ) from None

    def money(self, typed: str) -> tuple[float, str | None]:
        """Read an amount and its currency code: "420usd", "about $1,200", "350,50 EUR", "free".

        Raises:
            BadInputError: Not an amount of money.
        """
        from botoxlog.input.language.money import money

        found, currency = money(typed, self.usual_currency())
        if currency is None:
            self.notices.append("The cost has no currency; set yours with botoxlog me --currency.")
        return found, currency

    def usual_currency(self) -> str | None:
        """Return the person's currency, else that of the newest session that had one."""
        if self.journal.person.currency:
            return self.journal.person.currency
        named = (item.currency for item in reversed(self.journal.sessions) if item.currency)
        return next(named, None)

    # Touch-ups

    def touched_up(self, doses: Sequence[Dose], when: PartialDate) -> str:
        """Return the id of the session that a touch-up of these areas corrects.

        Raises:
            BadInputError: There is none before it.
        """
        return self.corrected(doses, when).id or ""

    def corrected(self, doses: Sequence[Dose], when: PartialDate) -> Session:
        """Return the session, one with an id, that a touch-up of these areas corrects.

        Raises:
            BadInputError: There is none before it.
        """
        found = self.history.session_before(doses, when)
        if found is None:
            raise BadInputError(
                "There is no earlier session of these areas to touch up.",
                "Log that session first, or leave out --touch-up.",
            )
        return found


def _no_toxin(typed: str) -> BadInputError:
    return BadInputError(
        f'"{inert(typed)}" is not a botulinum toxin.',
        "This journal holds toxin sessions only; put other treatments into --note.",
    )


def _one_date(on: str, dates: Sequence[str]) -> str:
    """Return the date that was said, as an option or among the words.

    Raises:
        BadInputError: Two were.
    """
    named = [*([on] if on != "today" or not dates else []), *dates]
    if len(named) > 1:
        shown = join_words([f'"{inert(name)}"' for name in named])
        raise BadInputError(f"{shown}: there is one date to a record.", "Log each by itself.")
    return named[0]


def _spelt(word: str, used: Iterable[str]) -> str | None:
    """Return a word as the person spelt it before, None where it is new."""
    return next((name for name in used if name.casefold() == word.casefold()), None)


def _maybe(suggestions: Sequence[str]) -> str:
    return f" Did you mean {join_words(list(suggestions), 'or')}?" if suggestions else ""
