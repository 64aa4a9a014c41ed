"""Which number of units belongs to which area."""

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose, Site
from tests.input.lines import Areas, interpreter, read_session

BOTH_JAWS: Areas = [("masseter-left", 25), ("masseter-right", 25)]
CROWS: Areas = [("crows-feet-left", 12), ("crows-feet-right", 12)]


@pytest.mark.parametrize(
    ("line", "areas"),
    [
        ("11s 20 forehead 10 crows feet 12",
         [("glabella", 20), ("forehead", 10), ("crows-feet", 12)]),
        ("20 11s 10 forehead 12 crows feet",
         [("glabella", 20), ("forehead", 10), ("crows-feet", 12)]),
        ("20 to my 11s, 10 to the forehead", [("glabella", 20), ("forehead", 10)]),
        ("20u 11s, 10u forehead", [("glabella", 20), ("forehead", 10)]),
        ("11s 20 and forehead 10", [("glabella", 20), ("forehead", 10)]),
        ("forehead: 10, 11s: 20", [("forehead", 10), ("glabella", 20)]),
        ("forehead - 10", [("forehead", 10)]),
        ("11s=20 chin", [("glabella", 20), ("chin", None)]),
        ("11s 20, chin", [("glabella", 20), ("chin", None)]),
        ("11s, forehead, chin", [("glabella", None), ("forehead", None), ("chin", None)]),
        ("11s and forehead 20 and 10", [("glabella", 20), ("forehead", 10)]),
        ("11s, forehead, chin 20 10 4", [("glabella", 20), ("forehead", 10), ("chin", 4)]),
        ("forehead + 11s = 10+20", [("forehead", 10), ("glabella", 20)]),
        ("11s (glabella) 20", [("glabella", 20)]),
        ("forehead (30u)", [("forehead", 30)]),
        ("11s twenty five", [("glabella", 25)]),
        ("11s a hundred", [("glabella", 100)]),
        ("11s 1,200", [("glabella", 1200)]),
        ("11s 12,5", [("glabella", 12.5)]),
        ("11s .5", [("glabella", 0.5)]),
        ("about 20 units in the 11s", [("glabella", 20)]),
    ],
)  # fmt: skip
def test_each_number_finds_its_area(line: str, areas: Areas) -> None:
    """Numbers before or after their areas pair by turns, or within commas, or list by list."""
    assert read_session(line) == areas


@pytest.mark.parametrize(
    ("line", "areas"),
    [
        ("jaw 25 each side", BOTH_JAWS),
        ("25 per side jaw", BOTH_JAWS),
        ("jaw 25/side", BOTH_JAWS),
        ("jaw (25 each side)", BOTH_JAWS),
        ("jaw both sides 25 each", BOTH_JAWS),
        ("jaw 2x25", BOTH_JAWS),
        ("jaw 25 x 2", BOTH_JAWS),
        ("jaw 25/25", BOTH_JAWS),
        ("jaw 50 (25 each side)", BOTH_JAWS),
        ("jaw 25 each side total 50", BOTH_JAWS),
        ("crows feet 12/12", CROWS),
        ("12 each side crows feet", CROWS),
        ("jaw 50", [("masseter", 50)]),
        ("jaw both sides 50 total", [("masseter", 50)]),
        ("left jaw 25", [("masseter-left", 25)]),
        ("jaw 20 left", [("masseter-left", 20)]),
        ("jaw (R) 25", [("masseter-right", 25)]),
        ("(left) jaw 25", [("masseter-left", 25)]),
        ("jaw 25 (left)", [("masseter-left", 25)]),
        ("jaw 25 (left), temples 20 (right)", [("masseter-left", 25), ("temples-right", 20)]),
        ("jaw 25, (right) temples 10", [("masseter", 25), ("temples-right", 10)]),
        ("(left) jaw 25 and (right) temples 30", [("masseter-left", 25), ("temples-right", 30)]),
        ("jaw both sides", [("masseter", None)]),
        ("left jaw 25 right jaw 30", [("masseter-left", 25), ("masseter-right", 30)]),
        ("jaw left 25 right 30", [("masseter-left", 25), ("masseter-right", 30)]),
        ("jaw 25 left 30 right", [("masseter-left", 25), ("masseter-right", 30)]),
        ("left 25 right 30 jaw", [("masseter-left", 25), ("masseter-right", 30)]),
        ("L jaw 25 R jaw 30", [("masseter-left", 25), ("masseter-right", 30)]),
        ("jaw L25 R30", [("masseter-left", 25), ("masseter-right", 30)]),
        ("jaw right 40, jaw left 36", [("masseter-right", 40), ("masseter-left", 36)]),
        ("jaw, left 25", [("masseter-left", 25)]),
        ("Forehead(10) | 11s(20)", [("forehead", 10), ("glabella", 20)]),
        ("11s 20, forehead 10 = 30 units", [("glabella", 20), ("forehead", 10)]),
        ("50 (Speywood) forehead", [("forehead", 50)]),
        ("forehead 10, frown 20", [("forehead", 10), ("glabella", 20)]),
        ("GL 20 fore 10 plat 30", [("glabella", 20), ("forehead", 10), ("platysma", 30)]),
        ("PREEMPT 155 U (31 sites)", [("migraine-pattern", 155)]),
        ("11s and forehead 10 each", [("glabella", 10), ("forehead", 10)]),
        ("10 units each 11s and forehead", [("glabella", 10), ("forehead", 10)]),
    ],
)  # fmt: skip
def test_sides_and_each(line: str, areas: Areas) -> None:
    """A side, "each side", "12/12" and "2x25" give each side its units."""
    assert read_session(line) == areas


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("11s 20, forehead 10 = 31", "isn't clear which number belongs to which area"),
        ("11s and forehead 30", "isn't clear how the units are split"),
        ("11s, forehead 20", "isn't clear how the units are split"),
        ("20 units 11s and forehead", "isn't clear how the units are split"),
        ("20 11s chin", "isn't clear how the units are split"),
        ("crows feet and jaw 10 each", "isn't clear how the units are split"),
        ("11s 20 forehead", "isn't clear which number belongs to which area"),
        ("jaw 20 11s", "isn't clear which number belongs to which area"),
        ("11s 20 30", "isn't clear which number belongs to which area"),
        ("20 20 11s", "isn't clear which number belongs to which area"),
        ("20 units", "names no area"),
        ("jaw both sides 25", "could be for each side or for both together"),
        ("left and right jaw 50", "could be for each side or for both together"),
        ("left jaw 25 each side", "is for each side, and one side is named"),
        ("11s 10 each side", "has no left and right side"),
        ("crows feet 12/14", "could be a date or two amounts"),
        ("jaw 3x25", "is several amounts"),
        ("11s 20-25", '"20-25" is a range'),
        ("11s 20 to 25 units", '"20 to 25 units" is a range'),
        ("11s 10 or 12", '"10 or 12" is a range'),
        ("11s 2ml", '"2ml" is a volume or a number of vials'),
        ("jaw 1 vial", '"1 vial" is a volume or a number of vials'),
        ("11s=13 shots", '"13 shots" is a number of injections, not units'),
        ("palms 20 units 50 shots", "beside units could mean units for each of them"),
        ("some units 11s", '"some units" is not a number of units'),
        ("11s 0", '"0" is not a number above 0'),
        ("11s=-5", '"-5" is not a number above 0'),
        ("11s -5", '"-5" is not a number above 0'),
        ("11s 2024", '"2024" could be a year or units'),
        ("11s 20+", 'could mean "more than before"'),
        ("11s +20", 'could mean "more than before"'),
        ("11s plus 20", 'could mean "more than before"'),
        ("11s 20 more", '"more" was not understood'),
        ("extra 11s 20", '"extra" was not understood'),
        ("masseter 25 temporalis 15 each", "could be about one area or about all of them"),
        ("temples 20 (left) jaw 25", "isn't clear which number belongs to which area"),
        ("(left) jaw 25 (right) jaw 30", "isn't clear which number belongs to which area"),
        ("=20", "needs an area before it and a number of units after it"),
        ("11s 60000", "the limit is 50000 units"),
        ("11s 1.200", "could be 1200 or 1.2"),
        ("11s 12,50", "could be 12.50, or 12 and 50"),
        ("11s 20 3 areas", '"3 areas", but the line names 1 area'),
    ],
)
def test_what_has_no_one_reading_is_refused(line: str, says: str) -> None:
    """A number that may belong to two areas, or is no number of units, is never guessed at."""
    with pytest.raises(BadInputError, match=says) as refused:
        read_session(line)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("line", "areas"),
    [
        ("50 units: 20 11s, 20 forehead, 10 chin",
         [("glabella", 20), ("forehead", 20), ("chin", 10)]),
        ("11s 20 forehead 10 30 total", [("glabella", 20), ("forehead", 10)]),
        ("24 units total 11s 20 chin 4", [("glabella", 20), ("chin", 4)]),
        ("24 units 11s 20 chin 4", [("glabella", 20), ("chin", 4)]),
        ("3 areas 11s 20, forehead 10, chin 4",
         [("glabella", 20), ("forehead", 10), ("chin", 4)]),
    ],
)  # fmt: skip
def test_a_total_that_adds_up_is_left_out(line: str, areas: Areas) -> None:
    """The sum of all units, and the count of areas, may be said beside them."""
    assert read_session(line) == areas


@pytest.mark.parametrize("line", ["11s 20 chin 4, 25 total", "50 total: 11s 20 forehead 20"])
def test_a_total_that_does_not_add_up_is_refused(line: str) -> None:
    """One of the numbers is wrong, and nobody can say which."""
    with pytest.raises(BadInputError, match="isn't clear which number belongs to which area"):
        read_session(line)


@pytest.mark.parametrize(
    ("line", "doses"),
    [
        ("left arm biceps 50 flexor carpi 25",
         (Dose("arm-left", 75, (Site("biceps", 50), Site("flexor carpi", 25))),)),
        ("left arm 75: biceps 50, flexor carpi 25",
         (Dose("arm-left", 75, (Site("biceps", 50), Site("flexor carpi", 25))),)),
        ("biceps 50 triceps 25", (Dose("arm", 75, (Site("biceps", 50), Site("triceps", 25))),)),
        ("left scm 60 right scm 40",
         (Dose("neck-left", 60, (Site("scm", 60),)), Dose("neck-right", 40, (Site("scm", 40),)))),
        ("scm 60", (Dose("neck", 60, (Site("scm", 60),)),)),
    ],
)  # fmt: skip
def test_muscles_add_up_to_their_area(line: str, doses: tuple[Dose, ...]) -> None:
    """A muscle is a site of its area, and the units of the area are the sum."""
    assert interpreter().session_line(line).doses == doses


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("left arm 80: biceps 50, flexor carpi 25", "the total is 80 units, but .* add up to 75"),
        ("left arm: biceps 50, biceps 25", "a muscle is named twice"),
    ],
)
def test_muscles_that_do_not_add_up_are_refused(line: str, says: str) -> None:
    """A total that contradicts its muscles, and a muscle named twice, are refused."""
    with pytest.raises(BadInputError, match=says):
        read_session(line)


def test_a_number_of_injections_is_kept_in_the_note() -> None:
    """It is not a number of units, and it is not lost."""
    found = interpreter().session_line("palms 50 shots")
    assert (found.doses, found.remarks) == ((Dose("palms"),), ("50 shots",))
