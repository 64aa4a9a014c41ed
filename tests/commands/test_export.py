"""What is carried away is whole, private, and comes back as it was."""

import json
from csv import DictReader
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from fhirclient.models.bundle import Bundle
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.model import (
    Appointment,
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Outcome,
    Record,
    Session,
    Site,
    State,
    Stopped,
)
from botoxlog.core.partial_dates import PartialDate, parse_iso
from botoxlog.input import exports, files, json_file
from botoxlog.input import fhir as fhir_input
from botoxlog.input.csv_cells import guarded, joined, parted, unguarded
from botoxlog.input.spreadsheet import columns, table
from botoxlog.journal import decoder, encoder
from botoxlog.journal.decoder import JournalText
from botoxlog.journal.merge import merge
from botoxlog.render import csv, fhir
from botoxlog.render import json as json_output
from tests.conftest import TODAY
from tests.laws import examples

# --- CSV: no formula, nothing lost ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "'+49 30 1234"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("plain = text", "plain = text"),
        ("", ""),
    ],
)
def test_no_cell_is_taken_for_a_formula(cell: str, safe: str) -> None:
    """An apostrophe keeps it text, and importing takes it away again."""
    assert guarded(cell) == safe
    assert unguarded(safe) == cell


@given(st.text(st.sampled_from("'=+-@\t\r ab;\\"), max_size=8))
def test_what_was_made_safe_comes_back(cell: str) -> None:
    """Every text, apostrophes included."""
    assert unguarded(guarded(cell)) == cell


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12
).filter(str.strip)


@given(st.lists(st.one_of(TEXTS, st.text("; \\a", min_size=1)), max_size=4))
def test_texts_in_one_cell_come_back(items: list[str]) -> None:
    """Semicolons and backslashes within them included."""
    assert parted(joined(tuple(items))) == items


DATES = st.one_of(
    st.dates(date(1990, 1, 1), TODAY).map(PartialDate.of_day),
    st.builds(PartialDate.of_month, st.integers(1990, 2025), st.integers(1, 12)),
    st.builds(PartialDate.of_year, st.integers(1990, 2025)),
)
IDS = st.one_of(st.none(), st.text("abc=", min_size=1, max_size=3))
UNITS = st.one_of(st.none(), st.integers(1, 10**6), st.floats(0.001, 1e6))


def listed(kind: Any, values: Any) -> Any:
    """Return one item for each area."""
    return st.dictionaries(TEXTS, values, max_size=3).map(
        lambda found: tuple(kind(area, value) for area, value in found.items())
    )


NAMES = st.lists(TEXTS, unique=True, max_size=2).map(lambda names: tuple(map(Site, names)))
MEASURED = listed(Site, st.one_of(st.integers(1, 10**6), st.floats(0.001, 1e6)))
DOSES = st.dictionaries(TEXTS, UNITS, max_size=3).flatmap(
    lambda doses: st.tuples(
        *(
            st.builds(Dose, st.just(area), st.just(units), NAMES if units is None else MEASURED)
            for area, units in doses.items()
        )
    )
)
MAYBE = st.one_of(st.none(), TEXTS)
RECORDS: st.SearchStrategy[Record] = st.one_of(
    st.builds(
        Session,
        id=IDS,
        date=DATES,
        doses=DOSES,
        product=MAYBE,
        purpose=MAYBE,
        injector=MAYBE,
        clinic=MAYBE,
        lot=MAYBE,
        expiry=st.one_of(st.none(), DATES),
        cost=st.one_of(st.none(), st.integers(0, 10**6), st.floats(0, 1e6)),
        currency=MAYBE,
        touch_up_of=IDS,
        appointment=IDS,
        note=MAYBE,
    ),
    st.builds(
        CheckIn,
        id=IDS,
        date=DATES,
        states=listed(AreaState, st.sampled_from(State)),
        effects=st.lists(TEXTS, max_size=3).map(tuple),
        resolved=st.lists(TEXTS, max_size=3).map(tuple),
        note=MAYBE,
    ),
    st.builds(Discussed, IDS, DATES, TEXTS, st.sampled_from(Outcome), MAYBE),
    st.builds(
        Appointment,
        id=IDS,
        date=st.dates(date(1990, 1, 1), date(2050, 1, 1)).map(PartialDate.of_day),
        time=st.one_of(st.none(), st.builds(time, st.integers(0, 23), st.integers(0, 59))),
        areas=st.lists(TEXTS, max_size=3).map(tuple),
        injector=MAYBE,
        clinic=MAYBE,
        note=MAYBE,
    ),
    st.builds(Stopped, IDS, DATES, st.lists(TEXTS, max_size=3).map(tuple), MAYBE),
)


def normal(record: Record) -> Any:
    """Return a record as the journal spells it: the order of areas with and without units."""
    return encoder.table_name(record), encoder.fields_of(record)


@examples(300)
@given(st.lists(RECORDS, max_size=5))
def test_csv_comes_back_without_loss(records: list[Record]) -> None:
    """Every known field of every kind of record, whatever text it holds."""
    raw = csv.log(records).encode()
    sheet = table.read(raw, columns.fit)
    assert exports.is_own_csv(sheet.rows)
    back, refused = exports.from_csv(sheet.rows, TODAY)
    assert refused == []
    assert [normal(record) for record in back] == [normal(record) for record in records]


def test_sites_stand_in_a_cell_of_their_area() -> None:
    """A site is its name and its units; what is over stands in a column of its own."""
    sites = (Site("biceps", 50), Site("a=b; c", 25.5))
    dose = Dose("arm", 75.5, sites), Dose("leg", None, (Site("soleus"),))
    checkin = CheckIn(None, PartialDate.of_year(2020), resolved=("headache", "a; b"))
    lines = csv.log([Session("a", PartialDate.of_year(2020), dose), checkin]).splitlines()
    head = lines[0].split(",")
    assert head[-4:] == ["sites", "resolved", "appointment", "time"]
    assert lines[1].startswith("session,a,2020,arm,75.5,")
    assert lines[1].split(",")[-4] == "biceps=50; a=b\\; c=25.5"
    assert lines[2].split(",")[-4] == "soleus="
    assert lines[3].split(",")[head.index("resolved")] == "headache; a\\; b"


def test_a_csv_row_with_a_mistake_is_listed() -> None:
    """All rows of that record are left out, with the reason; the others come in."""
    text = csv.log([Session("a", PartialDate.of_year(2020), (Dose("chin", 4), Dose("x")))])
    bad = text.replace(",4,", ",four,") + "thing,b,2020,,\ncheckin,c,2020,chin,,melt\n"
    back, refused = exports.from_csv(table.read(bad.encode(), columns.fit).rows, TODAY)
    assert back == []
    assert refused.pop().reason.startswith('chin: "melt" is not one of none, kicking-in')
    assert [(item.row, item.reason) for item in refused] == [
        (2, '"four" is not a number.'),
        (3, '"four" is not a number.'),
        (4, '"thing" is not a kind of record.'),
    ]


# --- JSON ----------------------------------------------------------------------------------------

EVERYTHING = """\
# mine
format = 1
theme = "dark"

[person]
clinic = "Elm"

[extra.deep]
when = 2026-01-01T10:00:00
odd = [nan, { a = 1 }]

# the first
[[session]]
id = "a"
date = 2026-08-01
expiry = 2027-03-31
colour = "red"

[session.units]
chin = 4

[[checkin]]
date = "2026-09"

[[photo]]
file = "x"
"""


def test_json_holds_everything_and_comes_back() -> None:
    """Unknown keys and tables too; dates of records are dates again."""
    data = decoder.parse(EVERYTHING)
    text = json_output.exported(TODAY, exports.plain(data))
    back = exports.from_json(json_file.load(text.encode()))
    assert back.data["session"] == data["session"]
    assert json.loads(text)["journal"]["extra"]["deep"] == {
        "when": "2026-01-01T10:00:00",
        "odd": ["nan", {"a": 1}],
    }
    merged = merge(JournalText(EVERYTHING, data), back, only_add=True)
    assert merged.text == EVERYTHING


@pytest.mark.parametrize(
    "raw", [b"[x", b"a = '\xff'", b"a = " + b"[" * 100_000, b"a=" + b"9" * 10_000]
)
def test_what_is_no_toml_is_refused(raw: bytes) -> None:
    """With a sentence."""
    with pytest.raises(BadInputError):
        exports.from_toml(raw)


# --- FHIR ----------------------------------------------------------------------------------------

SESSIONS = [
    Session(
        "k7q2m9xd",
        PartialDate.of_day(date(2026, 8, 1)),
        (
            Dose("glabella", 20),
            Dose("masseter-left", 12.5, (Site("deep", 10), Site("front", 2.5))),
            Dose("forehead"),
        ),
        product="botox-cosmetic",
        purpose="lines",
        injector="Dr Lee",
        lot="C1234",
        expiry=PartialDate.of_month(2027, 3),
        note="a little sore",
    ),
    Session(None, PartialDate.of_year(2020), ()),
    Session(
        None,
        parse_iso("2019-12-20/2020-01-10"),
        (Dose("forehead", 8),),
        lot="C1",
        expiry=parse_iso("2021-03-01/2021-03-10"),
    ),
]


def test_fhir_is_valid_r4() -> None:
    """Read strictly by a library for FHIR R4; units, site, lot and expiry are where they belong."""
    bundle = Bundle(json.loads(fhir.bundle(SESSIONS, load())), strict=True)
    found = [entry.resource for entry in bundle.entry]
    assert [item.resource_type for item in found] == ["MedicationAdministration"] * 5
    assert [item.dosage.site.text for item in found[:3]] == ["frown lines", "jaw, left", "forehead"]
    assert [item.dosage.dose.value for item in found[:3]] == [20, 12.5, None]
    assert [item.dosage.text for item in found[:3]] == [
        None, "injected in: deep 10, front 2.5", None,
    ]  # fmt: skip
    assert found[2].dosage.dose.extension[0].valueCode == "unknown"
    medication = found[0].contained[0]
    assert medication.code.text == "Botox Cosmetic"
    assert (medication.batch.lotNumber, medication.batch.expirationDate.origval) == (
        "C1234",
        "2027-03",
    )
    days = [item.effectiveDateTime.origval for item in found[:4]]
    assert days == ["2026-08-01"] * 3 + ["2020"]
    assert found[3].dosage is None


def test_fhir_has_a_period_for_two_days() -> None:
    """A session between two days has a start and an end; a box has one date, its last."""
    bundle = Bundle(json.loads(fhir.bundle(SESSIONS[-1:], load())), strict=True)
    (between,) = [entry.resource for entry in bundle.entry]
    assert between.effectiveDateTime is None
    period = between.effectivePeriod
    assert (period.start.origval, period.end.origval) == ("2019-12-20", "2020-01-10")
    assert between.contained[0].batch.expirationDate.origval == "2021-03-10"


def test_fhir_has_ids_clinic_sites_and_the_session_of_a_touch_up() -> None:
    """Each in an element of R4; what R4 has no element for is in extensions."""
    session = SESSIONS[0]._replace(clinic="Glow", touch_up_of="aaaa2345")
    bundle = Bundle(json.loads(fhir.bundle([session], load())), strict=True)
    frown, jaw, _ = [entry.resource for entry in bundle.entry]
    assert [frown.id, jaw.id] == ["session-1-1", "session-1-2"]
    coded = jaw.dosage.site.coding[0]
    assert (coded.system, coded.code) == ("urn:botoxlog:area", "masseter-left")
    coded = jaw.contained[0].code.coding[0]
    assert (coded.system, coded.code) == ("urn:botoxlog:product", "botox-cosmetic")
    assert jaw.partOf[0].identifier.value == "aaaa2345"
    assert (jaw.performer[0].actor.display, jaw.performer[0].actor.reference) == (
        "Dr Lee",
        "#performer",
    )
    assert jaw.contained[1].organization.display == "Glow"
    assert [
        (site.url, [(part.valueString, part.valueDecimal) for part in site.extension])
        for site in jaw.dosage.extension
    ] == [
        ("urn:botoxlog:site", [("deep", None), (None, 10)]),
        ("urn:botoxlog:site", [("front", None), (None, 2.5)]),
    ]


RANGES = st.tuples(st.dates(date(1990, 1, 1), TODAY), st.dates(date(1990, 1, 1), TODAY)).map(
    lambda days: PartialDate(min(days), max(days))
)
FHIR_SESSIONS = st.builds(
    Session,
    id=IDS,
    date=st.one_of(DATES, RANGES),
    doses=DOSES,
    product=st.one_of(MAYBE, st.just("botox-cosmetic")),
    purpose=MAYBE,
    injector=MAYBE,
    clinic=MAYBE,
    lot=MAYBE,
    expiry=st.one_of(st.none(), DATES),
    cost=st.none(),
    currency=st.none(),
    touch_up_of=IDS,
    appointment=IDS,
    note=MAYBE,
)


@examples(300)
@given(st.lists(FHIR_SESSIONS, max_size=4))
def test_fhir_comes_back_without_loss(sessions: list[Session]) -> None:
    """Every field but the cost, whatever text it holds, and sessions without ids apart."""
    value = json_file.load(fhir.bundle(sessions, load()).encode())
    back, refused = fhir_input.own_sessions(value, [], TODAY)
    assert refused == []
    assert [normal(record) for record in back] == [normal(session) for session in sessions]


def test_fhir_meets_the_session_that_it_came_from() -> None:
    """The journal's own is meant, with the cost and the dates that FHIR has no place for."""
    paid = SESSIONS[2]._replace(cost=200, currency="GBP")
    value = json.loads(fhir.bundle([paid, paid], load()))
    back, _ = fhir_input.own_sessions(value, [paid], TODAY)
    assert back == [paid, fhir_input.as_held(paid)]


@pytest.mark.parametrize(
    ("element", "changed", "reason"),
    [
        ("effectiveDateTime", "soon", "The date is not valid"),
        ("effectiveDateTime", None, "It has no date."),
        ("effectivePeriod", {"start": 1}, "The date is not valid"),
        ("note", [{"text": 5}], "note: it should be text in quotes."),
        ("dosage", {}, "A dose names no area."),
    ],
)
def test_a_fhir_export_with_a_mistake_is_listed(element: str, changed: Any, reason: str) -> None:
    """All resources of that session are left out, with the reason; the others come in."""
    value = json.loads(fhir.bundle(SESSIONS, load()))
    value["entry"][0]["resource"][element] = changed
    back, refused = fhir_input.own_sessions(value, [], TODAY)
    assert len(back) == 2
    assert [item.row for item in refused] == [1, 2, 3]
    assert refused[0].reason.startswith(reason)


def test_csv_has_the_first_and_the_last_day_of_every_date() -> None:
    """`date` is as stored; `from` and `to` are days, whatever is known."""
    dates = ["2026-08-01", "2024-02", "2020", "2019-12-20/2020-01-10"]
    text = csv.log([Session(None, parse_iso(iso), (Dose("chin"),)) for iso in dates])
    rows = DictReader(text.splitlines())
    assert [(row["date"], row["from"], row["to"]) for row in rows] == [
        ("2026-08-01", "2026-08-01", "2026-08-01"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2019-12-20/2020-01-10", "2019-12-20", "2020-01-10"),
    ]


def test_fhir_names_no_patient() -> None:
    """The subject says no more than that it is a patient."""
    entries = json.loads(fhir.bundle(SESSIONS, load()))["entry"]
    assert {json.dumps(entry["resource"]["subject"]) for entry in entries} == {
        '{"type": "Patient", "display": "not named"}'
    }


def test_fhir_of_nothing_is_an_empty_bundle() -> None:
    """FHIR has no empty arrays."""
    assert json.loads(fhir.bundle([], load())) == {
        "resourceType": "Bundle",
        "meta": {"source": "urn:botoxlog"},
        "type": "collection",
    }


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"), [("none", "does not exist"), (".", "not a regular file")]
)
def test_a_file_to_import_has_to_be_one(tmp_path: Path, name: str, says: str) -> None:
    """A missing file, a folder."""
    with pytest.raises(CannotDoError, match=says):
        files.read(tmp_path / name)


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    """A hundred megabytes (of nothing, here) are refused at fifty."""
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(CannotDoError, match="larger than 50 MB"):
        files.read(path)


@pytest.mark.parametrize("nothing", ["null", "[null, 1]", "[1, null]", '{"y": [{"z": null}]}'])
def test_a_null_anywhere_is_no_export(nothing: str) -> None:
    """A journal has no such value, so something else has changed the file."""
    value = json.loads(f'{{"journal": {{"format": 1, "x": {nothing}}}}}')
    with pytest.raises(BadInputError):
        exports.from_json(value)


def test_only_dates_of_records_become_dates() -> None:
    """A note that looks like a date stays a text, and what is no text stays what it is."""
    record = {"date": "2026-08-01", "expiry": "2027-03", "note": "2026-08-01", "cost": 5}
    odd = {"date": 2026, "expiry": ["2027"]}
    back = exports.from_json({"journal": {"session": [record, odd]}})
    assert back.data["session"] == [{**record, "date": date(2026, 8, 1)}, odd]
