"""A day that matters: the odds and days of a plan are those of the forecast's distribution."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import ceil, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.forecast import NextResult
from botoxlog.forecast.personal_model import Result, Variation, learn
from botoxlog.forecast.plan import SURE, AreaPlan, Days, NoSession, Place, plan
from botoxlog.forecast.survival import DurationBounds, LogNormal
from tests.forecast.test_snapshot import TODAY, checkin, only, session
from tests.laws import examples

DRAWS = 10_000

PAST = (
    session("2025-08-01")
    + checkin("2025-10-01", "full")
    + checkin("2025-10-20", "gone")
    + session("2025-12-01")
    + checkin("2026-02-10", "fading")
    + checkin("2026-03-01", "gone")
)
JOURNALS = {
    "published only": session("2026-08-01"),
    "still working": session("2026-08-01") + checkin("2026-11-20", "full"),
    "personal": PAST + session("2026-09-20"),
    "personal, fading": PAST + session("2026-08-20") + checkin("2026-11-01", "fading"),
    "partial date": session("2026-08") + checkin("2026-11-01", "full"),
    "partial date, fading": PAST + session("2026-08") + checkin("2026-11-10", "fading"),
    "two products": PAST.replace("botox-cosmetic", "dysport") + session("2026-09-20"),
    "other product before": session("2026-01-10")
    + checkin("2026-06-01", "gone")
    + session("2026-09-01").replace("botox-cosmetic", "daxxify"),
}


def planned(text: str, day: date) -> AreaPlan:
    """Return the plan of the only area of a journal, or of its last one."""
    (found,) = plan([only(text)], day, TODAY)
    return found


def seeded(name: str) -> random.Random:
    """Return the draws of a test, the same each time."""
    return random.Random(name)  # noqa: S311 - nothing secret


def drawn(components: Sequence[LogNormal], chance: random.Random) -> float:
    """Return one duration in days: a component by its weight, then its log-normal."""
    weights = [one.weight for one in components]
    one: LogNormal = chance.choices(components, weights)[0]
    return chance.lognormvariate(one.log_median, one.log_sd)


def running_ends(area: AreaForecast, chance: random.Random) -> list[int]:
    """Return draws of the day, as its number, by whose end the running result has worn off.

    Start, duration and the end of fading are drawn; what contradicts a check-in is thrown away.
    """
    assert area.forecast is not None
    survival, ends = area.forecast.survival, list[int]()
    while len(ends) < DRAWS:
        start = chance.choice(survival.starts)
        bounds = survival.seen.bounds_from(start)
        high = chance.choice(bounds.upper_bounds())
        days = drawn(survival.components, chance)
        if (bounds.at_least or 0.0) < days <= high:
            ends.append(start.toordinal() + ceil(days))  # by the end of that day
    return ends


def error(share: float) -> float:
    """Return three standard errors of a share of the draws, at least those of one draw."""
    return 3 * sqrt(max(share * (1 - share), 1 / DRAWS) / DRAWS)


@pytest.mark.parametrize("name", JOURNALS)
def test_the_odds_of_the_running_result_are_those_of_draws(name: str) -> None:
    """Of 10,000 draws that agree with the check-ins, as many have worn off on the day."""
    area = only(JOURNALS[name])
    ends = running_ends(area, seeded(name))
    for ahead in (0, 3, 14, 30, 60, 120, 201, 400):
        day = TODAY + timedelta(days=ahead)
        share = sum(end <= day.toordinal() for end in ends) / DRAWS
        chance = planned(JOURNALS[name], day).chance_worn_off
        assert chance == pytest.approx(share, abs=error(share)), f"{day}"


@pytest.mark.parametrize("name", JOURNALS)
def test_the_odds_of_a_session_to_come_are_those_of_draws(name: str) -> None:
    """Of 10,000 drawn results of a session on a day, as many still work on the other one."""
    day = date(2027, 6, 12)
    found = planned(JOURNALS[name], day)
    chance = seeded(name)
    durations = [drawn(found.durations, chance) for _ in range(DRAWS)]
    for before in (14, 30, 60, 77, 90, 120, 180):
        share = sum(days > before for days in durations) / DRAWS
        works = found.chance_of(day - timedelta(days=before))
        assert works == pytest.approx(share, abs=error(share)), before


@pytest.mark.parametrize("name", JOURNALS)
def test_the_days_of_a_session_begin_and_end_where_draws_do(name: str) -> None:
    """They begin where four in five draws last long enough, and end two weeks before the day."""
    day = date(2027, 6, 12)
    found = planned(JOURNALS[name], day)
    chance = seeded(f"{name}, days")
    durations = sorted(drawn(found.durations, chance) for _ in range(DRAWS))
    fewest, most = (durations[int(DRAWS * (1 - SURE + error(SURE) * way))] for way in (-1, 1))
    assert found.sessions is not None
    assert fewest - 1 <= (day - found.sessions.first).days <= most
    assert found.sessions.last == date(2027, 5, 29)


@pytest.mark.parametrize("name", JOURNALS)
def test_a_next_result_is_what_its_forecast_will_rest_on(name: str) -> None:
    """Once the same session is logged, its forecast has this distribution, and the same odds."""
    text = JOURNALS[name]
    last = text[text.rindex("[[session]]") :].partition("\n")[2]
    product = "daxxify" if "daxxify" in last else "botox-cosmetic"
    logged = text + session("2026-11-23").replace("botox-cosmetic", product)
    after = only(logged)
    found = planned(text, date(2027, 3, 1))
    assert len(after.durations) == len(found.durations)
    for one, other in zip(after.durations, found.durations, strict=True):
        assert one == pytest.approx(other)
    chance = found.chance_of(TODAY)
    assert chance is not None
    assert after.chance_worn_off(date(2027, 3, 1)) == pytest.approx(1 - chance)


def test_a_first_plan_follows_by_hand() -> None:
    """Published: 112 days and 0.4384; a fifth is over by day 77, so 77 days before 12 June.

    112 * exp(-0.8416 * 0.4384) = 77.4. The running result: ln(315 / 112) / 0.4384 = 2.359 standard
    deviations, so 0.9908 of one log-normal have worn off 315 days after 1 August; the tail of the
    mixture is a little longer.
    """
    found = planned(JOURNALS["published only"], date(2027, 6, 12))
    assert found.chance_worn_off == pytest.approx(0.9908, abs=0.005)
    assert found.sessions == Days(date(2027, 3, 27), date(2027, 5, 29))


@pytest.mark.parametrize(
    ("ahead", "days", "why"),
    [
        (0, None, NoSession.TOO_NEAR),
        (1, None, NoSession.TOO_NEAR),
        (13, None, NoSession.TOO_NEAR),
        (14, (0, 0), None),
        (15, (0, 1), None),
        (77, (0, 63), None),
        (78, (1, 64), None),
        (3652, (3575, 3638), None),  # ten years
    ],
)
def test_the_days_of_a_session(
    ahead: int, days: tuple[int, int] | None, why: NoSession | None
) -> None:
    """None is before today, and none within the two weeks before the day."""
    found = planned(JOURNALS["published only"], TODAY + timedelta(days=ahead))
    begin = days and Days(*(TODAY + timedelta(days=number) for number in days))
    assert found.sessions == begin
    assert found.no_sessions is why


@pytest.mark.parametrize(
    ("text", "chance", "why"),
    [
        (session("2026-08-01") + checkin("2026-09-01", "no-effect"), None, NoSession.NO_EFFECT),
        (session("2026-08-01", 'areas = ["xyzzy"]'), None, NoSession.NOT_KNOWN),
        (session("2026-08-01") + checkin("2026-10-20", "gone"), 1.0, None),
        (session("2024") + checkin("2026-11-01", "full"), None, None),
        (
            session("2026-08-01")
            + '[[stopped]]\nid = "s"\ndate = 2026-11-01\nareas = ["glabella"]\n',
            0.9908,
            NoSession.STOPPED,
        ),
    ],
)
def test_what_is_not_known_is_not_planned(
    text: str, chance: float | None, why: NoSession | None
) -> None:
    """No days after no effect, without figures, and where the person stopped on purpose.

    The date of the last session may be vague: the next one has a date.
    """
    found = planned(text, date(2027, 6, 12))
    assert found.chance_worn_off == (chance and pytest.approx(chance, abs=0.005))
    assert found.no_sessions is why
    assert (found.sessions is None) == (why is not None)
    if why in {NoSession.NO_EFFECT, NoSession.NOT_KNOWN}:
        assert found.chance_of(date(2027, 5, 1)) is None


def test_two_ended_results_are_enough_without_figures() -> None:
    """The end just seen counts for the next session, as it will once that is logged."""
    toe = 'areas = ["xyzzy"]'
    text = (
        session("2026-01-01", toe)
        + checkin("2026-04-01", "gone", "xyzzy")
        + session("2026-06-01", toe)
        + checkin("2026-09-01", "gone", "xyzzy")
    )
    found = planned(text, date(2027, 6, 12))
    assert found.no_sessions is None
    assert found.chance_of(date(2027, 5, 29)) == pytest.approx(0.98, abs=0.02)


def test_results_too_short_reach_it_on_no_day() -> None:
    """Three results of at most three weeks: fewer than four in five last the two weeks and more."""
    text = "".join(
        session(f"2026-0{month}-01") + checkin(f"2026-0{month}-12", "gone") for month in (3, 5, 7)
    )
    found = planned(text, date(2027, 6, 12))
    assert found.no_sessions is NoSession.TOO_SHORT
    assert found.latest == date(2027, 5, 29)
    chance = found.chance_of(date(2027, 5, 29))
    assert chance is not None
    assert 0 < chance < SURE


def test_a_seen_end_moves_the_days() -> None:
    """A running result that was seen gone early makes the next one shorter, a long one longer."""
    day = date(2027, 6, 12)
    plain = planned(session("2026-08-01"), day)
    short = planned(session("2026-08-01") + checkin("2026-09-20", "gone"), day)
    long = planned(session("2026-04-01") + checkin("2026-11-20", "full"), day)
    firsts = [found.sessions.first for found in (long, plain, short) if found.sessions]
    assert firsts == sorted(firsts)
    assert len(set(firsts)) == 3


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("2027-03-31", Place.BEFORE),
        ("2027-04-01", Place.WITHIN),
        ("2027-04-09", Place.WITHIN),
        ("2027-04-10", Place.AFTER),
    ],
)
def test_where_a_day_lies(day: str, place: Place) -> None:
    """Both ends are within."""
    days = Days(date(2027, 4, 1), date(2027, 4, 9))
    assert days.place(date.fromisoformat(day)) is place


# --- laws ------------------------------------------------------------------------------------

_DAYS = st.integers(15, 400)
_RESULTS = st.one_of(
    st.just(DurationBounds()),
    st.builds(lambda days: DurationBounds(days, days + 14.0), _DAYS),
    st.builds(lambda days: DurationBounds(at_least=float(days)), _DAYS),
    st.builds(lambda days: DurationBounds(float(days), fading=float(days)), _DAYS),
)
_NEXT = st.builds(
    lambda past, current: NextResult(
        learn(Variation(0.31, 0.31), [Result(one, 112.0) for one in past])[-1],
        Result(current, 112.0),
        (),
    ),
    st.lists(_RESULTS, max_size=6),
    _RESULTS,
)
_AREA = only(session("2026-08-01"))


def of(next_result: NextResult) -> Callable[[date], AreaPlan]:
    """Return the plan of an area with this next result, by the day."""
    area = _AREA._replace(next_result=next_result)
    return lambda day: plan([area], day, TODAY)[0]


@given(next_result=_NEXT, ahead=st.integers(0, 400))
@examples(60)
def test_the_days_are_all_that_have_the_chance(next_result: NextResult, ahead: int) -> None:
    """Each day from today to the day is among them exactly if its session has the chance."""
    day = TODAY + timedelta(days=ahead)
    found = of(next_result)(day)
    for number in range(ahead + 1):
        tried = TODAY + timedelta(days=number)
        chance = found.chance_of(tried)
        assert chance is not None
        inside = found.sessions is not None and found.sessions.place(tried) is Place.WITHIN
        assert inside == (chance >= SURE)


@given(next_result=_NEXT, ahead=st.integers(14, 1000))
@examples(60)
def test_a_day_later_has_its_days_later(next_result: NextResult, ahead: int) -> None:
    """The last day moves with the day; so does the first, once it is not today any more."""
    by_day = of(next_result)
    now, later = (by_day(TODAY + timedelta(days=days)) for days in (ahead, ahead + 1))
    assert (now.sessions is None) == (later.sessions is None)
    if now.sessions and later.sessions:
        assert (later.sessions.last - now.sessions.last).days == 1
        moved = (later.sessions.first - now.sessions.first).days
        assert moved in {0, 1}
        assert moved == 1 or now.sessions.first == TODAY


@given(name=st.sampled_from(sorted(JOURNALS)), ahead=st.integers(0, 800), more=st.integers(0, 90))
@examples(60)
def test_the_chance_that_it_works_only_falls(name: str, ahead: int, more: int) -> None:
    """A result that has worn off on a day has on every later one."""
    days = (TODAY + timedelta(days=days) for days in (ahead, ahead + more))
    sooner, later = (planned(JOURNALS[name], day).chance_worn_off for day in days)
    assert sooner is not None
    assert later is not None
    assert 0 <= sooner <= later + 1e-12 <= 1 + 1e-12
