"""A drift is called clear where chance would rarely do as much, and else told as it is."""

import pytest

from botoxlog.forecast.personal_model import Result, Variation, learn
from botoxlog.forecast.survival import DurationBounds
from botoxlog.forecast.trend import Trend, TrendKind, find_trend

UNKNOWN = DurationBounds()


def trend(
    *results: int | DurationBounds, within: int = 7, running: DurationBounds = UNKNOWN
) -> Trend | None:
    """Return the trend of results seen to end within so many days of these.

    `running` is what is known of the result after them.
    """
    told = [
        Result(
            one if isinstance(one, DurationBounds) else DurationBounds(one - within, one + within),
            112,
        )
        for one in results
    ]
    return find_trend(told, Result(running, 112), learn(Variation(0.31, 0.31), told))


@pytest.mark.parametrize(
    ("results", "kind"),
    [
        ([150, 148, 75, 45], TrendKind.SHORTER),
        ([150, 75, 45, 40], TrendKind.SHORTER),
        ([110, 112, 108, 60, 40], TrendKind.SHORTER),
        ([80, 82, 78, 120, 135, 140], TrendKind.LONGER),
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


def test_lengths_that_alone_do_not_show_a_trend_are_not_listed() -> None:
    """After a month and three results of at least 150 days, two of 40 fell; the lengths rose."""
    found = trend(30, DurationBounds(150), DurationBounds(150), DurationBounds(150), 38, 40)
    assert found == Trend(TrendKind.SHORTER, clear=True, days=())


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([150, 130, 110, 95], Trend(TrendKind.SHORTER, clear=False, days=(150, 130, 110, 95))),
        ([90, 150, 130, 110, 95], Trend(TrendKind.SHORTER, clear=False, days=(150, 130, 110, 95))),
        (
            [200, 180, 160, 140, 120, 100, 85],
            Trend(TrendKind.SHORTER, clear=True, days=(160, 140, 120, 100, 85)),
        ),
        ([70, 78, 86, 94, 102], Trend(TrendKind.LONGER, clear=True, days=(70, 78, 86, 94, 102))),
    ],
)
def test_five_in_a_row_are_clear(results: list[int], expected: Trend) -> None:
    """The whole row is listed; five results fall in one of 120 orders, so it is hardly chance."""
    assert trend(*results) == expected


def test_a_row_has_no_gaps() -> None:
    """A result between them that was repeated while it worked, or only seen gone, breaks a row.

    One without any check-in does not: nothing is known of it.
    """
    rising = Trend(TrendKind.LONGER, clear=False, days=(77, 91, 105))
    assert trend(77, DurationBounds(80), 91, 105) is None
    assert trend(77, 91, 105, DurationBounds(None, 90)) is None
    assert trend(77, 91, UNKNOWN, 105) == rising


@pytest.mark.parametrize(
    ("running", "said"),
    [
        (UNKNOWN, None),
        (DurationBounds(40), None),
        (DurationBounds(80), None),
        (DurationBounds(68, 74), (115, 93, 71)),
        (DurationBounds(None, 71), None),
        (DurationBounds(85, 89), None),  # 87, six days less than the one before
    ],
)
def test_the_current_result_counts_once_it_was_seen_gone(
    running: DurationBounds, said: tuple[int, ...] | None
) -> None:
    """It makes a row of three with the two before it, in the session that it is about."""
    found = trend(115, 93, running=running)
    assert (found.days if found else None) == said


@pytest.mark.parametrize(
    ("running", "clear"),
    [
        (UNKNOWN, True),
        (DurationBounds(30), True),
        (DurationBounds(60), False),
        (DurationBounds(40, 50), True),
        (DurationBounds(140, 150), False),
    ],
)
def test_a_current_result_that_outlasts_the_last_ends_a_fall(
    running: DurationBounds, *, clear: bool
) -> None:
    """After 150, 148, 75 and 45 days one that still works on day 60 says that it is not falling."""
    found = trend(150, 148, 75, 45, running=running)
    assert (found is not None and found.clear and found.kind is TrendKind.SHORTER) is clear


@pytest.mark.parametrize(
    ("results", "clear"),
    [
        ([150, 148, 95, 78], False),
        ([150, 148, 84, 64], True),
        ([100, 100, 62, 62], False),
        ([110, 112, 108, 60, 55], True),
        ([80, 82, 78, 110, 122, 136], False),
        ([80, 82, 78, 120, 135, 140], True),
    ],
)
def test_what_is_clear_is_not_called_so_early(results: list[int], *, clear: bool) -> None:
    """A fall by a third is within noise where one by half is clear; a rise likewise."""
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
