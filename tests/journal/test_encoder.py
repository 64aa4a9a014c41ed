"""Model to text: what is written is read back, and nothing else is touched."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.core.model import Dose, Journal, Record, Session, Site
from botoxlog.core.partial_dates import PartialDate
from botoxlog.journal.decoder import decode, parse
from botoxlog.journal.encoder import entries, render, with_entries
from botoxlog.journal.toml_edit import appended, with_person
from tests.laws import examples
from tests.records import EXAMPLE, RECORDS, TEXTS

TODAY = date(2026, 11, 23)


def read(text: str) -> Journal:
    """Return a journal text as the program reads it."""
    return decode(parse(text), text, TODAY)


def test_a_record_is_written_as_documented() -> None:
    """Unknown fields are not written, texts are escaped, arrays stand on one line."""
    session = Session(
        "k7q2m9xd",
        PartialDate.of_month(2026, 8),
        (Dose("forehead"), Dose("chin"), Dose("crow's feet", 12.5)),
        note='a "b"\n\x1b\\',
    )
    assert render(session) == (
        '[[session]]\nid = "k7q2m9xd"\ndate = "2026-08"\nareas = ["forehead", "chin"]\n'
        'note = "a \\"b\\"\\n\\u001b\\\\"\n\n[session.units]\n"crow\'s feet" = 12.5\n'
    )


def test_sites_are_written_under_the_units() -> None:
    """A line for each area: its sites with their units, or their names alone."""
    session = Session(
        "k7q2m9xd",
        PartialDate.of_month(2026, 8),
        (
            Dose("leg", None, (Site("soleus"), Site("a b"))),
            Dose("arm-left", 75, (Site("biceps", 50), Site("flexor carpi", 25))),
        ),
    )
    assert render(session) == (
        '[[session]]\nid = "k7q2m9xd"\ndate = "2026-08"\nareas = ["leg"]\n\n'
        "[session.units]\narm-left = 75\n\n"
        '[session.sites]\nleg = ["soleus", "a b"]\n'
        'arm-left = { biceps = 50, "flexor carpi" = 25 }\n'
    )


def test_sites_join_records_in_one_array() -> None:
    """Names with blanks are quoted at every depth of an inline table."""
    text = "session = [{date = 2026-01-01, areas = ['x']}]\n"
    dose = Dose("my arm", 75, (Site("flexor carpi", 75),))
    session = Session(None, PartialDate.of_month(2026, 8), (dose,))
    new = appended(text, parse(text), entries([session]))[0]
    assert read(new).sessions[1] == session


def without_order(record: Record) -> Record:
    """Return a session with its doses sorted: the file keeps those without units first."""
    if not isinstance(record, Session):
        return record
    return record._replace(doses=tuple(sorted(record.doses, key=lambda dose: dose.area)))


@examples(150)
@given(RECORDS)
def test_what_is_written_is_read_back(record: Record) -> None:
    """Any record, with any text in it, comes back as it was."""
    journal = read(render(record))
    assert journal.problems == ()
    assert [without_order(item) for item in journal.records] == [without_order(record)]


@examples(60)
@given(
    st.lists(RECORDS, min_size=1, max_size=3, unique_by=lambda record: record.id),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.booleans(),
)
def test_adding_leaves_what_was_there(
    records: list[Record], end: str, mark: str, final: bool
) -> None:
    """New records stand after the old text, which stays byte for byte, in its line ends."""
    old = mark + EXAMPLE.replace("\n", end) + f"# the last word{end if final else ''}"
    new = appended(old, parse(old), entries(records))[0]
    assert new.startswith(old)
    added = new[len(old) :]
    assert added.count("\n") == added.count(end)
    before, after = read(old), read(new)
    assert len(after.records) == 3 + len(records)
    assert after.sessions[:1] == before.sessions


PERSON = 'format = 1 # one\n\n[person] # me\nbirth_year = 1988 # y\ngoals = """a\nb""" # g\n'


@pytest.mark.parametrize(
    ("text", "changes", "new"),
    [
        (PERSON, {"birth_year": 1990}, PERSON.replace("1988", "1990")),
        (PERSON, {"goals": 'x "y"'}, PERSON.replace('"""a\nb"""', '"x \\"y\\""')),
        (PERSON, {"goals": None}, PERSON.replace('goals = """a\nb""" # g\n', "# g\n")),
        ("[person]\n  clinic = 'C'\nx = 1", {"clinic": None}, "[person]\n  x = 1"),
        ("[person]\r\nclinic = 'C'", {"clinic": None}, "[person]\r\n"),
        ("[person]\nclinic = 'C' # c", {"clinic": None}, "[person]\n# c"),
        ("[person]\n'clinic' = 'C' # c", {"clinic": "D"}, "[person]\n'clinic' = \"D\" # c"),
        ("person.clinic = 'C'\n", {"clinic": "D"}, 'person.clinic = "D"\n'),
        (
            "[person]\ngoals = 'g'\n[person.more]\nx = 1\n",
            {"clinic": "C"},
            "[person]\ngoals = 'g'\nclinic = \"C\"\n[person.more]\nx = 1\n",
        ),
        (
            "format = 1\nmy.own = 2\n[x]\n",
            {"clinic": "C"},
            'format = 1\nmy.own = 2\n\n[person]\nclinic = "C"\n[x]\n',
        ),
        (
            "[person]\n",
            {"clinic": "C", "weeks_ahead": 3, "goals": None},
            '[person]\nclinic = "C"\nweeks_ahead = 3\n',
        ),
        (PERSON, {"clinic": "C"}, PERSON + 'clinic = "C"\n'),
        (PERSON, {"clinic": None}, PERSON),
        ("format = 1", {"clinic": "C"}, 'format = 1\n\n[person]\nclinic = "C"\n'),
        ("", {"clinic": "C"}, '\n[person]\nclinic = "C"\n'),
        (
            "format = 1\r\n\r\n[[session]]\r\n",
            {"clinic": "C"},
            'format = 1\r\n\r\n[person]\r\nclinic = "C"\r\n\r\n[[session]]\r\n',
        ),
        ("# c\n[[session]]\n", {"clinic": "C"}, '# c\n[[session]]\n\n[person]\nclinic = "C"\n'),
    ],
)
def test_a_setting_changes_one_value(
    text: str, changes: dict[str, str | int | None], new: str
) -> None:
    """Setting a value touches that value alone, comments and line ends stay."""
    assert with_person(text, changes) == new


SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "goals": st.none() | TEXTS,
        "clinic": st.none() | TEXTS,
        "birth_year": st.none() | st.integers(0, 9999),
    },
)


@examples(100)
@given(
    st.sampled_from([EXAMPLE, PERSON, "", "# only\n", "[person]", "x = 1\n[person.more]\ny = 2\n"]),
    SETTINGS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_settings_change_nothing_else(
    old: str, changes: dict[str, str | int | None], end: str, mark: str
) -> None:
    """Whatever is set, every comment and every other value is still there."""
    text = mark + old.replace("\n", end)
    new = with_person(text, changes)
    before, after = parse(text), parse(new)
    kept = {key: value for key, value in before.pop("person", {}).items() if key not in changes}
    now = {key: value for key, value in changes.items() if value is not None}
    assert after.pop("person", {}) == kept | now
    assert after == before
    comments = [line.split("#", 1)[1] for line in text.split(end) if "#" in line]
    assert all(comment in new for comment in comments)
    assert end not in text or new.count("\n") == new.count(end)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("", "\n"),
        ("x = 1", "x = 1\n\n"),
        ("x = 1\n", "x = 1\n\n"),
        ("x = 1\r\n", "x = 1\r\n\r\n"),
        ("x = 1\r\ny = 1\n", "x = 1\r\ny = 1\n\r\n"),  # as many of one as of the other
        ("x = 1\r\ny = 1\nz = 1\n", "x = 1\r\ny = 1\nz = 1\n\n"),
    ],
)
def test_one_blank_line_parts_a_record_from_what_was_there(text: str, before: str) -> None:
    """In the line end that most lines have; a last line without one gets it first."""
    session = Session("a", PartialDate.of_day(date(2026, 1, 1)), ())
    end = "\r\n" if before.endswith("\r\n") else "\n"
    record = f'[[session]]{end}id = "a"{end}date = 2026-01-01{end}'
    assert with_entries(text, entries([session])) == before + record
    assert with_entries(text, []) == text
