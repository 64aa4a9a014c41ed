"""A drift is called clear where chance would rarely do as much, and else told as it is."""

import pytest

from botoxlog.forecast.personal_model import Result, learn
from botoxlog.forecast.survival import DurationBounds
from botoxlog.forecast.trend import Trend, TrendKind, find_trend


def trend(*results: int | DurationBounds, within: int = 7) -> Trend | None:
    """Return the trend of results seen to end within so many days of these."""
    told = [
        Result(
            one if isinstance(one, DurationBounds) else DurationBounds(one - within, one + within),
            112,
        )
        for one in results
    ]
    return find_trend(told, learn(0.44, told))


@pytest.mark.parametrize(
    ("results", "kind"),
    [
        ([150, 148, 75, 45], TrendKind.SHORTER),
        ([150, 75, 45, 40], TrendKind.SHORTER),
        ([110, 112, 108, 60, 40], TrendKind.SHORTER),
        ([80, 82, 78, 100, 118, 140], TrendKind.LONGER),
    ],
)
def test_a_drift_beyond_chance_is_clear(results: list[int], kind: TrendKind) -> None:
    """The published pattern, and a long rise in a regular person, are called what they are."""
    found = trend(*results)
    assert found is not None
    assert (found.kind, found.clear) == (kind, True)
    assert found.days == tuple(results)[-5:]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([77, 91, 105], Trend(TrendKind.LONGER, clear=False, days=(77, 91, 105))),
        ([120, 105, 90], Trend(TrendKind.SHORTER, clear=False, days=(120, 105, 90))),
        ([60, 120, 105, 90], Trend(TrendKind.SHORTER, clear=False, days=(120, 105, 90))),
    ],
)
def test_a_row_within_noise_is_told_as_that(results: list[int], expected: Trend) -> None:
    """Three in a row that rise or fall by a fortnight are remarked on, not called clear."""
    assert trend(*results) == expected


@pytest.mark.parametrize(
    "results",
    [
        [],
        [100],
        [150, 75],
        [100, 102, 104],
        [100, 106, 112],
        [90, 120, 100, 110],
        [100, 100, 60],
        [110, 60, 110, 65],
        [DurationBounds(), DurationBounds(), DurationBounds(), DurationBounds()],
        [DurationBounds(90), DurationBounds(90), DurationBounds(90), DurationBounds(90)],
        [DurationBounds(None, 80), DurationBounds(None, 70), DurationBounds(None, 60)],
    ],
)
def test_ordinary_ups_and_downs_are_no_trend(results: list[int | DurationBounds]) -> None:
    """One short result, steps of less than a week, or ends that nobody saw make no trend."""
    assert trend(*results) is None


def test_results_without_an_end_are_left_out_of_what_is_told() -> None:
    """A result that was repeated while it worked has no length to tell."""
    found = trend(77, DurationBounds(80), 91, 105)
    assert found == Trend(TrendKind.LONGER, clear=False, days=(77, 91, 105))
