"""No file that is imported ends in a traceback, whatever is in it and whatever it is called."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from botoxlog.cli import run
from botoxlog.core.errors import BadInputError
from botoxlog.input import files
from botoxlog.input.files import Form
from tests.conftest import TODAY, InsideProgram, Program
from tests.input.sheets import xlsx
from tests.laws import examples

# --- how a file is written -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "raw", "form"),
    [
        (".toml", b"[[session]]", Form.TOML),
        (".TOML", b"{", Form.TOML),
        (".json", b"date,area", Form.JSON),
        (".ndjson", b"", Form.JSON),
        ("", b'\xef\xbb\xbf \n{"a": 1}', Form.JSON),
        (".txt", b'[\n {"a": 1}]', Form.JSON),
        (".csv", b"[2026-08-01],chin", Form.SHEET),
        (".bak", b"# mine\n\nformat = 1\n", Form.TOML),
        ("", b"[[session]]\ndate = 2026-08-01\n", Form.TOML),
        (".csv", b"format = 1,x\n", Form.SHEET),
        (".org", b"<2026-08-01 Sat>", Form.SHEET),
        ("", b"", Form.SHEET),
    ],
)
def test_a_file_is_told_by_its_name_or_its_beginning(suffix: str, raw: bytes, form: Form) -> None:
    """The name counts first, where it says how the file is written."""
    assert files.form_of(suffix, raw) is form


@pytest.mark.parametrize(
    ("suffix", "raw", "named"),
    [
        (".xml", b"", "XML"),
        ("", b'<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"/>', "XML"),
        (".json", b" <Bundle/>", "XML"),
        (".yaml", b"- date: 2026-08-01", "YAML"),
        (".YML", b"", "YAML"),
        (".html", b"<table>", "HTML"),
    ],
)
def test_what_cannot_be_imported_is_refused_by_its_name(
    suffix: str, raw: bytes, named: str
) -> None:
    """With the formats that can."""
    with pytest.raises(BadInputError, match=f"This is {named}") as caught:
        files.form_of(suffix, raw)
    assert caught.value.hint == "Export it as CSV, XLSX or JSON."


# --- the user's road -----------------------------------------------------------------------------


def test_the_sessions_of_another_program_come_in_once(program: Program, tmp_path: Path) -> None:
    """Those that were given, with their numbers where they were not."""
    path = tmp_path / "diary.json"
    area = [{"name": "11s", "units": 20}, {"name": "forehead", "units": 10}]
    path.write_text(
        json.dumps(
            {
                "version": 3,
                "entries": [
                    {"date": "2026-08-01", "product": "Botox", "areas": area, "cost": 210},
                    {"date": "someday", "product": "Botox", "areas": area},
                    {"areas": area[:1], "note": "half a smile \ud83d"},
                ],
            }
        )
    )
    shown = program("import", str(path), "--yes")
    assert shown.code == 0
    assert "Read as: JSON, a row for each object\n" in shown.out
    assert "row 1: Sat 1 Aug 2026, Botox Cosmetic, frown lines 20 units, forehead 10" in shown.out
    assert '  row 2: "someday" is not a date with a year.\n' in shown.out
    assert '  row 3: "no date" is not a date with a year.\n' in shown.out
    assert 'not in "entries": version.' in shown.err
    once = program.journal.read_text()
    assert once.count("[[session]]") == 1
    assert "cost = 210\n" in once
    assert "nothing new to add" in program("import", str(path), "--yes").err
    assert program.journal.read_text() == once


def test_fhir_of_another_program_comes_in(program: Program, tmp_path: Path) -> None:
    """As lines of JSON; what was not given is named with the number of its resource."""
    given_ = {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "medicationCodeableConcept": {"text": "Dysport"},
        "effectiveDateTime": "2026-03-10T09:00:00Z",
        "dosage": {"site": {"text": "glabella"}, "dose": {"value": 50, "unit": "U"}},
    }
    path = tmp_path / "records.ndjson"
    path.write_text(f"{json.dumps(given_)}\n{json.dumps({**given_, 'status': 'not-done'})}\n")
    shown = program("import", str(path), "--yes")
    assert (shown.code, program.journal.read_text().count("[[session]]")) == (0, 1)
    assert "row 1: Tue 10 Mar 2026, Dysport, frown lines 50 units\n" in shown.out
    assert '  row 2: Its status is "not-done", not "completed".\n' in shown.out


def test_a_fhir_file_without_an_injection_is_listed(program: Program, tmp_path: Path) -> None:
    """Each resource with its reason, then that nothing was written."""
    path = tmp_path / "records.json"
    path.write_text(json.dumps([{"resourceType": "Observation"}, {"resourceType": "Procedure"}]))
    result = program("import", str(path), "--yes")
    assert (result.code, "No row could be read. Nothing was written." in result.err) == (1, True)
    assert "  row 1: A resource of type Observation is not an injection.\n" in result.out
    assert "  row 2: It names no medication.\n" in result.out


# --- any bytes -----------------------------------------------------------------------------------

SUFFIXES = st.sampled_from([".toml", ".json", ".ndjson", ".csv", ".xlsx", ".txt", ".fhir", ""])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6),
    st.sampled_from(["2026-08-01", "2026-08", "chin", "glabella", "Botox", "20", "20 U", "\ud800",
                     "2026-08-01/2026-08-09", "completed", "x\0y", "\x1b[31m", "9999-99-99"]),
)  # fmt: skip
KEYS = st.one_of(
    st.sampled_from(
        ["schema", "journal", "format", "session", "checkin", "discussed", "person", "conflict",
         "id", "date", "areas", "units", "sites", "state", "effects", "expiry", "cost", "topic",
         "area", "product", "lot", "note", "resourceType", "entry", "resource", "meta", "source",
         "dosage", "contained", "identifier", "partOf", "performer", "Date", "Status", "\udfff"]
    ),
    st.text(max_size=3),
)  # fmt: skip
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5)
)
RECORD = st.dictionaries(KEYS, JSON, max_size=6)
OWN = st.fixed_dictionaries(
    {"journal": st.dictionaries(KEYS, st.lists(RECORD, max_size=2) | RECORD | JSON, max_size=4)}
)
LINES = st.lists(
    st.lists(
        st.one_of(
            st.sampled_from(["Date", "Area", "Units", "Lot", "2026-08-01", "chin", "20", '"', "|"]),
            st.text(max_size=4),
        ),
        max_size=4,
    ),
    max_size=4,
)
SHEET = xlsx({"a": [["Date", "Area", "Units"], ["2026-08-01", "chin", 4], [45667, True, None]]})


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Return a file of which some bytes are others, or that ends too early."""
    raw = bytearray(whole)
    for _ in range(draw(st.integers(0, 4))):
        raw[draw(st.integers(0, len(raw) - 1))] = draw(st.integers(0, 255))
    return bytes(raw[: draw(st.integers(0, len(raw)))] if draw(st.booleans()) else raw)


def as_json(value: Any) -> bytes:
    """Return a value as JSON; half a pair of surrogates stays half."""
    return json.dumps(value).encode()


FILES = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(str.encode),
    JSON.map(as_json),
    st.lists(RECORD, max_size=3).map(as_json),
    OWN.map(as_json),
    st.lists(RECORD, min_size=1, max_size=3).map(
        lambda found: b"\n".join(as_json({"resourceType": "Procedure", **item}) for item in found)
    ),
    LINES.map(lambda rows: "\n".join(",".join(cells) for cells in rows).encode()),
    damaged(SHEET),
    damaged(
        b'format = 1\n\n[[session]]\nid = "a"\ndate = 2026-08-01\n\n[session.units]\nchin = 4\n'
    ),
    damaged(b"kind,id,date,area,units,state,product,row\nsession,a,2026-08-01,chin,4,,dysport,1\n"),
)


@examples(150, suppress=(HealthCheck.function_scoped_fixture,))
@given(FILES, SUFFIXES)
def test_any_file_ends_in_a_sentence(
    program_inside: InsideProgram, tmp_path: Path, raw: bytes, suffix: str
) -> None:
    """It is imported or refused, and the journal can be read afterwards."""
    path = tmp_path / f"any{suffix}"
    path.write_bytes(raw)
    program_inside.journal.unlink(missing_ok=True)
    result = program_inside("import", str(path), "--yes")
    assert result.code in {0, 1, 2, 3}
    assert "bug in botoxlog" not in result.err
    assert "Traceback" not in result.err
    if program_inside.journal.exists():
        assert program_inside("log", "--json").code == 0
        assert run(["--journal", str(program_inside.journal), "--today", str(TODAY), "log"]) == 0
