"""Read a typed line from left to right: at each place the longest phrase that means something.

What means nothing is collected, and whoever scans the line refuses it. Nothing is guessed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from botoxlog.catalog import Catalog
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Journal
from botoxlog.core.partial_dates import MONTHS
from botoxlog.core.text import inert
from botoxlog.input.language.amounts import AmountReader
from botoxlog.input.language.dates import FoundDate, date_at, parse_typed
from botoxlog.input.language.pieces import (
    BRACKET,
    AreaWord,
    Bind,
    Break,
    Found,
    Phrases,
    PhraseTable,
    Placed,
    Remark,
    SideWord,
    When,
    words_of,
)
from botoxlog.input.language.tokens import Token, tokens_of

LONGEST_PHRASE = 15
"""Upper limit for the tokens of a phrase of the catalog."""

Reader: TypeAlias = Callable[[int], Found | None]

_BREAKS = {",": 2, ";": 2, ".": 2, "|": 2, "and": 1, "&": 1, "+": 1, "plus": 1, "/": 1, "then": 2,
           "•": 2, "*": 2, "·": 2, "also": 1, "und": 1, "et": 1, "y": 1}  # fmt: skip
_SHORT_NUMBER = r"(?a)\d{1,2}"
_MUSCLE = Phrases("m. | musculus")
_NOTE = Phrases("note: | notes: | note -")
_YEAR = r"(?a)(?:19|20)\d\d"
_AFTER_MODAL = words_of(
    "be have fade wear need go not just already still well start work last look i it the"
)
_AFTER_RIGHT = words_of("after before now away then today yesterday when")
_UNITS_OF_TIME = words_of("day days week weeks month months year years ago")
_BINDS = frozenset("=:-")
_SIGNS = frozenset("!()[]#")
_SIDES = PhraseTable(
    {
        "left": "left | left side | left hand side | lhs | l | lt | left one | left only | "
        "left side only | only left | only left side | links | linke seite | li | li. | gauche | "
        "izquierda | izquierdo | izq | izq. | sinistra | sinistro | esquerda | esquerdo",
        "right": "right | right side | right hand side | rhs | r | rt | right one | right only | "
        "right side only | only right | only right side | rechts | rechte seite | re | re. | "
        "droite | derecha | derecho | dcha | dcha. | destra | destro | direita | direito",
        "both": "both | both sides | left and right | right and left | left & right | "
        "left + right | right & left | l and r | r and l | l & r | l + r | l/r | left/right | "
        "bilateral | bilaterally | both left and right | left and right side | "
        "left and right sides | left side and right side | two sides | both of them | beidseits | "
        "beidseitig | beide seiten | beiderseits | bds | bds. | links und rechts | "
        "des deux cotes | les deux cotes | gauche et droite | ambos lados | ambos | "
        "entrambi i lati | bilaterale | beide zijden | beide kanten | tweezijdig | bilat | bilat.",
    }
)


def side_of(typed: str) -> str | None:
    """Return the side if this is one and nothing else: "L", "bilateral", in a column "B"."""
    tokens = tokens_of("both" if typed.strip() in {"b", "B"} else typed)
    found = _SIDES.at(tokens, 0) if tokens else None
    return found[0] if found and found[1] == len(tokens) else None


class Scanned(NamedTuple):
    """What a line holds.

    Attributes:
        pieces: The pieces in their order.
        unknown: The words that mean nothing, as (first token, token after the last).
    """

    pieces: list[Placed]
    unknown: list[tuple[int, int]]


class Scanner(AmountReader):
    """Reads what every command understands: areas, sides, amounts and dates.

    Attributes:
        refusals: Phrases that are refused, each with the reason and the next step.
        else_where: Where words may go that the line does not take.
        before: The piece that was read last, or None.
    """

    refusals: Sequence[tuple[Phrases, str, str]] = ()
    else_where = "An area that botoxlog does not know: --other-area"

    def __init__(
        self,
        line: str,
        catalog: Catalog,
        journal: Journal,
        today: date,
        since: date | None = None,
    ) -> None:
        """Prepare a line.

        Args:
            line: As typed.
            catalog: The words.
            journal: Its own names are known as well.
            today: The day on which it was typed.
            since: The day from which "day 4" counts.
        """
        super().__init__(line)
        self.catalog, self.journal = catalog, journal
        self.today, self.since = today, since
        self.before: Placed | None = None

    def scan(self) -> Scanned:
        """Return the pieces of the line and what was not understood.

        Raises:
            BadInputError: Something is understood, and cannot be saved as it is.
        """
        found = Scanned([], [])
        at = 0
        while at < len(self.tokens):
            best = self.found_at(at)
            if best is None:
                if found.unknown and found.unknown[-1][1] == at:
                    found.unknown[-1] = (found.unknown[-1][0], at + 1)
                else:
                    found.unknown.append((at, at + 1))
                at += 1
                continue
            piece, end = best
            if piece is not None:
                self.before = Placed(piece, at, end)
                found.pieces.append(self.before)
            at = end
        return found

    def found_at(self, at: int) -> Found | None:
        """Return the longest phrase that begins at a token, of equally long ones the first.

        Raises:
            BadInputError: A reader refuses the words, and no longer phrase explains them.
        """
        best: Found | None = None
        refusal: BadInputError | None = None
        for reader in self.readers() if at < len(self.tokens) else ():
            try:
                found = reader(at)
            except BadInputError as error:
                refusal = refusal or error
                continue
            if found is not None and (best is None or found[1] > best[1]):
                best = found
        if refusal is not None and (best is None or best[1] == at + 1):
            raise refusal
        self._refuse_words(at, best[1] if best else at)
        return best

    def _refuse_words(self, at: int, understood: int) -> None:
        """Refuse words that make the line something else than a record of what was.

        Raises:
            BadInputError: They do, and no longer phrase explains them.
        """
        for phrases, reason, hint in self.refusals:
            if (end := phrases.end(self.tokens, at)) > understood:
                raise BadInputError(
                    f'"{inert(self.typed(at, end))}" {reason}. Nothing was saved.', hint
                )

    def readers(self) -> Iterator[Reader]:
        """Yield the readers of this kind of line, the first one winning a tie."""
        yield self.date
        yield self.side
        yield self.area
        yield self.own_area
        yield self.each
        yield self.amount
        yield self.sign

    def span(
        self, at: int, exact: Callable[[list[str]], tuple[str, ...]]
    ) -> tuple[tuple[str, ...], int] | None:
        """Return what the longest run of words from a token may mean, and its end."""
        for end in range(min(len(self.tokens), at + LONGEST_PHRASE), at, -1):
            run = self.tokens[at:end]
            if not all(token.is_word or token.is_number for token in run):
                if not self._is_list(run):
                    continue
                run = [token for token in run if token.text != ","]
            if (len(run) == 1 and run[0].is_number) or run[-1].text in _TRAILING:
                continue
            if readings := exact([token.key for token in run]):
                return readings, end
        return None

    def _is_list(self, run: Sequence[Token]) -> bool:
        """Whether these words, with their commas, are one phrase: "head, neck, shoulders"."""
        phrase = "".join(token.key for token in run)
        return "," in phrase and phrase in self.catalog.comma_phrases

    # Dates

    def date(self, at: int) -> Found | None:
        """Read a date; a year alone only where it leads the line: "2019, palms"."""
        if at == 0 and self.text(1) == "," and re.fullmatch(_YEAR, self.text(0)):
            return When(parse_typed(self.text(0), self.today)), 1
        amount = self._follows(at, "day before yesterday") or self.text(at + 1) in {"am", "pm"}
        if self.tokens[at].is_number and amount:
            return None  # "20" is a number of units, or an hour
        found = self._date_at(at)
        if found is None or self._is_modal(at, found.end):
            return None
        if self.tokens[at].is_number:
            longer = self._longer_date(at + 1, found.end)
            if longer and not re.fullmatch(_SHORT_NUMBER, self.text(longer - 1)):
                return None  # "20 aug 3 2025"
            day_follows = found.end == at + 2 and re.fullmatch(_SHORT_NUMBER, self.text(found.end))
            if longer or day_follows:
                self._refuse_day_or_units(at)
        if self.tokens[found.end - 1].is_number and self.unit_end(found.end) > found.end:
            found = date_at(self.tokens[: found.end - 1], at, self.today, self.since)
        return (When(found.date, found.counted, found.weekday), found.end) if found else None

    def _date_at(self, at: int) -> FoundDate | None:
        try:
            return date_at(self.tokens, at, self.today, self.since)
        except BadInputError:
            if self.text(at) in _UNITS_OF_TIME:
                return None  # what is left of "xyz weeks ago" is no date
            raise

    def _is_modal(self, at: int, end: int) -> bool:
        """Whether a single word is no date after all: "may be", "in the sun".

        Raises:
            BadInputError: "may" leaves open what is so.
        """
        text = self.text(end - 1)
        if text in {"sun", "sat"}:
            return self.text(end - 2) not in {"on", "last", "this", "past"}
        if text == "may" and end == at + 1 and self.text(end) in _AFTER_MODAL:
            raise BadInputError(
                f'"{inert(self.typed(at, end + 1))}" leaves open what is so. Nothing was saved.',
                "Write only what is so. The rest can go into --note.",
            )
        return False

    def _refuse_day_or_units(self, at: int) -> None:
        """Refuse a number beside a month and another number: "11s 20 nov 3".

        Raises:
            BadInputError: An area stands before it, so that either may be the units.
        """
        before = self.before
        if before is None or before.end != at or not isinstance(before.piece, AreaWord | SideWord):
            return
        shown = self.typed(at, min(at + 3, len(self.tokens)))
        raise BadInputError(
            f'"{inert(shown)}" could be a day and units, in either order.',
            "Write the units with a word, and the date with its year: 20 units, 3 Nov 2026.",
        )

    def _longer_date(self, at: int, end: int) -> int | None:
        """Return the end of a date from a token on if it goes further: "20 nov 3"."""
        if at >= end:
            return None
        try:
            found = date_at(self.tokens, at, self.today, self.since)
        except BadInputError:
            return None
        return found.end if found is not None and found.end > end else None

    def _follows(self, at: int, phrase: str) -> bool:
        words = phrase.split()
        return [token.text for token in self.tokens[at + 1 : at + 1 + len(words)]] == words

    # Areas

    def side(self, at: int) -> Found | None:
        """Read a side.

        Raises:
            BadInputError: "right now" may be no side.
        """
        found = _SIDES.at(self.tokens, at)
        if found and len(self.text(at)) == 1 and self._is_glued_sign(at + 1):
            return None  # "R$300"
        if found and self.text(at) == "right" and self.text(at + 1) in _AFTER_RIGHT:
            raise BadInputError(
                f'"{inert(self.typed(at, at + 2))}" could be a side or a time.',
                "Put a comma after the side, or leave the word out.",
            )
        return (SideWord(found[0]), found[1]) if found else None

    def _is_glued_sign(self, at: int) -> bool:
        following = self.tokens[at] if at < len(self.tokens) else None
        return following is not None and not following.spaced and following.text in "$\u00a3\u20ac"

    def area(self, at: int) -> Found | None:
        """Read an area, a muscle within one, or what it is treated for; "jaw-left" is one word."""
        start = _MUSCLE.end(self.tokens, at)  # "M. masseter"
        found = self.span(start, self._area_readings)
        if found is None:
            return None
        readings, end = found
        words = [token.key for token in self.tokens[start:end] if token.text != ","]
        site = all(self.catalog.names_site(area, words) for area in readings)
        condition = all(self.catalog.names_condition(area, words) for area in readings)
        if not site and (with_side := self._with_side(readings, end)):
            readings, end = with_side, end + 1
        return AreaWord(readings, self.typed(start, end), site, condition), end

    def _area_readings(self, words: list[str]) -> tuple[str, ...]:
        """Return what words can mean; "micro botox" is an area and its product, not one word."""
        apart = len(words) > 1 and any(map(self.catalog.is_botox, words))
        return () if apart else self.catalog.area_words.exact(words)

    def _with_side(self, readings: tuple[str, ...], at: int) -> tuple[str, ...]:
        """Return the id with the side that a hyphen joins to it, () if none does."""
        if at >= len(self.tokens) or self.tokens[at].spaced or len(readings) > 1:
            return ()
        named = f"{readings[0]}-{self.text(at)}"
        return (named,) if self.catalog.split_side(named)[1] else ()

    def own_area(self, at: int) -> Found | None:
        """Read an area that only this journal knows."""
        for name in self._own_areas():
            end = self.name_end(name, at)
            if end > at:
                return AreaWord((name,), name), end
        return None

    def _own_areas(self) -> list[str]:
        if self._own is None:
            used = {dose.area for item in self.journal.sessions for dose in item.doses}
            known = self.catalog.areas
            own = (name for name in used if self.catalog.split_side(name)[0] not in known)
            self._own = sorted(own, key=lambda name: (-len(name), name))
        return self._own

    _own: list[str] | None = None

    def name_end(self, name: str, at: int) -> int:
        """Return the index after a name that begins at a token; `at` if it does not."""
        words = [token.text for token in tokens_of(name)]
        said = [token.text for token in self.tokens[at : at + len(words)]]
        return at + len(words) if words and said == words else at

    def amount(self, at: int) -> Found | None:
        """Read a number of units that begins no date in numbers."""
        if self.tokens[at].is_number and self._is_date(at):
            return None
        found = super().amount(at)
        if found and self.tokens[at].is_word and self._is_month(found[1]):
            self._refuse_day_or_units(at)  # "twenty november"
        return found

    def _is_month(self, at: int) -> bool:
        text = self.text(at)
        return text.isalpha() and text[:3].title() in MONTHS and self._date_at(at) is not None

    def _is_date(self, at: int) -> bool:
        """Whether a number begins a date in numbers: "13-10-2026"."""
        if self.text(at + 1) not in {"-", "/"} or self.text(at + 3) not in {"-", "/"}:
            return False
        return date_at(self.tokens, at, self.today) is not None

    def note(self, at: int) -> Found | None:
        """Read "note:" and everything after it.

        Raises:
            BadInputError: Nothing comes after it.
        """
        after = _NOTE.end(self.tokens, at)
        if after == at:
            return None
        if after == len(self.tokens):
            raise BadInputError("The note is empty.", 'Write it behind "note:", or leave that out.')
        return Remark(self.typed(after, len(self.tokens))), len(self.tokens)

    # Signs

    def sign(self, at: int) -> Found | None:
        """Read a sign or a word that parts or joins others.

        Raises:
            BadInputError: It is a minus before a number.
        """
        token = self.tokens[at]
        if token.text in _BREAKS:
            return Break(_BREAKS[token.text], token.text in {"+", "plus"}), at + 1
        if token.text in _BINDS:
            if not self._is_minus(at):
                return Bind(token.text), at + 1
            if self.tokens[at + 1].is_number:
                raise BadInputError(
                    f'"{inert(self.typed(at, at + 2))}" is not a number above 0.',
                    'Write AREA=UNITS, such as "11s=20".',
                )
        if token.text in _SIGNS:
            if token.text in "()[]":
                return Break(BRACKET, opens=token.text in "(["), at + 1
            glued = at + 1 < len(self.tokens) and not self.tokens[at + 1].spaced
            return None if token.text == "!" and glued else (None, at + 1)  # "!full"
        return None

    def _is_minus(self, at: int) -> bool:
        """Whether a dash belongs to the number behind it: "forehead -5"."""
        if self.text(at) != "-" or at + 1 >= len(self.tokens):
            return False
        if not self.tokens[at].spaced and self.tokens[at - 1].text.isalnum():
            return False
        following = self.tokens[at + 1]
        return not following.spaced and not following.is_word


_TRAILING = frozenset({"the", "my", "a", "an", "just", "only"})
"""Words that a phrase of the catalog ignores; one at its end belongs to what follows."""
