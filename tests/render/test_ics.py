"""The calendar file: complete, deterministic, and compared with the file before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from botoxlog.core.errors import CannotDoError
from botoxlog.reminders.calendar_events import calendar_events
from botoxlog.render.ics import Feed, render
from tests.forecast.test_snapshot import checkin, session, snapshot
from tests.laws import examples

ONE = session("2026-08-01").replace('id = "2026-08-01"', 'id = "k7q2m9xd"')
FULL = ONE + checkin("2026-10-20", "full")
GONE = FULL + checkin("2026-12-20", "gone")


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
        "SUMMARY:journal: window",
        "DTSTART;VALUE=DATE:20261004",
        "DTEND;VALUE=DATE:20270215",
        "DTSTAMP:20260920T000000Z",
        "UID:k7q2m9xd-fading@botoxlog",
        "SEQUENCE:2454",
        "CLASS:PRIVATE",
        "LAST-MODIFIED:20260920T000000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:journal: window",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_titles_are_neutral_unless_details_are_asked_for() -> None:
    """Titles name no area, product or person; with `detailed`, the areas and their windows."""
    neutral, detailed = feed(ONE).text, feed(ONE, detailed=True).text
    assert {one["SUMMARY"] for one in events(neutral).values()} == {
        "journal: two-week check-in",
        "journal: window",
        "journal: book ahead",
        "journal: check in",
    }
    named = [word for word in ("frown", "glabella", "Botox", "fade") if word in neutral]
    assert named == []
    assert events(detailed)["fading"]["SUMMARY"] == "frown lines: window for wearing off"
    assert events(detailed)["fading"]["DESCRIPTION"] == (
        r"frown lines: most likely around 21 Nov 2026\; 80% chance between 4 Oct 2026 and 14 Feb "
        r"2027. Most useful time to check in: from 21 Nov 2026"
    )


def test_nothing_changes_where_nothing_did() -> None:
    """The same journal on another day gives the same bytes."""
    first = feed(ONE)
    second = feed(ONE, "2026-09-29", first.text)
    assert (first.entries, first.new) == (4, 4)
    assert second == Feed(first.text, entries=4, new=0, moved=0, cancelled=0)


def test_a_moved_event_has_a_higher_sequence() -> None:
    """It keeps its UID and has a higher SEQUENCE and a later LAST-MODIFIED."""
    first = feed(ONE)
    second = feed(FULL, "2026-10-20", first.text)
    assert (second.entries, second.new, second.moved, second.cancelled) == (3, 0, 3, 1)
    before, after = events(first.text)["fading"], events(second.text)["fading"]
    assert before["UID"] == after["UID"]
    assert (before["DTSTART"], after["DTSTART"]) == ("20261004", "20261029")
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("2454", "2484")
    assert after["LAST-MODIFIED"] == "20261020T000000Z"


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
    """Its cancelled events have no alarm, stay for a year, and are then dropped."""
    second = feed(GONE, "2026-12-20", feed(ONE).text)
    window = events(second.text)["fading"]
    assert (second.entries, second.cancelled) == (1, 3)
    assert (window["STATUS"], window["SUMMARY"]) == ("CANCELLED", "cancelled: journal: window")
    assert window["SEQUENCE"] == "2545"
    assert second.text.count("BEGIN:VALARM") == 1
    assert feed(GONE, "2026-12-21", second.text).text == second.text
    assert set(events(feed(GONE, "2027-12-21", second.text).text)) == {"book"}


def test_what_applies_again_is_confirmed_again() -> None:
    """After a check-in is removed, the event is confirmed and newer than its cancellation."""
    gone = feed(GONE, "2026-12-20", feed(FULL, "2026-10-20").text)
    back = feed(FULL, "2026-12-20", gone.text)
    assert events(back.text)["fading"]["STATUS"] == "CONFIRMED"
    assert events(back.text)["fading"]["SEQUENCE"] == "2546"
    assert back.new == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SUMMARY:journal: window", "SUMMARY:ask for Tuesday"),
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
    assert feed(ONE, earlier=empty.text).new == 4


JOURNALS = [ONE, FULL, GONE, ONE + session("2026-09-10"), "format = 1\n"]


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
