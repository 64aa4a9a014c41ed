"""The journeys typed in the words of those who told them, with nothing put into shape for us."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.conftest import Result

Run = Callable[..., Result]
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            ["add", "jaw right 40", "jaw left 36", "-p", "Botox", "--on", "end of November 2023"],
            "late Nov 2023, Botox, jaw right 40 units, jaw left 36 units",
        ),
        (
            ["add", "about 20 units each side jaw", "-p", "botox", "--on", "4 months ago"],
            "Jul 2026, Botox, jaw left 20 units, jaw right 20 units",
        ),
        (
            ["add", "forehead, sides of head, back of head, neck and shoulders", "-p", "Botox",
             "--on", "Dec 2014"],
            "Dec 2014, Botox, migraine pattern",
        ),
        (
            ["add", "between my eyebrows and forehead", "-p", "Botox", "--on", "two weeks ago",
             "--cost", "$800"],
            "Thu 12 Nov 2026, Botox Cosmetic, frown lines, forehead, 800 USD",
        ),
        (
            ["add", "30", "units", "just", "my", "forehead", "--cost", "around $300", "-p", "botox",
             "--on", "a year and a half ago"],
            "May 2025, Botox Cosmetic, forehead 30 units, 300 USD",
        ),
        (
            ["add", "dysport", "forehead", "and", "between", "the", "brows", "4", "weeks", "ago",
             "--note", "50 units total"],
            "Thu 29 Oct 2026, Dysport, forehead, frown lines. Note: 50 units total",
        ),
        (
            ["add", "forehead", "11's", "-p", "Botox", "--on", "3.5 months ago"],
            "Aug 2026, Botox Cosmetic, forehead, frown lines",
        ),
        (
            ["add", "left palm", "right palm", "botox", "--on", "10 January 2013", "--cost",
             "1000 dollars", "--note", "50 shots, each palm"],
            "Thu 10 Jan 2013, Botox, palms left, palms right, 1000 USD. Note: 50 shots, each palm",
        ),
        (
            ["checkin", "palms", "worn", "off", "--on", "March 2013"],
            "Mar 2013, check-in, palms worn off",
        ),
        (
            ["checkin", "forehead=still in full effect", "--effect", "headache between the brows"],
            "Thu 26 Nov 2026, check-in, forehead full, headache. Note: headache between the brows",
        ),
        (
            ["checkin", "jaw", "grinding", "again"],
            "Thu 26 Nov 2026, check-in, jaw fading",
        ),
    ],
)  # fmt: skip
def test_what_was_told_is_what_is_kept(run_inside: Run, line: list[str], kept: str) -> None:
    """One line as it was said becomes the record that was meant, at the first attempt."""
    assert run_inside(*line, today=TODAY).code == 0
    shown = run_inside("--plain", "log", today=TODAY).out.splitlines()[0]
    assert shown.partition(": ")[2] == kept


@pytest.mark.parametrize(
    ("line", "next_step"),
    [
        (["add", "my head"], "Write migraine-pattern, scalp or temples."),
        (
            ["add", "palms=50 shots each"],
            "Log the area without units, and put the number of injections into --note",
        ),
        (["add", "forehead + 11s=50 units total"], "put the total into --note"),
        (["add", "11s", "--cost", "$450 per area"], "Write the total, such as 420USD."),
        (
            ["checkin", "palms=worked for about 2 months"],
            "(a month is enough): AREA=gone --on 2026-08",
        ),
        (["checkin", "forehead=gone", "--on", "over 4 months ago"], "Write the two days"),
        (
            ["checkin", "forehead=70%"],
            "Choose one of: none, kicking-in, full, partial, fading, gone",
        ),
    ],
)
def test_what_has_no_one_reading_says_what_would_do(
    run_inside: Run, line: list[str], next_step: str
) -> None:
    """The rest is refused with the words to type instead, and nothing is kept."""
    result = run_inside(*line, today=TODAY)
    assert (result.code, result.out) == (2, "")
    assert next_step in " ".join(result.err.split())
