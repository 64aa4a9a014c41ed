"""What a sheet says of how long each result lasted becomes a look, or stays in words."""

import shlex
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import AreaState, CheckIn, Dose, Journal, Session, State
from botoxlog.core.partial_dates import parse_iso
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.input.spreadsheet.layout import meanings
from botoxlog.input.spreadsheet.lengths import Length, length, unit_of_head
from botoxlog.input.spreadsheet.sessions import SheetContents
from tests.conftest import TODAY
from tests.input.test_spreadsheets import SecondReading, understand
from tests.laws import examples


def session(day: str, *areas: str, identity: str = "there") -> Session:
    """Return a session of Botox in some areas."""
    doses = tuple(Dose(area) for area in areas or ("glabella",))
    return Session(identity, parse_iso(day), doses, "botox-cosmetic")


def seen(day: str, state: State, area: str = "glabella", note: str | None = None) -> CheckIn:
    """Return a look at one area."""
    return CheckIn("look", parse_iso(day), (AreaState(area, state),), note=note)


def looks(found: SheetContents) -> list[tuple[str, tuple[str, ...], str | None]]:
    """Return month, areas and note of each new look, all of which say that it had gone."""
    assert {state.state for item in found.checkins for state in item.checkin.states} <= {State.GONE}
    return [
        (item.checkin.date.iso, item.checkin.areas, item.checkin.note) for item in found.checkins
    ]


def kept(found: SheetContents) -> list[tuple[int, str]]:
    """Return what stays in words, and why."""
    return [(item.row, item.reason) for item in found.unread]


def one(day: str, cell: str, head: str = "Lasted", journal: Journal | None = None) -> SheetContents:
    """Read a sheet with one session that says something of its end."""
    return understand(f'Date,Brand,Area,{head}\n{day},Botox,11s,"{cell}"\n', journal)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("3 months", (3, 3, "months")),
        ("~4 mo", (4, 4, "months")),
        ("about 3.5 months", (3.5, 3.5, "months")),
        ("3 1/2 months", (3.5, 3.5, "months")),
        ("3\u00bd mths", (3.5, 3.5, "months")),
        ("three months", (3, 3, "months")),
        ("a month", (1, 1, "months")),
        ("3m", (3, 3, "months")),
        ("14w", (14, 14, "weeks")),
        ("12 Wks.", (12, 12, "weeks")),
        ("100 days", (100, 100, "days")),
        ("3-4 months", (3, 4, "months")),
        ("3 to 4 months", (3, 4, "months")),
        ("two to three months", (2, 3, "months")),
        ("3 months - 4 months", (3, 4, "months")),
        ("12\u201314 weeks or so", (12, 14, "weeks")),
        ("ca. 3 Monate", (3, 3, "months")),
        ("ungef\u00e4hr 14 Wochen", (14, 14, "weeks")),
        ("3 bis 4 Monate", (3, 4, "months")),
        ("environ 3,5 mois", (3.5, 3.5, "months")),
        ("3 \u00e0 4 mois", (3, 4, "months")),
        ("14", None),
        ("over 3 months", None),
        ("at least 3 months", None),
        ("3+ months", None),
        ("3 months?", None),
        ("3 weeks - 2 months", None),
        ("4-3 months", None),
        ("1 year", None),
        ("30m", None),
        ("30 min", None),
        ("3 months 2 weeks", None),
        ("a few months", None),
        ("2023-07", None),
    ],
)
def test_lengths_as_people_write_them(cell: str, expected: tuple[float, float, str] | None) -> None:
    """A length of time and nothing beside it; more than, less than and perhaps are none."""
    assert length(cell, "") == (expected and Length(*expected))


def test_a_number_alone_is_of_the_unit_of_its_column() -> None:
    """Without one it is none; a unit in the cell counts more than that of the column."""
    assert length("14", "weeks") == Length(14, 14, "weeks")
    assert length("3-4", "months") == Length(3, 4, "months")
    assert length("100 days", "weeks") == Length(100, 100, "days")


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Lasted", ""),
        ("How long it lasted", ""),
        ("How long did it last?", ""),
        ("Duration", ""),
        ("Duration of effect (weeks)", "weeks"),
        ("Weeks lasted", "weeks"),
        ("Months it lasted", "months"),
        ("Lasted - days", "days"),
        ("Wore off", ""),
        ("Wore off after", ""),
        ("Date worn off", ""),
        ("Faded on", ""),
        ("Gone", ""),
        ("Gone by", ""),
        ("hielt", ""),
        ("Wie lange gehalten", ""),
        ("Wirkung weg am", ""),
        ("Weg", None),
        ("Dauer in Wochen", "weeks"),
        ("Dur\u00e9e", ""),
        ("Dur\u00e9e de l'effet (mois)", "months"),
        ("Last visit", None),
        ("Weeks since last", None),
        ("Weeks", None),
        ("Duration of the visit", None),
        ("Started fading", None),
        ("Pain", None),
    ],
)
def test_heads_that_name_an_end(head: str, unit: str | None) -> None:
    """In people's words, with the unit where they say it; others are left alone."""
    assert unit_of_head(head) == unit


@pytest.mark.parametrize(
    ("day", "head", "cell", "month"),
    [
        ("2023-04-05", "Lasted", "3 months", "2023-07"),
        ("2023-11-30", "Lasted", "3 months", "2024-02"),
        ("2023-04-05", "Lasted", "3.5 months", "2023-07"),
        ("2023-04-05", "Lasted", "14w", "2023-07"),
        ("2023-04-05", "Lasted", "97 days", "2023-07"),
        ("2023-04-05", "Weeks lasted", "14", "2023-07"),
        ("2023-04-01", "Lasted", "13-17 weeks", "2023-07"),
        ("2023-04", "Lasted", "3 months", "2023-07"),
        ("2023-04-05", "Wore off", "2023-07", "2023-07"),
        ("2023-04-05", "Wore off", "Jul 2023", "2023-07"),
        ("2023-04-05", "Wore off", "Jul-23", "2023-07"),
        ("2023-04-05", "Gone", "14.7.2023", "2023-07"),
        ("2023", "Faded on", "Feb 2024", "2024-02"),
        ("2026-08-01", "Gone", "Nov 2026", "2026-11"),
        ("2026-07-20", "Lasted", "4 months", "2026-11"),
    ],
)
def test_what_falls_into_one_month_is_a_look(day: str, head: str, cell: str, month: str) -> None:
    """The area had gone in that month; the words stand beside it, and not in the session."""
    found = one(day, cell, head)
    assert looks(found) == [(month, ("glabella",), f"{head}: {cell}")]
    assert (found.new[0].session.note, kept(found), found.notices) == (None, [], [])


@pytest.mark.parametrize(
    ("day", "head", "cell", "reason"),
    [
        (
            "2023-04-05",
            "Lasted",
            "3-4 months",
            '"3-4 months" could end in Jul 2023 or in Aug 2023. Only one month can be used.',
        ),
        (
            "2023-04",
            "Lasted",
            "12 weeks",
            '"12 weeks" could end in Jun 2023 or in Jul 2023. Only one month can be used.',
        ),
        (
            "2023",
            "Lasted",
            "3 months",
            '"3 months" could end in Apr 2023 or in Mar 2024. Only one month can be used.',
        ),
        ("2023-04-05", "Lasted", "14", '"14" has no unit. Is it weeks or months?'),
        (
            "2023-04-05",
            "Lasted",
            "over 3 months",
            '"over 3 months" is neither a length of time nor a date with a year.',
        ),
        ("2023-04-05", "Lasted", "?", '"?" is neither a length of time nor a date with a year.'),
        (
            "2023-04-05",
            "Wore off",
            "July",
            '"July" is neither a length of time nor a date with a year.',
        ),
        ("2023-04-05", "Wore off", "2023", '"2023" has no month.'),
        ("2023-04-05", "Wore off", "2023-03", '"2023-03" is before the session.'),
        (
            "2023-04-05",
            "Lasted",
            "3 weeks",
            '"3 weeks" ends in the same month as the session.',
        ),
        (
            "2023-04-05",
            "Gone",
            "2023-04-28",
            '"2023-04-28" ends in the same month as the session.',
        ),
        ("2023", "Gone", "Jul 2023", '"Jul 2023" ends in the same year as the session.'),
        ("2026-08-01", "Lasted", "4 months", '"4 months" would end after today.'),
        ("2026-07-25", "Lasted", "4 months", '"4 months" would end after today.'),
    ],
)
def test_what_is_not_one_month_stays_in_words(day: str, head: str, cell: str, reason: str) -> None:
    """In the note, as written, and with the reason: nothing is guessed, nothing is lost."""
    found = one(day, cell, head)
    assert (looks(found), kept(found)) == ([], [(2, reason)])
    assert found.new[0].session.note == f"{head}: {cell}"


def test_a_story_in_a_cell_is_quoted_in_part() -> None:
    """The note has all of it."""
    story = "it was " + "long " * 30
    found = one("2023-04-05", story)
    assert kept(found) == [
        (2, f'"{story[:60]}..." is neither a length of time nor a date with a year.')
    ]
    assert found.new[0].session.note == f"Lasted: {story.strip()}"


def test_an_end_in_the_future_stays_in_words() -> None:
    """A journal holds what has happened."""
    ((row, reason),) = kept(one("2026-08-01", "2026-12", "Wore off"))
    assert (row, "is still to come" in reason) == (2, True)


@pytest.mark.parametrize("cell", ["", "-", "n/a", "N/A"])
def test_a_cell_that_says_nothing_adds_nothing(cell: str) -> None:
    """No look, no note, no line."""
    found = one("2023-04-05", cell)
    assert (looks(found), kept(found), found.new[0].session.note) == ([], [], None)


@pytest.mark.parametrize("cell", ["still working", "Still going!", "not yet", "ongoing"])
def test_still_working_is_nothing_to_add_to_the_newest(cell: str) -> None:
    """It stays in its note; of one that was repeated it says no end, and that is told."""
    found = understand(f"Date,Area,Lasted\n2025-04-05,11s,{cell}\n2026-08-01,11s,{cell}\n")
    assert looks(found) == []
    assert kept(found) == [(2, f'"{cell}", but it was treated again.')]
    assert [item.session.note for item in found.new] == [f"Lasted: {cell}"] * 2


@pytest.mark.parametrize(
    ("head", "cell", "again", "is_look"),
    [
        ("Lasted", "3 months", "2023-07-06", True),
        ("Lasted", "3 months", "2023-07-05", False),
        ("Lasted", "3 months", "2023-06-20", False),
        ("Lasted", "97 days", "2023-07-12", True),
        ("Lasted", "97 days", "2023-07-11", False),
        ("Wore off", "2023-07-10", "2023-07-10", True),
        ("Wore off", "2023-07-11", "2023-07-10", False),
        ("Wore off", "Jul 2023", "2023-07-10", True),
        ("Wore off", "Jul 2023", "2023-06-30", False),
        ("Lasted", "3 months", "2023-07", True),
        ("Lasted", "3 months", "2023", True),
    ],
)
def test_what_was_treated_again_before_its_end_contradicts(
    head: str, cell: str, again: str, is_look: bool
) -> None:
    """So does a length that ends with the next session: it says how long it was until then."""
    there = Journal(sessions=(session(again),))
    found = one("2023-04-05", cell, head, there)
    if is_look:
        assert (looks(found)[0][0], kept(found)) == ("2023-07", [])
    else:
        told = parse_iso(again)
        assert looks(found) == []
        assert kept(found) == [(2, f'"{cell}", but it was treated again on {told} (frown lines).')]
        assert found.new[0].session.note == f"{head}: {cell}"


def test_a_touch_up_is_no_new_result() -> None:
    """It ends nothing, and a length beside it does not say from where it counts; a date does."""
    text = "Date,Area,Touch-up,Lasted\n2023-04-05,11s,,3 months\n2023-04-20,11s,yes,{}\n"
    found = understand(text.format("10 weeks"))
    assert [month for month, *_ in looks(found)] == ["2023-07"]
    assert kept(found) == [
        (3, '"10 weeks" belongs to a touch-up, so it is unclear which day it counts from.')
    ]
    assert kept(understand(text.format("2023-07"))) == []


def test_one_area_may_contradict_and_another_not() -> None:
    """Each area has an end of its own; the words stay in the note for the one that has none."""
    found = understand(
        'Date,Area,Lasted\n2023-04-05,"11s, chin",3 months\n2023-06-01,chin,\n2023-11-01,11s,\n'
    )
    assert looks(found) == [("2023-07", ("glabella",), "Lasted: 3 months")]
    assert kept(found) == [(2, '"3 months", but it was treated again on Thu 1 Jun 2023 (chin).')]
    assert found.new[0].session.note == "Lasted: 3 months"


def test_each_row_of_a_visit_speaks_for_its_own_areas() -> None:
    """Alike, they are one look; a row that says nothing has none."""
    text = "Date,Area,Lasted\n2023-04-05,11s,3 months\n2023-04-05,jaw left,{}\n2023-04-05,chin,\n"
    apart = understand(text.format("5 months"))
    assert looks(apart) == [
        ("2023-07", ("glabella",), "Lasted: 3 months"),
        ("2023-09", ("masseter-left",), "Lasted: 5 months"),
    ]
    alike = understand(text.format("3 months"))
    assert looks(alike) == [("2023-07", ("glabella", "masseter-left"), "Lasted: 3 months")]
    assert alike.checkins[0].rows == (2, 3)


def test_two_columns_have_to_say_the_same_month() -> None:
    """Then they are one look; otherwise both stay in words."""
    text = "Date,Area,Lasted,Wore off\n2023-04-05,11s,3 months,{}\n"
    assert looks(understand(text.format("Jul 2023"))) == [
        ("2023-07", ("glabella",), "Lasted: 3 months; Wore off: Jul 2023")
    ]
    found = understand(text.format("Sep 2023"))
    assert (looks(found), kept(found)) == (
        [],
        [(2, '"3 months" and "Sep 2023" are in different months.')],
    )
    assert found.new[0].session.note == "Lasted: 3 months; Wore off: Sep 2023"


@pytest.mark.parametrize(("day", "other"), [("2023-08-05", "2023"), ("2023-12-16", "2023-12")])
def test_a_session_of_a_vague_date_may_be_the_one_that_is_meant(day: str, other: str) -> None:
    """Where it may have come before or after, an end is nobody's for sure."""
    found = one(day, "3 months", journal=Journal(sessions=(session(other),)))
    ((row, reason),) = kept(found)
    assert (row, reason) == (
        2,
        '"3 months", but another session around that time may be the one (frown lines).',
    )


@pytest.mark.parametrize(("cell", "is_look"), [("3 months", True), ("4 months", False)])
def test_a_year_that_may_have_come_between_is_one_too(cell: str, *, is_look: bool) -> None:
    """A check-in after the middle of 2023 would be read as about the session of that year."""
    there = Journal(sessions=(session("2023"),))
    found = one("2023-04-05", cell, journal=there)
    assert bool(looks(found)) == is_look
    assert [reason for _, reason in kept(found)] == (
        []
        if is_look
        else ['"4 months", but another session around that time may be the one (frown lines).']
    )


def test_a_look_that_says_otherwise_contradicts() -> None:
    """It was seen at work after the end that the sheet tells."""
    there = Journal(checkins=(seen("2023-08-20", State.FULL),))
    found = one("2023-04-05", "3 months", journal=there)
    assert kept(found) == [
        (2, '"3 months", but it was full at a check-in on Sun 20 Aug 2023 (frown lines).')
    ]
    assert looks(one("2023-04-05", "5 months", journal=there))[0][0] == "2023-09"


def test_the_same_sheet_again_adds_no_look_twice() -> None:
    """Sessions and looks are there; what stayed in words still does, and nothing differs."""
    text = (
        "Date,Area,Lasted\n2022-04-05,11s,3 months\n2022-09-05,11s,3-4 months\n"
        "2023-04-05,11s,2 months\n2023-06-20,11s,14w\n"
    )
    first = understand(text)
    there = Journal(
        sessions=tuple(item.session for item in first.new),
        checkins=tuple(item.checkin for item in first.checkins),
    )
    again = understand(text, there)
    assert (len(first.checkins), len(again.checkins), len(again.new)) == (3, 0, 0)
    assert [item.differs for item in again.already] == [False] * 4
    assert [item.differs for item in again.checkins_already] == [False] * 3
    assert kept(again) == kept(first)


def test_a_sheet_that_was_imported_before_looks_were_read_gets_them_now() -> None:
    """The session is there with the words in its note: it does not differ, and has its end."""
    there = session("2023-04-05")._replace(note="Lasted: 3 months")
    found = one("2023-04-05", "3 months", journal=Journal(sessions=(there,)))
    assert [month for month, *_ in looks(found)] == ["2023-07"]
    assert [(item.session.id, item.differs) for item in found.already] == [("there", False)]


@pytest.mark.parametrize(
    ("there", "differs"),
    [("2023-07", False), ("2023-07-20", False), ("2023-06-28", True)],
)
def test_an_end_that_is_there_is_not_doubled(there: str, differs: bool) -> None:
    """Whoever noted it; another month is told and left. The words stay in the session's note."""
    journal = Journal(checkins=(seen(there, State.GONE),))
    found = one("2023-04-05", "3 months", journal=journal)
    assert looks(found) == []
    assert [(item.checkin.id, item.differs) for item in found.checkins_already] == [
        ("look", differs)
    ]
    assert found.new[0].session.note == "Lasted: 3 months"


def test_the_end_of_the_result_before_is_not_taken_for_this_one() -> None:
    """In the month of a session, what had gone is the result before it."""
    there = Journal(sessions=(session("2023-01-02"),), checkins=(seen("2023-04", State.GONE),))
    assert [month for month, *_ in looks(one("2023-04-05", "3 months", journal=there))] == [
        "2023-07"
    ]


def test_an_area_that_was_corrected_since_has_no_look() -> None:
    """The session that is there counts."""
    there = Journal(sessions=(session("2023-04-05", "chin"),))
    found = understand('Date,Area,Lasted\n2023-04-05,"11s, chin",3 months\n', there)
    assert looks(found) == [("2023-07", ("chin",), "Lasted: 3 months")]
    assert kept(found) == [
        (2, '"3 months", but your journal has that session without this area (frown lines).')
    ]


@pytest.mark.parametrize("head", ["Weeks", "Number of weeks"])
def test_weeks_of_what_is_asked(head: str) -> None:
    """They may be those since the visit before: with nobody to ask they stay in the notes."""
    text = f"Date,Area,{head}\n2023-04-05,11s,14\n2024-04-05,11s,14\n"
    found = understand(text)
    assert (looks(found), found.new[0].session.note) == ([], f"{head}: 14")
    (notice,) = found.notices
    assert notice == (
        f'botoxlog does not know the column "{head}", so its cells go into the notes. '
        f"To say so: --map {shlex.quote(f'{head}=lasted')}. "
        "It could also be units, cost or lot."
    )
    second = SecondReading()
    understand(text, clarifier=second)
    assert second.asked[0].startswith(f"{head}: lasted, something else")


def test_weeks_that_are_said_to_be_how_long_it_lasted() -> None:
    """Then they are read as such."""

    class First(SecondReading):
        def choose(self, word: str, readings: Sequence[str]) -> str:
            """Return the first."""
            super().choose(word, readings)
            return readings[0]

    found = understand("Date,Area,Weeks\n2023-04-05,11s,14\n", clarifier=First())
    assert [month for month, *_ in looks(found)] == ["2023-07"]
    assert meanings(found.layout)[2] == ("Weeks", "when it wore off")


def test_dates_of_an_end_are_read_in_the_order_of_the_sheet() -> None:
    """They settle it too; where nothing does, it has to be said."""
    text = "Date,Area,Wore off\n2023-04-05,11s,03/08/2023\n"
    settled = understand(text + "2024-04-05,11s,13/08/2024\n")
    assert [month for month, *_ in looks(settled)] == ["2023-08", "2024-08"]
    with pytest.raises(BadInputError, match="03/08/2023"):
        understand(text)


CELLS = st.sampled_from(
    ["3 months", "14w", "3-4 months", "~4 mo", "100 days", "1 day", "9 months", "0 weeks",
     "2023-07", "14 Jul 2023", "2023", "Jan 2024", "?", "n/a", "still working", "14", "99 weeks"]
)  # fmt: skip
ROWS = st.lists(
    st.tuples(
        st.one_of(
            st.dates(date(2023, 1, 1), date(2024, 3, 1)).map(date.isoformat),
            st.sampled_from(["2023", "2023-04", "2023-07", "2023-12"]),
        ),
        st.sampled_from(["11s", "chin", "jaw", "jaw left", "11s + chin"]),
        CELLS,
        st.one_of(st.just(""), CELLS),
    ),
    max_size=7,
)


@examples(200)
@given(ROWS)
def test_whatever_a_sheet_says_of_ends(rows: list[tuple[str, str, str, str]]) -> None:
    """No word is lost, nothing is added twice, and each look is taken for that of its session."""
    text = "\n".join(["Date,Area,Lasted,Wore off", *map(",".join, rows)])
    found = understand(text)
    of_row = {row: item.session for item in found.new for row in item.rows}
    notes = {row: session.note or "" for row, session in of_row.items()}
    for item in found.checkins:
        assert item.checkin.date.knows_month
        assert item.checkin.date.first <= TODAY
        for row in item.rows:
            assert of_row[row].date.last < item.checkin.date.first
            notes[row] += item.checkin.note or ""
    for number, (_, _, lasted, wore_off) in enumerate(rows, 2):
        if number in notes:
            said = [("Lasted", lasted), ("Wore off", wore_off)]
            assert [
                cell
                for head, cell in said
                if cell not in {"", "n/a"} and f"{head}: {cell}" not in notes[number]
            ] == []
    there = Journal(
        sessions=tuple(item.session for item in found.new),
        checkins=tuple(item.checkin for item in found.checkins),
    )
    lanes = build_snapshot(there, load(), TODAY).areas
    ended = {
        (area.area, treatment.session.id)
        for area in lanes
        for treatment in area.treatments
        if treatment.lasted.end_seen
    }
    told = {
        (area.area, of_row[item.rows[0]].id)
        for item in found.checkins
        for area in lanes
        for seen_area in item.checkin.areas
        if load().overlap(area.area, seen_area)
    }
    assert ended == told
    again = understand(text, there)
    assert (again.new, again.checkins) == ([], [])
