"""What pictures draw of a result: how much of it is there on a day."""

from datetime import date, timedelta

import pytest

from botoxlog.catalog import load
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.effect_curve import EffectCurve, effect_curves
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.journal import decoder
from tests.journals import JOURNALS, TODAY, look, session


def area_of(text: str, place: int = 0) -> AreaForecast:
    """Return one area of a journal."""
    journal = decoder.decode(decoder.parse(text), text, TODAY)
    return build_snapshot(journal, load(), TODAY).areas[place]


def course_of(text: str) -> EffectCurve:
    """Return the newest curve of a journal's first area."""
    return list(effect_curves(area_of(text), TODAY))[-1]


def test_it_rises_in_two_weeks_then_stands() -> None:
    """A fifth on the day itself, so that it is visible; full height from the two-week check-in."""
    curve = course_of(session(1, TODAY, {"glabella": 20}))
    days = [TODAY + timedelta(days=days) for days in (0, 7, 14)]
    assert curve.on(days) == pytest.approx([0.2, 0.6, 1.0], abs=0.01)


def test_it_is_half_on_the_likely_day_and_a_tenth_on_the_late_one() -> None:
    """The window becomes a soft edge, drawn by the same distribution that gives its days."""
    area = area_of(session(1, TODAY - timedelta(days=20), {"glabella": 20}))
    (curve,) = effect_curves(area, TODAY)
    assert area.forecast is not None
    days = [area.forecast.early, area.forecast.likely, area.forecast.late]
    assert curve.on(days) == pytest.approx([0.9, 0.5, 0.1], abs=0.01)
    assert curve.end > area.forecast.late


def test_what_was_seen_stands_and_what_ended_is_gone() -> None:
    """Full height up to the last check-in that saw it working, zero from the first "gone"."""
    start = date(2026, 5, 1)
    text = session(1, start, {"glabella": 20})
    text += look(date(2026, 7, 30), {"glabella": "full"})
    text += look(date(2026, 8, 29), {"glabella": "gone"})
    curve = course_of(text)
    assert curve.seen == date(2026, 7, 30)
    seen, between, gone = curve.on([date(2026, 7, 30), date(2026, 8, 14), date(2026, 8, 29)])
    assert seen == 1.0
    assert gone == pytest.approx(0.0)
    assert 0.2 < between < 0.8


def test_a_repetition_ends_it() -> None:
    """From then on it is the new one that works, and each has its own days."""
    first, second = date(2026, 3, 1), date(2026, 6, 1)
    text = session(1, first, {"glabella": 20}) + session(2, second, {"glabella": 20})
    one, other = effect_curves(area_of(text), TODAY)
    assert (one.end, other.start) == (second, second)
    assert one.on([second]) == [0.0]
    assert not one.observable
    assert other.observable


def test_no_effect_is_nothing_to_draw() -> None:
    """A result without an effect has no height."""
    text = session(1, date(2026, 10, 1), {"glabella": 20})
    text += look(date(2026, 10, 20), {"glabella": "no-effect"})
    curve = course_of(text)
    assert curve.on([date(2026, 10, 10), date(2026, 10, 20)]) == [0.0, 0.0]


def test_where_nothing_is_published_only_what_was_seen_stands() -> None:
    """No course is made up."""
    text = session(1, date(2026, 10, 1), {"xyzzy": 20}) + look(date(2026, 11, 1), {"xyzzy": "full"})
    curve = course_of(text)
    assert curve.on([date(2026, 11, 1), date(2026, 11, 2)]) == [1.0, 0.0]


@pytest.mark.parametrize("name", JOURNALS)
def test_it_is_always_a_share(name: str) -> None:
    """Between nothing and all of it, on every day from a year before to a year after."""
    journal = decoder.decode(decoder.parse(JOURNALS[name]), JOURNALS[name], TODAY)
    days = [TODAY + timedelta(days=days) for days in range(-365, 365, 9)]
    for area in build_snapshot(journal, load(), TODAY).areas:
        for curve in effect_curves(area, TODAY):
            assert all(0.0 <= part <= 1.0 for part in curve.on(days))
            assert curve.start <= curve.end


# --- nothing unobserved, and no effect ---------------------------------------------------------


def test_nothing_yet_is_not_drawn_as_working_on_its_day() -> None:
    """None on day 14: nothing is drawn up to then, and it rises from the day after."""
    start = date(2026, 5, 1)
    text = session(1, start, {"glabella": 20})
    text += look(date(2026, 5, 15), {"glabella": "none"})
    text += look(date(2026, 7, 1), {"glabella": "full"})
    curve = course_of(text)
    heights = curve.on([start, date(2026, 5, 15), date(2026, 5, 16), date(2026, 5, 30)])
    assert heights == pytest.approx([0.0, 0.0, 0.2, 1.0], abs=0.01)


def test_a_result_without_effect_has_a_day_and_no_curve() -> None:
    """The results before it are drawn as they were: it erases nothing."""
    first, second = date(2026, 1, 1), date(2026, 6, 1)
    text = session(1, first, {"glabella": 20}) + look(date(2026, 2, 20), {"glabella": "full"})
    text += session(2, second, {"glabella": 20})
    before = next(iter(effect_curves(area_of(text), TODAY)))
    text += look(date(2026, 7, 1), {"glabella": "no-effect"})
    after, failed = effect_curves(area_of(text), TODAY)
    days = [first + timedelta(days=days) for days in range(0, 150, 10)]
    assert after.on(days) == pytest.approx(before.on(days), abs=0.02)
    assert (failed.failed, after.failed) == ((date(2026, 7, 1),), ())
    assert set(failed.on([second + timedelta(days=days) for days in range(0, 90, 10)])) == {0.0}


@pytest.mark.parametrize("failed", [date(2026, 7, 1), date(2026, 9, 1)])
def test_every_day_without_effect_is_kept(failed: date) -> None:
    """Also where another check-in saw it working; nothing is drawn before the first that did."""
    text = session(1, date(2026, 6, 1), {"glabella": 20})
    text += look(failed, {"glabella": "no-effect"}) + look(date(2026, 8, 1), {"glabella": "full"})
    curve = course_of(text)
    assert curve.failed == (failed,)
    early, seen = curve.on([date(2026, 6, 30), date(2026, 8, 1)])
    assert (early > 0.9) == (failed == date(2026, 9, 1))
    assert seen == 1.0


def test_a_check_in_too_late_for_a_session_draws_nothing_of_it() -> None:
    """Full thirteen years later is no bar of thirteen years."""
    text = session(1, date(2013, 5, 1), {"glabella": 20}) + look(TODAY, {"glabella": "full"})
    curve = course_of(text)
    assert (curve.seen, curve.on([date(2015, 5, 1)])) == (date(2013, 5, 1), [0.0])


@pytest.mark.parametrize("when", ['"2025-01"', '"2025-01-20/2025-02-10"', '"2024"', "2025-01-25"])
@pytest.mark.parametrize("state", ["full", "partial", "fading"])
def test_it_stands_up_to_the_day_of_the_last_look(when: str, state: str) -> None:
    """However little is known of the session's date, past or current; nothing after it is seen."""
    looked, again = date(2025, 7, 20), date(2025, 9, 1)
    text = session(1, date(2025, 1, 25), {"glabella": 20}).replace("2025-01-25", when)
    text += look(looked, {"glabella": state})
    for more in ("", session(2, again, {"glabella": 20})):
        curve = next(iter(effect_curves(area_of(text + more), TODAY)))
        assert curve.seen == looked
        assert curve.on([looked - timedelta(days=30), looked]) == [1.0, 1.0]
        assert curve.on([again]) < [1.0]


def test_a_remembered_end_is_not_drawn_as_a_look_that_saw_it_working() -> None:
    """Gone in May, and nobody looked before: nothing is seen, and it is likely until then."""
    text = session(1, date(2026, 1, 10), {"glabella": 20})
    text += look(date(2026, 5, 1), {"glabella": "gone"}).replace("2026-05-01", '"2026-05"')
    curve = course_of(text)
    assert curve.seen == date(2026, 1, 10)
    assert curve.on([date(2026, 4, 30), date(2026, 5, 31)]) == pytest.approx([1.0, 0.0])
