"""Records that are recognised whole mean just what the TOML reader says they mean."""

from datetime import date

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.core.model import (
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Journal,
    Outcome,
    Session,
    State,
)
from botoxlog.core.partial_dates import PartialDate
from botoxlog.journal.decoder import decode, parse, read
from botoxlog.journal.encoder import NEW_JOURNAL, entries, render, with_entries
from botoxlog.journal.fast_decoder import PlainReader, split_records
from tests.laws import examples
from tests.records import EXAMPLE, RECORDS

TODAY = date(2026, 11, 23)
DAY = PartialDate.of_day(date(2026, 8, 1))

FULL = Session(
    "k7q2m9xd", DAY, (Dose("forehead"), Dose("glabella", 20), Dose("masseter-left", 12.5)),
    "botox-cosmetic", "lines", "Dr Lee", "Praxis am Ring", "C1234",
    PartialDate.of_day(date(2027, 3, 31)), 420.0, "EUR", "p3aaaaaa", "über 20, it's fine # or so",
)  # fmt: skip
LOOK = CheckIn(
    "c2", DAY, (AreaState("glabella", State.PARTIAL),), ("eyelid-ptosis-left", "a, b"),
    ("headache", "c, d"), "ok",
)  # fmt: skip
ASKED = Discussed("d2", PartialDate.of_year(2026), "weak-muscle", Outcome.ASKED, "ok")


def whole(text: str) -> Journal:
    """Return a journal as the TOML reader alone reads it."""
    return decode(parse(text), text, TODAY)


@pytest.mark.parametrize(
    "record",
    [
        FULL,
        Session("s2", DAY, (Dose("chin"),)),
        Session("s3", PartialDate.of_month(2019, 4), (Dose("chin", 4),), note="x"),
        LOOK,
        CheckIn("c3", PartialDate.of_year(2019), note="only a note"),
        CheckIn("c4", PartialDate(date(2023, 12, 20), date(2024, 1, 10)), note="between two days"),
        CheckIn("c5", PartialDate(date(2026, 11, 23), date(2027, 1, 10)), note="may be to come"),
        ASKED,
        Discussed("d3", DAY, "weak-muscle", Outcome.DISMISSED),
    ],
)
def test_what_the_program_writes_is_recognised(record: Session | CheckIn | Discussed) -> None:
    """A record just as it is written needs no parser, whatever fields it has."""
    pieces = split_records(with_entries(NEW_JOURNAL, entries([record, record])))
    assert pieces is not None
    reader = PlainReader(TODAY)
    assert [reader.record(name, piece) for name, piece in pieces[1]] == [record, record]


@examples(150)
@given(st.lists(RECORDS, max_size=5))
def test_any_records_are_read_as_the_parser_reads_them(
    records: list[Session | CheckIn | Discussed],
) -> None:
    """Whatever stands in them, a journal of records as written is read alike both ways."""
    text = with_entries(NEW_JOURNAL, entries(records))
    assert read(text, TODAY).journal == whole(text)


PLAIN = with_entries(NEW_JOURNAL, entries([FULL, LOOK, ASKED, FULL._replace(id="other")]))
SCRAPS = (
    "[[session]]", "[[checkin]]", "[session.units]", "[checkin.state]", "[person]", "[[x]]", '"""',
    "'''", '"', "'", "[", "]", "{", "}", "=", "#", ",", ".", "\\", "\n", "\r\n", "\r", "\t", " ",
    "\ufeff", "\x7f", "0", "1.5", "1e3", "é", "nan", "true", 'id = "x"\n', "date = 2026-08-01\n",
    "date = 2026-02-30\n", 'date = "2026"\n', "date = 2012\n", "glabella = 20\n", "cost = -1\n",
    "areas = []\n", 'areas = ["chin", ""]\n', 'effects = "x"\n', "session.x = 1\n",
    "session = []\n", 'date = "2026-08-01/2026-09-09"\n', "/2026-09-09",
)  # fmt: skip


@examples(600)
@given(st.data())
def test_a_journal_mended_by_hand_is_read_as_the_parser_reads_it(data: st.DataObject) -> None:
    """Wherever lines and letters were put in, taken out or moved, both ways agree, or refuse."""
    text = data.draw(st.sampled_from([PLAIN, EXAMPLE, PLAIN.replace("\n", "\r\n")]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 0, 1, 5, 40])))
        text = text[:start] + data.draw(st.sampled_from(("", *SCRAPS))) + text[end:]
    try:
        expected = whole(text)
    except tomli.TOMLDecodeError:
        with pytest.raises(tomli.TOMLDecodeError):
            read(text, TODAY)
    else:
        assert read(text, TODAY).journal == expected


HEAD = "format = 1\n\n"
RECORD = render(FULL)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("", True),
        ("\ufeff" + HEAD + RECORD, True),
        ((HEAD + RECORD).replace("\n", "\r\n"), True),
        (HEAD + RECORD.rstrip("\n"), True),
        (HEAD + RECORD.replace('note = "', 'note = "\\t'), True),
        (HEAD + RECORD.replace("date", "# when\ndate"), True),
        (HEAD + RECORD.replace("\n\n[session.units]", "\n[session.units]"), True),
        (HEAD + RECORD.replace('product = "botox-cosmetic"\n', "") + 'product = "x"\n', True),
        (HEAD + RECORD.replace("date = 2026-08-01", "date = 2026-12-01"), True),
        (HEAD + RECORD.replace("date = 2026-08-01", "date = 1926-08-01"), True),
        (HEAD + RECORD.replace("date = 2026-08-01", 'date = "2026-13"'), True),
        (HEAD + RECORD.replace("date = 2026-08-01", 'date = "2026-08-01/2026-08-31"'), True),
        (HEAD + RECORD.replace("date = 2026-08-01", 'date = "2026-08-10/2026-08-01"'), True),
        (HEAD + RECORD.replace("date = 2026-08-01", 'date = "2026-12-01/2026-12-10"'), True),
        (HEAD + RECORD.replace("date = 2026-08-01", 'date = "2026-08/2026-09"'), True),
        (HEAD + RECORD.replace("= 20\n", "= 0\n"), True),
        (HEAD + RECORD.replace('"forehead"', '"forehead", " "'), True),
        (HEAD + RECORD + "[session.more]\nx = 1\n", True),
        (HEAD + RECORD.replace("Dr Lee", "\u00a0"), True),
        (HEAD + "[person]\nclinic = 'x'\n\n" + RECORD, True),
        (HEAD + RECORD + "[person]\nclinic = 'x'\n", False),
        (HEAD + RECORD + RECORD.replace("[[session]]", " [[session]]"), False),
        (HEAD + RECORD.replace("[[session]]", '[["session"]]'), False),
        (HEAD + RECORD + '\n[[conflict]]\nid = "x"\nkind = "session"\n', False),
        (HEAD + RECORD + '\n[[session]]\ndate = 2026-08-01\nnote = """\n[[checkin]]\n"""\n', False),
        (HEAD + render(LOOK) + RECORD + "[checkin.more]\nx = 1\n", False),
        (HEAD + "x = [\n[[1]]\n]\n" + RECORD, False),
        (HEAD + "session = [{date = 2026-08-01, areas = ['chin']}]\n" + render(LOOK), False),
        (HEAD + "[session]\nx = 1\n\n" + render(LOOK), False),
    ],
)  # fmt: skip
def test_odd_layouts_are_read_alike(text: str, apart: bool) -> None:
    """Comments, other orders and what makes no sense cost time at most; problems have their line.

    Where one record might depend on what stands elsewhere, none is read on its own.
    """
    found = read(text, TODAY)
    assert found.journal == whole(text)
    assert (found.tables is None) is apart


def test_a_later_record_may_be_put_behind_pieces() -> None:
    """Where every record was read on its own, the journal with one more means just one more."""
    before = read(EXAMPLE, TODAY)
    after = read(with_entries(EXAMPLE, entries([ASKED])), TODAY)
    assert before.tables is None
    assert after.journal == before.journal._replace(
        discussed=(*before.journal.discussed, ASKED), problems=after.journal.problems
    )
