"""The snapshot: areas, phases, bounds from check-ins, and what is due."""

import math
from datetime import date, timedelta

import pytest

from botoxlog.catalog import load
from botoxlog.core.model import Person, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast.area_forecast import AreaForecast, Phase, checkin_information, in_area
from botoxlog.forecast.due_items import DueKind, Urgency, urgency
from botoxlog.forecast.snapshot import Snapshot, build_snapshot, due_within
from botoxlog.forecast.survival import CheckinDates, LogNormal, Survival
from botoxlog.forecast.trend import Trend, TrendKind
from botoxlog.journal import decoder
from botoxlog.render.json_fields import area_fields

TODAY = date(2026, 11, 23)


def snapshot(text: str, today: date = TODAY) -> Snapshot:
    """Return the snapshot of a journal text."""
    return build_snapshot(decoder.decode(decoder.parse(text), text, today), load(), today)


def session(day: str, areas: str = 'areas = ["glabella"]', more: str = "") -> str:
    """Return one session as text; its id is its day."""
    shown = day if len(day) == 10 else f'"{day}"'
    head = f'[[session]]\nid = "{day}"\ndate = {shown}\nproduct = "botox-cosmetic"\n'
    return f"{head}{more}\n{areas}\n"


def checkin(day: str, state: str, area: str = "glabella") -> str:
    """Return one check-in as text."""
    shown = day if len(day) == 10 else f'"{day}"'
    return f'[[checkin]]\ndate = {shown}\nstate = {{"{area}" = "{state}"}}\n'


def only(text: str, today: date = TODAY) -> AreaForecast:
    """Return the only area of a journal."""
    (area,) = snapshot(text, today).areas
    return area


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2026-08-01", Phase.NOT_YET),
        ("2026-08-03", Phase.KICKING_IN),
        ("2026-08-14", Phase.KICKING_IN),
        ("2026-08-15", Phase.FULL),
        ("2026-10-03", Phase.FULL),
        ("2026-10-04", Phase.FADING),
        ("2026-11-20", Phase.FADING),
        ("2026-11-21", Phase.GONE),
        ("2028-01-01", Phase.GONE),
    ],
)
def test_the_phase_is_what_is_most_likely(day: str, phase: Phase) -> None:
    """Without a check-in, the phase follows the published course of the product."""
    assert only(session("2026-08-01"), date.fromisoformat(day)).phase is phase


@pytest.mark.parametrize(
    ("day", "state", "phase"),
    [
        ("2026-08-05", "none", Phase.NOT_YET),
        ("2026-08-02", "kicking-in", Phase.KICKING_IN),
        ("2026-08-06", "full", Phase.FULL),
        ("2026-08-06", "partial", Phase.FULL),
        ("2026-08-06", "fading", Phase.FADING),
        ("2026-08-06", "gone", Phase.GONE),
        ("2026-08-06", "no-effect", None),
    ],
)
def test_what_was_seen_holds(day: str, state: str, phase: Phase | None) -> None:
    """A check-in overrides the table as long as it still holds."""
    area = only(session("2026-08-01") + checkin(day, state), date(2026, 8, 6))
    assert area.phase is phase


def test_no_effect_is_no_duration() -> None:
    """After "no effect" there is no window, and it says why."""
    area = only(session("2026-08-01") + checkin("2026-08-20", "no-effect"))
    assert area.forecast is None
    assert area.no_forecast == (
        "No effect was recorded on Thu 20 Aug 2026, so there is nothing to wear off."
    )


@pytest.mark.parametrize(
    ("working", "days", "chance"),
    [
        (None, -1, 0.0),
        (None, 0, 0.0),
        (None, 67, 0.1584),
        (None, 100, 0.5),
        (None, 149, 0.8406),
        (100, 100, 0.0),
        (100, 149, 0.6812),
    ],
)
def test_the_chance_that_a_result_has_worn_off(
    working: int | None, days: int, chance: float
) -> None:
    """A log-normal with median 100 and log-sd 0.4: Phi(ln(days / 100) / 0.4).

    Seen working on day 100, the half that ended before is excluded: (0.8406 - 0.5) / 0.5.
    """
    area = only(session("2026-08-01"))
    assert area.forecast is not None
    start = date(2026, 8, 1)
    seen = CheckinDates(None if working is None else start + timedelta(working))
    survival = Survival((start,), (LogNormal(1.0, math.log(100), 0.4),), seen)
    area = area._replace(forecast=area.forecast._replace(survival=survival))
    assert area.chance_worn_off(start + timedelta(days)) == pytest.approx(chance, abs=1e-4)


@pytest.mark.parametrize("start", ["2026-08-01", "2026"])
def test_seen_gone_the_chance_is_one(start: str) -> None:
    """A check-in that saw it gone leaves no doubt, even where the date allows no forecast."""
    area = only(session(start) + checkin("2026-10-20", "full") + checkin("2026-11-01", "gone"))
    assert area.chance_worn_off(TODAY) == 1.0


@pytest.mark.parametrize(
    "text",
    [
        session("2026-08-01") + checkin("2026-08-20", "no-effect"),
        session("2026"),
        session("2026-08-01", 'areas = ["kneecap"]'),
    ],
)
def test_without_a_forecast_there_is_no_chance(text: str) -> None:
    """No effect, only a year, or nothing published: no probability is stated."""
    area = only(text)
    assert area.chance_worn_off(TODAY) is None
    assert checkin_information(area, TODAY) == 0.0


@pytest.mark.parametrize(
    ("checkins", "at_least", "at_most"),
    [
        ("", None, None),
        (checkin("2026-03-01", "full"), 59, None),
        (checkin("2026-03-01", "full") + checkin("2026-03-15", "gone"), 59, 73),
        (checkin("2026-03-15", "gone"), None, 73),
        (checkin("2026-03-01", "full") + checkin("2026-03-15", "none"), 59, 73),
        (checkin("2026-03-15", "none"), None, None),
        (checkin("2026-03-01", "gone") + checkin("2026-03-15", "fading"), 73, None),
        (checkin("2026-03-15", "fading") + checkin("2026-03-15", "gone"), 72, 73),
        (checkin("2026-03-15", "gone") + checkin("2026-03-15", "fading"), 73, None),
        (checkin("2026-03-01", "partial"), 59, None),
        (checkin("2026-03-01", "partial") + checkin("2026-03-15", "none"), 59, 73),
        (checkin("2026-03-01", "gone") + checkin("2026-03-15", "partial"), 73, None),
        (checkin("2026-03", "full"), 59, None),
        (checkin("2026-03", "gone"), 59, 89),
        (checkin("2026-03-15", "full") + checkin("2026-03", "gone"), 73, 89),
        (checkin("2026-02-15", "gone") + checkin("2026-03", "gone"), None, 45),
        (checkin("2026-05-01", "full"), 120, None),
        (checkin("2026-03-01", "full") + checkin("2026-03-15", "no-effect"), 59, 73),
        (checkin("2026-03-01", "no-effect") + checkin("2026-03-15", "full"), 73, None),
        (checkin("2026-03-01", "no-effect") + checkin("2026-03-15", "gone"), None, 73),
        (checkin("2026-03-01", "gone") + checkin("2026-03-15", "no-effect"), None, None),
        (checkin("2026-05-01", "kicking-in"), None, None),
        (checkin("2025-12-01", "full"), None, None),
    ],
)
def test_checkins_bound_the_duration(
    checkins: str, at_least: int | None, at_most: int | None
) -> None:
    """Each check-in bounds the result it describes; on the day of a session, the one before."""
    first = only(session("2026-01-01") + checkins + session("2026-05-01")).treatments[0]
    assert (first.lasted.at_least, first.lasted.at_most) == (at_least, at_most)


@pytest.mark.parametrize(
    ("day", "state", "first", "second"),
    [
        ("2026-05-02", "gone", (None, 121), (None, None)),
        ("2026-05-31", "full", (150, None), (None, None)),
        ("2026-05-20", "kicking-in", (None, None), (None, None)),
        ("2026-06-01", "full", (None, None), (1, None)),
    ],
)
def test_a_checkin_in_the_month_of_a_session_describes_the_one_before(
    day: str,
    state: str,
    first: tuple[int | None, int | None],
    second: tuple[int | None, int | None],
) -> None:
    """A check-in in the month of a session known to the month describes the result before it."""
    area = only(session("2026-01-01") + checkin(day, state) + session("2026-05"))
    found = [(one.lasted.at_least, one.lasted.at_most) for one in area.treatments]
    assert found == [first, second]


def test_what_had_gone_in_the_month_of_a_session_was_the_result_before() -> None:
    """Nothing goes within days of an injection; and it had gone by the day of that session."""
    sessions = session("2026-01-01") + session("2026-03-10")
    one, other = only(sessions + checkin("2026-03", "gone")).treatments
    assert (one.lasted.at_least, one.lasted.at_most) == (37, 68)
    assert (other.lasted.at_least, other.lasted.at_most) == (None, None)
    first = only(session("2026-03-10") + checkin("2026-03", "gone")).treatments[0]
    assert (first.lasted.at_least, first.lasted.at_most) == (None, 21)


def test_what_had_gone_between_two_days_ended_between_them() -> None:
    """Without an earlier check-in it is as bounded as its date, counted from the session's day."""
    (one,) = only(session("2026-01-01") + checkin("2026-03-21/2026-04-10", "gone")).treatments
    assert (one.lasted.at_least, one.lasted.at_most) == (79, 99)
    (vague,) = only(
        session("2025-12-31/2026-01-02") + checkin("2026-03-21/2026-04-10", "gone")
    ).treatments
    assert (vague.lasted.at_least, vague.lasted.at_most) == (78, 100)
    (wide,) = only(session("2025-08-01") + checkin("2025-09-01/2025-11-30", "gone")).treatments
    assert (wide.lasted.at_least, wide.lasted.at_most) == (None, 121)


def test_what_had_gone_around_a_session_was_the_result_before() -> None:
    """It had gone by the day of that session, within as many days as its date is wide."""
    sessions = session("2026-01-01") + session("2026-04-01")
    one, other = only(sessions + checkin("2026-03-28/2026-04-06", "gone")).treatments
    assert (one.lasted.at_least, one.lasted.at_most) == (80, 90)  # ten days until 1 Apr
    assert (other.lasted.at_least, other.lasted.at_most) == (None, None)


def test_what_is_said_of_a_date_is_what_was_recorded() -> None:
    """A year or two days that are not over are cut for calculating alone."""
    text = session("2025-01-05", 'areas = ["masseter"]')
    for recorded, said in (("2026", "2026"), ("2026-10-20/2026-12-05", "2026-10-20/2026-12-05")):
        area = only(text + session(recorded, 'areas = ["masseter"]'))
        assert area.last.date.last == TODAY
        fields = area_fields(area, TODAY)
        assert fields["last"]["date"] == said
        assert [item["retreated"] for item in fields["history"]] == [said, None]


def test_booking_never_begins_after_the_visit_that_it_is_for() -> None:
    """A session may have been later than the day on which its result was seen to have gone."""
    sweating = session("2026-10-15/2026-12-03", 'areas = ["underarms"]', 'purpose = "sweating"')
    text = sweating + checkin("2026-11-20", "gone", "underarms")
    (book,) = (item for item in snapshot(text).due if item.kind is DueKind.BOOK)
    assert book.until is not None
    assert book.begins == book.until <= date(2026, 11, 20)


def test_the_id_of_what_is_due_does_not_change_with_the_day() -> None:
    """Of a session without an id it is made of the date as recorded."""
    text = session("2026-11-01/2026-12-05").replace('id = "2026-11-01/2026-12-05"\n', "")
    for today in (date(2026, 11, 23), date(2026, 11, 30)):
        ids = {item.id for item in snapshot(text, today).due}
        assert ids
        assert all(item.startswith("2026-11-01/2026-12-05-") for item in ids)


def test_months_remembered_alone_do_not_shorten_the_forecast() -> None:
    """Six results of three months are forecast as about three months, not much less."""
    months = [("2024-01", "2024-04"), ("2024-05", "2024-08"), ("2024-09", "2024-12")]
    months += [("2025-01", "2025-04"), ("2025-05", "2025-08"), ("2025-09", "2025-12")]
    told = "".join(session(f"{start}-08") + checkin(end, "gone") for start, end in months)
    forecast = only(told + session("2026-11-20")).forecast
    assert forecast is not None
    assert 85 <= (forecast.likely - date(2026, 11, 20)).days <= 100


def result(start: str, *, lasted: int, area: str = "glabella", more: str = "") -> str:
    """Return a session that was seen working a week before, and gone a week after, so long."""
    day = date.fromisoformat(start)
    return (
        session(start, f'areas = ["{area}"]', more)
        + checkin((day + timedelta(days=lasted - 7)).isoformat(), "full", area)
        + checkin((day + timedelta(days=lasted + 7)).isoformat(), "gone", area)
    )


FALL = (
    result("2024-08-01", lasted=150)
    + result("2025-02-01", lasted=150, more='injector = "Dr Ahn"')
    + result("2025-08-01", lasted=75, more='injector = "Dr Lee"')
    + result("2025-11-15", lasted=45, more='injector = "Dr Lee"')
)


def test_shrinking_results_are_found_with_what_else_changed() -> None:
    """The published pattern, 5 months to 1.5, is clear, and the new injector is named.

    Where one of them was not recorded, nobody knows whether it was another.
    """
    area = only(FALL + session("2026-10-01"))
    assert area.trend == Trend(TrendKind.SHORTER, clear=True, days=(150, 150, 75, 45))
    assert area.changes == ("the injector", "the interval")
    unknown = FALL.replace('injector = "Dr Ahn"', "")
    assert only(unknown + session("2026-10-01")).changes == ("the interval",)


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        (["botox-cosmetic 20"] * 4, ()),
        (["botox-cosmetic 20"] * 3 + ["dysport 50"], ("the product",)),
        (["botox-cosmetic 20", "botox 20", "vistabel 20", "botox-cosmetic 20"], ()),
        (["botox-cosmetic 20", "botox 20", "botox 25", "vistabel 25"], ("the dose",)),
        (["botox-cosmetic 20", "unknown 20", "unknown 20", "botox-cosmetic 20"], ()),
        (["brand 20", "brand 20", "other 50", "other 50"], ("the product",)),
        (["botox-cosmetic 20", "dysport 50", "dysport 60", "dysport 60"], ("the product",)),
        (["dysport 50", "dysport 50", "botox-cosmetic 20", "botox-cosmetic 25"],
         ("the product", "the dose")),
        (["botox-cosmetic 20", "dysport 50", "botox-cosmetic 20", "dysport 50"], ("the product",)),
        (["botox-cosmetic 20", "dysport 50", "botox-cosmetic 40", "dysport 50"],
         ("the product", "the dose")),
        (["botox-cosmetic 20", "botox-cosmetic 20", "botox-cosmetic 20", "botox-cosmetic 24"], ()),
        (["botox-cosmetic 20", "botox-cosmetic 20", "botox-cosmetic 20", "botox-cosmetic 25"],
         ("the dose",)),
    ],
)  # fmt: skip
def test_doses_are_compared_within_a_product_alone(
    given: list[str], changes: tuple[str, ...]
) -> None:
    """A unit of one product is no unit of another; a quarter more of the same is another dose."""
    starts = ["2024-08-01", "2025-01-28", "2025-07-27", "2026-01-23"]  # 180 days apart
    text = ""
    for start, lasted, dose in zip(starts, (150, 150, 75, 45), given, strict=True):
        product, units = dose.split()
        text += (
            result(start, lasted=lasted)
            .replace('"botox-cosmetic"', f'"{product}"')
            .replace('areas = ["glabella"]', f"units = {{glabella = {units}}}")
        )
    assert only(text + session("2026-10-01")).changes == changes


@pytest.mark.parametrize(
    ("product", "others"),
    [("botox", 0), ("vistabel", 0), ("unknown", 0), ("dysport", 1), ("a brand", 1)],
)
def test_another_name_is_not_another_product(product: str, others: int) -> None:
    """Results count as those of another product only where the substance is certainly another."""
    before = result("2026-01-01", lasted=110).replace('"botox-cosmetic"', f'"{product}"')
    forecast = only(before + session("2026-08-01")).forecast
    assert forecast is not None
    assert (forecast.basis.ends_seen, forecast.basis.other_products) == (1, others)


def test_partial_leaves_an_earlier_fading_where_it_was() -> None:
    """It works, but says nothing about when the fading began; "full" says that it was mistaken."""
    start = session("2026-01-01") + checkin("2026-03-01", "fading")
    faded = only(start + checkin("2026-03-15", "partial")).last.lasted
    assert (faded.at_least, faded.fading) == (73, 59)
    assert only(start + checkin("2026-03-15", "full")).last.lasted.fading is None


def test_without_a_trend_nothing_is_said_to_have_changed() -> None:
    """Two injectors and steady results: no trend, and no change to explain one."""
    steady = result("2025-02-01", lasted=110) + result(
        "2025-08-01", lasted=112, more='injector = "Dr Lee"'
    )
    area = only(steady + session("2026-10-01"))
    assert (area.trend, area.changes) == (None, ())


def test_other_areas_inform_where_they_are_treated_for_the_same() -> None:
    """Long results of the frown lines count for a first forehead, not for the armpits."""
    long = "".join(
        result(day, lasted=190)
        for day in ("2022-06-01", "2023-04-01", "2024-02-01", "2024-12-01", "2025-10-01")
    )
    new = session("2026-10-01", 'areas = ["forehead", "underarms"]')
    alone = {area.area: area for area in snapshot(new).areas}
    told = {area.area: area for area in snapshot(long + new).areas}
    forehead, armpits = told["forehead"].forecast, told["underarms"].forecast
    assert forehead
    assert armpits
    assert forehead.basis.other_areas == ("frown lines",)
    assert alone["forehead"].forecast
    assert forehead.likely > alone["forehead"].forecast.likely
    assert armpits.basis.other_areas == ()
    assert armpits == alone["underarms"].forecast


def test_a_checkin_is_most_informative_at_even_odds() -> None:
    """A check-in on the likely date is worth one bit; at the start, or once gone, none."""
    area = only(session("2026-08-01"))
    assert area.forecast
    assert checkin_information(area, area.forecast.likely) == pytest.approx(1, abs=0.001)
    assert checkin_information(area, date(2026, 8, 2)) == pytest.approx(0, abs=0.001)
    assert (
        checkin_information(only(session("2026-08-01") + checkin("2026-11-01", "gone")), TODAY) == 0
    )


def test_a_partial_session_date_widens_the_bounds() -> None:
    """A session in some day of January bounds less than one on a known day."""
    first = only(
        session("2026-01") + checkin("2026-03-01", "full") + checkin("2026-03-15", "gone")
    ).treatments[0]
    assert (first.lasted.at_least, first.lasted.at_most) == (29, 73)


def test_sides_are_one_area_until_their_records_differ() -> None:
    """Left and right treated alike are one area; another check-in on one side makes two."""
    both = "[session.units]\nmasseter-left = 25\nmasseter-right = 30"
    area = only(session("2026-08-01", both))
    assert (area.area, area.last.units, area.last.sides) == (
        "masseter", 55, {"left": 25, "right": 30},
    )  # fmt: skip
    text = session("2026-08-01", both) + checkin("2026-09-01", "gone", "masseter-left")
    apart = snapshot(text, date(2026, 9, 2))
    assert {area.area: area.phase for area in apart.areas} == {
        "masseter-left": Phase.GONE,
        "masseter-right": Phase.FULL,
    }
    assert {area.area: area.last.units for area in apart.areas} == {
        "masseter-left": 25,
        "masseter-right": 30,
    }


def test_units_of_both_sides_do_not_say_what_one_had() -> None:
    """Where the sides are separate, units given for both together are unknown for each."""
    text = session("2026-02-01", "units = {masseter = 50}")
    text += session("2026-08-01", "units = {masseter-left = 25}")
    found = {area.area: area.treatments for area in snapshot(text).areas}
    assert [item.units for item in found["masseter-left"]] == [None, 25]
    assert [item.units for item in found["masseter-right"]] == [None]


def test_hand_written_words_are_recognised() -> None:
    """Areas written by hand in everyday words belong to the area of their id."""
    text = session("2026-02-01", """areas = ["crow's feet"]""") + session(
        "2026-08-01", 'areas = ["crows-feet"]'
    )
    assert len(only(text).treatments) == 2


@pytest.mark.parametrize(
    ("product", "area", "earliest"),
    [
        ("botox-cosmetic", "glabella", "2026-10-30"),
        ("botox", "migraine-pattern", "2026-10-24"),
        ("dysport", "glabella", "2026-10-31"),
        ("xeomin", "neck", "2026-10-10"),
        ("xeomin", "salivary", "2026-11-21"),
        ("xeomin", "chin", None),
        ("botox", "masseter", None),
        ("botox", "neck", None),
        ("botox-cosmetic", "chin", None),
        ("vistabel", "glabella", None),
        ("unknown", "glabella", None),
        ("botox", "underarms", None),
        ("botox", 'a patch"]\npurpose = "sweating"\neffects = ["', None),
        ("my own brew", "glabella", None),
    ],
)
def test_the_labels_earliest_date(product: str, area: str, earliest: str | None) -> None:
    """The interval of a label is counted from the last session, for uses on that label only."""
    text = f'[[session]]\ndate = 2026-08-01\nproduct = "{product}"\nareas = ["{area}"]\n'
    found = only(text).earliest_retreat
    assert (found.isoformat() if found else None) == earliest


@pytest.mark.parametrize(
    ("kind", "begins", "until", "expected"),
    [
        (DueKind.BOOK, 0, None, Urgency.TODAY),
        (DueKind.BOOK, -1, None, Urgency.TODAY),
        (DueKind.WINDOW, -9, 3, Urgency.TODAY),
        (DueKind.WINDOW, -9, 0, Urgency.TODAY),
        (DueKind.WINDOW, -9, -1, Urgency.OVERDUE),
        (DueKind.REVIEW, 1, None, Urgency.SOON),
        (DueKind.REVIEW, 7, None, Urgency.SOON),
        (DueKind.REVIEW, 8, None, Urgency.LATER),
        (DueKind.MISSING, -9, None, Urgency.LATER),
    ],
)
def test_urgency(kind: DueKind, begins: int, until: int | None, expected: Urgency) -> None:
    """How soon something is due follows from its day; a missing detail is never pressing."""
    end = None if until is None else TODAY + timedelta(days=until)
    assert urgency(kind, TODAY + timedelta(days=begins), end, TODAY) is expected


def test_booking_is_as_far_ahead_as_the_person_says() -> None:
    """Time to book is so many weeks before the likely day, and not before the label allows."""
    text = session("2026-08-01", more='lot = "C"')
    for person, begins in (("", "2026-11-07"), ("[person]\nweeks_ahead = 6\n", "2026-10-10")):
        due = snapshot(person + text).due
        (book,) = [item for item in due if item.kind is DueKind.BOOK]
        assert (book.begins.isoformat(), str(book.until)) == (begins, "2026-11-21")


def test_a_result_long_gone_asks_for_nothing() -> None:
    """Half a year after the window, a person who moved on is left alone."""
    assert snapshot(session("2020-08-01")).due == ()


def test_due_is_cut_to_a_period() -> None:
    """Only what is due now or in the period is returned."""
    found = snapshot(session("2026-11-15", "units = {glabella = 20}", 'lot = "C"'))
    assert [item.kind for item in due_within(found, 5)] == []
    assert [item.kind for item in due_within(found, 6)] == [DueKind.REVIEW]
    assert found.person == Person()


@pytest.mark.parametrize(
    ("looked", "today", "kind", "begins"),
    [
        ("", "2026-08-01", DueKind.REVIEW, "2026-08-15"),  # two weeks after the session
        ("", "2026-08-29", DueKind.REVIEW, "2026-08-15"),  # four weeks: the last day for it
        ("", "2026-08-30", DueKind.WINDOW, "2026-10-04"),
        ("2026-08-11", "2026-08-12", DueKind.REVIEW, "2026-08-15"),  # 10 days: not full yet
        ("2026-08-12", "2026-08-12", DueKind.WINDOW, "2026-10-04"),  # 11 days: near enough
        ("", "2026-11-20", DueKind.WINDOW, "2026-10-04"),
        ("", "2026-11-21", DueKind.CHECKIN, "2026-11-21"),  # the likely day
        ("", "2027-02-13", DueKind.CHECKIN, "2026-11-21"),
        ("", "2027-02-14", DueKind.OVERDUE, "2027-02-14"),  # the window is past
        ("2026", "2026-11-20", DueKind.WINDOW, "2026-10-04"),  # days to come put nothing off
    ],
)
def test_one_checkin_is_due_at_a_time(looked: str, today: str, kind: DueKind, begins: str) -> None:
    """Each begins on its own day, the window of the frown lines being 4 Oct, 21 Nov, 14 Feb."""
    text = session("2026-08-01") + (checkin(looked, "full") if looked else "")
    due = snapshot(text, date.fromisoformat(today)).due
    checkins = [item for item in due if item.kind not in {DueKind.BOOK, DueKind.MISSING}]
    assert [(item.kind, item.begins.isoformat()) for item in checkins] == [(kind, begins)]


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        ("2026-08-29", ["review", "missing"]),  # four weeks
        ("2026-08-30", ["missing"]),
        ("2026-09-12", ["missing"]),  # six weeks
        ("2026-09-13", []),
    ],
)
def test_where_nothing_is_published_only_the_first_checkin_is_due(
    today: str, kinds: list[str]
) -> None:
    """It is asked for up to four weeks after the session, what is missing up to six."""
    due = snapshot(session("2026-08-01", 'areas = ["moon"]'), date.fromisoformat(today)).due
    assert [item.kind for item in due] == kinds


@pytest.mark.parametrize(
    ("more", "day", "missing"),
    [
        ("", "2026-09-12", True),  # 42 days
        ("", "2026-09-13", False),
        ('lot = "C"', "2026-09-12", True),
        ('lot = "C"\nunits = {glabella = 20}', "2026-09-12", False),
        ("units = {glabella = 20}", "2026-09-12", True),
    ],
)
def test_a_missing_lot_or_dose_is_asked_for_six_weeks(
    more: str, day: str, *, missing: bool
) -> None:
    """As long as the clinic will still remember; with both recorded nothing is asked."""
    due = snapshot(session("2026-08-01", more=more), date.fromisoformat(day)).due
    assert (DueKind.MISSING in [item.kind for item in due]) is missing


@pytest.mark.parametrize(
    ("product", "kicks_in", "peak"),
    [
        ("botox-cosmetic", "2026-08-03", "2026-08-31"),  # 2 and 30 days
        ("letybo", "2026-08-04", "2026-08-29"),  # 3 and 28
        ("myobloc", "2026-08-15", "2026-08-29"),  # 14 and 28
        ("vistabel", "2026-08-03", "2026-08-31"),  # 7 and 42 are from memory: 2 and 30
    ],
)
def test_the_course_is_that_of_the_product(product: str, kicks_in: str, peak: str) -> None:
    """The beginning and the peak are its own figures, if they were read, else Botox Cosmetic's."""
    area = only(session("2026-08-01").replace("botox-cosmetic", product))
    assert (str(area.kicks_in), str(area.peak)) == (kicks_in, peak)


@pytest.mark.parametrize(
    ("area", "wanted", "inside"),
    [
        ("masseter", "masseter", True),
        ("masseter-left", "masseter", True),
        ("masseter-left", "masseter-left", True),
        ("masseter-left", "masseter-right", False),
        ("masseter-left", "left", False),
        ("masseter", "masseter-left", False),
        ("My Spot", "my spot", True),
        ("chin", "masseter", False),
    ],
)
def test_a_side_belongs_to_its_area(area: str, wanted: str, *, inside: bool) -> None:
    """Whoever asks for an area gets either side of it; whoever asks for a side gets that."""
    known = only(session("2026-08-01"))._replace(area=area)
    assert in_area(known, wanted, load()) is inside


def test_seven_years_of_sessions_count() -> None:
    """The last 24 results are what a forecast rests on; those before them change nothing."""
    days = [date(2016, 1, 1) + timedelta(days=140 * number) for number in range(26)]
    text = "".join(result(day.isoformat(), lasted=100) for day in days)
    forecast = only(text + session("2026-10-01")).forecast
    assert forecast is not None
    assert forecast.basis.ends_seen == 24


@pytest.mark.parametrize(("day", "is_due"), [("2027-08-13", True), ("2027-08-14", False)])
def test_half_a_year_after_a_result_nothing_is_due(day: str, *, is_due: bool) -> None:
    """180 days after the window closed on 14 Feb 2027, and not a day longer."""
    assert bool(snapshot(session("2026-08-01"), date.fromisoformat(day)).due) is is_due


@pytest.mark.parametrize(
    ("gaps", "changes"),
    [
        ((160, 240, 200), ()),  # one and a half times: still the same
        ((160, 241, 200), ("the interval",)),
        ((241, 200, 160), ("the interval",)),
    ],
)
def test_intervals_differ_by_more_than_half(
    gaps: tuple[int, ...], changes: tuple[str, ...]
) -> None:
    """The longest is compared with the shortest of those between the results of a trend."""
    start, text = date(2024, 6, 1), ""
    for lasted, gap in zip((150, 150, 75, 45), (*gaps, 0), strict=True):
        text += result(start.isoformat(), lasted=lasted)
        start += timedelta(days=gap)
    assert only(text + session("2026-10-01")).changes == changes


def test_where_nothing_is_published_any_checkin_is_the_first() -> None:
    """It is not asked for again."""
    text = session("2026-08-01", 'areas = ["moon"]') + checkin("2026-08-12", "full", "moon")
    due = snapshot(text, date(2026, 8, 20)).due
    assert [item.kind for item in due] == [DueKind.MISSING]


def short_acting(today: date, more: str = "") -> AreaForecast:
    """Return frown lines treated with TrenibotE on 1 November: window 14 Nov, 21 Nov, 5 Dec."""
    text = session("2026-11-01").replace("botox-cosmetic", "trenibote") + more
    return only(text, today)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (1, Phase.NOT_YET),
        (2, Phase.KICKING_IN),  # it begins within 8 hours: the day after
        (7, Phase.KICKING_IN),
        (8, Phase.FULL),  # day 7: halfway between day 1 and the opening of the window, day 13
        (13, Phase.FULL),
        (14, Phase.FADING),
        (21, Phase.GONE),
    ],
)
def test_a_short_acting_toxin_has_a_calendar_of_its_own(day: int, phase: Phase) -> None:
    """Its phases follow its own onset and window, and not the two weeks of the others."""
    area = short_acting(date(2026, 11, day))
    assert area.forecast is not None
    window = (area.forecast.early, area.forecast.likely, area.forecast.late)
    assert window == (date(2026, 11, 14), date(2026, 11, 21), date(2026, 12, 5))
    assert (area.phase, area.full_days) == (phase, 7)
    assert (area.kicks_in, area.peak) == (date(2026, 11, 2), None)


@pytest.mark.parametrize(
    ("day", "kind", "begins"),
    [
        (1, DueKind.WINDOW, 14),
        (13, DueKind.WINDOW, 14),
        (15, DueKind.WINDOW, 14),
        (21, DueKind.CHECKIN, 21),
    ],
)
def test_no_two_week_checkin_once_the_window_is_open(day: int, kind: DueKind, begins: int) -> None:
    """Two weeks after the session the window has been open for a day: that check-in counts."""
    text = session("2026-11-01").replace("botox-cosmetic", "trenibote")
    due = snapshot(text, date(2026, 11, day)).due
    found = [item for item in due if item.kind not in {DueKind.BOOK, DueKind.MISSING}]
    assert [(item.kind, item.begins) for item in found] == [(kind, date(2026, 11, begins))]


def test_a_long_result_peaks_before_its_window() -> None:
    """Botox Cosmetic is strongest on day 30 and its window opens on day 64."""
    area = only(session("2026-11-01"))
    assert (area.kicks_in, area.peak) == (date(2026, 11, 3), date(2026, 12, 1))
    assert area.full_days == 14


@pytest.mark.parametrize(
    ("area", "product", "lacking"),
    [
        ("salivary", "botox", "this product in this area"),
        ("salivary", "xeomin", None),
        ("elbow skin", "xeomin", "this area"),
        ("masseter", "trenibote", "this product in this area"),
    ],
)
def test_why_there_is_no_forecast(area: str, product: str, lacking: str | None) -> None:
    """The sentence says whether nothing is published for the area or for the product there."""
    text = session("2026-11-01", f'areas = ["{area}"]').replace("botox-cosmetic", product)
    said = lacking and (
        f"No forecast yet: we found no published figures for {lacking}. Check in until 2 "
        "results have worn off to get one."
    )
    assert only(text).no_forecast == said


# --- sessions of which little is known, and check-ins that cannot be about one ------------------


def test_a_session_known_by_its_year_takes_no_check_in_of_a_later_one() -> None:
    """The session of 2026 stands before that of 10 Jul, so the check-in is about the latter."""
    text = session("2026") + session("2026-07-10") + checkin("2026-11-23", "full")
    year, july = only(text).treatments
    assert (year.seen, [state for _, state in july.seen]) == ((), [State.FULL])
    assert july.lasted.at_least == 136


@pytest.mark.parametrize(
    ("looked", "about"), [("2026-03-01", 0), ("2026-11-20", 1)]  # the middle is 13 Jun
)  # fmt: skip
def test_a_check_in_in_the_year_of_a_session_is_about_the_likelier_one(
    looked: str, about: int
) -> None:
    """After a session of October 2025 and one of "2026", March is about the first."""
    text = session("2025-10-01") + session("2026") + checkin(looked, "full")
    assert [len(one.seen) for one in only(text).treatments] == [1 - about, about]


def test_a_check_in_bounds_the_result_of_a_session_known_by_its_month() -> None:
    """Full on 20 Nov: the session was by then, and it ends later; early days count for less."""
    text = session("2026-11")
    before, after = only(text), only(text + checkin("2026-11-20", "full"))
    assert (before.last.date.last, before.forecast is not None) == (TODAY, True)
    assert after.forecast
    assert after.last.start == PartialDate(date(2026, 11, 1), date(2026, 11, 20))
    assert after.forecast.survival.seen.last_working == date(2026, 11, 20)
    assert after.chance_worn_off(date(2026, 11, 20)) == 0.0
    assert date(2026, 11, 20) < after.forecast.early


@pytest.mark.parametrize(
    ("product", "area", "years", "days", "is_doubted"),
    [
        # 112 days and a spread of 0.44: one in a thousand lasts 436 days, so two years count.
        ("botox-cosmetic", "glabella", 0, 730, False),
        ("botox-cosmetic", "glabella", 0, 731, True),
        ("botox-cosmetic", "glabella", 13, 0, True),
        # Sweat: one in a thousand lasts about four years.
        ("botox", "underarms", 0, 1000, False),
        ("botox", "underarms", 13, 0, True),
    ],
)
def test_a_result_seen_too_late_is_doubted(
    product: str, area: str, years: int, days: int, *, is_doubted: bool
) -> None:
    """It is no duration of thousands of days: the session of what was seen is not logged."""
    day = date(2010, 1, 10).replace(year=2010 + years) + timedelta(days=days)
    text = session("2010-01-10", f"units = {{{area} = 20}}")
    text = text.replace("botox-cosmetic", product) + checkin(day.isoformat(), "full", area)
    found = only(text, day)
    assert bool(found.last.doubted) is is_doubted
    assert (found.last.lasted.at_least is None) is is_doubted
    assert (found.forecast is None) is is_doubted
    assert found.phase is Phase.FULL
    if is_doubted:
        assert found.chance_worn_off(day) is None
        assert "A session in between is probably not logged." in (found.no_forecast or "")


def test_what_wore_off_long_ago_is_not_doubted() -> None:
    """Seeing it gone years later says that it was gone by then, which is true."""
    found = only(session("2010-01-10") + checkin("2026-11-01", "gone"))
    assert (found.last.doubted, found.phase) == ((), Phase.GONE)


@pytest.mark.parametrize("state", ["none", "gone", "no-effect"])
@pytest.mark.parametrize("worked", ["kicking-in", "full", "partial", "fading"])
def test_what_worked_and_then_did_not_is_gone(worked: str, state: str) -> None:
    """Whatever word says that nothing is left: seen working on day 31 and not on day 50."""
    text = session("2026-01-10") + checkin("2026-02-10", worked)
    found = only(text + checkin("2026-03-01", state))
    assert (found.last.lasted.at_least, found.last.lasted.at_most) == (31, 50)
    assert (found.phase, found.no_effect, found.last.no_effect) == (Phase.GONE, False, None)
    assert found.chance_worn_off(TODAY) == 1.0


def test_nothing_yet_after_no_effect_changes_nothing() -> None:
    """It was already said that there was none."""
    text = session("2026-01-10") + checkin("2026-02-10", "no-effect")
    found = only(text + checkin("2026-03-01", "none"))
    assert (found.phase, found.no_effect) == (None, True)
    assert found.last.no_effect == PartialDate.of_day(date(2026, 2, 10))


@pytest.mark.parametrize(
    ("product", "day", "fading"),
    [
        ("botox-cosmetic", 3, None),
        ("botox-cosmetic", 13, None),
        ("botox-cosmetic", 14, 14),
        ("botox-cosmetic", 60, 60),
        ("trenibote", 3, None),
        ("trenibote", 13, 13),  # a result of a few weeks is full sooner
    ],
)
def test_what_was_never_full_is_not_in_its_later_part(
    product: str, day: int, fading: int | None
) -> None:
    """Fading before that only says that it worked on that day."""
    start = date(2026, 1, 10)
    text = session("2026-01-10").replace("botox-cosmetic", product)
    looked = start + timedelta(day)
    lasted = only(text + checkin(looked.isoformat(), "fading")).last.lasted
    assert (lasted.at_least, lasted.fading) == (day, fading)


def test_no_effect_years_later_is_an_end_of_what_worked() -> None:
    """That nothing is left is true however late it is seen: day 10, and 1,500 days on."""
    text = session("2022-01-01") + checkin("2022-01-11", "full")
    found = only(text + checkin("2026-02-19", "no-effect"))
    assert (found.last.doubted, found.phase) == ((), Phase.GONE)
    assert (found.last.lasted.at_least, found.last.lasted.at_most) == (10, 1510)


def test_no_two_week_check_in_two_weeks_after_an_unknown_day() -> None:
    """A session known by its year alone may be months ago."""
    assert [item.kind for item in snapshot(session("2026")).due] == [DueKind.MISSING]


@pytest.mark.parametrize(
    ("state", "believed", "phase"),
    [
        ("none", 14, Phase.NOT_YET),
        ("kicking-in", 14, Phase.KICKING_IN),
        ("full", 180, Phase.FULL),
        ("partial", 180, Phase.FULL),
        ("fading", 180, Phase.FADING),
    ],
)
@pytest.mark.parametrize("text", [session("2025"), session("2025-10-01", 'areas = ["kneecap"]')])
def test_without_a_forecast_a_check_in_is_told_for_so_long(
    text: str, state: str, believed: int, phase: Phase
) -> None:
    """Then nobody knows how it is today, until somebody looks again."""
    seen, name = date(2025, 11, 5), "glabella" if "2025-10" not in text else "kneecap"
    text += checkin("2025-11-05", state).replace("glabella", name)
    days = [seen + timedelta(days) for days in (0, believed, believed + 1, 3000)]
    assert [only(text, day).phase for day in days] == [phase, phase, None, None]


def test_nothing_yet_has_no_odds_of_wearing_off_once_the_window_is_open() -> None:
    """Nobody saw it work: it asks whether it has, and says when the forecast comes back."""
    text = session("2026-01-10") + checkin("2026-03-01", "none")
    before, found = only(text, date(2026, 3, 10)), only(text, date(2026, 6, 1))
    assert (before.phase, before.forecast is None) == (Phase.NOT_YET, False)
    assert (found.phase, found.forecast, found.chance_worn_off(TODAY)) == (None, None, None)
    assert found.no_forecast == (
        "No forecast: there was nothing to see yet on Sun 1 Mar 2026, and there is no check-in "
        "since. If it worked after that, a check-in brings the forecast back."
    )
    due = snapshot(text, date(2026, 6, 1)).due
    assert [(item.kind, item.begins) for item in due] == [(DueKind.CHECKIN, date(2026, 3, 11))]
    again = only(text + checkin("2026-06-01", "full"), date(2026, 6, 1))
    assert (again.phase, again.forecast is None) == (Phase.FULL, False)


@pytest.mark.parametrize(
    ("day", "state", "today", "phase"),
    [
        ("2026-08-15", "none", "2026-08-15", Phase.NOT_YET),  # day 14
        ("2026-08-15", "none", "2026-09-20", Phase.NOT_YET),  # until the window opens
        ("2026-08-15", "none", "2026-10-05", None),  # from then on nobody knows
        ("2026-08-06", "none", "2026-08-06", Phase.NOT_YET),  # day 5: as one expects
        ("2026-08-06", "none", "2026-08-20", Phase.FULL),
        ("2026-08-20", "kicking-in", "2026-08-20", Phase.KICKING_IN),
        ("2026-08-20", "kicking-in", "2026-08-21", Phase.FULL),
        ("2026-08-02", "full", "2026-08-02", Phase.FULL),
        ("2026-08-20", "partial", "2026-08-20", Phase.FULL),
        ("2026-08-20", "fading", "2026-08-20", Phase.FADING),
    ],
)
def test_a_check_in_is_believed_on_its_day(
    day: str, state: str, today: str, phase: Phase | None
) -> None:
    """The estimate takes over on the days after, but for nothing where there should be all."""
    text = session("2026-08-01") + checkin(day, state)
    assert only(text, date.fromisoformat(today)).phase is phase


@pytest.mark.parametrize("turned", [False, True])
def test_dates_with_one_middle_have_one_order(*, turned: bool) -> None:
    """On 15 Jan a year and its January are the same days so far, whichever is written first."""
    records = [session("2022"), session("2022-01").replace("botox-cosmetic", "xeomin")]
    area = only("".join(records[::-1] if turned else records), date(2022, 1, 15))
    assert [one.session.id for one in area.treatments] == ["2022-01", "2022"]
