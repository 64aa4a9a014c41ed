"""A visit repeated: the last one as a template, and the dates of a regular series."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, islice
from typing import NamedTuple

from botoxlog.catalog import Catalog
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.model import Dose, Journal, Session, Site
from botoxlog.core.partial_dates import PartialDate, add_days, add_months, day_words
from botoxlog.core.text import inert
from botoxlog.input.spreadsheet.lengths import Length, length

MOST_SESSIONS = 200
"""Upper limit for the sessions of one series, to catch typing errors. Our choice."""

SHORTEST_DAYS, LONGEST_DAYS = 28, 1830
"""Limits for the interval of a series, to catch typing errors: four weeks, five years."""

_LIKE = 'Write it as "4 months" or "16 weeks".'


class Series(NamedTuple):
    """A regular series written down from memory.

    Attributes:
        sessions: The sessions to add, in order.
        taken: The dates that were left out, because the journal may have these visits.
    """

    sessions: tuple[Session, ...]
    taken: tuple[PartialDate, ...]


def last_visit(journal: Journal, before: date) -> Session:
    """Return the latest session before a day, not a touch-up; of several that day, the last one.

    Raises:
        CannotDoError: There is none.
    """
    earlier = [
        session
        for session in journal.sessions
        if session.doses and not session.touch_up_of and session.date.middle < before
    ]
    if not earlier:
        raise CannotDoError(
            f"Your journal has no session before {day_words(before)} to repeat. Nothing was saved.",
            'To log one: botoxlog add "11s 20" -p botox',
        )
    return max(reversed(earlier), key=lambda session: session.date.middle)


def last_visit_of(
    journal: Journal, before: date, areas: Sequence[str], catalog: Catalog
) -> Session:
    """Return what was done in some areas the last time before a day, as one session.

    It is the latest session of any of them, with just these areas. One that was never treated, or
    with another product than that session's, has no units.
    """
    earlier = [
        session
        for session in journal.sessions
        if not session.touch_up_of
        and session.date.middle < before
        and any(_doses_in(session, area, catalog) for area in areas)
    ]
    earlier.sort(key=lambda session: session.date.middle)
    if not earlier:
        doses = tuple(Dose(catalog.area_id(area)) for area in areas)
        return Session(None, PartialDate.of_day(before), doses)
    last = earlier[-1]
    alike = [
        one
        for one in reversed(earlier)
        if catalog.substance(one.product) == catalog.substance(last.product)
    ]
    found: dict[str, Dose] = {}
    for area in areas:
        known = next(filter(None, (_doses_in(one, area, catalog) for one in alike)), None)
        found |= {dose.area: dose for dose in known or (Dose(catalog.area_id(area)),)}
    return last._replace(doses=tuple(found.values()))


def _doses_in(session: Session, area: str, catalog: Catalog) -> tuple[Dose, ...]:
    wanted = catalog.area_id(area)
    return tuple(
        dose for dose in session.doses if catalog.overlap(catalog.area_id(dose.area), wanted)
    )


def repeated_doses(
    last: Sequence[Dose], named: Sequence[Dose], catalog: Catalog
) -> tuple[Dose, ...]:
    """Return the doses of the last visit, with what was named this time in their place or added.

    Raises:
        BadInputError: An area is named without units beside others that are not named, or one side
            of an area that was treated as a whole.
    """
    unnamed = [dose for dose in last if not _instead(dose, named, catalog)]
    doses: list[Dose] = []
    for dose in last:
        instead = _instead(dose, named, catalog)
        bare = all(new.units is None and not new.sites for new in instead)
        if instead and bare and unnamed:
            label = _label(dose.area, catalog)
            raise BadInputError(
                f"{label} without units could mean only this area, or all areas of your last "
                "visit. Nothing was saved.",
                f"To repeat all areas, leave out {label} or give its units. For {label} alone, "
                "leave out --again.",
            )
        if len(instead) == 1 and catalog.split_side(dose.area) == (dose.area, None):
            base, side = catalog.split_side(instead[0].area)
            if side:
                raise BadInputError(
                    f"Your last visit has {_label(dose.area, catalog)} as a whole, and the line "
                    "names one side. Nothing was saved.",
                    f"Name both sides: {base}-left=UNITS {base}-right=UNITS",
                )
        doses += [dose] if bare else instead
    added = [new for new in named if not _instead(new, last, catalog)]
    return tuple(dict.fromkeys([*doses, *added]))


def _instead(dose: Dose, others: Sequence[Dose], catalog: Catalog) -> list[Dose]:
    return [other for other in others if catalog.overlap(dose.area, other.area)]


def _label(area: str, catalog: Catalog) -> str:
    return inert(catalog.area_label(area))


def without_units(doses: Sequence[Dose]) -> tuple[Dose, ...]:
    """Return the same areas and sites without their units, which are those of another product."""
    return tuple(
        Dose(area, None, tuple(Site(site.name) for site in sites)) for area, _, sites in doses
    )


def parse_interval(typed: str) -> Length:
    """Return the interval of "4 months", "3.5 months", "12 weeks" or "16w".

    Raises:
        BadInputError: It is not one interval from `SHORTEST_DAYS` to `LONGEST_DAYS`.
    """
    plain = " ".join(typed.split())
    found = length(plain.removeprefix("every "), "")
    if found is None or found.low < found.high:
        raise BadInputError(f'"{inert(plain)}" is not an interval that botoxlog can read.', _LIKE)
    begin = date(2000, 1, 1)
    if not SHORTEST_DAYS <= (_later(begin, found, 1) - begin).days <= LONGEST_DAYS:
        raise BadInputError(
            f'"{inert(plain)}" is not between 4 weeks and 5 years, so it may be a typing error.',
            _LIKE,
        )
    return found


def series(
    template: Session, every: Length, end: date, journal: Journal, catalog: Catalog
) -> Series:
    """Return sessions like a template at regular dates, where the journal may not have one yet.

    Args:
        template: Its date is that of the first session.
        every: The interval.
        end: The last possible day.
        journal: Decides which dates are taken: those on which a session of one of the areas may
            have been, not counting touch-ups.
        catalog: Decides which areas are the same.

    Raises:
        BadInputError: The series is longer than `MOST_SESSIONS`.
    """
    dates = list(islice(series_dates(template.date, every, end), MOST_SESSIONS + 1))
    if len(dates) > MOST_SESSIONS:
        raise BadInputError(
            f"This would be more than {MOST_SESSIONS} sessions. Nothing was saved.",
            "Check --every and --since, or write it down in parts with --until.",
        )
    areas = [
        (session.date, area)
        for session in journal.sessions
        if not session.touch_up_of
        for area in session.areas
    ]
    taken = tuple(
        when
        for when in dates
        if any(
            other.first <= when.last
            and when.first <= other.last
            and any(catalog.overlap(area, mine) for mine in template.areas)
            for other, area in areas
        )
    )
    return Series(tuple(template._replace(date=when) for when in dates if when not in taken), taken)


def series_dates(since: PartialDate, every: Length, end: date) -> Iterator[PartialDate]:
    """Yield the dates of a regular series, in order; no two overlap.

    The first date is `since`. Each later one is a whole number of intervals after it, a quarter of
    the interval wider on either side, but no wider than the interval: from "2022" and 4 months come
    January to April, May to August and so on. A date of which the middle lies after `end` is left
    out, because that session is more likely not to have been by then; the last one ends there.
    """
    interval = (_later(since.first, every, 1) - since.first).days
    width = (since.last - since.first).days + 1
    spread = max(0, min(interval // 4, (interval - width) // 2))
    first = since.first
    for times in count():
        following = add_days(_later(since.first, every, times + 1), -spread)
        last = add_days(_later(since.last, every, times), spread if times else 0)
        when = PartialDate(first, min(last, add_days(following, -1)))
        if when.middle > end:
            return
        yield when.not_after(end)
        first = following


def _later(day: date, every: Length, times: int) -> date:
    total = every.low * times
    months, days = Length(total, total, every.unit).pairs[0]
    return add_days(add_months(day, months), days)
