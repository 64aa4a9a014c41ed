"""Which rows and columns a sheet has, and what each column holds, however its owner drew it."""

import csv
import io
import shlex
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError
from botoxlog.input.spreadsheet import columns, heads, layout, table
from botoxlog.input.spreadsheet.date_cells import counted_days, is_date
from botoxlog.input.spreadsheet.options import Options
from botoxlog.input.spreadsheet.sessions import SheetContents
from botoxlog.input.spreadsheet.visit_status import took_place
from botoxlog.journal.merge import Merged
from botoxlog.reports.transfer_text import understood
from tests.conftest import TODAY
from tests.input.sheets import packed, sheet_xml, xlsx
from tests.input.test_spreadsheets import doses, reasons, understand
from tests.laws import examples


class Choosing:
    """Somebody who answers every question with one of the given words, where it is offered."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = answers, dict[str, tuple[str, ...]]()

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Return the first answer that is among the readings."""
        self.asked[word] = tuple(readings)
        return next(answer for answer in self.answers if answer in readings)

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Keep the word."""

    def is_area(self, word: str) -> bool:  # noqa: ARG002 - as the protocol has it
        """Say no."""
        return False


def dates(found: SheetContents) -> list[str]:
    """Return the dates of the new sessions."""
    return [item.session.date.iso for item in found.new]


def notes(found: SheetContents) -> list[str | None]:
    """Return the notes of the new sessions."""
    return [item.session.note for item in found.new]


def left_out(found: SheetContents) -> list[tuple[int, str]]:
    """Return the rows that are no sessions."""
    return [(item.row, item.reason) for item in found.layout.left_out]


def meanings(found: SheetContents) -> list[str]:
    """Return what each column holds."""
    return [what for _, what in layout.meanings(found.layout)]


# --- the names of columns -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Date of Service", "date"),
        ("DOS", "date"),
        ("Timestamp", "date"),
        ("Created at", "date"),
        ("dateAdministered", "date"),
        ("Injected on", "date"),
        ("Tx date", "date"),
        ("Date/Time", "date"),
        ("Fecha del tratamiento", "date"),
        ("Date de la s\u00e9ance", "date"),
        ("Next visit date", None),
        ("Date of birth", None),
        ("Booked on", None),
        ("toxin_brand", "product"),
        ("What product did they use?", "product"),
        ("vial_lot", "lot"),
        ("productLotNumber", "lot"),
        ("Lot expiry", "expiry"),
        ("Date of expiry", "expiry"),
        ("Units injected", "units"),
        ("Speywood units", "units"),
        ("totalUnitsGiven", "units"),
        ("Unit price", None),
        ("Cost per unit", None),
        ("No. of sites", None),
        ("Treated by", "injector"),
        ("provider_name", "injector"),
        ("Nurse's name", "injector"),
        ("visit_dt", "date"),
        ("Lot n\u00b0", "lot"),
        ("Who did it?", "injector"),
        ("Who was treated", "person"),
        ("Price paid (GBP)", "cost"),
        ("amount_paid_usd", "cost"),
        ("Payment date", None),
        ("injectionSite", "area"),
        ("Which areas and how many units?", "area"),
        ("Left side units", "left"),
        ("Left / Right", None),
        ("Side", "side"),
        ("Any side effects?", "effects"),
        ("Adverse events", "effects"),
        ("No show?", "status"),
        ("Appointment status", "status"),
        ("Patient name", "person"),
        ("For whom", "person"),
        ("Visit notes", "note"),
        ("Product/Lot", None),
        ("Lot / Batch", "lot"),
    ],
)
def test_a_name_is_read_as_a_phrase(head: str, role: str | None) -> None:
    """Nouns name the role, the words beside them change nothing, and any other word ends it."""
    assert heads.role_of(head) == role


NOUNS = {
    "date": ["date", "day"],
    "lot": ["lot", "batch"],
    "units": ["units", "dose"],
    "cost": ["price", "cost"],
    "injector": ["nurse", "provider"],
    "area": ["area", "region"],
}
BESIDE = ["treatment", "injection", "the", "actual", "treated", "administered"]
WRITTEN: dict[str, Callable[[list[str]], str]] = {
    "spaces": " ".join,
    "snake": "_".join,
    "camel": lambda words: words[0] + "".join(word.title() for word in words[1:]),
    "title": lambda words: " ".join(words).title(),
    "shout": lambda words: " ".join(words).upper(),
}


@examples(200)
@given(
    st.sampled_from(sorted(NOUNS)),
    st.lists(st.sampled_from(BESIDE), max_size=2, unique=True),
    st.sampled_from(sorted(WRITTEN)),
    st.data(),
)
def test_any_name_of_the_grammar_is_understood(
    role: str, beside: list[str], written: str, data: st.DataObject
) -> None:
    """A noun between words that change nothing, in every way of writing several words as one."""
    noun = data.draw(st.sampled_from(NOUNS[role]))
    at = data.draw(st.integers(0, len(beside)))
    words = [*beside[:at], noun, *beside[at:]]
    assert heads.role_of(WRITTEN[written](words)) == role
    assert heads.role_of(WRITTEN[written]([*words, "zebra"])) is None


@pytest.mark.parametrize(
    ("head", "cells", "meaning"),
    [
        ("Session", ["2026-01-02", "2026-05-02"], "date"),
        ("Appt", ["3 Jan 2026", "4 May 2026"], "date"),
        ("Treated", ["2026-01-02", "2026-05-02"], "date"),
        ("Total (\u00a3)", ["200", "210"], "cost"),
        ("Qty", ["20", "24"], "units"),
        ("Qty", ["1", "2"], "row number"),
        ("Qty", ["1", "1"], "note"),
        ("Paid", ["yes", "no"], "note"),
        ("Outcome", ["Completed", "No show"], "whether it took place"),
        ("Outcome", ["good", "missed a spot on the left brow"], "note"),
        ("Botox units", ["20", "24"], "units"),
    ],
)
def test_cells_settle_what_a_name_leaves_open(head: str, cells: list[str], meaning: str) -> None:
    """The same name holds dates in one sheet and counts in another."""
    other = "When" if meaning != "date" else "Mood"
    values = ["2026-01-02", "2026-05-02"] if other == "When" else ["calm", "cross"]
    text = f"{other},Area,{head}\n{values[0]},11s,{cells[0]}\n{values[1]},chin,{cells[1]}\n"
    assert meanings(understand(text))[2] == meaning


def test_when_a_row_was_written_is_its_date_only_without_a_better_one() -> None:
    """A form has both; what is not the date is kept in the note."""
    alone = understand("Timestamp,Area\n2025/02/16 9:41:07 PM GMT+1,chin\n")
    assert dates(alone) == ["2025-02-16"]
    both = understand("createdAt,Date,Area\n2025-03-12T09:10:00Z,2025-03-11,chin\n")
    assert (dates(both), notes(both)) == (["2025-03-11"], ["createdAt: 2025-03-12T09:10:00Z"])


def test_a_product_in_the_name_of_the_units_is_the_product() -> None:
    """Unless the sheet has a column of products."""
    found = understand("Date,Area,Units (Dysport)\n2026-01-02,11s,50\n")
    assert found.new[0].session.product == "dysport"
    own = understand("Date,Area,Units (Dysport),Brand\n2026-01-02,11s,20,Xeomin\n")
    assert own.new[0].session.product == "xeomin"


def test_units_of_each_side_are_said_in_a_name() -> None:
    """A number below it is that of one side."""
    found = understand("Date,Crow's feet [U per side]\n2026-01-02,12\n")
    assert doses(found) == [{"crows-feet-left": 12, "crows-feet-right": 12}]


@pytest.mark.parametrize(
    ("head", "iso"),
    [
        ("Date (DD/MM/YYYY)", "2026-04-03"),
        ("Date (MM/DD/YYYY)", "2026-03-04"),
        ("date_dd.mm.yy", None),
        ("Datum (TT.MM.JJJJ)", "2026-04-03"),
        ("Date [JJ/MM/AAAA]", "2026-04-03"),
    ],
)
def test_a_name_may_settle_the_order_of_day_and_month(head: str, iso: str | None) -> None:
    """As people write the form of a date beside its name."""
    text = f"{head},Area\n03/04/2026,chin\n"
    if iso is None:
        with pytest.raises(BotoxlogError):
            understand(text)
    else:
        assert dates(understand(text)) == [iso]


def test_a_name_and_the_dates_below_it_may_disagree() -> None:
    """Then it is asked, and not guessed."""
    with pytest.raises(BadInputError, match="could be"):
        understand("Date (DD/MM/YYYY),Area\n03/04/2026,chin\n03/25/2026,11s\n")


# --- --map ----------------------------------------------------------------------------------------


def test_what_is_said_of_a_column_counts() -> None:
    """Roles, an area, and what to leave out; names in any case, with = in them."""
    found = understand(
        "P\u00e4iv\u00e4,Kohta,Er\u00e4 = lot,Otsa,Mieli\n23.1.2025,glabella,F3310,8,iloinen\n",
        options=Options(
            columns=(
                "p\u00e4iv\u00e4=date",
                "Kohta=Area",
                "Er\u00e4 = lot=lot",
                "Otsa=forehead",
                "Mieli=ignore",
            )
        ),
    )
    assert doses(found) == [{"glabella": None, "forehead": 8}]
    assert (found.new[0].session.lot, notes(found), found.notices) == ("F3310", [None], [])
    assert meanings(found) == ["date", "area", "lot", "units of forehead", "left out"]


def test_what_is_said_counts_before_what_a_name_says() -> None:
    """The column that it displaces goes into the note."""
    found = understand(
        "Date,Area,Units,Actual\n2026-01-02,11s,25,20\n", options=Options(columns=("Actual=units",))
    )
    assert (doses(found), notes(found)) == ([{"glabella": 20}], ["Units: 25"])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Mood=lot", 'The sheet has no column "Mood"'),
        ("Pain", "does not say what a column holds"),
        ("Pain=gibberish", "does not say what a column holds"),
        ("=lot", "does not say what a column holds"),
    ],
)
def test_what_is_said_in_vain_is_refused(said: str, sentence: str) -> None:
    """A slip of the finger must not change how a sheet is read."""
    with pytest.raises(BadInputError, match=sentence) as refusal:
        understand("Date,Area,Pain\n2026-01-02,11s,3\n", options=Options(columns=(said,)))
    assert refusal.value.hint


def test_the_line_to_copy_survives_a_shell() -> None:
    """A name may hold what a shell would run."""
    found = understand("Date,Area,$(rm -r ~); 'x'\n2026-01-02,11s,what\n")
    (notice,) = found.notices
    words = shlex.split(notice.partition("--map ")[2].partition(". It could")[0])
    assert words == ["$(rm -r ~); 'x'=ignore"]


def test_somebody_is_asked_about_a_column() -> None:
    """The roles that fit its cells and that no other column has, the notes, or nothing."""
    text = "Date,Area,Units,Vial no\n2026-01-02,11s,20,C1234\n"
    somebody = Choosing("lot")
    assert understand(text, clarifier=somebody).new[0].session.lot == "C1234"
    assert {"date", "area", "units", "cost"}.isdisjoint(somebody.asked["Vial no"])
    kept = understand(text, clarifier=Choosing("something else: keep it in the notes"))
    assert notes(kept) == ["Vial no: C1234"]
    gone = understand(text, clarifier=Choosing("nothing to keep: leave it out"))
    assert (notes(gone), meanings(gone)[3]) == ([None], "left out")


def test_two_columns_are_not_answered_with_one_role() -> None:
    """What the first was said to be is not offered for the second."""
    text = "Date,Area,Vial,Box\n2026-01-02,11s,C1,C2\n"
    found = understand(text, clarifier=Choosing("lot", "something else: keep it in the notes"))
    assert (found.new[0].session.lot, notes(found)) == ("C1", ["Box: C2"])


# --- cells beyond the last name -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "note", "refused"),
    [
        ("2025-01-10,Forehead,12,heavy, drooped, left", "heavy, drooped, left", False),
        ("2025-01-10,Forehead,12,heavy,,", "heavy", False),
        ("2025-01-10,Forehead,12", None, False),
        ("2025-01-10,Forehead,12,5,fine", None, True),
        ("2025-01-10,Forehead,12,5 units,fine", None, True),
        ("2025-01-10,Forehead, chin,12,fine", None, True),
    ],
)
def test_cells_beyond_the_last_name(row: str, note: str | None, *, refused: bool) -> None:
    """The rest of a sentence joins the note; where a number may be cut the row is refused."""
    found = understand(f"Date,Area,Units,Notes\n{row}\n2025-06-10,chin,4,\n")
    assert [number for number, _ in reasons(found)] == ([2] if refused else [])
    if not refused:
        assert found.new[0].session.note == note


QUOTE = 'Put quotation marks around a cell that holds ";" itself.'


def test_what_to_do_about_cells_beyond_the_last_name() -> None:
    """The row, how many cells it has, and the remedy."""
    found = understand("Date;Area;Units\n2025-01-10;Forehead;12;5\n2025-06-10;chin;4\n")
    assert reasons(found) == [(2, f"It has 4 cells under 3 names. {QUOTE}")]


def test_cells_without_a_name_are_kept_where_they_are_real_cells() -> None:
    """Nobody types a tab within a cell, and XLSX has cells."""
    tabs = understand("When\tWhere\tU\n2025-04-04\tchin\t4\tpaid cash\task for less\n")
    cells = understand(
        xlsx(
            {"a": [["When", "Where", "U"], ["2025-04-04", "chin", 4, "paid cash", "ask for less"]]}
        )
    )
    assert notes(tabs) == notes(cells) == ["paid cash; ask for less"]


# --- rows that are no sessions --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "cell", "expected"),
    [
        ("Status", "Completed", True),
        ("Status", "attended and paid", True),
        ("Status", "", True),
        ("Status", "-", True),
        ("Status", "Cancelled", False),
        ("Status", "canceled late by patient", False),
        ("Status", "No-Show", False),
        ("Status", "Did not attend", False),
        ("Status", "DNA", False),
        ("Status", "not started", False),
        ("Status", "Rescheduled", False),
        ("Status", "entered-in-error", False),
        ("Status", "storniert", False),
        ("Status", "purple", None),
        ("Status", "completed, left side sore", None),
        ("Attended?", "no", False),
        ("Attended?", "yes", True),
        ("Cancelled?", "yes", False),
        ("Cancelled?", "no", True),
        ("Cancelled?", "", True),
        ("Cancelled", "on the day", False),
        ("No show", "x", False),
        ("No show", "0", True),
        ("Completed", "\u2713", True),
    ],
)
def test_what_a_status_says(head: str, cell: str, *, expected: bool | None) -> None:
    """That the visit took place, that it did not, or nothing known; the name may turn yes round."""
    assert took_place(head, cell) is expected


def test_visits_that_did_not_take_place_are_left_out_and_named() -> None:
    """With what the sheet says; a word that is not known keeps its row and goes into the note."""
    found = understand(
        "Date,Area,Status\n2025-01-10,chin,Done\n2025-02-10,chin,Cancelled\n,11s,\n"
        "2025-03-10,chin,purple\n"
    )
    assert (dates(found), notes(found)) == (["2025-01-10", "2025-03-10"], [None, "Status: purple"])
    assert left_out(found) == [(3, 'Status: "Cancelled".'), (4, 'Status: "Cancelled".')]
    assert ['"purple" in the column "Status"' in notice for notice in found.notices] == [True]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("Consultation,,", '"Consultation" is a visit without an injection.'),
        ("Botox consultation,chin,", '"Botox consultation" is a visit without an injection.'),
        ("2-week check,chin,", '"2-week check" is a visit without an injection.'),
        ("Phone call,,", '"Phone call" is a visit without an injection.'),
        ("Deposit,,", '"Deposit" is a visit without an injection.'),
        ("Lip filler,lips,1", '"Lip filler" is not a botulinum toxin.'),
        (
            "Follow-up,chin,4",
            '"Follow-up" is a visit without an injection, but the row has units.',
        ),
        ("Botox,chin,4", None),
        ("Botox + consultation,chin,4", None),
    ],
)
def test_visits_without_a_toxin_are_left_out_and_named(cells: str, reason: str | None) -> None:
    """By the cell that says what was done."""
    found = understand(f"Date,Service,Area,Units\n2025-01-10,{cells}\n2025-06-10,Botox,11s,20\n")
    assert left_out(found) == ([(2, reason)] if reason else [])


def test_a_kind_of_visit_beside_units_is_kept_in_the_note() -> None:
    """Units were injected, whatever the visit was called."""
    found = understand("Date,Type of visit,Area,Units\n2025-01-10,Follow-up,chin,4\n")
    assert (doses(found), notes(found)) == ([{"chin": 4}], ["Follow-up"])


PEOPLE = "Who,Date,Area\nme,2025-01-10,chin\nmum,2025-02-10,11s\n,,chin\nMyself,2025-03-10,11s\n"


def test_one_of_several_people_has_to_be_chosen() -> None:
    """By an option or by the person at the terminal; the rows of the others are named."""
    with pytest.raises(BadInputError, match='names 2 people: "me" and "mum"') as refusal:
        understand(PEOPLE)
    assert refusal.value.hint == "Choose whose rows to read, such as: --person me"
    for found in (
        understand(PEOPLE, options=Options(person="ME")),
        understand(PEOPLE, clarifier=Choosing("me")),
    ):
        assert (dates(found), notes(found)) == (["2025-01-10", "2025-03-10"], [None, None])
        assert left_out(found) == [(3, 'It is about "mum".'), (4, 'It is about "mum".')]


def test_a_person_who_is_not_in_the_sheet_is_refused() -> None:
    """With those who are; and where no column names people at all."""
    with pytest.raises(BadInputError, match='does not name "dad"'):
        understand(PEOPLE, options=Options(person="dad"))
    with pytest.raises(BadInputError, match="No column of this sheet names people"):
        understand("Date,Area\n2025-01-10,chin\n", options=Options(person="dad"))


def test_one_person_alone_is_said_and_not_kept() -> None:
    """Nothing has to be chosen."""
    found = understand("Client,Date,Area\nAnna,2025-01-10,chin\n,2025-06-10,11s\n")
    assert (dates(found), found.notices) == (
        ["2025-01-10", "2025-06-10"],
        ['All rows are about "Anna".'],
    )


@pytest.mark.parametrize(
    ("names", "role"),
    [
        (("me", "mum"), "person"),
        (("Dr Lee", "Nurse Kim"), "injector"),
        (("Jo", "Sam"), None),
        (("me", "Dr Lee"), None),
    ],
)
def test_who_is_told_by_its_cells(names: tuple[str, str], role: str | None) -> None:
    """Relations are people treated, titles are clinicians; of anything else it is asked."""
    text = f"Who,Date,Area\n{names[0]},2025-01-10,chin\n{names[1]},2025-06-10,11s\n"
    options = Options(person=names[0] if role == "person" else None)
    if role is None:
        with pytest.raises(BadInputError) as refusal:
            understand(text, options=options)
        assert refusal.value.hint == "Say what it holds: --map Who=person or --map Who=injector"
    else:
        assert meanings(understand(text, options=options))[0] == role


@pytest.mark.parametrize(
    ("names", "people"), [(("Anna", "Bob Lee"), True), (("Round 1", "Round 2"), False)]
)
def test_a_column_of_names_may_be_one_of_people(names: tuple[str, str], *, people: bool) -> None:
    """Two people must not become one journal; the titles of pages are notes."""
    text = f"Name,Date,Area\n{names[0]},2025-01-10,chin\n{names[1]},2025-06-10,11s\n"
    if people:
        with pytest.raises(BadInputError, match="may name the people"):
            understand(text)
        kept = understand(text, options=Options(columns=("Name=note",)))
        assert notes(kept) == ["Anna", "Bob Lee"]
    else:
        assert notes(understand(text)) == ["Name: Round 1", "Name: Round 2"]


def test_somebody_is_asked_whose_names_they_are_and_then_which() -> None:
    """Two questions about one column have two answers."""
    text = "Who,Date,Area\nJo,2025-01-10,chin\nSam,2025-06-10,11s\n"
    found = understand(text, clarifier=Choosing("the person treated", "Sam"))
    assert (dates(found), left_out(found)) == (["2025-06-10"], [(2, 'It is about "Jo".')])


# --- where the names are --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "is_head"),
    [
        (",,Forehead,Chin,", True),
        (",(brand),Forehead,Chin,[EUR]", True),
        (",Botox,Forehead,,can't remember when", False),
        (",,Forehead,12,", False),
    ],
)
def test_a_row_of_areas_below_the_names(second: str, *, is_head: bool) -> None:
    """Below a merged "Units" it is part of the names; with anything else in it, it is a session."""
    found = understand(f"Date,Product,Units,,Notes\n{second}\n2026-01-05,Botox,8,4,\n")
    assert ("units of forehead" in meanings(found)) is is_head


def test_a_first_row_without_a_date_is_named() -> None:
    """Its area does not make it a row of names."""
    found = understand("Date,Product,Area,Units\n,Botox,Forehead,\n2025-05-14,Botox,Forehead,14\n")
    assert (reasons(found), dates(found)) == ([(2, "It has no date.")], ["2025-05-14"])


def test_a_row_of_another_date_is_no_part_of_the_session_above() -> None:
    """The same area again is another session, of which the date is missing."""
    found = understand("Date,Area,Units\n2025-05-14,11s,14\n,11s,20\n,chin,4\n")
    assert doses(found)[0] == {"glabella": 14}
    assert (3, "It has no date.") in reasons(found)


def test_files_that_were_joined_repeat_their_names() -> None:
    """The same names are left out; other names would move every cell."""
    both = understand("\ufeffDate,Area\n2025-05-14,11s\n\ufeffDate,Area\n2025-06-14,chin\n")
    assert dates(both) == ["2025-05-14", "2025-06-14"]
    assert both.notices == ["Left out, because they repeat the names of the columns: row 3."]
    with pytest.raises(BadInputError, match="Row 3 names the columns again"):
        understand("Date,Area\n2025-05-14,11s\nDate,Units\n2025-06-14,4\n")


def test_a_sheet_with_its_names_in_the_first_column() -> None:
    """Is read column by column, and says so; what is wrong is named by the column's letter."""
    found = understand(
        "Date,2025-02-06,soon,2025-11-13\n\nProduct,Botox,Botox,Xeomin\nForehead,10,8,10\n"
        "Crow's feet,24,,24\nPaid,\u00a3320,\u00a3250,\u00a3300\n"
    )
    assert doses(found) == [{"forehead": 10, "crows-feet": 24}] * 2
    assert found.notices == ["The names are in the first column, so each column was read as a row."]
    shown = [f"{lead}{text}" for lead, text in understood(found, Merged("", {}), load(), TODAY)]
    assert '  column C: "soon" is not a date with a year.' in shown


# --- ways of drawing a table ----------------------------------------------------------------------

ORG = """#+TITLE: log
* Botox
| Date             | Brand   | Area     | Units |
|------------------+---------+----------+-------|
| <2025-03-07 Fri> | Dysport | Forehead |    30 |
| [2025-08-15 Fri 09:30] | Xeomin  | Chin     |     4 |
#+TBLFM: $5=vsum(@2..@3)
"""
MARKDOWN = """# My log

Next one due in spring.

| Date | Brand | Area | Units |
|:-----|:-----:|------|------:|
| 2025-03-07 | **Dysport** | _Forehead_ | `30` |
| 2025-08-15 | Xeomin | Chin | 4 |
"""
PSQL = """    date    |  brand  |   area   | units
------------+---------+----------+-------
 2025-03-07 | Dysport | Forehead |    30
 2025-08-15 | Xeomin  | Chin     |     4
(2 rows)
"""
BOX = """\u250c\u2500\u2500\u2500\u2500\u252c\u2500\u2500\u2500\u2510
\u2502 Date \u2502 Brand \u2502 Area \u2502 Units \u2502
\u251c\u2500\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u2524
\u2502 2025-03-07 \u2502 Dysport \u2502 Forehead \u2502 30 \u2502
\u2502 2025-08-15 \u2502 Xeomin \u2502 Chin \u2502 4 \u2502
\u2514\u2500\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2518
"""
BARE = """Date | Brand | Area | Units
-- | -- | -- | --
2025-03-07 | Dysport | Forehead | 30
2025-08-15 | Xeomin | Chin | 4
"""
ESCAPED = "| Date | Area | Notes |\n|---|---|---|\n| 2025-03-07 | chin | left \\| right |\n"
ASCII = """+------------+---------+----------+-------+
| Date       | Brand   | Area     | Units |
+============+=========+==========+=======+
| 2025-03-07 | Dysport | Forehead | 30    |
+------------+---------+----------+-------+
| 2025-08-15 | Xeomin  | Chin     | 4     |
+------------+---------+----------+-------+
"""


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        (ORG, "rows 1-2, 7"),
        (MARKDOWN, "rows 1, 3"),
        (PSQL, "row 5"),
        (BOX, None),
        (ASCII, None),
        (BARE, None),
    ],
    ids=["org", "markdown", "psql", "box", "ascii", "bare"],
)
def test_tables_drawn_with_bars(text: str, outside: str | None) -> None:
    """Rules are no rows, marks for bold and code are no words, and the text around it is named."""
    found = understand(text)
    assert dates(found) == ["2025-03-07", "2025-08-15"]
    assert [item.session.product for item in found.new] == ["dysport", "xeomin"]
    assert doses(found) == [{"forehead": 30}, {"chin": 4}]
    assert (found.refused, found.notices) == (
        [],
        [f"Outside the table, not read: {outside}."] if outside else [],
    )


def test_an_escaped_bar_is_part_of_its_cell() -> None:
    """As Markdown writes it."""
    assert notes(understand(ESCAPED)) == ["left | right"]


INVISIBLE = ["\ufeff", "\u200b", "\u2060", "\u200e", "\u00ad", "\u200d"]


@pytest.mark.parametrize("mark", INVISIBLE)
def test_marks_that_nobody_sees_change_nothing(mark: str) -> None:
    """In names and in cells, in CSV and XLSX; fixed spaces are spaces."""
    text = f"{mark}Date,\u00a0A{mark}rea\n{mark}2025-03-07,fore{mark}head{mark}\n"
    text += f'{mark}"2025-08-15","frown\u00a0li{mark}nes"\n'
    cells = xlsx({"a": [[f"{mark}Date", f"A{mark}rea"], [f"{mark}2025-03-07", f"fore{mark}head"]]})
    assert doses(understand(text)) == [{"forehead": None}, {"glabella": None}]
    assert doses(understand(cells)) == [{"forehead": None}]


def test_joiners_within_emoji_are_kept() -> None:
    """They are part of what was written."""
    family = "\U0001f469\u200d\U0001f467"
    assert notes(understand(f"Date,Area,Notes\n2025-03-07,chin,{family}\n")) == [family]


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["45667", "45791.5"], ["2025-01-10", "2025-05-14"]),
        (["45667", "45791,5"], ["2025-01-10", "2025-05-14"]),
        (["1736501400", "1747216800"], ["2025-01-10", "2025-05-14"]),
        (["1736501400000"], ["2025-01-10"]),
        (["45667", "2025-05-14"], ["2025-01-10", "2025-05-14"]),
        (["20250110"], ["2025-01-10"]),
        (["2025-01-10T09:30:00.000Z"], ["2025-01-10"]),
        (["2025-01-10T23:30:00-08:00"], ["2025-01-10"]),
        (["2025-01-10 09:30:00+02"], ["2025-01-10"]),
        (["10/01/2025, 21:05"], None),
        (["45667", "12"], []),
        (["45667", "99999"], []),
    ],
)
def test_dates_as_programs_write_them(cells: list[str], expected: list[str] | None) -> None:
    """Days since 1900 and seconds since 1970 where a whole column is; the local date of a time."""
    text = "Date\tArea\n" + "".join(f"{cell}\tchin\n" for cell in cells)
    if expected is None:
        with pytest.raises(BadInputError, match="could be"):
            understand(text)
    else:
        assert dates(understand(text)) == expected


def test_it_is_said_that_numbers_were_read_as_dates() -> None:
    """With one of them, to be checked; in XLSX the cells lost their format."""
    found = understand(xlsx({"a": [["Date", "Area"], [45667, "chin"], [45791.604, "11s"]]}))
    assert found.notices == [
        'Numbers in the column "Date" were read as Excel\'s day numbers: 45667 is 10 Jan 2025.'
    ]


def test_which_numbers_are_days() -> None:
    """From 1982 on, at most ten years from today; all or none."""
    today = date(2026, 11, 28)
    assert counted_days(["29951"], today) is None  # 31 Dec 1981
    assert counted_days(["29952"], today) == (
        {"29952": "1982-01-01"},
        "were read as Excel's day numbers: 29952 is 1 Jan 1982.",
    )
    assert counted_days(["50041"], today) is None  # 1 Jan 2037
    assert counted_days(["2025", ""], today) is None


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("<2025-01-10 Fri>", "2025-01-10"),
        ("[2025-01-10 Fr 10:00]", "2025-01-10"),
        ("Fri 13/06/2025", "2025-06-13"),
        ("15 de enero de 2025", "2025-01-15"),
        ("3 ottobre 2025", "2025-10-03"),
        ("12 maart 2025", "2025-03-12"),
        ("1er juillet 2025", "2025-07-01"),
        ("10 de fevereiro de 2025", "2025-02-10"),
    ],
)
def test_dates_in_brackets_with_weekdays_and_in_other_languages(typed: str, iso: str) -> None:
    """One reading, and it is taken."""
    assert dates(understand(f"Date,Area\n{typed},chin\n")) == [iso]


def test_a_weekday_that_does_not_fit_its_date_is_refused() -> None:
    """One of the two is a slip, and nobody can say which."""
    found = understand("Date,Area\n<2025-01-10 Mon>,chin\n2025-06-13,11s\n")
    assert reasons(found) == [
        (2, '"<2025-01-10 Mon>" names another day of the week than that date has.')
    ]


def test_what_has_the_form_of_a_date() -> None:
    """Figures, or a month and a year."""
    cells = ("3/4/26", "Mar 2026", "5 mai 2026", "12", "good")
    assert [is_date(cell) for cell in cells] == [True, True, True, False, False]


# --- bounds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        "<row>" + "<c/>" * 301 + "</row>",
        "<row>" + "<c><v>1</v></c>" * 2_000_000 + "</row>",
        "<row r='2'>" + "<c r='A2'/>" * 1_000_001 + "</row>",
        "<row/>" * 50_001,
        "<row>" + "<c/>" * 300 + "</row>" + "<row/>" * 4_000,
        "<row r='2'><c s='>' r='XFD1048576'><v>1</v></c></row>",
    ],
    ids=["columns", "cells", "one place", "rows", "area", "hidden"],
)
def test_a_large_xlsx_sheet_is_refused_before_it_fills_the_memory(rows: str) -> None:
    """Whether or not its cells say where they are; counted as it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(xlsx({"a": [["Date", "Area"]]}))) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    whole = sheet_xml([["Date", "Area"]]).replace("</sheetData>", f"{rows}</sheetData>")
    raw = packed(parts | {"xl/worksheets/sheet1.xml": whole})
    tracemalloc.start()
    with pytest.raises(CannotDoError, match="or more than 1000000 cells"):
        table.read(raw, columns.fit)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * len(whole) + 1_000_000


# --- nothing is dropped in silence ----------------------------------------------------------------

USUAL = {
    "Product": ("Botox", "Dysport", ""),
    "Units": ("20", ""),
    "Cost ($)": ("200", ""),
    "Lot": ("C1", ""),
    "Status": ("done", "", "cancelled"),
    "Side": ("left", "both", ""),
    "Side effects": ("headache", ""),
    "Patient": ("me", ""),
    "Service": ("Botox", "consultation"),
    "Expiry": ("2027-01", ""),
    "Lasted": ("3 months", ""),
    **dict.fromkeys(("Notes", "Mood", "Nurse", "Clinic", "Reason", "Session", "Total", ""), ("",)),
}
"""Columns, and what their cells usually hold."""

DRAWINGS = [",", ";", "\t", "bars", "xlsx", "transposed"]


@st.composite
def marked_sheets(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, int]]:
    """Return rows with words that occur once, and the number of the row of each word."""
    others = draw(st.lists(st.sampled_from(sorted(USUAL)), max_size=5, unique=True))
    names = draw(st.permutations(["Date", "Area", *others]))
    rows, words = [names], dict[str, int]()
    for number in range(2, 2 + draw(st.integers(1, 4))):
        row = [
            f"2025-0{number}-10"
            if name == "Date"
            else draw(st.sampled_from(USUAL.get(name, ("11s", "forehead", "chin"))))
            for name in names
        ]
        row += [""] * draw(st.integers(0, 2))
        for place in draw(st.sets(st.integers(0, len(row) - 1), max_size=2)):
            word = f"zq{number}x{place}"
            words[word] = number
            row[place] = word
        rows.append(row)
    return rows, words


def drawn(rows: list[list[str]], drawing: str) -> bytes:
    """Return a sheet in one of many forms; the number of a row stays what it is."""
    if drawing == "xlsx":
        return xlsx({"a": [[cell or None for cell in row] for row in rows]})
    if drawing == "bars":
        return "\n".join("| " + " | ".join(row) + " |" for row in rows).encode()
    if drawing == "transposed":
        width = max(map(len, rows))
        rows = [[row[i] if i < len(row) else "" for row in rows] for i in range(width)]
        drawing = ","
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=drawing).writerows(rows)
    return out.getvalue().encode()


@examples(400)
@given(marked_sheets(), st.sampled_from(DRAWINGS))
def test_every_cell_is_used_or_its_row_is_named(
    sheet: tuple[list[list[str]], dict[str, int]], drawing: str
) -> None:
    """A word of any cell is found in a new record, or in the reason for which its row is left out.

    A row may also be left out for another reason; then its number is what names it.
    """
    rows, words = sheet
    try:
        found = understand(drawn(rows, drawing), options=Options())
    except BotoxlogError:
        return
    recorded = repr([item.session for item in found.new]) + repr(found.checkins)
    named = {item.row for item in found.layout.left_out} | {item.row for item in found.refused}
    said = " ".join(found.notices)
    lost = [
        word
        for word, row in words.items()
        if word not in recorded and row not in named and word not in said
    ]
    assert not lost
