"""Appointments and stops, as a person books, moves, keeps and ends them."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.commands.conftest import refused
from tests.conftest import Program

SESSION = """\
format = 1
# mine

[[session]]
id = "ssss2345"
date = 2026-09-01
product = "botox-cosmetic"
lot = "C1"

[session.units]
glabella = 20
crows-feet = 24
"""


@pytest.fixture
def treated(program: Program) -> Program:
    """Return the program on a journal with one session, twelve weeks ago."""
    program.journal.write_text(SESSION)
    program.journal.chmod(0o600)
    return program


def on(program: Program, today: date) -> Program:
    """Return the program on another day."""
    return replace(program, today=today)


def one_line(text: str) -> str:
    """Return wrapped text as one line."""
    return " ".join(text.split())


def open_ones(program: Program) -> list[dict[str, Any]]:
    """Return the open appointments, those to be asked about first."""
    told = json.loads(program("book", "--json").out)
    return [*told["unkept"], *told["appointments"]]


def test_an_appointment_is_booked_and_shown_as_understood(treated: Program) -> None:
    """Day, time, place and areas, and what the day means for each window."""
    told = treated("book", "12 jan 14:30 at Glow for 11s")
    assert told.code == 0
    assert "Tue 12 Jan 2027, appointment at 14:30, frown lines, at Glow" in told.out
    (booked,) = open_ones(treated)
    assert {**booked, "id": None} == {
        "id": None,
        "date": "2027-01-12",
        "time": "14:30",
        "areas": ["glabella"],
        "injector": None,
        "clinic": "Glow",
        "note": None,
    }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("12 jan", ("2027-01-12", None, [], None, None)),
        ("12 jan 2pm", ("2027-01-12", "14:00", [], None, None)),
        ("at half past 2 on 12 jan", ("2027-01-12", "14:30", [], None, None)),
        ("in 3 weeks", ("2026-12-14", None, [], None, None)),
        ("tomorrow at 9", ("2026-11-24", "09:00", [], None, None)),
        ("jaw and 11s 12 jan", ("2027-01-12", None, ["masseter", "glabella"], None, None)),
        ("12 jan with Dr Lee at Glow", ("2027-01-12", None, [], "Dr Lee", "Glow")),
        ("at Elm Street 12 jan 14:30", ("2027-01-12", "14:30", [], None, "Elm Street")),
        ("12 jan for crows feet at 3pm", ("2027-01-12", "15:00", ["crows-feet"], None, None)),
        ("2027-01-12T14:30", ("2027-01-12", "14:30", [], None, None)),
        ("all 12 jan", ("2027-01-12", None, [], None, None)),
        ("12 jan at Shine 2pm", ("2027-01-12", "14:00", [], None, "Shine")),
        ("12 jan at New Skin half past 2", ("2027-01-12", "14:30", [], None, "New Skin")),
        ("12 jan with dr kim 2pm", ("2027-01-12", "14:00", [], "dr kim", None)),
        ("12 jan 2pm at Shine jaw", ("2027-01-12", "14:00", ["masseter"], None, "Shine")),
        (
            "12 jan 2pm at Shine with Kim jaw and 11s",
            ("2027-01-12", "14:00", ["masseter", "glabella"], "Kim", "Shine"),
        ),
        ("12 jan at 8 in the evening", ("2027-01-12", "20:00", [], None, None)),
        ("12 jan 9:30 in the morning", ("2027-01-12", "09:30", [], None, None)),
        ("12 jan 14:30 for", ("2027-01-12", "14:30", [], None, None)),
    ],
)
@pytest.mark.parametrize("cut", [True, False])
def test_every_word_of_a_booking_counts(
    treated: Program, words: str, says: tuple[Any, ...], cut: bool
) -> None:
    """In any order, and however the shell cut the line."""
    told = treated("book", *(words.split() if cut else [words]))
    assert told.err == ""
    (one,) = open_ones(treated)
    found = (one["date"], one["time"], one["areas"], one["injector"], one["clinic"])
    assert found == says


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("glow", 'can\'t use "glow"'),
        ("11s", "needs a day"),
        ("yesterday", "has passed"),
        ("2026-11-01", "has passed"),
        ("january", "more than one day"),
        ("12 jan 19 jan", '"12 jan 19" has passed'),
        ("12 jan 8:00", "could be 08:00 or 20:00"),
        ("12 jan at A at B", "more than one clinic"),
        ("12 jan 14:00 15:00", "more than one time"),
        ("12 jan 25:00", "not a time of day"),
        ("12 jan 2050", "more than 10 years ahead"),
        ("12 jan botox", 'can\'t use "botox"'),
        ("12 jan at glow", 'can\'t use "at glow"'),  # nobody knows it, and it is no name
        ("12 jan at lunch", 'can\'t use "at lunch"'),
        ("12 jan at night", 'can\'t use "at night"'),
        ("12 jan by phone", 'can\'t use "by phone"'),
        ("12 jan by 2pm", 'can\'t use "by 2pm"'),
        ("12 jan with botox", 'can\'t use "with botox"'),
        ("12 jan at jaw", 'can\'t use "at jaw"'),
        ("12 jan in the evening", 'can\'t use "in"'),
        ("by 12 jan", 'can\'t use "by"'),
        ("12 jan at Glow tomorrow", 'can\'t use "tomorrow"'),
        ("12 jan for all for jaw", "names all areas and one of them"),
        ("next tuesday", "could be Tue 24 Nov 2026 or Tue 1 Dec 2026"),
        ("11s next tuesday at Glow", "could be Tue 24 Nov 2026 or Tue 1 Dec 2026"),
        ("at Glow 12 jan 2050 for 11s", "more than 10 years ahead"),
        ("12 jan 2pm 13 jan", 'can\'t use "13 jan"'),
        ("12 jan --area blorp", 'can\'t use "blorp"'),
    ],
)
def test_a_word_without_a_meaning_is_refused(treated: Program, words: str, why: str) -> None:
    """Nothing is saved, and the word is named."""
    before = treated.journal.read_text()
    refused(treated("book", *words.split()), 2, why)
    assert treated.journal.read_text() == before


def test_a_booked_visit_is_moved_and_keeps_its_id(treated: Program) -> None:
    """A new day takes its own time or none; a new time leaves the day; undo brings it back."""
    treated("book", "12 jan 14:30 at Glow")
    (first,) = open_ones(treated)
    treated("book", "--move", "19 jan")
    (moved,) = open_ones(treated)
    assert moved == {**first, "date": "2027-01-19", "time": None}
    treated("book", "--move", "15:00", "--note", "ask about the left side")
    (again,) = open_ones(treated)
    assert again == {**moved, "time": "15:00", "note": "ask about the left side"}
    treated("undo")
    treated("undo")
    assert open_ones(treated) == [first]


def test_moving_leaves_the_rest_of_the_record_as_it_is_written(treated: Program) -> None:
    """Comments, unknown keys and the order of the lines stay."""
    treated.journal.write_text(
        SESSION
        + '\n# the big one\n[[appointment]]\nid = "vvvv2345"\nx-room = 3\n'
        + 'date = 2027-01-12 # a Tuesday\ntime = "14:30"\n\n[[checkin]]\ndate = 2026-10-01\n'
    )
    treated("book", "--move", "19 jan 16:00", "--clinic", "Glow")
    assert treated.journal.read_text() == (
        SESSION
        + '\n# the big one\n[[appointment]]\nid = "vvvv2345"\nx-room = 3\n'
        + 'date = 2027-01-19 # a Tuesday\ntime = "16:00"\nclinic = "Glow"\n'
        + "\n[[checkin]]\ndate = 2026-10-01\n"
    )


def test_of_several_the_one_that_is_named_is_changed(treated: Program) -> None:
    """By its id or, to cancel, by its day; without either, both are listed."""
    treated("book", "12 jan for 11s")
    treated("book", "3 feb for crows feet")
    first, second = open_ones(treated)
    for option in (["--cancel"], ["--move", "4 feb"]):
        refused(treated("book", *option), 2, "several appointments", first["id"], second["id"])
    assert treated("book", "--move", second["id"], "4 feb").code == 0
    assert treated("book", "--cancel", "12 jan").code == 0
    assert [one["date"] for one in open_ones(treated)] == ["2027-02-04"]
    assert treated("book", "--cancel", second["id"]).code == 0
    refused(treated("book", "--cancel"), 1, "no such appointment")
    treated("undo")
    assert [one["id"] for one in open_ones(treated)] == [second["id"]]


def test_a_second_booking_of_one_day_is_a_slip(treated: Program) -> None:
    """Unless both have a time of their own."""
    treated("book", "12 jan 14:30")
    refused(treated("book", "12 jan"), 2, "already have an appointment")
    refused(treated("book", "12 jan 14:30"), 2, "already have an appointment")
    assert treated("book", "12 jan 16:00").code == 0


def test_after_booking_nothing_asks_to_book(treated: Program) -> None:
    """The list names the appointment instead, and so does timeline."""
    assert "book from" in treated("remind", "60d").out
    treated("book", "12 jan 14:30 at Glow")
    told = treated("remind", "60d").out
    assert "book from" not in told
    assert "can book" not in told
    assert "Appointment, Tue 12 Jan at 14:30, Glow." in told
    timeline = json.loads(treated("timeline", "--json").out)
    assert [one["date"] for one in timeline["appointments"]] == ["2027-01-12"]


def test_a_day_that_does_not_fit_a_window_is_said_so(treated: Program) -> None:
    """Before it opens or the label allows it, and after it ends; the windows are in the JSON."""
    told = treated("book", "28 nov for 11s")
    assert "frown lines: before the US label's earliest date, 30 Nov." in told.out
    treated("book", "--cancel")
    told = treated("book", "1 jul for 11s")
    late = json.loads(treated("timeline", "--json").out)["areas"][-1]["forecast"]["fades"]["late"]
    assert (late, "frown lines: after the window ends on 17 Mar." in told.out) == (
        "2027-03-17",
        True,
    )


def test_the_day_after_it_is_asked_whether_it_took_place(treated: Program) -> None:
    """Until it is logged, moved or cancelled; --exit-code and --quiet say it too."""
    treated("book", "24 nov 14:30 at Glow for 11s")
    after = on(treated, date(2026, 11, 25))
    assert "Did your appointment for frown lines on 24 Nov take place?" in after("remind").out
    assert "Did your appointment" in after("remind", "--quiet").out
    assert after("remind", "--exit-code").code == 10
    told = after("add", "--booked", "botox")
    assert "Tue 24 Nov 2026, Botox Cosmetic, frown lines, at Glow" in told.out
    assert "Did your appointment" not in after("remind").out
    assert open_ones(after) == []
    kept = json.loads(after("log", "--json").out)["records"]
    sessions = [one for one in kept if one["kind"] == "session"]
    (visit,) = [one for one in kept if one["kind"] == "appointment"]
    assert sessions[-1]["appointment"] == visit["id"]


def test_what_is_typed_counts_before_what_was_booked(treated: Program) -> None:
    """Areas, clinic and date of the line; --again brings the units of the last visit."""
    treated("book", "24 nov at Glow for 11s with Dr Lee")
    after = on(treated, date(2026, 11, 25))
    told = after("add", "--booked", "jaw 25 each botox at Elm on 2026-11-25", "--dry-run").out
    assert "Wed 25 Nov 2026" in told
    assert "jaw left 25 units, jaw right 25 units, by Dr Lee, at Elm" in one_line(told)
    again = after("add", "--booked", "--again", "--dry-run").out
    said = "frown lines 20 units, by Dr Lee, at Glow"
    assert said in one_line(again)


def test_there_is_something_to_keep_only_once_its_day_has_come(treated: Program) -> None:
    """Before it, or without one, --booked is refused; of two, one is named by its date."""
    refused(treated("add", "--booked"), 1, "No appointment has taken place")
    treated("book", "24 nov for 11s")
    refused(treated("add", "--booked"), 1, "No appointment has taken place")
    treated("book", "25 nov for crows feet")
    after = on(treated, date(2026, 11, 26))
    refused(after("add", "--booked"), 2, "Tue 24 Nov 2026 and Wed 25 Nov 2026")
    assert after("add", "--booked", "botox", "--on", "2026-11-25").code == 0
    assert [one["date"] for one in open_ones(after)] == ["2026-11-24"]


def test_a_session_of_its_day_keeps_it_by_itself(treated: Program) -> None:
    """The plain line of add says so; of other areas it does not."""
    treated("book", "24 nov for 11s")
    after = on(treated, date(2026, 11, 24))
    assert "This was your appointment" not in after("add", "chin 4 botox").err
    assert "This was your appointment of Tue 24 Nov 2026." in after("add", "11s 20 botox").err
    assert open_ones(after) == []


def test_what_is_repeated_is_what_was_booked(treated: Program) -> None:
    """--again takes the units of the last visit of the booked areas alone, new ones have none."""
    treated("add", "chin 4 botox", "--on", "2026-10-01")
    treated("book", "24 nov for 11s and jaw")
    told = on(treated, date(2026, 11, 25))("add", "--booked", "--again", "--dry-run")
    assert "frown lines 20 units, jaw" in one_line(told.out)
    assert "chin" not in told.out


def test_a_visit_can_be_logged_after_any_time(treated: Program) -> None:
    """Nothing asks about it after thirty days, but --booked still takes it."""
    treated("book", "24 nov for 11s")
    late = on(treated, date(2027, 1, 20))
    assert "Did your appointment" not in late("remind").out
    assert "Tue 24 Nov 2026" in late("add", "--booked", "botox").out


def test_of_two_visits_of_a_day_the_one_of_the_areas_is_kept(treated: Program) -> None:
    """By the plain line of add; --booked says to use it."""
    treated("book", "24 nov 14:30 at Shine")
    treated("book", "24 nov 10:00 for crows feet at Glow")
    after = on(treated, date(2026, 11, 25))
    refused(after("add", "--booked", "botox"), 2, "Log each with its areas: botoxlog add --on")
    after("add", "crows feet 20 botox", "--on", "2026-11-24")
    assert [one["clinic"] for one in open_ones(after)] == ["Shine"]


def test_an_appointment_is_cancelled_by_all_that_is_said_of_it(treated: Program) -> None:
    """Another time, area or person is another one; a past one is named by its day too."""
    treated("book", "24 nov 14:30 at Glow for 11s")
    for words in ("24 nov 15:00", "24 nov for jaw", "24 nov with Dr Who", "25 nov"):
        refused(treated("book", "--cancel", words), 1, "no such appointment")
    after = on(treated, date(2026, 11, 26))
    assert len(open_ones(after)) == 1
    assert "Cancelled" in after("book", "--cancel", "24 nov").out
    treated("undo")
    assert "Cancelled" in on(treated, date(2026, 11, 25))("book", "--cancel", "yesterday").out


def test_what_took_place_is_neither_moved_nor_cancelled(treated: Program) -> None:
    """The session that kept it is corrected instead."""
    treated("book", "24 nov for 11s")
    (booked,) = open_ones(treated)
    after = on(treated, date(2026, 11, 25))
    after("add", "--booked", "botox")
    for option in (["--move", booked["id"], "10 feb"], ["--cancel", booked["id"]]):
        refused(after("book", *option), 1, "the session of Tue 24 Nov 2026 kept it")


def test_a_visit_is_not_moved_onto_another(treated: Program) -> None:
    """As a second one of that day and time can't be booked; areas can be taken away again."""
    treated("book", "12 jan 10:00 for 11s")
    treated("book", "14 jan 10:00 for crows feet")
    second = open_ones(treated)[1]["id"]
    refused(treated("book", "--move", second, "12 jan 10:00"), 2, "already have an appointment")
    assert treated("book", "--move", second, "all").code == 0
    assert open_ones(treated)[1]["areas"] == []


def test_doctor_names_what_stays_open(treated: Program) -> None:
    """One long past without a session, and a session of its day that does not name it."""
    treated("book", "24 nov for 11s")
    assert on(treated, date(2026, 12, 24))("doctor").code == 0
    late = on(treated, date(2026, 12, 25))("doctor")
    assert late.code == 1
    assert "No session is logged for this appointment of Tue 24 Nov 2026." in one_line(late.out)
    text = treated.journal.read_text()
    extra = '\n[[session]]\nid = "hand2345"\ndate = 2026-11-24\nlot = "C"\nareas = ["glabella"]\n'
    treated.journal.write_text(text + extra)
    told = on(treated, date(2026, 11, 25))("doctor").out
    assert "The session of Tue 24 Nov 2026 does not name this appointment" in one_line(told)


def test_doctor_names_a_session_of_an_appointment_that_is_gone(treated: Program) -> None:
    """It was removed, or written by hand."""
    text = treated.journal.read_text().replace("lot =", 'appointment = "gone2345"\nlot =')
    treated.journal.write_text(text)
    told = one_line(treated("doctor").out)
    assert 'No appointment has the id "gone2345" that this session names.' in told
    assert "botoxlog edit ssss2345" in told


def test_a_stop_silences_its_area_until_the_next_session(treated: Program) -> None:
    """What is on record stays; a session there ends it."""
    assert "crow's feet" in treated("remind", "60d").out
    told = treated("stop", "crows", "feet", "--note", "a year off")
    assert "treatment stopped, crow's feet. Note: a year off" in one_line(told.out)
    assert "crow's feet" not in treated("remind", "60d").out
    areas = json.loads(treated("timeline", "--json").out)["areas"]
    assert {one["area"]: one["stopped"] for one in areas} == {
        "glabella": None,
        "crows-feet": "2026-11-23",
    }
    refused(treated("stop", "crows feet"), 1, "says already that you stopped")
    later = on(treated, date(2026, 12, 20))
    later("add", "crows feet 20 botox lot C2")
    assert "crow's feet" in later("remind", "60d").out


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ((), 2, "name what you stopped"),
        (("jaw",), 1, "no session for jaw"),
        (("glow",), 2, 'can\'t use "glow"'),
        (("11s", "--on", "tomorrow"), 2, "is still to come"),
        (("11s", "--on", "2026-08-01"), 1, "was on Tue 1 Sep 2026, after that date"),
        (("11s", "left"), 2, "can't use"),
    ],
)
def test_what_cannot_be_stopped_is_refused(
    treated: Program, words: tuple[str, ...], code: int, why: str
) -> None:
    """Nothing, an area never treated, a word without a meaning, a day to come."""
    refused(treated("stop", *words), code, why)


def test_one_side_of_an_area_that_is_one_is_named_without_it(treated: Program) -> None:
    """Stopped or planned, the whole is meant."""
    treated("add", "jaw 25 each botox")
    for command in (["stop", "jaw left"], ["plan", "12 june", "jaw left"]):
        refused(treated(*command), 1, "both sides of this area alike", "Leave out the side")


def test_everything_can_be_stopped(treated: Program) -> None:
    """The word "all" needs no list of areas, and nothing is due any more."""
    assert "treatment stopped, all areas" in treated("stop", "all").out
    assert "Nothing is due" in treated("remind", "60d").out
