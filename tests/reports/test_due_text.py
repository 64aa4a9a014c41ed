"""What is due is said in one plain sentence each."""

from datetime import date

import pytest

from botoxlog.reminders.calendar_events import calendar_events
from botoxlog.reports import due_text
from tests.reports.test_sentences import look, session, snapshot


def test_every_kind_of_due_thing_has_its_sentence() -> None:
    """Each kind of reminder is one plain sentence on the day it is due."""
    text = session().replace('areas = ["glabella"]', 'lot = "C"\nunits = {glabella = 20}')
    told = {}
    for today in ("2026-08-10", "2026-08-15", "2026-10-01", "2026-10-05", "2026-11-07",
                  "2026-11-22", "2027-02-20"):  # fmt: skip
        found = snapshot("[person]\nweeks_ahead = 2\n" + text, today)
        due = [item for item in found.due if (item.begins - found.today).days <= 7]
        told[today] = [(line.when, line.text) for line in due_text.due_lines(due, found)]
    book = "frown lines: if you plan to repeat it around 21 Nov, you can book now"
    past = "the likely date, 21 Nov, is past. If you plan to repeat it, you can book now"
    most = "A check-in now would help your forecast most."
    passed = "The likely date was 91 days ago. How does it look?"
    dates = "4 Oct 2026 and runs to 14 Feb 2027. How does it look?"
    opened = f"the window for wearing off has been open since {dates}"
    assert told == {
        "2026-08-10": [
            ("in 5 days", "frown lines: two-week check-in on 15 Aug. How well has it worked?")
        ],
        "2026-08-15": [("now", "frown lines: two-week check-in. How well has it worked?")],
        "2026-10-01": [
            ("in 3 days",
             f"frown lines: the window for wearing off opens {dates}")
        ],
        "2026-10-05": [("now", f"frown lines: {opened}")],
        "2026-11-07": [
            ("now", f"frown lines: {opened}"),
            ("now", f"{book} (you book 2 weeks ahead)."),
        ],
        "2026-11-22": [
            ("now", f"frown lines: {past} (you book 2 weeks ahead)."),
            ("now",
             f"frown lines: about even: worn off or still working. {most}"),
        ],
        "2027-02-20": [
            ("overdue",
             f"frown lines: almost certainly worn off. {passed}"),
            ("now", f"frown lines: {past} (you book 2 weeks ahead)."),
        ],
    }  # fmt: skip


def test_booking_before_the_label_names_its_date() -> None:
    """Where the label's earliest date is still to come, the booking sentence names it."""
    text = session() + look("2026-08-25", "full") + look("2026-09-10", "gone")
    (book,) = [
        line
        for line in due_text.due_lines(
            snapshot(text, "2026-10-20").due, snapshot(text, "2026-10-20")
        )
        if "repeat" in line.text
    ]
    assert book.text == (
        "frown lines: worn off at a check-in. If you plan to repeat it, you can book now. "
        "The US label's earliest date is 30 Oct (90 days)."
    )


def test_things_of_one_session_share_a_line() -> None:
    """Two areas of one visit are told in one sentence."""
    text = session().replace('["glabella"]', '["glabella", "forehead"]')
    found = snapshot(text, "2026-08-15")
    lines = [line.text for line in due_text.due_lines(found.due, found) if line.when == "now"]
    assert lines == ["forehead and frown lines: two-week check-in. How well has it worked?"]


@pytest.mark.parametrize(
    ("today", "more", "said"),
    [
        ("2026-08-02", "", "Next: two-week check-in on 15 Aug."),
        ("2026-08-15", "", "Next: check in now."),
        ("2026-09-01", "", "Next: check in from 4 Oct."),
        ("2026-10-04", "", "Next: check in now."),
        ("2027-02-14", "", "Next: if you plan to repeat it, book now."),
        # Gone, but the label's earliest date is 30 Oct, and one books two weeks ahead.
        (
            "2026-09-20",
            look("2026-09-10", "gone"),
            "Next: if you plan to repeat it, book from 16 Oct on.",
        ),
        ("2026-10-16", look("2026-09-10", "gone"), "Next: if you plan to repeat it, book now."),
        ("2026-09-20", look("2026-09-10", "no-effect"), ""),
        ("2029-01-01", "", ""),
    ],
)
def test_the_next_step_is_one_sentence(today: str, more: str, said: str) -> None:
    """What is due next of an area, and nothing where nothing is."""
    found = snapshot(session() + more, today)
    (area,) = found.areas
    assert due_text.next_step(area, found) == said


@pytest.mark.parametrize(
    ("today", "opens"),
    [("2026-10-22", "opens 25 Oct 2026"), ("2026-10-28", "has been open since 25 Oct 2026")],
)
def test_days_after_a_check_in_the_next_is_on_the_likely_day(today: str, opens: str) -> None:
    """The window opens days after a check-in on 20 Oct: the next is the one that helps most.

    Remind, the timeline and the calendar name the same day.
    """
    found = snapshot(session() + look("2026-10-20", "fading"), today)
    (item,) = [item for item in found.due if item.kind == "checkin"]
    (area,) = found.areas
    assert area.forecast
    assert area.forecast.likely == date(2026, 11, 13)
    assert due_text.due_text(item, found) == (
        f"frown lines: the window for wearing off {opens} and runs to 2 Jan 2027. "
        "A check-in from 13 Nov would help your forecast."
    )
    (event,) = [event for event in calendar_events(found) if event.kind == "checkin"]
    assert (event.begins, item.begins) == (date(2026, 11, 13), date(2026, 11, 13))


@pytest.mark.parametrize(
    ("doses", "missing"),
    [
        ("units = {masseter = 50}", "the lot number for 1 Aug is missing."),
        (
            "units = {masseter-left = 25, masseter-right = 25}",
            "the lot number for 1 Aug is missing.",
        ),
        ('areas = ["masseter"]', "the lot number and the units for 1 Aug are missing."),
        # The chin's units are missing, the jaw's are not.
        ('areas = ["chin"]\nunits = {masseter = 50}', "the lot number for 1 Aug is missing."),
    ],
)
def test_what_is_missing_is_what_the_session_lacks(doses: str, missing: str) -> None:
    """Units for both sides are units, also where a check-in named one side."""
    text = session(product="xeomin").replace('areas = ["glabella"]', doses)
    text += look("2026-08-20", "full").replace("glabella", "masseter-left")
    found = snapshot(text, "2026-08-21")
    said = [
        due_text.due_text(item, found)
        for item in found.due
        if item.kind == "missing" and item.area.area != "chin"
    ]
    assert said == [
        f"jaw, {side}: {missing} Your clinic can tell you." for side in ("left", "right")
    ]


@pytest.mark.parametrize(
    ("today", "when"),
    [
        ("2026-05-27", "1 May or later"),
        ("2026-05-28", "about 28 May 2026"),  # 27 days after the first, 28 before the last
    ],
)
def test_the_middle_of_two_days_is_not_said_before_it_has_come(today: str, when: str) -> None:
    """Nobody was treated on a day that is still to come."""
    text = session('"2026-05-01/2026-06-25"').replace(
        'areas = ["glabella"]', "units = {glabella = 20}"
    )
    found = snapshot(text, today)
    (item,) = [item for item in found.due if item.kind == "missing"]
    said = f"frown lines: the lot number for {when} is missing. Your clinic can tell you."
    assert due_text.due_text(item, found) == said


def test_one_session_helps_most() -> None:
    """The areas whose odds are the nearest to even, and the command for one of them."""
    text = session("2026-05-01", product="botox-cosmetic").replace(
        '["glabella"]', '["glabella", "chin"]'
    ) + session("2026-05-20", product="dysport").replace('"a"', '"b"').replace(
        "glabella", "forehead"
    )
    found = snapshot(text, "2026-09-10")
    lines = due_text.due_lines(found.due, found)
    said = [line.text.partition(": worn off or still working. ") for line in lines]
    assert [(names, rest) for names, _, rest in said if rest] == [
        ("chin and frown lines: about even", "A check-in now would help your forecast."),
        ("forehead: about even", "A check-in now would help your forecast most."),
    ]
    command = due_text.how_to_check_in(lines, found)
    assert command.startswith("Most useful check-in now: botoxlog checkin forehead=full")


def test_no_check_in_of_later_is_the_most_useful_now() -> None:
    """The chin's odds are the nearest to even, but it was seen days ago; the jaw's is due."""
    text = session("2026-05-01").replace('["glabella"]', '["chin"]')
    text += (
        session("2026-08-06", product="botox").replace('"a"', '"b"').replace("glabella", "masseter")
    )
    text += look("2026-08-18", "full").replace("glabella", "chin")
    found = snapshot(text, "2026-08-20")
    lines = due_text.due_lines(found.due, found)
    command = due_text.how_to_check_in(lines, found)
    assert command.startswith("Check in: botoxlog checkin masseter=full")


def test_a_result_that_wore_off_early_is_not_booked_before_its_day() -> None:
    """Worn off in September, a visit on 30 Oct (the label's 90 days) is booked 14 days ahead."""
    found = snapshot(session() + look("2026-09-20", "gone"), "2026-09-21")
    (item,) = [item for item in found.due if item.kind == "book"]
    assert due_text.due_text(item, found) == (
        "frown lines: worn off at a check-in. If you plan to repeat it, book from 16 Oct on. "
        "The US label's earliest date is 30 Oct (90 days)."
    )


@pytest.mark.parametrize(
    ("areas", "says"),
    [
        ("", "Booked for 12 Jan."),
        ('areas = ["masseter"]', "Booked for 12 Jan."),
        ('areas = ["masseter-left"]', "Booked for 12 Jan (left only)."),
        ('areas = ["masseter-left", "masseter-right"]', "Booked for 12 Jan."),
    ],
)
def test_the_next_step_says_what_is_booked(areas: str, says: str) -> None:
    """After what is due first; where the visit is for one side alone, that is said."""
    text = session().replace('areas = ["glabella"]', 'lot = "C"\nunits = {masseter = 50}')
    booked = f"\n[[appointment]]\ndate = 2027-01-12\n{areas}\n"
    found = snapshot(text + booked, "2026-11-22")
    assert due_text.next_step(found.areas[0], found).endswith(f". {says}")
