"""The journeys typed as lines, each in its person's terms: the record follows from what is said."""

from collections.abc import Callable

import pytest

from tests.conftest import Result

Run = Callable[..., Result]

SESSIONS = [
    (
        "masseter right 40, masseter left 36, Botox, 28 november 2023",
        "Tue 28 Nov 2023, Botox, jaw right 40 units, jaw left 36 units",
    ),
    (
        "masseter right 20 masseter left 20 Botox about 4 months after 28 nov 2023",
        "28 Mar 2024, give or take 15 days, Botox, jaw right 20 units, jaw left 20 units",
    ),
    (
        "botox, masseters 20 each side, november 2026",
        "Nov 2026, Botox, jaw left 20 units, jaw right 20 units",
    ),
    (
        "migraine pattern (head, neck, shoulders) Botox December 2014",
        "Dec 2014, Botox, migraine pattern",
    ),
    ("migraine pattern, Botox, march 2015", "Mar 2015, Botox, migraine pattern"),
    (
        "botox between my eyebrows 10 weeks ago",
        "Mon 14 Sep 2026, Botox Cosmetic, frown lines",
    ),
    (
        "Botox between my eyebrows, forehead, $800, two weeks ago",
        "Mon 9 Nov 2026, Botox Cosmetic, frown lines, forehead, 800 USD",
    ),
    (
        "30 units botox just in my forehead, around $300, in may 2026",
        "May 2026, Botox Cosmetic, forehead 30 units, 300 USD",
    ),
    (
        "Dysport forehead and between the brows about $200 4 weeks ago",
        "Mon 26 Oct 2026, Dysport, forehead, frown lines, 200 USD",
    ),
    ("forehead 11's botox 3.5 months ago", "Aug 2026, Botox Cosmetic, forehead, frown lines"),
    (
        "botox left palm right palm 1000 dollars 10 jan 2013",
        "Thu 10 Jan 2013, Botox, palms left, palms right, 1000 USD",
    ),
]

CHECKINS = [
    ("masseter 20 botox 1 sep 2026", "masseter kicking in on day 4",
     "Sat 5 Sep 2026, check-in, jaw kicking-in"),
    ("masseter 20 botox 1 sep 2026", "masseter full, 2 weeks after",
     "Tue 15 Sep 2026, check-in, jaw full"),
    ("masseter 20 botox 1 sep 2026", "masseter fading",
     "Mon 23 Nov 2026, check-in, jaw fading"),
    ("migraine botox december 2014", "eyebrow droop and eyelid droop, december 2014",
     "Dec 2014, check-in, heavy or lower brow, drooping eyelid"),
    ("migraine botox december 2014", "trouble swallowing for a few hours, march 2015",
     ("Mar 2015, check-in, trouble swallowing (over by now). "
      "Note: trouble swallowing for a few hours, march 2015")),
    ("migraine botox december 2014", "acne-like rash for 12 weeks, may 2015",
     "May 2015, check-in, rash or spots. Note: for 12 weeks"),
    ("migraine botox december 2014", "migraine pattern full october 2015",
     "Oct 2015, check-in, migraine pattern full"),
    ("left palm, right palm, botox, 10 jan 2013", "palms worn off about 2 months after",
     "10 Mar 2013, give or take 15 days, check-in, palms worn off"),
    ("botox between my eyebrows, forehead, 26 oct 2026", "between my eyebrows gone",
     "Mon 23 Nov 2026, check-in, frown lines worn off"),
    ("botox between my eyebrows, forehead, 26 oct 2026", "forehead full two weeks after",
     "Mon 9 Nov 2026, check-in, forehead full"),
    ("dysport forehead, between the brows, 26 oct 2026", "between the brows kicking in, day 2",
     "Wed 28 Oct 2026, check-in, frown lines kicking-in"),
    ("dysport forehead, between the brows, 26 oct 2026",
     "forehead still in full effect at four weeks",
     "Mon 23 Nov 2026, check-in, forehead full"),
    ("botox forehead 30 units, 1 may 2025",
     "forehead worn off, between 4 and 6 months after 1 may 2025",
     "between 1 Sep and 1 Nov 2025, check-in, forehead worn off"),
    ("botox forehead, 11's, 1 may 2026", "forehead full 1 june 2026",
     "Mon 1 Jun 2026, check-in, forehead full"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "saved"), SESSIONS)
def test_a_session_is_saved_as_it_was_told(run_inside: Run, line: str, saved: str) -> None:
    """Areas, units, product, date and cost follow from the words, and nothing else is added."""
    assert run_inside("add", line).code == 0
    shown = run_inside("--plain", "log").out.splitlines()[0]
    assert shown.partition(": ")[2] == saved


@pytest.mark.parametrize(("session", "line", "saved"), CHECKINS)
def test_an_observation_is_saved_as_it_was_told(
    run_inside: Run, session: str, line: str, saved: str
) -> None:
    """States, side effects and dates follow from the words, counted from the session meant."""
    assert run_inside("add", session).code == 0
    assert run_inside("checkin", line).code == 0
    shown = run_inside("--plain", "log").out.splitlines()
    assert saved in [row.partition(": ")[2] for row in shown]


def test_an_area_without_a_name_here_is_logged_by_the_option(run_inside: Run) -> None:
    """An area that the program does not know is refused in words, and taken by its option."""
    assert run_inside("add", "hyperhidrosis site", "botox").code == 2
    result = run_inside("add", "--other-area", "hyperhidrosis site", "-p", "botox")
    assert (result.code, "Botox, hyperhidrosis site" in result.out) == (0, True)
