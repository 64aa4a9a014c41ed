"""Two copies that grew apart become one: nothing lost, either way round, again and again."""

import datetime as dt
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.core.errors import CannotDoError
from botoxlog.input.record_joining import SessionJoiner
from botoxlog.journal import decoder, encoder
from botoxlog.journal.decoder import JournalText
from botoxlog.journal.merge import Merged, canonical, conflict_id, merge, settle
from botoxlog.journal.record_texts import pieces
from botoxlog.journal.toml_positions import comments
from tests.conftest import TODAY
from tests.laws import examples


def side(text: str) -> JournalText:
    """Return a copy as it would be read from a file."""
    return JournalText(text, decoder.parse(text))


OURS = """\
# mine
format = 1

[person]
clinic = "A"

# the first
[[session]]
id = "aaaa2345"
date = 2026-08-01 # a Saturday
note = "x"

[session.units]
glabella = 20

[[checkin]]
id = "cccc2345"
date = 2026-09-01
"""
THEIRS = """\
# theirs
format = 1
theme = "dark"

[person]
clinic = "B"
goals = "calm"

[[session]]
id = "aaaa2345"
date = 2026-08-01
note = "y" # changed
colour = "red"

[session.units]
glabella = 20

# new
[[session]]
id = "bbbb2345"
date = 2026-10-01
areas = ["chin"] # a little
photo = { file = "a.jpg" }
"""
MERGED = """\
# mine
# theirs
format = 1
theme = "dark"

[person]
clinic = "B"
goals = "calm"

# the first
# a Saturday
[[session]]
id = "aaaa2345"
date = 2026-08-01
note = "y" # changed
colour = "red"

[session.units]
glabella = 20

[[checkin]]
id = "cccc2345"
date = 2026-09-01

# new
[[session]]
id = "bbbb2345"
date = 2026-10-01
areas = ["chin"] # a little
photo = { file = "a.jpg" }

[[conflict]]
id = "679hvqn7"
kind = "person"
of = "clinic"

[conflict.record]
clinic = "A"

[[conflict]]
id = "ID"
kind = "session"
of = "aaaa2345"

[conflict.record]
id = "aaaa2345"
date = 2026-08-01
note = "x"
units = { glabella = 20 }
"""


def test_two_copies_become_one_and_both_sides_of_a_conflict_are_kept() -> None:
    """The merged text, to the letter: additions, settings, comments and the other versions."""
    merged = merge(side(OURS), side(THEIRS))
    session, person = sorted(merged.conflicts, key=lambda item: item.kind, reverse=True)
    assert merged.text == MERGED.replace('"ID"', f'"{session.id}"')
    assert [kind for kind, _ in merged.added] == ["session"]
    assert (session.kind, session.of, session.counts["note"]) == ("session", "aaaa2345", "y")
    assert session.other["note"] == "x"
    assert (person.of, person.counts, person.other) == ("clinic", {"clinic": "B"}, {"clinic": "A"})


def test_merging_again_changes_nothing() -> None:
    """Not one byte, with either copy or with itself."""
    once = side(merge(side(OURS), side(THEIRS)).text)
    for other in (side(OURS), side(THEIRS), once):
        again = merge(once, other)
        assert again.text == once.text
        assert (again.added, again.taken, again.conflicts) == ([], [], [])


def test_a_conflict_is_pointed_out_with_its_line_and_what_to_do() -> None:
    """Reading the merged journal names each open conflict; it counts for nothing meanwhile."""
    merged = merge(side(OURS), side(THEIRS))
    journal = decoder.decode(merged.data, merged.text, TODAY)
    assert [(problem.line, problem.message) for problem in journal.problems] == [
        (
            merged.text[: merged.text.index("[[conflict]]")].count("\n") + 1,
            (
                "Two copies of this journal disagree about person clinic. "
                "Choose: botoxlog merge --keep 679hvqn7 or --take 679hvqn7"
            ),
        ),
        (
            merged.text[: merged.text.rindex("[[conflict]]")].count("\n") + 1,
            (
                "Two copies of this journal disagree about session aaaa2345. "
                f"Choose: botoxlog merge --keep {merged.conflicts[-1].id} "
                f"or --take {merged.conflicts[-1].id}"
            ),
        ),
    ]
    assert len(journal.sessions) == 2


BASE = 'format = 1\n\n[[session]]\nid = "aaaa"\ndate = 2026-08-01\n'
CHANGED = BASE + 'note = "changed"\n'
OTHERWISE = BASE + 'note = "otherwise"\nlot = "C1"\n'
EMPTY = "format = 1\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "conflicts"),
    [
        (BASE, CHANGED, CHANGED, 0),
        (CHANGED, BASE, CHANGED, 0),
        (CHANGED, CHANGED, CHANGED, 0),
        (EMPTY, BASE, EMPTY, 0),
        (BASE, EMPTY, EMPTY, 0),
        (EMPTY, CHANGED, EMPTY + CHANGED.removeprefix(EMPTY), 0),
        (CHANGED, EMPTY, CHANGED, 0),
        (CHANGED, OTHERWISE, None, 1),
    ],
)
def test_with_a_common_ancestor_a_change_of_one_side_is_followed(
    ours: str, theirs: str, expected: str | None, conflicts: int
) -> None:
    """What one side changed or took out is followed; what was changed is not taken out."""
    merged = merge(side(ours), side(theirs), side(BASE))
    assert len(merged.conflicts) == conflicts
    if expected is not None:
        assert merged.text == expected


def test_without_one_nothing_is_taken_out() -> None:
    """A record that only one copy has is an addition, never a removal."""
    assert merge(side(EMPTY), side(BASE)).text == BASE
    assert merge(side(BASE), side(EMPTY)).text == BASE


@pytest.mark.parametrize(("take", "note"), [(False, "y"), (True, "x")])
def test_a_conflict_is_settled_either_way(take: bool, note: str) -> None:
    """Keeping leaves what counts, taking puts the other in its place; comments stay."""
    merged = merge(side(OURS), side(THEIRS))
    settled = settle(side(merged.text), merged.conflicts[-1].id, take=take)
    assert settled.data["session"][0]["note"] == note
    assert [entry["of"] for entry in settled.data["conflict"]] == ["clinic"]
    assert words(merged.text) == words(settled.text)
    last = settle(side(settled.text), "679hvqn7", take=take)
    assert "conflict" not in last.data
    assert last.data["person"]["clinic"] == ("A" if take else "B")


@pytest.mark.parametrize(
    ("kind", "of", "record", "expected"),
    [
        (
            "session",
            "aaaa",
            {"id": "aaaa", "date": "2026-08", "areas": ["chin"]},
            {"session": [{"id": "aaaa", "date": "2026-08", "areas": ["chin"]}]},
        ),
        ("person", "clinic", {"clinic": "A"}, {"person": {"clinic": "A"}}),
        ("journal", "theme", {"theme": "dark"}, {"theme": "dark"}),
    ],
)
def test_taking_a_version_of_what_has_gone_meanwhile(
    kind: str, of: str, record: dict[str, Any], expected: dict[str, Any]
) -> None:
    """It is put back: a record at the end, a setting where settings stand."""
    entry = {"id": "zz", "kind": kind, "of": of, "record": record}
    text = "format = 1\n\n" + encoder.render_table("conflict", entry)
    assert settle(side(text), "zz", take=True).data == {"format": 1, **expected}


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "zz"},
        {"id": "zz", "kind": "session", "of": 3, "record": {}},
        {"id": "zz", "kind": "format", "of": "x", "record": {"x": 1}},
    ],
)
def test_a_conflict_that_was_mangled_by_hand_is_left(entry: dict[str, Any]) -> None:
    """Nothing can be taken from it; it can still be dropped."""
    text = "format = 1\n\n" + encoder.render_table("conflict", entry)
    with pytest.raises(CannotDoError, match="cannot be merged"):
        settle(side(text), "zz", take=True)
    assert settle(side(text), "zz", take=False).data == {"format": 1}


def test_settling_what_is_no_conflict_is_refused() -> None:
    """An id that no conflict has."""
    with pytest.raises(CannotDoError, match='no conflict "zzzz"'):
        settle(side(OURS), "zzzz", take=True)


def test_records_without_ids_are_matched_by_what_they_say() -> None:
    """20 and 20.0 are the same, a date in quotes too; two alike stay two."""
    one = '[[session]]\ndate = 2026-08-01\nareas = ["chin"]\n[session.units]\nglabella = 20\n'
    same = '[[session]]\ndate = "2026-08-01"\nareas = ["chin"]\nunits = { glabella = 20.0 }\n'
    assert merge(side(one), side(same)).text == one
    assert merge(side(one + one), side(one)).text == one + one
    assert len(merge(side(one), side(one + one)).data["session"]) == 2


def test_records_that_share_an_id_in_one_file_all_stay() -> None:
    """A block copied by hand with its id is a record of its own."""
    doubled = BASE + '\n[[session]]\nid = "aaaa"\ndate = 2026-09-01\n'
    assert merge(side(doubled), side(BASE)).text == doubled
    assert len(merge(side(BASE), side(doubled)).data["session"]) == 2


@pytest.mark.parametrize(
    "odd",
    [
        'session = [{ id = "aaaa", date = 2026-08-02, note = "inline" }]\n',
        '[[session]]\nid = "aaaa"\ndate = 2026-08-02\n[x]\ny = 1\n[session.units]\nchin = 2\n',
        '[session]\nid = "aaaa"\n',
        "conflict = 3\n",
        "[conflict]\nx = 1\n",
        "format = 2\n",
    ],
)
def test_a_layout_that_cannot_be_merged_is_refused(odd: str) -> None:
    """With a sentence, and nothing made up."""
    with pytest.raises(CannotDoError):
        merge(side(odd), side(OTHERWISE + "[[conflict]]\nid = '1'\n"))


@pytest.mark.parametrize(
    "odd",
    [
        'session = [{ id = "bbbb", date = 2026-08-02, note = "inline" }]\n',
        '[[session]]\nid = "bbbb"\ndate = 2026-08-02\n[x]\ny = 1\n[session.units]\nchin = 2\n',
        '\ufeff[[session]]\r\nid = "bbbb"\r\ndate = 2026-08-02\r\n# end',
        '[[session]]\nid = "bbbb"\n"odd key" = [{ a = [1, { b = 2 }] }]\n[["odd table"]]\nid = "1"',
        '[[session]]\n[[session.photo]]\nfile = "a"\n[[session.photo]]\nfile = "b"\n',
    ],
)
def test_an_odd_layout_of_the_other_copy_is_taken_over(odd: str) -> None:
    """What the other copy holds is added however it is laid out, in our line ends."""
    merged = merge(side(BASE), side(odd))
    assert merged.data["session"][0] == decoder.parse(BASE)["session"][0]
    assert "\r" not in merged.text
    assert merged.data["session"][1:] == decoder.parse(odd)["session"]


def test_what_is_imported_changes_nothing_that_is_there() -> None:
    """Only additions; what differs is reported and left."""
    merged = merge(side(OURS), side(THEIRS), only_add=True)
    assert merged.data["session"][0]["note"] == "x"
    assert merged.data["person"] == {"clinic": "A", "goals": "calm"}
    assert [item.of for item in merged.conflicts] == ["clinic", "aaaa2345"]
    assert "conflict" not in merged.data


# --- laws ------------------------------------------------------------------------------------

WORDS = st.sampled_from(["x", "y", "a # b", 'q"\n', "[[session]]"])
VALUES = st.one_of(st.integers(0, 3), WORDS, st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 3)))
RECORDS = st.builds(
    lambda identity, values, units: (
        ({"id": identity} if identity else {}) | values | ({"units": units} if units else {})
    ),
    st.sampled_from(["", "a", "b", "c"]),
    st.dictionaries(st.sampled_from(["date", "note", "odd key"]), VALUES, max_size=2),
    st.dictionaries(st.sampled_from(["chin", "glabella"]), st.integers(1, 3), max_size=1),
)
TABLES = st.dictionaries(st.sampled_from(["clinic", "goals"]), VALUES, max_size=2)


def written(
    sessions: list[dict[str, Any]], checkins: list[dict[str, Any]], person: dict[str, Any], end: str
) -> JournalText:
    """Return a journal with a comment above each record and one behind a setting."""
    lines = [f"# top of {len(sessions)}", "format = 1", "", "[person]"]
    lines += [f"{encoder.assignment(key, value)} # {key}" for key, value in person.items()]
    for name, records in (("session", sessions), ("checkin", checkins)):
        for record in records:
            lines += [
                "",
                f"# {name} {canonical(record)}",
                *encoder.render_table(name, record).splitlines(),
            ]
    return side(end.join(lines) + end)


COPIES = st.builds(
    written,
    st.lists(RECORDS, max_size=4),
    st.lists(RECORDS, max_size=2),
    TABLES,
    st.sampled_from(["\n", "\r\n"]),
)


def words(text: str) -> set[str]:
    """Return the comments of a journal."""
    return {said for _, said in comments(text)}


def says(merged: Merged) -> tuple[Any, ...]:
    """Return what a journal holds, up to order."""
    return (
        {
            name: sorted(canonical(record) for record in merged.data.get(name, []))
            for name in ("session", "checkin")
        },
        sorted(canonical({**entry, "id": ""}) for entry in merged.data.get("conflict", [])),
        canonical(merged.data.get("person", {})),
        words(merged.text),
    )


def versions(data: Any) -> set[str]:
    """Return every version of everything that a journal holds, conflicts included."""
    found = {
        f"{name} {canonical(record)}"
        for name in ("session", "checkin")
        for record in data.get(name, [])
    }
    found |= {f"person {canonical({key: value})}" for key, value in data.get("person", {}).items()}
    found |= {f"{entry['kind']} {canonical(entry['record'])}" for entry in data.get("conflict", [])}
    return found


@examples(150)
@given(COPIES, COPIES)
def test_merging_is_the_same_either_way_round_and_loses_nothing(
    one: JournalText, other: JournalText
) -> None:
    """Up to order; every version and every comment of both is in it, and nothing else."""
    merged = merge(one, other)
    assert says(merged) == says(merge(other, one))
    assert versions(merged.data) == versions(one.data) | versions(other.data)
    assert words(merged.text) == words(one.text) | words(other.text)


@examples(150)
@given(COPIES, COPIES)
def test_merging_is_idempotent(one: JournalText, other: JournalText) -> None:
    """A merge with what has already been merged changes not one byte."""
    merged = side(merge(one, other).text)
    for again in (one, other, merged):
        assert merge(merged, again).text == merged.text


@examples(100)
@given(COPIES, COPIES, COPIES)
def test_three_devices_agree_whoever_merges_first(
    one: JournalText, two: JournalText, three: JournalText
) -> None:
    """No version is lost on any route, nor invented."""
    left = merge(side(merge(one, two).text), three)
    right = merge(one, side(merge(two, three).text))
    assert versions(left.data) == versions(right.data)


@examples(100)
@given(COPIES, COPIES, COPIES)
def test_a_common_ancestor_takes_out_only_what_one_side_took_out(
    one: JournalText, other: JournalText, base: JournalText
) -> None:
    """Every version that is not the ancestor's is kept, and the way round does not matter."""
    merged = merge(one, other, base)
    both = versions(one.data) | versions(other.data)
    assert versions(merged.data) <= both
    assert both - versions(merged.data) <= versions(base.data)
    assert says(merged)[:3] == says(merge(other, one, base))[:3]


@examples(100)
@given(COPIES)
def test_a_journal_merged_with_itself_is_itself(one: JournalText) -> None:
    """Byte for byte; and an empty one takes everything over."""
    assert merge(one, one).text == one.text
    assert versions(merge(side("format = 1\n"), one).data) == versions(one.data)


def test_a_conflict_has_the_same_id_everywhere() -> None:
    """It is made of what it says."""
    assert conflict_id("person", "clinic", {"clinic": "A"}) == "679hvqn7"


VALUE = st.recursive(
    st.one_of(st.booleans(), st.integers(0, 2), st.sampled_from(["a", "id", "# no comment"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["id", "a b", "x"]), inner)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["session", "person", "conflict", "format", "theme", "a b"])
ANYTHING = st.dictionaries(NAMES, VALUE, max_size=4).map(lambda data: side(tomli_w.dumps(data)))


@examples(200)
@given(ANYTHING, ANYTHING, st.one_of(st.none(), ANYTHING))
def test_whatever_two_files_hold_they_are_merged_whole_or_not_at_all(
    one: JournalText, other: JournalText, base: JournalText | None
) -> None:
    """Any TOML: what comes out was checked against what should be in it, or it is refused."""
    try:
        merged = merge(one, other, base)
    except CannotDoError:
        return
    assert decoder.parse(merged.text) == merged.data
    if base is None:
        assert merge(side(merged.text), other).text == merged.text


@pytest.mark.parametrize(
    ("fuller", "other"),
    [
        # Values are counted, beside the id and the date: 3 areas to 1 area and a note.
        ('areas = ["chin", "jaw", "lips"]', 'areas = ["chin"]\nnote = "x"'),
        ("units = { chin = 1, jaw = 2, lips = 3 }", 'areas = ["chin"]\nnote = "x"'),
        ('areas = ["chin", "jaw"]', 'note = "z"'),
        ('areas = ["chin"]\nnote = "z"', 'areas = ["chin"]\n'),
        # As many on both sides: the later in order counts, "b" after "a".
        ('note = "b"', 'note = "a"'),
    ],
)
def test_the_version_that_says_more_counts(fuller: str, other: str) -> None:
    """Of two versions of a record the fuller one counts, from whichever side it comes."""
    head = '[[session]]\nid = "aaaa2345"\ndate = 2026-08-01\n'
    one, two = side(f"{head}{fuller}\n"), side(f"{head}{other}\n")
    for merged in (merge(one, two), merge(two, one)):
        assert merged.data["session"] == one.data["session"]
        assert [item.other for item in merged.conflicts] == two.data["session"]


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "stays"),
    [
        ("", "# said\n", "", True),
        ("# said\n", "", "", True),
        ("", "# said\n", "# said\n", False),
        ("# said\n", "# said\n", "# said\n", True),
        ("", "", "# said\n", False),
    ],
)
def test_a_comment_that_one_side_deleted_stays_out(
    ours: str, theirs: str, base: str, *, stays: bool
) -> None:
    """What only one side has is new where the ancestor lacked it, and deleted where it had it."""
    record = '[[session]]\nid = "aaaa2345"\ndate = 2026-08-01\nareas = ["chin"]\n'
    merged = merge(side(ours + record), side(theirs + record), side(base + record))
    assert merged.text.count("# said") == int(stays)
    assert merged.text.replace("# said\n", "") == record


@pytest.mark.parametrize("ours", ["session = []\n", "session = []\ncheckin = []\n"])
def test_an_array_with_nothing_in_it_stays(ours: str) -> None:
    """A journal that has an empty array is merged as any other."""
    assert merge(side(ours), side("")).text == ours
    assert merge(side(ours), side("[person]\nclinic = 'A'\n")).data["session"] == []


@pytest.mark.parametrize(
    ("above", "own"),
    [
        ("# a\n", "# a\n"),
        ("# a\n\n", ""),
        ("# a\n\n# b\n# c\n", "# b\n# c\n"),
        ("x = 1 # a\n# b\n", "# b\n"),
        ("x = 1\n  # b\n", "  # b\n"),
        ("#\n", "#\n"),
        ("\n", ""),
        ("", ""),
    ],
)
def test_a_comment_just_above_a_record_belongs_to_it(above: str, own: str) -> None:
    """Line by line, up to a blank line or anything else."""
    text = f'{above}[[session]]\nid = "a"\n'
    (piece,) = [piece for piece in pieces(text) if piece.place == ("session", 0)]
    assert text[piece.start :] == f'{own}[[session]]\nid = "a"\n'


SITES = """\
[[session]]
id = "aaaa2345"
date = 2026-08-01

[session.units]
arm-left = 75

[session.sites]
arm-left = { biceps = 50, "flexor carpi" = 25 }
"""


def test_sites_belong_to_their_session() -> None:
    """They come with it, written in either way; two versions of them are a conflict of it."""
    table = '[session.sites.arm-left]\n"flexor carpi" = 25\nbiceps = 50.0\n'
    same = SITES.replace(
        '[session.sites]\narm-left = { biceps = 50, "flexor carpi" = 25 }\n', table
    )
    other = SITES.replace("biceps = 50", "brachialis = 50")
    empty = JournalText("", {})
    assert merge(empty, side(SITES)).data == decoder.parse(SITES)
    assert merge(side(SITES), side(same)).text == SITES
    for ours, theirs in ((SITES, other), (other, SITES)):
        merged = merge(side(ours), side(theirs))
        (conflict,) = merged.conflicts
        found = decoder.decode(merged.data, merged.text, TODAY).sessions
        assert [dose.units for session in found for dose in session.doses] == [75]
        kept = {canonical(conflict.counts["sites"]), canonical(conflict.other["sites"])}
        assert kept == {
            canonical(decoder.parse(text)["session"][0]["sites"]) for text in (SITES, other)
        }
        taken = settle(side(merged.text), conflict.id, take=True)
        assert canonical(taken.data["session"][0]["sites"]) == canonical(conflict.other["sites"])


HOSTILE = """\
format = 1
theme = "light"
tags = ["a"]

[person]
clinic = "B"

[[session]]
id = "aaaa"
date = 2026-08-01
areas = ["chin"]

[[session]]
id = "twice"
date = 2026-08-02
areas = ["chin"]

[[checkin]]
id = "bbbb"
date = 2026-09-01
note = "x"

[[checkin]]
id = "twice"
date = 2026-09-02
note = "y"

[[diary]]
id = "cccc"
text = "mine"
"""
"""A journal with each kind of thing that a conflict can name, and one id that is used twice."""


@pytest.mark.parametrize(
    ("kind", "of", "record"),
    [
        ("journal", "session", {"session": []}),
        ("journal", "session", {"session": [{"id": "zzzz"}]}),
        ("journal", "checkin", {"checkin": "gone"}),
        ("journal", "person", {"person": {}}),
        ("journal", "diary", {"diary": []}),
        ("journal", "conflict", {"conflict": []}),
        ("journal", "format", {"format": 2}),
        ("journal", "theme", {"theme": [{"id": "aaaa"}]}),
        ("journal", "theme", {"theme": {"dark": True}}),
        ("journal", "theme", {"theme": "dark", "mood": "low"}),
        ("journal", "theme", {"mood": "low"}),
        ("journal", "new", {"new": [{"id": "n"}]}),
        ("format", "format", {"format": 2}),
        ("person", "clinic", {"clinic": "A", "goals": "x"}),
        ("person", "clinic", {}),
        ("conflict", "zz", {"id": "zz", "kind": "session"}),
        ("session", "aaaa", {"id": "bbbb", "date": "2026-01-01"}),
        ("session", "aaaa", {"date": "2026-01-01"}),
        ("session", "bbbb", {"id": "bbbb", "date": "2026-01-01"}),
        ("session", "twice", {"id": "twice", "date": "2026-01-01"}),
        ("session", "areas", {"areas": ["jaw"]}),
        ("theme", "aaaa", {"id": "aaaa"}),
        ("nothing", "aaaa", {"id": "aaaa"}),
        ("nothing", "new", {"id": "new"}),
        ("nothing", "x", {"x": 1}),
    ],
)
def test_a_conflict_that_names_no_one_thing_is_not_taken(
    kind: str, of: str, record: dict[str, Any]
) -> None:
    """A setting or a record is taken, never an array, a table, the format or another id's place."""
    entry = {"id": "zz", "kind": kind, "of": of, "record": record}
    text = HOSTILE + "\n" + encoder.render_table("conflict", entry)
    with pytest.raises(CannotDoError, match=r"cannot be merged.* Nothing was written\.") as told:
        settle(side(text), "zz", take=True)
    assert told.value.hint == "To drop it: botoxlog merge --keep zz"
    assert settle(side(text), "zz", take=False).data == side(HOSTILE).data


@pytest.mark.parametrize(
    ("kind", "of", "record", "says"),
    [
        ("session", "aaaa", {"id": "aaaa", "areas": ["chin"]}, "It has no date"),
        ("session", "aaaa", {"id": "aaaa", "date": "tomorrow", "areas": ["jaw"]}, "date is not"),
        ("session", "aaaa", {"id": "aaaa", "date": "2030", "areas": ["jaw"]}, "in the future"),
        ("session", "aaaa", {"id": "aaaa", "date": "2026-08", "areas": 5}, "list of names"),
        ("session", "aaaa", {"id": "aaaa", "date": "2026-08"}, "names no area"),
        ("session", "new", {"id": "new", "date": "2026-08", "units": {"jaw": -1}}, "more than 0"),
        ("checkin", "bbbb", {"id": "bbbb", "date": "2026-08", "state": {"jaw": "?"}}, "not one of"),
        ("discussed", "d", {"id": "d", "date": "2026-08", "topic": "veins"}, "outcome"),
        ("person", "birth_year", {"birth_year": {"a": 1}}, "whole number"),
        ("person", "goals", {"goals": [{}]}, "text in quotes"),
    ],
)
def test_a_version_that_could_not_be_read_is_not_taken(
    kind: str, of: str, record: dict[str, Any], says: str
) -> None:
    """Taking it would lose what can be read now; it can be dropped, or corrected by hand."""
    entry = {"id": "zz", "kind": kind, "of": of, "record": record}
    text = HOSTILE + "\n" + encoder.render_table("conflict", entry)
    with pytest.raises(CannotDoError, match=rf"^Nothing was written.*{says}") as told:
        settle(side(text), "zz", take=True, today=TODAY)
    assert told.value.hint is not None
    assert told.value.hint.endswith("drop it: botoxlog merge --keep zz")
    assert settle(side(text), "zz", take=False).data == side(HOSTILE).data


def test_a_mistake_that_both_versions_have_is_no_obstacle() -> None:
    """Taking the other version makes nothing worse."""
    record = {"id": "aaaa", "date": "2026-08", "areas": ["chin"], "cost": -2}
    entry = {"id": "zz", "kind": "session", "of": "aaaa", "record": record}
    wrong = HOSTILE.replace('areas = ["chin"]', 'areas = ["chin"]\ncost = -1', 1)
    text = wrong + "\n" + encoder.render_table("conflict", entry)
    assert settle(side(text), "zz", take=True).data["session"][0]["cost"] == -2


@pytest.mark.parametrize("odd", ["conflict = 5", "[conflict]\nid = 'x'", "conflict = [1]"])
def test_records_are_not_joined_around_conflicts_of_an_odd_layout(odd: str) -> None:
    """A conflict that joining makes could not be added there."""
    text = f"{odd}\n{HOSTILE}" if odd.startswith("conflict") else f"{HOSTILE}\n{odd}\n"
    text = text.replace('2026-08-02\nareas = ["chin"]', '2026-08-01\nareas = ["chin"]\nlot = "1"')
    joiner = SessionJoiner(load())
    with pytest.raises(CannotDoError, match=r"layout of a conflict .* Nothing was written"):
        joiner.as_one(side(text.replace("twice", "other", 1)), ("aaaa", "other"))


KEYS = st.sampled_from(
    [
        *("aaaa", "bbbb", "cccc", "twice", "zz", "new", "theme", "tags", "clinic", "goals"),
        *("format", "session", "checkin", "discussed", "person", "conflict", "diary", "journal"),
        *("id", "date"),
    ]
)
SCALARS: st.SearchStrategy[Any] = st.just(7) | st.text(max_size=3) | st.booleans() | st.just([])
RAW_VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=4,
)
CONFLICTS = st.fixed_dictionaries(
    {"id": st.just("zz")},
    optional={
        "kind": KEYS | RAW_VALUES,
        "of": KEYS | RAW_VALUES,
        "record": st.dictionaries(KEYS, RAW_VALUES, max_size=3) | RAW_VALUES,
    },
)


@examples(300)
@given(CONFLICTS, KEYS, RAW_VALUES)
def test_taking_any_conflict_changes_one_thing_or_nothing(
    entry: dict[str, Any], named: str, value: Any
) -> None:
    """Whatever a hand or another program wrote there, every other record and setting stays."""
    if named in {"aaaa", "bbbb", "cccc"}:  # some that have an id of the journal, as real ones do
        entry = {**entry, "of": named, "record": {"id": named, "x": value}}
    text = HOSTILE + "\n" + encoder.render_table("conflict", entry)
    before = flat(side(HOSTILE).data)
    try:
        after = flat(settle(side(text), "zz", take=True).data)
    except CannotDoError:
        return
    changed = {key for key in before | after if before.get(key) != after.get(key)}
    assert len(changed) <= 1
    assert all(key[-1] == entry["of"] for key in changed)
    assert before.keys() <= after.keys()


def flat(data: dict[str, Any]) -> dict[tuple[str, ...], Any]:
    """Return each setting and each record of a journal by its place; two of one id are numbered."""
    found: dict[tuple[str, ...], Any] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            found |= {(name, key): setting for key, setting in value.items()}
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            for item in value:
                found[name, item.get("id", str(item))] = item
        else:
            found[(name,)] = value
    return found
