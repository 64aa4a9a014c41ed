"""What `stats` counts: literal numbers of small journals, and laws for all of them."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.forecast.survival import DurationBounds
from botoxlog.forecast.track_record import track_record
from botoxlog.journal import decoder
from botoxlog.render import json as json_answers
from botoxlog.reports.statistics import Paid, Stats, Used, build_stats
from tests.journals import JOURNALS, TODAY, look, session


def stats_of(text: str, *areas: str, since: date | None = None) -> Stats:
    """Return the numbers of a journal, of some areas where they are named."""
    journal = decoder.decode(decoder.parse(text), text, TODAY)
    snapshot = build_snapshot(journal, load(), TODAY)
    chosen = [area for area in snapshot.areas if not areas or area.area in areas]
    return build_stats(snapshot, chosen, since)


TWICE = (
    session(1, date(2025, 3, 1), {"glabella": 20}, extra='cost = 300\ncurrency = "USD"\n')
    + look(date(2025, 5, 10), {"glabella": "full"})
    + look(date(2025, 6, 9), {"glabella": "gone"})
    + session(2, date(2025, 7, 1), {"glabella": 30}, extra='cost = 400\ncurrency = "USD"\n')
    + look(date(2025, 9, 29), {"glabella": "full"})
    + session(3, date(2026, 1, 10), {"glabella": 30, "chin": 5}, extra="cost = 500\n")
)


def test_how_long_results_lasted() -> None:
    """Every result with a bound counts for the median; the middle is of those with both ends alone.

    Of 70 to 100 days and at least 90, the half that was over first lasted at least 70.
    """
    (item,) = stats_of(TWICE).lasting
    assert (item.area.area, item.product, len(item.results), item.ended) == (
        "glabella", "botox-cosmetic", 2, 1,
    )  # fmt: skip
    assert item.median is not None
    assert item.median.lasted == DurationBounds(70)
    assert (item.median.results, item.median.working) == (2, 1)
    assert (item.least, item.middle, item.most) == (70, 85, 100)


def outlasted(*working: int) -> str:
    """Return a journal with one result of 28 to 63 days, and others that still worked on a day."""
    text = session(0, date(2020, 1, 1), {"glabella": 20})
    text += look(date(2020, 1, 29), {"glabella": "full"})
    text += look(date(2020, 3, 4), {"glabella": "gone"})
    for number, days in enumerate(working, 1):
        begin = date(2020 + number, 1, 1)
        text += session(number, begin, {"glabella": 20})
        text += look(begin + timedelta(days=days), {"glabella": "full"})
    return text


@pytest.mark.parametrize(
    ("working", "middle", "most", "median"),
    [
        ((), 45.5, 63, None),
        ((50,), 45.5, 63, DurationBounds(28)),  # half may have been over by then
        ((40, 45), 45.5, 63, DurationBounds(40)),  # neither was surely longer
        ((40, 50), None, 63, DurationBounds(40)),
        ((70,), None, None, DurationBounds(28)),
        ((106, 110, 111, 118), None, None, DurationBounds(110)),
    ],
)
def test_a_middle_that_other_results_contradict_is_not_known(
    working: tuple[int, ...],
    middle: float | None,
    most: float | None,
    median: DurationBounds | None,
) -> None:
    """Nor the longest duration, where one was still working after it."""
    (item,) = stats_of(outlasted(*working)).lasting
    assert (item.least, item.middle, item.most) == (28, middle, most)
    assert (item.median.lasted if item.median else None) == median


def test_the_current_result_counts_once_it_was_seen_working() -> None:
    """As one that lasted at least so long; before that it says nothing."""
    text = session(1, date(2026, 3, 1), {"chin": 5}) + session(2, date(2026, 9, 1), {"chin": 5})
    (item,) = stats_of(text).lasting
    assert [one.session.id for one in item.results] == ["s0001"]
    (item,) = stats_of(text + look(date(2026, 10, 1), {"chin": "full"})).lasting
    assert [one.lasted for one in item.results] == [DurationBounds(), DurationBounds(30)]
    (item,) = stats_of(text + look(date(2026, 10, 1), {"chin": "gone"})).lasting
    assert [one.lasted for one in item.results] == [DurationBounds(), DurationBounds(None, 30)]


def test_no_effect_is_an_outcome() -> None:
    """It is counted as one, has no duration, and leaves the results before it as they are."""
    text = TWICE + look(date(2026, 2, 10), {"glabella": "no-effect"})
    text += session(4, date(2026, 5, 1), {"glabella": 20})
    (item,) = stats_of(text, "glabella").lasting
    before = stats_of(TWICE, "glabella").lasting[0]
    assert (item.no_effect, len(item.results)) == (1, 3)
    assert (item.median, item.least) == (before.median, before.least)
    (repeats,) = stats_of(text, "glabella").repeats
    assert (repeats.working, repeats.gone, repeats.unknown, repeats.no_effect) == (1, 1, 1, 1)


def test_the_current_session_without_effect_counts_at_once() -> None:
    """Before the next session: two of Botox, then Dysport that did nothing."""
    text = session(1, date(2025, 3, 1), {"glabella": 20})
    text += session(2, date(2025, 9, 1), {"glabella": 20})
    text += session(3, date(2026, 1, 10), {"glabella": 50}, "dysport")
    assert [item.product for item in stats_of(text).lasting] == ["botox-cosmetic"]
    newest = stats_of(text + look(date(2026, 2, 5), {"glabella": "no-effect"})).lasting[0]
    assert (newest.product, newest.no_effect, len(newest.results)) == ("dysport", 1, 1)
    assert (newest.ended, newest.median) == (0, None)


def test_each_product_lasts_for_itself() -> None:
    """The product used last comes first, and only it carries the trend."""
    text = session(1, date(2025, 3, 1), {"glabella": 50}, "dysport")
    text += session(2, date(2025, 9, 1), {"glabella": 20})
    text += session(3, date(2026, 3, 1), {"glabella": 20})
    found = stats_of(text).lasting
    assert [item.product for item in found] == ["botox-cosmetic", "dysport"]
    assert [item.middle for item in found] == [None, None]


def test_two_names_of_one_substance_last_together() -> None:
    """Under the name that was used last."""
    text = session(1, date(2025, 3, 1), {"glabella": 20}, "botox")
    text += session(2, date(2025, 9, 1), {"glabella": 20})
    text += session(3, date(2026, 3, 1), {"glabella": 20}, "botox")
    (found,) = stats_of(text).lasting
    assert (found.product, len(found.results)) == ("botox-cosmetic", 2)


def test_how_often_it_was_repeated_before_it_had_faded() -> None:
    """Working, gone, or nobody knows; the running session was not repeated."""
    (item,) = stats_of(TWICE).repeats
    assert (item.working, item.gone, item.unknown, item.all) == (1, 1, 0, 2)
    text = session(1, date(2025, 3, 1), {"chin": 5}) + session(2, date(2025, 9, 1), {"chin": 5})
    (unseen,) = stats_of(text).repeats
    assert (unseen.working, unseen.gone, unseen.unknown) == (0, 0, 1)


@pytest.mark.parametrize(
    ("first", "looks", "told"),
    [
        ("2025-03-01", ("2025-03-12",), ((11, 11), True)),
        ("2025-03-01", ("2025-03-12", "2026-01-20"), ((11, 19), True)),
        # Some day of March, seen on 12 Apr: at least the 12 days from 31 March.
        ("2025-03", ("2025-04-12",), ((12, 12), False)),
        ("2025-03-01", (), (None, True)),
    ],
)
def test_what_was_last_seen_is_said_with_its_day(
    first: str, looks: tuple[str, ...], told: tuple[tuple[int, int] | None, bool]
) -> None:
    """A check-in on day 11 says nothing about the day of the next session, 306 days later."""
    when = f'"{first}"' if len(first) == 7 else first
    text = f"[[session]]\ndate = {when}\nunits = {{chin = 5}}\n"
    text += session(2, date(2026, 1, 1), {"chin": 5}) + session(3, date(2026, 8, 1), {"chin": 5})
    for day in looks:
        text += look(date.fromisoformat(day), {"chin": "full"})
    (item,) = stats_of(text).repeats
    assert (item.seen_days, item.exact) == told
    assert (item.working, item.unknown) == (len(looks), 2 - len(looks))


@pytest.mark.parametrize(("day", "times"), [(date(2026, 1, 1), 0), (date(2026, 1, 2), 1)])
def test_two_records_of_one_day_are_no_repetition(day: date, times: int) -> None:
    """Nothing is known to have passed between them."""
    text = session(1, date(2026, 1, 1), {"chin": 5}) + session(2, day, {"chin": 5}, "dysport")
    assert sum(item.all for item in stats_of(text).repeats) == times


def test_units_stay_with_their_product_and_year() -> None:
    """Touch-ups count with their units, not as sessions; nothing is added across products."""
    text = TWICE + session(4, date(2026, 1, 24), {"glabella": 4}, extra='touch_up_of = "s0003"\n')
    text += session(5, date(2026, 6, 1), {"glabella": 50}, "dysport")
    text += '\n[[session]]\nid = "z"\ndate = "2026"\nproduct = "dysport"\nareas = ["chin"]\n'
    assert stats_of(text).used == (
        Used(2025, "botox-cosmetic", 2, 0, 50, 0),
        Used(2026, "botox-cosmetic", 1, 1, 39, 0),
        Used(2026, "dysport", 2, 0, 50, 1),
    )


def test_some_areas_count_with_their_own_units() -> None:
    """And with the whole price of their sessions."""
    found = stats_of(TWICE, "chin")
    assert found.some
    assert found.used == (Used(2026, "botox-cosmetic", 1, 0, 5, 0),)
    assert found.paid == (Paid(2026, None, 500, 1),)


def test_units_of_both_sides_say_nothing_about_one() -> None:
    """They are unknown, not halved."""
    text = session(1, date(2026, 1, 1), {"masseter": 50})
    text += session(2, date(2026, 6, 1), {"masseter-left": 25})
    assert stats_of(text, "masseter-left").used == (Used(2026, "botox-cosmetic", 2, 0, 25, 1),)
    assert stats_of(text).used == (Used(2026, "botox-cosmetic", 2, 0, 75, 0),)


def test_money_by_year_and_currency() -> None:
    """Amounts without a currency stand apart from those with one."""
    found = stats_of(TWICE)
    assert found.paid == (Paid(2025, "USD", 700, 2), Paid(2026, None, 500, 1))
    (month,) = found.month
    # 300 over 100 days and 400 over 193 days, at most: 700 * 30.4375 / 293
    assert month.currency == "USD"
    assert month.cost.at_least == pytest.approx(700 * 30.4375 / 293)
    assert month.cost.results == 2
    assert found.unpriced == 0


def test_since_a_day() -> None:
    """Earlier sessions are left out everywhere."""
    found = stats_of(TWICE, since=date(2025, 7, 1))
    assert [len(item.results) for item in found.lasting] == [1]
    assert [item.year for item in found.used] == [2025, 2026]
    assert [item.amount for item in found.paid] == [400, 500]
    assert stats_of(TWICE, since=date(2026, 6, 1)).used == ()


@given(st.lists(st.tuples(st.integers(2016, 2026), st.sampled_from(["glabella", "chin"]),
                          st.integers(1, 80), st.sampled_from(["dysport", "xeomin"])),
                max_size=8))  # fmt: skip
def test_nothing_is_lost_in_the_counting(sessions: list[tuple[int, str, int, str]]) -> None:
    """Over all years a product has the units and the sessions that were logged, no more."""
    text = "".join(
        session(number, date(year, 1, 1 + number), {area: units}, product)
        for number, (year, area, units, product) in enumerate(sessions)
    )
    used = stats_of(text).used
    for product in ("dysport", "xeomin"):
        mine = [item for item in used if item.product == product]
        logged = [units for _, _, units, name in sessions if name == product]
        assert sum(item.units for item in mine) == sum(logged)
        assert sum(item.sessions for item in mine) == len(logged)


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", JOURNALS)
def test_the_json_holds_every_field(name: str) -> None:
    """Null where unknown; a number is never invented for what nobody saw."""
    stats = stats_of(JOURNALS[name])
    past = track_record(stats.snapshot, stats.snapshot.areas)
    told = json.loads(json_answers.stats(stats, past))
    assert list(told) == [
        "schema", "today", "problems", "since", "lasted", "repeated", "used", "cost",
        "month_of_effect", "unpriced", "track_record", "comparisons",
    ]  # fmt: skip
    for item in told["lasted"]:
        assert item["ended"] or item["middle"] is None
        assert list(item) == [
            "area", "name", "product", "ended", "middle", "least", "most", "median", "no_effect",
            "trend", "changes", "results",
        ]  # fmt: skip
        assert item["median"] is None or list(item["median"]) == [
            "at_least", "at_most", "results", "still_working",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "repeats"),
    [
        (None, 2),
        (date(2025, 7, 1), 2),  # the day of the first repetition
        (date(2025, 7, 2), 1),
        (date(2026, 1, 10), 1),  # the day of the second
        (date(2026, 1, 11), 0),
    ],
)
def test_a_repetition_counts_from_its_day_on(since: date | None, repeats: int) -> None:
    """What was repeated before the day that was asked for is left out."""
    assert sum(item.all for item in stats_of(TWICE, "glabella", since=since).repeats) == repeats


def test_a_session_of_any_area_that_was_asked_for_counts() -> None:
    """Of two areas that were named, one is enough, and only their units are counted."""
    text = session(1, date(2026, 3, 1), {"glabella": 20, "forehead": 10})
    text += session(2, date(2026, 5, 1), {"chin": 5})
    (used,) = stats_of(text, "glabella", "chin").used
    assert (used.sessions, used.units, used.unknown) == (2, 25, 0)


@pytest.mark.parametrize(
    ("paid", "more"),
    [
        ("", 0),
        ('currency = "USD"', 0),
        ('cost = 100\ncurrency = "USD"', 100),
        ('cost = 100\ncurrency = "EUR"', 0),
        ("cost = 100", 0),
    ],
)
def test_a_touch_up_adds_what_was_paid_for_it(paid: str, more: int) -> None:
    """In the same currency; one without a price adds nothing."""
    text = session(1, date(2026, 3, 1), {"glabella": 20}, extra='cost = 300\ncurrency = "USD"\n')
    text += session(2, date(2026, 3, 15), {"glabella": 4}, extra=f'touch_up_of = "s0001"\n{paid}\n')
    text += look(date(2026, 5, 10), {"glabella": "full"})
    text += look(date(2026, 6, 9), {"glabella": "gone"})
    (month,) = stats_of(text).month
    # It lasted 100 days at most, 1 March to 9 June: 30.4375 of them cost as much of the price.
    assert month.cost.at_least == pytest.approx((300 + more) * 30.4375 / 100)


@pytest.mark.parametrize(
    ("wanted", "units", "unknown"),
    [
        (("masseter-left",), 25, 1),  # of 50 for both sides nobody knows what this one had
        (("masseter-right",), 0, 1),
        (("masseter-left", "masseter-right"), 75, 0),
    ],
)
def test_units_of_both_sides_count_where_both_are_asked_for(
    wanted: tuple[str, ...], units: float, unknown: int
) -> None:
    """Of one side they are not known."""
    text = session(1, date(2026, 2, 1), {"masseter": 50})
    text += session(2, date(2026, 6, 1), {"masseter-left": 25})
    text += session(3, date(2026, 7, 1), {"chin": 5})
    (used,) = stats_of(text, *wanted).used
    assert (used.units, used.unknown) == (units, unknown)


def test_without_a_price_there_is_no_cost_of_a_month() -> None:
    """A result that ended, of a session whose price nobody noted, costs nothing that is known."""
    text = session(1, date(2026, 3, 1), {"glabella": 20}) + look(
        date(2026, 6, 9), {"glabella": "gone"}
    )
    assert stats_of(text).month == ()


def test_currencies_of_a_year_are_in_order() -> None:
    """By their codes, the one that is not noted first."""
    text = "".join(
        session(
            number, date(2026, number, 1), {"chin": 5}, extra=f"cost = {number}00\n{currency}\n"
        )
        for number, currency in enumerate(('currency = "USD"', "", 'currency = "EUR"'), 1)
    )
    assert stats_of(text).paid == (
        Paid(2026, None, 200, 1),
        Paid(2026, "EUR", 300, 1),
        Paid(2026, "USD", 100, 1),
    )
