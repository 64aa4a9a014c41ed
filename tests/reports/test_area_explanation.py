"""One area told in full."""

from datetime import date, timedelta

import pytest

from botoxlog.catalog import load
from botoxlog.reports import area_explanation
from tests.reports.test_sentences import look, only, session, snapshot


def results(*weeks: int, more: str = "") -> str:
    """Return a year-long row of sessions whose results lasted so many weeks."""
    text = ""
    for place, count in enumerate(weeks):
        start = date(2022, 1, 1) + timedelta(days=200 * place)
        seen, gone = (start + timedelta(days=7 * count + days) for days in (-5, 5))
        text += session(start.isoformat()) + look(seen.isoformat(), "full")
        text += look(gone.isoformat(), "gone")
    return text + more


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (session(), ("Based on published figures for Botox Cosmetic in this area. "
                    "We worked these figures out from published results.")),
        (session(product="dysport"), ("Based on published figures for Dysport in this area. "
                                     "We worked these figures out from published results.")),
        (session(product="letybo"), ("Based on published figures for Letybo in this area. "
                                    "We worked these figures out from published results.")),
        (session(product="letybo").replace("glabella", "forehead"),
         ("We found no published figures for Letybo in this area, so this uses the ones for "
          "forehead, Botox. We worked these figures out from published results.")),
        (session(product="botox").replace('areas = ["glabella"]',
                                          'areas = ["trapezius"]\npurpose = "spasm"'),
         ("We found no published figures for Botox in this area for this use, so this uses the "
          "ones for neck muscles, Botox. The published figures are those for spasm or pain, as the "
          "purpose of the session says. We worked these figures out from published results.")),
        (session(product="dysport").replace("glabella", "eyelid"),
         ("Based on published figures for this area that do not tell brands apart. "
          "We worked these figures out from published results.")),
        (session(product="botox").replace("glabella", "bladder"),
         ("Based on published figures for Botox in this area. The published figures are those for "
          "an overactive bladder, the more common one: the session does not say which it is. "
          "We worked these figures out from published results.")),
        (session(product="botox").replace('areas = ["glabella"]', "units = {bladder = 200}"),
         ("Based on published figures for Botox in this area. The published figures are those for "
          "a neurogenic bladder, assumed from the dose of 200 units. "
          "We worked these figures out from published results.")),
        (session("2026-01-01") + look("2026-03-15", "gone") + session(),
         "Based on 1 result of yours plus published figures."),
        (session("2026-01-01") + look("2026-03-15", "full") + session(),
         ("Based on published figures for Botox Cosmetic in this area. Also counted: 1 result, "
         "still working when last seen. "
         "We worked these figures out from published results.")),
        (session('"2026-08"'), ("Based on published figures for Botox Cosmetic in this area. "
                               "We worked these figures out from published results. The exact date "
                               "of the session is not recorded (only Aug 2026), so the window is "
                               "wider.")),
    ],
)  # fmt: skip
def test_the_basis_is_told(text: str, basis: str) -> None:
    """Where a window comes from is said in a sentence or two, its doubts included."""
    area = next(a for a in snapshot(text.replace('"a"', '"b"', 1), "2026-09-01").areas)
    assert area_explanation.basis(area, load()) == basis


def test_the_history_of_an_area() -> None:
    """Each session is told with what it was and how it ended."""
    text = (
        session("2026-01-01").replace('"a"', '"b"').replace("areas", "cost = 3\nareas")
        + look("2026-03-15", "full")
        + '[[session]]\ndate = 2026-01-15\ntouch_up_of = "b"\nunits = {glabella = 4}\n'
        + session("2026-04-20").replace('"a"', '"c"')
        + look("2026-05-20", "no-effect")
        + session("2026-06-01").replace('"a"', '"d"')
        + session()
    )
    area = only(text, "2026-08-02")
    told = [
        area_explanation.session_line(item, load(), date(2026, 8, 2)) for item in area.treatments
    ]
    assert told == [
        (
            "Thu 1 Jan 2026: Botox Cosmetic, touch-up 15 Jan; "
            "still working at 73 days, treated again after 109 days."
        ),
        "Mon 20 Apr 2026: Botox Cosmetic; no effect seen.",
        "Mon 1 Jun 2026: Botox Cosmetic; treated again after 61 days, with no check-in in between.",
        "Sat 1 Aug 2026: Botox Cosmetic; not treated again since.",
    ]


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ((11, 13, 15), ("Your last three results here each seem longer than the one before: about "
                        "11, 13 and 15 weeks. That may still be chance.")),
        ((21, 21, 11, 6), ("Your results here have been getting shorter: about 21, 21, 11 and 6 "
                           "weeks. Chance alone is unlikely to explain this.")),
        ((15, 11, 15), ""),
        ((), ""),
    ],
)  # fmt: skip
def test_a_trend_is_told_with_its_weeks_and_its_doubt(weeks: tuple[int, ...], said: str) -> None:
    """A row of results is told as they went, and as chance where it may be chance."""
    assert area_explanation.trend(only(results(*weeks, more=session()), "2026-09-01")) == said


def test_a_trend_names_what_else_changed() -> None:
    """Beside a fall stands what was not the same: here the product."""
    fall = results(21, 21, 11, 6, more=session())
    changed = fall.replace("botox-cosmetic", "dysport", 1)
    assert area_explanation.trend(only(changed, "2026-09-01")).endswith(
        "Also changed: the product."
    )


@pytest.mark.parametrize(
    ("text", "today", "said"),
    [
        (session(), "2026-09-01",
         ("Check in when it wears off, so your next forecast can learn from you and not only from "
          "other people.")),
        (results(15) + session(), "2026-09-01",
         "A check-in around 16 Nov would narrow the window most."),
        (results(15) + session(), "2026-12-01", "A check-in now would narrow the window most."),
        (session() + look("2026-10-20", "gone"), "2026-11-01", ""),
    ],
)  # fmt: skip
def test_what_would_narrow_the_window(text: str, today: str, said: str) -> None:
    """First the end of a result, later the one look that tells most, and nothing once it ended."""
    assert area_explanation.narrower(only(text, today), date.fromisoformat(today)) == said


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ('"2026-08"', "Aug 2026"),
        ('"2026-08-01/2026-08-10"', "early Aug 2026"),
        ('"2026-07-22/2026-08-11"', "1 Aug 2026, give or take 10 days"),
        ('"2026-07-22/2026-08-12"', "between 22 Jul and 12 Aug 2026"),
        ('"2026-07-22/2026-09-10"', "16 Aug 2026, give or take 25 days"),  # until today
    ],
)
def test_a_vague_date_is_said_as_it_is_recorded(day: str, known: str) -> None:
    """The caveat and the list of sessions name what is known, whatever has not come yet."""
    area = only(session(day), "2026-09-01")
    assert (
        f"The exact date of the session is not recorded (only {known}), so the window is wider."
    ) in area_explanation.basis(area, load())
    line = area_explanation.session_line(area.last, load(), date(2026, 9, 1))
    assert line == f"{known[0].upper()}{known[1:]}: Botox Cosmetic; not treated again since."


def test_the_basis_names_everything_a_window_rests_on() -> None:
    """Other products, another dose and other areas are said, each in a few words."""
    lip = session("2026-08-01", area="lip-flip")
    text = results(15, 15).replace("botox-cosmetic", "dysport", 1) + session() + lip
    frown, lips = sorted(snapshot(text, "2026-09-01").areas, key=lambda area: area.area)
    assert "Based on 2 results of yours (1 with another product) plus" in area_explanation.basis(
        frown, load()
    )
    assert "Your results for frown lines count a little too." in area_explanation.basis(
        lips, load()
    )
    dosed = 'areas = ["glabella"]'
    first, second = ("[session.units]\nglabella = 20", "[session.units]\nglabella = 40")
    changed = results(15).replace(dosed, first) + session().replace(dosed, second)
    assert "The dose has changed since last time" in area_explanation.basis(
        only(changed, "2026-09-01"), load()
    )
