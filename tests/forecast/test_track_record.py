"""How the forecasts turned out: each past result beside the window of its own day."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.core.model import AreaState, CheckIn, Dose, Journal, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.forecast import Forecast
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.forecast.track_record import Outcome, TrackRecord, outcomes, track_record
from tests.forecast.test_snapshot import checkin, only, session, snapshot
from tests.laws import examples

TODAY = date(2026, 11, 23)
FIRST = "2024-01-10"


def record(text: str, area: str = "glabella", since: date | None = None) -> TrackRecord:
    """Return the track record of one area of a journal text."""
    shown = snapshot(text)
    return track_record(shown, [one for one in shown.areas if one.area == area], since)


def found(text: str) -> list[Outcome]:
    """Return the outcomes of the past results of a journal text."""
    shown = snapshot(text)
    return list(outcomes(shown, shown.areas))


def on_the_day(text: str, day: str) -> Forecast:
    """Return what a journal text of that day's records forecasts on that day."""
    found = only(text, date.fromisoformat(day)).forecast
    assert found is not None
    return found


def regular(count: int) -> str:
    """Return sessions 140 days apart, each working on day 100 and gone on day 114."""
    text, day = "", date.fromisoformat(FIRST)
    for _ in range(count):
        text += session(str(day))
        text += checkin(str(day + timedelta(100)), "full")
        text += checkin(str(day + timedelta(114)), "gone")
        day += timedelta(140)
    return text


def test_five_regular_results_ended_inside() -> None:
    """The likely date is held against every day of the two weeks, as a fixed 90 days is."""
    days = [date.fromisoformat(FIRST) + timedelta(140 * number) for number in range(5)]
    missed = []
    for number, day in enumerate(days):
        likely = on_the_day(regular(number) + session(str(day)), str(day)).likely
        middles = [100.5 + past for past in range(14)]  # of the 14 days after day 100
        missed.append(sum(abs(middle - (likely - day).days) for middle in middles) / 14)
    past = record(regular(5))
    assert (past.results, past.ends) == (5, 5)
    assert past.inside == pytest.approx(5)
    assert past.expected == pytest.approx(5 * 0.8, abs=0.15)  # windows are made of whole days
    assert past.missed == pytest.approx(sum(missed) / 5, abs=0.02)
    assert past.missed_fixed == pytest.approx(17)  # from day 90 to the middle, day 107


def test_below_five_known_ends_nothing_is_claimed() -> None:
    """It is only said how many there are; of one bound they may be any number."""
    assert record(regular(4)) == TrackRecord(4, None, None, 4, None, None)
    text, day = regular(4), date(2010, 1, 1)
    for number in range(2):
        text += session(str(day + timedelta(60 * number)))
        text += checkin(str(day + timedelta(60 * number + 10)), "gone")
    assert record(text) == TrackRecord(6, None, None, 4, None, None)


def seen(*checkins: tuple[str, int, str]) -> str:
    """Return check-ins, each so many days from the first or last day of the first window."""
    window = on_the_day(session(FIRST), FIRST)
    edges = {"early": window.early, "late": window.late, "start": date.fromisoformat(FIRST)}
    return "".join(
        checkin(str(edges[edge] + timedelta(days)), state) for edge, days, state in checkins
    )


@pytest.mark.parametrize(
    ("checkins", "inside"),
    [
        ([("early", -1, "full"), ("late", 0, "gone")], 1),  # all of the window, no day more
        ([("early", -2, "full"), ("early", -1, "gone")], 0),  # the day before it opens
        ([("early", -1, "full"), ("early", 0, "gone")], 1),  # the day on which it opens
        ([("late", -1, "full"), ("late", 0, "gone")], 1),  # the day on which it closes
        ([("late", 0, "full"), ("late", 1, "gone")], 0),  # the day after
        ([("late", 0, "full")], 0),  # it outlasted the window: that decides
        ([("early", -1, "gone")], 0),  # it was over before the window: that decides
        ([("late", -1, "full")], None),  # it may yet have ended on the last day
        ([("early", 0, "gone")], None),  # it may have ended on the first day
        ([("early", 10, "fading")], None),
    ],
)
def test_what_counts_and_what_is_inside(
    checkins: Sequence[tuple[str, int, str]], inside: float | None
) -> None:
    """A window holds its first and its last day; a bound on one side counts where it decides."""
    (outcome,) = found(session(FIRST) + seen(*checkins) + session("2025-06-01"))
    assert outcome.counts == (inside is not None)
    assert outcome.inside == pytest.approx(inside or 0)


@pytest.mark.parametrize(
    "checkins",
    [[], [("start", 14, "no-effect")], [("start", 14, "no-effect"), ("start", 60, "none")]],
)
def test_what_has_no_duration_is_no_outcome(checkins: Sequence[tuple[str, int, str]]) -> None:
    """Nobody looked, or there was no effect."""
    assert found(session(FIRST) + seen(*checkins) + session("2025-06-01")) == []


@pytest.mark.parametrize("edge", ["early", "late"])
def test_a_result_that_ended_about_an_edge_counts_by_its_share(edge: str) -> None:
    """The share of the forecast's own chance between the two check-ins that lies inside."""
    window = on_the_day(session(FIRST), FIRST)
    off = -1 if edge == "early" else 0
    day = {"early": window.early, "late": window.late}[edge] + timedelta(off)
    before, at, after = window.survival.chances_by([day - timedelta(20), day, day + timedelta(20)])
    share = {"early": after - at, "late": at - before}[edge] / (after - before)
    assert 0.3 < share < 0.7
    checkins = seen((edge, off - 20, "full"), (edge, off + 20, "gone"))
    (outcome,) = found(session(FIRST) + checkins)
    assert outcome.inside == pytest.approx(share)
    assert outcome.expected == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (0.25, -0.067),  # 0.80 were promised, and 65 chances of the 75 left are inside: 0.867
        (0.50, 0.0),  # 40 of 50: what was promised
        (0.70, 0.133),  # 20 of 30: 0.667
        (0.80, 0.3),  # 10 of 20: 0.5
    ],
)
def test_what_is_left_out_takes_with_it_what_is_still_expected_of_it(
    over: float, expected: float
) -> None:
    """Seen working when so much of the forecast's chance was over, and then treated again."""
    day = on_the_day(session(FIRST), FIRST).survival.quantile(over)
    (outcome,) = found(session(FIRST) + checkin(str(day), "full") + session("2025-06-01"))
    assert not outcome.counts
    assert outcome.expected == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("day", "results"),
    [
        ("2024-01-10", 1),
        ("2024-01", 1),
        ("2024-01-01/2024-02-20", 1),
        ("2024", 0),  # no forecast from a year
        ("2026-11", 0),  # not over yet
    ],
)
def test_a_session_needs_a_day_on_which_a_window_was_given(day: str, results: int) -> None:
    """A month or two near days do; what is not over yet has no day of its own."""
    text = session(day) + checkin("2024-05-01", "full") + checkin("2024-05-20", "gone")
    assert record(text).results == results


def test_a_look_in_the_month_of_the_first_session_leaves_no_window() -> None:
    """Nobody knows whether it came before the injection."""
    text = session("2024-01") + checkin("2024-01-25", "fading") + checkin("2024-05-20", "gone")
    assert record(text).results == 0


def test_only_what_was_known_on_the_day_gives_the_window() -> None:
    """What is recorded of the time before counts; no later record of any area does."""
    day = "2024-08-01"
    before = regular(1)
    after = (
        session(day)
        + checkin("2024-10-20", "full")
        + checkin("2024-11-01", "gone")
        + session("2025-02-01", 'areas = ["forehead"]')
        + checkin("2025-03-01", "full", "forehead")
        + checkin("2025-03-10", "gone", "forehead")
    )
    likely = on_the_day(before + session(day), day).likely
    late = "".join(
        f'[[checkin]]\ndate = {item}\nstate = {{"glabella" = "{state}"}}\n'
        for item, state in (("2024-10-20", "full"), ("2024-11-01", "gone"))
    )
    assert (likely - date.fromisoformat(day)).days > 92  # so that each miss is to the middle
    assert record(before + after, since=date(2024, 8, 1)).results == 1
    assert record(late + after.replace(late, "") + before) == record(before + after)


def test_since_a_day_only_its_sessions_count() -> None:
    """The windows still rest on what came before."""
    assert record(regular(6), since=date.fromisoformat(FIRST) + timedelta(1)).results == 5


def test_each_side_has_the_window_that_both_had_together() -> None:
    """Left and right were one area on the day, and differ since."""
    text = session(FIRST, 'areas = ["masseter"]') + "".join(
        checkin(day, state, "masseter-left")
        for day, state in (("2024-05-01", "full"), ("2024-06-01", "gone"))
    )
    assert record(text, "masseter-left").results == 1
    assert record(text, "masseter-right").results == 0


def test_a_result_of_both_sides_counts_once_when_they_part() -> None:
    """One check-in on one side sets them apart from there on; what was seen before was one."""
    jaw = regular(4).replace("glabella", "masseter")
    assert '"masseter"' in jaw
    again = session("2026-09-01", 'areas = ["masseter"]')
    parted = jaw + again + checkin("2026-10-10", "full", "masseter-right")
    assert [len(found(text)) for text in (jaw, jaw + again, parted)] == [4, 4, 5]


def test_areas_together_are_their_sum() -> None:
    """Five results of one area and one of another are six."""
    other = session(FIRST, 'areas = ["underarms"]') + checkin("2024-08-01", "full", "underarms")
    other += checkin("2024-09-01", "gone", "underarms")
    shown = snapshot(regular(5) + other)
    assert track_record(shown, shown.areas).results == 6
    assert track_record(shown, ()) == TrackRecord(0, None, None, 0, None, None)


STEPS = st.lists(st.tuples(st.integers(20, 200), st.integers(1, 60), st.booleans()), max_size=9)


@given(STEPS, st.randoms(use_true_random=False))
@examples(40)
def test_a_record_is_within_its_bounds_in_any_order(
    steps: list[tuple[int, int, bool]], chance: Random
) -> None:
    """No more are inside or expected than count; the order of the file changes nothing."""
    parts, day = [], date(2020, 1, 1)
    for days, width, gone in steps:
        parts.append(session(str(day)))
        parts.append(checkin(str(day + timedelta(days)), "full"))
        day += timedelta(days + width)
        parts.append(checkin(str(day), "gone" if gone else "fading"))
    parts.append(session(str(day + timedelta(1))))
    past = record("".join(parts))
    assert past.ends <= past.results <= len(steps)
    claims = [past.inside, past.expected, past.missed, past.missed_fixed]
    assert [claim is None for claim in claims] == [past.ends < 5] * 4
    for number in (past.inside or 0, past.expected or 0):
        assert 0 <= number <= past.results + 1e-9
    chance.shuffle(parts)
    shuffled = record("".join(parts))
    assert (shuffled.results, shuffled.ends) == (past.results, past.ends)
    assert shuffled.inside == pytest.approx(past.inside)
    assert shuffled.expected == pytest.approx(past.expected)


def diary(chance: Random, interval: tuple[int, int], *, waits: bool) -> tuple[Journal, date]:
    """Return a diary in a world in which every forecast is right, and its last day.

    Each result ends on a day drawn from the forecast of its own day.

    Args:
        chance: The random numbers.
        interval: Fewest and most days until the next session.
        waits: Whether the next session comes when the result was seen gone, rather than then.
    """
    catalog, journal, day = load(), Journal(), date(2015, 1, 1)
    for number in range(6):
        start = Session(f"s{number}", PartialDate.of_day(day), (Dose("glabella", 20.0),), "botox")
        journal = journal._replace(sessions=(*journal.sessions, start))
        (area,) = build_snapshot(journal, catalog, day).areas
        assert area.forecast is not None
        end = area.forecast.survival.quantile(chance.random())
        again = day + timedelta(chance.randint(*interval))
        look = day + timedelta(chance.randint(10, 35))
        while waits or look < again:
            state = AreaState("glabella", State.GONE if look >= end else State.FULL)
            one = CheckIn(None, PartialDate.of_day(look), (state,))
            journal = journal._replace(checkins=(*journal.checkins, one))
            if look >= end:
                again = look + timedelta(7) if waits else again
                break
            look += timedelta(chance.randint(10, 35))
        day = again
    return journal, day


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("interval", "waits"),
    [((80, 100), False), ((84, 160), False), ((150, 260), False), ((0, 0), True)],
)
def test_as_many_are_inside_as_expected_if_the_forecasts_are_right(
    interval: tuple[int, int], waits: bool
) -> None:
    """However people come back: by the calendar, still working or not, or once it is gone."""
    chance, surplus, counted = Random(17), [], 0  # noqa: S311 - simulated people
    for _ in range(120):
        journal, day = diary(chance, interval, waits=waits)
        shown = build_snapshot(journal, load(), day)
        past = list(outcomes(shown, shown.areas))
        counted += sum(one.counts for one in past)
        surplus.append(sum(one.inside - one.expected for one in past))
    mean = sum(surplus) / len(surplus)
    error = math.sqrt(sum((one - mean) ** 2 for one in surplus)) / len(surplus)
    assert counted > 100
    assert abs(mean) < 2.5 * error < 0.35
