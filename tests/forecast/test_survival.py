"""The day of one result's end: a distribution that holds to what was seen."""

import math
from datetime import date, timedelta

import pytest

from botoxlog.forecast.survival import (
    FADING_MULTIPLES,
    CheckinDates,
    DurationBounds,
    LogNormal,
    Survival,
    lognormal_survival,
)

START = date(2026, 8, 1)
PLAIN = (LogNormal(1.0, math.log(100), 0.4),)


def day(after: int) -> date:
    """Return the day so long after the injection."""
    return START + timedelta(days=after)


@pytest.mark.parametrize(
    ("lasted", "upper_bounds", "midpoint", "end_seen"),
    [
        (DurationBounds(), (math.inf,), None, False),
        (DurationBounds(98), (math.inf,), None, False),
        (DurationBounds(70, 84), (84,), 77, True),
        (DurationBounds(None, 84), (84,), None, True),
        (DurationBounds(80, None, 80), (88, 104, 128, 200), None, False),
        (DurationBounds(100, None, 80), (101, 104, 128, 200), None, False),
        (DurationBounds(80, 90, 80), (90,), 85, True),
    ],
)
def test_what_a_diary_says_bounds_the_end(
    lasted: DurationBounds,
    upper_bounds: tuple[float, ...],
    midpoint: float | None,
    *,
    end_seen: bool,
) -> None:
    """Seen gone it has one bound, seen fading several that are as likely, else none."""
    assert lasted.upper_bounds() == pytest.approx(upper_bounds)
    assert (lasted.midpoint, lasted.end_seen) == (midpoint, end_seen)


@pytest.mark.parametrize(
    ("days", "chance"),
    [(0, 1.0), (-5, 1.0), (100, 0.5), (math.inf, 0.0), (100 * math.exp(0.4), 0.1587)],
)
def test_the_chance_to_outlive_a_day(days: float, chance: float) -> None:
    """Of a log-normal with median 100: half outlive 100 days, one in six a sd more."""
    assert lognormal_survival(days, math.log(100), 0.4) == pytest.approx(chance, abs=1e-4)


def test_the_quantiles_of_a_plain_log_normal() -> None:
    """The 10, 50 and 90 % points are the whole days by which those chances are reached."""
    fade = Survival((START,), PLAIN)
    assert fade.quantiles((0.1, 0.5, 0.9)) == [day(60), day(100), day(167)]
    assert fade.chance_by(day(100)) == pytest.approx(0.5)


def test_a_mixture_is_the_weighted_sum_of_its_parts() -> None:
    """Half at 100 days and half at 200: on day 100 a quarter, and a little of the other half."""
    fade = Survival(
        (START,), (LogNormal(0.5, math.log(100), 0.1), LogNormal(0.5, math.log(200), 0.1))
    )
    assert fade.chance_by(day(100)) == pytest.approx(0.25, abs=1e-6)
    assert fade.quantile(0.75) == day(200)


def test_seen_working_shifts_the_weight_to_those_that_last() -> None:
    """Working on day 150, the part with median 100 is all but out of it."""
    levels = (LogNormal(0.5, math.log(100), 0.1), LogNormal(0.5, math.log(200), 0.1))
    fade = Survival((START,), levels, CheckinDates(last_working=day(150)))
    assert fade.chance_by(day(150)) == 0
    assert fade.quantile(0.5) == day(201)


def test_seen_fading_it_ends_by_one_of_the_stretches() -> None:
    """First seen fading on day 60, it is gone by two and a half times that, likely much before."""
    fade = Survival((START,), PLAIN, CheckinDates(last_working=day(60), first_fading=day(60)))
    assert fade.chance_by(day(60)) == 0
    assert fade.chance_by(day(round(60 * FADING_MULTIPLES[-1]))) == 1
    assert fade.chance_by(day(round(60 * FADING_MULTIPLES[0]))) == pytest.approx(0.148, abs=0.001)
    assert fade.quantile(0.5) == day(84)


def test_a_start_known_to_two_days_is_half_of_each() -> None:
    """Injected on either of two days, each is as likely."""
    fade = Survival((START, day(20)), (LogNormal(1.0, math.log(100), 0.01),))
    assert fade.chance_by(day(110)) == pytest.approx(0.5)
