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
def test_a_row_within_noise_is_not_clear(results: list[int], expected: Trend) -> None:
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


def test_results_without_an_end_are_left_out_of_the_days() -> None:
    """A result that was repeated while it worked has no length to tell."""
    found = trend(77, DurationBounds(80), 91, 105)
    assert found == Trend(TrendKind.LONGER, clear=False, days=(77, 91, 105))


@pytest.mark.parametrize(
    ("results", "clear"),
    [
        ([150, 148, 84, 64], False),
        ([150, 148, 80, 60], False),
        ([150, 148, 68, 48], True),
        ([80, 82, 78, 104, 112, 120], False),
        ([80, 82, 78, 110, 122, 136], True),
    ],
)
def test_what_is_clear_is_not_called_so_early(results: list[int], *, clear: bool) -> None:
    """A fall by half is within noise where a deeper one is clear; a rise likewise."""
    found = trend(*results)
    assert (found is not None and found.clear) is clear


@pytest.mark.parametrize(
    ("results", "kind"),
    [
        ([77, 84, 91], TrendKind.LONGER),
        ([77, 83, 90], None),
        ([77, 84, 90], None),
        ([91, 84, 77], TrendKind.SHORTER),
        ([91, 85, 78], None),
        ([91, 84], None),
    ],
)
def test_a_week_more_each_time_is_remarked_on(results: list[int], kind: TrendKind | None) -> None:
    """Three in a row, each at least seven days from the one before."""
    found = trend(*results)
    assert (found.kind if found else None) is kind
