"""The median of durations that are known by their bounds, worked out by hand."""

import math
from bisect import bisect_right
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.forecast.duration_estimate import LEAST_RESULTS, median_duration
from botoxlog.forecast.survival import DurationBounds
from tests.laws import examples

Bounds = tuple[float | None, float | None]


def durations(*bounds: Bounds) -> list[DurationBounds]:
    """Return durations of which these bounds are known."""
    return [DurationBounds(*each) for each in bounds]


@pytest.mark.parametrize(
    ("bounds", "least", "most"),
    [
        # Three that ended: the one in the middle.
        (((60, 70), (80, 90), (100, 110)), 80, 90),
        # Four: half is over anywhere from the second to the third.
        (((60, 70), (80, 90), (100, 110), (120, 130)), 80, 110),
        # Where two overlap, the likeliest place is what they share, but either may be the median.
        (((93, 112), (103, 123)), 93, 123),
        # Those that outlasted the one seen to end: of five, three lasted at least 110 days.
        (((28, 63), (106, None), (110, None), (111, None), (118, None)), 110, None),
        # Half is reached at the second end: 2/3 are left after 48 to 58 days, none after 85.
        (((48, 58), (66, 85), (69, None)), 66, 85),
        # Kaplan-Meier by hand: after 50 days 3/4, after 80 (two at risk) 3/8.
        (((50, 51), (60, None), (80, 81), (90, None)), 80, 81),
        # After 50 days 1/2, and 60 was outlasted: from there on nobody knows.
        (((50, 51), (60, None)), 50, None),
        # Seen only when gone: two of three were over by 120 days.
        (((None, 90), (None, 120), (None, 200)), None, 120),
        # None seen gone: two of three lasted at least 90 days.
        (((80, None), (90, None), (100, None)), 90, None),
        # Nothing is known from here but that 100 is too much for one and too little for the other.
        (((None, 100), (100, None)), None, None),
    ],
)
def test_a_median_by_hand(
    bounds: tuple[Bounds, ...], least: float | None, most: float | None
) -> None:
    """The innermost interval at one half, or what is certain where that is not reached."""
    found = median_duration(durations(*bounds))
    assert (found.lasted[:2] if found else (None, None)) == (least, most)


@pytest.mark.parametrize("count", range(4))
def test_a_median_needs_two_results(count: int) -> None:
    """One is no more than itself, and a result without a bound does not count."""
    found = median_duration(durations(*[(70.0, 84.0)] * count, (None, None), (None, None)))
    assert (found is not None) == (count >= LEAST_RESULTS == 2)
    assert found is None or (found.results, found.working) == (count, 0)


def test_results_still_working_are_counted() -> None:
    """Those with a lower bound alone, of all that have one."""
    found = median_duration(durations((70, 84), (60, None), (None, 90), (98, None), (None, None)))
    assert found is not None
    assert (found.results, found.working) == (4, 2)


def kaplan_meier(ends: list[tuple[float, bool]]) -> float:
    """Return the median of (day, whether it ended then), by the product of the shares left."""
    share = 1.0
    for day in sorted({day for day, _ in ends}):
        risk = sum(one >= day for one, _ in ends)
        share *= 1 - sum(one == day and ended for one, ended in ends) / risk
        if share <= 0.5 + 1e-9:
            return day
    return math.inf


days = st.integers(2, 300).map(float)
some_bounds = st.one_of(
    st.tuples(days, st.none()),
    st.tuples(st.none(), days),
    st.tuples(days, st.integers(1, 60).map(float)).map(lambda one: (one[0], one[0] + one[1])),
)


@given(st.lists(st.tuples(days, st.booleans()), min_size=2, max_size=12))
@examples(100)
def test_where_ends_are_known_to_the_day_it_is_kaplan_meier(
    ends: list[tuple[float, bool]],
) -> None:
    """Its special case: the product of the shares that are left, by another way."""
    found = median_duration(
        durations(*[(day - 1, day) if ended else (day, None) for day, ended in ends])
    )
    expected = kaplan_meier(ends)
    if found and found.lasted.at_least and found.lasted.at_most:
        assert found.lasted.at_least < expected <= found.lasted.at_most
    elif expected < math.inf and found and found.lasted.at_least:
        assert found.lasted.at_least <= expected


@given(st.lists(some_bounds, min_size=2, max_size=12))
@examples(200)
def test_it_never_claims_more_than_is_known(bounds: list[Bounds]) -> None:
    """At most half surely lasted longer, and it is not above what every end at its latest gives."""
    found = median_duration(durations(*bounds))
    lows = sorted(low or 0.0 for low, _ in bounds)
    highs = sorted(high or math.inf for _, high in bounds)
    certain = lows[(len(lows) - 1) // 2], highs[len(highs) // 2]
    if found is None:
        assert certain == (0.0, math.inf)
        return
    least, most = found.lasted.at_least or 0.0, found.lasted.at_most or math.inf
    assert certain[0] <= least <= most <= certain[1]
    assert 2 * (len(lows) - bisect_right(lows, least or most)) <= len(lows)
    assert most >= found.earliest or found.lasted.at_least is None


@given(st.lists(some_bounds, min_size=2, max_size=12), st.randoms())
@examples(50)
def test_the_order_does_not_matter(bounds: list[Bounds], random: Random) -> None:
    """It is a summary of what is there."""
    shuffled = list(bounds)
    random.shuffle(shuffled)
    assert median_duration(durations(*bounds)) == median_duration(durations(*shuffled))
