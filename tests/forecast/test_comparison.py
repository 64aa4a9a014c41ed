"""Which group of results lasts longest: never by chance alone, and never from two results each."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.forecast.comparison import CLEAR_CHANCE, chances_longest
from botoxlog.forecast.survival import DurationBounds
from tests.laws import examples


def seen(*bounds: tuple[float | None, float | None]) -> list[DurationBounds]:
    """Return durations of which these bounds are known."""
    return [DurationBounds(*each) for each in bounds]


SHORT, LONG = (80.0, 90.0), (150.0, 160.0)


def test_nothing_known_is_even() -> None:
    """Without a bound, and with the same results, every group is as likely."""
    assert chances_longest([[], [], []]) == pytest.approx([1 / 3] * 3)
    assert chances_longest([seen(SHORT, LONG)] * 2) == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("results", "clear"),
    [(1, False), (2, False), (3, True), (6, True)],
)
def test_two_results_each_are_never_enough(results: int, *, clear: bool) -> None:
    """At nearly twice the length, three that agree are."""
    _, long = chances_longest([seen(*[SHORT] * results), seen(*[LONG] * results)])
    assert (long > CLEAR_CHANCE) == clear


def test_not_even_at_ten_times_the_length() -> None:
    """Two results may both have failed."""
    _, long = chances_longest([seen(*[(20.0, 25.0)] * 2), seen(*[(200.0, 210.0)] * 2)])
    assert 0.8 < long < CLEAR_CHANCE


def test_results_still_working_count() -> None:
    """Four that outlasted 130 days lasted longer than four that ended by 100."""
    _, working = chances_longest([seen(*[(90.0, 100.0)] * 4), seen(*[(130.0, None)] * 4)])
    assert working > CLEAR_CHANCE
    _, working = chances_longest([seen(*[(90.0, 100.0)] * 4), seen(*[(60.0, None)] * 4)])
    assert 0.45 < working < 0.7  # outlasted 60 days says next to nothing


def test_one_odd_result_decides_nothing() -> None:
    """A failure among results that are alike makes no group the shorter one."""
    odd = seen((105.0, 115.0), (105.0, 115.0), (20.0, 25.0))
    assert chances_longest([odd, seen(*[(105.0, 115.0)] * 3)])[1] < CLEAR_CHANCE


def test_it_is_near_the_closed_form_of_gaussians() -> None:
    """Ten results around 100 days and ten around 115, each known to the day.

    By the results their difference is 0.14, with a sd of 0.134; by the prior it is 0, with 0.2. So
    its mean is 0.0965 and its sd 0.111: a chance of 0.81. What may be outliers make it less sure.
    """
    groups = [[(days * factor, days * factor + 1) for factor in SCATTER] for days in (100, 115)]
    _, longer = chances_longest([seen(*group) for group in groups])
    assert 0.75 < longer < 0.81


SCATTER = tuple(
    math.exp(0.3 * deviation)
    for deviation in (-1.64, -1.04, -0.67, -0.39, -0.13, 0.13, 0.39, 0.67, 1.04, 1.64)
)
"""Ten quantiles of a log-normal with a log-sd of 0.3."""


def diary(random: Random, duration: float) -> DurationBounds:
    """Return what check-ins every 10 to 35 days see of a duration, until the next session."""
    again, day = random.uniform(84, 160), random.uniform(10, 35)
    working = None
    while day < again:
        if day >= duration:
            return DurationBounds(working, float(math.ceil(day)))
        working = float(int(day))
        day += random.uniform(10, 35)
    return DurationBounds(working)


@pytest.mark.unmeasured
@pytest.mark.parametrize("within", [0.15, 0.3, 0.45])
def test_groups_that_do_not_differ_are_rarely_called_different(within: float) -> None:
    """Of people with three results of each, at most one in twenty sees a claim."""
    random, claims = Random(17), 0  # noqa: S311 - a simulation
    for _ in range(200):
        level = math.log(112) + random.gauss(0, 0.3)
        groups = [
            [diary(random, math.exp(random.gauss(level, within))) for _ in range(3)]
            for _ in range(2)
        ]
        claims += max(chances_longest(groups)) > CLEAR_CHANCE
    assert claims <= 10


bounds = st.tuples(st.integers(10, 300), st.integers(1, 90), st.booleans()).map(
    lambda one: DurationBounds(float(one[0]), None if one[2] else float(one[0] + one[1]))
)


@given(st.lists(st.lists(bounds, max_size=5), min_size=2, max_size=4))
@examples(30)
def test_the_chances_are_chances(groups: list[list[DurationBounds]]) -> None:
    """They add up to one, whatever was seen, and do not depend on the order of the groups."""
    chances = chances_longest(groups)
    assert sum(chances) == pytest.approx(1.0)
    assert all(0.0 <= chance <= 1.0 for chance in chances)
    assert chances_longest(groups[::-1]) == pytest.approx(chances[::-1])
