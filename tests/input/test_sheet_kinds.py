"""Sheets as people and programs keep them: other languages, bills, calendars, diaries, pages."""

import pytest

from botoxlog.input.spreadsheet import heads
from botoxlog.input.spreadsheet.sessions import SheetContents
from botoxlog.input.spreadsheet.visit_status import took_place
from tests.input.test_spreadsheets import doses, understand


def left_out(found: SheetContents) -> list[int]:
    """Return the rows that are no sessions, and those that were not understood."""
    rows = [item.row for item in found.layout.left_out] + [item.row for item in found.refused]
    return sorted(set(rows))


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("Effectu\u00e9", True),
        ("Venue", True),
        ("Pas venue", False),
        ("Annul\u00e9 par la clinique", False),
        ("Absent", False),
        ("D\u00e9command\u00e9", False),
        ("wahrgenommen", True),
        ("kurzfristig abgesagt", False),
        ("nicht erschienen", False),
        ("fehlt", False),
        ("Asisti\u00f3", True),
        ("No asisti\u00f3", False),
        ("Cancelado", False),
        ("Non presentata", False),
        ("Eseguito", True),
        ("Niet verschenen", False),
        ("Afgezegd", False),
        ("Faltou", False),
        ("n\u00e3o compareceu", False),
        ("a bit late", None),
    ],
)
def test_a_status_in_other_languages(said: str, held: bool | None) -> None:
    """It says that the visit took place, that it did not, or nothing of the kind."""
    assert took_place("Status", said) is held


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Statut", "status"),
        ("Asistencia", "status"),
        ("Uitgevoerd", "status"),
        ("Behandelte Zonen", "area"),
        ("Regi\u00e3o tratada", "area"),
        ("Behandlungsdatum", "date"),
        ("Rechnungsdatum", "date"),
        ("Invoice date", "date"),
        ("Created time", "date"),
        ("Invoice no.", None),
        ("Cost, EUR incl. VAT", "cost"),
        ("Kosten (EUR, brutto)", "cost"),
        ("Preis in \u20ac", "cost"),
        ("Unit price", None),
        ("Einheiten (Azzalure)", "units"),
        ("Diagnosis", "purpose"),
        ("Chargennr.", "lot"),
    ],
)
def test_heads_of_other_languages_and_programs(head: str, role: str | None) -> None:
    """A format, a unit, a currency, a tax in the name change nothing."""
    assert heads.role_of(head) == role


def test_a_currency_of_a_head() -> None:
    """The sign of the real holds that of the dollar."""
    assert [heads.currency_of(head) for head in ("Valor (R$)", "Cost (US$)")] == ["BRL", "US$"]


@pytest.mark.parametrize("head", ["L/R", "R / L", "Left or right", "L/R/B"])
def test_a_head_that_lists_the_sides(head: str) -> None:
    """L and R of one day are one session; B is both."""
    found = understand(
        f"Date,Area,{head},Units\n2025-02-01,jaw,L,25\n2025-02-01,jaw,R,23\n2025-08-01,jaw,B,50\n"
    )
    assert doses(found) == [{"masseter-left": 25, "masseter-right": 23}, {"masseter": 50}]


def test_a_side_is_not_lost_for_another_cell() -> None:
    """A cost that is none goes into the note of the session of both sides."""
    found = understand(
        "Date,Area,Side,Units,Paid\n2025-02-01,jaw,links,25,tbc\n2025-02-01,jaw,rechts,23,200 EUR\n"
    )
    assert doses(found) == [{"masseter-left": 25, "masseter-right": 23}]
    assert (found.new[0].session.cost, found.new[0].session.note) == (200, "Paid: tbc")


@pytest.mark.parametrize(
    ("cell", "areas"),
    [
        ("20u 11s + 10u FH + 24u CF", {"glabella": 20, "forehead": 10, "crows-feet": 24}),
        ("11s=20; FH=10 & chin=4", {"glabella": 20, "forehead": 10, "chin": 4}),
        ("Stirn: 8 E / Zornesfalte: 20 IE", {"forehead": 8, "glabella": 20}),
        ("Front 10 UI, glabelle 20 unit\u00e9s", {"forehead": 10, "glabella": 20}),
        ("Frente 10 + Patas de gallo 24", {"forehead": 10, "crows-feet": 24}),
        ("Zampe di gallina 24 unit\u00e0", {"crows-feet": 24}),
        ("Voorhoofd 10, fronsrimpel 20", {"forehead": 10, "glabella": 20}),
        ("\u2022 Forehead - 10\n\u2022 Chin - 4 units", {"forehead": 10, "chin": 4}),
        ("11s +4", None),
        ("20 11s +4", None),
    ],
)
def test_lists_of_areas(cell: str, areas: dict[str, float] | None) -> None:
    """Whatever parts them; a plus beside a number may mean more than before."""
    found = understand(f'Date,What was done\n2026-08-01,"{cell}"\n')
    assert doses(found) == ([areas] if areas else [])


def test_a_bill() -> None:
    """What is no toxin is left out, and the date and the total are those of the bill."""
    found = understand(
        "Invoice date,Invoice no.,Description,Line total (GBP)\n"
        "2025-01-16,7,Botox - forehead & frown,250\n2025-03-20,8,Juvederm Ultra 1ml lips,320\n"
        "2025-06-12,9,Sun cream,48\n"
    )
    assert doses(found) == [{"forehead": None, "glabella": None}]
    assert (found.new[0].session.cost, found.new[0].session.currency) == (250, "GBP")
    assert left_out(found) == [3, 4]


@pytest.mark.parametrize(
    ("title", "start"),
    [("Subject", "Start Date"), ("Event", "When"), ("Summary", "Start"), ("Appointment", "Date")],
)
def test_a_calendar(title: str, start: str) -> None:
    """Its other entries are no areas and no people."""
    found = understand(
        f"{title},{start},Location\nJeuveau: 11s 20,2025-02-21,Elm Street\n"
        "Dentist,2025-03-04,Main St\nPick up dry cleaning,2025-07-12,\n"
    )
    assert (doses(found), left_out(found)) == ([{"glabella": 20}], [3, 4])
    assert found.new[0].session.clinic == "Elm Street"


def test_the_title_of_a_page_is_no_person() -> None:
    """As in an export of Notion; when it was created is not when the session was."""
    found = understand(
        "Name,Date,Toxin,Areas,Created time\n"
        "Visit A,2025-01-16,Daxxify,11s 40,2025-02-02\n"
        "Visit B,2025-07-16,Daxxify,11s 40,2025-08-02\n"
    )
    assert [item.session.date.iso for item in found.new] == ["2025-01-16", "2025-07-16"]
    assert found.new[0].session.note == "Name: Visit A; Created time: 2025-02-02"


@pytest.mark.parametrize(
    "sheet",
    [
        (
            "Date,Category,Item,Amount,Unit\n2025-03-01,Injection,Botox glabella,20,U\n"
            "2025-03-02,Weight,Morning,61.2,kg\n2025-03-04,Symptom,Headache,3,/10\n"
        ),
        (
            "date,metric,value,unit\n2025-03-01,botox glabella,20,units\n2025-03-02,weight,70,kg\n"
            "2025-03-02,steps,9000,count\n"
        ),
        (
            "Timestamp,Type,Entry\n2025-03-01 10:00,Toxin,botox glabella 20\n"
            "2025-03-02 08:00,Sleep,7.5 h\n2025-03-05 08:00,Symptom,headache\n"
        ),
    ],
)
def test_a_diary_of_many_things(sheet: str) -> None:
    """Only what is an injection is a session; the rest is left out and named."""
    found = understand(sheet)
    assert (doses(found), left_out(found)) == ([{"glabella": 20}], [3, 4])


def test_a_kind_of_visit_that_nobody_knows() -> None:
    """Units or a toxin show that it was one with an injection."""
    found = understand(
        "Date,Type,Product,Area,Units\n2025-03-01,First treatment,Botox,chin,4\n"
        "2025-07-01,Maintenance,Botox,chin,4\n2025-08-01,Symptom,,chin,\n"
    )
    assert (doses(found), left_out(found)) == ([{"chin": 4}, {"chin": 4}], [4])


def test_an_area_that_nobody_knows_beside_a_product() -> None:
    """It is kept, as what was injected is known."""
    found = understand(
        "Date,Product,Treatment,Units\n2025-03-01,Botox,left pinky,5\n2025-03-01,Botox,chin,4\n"
    )
    assert doses(found) == [{"left pinky": 5, "chin": 4}]


@pytest.mark.parametrize(
    ("purpose", "areas"),
    [
        ("Chronic migraine", {"migraine-pattern": 155}),
        ("Migraine chronique", {"migraine-pattern": 155}),
        ("Axillary hyperhidrosis", {"underarms": 155}),
        ("because", None),
    ],
)
def test_a_purpose_that_names_what_was_treated(
    purpose: str, areas: dict[str, float] | None
) -> None:
    """Without a column of areas; with one, it is only the purpose."""
    found = understand(f"Date,Drug,Indication,Units\n2025-01-08,Botox,{purpose},155\n")
    assert doses(found) == ([areas] if areas else [])
    beside = understand(f"Date,Area,Indication,Units\n2025-01-08,temples,{purpose},20\n")
    assert doses(beside) == [{"temples": 20}]


@pytest.mark.parametrize("corner", ["", "Area"])
@pytest.mark.parametrize("down", [True, False])
def test_dates_beside_an_empty_corner(corner: str, down: bool) -> None:
    """The dates down the side or along the top, the areas along the other; a total is none."""
    down_rows = [
        [corner, "Forehead", "Glabella", "Total"],
        ["14 Feb 2025", "10", "20", "30"],
        ["20 Jun 2025", "", "20", "20"],
    ]
    rows = down_rows if down else zip(*down_rows, strict=True)
    found = understand("\n".join(map(",".join, rows)))
    assert doses(found) == [{"forehead": 10, "glabella": 20}, {"glabella": 20}]
    assert [item.session.note for item in found.new] == ["Total: 30", "Total: 20"]


@pytest.mark.parametrize(
    ("sheet", "day"),
    [
        ("Date,Area\n03.02.2025,chin\n", "2025-02-03"),
        ("Datum,Area\n03-02-2025,chin\n", "2025-02-03"),
        ("Fecha,Area\n03/02/2025,chin\n", "2025-02-03"),
        ("Date,Area\n03.02.2025,chin\n03.14.2025,jaw\n", "2025-03-02"),
    ],
)
def test_what_puts_the_day_first(sheet: str, day: str) -> None:
    """Dots, and the word for a date, unless another date shows that the month is first."""
    assert understand(sheet).new[0].session.date.iso == day


@pytest.mark.parametrize("cell", ["1\u202f250,00 \u20ac", "1.250,00 \u20ac", "1 250 \u20ac"])
def test_thousands_of_other_languages(cell: str) -> None:
    """With a blank or a dot, and a decimal comma."""
    found = understand(f"Date;Zone;Tarif\n2025-04-15;menton;{cell}\n")
    assert (found.new[0].session.cost, found.new[0].session.currency) == (1250, "EUR")


def test_summer_is_no_sum() -> None:
    """A title that only begins as a total is none."""
    found = understand("Title,Date,Area\nSummer,2025-07-01,chin\nSumme,2025-07-02,chin\n")
    assert (len(found.new), left_out(found)) == (1, [3])


@pytest.mark.parametrize(
    ("head", "cell", "held"),
    [
        ("Booking status", "Completed", True),
        ("Booking status", "Cancelled", False),
        ("Cancelled?", "no", True),
        ("Cancelled?", "yes", False),
        ("Cancelled", "", True),
        ("Cancelled", "by me", False),
        ("No-show", "attended", True),
    ],
)
def test_a_status_counts_before_what_its_head_turns_round(head: str, cell: str, held: bool) -> None:
    """A head such as "Cancelled?" turns yes and no round, but no word that says it itself."""
    assert took_place(head, cell) is held


def test_when_it_began_comes_before_when_it_was_written_down() -> None:
    """Of two columns of times, the one about the row itself is never the date of the session."""
    found = understand(
        "startTime,createdAt,area\n2025-03-11T23:40:00,2025-03-12T08:01:09,forehead\n"
    )
    assert [str(item.session.date) for item in found.new] == ["Tue 11 Mar 2025"]
