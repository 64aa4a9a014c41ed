"""A visit repeated, and the dates of a regular series."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.model import Dose, Journal, Session, Site
from botoxlog.core.partial_dates import PartialDate, parse_iso
from botoxlog.input.series import (
    MOST_SESSIONS,
    last_visit,
    parse_interval,
    repeated_doses,
    series,
    series_dates,
    without_units,
)
from botoxlog.input.spreadsheet.lengths import Length
from tests.conftest import TODAY
from tests.laws import examples
from tests.records import DATES

CATALOG = load()
FOUR_MONTHS = Length(4, 4, "months")


def session(when: str, *areas: str, touch_up_of: str | None = None) -> Session:
    """Return a session of some areas; its id is its date."""
    doses = tuple(Dose(area, 20) for area in areas)
    return Session(when, parse_iso(when), doses, touch_up_of=touch_up_of)


@pytest.mark.parametrize(
    ("typed", "every"),
    [
        ("4 months", Length(4, 4, "months")),
        ("every 4 months", Length(4, 4, "months")),
        ("3.5 months", Length(3.5, 3.5, "months")),
        ("12 weeks", Length(12, 12, "weeks")),
        ("16w", Length(16, 16, "weeks")),
        ("4 weeks", Length(4, 4, "weeks")),
        ("60 months", Length(60, 60, "months")),
        ("90 days", Length(90, 90, "days")),
        ("about three months", Length(3, 3, "months")),
    ],
)
def test_an_interval_as_people_write_it(typed: str, every: Length) -> None:
    """Months, weeks and days are read, also with a fraction."""
    assert parse_interval(typed) == every


@pytest.mark.parametrize(
    "typed", ["", "4", "often", "3-4 months", "27 days", "3 weeks", "61 months", "0 months"]
)
def test_what_is_not_one_interval_is_refused(typed: str) -> None:
    """A range, a bare number and an interval that must be a typing error are refused."""
    with pytest.raises(BadInputError) as caught:
        parse_interval(typed)
    assert caught.value.hint == 'Write it as "4 months" or "16 weeks".'


@pytest.mark.parametrize(
    ("since", "every", "first_three"),
    [
        # A year: one session in each interval, without a gap.
        ("2022", "4 months", ["early 2022", "mid 2022", "late 2022"]),
        # A month or a day: a quarter of the interval on each side of it.
        ("2022-03", "4 months", ["2022-03", "2022-06-01/2022-08-30", "2022-10-02/2022-12-30"]),
        (
            "2022-03-01",
            "12 weeks",
            ["2022-03-01", "2022-05-03/2022-06-14", "2022-07-26/2022-09-06"],
        ),
        (
            "2026-01-31",
            "3.5 months",
            ["2026-01-31", "2026-04-19/2026-06-10", "2026-08-05/2026-09-26"],
        ),
        # Less than a quarter, where the date would be wider than the interval.
        (
            "2021-09-01/2021-11-30",
            "4 months",
            ["2021-09-01/2021-11-30", "2021-12-17/2022-04-14", "2022-04-16/2022-08-14"],
        ),
        ("2020", "18 months", ["2020", "2021-04-02/2022-09-28", "2022-10-03/2024-03-30"]),
        # As wide as the interval or wider.
        ("2022-03", "4 weeks", ["2022-03-01/2022-03-28", "2022-03-29/2022-04-25"]),
    ],
)
def test_the_dates_of_a_series(since: str, every: str, first_three: list[str]) -> None:
    """The first is as exact as it was typed, the others as what is known of them."""
    dates = list(
        itertools.islice(
            series_dates(parse_iso(since), parse_interval(every), TODAY), len(first_three)
        )
    )
    assert [
        str(when) if " " in said else when.iso
        for when, said in zip(dates, first_three, strict=True)
    ] == first_three


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2022-12-31", "late 2022"),
        ("2022-11-01", "between 1 Sep and 1 Nov 2022"),
        ("2022-10-31", "Sep or Oct 2022"),  # the middle of September to December
        ("2022-10-30", "mid 2022"),
    ],
)
def test_the_last_date_ends_with_the_series(end: str, last: str) -> None:
    """A session that was more likely not yet is left out; the last one is not after the end."""
    dates = list(series_dates(parse_iso("2022"), FOUR_MONTHS, date.fromisoformat(end)))
    assert str(dates[-1]) == last


INTERVALS = st.builds(
    lambda halves: Length(halves / 2, halves / 2, "months"), st.integers(2, 60)
) | st.builds(lambda weeks: Length(weeks, weeks, "weeks"), st.integers(4, 60))


@given(DATES, INTERVALS, st.dates(date(1970, 1, 1), TODAY))
@examples(100)
def test_the_dates_are_in_order_and_never_overlap(
    since: PartialDate, every: Length, end: date
) -> None:
    """The dates of a series are in order and apart, begin with it and never lie after its end."""
    dates = list(series_dates(since, every, end))
    assert [when.first for when in dates[:1]] == [since.first][: len(dates)]
    assert all(when.first <= when.last <= end for when in dates)
    assert all(before.last < after.first for before, after in itertools.pairwise(dates))


@given(DATES, st.integers(4, 60), st.data())
@examples(50)
def test_a_regular_series_lies_in_its_dates(
    since: PartialDate, weeks: int, data: st.DataObject
) -> None:
    """Sessions every so many weeks, from any day of the first date, lie in the dates."""
    dates = list(series_dates(since, Length(weeks, weeks, "weeks"), TODAY))
    if not dates:
        return
    begin = data.draw(st.dates(dates[0].first, dates[0].last))
    for times, when in enumerate(dates):
        day = begin + timedelta(weeks=times * weeks)
        assert when.first <= day
        assert day <= when.last or day > TODAY


def test_dates_that_may_be_taken_are_left_out() -> None:
    """A session of one of the areas that may fall into a date takes it; a touch-up does not."""
    journal = Journal(
        sessions=(
            session("2022-08-31", "glabella", "chin"),
            session("2022-01-20", "forehead"),
            session("2023", "chin"),
            session("2022-10-01", "glabella", touch_up_of="2022-08-31"),
        )
    )
    template = session("2022", "glabella")
    found = series(template, FOUR_MONTHS, date(2023, 4, 30), journal, CATALOG)
    assert [str(item.date) for item in found.sessions] == ["early 2022", "late 2022", "early 2023"]
    assert [str(when) for when in found.taken] == ["mid 2022"]
    assert {item.doses for item in found.sessions} == {template.doses}


def test_a_series_that_is_too_long_is_refused() -> None:
    """200 sessions are written down at once, 201 are not."""
    template, every = session("2001-01-01", "glabella"), Length(4, 4, "weeks")
    day_200 = date(2001, 1, 1) + timedelta(weeks=199 * 4)
    found = series(template, every, day_200, Journal(), CATALOG)
    assert len(found.sessions) == MOST_SESSIONS == 200
    with pytest.raises(BadInputError, match="more than 200 sessions"):
        series(template, every, day_200 + timedelta(weeks=4), Journal(), CATALOG)


def test_the_last_visit_is_the_latest_before_a_day() -> None:
    """By date, the later record of one day; not a touch-up, and none on the day itself."""
    journal = Journal(
        sessions=(
            session("2026-03-01", "chin"),
            session("2026-03-01", "glabella"),
            session("2025-01-01", "chin"),
            session("2026-03-15", "chin", touch_up_of="2026-03-01"),
            session("2026-06-01", "forehead"),
        )
    )
    assert last_visit(journal, date(2026, 6, 1)).areas == ("glabella",)
    assert last_visit(journal, date(2026, 6, 2)).areas == ("forehead",)
    with pytest.raises(CannotDoError, match="no session before 1 Jan 2025") as caught:
        last_visit(journal, date(2025, 1, 1))
    assert caught.value.hint == 'To log one: botoxlog add "11s 20" -p botox'


GLABELLA, FOREHEAD, JAW = Dose("glabella", 20), Dose("forehead", 8), Dose("masseter", 50)
LEFT, RIGHT = Dose("masseter-left", 25), Dose("masseter-right", 20)
BARE = Dose("glabella")


@pytest.mark.parametrize(
    ("last", "named", "doses"),
    [
        ([GLABELLA, FOREHEAD], [], [GLABELLA, FOREHEAD]),
        ([GLABELLA, FOREHEAD], [Dose("glabella", 24)], [Dose("glabella", 24), FOREHEAD]),
        ([GLABELLA], [FOREHEAD], [GLABELLA, FOREHEAD]),
        ([LEFT, RIGHT], [Dose("masseter-left", 30)], [Dose("masseter-left", 30), RIGHT]),
        ([LEFT, GLABELLA, RIGHT], [JAW], [JAW, GLABELLA]),
        ([JAW], [LEFT, RIGHT], [LEFT, RIGHT]),
        ([GLABELLA], [BARE], [GLABELLA]),
        ([GLABELLA], [BARE, Dose("chin")], [GLABELLA, Dose("chin")]),
        ([LEFT, RIGHT], [Dose("masseter")], [LEFT, RIGHT]),
        ([Dose("Own Place", 3)], [Dose("own place", 4)], [Dose("own place", 4)]),
    ],
)
def test_what_is_named_takes_the_place_of_the_last_dose(
    last: list[Dose], named: list[Dose], doses: list[Dose]
) -> None:
    """Areas named now get these units, new ones are added, all others stay."""
    assert repeated_doses(last, named, CATALOG) == tuple(doses)


@pytest.mark.parametrize(
    ("last", "named", "says"),
    [
        ([GLABELLA, FOREHEAD], [BARE], "frown lines without units could mean only this area"),
        ([JAW], [LEFT], "jaw as a whole, and the line names one side"),
    ],
)
def test_two_readings_of_a_repeated_visit_are_refused(
    last: list[Dose], named: list[Dose], says: str
) -> None:
    """Nothing is guessed where the line could mean two visits."""
    with pytest.raises(BadInputError, match=says):
        repeated_doses(last, named, CATALOG)


def test_units_can_be_left_out() -> None:
    """Areas and sites stay, their units go."""
    sites = (Site("biceps", 50), Site("flexor carpi", 25))
    assert without_units([Dose("arm-left", 75, sites)]) == (
        Dose("arm-left", None, (Site("biceps"), Site("flexor carpi"))),
    )
