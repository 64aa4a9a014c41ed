"""What a journal says about a new record: likely slips, each in one sentence, and touch-ups."""

import pytest

from botoxlog.catalog import Catalog, load
from botoxlog.core.model import AreaState, CheckIn, Dose, Journal, Session, Site, State
from botoxlog.core.partial_dates import PartialDate, parse_iso
from botoxlog.input.entry_checks import EntryChecks


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the data that ship with the program."""
    return load()


def checks(catalog: Catalog, *sessions: Session) -> EntryChecks:
    """Return a journal of these sessions, ready to be asked."""
    return EntryChecks(Journal(sessions=sessions), catalog)


def day(iso: str) -> PartialDate:
    """Return a date as far as `iso` tells it."""
    return parse_iso(iso)


def session(iso: str, *doses: Dose, product: str | None = None, **more: str) -> Session:
    """Return a session; its id is its date."""
    return Session(iso, day(iso), doses, product, **more)  # type: ignore[arg-type]


def interval(start: str) -> str:
    """Return the sentence about a short interval."""
    return f"{start}, so less than 12 weeks apart. If this was a correction, add --touch-up."


def late(days: str) -> str:
    """Return the sentence about a late touch-up."""
    return (
        f"This touch-up is {days} after the session it corrects. "
        "If it was a new session, leave out --touch-up."
    )


GLABELLA_20 = Dose("glabella", 20)


@pytest.mark.parametrize(
    ("before", "new", "says"),
    [
        ([], session("2026-11-01", Dose("glabella", 400), product="botox-cosmetic"),
         ["frown lines: 400 units is 20 times the usual dose."]),
        ([session("2026-01-01", GLABELLA_20)], session("2026-11-01", Dose("glabella", 200)),
         ["frown lines: 200 units is 10 times the usual dose."]),
        ([session("2026-01-01", GLABELLA_20)], session("2026-11-01", Dose("glabella", 199)), []),
        ([session("2026-01-01", GLABELLA_20)],
         session("2026-11-01", Dose("glabella", 400), product="dysport"), []),
        ([session("2026-01-01", GLABELLA_20, product="botox")],
         session("2026-11-01", Dose("glabella", 200), product="botox-cosmetic"),
         ["frown lines: 200 units is 10 times the usual dose."]),
        ([session("2026-01-01", GLABELLA_20, product="a brand")],
         session("2026-11-01", Dose("glabella", 200), product="A  Brand"),
         ["frown lines: 200 units is 10 times the usual dose."]),
        ([session("2026-01-01", GLABELLA_20, product="a brand")],
         session("2026-11-01", Dose("glabella", 200), product="another"), []),
        ([], session("2026-11-01", Dose("neck", 200), product="botox"), []),
        ([], session("2026-11-01", Dose("neck", 300), product="botox"), []),
        ([], session("2026-11-01", Dose("neck", 3000), product="botox"),
         ["neck muscles: 3000 units is 10 times the usual dose."]),
        ([session("2026-01-01", Dose("neck", 20, (Site("scm", 20),)), product="botox")],
         session("2026-11-01", Dose("neck", 260), product="botox"), []),
        ([session("2026-01-01", Dose("neck", 20, (Site("scm", 20),)), product="botox")],
         session("2026-11-01", Dose("neck", 200, (Site("scm", 200),)), product="botox"),
         ["neck muscles: 200 units is 10 times the usual dose."]),
        ([session("2026-01-01", Dose("neck", 20, (Site("scm", 20),)), product="botox")],
         session("2026-11-01", Dose("neck", 260, (Site("scm", 60), Site("splenius", 200))),
                 product="botox"), []),
        ([], session("2026-11-01", Dose("neck", 1000), product="dysport"), []),
        ([], session("2026-11-01", Dose("arm-left", 750), product="dysport"), []),
        ([], session("2026-11-01", Dose("leg", 1500), product="dysport"), []),
        ([], session("2026-11-01", Dose("masseter", 100), product="botox"), []),
        ([], session("2026-11-01", Dose("masseter", 720), product="botox"),
         ["jaw: 720 units is 10 times the usual dose."]),
        ([], session("2026-11-01", Dose("larynx-left", 5), product="botox"), []),
        ([], session("2026-11-01", Dose("larynx-left", 50), product="botox"),
         ["voice box, left: 50 units is 10 times the usual dose."]),
        ([], session("2026-11-01", Dose("platysma", 359), product="botox-cosmetic"), []),
        ([], session("2026-11-01", Dose("glabella", 200), product="botox"),
         ["frown lines: 200 units is 10 times the usual dose."]),
        ([session("2026-01-01", Dose("glabella", 4), product="hutox")],
         session("2026-11-01", Dose("glabella", 40), product="innotox"), []),
        ([], session("2026-11-01", Dose("trapezius", 1000), product="botox"), []),
        ([session("2026-08-31", Dose("neck", 250), product="xeomin")],
         session("2026-11-09", Dose("neck", 250), product="xeomin"), []),
        ([session("2026-08-31", Dose("neck", 250), product="xeomin")],
         session("2026-11-08", Dose("neck", 250), product="xeomin"),
         [interval("neck muscles: 69 days after the session on Mon 31 Aug 2026")]),
        ([session("2026-08-31", Dose("neck", 250), product="botox")],
         session("2026-11-09", Dose("neck", 250), product="xeomin"),
         [interval("neck muscles: 70 days after the session on Mon 31 Aug 2026")]),
        ([], session("2026-11-01", Dose("eyelid", 25), product="botox"), []),
        ([], session("2026-11-01", Dose("neck", 5000), product="myobloc"), []),
        ([], session("2026-11-01", Dose("neck", 2500), product="daxxify"),
         ["neck muscles: 2500 units is 10 times the usual dose."]),
        ([], session("2026-11-01", Dose("underarms", 999), product="botox"), []),
        ([], session("2026-11-01", Dose("underarms", 1000), product="botox"),
         ["underarms: 1000 units is 10 times the usual dose."]),
        ([], session("2026-11-01", Dose("underarms-left", 500), product="botox"),
         ["underarms, left: 500 units is 10 times the usual dose."]),
        ([], session("2026-11-01", Dose("underarms-left", 499), product="botox"), []),
        ([], session("2026-11-01", Dose("crows-feet-right", 300), product="azzalure"),
         ["crow's feet, right: 300 units is 10 times the usual dose."]),
        ([], session("2026-11-01", Dose("migraine-pattern", 1549), product="botox"), []),
        ([session("2026-11-01", GLABELLA_20)], session("2026-11-01", Dose("glabella", 4)),
         ["Your journal already has a session with these areas on Sun 1 Nov 2026 (2026-11-01)."]),
        ([session("2026-11", GLABELLA_20)], session("2026-11", Dose("glabella")),
         ["Your journal already has a session with these areas in Nov 2026 (2026-11)."]),
        ([session("2015", GLABELLA_20)], session("2015", Dose("glabella", 24)), []),
        ([session("2015", GLABELLA_20)], session("2015", GLABELLA_20),
         ["Your journal already has a session with these areas in 2015 (2015)."]),
        ([session("2026-09-01", GLABELLA_20)], session("2026-11-23", GLABELLA_20),
         [("frown lines: 83 days after the session on Tue 1 Sep 2026, so less than 12 weeks "
          "apart. If this was a correction, add --touch-up.")]),
        ([session("2026-08-31", GLABELLA_20)], session("2026-11-23", GLABELLA_20), []),
        ([session("2026-11-01", GLABELLA_20, Dose("chin"))], session("2026-11-01", GLABELLA_20),
         [("Your journal already has a session with these areas on Sun 1 Nov 2026 (2026-11-01). "
           "The two count as one.")]),
        ([session("2026-11-01", GLABELLA_20)], session("2026-10-01", GLABELLA_20),
         [("frown lines: 31 days before the session on Sun 1 Nov 2026, so less than 12 weeks "
          "apart. If this was a correction, add --touch-up.")]),
        ([session("2026-09", GLABELLA_20)], session("2026-10", GLABELLA_20),
         [("frown lines: 60 days at most after the session in Sep 2026, so less than 12 weeks "
          "apart. If this was a correction, add --touch-up.")]),
        ([session("2015-03", GLABELLA_20)], session("2015-05", GLABELLA_20), []),
        ([session("2026-11-01/2026-11-10", GLABELLA_20)],
         session("2026-11-01/2026-11-10", GLABELLA_20),
         [("Your journal already has a session with these areas in early Nov 2026 "
           "(2026-11-01/2026-11-10).")]),
        ([session("2025-03-01/2025-05-31", GLABELLA_20)],
         session("2025-03-01/2025-05-31", Dose("glabella", 24)), []),
        ([session("2026-08-26/2026-09-15", GLABELLA_20)],
         session("2026-10-01/2026-10-10", GLABELLA_20),
         [("frown lines: 45 days at most after the session around 5 Sep 2026, give or take "
           "10 days, so less than 12 weeks apart. If this was a correction, add --touch-up.")]),
        ([session("2026-08-26/2026-09-16", GLABELLA_20)], session("2026-10-01", GLABELLA_20),
         [("frown lines: 36 days at most after the session between 26 Aug and 16 Sep 2026, so "
           "less than 12 weeks apart. If this was a correction, add --touch-up.")]),
        ([session("2026-11-01", Dose("masseter-left", 25))],
         session("2026-11-08", Dose("masseter-right", 25)), []),
        ([session("2026-11-01", Dose("masseter", 50))],
         session("2026-11-08", Dose("masseter-right", 25)),
         [("jaw: 7 days after the session on Sun 1 Nov 2026, so less than 12 weeks "
          "apart. If this was a correction, add --touch-up.")]),
        ([session("2026-08-01", GLABELLA_20)],
         session("2026-08-15", Dose("glabella", 4), touch_up_of="2026-08-01"), []),
        ([session("2026-08-01", GLABELLA_20)],
         session("2026-10-15", Dose("glabella", 4), touch_up_of="2026-08-01"),
         [("This touch-up is 75 days after the session it corrects. "
          "If it was a new session, leave out --touch-up.")]),
        ([session("2026-05", GLABELLA_20)],
         session("2026-10-15", Dose("glabella", 4), touch_up_of="2026-05"),
         [("This touch-up is at least 137 days after the session it corrects. "
          "If it was a new session, leave out --touch-up.")]),
    ],
)  # fmt: skip
def test_what_looks_like_a_slip(
    catalog: Catalog, before: list[Session], new: Session, says: list[str]
) -> None:
    """A likely slip is said in one sentence; a date known to a month or a year pretends no day."""
    assert list(checks(catalog, *before).session_warnings(new)) == says


def test_a_look_at_what_was_never_treated_is_remarked(catalog: Catalog) -> None:
    """A check-in without a session behind it is kept, and says that no window follows."""
    asked = checks(catalog, session("2026-06-05", Dose("masseter-left")))
    seen = tuple(AreaState(area, State.FULL) for area in ("masseter", "chin"))
    assert list(asked.checkin_warnings(CheckIn(None, day("2026-07-01"), seen))) == [
        "chin: no session logged on Wed 1 Jul 2026 or before, so there is no forecast."
    ]
    vague = CheckIn(None, day("2026-06-21/2026-07-11"), seen)
    assert list(asked.checkin_warnings(vague)) == [
        "chin: no session logged around 1 Jul 2026 or before, so there is no forecast."
    ]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("masseter", "masseter", True),
        ("masseter", "masseter-left", True),
        ("masseter-left", "masseter", True),
        ("masseter-left", "masseter-right", False),
        ("masseter", "chin", False),
        ("My Spot", "my spot", True),
        ("chin-left", "chin", False),
    ],
)
def test_areas_with_a_part_in_common(catalog: Catalog, one: str, other: str, shared: bool) -> None:
    """The whole and its side share a part; left and right do not, nor does an area without."""
    assert catalog.overlap(one, other) is shared


def test_a_late_touch_up_is_measured_from_its_own_session(catalog: Catalog) -> None:
    """Not from the first session of the journal: 56 days are as usual, 57 are late."""
    asked = checks(catalog, session("2026-01-01", GLABELLA_20), session("2026-06-01", GLABELLA_20))

    def says(on: str, of: str) -> list[str]:
        return list(asked.session_warnings(session(on, Dose("glabella", 4), touch_up_of=of)))

    # June has 30 days: 27 July is 29 + 27 = 56 days after 1 June, 28 July is 57.
    assert says("2026-07-27", "2026-06-01") == []
    assert says("2026-07-28", "2026-06-01") == [late("57 days")]
    assert says("2026-03-05", "2026-01-01") == [late("63 days")]  # 30 + 28 + 5
    assert says("2026-06-15", "2026-06-01") == []


@pytest.mark.parametrize(
    ("when", "area", "found"),
    [
        ("2026-06-30", "glabella", "2026-05-01"),
        ("2026-05-01", "glabella", "2026-05-01"),
        ("2026-04-30", "glabella", "2026-01-01"),
        ("2026-05", "glabella", "2026-05-01"),
        ("2025-12-31", "glabella", None),
        ("2026-06-30", "chin", "2026-06-01"),
        ("2026-06-30", "platysma", None),
        ("2026-08-30", "masseter-left", "2026-06-20"),
    ],
)
def test_a_touch_up_is_of_the_newest_session_of_its_area(
    catalog: Catalog, when: str, area: str, found: str | None
) -> None:
    """Up to its date, of that area or a side of it; never of a touch-up or a nameless record."""
    asked = checks(
        catalog,
        session("2026-05-01", GLABELLA_20),
        session("2026-01-01", GLABELLA_20),
        session("2026-06-01", Dose("chin")),
        session("2026-06-10", GLABELLA_20, touch_up_of="2026-05-01"),
        session("2026-06-20", Dose("masseter")),
        Session(None, day("2026-06-25"), (GLABELLA_20,)),
    )
    before = asked.session_before((Dose(area),), day(when))
    assert (before and before.id) == found


@pytest.mark.parametrize(
    ("new", "days"),
    [
        ("2026-08-08", None),  # 85 days before 1 November: 23 + 30 + 31 + 1
        ("2026-08-09", None),  # 84
        ("2026-08-10", "83 days before"),
        ("2026-02-01", None),
        ("2027-01-23", "83 days after"),  # 29 + 31 + 23
        ("2027-01-24", None),
    ],
)
def test_an_interval_is_short_on_either_side_alike(
    catalog: Catalog, new: str, days: str | None
) -> None:
    """Less than twelve weeks after the session before, or before the one after."""
    says = list(checks(catalog, session("2026-11-01", GLABELLA_20)).session_warnings(
        session(new, GLABELLA_20)))  # fmt: skip
    whole = interval(f"frown lines: {days} the session on Sun 1 Nov 2026")
    assert says == ([] if days is None else [whole])
