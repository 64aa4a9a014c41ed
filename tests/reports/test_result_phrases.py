"""Phrases for one thing."""

import pytest

from botoxlog.core.model import Session, State
from botoxlog.core.partial_dates import parse_iso
from botoxlog.forecast.survival import DurationBounds
from botoxlog.forecast.treatment_history import Treatment
from botoxlog.reports import result_phrases
from botoxlog.reports.costs import PerMonth
from botoxlog.reports.result_phrases import shorten
from botoxlog.reports.visit_facts import Amount

UNKNOWN = DurationBounds()


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("short", 10, "short"),
        ("  spaced  ", 10, "spaced"),
        ("some words that go on", 14, "some words ..."),
        ("onelongwordwithoutanend", 10, "onelon ..."),
        ("a longwordwithoutanend", 14, "a longword ..."),
        ("a\x1b[31mb\nc", 40, "a<U+001B>[31mb c"),
    ],
)
def test_what_people_write_is_cut_between_words(text: str, most: int, told: str) -> None:
    """And made safe to show."""
    assert shorten(text, most) == told
    assert len(shorten(text, most)) <= most


def treated(
    day: str = "2026-01-01",
    again: str | None = None,
    lasted: DurationBounds = UNKNOWN,
    seen: tuple[State, ...] = (),
) -> Treatment:
    """Return one session of an area, treated again on a day."""
    when = parse_iso(day)
    return Treatment(
        session=Session("a", when),
        date=when,
        units=None,
        sides={},
        lasted=lasted,
        treated_again_on=None if again is None else parse_iso(again),
        treated_again=None if again is None else Session("b", parse_iso(again)),
        seen=tuple((when, state) for state in seen),
        touch_ups=(),
    )


@pytest.mark.parametrize(
    ("treatment", "told"),
    [
        (treated(), "not known"),
        (treated(lasted=DurationBounds(70, 90)), "70 to 90 days"),
        (treated(lasted=DurationBounds(70)), "at least 70 days"),
        (treated(again="2026-05-01", lasted=DurationBounds(70, 90)), "70 to 90 days"),
        (treated(again="2026-05-01", lasted=DurationBounds(None, 90)), "at most 90 days"),
        # January has 31 days, February 28, March 31, April 30: 1 May is 120 days after.
        (treated(again="2026-05-01"), "no check-in, treated again after 120 days"),
        (
            treated(again="2026-05-01", lasted=DurationBounds(70)),
            "at least 70 days, treated again after 120 days",
        ),
        # 120 to 150 days; 90 to 150 days; 105 to 135 days. A month is 30.4 days.
        (treated(again="2026-05"), "no check-in, treated again after about 4 months"),
        (treated("2026-01", again="2026-05"), "no check-in, treated again after about 4 months"),
        (treated("2026-01", again="2026-05-16"), "no check-in, treated again after about 4 months"),
        # 120 and 134 days, and one more.
        (treated(again="2026-05-01/2026-05-15"), "no check-in, treated again after about 127 days"),
        (treated(again="2026-05-01/2026-05-16"), "no check-in, treated again after about 4 months"),
        # 1 Jan 2024 to 31 Dec 2025 is 1 to 730 days; 485 to 880 days are 15.95 to 28.95 months.
        (treated("2024", again="2025"), "no check-in, treated again after at most 25 months"),
        (
            treated("2022-05-05", again="2023-09-02/2024-10-01"),
            "no check-in, treated again after 15 to 29 months",
        ),
        # Nothing is known to have passed between two records that may be of one day.
        (treated("2026-05-01", again="2026-05-01"), "no check-in, another session on the same day"),
        (
            treated("2026-05", again="2026-05-31"),
            "no check-in, another session perhaps on the same day",
        ),
        (treated("2026-05", again="2026-06-01"), "no check-in, treated again after about 1 month"),
        (treated(again="2026-05-01", seen=(State.NO_EFFECT,)), "no effect seen"),
        # It worked, so it is not told as having had no effect.
        (
            treated(lasted=DurationBounds(70), seen=(State.FULL, State.NO_EFFECT)),
            "at least 70 days",
        ),
    ],
)
def test_a_result_is_told_as_far_as_anybody_looked(treatment: Treatment, told: str) -> None:
    """How long it lasted, when it was repeated, and whether that day is known."""
    assert result_phrases.result(treatment) == told


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Amount(0, 0, 0, 0), "none"),
        (Amount(20, 0, 0, 1), "20 units"),
        (Amount(0, 0, 0, 2), "0 units"),
        (Amount(0, 12, 0, 1), "perhaps 12 units more (date not exact)"),
        (Amount(0, 0, 1, 1), "1 session with units not recorded"),
        (Amount(20, 12, 2, 4),
         "20 units, perhaps 12 units more (date not exact), 2 sessions with units not recorded"),
    ],
)  # fmt: skip
def test_an_amount_says_what_is_not_known_of_it(found: Amount, told: str) -> None:
    """Nothing is left out, and no nought stands beside what is only not noted."""
    assert result_phrases.amount(found) == told


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (PerMonth(109.4, 130.3, 2), "109 to 130"),
        (PerMonth(79.6, 80.4, 1), "about 80"),
        (PerMonth(91.2, None, 1), "at least 91"),
    ],
)
def test_a_month_of_effect_is_told_within_its_bounds(found: PerMonth, told: str) -> None:
    """One number where both are the same, and no more where nobody saw the end."""
    assert result_phrases.a_month(found) == told
