"""Personal results, censored as a diary has them, update the prior, and never too fast."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.forecast.personal_model import (
    MAX_RESULTS,
    REGULARITIES,
    CrossAreaEvidence,
    Posterior,
    Result,
    Shift,
    Variation,
    learn,
    log_bounds,
)
from botoxlog.forecast.survival import DurationBounds, LogNormal
from tests.laws import examples

MEDIAN = 112.0


FROWN, SWEAT = Variation(within=0.31, between=0.31), Variation(0.35, 0.65, gain=math.log(1.03))


def after(*lasted: DurationBounds, variation: Variation = FROWN, change: float = 0.0) -> Posterior:
    """Return the posterior after these results of one product."""
    return learn(variation, [Result(one, MEDIAN, change) for one in lasted])[-1]


def around(*days: int) -> list[DurationBounds]:
    """Return results that were seen to end within three days of these."""
    return [DurationBounds(one - 3, one + 3) for one in days]


def quantile(posterior: Posterior, probability: float = 0.5) -> float:
    """Return a quantile of the next duration, in days, by bisection."""
    levels = posterior.predictive(MEDIAN)
    low, high = 1.0, 1000.0
    while high - low > 0.01:
        days = (low + high) / 2
        below = sum(w * NormalDist(level, sd).cdf(math.log(days)) for w, level, sd in levels)
        low, high = (days, high) if below < probability else (low, days)
    return low


def middle(levels: tuple[LogNormal, ...]) -> float:
    """Return the mean of the mixture's log-medians as days."""
    return math.exp(sum(weight * level for weight, level, _ in levels))


def spread(levels: tuple[LogNormal, ...]) -> float:
    """Return the sd of the whole mixture, in log-days."""
    mean = sum(weight * level for weight, level, _ in levels)
    return math.sqrt(sum(w * (sd * sd + (level - mean) ** 2) for w, level, sd in levels))


@pytest.mark.parametrize(
    ("variation", "early", "late"), [(FROWN, 63.9, 196.4), (SWEAT, 43.5, 288.2)]
)
def test_a_first_window_is_the_published_one(
    variation: Variation, early: float, late: float
) -> None:
    """80% lie within 1.2816 published spreads of the median.

    exp(1.2816 * 0.4384) = 1.754 times 112 days either way, and exp(1.2816 * 0.7382) = 2.575.
    """
    assert sum(kind.weight for kind in REGULARITIES) == pytest.approx(1)
    first = after(variation=variation)
    assert quantile(first) == pytest.approx(112, abs=0.1)
    assert quantile(first, 0.1) == pytest.approx(early, abs=0.5)
    assert quantile(first, 0.9) == pytest.approx(late, abs=2)


def test_where_people_differ_more_one_result_says_more() -> None:
    """After 70 days instead of 112, more of it is taken for this person's level in sweat.

    At the published scatter, by hand: ln(70/112) = -0.47 times 0.31^2 / (0.31^2 + 0.31^2) = 1/2 is
    89 days in the one, times 0.65^2 / (0.65^2 + 0.35^2) = 0.78 is 78 days in the other, plus 3%.
    Somebody so far from the median may also be a regular person, which pulls both lower.
    """
    result = DurationBounds(69.5, 70.5)
    frown, sweat = quantile(after(result)), quantile(after(result, variation=SWEAT))
    assert 80 < frown <= 89
    assert 73 < sweat <= 80


def test_sweat_gains_a_little_with_every_result() -> None:
    """3% longer for each result that was seen, whatever else is learned; none for one that was not.

    Results that follow the published gain leave nothing to learn.
    """
    gains = [DurationBounds(0.9 * 112 * 1.03**n, 112 * 1.03**n / 0.9) for n in range(6)]
    assert quantile(after(*gains, variation=SWEAT)) == pytest.approx(112 * 1.03**6, rel=0.02)
    unseen = after(*[DurationBounds()] * 6, variation=SWEAT)
    assert quantile(unseen) == pytest.approx(112, abs=0.1)


@pytest.mark.parametrize(
    ("days", "low", "high"),
    [
        ((150, 75, 45), 60, 80),
        ((215, 215, 215, 215, 215, 75, 75), 70, 90),
        ((215, 215, 215, 215, 215, 75), 110, 170),
        ((215, 215, 215, 215, 215, 75, 215), 190, 225),
        ((100,) * 12 + (30,), 70, 100),
        ((100,) * 5 + (30,) * 3 + (150,) * 3, 110, 160),
    ],
)
def test_a_loss_is_followed_in_the_second_short_result(
    days: tuple[int, ...], low: float, high: float
) -> None:
    """The published fall; two short results after five long ones; a single one may be a failure."""
    assert low <= quantile(after(*around(*days))) <= high


@pytest.mark.parametrize(
    ("results", "low", "high"),
    [
        ([], 111.99, 112.01),
        ([DurationBounds()] * 5, 111.99, 112.01),
        ([DurationBounds(70, 84)] * 1, 88, 98),
        ([DurationBounds(70, 84)] * 4, 70, 82),
        ([DurationBounds(160, 180)] * 4, 150, 172),
        ([DurationBounds(120)] * 4, 135, 185),
        ([DurationBounds(None, 60)] * 4, 35, 60),
        ([DurationBounds(80, None, 80)] * 4, 92, 115),
        ([DurationBounds(80)] * 4, 115, 150),
    ],
)
def test_the_level_follows_the_results(
    results: list[DurationBounds], low: float, high: float
) -> None:
    """Fades pull it to themselves, re-treatment while it worked pulls it out, silence nowhere."""
    assert low <= middle(after(*results).predictive(MEDIAN)) <= high


def test_a_regular_person_gets_a_narrower_window_than_a_fickle_one() -> None:
    """Six results within a fortnight of each other, or scattered: the 80% windows tell them apart.

    As far apart as their late and early ends are: less than 1.9 times, and more than 2.6 times; for
    a new user 3.1 times (112 days, spread 0.44).
    """
    regular = after(*[DurationBounds(100 + day, 112 + day) for day in (0, 4, -6, 2, -3, 5)])
    fickle = after(*[DurationBounds(day, day + 12) for day in (50, 150, 90, 170, 60, 120)])
    assert quantile(regular, 0.9) / quantile(regular, 0.1) < 1.9
    assert quantile(fickle, 0.9) / quantile(fickle, 0.1) > 2.6


def test_a_steady_fall_is_followed() -> None:
    """Results of 120, 104, 90, 78, 68 and 59 days: the next is expected below their mean of 86."""
    fall = [DurationBounds(days - 7, days + 7) for days in (120, 104, 90, 78, 68, 59)]
    assert 45 <= middle(after(*fall).predictive(MEDIAN)) <= 66


def test_one_mistyped_result_does_little() -> None:
    """A "gone" after 3 days among results of 15 weeks moves the level by less than a week."""
    usual = [DurationBounds(98, 112)] * 5
    with_slip = after(*usual, DurationBounds(None, 3))
    assert abs(middle(with_slip.predictive(MEDIAN)) - middle(after(*usual).predictive(MEDIAN))) < 7


def test_another_product_widens_what_is_believed() -> None:
    """Results of another product count, from what is published for that product, less surely."""
    same = after(*[DurationBounds(98, 112)] * 4)
    other = after(*[DurationBounds(98, 112)] * 4, change=0.15)
    assert spread(other.predictive(MEDIAN)) > spread(same.predictive(MEDIAN))
    longer = learn(FROWN, [Result(DurationBounds(150, 168), 168.0)] * 4)[-1]
    shorter = learn(FROWN, [Result(DurationBounds(100, 112), 112.0)] * 4)[-1]
    assert middle(longer.predictive(168)) / 168 == pytest.approx(
        middle(shorter.predictive(112)) / 112
    )


def test_only_the_latest_results_count() -> None:
    """After as many results as are remembered, older ones change nothing at all."""
    recent = [DurationBounds(98, 112)] * MAX_RESULTS
    assert after(*[DurationBounds(20, 30)] * 5, *recent) == after(*recent)


def test_another_area_leans_a_little_and_says_so_itself() -> None:
    """A person whose other area outlasts what is published is expected to do so here, by less."""
    hint = after(*[DurationBounds(160, 180)] * 5).cross_area()
    assert hint is not None
    told = after().updated_by([hint]).predictive(MEDIAN)
    assert 118 < middle(told) < 145
    assert spread(told) < spread(after().predictive(MEDIAN))
    assert after().cross_area() is None
    assert after(DurationBounds(20)).cross_area() is None
    assert after(DurationBounds(70, 80)).updated_by([]) == after(DurationBounds(70, 80))


def test_hints_that_disagree_leave_the_person_where_they_are() -> None:
    """One area shorter and one longer by as much say nothing together about the level."""
    both = [CrossAreaEvidence(0.4, 0.01), CrossAreaEvidence(-0.4, 0.01)]
    assert middle(after().updated_by(both).predictive(MEDIAN)) == pytest.approx(112, abs=0.5)


def test_bounds_are_measured_from_what_is_published() -> None:
    """A result of just the published median lies at zero log-days; nothing seen is unbounded."""
    low, highs = log_bounds(Result(DurationBounds(112, 224), 112))
    assert low == 0.0
    assert highs == pytest.approx((math.log(2),))
    assert log_bounds(Result(DurationBounds(), 112)) == (-math.inf, (math.inf,))


LASTED = st.one_of(
    st.just(DurationBounds()),
    st.floats(0.1, 4000).map(DurationBounds),
    st.floats(0.1, 4000).map(lambda days: DurationBounds(None, days)),
    st.tuples(st.floats(1, 400), st.floats(1, 400)).map(lambda t: DurationBounds(t[0], None, t[1])),
    st.tuples(st.floats(1, 3000), st.floats(0.5, 90)).map(
        lambda t: DurationBounds(t[0], t[0] + t[1])
    ),
)


VARIATIONS = st.builds(
    Variation, st.floats(0.05, 0.9), st.floats(0.05, 0.9), st.floats(-0.05, 0.05)
)


@examples(150)
@given(st.lists(LASTED, max_size=30), VARIATIONS, st.floats(0, 0.4))
def test_whatever_a_diary_holds_the_belief_is_a_distribution(
    results: list[DurationBounds], variation: Variation, change: float
) -> None:
    """Weights sum to one and every spread is positive and finite, for any history at all."""
    levels = after(*results, variation=variation, change=change).predictive(MEDIAN)
    assert sum(level.weight for level in levels) == pytest.approx(1)
    assert all(0 < level.log_sd < 20 and math.isfinite(level.log_median) for level in levels)


@examples(60)
@given(st.integers(60, 250), st.integers(1, 60))
def test_a_longer_result_means_a_longer_forecast(days: int, more: int) -> None:
    """Of two first results the longer lets more be expected; very short ones may be failures."""
    longer = after(DurationBounds(days + more, days + more + 10)).mean_level()
    assert longer > after(DurationBounds(days, days + 10)).mean_level()


def test_a_session_without_checkins_widens_the_posterior() -> None:
    """A level wanders by 0.13 of the scatter from session to session, and by what was changed."""
    before = after(DurationBounds(70, 84))
    silent = learn(
        FROWN, [Result(DurationBounds(70, 84), MEDIAN), Result(DurationBounds(), MEDIAN, 0.15)]
    )[-1]
    for one, two in zip(before.predictive(MEDIAN), silent.predictive(MEDIAN), strict=True):
        assert two[:2] == pytest.approx(one[:2])
        # (0.13 * 0.31)^2 = 0.001624 and 0.15^2 = 0.0225
        assert two[2] ** 2 - one[2] ** 2 == pytest.approx(0.024124, abs=1e-6)


def test_a_step_explains_results_that_fell() -> None:
    """Two results of half the length speak for a step down, two of the old length against it."""
    before = after(*around(110, 112, 108))
    fall = Shift(-0.7, 0.3)
    fell, stayed = (
        before.log_bayes_factor([Result(one, MEDIAN) for one in around(*days)], fall)
        for days in ((56, 54), (110, 108))
    )
    assert fell > 1.5
    assert stayed < -1.5


def test_another_area_counts_by_half() -> None:
    """What one area is known to differ by, another is expected to differ by about half of."""
    told = after().updated_by([CrossAreaEvidence(0.4, 1e-9)])
    assert math.log(middle(told.predictive(MEDIAN)) / MEDIAN) == pytest.approx(0.2, abs=0.01)
