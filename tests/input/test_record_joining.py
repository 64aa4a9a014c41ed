"""One session is one session, on however many devices it was recorded and by whatever road."""

import copy
import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.core.errors import CannotDoError
from botoxlog.forecast.snapshot import Snapshot, build_snapshot
from botoxlog.input import exports
from botoxlog.input.record_joining import SessionJoiner
from botoxlog.input.spreadsheet.table import Row
from botoxlog.journal import decoder, encoder
from botoxlog.journal.decoder import JournalText
from botoxlog.journal.merge import merge
from botoxlog.render import csv as csv_file
from botoxlog.reports.costs import Costs
from tests.conftest import TODAY
from tests.laws import examples

CATALOG = load()
JOINER = SessionJoiner(CATALOG)

Values = dict[str, Any]


def side(text: str) -> JournalText:
    """Return a copy as it would be read from a file."""
    return JournalText(text, decoder.parse(text))


def written(records: Sequence[tuple[str, Values]]) -> JournalText:
    """Return a journal of these records."""
    parts = [encoder.NEW_JOURNAL, *(encoder.render_table(*record) for record in records)]
    return side("\n".join(parts))


# --- what becomes of two records of a day ----------------------------------------------------


def session(identity: str, more: str = "", day: str = "2026-08-01") -> str:
    """Return one session as a journal has it."""
    return f'[[session]]\nid = "{identity}"\ndate = {day}\n{more}\n'


@pytest.mark.parametrize(
    ("ours", "theirs", "together"),
    [
        # the same twice: the smaller id stays
        ("units.chin = 4", "units.chin = 4", {"units": {"chin": 4}}),
        # what only one says joins the other
        ("areas = ['chin']", "units.chin = 4", {"units": {"chin": 4}}),
        ("units.chin = 4\nlot = 'C1'", "areas = ['chin', 'glabella']\ncost = 90",
         {"areas": ["glabella"], "units": {"chin": 4}, "lot": "C1", "cost": 90}),
        # one product may be unknown, and two brands of one substance are one
        ("units.chin = 4\nproduct = 'botox'", "units.chin = 4",
         {"units": {"chin": 4}, "product": "botox"}),
        ("units.chin = 4\nproduct = 'botox'", "units.chin = 4\nproduct = 'unknown'",
         {"units": {"chin": 4}, "product": "botox"}),
        # an area counts by what it means
        ("units.'11s' = 20", "units.glabella = 20\nlot = 'C1'",
         {"units": {"glabella": 20}, "lot": "C1"}),
        # two sides say more than the whole
        ("units.masseter = 50", "units = {masseter-left = 25, masseter-right = 25}",
         {"units": {"masseter-left": 25, "masseter-right": 25}}),
        ("units.masseter = 50", "areas = ['masseter-left', 'masseter-right']",
         {"units": {"masseter": 50}}),
        ("areas = ['masseter']", "units.masseter-left = 20",
         {"areas": ["masseter-right"], "units": {"masseter-left": 20}}),
        ("units.masseter-left = 20\nareas = ['masseter-right']", "units.masseter = 50",
         {"units": {"masseter-left": 20, "masseter-right": 30}}),
        # neither the order of areas nor the spelling of a product is a difference
        ("areas = ['chin', 'forehead']\nproduct = 'Xeomin'",
         "areas = ['forehead', 'chin']\nproduct = 'xeomin'",
         {"areas": ["chin", "forehead"], "product": "xeomin"}),
        # sites and keys of one's own stay
        ("units.arm-left = 75\nx-hurt = 3", "sites.arm-left = {biceps = 50, triceps = 25}",
         {"units": {"arm-left": 75}, "sites": {"arm-left": {"biceps": 50, "triceps": 25}},
          "x-hurt": 3}),
        # a touch-up, contradicting units, another product, no area in common: two sessions
        ("units.chin = 4", "units.chin = 6", None),
        ("units.chin = 4\nproduct = 'botox'", "units.chin = 4\nproduct = 'dysport'", None),
        ("units.chin = 4", "units.glabella = 20", None),
        ("units.masseter-left = 25", "units.masseter-right = 25", None),
        ("units.masseter = 50", "units.masseter-left = 25", None),
        ("units = {masseter = 40, masseter-left = 10}", "units.masseter = 40", None),
        ("units.masseter = 50", "units = {masseter-left = 25, masseter-right = 30}", None),
        ("units.chin = 4\ntouch_up_of = 'x'", "units.chin = 4", None),
        # of a record that is not valid, nothing is known
        ("units.chin = 4\ncost = 'much'", "units.chin = 4", None),
    ],
)  # fmt: skip
def test_what_both_copies_recorded_on_their_own(
    ours: str, theirs: str, together: Values | None
) -> None:
    """What is sure is one record, the same whichever way round; what is not stays two."""
    mine, other = side(session("bbbb", ours)), side(session("aaaa", theirs))
    for one, two in ((mine, other), (other, mine)):
        records = merge(one, two, joiner=JOINER).data["session"]
        if together is None:
            assert len(records) == 2
        else:
            whole = {"id": "aaaa", "date": date(2026, 8, 1), "same_as": ["bbbb"], **together}
            assert records == [whole]


@pytest.mark.parametrize(
    ("day", "other", "is_unsure"),
    [
        ("2026-08-01", "2026-08-01", False),  # surely one
        ("2026-08-01", "2026-08-02", True),  # perhaps on both sides of the date line
        ("2026-08-01", "2026-08-03", False),
        ("2026-08-01", "'2026-08'", True),
        ("2026-07-31", "'2026-08'", False),
        ("'2026-08'", "'2026-08'", True),
        ("'2026-08'", "'2026-08-20/2026-09-10'", True),
        ("2026-08-01", "'2026'", False),  # a year says too little
    ],
)
def test_what_is_less_sure_is_named(day: str, other: str, is_unsure: bool) -> None:
    """A day and its month, and two days in a row, may be one session."""
    text = session("aaaa", "units.chin = 4", day) + session("bbbb", "units.chin = 4", other)
    assert list(JOINER.unsure(decoder.parse(text))) == ([("aaaa", "bbbb")] if is_unsure else [])


def test_links_follow_and_comments_stay() -> None:
    """A touch-up of the record that went names the one that stayed; no comment is lost."""
    ours = side(
        "# mine\n" + session("bbbb", "units.chin = 4 # four")
        + "# hers\n" + session("tttt", "touch_up_of = 'bbbb'\nunits.chin = 1", "2026-08-15")
    )  # fmt: skip
    theirs = side("# yours\n" + session("aaaa", "areas = ['chin']\nlot = 'C1'"))
    text = merge(ours, theirs, joiner=JOINER).text
    assert text == (
        "# mine\n# four\n# yours\n"
        '[[session]]\nid = "aaaa"\ndate = 2026-08-01\nlot = "C1"\nsame_as = ["bbbb"]\n\n'
        "[session.units]\nchin = 4\n"
        '# hers\n[[session]]\nid = "tttt"\ndate = 2026-08-15\ntouch_up_of = "aaaa"\n\n'
        "[session.units]\nchin = 1\n"
    )
    for again in (ours, theirs, side(text)):
        assert merge(side(text), again, joiner=JOINER).text == text


def test_where_both_say_different_things_the_other_version_is_kept() -> None:
    """Only the keys of which both say something else make a conflict; settling it loses nothing."""
    ours = side(session("bbbb", "units.chin = 4\nlot = 'C1'\ncost = 90"))
    theirs = side(session("aaaa", "units.chin = 4\nlot = 'C2'"))
    one, two = merge(ours, theirs, joiner=JOINER), merge(theirs, ours, joiner=JOINER)
    assert one.data == two.data
    whole = {"id": "aaaa", "date": date(2026, 8, 1), "units": {"chin": 4}, "cost": 90}
    assert one.data["session"] == [{**whole, "lot": "C1", "same_as": ["bbbb"]}]
    (conflict,) = one.data["conflict"]
    assert (conflict["of"], conflict["record"]) == ("aaaa", {**whole, "lot": "C2"})
    for again in (ours, theirs, side(two.text)):
        assert merge(side(one.text), again, joiner=JOINER).text == one.text


def test_what_was_joined_is_known_again() -> None:
    """An older copy, a later touch-up of the old id, a conflict about it: all find the one record.

    So does a record that only a person could call the same.
    """
    ours = side(session("aaaa", "units.chin = 4"))
    theirs = side(session("bbbb", "units.chin = 4\nlot = 'C1'"))
    joined = side(merge(ours, theirs, joiner=JOINER).text)
    later = session("tttt", "touch_up_of = 'bbbb'\nunits.chin = 1", "2026-08-15")
    grown = side(theirs.text + later)
    for base in (None, theirs):
        merged = merge(joined, grown, base, joiner=JOINER)
        assert [one.get("touch_up_of") for one in merged.data["session"]] == [None, "aaaa"]
    changed = side(theirs.text.replace("chin = 4", "chin = 6"))
    (one,) = merge(joined, changed, theirs, joiner=JOINER).data["session"]
    assert one["same_as"] == ["bbbb"]
    told = side(session("aaaa", "units.chin = 4") + session("bbbb", "units.chin = 6"))
    same = side(JOINER.as_one(told, ("aaaa", "bbbb")).text)
    again = merge(same, side(session("bbbb", "units.chin = 6")), joiner=JOINER)
    assert len(again.data["session"]) == 1
    assert again.text == same.text


def test_a_conflict_follows_its_record_to_a_new_name() -> None:
    """A third device joins under a smaller id: what was open is still about the one record."""
    copies = [side(session(name, f"units.chin = 4\nlot = 'C{name}'")) for name in "cba"]
    both = side(merge(copies[0], copies[1], joiner=JOINER).text)
    whole = merge(both, copies[2], joiner=JOINER)
    assert [one["id"] for one in whole.data["session"]] == ["a"]
    assert {entry["of"] for entry in whole.data["conflict"]} == {"a"}
    assert {entry["record"]["id"] for entry in whole.data["conflict"]} == {"a"}
    text = side(whole.text)
    for again in copies:
        assert merge(text, again, joiner=JOINER).text == text.text


def test_two_of_ours_and_one_of_theirs_end() -> None:
    """An import into a journal that holds a session twice: the first of them is completed."""
    ours = side(session("aaaa", "units.chin = 4") + session("bbbb", "units.chin = 4"))
    theirs = side(session("cccc", "units.chin = 4\nlot = 'C1'"))
    merged = merge(ours, theirs, joiner=JOINER, only_add=True)
    assert [(one["id"], one.get("lot")) for one in merged.data["session"]] == [
        ("aaaa", "C1"), ("bbbb", None),
    ]  # fmt: skip


def test_an_import_changes_nothing_that_a_session_says() -> None:
    """Its id and its values stay; it gains what only the file says."""
    ours = side(session("bbbb", "units.chin = 4\nlot = 'C1'"))
    theirs = side(session("aaaa", "units.chin = 4\nlot = 'C2'\ncost = 90"))
    merged = merge(ours, theirs, joiner=JOINER, only_add=True)
    assert merged.data["session"] == [
        {"id": "bbbb", "date": date(2026, 8, 1), "units": {"chin": 4}, "lot": "C1", "cost": 90,
         "same_as": ["aaaa"]}
    ]  # fmt: skip
    assert (len(merged.joined), len(merged.conflicts), merged.added) == (1, 1, [])
    again = merge(side(merged.text), theirs, joiner=JOINER, only_add=True)
    assert (again.text, again.joined) == (merged.text, [])


def test_two_records_that_a_person_calls_one() -> None:
    """The exact date counts, whichever is named first; contradicting units are a conflict."""
    text = session("aaaa", "units.chin = 6\ncost = 90", "'2026-08'")
    text += session("bbbb", "units.chin = 4")
    both = [JOINER.as_one(side(text), ids) for ids in (("aaaa", "bbbb"), ("bbbb", "aaaa"))]
    for merged in both:
        assert merged.data["session"] == [
            {"id": "aaaa", "date": date(2026, 8, 1), "units": {"chin": 4}, "cost": 90,
             "same_as": ["bbbb"]}
        ]  # fmt: skip
        (conflict,) = merged.data["conflict"]
        assert conflict["record"]["units"] == {"chin": 6}
        assert conflict["record"]["date"] == date(2026, 8, 1)
    lower = JOINER.as_one(side(both[0].text + session("0000", "units.chin = 4")), ("aaaa", "0000"))
    (conflict,) = lower.data["conflict"]
    assert (conflict["of"], conflict["record"]["id"]) == ("0000", "0000")
    far = session("cccc", "units.chin = 4", "2026-09-01") + session("dddd", "touch_up_of = 'bbbb'")
    other = session("eeee", "product = 'dysport'") + session("ffff", "product = 'xeomin'")
    for ids in (
        ("aaaa", "aaaa"), ("aaaa", "zzzz"), ("bbbb", "cccc"), ("bbbb", "dddd"), ("eeee", "ffff"),
    ):  # fmt: skip
        with pytest.raises(CannotDoError):
            JOINER.as_one(side(text + far + other), ids)


# --- the law: two copies give the figures of the whole -------------------------------------------

AREAS = ("chin", "glabella", "forehead", "masseter-left", "masseter-right")
BEGIN = date(2024, 1, 10)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, Values]]:
    """Return a random history with at most one session of a product on a day."""
    records: list[tuple[str, Values]] = []
    days = draw(st.lists(st.integers(0, 1000), min_size=1, max_size=5, unique=True))
    for number, days_on in enumerate(sorted(days)):
        day = BEGIN + timedelta(days=days_on)
        for product in draw(st.sampled_from([("botox",), ("dysport",), ("botox", "dysport")])):
            areas = draw(st.lists(st.sampled_from(AREAS), min_size=1, max_size=3, unique=True))
            record: Values = {
                "id": f"{product[0]}{number}",
                "date": day,
                "product": product,
                "units": {area: draw(st.integers(1, 20)) for area in areas},
                "cost": draw(st.integers(50, 400)),
                "lot": f"L{number}",
            }
            if draw(st.booleans()):
                record["note"] = f"note {number}"
            if records and draw(st.integers(0, 4)) == 0:
                before = [one for kind, one in records if kind == "session"]
                corrected = draw(st.sampled_from(before))
                if "touch_up_of" not in corrected and corrected["date"] != day:
                    record["touch_up_of"] = corrected["id"]
            records.append(("session", record))
        seen = day + timedelta(days=draw(st.integers(1, 150)))
        if draw(st.booleans()) and seen not in [one["date"] for _, one in records]:
            records.append(
                (
                    "checkin",
                    {
                        "id": f"c{number}",
                        "date": seen,
                        "effects": draw(st.sampled_from([[], ["headache"]])),
                        "state": {draw(st.sampled_from(AREAS)): draw(st.sampled_from(
                            ["full", "fading", "gone"]))},
                    },
                )
            )  # fmt: skip
    return records


def told_again(draw: st.DrawFn, record: Values, name: str, *, alone: bool) -> Values:
    """Return a record as another device has it: under another id, and not all of it."""
    again = copy.deepcopy(record)
    again["id"] = name
    optional = ["cost", "lot", "note", *(["product"] if alone else [])]
    for key in draw(st.lists(st.sampled_from(optional), unique=True)):
        again.pop(key, None)
    units = again.get("units", {})
    for area in draw(st.lists(st.sampled_from(sorted(units)), unique=True)) if units else ():
        again.setdefault("areas", []).append(area)
        del units[area]
    return again


@st.composite
def split(draw: st.DrawFn) -> tuple[list[tuple[str, Values]], JournalText, JournalText]:
    """Return a history, and two copies that hold it together, some records under two ids."""
    whole = draw(histories())
    names: tuple[dict[str, str], dict[str, str]] = {}, {}
    copies: tuple[list[tuple[str, Values]], list[tuple[str, Values]]] = [], []
    days = [record["date"] for kind, record in whole if kind == "session"]
    linked = {record.get("touch_up_of") for _, record in whole}
    for kind, record in whole:
        both = record["id"] in linked or "touch_up_of" in record
        where = (0, 1) if both else draw(st.sampled_from([(0,), (1,), (0, 1)]))
        for device in where:
            again = copy.deepcopy(record)
            if len(where) > 1 and kind == "session":
                name = f"{draw(st.sampled_from('az'))}{record['id']}{device}"
                alone = days.count(record["date"]) == 1
                if device:  # the first device has everything
                    again = told_again(draw, record, name, alone=alone)
                again["id"] = name
            elif len(where) > 1:
                again["id"] = f"{record['id']}{device}"
            if link := again.get("touch_up_of"):
                again["touch_up_of"] = names[device][link]
            names[device][record["id"]] = again["id"]
            copies[device].append((kind, again))
    return whole, written(copies[0]), written(copies[1])


def figures(data: Values) -> Any:
    """Return everything that is worked out from a journal, without ids."""
    snapshot = build_snapshot(decoder.decode(data, "", TODAY), CATALOG, TODAY)
    return (
        [(area.area, area.forecast, [_treatment(one) for one in area.treatments])
         for area in sorted(snapshot.areas, key=lambda area: area.area)],
        sorted((item.kind, item.begins, item.area.area) for item in snapshot.due),
        sorted((one.topic, one.areas) for one in snapshot.open_questions),
        _spent(snapshot),
    )  # fmt: skip


def _treatment(one: Any) -> Any:
    touch_ups = sorted(str(item.date) for item in one.touch_ups)
    return one.date, one.units, sorted(one.sides.items()), one.lasted, touch_ups


def _spent(snapshot: Snapshot) -> Any:
    spent = Costs(snapshot.journal, snapshot.areas, TODAY, date.min).spent()
    return [(item.currency, item.amount, item.sessions) for item in spent]


def reimported(ours: JournalText, theirs: JournalText, road: str) -> Values:
    """Return a journal into which an export of another one was imported."""
    if road == "csv":
        placed = exports.placed_records(theirs.data, TODAY)
        lines = csv_file.log([record for _, record in placed]).splitlines()
        import csv

        rows = [Row(n, tuple(cells)) for n, cells in enumerate(csv.reader(lines), 1)]
        records, refused = exports.from_csv(rows, TODAY)
        assert not refused
        theirs = exports.not_yet_there(records, ours.data, TODAY)
    elif road == "json":
        plain = json.dumps({"journal": exports.plain(theirs.data)})
        theirs = exports.from_json(json.loads(plain))
    return merge(ours, theirs, joiner=JOINER, only_add=True).data


@examples(60)
@given(split(), st.sampled_from(["merge", "toml", "json", "csv"]))
def test_two_copies_give_the_figures_of_the_whole(
    copies: tuple[list[tuple[str, Values]], JournalText, JournalText], road: str
) -> None:
    """Merged or re-imported in any order and again: no session lost, none counted twice."""
    whole, one, other = copies
    expected = figures(written(whole).data)
    for ours, theirs in ((one, other), (other, one)):
        if road != "merge":
            assert figures(reimported(ours, theirs, road)) == expected
            continue
        merged = merge(ours, theirs, joiner=JOINER)
        assert figures(merged.data) == expected
        assert not merged.conflicts
        sessions = [one["id"] for one in merged.data["session"]]
        assert len(sessions) == sum(kind == "session" for kind, _ in whole)
        for again in (ours, theirs, side(merged.text)):
            assert merge(side(merged.text), again, joiner=JOINER).text == merged.text


@examples(60)
@given(split())
def test_what_stands_twice_in_one_file_counts_once(
    copies: tuple[list[tuple[str, Values]], JournalText, JournalText],
) -> None:
    """Two copies put one after the other by hand, without a merge, have the same figures."""
    whole, one, other = copies
    both = one.text + other.text.removeprefix(encoder.NEW_JOURNAL)
    assert figures(decoder.parse(both)) == figures(written(whole).data)


# --- appointments ----------------------------------------------------------------------------


def booked(identity: str, more: str = "") -> str:
    """Return one appointment as a journal has it."""
    return f'[[appointment]]\nid = "{identity}"\ndate = 2026-08-01\n{more}\n'


@pytest.mark.parametrize("swapped", [False, True])
def test_an_appointment_booked_on_two_devices_is_one_and_its_session_follows(
    swapped: bool,
) -> None:
    """The smaller id stays; the session that kept the other one names it now, in either order."""
    ours = booked("bbbb", 'time = "14:30"')
    theirs = booked("aaaa", 'time = "14:30"')
    kept = session("ssss", 'appointment = "bbbb"\nareas = ["chin"]')
    sides = [side(ours + kept), side(theirs)]
    merged = merge(*(reversed(sides) if swapped else sides), joiner=JOINER)
    (one,) = merged.data["appointment"]
    assert (one["id"], one["same_as"]) == ("aaaa", ["bbbb"])
    assert merged.data["session"][0]["appointment"] == "aaaa"
    assert merged.conflicts == []
    again = merge(side(merged.text), sides[0], joiner=JOINER)
    assert again.data == merged.data


def test_appointments_that_differ_stay_two() -> None:
    """At another time of the day, or for other areas, it is another visit."""
    merged = merge(
        side(booked("aaaa", 'time = "14:30"')),
        side(booked("bbbb", 'time = "16:00"')),
        joiner=JOINER,
    )
    assert [one["id"] for one in merged.data["appointment"]] == ["aaaa", "bbbb"]


def test_an_appointment_moved_on_one_device_is_moved() -> None:
    """By its id; with the common ancestor, the other copy's old day is no conflict."""
    before = booked("aaaa", 'time = "14:30"')
    after = before.replace("2026-08-01", "2026-08-08")
    merged = merge(side(before), side(after), side(before), joiner=JOINER)
    assert merged.data["appointment"][0]["date"] == date(2026, 8, 8)
    assert merged.conflicts == []
    gone = merge(side(after), side("format = 1\n"), side(after), joiner=JOINER)
    assert "appointment" not in gone.data
