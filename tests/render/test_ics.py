"""The calendar file: complete, deterministic, and compared with the file before."""

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from botoxlog.core.errors import CannotDoError
from botoxlog.reminders.calendar_events import calendar_events
from botoxlog.render.ics import Feed, render
from tests.forecast.test_snapshot import checkin, session, snapshot
from tests.laws import examples
from tests.reminders.test_calendar_events import DAYS, RECORDS

ONE = session("2026-08-01").replace('id = "2026-08-01"', 'id = "k7q2m9xd"')
APPOINTMENT = """
[[appointment]]
id = "m4appt"
date = 2026-12-01
time = "14:30"
areas = ["glabella"]
clinic = "Glow"
injector = "Dr Ahn"
note = "parking behind the house"
"""
OLD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//botoxlog//0.1.0//EN
X-WR-CALNAME:journal
BEGIN:VEVENT
SUMMARY:journal: window
DTSTART;VALUE=DATE:20261004
DTEND;VALUE=DATE:20270215
DTSTAMP:20260906T000000Z
UID:k7q2m9xd-fading@botoxlog
SEQUENCE:2440
CLASS:PRIVATE
LAST-MODIFIED:20260906T000000Z
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-BOTOXLOG-DIGEST:5b29259911b5195d368c06cb458f72b8
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:journal: window
TRIGGER:PT9H
END:VALARM
END:VEVENT
END:VCALENDAR
"""
"""The bar that an earlier version wrote for the whole window."""
FULL = ONE + checkin("2026-10-20", "full")
GONE = FULL + checkin("2026-12-20", "gone")
GONE_EARLY = ONE + checkin("2026-11-10", "gone")


def feed(
    text: str, day: str = "2026-09-20", earlier: str | None = None, *, detailed: bool = False
) -> Feed:
    """Return the calendar of a journal."""
    today = date.fromisoformat(day)
    return render(calendar_events(snapshot(text, today)), today, earlier, detailed=detailed)


def by_name(text: str) -> dict[str, dict[str, str]]:
    """Return the events of a file by UID, their properties as written."""
    return {
        str(event["uid"]): {name: value.to_ical().decode() for name, value in event.items()}
        for event in Calendar.from_ical(text).walk("VEVENT")
    }


def events(text: str) -> dict[str, dict[str, str]]:
    """Return the events of a file of one session by kind."""
    found = by_name(text).items()
    return {name.partition("-")[2].partition("@")[0]: event for name, event in found}


def test_a_whole_event() -> None:
    """Dates, not times; DTEND is the day after the last one, as the format requires."""
    text = feed(ONE).text
    assert text.startswith(
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//botoxlog//0.1.0//EN\r\n"
        "X-WR-CALNAME:journal\r\n"
        "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n"
        "X-PUBLISHED-TTL:P1D\r\n"
        "BEGIN:VEVENT\r\n"
    )
    window = "BEGIN:VEVENT" + text.split("BEGIN:VEVENT")[2]
    assert [line for line in window.splitlines() if "DIGEST" not in line] == [
        "BEGIN:VEVENT",
        "SUMMARY:journal: window opens",
        "DTSTART;VALUE=DATE:20261004",
        "DTEND;VALUE=DATE:20261005",
        "DTSTAMP:20260920T000000Z",
        "UID:k7q2m9xd-fading@botoxlog",
        "SEQUENCE:2454",
        "CLASS:PRIVATE",
        "DESCRIPTION:Open your journal and record how it looks.",
        "LAST-MODIFIED:20260920T000000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:journal: window opens",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_a_whole_appointment() -> None:
    """Local time without a zone, half an hour; the alarm is at nine on the day before."""
    text = feed(APPOINTMENT).text
    lines = ("BEGIN:VEVENT" + text.split("BEGIN:VEVENT")[1]).splitlines()
    assert [line for line in lines if "DIGEST" not in line] == [
        "BEGIN:VEVENT",
        "SUMMARY:journal: appointment",
        "DTSTART:20261201T143000",
        "DTEND:20261201T150000",
        "DTSTAMP:20260920T000000Z",
        "UID:m4appt-appointment@botoxlog",
        "SEQUENCE:2454",
        "CLASS:PRIVATE",
        "DESCRIPTION:Your questions are in your journal. Afterwards\\, record the vi",
        " sit there.",
        "LAST-MODIFIED:20260920T000000Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:journal: appointment",
        "TRIGGER:-P1DT5H30M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize(
    ("at", "begins", "ends", "alarm"),
    [
        ("", "20261201", "20261202", "-PT15H"),
        ('time = "00:00"', "20261201T000000", "20261201T003000", "-PT15H"),
        ('time = "08:15"', "20261201T081500", "20261201T084500", "-PT23H15M"),
        ('time = "23:45"', "20261201T234500", "20261202T001500", "-P1DT14H45M"),
    ],
)
def test_an_alarm_rings_at_nine_on_the_day_before(
    at: str, begins: str, ends: str, alarm: str
) -> None:
    """Whenever the appointment begins; without a time it is for the whole day."""
    text = feed(APPOINTMENT.replace('time = "14:30"', at)).text
    found = by_name(text)["m4appt-appointment@botoxlog"]
    assert (found["DTSTART"], found["DTEND"]) == (begins, ends)
    assert f"TRIGGER:{alarm}\r\n" in text
    (rings,) = Calendar.from_ical(text).walk("VALARM")
    ring = datetime.fromisoformat(begins) + rings.decoded("trigger")
    assert ring.isoformat() == "2026-11-30T09:00:00"


def test_titles_are_neutral_unless_details_are_asked_for() -> None:
    """Titles name no area, product or person; with `detailed`, the areas and their windows."""
    neutral, detailed = feed(ONE).text, feed(ONE, detailed=True).text
    assert {one["SUMMARY"] for one in events(neutral).values()} == {
        "journal: two-week check-in",
        "journal: window opens",
        "journal: window ends",
        "journal: book ahead",
        "journal: check in",
    }
    named = [word for word in ("frown", "glabella", "Botox", "fade") if word in neutral]
    assert named == []
    assert events(detailed)["fading"]["SUMMARY"] == "frown lines: window for wearing off opens"
    assert events(detailed)["fading"]["DESCRIPTION"] == (
        r"frown lines: most likely around 21 Nov 2026\; 80% chance between 4 Oct 2026 and 14 Feb "
        r"2027. Most useful time to check in: from 21 Nov 2026\n"
        "Open your journal and record how it looks."
    )


def test_every_entry_says_what_to_do_and_no_more() -> None:
    """Nothing that a person can read in a neutral calendar names the program or the treatment."""
    text = feed(ONE.replace("\nareas", '\nclinic = "Glow"\nareas') + APPOINTMENT).text
    shown = [one[name] for one in by_name(text).values() for name in ("SUMMARY", "DESCRIPTION")]
    assert [line for line in shown if "journal" not in line] == []
    secret = re.compile("frown|glabella|botox|toxin|Glow|Ahn|parking|session|inject", re.IGNORECASE)
    assert [line for line in shown if secret.search(line)] == []
    assert "LOCATION" not in text


def test_the_details_of_an_appointment() -> None:
    """Areas, clinic and clinician; without them just what it is. The note stays in the journal."""
    found = by_name(feed(APPOINTMENT, detailed=True).text)["m4appt-appointment@botoxlog"]
    assert (found["SUMMARY"], found["DESCRIPTION"]) == (
        "frown lines: appointment at Glow",
        r"With Dr Ahn.\nYour questions are in your journal. Afterwards\, record the visit there.",
    )
    bare = feed('[[appointment]]\nid = "m4"\ndate = 2026-12-01\n', detailed=True).text
    assert by_name(bare)["m4-appointment@botoxlog"]["SUMMARY"] == "appointment"


def test_nothing_changes_where_nothing_did() -> None:
    """The same journal on another day gives the same bytes."""
    first = feed(ONE)
    second = feed(ONE, "2026-09-29", first.text)
    assert (first.entries, first.new) == (5, 5)
    assert second == Feed(first.text, entries=5, new=0, moved=0, cancelled=0)


def test_a_moved_event_has_a_higher_sequence() -> None:
    """It keeps its UID and has a higher SEQUENCE and a later LAST-MODIFIED."""
    first = feed(ONE)
    second = feed(FULL, "2026-10-20", first.text)
    assert (second.entries, second.new, second.moved, second.cancelled) == (3, 0, 3, 0)
    before, after = events(first.text)["checkin"], events(second.text)["checkin"]
    assert before["UID"] == after["UID"]
    assert (before["DTSTART"], after["DTSTART"]) == ("20261121", "20261205")
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("2454", "2484")
    assert after["LAST-MODIFIED"] == "20261020T000000Z"


@pytest.mark.parametrize(
    ("old", "new", "begins"),
    [
        ("14:30", "15:00", "20261201T150000"),
        ("2026-12-01", "2026-12-08", "20261208T143000"),
        ('time = "14:30"\n', "", "20261201"),
    ],
)
def test_a_moved_appointment_is_one_entry(old: str, new: str, begins: str) -> None:
    """Another time of the same day is a move too; and a second look at the file changes nothing."""
    first = feed(APPOINTMENT)
    second = feed(APPOINTMENT.replace(old, new), "2026-09-21", first.text)
    assert (second.new, second.moved, second.cancelled) == (0, 1, 0)
    (before,), (after,) = by_name(first.text).values(), by_name(second.text).values()
    assert (after["UID"], after["DTSTART"]) == (before["UID"], begins)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("2454", "2455")
    assert feed(APPOINTMENT.replace(old, new), "2026-10-01", second.text).text == second.text


@pytest.mark.parametrize("day", ["2026-09-21", "2026-12-24"])
def test_an_appointment_that_is_taken_out_is_cancelled(day: str) -> None:
    """Past or not, it is not in the journal; and what is cancelled takes no time from a day."""
    text = feed("format = 1\n", day, feed(ONE + APPOINTMENT).text).text
    found = by_name(text)["m4appt-appointment@botoxlog"]
    assert (found["STATUS"], found["SUMMARY"]) == ("CANCELLED", "cancelled: journal: appointment")
    assert (found["DTSTART"], found["TRANSP"]) == ("20261201T143000", "TRANSPARENT")


def test_a_past_appointment_is_never_cancelled() -> None:
    """Kept by a session that names it, and the year after: the same entry."""
    first = feed(ONE + APPOINTMENT)
    kept = ONE + APPOINTMENT + session("2026-12-02", more='appointment = "m4appt"')
    later = first
    for day in ("2026-12-02", "2027-12-02", "2028-12-02"):
        later = feed(kept, day, later.text)
        name = "m4appt-appointment@botoxlog"
        assert by_name(later.text)[name] == by_name(first.text)[name]


def test_two_changes_on_one_day_both_raise_the_sequence() -> None:
    """Details asked for, and no longer: the second change is newer than the first."""
    first = feed(ONE)
    second = feed(ONE, "2026-09-20", first.text, detailed=True)
    third = feed(ONE, "2026-09-20", second.text)
    numbers = [events(one.text)["book"]["SEQUENCE"] for one in (first, second, third)]
    times = [events(one.text)["book"]["LAST-MODIFIED"] for one in (first, second, third)]
    assert numbers == ["2454", "2455", "2456"]
    assert times == ["20260920T000000Z", "20260920T000001Z", "20260920T000002Z"]


def test_the_sequence_never_falls() -> None:
    """It rises even if today is set back by a month."""
    first = feed(ONE)
    second = feed(ONE, "2026-08-02", first.text, detailed=True)
    assert events(second.text)["book"]["SEQUENCE"] == "2455"


def test_what_no_longer_applies_is_cancelled() -> None:
    """What was to come is cancelled, without an alarm; it stays for a year and is then dropped."""
    second = feed(GONE_EARLY, "2026-11-10", feed(ONE).text)
    end = events(second.text)["end"]
    assert (second.entries, second.cancelled) == (1, 2)
    assert (end["STATUS"], end["SUMMARY"]) == ("CANCELLED", "cancelled: journal: window ends")
    assert end["SEQUENCE"] == "2505"  # 51 days after 20 Sep, which is day 2454
    assert second.text.count("BEGIN:VALARM") == 3
    assert feed(GONE_EARLY, "2026-11-11", second.text).text == second.text
    # A year after 14 Feb 2027, and the other one a year after 21 Nov 2026.
    left = [
        set(events(feed(GONE_EARLY, day, second.text).text)) for day in ("2027-11-22", "2028-02-15")
    ]
    assert left == [{"end"}, set()]


def test_what_is_past_stays_as_it_was() -> None:
    """Two answered check-ins and a past day to book are not shown as cancelled, for a year."""
    first = feed(ONE)
    found = events(feed(GONE, "2026-12-20", first.text).text)
    before = events(first.text)
    assert [found[kind] == before[kind] for kind in ("review", "fading", "checkin")] == [True] * 3
    assert found["end"]["STATUS"] == "CANCELLED"
    answered = feed(ONE + checkin("2026-08-15", "full"), "2026-08-15", first.text)
    assert (answered.entries, answered.cancelled) == (4, 0)
    assert events(answered.text)["review"] == before["review"]


def test_no_details_are_left_once_they_are_not_asked_for() -> None:
    """What is past or cancelled in the file gets its neutral words too."""
    text = feed(
        GONE_EARLY + APPOINTMENT, "2026-11-10", feed(ONE, detailed=True).text, detailed=True
    ).text
    assert text.count("frown lines") > 4
    neutral = feed(GONE_EARLY, "2026-11-10", text).text
    assert [word for word in ("frown", "Glow", "Ahn", "21 Nov") if word in neutral] == []
    assert events(neutral)["end"]["SUMMARY"] == "cancelled: journal: window ends"
    assert events(neutral)["fading"]["SUMMARY"] == "journal: window opens"


def test_what_applies_again_is_confirmed_again() -> None:
    """After a check-in is removed, the event is confirmed and newer than its cancellation."""
    gone = feed(GONE, "2026-12-20", feed(FULL, "2026-10-20").text)
    back = feed(FULL, "2026-12-20", gone.text)
    assert events(gone.text)["end"]["STATUS"] == "CANCELLED"
    assert events(back.text)["end"]["STATUS"] == "CONFIRMED"
    assert events(back.text)["end"]["SEQUENCE"] == "2546"
    assert back.new == 1


def test_a_file_of_before_is_taken_over() -> None:
    """The bar becomes the day on which it began, under the same name; nothing is entered twice."""
    old = OLD.replace("\n", "\r\n")
    found = feed(ONE, "2026-09-20", old)
    assert (found.new, found.moved, found.cancelled) == (3, 1, 0)  # the two-week one is past
    window = events(found.text)["fading"]
    assert (window["DTSTART"], window["DTEND"]) == ("20261004", "20261005")
    assert int(window["SEQUENCE"]) > 2440
    over = events(feed(GONE, "2026-12-20", old).text)["fading"]  # a bar that no longer applies
    assert (over["DTSTART"], over["DTEND"], over["STATUS"]) == ("20261004", "20261005", "CONFIRMED")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SUMMARY:journal: window opens", "SUMMARY:ask for Tuesday"),
        ("DTSTART;VALUE=DATE:20261004", "DTSTART;VALUE=DATE:20261005"),
        ("TRIGGER:PT9H", "TRIGGER:PT7H"),
        ("CLASS:PRIVATE", "CLASS:PRIVATE\r\nLOCATION:Lakeside"),
        ("X-WR-CALNAME:journal", "X-WR-CALNAME:journal\r\nX-MINE:1"),
        ("END:VCALENDAR", "BEGIN:VTODO\r\nUID:1\r\nEND:VTODO\r\nEND:VCALENDAR"),
        ("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR"),
        ("END:VCALENDAR\r\n", ""),
    ],
)
def test_a_changed_file_is_not_replaced(old: str, new: str) -> None:
    """An edited event, an added event or an added line is never lost."""
    text = feed(ONE).text
    assert old in text
    with pytest.raises(CannotDoError, match="did not write"):
        feed(ONE, "2026-09-21", text.replace(old, new))


@pytest.mark.parametrize(
    "other",
    [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Someone//EN\r\nEND:VCALENDAR\r\n",
        "my notes",
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n",
        "\x00\x01",
    ],
)
def test_a_file_of_another_kind_is_not_replaced(other: str) -> None:
    """Another calendar, even an empty one, or another kind of file."""
    with pytest.raises(CannotDoError, match="did not write"):
        feed(ONE, earlier=other)


def test_a_blank_file_is_the_same_as_none() -> None:
    """A blank file is written like a new one."""
    assert feed(ONE, earlier=" \n") == feed(ONE)


def test_a_reordered_file_counts_as_unchanged() -> None:
    """Unix line ends, another order of events and dropped calendar lines are no change."""
    text = feed(ONE, detailed=True).text
    head, *rest = text.replace("END:VCALENDAR\r\n", "").split("BEGIN:VEVENT")
    head = head.replace("X-PUBLISHED-TTL:P1D\r\n", "")
    shuffled = "BEGIN:VEVENT".join([head, *reversed(rest)]) + "END:VCALENDAR\r\n"
    for other in (text.replace("\r\n", "\n"), shuffled):
        again = feed(ONE, "2026-10-01", other, detailed=True)
        assert (again.text, again.new, again.moved, again.cancelled) == (other, 0, 0, 0)


def test_without_events_there_is_a_calendar() -> None:
    """A subscription can read an empty file, and events are added later."""
    empty = feed("format = 1\n")
    assert empty.entries == 0
    assert feed(ONE, earlier=empty.text).new == 5


MOVED = APPOINTMENT.replace("14:30", "15:00")
JOURNALS = [ONE, FULL, GONE, ONE + session("2026-09-10"), "format = 1\n"]
JOURNALS += [ONE + APPOINTMENT, ONE + MOVED, MOVED.replace("2026-", "2027-")]


@examples(25)
@given(st.lists(st.tuples(st.sampled_from(JOURNALS), st.booleans()), max_size=6))
def test_sequence_and_time_only_rise(steps: list[tuple[str, bool]]) -> None:
    """In any history of a file, SEQUENCE and LAST-MODIFIED rise with every change of an event."""
    earlier: str | None = None
    for text, detailed in steps:
        found = feed(text, "2026-12-21", earlier, detailed=detailed).text
        before = by_name(earlier) if earlier else {}
        after = by_name(found)
        assert set(before) <= set(after)
        for name in set(before) & set(after):
            old, new = before[name], after[name]
            if old != new:
                assert int(new["SEQUENCE"]) > int(old["SEQUENCE"])
                assert new["LAST-MODIFIED"] > old["LAST-MODIFIED"]
        assert feed(text, "2026-12-21", found, detailed=detailed).text == found
        earlier = found


def lines_of(text: str) -> list[str]:
    """Return the lines of a file, unfolded."""
    return text.replace("\r\n ", "").split("\r\n")


@examples(60)
@given(RECORDS, RECORDS, DAYS, st.booleans())
def test_any_journal_makes_a_file_of_single_days(
    before: list[str], after: list[str], today: date, detailed: bool
) -> None:
    """Valid by RFC 5545; also a file that was read back and moved on by a week."""
    earlier = None
    for records, day in ((before, today), (after, today + timedelta(days=7))):
        written = feed("\n".join(records), day.isoformat(), earlier, detailed=detailed).text
        earlier = written
        calendar = Calendar.from_ical(written)
        assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
        assert "\n" not in written.replace("\r\n", "")
        assert {"VERSION", "PRODID"} <= set(calendar)
        found = calendar.walk("VEVENT")
        assert len({str(event["uid"]) for event in found}) == len(found)
        for event in found:
            begins, ends = event.decoded("dtstart"), event.decoded("dtend")
            assert type(begins) is type(ends)
            assert timedelta(0) < ends - begins <= timedelta(days=1)
            assert {"DTSTAMP", "UID", "SUMMARY"} <= set(event)
            alarms = len(event.walk("VALARM"))
            assert alarms == (0 if str(event["status"]) == "CANCELLED" else 1)
        # Local times have no zone, and every other time is UTC.
        times = [line for line in lines_of(written) if line.startswith(("DTSTART:", "DTEND:"))]
        assert [line for line in times if not re.fullmatch(r"[A-Z]+:\d{8}T\d{4}00", line)] == []
