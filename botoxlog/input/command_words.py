"""The words after a command that shows records, sorted into areas, dates and anything else.

A word counts wherever it has one meaning: `timeline 11s since 2025`, `stats jaw`, `log botox`. The
longest run of words with a meaning comes first, so "crows feet" is one area however the shell cut
it. A word without a meaning is refused, never ignored.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from botoxlog.catalog import Ambiguous, Catalog, Known, Near, lookup
from botoxlog.catalog.lookup import tokens
from botoxlog.core.errors import BadInputError
from botoxlog.core.partial_dates import PartialDate, day_words
from botoxlog.core.text import command_line, inert, join_words, require_utf8
from botoxlog.input.language.dates import parse_days, parse_typed

if TYPE_CHECKING:
    from botoxlog.core.model import Appointment, Journal, Session
    from botoxlog.input.language.interpreter import Interpreter

_LONGEST_RUN = 7  # words: "in between my eyebrows", "since the end of last month"
_FILLERS = frozenset(
    {"and", "at", "by", "for", "in", "my", "of", "on", "the", "to", "with", "&", "+", ","}
)
"""Words that add nothing beside others: "11s and jaw", "at elm street"."""

_EVERYTHING = "all"

_SINCE, _UNTIL = frozenset({"since", "from"}), frozenset({"until", "till", "to"})
_AHEAD = frozenset({"within", "next", "in", "the"})
_SPAN = r"(?a)(?:[\w.,]+ )?(?:d|days?|nights?|w|wks?|weeks?|m|months?|y|years?)|\d+[dwmy]"
_SO_LONG = r"(?a)\d+ ?(?:d|days?|w|wks?|weeks?|m|months?|y|years?)"
_SEASON = r"spring|summer|autumn|fall|winter"
_YEAR = r"(?a)\b(?:19|20)\d\d"
_UP_TO_TODAY = "These records end today, so write a date up to today."
_LIKE_A_DATE = (
    r"(?a)(?:19|20)\d\d(?:[/.-]\d\d?){0,2}|\d\d?([/.-])\d\d?\1(?:\d\d){1,2}|\d\d?[/.]\d{4}"
    rf"|\d\d?[/.]\d\d?|(?:last|this|next) (?:week|month|year|{_SEASON})"
)
"""What is meant as a date even if it is not a valid one: its error says why."""


class Term(NamedTuple):
    """What each record has to say somewhere.

    Attributes:
        text: As typed.
        areas: The id of the area that it names, or of each that it can mean.
        ids: Every product, side effect, state and topic that it can mean.
    """

    text: str
    areas: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


@dataclass(slots=True)
class Chosen:
    """What the words and options of a command choose.

    Attributes:
        areas: Areas by id or as typed; none means all.
        since: The date it begins with, or None.
        until: The date it ends with, or None.
        terms: What each record has to say.
    """

    areas: list[str] = field(default_factory=list)
    since: PartialDate | None = None
    until: PartialDate | None = None
    terms: list[Term] = field(default_factory=list)

    @property
    def first_day(self) -> date | None:
        """The first day, or None if there is no limit."""
        return self.since.first if self.since else None

    def limit(self, since: PartialDate | None, until: PartialDate | None) -> None:
        """Limit the dates.

        Raises:
            BadInputError: Other limits were given before, or the end comes before the beginning.
        """
        self.since, self.until = _same(self.since, since), _same(self.until, until)
        if self.since and self.until and self.until.last < self.since.first:
            raise BadInputError(
                f"The end ({self.until}) is before the beginning ({self.since}).",
                "Give the earlier date first: since 2025 until 2026",
            )


class _Dates(NamedTuple):
    """Dates among the words; a date on its own is both the beginning and the end."""

    since: PartialDate | None
    until: PartialDate | None


_Meaning: TypeAlias = str | Term | _Dates | None
"""An area or a period of time, what a record has to say, dates, or nothing."""


def choose_areas(
    command: str,
    words: Sequence[str] | None,
    interpreter: "Interpreter",
    *,
    areas: Sequence[str] = (),
    since: str | None = None,
    takes_dates: bool = True,
    date_begins: bool = False,
) -> Chosen:
    """Return the areas, and the date since when, that a command is limited to.

    Args:
        command: Its name, for errors.
        words: What follows it.
        interpreter: It asks about an area with two readings.
        areas: The areas given as options.
        since: The date given as an option.
        takes_dates: Whether words may also name a date.
        date_begins: Whether a date on its own can only mean "since then"; elsewhere it could also
            mean only that time, and is refused.

    Raises:
        BadInputError: A word has no meaning here or two, or two dates are given.
    """
    chosen = Chosen([*areas])
    chosen.limit(_option(since, interpreter.today), None)

    def meaning(run: str) -> _Meaning:
        if takes_dates and re.fullmatch(_SO_LONG, run.casefold()):
            since = command_line(f"{command} since", *run.split(), "ago")
            raise unusable(command, run, f"To begin that long ago: {since}")
        dates = _dates(run, interpreter.today) if takes_dates else None
        return dates or area_named(run, interpreter)

    example = f"botoxlog {command} jaw{' since 2025' if takes_dates else ''}"
    for run, found in _runs(_one_by_one(words), meaning):
        if isinstance(found, str):
            chosen.areas.append(found)
        elif not isinstance(found, _Dates):
            raise unusable(command, run, f"For example: {example}", interpreter.catalog)
        elif found.since is None:
            raise BadInputError(
                f'"{inert(run)}": botoxlog {command} always goes on to today.',
                f"Leave it out, or say since when: {example}",
            )
        elif found.until and found.until.last < interpreter.today and not date_begins:
            raise BadInputError(
                f'"{inert(run)}" could mean only that time, or everything since then.',
                f"For everything since then: {command_line(f'{command} since', *run.split())}",
            )
        else:
            chosen.limit(found.since, None)
    return chosen


def choose_day(words: Sequence[str], interpreter: "Interpreter") -> tuple[date, list[str]]:
    """Return the day from today on that `plan` is about, and the areas it is limited to.

    Raises:
        BadInputError: There is no such day or two, or a word has no meaning here.
    """
    from botoxlog.input.language.coming_dates import WAYS_AHEAD, find_coming_day

    days: list[date] = []
    areas: list[str] = []

    def meaning(run: str) -> _Meaning:
        day = find_coming_day(run, interpreter.today)
        when = None if day is None else PartialDate.of_day(day)
        return area_named(run, interpreter) if when is None else _Dates(when, when)

    for run, found in _runs(_one_by_one(words), meaning):
        if isinstance(found, str):
            areas.append(found)
        elif isinstance(found, _Dates) and found.since:
            days.append(found.since.first)
        else:
            example = "For example: botoxlog plan 12 june jaw"
            raise unusable("plan", run, example, interpreter.catalog)
    if not days:
        raise BadInputError("botoxlog plan needs a day to come.", WAYS_AHEAD)
    if len(set(days)) > 1:
        raise BadInputError(
            f"{day_words(days[0])} and {day_words(days[1])} are two different dates.",
            "Give one of them.",
        )
    return days[0], areas


def choose_records(
    words: Sequence[str] | None,
    interpreter: "Interpreter",
    *,
    since: str | None = None,
    until: str | None = None,
) -> Chosen:
    """Return the dates and the terms that `log` is limited to.

    Words that have no other meaning are text to find; quotation marks keep several together. What
    can mean several areas finds them all. Dates to come are those of appointments.

    Raises:
        BadInputError: A word has two readings, or two different dates are given.
    """
    chosen = Chosen()
    chosen.limit(*(_option(typed, interpreter.today, ahead=True) for typed in (since, until)))
    names = [tokens(name) for name in _people(interpreter.journal)]

    def meaning(run: str) -> _Meaning:
        words = tokens(run)
        if words in names:
            return Term(run)
        dates = _dates(run, interpreter.today, ahead=True)
        if dates and run.isalpha() and any(set(words) <= set(name) for name in names):
            raise BadInputError(
                f'"{inert(run)}" can mean a date or a name in your journal.',
                f"Write the whole name, or the date with its year: {dates.since or dates.until}",
            )
        return dates or _term(run, interpreter)

    for run, found in _runs([word.strip() for word in words or ()], meaning):
        if isinstance(found, _Dates):
            chosen.limit(*found)
        elif isinstance(found, Term) or tokens(run):
            chosen.terms.append(found if isinstance(found, Term) else Term(run))
        else:
            raise unusable("log", run, "Type words of a record: botoxlog log jaw 2025")
    return chosen


def days_ahead(words: Sequence[str], within: str | None) -> str:
    """Return the period of time for `remind`, from its words and its option.

    Raises:
        BadInputError: A word is something else, or two different periods are given.
    """
    found = within
    for run, span in _runs(_one_by_one(words), _span):
        if not isinstance(span, str):
            raise unusable("remind", run, "It takes a period of time: botoxlog remind 30d")
        if found is not None and parse_days(found) != parse_days(span):
            raise BadInputError(
                f'"{inert(found)}" and "{inert(span)}" are two periods of time.', "Give one."
            )
        found = span
    return found or ""


# --- runs of words ---------------------------------------------------------------------------


def _one_by_one(words: Sequence[str] | None) -> list[str]:
    """Return the words however the shell cut them, without commas between them."""
    parts = [part for word in words or () for part in (word.split() or [word])]
    return [part.strip(",;") or part for part in parts]


def _runs(
    words: Sequence[str], meaning: Callable[[str], _Meaning]
) -> Iterator[tuple[str, _Meaning]]:
    """Yield each longest run of words that has a meaning, and each word that has none."""
    at = 0
    while at < len(words):
        require_utf8(words[at])
        end, found = at + 1, None
        for last in range(min(len(words), at + _LONGEST_RUN), at, -1):
            found = meaning(" ".join(words[at:last]))
            if found is not None:
                end = last
                break
        run, at = " ".join(words[at:end]), end
        adds_nothing = run.casefold() in _FILLERS and len(words) > 1
        if found is not None or not (adds_nothing or run.casefold() == _EVERYTHING):
            yield run, found


def unusable(command: str, word: str, hint: str, catalog: Catalog | None = None) -> BadInputError:
    """Return the error of a word that has no meaning after a command."""
    near = catalog.find_area(word) if catalog else None
    known_as = catalog and (catalog.find_product(word, cosmetic=True), catalog.find_effect(word))
    if known_as and any(isinstance(found, Known) for found in known_as):
        hint = f"It takes areas. {hint}"
    elif isinstance(near, Near):
        hint = f"Did you mean {join_words(list(near.suggestions), 'or')}?"
    return BadInputError(f'botoxlog {command} can\'t use "{inert(word)}".', hint)


# --- what a run means ------------------------------------------------------------------------


def area_named(run: str, interpreter: "Interpreter") -> str | None:
    """Return the area that a run names, known to the catalog or to the journal; else None."""
    if isinstance(interpreter.catalog.known_area(run), Known | Ambiguous):
        return interpreter.area(run)
    sessions = interpreter.journal.sessions
    used = (dose.area for session in sessions for dose in session.doses)
    return next((name for name in used if name and tokens(name) == tokens(run)), None)


def _term(run: str, interpreter: "Interpreter") -> Term | None:
    """Return everything that a run can mean in a record; None if it has no meaning."""
    catalog = interpreter.catalog
    lookups = (
        catalog.cosmetic_product_words.known(run),
        catalog.product_words.known(run),
        lookup.found(catalog.effect_words.exact(tokens(run))),
        catalog.state_words.known(run),
        catalog.find_topic(run),
    )
    ids = {found.id for found in lookups if isinstance(found, Known)}
    for found in lookups:
        if isinstance(found, Ambiguous):
            ids.update(found.readings)
    meant = catalog.known_area(run)
    if isinstance(meant, Ambiguous):
        areas = frozenset(meant.readings)
    else:
        areas = frozenset(filter(None, [area_named(run, interpreter)]))
    return Term(run, areas, frozenset(ids)) if ids or areas else None


def _dates(run: str, today: date, *, ahead: bool = False) -> _Dates | None:
    """Return the dates that a run names; None if it names none.

    Args:
        run: Some words.
        today: The day on which they were typed.
        ahead: Whether they may be in the future.

    Raises:
        BadInputError: It is like a date but is not one, has two readings or is in the future.
    """
    first, _, rest = run.partition(" ")
    word = first.casefold()
    if rest and word in _SINCE | _UNTIL:
        found = _date(rest, today, ahead=ahead)
        if found is None:
            return None
        return _Dates(found, None) if word in _SINCE else _Dates(None, found)
    is_span = re.fullmatch(_SPAN, run.casefold()) and not re.fullmatch(_LIKE_A_DATE, run.casefold())
    found = None if is_span else _date(run, today, ahead=ahead)
    return _Dates(found, found) if found else None


def _date(typed: str, today: date, *, ahead: bool) -> PartialDate | None:
    try:
        return _typed(typed, today, ahead=ahead)
    except BadInputError:
        if re.fullmatch(_LIKE_A_DATE, typed.casefold()):
            raise
        return None


def _typed(typed: str, today: date, *, ahead: bool) -> PartialDate:
    """Return a date as typed; one to come only if it has its year."""
    try:
        return parse_typed(typed, today, to_come=_UP_TO_TODAY)
    except BadInputError:
        from botoxlog.input.language.coming_dates import LONGEST_AHEAD_YEARS

        last = today.year + LONGEST_AHEAD_YEARS
        if not (ahead and re.search(_YEAR, typed) and last <= date.max.year):
            raise
    return parse_typed(typed, today.replace(year=last, month=12, day=31), to_come=_UP_TO_TODAY)


def _span(run: str) -> str | None:
    """Return a run that is a period of time, without "within" or "next" before it; else None."""
    words = run.split()
    while len(words) > 1 and words[0].casefold() in _AHEAD:
        del words[0]
    typed = " ".join(words)
    if re.fullmatch(_LIKE_A_DATE, typed):
        return None
    try:
        parse_days(typed)
    except BadInputError:
        return None
    return typed


def _option(typed: str | None, today: date, *, ahead: bool = False) -> PartialDate | None:
    return None if typed is None else _typed(typed, today, ahead=ahead)


def _same(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """Return the date that is given.

    Raises:
        BadInputError: They are two different dates.
    """
    if one and other and one != other:
        raise BadInputError(f"{one} and {other} are two different dates.", "Give one of them.")
    return one or other


def _people(journal: "Journal") -> set[str]:
    """Return the names of people and clinics in the journal."""
    visits: list[Session | Appointment] = [*journal.sessions, *journal.appointments]
    return {name for item in visits for name in (item.injector, item.clinic) if name}
