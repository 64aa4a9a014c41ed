"""Read the words of a session, one phrase after another."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import NoReturn

from botoxlog.catalog import Catalog
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Journal
from botoxlog.core.partial_dates import MONTHS
from botoxlog.core.text import inert
from botoxlog.input.language import session_words as words
from botoxlog.input.language.dates import date_at
from botoxlog.input.language.money import CODES, CURRENCIES, CURRENCY_LETTERS, FREE, money
from botoxlog.input.language.pieces import (
    Amount,
    AreaCount,
    AreaWord,
    Clinic,
    Expiry,
    Found,
    Lot,
    Money,
    Person,
    Placed,
    ProductWord,
    PurposeWord,
    Rate,
    Remark,
    Sticks,
    TouchUp,
)
from botoxlog.input.language.scanner import Reader, Scanner
from botoxlog.input.language.tokens import tokens_of

_LETTERS_OF_A_LOT = 4
_FOR = frozenset({"for", "gegen", "pour", "para", "contre"})


class SessionScanner(Scanner):
    """Reads the words of a session."""

    refusals = words.REFUSALS

    def __init__(
        self, line: str, catalog: Catalog, journal: Journal, today: date, currency: str | None
    ) -> None:
        """Prepare a line; `currency` is the one that "$" or a bare price means."""
        super().__init__(line, catalog, journal, today)
        self._currency = currency
        self._naming = False

    def readers(self) -> Iterator[Reader]:
        """Yield the readers, the first one winning a tie."""
        yield self.note
        yield self.money
        yield self.free
        yield from super().readers()
        yield self.product
        yield self.for_something
        yield self.purpose
        yield self.known_purpose
        yield self.known_lot
        yield self.lot
        yield self.expiry
        yield self.touch_up
        if not self._naming:
            yield from (self.known_person, self.person, self.known_clinic, self.clinic)
        yield self.clock
        yield self.remark
        yield self.denied_effect
        yield self.spread
        yield self.filler

    # Money

    def money(self, at: int) -> Found | None:
        """Read what was paid.

        Raises:
            BadInputError: It is a price for one unit or area, or has two readings.
        """
        rated = self.text(at) in {"@", "at"}
        start = self._price_start(at)
        read = self._with_currency(start)
        if read is None and words.ONLY_PAID.end(self.tokens, at) > at:
            read = self._bare_price(start)
        if read is None:
            return None
        digits, currency, end = read
        rate = words.RATES.end(self.tokens, end)
        if self.text(at) == "at" and rate == end:
            return None
        if rate > end or rated:
            last = max(rate, end)
            while self.text(last) in {"unit", "u", "iu", "area", "side", "="}:
                last += 1
            return Rate(money(f"{digits}{currency}", self._currency)[0], self.typed(at, last)), last
        if self.text(end) in {"-", "to", "or"} and self._with_currency(end + 1):
            raise BadInputError(
                f'"{inert(self.typed(start, end + 2))}" is two prices.', "Write what you paid."
            )
        paid, code = money(f"{digits}{currency}", self._currency)
        while (after := words.AFTER_MONEY.end(self.tokens, end)) > end:
            end = after
        return Money(paid, code), end

    def _price_start(self, at: int) -> int:
        """Return the index after words that announce a price: "paid about"."""
        start = at + 1 if self.text(at) in {"@", "at"} else words.PAID.end(self.tokens, at)
        if self.text(at) == "=" and self._with_currency(at + 1):
            start = at + 1
        if start > at and self.text(start) in {"=", ":"}:
            start += 1
        is_currency = CURRENCIES.at(self.tokens, start) is not None  # "CA$", not "ca. $"
        return start if is_currency else words.ROUGHLY.end(self.tokens, start)

    def _with_currency(self, at: int) -> tuple[str, str, int] | None:
        """Return digits, currency and end of "$300", "300 euros" or "usd420"."""
        code, digits = self.text(at)[:CURRENCY_LETTERS], self.text(at)[CURRENCY_LETTERS:]
        if code.isalpha() and digits.isdecimal() and self.text(at).isascii():
            known = CURRENCIES.at(tokens_of(code), 0)
            return (digits, known[0], at + 1) if known else None
        if before := CURRENCIES.at(self.tokens, at):
            currency, number = before
            if not self._is_number(number):
                return None
            after = CURRENCIES.at(self.tokens, number + 1)
            if after and currency in {"$", after[0]}:
                currency, end = after
            else:
                end = number + 1
            return self.typed(number, number + 1), currency, end
        after = CURRENCIES.at(self.tokens, at + 1) if self._is_number(at) else None
        if after is None or self._is_minus(after[1]) or not self._goes_before(at + 1, after[1]):
            return None
        return self.typed(at, at + 1), *after

    def _goes_before(self, at: int, end: int) -> bool:
        """Whether a currency belongs to the number before it: not in "10 $12".

        Raises:
            BadInputError: It may belong to either.
        """
        is_name = self.text(at).isalpha() and self.text(at).upper() not in CODES
        if is_name or not self._is_number(end):
            return True
        before, after = not self.tokens[at].spaced, not self.tokens[end].spaced
        if before == after:
            raise BadInputError(
                f'"{inert(self.typed(at - 1, end + 1))}" has a currency between two numbers.',
                "Write the cost without a blank: 420USD.",
            )
        return before

    def _is_number(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].is_number

    def _bare_price(self, at: int) -> tuple[str, str, int] | None:
        """Return a number behind "paid" that no word says is something else."""
        if self._is_number(at) and self.date(at) is None:
            found = self.amount(at)
            if found and found[1] == at + 1:
                return self.typed(at, at + 1), "", at + 1
        return None

    def number(self, at: int) -> tuple[float, int] | None:
        """Return the number that begins at a token, unless it is an amount of money."""
        digits = at < len(self.tokens) and self.tokens[at].is_number
        return None if digits and self._with_currency(at) else super().number(at)

    def free(self, at: int) -> Found | None:
        """Read that nothing was paid."""
        end = FREE.end(self.tokens, at)
        if end == at or (end == at + 1 and not self._is_alone(at)):
            return None
        return Money(0.0, self._currency), end

    def _is_alone(self, at: int) -> bool:
        """Whether a word is a part of the line by itself: ", free"."""
        before = self.before is None or self.before.end < at or self._parts(at - 1)
        after = at + 1 == len(self.tokens) or self.text(at + 1) in {",", ";", ".", "!"}
        units = self.before is not None and isinstance(self.before.piece, Amount)
        return after and (before or units)

    def _parts(self, at: int) -> bool:
        return self.text(at) in {",", ";", ".", "and", "(", ":"}

    # Products and purposes

    def product(self, at: int) -> Found | None:
        """Read a product.

        Raises:
            BadInputError: It is not a botulinum toxin.
        """
        found = self.span(at, self.catalog.product_words.exact)
        other = self.span(at, lambda words: ("",) if self.catalog.not_a_toxin(words) else ())
        if other is not None and (found is None or other[1] > found[1]):
            raise BadInputError(
                f'"{inert(self.typed(at, other[1]))}" is not a botulinum toxin.',
                "The journal is for toxin sessions only. Put other treatments into --note.",
            )
        if found is None or (self.text(at) == "unknown" and found[1] == at + 1):
            return self._own_product(at)
        typed = self.typed(at, found[1])
        return ProductWord(typed), max(found[1], words.DAY.end(self.tokens, found[1]))

    def _own_product(self, at: int) -> Found | None:
        return self._known(self._own_products, at, ProductWord)

    @cached_property
    def _own_products(self) -> AbstractSet[str]:
        """The products of the journal that the catalog does not know."""
        used = {item.product for item in self.journal.sessions if item.product}
        return used - self.catalog.products.keys()

    def area(self, at: int) -> Found | None:
        """Read an area; a purpose that fits several areas is no area."""
        found = super().area(at)
        piece = found[0] if found else None
        if found and isinstance(piece, AreaWord) and len(piece.readings) > 1:
            purpose = self.purpose(at)
            return None if purpose and purpose[1] == found[1] else found
        return found

    def for_something(self, at: int) -> Found | None:
        """Read "for" with what is treated: "for migraines", "for my bruxism"."""
        if self.text(at) not in _FOR:
            return None
        start = at + 1
        while self.text(start) in {"my", "the", "chronic", "excessive", "severe"}:
            start += 1
        area = self.area(start)
        piece = area[0] if area else None
        if area and isinstance(piece, AreaWord) and piece.condition:
            purpose = self.catalog.condition_purpose(piece.typed, piece.readings[0])
            return piece._replace(purpose=purpose), area[1]
        purpose_found = self.purpose(start)
        if area is not None and purpose_found is not None and area[1] > purpose_found[1]:
            return None
        return purpose_found

    def purpose(self, at: int) -> Found | None:
        """Read a purpose."""
        found = self.span(at, self.catalog.purpose_words.exact)
        if found is None:
            return None
        after_for = self.text(at - 1) in _FOR or self.text(at - 2) in _FOR
        return PurposeWord(found[0][0], self.typed(at, found[1]), after_for), found[1]

    # The box

    def lot(self, at: int) -> Found | None:
        """Read a lot number: the next word with a digit in it."""
        start = words.LOT.end(self.tokens, at)
        if start == at:
            return None
        while self.text(start) in {":", "#", "="}:
            start += 1
        if start >= len(self.tokens):
            return None
        begin = self.tokens[start].start
        raw = re.split(r"[\s,;()]", self.line[begin:], maxsplit=1)[0].rstrip(".!?\"'")
        end = self._after(begin + len(raw), start)
        if (
            raw.isalpha()
            and raw.isupper()
            and len(raw) <= _LETTERS_OF_A_LOT
            and self._is_number(end)
        ):
            raw = self.typed(start, end + 1)  # "lot AB 1234"
            end += 1
        while more := self._more_of_a_lot(raw, start, end):
            raw, end = self.typed(start, more), more
        day = raw.isdigit() and len(raw) <= words.LONGEST_DAY
        if not any(letter.isdigit() for letter in raw) or (day and self.date(start)):
            return None
        if raw.isdigit() and self.unit_end(end) > end:
            return None
        return Lot(raw), end

    def _more_of_a_lot(self, raw: str, start: int, end: int) -> int:
        """Return the index after more of a lot number, 0 if there is none.

        It is the end of one that the maker prints with a blank, "C3016 C3", or a further number.
        """
        if re.fullmatch(words.FIRST_OF_A_LOT, raw, re.IGNORECASE) and re.fullmatch(
            words.REST_OF_A_LOT, self.text(end)
        ):
            return end + 1
        follows = self.text(end) in words.BETWEEN_LOTS and end > start
        after = end + 1
        if not follows or not re.fullmatch(words.WHOLE_LOT, self.text(after)):
            return 0
        rest = re.fullmatch(words.REST_OF_A_LOT, self.text(after + 1))
        return after + 1 + bool(rest and re.fullmatch(words.FIRST_OF_A_LOT, self.text(after)))

    def expiry(self, at: int) -> Found | None:
        """Read an expiry date."""
        start = words.EXPIRY.end(self.tokens, at)
        if start == at:
            return None
        while self.text(start) in {":", "="}:
            start += 1
        end = start
        while end < len(self.tokens) and end < start + 5 and self._is_of_a_date(end):
            end += 1
        while end > start and not self.tokens[end - 1].text.isalnum():
            end -= 1
        if end == start:
            return None
        return Expiry(self.typed(start, end)), end

    def _is_of_a_date(self, at: int) -> bool:
        token = self.tokens[at]
        month = token.text[:3].title() in MONTHS
        return token.is_number or month or token.text in {"-", "/", "."}

    def _after(self, position: int, at: int) -> int:
        """Return the index of the first token from `at` that begins after a position."""
        while at < len(self.tokens) and self.tokens[at].start < position:
            at += 1
        return at

    def touch_up(self, at: int) -> Found | None:
        """Read that the session was a correction."""
        start = at
        if (number := self.number(at)) and self.text(number[1]) in {"week", "weeks", "wk", "day"}:
            start = number[1] + 1
        end = words.TOUCH_UP.end(self.tokens, start)
        if end == start:
            return None
        name = end + (self.text(end) == "of")
        if name > at and any(item.id == self.text(name) for item in self.journal.sessions):
            return TouchUp(self.text(name)), name + 1
        return TouchUp(), end

    # People and places

    def known_person(self, at: int) -> Found | None:
        """Read the name of someone who has injected before, or "by" with it."""
        start = max(words.BY.end(self.tokens, at), words.WITH.end(self.tokens, at))
        return self._known(self._injectors, start, Person)

    @cached_property
    def _injectors(self) -> AbstractSet[str]:
        journal = self.journal
        return {journal.person.injector or "", *(item.injector or "" for item in journal.sessions)}

    def known_clinic(self, at: int) -> Found | None:
        """Read the name of a clinic of the journal, or "at" with it."""
        start = words.AT.end(self.tokens, at)
        return self._known(self._clinics, start, Clinic)

    @cached_property
    def _clinics(self) -> AbstractSet[str]:
        journal = self.journal
        return {journal.person.clinic or "", *(item.clinic or "" for item in journal.sessions)}

    def known_purpose(self, at: int) -> Found | None:
        """Read a purpose in words that the journal has already."""
        if self.text(at) != "for":
            return None
        used = {item.purpose for item in self.journal.sessions if item.purpose}
        return self._known(used - set(self.catalog.purposes), at + 1, PurposeWord)

    def known_lot(self, at: int) -> Found | None:
        """Read a lot number that the journal has already."""
        start = words.LOT.end(self.tokens, at)
        if start == at:
            return None
        return self._known({item.lot for item in self.journal.sessions if item.lot}, start, Lot)

    def _known(
        self,
        names: Iterable[str],
        at: int,
        kind: type[Person] | type[Clinic] | type[ProductWord] | type[PurposeWord] | type[Lot],
    ) -> Found | None:
        """Return the longest of some names that begins at a token."""
        ends = {name: self.name_end(name, at) for name in names if name}
        name = max(sorted(ends), key=lambda name: ends[name], default="")
        return (kind(name), ends[name]) if name and ends[name] > at else None

    def person(self, at: int) -> Found | None:
        """Read "by Anna", "with Dr Lee", "Dr Lee".

        Raises:
            BadInputError: A month stands where the name may go on.
        """
        by = words.BY.end(self.tokens, at)
        start = max(by, words.WITH.end(self.tokens, at))
        while self.text(start) in words.BEFORE_A_NAME and start > at:
            start += 1
        named = by > at or start > at
        if named and self._is_month(start):
            self._refuse_name_or_month(at, start)
        titled = words.TITLES.end(self.tokens, start)
        if titled > start and self.typed(start, titled) == "MS":
            titled = start  # multiple sclerosis
        if titled == start and by == at:
            return None
        if start == at and self.text(at) in {"mr", "mrs", "ms", "miss", "sister", "pa"}:
            return None  # without "by" it may be the patient
        first = titled
        if titled == start and (self.text(first) in words.NO_NAMES or self._means_something(first)):
            return None
        end = self._name_end(first, titled=titled > start)
        if end == first or (titled == start and not self._is_capitalised(first)):
            return None
        if self._is_month(end):
            self._refuse_name_or_month(start, end)
        name = self.typed(start, end)
        return (
            None
            if name.casefold().endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s"))
            else (Person(name), end)
        )

    def _refuse_name_or_month(self, start: int, at: int) -> NoReturn:
        raise BadInputError(
            f'"{inert(self.typed(start, at + 1))}" could be a name or a month.',
            "Put a comma after the name, or use --injector.",
        )

    def _name_end(self, at: int, *, titled: bool) -> int:
        """Return the index after a name: words in capitals, or one word in small letters."""
        end = at
        while end < min(len(self.tokens), at + words.MOST_OF_A_NAME):
            token = self.tokens[end]
            if token.text == "." and end > at and len(self.tokens[end - 1].text) == 1:
                end += 1  # after an initial
                continue
            if not token.is_word or token.text[0].isdigit():
                break
            own = token.text in words.PARTICLES or (
                end == at and titled and self._is_capitalised(end)
            )
            if not own and (token.text in words.NO_NAMES or self._ends_a_name(end)):
                break
            small = not self._is_capitalised(end) and len(token.text) > 1
            if small and token.text not in words.PARTICLES:
                return end + 1 if end == at or self.text(end - 1) in words.PARTICLES else end
            end += 1
        return end

    def _ends_a_name(self, at: int) -> bool:
        text = self.text(at)
        return text in words.KEYS | words.AFTER_A_NAME or self._means_something(at)

    def _is_capitalised(self, at: int) -> bool:
        raw = self.typed(at, at + 1)
        return raw[:1].isupper() and not raw.isupper()

    def _means_something(self, at: int) -> bool:
        """Whether another piece than a name, or a filler, begins at a token."""
        before, self._naming = self._naming, True
        try:
            return self.found_at(at) is not None
        except BadInputError:
            return True
        finally:
            self._naming = before

    def clinic(self, at: int) -> Found | None:
        """Read "at Elm Street clinic"."""
        start = words.AT.end(self.tokens, at)
        if start == at:
            return self._named_clinic(at)
        while self.text(start) in {"the", "my"} and not self._is_capitalised(start):
            start += 1
        first = start + (self.text(start) == "the")
        end = self._clinic_end(first)
        if end == first:
            return None
        if end < len(self.tokens) and self._is_capitalised(end) and self.area(end):
            shown = self.typed(start, end + 1)
            raise BadInputError(
                f'"{inert(shown)}" could be a name, or a name and an area.',
                "Put a comma after the name.",
            )
        return Clinic(self.typed(start, end)), end

    def _clinic_end(self, first: int) -> int:
        """Return the index after a clinic's name: words in capitals, or up to one for a place."""
        end, place = first, first
        while end < min(len(self.tokens), first + words.MOST_OF_A_CLINIC):
            token = self.tokens[end]
            if token.text == "." and len(self.text(end - 1)) <= len("st") and end > first:
                end += 1  # "St. John's"
                continue
            if not (token.is_word or token.text == "&") or self._ends_a_clinic(end, first):
                break
            end += 1
            if self.text(end - 1) in words.CLINICS:
                place = end
        capitals = first
        while capitals < end and (
            self._is_capitalised(capitals)
            or self.tokens[capitals].text in words.INSIDE_NAMES | {"."}
            or self.typed(capitals, capitals + 1).isupper()
        ):
            capitals += 1
        return max(place, capitals)

    def _ends_a_clinic(self, at: int, first: int) -> bool:
        text = self.text(at)
        if text in words.NO_NAMES | words.AFTER_A_NAME or self._is_titled(at):
            return True
        if text in words.INSIDE_NAMES and at > first:
            return not self._goes_on(at + 1)
        return self._means_something(at) and not self._is_of_a_clinic(at, first)

    def _named_clinic(self, at: int) -> Found | None:
        """Read a name in capitals that ends in a word for a clinic: "Elm Street clinic"."""
        end, place = at, at
        while end < min(len(self.tokens), at + words.MOST_OF_A_CLINIC):
            if self.text(end) in words.CLINICS and end > at:
                place = end + 1
            elif not self._is_capitalised(end) or (end == at and self._means_something(end)):
                break
            end += 1
        return (Clinic(self.typed(at, place)), place) if place > at else None

    def _is_of_a_clinic(self, at: int, start: int) -> bool:
        """Whether a word that means something else belongs to a name: "Bloom Aesthetics"."""
        if at == start:
            capitals = self._is_capitalised(at) and at + 1 < len(self.tokens)
            return capitals and self._is_capitalised(at + 1) and not self._means_something(at + 1)
        purpose = self.purpose(at)
        return purpose is not None and purpose[1] == at + 1

    def _is_titled(self, at: int) -> bool:
        return words.TITLES.end(self.tokens, at) > at

    def _goes_on(self, at: int) -> bool:
        if at >= len(self.tokens) or not self.tokens[at].is_word:
            return False
        return self.text(at) not in words.NO_NAMES and not self._means_something(at)

    # The rest

    def remark(self, at: int) -> Found | None:
        """Read what is kept in the note: "round 3", "first time"."""
        if (end := words.REMARKS.end(self.tokens, at)) > at:
            return Remark(self.typed(at, end)), end
        start = words.COUNTED.end(self.tokens, at)
        if start > at and start < len(self.tokens) and self.tokens[start].is_number:
            return Remark(self.typed(at, start + 1)), start + 1
        number = self.number(at)
        each = self.text(at - 1) in {"my", "the", "every"} or not self._is_spaced(at + 1)
        if number and each and self.text(number[1]) in {"monthly", "weekly", "yearly"}:
            return Remark(self.typed(at, number[1] + 1)), number[1] + 1
        if number and self.text(number[1]) in {"areas", "area"}:
            return AreaCount(number[0], self.typed(at, number[1] + 1)), number[1] + 1
        return None

    def _is_spaced(self, at: int) -> bool:
        return at >= len(self.tokens) or self.tokens[at].spaced

    def clock(self, at: int) -> Found | None:
        """Read a time of day, which is not kept: "at 3pm", "14:30"."""
        said = self.text(at) in {"at", "around"}
        start = at + said
        if self.text(start) in words.TIMES:
            return None, start + 1
        if not self._is_number(start):
            return None
        end = start + 1
        minutes = self.text(end) == ":" and self._is_number(end + 1)
        end += 2 * minutes
        half = self.text(end) in {"am", "pm"}
        if half and (said or minutes or not self.tokens[end].spaced):
            return None, end + 1
        return (None, end) if minutes and said else None

    def may_be_units(self, placed: Placed, number: int) -> bool:
        """Whether a date without one of its tokens, a short number, is still a date."""
        token = self.tokens[number]
        if not token.is_number or len(token.text) > words.LONGEST_DAY:
            return False
        rest = self.tokens[: placed.end - 1] if number == placed.end - 1 else self.tokens
        start = placed.start + (number == placed.start)
        found = date_at(rest, start, self.today)
        return found is not None and found.end == (placed.end - (number == placed.end - 1))

    def denied_effect(self, at: int) -> Found | None:
        """Read "no bruising", which is kept in the note."""
        if self.text(at) not in {"no", "without"}:
            return None
        from botoxlog.input.language.checkin_words import NO_EFFECTS

        if (end := NO_EFFECTS.end(self.tokens, at)) > at:
            return Remark(self.typed(at, end)), end
        found = self.span(at + 1, self.catalog.effect_words.exact)
        return (Remark(self.typed(at, found[1])), found[1]) if found else None

    def spread(self, at: int) -> Found | None:
        """Read "over 5 points" behind a number of units, which is kept in the note."""
        start = words.SPREAD.end(self.tokens, at)
        read = self.amount(start) if start > at and self._is_number(start) else None
        if read is None or not isinstance(read[0], Sticks):
            return None
        return Remark(self.typed(at, read[1])), read[1]

    def filler(self, at: int) -> Found | None:
        """Read words that add nothing, and the name of a value: "product=", "date:"."""
        if self.text(at) in words.KEYS and self.text(at + 1) in {"=", ":"}:
            return None, at + 2
        end = words.FILLERS.end(self.tokens, at)
        return (None, end) if end > at else None
