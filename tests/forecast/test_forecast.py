"""The window follows from published figures and one's own history, and is honest about both."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import Prior, PublishedFigure, Role, Status, load
from botoxlog.core.partial_dates import PartialDate, parse_iso
from botoxlog.forecast.forecast import (
    BasisKind,
    Caveat,
    Conditions,
    Forecast,
    PastResult,
    forecast,
    personal_evidence,
    variation,
)
from botoxlog.forecast.personal_model import CrossAreaEvidence
from botoxlog.forecast.survival import CheckinDates, DurationBounds
from tests.laws import examples

START = date(2026, 8, 1)
DAY = PartialDate.of_day(START)
GLABELLA = Prior(112, 0.44, ("glogau2012",), None, Status.DERIVED, Status.DERIVED, within=0.31)
BOTOX = Conditions("onabotulinumtoxina", 20, GLABELLA)
DAXXIFY = Conditions("daxibotulinumtoxina", 40, GLABELLA._replace(median_days=168))
UNPUBLISHED = Conditions("onabotulinumtoxina", 20, None)


def window(
    earlier: Sequence[DurationBounds | PastResult] = (),
    seen: CheckinDates | None = None,
    *,
    start: PartialDate = DAY,
    now: Conditions = BOTOX,
    others: Sequence[tuple[str, CrossAreaEvidence]] = (),
) -> Forecast:
    """Return the forecast, which must be one; bare results were of the same product and dose."""
    results = [one if isinstance(one, PastResult) else PastResult(now, one) for one in earlier]
    result = forecast(personal_evidence(now, results), start, seen or CheckinDates(), others)
    assert isinstance(result, Forecast)
    return result


def days(result: Forecast) -> tuple[int, int, int]:
    """Return early, likely and late in days from the injection."""
    early, likely, late = result.early, result.likely, result.late
    return (early - START).days, (likely - START).days, (late - START).days


def test_a_first_session_rests_on_what_is_published() -> None:
    """With nothing of one's own the window is the published log-normal's 10, 50 and 90 %."""
    result = window()
    assert days(result) == (64, 112, 197)
    assert result.basis.kind is BasisKind.PUBLISHED
    assert result.caveats == (Caveat.DERIVED,)


@pytest.mark.parametrize(
    ("earlier", "low", "high"),
    [
        ([DurationBounds(70, 77)], 85, 100),
        ([DurationBounds(70, 77)] * 3, 75, 87),
        ([DurationBounds(170, 180)] * 3, 148, 172),
        ([DurationBounds(120)] * 3, 130, 200),
        ([DurationBounds(None, 60)] * 3, 40, 70),
        ([DurationBounds()] * 5, 108, 116),
    ],
)
def test_past_results_move_the_likely_date(
    earlier: list[DurationBounds], low: int, high: int
) -> None:
    """Two or three known ends outweigh the published figure; unseen ones say nothing."""
    assert low <= days(window(earlier))[1] <= high


def test_being_re_treated_early_counts_as_longer() -> None:
    """A result that still worked when it was repeated pulls the window out, never in."""
    assert days(window([DurationBounds(150)])) > days(window())
    assert window([DurationBounds(150)]).basis.still_working == 1


def test_a_checkin_on_the_current_result_moves_the_window() -> None:
    """Still working on day 120 means that no part of the window lies before it."""
    result = window(seen=CheckinDates(last_working=START + timedelta(days=120)))
    assert days(result)[0] > 120
    assert days(result)[1] > 140


def test_seen_fading_brings_the_end_nearer() -> None:
    """Seen fading, the end is nearer than for one still at full, and bounded."""
    day = START + timedelta(days=50)
    full = window(seen=CheckinDates(last_working=day))
    fading = window(seen=CheckinDates(last_working=day, first_fading=day))
    assert fading.likely < full.likely
    assert days(fading)[0] > 50
    assert days(fading)[2] <= 125
    assert days(window([DurationBounds(50, fading=50)]))[1] < days(window([DurationBounds(50)]))[1]


def test_seen_gone_pins_the_window() -> None:
    """Seen working on day 80 and gone on day 90, it wore off in between."""
    seen = CheckinDates(START + timedelta(days=80), START + timedelta(days=90))
    early, likely, late = days(window(seen=seen))
    assert 80 < early <= likely <= late <= 90


def test_seen_working_and_gone_on_one_day() -> None:
    """Two check-ins on one day still make a window: that day."""
    day = START + timedelta(days=80)
    assert days(window(seen=CheckinDates(day, day))) == (80, 80, 80)


def test_a_result_that_outlives_everything_still_has_a_window() -> None:
    """Even after ten years of "still working" there is an honest remainder."""
    early, likely, late = days(window(seen=CheckinDates(last_working=START + timedelta(days=3650))))
    assert 3650 < early < likely < late


def test_an_uninformative_end_is_not_counted() -> None:
    """Gone "within the year" is what everybody's results are, and makes no window personal."""
    assert window([DurationBounds(None, 364)]).basis.kind is BasisKind.PUBLISHED
    assert window([DurationBounds(None, 60)]).basis.kind is BasisKind.PERSONAL


def test_a_partial_date_widens_the_window() -> None:
    """Only the month of the session known: earlier early, later late, and it says so."""
    known = window(start=PartialDate.of_day(date(2026, 8, 16)))
    month = window(start=PartialDate.of_month(2026, 8))
    assert month.early <= known.early
    assert month.late >= known.late
    assert (month.late - month.early) > (known.late - known.early)
    assert Caveat.PARTIAL_DATE in month.caveats


@pytest.mark.parametrize("days_around", [1, 5, 10, 31])
def test_a_date_between_two_days_widens_the_window_by_its_width(days_around: int) -> None:
    """Neither end of the window moves further than the date itself can."""
    known, spread = window(), timedelta(days_around)
    between = window(start=PartialDate(START - spread, START + spread))
    assert known.early - spread <= between.early <= known.early
    assert known.late <= between.late <= known.late + spread
    assert abs((between.likely - known.likely).days) <= 2
    assert between.caveats == (Caveat.DERIVED, Caveat.PARTIAL_DATE)


def test_two_months_are_enough_for_a_window() -> None:
    """Jul or Aug 2026 is 61 days wide; a day more than 62 is too vague."""
    july = date(2026, 7, 1)
    assert window(start=parse_iso("2026-07-01/2026-08-31"))
    assert window(start=PartialDate(july, july + timedelta(62)))
    evidence = personal_evidence(BOTOX, [])
    wide = PartialDate(july, july + timedelta(63))
    assert isinstance(forecast(evidence, wide, CheckinDates()), str)


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026", "2026"),
        ("2014-09-01/2014-11-30", "autumn 2014"),
        ("2025-12-01/2026-02-28", "winter 2025/26"),
        ("2026-05-01/2026-08-31", "mid 2026"),
        ("2026-06-01/2026-09-15", "24 Jul 2026, give or take 53 days"),
        ("2025-12-20/2026-04-10", "between 20 Dec 2025 and 10 Apr 2026"),
    ],
)
def test_a_date_wider_than_two_months_gives_no_window(iso: str, said: str) -> None:
    """The reason names what is known of the date, whatever kind of date it is."""
    reason = forecast(personal_evidence(BOTOX, []), parse_iso(iso), CheckinDates())
    assert reason == (
        f"No forecast yet: the exact date of the last session is not recorded (only {said}). "
        "Add the month to get one."
    )


def test_nothing_published_needs_two_known_ends() -> None:
    """Without published figures, two known ends are needed for a forecast."""
    once = personal_evidence(UNPUBLISHED, [PastResult(UNPUBLISHED, DurationBounds(70, 80))])
    assert isinstance(forecast(once, DAY, CheckinDates()), str)
    result = window([DurationBounds(70, 80)] * 2, now=UNPUBLISHED)
    assert 70 <= days(result)[1] <= 95
    assert result.basis.kind is BasisKind.PERSONAL


@pytest.mark.parametrize(
    ("family", "area", "purpose", "likely"),
    [
        ("onabotulinumtoxina", "glabella", None, 112),
        ("onabotulinumtoxina", "crows-feet", None, 98),
        ("daxibotulinumtoxina", "glabella", None, 168),
        ("onabotulinumtoxina", "underarms", None, 194),
        ("onabotulinumtoxina", "masseter", None, 183),
        ("onabotulinumtoxina", "migraine-pattern", None, 76),
        ("onabotulinumtoxina", "forehead", "migraine", 76),
        ("onabotulinumtoxina", "bladder", None, 240),
    ],
)
def test_a_new_person_gets_the_published_median(
    family: str, area: str, purpose: str | None, likely: int
) -> None:
    """The likely day of a first session is the published median of its product and area."""
    now = Conditions(family, None, load().prior(family, area, purpose))
    assert days(window(now=now))[1] == likely


LASTED = st.one_of(
    st.just(DurationBounds()),
    st.integers(1, 400).map(DurationBounds),
    st.tuples(st.integers(1, 300), st.integers(1, 90)).map(
        lambda t: DurationBounds(t[0], t[0] + t[1])
    ),
)


@examples(60)
@given(
    st.lists(LASTED, max_size=12),
    st.none() | st.integers(1, 700),
    st.sampled_from([DAY, PartialDate.of_month(2026, 8)]),
)
def test_the_chance_of_having_worn_off_never_falls(
    earlier: list[DurationBounds], seen: int | None, start: PartialDate
) -> None:
    """Whatever the history, the chance rises with time from 0 to 1 and the window is in order."""
    working = None if seen is None else START + timedelta(days=seen)
    result = window(earlier, CheckinDates(last_working=working), start=start)
    chances = [result.survival.chance_by(START + timedelta(days=day)) for day in range(0, 3000, 37)]
    assert all(0 <= chance <= 1 for chance in chances)
    assert all(later >= chance - 1e-12 for chance, later in pairwise(chances))
    assert result.early <= result.likely <= result.late
    if working is not None:
        assert result.survival.chance_by(working) == 0
        assert result.early > working
    assert result.survival.chance_by(result.late) >= 0.9


@pytest.mark.parametrize(
    ("lasted", "counted"),
    [
        # Nine in ten results end by 112 * exp(1.2816 * 0.44) = 196.8 days.
        (DurationBounds(None, 196), 1),
        (DurationBounds(None, 198), 0),
        # Nine in ten lie between 112 * exp(-1.6449 * 0.44) = 54.3 and 112 * exp(...) = 230.9.
        (DurationBounds(55, 230), 1),
        (DurationBounds(54, 232), 0),
    ],
)
def test_an_end_that_fits_90_percent_of_results_is_uninformative(
    lasted: DurationBounds, counted: int
) -> None:
    """It counts as personal evidence only if fewer would satisfy its bounds."""
    assert personal_evidence(BOTOX, [PastResult(BOTOX, lasted)]).ends_seen == counted


@pytest.mark.parametrize(
    ("before", "now", "widened", "dose_changed"),
    [
        (BOTOX, BOTOX, 0.0, False),
        (BOTOX, BOTOX._replace(units=40), 0.04, True),  # doubled: 0.20^2
        (BOTOX._replace(units=40), BOTOX, 0.04, True),  # halved
        (BOTOX, BOTOX._replace(units=80), 0.16, True),  # doubled twice: 0.40^2
        (BOTOX, BOTOX._replace(units=24.9), 0.0, False),  # less than a quarter more
        (BOTOX, BOTOX._replace(units=25), 0.004145, True),  # (0.20 * log2(1.25))^2
        (BOTOX, BOTOX._replace(units=None), 0.0, False),
        (BOTOX, DAXXIFY, 0.0225, False),  # another product, whose units are others: 0.15^2
        (BOTOX._replace(units=1), DAXXIFY, 0.0225, False),
    ],
)
def test_another_product_or_dose_widens_by_so_much(
    before: Conditions, now: Conditions, widened: float, *, dose_changed: bool
) -> None:
    """Doses are compared within a product alone, where a unit is a unit."""
    own = personal_evidence(now, [PastResult(before, DurationBounds())])
    fresh = personal_evidence(now, []).posterior.predictive(112)
    for one, other in zip(fresh, own.posterior.predictive(112), strict=True):
        assert other[2] ** 2 - one[2] ** 2 == pytest.approx(0.0016241 + widened, abs=1e-6)
    assert own.dose_changed is dose_changed


MEDIAN_VARIANCE = {1: 1.0, 2: 0.5, 3: 0.449, 4: 0.298, 5: 0.287, 6: 0.215}
"""The variance of the median of so many standard normal values, from tables of order statistics."""

TREATMENTS = {1: 105, 2: 118, 3: 117, 4: 83, 5: 46, 6: 33}
"""How many people of the overactive bladder study had so many treatments (row `oab_counts`)."""


@pytest.mark.parametrize(
    ("days", "longer", "published"), [(183, False, 34.2), (365, True, 28.5)], ids=["183", "365"]
)
def test_people_with_an_overactive_bladder_differ_as_published(
    days: int, published: float, *, longer: bool
) -> None:
    """829 people's own medians: 34.2% at most six months, 28.5% more than twelve; within 5 points.

    By hand: a person's median of n results is normal in log-days, with the variance between people
    plus that within one person times that of the median of n.
    """
    prior = load().prior("onabotulinumtoxina", "bladder", "overactive bladder")
    assert prior is not None
    assert load().published["oab_pp"].value == 34.2
    within, between, _ = variation(prior)
    shares = {
        n: NormalDist(
            math.log(prior.median_days), math.sqrt(between**2 + within**2 * MEDIAN_VARIANCE[n])
        ).cdf(math.log(days))
        for n in TREATMENTS
    }
    below = sum(shares[n] * people for n, people in TREATMENTS.items()) / sum(TREATMENTS.values())
    assert abs(100 * (1 - below if longer else below) - published) < 5


REPRODUCED = [
    (row, area)
    for row in load().published.values()
    if row.role is Role.REPRODUCE
    for area in row.areas
]


@pytest.mark.parametrize(("row", "area"), REPRODUCED, ids=lambda one: getattr(one, "id", one))
def test_a_new_user_gets_what_people_felt(row: PublishedFigure, area: str) -> None:
    """The forecast itself, not the figures it starts from: medians and means within 7%, shares 5.

    The mean is the sum of the daily chances that it still works.
    """
    assert isinstance(row.value, (int, float))
    prior = load().prior(row.families[0], area, row.cause)
    survival = window(now=Conditions(row.families[0], None, prior)).survival
    working = [
        1 - chance for chance in survival.chances_by([START + timedelta(n) for n in range(3000)])
    ]
    if row.quantity == "share_still_working":
        assert row.day
        assert abs(100 * working[row.day] - row.value) < 5
        return
    median = next(day for day, chance in enumerate(working) if chance <= 0.5)
    ours = median if row.quantity == "median_days" else sum(working)
    assert row.quantity in {"median_days", "mean_days"}
    assert abs(ours / row.value - 1) < 0.07


def test_rows_to_reproduce_are_there() -> None:
    """Fourteen rows and areas bind the forecast."""
    assert len(REPRODUCED) == 14
