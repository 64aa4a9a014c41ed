"""A spreadsheet is read as its owner meant it, or the row is left out with the reason."""

import csv
import io
import random
import re
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.commands.shared.terminal import Refuser
from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError
from botoxlog.core.model import Dose, Journal, Person, Session
from botoxlog.core.partial_dates import PartialDate
from botoxlog.input.language.interpreter import Clarifier, Interpreter, Typed
from botoxlog.input.spreadsheet import column_roles, columns, layout, table
from botoxlog.input.spreadsheet.options import CostOf, DayOrder, Options
from botoxlog.input.spreadsheet.sessions import SheetContents, read
from tests.conftest import TODAY
from tests.input.sheets import packed, sheet_xml, xlsx
from tests.laws import examples

FIXTURE = Path(__file__).with_name("thirty.csv")


class SecondReading:
    """Somebody who takes the second of any readings, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Return the second."""
        self.asked.append(f"{word}: {', '.join(readings)}")
        return readings[1]

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Keep the word."""

    def is_area(self, word: str) -> bool:  # noqa: ARG002 - as the protocol has it
        """Say no."""
        return False


def understand(
    raw: bytes | str,
    journal: Journal | None = None,
    options: Options | None = None,
    clarifier: Clarifier | None = None,
) -> SheetContents:
    """Read a file as `import` does, with nobody to ask unless somebody is given."""
    sheet = table.read(raw.encode() if isinstance(raw, str) else raw, columns.fit)
    interpreter = Interpreter(load(), journal or Journal(), TODAY, clarifier or Refuser())
    numbers = count(1)
    return read(
        sheet, interpreter, new_id=lambda: f"n{next(numbers)}", options=options or Options()
    )


def day(iso: str) -> PartialDate:
    """Return a day."""
    return PartialDate.of_day(date.fromisoformat(iso))


def doses(found: SheetContents) -> list[dict[str, float | None]]:
    """Return what was treated at each new session."""
    return [{dose.area: dose.units for dose in item.session.doses} for item in found.new]


def reasons(found: SheetContents) -> list[tuple[int, str]]:
    """Return the rows that were left out."""
    return [(item.row, item.reason) for item in found.refused]


def test_a_whole_row() -> None:
    """Every column that people keep, each in its field."""
    found = understand(
        "When,Product/Brand/Toxin,Where,U,Left,Right,Price ($),Nurse,Clinic,Lot/Batch,Exp,"
        "Comments,Reason\n"
        '13/08/2026,dysport,masseter,,25,30,"1,200",Kim,Elm St,C1,03/2027,sore,Lines\n'
    )
    assert [item.session for item in found.new] == [
        Session(
            id="n1",
            date=day("2026-08-13"),
            doses=(Dose("masseter-left", 25), Dose("masseter-right", 30)),
            product="dysport",
            purpose="lines",
            injector="Kim",
            clinic="Elm St",
            lot="C1",
            expiry=PartialDate.of_month(2027, 3),
            cost=1200,
            currency="USD",
            note="sore",
        )
    ]
    assert (found.how, found.order, found.refused) == ("commas, UTF-8", DayOrder.DAY, [])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("11s,20", {"glabella": 20}),
        ("11s,20 units", {"glabella": 20}),
        ("crow's feet,12 each", {"crows-feet-left": 12, "crows-feet-right": 12}),
        ('"11s 20, forehead 8",', {"glabella": 20, "forehead": 8}),
        ('"11s (20u), forehead (8u)",', {"glabella": 20, "forehead": 8}),
        ("11s: 20; forehead: 8,", {"glabella": 20, "forehead": 8}),
        ('"11s, forehead",20/8', {"glabella": 20, "forehead": 8}),
        ("11s + forehead,", {"glabella": None, "forehead": None}),
        ("11s and forehead,", {"glabella": None, "forehead": None}),
        ('"jaw, left",25', {"masseter-left": 25}),
        ("11s,", {"glabella": None}),
        ("11s,n/a", {"glabella": None}),
        ('11s,"12,5"', {"glabella": 12.5}),
        ("my kneecap,3", {"my kneecap": 3}),
    ],
)
def test_areas_and_units_as_people_write_them(
    cells: str, expected: dict[str, float | None]
) -> None:
    """One area a cell, several, with units beside or within."""
    found = understand(f"Date,Area,Units\n2026-08-01,{cells}\n")
    assert (doses(found), reasons(found)) == ([expected], [])


def test_what_stands_once_above_several_rows() -> None:
    """Merged cells leave the date of a visit in its first row, a year in a row of its own."""
    found = understand(
        "Date,Product,Area,Units,Nurse\n"
        "2025,,,,\n"
        "14 Mar,Botox,11s,20,Kim\n,,forehead,8,\n,Botox,chin,4,\n"
        "3/25,Botox,11s,20,\n,Dysport,forehead,8,\n"
        "2026,,,,\n5 Jan.,Botox,11s,20,\n\n,,chin,4,\nTotal,,,84,\n,,Total,84,\n"
    )
    assert [(item.rows, item.session.date.iso) for item in found.new] == [
        ((3, 4, 5), "2025-03-14"),
        ((6,), "2025-03-25"),
        ((9,), "2026-01-05"),
    ]
    assert doses(found)[0] == {"glabella": 20, "forehead": 8, "chin": 4}
    assert reasons(found) == [
        (7, "It has no date."),
        (11, "It has no date."),
        (12, "It is a total, not a session."),
        (13, "It is a total, not a session."),
    ]
    assert found.notices == [
        "Treated as headings: 2 rows with only a year.",
        "Treated as part of the session above: 2 rows without a date.",
    ]


def test_heads_in_two_lines() -> None:
    """Areas below a merged "Units" are the heads of their columns."""
    found = understand(
        "Diary,,,,\nDate,Product,Units,,Cost\n,,Forehead,Chin,\n2026-01-05,Botox,8,4,$300\n"
    )
    assert (doses(found), reasons(found)) == ([{"forehead": 8, "chin": 4}], [])
    one_line = understand("Date,Area,Units\n,chin,4\n2026-01-05,11s,20\n")
    assert reasons(one_line) == [(2, "It has no date.")]


@pytest.mark.parametrize(
    ("text", "expected", "product"),
    [
        ("Date,Area,Units\n2026-01-05,11s,20 units botox\n", {"glabella": 20}, "botox-cosmetic"),
        ("Date,Treatment,Area\n2026-01-05,20u of Dysport,11s\n", {"glabella": 20}, "dysport"),
        (
            "Date,Area,Units,Brand\n2026-01-05,11s,20 btx,Botox\n",
            {"glabella": 20},
            "botox-cosmetic",
        ),
        (
            'Date,Treatment,Area\n2026-01-05,28 units botox,"11s 20, chin 8"\n',
            {"glabella": 20, "chin": 8},
            "botox-cosmetic",
        ),
    ],
)
def test_units_and_product_in_one_cell(text: str, expected: dict[str, float], product: str) -> None:
    """A cell such as "20 botox" is both, also beside a column of products."""
    found = understand(text)
    assert (doses(found), reasons(found)) == ([expected], [])
    assert (found.new[0].session.product, found.new[0].session.note) == (product, None)


def test_a_column_of_procedures() -> None:
    """It names products, touch-ups among them; what is no toxin is left out and said to be none."""
    found = understand(
        "Date,Procedure,Area,Units\n2026-01-05,Botox,11s,20\n2026-01-19,Botox touch-up,11s,4\n"
        "2026-02-01,Filler,lips,1ml\n"
    )
    products = [(item.session.product, item.session.touch_up_of) for item in found.new]
    assert products == [("botox-cosmetic", None), ("botox-cosmetic", "n1")]
    assert found.layout.left_out == ((4, '"Filler" is not a botulinum toxin.'),)


def test_the_sum_of_areas_with_their_own_units_is_checked() -> None:
    """As in a sheet with a column for each area."""
    sheet = 'Date,Area,Units\n2026-01-05,"11s 20, chin 8",{}\n'
    assert understand(sheet.format("28")).new[0].session.note is None
    assert reasons(understand(sheet.format("30"))) == [
        (2, "The total is 30 units, but the areas add up to 28.")
    ]


def test_a_sheet_in_german_and_one_in_french() -> None:
    """Heads, areas, months and decimal commas of the neighbours are read."""
    found = understand(
        "Datum;Pr\u00e4parat;Zornesfalte;Kr\u00e4henf\u00fc\u00dfe;Einheiten gesamt;Preis;Arzt;"
        "Charge;Bemerkung;Korrektur\n"
        "5. M\u00e4rz 2025;Bocouture;20;7,5;27,5;1.020,50 \u20ac;Dr. Maier;C1;gut;nein\n"
        "Okt 25;Bocouture;20;;;;;;;\nSumme;;40;;;;;;;\n"
    )
    assert [(item.session.date.iso, item.session.product) for item in found.new] == [
        ("2025-03-05", "bocouture"),
        ("2025-10", "bocouture"),
    ]
    first = found.new[0].session
    assert doses(found)[0] == {"glabella": 20, "crows-feet": 7.5}
    assert (first.cost, first.currency, first.injector, first.lot, first.note) == (
        1020.5,
        "EUR",
        "Dr. Maier",
        "C1",
        "gut",
    )
    assert reasons(found) == [(4, "It is a total, not a session.")]
    found = understand(
        "Date;Produit;Zone;Unit\u00e9s;Prix;M\u00e9decin;Retouche\n"
        "15 ao\u00fbt 2025;Azzalure;ride du lion;50;250 \u20ac;Dr Petit;non\n"
        "15 ao\u00fbt 2025;Azzalure;pattes d'oie;30;;Dr Petit;\n"
    )
    assert doses(found) == [{"glabella": 50, "crows-feet": 30}]
    assert found.new[0].session.date == day("2025-08-15")


def test_a_column_that_numbers_the_rows_is_no_note() -> None:
    """It says nothing about a session; what does is kept, with its name."""
    found = understand("#,Date,Area,Result\n1,2026-01-05,11s,good\n2,2026-05-05,11s,\n")
    assert [item.session.note for item in found.new] == ["Result: good", None]
    assert layout.meanings(found.layout)[0] == ("#", "row number")
    found = understand("Rank,Date,Area\n1,2026-01-05,11s\n3,2026-05-05,11s\n")
    assert found.new[1].session.note == "Rank: 3"


def test_units_of_several_areas_together_are_never_divided() -> None:
    """The sum goes into the note."""
    found = understand('Date,Area,Units\n2026-08-01,"11s, forehead",28\n')
    assert doses(found) == [{"glabella": None, "forehead": None}]
    assert found.new[0].session.note == "28 units in total"


def test_a_column_for_each_area() -> None:
    """Units in the cells, a tick for treated, nothing or 0 for not; the sum has to be right."""
    found = understand(
        "Date;Forehead (U);Glabella units;Masseter L;Masseter (right);Total units\n"
        "2026-05-01;10;20;;;30\n2026-06-01;0;-;25;30;\n2026-07-01;x;;;;\n2026-08-01;10;;;;12\n"
        "2026-09-01;;;;;\n"
    )
    assert doses(found) == [
        {"forehead": 10, "glabella": 20},
        {"masseter-left": 25, "masseter-right": 30},
        {"forehead": None},
    ]
    assert reasons(found) == [
        (5, "The total is 12 units, but the areas add up to 10."),
        (6, "It names no area."),
    ]


@pytest.mark.parametrize(
    ("cells", "expected", "says"),
    [
        ("jaw,25,30,55", {"masseter-left": 25, "masseter-right": 30}, ""),
        ("jaw,25,,", {"masseter-left": 25}, ""),
        ("jaw,25,0,", {"masseter-left": 25}, ""),
        ("jaw,,,50", {"masseter": 50}, ""),
        ("jaw,25,30,60", None, "The total is 60 units, but the areas add up to 55."),
        ('"jaw, palms",25,30,', None, "more than one area"),
        (",25,30,", None, "It has units for left and right but no area."),
        ("jaw,x,x,50", {"masseter": 50}, ""),
        ("jaw,x,,25", {"masseter-left": 25}, ""),
        ("forehead,5,5,", None, "isn't clear which number"),
    ],
)
def test_left_and_right_in_columns_of_their_own(
    cells: str, expected: dict[str, float] | None, says: str
) -> None:
    """Of the one area beside them; a sum beside them has to be right."""
    found = understand(f"Date,Area,Left,Right,Units\n2026-08-01,{cells}\n")
    assert doses(found) == ([expected] if expected else [])
    assert [says in reason for _, reason in reasons(found)] == ([] if expected else [True])


def test_a_near_miss_is_kept_as_typed_and_told_once() -> None:
    """Nobody is there to ask; the suggestion stands beside it."""
    text = "Date,Area,Brand\n2026-08-01,glabela,disportt\n2026-09-01,glabela,disportt\n"
    found = understand(text)
    assert doses(found) == [{"glabela": None}] * 2
    assert found.notices == [
        '"glabela" is not an area botoxlog knows. Saved as you typed it. Did you mean glabella?',
        '"disportt" is not a product botoxlog knows. Saved as you typed it. Did you mean dysport?',
    ]


def test_rows_of_one_date_and_product_are_one_session() -> None:
    """Areas together, other cells wherever they stand; two lots are two sessions."""
    found = understand(
        "Date,Brand,Area,Units,Cost,Lot,Notes\n"
        "2026-08-01,Botox,11s,20,420 USD,,first\n"
        "2026-08-01,botox,forehead,10,,C1,second\n"
        "2026-08-01,Dysport,chin,10,,,\n"
        "2026-09-01,Xeomin,11s,20,,A,\n"
        "2026-09-01,Xeomin,chin,4,,B,\n"
    )
    assert [(item.rows, item.session.product) for item in found.new] == [
        ((2, 3), "botox-cosmetic"),
        ((4,), "dysport"),
        ((5,), "xeomin"),
        ((6,), "xeomin"),
    ]
    first = found.new[0].session
    assert (first.cost, first.lot, first.note) == (420, "C1", "first; second")


@pytest.mark.parametrize(
    ("costs", "cost_of", "cost", "says"),
    [
        (("420", ""), None, 420, ""),
        (("200", "100"), None, 300, ""),
        (("420", "420"), CostOf.VISIT, 420, ""),
        (("420", "420"), CostOf.ROW, 840, ""),
        (("0", "0"), None, 0, ""),
        (("420", "420"), None, None, "Rows 2 and 3 are one session and each cost 420"),
        (("420", "100"), CostOf.VISIT, None, "of this session give different costs"),
    ],
)
def test_a_cost_in_several_rows(
    costs: tuple[str, str], cost_of: CostOf | None, cost: float | None, says: str
) -> None:
    """Different costs are added; the same again has two readings, and is asked about."""
    text = f"Date,Area,Cost\n2026-08-01,11s,{costs[0]}\n2026-08-01,chin,{costs[1]}\n"
    options = Options(cost_of=cost_of)
    if cost is not None:
        assert understand(text, options=options).new[0].session.cost == cost
    elif cost_of is None:
        with pytest.raises(BadInputError, match=says):
            understand(text, options=options)
    else:
        assert all(says in reason for _, reason in reasons(understand(text, options=options)))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2026-08-01", "2026-08-01"),
        ("2026-08-01 00:00:00", "2026-08-01"),
        ("2026-08-01T10:30", "2026-08-01"),
        ("13/8/2026", "2026-08-13"),
        ("8/13/2026 2:30 PM", "2026-08-13"),
        ("13.08.26", "2026-08-13"),
        ("13-08-2026", "2026-08-13"),
        ("5/5/2026", "2026-05-05"),
        ("1 Aug 2026", "2026-08-01"),
        ("1-Aug-26", "2026-08-01"),
        ("Aug-26", "2026-08"),
        ("Aug '26", "2026-08"),
        ("1. August 2026", "2026-08-01"),
        ("Mrz 26", "2026-03"),
        ("f\u00e9vr. 2026", "2026-02"),
        ("08/2026", "2026-08"),
        ("Aug 1, 2026", "2026-08-01"),
        ("Sat 1 August 2026", "2026-08-01"),
        ("august 2026", "2026-08"),
        ("2026", "2026"),
        ("30/12/99", "1999-12-30"),
    ],
)
def test_dates_as_people_write_them(typed: str, iso: str) -> None:
    """Where there is one reading, it is taken."""
    found = understand(f'Date,Area\n"{typed}",chin\n')
    assert [item.session.date.iso for item in found.new] == [iso]


@pytest.mark.parametrize(
    "typed", ["3 weeks ago", "yesterday", "1 Aug", "458", "soon", "2026-02-30", "31/02/2026"]
)
def test_a_date_that_has_to_be_guessed_is_refused(typed: str) -> None:
    """A sheet was not written today: nothing in it is counted from today."""
    found = understand(f'Date,Area\n"{typed}",chin\n2026-08-01,11s\n')
    assert [row for row, _ in reasons(found)] == [2]


def test_a_visit_that_is_planned_is_left_out() -> None:
    """A journal holds what has happened."""
    ((row, reason),) = reasons(understand("Date,Area\n2026-12-24,chin\n"))
    assert (row, "is still to come" in reason) == (2, True)


AMBIGUOUS = "Date,Area\n03/04/2026,11s\n"


def test_the_order_of_day_and_month_is_settled_by_other_rows() -> None:
    """By any row in which only one order makes sense; the expiry counts where dates do not."""
    by_day = understand(AMBIGUOUS + "13/05/2026,chin\n")
    by_month = understand(AMBIGUOUS + "05/13/2026,chin\n")
    by_expiry = understand("Date,Area,Expiry\n03/04/2026,11s,31/12/2026\n")
    assert [item.session.date.iso for item in by_day.new] == ["2026-04-03", "2026-05-13"]
    assert [item.session.date.iso for item in by_month.new] == ["2026-03-04", "2026-05-13"]
    assert [item.session.date.iso for item in by_expiry.new] == ["2026-04-03"]


@pytest.mark.parametrize("more", ["", "13/05/2026,chin\n05/13/2026,chin\n"])
def test_where_nothing_settles_it_both_readings_are_given(more: str) -> None:
    """... and an option does."""
    with pytest.raises(BadInputError) as refusal:
        understand(AMBIGUOUS + more)
    assert refusal.value.sentence == (
        'Row 2: "03/04/2026" could be 3 Apr 2026 or 4 Mar 2026, and no other row shows which. '
        "Nothing was written."
    )
    assert refusal.value.hint == "Add --day-first or --month-first."
    found = understand(AMBIGUOUS + more, options=Options(DayOrder.MONTH))
    assert found.new[0].session.date.iso == "2026-03-04"


def test_a_person_is_asked_once_which_order_it_is() -> None:
    """The answer holds for every other date, and is told beside what was understood."""
    somebody = SecondReading()
    found = understand(AMBIGUOUS + "05/06/2026,chin\n", clarifier=somebody)
    assert [item.session.date.iso for item in found.new] == ["2026-03-04", "2026-05-06"]
    assert found.order is DayOrder.MONTH
    assert somebody.asked == ["03/04/2026: 3 Apr 2026, 4 Mar 2026"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",Botox,11s,20,,", "It has no date."),
        ("2026-08-01,Botox,,20,,", '"20" names no area.'),
        ("2026-08-01,Botox,,,,", "It names no area."),
        ("2026-08-01,Xeomin,11s,20 botox,,", "It has more than one product."),
        ("2026-08-01,Botox,11s,20-25,,", '"20-25" is a range'),
        ("2026-08-01,Botox,11s,2O,,", '"O" was not understood.'),
        ("2026-08-01,Botox,11s,0,,", '"0" is not a number above 0'),
        ("2026-08-01,Botox,jaw,1 vial,,", "not units"),
        ("2026-08-01,Botox,usd,,,", '"usd" is a currency, not an area'),
        ("2026-08-01,Botox,11s,-5,,", '"-5" is not a number above 0'),
        ("2026-08-01,Botox,11s,1.200,,", "could be 1200 or 1.2"),
        ("2026-08-01,Botox,frown,20,,", "can mean frown lines (glabella)"),
        ('2026-08-01,Botox,"11s, glabella",,,', "named twice"),
    ],
)
def test_a_row_that_is_not_understood_is_listed_with_its_reason(row: str, says: str) -> None:
    """Its number, why, and nothing of it is written."""
    found = understand(f"Date,Brand,Area,Units,Cost,Touch-up\n{row}\n2026-01-01,,chin,4,,\n")
    ((number, reason),) = reasons(found)
    assert (number, says in reason, len(found.new)) == (2, True, 1)


CELLS_OF_ADD = [
    ("Botox - Forehead", {"forehead": None}),
    ("Dysport Glabella 50u", {"glabella": 50}),
    ("Botox: Forehead 10, Glabella 20", {"forehead": 10, "glabella": 20}),
    ("Forehead(10)|11s(20)", {"forehead": 10, "glabella": 20}),
    ("GL 20 FH 10 CF 24", {"glabella": 20, "forehead": 10, "crows-feet": 24}),
    (
        "Forehead - 12u; Glabella - 20u; Crow's feet - 6u per side",
        {"forehead": 12, "glabella": 20, "crows-feet-left": 6, "crows-feet-right": 6},
    ),
    (  # corrugator 12 + procerus 4
        "Frontalis 10iu, corrugators 12iu, procerus 4iu, LCL 12iu",
        {"forehead": 10, "glabella": 16, "crows-feet": 12},
    ),
    ("20 IU in glabella, 8 in frontalis", {"glabella": 20, "forehead": 8}),
    ("Forehead & frown", {"forehead": None, "glabella": None}),
    ("frown 20, crow's feet 12", {"glabella": 20, "crows-feet": 12}),
    ("glab+fore", {"glabella": None, "forehead": None}),
    ("forehead/11s", {"forehead": None, "glabella": None}),
    ("forehead 10\n11s 20", {"forehead": 10, "glabella": 20}),
    ("Botox (3 areas): 11s, forehead, cf", dict.fromkeys(("glabella", "forehead", "crows-feet"))),
    ("platysma 40 (Speywood)", {"platysma": 40}),
    ("Botox for migraine: PREEMPT 155 U, 31 sites", {"migraine-pattern": 155}),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS_OF_ADD)
@pytest.mark.parametrize("head", ["Area", "Product", "Units"])
def test_a_cell_says_what_a_line_of_add_says(
    cell: str, expected: dict[str, float | None], head: str
) -> None:
    """Whichever of the columns about the treatment it stands in."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Date", head], ["2026-08-01", cell]])
    found = understand(out.getvalue())
    assert (doses(found), reasons(found)) == ([expected], [])


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("Upper face,50u", "can mean frown lines (glabella), forehead"),
        ("3 areas,60", '"3 areas", but the row names 0 areas.'),
        ("forehead 10-12,", '"10-12" is a range, and units are one number.'),
        ("forehead xyz,", '"xyz" was not understood.'),
        ("consultation,", "is about a visit that has not happened."),
        ("no botox,", "says what was not done."),
        ("11s,20?", '"?" leaves open what is so.'),
        ("11s,0.4 ml", "is a volume or a number of vials, not units."),
        ("11s by Kim and by Lee,20", "It has more than one injector."),
    ],
)
def test_what_a_cell_leaves_open_is_said_about_its_row(cells: str, says: str) -> None:
    """In a sentence that speaks of no line, and of nothing that was or was not saved."""
    found = understand(f"Date,Area,Units\n2026-08-01,{cells}\n2026-01-01,chin,4\n")
    ((number, reason),) = reasons(found)
    assert (number, len(found.new)) == (2, 1)
    assert says in reason
    assert "saved" not in reason
    assert "line " not in reason.replace("frown line", "")


@pytest.mark.parametrize(
    ("cells", "expected", "note"),
    [
        ("jaw,L,25", {"masseter-left": 25}, None),
        ("jaw,Right side,25", {"masseter-right": 25}, None),
        ("jaw,both,50", {"masseter": 50}, None),
        ("jaw,bilateral,50", {"masseter": 50}, None),
        ("jaw,L/R,50", {"masseter": 50}, None),
        ("jaw,both,25 each", {"masseter-left": 25, "masseter-right": 25}, None),
        ("jaw,each side,25", {"masseter-left": 25, "masseter-right": 25}, None),
        ("jaw left,left,25", {"masseter-left": 25}, None),
        ("jaw and temples,left,", {"masseter-left": None, "temples-left": None}, None),
        ("corrugator,left,6", {"glabella": 6}, None),
        ("forehead,left,6", {"forehead": 6}, "Side: left"),
        ("forehead,both,6", {"forehead": 6}, None),
        ("jaw,,50", {"masseter": 50}, None),
        ("M. masseter,links,25", {"masseter-left": 25}, None),
        ("M. masseter,bds. je,25", {"masseter-left": 25, "masseter-right": 25}, None),
        ("masseter,droite,25", {"masseter-right": 25}, None),
    ],
)
def test_a_column_of_sides(cells: str, expected: dict[str, float | None], note: str | None) -> None:
    """A side, both together, or each; of an area without sides it stays in the note."""
    found = understand(f"Date,Area,Side,Units\n2026-08-01,{cells}\n")
    assert (doses(found), reasons(found)) == ([expected], [])
    assert found.new[0].session.note == note


@pytest.mark.parametrize(
    ("cells", "says"),
    [("jaw left,right,25", "has another side beside it"), ("jaw,upper,25", "is not a side")],
)
def test_a_side_that_contradicts_its_area_is_refused(cells: str, says: str) -> None:
    """As is a word that is no side."""
    ((_, reason),) = reasons(understand(f"Date,Area,Side,Units\n2026-08-01,{cells}\n"))
    assert says in reason


def test_rows_of_muscles_and_sides_add_up_within_their_area() -> None:
    """Each muscle once: 6 + 6 + 4 in the frown lines, two sides of one jaw."""
    found = understand(
        "Date,Muscle,Side,Units\n2026-08-01,Corrugator,L,6\n2026-08-01,Corrugator,R,6\n"
        "2026-08-01,Procerus,,4\n2026-08-01,Masseter,L,25\n2026-08-01,Masseter,R,30\n"
    )
    assert doses(found) == [{"glabella": 16, "masseter-left": 25, "masseter-right": 30}]
    [frown] = [dose for dose in found.new[0].session.doses if dose.area == "glabella"]
    assert [(site.name, site.units) for site in frown.sites] == [
        ("corrugator left", 6),
        ("corrugator right", 6),
        ("procerus", 4),
    ]
    twice = understand("Date,Area,Units\n2026-08-01,Procerus,4\n2026-08-01,procerus,5\n")
    assert [reason for _, reason in reasons(twice)] == ["frown lines is named twice."] * 2


@pytest.mark.parametrize(
    ("units", "expected", "note"),
    [
        ("~20", 20, None),
        ("20 IU", 20, None),
        ("50 (Speywood)", 50, None),
        ('"1,250"', 1250, None),
        ('"12,5"', 12.5, None),
        ('"18,75"', 18.75, None),
        ("twenty", 20, None),
        ("?", None, None),
        ("unknown", None, "Units: unknown"),
        ("tbc", None, "Units: tbc"),
        ("13 shots", None, "13 shots"),
        ("units not known", None, None),
    ],
)
def test_units_as_people_write_them(units: str, expected: float | None, note: str | None) -> None:
    """A cell without a number leaves them unknown, and its words stand in the note."""
    found = understand(f"Date,Area,Units\n2026-08-01,11s,{units}\n")
    assert (doses(found), reasons(found)) == ([{"glabella": expected}], [])
    assert found.new[0].session.note == note


@pytest.mark.parametrize(
    ("cells", "note", "says"),
    [
        ("tbc,,,", "Cost: tbc", "not an amount of money"),
        ("£220 + £50 tip,,,", "Cost: £220 + £50 tip", "not an amount of money"),
        ("£12/unit,,,", "Cost: £12/unit", "a price for one unit or area"),
        ("200,xyzq,,", "Currency: xyzq", "not an amount of money"),
        ("£200,EUR,,", "Currency: EUR", ""),
        (",,soon,", "Expiry: soon", "expiry date was not understood"),
        (",,,whenever", "Touch-up: whenever", "neither yes nor no"),
    ],
)
def test_a_detail_that_is_not_understood_stays_in_the_note(
    cells: str, note: str, says: str
) -> None:
    """The row is kept, since what was treated is sure; the cell is named with its reason."""
    found = understand(f"Date,Area,Cost,Currency,Expiry,Touch-up\n2026-08-01,11s,{cells}\n")
    assert (doses(found), found.new[0].session.note) == ([{"glabella": None}], note)
    assert [(item.row, says in item.reason) for item in found.kept] == ([(2, True)] if says else [])


@pytest.mark.parametrize(
    ("cell", "cost", "currency"),
    [
        ("£220", 220, "GBP"),
        ("220 GBP", 220, "GBP"),
        ("free", 0, None),
        ('"$1,200.00"', 1200, "USD"),
        ("$120 AUD", 120, "AUD"),
        ("£199.-", 199, "GBP"),
        ("£200 incl tip", 200, "GBP"),
    ],
)
def test_costs_as_people_write_them(cell: str, cost: float, currency: str | None) -> None:
    """As `--cost` reads them, or a line."""
    found = understand(f"Date,Area,Cost\n2026-08-01,11s,{cell}\n").new[0].session
    assert (found.cost, found.currency, found.note) == (cost, currency, None)


def test_details_may_stand_in_the_cell_of_the_area() -> None:
    """Each once: what a column of its own says has to agree."""
    found = understand(
        "Date,Area,Cost,Nurse\n2026-08-01,11s 20 by Kim for £200 (1 Aug 2026),£200,\n"
        "2026-09-01,11s 20 by Kim,,Lee\n2026-09-02,11s 20 £200,£100,\n"
        "2026-09-03,11s 20 on 2026-09-01,,\n2026-09-04,touch-up 11s 4,,\n"
    )
    first, touch_up = (item.session for item in found.new)
    assert (first.injector, first.cost, first.doses) == ("Kim", 200, (Dose("glabella", 20),))
    assert (touch_up.touch_up_of, touch_up.doses) == (first.id, (Dose("glabella", 4),))
    assert reasons(found) == [
        (3, "Its cells give two different injectors."),
        (4, "Its cells give two different costs."),
        (5, "Its cells give two dates, Thu 3 Sep 2026 and Tue 1 Sep 2026."),
    ]


# --- side effects ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "date", "effects", "resolved"),
    [
        ("headache 2 days", "2026-03-04", ("headache",), ()),
        ("droopy left lid", "2026-03-04", ("eyelid-ptosis-left",), ()),
        ("headache, resolved", "2026-03-04", ("headache",), ("headache",)),
        ("bruise on day 3", "2026-03-07", ("injection-site-reaction",), ()),
        ("headache 2 weeks later", "2026-03-18", ("headache",), ()),
        ("headache on 2026-03-10", "2026-03-10", ("headache",), ()),
        ("headache 2 weeks ago", "2026-03-04", ("headache",), ()),
        ("headache on 2025-03-10", "2026-03-04", ("headache",), ()),
    ],
)
def test_a_side_effect_becomes_a_check_in(
    cell: str, date: str, effects: tuple[str, ...], resolved: tuple[str, ...]
) -> None:
    """Of the day of the session, or of one that the cell itself gives after it."""
    found = understand(f"Date,Area,Side effects\n2026-03-04,11s,{cell!r}\n".replace("'", '"'))
    [item] = found.checkins
    assert (item.rows, item.checkin.date) == ((2,), day(date))
    assert (item.checkin.effects, item.checkin.resolved) == (effects, resolved)
    assert item.checkin.note == f"Side effects: {cell}"
    assert found.new[0].session.note is None


@pytest.mark.parametrize(
    "cell", ["none", "no", "nil", "no headache", "worried about ptosis", "felt odd", "bla"]
)
def test_what_is_no_side_effect_stays_in_the_note(cell: str) -> None:
    """A denial, a fear and words that are not known become no record of a side effect."""
    found = understand(f"Date,Area,Side effects\n2026-03-04,11s,{cell}\n")
    assert (found.checkins, found.new[0].session.note) == ([], f"Side effects: {cell}")


def test_a_side_effect_is_added_once() -> None:
    """Once for the rows of one session, and not again with the next import."""
    text = (
        "Date,Area,Complications\n2026-03-04,11s,headache\n2026-03-04,chin,headache\n"
        "2026-06-04,11s,\n"
    )
    first = understand(text)
    [item] = first.checkins
    assert (item.rows, item.checkin.note) == ((2, 3), "Complications: headache")
    journal = Journal(
        sessions=tuple(found.session for found in first.new), checkins=(item.checkin,)
    )
    second = understand(text, journal)
    assert (second.new, second.checkins) == ([], [])
    assert [again.checkin.id for again in second.checkins_already] == [item.checkin.id]
    assert [found.differs for found in second.already] == [False, False]


def test_a_row_that_stands_twice_counts_once() -> None:
    """The second is listed."""
    found = understand("Date,Area\n2026-08-01,11s\n\n2026-08-01,11s\n")
    assert (len(found.new), reasons(found)) == (1, [(4, "It repeats row 2.")])


def test_touch_ups_link_to_the_session_before_them() -> None:
    """Whatever order the rows stand in; one without a session before it is left out."""
    found = understand(
        "Date,Area,Touch-up\n2026-08-15,11s,yes\n2026-08-01,11s,no\n2026-08-16,chin,x\n"
    )
    assert [(item.rows, item.session.touch_up_of) for item in found.new] == [
        ((2,), "n1"),
        ((3,), None),
    ]
    assert [row for row, _ in reasons(found)] == [4]


def test_a_cost_without_a_currency_has_none() -> None:
    """Not that of another session; but the one that its owner set counts."""
    text = "Date,Area,Cost\n2026-08-01,11s,420\n"
    paid = Session("a", day("2026-01-01"), cost=1, currency="USD")
    assert understand(text, Journal(sessions=(paid,))).new[0].session.currency is None
    owner = Journal(person=Person(currency="CAD"))
    assert understand(text, owner).new[0].session.currency == "CAD"


def test_a_column_named_for_a_thing_is_it() -> None:
    """Another that could hold the same is left to the notes."""
    found = understand("Date,Area,Units,Amount\n2026-08-01,11s,20,5\n")
    assert doses(found) == [{"glabella": 20}]
    assert found.new[0].session.note == "Amount: 5"


def test_a_column_that_is_not_understood_goes_into_the_note() -> None:
    """No cell of it is lost, and it is said."""
    found = understand("Date,Area,Pain,Forhead\n2026-08-01,11s,3 of 10,8\n")
    assert found.new[0].session.note == "Pain: 3 of 10; Forhead: 8"
    unknown, misspelt = found.notices
    assert unknown == (
        'botoxlog does not know the column "Pain", so its cells go into the notes. '
        "To leave it out: --map Pain=ignore. It could also be injector, clinic, lot or purpose."
    )
    assert misspelt == (
        'botoxlog does not know the column "Forhead", so its cells go into the notes. '
        "Is it forehead? To say so: --map Forhead=forehead. "
        "It could also be units, cost, lot or lasted."
    )


@pytest.mark.parametrize(
    ("head", "cell", "role"),
    [
        ("Location", "Elm Street", "clinic"),
        ("Location", "forehead", "area"),
        ("Treatment", "Botox", "product"),
        ("Treatment", "11s 20u", "area"),
        ("Type", "something", "note"),
        ("Cost in EUR", "3", "cost"),
        ("What", "dysport", "product"),
        ("Amount", "420 usd", "cost"),
        ("Amount", "20", "units"),
        ("How much?", "$5", "cost"),
        ("Total", "54", "extra"),
        ("BATCH NO.", "3", "lot"),
        ("Expiration Date", "2027-01", "expiry"),
        ("Injected by", "Kim", "injector"),
        ("Date/Area", "x", "extra"),
    ],
)
def test_heads_in_peoples_words(head: str, cell: str, role: str) -> None:
    """A head that is used for several things is told by its cells."""
    found = understand(f"Date,Chin,{head}\n2026-08-01,4,{cell}\n").layout
    assert found.columns[2].role == role


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "No row holds column names"),
        ("a,b\n1,2\n", "No row holds column names"),
        ("Date\n2026-08-01\n", "No row holds column names"),
        ("Date,Area,Units,Units\n", "same thing .units.: "),
        ("Date,Forehead,Forehead (U)\n", "same thing .forehead.: "),
        ("Date,Frown\n2026-01-01,3\n", "can mean"),
    ],
)
def test_a_sheet_that_is_not_understood_is_refused(text: str, says: str) -> None:
    """As a whole, with what is missing."""
    with pytest.raises(BadInputError, match=says):
        understand(text)


TEXT = "Date,Area,Notes\n2026-08-01,11s,caf\u00e9\n"


@pytest.mark.parametrize(
    ("raw", "how"),
    [
        (TEXT.encode(), "commas, UTF-8"),
        (TEXT.encode("utf-8-sig"), "commas, UTF-8"),
        (TEXT.encode("utf-16"), "commas, UTF-16"),
        (TEXT.encode("cp1252"), "commas, Windows text"),
        (TEXT.replace(",", ";").encode(), "semicolons, UTF-8"),
        (TEXT.replace(",", "\t").encode(), "tabs, UTF-8"),
        (TEXT.replace(",", "|").encode(), "bars, UTF-8"),
        (("sep=;\r\n" + TEXT.replace(",", ";")).encode(), "semicolons, UTF-8"),
        (TEXT.replace("\n", "\r\n").encode(), "commas, UTF-8"),
        (("My diary, for me only\n\n" + TEXT).encode(), "commas, UTF-8"),
    ],
)
def test_any_dialect_of_csv_is_read(raw: bytes, how: str) -> None:
    """Separator, encoding, byte-order mark, line ends, a title above."""
    found = understand(raw)
    assert (found.how, found.new[0].session.note) == (how, "caf\u00e9")


@pytest.mark.parametrize(
    ("raw", "error", "says"),
    [
        (b"Date,Area\n2026-08-01,11s\0\n", BadInputError, "is neither CSV nor XLSX"),
        (b"Date,Area\n2026-08-01,11s\x81\n", BadInputError, "is neither CSV nor XLSX"),
        (b"\xd0\xcf\x11\xe0 old", BadInputError, "old Excel file"),
        (b"PK\x03\x04 no zip", BadInputError, "cannot be read as XLSX"),
        (b"Date,Area\n" + b"2026-08-01,11s\n" * 50_001, CannotDoError, "more than 50000 rows"),
        (b"Date,Area\n1,2" + b",x" * 400, CannotDoError, "300 columns"),
        (b'Date,Area\n2026-08-01,"' + b"x" * 1_000_001, BadInputError, "quotation mark"),
    ],
)
def test_hostile_files_are_refused(raw: bytes, error: type[BotoxlogError], says: str) -> None:
    """With a sentence, whatever they hold."""
    with pytest.raises(error, match=says):
        understand(raw)


@pytest.mark.unmeasured
def test_ten_thousand_rows_are_read() -> None:
    """A row each, with units and lots of their own."""
    rows = "".join(
        f"{2000 + n % 26}-{1 + n % 12:02}-{1 + n % 28:02},Botox,11s,{1 + n % 40},{n}\n"
        for n in range(10_000)
    )
    assert len(understand("Date,Brand,Area,Units,Lot\n" + rows).new) == 10_000


def test_thirty_sessions_of_a_real_kind_of_sheet() -> None:
    """Eight years in Excel: a title, semicolons, decimal commas, two ways of writing dates."""
    found = understand(FIXTURE.read_bytes())
    assert len(found.new) == 30
    assert [row for row, _ in (*found.layout.left_out, *reasons(found))] == [49, 50, 51]
    assert found.new[3].session == Session(
        id="n4",
        date=day("2018-12-15"),
        doses=(Dose("glabella", 20), Dose("forehead", 8), Dose("chin", 4)),
        product="azzalure",
        injector="Zo\u00eb",
        clinic="Haus der Haut",
        lot="C1021",
        expiry=PartialDate.of_month(2020, 1),
        cost=0,
        currency="EUR",
    )


# --- what is there -----------------------------------------------------------------------------


def test_reading_it_again_finds_everything_there() -> None:
    """Nothing is new the second time; what was corrected since is told and left."""
    first = understand(FIXTURE.read_bytes())
    sessions = [item.session for item in first.new]
    sessions[0] = sessions[0]._replace(injector="corrected")
    second = understand(FIXTURE.read_bytes(), Journal(sessions=tuple(sessions)))
    assert second.new == []
    assert [item.session.id for item in second.already if item.differs] == ["n1"]
    assert len(second.already) == 30


@pytest.mark.parametrize(
    ("there", "new"),
    [
        (Session("a", day("2026-08-01"), (Dose("glabella", 25),), product="botox-cosmetic"), 0),
        (Session("a", day("2026-08-01"), (Dose("glabella"), Dose("chin"))), 0),
        (Session("a", day("2026-08-01"), (Dose("chin"),), product="botox-cosmetic"), 1),
        (Session("a", day("2026-08-01"), (Dose("glabella", 20),), product="botox"), 0),
        (Session("a", day("2026-08-01"), (Dose("glabella", 20),), product="unknown"), 0),
        (Session("a", day("2026-08-01"), (Dose("glabella", 20),), product="dysport"), 1),
        (Session("a", day("2026-08-02"), (Dose("glabella", 20),), product="botox-cosmetic"), 1),
    ],
)
def test_a_session_is_there_by_its_date_product_and_areas(there: Session, new: int) -> None:
    """Units that were corrected since do not make it another session."""
    found = understand(
        "Date,Brand,Area,Units\n2026-08-01,Botox,11s,20\n", Journal(sessions=(there,))
    )
    assert (len(found.new), len(found.already)) == (new, 1 - new)


# --- XLSX --------------------------------------------------------------------------------------


def test_xlsx_with_real_dates_and_numbers() -> None:
    """Dates are dates, 12.5 is 12.5, and rows are numbered as Excel shows them."""
    found = understand(
        xlsx(
            {
                "Ideas": [["to do", "x"]],
                "Botox": [
                    [None, None],
                    ["Date", "Area", "Units", "Cost ($)", "Touch-up"],
                    [date(2026, 3, 4), "11s", 20, 420.5, False],
                    [date(2026, 6, 4), "chin", 12.5, 0.1 + 0.2, None],
                    ["soon", "chin", 4, None, None],
                ],
            }
        )
    )
    assert [(item.rows, item.session.date.iso) for item in found.new] == [
        ((3,), "2026-03-04"),
        ((4,), "2026-06-04"),
    ]
    assert doses(found) == [{"glabella": 20}, {"chin": 12.5}]
    assert [item.session.cost for item in found.new] == [420.5, 0.3]
    assert (found.how, [row for row, _ in reasons(found)]) == ('sheet "Botox"', [5])


def test_of_two_sheets_one_has_to_be_named() -> None:
    """Neither is guessed."""
    rows: list[list[str | int | float | bool | date | None]] = [
        ["Date", "Area"],
        ["2026-01-01", "chin"],
    ]
    raw = xlsx({"2025": rows, "2026": rows})
    with pytest.raises(BadInputError, match='could hold sessions: "2025" and "2026"'):
        table.read(raw, columns.fit)
    assert table.read(raw, columns.fit, "2026").how == 'sheet "2026"'
    with pytest.raises(BadInputError, match='no sheet named "x"'):
        table.read(raw, columns.fit, "x")


def test_only_xlsx_has_sheets() -> None:
    """--sheet with a CSV file is refused."""
    with pytest.raises(BadInputError, match="has sheets"):
        table.read(b"Date,Area\n", columns.fit, "x")


def test_a_packed_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it unpacks to is bounded, whatever it says about itself."""
    monkeypatch.setattr(table, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(CannotDoError, match="Nothing was imported"):
        table.read(packed({"xl/worksheets/sheet1.xml": " " * 1_000_001}), columns.fit)


def test_a_bomb_that_lies_about_its_size_is_no_xlsx() -> None:
    """The size in its directory is far below what it would unpack to."""
    raw = bytearray(packed({"xl/worksheets/sheet1.xml": " " * 1_000_000}))
    size = (1_000_000).to_bytes(4, "little")
    lie = bytes(raw).replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(BadInputError, match="cannot be read as XLSX"):
        table.read(lie, columns.fit)


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "ZZZZ1", "A99999999"])
@pytest.mark.parametrize("cell", ['<c r="{}"><v>1</v></c>', "<x:c s='1' r='{}'><v>1</v></x:c>"])
def test_a_cell_far_out_does_not_fill_the_memory(far: str, cell: str) -> None:
    """The table up to it would have a thousand million cells."""
    whole = xlsx({"a": [["Date", "Area"]]})
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet_xml([["Date"]]).replace(
        "</sheetData>", f'<row r="2">{cell.format(far)}</row></sheetData>'
    )
    with pytest.raises(CannotDoError, match="more than 50000 rows"):
        table.read(packed(parts), columns.fit)


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """XLSX is an extra; CSV needs nothing."""
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(CannotDoError) as refusal:
        table.read(xlsx({"a": [["Date"]]}), columns.fit)
    assert (
        refusal.value.hint == "Install botoxlog again as botoxlog[xlsx], or save the sheet as CSV."
    )


# --- anything ----------------------------------------------------------------------------------

HEADS = st.sampled_from(
    ["Date", "Brand", "Area", "Units", "Left", "Right", "Cost ($)", "Lot", "Expiry", "Notes",
     "Where", "Forehead", "Masseter L", "Touch-up", "Pain", "", "Currency", "Type",
     "Lasted", "Wore off", "Weeks lasted"]
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        ["2026-08-01", "03/04/2026", "13/04/26", "1 Aug 2026", "11s", "11s, jaw 20 each", "20",
         "12,5", "L25", "1.200", "$420", "free", "botox", "frown", "yes", "x", "03/2027", "-", "0",
         "3 months", "14w", "3-4 months", "still working"]
    ),
    st.text(max_size=8),
)  # fmt: skip
GRIDS = st.lists(HEADS, min_size=2, max_size=7, unique=True).flatmap(
    lambda heads: st.lists(
        st.lists(CELLS, min_size=len(heads), max_size=len(heads)), max_size=6
    ).map(lambda rows: [heads, *rows])
)


@st.composite
def doses_of_a_line(draw: st.DrawFn) -> str:
    """Return an area with its units as people write them, or something else of a session."""
    area = draw(st.sampled_from(
        ["11s", "forehead", "GL", "crow's feet", "left jaw", "jaw", "procerus", "corrugators",
         "frontalis", "chin", "frown", "armpits", "upper face"]
    ))  # fmt: skip
    form = draw(st.sampled_from(
        ["{a}", "{a} {u}", "{a}={u}", "{a}: {u} units", "{u}u {a}", "{a} - {u}u", "{a}({u})",
         "{a} {u} each", "{a} {u} per side", "Botox - {a} {u}", "Dysport {a} {u} IU", "{u} in {a}",
         "{a} L{u} R{u}", "£{u}", "by Kim", "{a} {u}-{u}", "touch-up", "{a} about {u}"]
    ))  # fmt: skip
    return form.format(a=area, u=draw(st.sampled_from(["4", "12", "12.5", "20"])))


def attempt(raw: bytes) -> SheetContents | None:
    """Read a file; None where it is refused with a sentence."""
    try:
        return understand(raw)
    except BotoxlogError:
        return None


def rows_named(lead: str, notices: Sequence[str]) -> list[int]:
    """Return the rows that a notice names, as in "row 1" or "rows 1-3, 7"."""
    found: list[int] = []
    for notice in notices:
        if notice.startswith(lead):
            for run in re.findall(r"\d+(?:-\d+)?", notice):
                first, _, last = run.partition("-")
                found += range(int(first), int(last or first) + 1)
    return found


@examples(300)
@given(GRIDS, st.sampled_from([",", ";", "\t"]))
def test_every_row_is_read_or_listed(grid: list[list[str]], delimiter: str) -> None:
    """None is dropped in silence, whatever stands in it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(grid)
    found = attempt(out.getvalue().encode("utf-8", "replace"))
    if found is not None:
        read_or_listed = [row for item in (*found.new, *found.already) for row in item.rows]
        read_or_listed += [item.row for item in found.refused]
        read_or_listed += [item.row for item in found.layout.left_out]
        read_or_listed += rows_named("Outside the table, not read: ", found.notices)
        heads = [column.head for column in found.layout.columns]  # of whichever row they are
        below = [row for row, cells in enumerate(grid, 1) if row > 1 and any(map(str.strip, cells))]
        below = [row for row in below if [*map(str.strip, grid[row - 1])] != heads]
        assert sorted({*read_or_listed} - {1}) == below


MARKERS = ["qzxja", "qzxke", "qzxli", "qzxmo"]
FILLED = st.sampled_from(
    ["", "", "11s", "forehead 10", "20", "x", "no", "left", "both", "botox", "Dysport - chin 4u",
     "11s, forehead", "$420", "EUR", "free", "03/2027", "headache", "none", "3 months", "touch-up",
     "12 each", "my kneecap", "migraine", "by Kim", "20-25", "unknown"]
)  # fmt: skip
SURE_HEADS = [
    "Date", "Brand", "Area", "Units", "Side", "Left", "Right", "Cost", "Currency", "Lot", "Expiry",
    "Touch-up", "Purpose", "Nurse", "Clinic", "Side effects", "Lasted", "Notes", "Forehead", "Pain",
]  # fmt: skip


@st.composite
def marked_grids(draw: st.DrawFn) -> list[list[str]]:
    """Return a sheet of which some cells are, or end in, a word that means nothing."""
    heads = draw(st.permutations(SURE_HEADS))[: draw(st.integers(2, 9))]
    heads = [*heads, *(head for head in ("Date", "Area") if head not in heads)]
    rows: list[list[str]] = []
    for marker in MARKERS[: draw(st.integers(1, 4))]:
        cells = {head: draw(FILLED) for head in heads}
        cells |= {"Date": f"2026-0{1 + len(rows)}-05", "Area": draw(st.sampled_from(
            ["11s", "chin 4", "jaw", "forehead 10 by Kim", "crow's feet"]
        ))}  # fmt: skip
        where = draw(st.sampled_from([head for head in heads if head != "Date"]))
        before = draw(st.sampled_from(["", f"{cells[where]} ", f"{cells[where]}, "]))
        cells[where] = f"{before}{marker}".lstrip(" ,")
        rows.append([cells[head] for head in heads])
    return [heads, *rows]


@examples(400)
@given(marked_grids())
def test_no_word_of_a_cell_is_lost(grid: list[list[str]]) -> None:
    """It is in a record as it was written, or its row is named as left out."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(grid)
    found = understand(out.getvalue())
    left_out = {item.row for item in found.refused}
    checkins = [(item.rows, item.checkin) for item in found.checkins]
    for number, (marker, _) in enumerate(zip(MARKERS, grid[1:], strict=False), start=2):
        records = [item.session for item in found.new if number in item.rows]
        told = [checkin for rows, checkin in checkins if number in rows]
        assert number in left_out or marker in repr((records, told))


@examples(300)
@given(
    st.lists(doses_of_a_line(), min_size=1, max_size=3), st.sampled_from([", ", "; ", " + ", "\n"])
)
def test_a_cell_gives_what_the_same_words_give_after_add(parts: list[str], between: str) -> None:
    """Doses, product, money and the rest; what `add` refuses is left out."""
    words = between.join(parts)
    line: Session | None = None
    with suppress(BadInputError):
        line = Interpreter(load(), Journal(), TODAY, Refuser()).session(
            [words.replace("\n", "; ")], Typed(on="2026-08-01")
        )
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Date", "Area"], ["2026-08-01", words]])
    found = understand(out.getvalue())
    assert [item.session._replace(id=None) for item in found.new] == ([line] if line else [])
    assert bool(found.refused) == (line is None)


@examples(300)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-16"))
    )
)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """With a sentence; nothing else comes out."""
    attempt(raw)
    attempt(b"Date,Area\n" + raw)
    attempt(b"PK\x03\x04" + raw)


@pytest.mark.parametrize("seed", range(200))
def test_a_broken_xlsx_file_is_read_or_refused(seed: int) -> None:
    """A byte changed, a piece lost or doubled, anywhere in any of its parts."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    whole = xlsx({"Botox": [["Date", "Area", "Units"], [date(2026, 3, 4), "11s", 20]]})
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        parts = {name: bytearray(file.read(name)) for name in file.namelist()}
    for part in parts.values():
        at, to = chance.randrange(len(part)), chance.randrange(len(part))
        part[at : at + chance.randrange(3)] = part[to : to + chance.randrange(20)]
    attempt(packed({name: bytes(part) for name, part in parts.items()}))


@pytest.mark.parametrize(
    ("rows", "columns", "read"),
    [(50_000, 1, True), (50_001, 1, False), (2, 300, True), (2, 301, False)],
)
def test_a_sheet_is_read_up_to_its_limits(rows: int, columns: int, *, read: bool) -> None:
    """The last row and the last column that are allowed are read, the next one refuses all."""
    text = "a\n" * (rows - 2) + "x," * (columns - 1) + "y\na\n"
    if read:
        assert len(table.read(text.encode(), len).rows) == rows
    else:
        with pytest.raises(CannotDoError, match="50000 rows or 300 columns"):
            table.read(text.encode(), len)


def test_one_row_is_no_count_of_rows() -> None:
    """A column that holds a single 1 may be units; 1, 2, 3 is only a number of the row."""
    found = {
        cells: column_roles.counts_rows(list(cells))
        for cells in ("1", "12", "123", "13", "21", "1 2", "")
    }
    assert found == {
        "1": False, "12": True, "123": True, "13": False, "21": False, "1 2": True, "": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "cells", [("sore", "fine"), ("sore", ""), ("", "fine")], ids=["both", "first", "last"]
)
def test_a_column_without_a_head_is_kept_where_a_cell_of_it_is_filled(
    cells: tuple[str, str],
) -> None:
    """In the notes, also where only some rows have it: nothing that was written is lost."""
    one, other = cells
    found = understand(f"Date,Area,\n2026-08-01,11s,{one}\n2026-09-01,chin,{other}\n")
    notes = [item.session.note or "" for item in found.new]
    assert [one in notes[0], other in notes[1]] == [True, True]
    assert [bool(note) for note in notes] == [bool(one), bool(other)]


def test_letters_of_columns_are_counted_as_spreadsheets_do() -> None:
    """After Z comes AA; the last one of all is XFD."""
    letters = (b"A", b"Z", b"AA", b"az", b"BA", b"ZZ", b"AAA", b"XFD")
    numbers = [table._column(name) for name in letters]  # noqa: SLF001 - a limit rests on it
    # 26 + 1; 26 + 26; 2 * 26 + 1; 26 * 26 + 26; 26^2 + 26 + 1; 24 * 26^2 + 6 * 26 + 4.
    assert numbers == [1, 26, 27, 52, 53, 702, 703, 16384]
